//! What words have to do with each other: lemmas, derivation, what is a kind of what.
//!
//! From WordNet 3.0 (Princeton University; its licence is in `data/en/WORDNET-LICENCE`) with some
//! younger words of politics (`data/en/terms.txt`), made by `training/lexicon.py` and used in place.
//! Words are lower case, several words of one term apart by a space ("drug trafficker").
//!
//! `wordnet.bin`, little endian: the magic `relexic1`; nine counts, one for each part; then the parts:
//! ends of the words in the text, from where each word's senses begin, senses (numbers of synsets), from
//! where each synset's upper ones begin, upper synsets, the name of each synset (number of a word), from
//! where each word's derivations begin, derivations (word << 4 | own part of speech << 2 | the other's),
//! all of 4 bytes; the part of speech of each synset, one byte; the text of the words.

use crate::tags::Upos;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Part of speech of a word in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pos {
    /// Noun.
    Noun,
    /// Verb.
    Verb,
    /// Adjective.
    Adjective,
    /// Adverb.
    Adverb,
}

impl Pos {
    const ALL: [Pos; 4] = [Pos::Noun, Pos::Verb, Pos::Adjective, Pos::Adverb];

    fn of(number: u32) -> Pos {
        Pos::ALL[(number & 3) as usize]
    }

    /// That of a universal tag, where the lexicon has words of it.
    pub fn of_upos(upos: Upos) -> Option<Pos> {
        match upos {
            Upos::Noun | Upos::Propn => Some(Pos::Noun),
            Upos::Verb | Upos::Aux => Some(Pos::Verb),
            Upos::Adj => Some(Pos::Adjective),
            Upos::Adv => Some(Pos::Adverb),
            _ => None,
        }
    }
}

static BYTES: &[u8] = include_bytes!("../data/en/wordnet.bin");
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::open(BYTES));

/// Forms that no rule reaches: form to (part of speech, lemma).
static EXCEPTIONS: LazyLock<Table<Pos>> = LazyLock::new(|| {
    table(include_str!("../data/en/exceptions.txt"), |pos| match pos {
        "n" => Pos::Noun,
        "v" => Pos::Verb,
        "a" => Pos::Adjective,
        _ => Pos::Adverb,
    })
});

/// The little words: form to (Penn tag, lemma).
static CLOSED: LazyLock<Table<&'static str>> =
    LazyLock::new(|| table(include_str!("../data/en/lemmas.txt"), |tag| tag));

type Table<K> = HashMap<&'static str, Vec<(K, &'static str)>>;

/// Lines of key, form, lemma, by form.
fn table<K>(data: &'static str, key: impl Fn(&'static str) -> K) -> Table<K> {
    let mut all: Table<K> = HashMap::new();
    for line in data.lines().filter(|l| !l.starts_with('#')) {
        let mut parts = line.split_whitespace();
        if let (Some(k), Some(form), Some(lemma)) = (parts.next(), parts.next(), parts.next()) {
            all.entry(form).or_default().push((key(k), lemma));
        }
    }
    all
}

/// The lemma of `form` under `key`.
fn look_up<K: PartialEq>(table: &Table<K>, form: &str, key: &K) -> Option<&'static str> {
    table.get(form)?.iter().find(|(k, _)| k == key).map(|(_, lemma)| *lemma)
}

/// The parts of the file.
struct Lexicon {
    at: [usize; 9],
    count: [usize; 9],
}

const ENDS: usize = 0;
const SENSES_FROM: usize = 1;
const SENSES: usize = 2;
const UPPER_FROM: usize = 3;
const UPPER: usize = 4;
const NAMES: usize = 5;
const DERIVED_FROM: usize = 6;
const DERIVED: usize = 7;
const POS: usize = 8;

fn number(at: usize) -> u32 {
    BYTES.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

impl Lexicon {
    fn open(bytes: &[u8]) -> Self {
        debug_assert!(bytes.starts_with(b"relexic1"));
        let count: [usize; 9] = std::array::from_fn(|i| number(8 + 4 * i) as usize);
        let mut at = [0; 9];
        let mut end = 8 + 4 * 10;
        for (at, n) in at.iter_mut().zip(count).take(8) {
            *at = end;
            end += 4 * n;
        }
        at[POS] = end;
        Lexicon { at, count }
    }

    fn get(&self, part: usize, index: usize) -> u32 {
        number(self.at[part] + 4 * index)
    }

    fn words(&self) -> usize {
        self.count[ENDS] - 1
    }

    fn word(&self, index: usize) -> &'static str {
        let text = self.at[POS] + self.count[POS];
        let (from, to) = (self.get(ENDS, index) as usize, self.get(ENDS, index + 1) as usize);
        BYTES.get(text + from..text + to).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }

    fn find(&self, word: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.words());
        while low < high {
            let middle = low.midpoint(high);
            match self.word(middle).as_bytes().cmp(word.as_bytes()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    fn list(&self, from: usize, values: usize, index: usize) -> impl Iterator<Item = u32> + '_ {
        let range = self.get(from, index) as usize..self.get(from, index + 1) as usize;
        range.map(move |i| self.get(values, i))
    }

    fn pos(&self, synset: u32) -> Pos {
        Pos::of(u32::from(BYTES.get(self.at[POS] + synset as usize).copied().unwrap_or(0)))
    }

    /// Synsets of a word, the most frequent sense first.
    fn senses(&self, word: &str, pos: Pos) -> Vec<u32> {
        let Some(index) = self.find(word) else { return Vec::new() };
        self.list(SENSES_FROM, SENSES, index).filter(|&s| self.pos(s) == pos).collect()
    }

    /// All synsets above those given, with themselves; nearest first.
    fn above(&self, from: Vec<u32>) -> Vec<u32> {
        let mut seen: HashSet<u32> = from.iter().copied().collect();
        let mut all = from;
        let mut at = 0;
        while at < all.len() {
            for up in self.list(UPPER_FROM, UPPER, all[at] as usize) {
                if seen.insert(up) {
                    all.push(up);
                }
            }
            at += 1;
        }
        all
    }
}

/// Whether the lexicon has this lemma.
pub fn knows(lemma: &str, pos: Pos) -> bool {
    !LEXICON.senses(lemma, pos).is_empty()
}

/// The words derived from `lemma` or that it is derived from, with their parts of speech: "kill" and
/// "killing", "seize" and "seizure". In the order of the alphabet.
pub fn derived(lemma: &str, pos: Pos) -> Vec<(&'static str, Pos)> {
    let Some(index) = LEXICON.find(lemma) else { return Vec::new() };
    LEXICON
        .list(DERIVED_FROM, DERIVED, index)
        .filter(|d| Pos::of(d >> 2) == pos)
        .map(|d| (LEXICON.word((d >> 4) as usize), Pos::of(d)))
        .collect()
}

/// The names of everything that the most frequent `senses` senses of `lemma` are kinds of, nearest
/// first: for "fentanyl" opioid, narcotic, drug, ...
pub fn hypernyms(lemma: &str, pos: Pos, senses: usize) -> Vec<&'static str> {
    let mut own = LEXICON.senses(lemma, pos);
    own.truncate(senses);
    let from = own.len();
    let all = LEXICON.above(own);
    let name = |s: &u32| LEXICON.get(NAMES, *s as usize) as usize;
    all[from..].iter().map(name).filter(|&n| n < LEXICON.words()).map(|n| LEXICON.word(n)).collect()
}

/// Whether one of the first `senses` senses of `lemma` is a kind of a sense of `above`, or shares one
/// with it (synonyms).
pub fn is_kind_of(lemma: &str, above: &str, pos: Pos, senses: usize) -> bool {
    let mut own = LEXICON.senses(lemma, pos);
    own.truncate(senses);
    let targets: HashSet<u32> = LEXICON.senses(above, pos).into_iter().collect();
    LEXICON.above(own).iter().any(|s| targets.contains(s))
}

/// Whether two lemmas are synonyms in one of the first `senses` senses of each: "home" and "dwelling".
pub fn are_synonyms(a: &str, b: &str, pos: Pos, senses: usize) -> bool {
    let first = |lemma: &str| -> Vec<u32> { LEXICON.senses(lemma, pos).into_iter().take(senses).collect() };
    let others = first(b);
    first(a).iter().any(|s| others.contains(s))
}

/// The lemma of a written form with its tags (UPOS and Penn): "was" to "be", "seizures" to "seizure".
///
/// Names keep their form. Irregular forms come from WordNet's exception lists, the rest from its
/// detachment rules (Miller 1995, "morphy"), each tried against the lexicon, and for words that it does
/// not have from the spelling alone.
pub fn lemma(form: &str, upos: Upos, xpos: &str) -> String {
    let low = form.to_lowercase().replace('’', "'");
    let listed = CLOSED.get(low.as_str()).into_iter().flatten().find(|(tag, _)| *tag == xpos);
    match listed {
        Some((_, lemma)) => (*lemma).to_owned(),
        None => lemma_by_rule(form, upos, xpos),
    }
}

/// As [`lemma`], without the list of single words made from the treebanks.
pub fn lemma_by_rule(form: &str, upos: Upos, xpos: &str) -> String {
    let low = || form.to_lowercase().replace('’', "'");
    match (upos, xpos) {
        (_, "NNPS") => return name_singular(form),
        (Upos::Propn | Upos::X | Upos::Sym, _) | (_, "NNP") => return form.to_owned(),
        (Upos::Punct, _) => return mark(form),
        (Upos::Num, _) => return if form.contains(',') { form.replace(',', "") } else { form.to_owned() },
        _ => {}
    }
    // "American" and "TV" keep their capitals.
    let upper =
        form.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && form.chars().count() > 1;
    if crate::names::is_people(form) && upos == Upos::Adj {
        return form.to_owned();
    }
    let low = low();
    let Some(pos) = Pos::of_upos(upos) else { return low };
    if upper && pos == Pos::Noun && form.chars().count() <= 5 && LEXICON.senses(&low, pos).is_empty() {
        return form.to_owned();
    }
    let inflected = match pos {
        Pos::Noun => xpos == "NNS",
        Pos::Verb => !matches!(xpos, "VB" | "VBP" | "MD"),
        Pos::Adjective => matches!(xpos, "JJR" | "JJS"),
        Pos::Adverb => matches!(xpos, "RBR" | "RBS"),
    };
    if !inflected {
        return low;
    }
    if let Some(lemma) = look_up(&EXCEPTIONS, &low, &pos) {
        return lemma.to_owned();
    }
    detach(&low, pos, xpos)
}

/// Marks of quotation and dashes as UD English writes them.
fn mark(form: &str) -> String {
    match form {
        "“" | "”" | "„" | "«" | "»" => "\"",
        "‘" | "’" => "'",
        "—" | "–" | "--" => "-",
        other => other,
    }
    .to_owned()
}

/// The singular of a name in the plural, by spelling.
fn name_singular(form: &str) -> String {
    if let Some(stem) = form.strip_suffix("ies").filter(|s| s.chars().count() > 2) {
        return format!("{stem}y");
    }
    let bare = form.strip_suffix('s').filter(|s| s.chars().count() > 2 && !s.ends_with('s'));
    bare.unwrap_or(form).to_owned()
}

/// Detachment rules: an ending and what stands in its place, tried in order.
fn rules(pos: Pos, xpos: &str) -> &'static [(&'static str, &'static str)] {
    match (pos, xpos) {
        (Pos::Noun, _) => &[
            ("ches", "ch"),
            ("shes", "sh"),
            ("sses", "ss"),
            ("xes", "x"),
            ("zes", "z"),
            ("ies", "y"),
            ("men", "man"),
            ("s", ""),
            ("es", ""),
            ("ses", "s"),
            ("ves", "f"),
        ],
        (Pos::Verb, "VBG") => &[("ing", ""), ("ing", "e")],
        (Pos::Verb, "VBZ") => &[("ies", "y"), ("es", "e"), ("es", ""), ("s", "")],
        (Pos::Verb, _) => &[("ied", "y"), ("ed", ""), ("ed", "e"), ("d", "")],
        (Pos::Adjective | Pos::Adverb, "JJS" | "RBS") => &[("iest", "y"), ("est", ""), ("est", "e")],
        (Pos::Adjective | Pos::Adverb, _) => &[("ier", "y"), ("er", ""), ("er", "e")],
    }
}

fn detach(low: &str, pos: Pos, xpos: &str) -> String {
    // "Schoolchildren", "grandchildren": the plural of what a word is made of.
    if let Some(stem) = low.strip_suffix("children").filter(|_| pos == Pos::Noun) {
        return format!("{stem}child");
    }
    let mut tries = Vec::new();
    for (ending, instead) in rules(pos, xpos) {
        if let Some(stem) = low.strip_suffix(ending).filter(|s| !s.is_empty()) {
            let bare = instead.is_empty() && pos != Pos::Noun && *ending != "s" && *ending != "d";
            if bare {
                tries.extend(undoubled(stem));
            }
            // "rated" is not of "rat", which would double its last letter.
            if !(bare && doubles(stem)) {
                tries.push(format!("{stem}{instead}"));
            }
        }
    }
    let senses = |lemma: &String| LEXICON.senses(lemma, pos).len();
    // Nouns: the first try that is a word. Others: the word of most senses, "cared" is care, not car.
    let known = tries.iter().filter(|t| senses(t) > 0);
    let found = match pos {
        Pos::Noun => known.map(|t| (0, t)).next(),
        _ => known.map(|t| (senses(t), t)).fold(None, |top: Option<(usize, &String)>, now| match top {
            Some(t) if t.0 >= now.0 => Some(t),
            _ => Some(now),
        }),
    };
    found.map_or_else(|| by_spelling(low, pos, xpos), |(_, lemma)| lemma.clone())
}

/// Whether a verb or adjective of one syllable doubles its last letter: consonant, one vowel, consonant.
fn doubles(stem: &str) -> bool {
    let vowel = |b: &u8| b"aeiouy".contains(b);
    let bytes = stem.as_bytes();
    let [rest @ .., before, middle, last] = bytes else { return false };
    let short = rest.iter().all(|b| !vowel(b));
    short && !vowel(before) && vowel(middle) && !vowel(last) && !b"wx".contains(last)
}

/// "stopp" to "stop": the stem without its doubled last letter.
fn undoubled(stem: &str) -> Option<String> {
    let bytes = stem.as_bytes();
    let (last, before) = (*bytes.last()?, *bytes.get(bytes.len().checked_sub(2)?)?);
    let doubled = last == before && last.is_ascii_lowercase() && !b"aeiouls".contains(&last);
    doubled.then(|| stem[..stem.len() - 1].to_owned())
}

/// For words that no lexicon has: the usual spelling of English inflection.
fn by_spelling(low: &str, pos: Pos, xpos: &str) -> String {
    let strip = |ending: &str| low.strip_suffix(ending).filter(|s| s.chars().count() > 2).map(str::to_owned);
    let stem = match (pos, xpos) {
        (Pos::Noun, _) | (Pos::Verb, "VBZ") => {
            return strip("ies")
                .map(|s| s + "y")
                .or_else(|| {
                    ["ches", "shes", "sses", "xes"]
                        .iter()
                        .find_map(|e| strip(e).map(|s| s + &e[..e.len() - 2]))
                })
                .or_else(|| strip("s").filter(|s| !s.ends_with('s') && !s.ends_with('u')))
                .unwrap_or_else(|| low.to_owned());
        }
        (Pos::Verb, "VBG") => strip("ing"),
        (Pos::Verb, _) => match strip("ied") {
            Some(s) => return s + "y",
            None => strip("ed"),
        },
        (_, "JJS" | "RBS") => strip("est"),
        _ => strip("er"),
    };
    let Some(stem) = stem else { return low.to_owned() };
    if let Some(short) = undoubled(&stem) {
        return short;
    }
    // "-at", "-iz", "-uc" and a consonant after a single vowel of two letters want their e back.
    let silent =
        ["at", "iz", "is", "uc", "rg", "ng", "v", "as", "os", "us"].iter().any(|e| stem.ends_with(e));
    if silent { stem + "e" } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lemmas() {
        let cases = [
            ("was", Upos::Aux, "VBD", "be"),
            ("'s", Upos::Aux, "VBZ", "be"),
            ("has", Upos::Verb, "VBZ", "have"),
            ("n't", Upos::Part, "RB", "not"),
            ("seizures", Upos::Noun, "NNS", "seizure"),
            ("Killings", Upos::Noun, "NNS", "killing"),
            ("children", Upos::Noun, "NNS", "child"),
            ("countries", Upos::Noun, "NNS", "country"),
            ("said", Upos::Verb, "VBD", "say"),
            ("stopped", Upos::Verb, "VBD", "stop"),
            ("seizing", Upos::Verb, "VBG", "seize"),
            ("imposed", Upos::Verb, "VBN", "impose"),
            ("crosses", Upos::Verb, "VBZ", "cross"),
            ("deadliest", Upos::Adj, "JJS", "deadly"),
            ("better", Upos::Adj, "JJR", "good"),
            ("Mexico", Upos::Propn, "NNP", "Mexico"),
            ("tariffs", Upos::Noun, "NNS", "tariff"),
            ("news", Upos::Noun, "NN", "news"),
        ];
        for (form, upos, xpos, lemma) in cases {
            assert_eq!(super::lemma(form, upos, xpos), lemma, "{form}");
        }
    }

    #[test]
    fn kinds_and_derivation() {
        assert!(is_kind_of("fentanyl", "synthetic opioid", Pos::Noun, 1));
        assert!(is_kind_of("fentanyl", "opioid", Pos::Noun, 1));
        assert!(is_kind_of("fentanyl", "drug", Pos::Noun, 1));
        assert!(!is_kind_of("drug", "fentanyl", Pos::Noun, 9));
        assert!(is_kind_of("femicide", "killing", Pos::Noun, 1));
        assert!(!is_kind_of("tariff", "drug", Pos::Noun, 9));
        assert!(derived("kill", Pos::Verb).contains(&("killing", Pos::Noun)));
        assert!(derived("seizure", Pos::Noun).contains(&("seize", Pos::Verb)));
        assert!(hypernyms("fentanyl", Pos::Noun, 1).starts_with(&["synthetic opioid", "opioid"]));
        assert!(hypernyms("no such word", Pos::Noun, 3).is_empty());
        assert!(knows("tariff", Pos::Noun) && !knows("tariff", Pos::Adverb));
    }
}
