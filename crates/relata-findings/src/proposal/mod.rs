//! What should, will or was promised to happen.

use crate::party::Scene;
use relata_rows::{Proposal, Row};

/// The proposals of a document, in the order of the text.
pub(crate) fn find(_scene: &Scene<'_>) -> Vec<Row<Proposal>> {
    Vec::new()
}
