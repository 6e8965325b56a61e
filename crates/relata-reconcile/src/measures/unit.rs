//! Units: which turn into each other, and how.

use relata_rows::Interval;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A unit by its base: `kg` is 1000 of `g`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The base unit, a UCUM code.
    pub base: &'static str,
    /// How many of it.
    pub factor: f64,
    /// What to add then; not 0 only of temperatures.
    pub offset: f64,
}

static SCALES: LazyLock<HashMap<&str, Scale>> = LazyLock::new(|| {
    let lines = include_str!("../../data/ucum.txt").lines().filter(|l| !l.starts_with('#'));
    let scale = |line: &'static str| {
        let (code, rest) = line.split_once(" | ")?;
        let mut parts = rest.split_whitespace();
        let base = parts.next()?;
        let factor = parts.next()?.parse().ok()?;
        let offset = parts.next().map_or(Some(0.0), |o| o.parse().ok())?;
        Some((code, Scale { base, factor, offset }))
    };
    lines.filter_map(scale).collect()
});

/// The scale of a UCUM code; `None` of what is not in the table.
pub fn scale(code: &str) -> Option<Scale> {
    SCALES.get(code).copied()
}

/// The interval in the base unit.
#[must_use]
pub fn to_base(interval: &Interval, scale: Scale) -> Interval {
    super::interval::mapped(interval, |v| v * scale.factor + scale.offset, scale.factor < 0.0)
}

/// `value` of the unit `from` in the unit `to`; `None` where they do not turn into each other.
pub fn convert(value: f64, from: &str, to: &str) -> Option<f64> {
    let (a, b) = (scale(from)?, scale(to)?);
    (a.base == b.base).then(|| (value * a.factor + a.offset - b.offset) / b.factor)
}
