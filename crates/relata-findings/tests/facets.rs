//! What figures of short sentences of our own count, where, when, since when and on whose word: one file a
//! facet in `tests/facets`.
//!
//! A line is `TEXT | FIGURE | KEY VALUE; KEY VALUE ...`: in that text (published on 18 March 2023; ` ¶ ` parts
//! blocks; `# ` begins a heading, `+ ` a table with `⏎` between rows and `⇥` between cells, `= ` the title, which
//! stands outside the text) the figure with those words has these facets. Keys: `stated`, `what`, `kind`, `unit`, `label`,
//! `text`, `of`,
//! `basis`, `bound`; `q` for words in one of the qualifiers; `place`; `period` as `START/END`; `dir`, `by`,
//! `from`, `to`, `base` and `since` of a change; `record` and `part` with yes or no; `credit` for words of the
//! source; `-` stands for what is not there. `none`: no trend, or none with those words.
//!
//! What is expected is what a careful reader marks, not what comes out. The number of lines that hold may
//! only rise. `RELATA_SHOW=1` prints the others.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use relata_rows::{BlockKind, Bound, Figure, Findings, Published};
use std::path::Path;

/// Lines that hold. Measured; only to be raised.
const FLOOR: usize = 419;

#[test]
fn lines_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facets");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let (mut all, mut held) = (0, 0);
    for path in paths {
        let file = std::fs::read_to_string(&path).unwrap();
        let (mut lines, mut good) = (0, 0);
        // A heading makes a case only where a figure is asked for.
        for line in file.lines().filter(|l| l.contains(" | ") && !l.starts_with("# TEXT")) {
            let mut parts = line.split(" | ").map(str::trim);
            let (text, figure, expected) =
                (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
            let wrong = judge(text, figure, expected);
            lines += 1;
            good += usize::from(wrong.is_empty());
            if !wrong.is_empty() && std::env::var_os("RELATA_SHOW").is_some() {
                eprintln!("{line}\n    {}", wrong.join("; "));
            }
        }
        eprintln!("{:10} {good} of {lines}", path.file_stem().unwrap().to_string_lossy());
        (all, held) = (all + lines, held + good);
    }
    eprintln!("{held} of {all} lines hold");
    assert!(all >= 429, "only {all} lines");
    assert!(held >= FLOOR, "{held} lines hold, {FLOOR} did");
}

/// A block by the mark in front of it.
fn block(text: &str) -> (BlockKind, String) {
    match text.split_at_checked(2) {
        Some(("# ", heading)) => (BlockKind::Heading, heading.to_owned()),
        Some(("+ ", table)) => (BlockKind::Table, table.replace(" ⏎ ", "\n").replace(" ⇥ ", "\t")),
        _ => (BlockKind::Paragraph, text.to_owned()),
    }
}

/// What does not come out as expected.
fn judge(text: &str, figure: &str, expected: &str) -> Vec<String> {
    let (title, text) = match text.strip_prefix("= ").and_then(|t| t.split_once(" ¶ ")) {
        Some((title, text)) => (Some(title.to_owned()), text),
        None => (None, text),
    };
    let blocks: Vec<(BlockKind, String)> = text.split(" ¶ ").map(block).collect();
    let mut document =
        common::document(&blocks.iter().map(|(kind, text)| (*kind, text.as_str())).collect::<Vec<_>>());
    document.metadata.title = title;
    let day = |s: &str| s.parse().unwrap();
    document.metadata.published =
        Some(Published { start: day("2023-03-18"), end: day("2023-03-19"), basis: "stated".into() });
    let Findings { figures, .. } = common::find(&document);
    let words = |i: usize| figures[i].span.get(&document.text).unwrap();
    if expected == "none" {
        let trend = |i: &usize| figures[*i].body.interval.bound == Bound::Unquantified;
        let named = |i: &usize| figure == "-" || words(*i).to_lowercase().contains(figure);
        let found = (0..figures.len()).filter(trend).filter(named).map(|i| format!("a trend: {}", words(i)));
        return found.collect();
    }
    let Some(i) = (0..figures.len()).find(|&i| words(i) == figure) else {
        let all: Vec<&str> = (0..figures.len()).map(words).collect();
        return vec![format!("not found among {all:?}")];
    };
    let body = &figures[i].body;
    let credit = body.credit.as_ref().and_then(|c| c.source.cover().get(&document.text));
    let pairs = expected.split("; ").map(|p| p.split_once(' ').unwrap());
    pairs.filter_map(|(key, value)| differs(body, credit, key, value)).collect()
}

/// How one facet differs from what is expected of it.
fn differs(f: &Figure, credit: Option<&str>, key: &str, value: &str) -> Option<String> {
    let m = &f.measure;
    let change = f.change.as_ref();
    let number = |v: Option<f64>| v.map(|v| v.to_string());
    let yes = |b: bool| Some(if b { "yes" } else { "no" }.to_owned());
    let period = |p: &relata_rows::Period| {
        let end = |d: Option<jiff::civil::Date>| d.map_or(String::new(), |d| d.to_string());
        format!("{}/{}", end(p.start), end(p.end))
    };
    let (ours, inside) = match key {
        "stated" => (number(f.interval.stated), false),
        "what" => (Some(m.what.clone()), false),
        "kind" => (Some(m.kind.clone()), false),
        "unit" => (Some(f.unit.code.clone()), false),
        "label" => (Some(f.unit.label.clone()).filter(|l| !l.is_empty()), false),
        "text" => (Some(m.text.clone()), false),
        "of" => (m.of.clone(), false),
        "basis" => (m.basis.clone(), false),
        "bound" => (Some(f.interval.bound.name().to_owned()), false),
        "q" => (Some(m.qualifiers.join(" + ")), true),
        "place" => (f.place.as_ref().map(|p| p.text.clone()), false),
        "period" => (f.period.as_ref().map(period), false),
        "dir" => (change.map(|c| c.direction.name().to_owned()), false),
        "by" => (number(change.and_then(|c| c.by)), false),
        "from" => (number(change.and_then(|c| c.from)), false),
        "to" => (number(change.and_then(|c| c.to)), false),
        "base" => (number(change.and_then(|c| c.base)), false),
        "since" => (change.and_then(|c| c.since.as_ref()).map(|p| p.text.clone()), true),
        "record" => (yes(f.record), false),
        "part" => (yes(f.part_of.is_some()), false),
        "credit" => (credit.map(str::to_owned), true),
        _ => (Some(format!("no key {key}")), false),
    };
    let fits = match &ours {
        None => value == "-",
        Some(ours) if inside => ours.contains(value),
        Some(ours) => ours == value,
    };
    (!fits).then(|| format!("{key} is {ours:?}"))
}
