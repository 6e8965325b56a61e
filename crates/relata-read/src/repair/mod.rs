//! Lines to paragraphs, whatever the lines came from.
//!
//! A reader that knows only lines (plain text, PDF) describes each as a [`Line`]: its words and what is
//! known of its place. [`pieces`] puts them together: wrapped lines are joined and words cut at
//! line ends mended ([`join`]), running heads, page numbers and lists of links stand aside
//! ([`edges`]), lists, turns and captions are told by how they begin ([`shape`]), rows of cells
//! become tables ([`table`]). What stands aside never cuts a sentence: the paragraph goes on after
//! it and comes out whole, the aside follows.
//!
//! This module knows no file format, no fonts and no page sizes: places are counted in characters
//! and lines.

mod edges;
mod flow;
mod join;
pub(crate) mod shape;
mod table;

use relata_rows::BlockKind;
use std::borrow::Cow;
use std::ops::Range;

pub(crate) use flow::pieces;
pub(crate) use shape::{end_mark, heading_like};

/// One line of a page or text file that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line<'t> {
    /// Its words without white space at either end; a tab where two cells stand apart.
    pub text: Cow<'t, str>,
    /// The page it stands on, from 1; 0 where the source has no pages.
    pub page: u32,
    /// Blank space before it, in characters from the left edge of its column.
    pub indent: f32,
    /// Where it ends, in characters from the left edge of its column.
    pub end: f32,
    /// Where a full line of its column ends; 0 where lines are not wrapped, so that each stands for itself.
    pub room: f32,
    /// Empty lines above it, in its column.
    pub gap: u32,
    /// Its place on the page for finding running heads: 0 at the top, 1 at the bottom.
    pub depth: f32,
    /// Its type size, where 1 is that of most of the text.
    pub size: f32,
    /// Whether all of it is set in bold type.
    pub bold: bool,
    /// What the reader already knows it to be.
    pub known: Option<Known>,
    /// Where the cells of a row begin and end, in characters; empty where it is all one.
    pub cells: Vec<(f32, f32)>,
    /// Its bytes in the source.
    pub source: Range<usize>,
}

/// What a reader knows of a line from its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// Not part of the text; the reason goes into the report.
    Furniture(&'static str),
    /// Part of a note at the foot of the page.
    Footnote,
    /// Part of a block quotation.
    Quotation,
}

/// A block put together from lines.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    pub kind: BlockKind,
    /// Depth of a heading or item; 0 elsewhere.
    pub level: u8,
    pub text: String,
    /// The bullet or number that stood before the text of an item, with the blanks after it.
    pub mark: String,
    /// For furniture, which sort.
    pub why: &'static str,
    /// From the first byte of its first line to the last byte of its last one.
    pub source: Range<usize>,
    /// The pages on which it begins and ends.
    pub pages: (u32, u32),
    /// Offsets in `text` at which a page begins, with its number.
    pub page_starts: Vec<(usize, u32)>,
    /// Type size of its first line.
    pub size: f32,
    /// Whether all of it is bold.
    pub bold: bool,
    /// Lines it was made of.
    pub lines: u32,
    /// Empty lines above it.
    pub gap: u32,
}
