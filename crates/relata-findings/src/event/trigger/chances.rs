//! Words of the lists that tell no event by the rules, or another one, and may yet.

use super::verb::is_verb;
use super::{Trigger, at};
use super::{noun, verb};
use crate::event::lexicon::{Needs, Rule};
use crate::event::tree;
use crate::party::Scene;
use crate::text::Text;
use relata_language::{Leaning, Upos};
use relata_rows::EventKind;

/// The share with which the language model takes a word for an event of the trigger's category.
pub(in super::super) fn lean(text: &Text<'_>, t: &Trigger<'_>) -> f32 {
    let events = text.leans[t.word].shares(Leaning::Event);
    EventKind::ALL.iter().position(|&k| k == t.kind).map_or(0.0, |i| events[i + 1])
}

/// Words that may tell an event that no trigger of `all` has them for: each with the first rule of every other category that its
/// particle and preposition allow, where the language model takes it for that with at least the share of `unlikely`.
pub(in super::super) fn chances(
    scene: &Scene<'_>,
    all: &[Trigger<'_>],
    unlikely: f32,
) -> Vec<Trigger<'static>> {
    let text = scene.text;
    let with: Vec<usize> = all.iter().flat_map(|t| t.with.iter().copied().chain(t.light)).collect();
    let mut found = Vec::new();
    for word in 0..text.words.len() {
        let none = text.leans[word].shares(Leaning::Event)[0];
        let by_rules = at(all, word);
        // A light verb, or a noun that a verb tells an event with, is part of another's.
        let part = with.contains(&word) || by_rules.is_some_and(|t| t.word != word);
        if 1.0 - none < unlikely || part {
            continue;
        }
        let is_noun = matches!(text.words[word].upos, Upos::Noun | Upos::Propn);
        let rules: Vec<&'static Rule> = if is_noun {
            let bare = |r: &&Rule| r.particle.is_none() && r.preposition.is_none();
            noun::rules_of(text, word).into_iter().filter(bare).chain(noun::may_tell(text, word)).collect()
        } else if is_verb(text, word) {
            [verb::rules_of(text, word), verb::may_tell(text, word)].concat()
        } else {
            continue;
        };
        let mut kinds: Vec<EventKind> = by_rules.iter().map(|t| t.kind).collect();
        for rule in rules {
            let particle =
                |p: &str| text.children(word).any(|c| text.lower(c) == p) || text.lower(word + 1) == p;
            let behind = |p: &'static str| {
                tree::behind(text, word, &[p]).next().is_some() || text.lower(word + 1) == p
            };
            if !rule.particle.is_none_or(particle)
                || !rule.preposition.is_none_or(behind)
                || kinds.contains(&rule.kind)
            {
                continue;
            }
            kinds.push(rule.kind);
            let chance = Trigger {
                word,
                rule,
                kind: rule.kind,
                // What a rule asks for was not looked at: only one that asks for nothing says how it is done.
                mode: rule.mode.filter(|_| rule.needs == Needs::default()),
                light: if is_noun { tree::light(text, word) } else { None },
                with: Vec::new(),
                noun: is_noun,
            };
            if lean(text, &chance) >= unlikely {
                found.push(chance);
            }
        }
    }
    found
}
