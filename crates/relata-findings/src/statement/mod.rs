//! Who says what, in whose words, to any depth.
//!
//! The model marks sources, cues and contents ([`draft`]); here they are mended with the tree
//! ([`source`], [`content`]), with marks of quotation ([`quotes`]) and with the layout ([`turns`], blocks).
//! What the model left is added where the tree shows it ([`further`]). All are told apart by what their
//! holder does ([`cues`]), resolved ([`resolve`]) and nested ([`nest`]).

mod clauses;
mod confidence;
mod content;
mod cues;
mod draft;
mod frames;
mod further;
mod labels;
mod marks;
mod nest;
mod nouns;
mod phrase;
mod quotes;
mod resolve;
mod source;
mod turns;

pub(crate) use cues::{given_to_woman, woman};

use crate::passage::Passage;
use crate::text::Text;
use draft::Draft;
use quotes::Quotation;
use relata_language::Analysis;
use relata_rows::{
    Document, Extent, Note, NoteCode, Polarity, Row, RowId, RowKind, SourceKind, Span, Speech, Statement,
};
use resolve::Resolver;
use std::collections::HashSet;
use std::ops::Range;

/// One attribution before it becomes a row.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub source: Option<Span>,
    pub holder: Option<Span>,
    pub source_kind: SourceKind,
    pub cue: Option<Span>,
    pub content: Vec<Span>,
    pub speech: Speech,
    pub polarity: Polarity,
    pub via: Option<Span>,
    pub confidence: f32,
}

/// Finds the statements of a document, in the order of the text; remarks go to `report`.
pub(crate) fn find(
    document: &Document,
    analysis: &Analysis,
    passages: &[Passage<'_>],
    report: &mut Vec<Note>,
) -> Vec<Row<Statement>> {
    let text = Text::new(document, analysis);
    let quotations = quotes::find(&text);
    let resolver = Resolver::new(&text, analysis);
    let turns = turns::find(&document.text, passages, |label| resolver.names_person(label));
    let mut drafts = draft::drafts(analysis);
    frames::in_words_of(&text, &mut drafts);
    content::beside(&text, &quotations, &mut drafts);
    for d in 0..drafts.len() {
        let outer = drafts[d].parent.map(|p| drafts[p].contents.clone()).unwrap_or_default();
        content::within_that(&text, &outer, &mut drafts[d].contents);
        mend(&text, &quotations, &mut drafts[d]);
    }
    quotes::brought_in_below(&text, &mut drafts);
    quotes::complete(&text, &quotations, &mut drafts);
    further::add(&text, &quotations, &mut drafts);
    content::beside(&text, &quotations, &mut drafts);
    source::widen(&text, &mut drafts);
    let holders = holders(&resolver, &drafts);
    let mut found: Vec<Found> = drafts
        .iter()
        .zip(holders)
        .filter_map(|(d, holder)| finished(&text, &quotations, d, holder))
        .filter(|f| !is_label(f, &turns))
        .collect();
    found.extend(turns.into_iter().map(|mut turn| {
        let label = turn.source.and_then(|s| s.get(text.text)).unwrap_or_default();
        turn.holder = resolver.labelled(label).map(|name| text.cover(&name));
        turn
    }));
    let contents: Vec<Span> = found.iter().flat_map(|f| f.content.iter().copied()).collect();
    for q in quotes::lost(&text, &quotations, &contents) {
        let why = "a quotation whose speaker was not found beside it";
        report.push(Note::at(NoteCode::NoSpeaker, q.span, why));
    }
    found.sort_by_key(|f| (span(f), f.content.clone()));
    found.dedup_by_key(|f| (f.content.clone(), f.source));
    let mut rows: Vec<Row<Statement>> = found.into_iter().filter_map(|f| row(document, f)).collect();
    // "He said and insisted that": of one source and content, the cue tells two statements apart; the same with one
    // cue is one statement.
    let mut ids = HashSet::new();
    rows.retain_mut(|row| {
        if ids.insert(row.id.clone()) {
            return true;
        }
        let cue = row.body.cue.as_ref().map_or(0, |cue| cue.cover().start);
        row.id = RowId::of(RowKind::Statements, &row.doc, row.span, &format!("{}-{cue}", row.id));
        ids.insert(row.id.clone())
    });
    nest::parents(&mut rows);
    nest::speech(text.text, &mut rows);
    nest::own_words(&mut rows);
    nest::carriers(&mut rows);
    rows
}

/// Whom the source of each draft names or points at.
fn holders(resolver: &Resolver<'_>, drafts: &[Draft]) -> Vec<Option<Range<usize>>> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&d| {
        drafts[d].cue.as_ref().map_or(drafts[d].contents.first().map(|c| c.start), |c| Some(c.start))
    });
    let mut all = vec![None; drafts.len()];
    let mut last = Vec::new();
    for d in order {
        if let Some(source) = &drafts[d].source {
            all[d] = resolver.holder(source, &last);
            last.push(all[d].clone().unwrap_or_else(|| source.clone()));
        }
    }
    all
}

/// Takes marks off the ends of a draft's parts and looks for a source where it has none.
fn mend(text: &Text<'_>, quotations: &[Quotation], draft: &mut Draft) {
    if let Some(told) = frames::hearsay_of(text, draft) {
        *draft = told;
    }
    // A conjunction alone is a clause that the model lost.
    draft
        .contents
        .retain(|c| c.clone().any(|i| text.is_word(i)) && (c.len() > 1 || text.lower(c.start) != "that"));
    draft.source = draft.source.take().and_then(|s| phrase::trimmed(text, s));
    // A colon or dash may be the whole of a cue.
    draft.cue = draft.cue.take().map(|c| phrase::trimmed(text, c.clone()).unwrap_or(c));
    frames::put_it(text, draft);
    frames::past_frame(text, draft);
    content::to_learn(text, draft);
    source::inverted(text, quotations, draft);
    source::behind(text, draft);
    let Some(cue) = &mut draft.cue else { return };
    let clause = further::clause_of(text, cue, &draft.contents);
    draft.contents.extend(clause);
    // "It was announced that ...", "he was told that ...": the pronoun says nothing of its own.
    if draft.contents.len() > 1 {
        draft.contents.retain(|c| !further::is_empty(text, c) && !source::is_told(text, cue, c));
    }
    source::mend(text, cue, &mut draft.source, &draft.contents);
    // "was accused by the auditors": the preposition belongs to the cue.
    if draft.source.as_ref().is_some_and(|s| s.start == cue.end + 1) && text.lower(cue.end) == "by" {
        cue.end += 1;
    }
    content::mend(text, quotations, draft);
}

fn finished(
    text: &Text<'_>,
    quotations: &[Quotation],
    draft: &Draft,
    holder: Option<Range<usize>>,
) -> Option<Found> {
    if draft.contents.is_empty() {
        return None;
    }
    let speech = speech(text, quotations, &draft.contents);
    let mut content: Vec<Span> =
        draft.contents.iter().map(|c| trimmed(text.text, text.cover(c))).filter(|s| !s.is_empty()).collect();
    content.sort();
    // Parts that run into each other are one.
    content.dedup_by(|next, last| {
        let meets = next.start < last.end;
        if meets {
            *last = last.cover(*next);
        }
        meets
    });
    let kind = draft.source.as_ref().map_or(SourceKind::Unnamed, |s| source::kind(text, s));
    let polarity = match &draft.cue {
        Some(cue) => cues::polarity(text, draft.source.as_ref(), cue, &draft.contents)?,
        None => Polarity::Said,
    };
    let via = match &draft.cue {
        Some(cue) if kind == SourceKind::Unnamed => source::outlet(text, cue, &draft.contents),
        _ => None,
    };
    Some(Found {
        source: draft.source.as_ref().map(|s| text.cover(s)),
        holder: holder.map(|h| text.cover(&h)),
        source_kind: kind,
        cue: draft.cue.as_ref().map(|c| text.cover(c)),
        content,
        speech,
        polarity,
        via: via.map(|v| text.cover(&v)),
        confidence: confidence::of(draft.sure),
    })
}

/// In whose words the contents are: by how many of their words stand between marks.
fn speech(text: &Text<'_>, quotations: &[Quotation], contents: &[Range<usize>]) -> Speech {
    let words = contents.iter().cloned().flatten().filter(|&i| text.is_word(i));
    let (mut all, mut inside) = (0, 0);
    for i in words {
        all += 1;
        inside += usize::from(quotes::inside(quotations, text.words[i].span));
    }
    match inside {
        0 => Speech::Indirect,
        _ if inside == all => Speech::Direct,
        _ => Speech::Mixed,
    }
}

/// A content without the comma or dash of the frame at its end; its marks of quotation stay with it.
fn trimmed(text: &str, span: Span) -> Span {
    let whole = span.get(text).unwrap_or_default();
    let bare =
        whole.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '—' | '–' | ':'));
    Span::new(span.start, span.start + bare.len()).trim(text)
}

/// Whether it only repeats the label of a turn.
fn is_label(found: &Found, turns: &[Found]) -> bool {
    turns.iter().any(|t| t.source.is_some_and(|label| found.source.is_some_and(|s| label.overlaps(s))))
}

/// The stretch of a row: everything that belongs to it.
fn span(f: &Found) -> Span {
    let all = f.content.iter().copied().chain(f.source).chain(f.cue);
    all.reduce(Span::cover).unwrap_or(Span::new(0, 0))
}

fn row(document: &Document, f: Found) -> Option<Row<Statement>> {
    let span = span(&f);
    let content = Extent::of(f.content)?;
    let source = f.source.map_or(String::new(), |s| format!("{}-{} ", s.start, s.end));
    let rest = format!("{source}{}-{}", content.cover().start, content.cover().end);
    let body = Statement {
        source: f.source.map(Extent::from),
        holder: f.holder.map(Extent::from),
        entity: None,
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
    Some(Row { id, doc: document.id.clone(), span, confidence: f.confidence, body })
}
