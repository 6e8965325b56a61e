//! Fragments in reading order to lines that [`crate::repair`] understands: points become characters and
//! empty lines.

use super::columns::{Column, columns};
use super::page::{Fragment, Page};
use crate::repair::{Known, Line, shape};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Distance of base lines above which there is an empty line between, in usual distances.
const EMPTY_LINE: f32 = 1.25;

/// Size of the type of footnotes at most, where 1 is that of most of the text.
const NOTE_SIZE: f32 = 0.93;

/// What is usual in the whole file.
#[derive(Debug, Clone, Copy)]
struct Usual {
    /// Type size of most characters, in points.
    size: f32,
    /// Width of a character of that size, in points.
    character: f32,
    /// Distance of base lines, in type sizes.
    leading: f32,
    /// Edges of the text on the page, in points.
    left: f32,
    right: f32,
}

/// The lines of all pages in reading order.
pub(super) fn lines(pages: &[Page]) -> Vec<Line<'static>> {
    let mut usual = usual(pages);
    let ordered: Vec<(&Page, Vec<Column>)> =
        pages.iter().map(|page| (page, columns(page.fragments.clone(), usual.left, usual.right))).collect();
    usual.leading = leading(&ordered);
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (page, columns) in &ordered {
        for column in columns {
            let start = lines.len();
            let mut above: Option<&Fragment> = None;
            for row in column.fragments.chunk_by(same_row) {
                lines.push(line(row, above, page, column, usual));
                above = row.last();
            }
            footnotes(&mut lines[start..]);
        }
        for text in &page.turned {
            let mut turned =
                line(&[], None, page, &Column { left: 0.0, right: 0.0, fragments: vec![] }, usual);
            turned.text = Cow::Owned(text.trim().to_owned());
            turned.known = Some(Known::Furniture("turned text"));
            turned.depth = 0.5;
            lines.push(turned);
        }
    }
    remove_marks(&mut lines);
    lines
}

/// What is usual in the file, weighed by characters; the leading is not known yet.
fn usual(pages: &[Page]) -> Usual {
    let fragments = || pages.iter().flat_map(|p| &p.fragments);
    let mut sizes: BTreeMap<u32, (usize, f32)> = BTreeMap::new();
    for f in fragments() {
        let count = f.text.chars().count();
        let entry = sizes.entry((f.size * 2.0).round() as u32).or_default();
        *entry = (entry.0 + count, entry.1 + f.right - f.left);
    }
    let (size, (count, width)) =
        sizes.into_iter().max_by_key(|(_, (count, _))| *count).unwrap_or((20, (1, 5.0)));
    let size = size as f32 / 2.0;
    let edge = |mut xs: Vec<f32>, share: usize| {
        xs.sort_by(f32::total_cmp);
        xs.get((xs.len() * share / 100).min(xs.len().saturating_sub(1))).copied().unwrap_or(0.0)
    };
    // Marginal notes and page numbers may stand outside; one line in fifty is enough to tell.
    let left = edge(fragments().map(|f| f.left).collect(), 2);
    let right = edge(fragments().map(|f| f.right).collect(), 98);
    Usual { size, character: (width / count as f32).clamp(0.2 * size, size), leading: 1.2, left, right }
}

/// The usual distance of base lines of one type size, in type sizes.
fn leading(pages: &[(&Page, Vec<Column>)]) -> f32 {
    let mut steps = Vec::new();
    for column in pages.iter().flat_map(|(_, columns)| columns) {
        for pair in column.fragments.windows(2) {
            let step = (pair[1].base - pair[0].base) / pair[0].size;
            if (pair[0].size - pair[1].size).abs() < 0.3 && (0.8..4.0).contains(&step) {
                steps.push(step);
            }
        }
    }
    steps.sort_by(f32::total_cmp);
    // Distances within paragraphs are the smaller ones: where few lines are wrapped, half of all
    // distances may be those between paragraphs.
    steps.get(steps.len() * 2 / 5).copied().unwrap_or(1.2)
}

fn same_row(a: &Fragment, b: &Fragment) -> bool {
    (a.base - b.base).abs() <= 0.3 * a.size.max(b.size) && b.left > a.left
}

/// One row of a column as a line; `above` is the row before it.
fn line(
    row: &[Fragment],
    above: Option<&Fragment>,
    page: &Page,
    column: &Column,
    usual: Usual,
) -> Line<'static> {
    let width = |points: f32| (points / usual.character).max(0.0);
    let left = row.first().map_or(column.left, |f| f.left);
    let right = row.last().map_or(left, |f| f.right);
    let base = row.last().map_or(0.0, |f| f.base);
    let size = row.iter().map(|f| f.size).fold(0.0, f32::max).max(1.0);
    let gap = above.map_or(0, |above| {
        let step = (base - above.base) / (usual.leading * size.max(above.size));
        if step > EMPTY_LINE { (step.round() as u32).saturating_sub(1).max(1) } else { 0 }
    });
    let cell = |f: &Fragment| (width(f.left - column.left), width(f.right - column.left));
    let text: Vec<&str> = row.iter().map(|f| f.text.trim()).collect();
    Line {
        text: Cow::Owned(text.join("\t")),
        page: page.number,
        indent: width(left - column.left),
        end: width(right - column.left),
        room: width(column.right - column.left),
        gap,
        depth: (base / page.height).clamp(0.0, 1.0),
        size: size / usual.size,
        bold: !row.is_empty() && row.iter().all(|f| f.bold),
        known: None,
        cells: if row.len() > 1 { row.iter().map(cell).collect() } else { Vec::new() },
        source: 0..0,
    }
}

/// Marks the footnotes among the lines of one column: those in smaller type at its end, from the first
/// that begins with a number or sign.
fn footnotes(column: &mut [Line<'static>]) {
    let small = column.iter().rev().take_while(|l| l.size <= NOTE_SIZE).count();
    let tail = column.len() - small;
    // A column of small type alone is no note but a caption, a table or a box.
    if tail == 0 && column.first().is_none_or(|l| l.depth < 0.6) {
        return;
    }
    let notes = &mut column[tail..];
    let Some(first) = notes.iter().position(|l| shape::starts_note(&l.text)) else { return };
    for line in &mut notes[first..] {
        let number = shape::bare_number(&line.text).is_some() || shape::is_page_number(&line.text);
        line.known = (!number).then_some(Known::Footnote);
    }
}

/// Takes the marks of footnotes out of the text, where the note itself is there.
fn remove_marks(lines: &mut [Line<'static>]) {
    let note =
        |l: &Line<'_>| (l.known == Some(Known::Footnote)).then(|| shape::note_number(&l.text)).flatten();
    let notes: BTreeSet<u32> = lines.iter().filter_map(note).collect();
    if notes.is_empty() {
        return;
    }
    for line in lines.iter_mut().filter(|l| l.known != Some(Known::Footnote)) {
        if !line.text.contains(is_raised) {
            continue;
        }
        let mut text = String::with_capacity(line.text.len());
        let mut rest = &*line.text;
        while let Some(at) = rest.find(is_raised) {
            let end = at + rest[at..].find(|c| !is_raised(c)).unwrap_or(rest.len() - at);
            text.push_str(&rest[..at]);
            // "km²" is no mark.
            let unit = ["m", "km", "cm"]
                .contains(&text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default());
            if unit || !shape::note_number(&rest[at..end]).is_some_and(|n| notes.contains(&n)) {
                text.push_str(&rest[at..end]);
            }
            rest = &rest[end..];
        }
        text.push_str(rest);
        line.text = Cow::Owned(text);
    }
}

fn is_raised(c: char) -> bool {
    shape::RAISED.contains(&c)
}
