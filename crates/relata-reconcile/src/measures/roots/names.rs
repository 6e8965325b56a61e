//! Names of sources as they are compared: without articles, offices, papers and what only says what sort of body it is.

use crate::lists::{Words, groups, phrases};
use relata_gazetteer::{Country, Gazetteer, fold};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

pub(super) static NAMES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::built_in);

const DATA: &str = include_str!("../../../data/en/sources.txt");

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(DATA));

/// Heads of bodies, each with what its body is called: "minister", "ministry".
static OFFICES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = groups(DATA).filter(|(group, _)| *group == "office");
    lines.flat_map(|(_, words)| words.split_whitespace()).filter_map(|o| o.split_once('=')).collect()
});

/// Fields of which a country has one body, each with the word for it: "statistical", "statistics".
static FIELDS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = groups(DATA).filter(|(group, _)| *group == "field");
    lines.flat_map(|(_, words)| words.split_whitespace()).filter_map(|o| o.split_once('=')).collect()
});

/// Banks called after a country that are not its central bank.
static COMMERCIAL: LazyLock<Vec<String>> =
    LazyLock::new(|| phrases(DATA, "commercial").iter().map(|words| words.join(" ")).collect());

/// The one word for a field of which a country has one body.
pub(super) fn field(word: &str) -> Option<&'static str> {
    FIELDS.get(word).copied()
}

/// Words behind which stands who is cited.
static CITES: LazyLock<Vec<String>> =
    LazyLock::new(|| phrases(DATA, "cites").iter().map(|words| format!(" {} ", words.join(" "))).collect());

/// Whether a word, in small letters, stands in a group of `data/en/sources.txt`.
pub(super) fn is(group: &str, word: &str) -> bool {
    WORDS.has(group, word)
}

/// What stands in a sentence behind a word of citing: "..., citing data from the customs service".
pub(super) fn cited(sentence: &str) -> Option<&str> {
    let behind = CITES.iter().filter_map(|cue| sentence.find(cue.as_str()).map(|at| at + cue.len())).min()?;
    sentence.get(behind..)
}

/// Whether the words of a name stand side by side, however many little ones between; one word must be no other.
pub(super) fn stands(name: &BTreeSet<String>, words: &[String]) -> bool {
    let width = name.len() + 2;
    let specific = name.len() > 1 || name.iter().all(|w| specific(w));
    specific && words.windows(width.min(words.len()).max(1)).any(|w| name.iter().all(|n| w.contains(n)))
}

/// The words of a name without articles, offices and papers: "the interior ministry's figures" is interior ministry.
/// Empty where nothing is left, or only people of whom there are many.
pub(super) fn core(name: &str) -> BTreeSet<String> {
    only(name).unwrap_or_else(|| plain(name))
}

/// The words of a name by which it may be known: as [`core`], and as it stands.
pub(super) fn cores(name: &str) -> impl Iterator<Item = BTreeSet<String>> {
    let only = only(name);
    // Without its field the statistics office would be any office.
    let field = bare(name).into_iter().find(|w| only.is_some() && field(w).is_some());
    let mut plain = plain(name);
    plain.extend(field);
    only.into_iter().chain([plain]).filter(|c| !c.is_empty())
}

/// The words of a name, but for little ones.
fn bare(name: &str) -> Vec<String> {
    // "Ostgrid, which runs the grid": what stands behind a comma only says more of it.
    let name = name.split([',', '(']).next().unwrap_or_default();
    split(name).map(|w| land(&w)).filter(|w| !w.is_empty() && !is("little", w)).collect()
}

/// As [`core`], of any body.
fn plain(name: &str) -> BTreeSet<String> {
    let words = bare(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let office = |word: &str| OFFICES.get(word).copied();
    // A minister without a field is no ministry.
    let field = words.iter().any(|w| {
        !is("holder", w) && !is("paper", w) && office(w).is_none() && !w.chars().all(char::is_numeric)
    });
    // "The Nordwire news agency" is Nordwire: what sort of body a name is of tells no two apart.
    let sorts = sorts(name);
    let core: BTreeSet<String> = words
        .iter()
        .filter(|w| !sorts.contains(**w))
        .filter_map(|w| match office(w) {
            Some(body) if field && !is_name(name) => Some(body.to_owned()),
            _ => (!is("holder", w) && !is("paper", w) && !is("many", w)).then(|| (*w).to_owned()),
        })
        .collect();
    // "Official statistics" are what is left of themselves.
    if core.is_empty() && words.len() > 1 && !words.iter().any(|w| is("many", w) || is("holder", w)) {
        return words.iter().map(|w| (*w).to_owned()).collect();
    }
    core
}

/// What stands before the field of a body of which a country has one.
pub(super) const ONLY: &str = "only ";

/// The core of a body of which a country has one, however it is called: the statistics office and the bureau of
/// statistics; the central bank, which is called after its country.
fn only(name: &str) -> Option<BTreeSet<String>> {
    let words = bare(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let typed = words.iter().any(|w| is("type", w));
    let opens = name.trim_start_matches("The ").trim_start_matches("the ");
    let called = |w: &str| opens.to_lowercase().starts_with(w) && opens.starts_with(char::is_uppercase);
    let found = words.iter().copied().find(|w| field(w).is_some_and(|_| typed || called(w)));
    let has = |w: &str| words.contains(&w);
    let bank = has("bank")
        && (has("central")
            || ["Bank of ", "National Bank", "Reserve Bank", "Central Bank"]
                .iter()
                .any(|b| opens.contains(b)));
    let bank = bank && !COMMERCIAL.iter().any(|c| opens.to_lowercase().starts_with(c.as_str()));
    let one = match (found, bank) {
        (Some(word), _) => field(word)?,
        (None, true) => "bank",
        (None, false) => return None,
    };
    // "The head of the statistics office", "its latest bulletin": what is no name falls.
    let rest = words.iter().filter(|w| {
        let says = ["type", "wide", "holder", "many", "paper"].iter().any(|group| is(group, w));
        !(says || **w == "bank" || **w == "reserve" || field(w) == Some(one))
    });
    Some(rest.map(|w| (*w).to_owned()).chain([format!("{ONLY}{one}")]).collect())
}

/// The words beside a name of its own that say only what sort of body bears it.
fn sorts(name: &str) -> BTreeSet<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let owned = |w: &str| w.ends_with("'s") || w.ends_with("’s");
    let named = words.iter().any(|w| {
        w.starts_with(char::is_uppercase) && !owned(w) && country(w).is_none() && specific(&fold(w))
    });
    words.iter().filter(|w| named && is("sort", w)).map(|w| (*w).to_owned()).collect()
}

/// The words of a name.
pub(super) fn split(text: &str) -> impl Iterator<Item = String> + '_ {
    let bare = text.replace("'s", " s").replace("’s", " s");
    let words: Vec<String> = bare
        .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.'))
        .map(|w| w.trim_end_matches('.').to_owned())
        .collect();
    words.into_iter()
}

/// A word as it is compared; what is called after a country ("Norwegian") as the country.
pub(super) fn land(word: &str) -> String {
    match country(word).filter(|c| c.demonym) {
        Some(country) => fold(&country.entry.name),
        None => fold(word),
    }
}

/// The country that a word with a capital names or is called after.
pub(super) fn country(word: &str) -> Option<Country<'static>> {
    word.starts_with(char::is_uppercase).then(|| NAMES.country(word))?
}

/// Whether a text names a person or body: a capital behind the first word that is not a country's.
fn is_name(text: &str) -> bool {
    text.split_whitespace().skip(1).any(|w| w.starts_with(char::is_uppercase) && country(w).is_none())
}

/// Whoever words mean, so that other words for the same are equal: "the Norwegian foreign minister" and "Norway's
/// foreign ministry". Words of which nothing is left, as of "officials", stand for themselves, in small letters.
pub fn body(words: &str) -> String {
    let core = core(words);
    if core.is_empty() { words.to_lowercase() } else { core.into_iter().collect::<Vec<_>>().join(" ") }
}

/// Whether two sets of names have one in common, or one that is a fuller form of another: of the interior ministry the
/// Sarrow interior ministry.
pub(super) fn alike(a: &BTreeSet<BTreeSet<String>>, b: &BTreeSet<BTreeSet<String>>) -> bool {
    let within = |x: &BTreeSet<String>, y: &BTreeSet<String>| x.len() > 1 && x.is_subset(y);
    a.iter().any(|x| b.iter().any(|y| x == y || within(x, y) || within(y, x)))
}

/// Whether one is the family name of the other; where they are not known for persons only a word that is nothing else.
pub(super) fn family(a: &str, b: &str, persons: bool) -> bool {
    let words = |name: &str| -> Vec<String> {
        let name = name.split([',', '(']).next().unwrap_or_default();
        let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
        name.split_whitespace()
            .filter(capital)
            .map(fold)
            .filter(|w| !is("holder", w) && !is("little", w))
            .collect()
    };
    let one = |x: &[String], y: &[String]| {
        x.len() == 1
            && (2..4).contains(&y.len())
            && x.last() == y.last()
            && x[0].len() > 2
            && (persons || specific(&x[0]))
    };
    let (x, y) = (words(a), words(b));
    one(&x, &y) || one(&y, &x)
}

/// Whether no lexicon has a word, so that it is a name.
pub(super) fn specific(word: &str) -> bool {
    use relata_language::lexicon::{Pos, knows};
    ![Pos::Noun, Pos::Verb, Pos::Adjective].iter().any(|&p| knows(word, p))
}
