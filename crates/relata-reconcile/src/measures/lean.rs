//! Figures that stand in a passage which two documents share: whoever wrote the second had the first before them, or both
//! a third, so that both are one witness of the number even where neither text is a copy of the other.

use super::interval;
use super::told::Told;
use crate::copies::{Passage, Shared};
use crate::sides::sets;
use relata_rows::{DocId, Span};
use std::collections::BTreeMap;

/// Marks figures with one number in one shared passage as copies of each other. A passage that both only quote marks
/// nothing: who is quoted is the root anyway.
pub fn join_shared(told: &mut [Told], shared: &[Shared]) {
    let mut by_doc: BTreeMap<&DocId, Vec<usize>> = BTreeMap::new();
    for (n, figure) in told.iter().enumerate() {
        by_doc.entry(&figure.doc).or_default().push(n);
    }
    let within = |doc: &DocId, span: Span| -> Vec<usize> {
        let figures = by_doc.get(doc).into_iter().flatten();
        figures.copied().filter(|&n| span.contains(told[n].span)).collect()
    };
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (of, passage) in shared.iter().flat_map(|of| of.passages.iter().map(move |p| (of, p))) {
        let Passage { left, right, quoted, .. } = *passage;
        let right = if quoted { Vec::new() } else { within(&of.right, right) };
        for a in within(&of.left, left) {
            let number = |n: usize| interval::key(&told[n].figure.interval);
            pairs.extend(right.iter().filter(|&&b| number(a) == number(b)).map(|&b| (a, b)));
        }
    }
    let mut joined: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, first) in sets(told.len(), pairs).into_iter().enumerate() {
        joined.entry(first).or_default().push(n);
    }
    for set in joined.into_values().filter(|set| set.len() > 1) {
        // One that is marked already goes on, so that the copies of its text are of the set too.
        let known = set.iter().filter_map(|&n| told[n].copies.clone()).min();
        let label = known.or_else(|| set.iter().map(|&n| told[n].row.as_str().to_owned()).min());
        set.iter().for_each(|&n| told[n].copies.clone_from(&label));
    }
}
