//! Plain text: paragraphs, wraps, lists, pages, and furniture told from the words and the layout alone.
//!
//! Lines come from [`rows`], their spacing and width are understood in [`spacing`], and
//! [`crate::repair`] puts them together; here headings, notes and the title are told, and blocks
//! that only a web page has are set aside. Origins are byte ranges of the source.

mod matter;
mod notes;
mod rows;
mod spacing;

use crate::draft::{Claims, Draft, DraftBlock};
use crate::repair::{self, Line, Piece, heading_like};
use crate::{Limits, ReadError, Source, charset, lines};
use relata_rows::{BlockKind, Origin};
use std::borrow::Cow;

/// Lines with text that one document may have; more is data and no document (each costs memory).
const MAX_LINES: usize = 5_000_000;

/// Most words of a title told from its place alone.
const TITLE_WORDS: usize = 25;

/// First lines that say what sort of paper follows and are no title; compared in lower case.
const NO_TITLES: &[&str] = &[
    "for immediate release",
    "immediate release",
    "press release",
    "news release",
    "media release",
    "embargoed",
    "opinion",
    "news",
    "editorial",
    "transcript",
    "statement",
    "memorandum",
    "draft",
    "confidential",
    "remarks",
];

/// Reads one source of this format.
pub(crate) fn read(source: &Source, _limits: &Limits) -> Result<Draft, ReadError> {
    let decoded = charset::decode(&source.bytes, source.hints.charset.as_deref(), false);
    let mut rows = rows::rows(&decoded.text);
    if rows.len() > MAX_LINES {
        return Err(ReadError::OverLimit {
            what: format!("a text of {} lines", rows.len()),
            limit: format!("{MAX_LINES} lines"),
            advice: "split it, or read it as data",
        });
    }
    let (blocks, claims) = structure(&mut rows, |at| decoded.source_offset(at));
    Ok(Draft { media_type: "text/plain", blocks, claims, report: decoded.note.into_iter().collect() })
}

/// Blocks and claims of a text whose lines are given; `origin` turns an offset in the text into one
/// in the source.
fn structure(rows: &mut [Line<'_>], origin: impl Fn(usize) -> usize) -> (Vec<DraftBlock>, Claims) {
    let (pieces, claims) = pieces(rows);
    let blocks = pieces
        .into_iter()
        .map(|piece| DraftBlock {
            kind: piece.kind,
            level: piece.level,
            text: piece.text,
            origin: Origin::Bytes { start: origin(piece.source.start), end: origin(piece.source.end) },
            why: piece.why,
            page_starts: piece.page_starts,
        })
        .collect();
    (blocks, claims)
}

/// The lines put together, and what each piece is.
fn pieces(rows: &mut [Line<'_>]) -> (Vec<Piece>, Claims) {
    spacing::close_double_spacing(rows);
    spacing::set_room(rows);
    let mut pieces = repair::pieces(rows);
    // The model learnt from lines with their bullets.
    let texts: Vec<Cow<'_, str>> = pieces
        .iter()
        .map(|p| {
            if p.mark.is_empty() {
                Cow::Borrowed(&*p.text)
            } else {
                Cow::Owned(format!("{}{}", p.mark, p.text))
            }
        })
        .collect();
    let told: Vec<lines::Line<'_>> =
        texts.iter().zip(&pieces).map(|(text, p)| lines::Line { text, gap: p.gap > 0 }).collect();
    let web = lines::furniture(&told);
    for (piece, why) in pieces.iter_mut().zip(web) {
        if let Some(why) = why
            && piece.kind != BlockKind::Furniture
        {
            (piece.kind, piece.level, piece.why) = (BlockKind::Furniture, 0, why);
        }
    }
    notes::mark(&mut pieces);
    let headline = matter::keep(&mut pieces);
    matter::mark(&mut pieces);
    let claims = headings(&mut pieces, headline);
    (pieces, claims)
}

/// Marks headings, and claims a title: the headline above a byline, else the first line where it
/// reads as one and stands alone or in a group of short lines.
fn headings(pieces: &mut [Piece], headline: Option<usize>) -> Claims {
    let mut claims = Claims::default();
    if let Some(at) = headline.or_else(|| in_head(pieces)) {
        let (title, section) = part_title(&pieces[at].text);
        claims.title = Some(title.to_owned());
        claims.genre_words.extend(section.map(str::to_owned));
        (pieces[at].kind, pieces[at].level) = (BlockKind::Heading, 1);
    }
    let body: Vec<usize> = (0..pieces.len()).filter(|&i| pieces[i].kind != BlockKind::Furniture).collect();
    for (place, &i) in body.iter().enumerate() {
        let Some(&next) = body.get(place + 1) else { break };
        let (this, below) = (&pieces[i], &pieces[next]);
        let first = place == 0;
        let paragraph = this.kind == BlockKind::Paragraph
            || this.kind == BlockKind::Item && repair::shape::is_section(&this.text);
        let alone = paragraph && this.lines <= 2 && (first || this.gap > 0) && below.gap > 0;
        let speaks = repair::shape::is_turn(&this.text) || is_byline(&this.text);
        let leads = below.kind != BlockKind::Heading && below.text.len() > this.text.len();
        if !alone || speaks || !leads || this.kind == BlockKind::Heading {
            continue;
        }
        if first && claims.title.is_none() && title_like(&this.text) {
            let (title, section) = part_title(&this.text);
            claims.title = Some(title.to_owned());
            claims.genre_words.extend(section.map(str::to_owned));
        } else if !heading_like(&this.text) {
            continue;
        }
        let level = if first && claims.title.as_deref().is_some_and(|t| pieces[i].text.starts_with(t)) {
            1
        } else {
            2
        };
        (pieces[i].kind, pieces[i].level) = (BlockKind::Heading, level);
    }
    claims
}

/// The title in a head of two to six short lines (office, title, place, date) above the text: the
/// first one of at least four words.
fn in_head(pieces: &[Piece]) -> Option<usize> {
    let group =
        1 + pieces.iter().skip(1).take_while(|p| p.gap == 0 && p.lines == 1 && p.text.len() <= 200).count();
    let follows = pieces.get(group).is_some_and(|p| p.gap > 0);
    let title = |&i: &usize| {
        let text = &pieces[i].text;
        let plain =
            pieces[i].kind == BlockKind::Paragraph && !repair::shape::is_turn(text) && !is_byline(text);
        plain && title_like(text) && text.split_whitespace().count() >= 4
    };
    let short = pieces.first()?.lines == 1 && pieces[0].text.len() <= 200;
    (short && follows && (2..=6).contains(&group)).then(|| (0..group).find(title)).flatten()
}

/// Whether a first line that stands alone is a title: no stop at its end, not too long, and not one
/// of [`NO_TITLES`].
fn title_like(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let plain = text.trim_end_matches([':', '.']).to_lowercase();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let stops = repair::shape::ending(text) != repair::shape::Ending::Open && !text.ends_with('?');
    words <= TITLE_WORDS
        && letters >= 3
        && !stops
        && !text.ends_with([',', ';'])
        && !NO_TITLES.contains(&plain.as_str())
}

/// Parts "Title | Section": what stands after the last bar is the name of a section or site where
/// it has at most four words.
fn part_title(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(" | ") {
        Some((title, section)) if section.split_whitespace().count() <= 4 && !title.trim().is_empty() => {
            (title.trim_end(), Some(section.trim()))
        }
        _ => (text, None),
    }
}

fn is_byline(text: &str) -> bool {
    ["By ", "BY ", "Por ", "POR ", "Von ", "Par "].iter().any(|by| text.starts_with(by))
}

#[cfg(test)]
mod tests;
