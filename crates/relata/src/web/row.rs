//! One row with what stands beside it, and decisions on rows.

use super::cite::{Citer, Info};
use super::lists::source;
use super::{CLIP, PAGE, Scene, clip, record};
use crate::select::{called, words};
use relata_case::{AnyRow, Reviewed};
use relata_rows::export::Filed;
use relata_rows::{
    CodePoints, Event, Figure, Interval, Period, Proposal, RowId, RowKind, Span, Statement, Verdict,
};
use relata_web::Ask;
use relata_web::view::{self, Beside, Part};
use std::collections::BTreeMap;

/// Links that are shown beside a row.
const LINKS: usize = 30;

/// The kind, id and place of a row.
pub(super) fn place(row: &AnyRow) -> (RowKind, &RowId, Span) {
    match row {
        AnyRow::Statement(r) => (RowKind::Statements, &r.id, r.span),
        AnyRow::Figure(r) => (RowKind::Figures, &r.id, r.span),
        AnyRow::Event(r) => (RowKind::Events, &r.id, r.span),
        AnyRow::Proposal(r) => (RowKind::Proposals, &r.id, r.span),
        AnyRow::Mention(r) => (RowKind::Mentions, &r.id, r.span),
    }
}

/// One row with what stands beside it.
pub(super) fn page(scene: &Scene<'_>, id: &str) -> anyhow::Result<view::RowPage> {
    let (filed, row) = scene.case.row(id)?;
    let (_, id, span) = place(&row);
    let text = &filed.document.text;
    let names: BTreeMap<String, String> =
        scene.whole.actors.iter().map(|a| (a.id.clone(), a.name.clone())).collect();
    let (facts, confidence) = match &row {
        AnyRow::Statement(r) => (statement(&r.body, text, &names), r.confidence),
        AnyRow::Figure(r) => (figure(&r.body, text, &names), r.confidence),
        AnyRow::Event(r) => (event(&r.body, text, &names), r.confidence),
        AnyRow::Proposal(r) => (proposal(&r.body, text, &names), r.confidence),
        AnyRow::Mention(r) => {
            let actor =
                scene.case.actors_in(&r.doc)?.get(&r.body.entity).and_then(|id| names.get(id)).cloned();
            (
                vec![("form", r.body.form.name().to_owned()), ("actor", actor.unwrap_or_default())],
                r.confidence,
            )
        }
    };
    let mut citer = Citer::new(scene);
    let cited = match citer.cite(id.as_str())? {
        Some(cited) => cited,
        None => citer.row(id.as_str(), &unlisted(&row, &filed, confidence))?,
    };
    let mut beside = Vec::new();
    for link in scene.whole.links_of(id.as_str()).take(LINKS) {
        let on_left = link.left.iter().any(|l| l == id.as_str());
        let other = if on_left { link.right.first() } else { link.left.first() };
        beside.push(Beside {
            link: link.id.clone(),
            verdict: link.verdict.map_or("", Verdict::name),
            reason: clip(&link.reason, 600),
            arithmetic: link.arithmetic.clone().unwrap_or_default(),
            other: other.map_or(Ok(None), |other| citer.cite(other))?,
        });
    }
    let points = CodePoints::new(text);
    let place = (points.at(span.start), points.at(span.end));
    let own = scene.case.reviews()?.into_iter().rev().filter(|r| r.now.as_ref() == Some(id));
    Ok(view::RowPage {
        citation: format!(
            "\u{201c}{}\u{201d}, {}, code points {}\u{2013}{}, SHA-256 {}, row {id}",
            span.get(text).unwrap_or_default(),
            source(&cited.doc, &filed.path),
            place.0,
            place.1,
            filed.document.sha256,
        ),
        row: cited,
        facts: facts.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k, clip(&v, CLIP))).collect(),
        beside,
        official: record::official(scene, id.as_str()),
        reviews: own.map(|r| review(r, None)).collect(),
        place,
        confidence: percent(confidence),
    })
}

/// A row that stands in no list: a mention, or one of a former version.
fn unlisted(row: &AnyRow, filed: &Filed, confidence: f32) -> Info {
    let (kind, _, span) = place(row);
    let kind = match kind {
        RowKind::Statements => "statement",
        RowKind::Figures => "figure",
        RowKind::Events => "event",
        RowKind::Proposals => "proposal",
        _ => "mention",
    };
    Info {
        kind,
        doc: filed.document.id.clone(),
        span,
        words: span.get(&filed.document.text).unwrap_or_default().to_owned(),
        who: String::new(),
        about: String::new(),
        confidence,
    }
}

fn percent(confidence: f32) -> u32 {
    (confidence.clamp(0.0, 1.0) * 100.0).round() as u32
}

/// Fields of a row: the key of the text, and the value.
type Facts = Vec<(&'static str, String)>;

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

/// An interval as mathematics writes it; beyond a soft side nothing is said.
fn interval(i: &Interval) -> String {
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

fn review(r: Reviewed, row: Option<view::Cited>) -> view::Review {
    let relata_rows::Review { verdict, note, by, at, text, .. } = r.review;
    view::Review { verdict: verdict.name().to_owned(), note, by, at, words: clip(&text, CLIP), row }
}

/// Decisions, the latest first, and rows in differences on which nobody has decided, the least certain first.
pub(super) fn reviews(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Reviews> {
    let whole = scene.whole;
    let differ = |row: &str| {
        let grave = |v: Option<Verdict>| matches!(v, Some(Verdict::Differs | Verdict::Opposed));
        whole.links_of(row).any(|l| grave(l.verdict))
    };
    let open = whole
        .rows
        .iter()
        .filter(|(id, _)| !scene.reviews.contains_key(&RowId::from_printed(id)) && differ(id));
    let mut waiting: Vec<(&String, &Info)> = open.collect();
    waiting.sort_by(|a, b| a.1.confidence.total_cmp(&b.1.confidence).then(a.0.cmp(b.0)));
    let mut citer = Citer::new(scene);
    let waiting = waiting.into_iter().take(PAGE);
    let waiting = waiting
        .map(|(id, info)| Ok((citer.row(id, info)?, percent(info.confidence))))
        .collect::<anyhow::Result<_>>()?;
    let all: Vec<Reviewed> = scene.case.reviews()?.into_iter().rev().collect();
    let list = Part::of(all, ask.part(), PAGE).make(|r| {
        let now = r.now.clone();
        let row = now.map_or(Ok(None), |id| citer.cite(id.as_str()))?;
        anyhow::Ok(review(r, row))
    })?;
    Ok(view::Reviews { waiting, list })
}
