//! What a word is likely to tell in its context: the branch of the language model for events and proposals (`models/events.md`),
//! trained on what readers noted in real texts. The forests that weigh events and proposals look at it beside all else; words of the
//! lists that it surely takes for no event are not weighed.

use relata_model::{Branch, ModelError, Seen};
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
struct Events {
    branch: Branch,
    questions: [Range<usize>; 3],
}

static EVENTS: LazyLock<Result<Events, ModelError>> = LazyLock::new(|| {
    let branch = relata_model::events()?;
    let place = |question: Leaning| {
        let place = branch.question(question.name()).filter(|p| p.len() == question.answers());
        place.ok_or_else(|| ModelError::Damaged(format!("its answers to {}", question.name())))
    };
    let questions = [place(Leaning::Event)?, place(Leaning::Modality)?, place(Leaning::Proposal)?];
    if branch.labels_of_pairs() != PARTS {
        return Err(ModelError::Damaged("its labels of pairs".into()));
    }
    Ok(Events { branch, questions })
});

/// How many labels pairs have: no part, agent, recipient.
const PARTS: usize = 3;

fn events() -> Option<&'static Events> {
    EVENTS.as_ref().ok()
}

/// The branch that reads words.
///
/// # Errors
/// Where the file that the program was built with is damaged.
pub(crate) fn branch() -> Result<&'static Branch, ModelError> {
    EVENTS.as_ref().map(|e| &e.branch).map_err(Clone::clone)
}

/// What the branch says of one word.
#[derive(Clone, Default)]
pub struct Leans {
    /// What the branch says of the whole stretch.
    stretch: Arc<Seen>,
    word: usize,
}

impl Leans {
    /// Of the words of a stretch.
    pub(crate) fn of(seen: Seen, words: usize) -> Vec<Leans> {
        let stretch = Arc::new(seen);
        (0..words).map(|word| Leans { stretch: Arc::clone(&stretch), word }).collect()
    }

    /// How likely each answer of a question is, as shares of 1; all 0 where no model read the word.
    pub fn shares(&self, question: Leaning) -> Vec<f32> {
        let all =
            events().map(|e| e.branch.shares(&self.stretch, self.word, &e.questions[question as usize]));
        all.filter(|shares| !shares.is_empty()).unwrap_or_else(|| vec![0.0; question.answers()])
    }

    /// What whoever other words name is in an event that this one tells: for each no part, agent or recipient, as shares of 1; all
    /// 0 where no model read it together with this one.
    pub fn parts(&self, others: &[&Leans]) -> Vec<[f32; PARTS]> {
        let mut parts = vec![[0.0; PARTS]; others.len()];
        let beside = |other: &Leans| Arc::ptr_eq(&self.stretch, &other.stretch);
        let near: Vec<usize> = (0..others.len()).filter(|&n| beside(others[n])).collect();
        let words: Vec<usize> = near.iter().map(|&n| others[n].word).collect();
        let shares = events().map(|e| e.branch.pairs(&self.stretch, self.word, &words)).unwrap_or_default();
        for (n, shares) in near.into_iter().zip(shares) {
            parts[n] = shares.try_into().unwrap_or_default();
        }
        parts
    }
}

/// Of a word, not of all that was read with it.
impl std::fmt::Debug for Leans {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Leans").field("word", &self.word).finish_non_exhaustive()
    }
}

impl PartialEq for Leans {
    fn eq(&self, other: &Self) -> bool {
        let same = || Arc::ptr_eq(&self.stretch, &other.stretch) || self.stretch == other.stretch;
        self.word == other.word && same()
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
    use crate::Analyser;
    use relata_rows::Document;

    #[test]
    fn parts_are_of_words_read_together() {
        let document = Document::of_paragraphs(&["The mayor asked the guard to leave. He refused.".into()]);
        let mut analyser = Analyser::new().unwrap();
        let [one, other] = [(); 2].map(|()| analyser.analyse(&document));
        assert_eq!(one.parses, other.parses);
        let (first, second) = (&one.parses[0].leans, &one.parses[1].leans);
        // Words of two sentences of a stretch, in the order in which they are asked for; none of another reading.
        let parts = first[2].parts(&[&first[4], &other.parses[0].leans[4], &second[0], &first[1]]);
        let sure = |n: usize| parts[n].iter().position(|share| *share > 0.5);
        assert_eq!([sure(0), sure(1), sure(3)], [Some(2), None, Some(1)]);
        assert!((parts[2].iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert_eq!(parts[1], [0.0; PARTS]);
        let plain = Analyser::plain().unwrap().analyse(&document);
        assert!(plain.parses.iter().all(|parse| parse.leans.is_empty()));
    }

    #[test]
    fn the_branch_answers_what_is_asked() {
        assert!(branch().is_ok());
        for question in [Leaning::Event, Leaning::Modality, Leaning::Proposal] {
            assert_eq!(Leans::default().shares(question), vec![0.0; question.answers()]);
        }
        let nothing = Leans::default();
        assert_eq!(nothing.parts(&[&nothing, &Leans::default()]), [[0.0; 3]; 2]);
    }
}
