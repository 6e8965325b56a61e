//! What the rules found, weighed.
//!
//! A list of words knows what "attack" or "support" may tell, and the rules of [`super::trigger`] when it surely does.
//! Three forests of small trees, trained on events that readers noted in real texts (`models/events.md`), weigh the rest:
//! [`telling`] whether a word tells the event that a list has it for, [`part`] who of all in its sentence takes part, and
//! [`manner`] how it is told.

mod manner;
mod marks;
mod part;
mod telling;

use super::Reading;
use super::roles::{self, Roles};
use super::trigger::{self, Trigger};
use crate::party::Scene;
use crate::weigh::shares;
use relata_model::Forest;
use relata_rows::{EventKind, Modality, Party, Span};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Somebody who may take part.
#[derive(Debug, Clone)]
struct Candidate {
    party: Party,
    /// The word that names him.
    head: usize,
}

static TELLING: LazyLock<Option<Forest>> = LazyLock::new(|| {
    Forest::from_bytes(include_bytes!("../../../../../models/events-telling.forest"), telling::FEATURES).ok()
});

static PART: LazyLock<Option<Forest>> = LazyLock::new(|| {
    Forest::from_bytes(
        include_bytes!("../../../../../models/events-part.forest"),
        part::FEATURES + telling::FEATURES,
    )
    .ok()
});

static MANNER: LazyLock<Option<Forest>> = LazyLock::new(|| {
    let features = manner::FEATURES + telling::FEATURES;
    Forest::from_bytes(include_bytes!("../../../../../models/events-manner.forest"), features).ok()
});

/// A word that tells an event by the rules does so from the first share on, another from the second. All shares here are as
/// `training/events.py` measures them.
const TELLS: f32 = 0.1;
const MAY_TELL: f32 = 0.35;

/// A word of the lists that the language model takes for the event with no more than this is not looked at: of 126,197 that the
/// rules do not have 23,206 are, and 16 of the 6,509 of them that the forest then has are lost.
pub(super) const UNLIKELY: f32 = 0.01;

/// By so much another category of a word is likelier than what the rules have.
const BY_FAR: f32 = 0.25;

/// Whom the rules have as agent and as recipient stays at least so likely, whom they do not have comes in.
const KEPT: [f32; 2] = [0.3, 0.2];
const ADDED: [f32; 2] = [0.45, 0.4];
/// A thing that the rules have on the receiving end: readers seldom note one, so it stays unless it surely is none.
const THING: f32 = 0.05;
/// As an agent beside one of the rules that stays.
const BESIDE: f32 = 0.6;

/// What the rules have as anything but happened did happen from this share on; what they have as negated never did.
const HAPPENED: f32 = 0.5;

/// Trees of each class of the forest of parties: none, agent, recipient.
const PART_TREES: usize = 250;
/// And of that of how it is told: by [`Modality::ALL`].
const MANNER_TREES: usize = 150;

/// The readings that tell an event, of each word at most one, with those who take part.
pub(super) fn told(scene: &Scene<'_>, readings: Vec<Reading>, all: &[Trigger<'_>]) -> Vec<Reading> {
    let Some(forest) = TELLING.as_ref() else {
        return readings.into_iter().filter(|r| r.found).collect();
    };
    let mut told: Vec<(Reading, Vec<f32>)> = Vec::new();
    for mut reading in readings {
        let row = seen(scene, &reading, all);
        let share = forest.probability(&row);
        if share < if reading.found { TELLS } else { MAY_TELL } {
            continue;
        }
        // In hundredths, as all confidence is told.
        reading.share = (share * 100.0).round() / 100.0;
        match told.last_mut().filter(|(last, _)| last.trigger.word == reading.trigger.word) {
            Some((last, _)) if !replaces(&reading, last) => {}
            Some(last) => *last = (reading, row),
            None => told.push((reading, row)),
        }
    }
    let told = told.into_iter().map(|(reading, row)| {
        let modality = manner(scene, &reading, &row);
        Reading { modality, ..take_part(scene, reading, &row) }
    });
    let empty = |r: &Reading| is_of_nobody(r) || trigger::is_order(scene.text, r.trigger.word);
    told.filter(|r| r.found || !empty(r)).collect()
}

/// Whether a reading of a word stands for another one of the same word: the likelier one, where the rules have neither or both,
/// and against the rules one that is likelier by far.
fn replaces(new: &Reading, old: &Reading) -> bool {
    let ahead = f32::from(i8::from(old.found) - i8::from(new.found)) * BY_FAR;
    new.share > old.share + ahead
}

/// What is seen of a word, with what the language model takes it for.
fn seen(scene: &Scene<'_>, reading: &Reading, all: &[Trigger<'_>]) -> Vec<f32> {
    let mut row = telling::features(scene, reading, all);
    row.extend(telling::leaning(scene.text, &reading.trigger));
    row
}

/// How an event is told; `word`: what is seen of the word that tells it.
fn manner(scene: &Scene<'_>, reading: &Reading, word: &[f32]) -> Modality {
    let rules = reading.modality;
    let Some(forest) = MANNER.as_ref() else { return rules };
    let mut row = manner::features(scene, reading);
    row.extend(word);
    let shares: [f32; Modality::ALL.len()] = shares(forest, &row, MANNER_TREES);
    let likeliest = Modality::ALL.into_iter().zip(shares).max_by(|a, b| a.1.total_cmp(&b.1));
    let Some((told, share)) = likeliest else { return rules };
    let happened = told == Modality::Actual && rules != Modality::Actual;
    if happened && (rules == Modality::Negated || share < HAPPENED) { rules } else { told }
}

/// Words for what takes two ("cooperation", "support", "request") that nobody has in the text: of those that only the forest
/// told, half and fewer were right, of all others eight in ten.
fn is_of_nobody(reading: &Reading) -> bool {
    use EventKind::{Aid, Cooperate, Request, Support};
    let takes_two = matches!(reading.trigger.kind, Aid | Cooperate | Request | Support);
    takes_two && reading.roles.agents.is_empty() && reading.roles.recipients.is_empty()
}

/// An actor with its likeliest mention as agent and as recipient.
struct Likely {
    entity: Option<usize>,
    best: [(f32, Party); 2],
}

/// Of each actor in the sentence how likely it takes part; `word`: what is seen of the word that tells the event.
fn likely(scene: &Scene<'_>, forest: &Forest, reading: &Reading, word: &[f32]) -> Vec<Likely> {
    let candidates = candidates(scene, &reading.trigger, &reading.roles);
    let leanings = part::leanings(scene.text, &reading.trigger, &candidates);
    let mut all: Vec<Likely> = Vec::new();
    for (c, leaning) in candidates.iter().zip(leanings) {
        let mut row = part::features(scene, reading, &candidates, c);
        row.extend(leaning);
        row.extend(word);
        let shares: [f32; 3] = shares(forest, &row, PART_TREES);
        let own = [1, 2].map(|role| (shares[role], c.party.clone()));
        match all.iter_mut().find(|l| l.entity.is_some() && l.entity == c.party.entity) {
            Some(known) => {
                for (old, new) in known.best.iter_mut().zip(own) {
                    if old.0 < new.0 {
                        *old = new;
                    }
                }
            }
            None => all.push(Likely { entity: c.party.entity, best: own }),
        }
    }
    all
}

/// A reading with whom the forest has in it.
fn take_part(scene: &Scene<'_>, mut reading: Reading, word: &[f32]) -> Reading {
    let Some(forest) = PART.as_ref() else { return reading };
    let likely = likely(scene, forest, &reading, word);
    let by_rules = [std::mem::take(&mut reading.roles.agents), std::mem::take(&mut reading.roles.recipients)];
    let mut added: [Vec<Party>; 2] = Default::default();
    let mut takes: Vec<(Option<usize>, usize)> = Vec::new();
    let had = |role: usize, entity| by_rules[role].iter().any(|p: &Party| p.entity == entity);
    let acts = likely.iter().any(|l| had(0, l.entity) && l.best[0].0 >= KEPT[0]);
    for Likely { entity, best } in likely {
        let had = |role: usize| had(role, entity);
        let is_thing = |entity: Option<usize>| entity.is_some_and(|e| e >= scene.entities.len());
        let least = |role: usize| match role {
            1 if had(role) && is_thing(entity) => THING,
            _ if had(role) => KEPT[role],
            0 if acts => BESIDE,
            _ => ADDED[role],
        };
        let role = [0, 1].into_iter().find(|&role| best[role].0 >= least(role));
        if let Some(role) = role {
            takes.push((entity, role));
            if !had(role) {
                added[role].push(best[role].1.clone());
            }
        }
    }
    // A name inside a longer one that takes part is no second party.
    let spans: Vec<Span> = by_rules.iter().chain(&added).flatten().map(|p| p.span).collect();
    let inside = |s: Span| spans.iter().any(|o| *o != s && o.start <= s.start && s.end <= o.end);
    added.iter_mut().for_each(|parties| parties.retain(|p| !inside(p.span)));
    // Those of the rules in their order, then the others in that of the text.
    let mut role = 0;
    let [agents, recipients] = by_rules.map(|mut parties| {
        parties.retain(|p| takes.contains(&(p.entity, role)));
        parties.append(&mut added[role]);
        role += 1;
        parties
    });
    reading.roles = Roles { agents, recipients };
    reading
}

/// A word that tells an event, or may, with all who may take part in it, as the forests learn from them.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// The word.
    pub trigger: Span,
    /// The category that it would be of, as rows name it.
    pub kind: &'static str,
    /// How it is told, as rows name it.
    pub modality: &'static str,
    /// Whether the rules have it as an event.
    pub found: bool,
    /// What is seen of the word, without what the language model takes it for.
    pub row: Vec<f32>,
    /// What is seen of how the event is told.
    pub manner: Vec<f32>,
    /// Everybody who may take part.
    pub parts: Vec<Part>,
}

/// Somebody who may take part in an event.
#[derive(Debug, Clone)]
pub struct Part {
    /// Who.
    pub party: Party,
    /// Whether the rules have it as an agent.
    pub agent: bool,
    /// Whether they have it as a recipient.
    pub recipient: bool,
    /// The word that names it.
    pub head: Span,
    /// What is seen of it, without what the language model takes it for.
    pub row: Vec<f32>,
}

/// What the forests learn from: the words of a document that tell events, or may.
pub(crate) fn weighed(scene: &Scene<'_>) -> Vec<Weighed> {
    let (readings, all) = super::readings(scene, 0.0);
    readings.iter().map(|reading| weigh(scene, reading, &all)).collect()
}

fn weigh(scene: &Scene<'_>, reading: &Reading, all: &[Trigger<'_>]) -> Weighed {
    let (t, roles) = (&reading.trigger, &reading.roles);
    let candidates = candidates(scene, t, roles);
    let is = |parties: &[Party], c: &Candidate| parties.iter().any(|p| p.entity == c.party.entity);
    let parts = candidates.iter().map(|c| Part {
        party: c.party.clone(),
        head: scene.text.words[c.head].span,
        agent: is(&roles.agents, c),
        recipient: is(&roles.recipients, c),
        row: part::features(scene, reading, &candidates, c),
    });
    Weighed {
        trigger: scene.text.words[t.word].span,
        kind: t.kind.name(),
        modality: reading.modality.name(),
        found: reading.found,
        row: telling::features(scene, reading, all),
        manner: manner::features(scene, reading),
        parts: parts.collect(),
    }
}

/// Everybody in the sentence of a trigger, and whom the rules found elsewhere.
fn candidates(scene: &Scene<'_>, t: &Trigger<'_>, roles: &Roles) -> Vec<Candidate> {
    let sentence = scene.text.sentences[scene.text.words[t.word].sentence].clone();
    let own = sentence.filter(|&w| w != t.word).flat_map(|head| {
        // Whom a mention means, as the rules read it: nobody in "no bank", two in "they".
        let meant = scene.party(head).map(|_| roles::one(scene, head, false));
        let parties = meant.unwrap_or_else(|| scene.thing(head).into_iter().collect());
        parties.into_iter().map(move |party| Candidate { party, head })
    });
    let told = roles.agents.iter().chain(&roles.recipients);
    let told = told.filter_map(|p| Some(Candidate { party: p.clone(), head: scene.head(p)? }));
    let mut seen = BTreeSet::new();
    own.chain(told).filter(|c| c.head != t.word && seen.insert(c.party.span)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A forest that was made for other features would be left out in silence.
    #[test]
    fn the_forests_fit_their_features() {
        assert!(TELLING.is_some() && PART.is_some() && MANNER.is_some());
    }
}
