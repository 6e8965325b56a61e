//! `relata events`: who did what to whom.

use super::case;
use super::listing::{Lister, short};
use crate::Outcome;
use crate::flags::{Events, Flags};
use crate::output::Style;
use crate::select::{self, Found, Sought, called, meets, names, title, words};
use crate::table::Column;
use relata_rows::{Event, Modality, RowKind, export};
use std::collections::BTreeMap;

pub(crate) fn run(flags: &Flags, events: &Events) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let columns = vec![
        Column::fixed("ID"),
        Column::flexible("WHO", 12, 3),
        Column::flexible("DID", 14, 3),
        Column::flexible("TO WHOM", 12, 3),
        Column::flexible("WHEN", 8, 1),
        Column::flexible("WHERE", 8, 1),
        Column::flexible("DOCUMENT", 14, 2),
    ];
    let style = Style::of_stdout(flags.color);
    let fields = export::fields(RowKind::Events);
    let mut lister = Lister::new(&events.listing, "events", columns, fields, style)?;
    let (sought, names) = (Sought::new(&case, events.actor.as_ref())?, names(&case)?);
    let within = select::within(events.from, events.to);
    select::events(&case, &events.listing, &mut |found| {
        let e = &found.row.body;
        let text = &found.filed.document.text;
        let wanted = events.kind.is_none_or(|kind| e.kind == kind)
            && events.modality.is_none_or(|modality| e.modality == modality)
            && sought.is_among(e.agents.iter().chain(&e.recipients), text)
            && within.is_none_or(|days| e.date.as_ref().is_some_and(|date| meets(date, days)));
        if wanted {
            lister.row(|| cells(&found, &names), || found.exporter.event(found.original))?;
        }
        Ok(())
    })?;
    lister.finish()?;
    Ok(Outcome::Fine)
}

fn cells(found: &Found<'_, Event>, names: &BTreeMap<String, String>) -> Vec<String> {
    let e = &found.row.body;
    let text = &found.filed.document.text;
    vec![
        short(found.row.id.as_str()),
        called(&e.agents, text, names),
        did(e, text),
        called(&e.recipients, text, names),
        e.date.as_ref().map_or_else(String::new, |d| d.text.clone()),
        e.place.as_ref().map_or_else(String::new, |p| p.text.clone()),
        title(found.filed),
    ]
}

/// "seized (COERCE)", with the modality of what is not told as having happened.
pub(crate) fn did(e: &Event, text: &str) -> String {
    let kind = e.kind.name();
    let modality = if e.modality == Modality::Actual { "" } else { e.modality.name() };
    let mark = [kind, modality].into_iter().filter(|m| !m.is_empty()).collect::<Vec<_>>().join(", ");
    format!("{} ({mark})", words(Some(&e.trigger), text))
}
