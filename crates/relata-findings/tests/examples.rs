//! Whole figures against two documents that a reader annotated; skipped without them. The texts are read here
//! without the readers of files: paragraphs parted by empty lines, hard wraps joined. `relata eval figures`
//! scores them as they are read by the program.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use relata_findings::eval::figures;
use relata_rows::Published;

#[test]
fn figures_of_the_examples() {
    let Some(shared) = common::shared().filter(|s| s.join("examples").is_dir()) else {
        eprintln!("skipped: no examples (set RELATA_SHARED)");
        return;
    };
    let mut scores = figures::Scores::default();
    for (name, start, end) in [("003", "2023-03-18", "2023-04-15"), ("004", "2022-06-07", "2022-06-12")] {
        let read = |ending: &str| {
            std::fs::read_to_string(shared.join("examples").join(format!("{name}.{ending}"))).unwrap()
        };
        let mut document = common::paragraphs(&joined(&read("txt")));
        let day = |s: &str| s.parse().unwrap();
        document.metadata.published =
            Some(Published { start: day(start), end: day(end), basis: "given".into() });
        let gold = figures::read(&read("json")).unwrap();
        let found = common::find(&document).figures;
        let (pairs, extra) = scores.add(&document, &found, &gold.figures);
        if std::env::var_os("RELATA_SHOW").is_some() {
            for pair in pairs {
                let ours = pair.ours.map(|(i, right)| (&found[i].body, right));
                eprintln!(
                    "{:?} {:?} {:?} {:?} {:?} {:?}\n    {ours:?}",
                    pair.gold.span,
                    pair.gold.bound,
                    pair.gold.unit,
                    pair.gold.place,
                    pair.gold.period,
                    pair.gold.source
                );
            }
            for i in extra {
                eprintln!("extra {:?}", found[i].span.get(&document.text));
            }
        }
    }
    eprintln!("{scores:?}");
    // Floors as measured; they only rise.
    let floors = [18, 17, 18, 15, 15, 18];
    for ((name, right), floor) in scores.columns().into_iter().zip(floors) {
        assert!(right >= floor, "{name}: {right} right, {floor} were");
    }
    assert_eq!(scores.extra, 0, "a row where the reader has none");
}

/// The actors that the reader lists and that are not optional: found is one of whom a mention of ours ends where one of
/// the listed forms does in the text.
#[test]
fn actors_of_the_examples() {
    let Some(shared) = common::shared().filter(|s| s.join("examples").is_dir()) else {
        eprintln!("skipped: no examples (set RELATA_SHARED)");
        return;
    };
    let (mut listed, mut found) = (0, 0);
    for name in ["003", "004"] {
        let read = |ending: &str| {
            std::fs::read_to_string(shared.join("examples").join(format!("{name}.{ending}"))).unwrap()
        };
        let document = common::paragraphs(&joined(&read("txt")));
        let mentions = common::find(&document).mentions;
        let gold: serde_json::Value = serde_json::from_str(&read("json")).unwrap();
        for actor in gold["actors"].as_array().unwrap().iter().filter(|a| a["optional"] != true) {
            let forms = actor["mentions"].as_array().unwrap().iter().filter_map(|m| m.as_str());
            let forms = forms.map(|f| f.split_whitespace().collect::<Vec<_>>().join(" "));
            let ends = forms.flat_map(|f| {
                document.text.match_indices(&f).map(|(at, f)| at + f.len()).collect::<Vec<_>>()
            });
            let ends: Vec<usize> = ends.collect();
            if ends.is_empty() {
                continue;
            }
            listed += 1;
            let hit = mentions.iter().any(|m| ends.contains(&m.span.end));
            found += usize::from(hit);
            if !hit && std::env::var_os("RELATA_SHOW").is_some() {
                eprintln!("not found: {} ({})", actor["name"], actor["type"]);
            }
        }
    }
    eprintln!("actors found: {found} of {listed}");
    // As measured; only to be raised.
    assert!(found >= 110, "{found} actors found, 110 were");
}

/// The paragraphs of a text with hard wraps: a line goes on after one empty line where it ends in the middle of
/// a sentence.
fn joined(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let ended = out.trim_end().ends_with(['.', '?', '!', ':', ';'])
            || line.starts_with('•')
            || line.starts_with("http");
        out.push_str(if ended { "\n\n" } else { " " });
        out.push_str(line);
    }
    out
}
