//! Writes what the forest of `models/one-thing.md` learns from: a line of names, then a JSON object for each pair of
//! figures with what was given by hand, what the rules say, what each class would make of it, and the features. Of
//! files of `tests/pairs` the pairs are those of the file; of texts (`*.md`) those of two of them that share a key.
//!
//! cargo run --release -p relata-reconcile --example likeness -- FILE ...

#![allow(clippy::unwrap_used, clippy::print_stdout, dead_code, reason = "a tool for training")]

#[path = "../tests/pairs/read.rs"]
mod read;

use read::Text;
use relata_gazetteer::Gazetteer;
use relata_language::Analyser;
use relata_reconcile::measures::ground;
use relata_reconcile::measures::likeness::{Likely, Seen, features, names, shares};
use relata_reconcile::measures::verdict::{Prepared, by_rules};
use relata_reconcile::measures::{Told, alternative, are_known_apart, judge, keys};
use relata_rows::Span;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn main() {
    let mut analyser = Analyser::new().unwrap();
    let gazetteer = Gazetteer::built_in();
    println!("{}", json!(names().collect::<Vec<_>>()));
    let (pairs, texts): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|f| !f.ends_with(".md"));
    for file in pairs {
        for (n, pair) in read::pairs(&file).iter().enumerate() {
            let (figures, meant) = read::figures(&mut analyser, &gazetteer, &pair.texts);
            let found = meant[0].zip(meant[1]).map(|(a, b)| found(&figures[a], &figures[b]));
            println!("{}", json!({"set": file, "n": n, "gold": pair.verdict.name(), "found": found}));
        }
    }
    let texts: Vec<Text> = texts.iter().map(|file| text(file)).collect();
    let (figures, _) = read::figures(&mut analyser, &gazetteer, &texts);
    for (a, b) in beside(&figures) {
        println!("{}", json!({"set": "wild", "found": found(&figures[a], &figures[b])}));
    }
}

/// A text of paragraphs parted by empty lines, its day in its name ("2024-05-01-..."), a head between lines of dashes.
fn text(file: &str) -> Text {
    let whole = std::fs::read_to_string(file).unwrap();
    let body =
        whole.strip_prefix("---").and_then(|rest| rest.split_once("\n---\n")).map_or(&*whole, |(_, b)| b);
    let paragraphs = body.split("\n\n").map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "));
    let day = (0..file.len()).find_map(|at| file.get(at..at + 10)?.parse().ok());
    Text {
        day,
        publisher: None,
        author: None,
        paragraphs: paragraphs.filter(|p| !p.is_empty()).collect(),
        figure: Span::new(0, 0),
    }
}

/// So many figures of a block are looked at, as when a case is reconciled.
const BLOCK: usize = 24;

/// The pairs of figures of different documents that share a key.
fn beside(figures: &[Told]) -> BTreeSet<(usize, usize)> {
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, figure) in figures.iter().enumerate() {
        for key in keys(figure) {
            blocks.entry(key).or_default().push(i);
        }
    }
    let mut all = BTreeSet::new();
    for block in blocks.values() {
        let block = &block[..block.len().min(BLOCK)];
        for (n, &a) in block.iter().enumerate() {
            all.extend(block[n + 1..].iter().filter(|&&b| figures[a].doc != figures[b].doc).map(|&b| (a, b)));
        }
    }
    all
}

fn found(a: &Told, b: &Told) -> Value {
    let (a, b) = (Prepared::of(a), Prepared::of(b));
    let ruled = by_rules(&a, &b);
    let seen = Seen::of(&ruled);
    let made = |likely| alternative(&a, &b, &ruled, likely).map_or("", |j| j.verdict.name());
    json!({
        "rules": ruled.judgement.verdict.name(),
        "class": format!("{:?}", seen.likely()),
        "given": judge(&a, &b).verdict.name(),
        "bridge": ruled.bridge.is_ok(),
        "strangers": ground::matter(&a, &b) == 0,
        "enough": ground::common(&a, &b) >= ground::ENOUGH_OF_PART,
        "apart": are_known_apart(&a, &b, &ruled),
        "elsewhere": ruled.elsewhere.is_some(),
        "made": Likely::ALL.map(made),
        "shares": shares(&a, &b, &seen),
        "features": features(&a, &b, &seen),
    })
}
