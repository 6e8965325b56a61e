//! `relata sources`: on whose word the figures and statements of a case rest.

use super::case;
use super::listing::Lister;
use crate::Outcome;
use crate::across::{Ledger, Wanted, families};
use crate::flags::{Flags, Sources};
use crate::output::Style;
use crate::select::holds;
use crate::table::Column;
use relata_reconcile::alike::names_nobody;
use relata_reconcile::measures::Source;
use relata_rows::DocId;
use relata_rows::export::Object;
use serde_json::json;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The fields of a source for programs, in order.
const FIELDS: &[&str] = &["source", "actor", "figures", "statements", "documents", "texts", "of"];

/// Somebody on whose word rows rest.
#[derive(Default)]
pub(crate) struct Root {
    pub(crate) name: String,
    pub(crate) actor: Option<String>,
    pub(crate) figures: Vec<String>,
    pub(crate) statements: Vec<String>,
    pub(crate) documents: BTreeSet<DocId>,
    /// Copies counted once: by the first of their family.
    pub(crate) texts: BTreeSet<DocId>,
    /// For whom it works.
    pub(crate) of: BTreeSet<String>,
}

pub(crate) fn run(flags: &Flags, wanted: &Sources) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let columns = vec![
        Column::flexible("SOURCE", 20, 4),
        Column::number("FIGURES"),
        Column::number("STATEMENTS"),
        Column::number("DOCS"),
        Column::number("TEXTS"),
        Column::flexible("OF", 14, 3),
        Column::flexible("IN", 14, 3),
    ];
    let style = Style::of_stdout(flags.color);
    let mut lister = Lister::new(&wanted.listing, "sources", columns, FIELDS, style)?;
    let only = match &wanted.listing.document {
        Some(name) => Some(BTreeSet::from([case::document(&case, name)?.document.id])),
        None => None,
    };
    let (ledger, families) = case.snapshot(|case| {
        let rows = Wanted { figures: true, statements: true, ..Wanted::default() };
        anyhow::Ok((Ledger::of(case, rows, only.as_ref())?, families(case)?))
    })?;
    for root in roots(&ledger, &families) {
        if holds(&root.name, wanted.name.as_ref()) {
            lister.row(|| cells(&root, &ledger), || object(&root))?;
        }
    }
    lister.finish()?;
    Ok(Outcome::Fine)
}

/// Everybody on whose word something rests, most texts first.
pub(crate) fn roots(ledger: &Ledger, families: &BTreeMap<DocId, DocId>) -> Vec<Root> {
    let mut roots: BTreeMap<String, Root> = BTreeMap::new();
    for told in &ledger.told {
        let source = told.credit.as_ref().or(told.authors.first()).or(told.publisher.as_ref());
        if let Some(root) = source.and_then(|source| root(&mut roots, source, &told.doc, families)) {
            root.figures.push(told.row.as_str().to_owned());
        }
    }
    for said in &ledger.said {
        let source = Source { actor: said.actor.clone(), name: said.speaker.clone(), ..Source::default() };
        if let Some(root) = root(&mut roots, &source, &said.doc, families) {
            root.statements.push(said.row.as_str().to_owned());
        }
    }
    let mut roots: Vec<Root> = roots.into_values().collect();
    roots.sort_by_key(|r| {
        (Reverse(r.texts.len()), Reverse(r.figures.len() + r.statements.len()), r.name.clone())
    });
    roots
}

/// The entry of a source, with a document in which it is one; `None` for nobody.
fn root<'r>(
    roots: &'r mut BTreeMap<String, Root>,
    source: &Source,
    doc: &DocId,
    families: &BTreeMap<DocId, DocId>,
) -> Option<&'r mut Root> {
    if source.actor.is_none() && names_nobody(&source.name) {
        return None;
    }
    let key = source.actor.clone().unwrap_or_else(|| source.name.to_lowercase());
    let root = roots.entry(key).or_default();
    if root.name.is_empty() {
        root.name.clone_from(&source.name);
        root.actor.clone_from(&source.actor);
    }
    root.documents.insert(doc.clone());
    root.texts.insert(families.get(doc).unwrap_or(doc).clone());
    // Bodies stand there by name and by id.
    let is_id = |text: &str| text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
    root.of.extend(source.of.iter().filter(|of| !is_id(of)).cloned());
    Some(root)
}

fn cells(root: &Root, ledger: &Ledger) -> Vec<String> {
    let titles = root.documents.iter().filter_map(|doc| ledger.documents.get(doc)).map(|d| d.title.as_str());
    vec![
        root.name.clone(),
        root.figures.len().to_string(),
        root.statements.len().to_string(),
        root.documents.len().to_string(),
        root.texts.len().to_string(),
        root.of.iter().cloned().collect::<Vec<_>>().join("; "),
        titles.take(3).collect::<Vec<_>>().join("; "),
    ]
}

fn object(root: &Root) -> Object {
    let documents: Vec<&str> = root.documents.iter().map(DocId::as_str).collect();
    let row = json!({
        "source": root.name, "actor": root.actor, "figures": root.figures, "statements": root.statements,
        "documents": documents, "texts": root.texts.len(), "of": root.of,
    });
    row.as_object().cloned().unwrap_or_default()
}
