//! A series and its observations.

use jiff::civil::Date;
use relata_rows::Measure;

/// One official statistical series: a measure of one place, by time and vintage.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name within the record: `cbp:sw-encounters-total`.
    pub id: String,
    /// What a reader calls it: "CBP southwest land border encounters".
    pub name: String,
    /// Who publishes it.
    pub agency: String,
    /// What it counts.
    pub measure: Measure,
    /// Words that tell the same as those of the measure, for matching: lemmas.
    pub words: Vec<String>,
    /// Where: the country by its usual English name, or a part or border of it.
    pub place: String,
    /// How its periods are cut.
    pub calendar: Calendar,
    /// ISO 4217, UCUM, or `1` for a count, as in [`relata_rows::Unit`].
    pub unit: String,
    /// Under what licence it is here.
    pub licence: String,
    /// Where it was read.
    pub url: Option<String>,
    /// Its values, by period and then by vintage.
    pub observations: Vec<Observation>,
}

/// How the periods of a series are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Calendar {
    /// Years of the Gregorian calendar.
    Year,
    /// Fiscal years of the United States, from October.
    FiscalUs,
    /// Quarters.
    Quarter,
    /// Months.
    Month,
    /// The twelve months that end with a month.
    TwelveMonths,
    /// Days, or levels at a day.
    Day,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// As the record has it: `FY2022`, `2022-10`.
    pub period: String,
    /// First day.
    pub start: Date,
    /// The day after the last.
    pub end: Date,
    /// In the unit of the series, multiplier applied.
    pub value: f64,
    /// When it came out, or what the source calls it ("preliminary"); `None` where the record does not know.
    pub vintage: Option<String>,
}
