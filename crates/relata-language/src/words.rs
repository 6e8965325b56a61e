//! The word lists of `data/en`, read once.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What the full stop of an abbreviation may mean; see `data/en/abbreviations.txt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// The sentence never ends at it.
    Never,
    /// The next word decides.
    May,
    /// A name follows.
    Title,
    /// Only before a number.
    Number,
}

/// Lines of a word list without comments.
fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn set(data: &'static str) -> HashSet<&'static str> {
    lines(data).flat_map(str::split_whitespace).collect()
}

/// Words by spelling; those of the classes keep the class that is named first.
static ABBREVIATIONS: LazyLock<HashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for line in lines(include_str!("../data/en/abbreviations.txt")) {
        let Some((class, words)) = line.split_once(':') else { continue };
        let class = match class {
            "never" => Abbreviation::Never,
            "may" => Abbreviation::May,
            "title" => Abbreviation::Title,
            _ => Abbreviation::Number,
        };
        for word in words.split_whitespace() {
            table.entry(word).or_insert(class);
        }
    }
    table
});

static STARTERS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("../data/en/starters.txt")));
static PREFIXES: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("../data/en/prefixes.txt")));
static UNITS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("../data/en/units.txt")));
static CODES: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("../data/en/codes.txt")));
static REPORTING: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("../data/en/reporting.txt")));

/// Whole words to the byte at which they are cut.
static CUTS: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    lines(include_str!("../data/en/clitics.txt"))
        .filter_map(|l| Some((l.replace('|', "").to_lowercase(), l.find('|')?)))
        .collect()
});

/// The class of the abbreviation spelt `word` (without its last stop); `None` where it is none.
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    if let Some(&class) = ABBREVIATIONS.get(word) {
        return Some(class);
    }
    // "MR." and "GEN." as in transcripts.
    let upper = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    let mut low = word.to_ascii_lowercase();
    if upper && let Some(first) = low.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    ABBREVIATIONS.get(low.as_str()).copied().filter(|_| upper && word.len() < 6)
}

/// Whether a capitalised `word` nearly always begins a sentence.
pub(crate) fn starts_sentence(word: &str) -> bool {
    STARTERS.contains(word.to_ascii_lowercase().as_str())
}

/// Whether UD English keeps `word` and what follows its hyphen together.
pub(crate) fn is_prefix(word: &str) -> bool {
    PREFIXES.contains(word.to_ascii_lowercase().as_str())
}

/// Whether `letters` after digits are a token of their own.
pub(crate) fn is_unit(letters: &str) -> bool {
    UNITS.contains(letters.to_ascii_lowercase().as_str())
}

/// Whether `letters` before digits are a currency, and so a token of their own.
pub(crate) fn is_code(letters: &str) -> bool {
    CODES.contains(letters)
}

/// Whether `word` is a verb of saying.
pub(crate) fn is_reporting(word: &str) -> bool {
    REPORTING.contains(word)
}

/// The byte at which UD English cuts `word` in two.
pub(crate) fn cut(word: &str) -> Option<usize> {
    if word.len() > 8 || !word.is_ascii() {
        return None;
    }
    CUTS.get(&word.to_ascii_lowercase()).copied()
}
