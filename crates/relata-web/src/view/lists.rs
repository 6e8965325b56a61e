//! The overview, and lists of rows and actors.

use super::{Cited, Counted, Difference, DocRef, Part};
use crate::chart::{Columns, Fan, Stacks};
use crate::graph::{Partner, Ring};
use relata_rows::Reason;

/// What the pile is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overview {
    /// Whether what takes long is still being made: then differences and commitments are not there yet.
    pub making: bool,
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

/// The statements.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Statements {
    /// Those asked for.
    pub list: Part<Cited>,
    /// Actors whom statements may be about, to choose from.
    pub targets: Vec<String>,
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
    /// Those with whom it has to do by what they did and said, as a picture.
    pub ring: Ring,
    /// The same in text: each with the rows that lie between both.
    pub partners: Vec<(Partner, Vec<Cited>)>,
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
    pub told_later: Option<(String, Reason)>,
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
