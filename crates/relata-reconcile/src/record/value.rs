//! What the record has for a period: the values of every vintage, or what is worked out of several.

use super::Claim;
use super::change::{change, is_change, share};
use super::fit::{Fit, Way, way};
use super::scene::Scene;
use super::when::Asked;
use crate::measures::interval::arg;
use jiff::Span;
use jiff::civil::Date;
use relata_record::period::{self, Days};
use relata_record::{Calendar, Observation, Record, Series, Time};
use relata_rows::{Arg, Figure, Reason, Why};
use std::collections::BTreeMap;

/// A value of the record to hold against a figure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Point {
    /// In the unit of the series, or percent.
    pub(crate) value: f64,
    /// The period or periods.
    pub(crate) period: String,
    pub(crate) vintage: Option<String>,
    /// The first day on which it can have been known, where the record knows.
    pub(crate) known: Option<Date>,
    /// What it was worked out of.
    pub(crate) operands: Vec<f64>,
    pub(crate) arithmetic: Option<Reason>,
}

/// The values for a claim.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Values {
    /// All that may be meant, those most to be expected first.
    pub(crate) points: Vec<Point>,
    /// Their unit.
    pub(crate) unit: String,
    /// Whether the text does not tell which of several periods it means: any will do.
    pub(crate) any: bool,
}

/// The unit of an index: a figure in percent beside it is a change.
pub(crate) const INDEX: &str = "{index}";

/// Words that tell a rate over time, with what it is a rate of.
const PER: &[(&str, Per)] = &[
    ("per day", Per::Day),
    ("a day", Per::Day),
    ("every day", Per::Day),
    ("each day", Per::Day),
    ("daily", Per::Day),
    ("per month", Per::Month),
    ("a month", Per::Month),
    ("every month", Per::Month),
    ("each month", Per::Month),
    ("monthly", Per::Month),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Per {
    Day,
    Month,
}

/// The values of the record for a claim by one series; `None` where it has none.
pub(crate) fn values(
    record: &Record,
    claim: &Claim<'_>,
    scene: &Scene,
    fit: &Fit,
    asked: &Asked,
) -> Option<Values> {
    let series = fit.series.as_ref();
    let definition = &series.definition;
    let unit = definition.unit.clone();
    let figure = claim.figure;
    match way(figure, definition)? {
        Way::Percent => {
            let since = figure.change.as_ref().is_some_and(|c| c.since.is_some() || c.from.is_some());
            let mut points = Vec::new();
            let moves = is_change(figure, scene) || unit == INDEX;
            if !since && (figure.measure.of.is_some() || !moves) {
                points = share(record, claim, series, asked);
            }
            if points.is_empty() && moves {
                points = change(claim, scene, series, asked);
            }
            (!points.is_empty()).then(|| Values { points, unit: "%".into(), any: false })
        }
        Way::Level(_) => {
            // "rose by 500,000", and points of a rate: a difference, not the level.
            let moved = figure.change.as_ref().is_some_and(|c| c.by.is_some() && c.to.is_none());
            let own_change = !definition.minus.is_empty() || definition.measure.what == "inflation";
            if moved && !own_change {
                return None;
            }
            let per = per(figure, scene).filter(|_| definition.measure.basis.as_deref() != Some("per day"));
            let points = levels(claim, series, asked, fit.agency);
            let points = match per {
                Some(per) if definition.time == Time::Flow => {
                    points.into_iter().filter_map(|(days, point)| by(per, days, point)).collect()
                }
                Some(_) => Vec::new(),
                None => points.into_iter().map(|(_, point)| point).collect::<Vec<_>>(),
            };
            let any = definition.rolling && matches!(asked, Asked::AnyYear | Asked::Now);
            (!points.is_empty()).then_some(Values { points, unit, any })
        }
    }
}

/// Whether the figure is told as so much for each day or month.
fn per(figure: &Figure, scene: &Scene) -> Option<Per> {
    match figure.measure.basis.as_deref() {
        Some("per day") => return Some(Per::Day),
        Some("per month") => return Some(Per::Month),
        _ => {}
    }
    PER.iter().find(|(phrase, _)| scene.behind(phrase)).map(|(_, per)| *per)
}

/// So much for each day or month.
fn by(per: Per, (start, end): Days, point: Point) -> Option<Point> {
    let (count, why) = match per {
        Per::Day => (f64::from(i32::try_from(period::days(start, end)).ok()?), Why::PerDays),
        Per::Month => (f64::from(period::months(start, end)), Why::PerMonths),
    };
    if count < 1.0 {
        return None;
    }
    let value = point.value / count;
    let told = why.of([point.value, count, value].map(arg));
    Some(Point { value, arithmetic: Some(told), operands: vec![point.value], ..point })
}

/// The levels of a series for what is asked, each with its days.
pub(crate) fn levels(claim: &Claim<'_>, series: &Series, asked: &Asked, agency: bool) -> Vec<(Days, Point)> {
    let definition = &series.definition;
    let rolling = definition.rolling;
    match asked {
        Asked::TwelveMonths(days) if rolling => at(series, *days),
        // An average over a year is none of its end.
        Asked::TwelveMonths(_) if definition.time == Time::Level => Vec::new(),
        // Twelve months that are a year of the calendar or a fiscal year have a name of their own.
        Asked::TwelveMonths(days) | Asked::Days(days) => {
            let exact = at(series, *days);
            if !exact.is_empty() {
                return exact;
            }
            match definition.time {
                Time::Flow => summed(series, *days),
                Time::Stock => standing(series, *days),
                Time::Level => Vec::new(),
            }
        }
        Asked::AnyYear if rolling => windows(claim, series),
        // "The CDC reported 106,000 deaths": of the twelve months that it reported last.
        Asked::Now if rolling && agency && claim.figure.period.is_none() => windows(claim, series),
        Asked::Now if definition.time == Time::Stock => current(claim, series),
        _ => Vec::new(),
    }
}

fn point(series: &Series, o: &Observation) -> (Days, Point) {
    let days = (o.start, o.end);
    let mut label = period::label(days, series.definition.rolling);
    if Calendar::of(days, series.definition.rolling) == Calendar::TwelveMonths {
        label = period::label(days, true);
    }
    let (vintage, known) = (o.vintage.clone(), o.known());
    (days, Point { value: o.value, period: label, vintage, known, operands: vec![o.value], arithmetic: None })
}

/// The values of a period, of every vintage.
fn at(series: &Series, days: Days) -> Vec<(Days, Point)> {
    series.at(days).map(|o| point(series, o)).collect()
}

/// The last vintage of each period.
pub(crate) fn latest(series: &Series) -> BTreeMap<Days, &Observation> {
    series.observations.iter().map(|o| ((o.start, o.end), o)).collect()
}

/// The sum of the shorter periods that make up these days, where the record has them all.
fn summed(series: &Series, (start, end): Days) -> Vec<(Days, Point)> {
    let latest = latest(series);
    // Months before quarters, quarters before years: the shortest that tile the stretch.
    for length in [1, 3, 12] {
        let mut parts = Vec::new();
        let mut day = start;
        while day < end {
            let Some(next) = Span::new().try_months(length).ok().and_then(|s| day.checked_add(s).ok()) else {
                break;
            };
            let Some(part) = latest.get(&(day, next)) else { break };
            parts.push(part.value);
            day = next;
        }
        if day == end && parts.len() > 1 && !series.definition.rolling {
            let value = parts.iter().sum();
            let label = period::label((start, end), false);
            let why = match length {
                1 => Why::SumMonths,
                3 => Why::SumQuarters,
                _ => Why::SumYears,
            };
            let told = why.of([Arg::from(parts.len()), arg(value)]);
            let operands = parts;
            return vec![(
                (start, end),
                Point { value, period: label, vintage: None, known: None, operands, arithmetic: Some(told) },
            )];
        }
    }
    Vec::new()
}

/// What there was in a stretch of days: at its end, or at the last day in it of which the record knows.
fn standing(series: &Series, (start, end): Days) -> Vec<(Days, Point)> {
    // "At the end of 2023" of a stock counted once a year.
    let over = series
        .observations
        .iter()
        .filter(|o| o.start <= start && end == o.end && period::days(o.start, o.end) > 1);
    let found: Vec<_> = over.map(|o| point(series, o)).collect();
    if !found.is_empty() {
        return found;
    }
    let inside = series.observations.iter().filter(|o| start <= o.start && o.end <= end);
    let last = inside.clone().map(|o| o.end).max();
    inside.filter(|o| Some(o.end) == last).map(|o| point(series, o)).collect()
}

/// The last value before the day of publication, if it is not old: of a stock known by days a quarter of a year, of
/// one counted once a year a year and a half.
fn current(claim: &Claim<'_>, series: &Series) -> Vec<(Days, Point)> {
    let Some(published) = claim.published else { return Vec::new() };
    let before = series.observations.iter().filter(|o| o.end <= published);
    let Some(last) = before.clone().map(|o| o.end).max() else { return Vec::new() };
    let length =
        series.observations.iter().filter(|o| o.end == last).map(|o| period::days(o.start, o.end)).max();
    let old = if length.unwrap_or(1) > 31 { 550 } else { 92 };
    if period::days(last, published) > old {
        return Vec::new();
    }
    before.filter(|o| o.end == last).map(|o| point(series, o)).collect()
}

/// The windows of twelve months that ended in the two years before publication, the last first; all where it is
/// not known.
fn windows(claim: &Claim<'_>, series: &Series) -> Vec<(Days, Point)> {
    let fits = |o: &&Observation| {
        claim.published.is_none_or(|p| o.end <= p && period::days(o.end, p) <= 730)
            && period::months(o.start, o.end) == 12
    };
    let mut found: Vec<_> = series.observations.iter().filter(fits).map(|o| point(series, o)).collect();
    found.reverse();
    found
}
