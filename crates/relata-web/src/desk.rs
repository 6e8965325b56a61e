//! Who answers the rooms, what they ask, and what goes wrong.

use crate::view;
use serde::Deserialize;

/// What a room got, or why it got nothing.
pub type Told<T> = Result<T, Trouble>;

/// Why a room got nothing.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// There is no such document, row, actor or series.
    #[error("{0}")]
    Missing(String),
    /// What a person asked for cannot be done, and why.
    #[error("{0}")]
    Wrong(String),
    /// The case could not be read or written.
    #[error("{0}")]
    Failed(String),
}

/// What a person asks of a room: the query of its address. What is empty lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Ask {
    /// Words that must occur.
    pub q: String,
    /// A kind, sort or genre by its name; several parted by commas, where that is of use.
    pub kind: String,
    /// A verdict by its name.
    pub verdict: String,
    /// A status by its name.
    pub status: String,
    /// Who speaks, holds, or takes part: words of the name.
    pub who: String,
    /// Whom a statement is about or addressed to: words of the name.
    pub whom: String,
    /// The words that make a statement one: "denied".
    pub cue: String,
    /// A genre by its name.
    pub genre: String,
    /// Who published or wrote a document, as lists have it.
    pub maker: String,
    /// The year of a figure or event by its own words, of all else that of its document; `none` for what has no date.
    pub year: String,
    /// The language of a document (ISO 639-1).
    pub lang: String,
    /// How something is told: as having happened, denied, recommended.
    pub how: String,
    /// One actor of a balance, by id.
    pub a: String,
    /// The other.
    pub b: String,
    /// The first year, month or day.
    pub from: String,
    /// The last.
    pub to: String,
    /// The part of a long list, from 1.
    pub page: String,
}

impl Ask {
    /// The part of a long list, from 1.
    pub fn part(&self) -> usize {
        self.page.parse().unwrap_or(1).max(1)
    }

    /// The query that asks the same for another part of the list, with its question mark.
    pub fn at(&self, part: usize) -> String {
        Ask { page: part.to_string(), ..self.clone() }.query()
    }

    /// The query that asks this, with its question mark.
    pub fn query(&self) -> String {
        let fields = [
            ("q", &self.q),
            ("kind", &self.kind),
            ("verdict", &self.verdict),
            ("status", &self.status),
            ("who", &self.who),
            ("whom", &self.whom),
            ("cue", &self.cue),
            ("genre", &self.genre),
            ("maker", &self.maker),
            ("year", &self.year),
            ("lang", &self.lang),
            ("how", &self.how),
            ("a", &self.a),
            ("b", &self.b),
            ("from", &self.from),
            ("to", &self.to),
            ("page", &self.page),
        ];
        let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let fields: Vec<String> = fields.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        format!("?{}", fields.join("&"))
    }
}

/// Text for a query (RFC 3986, section 2.1): everything but unreserved characters by its bytes.
pub fn encoded(text: &str) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
        _ => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// A decision on a row, or on what two rows are to each other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Reviewing {
    /// `confirmed`, `corrected`, `rejected`, `noted`, or `undo` for the last one on this row.
    pub verdict: String,
    /// What the person has to say to it.
    pub note: String,
    /// First code point of the words, as typed; what is empty is left as it is, here and below.
    pub start: String,
    /// The code point behind the last.
    pub end: String,
    /// The value, or its ends.
    pub value: String,
    /// The unit.
    pub unit: String,
    /// What is counted.
    pub measure: String,
    /// Whose word it is, who does it, who proposes it.
    pub actor: String,
    /// When.
    pub period: String,
    /// To whom: names with `;` between.
    pub recipients: String,
    /// Where.
    pub place: String,
    /// The category of an event.
    pub kind: String,
    /// Whether it is told as having happened.
    pub modality: String,
    /// Said, denied or asked.
    pub polarity: String,
    /// What became of it.
    pub status: String,
    /// The other row by id, where the decision is on two.
    pub other: String,
    /// What both are to each other: the name of a verdict, or `nothing`.
    pub judged: String,
    /// The page to come back to; the row's where there is none.
    pub back: String,
}

/// A decision on actors.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Deciding {
    /// `merge`, `never`, `split`, `rename` or `undo` for the last one.
    pub what: String,
    /// The other actor by id or name.
    pub other: String,
    /// Of a split, the document by id whose actor is another, or
    pub document: String,
    /// the name that is another's.
    pub name: String,
    /// What that other one, or this one from now on, is called.
    pub into: String,
}

/// Files as they come in, one after the other: reads the bytes of the present one.
pub trait Incoming: std::io::Read + Send {
    /// Goes on to the next file, past what is left of the present one; gives its name as the browser has it, or `None`
    /// where all have come.
    ///
    /// # Errors
    /// Where the sending broke off.
    fn next(&mut self) -> Told<Option<String>>;
}

/// Gives what the rooms show, and keeps what a person decides. Its calls may take long; they are made on threads of
/// their own, several at a time.
pub trait Desk: Send + Sync + 'static {
    /// What the case is called.
    fn name(&self) -> String;
    /// Whether what the rooms show of all rows is of an earlier state of the case, while it is made anew.
    fn is_behind(&self) -> bool;
    /// What the pile is about.
    fn overview(&self) -> Told<view::Overview>;
    /// The documents.
    fn documents(&self, ask: &Ask) -> Told<view::Documents>;
    /// One document with its rows; of some kinds where `ask.kind` names them.
    fn document(&self, id: &str, ask: &Ask) -> Told<view::Reading>;
    /// The bytes of a document that is a PDF file; [`Trouble::Missing`] for every other.
    fn paper(&self, id: &str) -> Told<Vec<u8>>;
    /// One row with what stands beside it.
    fn row(&self, id: &str) -> Told<view::RowPage>;
    /// Figures of one measure across documents.
    fn measures(&self, ask: &Ask) -> Told<view::Measures>;
    /// Rows that differ, or stand otherwise to each other.
    fn differences(&self, ask: &Ask) -> Told<view::Differences>;
    /// The statements.
    fn statements(&self, ask: &Ask) -> Told<view::Statements>;
    /// The actors.
    fn actors(&self, ask: &Ask) -> Told<view::Actors>;
    /// One actor with all that concerns it.
    fn actor(&self, id: &str) -> Told<view::ActorPage>;
    /// What happened, was said and was counted in the order of time.
    fn timeline(&self, ask: &Ask) -> Told<view::Timeline>;
    /// What should, will or was promised to happen.
    fn proposals(&self, ask: &Ask) -> Told<view::Proposals>;
    /// Documents beside each other.
    fn comparison(&self, ask: &Ask) -> Told<view::Comparison>;
    /// On whose word things rest.
    fn sources(&self, ask: &Ask) -> Told<view::Sources>;
    /// The series of the record.
    fn record(&self, ask: &Ask) -> Told<view::SeriesList>;
    /// One series with its values.
    fn series(&self, id: &str) -> Told<view::SeriesPage>;
    /// Passages and rows that have the words.
    fn search(&self, ask: &Ask) -> Told<view::Found>;
    /// Decisions on rows, the latest first, and rows that wait for one.
    fn reviews(&self, ask: &Ask) -> Told<view::Reviews>;
    /// Keeps a decision on a row, or on two.
    fn review(&self, id: &str, decision: &Reviewing) -> Told<()>;
    /// Keeps a decision on an actor; gives what was done, in words.
    fn decide(&self, actor: &str, decision: &Deciding) -> Told<String>;
    /// Takes files in, to be read one after the other while the answer is on its way.
    fn add(&self, files: &mut dyn Incoming) -> Told<()>;
    /// The files that were added since the case was opened, the latest first, and how far each is.
    fn adding(&self) -> Told<view::Adding>;
}
