//! Words of questions and of rows: what they are as stems, and how near two of them are.

use relata_language::lexicon::{self, Pos};
use relata_reconcile::alike::Terms;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The languages in which questions may be put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Spanish,
}

/// The lists of `data/LANGUAGE/questions.txt`, by name.
struct Lists(BTreeMap<&'static str, BTreeSet<&'static str>>);

static ENGLISH: LazyLock<Lists> = LazyLock::new(|| Lists::of(include_str!("../../data/en/questions.txt")));
static SPANISH: LazyLock<Lists> = LazyLock::new(|| Lists::of(include_str!("../../data/es/questions.txt")));

impl Lists {
    fn of(file: &'static str) -> Lists {
        let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        for (name, words) in lines.filter_map(|line| line.split_once(':')) {
            all.entry(name).or_default().extend(words.split_whitespace());
        }
        Lists(all)
    }
}

impl Language {
    /// Whether a word stands in the list of this name.
    pub(super) fn lists(self, name: &str, word: &str) -> bool {
        self.list(name).is_some_and(|list| list.contains(word))
    }

    /// The list of this name.
    pub(super) fn list(self, name: &str) -> Option<&'static BTreeSet<&'static str>> {
        let lists = match self {
            Language::English => &*ENGLISH,
            Language::Spanish => &*SPANISH,
        };
        lists.0.get(name)
    }

    /// The stems of the words of a text that carry meaning, each once, in order. English ones are lemmas, as
    /// [`Terms`] has them, a noun as the verb that it is derived from; Spanish ones lose accents and endings.
    pub(crate) fn stems(self, text: &str) -> Vec<String> {
        match self {
            Language::English => Terms::of(text).order,
            Language::Spanish => {
                let mut seen = BTreeSet::new();
                let words = plain(text).into_iter().filter(|w| !self.lists("empty", w));
                words.map(|w| bare(&w)).filter(|w| seen.insert(w.clone())).collect()
            }
        }
    }

    /// How near a word of a row is to one that was asked for, from 0 to 1: the same, derived from it, a synonym, of
    /// its kind ("fentanyl" where drugs are asked for), or what it is a kind of.
    pub(super) fn near(self, asked: &str, told: &str) -> f64 {
        if asked == told {
            return 1.0;
        }
        match self {
            Language::English => near(asked, told),
            Language::Spanish => {
                let shared = asked.chars().zip(told.chars()).take_while(|(a, b)| a == b).count();
                let longer = asked.chars().count().max(told.chars().count());
                if shared >= 4 && shared * 5 >= longer * 3 { AKIN } else { 0.0 }
            }
        }
    }

    /// What to look for in a full text to find a word in its forms, and others near it: as a query of
    /// [`relata_case::Case::search`].
    pub(super) fn sought(self, word: &str, stem: &str) -> String {
        let mut forms = BTreeSet::from([start(word), start(stem)]);
        if self == Language::English {
            for pos in [Pos::Noun, Pos::Verb] {
                forms.extend(lexicon::derived(stem, pos).into_iter().take(6).map(|(w, _)| start(w)));
            }
            forms.extend(above(stem).take(2).map(start));
        }
        forms.into_iter().filter(|f| !f.is_empty()).collect::<Vec<_>>().join(" OR ")
    }
}

/// How much a word derived from another, a synonym, one of its kind, and what it is a kind of, stand for it.
const DERIVED: f64 = 0.9;
const AKIN: f64 = 0.8;
const OF_KIND: f64 = 0.7;
const KIND_OF: f64 = 0.5;

/// Senses of a word that count, by how often they are meant.
const SENSES: usize = 2;

fn near(asked: &str, told: &str) -> f64 {
    let either = |test: &dyn Fn(Pos) -> bool| [Pos::Noun, Pos::Verb].into_iter().any(test);
    let derived = |pos| lexicon::derived(asked, pos).iter().any(|(w, _)| *w == told);
    let is_above = |noun: &str, kind: &str| above(noun).any(|name| Terms::of(name).order == [kind]);
    if either(&derived) {
        DERIVED
    } else if either(&|pos| lexicon::are_synonyms(asked, told, pos, SENSES)) {
        AKIN
    } else if is_above(told, asked) {
        OF_KIND
    } else if is_above(asked, told) {
        KIND_OF
    } else {
        0.0
    }
}

/// The nearest of what a noun is a kind of; nothing so general that everything is of it, as "change".
fn above(noun: &str) -> impl Iterator<Item = &'static str> {
    let all = lexicon::hypernyms(noun, Pos::Noun, 1).into_iter().take(4);
    all.filter(|name| lexicon::hypernyms(name, Pos::Noun, 1).len() > 5)
}

/// The beginning of a word that its forms share, for the full text.
fn start(word: &str) -> String {
    let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let bare = word.strip_suffix(['e', 'y', 's']).unwrap_or(&word);
    if word.chars().count() > 4 { format!("{bare}*") } else { word }
}

/// The words of a text in small letters and without accents.
pub(super) fn plain(text: &str) -> Vec<String> {
    let folded = relata_gazetteer::fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// A Spanish word without the ending that tells number, gender or person.
fn bare(word: &str) -> String {
    let short = word.strip_suffix("es").or_else(|| word.strip_suffix('s')).unwrap_or(word);
    let short = short.strip_suffix(['a', 'o', 'e']).unwrap_or(short);
    if short.chars().count() >= 3 { short.to_owned() } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_near_by_form_sense_and_kind() {
        let near = |a: &str, b: &str| Language::English.near(a, b);
        assert_eq!(near("seize", "seize"), 1.0);
        assert!(near("drug", "opiate") > 0.0 && near("homicide", "kill") > 0.0);
        assert_eq!(near("homicide", "bridge"), 0.0);
        let near = |a: &str, b: &str| {
            let stem = |w: &str| Language::Spanish.stems(w).pop().unwrap_or_default();
            Language::Spanish.near(&stem(a), &stem(b))
        };
        assert_eq!(near("homicidio", "homicidios"), 1.0);
        assert!(near("registrar", "registró") > 0.0 && near("casa", "cerca") == 0.0);
    }

    #[test]
    fn a_text_is_looked_through_for_all_forms() {
        let sought = Language::English.sought("seized", "seize");
        assert!(sought.split(" OR ").any(|f| "seizures".starts_with(f.trim_end_matches('*'))), "{sought}");
    }
}
