//! What an expression says, put on the calendar: from the day of publication, from what was told before it,
//! by the tense of its sentence. What cannot be known stays open.

use super::calendar::{self, add, day, floor, on_or_after, weekday, whole};
use super::fiscal::Fiscal;
use super::holidays::{self, Rule};
use super::meaning::Season;
use super::meaning::{Amount, Anchor, Meaning, Modifier, RunFrom, Unit, Which, Within, Year};
use jiff::civil::Date;

/// Which way an expression without a year or week looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Future,
}

/// A resolved stretch: whole days, end exclusive; the grain it was told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Days {
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub grain: Grain,
}

/// The unit in which a stretch is told, which its TIMEX3 value shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grain {
    Unit(Unit),
    /// A fiscal year and the number it is called by; a quarter of it.
    Fiscal(i16, Option<u8>),
    /// Bounded, not a unit of the calendar: "the past six months".
    Stretch,
}

/// What is known where an expression stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'f> {
    /// The day of publication, where it is known to the day; else one of the possible ones.
    pub today: Option<Date>,
    /// The last date told.
    pub told: Option<&'f Days>,
    pub tense: Tense,
    pub fiscal: Option<Fiscal>,
}

fn unit(start: Option<Date>, unit: Unit) -> Option<Days> {
    let (start, end) = whole(start?, unit)?;
    Some(Days { start: Some(start), end: Some(end), grain: Grain::Unit(unit) })
}

/// The year that begins so many years after a day.
fn own_years(first: Date, by: f64) -> Option<Days> {
    let start = add(first, Unit::Year, by)?;
    let end = add(start, Unit::Year, 1.0);
    Some(Days { start: Some(start), end, grain: Grain::Unit(Unit::Year) })
}

impl Frame<'_> {
    /// Where the meaning lies; `None` where it has no place on the calendar or none can be known.
    pub(crate) fn resolve(&self, meaning: &Meaning) -> Option<Days> {
        match meaning {
            Meaning::Calendar { year, within } => self.calendar(*year, *within),
            Meaning::Fiscal { year, quarter, school } => self.fiscal(*year, *quarter, *school),
            Meaning::Decade { start, short } => {
                let start = if *short { self.decade(*start) } else { *start };
                unit(day(start, 1, 1), Unit::Decade)
            }
            Meaning::Century(n) => unit(day(n.checked_sub(1)?.checked_mul(100)?, 1, 1), Unit::Century),
            Meaning::Weekday { weekday, which, week, day } => self.weekday(*weekday, *which, *week, *day),
            Meaning::MonthDay { day, months } => self.month_day(*day, *months),
            Meaning::NthOf { weekday, nth, months } => {
                let month = add(floor(self.today?, Unit::Month)?, Unit::Month, f64::from(*months))?;
                unit(calendar::nth(month.year(), month.month().unsigned_abs(), *weekday, *nth), Unit::Day)
            }
            Meaning::Shifted { unit: of, by, from } => self.shifted(*of, *by, *from),
            Meaning::SeasonOf { season, by } => self.season(*season, *by),
            Meaning::Distance { amount, back, from } => self.distance(amount, *back, *from),
            Meaning::Run { amount, which, from } => self.run(amount, *which, *from),
            Meaning::WeekOf(inner) => unit(floor(self.resolve(inner)?.start?, Unit::Week), Unit::Week),
            Meaning::Time { day, .. } => match day {
                Some(day) => self.resolve(day),
                None => unit(self.today, Unit::Day),
            },
            Meaning::Duration(_) | Meaning::Age(_) | Meaning::Set(_) | Meaning::Reference(_) => None,
        }
    }

    /// The year that two digits mean: not more than twenty years after publication.
    pub(crate) fn short_year(&self, digits: u8) -> i16 {
        // Without a day of publication, as POSIX has it: 69 to 99 are of the last century.
        let latest = self.today.map_or(2068, |d| d.year().saturating_add(20));
        let year = latest - latest.rem_euclid(100) + i16::from(digits);
        if year > latest { year - 100 } else { year }
    }

    /// A decade without its century: the latest that has begun.
    fn decade(&self, tens: i16) -> i16 {
        let latest = self.today.map_or(2029, |d| d.year());
        let year = latest - latest.rem_euclid(100) + tens;
        if year > latest { year - 100 } else { year }
    }

    fn calendar(&self, year: Year, within: Within) -> Option<Days> {
        if let Within::Holiday(index) = within
            && let Some(Rule::Date { year, month, day: d }) = holidays::rule_of(index)
        {
            return unit(day(year, month, d), Unit::Day);
        }
        let of = |year: i16| part(year, within);
        match year {
            Year::Given(year) => of(year),
            Year::Short(digits) => of(self.short_year(digits)),
            Year::Shifted(by, anchor) => {
                let from = self.anchor(anchor)?;
                of(from.year().checked_add(by)?)
            }
            Year::Last => self.nearest(of, |d, today| d.end.is_some_and(|e| e <= today), true),
            Year::Next => self.nearest(of, |d, today| d.start.is_some_and(|s| s > today), false),
            Year::Open if self.tense == Tense::Past => {
                self.nearest(of, |d, today| d.start.is_some_and(|s| s <= today), true)
            }
            Year::Open => self.nearest(of, |d, today| d.end.is_some_and(|e| e > today), false),
        }
    }

    /// The nearest year whose part fits, going back or forward from the day of publication.
    fn nearest(
        &self,
        of: impl Fn(i16) -> Option<Days>,
        fits: impl Fn(&Days, Date) -> bool,
        back: bool,
    ) -> Option<Days> {
        let today = self.today?;
        // Eight years on: the 29th of February around 1900.
        (-1..=8).find_map(|step: i16| {
            let year = if back { today.year().checked_sub(step)? } else { today.year().checked_add(step)? };
            of(year).filter(|d| fits(d, today))
        })
    }

    fn anchor(&self, anchor: Anchor) -> Option<Date> {
        match anchor {
            Anchor::Told => self.told.and_then(|t| t.start).or(self.today),
            Anchor::Published => self.today,
        }
    }

    fn fiscal(&self, year: Year, quarter: Option<u8>, school: bool) -> Option<Days> {
        let today = self.today;
        let fiscal = self.fiscal.filter(|_| !school);
        let current = || today.map(|d| fiscal.map_or(d.year(), |f| f.year_of(d)));
        let name = match year {
            Year::Given(year) => year,
            Year::Short(digits) => self.short_year(digits),
            Year::Shifted(by, _) => current()?.checked_add(by)?,
            Year::Last => current()?.checked_sub(1)?,
            Year::Next => current()?.checked_add(1)?,
            Year::Open => current()?,
        };
        let first = fiscal.and_then(|f| f.first_day(name));
        let start = first.and_then(|d| add(d, Unit::Quarter, f64::from(quarter.unwrap_or(1)) - 1.0));
        let length = if quarter.is_some() { Unit::Quarter } else { Unit::Year };
        let end = start.and_then(|d| add(d, length, 1.0));
        Some(Days { start, end, grain: Grain::Fiscal(name, quarter) })
    }

    fn weekday(&self, wanted: u8, which: Which, week: Option<i16>, of_month: Option<u8>) -> Option<Days> {
        let today = self.today?;
        if let Some(of_month) = of_month {
            return self.weekday_dated(wanted, of_month);
        }
        let in_week = |weeks: i16| {
            let monday = add(floor(today, Unit::Week)?, Unit::Week, weeks.into())?;
            add(monday, Unit::Day, f64::from(wanted - 1))
        };
        if let Some(weeks) = week {
            return unit(in_week(weeks), Unit::Day);
        }
        let upcoming = on_or_after(today, wanted);
        let recent = if weekday(today) == wanted { Some(today) } else { add(upcoming?, Unit::Week, -1.0) };
        let found = match which {
            Which::Last => add(on_or_after(today, wanted)?, Unit::Week, -1.0),
            Which::This => in_week(0),
            Which::Next => in_week(1),
            Which::Coming => on_or_after(today.tomorrow().ok()?, wanted),
            Which::Open if self.tense == Tense::Past => recent,
            Which::Open => upcoming,
        };
        unit(found, Unit::Day)
    }

    /// "Friday the 15th": the nearest month in which the day is that weekday.
    fn weekday_dated(&self, wanted: u8, of_month: u8) -> Option<Days> {
        let month = floor(self.today?, Unit::Month)?;
        let step = if self.tense == Tense::Past { -1.0 } else { 1.0 };
        // The weekdays of a date come back within eleven months, or a leap year later.
        let found = (0..=24).find_map(|n| {
            let month = add(month, Unit::Month, step * f64::from(n))?;
            let date = day(month.year(), month.month().unsigned_abs(), of_month)?;
            (weekday(date) == wanted).then_some(date)
        });
        unit(found, Unit::Day)
    }

    fn month_day(&self, of_month: u8, months: Option<i16>) -> Option<Days> {
        let today = self.today?;
        let month = floor(today, Unit::Month)?;
        let in_month = |n: i16| {
            let month = add(month, Unit::Month, n.into())?;
            day(month.year(), month.month().unsigned_abs(), of_month)
        };
        let found = match months {
            Some(n) => in_month(n),
            None if self.tense == Tense::Past => (0..3).find_map(|n| in_month(-n).filter(|d| *d <= today)),
            None => (0..3).find_map(|n| in_month(n).filter(|d| *d >= today)),
        };
        unit(found, Unit::Day)
    }

    fn shifted(&self, of: Unit, by: i16, from: Anchor) -> Option<Days> {
        let anchor = self.anchor(from)?;
        if of == Unit::Year
            && let Some(own) = self.own_year(from)
        {
            return own_years(own, by.into());
        }
        if of == Unit::Season {
            return unit(floor(anchor, Unit::Season), Unit::Season);
        }
        let mut start = floor(anchor, of)?;
        // "over the weekend", told on a weekday: the one that has passed.
        if of == Unit::Weekend && by == 0 && self.tense == Tense::Past && start > anchor {
            start = add(start, Unit::Week, -1.0)?;
        }
        unit(add(start, of, by.into()), of)
    }

    /// The first day of the year told before, where that is a year of its own, not the calendar's.
    fn own_year(&self, from: Anchor) -> Option<Date> {
        let told = self.told.filter(|_| from == Anchor::Told)?;
        let start = told.start.filter(|_| told.grain == Grain::Unit(Unit::Year))?;
        let own = floor(start, Unit::Year) != Some(start) && add(start, Unit::Year, 1.0) == told.end;
        own.then_some(start)
    }

    fn season(&self, season: Season, by: i16) -> Option<Days> {
        let of = |year: i16| part(year, Within::Season(season));
        match by {
            -1 => self.nearest(of, |d, today| d.end.is_some_and(|e| e <= today), true),
            1 => self.nearest(of, |d, today| d.start.is_some_and(|s| s > today), false),
            // The winter that goes on in January began the year before.
            _ => self
                .nearest(
                    of,
                    |d, today| d.start.is_some_and(|s| s <= today) && d.end.is_some_and(|e| e > today),
                    true,
                )
                .or_else(|| of(self.today?.year())),
        }
    }

    fn distance(&self, amount: &Amount, back: bool, from: Anchor) -> Option<Days> {
        let mut at = self.anchor(from)?;
        for part in &amount.parts {
            let count = part.count?;
            at = add(at, part.unit, if back { -count } else { count })?;
        }
        if let ([part], Some(start)) = (amount.parts.as_slice(), self.own_year(from))
            && part.unit == Unit::Year
        {
            return own_years(start, if back { -part.count? } else { part.count? });
        }
        let own = amount.unit();
        let own =
            if matches!(own, Unit::Decade | Unit::Century | Unit::Millennium) { Unit::Year } else { own };
        let own = if own == Unit::Fortnight { Unit::Week } else { own };
        let half = amount.parts.iter().any(|p| p.count.is_some_and(|c| c.fract() != 0.0));
        let own = if half && own == Unit::Year { Unit::Month } else { own };
        let told = match self.told.map(|t| t.grain) {
            Some(Grain::Unit(unit)) => Some(unit),
            _ => None,
        };
        let grain = match told {
            // "sales in March, against 20 a year earlier": March again.
            Some(told)
                if amount.article
                    && own == Unit::Year
                    && finer(told, own)
                    && (from == Anchor::Told || back && told == Unit::Quarter) =>
            {
                if from == Anchor::Published {
                    at = add(self.told?.start?, Unit::Year, if back { -1.0 } else { 1.0 })?;
                }
                told
            }
            Some(told) if from == Anchor::Told && finer(own, told) => told,
            _ => own,
        };
        unit(floor(at, grain), grain)
    }

    fn run(&self, amount: &Amount, which: Which, from: RunFrom) -> Option<Days> {
        if from == RunFrom::Part {
            return None;
        }
        let today = self.today?;
        let back = match which {
            Which::Last => true,
            Which::Next | Which::Coming => false,
            Which::This | Which::Open => return None,
        };
        let mut far = Some(today);
        for part in &amount.parts {
            far = far.zip(part.count).and_then(|(d, n)| add(d, part.unit, if back { -n } else { n }));
        }
        let (start, end) = if back { (far, Some(today)) } else { (Some(today), far) };
        // "the last 0 weeks" is no stretch.
        let empty = start.zip(end).is_some_and(|(s, e)| s >= e);
        (!empty).then_some(Days { start, end, grain: Grain::Stretch })
    }

    /// The part of a stretch that "early", "mid", "late", "earlier", "later" mean: a third; of "earlier" and
    /// "later", what lies before or after the day of publication.
    pub(crate) fn narrowed(&self, days: Days, modifier: Option<Modifier>) -> Days {
        let (Some(start), Some(end)) = (days.start, days.end) else { return days };
        let thirds = || -> Option<(Date, Date)> {
            if days.grain == Grain::Unit(Unit::Year) {
                return Some((add(start, Unit::Month, 4.0)?, add(start, Unit::Month, 8.0)?));
            }
            let length = f64::from(start.until(end).ok()?.get_days());
            Some((
                add(start, Unit::Day, (length / 3.0).round())?,
                add(start, Unit::Day, (length * 2.0 / 3.0).round())?,
            ))
        };
        let long = start.tomorrow().ok() < Some(end);
        let narrow = |(start, end): (Date, Date)| {
            if start < end { Days { start: Some(start), end: Some(end), ..days } } else { days }
        };
        match (modifier, thirds().filter(|_| long), self.today) {
            (Some(Modifier::Start), Some((first, _)), _) => narrow((start, first)),
            (Some(Modifier::Mid), Some((first, second)), _) => narrow((first, second)),
            (Some(Modifier::End), Some((_, second)), _) => narrow((second, end)),
            (Some(Modifier::Earlier), _, Some(today)) if today > start && today < end => {
                narrow((start, today))
            }
            (Some(Modifier::Later | Modifier::Rest), _, Some(today)) if today > start && today < end => {
                narrow((today, end))
            }
            _ => days,
        }
    }
}

/// Whether a unit is shorter than another.
fn finer(a: Unit, b: Unit) -> bool {
    let rank = |u: Unit| match u {
        Unit::Second | Unit::Minute | Unit::Hour => 0,
        Unit::Day | Unit::Workday => 1,
        Unit::Weekend | Unit::Week => 2,
        Unit::Fortnight => 3,
        Unit::Month => 4,
        Unit::Quarter | Unit::Season => 5,
        Unit::Half => 6,
        Unit::Year => 7,
        Unit::Decade => 8,
        Unit::Century => 9,
        Unit::Millennium => 10,
    };
    rank(a) < rank(b)
}

/// A part of a year.
pub(crate) fn part(year: i16, within: Within) -> Option<Days> {
    match within {
        Within::Whole => unit(day(year, 1, 1), Unit::Year),
        Within::Half(n) => unit(day(year, n.checked_sub(1)? * 6 + 1, 1), Unit::Half),
        Within::Quarter(n) => unit(day(year, n.checked_sub(1)? * 3 + 1, 1), Unit::Quarter),
        Within::Season(season) => unit(calendar::season(year, season), Unit::Season),
        Within::Month(month) => unit(day(year, month, 1), Unit::Month),
        Within::Day { month, day: d } => unit(day(year, month, d), Unit::Day),
        Within::Week(week) => unit(calendar::iso_week(year, week), Unit::Week),
        Within::MonthWeek { month, week } => unit(calendar::month_week(year, month, week), Unit::Week),
        Within::Months { first, count } => {
            let start = day(year, first, 1);
            let end = start.and_then(|s| add(s, Unit::Month, f64::from(count)));
            Some(Days { start, end, grain: Grain::Stretch })
        }
        Within::Nth { month, weekday, nth } => unit(calendar::nth(year, month, weekday, nth), Unit::Day),
        Within::Holiday(index) => {
            let rule = holidays::rule_of(index)?;
            let first = holidays::on(rule, year)?;
            match rule {
                // Ramadan is a month.
                Rule::Islamic { month: 9, .. } => {
                    let end = add(first, Unit::Day, 30.0)?;
                    Some(Days { start: Some(first), end: Some(end), grain: Grain::Stretch })
                }
                _ => unit(Some(first), Unit::Day),
            }
        }
    }
}
