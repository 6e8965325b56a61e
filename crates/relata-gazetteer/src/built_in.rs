//! The files under `data/` as one list, read when it is first asked for.
//!
//! A line that a file should not have is passed over; the test below says that there is none.

use crate::entry::{Basis, Entry, Term};
use crate::list::{List, government, term};
use crate::office::Post;
use relata_rows::ActorKind;
use std::sync::LazyLock;

pub(crate) static BUILT_IN: LazyLock<List> = LazyLock::new(read);

const COUNTRIES: &str = include_str!("../data/countries.tsv");
const REGIONS: &str = include_str!("../data/en/regions.txt");
const PEOPLE: &str = include_str!("../data/people.tsv");
const OFFICES: &str = include_str!("../data/offices.tsv");
const BODIES: &str = include_str!("../data/en/bodies.txt");
const PARTIES: &str = include_str!("../data/en/parties.txt");
const AGENCIES: &str = include_str!("../data/agencies.tsv");
const COMMITTEES: &str = include_str!("../data/committees.tsv");
const ORGANISATIONS: &str = include_str!("../data/organisations.tsv");
const METONYMS: &str = include_str!("../data/en/metonyms.txt");
const DESCRIPTIONS: &str = include_str!("../data/en/descriptions.txt");

/// The lines of a file, cut into `N` fields; missing ones are empty.
fn rows<const N: usize>(text: &'static str, by: char) -> impl Iterator<Item = [&'static str; N]> {
    text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(move |line| {
        let mut fields = line.split(by);
        std::array::from_fn(|_| fields.next().unwrap_or("").trim())
    })
}

/// The names in a field.
fn names(field: &'static str, by: char) -> impl Iterator<Item = String> {
    field.split(by).map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned)
}

fn some(field: &str) -> Option<String> {
    (!field.is_empty()).then(|| field.to_owned())
}

/// An id as the files write it: "MX-government" is that of our own entry.
fn id(field: &str) -> String {
    field
        .strip_suffix("-government")
        .filter(|c| !c.contains(':'))
        .map_or_else(|| field.to_owned(), government)
}

/// An organisation whose first name is the usual one.
fn body(own: String, mut called: impl Iterator<Item = String>, country: &str, parent: &str) -> Option<Entry> {
    let name = called.next()?;
    let mut entry = Entry::new(own, ActorKind::Organization, name);
    entry.aliases = called.collect();
    entry.country = some(country);
    entry.parent = some(&id(parent));
    Some(entry)
}

fn places() -> Vec<Entry> {
    let mut out = Vec::new();
    for [own, name, aliases, demonyms, _, parent, same] in rows::<7>(COUNTRIES, '\t') {
        let mut country = Entry::new(own, ActorKind::Place, name);
        country.aliases = names(aliases, '|').collect();
        country.demonyms = names(demonyms, '|').collect();
        country.country = own.strip_prefix("iso:").map(str::to_owned);
        country.parent = some(parent);
        country.same = names(same, '|').collect();
        let mut ruling =
            Entry::new(government(own), ActorKind::Organization, format!("Government of {name}"));
        let called = country.names().chain(country.demonyms.iter().map(String::as_str));
        ruling.aliases = called.map(|n| format!("{n} government")).collect();
        ruling.aliases.extend(country.aliases.iter().map(|n| format!("Government of {n}")));
        ruling.country.clone_from(&country.country);
        out.extend([country, ruling]);
    }
    for [code, called, short] in rows::<3>(REGIONS, '|') {
        let mut called = names(called, ';');
        let Some(name) = called.next() else { continue };
        let mut region = Entry::new(format!("iso:{code}"), ActorKind::Place, name);
        region.aliases = called.chain(names(short, ';')).collect();
        region.country = code.split('-').next().map(str::to_owned);
        region.parent = region.country.as_ref().map(|c| format!("iso:{c}"));
        out.push(region);
    }
    out
}

fn bodies() -> Vec<Entry> {
    let mut out = Vec::new();
    for [own, called, short, country, parent] in rows::<5>(BODIES, '|') {
        let called = names(called, ';').chain(names(short, ';'));
        out.extend(body(format!("relata:{own}"), called, country, parent));
    }
    for [country, called, short] in rows::<3>(PARTIES, '|') {
        let first = called.split(';').next().unwrap_or("");
        let slug = crate::fold(first).replace(' ', "-");
        let called = names(called, ';').chain(names(short, ';'));
        // The parties of the Union's parliament are of no country.
        let of = if country == "EU" { "" } else { country };
        out.extend(body(format!("relata:party-{}-{slug}", country.to_lowercase()), called, of, ""));
    }
    let american = rows::<3>(AGENCIES, '\t').map(|[own, name, other]| (own, name, other, "US-government"));
    let committees = rows::<4>(COMMITTEES, '\t').map(|[own, name, other, parent]| (own, name, other, parent));
    for (own, name, other, parent) in american.chain(committees) {
        out.extend(body(own.to_owned(), names(name, '|').chain(names(other, '|')), "US", parent));
    }
    for [own, name, other] in rows::<3>(ORGANISATIONS, '\t') {
        out.extend(body(own.to_owned(), names(name, '|').chain(names(other, '|')), "", ""));
    }
    out
}

fn people() -> impl Iterator<Item = Entry> {
    rows::<4>(PEOPLE, '\t').map(|[own, name, aliases, same]| {
        let mut person = Entry::new(own, ActorKind::Person, name);
        person.aliases = names(aliases, '|').collect();
        person.same = names(same, '|').collect();
        person
    })
}

fn terms(list: &mut List) -> Vec<Term> {
    let mut out = Vec::new();
    let mut post = None;
    for [own, from, to, mark] in rows::<4>(OFFICES, '\t') {
        if let Some(country) = own.strip_prefix('@') {
            let read = Post::read(from, Some(country).filter(|c| !c.is_empty()), list);
            // An organisation's office is of no country, whatever city or land its title names.
            post = Some(list.add_post(Post { country: some(country), ..read }));
            continue;
        }
        let short = own.strip_prefix('Q').map(|n| format!("wikidata:Q{n}"));
        let person = list.place(short.as_deref().unwrap_or(own));
        let basis = match mark {
            "+" => Basis::Running,
            "~" => Basis::Attested,
            _ if from.is_empty() && to.is_empty() => Basis::Undated,
            _ => Basis::Stated,
        };
        if let (Some(person), Some(post)) = (person, post) {
            out.extend(term(person, post, from, to, basis));
        }
    }
    out
}

/// The id of the body that a description is of: as written, or of the one that is called so.
fn described(list: &List, body: &str) -> Option<String> {
    if body.contains(':') {
        return Some(body.to_owned());
    }
    list.named(body).into_iter().chain(list.acronym(body)).map(|e| e.id.clone()).next()
}

/// The descriptions of bodies, each with the id or name of its body, in each spelling of the union or country in them.
fn descriptions() -> impl Iterator<Item = (String, &'static str)> {
    let spellings: Vec<(&str, Vec<String>)> = rows::<2>(DESCRIPTIONS, '|')
        .filter_map(|[word, others]| Some((word.strip_prefix("= ")?, names(others, ';').collect())))
        .collect();
    let described = rows::<2>(DESCRIPTIONS, '|').filter(|[words, _]| !words.starts_with("= "));
    described.flat_map(move |[words, body]| {
        let all: Vec<String> = names(words, ';').flat_map(|words| spelled(words, &spellings)).collect();
        all.into_iter().map(move |words| (words, body))
    })
}

/// A description with each spelling of a word in it, that word's own first.
fn spelled(words: String, spellings: &[(&str, Vec<String>)]) -> Vec<String> {
    let mut all = Vec::new();
    for (short, others) in spellings {
        for long in others {
            let turned: Vec<String> = words
                .split(' ')
                .map(|w| match w.strip_prefix(short) {
                    Some(rest @ ("" | "'s")) => format!("{long}{rest}"),
                    _ => w.to_owned(),
                })
                .collect();
            all.push(turned.join(" "));
        }
    }
    all.retain(|other| *other != words);
    all.insert(0, words);
    all
}

fn read() -> List {
    let mut list = List::new(places().into_iter().chain(bodies()).chain(people()).collect());
    for [own, _, _, _, capitals] in rows::<5>(COUNTRIES, '\t') {
        list.add_capitals(own, capitals.split('|').map(str::trim).filter(|c| !c.is_empty()));
    }
    for [words, bodies] in rows::<2>(METONYMS, '|') {
        for word in names(words, ';') {
            list.add_metonym(&word, &id(bodies));
        }
    }
    for (words, body) in descriptions() {
        if let Some(id) = described(&list, body) {
            list.add_metonym(&words, &id);
        }
    }
    let terms = terms(&mut list);
    list.set_terms(terms);
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn lines(text: &str) -> usize {
        text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).count()
    }

    #[test]
    fn a_description_is_known_in_each_spelling() {
        let named = |words: &str| BUILT_IN.metonym(words).iter().map(|e| e.name.as_str()).collect::<Vec<_>>();
        for words in ["UN refugee agency", "U.N. refugee agency", "United Nations refugee agency"] {
            assert_eq!(named(words), named("UN's refugee agency"), "{words}");
            assert_eq!(named(words).len(), 1, "{words}");
        }
        assert_eq!(named("American central bank"), named("US central bank"));
        assert!(named("UN food agency").is_empty(), "two bodies are called so");
    }

    #[test]
    fn every_file_is_read_whole_and_every_id_is_once() {
        let all: Vec<Entry> = places().into_iter().chain(bodies()).chain(people()).collect();
        assert_eq!(places().len(), 2 * lines(COUNTRIES) + lines(REGIONS));
        let own = lines(BODIES) + lines(PARTIES) + lines(AGENCIES) + lines(COMMITTEES) + lines(ORGANISATIONS);
        assert_eq!(bodies().len(), own);
        assert_eq!(people().count(), lines(PEOPLE));
        let mut ids = BTreeSet::new();
        for entry in &all {
            assert!(ids.insert(&entry.id), "{} is there twice", entry.id);
            assert!(!entry.name.is_empty(), "{} has no name", entry.id);
            let scheme =
                entry.id.split_once(':').is_some_and(|(scheme, own)| !scheme.is_empty() && !own.is_empty());
            assert!(scheme, "{} has no scheme or nothing behind it", entry.id);
        }
        for entry in &all {
            for id in &entry.same {
                assert!(!ids.contains(id), "{id} is an entry of its own, and the same as {}", entry.id);
            }
            if let Some(parent) = &entry.parent {
                assert!(ids.contains(parent), "{} is part of {parent}, which is not there", entry.id);
            }
        }
        let held = OFFICES.lines().filter(|l| !l.starts_with(['#', '@'])).count();
        assert_eq!(BUILT_IN.terms(), held);
        for [_, body] in rows::<2>(METONYMS, '|') {
            assert!(ids.contains(&id(body)), "{body} is not there");
        }
        for (words, body) in descriptions() {
            let id = described(&BUILT_IN, body).unwrap_or_default();
            assert!(ids.contains(&id), "{body} is not there");
            let found: Vec<&str> = BUILT_IN.metonym(&words).iter().map(|e| e.id.as_str()).collect();
            assert_eq!(found, [id.as_str()], "{words} means one body");
        }
    }

    #[test]
    fn no_term_ends_before_it_begins() {
        for entry in BUILT_IN.entries() {
            for held in BUILT_IN.held(&entry.id) {
                assert!(held.from.is_none() || held.to.is_none() || held.from <= held.to, "{held:?}");
                assert!(
                    held.basis == Basis::Undated || (held.from.is_some() && held.to.is_some()),
                    "{held:?}"
                );
            }
        }
    }

    /// The list of usual names stands in `relata-language`; `training/gazetteer/compile.py` compiles it in.
    #[test]
    fn every_usual_name_of_a_country_is_known() {
        let text = include_str!("../../relata-language/data/en/countries.txt");
        for line in text.lines().filter(|l| !l.starts_with(['#', '|']) && !l.is_empty()) {
            let (names, people) = line.split_once('|').unwrap_or((line, ""));
            for word in names.split(',').chain(people.split(',')).map(str::trim).filter(|w| !w.is_empty()) {
                let known = !BUILT_IN.countries(word).is_empty() || BUILT_IN.region(word).is_some();
                assert!(known, "{word}");
            }
        }
    }
}
