//! Rows in their tables: written from what was found in a reading, and read back.

mod event;
mod figure;
mod parties;
mod proposal;
mod statement;

pub(crate) use event::events;
pub(crate) use figure::figures;
pub(crate) use proposal::proposals;
pub(crate) use statement::statements;

use crate::columns::{Columns, parts};
use crate::{Fault, actors};
use relata_rows::{DocId, Extent, Findings, Mention, Period, PlaceRef, Row, RowId};
use rusqlite::{Connection, OptionalExtension};

/// Writes the rows found in a reading.
pub(crate) fn write(db: &Connection, reading: i64, findings: &Findings) -> Result<(), Fault> {
    for row in &findings.statements {
        statement::write(db, reading, row)?;
    }
    for row in &findings.figures {
        figure::write(db, reading, row)?;
    }
    for row in &findings.events {
        event::write(db, reading, row)?;
    }
    for row in &findings.proposals {
        proposal::write(db, reading, row)?;
    }
    actors::write_entities(db, reading, findings)
}

/// See [`crate::Case::mentions`].
pub(crate) fn mentions(db: &Connection, doc: &DocId) -> Result<Vec<Row<Mention>>, Fault> {
    let Some(reading) = reading_of(db, doc)? else { return Ok(Vec::new()) };
    actors::mentions(db, doc, reading)
}

/// The number of the reading that is this document; `None` for copies and for what is not there.
fn reading_of(db: &Connection, doc: &DocId) -> Result<Option<i64>, Fault> {
    let mut select = db.prepare_cached("SELECT reading FROM readings WHERE id = ?1")?;
    Ok(select.query_row([doc.as_str()], |row| row.get(0)).optional()?)
}

/// The actor that an entity of the row `t` is.
fn actor_of(entity: &str) -> String {
    format!(
        "(SELECT a.actor FROM actor_members a WHERE a.reading = t.reading AND a.part = 'entity' AND a.n = t.{entity})"
    )
}

/// First byte, end and parts of an extent, as columns.
fn ends(extent: Option<&Extent>) -> (Option<i64>, Option<i64>, Option<String>) {
    let cover = extent.map(Extent::cover);
    (cover.map(|c| c.start as i64), cover.map(|c| c.end as i64), extent.and_then(parts))
}

/// First day and end of a period, as columns.
fn days(period: Option<&Period>) -> (Option<String>, Option<String>) {
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
    (day(period.and_then(|p| p.start)), day(period.and_then(|p| p.end)))
}

/// Text and basis of a place; none where the text is NULL. Who it is stands in other columns.
fn place(c: &mut Columns<'_, '_>) -> Result<Option<PlaceRef>, Fault> {
    let (text, basis): (Option<String>, Option<String>) = (c.get()?, c.get()?);
    Ok(text.map(|text| PlaceRef { entity: None, actor: None, text, basis: basis.unwrap_or_default() }))
}

/// What every row has, then its body.
fn row<T>(
    c: &mut Columns<'_, '_>,
    doc: &DocId,
    body: impl FnOnce(&mut Columns<'_, '_>, &RowId) -> Result<T, Fault>,
) -> Result<Row<T>, Fault> {
    let id = c.row_id()?.ok_or(Fault::Damaged)?;
    c.skip(1);
    let (span, confidence) = (c.span()?, c.get::<f64>()? as f32);
    let body = body(c, &id)?;
    Ok(Row { id, doc: doc.clone(), span, confidence, body })
}

/// The shortest decimal number that means the same, so that people see 0.9, not 0.8999999761581421.
pub(crate) fn decimal(n: f32) -> f64 {
    n.to_string().parse().unwrap_or(f64::from(n))
}
