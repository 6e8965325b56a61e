//! Documents by name, and rows in their sentences.

use super::{CLIP, Scene, clip};
use crate::select::{called, title, words};
use relata_case::Case;
use relata_rows::export::Filed;
use relata_rows::{DocId, RowId, Span};
use relata_web::view::{Cited, DocRef};
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
    /// How sure it is.
    pub(super) confidence: f32,
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

/// The rows of a document but its mentions, in the order of the text.
pub(super) fn infos(
    case: &Case,
    filed: &Filed,
    names: &BTreeMap<String, String>,
) -> anyhow::Result<Vec<(String, Info)>> {
    let (doc, text) = (&filed.document.id, filed.document.text.as_str());
    let mut all: Vec<(String, Info)> = Vec::new();
    let mut add = |id: &RowId, kind, span: Span, confidence, who: String, about: String| {
        let words = span.get(text).unwrap_or_default().to_owned();
        let info = Info { kind, doc: doc.clone(), span, words, who, about, confidence };
        all.push((id.as_str().to_owned(), info));
    };
    let named = |actor: &Option<String>| actor.as_ref().and_then(|id| names.get(id)).cloned();
    for row in case.statements(doc)? {
        let s = &row.body;
        let own = [&s.holder, &s.source].map(|e| words(e.as_ref(), text)).into_iter().find(|w| !w.is_empty());
        let who = named(&s.actor).or(own).unwrap_or_default();
        let mut about = words(s.cue.as_ref(), text);
        if about.is_empty() {
            about = s.polarity.name().to_owned();
        }
        add(&row.id, "statement", row.span, row.confidence, who, about);
    }
    for row in case.figures(doc)? {
        let f = &row.body;
        let credit = words(f.credit.as_ref().map(|c| &c.source), text);
        let who = named(&f.actor).unwrap_or(credit);
        let place = f.place.as_ref().map(|p| p.text.as_str());
        let period = f.period.as_ref().map(|p| p.text.as_str());
        let parts = [Some(f.measure.text.as_str()), place, period].into_iter().flatten();
        let about = parts.filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
        add(&row.id, "figure", row.span, row.confidence, who, about);
    }
    for row in case.events(doc)? {
        let e = &row.body;
        let about = format!("{}, {}", e.kind.name(), e.modality.name());
        add(&row.id, "event", row.span, row.confidence, called(&e.agents, text, names), about);
    }
    for row in case.proposals(doc)? {
        let p = &row.body;
        let who = p.holder.as_ref().map_or_else(String::new, |holder| called([holder], text, names));
        let about = format!("{}, {}", p.kind.name(), p.status.name());
        add(&row.id, "proposal", row.span, row.confidence, who, about);
    }
    all.sort_by(|a, b| (a.1.span, a.1.kind, &a.0).cmp(&(b.1.span, b.1.kind, &b.0)));
    Ok(all)
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
        if !self.texts.contains_key(&info.doc) {
            let document = self.scene.case.document(info.doc.as_str())?.document;
            let spans = relata_language::sentences(&document).into_iter().map(|s| s.span).collect();
            self.texts.insert(info.doc.clone(), (document.text, spans));
        }
        let review = self.scene.reviews.get(&RowId::from_printed(id)).map_or("", |r| r.verdict.name());
        let mut cited = Cited {
            id: id.to_owned(),
            kind: info.kind,
            doc: self.scene.whole.document(&info.doc),
            words: info.words.clone(),
            who: clip(&info.who, CLIP),
            about: clip(&info.about, CLIP),
            review: review.to_owned(),
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
