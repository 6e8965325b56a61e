//! Bytes to documents.
//!
//! One direction, in three steps:
//!
//! 1. [`sniff`] tells from the bytes what they are; archives, mailboxes, feeds and the like are
//!    parted by [`unpack`] into [`Source`]s, each with bytes of its own.
//! 2. The reader of the format (one module each: `html`, `plain`, `markdown`, `pdf`, `docx`, ...)
//!    turns the bytes of one source into a [`draft::Draft`]: blocks in order with their kinds and
//!    origins, and what the format itself states of title, authors and date.
//! 3. [`assemble`] turns any draft into a [`Document`]: one text, spans, metadata completed from the
//!    text (dateline, language, genre, bounded date), reading report.
//!
//! [`read`] does all three for one source and is a pure function of bytes and hints: no files, no
//! clock, no network. It never panics: a reader that does is stopped at [`fence`] and reported.

mod assemble;
mod charset;
mod date;
mod docx;
mod draft;
mod error;
mod feed;
mod forest;
mod html;
mod jsonl;
#[doc(hidden)]
pub mod lines;
mod mail;
mod markdown;
mod names;
mod odt;
mod pdf;
mod plain;
mod repair;
mod rtf;
mod sniff;
mod source;

use relata_rows::Document;
use sniff::Format;

pub use error::ReadError;
pub use source::{Hints, Limits, Source};

/// Version of the reading: raised whenever the text or blocks of any document may come out
/// otherwise, so that a case can tell a changed reader from a broken anchor.
pub const READER_VERSION: u32 = 1;

/// Reads one source. Formats are told by content; see [`Hints`] for what else counts.
///
/// # Errors
/// A [`ReadError`] that says in one line what is wrong with the bytes and what to do.
pub fn read(source: &Source, limits: &Limits) -> Result<Document, ReadError> {
    if source.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    let Some(format) = sniff::sniff(&source.bytes, &source.path, &source.hints) else {
        return Err(ReadError::Unsupported("unknown bytes".to_owned()));
    };
    let draft = match format {
        Format::Html => html::read(source, limits),
        Format::Plain => plain::read(source, limits),
        Format::Markdown => markdown::read(source, limits),
        Format::Pdf => pdf::read(source, limits),
        Format::Docx => docx::read(source, limits),
        Format::Odt => odt::read(source, limits),
        Format::Rtf => rtf::read(source, limits),
        Format::Mail => mail::read(source, limits),
        Format::FeedEntry => feed::read(source, limits),
        Format::JsonRecord => jsonl::read(source, limits),
    }?;
    assemble::assemble(draft, source)
}
