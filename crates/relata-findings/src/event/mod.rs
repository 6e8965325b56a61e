//! Who did what to whom, as PLOVER codes it.

use crate::party::Scene;
use relata_rows::{Event, Row};

/// The events of a document, in the order of the text.
pub(crate) fn find(_scene: &Scene<'_>) -> Vec<Row<Event>> {
    Vec::new()
}
