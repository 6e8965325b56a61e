//! Figures side by side: measures, differences, the record, who leaves what out, on whose word things rest.

use super::{Cited, DocRef, Official, Pair, Part};
use crate::chart::{Curve, Small, Strip};
use crate::graph::Layers;
use relata_rows::Reason;

/// Figures of one measure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measure {
    /// Its id.
    pub id: String,
    /// What is counted, where and when.
    pub about: String,
    /// In how many documents.
    pub documents: usize,
    /// How often it is told.
    pub appearances: usize,
    /// By how many that are independent.
    pub witnesses: usize,
    /// The gravest verdict among its figures: `differs`, `agrees`, `same root`, or empty for one figure alone.
    pub verdict: &'static str,
    /// The picture.
    pub strip: Strip,
    /// The figures, in the order of the picture.
    pub figures: Vec<Cited>,
    /// What the record says to them, where it does, each once.
    pub official: Vec<Official>,
    /// The same measure at other times and places, this one among it; none where it is told of one only.
    pub multiples: Vec<Small>,
}

/// Figures of one measure across documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measures {
    /// Those asked for.
    pub list: Part<Measure>,
}

/// Two sides that differ.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Difference {
    /// The link's id.
    pub id: String,
    /// Between what: `measure`, `event`, `statement`, `proposal`, ...
    pub kind: &'static str,
    /// The verdict's name; empty where the link only joins.
    pub verdict: &'static str,
    /// One side.
    pub left: Option<Cited>,
    /// How many more rows say the same.
    pub left_more: usize,
    /// The other.
    pub right: Option<Cited>,
    /// How many more rows say the same.
    pub right_more: usize,
    /// Of copies and passages, the two documents.
    pub documents: Vec<DocRef>,
    /// What parts them.
    pub reason: Reason,
    /// What had to be worked out.
    pub arithmetic: Option<Reason>,
    /// On whom both rest.
    pub root: String,
    /// What the record says to either side.
    pub official: Vec<Official>,
    /// How often it is told on both sides together.
    pub appearances: usize,
    /// By how many that are independent.
    pub witnesses: usize,
    /// The two rows, to be decided on; `None` where nothing can be.
    pub pair: Option<Pair>,
}

/// Rows that differ, or stand otherwise to each other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Differences {
    /// Those asked for.
    pub list: Part<Difference>,
    /// The kinds that there are, and how many of each.
    pub kinds: Vec<(&'static str, usize)>,
    /// The verdicts that there are, and how many of each.
    pub verdicts: Vec<(&'static str, usize)>,
}

/// One thing in a comparison.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Compared {
    /// What it is.
    pub what: String,
    /// Its sort: `measure`, `event`, `claim`, `proposal`, `actor`.
    pub sort: &'static str,
    /// In what the documents differ.
    pub differs: Reason,
    /// For each document, its words and the row that has them; `None` where it leaves it out.
    pub cells: Vec<Option<(String, String)>>,
}

/// Documents beside each other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// The documents, in the order of the cells.
    pub documents: Vec<DocRef>,
    /// How many documents have no column, since there are too many.
    pub hidden: usize,
    /// What several of them tell.
    pub list: Part<Compared>,
}

/// Somebody on whose word things rest.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// The actor, by id; empty where it is none of the case.
    pub actor: String,
    /// How many figures rest on it.
    pub figures: usize,
    /// How many statements.
    pub statements: usize,
    /// The documents.
    pub documents: Vec<DocRef>,
    /// In how many texts, copies counted once.
    pub texts: usize,
    /// For whom it works.
    pub of: String,
}

/// On whose word things rest.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sources {
    /// Those asked for.
    pub list: Part<Source>,
    /// Who leans on whom down to the roots, as a picture; its lines are told in text, too.
    pub layers: Layers,
}

/// A series in a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SeriesLine {
    /// Its id.
    pub id: String,
    /// What a reader calls it.
    pub name: String,
    /// Who publishes it.
    pub agency: String,
    /// The first and the last period.
    pub from_to: String,
    /// How many values.
    pub values: usize,
}

/// The series of the record.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SeriesList {
    /// Those asked for.
    pub list: Part<SeriesLine>,
}

/// One series with its values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SeriesPage {
    /// The series.
    pub series: SeriesLine,
    /// Facts: the key of the text, and the value.
    pub facts: Vec<(&'static str, String)>,
    /// Where it comes from, where that is an address of the web.
    pub url: Option<String>,
    /// Its values over time.
    pub curve: Curve,
    /// The same as text: period, value, vintage; the latest first.
    pub values: Vec<(String, String, String)>,
    /// Figures of the case that were held against it.
    pub figures: Vec<Cited>,
}
