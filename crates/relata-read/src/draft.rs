//! What a format's reader hands on: blocks in order, before they become one text.

use jiff::civil::Date;
use relata_rows::{BlockKind, Note, Origin};

/// One document as its format's reader leaves it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    /// What the bytes turned out to be: `text/html`.
    pub media_type: &'static str,
    /// Blocks in reading order, furniture at its place among them.
    pub blocks: Vec<DraftBlock>,
    /// What the format states of the document, best first.
    pub claims: Claims,
    /// Remarks of the reader; spans are not known yet, so these concern the whole document.
    pub report: Vec<Note>,
}

/// One block before its place in the text is known.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DraftBlock {
    pub kind: BlockKind,
    /// Depth of a heading or list item; 0 elsewhere.
    pub level: u8,
    /// Its text; white space is put in order by [`crate::assemble`]. A line break in it is kept as one.
    pub text: String,
    pub origin: Origin,
    /// For furniture, which sort: "navigation", "share bar", "photo credit", ...; goes into the report.
    pub why: &'static str,
    /// Places in `text` (bytes) at which a new page of the source begins, with its number.
    pub page_starts: Vec<(usize, u32)>,
}

impl DraftBlock {
    pub(crate) fn new(kind: BlockKind, text: impl Into<String>, origin: Origin) -> Self {
        DraftBlock { kind, level: 0, text: text.into(), origin, why: "", page_starts: Vec::new() }
    }

    pub(crate) fn furniture(text: impl Into<String>, origin: Origin, why: &'static str) -> Self {
        DraftBlock { why, ..DraftBlock::new(BlockKind::Furniture, text, origin) }
    }
}

/// What a format states of a document: each claim with where it stands, best first.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Claims {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    /// First possible day, the day after the last, and where it is stated ("JSON-LD datePublished").
    pub published: Option<(Date, Date, String)>,
    /// BCP 47 tag the document gives itself (`lang`); believed only where the text is too short to tell.
    pub language: Option<String>,
    pub url: Option<String>,
    /// Words that the format uses for the sort of text: JSON-LD `@type`, `og:type`, section, tags.
    pub genre_words: Vec<String>,
}
