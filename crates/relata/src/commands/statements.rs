//! `relata statements`: who said what.

use super::case;
use super::listing::{Lister, short};
use crate::Outcome;
use crate::flags::{Flags, Statements};
use crate::output::Style;
use crate::select::{self, Found, Sought, holds, title, words};
use crate::table::Column;
use anyhow::bail;
use relata_rows::{RowKind, Statement, export};

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
    let sought = Sought::new(&case, statements.source.as_ref())?;
    select::statements(&case, &statements.listing, &mut |found| {
        let s = &found.row.body;
        let text = &found.filed.document.text;
        let sentence = found.row.span.get(text).unwrap_or_default();
        let wanted = (sought.is(s.actor.as_ref(), &words(s.source.as_ref(), text))
            || sought.is(None, &words(s.holder.as_ref(), text)))
            && holds(sentence, statements.about.as_ref())
            && statements.polarity.as_ref().is_none_or(|p| s.polarity.name() == p);
        if wanted {
            lister.row(|| cells(&found), || found.exporter.statement(found.original))?;
        }
        Ok(())
    })?;
    lister.finish()?;
    Ok(Outcome::Fine)
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
        // The cue says what was found, not what a person put in its place.
        _ if s.polarity != found.original.body.polarity => s.polarity.name().to_owned(),
        empty if empty.is_empty() => s.polarity.name().to_owned(),
        cue => cue,
    };
    vec![short(found.row.id.as_str()), who, how, words(Some(&s.content), text), title(found.filed)]
}
