//! Whether one document is a copy of another, and of what kind.

use super::index::Index;
use super::passages::{Run, chains, common, runs};
use super::sketch::{GRAM, Sketch};
use super::words::Words;
use relata_rows::DocId;
use std::collections::{BTreeMap, BTreeSet};

/// Of the words of the shorter text, so many must stand in the other.
const SHARE: f64 = 0.35;
/// And by the fingerprints alone, before texts are at hand: so much of the shorter's.
const PRINTS: f64 = 0.08;
/// Runs count together from so many common words: shorter ones come about by chance.
const CHAIN: usize = 8;
/// A text that makes up less than this of the other is an extract of it.
const EXTRACT: f64 = 0.5;

/// What is known of a document here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its name.
    pub doc: DocId,
    /// The sketch of its text.
    pub sketch: Sketch,
    /// The address it gives as its own.
    pub url: Option<String>,
}

/// Two documents of one text, as a whole or in part.
#[derive(Debug, Clone, PartialEq)]
pub struct Copy {
    /// The shorter one; of equally long ones that with the smaller id.
    pub left: DocId,
    /// The other.
    pub right: DocId,
    /// Share of the words of the shorter that stand in the other in the same order, 0 to 1.
    pub share: f64,
    /// What they are to each other.
    pub kind: CopyKind,
}

/// What two documents of one text are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CopyKind {
    /// All words the same.
    Same,
    /// Two states of one page: the same address.
    Revision,
    /// The text, perhaps edited, at another place.
    Reprint,
    /// A part of the other, which is more than twice as long.
    Extract,
}

impl CopyKind {
    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            CopyKind::Same => "same text",
            CopyKind::Revision => "revision",
            CopyKind::Reprint => "reprint",
            CopyKind::Extract => "extract",
        }
    }
}

/// All copies among documents, sorted. `words` gives the text of a document; where it gives none, the share is an
/// estimate by the sketches. Of a large family not every pair is told, but enough to join all of it.
pub fn copies(held: &[Held], words: &dyn Fn(&DocId) -> Option<Words>) -> Vec<Copy> {
    let mut held: Vec<&Held> = held.iter().collect();
    held.sort_by(|a, b| a.doc.cmp(&b.doc));
    let index = Index::new(held.iter().map(|h| &h.sketch));
    let mut copies = Vec::new();
    let mut last: Option<(usize, Option<Words>)> = None;
    index.pairs(|a, b, shared| {
        if !may_be_copies(&held[a].sketch, &held[b].sketch, shared) {
            return;
        }
        if last.as_ref().is_none_or(|(n, _)| *n != b) {
            last = Some((b, words(&held[b].doc)));
        }
        let other = words(&held[a].doc);
        let texts = other.as_ref().zip(last.as_ref().and_then(|(_, words)| words.as_ref()));
        copies.extend(judge(held[a], held[b], texts));
    });
    copies.sort_by(|a, b| (&a.left, &a.right).cmp(&(&b.left, &b.right)));
    copies
}

/// Whether two that share so many keys need be looked at.
fn may_be_copies(a: &Sketch, b: &Sketch, shared: usize) -> bool {
    let fewest = a.prints.len().min(b.prints.len());
    a.whole == b.whole || shared as f64 >= (PRINTS * fewest as f64).max(if fewest < 8 { 1.0 } else { 2.0 })
}

/// Whether one of two documents is a copy of the other; exactly where `texts` are given, in the same order, by the
/// sketches otherwise. `None` where they are not, or have no words.
pub fn judge(a: &Held, b: &Held, texts: Option<(&Words, &Words)>) -> Option<Copy> {
    let order = |h: &Held| (h.sketch.words, h.doc.clone());
    if order(a) > order(b) {
        return judge(b, a, texts.map(|(x, y)| (y, x)));
    }
    let same = a.sketch.whole == b.sketch.whole && a.sketch.words == b.sketch.words;
    let words = match texts {
        _ if same => a.sketch.words as usize,
        Some((x, y)) => chains(&runs(x, y)).iter().map(|c| common(c)).filter(|&n| n >= CHAIN).sum(),
        None => estimate(&a.sketch, &b.sketch),
    };
    let share = words as f64 / f64::from(a.sketch.words);
    // A text without words is no copy: its share is not a number.
    if share.is_nan() || share < SHARE {
        return None;
    }
    let kind = if same {
        CopyKind::Same
    } else if a.url.is_some() && a.url == b.url {
        CopyKind::Revision
    } else if f64::from(a.sketch.words) < EXTRACT * f64::from(b.sketch.words) {
        CopyKind::Extract
    } else {
        CopyKind::Reprint
    };
    Some(Copy { left: a.doc.clone(), right: b.doc.clone(), share, kind })
}

/// How many words two texts have in common, by their fingerprints: what lies between two that follow each other in
/// both is taken for common too.
fn estimate(a: &Sketch, b: &Sketch) -> usize {
    let mut common: Vec<Run> = a
        .common(b)
        .into_iter()
        .map(|(x, y)| Run { left: x as usize, right: y as usize, len: GRAM })
        .collect();
    common.sort_by_key(|run| run.left);
    let diagonal = |r: &Run| r.right.wrapping_sub(r.left);
    let same = |x: &Run, y: &Run| diagonal(x) == diagonal(y) && y.left - x.left <= 2 * 9;
    common.chunk_by(same).map(|c| c[c.len() - 1].left + GRAM - c[0].left).sum()
}

/// Documents that are copies of each other, directly or through others, but for extracts: what is taken from two
/// documents does not make these one. Sorted, two or more each.
pub fn families(copies: &[Copy]) -> Vec<BTreeSet<DocId>> {
    let mut next: BTreeMap<&DocId, BTreeSet<&DocId>> = BTreeMap::new();
    for copy in copies.iter().filter(|c| c.kind != CopyKind::Extract) {
        next.entry(&copy.left).or_default().insert(&copy.right);
        next.entry(&copy.right).or_default().insert(&copy.left);
    }
    let mut families = Vec::new();
    let mut seen: BTreeSet<&DocId> = BTreeSet::new();
    for &first in next.keys() {
        let mut family = BTreeSet::new();
        let mut open = vec![first];
        while let Some(doc) = open.pop() {
            if seen.insert(doc) {
                family.insert(doc.clone());
                open.extend(&next[doc]);
            }
        }
        if !family.is_empty() {
            families.push(family);
        }
    }
    families
}
