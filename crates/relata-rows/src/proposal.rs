//! What should, will or was promised to happen.

use crate::{Extent, Party, Period, RowId, Span};
use serde::{Deserialize, Serialize};

/// A recommendation, a prediction or a commitment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Which of the three.
    pub kind: ProposalKind,
    /// Who recommends, predicts or promises, where the text names or describes it; `None` for the author of the
    /// document.
    pub holder: Option<Party>,
    /// Of a recommendation, who should do it; of a commitment, to whom it was made.
    pub addressees: Vec<Party>,
    /// What should, will or was promised to happen, with its condition.
    pub action: Extent,
    /// Under what condition ("if the talks fail"), a part of the sentence.
    pub condition: Option<Span>,
    /// Whether it is that something should not or will not happen.
    pub negative: bool,
    /// By when.
    pub due: Option<Period>,
    /// What became of it, as the documents tell.
    pub status: Status,
    /// The words that tell so.
    pub status_basis: Option<Span>,
    /// The proposal of which this one is a part: the item above a sub-item, the sentence above a list.
    pub parent: Option<RowId>,
    /// The statement inside whose content it stands.
    pub statement: Option<RowId>,
}

/// What sort of proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProposalKind {
    /// Someone should do it.
    Recommendation,
    /// It will or may happen.
    Prediction,
    /// Someone binds itself to it.
    Commitment,
}

impl ProposalKind {
    /// All of them.
    pub const ALL: [ProposalKind; 3] =
        [ProposalKind::Recommendation, ProposalKind::Prediction, ProposalKind::Commitment];

    /// The name used in exports and commands.
    pub fn name(self) -> &'static str {
        match self {
            ProposalKind::Recommendation => "recommendation",
            ProposalKind::Prediction => "prediction",
            ProposalKind::Commitment => "commitment",
        }
    }

    /// From the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// What became of a proposal, as the documents tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Its day has not come, and nobody says that it was kept or broken.
    Open,
    /// Somebody says that it was done, or came about.
    Kept,
    /// Somebody says that it was not.
    Broken,
    /// Its day has passed and no document says what became of it, or something else took its place.
    Overtaken,
    /// The documents do not tell.
    Unknown,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 5] =
        [Status::Open, Status::Kept, Status::Broken, Status::Overtaken, Status::Unknown];

    /// The name used in exports and commands.
    pub fn name(self) -> &'static str {
        match self {
            Status::Open => "open",
            Status::Kept => "kept",
            Status::Broken => "broken",
            Status::Overtaken => "overtaken",
            Status::Unknown => "unknown",
        }
    }

    /// From the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_are_those_of_serde() {
        for kind in ProposalKind::ALL {
            assert_eq!(ProposalKind::parse(kind.name()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
        for status in Status::ALL {
            assert_eq!(Status::parse(status.name()), Some(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.name());
        }
    }
}
