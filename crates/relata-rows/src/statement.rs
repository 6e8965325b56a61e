//! Who said what.

use crate::{Extent, RowId};
use serde::{Deserialize, Serialize};

/// An attribution: whose words they are, what says so, and what was said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The words that name the holder; `None` where the text does not (then see `source_kind`).
    pub source: Option<Extent>,
    /// The fullest name in this document of the one whom `source` names or points at ("she", "the
    /// minister", "Price"); `None` where `source` is that name, or where it stays open.
    #[serde(default)]
    pub holder: Option<Extent>,
    /// The actor within its document that the source names or points at: an index into
    /// [`crate::Findings::entities`].
    #[serde(default)]
    pub entity: Option<usize>,
    /// The actor of the case; `None` until actors are resolved, and where the source stays open.
    pub actor: Option<String>,
    /// What sort of holder it is.
    pub source_kind: SourceKind,
    /// The words that make it an attribution ("said", "according to"); `None` where layout alone does.
    pub cue: Option<Extent>,
    /// What is said, with its marks of quotation and its "that"; a split quotation has several parts.
    pub content: Extent,
    /// In whose words.
    pub speech: Speech,
    /// Whether the holder says it, denies it or asks it.
    pub polarity: Polarity,
    /// The statement inside whose content this one stands.
    pub parent: Option<RowId>,
    /// Who carries the words of an unnamed source: the outlet it told, or the holder of the statement around.
    pub via: Option<Extent>,
}

/// What sort of holder a statement has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// A person or body that the text names, if only by a pronoun or an office.
    Named,
    /// Described, not named: "officials", "a person familiar with the talks".
    Unnamed,
    /// The author of the document.
    Author,
    /// A document that speaks: "the audit finds".
    Document,
}

/// In whose words something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speech {
    /// In the holder's words.
    Direct,
    /// In the writer's words.
    Indirect,
    /// In the writer's words with some of the holder's among them.
    Mixed,
}

/// What the holder does with the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// Says it.
    Said,
    /// Denies it.
    Denied,
    /// Asks it.
    Asked,
}

impl SourceKind {
    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            SourceKind::Named => "named",
            SourceKind::Unnamed => "unnamed",
            SourceKind::Author => "author",
            SourceKind::Document => "document",
        }
    }
}

impl Speech {
    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Speech::Direct => "direct",
            Speech::Indirect => "indirect",
            Speech::Mixed => "mixed",
        }
    }
}

impl Polarity {
    /// All of them.
    pub const ALL: [Polarity; 3] = [Polarity::Said, Polarity::Denied, Polarity::Asked];

    /// From the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name() == name)
    }

    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Polarity::Said => "said",
            Polarity::Denied => "denied",
            Polarity::Asked => "asked",
        }
    }
}
