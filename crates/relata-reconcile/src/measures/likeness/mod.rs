//! How likely two figures count one thing, by all that their words have in common.
//!
//! The rules of [`super::facets`] know what lists and a lexicon know. Two newsrooms tell of one thing in words that no
//! list joins ("taken into custody", "detained"). A forest of small trees, trained on pairs of figures whose verdict
//! was given by hand, weighs what the rules found together with how near the words of both lie in meaning, what is left
//! over on each side, and what time, place and number say. Its model card, `models/one-thing.md`, has the recipe and
//! the figures. It only changes a verdict where it is sure, and the reason then says that it did.

mod features;

pub use features::{FEATURES, Seen, Words, features};

use super::verdict::Prepared;
use relata_model::Forest;
use std::sync::LazyLock;

/// What two figures may be to each other, whatever their place, time and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likely {
    /// They count one thing.
    One,
    /// They count things near each other, one perhaps a part of the other.
    Near,
    /// They count things that have nothing to do with each other.
    Apart,
}

/// The classes, in the order of the trees.
const CLASSES: [Likely; 3] = [Likely::One, Likely::Near, Likely::Apart];

/// Trees of each class in the forest.
const TREES: usize = 150;

static FOREST: LazyLock<Option<Forest>> = LazyLock::new(|| {
    let bytes = include_bytes!("../../../../../models/one-thing.forest");
    Forest::from_bytes(bytes, FEATURES.len()).ok()
});

/// How likely each class is, as shares of 1 in the order One, Near, Apart; the same the other way round. `None` where
/// the program was built with a forest that it cannot read.
pub fn shares(a: &Prepared<'_>, b: &Prepared<'_>, seen: &Seen<'_>) -> Option<[f32; 3]> {
    let row = features(a, b, seen);
    let forest = FOREST.as_ref()?;
    let mut sums = [0.0f32; 3];
    for (class, sum) in sums.iter_mut().enumerate() {
        *sum = forest.sum(&row, class * TREES..(class + 1) * TREES);
    }
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    let weights = sums.map(|s| (s - most).exp());
    let all: f32 = weights.iter().sum();
    Some(weights.map(|w| w / all))
}

/// The likeliest class with its share.
pub fn likeliest(shares: [f32; 3]) -> (Likely, f32) {
    let best = (0..3).max_by(|&i, &j| shares[i].total_cmp(&shares[j])).unwrap_or(0);
    (CLASSES[best], shares[best])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forest_fits_its_features() {
        assert!(FOREST.is_some());
    }
}
