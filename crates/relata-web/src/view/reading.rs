//! Documents, and one of them with its rows.

use super::{DocRef, Part};

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
    /// How to cite it.
    pub citation: String,
    /// Its words at the address of the document, where that has one.
    pub original: Option<String>,
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
    /// The kinds that are shown.
    pub shown: Vec<&'static str>,
    /// Whether the pages of the original can be shown beside the text.
    pub paper: bool,
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

impl Reading {
    /// Whether rows of a kind are shown.
    pub fn shows(&self, kind: &str) -> bool {
        self.shown.contains(&kind)
    }
}
