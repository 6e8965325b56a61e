//! The sentence in which a figure stands: what it speaks of besides what is counted, and the names in it.
//!
//! Two texts that tell of one thing seldom use one word for what they count, and still name the same march, flood or
//! town around it. What only the sentence says ties figures together, and tells places apart where the measure itself
//! has none; it never says what is counted.

use super::concept::{self, Term};
use super::mend::{DAYS, MONTHS};
use super::place;
use super::told::Told;
use relata_gazetteer::fold;
use relata_language::lexicon::{Pos, knows};
use relata_rows::Figure;
use std::collections::BTreeSet;

/// What stands around a figure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The terms of the sentence that say something of its matter, names left out.
    pub terms: Vec<Term>,
    /// What each of them shares with those that count the same.
    keys: BTreeSet<String>,
    /// Names, whoever is credited left out.
    pub names: Vec<Name>,
}

/// A run of capitalised words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its words, folded; what is called after a country as the country.
    pub words: BTreeSet<String>,
    /// As the text has it.
    pub text: String,
    /// How it is told to be a place.
    pub spot: Spotted,
    /// Whether it is told to be one of many in a larger place: "the Dorn district".
    pub is_part: bool,
}

/// How a name is told to be a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spotted {
    /// It is not.
    No,
    /// As what something is of or from: "of Brenn", "Brenn's".
    Of,
    /// As where something is: "in Brenn", "off Brenn".
    In,
}

/// Words with a capital that name nothing, besides months and days.
const CAPITALS: [&str; 3] = ["i", "gdp", "mr"];

impl Context {
    /// That of a figure.
    pub fn of(told: &Told) -> Context {
        let names = names(told);
        let mut rest = told.sentence.clone();
        for name in &names {
            rest = rest.replace(&name.text, " ");
        }
        let credit = told.credit.iter().flat_map(|c| c.aliases.iter().chain(std::iter::once(&c.name)));
        for source in credit.filter(|s| !s.is_empty()) {
            rest = rest.replace(source.as_str(), " ");
        }
        let mut seen = BTreeSet::new();
        let mut terms = concept::terms(&rest);
        terms.retain(|t| {
            let says = !concept::is_weak(t) && !concept::is_common(t) && !is_little(&t.stem);
            says && seen.insert(t.stem.clone())
        });
        // What another figure of the sentence counts says nothing of this one: "106,000 deaths, 70,000 of them by opioids".
        let of = |figure: &Figure| -> BTreeSet<String> {
            let words = std::iter::once(&figure.measure.text).chain(&figure.measure.qualifiers);
            words.flat_map(|w| concept::terms(w)).map(|t| concept::key(&t)).collect()
        };
        let own = of(&told.figure);
        let others: BTreeSet<String> = told.beside.iter().flat_map(|f| of(f)).collect();
        let keys =
            terms.iter().map(concept::key).filter(|k| own.contains(k) || !others.contains(k)).collect();
        Context { terms, keys, names }
    }

    /// Whether a term, or one that counts the same, stands in the sentence.
    pub fn tells(&self, term: &Term) -> bool {
        self.keys.contains(&concept::key(term))
    }

    /// How many names both sentences have.
    pub fn shared_names(&self, other: &Context) -> usize {
        self.names.iter().filter(|n| other.names.iter().any(|o| n.is(o))).count()
    }

    /// How many terms both sentences have.
    pub fn shared_terms(&self, other: &Context) -> usize {
        self.keys.intersection(&other.keys).count()
    }

    /// The places of this sentence that the other does not name.
    fn own_spots<'c>(&'c self, other: &'c Context) -> impl Iterator<Item = &'c Name> {
        let own = self.names.iter().filter(|n| n.spot != Spotted::No);
        own.filter(|n| !other.names.iter().any(|o| n.is(o)))
    }

    /// The part of a place that this sentence is about, where the other is about the place.
    pub fn part_of<'c>(&'c self, other: &'c Context) -> Option<&'c Name> {
        let shared = self.names.iter().any(|n| n.spot != Spotted::No && other.names.iter().any(|o| n.is(o)));
        let mut own = self.own_spots(other).filter(|n| n.is_part);
        own.next().filter(|_| shared && !other.names.iter().any(|n| n.is_part))
    }

    /// The two places that tell the sentences apart: each names one that the other does not, and they share none, or
    /// say of both that it is there.
    pub fn apart<'c>(&'c self, other: &'c Context) -> Option<(&'c Name, &'c Name)> {
        let shared = self.names.iter().any(|n| n.spot != Spotted::No && other.names.iter().any(|o| n.is(o)));
        let kept = |n: &&Name| !shared || n.spot == Spotted::In;
        Some((self.own_spots(other).find(kept)?, other.own_spots(self).find(kept)?))
    }
}

impl Name {
    /// Whether both name one: a word in common, or two of which one is derived from the other ("Veld", "Veldish").
    pub fn is(&self, other: &Name) -> bool {
        let one = |a: &String, b: &String| a == b || place::derived(a, b) || place::derived(b, a);
        // "Isle", of "Coral Isle" at the beginning of a sentence.
        let short = |x: &Name, y: &Name| {
            x.words.iter().all(|w| place::is_mark(w))
                && x.words.iter().all(|w| y.text.split(' ').any(|t| fold(t) == *w))
        };
        self.words.iter().any(|a| other.words.iter().any(|b| one(a, b)))
            || short(self, other)
            || short(other, self)
    }
}

fn is_little(stem: &str) -> bool {
    stem.len() < 3
        || ![Pos::Noun, Pos::Verb, Pos::Adjective]
            .iter()
            .any(|&p| knows(stem.rsplit(' ').next().unwrap_or(stem), p))
}

/// The runs of capitalised words, but for days, months and whoever is credited.
fn names(told: &Told) -> Vec<Name> {
    let credited = |word: &str| {
        let credit = told.credit.iter().flat_map(|c| c.aliases.iter().chain(std::iter::once(&c.name)));
        credit.flat_map(|s| s.split_whitespace()).any(|w| w.trim_matches(',') == word)
    };
    let words: Vec<&str> = told.sentence.split_whitespace().collect();
    let bare = |w: &'_ str| -> String {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric());
        w.strip_suffix("'s").or_else(|| w.strip_suffix("’s")).unwrap_or(w).to_owned()
    };
    let owns = |w: &str| w.contains("'s") || w.contains("’s") || w.contains("s'") || w.contains("s’");
    let capital = |w: &str| bare(w).chars().next().is_some_and(char::is_uppercase);
    // At the beginning every word has a capital: only what no lexicon has, or owns something, is a name.
    let known = |w: &str| {
        let small = bare(w).to_lowercase();
        [Pos::Noun, Pos::Verb, Pos::Adjective].iter().any(|&p| knows(&concept::stem(&small), p))
            || knows(&small, Pos::Adverb)
    };
    let is_name = |i: usize| {
        let word = bare(words[i]);
        capital(words[i])
            && word.len() > 1
            && ![&MONTHS[..], &DAYS, &CAPITALS].iter().any(|l| l.contains(&&*word.to_lowercase()))
            && !credited(&word)
            && (i > 0 || owns(words[i]) || (!known(words[i]) && word.len() > 3 && !is_function(&word)))
    };
    let mut all = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_name(at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < words.len()
            && is_name(end)
            && !owns(words[end - 1])
            && !words[end - 1].ends_with([',', ';', ':', '.'])
        {
            end += 1;
        }
        let before = words[..at]
            .iter()
            .rev()
            .find(|w| !matches!(w.to_lowercase().as_str(), "the" | "greater" | "all"));
        let next = words
            .get(end)
            .map(|w| bare(w).to_lowercase())
            .filter(|_| !words[end - 1].ends_with([',', ';', ':']));
        let kind = next.as_deref().and_then(place::kind_of_place).filter(|_| !owns(words[end - 1]));
        let last = bare(words[end - 1]).to_lowercase();
        let kind = kind.or_else(|| place::kind_of_place(&last).filter(|_| end - at > 1));
        let article = at > 0 && words[at - 1].eq_ignore_ascii_case("the");
        let thing = next
            .as_deref()
            .is_some_and(|n| knows(&concept::stem(n), Pos::Noun) && !crate::alike::is_function(n));
        let spot = match before.map(|w| w.to_lowercase()).as_deref() {
            Some(
                "in" | "at" | "near" | "off" | "across" | "around" | "outside" | "throughout" | "inside",
            ) => Spotted::In,
            Some("of" | "from" | "through" | "to" | "leaving" | "into") => Spotted::Of,
            _ if owns(words[end - 1]) || kind.is_some() => Spotted::Of,
            // "The river Esk".
            Some(before) if place::is_feature(before) => Spotted::Of,
            // Rivers, ranges and seas have an article and no more: "the Marn".
            _ if article && end - at == 1 && !known(words[at]) && !thing => Spotted::Of,
            _ => Spotted::No,
        };
        let text = words[at..end].iter().map(|w| bare(w)).collect::<Vec<_>>().join(" ");
        let folded = |w: &&str| match relata_language::country(&bare(w)) {
            Some(country) => place::canonical(country),
            None => fold(&bare(w)),
        };
        let mut own: BTreeSet<String> = words[at..end].iter().map(folded).collect();
        // "Upper Dorn" and "Lower Dorn" share no name but Dorn.
        if own.iter().any(|w| !place::is_mark(w)) {
            own.retain(|w| !place::is_mark(w));
        }
        if !own.is_empty() {
            all.push(Name { words: own, text, spot, is_part: kind == Some(true) });
        }
        at = end;
    }
    all
}

/// Words that begin sentences and name nothing.
fn is_function(word: &str) -> bool {
    crate::alike::is_function(&word.to_lowercase())
}
