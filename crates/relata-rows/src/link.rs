//! What rows of several documents have to do with each other, and with the record.

use crate::{Measure, Reason};
use serde::{Deserialize, Serialize};

/// A relation between two rows, or between a row and a series of the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// 16 hexadecimal digits: a hash of kind and of what is linked.
    pub id: String,
    /// Between what.
    pub kind: LinkKind,
    /// What stands on one side: ids of rows, of documents where these are copies; the first stands for the others,
    /// which say the same.
    pub left: Vec<String>,
    /// What stands on the other; empty for a link to the record.
    pub right: Vec<String>,
    /// What they are to each other; `None` where a link only joins.
    pub verdict: Option<Verdict>,
    /// Why, in a sentence of plain words.
    pub reason: Reason,
    /// What had to be worked out: "5,000 a day × 30 = 150,000 a month".
    pub arithmetic: Option<Reason>,
    /// The series of the record, by id.
    pub series: Option<String>,
    /// On whom both rest, in words.
    pub root: Option<String>,
    /// How often it is told on both sides together.
    pub appearances: usize,
    /// By how many that are independent of each other.
    pub witnesses: usize,
}

/// Between what a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// Two figures of one measure, or of neighbours.
    Measure,
    /// Two tellings of one event.
    Event,
    /// Two statements: the same quotation, a claim and its denial.
    Statement,
    /// Two proposals, or a proposal and what became of it.
    Proposal,
    /// Two documents of one text.
    Copy,
    /// A passage that two documents share.
    Passage,
    /// Two figures on one word, one of which is told by whose word it is.
    Root,
    /// A figure and a series of the record.
    Record,
}

impl LinkKind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [LinkKind; 8] = [
        LinkKind::Measure,
        LinkKind::Event,
        LinkKind::Statement,
        LinkKind::Proposal,
        LinkKind::Copy,
        LinkKind::Passage,
        LinkKind::Root,
        LinkKind::Record,
    ];

    /// The name used in exports and commands.
    pub fn name(self) -> &'static str {
        match self {
            LinkKind::Measure => "measure",
            LinkKind::Event => "event",
            LinkKind::Statement => "statement",
            LinkKind::Proposal => "proposal",
            LinkKind::Copy => "copy",
            LinkKind::Passage => "passage",
            LinkKind::Root => "root",
            LinkKind::Record => "record",
        }
    }
}

/// What two rows are to each other, or a figure to the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Of one measure, and their intervals meet, on the word of independent sources.
    Agrees,
    /// Of one measure, and their intervals cannot meet; of the record, outside by more than 5 %.
    Differs,
    /// A claim and its denial.
    Opposed,
    /// The same of another time.
    OtherPeriod,
    /// What is counted is wider, narrower or a neighbour.
    OtherDefinition,
    /// The same of another place.
    OtherPlace,
    /// Nothing can be said: other quantities, or beyond a soft side.
    NotComparable,
    /// They agree, on one witness.
    SameRoot,
    /// The value of a vintage of the record lies in the interval.
    Matches,
    /// It lies outside by at most 5 % of it.
    Close,
    /// The record has no series for it.
    NoSeries,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Verdict; 11] = [
        Verdict::Agrees,
        Verdict::Differs,
        Verdict::Opposed,
        Verdict::OtherPeriod,
        Verdict::OtherDefinition,
        Verdict::OtherPlace,
        Verdict::NotComparable,
        Verdict::SameRoot,
        Verdict::Matches,
        Verdict::Close,
        Verdict::NoSeries,
    ];

    /// The name used in exports and on screens.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Agrees => "agrees",
            Verdict::Differs => "differs",
            Verdict::Opposed => "opposed",
            Verdict::OtherPeriod => "other period",
            Verdict::OtherDefinition => "other definition",
            Verdict::OtherPlace => "other place",
            Verdict::NotComparable => "not comparable",
            Verdict::SameRoot => "same root",
            Verdict::Matches => "matches",
            Verdict::Close => "close",
            Verdict::NoSeries => "no series",
        }
    }

    /// The verdict of that name.
    pub fn named(name: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|v| v.name() == name)
    }
}

/// Figures of one measure, place and period, across documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// 16 hexadecimal digits: a hash of the figures that it holds together.
    pub id: String,
    /// What is counted, in the words of the figure that says it most fully.
    pub measure: Measure,
    /// Where, as a text has it.
    pub place: Option<String>,
    /// When, as a text has it.
    pub period: Option<String>,
    /// The unit's code.
    pub unit: String,
    /// The figures, by id.
    pub figures: Vec<String>,
    /// In how many documents.
    pub documents: usize,
    /// How often it is told.
    pub appearances: usize,
    /// By how many that are independent of each other.
    pub witnesses: usize,
    /// The smallest admissible value of all; `None` where open.
    pub low: Option<f64>,
    /// The largest.
    pub high: Option<f64>,
}
