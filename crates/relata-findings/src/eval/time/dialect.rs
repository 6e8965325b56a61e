//! What Recognizers-Text would write for an expression: its own spelling of values, from the same readings.
//!
//! It differs from TIMEX3 and from what a news reader means, and is used for scoring only:
//! - what has no year, week or month gets two resolutions, the last before and the first on or after the
//!   reference day, and X in its value: `XXXX-WXX-5`, `XXXX-10-02`;
//! - a stretch that no value names is `(start,end,length)`; the end of a range is the first day of its second
//!   expression, and the length is counted in the coarsest unit that both are told in;
//! - "two weeks ago" is a day; "last 3 weeks" end on the reference day, "next 3 weeks" begin the day after, and
//!   quarters, decades and centuries are taken whole;
//! - "last", "this" and "next Friday" are of the last, this and the next week;
//! - "early", "late", "the end of" halve what is told from the reference day, and are a third of a year that is
//!   named; a vague number is 3.

use crate::time::calendar::{self, add, day, floor, whole};
use crate::time::holidays::{self, Rule};
use crate::time::meaning::{
    Amount, Anchor, Meaning, Modifier, Reference, RunFrom, Season, Unit, Which, Within, Year,
};
use crate::time::resolve::{Frame, Tense, part};
use jiff::civil::Date;

/// One resolution: a value and the two ends; of a day and of a length in seconds only the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolution {
    pub timex: String,
    pub first: String,
    pub second: String,
}

/// A stretch in time as it is before it is written.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub timex: String,
    /// The stretches it may be; end exclusive. Empty: not resolved.
    pub days: Vec<(Date, Date)>,
    /// What a range counts its length in.
    pub unit: Unit,
    pub is_day: bool,
}

impl Reading {
    fn new(timex: String, days: Vec<(Date, Date)>, unit: Unit) -> Self {
        Reading { timex, days, unit, is_day: unit == Unit::Day }
    }

    fn of(timex: String, found: Option<(Date, Date)>, unit: Unit) -> Self {
        Self::new(timex, found.into_iter().collect(), unit)
    }
}

fn frame(today: Date) -> Frame<'static> {
    Frame { today: Some(today), told: None, tense: Tense::Past, fiscal: None }
}

/// The last stretch that begins by the reference day and the first that begins after.
fn both(of: impl Fn(i16) -> Option<(Date, Date)>, today: Date) -> Vec<(Date, Date)> {
    let year = today.year();
    let past = (0..=8).filter_map(|n| of(year.checked_sub(n)?)).find(|d| d.0 <= today);
    let future = (0..=8).filter_map(|n| of(year.checked_add(n)?)).find(|d| d.0 > today);
    past.into_iter().chain(future).collect()
}

/// The reading of an expression; `None` for lengths, sets and times of day.
pub(super) fn reading(meaning: &Meaning, words: &str, today: Date) -> Option<Reading> {
    Some(match meaning {
        Meaning::Calendar { year, within } => calendar_reading(*year, *within, today)?,
        Meaning::Fiscal { year, school, .. } => {
            let name = if *school { "SY" } else { "FY" };
            let year = match year {
                Year::Given(year) => year.to_string(),
                Year::Shifted(by, _) => today.year().checked_add(*by)?.to_string(),
                Year::Short(digits) => frame(today).short_year(*digits).to_string(),
                _ => "XXXX".to_owned(),
            };
            Reading::new(format!("{name}{year}"), Vec::new(), Unit::Year)
        }
        Meaning::Decade { start, short: false } => whole_years(*start, 10)?,
        Meaning::Decade { start, short: true } => {
            let after = (start + 10) % 100;
            let ten = |century: i16| Some((day(century + start, 1, 1)?, day(century + start + 10, 1, 1)?));
            let timex = format!("(XX{start:02}-01-01,XX{after:02}-01-01,P10Y)");
            Reading::new(timex, [ten(1900), ten(2000)].into_iter().flatten().collect(), Unit::Year)
        }
        Meaning::Century(n) => whole_years((n - 1).checked_mul(100)?, 100)?,
        Meaning::Weekday { weekday, which, week, day: of_month } => {
            weekday_reading(*weekday, *which, *week, *of_month, words, today)?
        }
        Meaning::MonthDay { day: of_month, months } => {
            let month = floor(today, Unit::Month)?;
            let at = |n: f64| {
                let month = add(month, Unit::Month, n)?;
                whole(day(month.year(), month.month().unsigned_abs(), *of_month)?, Unit::Day)
            };
            match months {
                Some(n) => {
                    let found = at((*n).into())?;
                    Reading::of(found.0.to_string(), Some(found), Unit::Day)
                }
                None => {
                    let past = (0..3).filter_map(|n| at(-f64::from(n))).find(|d| d.0 < today);
                    let future = (0..3).filter_map(|n| at(f64::from(n))).find(|d| d.0 >= today);
                    Reading::new(
                        format!("XXXX-XX-{of_month:02}"),
                        past.into_iter().chain(future).collect(),
                        Unit::Day,
                    )
                }
            }
        }
        Meaning::NthOf { weekday, nth, months } => {
            let month = add(floor(today, Unit::Month)?, Unit::Month, f64::from(*months))?;
            let number = month.month().unsigned_abs();
            let found = calendar::nth(month.year(), number, *weekday, *nth).and_then(|d| whole(d, Unit::Day));
            // "first Sunday" is a day; "the first Sunday of next month" keeps its form.
            let timex = match found {
                Some((start, _)) if !words.contains("month") => start.to_string(),
                _ => format!("XXXX-{number:02}-WXX-{weekday}-#{nth}"),
            };
            Reading::of(timex, found, Unit::Day)
        }
        Meaning::Shifted { unit, by, from } => shifted(*unit, *by, *from, words, today)?,
        Meaning::SeasonOf { season, by } => Reading::new(
            format!("{:04}-{}", today.year().checked_add(*by)?, letters(*season)),
            Vec::new(),
            Unit::Season,
        ),
        Meaning::Distance { amount, back, .. } => distance(amount, *back, today)?,
        Meaning::Run { amount, which, from: RunFrom::Published } => run(amount, *which, today)?,
        Meaning::WeekOf(inner) => {
            let inner = reading(inner, words, today)?;
            let weeks =
                inner.days.iter().filter_map(|d| whole(floor(d.0, Unit::Week)?, Unit::Week)).collect();
            Reading::new(inner.timex, weeks, Unit::Week)
        }
        Meaning::Reference(Reference::Present) => {
            Reading::of(today.to_string(), whole(today, Unit::Day), Unit::Day)
        }
        _ => return None,
    })
}

fn letters(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Fall => "FA",
        Season::Winter => "WI",
    }
}

fn whole_years(start: i16, count: i16) -> Option<Reading> {
    let (first, end) = (day(start, 1, 1)?, day(start.checked_add(count)?, 1, 1)?);
    Some(Reading::of(format!("({first},{end},P{count}Y)"), Some((first, end)), Unit::Year))
}

fn calendar_reading(year: Year, within: Within, today: Date) -> Option<Reading> {
    let days = |y: i16| {
        if let Within::MonthWeek { month, week } = within {
            return month_week(y, month, week).map(|(d, _)| d).and_then(|d| whole(d, Unit::Week));
        }
        let found = part(y, within)?;
        Some((found.start?, found.end?))
    };
    let (years, text): (Vec<i16>, String) = match year {
        Year::Given(y) => (vec![y], format!("{y:04}")),
        // Two digits from 30 to 39 may be of either century.
        Year::Short(d @ 30..=39) => (vec![1900 + i16::from(d), 2000 + i16::from(d)], format!("XX{d:02}")),
        Year::Short(d) => {
            let y = i16::from(d) + if d < 30 { 2000 } else { 1900 };
            (vec![y], y.to_string())
        }
        Year::Shifted(by, _) => {
            let y = today.year().checked_add(by)?;
            (vec![y], y.to_string())
        }
        Year::Last | Year::Next => {
            let step = if year == Year::Last { -1 } else { 1 };
            let month = matches!(within, Within::Month(_));
            let found = (if month { 1 } else { 0 }..=8).map(|n| today.year() + step * n).find(|y| {
                days(*y).is_some_and(|d| month || if step < 0 { d.1 <= today } else { d.0 > today })
            })?;
            (vec![found], found.to_string())
        }
        Year::Open => (Vec::new(), "XXXX".to_owned()),
    };
    let all: Vec<(Date, Date)> =
        if year == Year::Open { both(days, today) } else { years.iter().filter_map(|y| days(*y)).collect() };
    let stretch = |first: String, second: String, unit: Unit, length: &str| {
        Reading::new(format!("({first},{second},{length})"), all.clone(), unit)
    };
    Some(match within {
        Within::Whole => Reading::new(text, all, Unit::Year),
        Within::Month(month) => Reading::new(format!("{text}-{month:02}"), all, Unit::Month),
        Within::Day { month, day } => Reading::new(format!("{text}-{month:02}-{day:02}"), all, Unit::Day),
        Within::Quarter(_) | Within::Half(_) => {
            let (first, length, unit) = match within {
                Within::Quarter(q) => (q * 3 - 2, "P3M", Unit::Month),
                Within::Half(h) => (h * 6 - 5, "P6M", Unit::Month),
                _ => return None,
            };
            let months = if length == "P3M" { 3 } else { 6 };
            let (next, after) = if first + months > 12 { (1, true) } else { (first + months, false) };
            let end = match years.first() {
                Some(y) if after => format!("{:04}", y + 1),
                _ => text.clone(),
            };
            stretch(format!("{text}-{first:02}-01"), format!("{end}-{next:02}-01"), unit, length)
        }
        Within::Season(season) => {
            let timex = if year == Year::Open {
                letters(season).to_owned()
            } else {
                format!("{text}-{}", letters(season))
            };
            Reading::new(timex, Vec::new(), Unit::Season)
        }
        Within::Week(_) => {
            let monday = all.first()?.0;
            Reading::new(week_value(monday), all, Unit::Week)
        }
        Within::MonthWeek { month, week } => {
            let (_, number) = month_week(years.first().copied().unwrap_or(today.year()), month, week)?;
            Reading::new(format!("{text}-{month:02}-W{number:02}"), all, Unit::Week)
        }
        Within::Months { first, count } => {
            let (next, year) = if first + count > 12 { (1, 1) } else { (first + count, 0) };
            let end = years.first().map_or_else(|| text.clone(), |y| format!("{:04}", y + year));
            let (from, to) = (format!("{text}-{first:02}-01"), format!("{end}-{next:02}-01"));
            stretch(from, to, Unit::Month, &format!("P{count}M"))
        }
        Within::Nth { month, weekday, nth } => {
            Reading::new(format!("{text}-{month:02}-WXX-{weekday}-#{nth}"), all, Unit::Day)
        }
        Within::Holiday(index) => {
            let rule = holidays::rule_of(index)?;
            let timex = match (rule, year) {
                (Rule::Fixed { month, day }, _) => format!("{text}-{month:02}-{day:02}"),
                (Rule::Nth { month, weekday, nth, on: 0 }, _) => {
                    format!("{text}-{month:02}-WXX-{weekday}-{nth}")
                }
                (_, Year::Open) => {
                    let first = all.first()?.0;
                    format!("XXXX-{:02}-{:02}", first.month(), first.day())
                }
                _ => all.first()?.0.to_string(),
            };
            Reading::new(timex, all, Unit::Day)
        }
    })
}

/// A week of a month and its number in it, counted from the week that holds its first Thursday.
fn month_week(year: i16, month: u8, week: i8) -> Option<(Date, i64)> {
    let monday = calendar::month_week(year, month, week)?;
    let first = calendar::month_week(year, month, 1)?;
    Some((monday, i64::from(first.until(monday).ok()?.get_days()) / 7 + 1))
}

fn week_value(monday: Date) -> String {
    let week = monday.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

fn weekday_reading(
    weekday: u8,
    which: Which,
    week: Option<i16>,
    of_month: Option<u8>,
    words: &str,
    today: Date,
) -> Option<Reading> {
    let in_week = |weeks: i16| {
        let monday = add(floor(today, Unit::Week)?, Unit::Week, weeks.into())?;
        whole(add(monday, Unit::Day, f64::from(weekday - 1))?, Unit::Day)
    };
    let one = |found: Option<(Date, Date)>| Some(Reading::of(found?.0.to_string(), found, Unit::Day));
    if let Some(of_month) = of_month {
        let month = floor(today, Unit::Month)?;
        let matching = |n: i32| {
            let month = add(month, Unit::Month, n.into())?;
            let date = day(month.year(), month.month().unsigned_abs(), of_month)?;
            (calendar::weekday(date) == weekday).then(|| whole(date, Unit::Day))?
        };
        if words.contains(" the ") {
            return one(matching(0));
        }
        let past = (0..48).filter_map(|n| matching(-n)).find(|d| d.0 < today);
        let future = (0..48).filter_map(matching).find(|d| d.0 >= today);
        return Some(Reading::new(
            format!("XXXX-WXX-{weekday}"),
            past.into_iter().chain(future).collect(),
            Unit::Day,
        ));
    }
    match (week, which) {
        (Some(weeks), _) => one(in_week(weeks)),
        (_, Which::Last) => one(in_week(-1)),
        (_, Which::This) => one(in_week(0)),
        (_, Which::Next) => one(in_week(1)),
        (_, Which::Coming) => one(whole(calendar::on_or_after(today.tomorrow().ok()?, weekday)?, Unit::Day)),
        (None, Which::Open) => {
            let future = calendar::on_or_after(today, weekday)?;
            let past = add(future, Unit::Week, -1.0)?;
            let days = [past, future].into_iter().filter_map(|d| whole(d, Unit::Day)).collect();
            Some(Reading::new(format!("XXXX-WXX-{weekday}"), days, Unit::Day))
        }
    }
}

fn shifted(unit: Unit, by: i16, from: Anchor, words: &str, today: Date) -> Option<Reading> {
    let by = f64::from(by);
    if unit == Unit::Fortnight {
        let start = add(floor(today, Unit::Week)?, Unit::Fortnight, by)?;
        let found = whole(start, Unit::Fortnight)?;
        return Some(Reading::of(format!("({},{},P2W)", found.0, found.1), Some(found), Unit::Week));
    }
    let start = add(floor(today, unit)?, unit, by)?;
    let found = whole(start, unit)?;
    let stretch =
        |length: &str, of| Reading::of(format!("({},{},{length})", found.0, found.1), Some(found), of);
    Some(match unit {
        Unit::Day => Reading::of(start.to_string(), Some(found), Unit::Day),
        Unit::Week => Reading::of(week_value(start), Some(found), Unit::Week),
        Unit::Weekend => Reading::of(format!("{}-WE", week_value(start)), Some(found), Unit::Weekend),
        Unit::Month => {
            Reading::of(format!("{:04}-{:02}", start.year(), start.month()), Some(found), Unit::Month)
        }
        Unit::Year if from == Anchor::Told && words.contains("same") => {
            Reading::of("XXXX".to_owned(), Some(found), Unit::Year)
        }
        Unit::Year => Reading::of(format!("{:04}", start.year()), Some(found), Unit::Year),
        Unit::Quarter => stretch("P3M", Unit::Month),
        Unit::Decade => stretch("P10Y", Unit::Year),
        Unit::Century => stretch("P100Y", Unit::Year),
        _ => return None,
    })
}

/// An amount with 3 for what is vague.
pub(super) fn counted(amount: &Amount) -> Vec<(f64, Unit)> {
    amount.parts.iter().map(|p| (p.count.unwrap_or(3.0), p.unit)).collect()
}

fn far(amount: &Amount, back: bool, from: Date) -> Option<Date> {
    let mut at = from;
    // Years before months before days.
    let mut parts = counted(amount);
    parts.sort_by_key(|(_, unit)| match unit {
        Unit::Decade | Unit::Century | Unit::Year => 0,
        Unit::Month | Unit::Quarter => 1,
        _ => 2,
    });
    for (count, unit) in parts {
        at = add(at, unit, if back { -count } else { count })?;
    }
    Some(at)
}

/// The day so far from another one.
pub(super) fn distance(amount: &Amount, back: bool, from: Date) -> Option<Reading> {
    if amount.parts.iter().any(|p| matches!(p.unit, Unit::Second | Unit::Minute | Unit::Hour)) {
        return None;
    }
    let found = whole(far(amount, back, from)?, Unit::Day)?;
    Some(Reading::of(found.0.to_string(), Some(found), Unit::Day))
}

/// "last 3 weeks", "next 2 quarters", "past decade".
fn run(amount: &Amount, which: Which, today: Date) -> Option<Reading> {
    let &[(count, unit)] = counted(amount).as_slice() else { return within(amount, today) };
    let back = which == Which::Last;
    let one = amount.parts[0].count == Some(1.0);
    if one {
        return shifted(unit, if back { -1 } else { 1 }, Anchor::Published, "", today);
    }
    let aligned = matches!(unit, Unit::Quarter | Unit::Decade | Unit::Century | Unit::Fortnight);
    let from = if aligned {
        let start = floor(today, unit)?;
        if back { start } else { add(start, unit, 1.0)? }
    } else if back {
        today
    } else {
        today.tomorrow().ok()?
    };
    let other = match unit {
        // The day after the last working day.
        Unit::Workday if !back => add(from, unit, count - 1.0)?.tomorrow().ok()?,
        _ => add(from, unit, if back { -count } else { count })?,
    };
    let (start, end) = if back { (other, from) } else { (from, other) };
    let (length, of) = match unit {
        Unit::Quarter => (format!("P{}M", count * 3.0), Unit::Month),
        Unit::Decade => (format!("P{}Y", count * 10.0), Unit::Year),
        Unit::Century => (format!("P{}Y", count * 100.0), Unit::Year),
        Unit::Workday => (format!("P{count}BD"), Unit::Day),
        _ => (length(amount), unit),
    };
    let mut reading = Reading::of(format!("({start},{end},{length})"), Some((start, end)), of);
    reading.is_day = false;
    Some(reading)
}

/// "within 5 days": from the reference day on.
pub(super) fn within(amount: &Amount, today: Date) -> Option<Reading> {
    let end = far(amount, false, today)?;
    let mut reading =
        Reading::of(format!("({today},{end},{})", length(amount)), Some((today, end)), Unit::Day);
    reading.is_day = false;
    Some(reading)
}

/// A length as it is written: fractions stay.
pub(super) fn length(amount: &Amount) -> String {
    let (mut date, mut time) = (String::new(), String::new());
    let mut parts = counted(amount);
    parts.sort_by_key(|(_, unit)| match unit {
        Unit::Year | Unit::Decade | Unit::Century => 0,
        Unit::Month | Unit::Quarter => 1,
        Unit::Week | Unit::Fortnight => 2,
        Unit::Day | Unit::Workday | Unit::Weekend => 3,
        Unit::Hour => 4,
        Unit::Minute => 5,
        _ => 6,
    });
    for (count, unit) in parts {
        let (count, letters, clock) = match unit {
            Unit::Second => (count, "S", true),
            Unit::Minute => (count, "M", true),
            Unit::Hour => (count, "H", true),
            Unit::Day => (count, "D", false),
            Unit::Workday => (count, "BD", false),
            Unit::Week => (count, "W", false),
            Unit::Fortnight => (count * 2.0, "W", false),
            Unit::Weekend => (count, "WE", false),
            Unit::Month => (count, "M", false),
            Unit::Quarter => (count * 3.0, "M", false),
            Unit::Decade => (count * 10.0, "Y", false),
            Unit::Century => (count * 100.0, "Y", false),
            _ => (count, "Y", false),
        };
        let into = if clock { &mut time } else { &mut date };
        *into += &format!("{count}{letters}");
    }
    if time.is_empty() { format!("P{date}") } else { format!("P{date}T{time}") }
}

/// A length in seconds: months of 30 and years of 365 days, weekends of 2.
pub(super) fn seconds(amount: &Amount) -> f64 {
    const DAY: f64 = 86_400.0;
    let of = |unit| match unit {
        Unit::Second => 1.0,
        Unit::Minute => 60.0,
        Unit::Hour => 3_600.0,
        Unit::Day | Unit::Workday => DAY,
        Unit::Weekend => 2.0 * DAY,
        Unit::Week => 7.0 * DAY,
        Unit::Fortnight => 14.0 * DAY,
        Unit::Month => 30.0 * DAY,
        Unit::Quarter | Unit::Season => 90.0 * DAY,
        Unit::Half => 182.5 * DAY,
        Unit::Year => 365.0 * DAY,
        Unit::Decade => 3_650.0 * DAY,
        Unit::Century => 36_500.0 * DAY,
        Unit::Millennium => 365_000.0 * DAY,
    };
    counted(amount).iter().map(|(n, unit)| n * of(*unit)).sum()
}

/// The part of a stretch that a modifier means, `relative` where it is told from the reference day.
pub(super) fn modified(
    days: (Date, Date),
    unit: Unit,
    modifier: Modifier,
    relative: bool,
    today: Date,
) -> Option<(Date, Date)> {
    let (start, end) = days;
    let half = match unit {
        Unit::Week => add(start, Unit::Day, 3.0),
        Unit::Month => add(start, Unit::Day, 15.0),
        Unit::Year => add(start, Unit::Month, 6.0),
        _ => None,
    }?;
    let thirds = unit == Unit::Year && !relative;
    let (first, second) =
        if thirds { (add(start, Unit::Month, 4.0)?, add(start, Unit::Month, 8.0)?) } else { (half, half) };
    Some(match modifier {
        Modifier::Start => (start, first),
        Modifier::Mid if thirds => (first, second),
        Modifier::Mid if unit == Unit::Month => (add(start, Unit::Day, 9.0)?, add(start, Unit::Day, 20.0)?),
        Modifier::Mid => (start, end),
        Modifier::End => (second, end),
        Modifier::Earlier => (start, half.min(today).max(start)),
        Modifier::Later => (half.max(today).min(end), end),
        Modifier::Rest => (today, end.yesterday().ok()?),
        _ => days,
    })
}

/// Whether a meaning is told from the reference day.
pub(super) fn is_relative(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Shifted { .. })
        || matches!(meaning, Meaning::Calendar { year: Year::Shifted(..), .. })
}

/// A range of two readings: the stretches, and the value of their first days.
pub(super) fn range(
    a: &Reading,
    b: &Reading,
    ends: (Option<Modifier>, Option<Modifier>),
    today: Date,
) -> Option<Reading> {
    let edge = |days: &(Date, Date), modifier: Option<Modifier>| match modifier {
        Some(Modifier::End) => days.1,
        Some(Modifier::Mid) => {
            add(days.0, Unit::Month, 6.0).and_then(|d| add(d, Unit::Day, 1.0)).unwrap_or(days.0)
        }
        _ => days.0,
    };
    let open = |r: &Reading| r.timex.starts_with("XXXX");
    let unit = match (a.unit, b.unit) {
        (x, y) if x == y => x,
        (Unit::Day, _) | (_, Unit::Day) => Unit::Day,
        (Unit::Month, Unit::Year) | (Unit::Year, Unit::Month) => Unit::Month,
        _ => Unit::Day,
    };
    let mut pairs: Vec<(Date, Date)> = Vec::new();
    match (open(a), open(b)) {
        (true, true) => {
            for first in &a.days {
                let start = edge(first, ends.0);
                let last = b.days.first()?;
                // The first of its kind that follows.
                let end = (-8..=9).find_map(|n| {
                    let shift = if b.timex.starts_with("XXXX-W") { Unit::Week } else { Unit::Year };
                    let moved = (add(last.0, shift, n.into())?, add(last.1, shift, n.into())?);
                    Some(edge(&moved, ends.1)).filter(|e| *e > start)
                })?;
                pairs.push((start, end));
            }
            // A stretch that is going on is the only one.
            if let Some(now) = pairs.iter().find(|p| p.0 < today && p.1 > today).copied() {
                pairs = vec![now];
            }
        }
        (false, true) => {
            let start = edge(a.days.first()?, ends.0);
            let end = b.days.iter().map(|d| edge(d, ends.1)).find(|e| *e > start).or_else(|| {
                let last = b.days.last()?;
                let shift = if b.timex.starts_with("XXXX-W") { Unit::Week } else { Unit::Year };
                add(edge(last, ends.1), shift, 1.0).filter(|e| *e > start)
            })?;
            pairs.push((start, end));
        }
        (true, false) => {
            let end = edge(b.days.first()?, ends.1);
            let start = a.days.iter().rev().map(|d| edge(d, ends.0)).find(|s| *s < end)?;
            pairs.push((start, end));
        }
        (false, false) => pairs.push((edge(a.days.first()?, ends.0), edge(b.days.first()?, ends.1))),
    }
    let (start, end) = *pairs.first()?;
    let months =
        f64::from(i32::from(end.year() - start.year()) * 12 + i32::from(end.month() - start.month()));
    let years = ends == (None, None) && unit == Unit::Year;
    let length = match unit {
        Unit::Year if years => format!("P{}Y", (months / 12.0).round()),
        Unit::Month | Unit::Year => {
            format!("P{}M", (months + f64::from(end.day() - start.day()) / 30.0).round())
        }
        Unit::Week => format!("P{}W", start.until(end).ok()?.get_days() / 7),
        _ => format!("P{}D", start.until(end).ok()?.get_days()),
    };
    let written = |date: Date, r: &Reading| {
        let known = !r.timex.starts_with("XXXX") || r.timex.starts_with("XXXX-W");
        if known { date.to_string() } else { format!("XXXX-{:02}-{:02}", date.month(), date.day()) }
    };
    let mut reading =
        Reading::new(format!("({},{},{length})", written(start, a), written(end, b)), pairs, unit);
    reading.is_day = false;
    Some(reading)
}
