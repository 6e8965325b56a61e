//! Named days and when they fall; the table is `data/en/holidays.txt`.

use super::calendar;
use super::lex::Piece;
use super::meaning::Unit;
use crate::lexicon;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::LazyLock;

/// When a named day falls; the table's first lines say what each rule is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Rule {
    Fixed { month: u8, day: u8 },
    Nth { month: u8, weekday: u8, nth: i8, on: i16 },
    After { month: u8, day: u8, weekday: u8 },
    Easter(i16),
    Islamic { month: u8, day: u8 },
    Date { year: i16, month: u8, day: u8 },
}

struct Table {
    rules: Vec<Rule>,
    /// From the first word of a name to the names and the rule's place.
    names: HashMap<&'static str, Vec<(Vec<&'static str>, usize)>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { rules: Vec::new(), names: HashMap::new() };
    for line in lexicon::lines(include_str!("../../data/en/holidays.txt")) {
        let Some((rule, names)) = line.split_once(':') else { continue };
        let Some(rule) = self::rule(rule) else { continue };
        for name in names.split(',') {
            let words: Vec<_> = name.split_whitespace().collect();
            if let Some(&first) = words.first() {
                table.names.entry(first).or_default().push((words, table.rules.len()));
            }
        }
        table.rules.push(rule);
    }
    for names in table.names.values_mut() {
        names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    table
});

fn rule(text: &str) -> Option<Rule> {
    let mut parts = text.split_whitespace();
    let name = parts.next()?;
    let numbers: Vec<i16> = parts.map_while(|p| p.parse().ok()).collect();
    let small = |i: usize| u8::try_from(*numbers.get(i)?).ok();
    Some(match name {
        "fixed" => Rule::Fixed { month: small(0)?, day: small(1)? },
        "nth" => Rule::Nth {
            month: small(0)?,
            weekday: small(1)?,
            nth: i8::try_from(*numbers.get(2)?).ok()?,
            on: *numbers.get(3)?,
        },
        "after" => Rule::After { month: small(0)?, day: small(1)?, weekday: small(2)? },
        "easter" => Rule::Easter(*numbers.first()?),
        "islamic" => Rule::Islamic { month: small(0)?, day: small(1)? },
        "date" => Rule::Date { year: *numbers.first()?, month: small(1)?, day: small(2)? },
        _ => return None,
    })
}

/// The longest name that begins the pieces: how many of them, and its place in the table.
pub(super) fn at(pieces: &[Piece<'_>]) -> Option<(usize, usize)> {
    let names = TABLE.names.get(pieces.first()?.text)?;
    names.iter().find_map(|(words, rule)| {
        let fits = words.iter().enumerate().all(|(i, w)| pieces.get(i).is_some_and(|p| p.text == *w));
        fits.then_some((words.len(), *rule))
    })
}

/// The rule of a place in the table.
pub(crate) fn rule_of(index: usize) -> Option<Rule> {
    TABLE.rules.get(index).copied()
}

/// The day of a rule in a year.
pub(crate) fn on(rule: Rule, year: i16) -> Option<Date> {
    match rule {
        Rule::Fixed { month, day } => calendar::day(year, month, day),
        Rule::Nth { month, weekday, nth, on } => {
            calendar::add(calendar::nth(year, month, weekday, nth)?, Unit::Day, on.into())
        }
        Rule::After { month, day, weekday } => {
            calendar::on_or_after(calendar::day(year, month, day)?, weekday)
        }
        Rule::Easter(on) => calendar::add(calendar::easter(year)?, Unit::Day, on.into()),
        Rule::Islamic { month, day } => calendar::islamic(year, month, day),
        Rule::Date { year, month, day } => calendar::day(year, month, day),
    }
}
