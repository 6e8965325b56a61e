//! Whose promise it is when somebody says what will be done, and to whom it is made.

use super::clause::{self, Subject};
use super::parties::{self, can_act};
use super::{Candidate, Holder, cues};
use crate::party::Scene;
use relata_language::Upos;
use relata_rows::{ActorKind, Entity, Extent, Genre, SourceKind};

/// Whose promise "will" is, where it is one: somebody says of itself, or of the body that it speaks for, what it will do.
pub(super) fn promiser(scene: &Scene<'_>, head: usize, subject: Subject) -> Option<Holder> {
    let text = scene.text;
    if cues::has("unwilled", text, head) || text.by(head, "cop").next().is_some() || subject.passive {
        return None;
    }
    let word = subject.word;
    if matches!(text.lower(word).as_str(), "i" | "we") {
        return Some(Holder::Word(word));
    }
    if matches!(text.lower(word).as_str(), "nobody" | "none" | "nothing" | "anybody" | "anyone") {
        return None;
    }
    let Some(row) = parties::statement(scene, head) else {
        let own = matches!(scene.document.metadata.genre, Genre::Statement | Genre::Legal);
        return (own && is_body(scene, word)).then_some(Holder::Word(word));
    };
    let said = &row.body;
    let source = said.source.as_ref().filter(|_| said.source_kind != SourceKind::Author)?;
    let who = parties::entity(scene, word);
    let itself = who.is_some_and(|(e, _)| said.entity == Some(e));
    // "The bank will refund the fee, it said": a pronoun that the chains left open can only be the one before it.
    let pronoun = matches!(source.cover().get(text.text), Some("it" | "It" | "they" | "They"));
    let has = |extent: &Extent, list| parties::words(text, extent).any(|i| cues::has(list, text, i));
    let announces = || said.cue.as_ref().is_some_and(|cue| has(cue, "tells"));
    let speaks = || has(source, "speaks");
    let office = || who.zip(said.entity).is_some_and(|((_, body), e)| is_officer(scene, e, body));
    let own = itself || pronoun && who.is_some() || announces() || speaks() || office();
    (own && is_body(scene, word)).then_some(Holder::Word(word))
}

/// Whether an actor holds an office of a body, or a body's of the same country.
fn is_officer(scene: &Scene<'_>, entity: usize, body: &Entity) -> bool {
    let Some(person) = scene.entities.get(entity).filter(|e| e.kind == ActorKind::Person) else {
        return false;
    };
    let of = |of: &str| {
        of == body.name || body.kind == ActorKind::Organization && body.country.as_deref() == Some(of)
    };
    person.roles.iter().filter_map(|r| r.of.as_deref()).any(of)
}

/// Whether a word names a body, a state or people with an office, who can bind themselves.
fn is_body(scene: &Scene<'_>, word: usize) -> bool {
    let pronoun = scene.text.words[word].upos == Upos::Pron;
    match parties::entity(scene, word) {
        Some((_, e)) => matches!(
            e.kind,
            ActorKind::Organization | ActorKind::Place | ActorKind::Person | ActorKind::Group
        ),
        None => !pronoun && clause::is_agentive(scene.text, word),
    }
}

/// To whom something is promised: those to whom the verb gives it.
pub(super) fn promised(scene: &Scene<'_>, candidate: Candidate) -> Candidate {
    let text = scene.text;
    let head = candidate.head;
    let to = |i: &usize| {
        text.is(*i, "obl") && text.by(*i, "case").any(|c| text.lower(c) == "to") && can_act(scene, *i)
    };
    let other = |o: usize| text.lower(o) == "other" || can_act(scene, o);
    let served = || text.by(head, "obj").find(|&o| cues::has("serve", text, head) && other(o));
    let gives = text.by(head, "obj").next().is_some();
    let given = text
        .by(head, "iobj")
        .next()
        .or_else(|| text.children(head).find(to).filter(|_| gives))
        .or_else(served);
    Candidate { addressees: given.into_iter().collect(), ..candidate }
}
