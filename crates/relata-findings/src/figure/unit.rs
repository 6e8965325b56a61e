//! Units behind a number: percent, times, lengths, weights, and how they convert; the table is
//! `data/en/units.txt`.

use crate::lexicon::{self, Phrases};
use crate::words::{Word, lower};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// One unit of the table, or two of them as a rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnitKind {
    /// UCUM code, or `1`.
    pub code: Cow<'static, str>,
    /// Quantity kind: `share`, `duration`, `amount`.
    pub kind: &'static str,
    /// Whether it counts only where it is glued to the digits ("5pt").
    glued: bool,
    /// Whether it counts only in lower case.
    lower: bool,
}

/// A line of the table.
struct Line {
    code: &'static str,
    kind: &'static str,
    base: &'static str,
    factor: f64,
    offset: f64,
    names: Vec<&'static str>,
}

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    let line = |l: &'static str| {
        let mut fields = l.split(" | ").map(str::trim);
        let (code, kind, scale) = (fields.next()?, fields.next()?, fields.next()?);
        let mut scale = scale.split(' ');
        let (base, factor) = (scale.next()?, scale.next().map_or(Some(1.0), |f| f.parse().ok())?);
        let offset = scale.next().map_or(Some(0.0), |f| f.parse().ok())?;
        Some(Line { code, kind, base, factor, offset, names: fields.next()?.split(", ").collect() })
    };
    lexicon::lines(include_str!("../../data/en/units.txt")).filter_map(line).collect()
});

/// What may stand behind a word of the table.
const MARKS: [char; 2] = ['*', '^'];

fn entries() -> impl Iterator<Item = (&'static str, UnitKind)> {
    LINES.iter().flat_map(|l| {
        l.names.iter().map(|w| {
            let (glued, lower) = (w.ends_with('*'), w.ends_with('^'));
            (w.trim_end_matches(MARKS), UnitKind { code: Cow::Borrowed(l.code), kind: l.kind, glued, lower })
        })
    })
}

fn has_capital(word: &str) -> bool {
    word.contains(char::is_uppercase)
}

/// Words in any case.
static UNITS: LazyLock<Phrases<UnitKind>> =
    LazyLock::new(|| Phrases::new(entries().filter(|(w, _)| !has_capital(w))));

/// Symbols that count only as they are written.
static SYMBOLS: LazyLock<HashMap<&str, UnitKind>> =
    LazyLock::new(|| entries().filter(|(w, _)| has_capital(w)).collect());

/// The unit that begins at word `at`, right behind a number: its number of words, and the unit.
pub(crate) fn at(words: &[Word<'_>], at: usize) -> Option<(usize, UnitKind)> {
    let (len, unit) = simple(words, at, false)?;
    Some(rate(words, at + len, &unit).map_or((len, unit), |(more, rate)| (len + more, rate)))
}

/// The unit at word `at` behind one that it divides: "5 ft 2 in", where "in" stands alone.
pub(crate) fn smaller(words: &[Word<'_>], at: usize) -> Option<(usize, UnitKind)> {
    simple(words, at, true)
}

fn simple(words: &[Word<'_>], at: usize, loose: bool) -> Option<(usize, UnitKind)> {
    let word = words.get(at)?;
    // "20 {kg}", "20 <kg>".
    if matches!(word.text, "{" | "<") {
        let (len, unit) = simple(words, at + 1, true)?;
        return matches!(lower(words, at + 1 + len), "}" | ">").then_some((len + 2, unit));
    }
    // A mark of quotation is a mark of inches only where a length is spoken of: "10" long".
    const LONG: [&str; 7] = ["long", "wide", "tall", "thick", "high", "deep", "across"];
    if word.text == "\"" && (LONG.contains(&lower(words, at + 1)) || loose && word.glued) {
        return UNITS.first("inch").map(|unit| (1, unit.clone()));
    }
    // 5'10".
    let digit =
        |i: usize| words.get(i).is_some_and(|w| w.glued && w.text.starts_with(|c: char| c.is_ascii_digit()));
    if matches!(word.text, "'" | "’") && word.glued && digit(at + 1) {
        return UNITS.first("foot").map(|unit| (1, unit.clone()));
    }
    // "a 30' mast", where no quotation is open.
    let noun = words.get(at + 1).is_some_and(|w| !w.glued && w.is_alphabetic() && !w.is_capitalised());
    let quoted = || words[..at].iter().any(|w| matches!(w.text, "'" | "‘"));
    if word.text == "'" && word.glued && noun && !quoted() {
        return UNITS.first("foot").map(|unit| (1, unit.clone()));
    }
    if let Some(unit) = SYMBOLS.get(word.text) {
        return (!unit.glued || loose || word.glued).then(|| (1, unit.clone()));
    }
    let (len, unit) = UNITS.at(words, at)?;
    // "in" and the like are words of their own unless glued.
    // "5G" is no weight, nor is Stone.
    let case = !word.is_capitalised() || !(unit.lower || word.text.len() == 1 && len == 1);
    (case && (!unit.glued || loose || word.glued)).then(|| (len, unit.clone()))
}

/// "per second", "/ cm2", "an hour" behind an amount: a rate in units of its own. Days and longer stay
/// out: "5 tonnes a day" are tonnes, daily.
fn rate(words: &[Word<'_>], at: usize, above: &UnitKind) -> Option<(usize, UnitKind)> {
    if above.kind != "amount" || !matches!(lower(words, at), "per" | "/") {
        return None;
    }
    let (len, below) = simple(words, at + 1, true)?;
    let long = matches!(below.code.as_ref(), "d" | "wk" | "mo" | "a" | "10.a" | "100.a");
    let fits = !long && matches!(below.kind, "amount" | "duration") && !above.code.contains('/');
    let code = Cow::Owned(format!("{}/{}", above.code, below.code));
    fits.then_some((len + 1, UnitKind { code, kind: "amount", glued: false, lower: false }))
}

/// The name of a unit in the singular, as the table has it: "metre per second" for `m/s`.
pub(crate) fn name(code: &str) -> Option<String> {
    if let Some(line) = LINES.iter().find(|l| l.code == code && code != "1") {
        return line.names.first().map(|n| n.trim_end_matches(MARKS).to_owned());
    }
    let (above, below) = code.split_once('/')?;
    let known = |code: &str| {
        let line = LINES.iter().find(|l| l.code == code)?;
        line.names.first().map(|n| n.trim_end_matches(MARKS))
    };
    Some(format!("{} per {}", known(above)?, known(below)?))
}

/// What a unit measures, as the base unit of its line: `m`, `m/s`; `None` for codes not in the table.
pub(crate) fn base(code: &str) -> Option<String> {
    scale(code).map(|s| s.0)
}

/// The base of a unit, how many of it one is, and what to add.
fn scale(code: &str) -> Option<(String, f64, f64)> {
    if let Some(line) = LINES.iter().find(|l| l.code == code) {
        return Some((line.base.to_owned(), line.factor, line.offset));
    }
    let (above, below) = code.split_once('/')?;
    let part = |code: &str| LINES.iter().find(|l| l.code == code && l.offset == 0.0);
    let (above, below) = (part(above)?, part(below)?);
    Some((format!("{}/{}", above.base, below.base), above.factor / below.factor, 0.0))
}

/// `value` of the unit `from` in the unit `to` (UCUM codes), where both measure the same thing and are
/// in the table of units.
pub fn convert(value: f64, from: &str, to: &str) -> Option<f64> {
    if from == to {
        return Some(value);
    }
    let ((base, factor, offset), (other, by, less)) = (scale(from)?, scale(to)?);
    let value = (value * factor + offset - less) / by;
    (base == other && value.is_finite()).then_some(value)
}

/// The codes of the table, in its order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    LINES.iter().map(|l| l.code)
}

/// Whether `word` (lower case) alone is the name of a unit.
pub(crate) fn is_unit_word(word: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let long = |w: &&str| w.len() > 2 && !w.contains(' ') && !w.ends_with('*') && !has_capital(w);
        let short = ["ft", "in", "km", "cm", "mm", "kg", "lb", "oz", "mi"];
        LINES.iter().flat_map(|l| l.names.iter().copied()).filter(long).chain(short).collect()
    });
    NAMES.contains(word)
}
