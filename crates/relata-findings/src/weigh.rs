//! What forests look at alike.

use relata_model::{Forest, Model, Vector};
use std::sync::LazyLock;

/// 1 or 0.
pub(crate) fn yes(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// Words of fields of life: how near a word lies to each says what it is about.
pub(crate) const FIELDS: [&str; 28] = [
    "war",
    "crime",
    "court",
    "law",
    "money",
    "trade",
    "sport",
    "illness",
    "weather",
    "feeling",
    "thought",
    "conversation",
    "family",
    "machine",
    "body",
    "animal",
    "food",
    "election",
    "protest",
    "border",
    "travel",
    "music",
    "number",
    "time",
    "promise",
    "demand",
    "help",
    "police",
];

static ANCHORS: LazyLock<Vec<Option<Vector>>> = LazyLock::new(|| {
    let model = Model::built_in().ok();
    FIELDS.iter().map(|field| model.and_then(|m| m.vector(field))).collect()
});

/// What is said of a word without a vector.
const UNKNOWN: f32 = -0.5;

/// Adds how near a lemma lies to each of the [`FIELDS`]: the cosines of their vectors.
pub(crate) fn fields(lemma: &str, out: &mut Vec<f32>) {
    let own = Model::built_in().ok().and_then(|m| m.vector(lemma));
    out.extend(ANCHORS.iter().map(|a| own.as_ref().zip(a.as_ref()).map_or(UNKNOWN, |(x, y)| x.cosine(y))));
}

/// The shares of 1 that a forest of `N` classes gives a row, so many trees each.
pub(crate) fn shares<const N: usize>(forest: &Forest, row: &[f32], trees: usize) -> [f32; N] {
    let sums: [f32; N] = std::array::from_fn(|class| forest.sum(row, class * trees..(class + 1) * trees));
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    let weights = sums.map(|s| (s - most).exp());
    let all: f32 = weights.iter().sum();
    weights.map(|w| w / all)
}
