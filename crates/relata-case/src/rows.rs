//! Statements and figures in their tables.

use crate::columns::{Columns, marks, parts};
use crate::reading::list;
use crate::{Fault, actors};
use relata_rows::{
    Change, Credit, DocId, Extent, Figure, Findings, Interval, Measure, Mention, Period, PlaceRef, Row,
    RowId, Statement, Unit,
};
use rusqlite::{Connection, OptionalExtension, params};
use std::sync::LazyLock;

const STATEMENT: &str = "id, reading, start, end, confidence, source_start, source_end, source_parts,
    source_kind, cue_start, cue_end, cue_parts, content_start, content_end, content_parts, speech,
    polarity, parent, via_start, via_end, via_parts, holder_start, holder_end, holder_parts,
    entity";

const FIGURE: &str = "id, reading, start, end, confidence, low, high, low_soft, high_soft, stated, bound,
    record, part_of, unit_code, unit_label, unit_price_year, measure_text, measure_kind, measure_what,
    measure_qualifiers, measure_of, measure_basis, place_text, place_basis, period_text,
    period_start, period_end, period_calendar, period_basis, change_direction, change_by, change_from,
    change_to, since_text, since_start, since_end, since_calendar, since_basis, statement, credit_start,
    credit_end, credit_parts, credit_basis, change_base, credit_entity, place_entity";

/// The actor that an entity of the row `t` is.
fn actor_of(entity: &str) -> String {
    format!(
        "(SELECT a.actor FROM actor_members a WHERE a.reading = t.reading AND a.part = 'entity' AND a.n = t.{entity})"
    )
}

static INSERT_STATEMENT: LazyLock<String> =
    LazyLock::new(|| format!("INSERT INTO statement_rows ({STATEMENT}) VALUES ({})", marks(STATEMENT)));

static INSERT_FIGURE: LazyLock<String> =
    LazyLock::new(|| format!("INSERT INTO figure_rows ({FIGURE}) VALUES ({})", marks(FIGURE)));

/// Writes the rows found in a reading.
pub(crate) fn write(db: &Connection, reading: i64, findings: &Findings) -> Result<(), Fault> {
    for row in &findings.statements {
        write_statement(db, reading, row)?;
    }
    for row in &findings.figures {
        write_figure(db, reading, row)?;
    }
    actors::write_entities(db, reading, findings)
}

/// See [`crate::Case::statements`].
pub(crate) fn statements(db: &Connection, doc: &DocId) -> Result<Vec<Row<Statement>>, Fault> {
    let Some(reading) = reading_of(db, doc)? else { return Ok(Vec::new()) };
    let actor = actor_of("entity");
    let sql =
        format!("SELECT {STATEMENT}, {actor} FROM statement_rows t WHERE reading = ?1 ORDER BY start, id");
    list(db, &sql, reading, |c| statement(c, doc))
}

/// See [`crate::Case::figures`].
pub(crate) fn figures(db: &Connection, doc: &DocId) -> Result<Vec<Row<Figure>>, Fault> {
    let Some(reading) = reading_of(db, doc)? else { return Ok(Vec::new()) };
    let (actor, place) = (actor_of("credit_entity"), actor_of("place_entity"));
    let sql =
        format!("SELECT {FIGURE}, {actor}, {place} FROM figure_rows t WHERE reading = ?1 ORDER BY start, id");
    list(db, &sql, reading, |c| figure(c, doc))
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

fn write_statement(db: &Connection, reading: i64, row: &Row<Statement>) -> Result<(), Fault> {
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

/// First byte, end and parts of an extent, as columns.
fn ends(extent: Option<&Extent>) -> (Option<i64>, Option<i64>, Option<String>) {
    let cover = extent.map(Extent::cover);
    (cover.map(|c| c.start as i64), cover.map(|c| c.end as i64), extent.and_then(parts))
}

fn statement(c: &mut Columns<'_, '_>, doc: &DocId) -> Result<Row<Statement>, Fault> {
    row(c, doc, |c| {
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

fn write_figure(db: &Connection, reading: i64, row: &Row<Figure>) -> Result<(), Fault> {
    let f = &row.body;
    let (i, m, place) = (&f.interval, &f.measure, f.place.as_ref());
    let days = |p: Option<&Period>| {
        (p.and_then(|p| p.start).map(|d| d.to_string()), p.and_then(|p| p.end).map(|d| d.to_string()))
    };
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
    row(c, doc, |c| {
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

fn place(c: &mut Columns<'_, '_>) -> Result<Option<PlaceRef>, Fault> {
    let (text, basis): (Option<String>, Option<String>) = (c.get()?, c.get()?);
    Ok(text.map(|text| PlaceRef { entity: None, actor: None, text, basis: basis.unwrap_or_default() }))
}

fn change(c: &mut Columns<'_, '_>) -> Result<Option<Change>, Fault> {
    let direction = c.optional_name()?;
    let (by, from, to, since) = (c.get()?, c.get()?, c.get()?, c.period()?);
    Ok(direction.map(|direction| Change { direction, by, from, to, base: None, since }))
}

/// What every row has, then its body.
fn row<T>(
    c: &mut Columns<'_, '_>,
    doc: &DocId,
    body: impl FnOnce(&mut Columns<'_, '_>) -> Result<T, Fault>,
) -> Result<Row<T>, Fault> {
    let id = c.row_id()?.ok_or(Fault::Damaged)?;
    c.skip(1);
    let (span, confidence) = (c.span()?, c.get::<f64>()? as f32);
    Ok(Row { id, doc: doc.clone(), span, confidence, body: body(c)? })
}

fn strings(json: &str) -> Result<Vec<String>, Fault> {
    serde_json::from_str(json).map_err(|_| Fault::Damaged)
}

/// The shortest decimal number that means the same, so that people see 0.9, not 0.8999999761581421.
pub(crate) fn decimal(n: f32) -> f64 {
    n.to_string().parse().unwrap_or(f64::from(n))
}
