//! One quantity by its words: a numeral or two with sign, unit and what bounds them.
//!
//! This is what figures and the numbers of a request ([`super::request`]) stand on alike. Nothing is
//! judged here: a year reads as a number too, and only [`super::veto`] says that it counts nothing.

use super::bounds::{AFTER, APPROXIMATORS, before, bounds_before};
use super::change::{self, Part};
use super::denomination::{Units, text};
use super::interval::{self, Approximation, Printed};
use super::money::{self, Plain};
use super::number::{self, Form, Numeral, Style};
use super::{phrase, unit, veto};
use crate::words::{Word, lower};
use relata_rows::{Interval, Unit};
use std::ops::Range;

/// In which text quantities are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'p> {
    /// What plain currencies mean there.
    pub plain: &'p Plain,
    /// Whose words they are.
    pub style: Style,
}

/// One quantity of a sentence, by its words.
#[derive(Debug, Clone)]
pub(crate) struct Quantity {
    /// Its words, with those that bound it and its unit.
    pub words: Range<usize>,
    /// Its number, or the first of two.
    pub low: Numeral,
    /// The second number: of a range, or of two limits.
    pub high: Option<Numeral>,
    /// The value of the first, in the unit.
    pub printed: Printed,
    /// The value of the second.
    pub printed_high: Option<Printed>,
    /// What bounds the number; of two limits, the lower one.
    pub how: Option<Approximation>,
    /// What bounds the second of two limits: "more than 5 and less than 9".
    pub upper: Option<Approximation>,
    /// Code and label.
    pub unit: Unit,
    /// Quantity kind as far as the unit tells it: `count`, `money`, `share`, `duration`, `amount`.
    pub kind: &'static str,
    /// The words that say the unit, or the sign before the number.
    pub unit_words: Range<usize>,
    /// Whether "record" stands before it.
    pub record: bool,
    /// Whether it is below nought.
    pub negative: bool,
}

impl Quantity {
    /// Reads what belongs to the numeral `first`; never reaches before word `floor`.
    pub(crate) fn read(words: &[Word<'_>], first: Numeral, setting: Setting<'_>, floor: usize) -> Quantity {
        let sign = money::before(words, first.start, setting.plain, setting.style).filter(|s| s.0 >= floor);
        let lead = sign.map_or(first.start, |s| s.0);
        let (low, high) = match second(words, &first, sign.is_some(), setting, lead) {
            Some((low, high)) => (low, Some(high)),
            None => (first, None),
        };
        let last = high.unwrap_or(low);
        let units = Units::behind(words, last, sign, lead, setting);
        let (start, how, record) = before(words, lead, floor, setting.style);
        // A part of a unit is a number of it, good to a fifth of itself: "half a mile", "two-thirds of an inch".
        let whole = |n: Numeral| match units.kind {
            "share" | "count" => n,
            _ if n.form == Form::Fraction => Numeral { form: Form::Words, step: n.value / 5.0, ..n },
            _ => n,
        };
        let printed = |n: Numeral| Printed::of(&whole(n)).scaled(units.scale);
        let mut quantity = Quantity {
            words: start..units.end,
            printed: printed(low),
            printed_high: high.map(printed),
            low,
            high,
            how,
            upper: None,
            unit: units.unit,
            kind: units.kind,
            unit_words: units.words,
            record,
            negative: false,
        };
        if high.is_none() {
            quantity.compound(words, setting);
        }
        quantity.bound_behind(words, setting);
        if high.is_none() {
            quantity.second_limit(words, setting);
        }
        quantity.opening(words, floor, lead, setting.style);
        quantity
    }

    /// Whether a sign, unit or multiplier stands with it.
    pub(crate) fn is_named(&self) -> bool {
        self.kind != "count" || self.low.scale != 1.0 || self.high.is_some_and(|h| h.scale != 1.0)
    }

    /// What its words admit.
    pub(crate) fn interval(&self) -> Interval {
        let counted = matches!(self.kind, "count" | "duration");
        let interval = match self.printed_high {
            Some(high) => interval::range(self.printed, high, self.how),
            None => interval::single(self.printed, self.how, counted),
        };
        if self.negative { interval::negative(interval) } else { interval }
    }

    /// "5 feet 2 inches", "5 dollars and 30 cents", "two hours and 15 minutes": a smaller unit behind it.
    fn compound(&mut self, words: &[Word<'_>], setting: Setting<'_>) {
        // "A year and a half".
        let behind = self.words.end;
        let part = match lower(words, behind + 2) {
            "half" => 0.5,
            "quarter" => 0.25,
            _ => 0.0,
        };
        if part > 0.0
            && lower(words, behind) == "and"
            && lower(words, behind + 1) == "a"
            && matches!(self.kind, "duration" | "amount")
            && behind > self.low.end
            && !words.get(behind + 3).is_some_and(|w| w.is_alphabetic() && unit::is_unit_word(&w.lower))
        {
            let half = Numeral {
                start: behind + 1,
                end: behind + 3,
                value: part,
                bare: part,
                step: 0.1,
                ..self.low
            };
            self.printed = self.printed.and(Printed::of(&half), 1.0);
            self.words.end = behind + 3;
            return;
        }
        let and = usize::from(lower(words, self.words.end) == "and" || hyphen(words, self.words.end));
        let Some(less) = number::at(words, self.words.end + and, Style::Document) else { return };
        let joined = |by: f64, end: usize, this: &mut Self| {
            this.printed = this.printed.and(Printed::of(&less), by);
            this.words.end = end;
        };
        if less.scale != 1.0
            || less.form == Form::Fraction
            || self.words.end == self.low.end && self.kind != "money"
        {
            return;
        }
        if self.kind == "money" {
            if let Some((len, coin)) = money::coin(words, less.end, setting.plain)
                && (coin.code == self.unit.code || lower(words, less.end).starts_with("cent"))
                && less.value < 1.0 / coin.scale
            {
                joined(coin.scale, less.end + len, self);
            } else if setting.style == Style::Request
                && self.words.end > self.low.end
                && less.value < 100.0
                && money::behind(words, less.end, setting.plain).is_none()
                && unit::at(words, less.end).is_none()
            {
                // "15 dollars and 15".
                joined(0.01, less.end, self);
            }
            return;
        }
        // The larger and the smaller of the pairs in which people measure.
        const PAIRS: [(&str, &str, f64); 7] = [
            ("[ft_i]", "[in_i]", 12.0),
            ("[yd_i]", "[ft_i]", 3.0),
            ("[lb_av]", "[oz_av]", 16.0),
            ("[stone_av]", "[lb_av]", 14.0),
            ("h", "min", 60.0),
            ("min", "s", 60.0),
            ("a", "mo", 12.0),
        ];
        // "6-foot-5".
        if self.unit.code == "[ft_i]"
            && hyphen(words, self.words.end)
            && less.value < 12.0
            && less.scale == 1.0
        {
            joined(1.0 / 12.0, less.end, self);
            return;
        }
        let Some((len, found)) = unit::smaller(words, less.end) else { return };
        let pair = PAIRS.iter().find(|p| p.0 == self.unit.code && p.1 == found.code);
        if let Some(pair) = pair.filter(|p| less.value < p.2) {
            joined(1.0 / pair.2, less.end + len, self);
        }
    }

    /// "5 or more", "20-plus years".
    fn bound_behind(&mut self, words: &[Word<'_>], setting: Setting<'_>) {
        let unit_end = self.words.end;
        let found = |at: usize| {
            AFTER.at(words, at).filter(|(len, _)| {
                // "5 or more than 4" is two of them; "greater than" alone may end a line.
                lower(words, at + len) != "than" && number::at(words, at + len, setting.style).is_none()
            })
        };
        let hyphen = usize::from(hyphen(words, unit_end));
        let Some((len, &class)) = found(unit_end).or_else(|| found(unit_end + hyphen)) else { return };
        let own = AFTER.at(words, unit_end).is_some();
        self.how = Some(class);
        self.words.end = unit_end + len + if own { 0 } else { hyphen };
        // "20-plus years": the unit behind the bound.
        if self.kind == "count"
            && let Some((len, found)) = unit::at(words, self.words.end)
        {
            self.unit_words = self.words.end..self.words.end + len;
            self.unit = Unit {
                code: found.code.into_owned(),
                label: text(words, &self.unit_words),
                price_year: None,
            };
            self.kind = found.kind;
            self.words.end += len;
        }
    }

    /// "more than 100 and less than 300", "at most 9 but at least 5": a second limit.
    fn second_limit(&mut self, words: &[Word<'_>], setting: Setting<'_>) {
        let Some(lower_first) = self.how.and_then(Approximation::is_lower) else { return };
        let mut at = self.words.end;
        if matches!(lower(words, at), "and" | "but" | ",") {
            at += 1;
        }
        let Some((len, &class)) = APPROXIMATORS.at(words, at) else { return };
        if class.is_lower() != Some(!lower_first) {
            return;
        }
        let to = at + len + usize::from(lower(words, at + len) == "the");
        let number = match setting.style {
            Style::Request => number::ordinal(words, to).or_else(|| number::at(words, to, setting.style)),
            Style::Document => number::at(words, to, setting.style),
        };
        let Some(other) = number else { return };
        let units = Units::behind(words, other, None, to, setting);
        let both = units.kind == self.kind && units.unit.code == self.unit.code;
        let (mine, theirs) = (self.low.value, other.value);
        let fits = if lower_first { mine < theirs } else { theirs < mine };
        if !fits || !(both || self.kind == "count") {
            return;
        }
        let printed = Printed::of(&other).scaled(units.scale);
        self.words.end = units.end;
        (self.unit, self.kind, self.unit_words) = (units.unit, units.kind, units.words);
        self.high = Some(other);
        if lower_first {
            self.upper = Some(class);
            self.printed_high = Some(printed);
        } else {
            (self.upper, self.how) = (self.how, Some(class));
            (self.printed, self.printed_high) = (printed, Some(self.printed));
        }
    }

    /// What opens it: "between" and "from" of a range, a sign of minus.
    fn opening(&mut self, words: &[Word<'_>], floor: usize, lead: usize, style: Style) {
        let before = |this: &Self| this.words.start.checked_sub(1).filter(|&b| b >= floor);
        let between = before(self)
            .filter(|&b| self.high.is_some() && self.upper.is_none() && (lower(words, b) == "between"));
        if let Some(between) = between {
            self.words.start = between;
        }
        // "minus-5 yards".
        let joined = |b: usize| hyphen(words, b) && b > floor && lower(words, b - 1) == "minus";
        if let Some(mark) = before(self).filter(|&b| joined(b)) {
            (self.negative, self.words.start) = (true, mark - 1);
            return;
        }
        if lead > 0 && lead < self.low.start && words[self.low.start - 1].is_hyphen() {
            // "$-50.8bn".
            self.negative = true;
        } else if let Some(mark) = before(self)
            && (self.high.is_none() || lower(words, mark) == "minus")
            && is_minus(words, mark, self.is_named(), style)
        {
            self.negative = true;
            self.words.start = mark;
            if self.how.is_none() {
                let (start, how, record) = bounds_before(words, mark, floor, style);
                (self.words.start, self.how, self.record) = (start, how, self.record || record);
            }
        }
    }
}

/// Whether the word at `at` makes the number behind it negative: "minus", or a mark that is glued to
/// the number and not to the word before it.
pub(super) fn is_minus(words: &[Word<'_>], at: usize, named: bool, style: Style) -> bool {
    let request = style == Style::Request;
    let mark = words[at].is_hyphen()
        && words.get(at + 1).is_some_and(|w| w.glued)
        && (!words[at].glued || request && at > 0 && matches!(words[at - 1].text, "<" | ">" | "="))
        && (named || request);
    let word = lower(words, at) == "minus" || (request && lower(words, at) == "negative");
    mark || (word && (at == 0 || number::at(words, at - 1, Style::Document).is_none()))
}

pub(super) fn hyphen(words: &[Word<'_>], at: usize) -> bool {
    words.get(at).is_some_and(|w| w.is_hyphen() && w.glued)
}

/// The second end of a range that begins with `first`; both ends, with a shared multiplier.
fn second(
    words: &[Word<'_>],
    first: &Numeral,
    signed: bool,
    setting: Setting<'_>,
    lead: usize,
) -> Option<(Numeral, Numeral)> {
    let request = setting.style == Style::Request;
    let opener = lead.checked_sub(1).map_or("", |b| lower(words, b));
    let opener = if request && opener == "the" { lower(words, lead.wrapping_sub(2)) } else { opener };
    // A unit or currency word may stand at both ends: "5% to 10%", "5 percent and 10 percent".
    let own = unit::at(words, first.end);
    let join = first.end + own.as_ref().map_or(0, |(len, _)| *len);
    let small = first.value <= 12.0 && own.is_none();
    // "5-to-10-year terms".
    let join = join + usize::from(hyphen(words, join) && lower(words, join + 1) == "to");
    let next = match lower(words, join) {
        "-" | "–" | "—" => join + 1,
        "~" | "through" | "--" if request => join + 1,
        "to" => join + 1 + usize::from(hyphen(words, join + 1)),
        "and" if opener == "between" => join + 1,
        "or" if small && !request => join + 1,
        _ => return None,
    };
    let next = next + usize::from(request && lower(words, next) == "the");
    let read = |at: usize| {
        let ordinal = if request { number::ordinal(words, at) } else { None };
        ordinal.or_else(|| number::at(words, at, setting.style))
    };
    // Between the two may stand a sign.
    let at = (next..next + 3).find(|&i| read(i).is_some_and(|n| n.form == first.form || i == next))?;
    let sign = money::before(words, at, setting.plain, setting.style).filter(|s| s.0 >= next);
    if at > next && sign.is_none_or(|s| s.0 != next) {
        return None;
    }
    let high = read(at)?;
    let parts = high.form == Form::Fraction || first.form == Form::Fraction;
    if (parts && !request) || (lower(words, join) == "or" && high.value - first.value > 3.0) {
        return None;
    }
    let mut low = *first;
    if low.scale == 1.0 && high.scale != 1.0 && low.bare <= high.bare {
        low.value = low.bare * high.scale;
        low.step *= high.scale;
        low.scale = high.scale;
    }
    let both = match (&own, unit::at(words, high.end)) {
        (Some((_, a)), Some((_, b))) => a.code == b.code,
        (Some(_), None) => false,
        _ => true,
    };
    let to = lower(words, join) == "to";
    // What is gained is far less than what is reached: "gained 12 to 3,400".
    let by = usize::from(lead > 0 && lower(words, lead - 1) == "by");
    let verb = lead > by && change::direction(lower(words, lead - 1 - by)).is_some();
    let far = verb && high.value > 3.0 * low.value;
    let change = to && (far || is_change(words, lead, join, own.is_some(), signed));
    // "from 9 kW/m2 down to 2 kW/m2": a range may be told from above, with its unit at both ends.
    let order = low.value < high.value || (to && own.is_some() && low.value > high.value);
    let fits = order && both && !change && (!signed || sign.is_some() || !to || high.scale != 1.0);
    // Years are no range of things.
    let year = |n: &Numeral| veto::year(&words[n.start]).is_some_and(|y| y >= 1900) && n.end == n.start + 1;
    let years = !request && !signed && year(first) && (year(&high) || high.value > 2100.0);
    let dash = words[join].is_hyphen();
    let counted = request
        || !dash
        || sign.is_some()
        || signed
        || high.scale != 1.0
        || unit_or_noun(words, high.end, setting.plain);
    (fits && !years && counted).then_some((low, high))
}

/// "rose 5 points to 20", "rose $5 to $20": a change and a level; "from 5 to 3" of a change too.
fn is_change(words: &[Word<'_>], lead: usize, join: usize, own: bool, signed: bool) -> bool {
    let from = (lead.saturating_sub(3)..lead).any(|i| lower(words, i) == "from");
    match phrase::change(words, lead, join, own) {
        // "from the $89 to $93 billion": only a bare "from" is the other end of a change.
        Some((_, Part::From)) => lower(words, lead.wrapping_sub(1)) == "from",
        Some((_, Part::To)) => true,
        Some((_, Part::By)) => (own || signed) && !from,
        None => false,
    }
}

/// Whether a unit or a plural noun stands behind a range, which a score has not.
fn unit_or_noun(words: &[Word<'_>], at: usize, plain: &Plain) -> bool {
    let at = at + usize::from(hyphen(words, at));
    unit::at(words, at).is_some()
        || money::behind(words, at, plain).is_some()
        || phrase::plural(words, at).is_some_and(|head| head <= at + 2)
}
