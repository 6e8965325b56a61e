//! The record: what it says to figures, its series and their values.

use super::cite::Citer;
use super::lists::has;
use super::{PAGE, Scene};
use crate::across::Ledger;
use jiff::civil::Date;
use relata_case::Case;
use relata_reconcile::record::{Check, Checker, Claim, shown};
use relata_record::{Record, Series};
use relata_rows::{Document, Span};
use relata_web::Ask;
use relata_web::chart::{Curve, short};
use relata_web::view::{Official, Part, SeriesLine, SeriesList, SeriesPage};
use std::collections::BTreeMap;

/// Figures that are shown beside a series.
const FIGURES: usize = 20;

/// What the record says to the figures of the ledger, where it says something, by row.
pub(super) fn checks(
    case: &Case,
    ledger: &Ledger,
    record: &Record,
) -> anyhow::Result<BTreeMap<String, Check>> {
    let checker = Checker::new(record);
    let mut all = BTreeMap::new();
    for of_document in ledger.told.chunk_by(|a, b| a.doc == b.doc) {
        let Some(first) = of_document.first() else { continue };
        let document = case.document(first.doc.as_str())?.document;
        let sentences = Sentences::of(&document);
        for told in of_document {
            let (sentence, before) = sentences.around(told.span);
            let text = |span: Span| span.get(&document.text).unwrap_or_default();
            let check = checker.check(&Claim {
                figure: &told.figure,
                sentence: text(sentence),
                at: &(told.span.start - sentence.start..told.span.end - sentence.start),
                before: text(before),
                credit: told.credit.as_ref().map(|c| c.name.as_str()),
                published: document.metadata.published.as_ref().and_then(|p| p.end.yesterday().ok()),
            });
            if check.series.is_some() {
                all.insert(told.row.as_str().to_owned(), check);
            }
        }
    }
    Ok(all)
}

/// The sentences of a document, each with the beginning of its block.
struct Sentences(Vec<(Span, usize)>);

impl Sentences {
    fn of(document: &Document) -> Sentences {
        let start = |block: usize| document.blocks.get(block).map_or(0, |b| b.span.start);
        let all = relata_language::sentences(document).into_iter();
        Sentences(all.map(|s| (s.span, start(s.block))).collect())
    }

    /// The sentence around a span, and what stands before it in its block.
    fn around(&self, span: Span) -> (Span, Span) {
        let from = self.0.partition_point(|(s, _)| s.end <= span.start);
        let touched = self.0[from..].iter().take_while(|(s, _)| s.start < span.end);
        let sentence = touched.clone().fold(span, |all, (s, _)| all.cover(*s));
        let block = touched.clone().next().map_or(sentence.start, |(_, block)| (*block).min(sentence.start));
        (sentence, Span::new(block, sentence.start))
    }
}

/// What the record says to a figure, for people.
pub(super) fn official(scene: &Scene<'_>, row: &str) -> Option<Official> {
    let check = scene.whole.checks.get(row)?;
    let figure = scene.whole.ledger.told.iter().find(|t| t.row.as_str() == row);
    let unit = figure.map_or("", |t| t.figure.unit.code.as_str());
    let value = check.value.map(|v| shown(v, if unit.is_empty() { "1" } else { unit }));
    Some(Official {
        verdict: check.verdict.name(),
        series: check.series.clone().unwrap_or_default(),
        name: check.name.clone().unwrap_or_default(),
        period: check.period.clone().unwrap_or_default(),
        value: value.unwrap_or_default(),
        reason: check.reason.clone(),
        arithmetic: check.arithmetic.clone(),
    })
}

/// A number with its thousands parted, and no more digits behind the point than tell something.
pub(super) fn number(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::from(if value < 0.0 { "-" } else { "" });
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    match rest.trim_end_matches('0') {
        "" => out,
        rest => format!("{out}.{rest}"),
    }
}

/// The series that have the words.
pub(super) fn list(scene: &Scene<'_>, ask: &Ask) -> SeriesList {
    let fits = |s: &&SeriesLine| has(&format!("{} {} {}", s.id, s.name, s.agency), &ask.q);
    let found: Vec<SeriesLine> = scene.whole.series.iter().filter(fits).cloned().collect();
    SeriesList { list: Part::of(found, ask.part(), PAGE) }
}

fn label(series: &Series, days: (Date, Date)) -> String {
    relata_record::period::label(days, series.definition.rolling)
}

/// A series as lists have it.
pub(super) fn line(series: &Series) -> SeriesLine {
    let ends = [series.observations.first(), series.observations.last()];
    let ends = ends.into_iter().flatten().map(|o| label(series, (o.start, o.end)));
    SeriesLine {
        id: series.id.clone(),
        name: series.name(),
        agency: series.definition.agency.clone(),
        from_to: ends.collect::<Vec<_>>().join(" – "),
        values: series.observations.len(),
    }
}

/// One series; `None` where there is none with this id.
pub(super) fn page(scene: &Scene<'_>, id: &str) -> anyhow::Result<Option<SeriesPage>> {
    let Some(series) = scene.whole.record.find(id) else { return Ok(None) };
    let d = &series.definition;
    let m = &d.measure;
    let counts: Vec<&str> =
        [&m.what].into_iter().chain(&m.qualifiers).chain(&m.of).chain(&m.basis).map(String::as_str).collect();
    let facts = [
        ("agency", d.agency.clone()),
        ("counts", counts.join("; ")),
        ("place", series.place.clone()),
        ("agents", series.who.clone().unwrap_or_default()),
        ("unit", d.unit.clone()),
        ("licence", d.licence.clone()),
        ("mind", d.mind.clone().unwrap_or_default()),
    ];
    // One line for the stretches of time of one length; a year among its months would be a spike.
    let length = |o: &relata_record::Observation| (o.end - o.start).get_days() / 27;
    let usual = series.observations.iter().map(length).min().unwrap_or(0);
    let of_one_length = series.observations.iter().filter(|o| length(o) == usual);
    let mut values: Vec<(f64, f64, String)> = of_one_length
        .map(|o| (f64::from((o.end - Date::ZERO).get_days()), o.value, label(series, (o.start, o.end))))
        .collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let vintage = |o: &relata_record::Observation| {
        [o.vintage.as_deref(), o.status.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let rows = series.observations.iter().rev();
    let rows = rows.map(|o| (label(series, (o.start, o.end)), number(o.value), vintage(o)));
    let held = scene
        .whole
        .checks
        .iter()
        .filter(|(_, c)| c.series.as_deref() == Some(id))
        .map(|(row, _)| row.as_str());
    Ok(Some(SeriesPage {
        series: line(series),
        facts: facts.into_iter().filter(|(_, v)| !v.is_empty()).collect(),
        url: super::reading::web_address(d.url.as_deref()),
        curve: Curve::of(&values),
        values: rows.collect(),
        figures: Citer::new(scene).all(held.take(FIGURES))?,
    }))
}

/// The label of an official value in a picture.
pub(super) fn mark(check: &Check) -> Option<(f64, String)> {
    let value = check.value?;
    let period = check.period.clone().unwrap_or_default();
    Some((value, format!("{} ({period}): {}", check.name.clone().unwrap_or_default(), short(value))))
}
