//! The flags of `relata review`.

use super::Format;
use super::values::{span, verdict};
use clap::{ArgGroup, Args};
use relata_rows::Verdict;

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("corrected").multiple(true)))]
pub(crate) struct Review {
    /// The row: its id, or the beginning of it
    #[arg(required_unless_present = "list")]
    pub row: Option<String>,
    /// It is right
    #[arg(long, group = "decision")]
    pub confirm: bool,
    /// It is wrong, and takes part in nothing
    #[arg(long, group = "decision")]
    pub reject: bool,
    /// Take the last decision on it back
    #[arg(long, group = "decision", conflicts_with_all = ["note", "corrected", "beside"])]
    pub undo: bool,
    /// What there is to say to it
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Its value: 4500, 4500..5000, 4500.. for at least, ..5000 for at most
    #[arg(
        long,
        value_name = "VALUE",
        group = "corrected",
        conflicts_with = "decision",
        allow_hyphen_values = true
    )]
    pub value: Option<String>,
    /// Its unit: people, percent, USD, kg
    #[arg(long, value_name = "UNIT", group = "corrected", conflicts_with = "decision")]
    pub unit: Option<String>,
    /// What it counts
    #[arg(long, value_name = "WORDS", group = "corrected", conflicts_with = "decision")]
    pub measure: Option<String>,
    /// On whose word it rests, who does it or who proposes it: an actor of the case, by name or id
    #[arg(long, value_name = "NAME", group = "corrected", conflicts_with = "decision")]
    pub actor: Option<String>,
    /// Its period: 2022, 2022-05, 2022-05-03..2022-06-10
    #[arg(long, value_name = "DAYS", group = "corrected", conflicts_with = "decision")]
    pub period: Option<String>,
    /// To whom it is done, who should do it or to whom it was promised: actors of the case, or words that stand there;
    /// given once for each, all of them; - for nobody
    #[arg(
        long = "recipient",
        value_name = "NAME",
        group = "corrected",
        conflicts_with = "decision",
        allow_hyphen_values = true
    )]
    pub recipients: Vec<String>,
    /// Its place by name; - for nowhere
    #[arg(
        long,
        value_name = "NAME",
        group = "corrected",
        conflicts_with = "decision",
        allow_hyphen_values = true
    )]
    pub place: Option<String>,
    /// The category of an event: ASSAULT, CONSULT
    #[arg(long = "type", value_name = "TYPE", group = "corrected", conflicts_with = "decision")]
    pub kind: Option<String>,
    /// Whether an event is told as having happened: actual, planned, hypothetical, negated, demanded, alleged
    #[arg(long, value_name = "MODALITY", group = "corrected", conflicts_with = "decision")]
    pub modality: Option<String>,
    /// What a holder does with a statement: said, denied, asked
    #[arg(long, value_name = "POLARITY", group = "corrected", conflicts_with = "decision")]
    pub polarity: Option<String>,
    /// What became of a proposal: open, kept, broken, overtaken, unknown
    #[arg(long, value_name = "STATUS", group = "corrected", conflicts_with = "decision")]
    pub status: Option<String>,
    /// Its words: code points of the document's text, end exclusive
    #[arg(long, value_name = "START..END", value_parser = span, group = "corrected", conflicts_with = "decision")]
    pub span: Option<(usize, usize)>,
    /// Decide on what it is to this other row: --verdict says what, --confirm that it is as found, --reject nothing
    #[arg(long, value_name = "ROW", conflicts_with = "corrected")]
    pub beside: Option<String>,
    /// What both are: agrees, differs, opposed, "other period", "other definition", "other place",
    /// "not comparable", "same root"
    #[arg(long, value_name = "VERDICT", value_parser = verdict, requires = "beside", group = "decision")]
    pub verdict: Option<Verdict>,
    /// List all decisions instead
    #[arg(long, conflicts_with_all = ["row", "decision", "corrected", "note", "beside"])]
    pub list: bool,
    /// At most so many of the list
    #[arg(long, short, value_name = "N", requires = "list")]
    pub limit: Option<usize>,
    /// A table for people, or rows for programs
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}
