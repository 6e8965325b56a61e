//! Boosted decision trees: reads the small files that `training/forest.py` writes and adds up
//! leaves. It does not know what its features mean.
//!
//! A file, little-endian throughout:
//!
//! | bytes | what |
//! | --- | --- |
//! | 4 | `RFST` |
//! | 2, 2 | version (1), number of features |
//! | 4, 4 | number of trees, sum to begin with (f32) |
//! | for each tree 2, 2 | number of its nodes (n, at least 1), number of its leaves |
//! | n times 2, 4, 2, 2 | feature, threshold (f32), left, right |
//! | once for each leaf 4 | its value (f32) |
//!
//! A value at most the threshold goes left. A child with the top bit set is the leaf of that number,
//! any other is a node of the same tree with a higher number than its parent, so every walk ends.

use std::ops::Range;

/// A trained forest.
#[derive(Debug, Clone, PartialEq)]
pub struct Forest {
    features: usize,
    base: f32,
    /// Where each tree's nodes and leaves begin in the two lists below.
    trees: Vec<(u32, u32)>,
    nodes: Vec<Node>,
    leaves: Vec<f32>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    threshold: f32,
    feature: u16,
    left: u16,
    right: u16,
}

/// Marks a child that is a leaf.
const LEAF: u16 = 0x8000;

/// Why a forest file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("damaged forest file: {0}")]
pub struct BadForest(&'static str);

impl Forest {
    /// Reads a forest made for `features` features.
    ///
    /// # Errors
    /// Where the bytes are cut short, have another version or number of features, or a tree that
    /// points outside itself.
    pub fn from_bytes(bytes: &[u8], features: usize) -> Result<Forest, BadForest> {
        let mut reader = Reader(bytes);
        if reader.take()? != *b"RFST" {
            return Err(BadForest("it does not begin with RFST"));
        }
        if reader.u16()? != 1 {
            return Err(BadForest("its version is not 1"));
        }
        if usize::from(reader.u16()?) != features {
            return Err(BadForest("it was made for another number of features"));
        }
        let count = reader.u32()?;
        let base = reader.f32()?;
        let mut forest = Forest { features, base, trees: vec![], nodes: vec![], leaves: vec![] };
        for _ in 0..count {
            forest.trees.push((forest.nodes.len() as u32, forest.leaves.len() as u32));
            let (nodes, leaves) = (reader.u16()?, reader.u16()?);
            if nodes == 0 {
                return Err(BadForest("a tree without nodes"));
            }
            for number in 0..nodes {
                let (feature, threshold) = (reader.u16()?, reader.f32()?);
                let (left, right) = (reader.u16()?, reader.u16()?);
                let inside = |child: u16| {
                    if child & LEAF != 0 { child & !LEAF < leaves } else { child > number && child < nodes }
                };
                if usize::from(feature) >= features || !inside(left) || !inside(right) {
                    return Err(BadForest("a node that points outside its tree"));
                }
                forest.nodes.push(Node { threshold, feature, left, right });
            }
            for _ in 0..leaves {
                forest.leaves.push(reader.f32()?);
            }
        }
        if reader.0.is_empty() { Ok(forest) } else { Err(BadForest("bytes after the last tree")) }
    }

    /// The sum of the leaves that `row` falls into, in the order of the trees: for a forest trained
    /// on two classes the log-odds of the second. A row of another length scores as nothing but the base.
    pub fn score(&self, row: &[f32]) -> f32 {
        self.walk(self.base, row, 0..self.trees.len())
    }

    /// What the trees of these numbers alone add; numbers past the last tree count as none. The first trees of
    /// a boosted forest give a rough score, enough to leave out what is far from the best.
    pub fn sum(&self, row: &[f32], trees: Range<usize>) -> f32 {
        self.walk(0.0, row, trees)
    }

    fn walk(&self, mut sum: f32, row: &[f32], trees: Range<usize>) -> f32 {
        debug_assert_eq!(row.len(), self.features);
        if row.len() < self.features {
            return sum;
        }
        let end = trees.end.min(self.trees.len());
        for &(nodes, leaves) in self.trees.get(trees.start..end).unwrap_or_default() {
            let nodes = &self.nodes[nodes as usize..];
            let mut at = 0;
            while at & LEAF == 0 {
                let node = &nodes[at as usize];
                at = if row[node.feature as usize] <= node.threshold { node.left } else { node.right };
            }
            sum += self.leaves[leaves as usize + (at & !LEAF) as usize];
        }
        sum
    }

    /// [`Forest::score`] as a probability.
    pub fn probability(&self, row: &[f32]) -> f32 {
        1.0 / (1.0 + (-self.score(row)).exp())
    }
}

/// Takes fixed-size numbers off the front of some bytes.
struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], BadForest> {
        let (head, rest) = self.0.split_first_chunk().ok_or(BadForest("it is cut short"))?;
        self.0 = rest;
        Ok(*head)
    }

    fn u16(&mut self) -> Result<u16, BadForest> {
        self.take().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, BadForest> {
        self.take().map(u32::from_le_bytes)
    }

    fn f32(&mut self) -> Result<f32, BadForest> {
        self.take().map(f32::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One tree on two features: `x0 <= 1 ? -1 : (x1 <= 0.5 ? 2 : 4)`, from a base of 0.25.
    fn file() -> Vec<u8> {
        let mut out = b"RFST\x01\x00\x02\x00\x01\x00\x00\x00".to_vec();
        out.extend(0.25f32.to_le_bytes());
        out.extend([2, 0, 3, 0]);
        for (feature, threshold, left, right) in [(0u16, 1f32, LEAF, 1u16), (1, 0.5, LEAF | 1, LEAF | 2)] {
            out.extend(feature.to_le_bytes());
            out.extend(threshold.to_le_bytes());
            out.extend(left.to_le_bytes());
            out.extend(right.to_le_bytes());
        }
        [-1f32, 2.0, 4.0].iter().for_each(|leaf| out.extend(leaf.to_le_bytes()));
        out
    }

    #[test]
    fn a_row_falls_into_one_leaf_of_each_tree() {
        let forest = Forest::from_bytes(&file(), 2).unwrap();
        assert_eq!(forest.score(&[1.0, 9.0]), -0.75);
        assert_eq!(forest.score(&[1.1, 0.5]), 2.25);
        assert_eq!(forest.score(&[1.1, 0.6]), 4.25);
        assert!((forest.probability(&[1.0, 0.0]) - 0.32082).abs() < 1e-4);
        assert_eq!(forest.sum(&[1.0, 9.0], 0..1), -1.0);
        assert_eq!(forest.sum(&[1.0, 9.0], 1..7), 0.0);
    }

    #[test]
    fn damage_is_told_apart() {
        let good = file();
        for cut in 0..good.len() {
            assert_eq!(Forest::from_bytes(&good[..cut], 2), Err(BadForest("it is cut short")), "{cut}");
        }
        assert_eq!(
            Forest::from_bytes(&good, 3),
            Err(BadForest("it was made for another number of features"))
        );
        let mut circle = good;
        circle[20 + 8] = 0; // the root's right child is the root
        assert_eq!(Forest::from_bytes(&circle, 2), Err(BadForest("a node that points outside its tree")));
    }
}
