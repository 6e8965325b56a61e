//! Which documents may be copies of each other: only those that share fingerprints are held side by side.

use super::sketch::Sketch;
use std::collections::BTreeMap;

/// A document is held beside the first so many of those that share a fingerprint with it. In a family of a thousand
/// reprints, and where a stock phrase stands, the others are met through these, and time stays linear.
const LEADERS: usize = 48;
/// Two documents share so many keys at least, or are not held side by side.
const SHARED: u32 = 2;

/// What documents share that are held side by side: hashes of the whole text (two, so that these alone are enough)
/// and its fingerprints; none for a text without words. A table of them finds the neighbours of one document without
/// reading other sketches.
pub fn keys(sketch: &Sketch) -> Vec<u64> {
    if sketch.words == 0 {
        return Vec::new();
    }
    let whole = [sketch.whole >> 32, sketch.whole & u64::from(u32::MAX)];
    whole.into_iter().chain(sketch.prints.iter().map(|p| u64::from(p.hash))).collect()
}

/// The keys of many documents, which are known by their numbers.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// Key and document, sorted.
    entries: Vec<(u32, u32)>,
    documents: usize,
}

impl Index {
    /// The index of documents, in an order of their own such as that of their ids: of those who share a key the first
    /// ones lead, so that another order gives other pairs where more than 48 share it.
    pub fn new<'s>(sketches: impl IntoIterator<Item = &'s Sketch>) -> Index {
        let mut index = Index::default();
        for sketch in sketches {
            let number = u32::try_from(index.documents).unwrap_or(u32::MAX);
            index.entries.extend(keys(sketch).into_iter().map(|key| (key as u32, number)));
            index.documents += 1;
        }
        index.entries.sort_unstable();
        index
    }

    /// The documents that share two keys or more with another text, and how many, by number: for a text that is not
    /// in the index, or one that is, which then is its own neighbour.
    pub fn near(&self, sketch: &Sketch) -> BTreeMap<usize, u32> {
        let mut shared: BTreeMap<usize, u32> = BTreeMap::new();
        for key in keys(sketch) {
            let start = self.entries.partition_point(|&(k, _)| u64::from(k) < key);
            let bucket =
                self.entries[start..].iter().take(LEADERS).take_while(|&&(k, _)| u64::from(k) == key);
            bucket.for_each(|&(_, n)| *shared.entry(n as usize).or_default() += 1);
        }
        shared.retain(|_, &mut n| n >= SHARED);
        shared
    }

    /// All pairs of documents that share two keys or more and as many as the one of them that wants less: calls
    /// `each(smaller number, greater number, keys)`, in the order of the greater number and then of the smaller.
    /// `wanted` says how many each wants.
    pub fn pairs(&self, wanted: &[u32], mut each: impl FnMut(usize, usize, u32)) {
        // The buckets of document n stand at starts[n]..starts[n + 1]: where each begins among the entries, and how
        // many documents in it come before n.
        let mut starts = vec![0_usize; self.documents + 1];
        self.entries.iter().for_each(|&(_, n)| starts[n as usize + 1] += 1);
        (1..starts.len()).for_each(|n| starts[n] += starts[n - 1]);
        let mut free = starts.clone();
        let mut buckets = vec![(0, 0); self.entries.len()];
        let mut begin = 0;
        for bucket in self.entries.chunk_by(|a, b| a.0 == b.0) {
            for (before, &(_, n)) in bucket.iter().enumerate() {
                buckets[free[n as usize]] = (begin, before.min(LEADERS));
                free[n as usize] += 1;
            }
            begin += bucket.len();
        }
        let mut shared = vec![0_u32; self.documents];
        let mut met: Vec<u32> = Vec::new();
        for n in 0..self.documents {
            for &(begin, before) in &buckets[starts[n]..starts[n + 1]] {
                for &(_, other) in &self.entries[begin..begin + before] {
                    let count = &mut shared[other as usize];
                    *count += 1;
                    if *count == SHARED {
                        met.push(other);
                    }
                }
            }
            let want = |n: usize| wanted.get(n).copied().unwrap_or_default();
            met.retain(|&other| shared[other as usize] >= want(n).min(want(other as usize)));
            met.sort_unstable();
            met.drain(..).for_each(|other| each(other as usize, n, shared[other as usize]));
            for &(begin, before) in &buckets[starts[n]..starts[n + 1]] {
                self.entries[begin..begin + before].iter().for_each(|&(_, other)| shared[other as usize] = 0);
            }
        }
    }
}
