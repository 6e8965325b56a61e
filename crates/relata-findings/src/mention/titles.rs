//! Titles before names, from `data/en/titles.txt`.

use crate::lexicon::lines;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const DATA: &str = include_str!("../../data/en/titles.txt");

static COURTESY: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    lines(DATA).filter_map(|l| l.strip_prefix("courtesy ")).flat_map(str::split_whitespace).collect()
});

static SHORT: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    lines(DATA).filter_map(|l| l.strip_prefix("short ")).filter_map(|l| l.split_once(' ')).collect()
});

static OFFICES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    lines(DATA).filter_map(|l| l.strip_prefix("office ")).flat_map(str::split_whitespace).collect()
});

/// Whether a word (small letters) before a person's name is an office and no part of it.
pub(crate) fn is_office(word: &str) -> bool {
    OFFICES.contains(word) || SHORT.contains_key(word)
}

/// Whether a word (small letters) before a name only addresses its bearer: "Mr.".
pub(crate) fn is_courtesy(word: &str) -> bool {
    COURTESY.contains(word)
}

/// The office that an abbreviation before a name stands for: "senator" of "sen.".
pub(crate) fn office(word: &str) -> Option<&'static str> {
    SHORT.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_offices() {
        assert!(is_courtesy("mrs.") && !is_courtesy("president"));
        assert_eq!(office("gov."), Some("governor"));
        assert_eq!(office("table"), None);
    }
}
