//! The language layer against the dev parts of public corpora, from raw text.
//!
//! `cargo test -p relata-language --test treebanks -- --nocapture` prints all scores; the floors are
//! what was measured, rounded down, and only rise.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use relata_language::{Analyser, conllu, eval, sentences};
use std::path::{Path, PathBuf};

/// The folder of outside data: `RELATA_SHARED`, else `../shared` beside the workspace.
fn corpora() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let dir = std::env::var_os("RELATA_SHARED").map_or_else(beside, PathBuf::from).join("corpora");
    if !dir.is_dir() {
        eprintln!("skipped: no corpora (set RELATA_SHARED)");
        return None;
    }
    Some(dir)
}

/// The text of all files of `dir` whose name begins with one of `prefixes`.
fn joined(dir: &Path, prefixes: &[&str]) -> String {
    let mut files: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| prefixes.iter().any(|x| p.file_name().unwrap().to_string_lossy().starts_with(x)));
    files.sort();
    files.iter().map(|f| std::fs::read_to_string(f).unwrap()).collect()
}

#[test]
fn treebanks() {
    let Some(corpora) = corpora() else { return };
    let gum = |genres: &[&str]| joined(&corpora.join("gum/dep/dev"), genres);
    let news_like = ["GUM_news", "GUM_interview", "GUM_speech", "GUM_essay", "GUM_court", "GUM_letter"];
    // Least F1: sentences by rules, then sentences, words, UPOS, LAS with our own sentences and words.
    let cases = [
        ("EWT", joined(&corpora.join("ewt"), &["dev"]), [0.836, 0.901, 0.989, 0.957, 0.861]),
        ("GUM news", gum(&["GUM_news"]), [0.999, 0.999, 0.998, 0.979, 0.890]),
        (
            "GUM news, interview, speech, essay, court, letter",
            gum(&news_like),
            [0.965, 0.971, 0.997, 0.973, 0.873],
        ),
    ];
    let mut analyser = Analyser::new().unwrap();
    let mut low = Vec::new();
    for (name, text, floors) in cases {
        let gold = conllu::read(&text).unwrap();
        let document = gold.document();
        let [by_rules, _] = eval::segmentation(&document, &sentences(&document), &gold);
        eprintln!("{name}: sentences by rules alone {:.4}", by_rules.f1());
        let gold_words = eval::parse(&mut analyser, &gold, eval::Cutting::Gold);
        for (what, score) in &gold_words {
            eprintln!("    with the gold's words and sentences: {what:20} {:.4}", score.f1());
        }
        let scores = eval::parse(&mut analyser, &gold, eval::Cutting::Own);
        let mut all = vec![by_rules.f1()];
        for (what, score) in &scores {
            eprintln!("    {what:20} {:.4}", score.f1());
            if ["Sentences", "Words", "UPOS", "LAS"].contains(what) {
                all.push(score.f1());
            }
        }
        assert_eq!(all.len(), floors.len());
        if all.iter().zip(floors).any(|(f, floor)| *f < floor) {
            low.push(name);
        }
    }
    assert!(low.is_empty(), "below the floor: {low:?}");
}

#[test]
fn names() {
    let Some(corpora) = corpora() else { return };
    let cases = [("conll2003/dev.txt", 0.926), ("politics/dev.txt", 0.845), ("uner-ewt/dev.iob2", 0.746)];
    let mut analyser = Analyser::new().unwrap();
    let mut low = Vec::new();
    for (file, floor) in cases {
        let text = std::fs::read_to_string(corpora.join("ner").join(file)).unwrap();
        let scores = eval::names(&mut analyser, &eval::GoldNames::read(&text).unwrap());
        for (kind, score) in &scores {
            eprintln!("{file} {kind}: F1 {:.4}", score.f1());
        }
        if scores[0].1.f1() < floor {
            low.push(file);
        }
    }
    assert!(low.is_empty(), "below the floor: {low:?}");
}
