//! When: plain periods beside a figure ("in 2022", "since fiscal year 2020", "last year").
//!
//! Only what is written is read. A relative period needs the date of publication; where that is
//! not known the period keeps its words and no dates.

use super::veto;
use crate::words::{Word, cover, lower};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use relata_rows::{Period, Published};

/// One period of a sentence: words `start..end`.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub start: usize,
    pub end: usize,
    /// Whether it is the point from which a change is counted ("since 2020").
    pub since: bool,
    pub period: Period,
}

/// What is known of the document that periods are resolved against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'d> {
    pub text: &'d str,
    pub published: Option<&'d Published>,
    /// Whether the text names the United States, whose fiscal year begins on 1 October
    /// (31 U.S.C. 1102).
    pub american: bool,
}

/// All plain periods of a sentence, in order.
pub(crate) fn find(words: &[Word<'_>], context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match one(words, at, context) {
            Some(hit) => {
                at = hit.end;
                found.push(hit);
            }
            None => at += 1,
        }
    }
    found
}

/// Prepositions that bring in a period.
const LEADS: [&str; 13] = [
    "in",
    "during",
    "for",
    "of",
    "since",
    "by",
    "through",
    "until",
    "on",
    "between",
    "from",
    "throughout",
    "within",
];

fn one(words: &[Word<'_>], at: usize, context: &Context<'_>) -> Option<Found> {
    let lead = lower(words, at);
    if let Some((len, start, end)) = relative(words, at, context) {
        return Some(found(words, at, at + len, start, end, "gregorian", "from publication", context, false));
    }
    if !LEADS.contains(&lead) {
        return None;
    }
    let mut from = at + 1;
    if lower(words, from) == "the" {
        from += 1;
    }
    let (first, end) = stretch(words, from, context)?;
    let since = lead == "since";
    let joined =
        matches!((lead, lower(words, end)), ("between", "and") | ("from", "to" | "through" | "until"));
    if let Some((second, last)) = joined.then(|| stretch(words, end + 1, context)).flatten() {
        return Some(found(
            words,
            at + 1,
            last,
            first.start,
            second.end,
            first.calendar,
            first.basis,
            context,
            false,
        ));
    }
    if lead == "between" {
        return None;
    }
    let stop = if since { None } else { first.end };
    let start = if matches!(lead, "by" | "until") { None } else { first.start };
    Some(found(words, from, end, start, stop, first.calendar, first.basis, context, since))
}

#[expect(clippy::too_many_arguments, reason = "the parts of one row, named once")]
fn found(
    words: &[Word<'_>],
    from: usize,
    to: usize,
    start: Option<Date>,
    end: Option<Date>,
    calendar: &str,
    basis: &str,
    context: &Context<'_>,
    since: bool,
) -> Found {
    let text = cover(words, from, to).get(context.text).unwrap_or_default().to_owned();
    let period = Period { text, start, end, calendar: calendar.to_owned(), basis: basis.to_owned() };
    Found { start: from, end: to, since, period }
}

/// A calendar stretch without its preposition.
struct Stretch {
    start: Option<Date>,
    end: Option<Date>,
    calendar: &'static str,
    basis: &'static str,
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// The calendar stretch that begins at word `at`, and where it ends.
fn stretch(words: &[Word<'_>], at: usize, context: &Context<'_>) -> Option<(Stretch, usize)> {
    if let Some((y, end)) = fiscal(words, at) {
        // Without a country a fiscal year has no dates.
        let (start, stop) = if context.american { (day(y - 1, 10, 1), day(y, 10, 1)) } else { (None, None) };
        let calendar = if context.american { "fiscal:US" } else { "fiscal" };
        let basis =
            if context.american { "stated; country from the text" } else { "stated; country not known" };
        return Some((Stretch { start, end: stop, calendar, basis }, end));
    }
    let stated = |start, end| Stretch { start, end, calendar: "gregorian", basis: "stated" };
    if let Some(y) = veto::year(words.get(at)?) {
        return Some((stated(day(y, 1, 1), day(y.checked_add(1)?, 1, 1)), at + 1));
    }
    if !veto::is_month(words, at) {
        return None;
    }
    let month = veto::month(lower(words, at))?;
    let mut end = at + 1;
    let of_month = words.get(end).and_then(|w| w.text.parse::<i8>().ok()).filter(|d| (1..=31).contains(d));
    if of_month.is_some() {
        end += 1;
    }
    let comma = usize::from(lower(words, end) == "," || lower(words, end) == "of");
    if let Some(y) = words.get(end + comma).and_then(veto::year) {
        let first = day(y, month, of_month.unwrap_or(1));
        let next = first.and_then(|d| after(d, of_month.is_some()));
        return Some((stated(first, next), end + comma + 1));
    }
    // No year: the latest such day that is not after publication.
    let first = context.published.and_then(|p| {
        let this = day(p.start.year(), month, of_month.unwrap_or(1))?;
        if this < p.end { Some(this) } else { day(p.start.year() - 1, month, of_month.unwrap_or(1)) }
    });
    let next = first.and_then(|d| after(d, of_month.is_some()));
    let basis = if first.is_some() { "from publication" } else { "year not known" };
    Some((Stretch { start: first, end: next, calendar: "gregorian", basis }, end))
}

fn after(first: Date, single_day: bool) -> Option<Date> {
    let step = if single_day { 1.day() } else { 1.month() };
    first.checked_add(step).ok()
}

/// "fiscal year 2022", "fiscal 2022", "FY2022", "FY 2022".
fn fiscal(words: &[Word<'_>], at: usize) -> Option<(i16, usize)> {
    let word = lower(words, at);
    if let Some(digits) = word.strip_prefix("fy").filter(|d| !d.is_empty()) {
        let y: i16 = digits.parse().ok()?;
        let y = if digits.len() == 2 { 2000 + y } else { y };
        return (1900..2100).contains(&y).then_some((y, at + 1));
    }
    let next = match (word, lower(words, at + 1)) {
        ("fy", _) => at + 1,
        ("fiscal", "year" | "years") => at + 2,
        ("fiscal", _) => at + 1,
        _ => return None,
    };
    Some((veto::year(words.get(next)?)?, next + 1))
}

/// "last year", "this month", "yesterday": number of words, first day, day after the last.
fn relative(
    words: &[Word<'_>],
    at: usize,
    context: &Context<'_>,
) -> Option<(usize, Option<Date>, Option<Date>)> {
    let (lead, unit) = (lower(words, at), lower(words, at + 1));
    let back = match lead {
        "last" => 1,
        "this" => 0,
        "yesterday" => 1,
        _ => return None,
    };
    let before = at.checked_sub(1).map_or("", |b| lower(words, b));
    // "the last year" is twelve months, not a calendar year.
    if lead == "last" && before == "the" {
        return None;
    }
    let published = context.published.map(|p| (p.start, p.end));
    let same = |f: fn(Date) -> (i16, i8)| {
        published.filter(|&(s, e)| e.yesterday().is_ok_and(|e| f(s) == f(e))).map(|(s, _)| s)
    };
    let bounds = |first: Option<Date>, span: jiff::Span| {
        let start = first.and_then(|d| d.checked_sub(span * back).ok());
        (start, start.and_then(|d| d.checked_add(span).ok()))
    };
    match (lead, unit) {
        ("yesterday", _) => {
            let (s, e) =
                bounds(published.filter(|&(s, e)| s.tomorrow().is_ok_and(|t| t == e)).map(|p| p.0), 1.day());
            Some((1, s, e))
        }
        (_, "year") => {
            let (s, e) = bounds(same(|d| (d.year(), 0)).map(|d| date(d.year(), 1, 1)), 1.year());
            Some((2, s, e))
        }
        (_, "month") => {
            let (s, e) =
                bounds(same(|d| (d.year(), d.month())).map(|d| date(d.year(), d.month(), 1)), 1.month());
            Some((2, s, e))
        }
        _ => None,
    }
}
