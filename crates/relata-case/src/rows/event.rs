//! Events in their table.

use super::parties::{self, Parties, Role};
use super::{actor_of, days, decimal, ends, place, reading_of, row};
use crate::Fault;
use crate::columns::{Columns, marks, pairs, spans};
use crate::reading::list;
use relata_rows::{DocId, Event, PlaceRef, Row, RowId};
use rusqlite::{Connection, params};
use std::sync::LazyLock;

const EVENT: &str = "id, reading, start, end, confidence, type, mode, trigger_start, trigger_end,
    trigger_parts, date_text, date_start, date_end, date_calendar, date_basis, place_text, place_basis,
    place_entity, modality, statement, speech, also";

static INSERT: LazyLock<String> =
    LazyLock::new(|| format!("INSERT INTO event_rows ({EVENT}) VALUES ({})", marks(EVENT)));

/// See [`crate::Case::events`].
pub(crate) fn events(db: &Connection, doc: &DocId) -> Result<Vec<Row<Event>>, Fault> {
    let Some(reading) = reading_of(db, doc)? else { return Ok(Vec::new()) };
    let parties = Parties::of(db, reading)?;
    let at = actor_of("place_entity");
    let sql = format!("SELECT {EVENT}, {at} FROM event_rows t WHERE reading = ?1 ORDER BY start, id");
    list(db, &sql, reading, |c| event(c, doc, &parties))
}

pub(super) fn write(db: &Connection, reading: i64, row: &Row<Event>) -> Result<(), Fault> {
    let e = &row.body;
    let (trigger, date, place) = (ends(Some(&e.trigger)), e.date.as_ref(), e.place.as_ref());
    let date_days = days(date);
    db.prepare_cached(&INSERT)?.execute(params![
        row.id.as_str(),
        reading,
        row.span.start as i64,
        row.span.end as i64,
        decimal(row.confidence),
        e.kind.name(),
        e.mode,
        trigger.0,
        trigger.1,
        trigger.2,
        date.map(|p| &p.text),
        date_days.0,
        date_days.1,
        date.map(|p| &p.calendar),
        date.map(|p| &p.basis),
        place.map(|p| &p.text),
        place.map(|p| &p.basis),
        place.and_then(|p| p.entity).map(|e| e as i64),
        e.modality.name(),
        e.statement.as_ref().map(RowId::as_str),
        e.speech.as_ref().map(RowId::as_str),
        pairs(&e.also),
    ])?;
    parties::write(db, reading, &row.id, Role::Agent, &e.agents)?;
    parties::write(db, reading, &row.id, Role::Recipient, &e.recipients)
}

fn event(c: &mut Columns<'_, '_>, doc: &DocId, parties: &Parties) -> Result<Row<Event>, Fault> {
    row(c, doc, |c, id| {
        let (kind, mode, trigger, date) = (c.name()?, c.get()?, c.extent()?, c.period()?);
        let (place, entity) = (place(c)?, c.optional_whole()?);
        let (modality, statement, speech) = (c.name()?, c.row_id()?, c.row_id()?);
        let also = spans(&c.get::<String>()?)?;
        let actor = c.get()?;
        Ok(Event {
            kind,
            mode,
            trigger,
            agents: parties.with(id, Role::Agent),
            recipients: parties.with(id, Role::Recipient),
            date,
            place: place.map(|place| PlaceRef { entity, actor, ..place }),
            modality,
            statement,
            speech,
            also,
        })
    })
}
