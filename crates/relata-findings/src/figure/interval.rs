//! The values that a number with the words around it admits.
//!
//! The printed digits decide, not a global tolerance:
//! - a number admits what rounds to it and what is cut off to it: "2.3 million" is [2.25m, 2.4m];
//! - noughts at the end of a whole number may stand for digits that were rounded away: "7,500" is
//!   [7,450, 7,600], "2 million" [1.5m, 3m]; behind a decimal point every digit counts;
//! - whole things and units of time that end in another digit or are spelled out are themselves:
//!   nobody rounds to 206 people or to eight months;
//! - approximating words make both sides soft or move one end, by one unit of the last printed digit
//!   that is not zero or to the next value of the leading digit (see [`Approximation`]);
//! - parts of a unit ("half a mile") are good to a fifth of themselves, parts of a whole to one percent;
//! - two limits ("more than 100 but fewer than 300") and the two ends of a range are themselves.
//!
//! A soft side says that values somewhat beyond are not excluded.

use super::number::{Form, Numeral};
use relata_rows::{Bound, Interval};

/// What the words around a number make of it; the table is `data/en/approximators.txt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Approximation {
    /// "nearly": a little below.
    Under,
    /// "just over": a little above.
    Over,
    /// "about".
    About,
    /// "more than".
    More,
    /// "fewer than".
    Less,
    /// "at least".
    Least,
    /// "up to".
    Most,
    /// "exactly": the point itself.
    Point,
    /// "only", "a total of": nothing but the number.
    Exact,
}

/// One end of what a number's words allow, and whether it is itself allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct End {
    /// The value at the end.
    pub value: f64,
    /// Whether it belongs to what is allowed: "at least 5" includes 5, "more than 5" does not.
    pub included: bool,
}

impl Approximation {
    /// The ends that the words give a number, without any reading of its digits: none at all for
    /// "about 5" and for a bare number.
    pub(crate) fn ends(self, value: f64) -> (Option<End>, Option<End>) {
        let end = |included| Some(End { value, included });
        match self {
            Self::More => (end(false), None),
            Self::Least => (end(true), None),
            Self::Less => (None, end(false)),
            Self::Most => (None, end(true)),
            Self::Point => (end(true), end(true)),
            Self::Under | Self::Over | Self::About | Self::Exact => (None, None),
        }
    }

    /// Whether it says what a number is above (`Some(true)`) or below.
    pub(crate) fn is_lower(self) -> Option<bool> {
        match self {
            Self::More | Self::Least => Some(true),
            Self::Less | Self::Most => Some(false),
            _ => None,
        }
    }

    /// The class of that name in the data.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "under" => Self::Under,
            "over" => Self::Over,
            "about" => Self::About,
            "more" => Self::More,
            "less" => Self::Less,
            "least" => Self::Least,
            "most" => Self::Most,
            "point" => Self::Point,
            "exact" => Self::Exact,
            _ => return None,
        })
    }
}

/// A number with its step, ready to be bounded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printed {
    /// What is printed, in the figure's unit.
    pub value: f64,
    /// One unit of its last printed digit.
    pub step: f64,
    /// Whether it was printed as a plain whole number, without multiplier, decimals or parts.
    pub plain: bool,
    /// Whether its noughts at the end may stand for digits that were rounded away; behind a decimal
    /// point every digit counts.
    pub rounded: bool,
    /// Whether it is spelled out to its last unit: "forty".
    pub spelled: bool,
}

impl Printed {
    /// The numeral, with fractions as percent.
    pub(crate) fn of(n: &Numeral) -> Self {
        let by = if n.form == Form::Fraction { 100.0 } else { 1.0 };
        let plain = n.scale == 1.0 && n.form != Form::Fraction && n.bare.fract() == 0.0 && n.step >= 1.0;
        let rounded = n.form != Form::Fraction && n.step >= n.scale;
        let spelled = n.form == Form::Words && n.scale == 1.0;
        Printed { value: tidy(n.value * by), step: tidy(n.step * by), plain, rounded, spelled }
    }

    /// The same in a unit of which one is `by` of the old: cents in dollars.
    pub(crate) fn scaled(self, by: f64) -> Self {
        if by == 1.0 {
            return self;
        }
        let plain = self.plain && by >= 1.0;
        Printed { value: tidy(self.value * by), step: tidy(self.step * by), plain, ..self }
    }

    /// The same with a smaller unit behind it, of which one is `by`: "5 feet 2 inches".
    pub(crate) fn and(self, less: Printed, by: f64) -> Self {
        Printed {
            value: self.value + less.value * by,
            step: less.step * by,
            plain: false,
            rounded: false,
            spelled: false,
        }
    }

    /// One unit of the last printed digit that is not zero; of a bare power of ten, a tenth of it
    /// ("nearly 1,000" is not nearly nothing).
    fn unit(&self) -> f64 {
        if self.value == 0.0 {
            return self.step;
        }
        let mut unit = self.step;
        while divides(self.value, unit * 10.0) {
            unit *= 10.0;
        }
        if (self.value.abs() - unit).abs() < unit * 1e-9 { unit / 10.0 } else { unit }
    }

    /// One unit of the leading digit: 10,000 for 70,000.
    fn leading(&self) -> f64 {
        if self.value == 0.0 { self.step } else { 10f64.powf(self.value.abs().log10().floor() + 0.0) }
    }

    /// What the bare number admits. `counted`: whether it counts whole things.
    fn bare(&self, counted: bool) -> (f64, f64) {
        let noughts = self.rounded && !self.spelled && divides(self.value, self.step * 10.0);
        if self.plain && counted && !noughts { (self.value, self.value) } else { self.printed() }
    }

    /// What rounds to the printed digits and what is cut off to them.
    fn printed(&self) -> (f64, f64) {
        let unit = if self.rounded { self.trailing() } else { self.step };
        (tidy(self.value - unit / 2.0), tidy(self.value + unit))
    }

    /// One unit of the last printed digit that is not zero, of powers of ten too.
    fn trailing(&self) -> f64 {
        let mut unit = self.step;
        while self.value != 0.0 && divides(self.value, unit * 10.0) {
            unit *= 10.0;
        }
        unit
    }
}

fn divides(value: f64, by: f64) -> bool {
    let q = value / by;
    q.abs() >= 1.0 - 1e-9 && (q - q.round()).abs() < 1e-9 * q.abs().max(1.0)
}

/// Without the dust of binary fractions: twelve significant digits.
pub(crate) fn tidy(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// The interval of one number. `counted`: whether it counts whole things.
pub(crate) fn single(n: Printed, how: Option<Approximation>, counted: bool) -> Interval {
    let v = n.value;
    let (low, high, low_soft, high_soft, bound) = match how {
        None | Some(Approximation::Exact) => {
            let (low, high) = n.bare(counted);
            (Some(low), Some(high), false, false, Bound::Exact)
        }
        Some(Approximation::Point) => (Some(v), Some(v), false, false, Bound::Exact),
        Some(Approximation::Under) => (Some(v - n.unit()), Some(v), false, false, Bound::About),
        Some(Approximation::Over) => (Some(v), Some(v + n.unit()), false, true, Bound::About),
        Some(Approximation::About) => {
            let (low, high) = n.printed();
            (Some(low), Some(high), true, true, Bound::About)
        }
        Some(Approximation::More) => (Some(v), Some(next(v, n.leading())), false, true, Bound::AtLeast),
        Some(Approximation::Less) => (Some(before(v, n.leading())), Some(v), true, false, Bound::AtMost),
        Some(Approximation::Least) => (Some(v), Some(next(v, n.leading())), false, true, Bound::AtLeast),
        Some(Approximation::Most) => (None, Some(v), false, false, Bound::AtMost),
    };
    Interval { low: low.map(tidy), high: high.map(tidy), low_soft, high_soft, stated: Some(tidy(v)), bound }
}

/// The next value of the leading digit: 80,000 after 70,000, 3 million after 2.3 million.
fn next(v: f64, leading: f64) -> f64 {
    ((v / leading + 1e-9).floor() + 1.0) * leading
}

/// The value of the leading digit before: 20,000 before 30,000; 900 before 1,000.
fn before(v: f64, leading: f64) -> f64 {
    let down = (v / leading - 1e-9).ceil() - 1.0;
    if down < 1.0 { v - leading / 10.0 } else { down * leading }
}

/// The interval of two ends in either order: itself, softened where "about" stands before it.
pub(crate) fn range(low: Printed, high: Printed, how: Option<Approximation>) -> Interval {
    let soft = how == Some(Approximation::About);
    let (low, high) = if low.value <= high.value { (low, high) } else { (high, low) };
    Interval {
        low: Some(low.value),
        high: Some(high.value),
        low_soft: soft,
        high_soft: soft,
        stated: None,
        bound: Bound::Range,
    }
}

/// Gives a whole count the ends of a measured value: what rounds to it and what is cut off to it.
pub(crate) fn loosen(i: &mut Interval) {
    if let (Some(low), Some(high)) = (i.low, i.high)
        && low == high
    {
        (i.low, i.high) = (Some(tidy(low - 0.5)), Some(tidy(high + 1.0)));
    }
}

/// In a unit of which one is `by` of the old; as it is for `None`.
pub(crate) fn scale(i: &mut Interval, by: Option<f64>) {
    let Some(by) = by else { return };
    for end in [&mut i.low, &mut i.high, &mut i.stated] {
        *end = end.map(|v| tidy(v * by));
    }
}

/// Bounds a bare number as `other` is, which says the same in another unit: "just under 296 hp (220 kW)". Its
/// ends lie as far from it, in proportion.
pub(crate) fn bound_as(own: &mut Interval, other: &Interval) {
    let (Some(own_value), Some(value)) = (own.stated, other.stated) else { return };
    if own.bound != Bound::Exact || matches!(other.bound, Bound::Exact | Bound::Range) || value == 0.0 {
        return;
    }
    let end = |end: Option<f64>| end.map(|e| tidy(own_value * e / value));
    (own.low, own.high) = (end(other.low), end(other.high));
    (own.low_soft, own.high_soft, own.bound) = (other.low_soft, other.high_soft, other.bound);
}

/// The same below nought.
pub(crate) fn negative(i: Interval) -> Interval {
    let minus = |v: Option<f64>| v.map(|v| -v);
    let (low, high, stated) = (minus(i.high), minus(i.low), minus(i.stated));
    Interval { low, high, stated, low_soft: i.high_soft, high_soft: i.low_soft, bound: i.bound }
}

/// The interval of "dozens", "tens of thousands".
pub(crate) fn vague(low: f64, high: f64) -> Interval {
    Interval {
        low: Some(low),
        high: Some(high),
        low_soft: false,
        high_soft: true,
        stated: None,
        bound: Bound::About,
    }
}
