//! PDF: lines with their places on the page, put together to paragraphs.
//!
//! `pdf_oxide` gives runs of text with their places; [`page`] makes fragments of lines of them,
//! [`columns`] brings these into reading order, [`lines`] describes them for [`crate::repair`], and
//! [`info`] reads what the file says of itself. Origins are pages.
//!
//! Parsing may be slow or panic on hostile files; the fence around all readers is not made here.

mod columns;
mod info;
mod lines;
mod page;

use crate::draft::{Draft, DraftBlock};
use crate::repair::{self, Piece, shape};
use crate::{Limits, ReadError, Source, matter};
use page::Page;
use pdf_oxide::PdfDocument;
use relata_rows::{BlockKind, Note, NoteCode, Origin};

/// Type size of a heading, where 1 is that of most of the text.
const HEADING_SIZE: f32 = 1.12;

/// Bytes of a block that is larger than the text and still a heading.
const HEADING_LENGTH: usize = 250;

/// Bytes at the end of a file in which its end mark stands (ISO 32000-1, annex H.3, note 18: 1024).
const TRAILER: usize = 1024;

/// Reads one source of this format.
pub(crate) fn read(source: &Source, _limits: &Limits) -> Result<Draft, ReadError> {
    let damaged = |what: String| ReadError::Damaged { format: "PDF", what };
    let file = PdfDocument::from_bytes(source.bytes.clone()).map_err(|e| damaged(e.to_string()))?;
    // Many files are locked against changes only: the empty password opens them.
    if file.is_encrypted() && !matches!(file.authenticate(b""), Ok(true)) {
        return Err(ReadError::Encrypted("PDF"));
    }
    let count = file.page_count().map_err(|e| damaged(e.to_string()))?;
    let mut report = Vec::new();
    let tail = &source.bytes[source.bytes.len().saturating_sub(TRAILER)..];
    let whole = memchr::memmem::find(tail, b"%%EOF").is_some();
    if !whole {
        report
            .push(Note::new(NoteCode::Repaired, "the end of the file is missing; pages may be lost with it"));
    }
    let (pages, empty) = read_pages(&file, count, &mut report);
    if count == 0 {
        return Err(damaged(
            if whole { "no pages in it" } else { "cut off before its first page" }.to_owned(),
        ));
    }
    if pages.iter().all(|p| p.fragments.is_empty()) {
        let cut = || damaged("cut off; no page can be read".to_owned());
        return Err(if whole { ReadError::NoTextLayer { pages: count } } else { cut() });
    }
    if !empty.is_empty() {
        let message = format!(
            "no text layer on {}: images or empty; run OCR over the file if they matter",
            named(&empty)
        );
        report.push(Note::new(NoteCode::Lost, message));
    }
    let lines = lines::lines(&pages);
    let mut pieces = repair::pieces(&lines);
    headings(&mut pieces);
    let claims = info::claims(&file, &pieces);
    let mut blocks: Vec<DraftBlock> = pieces
        .into_iter()
        .map(|piece| DraftBlock {
            kind: piece.kind,
            level: piece.level,
            text: piece.text,
            origin: Origin::Pages { first: piece.pages.0, last: piece.pages.1 },
            why: piece.why,
            page_starts: piece.page_starts,
        })
        .collect();
    // No corpus tells what the model of copied pages would do to title pages and lists of works.
    matter::mark(&mut blocks, &[]);
    Ok(Draft { media_type: "application/pdf", blocks, claims, report })
}

/// All pages, and the numbers of those without text.
fn read_pages(file: &PdfDocument, count: usize, report: &mut Vec<Note>) -> (Vec<Page>, Vec<usize>) {
    let (mut pages, mut empty) = (Vec::new(), Vec::new());
    for index in 0..count {
        let number = index + 1;
        match file.extract_spans(index) {
            Ok(spans) => {
                let page = Page::new(number as u32, file.get_page_visible_box(index).ok(), spans);
                if page.fragments.is_empty() {
                    empty.push(number);
                }
                pages.push(page);
            }
            Err(error) => {
                report.push(Note::new(NoteCode::Lost, format!("page {number} could not be read: {error}")));
            }
        }
    }
    (pages, empty)
}

/// "page 3", "pages 1, 4 to 9".
fn named(pages: &[usize]) -> String {
    let runs: Vec<String> = pages
        .chunk_by(|a, b| a + 1 == *b)
        .map(|run| match run {
            [one] => one.to_string(),
            [first, .., last] => format!("{first} to {last}"),
            [] => String::new(),
        })
        .collect();
    format!("{} {}", if pages.len() == 1 { "page" } else { "pages" }, runs.join(", "))
}

/// Marks headings by their type, and ranks them by its size.
fn headings(pieces: &mut [Piece]) {
    let mut sizes: Vec<u32> = Vec::new();
    for piece in pieces.iter_mut() {
        if piece.kind != BlockKind::Paragraph || shape::is_turn(&piece.text) {
            continue;
        }
        let letters = piece.text.chars().filter(|c| c.is_alphabetic()).count();
        let large = piece.size >= HEADING_SIZE && piece.text.len() <= HEADING_LENGTH && letters > 1;
        let bold = piece.bold && piece.lines <= 3 && repair::heading_like(&piece.text);
        if large || bold {
            piece.kind = BlockKind::Heading;
            sizes.push(rank(piece.size));
        }
    }
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    for piece in pieces.iter_mut().filter(|p| p.kind == BlockKind::Heading) {
        let at = sizes.iter().position(|&s| s == rank(piece.size)).unwrap_or(0);
        piece.level = (at + 1).min(6) as u8;
    }
}

/// Type size in twentieths, so that sizes that differ by rounding are one.
fn rank(size: f32) -> u32 {
    (size * 20.0).round() as u32
}

#[cfg(test)]
mod tests;
