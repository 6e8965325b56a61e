//! Numerals: digits, number words and mixtures, to a value and the step of their last printed digit.
//!
//! [`digits`](super::digits) reads what is written in digits, [`fraction`](super::fraction) parts of a
//! whole; here stand number words, multipliers and what joins them.

use super::{digits, fraction, unit};
use crate::lexicon;
use crate::words::{Word, lower};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a number word does; see `data/en/numbers.txt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Small,
    Teen,
    Ten,
    Hundred,
    Dozen,
    Power,
    Letter,
    /// A denominator: "thirds".
    Part,
    /// A place in an order that is no denominator: "first".
    Ordinal,
}

static NUMBERS: LazyLock<HashMap<&str, (f64, Class)>> = LazyLock::new(|| {
    let entry = |l: &'static str| {
        let mut parts = l.split_whitespace();
        let (word, value, class) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
        let class = match class {
            "small" => Class::Small,
            "teen" => Class::Teen,
            "ten" => Class::Ten,
            "hundred" => Class::Hundred,
            "dozen" => Class::Dozen,
            "power" => Class::Power,
            "letter" => Class::Letter,
            "part" => Class::Part,
            _ => Class::Ordinal,
        };
        Some((word, (value, class)))
    };
    lexicon::lines(include_str!("../../data/en/numbers.txt")).filter_map(entry).collect()
});

pub(super) fn class(word: &str) -> Option<(f64, Class)> {
    NUMBERS.get(word).copied()
}

/// Whose words they are: in a document many a number is no quantity and an article seldom counts; in
/// a request (a line typed to a program) every number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Running text.
    Document,
    /// A line that is all about its numbers.
    Request,
}

/// How a numeral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Digits, with or without a multiplier.
    Digits,
    /// Words.
    Words,
    /// A part of a whole: "a third", "two-thirds", "half".
    Fraction,
    /// A place in an order: "tenth", "15th".
    Ordinal,
}

/// One numeral of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    /// Its first word.
    pub start: usize,
    /// One past its last word.
    pub end: usize,
    /// What it says, multiplier included.
    pub value: f64,
    /// What it says without its multiplier.
    pub bare: f64,
    /// The value of one unit of the last printed digit, multiplier included: 100,000 for "2.3 million".
    pub step: f64,
    /// The multiplier: 1,000,000 for "2.3 million".
    pub scale: f64,
    /// How it is written.
    pub form: Form,
}

impl Numeral {
    /// A plain number of one or more words.
    pub(super) fn new(start: usize, end: usize, value: f64, step: f64, form: Form) -> Self {
        Numeral { start, end, value, bare: value, step, scale: 1.0, form }
    }

    fn times(self, scale: f64, end: usize) -> Self {
        let value = self.value * scale;
        Numeral {
            end,
            value,
            bare: value / scale,
            step: self.step * scale,
            scale: self.scale * scale,
            ..self
        }
    }
}

/// The numeral that begins at word `at`, if one does.
pub(crate) fn at(words: &[Word<'_>], at: usize, style: Style) -> Option<Numeral> {
    let found = if digits::starts(words.get(at)?.text) {
        in_digits(words, at, style)
    } else {
        fraction::at(words, at, style).or_else(|| number_words(words, at, style))
    }?;
    let found = if style == Style::Request { fraction::ratio(words, found) } else { found };
    found.value.is_finite().then_some(found)
}

fn in_digits(words: &[Word<'_>], at: usize, style: Style) -> Option<Numeral> {
    let (found, end) = digits::at(words, at, style)?;
    if found.part {
        let part = Numeral::new(at, end, found.value, 0.01, Form::Fraction);
        // In a document "1/2" is a date or a score unless a unit follows or it is a part of something.
        let slash = words[at].text.contains('/');
        let meant = style == Style::Request
            || !slash
            || unit::is_unit_word(lower(words, end))
            || lower(words, end) == "of";
        return meant.then_some(part);
    }
    let step = 10f64.powi(-found.decimals);
    let plain = Numeral::new(at, end, found.value, step, Form::Digits);
    let (scale, end) = multiplier(words, at, end, style);
    let numeral = if end > plain.end { plain.times(scale, end) } else { plain };
    // "3 hundred and 21".
    if scale == 100.0 && lower(words, end) == "and" {
        let rest = digits::at(words, end + 1, style).filter(|(d, _)| !d.part && d.value.fract() == 0.0);
        if let Some((rest, end)) = rest.filter(|(d, _)| d.value < 100.0) {
            return Some(Numeral::new(at, end, numeral.value + rest.value, 1.0, Form::Digits));
        }
    }
    Some(fraction::mixed(words, numeral, style))
}

/// The multiplier behind a number that ends before word `end`: its value and where it ends.
pub(super) fn multiplier(words: &[Word<'_>], start: usize, mut end: usize, style: Style) -> (f64, usize) {
    let mut scale = 1.0;
    // "2.3 hundred million" at most.
    for _ in 0..2 {
        let hyphen = usize::from(words.get(end).is_some_and(|w| w.is_hyphen() && w.glued));
        let Some(word) = words.get(end + hyphen) else { break };
        let singular = word.lower.strip_suffix('s').unwrap_or(&word.lower);
        match class(&word.lower).or_else(|| class(singular)) {
            Some((value, Class::Power | Class::Hundred | Class::Dozen)) if singular != "score" => {
                scale *= value;
            }
            Some((value, Class::Letter)) if hyphen == 0 && scale == 1.0 => {
                let sum = matches!(singular, "m" | "b") && sum_begins(words, start);
                let spaced = !word.glued
                    && (sum
                        || style == Style::Request && singular == "k"
                        || matches!(singular, "bn" | "mn" | "mln" | "bln" | "tn" | "trn"));
                if !(spaced || word.glued && is_multiplier_letter(words, start, end)) {
                    break;
                }
                scale *= value;
            }
            _ => break,
        }
        end += 1 + hyphen;
    }
    (scale, end)
}

/// "$ 3.5 m": a currency sign before the number at `start`.
fn sum_begins(words: &[Word<'_>], start: usize) -> bool {
    start > 0 && super::money::is_sign(words[start - 1].text)
}

/// Whether letters glued to a number multiply it: "m", "b" and "t" are metres, bytes and tonnes too.
fn is_multiplier_letter(words: &[Word<'_>], start: usize, letter: usize) -> bool {
    let text = words[letter].text;
    if matches!(words[letter].lower.as_ref(), "k" | "bn" | "mn" | "tn" | "mln" | "bln" | "trn") {
        return true;
    }
    let money = sum_begins(words, start);
    let decimal = words[start].text.contains('.');
    let counted = words.get(letter + 1).is_some_and(|w| w.is_alphabetic() && lexicon::is_plural(&w.lower))
        || words
            .get(letter + 2)
            .is_some_and(|w| lexicon::is_plural(&w.lower) && !lexicon::is_closed(lower(words, letter + 1)));
    // What is run, swum or measured is in metres.
    const RUN: [&str; 13] = [
        "race",
        "final",
        "sprint",
        "freestyle",
        "hurdles",
        "high",
        "tall",
        "long",
        "wide",
        "deep",
        "away",
        "from",
        "thick",
    ];
    let race = RUN.contains(&lower(words, letter + 1));
    money || text == "M" || text == "B" || (!race && (decimal || counted) && matches!(text, "m" | "b"))
}

/// Number words at `at`: "two hundred and six thousand", "a hundred", "twenty-six", "nought point eight".
pub(super) fn number_words(words: &[Word<'_>], at: usize, style: Style) -> Option<Numeral> {
    let found = cardinal(words, at, style)?;
    if let Some(decimal) = spelt_decimal(words, &found, style) {
        let (scale, end) = multiplier(words, at, decimal.end, style);
        return Some(decimal.times(scale, end));
    }
    Some(fraction::mixed(words, found, style))
}

/// The whole number in words at `at`, without decimals or parts.
pub(super) fn cardinal(words: &[Word<'_>], at: usize, style: Style) -> Option<Numeral> {
    let (mut total, mut current) = (0.0, 0.0);
    let mut last: Option<Class> = None;
    let (mut i, mut end) = (at, at);
    let mut step = 1.0;
    let mut power = f64::INFINITY;
    if matches!(lower(words, at), "a" | "an") {
        let unit = class(lower(words, at + 1)).map(|(_, c)| c);
        let score = lower(words, at + 1) == "score";
        if score || !matches!(unit, Some(Class::Hundred | Class::Power | Class::Dozen)) {
            return None;
        }
        current = 1.0;
        last = Some(Class::Small);
        i = at + 1;
    }
    loop {
        let joined = usize::from(last.is_some() && words.get(i).is_some_and(|w| w.is_hyphen() && w.glued));
        let after = class(lower(words, i + 1)).map(|(_, c)| c);
        let tens = style == Style::Request
            && last == Some(Class::Ten)
            && after == Some(Class::Small)
            && fraction::counted(words, i + 1, style).is_none();
        let and = usize::from(
            joined == 0
                && lower(words, i) == "and"
                && (tens
                    || matches!(last, Some(Class::Hundred | Class::Power))
                        && matches!(after, Some(Class::Small | Class::Teen | Class::Ten))
                        && fraction::counted(words, i + 1, style).is_none_or(|f| f.value >= 1.0)
                        && !begins_another(words, i + 1, last, power)),
        );
        let Some((value, class)) = class(lower(words, i + joined + and)) else { break };
        let fits = match class {
            Class::Small => {
                !matches!(last, Some(Class::Small | Class::Teen))
                    && (and == 1
                        || joined == 1
                        || last.is_none()
                        || matches!(last, Some(Class::Ten | Class::Hundred | Class::Power)))
            }
            Class::Teen | Class::Ten => matches!(last, None | Some(Class::Hundred | Class::Power)),
            Class::Hundred => last.is_some() && current < 100.0 && current > 0.0,
            Class::Dozen => last.is_none() || matches!(last, Some(Class::Small)),
            // "two hundred thousand million": a power right behind another multiplies it.
            Class::Power => last.is_some() && (value < power || last == Some(Class::Power)),
            Class::Letter | Class::Part | Class::Ordinal => false,
        };
        let bare_dozen = class == Class::Dozen && last.is_none();
        if !fits || (bare_dozen && lower(words, i) != "dozen") || (last == Some(Class::Ten) && value == 0.0) {
            break;
        }
        match class {
            Class::Small | Class::Teen | Class::Ten => {
                current += value;
                step = 1.0;
            }
            Class::Hundred => {
                current *= value;
                step = value;
            }
            Class::Dozen => {
                current = current.max(1.0) * value;
                step = 1.0;
            }
            _ if last == Some(Class::Power) && current == 0.0 => {
                total *= value;
                step *= value;
                power = step;
            }
            _ => {
                total += current.max(1.0) * value;
                current = 0.0;
                step = value;
                power = value;
            }
        }
        last = Some(class);
        i += joined + and + 1;
        end = i;
    }
    last?;
    if end == at {
        return None;
    }
    let value = total + current;
    // "two million" is two, in millions; "two and a half million" stands in `fraction::mixed`.
    let scale = if power.is_finite() && current == 0.0 { power } else { 1.0 };
    Some(Numeral { start: at, end, value, bare: value / scale, step, scale, form: Form::Words })
}

/// Whether the number words at `at`, behind "and", are a number of their own for a multiplier that does not
/// fit into the one before: "between a hundred and two hundred", "one thousand and two thousand".
fn begins_another(words: &[Word<'_>], at: usize, last: Option<Class>, power: f64) -> bool {
    // "ninety-nine hundred" and the hyphen in it.
    const LONGEST: usize = 5;
    for i in at..at + LONGEST {
        match class(lower(words, i)) {
            Some((_, Class::Hundred)) if last == Some(Class::Hundred) => return true,
            Some((value, Class::Power)) => return last == Some(Class::Power) && value >= power,
            Some((_, Class::Small | Class::Teen | Class::Ten | Class::Hundred)) => {}
            None if words.get(i).is_some_and(|w| w.is_hyphen() && w.glued) => {}
            _ => return false,
        }
    }
    false
}

/// "nought point nought three", "two point five": decimals in words.
fn spelt_decimal(words: &[Word<'_>], whole: &Numeral, style: Style) -> Option<Numeral> {
    if lower(words, whole.end) != "point" || whole.scale != 1.0 {
        return None;
    }
    // As many decimals as digits are printed with.
    const MOST: i32 = 12;
    let (mut value, mut step, mut end) = (whole.value, 1.0, whole.end + 1);
    while let Some((digit, Class::Small)) = class(lower(words, end)) {
        if step < 10f64.powi(-MOST) {
            break;
        }
        step /= 10.0;
        value += digit * step;
        end += 1;
    }
    if end == whole.end + 1 {
        // "point eleven" is .11.
        let rest = cardinal(words, end, style).filter(|n| n.scale == 1.0 && n.value < 100.0)?;
        step = 0.01;
        value += rest.value * step;
        end = rest.end;
    }
    Some(Numeral::new(whole.start, end, super::interval::tidy(value), step, Form::Words))
}

/// Whether `word` (lower case) is a number word that counts: "three", "hundred".
pub(crate) fn is_number_word(word: &str) -> bool {
    class(word).is_some_and(|(_, c)| !matches!(c, Class::Letter | Class::Part | Class::Ordinal))
}

/// What a number word or plain digits are worth: the "six" of "sixfold".
pub(crate) fn worth(word: &str) -> Option<f64> {
    let counting =
        |(v, c)| matches!(c, Class::Small | Class::Teen | Class::Ten | Class::Hundred).then_some(v);
    class(word).and_then(counting).or_else(|| digits::plain(word).map(|d| d.0))
}

/// The place in an order at word `at`: "tenth", "twenty-first", "15th", as a numeral.
pub(crate) fn ordinal(words: &[Word<'_>], at: usize) -> Option<Numeral> {
    let text = lower(words, at);
    let ending = ["st", "nd", "rd", "th"].iter().find_map(|e| text.strip_suffix(e));
    if let Some(value) = ending.and_then(digits::plain).filter(|v| v.1 == 0) {
        return Some(Numeral::new(at, at + 1, value.0, 1.0, Form::Ordinal));
    }
    let (base, mut end) = cardinal(words, at, Style::Document).map_or((0.0, at), |n| (n.value, n.end));
    end += usize::from(end > at && words.get(end).is_some_and(|w| w.is_hyphen() && w.glued));
    let (last, Class::Part | Class::Ordinal) = class(lower(words, end))? else { return None };
    // "one third" is no place in an order.
    if last < 10.0 && base % 10.0 != 0.0 {
        return None;
    }
    let value = if last >= 100.0 && base > 0.0 { base * last } else { base + last };
    Some(Numeral::new(at, end + 1, value, 1.0, Form::Ordinal))
}
