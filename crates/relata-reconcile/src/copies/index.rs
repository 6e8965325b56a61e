//! Which documents may be copies of each other: only those that share fingerprints are held side by side.

use super::sketch::Sketch;
use std::collections::BTreeMap;

/// A document is held beside the first so many of those that share a fingerprint with it. In a family of a thousand
/// reprints, or beside a stock phrase, the others are met through these, and time stays linear.
const LEADERS: usize = 48;

/// What documents must share to be held side by side, at least: a hash of the whole text, and its fingerprints. A
/// table of these finds a new document's neighbours without reading other sketches.
pub fn keys(sketch: &Sketch) -> Vec<u64> {
    // The upper half of a key tells the two sorts apart; for the whole it is zero once in four thousand million.
    let prints = sketch.prints.iter().map(|p| u64::from(p.hash));
    std::iter::once(sketch.whole).chain(prints).collect()
}

/// The fingerprints of many documents, which are known by their numbers.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// Key and document, sorted.
    entries: Vec<(u64, u32)>,
    documents: usize,
}

impl Index {
    /// The index of documents in an order of their own, such as that of their ids: of those who share a fingerprint
    /// the first ones lead, so the same order must be used whenever the same answer is wanted.
    pub fn new<'s>(sketches: impl IntoIterator<Item = &'s Sketch>) -> Index {
        let mut index = Index::default();
        for sketch in sketches {
            let number = u32::try_from(index.documents).unwrap_or(u32::MAX);
            if sketch.words > 0 {
                index.entries.extend(keys(sketch).into_iter().map(|key| (key, number)));
            }
            index.documents += 1;
        }
        index.entries.sort_unstable();
        index
    }

    /// Documents that share keys with one that is not in the index, and how many; in order.
    pub fn near(&self, sketch: &Sketch) -> Vec<(usize, usize)> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for key in keys(sketch) {
            let start = self.entries.partition_point(|&(k, _)| k < key);
            let bucket = self.entries[start..].iter().take(LEADERS).take_while(|&&(k, _)| k == key);
            bucket.for_each(|&(_, n)| *shared.entry(n as usize).or_default() += 1);
        }
        shared.into_iter().collect()
    }

    /// All pairs of documents that share keys, and how many: calls `each(smaller number, greater, keys)`, in the
    /// order of the greater one.
    pub fn pairs(&self, mut each: impl FnMut(usize, usize, usize)) {
        // For each document the buckets it stands in, as the place where the bucket starts and its place there.
        let mut starts = vec![0_usize; self.documents + 1];
        self.entries.iter().for_each(|&(_, n)| starts[n as usize + 1] += 1);
        (1..starts.len()).for_each(|n| starts[n] += starts[n - 1]);
        let mut free = starts.clone();
        let mut buckets = vec![(0_u32, 0_u32); self.entries.len()];
        let mut start = 0;
        for (i, &(key, n)) in self.entries.iter().enumerate() {
            if self.entries[start].0 != key {
                start = i;
            }
            buckets[free[n as usize]] = (start as u32, ((i - start).min(LEADERS)) as u32);
            free[n as usize] += 1;
        }
        let mut shared = vec![0_usize; self.documents];
        let mut met: Vec<u32> = Vec::new();
        for n in 0..self.documents {
            for &(start, before) in &buckets[starts[n]..starts[n + 1]] {
                for &(_, other) in &self.entries[start as usize..][..before as usize] {
                    if shared[other as usize] == 0 {
                        met.push(other);
                    }
                    shared[other as usize] += 1;
                }
            }
            met.sort_unstable();
            for other in met.drain(..) {
                each(other as usize, n, std::mem::take(&mut shared[other as usize]));
            }
        }
    }
}
