//! One document to its statements and figures: a pure function that cannot fail.
//!
//! [`statement`] finds who said what, [`figure`] how much; each works on one document's sentences and
//! holds no state. What was seen and not understood goes to the report. The room knows no files,
//! no case and no other document.

pub mod eval;
mod figure;
mod lexicon;
mod passage;
mod statement;
mod text;
mod time;
mod words;

pub use figure::{End, QuantityKind, TextQuantity, convert, numbers, quantities, unit_codes};

use relata_language::Analysis;
use relata_rows::{Document, Findings, Note, NoteCode};

/// Version of everything from text to rows, sentences and tokens included: raised whenever the rows
/// of any document may come out otherwise.
pub const FINDINGS_VERSION: u32 = 4;

/// What is found in `document`, of which `analysis` is the analysis.
///
/// Only English text gives rows; of another language the report says that it is not covered.
pub fn find(document: &Document, analysis: &Analysis) -> Findings {
    let mut findings = Findings::default();
    if let Some(language) = document.metadata.language.as_deref().filter(|l| !l.starts_with("en")) {
        let message = format!(
            "the text is in another language ({language}); figures and statements are found in English only"
        );
        findings.report.push(Note::new(NoteCode::Language, message));
        return findings;
    }
    let passages = passage::passages(document, &analysis.sentences);
    findings.statements = statement::find(document, analysis, &passages, &mut findings.report);
    let text = text::Text::new(document, analysis);
    findings.figures = figure::find(document, analysis, &text, &passages, &mut findings.report);
    figure::credit(&text, &findings.statements, &mut findings.figures);
    findings
}
