//! Events across documents: which documents tell the same one, and what they tell differently.
//!
//! What one document tells is a [`Telling`]; tellings of the same event make one [`Occurrence`] ([`join`]).
//! [`differences`] holds its tellings side by side, [`disputed`] names those that may be one of two days, [`balance`] counts occurrences between two actors by month.
//! Rows alone are looked at, in an order of their own, so the order of the documents does not show.

mod balance;
mod differ;
mod dispute;
mod join;

pub use balance::{By, Share, Tally, balance, witnesses};
pub use differ::{Aspect, Difference, differences};
pub use dispute::disputed;
pub use join::{Occurrence, join};

use jiff::civil::Date;
use relata_rows::{DocId, EventKind, Interval, Modality, Period, RowId};
use std::collections::BTreeSet;

/// An event as one document tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// The row.
    pub row: RowId,
    /// The document that tells it.
    pub doc: DocId,
    /// Its category.
    pub kind: EventKind,
    /// How, where that is known.
    pub mode: Option<String>,
    /// Whether it is told as having happened.
    pub modality: Modality,
    /// The words that tell it: "seized".
    pub words: String,
    /// Who did it.
    pub agents: Side,
    /// To whom.
    pub recipients: Side,
    /// When, by the words of the document.
    pub date: Option<Period>,
    /// How many persons it concerned: the counts of people in its sentence.
    pub persons: Vec<Persons>,
}

/// Those on one side of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// Ids of actors of the case.
    pub actors: BTreeSet<String>,
    /// Those who are no actors of the case, in words that are the same for the same
    /// ([`crate::measures::roots::body`]): "two men".
    pub described: BTreeSet<String>,
}

/// A count of people told with an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Persons {
    /// In the words of the document: "at least 12 people".
    pub text: String,
    /// What they are counted as, as a lemma: "migrant", "death".
    pub what: String,
    /// The numbers that the words admit.
    pub interval: Interval,
}

/// Whole days, end exclusive, both ends known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    /// The first.
    pub start: Date,
    /// The day after the last.
    pub end: Date,
}

impl Days {
    /// Those of a period; `None` where one end is open or nothing is covered.
    pub fn of(period: &Period) -> Option<Days> {
        let (start, end) = (period.start?, period.end?);
        (start < end).then_some(Days { start, end })
    }

    /// The days that both have; `None` where there are none.
    pub fn both(self, other: Days) -> Option<Days> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Days { start, end })
    }

    /// How many.
    pub fn count(self) -> i64 {
        (self.end - self.start).get_days().into()
    }

    /// The last of them.
    pub fn last(self) -> Date {
        self.end.yesterday().unwrap_or(self.end)
    }

    /// As ISO 8601 has them, as short as they allow: `2024-05-03`, `2024-05`, `2024`, `2024-05-03/2024-05-05`.
    pub fn iso(self) -> String {
        let (start, last) = (self.start, self.last());
        let month = |d: Date| (d.year(), d.month());
        let whole_months = start.day() == 1 && self.end.day() == 1;
        if start == last {
            start.to_string()
        } else if whole_months && start.month() == 1 && self.end.month() == 1 && start.year() == last.year() {
            format!("{:04}", start.year())
        } else if whole_months && month(start) == month(last) {
            format!("{:04}-{:02}", start.year(), start.month())
        } else {
            format!("{start}/{last}")
        }
    }
}
