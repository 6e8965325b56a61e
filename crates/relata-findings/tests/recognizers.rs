//! Numbers and quantities against the specifications of Recognizers-Text; skipped without them.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use relata_findings::eval::recognizers::{self, Model};

#[test]
fn numbers_of_recognizers() {
    let Some(shared) = common::shared() else {
        eprintln!("skipped: no corpora (set RELATA_SHARED)");
        return;
    };
    let show = std::env::var_os("RELATA_SHOW").is_some();
    // Floors as measured; they only rise.
    for (file, floor) in [
        ("Number/English/NumberModel", 110),
        ("Number/English/NumberRangeModel", 47),
        ("Number/English/PercentModel", 11),
        ("NumberWithUnit/English/CurrencyModel", 93),
        ("NumberWithUnit/English/DimensionModel", 57),
        ("NumberWithUnit/English/AgeModel", 15),
        ("NumberWithUnit/English/TemperatureModel", 22),
    ] {
        let path = shared.join("corpora/recognizers").join(file).with_extension("json");
        let cases = recognizers::read(&std::fs::read_to_string(path).unwrap()).unwrap();
        let model = Model::named(file.rsplit('/').next().unwrap()).unwrap();
        let mut right = 0;
        for case in &cases {
            let hit = recognizers::is_right(model, case);
            right += usize::from(hit);
            if show && !hit {
                let wanted: Vec<_> = case.results.iter().map(|r| &r.resolution).collect();
                let given = recognizers::given(model, &case.input);
                let given: Vec<_> =
                    given.iter().map(|(v, q)| (v, q.as_ref().map(|q| (&q.unit.code, &q.written)))).collect();
                eprintln!("{:?}\n    wants {wanted:?}\n    given {given:?}", case.input);
            }
        }
        eprintln!("{file}: {right} of {} cases reproduced", cases.len());
        assert!(right >= floor, "{file} is below the floor");
    }
}
