//! Those whom something happens to and who are no mention of an actor: "a customs post", "two smugglers".
//!
//! What the model of mentions passes over because it does nothing in its text may still be at the receiving end of an
//! event. Such nouns are kept apart, and only those that an event names become mentions and actors of the document.

use crate::mention::described;
use crate::text::Text;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of, knows};
use relata_rows::{ActorKind, Document, Entity, Event, Mention, MentionForm, Row, RowId, RowKind, Span};
use std::collections::BTreeMap;

/// Kinds of places that something can be done to, as WordNet has them.
const PLACES: [&str; 6] = ["structure", "facility", "conveyance", "establishment", "district", "land site"];

/// Kinds of places that stand for who lives there.
const PEOPLED: [&str; 3] = ["political unit", "municipality", "village"];

/// What moves together, which WordNet has among processions and collections.
const COLUMNS: [&str; 5] = ["convoy", "caravan", "motorcade", "cavalcade", "flotilla"];

/// A noun that heads no mention and means somebody, a body or a place.
#[derive(Debug, Clone)]
pub(crate) struct Thing {
    /// Its head word.
    pub head: usize,
    /// The words of its description, without clauses.
    pub span: Span,
    /// What it would be as an actor.
    pub entity: Entity,
    /// Where the head stands.
    at: Span,
}

/// The things of a text, in order. `taken`: whether a word heads a mention.
pub(crate) fn things(text: &Text<'_>, taken: impl Fn(usize) -> bool) -> Vec<Thing> {
    let free = |&word: &usize| {
        text.words[word].upos == Upos::Noun
            && !taken(word)
            && ["obj", "iobj", "nsubj", "obl", "nmod", "conj"].iter().any(|r| text.is(word, r))
    };
    let thing = |head: usize| {
        let kind = kind(text, head)?;
        let span = text.cover(&described(text, head));
        let name = span.get(text.text)?.split_whitespace().collect::<Vec<_>>().join(" ");
        let entity = Entity {
            kind,
            name,
            named: false,
            aliases: Vec::new(),
            acronyms: Vec::new(),
            roles: Vec::new(),
            country: None,
            gender: None,
        };
        Some(Thing { head, span, entity, at: text.words[head].span })
    };
    (0..text.words.len()).filter(free).filter_map(thing).collect()
}

fn kind(text: &Text<'_>, word: usize) -> Option<ActorKind> {
    // "the cement works" is a plant, not several works.
    let written = text.lower(word);
    let lemma = if knows(&written, Pos::Noun) { written } else { text.lemma(word).to_lowercase() };
    let is = |above: &str, senses: usize| is_kind_of(&lemma, above, Pos::Noun, senses);
    if is("person", 1) {
        let many = text.words[word].xpos == "NNS";
        return Some(if many { ActorKind::Group } else { ActorKind::Person });
    }
    if is("social group", 2) && !is("meeting", 1) {
        return Some(ActorKind::Organization);
    }
    // "the lake states", "flooded villages": places that are their people.
    if PEOPLED.iter().any(|above| is(above, 2)) {
        return Some(ActorKind::Group);
    }
    if COLUMNS.contains(&lemma.as_str()) {
        return Some(ActorKind::Place);
    }
    PLACES.iter().any(|above| is(above, 2)).then_some(ActorKind::Place)
}

/// Makes actors and mentions of the things that events name, behind the `known` actors of the document; the events
/// point at them by their new numbers.
pub(crate) fn settle(
    document: &Document,
    things: &[Thing],
    known: usize,
    events: &mut [Row<Event>],
) -> (Vec<Entity>, Vec<Row<Mention>>) {
    let mut used: BTreeMap<usize, usize> = BTreeMap::new();
    for party in events.iter().flat_map(|e| e.body.agents.iter().chain(&e.body.recipients)) {
        if let Some(thing) = party.entity.and_then(|e| e.checked_sub(known)) {
            used.insert(thing, 0);
        }
    }
    used.values_mut().enumerate().for_each(|(n, number)| *number = known + n);
    for party in events.iter_mut().flat_map(|e| e.body.agents.iter_mut().chain(&mut e.body.recipients)) {
        let thing = party.entity.and_then(|e| e.checked_sub(known));
        party.entity = thing.and_then(|t| used.get(&t).copied()).or(party.entity);
    }
    let all = used.iter().filter_map(|(&thing, &entity)| Some((things.get(thing)?, entity)));
    all.map(|(thing, entity)| {
        let key = format!("{}-{}", thing.at.start, thing.at.end);
        let id = RowId::of(RowKind::Mentions, &document.id, thing.span, &key);
        let body = Mention { entity, form: MentionForm::Nominal, head: thing.at };
        let row = Row { id, doc: document.id.clone(), span: thing.span, confidence: CONFIDENCE, body };
        (thing.entity.clone(), row)
    })
    .unzip()
}

/// As that of other descriptions.
const CONFIDENCE: f32 = 0.66;
