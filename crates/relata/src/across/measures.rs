//! Figures of one measure across the documents of a case.

use super::Ledger;
use super::compare::{By, Item};
use relata_reconcile::measures::{Prepared, Reconciled, Told, judge};
use relata_rows::{DocId, Link, Measured, Reason, Verdict};
use std::collections::{BTreeMap, HashMap};

/// The measures that several documents tell, each with the widest disagreement about it.
pub(super) fn items(ledger: &Ledger) -> Vec<Item> {
    let Reconciled { measures, links } = ledger.reconciled();
    let mut links = links.clone();
    ledger.decisions.judge(&mut links);
    let told: HashMap<&str, &Told> = ledger.told.iter().map(|t| (t.row.as_str(), t)).collect();
    let several: Vec<&Measured> = measures.iter().filter(|m| m.documents > 1).collect();
    let owners: HashMap<&str, usize> = several
        .iter()
        .enumerate()
        .flat_map(|(n, m)| m.figures.iter().map(move |row| (row.as_str(), n)))
        .collect();
    let mut widest: BTreeMap<usize, (f64, Reason)> = BTreeMap::new();
    for (owner, gap, differs) in links.iter().filter_map(|link| disagreement(link, &owners, &told)) {
        let known = widest.get(&owner).map_or(0.0, |w| w.0);
        if gap > known {
            widest.insert(owner, (gap, differs));
        }
    }
    let item = |(n, measure): (usize, &&Measured)| {
        let (gap, differs) = widest.remove(&n).unwrap_or_default();
        let first = measure.figures.first().map_or("", |row| ledger.words_of(row));
        let what = Some(about(measure)).filter(|what| !what.is_empty()).unwrap_or_else(|| first.to_owned());
        Item { by: By::Measures, what, told: texts(measure, &told), gap, differs }
    };
    several.iter().enumerate().map(item).collect()
}

/// The measure, how far and in what two readings of it differ, where both belong to one.
fn disagreement(
    link: &Link,
    owners: &HashMap<&str, usize>,
    told: &HashMap<&str, &Told>,
) -> Option<(usize, f64, Reason)> {
    (link.verdict == Some(Verdict::Differs)).then_some(())?;
    let (left, right) = (link.left.first()?.as_str(), link.right.first()?.as_str());
    let owner = owners.get(left).filter(|owner| owners.get(right) == Some(owner))?;
    let gap = judge(&Prepared::of(told.get(left)?), &Prepared::of(told.get(right)?)).gap;
    Some((*owner, gap, link.reason.clone()))
}

/// What is counted, where and when.
fn about(measure: &Measured) -> String {
    let parts = [Some(&measure.measure.text), measure.place.as_ref(), measure.period.as_ref()];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// The numbers as each document has them, with their rows.
fn texts(measure: &Measured, told: &HashMap<&str, &Told>) -> BTreeMap<DocId, (String, Vec<String>)> {
    let mut all: BTreeMap<DocId, (String, Vec<String>)> = BTreeMap::new();
    for figure in measure.figures.iter().filter_map(|row| told.get(row.as_str())) {
        let (words, rows) = all.entry(figure.doc.clone()).or_default();
        if !words.split("; ").any(|w| w == figure.text) {
            words.push_str(if words.is_empty() { "" } else { "; " });
            words.push_str(&figure.text);
        }
        rows.push(figure.row.as_str().to_owned());
    }
    all
}
