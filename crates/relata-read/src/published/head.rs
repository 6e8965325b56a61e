//! Dates that a text gives itself, at its head and at its foot.

use crate::date::{self, Days, Order, Written};
use jiff::civil::{Date, Weekday};
use regex::Regex;
use relata_rows::{Block, BlockKind};
use std::sync::LazyLock;

/// A day that a text is dated with; `days` is `None` where the year is left out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HeadDate {
    pub days: Option<Days>,
    pub month: i8,
    pub day: i8,
    pub weekday: Option<Weekday>,
    pub quote: String,
}

/// Blocks of the head that are looked at, unless the text begins before.
const HEAD_BLOCKS: usize = 14;
/// Blocks of the foot that are looked at.
const FOOT_BLOCKS: usize = 6;
/// A paragraph of so many words is the text itself.
const TEXT_WORDS: usize = 40;
/// Longest line that is dated as a whole (code points).
const LINE_MAX: usize = 120;
/// Words of a block that may hold a line with a date alone.
const LONE_WORDS: usize = 30;
/// Words that a dated line may hold beside its date: a place, a name, a time.
const OTHER_WORDS: usize = 8;

/// What stands before the date in a line that says so itself.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?ix)^\W*(?:
        (?:first\s|originally\s|date\s)?(?:published|posted|issued|released|dated|filed)(?:\son)?
      | (?:publication|release|issue|posting)\s+date | date(?:\s+of\s+(?:publication|release|issue))? | for\s+(?:immediate\s+)?release
      | embargoed\s+until | updated | last\s+updated
      | publicado | fecha(?:\s+de\s+publicaci[oó]n)? | para\s+(?:su\s+)?(?:publicaci[oó]n|difusi[oó]n)\s+inmediata
      )\b";
    Regex::new(pattern).expect("a constant pattern")
});

/// The close of a proclamation, with day, month and year in words before and after "our Lord": that of
/// United States proclamations.
static PROCLAIMED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?ix)this\s+(?P<day>[a-z]+(?:[\s-][a-z]+)?)\s+day\s+of\s+(?P<month>[a-z]+),?\s+in\s+the\s+year\s+of\s+our\s+Lord\s+two\s+thousand(?:\s+and)?(?:\s+(?P<year>[a-z]+(?:[\s-][a-z]+)?))?\b";
    Regex::new(pattern).expect("a constant pattern")
});

/// Words between place and date of a dateline and its text.
const DATELINE_ENDS: &[&str] = &[" — ", " – ", " -- ", "—", " - ", ".- ", ".— "];

/// The dates that a text gives itself, surest first.
pub(super) fn dates(text: &str, blocks: &[Block], order: Order) -> Vec<HeadDate> {
    let words = |b: &Block| b.span.get(text).unwrap_or_default().split_whitespace().count();
    let begins = |b: &&Block| b.kind == BlockKind::Paragraph && words(b) >= TEXT_WORDS;
    let head_end = blocks.iter().position(|b| begins(&b)).map_or(blocks.len(), |i| i + 1).min(HEAD_BLOCKS);
    let of = |b: &'_ Block| b.span.get(text).unwrap_or_default();
    let lines = |blocks: &[Block]| -> Vec<String> {
        blocks.iter().flat_map(|b| of(b).lines().map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    let head = lines(&blocks[..head_end]);
    let foot = lines(&blocks[blocks.len().saturating_sub(FOOT_BLOCKS).max(head_end)..]);
    let labelled = head.iter().filter(|l| LABEL.is_match(l)).filter_map(|l| in_line(l, order));
    let datelines = blocks[..head_end]
        .iter()
        .filter(|b| !matches!(b.kind, BlockKind::Caption | BlockKind::Furniture | BlockKind::Footnote))
        .filter_map(|b| dateline(of(b), order));
    // A line of a wrapped paragraph is not alone.
    let short = |b: &&Block| words(b) <= LONE_WORDS;
    let lone =
        blocks[..head_end].iter().filter(short).flat_map(|b| of(b).lines()).filter_map(|l| in_line(l, order));
    let proclaimed = blocks.iter().rev().take(FOOT_BLOCKS).filter_map(|b| proclaimed(of(b)));
    let signed = foot.iter().filter(|l| LABEL.is_match(l)).filter_map(|l| in_line(l, order));
    labelled.chain(datelines).chain(lone).chain(proclaimed).chain(signed).collect()
}

/// The date of a line that holds little else.
fn in_line(line: &str, order: Order) -> Option<HeadDate> {
    if line.chars().count() > LINE_MAX {
        return None;
    }
    let found = date::find(line, order);
    let date = found.iter().find(|d| d.day.is_some() && d.days.is_some())?;
    let rest = [&line[..date.span.start], &line[date.span.end..]].join(" ");
    let labelled = LABEL.is_match(line);
    let before = line[..date.span.start].split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let told = ["on", "in", "since", "until", "by", "from", "during", "before", "after", "el"]
        .contains(&before.as_str());
    let sentence = rest.trim_end().ends_with(['.', '?', '!']) && rest.split_whitespace().count() > 3;
    let fits = rest.split_whitespace().count() <= if labelled { 2 * OTHER_WORDS } else { OTHER_WORDS };
    (fits && !sentence && (labelled || !told) && (labelled || is_set_apart(&rest)))
        .then(|| head_date(date, line))?
}

/// Whether what stands beside a date is a place, a name, a time: words with capitals, figures,
/// small words.
fn is_set_apart(rest: &str) -> bool {
    const SMALL: &[&str] = &[
        "by", "and", "of", "de", "del", "la", "at", "am", "pm", "a.m.", "p.m.", "in", "the", "on", "por",
        "y", "min", "read", "minute",
    ];
    rest.split_whitespace().all(|w| {
        SMALL.contains(&w.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_lowercase().as_str())
            || w.chars().find(|c| c.is_alphanumeric()).is_none_or(|c| c.is_uppercase() || c.is_numeric())
    })
}

/// The dateline at the beginning of a paragraph: place in capitals, date, agency, dash.
fn dateline(paragraph: &str, order: Order) -> Option<HeadDate> {
    let start: String = paragraph.chars().take(LINE_MAX).collect();
    let end = DATELINE_ENDS.iter().filter_map(|e| start.find(e)).min()?;
    let line = &start[..end];
    let found = date::find(line, order);
    let date = found.iter().find(|d| d.day.is_some())?;
    let place = &line[..date.span.start];
    let begins_with_place =
        place.chars().take_while(|c| *c != ',' && *c != '(').filter(|c| c.is_alphabetic()).count() >= 2;
    let rest = [place, &line[date.span.end..]].join(" ");
    (begins_with_place && is_set_apart(&rest) && rest.split_whitespace().count() <= OTHER_WORDS)
        .then(|| head_date(date, line))?
}

fn head_date(date: &Written, line: &str) -> Option<HeadDate> {
    let days = date.days.filter(|d| d.is_day());
    let (month, day) = match days {
        Some(days) => (days.start.month(), days.start.day()),
        None => (date.month?, date.day?),
    };
    Some(HeadDate { days, month, day, weekday: date.weekday, quote: line.trim().to_owned() })
}

/// The closing formula of a proclamation.
fn proclaimed(text: &str) -> Option<HeadDate> {
    const UNITS: [&str; 20] = [
        "",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    const NUMBERS: [&str; 20] = [
        "",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [(&str, &str, i16); 5] = [
        ("twenty", "twentieth", 20),
        ("thirty", "thirtieth", 30),
        ("forty", "fortieth", 40),
        ("fifty", "fiftieth", 50),
        ("sixty", "sixtieth", 60),
    ];
    let c = PROCLAIMED.captures(text)?;
    let number = |words: &str, units: [&str; 20]| -> Option<i16> {
        let words = words.to_lowercase();
        let mut parts = words.split([' ', '-']).filter(|p| !p.is_empty());
        let first = parts.next()?;
        let unit = |w: &str| units.iter().skip(1).position(|u| *u == w).map(|n| n as i16 + 1);
        match TENS.iter().find(|t| t.0 == first || t.1 == first) {
            Some(&(_, _, tens)) => Some(tens + parts.next().and_then(unit).unwrap_or(0)),
            None => unit(first),
        }
    };
    let day = i8::try_from(number(&c["day"], UNITS)?).ok()?;
    let year = 2000 + c.name("year").and_then(|y| number(y.as_str(), NUMBERS)).unwrap_or(0);
    let month = date::find(&format!("{} 1", &c["month"]), Order::Unknown).first()?.month?;
    let days = Days::day(Date::new(year, month, day).ok()?)?;
    Some(HeadDate { days: Some(days), month, day, weekday: None, quote: c[0].to_owned() })
}
