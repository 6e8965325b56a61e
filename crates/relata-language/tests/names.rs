//! Names of all kinds in 300 sentences of our own, marked before the rules were measured on them.
//!
//! The first of every two sentences served to mend the rules, the second only to measure them.
//!
//! `cargo test -p relata-language --test names -- --nocapture` prints precision, recall and F1 for each
//! kind on the second half; with RELATA_SHOW set, those on the first, and each miss.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use relata_language::{Analyser, NameKind};
use relata_rows::{Document, Span};
use std::collections::HashSet;

/// A marked sentence as its plain text and its names.
fn sentence(line: &str) -> (String, Vec<(NameKind, Span)>) {
    let (mut text, mut names) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        let close = open + rest[open..].find("](").unwrap();
        let end = close + rest[close..].find(')').unwrap();
        text.push_str(&rest[..open]);
        let start = text.len();
        text.push_str(&rest[open + 1..close]);
        let kind = NameKind::parse(&rest[close + 2..end]).unwrap();
        names.push((kind, Span::new(start, text.len())));
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    (text, names)
}

#[test]
fn names_of_all_kinds() {
    let lines = include_str!("data/names.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    // RELATA_SHOW: the sentences that served to mend the rules, with what is missed and wrong.
    let mending = std::env::var_os("RELATA_SHOW").is_some();
    let mut analyser = Analyser::new().unwrap();
    let (mut given, mut wanted) = (HashSet::new(), HashSet::new());
    for (n, line) in lines.enumerate().filter(|(n, _)| (n % 2 == 0) == mending) {
        let (text, gold) = sentence(line);
        let document = Document::of_paragraphs(std::slice::from_ref(&text));
        let analysis = analyser.analyse(&document);
        let ours: HashSet<(NameKind, Span)> = analysis
            .sentences
            .iter()
            .zip(&analysis.parses)
            .flat_map(|(s, p)| {
                p.names.iter().map(|n| {
                    (n.kind, s.tokens[n.tokens.clone()].iter().map(|t| t.span).reduce(Span::cover).unwrap())
                })
            })
            .collect();
        let gold: HashSet<(NameKind, Span)> = gold.into_iter().collect();
        if mending {
            let show = |set: &HashSet<(NameKind, Span)>, not: &HashSet<(NameKind, Span)>| {
                let mut list: Vec<_> =
                    set.difference(not).map(|(k, s)| format!("{k} {:?}", s.get(&text).unwrap())).collect();
                list.sort();
                list.join(", ")
            };
            eprintln!("{text}\n    missed {}\n    wrong {}", show(&gold, &ours), show(&ours, &gold));
        }
        given.extend(ours.into_iter().map(|(k, s)| (n, k, s)));
        wanted.extend(gold.into_iter().map(|(k, s)| (n, k, s)));
    }
    // Least F1 in percent, as measured, rounded down.
    let floors = [
        (NameKind::Person, 78),
        (NameKind::Organization, 63),
        (NameKind::Place, 79),
        (NameKind::Country, 94),
        (NameKind::People, 90),
        (NameKind::Law, 76),
        (NameKind::Event, 79),
        (NameKind::Work, 82),
        (NameKind::Other, 18),
    ];
    let mut low = Vec::new();
    for (kind, floor) in floors {
        let of = |set: &HashSet<(usize, NameKind, Span)>| set.iter().filter(|n| n.1 == kind).count();
        let right = given.intersection(&wanted).filter(|n| n.1 == kind).count();
        let (ours, gold) = (of(&given), of(&wanted));
        let percent = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
        let f1 = percent(2 * right, ours + gold);
        eprintln!(
            "{kind:14} P {:5.1}  R {:5.1}  F1 {f1:5.1}  ({gold} in the gold)",
            percent(right, ours),
            percent(right, gold)
        );
        if f1 < f64::from(floor) {
            low.push(kind);
        }
    }
    assert!(low.is_empty(), "below the floor: {low:?}");
}
