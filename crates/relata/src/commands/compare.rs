//! `relata compare`: documents beside each other: who has what, who says otherwise, and who leaves it out.

use super::case;
use super::listing::Lister;
use crate::Outcome;
use crate::across::{By, Item, Ledger, compare};
use crate::flags::{Compare, Flags, Listing};
use crate::output::Style;
use crate::table::Column;
use relata_rows::DocId;
use relata_rows::export::Object;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The fields of an item for programs, in order.
const FIELDS: &[&str] = &["by", "what", "gap", "differs", "told", "left_out"];

/// What is compared where nothing else is asked for.
const ALL: [By; 4] = [By::Measures, By::Events, By::Claims, By::Proposals];

pub(crate) fn run(flags: &Flags, wanted: &Compare) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let columns = vec![
        Column::fixed("SORT"),
        Column::flexible("WHAT", 24, 5),
        Column::number("TOLD BY"),
        Column::flexible("DIFFERS", 14, 4),
        Column::flexible("LEFT OUT BY", 14, 3),
    ];
    let listing = Listing { document: None, limit: wanted.limit, all_versions: false, format: wanted.format };
    let mut lister =
        Lister::new(&listing, "things in common", columns, FIELDS, Style::of_stdout(flags.color))?;
    let documents = wanted.documents.iter().map(|name| Ok(case::document(&case, name)?.document.id));
    let documents: BTreeSet<DocId> = documents.collect::<anyhow::Result<_>>()?;
    let only = Some(&documents).filter(|documents| !documents.is_empty());
    let by = if wanted.by.is_empty() { ALL.to_vec() } else { wanted.by.clone() };
    let (ledger, items) = case.snapshot(|case| compare(case, &by, only))?;
    let all: BTreeSet<DocId> = ledger.documents.keys().cloned().collect();
    for item in &items {
        lister.row(|| cells(item, &all, &ledger), || object(item, &all))?;
    }
    lister.finish()?;
    Ok(Outcome::Fine)
}

fn cells(item: &Item, all: &BTreeSet<DocId>, ledger: &Ledger) -> Vec<String> {
    let title = |doc: &DocId| ledger.documents.get(doc).map_or("", |d| d.title.as_str()).to_owned();
    let left_out = item.left_out(all);
    let shown: Vec<String> = left_out.iter().take(3).map(|doc| title(doc)).collect();
    let more = left_out.len().saturating_sub(shown.len());
    vec![
        item.by.one().to_owned(),
        item.what.clone(),
        format!("{} of {}", item.told.len(), all.len()),
        item.differs.to_string(),
        if more > 0 { format!("{} and {more} more", shown.join("; ")) } else { shown.join("; ") },
    ]
}

fn object(item: &Item, all: &BTreeSet<DocId>) -> Object {
    let told: Map<String, Value> = item
        .told
        .iter()
        .map(|(doc, (words, rows))| (doc.as_str().to_owned(), json!({ "words": words, "rows": rows })))
        .collect();
    let left_out: Vec<&str> = item.left_out(all).into_iter().map(DocId::as_str).collect();
    let row = json!({
        "by": item.by.one(), "what": item.what, "gap": item.gap, "differs": item.differs, "told": told,
        "left_out": left_out,
    });
    row.as_object().cloned().unwrap_or_default()
}
