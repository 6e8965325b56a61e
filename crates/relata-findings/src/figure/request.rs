//! Every number and quantity of a line, for whoever asks about the line itself: no year, list mark or
//! name is set aside here, as [`super::read`] does for documents. The reading below is the same.

use super::denomination::text;
use super::interval::End;
use super::money::{self, Plain};
use super::number::{self, Form, Numeral, Style};
use super::quantity::{self, Quantity, Setting};
use super::{digits, unit};
use crate::passage;
use crate::words::{Word, lower};
use relata_language::sentences;
use relata_rows::{Document, Span, Unit};

/// What sort of quantity it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuantityKind {
    /// A bare number.
    Number,
    /// Percent, points.
    Share,
    /// Money.
    Money,
    /// A stretch of time.
    Duration,
    /// The age of somebody or something.
    Age,
    /// A temperature, or degrees that no word makes an angle.
    Temperature,
    /// Degrees of a turn.
    Angle,
    /// Any other physical quantity.
    Amount,
}

/// A quantity of a line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct TextQuantity {
    /// Where it stands in the text, with its unit and what bounds it.
    pub span: Span,
    /// The single number, in the unit, parts of a whole as parts of one; `None` for two numbers, and for
    /// a unit that stands alone ("a metric ton").
    pub value: Option<f64>,
    /// Its lower end: of a range or a limit.
    pub low: Option<End>,
    /// Its upper end; that of a range written "20 to 30" is not included.
    pub high: Option<End>,
    /// ISO 4217 or UCUM code, and the words.
    pub unit: Unit,
    /// The sign or words that say the unit, in lower case.
    pub written: String,
    /// What sort it is.
    pub kind: QuantityKind,
}

/// The words of a line, whatever sentences it has. A dash between two number words joins them,
/// blanks or not: "ninety - five".
fn with_words<T>(text: &str, f: impl FnOnce(&mut Vec<Word<'_>>) -> T) -> T {
    let document = Document::of_paragraphs(&[text.to_owned()]);
    let sentences = sentences(&document);
    let mut words: Vec<Word<'_>> =
        passage::passages(&document, &sentences).into_iter().flat_map(|p| p.words).collect();
    for i in 1..words.len().saturating_sub(1) {
        let spelt = |word: &str| number::class(word).is_some();
        if words[i].is_hyphen() && spelt(&words[i - 1].lower) && spelt(&words[i + 1].lower) {
            (words[i].glued, words[i + 1].glued) = (true, true);
        }
    }
    f(&mut words)
}

/// The numbers of a line of text, each with its span, in order: integers, decimals, fractions and powers
/// in digits and words. Digits that letters follow without a blank ("29km") are no numbers but names and
/// quantities; see [`quantities`].
pub fn numbers(text: &str) -> Vec<(Span, f64)> {
    with_words(text, |words| {
        split_digits(words);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let numeral = number::at(words, at, Style::Request);
            // Places in an order are no numbers: "the twenty-first".
            if let Some(place) = number::ordinal(words, at)
                && numeral.is_none_or(|n| n.end < place.end)
            {
                at = place.end;
                continue;
            }
            let Some(n) = numeral.filter(|n| is_number(words, n)) else {
                at += 1;
                continue;
            };
            let minus = at > 0 && quantity::is_minus(words, at - 1, false, Style::Request);
            let start = at - usize::from(minus);
            found.push((
                words[start].span.cover(words[n.end - 1].span),
                if minus { -n.value } else { n.value },
            ));
            at = n.end;
        }
        found
    })
}

/// Not "29km", nor the pronouns of "this one".
fn is_number(words: &[Word<'_>], n: &Numeral) -> bool {
    const PRONOUN: [&str; 12] =
        ["the", "this", "that", "which", "each", "every", "no", "any", "another", "some", "last", "next"];
    let letters = words.get(n.end).is_some_and(|w| w.glued && w.is_alphabetic());
    let pronoun = lower(words, n.start) == "one"
        && n.end == n.start + 1
        && n.start > 0
        && PRONOUN.contains(&lower(words, n.start - 1));
    !(pronoun || letters && n.form == Form::Digits)
}

/// Cuts digits with marks that make no number, as dates, telephone numbers and lists, into their parts.
fn split_digits(words: &mut Vec<Word<'_>>) {
    let mark = |c: char| matches!(c, '/' | '-' | ':' | ',' | '.');
    let mut out: Vec<Word<'_>> = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        let marked = digits::starts(word.text) && word.text.chars().all(|c| mark(c) || c.is_ascii_digit());
        if !marked || digits::at(&words[i..=i], 0, Style::Request).is_some() {
            out.push(word.clone());
            continue;
        }
        let mut from = 0;
        let cuts = word.text.match_indices(mark).flat_map(|(at, m)| [at, at + m.len()]);
        for to in cuts.chain([word.text.len()]) {
            if let Some(text) = word.text.get(from..to).filter(|t| !t.is_empty()) {
                let span = Span::new(word.span.start + from, word.span.start + to);
                // Parts of a list stand apart, so that no two are taken for one with decimals.
                let glued = if from == 0 { word.glued } else { !word.text.contains(',') };
                out.push(Word { span, text, lower: text.into(), glued });
            }
            from = to;
        }
    }
    *words = out;
}

/// The quantities of a line of text, in order, with unit and limits where they have any; among them
/// units that stand alone, without a value.
pub fn quantities(text: &str) -> Vec<TextQuantity> {
    let plain = Plain::of(text);
    let setting = Setting { plain: &plain, style: Style::Request };
    with_words(text, |words| {
        let mut found = Vec::new();
        let (mut at, mut floor) = (0, 0);
        while at < words.len() {
            let numeral = number::at(words, at, Style::Request)
                .filter(|n| is_number(words, n) || unit_or_money(words, n.end, &plain));
            let numeral = numeral.filter(|_| !is_name(words, at)).or_else(|| number::ordinal(words, at));
            let quantity = numeral.map(|n| Quantity::read(words, n, setting, floor));
            let read = match quantity {
                // Places in an order are asked for between limits only.
                Some(q) if q.low.form != Form::Ordinal || q.high.is_some() || q.how.is_some() => {
                    Some((q.words.end, given(words, &q)))
                }
                Some(_) => None,
                None => unit_first(words, at, setting).or_else(|| alone(words, at, &plain)),
            };
            match read {
                Some((end, quantity)) => {
                    at = end.max(at + 1);
                    floor = at;
                    found.push(quantity);
                }
                None => at += 1,
            }
        }
        found
    })
}

/// "scp-173m": a number joined to letters before it.
fn is_name(words: &[Word<'_>], at: usize) -> bool {
    at >= 2
        && words[at].glued
        && quantity::hyphen(words, at - 1)
        && words[at - 2].is_alphabetic()
        && number::class(&words[at - 2].lower).is_none()
}

fn unit_or_money(words: &[Word<'_>], at: usize, plain: &Plain) -> bool {
    unit::at(words, at).is_some() || money::behind(words, at, plain).is_some()
}

fn given(words: &[Word<'_>], q: &Quantity) -> TextQuantity {
    let part = |n: &Numeral| if q.kind == "share" && n.form == Form::Fraction { 0.01 } else { 1.0 };
    let sign = if q.negative { -1.0 } else { 1.0 };
    let first = q.printed.value * part(&q.low) * sign;
    let (mut low, mut high) = q.how.map_or((None, None), |how| how.ends(first));
    if let (Some(second), Some(numeral)) = (q.printed_high, &q.high) {
        let second = second.value * part(numeral);
        let end = |value, included| Some(End { value, included });
        (low, high) = match q.upper {
            Some(upper) => (low, upper.ends(second).1),
            None => (end(first.min(second), true), end(first.max(second), false)),
        };
    }
    let written = text(words, &q.unit_words);
    TextQuantity {
        span: words[q.words.start].span.cover(words[q.words.end - 1].span),
        value: q.high.is_none().then_some(first),
        low,
        high,
        kind: kind(words, q.kind, &q.unit.code, &written),
        unit: if written.is_empty() && q.kind == "share" {
            Unit { code: "1".into(), ..Unit::default() }
        } else {
            q.unit.clone()
        },
        written,
    }
}

fn kind(words: &[Word<'_>], kind: &str, code: &str, written: &str) -> QuantityKind {
    match kind {
        "share" if !written.is_empty() => QuantityKind::Share,
        "money" => QuantityKind::Money,
        "duration" if ["old", "age", "aged", "ages", "yo"].iter().any(|w| written.ends_with(w)) => {
            QuantityKind::Age
        }
        "duration" => QuantityKind::Duration,
        "amount" if code == "deg" || code == "{turn}" => {
            // Degrees are of heat unless the line speaks of turning.
            const TURNS: [&str; 8] =
                ["rotat", "turn", "angle", "tilt", "latitude", "longitude", "slope", "bend"];
            let turns = words.iter().any(|w| TURNS.iter().any(|t| w.lower.starts_with(t)));
            if turns { QuantityKind::Angle } else { QuantityKind::Temperature }
        }
        "amount" if unit::base(code).as_deref() == Some("K") => QuantityKind::Temperature,
        "amount" if code != "1" => QuantityKind::Amount,
        _ => QuantityKind::Number,
    }
}

/// "percent of 210", "sen 100,000": the unit before its number.
fn unit_first(words: &[Word<'_>], at: usize, setting: Setting<'_>) -> Option<(usize, TextQuantity)> {
    // A code before its number is a sign already, and a word in capitals seldom one.
    let word = |_: &_| words[at].text.chars().any(char::is_lowercase);
    let (len, unit) = match money::behind(words, at, setting.plain).filter(word) {
        Some((len, money)) => (len, Ok(money)),
        None => unit::at(words, at).filter(|(_, u)| u.kind == "share").map(|(len, u)| (len, Err(u)))?,
    };
    let of = usize::from(unit.is_err());
    if of == 1 && lower(words, at + len) != "of" {
        return None;
    }
    let n = number::at(words, at + len + of, Style::Request)?;
    let mut q = Quantity::read(words, n, setting, at + len + of);
    if q.kind != "count" {
        return None;
    }
    q.unit_words = at..at + len;
    q.words.start = at;
    match unit {
        Ok(money) => {
            (q.kind, q.unit.code) = ("money", money.code.to_owned());
            q.printed = q.printed.scaled(money.scale);
        }
        Err(share) => (q.kind, q.unit.code) = (share.kind, share.code.into_owned()),
    }
    Some((q.words.end, given(words, &q)))
}

/// A unit without a number, where its name has no other everyday meaning: "into fahrenheit", "the dollar".
fn alone(words: &[Word<'_>], at: usize, plain: &Plain) -> Option<(usize, TextQuantity)> {
    // Units that are as often something else.
    const OTHERWISE: [&str; 42] = [
        "turn", "turns", "pound", "pounds", "foot", "feet", "yard", "yards", "stone", "ton", "tons",
        "degree", "degrees", "degs", "deg", "deg.", "inch", "cup", "point", "gill", "gills", "dram", "drams",
        "bar", "won", "real", "yen", "yuan", "won", "lei", "rand", "sen", "fen", "mark", "marks", "pence",
        "penny", "times", "fold", "bit", "bits", "amp",
    ];
    let before = at.checked_sub(1).map_or("", |b| lower(words, b));
    if OTHERWISE.contains(&lower(words, at)) || digits::starts(before) {
        return None;
    }
    let long = words[at].text.len() > 2 || words[at].text == "%";
    let (len, unit, kind_name) = match money::behind(words, at, plain).filter(|_| words[at].is_alphabetic()) {
        Some((len, money)) if long => (len, money.code.to_owned(), "money"),
        _ => unit::at(words, at)
            .filter(|(_, u)| long && u.kind != "duration")
            .map(|(len, u)| (len, u.code.into_owned(), u.kind))?,
    };
    // Codes stand with a number.
    if kind_name == "money" && words[at].text.len() == 3 {
        return None;
    }
    let written = words[at..at + len].iter().map(|w| w.lower.as_ref()).collect::<Vec<_>>().join(" ");
    let quantity = TextQuantity {
        span: words[at].span.cover(words[at + len - 1].span),
        value: None,
        low: None,
        high: None,
        kind: kind(words, kind_name, &unit, &written),
        unit: Unit { code: unit, label: written.clone(), price_year: None },
        written,
    };
    Some((at + len, quantity))
}
