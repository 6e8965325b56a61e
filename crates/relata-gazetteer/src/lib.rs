//! Names and offices known to everybody: countries, states, governments, agencies, parties, organisations, and who
//! held which office when; compiled from open sources (`docs/gazetteer.md`), with a user's own lists beside them.
//!
//! ```
//! use jiff::civil::date;
//! use relata_gazetteer::Gazetteer;
//!
//! let gazetteer = Gazetteer::built_in();
//! let mexico = gazetteer.country("Mexican").unwrap();
//! assert_eq!((mexico.entry.id.as_str(), mexico.demonym), ("iso:MX", true));
//! let foreign = gazetteer.holders("foreign minister", Some("MX"), date(2013, 5, 1));
//! assert_eq!(foreign[0].person.name, "José Antonio Meade Kuribreña");
//! assert_eq!(gazetteer.metonym("Foggy Bottom")[0].name, "Department of State");
//! ```
//!
//! **What an answer means.** Entries are candidates: a name may be somebody else's who is not listed. An office says
//! what its source says, on its own [`Basis`]. A source that ended in 2022 with somebody still in office says nothing
//! of 2023, so nobody is given for 2023 unless documents attest it: an empty answer is "not known", never "vacant".
//! On the day of a change both the one who goes and the one who comes are given.
//!
//! **How names are compared.** By [`fold`], without "the". Short forms ("US", "WHO", "SRE") keep their capitals, so
//! that "us" and "who" find nothing; points do not matter; from four letters on "Nato" is "NATO". A person is also
//! found without initials and suffixes, where the full name finds nobody.

mod built_in;
mod entry;
mod fold;
mod given;
mod list;
mod office;
mod user;

pub use entry::{Basis, Country, Entry, Holder};
pub use fold::fold;
pub use given::given_names_alike;
pub use list::List;
pub use user::ListError;

use built_in::BUILT_IN;
use jiff::civil::Date;
use office::Post;
use std::sync::Arc;

/// The built-in list and a user's, as one. Cheap to clone; the built-in list is read once, when first asked.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    built_in: bool,
    lists: Vec<Arc<List>>,
}

impl Gazetteer {
    /// The built-in list alone.
    pub fn built_in() -> Self {
        Gazetteer { built_in: true, lists: Vec::new() }
    }

    /// No list: what is added with [`Gazetteer::with`] stands alone.
    pub fn empty() -> Self {
        Gazetteer::default()
    }

    /// With a user's list, which goes before the others where one answer is asked.
    #[must_use]
    pub fn with(mut self, list: List) -> Self {
        self.lists.insert(0, Arc::new(list));
        self
    }

    /// Reads a user's list: CSV with the columns `name,type,aliases,country,id,office,from,to`, aliases parted by
    /// `|`, dates as `2018-12-01`, `2018-12` or `2018` (`docs/gazetteer.md`).
    ///
    /// # Errors
    /// The first line that cannot be read, with its column.
    pub fn from_csv(text: &str) -> Result<List, ListError> {
        user::read(text)
    }

    fn lists(&self) -> impl Iterator<Item = &List> {
        let built_in = self.built_in.then(|| &*BUILT_IN);
        self.lists.iter().map(Arc::as_ref).chain(built_in)
    }

    /// Of each list what `find` gives; one entry of an id, the user's before the built-in; in order of ids.
    fn all<'g>(&'g self, find: impl Fn(&'g List) -> Vec<&'g Entry>) -> Vec<&'g Entry> {
        let mut found: Vec<&Entry> = self.lists().flat_map(find).collect();
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found.dedup_by(|later, first| later.id == first.id);
        found
    }

    /// The entry with this id or another id of the same (`wikidata:Q…` of a country).
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.lists().find_map(|l| l.entry(id))
    }

    /// All that bear a name or short form, homonyms all, in order of ids: "Georgia" is a country and a state.
    pub fn named(&self, name: &str) -> Vec<&Entry> {
        self.all(|l| l.named(name))
    }

    /// All that a short form stands for: "PAN", "U.S.", "Nato".
    pub fn acronym(&self, short: &str) -> Vec<&Entry> {
        self.all(|l| l.acronym(short))
    }

    /// The country or territory that a name ("Mexico", "U.S.") or demonym ("Mexican") means, where it is one:
    /// [`Gazetteer::countries`] has all of a shared one ("Congo").
    pub fn country(&self, word: &str) -> Option<Country<'_>> {
        match self.countries(word)[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// All countries and territories that a name or demonym may mean, in order of ids.
    pub fn countries(&self, word: &str) -> Vec<Country<'_>> {
        let mut found: Vec<Country<'_>> = self.lists().flat_map(|l| l.countries(word)).collect();
        found.sort_by(|a, b| (&a.entry.id, a.demonym).cmp(&(&b.entry.id, b.demonym)));
        found.dedup_by(|later, first| later.entry.id == first.entry.id);
        found
    }

    /// The country whose capital or seat of government a city is: Bolivia for both "Sucre" and "La Paz".
    pub fn capital(&self, city: &str) -> Option<&Entry> {
        self.lists().find_map(|l| l.capital(city))
    }

    /// A state of the United States or Mexico, a province of Canada, a nation of the United Kingdom, by name or
    /// postal code; [`Entry::country`] says whose. Nothing for "Mexico", which is a country.
    pub fn region(&self, name: &str) -> Option<&Entry> {
        self.lists().find_map(|l| l.region(name))
    }

    /// The bodies that a building, street or capital stands for in news: the Department of Defense for "the
    /// Pentagon", a government for its capital; the government of Belgium and the European Union for "Brussels".
    pub fn metonym(&self, name: &str) -> Vec<&Entry> {
        self.all(|l| l.metonym(name))
    }

    /// Who held an office on a day, in the order in which they came; both on a day of change. Empty: not known.
    ///
    /// `title` is any title of the office, with the region, city or host where it has one ("foreign secretary",
    /// "governor of Texas", "ambassador to Mexico"); `country` is whose office it is (as in [`Entry::country`]), and
    /// may be left out where the title names it or the office is an organisation's ("Secretary-General of the United
    /// Nations"). A title that does not say which region or host finds nobody.
    pub fn holders(&self, title: &str, country: Option<&str>, day: Date) -> Vec<Holder<'_>> {
        let post = Post::read(title, country, &BUILT_IN);
        let mut found: Vec<Holder<'_>> = Vec::new();
        for holder in self.lists().flat_map(|l| l.holders(&post, day)) {
            if found.iter().all(|f| f.person.id != holder.person.id) {
                found.push(holder);
            }
        }
        found.sort_by(|a, b| (a.from, &a.person.id).cmp(&(b.from, &b.person.id)));
        found
    }

    /// The offices that a person is known to have held, in order of time, undated ones first; empty for others.
    pub fn held(&self, person: &str) -> Vec<Holder<'_>> {
        self.lists().flat_map(|l| l.held(person)).collect()
    }
}
