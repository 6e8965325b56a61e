//! The events of a case as what its documents tell, ready to be joined.

use crate::decided::Decisions;
use crate::flags::Listing;
use crate::select;
use relata_case::{Case, Filter};
use relata_reconcile::events::{Days, Occurrence, Persons, Side, Telling};
use relata_reconcile::measures::roots::body;
use relata_rows::export::Filed;
use relata_rows::{Event, Figure, Modality, Party, Row, Span};

/// An event with the document that tells it.
pub(crate) struct Told<'f> {
    pub row: &'f Row<Event>,
    pub filed: &'f Filed,
}

/// Calls `each` for what every document that the listing means tells of events, in the order of paths and texts; as
/// persons have corrected them, without what they have rejected.
pub(crate) fn tellings(
    case: &Case,
    listing: &Listing,
    each: &mut dyn FnMut(Telling, Told<'_>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let decisions = Decisions::of(case)?;
    select::documents(case, listing, Filter::default(), &mut |filed| {
        let events = decisions.events(case, &filed.document.id)?;
        if events.is_empty() {
            return Ok(());
        }
        let figures = decisions.figures(case, &filed.document.id)?;
        for row in &events {
            each(telling(row, &figures, &filed.document.text), Told { row, filed: &filed })?;
        }
        Ok(())
    })
}

/// What one row tells; `figures`: those of its document, `text`: that of its document.
pub(crate) fn telling(row: &Row<Event>, figures: &[Row<Figure>], text: &str) -> Telling {
    let e = &row.body;
    let words = |span: Span| span.get(text).unwrap_or_default().to_owned();
    let people = figures.iter().filter(|f| row.span.contains(f.span) && f.body.measure.kind == "people");
    Telling {
        row: row.id.clone(),
        doc: row.doc.clone(),
        kind: e.kind,
        mode: e.mode.clone(),
        modality: e.modality,
        words: select::words(Some(&e.trigger), text),
        agents: side(&e.agents, text),
        recipients: side(&e.recipients, text),
        date: e.date.clone(),
        persons: people
            .map(|f| Persons {
                text: words(f.span),
                what: f.body.measure.what.clone(),
                interval: f.body.interval,
            })
            .collect(),
    }
}

/// The telling that stands for an occurrence: as a fact where one is, then the one that tells most exactly when.
pub(crate) fn best(occurrence: &Occurrence, all: &[Telling]) -> Option<usize> {
    occurrence.tellings.iter().copied().min_by_key(|&n| {
        let days = all[n].date.as_ref().and_then(Days::of);
        (all[n].modality != Modality::Actual, days.map_or(i64::MAX, Days::count), &all[n].row)
    })
}

/// Those who are actors of the case, and the words for the others.
pub(crate) fn side(parties: &[Party], text: &str) -> Side {
    let mut side = Side::default();
    for party in parties {
        match (&party.actor, party.span.get(text)) {
            (Some(actor), _) => side.actors.insert(actor.clone()),
            (None, Some(words)) => side.described.insert(body(words)),
            (None, None) => false,
        };
    }
    side
}
