//! `relata statements`: who said what.

use super::case;
use super::documents::file_name;
use super::listing::{Lister, short};
use crate::Outcome;
use crate::flags::{Flags, Statements};
use crate::output::Style;
use crate::select::{self, Found, holds};
use crate::table::Column;
use anyhow::bail;
use relata_case::Case;
use relata_rows::{Actor, Extent, RowKind, Statement, export};
use std::collections::BTreeSet;

const POLARITIES: [&str; 3] = ["said", "denied", "asked"];

pub(crate) fn run(flags: &Flags, statements: &Statements) -> anyhow::Result<Outcome> {
    if let Some(polarity) = &statements.polarity
        && !POLARITIES.contains(&polarity.as_str())
    {
        bail!("no polarity {polarity:?}; there are {}", POLARITIES.join(", "));
    }
    let case = case::open(flags)?;
    let columns = vec![
        Column::fixed("ID"),
        Column::flexible("WHO", 12, 2),
        Column::flexible("HOW", 6, 1),
        Column::flexible("WHAT", 24, 6),
        Column::flexible("DOCUMENT", 14, 2),
    ];
    let style = Style::of_stdout(flags.color);
    let fields = export::fields(RowKind::Statements);
    let mut lister = Lister::new(&statements.listing, "statements", columns, fields, style)?;
    let sought = sought(&case, statements.source.as_ref())?;
    select::statements(&case, &statements.listing, &mut |found| {
        let s = &found.row.body;
        let text = &found.filed.document.text;
        let sentence = found.row.span.get(text).unwrap_or_default();
        let wanted = (statements.source.is_none()
            || holds(&words(s.source.as_ref(), text), statements.source.as_ref())
            || holds(&words(s.holder.as_ref(), text), statements.source.as_ref())
            || s.actor.as_ref().is_some_and(|id| sought.contains(id)))
            && holds(sentence, statements.about.as_ref())
            && statements.polarity.as_ref().is_none_or(|p| s.polarity.name() == p);
        if wanted {
            lister.row(|| cells(&found), || found.exporter.statement(found.row))?;
        }
        Ok(())
    })?;
    lister.finish()?;
    Ok(Outcome::Fine)
}

/// The ids of the actors one of whose names holds `part`; none where nothing is asked for.
fn sought(case: &Case, part: Option<&String>) -> anyhow::Result<BTreeSet<String>> {
    if part.is_none() {
        return Ok(BTreeSet::new());
    }
    let named = |a: &Actor| [&a.name].into_iter().chain(&a.aliases).any(|name| holds(name, part));
    Ok(case.actors()?.into_iter().filter(named).map(|a| a.id).collect())
}

fn cells(found: &Found<'_, Statement>) -> Vec<String> {
    let s = &found.row.body;
    let text = &found.filed.document.text;
    let who = match words(s.source.as_ref(), text) {
        empty if empty.is_empty() => format!("({})", s.source_kind.name()),
        named => match words(s.holder.as_ref(), text) {
            holder if holder.is_empty() => named,
            holder => format!("{named} ({holder})"),
        },
    };
    let how = match words(s.cue.as_ref(), text) {
        empty if empty.is_empty() => s.polarity.name().to_owned(),
        cue => cue,
    };
    vec![
        short(found.row.id.as_str()),
        who,
        how,
        words(Some(&s.content), text),
        found
            .filed
            .document
            .metadata
            .title
            .clone()
            .unwrap_or_else(|| file_name(&found.filed.path).to_owned()),
    ]
}

/// The words of an extent, with an ellipsis between its parts.
fn words(extent: Option<&Extent>, text: &str) -> String {
    let parts = extent.into_iter().flat_map(|e| e.parts.iter()).filter_map(|p| p.get(text));
    parts.collect::<Vec<_>>().join(" … ")
}
