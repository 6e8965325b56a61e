//! Whether a reading keeps its own rules: what everybody who reads the case relies on.

use crate::{Fault, Reading};
use relata_rows::{
    DocId, Document, Event, Extent, Figure, Findings, Mention, Party, PlaceRef, Proposal, Row, RowId, Span,
    Statement,
};
use std::collections::HashSet;

/// Checks a reading before it is filed.
///
/// # Errors
/// [`Fault::Unsound`], with what is wrong.
pub(crate) fn check(reading: &Reading<'_>) -> Result<(), Fault> {
    sound(reading).map_err(|what| Fault::Unsound { document: reading.source.path.to_owned(), what })
}

fn sound(reading: &Reading<'_>) -> Result<(), String> {
    let document = reading.document;
    document.check()?;
    if document.sha256 != reading.kept.sha256 || document.id != DocId::of(&document.sha256) {
        return Err("its hash is not that of its bytes".to_owned());
    }
    let Findings { statements, figures, events, proposals, entities, mentions, report } = reading.findings;
    let within = Within { text: &document.text, entities: entities.len() };
    let mut notes = document.report.iter().chain(report);
    if !notes.all(|note| within.maybe(note.span)) {
        return Err("a remark of its report leaves the text".to_owned());
    }
    let statement_ids = ids(document, statements)?;
    let figure_ids = ids(document, figures)?;
    ids(document, events)?;
    let proposal_ids = ids(document, proposals)?;
    ids(document, mentions)?;
    let is_said = |id: &Option<RowId>| id.as_ref().is_none_or(|id| statement_ids.contains(id));
    each("mention", mentions, |m: &Mention| {
        (within.entity(Some(m.entity)) && within.holds(m.head))
            .then_some(())
            .ok_or("is of nobody, or its head leaves the text")
    })?;
    each("statement", statements, |s: &Statement| {
        let extents = [&s.source, &s.holder, &s.cue, &s.via].map(Option::as_ref);
        within.extents(extents.into_iter().flatten().chain([&s.content]))?;
        within.known([s.entity])?;
        is_said(&s.parent).then_some(()).ok_or(MISSING)
    })?;
    each("figure", figures, |f: &Figure| {
        within.known([f.credit.as_ref().and_then(|c| c.entity), placed(f.place.as_ref())])?;
        let part_of = f.part_of.as_ref().is_none_or(|id| figure_ids.contains(id));
        (part_of && is_said(&f.statement)).then_some(()).ok_or(MISSING)
    })?;
    each("event", events, |e: &Event| {
        within.extents([&e.trigger])?;
        within.parties(e.agents.iter().chain(&e.recipients))?;
        within.known([placed(e.place.as_ref())])?;
        if !e.also.iter().all(|&span| within.holds(span)) {
            return Err(OUTSIDE);
        }
        (is_said(&e.statement) && is_said(&e.speech)).then_some(()).ok_or(MISSING)
    })?;
    each("proposal", proposals, |p: &Proposal| {
        within.extents([&p.action])?;
        within.parties(p.holder.iter().chain(&p.addressees))?;
        if !(within.maybe(p.condition) && within.maybe(p.status_basis)) {
            return Err(OUTSIDE);
        }
        let parent = p.parent.as_ref().is_none_or(|id| proposal_ids.contains(id));
        (parent && is_said(&p.statement)).then_some(()).ok_or(MISSING)
    })
}

const OUTSIDE: &str = "has a span that leaves the text";
const NOBODY: &str = "names an actor that its document does not have";
const MISSING: &str = "names a row that is missing";

/// What spans and numbers of actors must lie in.
struct Within<'t> {
    text: &'t str,
    entities: usize,
}

impl Within<'_> {
    fn holds(&self, span: Span) -> bool {
        span.get(self.text).is_some()
    }

    fn maybe(&self, span: Option<Span>) -> bool {
        span.is_none_or(|span| self.holds(span))
    }

    fn entity(&self, n: Option<usize>) -> bool {
        n.is_none_or(|n| n < self.entities)
    }

    fn extents<'e>(&self, all: impl IntoIterator<Item = &'e Extent>) -> Result<(), &'static str> {
        let fine = |e: &Extent| !e.parts.is_empty() && e.parts.iter().all(|&part| self.holds(part));
        all.into_iter().all(fine).then_some(()).ok_or(OUTSIDE)
    }

    fn known(&self, all: impl IntoIterator<Item = Option<usize>>) -> Result<(), &'static str> {
        all.into_iter().all(|n| self.entity(n)).then_some(()).ok_or(NOBODY)
    }

    fn parties<'p>(&self, all: impl Iterator<Item = &'p Party> + Clone) -> Result<(), &'static str> {
        if !all.clone().all(|p| self.holds(p.span)) {
            return Err(OUTSIDE);
        }
        self.known(all.map(|p| p.entity))
    }
}

fn placed(place: Option<&PlaceRef>) -> Option<usize> {
    place.and_then(|p| p.entity)
}

/// Checks every row of a kind, and names the first that is wrong.
fn each<T>(kind: &str, rows: &[Row<T>], fine: impl Fn(&T) -> Result<(), &'static str>) -> Result<(), String> {
    rows.iter().try_for_each(|row| fine(&row.body).map_err(|what| format!("{kind} {} {what}", row.id)))
}

/// The ids of rows that stand in `document`, each once.
fn ids<'r, T>(document: &Document, rows: &'r [Row<T>]) -> Result<HashSet<&'r RowId>, String> {
    let mut ids = HashSet::with_capacity(rows.len());
    for row in rows {
        if row.doc != document.id || row.span.get(&document.text).is_none() {
            return Err(format!("row {} does not stand in its text", row.id));
        }
        if !ids.insert(&row.id) {
            return Err(format!("two rows have the id {}", row.id));
        }
    }
    Ok(ids)
}
