//! Rows that may answer a question, with what they are judged by.

use super::question::Word;
use super::words::Language;
use crate::decided::Decisions;
use crate::select::{title, words};
use jiff::civil::Date;
use relata_case::Case;
use relata_rows::export::Filed;
use relata_rows::{
    Actor, BlockKind, Document, Extent, Modality, Party, Period, Polarity, ProposalKind, Row, SourceKind,
    Span,
};
use std::collections::BTreeMap;

/// A row, or a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// `figure`, `statement`, `event`, `proposal` or `passage`.
    pub(crate) kind: &'static str,
    /// The row's id; empty for a passage.
    pub(crate) id: String,
    /// The document.
    pub(crate) doc: String,
    /// Where it stands in it, and the sentences around; of a long statement the one that answers.
    pub(crate) span: Span,
    pub(crate) sentence: Span,
    /// Whose word it is, or who does it, for people; empty where nobody is told.
    pub(crate) who: String,
    /// What it is about, for people: what is counted, the cue.
    pub(crate) about: String,
    /// How sure it is.
    pub(crate) confidence: f32,
    /// Stems of what it is about, of its sentences, and of what stands before them and above.
    pub(crate) core: Vec<String>,
    pub(crate) around: Vec<String>,
    pub(crate) context: Vec<String>,
    /// Stems of the names of those on whose word it is.
    pub(crate) voices: Vec<String>,
    /// When, by the row itself.
    pub(crate) time: Option<(Date, Date)>,
    /// When the document was published.
    pub(crate) published: Option<(Date, Date)>,
    /// Whether it is a change of a level, a part of a whole, or how long something takes.
    pub(crate) change: bool,
    pub(crate) share: bool,
    pub(crate) lasting: bool,
    /// Whether it is a recommendation.
    pub(crate) ought: bool,
    /// Whether it is what is mostly asked for: has a number, has happened, is not asked; of a passage, whether its document
    /// is in a language in which rows are not found.
    pub(crate) plain: bool,
    /// Years that its sentences name.
    pub(crate) years: Vec<i16>,
}

impl Candidate {
    /// One of which nothing more is known.
    pub(super) fn new(kind: &'static str, id: String, doc: String) -> Candidate {
        Candidate {
            kind,
            id,
            doc,
            span: Span::new(0, 0),
            sentence: Span::new(0, 0),
            who: String::new(),
            about: String::new(),
            confidence: 1.0,
            core: Vec::new(),
            around: Vec::new(),
            context: Vec::new(),
            voices: Vec::new(),
            time: None,
            published: None,
            change: false,
            share: false,
            lasting: false,
            ought: false,
            plain: true,
            years: Vec::new(),
        }
    }
}

/// Words of a statement that is not long.
const LONG: usize = 60;

/// Blocks of the full text that are looked at, the best first.
const BLOCKS: usize = 300;

/// The rows, as persons have corrected them, and the sentences in the blocks that have one of some words.
pub(super) fn candidates(
    case: &Case,
    decisions: &Decisions,
    actors: &BTreeMap<&str, &Actor>,
    language: Language,
    words: &[&Word],
) -> anyhow::Result<Vec<Candidate>> {
    let each = words.iter().map(|w| language.sought(&w.text, &w.stem)).filter(|s| !s.is_empty());
    let query = each.collect::<Vec<_>>().join(" OR ");
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let mut blocks: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for hit in case.search(&query, BLOCKS)? {
        blocks.entry(hit.doc.as_str().to_owned()).or_default().push(hit.span);
    }
    let mut all = Vec::new();
    for (doc, blocks) in blocks {
        let filed = case.document(&doc)?;
        Page::new(&filed, actors, language, &blocks).rows(case, decisions, &mut all)?;
    }
    Ok(all)
}

/// One document, as its rows are read.
struct Page<'p> {
    filed: &'p Filed,
    actors: &'p BTreeMap<&'p str, &'p Actor>,
    language: Language,
    blocks: &'p [Span],
    sentences: Vec<relata_language::Sentence>,
    /// Stems of its title, and of those who made it.
    title: Vec<String>,
    makers: Vec<String>,
    /// Stems of stretches that several rows share.
    stems: BTreeMap<Span, Vec<String>>,
}

impl<'p> Page<'p> {
    fn new(
        filed: &'p Filed,
        actors: &'p BTreeMap<&'p str, &'p Actor>,
        language: Language,
        blocks: &'p [Span],
    ) -> Page<'p> {
        let m = &filed.document.metadata;
        let title = title(filed);
        let makers: Vec<&str> = m.authors.iter().chain(&m.publisher).map(String::as_str).collect();
        // "What does the policy paper want?" asks for the words of its author.
        let makers = format!("{} {title} {}", makers.join(" "), m.genre.name());
        Page {
            sentences: relata_language::sentences(&filed.document),
            title: language.stems(&title),
            makers: language.stems(&makers),
            stems: BTreeMap::new(),
            filed,
            actors,
            language,
            blocks,
        }
    }

    fn document(&self) -> &'p Document {
        &self.filed.document
    }

    fn text(&self, span: Span) -> &'p str {
        span.get(&self.document().text).unwrap_or_default()
    }

    fn rows(mut self, case: &Case, decisions: &Decisions, all: &mut Vec<Candidate>) -> anyhow::Result<()> {
        let id = &self.document().id;
        for row in decisions.figures(case, id)? {
            let f = &row.body;
            let Some(mut c) = self.row("figure", &row) else { continue };
            let m = &f.measure;
            let place = f.place.as_ref().map_or("", |p| p.text.as_str());
            let parts = [
                m.text.as_str(),
                &m.what,
                &m.kind,
                &f.unit.label,
                place,
                m.of.as_deref().unwrap_or_default(),
            ];
            let parts: Vec<&str> = parts.into_iter().chain(m.qualifiers.iter().map(String::as_str)).collect();
            c.core = self.language.stems(&parts.join(" "));
            c.about =
                [m.text.as_str(), place].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
            c.time = f.period.as_ref().and_then(days);
            c.change = f.change.is_some();
            c.share = m.kind == "share" || f.unit.code == "%";
            c.lasting = m.kind == "duration";
            c.plain = f.interval.stated.is_some();
            self.voiced(&mut c, f.actor.as_ref(), &[f.credit.as_ref().map(|x| &x.source)]);
            all.push(c);
        }
        for row in decisions.statements(case, id)? {
            let s = &row.body;
            let cue = words(s.cue.as_ref(), &self.document().text);
            let content = words(Some(&s.content), &self.document().text);
            let own = match s.source_kind {
                SourceKind::Author => [None, None],
                _ => [s.holder.as_ref(), s.source.as_ref()],
            };
            let parts = self.parts(row.span);
            for &part in &parts {
                let Some(mut c) = self.at(part) else { continue };
                let told = if parts.len() > 1 { self.text(part) } else { &content };
                (c.kind, c.id, c.confidence) = ("statement", row.id.as_str().to_owned(), row.confidence);
                c.span = row.span;
                c.core = self.language.stems(&format!("{told} {cue}"));
                c.about = if cue.is_empty() { s.polarity.name().to_owned() } else { cue.clone() };
                c.plain = s.polarity != Polarity::Asked;
                self.voiced(&mut c, s.actor.as_ref(), &own);
                all.push(c);
            }
        }
        for row in decisions.events(case, id)? {
            let e = &row.body;
            let Some(mut c) = self.row("event", &row) else { continue };
            let parties: Vec<&Party> = e.agents.iter().chain(&e.recipients).collect();
            let trigger = words(Some(&e.trigger), &self.document().text);
            let names: Vec<String> =
                parties.iter().flat_map(|p| self.names(p.actor.as_ref(), Some(p.span))).collect();
            c.core = self.language.stems(&format!("{trigger} {} {}", e.kind.name(), names.join(" ")));
            c.about = format!("{}, {}", e.kind.name(), e.modality.name());
            c.time = e.date.as_ref().and_then(days);
            c.plain = e.modality == Modality::Actual;
            let agents = e.agents.iter().map(|p| self.called(p));
            c.who = agents.collect::<Vec<_>>().join("; ");
            c.voices = self.language.stems(&names.join(" "));
            all.push(c);
        }
        for row in decisions.proposals(case, id)? {
            let p = &row.body;
            let Some(mut c) = self.row("proposal", &row) else { continue };
            let parties: Vec<&Party> = p.holder.iter().chain(&p.addressees).collect();
            let names: Vec<String> =
                parties.iter().flat_map(|p| self.names(p.actor.as_ref(), Some(p.span))).collect();
            c.ought = p.kind == ProposalKind::Recommendation;
            let action = words(Some(&p.action), &self.document().text);
            c.core = self.language.stems(&format!("{action} {}", names.join(" ")));
            c.about = format!("{}, {}", p.kind.name(), p.status.name());
            c.time = p.due.as_ref().and_then(days);
            c.who = p.holder.as_ref().map_or_else(String::new, |p| self.called(p));
            c.voices = self.language.stems(&names.join(" "));
            if p.holder.is_none() {
                c.voices.extend(self.makers.iter().cloned());
            }
            all.push(c);
        }
        all.extend(self.passages());
        Ok(())
    }

    /// A row with what all have; `None` where it stands in no block that was found.
    fn row<T>(&mut self, kind: &'static str, row: &Row<T>) -> Option<Candidate> {
        let candidate = self.at(row.span)?;
        Some(Candidate { kind, id: row.id.as_str().to_owned(), confidence: row.confidence, ..candidate })
    }

    /// A stretch, or where that is long its sentences: a whole speech has some word of every question.
    fn parts(&self, span: Span) -> Vec<Span> {
        if self.text(span).split_whitespace().count() <= LONG {
            return vec![span];
        }
        let inside = self.sentences.iter().map(|s| s.span).filter(|s| span.contains(*s));
        let parts: Vec<Span> = inside.collect();
        if parts.is_empty() { vec![span] } else { parts }
    }

    /// What is known of a stretch by where it stands; `None` where that is in no block that was found.
    fn at(&mut self, span: Span) -> Option<Candidate> {
        if !self.blocks.iter().any(|b| b.overlaps(span)) {
            return None;
        }
        let from = self.sentences.partition_point(|s| s.span.end <= span.start);
        let touched = self.sentences[from..].iter().take_while(|s| s.span.start < span.end);
        let sentence = touched.fold(span, |all, s| all.cover(s.span));
        let block = self.sentences.get(from).map(|s| s.block);
        let before = from.checked_sub(1).map(|n| &self.sentences[n]).filter(|b| Some(b.block) == block);
        let above = before.map(|b| b.span).into_iter().chain(self.heading(span)).collect::<Vec<_>>();
        let around = self.stems(sentence);
        let mut context: Vec<String> = above.into_iter().flat_map(|s| self.stems(s)).collect();
        context.extend(self.title.iter().cloned());
        let numbers = self.text(sentence).split(|c: char| !c.is_ascii_digit()).filter(|n| n.len() == 4);
        let published = self.document().metadata.published.as_ref().map(|p| (p.start, p.end));
        let years = numbers.filter_map(|n| n.parse().ok()).filter(|n| (1000..2200).contains(n)).collect();
        let place = Candidate {
            span,
            sentence,
            ..Candidate::new("", String::new(), self.document().id.as_str().to_owned())
        };
        Some(Candidate { around, context, published, years, ..place })
    }

    fn stems(&mut self, span: Span) -> Vec<String> {
        let (text, language) = (self.text(span), self.language);
        self.stems.entry(span).or_insert_with(|| language.stems(text)).clone()
    }

    /// The heading under which a row stands.
    fn heading(&self, span: Span) -> Option<Span> {
        let above = self.document().blocks.iter().take_while(|b| b.span.start <= span.start);
        above.filter(|b| b.kind == BlockKind::Heading).last().map(|b| b.span)
    }

    /// The names of an actor, and the words for it.
    fn names(&self, actor: Option<&String>, span: Option<Span>) -> Vec<String> {
        let actor = actor.and_then(|id| self.actors.get(id.as_str()));
        let named = actor.into_iter().flat_map(|a| [&a.name].into_iter().chain(&a.aliases)).cloned();
        named.chain(span.map(|s| self.text(s).to_owned())).collect()
    }

    fn called(&self, party: &Party) -> String {
        let actor = party.actor.as_ref().and_then(|id| self.actors.get(id.as_str()));
        actor.map_or_else(|| self.text(party.span).to_owned(), |a| a.name.clone())
    }

    /// Tells on whose word a row is: the actor's, that of the words for it, else of those who made the document.
    fn voiced(&self, c: &mut Candidate, actor: Option<&String>, own: &[Option<&Extent>]) {
        let own: Vec<String> =
            own.iter().map(|e| words(*e, &self.document().text)).filter(|w| !w.is_empty()).collect();
        let names = self.names(actor, None);
        c.who = names.first().or(own.first()).cloned().unwrap_or_default();
        c.voices = self.language.stems(&names.into_iter().chain(own).collect::<Vec<_>>().join(" "));
        if c.who.is_empty() {
            c.voices.extend(self.makers.iter().cloned());
        }
    }

    /// The sentences in the blocks that were found, as what they say.
    fn passages(&mut self) -> Vec<Candidate> {
        let covered = self.document().metadata.language.as_deref().is_none_or(|l| l.starts_with("en"));
        let spans: Vec<Span> = self.sentences.iter().map(|s| s.span).collect();
        let one = |span: Span| {
            let c = self.at(span)?;
            Some(Candidate { kind: "passage", core: c.around.clone(), plain: !covered, ..c })
        };
        spans.into_iter().filter_map(one).collect()
    }
}

/// The days of a period of which at least one end is known.
fn days(period: &Period) -> Option<(Date, Date)> {
    let known = period.start.is_some() || period.end.is_some();
    known.then(|| (period.start.unwrap_or(Date::MIN), period.end.unwrap_or(Date::MAX)))
}
