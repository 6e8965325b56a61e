//! Quotations against PolNeAR dev: of the attributions whose content begins with a mark of quotation,
//! how many are found with the right source, and how many of the direct statements found are right.
//! Skipped without the corpus.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use relata_rows::{CodePoints, Extent, Speech};
use std::collections::{BTreeMap, HashSet};

/// The characters of spans that are letters or digits, as a set of code-point offsets.
fn places(text: &[char], spans: impl IntoIterator<Item = (usize, usize)>) -> HashSet<usize> {
    spans
        .into_iter()
        .flat_map(|(a, b)| a..b)
        .filter(|&i| text.get(i).is_some_and(|c| c.is_alphanumeric()))
        .collect()
}

/// Twice the common part over both: 1 where equal.
fn dice(a: &HashSet<usize>, b: &HashSet<usize>) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64
}

/// One attribution: spans of its source and of its content.
type Attribution = (Vec<(usize, usize)>, Vec<(usize, usize)>);

/// The attributions of a brat file: `T` lines hold spans, `E` lines tie them together.
fn gold(ann: &str) -> Vec<Attribution> {
    let mut spans: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let mut all = Vec::new();
    for line in ann.lines() {
        let mut fields = line.split('\t');
        let (Some(id), Some(body)) = (fields.next(), fields.next()) else { continue };
        if id.starts_with('T') {
            let (_, offsets) = body.split_once(' ').unwrap();
            let parts = offsets.split(';').map(|o| o.split_once(' ').unwrap());
            spans.insert(id, parts.map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap())).collect());
        } else if id.starts_with('E') {
            let role = |name: &str| {
                let args =
                    body.split(' ').filter_map(|a| a.split_once(':')).filter(|(r, _)| r.starts_with(name));
                args.flat_map(|(_, t)| spans.get(t).cloned().unwrap_or_default()).collect::<Vec<_>>()
            };
            all.push((role("Source"), role("Content")));
        }
    }
    all
}

#[test]
fn direct_quotations_have_the_right_source() {
    let Some(shared) = common::shared() else {
        eprintln!("skipped: no corpora (set RELATA_SHARED)");
        return;
    };
    let folder = shared.join("corpora/polnear/dev");
    let annotated: Vec<_> =
        std::fs::read_dir(folder.join("attributions")).unwrap().map(|e| e.unwrap().path()).collect();
    let (mut wanted, mut found, mut direct, mut right) = (0u32, 0u32, 0u32, 0u32);
    for entry in std::fs::read_dir(folder.join("text")).unwrap() {
        let path = entry.unwrap().path();
        let id = format!("{}_", path.file_stem().unwrap().to_string_lossy());
        // The first annotator, as the scorer of the corpus takes it.
        let of = annotated.iter().filter(|p| p.file_name().unwrap().to_string_lossy().starts_with(&id));
        let Some(ann) = of.min() else { continue };
        let text = std::fs::read_to_string(&path).unwrap();
        let chars: Vec<char> = text.chars().collect();
        let doc = relata_rows::Document::of_lines(text);
        let points = CodePoints::new(&doc.text);
        let set = |e: &Extent| places(&chars, e.parts.iter().map(|p| (points.at(p.start), points.at(p.end))));
        let golds: Vec<_> = gold(&std::fs::read_to_string(ann).unwrap())
            .into_iter()
            .map(|(s, c)| {
                let marked = c.first().and_then(|&(a, _)| chars.get(a)).is_some_and(|c| "\"“”".contains(*c));
                (places(&chars, s), places(&chars, c), marked)
            })
            .collect();
        let rows: Vec<_> = common::find(&doc)
            .statements
            .iter()
            .map(|r| {
                (r.body.source.as_ref().map(set).unwrap_or_default(), set(&r.body.content), r.body.speech)
            })
            .collect();
        let same = |a: (&HashSet<usize>, &HashSet<usize>), b: (&HashSet<usize>, &HashSet<usize>)| {
            dice(a.0, b.0) >= 0.5 && dice(a.1, b.1) >= 0.5
        };
        for (source, content, _) in golds.iter().filter(|g| g.2) {
            wanted += 1;
            found += u32::from(rows.iter().any(|r| same((&r.0, &r.1), (source, content))));
        }
        for (source, content, _) in rows.iter().filter(|r| r.2 == Speech::Direct) {
            direct += 1;
            right += u32::from(golds.iter().any(|g| same((&g.0, &g.1), (source, content))));
        }
    }
    let (recall, precision) = (f64::from(found) / f64::from(wanted), f64::from(right) / f64::from(direct));
    eprintln!(
        "PolNeAR dev: {found} of {wanted} direct quotations with right source ({recall:.3}); {right} of {direct} direct statements right ({precision:.3})"
    );
    // Floors as measured, rounded down; they only rise.
    assert!(recall >= 0.86 && precision >= 0.9, "recall {recall:.3}, precision {precision:.3}");
}
