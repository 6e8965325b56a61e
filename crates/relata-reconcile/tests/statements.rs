//! The same quotation, the same claim, a claim and its denial, across documents.
//!
//! A statement is written `document | speaker | polarity speech | content`; a speaker in `<...>` is an actor of the
//! case.

#![allow(clippy::unwrap_used, reason = "a test says by failing")]

use proptest::prelude::*;
use relata_reconcile::statements::{Said, links};
use relata_rows::{DocId, Polarity, RowId, Speech, Verdict};

fn said(n: usize, line: &str) -> Said {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [doc, speaker, how, content] = parts[..] else { panic!("{line}") };
    let actor = speaker.strip_prefix('<').and_then(|s| s.strip_suffix('>'));
    let polarity = match how.split_once(' ').unwrap().0 {
        "denied" => Polarity::Denied,
        "asked" => Polarity::Asked,
        _ => Polarity::Said,
    };
    let speech =
        if how.ends_with("direct") && !how.ends_with("indirect") { Speech::Direct } else { Speech::Indirect };
    Said {
        row: RowId::from_printed(&format!("{doc}-{n:03}")),
        doc: DocId::from_printed(doc),
        actor: actor.map(str::to_owned),
        speaker: actor.unwrap_or(speaker).to_owned(),
        polarity,
        speech,
        content: content.to_owned(),
    }
}

/// The verdict of the one link between two statements; `None` where there is none.
fn verdict(a: &str, b: &str) -> Option<Verdict> {
    let all = links(&[said(1, a), said(2, b)]);
    assert!(all.len() <= 1, "{all:?}");
    all.first().and_then(|l| l.verdict)
}

#[test]
fn one_quotation_in_two_documents_is_one_witness() {
    let a = "a | <Ana Torvik> | said direct | \"The bridge was closed because the river left us no choice.\"";
    let b = "b | <Ana Torvik> | said direct | \"The bridge was closed because the river left no choice.\"";
    assert_eq!(verdict(a, b), Some(Verdict::SameRoot));
    let c = "c | <Per Lund> | said direct | \"The bridge was closed because the river left us no choice.\"";
    assert_eq!(verdict(a, c), Some(Verdict::Agrees), "given to two");
}

#[test]
fn short_or_other_quotations_are_not_the_same() {
    let a = "a | <Ana Torvik> | said direct | \"We are ready.\"";
    let b = "b | <Ana Torvik> | said direct | \"We are ready.\"";
    assert_eq!(verdict(a, b), None);
    let c = "c | <Ana Torvik> | said direct | \"The bridge was closed because the river left us no choice.\"";
    let d =
        "d | <Ana Torvik> | said direct | \"The road was opened because the town gave us the money for it.\"";
    assert_eq!(verdict(c, d), None);
}

#[test]
fn a_claim_meets_its_denial() {
    let claim =
        "a | <harbour board> | said indirect | the ferry company dumped waste oil in the bay of Ostmar";
    let by_cue = "b | <ferry company> | denied indirect | that it dumped waste oil in the bay of Ostmar";
    let by_words =
        "c | <ferry company> | said indirect | no waste oil was dumped in the bay of Ostmar by the company";
    assert_eq!(verdict(claim, by_cue), Some(Verdict::Opposed));
    assert_eq!(verdict(claim, by_words), Some(Verdict::Opposed));
    let rising = "d | <miners> | said indirect | accidents in the pits of Kessaly are rising";
    let falling = "e | <owners> | said indirect | accidents in the pits of Kessaly are falling";
    assert_eq!(verdict(rising, falling), Some(Verdict::Opposed));
}

#[test]
fn two_speakers_of_one_claim_agree() {
    let a = "a | <miners> | said indirect | accidents in the pits of Kessaly are rising";
    let b = "b | <inspectors> | said indirect | accidents rose in Kessaly's pits";
    assert_eq!(verdict(a, b), Some(Verdict::Agrees));
}

#[test]
fn a_question_or_another_matter_opposes_nobody() {
    let a = "a | <miners> | said indirect | accidents in the pits of Kessaly are rising";
    let asked = "b | <owners> | asked indirect | whether accidents in the pits of Kessaly are falling";
    assert_eq!(verdict(a, asked), None);
    let other = "c | <owners> | said indirect | wages in the shops of Northmere are falling";
    assert_eq!(verdict(a, other), None);
    let one = "d | <miners> | said indirect | accidents in the pits of Kessaly are falling";
    assert_eq!(verdict(a, one), None, "one speaker does not oppose himself here: that is a change of mind");
}

#[test]
fn many_who_say_the_same_are_one_side() {
    let lines = [
        "a | <miners> | said indirect | accidents in the pits of Kessaly are rising",
        "b | <inspectors> | said indirect | accidents rose in Kessaly's pits",
        "c | <owners> | said indirect | accidents in the pits of Kessaly are falling",
        "d | they | said indirect | accidents in the pits of Kessaly are falling",
    ];
    let all: Vec<Said> = lines.iter().enumerate().map(|(n, l)| said(n, l)).collect();
    let links = links(&all);
    let against = links.iter().find(|l| l.verdict == Some(Verdict::Opposed)).unwrap();
    assert_eq!((against.left.len(), against.right.len()), (2, 1), "who \"they\" are is not known");
    assert_eq!((against.appearances, against.witnesses), (3, 3));
    assert_eq!(against.reason.to_string(), "miners and inspectors against owners");
    let same = links.iter().find(|l| l.verdict == Some(Verdict::Agrees)).unwrap();
    assert_eq!((same.appearances, same.witnesses), (2, 2));
}

proptest! {
    #[test]
    fn the_order_of_statements_does_not_show(order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle()) {
        let lines = [
            "a | <miners> | said indirect | accidents in the pits of Kessaly are rising",
            "b | <owners> | said indirect | accidents in the pits of Kessaly are falling",
            "c | <inspectors> | said indirect | accidents rose in Kessaly's pits",
            "a | <Ana Torvik> | said direct | \"The bridge was closed because the river left us no choice.\"",
            "c | <Ana Torvik> | said direct | \"The bridge was closed because the river left us no choice.\"",
            "b | <owners> | denied indirect | that accidents rose in the pits of Kessaly",
        ];
        let straight: Vec<Said> = lines.iter().enumerate().map(|(n, l)| said(n, l)).collect();
        let shuffled: Vec<Said> = order.iter().map(|&n| straight[n].clone()).collect();
        prop_assert_eq!(links(&straight), links(&shuffled));
    }
}
