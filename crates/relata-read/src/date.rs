//! Written dates: from the words of a page, a header or a sentence to days of the calendar.
//!
//! Knows how dates are written, not what they date: whether one is the day of publication is for
//! `html::meta` and `published` to say. Nothing here knows what day it is today.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// A stretch of days: the first, and the day after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Days {
    pub start: Date,
    pub end: Date,
}

impl Days {
    /// One day; `None` for the last day that the calendar of `jiff` holds, which has no next one.
    pub(crate) fn day(day: Date) -> Option<Days> {
        Some(Days { start: day, end: day.tomorrow().ok()? })
    }

    /// A month of a year.
    pub(crate) fn month(year: i16, month: i8) -> Option<Days> {
        let start = Date::new(year, month, 1).ok()?;
        Some(Days { start, end: start.checked_add(1.month()).ok()? })
    }

    /// A year.
    pub(crate) fn year(year: i16) -> Option<Days> {
        Some(Days { start: Date::new(year, 1, 1).ok()?, end: Date::new(year + 1, 1, 1).ok()? })
    }

    /// Whether it is a single day.
    pub(crate) fn is_day(self) -> bool {
        Days::day(self.start) == Some(self)
    }
}

/// In which order a date in figures only names day and month, where the figures leave a choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// 03/04/2023 is in March, as in the United States.
    MonthFirst,
    /// 03/04/2023 is in April, as nearly everywhere else.
    DayFirst,
    /// Nothing tells: every reading stays possible.
    #[default]
    Unknown,
}

impl Order {
    /// What a BCP 47 language tag says of the order: the region where it has one, else the
    /// language, except for English, which is written both ways.
    pub(crate) fn of_language(tag: &str) -> Order {
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let region = parts.find(|p| p.len() == 2).map(str::to_ascii_uppercase);
        match region.as_deref() {
            // CLDR 46, short date patterns: month before day in these.
            Some("US" | "PH" | "PW" | "FM" | "GU" | "AS" | "VI" | "MH") => Order::MonthFirst,
            // Canada writes all three orders.
            Some("CA") => Order::Unknown,
            Some(_) => Order::DayFirst,
            None if language.is_empty() || language == "en" => Order::Unknown,
            None => Order::DayFirst,
        }
    }
}

/// A date as it stands in a text; a part that the text leaves out is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// Where it stands, in bytes, the name of the weekday left out.
    pub span: Range<usize>,
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
    /// The weekday written beside it.
    pub weekday: Option<Weekday>,
    /// The days it may mean; `None` where the year is left out.
    pub days: Option<Days>,
}

/// Names of months, in lower case: English, Spanish, Portuguese, French, German, Italian, each with
/// its usual abbreviations. Those that are common words otherwise ("set", "ott") are left out, and
/// so is French "mars", which in other texts is a planet, a god and a sweet: see [`MARS`].
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "enero", "ene", "janeiro", "janvier", "janv", "januar", "jänner", "gennaio"],
    &["february", "feb", "febrero", "fevereiro", "fev", "février", "févr", "februar", "febbraio"],
    &["march", "mar", "marzo", "março", "märz", "mrz"],
    &["april", "apr", "abril", "abr", "avril", "avr", "aprile"],
    &["may", "mayo", "maio", "mai", "maggio"],
    &["june", "jun", "junio", "junho", "juin", "juni", "giugno"],
    &["july", "jul", "julio", "julho", "juillet", "juil", "juli", "luglio"],
    &["august", "aug", "agosto", "ago", "août"],
    &["september", "sept", "sep", "septiembre", "setiembre", "setembro", "septembre", "settembre"],
    &["october", "oct", "octubre", "outubro", "octobre", "oktober", "okt", "ottobre"],
    &["november", "nov", "noviembre", "novembro", "novembre"],
    &["december", "dec", "diciembre", "dic", "dezembro", "décembre", "déc", "dezember", "dez", "dicembre"],
];

/// The French month, read only between a day and a year.
const MARS: &str = "mars";

/// Names of weekdays from Monday, in lower case, English and Spanish; abbreviations of English.
const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon", "lunes"],
    &["tuesday", "tues", "tue", "martes"],
    &["wednesday", "wed", "miércoles"],
    &["thursday", "thurs", "thur", "thu", "jueves"],
    &["friday", "fri", "viernes"],
    &["saturday", "sat", "sábado"],
    &["sunday", "sun", "domingo"],
];

/// All the ways of writing a date in running text, longest first within one alternative. The names
/// of the groups say which alternative matched; digits and letters that touch the match on either
/// side are refused by [`find`], since the `regex` crate looks neither ahead nor behind.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let month = names(MONTHS.iter().copied());
    let weekday = names(WEEKDAYS.iter().copied());
    let ordinal = r"(?:st|nd|rd|th|º|°|er|\.)?";
    let year = r"(?:19|20)\d\d";
    let pattern = format!(
        r"(?ix)
        (?: (?P<weekday>{weekday})\.?\s?,?\s+ (?:the\s+|el\s+)? )?
        (?:
          # 2023-03-18, 2023/3/18, 2023.03.18, with or without time and zone
          (?P<iso_y>{year}) [-/.] (?P<iso_m>\d\d?) [-/.] (?P<iso_d>\d\d?)
          (?: (?:T|\s) \d\d:\d\d (?::\d\d (?:[.,]\d{{1,9}})? )? \s? (?:Z|UTC|GMT|[+-]\d\d:?\d\d)? )?
        | (?P<cjk_y>{year}) \s?年\s? (?P<cjk_m>\d\d?) \s?月\s? (?P<cjk_d>\d\d?) \s?日
          # March 3, 2023; Mar. 3rd 2023; March 3-5, 2023; Mar 01 12:00:00 EST 2023; March 3; March 2023
        | (?P<mdy_m>{month}) \.?
          (?: ,? [\s/-]{{1,2}} (?:de[l]?\s|of\s)? (?P<my_y>{year})
            | [\s/-]{{0,2}} (?P<mdy_d>\d\d?) {ordinal} (?: \s?[-–]\s? \d\d? {ordinal} )?
              (?: (?: \s \d\d:\d\d:\d\d \s [A-Z]{{2,5}} (?:[+-]\d{{4}})? \s | \s?,\s? | [\s/-]{{1,2}} (?:de[l]?\s)? | \sat\s )
                  (?P<mdy_y>{year}) )? )
          # 3 March 2023, 3rd of March, 3 de marzo de 2023, 18-Mar-2023
        | (?P<dmy_d>\d\d?) {ordinal} (?: \s?[-–]\s? \d\d? {ordinal} )? [\s-]{{0,2}} (?:of\s|de\s)?
          (?: {MARS} \s (?P<mars_y>{year})
            | (?P<dmy_m>{month}) (?: \.? (?: [\s,-]{{1,2}} (?:de[l]?\s|of\s)? ) (?P<dmy_y>{year}|'?\d\d) )? )
          # marzo de 2023 stands above; 03/18/2023, 18.3.2023, 18-03-23
        | (?P<num_a>\d\d?) (?: / (?P<num_b1>\d\d?) / | \. (?P<num_b2>\d\d?) \. | - (?P<num_b3>\d\d?) - )
          (?P<num_y>{year}|\d\d)
          # a year alone
        | (?P<year>{year})
        )"
    );
    Regex::new(&pattern).expect("a constant pattern")
});

/// A whole field that holds nothing but a date in a machine's form: `20230318`, `D:20230318120000Z`
/// (ISO 32000-1, 7.9.4), `2023-03`, `20230318T120000`, seconds or milliseconds since 1970.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^\s*(?:
          (?:D:)? (?P<y>(?:19|20)\d\d) (?P<m>0[1-9]|1[0-2]) (?P<d>0[1-9]|[12]\d|3[01])
            (?:T?\d{4,6})? (?:Z|[+-]\d\d'?:?\d\d'?)?
        | D: (?P<py>(?:19|20)\d\d) (?P<pm>0[1-9]|1[0-2])?
        | (?P<ym_y>(?:19|20)\d\d) [-/] (?P<ym_m>0?[1-9]|1[0-2])
        | (?P<epoch>1\d{9}) (?:\d{3})? )\s*$",
    )
    .expect("a constant pattern")
});

/// Alternatives of a pattern, longest first, so that "sept" does not end at "sep".
fn names<'a>(lists: impl Iterator<Item = &'a [&'a str]>) -> String {
    let mut all: Vec<&str> = lists.flatten().copied().collect();
    all.sort_by_key(|n| std::cmp::Reverse(n.len()));
    all.join("|")
}

/// Reads a field that is said to hold a date (a meta tag, a header, an attribute, a line of a page):
/// the first date in it that names its year, days before months before years.
pub(crate) fn read(field: &str, order: Order) -> Option<Days> {
    if let Some(c) = FIELD.captures(field) {
        return read_machine_form(&c);
    }
    let dates = find(field, order);
    let days = || dates.iter().filter_map(|d| d.days.map(|days| (d, days)));
    days()
        .find(|(d, _)| d.day.is_some())
        .or_else(|| days().find(|(d, _)| d.month.is_some()))
        .or_else(|| days().next())
        .map(|(_, days)| days)
}

fn read_machine_form(c: &Captures<'_>) -> Option<Days> {
    let number = |group: &str| c.name(group).and_then(|m| m.as_str().parse::<i64>().ok());
    if let (Some(y), Some(m), Some(d)) = (number("y"), number("m"), number("d")) {
        return Days::day(Date::new(y as i16, m as i8, d as i8).ok()?);
    }
    if let Some(y) = number("py") {
        return number("pm").map_or_else(|| Days::year(y as i16), |m| Days::month(y as i16, m as i8));
    }
    if let (Some(y), Some(m)) = (number("ym_y"), number("ym_m")) {
        return Days::month(y as i16, m as i8);
    }
    // Universal time: a count of seconds knows no zone of its own.
    let days = number("epoch")? / 86_400;
    Days::day(Date::constant(1970, 1, 1).checked_add(days.days()).ok()?)
}

/// A day in the path of an address: `/2023/03/18/` or `/2023-03-18-`; else a month.
pub(crate) fn in_address(url: &str) -> Option<Days> {
    static PATH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2])(?:[/-](?P<d>0?[1-9]|[12]\d|3[01]))?(?:[/_-]|$)",
        )
        .expect("a constant pattern")
    });
    let c = PATH.captures(url)?;
    let number = |g: &str| c.name(g).and_then(|m| m.as_str().parse::<i16>().ok());
    let (year, month) = (number("y")?, i8::try_from(number("m")?).ok()?);
    match number("d").and_then(|d| i8::try_from(d).ok()) {
        Some(day) => Days::day(Date::new(year, month, day).ok()?),
        None => Days::month(year, month),
    }
}

/// Finds the dates in a text, in order, without overlaps: days, months, years, and days or months
/// whose year is left out.
pub(crate) fn find(text: &str, order: Order) -> Vec<Written> {
    let mut dates = Vec::new();
    let mut at = 0;
    while let Some(c) = DATE.captures_at(text, at) {
        let all = c.get(0).expect("group 0 is the match").range();
        let start = c.name("weekday").map_or(all.start, |w| {
            let gap = text[w.end()..all.end].find(|c: char| c.is_alphanumeric()).unwrap_or(0);
            w.end() + gap
        });
        let written = written(&c, order).filter(|_| stands_alone(text, all.clone()));
        let Some((year, month, day, days)) = written else {
            // Go on behind the first character, so that "12018-03-04" and "1/2023-03-04" cost one step each.
            let step = text[all.start..].chars().next().map_or(1, char::len_utf8);
            at = all.start + step;
            continue;
        };
        let weekday = c.name("weekday").and_then(|w| weekday(w.as_str()));
        dates.push(Written { span: start..all.end, year, month, day, weekday, days });
        at = all.end;
    }
    dates
}

/// Whether no digit or letter touches a match; "T", which parts date and time, may.
fn stands_alone(text: &str, range: Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let mut after = text[range.end..].chars();
    let next = after.next();
    let is_part = |c: char| c.is_alphanumeric() && !('\u{2E80}'..='\u{9FFF}').contains(&c);
    let decimal =
        matches!(next, Some('.' | ',' | '/' | '-')) && after.next().is_some_and(|c| c.is_ascii_digit());
    let after_number = matches!(before, Some('.' | '/' | '-' | '$' | '€' | '£' | '#'))
        && text[range.start..].starts_with(|c: char| c.is_ascii_digit());
    !before.is_some_and(is_part) && !after_number && !next.is_some_and(|c| is_part(c) && c != 'T') && !decimal
}

/// Year, month and day as written, and the days they may mean.
type Parts = (Option<i16>, Option<i8>, Option<i8>, Option<Days>);

/// Year, month and day of a match, and the days it may mean; `None` where the calendar has no such day.
fn written(c: &Captures<'_>, order: Order) -> Option<Parts> {
    let number = |group: &str| c.name(group).and_then(|m| m.as_str().parse::<i16>().ok());
    let small = |group: &str| number(group).and_then(|n| i8::try_from(n).ok());
    let month = |group: &str| c.name(group).and_then(|m| number_of(&MONTHS, m.as_str()));
    let full = |y: i16, m: i8, d: i8| {
        let days = Days::day(Date::new(y, m, d).ok()?)?;
        Some((Some(y), Some(m), Some(d), Some(days)))
    };
    for (y, m, d) in [("iso_y", "iso_m", "iso_d"), ("cjk_y", "cjk_m", "cjk_d")] {
        if let Some(year) = number(y) {
            return full(year, small(m)?, small(d)?);
        }
    }
    if let Some(first) = small("num_a") {
        let second = ["num_b1", "num_b2", "num_b3"].iter().find_map(|g| small(g))?;
        return in_figures(first, second, century(number("num_y")?), order);
    }
    if let Some(year) = number("year") {
        return Some((Some(year), None, None, Days::year(year)));
    }
    if let (Some(year), Some(month)) = (number("my_y"), month("mdy_m")) {
        return Some((Some(year), Some(month), None, Days::month(year, month)));
    }
    if let Some(year) = number("mars_y") {
        return full(year, 3, small("dmy_d")?);
    }
    let (month, day, year) = match month("mdy_m") {
        Some(month) => (month, small("mdy_d")?, number("mdy_y")),
        None => {
            let year = c.name("dmy_y").and_then(|y| y.as_str().trim_start_matches('\'').parse().ok());
            (month("dmy_m")?, small("dmy_d")?, year.map(century))
        }
    };
    match year {
        Some(year) => full(year, month, day),
        // A leap year, so that 29 February is a day.
        None => Date::new(2000, month, day).ok().map(|_| (None, Some(month), Some(day), None)),
    }
}

/// A date in figures only. Where both orders give a day and nothing tells which, all days from the
/// one to the other remain possible.
fn in_figures(first: i8, second: i8, year: i16, order: Order) -> Option<Parts> {
    let us = Date::new(year, first, second).ok();
    let elsewhere = Date::new(year, second, first).ok();
    let (early, late) = match (us, elsewhere) {
        (Some(day), None) | (None, Some(day)) => (day, day),
        (Some(us), Some(elsewhere)) => match order {
            Order::MonthFirst => (us, us),
            Order::DayFirst => (elsewhere, elsewhere),
            Order::Unknown => (us.min(elsewhere), us.max(elsewhere)),
        },
        (None, None) => return None,
    };
    let days = Days { start: early, end: late.tomorrow().ok()? };
    let sure = early == late;
    Some((Some(year), sure.then(|| early.month()), sure.then(|| early.day()), Some(days)))
}

/// The year of two figures: 00 to 68 in this century, 69 to 99 in the last (POSIX, `strptime`, `%y`).
fn century(year: i16) -> i16 {
    match year {
        0..=68 => 2000 + year,
        69..=99 => 1900 + year,
        _ => year,
    }
}

/// The weekday of that name.
pub(crate) fn weekday(name: &str) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number_of(&WEEKDAYS, name)?).ok()
}

/// Place of a name in a table, counted from 1.
fn number_of(table: &[&[&str]], name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    let place = table.iter().position(|names| names.contains(&name.as_str()))?;
    i8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(days: Option<Days>) -> String {
        match days {
            Some(days) if days.is_day() => days.start.to_string(),
            Some(days) => format!("{}/{}", days.start, days.end),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn fields() {
        use Order::{DayFirst, MonthFirst, Unknown};
        let table = [
            ("2023-03-18", Unknown, "2023-03-18"),
            ("2023-03-18T23:30:00-06:00", Unknown, "2023-03-18"),
            ("2023-03-18T23:30:00.000Z", Unknown, "2023-03-18"),
            ("2023-03-18 23:30:00 +0000 UTC", Unknown, "2023-03-18"),
            ("2023/3/8", Unknown, "2023-03-08"),
            ("2023-03", Unknown, "2023-03-01/2023-04-01"),
            ("2023", Unknown, "2023-01-01/2024-01-01"),
            ("20230318", Unknown, "2023-03-18"),
            ("D:20230318120000Z", Unknown, "2023-03-18"),
            ("D:20230318120000-06'00'", Unknown, "2023-03-18"),
            ("D:202303", Unknown, "2023-03-01/2023-04-01"),
            ("1679140800", Unknown, "2023-03-18"),
            ("1679140800000", Unknown, "2023-03-18"),
            ("Sat, 18 Mar 2023 12:00:00 GMT", Unknown, "2023-03-18"),
            ("Sat Mar 18 12:00:00 EST 2023", Unknown, "2023-03-18"),
            ("March 3, 2023", Unknown, "2023-03-03"),
            ("Mar. 3rd 2023 at 5 p.m.", Unknown, "2023-03-03"),
            ("Published Sept. 30, 2021 10:15 a.m. ET", Unknown, "2021-09-30"),
            ("3 March 2023", Unknown, "2023-03-03"),
            ("the 3rd of March, 2023", Unknown, "2023-03-03"),
            ("18-Mar-2023", Unknown, "2023-03-18"),
            ("18 Mar 23", Unknown, "2023-03-18"),
            ("March 2023", Unknown, "2023-03-01/2023-04-01"),
            ("May 30–June 2, 2024", Unknown, "2024-06-02"),
            ("3 de marzo de 2023", Unknown, "2023-03-03"),
            ("Viernes, 3 de marzo del 2023", Unknown, "2023-03-03"),
            ("marzo de 2023", Unknown, "2023-03-01/2023-04-01"),
            ("1º de agosto de 2022", Unknown, "2022-08-01"),
            ("3 mars 2023", Unknown, "2023-03-03"),
            ("1er août 2022", Unknown, "2022-08-01"),
            ("18. März 2023", Unknown, "2023-03-18"),
            ("2023年3月18日", Unknown, "2023-03-18"),
            ("03/18/2023", DayFirst, "2023-03-18"),
            ("18.03.2023", MonthFirst, "2023-03-18"),
            ("03/04/2023", MonthFirst, "2023-03-04"),
            ("03/04/2023", DayFirst, "2023-04-03"),
            ("03/04/2023", Unknown, "2023-03-04/2023-04-04"),
            ("05/05/23", Unknown, "2023-05-05"),
            // Days before years, wherever they stand.
            ("The 2024 budget, 5 June 2023", Unknown, "2023-06-05"),
            // A day that the calendar does not have leaves month and year.
            ("30 February 2023", Unknown, "2023-02-01/2023-03-01"),
            // Not dates.
            ("2023-02-30", Unknown, "none"),
            ("March 3", Unknown, "none"),
            ("Mars 2020 mission", Unknown, "2020-01-01/2021-01-01"),
            ("+1 202 555 2010 2", Unknown, "2010-01-01/2011-01-01"),
            ("192.168.20.19", Unknown, "none"),
            ("$2,000.50 and 120231", Unknown, "none"),
            ("", Unknown, "none"),
        ];
        for (field, order, days) in table {
            assert_eq!(shown(read(field, order)), days, "{field} {order:?}");
        }
    }

    #[test]
    fn dates_in_a_sentence_keep_what_was_left_out() {
        let text = "On Friday, March 3, and again in May 2022, the court sat; the 5 de mayo rally, in 1994, did not.";
        let found = find(text, Order::Unknown);
        let shown: Vec<_> = found.iter().map(|d| (&text[d.span.clone()], d.year, d.month, d.day)).collect();
        assert_eq!(
            shown,
            [
                ("March 3", None, Some(3), Some(3)),
                ("May 2022", Some(2022), Some(5), None),
                ("5 de mayo", None, Some(5), Some(5)),
                ("1994", Some(1994), None, None),
            ]
        );
        assert_eq!(found[0].weekday, Some(Weekday::Friday));
    }

    #[test]
    fn the_order_follows_the_region() {
        assert_eq!(Order::of_language("en-US"), Order::MonthFirst);
        assert_eq!(Order::of_language("en_GB"), Order::DayFirst);
        assert_eq!(Order::of_language("en"), Order::Unknown);
        assert_eq!(Order::of_language("es"), Order::DayFirst);
        assert_eq!(Order::of_language("zh-Hant-TW"), Order::DayFirst);
    }

    proptest! {
        #[test]
        fn garbage_is_read_without_panic(text in "[\\PC0-9/.\\- ,年T:]{0,80}") {
            for date in find(&text, Order::Unknown) {
                prop_assert!(text.get(date.span).is_some());
            }
            read(&text, Order::DayFirst);
        }
    }
}
