//! The outermost statements against PolNeAR's dev part, with the measures of its own scorer.
//!
//! Runs where the corpora are (`RELATA_SHARED`, else `../shared`); says so where it is skipped.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use relata_findings::eval::{self, Scores};
use relata_rows::{CodePoints, Document};

/// Least F1. As measured, rounded down; they only rise.
const FLOORS: [(&str, f64); 6] = [
    ("content token", 0.896),
    ("content exact", 0.692),
    ("cue exact", 0.742),
    ("source exact", 0.806),
    ("source + content partial", 0.754),
    ("all three exact", 0.573),
];
/// Least share of matched contents whose source is right.
const SPEAKER: f64 = 0.927;
/// Largest expected calibration error.
const CALIBRATION: f64 = 0.05;

#[test]
fn statements_reach_what_they_reached() {
    let Some(shared) = common::shared() else {
        eprintln!("skipped: no corpora (set RELATA_SHARED)");
        return;
    };
    let folder = shared.join("corpora/polnear/dev");
    let mut annotated: Vec<_> =
        std::fs::read_dir(folder.join("attributions")).unwrap().map(|e| e.unwrap().path()).collect();
    annotated.sort();
    let mut texts: Vec<_> =
        std::fs::read_dir(folder.join("text")).unwrap().map(|e| e.unwrap().path()).collect();
    texts.sort();
    let mut scores = Scores::default();
    for path in texts {
        // The first annotator, as the scorer of the corpus takes it.
        let id = format!("{}_", path.file_stem().unwrap().to_string_lossy());
        let own = |p: &&std::path::PathBuf| p.file_name().unwrap().to_string_lossy().starts_with(&id);
        let Some(gold) = annotated.iter().find(own) else { continue };
        let gold = eval::brat(&std::fs::read_to_string(gold).unwrap()).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let document = Document::of_lines(text.clone());
        let found = common::find(&document);
        scores.add(&text, &eval::outermost(&found.statements, &CodePoints::new(&document.text)), &gold);
    }
    for (name, count) in scores.counts() {
        let (p, r, f) = count.prf();
        eprintln!("{name:26}{p:8.3}{r:8.3}{f:8.3}");
    }
    let (matched, right) = scores.speakers();
    let speaker = right as f64 / matched as f64;
    eprintln!("speaker right {speaker:.3}, calibration error {:.3}", scores.calibration_error());
    for (name, floor) in FLOORS {
        assert!(scores.f1(name) >= floor, "{name}: {:.4} is under {floor}", scores.f1(name));
    }
    assert!(speaker >= SPEAKER, "speaker right: {speaker:.4}");
    assert!(scores.calibration_error() <= CALIBRATION, "calibration error {:.3}", scores.calibration_error());
}
