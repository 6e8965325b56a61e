//! The figures of one sentence: numerals with their signs, units, bounds and ranges.

use super::change::{self, Part};
use super::interval::{self, Approximation, Printed};
use super::money::{self, Plain};
use super::number::{self, Form, Numeral};
use super::phrase;
use super::unit;
use super::veto::{self, Veto};
use crate::lexicon::{self, Phrases};
use crate::words::{Word, cover, lower};
use relata_rows::{Interval, Note, Unit};
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

static APPROXIMATORS: LazyLock<Phrases<Approximation>> =
    LazyLock::new(|| bounds(include_str!("../../data/en/approximators.txt")));
static AFTER: LazyLock<Phrases<Approximation>> =
    LazyLock::new(|| bounds(include_str!("../../data/en/after.txt")));

fn bounds(data: &'static str) -> Phrases<Approximation> {
    Phrases::new(lexicon::lines(data).filter_map(|l| {
        let (phrase, class) = l.rsplit_once(" : ")?;
        Some((phrase, Approximation::named(class.trim())?))
    }))
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
    plain: Plain,
    opens: bool,
    report: &mut Vec<Note>,
) -> Vec<Reading> {
    let mut found: Vec<Reading> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let floor = found.last().map_or(0, |r| r.base.as_ref().map_or(r.end, |b| b.end));
        if let Some((base, last)) = base(words, at, found.last_mut()) {
            last.base = Some(base.clone());
            at = base.end;
            continue;
        }
        let whole =
            vague(words, at, floor, plain).or_else(|| times(words, at, floor)).or_else(|| most(words, at));
        let reading = whole.map(|r| (r.end, Some(r))).or_else(|| {
            let numeral = number::at(words, at).or_else(|| article(words, at, floor))?;
            Some(numeral_at(words, numeral, plain, opens, floor, report))
        });
        match reading {
            Some((end, reading)) => {
                at = end.max(at + 1);
                if let Some(mut reading) = reading {
                    reading.joined = !found.is_empty()
                        && (floor..reading.start).all(|i| {
                            matches!(lower(words, i), "," | "and" | "or" | "to" | "from" | "-" | "–")
                        })
                        && reading.start - floor <= 2;
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
    let number = number::at(words, at + 1)?;
    Some((at..number.end, last))
}

/// "only a year", "nearly an hour": an article that counts, for a bound stands before it.
fn article(words: &[Word<'_>], at: usize, floor: usize) -> Option<Numeral> {
    let counts = matches!(lower(words, at), "a" | "an")
        && unit::is_unit_word(lower(words, at + 1))
        && before(words, at, floor).0 < at;
    let (value, bare, step, scale, form) = (1.0, 1.0, 1.0, 1.0, Form::Words);
    counts.then_some(Numeral { start: at, end: at + 1, value, bare, step, scale, form })
}

/// Digits with commas or points that are no number: "1,3", "12,34,5".
fn odd_digits(words: &[Word<'_>], at: usize) -> bool {
    let text = words[at].text;
    text.as_bytes()[0].is_ascii_digit()
        && text.contains(',')
        && text.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
}

/// "dozens", "tens of thousands".
fn vague(words: &[Word<'_>], at: usize, floor: usize, plain: Plain) -> Option<Reading> {
    let (len, &(low, high)) = VAGUE.at(words, at)?;
    if at > 0 && (number::at(words, at - 1).is_some() || words[at - 1].is_hyphen()) {
        return None;
    }
    let (start, how, record) = before(words, at, floor);
    let end = at + len;
    let noun_at = end + usize::from(lower(words, end) == "of");
    let mut interval = interval::vague(low, high);
    if matches!(how, Some(Approximation::More | Approximation::Least)) {
        interval.bound = relata_rows::Bound::AtLeast;
        interval.high = None;
        interval.high_soft = false;
    }
    let mut reading = Reading::new(start, end, interval, record);
    // "billions of dollars" is money.
    if let Some((len, code)) = money::behind(words, noun_at, plain).filter(|_| noun_at > end) {
        reading.kind = "money";
        reading.end = noun_at + len;
        reading.unit = Unit {
            code: code.to_owned(),
            label: lower(words, noun_at + len - 1).to_owned(),
            price_year: None,
        };
    }
    Some(reading)
}

/// "a majority of voters": more than half. ("most of it" is said too loosely to be a figure.)
fn most(words: &[Word<'_>], at: usize) -> Option<Reading> {
    let (start, end) = match (lower(words, at), lower(words, at + 1), lower(words, at + 2)) {
        ("a" | "the", "majority", "of") => (at, at + 2),
        _ => return None,
    };
    let interval = Interval {
        low: Some(50.0),
        high: Some(100.0),
        low_soft: false,
        high_soft: false,
        stated: None,
        bound: relata_rows::Bound::AtLeast,
    };
    let mut reading = Reading::new(start, end, interval, false);
    reading.share();
    Some(reading)
}

/// "doubled", "more than tripled", "twice as many": a multiple of a level.
fn times(words: &[Word<'_>], at: usize, floor: usize) -> Option<Reading> {
    let value = match lower(words, at) {
        "double" | "doubled" | "doubling" | "doubles" | "twofold" => 2.0,
        "triple" | "tripled" | "tripling" | "triples" | "threefold" | "treble" | "trebled" => 3.0,
        "quadruple" | "quadrupled" | "quadrupling" | "fourfold" => 4.0,
        "fivefold" => 5.0,
        "tenfold" => 10.0,
        "halved" | "halving" => 0.5,
        "twice" if matches!(lower(words, at + 1), "as" | "the" | "that" | "its" | "what") => 2.0,
        _ => return None,
    };
    // "double standard", "the double murder": a bare adjective is no multiple; a verb or a bound is.
    let (start, how, record) = before(words, at, floor);
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
    let printed = Printed {
        value,
        step: if value < 1.0 { 0.1 } else { 1.0 },
        plain: false,
        rounded: false,
        spelled: false,
    };
    let interval = interval::single(printed, how, false);
    let mut reading = Reading::new(start, at + 1, interval, record);
    reading.kind = "rate";
    reading.unit = Unit { code: "1".into(), label: "times".into(), price_year: None };
    Some(reading)
}

/// One numeral and what belongs to it: where to go on, and the reading unless it is vetoed.
fn numeral_at(
    words: &[Word<'_>],
    first: Numeral,
    plain: Plain,
    opens: bool,
    floor: usize,
    report: &mut Vec<Note>,
) -> (usize, Option<Reading>) {
    let sign = money::before(words, first.start, plain).filter(|s| s.0 >= floor);
    let lead = sign.map_or(first.start, |s| s.0);
    if let Some(reading) = share_of(words, &first, floor) {
        return (reading.end, Some(reading));
    }
    let (low, high) = match second(words, &first, sign.is_some(), plain, lead) {
        Some((low, high)) => (low, Some(high)),
        None => (first, None),
    };
    let last = high.unwrap_or(low);
    let mut units = Units::behind(words, last.end, sign.map(|s| s.1), &low, plain);
    let counted = sign.is_some() || units.named() || low.scale != 1.0 || last.scale != 1.0;
    let (start, mut how, record) = before(words, lead, floor);
    match veto::check(words, &low, counted, start < lead, opens) {
        Some(Veto::Other) => return (first.end, None),
        Some(Veto::Unread) => {
            report.push(super::unread(cover(words, low.start, low.end)));
            return (first.end, None);
        }
        None => {}
    }
    if units.kind == "duration" && how == Some(Approximation::More) && lower(words, start) == "over" {
        // "over five years" tells how long something took as often as "more than".
        how = None;
    }
    let mut end = units.end;
    if let Some((len, &class)) = AFTER.at(words, end) {
        how = Some(class);
        end += len;
    } else if let Some((len, &class)) = AFTER.at(words, end + 1).filter(|_| hyphen(words, end)) {
        how = Some(class);
        end += 1 + len;
    }
    // "20-plus years", "5 or more percent": the unit behind the bound.
    if units.kind == "count"
        && end > units.end
        && let Some((len, found)) = unit::at(words, end)
    {
        let label = lower(words, end).to_owned();
        units = Units {
            unit: Unit { code: found.code.into(), label, price_year: None },
            kind: found.kind,
            end: end + len,
        };
        end += len;
    }
    let counts = units.kind == "count";
    let interval = match high {
        Some(high) => interval::range(Printed::of(&low), Printed::of(&high), how),
        None => interval::single(Printed::of(&low), how, counts || units.kind == "duration"),
    };
    // "between" belongs to the range it opens.
    let between = high.is_some() && start > floor && lower(words, start - 1) == "between";
    let start = start - usize::from(between);
    let minus = high.is_none() && start > floor && is_minus(words, start - 1, units.named());
    let interval = if minus { interval::negative(interval) } else { interval };
    let mut reading = Reading::new(start - usize::from(minus), end, interval, record);
    reading.kind = units.kind;
    reading.unit = units.unit;
    (end, Some(reading))
}

/// Whether the word at `at` makes the number behind it negative: "minus", or a mark that is glued to
/// the number and not to the word before it.
fn is_minus(words: &[Word<'_>], at: usize, unit: bool) -> bool {
    let mark =
        words[at].is_hyphen() && !words[at].glued && words.get(at + 1).is_some_and(|w| w.glued) && unit;
    mark || (lower(words, at) == "minus" && (at == 0 || number::at(words, at - 1).is_none()))
}

fn hyphen(words: &[Word<'_>], at: usize) -> bool {
    words.get(at).is_some_and(|w| w.is_hyphen() && w.glued)
}

/// "one in five", "9 out of 10", "three of every four": a share.
fn share_of(words: &[Word<'_>], first: &Numeral, floor: usize) -> Option<Reading> {
    let next = match (lower(words, first.end), lower(words, first.end + 1)) {
        ("in" | "of", "every") | ("out", "of") => first.end + 2,
        ("in", _) => first.end + 1,
        _ => return None,
    };
    let second = number::at(words, next)?;
    // Bases in which people give shares.
    const BASES: [f64; 14] =
        [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 20.0, 100.0, 1000.0, 10000.0];
    let unit = unit::at(words, second.end).is_some()
        || veto::is_month(words, second.end)
        || veto::is_month(words, next.wrapping_sub(2));
    if !BASES.contains(&second.value)
        || first.value >= second.value
        || first.value <= 0.0
        || first.scale != 1.0
        || unit
    {
        return None;
    }
    let (start, how, record) = before(words, first.start, floor);
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

/// The second end of a range that begins with `first`; both ends, with a shared multiplier.
fn second(
    words: &[Word<'_>],
    first: &Numeral,
    signed: bool,
    plain: Plain,
    lead: usize,
) -> Option<(Numeral, Numeral)> {
    let before = lead.checked_sub(1).map_or("", |b| lower(words, b));
    // A unit or currency word may stand at both ends: "5% to 10%", "5 percent and 10 percent".
    let own = unit::at(words, first.end);
    let join = first.end + own.map_or(0, |(len, _)| len);
    let small = first.value <= 12.0 && own.is_none();
    let next = match lower(words, join) {
        "-" | "–" | "—" => join + 1,
        "to" => join + 1 + usize::from(hyphen(words, join + 1)),
        "and" if before == "between" => join + 1,
        "or" if small => join + 1,
        _ => return None,
    };
    // Between the two may stand a sign.
    let at = (next..next + 3)
        .find(|&i| number::at(words, i).is_some_and(|n| n.form == first.form || i == next))?;
    let sign = money::before(words, at, plain).filter(|s| s.0 >= next);
    if at > next && sign.is_none_or(|s| s.0 != next) {
        return None;
    }
    let high = number::at(words, at)?;
    if high.form == Form::Fraction
        || first.form == Form::Fraction
        || (lower(words, join) == "or" && high.value - first.value > 3.0)
    {
        return None;
    }
    let mut low = *first;
    if low.scale == 1.0 && high.scale != 1.0 && low.bare <= high.bare {
        low.value = low.bare * high.scale;
        low.step *= high.scale;
        low.scale = high.scale;
    }
    let both = match (own, unit::at(words, high.end)) {
        (Some((_, a)), Some((_, b))) => a.code == b.code,
        (Some(_), None) => false,
        _ => true,
    };
    // "rose 5 points to 20", "rose $5 to $20": a change and a level. "from 5 to 3" of a change too.
    let changed = change::of(words, lead, join, own.is_some());
    let to = lower(words, join) == "to";
    let change = to
        && match changed {
            // "from the $89 to $93 billion": only a bare "from" is the other end of a change.
            Some((_, Part::From)) => lower(words, lead.wrapping_sub(1)) == "from",
            Some((_, Part::To)) => true,
            Some((_, Part::By)) => own.is_some() || signed,
            None => false,
        };
    let fits =
        low.value < high.value && both && !change && (!signed || sign.is_some() || !to || high.scale != 1.0);
    // Years are no range of things.
    let year = |n: &Numeral| veto::year(&words[n.start]).is_some_and(|y| y >= 1900) && n.end == n.start + 1;
    let years = !signed && year(first) && (year(&high) || high.value > 2100.0);
    let dash = words[join].is_hyphen();
    let counted =
        !dash || sign.is_some() || signed || unit_or_noun(words, high.end, plain) || high.scale != 1.0;
    (fits && !years && counted).then_some((low, high))
}

/// Whether a unit or a plural noun stands behind a range, which a score has not.
fn unit_or_noun(words: &[Word<'_>], at: usize, plain: Plain) -> bool {
    let at = at + usize::from(hyphen(words, at));
    unit::at(words, at).is_some()
        || money::behind(words, at, plain).is_some()
        || phrase::plural(words, at).is_some_and(|head| head <= at + 2)
}

/// In what a number is counted, from the sign before and the words behind it.
struct Units {
    unit: Unit,
    kind: &'static str,
    /// One past the last word that belongs to the unit.
    end: usize,
}

impl Units {
    fn behind(
        words: &[Word<'_>],
        end: usize,
        sign: Option<&'static str>,
        n: &Numeral,
        plain: Plain,
    ) -> Units {
        let label = |from: usize, to: usize| {
            let mut text = String::new();
            for word in &words[from..to] {
                if !text.is_empty() && !word.glued {
                    text.push(' ');
                }
                text.push_str(&word.lower);
            }
            text
        };
        let unit = |code: &str, label: String| Unit { code: code.to_owned(), label, price_year: None };
        if let Some(code) = sign {
            // "$5 Canadian dollars", "$500 US": the words behind say it better.
            let (len, code) = money::behind(words, end, plain).unwrap_or((0, code));
            return Units { unit: unit(code, label(end, end + len)), kind: "money", end: end + len };
        }
        if n.form == Form::Fraction {
            return Units { unit: unit("%", String::new()), kind: "share", end };
        }
        let skip = end + usize::from(hyphen(words, end));
        if let Some((len, code)) = money::behind(words, skip, plain) {
            let (code, kind) = if code == "cents" { ("USD", "money") } else { (code, "money") };
            return Units { unit: unit(code, label(skip, skip + len)), kind, end: skip + len };
        }
        if let Some((len, found)) = unit::at(words, skip) {
            let mut last = skip + len;
            // "15-year-old", "35 years old".
            let old = if hyphen(words, last) { last + 1 } else { last };
            if found.code == "a" && matches!(lower(words, old), "old" | "olds") {
                last = old + 1;
            }
            return Units { unit: unit(found.code, label(skip, last)), kind: found.kind, end: last };
        }
        if age(words, n) {
            return Units { unit: unit("a", "years old".to_owned()), kind: "duration", end };
        }
        Units { unit: unit("1", String::new()), kind: "count", end }
    }

    /// Whether the unit is more than a plain count.
    fn named(&self) -> bool {
        self.kind != "count"
    }
}

/// "Ana Ortega, 35, said", "aged 35".
fn age(words: &[Word<'_>], n: &Numeral) -> bool {
    let before = n.start.checked_sub(1).map_or("", |b| lower(words, b));
    if matches!(before, "aged" | "age" | "ages") {
        return true;
    }
    let name = n.start >= 3 && words[n.start - 2].is_capitalised() && words[n.start - 3].is_capitalised();
    let month = n.start >= 2 && veto::is_month(words, n.start - 2);
    before == ","
        && matches!(lower(words, n.end), "," | ".")
        && name
        && !month
        && (1.0..120.0).contains(&n.value)
        && n.value.fract() == 0.0
        && n.scale == 1.0
}

/// What stands before a number at word `lead`: where the figure begins, what bounds it, whether it
/// is called a record. Never reaches before `floor`, where the figure before ends.
fn before(words: &[Word<'_>], lead: usize, floor: usize) -> (usize, Option<Approximation>, bool) {
    // The longest approximating phrase of the table has five words.
    const LONGEST: usize = 5;
    let (mut start, mut how, mut record) = (lead, None, false);
    loop {
        let phrase = (floor.max(start.saturating_sub(LONGEST))..start).find_map(|from| {
            APPROXIMATORS
                .at(words, from)
                .filter(|(len, _)| from + len == start)
                .map(|(_, &class)| (from, class))
        });
        let Some((from, class)) = phrase else { break };
        record |= (from..start).any(|i| lower(words, i) == "record");
        if class != Approximation::Exact {
            how = Some(class);
        }
        start = from;
        if how.is_some() {
            break;
        }
    }
    record |= (start.saturating_sub(6).max(floor)..start).any(|i| {
        lower(words, i) == "record"
            && (i + 1..start).all(|j| !matches!(lower(words, j), "," | ";" | "of" if lower(words, j) != "of"))
    });
    (start, how, record)
}

impl Reading {
    fn new(start: usize, end: usize, interval: Interval, record: bool) -> Self {
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
