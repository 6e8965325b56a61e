//! The flags of the commands that list rows.

use super::Format;
use super::values::{event_kind, link_kind, modality, proposal_kind, published, status, verdict};
use crate::across::By;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use relata_rows::{EventKind, LinkKind, Modality, ProposalKind, Status, Verdict};

#[derive(Debug, Args)]
pub(crate) struct Listing {
    /// Only from this document: an id, the beginning of one, or a part of its path or title
    #[arg(long, short, value_name = "DOC")]
    pub document: Option<String>,
    /// At most so many rows
    #[arg(long, short, value_name = "N")]
    pub limit: Option<usize>,
    /// Older versions of changed documents too
    #[arg(long)]
    pub all_versions: bool,
    /// A table for people, or rows for programs
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Ask {
    #[command(flatten)]
    pub listing: Listing,
    /// The question, in English or Spanish
    pub question: String,
}

#[derive(Debug, Args)]
pub(crate) struct Documents {
    #[command(flatten)]
    pub listing: Listing,
    /// Only documents whose text holds these words
    #[arg(long, short, value_name = "WORDS")]
    pub search: Option<String>,
    /// Only this genre: news, opinion, statement, speech, interview, policy, legal, letter, other
    #[arg(long)]
    pub genre: Option<String>,
    /// Only this language, as an ISO 639-1 code
    #[arg(long)]
    pub language: Option<String>,
    /// What could not be read, and why, instead of what was
    #[arg(long)]
    pub failed: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Figures {
    #[command(flatten)]
    pub listing: Listing,
    /// Only figures of what: words that say what is counted or qualify it, in any form ("killing" finds "killed")
    #[arg(long, short, value_name = "WORDS")]
    pub measure: Option<String>,
    /// Only figures of this place, as the text names it; a country by any of its names
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    /// Only figures whose period meets this year, month or day
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub period: Option<(Date, Date)>,
    /// Only this unit: USD, %, kg, or 1 for counts
    #[arg(long, value_name = "CODE")]
    pub unit: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Statements {
    #[command(flatten)]
    pub listing: Listing,
    /// Only statements of this source: part of the words that name it, or of a name of its actor
    #[arg(long, short, value_name = "NAME")]
    pub source: Option<String>,
    /// Only statements whose sentence holds these words
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    /// Only what is said, denied or asked
    #[arg(long)]
    pub polarity: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Events {
    #[command(flatten)]
    pub listing: Listing,
    /// Only events of this type: AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT, REQUEST, ACCUSE, REJECT,
    /// THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT
    #[arg(long = "type", value_name = "TYPE", value_parser = event_kind)]
    pub kind: Option<EventKind>,
    /// Only events in which this one takes part, on either side: part of a name or of the words, or an id
    #[arg(long, short, value_name = "NAME")]
    pub actor: Option<String>,
    /// Only events told as this: actual, planned, hypothetical, negated, demanded, alleged
    #[arg(long, value_name = "HOW", value_parser = modality)]
    pub modality: Option<Modality>,
    /// Only events that may have been on this day, month or year, or later; leaves out what has no date
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub from: Option<(Date, Date)>,
    /// Only events that may have been on this day, month or year, or earlier; leaves out what has no date
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub to: Option<(Date, Date)>,
}

#[derive(Debug, Args)]
pub(crate) struct Proposals {
    #[command(flatten)]
    pub listing: Listing,
    /// Only this kind: recommendation, prediction, commitment
    #[arg(long, value_name = "KIND", value_parser = proposal_kind)]
    pub kind: Option<ProposalKind>,
    /// Only what this one recommends, predicts or promises: part of a name or of the words, or an id
    #[arg(long, value_name = "NAME")]
    pub holder: Option<String>,
    /// Only what this one should do, or was promised: part of a name or of the words, or an id
    #[arg(long, value_name = "NAME")]
    pub addressee: Option<String>,
    /// Only what is due in this year, month or day, or from then on without an end
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub due: Option<(Date, Date)>,
    /// Only what the documents tell to be this: open, kept, broken, overtaken, unknown
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub status: Option<Status>,
}

#[derive(Debug, Args)]
pub(crate) struct Links {
    #[command(flatten)]
    pub listing: Listing,
    /// Only links of this kind: measure, event, statement, proposal, copy, passage, root; may be repeated
    #[arg(long, value_name = "KIND", value_parser = link_kind)]
    pub kind: Vec<LinkKind>,
    /// Only with this verdict: agrees, differs, opposed, "other period", "other definition", "other place",
    /// "not comparable", "same root"; may be repeated
    #[arg(long, value_name = "VERDICT", value_parser = verdict)]
    pub verdict: Vec<Verdict>,
    /// Only where one of the rows holds these words
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    /// What these two figures are to each other, whether or not they are listed: ids or beginnings of ids
    #[arg(long, num_args = 2, value_names = ["ROW", "OTHER"], conflicts_with_all = ["kind", "verdict", "about", "document"])]
    pub between: Option<Vec<String>>,
}

#[derive(Debug, Args)]
pub(crate) struct Sources {
    #[command(flatten)]
    pub listing: Listing,
    /// Only sources whose name holds this
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The documents: ids, beginnings of ids, or parts of paths or titles [default: all of the case]
    #[arg(value_name = "DOC")]
    pub documents: Vec<String>,
    /// By what; may be repeated [default: everything but actors]
    #[arg(long, value_name = "WHAT")]
    pub by: Vec<By>,
    /// At most so many rows
    #[arg(long, short, value_name = "N")]
    pub limit: Option<usize>,
    /// A table for people, or rows for programs
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The document: an id, the beginning of one, or a part of its path or title
    #[arg(long, short, value_name = "DOC")]
    pub document: String,
    /// Only figures beside which something stands with this verdict; may be repeated
    #[arg(long, value_name = "VERDICT", value_parser = verdict)]
    pub verdict: Vec<Verdict>,
    /// What cannot be compared too
    #[arg(long)]
    pub all: bool,
    /// Text for people, or rows for programs
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Timeline {
    #[command(flatten)]
    pub listing: Listing,
    /// Only this sort of rows; may be repeated
    #[arg(long, value_name = "KIND")]
    pub rows: Vec<TimelineRows>,
    /// Only what this one takes part in, says or is credited with: part of a name or of the words, or an id
    #[arg(long, short, value_name = "NAME")]
    pub actor: Option<String>,
    /// Only events of this type
    #[arg(long = "type", value_name = "TYPE", value_parser = event_kind)]
    pub kind: Option<EventKind>,
    /// Only what may have been on this day, month or year, or later
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub from: Option<(Date, Date)>,
    /// Only what may have been on this day, month or year, or earlier
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub to: Option<(Date, Date)>,
    /// Instead, how often two actors worked together and against each other; of a country, its persons and bodies too
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with_all = ["rows", "actor", "kind"])]
    pub balance: Vec<String>,
    /// In a balance, only the two themselves, not the persons and bodies of a country
    #[arg(long, requires = "balance")]
    pub themselves: bool,
    /// The stretches of time of a balance
    #[arg(long, value_name = "TIME", default_value = "month", requires = "balance")]
    pub by: TimeUnit,
}

/// What stands in a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TimelineRows {
    Events,
    Statements,
    Figures,
}

/// How a balance cuts time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TimeUnit {
    Month,
    Year,
}
