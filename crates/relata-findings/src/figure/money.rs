//! Money: signs and words of currencies to ISO 4217 codes; the table is `data/en/currencies.txt`.

use crate::lexicon::{self, Phrases};
use crate::words::{Word, lower};
use std::collections::HashMap;
use std::sync::LazyLock;

static SIGNS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    rows().flat_map(|(code, signs, _)| signs.split_whitespace().map(move |s| (s, code))).collect()
});

static WORDS: LazyLock<Phrases<&str>> = LazyLock::new(|| {
    Phrases::new(rows().flat_map(|(code, _, words)| words.split(", ").map(move |w| (w.trim(), code))))
});

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    lexicon::lines(include_str!("../../data/en/currencies.txt")).filter_map(|l| {
        let mut fields = l.split(" | ");
        Some((fields.next()?.trim(), fields.next()?.trim(), fields.next().unwrap_or("").trim()))
    })
}

/// Whether `text` is a currency sign or code.
pub(crate) fn is_sign(text: &str) -> bool {
    SIGNS.contains_key(text)
}

/// What the plain words of a currency mean in one document, whose own words may say otherwise.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Plain {
    dollar: Option<&'static str>,
    peso: Option<&'static str>,
}

impl Plain {
    /// Looks through a document's text for dollars or pesos of one other country only.
    pub(crate) fn of(text: &str) -> Self {
        const DOLLARS: [(&str, &str); 6] = [
            ("Canadian dollar", "CAD"),
            ("Australian dollar", "AUD"),
            ("New Zealand dollar", "NZD"),
            ("Hong Kong dollar", "HKD"),
            ("Singapore dollar", "SGD"),
            ("Taiwan dollar", "TWD"),
        ];
        const PESOS: [(&str, &str); 3] =
            [("Colombian peso", "COP"), ("Argentine peso", "ARS"), ("Chilean peso", "CLP")];
        let only = |table: &[(&'static str, &'static str)]| {
            let mut named = table.iter().filter(|(w, _)| text.contains(w)).map(|&(_, code)| code);
            named.next().filter(|_| named.next().is_none())
        };
        let american =
            ["U.S. dollar", "US dollar", "US$", "American dollar"].iter().any(|w| text.contains(w));
        let mexican = ["Mexican peso", "MX$", "MXN"].iter().any(|w| text.contains(w));
        Plain { dollar: only(&DOLLARS).filter(|_| !american), peso: only(&PESOS).filter(|_| !mexican) }
    }

    fn code(self, code: &'static str, written: &str) -> &'static str {
        match written {
            "$" | "dollars" | "dollar" => self.dollar.unwrap_or(code),
            "pesos" | "peso" => self.peso.unwrap_or(code),
            _ => code,
        }
    }
}

/// The sign before the number that begins at word `number`: its first word and its code.
pub(crate) fn before(words: &[Word<'_>], number: usize, plain: Plain) -> Option<(usize, &'static str)> {
    let last = number.checked_sub(1)?;
    let word = &words[last];
    if word.text == "$" && last > 0 {
        // "US$", "US $", "MX$" are two tokens.
        let mark = format!("{}$", words[last - 1].text);
        if let Some(&code) = SIGNS.get(mark.as_str()) {
            return Some((last - 1, code));
        }
    }
    // "$US160" as in Australia.
    if last > 0 && words[last - 1].text == "$" && word.glued {
        let mark = format!("{}$", word.text);
        if let Some(&code) = SIGNS.get(mark.as_str()) {
            return Some((last - 1, code));
        }
    }
    let &code = SIGNS.get(word.text)?;
    Some((last, plain.code(code, word.text)))
}

/// The currency word or sign behind a number, at word `at`: its number of words and its code.
pub(crate) fn behind(words: &[Word<'_>], at: usize, plain: Plain) -> Option<(usize, &'static str)> {
    if let Some((len, code)) = WORDS.at(words, at) {
        return Some((len, plain.code(code, lower(words, at))));
    }
    let word = words.get(at)?;
    let sign = matches!(word.text, "€" | "£" | "¥" | "¢" | "₽" | "₴")
        || (word.text.len() == 3 && is_sign(word.text));
    SIGNS.get(word.text).filter(|_| sign).map(|&code| (1, code))
}
