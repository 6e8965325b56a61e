//! Rows of a case one after the other, as the filters of a listing let them through.

use crate::commands::case;
use crate::decided::Decisions;
use crate::flags::Listing;
use jiff::civil::Date;
use relata_case::{Case, CaseError, Filter};
use relata_reconcile::measures::interval::number;
use relata_rows::export::{self, Exporter, Filed, Object};
use relata_rows::{
    Actor, Correction, DocId, Event, Extent, Figure, Party, Period, Proposal, Row, RowKind, Standing,
    Statement,
};
use std::collections::{BTreeMap, BTreeSet};

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
    /// As persons have corrected it.
    pub row: &'f Row<T>,
    /// As it was found, which is what is exported.
    pub original: &'f Row<T>,
    /// What was decided on it.
    pub standing: Option<&'f Standing>,
    pub filed: &'f Filed,
    pub exporter: &'f Exporter<'f>,
}

impl<T> Found<'_, T> {
    /// Whether a person says that it is wrong.
    pub(crate) fn is_rejected(&self) -> bool {
        self.standing.is_some_and(Standing::is_rejected)
    }

    /// The one whom a person has put in the place of its source, agent or holder, by name.
    pub(crate) fn actor(&self) -> Option<&str> {
        let fields = &self.standing?.corrected.as_ref()?.fields;
        fields.actor.as_ref().map(|a| a.name.as_str())
    }

    /// The number that a person has put in the place of what was read.
    pub(crate) fn has_other_value(&self) -> bool {
        let corrected = self.standing.and_then(|s| s.corrected.as_ref());
        corrected.is_some_and(|c| c.fields.value.is_some() || c.fields.unit.is_some())
    }
}

/// Calls `each` for the rows that `rows` gives of the documents that the listing means, in the order of paths
/// and texts.
fn found<T: Clone>(
    case: &Case,
    listing: &Listing,
    rows: impl Fn(&DocId) -> Result<Vec<Row<T>>, CaseError>,
    correct: fn(&Correction, &mut Row<T>),
    each: &mut dyn FnMut(Found<'_, T>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let decisions = Decisions::of(case)?;
    documents(case, listing, Filter::default(), &mut |filed| {
        let exporter = Exporter::new(&filed.document.text).reviewed(&decisions.rows);
        for original in &rows(&filed.document.id)? {
            let standing = decisions.rows.get(&original.id);
            let mut row = original.clone();
            decisions.correct(&mut row, correct);
            each(Found { row: &row, original, standing, filed: &filed, exporter: &exporter })?;
        }
        Ok(())
    })
}

/// Calls `each` for every statement of the documents that the listing means, in the order of paths
/// and texts.
pub(crate) fn statements(
    case: &Case,
    listing: &Listing,
    each: &mut dyn FnMut(Found<'_, Statement>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    found(case, listing, |doc| case.statements(doc), Correction::statement, each)
}

/// As [`statements`], for figures.
pub(crate) fn figures(
    case: &Case,
    listing: &Listing,
    each: &mut dyn FnMut(Found<'_, Figure>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    found(case, listing, |doc| case.figures(doc), Correction::figure, each)
}

/// As [`statements`], for events.
pub(crate) fn events(
    case: &Case,
    listing: &Listing,
    each: &mut dyn FnMut(Found<'_, Event>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    found(case, listing, |doc| case.events(doc), Correction::event, each)
}

/// As [`statements`], for proposals.
pub(crate) fn proposals(
    case: &Case,
    listing: &Listing,
    each: &mut dyn FnMut(Found<'_, Proposal>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    found(case, listing, |doc| case.proposals(doc), Correction::proposal, each)
}

/// Calls `each` for every mention of the documents that the listing means.
fn mentions(
    case: &Case,
    listing: &Listing,
    each: &mut dyn FnMut(&Object) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let decisions = Decisions::of(case)?;
    documents(case, listing, Filter::default(), &mut |filed| {
        let exporter = Exporter::new(&filed.document.text).reviewed(&decisions.rows);
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
        RowKind::Statements => statements(case, listing, &mut |f| each(&f.exporter.statement(f.original))),
        RowKind::Figures => figures(case, listing, &mut |f| each(&f.exporter.figure(f.original))),
        RowKind::Events => events(case, listing, &mut |f| each(&f.exporter.event(f.original))),
        RowKind::Proposals => proposals(case, listing, &mut |f| each(&f.exporter.proposal(f.original))),
        RowKind::Actors => case.actors()?.iter().try_for_each(|a| each(&export::actor(a))),
        RowKind::Mentions => mentions(case, listing, each),
    }
}

/// Whether `text` holds `part`, in any case of letters; everything holds what is not asked for.
pub(crate) fn holds(text: &str, part: Option<&String>) -> bool {
    part.is_none_or(|part| text.to_lowercase().contains(&part.to_lowercase()))
}

/// The actors that a name or the beginning of an id may mean, and the words that hold it.
pub(crate) struct Sought {
    part: Option<String>,
    actors: BTreeSet<String>,
}

impl Sought {
    /// Looks for the actors one of whose names holds `part`, or whose id begins with it; without it everybody fits.
    pub(crate) fn new(case: &Case, part: Option<&String>) -> anyhow::Result<Self> {
        let Some(part) = part else { return Ok(Sought { part: None, actors: BTreeSet::new() }) };
        let folded = relata_gazetteer::fold(part);
        let fits = |a: &Actor| {
            let mut names = [&a.name].into_iter().chain(&a.aliases);
            names.any(|name| !folded.is_empty() && relata_gazetteer::fold(name).contains(&folded))
                || (part.len() >= 4 && a.id.starts_with(&part.to_lowercase()))
        };
        let actors = case.actors()?.into_iter().filter(fits).map(|a| a.id).collect();
        Ok(Sought { part: Some(part.clone()), actors })
    }

    /// Whether one of these is sought: by what it is, or by the words for it.
    pub(crate) fn is_among<'p>(&self, parties: impl IntoIterator<Item = &'p Party>, text: &str) -> bool {
        let words = |p: &Party| p.span.get(text).unwrap_or_default().to_owned();
        self.part.is_none() || parties.into_iter().any(|p| self.is(p.actor.as_ref(), &words(p)))
    }

    /// Whether an actor, or the words for it, are sought.
    pub(crate) fn is(&self, actor: Option<&String>, words: &str) -> bool {
        self.part.is_none()
            || actor.is_some_and(|id| self.actors.contains(id))
            || holds(words, self.part.as_ref())
    }
}

/// The names of the actors of the case, by id.
pub(crate) fn names(case: &Case) -> anyhow::Result<BTreeMap<String, String>> {
    Ok(case.actors()?.into_iter().map(|a| (a.id, a.name)).collect())
}

/// Parties for people: the names of those who are actors of the case, the words for the others.
pub(crate) fn called<'p>(
    parties: impl IntoIterator<Item = &'p Party>,
    text: &str,
    names: &BTreeMap<String, String>,
) -> String {
    let one = |p: &Party| {
        let name = p.actor.as_ref().and_then(|id| names.get(id)).cloned();
        name.unwrap_or_else(|| p.span.get(text).unwrap_or_default().to_owned())
    };
    parties.into_iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The words of an extent, with an ellipsis between its parts.
pub(crate) fn words(extent: Option<&Extent>, text: &str) -> String {
    let parts = extent.into_iter().flat_map(|e| e.parts.iter()).filter_map(|p| p.get(text));
    parts.collect::<Vec<_>>().join(" … ")
}

/// What a document is called for people: its title, else the name of its file.
pub(crate) fn title(filed: &Filed) -> String {
    filed.document.metadata.title.clone().unwrap_or_else(|| file_name(&filed.path).to_owned())
}

/// The last part of a path or address.
pub(crate) fn file_name(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((_, name)) if !name.is_empty() => name,
        _ => path,
    }
}

/// Whether two stretches of days share one.
pub(crate) fn meets(period: &Period, (start, end): (Date, Date)) -> bool {
    (period.start.is_some() || period.end.is_some())
        && period.start.is_none_or(|s| s < end)
        && period.end.is_none_or(|e| start < e)
}

/// The days from the first of `from` to the last of `to`; an end that is not asked for is as far as dates go.
pub(crate) fn within(from: Option<(Date, Date)>, to: Option<(Date, Date)>) -> Option<(Date, Date)> {
    (from.is_some() || to.is_some())
        .then(|| (from.map_or(Date::MIN, |(start, _)| start), to.map_or(Date::MAX, |(_, end)| end)))
}

/// A quantity for people, as it is understood: "5,400 people", "at least 70,000", "18.5 to 20 %".
pub(crate) fn amount(f: &Figure) -> String {
    let value = match (f.interval.low, f.interval.high) {
        (Some(low), Some(high)) if low == high => number(low),
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) => format!("at least {}", number(low)),
        (None, Some(high)) => format!("at most {}", number(high)),
        (None, None) => String::new(),
    };
    let unit = match f.unit.label.as_str() {
        "" => f.unit.code.trim_start_matches('1'),
        label => label,
    };
    format!("{value} {unit}").trim().to_owned()
}
