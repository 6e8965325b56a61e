//! What could not be read.

use thiserror::Error as ThisError;

/// Something of a file that could not be read: one line a person understands.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
#[error("{file}:{line}: {what}")]
pub struct Error {
    /// The name of the file.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

impl Error {
    pub(crate) fn at(file: &str, line: usize, what: impl Into<String>) -> Self {
        Error { file: file.into(), line, what: what.into() }
    }
}
