//! The figures of one sentence: numerals with their signs, units, bounds and ranges.

use super::bounds::before;
use super::interval::{self, Approximation, Printed};
use super::money::{self, Plain};
use super::number::{self, Form, Numeral, Style};
use super::quantity::{Quantity, Setting, hyphen};
use super::unit;
use super::veto::{self, Veto};
use crate::lexicon::{self, Phrases};
use crate::words::{Word, cover, lower};
use relata_rows::{Bound, Interval, Note, Unit};
use std::ops::Range;
use std::sync::LazyLock;

/// One figure of a sentence by its words alone: which values, in what unit. What it counts, where and
/// when, is read from the tree afterwards ([`super::measure`]).
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// Its words in the sentence, with those that bound it and its unit: `start..end`.
    pub start: usize,
    pub end: usize,
    pub interval: Interval,
    /// Code and label; a plain count gets its label from the noun, later.
    pub unit: Unit,
    /// Quantity kind as far as the unit tells it: `count`, `money`, `share`, `duration`, `amount`, or
    /// `rate` for a multiple.
    pub kind: &'static str,
    /// Whether "record" stands before it.
    pub record: bool,
    /// Whether it is joined to the figure before by a comma, "and", "or", "to".
    pub joined: bool,
    /// The number of its base, "per 100,000", with the words between.
    pub base: Option<Range<usize>>,
}

static VAGUE: LazyLock<Phrases<(f64, f64)>> = LazyLock::new(|| {
    Phrases::new(lexicon::lines(include_str!("../../data/en/vague.txt")).filter_map(|l| {
        let mut fields = l.rsplitn(3, ' ');
        let (high, low) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        Some((fields.next()?, (low, high)))
    }))
});

/// The figures of one sentence, in order. `opens`: whether it begins its block.
pub(super) fn sentence(
    words: &[Word<'_>],
    plain: &Plain,
    opens: bool,
    report: &mut Vec<Note>,
) -> Vec<Reading> {
    let setting = Setting { plain, style: Style::Document };
    let mut found: Vec<Reading> = Vec::new();
    // Numbers that are parts of names, where a capitalised word follows.
    let mut names: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        // "the Vista 12 Max and the 12 Max Plus": what a name has claimed is a name again.
        let same = |n: usize| words[n].text == words[at].text && lower(words, n + 1) == lower(words, at + 1);
        if names.iter().any(|&n| same(n)) {
            at += 1;
            continue;
        }
        let floor = found.last().map_or(0, |r| r.base.as_ref().map_or(r.end, |b| b.end));
        if let Some((base, last)) = base(words, at, found.last_mut()) {
            last.base = Some(base.clone());
            at = base.end;
            continue;
        }
        let whole = vague(words, at, floor, plain)
            .or_else(|| times(words, at, floor))
            .or_else(|| most(words, at))
            .or_else(|| ordinal(words, at));
        let reading = whole.map(|r| (r.end, Some(r))).or_else(|| {
            let numeral = number::at(words, at, Style::Document).or_else(|| article(words, at, floor))?;
            Some(numeral_at(words, numeral, setting, opens, floor, report))
        });
        match reading {
            Some((end, reading)) => {
                if reading.is_none() && words.get(at + 1).is_some_and(Word::is_capitalised) {
                    names.push(at);
                }
                at = end.max(at + 1);
                if let Some(mut reading) = reading {
                    reading.joined = !found.is_empty()
                        && (floor..reading.start).all(|i| {
                            matches!(lower(words, i), "," | "and" | "or" | "to" | "from" | "-" | "–")
                        })
                        && (1..=2).contains(&(reading.start - floor));
                    at = at.max(reading.end);
                    found.push(reading);
                }
            }
            None => {
                if odd_digits(words, at) {
                    report.push(super::unread(words[at].span));
                }
                at += 1;
            }
        }
    }
    found
}

/// "12 deaths per 100,000": the number of a rate's base belongs to the figure before. Its words, and
/// that figure.
fn base<'r>(
    words: &[Word<'_>],
    at: usize,
    last: Option<&'r mut Reading>,
) -> Option<(Range<usize>, &'r mut Reading)> {
    // Between the two stands what is counted: "12 violent deaths a year per 100,000".
    const REACH: usize = 6;
    if lower(words, at) != "per" {
        return None;
    }
    let last = last.filter(|r| r.base.is_none() && at - r.end <= REACH)?;
    let number = number::at(words, at + 1, Style::Document)?;
    Some((at..number.end, last))
}

/// "only a year", "nearly an hour": an article that counts, for a bound stands before it.
fn article(words: &[Word<'_>], at: usize, floor: usize) -> Option<Numeral> {
    // "A year and a half".
    let more = lower(words, at + 2) == "and"
        && lower(words, at + 3) == "a"
        && matches!(lower(words, at + 4), "half" | "quarter");
    let counts = matches!(lower(words, at), "a" | "an")
        && unit::is_unit_word(lower(words, at + 1))
        && (more || before(words, at, floor, Style::Document).0 < at);
    counts.then(|| Numeral::new(at, at + 1, 1.0, 1.0, Form::Words))
}

/// Digits that are no number: "1,3", "12,34,5", more of them than can be read. Not those of dates, times
/// and names.
fn odd_digits(words: &[Word<'_>], at: usize) -> bool {
    let word = &words[at];
    let clean = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | 'e' | 'E');
    super::digits::starts(word.text)
        && word.text.chars().all(clean)
        && (word.text.contains([',', 'e', 'E']) || word.text.len() > 18)
        && !(at > 0 && words[at - 1].is_hyphen() && word.glued)
}

/// "dozens", "tens of thousands".
fn vague(words: &[Word<'_>], at: usize, floor: usize, plain: &Plain) -> Option<Reading> {
    let (len, &(low, high)) = VAGUE.at(words, at)?;
    if at > 0 && (number::at(words, at - 1, Style::Document).is_some() || words[at - 1].is_hyphen()) {
        return None;
    }
    let (start, how, record) = before(words, at, floor, Style::Document);
    let end = at + len;
    // "SAT scores", "it scores well".
    if lower(words, at) == "scores" && lower(words, end) != "of" {
        return None;
    }
    let noun_at = end + usize::from(lower(words, end) == "of");
    let of = noun_at > end || lower(words, end - 1) == "of";
    let mut interval = interval::vague(low, high);
    if matches!(how, Some(Approximation::More | Approximation::Least)) {
        interval.bound = Bound::AtLeast;
        interval.high = None;
        interval.high_soft = false;
    }
    let mut reading = Reading::new(start, end, interval, record);
    // "billions of dollars" is money.
    if let Some((len, money)) = money::behind(words, noun_at, plain).filter(|_| of) {
        reading.kind = "money";
        reading.end = noun_at + len;
        reading.unit = Unit {
            code: money.code.to_owned(),
            label: lower(words, noun_at + len - 1).to_owned(),
            price_year: None,
        };
    } else if let Some((len, unit)) = unit::at(words, noun_at) {
        // "dozens of kilometres", "hundreds of years".
        reading.kind = unit.kind;
        reading.end = noun_at + len;
        let label = lower(words, noun_at + len - 1).to_owned();
        reading.unit = Unit { code: unit.code.into_owned(), label, price_year: None };
    }
    Some(reading)
}

/// "a majority of voters", "pills, most of them blue": more than half. ("Most of the ships" is said too
/// loosely to be a figure; of what was just told it is a part.)
fn most(words: &[Word<'_>], at: usize) -> Option<Reading> {
    let (start, end) = match (lower(words, at), lower(words, at + 1), lower(words, at + 2)) {
        ("a" | "the", "majority", "of") => (at, at + 2),
        ("most", "of", "it" | "them" | "these" | "those" | "which" | "whom") => (at, at + 1),
        _ => return None,
    };
    let interval = Interval {
        low: Some(50.0),
        high: Some(100.0),
        low_soft: false,
        high_soft: false,
        stated: None,
        bound: Bound::AtLeast,
    };
    let mut reading = Reading::new(start, end, interval, false);
    reading.share();
    Some(reading)
}

/// "doubled", "more than tripled", "twice as many", "sixfold", "three times as many": a multiple of a level.
fn times(words: &[Word<'_>], at: usize, floor: usize) -> Option<Reading> {
    const COMPARED: [&str; 12] = [
        "many",
        "much",
        "high",
        "large",
        "big",
        "long",
        "likely",
        "often",
        "fast",
        "great",
        "expensive",
        "strong",
    ];
    let compared = |i: usize| lower(words, i) == "as" && COMPARED.contains(&lower(words, i + 1));
    let (value, step, end) = match lower(words, at) {
        "double" | "doubled" | "doubling" | "doubles" => (2.0, 1.0, at + 1),
        "triple" | "tripled" | "tripling" | "triples" | "treble" | "trebled" => (3.0, 1.0, at + 1),
        "quadruple" | "quadrupled" | "quadrupling" => (4.0, 1.0, at + 1),
        "quintuple" | "quintupled" => (5.0, 1.0, at + 1),
        "halved" | "halving" => (0.5, 0.1, at + 1),
        "twice"
            if matches!(lower(words, at + 1), "the" | "that" | "its" | "what" | "their")
                || compared(at + 1) =>
        {
            (2.0, 1.0, at + 1)
        }
        word => match word.strip_suffix("fold").filter(|w| !w.is_empty()) {
            Some(number) => (number::worth(number)?, 1.0, at + 1),
            // "three times as many", "4.5 times more": with a comparison behind it.
            None => {
                let n = number::at(words, at, Style::Document)?;
                let more =
                    matches!(lower(words, n.end + 1), "more" | "higher" | "larger" | "greater" | "the");
                // "10x faster".
                let by = lower(words, n.end) == "x" && words[n.end].glued;
                let multiple = by || lower(words, n.end) == "times" && (more || compared(n.end + 1));
                (multiple.then_some(n.value)?, n.step, n.end + 1)
            }
        },
    };
    // "double standard", "the double murder": a bare adjective is no multiple; a verb or a bound is.
    let (start, how, record) = before(words, at, floor, Style::Document);
    let bare = matches!(lower(words, at), "double" | "triple" | "quadruple" | "treble");
    let verb = matches!(
        lower(words, start.wrapping_sub(1)),
        "to" | "will" | "would" | "could" | "may" | "might" | "and"
    );
    let compared = matches!(
        lower(words, at + 1),
        "the" | "that" | "its" | "their" | "what" | "since" | "in" | "from" | "by" | "if" | "." | ""
    );
    if bare && how.is_none() && !(verb && compared) && !(compared && lower(words, at + 1) == "the") {
        return None;
    }
    let printed = Printed { value, step, plain: false, rounded: false, spelled: false };
    let interval = interval::single(printed, how, false);
    let mut reading = Reading::new(start, end, interval, record);
    reading.kind = "rate";
    reading.unit = Unit { code: "1".into(), label: "times".into(), price_year: None };
    Some(reading)
}

/// "in its second year": more than one year and up to two; "the third straight month": three of them.
fn ordinal(words: &[Word<'_>], at: usize) -> Option<Reading> {
    let n = number::ordinal(words, at).filter(|n| (2.0..=200.0).contains(&n.value))?;
    let before = at.checked_sub(1).map_or("", |b| lower(words, b));
    let row = matches!(lower(words, n.end), "straight" | "consecutive" | "successive");
    let end = n.end + usize::from(row);
    let (len, found) = unit::at(words, end).filter(|(_, u)| u.kind == "duration")?;
    // "in only its second year".
    let mut lead = at.saturating_sub(2);
    while lead > 0 && matches!(lower(words, lead), "only" | "just" | "now" | "already" | "still" | "barely") {
        lead -= 1;
    }
    let own = at >= 2
        && matches!(before, "its" | "their" | "his" | "her" | "our" | "my")
        && matches!(lower(words, lead), "in" | "into" | "entering" | "enters" | "entered");
    if !row && !own {
        return None;
    }
    let interval = Interval {
        low: Some(if row { n.value } else { n.value - 1.0 }),
        high: Some(n.value),
        low_soft: false,
        high_soft: false,
        stated: Some(n.value),
        bound: Bound::Exact,
    };
    let mut reading = Reading::new(at, end + len, interval, false);
    reading.kind = found.kind;
    let label = lower(words, end + len - 1).to_owned();
    reading.unit = Unit { code: found.code.into_owned(), label, price_year: None };
    Some(reading)
}

/// One numeral and what belongs to it: where to go on, and the reading unless it is vetoed.
fn numeral_at(
    words: &[Word<'_>],
    first: Numeral,
    setting: Setting<'_>,
    opens: bool,
    floor: usize,
    report: &mut Vec<Note>,
) -> (usize, Option<Reading>) {
    if let Some(reading) = share_of(words, &first, floor).or_else(|| odds(words, &first, floor)) {
        return (reading.end, Some(reading));
    }
    let mut quantity = Quantity::read(words, first, setting, floor);
    let bounded = quantity.words.start < first.start && quantity.how.is_some();
    let ranged = quantity.high.is_some();
    // "one to two years": a range of words is no pronoun.
    let spelt = ranged && quantity.low.form == Form::Words;
    let veto = veto::check(words, &quantity.low, quantity.is_named(), bounded, opens);
    match veto.filter(|_| !spelt) {
        Some(Veto::Other) => return (first.end, None),
        Some(Veto::Unread) => {
            report.push(super::unread(cover(words, first.start, first.end)));
            return (first.end, None);
        }
        None => {}
    }
    if quantity.kind == "duration" && quantity.how == Some(Approximation::More) && through(words, &quantity) {
        quantity.how = None;
    }
    let mut reading =
        Reading::new(quantity.words.start, quantity.words.end, quantity.interval(), quantity.record);
    reading.kind = quantity.kind;
    reading.unit = quantity.unit;
    (reading.end, Some(reading))
}

/// The quantity that fills a cell of a table, which has `len` words.
pub(super) fn of_cell(quantity: &Quantity, len: usize) -> Reading {
    let mut reading = Reading::new(0, len, quantity.interval(), quantity.record);
    reading.kind = quantity.kind;
    reading.unit = quantity.unit.clone();
    reading
}

/// Whether "over" tells how long something took, as it does as often as "more than": "over five years"; not
/// "for over five years", where another preposition governs the time, nor "over the age of 21".
fn through(words: &[Word<'_>], quantity: &Quantity) -> bool {
    const GOVERN: [&str; 8] = ["for", "after", "in", "within", "of", "by", "with", "at"];
    let start = quantity.words.start;
    let governed = start > 0 && GOVERN.contains(&lower(words, start - 1));
    lower(words, start) == "over" && lower(words, start + 1) != "the" && !governed
}

/// "3-to-1", "odds of 20 to 1": so many to one.
fn odds(words: &[Word<'_>], first: &Numeral, floor: usize) -> Option<Reading> {
    let mark = usize::from(hyphen(words, first.end));
    let to = first.end + mark;
    let told = mark == 1 || (first.start.saturating_sub(4)..first.start).any(|i| lower(words, i) == "odds");
    if lower(words, to) != "to" || !told || first.value <= 1.0 {
        return None;
    }
    let second = number::at(words, to + 1 + usize::from(hyphen(words, to + 1)), Style::Document)?;
    if second.value != 1.0 || second.end != second.start + 1 {
        return None;
    }
    let (start, how, record) = before(words, first.start, floor, Style::Document);
    let interval = interval::single(Printed::of(first), how, true);
    let mut reading = Reading::new(start, second.end, interval, record);
    reading.kind = "rate";
    reading.unit = Unit { code: "1".into(), label: "to 1".into(), price_year: None };
    Some(reading)
}

/// "one in five", "9 out of 10", "three of every four": a share.
fn share_of(words: &[Word<'_>], first: &Numeral, floor: usize) -> Option<Reading> {
    let next = match (lower(words, first.end), lower(words, first.end + 1)) {
        ("out", "of") => first.end + 2 + usize::from(lower(words, first.end + 2) == "every"),
        ("in" | "of", "every") => first.end + 2,
        ("in", _) => first.end + 1,
        _ => return None,
    };
    let second = number::at(words, next, Style::Document)?;
    // Bases in which people give shares.
    const BASES: [f64; 14] =
        [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 20.0, 100.0, 1000.0, 10000.0];
    let unit = unit::at(words, second.end).is_some()
        || veto::is_month(words, second.end)
        || veto::is_month(words, next.wrapping_sub(2));
    // "1 in 50 applicants".
    let one = first.value == 1.0
        && second.value.fract() == 0.0
        && super::phrase::plural(words, second.end).is_some()
        && veto::year(&words[next]).is_none();
    if !(one || BASES.contains(&second.value))
        || first.value >= second.value
        || first.value <= 0.0
        || first.scale != 1.0
        || unit
    {
        return None;
    }
    let (start, how, record) = before(words, first.start, floor, Style::Document);
    let value = interval::tidy(100.0 * first.value / second.value);
    let interval = interval::single(
        Printed { value, step: 1.0, plain: false, rounded: false, spelled: false },
        how,
        false,
    );
    let mut reading = Reading::new(start, second.end, interval, record);
    reading.share();
    Some(reading)
}

impl Reading {
    pub(super) fn new(start: usize, end: usize, interval: Interval, record: bool) -> Self {
        Reading {
            start,
            end,
            interval,
            unit: Unit { code: "1".into(), label: String::new(), price_year: None },
            kind: "count",
            record,
            joined: false,
            base: None,
        }
    }

    fn share(&mut self) {
        self.kind = "share";
        self.unit = Unit { code: "%".into(), label: String::new(), price_year: None };
    }
}
