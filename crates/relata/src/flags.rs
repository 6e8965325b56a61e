//! The command line as one table of flags: help, man pages and completions are made from it.

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

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
    /// List the actors: who is in the documents; merge, split and name them
    Actors(Actors),
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
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Actors {
    /// What to do; without it the actors are listed
    #[command(subcommand)]
    pub change: Option<ActorsCommand>,
    #[command(flatten)]
    pub list: ActorsList,
}

#[derive(Debug, Args)]
pub(crate) struct ActorsList {
    /// Only actors with this in one of their names
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Only this type: person, organization, group, place, law, work, event
    #[arg(long = "type", value_name = "TYPE", value_parser = actor_kind)]
    pub kind: Option<relata_rows::ActorKind>,
    /// At most so many rows
    #[arg(long, short, value_name = "N")]
    pub limit: Option<usize>,
    /// A table for people, or rows for programs
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

/// What a person does with actors. An actor is given by its name, one of its names, or the beginning of its id.
#[derive(Debug, Subcommand)]
pub(crate) enum ActorsCommand {
    /// Two actors are one; the name of the first stays
    Merge {
        /// The actor whose name stays
        actor: String,
        /// The other
        other: String,
    },
    /// Part of what is told of an actor is of another
    Split {
        /// The actor
        actor: String,
        /// What this document tells; an id, the beginning of one, or a part of a path or title
        #[arg(long, short, value_name = "DOC", required_unless_present = "name")]
        document: Option<String>,
        /// What is told under this name
        #[arg(long, value_name = "NAME", conflicts_with = "document")]
        name: Option<String>,
        /// What the new actor is called
        #[arg(long = "as", value_name = "NAME")]
        into: String,
    },
    /// Two actors are not one, whatever future documents look like
    Never {
        /// One
        actor: String,
        /// The other
        other: String,
    },
    /// An actor is called otherwise
    Rename {
        /// The actor
        actor: String,
        /// Its name from now on
        name: String,
    },
    /// An actor is of another type
    Type {
        /// The actor
        actor: String,
        /// person, organization, group, place, law, work or event
        #[arg(value_parser = actor_kind)]
        kind: relata_rows::ActorKind,
    },
    /// Actors that may be one, likeliest first
    Candidates,
    /// What holds between actors and with documents: who wrote, published, works for whom
    Relations,
    /// Print the decisions as a text file that `read --decisions` takes
    Decisions {
        /// Take back the last one
        #[arg(long)]
        undo: bool,
        /// Take over those of a file
        #[arg(long, value_name = "FILE", conflicts_with = "undo")]
        from: Option<PathBuf>,
    },
    /// Names of your own for this case: a CSV file with name,type,aliases,country,id,office,from,to
    Lists {
        /// Add this file, or put it in the place of one of the same name
        #[arg(long, value_name = "FILE")]
        add: Option<PathBuf>,
        /// Leave out the list of this name
        #[arg(long, value_name = "NAME")]
        remove: Option<String>,
    },
}

fn actor_kind(s: &str) -> Result<relata_rows::ActorKind, String> {
    relata_rows::ActorKind::parse(s).ok_or_else(|| {
        let names = relata_rows::ActorKind::ALL.map(relata_rows::ActorKind::name);
        format!("{s:?} is none of {}", names.join(", "))
    })
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
    /// Form of the rows; ftm, for actors: entities of FollowTheMoney
    #[arg(long, value_name = "FORMAT", default_value = "jsonl", value_parser = ["json", "jsonl", "csv", "ftm"])]
    pub format: String,
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
    Actors,
    Mentions,
}

impl From<Kind> for relata_rows::RowKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Documents => relata_rows::RowKind::Documents,
            Kind::Statements => relata_rows::RowKind::Statements,
            Kind::Figures => relata_rows::RowKind::Figures,
            Kind::Actors => relata_rows::RowKind::Actors,
            Kind::Mentions => relata_rows::RowKind::Mentions,
        }
    }
}

/// Reads 2023-04-01, 2023-04 or 2023 as the days it covers, end exclusive.
fn published(s: &str) -> Result<(Date, Date), String> {
    let mistake = || format!("{s:?} is not a date such as 2023-04-01, 2023-04 or 2023");
    let parts: Vec<i16> = s.split('-').map(|p| p.parse().map_err(|_| mistake())).collect::<Result<_, _>>()?;
    let day = |y: i16, m: i16, d: i16| {
        let small = |n: i16| i8::try_from(n).map_err(|_| mistake());
        Date::new(y, small(m)?, small(d)?).map_err(|_| mistake())
    };
    let next = |d: Result<Date, jiff::Error>| d.map_err(|_| mistake());
    match parts[..] {
        [y] => Ok((day(y, 1, 1)?, next(day(y, 1, 1)?.checked_add(jiff::Span::new().years(1)))?)),
        [y, m] => Ok((day(y, m, 1)?, next(day(y, m, 1)?.checked_add(jiff::Span::new().months(1)))?)),
        [y, m, d] => Ok((day(y, m, d)?, next(day(y, m, d)?.tomorrow())?)),
        _ => Err(mistake()),
    }
}

/// Reads a number of bytes: 500, 64K, 10M, 2G (powers of 1024).
fn size(s: &str) -> Result<u64, String> {
    let (digits, shift) = match s.to_ascii_uppercase().trim_end_matches('B') {
        n if n.ends_with('K') => (n[..n.len() - 1].to_owned(), 10),
        n if n.ends_with('M') => (n[..n.len() - 1].to_owned(), 20),
        n if n.ends_with('G') => (n[..n.len() - 1].to_owned(), 30),
        n => (n.to_owned(), 0),
    };
    let n: u64 = digits.trim().parse().map_err(|_| format!("{s:?} is not a size such as 500K, 64M or 2G"))?;
    n.checked_mul(1 << shift).ok_or_else(|| format!("{s:?} is too large"))
}

/// Reads `text=body,title=headline`.
fn fields(s: &str) -> Result<relata_read::Fields, String> {
    let mut fields = relata_read::Fields::default();
    for pair in s.split(',') {
        let (name, field) =
            pair.split_once('=').ok_or_else(|| format!("{pair:?} is not of the form text=body"))?;
        let slot = match name.trim() {
            "text" => &mut fields.text,
            "title" => &mut fields.title,
            "url" => &mut fields.url,
            "date" => &mut fields.date,
            "author" => &mut fields.author,
            "publisher" => &mut fields.publisher,
            other => {
                return Err(format!("{other:?} is none of text, title, url, date, author, publisher"));
            }
        };
        *slot = field.trim().to_owned();
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_table_of_flags_holds_together() {
        Flags::command().debug_assert();
    }

    #[test]
    fn dates_cover_days_months_and_years() {
        let day = |y, m, d| Date::new(y, m, d).unwrap();
        assert_eq!(published("2023-12"), Ok((day(2023, 12, 1), day(2024, 1, 1))));
        assert_eq!(published("2024-02-29"), Ok((day(2024, 2, 29), day(2024, 3, 1))));
        assert_eq!(published("2023"), Ok((day(2023, 1, 1), day(2024, 1, 1))));
        assert!(published("2023-02-29").is_err());
        assert!(published("last year").is_err());
        assert!(published("9999").is_err());
    }

    #[test]
    fn sizes_have_letters() {
        assert_eq!(size("64M"), Ok(64 << 20));
        assert_eq!(size("2gb"), Ok(2 << 30));
        assert_eq!(size("17"), Ok(17));
        assert!(size("M").is_err());
        assert!(size("99999999999G").is_err());
    }

    #[test]
    fn fields_are_mapped_by_name() {
        assert_eq!(fields("text=body,title=headline").unwrap().text, "body");
        assert!(fields("body").is_err());
        assert!(fields("body=text").is_err());
    }
}
