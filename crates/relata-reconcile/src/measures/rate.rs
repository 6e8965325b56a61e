//! Rates against rates of another time ("5,000 a day", "150,000 a month"), and against the sum of a time.

use super::convert::Bridge;
use super::interval::{self, arg, perhaps};
use super::period;
use super::told::Told;
use crate::events::Days;
use relata_rows::{Arg, Interval, Reason, Why};

/// For how long a rate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Per {
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Per {
    fn of(basis: &str) -> Option<Per> {
        Some(match basis.strip_prefix("per ")? {
            "hour" => Per::Hour,
            "day" | "night" => Per::Day,
            "week" => Per::Week,
            "month" => Per::Month,
            "quarter" => Per::Quarter,
            "year" | "annum" => Per::Year,
            _ => return None,
        })
    }

    /// How many of it some days are; whole months and years are counted as such.
    fn times(self, days: i64) -> f64 {
        let days = days as f64;
        match self {
            Per::Hour => days * 24.0,
            Per::Day => days,
            Per::Week => days / 7.0,
            Per::Month => (days / 30.4375).round().max(days / 31.0),
            Per::Quarter => (days / 91.3125).round().max(days / 92.0),
            Per::Year => {
                if (days - 365.25).abs() < 2.0 {
                    1.0
                } else {
                    days / 365.25
                }
            }
        }
    }

    /// So many days in one.
    fn days(self) -> f64 {
        match self {
            Per::Hour => 1.0 / 24.0,
            Per::Day => 1.0,
            Per::Week => 7.0,
            Per::Month => 30.4375,
            Per::Quarter => 91.3125,
            Per::Year => 365.25,
        }
    }
}

/// Rates against rates of another basis, and against the sum of a time.
pub(super) fn basis(a: &Told, b: &Told, bridge: Bridge) -> Result<Bridge, Reason> {
    let of = |t: &Told| t.figure.measure.basis.clone();
    let (one, other) = (of(a), of(b));
    if one == other {
        let rate = one.as_deref().is_some_and(|o| Per::of(o).is_none());
        return Ok(Bridge { adds: bridge.adds && !rate, ..bridge });
    }
    let per = |basis: &Option<String>| basis.as_deref().map(|b| Per::of(b).ok_or_else(|| b.to_owned()));
    match (per(&one), per(&other)) {
        (Some(Ok(x)), Some(Ok(y))) => {
            let factor = y.days() / x.days();
            let bridge = Bridge { right: rounded(&bridge.right), left: rounded(&bridge.left), ..bridge };
            let left = interval::scaled(&bridge.left, factor);
            let arithmetic = told_times(&bridge.left, one.as_deref(), factor, &left, other.as_deref());
            Ok(Bridge { left, arithmetic: Some(arithmetic), ..bridge })
        }
        (Some(Ok(x)), None) => sum(a, x, b, bridge),
        (None, Some(Ok(y))) => sum(b, y, a, bridge.turned()).map(Bridge::turned),
        (Some(Err(basis)), _) | (_, Some(Err(basis))) => Err(Why::OtherBasis.of([basis])),
        (None, None) => Ok(bridge),
    }
}

/// A rate against the sum of a time.
fn sum(a: &Told, per: Per, b: &Told, bridge: Bridge) -> Result<Bridge, Reason> {
    let days = |t: &Told| {
        t.figure.period.as_ref().filter(|p| !period::is_now(p)).and_then(Days::of).map(Days::count)
    };
    let Some(days) = days(b) else {
        // What is told of no time is most often the number of a year.
        return if per == Per::Year { Ok(bridge) } else { Err(Why::RateAndSum.of([&a.text, &b.text])) };
    };
    let factor = per.times(days);
    let from = if factor == 1.0 { bridge.left } else { rounded(&bridge.left) };
    let left = interval::scaled(&from, factor);
    let basis = a.figure.measure.basis.as_deref();
    let arithmetic = if factor == 1.0 {
        bridge.arithmetic.clone()
    } else {
        Some(told_times(&bridge.left, basis, factor, &left, None))
    };
    Ok(Bridge { left, arithmetic, ..bridge })
}

/// A rate is a mean: a whole number of it is rounded or cut off to the last digit, as other numbers are.
fn rounded(i: &Interval) -> Interval {
    match (i.low, i.high) {
        (Some(low), Some(high)) if low == high && low == low.trunc() && low > 0.0 => {
            Interval { low: Some(low - 0.5), high: Some(high + 1.0), ..*i }
        }
        _ => *i,
    }
}

fn told_times(
    from: &Interval,
    basis: Option<&str>,
    factor: f64,
    to: &Interval,
    other: Option<&str>,
) -> Reason {
    let shown = |i: &Interval| perhaps(i.stated.or(i.low).or(i.high));
    let (from, basis, to) = (shown(from), Arg::from(basis.unwrap_or_default()), shown(to));
    match other {
        Some(other) => Why::ProductIn.of([from, basis, arg(factor), to, other.into()]),
        None => Why::Product.of([from, basis, arg(factor), to]),
    }
}
