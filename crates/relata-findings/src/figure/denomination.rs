//! In what a number is counted: the sign before it, the unit or currency behind it, an age, the year of prices.

use super::money::{self, Money};
use super::number::{Form, Numeral, Style};
use super::quantity::{Setting, hyphen};
use super::{unit, veto};
use crate::words::{Word, lower};
use relata_rows::Unit;
use std::ops::Range;

/// In what a number is counted, from the sign before and the words behind it.
pub(super) struct Units {
    /// Code and label.
    pub unit: Unit,
    /// Quantity kind.
    pub kind: &'static str,
    /// How much of the unit one is: 0.01 for cents.
    pub scale: f64,
    /// The words that say it.
    pub words: Range<usize>,
    /// One past the last word that belongs to the quantity.
    pub end: usize,
}

impl Units {
    /// Reads the words behind the numeral `n`, which begins with its sign at word `lead`.
    pub(super) fn behind(
        words: &[Word<'_>],
        n: Numeral,
        sign: Option<(usize, Money)>,
        lead: usize,
        setting: Setting<'_>,
    ) -> Units {
        let end = n.end;
        let plain_unit = |code: &str, label: String| Unit { code: code.to_owned(), label, price_year: None };
        if let Some((_, money)) = sign {
            // "$5 Canadian dollars", "$500 US": the words behind say it better.
            let (len, money) = money::behind(words, end, setting.plain).unwrap_or((0, money));
            let said = if len > 0 { end..end + len } else { lead..n.start };
            let unit = plain_unit(money.code, text(words, &(end..end + len)));
            return Units { unit, kind: "money", scale: money.scale, words: said, end: end + len }
                .priced(words);
        }
        // "two-thirds of an inch".
        let of = if n.form == Form::Fraction
            && lower(words, end) == "of"
            && matches!(lower(words, end + 1), "a" | "an")
        {
            end + 2
        } else {
            end
        };
        let skip = of + usize::from(hyphen(words, of));
        // "20 million 2015 dollars".
        let year = words.get(skip).and_then(veto::year).filter(|_| n.scale != 1.0);
        let skip = skip + usize::from(year.is_some());
        let paid = money::behind(words, skip, setting.plain).filter(|_| {
            // One has also won things: only sums are in won.
            let least = match lower(words, skip) {
                "won" | "real" => 1000.0,
                // "Won three crowns".
                "crown" | "crowns" => 10.0,
                _ => 0.0,
            };
            n.value >= least
        });
        // "1080p" is a picture, no price.
        const LINES: [f64; 5] = [480.0, 720.0, 1080.0, 1440.0, 2160.0];
        let paid = paid.filter(|_| lower(words, skip) != "p" || !LINES.contains(&n.value));
        if let Some((len, money)) = paid {
            let said = skip..skip + len;
            let unit = Unit { price_year: year, ..plain_unit(money.code, text(words, &said)) };
            return Units { unit, kind: "money", scale: money.scale, words: said, end: skip + len }
                .priced(words);
        }
        let skip = of + usize::from(hyphen(words, of));
        let whole = n.form == Form::Fraction && of == end && setting.style == Style::Document && skip == end;
        let found = unit::at(words, skip).filter(|(_, u)| !(whole && u.kind == "duration"));
        if let Some((len, found)) = found {
            let mut last = skip + len;
            let mut label = None;
            if found.kind == "duration" {
                last = aged(words, last);
                label = of_age(words, lead).then(|| format!("{} of age", text(words, &(skip..last))));
            }
            let said = skip..last;
            let unit = plain_unit(&found.code, label.unwrap_or_else(|| text(words, &said)));
            return Units { unit, kind: found.kind, scale: 1.0, words: said, end: last };
        }
        if n.form == Form::Fraction {
            return Units {
                unit: plain_unit("%", String::new()),
                kind: "share",
                scale: 1.0,
                words: end..end,
                end,
            };
        }
        if let Some(said) = age(words, &n) {
            let unit = plain_unit("a", "years old".to_owned());
            return Units { unit, kind: "duration", scale: 1.0, words: said, end };
        }
        Units { unit: plain_unit("1", String::new()), kind: "count", scale: 1.0, words: end..end, end }
    }

    /// "in 2015 dollars", "at constant 2015 prices": the year of whose prices it is.
    fn priced(mut self, words: &[Word<'_>]) -> Units {
        const PRICES: [&str; 7] = ["dollars", "euros", "pounds", "prices", "money", "pesos", "yen"];
        let at = self.end + usize::from(matches!(lower(words, self.end), "in" | "at"));
        let at = at + usize::from(lower(words, at) == "constant");
        let year = words.get(at).and_then(veto::year);
        if at > self.end && year.is_some() && PRICES.contains(&lower(words, at + 1)) {
            self.unit.price_year = year;
            self.end = at + 2;
        }
        self
    }
}

/// "15-year-old", "35 years old", "three months of age": the end of the words that make a time an age.
fn aged(words: &[Word<'_>], end: usize) -> usize {
    let old = end + usize::from(hyphen(words, end));
    if matches!(lower(words, old), "old" | "olds") {
        return old + 1;
    }
    if lower(words, end) == "of" && lower(words, end + 1) == "age" { end + 2 } else { end }
}

/// Whether "the age of" stands before the word at `at`, an article aside.
fn of_age(words: &[Word<'_>], at: usize) -> bool {
    at >= 2 && lower(words, at - 1) == "of" && matches!(lower(words, at - 2), "age" | "ages")
}

/// "Ana Ortega, 35, said", "aged 35", "the age of 35", "she is 35": the words that say it, beside the number.
fn age(words: &[Word<'_>], n: &Numeral) -> Option<Range<usize>> {
    let before = n.start.checked_sub(1).map_or("", |b| lower(words, b));
    if matches!(before, "aged" | "age" | "ages") {
        return Some(n.start - 1..n.start);
    }
    if of_age(words, n.start) {
        return Some(n.start - 2..n.start);
    }
    let name = n.start >= 3 && words[n.start - 2].is_capitalised() && words[n.start - 3].is_capitalised();
    let month = n.start >= 2 && veto::is_month(words, n.start - 2);
    let apposed = before == "," && matches!(lower(words, n.end), "," | ".") && name && !month;
    let whole = (1.0..120.0).contains(&n.value) && n.value.fract() == 0.0 && n.scale == 1.0;
    (whole && (apposed || said_of_somebody(words, n))).then_some(n.end..n.end)
}

/// "She is 35.", "he will be 35 by June", "a son who turned 12 in May": a bare number said of one person. What
/// may follow such a number closes the phrase; "he was 3 for 4", "she was 10 under" tell a score.
fn said_of_somebody(words: &[Word<'_>], n: &Numeral) -> bool {
    const CLOSES: [&str; 16] =
        ["", ".", ",", ";", ":", ")", "when", "at", "by", "in", "but", "as", "while", "then", "now", "that"];
    let joined = lower(words, n.end) == "and" && words.get(n.end + 1).is_some_and(Word::is_alphabetic);
    let closes = joined || CLOSES.contains(&lower(words, n.end));
    let back =
        |from: usize, list: &[&str]| from - usize::from(from > 0 && list.contains(&lower(words, from - 1)));
    let bare = back(n.start, &["now", "only", "just", "already", "still", "then"]);
    let verb = back(bare, &["is", "was", "'s", "be", "am", "turned", "turns", "turn"]);
    let helped = back(back(verb, &["just"]), &["will", "would", "had", "has", "'d", "'ll"]);
    let somebody = matches!(lower(words, helped.wrapping_sub(1)), "he" | "she" | "who" | "i");
    closes && verb < bare && somebody
}

/// Words as they are written, in lower case.
pub(super) fn text(words: &[Word<'_>], range: &Range<usize>) -> String {
    let mut text = String::new();
    for word in &words[range.clone()] {
        if !text.is_empty() && !word.glued {
            text.push(' ');
        }
        text.push_str(&word.lower);
    }
    text
}
