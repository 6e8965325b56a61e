//! One row with what stands beside it, and decisions on rows.

use super::{Cited, Part};
use relata_rows::Reason;

/// A link as one of its rows sees it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beside {
    /// The link's id.
    pub link: String,
    /// The verdict's name; empty where the link only joins.
    pub verdict: &'static str,
    /// Why.
    pub reason: Reason,
    /// What had to be worked out.
    pub arithmetic: Option<Reason>,
    /// The other row.
    pub other: Option<Cited>,
    /// The two rows, to be decided on; `None` where nothing can be.
    pub pair: Option<Pair>,
}

/// Two rows of a link, to be decided on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pair {
    /// One, by id.
    pub one: String,
    /// The other.
    pub other: String,
    /// What a person decided; `None` where nobody has.
    pub judged: Option<Judged>,
}

/// What a person decided on a link.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judged {
    /// `confirmed`, `corrected` or `noted`.
    pub decided: String,
    /// The name of the verdict that was found; empty where the link only joined.
    pub was: &'static str,
    /// What the person had to say.
    pub note: String,
    /// Who.
    pub by: String,
    /// On which day.
    pub day: String,
}

/// A word of a sentence, or a mark in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Word {
    /// First code point in the text of its document.
    pub start: usize,
    /// The one behind the last.
    pub end: usize,
    /// The word.
    pub text: String,
    /// The white space before it.
    pub gap: String,
    /// Whether it belongs to the row.
    pub within: bool,
}

/// A field of a row that can be corrected.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Field {
    /// The name under which it is sent: `value`, `unit`, `measure`, `actor`, `period`.
    pub name: &'static str,
    /// The key of its text among `fact`.
    pub label: &'static str,
    /// What stands there now.
    pub value: String,
    /// What may stand there among others, for fields with a list.
    pub known: Vec<String>,
    /// All that may stand there, where that is little; the texts have it under `sort`.
    pub choices: Vec<&'static str>,
    /// See `choices`.
    pub sort: &'static str,
}

/// What a person can correct in a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Editing {
    /// The sentence; one word of it at least belongs to the row.
    pub words: Vec<Word>,
    /// The fields.
    pub fields: Vec<Field>,
}

impl Editing {
    /// Where the words of the row begin.
    pub fn first(&self) -> usize {
        self.words.iter().find(|w| w.within).map_or(0, |w| w.start)
    }

    /// Where they end.
    pub fn last(&self) -> usize {
        self.words.iter().rfind(|w| w.within).map_or(0, |w| w.end)
    }
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
    /// The value, as people write it; says nothing where there is none.
    pub value: Reason,
    /// Why.
    pub reason: Reason,
    /// What had to be worked out.
    pub arithmetic: Option<Reason>,
}

/// A decision that a person took.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Review {
    /// `confirmed`, `corrected`, `rejected` or `noted`.
    pub verdict: String,
    /// What was corrected: the key of the field among `fact`, and what stands there.
    pub fields: Vec<(&'static str, String)>,
    /// The other row by id, where the decision is on two; empty for one row.
    pub beside: String,
    /// The verdict that both were given; empty for none.
    pub judged: &'static str,
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
    /// What can be corrected in it; `None` where nothing can.
    pub edit: Option<Editing>,
    /// The rows before and after it in its document, by id; empty for none.
    pub neighbours: (String, String),
    /// Its words at the address of its document, where that has one.
    pub original: Option<String>,
    /// The page of the original on which it stands, where its pages can be shown.
    pub paper: Option<u32>,
}

/// A row that waits for a decision.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Waiting {
    /// The row.
    pub row: Cited,
    /// How sure it is, in percent.
    pub confidence: u32,
    /// Why it matters: whether it is in a difference, whether it is an open commitment.
    pub differs: bool,
    /// See `differs`.
    pub open: bool,
    /// In how many documents it is told, or what agrees or differs with it.
    pub documents: usize,
}

/// Decisions on rows, and rows that wait for one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reviews {
    /// Rows that wait for a decision: those that matter most and are least certain first.
    pub waiting: Vec<Waiting>,
    /// How many wait.
    pub left: usize,
    /// Decisions, the latest first.
    pub list: Part<Review>,
}
