//! Many documents in few transactions.

use crate::{Case, CaseError, Failed, Fault, Known, Outcome, Reading, Source, intake, search};
use relata_rows::Sha256;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Documents after which a transaction ends.
const MOST: usize = 500;

/// Time after which a transaction ends, once something is filed in it.
const LONGEST: Duration = Duration::from_millis(200);

/// Files documents and ends the transaction every 500 documents or 200 ms, which a transaction for
/// each would cost many times over. A process killed meanwhile loses the documents of the open
/// transaction, whole ones; they are read again the next time.
///
/// A document that cannot be filed is taken back alone. The time is looked at when something is
/// filed: a caller who waits long for the next reading calls [`Batch::commit`] first.
#[derive(Debug)]
pub struct Batch<'c> {
    case: &'c mut Case,
    filed: usize,
    /// Readings that the open transaction has still to index. That is done at its end, because
    /// FTS5 writes out what it holds whenever a savepoint begins.
    fresh: BTreeSet<i64>,
    begun: Instant,
}

impl<'c> Batch<'c> {
    pub(crate) fn new(case: &'c mut Case) -> Self {
        Batch { case, filed: 0, fresh: BTreeSet::new(), begun: Instant::now() }
    }

    /// As [`Case::known`]; sees what is filed in this batch too.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn known(&self, source: &Source<'_>, sha256: &Sha256) -> Result<Known, CaseError> {
        self.case.known(source, sha256)
    }

    /// As [`Case::file`].
    ///
    /// # Errors
    /// As there.
    pub fn file(&mut self, reading: &Reading<'_>) -> Result<Outcome, CaseError> {
        if self.case.db.is_autocommit()
            && self.known(&reading.source, &reading.kept.sha256)? == Known::Unchanged
        {
            return Ok(Outcome::Unchanged);
        }
        self.whole(|db, fresh| intake::file(db, reading, fresh))
    }

    /// As [`Case::place`].
    ///
    /// # Errors
    /// As there.
    pub fn place(&mut self, source: &Source<'_>, sha256: &Sha256) -> Result<Outcome, CaseError> {
        self.whole(|db, _| Ok((intake::place(db, source, sha256)?, None)))
    }

    /// As [`Case::fail`].
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn fail(&mut self, failed: &Failed<'_>) -> Result<(), CaseError> {
        self.whole(|db, _| Ok((intake::fail(db, failed)?, None)))
    }

    /// Ends the transaction, if one is open: what was filed so far is safe.
    ///
    /// # Errors
    /// Those of SQLite; what the transaction held is then lost.
    pub fn commit(&mut self) -> Result<(), CaseError> {
        let done = self.end();
        self.case.told(done)
    }

    /// Ends the last transaction.
    ///
    /// # Errors
    /// As [`Batch::commit`].
    pub fn finish(mut self) -> Result<(), CaseError> {
        self.commit()
    }

    /// Does `work` wholly or not at all, and ends the transaction when it is time. `work` gives its
    /// outcome and the reading that is to be indexed.
    fn whole<T>(
        &mut self,
        work: impl FnOnce(&Connection, &BTreeSet<i64>) -> Result<(T, Option<i64>), Fault>,
    ) -> Result<T, CaseError> {
        let done = self.attempt(work);
        self.case.told(done)
    }

    fn attempt<T>(
        &mut self,
        work: impl FnOnce(&Connection, &BTreeSet<i64>) -> Result<(T, Option<i64>), Fault>,
    ) -> Result<T, Fault> {
        let db = &self.case.db;
        if db.is_autocommit() {
            db.execute_batch("BEGIN IMMEDIATE")?;
            self.filed = 0;
            self.fresh.clear();
            self.begun = Instant::now();
        }
        run(db, "SAVEPOINT document")?;
        match work(db, &self.fresh) {
            Ok((done, fresh)) => {
                run(db, "RELEASE document")?;
                self.filed += 1;
                self.fresh.extend(fresh);
                if self.filed >= MOST || self.begun.elapsed() >= LONGEST {
                    self.end()?;
                }
                Ok(done)
            }
            Err(fault) => {
                // A full disk ends the whole transaction by itself.
                if !db.is_autocommit() {
                    db.execute_batch("ROLLBACK TO document; RELEASE document")?;
                }
                Err(fault)
            }
        }
    }

    fn end(&mut self) -> Result<(), Fault> {
        let db = &self.case.db;
        if db.is_autocommit() {
            return Ok(());
        }
        let fresh = std::mem::take(&mut self.fresh);
        let indexed = fresh.into_iter().try_for_each(|reading| search::index(db, reading));
        let done = indexed.and_then(|()| Ok(db.execute_batch("COMMIT")?));
        if done.is_err() && !db.is_autocommit() {
            db.execute_batch("ROLLBACK")?;
        }
        done
    }
}

/// Runs a statement without values or rows.
fn run(db: &Connection, sql: &str) -> Result<(), Fault> {
    db.prepare_cached(sql)?.execute([])?;
    Ok(())
}

impl Drop for Batch<'_> {
    /// Keeps what is filed: every document in the transaction is whole.
    fn drop(&mut self) {
        let _ = self.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Versions;
    use serde_json::Value;

    fn case() -> (tempfile::TempDir, Case) {
        let folder = tempfile::tempdir().unwrap();
        let case = Case::create_or_open(&folder.path().join("a.relata")).unwrap();
        (folder, case)
    }

    fn fail(case: &mut Case, path: &str, message: &str) -> Result<(), Fault> {
        let versions = Versions { reader: 1, findings: 1 };
        let source = Source { path, hints: &Value::Null, versions };
        case.fail(&Failed { source, sha256: None, message }).map_err(|error| error.fault)
    }

    #[test]
    fn a_full_disk_is_told_plainly_and_costs_nothing_filed_before() {
        let (_folder, mut case) = case();
        fail(&mut case, "a.txt", "empty").unwrap();
        // Stands for a full disk: SQLite gives the same code where it may add no page.
        case.db.query_row("PRAGMA max_page_count = 1", [], |_| Ok(())).unwrap();
        let fault = fail(&mut case, "b.txt", &"long ".repeat(100_000)).unwrap_err();
        assert!(matches!(fault, Fault::DiskFull), "{fault}");
        assert_eq!(case.failures().unwrap().len(), 1);
        fail(&mut case, "a.txt", "short").unwrap();
        assert_eq!(case.failures().unwrap()[0].message, "short");
    }

    #[test]
    fn a_case_in_use_is_told_plainly() {
        let (_folder, mut case) = case();
        let other = Connection::open(case.path()).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        case.db.busy_timeout(Duration::ZERO).unwrap();
        assert!(matches!(fail(&mut case, "a.txt", "empty"), Err(Fault::Busy)));
        other.execute_batch("ROLLBACK").unwrap();
        fail(&mut case, "a.txt", "empty").unwrap();
    }
}
