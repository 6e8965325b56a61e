//! Which words tell what is proposed.
//!
//! Of a recommendation or commitment the predicate with all that hangs on it, its negation and its condition, without
//! the modal and without the one who does it; a passive keeps its subject. Of a prediction the whole clause.

use super::{Candidate, clause, cues, intended};
use crate::text::Text;
use relata_language::Upos;
use relata_rows::{Extent, ProposalKind};
use std::ops::Range;

/// The words of a candidate; `None` where none are left.
pub(super) fn action(text: &Text<'_>, candidate: &Candidate) -> Option<Extent> {
    let parts = match candidate.kind {
        ProposalKind::Prediction => whole(text, candidate),
        _ => predicate(text, candidate),
    };
    Extent::of(parts.iter().map(|p| text.cover(p)).collect())
}

fn whole(text: &Text<'_>, candidate: &Candidate) -> Vec<Range<usize>> {
    let top = candidate.top;
    let left = |i: usize| {
        leaves(text, i)
            || is_credit(text, i)
            || text.is(i, "mark") && text.lower(i) == "that"
            || text.is(i, "cc")
    };
    let mut words = under(text, top, &left);
    without_joined(text, candidate.head, &mut words);
    runs(text, words)
}

/// Leaves out what is proposed beside it: "forget the valley" of "the young will sell the farms and forget the valley".
fn without_joined(text: &Text<'_>, head: usize, words: &mut Vec<usize>) {
    let joined = clause::joined(text, head);
    let own = |m: &&usize| !clause::is_one_act(text, head, **m);
    words.retain(|&w| !joined.iter().filter(own).any(|&m| text.is_under(w, m)));
}

fn predicate(text: &Text<'_>, candidate: &Candidate) -> Vec<Range<usize>> {
    let head = candidate.head;
    let passive = clause::is_passive(text, head);
    let left = |i: usize| {
        let form = text.lower(i);
        let subject = text.is(i, "nsubj") && !passive || text.is(i, "expl");
        let modal = text.is(i, "aux") && (text.words[i].xpos == "MD" || cues::is("should", &form));
        let joined = text.is(i, "conj") && clause::is_clause(text, i) && !clause::is_one_act(text, head, i);
        let joint = text.is(i, "cc")
            && text.by(head, "conj").next().is_none_or(|c| !clause::is_one_act(text, head, c));
        let marks = text.is(i, "mark") || text.is(i, "case") && text.words[head].upos != Upos::Verb;
        let glued = form == "n't";
        subject
            || modal
            || glued
            || joined
            || joint && i < head
            || marks
            || intended::is_aside(text, i)
            || leaves(text, i)
            || is_credit(text, i)
    };
    // What stands before the subject only leads over, but for a condition: "In addition, Mexico will buy ...".
    let subject = clause::own_subject(text, head).map_or(0, |s| s.word);
    let leads = |i: usize| {
        let condition =
            text.is(i, "advcl") && text.by(i, "mark").any(|m| cues::is("condition", &text.lower(m)));
        i < subject
            && !condition
            && !text.is(i, "nsubj")
            && !text.is(i, "aux")
            && Some(i) != clause::negation(text, head)
    };
    let mut words = under(text, head, &|i| left(i) || leads(i));
    if candidate.top != head {
        // "needs to be changed": subject and condition hang on the verb above.
        let above = |i: usize| {
            text.is(i, "nsubj") && passive
                || text.is(i, "advcl") && text.by(i, "mark").any(|m| cues::is("condition", &text.lower(m)))
        };
        for child in text.children(candidate.top).filter(|&c| c != head && above(c)) {
            words.extend(under(text, child, &|_| false));
        }
        words.sort_unstable();
        words.dedup();
    }
    without_joined(text, head, &mut words);
    runs(text, words)
}

/// Clauses beside the one in question: joined ones with a subject of their own, asides, what somebody else says.
fn leaves(text: &Text<'_>, word: usize) -> bool {
    ["parataxis", "discourse", "vocative"].iter().any(|r| text.is(word, r))
        || text.is(word, "conj") && clause::is_clause(text, word) && clause::own_subject(text, word).is_some()
}

/// "according to the port authority", "in her view".
pub(super) fn is_credit(text: &Text<'_>, word: usize) -> bool {
    (text.is(word, "obl") || text.is(word, "advcl"))
        && text.children(word).any(|c| {
            text.lower(c) == "according"
                || text.is(c, "case") && text.children(c).any(|f| text.lower(f) == "according")
        })
}

/// The words under `head`, in order, but for those under a child that is left out.
fn under(text: &Text<'_>, head: usize, left: &impl Fn(usize) -> bool) -> Vec<usize> {
    let out: Vec<usize> = text.children(head).filter(|&c| left(c)).collect();
    let sentence = text.sentences[text.words[head].sentence].clone();
    sentence.filter(|&i| text.is_under(i, head) && !out.iter().any(|&o| text.is_under(i, o))).collect()
}

/// Words as stretches; marks, and "to" behind "not", close a gap.
fn runs(text: &Text<'_>, words: Vec<usize>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for word in words.into_iter().filter(|&w| text.is_word(w) || text.words[w].text == "%") {
        let near = all.last().is_some_and(|last| {
            (last.end..word).all(|i| {
                !text.is_word(i)
                    || text.is(i, "mark") && matches!(text.lower(last.end - 1).as_str(), "not" | "never")
            })
        });
        match all.last_mut().filter(|_| near) {
            Some(last) => last.end = word + 1,
            None => all.push(word..word + 1),
        }
    }
    // A conjunction alone tells nothing.
    let empty = |r: &Range<usize>| {
        r.clone().all(|i| matches!(text.words[i].upos, Upos::Cconj | Upos::Sconj | Upos::Part | Upos::Punct))
    };
    let negative =
        |r: &Range<usize>| r.clone().any(|i| matches!(text.lower(i).as_str(), "not" | "n't" | "never"));
    all.retain(|r| !empty(r) || negative(r));
    all
}
