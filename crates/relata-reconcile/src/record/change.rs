//! What is worked out of several values: shares of a whole, and changes between two periods.

use super::scene::Scene;
use super::value::{INDEX, Point, latest, levels};
use super::when::Asked;
use super::{Claim, whole};
use crate::measures::interval::arg;
use jiff::Span;
use jiff::civil::Date;
use relata_record::period::{self, Days};
use relata_record::{Record, Series};
use relata_rows::{Direction, Figure, Why};

/// Whether a share is one of change: the figure says so, or the words beside it do.
pub(crate) fn is_change(figure: &Figure, scene: &Scene) -> bool {
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

/// The share of a series in the whole of which it counts a part, in percent.
pub(crate) fn share(record: &Record, claim: &Claim<'_>, series: &Series, asked: &Asked) -> Vec<Point> {
    let Some(all) = whole(record, series) else { return Vec::new() };
    let (parts, wholes) = (levels(claim, series, asked, false), levels(claim, all, asked, false));
    parts
        .iter()
        .filter_map(|(days, part)| {
            let (_, of) = wholes.iter().rfind(|(d, w)| d == days && w.value != 0.0)?;
            let value = 100.0 * part.value / of.value;
            let told = Why::Part.of([part.value, of.value, value].map(arg));
            let operands = vec![part.value, of.value];
            Some(Point { value, operands, arithmetic: Some(told), ..part.clone() })
        })
        .collect()
}

/// The change of a series between two periods, in percent; a fall is negative.
pub(crate) fn change(claim: &Claim<'_>, scene: &Scene, series: &Series, asked: &Asked) -> Vec<Point> {
    let Some((from, to)) = between(claim, scene, series, asked) else { return Vec::new() };
    let (before, after) =
        (levels(claim, series, &Asked::Days(from), false), levels(claim, series, &Asked::Days(to), false));
    let mut points = Vec::new();
    for (_, a) in &after {
        for (_, b) in before.iter().filter(|(_, b)| b.value != 0.0) {
            let value = 100.0 * (a.value / b.value - 1.0);
            let told = Why::Change.of([a.value, b.value, value].map(arg));
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
