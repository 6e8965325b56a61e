//! Who: the actors of one document, and the stretches of text that name or point at them.

use crate::Span;
use serde::{Deserialize, Serialize};

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// One human being.
    Person,
    /// A body that acts: government, agency, company, party, court, paper, team.
    Organization,
    /// People told together who are no body: a nationality, a profession, "the protesters".
    Group,
    /// A country, state, city, region, building.
    Place,
    /// A law, treaty, order, a numbered part of one, or a programme of a government.
    Law,
    /// A book, report, film, article by its title.
    Work,
    /// Something that happened or happens, by its name or told by its place or date.
    Event,
}

impl ActorKind {
    /// All kinds.
    pub const ALL: [ActorKind; 7] = [
        ActorKind::Person,
        ActorKind::Organization,
        ActorKind::Group,
        ActorKind::Place,
        ActorKind::Law,
        ActorKind::Work,
        ActorKind::Event,
    ];

    /// The name used in exports and commands.
    pub fn name(self) -> &'static str {
        match self {
            ActorKind::Person => "person",
            ActorKind::Organization => "organization",
            ActorKind::Group => "group",
            ActorKind::Place => "place",
            ActorKind::Law => "law",
            ActorKind::Work => "work",
            ActorKind::Event => "event",
        }
    }

    /// From the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// How a mention points at its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionForm {
    /// By a name: "Price", "the White House", "Mexican".
    Name,
    /// By a description: "the minister".
    Nominal,
    /// By a pronoun: "she", "its", "who".
    Pronoun,
}

impl MentionForm {
    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            MentionForm::Name => "name",
            MentionForm::Nominal => "nominal",
            MentionForm::Pronoun => "pronoun",
        }
    }
}

/// A stretch of text that names or points at an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The actor within its document: an index into [`crate::Findings::entities`].
    pub entity: usize,
    /// How it points.
    pub form: MentionForm,
    /// Its head word: "minister" of "the then foreign minister of Chile".
    pub head: Span,
}

/// An actor as one document knows it: what all mentions that this document alone allows to join say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is.
    pub kind: ActorKind,
    /// Its fullest name in the document, without title and possessive, in one case ("Ned Price" of "MR. NED
    /// PRICE:"); of one that is only described, the description ("the Mexican president").
    pub name: String,
    /// Whether `name` is a name rather than a description.
    pub named: bool,
    /// The other names that the document uses for it, short ones and acronyms among them, in order of the alphabet.
    pub aliases: Vec<String>,
    /// Acronyms that the document itself defines for it ("... (OAS)").
    pub acronyms: Vec<String>,
    /// What it is said to be, in the order of the text.
    pub roles: Vec<Role>,
    /// The country that words beside it tell ("the Mexican navy": Mexico), by its usual English name.
    pub country: Option<String>,
    /// Whether words of the document tell that a person is a woman or a man.
    pub gender: Option<Gender>,
}

/// What an actor is said to be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Role {
    /// The office, trade or kin in small letters, without its country: "foreign minister".
    pub title: String,
    /// Of what or for whom: "Mexico", "the Senate"; a country by its usual English name.
    pub of: Option<String>,
    /// When it holds, as the text tells it beside the role.
    pub tense: RoleTense,
    /// The words that say so.
    pub span: Span,
}

/// When a role holds, against the date of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoleTense {
    /// At the date of the text, as far as it says.
    Present,
    /// Not any more: "former", "ex-", "late".
    Former,
    /// At the time told of: "then-".
    Then,
    /// Not yet: "-elect", "incoming".
    Future,
}

impl RoleTense {
    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            RoleTense::Present => "present",
            RoleTense::Former => "former",
            RoleTense::Then => "then",
            RoleTense::Future => "future",
        }
    }
}

/// What pronouns a person is told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// "she"
    Woman,
    /// "he"
    Man,
}
