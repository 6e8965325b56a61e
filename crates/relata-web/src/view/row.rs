//! One row with what stands beside it, and decisions on rows.

use super::{Cited, Part};

/// A link as one of its rows sees it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beside {
    /// The link's id.
    pub link: String,
    /// The verdict's name; empty where the link only joins.
    pub verdict: &'static str,
    /// Why.
    pub reason: String,
    /// What had to be worked out.
    pub arithmetic: String,
    /// The other row.
    pub other: Option<Cited>,
}

/// What the record says to a figure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Official {
    /// The verdict's name.
    pub verdict: &'static str,
    /// The series, by id.
    pub series: String,
    /// What a reader calls it.
    pub name: String,
    /// The period looked at.
    pub period: String,
    /// The value, as people write it; empty where there is none.
    pub value: String,
    /// Why.
    pub reason: String,
    /// What had to be worked out.
    pub arithmetic: String,
}

/// A decision that a person took.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Review {
    /// `confirmed`, `rejected` or `noted`.
    pub verdict: String,
    /// What the person had to say.
    pub note: String,
    /// Who.
    pub by: String,
    /// When, UTC.
    pub at: String,
    /// The words of the row when it was decided on.
    pub words: String,
    /// The row as it is now; `None` where no row stands there any more.
    pub row: Option<Cited>,
}

/// One row with what stands beside it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RowPage {
    /// The row.
    pub row: Cited,
    /// Its fields: the key of the text, and the value.
    pub facts: Vec<(&'static str, String)>,
    /// The links in which it is, the gravest first.
    pub beside: Vec<Beside>,
    /// What the record says; `None` where it has nothing to say.
    pub official: Option<Official>,
    /// What persons decided, the latest first.
    pub reviews: Vec<Review>,
    /// How to cite it.
    pub citation: String,
    /// The code points in the document's text.
    pub place: (usize, usize),
    /// How sure it is, in percent.
    pub confidence: u32,
}

/// Decisions on rows, and rows that wait for one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reviews {
    /// Rows that matter and are least certain, with how sure they are in percent.
    pub waiting: Vec<(Cited, u32)>,
    /// Decisions, the latest first.
    pub list: Part<Review>,
}
