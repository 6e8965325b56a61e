//! Decisions on rows: kept apart from the rows, and joined to those that stand there now.

use crate::Fault;
use crate::columns::Columns;
use relata_rows::{Anchor, Correction, Review, RowId, RowKind, Span, Standing, Whom, Words};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A decision, with the row that it concerns today.
#[derive(Debug, Clone, PartialEq)]
pub struct Reviewed {
    /// Its number: later ones have higher ones.
    pub n: i64,
    /// The decision.
    pub review: Review,
    /// The row of its kind that has the same id, else overlaps its place most; `None` where none does.
    pub now: Option<RowId>,
    /// The same of the row beside it, where the decision is on two.
    pub beside_now: Option<RowId>,
}

/// What holds after all decisions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decided {
    /// Of single rows.
    pub rows: BTreeMap<RowId, Standing>,
    /// Of two rows, the smaller id first.
    pub pairs: BTreeMap<(RowId, RowId), Standing>,
}

/// Puts decisions together in the order in which they were taken; those without a row wait for it.
pub(crate) fn decided(all: Vec<Reviewed>) -> Decided {
    fn add<K: Ord>(to: &mut BTreeMap<K, Standing>, key: K, review: Review) {
        let before = to.remove(&key);
        to.insert(key, Standing::after(before, review));
    }
    let mut decided = Decided::default();
    for Reviewed { review, now, beside_now, .. } in all {
        match (now, &review.beside, beside_now) {
            (Some(row), None, _) => add(&mut decided.rows, row, review),
            (Some(one), Some(_), Some(two)) => {
                add(&mut decided.pairs, if one <= two { (one, two) } else { (two, one) }, review);
            }
            _ => {}
        }
    }
    decided
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
    let beside = r.beside.as_ref().map(serde_json::to_string).transpose().map_err(|_| Fault::Damaged)?;
    let corrected = Value::Object(r.correction.object(|span| (span.start, span.end))).to_string();
    db.prepare_cached(
        "INSERT INTO reviews (row, kind, sha256, start, end, text, beside, verdict, corrected, note, by, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        r.on.row.as_str(),
        r.on.kind.name(),
        r.on.sha256.as_str(),
        r.on.span.start as i64,
        r.on.span.end as i64,
        r.on.text,
        beside,
        r.verdict.name(),
        corrected,
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
        "SELECT n, row, kind, sha256, start, end, text, beside, verdict, corrected, note, by, at
         FROM reviews ORDER BY n",
    )?;
    let mut rows = select.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let mut c = Columns::of(row);
        let n = c.get()?;
        let on = Anchor {
            row: RowId::from_printed(&c.get::<String>()?),
            kind: c.name()?,
            sha256: c.sha256()?,
            span: c.span()?,
            text: c.get()?,
        };
        let beside: Option<String> = c.get()?;
        let beside: Option<Anchor> =
            beside.map(|b| serde_json::from_str(&b).map_err(|_| Fault::Damaged)).transpose()?;
        let verdict = c.name()?;
        let corrected: Map<String, Value> =
            serde_json::from_str(&c.get::<String>()?).map_err(|_| Fault::Damaged)?;
        let mut correction = Correction::of(&corrected).ok_or(Fault::Damaged)?;
        // Words that have moved are corrected where they stand now, and not at all where they are gone.
        if correction.at_places().next().is_some() {
            let text = reading(db, &on)?.map_or(Ok(String::new()), |reading| text(db, reading))?;
            let stand = |words: Words| Some(Words { span: place(words.span, &words.text, &text)?, ..words });
            correction.words = correction.words.take().and_then(stand);
            let whom = |whom: Whom| match whom {
                Whom::Words(words) => stand(words).map(Whom::Words),
                actor => Some(actor),
            };
            correction.recipients =
                correction.recipients.take().map(|all| all.into_iter().filter_map(whom).collect());
        }
        let now = now(db, &on)?;
        let beside_now = beside.as_ref().map(|b| self::now(db, b)).transpose()?.flatten();
        let review = Review { on, beside, verdict, correction, note: c.get()?, by: c.get()?, at: c.get()? };
        all.push(Reviewed { n, review, now, beside_now });
    }
    Ok(all)
}

/// The reading of the bytes of a decision.
fn reading(db: &Connection, on: &Anchor) -> Result<Option<i64>, Fault> {
    let mut select = db.prepare_cached("SELECT reading FROM readings WHERE sha256 = ?1")?;
    Ok(select.query_row([on.sha256.as_str()], |row| row.get(0)).optional()?)
}

fn text(db: &Connection, reading: i64) -> Result<String, Fault> {
    let mut select = db.prepare_cached("SELECT text FROM readings WHERE reading = ?1")?;
    Ok(select.query_row([reading], |row| row.get(0))?)
}

/// The row that a decision concerns today.
fn now(db: &Connection, on: &Anchor) -> Result<Option<RowId>, Fault> {
    let Some(table) = table(on.kind) else { return Ok(None) };
    let Some(reading) = reading(db, on)? else { return Ok(None) };
    let is_there = db
        .prepare_cached(&format!("SELECT 1 FROM {table} WHERE reading = ?1 AND id = ?2"))?
        .exists(params![reading, on.row.as_str()])?;
    if is_there {
        return Ok(Some(on.row.clone()));
    }
    let place = place(on.span, &on.text, &text(db, reading)?).unwrap_or(on.span);
    let mut select = db.prepare_cached(&format!(
        "SELECT id FROM {table} WHERE reading = ?1 AND start < ?3 AND end > ?2
         ORDER BY min(end, ?3) - max(start, ?2) DESC, end - start, start, id LIMIT 1"
    ))?;
    let id: Option<String> = select
        .query_row(params![reading, place.start as i64, place.end as i64], |row| row.get(0))
        .optional()?;
    Ok(id.map(|id| RowId::from_printed(&id)))
}

/// Where words stand in the text as it is read now: at their place, else at the nearest place that has the same words;
/// `None` where none has.
fn place(span: Span, words: &str, text: &str) -> Option<Span> {
    if span.get(text) == Some(words) || words.is_empty() {
        return Some(span);
    }
    let nearest = text.match_indices(words).map(|(at, _)| at).min_by_key(|at| at.abs_diff(span.start));
    nearest.map(|at| Span::new(at, at + words.len()))
}
