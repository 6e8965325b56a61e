//! Which line goes on with the paragraph before it, and what each paragraph is.

use super::join::{Joiner, Seam};
use super::shape::{self, Ending, Marker};
use super::{Known, Line, Piece, edges, table};
use relata_rows::BlockKind;
use std::collections::{HashMap, HashSet};

/// Characters by which a line must stand in or out to count as indented.
const INDENT: f32 = 1.6;

/// Characters by which a block quotation stands in on every line.
const QUOTATION_INDENT: f32 = 3.5;

/// Share of its column that a line fills at least when the next word did not fit, in proportional
/// type counted by characters.
const FULL: f32 = 0.75;

/// The same for a line that ends with a full stop: there the paragraph may just as well be over.
const FULL_AT_STOP: f32 = 0.9;

/// The same where the text parts its paragraphs by empty lines, so that a line end tells less.
const FULL_AT_STOP_PARTED: f32 = 0.6;

/// One line in so many stands below an empty one where paragraphs are parted by them.
const PARTED: usize = 15;

/// Type size of a heading, where 1 is that of most of the text.
const HEADING_SIZE: f32 = 1.12;

/// Puts lines together to blocks, in order. What stands aside follows the paragraph that it
/// interrupts. Every character of every line goes into exactly one block, but for the hyphens of mended
/// words; the bullets and numbers of lists are the marks of their items.
pub(crate) fn pieces(lines: &[Line<'_>]) -> Vec<Piece> {
    let asides = edges::asides(lines);
    let rows = table::rows(lines, &asides);
    let flow: Vec<usize> = (0..lines.len()).filter(|&i| asides[i].is_none() && !rows[i]).collect();
    let seams = flow.windows(2).map(|w| (&*lines[w[0]].text, &*lines[w[1]].text));
    let joiner = Joiner::new(seams, lines.iter().map(|l| &*l.text));
    let labels = recurring_labels(lines);
    let style = Style::of(lines);
    let mut out = Builder {
        joiner,
        labels,
        style,
        lists: Lists::default(),
        open: None,
        done: Vec::new(),
        waiting: Vec::new(),
    };
    for (i, line) in lines.iter().enumerate() {
        match asides[i] {
            Some(aside) => out.aside(line, aside),
            None if rows[i] => out.row(line, i > 0 && rows[i - 1]),
            None => out.line(line),
        }
    }
    out.finish()
}

/// Labels before colons that come at the beginning of two lines or more, where there are two of
/// them: the speakers of a transcript.
fn recurring_labels(lines: &[Line<'_>]) -> HashSet<String> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for label in lines.iter().filter_map(|l| shape::label(&l.text)) {
        *counts.entry(label).or_default() += 1;
    }
    counts.retain(|_, n| *n > 1);
    if counts.len() > 1 { counts.into_keys().map(str::to_owned).collect() } else { HashSet::new() }
}

/// How the document shows where its paragraphs begin.
#[derive(Debug, Clone, Copy)]
struct Style {
    /// [`FULL_AT_STOP`], or [`FULL_AT_STOP_PARTED`] where indents or empty lines tell more than line ends.
    at_stop: f32,
    /// Whether the first lines of paragraphs stand in.
    first_lines: bool,
}

impl Style {
    fn of(lines: &[Line<'_>]) -> Style {
        let parted = lines.iter().filter(|l| l.gap > 0).count();
        let stands_in = |pair: &&[Line<'_>]| {
            let (above, below) = (&pair[0], &pair[1]);
            let step = below.indent - above.indent;
            below.gap == 0
                && (INDENT..4.0 * INDENT).contains(&step)
                && shape::ending(&above.text) == Ending::Stop
        };
        let plain = |pair: &&[Line<'_>]| shape::marker(&pair[1].text).is_none();
        let indented = lines.windows(2).filter(stands_in).filter(plain).count();
        let first_lines = indented >= 3 && indented > parted;
        let told = first_lines || parted * PARTED >= lines.len();
        Style { at_stop: if told { FULL_AT_STOP_PARTED } else { FULL_AT_STOP }, first_lines }
    }
}

/// The levels of nested lists: the sorts of markers and indents that are open.
#[derive(Debug, Default)]
struct Lists {
    open: Vec<(char, f32)>,
}

impl Lists {
    /// The level of an item with this sort of marker at this indent.
    fn level(&mut self, sort: char, indent: f32) -> u8 {
        let same = |&(s, at): &(char, f32)| s == sort && (at - indent).abs() <= INDENT;
        match self.open.iter().position(same) {
            Some(at) => self.open.truncate(at + 1),
            None => {
                // An item further out closes what is further in; the same sort further in nests.
                self.open.retain(|&(_, at)| at <= indent + INDENT);
                self.open.push((sort, indent));
            }
        }
        self.open.len().min(6) as u8
    }
}

struct Open<'l, 't> {
    piece: Piece,
    last: &'l Line<'t>,
    first: &'l Line<'t>,
    /// Indent of the lines after the first, once there is one.
    hang: Option<f32>,
    /// Whether something stood aside since `last`.
    crossed: bool,
}

struct Builder<'l, 't> {
    joiner: Joiner,
    labels: HashSet<String>,
    style: Style,
    lists: Lists,
    open: Option<Open<'l, 't>>,
    done: Vec<Piece>,
    /// What stands aside and waits for the end of the open paragraph.
    waiting: Vec<Piece>,
}

impl<'l, 't> Builder<'l, 't> {
    /// A line outside the flow: joined to the aside before it where it is of the same sort.
    fn aside(&mut self, line: &'l Line<'t>, aside: Known) {
        let (kind, why) = match aside {
            Known::Furniture(why) => (BlockKind::Furniture, why),
            Known::Footnote | Known::Quotation => (BlockKind::Footnote, ""),
        };
        if let Some(open) = &mut self.open {
            open.crossed = true;
        }
        let into = if self.open.is_some() { &mut self.waiting } else { &mut self.done };
        if let Some(last) =
            into.last_mut().filter(|p| p.kind == kind && p.why == why && p.pages.1 == line.page)
        {
            let note = kind == BlockKind::Footnote;
            let begins = !note || line.gap > 0 || next_note(&last.text, &line.text);
            if !begins {
                let seam = self.joiner.seam(last_line(&last.text), &line.text);
                append(last, line, seam);
                return;
            }
            if !note && line.gap == 0 {
                last.text.push('\n');
                last.text.push_str(&line.text);
                last.source.end = line.source.end;
                last.lines += 1;
                return;
            }
        }
        let mut piece = begin(line, kind, 0, 0);
        piece.why = why;
        into.push(piece);
    }

    /// A row of a table; `more` where the line before was one too.
    fn row(&mut self, line: &'l Line<'t>, more: bool) {
        self.close();
        self.lists = Lists::default();
        match self.done.last_mut().filter(|p| more && p.kind == BlockKind::Table && p.pages.1 == line.page) {
            Some(table) => {
                table.text.push('\n');
                table.text.push_str(&line.text);
                table.source.end = line.source.end;
                table.lines += 1;
            }
            None => self.done.push(begin(line, BlockKind::Table, 0, 0)),
        }
    }

    /// A line of the flow.
    fn line(&mut self, line: &'l Line<'t>) {
        let marker = shape::marker(&line.text);
        let expected = self.open.as_ref().is_none_or(|open| new_line_expected(open, line));
        let marker = match marker {
            Some(Marker::Soft(..) | Marker::Number(_)) if !expected => None,
            marker => marker,
        };
        let quoted = line.known == Some(Known::Quotation);
        if let Some(open) = &mut self.open
            && marker.is_none()
            && quoted == (open.piece.kind == BlockKind::Quotation)
            && !begins_block(&self.labels, open, line, expected)
            && continues(open, line, self.style)
        {
            let seam = self.joiner.seam(&open.last.text, &line.text);
            append(&mut open.piece, line, seam);
            open.hang = open.hang.or(Some(line.indent));
            open.last = line;
            open.crossed = false;
            return;
        }
        self.close();
        let (kind, level, cut) = match marker {
            Some(Marker::Bullet(sort, width) | Marker::Soft(sort, width)) => {
                (BlockKind::Item, self.lists.level(sort, line.indent), width)
            }
            Some(Marker::Number(sort)) => (BlockKind::Item, self.lists.level(sort, line.indent), 0),
            None if quoted => (BlockKind::Quotation, 0, 0),
            None if shape::is_caption(&line.text) => (BlockKind::Caption, 0, 0),
            None => (BlockKind::Paragraph, 0, 0),
        };
        if kind != BlockKind::Item {
            self.lists = Lists::default();
        }
        let piece = begin(line, kind, level, cut);
        self.open = Some(Open { piece, last: line, first: line, hang: None, crossed: false });
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            let mut piece = open.piece;
            let inset = open.first.indent.min(open.hang.unwrap_or(0.0)) >= QUOTATION_INDENT;
            if piece.kind == BlockKind::Paragraph && piece.lines > 1 && inset {
                piece.kind = BlockKind::Quotation;
            }
            self.done.push(piece);
        }
        self.done.append(&mut self.waiting);
    }

    fn finish(mut self) -> Vec<Piece> {
        self.close();
        part_numbers(&mut self.done);
        self.done
    }
}

/// Takes the numbers ("2.", "2)") off the items of a list that counts: those that follow each other
/// with nothing between them but items and what stands aside. A number by itself may be a part of the
/// sentence and stays, as do "(b)" and "iv.", which Markdown does not take for marks of a list either.
fn part_numbers(pieces: &mut [Piece]) {
    // The open lists: level, number of the last item and where it is.
    let mut open: Vec<(u8, u32, usize)> = Vec::new();
    let mut counted: Vec<(usize, usize)> = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        match piece.kind {
            BlockKind::Item => {}
            BlockKind::Furniture | BlockKind::Footnote => continue,
            _ => open.clear(),
        }
        let Some((number, _)) = shape::counter(&piece.text).filter(|_| piece.kind == BlockKind::Item) else {
            continue;
        };
        open.retain(|&(level, ..)| level <= piece.level);
        match open.last_mut().filter(|(level, ..)| *level == piece.level) {
            Some(last) => {
                if last.1.checked_add(1) == Some(number) {
                    counted.push((last.2, i));
                }
                *last = (piece.level, number, i);
            }
            None => open.push((piece.level, number, i)),
        }
    }
    for at in counted.into_iter().flat_map(|(a, b)| [a, b]) {
        let piece = &mut pieces[at];
        if let Some((_, cut)) = shape::counter(&piece.text).filter(|_| piece.mark.is_empty()) {
            piece.mark = piece.text.drain(..cut).collect();
            piece.page_starts.iter_mut().for_each(|(at, _)| *at = at.saturating_sub(cut));
        }
    }
}

fn begin(line: &Line<'_>, kind: BlockKind, level: u8, cut: usize) -> Piece {
    Piece {
        kind,
        level,
        text: line.text[cut..].to_owned(),
        mark: line.text[..cut].to_owned(),
        why: "",
        source: line.source.clone(),
        pages: (line.page, line.page),
        page_starts: if line.page > 0 { vec![(0, line.page)] } else { Vec::new() },
        size: line.size,
        bold: line.bold,
        lines: 1,
        gap: line.gap,
    }
}

fn append(piece: &mut Piece, line: &Line<'_>, seam: Seam) {
    match seam {
        Seam::Blank => piece.text.push(' '),
        Seam::Nothing => {}
        Seam::Mend => {
            piece.text.pop();
        }
    }
    if line.page != piece.pages.1 {
        piece.page_starts.push((piece.text.len(), line.page));
        piece.pages.1 = line.page;
    }
    piece.text.push_str(&line.text);
    piece.source.end = line.source.end;
    piece.bold &= line.bold;
    piece.lines += 1;
}

/// Whether a new item or turn may begin at `line`: the open paragraph looks finished, or is one
/// of a list itself.
fn new_line_expected(open: &Open<'_, '_>, line: &Line<'_>) -> bool {
    let finished = shape::ending(&open.last.text) != Ending::Open;
    let item = open.piece.kind == BlockKind::Item && !open.crossed;
    line.gap > 0
        || finished
        || (item && line.indent <= open.first.indent + INDENT)
        || !full(open.last, line, FULL)
}

/// Whether `line` begins a block whatever stands before it.
fn begins_block(labels: &HashSet<String>, open: &Open<'_, '_>, line: &Line<'_>, expected: bool) -> bool {
    let turn = shape::is_turn(&line.text) || shape::label(&line.text).is_some_and(|l| labels.contains(l));
    let shown = || shape::is_caption(&line.text) || shape::is_section(&line.text);
    let dashed = open.last.text.ends_with(['—', '–', '-']);
    let note = || counts_on(&open.piece.text, &line.text);
    (turn && (expected || dashed || line.room == 0.0)) || (expected && (shown() || note()))
}

/// Whether both texts begin with the numbers of notes, the second with the next one.
fn counts_on(above: &str, below: &str) -> bool {
    let numbers = (shape::note_number(above), shape::note_number(below));
    let next = matches!(numbers, (Some(a), Some(b)) if b == a + 1);
    next && shape::starts_note(above) && shape::starts_note(below)
}

/// Whether `line` goes on with the open paragraph.
fn continues(open: &Open<'_, '_>, line: &Line<'_>, style: Style) -> bool {
    let last = open.last;
    let over = shape::ending(&last.text) != Ending::Open;
    let inside = shape::begins_inside(&line.text);
    if (last.size - line.size).abs() > 0.12 * last.size.max(line.size) {
        return false;
    }
    if line.room == 0.0 || last.room == 0.0 {
        // Not wrapped: only what something else cut in two goes together.
        return open.crossed && !over && inside;
    }
    if open.crossed || last.page != line.page {
        let shout = last.bold != line.bold;
        let flush = style.first_lines && open.piece.kind == BlockKind::Paragraph && line.indent < 1.0;
        if over && flush && !shout {
            // A new paragraph would stand in.
            return full(last, line, style.at_stop);
        }
        return !over && !shout && (inside || full(last, line, FULL)) && !stands_out(open, line);
    }
    if line.gap > 0 {
        return false;
    }
    if line.size > HEADING_SIZE && !over {
        // Headings are not set to the full width.
        return true;
    }
    if last.bold != line.bold && (over || !inside) && !full(last, line, FULL_AT_STOP) {
        return false;
    }
    if stands_out(open, line) {
        return false;
    }
    match (over, inside) {
        (true, false) => full(last, line, style.at_stop),
        (true, true) | (false, false) => full(last, line, FULL),
        (false, true) => true,
    }
}

/// Whether the indent of `line` tells that a new paragraph begins.
fn stands_out(open: &Open<'_, '_>, line: &Line<'_>) -> bool {
    let over = shape::ending(&open.last.text) != Ending::Open;
    let step = line.indent - open.last.indent;
    match open.hang {
        // Back to where the item's marker or the quotation's neighbours stand.
        Some(hang) if open.piece.kind == BlockKind::Item => {
            over && line.indent < hang - INDENT && line.indent <= open.first.indent + INDENT
        }
        Some(hang) if step < -INDENT => open.first.indent > INDENT && hang > INDENT,
        _ if open.piece.kind == BlockKind::Item => false,
        // A first line that stands in.
        Some(_) => step > INDENT && (over || !full(open.last, line, FULL)),
        None => {
            (step > INDENT
                || (step.abs() <= 0.5 && line.indent > INDENT && line.indent < QUOTATION_INDENT * 3.0))
                && over
                && (step > INDENT || !full(open.last, line, FULL_AT_STOP))
        }
    }
}

/// Whether the first word of `next` did not fit on `line`, so that the line break means nothing.
fn full(line: &Line<'_>, next: &Line<'_>, share: f32) -> bool {
    let word = next.text.split(char::is_whitespace).next().map_or(0, |w| w.chars().take(40).count());
    line.room > 0.0 && line.end + 1.0 + word as f32 > line.room * share
}

/// Whether a note begins at `line`, after the note `last`: it has the next number, or a sign.
fn next_note(last: &str, line: &str) -> bool {
    let numbers = (shape::note_number(last), shape::note_number(line));
    let follows = match numbers {
        (Some(a), Some(b)) => b == a + 1,
        (None, Some(_)) => false,
        (_, None) => true,
    };
    follows && shape::starts_note(line)
}

fn last_line(text: &str) -> &str {
    // A note is put together from few lines: looking back over the last 300 bytes is enough for a seam.
    &text[text.floor_char_boundary(text.len().saturating_sub(300))..]
}
