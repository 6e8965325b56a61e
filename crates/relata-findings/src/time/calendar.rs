//! Arithmetic of the calendar: units on from a day, weeks, seasons, movable feasts. Everything outside the
//! years that can be counted is `None`.

use super::meaning::{Season, Unit};
use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A day, if there is one.
pub(crate) fn day(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The weekday 1 (Monday) to 7.
pub(crate) fn weekday(date: Date) -> u8 {
    date.weekday().to_monday_one_offset().unsigned_abs()
}

/// The day so many units on. Halves are counted in the next smaller unit.
pub(crate) fn add(date: Date, unit: Unit, count: f64) -> Option<Date> {
    let scaled = |factor: f64| -> Option<i64> {
        let n = (count * factor).round();
        (n.abs() < 4e6).then_some(n as i64)
    };
    let months = |factor: f64| Span::new().try_months(scaled(factor)?).ok();
    let days = |factor: f64| Span::new().try_days(scaled(factor)?).ok();
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(date),
        Unit::Day => days(1.0),
        Unit::Workday => return workdays(date, scaled(1.0)?),
        Unit::Week | Unit::Weekend => days(7.0),
        Unit::Fortnight => days(14.0),
        Unit::Month if count.fract() != 0.0 => days(30.0),
        Unit::Month => months(1.0),
        Unit::Quarter | Unit::Season => months(3.0),
        Unit::Half => months(6.0),
        Unit::Year => months(12.0),
        Unit::Decade => months(120.0),
        Unit::Century => months(1_200.0),
        Unit::Millennium => months(12_000.0),
    }?;
    date.checked_add(span).ok()
}

/// So many working days on, Monday to Friday.
fn workdays(date: Date, count: i64) -> Option<Date> {
    // Whole weeks at once, so that a large count costs nothing.
    let weeks = count / 5;
    let mut date = date.checked_add(Span::new().try_weeks(weeks).ok()?).ok()?;
    for _ in 0..(count % 5).abs() {
        loop {
            date = if count < 0 { date.yesterday().ok()? } else { date.tomorrow().ok()? };
            if weekday(date) <= 5 {
                break;
            }
        }
    }
    Some(date)
}

/// The first day of the unit that holds `date`.
pub(crate) fn floor(date: Date, unit: Unit) -> Option<Date> {
    let (y, m) = (date.year(), date.month().unsigned_abs());
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Workday => Some(date),
        Unit::Week | Unit::Fortnight => date.checked_sub(Span::new().days(i64::from(weekday(date)) - 1)).ok(),
        Unit::Weekend => floor(date, Unit::Week).and_then(|d| add(d, Unit::Day, 5.0)),
        Unit::Month => day(y, m, 1),
        Unit::Quarter => day(y, (m - 1) / 3 * 3 + 1, 1),
        Unit::Half => day(y, (m - 1) / 6 * 6 + 1, 1),
        Unit::Season => match m {
            1 | 2 => day(y.checked_sub(1)?, 12, 1),
            _ => day(y, m / 3 * 3, 1),
        },
        Unit::Year => day(y, 1, 1),
        Unit::Decade => day(y - y.rem_euclid(10), 1, 1),
        Unit::Century => day(y - y.rem_euclid(100), 1, 1),
        Unit::Millennium => day(y - y.rem_euclid(1000), 1, 1),
    }
}

/// The first day of a unit that begins on `start` and the day after its last.
pub(crate) fn whole(start: Date, unit: Unit) -> Option<(Date, Date)> {
    let end = match unit {
        Unit::Weekend => add(start, Unit::Day, 2.0),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Workday => add(start, Unit::Day, 1.0),
        _ => add(start, unit, 1.0),
    }?;
    Some((start, end))
}

/// The first weekday (1 to 7) on or after a day.
pub(crate) fn on_or_after(date: Date, weekday_wanted: u8) -> Option<Date> {
    let ahead = (weekday_wanted + 7 - weekday(date)) % 7;
    add(date, Unit::Day, f64::from(ahead))
}

/// The `nth` weekday of a month; negative counts from its end. `None` where the month has no such day.
pub(crate) fn nth(year: i16, month: u8, wanted: u8, nth: i8) -> Option<Date> {
    let first = day(year, month, 1)?;
    let next = add(first, Unit::Month, 1.0)?;
    let found = if nth > 0 {
        add(on_or_after(first, wanted)?, Unit::Week, f64::from(nth - 1))?
    } else {
        add(on_or_after(next, wanted)?, Unit::Week, f64::from(nth))?
    };
    (found >= first && found < next && nth != 0).then_some(found)
}

/// The Monday of an ISO week; negative counts from the end of the year.
pub(crate) fn iso_week(year: i16, week: i8) -> Option<Date> {
    let last = || (52..=53).rev().find_map(|w| ISOWeekDate::new(year, w, Weekday::Monday).ok());
    let found = match week {
        0 => None,
        w if w > 0 => ISOWeekDate::new(year, w, Weekday::Monday).ok(),
        w => last()
            .and_then(|l| l.date().checked_add(Span::new().weeks(i64::from(w) + 1)).ok())
            .map(|d| d.iso_week_date()),
    }?;
    Some(found.date())
}

/// The Monday of a week of a month: the first is the week that holds its first Thursday, as ISO 8601 has it
/// for years; negative counts from the month's end.
pub(crate) fn month_week(year: i16, month: u8, week: i8) -> Option<Date> {
    let first = floor(on_or_after(day(year, month, 1)?, 4)?, Unit::Week)?;
    if week > 0 {
        return add(first, Unit::Week, f64::from(week - 1));
    }
    let next = add(day(year, month, 1)?, Unit::Month, 1.0)?;
    let after = floor(on_or_after(next, 4)?, Unit::Week)?;
    (week < 0).then(|| add(after, Unit::Week, f64::from(week)))?
}

/// The first day of a season of a year, by the months of meteorology; winter is named after the year in which
/// it begins.
pub(crate) fn season(year: i16, season: Season) -> Option<Date> {
    let month = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Fall => 9,
        Season::Winter => 12,
    };
    day(year, month, 1)
}

/// Easter Sunday of the Gregorian calendar (the anonymous computus of 1876, Nature 13, p. 487).
pub(crate) fn easter(year: i16) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let at = h + l - 7 * m + 114;
    day(year, u8::try_from(at / 31).ok()?, u8::try_from(at % 31 + 1).ok()?)
}

/// A day of the tabular Islamic calendar (astronomical epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29
/// of 30) that falls in a Gregorian year: the first one. Observed days may differ by one.
pub(crate) fn islamic(year: i16, month: u8, of_month: u8) -> Option<Date> {
    let epoch = day(622, 7, 18)?;
    // An Islamic year has 354.37 days.
    let guess = ((i64::from(year) - 622) * 33) / 32;
    (guess - 2..=guess + 2).filter(|y| *y > 0).find_map(|y| {
        let leap_days = (3 + 11 * y) / 30;
        let months = i64::from(month - 1);
        let days = 354 * (y - 1) + leap_days + months * 29 + (months + 1) / 2 + i64::from(of_month) - 1;
        let found = epoch.checked_add(Span::new().try_days(days).ok()?).ok()?;
        (found.year() == year).then_some(found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(found: Option<Date>, expected: &str) {
        assert_eq!(found.map(|d| d.to_string()).unwrap_or_default(), expected);
    }

    #[test]
    fn weeks_seasons_and_feasts() {
        is(iso_week(2015, -1), "2015-12-28");
        is(iso_week(2019, 1), "2018-12-31");
        is(iso_week(2019, 53), "");
        is(nth(2022, 11, 4, 4), "2022-11-24");
        is(nth(2022, 5, 1, -1), "2022-05-30");
        is(nth(2022, 2, 1, 5), "");
        is(month_week(2015, 1, 1), "2014-12-29");
        is(month_week(2016, 12, -1), "2016-12-26");
        is(easter(2018), "2018-04-01");
        is(easter(2038), "2038-04-25");
        is(floor(day(2024, 1, 10).unwrap(), Unit::Season), "2023-12-01");
        is(add(day(2024, 1, 31).unwrap(), Unit::Month, 1.0), "2024-02-29");
        is(add(day(2018, 8, 17).unwrap(), Unit::Workday, 6.0), "2018-08-27");
        is(add(day(9999, 12, 31).unwrap(), Unit::Century, 9e9), "");
    }

    #[test]
    fn tabular_islamic_days() {
        // 1 Shawwal 1443 and 1444, 1 Ramadan 1442 of the tabular calendar.
        is(islamic(2022, 10, 1), "2022-05-02");
        is(islamic(2023, 10, 1), "2023-04-21");
        is(islamic(2021, 9, 1), "2021-04-12");
    }
}
