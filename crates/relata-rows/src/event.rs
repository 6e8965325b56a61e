//! What happened: who did what to whom, as PLOVER codes it.

use crate::{Extent, Period, PlaceRef, RowId, Span};
use serde::{Deserialize, Serialize};

/// Someone who takes part in an event or a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Party {
    /// The words that name or point at it.
    pub span: Span,
    /// The actor within its document: an index into [`crate::Findings::entities`]. Those who take part in events
    /// always have one.
    pub entity: Option<usize>,
    /// The actor of the case; `None` until actors are resolved.
    pub actor: Option<String>,
}

/// Who did what to whom, when and where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its category.
    pub kind: EventKind,
    /// How, by the manual's name of the mode ("arrest", "firearms"); `None` where no mode fits.
    pub mode: Option<String>,
    /// The verb or noun that tells it.
    pub trigger: Extent,
    /// Who did it; of a meeting or a fight on both sides, all who took part.
    pub agents: Vec<Party>,
    /// To whom or against whom.
    pub recipients: Vec<Party>,
    /// When, by words beside it; never the day of publication alone.
    pub date: Option<Period>,
    /// Where.
    pub place: Option<PlaceRef>,
    /// Whether it is told as having happened.
    pub modality: Modality,
    /// The statement inside whose content it is told.
    pub statement: Option<RowId>,
    /// The statement that it is itself, where it is one of words: a demand, an accusation.
    pub speech: Option<RowId>,
    /// Where else the document tells the same event.
    pub also: Vec<Span>,
}

/// The categories of PLOVER (manual, draft 1.0 of 2021, chapter "Event Categories").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventKind {
    /// Promises or agrees to cooperate.
    Agree,
    /// Meets, visits, talks.
    Consult,
    /// Cooperates in words: praises, endorses, recognises, ratifies.
    Support,
    /// Gives way in words: promises to ease, pardons, regrets.
    Concede,
    /// Exchanges things that help both: trade, joint exercises, extradition.
    Cooperate,
    /// Gives what helps the other: money, arms, relief, asylum, rescue.
    Aid,
    /// Gives way in deeds: releases, withdraws, disarms, resigns.
    Retreat,
    /// Asks, demands, orders.
    Request,
    /// Disapproves, accuses, sues, investigates.
    Accuse,
    /// Rejects, refuses, vetoes.
    Reject,
    /// Threatens.
    Threaten,
    /// Demonstrates, strikes, boycotts.
    Protest,
    /// Reduces relations: breaks off, expels, convicts.
    Sanction,
    /// Readies force without using it.
    Mobilize,
    /// Uses power short of violence: arrests, seizes, restricts.
    Coerce,
    /// Uses violence.
    Assault,
}

/// The four corners of events: by words or by deeds, together or against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quad {
    /// Words that bring together.
    VerbalCooperation = 1,
    /// Deeds that bring together.
    MaterialCooperation = 2,
    /// Words against.
    VerbalConflict = 3,
    /// Deeds against.
    MaterialConflict = 4,
}

impl EventKind {
    /// All categories, in the order of the manual.
    pub const ALL: [EventKind; 16] = [
        EventKind::Agree,
        EventKind::Consult,
        EventKind::Support,
        EventKind::Concede,
        EventKind::Cooperate,
        EventKind::Aid,
        EventKind::Retreat,
        EventKind::Request,
        EventKind::Accuse,
        EventKind::Reject,
        EventKind::Threaten,
        EventKind::Protest,
        EventKind::Sanction,
        EventKind::Mobilize,
        EventKind::Coerce,
        EventKind::Assault,
    ];

    /// The name used in exports and commands: `ASSAULT`.
    pub fn name(self) -> &'static str {
        match self {
            EventKind::Agree => "AGREE",
            EventKind::Consult => "CONSULT",
            EventKind::Support => "SUPPORT",
            EventKind::Concede => "CONCEDE",
            EventKind::Cooperate => "COOPERATE",
            EventKind::Aid => "AID",
            EventKind::Retreat => "RETREAT",
            EventKind::Request => "REQUEST",
            EventKind::Accuse => "ACCUSE",
            EventKind::Reject => "REJECT",
            EventKind::Threaten => "THREATEN",
            EventKind::Protest => "PROTEST",
            EventKind::Sanction => "SANCTION",
            EventKind::Mobilize => "MOBILIZE",
            EventKind::Coerce => "COERCE",
            EventKind::Assault => "ASSAULT",
        }
    }

    /// From the name, in small letters too.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name().eq_ignore_ascii_case(name))
    }

    /// Its quad category, as the manual's table "Quad categories in PLOVER" at its end has it: there `SANCTION` is
    /// verbal conflict, while the section on it says material.
    pub fn quad(self) -> Quad {
        match self {
            EventKind::Agree | EventKind::Consult | EventKind::Support | EventKind::Concede => {
                Quad::VerbalCooperation
            }
            EventKind::Cooperate | EventKind::Aid | EventKind::Retreat => Quad::MaterialCooperation,
            EventKind::Request
            | EventKind::Accuse
            | EventKind::Reject
            | EventKind::Sanction
            | EventKind::Threaten => Quad::VerbalConflict,
            EventKind::Protest | EventKind::Mobilize | EventKind::Coerce | EventKind::Assault => {
                Quad::MaterialConflict
            }
        }
    }
}

impl Quad {
    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Quad::VerbalCooperation => "verbal_cooperation",
            Quad::MaterialCooperation => "material_cooperation",
            Quad::VerbalConflict => "verbal_conflict",
            Quad::MaterialConflict => "material_conflict",
        }
    }

    /// Whether it brings together.
    pub fn is_cooperation(self) -> bool {
        matches!(self, Quad::VerbalCooperation | Quad::MaterialCooperation)
    }
}

/// Whether an event is told as having happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// As having happened, or going on.
    Actual,
    /// As intended, announced or expected.
    Planned,
    /// Under a condition, as possible, or in thought.
    Hypothetical,
    /// As not having happened.
    Negated,
    /// As wanted by somebody who asks for it.
    Demanded,
    /// As having happened by somebody's accusation or by hearsay.
    Alleged,
}

impl Modality {
    /// All of them.
    pub const ALL: [Modality; 6] = [
        Modality::Actual,
        Modality::Planned,
        Modality::Hypothetical,
        Modality::Negated,
        Modality::Demanded,
        Modality::Alleged,
    ];

    /// The name used in exports and commands.
    pub fn name(self) -> &'static str {
        match self {
            Modality::Actual => "actual",
            Modality::Planned => "planned",
            Modality::Hypothetical => "hypothetical",
            Modality::Negated => "negated",
            Modality::Demanded => "demanded",
            Modality::Alleged => "alleged",
        }
    }

    /// From the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_are_those_of_serde() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::parse(&kind.name().to_lowercase()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
            assert_eq!(serde_json::to_value(kind.quad()).unwrap(), kind.quad().name());
        }
        for modality in Modality::ALL {
            assert_eq!(Modality::parse(modality.name()), Some(modality));
            assert_eq!(serde_json::to_value(modality).unwrap(), modality.name());
        }
        assert_eq!(EventKind::parse("ATTACK"), None);
    }

    #[test]
    fn quads_are_those_of_the_manual() {
        // Manual, table "Quad categories in PLOVER": four, three, five and four categories.
        let count = |quad| EventKind::ALL.into_iter().filter(|k| k.quad() == quad).count();
        let quads = [
            Quad::VerbalCooperation,
            Quad::MaterialCooperation,
            Quad::VerbalConflict,
            Quad::MaterialConflict,
        ];
        assert_eq!(quads.map(count), [4, 3, 5, 4]);
        assert_eq!(quads.map(|q| q as u8), [1, 2, 3, 4]);
        assert_eq!(quads.map(Quad::is_cooperation), [true, true, false, false]);
    }
}
