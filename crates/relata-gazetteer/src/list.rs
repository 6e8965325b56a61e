//! One list of entries and terms, with what they are looked up by.

use crate::entry::{Basis, Country, Entry, Holder, Term};
use crate::fold::{bare, key, letters};
use crate::office::Post;
use jiff::civil::Date;
use relata_rows::ActorKind;
use std::collections::{BTreeMap, HashMap};

/// Places of entries by what they are called.
type Index = HashMap<String, Vec<usize>>;

/// One list: the built-in one, or a user's.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// In order of ids.
    entries: Vec<Entry>,
    /// By id and by every other id of the same.
    ids: HashMap<String, usize>,
    names: Index,
    /// By the letters of short forms, capitals as they are.
    acronyms: Index,
    demonyms: Index,
    /// Persons by the name without initials and suffixes.
    bare: Index,
    /// Countries by their capitals.
    capitals: Index,
    /// Ids of the bodies that a place stands for.
    metonyms: BTreeMap<String, Vec<String>>,
    posts: Vec<Post>,
    /// Posts by their offices.
    offices: Index,
    /// In order of posts.
    terms: Vec<Term>,
    /// Terms by their persons.
    held: HashMap<usize, Vec<usize>>,
}

fn put(index: &mut Index, key: String, place: usize) {
    let places = index.entry(key).or_default();
    if !places.contains(&place) {
        places.push(place);
    }
}

impl List {
    /// A list of entries; of two with one id the later is left out.
    pub(crate) fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        entries.dedup_by(|later, first| later.id == first.id);
        let mut list = List::default();
        list.ids.reserve(entries.len() * 5 / 4);
        list.names.reserve(entries.len() * 2);
        list.bare.reserve(entries.len());
        for (place, entry) in entries.iter().enumerate() {
            list.ids.insert(entry.id.clone(), place);
            for name in entry.names() {
                list.index(name, entry, place);
            }
            for word in &entry.demonyms {
                put(&mut list.demonyms, key(word), place);
            }
        }
        for (place, entry) in entries.iter().enumerate() {
            for id in &entry.same {
                list.ids.entry(id.clone()).or_insert(place);
            }
        }
        list.entries = entries;
        list
    }

    fn index(&mut self, name: &str, entry: &Entry, place: usize) {
        if let Some(short) = letters(name) {
            return put(&mut self.acronyms, short, place);
        }
        let person = entry.kind == ActorKind::Person;
        // Some leaders are known to their source by surname alone: half the world is called Brown.
        if person && name == entry.name && !name.contains(' ') {
            return;
        }
        put(&mut self.names, key(name), place);
        let bare = bare(name);
        if person && bare.contains(' ') {
            put(&mut self.bare, bare, place);
        }
    }

    /// Adds capitals of a country.
    pub(crate) fn add_capitals<'c>(&mut self, id: &str, cities: impl Iterator<Item = &'c str>) {
        if let Some(&place) = self.ids.get(id) {
            cities.for_each(|city| put(&mut self.capitals, key(city), place));
        }
    }

    /// Adds a body that a word stands for.
    pub(crate) fn add_metonym(&mut self, word: &str, id: &str) {
        let ids = self.metonyms.entry(key(word)).or_default();
        if !ids.iter().any(|i| i == id) {
            ids.push(id.to_owned());
        }
    }

    /// Adds a post, for terms to point at.
    pub(crate) fn add_post(&mut self, post: Post) -> usize {
        self.offices.entry(post.office.clone()).or_default().push(self.posts.len());
        self.posts.push(post);
        self.posts.len() - 1
    }

    /// Takes all terms; a person's country is that of the offices, where it is one.
    pub(crate) fn set_terms(&mut self, mut terms: Vec<Term>) {
        terms.sort_by_key(|t| t.post);
        for (at, term) in terms.iter().enumerate() {
            self.held.entry(term.person).or_default().push(at);
        }
        for (person, held) in &self.held {
            let mut countries = held.iter().map(|t| &self.posts[terms[*t].post].country);
            let entry = &mut self.entries[*person];
            if let Some(first) = countries.next()
                && entry.country.is_none()
                && countries.all(|c| c == first)
            {
                entry.country.clone_from(first);
            }
        }
        self.terms = terms;
    }

    /// The place of an id among the entries.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// All entries, in order of ids.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many terms of office it has.
    pub fn terms(&self) -> usize {
        self.terms.len()
    }

    pub(crate) fn entry(&self, id: &str) -> Option<&Entry> {
        self.ids.get(id).map(|place| &self.entries[*place])
    }

    fn at<'g>(&'g self, index: &'g Index, key: &str) -> impl Iterator<Item = &'g Entry> + use<'g> {
        index.get(key).into_iter().flatten().map(|place| &self.entries[*place])
    }

    pub(crate) fn named(&self, name: &str) -> Vec<&Entry> {
        let mut found: Vec<&Entry> = self.at(&self.names, &key(name)).chain(self.acronym(name)).collect();
        if found.is_empty() {
            found = self.at(&self.bare, &bare(name)).collect();
        }
        found
    }

    pub(crate) fn acronym(&self, short: &str) -> Vec<&Entry> {
        let capitals = letters(short).or_else(|| {
            // "Nato", "Unesco": a short form that is read as a word, from four letters on.
            let mut chars = short.chars();
            let first = chars.next().is_some_and(char::is_uppercase);
            let word = first && short.chars().count() >= 4 && chars.all(char::is_lowercase);
            word.then(|| short.to_uppercase())
        });
        capitals.into_iter().flat_map(|c| self.at(&self.acronyms, &c).collect::<Vec<_>>()).collect()
    }

    pub(crate) fn countries(&self, word: &str) -> Vec<Country<'_>> {
        let folded = key(word);
        let named = self.at(&self.names, &folded).chain(self.acronym(word));
        let named = named.map(|entry| Country { entry, demonym: false });
        let called = self.at(&self.demonyms, &folded).map(|entry| Country { entry, demonym: true });
        named.chain(called).filter(|c| c.entry.is_country()).collect()
    }

    pub(crate) fn country(&self, word: &str) -> Option<Country<'_>> {
        match self.countries(word)[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    pub(crate) fn capital(&self, city: &str) -> Option<&Entry> {
        match self.at(&self.capitals, &key(city)).collect::<Vec<_>>()[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    pub(crate) fn region(&self, name: &str) -> Option<&Entry> {
        let named = self.at(&self.names, &key(name)).chain(self.acronym(name));
        match named.filter(|e| e.is_region()).collect::<Vec<_>>()[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    pub(crate) fn metonym(&self, word: &str) -> Vec<&Entry> {
        let word = key(word);
        let listed = self.metonyms.get(&word).into_iter().flatten().filter_map(|id| self.entry(id));
        let seats = self.at(&self.capitals, &word).filter_map(|country| self.entry(&government(&country.id)));
        let mut found: Vec<&Entry> = listed.chain(seats).collect();
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found.dedup_by(|a, b| a.id == b.id);
        found
    }

    fn holder<'g>(&'g self, term: &'g Term) -> Holder<'g> {
        let Post { office, country, of } = &self.posts[term.post];
        Holder {
            person: &self.entries[term.person],
            office,
            country: country.as_deref(),
            of: of.as_deref(),
            from: term.from,
            to: term.to,
            days: term.days,
            basis: term.basis,
        }
    }

    /// Who held a post on a day, each person once, by the best basis.
    pub(crate) fn holders(&self, post: &Post, day: Date) -> Vec<Holder<'_>> {
        let posts = self.offices.get(&post.office).into_iter().flatten();
        let terms = posts.filter(|p| self.posts[**p] == *post).flat_map(|p| {
            let first = self.terms.partition_point(|t| t.post < *p);
            self.terms[first..].iter().take_while(move |t| t.post == *p)
        });
        let mut found: Vec<Holder<'_>> = terms.filter(|t| t.covers(day)).map(|t| self.holder(t)).collect();
        found.sort_by(|a, b| {
            (&a.person.id, a.basis, !a.days, a.from).cmp(&(&b.person.id, b.basis, !b.days, b.from))
        });
        found.dedup_by(|later, first| later.person.id == first.person.id);
        found.sort_by(|a, b| (a.from, &a.person.id).cmp(&(b.from, &b.person.id)));
        found
    }

    /// The offices of a person, in order of time.
    pub(crate) fn held(&self, person: &str) -> Vec<Holder<'_>> {
        let terms = self.place(person).and_then(|place| self.held.get(&place));
        let mut found: Vec<Holder<'_>> =
            terms.into_iter().flatten().map(|t| self.holder(&self.terms[*t])).collect();
        found.sort_by(|a, b| (a.from, a.office, a.of).cmp(&(b.from, b.office, b.of)));
        found
    }
}

/// The id of a country's government.
pub(crate) fn government(country: &str) -> String {
    format!("relata:{}-government", country.trim_start_matches("iso:"))
}

/// A term of a person in a post, from dates as a list writes them. `None` where a date cannot be read.
pub(crate) fn term(person: usize, post: usize, from: &str, to: &str, basis: Basis) -> Option<Term> {
    let day = |text: &str, last: bool| match text {
        "" => Some(None),
        _ => crate::entry::days(text).map(|(a, b)| Some(if last { b } else { a })),
    };
    let days = [from, to].iter().all(|d| d.is_empty() || d.len() == "2018-12-01".len());
    Some(Term { person, post, from: day(from, false)?, to: day(to, true)?, days, basis })
}
