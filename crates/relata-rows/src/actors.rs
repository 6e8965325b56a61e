//! Who across documents: the actors of a case, who in a document is which of them, and what holds between them.

use crate::{ActorKind, DocId, Entity};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An actor across all documents of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// 16 hexadecimal digits: a hash of kind, name and what tells it from others of that name.
    pub id: String,
    /// The fullest name in common use among its documents.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Its other names, in order of the alphabet.
    pub aliases: Vec<String>,
    /// What it is said to be, and when, in order of time.
    pub roles: Vec<Office>,
    /// Its names elsewhere, scheme first: ("wikidata", "Q1"), ("iso3166", "MX").
    pub external: Vec<(String, String)>,
    /// The country that it belongs to, by its usual English name.
    pub country: Option<String>,
    /// How often the documents name or point at it.
    pub mentions: usize,
    /// In how many documents.
    pub documents: usize,
    /// First possible day of the earliest document that has a date.
    pub first_seen: Option<Date>,
    /// First possible day of the latest one.
    pub last_seen: Option<Date>,
}

/// An office, trade or kin of an actor, with the time for which documents or lists tell it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Office {
    /// In small letters, without its country: "foreign minister".
    pub title: String,
    /// Of what or for whom.
    pub of: Option<String>,
    /// The first day for which it is told; `None` where that is not known.
    pub from: Option<Date>,
    /// The day after the last; `None` where it is not known, or not over.
    pub to: Option<Date>,
    /// Who tells it: `document`, or the id of the entry of the list.
    pub basis: String,
}

/// A document as the resolution of actors sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its name.
    pub doc: DocId,
    /// The first day on which it may have been published.
    pub day: Option<Date>,
    /// Its title.
    pub title: Option<String>,
    /// Its authors, in the order given.
    pub authors: Vec<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Its actors, and how many mentions each has.
    pub entities: Vec<(Entity, usize)>,
}

/// Where in a document an actor is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// In its text: one of its entities, by index.
    Entity(usize),
    /// In its head: one of its authors, by index.
    Author(usize),
    /// In its head: its publisher.
    Publisher,
}

/// Who in one document is which actor of the case.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Index of the document among those resolved.
    pub doc: usize,
    /// Where in it.
    pub part: Part,
    /// Index of the actor.
    pub actor: usize,
    /// Why it is that actor: `name`, `same entry: iso:MX`, `short form that another document defines`, `decision`, ...
    pub reason: String,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// Two actors that may be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Index of the first.
    pub left: usize,
    /// Index of the second.
    pub right: usize,
    /// What speaks for it.
    pub reason: String,
    /// How much, 0 to 1.
    pub confidence: f32,
}

/// What a relation says of its left side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// It wrote the document.
    AuthorOf,
    /// It published the document.
    Publishes,
    /// It has an office in the body on the right, or works for it.
    WorksFor,
    /// The body on the right is a part of it.
    ParentOf,
}

impl RelationKind {
    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            RelationKind::AuthorOf => "author_of",
            RelationKind::Publishes => "publishes",
            RelationKind::WorksFor => "works_for",
            RelationKind::ParentOf => "parent_of",
        }
    }
}

/// The right side of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Right {
    /// An actor, by index.
    Actor(usize),
    /// A document, by index.
    Document(usize),
}

/// What holds between an actor and another, or a document, and what that rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// An actor, by index.
    pub left: usize,
    /// What holds.
    pub kind: RelationKind,
    /// With whom or what.
    pub right: Right,
    /// The documents that say so, by index; none where a list does.
    pub documents: Vec<usize>,
    /// In what words: the role, `byline`, `publisher`, or the id of the entry of the list.
    pub basis: String,
}

/// The actors of a case.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resolved {
    /// The actors, most mentioned first, then by name.
    pub actors: Vec<Actor>,
    /// Who is who, in the order of documents and parts. Described actors that are nobody known have none.
    pub members: Vec<Member>,
    /// What may be one and was not joined, likeliest first.
    pub candidates: Vec<Candidate>,
    /// What holds between actors, and with documents.
    pub relations: Vec<Relation>,
    /// Decisions that met nothing in these documents, by index; they are kept for later ones.
    pub orphaned: Vec<usize>,
}
