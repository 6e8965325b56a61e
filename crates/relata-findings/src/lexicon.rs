//! The word lists of `data/en`, read once.
//!
//! A list is plain text: comments after `#`, one entry or one group of entries a line. Each file
//! says at its top what it holds and where that comes from.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Lines of a list without comments and blank lines.
pub(crate) fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("# "))
}

/// All words of a list.
pub(crate) fn set(data: &'static str) -> HashSet<&'static str> {
    lines(data).flat_map(str::split_whitespace).collect()
}

/// Lists of words by name: lines `NAME: WORD WORD ...`, of which several may have one name.
#[derive(Debug)]
pub(crate) struct Lists(HashMap<&'static str, HashSet<&'static str>>);

impl Lists {
    pub(crate) fn read(data: &'static str) -> Self {
        let mut lists: HashMap<_, HashSet<_>> = HashMap::new();
        for (name, words) in lines(data).filter_map(|line| line.split_once(':')) {
            lists.entry(name).or_default().extend(words.split_whitespace());
        }
        Lists(lists)
    }

    /// Whether a word stands in the list of that name.
    pub(crate) fn has(&self, name: &str, word: &str) -> bool {
        self.0.get(name).is_some_and(|list| list.contains(word))
    }
}

/// Phrases of one or more words, found from their first word; the longest comes first.
#[derive(Debug)]
pub(crate) struct Phrases<T>(HashMap<&'static str, Vec<(Vec<&'static str>, T)>>);

impl<T: Clone> Phrases<T> {
    /// A table of phrases (words parted by blanks) and what each means.
    pub(crate) fn new(entries: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut table: HashMap<_, Vec<(Vec<_>, T)>> = HashMap::new();
        for (phrase, value) in entries {
            let words: Vec<_> = phrase.split_whitespace().collect();
            if let Some(&first) = words.first() {
                table.entry(first).or_default().push((words, value));
            }
        }
        for list in table.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Phrases(table)
    }

    /// What a phrase of one word means.
    pub(crate) fn first(&self, word: &str) -> Option<&T> {
        self.0.get(word)?.iter().find(|(phrase, _)| phrase.len() == 1).map(|(_, value)| value)
    }

    /// The longest phrase that begins at `at`: its number of words and what it means.
    pub(crate) fn at(&self, words: &[crate::words::Word<'_>], at: usize) -> Option<(usize, &T)> {
        let first = words.get(at)?;
        self.0.get(first.lower.as_ref())?.iter().find_map(|(phrase, value)| {
            let fits =
                phrase.iter().enumerate().all(|(i, p)| words.get(at + i).is_some_and(|w| w.lower == *p));
            fits.then_some((phrase.len(), value))
        })
    }
}

static CLOSED: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("../data/en/closed.txt")));

static PLURALS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    lines(include_str!("../data/en/plurals.txt")).filter_map(|l| l.split_whitespace().next()).collect()
});

/// Whether `word` (lower case) is of a closed class and so ends a noun phrase.
pub(crate) fn is_closed(word: &str) -> bool {
    CLOSED.contains(word)
}

/// Whether `word` (lower case) is a plural that does not end in a plain -s.
pub(crate) fn is_listed_plural(word: &str) -> bool {
    PLURALS.contains(word)
}

/// Whether `word` (lower case) looks like a plural noun.
pub(crate) fn is_plural(word: &str) -> bool {
    PLURALS.contains(word)
        || (word.len() > 3
            && word.ends_with('s')
            && !["ss", "us", "is", "'s", "’s"].iter().any(|e| word.ends_with(e)))
}
