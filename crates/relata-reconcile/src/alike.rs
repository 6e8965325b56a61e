//! How much two short texts say the same, by the words that carry meaning.
//!
//! Words are compared as lemmas, a noun as the verb that it is derived from ("withdrawal", "withdraw"), and weigh by
//! how few texts hold them (inverse document frequency, Spärck Jones 1972). Of two opposites ("rise", "fall") the
//! second counts as the first, denied. The lists are in `data/en`.

use relata_language::Upos;
use relata_language::lexicon::{self, Pos};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

static EMPTY: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words(include_str!("../data/en/function-words.txt")).collect());
static NEGATIONS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words(include_str!("../data/en/negations.txt")).collect());
static OPPOSITES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = lines(include_str!("../data/en/opposites.txt"));
    lines.filter_map(|line| line.split_once(' ').map(|(first, second)| (second, first))).collect()
});

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#'))
}

fn words(file: &'static str) -> impl Iterator<Item = &'static str> {
    lines(file).flat_map(str::split_whitespace)
}

/// Whether a word says nothing of what a text is about: "the", "during".
pub(crate) fn is_function(word: &str) -> bool {
    EMPTY.contains(word)
}

/// What a short text is about: its meaningful words, and whether they are denied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// Stems in the order of the text, each once.
    pub order: Vec<String>,
    /// Whether an odd number of its words turn it into its contrary.
    pub denied: bool,
}

impl Terms {
    /// The terms of a text.
    pub fn of(text: &str) -> Terms {
        let mut terms = Terms::default();
        for word in tokens(text) {
            if NEGATIONS.contains(word.as_str()) {
                terms.denied = !terms.denied;
            } else if !EMPTY.contains(word.as_str()) {
                let stem = stem(&word);
                let opposite = OPPOSITES.get(stem.as_str());
                terms.denied ^= opposite.is_some();
                let term = opposite.map_or(stem, |first| (*first).to_owned());
                if !terms.order.contains(&term) {
                    terms.order.push(term);
                }
            }
        }
        terms
    }

    /// The terms as a set.
    pub fn set(&self) -> BTreeSet<&str> {
        self.order.iter().map(String::as_str).collect()
    }
}

/// The words of a text in small letters; "n't" is "not", and "'s" no word.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let low = text.to_lowercase().replace('’', "'").replace("n't", " not");
    let words = low.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-');
    words
        .map(|w| w.trim_matches(['\'', '-']))
        .map(|w| w.strip_suffix("'s").unwrap_or(w).to_owned())
        .filter(|w| !w.is_empty())
        .collect()
}

/// Whether words for somebody say nothing of who it is: "they", "our", the "Q" of an interview.
pub fn names_nobody(words: &str) -> bool {
    let low = words.to_lowercase();
    low.chars().count() < 2 || EMPTY.contains(low.as_str())
}

/// The verb that a word is a form of or derived from, else its lemma as a noun, else the word.
fn stem(word: &str) -> String {
    let (noun_tag, verb_tag) = match word {
        _ if word.ends_with('s') => ("NNS", "VBZ"),
        _ if word.ends_with("ing") => ("NN", "VBG"),
        _ => ("NN", "VBN"),
    };
    let lemma = lexicon::lemma(word, Upos::Noun, noun_tag);
    // "troops" has an entry of its own beside "troop".
    let shorter = lemma.strip_suffix('s').filter(|w| lexicon::knows(w, Pos::Noun));
    let noun = shorter.map_or(lemma.clone(), str::to_owned);
    let verb = lexicon::lemma(word, Upos::Verb, verb_tag);
    if verb != word && lexicon::knows(&verb, Pos::Verb) {
        return verb;
    }
    // "adoption" shares its beginning with "adopt"; "administrator" and "run" do not.
    let start = |w: &str| w.chars().take(4).collect::<String>();
    let akin = lexicon::derived(&noun, Pos::Noun).into_iter();
    let verbs = akin.filter(|(w, pos)| *pos == Pos::Verb && start(w) == start(&noun));
    verbs.map(|(w, _)| w.to_owned()).min_by_key(String::len).unwrap_or(noun)
}

/// How much each term weighs among some texts.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    texts: usize,
    counts: BTreeMap<String, usize>,
}

impl Weights {
    /// From all texts that are compared with each other.
    pub fn of<'t>(all: impl IntoIterator<Item = &'t Terms>) -> Weights {
        let mut weights = Weights::default();
        for terms in all {
            weights.texts += 1;
            for term in &terms.order {
                *weights.counts.entry(term.clone()).or_default() += 1;
            }
        }
        weights
    }

    /// ln(1 + texts / texts with the term): even what all texts hold weighs something.
    fn weight(&self, term: &str) -> f64 {
        (1.0 + self.texts.max(1) as f64 / self.rarity(term).max(1) as f64).ln()
    }

    /// How many texts hold a term.
    pub(crate) fn rarity(&self, term: &str) -> usize {
        self.counts.get(term).copied().unwrap_or(0)
    }

    fn sum<'t>(&self, terms: impl IntoIterator<Item = &'t str>) -> f64 {
        terms.into_iter().map(|t| self.weight(t)).sum()
    }

    /// What two texts share.
    pub fn likeness(&self, a: &Terms, b: &Terms) -> Likeness {
        let (x, y) = (a.set(), b.set());
        let shared: Vec<&str> = x.intersection(&y).copied().collect();
        let common = self.sum(shared.iter().copied());
        let (left, right) = (self.sum(x.iter().copied()), self.sum(y.iter().copied()));
        let share = |whole: f64| if whole > 0.0 { common / whole } else { 0.0 };
        Likeness {
            shared: shared.len(),
            of_smaller: share(left.min(right)),
            of_both: share(left + right - common),
        }
    }

    /// Pairs of texts that share at least two of the rarest terms of one of them, each pair once, in order. What
    /// more than [`COMMON`] texts hold brings nobody together.
    pub(crate) fn candidates(&self, all: &[&Terms]) -> BTreeSet<(usize, usize)> {
        let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (n, terms) in all.iter().enumerate() {
            let mut rare: Vec<&str> = terms.set().into_iter().collect();
            rare.sort_by_key(|t| (self.rarity(t), *t));
            for term in rare.into_iter().filter(|t| self.rarity(t) <= COMMON).take(RAREST) {
                holders.entry(term).or_default().push(n);
            }
        }
        let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for texts in holders.values() {
            for (i, &a) in texts.iter().enumerate() {
                for &b in &texts[i + 1..] {
                    *counts.entry((a, b)).or_default() += 1;
                }
            }
        }
        counts.into_iter().filter(|(_, n)| *n >= 2).map(|(pair, _)| pair).collect()
    }
}

/// The most texts that a term may bring together.
const COMMON: usize = 200;

/// How many of its rarest terms a text is looked up by.
const RAREST: usize = 8;

/// What two texts share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// How many terms.
    pub shared: usize,
    /// Their weight as a share of the smaller text's.
    pub of_smaller: f64,
    /// Their weight as a share of both together (weighted Jaccard).
    pub of_both: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_of_verbs_are_their_verbs() {
        let a = Terms::of("the withdrawal of the troops from the border");
        let b = Terms::of("Troops were withdrawn from border posts.");
        assert_eq!(a.order, ["withdraw", "troop", "border"]);
        assert!(b.set().is_superset(&a.set()));
    }

    #[test]
    fn two_negations_are_none() {
        assert!(Terms::of("The mine is not safe.").denied);
        assert!(Terms::of("The mine is dangerous.").denied);
        assert!(!Terms::of("The mine isn't dangerous.").denied);
        assert!(!Terms::of("The mine is safe.").denied);
    }
}
