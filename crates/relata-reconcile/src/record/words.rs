//! The words of a sentence, and whether a phrase is told in them.

use relata_gazetteer::{Gazetteer, fold};
use relata_language::Upos;
use relata_language::lexicon;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// How many other words may stand between two of a phrase.
const GAP: usize = 2;

/// Words that narrow nothing.
static NEUTRAL: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/en/neutral.txt").lines().filter(|l| !l.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

static NAMES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::built_in);

type Alike = HashMap<&'static str, Vec<(Vec<&'static str>, &'static str)>>;

/// Phrases that tell the same as a word, by the first of their words: the others, and that word.
static ALIKE: LazyLock<Alike> = LazyLock::new(|| {
    let mut alike = Alike::new();
    let mut root = "";
    for line in include_str!("../../data/en/alike.txt").lines().filter(|l| !l.starts_with('#')) {
        // A line that begins with a space goes on with the one before.
        let phrases = match line.split_once(':') {
            Some((word, phrases)) => {
                root = word;
                phrases
            }
            None => line,
        };
        for phrase in phrases.split('|') {
            let mut words = phrase.split_whitespace();
            if let Some(first) = words.next() {
                alike.entry(first).or_default().push((words.collect(), root));
            }
        }
    }
    alike
});

/// Codes of three letters to those of two.
static ALPHA3: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/iso3.txt").lines().filter(|l| !l.starts_with('#'));
    lines.flat_map(|l| l.split(", ")).filter_map(|pair| pair.split_once(' ')).collect()
});

/// One word.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// As it stands.
    pub(crate) at: Range<usize>,
    /// In small letters, and its plain forms.
    pub(crate) roots: Vec<String>,
}

impl Word {
    /// Whether it is one of these little or general words, a number, or nothing.
    pub(crate) fn is_neutral(&self) -> bool {
        let number = |r: &String| r.starts_with(|c: char| c.is_ascii_digit());
        self.roots.iter().any(|r| NEUTRAL.contains(r.as_str()) || number(r) || r.len() == 1)
    }
}

impl Word {
    /// Whether it is one of these, in any form.
    pub(crate) fn is_one_of(&self, words: &[&str]) -> bool {
        self.roots.iter().any(|r| words.contains(&r.as_str()))
    }

    /// Whether it is a number that is no year: "over 65".
    pub(crate) fn is_limit(&self) -> bool {
        let year = |r: &str| r.parse::<u16>().is_ok_and(|y| (1900..2100).contains(&y));
        let digit = |r: &str| r.starts_with(|c: char| c.is_ascii_digit());
        self.roots.iter().any(|r| digit(r) && !year(r))
    }
}

/// A country or a part of one, where it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// `iso:MX`, `iso:US-OH`.
    pub(crate) id: String,
    /// Its words, by number.
    pub(crate) words: Range<usize>,
    /// Whether it is told by what its people and things are called.
    pub(crate) demonym: bool,
}

/// A sentence in words.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) words: Vec<Word>,
    /// Where each root stands.
    places: HashMap<String, Vec<usize>>,
    /// The countries and regions named.
    pub(crate) named: Vec<Named>,
}

impl Line {
    /// The words of a text. "U.S." is one word, numbers are with their commas; hyphens part words.
    pub(crate) fn of(text: &str) -> Line {
        let ranges = ranges(text);
        let words: Vec<Word> =
            ranges.into_iter().map(|at| Word { roots: roots(&text[at.clone()]), at }).collect();
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, word) in words.iter().enumerate() {
            for root in &word.roots {
                places.entry(root.clone()).or_default().push(n);
            }
        }
        let named = named(text, &words);
        let mut line = Line { words, places, named };
        line.read_alike();
        line
    }

    /// Gives the words of a phrase that tells the same as another word that word as a root.
    fn read_alike(&mut self) {
        let mut found: BTreeSet<(&str, usize)> = BTreeSet::new();
        for (n, word) in self.words.iter().enumerate() {
            for (rest, root) in word.roots.iter().filter_map(|r| ALIKE.get(r.as_str())).flatten() {
                found
                    .extend(self.run_on(rest.iter().copied(), n).into_iter().flatten().map(|at| (*root, at)));
            }
        }
        for (root, at) in found {
            if let Some(word) = self.words.get_mut(at).filter(|w| w.roots.iter().all(|r| r != root)) {
                word.roots.push(root.to_owned());
                let places = self.places.entry(root.to_owned()).or_default();
                places.push(at);
                places.sort_unstable();
            }
        }
    }

    /// The words, by number, with which a phrase is told first: `a b` in this order with at most [`GAP`] words
    /// between, `a & b` both anywhere. `None` where it is not.
    pub(crate) fn tells(&self, phrase: &str) -> Option<Vec<usize>> {
        let parts: Option<Vec<Vec<usize>>> = phrase.split(" & ").map(|part| self.run(part)).collect();
        parts.map(|p| p.concat())
    }

    /// The words of the first of these phrases that is told.
    pub(crate) fn tells_one<'p>(&self, phrases: impl IntoIterator<Item = &'p String>) -> Option<Vec<usize>> {
        phrases.into_iter().find_map(|p| self.tells(p))
    }

    /// The words of all of these phrases that are told.
    pub(crate) fn tells_all<'p>(&self, phrases: impl IntoIterator<Item = &'p String>) -> Vec<usize> {
        phrases.into_iter().flat_map(|p| self.tellings(p, &|_| true)).collect()
    }

    /// The words of all tellings of a phrase, those alone that `open` lets in.
    pub(crate) fn tellings(&self, phrase: &str, open: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let told = |part| -> Vec<Vec<usize>> {
            let mut runs = self.runs(part);
            runs.retain(|run| run.iter().all(|&n| open(n)));
            runs
        };
        let parts: Vec<Vec<Vec<usize>>> = phrase.split(" & ").map(told).collect();
        if parts.iter().any(Vec::is_empty) {
            Vec::new()
        } else {
            parts.into_iter().flatten().flatten().collect()
        }
    }

    fn run(&self, part: &str) -> Option<Vec<usize>> {
        let starts = self.places.get(part.split(' ').next()?)?;
        starts.iter().find_map(|&start| self.run_from(part, start))
    }

    fn runs(&self, part: &str) -> Vec<Vec<usize>> {
        let starts = part.split(' ').next().and_then(|w| self.places.get(w));
        starts.into_iter().flatten().filter_map(|&start| self.run_from(part, start)).collect()
    }

    fn run_from(&self, part: &str, start: usize) -> Option<Vec<usize>> {
        self.run_on(part.split(' ').skip(1), start)
    }

    /// The words of a run that begins with `start` and goes on with the others.
    fn run_on<'p>(&self, rest: impl Iterator<Item = &'p str>, start: usize) -> Option<Vec<usize>> {
        let mut run = vec![start];
        for word in rest {
            let last = *run.last()?;
            let next = self.places.get(word)?.iter().find(|&&n| n > last && n <= last + 1 + GAP)?;
            run.push(*next);
        }
        Some(run)
    }
}

/// Small letters and plain forms of a word; "U.S." and "US" are `u.s.`.
pub(crate) fn roots(word: &str) -> Vec<String> {
    if word == "US" || word.trim_end_matches('.') == "U.S" || word == "USA" {
        return vec!["u.s.".to_owned()];
    }
    let lower = word.to_lowercase().replace('.', "");
    let mut all = BTreeSet::from([lower.clone()]);
    if lower.len() > 2 {
        for (upos, tags) in [(Upos::Noun, &["NNS"][..]), (Upos::Verb, &["VBD", "VBN", "VBG", "VBZ"][..])] {
            all.extend(tags.iter().map(|tag| lexicon::lemma(&lower, upos, tag)));
        }
    }
    // What is no word ("seiz") does no harm: no phrase has it.
    all.into_iter().collect()
}

fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let is = |n: usize, test: &dyn Fn(char) -> bool| chars.get(n).is_some_and(|(_, c)| test(*c));
    let mut n = 0;
    while n < chars.len() {
        if !is(n, &char::is_alphanumeric) {
            n += 1;
            continue;
        }
        let from = n;
        while is(n, &char::is_alphanumeric)
            || is(n, &|c| c == ',' || c == '.')
                && is(n - 1, &|c| c.is_ascii_digit())
                && is(n + 1, &|c| c.is_ascii_digit())
            || is(n, &|c| c == '.') && is(n - 1, &char::is_uppercase) && is(n + 1, &char::is_uppercase)
        {
            n += 1;
        }
        let end = chars.get(n).map_or(text.len(), |(at, _)| *at);
        all.push(chars[from].0..end);
        // A possessive is no word.
        if is(n, &|c| c == '\'' || c == '’') && is(n + 1, &|c| c == 's') && !is(n + 2, &char::is_alphanumeric)
        {
            n += 2;
        }
    }
    all
}

/// Names of countries and their parts, the longest first.
fn named(text: &str, words: &[Word]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut n = 0;
    while n < words.len() {
        let capital = text[words[n].at.clone()].starts_with(char::is_uppercase);
        let longest = (1..=4).rev().filter(|len| capital && n + len <= words.len()).find_map(|len| {
            let name = &text[words[n].at.start..words[n + len - 1].at.end];
            if len > 1 && name.contains([',', ';', ':', '(']) {
                return None;
            }
            let (id, demonym) = place(name)?;
            Some(Named { id, words: n..n + len, demonym })
        });
        n = longest.as_ref().map_or(n + 1, |l| l.words.end);
        found.extend(longest);
    }
    found
}

/// The country or region of a name: its id, and whether the word is a demonym.
pub(crate) fn place(name: &str) -> Option<(String, bool)> {
    // "May", "In", "Me" and such are no places, and two letters are one only of a country.
    if name.len() < 3 && !matches!(name, "US" | "UK") {
        return None;
    }
    if let Some(country) = NAMES.country(name) {
        return Some((country.entry.id.clone(), country.demonym));
    }
    NAMES.region(name).filter(|_| name.len() > 3).map(|r| (r.id.clone(), false))
}

/// The id of a place of the record, by its name ("Guanajuato, Mexico") or code; else its folded name.
pub(crate) fn place_id(name: &str) -> String {
    let name = name.split_once(", ").map_or(name, |(part, _)| part);
    if let Some((id, _)) = place(name) {
        return id;
    }
    let code = ALPHA3.get(name).copied().unwrap_or(name);
    NAMES.entry(&format!("iso:{code}")).map_or_else(|| fold(name), |entry| entry.id.clone())
}
