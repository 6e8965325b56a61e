//! What the documents that tell one event tell differently.

use super::{Days, Persons, Telling};
use crate::measures::interval::apart;
use std::collections::BTreeMap;

/// What is told differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// When.
    Date,
    /// How many persons.
    Persons,
    /// In which words.
    Words,
    /// How.
    Mode,
    /// As a fact or as an allegation.
    Modality,
}

impl Aspect {
    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Aspect::Date => "date",
            Aspect::Persons => "persons",
            Aspect::Words => "words",
            Aspect::Mode => "mode",
            Aspect::Modality => "modality",
        }
    }
}

/// One aspect, and what is told of it by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What is told differently.
    pub aspect: Aspect,
    /// What is told, in the order of the alphabet, and by which of the tellings, by index.
    pub told: Vec<(String, Vec<usize>)>,
}

/// What differs between the tellings of one occurrence (`members`, by index). Dates of another length differ, though
/// they overlap. Numbers of persons differ where their intervals cannot meet and they count the same sort of person.
pub fn differences(tellings: &[Telling], members: &[usize]) -> Vec<Difference> {
    let told = |aspect, value: &dyn Fn(&Telling) -> Option<String>| {
        let mut told: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &n in members {
            if let Some(value) = value(&tellings[n]) {
                told.entry(value).or_default().push(n);
            }
        }
        (told.len() > 1).then(|| Difference { aspect, told: told.into_iter().collect() })
    };
    let date = told(Aspect::Date, &|t| t.date.as_ref().and_then(Days::of).map(Days::iso));
    let persons = persons(tellings, members);
    let words = told(Aspect::Words, &|t| Some(t.words.to_lowercase()).filter(|w| !w.is_empty()));
    let mode = told(Aspect::Mode, &|t| t.mode.clone());
    let modality = told(Aspect::Modality, &|t| Some(t.modality.name().to_owned()));
    date.into_iter().chain(persons).chain(words).chain(mode).chain(modality).collect()
}

/// The counts of one sort of person that cannot be of the same number.
fn persons(tellings: &[Telling], members: &[usize]) -> Vec<Difference> {
    let mut sorts: BTreeMap<&str, Vec<(usize, &Persons)>> = BTreeMap::new();
    for &n in members {
        for persons in &tellings[n].persons {
            sorts.entry(&persons.what).or_default().push((n, persons));
        }
    }
    let differ = |counts: &[(usize, &Persons)]| {
        counts.iter().any(|(n, a)| counts.iter().any(|(m, b)| n != m && apart(&a.interval, &b.interval)))
    };
    let as_told = |counts: Vec<(usize, &Persons)>| {
        let mut told: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, persons) in counts {
            told.entry(persons.text.clone()).or_default().push(n);
        }
        Difference { aspect: Aspect::Persons, told: told.into_iter().collect() }
    };
    sorts.into_values().filter(|counts| differ(counts)).map(as_told).collect()
}
