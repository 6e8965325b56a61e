//! What a word is likely to tell in its context: linear outputs over the vectors of the language model (`models/events.md`),
//! trained on events that readers noted in real texts. They decide nothing; the forests that weigh events look at them beside all else.

use relata_model::Linear;
use std::ops::Range;
use std::sync::LazyLock;

/// One question about a word, with its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaning {
    /// Whether it tells an event, and which: none, then the categories in the order of `EventKind::ALL`.
    Event,
    /// How an event that it tells is told: the modalities in the order of `Modality::ALL`.
    Modality,
    /// Whether whoever it names takes part in an event: none, agent, recipient.
    Part,
}

impl Leaning {
    /// Its answers among all.
    const fn answers(self) -> Range<usize> {
        match self {
            Leaning::Event => 0..17,
            Leaning::Modality => 17..23,
            Leaning::Part => 23..26,
        }
    }
}

const ALL: [Leaning; 3] = [Leaning::Event, Leaning::Modality, Leaning::Part];
const COUNT: usize = 26;

static LINEAR: LazyLock<Option<Linear>> =
    LazyLock::new(|| Linear::from_bytes(include_bytes!("../../../models/events.linear"), COUNT).ok());

/// The answers of one word, as shares of 1 of each question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leans([f32; COUNT]);

impl Default for Leans {
    fn default() -> Self {
        Leans([0.0; COUNT])
    }
}

impl Leans {
    /// Those of a word's vector.
    pub(crate) fn of(vector: &[f32]) -> Leans {
        let mut all = Leans::default();
        let Some(linear) = LINEAR.as_ref() else { return all };
        let sums = linear.of(vector);
        for question in ALL {
            let own = &sums[question.answers()];
            let most = own.iter().copied().fold(f32::MIN, f32::max);
            let total: f32 = own.iter().map(|s| (s - most).exp()).sum();
            for (answer, sum) in question.answers().zip(own) {
                all.0[answer] = (sum - most).exp() / total;
            }
        }
        all
    }

    /// How likely each answer of a question is, as shares of 1; all 0 where no model read the word.
    pub fn shares(&self, question: Leaning) -> &[f32] {
        &self.0[question.answers()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outputs_fit_and_add_up() {
        assert!(LINEAR.is_some());
        let leans = Leans::of(&[0.1; 384]);
        for question in ALL {
            let sum: f32 = leans.shares(question).iter().sum();
            assert!((sum - 1.0).abs() < 1e-5, "{question:?}");
        }
    }
}
