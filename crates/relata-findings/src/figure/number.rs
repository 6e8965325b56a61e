//! Numerals: digits, number words, mixtures and fractions, to a value and the step of its last
//! printed digit.

use super::unit;
use crate::lexicon;
use crate::words::{Word, lower};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a number word does; see `data/en/numbers.txt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Small,
    Teen,
    Ten,
    Hundred,
    Dozen,
    Power,
    Letter,
    Part,
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
            _ => Class::Part,
        };
        Some((word, (value, class)))
    };
    // "half" is listed among the parts; a word has one class.
    lexicon::lines(include_str!("../../data/en/numbers.txt")).filter_map(entry).collect()
});

fn class(word: &str) -> Option<(f64, Class)> {
    NUMBERS.get(word).copied()
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

/// The numeral that begins at word `at`, if one does.
pub(crate) fn at(words: &[Word<'_>], at: usize) -> Option<Numeral> {
    let word = words.get(at)?;
    let first = word.text.as_bytes().first()?;
    if first.is_ascii_digit() || *first == b'.' {
        digits(words, at)
    } else if "½¼¾⅓⅔⅕⅛".contains(word.text) {
        part_sign(word.text).map(|value| fraction(at, at + 1, value))
    } else {
        fraction_words(words, at).or_else(|| number_words(words, at))
    }
}

fn part_sign(text: &str) -> Option<f64> {
    Some(match text {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        "⅕" => 0.2,
        "⅛" => 0.125,
        _ => return None,
    })
}

fn fraction(start: usize, end: usize, value: f64) -> Numeral {
    Numeral { start, end, value, bare: value, step: 0.01, scale: 1.0, form: Form::Fraction }
}

/// The value of plain digits and the number of decimals; commas only between groups of three (or
/// two and three, as in India).
pub(crate) fn plain(text: &str) -> Option<(f64, i32)> {
    // 2^53 has 16 digits; more would not be exact.
    const MOST: usize = 18;
    let text = if let Some(rest) = text.strip_prefix('.').filter(|r| !r.is_empty()) {
        return decimal("0", rest);
    } else {
        text
    };
    if text.len() > MOST * 2 {
        return None;
    }
    let (whole, decimals) = match text.split_once('.') {
        Some((w, d)) => (w, d),
        None => (text, ""),
    };
    let mut groups = whole.split(',');
    let head = groups.next()?;
    if head.is_empty() || !head.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.iter().enumerate().all(|(i, g)| {
        let last = i + 1 == rest.len();
        g.bytes().all(|b| b.is_ascii_digit()) && (g.len() == 3 || (!last && g.len() == 2))
    });
    if !grouped || (!rest.is_empty() && head.len() > 3) || whole.len() > MOST {
        return None;
    }
    decimal(&whole.replace(',', ""), decimals)
}

fn decimal(whole: &str, decimals: &str) -> Option<(f64, i32)> {
    if !decimals.bytes().all(|b| b.is_ascii_digit()) || decimals.len() > 12 {
        return None;
    }
    format!("{whole}.{decimals}0").parse().ok().map(|v| (v, decimals.len() as i32))
}

/// "1/2", "3/4": a part of a unit, if of small numbers.
fn slash_part(text: &str) -> Option<f64> {
    let (top, bottom) = text.split_once('/')?;
    let (top, bottom): (u8, u8) = (top.parse().ok()?, bottom.parse().ok()?);
    (top < bottom && bottom <= 16).then(|| f64::from(top) / f64::from(bottom))
}

fn digits(words: &[Word<'_>], at: usize) -> Option<Numeral> {
    if let Some(value) = slash_part(words[at].text) {
        return unit::is_unit_word(lower(words, at + 1))
            .then(|| Numeral { form: Form::Words, ..fraction(at, at + 1, value) });
    }
    let (mut bare, decimals) = plain(words[at].text)?;
    let mut end = at + 1;
    let mut step = 10f64.powi(-decimals);
    // "1 1/2" and "1½"; "1/2" alone.
    if let Some(part) = words.get(end).and_then(|w| part_sign(w.text)) {
        bare += part;
        step = 0.01;
        end += 1;
    }
    let (scale, end) = multiplier(words, at, end);
    let numeral =
        Numeral { start: at, end, value: bare * scale, bare, step: step * scale, scale, form: Form::Digits };
    Some(if bare.fract() == 0.0 { halves(words, numeral) } else { numeral })
}

/// The multiplier behind a number that ends before word `end`: its value and where it ends.
fn multiplier(words: &[Word<'_>], start: usize, mut end: usize) -> (f64, usize) {
    let mut scale = 1.0;
    // "2.3 hundred million" at most.
    for _ in 0..2 {
        let hyphen = usize::from(words.get(end).is_some_and(|w| w.is_hyphen() && w.glued));
        let Some(word) = words.get(end + hyphen) else { break };
        let singular = word.lower.strip_suffix('s').unwrap_or(&word.lower);
        match class(&word.lower).or_else(|| class(singular)) {
            Some((value, Class::Power | Class::Hundred | Class::Dozen)) if singular != "score" => {
                scale *= value
            }
            Some((value, Class::Letter))
                if word.glued && hyphen == 0 && scale == 1.0 && is_multiplier_letter(words, start, end) =>
            {
                scale *= value;
            }
            _ => break,
        }
        end += 1 + hyphen;
    }
    (scale, end)
}

/// Whether letters glued to a number multiply it: "m", "b" and "t" are metres, bytes and tonnes too.
fn is_multiplier_letter(words: &[Word<'_>], start: usize, letter: usize) -> bool {
    let text = words[letter].text;
    if matches!(words[letter].lower.as_ref(), "k" | "bn" | "mn" | "tn" | "mln" | "bln" | "trn") {
        return true;
    }
    let money = start > 0 && super::money::is_sign(words[start - 1].text);
    let decimal = words[start].text.contains('.');
    let counted = words.get(letter + 1).is_some_and(|w| w.is_alphabetic() && lexicon::is_plural(&w.lower))
        || words
            .get(letter + 2)
            .is_some_and(|w| lexicon::is_plural(&w.lower) && !lexicon::is_closed(lower(words, letter + 1)));
    let race = matches!(
        lower(words, letter + 1),
        "race"
            | "final"
            | "sprint"
            | "freestyle"
            | "hurdles"
            | "high"
            | "tall"
            | "long"
            | "wide"
            | "deep"
            | "away"
            | "from"
    );
    money || text == "M" || text == "B" || (!race && (decimal || counted) && matches!(text, "m" | "b"))
}

/// Number words at `at`: "two hundred and six thousand", "a hundred", "twenty-six".
fn number_words(words: &[Word<'_>], at: usize) -> Option<Numeral> {
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
        let and = usize::from(
            joined == 0
                && matches!(last, Some(Class::Hundred | Class::Power))
                && lower(words, i) == "and"
                && matches!(class(lower(words, i + 1)), Some((_, Class::Small | Class::Teen | Class::Ten))),
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
            Class::Power => last.is_some() && value < power,
            Class::Letter | Class::Part => false,
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
    // "two million" is two, in millions; "two and a half million" stands in `halves`.
    let scale = if power.is_finite() && current == 0.0 { power } else { 1.0 };
    let numeral = Numeral { start: at, end, value, bare: value / scale, step, scale, form: Form::Words };
    Some(halves(words, numeral))
}

/// "two and a half million", "three and a fifth", "one hundred and three and two thirds".
fn halves(words: &[Word<'_>], n: Numeral) -> Numeral {
    if n.scale != 1.0 || lower(words, n.end) != "and" {
        return n;
    }
    let half = lower(words, n.end + 1) == "a" && lower(words, n.end + 2) == "half";
    let part =
        if half { Some((0.5, n.end + 3)) } else { counted_part(words, n.end + 1).map(|f| (f.value, f.end)) };
    let Some((part, end)) = part else { return n };
    let bare = n.bare + part;
    let (scale, end) = multiplier(words, n.start, end);
    Numeral { end, value: bare * scale, bare, step: 0.1 * scale, scale, ..n }
}

/// "two thirds", "a fifth": a part that is counted.
fn counted_part(words: &[Word<'_>], at: usize) -> Option<Numeral> {
    let article = lower(words, at) == "a";
    let (count, Class::Small) = (if article { (1.0, Class::Small) } else { class(lower(words, at))? }) else {
        return None;
    };
    let next = at + 1 + usize::from(words.get(at + 1).is_some_and(|w| w.is_hyphen() && w.glued));
    let (parts, Class::Part) = class(lower(words, next))? else { return None };
    (count < parts).then(|| fraction(at, next + 1, count / parts))
}

/// "a third", "two-thirds", "half", "three quarters", "half a million".
fn fraction_words(words: &[Word<'_>], at: usize) -> Option<Numeral> {
    if lower(words, at) == "half" {
        return half(words, at);
    }
    let (count, next) = match class(lower(words, at)) {
        Some((value, Class::Small)) => (value, at + 1),
        _ if matches!(lower(words, at), "a" | "an") => (1.0, at + 1),
        _ => return None,
    };
    let hyphen = usize::from(words.get(next).is_some_and(|w| w.is_hyphen() && w.glued));
    let part = lower(words, next + hyphen);
    let Some((parts, Class::Part)) = class(part) else { return None };
    let end = next + hyphen + 1;
    let article = words[at].lower.starts_with('a');
    let whole = matches!(
        lower(words, end),
        "of" | ""
            | "."
            | ","
            | ";"
            | ")"
            | "the"
            | "to"
            | "in"
            | "by"
            | "are"
            | "were"
            | "said"
            | "have"
            | "more"
            | "less"
            | "fewer"
            | "that"
            | "as"
            | "from"
    );
    let singular = !part.ends_with('s') && part != "halves";
    // "a third term", "a quarter century": an ordinal or a noun of its own, unless counted ("two thirds").
    if (article && !whole)
        || count == 0.0
        || (count > 1.0 && singular)
        || (article && part.ends_with('s'))
        || parts <= 1.0
    {
        return None;
    }
    if count == 1.0 && singular && !article && !whole && hyphen == 0 {
        return None;
    }
    (count < parts || part == "halves").then(|| fraction(at, end, count / parts))
}

fn half(words: &[Word<'_>], at: usize) -> Option<Numeral> {
    let article = usize::from(matches!(lower(words, at + 1), "a" | "an"));
    let hyphen = usize::from(words.get(at + 1).is_some_and(|w| w.is_hyphen() && w.glued));
    let next = at + 1 + article + hyphen;
    if let Some((value, Class::Power | Class::Dozen)) = class(lower(words, next)) {
        let (start, end) = (at, next + 1);
        return Some(Numeral {
            start,
            end,
            value: value / 2.0,
            bare: 0.5,
            step: value / 10.0,
            scale: value,
            form: Form::Words,
        });
    }
    if article == 1 {
        // "half an hour", "half a mile": a half of the unit that follows.
        return unit::is_unit_word(lower(words, next)).then_some(Numeral {
            start: at,
            end: next,
            value: 0.5,
            bare: 0.5,
            step: 0.1,
            scale: 1.0,
            form: Form::Words,
        });
    }
    // The half of a game or of a year is no share, nor is "half-hearted".
    const NOT_BEFORE: [&str; 14] = [
        "first", "second", "latter", "other", "last", "top", "bottom", "better", "back", "front", "this",
        "each", "either", "a",
    ];
    let before = at.checked_sub(1).map_or("", |b| lower(words, b));
    let before = if before == "-" { "first" } else { before };
    let share = matches!(
        lower(words, at + 1),
        "of" | "the"
            | "its"
            | "their"
            | "our"
            | "his"
            | "her"
            | "my"
            | "that"
            | "those"
            | "these"
            | "all"
            | "were"
            | "are"
            | "said"
            | "have"
            | "as"
            | "."
            | ","
            | ""
            | "percent"
    );
    let plural = words.get(at + 1).is_some_and(|w| lexicon::is_plural(&w.lower))
        && !lexicon::is_closed(lower(words, at + 1));
    (!NOT_BEFORE.contains(&before) && hyphen == 0 && (share || plural)).then(|| fraction(at, at + 1, 0.5))
}

/// Whether `word` (lower case) is a number word that counts: "three", "hundred".
pub(crate) fn is_number_word(word: &str) -> bool {
    class(word).is_some_and(|(_, c)| !matches!(c, Class::Letter | Class::Part))
}
