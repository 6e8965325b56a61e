//! How long many figures take: made-up ones of some hundred things counted in some hundred places over some years, told
//! by made-up papers on the word of made-up bodies; few of them are told often, many seldom.
//!
//!     cargo run --release -p relata-reconcile --example figures -- 10000 100000 1000000
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "it measures and tells")]

use jiff::civil::date;
use relata_reconcile::measures::{Source, Told, reconcile};
use relata_rows::{Bound, DocId, Figure, Interval, Measure, Period, PlaceRef, RowId, Span, Unit};
use std::sync::Arc;
use std::time::Instant;

const THINGS: [&str; 40] = [
    "death",
    "homicide",
    "femicide",
    "migrant",
    "refugee",
    "arrest",
    "conviction",
    "teacher",
    "pupil",
    "job",
    "car",
    "truck",
    "bus",
    "ship",
    "house",
    "school",
    "bridge",
    "farm",
    "cow",
    "sheep",
    "theft",
    "robbery",
    "fire",
    "flood",
    "voter",
    "candidate",
    "seat",
    "visitor",
    "tourist",
    "passenger",
    "nurse",
    "doctor",
    "patient",
    "case",
    "protest",
    "strike",
    "crossing",
    "encounter",
    "visa",
    "permit",
];
const SORTS: [&str; 10] = ["", "", "", "", "foreign", "rural", "young", "new", "armed", "private"];

/// Numbers that repeat themselves as what is told in news does.
fn draw(state: &mut u64, most: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let u = (*state >> 40) as f64 / (1u64 << 24) as f64;
    ((most as f64).powf(u) as usize).min(most - 1)
}

fn told(n: usize, all: usize, state: &mut u64) -> Told {
    let thing = THINGS[draw(state, THINGS.len())];
    let sort = SORTS[draw(state, SORTS.len())];
    let place = draw(state, 40 + all / 500);
    let year = 2000 + draw(state, 24) as i16;
    // What there is of it, told right, or off by a little or a lot.
    let level = (100 + place * 37 + thing.len() * 1000) as f64 + f64::from(year);
    let value = (level * [1.0, 1.0, 1.0, 1.01, 1.3][draw(state, 5)]).round();
    let source = |name: String| Source { name, ..Source::default() };
    let period = Period {
        text: year.to_string(),
        start: Some(date(year, 1, 1)),
        end: Some(date(year + 1, 1, 1)),
        calendar: "gregorian".into(),
        basis: "stated".into(),
    };
    Told {
        row: RowId::from_printed(&format!("{:016x}", n * 7919 % all)),
        doc: DocId::from_printed(&format!("{:016x}", n / 30)),
        text: format!("{value}"),
        figure: Arc::new(Figure {
            interval: Interval {
                low: Some(value),
                high: Some(value),
                low_soft: false,
                high_soft: false,
                stated: Some(value),
                bound: Bound::Exact,
            },
            record: false,
            part_of: None,
            unit: Unit { code: "1".into(), label: format!("{thing}s"), price_year: None },
            measure: Measure {
                text: format!("{sort} {thing}s").trim().to_owned(),
                kind: "count".into(),
                what: thing.into(),
                qualifiers: if sort.is_empty() { vec![] } else { vec![sort.into()] },
                of: None,
                basis: None,
            },
            place: Some(PlaceRef {
                entity: None,
                actor: None,
                text: format!("Place{place}"),
                basis: "clause".into(),
            }),
            period: Some(period),
            change: None,
            statement: None,
            credit: None,
            actor: None,
        }),
        span: Span::new(0, 10),
        day: Some(date(2024, 1, 1)),
        names: Vec::new(),
        beside: Vec::new(),
        credit: n.is_multiple_of(3).then(|| source(format!("Office Number{}", draw(state, 2000)))),
        authors: Vec::new(),
        publisher: Some(source(format!("Paper Number{}", draw(state, 500)))),
        sentence: String::new(),
        copies: None,
    }
}

fn main() {
    for n in std::env::args().skip(1).map(|n| n.parse::<usize>().unwrap()) {
        let mut state = 7;
        let all: Vec<Told> = (0..n).map(|i| told(i, n, &mut state)).collect();
        let start = Instant::now();
        let found = reconcile(&all);
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{n} figures: {} measures, {} links, {seconds:.1} s",
            found.measures.len(),
            found.links.len()
        );
    }
}
