//! What the rules found, weighed with what the language model takes each word for (`models/events.md`).
//!
//! One forest of small trees, trained on proposals that readers noted in real texts, says of a row of the rules whether and
//! as what it stands, and of a word without one whether a proposal is headed there after all. It sees no word, only which
//! rows the rules have and what the language model takes for the head of which kind of proposal, here and around.

use super::parties::can_act;
use super::promise::promised;
use super::{Candidate, Found, Holder, Means, action, clause, modal, veto};
use crate::party::Scene;
use crate::text::{LONGEST, Text};
use crate::weigh::shares;
use relata_language::Leaning;
use relata_model::Forest;
use relata_rows::ProposalKind::{self, Commitment, Prediction, Recommendation};
use std::ops::Range;
use std::sync::LazyLock;

/// How likely a word heads no proposal, and one of each kind.
type Shares = [f32; KINDS + 1];
const KINDS: usize = ProposalKind::ALL.len();

/// How many numbers [`features`] gives.
const FEATURES: usize = KINDS + 4 * (KINDS + 1) + 3;

/// Trees of each class: none, then the kinds.
const TREES: usize = 150;

/// All shares here are as `training/proposals.py` measures them, which also asks of the words that [`Seen::may_head`] leaves out: a row of the rules stays where something is proposed at least so
/// likely, another word comes in as a kind of at least this share, and a promise becomes a forecast, or the reverse, where that is
/// likelier by far.
const STAYS: f32 = 0.1;
const COMES: f32 = 0.6;
const BY_FAR: f32 = 0.1;

/// A word that the language model takes for the head of each kind with less than this is not looked at.
const UNLIKELY: f32 = 0.15;

/// So many words at the beginning of what is proposed are looked at apart.
const FIRST: usize = 6;

static FOREST: LazyLock<Option<Forest>> = LazyLock::new(|| {
    Forest::from_bytes(include_bytes!("../../../../models/proposals.forest"), FEATURES).ok()
});

/// Drops and changes what the rules found, and adds what they lack.
pub(super) fn weigh(scene: &Scene<'_>, found: &mut Found) {
    let Some(forest) = FOREST.as_ref() else { return };
    for words in scene.text.sentences.iter().filter(|s| s.len() <= LONGEST) {
        let seen = Seen::of(scene.text, words, found);
        // Where no model read the words there is nothing to weigh.
        if seen.shares.iter().any(|s| s.iter().sum::<f32>() > 0.0) {
            seen.decide(scene, forest, found);
        }
    }
}

/// A sentence as the forest sees it.
struct Seen {
    words: Range<usize>,
    /// What the language model takes each word for.
    shares: Vec<Shares>,
    rules: Vec<Ruled>,
}

/// A row of the rules: where it stands, and which words of the sentence tell what is proposed.
struct Ruled {
    head: usize,
    kind: ProposalKind,
    action: Vec<usize>,
}

impl Seen {
    fn of(text: &Text<'_>, words: &Range<usize>, found: &Found) -> Seen {
        let shares = words.clone().map(|w| {
            let said = text.leans[w].shares(Leaning::Proposal);
            said.try_into().unwrap_or_default()
        });
        let rules = found.0.range(words.clone()).filter_map(|(&head, candidate)| {
            let action = action::action(text, candidate)?;
            let within = |w: &usize| {
                let start = text.words[*w].span.start;
                action.parts.iter().any(|p| p.start <= start && start < p.end)
            };
            Some(Ruled { head, kind: candidate.kind, action: words.clone().filter(within).collect() })
        });
        Seen { words: words.clone(), shares: shares.collect(), rules: rules.collect() }
    }

    fn decide(&self, scene: &Scene<'_>, forest: &Forest, found: &mut Found) {
        let mut all: Vec<Candidate> = Vec::new();
        for row in &self.rules {
            let Some(candidate) = found.0.get_mut(&row.head) else { continue };
            // Items of a list are told by the list.
            if candidate.means == Means::Item {
                continue;
            }
            let told: Shares = shares(forest, &self.features(row.head, Some(row)), TREES);
            if 1.0 - told[0] < STAYS {
                found.0.remove(&row.head);
                continue;
            }
            let other = match row.kind {
                Commitment => Prediction,
                Prediction => Commitment,
                Recommendation => Recommendation,
            };
            let [own, changed] = [row.kind, other].map(|kind| told[place(kind)]);
            if changed > own + BY_FAR && !is_disowned(scene, row.head, other) {
                *candidate = as_told(scene, other, candidate.clone());
            }
            candidate.share = Some(told[place(candidate.kind)]);
        }
        for head in self.words.clone().filter(|&w| self.may_head(scene, found, w)) {
            let told: Shares = shares(forest, &self.features(head, None), TREES);
            let likeliest =
                ProposalKind::ALL.into_iter().max_by(|&a, &b| told[place(a)].total_cmp(&told[place(b)]));
            let comes = |kind: &ProposalKind| told[place(*kind)] >= COMES && !is_disowned(scene, head, *kind);
            if let Some(kind) = likeliest.filter(comes) {
                let negative = clause::negation(scene.text, head).is_some();
                let share = Some(told[place(kind)]);
                let plain = Candidate { negative, share, ..Candidate::new(kind, Means::Leaning, head) };
                all.push(as_told(scene, kind, plain));
            }
        }
        all.into_iter().for_each(|candidate| found.add(candidate));
    }

    /// Whether a word that heads no row of the rules is looked at: not where it only belongs to another word, tells what
    /// somebody is advised to ask, let or see done, has a modal of which the rules knew what to think, or stands where nothing is
    /// said to be so.
    fn may_head(&self, scene: &Scene<'_>, found: &Found, word: usize) -> bool {
        let text = scene.text;
        let own = self.shares[word - self.words.start];
        let told = ["xcomp", "ccomp"].iter().any(|r| text.is(word, r))
            && text.words[word].head.is_some_and(|above| found.0.contains_key(&above));
        let decided = |a: usize| modal::is_modal(scene, a);
        own[1..].iter().any(|&share| share >= UNLIKELY)
            && !text.children(word).any(decided)
            && !veto::is_idle(scene, word)
            && self.rules.iter().all(|row| row.head != word)
            && !told
            && !text.is(word, "compound")
    }

    /// The numbers of a word; `row`: the row of the rules that it heads. First for each kind 2 where it heads a row of the rules, 1
    /// where it stands in what one proposes; then what the language model takes for heading none and each kind: this word, the
    /// likeliest of all and of the first words of what is proposed, and of all others; then counts.
    fn features(&self, head: usize, row: Option<&Ruled>) -> Vec<f32> {
        let alone = [head];
        let action: &[usize] =
            row.map_or(&alone, |row| if row.action.is_empty() { &alone } else { &row.action });
        let mut out: Vec<f32> = ProposalKind::ALL
            .into_iter()
            .map(|kind| {
                let heads = row.is_some_and(|row| row.kind == kind);
                let covers = |r: &Ruled| r.kind == kind && r.head != head && r.action.contains(&head);
                if heads { 2.0 } else { f32::from(u8::from(self.rules.iter().any(covers))) }
            })
            .collect();
        let others: Vec<usize> = self.words.clone().filter(|w| !action.contains(w)).collect();
        for words in [&alone, action, &action[..action.len().min(FIRST)], &others] {
            out.extend(self.best(words));
        }
        out.extend([self.rules.len(), action.len(), self.words.len()].map(|n| n as f32));
        out
    }

    /// The greatest share of each answer among some words.
    fn best(&self, words: &[usize]) -> Shares {
        words.iter().fold([0.0; KINDS + 1], |best, &w| {
            let own = self.shares[w - self.words.start];
            std::array::from_fn(|i| f32::max(best[i], own[i]))
        })
    }
}

/// Whether the one who is said to propose it denies that, or that it was promised: "denied that she had promised to resign".
fn is_disowned(scene: &Scene<'_>, head: usize, kind: ProposalKind) -> bool {
    let above = scene.text.words[head].head.filter(|_| scene.text.is(head, "xcomp"));
    above.into_iter().chain([head]).any(|word| veto::is_disowned(scene, word, kind))
}

/// Where a kind stands among the answers.
fn place(kind: ProposalKind) -> usize {
    1 + kind as usize
}

/// A candidate as one of a kind that no rule has it for.
fn as_told(scene: &Scene<'_>, kind: ProposalKind, candidate: Candidate) -> Candidate {
    let (text, head) = (scene.text, candidate.head);
    let (subject, passive) = (clause::subject(text, head), clause::is_passive(text, head));
    // Of "the bank promised to open it" the bank is whose it is, whatever kind it is.
    let holder = if candidate.means == Means::Word { candidate.holder } else { Holder::Around };
    let plain = Candidate { kind, holder, addressees: Vec::new(), ..candidate };
    match kind {
        Recommendation => {
            Candidate { addressees: modal::addressees(scene, head, head, subject, passive), ..plain }
        }
        Prediction => plain,
        Commitment => {
            let own = subject.filter(|s| !passive && !s.passive && can_act(scene, s.word));
            let holder = own.map_or(Holder::Around, |s| Holder::Word(s.word));
            promised(scene, Candidate { holder, ..plain })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three words, the last two of them what the second is advised to do.
    #[test]
    fn features_of_a_row_and_of_a_word_in_it() {
        let shares = vec![[0.7, 0.1, 0.1, 0.1], [0.1, 0.8, 0.05, 0.05], [0.4, 0.1, 0.3, 0.2]];
        let rules = vec![Ruled { head: 1, kind: Recommendation, action: vec![1, 2] }];
        let seen = Seen { words: 0..3, shares, rules };
        let row = [
            [2.0, 0.0, 0.0].as_slice(),
            &[0.1, 0.8, 0.05, 0.05],
            &[0.4, 0.8, 0.3, 0.2],
            &[0.4, 0.8, 0.3, 0.2],
            &[0.7, 0.1, 0.1, 0.1],
            &[1.0, 2.0, 3.0],
        ];
        assert_eq!(seen.features(1, Some(&seen.rules[0])), row.concat());
        assert_eq!(row.concat().len(), FEATURES);
        let word = [
            [1.0, 0.0, 0.0].as_slice(),
            &[0.4, 0.1, 0.3, 0.2],
            &[0.4, 0.1, 0.3, 0.2],
            &[0.4, 0.1, 0.3, 0.2],
            &[0.7, 0.8, 0.1, 0.1],
            &[1.0, 1.0, 3.0],
        ];
        assert_eq!(seen.features(2, None), word.concat());
    }

    #[test]
    fn the_forest_is_whole() {
        assert!(FOREST.is_some());
    }
}
