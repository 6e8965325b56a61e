//! What two figures are likely to be to each other, by all that they and their sentences have in common.
//!
//! The rules of [`super::verdict`] know what lists and a lexicon know, and the place and time that were found of each
//! figure. Two newsrooms tell of one thing in words that no list joins ("taken into custody", "detained"), and in
//! sentences of which the finder got only half. A forest of small trees, trained on pairs of figures whose verdict was
//! given by hand, weighs what the rules found together with how near the words of both lie in meaning, what is left
//! over on each side, and what both name of places and times. Its model card, `models/one-thing.md`, has the recipe and
//! the figures. It only changes a verdict where it is sure, and the reason then says that it did.

mod features;
mod rules;
mod scene;
mod words;

pub use features::{features, names};
pub use rules::Seen;
pub use scene::Scene;
pub use words::Words;

use super::verdict::Prepared;
use features::FEATURES;
use relata_model::Forest;
use std::sync::LazyLock;

/// What two figures may be to each other, whatever their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likely {
    /// They count one thing at one place and time.
    One,
    /// They count things near each other, one perhaps a part of the other.
    Near,
    /// They count things that have nothing to do with each other.
    Apart,
    /// They count one thing at two places, one perhaps in the other.
    OtherPlace,
    /// They count one thing at two times, one perhaps a part of the other.
    OtherTime,
}

impl Likely {
    /// All, in the order of the trees.
    pub const ALL: [Likely; 5] =
        [Likely::One, Likely::Near, Likely::Apart, Likely::OtherPlace, Likely::OtherTime];
}

/// How likely each is, as shares of 1 in the order of [`Likely::ALL`].
pub type Shares = [f32; Likely::ALL.len()];

/// Trees of each class in the forest.
const TREES: usize = 150;

static FOREST: LazyLock<Option<Forest>> = LazyLock::new(|| {
    let bytes = include_bytes!("../../../../../models/one-thing.forest");
    Forest::from_bytes(bytes, FEATURES).ok()
});

/// How likely each is; the same the other way round. `None` where the program was built with a forest that it cannot read.
pub fn shares(a: &Prepared<'_>, b: &Prepared<'_>, seen: &Seen<'_>) -> Option<Shares> {
    let forest = FOREST.as_ref()?;
    let row = features(a, b, seen);
    let mut sums = Shares::default();
    for (class, sum) in sums.iter_mut().enumerate() {
        *sum = forest.sum(&row, class * TREES..(class + 1) * TREES);
    }
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    Some(to_one(sums.map(|s| (s - most).exp())))
}

/// The shares where nothing to do with each other is so many times less likely.
pub fn given(shares: Shares, odds: f32) -> Shares {
    to_one(std::array::from_fn(
        |i| if Likely::ALL[i] == Likely::Apart { shares[i] } else { odds * shares[i] },
    ))
}

fn to_one(weights: Shares) -> Shares {
    let all: f32 = weights.iter().sum();
    weights.map(|w| w / all)
}

/// The likeliest with its share.
pub fn likeliest(shares: Shares) -> (Likely, f32) {
    let best = (0..shares.len()).max_by(|&i, &j| shares[i].total_cmp(&shares[j])).unwrap_or(0);
    (Likely::ALL[best], shares[best])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forest_fits_its_features() {
        assert!(FOREST.is_some());
        assert_eq!(names().count(), FEATURES);
    }
}
