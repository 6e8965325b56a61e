//! Figures against NewsQuant; skipped without it.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use relata_findings::eval::newsquant;
use relata_rows::{Figure, Row};

#[test]
fn figures_of_newsquant() {
    let Some(shared) = common::shared() else {
        eprintln!("skipped: no corpora (set RELATA_SHARED)");
        return;
    };
    let file = std::fs::read_to_string(shared.join("corpora/newsquant/dev.json")).unwrap();
    let show = std::env::var("RELATA_SHOW").unwrap_or_default();
    let mut scores = newsquant::Scores::default();
    let mut kinds: std::collections::BTreeMap<String, (usize, usize)> = Default::default();
    for item in newsquant::read(&file).unwrap() {
        let doc = common::paragraphs(&item.text);
        let figures = common::find(&doc).figures;
        let matched = scores.add(&item, &figures);
        for (i, row) in figures.iter().enumerate() {
            let hit = matched.iter().flatten().any(|(m, _)| *m == i);
            let count = kinds.entry(row.body.measure.kind.clone()).or_default();
            *count = (count.0 + usize::from(hit), count.1 + 1);
        }
        if !show.is_empty() {
            print(&show, &doc.text, &item, &figures, &matched);
        }
    }
    for (name, right) in scores.columns() {
        let (p, r, f1) = scores.prf(right);
        eprintln!("NewsQuant dev, {name}: P {p:.3} R {r:.3} F1 {f1:.3}");
    }
    eprintln!("{scores:?}; value right by kind {kinds:?}");
    // Floors as measured, rounded down; they only rise.
    for ((name, right), floor) in scores.columns().into_iter().zip([0.95, 0.90, 0.89, 0.54]) {
        let f1 = scores.prf(right).2;
        assert!(f1 >= floor, "{name}: F1 {f1:.3} is below the floor");
    }
}

/// Prints what `RELATA_SHOW` names ("value", "unit", "change", "concept", "all") and is not right.
fn print(
    what: &str,
    text: &str,
    item: &newsquant::Item,
    figures: &[Row<Figure>],
    matched: &[Option<(usize, newsquant::Right)>],
) {
    let mut lines = Vec::new();
    for (q, m) in item.quantities.iter().zip(matched) {
        let gold = format!("{} {} | {} | {}", q.change, q.value, q.normalized_unit, q.referred_concepts);
        let Some((i, right)) = m else {
            if matches!(what, "value" | "all") {
                lines.push(format!("missing {gold}"));
            }
            continue;
        };
        let f = &figures[*i].body;
        let wrong = [("unit", right.unit), ("change", right.change), ("concept", right.concept)];
        let wrong: Vec<&str> =
            wrong.iter().filter(|(n, r)| !r && (*n == what || what == "all")).map(|w| w.0).collect();
        if !wrong.is_empty() {
            let span = figures[*i].span.get(text).unwrap();
            let change = f.change.as_ref().map(|c| (c.direction.name(), c.by, c.to));
            lines.push(format!(
                "{wrong:?} {gold}\n        {span:?} {} {:?} {:?} {change:?}",
                f.unit.code, f.unit.label, f.measure
            ));
        }
    }
    if matches!(what, "value" | "all") {
        for (i, row) in figures.iter().enumerate() {
            if !matched.iter().flatten().any(|(m, _)| *m == i) {
                lines.push(format!("extra {:?}", row.span.get(text).unwrap()));
            }
        }
    }
    if !lines.is_empty() {
        eprintln!("{text}\n    {}", lines.join("\n    "));
    }
}
