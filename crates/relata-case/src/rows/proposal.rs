//! Proposals in their table.

use super::parties::{self, Parties, Role};
use super::{days, decimal, ends, reading_of, row};
use crate::Fault;
use crate::columns::{Columns, marks};
use crate::reading::list;
use relata_rows::{DocId, Proposal, Row, RowId, Span};
use rusqlite::{Connection, params};
use std::sync::LazyLock;

const PROPOSAL: &str = "id, reading, start, end, confidence, kind, action_start, action_end, action_parts,
    condition_start, condition_end, negative, due_text, due_start, due_end, due_calendar, due_basis,
    status, basis_start, basis_end, parent, statement";

static INSERT: LazyLock<String> =
    LazyLock::new(|| format!("INSERT INTO proposal_rows ({PROPOSAL}) VALUES ({})", marks(PROPOSAL)));

/// See [`crate::Case::proposals`].
pub(crate) fn proposals(db: &Connection, doc: &DocId) -> Result<Vec<Row<Proposal>>, Fault> {
    let Some(reading) = reading_of(db, doc)? else { return Ok(Vec::new()) };
    let parties = Parties::of(db, reading)?;
    let sql = format!("SELECT {PROPOSAL} FROM proposal_rows t WHERE reading = ?1 ORDER BY start, id");
    list(db, &sql, reading, |c| proposal(c, doc, &parties))
}

pub(super) fn write(db: &Connection, reading: i64, row: &Row<Proposal>) -> Result<(), Fault> {
    let p = &row.body;
    let (action, due) = (ends(Some(&p.action)), p.due.as_ref());
    let due_days = days(due);
    let span = |s: Option<Span>| (s.map(|s| s.start as i64), s.map(|s| s.end as i64));
    let (condition, basis) = (span(p.condition), span(p.status_basis));
    db.prepare_cached(&INSERT)?.execute(params![
        row.id.as_str(),
        reading,
        row.span.start as i64,
        row.span.end as i64,
        decimal(row.confidence),
        p.kind.name(),
        action.0,
        action.1,
        action.2,
        condition.0,
        condition.1,
        p.negative,
        due.map(|d| &d.text),
        due_days.0,
        due_days.1,
        due.map(|d| &d.calendar),
        due.map(|d| &d.basis),
        p.status.name(),
        basis.0,
        basis.1,
        p.parent.as_ref().map(RowId::as_str),
        p.statement.as_ref().map(RowId::as_str),
    ])?;
    parties::write(db, reading, &row.id, Role::Holder, &p.holder)?;
    parties::write(db, reading, &row.id, Role::Addressee, &p.addressees)
}

fn proposal(c: &mut Columns<'_, '_>, doc: &DocId, parties: &Parties) -> Result<Row<Proposal>, Fault> {
    row(c, doc, |c, id| {
        Ok(Proposal {
            kind: c.name()?,
            holder: parties.with(id, Role::Holder).pop(),
            addressees: parties.with(id, Role::Addressee),
            action: c.extent()?,
            condition: c.optional_span()?,
            negative: c.get()?,
            due: c.period()?,
            status: c.name()?,
            status_basis: c.optional_span()?,
            parent: c.row_id()?,
            statement: c.row_id()?,
        })
    })
}
