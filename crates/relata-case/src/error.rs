//! What can go wrong with a case file, each in one line that says what to do.

use rusqlite::ErrorCode;
use std::path::PathBuf;

/// A fault, and the case file that it concerns.
#[derive(Debug, thiserror::Error)]
#[error("{}: {fault}", path.display())]
pub struct CaseError {
    /// The case file.
    pub path: PathBuf,
    /// What is wrong with it, or with what was asked of it.
    pub fault: Fault,
}

/// What can go wrong; each message is one line without the path, and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Nothing there.
    #[error("no such case; `relata read` makes one, or name another with --case")]
    Missing,
    /// The folder that should hold the case does not exist.
    #[error("the folder for the case does not exist; make it first")]
    NoFolder,
    /// A folder, or another thing that is not a plain file.
    #[error("not a file, so not a case; name a file that ends in .relata")]
    NotAFile,
    /// Something that Relata did not make.
    #[error("not a Relata case; name another file with --case")]
    NotACase,
    /// An empty file: a case that nothing was read into.
    #[error("empty; `relata read` fills it")]
    Blank,
    /// Made by a later version of Relata.
    #[error("made by a newer Relata (schema {found}; this one knows {known}): update Relata")]
    Newer {
        /// The schema of the file.
        found: i64,
        /// The last schema that this program knows.
        known: i64,
    },
    /// Made by an earlier version and opened only to be read.
    #[error(
        "made by an older Relata (schema {found}; this one writes {known}): run `relata read` on it once"
    )]
    Older {
        /// The schema of the file.
        found: i64,
        /// The schema that this program writes.
        known: i64,
    },
    /// Another process holds it.
    #[error("in use by another process (another `relata read`?); wait until it has ended and try again")]
    Busy,
    /// The disk, or the quota on it, is used up.
    #[error("the disk is full; make room and run it again: what was filed before is kept")]
    DiskFull,
    /// The file, its folder or its medium cannot be written.
    #[error("cannot be written; copy it to a folder that you may write to, or mend its permissions")]
    ReadOnly,
    /// The file or its folder cannot be opened.
    #[error("cannot be opened; look at the permissions of the file and of its folder")]
    Denied,
    /// Cut short or overwritten.
    #[error("damaged (a copy cut short?); take it from a backup, or read the documents into a new case")]
    Damaged,
    /// No document or row of that name.
    #[error("nothing in the case has the id `{0}`")]
    Unknown(String),
    /// A prefix that several share.
    #[error("the id `{prefix}` fits {count}; give more of its digits")]
    Ambiguous {
        /// As it was given.
        prefix: String,
        /// How many it fits; counting stops at 100.
        count: usize,
    },
    /// A search without a word to look for.
    #[error("nothing to search for; give at least one word")]
    EmptyQuery,
    /// A reading that breaks a rule of the rows: a fault of Relata's own.
    #[error("a reading of `{document}` is not sound ({what}); please report it")]
    Unsound {
        /// The path that was read.
        document: String,
        /// The rule that it breaks.
        what: String,
    },
    /// Anything else that SQLite says.
    #[error("{0}")]
    Sqlite(rusqlite::Error),
    /// Reading or writing the file failed.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Fault::NotACase,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::Busy,
            Some(ErrorCode::DiskFull) => Fault::DiskFull,
            Some(ErrorCode::ReadOnly) => Fault::ReadOnly,
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Fault::Denied,
            Some(ErrorCode::DatabaseCorrupt) => Fault::Damaged,
            _ => Fault::Sqlite(error),
        }
    }
}
