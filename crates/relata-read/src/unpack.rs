//! Bytes from outside to sources: what is a container is parted, what is not is handed on whole.

use crate::{Hints, Limits, ReadError, Source};
use std::io::{Read, Seek};
use std::ops::ControlFlow;

/// Anything that can be read and sought in: a file, a cursor over bytes.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// The bytes of one file, page or pipe.
#[expect(missing_debug_implementations, reason = "holds borrowed readers")]
pub enum Input<'a> {
    /// A file: archives with their table of contents at the end are read in place.
    File(&'a mut dyn ReadSeek),
    /// A pipe or response: such archives are first taken into memory, up to
    /// [`Limits::document_bytes`].
    Stream(&'a mut dyn Read),
}

/// Hands every source in `input` to `each`, one at a time, with its path.
pub fn unpack(
    path: &str,
    input: Input<'_>,
    hints: &Hints,
    limits: &Limits,
    each: &mut dyn FnMut(String, Result<Source, ReadError>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut bytes = Vec::new();
    let taken = match input {
        Input::File(file) => file.take(limits.document_bytes).read_to_end(&mut bytes),
        Input::Stream(stream) => stream.take(limits.document_bytes).read_to_end(&mut bytes),
    };
    let source = match taken {
        Ok(_) => Ok(Source { path: path.to_owned(), bytes, hints: hints.clone() }),
        Err(error) => Err(ReadError::Io(error.to_string())),
    };
    each(path.to_owned(), source)
}
