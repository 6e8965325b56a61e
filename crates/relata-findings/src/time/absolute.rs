//! Dates by the calendar: days, months, years and named days.

use super::grammar::{Parser, Read, longest};
use super::holidays;
use super::lex::Lexeme;
use super::meaning::{Anchor, Meaning, Unit, Which, Within, Year};
use relata_language::Upos;

const CURRENCIES: [&str; 5] = ["$", "€", "£", "¥", "us$"];

impl Parser<'_> {
    /// The longest date by the calendar that begins here.
    pub(super) fn absolute(&self, at: usize) -> Read<Meaning> {
        let readings = [
            self.date(at),
            self.written_together(at),
            self.digits(at),
            self.month_alone(at),
            self.holiday(at),
            self.part_of_year(at),
            self.months_of_year(at),
            self.year_of_two(at),
            self.season(at),
            self.week_number(at),
            self.decade(at),
            self.century(at),
            self.fiscal(at),
            self.year_alone(at),
        ];
        longest(readings)
    }

    /// A month's name that is no verb and no person's.
    pub(super) fn month(&self, at: usize) -> Read<u8> {
        let Lexeme::Month(month) = self.lex(at) else { return None };
        let node = self.node(at)?;
        let lower = node.text.starts_with(char::is_lowercase);
        let doubtful = matches!(self.word(at), "may" | "march" | "mar" | "dec");
        if self.is_verb(at) && (doubtful || lower) {
            return None;
        }
        let neighbour =
            |i: usize| matches!(self.lex(i), Lexeme::Int { .. } | Lexeme::Ordinal(_) | Lexeme::Month(_));
        let led = at > 0
            && ([
                "in", "since", "until", "till", "from", "by", "through", "to", "of", "this", "last", "next",
                "late", "early", "-", "before", "after", "between", "during",
            ]
            .contains(&self.before(at))
                || neighbour(at - 1));
        if lower && doubtful && !(led || neighbour(at + 1)) {
            return None;
        }
        // "May Alder": a given name before a name.
        let name = |i: usize| {
            self.node(i).is_some_and(|n| n.upos == Upos::Propn && n.text.starts_with(char::is_uppercase))
                && self.lex(i) == Lexeme::Other
        };
        let person =
            matches!(self.word(at), "may" | "april" | "june" | "august" | "jan" | "jan." | "mar" | "dec")
                && !led
                && name(at + 1)
                && self.node(at + 1).is_some_and(|n| n.relation == "flat" || n.relation == "compound");
        let surname = at > 0 && name(at - 1) && self.node(at).is_some_and(|n| n.relation == "flat");
        (!person && !surname).then_some((month, at + 1))
    }

    /// A weekday's name; short ones only with a capital or beside a date.
    pub(super) fn weekday(&self, at: usize) -> Read<u8> {
        let Lexeme::Weekday { day, plural: false } = self.lex(at) else { return None };
        let short = self.word(at).trim_end_matches('.').len() <= 3;
        let node = self.node(at)?;
        let lower = node.text.starts_with(char::is_lowercase);
        let dated = |i: usize| {
            matches!(
                self.lex(i),
                Lexeme::Int { .. } | Lexeme::Ordinal(_) | Lexeme::Month(_) | Lexeme::Mark(',')
            )
        };
        let doubtful = short && matches!(self.word(at), "sun" | "sat" | "wed" | "mon");
        let plain = !lower && !self.is_verb(at) && !self.is(at.wrapping_sub(1), "the");
        // "the Sunday Times": a part of a name.
        let next =
            self.node(at + 1).filter(|n| n.upos == Upos::Propn && n.text.starts_with(char::is_uppercase));
        let index = self.first + self.pieces[at].word;
        let name = next.is_some()
            && self.lex(at + 1) == Lexeme::Other
            && (node.relation == "compound" && node.head == Some(index + 1)
                || self.node(at + 1).is_some_and(|n| n.relation == "flat" && n.head == Some(index)));
        ((!doubtful || dated(at + 1) || plain) && !name).then_some((day, at + 1))
    }

    /// A year behind a month or day: "2022", ", 2022", "of 2022", "in 2017", "of 87", "this year".
    pub(super) fn year_after(&self, at: usize, part: bool) -> Read<Year> {
        let comma = self.skip(at, &[",", "/"]);
        if let Some(read) = self.year(comma).filter(|&(_, end)| !self.is_counted(comma, end)) {
            return Some(read);
        }
        let of = self.skip(self.skip(at, &["of", "in"]), &["the"]);
        let of = self.skip(of, &["year"]);
        if of > at
            && let Some(read) = self.year(self.skip(of, &["of"]))
        {
            return Some(read);
        }
        let short = |i: usize| match self.lex(i) {
            // "May 12" is a day; "May of 12" is not said.
            Lexeme::Int { value, digits: 2 }
                if value > 31 && !self.is_counted(i, i + 1) && !self.is_plural(i + 1) =>
            {
                u8::try_from(value).ok().map(|y| (Year::Short(y), i + 1))
            }
            _ => None,
        };
        if part && let Some(read) = short(self.skip(at, &["of"])) {
            return Some(read);
        }
        let (which, next) = match self.lex(of) {
            Lexeme::Which(which) => (which, of + 1),
            _ => return None,
        };
        let year = matches!(self.lex(next), Lexeme::Unit { unit: Unit::Year, plural: false });
        let by = match which {
            Which::Last => -1,
            Which::This => 0,
            Which::Next | Which::Coming => 1,
            Which::Open => return None,
        };
        year.then_some((Year::Shifted(by, Anchor::Published), next + 1))
    }

    /// Whether a word is a noun in the plural: "on 8 November 60 people died".
    fn is_plural(&self, at: usize) -> bool {
        self.node(at).is_some_and(|n| n.xpos == "NNS")
    }

    /// Whether a number is followed by what it counts: "2000 soldiers".
    fn is_counted(&self, at: usize, end: usize) -> bool {
        let Some(node) = self.node(at) else { return false };
        let index = self.first + self.pieces[at].word;
        if matches!(self.word(end), "percent" | "%" | "per") {
            return true;
        }
        let Some(head) = node.head.filter(|&h| h > index && h <= index + 3 && node.relation == "nummod")
        else {
            return false;
        };
        let counted = self.text.words[head].xpos == "NNS";
        // "the 2018 elections" are not counted.
        let article = at > 0 && (matches!(self.upos(at - 1), Some(Upos::Det)) || self.is(at - 1, "'s"));
        counted && !article && !matches!(self.lex(end), Lexeme::Unit { .. })
    }

    fn year_alone(&self, at: usize) -> Read<Meaning> {
        let from = self.skip(at, &["year", "calendar", "cy"]);
        let from = self.skip(from, &["year"]);
        let named = from > at;
        let spelled = named
            .then(|| self.number(from))
            .flatten()
            .filter(|&(y, _)| y.fract() == 0.0 && (1.0..3000.0).contains(&y))
            .map(|(y, end)| (Year::Given(y as i16), end));
        let (year, end) = self.year(from).or(spelled)?;
        let whole = Some((Meaning::Calendar { year, within: Within::Whole }, end));
        if named {
            return whole;
        }
        let Year::Given(given) = year else {
            // '98 alone: only where something leads to it, or another year stands beside it.
            return ["in", "since", "of", "by", "until", "to", "from", "and", "class", "-"]
                .contains(&self.before(at))
                .then_some(whole)?;
        };
        let inside = self.is_glued(at + 1) && matches!(self.word(at + 1), "." | "/" | "%" | "°");
        let digits_after = inside && matches!(self.lex(at + 2), Lexeme::Int { .. });
        let money = self.is_one(at.wrapping_sub(1), &CURRENCIES);
        let plausible = (1200..=2150).contains(&given);
        let modern = (1900..=2060).contains(&given);
        let led = [
            "in", "since", "of", "by", "until", "till", "to", "from", "and", "or", "before", "after",
            "between", "during", "through", "for", "early", "late", "-", "–", "(", "mid", "than", "around",
            "about", "circa", "not", "but",
        ]
        .contains(&self.before(at));
        let unit = matches!(self.lex(end), Lexeme::Unit { .. })
            || matches!(self.word(end), "dollars" | "euros" | "pounds" | "people" | "feet" | "miles");
        let pieces_of_one = self.pieces.get(at + 1).is_some_and(|p| p.word == self.pieces[at].word)
            && !self.is_hyphen(at + 1);
        let fits = plausible
            && (modern || led)
            && !unit
            && !money
            && !digits_after
            && !pieces_of_one
            && !self.is_counted(at, end);
        fits.then_some(whole)?
    }

    /// "March 3, 2022", "Tue May 9", "3 March", "the 9th of May, 2004", "June the 28th".
    fn date(&self, at: usize) -> Read<Meaning> {
        let begin = match self.weekday(at) {
            Some((_, end)) => self.skip(self.skip(end, &[","]), &["the"]),
            None => self.skip(at, &["the"]),
        };
        let (month, day, end) = self.month_day(begin).or_else(|| self.day_month(begin))?;
        if day == 0 {
            return None;
        }
        let within = Within::Day { month, day };
        let (year, end) =
            self.year_after(end, true).filter(|_| !self.day_goes_on(end)).unwrap_or((Year::Open, end));
        Some((Meaning::Calendar { year, within }, end))
    }

    /// Whether a comma begins a list rather than a year: "March 3, 2,000 people" cannot; "March 3-5" may.
    fn day_goes_on(&self, at: usize) -> bool {
        self.is_hyphen(at)
    }

    fn month_day(&self, at: usize) -> Option<(u8, u8, usize)> {
        let (month, end) = self.month(at)?;
        let next = self.skip(self.skip(end, &[".", ",", "/", "-"]), &["the"]);
        // "March, 3 people": a comma only before a day that a year follows.
        let comma = self.is(end, ",");
        let (day, end) = self.day_of_month(next)?;
        if comma && self.year_after(end, false).is_none() {
            return None;
        }
        let clock = matches!(self.lex(end), Lexeme::Half { .. }) || self.is(end, ":");
        (!clock).then_some((month, day, end))
    }

    fn day_month(&self, at: usize) -> Option<(u8, u8, usize)> {
        // "it cost $12 December last".
        if self.is_one(at.wrapping_sub(1), &CURRENCIES) {
            return None;
        }
        let (day, end) = self.day_of_month(at)?;
        let next = self
            .phrase(end, "day of")
            .or_else(|| self.phrase(end, "of"))
            .unwrap_or_else(|| self.skip(end, &["/", "-"]));
        let (month, end) = self.month(next)?;
        // "3-May" and "3 May", but not the end of "2-3 May", which is read from its first number.
        Some((month, day, end))
    }

    /// "2019/aug/01", "05-Aug-2016", "Sep-23-2020", "2020/23/Sep": three parts with one mark between.
    fn written_together(&self, at: usize) -> Read<Meaning> {
        let mark = self.word(at + 1);
        // "2020/23/Sep" has its first two numbers in one word.
        if let (
            Lexeme::Numbers { parts: [year, day, _], digits: [4, ..], count: 2, .. },
            "/",
            Lexeme::Month(month),
        ) = (self.lex(at), mark, self.lex(at + 2))
        {
            let within = Within::Day { month, day: u8::try_from(day).ok().filter(|d| *d <= 31)? };
            return Some((
                Meaning::Calendar { year: Year::Given(i16::try_from(year).ok()?), within },
                at + 3,
            ));
        }
        if !matches!(mark, "/" | "-") || !self.is(at + 3, mark) {
            return None;
        }
        let (mut year, mut month, mut day) = (None, None, None);
        for i in [at, at + 2, at + 4] {
            match self.lex(i) {
                Lexeme::Month(m) if month.is_none() => month = Some(m),
                Lexeme::Int { value, digits: 4 } if year.is_none() => year = i16::try_from(value).ok(),
                Lexeme::Int { value: d @ 1..=31, digits: 1 | 2 } if day.is_none() => {
                    day = u8::try_from(d).ok()
                }
                _ => return None,
            }
        }
        let within = Within::Day { month: month?, day: day? };
        Some((Meaning::Calendar { year: Year::Given(year?), within }, at + 5))
    }

    /// Dates in digits only: 3/3/2022, 2022-03-03, 20161016, 9.3.2021, 4/22, 2015/3.
    fn digits(&self, at: usize) -> Read<Meaning> {
        if let Some((_, end)) = self.weekday(at) {
            let next = self.skip(end, &[","]);
            return self.digits_only(next, true);
        }
        let led =
            ["on", "by", "until", "till", "from", "since", "before", "after", "to", "between", "dated", "-"]
                .contains(&self.before(at));
        self.digits_only(at, led)
    }

    /// `led`: whether the words before it lead one to expect a date.
    fn digits_only(&self, at: usize, led: bool) -> Read<Meaning> {
        let given =
            |year: u16| i16::try_from(year).ok().filter(|y| (1000..=2999).contains(y)).map(Year::Given);
        let short = |parts: u16, digits: u8| match digits {
            4 => given(parts),
            2 => u8::try_from(parts).ok().map(Year::Short),
            _ => None,
        };
        let month_of = |year: Year, month: u16| {
            let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
            Some((Meaning::Calendar { year, within: Within::Month(month) }, at + 1))
        };
        match self.lex(at) {
            Lexeme::Numbers { parts: [a, b, c], digits, count: 3, .. } => {
                if digits[0] == 4 {
                    let (month, day) = self.ordered(b, c, Some(false))?;
                    return Some((
                        Meaning::Calendar { year: given(a)?, within: Within::Day { month, day } },
                        at + 1,
                    ));
                }
                let year = short(c, digits[2])?;
                let (month, day) = self.ordered(a, b, None)?;
                Some((Meaning::Calendar { year, within: Within::Day { month, day } }, at + 1))
            }
            Lexeme::Numbers { parts: [a, b, _], digits: [4, ..], count: 2, .. } => month_of(given(a)?, b),
            Lexeme::Numbers { parts: [a, b, _], digits: [_, 4, _], count: 2, .. } => month_of(given(b)?, a),
            Lexeme::Numbers { parts: [a, b, _], count: 2, mark: b'/', .. } => {
                let (month, day) = self.ordered(a, b, None)?;
                // 1/2 and 11/16 are fractions where nothing speaks of a date.
                let fraction = a < b && b <= 16;
                let year = self.year(self.skip(at + 1, &[","]));
                let date = led || year.is_some() || !fraction;
                let (year, end) = year.unwrap_or((Year::Open, at + 1));
                date.then_some((Meaning::Calendar { year, within: Within::Day { month, day } }, end))
            }
            Lexeme::Pair(a, b) if led => {
                let (month, day) = self.ordered(u16::try_from(a).ok()?, u16::try_from(b).ok()?, None)?;
                let counted = matches!(
                    self.upos(at + 1),
                    Some(Upos::Noun | Upos::Propn | Upos::Sym | Upos::Num | Upos::Adj)
                );
                (!counted).then_some((
                    Meaning::Calendar { year: Year::Open, within: Within::Day { month, day } },
                    at + 1,
                ))
            }
            Lexeme::Int { value, digits: 8 } => {
                let (year, month, day) =
                    (i16::try_from(value / 10_000).ok()?, value / 100 % 100, value % 100);
                let fits =
                    (1900..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
                let within = Within::Day { month: month as u8, day: day as u8 };
                fits.then_some((Meaning::Calendar { year: Year::Given(year), within }, at + 1))
            }
            // "2016-11", "11-2016", "2016 / 11"; "4-22" only where a date is expected.
            Lexeme::Int { value, digits } if matches!(self.word(at + 1), "-" | "/") => {
                let Lexeme::Int { value: right, digits: right_digits } = self.lex(at + 2) else {
                    return None;
                };
                let (a, b) = (u16::try_from(value).ok()?, u16::try_from(right).ok()?);
                let further = self.is_hyphen(at + 3) && self.is_glued(at + 3);
                let (meaning, _) = match (digits, right_digits) {
                    (4, 2) if !further && b <= 12 => month_of(given(a)?, b)?,
                    (1 | 2, 4) if !further => month_of(given(b)?, a)?,
                    (1 | 2, 1 | 2) if led && !further && self.is(at + 1, "-") => {
                        let counted = matches!(
                            self.upos(at + 3),
                            Some(Upos::Noun | Upos::Propn | Upos::Sym | Upos::Adj)
                        );
                        let (month, day) =
                            self.ordered(a, b, None).filter(|_| !counted && self.before(at) != "from")?;
                        (Meaning::Calendar { year: Year::Open, within: Within::Day { month, day } }, 0)
                    }
                    _ => return None,
                };
                Some((meaning, at + 3))
            }
            _ => None,
        }
    }

    /// Month and day of two numbers, in the order of the document where both orders fit.
    fn ordered(&self, a: u16, b: u16, day_first: Option<bool>) -> Option<(u8, u8)> {
        let (a, b) = (u8::try_from(a).ok()?, u8::try_from(b).ok()?);
        let fits = |month: u8, day: u8| (1..=12).contains(&month) && (1..=31).contains(&day);
        let (first, second) = ((a, b), (b, a));
        let swap = day_first.unwrap_or(self.day_first);
        let tries = if swap { [second, first] } else { [first, second] };
        tries.into_iter().find(|&(m, d)| fits(m, d))
    }

    /// "March", "May 2020", "June of 1992", "2015 June", "last March", "Dec/2018".
    fn month_alone(&self, at: usize) -> Read<Meaning> {
        let month_of =
            |year, month, end| Some((Meaning::Calendar { year, within: Within::Month(month) }, end));
        if let Some((year, end)) = self.year(at)
            && let Some((month, end)) = self.month(end)
        {
            return month_of(year, month, end);
        }
        if let Lexeme::Which(which) = self.lex(at)
            && let Some((month, end)) = self.month(at + 1)
        {
            let year = match which {
                Which::Last => Year::Last,
                Which::Next | Which::Coming => Year::Next,
                _ => Year::Shifted(0, Anchor::Published),
            };
            return month_of(year, month, end);
        }
        let (month, end) = self.month(at)?;
        let (year, end) = self.year_after(end, true).unwrap_or((Year::Open, end));
        month_of(year, month, end)
    }

    fn holiday(&self, at: usize) -> Read<Meaning> {
        let (which, from) = match self.lex(at) {
            Lexeme::Which(which) => (Some(which), at + 1),
            _ => (None, at),
        };
        let (len, index) = holidays::at(&self.pieces[from.min(self.pieces.len())..])?;
        let end = from + len;
        let within = Within::Holiday(index);
        if let Some((year, end)) = self.year_after(end, false) {
            return Some((Meaning::Calendar { year, within }, end));
        }
        let year = match which {
            Some(Which::Last) => Year::Last,
            Some(Which::Next | Which::Coming) => Year::Next,
            Some(Which::This) => Year::Shifted(0, Anchor::Published),
            _ => Year::Open,
        };
        Some((Meaning::Calendar { year, within }, end))
    }
}
