//! Recommendations that no rule has, headed by words that the language model surely takes for such (`models/events.md`).
//!
//! Of predictions it has no more right than wrong that the rules lack, of commitments in statements neither. What the rules
//! have stays whatever it says: of what it takes for nothing, or for another kind, the rules were right as often as not.

use super::{Candidate, Found, Means, clause, modal};
use crate::party::Scene;
use crate::text::{LONGEST, Text};
use relata_language::Leaning;
use relata_rows::ProposalKind;

/// From this share on a word is taken for the head of a recommendation.
const SURE: f32 = 0.94;

/// Adds them to what the rules found.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found) {
    for sentence in scene.text.sentences.iter().filter(|s| s.len() <= LONGEST) {
        for head in sentence.clone() {
            if is_advised(scene.text, head) && !is_decided(scene.text, found, head) {
                let (subject, passive) =
                    (clause::subject(scene.text, head), clause::is_passive(scene.text, head));
                found.add(Candidate {
                    addressees: modal::addressees(scene, head, head, subject, passive),
                    negative: clause::negation(scene.text, head).is_some(),
                    ..Candidate::new(ProposalKind::Recommendation, Means::Leaning, head)
                });
            }
        }
    }
}

/// Whether the rules have decided on a word: it has a modal, or tells what somebody is advised to ask, let or see done.
fn is_decided(text: &Text<'_>, found: &Found, head: usize) -> bool {
    let modal = text.by(head, "aux").any(|a| text.words[a].xpos == "MD");
    let told = ["xcomp", "ccomp"].iter().any(|r| text.is(head, r));
    modal || told && text.words[head].head.is_some_and(|above| found.0.contains_key(&above))
}

/// Whether a word surely heads a recommendation.
fn is_advised(text: &Text<'_>, word: usize) -> bool {
    let place = ProposalKind::ALL.iter().position(|&k| k == ProposalKind::Recommendation);
    let shares = text.leans[word].shares(Leaning::Proposal);
    place.and_then(|at| shares.get(1 + at)).is_some_and(|&share| share >= SURE)
}
