//! How much: the figures of a document.
//!
//! One sentence at a time: [`number`] reads numerals, [`veto`] sets aside what is no quantity,
//! [`unit`] and [`money`] say in what it is counted, [`interval`] which values the words admit; [`read`]
//! joins these. Then the tree says what a figure counts ([`anchor`], [`measure`]), [`period`] when,
//! [`change`] whether it is a change. Nothing is carried from one document to another.

mod anchor;
mod change;
mod digits;
mod fraction;
mod interval;
mod measure;
mod money;
mod number;
mod period;
mod phrase;
mod quantity;
mod read;
mod request;
mod unit;
mod veto;

pub(crate) use change::is_noun as is_change_noun;
pub use interval::End;
pub(crate) use money::{coin_worth, names as currency_names, noun as money_noun};
pub use request::{QuantityKind, TextQuantity, numbers, quantities};
pub(crate) use unit::name as unit_name;
pub use unit::{codes as unit_codes, convert};

use crate::passage::Passage;
use crate::text::Text;
use crate::words::{self, Word};
use anchor::Anchor;
use money::Plain;
use read::Reading;
use relata_rows::{Change, Document, Figure, Note, NoteCode, PlaceRef, Row, RowId, RowKind, Span};
use std::ops::Range;

/// One figure with its place in the tree.
#[derive(Debug)]
struct Seen {
    reading: Reading,
    /// Its words in the document.
    words: Range<usize>,
    anchor: Anchor,
}

/// Finds the figures of `document`, in the order of the text; remarks go to `report`.
pub(crate) fn find(
    document: &Document,
    text: &Text<'_>,
    passages: &[Passage<'_>],
    report: &mut Vec<Note>,
) -> Vec<Row<Figure>> {
    let context = period::Context {
        text: text.text,
        published: document.metadata.published.as_ref(),
        american: text.text.contains("U.S.") || text.text.contains("United States"),
    };
    let plain = Plain::of(text.text);
    let mut rows: Vec<Row<Figure>> = Vec::new();
    let sentences =
        passages.iter().flat_map(|p| p.sentences.iter().map(|s| (&p.words[s.clone()], s.start == 0)));
    for ((words, opens), range) in sentences.zip(&text.sentences) {
        let readings = read::sentence(words, &plain, opens, report);
        if readings.is_empty() {
            continue;
        }
        let periods = period::find(words, &context);
        let seen = anchored(text, readings, range.start);
        for i in 0..seen.len() {
            let mut body = complete(text, words, &seen, i, &periods, range.start);
            let end = seen[i].reading.base.as_ref().map_or(seen[i].reading.end, |b| b.end);
            let span = words::cover(words, seen[i].reading.start, end);
            let whole = rows.last().filter(|_| seen[i].anchor.back);
            if let Some(whole) = whole {
                body.part_of = Some(whole.id.clone());
                // "70,000 of those": what is counted stands with the figure before.
                if body.measure.kind == "count" {
                    body.unit = whole.body.unit.clone();
                    body.measure = whole.body.measure.clone();
                }
            }
            let id = RowId::of(RowKind::Figures, &document.id, span, "");
            let confidence = confidence(&body.measure.kind);
            rows.push(Row { id, doc: document.id.clone(), span, confidence, body });
        }
    }
    rows
}

/// Puts the figures of a sentence, whose first word is `first`, into its tree. "12, 15 and 20 people", "from
/// 5 to 7 percent": a bare number joined to one with a noun or unit shares it.
fn anchored(text: &Text<'_>, readings: Vec<Reading>, first: usize) -> Vec<Seen> {
    let mut seen: Vec<Seen> = readings
        .into_iter()
        .map(|reading| {
            let words = first + reading.start..first + reading.end;
            let anchor = anchor::of(text, &words, reading.kind == "count");
            Seen { reading, words, anchor }
        })
        .collect();
    for i in (1..seen.len()).rev() {
        let (left, right) = seen.split_at_mut(i);
        let (Some(before), Some(after)) = (left.last_mut(), right.first()) else { continue };
        let bare = before.reading.kind == "count"
            && before.anchor.noun.is_none_or(|n| n >= after.words.start)
            && !before.anchor.back;
        if after.reading.joined && bare {
            // A share or amount is rounded where a plain count is not.
            if after.reading.kind != "count" && after.reading.kind != "rate" {
                interval::loosen(&mut before.reading.interval);
            }
            before.reading.kind = after.reading.kind;
            before.reading.unit = after.reading.unit.clone();
            before.anchor = after.anchor.clone();
        }
    }
    seen
}

/// Share of rows whose value is right, by kind, measured on NewsQuant dev (see `docs/figures.md`).
fn confidence(kind: &str) -> f32 {
    match kind {
        "share" => 0.98,
        "amount" => 0.98,
        "duration" => 0.9,
        "money" => 0.88,
        _ => 0.86,
    }
}

/// The row's body: the reading with what stands around it in the sentence.
fn complete(
    text: &Text<'_>,
    words: &[Word<'_>],
    seen: &[Seen],
    i: usize,
    periods: &[period::Found],
    first: usize,
) -> Figure {
    let Seen { reading, words: own, anchor } = &seen[i];
    let previous_end = i.checked_sub(1).map_or(0, |p| seen[p].reading.end);
    let next_start = seen.get(i + 1).map_or(words.len(), |n| n.reading.start);
    let near = nearest(words, reading, previous_end, next_start, periods);
    let change = changed(words, seen, i, near);
    let period = near.filter(|p| !(p.since && change.is_some())).map(|p| p.period.clone());
    let taken = |w: usize| {
        seen.iter().any(|s| s.words.contains(&w))
            || periods.iter().any(|p| (first + p.start..first + p.end).contains(&w))
    };
    let mut unit = reading.unit.clone();
    if reading.kind == "count"
        && let Some(noun) = anchor.noun
    {
        unit.label = measure::label(text, own, noun);
    }
    Figure {
        interval: reading.interval,
        record: reading.record,
        part_of: None,
        unit,
        measure: measure::facets(text, reading, own, anchor, &taken),
        place: place(words, reading, next_start),
        period,
        change,
        statement: None,
        actor: None,
    }
}

/// The part that each figure of a sentence has in a change.
fn part(words: &[Word<'_>], reading: &Reading) -> Option<(relata_rows::Direction, change::Part)> {
    if reading.unit.label == "times" {
        let down = reading.interval.stated.is_some_and(|v| v < 1.0);
        let direction = if down { relata_rows::Direction::Down } else { relata_rows::Direction::Up };
        return Some((direction, change::Part::By));
    }
    change::of(words, reading.start, reading.end, reading.kind == "share")
}

fn changed(words: &[Word<'_>], seen: &[Seen], i: usize, near: Option<&period::Found>) -> Option<Change> {
    let reading = &seen[i].reading;
    let (direction, own) = part(words, reading)?;
    let stated = reading.interval.stated.or(reading.interval.low);
    let since = near.filter(|p| p.since).map(|p| p.period.clone());
    // "fell from 5 to 3": the level before is the figure before.
    let from = |s: &Seen| matches!(part(words, &s.reading), Some((_, change::Part::From)));
    let earlier = i.checked_sub(1).map(|p| &seen[p]).filter(|s| from(s));
    let later = seen.get(i + 1).filter(|s| from(s));
    Some(match own {
        change::Part::By => Change { direction, by: stated, from: None, to: None, since },
        change::Part::To => {
            let from = earlier.or(later).and_then(|s| s.reading.interval.stated);
            Change { direction, by: None, from, to: stated, since }
        }
        change::Part::From => Change { direction, by: None, from: stated, to: None, since },
    })
}

/// The period beside a figure: the first behind it before the next figure, else the last before it.
fn nearest<'p>(
    words: &[Word<'_>],
    reading: &Reading,
    previous_end: usize,
    next_start: usize,
    periods: &'p [period::Found],
) -> Option<&'p period::Found> {
    let parted = |from: usize, to: usize| (from..to).any(|i| matches!(words[i].text, ";" | "—"));
    periods
        .iter()
        .find(|p| p.start >= reading.end && p.start < next_start && !parted(reading.end, p.start))
        .or_else(|| {
            periods.iter().rev().find(|p| {
                let own = p.start >= previous_end || p.start <= 2 || previous_end == 0;
                p.end <= reading.start && own && !parted(p.end, reading.start)
            })
        })
}

/// "in" and a capitalised name behind the figure, in the same clause and before the next figure.
fn place(words: &[Word<'_>], reading: &Reading, next_start: usize) -> Option<PlaceRef> {
    let mut i = reading.end;
    while i + 1 < next_start.min(words.len()) {
        if matches!(words[i].text, ";" | "—" | ":" | "“" | "\"") {
            return None;
        }
        if matches!(words[i].lower.as_ref(), "in" | "across" | "throughout") {
            let from = i + 1 + usize::from(words[i + 1].lower == "the");
            let name = |j: usize| {
                words.get(j).is_some_and(|w| w.is_capitalised() && w.is_alphabetic())
                    && !veto::is_month(words, j)
            };
            let mut to = from;
            while name(to) && to < from + 5 {
                to += 1;
            }
            // "in Mexican policy": a capital before a noun is an adjective.
            let adjective = |w: &Word<'_>| w.is_alphabetic() && !crate::lexicon::is_closed(&w.lower);
            let time = words.get(to).is_some_and(adjective)
                || words
                    .get(from)
                    .is_some_and(|w| matches!(w.lower.as_ref(), "fy" | "q1" | "q2" | "q3" | "q4"));
            if to > from && !time {
                let text = words[from..to].iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
                return Some(PlaceRef { actor: None, text, basis: "modifier".to_owned() });
            }
        }
        i += 1;
    }
    None
}

/// A remark on a number that was seen and not understood.
fn unread(span: Span) -> Note {
    Note::at(NoteCode::NoReading, span, "a number that could not be read as a quantity")
}
