//! What a figure counts, as facets, read from the tree around it.

use super::anchor::Anchor;
use super::number;
use super::read::Reading;
use crate::text::Text;
use relata_language::Upos;
use relata_rows::Measure;
use std::ops::Range;

/// The facets of one figure. `words`: its words in the document; `taken`: words of other figures and of
/// periods, which say nothing about what is counted.
pub(super) fn facets(
    text: &Text<'_>,
    reading: &Reading,
    words: &Range<usize>,
    anchor: &Anchor,
    taken: &dyn Fn(usize) -> bool,
) -> Measure {
    let skip = |w: usize| words.contains(&w) || taken(w);
    let thing = anchor.noun.map(|n| phrase(text, n, &skip));
    let mut qualifiers = Vec::new();
    if let (Some(noun), Some(thing)) = (anchor.noun, &thing) {
        for part in thing.split(|&w| w == noun) {
            qualifiers.extend(parts(text, noun, part));
        }
    }
    let owners: Vec<Vec<usize>> = anchor.owners.iter().map(|&o| phrase(text, o, &skip)).collect();
    let mut said: Vec<String> = thing.iter().chain(&owners).map(|w| join(text, w)).collect();
    said.retain(|s| !s.is_empty());
    qualifiers.extend(owners.iter().map(|o| join(text, o)).filter(|o| !o.is_empty()));
    let verb = anchor.clause.filter(|&c| text.words[c].upos == Upos::Verb);
    let what = anchor.noun.or(verb.filter(|_| reading.kind != "count"));
    Measure {
        text: said.join("; "),
        kind: reading.kind.to_owned(),
        what: what.map(|w| text.lemma(w)).unwrap_or_default(),
        qualifiers,
        of: thing.filter(|_| anchor.whole && reading.kind == "share").map(|t| join(text, &t)),
        basis: basis(text, words, anchor),
    }
}

/// The words of the noun phrase that `noun` heads, in order, without article and clauses.
pub(super) fn phrase(text: &Text<'_>, noun: usize, skip: &dyn Fn(usize) -> bool) -> Vec<usize> {
    const INNER: [&str; 14] = [
        "compound", "amod", "nmod", "flat", "fixed", "nummod", "conj", "cc", "case", "advmod", "goeswith",
        "det", "obl", "punct",
    ];
    let mut all = vec![noun];
    let mut at = 0;
    while at < all.len() {
        let word = all[at];
        at += 1;
        for child in text.children(word) {
            let inner = INNER.iter().any(|r| text.is(child, r));
            let own =
                word == noun && ["case", "det", "cc", "advmod", "obl"].iter().any(|r| text.is(child, r));
            let mark = text.is(child, "punct") && !matches!(text.words[child].text, "-" | "/" | "&");
            // "trucks and 20 ships": a second figure begins another phrase.
            let other = text.is(child, "conj") && text.by(child, "nummod").next().is_some();
            let time = text.is(child, "nmod")
                && text.children(child).chain([child]).all(|c| skip(c) || text.is(c, "case"));
            if inner && !own && !mark && !other && !time && !skip(child) {
                all.push(child);
            }
        }
    }
    all.sort_unstable();
    all
}

/// The modifiers on one side of the noun, each with what hangs on it.
fn parts(text: &Text<'_>, noun: usize, side: &[usize]) -> Vec<String> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut last = None;
    for &word in side {
        let mut root = word;
        while let Some(head) = text.words[root].head.filter(|&h| h != noun && side.contains(&h)) {
            root = head;
        }
        let plain = !text.is(word, "case") && !text.is(word, "cc") && !text.is(word, "det");
        match out.last_mut().filter(|_| last == Some(root)) {
            Some(part) => {
                if plain || !part.is_empty() {
                    part.push(word);
                }
            }
            None => out.push(if plain { vec![word] } else { Vec::new() }),
        }
        last = Some(root);
    }
    out.retain(|p| p.iter().any(|&w| text.is_word(w) && rate_word(&text.lower(w)).is_none()));
    out.iter().map(|p| join(text, p)).collect()
}

/// Words as the text has them, with a blank where the text parts them or words are left out.
pub(super) fn join(text: &Text<'_>, words: &[usize]) -> String {
    let mut out = String::new();
    let mut end = None;
    for &word in words {
        let node = &text.words[word];
        if end.is_some_and(|e| e != node.span.start) {
            out.push(' ');
        }
        out.push_str(node.text);
        end = Some(node.span.end);
    }
    out
}

/// The noun with the modifiers before it, from the figure's end on: what a plain count is labelled with.
pub(super) fn label(text: &Text<'_>, words: &Range<usize>, noun: usize) -> String {
    let skip = |w: usize| words.contains(&w) || w > noun;
    let all = phrase(text, noun, &skip);
    let first = all.first().copied().unwrap_or(noun);
    let first = if first < words.end && words.end <= noun { words.end } else { first };
    let whole: Vec<usize> = (first..=noun).filter(|w| all.contains(w)).collect();
    join(text, &whole)
}

/// The basis that an adjective or adverb gives: "annual deaths", "arrive daily".
fn rate_word(word: &str) -> Option<&'static str> {
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

/// For how long or for how many the figure holds: "a day", "per 100,000", "annual".
fn basis(text: &Text<'_>, words: &Range<usize>, anchor: &Anchor) -> Option<String> {
    let end = text.sentences[text.words[anchor.top].sentence].end;
    let reach = anchor.noun.unwrap_or(words.end).max(words.end);
    let near = (words.end..end.min(reach + 2)).find_map(|i| rate(text, i, end));
    near.or_else(|| {
        anchor.noun.and_then(|n| text.children(n).find_map(|c| rate_word(&text.lower(c)).map(str::to_owned)))
    })
    .or_else(|| {
        let clause = anchor.clause?;
        text.children(clause)
            .filter(|&c| c >= words.end && (text.is(c, "obl") || text.is(c, "advmod")))
            .find_map(|c| {
                let first = text.by(c, "det").next().unwrap_or(c);
                rate(text, first, end)
            })
    })
}

/// A rate at word `at`.
fn rate(text: &Text<'_>, at: usize, end: usize) -> Option<String> {
    let lead = text.lower(at);
    if let Some(basis) = rate_word(&lead) {
        return Some(basis.to_owned());
    }
    let next = if at + 1 < end { text.lower(at + 1) } else { String::new() };
    const TIMES: [&str; 10] =
        ["day", "week", "month", "year", "hour", "minute", "second", "quarter", "night", "decade"];
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
    match lead.as_str() {
        "per" if at + 1 < end => {
            let number = text.words[at + 1].upos == Upos::Num || number::is_number_word(&next);
            let last = (at + 1..end).take_while(|&i| number && text.words[i].upos == Upos::Num).last();
            let words: Vec<usize> = (at + 1..=last.unwrap_or(at + 1)).collect();
            let text = if number { join(text, &words) } else { text.lemma(at + 1).to_lowercase() };
            Some(format!("per {text}"))
        }
        "a" | "an" if TIMES.contains(&next.as_str()) || THINGS.contains(&next.as_str()) => {
            Some(format!("per {next}"))
        }
        "each" | "every" | "/" if TIMES.contains(&next.as_str()) => Some(format!("per {next}")),
        _ => None,
    }
}
