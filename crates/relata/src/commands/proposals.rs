//! `relata proposals`: what should, will or was promised to happen.

use super::case;
use super::listing::{Lister, short};
use crate::Outcome;
use crate::across;
use crate::flags::{Flags, Proposals};
use crate::output::Style;
use crate::select::{self, Found, Sought, called, names, title, words};
use crate::table::Column;
use jiff::civil::Date;
use relata_reconcile::proposals::Fate;
use relata_rows::export::Object;
use relata_rows::{Period, Proposal, RowKind, Status, export};
use serde_json::json;
use std::collections::BTreeMap;

pub(crate) fn run(flags: &Flags, proposals: &Proposals) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let columns = vec![
        Column::fixed("ID"),
        Column::fixed("KIND"),
        Column::flexible("BY WHOM", 12, 2),
        Column::flexible("TO WHOM", 12, 2),
        Column::flexible("WHAT", 24, 5),
        Column::flexible("DUE", 8, 1),
        Column::fixed("STATUS"),
        Column::flexible("DOCUMENT", 14, 2),
    ];
    let style = Style::of_stdout(flags.color);
    let fields = export::fields(RowKind::Proposals);
    let mut lister = Lister::new(&proposals.listing, "proposals", columns, fields, style)?;
    let holder = Sought::new(&case, proposals.holder.as_ref())?;
    let addressee = Sought::new(&case, proposals.addressee.as_ref())?;
    let names = names(&case)?;
    let fates = across::promises(&case)?;
    select::proposals(&case, &proposals.listing, &mut |found| {
        let p = &found.row.body;
        let text = &found.filed.document.text;
        let fate = fates.get(&found.row.id);
        let wanted = proposals.kind.is_none_or(|kind| p.kind == kind)
            && proposals.status.is_none_or(|status| status_of(p, fate) == status)
            && holder.is_among(&p.holder, text)
            && addressee.is_among(&p.addressees, text)
            && proposals.due.is_none_or(|days| p.due.as_ref().is_some_and(|due| is_due(due, days)));
        if wanted {
            lister.row(|| cells(&found, &names, fate), || object(&found, fate))?;
        }
        Ok(())
    })?;
    lister.finish()?;
    Ok(Outcome::Fine)
}

/// What became of a proposal: as its own document tells it, else as a later one does.
pub(crate) fn status_of(p: &Proposal, fate: Option<&Fate>) -> Status {
    let open = matches!(p.status, Status::Open | Status::Unknown);
    fate.filter(|_| open).map_or(p.status, |fate| fate.status)
}

/// As exported, with the row of a later document that tells what became of it.
fn object(found: &Found<'_, Proposal>, fate: Option<&Fate>) -> Object {
    let mut object = found.exporter.proposal(found.original);
    object.insert("status".to_owned(), status_of(&found.row.body, fate).name().into());
    let told = fate.map(|f| json!({ "row": f.row.as_str(), "doc": f.doc.as_str(), "reason": f.reason }));
    object.insert("told_later".to_owned(), told.into());
    object
}

fn cells(found: &Found<'_, Proposal>, names: &BTreeMap<String, String>, fate: Option<&Fate>) -> Vec<String> {
    let p = &found.row.body;
    let text = &found.filed.document.text;
    let holder = match &p.holder {
        Some(holder) => called([holder], text, names),
        None => "(the author)".to_owned(),
    };
    let action = words(Some(&p.action), text);
    vec![
        short(found.row.id.as_str()),
        p.kind.name().to_owned(),
        holder,
        called(&p.addressees, text, names),
        if p.negative { format!("not: {action}") } else { action },
        p.due.as_ref().map_or_else(String::new, |d| d.text.clone()),
        status_of(p, fate).name().to_owned(),
        title(found.filed),
    ]
}

/// Whether something is due on days asked for: its last day is among them ("by 2026"), or it may be done on one of
/// them ("in May 2026", "from 2025 on").
fn is_due(due: &Period, (start, end): (Date, Date)) -> bool {
    match (due.start, due.end) {
        (None, Some(last)) => start < last && last <= end,
        (Some(first), None) => first < end,
        (Some(first), Some(last)) => first < end && start < last,
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_deadline_is_due_on_its_last_day_and_a_stretch_on_each() {
        let due = |start, end| Period {
            text: String::new(),
            start,
            end,
            calendar: "gregorian".into(),
            basis: "stated".into(),
        };
        let year = |y| (date(y, 1, 1), date(y + 1, 1, 1));
        let by_end_of_2026 = due(None, Some(date(2027, 1, 1)));
        assert!(is_due(&by_end_of_2026, year(2026)));
        assert!(!is_due(&by_end_of_2026, year(2025)));
        assert!(!is_due(&by_end_of_2026, year(2027)));
        assert!(!is_due(&by_end_of_2026, (date(2026, 5, 1), date(2026, 6, 1))));
        let in_2026 = due(Some(date(2026, 1, 1)), Some(date(2027, 1, 1)));
        assert!(is_due(&in_2026, (date(2026, 5, 1), date(2026, 6, 1))));
        assert!(!is_due(&in_2026, year(2027)));
        let from_2026_on = due(Some(date(2026, 1, 1)), None);
        assert!(is_due(&from_2026_on, year(2030)));
        assert!(!is_due(&from_2026_on, year(2025)));
        assert!(!is_due(&due(None, None), year(2026)));
    }
}
