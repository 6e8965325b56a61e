//! A text cut into lines, each with its place in characters.

use crate::repair::{Known, Line};
use std::borrow::Cow;

/// Blanks that part two cells of a row; two of them also stand between typed sentences.
const CELL_GAP: usize = 3;

/// Columns from one tab stop to the next.
const TAB: usize = 8;

/// Bytes above which a line is no row of cells.
const LONGEST_ROW: usize = 1000;

/// The lines of `text` that are not empty. Pages are numbered where there is a form feed.
pub(super) fn rows(text: &str) -> Vec<Line<'_>> {
    let paged = memchr::memchr(b'\x0C', text.as_bytes()).is_some();
    let mut rows: Vec<Line<'_>> = Vec::new();
    let (mut page, mut gap, mut place, mut first) = (u32::from(paged), 0, 0_u32, 0);
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let end = start + memchr::memchr3(b'\n', b'\r', b'\x0C', rest.as_bytes()).unwrap_or(rest.len());
        if let Some(mut row) = row(text, start, end) {
            (row.page, row.gap, row.depth) = (page, gap, place as f32);
            rows.push(row);
            gap = 0;
        } else if !text[end..].starts_with('\x0C') {
            gap = gap.saturating_add(1);
        }
        place = place.saturating_add(1);
        let feed = text[end..].starts_with('\x0C');
        if feed {
            set_depths(&mut rows[first..]);
            (first, place, gap, page) = (rows.len(), 0, 0, page + 1);
        }
        start = end + if text[end..].starts_with("\r\n") { 2 } else { 1 };
    }
    set_depths(&mut rows[first..]);
    rows
}

/// Turns line numbers within a page into places from 0 to 1.
fn set_depths(page: &mut [Line<'_>]) {
    let last = page.last().map_or(0.0, |l| l.depth).max(1.0);
    page.iter_mut().for_each(|l| l.depth /= last);
}

/// The line at `start..end`; `None` where it is empty.
fn row(text: &str, start: usize, end: usize) -> Option<Line<'_>> {
    let unseen = |c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}');
    let line = &text[start..end];
    let mut words = line.trim_end_matches(unseen).trim_start_matches(unseen);
    if words.is_empty() {
        return None;
    }
    let mut known = None;
    while let Some(quoted) = words.strip_prefix('>') {
        known = Some(Known::Quotation);
        words = quoted.trim_start();
    }
    if words.is_empty() {
        return None;
    }
    let from = start + (words.as_ptr() as usize - line.as_ptr() as usize);
    let indent = width(&text[start..from]);
    let (text, cells) = cells(words, indent);
    let end = cells.last().map_or_else(|| indent + words.chars().count(), |&(_, end)| end as usize);
    Some(Line {
        end: end as f32,
        text,
        page: 0,
        indent: indent as f32,
        room: 0.0,
        gap: 0,
        depth: 0.0,
        size: 1.0,
        bold: false,
        known,
        cells,
        source: from..from + words.len(),
    })
}

/// Columns that white space takes from the beginning of a line.
fn width(blank: &str) -> usize {
    blank.chars().fold(0, |at, c| if c == '\t' { (at / TAB + 1) * TAB } else { at + 1 })
}

/// The words with one tab between two cells, and the columns of the cells; no cells where there is
/// only one.
fn cells(words: &str, indent: usize) -> (Cow<'_, str>, Vec<(f32, f32)>) {
    let wide = words.len() <= LONGEST_ROW && (words.contains('\t') || words.contains("   "));
    if !wide {
        return (Cow::Borrowed(words), Vec::new());
    }
    let mut text = String::with_capacity(words.len());
    let mut cells: Vec<(f32, f32)> = Vec::new();
    let (mut at, mut from, mut ended) = (indent, indent, indent);
    let (mut blanks, mut tab) = (0, false);
    for c in words.chars() {
        if c.is_whitespace() {
            blanks += 1;
            tab |= c == '\t';
            at = if c == '\t' { (at / TAB + 1) * TAB } else { at + 1 };
            continue;
        }
        if tab || blanks >= CELL_GAP {
            cells.push((from as f32, ended as f32));
            text.push('\t');
            from = at;
        } else {
            text.extend(std::iter::repeat_n(' ', blanks));
        }
        (blanks, tab) = (0, false);
        text.push(c);
        at += 1;
        ended = at;
    }
    cells.push((from as f32, at as f32));
    (Cow::Owned(text), if cells.len() > 1 { cells } else { Vec::new() })
}
