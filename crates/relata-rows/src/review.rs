//! What a person decides on a row, apart from what was found.

use crate::{Correction, RowId, RowKind, Sha256, Span};
use serde::{Deserialize, Serialize};

/// A row named by the bytes of its document, its place and its words, so that it is found again after another reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
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
}

/// A decision on a row, or on what two rows are to each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The row.
    pub on: Anchor,
    /// The other row, where the decision is on what both are to each other.
    pub beside: Option<Anchor>,
    /// What was decided.
    pub verdict: Decided,
    /// What is put in the place of what was found; nothing unless `verdict` is [`Decided::Corrected`].
    pub correction: Correction,
    /// What the person had to say to it; empty for nothing.
    pub note: String,
    /// Who; empty where that is not known.
    pub by: String,
    /// When: UTC, `2026-01-31T12:00:00Z`.
    pub at: String,
}

/// What a person may decide on a row, or on a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decided {
    /// It is right.
    Confirmed,
    /// It is right once corrected.
    Corrected,
    /// It is wrong.
    Rejected,
    /// Neither: there is something to say to it.
    Noted,
}

impl Decided {
    /// All of them.
    pub const ALL: [Decided; 4] = [Decided::Confirmed, Decided::Corrected, Decided::Rejected, Decided::Noted];

    /// The name used in exports and in the case file.
    pub fn name(self) -> &'static str {
        match self {
            Decided::Confirmed => "confirmed",
            Decided::Corrected => "corrected",
            Decided::Rejected => "rejected",
            Decided::Noted => "noted",
        }
    }

    /// From the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.name() == name)
    }
}

/// What holds of a row, or of two, after all that was decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The last decision; a note counts as one only where there is nothing else.
    pub last: Review,
    /// What was corrected, each field as it was last, with the last who corrected something.
    pub corrected: Option<Corrected>,
}

/// Corrected fields, and who corrected them when.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrected {
    /// The fields.
    pub fields: Correction,
    /// Who; empty where that is not known.
    pub by: String,
    /// When: UTC.
    pub at: String,
}

impl Standing {
    /// Takes one more decision after those `before`.
    pub fn after(before: Option<Standing>, review: Review) -> Standing {
        let (former, corrected) = before.map_or((None, None), |s| (Some(s.last), s.corrected));
        let corrected = match review.verdict {
            Decided::Corrected => {
                let fields = corrected.map(|c| c.fields).unwrap_or_default();
                let fields = fields.with(&review.correction);
                Some(Corrected { fields, by: review.by.clone(), at: review.at.clone() })
            }
            _ => corrected,
        };
        let only_note = review.verdict == Decided::Noted;
        let last = match former {
            Some(former) if only_note && former.verdict != Decided::Noted => former,
            _ => review,
        };
        Standing { last, corrected }
    }

    /// Whether the row is wrong: it takes part in nothing then.
    pub fn is_rejected(&self) -> bool {
        self.last.verdict == Decided::Rejected
    }
}
