//! What a word is likely to tell in its context: the branch of the language model for events and proposals (`models/events.md`),
//! trained on what readers noted in real texts. The forests that weigh events look at it beside all else; words of the
//! lists that it surely takes for no event are not weighed.

use relata_model::{Branch, ModelError};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// One question about a word, with its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaning {
    /// Whether it tells an event, and which: none, then the categories in the order of `EventKind::ALL`.
    Event,
    /// How an event that it tells is told: the modalities in the order of `Modality::ALL`.
    Modality,
    /// Whether it heads what should, will or was promised to happen: none, then the kinds in the order of `ProposalKind::ALL`.
    Proposal,
}

/// The branch with where the answers to each question stand.
struct Asked {
    branch: Branch,
    questions: [Range<usize>; 3],
}

static ASKED: LazyLock<Result<Asked, ModelError>> = LazyLock::new(|| {
    let branch = relata_model::events()?;
    let place = |question: Leaning| {
        let place = branch.question(question.name()).filter(|p| p.len() == question.answers());
        place.ok_or_else(|| ModelError::Damaged(format!("its answers to {}", question.name())))
    };
    let questions = [place(Leaning::Event)?, place(Leaning::Modality)?, place(Leaning::Proposal)?];
    Ok(Asked { branch, questions })
});

fn asked() -> Option<&'static Asked> {
    ASKED.as_ref().ok()
}

/// The branch that reads words.
///
/// # Errors
/// Where the file that the program was built with is damaged.
pub(crate) fn branch() -> Result<&'static Branch, ModelError> {
    ASKED.as_ref().map(|a| &a.branch).map_err(Clone::clone)
}

/// What the branch says of one word.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Leans(Arc<[f32]>);

impl Leans {
    /// Of a word's row.
    pub(crate) fn of(row: &[f32]) -> Leans {
        Leans(row.into())
    }

    /// How likely each answer of a question is, as shares of 1; all 0 where no model read the word.
    pub fn shares(&self, question: Leaning) -> Vec<f32> {
        let all = asked().map(|a| a.branch.shares(&self.0, &a.questions[question as usize]));
        all.filter(|shares| !shares.is_empty()).unwrap_or_else(|| vec![0.0; question.answers()])
    }

    /// What whoever another word names is in an event that this one tells: no part, agent or recipient, as shares of 1; all 0 where
    /// no model read them.
    pub fn part(&self, other: &Leans) -> [f32; 3] {
        let shares = asked().map(|a| a.branch.pair(&self.0, &other.0)).unwrap_or_default();
        shares.try_into().unwrap_or_default()
    }
}

impl Leaning {
    /// Its name in the file of the branch.
    const fn name(self) -> &'static str {
        match self {
            Leaning::Event => "event",
            Leaning::Modality => "modality",
            Leaning::Proposal => "proposal",
        }
    }

    const fn answers(self) -> usize {
        match self {
            Leaning::Event => 17,
            Leaning::Modality => 6,
            Leaning::Proposal => 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_branch_answers_what_is_asked() {
        assert!(branch().is_ok());
        for question in [Leaning::Event, Leaning::Modality, Leaning::Proposal] {
            assert_eq!(Leans::default().shares(question), vec![0.0; question.answers()]);
        }
        assert_eq!(Leans::default().part(&Leans::default()), [0.0; 3]);
    }
}
