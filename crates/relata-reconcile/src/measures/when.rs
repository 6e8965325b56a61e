//! Whether two figures are of one time: by the times that were found, by what their sentences compare with ("than in
//! 1961"), by the seasons and lengths of time that sentences name, and by when the documents were published.

use super::mend::{self, is_year, stands, words};
use super::period::{self, Time};
use super::prices;
use super::told::Told;
use crate::events::Days;
use crate::lists::phrases;
use jiff::civil::Date;
use relata_rows::Period;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

const DATA: &str = include_str!("../../data/en/when.txt");

static EARLIER: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| phrases(DATA, "earlier"));

static YEAR_AGO: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| phrases(DATA, "year-ago"));

/// Lengths of time with their days.
static UNITS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    let units = phrases(DATA, "unit").into_iter().flatten();
    units
        .filter_map(|u| u.split_once('=').and_then(|(name, days)| Some((name, days.parse().ok()?))))
        .collect()
});

/// How far from each other what is told of the present may be.
const PRESENT: i64 = 62;

/// The time of a figure.
pub(super) fn time(told: &Told) -> Option<&Period> {
    told.figure.period.as_ref()
}

/// Whether two figures are of one time; of two changes, whether they begin with one.
pub(super) fn times(a: &Told, b: &Told) -> Time {
    let since = |t: &Told| t.figure.change.as_ref().and_then(|c| c.since.clone()).and_then(|s| s.start);
    let whole = if prices::are_of(a) && prices::are_of(b) {
        let month = |t: &Told| time(t).map(prices::time);
        period::hold(month(a).as_ref(), month(b).as_ref())
    } else {
        period::hold(time(a), time(b))
    };
    // "Has lost a tenth since 1980" of this month, and "since 1980".
    let open = |t: &Told| time(t).filter(|p| p.end.is_none()).and_then(|p| p.start);
    if [(a, b), (b, a)].iter().any(|(x, y)| since(x).is_some() && since(x) == open(y)) {
        return Time::Same;
    }
    match (since(a), since(b)) {
        (Some(x), Some(y)) if whole != Time::Other && x != y => return Time::Other,
        _ => {}
    }
    match whole {
        Time::Around if compares(a, b) => Time::Same,
        Time::Within if compares(b, a) => Time::Same,
        Time::Unknown if told_later(a, b) || told_later(b, a) => Time::Other,
        Time::Unknown if told_apart(a, b).is_some() => Time::Other,
        Time::Same | Time::Around | Time::Within if days_of_it(a, b) || days_of_it(b, a) => {
            if whole == Time::Same { Time::Within } else { whole }
        }
        whole => whole,
    }
}

/// The times that only the sentences of two figures tell apart, in their words.
pub(super) fn told_apart(a: &Told, b: &Told) -> Option<(String, String)> {
    let told = seasons(a, b).or_else(|| lengths(a, b)).or_else(|| ordinals(a, b));
    told.or_else(|| earlier(a, b)).or_else(|| earlier(b, a).map(|(past, now)| (now, past)))
}

/// Whether a span is one with the time of a figure which ends with it and is compared with its beginning: "between 1961
/// and 2010", "in 2010 than in 1961"; "in the year to May", "in May than twelve months before".
fn compares(span: &Told, end: &Told) -> bool {
    let days = |t: &Told| time(t).and_then(Days::of);
    let (Some(whole), Some(last)) = (days(span), days(end)) else { return false };
    if whole.end != last.end {
        return false;
    }
    let words = words(&end.sentence);
    let first = |at: usize| words.get(at).filter(|w| is_year(w)).and_then(|w| w.parse::<i16>().ok());
    let than = (0..words.len())
        .filter(|&at| stands(&words, at, &["than", "in"]) || stands(&words, at, &["from", "in"]))
        .any(|at| first(at + 2) == Some(whole.start.year()));
    let ago = YEAR_AGO.iter().any(|c| (0..words.len()).any(|at| stands(&words, at, c)));
    than || (ago && (360..=370).contains(&whole.count()))
}

/// Whether one is told "so far", and the other, of no time, long before.
fn told_later(so_far: &Told, other: &Told) -> bool {
    let (Some(period), None, Some(day)) = (time(so_far), time(other), other.day) else { return false };
    let late = period.end.is_some_and(|end| i64::from((end - day).get_days()) > PRESENT);
    late && period.start.is_none()
        && period.basis.starts_with("up to publication")
        && !mend::is_ahead(&other.sentence)
}

/// The years in two numbers, and no one, that sentences name: "the 2017/18 season", "the season of 2018/19".
fn seasons(a: &Told, b: &Told) -> Option<(String, String)> {
    let of = |t: &Told| -> BTreeSet<u16> {
        let split = |w: &String| {
            let (first, second) = w.split_once(['/', '-', '–'])?;
            let second: u16 = second.parse().ok().filter(|_| matches!(second.len(), 2 | 4))?;
            let first: u16 = first.parse().ok().filter(|_| is_year(first))?;
            // "1995-2019" is no one year.
            let next = if second < 100 { (first + 1) % 100 } else { first + 1 };
            (next == second).then_some(first)
        };
        words(&t.sentence).iter().filter_map(split).collect()
    };
    let (x, y) = (of(a), of(b));
    let shown = |years: &BTreeSet<u16>| years.first().map(|y| format!("{y}/{:02}", (y + 1) % 100));
    shown(&x).zip(shown(&y)).filter(|_| x.is_disjoint(&y))
}

/// For how long from the beginning or to the end of something sentences tell, where that differs: "the first 100 days of the
/// strike", "the first year of the strike".
fn lengths(a: &Told, b: &Told) -> Option<(String, String)> {
    let of = |t: &Told| -> Option<(String, u32, String)> {
        let words = words(&t.sentence);
        (0..words.len()).find_map(|at| {
            let side = words[at].as_str();
            if !matches!(side, "first" | "last" | "final" | "opening") {
                return None;
            }
            let rest: Vec<&str> =
                words[at + 1..].iter().map(String::as_str).filter(|w| *w != "full").take(3).collect();
            let (many, unit, of) = match rest[..] {
                [unit, of, ..] if UNITS.contains_key(unit) => (1, unit, of),
                [many, unit, of] => (number(many)?, unit, of),
                _ => return None,
            };
            let days = UNITS.get(unit.strip_suffix('s').unwrap_or(unit))?;
            let shown = if many == 1 { format!("{side} {unit}") } else { format!("{side} {many} {unit}") };
            (of == "of").then(|| (side.to_owned(), days.saturating_mul(many), shown))
        })
    };
    let (x, y) = (of(a)?, of(b)?);
    let differ = x.0 == y.0 && (f64::from(x.1) / f64::from(y.1)).ln().abs() > 0.1;
    differ.then_some((x.2, y.2))
}

/// The weeks or terms of something that sentences count, where each is of another: "the first week", "the third week".
fn ordinals(a: &Told, b: &Told) -> Option<(String, String)> {
    const ORDINALS: [&str; 9] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    let of = |t: &Told| -> BTreeSet<(String, String)> {
        let words = words(&t.sentence);
        let pairs = words.windows(2).filter(|w| {
            let unit = UNITS.contains_key(w[1].as_str())
                || matches!(w[1].as_str(), "term" | "round" | "wave" | "phase");
            ORDINALS.contains(&w[0].as_str()) && unit
        });
        pairs.map(|w| (w[0].clone(), w[1].clone())).collect()
    };
    let (x, y) = (of(a), of(b));
    let mut both = x.iter().flat_map(|p| y.iter().map(move |q| (p, q))).filter(|(p, q)| p.1 == q.1);
    let (p, q) = both.next().filter(|_| x.is_disjoint(&y))?;
    Some((format!("{} {}", p.0, p.1), format!("{} {}", q.0, q.1)))
}

/// What is over by the words of one ("before the war"), and the present of the document of the other.
fn earlier(past: &Told, present: &Told) -> Option<(String, String)> {
    let says = |t: &Told| {
        let words = words(&t.sentence);
        let at = (0..words.len()).find(|&at| EARLIER.iter().any(|c| stands(&words, at, c)))?;
        Some(words[at..].iter().take(3).cloned().collect::<Vec<_>>().join(" "))
    };
    let now = |period: &Period| {
        let near = |day: Date| period.start.is_some_and(|s| i64::from((day - s).get_days()).abs() <= PRESENT);
        period::is_now(period) || present.day.is_some_and(near)
    };
    let period = time(present).filter(|p| time(past).is_none() && now(p))?;
    says(past).filter(|_| says(present).is_none()).map(|before| (before, period.text.clone()))
}

/// Whether one is of a weekday of what the other tells of several days: "on its Saturday", "over its three days".
fn days_of_it(day: &Told, days: &Told) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let (one, many) = (words(&day.sentence), words(&days.sentence));
    let weekday = |w: &[String]| w.iter().any(|w| DAYS.contains(&w.as_str()));
    let own = (0..one.len()).any(|at| {
        stands(&one, at, &["on", "its"]) && one.get(at + 2).is_some_and(|w| DAYS.contains(&w.as_str()))
    });
    let several = many.windows(3).any(|w| {
        let opens = matches!(w[0].as_str(), "its" | "the" | "over" | "all" | "of" | "in");
        opens && number(&w[1]).is_some_and(|n| n > 1) && w[2] == "days"
    });
    own && several && !weekday(&many)
}

fn number(word: &str) -> Option<u32> {
    const NUMBERS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let named = NUMBERS.iter().position(|n| *n == word).and_then(|at| u32::try_from(at + 1).ok());
    named.or_else(|| word.parse().ok())
}
