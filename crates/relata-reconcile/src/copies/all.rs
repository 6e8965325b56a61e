//! The copies of a whole case, and what belongs together.

use super::index::Index;
use super::judge::{Copy, CopyKind, Held, judge, least_keys, may_be_copies};
use super::passages::{Passage, passages};
use super::sketch::Places;
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
    let number = |doc: &DocId| held.binary_search_by(|h| h.doc.cmp(doc)).ok();
    let was_there: Vec<bool> =
        held.iter().map(|h| known.documents.is_some_and(|all| all.contains(&h.doc))).collect();
    // In the order in which pairs come.
    let mut found: Vec<(usize, usize, &Copy)> = known
        .copies
        .iter()
        .filter_map(|copy| {
            number(&copy.left).zip(number(&copy.right)).map(|(a, b)| (a.max(b), a.min(b), copy))
        })
        .collect();
    found.sort_unstable_by_key(|&(j, i, _)| (j, i));
    let mut found = found.into_iter().peekable();
    let mut copies = Vec::new();
    let mut last: (usize, Option<Words>) = (usize::MAX, None);
    let wanted: Vec<u32> = held.iter().map(|h| least_keys(&h.sketch)).collect();
    let mut places = Places::default();
    Index::new(held.iter().map(|h| &h.sketch)).pairs(&wanted, |i, j, _| {
        let (a, b) = (held[i], held[j]);
        while found.next_if(|f| (f.0, f.1) < (j, i)).is_some() {}
        let before = found.next_if(|f| (f.0, f.1) == (j, i)).map(|(_, _, copy)| copy);
        let both_were_there = was_there[i] && was_there[j];
        if both_were_there && before.is_none()
            || !may_be_copies(&a.sketch, &b.sketch, places.of(j, &b.sketch))
        {
            return;
        }
        if let Some(copy) = before.filter(|_| both_were_there) {
            copies.push(copy.clone());
            return;
        }
        if last.0 != j {
            last = (j, words(&b.doc));
        }
        let text = words(&a.doc);
        copies.extend(judge(a, b, text.as_ref().zip(last.1.as_ref())));
    });
    copies.sort_by(|a, b| (&a.left, &a.right).cmp(&(&b.left, &b.right)));
    copies
}

/// A passage or several that two documents share, neither of which is a copy of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The document with the smaller id.
    pub left: DocId,
    /// The other.
    pub right: DocId,
    /// What they share, in the order of the left text.
    pub passages: Vec<Passage>,
}

/// The passages that documents share which are no `copies` of each other, in the order of their ids. A document is held
/// beside the first 48 of those with which it shares fingerprints.
pub fn shared(held: &[Held], copies: &[Copy], words: &dyn Fn(&DocId) -> Option<Words>) -> Vec<Shared> {
    let mut held: Vec<&Held> = held.iter().collect();
    held.sort_by(|a, b| a.doc.cmp(&b.doc));
    let pair = |a: &DocId, b: &DocId| [a.min(b).clone(), a.max(b).clone()];
    let copies: BTreeSet<[DocId; 2]> = copies.iter().map(|c| pair(&c.left, &c.right)).collect();
    let mut all = Vec::new();
    let mut last: (usize, Option<Words>) = (usize::MAX, None);
    Index::new(held.iter().map(|h| &h.sketch)).pairs(&[], |i, j, _| {
        let (left, right) = (&held[i].doc, &held[j].doc);
        if copies.contains(&pair(left, right)) {
            return;
        }
        if last.0 != j {
            last = (j, words(right));
        }
        let passages = words(left).zip(last.1.as_ref()).map(|(l, r)| passages(&l, r)).unwrap_or_default();
        if !passages.is_empty() {
            all.push(Shared { left: left.clone(), right: right.clone(), passages });
        }
    });
    all.sort_by(|a, b| (&a.left, &a.right).cmp(&(&b.left, &b.right)));
    all
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
