//! By when.

use super::Candidate;
use crate::party::Scene;
use crate::text::Text;
use crate::time::Stretch;
use relata_rows::{Period, ProposalKind};
use std::ops::Range;

/// The time that a candidate's predicate names, or, of a prediction, one inside what is foretold.
pub(super) fn due(scene: &Scene<'_>, candidate: &Candidate) -> Option<Period> {
    // "A third election this year looks likely."
    let inside = || {
        let day = scene.document.metadata.published.as_ref()?.start;
        let ahead = |s: &&Stretch| !s.since && s.period.end.is_some_and(|end| end > day);
        let under = |s: &&Stretch| scene.text.is_under(scene.text.head(&s.words), candidate.top);
        times(scene, candidate.head).filter(ahead).find(under).map(|s| s.period.clone())
    };
    let foretold = candidate.kind == ProposalKind::Prediction;
    own(scene, candidate.head, candidate.top).or_else(|| inside().filter(|_| foretold))
}

/// The time that hangs on a predicate or on the verb above it: not one that only tells which thing is meant ("the 2022
/// figures"), since when, or what is past. Of several the last that a preposition makes a limit, else the first.
pub(super) fn own(scene: &Scene<'_>, head: usize, top: usize) -> Option<Period> {
    let text = scene.text;
    let published = scene.document.metadata.published.as_ref().map(|p| p.start);
    let ahead = |p: &Period| published.is_none_or(|day| p.end.is_none_or(|end| end > day));
    let fits = |s: &&Stretch| {
        let dated = s.period.start.is_some() || s.period.end.is_some();
        let (limit, ahead) = (is_limit(text, &s.words), ahead(&s.period));
        let hangs = |head: usize| hangs(text, &s.words, head, ahead);
        !s.since && dated && (limit || ahead) && (hangs(head) || top != head && hangs(top))
    };
    let own: Vec<&Stretch> = times(scene, head).filter(fits).collect();
    let limit = own.iter().rev().find(|s| is_limit(text, &s.words));
    limit.or(own.first()).map(|s| s.period.clone())
}

/// The stretches of time in the sentence of a word.
fn times<'s>(scene: &'s Scene<'_>, word: usize) -> impl Iterator<Item = &'s Stretch> {
    let sentence = scene.text.sentences[scene.text.words[word].sentence].clone();
    let from = scene.times.partition_point(|s| s.words.end <= sentence.start);
    scene.times[from..].iter().take_while(move |s| s.words.start < sentence.end)
}

/// Whether a stretch of time hangs on a predicate as a time does, not inside its subject or object.
fn hangs(text: &Text<'_>, words: &Range<usize>, head: usize, ahead: bool) -> bool {
    let mut at = text.head(words);
    if at == head {
        return false;
    }
    let limit = is_limit(text, words);
    for _ in 0..text.words.len() {
        let fits = ["obl", "advmod", "xcomp", "advcl", "nmod", "appos"].iter().any(|r| text.is(at, r));
        let inside = ["obj", "nsubj", "conj"].iter().any(|r| text.is(at, r));
        if !fits && (!limit || !inside) {
            return false;
        }
        match text.words[at].head {
            Some(above) if above == head => return fits || limit,
            // Inside another noun it says which one, unless that is an event ahead, or the tree drew a limit too low.
            Some(above) if text.is(at, "nmod") && !limit && !(ahead && text.is(above, "obl")) => {
                return false;
            }
            Some(above) => at = above,
            None => return false,
        }
    }
    false
}

/// Whether a preposition before a stretch of time makes it a limit.
fn is_limit(text: &Text<'_>, words: &Range<usize>) -> bool {
    let before = |n: usize| words.start.checked_sub(n).map_or(String::new(), |i| text.lower(i));
    let limits = |w: &str| matches!(w, "by" | "within" | "until" | "till" | "before");
    limits(&before(1)) || before(1) == "the" && limits(&before(2))
}
