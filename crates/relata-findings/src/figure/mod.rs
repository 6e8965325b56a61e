//! How much: the figures of a document.
//!
//! One sentence at a time: [`number`] reads numerals, [`veto`] sets aside what is no quantity,
//! [`unit`] and [`money`] say in what it is counted, [`interval`] which values the words admit,
//! [`measure`] what is counted, [`period`] when, [`change`] whether it is a change. Nothing is
//! carried from one document to another.

mod change;
mod interval;
mod measure;
mod money;
pub(crate) mod number;
mod period;
mod read;
mod unit;
mod veto;

use crate::passage::Passage;
use crate::words::{self, Word};
use money::Plain;
use read::Reading;
use relata_rows::{Change, Document, Figure, Note, NoteCode, PlaceRef, Row, RowId, RowKind, Span};

/// Finds the figures of `document`, in the order of the text; remarks go to `report`.
pub(crate) fn find(
    document: &Document,
    passages: &[Passage<'_>],
    report: &mut Vec<Note>,
) -> Vec<Row<Figure>> {
    let text = document.text.as_str();
    let context = period::Context {
        text,
        published: document.metadata.published.as_ref(),
        american: text.contains("U.S.") || text.contains("United States"),
    };
    let plain = Plain::of(text);
    let mut rows: Vec<Row<Figure>> = Vec::new();
    let sentences =
        passages.iter().flat_map(|p| p.sentences.iter().map(|s| (&p.words[s.clone()], s.start == 0)));
    for (words, opens) in sentences {
        let readings = read::sentence(words, plain, opens, report);
        let periods = if readings.is_empty() { Vec::new() } else { period::find(words, &context) };
        let first = rows.len();
        for (i, reading) in readings.iter().enumerate() {
            let figure = complete(words, &readings, i, &periods, text);
            let span = words::cover(words, reading.start, reading.end);
            let id = RowId::of(RowKind::Figures, &document.id, span, "");
            let confidence = confidence(&figure.measure.kind);
            let part_of = reading.part_of.then(|| rows.last().map(|r| r.id.clone())).flatten();
            let mut body = Figure { part_of, ..figure };
            // "70,000 of those": what is counted stands with the figure before.
            if body.part_of.is_some()
                && body.measure.what.is_empty()
                && body.measure.kind == "count"
                && let Some(whole) = rows.last()
            {
                body.unit = whole.body.unit.clone();
                body.measure = whole.body.measure.clone();
            }
            rows.push(Row { id, doc: document.id.clone(), span, confidence, body });
        }
        share_nouns(&mut rows[first..], &readings);
    }
    rows
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
    words: &[Word<'_>],
    readings: &[Reading],
    i: usize,
    periods: &[period::Found],
    text: &str,
) -> Figure {
    let reading = &readings[i];
    let previous_end = i.checked_sub(1).map_or(0, |p| readings[p].end);
    let next_start = readings.get(i + 1).map_or(words.len(), |n| n.start);
    let near = nearest(words, reading, previous_end, next_start, periods);
    let change = reading.change.map(|(direction, part)| {
        let stated = reading.interval.stated.or(reading.interval.low);
        let since = near.filter(|p| p.since).map(|p| p.period.clone());
        // "fell from 5 to 3": the level before is the figure before.
        let earlier = i
            .checked_sub(1)
            .map(|p| &readings[p])
            .filter(|p| matches!(p.change, Some((_, change::Part::From))));
        let later = readings.get(i + 1).filter(|p| matches!(p.change, Some((_, change::Part::From))));
        match part {
            change::Part::By => Change { direction, by: stated, from: None, to: None, since },
            change::Part::To => {
                let from = earlier.or(later).and_then(|p| p.interval.stated);
                Change { direction, by: None, from, to: stated, since }
            }
            change::Part::From => Change { direction, by: None, from: stated, to: None, since },
        }
    });
    let period = near.filter(|p| !(p.since && change.is_some())).map(|p| p.period.clone());
    Figure {
        interval: reading.interval,
        record: reading.record,
        part_of: None,
        unit: reading.unit.clone(),
        measure: reading.measure(words, text),
        place: place(words, reading, next_start),
        period,
        change,
        statement: None,
        actor: None,
    }
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

/// "12, 15 and 20 people", "from 5 to 7 people": figures joined to one that has a noun share it.
fn share_nouns(rows: &mut [Row<Figure>], readings: &[Reading]) {
    for i in (1..rows.len()).rev() {
        let (left, right) = rows.split_at_mut(i);
        let (Some(before), Some(after)) = (left.last_mut(), right.first()) else { continue };
        let bare = before.body.measure.kind == "count" && before.body.unit.label.is_empty();
        if bare && readings[i].joined {
            // A share or amount is rounded where a plain count is not.
            if after.body.measure.kind != "count" && after.body.measure.kind != "rate" {
                interval::loosen(&mut before.body.interval);
            }
            before.body.unit = after.body.unit.clone();
            before.body.measure = after.body.measure.clone();
        }
    }
}

/// A remark on a number that was seen and not understood.
fn unread(span: Span) -> Note {
    Note::at(NoteCode::NoReading, span, "a number that could not be read as a quantity")
}
