//! What rows of an answer agree on.

use super::rank::Ranked;
use relata_reconcile::measures::{Told, reconcile};
use relata_rows::Verdict;
use std::collections::BTreeMap;

/// Rows of an answer that say the same: figures whose numbers can be the same, by the links of reconciliation;
/// statements, proposals and events of the same one.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// What they have in common: what is counted, or who says it.
    pub(crate) about: String,
    /// The rows, best first.
    pub(crate) rows: Vec<Ranked>,
}

/// Groups rows in the order of the best of each. `told`: the figures of the case, those of the answer at least.
pub(crate) fn group(ranked: Vec<Ranked>, told: &[Told]) -> Vec<Group> {
    let same = agreeing(told);
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for one in ranked {
        let key = match one.row.kind {
            "figure" => same.get(&one.row.id).map_or_else(|| one.row.id.clone(), |first| first.clone()),
            "passage" => one.row.doc.clone(),
            kind if one.row.who.is_empty() => format!("{kind} {}", one.row.doc),
            kind => format!("{kind} {}", one.row.who),
        };
        let place = *places.entry(key).or_insert_with(|| {
            let about = if one.row.kind == "figure" { &one.row.about } else { &one.row.who };
            groups.push(Group { about: about.clone(), rows: Vec::new() });
            groups.len() - 1
        });
        groups[place].rows.push(one);
    }
    groups
}

/// For each figure that agrees with others of its measure, the first of them.
fn agreeing(told: &[Told]) -> BTreeMap<String, String> {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let root = |first: &BTreeMap<String, String>, id: &str| {
        let mut at = id.to_owned();
        while let Some(next) = first.get(&at).filter(|next| **next != at) {
            at.clone_from(next);
        }
        at
    };
    for link in reconcile(told).links {
        if !matches!(link.verdict, Some(Verdict::Agrees | Verdict::SameRoot)) {
            continue;
        }
        let mut rows = link.left.iter().chain(&link.right);
        let Some(one) = rows.next() else { continue };
        for other in rows {
            let (a, b) = (root(&first, one), root(&first, other));
            let (low, high) = if a <= b { (a, b) } else { (b, a) };
            first.insert(high, low);
        }
    }
    let ids: Vec<String> = first.keys().cloned().collect();
    ids.into_iter().map(|id| (id.clone(), root(&first, &id))).collect()
}
