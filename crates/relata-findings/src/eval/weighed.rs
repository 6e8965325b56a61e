//! What the rules find and the forests see, before the language model is asked.

use crate::event;
pub use crate::event::{Part, Weighed};
use relata_language::Analysis;
use relata_rows::{Document, Proposal, Row, Span};

/// The words of a document that tell an event, or may, as the forests see them.
pub fn weighed(document: &Document, analysis: &Analysis) -> Vec<Weighed> {
    crate::read(document, analysis, event::weighed).1
}

/// The proposals of a document by the rules alone, each with the word that heads it.
pub fn proposals(document: &Document, analysis: &Analysis) -> Vec<(Span, Row<Proposal>)> {
    crate::read(document, analysis, crate::proposal::unweighed).1
}
