//! What is seen of somebody who may take part in an event: where he stands in the tree from the word that tells it, what
//! he is, and what the rules made of him.

use super::super::Reading;
use super::super::roles::acts;
use super::super::tree;
use super::super::trigger::Trigger;
use super::Candidate;
use super::marks::{RELATIONS, relation};
use crate::party::Scene;
use crate::text::Text;
use crate::weigh::yes;
use relata_language::Upos;
use relata_rows::{ActorKind, EventKind, Modality, Party};

/// Prepositions that are told apart.
const PREPOSITIONS: [&str; 18] = [
    "by", "of", "to", "against", "on", "with", "for", "from", "in", "at", "between", "into", "over", "about",
    "among", "toward", "after", "than",
];

/// How many numbers [`features`] gives, and [`leanings`] after them.
pub(super) const FEATURES: usize = SEEN + LEANING;
/// And [`leanings`] alone.
const LEANING: usize = 7;
const SEEN: usize =
    3 * RELATIONS.len() + 5 + PREPOSITIONS.len() + 1 + WAYS + TRIGGER + ActorKind::ALL.len() + 16;
const WAYS: usize = 2 * 3;
const TRIGGER: usize = EventKind::ALL.len() + RELATIONS.len() + 10;

/// The way through the tree from one word to another.
#[derive(Debug, Clone, Copy)]
struct Way {
    up: usize,
    down: usize,
    /// The last word before they meet, on the side of each.
    first: Option<usize>,
    last: Option<usize>,
}

/// So many steps are looked at.
const FAR: usize = 12;

fn above(text: &Text<'_>, word: usize) -> Vec<usize> {
    std::iter::successors(Some(word), |&w| text.words[w].head).take(FAR).collect()
}

fn way(text: &Text<'_>, from: usize, to: usize) -> Way {
    let (ups, downs) = (above(text, from), above(text, to));
    let meet = ups.iter().enumerate().find_map(|(i, w)| Some((i, downs.iter().position(|d| d == w)?)));
    let Some((up, down)) = meet else { return Way { up: FAR, down: FAR, first: None, last: None } };
    let before = |side: &[usize], at: usize| at.checked_sub(1).map(|i| side[i]);
    Way { up, down, first: before(&ups, up), last: before(&downs, down) }
}

/// The first of those that a word is joined to.
fn first_of(text: &Text<'_>, word: usize) -> usize {
    let joined = |w: usize| ["conj", "appos", "flat"].iter().any(|r| text.is(w, r));
    std::iter::successors(Some(word), |&w| text.words[w].head.filter(|_| joined(w)))
        .take(FAR)
        .last()
        .unwrap_or(word)
}

/// The verb that a word hangs on, directly or not; the light verb of a noun.
pub(super) fn verb_above(text: &Text<'_>, t: &Trigger<'_>) -> usize {
    let verb = || above(text, t.word).into_iter().skip(1).find(|&w| text.words[w].upos == Upos::Verb);
    t.light.or_else(verb).unwrap_or(t.word)
}

/// What the language model takes each candidate for in the event that a word tells: no part, an agent, a recipient; then the
/// greatest shares of agent and recipient among all other actors, and among the mentions of the same.
pub(super) fn leanings(text: &Text<'_>, t: &Trigger<'_>, all: &[Candidate]) -> Vec<[f32; LEANING]> {
    let shares = text.leans[t.word].parts(&all.iter().map(|c| &text.leans[c.head]).collect::<Vec<_>>());
    let best = |own: usize, same: bool, role: usize| {
        let is_same = |other: usize| {
            let entity = all[own].party.entity;
            other == own || entity.is_some() && entity == all[other].party.entity
        };
        (0..all.len()).filter(|&n| is_same(n) == same).map(|n| shares[n][role]).fold(0.0, f32::max)
    };
    let leaning = |n: usize| {
        let [none, agent, recipient] = shares[n];
        let rivals = [best(n, false, 1), best(n, false, 2), best(n, true, 1), best(n, true, 2)];
        let [others_act, others_receive, acts, receives] = rivals;
        [none, agent, recipient, others_act, others_receive, acts, receives]
    };
    (0..all.len()).map(leaning).collect()
}

/// The numbers of a candidate.
pub(super) fn features(scene: &Scene<'_>, reading: &Reading, all: &[Candidate], c: &Candidate) -> Vec<f32> {
    let text = scene.text;
    let Reading { trigger: t, roles, modality, .. } = reading;
    let mut out = Vec::with_capacity(SEEN);
    let first = first_of(text, c.head);
    let own = way(text, t.word, first);
    relation(text, Some(first), &mut out);
    relation(text, own.last, &mut out);
    relation(text, own.first, &mut out);
    out.extend([own.up, own.down].map(|n| n as f32));
    out.extend([yes(first != c.head), yes(text.is(c.head, "appos")), yes(text.is(c.head, "flat"))]);
    let case = tree::case(text, first).unwrap_or_default();
    let last = case.rsplit(' ').next().unwrap_or_default().trim_end_matches("wards");
    let last = if last == "to" && case.starts_with("to") && case.len() > 3 { "toward" } else { last };
    out.extend(PREPOSITIONS.iter().map(|&p| yes(p == last)));
    out.push(yes(!case.is_empty()));
    ways(text, t, first, &mut out);
    trigger(text, t, *modality, &mut out);
    let entity = scene.entity(&c.party);
    out.extend(ActorKind::ALL.iter().map(|&k| yes(entity.is_some_and(|e| e.kind == k))));
    let word = &text.words[c.head];
    let same = |parties: &[Party]| parties.iter().any(|p| p.entity == c.party.entity);
    let exact = |parties: &[Party]| parties.iter().any(|p| p.span == c.party.span);
    let between = (t.word.min(c.head) + 1)..t.word.max(c.head);
    let inside = all.iter().any(|o| {
        let (a, b) = (o.party.span, c.party.span);
        a != b && a.start <= b.start && b.end <= a.end
    });
    let told = scene.statement(text.words[t.word].span);
    let says = told.and_then(|s| s.body.source.as_ref()).is_some_and(|s| s.cover().overlaps(c.party.span));
    out.extend([
        yes(entity.is_some_and(|e| e.named)),
        yes(word.upos == Upos::Pron),
        yes(matches!(word.xpos, "NNS" | "NNPS")),
        yes(acts(scene, &c.party)),
        yes(c.party.entity.is_some_and(|e| e >= scene.entities.len())),
        yes(inside),
        yes(c.head < t.word),
        (between.len() as f32).min(40.0),
        all.iter().filter(|o| between.contains(&o.head)).count() as f32,
        yes(exact(&roles.agents)) + yes(same(&roles.agents)),
        yes(exact(&roles.recipients)) + yes(same(&roles.recipients)),
        roles.agents.len() as f32,
        roles.recipients.len() as f32,
        yes(says),
        yes(text.words[c.head].sentence != text.words[t.word].sentence),
        all.len() as f32,
    ]);
    debug_assert_eq!(out.len(), SEEN);
    out
}

/// The same way from the verb on which the trigger hangs, and of what hangs on that.
fn ways(text: &Text<'_>, t: &Trigger<'_>, first: usize, out: &mut Vec<f32>) {
    let verb = verb_above(text, t);
    let other = way(text, verb, first);
    out.extend([other.up, other.down].map(|n| n as f32));
    let is = |r: &str| yes(other.down == 1 && other.up == 0 && text.is(first, r));
    out.extend([is("nsubj"), is("obj"), is("obl")]);
    out.push(yes(tree::is_passive(text, verb) && text.words[verb].upos == Upos::Verb));
}

pub(super) fn trigger(text: &Text<'_>, t: &Trigger<'_>, modality: Modality, out: &mut Vec<f32>) {
    out.extend(EventKind::ALL.iter().map(|&k| yes(k == t.kind)));
    relation(text, Some(t.word), out);
    let word = &text.words[t.word];
    out.extend([
        yes(word.upos == Upos::Verb),
        yes(t.noun),
        yes(word.xpos == "VBG"),
        yes(tree::is_passive(text, t.word)),
        yes(t.light.is_some()),
        yes(t.rule.places.both),
        yes(t.rule.places.object),
        yes(t.rule.places.nobody),
        yes(t.rule.preposition.is_some()),
        yes(modality == Modality::Actual),
    ]);
}
