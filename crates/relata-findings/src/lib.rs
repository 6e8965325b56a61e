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

use relata_language::Analysis;
use relata_rows::{Document, Findings, Note, NoteCode, Span};

/// Version of everything from text to rows, sentences and tokens included: raised whenever the rows
/// of any document may come out otherwise.
pub const FINDINGS_VERSION: u32 = 2;

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
    findings.figures = figure::find(document, &passages, &mut findings.report);
    link(&mut findings);
    findings
}

/// Ties each figure to the statement inside whose content it stands: the innermost.
fn link(findings: &mut Findings) {
    let mut parts: Vec<(Span, usize)> = Vec::new();
    for (i, row) in findings.statements.iter().enumerate() {
        parts.extend(row.body.content.parts.iter().map(|&p| (p, i)));
    }
    parts.sort_by_key(|&(p, i)| (p.start, std::cmp::Reverse(p.end), i));
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut next = parts.into_iter().peekable();
    for figure in &mut findings.figures {
        while let Some(part) = next.next_if(|(p, _)| p.start <= figure.span.start) {
            open.retain(|(o, _)| o.end > part.0.start);
            open.push(part);
        }
        let inner = open.iter().rev().find(|(o, _)| o.contains(figure.span));
        figure.body.statement = inner.map(|&(_, i)| findings.statements[i].id.clone());
    }
}
