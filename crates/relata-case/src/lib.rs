//! The case file: documents, rows, full-text index, versions.
//!
//! A case is one pile of documents and everything found in it, in one SQLite database `NAME.relata`
//! whose tables and views `docs/case-file.md` describes. This crate takes and gives the types of
//! [`relata_rows`]; it knows no file format, no markup and no command line, and reads no clock but
//! SQLite's.
//!
//! # Writing
//! [`Case::known`] tells cheaply whether a source needs to be read at all. A [`Reading`] is filed in
//! one transaction by [`Case::file`], or with others by a [`Batch`]. Whatever happens to the process,
//! a document stands in the case whole or not at all.
//!
//! # Same bytes, several places
//! A case holds one *reading* for each blob of bytes, and the *places* (paths) where the bytes were
//! met. Of the places of one reading, the first in the order of paths is the document; the others
//! are copies of it, with ids of their own and no rows. So the outcome does not depend on the order
//! in which places were met, and when the first place goes (its file changed) the next one takes
//! its part and the rows stay, under the same ids.

mod across;
mod actors;
mod batch;
mod columns;
mod counts;
mod error;
mod intake;
mod kept;
mod list;
mod lookup;
mod reading;
mod reviews;
mod rows;
mod schema;
mod search;
mod sound;

pub use across::{Copied, Heads, Prepared, RecordFile, Sketched};
pub use actors::{Membership, Pair, Tie};
pub use batch::Batch;
pub use counts::{Counts, Failure};
pub use error::{CaseError, Fault};
pub use intake::{Failed, Known, Outcome, Reading, Source, Versions};
pub use kept::Kept;
pub use list::{Documents, Filter};
pub use lookup::{AnyRow, Provenance};
pub use reviews::{Decided, Reviewed};
pub use search::{Hit, Piece, terms};

use relata_rows::export::Filed;
use relata_rows::{
    Actor, DocId, Entity, Event, Figure, Mention, Proposal, Resolved, Review, Row, RowId, Sha256, Statement,
    Told,
};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use schema::Mode;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long an operation waits for another process to end its transaction.
const PATIENCE: Duration = Duration::from_secs(10);

/// One open case. It may go from thread to thread; threads that read at the same time open it again
/// with [`Case::open_read_only`].
#[derive(Debug)]
pub struct Case {
    db: Connection,
    path: PathBuf,
}

/// Has SQLite undo what a killed writer left half done, where the file may be written; else nothing happens.
fn undo(path: &Path) {
    let access = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if let Ok(db) = Connection::open_with_flags(path, access) {
        let _ = db.busy_timeout(PATIENCE);
        let _ = db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    }
}

impl Case {
    /// Opens the case at `path` for writing; makes it where there is none.
    ///
    /// # Errors
    /// A [`CaseError`] where the file is not a case, is made by a newer Relata or cannot be written.
    pub fn create_or_open(path: &Path) -> Result<Case, CaseError> {
        Self::open_as(path, Mode::Create)
    }

    /// Opens the case at `path` for writing.
    ///
    /// # Errors
    /// As [`Case::create_or_open`], and where there is no file.
    pub fn open(path: &Path) -> Result<Case, CaseError> {
        Self::open_as(path, Mode::Write)
    }

    /// Opens the case at `path` and writes nothing: for commands that show, for media that cannot
    /// be written, and while another process writes.
    ///
    /// # Errors
    /// As [`Case::open`].
    pub fn open_read_only(path: &Path) -> Result<Case, CaseError> {
        Self::open_as(path, Mode::Read)
    }

    fn open_as(path: &Path, mode: Mode) -> Result<Case, CaseError> {
        let at = |fault| CaseError { path: path.to_owned(), fault };
        let connect = || {
            look_at(path, mode)?;
            let access = match mode {
                Mode::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
                Mode::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
                Mode::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            };
            let mut db = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
            db.busy_timeout(PATIENCE)?;
            // A case may come from somebody else: its views and triggers get no more than they need.
            db.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")?;
            // Keeps SQLite from planning a query anew whenever another value is put into it.
            db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            schema::prepare(&mut db, mode)?;
            if mode != Mode::Read {
                // SQLite opens what it may not write for reading, and says nothing.
                if db.is_readonly(rusqlite::MAIN_DB)? {
                    return Err(Fault::ReadOnly);
                }
                db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
                // In WAL mode NORMAL can lose the last transactions with the power, never corrupt
                // (https://www.sqlite.org/pragma.html#pragma_synchronous).
                db.execute_batch("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;")?;
            }
            db.set_prepared_statement_cache_capacity(64);
            Ok(db)
        };
        let db = match connect() {
            // A writer that was killed at its first step leaves what only a writer can undo.
            Err(Fault::ReadOnly) if mode == Mode::Read => {
                undo(path);
                connect()
            }
            other => other,
        };
        Ok(Case { db: db.map_err(at)?, path: path.to_owned() })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the case knows of a source, so that the caller can tell whether to read it.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn known(&self, source: &Source<'_>, sha256: &Sha256) -> Result<Known, CaseError> {
        self.told(intake::known(&self.db, source, sha256))
    }

    /// Files one reading in a transaction of its own. See [`Batch`] for many.
    ///
    /// # Errors
    /// [`Fault::Unsound`] for a reading that breaks its own rules; else those of SQLite. The case is
    /// then as it was before.
    pub fn file(&mut self, reading: &Reading<'_>) -> Result<Outcome, CaseError> {
        let mut batch = self.batch();
        let outcome = batch.file(reading)?;
        batch.finish()?;
        Ok(outcome)
    }

    /// Files that bytes which the case holds already ([`Known::Held`]) stand at another place too.
    ///
    /// # Errors
    /// [`Fault::Unknown`] where the case does not hold them; else those of SQLite.
    pub fn place(&mut self, source: &Source<'_>, sha256: &Sha256) -> Result<Outcome, CaseError> {
        let mut batch = self.batch();
        let outcome = batch.place(source, sha256)?;
        batch.finish()?;
        Ok(outcome)
    }

    /// Files that a source could not be read. The failure goes when its path is read well later.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn fail(&mut self, failed: &Failed<'_>) -> Result<(), CaseError> {
        let mut batch = self.batch();
        batch.fail(failed)?;
        batch.finish()
    }

    /// Begins to file many documents with few transactions.
    pub fn batch(&mut self) -> Batch<'_> {
        Batch::new(self)
    }

    /// The documents that `filter` lets through, copies included, in the order of their paths, then
    /// of their versions. Holds a few hundred names in memory, and one document at a time.
    pub fn documents<'c>(&'c self, filter: &Filter) -> Documents<'c> {
        Documents::new(self, filter.clone())
    }

    /// The document whose id begins with `prefix`.
    ///
    /// # Errors
    /// [`Fault::Unknown`] or [`Fault::Ambiguous`]; else those of SQLite.
    pub fn document(&self, prefix: &str) -> Result<Filed, CaseError> {
        self.told(lookup::document(&self.db, prefix))
    }

    /// The statements of a document in the order of start, then id; none for a copy.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn statements(&self, doc: &DocId) -> Result<Vec<Row<Statement>>, CaseError> {
        self.told(rows::statements(&self.db, doc))
    }

    /// The figures of a document in the order of start, then id; none for a copy.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn figures(&self, doc: &DocId) -> Result<Vec<Row<Figure>>, CaseError> {
        self.told(rows::figures(&self.db, doc))
    }

    /// The events of a document in the order of start, then id; none for a copy.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn events(&self, doc: &DocId) -> Result<Vec<Row<Event>>, CaseError> {
        self.told(rows::events(&self.db, doc))
    }

    /// The proposals of a document in the order of start, then id; none for a copy.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn proposals(&self, doc: &DocId) -> Result<Vec<Row<Proposal>>, CaseError> {
        self.told(rows::proposals(&self.db, doc))
    }

    /// Where a document names or points at actors, in the order of start, then id; none for a copy.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn mentions(&self, doc: &DocId) -> Result<Vec<Row<Mention>>, CaseError> {
        self.told(rows::mentions(&self.db, doc))
    }

    /// By the number of the entity, the id of the actor that each entity of a document is.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn actors_in(&self, doc: &DocId) -> Result<BTreeMap<usize, String>, CaseError> {
        self.told(actors::actors_in(&self.db, doc))
    }

    /// The entities of a document, by their numbers; none for a copy.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn entities_in(&self, doc: &DocId) -> Result<Vec<Entity>, CaseError> {
        self.told(actors::entities_in(&self.db, doc))
    }

    /// What the current documents tell of actors, in the order of their ids: what actors are made of.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn entities(&self) -> Result<Vec<Told>, CaseError> {
        self.told(actors::told(&self.db))
    }

    /// Whether the actors of the case were made from its documents and decisions as they are now, by this
    /// `version` of what makes them.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn actors_are_fresh(&self, version: u32) -> Result<bool, CaseError> {
        self.told(actors::is_fresh(&self.db, version))
    }

    /// Replaces the actors of the case, in one transaction. `documents`: those that they were made of.
    ///
    /// # Errors
    /// Those of SQLite; the case is then as it was before.
    pub fn set_actors(
        &mut self,
        documents: &[Told],
        resolved: &Resolved,
        version: u32,
    ) -> Result<(), CaseError> {
        self.whole(|db| actors::set_actors(db, documents, resolved, version))
    }

    /// The actors of the case, most mentioned first.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn actors(&self) -> Result<Vec<Actor>, CaseError> {
        self.told(actors::actors(&self.db))
    }

    /// So many of the actors, those named most, in the same order.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn first_actors(&self, most: usize) -> Result<Vec<Actor>, CaseError> {
        self.told(actors::first_actors(&self.db, most))
    }

    /// Who in which document is the actor with this id, and why, in the order of document and place.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn members(&self, actor: &str) -> Result<Vec<Membership>, CaseError> {
        self.told(actors::members(&self.db, actor))
    }

    /// Actors that may be one, likeliest first.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn actor_candidates(&self) -> Result<Vec<Pair>, CaseError> {
        self.told(actors::candidates(&self.db))
    }

    /// What holds between actors, and with documents.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn ties(&self) -> Result<Vec<Tie>, CaseError> {
        self.told(actors::ties(&self.db))
    }

    /// What a person has decided about actors: lines of a decisions file, in order.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn decisions(&self) -> Result<Vec<String>, CaseError> {
        self.told(actors::decisions(&self.db))
    }

    /// Replaces the decisions. The actors are stale then.
    ///
    /// # Errors
    /// Those of SQLite; the case is then as it was before.
    pub fn set_decisions(&mut self, lines: &[String]) -> Result<(), CaseError> {
        self.whole(|db| actors::set_decisions(db, lines))
    }

    /// Lists of names of the user's own: name and CSV, in the order of names.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn lists(&self) -> Result<Vec<(String, String)>, CaseError> {
        self.told(actors::lists(&self.db))
    }

    /// Adds a list of names, replaces the one of that name, or with `None` takes it out. The actors are stale then.
    ///
    /// # Errors
    /// [`Fault::Unknown`] where there is none to take out; else those of SQLite.
    pub fn set_list(&mut self, name: &str, csv: Option<&str>) -> Result<(), CaseError> {
        self.whole(|db| actors::set_list(db, name, csv))
    }

    /// The documents of which nothing is kept for reconciliation, or what another `version` of it made, in the order
    /// of ids.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn unprepared(&self, version: u32) -> Result<Vec<DocId>, CaseError> {
        self.told(across::unprepared(&self.db, version))
    }

    /// Keeps sketches of texts and keys of figures, in the place of former ones of these documents.
    ///
    /// # Errors
    /// Those of SQLite; the case is then as it was before.
    pub fn prepare(&mut self, documents: &[Prepared], version: u32) -> Result<(), CaseError> {
        self.whole(|db| documents.iter().try_for_each(|of| across::prepare(db, of, version)))
    }

    /// Keeps other keys of a document's figures: a person has corrected one of them.
    ///
    /// # Errors
    /// Those of SQLite; the case is then as it was before.
    pub fn set_keys(&mut self, doc: &DocId, keys: &[(RowId, String)]) -> Result<(), CaseError> {
        self.whole(|db| across::set_keys(db, doc, keys))
    }

    /// The sketches of the current documents, in the order of ids.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn sketches(&self) -> Result<Vec<Sketched>, CaseError> {
        self.told(across::sketches(&self.db))
    }

    /// The keys of the figures of a document, or of all current ones, each once, in order.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn keys(&self, of: Option<&DocId>) -> Result<Vec<String>, CaseError> {
        self.told(across::keys(&self.db, of))
    }

    /// The figures of current documents that have a key, in the order of documents and ids.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn figures_of(&self, key: &str) -> Result<Vec<(DocId, RowId)>, CaseError> {
        self.told(across::figures_of(&self.db, key))
    }

    /// The current documents that are copies of each other, in the order of ids.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn copies(&self) -> Result<Vec<Copied>, CaseError> {
        self.told(across::copies(&self.db))
    }

    /// The documents of which [`Case::copies`] tells all copies among them, in the order of ids; `None` where one of
    /// them is no longer current.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn held(&self) -> Result<Option<Vec<DocId>>, CaseError> {
        self.told(across::held(&self.db))
    }

    /// Replaces what is known of copies: of all current documents that have a sketch.
    ///
    /// # Errors
    /// Those of SQLite; the case is then as it was before.
    pub fn set_copies(&mut self, all: &[Copied]) -> Result<(), CaseError> {
        self.whole(|db| across::set_copies(db, all))
    }

    /// The actors in the head of a document.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn heads_in(&self, doc: &DocId) -> Result<Heads, CaseError> {
        self.told(across::heads_in(&self.db, doc))
    }

    /// Series that the user added to the record, in the order of names.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn record_files(&self) -> Result<Vec<RecordFile>, CaseError> {
        self.told(across::record_files(&self.db))
    }

    /// Adds series to the record, or replaces those of that name.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn set_record_file(&mut self, file: &RecordFile) -> Result<(), CaseError> {
        self.whole(|db| across::set_record_file(db, file))
    }

    /// Takes series that the user added out of the record.
    ///
    /// # Errors
    /// [`Fault::Unknown`] where there are none of that name; else those of SQLite.
    pub fn remove_record_file(&mut self, name: &str) -> Result<(), CaseError> {
        self.whole(|db| across::remove_record_file(db, name))
    }

    /// What persons decided on rows, in the order in which they did.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn reviews(&self) -> Result<Vec<Reviewed>, CaseError> {
        self.told(reviews::all(&self.db))
    }

    /// What holds of each row, and of each two rows, after all decisions on them: by the ids that they have now, of two
    /// the smaller one first.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn decided(&self) -> Result<Decided, CaseError> {
        Ok(reviews::decided(self.reviews()?))
    }

    /// Keeps a decision on a row, or on two.
    ///
    /// # Errors
    /// Those of SQLite; the case is then as it was before.
    pub fn add_review(&mut self, review: &Review) -> Result<(), CaseError> {
        self.whole(|db| reviews::add(db, review))
    }

    /// Takes a decision back, by its number.
    ///
    /// # Errors
    /// [`Fault::Unknown`] where there is none; else those of SQLite.
    pub fn remove_review(&mut self, n: i64) -> Result<(), CaseError> {
        self.whole(|db| reviews::remove(db, n))
    }

    /// A number that is another one whenever another connection has changed the case since it was last asked for here.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn state(&self) -> Result<i64, CaseError> {
        let state = self.db.query_row("PRAGMA data_version", [], |row| row.get(0));
        self.told(state.map_err(Fault::from))
    }

    /// The time by SQLite's clock, UTC: `2026-01-31T12:00:00Z`.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn now(&self) -> Result<String, CaseError> {
        self.told(actors::now(&self.db))
    }

    /// Does `work` in one transaction, wholly or not at all.
    fn whole(&mut self, work: impl FnOnce(&Connection) -> Result<(), Fault>) -> Result<(), CaseError> {
        let attempt = || {
            let hold = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            work(&hold)?;
            Ok(hold.commit()?)
        };
        let done = attempt();
        self.told(done)
    }

    /// The row whose id begins with `prefix`, and the document that it stands in.
    ///
    /// # Errors
    /// [`Fault::Unknown`] or [`Fault::Ambiguous`]; else those of SQLite.
    pub fn row(&self, prefix: &str) -> Result<(Filed, AnyRow), CaseError> {
        self.told(lookup::row(&self.db, prefix))
    }

    /// The kept bytes with this hash.
    ///
    /// # Errors
    /// [`Fault::Unknown`] where there are none, [`Fault::Damaged`] where they cannot be unpacked;
    /// else those of SQLite.
    pub fn bytes(&self, sha256: &Sha256) -> Result<Vec<u8>, CaseError> {
        self.told(lookup::bytes(&self.db, sha256))
    }

    /// Where a document comes from and how it was read: what is needed to read its bytes again.
    ///
    /// # Errors
    /// [`Fault::Unknown`]; else those of SQLite.
    pub fn provenance(&self, doc: &DocId) -> Result<Provenance, CaseError> {
        self.told(lookup::provenance(&self.db, doc))
    }

    /// The blocks of current documents that match `query`, best first; at most `limit`.
    ///
    /// All words must occur in one block, in any form of case and accents. `"..."` is a phrase,
    /// `word*` a beginning, `-word` must not occur, `OR` between two words lets either do.
    ///
    /// # Errors
    /// [`Fault::EmptyQuery`]; else those of SQLite.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, CaseError> {
        self.told(search::search(&self.db, query, limit))
    }

    /// How many blocks match `query`, written as for [`Case::search`], and how many there are; former versions count.
    ///
    /// # Errors
    /// [`Fault::EmptyQuery`]; else those of SQLite.
    pub fn holding(&self, query: &str) -> Result<(u64, u64), CaseError> {
        self.told(search::holding(&self.db, query))
    }

    /// How much of what the case holds.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn counts(&self) -> Result<Counts, CaseError> {
        self.told(counts::counts(&self.db))
    }

    /// For each current document with a date, copies left out, the first day on which it may have been published, ISO 8601,
    /// in order.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn days(&self) -> Result<Vec<String>, CaseError> {
        self.told(counts::days(&self.db))
    }

    /// The sources that could not be read, in the order of paths.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn failures(&self) -> Result<Vec<Failure>, CaseError> {
        self.told(counts::failures(&self.db))
    }

    /// Runs `work` on one state of the case, whatever other processes write meanwhile. A snapshot
    /// inside another is that other one.
    ///
    /// # Errors
    /// Those of `work`, and those of SQLite.
    pub fn snapshot<T, E: From<CaseError>>(&self, work: impl FnOnce(&Case) -> Result<T, E>) -> Result<T, E> {
        if !self.db.is_autocommit() {
            return work(self);
        }
        let hold = self.db.unchecked_transaction().map_err(|e| self.error(e.into()))?;
        let done = work(self);
        drop(hold);
        done
    }

    /// Writes everything into the one file and closes it.
    ///
    /// # Errors
    /// Those of SQLite. The case is whole all the same: what stands beside it in a `-wal` file is
    /// taken in when it is next opened.
    pub fn close(self) -> Result<(), CaseError> {
        let done = self.rest();
        self.told(done)
    }

    /// Leaves one file. While another process has the case open it keeps its `-wal` file, and the
    /// last one to close leaves one file.
    fn rest(&self) -> Result<(), Fault> {
        if self.db.is_readonly(rusqlite::MAIN_DB)? {
            return Ok(());
        }
        self.db.busy_timeout(Duration::ZERO)?;
        match self.db.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).map_err(Fault::from) {
            Err(Fault::Busy) => Ok(()),
            done => done,
        }
    }

    fn error(&self, fault: Fault) -> CaseError {
        CaseError { path: self.path.clone(), fault }
    }

    fn told<T>(&self, result: Result<T, Fault>) -> Result<T, CaseError> {
        result.map_err(|fault| self.error(fault))
    }
}

impl Drop for Case {
    /// Does what [`Case::close`] does; nobody is there to hear of errors.
    fn drop(&mut self) {
        let _ = self.rest();
    }
}

/// Says early and plainly what SQLite would say late and vaguely of a path.
fn look_at(path: &Path, mode: Mode) -> Result<(), Fault> {
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => Err(Fault::NotAFile),
        Ok(_) => Ok(()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound && mode == Mode::Create => {
            let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
            if folder.is_none_or(Path::is_dir) { Ok(()) } else { Err(Fault::NoFolder) }
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(Fault::Missing),
        Err(e) if e.kind() == std::io::ErrorKind::PermissionDenied => Err(Fault::Denied),
        Err(e) => Err(e.into()),
    }
}
