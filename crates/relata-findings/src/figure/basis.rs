//! For how long or for how many a figure holds: "900 litres a day", "12 deaths per 100,000", "annual".

use super::anchor::{Anchor, is_noun};
use super::noun::{join, rate_word};
use super::number;
use super::read::Reading;
use crate::text::Text;
use std::ops::Range;

/// For how long or for how many the figure holds: "a day", "per 100,000", "annual", "every day" at the end
/// of the clause.
pub(super) fn basis(
    text: &Text<'_>,
    reading: &Reading,
    own: &Range<usize>,
    anchor: &Anchor,
    taken: &dyn Fn(usize) -> bool,
) -> Option<String> {
    let end = text.sentences[text.words[anchor.top].sentence].end;
    if let Some(base) = &reading.base {
        let shift = own.start - reading.start;
        let words: Vec<usize> = (base.start + 1..base.end).map(|w| shift + w).filter(|&w| w < end).collect();
        return Some(format!("per {}", join(text, &words)));
    }
    let reach = anchor.noun.unwrap_or(own.end).max(own.end);
    let near = [own.end, reach + 1].into_iter().find_map(|i| rate(text, i, end));
    let inside = || anchor.noun.and_then(|n| text.children(n).find_map(|c| rate_word(&text.lower(c))));
    // "A third of them spend 20 hours a day": the rate is that of the figure before it.
    let foreign = |c: usize| {
        let article = text.by(c, "det").next().unwrap_or(c);
        let before = article.checked_sub(2).filter(|&w| w >= own.end);
        before.is_some_and(|w| taken(w) || taken(w + 1))
    };
    let clause = || {
        text.children(anchor.clause?)
            .filter(|&c| c >= own.end && (text.is(c, "obl") || text.is(c, "advmod")) && !foreign(c))
            .find_map(|c| rate(text, text.by(c, "det").next().unwrap_or(c), end))
    };
    // "Every month some 260 tonnes are burned".
    let before = || {
        let each = |c: &usize| text.by(*c, "det").any(|d| matches!(text.lower(d).as_str(), "every" | "each"));
        let led = |c: &usize| *c < own.start && text.by(*c, "case").next().is_none();
        let time = text.children(anchor.clause?).filter(led).find(each)?;
        rate(text, text.by(time, "det").next()?, end)
    };
    // "€1.80 a copy": what money is told for.
    let piece = || {
        let noun = own.end + 1;
        let word = |i: usize| (i < end).then(|| &text.words[i]);
        let led = word(own.end).is_some_and(|w| matches!(w.text, "a" | "an"));
        let single = word(noun).is_some_and(|w| w.xpos == "NN") && !is_noun_at(text, noun + 1, end);
        (reading.kind == "money" && led && single).then(|| format!("per {}", text.lemma(noun).to_lowercase()))
    };
    // "The number of pupils per teacher fell to 19".
    let each = || {
        let of =
            text.by(anchor.noun?, "nmod").find(|&c| text.by(c, "case").any(|p| text.lower(p) == "per"))?;
        (reading.kind == "count").then(|| format!("per {}", text.lemma(of).to_lowercase()))
    };
    near.or_else(|| inside().map(str::to_owned)).or_else(each).or_else(clause).or_else(before).or_else(piece)
}

/// Whether a noun stands at word `at`, before `end`.
fn is_noun_at(text: &Text<'_>, at: usize, end: usize) -> bool {
    at < end && (is_noun(text, at) || text.lower(at) == "of")
}

/// Units of time that a rate may be told for.
const TIMES: [&str; 10] =
    ["day", "week", "month", "year", "hour", "minute", "second", "quarter", "night", "decade"];

/// Whether a word (small letters) is a unit of time that a rate may be told for.
pub(super) fn is_time(word: &str) -> bool {
    TIMES.contains(&word)
}

/// A rate at word `at`.
fn rate(text: &Text<'_>, at: usize, end: usize) -> Option<String> {
    const THINGS: [&str; 17] = [
        "barrel",
        "share",
        "gallon",
        "head",
        "pound",
        "kilo",
        "kilogram",
        "ounce",
        "ton",
        "tonne",
        "person",
        "household",
        "acre",
        "bushel",
        "pill",
        "dose",
        "litre",
    ];
    if at >= end {
        return None;
    }
    let word = |i: usize| if i < end { text.lower(i) } else { String::new() };
    let (lead, next) = (word(at), word(at + 1));
    if let Some(basis) = rate_word(&lead) {
        return Some(basis.to_owned());
    }
    let time = TIMES.contains(&next.as_str());
    match lead.as_str() {
        // "Per square metre".
        "per" if at + 2 < end && matches!(next.as_str(), "square" | "cubic") => {
            Some(format!("per {next} {}", text.lemma(at + 2).to_lowercase()))
        }
        "per" if at + 1 < end && !number::is_number_word(&next) => {
            Some(format!("per {}", text.lemma(at + 1).to_lowercase()))
        }
        // "a year earlier" is a time.
        "a" | "an"
            if time && !matches!(word(at + 2).as_str(), "earlier" | "ago" | "before" | "later" | "after") =>
        {
            Some(format!("per {next}"))
        }
        "a" | "an" if THINGS.contains(&next.as_str()) => Some(format!("per {next}")),
        "each" | "every" | "/" if time => Some(format!("per {next}")),
        _ => None,
    }
}
