//! Figures in their table.

use super::{actor_of, days, decimal, ends, place, reading_of, row};
use crate::Fault;
use crate::columns::{Columns, marks};
use crate::reading::list;
use relata_rows::{Change, Credit, DocId, Figure, Interval, Measure, PlaceRef, Row, RowId, Unit};
use rusqlite::{Connection, params};
use std::sync::LazyLock;

const FIGURE: &str = "id, reading, start, end, confidence, low, high, low_soft, high_soft, stated, bound,
    record, part_of, unit_code, unit_label, unit_price_year, measure_text, measure_kind, measure_what,
    measure_qualifiers, measure_of, measure_basis, place_text, place_basis, period_text,
    period_start, period_end, period_calendar, period_basis, change_direction, change_by, change_from,
    change_to, since_text, since_start, since_end, since_calendar, since_basis, statement, credit_start,
    credit_end, credit_parts, credit_basis, change_base, credit_entity, place_entity";

static INSERT_FIGURE: LazyLock<String> =
    LazyLock::new(|| format!("INSERT INTO figure_rows ({FIGURE}) VALUES ({})", marks(FIGURE)));

/// See [`crate::Case::figures`].
pub(crate) fn figures(db: &Connection, doc: &DocId) -> Result<Vec<Row<Figure>>, Fault> {
    let Some(reading) = reading_of(db, doc)? else { return Ok(Vec::new()) };
    let (actor, place) = (actor_of("credit_entity"), actor_of("place_entity"));
    let sql =
        format!("SELECT {FIGURE}, {actor}, {place} FROM figure_rows t WHERE reading = ?1 ORDER BY start, id");
    list(db, &sql, reading, |c| figure(c, doc))
}

pub(super) fn write(db: &Connection, reading: i64, row: &Row<Figure>) -> Result<(), Fault> {
    let f = &row.body;
    let (i, m, place) = (&f.interval, &f.measure, f.place.as_ref());
    let change = f.change.as_ref();
    let (period, since) = (f.period.as_ref(), change.and_then(|c| c.since.as_ref()));
    let (period_days, since_days) = (days(period), days(since));
    let credit = ends(f.credit.as_ref().map(|c| &c.source));
    db.prepare_cached(&INSERT_FIGURE)?.execute(params![
        row.id.as_str(),
        reading,
        row.span.start as i64,
        row.span.end as i64,
        decimal(row.confidence),
        i.low,
        i.high,
        i.low_soft,
        i.high_soft,
        i.stated,
        i.bound.name(),
        f.record,
        f.part_of.as_ref().map(RowId::as_str),
        f.unit.code,
        f.unit.label,
        f.unit.price_year,
        m.text,
        m.kind,
        m.what,
        serde_json::Value::from(m.qualifiers.clone()).to_string(),
        m.of,
        m.basis,
        place.map(|p| &p.text),
        place.map(|p| &p.basis),
        period.map(|p| &p.text),
        period_days.0,
        period_days.1,
        period.map(|p| &p.calendar),
        period.map(|p| &p.basis),
        change.map(|c| c.direction.name()),
        change.and_then(|c| c.by),
        change.and_then(|c| c.from),
        change.and_then(|c| c.to),
        since.map(|p| &p.text),
        since_days.0,
        since_days.1,
        since.map(|p| &p.calendar),
        since.map(|p| &p.basis),
        f.statement.as_ref().map(RowId::as_str),
        credit.0,
        credit.1,
        credit.2,
        f.credit.as_ref().map(|c| &c.basis),
        change.and_then(|c| c.base),
        f.credit.as_ref().and_then(|c| c.entity).map(|e| e as i64),
        place.and_then(|p| p.entity).map(|e| e as i64),
    ])?;
    Ok(())
}

fn figure(c: &mut Columns<'_, '_>, doc: &DocId) -> Result<Row<Figure>, Fault> {
    row(c, doc, |c, _| {
        let (low, high, low_soft, high_soft) = (c.get()?, c.get()?, c.get()?, c.get()?);
        let interval = Interval { low, high, low_soft, high_soft, stated: c.get()?, bound: c.name()? };
        let (record, part_of) = (c.get()?, c.row_id()?);
        let unit = Unit { code: c.get()?, label: c.get()?, price_year: c.get()? };
        let measure = Measure {
            text: c.get()?,
            kind: c.get()?,
            what: c.get()?,
            qualifiers: strings(&c.get::<String>()?)?,
            of: c.get()?,
            basis: c.get()?,
        };
        let place = place(c)?;
        let (period, change) = (c.period()?, change(c)?);
        let statement = c.row_id()?;
        let (source, basis): (_, Option<String>) = (c.optional_extent()?, c.get()?);
        let base = c.get()?;
        let (credited, placed) = (c.optional_whole()?, c.optional_whole()?);
        let credit =
            source.map(|source| Credit { source, entity: credited, basis: basis.unwrap_or_default() });
        let actor = c.get()?;
        let at: Option<String> = c.get()?;
        let place = place.map(|place| PlaceRef { entity: placed, actor: at, ..place });
        let change = change.map(|change| Change { base, ..change });
        Ok(Figure {
            interval,
            record,
            part_of,
            unit,
            measure,
            place,
            period,
            change,
            statement,
            credit,
            actor,
        })
    })
}

fn change(c: &mut Columns<'_, '_>) -> Result<Option<Change>, Fault> {
    let direction = c.optional_name()?;
    let (by, from, to, since) = (c.get()?, c.get()?, c.get()?, c.period()?);
    Ok(direction.map(|direction| Change { direction, by, from, to, base: None, since }))
}

fn strings(json: &str) -> Result<Vec<String>, Fault> {
    serde_json::from_str(json).map_err(|_| Fault::Damaged)
}
