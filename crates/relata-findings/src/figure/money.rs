//! Money: signs and words of currencies to ISO 4217 codes; the tables are `data/en/currencies.txt`,
//! `shared.txt` (what a plain dollar is) and `coins.txt`.

use super::number::Style;
use crate::lexicon::{self, Phrases};
use crate::words::Word;
use relata_rows::Span;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// What a plain dollar is where nothing says otherwise.
pub(super) const USUAL_DOLLAR: &str = "USD";

/// A currency beside a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Money {
    /// ISO 4217.
    pub code: &'static str,
    /// How much of it one is: 0.01 for cents, 1,000,000 for "MUSD".
    pub scale: f64,
}

/// A line of the table.
struct Line {
    code: &'static str,
    signs: Vec<&'static str>,
    countries: Vec<&'static str>,
    nouns: Vec<&'static str>,
    words: Vec<&'static str>,
}

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    let list = |text: &'static str| text.split(", ").map(str::trim).filter(|w| !w.is_empty()).collect();
    let line = |l: &'static str| {
        let mut fields = l.split('|').map(str::trim);
        Some(Line {
            code: fields.next()?,
            signs: fields.next()?.split_whitespace().collect(),
            countries: list(fields.next()?),
            nouns: list(fields.next()?),
            words: list(fields.next()?),
        })
    };
    lexicon::lines(include_str!("../../data/en/currencies.txt")).filter_map(line).collect()
});

static SIGNS: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| LINES.iter().flat_map(|l| l.signs.iter().map(|&s| (s, l.code))).collect());

static CODES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| LINES.iter().map(|l| (l.code, l.code)).collect());

/// Words and nouns that mean one currency wherever they stand.
static WORDS: LazyLock<Phrases<&str>> =
    LazyLock::new(|| Phrases::new(LINES.iter().flat_map(|l| l.words.iter().map(|&w| (w, l.code)))));

/// Countries and peoples: the lines that they stand in.
static COUNTRIES: LazyLock<Phrases<Vec<usize>>> = LazyLock::new(|| Phrases::new(by_word(|l| &l.countries)));

/// Nouns of money: the lines that they stand in.
static NOUNS: LazyLock<Phrases<Vec<usize>>> = LazyLock::new(|| Phrases::new(by_word(|l| &l.nouns)));

fn by_word(column: impl Fn(&Line) -> &Vec<&'static str>) -> HashMap<&'static str, Vec<usize>> {
    let mut table: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, line) in LINES.iter().enumerate() {
        for &word in column(line) {
            table.entry(word).or_default().push(i);
        }
    }
    table
}

static COINS: LazyLock<Phrases<(&str, f64)>> = LazyLock::new(|| {
    Phrases::new(lexicon::lines(include_str!("../../data/en/coins.txt")).flat_map(|l| {
        let (code, rest) = l.split_once(' ').unwrap_or((l, ""));
        let (many, words) = rest.split_once(' ').unwrap_or((rest, ""));
        let scale = 1.0 / many.parse::<f64>().unwrap_or(100.0);
        words.split(", ").map(move |w| (w.trim_end_matches('*'), (code, scale)))
    }))
});

/// A noun or sign that several countries share.
struct Shared {
    word: &'static str,
    code: &'static str,
    /// Whether a country that the text names is enough to change what it means.
    by_country: bool,
}

static SHARED: LazyLock<Vec<Shared>> = LazyLock::new(|| {
    let entry = |l: &'static str| {
        let mut fields = l.split_whitespace();
        Some(Shared { word: fields.next()?, code: fields.next()?, by_country: fields.next()? == "country" })
    };
    lexicon::lines(include_str!("../../data/en/shared.txt")).filter_map(entry).collect()
});

/// Whether `text` is a currency sign or code.
pub(crate) fn is_sign(text: &str) -> bool {
    SIGNS.contains_key(text)
}

/// What the plain words of a currency mean in one document, whose own words may say otherwise.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plain {
    /// Currencies by the shared words that mean them here, where those are not the usual ones.
    meaning: HashMap<&'static str, &'static str>,
    /// Whether the text has pounds sterling.
    sterling: bool,
}

impl Plain {
    /// Looks through a document's text for currencies and countries: where it names one other than the
    /// usual only, its plain words mean that one.
    pub(crate) fn of(text: &str) -> Self {
        let words: Vec<String> = text
            .split(|c: char| !(c.is_alphanumeric() || c == '$' || c == '.'))
            .map(|w| w.trim_end_matches(|c: char| c == '.' || c.is_ascii_digit()).to_lowercase())
            .filter(|w| !w.is_empty())
            .collect();
        let words: Vec<Word<'_>> = words
            .iter()
            .map(|w| Word { span: Span::new(0, 0), text: w, lower: Cow::Borrowed(w), glued: false })
            .collect();
        let mut named: BTreeSet<usize> = BTreeSet::new();
        let mut countries: BTreeSet<usize> = BTreeSet::new();
        for at in 0..words.len() {
            if words[at].text.len() > 1 && words[at].text.ends_with('$') {
                let sign = words[at].text.to_uppercase();
                named.extend(LINES.iter().position(|l| l.signs.contains(&sign.as_str())));
            }
            let Some((len, lines)) = COUNTRIES.at(&words, at) else { continue };
            countries.extend(lines);
            if let Some((_, nouns)) = NOUNS.at(&words, at + len) {
                named.extend(lines.iter().filter(|l| nouns.contains(l)));
            }
        }
        let meaning = SHARED.iter().filter_map(|shared| {
            let noun = if shared.word == "$" { "dollar" } else { shared.word };
            let of_noun = |set: &BTreeSet<usize>| -> Vec<&'static str> {
                set.iter().map(|&i| &LINES[i]).filter(|l| l.nouns.contains(&noun)).map(|l| l.code).collect()
            };
            let mut found = of_noun(&named);
            if found.is_empty() && shared.by_country {
                found = of_noun(&countries);
            }
            match found[..] {
                [one] if one != shared.code => Some((shared.word, one)),
                _ => None,
            }
        });
        Plain { meaning: meaning.collect(), sterling: text.contains('£') }
    }

    /// What a shared word or sign means here; `None` for other words.
    fn code(&self, written: &str) -> Option<&'static str> {
        let bare = written.strip_suffix('s').unwrap_or(written);
        let bare = match bare {
            "kronor" | "kronur" | "krónur" => "krona",
            "kroner" => "krone",
            "rouble" => "ruble",
            "lire" => "lira",
            "lei" => "leu",
            bare => bare,
        };
        let shared = SHARED.iter().find(|s| s.word == bare || s.word == written)?;
        Some(self.meaning.get(shared.word).copied().unwrap_or(shared.code))
    }
}

/// The sign before the number that begins at word `number`: its first word and its code.
pub(crate) fn before(
    words: &[Word<'_>],
    number: usize,
    plain: &Plain,
    style: Style,
) -> Option<(usize, Money)> {
    let mut last = number.checked_sub(1)?;
    // "$-50.8bn": the mark stands between.
    if words[last].is_hyphen() && words[last].glued && last > 0 && words[last - 1].text == "$" {
        last -= 1;
    }
    let found = |start, code| Some((start, Money { code, scale: 1.0 }));
    let word = &words[last];
    if last > 0 {
        let prefix = &words[last - 1];
        // "US$", "US $", "MX$" are two tokens; so is "$US160", as in Australia.
        let mark = match (word.text, prefix.text) {
            // "A $5 bill" begins with an article.
            ("$" | "¥" | "₵", before) if word.glued || prefix.lower != "a" => {
                Some(format!("{before}{}", word.text))
            }
            (after, "$") if word.glued => Some(format!("{after}$")),
            _ => None,
        };
        let upper = |m: &str| {
            // In lower case a letter before the sign may be a word; but for "c $" two are needed.
            let safe = style == Style::Request && (prefix.text.len() > 1 || prefix.text == "c");
            safe.then(|| SIGNS.get(m.to_uppercase().as_str())).flatten()
        };
        if let Some(&code) = mark.and_then(|m| SIGNS.get(m.as_str()).or_else(|| upper(&m))) {
            return found(last - 1, code);
        }
        if word.text == "$"
            && let Some((start, code)) = country_before(words, last)
        {
            return found(start, code);
        }
    }
    // "Rs. 45" where the stop is a token of its own.
    if word.text == "."
        && word.glued
        && last > 0
        && SIGNS.contains_key(format!("{}.", words[last - 1].text).as_str())
    {
        return found(last - 1, SIGNS.get(words[last - 1].text)?);
    }
    let &code = SIGNS.get(word.text)?;
    found(last, plain.code(word.text).unwrap_or(code))
}

/// "Canadian $", "hong kong $": the country before the sign at word `sign`.
fn country_before(words: &[Word<'_>], sign: usize) -> Option<(usize, &'static str)> {
    (sign.saturating_sub(3)..sign).find_map(|from| {
        let (len, lines) = COUNTRIES.at(words, from).filter(|(len, _)| from + len == sign)?;
        let line =
            lines.iter().map(|&i| &LINES[i]).find(|l| l.nouns.contains(&"dollar") && l.code != "USD")?;
        (len > 0).then_some((from, line.code))
    })
}

/// The currency word or sign behind a number, at word `at`: its number of words and what it is.
pub(crate) fn behind(words: &[Word<'_>], at: usize, plain: &Plain) -> Option<(usize, Money)> {
    let found = |len, code| Some((len, Money { code, scale: 1.0 }));
    if let Some((len, lines)) = COUNTRIES.at(words, at)
        && let Some((more, nouns)) = NOUNS.at(words, at + len)
        && let Some(&line) = lines.iter().find(|l| nouns.contains(l))
    {
        return found(len + more, LINES[line].code);
    }
    if let Some((len, &code)) = WORDS.at(words, at) {
        return found(len, code);
    }
    let word = words.get(at)?;
    if let Some((len, &(code, scale))) = COINS.at(words, at).filter(|_| word.lower != "p" || word.glued) {
        let code = if code == "$" { plain.code("$").unwrap_or(USUAL_DOLLAR) } else { code };
        return Some((len, Money { code, scale }));
    }
    // A plain "pounds" behind a number is a weight unless the text has pounds sterling or says next what
    // it is in other money: "200 pounds ($260)".
    if matches!(word.lower.as_ref(), "pounds" | "pound") {
        let next = |i: usize| words.get(at + i).map_or("", |w| w.text);
        let money = next(1) == "(" && (is_sign(next(2)) || is_sign(next(3)));
        return if money || (plain.sterling && next(1) != "of") { found(1, "GBP") } else { None };
    }
    if let Some(code) = plain.code(&word.lower).filter(|_| !matches!(word.text, "$" | "¥" | "£")) {
        return found(1, code);
    }
    sign_behind(words, at).map(|money| (1, money))
}

/// "20 €", "100 USD", "30 MUSD", "10 $".
fn sign_behind(words: &[Word<'_>], at: usize) -> Option<Money> {
    let text = words[at].text;
    let mark = text.chars().count() == 1 && !text.starts_with(char::is_alphanumeric);
    let upper = text.to_ascii_uppercase();
    if let Some(&code) = CODES.get(text).or_else(|| CODES.get(upper.as_str()).filter(|_| words[at].glued)) {
        return Some(Money { code, scale: 1.0 });
    }
    // "$5 $10" are two amounts.
    let next_number = words.get(at + 1).is_some_and(|w| w.glued && super::digits::starts(w.text));
    if let Some(&code) = SIGNS.get(text).filter(|_| (mark || text == "元" || text == "TL") && !next_number) {
        return Some(Money { code, scale: 1.0 });
    }
    let scale = match text.chars().next()? {
        'M' => 1e6,
        'K' | 'k' | 'T' => 1e3,
        _ => return None,
    };
    CODES.get(text.get(1..)?).map(|&code| Money { code, scale })
}

/// The currency whose small coin the word at `at` names, with how much of it one coin is.
pub(crate) fn coin(words: &[Word<'_>], at: usize, plain: &Plain) -> Option<(usize, Money)> {
    behind(words, at, plain).filter(|(_, m)| m.scale < 1.0)
}

/// Whether a word (small letters) names a currency: "euros".
pub(super) fn is_currency(word: &str) -> bool {
    LINES.iter().any(|l| l.nouns.contains(&word) || l.words.contains(&word))
        || SHARED.iter().any(|s| s.word == word.trim_end_matches('s'))
}

/// The noun of a currency: "peso" for MXN.
pub(crate) fn noun(code: &str) -> Option<&'static str> {
    let line = LINES.iter().find(|l| l.code == code)?;
    line.nouns.first().or(line.words.first()).copied()
}

/// How much of its currency one coin is: 0.01 for "cents" and "pence"; `None` for other words.
pub(crate) fn coin_worth(written: &str) -> Option<f64> {
    let entry = |l: &'static str| {
        let mut fields = l.splitn(3, ' ').skip(1);
        Some((fields.next()?.parse::<f64>().ok()?, fields.next()?))
    };
    lexicon::lines(include_str!("../../data/en/coins.txt"))
        .filter_map(entry)
        .find(|(_, words)| words.split(", ").any(|w| w.trim_end_matches('*') == written))
        .map(|(many, _)| 1.0 / many)
}

/// The English names of a currency in the singular, by each of its countries: "mexican peso".
pub(crate) fn names(code: &str) -> Vec<String> {
    let Some(line) = LINES.iter().find(|l| l.code == code) else { return Vec::new() };
    let noun = |w: &str| -> Vec<String> { line.countries.iter().map(|c| format!("{c} {w}")).collect() };
    let mut names: Vec<String> = line.nouns.first().map(|w| noun(w)).unwrap_or_default();
    names.extend(line.words.first().map(|w| (*w).to_owned()));
    names
}
