//! Numbers written in digits: groups, decimals, powers, parts, and digits of other scripts.
//!
//! Separators decide by their places: `1,234.5`, `1.234,5`, `1 234`, `1'234` and the Indian `12,34,567`
//! are one number each; a comma before other than three digits is a decimal comma to a [`Style::Request`]
//! and not understood in a document. More digits than a double holds are not read, rather than read as
//! another number.

use super::number::Style;
use crate::words::Word;

/// What digits say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Digits {
    /// The value.
    pub value: f64,
    /// How many digits stand behind the decimal point; 1 where a part of one follows ("1½").
    pub decimals: i32,
    /// Whether it is nothing but a part of one: "¾", "3/4".
    pub part: bool,
}

/// Most digits of a whole number that are read: 18 are the most that no double is wrong about by more
/// than 64.
const MOST: usize = 18;

/// Most tokens that one number is cut into: "6.23", "×", "10", "^", "-", "4" and one to spare.
const TOKENS: usize = 7;

/// The digits that begin at word `at`, and the word behind them.
pub(crate) fn at(words: &[Word<'_>], at: usize, style: Style) -> Option<(Digits, usize)> {
    let first = words.get(at)?;
    if !starts(first.text) {
        return None;
    }
    let mut text = String::new();
    let mut ends = Vec::new();
    for (i, word) in words.iter().enumerate().skip(at).take(TOKENS) {
        if i > at && !(word.glued && word.text.chars().all(belongs)) {
            break;
        }
        text.extend(word.text.chars().map(plain_char));
        ends.push((text.len(), i + 1));
    }
    // A slash between longer rows of digits parts a date: "5/17/2018".
    let dated = |end: usize| {
        let mark = |i: usize| words.get(i).is_some_and(|w| w.glued && matches!(w.text, "/" | "-"));
        mark(end) || (at > 0 && mark(at - 1) && first.glued)
    };
    let (mut digits, mut end) = ends.iter().rev().find_map(|&(len, end)| {
        let slash = text[..len].contains('/');
        parse(&text[..len], style).filter(|_| !(slash && dated(end))).map(|d| (d, end))
    })?;
    if end == at + 1
        && let Some((value, to)) = spaced(words, at)
    {
        (digits.value, digits.decimals, end) = (value.0, value.1, to);
    }
    // "2 1/4", "2 ½".
    if !digits.part
        && digits.value.fract() == 0.0
        && let Some(next) = words.get(end)
        && let Some(part) = part_sign(next.text).or_else(|| slash(next.text, true))
        && (0.0..1.0).contains(&part)
    {
        digits = Digits { value: digits.value + part, decimals: 1, part: false };
        end += 1;
    }
    Some((digits, end))
}

/// Whether `text` begins as a number does.
pub(crate) fn starts(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().map(plain_char);
    first.is_some_and(|c| c.is_ascii_digit() || part_char(c).is_some())
        || (first == Some('.') && chars.next().map(plain_char).is_some_and(|c| c.is_ascii_digit()))
}

fn belongs(c: char) -> bool {
    plain_char(c).is_ascii_digit() || part_char(c).is_some() || ".,'’^+-−x×eE⁄/٫٬".contains(c)
}

/// The first digit of each run of ten decimal digits in Unicode (general category Nd) that texts in
/// English, Arabic, Persian, Indian and East Asian type hold.
const ZEROS: [char; 17] = [
    '\u{660}', '\u{6F0}', '\u{7C0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}', '\u{BE6}',
    '\u{C66}', '\u{CE6}', '\u{D66}', '\u{E50}', '\u{ED0}', '\u{F20}', '\u{1040}', '\u{FF10}',
];

/// Digits and separators of other scripts as those of ASCII.
fn plain_char(c: char) -> char {
    match c {
        '٫' | '．' => '.',
        '٬' | '，' => ',',
        '’' => '\'',
        '−' | '－' => '-',
        '⁄' => '/',
        _ if c.is_ascii() => c,
        _ => ZEROS
            .iter()
            .find_map(|&zero| (c as u32).checked_sub(zero as u32).filter(|d| *d < 10))
            .and_then(|d| char::from_digit(d, 10))
            .unwrap_or(c),
    }
}

fn part_char(c: char) -> Option<f64> {
    const PARTS: [(char, f64, f64); 18] = [
        ('½', 1.0, 2.0),
        ('⅓', 1.0, 3.0),
        ('⅔', 2.0, 3.0),
        ('¼', 1.0, 4.0),
        ('¾', 3.0, 4.0),
        ('⅕', 1.0, 5.0),
        ('⅖', 2.0, 5.0),
        ('⅗', 3.0, 5.0),
        ('⅘', 4.0, 5.0),
        ('⅙', 1.0, 6.0),
        ('⅚', 5.0, 6.0),
        ('⅐', 1.0, 7.0),
        ('⅛', 1.0, 8.0),
        ('⅜', 3.0, 8.0),
        ('⅝', 5.0, 8.0),
        ('⅞', 7.0, 8.0),
        ('⅑', 1.0, 9.0),
        ('⅒', 1.0, 10.0),
    ];
    PARTS.iter().find(|p| p.0 == c).map(|p| p.1 / p.2)
}

fn part_sign(text: &str) -> Option<f64> {
    let mut chars = text.chars();
    chars.next().and_then(part_char).filter(|_| chars.next().is_none())
}

/// "3/4": a part of one, if of small numbers where `small` asks for that.
fn slash(text: &str, small: bool) -> Option<f64> {
    let (top, bottom) = text.split_once('/')?;
    let (top, bottom): (u32, u32) = (top.parse().ok()?, bottom.parse().ok()?);
    let fits = if small { top < bottom && bottom <= 16 } else { bottom > 0 };
    fits.then(|| f64::from(top) / f64::from(bottom))
}

/// A number without white space, in plain characters.
fn parse(text: &str, style: Style) -> Option<Digits> {
    if let Some(value) = part_sign(text) {
        return Some(Digits { value, decimals: 2, part: true });
    }
    if let Some(value) = slash(text, style == Style::Document) {
        return Some(Digits { value, decimals: 2, part: true });
    }
    if let Some((value, decimals)) = plain(text) {
        return Some(Digits { value, decimals, part: false });
    }
    // "1½".
    if let Some((at, last)) = text.char_indices().next_back()
        && let Some(part) = part_char(last)
    {
        let (whole, decimals) = plain(&text[..at])?;
        return (decimals == 0).then_some(Digits { value: whole + part, decimals: 1, part: false });
    }
    if let Some(value) = power(text) {
        return Some(Digits { value, decimals: decimals_of(value), part: false });
    }
    let (whole, decimals) = text.split_once(',').filter(|_| style == Style::Request)?;
    decimal(whole, decimals).map(|(value, decimals)| Digits { value, decimals, part: false })
}

/// "10^3", "1e10", "6.23x10^-4".
fn power(text: &str) -> Option<f64> {
    let times = |c: char| c == 'x' || c == '×';
    let (base, exponent, mantissa) = if let Some((mantissa, rest)) = text.split_once(times) {
        (10.0, rest.strip_prefix("10^")?, plain(mantissa)?.0)
    } else if let Some((base, exponent)) = text.split_once('^') {
        (plain(base)?.0, exponent, 1.0)
    } else {
        let (mantissa, exponent) = text.split_once(['e', 'E'])?;
        (10.0, exponent, plain(mantissa)?.0)
    };
    let digits = exponent.trim_start_matches(['+', '-']);
    let signs = &exponent[..exponent.len() - digits.len()];
    // A double ends at 1e308.
    let size: i32 = digits.parse().ok().filter(|e| (0..=308).contains(e))?;
    let sign = if signs.matches('-').count() % 2 == 1 { -1 } else { 1 };
    let value = mantissa * f64::powi(base, sign * size);
    (value.is_finite() && (value != 0.0 || mantissa == 0.0 || base == 0.0)).then_some(value)
}

/// How many decimals a power prints when written out, at most nine.
fn decimals_of(value: f64) -> i32 {
    (0..9).find(|&d| (value * 10f64.powi(d)).fract() == 0.0).unwrap_or(9)
}

/// The value of plain digits and the number of decimals.
pub(crate) fn plain(text: &str) -> Option<(f64, i32)> {
    if let Some(rest) = text.strip_prefix('.').filter(|r| !r.is_empty()) {
        return decimal("0", rest);
    }
    let comma = text.find(',');
    let point = text.find('.');
    match (comma, point) {
        (Some(c), Some(p)) if p < c => {
            // "1.234,56", as on the continent.
            let (whole, decimals) = text.split_once(',')?;
            decimal(&grouped(whole, '.')?, decimals).filter(|_| !decimals.is_empty())
        }
        (Some(_), Some(_)) => {
            let (whole, decimals) = text.split_once('.')?;
            decimal(&grouped(whole, ',')?, decimals).filter(|_| !decimals.is_empty())
        }
        (Some(_), None) => decimal(&grouped(text, ',')?, ""),
        (None, Some(p)) if text[p + 1..].contains('.') => decimal(&grouped(text, '.')?, ""),
        (None, Some(p)) => decimal(&text[..p], &text[p + 1..]).filter(|_| p + 1 < text.len()),
        (None, None) if text.contains('\'') => decimal(&grouped(text, '\'')?, ""),
        (None, None) => decimal(text, ""),
    }
}

/// Digits in groups of three, or of two before the last as in India, without their separators.
fn grouped(text: &str, separator: char) -> Option<String> {
    let groups: Vec<&str> = text.split(separator).collect();
    let (head, rest) = groups.split_first()?;
    let last = rest.len().saturating_sub(1);
    let fits = rest.iter().enumerate().all(|(i, g)| g.len() == 3 || (i < last && g.len() == 2));
    (fits && (rest.is_empty() || (1..=3).contains(&head.len()))).then(|| groups.concat())
}

fn decimal(whole: &str, decimals: &str) -> Option<(f64, i32)> {
    // Twelve decimals are more than any figure of a text has.
    const DECIMALS: usize = 12;
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > MOST
        || decimals.len() > DECIMALS
        || !digits(whole)
        || !digits(decimals)
    {
        return None;
    }
    format!("{whole}.{decimals}0").parse().ok().map(|v| (v, decimals.len() as i32))
}

/// "1 234 567", "12 345.6": groups parted by blanks; a single blank only where what follows is counted
/// ("12 345 boxes"). Gives value with decimals, and the word behind.
fn spaced(words: &[Word<'_>], at: usize) -> Option<((f64, i32), usize)> {
    let plain_digits = |w: &Word<'_>| w.text.bytes().all(|b| b.is_ascii_digit());
    let head = &words[at];
    if head.text.len() > 3 || !plain_digits(head) || head.text.starts_with('0') {
        return None;
    }
    // "May 5 300 people", "Boeing 737 800".
    if at > 0 && words[at - 1].is_capitalised() && at > 1 {
        return None;
    }
    let mut joined = head.text.to_owned();
    let mut end = at + 1;
    let mut decimals = "";
    while let Some(word) = words.get(end).filter(|w| !w.glued && joined.len() < MOST) {
        let (whole, rest) = word.text.split_once('.').unwrap_or((word.text, ""));
        if whole.len() != 3 || !whole.bytes().chain(rest.bytes()).all(|b| b.is_ascii_digit()) {
            break;
        }
        joined.push_str(whole);
        end += 1;
        if !rest.is_empty() {
            decimals = rest;
            break;
        }
    }
    // "555 123 4567" is a telephone number.
    if words.get(end).is_some_and(|w| !w.glued && starts(w.text)) {
        return None;
    }
    let counted = || {
        let sign = at > 0 && super::money::is_sign(words[at - 1].text);
        let noun = words.get(end).is_some_and(|w| {
            super::unit::at(words, end).is_some()
                || (crate::lexicon::is_plural(&w.lower) && !crate::lexicon::is_closed(&w.lower))
        });
        sign || noun
    };
    let groups = end - at - 1;
    (groups >= 2 || (groups == 1 && counted())).then(|| decimal(&joined, decimals).map(|v| (v, end)))?
}
