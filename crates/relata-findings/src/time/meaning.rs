//! What a time expression says before it is known which day it was said.

/// A unit of the calendar or the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    /// A working day.
    Workday,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Half,
    Season,
    Year,
    Decade,
    Century,
    Millennium,
}

/// A season of the northern calendar of news; the letters are those of TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

/// A part of the day; the letters are those of TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayPart {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

/// A time by the clock, or a part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    /// Hour (0 to 24), minute, second.
    At {
        hour: u8,
        minute: Option<u8>,
        second: Option<u8>,
    },
    Part(DayPart),
}

/// Which year a part of the calendar belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    /// As it is written.
    Given(i16),
    /// Two digits: '98.
    Short(u8),
    /// Years after the one of the anchor: 0 is "this year".
    Shifted(i16, Anchor),
    /// "last March", "next June": the nearest before or after.
    Last,
    Next,
    /// Not said.
    Open,
}

/// What of a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Within {
    Whole,
    Half(u8),
    Quarter(u8),
    Season(Season),
    Month(u8),
    Day {
        month: u8,
        day: u8,
    },
    /// ISO week; negative: from the end.
    Week(i8),
    /// The week of a month, by its Mondays; negative: from the end.
    MonthWeek {
        month: u8,
        week: i8,
    },
    /// So many months from one on: "the first nine months of 2022".
    Months {
        first: u8,
        count: u8,
    },
    /// The first, second ... weekday of a month; negative: from the end.
    Nth {
        month: u8,
        weekday: u8,
        nth: i8,
    },
    /// A named day: its place in the table of holidays.
    Holiday(usize),
}

/// What "last", "next", "later" count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// The day of publication.
    Published,
    /// The time last told of: "the following day".
    Told,
}

/// Which of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    Last,
    This,
    Next,
    /// "coming", "upcoming": the nearest that follows.
    Coming,
    /// Not said: the tense of the sentence tells.
    Open,
}

/// So many of one unit; no count where it is vague: "several years".
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Part {
    pub count: Option<f64>,
    pub unit: Unit,
}

/// A length of time: "5 years 1 month 12 days".
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Amount {
    pub parts: Vec<Part>,
    /// Written with "a": "a year ago" keeps the grain of what it is compared with.
    pub article: bool,
}

impl Amount {
    pub(crate) fn of(count: Option<f64>, unit: Unit) -> Self {
        Amount { parts: vec![Part { count, unit }], article: false }
    }

    /// The smallest unit it is told in.
    pub(crate) fn unit(&self) -> Unit {
        self.parts.last().map_or(Unit::Day, |p| p.unit)
    }
}

/// "the present", "the past", "the future".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference {
    Past,
    Present,
    Future,
}

/// What is repeated in a set.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Repeated {
    /// "every two days", "weekly".
    Amount(Amount),
    /// "every Monday", "Mondays", with a part of the day or without.
    Weekday(u8, Option<Clock>),
    /// "every morning", "daily at 3 p.m.".
    Clock(Clock),
    /// "each spring", "every March": a part of every year.
    Yearly(Within),
}

/// What an expression says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Meaning {
    /// A part of the calendar: "March 3, 2022", "the third quarter", "1998".
    Calendar {
        year: Year,
        within: Within,
    },
    /// The fiscal year that is called so, or a quarter of it.
    Fiscal {
        year: Year,
        quarter: Option<u8>,
        school: bool,
    },
    /// The first year of a decade; `short` where the century is not said: "the '90s".
    Decade {
        start: i16,
        short: bool,
    },
    /// The number of a century: 20 for 1900 to 1999.
    Century(i16),
    /// A day of the week, of a week so many weeks on where that is said.
    Weekday {
        weekday: u8,
        which: Which,
        week: Option<i16>,
        day: Option<u8>,
    },
    /// "the 21st", of a month so many months on where that is said.
    MonthDay {
        day: u8,
        months: Option<i16>,
    },
    /// The weekday of a month so many months on: "the second Monday of next month".
    NthOf {
        weekday: u8,
        nth: i8,
        months: i16,
    },
    /// So many units on from the anchor: "today", "last month", "the following week".
    Shifted {
        unit: Unit,
        by: i16,
        from: Anchor,
    },
    /// A named time shifted to a neighbour: "last summer", "this winter".
    SeasonOf {
        season: Season,
        by: i16,
    },
    /// "two weeks ago", "a month later".
    Distance {
        amount: Amount,
        back: bool,
        from: Anchor,
    },
    /// "the last three months", "the next decade", "within 5 days".
    Run {
        amount: Amount,
        which: Which,
        from: RunFrom,
    },
    /// "the week of June 6".
    WeekOf(Box<Meaning>),
    /// A length without a place in time.
    Duration(Amount),
    /// An age is a length: "55-year-old".
    Age(Amount),
    Set(Repeated),
    Reference(Reference),
    /// A time of day, of a day where that is said.
    Time {
        clock: Clock,
        day: Option<Box<Meaning>>,
    },
}

/// Where a run begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunFrom {
    Published,
    /// "the first nine months (of the year)": a part of something else.
    Part,
}

/// What the words around say of an expression's extent in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Modifier {
    /// "early 2009", "the beginning of March".
    Start,
    /// "mid-May".
    Mid,
    /// "late 2009", "the end of March".
    End,
    /// "earlier this month".
    Earlier,
    /// "later this week".
    Later,
    /// "the rest of the year".
    Rest,
    /// "about three years".
    Approx,
    /// "more than two years".
    MoreThan,
    /// "nearly two years", "less than a week".
    LessThan,
    /// "at least a month".
    AtLeast,
    /// "up to 15 years".
    AtMost,
}

impl Modifier {
    /// The value of TIMEX3's attribute `mod`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Modifier::Start | Modifier::Earlier => "START",
            Modifier::Mid => "MID",
            Modifier::End | Modifier::Later | Modifier::Rest => "END",
            Modifier::Approx => "APPROX",
            Modifier::MoreThan => "MORE_THAN",
            Modifier::LessThan => "LESS_THAN",
            Modifier::AtLeast => "EQUAL_OR_MORE",
            Modifier::AtMost => "EQUAL_OR_LESS",
        }
    }
}
