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
mod fence;
mod genre;
mod html;
mod imprint;
mod inner;
mod jsonl;
mod language;
#[doc(hidden)]
pub mod lines;
mod mail;
mod markdown;
mod matter;
mod names;
mod odt;
mod package;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
mod published;
mod repair;
mod rtf;
mod sniff;
mod source;
mod unpack;
mod warc;
mod xml;

use relata_rows::Document;
use sniff::Format;

pub use error::ReadError;
pub use fence::fence;
pub use source::{Fields, Hints, Limits, Source};
pub use unpack::{Input, ReadSeek, unpack};

/// Version of the reading: raised whenever the text or blocks of any document may come out
/// otherwise, so that a case can tell a changed reader from a broken anchor.
pub const READER_VERSION: u32 = 4;

/// Reads one source. Formats are told by content; see [`Hints`] for what else counts.
///
/// # Errors
/// A [`ReadError`] that says in one line what is wrong with the bytes and what to do.
pub fn read(source: &Source, limits: &Limits) -> Result<Document, ReadError> {
    let format = sniff::sniff(&source.bytes, &source.path, &source.hints)?;
    let read = match format {
        Format::Html => html::read,
        Format::Plain => plain::read,
        Format::Markdown => markdown::read,
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read,
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => no_pdf,
        Format::Docx => docx::read,
        Format::Odt => odt::read,
        Format::Rtf => rtf::read,
        Format::Mail => mail::read,
        Format::FeedEntry => feed::read,
        Format::JsonRecord => jsonl::read,
    };
    fence::fence(format.name(), || assemble::assemble(read(source, limits)?, source))
}

/// Stands for the PDF reader in builds without it.
#[cfg(not(feature = "pdf"))]
fn no_pdf(_: &Source, _: &Limits) -> Result<draft::Draft, ReadError> {
    Err(ReadError::Damaged { format: "PDF", what: "this build has no reader for it".into() })
}

/// Whether a source is best read in a process of its own: the readers of some formats may hang or
/// overflow the stack on crafted input, which no fence inside a process stops.
pub fn wants_isolation(source: &Source) -> bool {
    sniff::sniff(&source.bytes, &source.path, &source.hints) == Ok(Format::Pdf)
}
