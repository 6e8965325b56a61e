//! A series, what it counts, and its observations.

use crate::period::{Calendar, Days};
use jiff::civil::Date;
use relata_rows::Measure;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One official statistical series: a measure of one place (and of one group of people, where it is), by time and
/// vintage.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name within the record: `world_population:POPULATION.Mexico`.
    pub id: String,
    /// What it counts, shared with the series of other places.
    pub definition: Arc<Definition>,
    /// Where: the country by its usual English name, or a part or border of it; empty where it is not known.
    pub place: String,
    /// Whom of, where it is of one group alone: a country whose citizens they are, "men".
    pub who: Option<String>,
    /// Its dimensions beside the period, by name, as the file has them.
    pub key: BTreeMap<String, String>,
    /// Its values, by period and then by vintage.
    pub observations: Vec<Observation>,
}

impl Series {
    /// What a reader calls it, with place and people: "World Bank population: Mexico".
    pub fn name(&self) -> String {
        let of: Vec<&str> = [Some(self.place.as_str()), self.who.as_deref()]
            .into_iter()
            .flatten()
            .filter(|p| !p.is_empty() && !self.definition.name.contains(p))
            .collect();
        match of[..] {
            [] => self.definition.name.clone(),
            _ => format!("{}: {}", self.definition.name, of.join(", ")),
        }
    }

    /// The values of a period, by vintage.
    pub fn at(&self, period: Days) -> impl Iterator<Item = &Observation> {
        self.observations.iter().filter(move |o| (o.start, o.end) == period)
    }

    /// How its periods are cut, all ways that occur.
    pub fn calendars(&self) -> BTreeSet<Calendar> {
        self.observations.iter().map(|o| Calendar::of((o.start, o.end), self.definition.rolling)).collect()
    }
}

/// What a series counts and how prose tells it: a block of a sidecar.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Definition {
    /// Its name within the record: `population`.
    pub id: String,
    /// The table that has its series: the id of an SDMX structure, or the name of the file without its ending.
    pub table: String,
    /// Which series of the table: dimension to value; empty for none, `*` for any. All that are not named are free.
    pub select: BTreeMap<String, String>,
    /// What a reader calls it: "Encounters at the southwest land border".
    pub name: String,
    /// Who publishes it.
    pub agency: String,
    /// What else the agency is called in prose: "CBP".
    pub called: Vec<String>,
    /// The facets.
    pub measure: Measure,
    /// Phrases of which one must be told, in lemmas: words in this order and at most two others between; `a & b`
    /// both anywhere in the sentence.
    pub told: Vec<String>,
    /// Further groups of phrases, of each of which one must be told.
    pub with: Vec<Vec<String>>,
    /// Words that narrow nothing.
    pub may: Vec<String>,
    /// Words that tell something else, for which it must not be mistaken.
    pub not: Vec<String>,
    /// Words with which a positive number means a negative value: "deficit".
    pub minus: Vec<String>,
    /// The unit: ISO 4217, UCUM, or `1` for a count, as in [`relata_rows::Unit`].
    pub unit: String,
    /// What the values of the table are multiplied by; 1 unless the sidecar says otherwise.
    pub factor: f64,
    /// How its values add up over time.
    pub time: Time,
    /// Whether its periods are windows of twelve months that move on month by month.
    pub rolling: bool,
    /// Whether its years are fiscal years of the United States unless the text says otherwise.
    pub fiscal: bool,
    /// The definition of which it counts a part.
    pub part_of: Option<String>,
    /// Worked out of two others: over and under.
    pub ratio: Option<(String, String)>,
    /// Where, where no dimension says it.
    pub place: Option<String>,
    /// Whether its place is where those counted come from, not where they are.
    pub origin: bool,
    /// Whether its measure is of one country alone, so that a text need not name it.
    pub home: bool,
    /// Under what licence it is here.
    pub licence: String,
    /// Where it was read.
    pub url: Option<String>,
    /// What a checker must know: a sentence.
    pub mind: Option<String>,
}

/// How the values of a series add up over time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Time {
    /// What happened in a period: months add up to the year.
    #[default]
    Flow,
    /// What there is at the end of a period.
    Stock,
    /// A rate, index or average over a period: periods do not add up.
    Level,
}

impl Time {
    /// The name used in sidecars.
    pub fn name(self) -> &'static str {
        match self {
            Time::Flow => "flow",
            Time::Stock => "stock",
            Time::Level => "level",
        }
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// First day.
    pub start: Date,
    /// The day after the last.
    pub end: Date,
    /// In the unit of the series, multiplier and factor applied.
    pub value: f64,
    /// When it came out, or what the source calls it ("preliminary", "2024-02-01 as announced"); `None` where the
    /// record does not know.
    pub vintage: Option<String>,
    /// Its status by the code list of SDMX: `A` normal, `P` provisional, `E` estimated.
    pub status: Option<String>,
}

impl Observation {
    /// The first day on which it can have been known, by what its vintage begins with: a day, month or year.
    pub fn known(&self) -> Option<Date> {
        let told = self.vintage.as_deref()?;
        crate::period::parse(told.split_whitespace().next()?).map(|(start, _)| start)
    }
}

/// A part, border or sector of a country, and how prose tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// As the series have it: "United States southwest land border".
    pub name: String,
    /// The country that it is of.
    pub within: Option<String>,
    /// Phrases that tell it, in lemmas.
    pub told: Vec<String>,
}
