//! One document, row or blob by its name.

use crate::columns::Columns;
use crate::intake::Versions;
use crate::{Fault, kept, reading, rows};
use relata_rows::export::Filed;
use relata_rows::{DocId, Event, Figure, Mention, Proposal, Row, Sha256, Statement};
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

/// Counting of what a prefix fits stops here.
const MANY: usize = 100;

/// A row of any kind that is found in texts.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "one at a time, never in lists")]
pub enum AnyRow {
    /// Who said what.
    Statement(Row<Statement>),
    /// How much.
    Figure(Row<Figure>),
    /// What happened.
    Event(Row<Event>),
    /// What should, will or was promised to happen.
    Proposal(Row<Proposal>),
    /// Who is named or pointed at.
    Mention(Row<Mention>),
}

/// Where a document comes from and how it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Provenance {
    /// The place from which its bytes were read.
    pub path: String,
    /// What was known from outside the bytes, as the caller gave it.
    pub hints: Value,
    /// Hash of the bytes.
    pub sha256: Sha256,
    /// Number of the bytes.
    pub size: u64,
    /// What read it.
    pub versions: Versions,
    /// When it was read: UTC, `2026-01-31T12:00:00Z`.
    pub read_at: String,
    /// Counts up from 1 at the document's path.
    pub version: u32,
    /// Whether these bytes stood at its path when that was last read.
    pub current: bool,
}

/// See [`crate::Case::document`].
pub(crate) fn document(db: &Connection, prefix: &str) -> Result<Filed, Fault> {
    let id = only(
        db,
        prefix,
        "SELECT r.id FROM readings r WHERE r.id >= ?1 AND r.id < ?1 || 'g'
         UNION ALL
         SELECT d.id FROM documents d
         WHERE d.duplicate_of IS NOT NULL AND d.path IN
             (SELECT path FROM places WHERE copy_id >= ?1 AND copy_id < ?1 || 'g')
           AND d.id >= ?1 AND d.id < ?1 || 'g'",
    )?;
    filed(db, &id)
}

/// The document with exactly this id.
fn filed(db: &Connection, id: &str) -> Result<Filed, Fault> {
    let found: Option<(i64, String, Option<String>)> = db
        .prepare_cached(
            "SELECT reading, path, duplicate_of FROM documents
             WHERE id = ?1 AND reading IN (SELECT reading FROM readings WHERE id = ?1
                                           UNION ALL SELECT reading FROM places WHERE copy_id = ?1)",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((reading, path, duplicate_of)) = found else { return Err(Fault::Unknown(id.to_owned())) };
    Ok(Filed {
        document: reading::read(db, reading, DocId::from_printed(id))?,
        path,
        duplicate_of: duplicate_of.map(|id| DocId::from_printed(&id)),
    })
}

/// The tables of rows that have ids of their own.
const TABLES: [&str; 5] = ["statement_rows", "figure_rows", "event_rows", "proposal_rows", "mention_rows"];

/// See [`crate::Case::row`].
pub(crate) fn row(db: &Connection, prefix: &str) -> Result<(Filed, AnyRow), Fault> {
    let ids = TABLES.map(|table| format!("SELECT id FROM {table} WHERE id >= ?1 AND id < ?1 || 'g'"));
    let id = only(db, prefix, &ids.join(" UNION ALL "))?;
    let docs = TABLES.map(|table| {
        format!(
            "SELECT r.id, '{table}' FROM {table} t JOIN readings r ON r.reading = t.reading WHERE t.id = ?1"
        )
    });
    let (doc, table): (String, String) = db
        .prepare_cached(&docs.join(" UNION ALL "))?
        .query_row([&id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let filed = filed(db, &doc)?;
    let doc = &filed.document.id;
    let row = match table.as_str() {
        "statement_rows" => with_id(rows::statements(db, doc)?, &id).map(AnyRow::Statement),
        "figure_rows" => with_id(rows::figures(db, doc)?, &id).map(AnyRow::Figure),
        "event_rows" => with_id(rows::events(db, doc)?, &id).map(AnyRow::Event),
        "proposal_rows" => with_id(rows::proposals(db, doc)?, &id).map(AnyRow::Proposal),
        _ => with_id(rows::mentions(db, doc)?, &id).map(AnyRow::Mention),
    };
    Ok((filed, row.ok_or(Fault::Damaged)?))
}

fn with_id<T>(rows: Vec<Row<T>>, id: &str) -> Option<Row<T>> {
    rows.into_iter().find(|row| row.id.as_str() == id)
}

/// The one id that begins with `prefix`; `sql` gives the ids that do.
fn only(db: &Connection, prefix: &str, sql: &str) -> Result<String, Fault> {
    let mut ids: Vec<String> = Vec::new();
    if !prefix.is_empty() && prefix.bytes().all(|b| b.is_ascii_hexdigit()) {
        let mut select = db.prepare_cached(sql)?;
        let mut rows = select.query([prefix.to_ascii_lowercase()])?;
        while let Some(row) = rows.next()?.filter(|_| ids.len() < MANY) {
            ids.push(row.get(0)?);
        }
    }
    match ids.len() {
        0 => Err(Fault::Unknown(prefix.to_owned())),
        1 => Ok(ids.remove(0)),
        count => Err(Fault::Ambiguous { prefix: prefix.to_owned(), count }),
    }
}

/// See [`crate::Case::bytes`].
pub(crate) fn bytes(db: &Connection, sha256: &Sha256) -> Result<Vec<u8>, Fault> {
    let mut select = db.prepare_cached("SELECT size, zstd FROM blobs WHERE sha256 = ?1")?;
    let mut rows = select.query([sha256.as_str()])?;
    let row = rows.next()?.ok_or_else(|| Fault::Unknown(sha256.to_string()))?;
    let mut c = Columns::of(row);
    let size = c.whole()?;
    kept::unpack(row.get_ref(1)?.as_blob().map_err(|_| Fault::Damaged)?, size)
}

/// See [`crate::Case::provenance`].
pub(crate) fn provenance(db: &Connection, doc: &DocId) -> Result<Provenance, Fault> {
    let mut select = db.prepare_cached(
        "SELECT r.path, r.hints, r.sha256, b.size, r.reader_version, r.findings_version, r.read_at,
                d.version, d.current
         FROM documents d JOIN readings r ON r.reading = d.reading JOIN blobs b ON b.sha256 = r.sha256
         WHERE d.id = ?1 AND d.reading IN (SELECT reading FROM readings WHERE id = ?1
                                           UNION ALL SELECT reading FROM places WHERE copy_id = ?1)",
    )?;
    let mut rows = select.query([doc.as_str()])?;
    let mut c = Columns::of(rows.next()?.ok_or_else(|| Fault::Unknown(doc.to_string()))?);
    Ok(Provenance {
        path: c.get()?,
        hints: serde_json::from_str(&c.get::<String>()?).map_err(|_| Fault::Damaged)?,
        sha256: c.sha256()?,
        size: c.whole()?,
        versions: Versions { reader: c.whole()?, findings: c.whole()? },
        read_at: c.get()?,
        version: c.whole()?,
        current: c.get()?,
    })
}
