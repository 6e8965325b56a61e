//! HTML: the tree, its blocks, which of them are the text, and what the head states.
//!
//! [`tree`] parses, [`blocks`] parts the page into stretches of text, [`features`] and [`judge`] tell
//! body from furniture, [`fragment`] does so for pieces without a page around them, [`meta`] reads what the page states of itself, [`payload`] finds the text of
//! pages that scripts draw.

mod blocks;
mod features;
mod fragment;
mod judge;
mod meta;
mod names;
mod payload;
mod stated;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod training;
mod tree;
mod words;

use crate::charset::{self, Decoded};
use crate::draft::{Draft, DraftBlock};
use crate::{Limits, ReadError, Source};
use judge::Verdict;
use relata_rows::{BlockKind, Note, NoteCode, Origin};

/// Body shorter than this (bytes) is next to no text: the data that scripts draw from are looked at.
const SCANT: usize = 400;

/// Reads one page. Never fails by itself; a page without any text gives no blocks.
pub(crate) fn read(source: &Source, limits: &Limits) -> Result<Draft, ReadError> {
    Ok(draft(source, limits, true))
}

/// Reads a piece of a page that stands inside another format: all of it is body that does not say
/// otherwise.
pub(crate) fn read_fragment(source: &Source, limits: &Limits) -> Result<Draft, ReadError> {
    Ok(draft(source, limits, false))
}

fn draft(source: &Source, limits: &Limits, whole: bool) -> Draft {
    let decoded = charset::decode(&source.bytes, source.hints.charset.as_deref(), true);
    let tree = tree::parse(&decoded.text, limits);
    let page = blocks::blocks(&tree, &decoded.text);
    let verdicts = if whole {
        let stated = stated::stated(&tree);
        judge::verdicts(&tree, &page, &mut features::View::new(&tree, &page, &stated))
    } else {
        fragment::verdicts(&tree, &page)
    };
    let mut body = 0;
    let mut drafted = Vec::with_capacity(page.blocks.len());
    for (block, verdict) in page.blocks.iter().zip(verdicts) {
        let text = page.text_of(block);
        let origin = origin(&decoded, block.source);
        match verdict {
            Verdict::Body => {
                body += text.len();
                drafted.push(DraftBlock { level: block.level, ..DraftBlock::new(block.kind, text, origin) });
            }
            Verdict::Furniture(why) => drafted.push(DraftBlock::furniture(text, origin, why)),
            Verdict::Hidden => {}
        }
    }
    let mut report: Vec<Note> = decoded.note.iter().cloned().collect();
    if whole && body < SCANT {
        let found = payload::blocks(&tree, limits);
        if found.iter().map(|b| b.text.len()).sum::<usize>() > 2 * body.max(SCANT / 2) {
            report.push(Note::new(
                NoteCode::Repaired,
                "the page has next to no text in its markup; it was taken from the data that its scripts draw it from",
            ));
            drafted.extend(
                found.into_iter().map(|b| DraftBlock::new(b.kind, b.text, origin(&decoded, b.source))),
            );
        }
    }
    if whole
        && drafted.is_empty()
        && let Some((text, source)) = stated::description(&tree)
    {
        report.push(Note::new(
            NoteCode::Repaired,
            "the page has no text, scripts fetch it from elsewhere; kept is what it says of itself in a line",
        ));
        drafted.push(DraftBlock::new(BlockKind::Paragraph, text, origin(&decoded, source)));
    }
    if tree.dropped_tags > 0 {
        let message = format!(
            "{} tags lay deeper than {} elements or multiplied without end and were left out; their text was kept",
            tree.dropped_tags, limits.markup_depth
        );
        report.push(Note::new(NoteCode::Repaired, message));
    }
    let claims = meta::claims(&tree, source.hints.url.as_deref());
    Draft { media_type: "text/html", blocks: drafted, claims, report }
}

fn origin(decoded: &Decoded, (start, end): (usize, usize)) -> Origin {
    Origin::Bytes { start: decoded.source_offset(start), end: decoded.source_offset(end) }
}
