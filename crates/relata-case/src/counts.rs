//! How much of what a case holds, and what could not be read.

use crate::Fault;
use crate::columns::Columns;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// How much of what a case holds. Rows, words and remarks are those of current documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Current documents, copies left out.
    pub documents: u64,
    /// Places at which the bytes of a document were met again.
    pub copies: u64,
    /// Former versions.
    pub former: u64,
    /// Sources that could not be read.
    pub failures: u64,
    /// Words outside furniture.
    pub words: u64,
    /// Statements.
    pub statements: u64,
    /// Figures.
    pub figures: u64,
    /// Events.
    pub events: u64,
    /// Proposals.
    pub proposals: u64,
    /// Of these, commitments that are told to be open.
    pub open_commitments: u64,
    /// Actors of the case.
    pub actors: u64,
    /// Remarks in reading reports, by code.
    pub notes: BTreeMap<String, u64>,
    /// Kept bytes, before they were packed.
    pub bytes: u64,
}

/// A source that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Where it stands.
    pub path: String,
    /// Why, and what to do.
    pub message: String,
    /// When it was tried: UTC, `2026-01-31T12:00:00Z`.
    pub failed_at: String,
}

/// See [`crate::Case::counts`].
pub(crate) fn counts(db: &Connection) -> Result<Counts, Fault> {
    let number = |sql: &str| -> Result<u64, Fault> {
        let mut select = db.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        Columns::of(rows.next()?.ok_or(Fault::Damaged)?).whole()
    };
    // A reading counts where at least one of its places is current.
    let of_current = "WHERE EXISTS (SELECT 1 FROM places p WHERE p.reading = t.reading AND p.current = 1)";
    let documents = number(&format!("SELECT count(*) FROM readings t {of_current}"))?;
    let mut notes = BTreeMap::new();
    let mut select =
        db.prepare_cached(&format!("SELECT code, count(*) FROM notes t {of_current} GROUP BY code"))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let mut c = Columns::of(row);
        notes.insert(c.get()?, c.whole()?);
    }
    Ok(Counts {
        documents,
        copies: number("SELECT count(*) FROM places WHERE current = 1")?.saturating_sub(documents),
        former: number("SELECT count(*) FROM places WHERE current = 0")?,
        failures: number("SELECT count(*) FROM failures")?,
        words: number(&format!("SELECT coalesce(sum(words), 0) FROM readings t {of_current}"))?,
        statements: number(&format!("SELECT count(*) FROM statement_rows t {of_current}"))?,
        figures: number(&format!("SELECT count(*) FROM figure_rows t {of_current}"))?,
        events: number(&format!("SELECT count(*) FROM event_rows t {of_current}"))?,
        proposals: number(&format!("SELECT count(*) FROM proposal_rows t {of_current}"))?,
        open_commitments: number(&format!(
            "SELECT count(*) FROM proposal_rows t {of_current} AND kind = 'commitment' AND status = 'open'"
        ))?,
        actors: number("SELECT count(*) FROM actor_rows")?,
        notes,
        bytes: number("SELECT coalesce(sum(size), 0) FROM blobs")?,
    })
}

/// See [`crate::Case::days`].
pub(crate) fn days(db: &Connection) -> Result<Vec<String>, Fault> {
    let mut select = db.prepare_cached(
        "SELECT published_start FROM readings t WHERE published_start IS NOT NULL
         AND EXISTS (SELECT 1 FROM places p WHERE p.reading = t.reading AND p.current = 1) ORDER BY published_start",
    )?;
    let mut rows = select.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(Columns::of(row).get()?);
    }
    Ok(all)
}

/// See [`crate::Case::failures`].
pub(crate) fn failures(db: &Connection) -> Result<Vec<Failure>, Fault> {
    let mut select = db.prepare_cached("SELECT path, message, failed_at FROM failures ORDER BY path")?;
    let mut rows = select.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let mut c = Columns::of(row);
        all.push(Failure { path: c.get()?, message: c.get()?, failed_at: c.get()? });
    }
    Ok(all)
}
