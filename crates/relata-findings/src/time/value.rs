//! TIMEX3 values: ISO 8601 with X for what is open, as the TimeML guidelines have them.

use super::meaning::{
    Amount, Anchor, Clock, DayPart, Meaning, Reference, Repeated, Season, Unit, Within, Year,
};
use super::resolve::{Days, Frame, Grain};
use jiff::civil::Date;

/// The value of an expression that was resolved, or could not be.
pub(crate) fn value(meaning: &Meaning, days: Option<&Days>, frame: &Frame<'_>) -> String {
    match meaning {
        Meaning::Duration(amount) | Meaning::Age(amount) | Meaning::Run { amount, .. } => duration(amount),
        Meaning::Set(repeated) => set(repeated),
        Meaning::Reference(Reference::Past) => "PAST_REF".to_owned(),
        Meaning::Reference(Reference::Present) => "PRESENT_REF".to_owned(),
        Meaning::Reference(Reference::Future) => "FUTURE_REF".to_owned(),
        Meaning::Time { clock, day } => {
            let date = match (days.and_then(|d| d.start), day) {
                (Some(start), _) => start.to_string(),
                (None, Some(day)) => open(day, frame),
                (None, None) => "XXXX-XX-XX".to_owned(),
            };
            // Midnight of a day that was named is its end.
            format!("{date}{}", self::clock(*clock))
        }
        Meaning::Shifted { unit: Unit::Fortnight, .. } => "P2W".to_owned(),
        _ => match days {
            Some(&Days { start: Some(start), grain: Grain::Unit(unit), .. }) => at(start, unit),
            Some(&Days { grain: Grain::Fiscal(year, quarter), .. }) => {
                quarter.map_or(format!("FY{year:04}"), |q| format!("FY{year:04}-Q{q}"))
            }
            Some(&Days { start: Some(start), grain: Grain::Stretch, .. }) => start.to_string(),
            _ => open(meaning, frame),
        },
    }
}

/// A whole unit that begins on a day.
fn at(start: Date, unit: Unit) -> String {
    let (year, month) = (start.year(), start.month());
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Workday => start.to_string(),
        Unit::Week | Unit::Fortnight => {
            let week = start.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Unit::Weekend => {
            let week = start.iso_week_date();
            format!("{:04}-W{:02}-WE", week.year(), week.week())
        }
        Unit::Month => format!("{year:04}-{month:02}"),
        Unit::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
        Unit::Half => format!("{year:04}-H{}", (month - 1) / 6 + 1),
        Unit::Season => format!("{year:04}-{}", letters(season(month))),
        Unit::Year => format!("{year:04}"),
        Unit::Decade => format!("{:03}X", year / 10),
        Unit::Century => format!("{:02}XX", year / 100),
        Unit::Millennium => format!("{}XXX", year / 1000),
    }
}

fn season(month: i8) -> Season {
    match month {
        3..=5 => Season::Spring,
        6..=8 => Season::Summer,
        9..=11 => Season::Fall,
        _ => Season::Winter,
    }
}

fn letters(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Fall => "FA",
        Season::Winter => "WI",
    }
}

/// What is known of a date that has no place on the calendar.
fn open(meaning: &Meaning, frame: &Frame<'_>) -> String {
    match meaning {
        Meaning::Calendar { year, within } => {
            let year = match year {
                Year::Given(year) => format!("{year:04}"),
                Year::Short(digits) => format!("{:04}", frame.short_year(*digits)),
                _ => "XXXX".to_owned(),
            };
            format!("{year}{}", within_year(*within))
        }
        Meaning::Decade { start, .. } => format!("XX{}X", start / 10 % 10),
        Meaning::Weekday { weekday, .. } => format!("XXXX-WXX-{weekday}"),
        Meaning::MonthDay { day, .. } => format!("XXXX-XX-{day:02}"),
        Meaning::NthOf { weekday, .. } => format!("XXXX-WXX-{weekday}"),
        Meaning::SeasonOf { season, .. } => format!("XXXX-{}", letters(*season)),
        Meaning::Fiscal { .. } => "FYXXXX".to_owned(),
        Meaning::WeekOf(_) => "XXXX-WXX".to_owned(),
        Meaning::Distance { amount, back, from } => match (back, from) {
            (true, Anchor::Published) if amount.parts.iter().any(|p| p.count.is_none()) => {
                "PAST_REF".to_owned()
            }
            (false, Anchor::Published) if amount.parts.iter().any(|p| p.count.is_none()) => {
                "FUTURE_REF".to_owned()
            }
            _ => unknown(amount.unit()).to_owned(),
        },
        Meaning::Shifted { unit, .. } => unknown(*unit).to_owned(),
        _ => "XXXX".to_owned(),
    }
}

/// A unit of which nothing is known.
fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Workday => "XXXX-XX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Half => "XXXX-HX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        Unit::Season | Unit::Year | Unit::Millennium => "XXXX",
    }
}

fn within_year(within: Within) -> String {
    match within {
        Within::Whole => String::new(),
        Within::Half(n) => format!("-H{n}"),
        Within::Quarter(n) => format!("-Q{n}"),
        Within::Season(season) => format!("-{}", letters(season)),
        Within::Month(month) => format!("-{month:02}"),
        Within::Day { month, day } => format!("-{month:02}-{day:02}"),
        Within::Week(week) if week > 0 => format!("-W{week:02}"),
        Within::Week(_) | Within::MonthWeek { .. } => "-WXX".to_owned(),
        Within::Months { .. } => "-XX".to_owned(),
        Within::Nth { month, weekday, .. } => format!("-{month:02}-WXX-{weekday}"),
        Within::Holiday(index) => match super::holidays::rule_of(index) {
            Some(super::holidays::Rule::Fixed { month, day }) => format!("-{month:02}-{day:02}"),
            _ => "-XX-XX".to_owned(),
        },
    }
}

/// The part of a value behind the day: "T15:00", "TMO".
pub(crate) fn clock(clock: Clock) -> String {
    match clock {
        Clock::At { hour, minute, second } => match (minute, second) {
            (minute, None) => format!("T{hour:02}:{:02}", minute.unwrap_or(0)),
            (minute, Some(second)) => format!("T{hour:02}:{:02}:{second:02}", minute.unwrap_or(0)),
        },
        Clock::Part(part) => match part {
            DayPart::Morning => "TMO",
            DayPart::Midday => "TMI",
            DayPart::Afternoon => "TAF",
            DayPart::Evening => "TEV",
            DayPart::Night => "TNI",
        }
        .to_owned(),
    }
}

fn set(repeated: &Repeated) -> String {
    match repeated {
        Repeated::Amount(amount) => duration(amount),
        Repeated::Weekday(day, time) => format!("XXXX-WXX-{day}{}", time.map(clock).unwrap_or_default()),
        Repeated::Clock(time) => format!("XXXX-XX-XX{}", clock(*time)),
        Repeated::Yearly(within) => format!("XXXX{}", within_year(*within)),
    }
}

/// An ISO 8601 duration; with X where the count is vague. Fractions are told in the next smaller unit where
/// that makes them whole.
pub(crate) fn duration(amount: &Amount) -> String {
    let (mut date, mut time) = (String::new(), String::new());
    let mut parts: Vec<_> = amount.parts.iter().map(|p| (p.count, p.unit)).collect();
    for (count, unit) in &mut parts {
        let Some(n) = count else { continue };
        let finer = match unit {
            Unit::Fortnight => Some((Unit::Week, 2.0)),
            _ if n.fract() == 0.0 => None,
            Unit::Minute => Some((Unit::Second, 60.0)),
            Unit::Hour => Some((Unit::Minute, 60.0)),
            Unit::Day => Some((Unit::Hour, 24.0)),
            Unit::Year => Some((Unit::Month, 12.0)),
            Unit::Decade => Some((Unit::Year, 10.0)),
            Unit::Century => Some((Unit::Year, 100.0)),
            _ => None,
        };
        if let Some((smaller, factor)) = finer
            && (*n * factor).fract() == 0.0
        {
            (*n, *unit) = (*n * factor, smaller);
        }
    }
    for (count, unit) in parts {
        let number = count.map_or("X".to_owned(), |n| n.to_string());
        let (letter, clock) = match unit {
            Unit::Second => ("S", true),
            Unit::Minute => ("M", true),
            Unit::Hour => ("H", true),
            Unit::Day => ("D", false),
            Unit::Workday => ("WD", false),
            Unit::Week | Unit::Fortnight => ("W", false),
            Unit::Weekend => ("WE", false),
            Unit::Month => ("M", false),
            Unit::Quarter => ("Q", false),
            Unit::Half => ("H", false),
            Unit::Season => ("S", false),
            Unit::Year => ("Y", false),
            Unit::Decade => ("DE", false),
            Unit::Century => ("CE", false),
            Unit::Millennium => ("ML", false),
        };
        let into = if clock { &mut time } else { &mut date };
        into.push_str(&number);
        into.push_str(letter);
    }
    if time.is_empty() { format!("P{date}") } else { format!("P{date}T{time}") }
}
