//! PDF: lines with their places on the page, put together to paragraphs.

use crate::draft::Draft;
use crate::{Limits, ReadError, Source};

/// Reads one source of this format.
pub(crate) fn read(_source: &Source, _limits: &Limits) -> Result<Draft, ReadError> {
    Err(ReadError::Unsupported("not yet".into()))
}
