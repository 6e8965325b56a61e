//! What a search found, and what answers a question.

use super::{ActorLine, Cited, DocRef, Part};

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

/// Something by which what was found can be narrowed down.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facet {
    /// `kind`, `genre`, `maker`, `year`, `who`, `lang` or `how`, as in the address.
    pub name: &'static str,
    /// Its values, those that most have first; the chosen one is always among them.
    pub choices: Vec<Choice>,
}

/// A value of a facet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    /// The value, as in the address.
    pub value: String,
    /// How many have it, of what the other facets let through.
    pub count: usize,
    /// Where it is chosen, or given up where it is the chosen one.
    pub href: String,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

/// Rows that answer a question and say the same.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// The kind of the first of them.
    pub kind: &'static str,
    /// What they have in common: what is counted, or who says it; empty where nothing is told.
    pub about: String,
    /// In how many documents they stand.
    pub documents: usize,
    /// The first of them.
    pub rows: Vec<Cited>,
    /// Sentences of documents that give no rows.
    pub passages: Vec<Passage>,
    /// How many more there are.
    pub more: usize,
    /// Where a time was asked for, how many of them are figures that tell none and are taken for that of their document.
    pub undated: usize,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Whether a question was asked; then there is an answer, or none, and nothing else.
    pub question: bool,
    /// What answers it, best first.
    pub answers: Vec<Answer>,
    /// Where the words of the question are searched for.
    pub words: String,
    /// By what the rest can be narrowed down.
    pub facets: Vec<Facet>,
    /// Whether something is chosen of them.
    pub narrowed: bool,
    /// How many rows and passages there are.
    pub total: usize,
    /// Where a year is chosen, how many rows and passages have no date, and where these are.
    pub undated: Option<(usize, String)>,
    /// Rows by kind: how many there are, the first of them, and where the rest is.
    pub rows: Vec<(&'static str, usize, Vec<Cited>, String)>,
    /// Of one kind alone, where one was chosen, the part asked for.
    pub list: Part<Cited>,
    /// Passages, best first.
    pub passages: Vec<Passage>,
    /// Actors.
    pub actors: Vec<ActorLine>,
}
