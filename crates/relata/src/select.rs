//! Rows of a case one after the other, as the filters of a listing let them through.

use crate::commands::case;
use crate::flags::Listing;
use relata_case::{Case, Filter};
use relata_rows::export::{self, Exporter, Filed, Object};
use relata_rows::{Figure, Row, RowKind, Statement};

/// Calls `each` for every document that the listing means.
pub(crate) fn documents(
    case: &Case,
    listing: &Listing,
    mut filter: Filter,
    each: &mut dyn FnMut(Filed) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    filter.former = listing.all_versions;
    if let Some(name) = &listing.document {
        filter.id = Some(case::document(case, name)?.document.id.as_str().to_owned());
        filter.former = true;
    }
    for filed in case.documents(&filter) {
        each(filed?)?;
    }
    Ok(())
}

/// A row found in a text, with the document it stands in.
pub(crate) struct Found<'f, T> {
    pub row: &'f Row<T>,
    pub filed: &'f Filed,
    pub exporter: &'f Exporter<'f>,
}

/// Calls `each` for every statement of the documents that the listing means, in the order of paths
/// and texts.
pub(crate) fn statements(
    case: &Case,
    listing: &Listing,
    each: &mut dyn FnMut(Found<'_, Statement>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    documents(case, listing, Filter::default(), &mut |filed| {
        let exporter = Exporter::new(&filed.document.text);
        for row in &case.statements(&filed.document.id)? {
            each(Found { row, filed: &filed, exporter: &exporter })?;
        }
        Ok(())
    })
}

/// As [`statements`], for figures.
pub(crate) fn figures(
    case: &Case,
    listing: &Listing,
    each: &mut dyn FnMut(Found<'_, Figure>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    documents(case, listing, Filter::default(), &mut |filed| {
        let exporter = Exporter::new(&filed.document.text);
        for row in &case.figures(&filed.document.id)? {
            each(Found { row, filed: &filed, exporter: &exporter })?;
        }
        Ok(())
    })
}

/// Calls `each` for every mention of the documents that the listing means.
fn mentions(
    case: &Case,
    listing: &Listing,
    each: &mut dyn FnMut(&Object) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    documents(case, listing, Filter::default(), &mut |filed| {
        let exporter = Exporter::new(&filed.document.text);
        let actors = case.actors_in(&filed.document.id)?;
        for row in &case.mentions(&filed.document.id)? {
            each(&exporter.mention(row, actors.get(&row.body.entity).map(String::as_str)))?;
        }
        Ok(())
    })
}

/// Calls `each` for every row of a kind, as it is exported.
pub(crate) fn rows(
    case: &Case,
    kind: RowKind,
    listing: &Listing,
    each: &mut dyn FnMut(&Object) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    match kind {
        RowKind::Documents => {
            documents(case, listing, Filter::default(), &mut |f| each(&export::document(&f)))
        }
        RowKind::Statements => statements(case, listing, &mut |f| each(&f.exporter.statement(f.row))),
        RowKind::Figures => figures(case, listing, &mut |f| each(&f.exporter.figure(f.row))),
        RowKind::Actors => case.actors()?.iter().try_for_each(|a| each(&export::actor(a))),
        RowKind::Mentions => mentions(case, listing, each),
    }
}

/// Whether `text` holds `part`, in any case of letters; everything holds what is not asked for.
pub(crate) fn holds(text: &str, part: Option<&String>) -> bool {
    part.is_none_or(|part| text.to_lowercase().contains(&part.to_lowercase()))
}
