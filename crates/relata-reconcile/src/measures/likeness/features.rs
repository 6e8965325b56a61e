//! What the forest sees of two figures.
//!
//! Everything is said of both sides alike: of two numbers the lower and the higher, of two words how they lie to each
//! other. So the answer is the same the other way round.

use super::rules::{self, Seen};
use super::{scene, words};
use crate::measures::verdict::Prepared;

/// The names of the features, in their order.
pub fn names() -> impl Iterator<Item = &'static str> {
    words::NAMES.into_iter().chain(rules::NAMES).chain(scene::NAMES)
}

/// How many there are.
pub(super) const FEATURES: usize = words::NAMES.len() + rules::NAMES.len() + scene::NAMES.len();

/// The features of two figures.
pub fn features(a: &Prepared<'_>, b: &Prepared<'_>, seen: &Seen<'_>) -> Vec<f32> {
    let mut out = Vec::with_capacity(FEATURES);
    words::add(a, b, &mut out);
    rules::add(a, b, seen, &mut out);
    scene::add(a, b, seen, &mut out);
    debug_assert_eq!(out.len(), FEATURES);
    out
}

/// Adds the lower and the higher of two numbers.
pub(super) fn both(out: &mut Vec<f32>, x: f32, y: f32) {
    out.extend([x.min(y), x.max(y)]);
}

pub(super) fn mean(numbers: &[f32], none: f32) -> f32 {
    if numbers.is_empty() { none } else { numbers.iter().sum::<f32>() / numbers.len() as f32 }
}

pub(super) fn yes(is: bool) -> f32 {
    f32::from(u8::from(is))
}
