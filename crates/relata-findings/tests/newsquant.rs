//! Values of figures against NewsQuant and the phrasings of Recognizers-Text; skipped without them.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use relata_rows::Figure;
use serde_json::Value;

/// Whether a figure says what the gold value does: a number or two ends of a range.
fn agrees(figure: &Figure, gold: &str) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * b.abs().max(1e-9);
    let cut = gold
        .char_indices()
        .skip(1)
        .find(|&(i, c)| c == '-' && !gold[..i].ends_with(['e', 'E']))
        .map(|(i, _)| i);
    if let Some(cut) = cut {
        let ends = (gold[..cut].trim().parse::<f64>(), gold[cut + 1..].trim().parse::<f64>());
        let (Ok(low), Ok(high)) = ends else { return false };
        let i = &figure.interval;
        return i.stated.is_none()
            && i.low.is_some_and(|v| near(v, low))
            && i.high.is_some_and(|v| near(v, high));
    }
    let Ok(value) = gold.trim().parse::<f64>() else { return false };
    let stated = figure.interval.stated;
    // Shares written as fractions are percent here, parts of one there.
    stated.is_some_and(|v| near(v, value) || (figure.measure.kind == "share" && near(v / 100.0, value)))
}

#[test]
fn values_of_newsquant() {
    let Some(shared) = common::shared() else {
        eprintln!("skipped: no corpora (set RELATA_SHARED)");
        return;
    };
    let data: Value =
        serde_json::from_str(&std::fs::read_to_string(shared.join("corpora/newsquant/dev.json")).unwrap())
            .unwrap();
    let show = std::env::var_os("RELATA_SHOW").is_some();
    let (mut right, mut found, mut gold) = (0, 0, 0);
    let mut kinds: std::collections::BTreeMap<String, (usize, usize)> = Default::default();
    for item in data.as_array().unwrap() {
        let doc = common::paragraphs(item["text"].as_str().unwrap());
        let findings = common::find(&doc);
        let mut golds: Vec<&str> =
            item["quantities"].as_array().unwrap().iter().map(|q| q["value"].as_str().unwrap()).collect();
        gold += golds.len();
        found += findings.figures.len();
        let mut extra = Vec::new();
        for row in &findings.figures {
            let hit = golds.iter().position(|g| agrees(&row.body, g));
            let count = kinds.entry(row.body.measure.kind.clone()).or_default();
            count.1 += 1;
            match hit {
                Some(i) => {
                    golds.remove(i);
                    right += 1;
                    count.0 += 1;
                }
                None => extra.push(row.span.get(&doc.text).unwrap()),
            }
        }
        if show && !(golds.is_empty() && extra.is_empty()) {
            eprintln!("{}\n    missing {golds:?} extra {extra:?}", doc.text);
        }
    }
    let (p, r) = (right as f64 / found as f64, right as f64 / gold as f64);
    let f1 = 2.0 * p * r / (p + r);
    eprintln!(
        "NewsQuant dev: value P {p:.3} R {r:.3} F1 {f1:.3} ({right} of {found} found, {gold} gold); by kind {kinds:?}"
    );
    // Floors as measured, rounded down; they only rise.
    assert!(f1 >= 0.91, "value F1 {f1:.3} is below the floor");
}

#[test]
fn phrasings_of_recognizers() {
    let Some(shared) = common::shared() else {
        eprintln!("skipped: no corpora (set RELATA_SHARED)");
        return;
    };
    for (file, floor) in [
        ("Number/English/NumberModel.json", 0.46),
        ("Number/English/PercentModel.json", 0.9),
        ("NumberWithUnit/English/CurrencyModel.json", 0.87),
    ] {
        let path = shared.join("corpora/recognizers").join(file);
        let data: Value =
            serde_json::from_str(std::fs::read_to_string(path).unwrap().trim_start_matches('\u{feff}'))
                .unwrap();
        let (mut hit, mut cases) = (0, 0);
        for case in data.as_array().unwrap() {
            let doc = common::paragraphs(case["Input"].as_str().unwrap());
            let findings = common::find(&doc);
            for result in case["Results"].as_array().unwrap() {
                let value = &result["Resolution"]["value"];
                let Some(value) = value.as_str() else { continue };
                cases += 1;
                let value = value.trim_end_matches('%');
                hit += usize::from(findings.figures.iter().any(|f| agrees(&f.body, value)));
                if !findings.figures.iter().any(|f| agrees(&f.body, value))
                    && std::env::var_os("RELATA_SHOW").is_some()
                {
                    eprintln!("{file}: {:?} wants {value}", doc.text);
                }
            }
        }
        eprintln!("{file}: {hit} of {cases} values reproduced");
        assert!(hit as f64 >= floor * cases as f64, "{file} is below the floor");
    }
}
