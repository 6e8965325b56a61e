//! The command line as one table of flags: help, man pages and completions are made from it.

mod actors;
mod listings;
mod open;
mod record;
mod review;
mod values;

pub(crate) use actors::{Actors, ActorsCommand, ActorsList};
pub(crate) use listings::{
    Ask, Check, Compare, Documents, Events, Figures, Links, Listing, Proposals, Sources, Statements,
    TimeUnit, Timeline, TimelineRows,
};
pub(crate) use open::Open;
pub(crate) use record::{Record, RecordCommand, RecordList};
pub(crate) use review::Review;
pub(crate) use values::published;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;
use values::{fields, size};

/// Read a pile of documents into a ledger that can be checked: who said what, how much, on whose word.
#[derive(Debug, Parser)]
#[command(name = "relata", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(
    after_help = "Exit codes: 0 done; 1 failed; 2 wrong usage; 3 done, but some inputs could not be read \
or some rows no longer match their bytes."
)]
pub(crate) struct Flags {
    /// The case file [default: RELATA_CASE, else the one *.relata in this folder]
    #[arg(long, global = true, value_name = "FILE")]
    pub case: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read files, folders, archives, feeds and pages into a case
    ///
    /// Formats are told by content: HTML, text, Markdown, PDF, DOCX, ODT, RTF, mail and mailboxes, RSS
    /// and Atom, JSON Lines, WARC; zip, tar and gz of these. Reading again is incremental: unchanged
    /// bytes cost nothing, a changed page becomes a new version, interrupted work resumes.
    Read(Read),
    /// List the documents of a case
    Documents(Documents),
    /// List the figures: how much, of what, on whose word
    Figures(Figures),
    /// List the statements: who said what
    Statements(Statements),
    /// List the events: who did what to whom, as PLOVER codes it
    Events(Events),
    /// List the proposals: what should, will or was promised to happen
    Proposals(Proposals),
    /// List what happened, was said and was counted in the order of time, or the balance between two actors
    ///
    /// Events stand at their dates, statements at the publication of their documents, figures at their periods. What
    /// several documents tell of one event is one entry, with what they tell differently.
    Timeline(Timeline),
    /// List what rows of different documents have to do with each other: where they agree, differ and why
    Links(Links),
    /// List the actors: who is in the documents; merge, split and name them
    Actors(Actors),
    /// Hold documents beside each other: what they have in common, where they differ, and who leaves it out
    Compare(Compare),
    /// Print every figure of a document with what stands beside it: other documents, the record, on whose word
    Check(Check),
    /// List on whose word figures and statements rest, in how many documents, and in how many texts that are no copies
    Sources(Sources),
    /// List the official series to check figures against; add, show and remove some
    Record(Record),
    /// Answer a question in plain words by the rows that tell, with their sentences
    Ask(Ask),
    /// Confirm, correct, reject or note a row, or what two rows are to each other; list what was decided
    ///
    /// Decisions are kept apart from what was found and outlive reading again. What is corrected or rejected counts
    /// in everything that holds documents beside each other.
    Review(Review),
    /// Show the case in a browser on this machine: read, compare, decide
    Open(Open),
    /// Show one row in its paragraph, an actor with all that concerns it, or a document with its furniture greyed
    Show(Show),
    /// Say what the reading of a document left out or did not understand, and why
    Report(Report),
    /// Write all rows of a kind, with every field
    Export(Export),
    /// Read every row again against the kept bytes and report what no longer matches
    Verify(Verify),
    /// Print the analysis of documents as CoNLL-U: sentences, tags, trees, names, attribution
    ///
    /// Nothing is kept. English only: the model knows no other language.
    Parse(Parse),
    /// Score the language model or the statements on annotated files, from their raw text
    Eval(Eval),
    /// Print a completion script for a shell
    Completions {
        /// bash, zsh, fish, elvish or powershell
        shell: clap_complete::Shell,
    },
    /// Write man pages into a folder
    Man {
        /// The folder; made where there is none
        folder: PathBuf,
    },
    /// Read one source in a process of its own (used by `read` for formats whose readers may hang)
    #[command(hide = true)]
    Isolated,
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    /// Files, folders (with all below), globs, http(s) addresses, or - for standard input
    #[arg(required = true, value_name = "PATH|URL")]
    pub inputs: Vec<String>,
    /// The day, month or year of publication, for all inputs: 2023-04-01, 2023-04, 2023
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub published: Option<(Date, Date)>,
    /// The publisher, for all inputs
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// An author, for all inputs; may be repeated
    #[arg(long, value_name = "NAME")]
    pub author: Vec<String>,
    /// Fields of JSON Lines records: text=body,title=headline,url=link,date=day,author=by,publisher=site
    #[arg(long, value_name = "NAME=FIELD,...", value_parser = fields)]
    pub fields: Option<relata_read::Fields>,
    /// Bytes of the largest document to read, with K, M or G
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size)]
    pub max_size: u64,
    /// Decisions about actors to take over: a file that `relata actors decisions` wrote
    #[arg(long, value_name = "FILE")]
    pub decisions: Option<PathBuf>,
    /// Threads [default: as many as the machine has]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Print what was read as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The id of a row, actor or document, the beginning of one, or the name of an actor
    pub id: String,
    /// Print an actor with all rows that concern it as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// An id, the beginning of one, or a part of a path or title; without it, the whole case
    pub document: Option<String>,
    /// Text for people, or JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Which rows; all kinds where it is left out (needs --out)
    #[arg(long, value_enum)]
    pub rows: Option<Kind>,
    /// Form of the rows; for actors also ftm (entities of FollowTheMoney), for events plover (PLOVER JSON) and gdelt (table
    /// of events as GDELT 2.0 has it), for proposals ics (a calendar of due dates)
    #[arg(long, value_name = "FORMAT", default_value = "jsonl",
          value_parser = ["json", "jsonl", "csv", "ftm", "plover", "gdelt", "ics"])]
    pub format: String,
    /// In the form gdelt, which has no place for it, events of every modality, not only what is told as having happened
    #[arg(long)]
    pub any_modality: bool,
    /// A file, or a folder where all kinds are exported [default: standard output]
    #[arg(long, short, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Older versions of changed documents too
    #[arg(long)]
    pub all_versions: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Only this document
    #[arg(long, short, value_name = "DOC")]
    pub document: Option<String>,
    /// Print what was found as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Parse {
    /// Files, folders (with all below), globs, http(s) addresses, or - for standard input
    #[arg(required = true, value_name = "PATH|URL")]
    pub inputs: Vec<String>,
    /// Another model file than the one inside the program
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Eval {
    /// What to score
    pub what: Task,
    /// CoNLL-U (parse, tags), word and BIO label (ner, on the words of the file), folders with text/*.txt and
    /// attributions/*.ann, or JSON lists beside their documents (statements), JSON (figures), TimeML, or
    /// specifications of Recognizers-Text as JSON (time); several are scored as one. Specifications of numbers
    /// by their names (numbers) are scored alone
    #[arg(required = true, value_name = "FILE|FOLDER")]
    pub files: Vec<PathBuf>,
    /// Another model file than the one inside the program
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Take the sentences and words of the file, where otherwise its raw text is cut anew (parse, tags)
    #[arg(long)]
    pub gold_words: bool,
    /// Print the scores as one JSON object
    #[arg(long)]
    pub json: bool,
}

/// What `relata eval` scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Task {
    /// The scores of the CoNLL 2018 shared task, with our own sentences and words
    Parse,
    /// Of these, sentences, words, tags and lemmas
    Tags,
    /// Span F1 of persons, organisations and places
    Ner,
    /// Sources, cues and contents of the outermost statements, alone and joined, as PolNeAR counts them
    Statements,
    /// Figures: value with unit, change and concept (NewsQuant), or with interval, unit, place, period and
    /// credit (documents annotated by hand)
    Figures,
    /// Numbers and quantities of lines: cases of Recognizers-Text reproduced
    Numbers,
    /// Who is who in a document: MUC, B³, CEAF-e and their mean, on the mentions of the file and on our own (CoNLL-U
    /// with GUM's `Entity=`)
    Coreference,
    /// Extents, values and types of time expressions as TempEval-3 counts them (TimeML), and values reproduced
    /// (Recognizers-Text)
    Time,
}

/// The forms in which rows are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Json,
    Jsonl,
    Csv,
}

/// The kinds of rows that can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Documents,
    Statements,
    Figures,
    Events,
    Proposals,
    Actors,
    Mentions,
}

impl From<Kind> for relata_rows::RowKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Documents => relata_rows::RowKind::Documents,
            Kind::Statements => relata_rows::RowKind::Statements,
            Kind::Figures => relata_rows::RowKind::Figures,
            Kind::Events => relata_rows::RowKind::Events,
            Kind::Proposals => relata_rows::RowKind::Proposals,
            Kind::Actors => relata_rows::RowKind::Actors,
            Kind::Mentions => relata_rows::RowKind::Mentions,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_table_of_flags_holds_together() {
        Flags::command().debug_assert();
    }
}
