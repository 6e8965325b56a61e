//! What became of a promise or a forecast, as the text tells it.

use super::{Candidate, Found, Holder, clause, cues, parties};
use crate::party::Scene;
use crate::text::Text;
use relata_rows::{Period, ProposalKind, Span, Status};
use std::collections::BTreeMap;
use std::ops::Range;

/// Sentences behind a promise in which its fate is looked for.
const REACH: usize = 2;

/// By the calendar alone: open while its day has not come, overtaken behind it. Without a day it is open, unless it was
/// made more than a year before the text.
pub(super) fn by_day(scene: &Scene<'_>, candidate: &Candidate, due: Option<&Period>) -> Status {
    let Some(published) = &scene.document.metadata.published else { return Status::Unknown };
    if let Some(end) = due.and_then(|d| d.end) {
        return if end > published.start { Status::Open } else { Status::Overtaken };
    }
    if due.is_some_and(|d| d.start.is_some_and(|s| s >= published.start)) {
        return Status::Open;
    }
    let sentence = &scene.text.sentences[scene.text.words[candidate.head].sentence];
    let long_ago = published.start.checked_sub(jiff::Span::new().years(1)).ok();
    let from = scene.times.partition_point(|s| s.words.end <= sentence.start);
    let mut here = scene.times[from..].iter().take_while(|s| s.words.start < sentence.end);
    let old = here.any(|s| s.period.end.zip(long_ago).is_some_and(|(end, ago)| end <= ago));
    if old { Status::Unknown } else { Status::Open }
}

/// What the verb beside a noun tells of the promise that it names: "kept its promise", "the pledge was broken", "a breach
/// of its commitments".
pub(super) fn of_noun(text: &Text<'_>, noun: usize) -> Option<(Status, Range<usize>)> {
    let above = text.words[noun].head?;
    let case = text.by(noun, "case").next().map(|c| text.lower(c));
    let lemma = text.lemma(above).to_lowercase();
    let object = text.is(noun, "obj") || text.words[noun].relation == "nsubj:pass";
    let with = |list: &str| case.as_ref().is_some_and(|c| cues::is(list, &format!("{lemma}-{c}")));
    let kept = object && cues::is("kept", &lemma) || with("kept-prep");
    let broken = object && cues::is("broken", &lemma)
        || with("broken-prep")
        || text.is(noun, "nmod") && case.as_deref() == Some("of") && cues::is("broken-noun", &lemma);
    if !kept && !broken {
        return None;
    }
    let modal = text.by(above, "aux").any(|a| text.words[a].xpos == "MD");
    if modal || clause::is_unreal(text, above) {
        return None;
    }
    let words = |from: usize| from.min(above)..above.max(from) + 1;
    if let Some(denied) = clause::negation(text, above) {
        return kept.then(|| (Status::Broken, words(denied)));
    }
    let upper = text.words[above].head.filter(|_| text.is(above, "xcomp"));
    match upper {
        Some(v) if cues::has("undone", text, v) => kept.then(|| (Status::Broken, words(v))),
        Some(v) if is_yet(text, v) => kept.then(|| (Status::Open, words(v))),
        // "promised to keep its word", "began to".
        Some(v) if !cues::has("goes-on", text, v) => None,
        // "to meet our commitments", "about meeting them"
        None if !is_finite(text, above) => None,
        _ => Some((if kept { Status::Kept } else { Status::Broken }, above..above + 1)),
    }
}

/// "came to nothing", "has amounted to little more than", "delivered nothing", "has fizzled": the words that tell it.
pub(super) fn came_to_nothing(text: &Text<'_>, verb: usize) -> Option<Range<usize>> {
    let told = matches!(text.words[verb].xpos, "VBD" | "VBZ" | "VBP" | "VBN")
        && clause::negation(text, verb).is_none()
        && !clause::is_unreal(text, verb)
        && !text.by(verb, "aux").any(|a| text.words[a].xpos == "MD");
    let lemma = text.lemma(verb).to_lowercase();
    let small = |w: &usize| {
        let above =
            |w: usize| text.words[w].head.is_some_and(|h| h == verb || text.words[h].head == Some(verb));
        cues::is("nothing", &text.lower(*w)) && above(*w)
    };
    let end = text.sentences[text.words[verb].sentence].end;
    let near = (verb + 1..end.min(verb + 4)).find(small);
    if cues::is("founder", &lemma) && told {
        return Some(verb..verb + 1);
    }
    near.filter(|_| told && cues::is("amount", &lemma)).map(|w| verb..w + 1)
}

/// Whether a verb or noun tells what is or was: not an infinitive or gerund.
fn is_finite(text: &Text<'_>, word: usize) -> bool {
    let helped = text.by(word, "aux").any(|a| matches!(text.words[a].xpos, "VBD" | "VBZ" | "VBP"));
    helped || !matches!(text.words[word].xpos, "VB" | "VBG")
}

/// "has yet to"
fn is_yet(text: &Text<'_>, verb: usize) -> bool {
    text.lemma(verb) == "have" && text.by(verb, "advmod").any(|a| text.lower(a) == "yet")
}

/// What later clauses tell: that the same was done or not, "has done so", "never did", or that "the promise" was kept.
pub(super) fn fates(scene: &Scene<'_>, found: &Found) -> BTreeMap<usize, (Status, Span)> {
    let text = scene.text;
    let mut all = BTreeMap::new();
    for (&head, candidate) in &found.0 {
        if candidate.kind == ProposalKind::Recommendation || candidate.fate.is_some() {
            continue;
        }
        let own = text.words[head].sentence;
        let last = (own + REACH).min(text.sentences.len().saturating_sub(1));
        let block = text.block(head);
        let behind = (own..=last)
            .flat_map(|s| text.sentences[s].clone())
            .filter(|&w| w > head && text.block(w) == block);
        let told = behind
            .take_while(|w| !found.0.contains_key(w) || text.words[*w].sentence == own)
            .find_map(|w| fate(scene, candidate, w));
        if let Some((status, words)) = told {
            all.insert(head, (status, text.cover(&words)));
        }
    }
    all
}

fn fate(scene: &Scene<'_>, candidate: &Candidate, word: usize) -> Option<(Status, Range<usize>)> {
    let text = scene.text;
    if text.is_under(word, candidate.head) && !text.is(word, "conj") && !text.is(word, "parataxis") {
        return None;
    }
    // "The promise was kept", "it broke that pledge".
    let named = ["commit-noun", "expect-noun"].iter().any(|l| cues::has(l, text, word))
        && text.by(word, "det").any(|d| matches!(text.lower(d).as_str(), "the" | "that" | "this"));
    if named {
        return of_noun(text, word);
    }
    let subject = clause::own_subject(text, word).filter(|s| !s.passive).map(|s| s.word)?;
    if !is_same(scene, candidate, subject) {
        return None;
    }
    let past = text.words[word].xpos == "VBD"
        || text
            .by(word, "aux")
            .any(|a| matches!(text.lemma(a).as_str(), "have" | "do") && text.words[a].xpos != "VB");
    let modal = text.by(word, "aux").any(|a| text.words[a].xpos == "MD");
    if !past || modal || clause::is_unreal(text, word) {
        return None;
    }
    let lemma = text.lemma(word);
    let so = |i: usize| matches!(text.lower(i).as_str(), "so" | "it" | "that" | "this");
    let alone = text
        .children(word)
        .all(|c| ["nsubj", "advmod", "cc", "punct", "aux", "obl"].iter().any(|r| text.is(c, r)));
    let denied = clause::negation(text, word).is_some();
    let does = lemma == "do" && (text.children(word).any(|c| c > word && so(c)) || alone && denied);
    if !does && lemma != text.lemma(candidate.head) {
        return None;
    }
    let first = text
        .children(word)
        .chain([word])
        .filter(|&c| c == word || text.is(c, "aux") || text.is(c, "advmod"))
        .min()
        .unwrap_or(word);
    let done = denied == candidate.negative;
    // "never did" denies the very act, whatever was promised.
    Some((if done { Status::Kept } else { Status::Broken }, first..word + 1))
}

/// Whether a subject is the one who promised, or what was foretold of.
fn is_same(scene: &Scene<'_>, candidate: &Candidate, subject: usize) -> bool {
    let text = scene.text;
    let other = match (candidate.kind, candidate.holder) {
        (ProposalKind::Prediction, _) => clause::subject(text, candidate.head)
            .or_else(|| clause::subject(text, candidate.top))
            .map(|s| s.word),
        (_, Holder::Word(w)) => Some(w),
        _ => None,
    };
    let entity = |w: usize| parties::entity(scene, w).map(|(e, _)| e);
    let Some(other) = other else { return false };
    match (entity(other), entity(subject)) {
        (Some(a), Some(b)) => a == b,
        _ => {
            text.words[subject].upos == relata_language::Upos::Pron
                && !parties::is_first_person(text, subject)
        }
    }
}
