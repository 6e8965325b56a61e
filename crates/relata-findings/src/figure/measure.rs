//! What a figure counts: the noun phrase behind the number, read without a parser.

use super::number;
use crate::lexicon;
use crate::words::{Word, cover, lower};
use relata_rows::Span;

/// A noun phrase: words `start..end`, and its last noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub start: usize,
    pub end: usize,
    /// The head: the last word of the phrase proper.
    pub head: usize,
}

impl Phrase {
    /// Where it stands.
    pub(crate) fn span(&self, words: &[Word<'_>]) -> Span {
        cover(words, self.start, self.end)
    }
}

/// Longest noun phrase looked at, in words.
const LONGEST: usize = 8;

/// The noun phrase that begins at `at`. With `plural` the head must look like a plural.
pub(crate) fn phrase(words: &[Word<'_>], at: usize, plural: bool) -> Option<Phrase> {
    let mut head = None;
    let mut i = at;
    while i < words.len() && i < at + LONGEST {
        let word = &words[i];
        let joined = (word.is_hyphen() || word.text == "/") && word.glued;
        if joined && i > at && words.get(i + 1).is_some_and(|w| w.glued && w.is_alphabetic()) {
            i += 1;
            continue;
        }
        if !word.is_alphabetic() || lexicon::is_closed(&word.lower) || number::is_number_word(&word.lower) {
            break;
        }
        if head.is_some() && is_finite_verb(words, i) {
            break;
        }
        let is_plural = lexicon::is_plural(&word.lower) && !word.lower.ends_with("'s");
        // A plural right after a plural goes on only as a name does ("arms exports").
        if plural {
            if is_plural {
                head = Some(i);
                let next = words
                    .get(i + 1)
                    .is_some_and(|w| lexicon::is_plural(&w.lower) && !lexicon::is_closed(&w.lower));
                if !next {
                    break;
                }
            }
        } else {
            head = Some(i);
            if is_plural {
                break;
            }
        }
        i += 1;
    }
    head.map(|h| Phrase { start: at, end: h + 1, head: h })
}

/// Whether the word at `i` looks like a verb after a noun: "-ed" with no plural noun right behind.
fn is_finite_verb(words: &[Word<'_>], i: usize) -> bool {
    let word = &words[i].lower;
    let plural_behind = (i + 1..i + 3).any(|j| words.get(j).is_some_and(|w| lexicon::is_plural(&w.lower)));
    !plural_behind && (word.ends_with("ed") || word.ends_with("ing"))
}

/// A prepositional phrase behind a noun phrase that ends before `at` ("from synthetic opioids"):
/// where it ends and the phrase inside it.
pub(crate) fn prepositional(words: &[Word<'_>], at: usize, which: &[&str]) -> Option<Phrase> {
    if !which.contains(&lower(words, at)) {
        return None;
    }
    let mut start = at + 1;
    while matches!(
        lower(words, start),
        "the"
            | "a"
            | "an"
            | "all"
            | "its"
            | "their"
            | "his"
            | "her"
            | "our"
            | "these"
            | "those"
            | "this"
            | "that"
    ) {
        start += 1;
    }
    // The owner before the thing: "Mexico's territory", "the company's value".
    let mut from = start;
    let named = |i: usize| words.get(i).is_some_and(|w| w.is_alphabetic() && !lexicon::is_closed(&w.lower));
    for i in start..(start + 4).min(words.len()) {
        if matches!(lower(words, i), "'s" | "’s" | "'" | "’") {
            from = i + 1;
            break;
        }
        if !named(i) {
            break;
        }
    }
    let inner = phrase(words, from, false)?;
    Some(Phrase { start, ..inner })
}

/// The lemma of a phrase's head.
pub(crate) fn lemma(words: &[Word<'_>], phrase: &Phrase) -> String {
    let head = &words[phrase.head];
    if head.is_capitalised() && !lexicon::is_plural(&head.lower) {
        head.text.to_owned()
    } else {
        lexicon::singular(&head.lower)
    }
}

/// The words before the head, as they stand, without those that only say how often.
pub(crate) fn qualifiers(words: &[Word<'_>], phrase: &Phrase) -> Vec<String> {
    (phrase.start..phrase.head)
        .filter(|&i| words[i].is_alphabetic() && rate_word(&words[i].lower).is_none())
        .map(|i| words[i].text.to_owned())
        .collect()
}

/// The basis that an adjective or adverb gives: "annual deaths", "arrive daily".
pub(crate) fn rate_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "annual" | "annually" | "yearly" => "per year",
        "daily" => "per day",
        "monthly" => "per month",
        "weekly" => "per week",
        "hourly" => "per hour",
        "quarterly" => "per quarter",
        _ => return None,
    })
}

/// A rate behind the counted thing, at word `at`: "a day", "per 100,000", "each year", "daily".
/// Gives the number of words and the basis.
pub(crate) fn rate(words: &[Word<'_>], at: usize) -> Option<(usize, String)> {
    if let Some(basis) = rate_word(lower(words, at)) {
        return Some((1, basis.to_owned()));
    }
    let lead = lower(words, at);
    if !matches!(lead, "a" | "an" | "per" | "each" | "every" | "/") {
        return None;
    }
    if lead == "per" {
        if let Some(n) = number::at(words, at + 1) {
            let people = usize::from(matches!(
                lower(words, n.end),
                "people" | "inhabitants" | "residents" | "population"
            ));
            let text: Vec<&str> = words[at + 1..n.end].iter().map(|w| w.text).collect();
            return Some((n.end + people - at, format!("per {}", text.join(" "))));
        }
        let unit = lower(words, at + 1);
        let open = words.get(at + 1).is_some_and(|w| w.is_alphabetic()) && !lexicon::is_closed(unit);
        return open.then(|| (2, format!("per {}", lexicon::singular(unit))));
    }
    let time = matches!(
        lower(words, at + 1),
        "day" | "week" | "month" | "year" | "hour" | "minute" | "second" | "quarter" | "night" | "decade"
    );
    let measure = matches!(lead, "a" | "an")
        && matches!(
            lower(words, at + 1),
            "barrel"
                | "share"
                | "gallon"
                | "head"
                | "pound"
                | "kilo"
                | "kilogram"
                | "ounce"
                | "ton"
                | "tonne"
                | "person"
                | "household"
                | "acre"
                | "bushel"
                | "pill"
                | "dose"
        );
    (time || measure).then(|| (2, format!("per {}", lower(words, at + 1))))
}
