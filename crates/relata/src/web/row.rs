//! One row with what stands beside it.

use super::cite::{Citer, info};
use super::edit::editing;
use super::fragment::Page;
use super::lists::source;
use super::queue::review;
use super::reading::is_paper;
use super::{CLIP, Scene, across, clip, record};
use crate::reviewing::{corrected, place};
use crate::select::{called, words};
use relata_case::{AnyRow, Reviewed};
use relata_rows::export::Filed;
use relata_rows::{CodePoints, Document, Event, Figure, Interval, Period, Proposal, Statement, Verdict};
use relata_web::view::{self, Beside};
use std::collections::BTreeMap;

/// Links that are shown beside a row.
const LINKS: usize = 30;

/// One row with what stands beside it.
pub(super) fn page(scene: &Scene<'_>, id: &str) -> anyhow::Result<view::RowPage> {
    let (filed, found) = scene.case.row(id)?;
    let row = corrected(&found, scene.decisions);
    let (_, id, span) = place(&row);
    let text = &filed.document.text;
    let names: BTreeMap<String, String> =
        scene.whole.actors.iter().map(|a| (a.id.clone(), a.name.clone())).collect();
    let mut facts = facts(&row, text, &names);
    if let AnyRow::Mention(r) = &row {
        let actor = scene.case.actors_in(&r.doc)?.get(&r.body.entity).and_then(|id| names.get(id)).cloned();
        facts.push(("actor", actor.unwrap_or_default()));
    }
    let own = info(&row, &filed, &names);
    let mut citer = Citer::new(scene);
    let cited = match citer.cite(id.as_str())? {
        Some(cited) => cited,
        None => citer.row(id.as_str(), &own)?,
    };
    let mut beside = Vec::new();
    for link in scene.whole.links_of(id.as_str()).take(LINKS) {
        let on_left = link.left.iter().any(|l| l == id.as_str());
        let other = if on_left { link.right.first() } else { link.left.first() };
        beside.push(Beside {
            link: link.id.clone(),
            verdict: link.verdict.map_or("", Verdict::name),
            reason: link.reason.clone(),
            arithmetic: link.arithmetic.clone(),
            other: other.map_or(Ok(None), |other| citer.cite(other))?,
            pair: across::pair(scene, link, Some(&id.as_str().to_owned()), other),
        });
    }
    let points = CodePoints::new(text);
    let place = (points.at(span.start), points.at(span.end));
    let concerns = |r: &Reviewed| r.now.as_ref() == Some(id) || r.beside_now.as_ref() == Some(id);
    let reviews = scene.case.reviews()?.into_iter().rev().filter(concerns);
    let reviews = reviews.map(|r| review(r, Some(id), None)).collect();
    Ok(view::RowPage {
        citation: citation(&cited.doc, &filed, &own.words, place, id.as_str()),
        original: Page::of(&filed.document).and_then(|page| page.link(span)),
        paper: Some(page_at(&filed.document, span.start)).filter(|n| *n > 0 && is_paper(&filed.document)),
        row: cited,
        facts: facts.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k, clip(&v, CLIP))).collect(),
        beside,
        official: record::official(scene, id.as_str()),
        reviews,
        place,
        confidence: percent(own.confidence),
        edit: editing(scene, &filed, &row, &points),
        neighbours: neighbours(scene, id.as_str()),
    })
}

/// How to cite a row: its words, its document, and where to find it there.
pub(super) fn citation(
    doc: &view::DocRef,
    filed: &Filed,
    words: &str,
    (start, end): (usize, usize),
    id: &str,
) -> String {
    format!(
        "\u{201c}{}\u{201d}, {}, code points {start}\u{2013}{end}, SHA-256 {}, row {id}",
        words,
        source(doc, &filed.path),
        filed.document.sha256,
    )
}

/// The page of the source on which a place in the text stands; 0 where that is not known.
pub(super) fn page_at(document: &Document, offset: usize) -> u32 {
    document.pages.iter().rev().find(|p| p.offset <= offset).map_or(0, |p| p.page)
}

/// The rows before and after a row in its document.
fn neighbours(scene: &Scene<'_>, id: &str) -> (String, String) {
    let whole = scene.whole;
    let at = whole.order.iter().position(|other| other == id);
    let doc = |id: &String| whole.rows.get(id).map(|info| &info.doc);
    let own = at.and_then(|at| doc(&whole.order[at]));
    let beside = |n: Option<usize>| {
        let other = whole.order.get(n?)?;
        (doc(other) == own).then(|| other.clone())
    };
    let before = beside(at.and_then(|at| at.checked_sub(1))).unwrap_or_default();
    (before, beside(at.map(|at| at + 1)).unwrap_or_default())
}

pub(super) fn percent(confidence: f32) -> u32 {
    (confidence.clamp(0.0, 1.0) * 100.0).round() as u32
}

/// Fields of a row: the key of the text, and the value.
type Facts = Vec<(&'static str, String)>;

/// The fields of a row, empty ones too: two rows of one kind have the same keys.
pub(super) fn facts(row: &AnyRow, text: &str, names: &BTreeMap<String, String>) -> Facts {
    match row {
        AnyRow::Statement(r) => statement(&r.body, text, names),
        AnyRow::Figure(r) => figure(&r.body, text, names),
        AnyRow::Event(r) => event(&r.body, text, names),
        AnyRow::Proposal(r) => proposal(&r.body, text, names),
        AnyRow::Mention(r) => vec![("form", r.body.form.name().to_owned())],
    }
}

fn statement(s: &Statement, text: &str, names: &BTreeMap<String, String>) -> Facts {
    let actor = s.actor.as_ref().and_then(|id| names.get(id)).cloned();
    vec![
        ("source", words(s.source.as_ref(), text)),
        ("who", actor.unwrap_or_else(|| words(s.holder.as_ref(), text))),
        ("cue", words(s.cue.as_ref(), text)),
        ("polarity", s.polarity.name().to_owned()),
        ("speech", s.speech.name().to_owned()),
        ("via", words(s.via.as_ref(), text)),
    ]
}

/// An interval as mathematics writes it, one number as itself; beyond a soft side nothing is said.
pub(super) fn interval(i: &Interval) -> String {
    if let (Some(low), Some(high), false, false) = (i.low, i.high, i.low_soft, i.high_soft)
        && low == high
    {
        return record::number(low);
    }
    let end = |v: Option<f64>| v.map_or_else(|| "…".to_owned(), record::number);
    let soft = |is: bool| if is { "~" } else { "" };
    format!("{}[{}, {}]{}", soft(i.low_soft), end(i.low), end(i.high), soft(i.high_soft))
}

fn period(p: Option<&Period>) -> String {
    p.map_or_else(String::new, |p| {
        let day = |d: Option<jiff::civil::Date>| d.map_or_else(|| "…".to_owned(), |d| d.to_string());
        format!("{} ({}/{}, {}, {})", p.text, day(p.start), day(p.end), p.calendar, p.basis)
    })
}

fn figure(f: &Figure, text: &str, names: &BTreeMap<String, String>) -> Facts {
    let credit = f.credit.as_ref().map(|c| format!("{} ({})", words(Some(&c.source), text), c.basis));
    let actor = f.actor.as_ref().and_then(|id| names.get(id)).cloned();
    let m = &f.measure;
    let measure = [&m.text, &m.kind, &m.what].into_iter().chain(&m.qualifiers).chain(&m.of).chain(&m.basis);
    let measure: Vec<&str> = measure.map(String::as_str).filter(|w| !w.is_empty()).collect();
    let change = f.change.as_ref().map(|c| {
        let by = c.by.map_or_else(String::new, |by| format!(" {}", record::number(by)));
        format!("{}{by}", c.direction.name())
    });
    vec![
        ("interval", interval(&f.interval)),
        ("unit", format!("{} ({})", f.unit.label, f.unit.code)),
        ("measure", measure.join("; ")),
        ("place", f.place.as_ref().map_or_else(String::new, |p| format!("{} ({})", p.text, p.basis))),
        ("period", period(f.period.as_ref())),
        ("change", change.unwrap_or_default()),
        ("who", actor.or(credit).unwrap_or_default()),
    ]
}

fn event(e: &Event, text: &str, names: &BTreeMap<String, String>) -> Facts {
    let kind =
        e.mode.as_ref().map_or_else(|| e.kind.name().to_owned(), |mode| format!("{}: {mode}", e.kind.name()));
    vec![
        ("type", kind),
        ("modality", e.modality.name().to_owned()),
        ("agents", called(&e.agents, text, names)),
        ("recipients", called(&e.recipients, text, names)),
        ("date", period(e.date.as_ref())),
        ("place", e.place.as_ref().map_or_else(String::new, |p| p.text.clone())),
    ]
}

fn proposal(p: &Proposal, text: &str, names: &BTreeMap<String, String>) -> Facts {
    vec![
        ("type", p.kind.name().to_owned()),
        ("holder", p.holder.as_ref().map_or_else(String::new, |h| called([h], text, names))),
        ("addressees", called(&p.addressees, text, names)),
        ("action", words(Some(&p.action), text)),
        ("condition", p.condition.and_then(|c| c.get(text)).unwrap_or_default().to_owned()),
        ("due", period(p.due.as_ref())),
        ("status", p.status.name().to_owned()),
    ]
}
