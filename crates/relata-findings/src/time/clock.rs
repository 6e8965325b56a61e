//! Times of day, alone and with their day: "3 p.m. Tuesday", "Monday morning", "tonight", "noon".

use super::grammar::{Parser, Read, longest};
use super::lex::Lexeme;
use super::meaning::{Anchor, Clock, DayPart, Meaning, Modifier, Unit, Which};
use relata_language::Upos;

impl Parser<'_> {
    /// A time by the clock: "3 p.m.", "17:30", "noon", "six o'clock"; or a part of the day.
    pub(super) fn clock(&self, at: usize) -> Read<Clock> {
        if let Lexeme::Part(part) = self.lex(at) {
            return (self.upos(at) != Some(Upos::Verb)).then_some((Clock::Part(part), at + 1));
        }
        self.exact(at)
    }

    fn exact(&self, at: usize) -> Read<Clock> {
        let time = |hour, minute, second, end| Some((Clock::At { hour, minute, second }, self.zone(end)));
        match self.lex(at) {
            Lexeme::Part(DayPart::Midday) => Some((Clock::Part(DayPart::Midday), at + 1)),
            Lexeme::Hour(hour) => time(hour, Some(0), None, at + 1),
            // "1300 GMT".
            Lexeme::Int { value: value @ 0..=2400, digits: 4 }
                if value % 100 < 60 && self.zone(at + 1) > at + 1 =>
            {
                time((value / 100) as u8, Some((value % 100) as u8), None, at + 1)
            }
            Lexeme::Clock { hour, minute, second } => {
                let (hour, end) = self.half(at + 1, hour).unwrap_or((hour, at + 1));
                time(hour, Some(minute), second, end)
            }
            Lexeme::Pair(hour, minute) => {
                // "2.30 p.m."
                let (hour, minute) =
                    (u8::try_from(hour).ok()?, u8::try_from(minute).ok().filter(|m| *m < 60)?);
                let (hour, end) = self.half(at + 1, hour)?;
                time(hour, Some(minute), None, end)
            }
            _ => {
                let (n, end) =
                    self.number(at).filter(|(n, _)| n.fract() == 0.0 && (0.0..=24.0).contains(n))?;
                if self.is_one(end, &["o'clock", "oclock"]) {
                    let (hour, end) = self.half(end + 1, n as u8).unwrap_or((n as u8, end + 1));
                    return time(hour, Some(0), None, end);
                }
                let (hour, end) = self.half(end, n as u8)?;
                time(hour, None, None, end)
            }
        }
    }

    /// The hour of twenty-four where "a.m." or "p.m." follows.
    fn half(&self, at: usize, hour: u8) -> Read<u8> {
        let (pm, end) = match (self.lex(at), self.word(at)) {
            (Lexeme::Half { pm }, word) if word != "am" || !self.is_verb(at) || self.is_glued(at) => {
                (pm, at + 1)
            }
            _ => {
                // "in the morning", "at night".
                let part = self.phrase(at, "in the").or_else(|| self.phrase(at, "at"))?;
                match self.lex(part) {
                    Lexeme::Part(DayPart::Morning) => (false, part + 1),
                    Lexeme::Part(DayPart::Afternoon | DayPart::Evening) => (true, part + 1),
                    Lexeme::Part(DayPart::Night) => (hour >= 6, part + 1),
                    _ => return None,
                }
            }
        };
        match hour {
            12 => Some((if pm { 12 } else { 0 }, end)),
            1..=11 => Some((if pm { hour + 12 } else { hour }, end)),
            13..=23 if pm => Some((hour, end)),
            _ => None,
        }
    }

    fn zone(&self, at: usize) -> usize {
        let capital = |i: usize| self.node(i).is_some_and(|n| n.text.starts_with(char::is_uppercase));
        if self.lex(at) == Lexeme::Zone && capital(at) {
            return at + 1;
        }
        let bracket = self.is(at, "(") && self.lex(at + 1) == Lexeme::Zone && self.is(at + 2, ")");
        at + if bracket { 3 } else { 0 }
    }

    /// The longest time of day that begins here, with its day where that is said.
    pub(super) fn timed(&self, at: usize) -> Read<(Meaning, Option<Modifier>)> {
        let stage = match self.word(at) {
            "early" => Some((Modifier::Start, at + 1)),
            "late" => Some((Modifier::End, at + 1)),
            "mid" => Some((Modifier::Mid, self.hyphen(at + 1))),
            _ => self.degree(at).and_then(|(m, end)| Some((m?, end))),
        };
        let (modifier, from) = stage.map_or((None, at), |(m, from)| (Some(m), from));
        let readings = [self.clock_then_day(from), self.day_then_clock(from), self.part_of_day(from)];
        let (meaning, end) = longest(readings)?;
        Some(((meaning, modifier), end))
    }

    /// "3 p.m. Tuesday", "4 a.m. on Wednesday", "noon".
    fn clock_then_day(&self, at: usize) -> Read<Meaning> {
        let (clock, end) = self.exact(at)?;
        let next = self.skip(self.skip(end, &[","]), &["on"]);
        if let Some((day, end)) = self.named(next).filter(|(day, _)| is_day(day)) {
            return Some((Meaning::Time { clock, day: Some(Box::new(day)) }, end));
        }
        Some((Meaning::Time { clock, day: None }, end))
    }

    /// "Monday morning", "Thursday noon", "last night", "tomorrow at 3 p.m."
    fn day_then_clock(&self, at: usize) -> Read<Meaning> {
        if self.lex(at) == Lexeme::Tonight {
            let day = Meaning::Shifted { unit: Unit::Day, by: 0, from: Anchor::Published };
            return Some((
                Meaning::Time { clock: Clock::Part(DayPart::Night), day: Some(Box::new(day)) },
                at + 1,
            ));
        }
        if let Lexeme::Which(which) = self.lex(at)
            && let Lexeme::Part(part) = self.lex(at + 1)
        {
            let told = self.is_one(at, &["following", "previous", "preceding"])
                || self.is(at, "next") && self.before(at) == "the";
            let by = match which {
                Which::Last => -1,
                Which::This | Which::Open => 0,
                _ => 1,
            };
            let day = Meaning::Shifted {
                unit: Unit::Day,
                by,
                from: if told { Anchor::Told } else { Anchor::Published },
            };
            return Some((Meaning::Time { clock: Clock::Part(part), day: Some(Box::new(day)) }, at + 2));
        }
        if (self.is(at, "that") || self.is(at, "same"))
            && let Lexeme::Part(part) = self.lex(at + 1)
        {
            let day = Meaning::Shifted { unit: Unit::Day, by: 0, from: Anchor::Told };
            return Some((Meaning::Time { clock: Clock::Part(part), day: Some(Box::new(day)) }, at + 2));
        }
        let (day, end) = self.bare(at).filter(|(day, _)| is_day(day))?;
        let early = self.skip(end, &["early", "late"]);
        let (clock, end) = self.clock(early)?;
        // "Monday morning's": the exact time wins over the part: "Monday morning at 9".
        Some((Meaning::Time { clock, day: Some(Box::new(day)) }, end))
    }

    /// "the evening of July 1", "the following morning", "the night before".
    fn part_of_day(&self, at: usize) -> Read<Meaning> {
        if !self.is(at, "the") {
            return None;
        }
        if let Some((meaning, end)) = self.day_then_clock(at + 1)
            && matches!(self.lex(at + 1), Lexeme::Which(_)) | self.is(at + 1, "same")
        {
            return Some((meaning, end));
        }
        let from = self.skip(at + 1, &["early", "late"]);
        let Lexeme::Part(part) = self.lex(from) else { return None };
        let clock = Clock::Part(part);
        if let Some(next) = self.phrase(from + 1, "of").or_else(|| self.phrase(from + 1, "on"))
            && let Some((day, end)) = self.named(next).filter(|(day, _)| is_day(day))
        {
            return Some((Meaning::Time { clock, day: Some(Box::new(day)) }, end));
        }
        let by = match self.word(from + 1) {
            "before" => -1,
            "after" => 1,
            _ => {
                // "in the morning".
                let alone =
                    self.before(at) == "in" && !self.modifies(from, from + 1) && !self.is(from + 1, "of");
                return alone.then_some((Meaning::Time { clock, day: None }, from + 1));
            }
        };
        let day = Meaning::Shifted { unit: Unit::Day, by, from: Anchor::Told };
        Some((Meaning::Time { clock, day: Some(Box::new(day)) }, from + 2))
    }
}

/// Whether a date is one day.
fn is_day(day: &Meaning) -> bool {
    use super::meaning::Within;
    match day {
        Meaning::Weekday { .. } | Meaning::MonthDay { .. } | Meaning::NthOf { .. } => true,
        Meaning::Shifted { unit, .. } => *unit == Unit::Day,
        Meaning::Calendar { within, .. } => {
            matches!(within, Within::Day { .. } | Within::Nth { .. } | Within::Holiday(_))
        }
        _ => false,
    }
}
