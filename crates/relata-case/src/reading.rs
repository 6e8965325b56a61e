//! A document in its tables: written from, and read back into, a [`Document`].

use crate::Fault;
use crate::columns::Columns;
use crate::intake::Reading;
use relata_rows::{Block, DocId, Document, Metadata, Note, Origin, PageStart, Published, Span};
use rusqlite::{Connection, params};

/// The tables that hold the parts of a reading, in an order in which they may be emptied.
const PARTS: [&str; 12] = [
    "actor_members",
    "mention_rows",
    "entities",
    "parties",
    "proposal_rows",
    "event_rows",
    "figure_rows",
    "statement_rows",
    "notes",
    "pages",
    "blocks",
    "authors",
];

/// Empties what hangs on a reading, so that it can be written again. Its words leave the full-text
/// index before, with [`crate::search::forget`].
pub(crate) fn clear(db: &Connection, reading: i64) -> Result<(), Fault> {
    crate::across::forget(db, reading)?;
    for part in PARTS {
        db.prepare_cached(&format!("DELETE FROM {part} WHERE reading = ?1"))?.execute([reading])?;
    }
    Ok(())
}

/// Makes the row of a new reading and gives its number; [`write`] fills it.
pub(crate) fn reserve(db: &Connection, document: &Document) -> Result<i64, Fault> {
    db.prepare_cached(
        "INSERT INTO readings (id, sha256, media_type, genre, words, path, hints, reader_version,
                               findings_version, read_at, text)
         VALUES (?1, ?2, '', '', 0, '', '', 0, 0, '', '')",
    )?
    .execute([document.id.as_str(), document.sha256.as_str()])?;
    Ok(db.last_insert_rowid())
}

/// Writes a document and its report into the tables. The full-text index comes later, see
/// [`crate::search::index`].
pub(crate) fn write(db: &Connection, row: i64, reading: &Reading<'_>, hints: &str) -> Result<(), Fault> {
    let document = reading.document;
    let m = &document.metadata;
    let published = m.published.as_ref();
    db.prepare_cached(
        "UPDATE readings SET media_type = ?2, url = ?3, title = ?4, publisher = ?5, published_start = ?6,
             published_end = ?7, published_basis = ?8, language = ?9, genre = ?10, words = ?11,
             path = ?12, hints = ?13, reader_version = ?14, findings_version = ?15,
             read_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), text = ?16
         WHERE reading = ?1",
    )?
    .execute(params![
        row,
        document.media_type,
        m.url,
        m.title,
        m.publisher,
        published.map(|p| p.start.to_string()),
        published.map(|p| p.end.to_string()),
        published.map(|p| &p.basis),
        m.language,
        m.genre.name(),
        document.words() as i64,
        reading.source.path,
        hints,
        reading.source.versions.reader,
        reading.source.versions.findings,
        document.text,
    ])?;
    let mut authors = db.prepare_cached("INSERT INTO authors (reading, n, name) VALUES (?1, ?2, ?3)")?;
    for (n, name) in m.authors.iter().enumerate() {
        authors.execute(params![row, n as i64, name])?;
    }
    let mut pages =
        db.prepare_cached("INSERT INTO pages (reading, n, start, page) VALUES (?1, ?2, ?3, ?4)")?;
    for (n, page) in document.pages.iter().enumerate() {
        pages.execute(params![row, n as i64, page.offset as i64, page.page])?;
    }
    let mut notes = db.prepare_cached(
        "INSERT INTO notes (reading, n, code, start, end, message) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (n, note) in document.report.iter().chain(&reading.findings.report).enumerate() {
        let (start, end) = (note.span.map(|s| s.start as i64), note.span.map(|s| s.end as i64));
        notes.execute(params![row, n as i64, note.code.name(), start, end, note.message])?;
    }
    for (n, block) in document.blocks.iter().enumerate() {
        write_block(db, row, n, block)?;
    }
    Ok(())
}

fn write_block(db: &Connection, row: i64, n: usize, block: &Block) -> Result<(), Fault> {
    let (unit, from, to) = match block.origin {
        Origin::Bytes { start, end } => ("bytes", start as i64, end as i64),
        Origin::Pages { first, last } => ("pages", i64::from(first), i64::from(last)),
    };
    let Span { start, end } = block.span;
    db.prepare_cached(
        "INSERT INTO blocks (reading, n, start, end, kind, level, origin_unit, origin_start, origin_end)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        row,
        n as i64,
        start as i64,
        end as i64,
        block.kind.name(),
        block.level,
        unit,
        from,
        to
    ])?;
    Ok(())
}

/// The document of a reading, under the name `id` (its own, or that of a copy).
pub(crate) fn read(db: &Connection, reading: i64, id: DocId) -> Result<Document, Fault> {
    let mut select = db.prepare_cached(
        "SELECT sha256, media_type, url, title, publisher, published_start, published_end,
                published_basis, language, genre, text
         FROM readings WHERE reading = ?1",
    )?;
    let mut rows = select.query([reading])?;
    let mut c = Columns::of(rows.next()?.ok_or(Fault::Damaged)?);
    let (sha256, media_type) = (c.sha256()?, c.get()?);
    let (url, title, publisher) = (c.get()?, c.get()?, c.get()?);
    let published = match (c.date()?, c.date()?, c.get()?) {
        (Some(start), Some(end), Some(basis)) => Some(Published { start, end, basis }),
        _ => None,
    };
    let (language, genre, text) = (c.get()?, c.name()?, c.get()?);
    let authors = list(db, "SELECT name FROM authors WHERE reading = ?1 ORDER BY n", reading, |c| c.get())?;
    let blocks = list(
        db,
        "SELECT start, end, kind, level, origin_unit, origin_start, origin_end
         FROM blocks WHERE reading = ?1 ORDER BY n",
        reading,
        |c| Ok(Block { span: c.span()?, kind: c.name()?, level: c.whole()?, origin: origin(c)? }),
    )?;
    let pages = list(db, "SELECT start, page FROM pages WHERE reading = ?1 ORDER BY n", reading, |c| {
        Ok(PageStart { offset: c.whole()?, page: c.whole()? })
    })?;
    let report = list(
        db,
        "SELECT code, start, end, message FROM notes WHERE reading = ?1 ORDER BY n",
        reading,
        |c| Ok(Note { code: c.name()?, span: c.optional_span()?, message: c.get()? }),
    )?;
    let metadata = Metadata { title, authors, publisher, published, language, genre, url };
    Ok(Document { id, sha256, media_type, metadata, text, blocks, pages, report })
}

fn origin(c: &mut Columns<'_, '_>) -> Result<Origin, Fault> {
    let unit: String = c.get()?;
    Ok(match unit.as_str() {
        "bytes" => Origin::Bytes { start: c.whole()?, end: c.whole()? },
        _ => Origin::Pages { first: c.whole()?, last: c.whole()? },
    })
}

/// All rows of a query with one number to fill in.
pub(crate) fn list<T>(
    db: &Connection,
    sql: &str,
    number: i64,
    take: impl Fn(&mut Columns<'_, '_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([number])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(take(&mut Columns::of(row))?);
    }
    Ok(all)
}
