//! Noun phrases as the tree has them, and their words.

use super::anchor::{Trees, is_time};
use crate::text::Text;
use relata_language::Upos;
use std::ops::Range;

/// Longest description of what happens to the counted thing, in words.
pub(super) const LONGEST: usize = 14;

/// The words of the noun phrase that `noun` heads, in order: its modifiers and what hangs on it with a
/// preposition; no articles before it, no clauses, no times. Of a gerund also what it is done to ("keeping a prisoner
/// in custody").
pub(super) fn phrase(text: &Text<'_>, noun: usize, skip: &dyn Fn(usize) -> bool) -> Vec<usize> {
    const INNER: [&str; 14] = [
        "compound", "amod", "nmod", "flat", "fixed", "nummod", "conj", "cc", "case", "advmod", "goeswith",
        "det", "obl", "punct",
    ];
    const OUTER: [&str; 5] = ["case", "det", "cc", "advmod", "obl"];
    let mut all = vec![noun];
    all.extend(before_verb(text, noun).filter(|&w| !skip(w)));
    all.extend(broken_off(text, noun).filter(|&w| !skip(w)));
    all.extend(before_figure(text, noun, skip));
    all.extend(aged(text, noun).into_iter().flat_map(|first| first..noun));
    let gerund = text.words[noun].upos == Upos::Verb;
    // "A two-bedroom flat": a number inside a compound counts nothing beside it.
    let other_number = |n: usize| skip(n) && text.words.get(n + 1).is_none_or(|w| w.text != "-");
    let mut at = 0;
    while at < all.len() {
        let word = all[at];
        at += 1;
        for child in text.children(word) {
            let done_to = gerund && word == noun && child > noun;
            let inner = INNER.iter().any(|r| text.is(child, r)) || done_to && text.is(child, "obj");
            let own = !done_to && word == noun && OUTER.iter().any(|r| text.is(child, r));
            let mark = text.is(child, "punct") && !matches!(text.words[child].text, "-" | "/" | "&");
            let pronoun = text.words[child].upos == Upos::Pron;
            // "Trucks and 20 ships", "a plan with 60 stations": a second figure begins another phrase.
            let other = child > word
                && (text.is(child, "conj") || text.is(child, "nmod"))
                && text
                    .children(child)
                    .any(|c| c < child && (skip(c) || text.by(c, "nummod").any(other_number)));
            let rate = child < word && text.by(child, "det").any(|d| text.lower(d) == "a");
            let time = (child > word && text.is(child, "nmod") || rate) && is_time(text, child);
            let per = text.is(child, "nmod") && text.by(child, "case").any(|c| text.lower(c) == "per");
            if inner && !own && !mark && !pronoun && !other && !time && !per && !skip(child) {
                all.push(child);
            }
        }
    }
    all.sort_unstable();
    let bare = |w: usize| ["det", "case", "cc", "punct"].iter().any(|r| text.is(w, r));
    while all.first().is_some_and(|&w| w != noun && bare(w)) {
        all.remove(0);
    }
    // What is left of a phrase whose noun was a pronoun: "the rest of it".
    while all.last().is_some_and(|&w| w != noun && (text.is(w, "case") || text.is(w, "det"))) {
        all.pop();
    }
    all
}

/// What stands between a subject and its verb and so is of the subject, though the tree may have it with the verb:
/// "exports of coffee in the islands rose". Behind a comma it is of the verb.
fn before_verb<'a>(text: &'a Text<'_>, noun: usize) -> impl Iterator<Item = usize> + 'a {
    let verb = text.words[noun].head.filter(|_| text.is(noun, "nsubj"));
    let between = move |&w: &usize| {
        verb.is_some_and(|v| noun < w && w < v) && (noun..w).all(|m| text.words[m].text != ",")
    };
    let place = |&w: &usize| text.by(w, "case").next().is_some() && !is_time(text, w);
    verb.into_iter().flat_map(|v| text.by(v, "obl")).filter(between).filter(place)
}

/// "Fifteen-year-olds", "under-fives": the first word of people named by their age, with nothing but dashes between.
pub(super) fn aged(text: &Text<'_>, noun: usize) -> Option<usize> {
    let glued = |w: usize| w > 0 && text.words[w - 1].span.end == text.words[w].span.start;
    let mut first = noun;
    while glued(first) {
        first -= 1;
    }
    let under =
        matches!(text.lower(first).as_str(), "under" | "over") && text.words[noun].text.ends_with('s');
    let olds = text.lower(noun) == "olds";
    ((under || olds) && first + 2 <= noun).then_some(first)
}

/// What stands between an object and the number that it is put at: "put the crowd on the square at 12,000".
fn before_figure(text: &Text<'_>, noun: usize, skip: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let Some(verb) = text.words[noun].head.filter(|_| text.is(noun, "obj")) else { return Vec::new() };
    let places = || text.by(verb, "obl").filter(|&o| o > noun && !is_time(text, o));
    let number = places().find(|&o| {
        (skip(o) || text.by(o, "nummod").any(skip)) && text.by(o, "case").any(|c| text.lower(c) == "at")
    });
    number.map_or(Vec::new(), |n| places().filter(|&o| o < n && !skip(o)).collect())
}

/// The first half of a subject that a number in its name has broken in two: "the type 2 engine gives", where the
/// tree gives the verb two subjects side by side.
fn broken_off(text: &Text<'_>, noun: usize) -> Option<usize> {
    let verb = text.words[noun].head.filter(|_| text.is(noun, "nsubj"))?;
    let other = text.by(verb, "nsubj").filter(|&o| o < noun && text.words[o].upos != Upos::Pron).last()?;
    let of_both = |w: usize| [Some(other), Some(noun)].contains(&text.words[w].head);
    let number = text.children(other).chain(text.children(noun)).any(|c| text.words[c].upos == Upos::Num);
    (number && (other + 1..noun).all(of_both)).then_some(other)
}

/// A noun phrase with the participles behind its noun, and the gerunds that a preposition ties to it: "charge stored in
/// the cell", "cost of building it".
pub(super) fn described(
    text: &Text<'_>,
    noun: usize,
    phrase: &[usize],
    skip: &dyn Fn(usize) -> bool,
) -> Vec<usize> {
    // "The bill for extending the line": a gerund says what the noun is of, as a noun would.
    let gerund = |c: usize| {
        text.words[c].xpos == "VBG"
            && text.by(c, "mark").any(|m| matches!(text.lower(m).as_str(), "for" | "of"))
    };
    let participle = |&c: &usize| {
        c > noun
            && (text.words[c].xpos == "VBN" || gerund(c))
            && !skip(c)
            && (noun..c).all(|m| text.words[m].text != ",")
    };
    let clauses = text.by(noun, "acl").filter(participle).flat_map(|c| clause(text, c, skip));
    let mut all: Vec<usize> = phrase.iter().copied().chain(clauses).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A participle with what hangs on it: "attributed to synthetic opioids".
pub(super) fn clause(text: &Text<'_>, participle: usize, skip: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let sentence = text.sentences[text.words[participle].sentence].clone();
    let own = |&w: &usize| text.is_under(w, participle) && !skip(w) && text.words[w].text != ",";
    let mut all: Vec<usize> = sentence.filter(|w| *w >= participle).filter(own).take(LONGEST).collect();
    // What is left of a time: "killed in action in".
    let bare = |w: usize| text.is(w, "case") || text.is(w, "det") || text.is(w, "punct");
    while all.last().is_some_and(|&w| w != participle && bare(w)) {
        all.pop();
    }
    all
}

/// The modifiers on one side of the noun, each with what hangs on it, without its preposition; those that
/// say only how often or that it is a record are left out.
pub(super) fn parts(text: &Text<'_>, noun: usize, side: &[usize]) -> Vec<Vec<usize>> {
    let mut out: Vec<(usize, Vec<usize>)> = Vec::new();
    for &word in side {
        let mut root = word;
        while let Some(head) = text.words[root].head.filter(|&h| h != noun && side.contains(&h)) {
            root = head;
        }
        let bare = ["case", "cc", "det", "punct"].iter().any(|r| text.is(word, r));
        match out.last_mut().filter(|(last, _)| *last == root) {
            Some((_, part)) if !bare || !part.is_empty() => part.push(word),
            Some(_) => {}
            None if bare => {}
            None => out.push((root, vec![word])),
        }
    }
    let empty = |p: &[usize]| {
        p.iter().all(|&w| {
            let word = text.lower(w);
            !text.is_word(w)
                || rate_word(&word).is_some()
                || matches!(word.as_str(), "record" | "total" | "more" | "other")
        })
    };
    out.into_iter().map(|(_, p)| p).filter(|p| !empty(p)).collect()
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

/// The noun with the modifiers before it, from the figure's end on, without other figures ("four- and
/// six-cylinder engines"): what a plain count is labelled with.
pub(super) fn label(trees: &Trees<'_, '_>, own: &Range<usize>, noun: usize) -> String {
    let text = trees.text;
    let skip = |w: usize| {
        trees.figure[w] != 0 || text.words[w].text == "-" && w > 0 && trees.figure[w - 1] != 0 || w > noun
    };
    let all = phrase(text, noun, &skip);
    let first = all.first().copied().unwrap_or(noun);
    let first = if first < own.end && own.end <= noun { own.end } else { first };
    let whole: Vec<usize> = (first..=noun).filter(|w| all.contains(w)).collect();
    join(text, &whole)
}

/// The basis that an adjective or adverb gives: "annual deaths", "arrive daily".
pub(super) fn rate_word(word: &str) -> Option<&'static str> {
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
