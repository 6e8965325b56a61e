//! Dates told from another day: "today", "last week", "on Friday", "two weeks ago", "the following year",
//! "the last three months", "the week of June 6".

use super::grammar::{Parser, Read, longest};
use super::lex::Lexeme;
use super::meaning::{Amount, Anchor, Meaning, RunFrom, Unit, Which};
use relata_language::Upos;

impl Parser<'_> {
    /// The longest relative date that begins here, without "the".
    pub(super) fn relative(&self, at: usize) -> Read<Meaning> {
        let readings = [
            self.near_day(at),
            self.distance(at),
            self.run(at),
            self.which_unit(at),
            self.same_unit(at),
            self.weekday_date(at),
            self.week_and_weekday(at),
            self.nth_weekday(at),
            self.week_of(at),
            self.bare_ordinal(at),
            self.of_this_month(at),
            self.on_weekend(at),
        ];
        longest(readings)
    }

    /// What needs "the" before it: "the day before", "the quarter", "the 21st".
    pub(super) fn the(&self, at: usize) -> Read<Meaning> {
        longest([
            self.neighbour(at),
            self.after_next(at),
            self.unit_alone(at),
            self.month_day_alone(at),
            self.year_ago(at),
        ])
    }

    fn unit(&self, at: usize) -> Option<Unit> {
        match self.lex(at) {
            Lexeme::Unit { unit, plural: false } => Some(unit),
            _ => None,
        }
    }

    fn near_day(&self, at: usize) -> Read<Meaning> {
        let shifted =
            |by: i16, end| Some((Meaning::Shifted { unit: Unit::Day, by, from: Anchor::Published }, end));
        if let Lexeme::Day(by) = self.lex(at) {
            return shifted(by.into(), at + 1);
        }
        let step = match self.word(at + 1) {
            "before" => -1,
            "after" => 1,
            _ => return None,
        };
        match (self.unit(at), self.lex(at + 2)) {
            (Some(Unit::Day), Lexeme::Day(by)) if by != 0 => shifted(i16::from(by) + step, at + 3),
            _ => None,
        }
    }

    /// "last week", "this month", "the previous year", "the following day".
    fn which_unit(&self, at: usize) -> Read<Meaning> {
        let Lexeme::Which(which) = self.lex(at) else { return None };
        let from =
            self.skip(at + 1, &["calendar", "full", "coming", "upcoming", "past", "entire", "whole", "very"]);
        let unit = self.unit(from)?;
        if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
            return None;
        }
        let article = self.before(at) == "the";
        let by = match which {
            Which::Last => -1,
            Which::This | Which::Open => 0,
            Which::Next | Which::Coming => 1,
        };
        // "the next day", "the previous month": told from the time of the story.
        let told = match self.word(at) {
            "previous" | "preceding" | "following" => true,
            "next" => article && unit == Unit::Day,
            _ => false,
        };
        let from_anchor = if told { Anchor::Told } else { Anchor::Published };
        // "the last year", "the past month" are lengths; so is "past week" anywhere.
        if matches!(self.word(at), "last" | "past")
            && (article || self.is(at, "past"))
            && !matches!(unit, Unit::Weekend | Unit::Century)
            || self.is(at, "next") && article && matches!(unit, Unit::Decade | Unit::Century | Unit::Year)
        {
            return Some((
                Meaning::Run { amount: Amount::of(Some(1.0), unit), which, from: RunFrom::Published },
                from + 1,
            ));
        }
        Some((Meaning::Shifted { unit, by, from: from_anchor }, from + 1))
    }

    /// "the same day", "that year".
    fn same_unit(&self, at: usize) -> Read<Meaning> {
        let next = match self.word(at) {
            "same" => at + 1,
            "that" => self.skip(at + 1, &["same", "very"]),
            _ => return None,
        };
        if matches!(self.lex(next), Lexeme::Season(_)) && self.is(at, "that") {
            return Some((Meaning::Shifted { unit: Unit::Season, by: 0, from: Anchor::Told }, next + 1));
        }
        let unit = self.unit(next)?;
        let whole = !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour);
        // "the same month of 2011" is another one.
        let other = self.is(next + 1, "of") || self.is(next + 1, "last") || self.is(next + 1, "in");
        (whole && !other).then_some((Meaning::Shifted { unit, by: 0, from: Anchor::Told }, next + 1))
    }

    /// "Friday", "last Friday", "Friday next week", "Friday of next week", "Friday the 15th", "Wed 13th".
    fn weekday_date(&self, at: usize) -> Read<Meaning> {
        let (mut which, mut from) = (Which::Open, at);
        while let Lexeme::Which(w) = self.lex(from) {
            // "this upcoming Friday": the second word tells.
            which = w;
            from += 1;
            if from > at + 2 {
                return None;
            }
        }
        let (weekday, end) = self.weekday(from)?;
        let plain = |week, day, end| Some((Meaning::Weekday { weekday, which, week, day }, end));
        if which == Which::Open {
            let next = self.skip(self.skip(end, &[","]), &["of"]);
            if let Some((week, end)) = self.whole_week(next).filter(|_| next == end || !self.is(end, ",")) {
                return plain(Some(week), None, end);
            }
            let the = self.skip(end, &["the"]);
            if let Some((day, end)) = self.day_of_month(the)
                && (the > end
                    || self.is(the.wrapping_sub(1), "the")
                    || matches!(self.lex(the), Lexeme::Ordinal(_)))
                && !matches!(self.upos(end), Some(Upos::Noun | Upos::Propn))
            {
                return plain(None, Some(day), end);
            }
        }
        plain(None, None, end)
    }

    /// "next week", "this week" as weeks on.
    fn whole_week(&self, at: usize) -> Read<i16> {
        let Lexeme::Which(which) = self.lex(at) else { return None };
        let by = match which {
            Which::Last => -1,
            Which::This => 0,
            _ => 1,
        };
        (self.unit(at + 1)? == Unit::Week).then_some((by, at + 2))
    }

    /// "next week Tuesday", "last week on Sunday".
    fn week_and_weekday(&self, at: usize) -> Read<Meaning> {
        let (week, end) = self.whole_week(at)?;
        let (weekday, end) = self.weekday(self.skip(end, &["on"]))?;
        Some((Meaning::Weekday { weekday, which: Which::Open, week: Some(week), day: None }, end))
    }

    /// "the second Monday of next month", "the first Friday in March 2020", "third Tuesday".
    fn nth_weekday(&self, at: usize) -> Read<Meaning> {
        use super::meaning::{Within, Year};
        let (nth, end) = match self.word(at) {
            "last" | "final" => (-1, at + 1),
            _ => self.ordinal(at).map(|(n, end)| (n as i8, end))?,
        };
        if nth > 5 {
            return None;
        }
        let (weekday, end) = self.weekday(end)?;
        let of = self.skip(end, &["of", "in"]);
        if of > end
            && let Some((month, end)) = self.month(of)
        {
            let year = self.year(self.skip(end, &[",", "of"]));
            let (year, end) = year.unwrap_or((Year::Open, end));
            return Some((Meaning::Calendar { year, within: Within::Nth { month, weekday, nth } }, end));
        }
        if of > end
            && let Some((months, end)) = self.month_shift(of)
        {
            return Some((Meaning::NthOf { weekday, nth, months }, end));
        }
        // "last Monday" is another thing.
        (nth > 0).then_some((Meaning::NthOf { weekday, nth, months: 0 }, end))
    }

    /// "the month", "this month", "next month" as months on.
    fn month_shift(&self, at: usize) -> Read<i16> {
        let by = match (self.lex(at), self.word(at)) {
            (Lexeme::Which(Which::Last), _) => -1,
            (Lexeme::Which(Which::This), _) | (_, "the") => 0,
            (Lexeme::Which(_), _) => 1,
            _ => return None,
        };
        (self.unit(at + 1)? == Unit::Month).then_some((by, at + 2))
    }

    /// "the week of June 6", "the week beginning on Feb. 4", "w/c Feb 4".
    fn week_of(&self, at: usize) -> Read<Meaning> {
        let week = self.unit(at) == Some(Unit::Week);
        let next = if week && self.is_one(at + 1, &["of", "commencing", "starting", "beginning"]) {
            self.skip(at + 2, &["on"])
        } else {
            self.phrase(at, "w / c").or_else(|| self.phrase(at, "w/c"))?
        };
        let the = self.skip(next, &["the"]);
        let (meaning, end) = self.month_day_of(the).filter(|_| the > next).or_else(|| {
            self.absolute(next).filter(|(m, _)| {
                matches!(
                    m,
                    Meaning::Calendar {
                        within: super::meaning::Within::Day { .. } | super::meaning::Within::Holiday(_),
                        ..
                    }
                )
            })
        })?;
        Some((Meaning::WeekOf(Box::new(meaning)), end))
    }

    /// "the 21st", "the 20th of next month", "the twenty-second day of May".
    fn month_day_of(&self, at: usize) -> Read<Meaning> {
        let (day, end) = self
            .day_of_month(at)
            .filter(|&(_, end)| !matches!(self.lex(at), Lexeme::Int { .. }) || end > at)?;
        let of = self.phrase(end, "day of").or_else(|| self.phrase(end, "of"));
        if let Some((months, end)) = of.and_then(|of| self.month_shift(of)) {
            return Some((Meaning::MonthDay { day, months: Some(months) }, end));
        }
        Some((Meaning::MonthDay { day, months: None }, end))
    }

    fn month_day_alone(&self, at: usize) -> Read<Meaning> {
        let (meaning, end) = self.month_day_of(at)?;
        if matches!(meaning, Meaning::MonthDay { months: Some(_), .. }) {
            return Some((meaning, end));
        }
        let led = at >= 2
            && ["on", "by", "until", "till", "for", "since", "before", "after"].contains(&self.word(at - 2));
        let digits = matches!(self.lex(at), Lexeme::Ordinal(_))
            && self.word(at).starts_with(|c: char| c.is_ascii_digit());
        let ends = !matches!(self.upos(end), Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num))
            && !self.is(end, "of")
            && !self.is_hyphen(end);
        let plain = matches!(self.lex(at), Lexeme::Int { .. });
        (led && ends && (digits || plain || self.before(at - 1) == "on")).then_some((meaning, end))
    }

    /// "on weekend", "over weekend".
    fn on_weekend(&self, at: usize) -> Read<Meaning> {
        let led = ["on", "over"].contains(&self.before(at)) && self.unit(at) == Some(Unit::Weekend);
        led.then_some((Meaning::Shifted { unit: Unit::Weekend, by: 0, from: Anchor::Published }, at + 1))
    }

    /// "from 4 to 22 this month", "4 till 23 of this month": the second day.
    fn of_this_month(&self, at: usize) -> Read<Meaning> {
        let joined = ["to", "till", "until", "through", "and", "-", "–", "on"].contains(&self.before(at));
        let (day, end) = joined.then(|| self.day_of_month(at)).flatten()?;
        let of = self.skip(end, &["of"]);
        let (months, end) = self.month_shift(of).filter(|_| matches!(self.lex(of), Lexeme::Which(_)))?;
        Some((Meaning::MonthDay { day, months: Some(months) }, end))
    }

    /// "on 29th": a day of the month without its article.
    fn bare_ordinal(&self, at: usize) -> Read<Meaning> {
        let Lexeme::Ordinal(day @ 1..=31) = self.lex(at) else { return None };
        let digits = self.word(at).starts_with(|c: char| c.is_ascii_digit());
        let noun = matches!(self.upos(at + 1), Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num))
            || self.is_hyphen(at + 1) && self.is_glued(at + 1);
        (digits && self.before(at) == "on" && !noun)
            .then_some((Meaning::MonthDay { day, months: None }, at + 1))
    }

    /// "the day before", "the year after": told from the time of the story.
    fn neighbour(&self, at: usize) -> Read<Meaning> {
        let unit = self.unit(at).filter(|u| !matches!(u, Unit::Second | Unit::Minute | Unit::Hour))?;
        let back = match self.word(at + 1) {
            "before" | "earlier" => true,
            "after" | "later" => false,
            _ => return None,
        };
        // "the day before the vote" is told from the vote.
        let goes_on = matches!(
            self.upos(at + 2),
            Some(Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj)
        ) || self.is_verb(at + 2)
            && self.upos(at + 2) == Some(Upos::Verb)
            && self.node(at + 2).is_some_and(|n| n.xpos == "VBG");
        (!goes_on).then_some((
            Meaning::Distance { amount: Amount::of(Some(1.0), unit), back, from: Anchor::Told },
            at + 2,
        ))
    }

    /// "the week after next", "the weekend before last".
    fn after_next(&self, at: usize) -> Read<Meaning> {
        let unit = self.unit(at)?;
        let (by, next) = match self.word(at + 1) {
            "after" => (2, self.skip(at + 2, &["the"])),
            "before" => (-2, self.skip(at + 2, &["the"])),
            _ => return None,
        };
        let fits = matches!((by, self.word(next)), (2, "next") | (-2, "last"));
        let alone = self.unit(next + 1).is_none();
        (fits && alone).then_some((Meaning::Shifted { unit, by, from: Anchor::Published }, next + 1))
    }

    /// "the quarter", "the weekend", "the year" behind a preposition of time.
    fn unit_alone(&self, at: usize) -> Read<Meaning> {
        let unit = self.unit(at)?;
        let lead = at.checked_sub(2).map_or("", |b| self.word(b));
        let led = ["in", "for", "during", "over", "within", "throughout", "through", "of", "until", "since"]
            .contains(&lead);
        let fits = match unit {
            Unit::Weekend | Unit::Fortnight => true,
            Unit::Quarter => true,
            Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century => led,
            _ => false,
        };
        let plain = !self.is(at + 1, "of") && !self.modifies(at, at + 1);
        // "the quarter ended Sept. 30" is over.
        let by = if self.is(at + 1, "ended") { -1 } else { 0 };
        (fits && plain).then_some((Meaning::Shifted { unit, by, from: Anchor::Published }, at + 1))
    }

    /// "the year-ago quarter", "the year-earlier month".
    fn year_ago(&self, at: usize) -> Read<Meaning> {
        let year = self.unit(at)? == Unit::Year
            && self.is_hyphen(at + 1)
            && self.is_one(at + 2, &["ago", "earlier"]);
        let (unit, by) = match self.unit(at + 3)? {
            Unit::Quarter => (Unit::Quarter, -4),
            Unit::Month => (Unit::Month, -12),
            _ => return None,
        };
        year.then_some((Meaning::Shifted { unit, by, from: Anchor::Told }, at + 4))
    }

    /// "two weeks ago", "a month later", "three days from now".
    fn distance(&self, at: usize) -> Read<Meaning> {
        let vague = || match self.lex(at) {
            // "years ago", "hours later".
            Lexeme::Unit { unit, plural: true } => Some((Amount::of(None, unit), at + 1)),
            _ => None,
        };
        let (amount, end) = self.amount(at).or_else(vague)?;
        if self.is_hyphen(end.wrapping_sub(1)) {
            return None;
        }
        let told =
            |back, end| Some((Meaning::Distance { amount: amount.clone(), back, from: Anchor::Told }, end));
        let near = |back, end| {
            Some((Meaning::Distance { amount: amount.clone(), back, from: Anchor::Published }, end))
        };
        match self.word(end) {
            "ago" => near(true, end + 1),
            "hence" => near(false, end + 1),
            "from" if self.is(end + 1, "now") => near(false, end + 2),
            "from"
                if self.is(end + 1, "today")
                    && !matches!(amount.unit(), Unit::Second | Unit::Minute | Unit::Hour) =>
            {
                near(false, end + 2)
            }
            "before" if self.is(end + 1, "now") => near(true, end + 2),
            // "two weeks earlier than usual" is a length.
            "earlier" | "later" if self.is_one(end + 1, &["than", "this", "that", "in"]) => None,
            "earlier" | "previously" | "beforehand" => told(true, end + 1),
            "later" | "afterwards" | "afterward" | "thereafter" => told(false, end + 1),
            // "two years before": nothing it is told from follows.
            "before" if self.stops(end + 1) => told(true, end + 1),
            "after" if self.stops(end + 1) => told(false, end + 1),
            _ => None,
        }
    }

    /// Whether nothing follows that belongs to what stands before.
    fn stops(&self, at: usize) -> bool {
        matches!(self.upos(at), None | Some(Upos::Punct | Upos::Cconj)) && self.lex(at) != Lexeme::Mark('-')
    }

    /// "last three months", "the next few weeks", "the first two hours", "past decade", "2 next days".
    fn run(&self, at: usize) -> Read<Meaning> {
        let (which, part, next) = match (self.lex(at), self.word(at)) {
            // "A plan following four years of talks" is no plan for the next four.
            (Lexeme::Which(Which::Next), "following") if self.before(at) != "the" => return None,
            (Lexeme::Which(which), _) => (which, false, at + 1),
            (_, "first" | "final" | "opening" | "initial") => (Which::Open, true, at + 1),
            _ => return self.run_behind(at),
        };
        let next = self.skip(next, &["full", "entire", "whole", "coming", "upcoming"]);
        let (amount, end) = self.amount(next).filter(|(a, _)| !a.article).or_else(|| {
            // "the coming days", "last years": vague.
            let Lexeme::Unit { unit, plural: true } = self.lex(next) else { return None };
            (!matches!(which, Which::This | Which::Coming)).then(|| (Amount::of(None, unit), next + 1))
        })?;
        let part = part || self.is(end, "of") && self.is(at, "last");
        let several = part && amount.parts.iter().all(|p| p.count.is_none());
        let run = Meaning::Run { amount, which, from: if part { RunFrom::Part } else { RunFrom::Published } };
        (!several).then_some((run, end))
    }

    /// "2 upcoming months", "5 past minutes".
    fn run_behind(&self, at: usize) -> Read<Meaning> {
        let (count, next) = self.number(at)?;
        let Lexeme::Which(which @ (Which::Last | Which::Next | Which::Coming)) = self.lex(next) else {
            return None;
        };
        let Lexeme::Unit { unit, plural } = self.lex(next + 1) else { return None };
        // "Thefts fell to 8,412 last year": not so many years.
        if !plural && count != 1.0 {
            return None;
        }
        let amount = Amount::of(Some(count), unit);
        Some((Meaning::Run { amount, which, from: RunFrom::Published }, next + 2))
    }
}
