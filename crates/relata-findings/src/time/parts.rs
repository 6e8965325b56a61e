//! Parts of the calendar longer than a day: quarters, halves, seasons, weeks by number, decades, centuries and
//! fiscal years.

use super::grammar::{Parser, Read};
use super::lex::Lexeme;
use super::meaning::{Anchor, Meaning, Season, Unit, Which, Within, Year};
use relata_language::Upos;

impl Parser<'_> {
    /// "the first nine months of 2022", "the last three months of the year 2019", "the first ten months of the year".
    pub(super) fn months_of_year(&self, at: usize) -> Read<Meaning> {
        let back = match self.word(at) {
            "first" | "opening" | "initial" => false,
            "last" | "final" | "closing" => true,
            _ => return None,
        };
        let (count, unit) = self.number(at + 1)?;
        let count = (2..12).find(|n| f64::from(*n) == count)?;
        if !matches!(self.lex(unit), Lexeme::Unit { unit: Unit::Month, plural: true }) {
            return None;
        }
        let of_the_year = || {
            let end =
                self.phrase(unit + 1, "of the year").or_else(|| self.phrase(unit + 1, "of that year"))?;
            Some((Year::Open, end))
        };
        let (year, end) = self.year_after(unit + 1, false).or_else(of_the_year)?;
        let within = match (back, count) {
            (false, 3) => Within::Quarter(1),
            (false, 6) => Within::Half(1),
            (true, 3) => Within::Quarter(4),
            (true, 6) => Within::Half(2),
            (false, count) => Within::Months { first: 1, count },
            (true, count) => Within::Months { first: 13 - count, count },
        };
        Some((Meaning::Calendar { year, within }, end))
    }

    /// "The 2025/26 season": a year that begins in one calendar year and ends in the next, nobody says when.
    pub(super) fn year_of_two(&self, at: usize) -> Read<Meaning> {
        let Lexeme::Int { value: first, digits: 4 } = self.lex(at) else { return None };
        let Lexeme::Int { value: second, digits: 2 | 4 } = self.lex(at + 2) else { return None };
        let joined =
            matches!(self.word(at + 1), "/" | "-" | "–") && self.is_glued(at + 1) && self.is_glued(at + 2);
        let next = (first + 1) % 100 == second % 100
            && self.is_one(
                at + 3,
                &["season", "campaign", "school", "academic", "marketing", "crop", "session"],
            );
        let year = Year::Given(i16::try_from(first).ok()?);
        (joined && next)
            .then_some((Meaning::Calendar { year, within: Within::Months { first: 1, count: 24 } }, at + 3))
    }

    /// "Q3 2020", "2020 Q3", "the third quarter of 2016", "H1 2016", "the first half of the year".
    pub(super) fn part_of_year(&self, at: usize) -> Read<Meaning> {
        let letter = |i: usize| -> Read<Within> {
            let Lexeme::Int { value, digits: 1 } = self.lex(i + 1) else { return None };
            let n = u8::try_from(value).ok()?;
            match self.word(i) {
                "q" if self.is_glued(i + 1) && (1..=4).contains(&n) => Some((Within::Quarter(n), i + 2)),
                "h" if self.is_glued(i + 1) && (1..=2).contains(&n) => Some((Within::Half(n), i + 2)),
                _ => None,
            }
        };
        if let Some((year, end)) = self.year(at)
            && let Some((within, end)) = letter(self.skip(end, &["-", "/"]))
        {
            return Some((Meaning::Calendar { year, within }, end));
        }
        let spelled = || -> Read<Within> {
            let (n, end) = match self.word(at) {
                "last" | "final" => (0, at + 1),
                _ => self.ordinal(at)?,
            };
            let unit = self.hyphen(end);
            match self.lex(unit) {
                Lexeme::Unit { unit: Unit::Quarter, plural: false } if n <= 4 => {
                    // "the last quarter" may be the one that has ended.
                    (n > 0 || self.is(unit + 1, "of"))
                        .then_some((Within::Quarter(if n == 0 { 4 } else { n }), unit + 1))
                }
                _ if self.is(unit, "half") && n <= 2 => {
                    Some((Within::Half(if n == 0 { 2 } else { n }), unit + 1))
                }
                _ => None,
            }
        };
        let (within, end) = letter(at).or_else(spelled)?;
        if let Some((year, end)) = self.year_after(end, false) {
            return Some((Meaning::Calendar { year, within }, end));
        }
        let the_year = self.phrase(end, "of the year").or_else(|| self.phrase(end, "of year"));
        match within {
            // A half of something else than a year.
            Within::Half(_) if self.is(at + 1, "half") => {
                let end = the_year?;
                Some((Meaning::Calendar { year: Year::Open, within }, end))
            }
            _ => Some((Meaning::Calendar { year: Year::Open, within }, the_year.unwrap_or(end))),
        }
    }

    pub(super) fn season(&self, at: usize) -> Read<Meaning> {
        let (by, from) = match self.lex(at) {
            Lexeme::Which(Which::Last) => (Some(-1), at + 1),
            Lexeme::Which(Which::This) => (Some(0), at + 1),
            Lexeme::Which(Which::Next | Which::Coming) => (Some(1), at + 1),
            _ => (None, at),
        };
        let Lexeme::Season(season) = self.lex(from) else { return None };
        let noun = matches!(self.upos(from), Some(Upos::Noun | Upos::Propn));
        if let Some(by) = by {
            return noun.then_some((Meaning::SeasonOf { season, by }, from + 1));
        }
        // "The autumn term of 2023".
        let term = from + 1 + usize::from(self.is_one(from + 1, &["term", "semester"]));
        if let Some((year, end)) = self.year_after(term, false) {
            // "winter 2020-21".
            let next = end + 1;
            let both = season == Season::Winter
                && self.is_hyphen(end)
                && matches!(self.lex(next), Lexeme::Int { digits: 2 | 4, .. });
            return Some((
                Meaning::Calendar { year, within: Within::Season(season) },
                if both { next + 1 } else { end },
            ));
        }
        // "a fall", "a spring in the step": a season stands with an article or behind a preposition.
        let led = [
            "in", "since", "until", "by", "this", "the", "of", "during", "from", "to", "through", "before",
            "after", "for", "early", "late", "mid", "-", "and", "whole",
        ]
        .contains(&self.before(from));
        let clear = matches!(season, Season::Summer | Season::Winter);
        let sure = clear && !self.modifies(from, from + 1) || led && matches!(self.word(from), "autumn");
        let of = self.is(from + 1, "of") || self.is(from + 1, "in");
        let falls = !of && led && !self.modifies(from, from + 1);
        (noun && (sure || falls))
            .then_some((Meaning::Calendar { year: Year::Open, within: Within::Season(season) }, from + 1))
    }

    /// "week 10", "the first week of Jan 2015", "last week of 2019".
    pub(super) fn week_number(&self, at: usize) -> Read<Meaning> {
        if matches!(self.lex(at), Lexeme::Unit { unit: Unit::Week, plural: false })
            && let Lexeme::Int { value: w @ 1..=53, digits: 1 | 2 } = self.lex(at + 1)
        {
            let (year, end) =
                self.year_after(at + 2, false).unwrap_or((Year::Shifted(0, Anchor::Published), at + 2));
            return Some((Meaning::Calendar { year, within: Within::Week(w as i8) }, end));
        }
        let (n, end) = match self.word(at) {
            "last" | "final" => (-1, at + 1),
            _ => self.ordinal(at).map(|(n, end)| (n as i8, end))?,
        };
        let Lexeme::Unit { unit: Unit::Week, plural: false } = self.lex(end) else { return None };
        let of = self.phrase(end + 1, "of").or_else(|| self.phrase(end + 1, "in"))?;
        if let Some((month, end)) = self.month(of) {
            let (year, end) = self.year_after(end, true).unwrap_or((Year::Open, end));
            return Some((Meaning::Calendar { year, within: Within::MonthWeek { month, week: n } }, end));
        }
        let (year, end) = self.year_after(end + 1, false)?;
        Some((Meaning::Calendar { year, within: Within::Week(n) }, end))
    }

    /// "the 1990s", "the '90s", "the nineties", "the nineteen seventies", "the twenty-tens".
    pub(super) fn decade(&self, at: usize) -> Read<Meaning> {
        let led = ["the", "in", "mid", "-", "early", "late", "of", "since", "to", "and", "from"]
            .contains(&self.before(at));
        match self.lex(at) {
            Lexeme::Decade(start) if start >= 1000 => {
                return Some((Meaning::Decade { start, short: false }, at + 1));
            }
            Lexeme::Decade(start) if led || self.word(at).starts_with('\'') => {
                // "in their forties" is an age.
                return (!self.is_age(at)).then_some((Meaning::Decade { start, short: true }, at + 1));
            }
            Lexeme::Int { value, digits: digits @ (2 | 4) }
                if value % 10 == 0 && self.is_one(at + 1, &["'s", "s"]) =>
            {
                let start = i16::try_from(value).ok()?;
                let noun = matches!(self.upos(at + 2), Some(Upos::Noun | Upos::Propn | Upos::Adj));
                return (!noun && led).then_some((Meaning::Decade { start, short: digits == 2 }, at + 2));
            }
            _ => {}
        }
        let century = match self.word(at) {
            "eighteen" => 1800,
            "nineteen" => 1900,
            "twenty" => 2000,
            "two" if self.is(at + 1, "thousands") => {
                return Some((Meaning::Decade { start: 2000, short: false }, at + 2));
            }
            _ => return None,
        };
        let next = self.hyphen(at + 1);
        match (self.lex(next), self.word(next)) {
            (Lexeme::Decade(tens), _) if tens < 100 => {
                Some((Meaning::Decade { start: century + tens, short: false }, next + 1))
            }
            (_, "tens") => Some((Meaning::Decade { start: century + 10, short: false }, next + 1)),
            (_, "hundreds") => Some((Meaning::Century(century / 100 + 1), next + 1)),
            _ => None,
        }
    }

    fn is_age(&self, at: usize) -> bool {
        let before = |i: usize| at.checked_sub(i).map_or("", |b| self.word(b));
        let own = ["his", "her", "their", "my", "our", "your"];
        own.contains(&before(1)) || own.contains(&before(2)) || own.contains(&before(3))
    }

    /// "the 19th century", "twentieth-century".
    pub(super) fn century(&self, at: usize) -> Read<Meaning> {
        let (n, end) = self.ordinal(at)?;
        let next = self.hyphen(end);
        let century = matches!(self.lex(next), Lexeme::Unit { unit: Unit::Century, .. });
        (century && n > 0).then_some((Meaning::Century(n.into()), next + 1))
    }

    /// "2022/23", "2022-23": a year named by its later part.
    fn double_year(&self, at: usize) -> Read<Year> {
        let follows = |a: i64, b: i64| (a + 1) % 100 == b;
        let (first, end) = match (self.lex(at), self.lex(at + 2)) {
            (Lexeme::Numbers { parts: [a, b, _], digits: [4, 2, _], count: 2, .. }, _)
                if follows(a.into(), b.into()) =>
            {
                (i64::from(a), at + 1)
            }
            (Lexeme::Int { value: a, digits: 4 }, Lexeme::Int { value: b, digits: 2 })
                if (self.is_hyphen(at + 1) || self.is(at + 1, "/")) && follows(a.into(), b.into()) =>
            {
                (i64::from(a), at + 3)
            }
            _ => return None,
        };
        Some((Year::Given(i16::try_from(first + 1).ok()?), end))
    }

    /// "fiscal year 2022", "fiscal 2022", "FY2022", "last fiscal year", "the 2021-22 fiscal year".
    pub(super) fn fiscal(&self, at: usize) -> Read<Meaning> {
        const NAMES: [&str; 5] = ["fiscal", "financial", "school", "academic", "budget"];
        let fiscal = |year, quarter, school| Meaning::Fiscal { year, quarter, school };
        let spelled_year = |i: usize| matches!(self.lex(i), Lexeme::Unit { unit: Unit::Year, .. });
        if self.is_one(at, &["fy", "sy"]) {
            let school = self.is(at, "sy");
            let short = match self.lex(at + 1) {
                Lexeme::Int { value, digits: 2 } => {
                    u8::try_from(value).ok().map(|y| (Year::Short(y), at + 2))
                }
                _ => None,
            };
            let (year, end) = self.year(at + 1).or(short)?;
            return Some((fiscal(year, None, school), end));
        }
        if let Some((year, end)) = self.year(at) {
            // "the 2021-22 fiscal year": named by its later year.
            let second = match self.lex(end + 1) {
                Lexeme::Int { value, digits: 2 } if self.is_hyphen(end) || self.is(end, "/") => {
                    u8::try_from(value).ok()
                }
                _ => None,
            };
            let (year, next) = match second {
                Some(y) => (Year::Short(y), end + 2),
                None => (year, end),
            };
            if self.is_one(next, &NAMES) && spelled_year(next + 1) {
                return Some((fiscal(year, None, self.is_one(next, &["school", "academic"])), next + 2));
            }
            return None;
        }
        let (which, from) = match self.lex(at) {
            Lexeme::Which(which) => (Some(which), at + 1),
            _ => (None, at),
        };
        if !self.is_one(from, &NAMES) {
            return None;
        }
        let school = self.is_one(from, &["school", "academic"]);
        if let Some((quarter, end)) = self.ordinal(from + 1).filter(|&(n, end)| {
            n <= 4 && matches!(self.lex(self.hyphen(end)), Lexeme::Unit { unit: Unit::Quarter, .. })
        }) {
            let end = self.hyphen(end) + 1;
            let (year, end) = self.year_after(end, false).unwrap_or((Year::Open, end));
            return Some((fiscal(year, Some(quarter), false), end));
        }
        let after = from + 1 + usize::from(spelled_year(from + 1));
        let named = after > from + 1;
        let years = self.double_year(after).or_else(|| self.year(after));
        if let Some((year, end)) = years.filter(|_| named || self.is(from, "fiscal")) {
            return Some((fiscal(year, None, school), end));
        }
        let year = match which {
            Some(Which::Last) => Year::Shifted(-1, Anchor::Published),
            Some(Which::This) => Year::Shifted(0, Anchor::Published),
            Some(Which::Next | Which::Coming) => Year::Shifted(1, Anchor::Published),
            _ => Year::Open,
        };
        (named && (which.is_some() || ["the", "in"].contains(&self.before(at))))
            .then_some((fiscal(year, None, school), after))
    }
}
