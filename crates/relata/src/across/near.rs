//! Which figures of a case are worth holding against those of one document: those that share keys with them.

use relata_case::Case;
use relata_rows::{DocId, RowId};
use std::collections::{BTreeMap, BTreeSet};

/// Figures of other documents that are read for one; those that share the rarest keys come first.
const MOST: usize = 4096;

/// The figures that share keys with those of one document.
pub(super) struct Near {
    /// Their documents, and the one document.
    pub(super) documents: BTreeSet<DocId>,
    /// The keys of each of them, by number.
    keys: BTreeMap<RowId, BTreeSet<usize>>,
}

impl Near {
    /// What is near a document. In a case of many documents this reads few of them.
    pub(super) fn of(case: &Case, document: &DocId) -> anyhow::Result<Near> {
        let keys = case.keys(Some(document))?;
        let mut sharing: Vec<Vec<(DocId, RowId)>> =
            keys.iter().map(|key| case.figures_of(key)).collect::<Result<_, _>>()?;
        sharing.sort_by_key(Vec::len);
        let mut near = Near { documents: BTreeSet::from([document.clone()]), keys: BTreeMap::new() };
        for (number, figures) in sharing.into_iter().enumerate() {
            for (doc, row) in figures {
                // The figures of the document itself always have their keys.
                if doc == *document || near.keys.len() < MOST || near.keys.contains_key(&row) {
                    near.documents.insert(doc);
                    near.keys.entry(row).or_default().insert(number);
                }
            }
        }
        Ok(near)
    }

    /// Whether two figures share a key.
    pub(super) fn share(&self, a: &RowId, b: &RowId) -> bool {
        let keys = |row| self.keys.get(row);
        keys(a).zip(keys(b)).is_some_and(|(a, b)| !a.is_disjoint(b))
    }
}
