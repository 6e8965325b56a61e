//! One row with what stands beside it, and decisions on rows.

use super::cite::{Citer, info};
use super::fragment::Page;
use super::lists::source;
use super::reading::is_paper;
use super::{CLIP, PAGE, Scene, across, clip, record};
use crate::decided::Decisions;
use crate::reviewing::{
    self, Wish, actor_of, corrected, period_of, place, unit_name, value_name, words_of, written,
};
use crate::select::{called, words};
use anyhow::bail;
use relata_case::{AnyRow, Case, Reviewed};
use relata_rows::export::Filed;
use relata_rows::{
    CodePoints, Decided, Document, Event, Figure, Interval, Period, Proposal, ProposalKind, RowId, Span,
    Statement, Status, Verdict,
};
use relata_web::view::{self, Beside, Part};
use relata_web::{Ask, Reviewing};
use std::collections::{BTreeMap, BTreeSet};

/// Links that are shown beside a row.
const LINKS: usize = 30;

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
            reason: clip(&link.reason, 600),
            arithmetic: link.arithmetic.clone().unwrap_or_default(),
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

/// Words of a sentence from which a person may choose.
const WORDS: usize = 400;

/// Actors that are offered by name.
const OFFERED: usize = 300;

/// What a person can correct in a row; `None` for mentions.
fn editing(scene: &Scene<'_>, filed: &Filed, row: &AnyRow, points: &CodePoints<'_>) -> Option<view::Editing> {
    let field = |name, label, value: String| view::Field { name, label, value, known: Vec::new() };
    let period = |label| field("period", label, period_of(row).map_or_else(String::new, written));
    let name = |id: &String| scene.whole.actor(id).map(|a| a.name.clone());
    let mut names: Vec<String> = scene.whole.actors.iter().take(OFFERED).map(|a| a.name.clone()).collect();
    names.sort();
    names.dedup();
    let actor = |label| {
        let value = actor_of(row).and_then(name).unwrap_or_default();
        view::Field { known: names.clone(), ..field("actor", label, value) }
    };
    let fields = match row {
        AnyRow::Statement(_) => vec![actor("who")],
        AnyRow::Event(_) => vec![actor("agents"), period("date")],
        AnyRow::Proposal(_) => vec![actor("holder"), period("due")],
        AnyRow::Figure(r) => {
            let f = &r.body;
            let value = field("value", "value", value_name(f.interval.low, f.interval.high));
            let unit = field("unit", "unit", unit_name(&f.unit));
            let measure = field("measure", "measure", f.measure.text.clone());
            vec![value, unit, measure, period("period"), actor("who")]
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

fn percent(confidence: f32) -> u32 {
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
fn interval(i: &Interval) -> String {
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

/// A decision for people; on the page of the row `of`, the other row is the one beside it.
fn review(r: Reviewed, of: Option<&RowId>, row: Option<view::Cited>) -> view::Review {
    let Reviewed {
        review: relata_rows::Review { on, verdict, correction, note, by, at, .. },
        now,
        beside_now,
        ..
    } = r;
    let beside = if of.is_some() && beside_now.as_ref() == of { now } else { beside_now };
    let c = &correction;
    let fields = [
        ("row-words", c.words.as_ref().map(|w| w.text.clone())),
        ("interval", c.value.map(|v| interval(&v.interval()))),
        ("unit", c.unit.as_ref().map(unit_name)),
        ("measure", c.measure.as_ref().map(|m| m.text.clone())),
        ("who", c.actor.as_ref().map(|a| a.name.clone())),
        ("period", c.period.as_ref().map(|p| p.text.clone())),
    ];
    view::Review {
        verdict: verdict.name().to_owned(),
        fields: fields.into_iter().filter_map(|(key, value)| Some((key, clip(&value?, CLIP)))).collect(),
        beside: beside.map_or_else(String::new, |id| id.as_str().to_owned()),
        judged: c.verdict.map_or("", Verdict::name),
        note,
        by,
        at,
        words: clip(&on.text, CLIP),
        row,
    }
}

/// Why a row matters: in a difference, an open commitment, told by how many documents.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    differs: bool,
    open: bool,
    documents: usize,
}

impl Weight {
    /// How much it matters, by how unsure it is. A difference weighs three, an open commitment two, and what many tell
    /// up to two; the numbers say only which comes first.
    fn by(self, confidence: f32) -> f32 {
        let many = self.documents.min(10) as f32 / 5.0;
        let matters = 3.0 * f32::from(u8::from(self.differs)) + 2.0 * f32::from(u8::from(self.open)) + many;
        matters * (1.0 - confidence.clamp(0.0, 1.0))
    }
}

/// The rows that wait for a decision, with why they matter.
fn waiting(scene: &Scene<'_>) -> Vec<(String, Weight, f32)> {
    let whole = scene.whole;
    let mut weights: BTreeMap<&str, Weight> = BTreeMap::new();
    let telling =
        |v: Verdict| matches!(v, Verdict::Differs | Verdict::Opposed | Verdict::Agrees | Verdict::SameRoot);
    let mut documents: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for link in whole.links.iter().filter(|l| l.verdict.is_some_and(telling)) {
        let rows = || link.left.iter().chain(&link.right).filter(|id| whole.rows.contains_key(*id));
        let docs: BTreeSet<&str> = rows().map(|id| whole.rows[id].doc.as_str()).collect();
        for row in rows() {
            let weight = weights.entry(row).or_default();
            weight.differs |= matches!(link.verdict, Some(Verdict::Differs | Verdict::Opposed));
            documents.entry(row).or_default().extend(&docs);
        }
    }
    for (row, docs) in documents {
        weights.entry(row).or_default().documents = docs.len();
    }
    let open = whole.ledger.proposed.iter().filter(|p| p.kind == ProposalKind::Commitment);
    for promise in open.filter(|p| !whole.fates.contains_key(&p.row)) {
        let is_open =
            whole.rows.get(promise.row.as_str()).is_some_and(|i| i.about.ends_with(Status::Open.name()));
        if is_open {
            weights.entry(promise.row.as_str()).or_default().open = true;
        }
    }
    let undecided = weights.into_iter().filter(|(id, _)| {
        let standing = scene.decisions.rows.get(&RowId::from_printed(id));
        standing.is_none_or(|s| s.last.verdict == Decided::Noted)
    });
    let mut all: Vec<(String, Weight, f32)> = undecided
        .filter_map(|(id, weight)| Some((id.to_owned(), weight, whole.rows.get(id)?.confidence)))
        .filter(|(_, weight, _)| weight.differs || weight.open || weight.documents > 2)
        .collect();
    all.sort_by(|a, b| b.1.by(b.2).total_cmp(&a.1.by(a.2)).then(a.0.cmp(&b.0)));
    all
}

/// Decisions, the latest first, and rows that wait for one.
pub(super) fn reviews(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Reviews> {
    let mut citer = Citer::new(scene);
    let all = waiting(scene);
    let left = all.len();
    let mut queue = Vec::new();
    for (id, Weight { differs, open, documents }, confidence) in all.into_iter().take(PAGE) {
        if let Some(row) = citer.cite(&id)? {
            queue.push(view::Waiting { row, confidence: percent(confidence), differs, open, documents });
        }
    }
    let all: Vec<Reviewed> = scene.case.reviews()?.into_iter().rev().collect();
    let list = Part::of(all, ask.part(), PAGE).make(|r| {
        let now = r.now.clone();
        let row = now.map_or(Ok(None), |id| citer.cite(id.as_str()))?;
        anyhow::Ok(review(r, None, row))
    })?;
    Ok(view::Reviews { waiting: queue, left, list })
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

    #[test]
    fn what_matters_most_and_is_least_sure_comes_first() {
        let difference = Weight { differs: true, open: false, documents: 2 };
        let many = Weight { documents: 8, ..Weight::default() };
        assert!(difference.by(0.6) > many.by(0.6));
        assert!(many.by(0.3) > difference.by(0.9));
        assert!(Weight { open: true, ..many }.by(0.5) > many.by(0.5));
    }
}
