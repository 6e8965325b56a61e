//! The definitions of a record made ready: their words, and their series by place.

use super::words::{Line, place_id};
use relata_record::{Definition, Place, Record, Series};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

/// A definition of so many series is of one country: its agency tells which.
const FEW: usize = 12;

/// A record made ready for checking.
#[derive(Debug)]
pub struct Checker<'r> {
    pub(crate) record: &'r Record,
    pub(crate) entries: Vec<Entry<'r>>,
    /// Entries by the first word of each phrase that tells them.
    by_word: HashMap<&'r str, Vec<usize>>,
    places: BTreeMap<&'r str, &'r Place>,
}

/// A definition.
#[derive(Debug)]
pub(crate) struct Entry<'r> {
    pub(crate) definition: &'r Arc<Definition>,
    /// Whether another of its table counts by where people come from.
    pub(crate) origin_beside: bool,
    known: OnceLock<BTreeSet<String>>,
    series: OnceLock<Vec<Placed>>,
}

/// A series with the ids of its place and people.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) series: Arc<Series>,
    pub(crate) place: String,
    pub(crate) who: Option<String>,
    /// Countries that may be named beside it: that of its place, that of its agency.
    pub(crate) around: Vec<String>,
}

impl<'r> Checker<'r> {
    /// Makes a record ready; reads none of its tables.
    pub fn new(record: &'r Record) -> Checker<'r> {
        let of_origin: BTreeSet<&str> =
            record.definitions().filter(|d| d.origin).map(|d| d.table.as_str()).collect();
        let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut entries = Vec::new();
        for (n, definition) in record.definitions().enumerate() {
            for word in definition.told.iter().filter_map(|t| t.split(' ').next()) {
                let list = by_word.entry(word).or_default();
                if list.last() != Some(&n) {
                    list.push(n);
                }
            }
            entries.push(Entry {
                definition,
                origin_beside: of_origin.contains(definition.table.as_str()),
                known: OnceLock::new(),
                series: OnceLock::new(),
            });
        }
        let mut places = BTreeMap::new();
        record.places().iter().for_each(|p| {
            places.entry(p.name.as_str()).or_insert(p);
        });
        Checker { record, entries, by_word, places }
    }

    /// The entries of which a phrase may be told in a line, by number.
    pub(crate) fn may_be_told(&self, line: &Line) -> BTreeSet<usize> {
        let roots = line.words.iter().flat_map(|w| &w.roots);
        roots.filter_map(|r| self.by_word.get(r.as_str())).flatten().copied().collect()
    }

    /// A part or border of a country that the record knows.
    pub(crate) fn place(&self, name: &str) -> Option<&'r Place> {
        self.places.get(name).copied()
    }

    /// The words with which such a place is told in a line.
    pub(crate) fn place_words(&self, name: &str, line: &Line) -> Option<BTreeSet<usize>> {
        let told = &self.place(name)?.told;
        line.tells_one(told).map(|_| line.tells_all(told).into_iter().collect())
    }

    /// The series of an entry; reads its table when it is first asked.
    pub(crate) fn series<'e>(&self, entry: &'e Entry<'r>) -> &'e [Placed] {
        entry.series.get_or_init(|| match &entry.definition.ratio {
            None => self.record.of(entry.definition).map(|s| self.placed(Arc::clone(s))).collect(),
            Some((over, under)) => self.ratios(entry.definition, over, under),
        })
    }

    fn ratios(&self, own: &'r Arc<Definition>, over: &str, under: &str) -> Vec<Placed> {
        let Some((over, under)) = self.record.definition(over).zip(self.record.definition(under)) else {
            return Vec::new();
        };
        let below: BTreeMap<&str, &Arc<Series>> =
            self.record.of(under).map(|s| (s.place.as_str(), s)).collect();
        let pairs = self.record.of(over).filter_map(|above| Some((above, below.get(above.place.as_str())?)));
        pairs.map(|(above, below)| self.placed(Arc::new(self.record.ratio(own, above, below)))).collect()
    }

    fn placed(&self, series: Arc<Series>) -> Placed {
        let within = self.place(&series.place).and_then(|p| p.within.as_deref());
        let country = series.place.split_once(", ").map(|(_, country)| country);
        let agency = series.definition.agency.starts_with("U.S.").then_some("United States");
        let around = [within, country, series.definition.place.as_deref(), agency];
        let around = around.into_iter().flatten().map(place_id).collect();
        Placed { place: place_id(&series.place), who: series.who.as_deref().map(place_id), around, series }
    }

    /// Whether the series of an entry are of one country, which its agency tells.
    pub(crate) fn is_of_one(&self, entry: &Entry<'r>) -> bool {
        entry.definition.place.is_some() || self.series(entry).len() <= FEW
    }
}

impl Entry<'_> {
    /// All words that the definition knows: those of its phrases, its name, its facets.
    pub(crate) fn known(&self) -> &BTreeSet<String> {
        self.known.get_or_init(|| {
            let own = self.definition;
            let lists = [&own.told, &own.may, &own.called, &own.minus];
            let phrases = lists.into_iter().flatten().chain(own.with.iter().flatten());
            let mut known: BTreeSet<String> = phrases.flat_map(|p| p.split(' ')).map(str::to_owned).collect();
            let facets = [&own.name, &own.agency, &own.measure.what];
            for text in facets.into_iter().chain(&own.measure.qualifiers).chain(&own.measure.of) {
                known.extend(Line::of(text).words.into_iter().flat_map(|w| w.roots));
            }
            known
        })
    }
}
