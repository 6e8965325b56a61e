//! Verbs by what they do to those around them: the lists of `data/en/control.txt`, whose head says what each holds.

use crate::lexicon::Lists;
use std::sync::LazyLock;

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("../data/en/control.txt")));

/// Whether a word, as its lemma, is in one of the lists.
pub(crate) fn is_in(list: &str, lemma: &str) -> bool {
    LISTS.has(list, lemma)
}
