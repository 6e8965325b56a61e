//! What some bytes are, told from the bytes.

use crate::Hints;

/// The formats that one source can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Html,
    Plain,
    Markdown,
    Pdf,
    Docx,
    Odt,
    Rtf,
    Mail,
    FeedEntry,
    JsonRecord,
}

/// Tells the format of one source, from its first bytes; `hints` and the end of `path` decide only
/// where the bytes leave a choice (plain text or Markdown). `None` for bytes of no known format.
pub(crate) fn sniff(bytes: &[u8], path: &str, _hints: &Hints) -> Option<Format> {
    if bytes.starts_with(b"%PDF") {
        Some(Format::Pdf)
    } else if path.ends_with(".md") {
        Some(Format::Markdown)
    } else if bytes.iter().take(512).any(|&b| b == b'<') {
        Some(Format::Html)
    } else {
        Some(Format::Plain)
    }
}
