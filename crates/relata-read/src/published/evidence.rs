//! What a text says, without meaning to, of the day on which it was written.

use crate::date::{self, Days, Order, Written};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use regex::Regex;
use relata_rows::{Block, BlockKind, Span};
use std::sync::LazyLock;

/// One reason why the text was published on one side of a day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Evidence {
    pub bound: Bound,
    /// The words of the text that say so.
    pub quote: String,
}

/// What a reason bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Bound {
    /// Published on the first of these days or later: the text takes them for past or begun.
    Past(Days),
    /// Published before this day: the text looks forward to what ends there.
    Before(Date),
    /// Published on one of these days.
    Within(Days),
    /// The text looks forward to a month without saying of which year.
    ComingMonth(i8),
    /// The text tells of a day without its year as past.
    PastDay { month: i8, day: i8, weekday: Option<Weekday> },
    /// The text tells of a weekday and a day of the month as past: "Friday the 9th".
    PastWeekday { weekday: Weekday, day: i8 },
}

impl Evidence {
    /// How the evidence is read where that is not plain from its words; empty otherwise.
    pub(super) fn reading(&self) -> &'static str {
        match self.bound {
            Bound::ComingMonth(_) => ", taken for the next one",
            _ => "",
        }
    }
}

/// Words by which a clause looks forward.
const COMING: &[&str] = &[
    "will",
    "upcoming",
    "scheduled",
    "plans",
    "planned",
    "planning",
    "expected",
    "expects",
    "forthcoming",
    "set to",
    "set for",
    "slated",
    "next",
    "coming",
    "future",
    "postpone",
    "looms",
    "ahead of",
    "forecast",
    "projected",
    "próximo",
    "próxima",
    "será",
    "serán",
    "prevé",
    "previsto",
    "prevista",
];

/// Words that make a clause conditional or a goal: neither past nor surely to come.
const UNSURE: &[&str] = &[
    "would",
    "should",
    "could",
    "might",
    "must",
    "shall",
    "if",
    "goal",
    "target",
    "aim",
    "aims",
    "deadline",
    "expire",
    "expires",
    "effective",
    "si",
];

/// Words right before a date that make it an end or a limit, which may lie on either side.
const LIMITS: &[&str] =
    &["by", "until", "till", "through", "before", "after", "to", "hasta", "antes", "para", "al"];

/// Past forms of verbs that do not end in "-ed".
const PAST_VERBS: &[&str] = &[
    "was",
    "were",
    "had",
    "did",
    "said",
    "took",
    "began",
    "became",
    "made",
    "came",
    "went",
    "told",
    "held",
    "found",
    "saw",
    "met",
    "won",
    "lost",
    "fell",
    "rose",
    "grew",
    "left",
    "led",
    "sent",
    "struck",
    "hit",
    "put",
    "ran",
    "gave",
    "got",
    "kept",
    "knew",
    "brought",
    "bought",
    "built",
    "caught",
    "chose",
    "cut",
    "died",
    "drew",
    "drove",
    "fought",
    "froze",
    "hurt",
    "paid",
    "quit",
    "read",
    "rode",
    "sat",
    "sold",
    "shot",
    "shut",
    "sought",
    "spent",
    "spoke",
    "spread",
    "stood",
    "stole",
    "swore",
    "taught",
    "thought",
    "threw",
    "understood",
    "withdrew",
    "woke",
    "wrote",
    "broke",
    "fled",
    "shook",
    "showed",
    "since",
    "fue",
    "fueron",
    "había",
    "estaba",
    "desde",
];

/// Words in "-ed" that are no verbs.
const NOT_PAST: &[&str] = &[
    "united",
    "hundred",
    "need",
    "indeed",
    "speed",
    "proceed",
    "exceed",
    "succeed",
    "feed",
    "seed",
    "bleed",
    "breed",
    "weed",
    "agreed-upon",
];

/// "next year's election in 2024", "last year, in 2022", "so far in 2023".
static PINNED: LazyLock<Regex> = LazyLock::new(|| {
    let year = r"(?:19|20)\d\d";
    let pattern = format!(
        r"(?ix)\b(?:
          (?P<word>next|last|this)\s+year(?: ['’]s\s+(?:[a-z-]+\s+){{1,4}}(?:in|of)\s+ | \s*\((?:in\s+)? | ,?\s+(?:in\s+)? )(?P<year>{year})\b
        | in\s+(?P<year2>{year}),?\s+(?P<word2>next|last|this)\s+year\b
        | so\s+far\s+(?:in|during)\s+(?P<sofar>{year})\b | (?P<sofar2>{year})\s+so\s+far\b )"
    );
    Regex::new(&pattern).expect("a constant pattern")
});

/// "Friday the 9th".
static WEEKDAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day),?\s+(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?P<of>\s+of\b)?")
        .expect("a constant pattern")
});

/// A month named without day or year, as something to come or past; the name must have its capital.
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:the|this|next|in|for|until|by)\s+(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b(?P<after>\s+\d)?")
        .expect("a constant pattern")
});

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"https?://[^\s<>\x22]+").expect("a constant pattern"));

/// Dates of one text that are looked at; more stand in tables.
const DATES_MAX: usize = 20_000;
/// Longest stretch of a sentence that is read on either side of a date, in bytes.
const CONTEXT: usize = 240;
/// Longest quotation in a basis, in bytes.
const QUOTE: usize = 90;

/// Collects the evidence of all blocks, furniture among them: captions and links are dated too.
pub(super) fn collect(text: &str, blocks: &[Block], order: Order) -> Vec<Evidence> {
    let mut found = Vec::new();
    let mut dates_left = DATES_MAX;
    for block in blocks {
        if dates_left == 0 {
            break;
        }
        let Some(words) = block.span.get(text) else { continue };
        let addresses: Vec<Span> = ADDRESS.find_iter(words).map(|m| Span::new(m.start(), m.end())).collect();
        for address in &addresses {
            let address = address.get(words).unwrap_or_default();
            found.extend(
                date::in_address(address)
                    .map(|days| Evidence { bound: Bound::Past(days), quote: shortened(address) }),
            );
        }
        let dates = date::find(words, order);
        dates_left = dates_left.saturating_sub(dates.len());
        for date in dates.into_iter().take(DATES_MAX) {
            let inside = Span::new(date.span.start, date.span.end);
            if !addresses.iter().any(|a| a.overlaps(inside)) && !is_in_path(words, &date) {
                found.extend(of_date(words, &date, block.kind));
            }
        }
        found.extend(
            WEEKDAY.captures_iter(words).filter(|c| c.name("of").is_none()).filter_map(|c| weekday(&c)),
        );
        found.extend(PINNED.captures_iter(words).filter_map(|c| pinned(&c)));
        found.extend(MONTH.captures_iter(words).filter(|c| c.name("after").is_none()).filter_map(|c| {
            let name = c.name("month")?;
            let (sentence, at) = sentence(words, name.start(), name.end());
            let month = date::find(&format!("{} 1", name.as_str()), order).first()?.month?;
            let bound =
                (tense(sentence, at, name.len()) == Tense::Coming).then_some(Bound::ComingMonth(month))?;
            Some(Evidence { bound, quote: around(words, c.get(0)?.start(), name.end()) })
        }));
    }
    found
}

fn pinned(c: &regex::Captures<'_>) -> Option<Evidence> {
    let group = |name: &str| c.name(name).map(|m| m.as_str().to_lowercase());
    let year: i16 = ["year", "year2", "sofar", "sofar2"].iter().find_map(|g| group(g))?.parse().ok()?;
    let word = group("word").or_else(|| group("word2"));
    let year = match word.as_deref() {
        Some("next") => year - 1,
        Some("last") => year + 1,
        _ => year,
    };
    Some(Evidence { bound: Bound::Within(Days::year(year)?), quote: shortened(&c[0]) })
}

fn weekday(c: &regex::Captures<'_>) -> Option<Evidence> {
    let day: i8 = c["day"].parse().ok().filter(|d| (1..=31).contains(d))?;
    let weekday = date::weekday(&c["weekday"])?;
    Some(Evidence { bound: Bound::PastWeekday { weekday, day }, quote: shortened(&c[0]) })
}

/// The days on which a text was written that calls a day "today", "yesterday" and the like, by the
/// words right before it.
fn beside_now(before: &str, day: Date) -> Option<Days> {
    // First and last day after the one named.
    const NOW: &[(&str, i32, i32)] = &[
        ("today", 0, 0),
        ("yesterday", 1, 1),
        ("tomorrow", -1, -1),
        ("this week", -6, 6),
        ("last week", 1, 13),
        ("hoy", 0, 0),
        ("ayer", 1, 1),
        ("mañana", -1, -1),
        ("la semana pasada", 1, 13),
        ("esta semana", -6, 6),
    ];
    let bare = |s: &str| s.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let before = bare(before);
    let weekday = before.rsplit(' ').next().filter(|w| date::weekday(w).is_some()).unwrap_or_default();
    let before = bare(before.strip_suffix(weekday).unwrap_or(&before));
    let before = before.strip_suffix(" on").unwrap_or(&before).trim_end_matches([',', ' ', '(']);
    let &(_, first, last) = NOW.iter().find(|(words, ..)| before.ends_with(words))?;
    let start = day.checked_add(first.days()).ok()?;
    Some(Days { start, end: day.checked_add((last + 1).days()).ok()? })
}

/// What a date in running text bounds, if anything.
fn of_date(words: &str, date: &Written, kind: BlockKind) -> Option<Evidence> {
    let (sentence, at) = sentence(words, date.span.start, date.span.end);
    let tense = tense(sentence, at, date.span.len());
    let quote = around(words, date.span.start, date.span.end);
    let before = &words[words.floor_char_boundary(date.span.start.saturating_sub(30))..date.span.start];
    if let Some(days) = date.days.filter(|d| d.is_day()).and_then(|d| beside_now(before, d.start)) {
        let from = before
            .trim_end()
            .rfind(' ')
            .map_or(0, |at| before[..at].trim_end().rfind(' ').map_or(0, |at| at + 1));
        let from = date.span.start - (before.len() - from);
        return Some(Evidence { bound: Bound::Within(days), quote: shortened(&words[from..date.span.end]) });
    }
    let bound = match (date.days, date.month, date.day) {
        (Some(days), _, _) if days.is_day() || date.day.is_some() => match tense {
            Tense::Coming => Bound::Before(days.end),
            Tense::Past => Bound::Past(days),
            // A full date of which nothing else is said: a caption, a note, a letter that is cited.
            Tense::None => Bound::Past(days),
            Tense::Unsure => return None,
        },
        (Some(days), ..) if kind != BlockKind::Furniture && is_told_of(words, date) => match tense {
            Tense::Past => Bound::Past(days),
            Tense::Coming => Bound::Before(days.end),
            Tense::None | Tense::Unsure => return None,
        },
        (None, Some(month), Some(day)) if tense == Tense::Past => {
            Bound::PastDay { month, day, weekday: date.weekday }
        }
        _ => return None,
    };
    Some(Evidence { bound, quote })
}

/// Whether a year or month is when something happens ("in 2022", "since May 2020") and not part of
/// a range or name ("2018-2024", "the 2026 World Cup", "Vision-2030"). Months may stand without a
/// preposition.
fn is_told_of(words: &str, date: &Written) -> bool {
    const WHEN: &[&str] = &[
        "in",
        "during",
        "since",
        "early",
        "late",
        "mid",
        "throughout",
        "year",
        "fy",
        "en",
        "desde",
        "durante",
        "año",
    ];
    let (before, after) = (&words[..date.span.start], &words[date.span.end..]);
    let dash = |c: Option<char>| matches!(c, Some('-' | '–' | '/' | '’' | '\''));
    let last = before
        .split(|c: char| !c.is_alphanumeric())
        .rfind(|w| !w.is_empty())
        .unwrap_or_default()
        .to_lowercase();
    !dash(before.chars().next_back())
        && !dash(after.chars().next())
        && (date.month.is_some() || WHEN.contains(&last.as_str()))
}

/// Whether a date is part of an address written without its beginning, or of the name of a file.
fn is_in_path(words: &str, date: &Written) -> bool {
    let low = words.floor_char_boundary(date.span.start.saturating_sub(CONTEXT));
    let near = &words[low..date.span.start];
    let before = near.split_whitespace().next_back().unwrap_or_default();
    let touches = !words[..date.span.start].ends_with(char::is_whitespace);
    touches && (before.contains('/') || before.contains("www.") || before.contains('%'))
}

/// How a sentence stands to the dates in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tense {
    Past,
    Coming,
    /// Conditional, a goal, or both past and to come.
    Unsure,
    /// No verb that tells.
    None,
}

/// The tense of the word nearest to the date at `at` that tells one; `at` counts in bytes of the
/// sentence, as does the length of the date.
fn tense(sentence: &str, at: usize, len: usize) -> Tense {
    let before = &sentence[..at];
    if before.split_whitespace().next_back().is_some_and(|w| LIMITS.contains(&w.to_lowercase().as_str())) {
        return Tense::Unsure;
    }
    let distance = |from: usize, to: usize| if to <= at { at - to } else { from.saturating_sub(at + len) };
    let mut nearest = (usize::MAX, Tense::None);
    for word in sentence.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()) {
        let from = word.as_ptr().addr() - sentence.as_ptr().addr();
        let to = from + word.len();
        let lower = word.to_lowercase();
        let two = sentence[from..].chars().take(12).collect::<String>().to_lowercase();
        let tense = if COMING.iter().any(|c| *c == lower || (c.contains(' ') && two.starts_with(c))) {
            Tense::Coming
        } else if UNSURE.contains(&lower.as_str()) {
            Tense::Unsure
        } else if is_past(&lower) {
            Tense::Past
        } else {
            continue;
        };
        if (from < at || from >= at + len) && distance(from, to) < nearest.0 {
            nearest = (distance(from, to), tense);
        }
    }
    nearest.1
}

fn is_past(word: &str) -> bool {
    (word.len() > 4 && word.ends_with("ed") && !NOT_PAST.contains(&word))
        || PAST_VERBS.contains(&word)
        || (word.chars().count() > 3
            && (word.ends_with('ó') || word.ends_with("aron") || word.ends_with("ieron")))
}

/// The sentence around a stretch of a block, at most [`CONTEXT`] bytes on either side, and where in
/// it the stretch begins.
fn sentence(words: &str, start: usize, end: usize) -> (&str, usize) {
    let low = words.floor_char_boundary(start.saturating_sub(CONTEXT));
    let high = words.ceil_char_boundary((end + CONTEXT).min(words.len()));
    const ENDS: &[&str] = &[". ", "? ", "! ", "; ", ".\n", "” ", ".” "];
    let before = &words[low..start];
    let from = ENDS.iter().filter_map(|e| before.rfind(e).map(|at| low + at + e.len())).max().unwrap_or(low);
    let after = &words[end..high];
    let to = ENDS.iter().filter_map(|e| after.find(e).map(|at| end + at)).min().unwrap_or(high);
    let from = from.min(start);
    (&words[from..to.max(end)], start - from)
}

/// The date with the word before it, as the basis quotes it.
fn around(words: &str, start: usize, end: usize) -> String {
    let low = words.floor_char_boundary(start.saturating_sub(QUOTE));
    let before = words[low..start].trim_end();
    let from = before.char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8());
    let from = low + from;
    shortened(words[from..end].trim())
}

fn shortened(quote: &str) -> String {
    let flat = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.len() <= QUOTE {
        return flat;
    }
    format!("{}…", &flat[..flat.floor_char_boundary(QUOTE)])
}
