//! The copies of a whole case, and what belongs together.

use super::index::Index;
use super::judge::{Copy, CopyKind, Held, judge, may_be_copies};
use super::words::Words;
use relata_rows::DocId;
use std::collections::{BTreeMap, BTreeSet};

/// What was found before.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'k> {
    /// The documents that were compared then, with the texts that they have now. Give none when documents were taken
    /// away since.
    pub documents: Option<&'k BTreeSet<DocId>>,
    /// The copies among them.
    pub copies: &'k [Copy],
}

/// All copies among documents, sorted. Only what is not `known` is judged; `words` gives the text of a document, and
/// where it gives none the share is an estimate by the sketches. Where more than 48 documents share a text or most of
/// it, not every pair of them is told, but enough to join them.
///
/// The answer is the same for every order of documents, whether they come at once or one after the other.
pub fn copies(held: &[Held], known: Known<'_>, words: &dyn Fn(&DocId) -> Option<Words>) -> Vec<Copy> {
    let mut held: Vec<&Held> = held.iter().collect();
    held.sort_by(|a, b| a.doc.cmp(&b.doc));
    let is_known: Vec<bool> =
        held.iter().map(|h| known.documents.is_some_and(|all| all.contains(&h.doc))).collect();
    let found: BTreeMap<[&DocId; 2], &Copy> =
        known.copies.iter().map(|copy| (in_order(&copy.left, &copy.right), copy)).collect();
    let mut copies = Vec::new();
    let mut last: (usize, Option<Words>) = (usize::MAX, None);
    Index::new(held.iter().map(|h| &h.sketch)).pairs(|i, j, keys| {
        let (a, b) = (held[i], held[j]);
        if is_known[i] && is_known[j] {
            copies.extend(found.get(&in_order(&a.doc, &b.doc)).map(|&copy| copy.clone()));
        } else if may_be_copies(&a.sketch, &b.sketch, keys) {
            if last.0 != j {
                last = (j, words(&b.doc));
            }
            let text = words(&a.doc);
            copies.extend(judge(a, b, text.as_ref().zip(last.1.as_ref())));
        }
    });
    copies.sort_by(|a, b| (&a.left, &a.right).cmp(&(&b.left, &b.right)));
    copies
}

fn in_order<'d>(a: &'d DocId, b: &'d DocId) -> [&'d DocId; 2] {
    if a <= b { [a, b] } else { [b, a] }
}

/// Documents that are copies of each other, directly or through others, but for extracts: what is taken from two
/// documents does not make these one. Sorted, two or more each.
pub fn families(copies: &[Copy]) -> Vec<BTreeSet<DocId>> {
    let mut next: BTreeMap<&DocId, Vec<&DocId>> = BTreeMap::new();
    for copy in copies.iter().filter(|c| c.kind != CopyKind::Extract) {
        next.entry(&copy.left).or_default().push(&copy.right);
        next.entry(&copy.right).or_default().push(&copy.left);
    }
    let mut seen: BTreeSet<&DocId> = BTreeSet::new();
    let mut families = Vec::new();
    for &first in next.keys() {
        let mut family = BTreeSet::new();
        let mut open = vec![first];
        while let Some(doc) = open.pop() {
            if seen.insert(doc) {
                family.insert(doc.clone());
                open.extend(next.get(doc).into_iter().flatten());
            }
        }
        if !family.is_empty() {
            families.push(family);
        }
    }
    families
}
