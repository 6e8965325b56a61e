//! What reconciliation keeps of documents, in its tables.

use crate::Fault;
use crate::columns::Columns;
use crate::reading::list;
use crate::rows::decimal;
use relata_rows::{DocId, RowId};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// Whether a reading stands somewhere now.
const CURRENT: &str = "EXISTS (SELECT 1 FROM places p WHERE p.reading = r.reading AND p.current = 1)";

/// What is kept of a document for reconciliation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The document.
    pub doc: DocId,
    /// Fingerprints of its text.
    pub sketch: Vec<u8>,
    /// Its figures, each with the keys that it shares with those that it may be compared with.
    pub keys: Vec<(RowId, String)>,
}

/// The sketch of a current document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketched {
    /// The document.
    pub doc: DocId,
    /// The address that it gives as its own.
    pub url: Option<String>,
    /// Fingerprints of its text.
    pub sketch: Vec<u8>,
}

/// Two documents of one text, in whole or in part.
#[derive(Debug, Clone, PartialEq)]
pub struct Copied {
    /// The shorter one.
    pub left: DocId,
    /// The other.
    pub right: DocId,
    /// Share of the words of the shorter that stand in the other.
    pub share: f32,
    /// What they are to each other: `same text`, `revision`, `reprint`, `extract`.
    pub kind: String,
}

/// The actors in the head of a document, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heads {
    /// Its authors, by their numbers.
    pub authors: BTreeMap<usize, String>,
    /// Its publisher.
    pub publisher: Option<String>,
}

/// Series that the user added to the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFile {
    /// Its name in the case.
    pub name: String,
    /// SDMX-CSV or tidy CSV.
    pub csv: String,
    /// What the series count.
    pub sidecar: Option<String>,
}

/// See [`crate::Case::unprepared`].
pub(crate) fn unprepared(db: &Connection, version: u32) -> Result<Vec<DocId>, Fault> {
    let sql = format!(
        "SELECT id FROM readings r WHERE {CURRENT}
           AND NOT EXISTS (SELECT 1 FROM sketches s WHERE s.reading = r.reading AND s.version = ?1) ORDER BY id"
    );
    list(db, &sql, i64::from(version), doc)
}

/// See [`crate::Case::prepare`].
pub(crate) fn prepare(db: &Connection, of: &Prepared, version: u32) -> Result<(), Fault> {
    let reading = reading(db, &of.doc)?;
    forget(db, reading)?;
    db.prepare_cached("INSERT INTO sketches (reading, version, sketch) VALUES (?1, ?2, ?3)")?
        .execute(params![reading, version, of.sketch])?;
    insert_keys(db, reading, &of.keys)
}

/// See [`crate::Case::set_keys`].
pub(crate) fn set_keys(db: &Connection, doc: &DocId, keys: &[(RowId, String)]) -> Result<(), Fault> {
    let reading = reading(db, doc)?;
    db.prepare_cached("DELETE FROM figure_keys WHERE reading = ?1")?.execute([reading])?;
    insert_keys(db, reading, keys)
}

fn insert_keys(db: &Connection, reading: i64, keys: &[(RowId, String)]) -> Result<(), Fault> {
    let mut insert =
        db.prepare_cached("INSERT OR IGNORE INTO figure_keys (key, reading, row) VALUES (?1, ?2, ?3)")?;
    for (row, key) in keys {
        insert.execute(params![key, reading, row.as_str()])?;
    }
    Ok(())
}

/// Forgets what was kept of a reading: its text or its figures change.
pub(crate) fn forget(db: &Connection, reading: i64) -> Result<(), Fault> {
    for sql in [
        "DELETE FROM sketches WHERE reading = ?1",
        "DELETE FROM figure_keys WHERE reading = ?1",
        "DELETE FROM copy_rows WHERE left = ?1 OR right = ?1",
    ] {
        db.prepare_cached(sql)?.execute([reading])?;
    }
    Ok(())
}

fn reading(db: &Connection, doc: &DocId) -> Result<i64, Fault> {
    let mut select = db.prepare_cached("SELECT reading FROM readings WHERE id = ?1")?;
    Ok(select.query_row([doc.as_str()], |row| row.get(0))?)
}

fn doc(c: &mut Columns<'_, '_>) -> Result<DocId, Fault> {
    Ok(DocId::from_printed(&c.get::<String>()?))
}

/// See [`crate::Case::sketches`].
pub(crate) fn sketches(db: &Connection) -> Result<Vec<Sketched>, Fault> {
    let sql = format!(
        "SELECT r.id, r.url, s.sketch FROM sketches s JOIN readings r ON r.reading = s.reading
         WHERE s.version >= ?1 AND {CURRENT} ORDER BY r.id"
    );
    list(db, &sql, 0, |c| Ok(Sketched { doc: doc(c)?, url: c.get()?, sketch: c.get()? }))
}

/// See [`crate::Case::keys`].
pub(crate) fn keys(db: &Connection, of: Option<&DocId>) -> Result<Vec<String>, Fault> {
    let of = of.map(|id| reading(db, id)).transpose()?;
    let sql = format!(
        "SELECT DISTINCT key FROM figure_keys r WHERE (?1 = -1 OR reading = ?1) AND {CURRENT} ORDER BY key"
    );
    list(db, &sql, of.unwrap_or(-1), |c| c.get())
}

/// See [`crate::Case::figures_of`].
pub(crate) fn figures_of(db: &Connection, key: &str) -> Result<Vec<(DocId, RowId)>, Fault> {
    let mut select = db.prepare_cached(&format!(
        "SELECT d.id, r.row FROM figure_keys r JOIN readings d ON d.reading = r.reading
         WHERE r.key = ?1 AND {CURRENT} ORDER BY d.id, r.row"
    ))?;
    let mut rows = select.query([key])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let mut c = Columns::of(row);
        all.push((doc(&mut c)?, c.row_id()?.ok_or(Fault::Damaged)?));
    }
    Ok(all)
}

/// See [`crate::Case::copies`].
pub(crate) fn copies(db: &Connection) -> Result<Vec<Copied>, Fault> {
    let sql = "SELECT left, right, share, kind FROM copies WHERE share >= ?1 ORDER BY left, right";
    list(db, sql, 0, |c| {
        Ok(Copied { left: doc(c)?, right: doc(c)?, share: c.get::<f64>()? as f32, kind: c.get()? })
    })
}

/// See [`crate::Case::held`].
pub(crate) fn held(db: &Connection) -> Result<Option<Vec<DocId>>, Fault> {
    let gone = format!("SELECT 1 FROM sketches r WHERE r.held = 1 AND NOT {CURRENT} LIMIT 1");
    if db.prepare_cached(&gone)?.exists([])? {
        return Ok(None);
    }
    let sql = "SELECT r.id FROM sketches s JOIN readings r ON r.reading = s.reading WHERE s.held = ?1 ORDER BY r.id";
    list(db, sql, 1, doc).map(Some)
}

/// See [`crate::Case::set_copies`].
pub(crate) fn set_copies(db: &Connection, all: &[Copied]) -> Result<(), Fault> {
    db.execute("DELETE FROM copy_rows", [])?;
    let mut insert =
        db.prepare_cached("INSERT INTO copy_rows (left, right, share, kind) VALUES (?1, ?2, ?3, ?4)")?;
    for Copied { left, right, share, kind } in all {
        insert.execute(params![reading(db, left)?, reading(db, right)?, decimal(*share), kind])?;
    }
    db.execute(&format!("UPDATE sketches AS r SET held = {CURRENT}"), [])?;
    Ok(())
}

/// See [`crate::Case::heads_in`].
pub(crate) fn heads_in(db: &Connection, doc: &DocId) -> Result<Heads, Fault> {
    let mut select = db.prepare_cached(
        "SELECT m.part, m.n, m.actor FROM actor_members m JOIN readings r ON r.reading = m.reading
         WHERE r.id = ?1 AND m.part IN ('author', 'publisher')",
    )?;
    let mut rows = select.query([doc.as_str()])?;
    let mut heads = Heads::default();
    while let Some(row) = rows.next()? {
        let mut c = Columns::of(row);
        let (part, n, actor): (String, usize, String) = (c.get()?, c.whole()?, c.get()?);
        match part.as_str() {
            "author" => drop(heads.authors.insert(n, actor)),
            _ => heads.publisher = Some(actor),
        }
    }
    Ok(heads)
}

/// See [`crate::Case::record_files`].
pub(crate) fn record_files(db: &Connection) -> Result<Vec<RecordFile>, Fault> {
    let mut select = db.prepare_cached("SELECT name, csv, sidecar FROM record_files ORDER BY name")?;
    let rows = select
        .query_map([], |row| Ok(RecordFile { name: row.get(0)?, csv: row.get(1)?, sidecar: row.get(2)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// See [`crate::Case::set_record_file`].
pub(crate) fn set_record_file(db: &Connection, file: &RecordFile) -> Result<(), Fault> {
    db.execute(
        "INSERT OR REPLACE INTO record_files (name, csv, sidecar) VALUES (?1, ?2, ?3)",
        params![file.name, file.csv, file.sidecar],
    )?;
    Ok(())
}

/// See [`crate::Case::remove_record_file`].
pub(crate) fn remove_record_file(db: &Connection, name: &str) -> Result<(), Fault> {
    match db.execute("DELETE FROM record_files WHERE name = ?1", [name])? {
        0 => Err(Fault::Unknown(name.to_owned())),
        _ => Ok(()),
    }
}
