//! Periods as statistics write them.

use jiff::Span;
use jiff::civil::{Date, date};

/// Whole days, end exclusive: first day and the day after the last.
pub type Days = (Date, Date);

/// How the periods of a series are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Calendar {
    /// Years of the Gregorian calendar.
    Year,
    /// Fiscal years of the United States, from October.
    FiscalUs,
    /// Quarters.
    Quarter,
    /// Months.
    Month,
    /// The twelve months that end with a month, other than a year of the calendar.
    TwelveMonths,
    /// Days, or levels at a day.
    Day,
    /// Any other stretch of time.
    Other,
}

impl Calendar {
    /// The name used in sidecars and exports.
    pub fn name(self) -> &'static str {
        match self {
            Calendar::Year => "year",
            Calendar::FiscalUs => "fiscal year (US)",
            Calendar::Quarter => "quarter",
            Calendar::Month => "month",
            Calendar::TwelveMonths => "12 months ending",
            Calendar::Day => "day",
            Calendar::Other => "other",
        }
    }

    /// How a stretch of days is cut. Twelve months from October are a fiscal year only where `rolling` is false: a
    /// series of rolling windows has such a window too.
    pub fn of((start, end): Days, rolling: bool) -> Calendar {
        if start.day() != 1 || end.day() != 1 {
            return if days(start, end) == 1 { Calendar::Day } else { Calendar::Other };
        }
        match (months(start, end), start.month()) {
            (12, 1) => Calendar::Year,
            (12, 10) if !rolling => Calendar::FiscalUs,
            (12, _) => Calendar::TwelveMonths,
            (3, 1 | 4 | 7 | 10) => Calendar::Quarter,
            (1, _) => Calendar::Month,
            _ => Calendar::Other,
        }
    }
}

/// How many days a stretch has.
pub fn days(start: Date, end: Date) -> i64 {
    (end - start).get_days().into()
}

/// How many months lie between the months of two days.
pub fn months(start: Date, end: Date) -> i32 {
    (i32::from(end.year()) - i32::from(start.year())) * 12 + i32::from(end.month()) - i32::from(start.month())
}

/// A period as a series has it: `2022`, `2022-10`, `2022-Q1`, a day, `FY2022` (fiscal year of the United States, from
/// October of the year before), `a/b` (from the first day of a to the last of b), and those of SDMX 2.1: `2022-A1`,
/// `2022-S1`, `2022-T1`, `2022-M10`, `2022-W05`, `2022-D033`, `2021-10-01/P1Y` (first day and duration), a day with
/// a time. `None` for what is none of these.
pub fn parse(text: &str) -> Option<Days> {
    let text = text.trim();
    if let Some((from, to)) = text.split_once('/') {
        let start = parse(from)?.0;
        let end = match to.trim().strip_prefix('P') {
            Some(duration) => start.checked_add(length(duration)?).ok()?,
            None => parse(to)?.1,
        };
        return (start < end).then_some((start, end));
    }
    if let Some(year) = text.strip_prefix("FY") {
        let year = number(year.trim_start_matches([' ', '-']), 4)?;
        return stretch(Date::new(year - 1, 10, 1).ok()?, Span::new().try_years(1).ok()?);
    }
    let text = text.split_once('T').map_or(text, |(day, time)| if time.contains(':') { day } else { text });
    let parts: Vec<&str> = text.split('-').collect();
    let year = number(parts[0], 4)?;
    let first = Date::new(year, 1, 1).ok()?;
    match parts[1..] {
        [] => stretch(first, Span::new().try_years(1).ok()?),
        [part] if part.starts_with(|c: char| c.is_ascii_digit()) => {
            let month = i8::try_from(number(part, 2)?).ok()?;
            stretch(Date::new(year, month, 1).ok()?, Span::new().try_months(1).ok()?)
        }
        [part] => {
            let (letter, digits) = (part.get(..1)?, part.get(1..)?);
            let nth = i32::from(number(digits, 0)?);
            let cut = |length: i32, most: i32| {
                let ahead = Span::new().try_months(length * (nth - 1)).ok()?;
                let start = first.checked_add(ahead).ok().filter(|_| (1..=most).contains(&nth))?;
                stretch(start, Span::new().try_months(length).ok()?)
            };
            match letter {
                "A" => cut(12, 1),
                "S" | "H" => cut(6, 2),
                "T" => cut(4, 3),
                "Q" => cut(3, 4),
                "M" => cut(1, 12),
                "W" => week(year, nth),
                "D" if (1..=366).contains(&nth) => {
                    let start = first.checked_add(Span::new().try_days(nth - 1).ok()?).ok()?;
                    stretch(start, Span::new().try_days(1).ok()?)
                }
                _ => None,
            }
        }
        [month, day] => {
            let (month, day) = (i8::try_from(number(month, 2)?).ok()?, i8::try_from(number(day, 2)?).ok()?);
            stretch(Date::new(year, month, day).ok()?, Span::new().try_days(1).ok()?)
        }
        _ => None,
    }
}

/// A period as it is written shortest: `2022`, `FY2022`, `2022-Q1`, `2022-10`, a day, `a/b`; of a rolling series
/// `12 months to 2022-12`.
pub fn label(period: Days, rolling: bool) -> String {
    let (start, end) = period;
    let last = end.yesterday().unwrap_or(end);
    let month = |d: Date| format!("{:04}-{:02}", d.year(), d.month());
    match Calendar::of(period, rolling) {
        Calendar::Year | Calendar::TwelveMonths if rolling => format!("12 months to {}", month(last)),
        Calendar::Year => format!("{:04}", start.year()),
        Calendar::FiscalUs => format!("FY{:04}", last.year()),
        Calendar::Quarter => format!("{:04}-Q{}", start.year(), (start.month() + 2) / 3),
        Calendar::Month => month(start),
        Calendar::TwelveMonths => format!("{}/{}", month(start), month(last)),
        Calendar::Day => start.to_string(),
        Calendar::Other if start.day() == 1 && end.day() == 1 => format!("{}/{}", month(start), month(last)),
        Calendar::Other => format!("{start}/{last}"),
    }
}

/// A period as SDMX has it, which [`parse`] reads back.
pub fn sdmx(period: Days) -> String {
    let (start, end) = period;
    match Calendar::of(period, true) {
        Calendar::TwelveMonths => format!("{start}/P1Y"),
        Calendar::Other if start.day() == 1 && end.day() == 1 => format!("{start}/P{}M", months(start, end)),
        Calendar::Other => format!("{start}/P{}D", days(start, end)),
        _ => label(period, false),
    }
}

fn stretch(start: Date, length: Span) -> Option<Days> {
    Some((start, start.checked_add(length).ok()?))
}

/// A number of so many digits (0: any).
fn number(digits: &str, count: usize) -> Option<i16> {
    let fits = digits.bytes().all(|b| b.is_ascii_digit()) && (count == 0 || digits.len() == count);
    fits.then(|| digits.parse().ok()).flatten()
}

/// `1Y`, `3M`, `2W`, `10D`: an ISO 8601 duration behind its P, of one unit.
fn length(duration: &str) -> Option<Span> {
    let (digits, unit) = duration.split_at_checked(duration.len().checked_sub(1)?)?;
    let count = i32::from(number(digits, 0)?);
    let span = Span::new();
    match unit {
        "Y" => span.try_years(count),
        "M" => span.try_months(count),
        "W" => span.try_weeks(count),
        "D" => span.try_days(count),
        _ => return None,
    }
    .ok()
}

/// A week of ISO 8601: the first has the year's first Thursday.
fn week(year: i16, nth: i32) -> Option<Days> {
    let fourth = date(year, 1, 4);
    let monday = i32::from(fourth.weekday().to_monday_zero_offset());
    let start = fourth.checked_add(Span::new().try_days(7 * (nth - 1) - monday).ok()?).ok()?;
    (1..=53).contains(&nth).then(|| stretch(start, Span::new().try_days(7).ok()?)).flatten()
}
