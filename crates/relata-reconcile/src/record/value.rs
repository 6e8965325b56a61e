//! What the record has for a period: the values of every vintage, or what is worked out of several.

use super::fit::{Fit, Scene, Way, way};
use super::when::Asked;
use super::{Claim, whole};
use crate::measures::interval::number;
use jiff::Span;
use jiff::civil::Date;
use relata_record::period::{self, Days};
use relata_record::{Calendar, Observation, Record, Series, Time};
use relata_rows::{Direction, Figure};
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
    pub(crate) arithmetic: Option<String>,
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
const INDEX: &str = "{index}";

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
            if figure.measure.of.is_some() && !since {
                points = share(record, claim, series, asked);
            }
            if points.is_empty() && (is_change(figure, scene) || unit == INDEX) {
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

/// Whether a share is one of change: the figure says so, or the words beside it do.
fn is_change(figure: &Figure, scene: &Scene) -> bool {
    let words = [
        "percent high",
        "percent higher",
        "percent low",
        "percent lower",
        "percent more",
        "percent few",
        "percent fewer",
        "percent less",
        "percent above",
        "percent below",
        "percent increase",
        "percent rise",
        "percent drop",
        "percent decline",
        "percent decrease",
        "percent jump",
        "percent fall",
    ];
    figure.change.as_ref().is_some_and(|c| c.by.is_some()) || words.iter().any(|w| scene.near(w))
}

/// So much for each day or month.
fn by(per: Per, (start, end): Days, point: Point) -> Option<Point> {
    let (count, name) = match per {
        Per::Day => (f64::from(i32::try_from(period::days(start, end)).ok()?), "days"),
        Per::Month => (f64::from(period::months(start, end)), "months"),
    };
    if count < 1.0 {
        return None;
    }
    let value = point.value / count;
    let told = format!("{} / {} {name} = {}", number(point.value), number(count), number(value));
    Some(Point { value, arithmetic: Some(told), operands: vec![point.value], ..point })
}

/// The levels of a series for what is asked, each with its days.
fn levels(claim: &Claim<'_>, series: &Series, asked: &Asked, agency: bool) -> Vec<(Days, Point)> {
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
fn latest(series: &Series) -> BTreeMap<Days, &Observation> {
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
            let what = match length {
                1 => "months",
                3 => "quarters",
                _ => "years",
            };
            let told = format!("sum of {} {what} = {}", parts.len(), number(value));
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

/// The share of a series in the whole of which it counts a part, in percent.
fn share(record: &Record, claim: &Claim<'_>, series: &Series, asked: &Asked) -> Vec<Point> {
    let Some(all) = whole(record, series) else { return Vec::new() };
    let (parts, wholes) = (levels(claim, series, asked, false), levels(claim, all, asked, false));
    parts
        .iter()
        .filter_map(|(days, part)| {
            let (_, of) = wholes.iter().rfind(|(d, w)| d == days && w.value != 0.0)?;
            let value = 100.0 * part.value / of.value;
            let told = format!("{} / {} = {} %", number(part.value), number(of.value), number(value));
            let operands = vec![part.value, of.value];
            Some(Point { value, operands, arithmetic: Some(told), ..part.clone() })
        })
        .collect()
}

/// The change of a series between two periods, in percent; a fall is negative.
fn change(claim: &Claim<'_>, scene: &Scene, series: &Series, asked: &Asked) -> Vec<Point> {
    let Some((from, to)) = between(claim, scene, series, asked) else { return Vec::new() };
    let (before, after) =
        (levels(claim, series, &Asked::Days(from), false), levels(claim, series, &Asked::Days(to), false));
    let mut points = Vec::new();
    for (_, a) in &after {
        for (_, b) in before.iter().filter(|(_, b)| b.value != 0.0) {
            let value = 100.0 * (a.value / b.value - 1.0);
            let told = format!("{} / {} - 1 = {} %", number(a.value), number(b.value), number(value));
            points.push(Point {
                value,
                period: format!("{} and {}", b.period, a.period),
                vintage: a.vintage.clone(),
                known: a.known.max(b.known),
                operands: vec![a.value, b.value],
                arithmetic: Some(told),
            });
        }
    }
    points
}

/// Between which two periods a change is told.
fn between(claim: &Claim<'_>, scene: &Scene, series: &Series, asked: &Asked) -> Option<(Days, Days)> {
    let since = claim.figure.change.as_ref().and_then(|c| c.since.as_ref());
    let since = since.and_then(|p| base(p, series));
    let told = match asked {
        Asked::Days(days) => Some(*days),
        _ => None,
    };
    if let Some(from) = since {
        // Since then to the period told, else to the last of the same length before publication.
        let length = period::months(from.0, from.1);
        let after = told.filter(|t| t.0 >= from.1);
        let last = || {
            let published = claim.published?;
            let ended = latest(series).into_keys().filter(|d| {
                d.1 <= published
                    && period::months(d.0, d.1) == length
                    && d.0.month() == from.0.month()
                    && d.0 >= from.1
            });
            ended.max()
        };
        return Some((from, after.or_else(last)?));
    }
    let month = |end: Date, back: i32| {
        let end = end.checked_sub(Span::new().try_months(back).ok()?).ok()?;
        Some((end.checked_sub(Span::new().try_months(1).ok()?).ok()?, end))
    };
    if let Asked::TwelveMonths((_, end)) = asked {
        return Some((month(*end, 12)?, month(*end, 0)?));
    }
    let (start, end) = told?;
    let years = period::months(start, end) / 12;
    if years >= 2 && start.month() == end.month() && start.day() == 1 && end.day() == 1 {
        // "Between 2020 and 2022": the first and the last of them.
        let year = Span::new().try_years(1).ok()?;
        return Some(((start, start.checked_add(year).ok()?), (end.checked_sub(year).ok()?, end)));
    }
    let earlier = [
        "year before",
        "year earlier",
        "previous year",
        "prior year",
        "year ago",
        "past year",
        "last year",
        "year on year",
        "year over year",
        "12 month",
        "twelve month",
        "one year",
    ];
    let before = |months: i32| {
        let ago = Span::new().try_months(months).ok()?;
        Some(((start.checked_sub(ago).ok()?, end.checked_sub(ago).ok()?), (start, end)))
    };
    let tells = |phrases: &[&str]| phrases.iter().any(|p| scene.line.tells(p).is_some());
    let length = period::months(start, end);
    let months = start.day() == 1 && end.day() == 1;
    if months && tells(&["month before", "previous month", "prior month", "month earlier", "month on month"])
    {
        return before(length);
    }
    // The inflation of a month is that of the year to it.
    if length == 12 || tells(&earlier) || length == 1 && series.definition.unit == INDEX {
        return before(12);
    }
    if months && (2..12).contains(&length) && tells(&["from", "between"]) {
        // "From March to April": the first and the last of the months.
        return Some((month(start, -1)?, month(end, 0)?));
    }
    None
}

/// The period since which a change is told: its days, a fiscal year where the series has fiscal years. Of "since 2020"
/// and "since March 2020" the end is open, and the year or month is meant.
fn base(told: &relata_rows::Period, series: &Series) -> Option<Days> {
    let year = told.text.split(|c: char| !c.is_ascii_digit()).find(|d| d.len() == 4);
    if told.calendar.starts_with("fiscal") && series.definition.fiscal {
        return period::parse(&format!("FY{}", year?));
    }
    match (told.start, told.end) {
        (Some(start), Some(end)) if start < end => Some((start, end)),
        (Some(start), None) if told.text.chars().filter(char::is_ascii_alphabetic).count() > 5 => {
            period::parse(&format!("{:04}-{:02}", start.year(), start.month()))
        }
        (Some(_), None) => period::parse(year?),
        _ => None,
    }
}

/// Whether the words tell a fall.
pub(crate) fn falls(figure: &Figure, scene: &Scene) -> bool {
    let words = [
        "percent low",
        "percent lower",
        "percent few",
        "percent fewer",
        "percent less",
        "percent below",
        "percent drop",
        "percent decline",
        "percent decrease",
        "percent fall",
    ];
    figure.change.as_ref().is_some_and(|c| c.direction == Direction::Down)
        || words.iter().any(|w| scene.near(w))
}
