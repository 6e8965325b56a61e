//! A value of the record against the interval of a figure.

use super::change::falls;
use super::fit::{Fit, Way, way};
use super::scene::Scene;
use super::value::{Point, Values};
use super::{Check, Claim, shown};
use crate::measures::interval::{mapped, shown as told};
use relata_record::Time;
use relata_rows::{Arg, Bound, Interval, Reason, Verdict, Why};
use std::cmp::Reverse;

/// A value outside the interval by at most this share of itself is close.
const CLOSE: f64 = 0.05;
/// What rounding of doubles may take.
const NEAR: f64 = 1e-9;

/// How a value lies to an interval: how far outside, as a share of the value, and whether beyond a soft side of
/// words that bound on one side alone ("more than").
fn lies(interval: &Interval, value: f64) -> (f64, bool) {
    let size = value.abs().max(NEAR);
    let below = interval.low.map_or(0.0, |low| (low - value) / size);
    let above = interval.high.map_or(0.0, |high| (value - high) / size);
    let soft = match interval.bound {
        Bound::AtLeast => above > below && interval.high_soft,
        Bound::AtMost => below > above && interval.low_soft,
        _ => false,
    };
    let off = below.max(above).max(0.0);
    (if off < NEAR { 0.0 } else { off }, soft)
}

/// A whole number as a rounded one.
fn rounded(interval: &Interval) -> Interval {
    match (interval.low, interval.high) {
        (Some(low), Some(high)) if low == high && low == low.trunc() && low.abs() < 1e6 => {
            Interval { low: Some(low - 0.5), high: Some(high + 0.5), ..*interval }
        }
        _ => *interval,
    }
}

/// The verdict on a value.
fn verdict(interval: &Interval, value: f64) -> Verdict {
    match lies(interval, value) {
        (0.0, _) => Verdict::Matches,
        (off, _) if off <= CLOSE => Verdict::Close,
        (_, true) => Verdict::NotComparable,
        _ => Verdict::Differs,
    }
}

/// Holds the values of the record against the figure: the best verdict of any vintage, that which was current at the
/// day of the document first.
pub(crate) fn hold(claim: &Claim<'_>, scene: &Scene, fit: &Fit, values: &Values) -> Check {
    let series = &fit.series;
    let definition = &series.definition;
    let factor = match way(claim.figure, definition) {
        Some(Way::Level(factor)) => factor,
        _ => 1.0,
    };
    let percent = values.unit == "%" && definition.unit != "%";
    let minus = if percent || !definition.minus.is_empty() && definition.unit == "%" {
        falls(claim.figure, scene) || definition.minus.iter().any(|m| !percent && scene.near(m))
    } else {
        definition.minus.iter().any(|m| scene.near(m))
    };
    let sign = if minus { -1.0 } else { 1.0 };
    let interval = mapped(&claim.figure.interval, |v| sign * v * factor, minus);

    // Those known before the document first, the last of them first; then those of which it is not known.
    let mut points: Vec<&Point> = values.points.iter().collect();
    if let Some(day) = claim.published {
        points.sort_by_key(|p| match p.known {
            Some(known) if known <= day => (0, Reverse(Some(known))),
            None => (1, Reverse(None)),
            Some(known) => (2, Reverse(Some(known))),
        });
    }
    let rank = |v: Verdict| match v {
        Verdict::Matches => 0,
        Verdict::Close => 1,
        Verdict::NotComparable => 2,
        _ => 3,
    };
    // What was worked out, a rate or an average is seldom a whole number: there "91" is rounded.
    let seldom = |p: &Point| p.arithmetic.is_some() || definition.time == Time::Level;
    let held = |p: &Point| if seldom(p) { rounded(&interval) } else { interval };
    let judged: Vec<(Verdict, &Point)> = points.iter().map(|p| (verdict(&held(p), p.value), *p)).collect();
    let Some(&(verdict, best)) = judged.iter().min_by_key(|(v, _)| rank(*v)) else {
        return Check::none(Why::RecordEmpty.alone(), fit.score);
    };
    let fitting: Vec<&str> =
        judged.iter().filter(|(v, _)| *v == Verdict::Matches).map(|(_, p)| p.period.as_str()).collect();
    let period = match (values.any, &fitting[..]) {
        (true, [last, .., first]) => {
            let (of, all) = (Arg::from(fitting.len()), Arg::from(points.len()));
            Why::MayBeMeant.of([(*first).into(), (*last).into(), of, all])
        }
        _ => Reason::words(&best.period),
    };
    let own = sign * best.value / factor;
    let unit = match (percent, factor == 1.0) {
        (true, _) => "%",
        (_, true) => &definition.unit,
        _ => claim.figure.unit.code.as_str(),
    };
    let converted = (factor != 1.0)
        .then(|| Why::Equal.of([shown(best.value, &definition.unit), shown(best.value / factor, unit)]));
    let worked = best.arithmetic.iter().cloned().chain(converted);
    let arithmetic = worked.reduce(|one, other| Why::Also.of([one, other]));
    let off = 100.0 * lies(&held(best), best.value).0;
    let how = match verdict {
        Verdict::Matches => Why::Admitted.alone(),
        Verdict::Close => Why::OutsideBy.of([Arg::Number(format!("{off:.1}"))]),
        Verdict::NotComparable => Why::BeyondBy.of([Arg::Number(format!("{off:.0}"))]),
        _ => Why::OutsideBy.of([Arg::Number(format!("{off:.0}"))]),
    };
    let admits = told(&claim.figure.interval);
    let when = match &best.vintage {
        Some(vintage) => Why::OfVintage.of([period.clone().into(), Arg::from(vintage)]),
        None => period.clone(),
    };
    let values = [Reason::words(series.name()), when, shown(own, unit), how, admits];
    let reason = match &definition.mind {
        Some(mind) => Why::Also.of([Why::Held.of(values), Reason::words(mind)]),
        None => Why::Held.of(values),
    };
    Check {
        verdict,
        series: Some(series.id.clone()),
        name: Some(series.name()),
        period: Some(period.to_string()),
        vintage: best.vintage.clone(),
        value: Some(own),
        operands: best.operands.clone(),
        arithmetic,
        reason,
        score: fit.score,
    }
}
