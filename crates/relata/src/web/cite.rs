//! Documents by name, and rows in their sentences.

use super::row::facts;
use super::{CLIP, Scene, clip};
use crate::decided::Decisions;
use crate::reviewing::{corrected, period_of, place, words_of};
use crate::select::{called, title, words};
use jiff::civil::Date;
use relata_case::{AnyRow, Case};
use relata_gazetteer::fold;
use relata_rows::export::Filed;
use relata_rows::{DocId, RowId, Span};
use relata_web::view::{Change, Cited, DocRef};
use std::collections::BTreeMap;

/// A row as lists need it.
#[derive(Debug, Clone)]
pub(super) struct Info {
    pub(super) kind: &'static str,
    pub(super) doc: DocId,
    pub(super) span: Span,
    /// Its words.
    pub(super) words: String,
    /// On whose word, or who does it.
    pub(super) who: String,
    /// What it is about.
    pub(super) about: String,
    /// Whose, about what, and its words, folded to be searched.
    pub(super) folded: String,
    /// How sure it is.
    pub(super) confidence: f32,
    /// The years of which a figure or an event is by its own words, those of publication of all else.
    pub(super) years: Vec<String>,
    /// What a person has corrected in it; the rest is as corrected.
    pub(super) changes: Vec<Change>,
}

impl Info {
    /// The value that a person has put in the place of what was read.
    pub(super) fn amount(&self) -> Option<&str> {
        self.changes.iter().find(|c| c.field == "interval").map(|c| c.now.as_str())
    }
}

/// A document by its name.
pub(super) fn doc_ref(filed: &Filed) -> DocRef {
    let m = &filed.document.metadata;
    let day = m.published.as_ref().map(|p| {
        let one_day = p.start.tomorrow().is_ok_and(|next| next == p.end);
        if one_day { p.start.to_string() } else { format!("{}…", p.start) }
    });
    DocRef {
        id: filed.document.id.as_str().to_owned(),
        title: clip(&title(filed), CLIP),
        maker: clip(m.publisher.as_ref().or(m.authors.first()).map_or("", String::as_str), CLIP),
        day: day.unwrap_or_default(),
        lang: m.language.clone().unwrap_or_default(),
    }
}

/// The rows of a document but its mentions, as persons have corrected them, in the order of the text.
pub(super) fn infos(
    case: &Case,
    filed: &Filed,
    names: &BTreeMap<String, String>,
    decisions: &Decisions,
) -> anyhow::Result<Vec<(String, Info)>> {
    let doc = &filed.document.id;
    let mut all: Vec<(String, Info)> = Vec::new();
    let mut add = |found: AnyRow| {
        let info = as_corrected(&found, filed, names, decisions);
        all.push((place(&found).1.as_str().to_owned(), info));
    };
    case.statements(doc)?.into_iter().for_each(|row| add(AnyRow::Statement(row)));
    case.figures(doc)?.into_iter().for_each(|row| add(AnyRow::Figure(row)));
    case.events(doc)?.into_iter().for_each(|row| add(AnyRow::Event(row)));
    case.proposals(doc)?.into_iter().for_each(|row| add(AnyRow::Proposal(row)));
    all.sort_by(|a, b| (a.1.span, a.1.kind, &a.0).cmp(&(b.1.span, b.1.kind, &b.0)));
    Ok(all)
}

/// A row as persons have corrected it.
fn as_corrected(
    found: &AnyRow,
    filed: &Filed,
    names: &BTreeMap<String, String>,
    decisions: &Decisions,
) -> Info {
    if decisions.corrected(place(found).1).is_none() {
        return info(found, filed, names);
    }
    let row = corrected(found, decisions);
    let changes = changes(found, &row, &filed.document.text, names);
    Info { changes, ..info(&row, filed, names) }
}

/// A row as lists need it.
pub(super) fn info(row: &AnyRow, filed: &Filed, names: &BTreeMap<String, String>) -> Info {
    let text = filed.document.text.as_str();
    let named = |actor: &Option<String>| actor.as_ref().and_then(|id| names.get(id)).cloned();
    let (kind, confidence, who, about) = match row {
        AnyRow::Statement(r) => {
            let s = &r.body;
            let own = [&s.holder, &s.source].map(|e| words(e.as_ref(), text));
            let own = own.into_iter().find(|w| !w.is_empty());
            let cue = words(s.cue.as_ref(), text);
            let about = if cue.is_empty() { s.polarity.name().to_owned() } else { cue };
            ("statement", r.confidence, named(&s.actor).or(own).unwrap_or_default(), about)
        }
        AnyRow::Figure(r) => {
            let f = &r.body;
            let credit = words(f.credit.as_ref().map(|c| &c.source), text);
            let place = f.place.as_ref().map(|p| p.text.as_str());
            let period = f.period.as_ref().map(|p| p.text.as_str());
            let parts = [Some(f.measure.text.as_str()), place, period].into_iter().flatten();
            let about = parts.filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
            ("figure", r.confidence, named(&f.actor).unwrap_or(credit), about)
        }
        AnyRow::Event(r) => {
            let told = words(Some(&r.body.trigger), text);
            let about = format!("{told}, {}, {}", r.body.kind.name(), r.body.modality.name());
            ("event", r.confidence, called(&r.body.agents, text, names), about)
        }
        AnyRow::Proposal(r) => {
            let about = format!("{}, {}", r.body.kind.name(), r.body.status.name());
            ("proposal", r.confidence, called(&r.body.holder, text, names), about)
        }
        AnyRow::Mention(r) => ("mention", r.confidence, String::new(), String::new()),
    };
    let span = place(row).2;
    let words = span.get(text).unwrap_or_default();
    Info {
        folded: fold(&format!("{who} {about} {words}")),
        kind,
        doc: filed.document.id.clone(),
        span,
        words: words.to_owned(),
        who,
        about,
        confidence,
        years: years(row, filed),
        changes: Vec::new(),
    }
}

/// Years that are listed for one row; a longer time is told by the first of them.
const YEARS: i16 = 12;

/// The years of a row; none where it has no date.
fn years(row: &AnyRow, filed: &Filed) -> Vec<String> {
    let (first, last) = match row {
        AnyRow::Figure(_) | AnyRow::Event(_) => {
            let Some(own) = period_of(row) else { return Vec::new() };
            (own.start, own.end.and_then(|end| end.yesterday().ok()))
        }
        _ => {
            let published = filed.document.metadata.published.as_ref();
            (published.map(|p| p.start), None)
        }
    };
    let Some(year) = first.or(last).map(Date::year) else { return Vec::new() };
    let last = last.map_or(year, Date::year).clamp(year, year.saturating_add(YEARS));
    (year..=last).map(|y| y.to_string()).collect()
}

/// A row as it is now, where it was corrected, or that taken back, after what lists have of it was made.
pub(super) fn now(scene: &Scene<'_>, id: &str) -> anyhow::Result<Option<Info>> {
    let row = RowId::from_printed(id);
    let [now, then] = [scene.decisions, &scene.whole.decisions].map(|d| d.corrected(&row).map(|c| &c.fields));
    if now == then {
        return Ok(None);
    }
    let (filed, found) = scene.case.row(id)?;
    let names = scene.whole.actors.iter().map(|a| (a.id.clone(), a.name.clone())).collect();
    Ok(Some(as_corrected(&found, &filed, &names, scene.decisions)))
}

/// In what a corrected row is other than what was found.
fn changes(found: &AnyRow, now: &AnyRow, text: &str, names: &BTreeMap<String, String>) -> Vec<Change> {
    if found == now {
        return Vec::new();
    }
    let words = |row: &AnyRow| ("row-words", words_of(row).get(text).unwrap_or_default().to_owned());
    let all = |row: &AnyRow| [words(row)].into_iter().chain(facts(row, text, names)).collect::<Vec<_>>();
    let pairs = all(found).into_iter().zip(all(now)).filter(|(was, now)| was != now);
    pairs
        .map(|((field, was), (_, now))| Change { field, was: clip(&was, CLIP), now: clip(&now, CLIP) })
        .collect()
}

/// Cites rows of one page; a document is read once for all of its rows.
pub(super) struct Citer<'s> {
    scene: &'s Scene<'s>,
    /// Texts and the sentences in them, by id of the document.
    texts: BTreeMap<DocId, (String, Vec<Span>)>,
}

/// Letters of a sentence that are shown on either side of a row.
const AROUND: usize = 400;

impl<'s> Citer<'s> {
    pub(super) fn new(scene: &'s Scene<'s>) -> Self {
        Citer { scene, texts: BTreeMap::new() }
    }

    /// A row in its sentence; `None` where the case has none with this id.
    pub(super) fn cite(&mut self, id: &str) -> anyhow::Result<Option<Cited>> {
        let Some(info) = self.scene.whole.rows.get(id) else { return Ok(None) };
        self.row(id, info).map(Some)
    }

    /// As [`Citer::cite`], for a row that may not be among those of the lists.
    pub(super) fn row(&mut self, id: &str, info: &Info) -> anyhow::Result<Cited> {
        let now = now(self.scene, id)?;
        let info = now.as_ref().unwrap_or(info);
        if !self.texts.contains_key(&info.doc) {
            let document = self.scene.case.document(info.doc.as_str())?.document;
            let spans = relata_language::sentences(&document).into_iter().map(|s| s.span).collect();
            self.texts.insert(info.doc.clone(), (document.text, spans));
        }
        let id = RowId::from_printed(id);
        let review = self.scene.decisions.rows.get(&id).map_or("", |s| s.last.verdict.name());
        let mut cited = Cited {
            id: id.as_str().to_owned(),
            kind: info.kind,
            doc: self.scene.whole.document(&info.doc),
            words: info.words.clone(),
            who: clip(&info.who, CLIP),
            about: clip(&info.about, CLIP),
            review: review.to_owned(),
            fix: self.scene.fix(&id, &info.changes),
            ..Cited::default()
        };
        if let Some((text, sentences)) = self.texts.get(&info.doc) {
            let from = sentences.partition_point(|s| s.end <= info.span.start);
            let touched = sentences[from..].iter().take_while(|s| s.start < info.span.end);
            let around = touched.fold(info.span, |all, s| all.cover(*s));
            let part = |start, end| Span::new(start, end).get(text).unwrap_or_default();
            let (before, after) = (part(around.start, info.span.start), part(info.span.end, around.end));
            cited.before = tail(before);
            cited.after = clip(after, AROUND);
        }
        Ok(cited)
    }

    /// The rows with these ids that the case has.
    pub(super) fn all<'i>(&mut self, ids: impl IntoIterator<Item = &'i str>) -> anyhow::Result<Vec<Cited>> {
        let mut all = Vec::new();
        for id in ids {
            all.extend(self.cite(id)?);
        }
        Ok(all)
    }
}

/// The end of a text that is too long.
fn tail(text: &str) -> String {
    let letters = text.chars().count();
    if letters <= AROUND {
        return text.to_owned();
    }
    format!("…{}", text.chars().skip(letters - AROUND).collect::<String>())
}
