//! What a form says of a row, and what it offers to be corrected.

use super::Scene;
use super::clip;
use crate::decided::Decisions;
use crate::reviewing::{self, Wish, actor_of, corrected, period_of, place_of, words_of};
use crate::select::called;
use crate::typed::{unit_name, value_name, written};
use anyhow::bail;
use relata_case::{AnyRow, Case};
use relata_rows::export::Filed;
use relata_rows::{
    CodePoints, Decided, Document, EventKind, Modality, Party, Polarity, Span, Status, Verdict,
};
use relata_web::{Reviewing, view};

/// Takes what a form says of a row into the case.
pub(super) fn decide(case: &mut Case, id: &str, form: &Reviewing) -> anyhow::Result<()> {
    if form.verdict == "undo" {
        return reviewing::undo(case, id).map(|_| ());
    }
    let Some(verdict) = Decided::parse(&form.verdict) else { bail!("no such decision") };
    if !form.other.is_empty() {
        let (decided, judged) = match (verdict, form.judged.as_str()) {
            (Decided::Corrected, "nothing") => (Decided::Rejected, None),
            (Decided::Corrected, name) => (verdict, Verdict::named(name)),
            _ => (verdict, None),
        };
        return reviewing::judge(case, id, &form.other, decided, judged, &form.note).map(|_| ());
    }
    let span = match (form.start.trim(), form.end.trim()) {
        ("", _) | (_, "") => None,
        (start, end) => Some((start.parse()?, end.parse()?)).filter(|span| {
            // A row may begin or end inside a word: what was offered and left so is no correction.
            offered(case, id).ok() != Some(*span)
        }),
    };
    let text = |field: &String| if verdict == Decided::Corrected { field.clone() } else { String::new() };
    let wish = Wish {
        verdict: Some(verdict),
        note: form.note.clone(),
        span: span.filter(|_| verdict == Decided::Corrected),
        value: text(&form.value),
        unit: text(&form.unit),
        measure: text(&form.measure),
        actor: text(&form.actor),
        period: text(&form.period),
        recipients: text(&form.recipients),
        place: text(&form.place),
        kind: text(&form.kind),
        modality: text(&form.modality),
        polarity: text(&form.polarity),
        status: text(&form.status),
    };
    reviewing::decide(case, id, &wish).map(|_| ())
}

/// The words of a row as its form offers them: first code point and the one behind the last.
fn offered(case: &Case, id: &str) -> anyhow::Result<(usize, usize)> {
    let (filed, found) = case.row(id)?;
    let row = corrected(&found, &Decisions::of(case)?);
    let points = CodePoints::new(&filed.document.text);
    let words = choice(&filed.document, words_of(&row), &points);
    let editing = view::Editing { words, fields: Vec::new() };
    Ok((editing.first(), editing.last()))
}

/// Words of a sentence from which a person may choose.
const WORDS: usize = 400;

/// Actors that are offered by name.
const OFFERED: usize = 300;

/// What a person can correct in a row; `None` for mentions.
pub(super) fn editing(
    scene: &Scene<'_>,
    filed: &Filed,
    row: &AnyRow,
    points: &CodePoints<'_>,
) -> Option<view::Editing> {
    let field = |name, label, value: String| view::Field { name, label, value, ..view::Field::default() };
    let choice_of = |name, label, sort, value: &str, choices: &[&'static str]| view::Field {
        name,
        label,
        value: value.to_owned(),
        choices: choices.to_vec(),
        sort,
        ..view::Field::default()
    };
    let period = |label| field("period", label, period_of(row).map_or_else(String::new, written));
    let name = |id: &String| scene.whole.actor(id).map(|a| a.name.clone());
    let mut names: Vec<String> = scene.whole.actors.iter().take(OFFERED).map(|a| a.name.clone()).collect();
    names.sort();
    names.dedup();
    let actor = |label| {
        let value = actor_of(row).and_then(name).unwrap_or_default();
        view::Field { known: names.clone(), ..field("actor", label, value) }
    };
    let actors = || scene.whole.actors.iter().map(|a| (a.id.clone(), a.name.clone())).collect();
    let recipients =
        |label, all: &[Party]| field("recipients", label, called(all, &filed.document.text, &actors()));
    let place = || field("place", "place", place_of(row).unwrap_or_default().to_owned());
    let fields = match row {
        AnyRow::Statement(r) => {
            let names = Polarity::ALL.map(Polarity::name);
            vec![actor("who"), choice_of("polarity", "polarity", "how", r.body.polarity.name(), &names)]
        }
        AnyRow::Event(r) => {
            let e = &r.body;
            vec![
                choice_of("kind", "type", "type", e.kind.name(), &EventKind::ALL.map(EventKind::name)),
                choice_of(
                    "modality",
                    "modality",
                    "how",
                    e.modality.name(),
                    &Modality::ALL.map(Modality::name),
                ),
                actor("agents"),
                recipients("recipients", &e.recipients),
                period("date"),
                place(),
            ]
        }
        AnyRow::Proposal(r) => {
            let p = &r.body;
            let status =
                choice_of("status", "status", "status", p.status.name(), &Status::ALL.map(Status::name));
            vec![actor("holder"), recipients("addressees", &p.addressees), period("due"), status]
        }
        AnyRow::Figure(r) => {
            let f = &r.body;
            let value = field("value", "value", value_name(f.interval.low, f.interval.high));
            let unit = field("unit", "unit", unit_name(&f.unit));
            let measure = field("measure", "measure", f.measure.text.clone());
            vec![value, unit, measure, place(), period("period"), actor("who")]
        }
        AnyRow::Mention(_) => return None,
    };
    Some(view::Editing { words: choice(&filed.document, words_of(row), points), fields })
}

/// The words of the sentences that a span touches.
fn choice(document: &Document, span: Span, points: &CodePoints<'_>) -> Vec<view::Word> {
    let sentences = relata_language::sentences(document).into_iter().map(|s| s.span);
    let around = sentences.filter(|s| s.overlaps(span)).fold(span, Span::cover);
    let text = &document.text;
    let all = tokens(around.get(text).unwrap_or_default());
    let all: Vec<Span> =
        all.into_iter().map(|s| Span::new(around.start + s.start, around.start + s.end)).collect();
    // Of a sentence without an end what stands around the row.
    let first = all.iter().position(|s| s.end > span.start).unwrap_or(0).saturating_sub(WORDS / 4);
    let mut before = all.get(first).map_or(around.start, |s| s.start);
    let mut words = Vec::new();
    for part in all.iter().skip(first).take(WORDS) {
        let get = |a, b| Span::new(a, b).get(text).unwrap_or_default().to_owned();
        words.push(view::Word {
            start: points.at(part.start),
            end: points.at(part.end),
            text: clip(&get(part.start, part.end), 80),
            gap: get(before, part.start),
            within: span.overlaps(*part),
        });
        before = part.end;
    }
    words
}

/// Words, and the marks before and behind them alone: numbers and compounds stay whole.
fn tokens(text: &str) -> Vec<Span> {
    let mut all = Vec::new();
    let mut at = 0;
    for word in text.split_whitespace() {
        let start = at + text[at..].find(word).unwrap_or(0);
        at = start + word.len();
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let from = if core.is_empty() { word.len() } else { word.find(core).unwrap_or(0) };
        let marks = |part: std::ops::Range<usize>| {
            let marks = word[part.clone()].char_indices();
            let marks: Vec<Span> = marks
                .map(|(i, c)| {
                    let first = start + part.start + i;
                    Span::new(first, first + c.len_utf8())
                })
                .collect();
            marks
        };
        all.extend(marks(0..from));
        if !core.is_empty() {
            all.push(Span::new(start + from, start + from + core.len()));
            all.extend(marks(from + core.len()..word.len()));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_alone_and_numbers_whole() {
        let text = "\u{201c}We crossed,\u{201d} he said: 4,500 (about 12.5%) — so-called.";
        let all: Vec<&str> = tokens(text).into_iter().filter_map(|s| s.get(text)).collect();
        let expected = [
            "\u{201c}",
            "We",
            "crossed",
            ",",
            "\u{201d}",
            "he",
            "said",
            ":",
            "4,500",
            "(",
            "about",
            "12.5",
            "%",
            ")",
            "—",
            "so-called",
            ".",
        ];
        assert_eq!(all, expected);
        assert!(tokens(" \n").is_empty());
    }
}
