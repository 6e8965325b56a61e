//! What a person decides on a row, apart from what was found.

use crate::{RowId, RowKind, Sha256, Span};
use serde::{Deserialize, Serialize};

/// A decision on a row. It names the row by the bytes of its document, its place and its words, so that it finds the
/// row again after another reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The row's id when it was decided on.
    pub row: RowId,
    /// What sort of row.
    pub kind: RowKind,
    /// The bytes of its document.
    pub sha256: Sha256,
    /// Where it stood in the text as it was read then.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// What was decided.
    pub verdict: Decided,
    /// What the person had to say to it; empty for nothing.
    pub note: String,
    /// Who; empty where that is not known.
    pub by: String,
    /// When: UTC, `2026-01-31T12:00:00Z`.
    pub at: String,
}

/// What a person may decide on a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decided {
    /// The row is right.
    Confirmed,
    /// It is wrong.
    Rejected,
    /// Neither: there is something to say to it.
    Noted,
}

impl Decided {
    /// All of them.
    pub const ALL: [Decided; 3] = [Decided::Confirmed, Decided::Rejected, Decided::Noted];

    /// The name used in exports and in the case file.
    pub fn name(self) -> &'static str {
        match self {
            Decided::Confirmed => "confirmed",
            Decided::Rejected => "rejected",
            Decided::Noted => "noted",
        }
    }

    /// From the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.name() == name)
    }
}
