//! A document: one text read from one file, page or archive record.

use crate::{DocId, Sha256, Span};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One text read from one file, page or archive record.
///
/// Invariants, checked by [`Document::check`]: blocks are in order, do not overlap, are not empty
/// and lie on character borders of `text`; between two blocks stand exactly two line breaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Its name in a case.
    pub id: DocId,
    /// SHA-256 of the kept bytes.
    pub sha256: Sha256,
    /// What the bytes turned out to be, as a media type (RFC 6838): `text/html`.
    pub media_type: String,
    /// What the document says of itself, and on what basis.
    pub metadata: Metadata,
    /// The clean text: blocks, furniture included, with an empty line between two of them.
    pub text: String,
    /// The paragraphs, headings and so on of `text`.
    pub blocks: Vec<Block>,
    /// Where each page begins in `text`; empty where the source has no pages.
    pub pages: Vec<PageStart>,
    /// What the reading left out or could not do, and why.
    pub report: Vec<Note>,
}

/// A stretch of a document's text with one function on its page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Where it stands in the text.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Depth of a heading (1 to 6) or of a list item (1 outermost); 0 elsewhere.
    pub level: u8,
    /// Where it came from in the source.
    pub origin: Origin,
}

/// What a block is. Furniture is kept and shown greyed but yields no rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A title of the document or of a part of it.
    Heading,
    /// One item of a list.
    Item,
    /// A block quotation.
    Quotation,
    /// The caption of a figure or table that belongs to the text.
    Caption,
    /// One table: rows on lines, cells parted by tabs.
    Table,
    /// A note at the foot of a page or the end of the text.
    Footnote,
    /// Navigation, adverts, sign-up prompts, agency captions, running heads, footers.
    Furniture,
}

impl BlockKind {
    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            BlockKind::Paragraph => "paragraph",
            BlockKind::Heading => "heading",
            BlockKind::Item => "item",
            BlockKind::Quotation => "quotation",
            BlockKind::Caption => "caption",
            BlockKind::Table => "table",
            BlockKind::Footnote => "footnote",
            BlockKind::Furniture => "furniture",
        }
    }
}

/// Where a block came from in the kept bytes.
///
/// In DOCX and ODT the bytes are those of the unpacked `word/document.xml` or `content.xml` (0..0 for
/// running heads, which stand in parts of their own); a block of a feed entry, a JSON record or a part
/// of a mail has the range of that whole entry, record or part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Bytes of the kept source, end exclusive.
    Bytes {
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
    /// Pages of the kept source, counted from 1; the same twice where the block stays on one page.
    Pages {
        /// The page on which the block begins.
        first: u32,
        /// The page on which it ends.
        last: u32,
    },
}

/// The place in the text at which a page of the source begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageStart {
    /// Byte offset in [`Document::text`].
    pub offset: usize,
    /// Page of the source, counted from 1.
    pub page: u32,
}

/// What a document says of itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// The title; `None` where the document states none (it is never invented).
    pub title: Option<String>,
    /// Authors in the order given.
    pub authors: Vec<String>,
    /// Who publishes it: newspaper, ministry, institute.
    pub publisher: Option<String>,
    /// When it was published, and how that is known.
    pub published: Option<Published>,
    /// ISO 639-1 code of the language of most of the text; `None` where it is too short to tell.
    pub language: Option<String>,
    /// What sort of text it is.
    pub genre: Genre,
    /// The address the document gives as its own (`rel=canonical`, `WARC-Target-URI`).
    pub url: Option<String>,
}

/// When a document was published: the days that are possible, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The first possible day.
    pub start: Date,
    /// The day after the last possible one.
    pub end: Date,
    /// How it is known, in words a person can check: `stated: article:published_time`,
    /// `bounded: after 2023-03-18 ("on March 18, 2023")`.
    pub basis: String,
}

/// What sort of text a document is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Genre {
    /// A report of what happened.
    News,
    /// An op-ed, editorial or column.
    Opinion,
    /// A statement, release, fact sheet or readout of an office.
    Statement,
    /// A speech or remarks.
    Speech,
    /// An interview, press briefing or other text in turns.
    Interview,
    /// A policy paper, report or brief of an institute or committee.
    Policy,
    /// A law, proclamation, order, treaty or court text.
    Legal,
    /// A letter or mail.
    Letter,
    /// Anything else, or not known.
    #[default]
    Other,
}

impl Genre {
    /// All genres.
    pub const ALL: [Genre; 9] = [
        Genre::News,
        Genre::Opinion,
        Genre::Statement,
        Genre::Speech,
        Genre::Interview,
        Genre::Policy,
        Genre::Legal,
        Genre::Letter,
        Genre::Other,
    ];

    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Genre::News => "news",
            Genre::Opinion => "opinion",
            Genre::Statement => "statement",
            Genre::Speech => "speech",
            Genre::Interview => "interview",
            Genre::Policy => "policy",
            Genre::Legal => "legal",
            Genre::Letter => "letter",
            Genre::Other => "other",
        }
    }
}

/// One line of a reading report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What sort of remark it is.
    pub code: NoteCode,
    /// The stretch of text concerned, where there is one.
    pub span: Option<Span>,
    /// One sentence for a person: what happened, and what to do where something can be done.
    pub message: String,
}

impl Note {
    /// A remark on the document as a whole.
    pub fn new(code: NoteCode, message: impl Into<String>) -> Self {
        Note { code, span: None, message: message.into() }
    }

    /// A remark on one stretch of its text.
    pub fn at(code: NoteCode, span: Span, message: impl Into<String>) -> Self {
        Note { code, span: Some(span), message: message.into() }
    }
}

/// The sorts of remarks in a reading report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteCode {
    /// A block was set aside as furniture; the message says which sort.
    Furniture,
    /// The bytes were not as they should be and were read as well as they go (charset, markup, truncation).
    Repaired,
    /// Part of the source could not be read (an image-only page, a limit reached).
    Lost,
    /// No date of publication was found, or it had to be bounded.
    Undated,
    /// A quotation whose speaker was not found.
    NoSpeaker,
    /// A number that was not understood.
    NoReading,
    /// The text is in a language that the findings do not cover.
    Language,
}

impl NoteCode {
    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            NoteCode::Furniture => "furniture",
            NoteCode::Repaired => "repaired",
            NoteCode::Lost => "lost",
            NoteCode::Undated => "undated",
            NoteCode::NoSpeaker => "no-speaker",
            NoteCode::NoReading => "no-reading",
            NoteCode::Language => "language",
        }
    }
}

impl Document {
    /// A document of plain paragraphs that comes from no file: for corpora and tests. The paragraphs
    /// stand in its text with an empty line between them.
    pub fn of_paragraphs(paragraphs: &[String]) -> Self {
        let mut start = 0;
        let spans = paragraphs.iter().map(|p| {
            let span = Span::new(start, start + p.len());
            start = span.end + 2;
            span
        });
        let spans = spans.collect();
        Self::of_spans(paragraphs.join("\n\n"), spans)
    }

    /// A document whose text is kept as it is, every line that holds text a paragraph: for corpora whose
    /// offsets count. Its blocks may stand one line apart.
    pub fn of_lines(text: String) -> Self {
        let mut start = 0;
        let lines = text.split('\n').map(|line| {
            let span = Span::new(start, start + line.len()).trim(&text);
            start += line.len() + 1;
            span
        });
        let spans = lines.filter(|span| !span.is_empty()).collect();
        Self::of_spans(text, spans)
    }

    fn of_spans(text: String, spans: Vec<Span>) -> Self {
        let paragraph = |span: Span| {
            let origin = Origin::Bytes { start: span.start, end: span.end };
            Block { span, kind: BlockKind::Paragraph, level: 0, origin }
        };
        let sha256 = Sha256::of(text.as_bytes());
        Document {
            id: DocId::of(&sha256),
            sha256,
            media_type: "text/plain".into(),
            metadata: Metadata::default(),
            text,
            blocks: spans.into_iter().map(paragraph).collect(),
            pages: Vec::new(),
            report: Vec::new(),
        }
    }

    /// The number of words outside furniture: runs of characters that are not white space and hold
    /// a letter or digit.
    pub fn words(&self) -> usize {
        self.body().filter_map(|b| b.span.get(&self.text)).map(count_words).sum()
    }

    /// The blocks that may yield rows.
    pub fn body(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|b| b.kind != BlockKind::Furniture)
    }

    /// The block that holds byte `offset`; `None` between two blocks or past the end.
    pub fn block_at(&self, offset: usize) -> Option<&Block> {
        let i = self.blocks.partition_point(|b| b.span.end <= offset);
        self.blocks.get(i).filter(|b| b.span.start <= offset)
    }

    /// The page of the source on which byte `offset` stands; `None` where the source has no pages.
    ///
    /// A block that stays on one page says so itself: a footnote may follow, in the text, a paragraph
    /// that runs on to the next page.
    pub fn page_at(&self, offset: usize) -> Option<u32> {
        if let Some(Origin::Pages { first, last }) = self.block_at(offset).map(|b| b.origin)
            && first == last
        {
            return Some(first);
        }
        let i = self.pages.partition_point(|p| p.offset <= offset);
        i.checked_sub(1).map(|i| self.pages[i].page)
    }

    /// Says which invariant of [`Document`] is broken, if any.
    pub fn check(&self) -> Result<(), String> {
        let mut last: Option<Span> = None;
        for block in &self.blocks {
            let Some(text) = block.span.get(&self.text) else {
                return Err(format!("block {:?} cuts a character or leaves the text", block.span));
            };
            if text.trim().is_empty() {
                return Err(format!("block {:?} is empty", block.span));
            }
            let from = last.map_or(0, |l| l.end);
            let gap = if last.is_some() { "\n\n" } else { "" };
            if self.text.get(from..block.span.start) != Some(gap) {
                return Err(format!("block {:?} does not follow its neighbour", block.span));
            }
            last = Some(block.span);
        }
        if last.map_or(0, |l| l.end) != self.text.len() {
            return Err("text after the last block".to_owned());
        }
        if !self.pages.is_sorted_by_key(|p| p.offset) {
            return Err("pages out of order".to_owned());
        }
        Ok(())
    }
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_blocks() -> Document {
        let sha256 = Sha256::of(b"");
        let block = |start, end, kind| Block {
            span: Span::new(start, end),
            kind,
            level: 0,
            origin: Origin::Bytes { start, end },
        };
        Document {
            id: DocId::of(&sha256),
            sha256,
            media_type: "text/plain".into(),
            metadata: Metadata::default(),
            text: "Two words.\n\nShare this".into(),
            blocks: vec![block(0, 10, BlockKind::Paragraph), block(12, 22, BlockKind::Furniture)],
            pages: vec![PageStart { offset: 0, page: 1 }, PageStart { offset: 12, page: 2 }],
            report: vec![],
        }
    }

    #[test]
    fn furniture_has_no_words() {
        assert_eq!(two_blocks().words(), 2);
    }

    #[test]
    fn blocks_and_pages_are_found_by_offset() {
        let doc = two_blocks();
        assert_eq!(doc.check(), Ok(()));
        assert_eq!(doc.block_at(9).map(|b| b.kind), Some(BlockKind::Paragraph));
        assert_eq!(doc.block_at(10), None);
        assert_eq!(doc.page_at(11), Some(1));
        assert_eq!(doc.page_at(12), Some(2));
    }

    #[test]
    fn a_gap_that_is_not_two_line_breaks_is_reported() {
        let mut doc = two_blocks();
        doc.blocks[1].span.start = 13;
        assert!(doc.check().is_err());
    }
}
