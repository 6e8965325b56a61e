//! Whose promise it is when somebody says what will be done, and to whom it is made.

use super::clause::{self, Subject};
use super::parties::{self, can_act};
use super::{Candidate, Holder, cues};
use crate::party::Scene;
use crate::text::Text;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_rows::{ActorKind, Entity, Extent, Genre, SourceKind, Speech};

/// Whose promise "will" is, where it is one: somebody says of itself, or of the body that it speaks for, what it will do.
pub(super) fn promiser(scene: &Scene<'_>, head: usize, subject: Subject) -> Option<Holder> {
    let text = scene.text;
    let unwilled = cues::has("unwilled", text, head) || takes_time(text, head);
    if unwilled || text.by(head, "cop").next().is_some() || subject.passive {
        return None;
    }
    let word = subject.word;
    let ours = |p: usize| text.words[p].relation == "nmod:poss" && parties::is_first_person(text, p);
    let body = || parties::entity(scene, word).is_some_and(|(_, e)| e.kind == ActorKind::Organization);
    if matches!(text.lower(word).as_str(), "i" | "we") || text.children(word).any(ours) && body() {
        return Some(Holder::Word(word));
    }
    if matches!(text.lower(word).as_str(), "nobody" | "none" | "nothing" | "anybody" | "anyone") {
        return None;
    }
    // "These funds will support", "this group will improve": what has just been told of does no promising.
    if text.by(word, "det").any(|d| matches!(text.lower(d).as_str(), "this" | "these")) {
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
    // "The bureau said it would cooperate": whoever says what "it" will do speaks of itself, whatever the chains have.
    let cue = said.cue.as_ref();
    let says = |verb: usize| cue.is_some_and(|cue| parties::words(text, cue).any(|i| i == verb));
    let above =
        std::iter::successors(Some(head), |&w| text.words[w].head.filter(|_| text.is(w, "conj"))).last();
    let told = above.is_some_and(|top| text.is(top, "ccomp") && text.words[top].head.is_some_and(says));
    let kind = said.entity.and_then(|e| scene.entities.get(e)).map(|e| e.kind);
    let agrees = match text.lower(word).as_str() {
        // "A spokeswoman for the bank said that it would".
        "it" | "they" if speaks() => who.is_none_or(|(body, _)| {
            parties::words(text, source).any(|w| parties::entity(scene, w).is_some_and(|(e, _)| e == body))
        }),
        "he" | "she" => kind == Some(ActorKind::Person),
        "it" => matches!(kind, Some(ActorKind::Organization | ActorKind::Place)) && (itself || who.is_none()),
        "they" => matches!(kind, Some(ActorKind::Organization | ActorKind::Group)),
        _ => false,
    };
    if told && agrees && said.speech != Speech::Direct {
        return Some(Holder::Around);
    }
    let office = || who.zip(said.entity).is_some_and(|((_, body), e)| is_officer(scene, e, body));
    // "She added that her government would".
    let theirs = || {
        let of_source = |p: usize| {
            text.words[p].relation == "nmod:poss"
                && parties::entity(scene, p).is_some_and(|(e, _)| said.entity == Some(e))
        };
        text.children(word).any(of_source) && cues::has("body", text, word) && is_official(scene, source)
    };
    let own = itself || pronoun && who.is_some() || announces() || speaks() || office() || theirs();
    (own && is_body(scene, word)).then_some(Holder::Word(word))
}

/// "It would take three years."
fn takes_time(text: &Text<'_>, head: usize) -> bool {
    let kinds = ["time unit", "time period"];
    let time = |o: usize| kinds.iter().any(|k| is_kind_of(&text.lemma(o).to_lowercase(), k, Pos::Noun, 3));
    text.lemma(head) == "take" && text.by(head, "obj").any(time)
}

/// Whether words name somebody with an office: a premier, a mayor.
fn is_official(scene: &Scene<'_>, words: &Extent) -> bool {
    let kinds = ["administrator", "executive", "head of state", "leader", "official"];
    let office = |w: usize| {
        let lemma = scene.text.lemma(w).to_lowercase();
        scene.text.words[w].upos == Upos::Noun && kinds.iter().any(|k| is_kind_of(&lemma, k, Pos::Noun, 3))
    };
    let known = |w: usize| parties::entity(scene, w).is_some_and(|(_, e)| !e.roles.is_empty());
    parties::words(scene.text, words).any(|w| office(w) || known(w))
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
