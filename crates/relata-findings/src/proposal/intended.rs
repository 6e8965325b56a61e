//! "The levy was lifted, as the ministry had promised": what somebody meant to do, told beside what is done.

use super::{Candidate, Found, Holder, Means, clause, cues, parties};
use crate::party::Scene;
use crate::text::Text;
use relata_rows::{ProposalKind, Status};
use std::ops::Range;

/// Adds the promises that an "as they promised" beside a clause tells.
pub(super) fn find(scene: &Scene<'_>, sentence: &Range<usize>, found: &mut Found) {
    for word in sentence.clone() {
        if let Some(candidate) = intended(scene, word) {
            found.add(candidate);
        }
    }
}

fn intended(scene: &Scene<'_>, verb: usize) -> Option<Candidate> {
    let text = scene.text;
    let subject = who(text, verb)?;
    let full = ["obj", "ccomp", "xcomp", "obl"].iter().any(|r| text.by(verb, r).any(|c| c > verb));
    let deed = text.words[verb].head.filter(|&h| clause::is_clause(text, h) && !full)?;
    let can = parties::can_act(scene, subject) || text.words[subject].xpos == "PRP";
    if !can {
        return None;
    }
    let holder = Holder::Word(subject);
    let fate = done(text, deed);
    let negative = false;
    Some(Candidate { holder, fate, negative, ..Candidate::new(ProposalKind::Commitment, Means::Word, deed) })
}

/// Who meant to, where a verb stands in such an aside.
fn who(text: &Text<'_>, verb: usize) -> Option<usize> {
    let listed = ["commit-to", "commit-that", "intends"].iter().any(|l| cues::has(l, text, verb));
    let past = matches!(text.words[verb].xpos, "VBD" | "VBN");
    if !listed || !past || !text.is(verb, "advcl") || clause::negation(text, verb).is_some() {
        return None;
    }
    let subject = clause::own_subject(text, verb).filter(|s| !s.passive && s.word < verb)?.word;
    is_as(text, subject).then_some(subject)
}

/// Whether a word is the verb of such an aside, which tells nothing of what is done.
pub(super) fn is_aside(text: &Text<'_>, word: usize) -> bool {
    who(text, word).is_some()
}

/// Whether "as" stands right before a subject, wherever the tree hangs it.
fn is_as(text: &Text<'_>, subject: usize) -> bool {
    let first = text.phrase(subject).start;
    first.checked_sub(1).is_some_and(|w| text.lower(w) == "as")
}

/// Whether the deed is told as done, or as not done.
fn done(text: &Text<'_>, deed: usize) -> Option<(Status, Range<usize>)> {
    let helped = |tags: &[&str]| text.by(deed, "aux").any(|a| tags.contains(&text.words[a].xpos));
    let was = text.words[deed].xpos == "VBD" || helped(&["VBD"]) || {
        let has = |a: usize| text.lemma(a) == "have" && text.words[a].xpos != "VB";
        text.by(deed, "aux").any(has)
    };
    if !was || helped(&["MD"]) || clause::is_unreal(text, deed) {
        return None;
    }
    match clause::negation(text, deed) {
        Some(no) => Some((Status::Broken, no.min(deed)..deed + 1)),
        None => Some((Status::Kept, deed..deed + 1)),
    }
}
