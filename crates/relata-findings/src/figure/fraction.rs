//! Parts of a whole: "a third", "two-thirds", "half", "three quarters of a million", "two and a half".

use super::number::{self, Class, Form, Numeral, Style, cardinal, class, multiplier};
use super::unit;
use crate::lexicon;
use crate::words::{Word, lower};

fn hyphen(words: &[Word<'_>], at: usize) -> usize {
    usize::from(words.get(at).is_some_and(|w| w.is_hyphen() && w.glued))
}

fn part(start: usize, end: usize, value: f64) -> Numeral {
    Numeral::new(start, end, value, 0.01, Form::Fraction)
}

/// A part that is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    pub value: f64,
    pub end: usize,
    /// How many parts, and of how many.
    count: f64,
    parts: f64,
    /// Whether "a" or "an" counts it.
    article: bool,
}

/// "two thirds", "a fifth", "twenty-three hundredths", "three twenty-firsts" at word `at`.
///
/// Where the words can be parted in several ways the longest denominator counts ("one hundred thirty
/// fifths" is 100/35); a numerator never ends in "and" or inside a hyphenated word.
pub(super) fn counted(words: &[Word<'_>], at: usize, style: Style) -> Option<Counted> {
    // Longest row of number words looked at.
    const LONGEST: usize = 12;
    let article = matches!(lower(words, at), "a" | "an");
    let mut elements = Vec::new();
    let mut i = at;
    let (ordinal, last) = loop {
        if elements.len() > LONGEST {
            return None;
        }
        let word = lower(words, i);
        match class(word) {
            Some((value, c @ (Class::Part | Class::Ordinal))) => break (i, (value, c)),
            Some((_, Class::Letter | Class::Dozen)) => return None,
            Some(_) => elements.push(i),
            None if i == at && article => elements.push(i),
            None if word == "and" && i > at => {}
            None if i > at && hyphen(words, i) == 1 => {}
            None => return None,
        }
        i += 1;
    };
    let bare = |i: usize| i > at && words[i - 1].is_hyphen();
    for (k, &from) in elements.iter().enumerate().skip(1).filter(|_| style == Style::Request) {
        if bare(from) {
            continue;
        }
        let Some(parts) = denominator(words, from, ordinal, last.0) else { continue };
        // "five hundred twenty-second" is a place in an order.
        let one = |count: &f64| *count == 1.0 || lower(words, ordinal).ends_with('s');
        if let Some(count) = numerator(words, at, from, article && k == 1).filter(one) {
            return Some(Counted { value: count / parts, end: ordinal + 1, count, parts, article });
        }
    }
    let end = ordinal - usize::from(bare(ordinal));
    let count = numerator(words, at, end, article && elements.len() == 1)?;
    let parts = last.0;
    let plural = lower(words, ordinal).ends_with('s') || parts == 2.0;
    (last.1 == Class::Part && (count == 1.0 || plural)).then_some(Counted {
        value: count / parts,
        end: ordinal + 1,
        count,
        parts,
        article,
    })
}

/// The whole number of the words from `at` up to `end`.
fn numerator(words: &[Word<'_>], at: usize, end: usize, article: bool) -> Option<f64> {
    if article {
        return Some(1.0);
    }
    cardinal(&words[..end], at, Style::Document).filter(|n| n.end == end && n.value > 0.0).map(|n| n.value)
}

/// "twenty fifths", "one hundred fifth", "one thousandth": a compound denominator.
fn denominator(words: &[Word<'_>], from: usize, ordinal: usize, last: f64) -> Option<f64> {
    let end = ordinal - usize::from(words[ordinal - 1].is_hyphen());
    let base = cardinal(&words[..end], from, Style::Document).filter(|n| n.end == end)?;
    let (_, before) = class(lower(words, end - 1))?;
    match last {
        v if v < 10.0 => {
            matches!(before, Class::Ten | Class::Hundred | Class::Power).then_some(base.value + v)
        }
        v if v < 100.0 => matches!(before, Class::Hundred | Class::Power).then_some(base.value + v),
        v => Some(base.value * v),
    }
}

/// "a third", "two-thirds", "half", "three quarters", "half a million", "two thirds of a million".
pub(super) fn at(words: &[Word<'_>], at: usize, style: Style) -> Option<Numeral> {
    let first = lower(words, at);
    let half = usize::from(matches!(first, "a" | "an") && matches!(lower(words, at + 1), "half" | "quarter"));
    if matches!(lower(words, at + half), "half" | "quarter")
        && let Some(found) = parted(words, at, at + half, style)
    {
        return Some(found);
    }
    let found = counted(words, at, style)?;
    // "one hundred and three quarters" is a hundred and a part.
    let and = (at..found.end).rev().find(|&i| lower(words, i) == "and");
    if and.is_some_and(|i| counted(words, i + 1, style).is_some_and(|f| f.value < 1.0)) {
        return None;
    }
    if style == Style::Document && !is_meant(words, at, &found) {
        return None;
    }
    Some(of_power(words, part(at, found.end, found.value)))
}

/// "two thirds of a million" is a number of its own.
fn of_power(words: &[Word<'_>], n: Numeral) -> Numeral {
    let article = usize::from(matches!(lower(words, n.end + 1), "a" | "one"));
    match class(lower(words, n.end + 1 + article)) {
        Some((scale, Class::Power)) if lower(words, n.end) == "of" && article == 1 => Numeral {
            end: n.end + 3,
            value: n.value * scale,
            step: 0.1 * scale,
            scale,
            form: Form::Words,
            ..n
        },
        _ => n,
    }
}

/// In running text a place in an order ("a third term") and a noun ("a quarter century") look like parts.
fn is_meant(words: &[Word<'_>], at: usize, found: &Counted) -> bool {
    let name = lower(words, found.end - 1);
    let hyphened = words[found.end - 2].is_hyphen();
    // What may follow a part of a whole.
    const AFTER: [&str; 26] = [
        "of", "", ".", ",", ";", ")", "the", "to", "in", "by", "are", "were", "said", "have", "more", "less",
        "fewer", "that", "as", "from", "is", "was", "had", "this", "since", "between",
    ];
    let whole = AFTER.contains(&lower(words, found.end));
    let singular = !name.ends_with('s');
    let unit = unit::is_unit_word(lower(words, found.end)) && found.parts > 3.0;
    if found.count >= found.parts && name != "halves" {
        return false;
    }
    // "Of the 900 pupils, a third walk": the whole stands in front.
    let of = lower(words, 0) == "of" && at > 1 && lower(words, at - 1) == ",";
    if found.article {
        return singular && (whole || unit || of) && at + 1 < words.len();
    }
    if found.count > 1.0 {
        return !singular;
    }
    let whole = whole || of;
    singular && (whole || hyphened || unit)
}

/// "half" and "quarter", with or without an article: of a million, of a unit, of a whole.
fn parted(words: &[Word<'_>], start: usize, at: usize, style: Style) -> Option<Numeral> {
    let value = if lower(words, at) == "half" { 0.5 } else { 0.25 };
    let of = usize::from(lower(words, at + 1) == "of");
    let article = usize::from(matches!(lower(words, at + 1 + of), "a" | "an"));
    let next = at + 1 + of + article + if of + article == 0 { hyphen(words, at + 1) } else { 0 };
    if let Some((scale, kind @ (Class::Power | Class::Dozen))) = class(lower(words, next))
        && (of == 0 || article == 1)
    {
        if kind == Class::Dozen {
            return Some(Numeral::new(start, next + 1, value * scale, 1.0, Form::Words));
        }
        let step = scale / 10.0;
        return Some(Numeral {
            start,
            end: next + 1,
            value: value * scale,
            bare: value,
            step,
            scale,
            form: Form::Words,
        });
    }
    let unit = unit::is_unit_word(lower(words, next));
    // "half an hour", "a quarter of a mile", "a half mile": a part of the unit that follows.
    if unit && (article == 1 || (start < at && of == 0 && !is_calendar(lower(words, next)))) {
        return Some(Numeral::new(start, next, value, value / 5.0, Form::Words));
    }
    if value == 0.25 {
        return None;
    }
    if style == Style::Request {
        return (start < at).then(|| part(start, at + 1, value));
    }
    (start == at && article == 0 && is_share(words, at)).then(|| part(at, at + 1, 0.5))
}

/// Units of time of which a half has a name of its own: "the first half year".
fn is_calendar(word: &str) -> bool {
    matches!(word, "year" | "month" | "century" | "time")
}

/// Whether "half" at word `at` is a share: the half of a game or of a year is none, nor "half-hearted".
fn is_share(words: &[Word<'_>], at: usize) -> bool {
    const NOT_BEFORE: [&str; 15] = [
        "first", "second", "latter", "other", "last", "top", "bottom", "better", "back", "front", "this",
        "each", "either", "a", "-",
    ];
    const AFTER: [&str; 22] = [
        "of", "the", "its", "their", "our", "his", "her", "my", "that", "those", "these", "all", "were",
        "are", "said", "have", "as", ".", ",", "", "percent", "is",
    ];
    let before = at.checked_sub(1).map_or("", |b| lower(words, b));
    let next = lower(words, at + 1);
    let plural = lexicon::is_plural(next) && !lexicon::is_closed(next);
    !NOT_BEFORE.contains(&before) && hyphen(words, at + 1) == 0 && (AFTER.contains(&next) || plural)
}

/// "two and a half million", "three and a fifth", "one million and a half": a number with a part behind it.
pub(super) fn mixed(words: &[Word<'_>], n: Numeral, style: Style) -> Numeral {
    // "two-and-a-half-year": the dashes between count for nothing.
    let skip = |at: usize| at + hyphen(words, at);
    let and = skip(n.end);
    if lower(words, and) != "and" || n.bare.fract() != 0.0 {
        return n;
    }
    let (one, part) = (skip(and + 1), skip(skip(and + 1) + 1));
    let half = matches!(lower(words, one), "a" | "one")
        && matches!(lower(words, part), "half" | "quarter")
        && class(lower(words, part + 1)).is_none_or(|(_, c)| c != Class::Part);
    let (value, end) = if half {
        (if lower(words, part) == "half" { 0.5 } else { 0.25 }, part + 1)
    } else {
        match counted(words, and + 1, style).filter(|c| c.value < 1.0) {
            Some(c) => (c.value, c.end),
            None => return n,
        }
    };
    let (scale, end) = multiplier(words, n.start, end, style);
    let made =
        |value: f64, scale: f64| Numeral { end, value, bare: value / scale, step: 0.1 * scale, scale, ..n };
    if n.scale == 1.0 {
        made((n.value + value) * scale, scale)
    } else if scale == 1.0 {
        // "one million and a half" is one and a half million.
        made(n.value + value * n.scale, n.scale)
    } else {
        made(n.value + value * scale, scale)
    }
}

/// "1 over 3", "one in twenty-one": a part, in a request.
pub(super) fn ratio(words: &[Word<'_>], top: Numeral) -> Numeral {
    let joint = lower(words, top.end);
    if top.form == Form::Fraction || !matches!(joint, "over" | "in") {
        return top;
    }
    let next = top.end + 1;
    let bottom = number::at(&words[..words.len().min(next + 12)], next, Style::Document);
    let plain = |n: &Numeral| n.form != Form::Fraction && n.value.fract() == 0.0 && n.value > 0.0;
    let Some(bottom) = bottom.filter(plain) else { return top };
    let sign = top.start > 0 && super::money::is_sign(words[top.start - 1].text);
    let unit = unit::at(words, bottom.end).is_some() || (joint == "in" && top.value >= bottom.value);
    let year = joint == "in" && super::veto::year(&words[bottom.start]).is_some();
    if sign || unit || year || !plain(&top) {
        top
    } else {
        part(top.start, bottom.end, top.value / bottom.value)
    }
}
