//! Statements in their table.

use super::{actor_of, decimal, ends, reading_of, row};
use crate::Fault;
use crate::columns::{Columns, marks};
use crate::reading::list;
use relata_rows::{DocId, Row, RowId, Statement};
use rusqlite::{Connection, params};
use std::sync::LazyLock;

const STATEMENT: &str = "id, reading, start, end, confidence, source_start, source_end, source_parts,
    source_kind, cue_start, cue_end, cue_parts, content_start, content_end, content_parts, speech,
    polarity, parent, via_start, via_end, via_parts, holder_start, holder_end, holder_parts,
    entity";

static INSERT_STATEMENT: LazyLock<String> =
    LazyLock::new(|| format!("INSERT INTO statement_rows ({STATEMENT}) VALUES ({})", marks(STATEMENT)));

/// See [`crate::Case::statements`].
pub(crate) fn statements(db: &Connection, doc: &DocId) -> Result<Vec<Row<Statement>>, Fault> {
    let Some(reading) = reading_of(db, doc)? else { return Ok(Vec::new()) };
    let actor = actor_of("entity");
    let sql =
        format!("SELECT {STATEMENT}, {actor} FROM statement_rows t WHERE reading = ?1 ORDER BY start, id");
    list(db, &sql, reading, |c| statement(c, doc))
}

pub(super) fn write(db: &Connection, reading: i64, row: &Row<Statement>) -> Result<(), Fault> {
    let s = &row.body;
    let (source, cue, via) = (ends(s.source.as_ref()), ends(s.cue.as_ref()), ends(s.via.as_ref()));
    let (content, holder) = (ends(Some(&s.content)), ends(s.holder.as_ref()));
    db.prepare_cached(&INSERT_STATEMENT)?.execute(params![
        row.id.as_str(),
        reading,
        row.span.start as i64,
        row.span.end as i64,
        decimal(row.confidence),
        source.0,
        source.1,
        source.2,
        s.source_kind.name(),
        cue.0,
        cue.1,
        cue.2,
        content.0,
        content.1,
        content.2,
        s.speech.name(),
        s.polarity.name(),
        s.parent.as_ref().map(RowId::as_str),
        via.0,
        via.1,
        via.2,
        holder.0,
        holder.1,
        holder.2,
        s.entity.map(|e| e as i64),
    ])?;
    Ok(())
}

fn statement(c: &mut Columns<'_, '_>, doc: &DocId) -> Result<Row<Statement>, Fault> {
    row(c, doc, |c, _| {
        Ok(Statement {
            source: c.optional_extent()?,
            source_kind: c.name()?,
            cue: c.optional_extent()?,
            content: c.extent()?,
            speech: c.name()?,
            polarity: c.name()?,
            parent: c.row_id()?,
            via: c.optional_extent()?,
            holder: c.optional_extent()?,
            entity: c.optional_whole()?,
            actor: c.get()?,
        })
    })
}
