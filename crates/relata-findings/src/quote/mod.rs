//! Who said what: quotations with their speakers.
//!
//! [`marks`] finds what stands between marks of quotation, [`attribute`] the speaker and the verb
//! beside it, [`source`] how far the speaker's phrase goes, [`turns`] the turns of a transcript.
//! A quotation whose speaker is not found gives no row but a remark.

mod attribute;
mod cues;
mod marks;
mod source;
mod turns;

use crate::passage::Passage;
use relata_rows::{
    Document, Extent, Note, Polarity, Row, RowId, RowKind, SourceKind, Span, Speech, Statement,
};

/// One attribution before it becomes a row.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub source: Span,
    pub source_kind: SourceKind,
    pub cue: Option<Span>,
    pub content: Vec<Span>,
    pub speech: Speech,
    pub polarity: Polarity,
    pub via: Option<Span>,
    pub rule: Rule,
}

/// How an attribution was found: each rule has its own measured precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Rule {
    /// "...," said X / X said.
    After,
    /// X said, "...".
    Before,
    /// X: "..." and "..." — X.
    Label,
    /// X said that the plan was "...".
    Mixed,
    /// X did this, saying "...".
    Participle,
    /// A whole sentence in marks behind a sentence or paragraph of the same speaker.
    Carried,
    /// A block without marks behind "X said:".
    Block,
    /// A turn of a transcript.
    Turn,
}

impl Rule {
    /// Share of the rule's rows whose source and content are right on PolNeAR train, which no rule was
    /// tuned on (`docs/figures.md`). PolNeAR does not mark turns of transcripts and has too few blocks
    /// after a colon (6 of 11 right in part): the values of both are judgements, not counts.
    fn confidence(self) -> f32 {
        match self {
            Rule::After => 0.93,
            Rule::Before => 0.81,
            Rule::Label => 0.64,
            Rule::Mixed => 0.79,
            Rule::Participle => 0.72,
            Rule::Carried => 0.62,
            Rule::Block => 0.55,
            Rule::Turn => 0.95,
        }
    }
}

/// Finds the statements of `document`, in the order of the text; remarks go to `report`.
pub(crate) fn find(
    document: &Document,
    passages: &[Passage<'_>],
    report: &mut Vec<Note>,
) -> Vec<Row<Statement>> {
    let turns = turns::find(passages);
    let mut found = attribute::find(&document.text, passages, &turns, report);
    found.extend(turns);
    found.sort_by_key(|f| (span(f), f.content.clone()));
    found.dedup_by_key(|f| f.content.clone());
    let mut rows: Vec<Row<Statement>> = found.into_iter().filter_map(|f| row(document, f)).collect();
    nest(&mut rows);
    rows
}

/// The stretch of a row: everything that belongs to it.
fn span(f: &Found) -> Span {
    let all = f.content.iter().copied().chain([f.source]).chain(f.cue);
    all.reduce(Span::cover).unwrap_or(f.source)
}

fn row(document: &Document, f: Found) -> Option<Row<Statement>> {
    let span = span(&f);
    let content = Extent::of(f.content)?;
    let rest = format!("{}-{}", content.cover().start, content.cover().end);
    let body = Statement {
        source: Some(f.source.into()),
        actor: None,
        source_kind: f.source_kind,
        cue: f.cue.map(Extent::from),
        content,
        speech: f.speech,
        polarity: f.polarity,
        parent: None,
        via: f.via.map(Extent::from),
    };
    let id = RowId::of(RowKind::Statements, &document.id, span, &rest);
    Some(Row { id, doc: document.id.clone(), span, confidence: f.rule.confidence(), body })
}

/// Gives each statement the one in whose content it stands: the innermost that holds all of it.
fn nest(rows: &mut [Row<Statement>]) {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let key =
        |r: &Row<Statement>| (r.body.content.cover().start, std::cmp::Reverse(r.body.content.cover().end));
    order.sort_by_key(|&i| key(&rows[i]));
    let mut open: Vec<usize> = Vec::new();
    for &i in &order {
        let own = rows[i].span;
        while open
            .last()
            .is_some_and(|&o| rows[o].body.content.cover().end <= rows[i].body.content.cover().start)
        {
            open.pop();
        }
        let holds = |o: &&usize| {
            rows[**o].body.content.parts.iter().any(|p| p.contains(own)) && rows[**o].id != rows[i].id
        };
        // Deeper nesting than this is not speech; it bounds the work.
        let parent = open.iter().rev().take(16).find(holds).map(|&o| rows[o].id.clone());
        rows[i].body.parent = parent;
        open.push(i);
    }
}
