//! How much: quantities as intervals, with unit, measure, place and period.

use crate::{Extent, RowId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A quantity that carries information, and whose word it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The values that the words admit.
    pub interval: Interval,
    /// Whether the text calls it a record.
    pub record: bool,
    /// The figure of which this one is a part ("70,000 of those").
    pub part_of: Option<RowId>,
    /// What it is counted or measured in.
    pub unit: Unit,
    /// What is counted, as far as it is understood.
    pub measure: Measure,
    /// Where.
    pub place: Option<PlaceRef>,
    /// When.
    pub period: Option<Period>,
    /// A change of a level rather than a level.
    pub change: Option<Change>,
    /// The statement inside whose content the figure stands.
    pub statement: Option<RowId>,
    /// Whose word it rests on by the text; `None` where it is the author's.
    #[serde(default)]
    pub credit: Option<Credit>,
    /// The actor credited with it; `None` until actors are resolved, or where it is the author.
    pub actor: Option<String>,
}

/// The values that a number with the words around it admits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Smallest admissible value; `None` where open.
    pub low: Option<f64>,
    /// Largest admissible value; `None` where open.
    pub high: Option<f64>,
    /// Whether values somewhat below `low` are not excluded either.
    pub low_soft: bool,
    /// Whether values somewhat above `high` are not excluded either.
    pub high_soft: bool,
    /// The number as printed, with its multiplier: 2300000 for "2.3 million"; `None` where no
    /// single number is ("dozens").
    pub stated: Option<f64>,
    /// How the words bound it.
    pub bound: Bound,
}

/// How the words around a number bound it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Nothing but the number.
    Exact,
    /// "about", "nearly", "roughly".
    About,
    /// "more than", "at least", "over".
    AtLeast,
    /// "up to", "fewer than", "at most".
    AtMost,
    /// Two ends: "30-35 percent".
    Range,
    /// No number at all: "rising", "a record".
    Unquantified,
}

impl Bound {
    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Bound::Exact => "exact",
            Bound::About => "about",
            Bound::AtLeast => "at_least",
            Bound::AtMost => "at_most",
            Bound::Range => "range",
            Bound::Unquantified => "unquantified",
        }
    }
}

/// What a figure is counted or measured in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// ISO 4217 for money (`USD`), UCUM for physical units (`kg`, `%`), else `1` for a plain count.
    pub code: String,
    /// As the text has it: "percent", "pounds", "migrants".
    pub label: String,
    /// The year of whose prices money is stated ("in 2015 dollars").
    pub price_year: Option<i16>,
}

/// What a figure counts, as facets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The words of the text that say what is counted, and behind `; ` to whom or what it belongs.
    pub text: String,
    /// Quantity kind: counts of `people`, `events`, `things`, or `count` where it is not known of what;
    /// `money`, `share`, `duration`, `amount` of a physical unit, `rate` of so many per so many or so many
    /// times, `level` on a scale.
    pub kind: String,
    /// What is counted or measured, as a lemma: `migrant`; for what no noun names, the verb (`spend`).
    pub what: String,
    /// Cause, instrument, who, sort, and what happens to it, in the words of the text.
    pub qualifiers: Vec<String>,
    /// Of what a share is a share.
    pub of: Option<String>,
    /// For how long or for how many it holds: `per day`, `per year`, `per 100,000`.
    pub basis: Option<String>,
}

/// A place that a row concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceRef {
    /// The actor within its document: an index into [`crate::Findings::entities`].
    #[serde(default)]
    pub entity: Option<usize>,
    /// The actor of the case; `None` until actors are resolved.
    pub actor: Option<String>,
    /// As the text has it; of a country's adjective, the country.
    pub text: String,
    /// How it is known to be the place: `modifier` of what is counted, `clause` in which it stands, `actor`
    /// whose it is, `sentence before` that it carries on, `table` for the label or header of a cell, `document`
    /// for a text about one country.
    pub basis: String,
}

/// Whose word a figure rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// The words that name it.
    pub source: Extent,
    /// The actor within its document: an index into [`crate::Findings::entities`].
    #[serde(default)]
    pub entity: Option<usize>,
    /// How it is known: `statement` inside whose content the figure stands, `according to`, `reported` by the
    /// subject of the clause, `paragraph` that one source opens, `note` or `link` beside the figure.
    pub basis: String,
}

/// A stretch of time: whole days, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// As the text has it: "fiscal year 2022".
    pub text: String,
    /// First day; `None` where open.
    pub start: Option<Date>,
    /// The day after the last; `None` where open.
    pub end: Option<Date>,
    /// `gregorian`, or the fiscal year of a country: `fiscal:US`.
    pub calendar: String,
    /// How it was resolved: `stated`; `from publication`; `at publication` for the present tense; `up to
    /// publication` ("so far"); `counted back from publication` ("in the past decade"); `from the time told before`;
    /// of a fiscal year, whose it is. With `; sentence before`, `; heading` or `; table` where it stands elsewhere.
    pub basis: String,
}

/// A change of a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Which way.
    pub direction: Direction,
    /// By how much, in the figure's unit or as a share.
    pub by: Option<f64>,
    /// From which level.
    pub from: Option<f64>,
    /// To which level.
    pub to: Option<f64>,
    /// The level before where it is not stated and follows from the others: `to / (1 + by / 100)` for `by` in
    /// percent, `to - by` for `by` in the level's unit, `to / by` for a multiple (upwards; downwards the sign of
    /// `by` is the other).
    #[serde(default)]
    pub base: Option<f64>,
    /// Since when.
    pub since: Option<Period>,
}

/// Which way a level went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// It grew.
    Up,
    /// It fell.
    Down,
    /// It stayed.
    Flat,
}

impl Direction {
    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Flat => "flat",
        }
    }
}
