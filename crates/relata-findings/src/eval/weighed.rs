//! What the forests that weigh events are trained on.

pub use crate::event::{Part, Weighed};
use crate::{event, figure, link, mention, party, passage, statement, text, time};
use relata_language::Analysis;
use relata_rows::{Document, Findings};

/// The words of a document that tell an event, or may, as the forests see them.
pub fn weighed(document: &Document, analysis: &Analysis) -> Vec<Weighed> {
    let mut findings = Findings::default();
    let passages = passage::passages(document, &analysis.sentences);
    findings.statements = statement::find(document, analysis, &passages, &mut findings.report);
    let text = text::Text::new(document, analysis).mended();
    (findings.entities, findings.mentions) = mention::find(document, analysis, &findings.statements);
    let times = time::find(&text, &time::Context::of(document));
    findings.figures = figure::find(document, analysis, &text, &passages, &times, &mut findings.report);
    link::link(&text, &mut findings);
    event::weighed(&party::Scene::new(document, &text, &times, &findings))
}
