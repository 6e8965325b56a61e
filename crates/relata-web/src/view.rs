//! What the rooms show, as plain structs: text is as the documents have it, ids are those of the exports.

use crate::chart::{Columns, Curve, Fan, Stacks, Strip};

/// A document by its name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocRef {
    /// Its id.
    pub id: String,
    /// Its title, else the name of its file.
    pub title: String,
    /// Who published it, else who wrote it; empty where that is not known.
    pub maker: String,
    /// The day of publication: `2024-05-03`; with `…` where several are possible; empty where none is known.
    pub day: String,
    /// The language of its text (ISO 639-1); empty where that is not known.
    pub lang: String,
}

/// A row in its sentence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cited {
    /// Its id.
    pub id: String,
    /// `statement`, `figure`, `event`, `proposal` or `mention`.
    pub kind: &'static str,
    /// Where it stands.
    pub doc: DocRef,
    /// The sentence before its words.
    pub before: String,
    /// Its words.
    pub words: String,
    /// The sentence after them.
    pub after: String,
    /// On whose word, or who does it; empty for the author.
    pub who: String,
    /// What it is about: what is counted, the cue, the type of the event, the status of a proposal.
    pub about: String,
    /// What a person decided; empty where nobody has: `confirmed`, `rejected`, `noted`.
    pub review: String,
}

/// A part of a long list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part<T> {
    /// What is shown.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: usize,
    /// Which part, from 1.
    pub part: usize,
    /// How many parts.
    pub parts: usize,
}

impl<T> Part<T> {
    /// The part `n` (from 1; the last where there are fewer) of `all`, cut into parts of `size`.
    pub fn of(
        all: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
        n: usize,
        size: usize,
    ) -> Part<T> {
        let all = all.into_iter();
        let (total, size) = (all.len(), size.max(1));
        let parts = total.div_ceil(size).max(1);
        let part = n.clamp(1, parts);
        Part { items: all.skip((part - 1) * size).take(size).collect(), total, part, parts }
    }

    /// The same part with each thing made into another.
    ///
    /// # Errors
    /// The first of `make`.
    pub fn make<U, E>(self, make: impl FnMut(T) -> Result<U, E>) -> Result<Part<U>, E> {
        let items = self.items.into_iter().map(make).collect::<Result<_, _>>()?;
        Ok(Part { items, total: self.total, part: self.part, parts: self.parts })
    }
}

/// A name with how often it comes, and where it leads.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counted {
    /// What is counted.
    pub name: String,
    /// Where more of it is; empty for nowhere.
    pub href: String,
    /// How many.
    pub count: usize,
    /// The share of the largest, in percent, for a bar.
    pub share: usize,
}

/// What the pile is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overview {
    /// How many documents, statements, figures, events, proposals and actors, by the names of the exports.
    pub counts: Vec<(&'static str, usize)>,
    /// The first and the last day of publication.
    pub days: Option<(String, String)>,
    /// How many documents by month or year.
    pub over_time: Columns,
    /// Who is named most.
    pub actors: Vec<Counted>,
    /// The widest disagreements: what is counted, how it is told, and the difference itself.
    pub differences: Vec<Difference>,
    /// How many links differ or are opposed.
    pub differing: usize,
    /// Commitments that are told to be open.
    pub commitments: Vec<Proposal>,
    /// How many of them there are.
    pub open: usize,
    /// What the reading left open, by the code of the remark.
    pub gaps: Vec<Counted>,
    /// What could not be read, and why.
    pub failures: Vec<(String, String)>,
}

/// A document in a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentLine {
    /// Its name.
    pub doc: DocRef,
    /// What sort of text it is.
    pub genre: String,
    /// Words outside furniture.
    pub words: usize,
    /// Statements, figures, events, proposals.
    pub rows: [usize; 4],
    /// The document of which it is a copy.
    pub copy_of: Option<DocRef>,
}

/// The documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Documents {
    /// Those asked for.
    pub list: Part<DocumentLine>,
    /// The genres that there are.
    pub genres: Vec<String>,
}

/// A stretch of a block between two places where a row begins or ends.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Segment {
    /// Its text.
    pub text: String,
    /// The kinds of the rows that cover it, parted by blanks; empty where none does.
    pub kinds: String,
    /// The rows that begin here, by id.
    pub begin: Vec<String>,
}

/// A row in the margin of its block.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Margin {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: &'static str,
    /// What it says, in few words.
    pub label: String,
    /// Verdicts of links in which it is, the gravest first.
    pub verdicts: Vec<&'static str>,
    /// What a person decided; empty where nobody has.
    pub review: String,
}

/// A block of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// What it is: `paragraph`, `heading`, ...; several blocks of furniture that follow each other are one.
    pub kind: &'static str,
    /// Its text.
    pub segments: Vec<Segment>,
    /// Of a table, its cells by rows.
    pub cells: Vec<Vec<Vec<Segment>>>,
    /// The rows that begin in it.
    pub margin: Vec<Margin>,
    /// The number of its first block in the document, from 0.
    pub n: usize,
    /// The page of the source on which it begins; 0 where that is the one of the block before, or not known.
    pub page: u32,
}

/// One document with its rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Its name.
    pub doc: DocRef,
    /// Facts about it: the key of the text, and the value.
    pub facts: Vec<(&'static str, String)>,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// How many rows of each kind.
    pub counts: Vec<(&'static str, usize)>,
    /// The kind that is shown alone; empty for all.
    pub shown: String,
    /// What the reading left out or did not understand: code and message.
    pub report: Vec<(String, String)>,
    /// The document before it in the list.
    pub before: Option<DocRef>,
    /// The one after it.
    pub after: Option<DocRef>,
    /// How to cite it.
    pub citation: String,
    /// Where it is on the web, where it says so and that is an address of the web.
    pub url: Option<String>,
}

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
    pub reason: String,
    /// What had to be worked out.
    pub arithmetic: String,
    /// On whom both rest.
    pub root: String,
    /// What the record says to either side.
    pub official: Vec<Official>,
    /// How often it is told on both sides together.
    pub appearances: usize,
    /// By how many that are independent.
    pub witnesses: usize,
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

/// The statements.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Statements {
    /// Those asked for.
    pub list: Part<Cited>,
    /// Who says most.
    pub speakers: Vec<Counted>,
    /// The commonest cues.
    pub cues: Vec<Counted>,
}

/// An actor in a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ActorLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// Its other names.
    pub aliases: String,
    /// What it is said to be.
    pub roles: String,
    /// How often it is named or pointed at.
    pub mentions: usize,
    /// In how many documents.
    pub documents: usize,
}

/// The actors.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Actors {
    /// Those asked for.
    pub list: Part<ActorLine>,
    /// The kinds that there are.
    pub kinds: Vec<&'static str>,
}

/// One actor with all that concerns it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ActorPage {
    /// The actor.
    pub actor: ActorLine,
    /// Facts: the key of the text, and the value.
    pub facts: Vec<(&'static str, String)>,
    /// What it is said to be: title with its body, time, and who tells it.
    pub roles: Vec<(String, String, String)>,
    /// The documents, how often it is named there, and why it is the same.
    pub documents: Vec<(DocRef, usize, String)>,
    /// Relations: left, what holds, right, and what that rests on.
    pub relations: Vec<(String, String, String, String)>,
    /// Those whom it has to do with, as a picture.
    pub fan: Fan,
    /// Rows that concern it: the key of the heading, how many there are, and the first of them.
    pub rows: Vec<(&'static str, usize, Vec<Cited>)>,
    /// Actors that it may be: id, name, and what speaks for it.
    pub candidates: Vec<(String, String, String)>,
    /// Decisions on actors of the case, in words, the latest first.
    pub decisions: Vec<String>,
}

/// One entry of the timeline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    /// The first row that tells it.
    pub id: String,
    /// `event`, `statement` or `figure`.
    pub kind: &'static str,
    /// When.
    pub when: String,
    /// Whether `when` is the day of the document only.
    pub told: bool,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// To whom.
    pub whom: String,
    /// Type and modality of an event.
    pub sort: String,
    /// What the documents tell differently.
    pub differs: String,
    /// The rows that tell it, with the titles of their documents.
    pub tellers: Vec<(String, String)>,
    /// How many that are independent.
    pub witnesses: usize,
}

/// What happened, was said and was counted in the order of time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline {
    /// The entries asked for.
    pub list: Part<Entry>,
    /// Events between two actors by month: together upwards, against each other downwards.
    pub balance: Stacks,
    /// Actors between whom a balance can be drawn: id and name.
    pub actors: Vec<(String, String)>,
    /// The two that are.
    pub between: (String, String),
}

/// A proposal in a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposal {
    /// The row.
    pub row: Cited,
    /// `recommendation`, `prediction` or `commitment`.
    pub kind: &'static str,
    /// Who.
    pub holder: String,
    /// To whom.
    pub addressees: String,
    /// What.
    pub action: String,
    /// Whether it is that it should or will not be.
    pub negative: bool,
    /// By when, as the text has it.
    pub due: String,
    /// What became of it.
    pub status: &'static str,
    /// The later row that tells so, and why: id and reason.
    pub told_later: Option<(String, String)>,
}

/// What should, will or was promised to happen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposals {
    /// Those asked for.
    pub list: Part<Proposal>,
    /// How many of each kind by status.
    pub tally: Vec<(&'static str, Vec<usize>)>,
    /// The statuses, in the order of the tally.
    pub statuses: Vec<&'static str>,
}

/// One thing in a comparison.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Compared {
    /// What it is.
    pub what: String,
    /// Its sort: `measure`, `event`, `claim`, `proposal`, `actor`.
    pub sort: &'static str,
    /// In what the documents differ.
    pub differs: String,
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
    /// Documents and those on whom they lean, as a picture.
    pub fan: Fan,
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

/// A passage that has the words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Passage {
    /// Its document.
    pub doc: DocRef,
    /// The number of its block in the document.
    pub block: usize,
    /// The words around the matches, and whether each piece is one.
    pub pieces: Vec<(String, bool)>,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Passages, best first.
    pub passages: Vec<Passage>,
    /// Rows by kind: how many there are, and the first of them.
    pub rows: Vec<(&'static str, usize, Vec<Cited>)>,
    /// Actors.
    pub actors: Vec<ActorLine>,
}

/// Decisions on rows, and rows that wait for one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reviews {
    /// Rows that matter and are least certain, with how sure they are in percent.
    pub waiting: Vec<(Cited, u32)>,
    /// Decisions, the latest first.
    pub list: Part<Review>,
}
