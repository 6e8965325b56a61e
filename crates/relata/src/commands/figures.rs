//! `relata figures`: how much, of what, when and where, on whose word.

use super::case;
use super::documents::file_name;
use super::listing::{Lister, short};
use crate::Outcome;
use crate::flags::{Figures, Flags};
use crate::output::Style;
use crate::select::{self, Found, holds};
use crate::table::Column;
use jiff::civil::Date;
use relata_rows::{Figure, Period, RowKind, Statement, export};
use std::collections::BTreeMap;

pub(crate) fn run(flags: &Flags, figures: &Figures) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let columns = vec![
        Column::fixed("ID"),
        Column::flexible("FIGURE", 12, 2),
        Column::flexible("OF WHAT", 14, 3),
        Column::flexible("WHEN", 8, 1),
        Column::flexible("WHERE", 8, 1),
        Column::flexible("WHO SAYS SO", 10, 2),
        Column::flexible("DOCUMENT", 14, 2),
    ];
    let style = Style::of_stdout(flags.color);
    let fields = export::fields(RowKind::Figures);
    let mut lister = Lister::new(&figures.listing, "figures", columns, fields, style)?;
    // The sources of the statements of the document at hand, by id.
    let mut sources: (String, BTreeMap<String, String>) = Default::default();
    select::figures(&case, &figures.listing, &mut |found| {
        let f = &found.row.body;
        let text = found.row.span.get(&found.filed.document.text).unwrap_or_default();
        let wanted =
            holds(&format!("{text} {} {}", f.measure.text, f.measure.what), figures.measure.as_ref())
                && (figures.place.is_none()
                    || f.place.as_ref().is_some_and(|p| holds(&p.text, figures.place.as_ref())))
                && figures.unit.as_ref().is_none_or(|unit| f.unit.code.eq_ignore_ascii_case(unit))
                && figures.period.is_none_or(|days| f.period.as_ref().is_some_and(|p| meets(p, days)));
        if wanted {
            let doc = &found.filed.document;
            if sources.0 != doc.id.as_str() {
                let rows = case.statements(&doc.id)?;
                let by_id = rows.iter().map(|r| (r.id.as_str().to_owned(), source(&r.body, &doc.text)));
                sources = (doc.id.as_str().to_owned(), by_id.collect());
            }
            lister.row(|| cells(&found, text, &sources.1), || found.exporter.figure(found.row))?;
        }
        Ok(())
    })?;
    lister.finish()?;
    Ok(Outcome::Fine)
}

fn cells(found: &Found<'_, Figure>, text: &str, sources: &BTreeMap<String, String>) -> Vec<String> {
    let f = &found.row.body;
    let credit = f.statement.as_ref().and_then(|id| sources.get(id.as_str()));
    vec![
        short(found.row.id.as_str()),
        text.to_owned(),
        f.measure.text.clone(),
        f.period.as_ref().map_or_else(String::new, |p| p.text.clone()),
        f.place.as_ref().map_or_else(String::new, |p| p.text.clone()),
        credit.cloned().unwrap_or_else(|| "(the author)".to_owned()),
        found
            .filed
            .document
            .metadata
            .title
            .clone()
            .unwrap_or_else(|| file_name(&found.filed.path).to_owned()),
    ]
}

fn source(statement: &Statement, text: &str) -> String {
    statement.source.as_ref().and_then(|s| s.cover().get(text)).unwrap_or("(not named)").to_owned()
}

/// Whether two stretches of days share one.
fn meets(period: &Period, (start, end): (Date, Date)) -> bool {
    (period.start.is_some() || period.end.is_some())
        && period.start.is_none_or(|s| s < end)
        && period.end.is_none_or(|e| start < e)
}
