//! Who is who against GUM's dev part: documents of news, interviews, speeches, essays, courts and letters.
//!
//! Runs where the corpora are (`RELATA_SHARED`, else `../shared`); says so where it is skipped.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use relata_findings::eval::coreference::{self, Outcome, Own, metrics::Counts};
use relata_language::Analyser;

/// As measured, rounded down; they only rise.
const GOLD_MENTIONS: f64 = 0.777;
const PRONOUNS: f64 = 0.875;
const OWN_MENTIONS: f64 = 0.638;
const GENRES: [&str; 6] = ["news", "interview", "speech", "essay", "court", "letter"];

#[test]
fn mentions_are_joined_as_well_as_they_were() {
    let Some(shared) = common::shared() else {
        eprintln!("skipped: no corpora (set RELATA_SHARED)");
        return;
    };
    let mut files: Vec<_> =
        std::fs::read_dir(shared.join("corpora/gum/dep/dev")).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| {
        let name = f.file_name().unwrap().to_string_lossy().into_owned();
        GENRES.iter().any(|g| name.starts_with(&format!("GUM_{g}_")))
    });
    files.sort();
    let mut analyser = Analyser::new().unwrap();
    let mut all: Vec<(Outcome, Own)> = Vec::new();
    for file in &files {
        let gold = coreference::read(&std::fs::read_to_string(file).unwrap()).unwrap();
        let outcome = coreference::gold_mentions(&mut analyser, &gold, None);
        let own = coreference::own_mentions(&mut analyser, &gold, None);
        eprintln!("{:28} {}", file.file_stem().unwrap().to_string_lossy(), line(&outcome.counts));
        all.push((outcome, own));
    }
    assert_eq!(all.len(), 12);
    let sum = |of: &dyn Fn(&(Outcome, Own)) -> Counts| {
        let mut total = Counts::default();
        all.iter().for_each(|one| total.add(&of(one)));
        total
    };
    let gold = sum(&|o| o.0.counts);
    let [own, heads] = [sum(&|o| o.1.exact), sum(&|o| o.1.heads)];
    let (pronouns, right) = all.iter().fold((0, 0), |n, o| (n.0 + o.0.pronouns.0, n.1 + o.0.pronouns.1));
    let share = right as f64 / pronouns as f64;
    let [low, high] = interval(&all.iter().map(|o| o.0.counts).collect::<Vec<_>>());
    eprintln!("gold mentions   {}   95 % of resamplings of documents: {low:.3} to {high:.3}", line(&gold));
    eprintln!("pronouns of persons, third person: {right} of {pronouns} joined rightly, {share:.3}");
    eprintln!("own, exact      {}", line(&own));
    eprintln!("own, by head    {}", line(&heads));
    for (form, name) in ["names", "descriptions", "pronouns"].into_iter().enumerate() {
        let sum = |of: &dyn Fn(&Own) -> usize| all.iter().map(|o| of(&o.1)).sum::<usize>();
        let [right, all] = [sum(&|o| o.forms[form].0), sum(&|o| o.forms[form].1)];
        eprintln!("own {name:14} {right} of {all} right, {:.3}", right as f64 / all as f64);
    }
    assert!(gold.conll() >= GOLD_MENTIONS, "gold mentions: CoNLL {:.4}", gold.conll());
    assert!(share >= PRONOUNS, "pronouns: {share:.4}");
    assert!(own.conll() >= OWN_MENTIONS, "own mentions: CoNLL {:.4}", own.conll());
}

fn line(counts: &Counts) -> String {
    let f = |r: coreference::metrics::Ratio| r.prf().2;
    format!(
        "mentions {:.3}  MUC {:.3}  B3 {:.3}  CEAF-e {:.3}  CoNLL {:.3}",
        f(counts.mentions),
        f(counts.muc),
        f(counts.b3),
        f(counts.ceaf_e),
        counts.conll()
    )
}

/// The middle 95 % of the CoNLL scores of 2,000 drawings of as many documents with replacement.
fn interval(documents: &[Counts]) -> [f64; 2] {
    // A linear congruential generator (Knuth's MMIX constants) with a fixed seed.
    let mut state: u64 = 17;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % documents.len()
    };
    let mut scores: Vec<f64> = (0..2000)
        .map(|_| {
            let mut total = Counts::default();
            (0..documents.len()).for_each(|_| total.add(&documents[draw()]));
            total.conll()
        })
        .collect();
    scores.sort_by(f64::total_cmp);
    [scores[50], scores[1949]]
}
