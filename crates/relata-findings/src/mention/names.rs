//! Which names can be one actor's, by their words alone, and the groups that they make.

use super::detect;
use super::pronoun::Sex;
use super::traits::Mention;
use crate::text::Text;
use relata_gazetteer::{fold, given_names_alike};
use relata_language::{MentionKind, NameKind, Upos, country};
use relata_rows::MentionForm;
use std::collections::HashMap;

/// How two names stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// They cannot be one actor's: two given names before one surname, two countries.
    Opposed,
    /// Nothing joins them.
    Apart,
    /// They share words, but neither is a short form of the other.
    Shared,
    /// One is the first letters of the other.
    Acronym,
    /// One is a short form of the other: a surname, a name without its first or last words.
    Short,
    /// The same, or two spellings of one.
    Same,
}

/// A name as its words in small letters, without what follows a person's name ("Jr.").
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    words: Vec<String>,
    /// The capitals that the words begin with, in order: of an acronym its letters.
    initials: String,
    person: bool,
    /// Whether it is a place's and stands for the body there.
    body: bool,
    country: Option<&'static str>,
}

/// What stands behind a person's name and is no part of it.
const SUFFIXES: [&str; 8] = ["jr.", "jr", "sr.", "sr", "ii", "iii", "iv", "esq."];

/// Whether a word (small letters) stands behind a person's name and is no part of it: "jr.".
pub(crate) fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word)
}

impl Name {
    /// The name that a mention is, where it is one.
    pub(crate) fn of(text: &Text<'_>, mention: &Mention) -> Option<Name> {
        if mention.place.form != MentionForm::Name {
            return None;
        }
        let person =
            mention.kind == Some(MentionKind::Person) && mention.place.name != Some(NameKind::People);
        let core = detect::bare(text, mention.place.core.clone(), person);
        let word = |i: usize| text.is_word(i) && !matches!(text.words[i].upos, Upos::Punct);
        // A name that a line break cuts ("Valdo-\nra") is one word.
        let mut words: Vec<String> = core.filter(|&i| word(i)).map(|i| plain(&text.lower(i))).collect();
        if person {
            words.retain(|w| !SUFFIXES.contains(&w.as_str()));
        }
        let letters = |w: &str| w.len() > 1 && w.chars().all(|c| c.is_uppercase() || c == '.');
        let acronym = !mention.text.contains(' ') && letters(&mention.text);
        let initials = if acronym { mention.text.replace('.', "") } else { mention.initials.clone() };
        let people = mention.place.name == Some(NameKind::People);
        let country = country(&mention.text).filter(|_| !person && !people);
        let body = mention.body;
        (!words.is_empty()).then_some(Name { words, initials, person, body, country })
    }

    pub(crate) fn is_person(&self) -> bool {
        self.person
    }

    /// Of a person's name of several words the handle that it would have: "@anaruiz".
    fn handle(&self) -> Option<String> {
        (self.words.len() > 1).then(|| format!("@{}", self.words.concat()))
    }

    fn is_acronym(&self) -> bool {
        self.words.len() == 1
            && self.words[0].chars().count() > 1
            && self.initials.to_lowercase() == self.words[0]
    }

    /// Whether the two names cannot stand in one chain, whatever joins their mentions: other persons, a person and a
    /// body named after one, a country and a city that has its name.
    pub(crate) fn bars(&self, other: &Name) -> bool {
        if self.body != other.body && self.words == other.words {
            return true;
        }
        match self.likeness(other) {
            Likeness::Opposed => true,
            Likeness::Apart => {
                self.person && other.person || self.country.is_some() || other.country.is_some()
            }
            Likeness::Short | Likeness::Shared => self.person != other.person,
            Likeness::Same | Likeness::Acronym => false,
        }
    }

    /// How this name stands to another.
    pub(crate) fn likeness(&self, other: &Name) -> Likeness {
        if self.body != other.body {
            return Likeness::Apart;
        }
        if self.country.is_some() && other.country.is_some() {
            return if self.country == other.country { Likeness::Same } else { Likeness::Opposed };
        }
        if self.words == other.words {
            return Likeness::Same;
        }
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        if short.words.first().is_some_and(|w| w.starts_with('@')) {
            let same = short.words.len() == 1 && long.handle().as_ref() == short.words.first();
            return if same { Likeness::Same } else { Likeness::Apart };
        }
        let acronym = |a: &Name, b: &Name| a.is_acronym() && b.words.len() > 1 && a.initials == b.initials;
        if acronym(short, long) {
            return Likeness::Acronym;
        }
        if self.person && other.person {
            return persons(&short.words, &long.words);
        }
        let part = |a: &[String], b: &[String]| b.ends_with(a) || b.starts_with(a);
        match () {
            // "Mexico" is no short form of "New Mexico" or "Mexico City".
            () if short.country.is_some() || long.country.is_some() => Likeness::Apart,
            () if part(&short.words, &long.words) => Likeness::Short,
            () if short.words.iter().any(|w| long.words.contains(w)) => Likeness::Shared,
            () => Likeness::Apart,
        }
    }
}

/// A word (small letters) as names are compared: without accents and points; a handle as it is.
fn plain(word: &str) -> String {
    match fold(word).replace(' ', "") {
        folded if folded.is_empty() || word.starts_with('@') => word.to_owned(),
        folded => folded,
    }
}

/// Whether a word is the first letter of another.
fn initial(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.chars().count() == 1 && long.starts_with(short)
}

/// Whether two given names may be one person's: alike, an initial, or a short form ("Liz", "Elizabeth").
fn given_alike(a: &str, b: &str) -> bool {
    a == b || initial(a, b) || given_names_alike(a, b)
}

/// The likeness of the names of two persons, the shorter first.
fn persons(short: &[String], long: &[String]) -> Likeness {
    let (Some(first), Some(last)) = (short.first(), short.last()) else { return Likeness::Apart };
    if long.ends_with(short) || long.starts_with(short) || short.len() == 1 && long.contains(last) {
        return Likeness::Short;
    }
    if short.len() == 1 {
        return if long.len() == 1 { Likeness::Opposed } else { Likeness::Apart };
    }
    let given = &long[0];
    let surnames = long.last() == Some(last) || long.contains(last) && last.chars().count() > 1;
    match () {
        () if surnames && given_alike(given, first) => Likeness::Same,
        () => Likeness::Opposed,
    }
}

/// Names of one actor, as their words tell.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// The fullest of its names.
    pub fullest: Name,
    /// Its mentions, in order.
    pub members: Vec<usize>,
    /// Lemmas of the nouns that stand beside its names: "minister", "president".
    pub offices: Vec<String>,
    pub sex: Sex,
    /// The last mention that was the subject of its clause.
    acted: Option<usize>,
}

/// The groups of a document's names.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    pub all: Vec<Group>,
    /// For each mention, its group and its name.
    pub of: Vec<Option<(usize, Name)>>,
}

impl Groups {
    pub(crate) fn new(text: &Text<'_>, mentions: &[Mention]) -> Self {
        let mut groups = Groups::default();
        // Groups by each word and by the initials of their names.
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, mention) in mentions.iter().enumerate() {
            let found =
                Name::of(text, mention).map(|name| (groups.join(&mut index, number, mention, &name), name));
            if let Some((group, _)) = &found {
                groups.all[*group].learn(text, mention);
            }
            groups.of.push(found);
        }
        groups
    }

    fn join(
        &mut self,
        index: &mut HashMap<String, Vec<usize>>,
        number: usize,
        mention: &Mention,
        name: &Name,
    ) -> usize {
        let mut keys: Vec<String> = name.words.clone();
        keys.extend(name.handle().filter(|_| name.person));
        keys.extend(name.country.map(str::to_owned));
        if name.initials.len() > 1 {
            keys.push(name.initials.clone());
        }
        let mut near: Vec<usize> = keys.iter().filter_map(|k| index.get(k)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let enough = if name.person { Likeness::Short } else { Likeness::Same };
        let fit = |g: &usize| {
            let group = &self.all[*g];
            let like = group.fullest.likeness(name);
            let opposed = matches!((group.sex, mention.sex), (Sex::Man, Sex::Woman) | (Sex::Woman, Sex::Man));
            let sort = group.fullest.person == name.person;
            (sort && !opposed && (like >= enough || like == Likeness::Acronym)).then_some((
                like,
                group.last(),
                *g,
            ))
        };
        let best =
            near.iter().filter_map(fit).max_by_key(|&(like, last, g)| (like == Likeness::Same, last, g));
        let group = best.map_or_else(
            || {
                self.all.push(Group {
                    fullest: name.clone(),
                    members: Vec::new(),
                    offices: Vec::new(),
                    sex: Sex::Any,
                    acted: None,
                });
                self.all.len() - 1
            },
            |(_, _, g)| g,
        );
        let known = &mut self.all[group];
        known.members.push(number);
        if name.words.len() > known.fullest.words.len() {
            known.fullest = name.clone();
        }
        if matches!(mention.role, super::traits::Role::Subject) {
            known.acted = Some(number);
        }
        for key in keys {
            let here = index.entry(key).or_default();
            if !here.contains(&group) {
                here.push(group);
            }
        }
        group
    }
}

impl Group {
    /// Where it last acted, else where it last stood: who is meant by a name that two share.
    fn last(&self) -> (Option<usize>, Option<usize>) {
        (self.acted, self.members.last().copied())
    }

    fn learn(&mut self, text: &Text<'_>, mention: &Mention) {
        if self.sex == Sex::Any {
            self.sex = mention.sex;
        }
        for word in super::traits::beside(text, mention.place.head) {
            let noun = matches!(text.words[word].upos, Upos::Noun | Upos::Propn);
            if !noun || mention.place.core.contains(&word) {
                continue;
            }
            let lower = text.lower(word);
            let office = super::titles::office(&lower).map_or(lower, str::to_owned);
            if !super::titles::is_courtesy(&office) && !self.offices.contains(&office) {
                self.offices.push(office);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Name {
        let words: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
        let initials = name.chars().filter(|c| c.is_uppercase()).collect();
        Name { words, initials, person: true, body: false, country: None }
    }

    fn body(name: &str) -> Name {
        Name { person: false, country: country(name), ..person(name) }
    }

    #[test]
    fn names_of_persons() {
        let like = |a: &str, b: &str| person(a).likeness(&person(b));
        assert_eq!(like("Okarin", "Lena Okarin"), Likeness::Short);
        assert_eq!(like("Lena", "Lena Okarin"), Likeness::Short);
        assert_eq!(like("Pilar Quevedo", "Pilar Quevedo Ansa"), Likeness::Short);
        assert_eq!(like("Quevedo", "Pilar Quevedo Ansa"), Likeness::Short);
        assert_eq!(like("L Okarin", "Lena Okarin"), Likeness::Same);
        assert_eq!(like("Lena Okarin", "Lena M Okarin"), Likeness::Same);
        assert_eq!(like("Liz Okarin", "Elizabeth Okarin"), Likeness::Same);
        assert_eq!(like("Lena Okarin", "Tor Okarin"), Likeness::Opposed);
        assert_eq!(like("Okarin", "Brandt"), Likeness::Opposed);
    }

    #[test]
    fn names_of_bodies_and_places() {
        let like = |a: &str, b: &str| body(a).likeness(&body(b));
        assert_eq!(like("OAS", "Organization American States"), Likeness::Acronym);
        assert_eq!(like("Mexico", "New Mexico"), Likeness::Apart);
        assert_eq!(like("Mexico", "Mexican"), Likeness::Same);
        assert_eq!(like("Mexico", "Canada"), Likeness::Opposed);
        assert_eq!(like("Okarin Trust", "Okarin Trust Fund"), Likeness::Short);
        assert_eq!(like("Okarin Trust", "Okarin Fund"), Likeness::Shared);
    }
}
