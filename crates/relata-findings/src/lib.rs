//! One document to its statements, figures and actors: a pure function that cannot fail.
//!
//! [`statement`] finds who said what, [`figure`] how much, [`mention`] who is named or pointed at, [`event`] who did
//! what to whom ([`thing`]: also to whom no mention points), [`proposal`] what should, will or was promised to happen; each works on one document's sentences
//! and holds no state. What was seen and not understood goes to the report. The room knows no files,
//! no case and no other document.

mod control;
pub mod eval;
mod event;
mod figure;
mod lexicon;
mod link;
mod mend;
mod mention;
mod party;
mod passage;
mod proposal;
mod statement;
mod text;
mod thing;
mod time;
mod weigh;
mod words;

pub use figure::{End, QuantityKind, TextQuantity, convert, numbers, quantities, unit_codes};

use relata_language::Analysis;
use relata_rows::{Document, Entity, Findings, Mention, Note, NoteCode, Period, Row, Span, Statement};

/// Version of everything from text to rows, sentences and tokens included: raised whenever the rows
/// of any document may come out otherwise.
pub const FINDINGS_VERSION: u32 = 14;

/// What is found in `document`, of which `analysis` is the analysis.
///
/// Only English text gives rows; of another language the report says that it is not covered.
pub fn find(document: &Document, analysis: &Analysis) -> Findings {
    if let Some(language) = document.metadata.language.as_deref().filter(|l| !l.starts_with("en")) {
        let message = format!(
            "the text is in another language ({language}); figures and statements are found in English only"
        );
        return Findings { report: vec![Note::new(NoteCode::Language, message)], ..Findings::default() };
    }
    let (mut findings, (events, proposals, (entities, mentions))) = read(document, analysis, |scene| {
        let (mut events, proposals) = (event::find(scene), proposal::find(scene));
        let settled = thing::settle(document, &scene.things, scene.entities.len(), &mut events);
        (events, proposals, settled)
    });
    (findings.events, findings.proposals) = (events, proposals);
    findings.entities.extend(entities);
    findings.mentions.extend(mentions);
    findings.mentions.sort_by_key(|r| (r.span.start, std::cmp::Reverse(r.span.end), r.body.head));
    findings
}

/// Statements, actors and figures of a document, and what `told` makes of the scene that they are for events and proposals.
fn read<T>(
    document: &Document,
    analysis: &Analysis,
    told: impl FnOnce(&party::Scene<'_>) -> T,
) -> (Findings, T) {
    let mut findings = Findings::default();
    let passages = passage::passages(document, &analysis.sentences);
    findings.statements = statement::find(document, analysis, &passages, &mut findings.report);
    let text = text::Text::new(document, analysis).mended();
    (findings.entities, findings.mentions) = mention::find(document, analysis, &findings.statements);
    let times = time::find(&text, &time::Context::of(document));
    findings.figures = figure::find(document, analysis, &text, &passages, &times, &mut findings.report);
    figure::credit(&text, &findings.statements, &mut findings.figures);
    link::link(&text, &mut findings);
    let made = told(&party::Scene::new(document, &text, &times, &findings));
    (findings, made)
}

/// The stretches of time that the words of `document` tell, in order: where each stands, and when it is.
pub fn times(document: &Document, analysis: &Analysis) -> Vec<(Span, Period)> {
    let found = time::find(&text::Text::new(document, analysis).mended(), &time::Context::of(document));
    found.into_iter().filter_map(|t| Some((t.span, t.period?))).collect()
}

/// The actors of `document`, in the order of their first mentions, and its mentions, in the order of the text;
/// `statements` are those found in it. A part of what [`find`] gives.
pub fn actors(
    document: &Document,
    analysis: &Analysis,
    statements: &[Row<Statement>],
) -> (Vec<Entity>, Vec<Row<Mention>>) {
    mention::find(document, analysis, statements)
}
