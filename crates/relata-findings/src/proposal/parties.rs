//! Who recommends, foretells or promises, and who is to do it.

use super::{Candidate, Holder, action, clause, cues, span};
use crate::party::Scene;
use crate::text::Text;
use relata_language::Upos;
use relata_rows::{ActorKind, Entity, Extent, Party, Row, SourceKind, Speech, Statement};
use std::ops::Range;

/// The innermost statement in whose content a word stands.
pub(super) fn statement<'a>(scene: &Scene<'a>, word: usize) -> Option<&'a Row<Statement>> {
    scene.statement(span(scene, word))
}

/// Whose a candidate is; `None` for the author.
pub(super) fn holder(scene: &Scene<'_>, candidate: &Candidate) -> Option<Party> {
    match candidate.holder {
        Holder::Author => None,
        Holder::Around => around(scene, candidate.head).or_else(|| above(scene, candidate)),
        Holder::Word(word) if is_first_person(scene.text, word) => around(scene, word),
        Holder::Word(word) => Some(joint(scene, word)),
    }
}

/// The source of the statement around a word.
fn around(scene: &Scene<'_>, word: usize) -> Option<Party> {
    let row = statement(scene, word)?;
    let source = row.body.source.as_ref().filter(|_| row.body.source_kind != SourceKind::Author)?;
    let first = scene.text.words.partition_point(|w| w.span.end <= source.cover().start);
    let own = (first < scene.text.words.len() && is_first_person(scene.text, first)).then_some(first);
    match own {
        // "I believe that ..." in somebody's mouth, or in the author's.
        Some(word) => outer(scene, row, word),
        None => Some(Party { span: source.cover(), entity: row.body.entity, actor: None }),
    }
}

/// Whose words a clause is by the tree alone: "herders warn" behind it, or "according to the port authority" beside it.
fn above(scene: &Scene<'_>, candidate: &Candidate) -> Option<Party> {
    let text = scene.text;
    let credit = [candidate.head, candidate.top]
        .into_iter()
        .flat_map(|w| text.children(w))
        .find(|&c| action::is_credit(text, c));
    if let Some(word) = credit {
        return (!is_first_person(text, word)).then(|| joint(scene, word));
    }
    let mut at = candidate.top;
    for _ in 0..clause::DEEP {
        let verb = text.words[at].head?;
        if text.is(at, "ccomp")
            && ["expect-that", "advise-that", "commit-that", "says"].iter().any(|l| cues::has(l, text, verb))
        {
            let subject = clause::own_subject(text, verb)
                .filter(|s| !s.passive && clause::is_agentive(text, s.word))?;
            return (!is_first_person(text, subject.word)).then(|| joint(scene, subject.word));
        }
        at = verb;
    }
    None
}

/// The source of the statement around one whose source is "I" or "we".
fn outer(scene: &Scene<'_>, inner: &Row<Statement>, word: usize) -> Option<Party> {
    let row = statement(scene, word).filter(|s| s.id != inner.id)?;
    let source = row.body.source.as_ref().filter(|_| row.body.source_kind != SourceKind::Author)?;
    Some(Party { span: source.cover(), entity: row.body.entity, actor: None })
}

/// Those whom words head, one by one: of "Kestria and Valdora" both.
pub(super) fn all(scene: &Scene<'_>, words: &[usize]) -> Vec<Party> {
    let mut found = Vec::new();
    for &word in words {
        found.push(one(scene, word));
        found.extend(partners(scene.text, word).map(|w| one(scene, w)));
    }
    found.dedup_by_key(|p| p.span);
    found
}

/// The one whom a word heads; of several joined their whole stretch, which is no single actor.
fn joint(scene: &Scene<'_>, word: usize) -> Party {
    let noun = |w: &usize| matches!(scene.text.words[*w].upos, Upos::Noun | Upos::Propn);
    let above = scene.text.words[word].head.filter(|_| scene.text.is(word, "conj")).filter(noun);
    let word = above.unwrap_or(word);
    let first = one(scene, word);
    match partners(scene.text, word).last() {
        Some(last) => Party { span: first.span.cover(one(scene, last).span), entity: None, actor: None },
        None => first,
    }
}

/// The nouns joined to a noun.
fn partners<'a>(text: &'a Text<'_>, word: usize) -> impl Iterator<Item = usize> + 'a {
    let noun = |&i: &usize| matches!(text.words[i].upos, Upos::Noun | Upos::Propn | Upos::Pron);
    text.by(word, "conj").filter(noun)
}

fn one(scene: &Scene<'_>, word: usize) -> Party {
    scene.party(word).unwrap_or_else(|| {
        let span = scene.text.cover(&phrase(scene.text, word));
        Party { span, entity: None, actor: None }
    })
}

/// A noun with what stands before it and belongs to it.
fn phrase(text: &Text<'_>, head: usize) -> Range<usize> {
    let sentence = &text.sentences[text.words[head].sentence];
    let mut start = head;
    while start > sentence.start
        && text.is_word(start - 1)
        && text.is_under(start - 1, head)
        && !text.is(start - 1, "case")
    {
        start -= 1;
    }
    let parts = ["flat", "fixed", "compound"];
    let end = text.children(head).filter(|&c| c > head && parts.iter().any(|r| text.is(c, r))).max();
    start..end.map_or(head, |e| e.max(head)) + 1
}

/// Whether a word is "I" or "we".
pub(super) fn is_first_person(text: &Text<'_>, word: usize) -> bool {
    matches!(
        text.lower(word).as_str(),
        "i" | "we" | "us" | "me" | "our" | "my" | "ours" | "ourselves" | "myself"
    )
}

/// The actor of the document whom a word names or points at.
pub(super) fn entity<'a>(scene: &'a Scene<'a>, word: usize) -> Option<(usize, &'a Entity)> {
    let party = scene.party(word)?;
    Some((party.entity?, scene.entity(&party)?))
}

/// Whether a word names somebody who can act, by what the document knows of it or by the word.
pub(super) fn can_act(scene: &Scene<'_>, word: usize) -> bool {
    use ActorKind::{Group, Organization, Person, Place};
    match entity(scene, word) {
        Some((_, e)) => matches!(e.kind, Person | Organization | Group | Place),
        None => clause::is_agentive(scene.text, word),
    }
}

/// Whether "would" in the statement stands for "will": told in the writer's words by a verb in the past.
pub(super) fn is_shifted(scene: &Scene<'_>, statement: &Statement) -> bool {
    let past = |i: usize| matches!(scene.text.words[i].xpos, "VBD" | "VBN");
    let cue = statement.cue.as_ref().filter(|_| statement.speech != Speech::Direct);
    cue.is_some_and(|cue| words(scene.text, cue).any(past))
}

/// The words of an extent.
pub(super) fn words<'a>(text: &'a Text<'_>, extent: &'a Extent) -> impl Iterator<Item = usize> + 'a {
    extent.parts.iter().flat_map(|part| {
        let from = text.words.partition_point(|w| w.span.end <= part.start);
        let to = text.words.partition_point(|w| w.span.start < part.end);
        from..to.max(from)
    })
}
