//! Proposals against what readers noted in texts of the White House, PolNeAR and GUM and of our own (`training/noted/proposals.txt`).
//!
//! The branch and the forest of `models/events.md` have learnt from these sentences, so rows look better here than they are:
//! `docs/figures.md` has the figures of such as did not. The floors hold the whole.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use relata_findings::eval::events::Count;
use relata_findings::eval::noted;
use relata_language::Analyser;
use relata_rows::{Proposal, ProposalKind, Row};

/// F1 of each kind, as measured and rounded down; only to be raised.
const FLOORS: [(ProposalKind, f64); 3] = [
    (ProposalKind::Recommendation, 0.81),
    (ProposalKind::Prediction, 0.77),
    (ProposalKind::Commitment, 0.78),
];

#[test]
fn proposals_that_readers_noted() {
    let Some(shared) = common::shared() else {
        eprintln!("skipped: no folder of outside data");
        return;
    };
    let corpora = shared.join("corpora");
    let training = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../training");
    let notes = std::fs::read_to_string(training.join("noted/proposals.txt")).unwrap();
    let notes = noted::proposals(&notes).unwrap();
    let mut analyser = Analyser::new().unwrap();
    let mut counts = [Count::default(); 3];
    for (file, sentences) in &notes {
        // Texts of our own lie beside the notes.
        let folder = if file.starts_with("own/") { &training } else { &corpora };
        let document = noted::document(file, &std::fs::read_to_string(folder.join(file)).unwrap());
        let mut analysis = analyser.analyse(&document);
        analyser.deepen(&document, &mut analysis);
        let found = relata_findings::find(&document, &analysis);
        for sentence in &analysis.sentences {
            let span = sentence.span;
            let Some(wanted) = sentences.get(&span.start) else { continue };
            let here = |start: usize| span.start <= start && start < span.end;
            let rows: Vec<_> = found.proposals.iter().filter(|p| here(p.body.action.cover().start)).collect();
            if std::env::var_os("RELATA_SHOW").is_some() {
                show(file, span.get(&document.text).unwrap(), &rows, wanted, &document.text);
            }
            counts.iter_mut().zip(noted::score(&rows, wanted)).for_each(|(sum, own)| *sum += own);
        }
    }
    let mut below = false;
    for ((kind, floor), count) in FLOORS.into_iter().zip(counts) {
        let (p, r) = (count.right as f64 / count.found as f64, count.right as f64 / count.expected as f64);
        eprintln!(
            "{:14} precision {p:.3} recall {r:.3} F1 {:.3} of {}",
            kind.name(),
            count.f1(),
            count.expected
        );
        below |= count.f1() < floor;
    }
    assert!(!below, "F1 below its floor: {counts:?}");
}

/// What was found and what was noted in one sentence, to be read by eye.
fn show(file: &str, sentence: &str, rows: &[&Row<Proposal>], wanted: &[noted::Noted], text: &str) {
    let word = |n: &noted::Noted| {
        let kinds: Vec<&str> = n.kinds.iter().map(|k| k.name()).collect();
        let optional = if n.optional { "?" } else { "" };
        format!("{optional}{} {:?}", kinds.join("/"), n.word.get(text).unwrap_or_default())
    };
    eprintln!("SENTENCE {file} {sentence}");
    rows.iter().for_each(|r| {
        eprintln!("    ROW {} {:?}", r.body.kind.name(), r.body.action.cover().get(text).unwrap_or_default())
    });
    wanted.iter().for_each(|n| eprintln!("    NOTED {}", word(n)));
}
