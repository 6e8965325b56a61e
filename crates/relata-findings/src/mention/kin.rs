//! Which nouns can stand for each other: "the country" for a state, "the paper" for a journal.

use super::traits::Mention;
use crate::text::Text;
use relata_language::lexicon::{Pos, hypernyms};
use relata_rows::MentionForm;
use std::collections::HashMap;

/// Senses of a noun that are looked at: the frequent ones.
const SENSES: usize = 2;

/// For each head noun of a document, itself and what it is a kind of.
#[derive(Debug, Default)]
pub(crate) struct Kin(HashMap<u32, Above>);

#[derive(Debug)]
struct Above {
    lemma: String,
    /// In the order of the alphabet.
    kinds: Vec<&'static str>,
}

impl Kin {
    pub(crate) fn new(text: &Text<'_>, mentions: &[Mention]) -> Self {
        let mut all = HashMap::new();
        for mention in mentions.iter().filter(|m| m.place.form == MentionForm::Nominal) {
            all.entry(mention.lemma).or_insert_with(|| {
                let lemma = text.lemma(mention.place.head).to_lowercase();
                let mut kinds = hypernyms(&lemma, Pos::Noun, SENSES);
                kinds.sort_unstable();
                Above { lemma, kinds }
            });
        }
        Kin(all)
    }

    /// How the heads of two descriptions stand to each other: 2 the later is a wider word for the earlier, 1
    /// a narrower one, 0 neither; -1 where one is no description.
    pub(crate) fn of(&self, later: &Mention, earlier: &Mention) -> f32 {
        let nominal = |m: &Mention| m.place.form == MentionForm::Nominal;
        if !nominal(later) || !nominal(earlier) {
            return -1.0;
        }
        let (Some(x), Some(y)) = (self.0.get(&later.lemma), self.0.get(&earlier.lemma)) else { return -1.0 };
        if y.kinds.binary_search(&x.lemma.as_str()).is_ok() {
            2.0
        } else if x.kinds.binary_search(&y.lemma.as_str()).is_ok() {
            1.0
        } else {
            0.0
        }
    }
}
