//! HTML: the tree, its blocks, which of them are the text, and what the head states.

mod blocks;
mod features;
mod judge;
mod meta;
mod names;
mod stated;
#[cfg(test)]
mod training;
mod tree;
mod words;

use crate::draft::Draft;
use crate::{Limits, ReadError, Source};

/// Reads one source of this format.
pub(crate) fn read(_source: &Source, _limits: &Limits) -> Result<Draft, ReadError> {
    Err(ReadError::Unsupported("not yet".into()))
}
