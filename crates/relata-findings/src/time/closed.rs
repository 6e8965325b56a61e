//! Stretches told by their length and the date that closes them: "the fiscal year that ended on September 30", "the ten
//! months to October", "the year through June 2023".
//!
//! TIMEX3 has two expressions there, and so have we; both get the whole stretch as their period.

use super::Expression;
use super::calendar::add;
use super::grammar::{Match, Parser};
use super::lead::{Lead, RangeEnd};
use super::meaning::{Amount, Meaning, RunFrom, Unit, Which, Within, Year};
use super::resolve::{Days, Grain};

/// Whether `b` is the date that closes a stretch of the length that `a` tells. `lead`: the preposition before `a`.
pub(super) fn closes(parser: &Parser<'_>, lead: Lead, a: &Match, b: &Match) -> bool {
    let Some(long) = length(&a.meaning) else { return false };
    if !is_date(&b.meaning) || matches!(lead, Lead::From | Lead::Between) {
        return false;
    }
    let mut at = parser.skip(a.end, &[","]);
    at = parser.skip(at, &["that", "which"]);
    let told = parser.is_one(at, &["ended", "ends", "ending", "closed", "closes", "closing"]);
    // "Fiscal 2022 to March 2023" is a range of two dates.
    let dated = matches!(a.meaning, Meaning::Fiscal { year: Year::Given(_) | Year::Short(_), .. });
    let reaches =
        !dated && long.unit() != Unit::Day && parser.is_one(at, &["to", "through", "until", "till"]);
    if !(told || reaches) {
        return false;
    }
    at = parser.skip(at + 1, &["on", "in", "at", "with"]);
    at == b.start || parser.is(at, "the") && at + 1 == b.start
}

/// How long the stretch is that an expression tells by its length.
fn length(meaning: &Meaning) -> Option<Amount> {
    let one = |unit| Some(Amount::of(Some(1.0), unit));
    match meaning {
        Meaning::Duration(amount) => Some(amount.clone()),
        Meaning::Run {
            amount,
            which: Which::Last | Which::Open,
            from: RunFrom::Published | RunFrom::Part,
        } => Some(amount.clone()),
        Meaning::Fiscal { quarter, .. } => one(if quarter.is_some() { Unit::Quarter } else { Unit::Year }),
        Meaning::Calendar { year: Year::Open, within: Within::Quarter(_) } => one(Unit::Quarter),
        Meaning::Calendar { year: Year::Open, within: Within::Half(_) } => one(Unit::Half),
        Meaning::Shifted { unit: unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year), .. } => {
            one(*unit)
        }
        _ => None,
    }
    // By the clock no stretch of the calendar is told.
    .filter(|a| {
        let clock = |unit| matches!(unit, Unit::Second | Unit::Minute | Unit::Hour);
        a.parts.iter().all(|p| p.count.is_some_and(|n| n >= 1.0) && !clock(p.unit))
    })
}

/// A date with which something can end: a day or a month.
fn is_date(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Calendar { within: Within::Month(_) | Within::Day { .. } | Within::Quarter(_), .. }
        | Meaning::Weekday { .. }
        | Meaning::MonthDay { .. } => true,
        Meaning::Shifted { unit, .. } => matches!(unit, Unit::Day | Unit::Week | Unit::Month),
        _ => false,
    }
}

/// Gives both parts of a stretch that has just been completed the whole of it, and tells where it lies.
pub(super) fn join(text: &str, found: &mut [Expression]) -> Option<Days> {
    let [.., a, b] = found else { return None };
    if (a.range, b.range) != (Some(RangeEnd::Length), Some(RangeEnd::Close)) {
        return None;
    }
    let (long, closing) = (length(&a.meaning)?, b.period.clone()?);
    let end = b.days.and_then(|d| d.end);
    let start = end.and_then(|end| long.parts.iter().try_fold(end, |at, p| add(at, p.unit, -p.count?)));
    // A month closes no stretch that is shorter than itself.
    let begun = b.days.and_then(|d| d.start);
    if start.zip(begun).is_some_and(|(start, begun)| start > begun) {
        return None;
    }
    let whole = relata_rows::Period {
        text: a.span.cover(b.span).get(text).unwrap_or_default().to_owned(),
        start,
        end,
        calendar: a.period.as_ref().map_or(closing.calendar, |p| p.calendar.clone()),
        basis: closing.basis,
    };
    if let (Meaning::Fiscal { quarter: None, .. }, Some(start)) = (&a.meaning, start) {
        a.value = a.fiscal.map_or("FYXXXX".to_owned(), |f| format!("FY{:04}", f.year_of(start)));
    }
    let year = start.is_some() && start.and_then(|d| add(d, Unit::Year, 1.0)) == end;
    let grain = if year { Grain::Unit(Unit::Year) } else { Grain::Stretch };
    a.days = Some(Days { start, end, grain }).filter(|_| start.is_some());
    a.period = Some(whole.clone());
    b.period = Some(whole);
    a.days
}
