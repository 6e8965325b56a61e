//! What the forests that weigh events are trained on.

use crate::event;
pub use crate::event::{Part, Weighed};
use relata_language::Analysis;
use relata_rows::Document;

/// The words of a document that tell an event, or may, as the forests see them.
pub fn weighed(document: &Document, analysis: &Analysis) -> Vec<Weighed> {
    crate::read(document, analysis, event::weighed).1
}
