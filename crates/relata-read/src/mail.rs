//! One mail (RFC 5322).

use crate::draft::Draft;
use crate::{Limits, ReadError, Source};

/// Reads one source of this format.
pub(crate) fn read(_source: &Source, _limits: &Limits) -> Result<Draft, ReadError> {
    Err(ReadError::Unsupported("not yet".into()))
}

/// A file that a mail carries.
pub(crate) struct Attachment {
    pub name: String,
    pub media_type: Option<String>,
    pub charset: Option<String>,
    pub bytes: Vec<u8>,
}

pub(crate) fn attachments(_mail: &[u8]) -> Vec<Attachment> {
    Vec::new()
}
