//! The words of Relata as data types.
//!
//! Everything that passes from one room to the next is defined here: a [`Document`] with its
//! [`Block`]s, the rows found in it ([`Statement`], [`Figure`], [`Event`], [`Proposal`]), and the form in which rows leave
//! the program ([`export`]). This crate does no I/O, knows no file format, no language and no
//! database.
//!
//! Offsets: inside Relata every [`Span`] counts **UTF-8 bytes** of [`Document::text`]; everything
//! that leaves the program counts **Unicode code points** of the same text, which is what W3C Web
//! Annotation counts. [`CodePoints`] is the only place where one becomes the other.

mod actor;
mod actors;
mod correction;
mod document;
mod event;
pub mod export;
mod figure;
mod id;
mod link;
mod proposal;
mod reason;
mod review;
mod span;
mod statement;

pub use actor::{ActorKind, Entity, Gender, Mention, MentionForm, Role, RoleTense};
pub use actors::{Actor, Candidate, Member, Office, Part, Relation, RelationKind, Resolved, Right, Told};
pub use correction::{Bounds, Correction, Known, Site, Whom, Words};
pub use document::{
    Block, BlockKind, Document, Genre, Metadata, Note, NoteCode, Origin, PageStart, Published,
};
pub use event::{Event, EventKind, Modality, Party, Quad};
pub use figure::{Bound, Change, Credit, Direction, Figure, Interval, Measure, Period, PlaceRef, Unit};
pub use id::{DocId, RowId, Sha256, link_id, measured_id};
pub use link::{Link, LinkKind, Measured, Verdict};
pub use proposal::{Proposal, ProposalKind, Status};
pub use reason::{Arg, Reason, Why};
pub use review::{Anchor, Corrected, Decided, Review, Standing};
pub use span::{CodePoints, Extent, Span};
pub use statement::{Polarity, SourceKind, Speech, Statement};

use serde::{Deserialize, Serialize};

/// What is common to every row found in a text: where it stands, how sure Relata is, and what was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row<T> {
    /// Hash of kind, document, span and what else tells the row apart; the same on every reading.
    pub id: RowId,
    /// The document in which the row was found.
    pub doc: DocId,
    /// The stretch of [`Document::text`] that the row rests on, in bytes.
    pub span: Span,
    /// Share of rows of this sort that are right, 0 to 1, measured on development data.
    pub confidence: f32,
    /// What was found.
    pub body: T,
}

/// Everything found in one document: a pure function of its bytes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Who said what, in the order of the text.
    pub statements: Vec<Row<Statement>>,
    /// How much, in the order of the text.
    pub figures: Vec<Row<Figure>>,
    /// Who did what to whom, in the order of the text.
    #[serde(default)]
    pub events: Vec<Row<Event>>,
    /// What should, will or was promised to happen, in the order of the text.
    #[serde(default)]
    pub proposals: Vec<Row<Proposal>>,
    /// The actors of this document, in the order of their first mentions; behind them those that only an event
    /// names, in the same order.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// Where it names or points at them, in the order of the text.
    #[serde(default)]
    pub mentions: Vec<Row<Mention>>,
    /// What was seen and not understood: quotations with no speaker, numbers with no reading.
    pub report: Vec<Note>,
}

/// The kinds of rows, named as in exports and commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    /// One text read from one file, page or archive record.
    Documents,
    /// Who said what.
    Statements,
    /// How much.
    Figures,
    /// Who did what to whom.
    Events,
    /// What should, will or was promised to happen.
    Proposals,
    /// Who, across all documents.
    Actors,
    /// Where a text names or points at an actor.
    Mentions,
}

impl RowKind {
    /// All kinds, in the order in which `relata export` writes them.
    pub const ALL: [RowKind; 7] = [
        RowKind::Documents,
        RowKind::Statements,
        RowKind::Figures,
        RowKind::Events,
        RowKind::Proposals,
        RowKind::Actors,
        RowKind::Mentions,
    ];

    /// The name used in commands, tables and files.
    pub fn name(self) -> &'static str {
        match self {
            RowKind::Documents => "documents",
            RowKind::Statements => "statements",
            RowKind::Figures => "figures",
            RowKind::Events => "events",
            RowKind::Proposals => "proposals",
            RowKind::Actors => "actors",
            RowKind::Mentions => "mentions",
        }
    }
}

impl std::fmt::Display for RowKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
