//! HTML: the tree, its blocks, which of them are the text, and what the head states.

mod meta;
mod names;
mod tree;

use crate::draft::Draft;
use crate::{Limits, ReadError, Source};

/// Reads one source of this format.
pub(crate) fn read(_source: &Source, _limits: &Limits) -> Result<Draft, ReadError> {
    Err(ReadError::Unsupported("not yet".into()))
}
