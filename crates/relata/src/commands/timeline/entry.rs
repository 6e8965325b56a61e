//! One entry of a timeline, for people and for programs.

use crate::select;
use jiff::civil::Date;
use relata_reconcile::events::{Aspect, Days};
use relata_rows::export::{Filed, Object};
use relata_rows::{EventKind, Modality, Period, RowId};
use serde_json::{Value, json};

/// The fields of an entry, in order.
pub(crate) const FIELDS: &[&str] = &[
    "sort",
    "id",
    "start",
    "end",
    "basis",
    "type",
    "who",
    "what",
    "whom",
    "place",
    "modality",
    "rows",
    "documents",
    "witnesses",
    "differs",
];

/// What an entry is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    #[default]
    Event,
    Statement,
    Figure,
}

/// When, and how that is known.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Time {
    pub(crate) days: Period,
    /// Whether these are the days of the document, not of what it tells.
    pub(crate) told: bool,
}

/// A document that tells an entry, and by which row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Teller {
    pub(crate) row: String,
    pub(crate) doc: String,
    pub(crate) title: String,
    pub(crate) publisher: Option<String>,
}

impl Teller {
    pub(crate) fn new(row: &RowId, filed: &Filed) -> Self {
        Teller {
            row: row.as_str().to_owned(),
            doc: filed.document.id.as_str().to_owned(),
            title: select::title(filed),
            publisher: filed.document.metadata.publisher.clone(),
        }
    }
}

/// What one aspect is told to be, and by which documents.
pub(crate) type Told = Vec<(String, Vec<String>)>;

/// One entry: an event, a statement or a figure.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Entry {
    pub(crate) sort: Sort,
    pub(crate) time: Option<Time>,
    pub(crate) kind: Option<EventKind>,
    pub(crate) modality: Option<Modality>,
    pub(crate) who: String,
    pub(crate) what: String,
    pub(crate) whom: String,
    pub(crate) place: Option<String>,
    pub(crate) tellers: Vec<Teller>,
    pub(crate) witnesses: usize,
    pub(crate) differs: Vec<(Aspect, Told)>,
}

/// The days of what is told; where they are not known, those on which its document may have been published.
pub(crate) fn time(told: Option<&Period>, filed: &Filed) -> Option<Time> {
    if let Some(days) = told.filter(|p| p.start.is_some() || p.end.is_some()) {
        return Some(Time { days: days.clone(), told: false });
    }
    let published = filed.document.metadata.published.as_ref()?;
    let days = Period {
        text: String::new(),
        start: Some(published.start),
        end: Some(published.end),
        calendar: "gregorian".into(),
        basis: "publication".into(),
    };
    Some(Time { days, told: true })
}

impl Entry {
    /// The id of its first row.
    pub(crate) fn id(&self) -> &str {
        self.tellers.first().map_or("", |t| &t.row)
    }

    /// In the order of time; what has no date comes last.
    pub(crate) fn key(&self) -> (bool, Date, Date, Sort, &str) {
        let days = self.time.as_ref().map(|t| &t.days);
        let (start, end) = (days.and_then(|d| d.start), days.and_then(|d| d.end));
        let first = start.or(end).unwrap_or(Date::MAX);
        (days.is_none(), first, end.unwrap_or(Date::MAX), self.sort, self.id())
    }

    /// The days for people: `2024-05-03`, `2024-05`, `to 2024-05-03`; `told 2024-05-03` where only the day of the
    /// document is known.
    pub(crate) fn when(&self) -> String {
        let Some(Time { days, told }) = &self.time else { return String::new() };
        let text = match (Days::of(days), days.start, days.end) {
            (Some(days), _, _) => days.iso(),
            (None, Some(start), _) => format!("from {start}"),
            (None, None, Some(end)) => format!("to {}", end.yesterday().unwrap_or(end)),
            (None, None, None) => String::new(),
        };
        if *told { format!("told {text}") } else { text }
    }

    /// The entry for programs.
    pub(crate) fn object(&self) -> Object {
        let day = |d: Option<Date>| d.map(|d| d.to_string());
        let days = self.time.as_ref().map(|t| &t.days);
        let sort = match self.sort {
            Sort::Event => "event",
            Sort::Statement => "statement",
            Sort::Figure => "figure",
        };
        let documents: Vec<&str> = self.tellers.iter().map(|t| t.doc.as_str()).collect();
        let rows: Vec<&str> = self.tellers.iter().map(|t| t.row.as_str()).collect();
        let told = |told: &Told| -> Value {
            told.iter().map(|(value, documents)| json!({"value": value, "documents": documents})).collect()
        };
        let differs: Vec<Value> =
            self.differs.iter().map(|(a, t)| json!({"what": a.name(), "told": told(t)})).collect();
        let values = [
            json!(sort),
            json!(self.id()),
            json!(day(days.and_then(|d| d.start))),
            json!(day(days.and_then(|d| d.end))),
            json!(days.map(|d| &d.basis)),
            json!(self.kind.map(EventKind::name)),
            json!(self.who),
            json!(self.what),
            json!(self.whom),
            json!(self.place),
            json!(self.modality.map(Modality::name)),
            json!(rows),
            json!(documents),
            json!(self.witnesses),
            json!(differs),
        ];
        FIELDS.iter().map(|f| (*f).to_owned()).zip(values).collect()
    }
}
