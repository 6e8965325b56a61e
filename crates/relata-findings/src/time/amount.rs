//! Lengths of time, ages and what is repeated: "three months", "half an hour", "55-year-old", "every Monday",
//! "twice a week".

use super::grammar::{Parser, Read};
use super::lex::Lexeme;
use super::meaning::{Amount, Clock, Meaning, Modifier, Part, Reference, Repeated, Unit, Within};
use relata_language::Upos;

/// Words for a vague number.
const VAGUE: [&str; 7] = ["several", "few", "some", "many", "numerous", "countless", "couple"];

impl Parser<'_> {
    /// A length with its unit, "a year and a half" and "5 years 1 month 12 days" included.
    pub(super) fn amount(&self, at: usize) -> Read<Amount> {
        let (first, article, mut end) = self.counted(at)?;
        let mut parts = vec![first];
        // Four units at most: years, months, days, hours.
        while parts.len() < 4 {
            if let Some((more, next)) = self.and_a_half(end)
                && parts.len() == 1
                && let Some(count) = parts[0].count.as_mut()
            {
                *count += more;
                end = next;
                break;
            }
            let next = self.skip(self.skip(end, &[","]), &["and"]);
            let Some((more, false, after)) = self.counted(next) else { break };
            let units = |p: &Part| p.unit == more.unit;
            // "two days, three weeks": only different units with counts add up.
            if more.count.is_none()
                || parts.iter().any(units)
                || parts[0].count.is_none()
                || self.is(after, "ago") && next > end && self.is(end, "and") && self.is_run(at)
            {
                break;
            }
            parts.push(more);
            end = after;
        }
        Some((Amount { parts, article }, end))
    }

    /// "the past 5 weeks and 2 days ago": a run takes no further unit that has an end of its own.
    fn is_run(&self, at: usize) -> bool {
        at > 0 && matches!(self.lex(at - 1), Lexeme::Which(_))
    }

    /// One count with its unit; whether it was "a" or "an".
    fn counted(&self, at: usize) -> Option<(Part, bool, usize)> {
        let unit_at = |i: usize| match self.lex(i) {
            // "a minute majority".
            Lexeme::Unit { unit: Unit::Minute, plural: false } if self.upos(i) == Some(Upos::Adj) => None,
            // "a second time": an ordinal.
            Lexeme::Unit { unit: Unit::Second, plural: false }
                if self.upos(i) != Some(Upos::Noun) || self.modifies(i, i + 1) =>
            {
                None
            }
            Lexeme::Unit { unit, .. } => Some(unit),
            _ => None,
        };
        let part = |count, unit, article, end| Some((Part { count, unit }, article, end));
        let vague = self.skip(at, &["a"]);
        if self.is_one(vague, &VAGUE) && (vague == at || self.is_one(vague, &["few", "couple"])) {
            let count = self.is(vague, "couple").then_some(2.0);
            let next = self.skip(self.skip(vague + 1, &["of"]), &["more", "straight", "consecutive"]);
            let unit = unit_at(self.hyphen(next))?;
            return part(count, unit, false, self.hyphen(next) + 1);
        }
        if let Some(next) = self.phrase(at, "a number of") {
            return part(None, unit_at(next)?, false, next + 1);
        }
        if self.is_one(at, &["a", "an"]) {
            if self.is(at + 1, "half") {
                let next = self.hyphen(at + 2);
                return part(Some(0.5), unit_at(next)?, true, next + 1);
            }
            let next = self.skip(at + 1, &["full", "whole", "single", "entire"]);
            if let Some(end) = self.quarter_century(next) {
                return part(Some(25.0), Unit::Year, false, end);
            }
            return match unit_at(next) {
                // "a second", "a quarter" are mostly other things.
                Some(Unit::Second | Unit::Quarter) => None,
                Some(_) if matches!(self.lex(next), Lexeme::Unit { plural: true, .. }) => None,
                Some(unit) => part(Some(1.0), unit, true, next + 1),
                // "a hundred years", "a dozen days".
                None => {
                    let (count, next) = self.spelled(at)?;
                    part(Some(count), unit_at(next)?, false, next + 1)
                }
            };
        }
        if self.is(at, "half") {
            let next = self.skip(self.hyphen(at + 1), &["a", "an", "the"]);
            if let Some(unit) = unit_at(next) {
                return part(Some(0.5), unit, true, next + 1);
            }
        }
        let (mut count, mut next) = self.number(at)?;
        if let Some((more, end)) =
            self.and_a_half(next).filter(|&(_, end)| unit_at(end).is_some() || self.is_hyphen(end))
        {
            count += more;
            next = end;
        }
        // "twenty and four hours".
        if self.is(next, "and")
            && (count % 10.0 == 0.0)
            && let Some((more, end)) =
                self.number(next + 1).filter(|&(n, end)| n < 10.0 && unit_at(end).is_some())
        {
            count += more;
            next = end;
        }
        let next = self.skip(
            next,
            &[
                "full",
                "whole",
                "straight",
                "consecutive",
                "more",
                "additional",
                "further",
                "calendar",
                "long",
                "business",
                "working",
            ],
        );
        let working = self.is_one(next.wrapping_sub(1), &["business", "working"]);
        let next = self.hyphen(next);
        let unit = unit_at(next)?;
        let unit = if working && unit == Unit::Day { Unit::Workday } else { unit };
        (count >= 0.0).then(|| part(Some(count), unit, false, next + 1))?
    }

    /// "quarter century", "quarter of a century".
    fn quarter_century(&self, at: usize) -> Option<usize> {
        let of = self
            .phrase(at, "quarter of a")
            .or_else(|| self.is(at, "quarter").then(|| self.hyphen(at + 1)))?;
        matches!(self.lex(of), Lexeme::Unit { unit: Unit::Century, plural: false }).then_some(of + 1)
    }

    fn spelled(&self, at: usize) -> Read<f64> {
        let piece = self.pieces.get(at)?;
        let numeral =
            crate::figure::number::at(self.words, piece.word, crate::figure::number::Style::Document)?;
        let end = at + self.pieces[at..].iter().take_while(|p| p.word < numeral.end).count();
        (end > at + 1).then_some((numeral.value, end))
    }

    /// "and a half", "and half", "and a quarter" behind a count or its unit.
    fn and_a_half(&self, at: usize) -> Read<f64> {
        let at = self.skip(at, &["-"]);
        if !self.is(at, "and") {
            return None;
        }
        let next = self.skip(self.skip(at + 1, &["-"]), &["a", "one"]);
        let next = self.skip(next, &["-"]);
        match self.word(next) {
            "half" if !matches!(self.lex(next + 1), Lexeme::Unit { .. }) || next == at + 2 => {
                Some((0.5, next + 1))
            }
            "quarter" if next > at + 1 => Some((0.25, next + 1)),
            _ => None,
        }
    }

    /// A length that stands for itself: "more than two years", "decades", "55-year-old", "all day".
    pub(super) fn length(&self, at: usize) -> Read<(Meaning, Option<Modifier>)> {
        if let Some((modifier, next)) = self.degree(at)
            && let Some((meaning, end)) = self.plain_length(next)
        {
            return Some(((meaning, modifier), end));
        }
        // "another month" is one month more.
        if self.is(at, "another") || self.phrase(at, "a further").is_some() {
            let next = at + if self.is(at, "another") { 1 } else { 2 };
            if let Lexeme::Unit { unit, plural: false } = self.lex(next)
                && !self.modifies(next, next + 1)
            {
                return Some(((Meaning::Duration(Amount::of(Some(1.0), unit)), None), next + 1));
            }
        }
        self.plain_length(at).map(|(m, end)| ((m, None), end))
    }

    fn plain_length(&self, at: usize) -> Read<Meaning> {
        // "the six months to March".
        if self.is(at, "the") {
            let (amount, end) = self.amount(at + 1).filter(|(a, _)| !a.article)?;
            let whole = !self.is_hyphen(end) && !self.modifies(at + 1, end) && !self.is_hyphen(end - 2);
            return whole.then_some((Meaning::Duration(amount), end));
        }
        if let Some((amount, end)) = self.amount(at) {
            let next = self.hyphen(end);
            let old = self.is(next, "old") || self.is(next, "olds");
            if old {
                return Some((Meaning::Age(amount), next + 1));
            }
            // "a two-year period", "a decade-long": the article is the noun's.
            if amount.article && (self.modifies(at, end) || next > end) {
                return None;
            }
            // "$5 a day" is a rate; "a day" at the start of a clause "one day" is not.
            if amount.article && self.is_rate(at) {
                return None;
            }
            return Some((Meaning::Duration(amount), end));
        }
        let length = |unit, end| Some((Meaning::Duration(Amount::of(Some(1.0), unit)), end));
        if self.is_one(at, &["all", "full", "whole", "entire"]) {
            let next = self.skip(self.hyphen(at + 1), &["the"]);
            if let Lexeme::Unit { unit, plural: false } = self.lex(next)
                && (next == self.hyphen(at + 1) || self.is(at, "all"))
                && matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year)
                && !self.is(next + 1, "of")
            {
                return length(unit, next + 1);
            }
        }
        if let Lexeme::Long(unit) = self.lex(at) {
            return length(unit, at + 1);
        }
        // "decade-long", "decades-old".
        if let Lexeme::Unit { unit, plural } = self.lex(at)
            && self.is_hyphen(at + 1)
            && (self.is(at + 2, "long") || plural && self.is(at + 2, "old"))
        {
            let count = (!plural).then_some(1.0);
            return Some((Meaning::Duration(Amount::of(count, unit)), at + 3));
        }
        // "for decades": a plural alone is vague.
        let Lexeme::Unit { unit, plural: true } = self.lex(at) else { return None };
        let own = at > 0
            && (matches!(
                self.upos(at - 1),
                Some(Upos::Adj | Upos::Det | Upos::Pron | Upos::Num | Upos::Noun | Upos::Propn)
            ) || self.is_hyphen(at - 1)
                || self.is(at - 1, "'s"))
            && !matches!(self.before(at), "many" | "long");
        let noun = self.upos(at) == Some(Upos::Noun);
        (noun
            && !own
            && !self.is(at + 1, "of")
            && !matches!(unit, Unit::Second | Unit::Quarter | Unit::Weekend))
        .then_some((Meaning::Duration(Amount::of(None, unit)), at + 1))
    }

    /// Whether "a day" tells how often: behind a quantity, or "once", "twice".
    fn is_rate(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        if self.is_one(before, &["once", "twice", "times", "thrice", "%", "percent"]) {
            return true;
        }
        if matches!(self.lex(before), Lexeme::Unit { .. }) {
            return true;
        }
        let quantity = matches!(self.upos(before), Some(Upos::Noun | Upos::Num | Upos::Sym))
            && self.lex(before) != Lexeme::Present;
        let node = self.node(at + 1);
        quantity
            && node.is_some_and(|n| {
                ["nmod:unmarked", "nmod", "obl:unmarked", "obl:npmod", "nmod:npmod", "obl", "appos"]
                    .contains(&n.relation)
            })
    }

    /// "every day", "each Monday", "weekly", "twice a week", "Mondays", "mornings".
    pub(super) fn set(&self, at: usize) -> Read<Meaning> {
        let often = |count: f64, unit| Meaning::Set(Repeated::Amount(Amount::of(Some(count), unit)));
        match self.lex(at) {
            Lexeme::Often(unit, count) => return Some((often(count.into(), unit), at + 1)),
            Lexeme::Weekday { day, plural: true } => {
                let (clock, end) = self.clock(at + 1).map_or((None, at + 1), |(c, end)| (Some(c), end));
                return Some((Meaning::Set(Repeated::Weekday(day, clock)), end));
            }
            Lexeme::Part(part) if self.word(at).ends_with('s') && self.before(at) != "in" => {
                return Some((Meaning::Set(Repeated::Clock(Clock::Part(part))), at + 1));
            }
            _ => {}
        }
        if self.phrase(at, "bi").is_some()
            && self.is_hyphen(at + 1)
            && let Lexeme::Often(unit, 1) = self.lex(at + 2)
        {
            return Some((often(2.0, unit), at + 3));
        }
        // "once a month", "three times a week", "twice daily", "5,000 a day".
        let times = match self.word(at) {
            "once" | "twice" | "thrice" => at + 1,
            _ => self.number(at).filter(|&(_, end)| self.is(end, "times")).map_or(at, |(_, end)| end + 1),
        };
        if times > at
            && let Lexeme::Often(unit, count) = self.lex(times)
        {
            return Some((often(count.into(), unit), times + 1));
        }
        let each = self.skip(times, &["a", "an", "per", "each", "every", "any"]);
        if each == times {
            return None;
        }
        let article = self.is_one(times, &["a", "an"]);
        if article && times == at && !self.is_rate(at) {
            return None;
        }
        if let Lexeme::Unit { unit, plural: false } = self.lex(each) {
            let fits = !article || !matches!(unit, Unit::Second | Unit::Quarter);
            return fits.then_some((often(1.0, unit), each + 1));
        }
        if article || self.is(times, "per") {
            return None;
        }
        if self.is(times, "any") {
            return None;
        }
        self.each(each)
    }

    /// What stands behind "every" or "each".
    fn each(&self, at: usize) -> Read<Meaning> {
        let set = |repeated, end| Some((Meaning::Set(repeated), end));
        let other = self.skip(at, &["other", "second", "single"]);
        let every_other = other > at && !self.is(at, "single");
        match self.lex(other) {
            Lexeme::Unit { unit, plural: false } => {
                let count = if every_other { 2.0 } else { 1.0 };
                return set(Repeated::Amount(Amount::of(Some(count), unit)), other + 1);
            }
            Lexeme::Weekday { day, .. } => {
                let (clock, end) = self.clock(other + 1).map_or((None, other + 1), |(c, end)| (Some(c), end));
                return set(Repeated::Weekday(day, clock), end);
            }
            Lexeme::Part(part) => {
                let exact =
                    self.clock(self.skip(other + 1, &["at"])).filter(|(c, _)| matches!(c, Clock::At { .. }));
                let (clock, end) = exact.unwrap_or((Clock::Part(part), other + 1));
                return set(Repeated::Clock(clock), end);
            }
            Lexeme::Season(season) => return set(Repeated::Yearly(Within::Season(season)), other + 1),
            Lexeme::Month(month) => return set(Repeated::Yearly(Within::Month(month)), other + 1),
            _ => {}
        }
        let (n, end) = self.number(other).or_else(|| self.ordinal(other).map(|(n, end)| (n.into(), end)))?;
        let Lexeme::Unit { unit, .. } = self.lex(end) else { return None };
        set(Repeated::Amount(Amount::of(Some(n), unit)), end + 1)
    }

    /// "now", "recently", "in the past", "the future", "recent years".
    pub(super) fn reference(&self, at: usize) -> Read<Meaning> {
        let to = |reference, end| Some((Meaning::Reference(reference), end));
        match self.lex(at) {
            Lexeme::Present if matches!(self.upos(at), Some(Upos::Adv)) || self.is_one(at, &["nowadays"]) => {
                // "now that the law is in force" joins clauses.
                let joins = self.is(at, "now")
                    && (self.is(at + 1, "that") || self.phrase(at + 1, "and then").is_some());
                return (!joins).then_some(to(Reference::Present, at + 1))?;
            }
            Lexeme::Past => return to(Reference::Past, at + 1),
            Lexeme::Future => {
                let soon = self.before(at) != "as" && !(self.is(at + 1, "after") || self.is(at + 1, "as"));
                return soon.then_some(to(Reference::Future, at + 1))?;
            }
            _ => {}
        }
        for (phrase, reference) in [
            ("at the moment", Reference::Present),
            ("at present", Reference::Present),
            ("right now", Reference::Present),
            ("these days", Reference::Present),
            ("at this time", Reference::Present),
            ("the present", Reference::Present),
            ("long ago", Reference::Past),
            ("not long ago", Reference::Past),
        ] {
            if let Some(end) = self.phrase(at, phrase) {
                let noun = phrase == "the present"
                    && matches!(self.upos(end), Some(Upos::Noun | Upos::Adj | Upos::Propn));
                return (!noun).then_some(to(reference, end))?;
            }
        }
        let from =
            self.skip(self.skip(at, &["the"]), &["near", "distant", "recent", "immediate", "foreseeable"]);
        let alone = !self.modifies(from, from + 1) && !matches!(self.lex(from + 1), Lexeme::Unit { .. });
        if from > at && self.is(at, "the") && alone && self.upos(from) == Some(Upos::Noun) {
            match self.word(from) {
                "past" => return to(Reference::Past, from + 1),
                "future" => return to(Reference::Future, from + 1),
                _ => {}
            }
        }
        let from = self.skip(at, &["more", "most"]);
        if self.is(from, "recent")
            && let Lexeme::Unit { plural: true, .. } = self.lex(from + 1)
        {
            return to(Reference::Past, from + 2);
        }
        let the = self.skip(at, &["the"]);
        let coming = self.is_one(the, &["coming", "upcoming"]);
        match self.lex(the + 1) {
            Lexeme::Unit { plural: true, .. } if coming => to(Reference::Future, the + 2),
            _ => None,
        }
    }
}
