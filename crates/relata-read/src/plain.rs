//! Plain text: paragraphs, wraps, lists, pages, and furniture told from the words and the layout alone.

use crate::draft::Draft;
use crate::{Limits, ReadError, Source};

/// Reads one source of this format.
pub(crate) fn read(_source: &Source, _limits: &Limits) -> Result<Draft, ReadError> {
    Err(ReadError::Unsupported("not yet".into()))
}
