//! Time expressions: news-like sentences marked by hand, phrases with their values and stretches, printed
//! dates read back, hostile input.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use relata_findings::eval::time::{self, Scores, Timex, timeml};
use relata_language::Analyser;
use relata_rows::Document;

fn expressions(document: &Document) -> Vec<Timex> {
    let mut analyser = Analyser::new().unwrap();
    let analysis = analyser.analyse(document);
    time::expressions(document, &analysis)
}

/// What a person reads of a difference.
fn show(document: &Document, ours: &[Timex], gold: &[Timex]) {
    let line = |t: &Timex| format!("[{}|{} {}]", t.span.get(&document.text).unwrap(), t.kind.name(), t.value);
    let near = |span: relata_rows::Span| {
        let from = (0..=span.start.saturating_sub(40)).rev().find(|&i| document.text.is_char_boundary(i)).unwrap();
        let to = (span.end + 25..).find(|&i| i >= document.text.len() || document.text.is_char_boundary(i)).unwrap();
        document.text[from..to.min(document.text.len())].replace('\n', " ")
    };
    for g in gold.iter().filter(|g| !ours.iter().any(|o| (o.span, o.kind, &o.value) == (g.span, g.kind, &g.value))) {
        let own: Vec<_> = ours.iter().filter(|o| o.span.start < g.span.end && g.span.start < o.span.end).map(line).collect();
        eprintln!("wants {} got {own:?}   in: {}", line(g), near(g.span));
    }
    for o in ours.iter().filter(|o| !gold.iter().any(|g| g.span.start < o.span.end && o.span.start < g.span.end)) {
        eprintln!("extra {}   in: {}", line(o), near(o.span));
    }
}

#[test]
fn news_like_sentences() {
    let golds = timeml::read_plain(include_str!("time/news.txt")).unwrap();
    let mut scores = Scores::default();
    for gold in &golds {
        let ours = expressions(&gold.document);
        scores.add(&ours, &gold.timexes);
        if std::env::var_os("RELATA_SHOW").is_some() {
            show(&gold.document, &ours, &gold.timexes);
        }
    }
    for (name, count) in scores.counts() {
        let (p, r, f) = count.prf();
        eprintln!("{name:8} P {p:.3} R {r:.3} F1 {f:.3}  ({} of {} and {})", count.right, count.ours, count.gold);
    }
}

#[test]
fn values_of_recognizers() {
    let Some(shared) = common::shared() else {
        eprintln!("skipped: no corpora (set RELATA_SHARED)");
        return;
    };
    let file = std::env::var("RELATA_CASES").unwrap_or("DateTimeModel.json".to_owned());
    let path = shared.join("corpora/recognizers/DateTime/English").join(file);
    let cases = time::recognizers::read(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut analyser = Analyser::new().unwrap();
    let mut scores = time::recognizers::Scores::default();
    for case in &cases {
        let analysis = analyser.analyse(&case.document);
        for missed in scores.add(case, &analysis) {
            if std::env::var_os("RELATA_SHOW").is_some() {
                eprintln!("missed {missed}");
            }
        }
    }
    for (kind, right, of) in scores.counts() {
        eprintln!("{kind}: {right} of {of}, {:.3}", right as f64 / of.max(1) as f64);
    }
}
