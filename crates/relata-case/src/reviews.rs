//! Decisions on rows: kept apart from the rows, and joined to those that stand there now.

use crate::Fault;
use crate::columns::Columns;
use relata_rows::{Decided, Review, RowId, RowKind, Span};
use rusqlite::{Connection, OptionalExtension, params};

/// A decision, with the row that it concerns today.
#[derive(Debug, Clone, PartialEq)]
pub struct Reviewed {
    /// Its number: later ones have higher ones.
    pub n: i64,
    /// The decision.
    pub review: Review,
    /// The row of its kind that has the same id, else overlaps its place most; `None` where none does.
    pub now: Option<RowId>,
}

/// The table of the rows of a kind; `None` for kinds that nobody decides on here.
fn table(kind: RowKind) -> Option<&'static str> {
    match kind {
        RowKind::Statements => Some("statement_rows"),
        RowKind::Figures => Some("figure_rows"),
        RowKind::Events => Some("event_rows"),
        RowKind::Proposals => Some("proposal_rows"),
        RowKind::Mentions => Some("mention_rows"),
        RowKind::Documents | RowKind::Actors => None,
    }
}

/// See [`crate::Case::add_review`].
pub(crate) fn add(db: &Connection, r: &Review) -> Result<(), Fault> {
    db.prepare_cached(
        "INSERT INTO reviews (row, kind, sha256, start, end, text, verdict, note, by, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        r.row.as_str(),
        r.kind.name(),
        r.sha256.as_str(),
        r.span.start as i64,
        r.span.end as i64,
        r.text,
        r.verdict.name(),
        r.note,
        r.by,
        r.at,
    ])?;
    Ok(())
}

/// See [`crate::Case::remove_review`].
pub(crate) fn remove(db: &Connection, n: i64) -> Result<(), Fault> {
    match db.execute("DELETE FROM reviews WHERE n = ?1", [n])? {
        0 => Err(Fault::Unknown(format!("decision {n}"))),
        _ => Ok(()),
    }
}

/// See [`crate::Case::reviews`].
pub(crate) fn all(db: &Connection) -> Result<Vec<Reviewed>, Fault> {
    let mut select = db.prepare_cached(
        "SELECT n, row, kind, sha256, start, end, text, verdict, note, by, at FROM reviews ORDER BY n",
    )?;
    let mut rows = select.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let mut c = Columns::of(row);
        let n = c.get()?;
        let review = Review {
            row: RowId::from_printed(&c.get::<String>()?),
            kind: c.name()?,
            sha256: c.sha256()?,
            span: c.span()?,
            text: c.get()?,
            verdict: c.name::<Decided>()?,
            note: c.get()?,
            by: c.get()?,
            at: c.get()?,
        };
        let now = now(db, &review)?;
        all.push(Reviewed { n, review, now });
    }
    Ok(all)
}

/// The row that a decision concerns today.
fn now(db: &Connection, review: &Review) -> Result<Option<RowId>, Fault> {
    let Some(table) = table(review.kind) else { return Ok(None) };
    let reading: Option<(i64, String)> = db
        .prepare_cached("SELECT reading, text FROM readings WHERE sha256 = ?1")?
        .query_row([review.sha256.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((reading, text)) = reading else { return Ok(None) };
    let is_there = db
        .prepare_cached(&format!("SELECT 1 FROM {table} WHERE reading = ?1 AND id = ?2"))?
        .exists(params![reading, review.row.as_str()])?;
    if is_there {
        return Ok(Some(review.row.clone()));
    }
    let place = place(review, &text);
    let mut select = db.prepare_cached(&format!(
        "SELECT id FROM {table} WHERE reading = ?1 AND start < ?3 AND end > ?2
         ORDER BY min(end, ?3) - max(start, ?2) DESC, end - start, start, id LIMIT 1"
    ))?;
    let id: Option<String> = select
        .query_row(params![reading, place.start as i64, place.end as i64], |row| row.get(0))
        .optional()?;
    Ok(id.map(|id| RowId::from_printed(&id)))
}

/// Where the words of a decision stand in the text as it is read now: at their place, else at the nearest place that
/// has the same words, else where they stood.
fn place(review: &Review, text: &str) -> Span {
    if review.span.get(text) == Some(review.text.as_str()) || review.text.is_empty() {
        return review.span;
    }
    let found = text.match_indices(&review.text).map(|(at, _)| at);
    let nearest = found.min_by_key(|at| at.abs_diff(review.span.start));
    nearest.map_or(review.span, |at| Span::new(at, at + review.text.len()))
}
