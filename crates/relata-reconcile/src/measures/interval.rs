//! The algebra of intervals: whether two figures can be of the same number.
//!
//! An interval has two sides; each is hard (nothing lies beyond it), soft (the words do not exclude what lies beyond)
//! or open (`None`). What is called equal is equal to a billionth: sides come out of products.

use relata_rows::{Arg, Bound, Interval, Reason, Why};

/// Sides that differ by less than this share of them are one.
const NEAR: f64 = 1e-9;

/// How two intervals lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meeting {
    /// They share a value.
    Meet,
    /// They share none, but at least one of them does not exclude the other: it ends softly on that side.
    Beyond,
    /// They share none, and both exclude it.
    Apart,
}

/// How `a` and `b` lie to each other; the same the other way round. Two that are open on all sides meet.
pub fn meeting(a: &Interval, b: &Interval) -> Meeting {
    match (under(a, b), under(b, a)) {
        (None, None) => Meeting::Meet,
        (Some(soft), _) | (None, Some(soft)) => {
            if soft {
                Meeting::Beyond
            } else {
                Meeting::Apart
            }
        }
    }
}

/// How wide an interval may be, as a share of its upper side, to say much of a number, and above which numbers it does.
const NARROW: (f64, f64) = (0.06, 10.0);

/// Whether two intervals meet, and are both so narrow and of so large numbers that those of two things seldom do.
pub fn close(a: &Interval, b: &Interval) -> bool {
    close_as_told(a, b, [a, b])
}

/// As [`close`], of two that were brought to one scale, by how they were told: 245 minutes are of a large number, and so
/// the four hours and five minutes that they are.
pub fn close_as_told(a: &Interval, b: &Interval, told: [&Interval; 2]) -> bool {
    meeting(a, b) == Meeting::Meet && told.into_iter().any(narrow) && wide_at_most(a) && wide_at_most(b)
}

/// Whether an interval says much of a large number.
fn narrow(i: &Interval) -> bool {
    match (i.low, i.high) {
        (Some(low), Some(high)) => low.abs() > NARROW.1 && (high - low).abs() <= NARROW.0 * high.abs(),
        _ => false,
    }
}

/// Whether an interval has both sides, and the upper one is at most half as much again as the lower.
fn wide_at_most(i: &Interval) -> bool {
    i.low.zip(i.high).is_some_and(|(low, high)| (high - low).abs() <= 0.5 * low.abs())
}

/// Whether two intervals cannot meet. Beyond a soft side nothing is excluded.
pub fn apart(a: &Interval, b: &Interval) -> bool {
    meeting(a, b) == Meeting::Apart
}

/// Whether a part lies above its whole, which cannot be.
pub fn above(part: &Interval, whole: &Interval) -> bool {
    under(whole, part) == Some(false)
}

/// "About 60,000" says that it is not 60,000 sharp; it does not leave open whether it is 12,000. Beyond this gap, as a
/// share of the larger number, a number that is told as an approximation excludes the other as any number does.
const ABOUT: f64 = 1.0 / 3.0;

/// Whether `a` ends before `b` begins, and then whether one of the two sides there is soft.
fn under(a: &Interval, b: &Interval) -> Option<bool> {
    let (high, low) = (a.high?, b.low?);
    let most = low.abs().max(high.abs());
    let far = low - high > ABOUT * most;
    let soft = |i: &Interval, side: bool| side && !(far && i.bound == Bound::About && i.stated.is_some());
    (high < low && low - high > NEAR * most).then_some(soft(a, a.high_soft) || soft(b, b.low_soft))
}

/// How far two intervals lie apart, as a share of the larger of the two sides between them; 0 where they meet.
pub fn gap(a: &Interval, b: &Interval) -> f64 {
    let between = |a: &Interval, b: &Interval| match (a.high, b.low) {
        (Some(high), Some(low)) if high < low => Some((low - high) / low.abs().max(high.abs())),
        _ => None,
    };
    between(a, b).or_else(|| between(b, a)).unwrap_or(0.0)
}

/// Every value times `factor`: a unit, a number of days. A negative factor turns the sides round.
#[must_use]
pub fn scaled(i: &Interval, factor: f64) -> Interval {
    mapped(i, |v| v * factor, factor < 0.0)
}

/// Every value through `map`, which grows with it, or falls where `turned`.
#[must_use]
pub fn mapped(i: &Interval, map: impl Fn(f64) -> f64, turned: bool) -> Interval {
    let (mut low, mut high) = (i.low.map(&map), i.high.map(&map));
    let (mut low_soft, mut high_soft) = (i.low_soft, i.high_soft);
    let mut bound = i.bound;
    if turned {
        std::mem::swap(&mut low, &mut high);
        std::mem::swap(&mut low_soft, &mut high_soft);
        bound = match bound {
            Bound::AtLeast => Bound::AtMost,
            Bound::AtMost => Bound::AtLeast,
            other => other,
        };
    }
    Interval { low, high, low_soft, high_soft, stated: i.stated.map(map), bound }
}

/// The products of the values of two intervals of positive numbers: a share of a total, a rate times a count.
#[must_use]
pub fn product(a: &Interval, b: &Interval) -> Interval {
    Interval {
        low: a.low.zip(b.low).map(|(a, b)| a * b),
        high: a.high.zip(b.high).map(|(a, b)| a * b),
        low_soft: a.low_soft || b.low_soft,
        high_soft: a.high_soft || b.high_soft,
        stated: a.stated.zip(b.stated).map(|(a, b)| a * b),
        bound: if a.bound == Bound::Exact { b.bound } else { a.bound },
    }
}

/// The quotients of the values of two intervals of positive numbers: a level by another.
#[must_use]
pub fn quotient(a: &Interval, b: &Interval) -> Interval {
    let by = |a: Option<f64>, b: Option<f64>| a.zip(b.filter(|b| *b != 0.0)).map(|(a, b)| a / b);
    Interval {
        low: by(a.low, b.high),
        high: by(a.high, b.low),
        low_soft: a.low_soft || b.high_soft,
        high_soft: a.high_soft || b.low_soft,
        stated: by(a.stated, b.stated),
        bound: if a.bound == Bound::Exact { b.bound } else { a.bound },
    }
}

/// Whether nothing at all is said of the number.
pub fn is_open(i: &Interval) -> bool {
    i.low.is_none() && i.high.is_none()
}

/// The same to one part in ten thousand million, as a key of readings.
pub fn key(i: &Interval) -> String {
    let side = |v: Option<f64>, soft: bool| {
        v.map_or_else(|| "open".to_owned(), |v| format!("{v:.9e}{}", if soft { "~" } else { "" }))
    };
    format!("{}:{}", side(i.low, i.low_soft), side(i.high, i.high_soft))
}

/// As people write it: `70,000 to 80,000`, `at least 12`, `up to 40`; what only the last digit leaves open is one number.
pub fn shown(i: &Interval) -> Reason {
    match (i.low, i.high) {
        (None, None) => Why::NoNumber.alone(),
        (Some(low), None) => Why::AtLeast.of([arg(low)]),
        (None, Some(high)) => Why::UpTo.of([arg(high)]),
        (Some(low), Some(high)) if low == high || number(low) == number(high) => Why::Words.of([arg(low)]),
        (Some(low), Some(high)) => {
            match i.stated.filter(|v| low <= *v && *v <= high && high - low <= v.abs() * EXACT) {
                Some(stated) => Why::Words.of([arg(stated)]),
                None => Why::FromTo.of([arg(low), arg(high)]),
            }
        }
    }
}

/// An interval of no more than this share of its number is told by the number.
const EXACT: f64 = 1e-3;

/// A number in a reason.
pub fn arg(v: f64) -> Arg {
    Arg::Number(number(v))
}

/// A number in a reason that may not be known.
pub fn perhaps(v: Option<f64>) -> Arg {
    v.map_or_else(|| "?".into(), arg)
}

/// A number with commas, and behind the point what says something.
pub fn number(v: f64) -> String {
    let size = v.abs();
    let decimals = match size {
        _ if size == size.trunc() || size >= 1000.0 => 0,
        _ if size >= 100.0 => 1,
        _ if size >= 1.0 => 2,
        _ => 4,
    };
    let plain = format!("{size:.decimals$}");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    let part = part.trim_end_matches('0');
    if !part.is_empty() {
        out.push('.');
        out.push_str(part);
    }
    if v < 0.0 { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(low: f64, stated: Option<f64>, high: f64) -> Interval {
        Interval {
            low: Some(low),
            high: Some(high),
            low_soft: true,
            high_soft: true,
            stated,
            bound: Bound::About,
        }
    }

    #[test]
    fn about_leaves_open_what_is_near_and_no_more() {
        let crowd = about(55_000.0, Some(60_000.0), 65_000.0);
        let point = |v: f64| Interval {
            low_soft: false,
            high_soft: false,
            bound: Bound::Exact,
            ..about(v, Some(v), v)
        };
        assert_eq!(meeting(&crowd, &point(62_000.0)), Meeting::Meet);
        assert_eq!(meeting(&crowd, &point(50_000.0)), Meeting::Beyond);
        assert_eq!(meeting(&crowd, &point(70_000.0)), Meeting::Beyond);
        assert_eq!(meeting(&crowd, &point(12_000.0)), Meeting::Apart);
        assert_eq!(meeting(&crowd, &point(200_000.0)), Meeting::Apart);
        // Without a number of its own it is words: "tens of thousands".
        assert_eq!(meeting(&about(55_000.0, None, 65_000.0), &point(12_000.0)), Meeting::Beyond);
    }

    #[test]
    fn what_only_the_last_digit_leaves_open_is_shown_as_one_number() {
        let sharp = about(59_999.5, Some(60_000.0), 60_000.5);
        assert_eq!(shown(&sharp).to_string(), "60,000");
        assert_eq!(shown(&about(55_000.0, Some(60_000.0), 65_000.0)).to_string(), "55,000 to 65,000");
    }
}
