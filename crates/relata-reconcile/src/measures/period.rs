//! When: whether two figures are of the same time.
//!
//! Days are compared, not words: the fiscal year 2023 of the United States is October 2022 to September 2023, whatever
//! it is called. A figure in the present tense holds on the day of publication, and for some time around.

use crate::events::Days;
use jiff::civil::Date;
use relata_rows::{Period, Reason, Why};

/// How one period lies to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Time {
    /// The same days, or as good as.
    Same,
    /// It is a part of the other.
    Within,
    /// The other is a part of it.
    Around,
    /// Neither.
    Other,
    /// One of the two is not known.
    Unknown,
}

/// What is told in the present tense still holds so many days later.
const PRESENT: i64 = 62;

/// So many days later something that is told until then is told of another time.
const YEAR: i64 = 366;

/// A stretch of fewer days is when something is told rather than how long it went on.
const SHORTEST: i64 = 28;

/// How `a` lies to `b`.
pub fn hold(a: Option<&Period>, b: Option<&Period>) -> Time {
    let (Some(a), Some(b)) = (a, b) else { return Time::Unknown };
    let (now_a, now_b) = (is_now(a), is_now(b));
    if now_a || now_b {
        return present(a, b, now_a, now_b);
    }
    match (Days::of(a), Days::of(b)) {
        (Some(x), Some(y)) if is_edge(a, x, y) || is_edge(b, y, x) => Time::Same,
        (Some(x), Some(y)) if says_edge(a) && says_edge(b) && is_one_edge(x, y) => Time::Same,
        (Some(x), Some(y)) => days(x, y),
        _ => open(a, b),
    }
}

/// Whether `edge` is what is said of the end or the beginning of a time, and `day` a day in it: what is counted "at the
/// end of June" is counted on the 30th.
fn is_edge(edge: &Period, days: Days, day: Days) -> bool {
    let one = i64::from((day.end - day.start).get_days()) == 1;
    let inside = days.start <= day.start && day.end <= days.end;
    one && inside && says_edge(edge)
}

/// Whether two edges are of one side, or the end of one year and the beginning of the next.
fn is_one_edge(x: Days, y: Days) -> bool {
    x.end == y.end || x.start == y.start || x.end == y.start || y.end == x.start
}

/// Whether it is said to be the end or the beginning of something.
pub(super) fn says_edge(period: &Period) -> bool {
    const EDGES: [&str; 6] = ["end", "close", "beginning", "start", "turn", "eve"];
    period.text.split_whitespace().any(|w| EDGES.contains(&w.to_lowercase().as_str()))
}

/// How some days lie to others.
pub fn days(a: Days, b: Days) -> Time {
    if a == b {
        Time::Same
    } else if b.start <= a.start && a.end <= b.end {
        Time::Within
    } else if a.start <= b.start && b.end <= a.end {
        Time::Around
    } else {
        Time::Other
    }
}

/// Whether it is the present of its document.
pub fn is_now(period: &Period) -> bool {
    period.basis.starts_with("at publication")
}

/// Of two presents, or one and a time that is told: not far from each other.
fn present(a: &Period, b: &Period, now_a: bool, now_b: bool) -> Time {
    let near = |x: Date, y: Date| i64::from((x - y).get_days()).abs() <= PRESENT;
    match (a.start, b.start) {
        (Some(x), Some(y)) if now_a && now_b => {
            if near(x, y) {
                Time::Same
            } else {
                Time::Other
            }
        }
        _ => {
            let (now, told) = if now_a { (a, b) } else { (b, a) };
            let Some(day) = now.start else { return Time::Unknown };
            // "By 2030" is not now.
            let ahead = |e: Date| i64::from((e - day).get_days()) > YEAR;
            if told.start.is_none() && told.end.is_some_and(ahead) {
                return Time::Other;
            }
            let after = told.start.is_none_or(|s| s <= day);
            let before = told.end.is_none_or(|e| day < e || near(day, e));
            if after && before { Time::Same } else { Time::Other }
        }
    }
}

/// Of periods that are open on one side: those that begin, or end, on one day are one.
fn open(a: &Period, b: &Period) -> Time {
    match (a.start, a.end, b.start, b.end) {
        (None, Some(x), None, Some(y))
            if so_far(a) && so_far(b) && i64::from((x - y).get_days()).abs() <= PRESENT =>
        {
            Time::Same
        }
        (Some(x), None, Some(y), None) | (None, Some(x), None, Some(y)) => {
            if x == y {
                Time::Same
            } else {
                Time::Other
            }
        }
        // "The school year 2022/23", whose days are not known.
        (None, None, None, None) if digits(a) != digits(b) && has_digit(a) && has_digit(b) => Time::Other,
        (None, None, None, None) if has_digit(a) && (a.text == b.text || share_word(a, b)) => Time::Same,
        // A fiscal year of a country that is not known is no calendar year, nor is a school year.
        (None, None, ..) | (.., None, None) if fiscal_and_year(a, b) || fiscal_and_year(b, a) => Time::Other,
        (None, None, ..) | (.., None, None) => Time::Unknown,
        (a_start, a_end, b_start, b_end) => by_sides((a_start, a_end), (b_start, b_end)),
    }
}

/// The sides of a time, open where `None`.
type Sides = (Option<Date>, Option<Date>);

/// Of two times of which at least one is open on a side that the other is not.
fn by_sides(a: Sides, b: Sides) -> Time {
    let days = |from: Date, to: Date| i64::from((to - from).get_days());
    let ends_before = |x: Sides, y: Sides| x.1.zip(y.0).is_some_and(|(end, start)| end <= start);
    // "By 2035" is not 2025.
    let ahead = |by: Sides, told: Sides| match (by, told) {
        ((None, Some(by)), (Some(start), Some(end))) => {
            // A total until one day, and until another one.
            let far = if days(start, end) == 1 { PRESENT } else { YEAR };
            days(end, by) > far
        }
        _ => false,
    };
    // "Since 2014" is more than 2023, which lies in it. What is counted on a day may be all since then.
    let holds = |since: Sides, part: Sides| match (since, part) {
        ((Some(since), None), (Some(start), Some(end))) => since < start && days(start, end) >= SHORTEST,
        _ => false,
    };
    if [(a, b), (b, a)].iter().any(|&(x, y)| ends_before(x, y) || ahead(x, y)) {
        Time::Other
    } else if holds(a, b) {
        Time::Around
    } else if holds(b, a) {
        Time::Within
    } else {
        Time::Unknown
    }
}

/// As people write it: `2023`, `March 2023` or from when to when; of a fiscal year, whose.
pub fn shown(period: &Period) -> Reason {
    let whose = period.calendar.strip_prefix("fiscal:");
    match (Days::of(period), period.start, period.end) {
        (Some(days), ..) => match whose {
            Some(whose) => Why::FiscalOf.of([days.iso(), whose.to_owned()]),
            None => Reason::words(days.iso()),
        },
        (None, Some(start), _) => Why::Since.of([start.to_string()]),
        (None, None, Some(end)) => Why::UpTo.of([end.to_string()]),
        _ => Reason::words(&period.text),
    }
}

/// Whether it is all the time until its document: "so far".
fn so_far(period: &Period) -> bool {
    period.basis.starts_with("up to publication")
}

/// Whether one is a fiscal year whose days are not known, the other a calendar year or most of one.
fn fiscal_and_year(fiscal: &Period, year: &Period) -> bool {
    let long = Days::of(year).is_some_and(|d| i64::from((d.end - d.start).get_days()) > 300);
    let parts = |c: char| matches!(c, '/' | '-' | '–');
    let split = fiscal
        .text
        .split_whitespace()
        .any(|w| w.split_once(parts).is_some_and(|(a, b)| [a, b].iter().all(|n| n.parse::<u16>().is_ok())));
    (fiscal.calendar.starts_with("fiscal") || split)
        && fiscal.start.is_none()
        && long
        && !year.calendar.starts_with("fiscal")
}

/// The numbers in the words of a period, the second of "2020/2021" as that of "2020-21".
fn digits(period: &Period) -> Vec<&str> {
    let numbers = period.text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
    numbers.enumerate().map(|(i, n)| if i > 0 && n.len() == 4 { &n[2..] } else { n }).collect()
}

/// Whether two periods are told by one noun: "the 2020-21 school year", "school year 2020/21".
fn share_word(a: &Period, b: &Period) -> bool {
    let kind =
        |w: &&str| !matches!(*w, "the" | "year" | "of" | "in") && !w.contains(|c: char| c.is_ascii_digit());
    a.text
        .split_whitespace()
        .filter(kind)
        .any(|w| b.text.split_whitespace().any(|o| o.eq_ignore_ascii_case(w)))
}

fn has_digit(period: &Period) -> bool {
    period.text.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str, calendar: &str, start: Option<Date>, end: Option<Date>) -> Period {
        Period { text: text.into(), start, end, calendar: calendar.into(), basis: "stated".into() }
    }

    fn closed(text: &str, start: Date, end: Date) -> Period {
        told(text, "gregorian", Some(start), Some(end))
    }

    fn year(year: i16) -> Period {
        closed(&year.to_string(), date(year, 1, 1), date(year + 1, 1, 1))
    }

    fn both(a: &Period, b: &Period) -> (Time, Time) {
        (hold(Some(a), Some(b)), hold(Some(b), Some(a)))
    }

    #[test]
    fn the_end_of_a_month_is_its_last_day() {
        let day = closed("30 June", date(2022, 6, 30), date(2022, 7, 1));
        let end = closed("the end of June", date(2022, 6, 1), date(2022, 7, 1));
        assert_eq!(both(&end, &day), (Time::Same, Time::Same));
        // All of the month takes in more than its last day, and the end of another month has no day of this one.
        let month = closed("June", date(2022, 6, 1), date(2022, 7, 1));
        assert_eq!(both(&month, &day), (Time::Around, Time::Within));
        // "It closed June with a loss": at its end, or in all of it.
        let close = closed("close of June", date(2022, 6, 1), date(2022, 7, 1));
        let last = closed("the end of June", date(2022, 6, 21), date(2022, 7, 1));
        assert_eq!(both(&month, &close), (Time::Same, Time::Same));
        assert_eq!(both(&last, &close), (Time::Same, Time::Same));
        assert_eq!(both(&last, &month), (Time::Within, Time::Around));
        let may = closed("the end of May", date(2022, 5, 1), date(2022, 6, 1));
        assert_eq!(both(&may, &day), (Time::Other, Time::Other));
    }

    #[test]
    fn since_a_year_is_more_than_a_later_one() {
        let since = told("since 2014", "gregorian", Some(date(2014, 1, 1)), None);
        assert_eq!(both(&since, &year(2023)), (Time::Around, Time::Within));
        assert_eq!(both(&since, &year(2010)), (Time::Other, Time::Other));
        // What is counted on a day may be all since then.
        let day = closed("2 May 2023", date(2023, 5, 2), date(2023, 5, 3));
        assert_eq!(both(&since, &day), (Time::Unknown, Time::Unknown));
    }

    #[test]
    fn by_a_year_far_ahead_is_another_time() {
        let by = |year: i16| told("by then", "gregorian", None, Some(date(year, 1, 1)));
        assert_eq!(both(&by(2035), &year(2025)), (Time::Other, Time::Other));
        assert_eq!(both(&by(2026), &year(2025)), (Time::Unknown, Time::Unknown));
    }

    #[test]
    fn years_of_two_numbers_are_told_in_two_ways() {
        let year = |text: &str| told(text, "gregorian", None, None);
        let (one, other) = (year("school year 2020/21"), year("the 2020-21 school year"));
        assert_eq!(both(&one, &other), (Time::Same, Time::Same));
        assert_eq!(both(&one, &year("school year 2021/22")), (Time::Other, Time::Other));
        assert_eq!(both(&one, &year("the 2020-2021 hunting season")), (Time::Unknown, Time::Unknown));
    }

    #[test]
    fn a_fiscal_year_of_nobody_known_is_no_calendar_year() {
        let fiscal = told("fiscal 2022", "fiscal", None, None);
        assert_eq!(both(&fiscal, &year(2022)), (Time::Other, Time::Other));
        let month = closed("May 2022", date(2022, 5, 1), date(2022, 6, 1));
        assert_eq!(both(&fiscal, &month), (Time::Unknown, Time::Unknown));
    }
}
