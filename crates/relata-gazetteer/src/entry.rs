//! What a list has: entries, and who held which office when.

use jiff::civil::Date;
use relata_rows::ActorKind;

/// Somebody or something that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// `iso:MX` (ISO 3166-1; of former states ISO 3166-3), `iso:US-NM` (ISO 3166-2), `wikidata:Q…`, `bioguide:…`
    /// (members of Congress), `congress:…` (its committees), `archigos:…` (leaders), `relata:…` (our own), or what a
    /// user's list calls it.
    pub id: String,
    /// What it is.
    pub kind: ActorKind,
    /// Its usual name.
    pub name: String,
    /// Other names and short forms ("SRE").
    pub aliases: Vec<String>,
    /// Of a country: what its people and things are called ("Mexican", "Mexicans").
    pub demonyms: Vec<String>,
    /// The country it is of, ISO 3166-1 alpha-2 (of former states ISO 3166-3); of a person that of the offices held,
    /// where all are of one. A country is of itself.
    pub country: Option<String>,
    /// The id of what it is a part of: a state's country, a bureau's department.
    pub parent: Option<String>,
    /// Other ids of the same.
    pub same: Vec<String>,
}

impl Entry {
    /// One with a name alone.
    pub(crate) fn new(id: impl Into<String>, kind: ActorKind, name: impl Into<String>) -> Self {
        Entry {
            id: id.into(),
            kind,
            name: name.into(),
            aliases: Vec::new(),
            demonyms: Vec::new(),
            country: None,
            parent: None,
            same: Vec::new(),
        }
    }

    /// Whether it is a country or territory of ISO 3166-1 or 3166-3.
    pub fn is_country(&self) -> bool {
        self.id.strip_prefix("iso:").is_some_and(|code| !code.contains('-'))
    }

    /// Whether it is a part of a country, of ISO 3166-2.
    pub fn is_region(&self) -> bool {
        self.id.strip_prefix("iso:").is_some_and(|code| code.contains('-'))
    }

    /// The usual name and all others.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// What is known of the dates of a term, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The source states when it began and ended.
    Stated,
    /// The source states when it began; on its own last day, which is `to`, it knew of no end.
    Running,
    /// Documents name the person in the office on `from` and on `to`, which are neither beginning nor end.
    Attested,
    /// Held at some time that the source does not state.
    Undated,
}

/// One person in one office for one stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder<'g> {
    /// Who.
    pub person: &'g Entry,
    /// The office by its one name: "foreign minister" for a Secretary of State of the United States.
    pub office: &'g str,
    /// The country whose office it is, as in [`Entry::country`]; none of an organisation's.
    pub country: Option<&'g str>,
    /// The id of the state, province or country that it is for or sent to; of a city, its folded name.
    pub of: Option<&'g str>,
    /// First day; where the source has a month or year, the first of it. None: open.
    pub from: Option<Date>,
    /// Last day; where the source has a month or year, the last of it. None: open.
    pub to: Option<Date>,
    /// Whether the source has days. If not, a predecessor and a successor may both be holders all through a month or
    /// year of which each had a part.
    pub days: bool,
    /// What the dates rest on.
    pub basis: Basis,
}

/// A country found by a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country<'g> {
    /// The country.
    pub entry: &'g Entry,
    /// Whether the word was what its people and things are called ("Mexican"), not its name.
    pub demonym: bool,
}

/// A term in its list: person and post by their places there.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    pub(crate) person: usize,
    pub(crate) post: usize,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    pub(crate) days: bool,
    pub(crate) basis: Basis,
}

impl Term {
    /// Whether it covers a day, both ends included.
    pub(crate) fn covers(&self, day: Date) -> bool {
        self.basis != Basis::Undated && self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }
}

/// A day, month or year ("2018", "2018-05", "2018-05-31") as its first and last day.
pub(crate) fn days(text: &str) -> Option<(Date, Date)> {
    let number = |s: &str, digits: usize| -> Option<i16> {
        (s.len() == digits && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten()
    };
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map(|m| number(m, 2));
    let day = parts.next().map(|d| number(d, 2));
    if parts.next().is_some() {
        return None;
    }
    let date = |m: i16, d: i16| Date::new(year, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
    match (month, day) {
        (None, _) => Some((date(1, 1)?, date(12, 31)?)),
        (Some(m), None) => {
            let first = date(m?, 1)?;
            Some((first, first.last_of_month()))
        }
        (Some(m), Some(d)) => date(m?, d?).map(|d| (d, d)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_or_year_is_all_its_days() {
        assert_eq!(days("2018"), Some((date(2018, 1, 1), date(2018, 12, 31))));
        assert_eq!(days("2020-02"), Some((date(2020, 2, 1), date(2020, 2, 29))));
        assert_eq!(days("2018-12-01"), Some((date(2018, 12, 1), date(2018, 12, 1))));
        for wrong in
            ["", "18", "2018-13", "2018-02-30", "2018-1-1", "2018-01-01-01", "May 2018", "-018", "+201"]
        {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }
}
