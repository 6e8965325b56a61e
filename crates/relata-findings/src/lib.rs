//! One document to its statements and figures: a pure function that cannot fail.
//!
//! [`quote`] finds who said what, [`figure`] how much; each works on one document's sentences and
//! holds no state. What was seen and not understood goes to the report. The room knows no files,
//! no case and no other document.

mod figure;
mod lexicon;
mod words;

use relata_language::Sentence;
use relata_rows::{Document, Findings, Note, NoteCode};

/// What is found in `document`, whose sentences are `sentences`.
///
/// Only English text gives rows; of another language the report says that it is not covered.
pub fn find(document: &Document, sentences: &[Sentence]) -> Findings {
    let mut findings = Findings::default();
    if let Some(language) = document.metadata.language.as_deref().filter(|l| !l.starts_with("en")) {
        let message = format!("the text is in another language ({language}); figures and statements are found in English only");
        findings.report.push(Note::new(NoteCode::Language, message));
        return findings;
    }
    findings.figures = figure::find(document, sentences, &mut findings.report);
    findings
}

/// Version of everything from text to rows, sentences and tokens included: raised whenever the rows
/// of any document may come out otherwise.
pub const FINDINGS_VERSION: u32 = 1;
