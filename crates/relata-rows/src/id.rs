//! Names for documents and rows that come out the same on every reading.

use serde::{Deserialize, Serialize};
use sha2::Digest;

/// SHA-256 (FIPS 180-4) of some bytes, written as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sha256(String);

impl Sha256 {
    /// Hashes `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Sha256(hex(&sha2::Sha256::digest(bytes)))
    }

    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names one document of a case: 16 hexadecimal digits of the SHA-256 of its kept bytes, or, where
/// the same bytes were read from a second place, of those bytes and that place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocId(String);

impl DocId {
    /// The id of the document with these bytes.
    pub fn of(sha256: &Sha256) -> Self {
        DocId(sha256.0[..16].to_owned())
    }

    /// The id of another copy of the same bytes, found at `place` (a path or URL).
    pub fn copy_of(sha256: &Sha256, place: &str) -> Self {
        DocId(digest(&[sha256.as_str(), place]))
    }

    /// An id as it was printed; not checked against any case.
    pub fn from_printed(s: &str) -> Self {
        DocId(s.to_owned())
    }

    /// The 16 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names one row: 16 hexadecimal digits of a SHA-256 over kind, document, span and what else tells it apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowId(String);

impl RowId {
    /// The id of the row of `kind` at `span` of `doc`; `rest` is whatever else tells it from other
    /// rows of the same kind at the same place (empty where nothing does).
    pub fn of(kind: crate::RowKind, doc: &DocId, span: crate::Span, rest: &str) -> Self {
        let place = format!("{}-{}", span.start, span.end);
        RowId(digest(&[kind.name(), doc.as_str(), &place, rest]))
    }

    /// An id as it was printed; not checked against any case.
    pub fn from_printed(s: &str) -> Self {
        RowId(s.to_owned())
    }

    /// The 16 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The id of the link of `kind` between two rows, documents or series, by their ids.
pub fn link_id(kind: crate::LinkKind, left: &str, right: &str) -> String {
    digest(&[kind.name(), left, right])
}

/// The id of the measure to which these figures belong, by their ids in order.
pub fn measured_id(figures: &[String]) -> String {
    let fields: Vec<&str> = std::iter::once("measured").chain(figures.iter().map(String::as_str)).collect();
    digest(&fields)
}

impl std::fmt::Display for Sha256 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Display for DocId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Display for RowId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Hashes fields with their lengths, so that ("ab", "c") and ("a", "bc") differ.
fn digest(fields: &[&str]) -> String {
    let mut hash = sha2::Sha256::new();
    for field in fields {
        hash.update((field.len() as u64).to_le_bytes());
        hash.update(field.as_bytes());
    }
    hex(&hash.finalize()[..8])
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|b| [DIGITS[usize::from(b >> 4)] as char, DIGITS[usize::from(b & 15)] as char])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RowKind, Span};

    #[test]
    fn sha256_of_abc_is_the_one_of_the_standard() {
        // FIPS 180-4, example "abc".
        assert_eq!(
            Sha256::of(b"abc").as_str(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn rows_at_one_place_are_told_apart_by_kind_and_rest() {
        let doc = DocId::of(&Sha256::of(b"x"));
        let id = |kind, rest| RowId::of(kind, &doc, Span::new(0, 1), rest);
        assert_eq!(id(RowKind::Figures, ""), id(RowKind::Figures, ""));
        assert_ne!(id(RowKind::Figures, ""), id(RowKind::Statements, ""));
        assert_ne!(id(RowKind::Figures, ""), id(RowKind::Figures, "2"));
    }
}
