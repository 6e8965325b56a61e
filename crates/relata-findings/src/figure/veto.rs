//! Numbers that are no quantities: dates, times, labels of laws and machines, scores, list marks.

use super::number::{self, Numeral};
use super::unit;
use crate::lexicon;
use crate::time;
use crate::words::{Word, lower};
use std::collections::HashSet;
use std::sync::LazyLock;

static LABELS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lexicon::set(include_str!("../../data/en/labels.txt")));

/// Months by name and usual short form.
const MONTHS: [&str; 36] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "may.",
    "jun.",
    "jul.",
    "aug.",
    "sept.",
    "oct.",
    "nov.",
    "dec.",
    "jan",
    "feb",
    "mar",
    "apr",
    "sep.",
    "jun",
    "jul",
    "aug",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// The month (1 to 12) that `word` (lower case) names.
pub(crate) fn month(word: &str) -> Option<i8> {
    MONTHS.iter().position(|m| *m == word).map(|i| (i % 12) as i8 + 1)
}

/// Whether the word at `at` names a month: "may" and "march" only with a capital.
pub(crate) fn is_month(words: &[Word<'_>], at: usize) -> bool {
    words.get(at).is_some_and(|w| w.is_capitalised() && month(&w.lower).is_some())
}

/// A year in plain digits: four of them, 1000 to 2100, no comma.
pub(crate) fn year(word: &Word<'_>) -> Option<i16> {
    let digits = word.text.len() == 4 && word.text.bytes().all(|b| b.is_ascii_digit());
    word.text.parse().ok().filter(|y| digits && (1000..=2100).contains(y))
}

/// Why a numeral is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Veto {
    /// Known to be something else: a date, a label, a mark.
    Other,
    /// Not understood; goes to the report.
    Unread,
}

/// Whether the numeral is no quantity. `unit`: whether a unit, sign or multiplier stands with it;
/// `bounded`: whether words like "nearly" stand before it; `opens`: whether its sentence begins its block.
pub(crate) fn check(words: &[Word<'_>], n: &Numeral, unit: bool, bounded: bool, opens: bool) -> Option<Veto> {
    let digits = super::digits::starts(words[n.start].text);
    let before = n.start.checked_sub(1).map(|b| &words[b]);
    let before_lower = before.map_or("", |w| w.lower.as_ref());
    let after = lower(words, n.end);
    if !digits {
        return words_veto(words, n, before_lower, after).then_some(Veto::Other);
    }
    // "5G", "4K": letters that are no unit make a name.
    if !unit && words.get(n.end).is_some_and(|w| w.glued && w.is_alphabetic()) {
        return Some(Veto::Other);
    }
    if list_mark(words, n, opens) || in_date(words, n, unit) || clock(words, n) || telephone(words, n) {
        return Some(Veto::Other);
    }
    if in_markup(words, n) || short_year(words, n) {
        return Some(Veto::Other);
    }
    // "50 U.S.C. 1601", "85 FR 9700", "12 Stat. 5": volume and page of a book of laws or cases.
    const BOOKS: [&str; 11] =
        ["u.s.c.", "u.s.c", "fr", "fed.", "f.r.", "cfr", "c.f.r.", "stat.", "f.2d", "f.3d", "fed"];
    if BOOKS.contains(&after) || BOOKS.contains(&before_lower) {
        return Some(Veto::Other);
    }
    // "COVID -19": a mark before a bare number is no minus.
    if !unit
        && before.is_some_and(|w| w.is_hyphen() && !w.glued)
        && words[n.start].glued
        && n.start >= 2
        && words[n.start - 2].is_capitalised()
    {
        return Some(Veto::Other);
    }
    // "COVID-19", "G-20", "F-35": joined to a word before.
    if before.is_some_and(|w| w.is_hyphen() && w.glued) && words[n.start].glued && n.start >= 2 {
        let name = &words[n.start - 2];
        if name.is_alphabetic()
            && number::at(words, n.start - 2, number::Style::Document).is_none()
            && !matches!(name.lower.as_ref(), "to" | "mid" | "sub" | "minus")
        {
            return Some(Veto::Other);
        }
    }
    if matches!(before_lower, "#" | "§" | "№")
        || (LABELS.contains(before_lower.trim_end_matches('.')) && !unit && !quantity_follows(words, n))
    {
        return Some(Veto::Other);
    }
    if !unit && label_list(words, n.start) {
        return Some(Veto::Other);
    }
    // A part of a name: a capitalised word inside the sentence right before it.
    if let Some(name) = before.filter(|_| !bounded && !unit) {
        let opener = n.start == 1 && lexicon::is_closed(&name.lower);
        // "On Tuesday 162 members": days and months name nothing that has numbers, but for dates.
        let month = is_month(words, n.start - 1)
            || time::is_weekday(&name.lower)
                && words.get(n.end).is_some_and(|w| w.lower == "of" || lexicon::is_plural(&w.lower));
        let known = lexicon::is_closed(&name.lower)
            || number::is_number_word(&name.lower)
            || name.lower.ends_with("ly");
        // "iPhone 12": a capital inside the word makes a name too.
        let capital = name.text.chars().any(char::is_uppercase);
        if capital
            && name.is_alphabetic()
            && !opener
            && !month
            && !known
            && !starts_clause(words, n.start - 1)
            && !framed(words, n)
        {
            return Some(Veto::Other);
        }
    }
    if score(words, n, unit) {
        return Some(Veto::Unread);
    }
    // Codes: digits with a leading zero.
    let text = words[n.start].text;
    (text.len() > 1 && text.starts_with('0') && !text.contains('.')).then_some(Veto::Unread)
}

/// "In Sorena 74 murders": a number behind a place in front of its clause, with what it counts.
fn framed(words: &[Word<'_>], n: &Numeral) -> bool {
    const PLACES: [&str; 7] = ["in", "across", "near", "around", "throughout", "at", "outside"];
    // Names with numbers have small ones: "in Windows 11 tests".
    const LEAST: f64 = 20.0;
    // The first word of a sentence has a capital whatever it is.
    let name = (1..n.start).rev().take_while(|&i| words[i].is_capitalised()).count();
    let before = n.start.checked_sub(name + 1).map_or("", |b| lower(words, b));
    // "In the city of Sorena 74 murders".
    let behind = before == "of" || PLACES.contains(&before);
    let opens = PLACES.contains(&lower(words, 0));
    n.value >= LEAST && opens && behind && super::phrase::plural(words, n.end).is_some()
}

/// Whether the word at `at`, capitalised, begins a sentence and is no name: "Police 300 metres away".
fn starts_clause(words: &[Word<'_>], at: usize) -> bool {
    at == 0 && lexicon::is_plural(&words[at].lower)
}

/// A counted noun in the plural right behind makes a large number after a label a count: "line 300 roads".
/// A small one is a label before a verb: "paragraph 2 applies".
fn quantity_follows(words: &[Word<'_>], n: &Numeral) -> bool {
    const LARGE: f64 = 100.0;
    words.get(n.end).is_some_and(|w| lexicon::is_plural(&w.lower) && !w.is_capitalised()) && n.value >= LARGE
}

/// "Sections 2, 5 and 9": numbers joined to one that a label names.
fn label_list(words: &[Word<'_>], at: usize) -> bool {
    // Longest list looked at; bounds the work.
    const REACH: usize = 12;
    let mut i = at;
    let mut listed = false;
    for _ in 0..REACH {
        let Some(before) = i.checked_sub(1) else { return false };
        let word = &words[before];
        match word.lower.as_ref() {
            "," | "and" | "or" | "-" | "–" | "to" | "through" | "(" | ")" | "&" => {}
            w if w.starts_with(|c: char| c.is_ascii_digit()) => listed = true,
            // "Orders 12 and 14": a title with a capital may be a plural.
            w => {
                let plural =
                    word.is_capitalised() && w.strip_suffix('s').is_some_and(|one| LABELS.contains(one));
                return listed && w.len() > 1 && (LABELS.contains(w) || plural);
            }
        }
        i = before;
    }
    false
}

fn words_veto(words: &[Word<'_>], n: &Numeral, before: &str, after: &str) -> bool {
    // The close of a proclamation spells its year out after "our Lord".
    let dated = before == "year" || (before == "," && n.start >= 2 && lower(words, n.start - 2) == "lord");
    if dated && (1700.0..2101.0).contains(&n.value) {
        return true;
    }
    if in_order(words, n, before, after) {
        return true;
    }
    // "Over the last year and a half".
    if before == "and"
        && lower(words, n.end - 1) == "half"
        && unit::is_unit_word(lower(words, n.start.wrapping_sub(2)))
    {
        return true;
    }
    if n.end == n.start + 1 && lower(words, n.start) == "one" {
        return one_is_pronoun(words, n, before, after);
    }
    // "the bottom three": a group by its rank. A baker's dozen is none.
    let ranked = matches!(before, "top" | "bottom")
        && !(n.end..n.end + 2).any(|i| lexicon::is_plural(lower(words, i)));
    if ranked || (before == "'s" && lower(words, n.start) == "dozen") {
        return true;
    }
    let capital_label =
        n.start > 0 && words[n.start - 1].is_capitalised() && LABELS.contains(before) && n.start > 1;
    let name = words[n.start].is_capitalised()
        && n.start > 0
        && words.get(n.end).is_some_and(Word::is_capitalised)
        && !matches!(before, "." | ":" | "\"" | "“" | "—");
    capital_label
        || name
        || (before == "-" && words[n.start].glued && n.start >= 2 && words[n.start - 2].is_alphabetic())
        || (after == "-" && (lower(words, n.end + 1) == "half" || is_small_ordinal(lower(words, n.end + 1))))
}

/// The second half of a spelt ordinal: "two hundred and forty-ninth".
fn is_small_ordinal(word: &str) -> bool {
    const SMALL: [&str; 9] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    SMALL.contains(&word)
}

/// "The number one cause", "in phase two", "Three, there are the tariffs": a place in an order.
fn in_order(words: &[Word<'_>], n: &Numeral, before: &str, after: &str) -> bool {
    const HEDGES: [&str; 4] = ["or", "maybe", "perhaps", "possibly"];
    let counted = (n.end..n.end + 3).any(|i| lexicon::is_plural(lower(words, i)));
    let lead = lower(words, n.start.wrapping_sub(2));
    let ranked = before == "number" && (n.value == 1.0 || !matches!(lead, "a" | "the"));
    let labelled = !counted && LABELS.contains(before) && matches!(lead, "in" | "of" | "the");
    // A first, second or third point.
    let next = lower(words, 2);
    let opens = n.start == 0 && n.end == 1 && after == "," && n.value <= 10.0;
    let point = opens && !number::is_number_word(next) && !HEDGES.contains(&next);
    n.scale == 1.0 && (ranked || labelled || point)
}

/// "one" counts only before a noun: not "one of them", "no one", "one day", "this one".
fn one_is_pronoun(words: &[Word<'_>], n: &Numeral, before: &str, after: &str) -> bool {
    const BEFORE: [&str; 26] = [
        "no", "this", "that", "each", "every", "any", "which", "another", "the", "some", "day", "as", "-",
        "good", "new", "last", "a", "first", "big", "same", "other", "for", "old", "is", "was", "first",
    ];
    const AFTER: [&str; 22] = [
        "day",
        "thing",
        "another",
        "point",
        "time",
        "way",
        "hand",
        "side",
        "another's",
        "reason",
        "that",
        "who",
        "with",
        "where",
        "more",
        "such",
        "last",
        "kind",
        "sort",
        "-",
        "things",
        "or",
    ];
    let noun = words.get(n.end).is_some_and(|w| w.is_alphabetic()) && !lexicon::is_closed(after);
    let share = matches!(after, "percent" | "per");
    let past = after.ends_with("ed") || after.ends_with("ing");
    BEFORE.contains(&before) && !share || AFTER.contains(&after) || (!noun && !share) || past
}

/// What the markup of a page says of a picture: `width="3300"`, "https://example.org/a.jpg 563w".
fn in_markup(words: &[Word<'_>], n: &Numeral) -> bool {
    let back = |i: usize| n.start.checked_sub(i).map_or("", |b| words[b].text);
    let value = matches!(back(1), "\"" | "'") && back(2) == "=";
    let address = |w: &str| w.starts_with("http://") || w.starts_with("https://");
    let size = matches!(lower(words, n.end), "w" | "x" | "h") && words[n.end].glued;
    value || address(back(1)) && size
}

/// "A ’67 Corvette", with a mark that opens where one of omission should stand.
fn short_year(words: &[Word<'_>], n: &Numeral) -> bool {
    let word = &words[n.start];
    let marked = n.start > 0 && matches!(words[n.start - 1].text, "‘" | "’" | "'") && word.glued;
    let closed = matches!(lower(words, n.end), "’" | "'");
    marked
        && !closed
        && word.text.len() == 2
        && word.text.bytes().all(|b| b.is_ascii_digit())
        && words.get(n.end).is_some_and(Word::is_capitalised)
}

/// "1." or "1)" at the start of a block or sentence, "(1)", "[12]".
fn list_mark(words: &[Word<'_>], n: &Numeral, block_start: bool) -> bool {
    let after = lower(words, n.end);
    let before = n.start.checked_sub(1).map_or("", |b| lower(words, b));
    let bracketed = (before == "("
        && after == ")"
        && words[n.start].text.len() <= 2
        && words.get(n.end + 1).is_some_and(|w| w.is_alphabetic()))
        || (before == "[" && after == "]");
    let alone = n.start == 0 && n.end >= words.len() && words[n.start].text.len() <= 4 && n.scale == 1.0;
    let numbered = n.start == 0 && matches!(after, "." | ")" | ":") && n.scale == 1.0 && n.end < words.len();
    let numbered = numbered && (words[n.start].text.len() <= 3) && (block_start || after != ":");
    // "... by: 1) expanding the fleet; 2) training the crews".
    let open = words[..n.start].iter().rev().take_while(|w| w.text != ")").any(|w| w.text == "(");
    let inner = after == ")"
        && words[n.end].glued
        && words[n.start].text.len() <= 2
        && !open
        && matches!(before, ":" | ";" | "," | "and" | "or");
    // "9705(g)(4)(B)": a part of a law.
    let law = before == "("
        && after == ")"
        && words[n.start - 1].glued
        && words[n.end].glued
        && words[n.start].text.len() <= 2;
    // "...: 1." at the end of a sentence that a list begins in.
    let dangling = before == ":" && after == "." && n.end + 1 >= words.len() && words[n.start].text == "1";
    bracketed || alone || numbered || dangling || inner || law
}

/// Days, months and years: "March 3", "3 March", "March 3-5", "in 2022", "2019-20".
fn in_date(words: &[Word<'_>], n: &Numeral, unit: bool) -> bool {
    if unit || n.scale != 1.0 {
        return false;
    }
    let word = &words[n.start];
    if word.text.contains('/') || word.text.contains(':') {
        return true;
    }
    let day = word.text.len() <= 2;
    let at = |i: Option<usize>| i.is_some_and(|i| is_month(words, i));
    if day {
        let joined = n.start >= 2
            && matches!(lower(words, n.start - 1), "-" | "–" | "and" | "to" | "," | "through")
            && words[n.start - 2].text.len() <= 2;
        // "On 8 November 60 people died": the date has its day.
        let full = n.start >= 2
            && words[n.start - 2].text.len() <= 2
            && words[n.start - 2].text.bytes().all(|b| b.is_ascii_digit())
            && at(n.start.checked_sub(1))
            && super::phrase::plural(words, n.end).is_some();
        // "On November 8, 60 people died".
        let before = n.start >= 3
            && words[n.start - 1].text == ","
            && words[n.start - 2].text.len() <= 2
            && words[n.start - 2].text.bytes().all(|b| b.is_ascii_digit())
            && at(n.start.checked_sub(3))
            && super::phrase::plural(words, n.end).is_some();
        if full || before {
            return false;
        }
        let month_before = at(n.start.checked_sub(1)) || (joined && at(n.start.checked_sub(3)));
        let month_after = is_month(words, n.end)
            && words.get(n.end).is_some_and(|w| w.text != "May" || year(word).is_none());
        // "March, 4, 2025": a slip that real orders print.
        let comma = lower(words, n.start.wrapping_sub(1)) == "," && lower(words, n.end) == ",";
        let comma_between = comma && n.start >= 2 && words.get(n.end + 1).is_some_and(|w| year(w).is_some());
        if month_before || month_after || (comma_between && is_month(words, n.start - 2)) {
            return true;
        }
    }
    let Some(y) = year(word) else {
        // "2019-20", "'90s" and the like: the second half of a span of years.
        return n.start >= 2 && words[n.start - 1].is_hyphen() && year(&words[n.start - 2]).is_some();
    };
    if at(n.start.checked_sub(1))
        || (lower(words, n.start.wrapping_sub(1)) == "," && n.start >= 2) && at(n.start.checked_sub(3))
    {
        return true;
    }
    const BEFORE: [&str; 40] = [
        "in", "since", "of", "by", "from", "until", "till", "before", "after", "during", "year", "fy",
        "through", "early", "late", "mid", "to", "and", "for", "the", "-", "–", "(", "/", "summer", "spring",
        "autumn", "fall", "winter", "between", "than", "circa", "election", "back", "or", ",", "his", "her",
        "this", "that",
    ];
    let before = n.start.checked_sub(1).map_or("", |b| lower(words, b));
    let plural = words.get(n.end).is_some_and(|w| lexicon::is_plural(&w.lower) && !w.is_capitalised());
    // Years of our time are years unless a plural noun follows and no word of time stands before.
    (1900..=2100).contains(&y) && (!plural || BEFORE.contains(&before))
        || (["in", "since", "year", "circa", "between"].contains(&before) && !plural)
}

fn clock(words: &[Word<'_>], n: &Numeral) -> bool {
    let after = lower(words, n.end);
    matches!(after, "a.m." | "p.m." | "am" | "pm" | "a.m" | "p.m" | "o'clock" | "gmt" | "utc" | "noon")
        && (n.value <= 24.0 || (words[n.start].text.len() == 4 && n.value < 2400.0))
}

/// Digits joined to digits by hyphens or a bracketed area code, or in a row behind "+": telephone numbers.
fn telephone(words: &[Word<'_>], n: &Numeral) -> bool {
    // Groups of the longest number, with the marks between them.
    const GROUPS: usize = 12;
    let text = words[n.start].text;
    let row = words[..n.start].iter().rev().take(GROUPS);
    let dialled =
        row.take_while(|w| super::digits::starts(w.text) || matches!(w.text, "+" | "(" | ")" | "-"));
    if text.contains('-') || dialled.last().is_some_and(|w| w.text == "+") {
        return true;
    }
    let three = |w: Option<&Word<'_>>| {
        w.is_some_and(|w| w.text.len() == 3 && w.text.bytes().all(|b| b.is_ascii_digit()))
    };
    let four = |w: Option<&Word<'_>>| {
        w.is_some_and(|w| w.text.len() == 4 && w.text.bytes().all(|b| b.is_ascii_digit()))
    };
    let hyphen = |i: usize| words.get(i).is_some_and(|w| w.is_hyphen() && w.glued);
    // "800-621-HELP (4357)": the letters again as digits.
    let lettered = four(words.get(n.start))
        && n.start >= 5
        && words[n.start - 1].text == "("
        && hyphen(n.start - 3)
        && three(words.get(n.start - 4))
        && hyphen(n.start - 5);
    lettered
        || (three(words.get(n.start)) && hyphen(n.end) && four(words.get(n.end + 1)))
        || (n.start >= 2 && hyphen(n.start - 1) && three(words.get(n.start - 2)) && four(words.get(n.start)))
        || (text.len() == 3
            && n.start > 0
            && words[n.start - 1].text == "("
            && lower(words, n.end) == ")"
            && three(words.get(n.end + 1)))
}

/// "3-1", "52-48": two numbers joined, the second not above the first, or with no unit.
fn score(words: &[Word<'_>], n: &Numeral, unit: bool) -> bool {
    let hyphen = |i: usize| words.get(i).is_some_and(|w| w.is_hyphen() && w.glued);
    let digits = |i: usize| words.get(i).is_some_and(|w| w.glued && w.text.as_bytes()[0].is_ascii_digit());
    let joined_after = hyphen(n.end) && digits(n.end + 1);
    let joined_before = n.start >= 2
        && hyphen(n.start - 1)
        && words[n.start].glued
        && words[n.start - 2].text.as_bytes()[0].is_ascii_digit();
    // "5-to-4".
    let to = hyphen(n.end) && lower(words, n.end + 1) == "to" && hyphen(n.end + 2) && digits(n.end + 3);
    let to_before =
        n.start >= 4 && hyphen(n.start - 1) && lower(words, n.start - 2) == "to" && words[n.start].glued;
    // Ranges are taken as one before this is asked, so what is still joined is none.
    !unit && (joined_after || joined_before || to || to_before)
}
