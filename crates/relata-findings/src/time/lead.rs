//! The words beside an expression: prepositions that open or close a stretch, and the two ends of a range.

use super::calendar::add;
use super::closed;
use super::grammar::{Match, Parser};
use super::lex::Lexeme;
use super::meaning::{Amount, Meaning, Unit, Within, Year};
use super::resolve::{Days, Frame, Grain, Tense};
use super::{Expression, Kind};
use jiff::civil::Date;

/// The preposition of time before an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lead {
    None,
    /// "since", "starting", "as of"; "and after" behind it.
    Since,
    /// "until", "through", "as late as".
    Until,
    By,
    Before,
    After,
    From,
    Between,
    Within,
    In,
    Other,
}

/// Which end of a range; or which part of a stretch that is told by its length and the date that closes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RangeEnd {
    First,
    Second,
    Length,
    Close,
}

impl Lead {
    /// Whether it puts something within a time, not before, after or from it.
    pub(super) fn holds(self) -> bool {
        matches!(self, Lead::In | Lead::Within | Lead::Other)
    }

    /// The way a preposition looks, whatever the verb does.
    pub(super) fn tense(self) -> Option<Tense> {
        (self == Lead::Since).then_some(Tense::Past)
    }

    /// The stretch that a preposition makes of one.
    pub(super) fn apply(self, start: Option<Date>, end: Option<Date>) -> (Option<Date>, Option<Date>) {
        match self {
            Lead::Since => (start, None),
            Lead::Until | Lead::By => (None, end),
            Lead::Before => (None, start),
            Lead::After => (end, None),
            _ => (start, end),
        }
    }

    /// Where a length lies that a preposition puts before the day of publication: "within three months".
    pub(super) fn ahead(self, amount: &Amount, frame: &Frame<'_>) -> Option<Days> {
        if frame.tense != Tense::Future {
            return None;
        }
        let today = frame.today?;
        let mut then = today;
        for part in &amount.parts {
            then = add(then, part.unit, part.count?)?;
        }
        let (start, end) = match self {
            Lead::Within if then > today => (today, then),
            Lead::In => super::calendar::whole(then, Unit::Day)?,
            _ => return None,
        };
        Some(Days { start: Some(start), end: Some(end), grain: Grain::Stretch })
    }
}

/// The expressions of a sentence with their prepositions and their places in ranges; the bare numbers of
/// "June 3-5" and "3 to 12 May" become dates of their own.
pub(super) fn leads(parser: &Parser<'_>, matches: Vec<Match>) -> Vec<(Match, Lead, Option<RangeEnd>)> {
    let mut read: Vec<(Match, Lead, Option<RangeEnd>)> = Vec::with_capacity(matches.len());
    let count = matches.len();
    let mut matches = matches.into_iter().peekable();
    while let Some(mut hit) = matches.next() {
        if let Some(first) = number_before(parser, &hit, read.last().map_or(0, |r| r.0.end)) {
            read.push((first.clone(), lead(parser, first.start, first.end), Some(RangeEnd::First)));
            read.push((hit, Lead::None, Some(RangeEnd::Second)));
            continue;
        }
        let limit = matches.peek().map_or(usize::MAX, |next| next.start);
        if let Some((second, year)) = number_behind(parser, &hit, limit) {
            if let Some(year) = year {
                share(&mut hit.meaning, year);
            }
            let first = lead(parser, hit.start, hit.end);
            read.push((hit, first, Some(RangeEnd::First)));
            read.push((second, Lead::None, Some(RangeEnd::Second)));
            continue;
        }
        let own = lead(parser, hit.start, hit.end);
        read.push((hit, own, None));
    }
    debug_assert!(read.len() >= count, "expressions are only added");
    for i in 1..read.len() {
        let (left, right) = read.split_at_mut(i);
        let (Some(a), Some(b)) = (left.last_mut(), right.first_mut()) else { continue };
        if a.2.is_some() || b.2.is_some() {
            continue;
        }
        if closed::closes(parser, a.1, &a.0, &b.0) {
            (a.2, b.2) = (Some(RangeEnd::Length), Some(RangeEnd::Close));
            b.1 = Lead::None;
        } else if joins(parser, a.1, &a.0, &b.0) {
            (a.2, b.2) = (Some(RangeEnd::First), Some(RangeEnd::Second));
            b.1 = Lead::None;
            share_years(&mut a.0.meaning, &mut b.0.meaning);
        }
    }
    read
}

/// The preposition of the expression `start..end`.
fn lead(parser: &Parser<'_>, start: usize, end: usize) -> Lead {
    for (phrase, lead) in [
        ("and after", Lead::Since),
        ("and later", Lead::Since),
        ("or later", Lead::Since),
        ("or after", Lead::Since),
        ("and greater", Lead::Since),
        ("and beyond", Lead::Since),
        ("onward", Lead::Since),
        ("onwards", Lead::Since),
        ("and before", Lead::Until),
        ("or before", Lead::Until),
        ("or earlier", Lead::Until),
        ("and earlier", Lead::Until),
    ] {
        if parser.phrase(end, phrase).is_some_and(|after| {
            !matches!(phrase, "and after" | "and before") || parser.is_one(after, &[",", ".", ""])
        }) {
            return lead;
        }
    }
    let at = if parser.is(start.wrapping_sub(1), "the") { start - 1 } else { start };
    let back = |n: usize| at.checked_sub(n).map_or("", |b| parser.word(b));
    match (back(2), back(1)) {
        ("no" | "not", "before") => Lead::Since,
        ("prior", "to") | ("ahead", "of") => Lead::Before,
        ("later", "than") if matches!(back(3), "no" | "not") => Lead::Until,
        ("earlier", "than") if matches!(back(3), "no" | "not") => Lead::Since,
        ("later", "than") => Lead::After,
        ("earlier" | "sooner", "than") => Lead::Before,
        ("starting" | "beginning" | "effective", "in" | "on" | "from" | "with") | ("as", "of" | "from") => {
            Lead::Since
        }
        ("late", "as") => Lead::Until,
        (">", "=") => Lead::Since,
        ("<", "=") => Lead::Until,
        (_, "since" | "starting" | "beginning") => Lead::Since,
        (_, "until" | "till" | "til" | "'til" | "through" | "thru") => Lead::Until,
        (_, "by") => Lead::By,
        (_, "before") => Lead::Before,
        (_, "after" | "following" | "past") => Lead::After,
        (_, "from") => Lead::From,
        (_, "between") => Lead::Between,
        (_, "within") => Lead::Within,
        (_, "in") => Lead::In,
        (_, "on" | "during" | "over" | "for" | "throughout" | "of" | "at" | "to") => Lead::Other,
        _ => Lead::None,
    }
}

/// Whether two expressions are the ends of a range.
fn joins(parser: &Parser<'_>, lead: Lead, a: &Match, b: &Match) -> bool {
    let dated = |m: &Match| match &m.meaning {
        Meaning::Calendar { .. }
        | Meaning::Weekday { .. }
        | Meaning::MonthDay { .. }
        | Meaning::Decade { .. }
        | Meaning::Fiscal { .. }
        | Meaning::Century(_) => true,
        Meaning::Shifted { .. } | Meaning::Time { .. } | Meaning::SeasonOf { .. } => true,
        Meaning::Reference(r) => *r == super::meaning::Reference::Present,
        _ => false,
    };
    if !dated(a)
        || !dated(b)
        || matches!(a.meaning, Meaning::Time { .. }) != matches!(b.meaning, Meaning::Time { .. })
    {
        return false;
    }
    let mut at = parser.skip(a.end, &[","]);
    let word = parser.word(at);
    let joined = match word {
        "to" | "until" | "till" | "through" | "thru" => true,
        "-" | "–" | "—" | "~" | "--" => !matches!(a.meaning, Meaning::Shifted { .. }),
        "and" => lead == Lead::Between,
        _ => false,
    };
    at = parser.skip(parser.skip(at + 1, &["on", "in"]), &["the"]);
    let the = at > 0 && parser.is(at - 1, "the");
    joined && (at == b.start || the && at - 1 == b.start)
}

/// "June 3-5", "2018-21", "April 27 to the 3rd": the number behind a date that its month or century holds for,
/// with the year that stands behind both.
fn number_behind(parser: &Parser<'_>, hit: &Match, limit: usize) -> Option<(Match, Option<Year>)> {
    let Meaning::Calendar { year, within } = hit.meaning else { return None };
    let joint = parser.word(hit.end);
    let hyphen = parser.is_hyphen(hit.end);
    if !(hyphen || matches!(joint, "to" | "through" | "until" | "till" | "and" | "~")) {
        return None;
    }
    let next = parser.skip(hit.end + 1, &["the"]);
    let made = |meaning, end| Match { start: next, end, meaning, modifier: None };
    match within {
        Within::Day { month, day: first } => {
            let (day, mut end) = parser.day_of_month(next).filter(|_| next < limit)?;
            let ordinal = !matches!(parser.lex(next), Lexeme::Int { .. });
            if !hyphen && joint != "to" && joint != "through" && !(ordinal || joint != "and") {
                return None;
            }
            // "March 3 and 5 people", "March 3 to 4 million".
            let counted =
                matches!(parser.lex(end), Lexeme::Unit { .. } | Lexeme::Half { .. } | Lexeme::Month(_))
                    || matches!(
                        parser.upos(end),
                        Some(relata_language::Upos::Noun | relata_language::Upos::Propn)
                    ) && !hyphen
                        && !ordinal;
            if counted || (day <= first && hyphen) {
                return None;
            }
            let mut shared = None;
            if year == Year::Open
                && let Some((year, after)) = parser.year(parser.skip(end, &[",", "of"]))
            {
                shared = Some(year);
                end = after;
            }
            let month = if day <= first { month % 12 + 1 } else { month };
            let meaning =
                Meaning::Calendar { year: shared.unwrap_or(year), within: Within::Day { month, day } };
            Some((made(meaning, end), shared))
        }
        Within::Whole => {
            let Year::Given(first) = year else { return None };
            let Lexeme::Int { value, digits: 2 } = parser.lex(next) else { return None };
            let second = u8::try_from(value).ok().filter(|&s| i16::from(s) > first % 100 && hyphen)?;
            let meaning = Meaning::Calendar {
                year: Year::Given(first - first.rem_euclid(100) + i16::from(second)),
                within,
            };
            (next < limit).then_some((made(meaning, next + 1), None))
        }
        _ => None,
    }
}

/// "3 to 12 May", "between ninth and seventeenth of April": the number before a date.
fn number_before(parser: &Parser<'_>, hit: &Match, floor: usize) -> Option<Match> {
    let last = match hit.meaning {
        Meaning::Calendar { within: Within::Day { day, .. }, .. }
        | Meaning::MonthDay { day, months: Some(_) } => day,
        _ => return None,
    };
    let joint = hit.start.checked_sub(1)?;
    let hyphen = parser.is_hyphen(joint);
    if !(hyphen || parser.is_one(joint, &["to", "until", "till", "and", "through", "~"])) {
        return None;
    }
    let (start, day) =
        (1..=3).filter_map(|n| joint.checked_sub(n).filter(|&s| s >= floor)).find_map(|start| {
            parser.day_of_month(start).filter(|&(_, end)| end == joint).map(|(day, _)| (start, day))
        })?;
    let led =
        parser.is_one(start.wrapping_sub(1), &["from", "between", "on", "the", "of", "out", "in"]) || hyphen;
    let meaning = match hit.meaning {
        Meaning::Calendar { year, within: Within::Day { month, .. } } => {
            Meaning::Calendar { year, within: Within::Day { month, day } }
        }
        _ => Meaning::MonthDay {
            day,
            months: if let Meaning::MonthDay { months, .. } = hit.meaning { months } else { None },
        },
    };
    (led && day < last).then_some(Match { start, end: joint, meaning, modifier: None })
}

/// Gives a date without a year the year of its range.
fn share(meaning: &mut Meaning, with: Year) {
    if let Meaning::Calendar { year: year @ Year::Open, .. } = meaning {
        *year = with;
    }
}

/// "from May to October 2020", "November to February 2017", "from January 2015 to April".
fn share_years(a: &mut Meaning, b: &mut Meaning) {
    let order = |within: Within| match within {
        Within::Month(m) => Some((m, 0)),
        Within::Day { month, day } => Some((month, day)),
        Within::Quarter(q) => Some((q * 3, 0)),
        _ => None,
    };
    let (Meaning::Calendar { year: first, within: left }, Meaning::Calendar { year: second, within: right }) =
        (a, b)
    else {
        return;
    };
    let (Some(from), Some(to)) = (order(*left), order(*right)) else { return };
    match (*first, *second) {
        (Year::Open, Year::Given(year)) => {
            *first = Year::Given(if from.0 > to.0 { year.saturating_sub(1) } else { year })
        }
        (Year::Given(year), Year::Open) => {
            *second = Year::Given(if from.0 > to.0 { year.saturating_add(1) } else { year })
        }
        (Year::Open, Year::Short(_)) => *first = *second,
        _ => {}
    }
}

/// A stretch of time that a document names.
#[derive(Debug, Clone)]
pub(crate) struct Stretch {
    /// Its words in the document's row; a range is one stretch.
    pub words: std::ops::Range<usize>,
    /// Whether it is the point from which something counts: "since 2020".
    pub since: bool,
    pub period: relata_rows::Period,
}

/// The stretches of time that expressions name, in order: each with a period, and the two ends of a range as
/// one.
pub(crate) fn stretches(found: &[Expression]) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::with_capacity(found.len());
    for e in found {
        let Some(period) = e.period.clone() else { continue };
        match all.last_mut() {
            Some(first) if is_second(e) && first.period == period => first.words.end = e.words.end,
            _ => all.push(Stretch { words: e.words.clone(), since: e.lead == Lead::Since, period }),
        }
    }
    all
}

fn is_second(e: &Expression) -> bool {
    matches!(e.range, Some(RangeEnd::Second | RangeEnd::Close))
}

/// Gives both ends of a range that has just been completed the whole stretch.
pub(super) fn join(found: &mut [Expression]) {
    let [.., a, b] = found else { return };
    if (a.range, b.range) != (Some(RangeEnd::First), Some(RangeEnd::Second))
        || a.kind != b.kind
        || a.kind != Kind::Date
    {
        return;
    }
    let present = |e: &Expression| matches!(e.meaning, Meaning::Reference(_));
    let (Some(left), Some(right)) = (a.period.clone(), b.period.clone()) else {
        if present(b)
            && let Some(period) = &mut a.period
        {
            period.end = None;
        }
        return;
    };
    let start = left.start.or(a.days.and_then(|d| d.start));
    let mut end = right.end;
    // "from November to February": the second end follows the first.
    if let (Some(s), Some(e)) = (start, end)
        && e <= s
    {
        let open = matches!(b.meaning, Meaning::Calendar { year: Year::Open, .. });
        end = if open { add(e, Unit::Year, 1.0).filter(|e| *e > s) } else { None };
    }
    let mut whole = left;
    whole.start = start;
    whole.end = end;
    whole.text = format!("{} to {}", whole.text, right.text);
    a.period = Some(whole.clone());
    b.period = Some(whole);
}
