//! How far the phrase of a speaker goes, before or behind the verb.
//!
//! A phrase runs to the border of its clause, with title and apposition: "Ana Ruiz, a spokeswoman
//! for the port". No parser: borders are marks, conjunctions and words of time.

use super::cues::{self, Cue};
use crate::lexicon;
use crate::words::{Word, lower};
use relata_rows::SourceKind;
use std::ops::Range;

/// Longest phrase of a source, in words (the longest in PolNeAR train has 30, one in a thousand more).
const LONGEST: usize = 30;

/// Words that part clauses: a source never reaches across one.
const BORDERS: [&str; 33] = [
    "that", "but", "when", "while", "because", "if", "after", "before", "although", "though", "since",
    "where", "so", "than", "whether", "until", "as", ";", ":", "—", "–", "--", "“", "”", "\"", "?", "!",
    "or", "which", "what", "how", "yet", "...",
];

const PRONOUNS: [&str; 8] = ["he", "she", "they", "it", "i", "we", "you", "who"];

/// Words between a subject and its verb.
const BETWEEN: [&str; 41] = [
    "has", "have", "had", "'ve", "'re", "'m", "'ll", "'d", "been", "just", "always", "ever", "can", "could",
    "must", "might", "also", "later", "then", "would", "will", "did", "does", "do", "not", "n't", "never",
    "again", "once", "even", "further", "still", "often", "recently", "is", "was", "are", "were", "'s",
    "may", "should",
];

fn is_time(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "today"
            | "yesterday"
            | "tonight"
            | "recently"
            | "earlier"
            | "later"
            | "last"
            | "this"
            | "afterward"
            | "afterwards"
            | "wednesday's"
    )
}

fn is_article(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "some"
            | "many"
            | "several"
            | "one"
            | "two"
            | "three"
            | "another"
            | "other"
            | "most"
            | "both"
            | "these"
            | "those"
            | "this"
            | "that"
            | "few"
            | "all"
            | "each"
    )
}

/// The phrase that ends before the verb at `cue`, not reaching before `floor`. Also gives the first
/// word of the verb group ("has also said").
pub(crate) fn before(words: &[Word<'_>], cue: usize, floor: usize) -> Option<(Range<usize>, usize)> {
    let mut verb = cue;
    while verb > floor
        && (BETWEEN.contains(&lower(words, verb - 1))
            || (words[verb - 1].lower.ends_with("ly") && !words[verb - 1].is_capitalised()))
    {
        verb -= 1;
    }
    if verb == floor {
        return None;
    }
    if PRONOUNS.contains(&lower(words, verb - 1)) && lower(words, verb - 1) != "who" {
        return Some((verb - 1..verb, verb));
    }
    // "a clerk who said": the speaker stands before the pronoun.
    let relative = lower(words, verb - 1) == "who" && verb > floor + 1;
    let verb = if relative { verb - 1 } else { verb };
    let end = if lower(words, verb - 1) == "," { verb - 1 } else { verb };
    let apposed = end < verb && !relative;
    let low = floor.max(end.saturating_sub(LONGEST));
    let mut start = end;
    let (mut commas, mut depth, mut list) = (0, 0, false);
    while start > low {
        let word = lower(words, start - 1);
        match word {
            ")" | "]" => depth += 1,
            "(" | "[" if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            "(" | "[" => break,
            "who" if apposed => {}
            "," if apposed && commas == 0 => commas += 1,
            "," if list && start >= 2 && words[start - 2].is_capitalised() => {}
            "," => {
                // "Smith, 35, a clerk, said"; "R-Ky.,": a short part between commas belongs to it.
                let short = apposed
                    && start >= 2
                    && commas < 3
                    && (words[start - 2].is_capitalised()
                        || words[start - 2].text.as_bytes()[0].is_ascii_digit());
                if !short || commas == 0 {
                    break;
                }
                commas += 1;
            }
            "." if start - 1 > low => break,
            // "Ortega, Ruiz, and the mayor said".
            "and"
                if !apposed
                    && start >= 3
                    && lower(words, start - 2) == ","
                    && words[start - 3].is_capitalised() =>
            {
                list = true
            }
            "and" | "&" => {
                let names = words.get(start).is_some_and(|w| w.is_capitalised() || is_article(&w.lower))
                    && start >= 2
                    && words[start - 2].is_capitalised();
                if !names {
                    break;
                }
            }
            _ if BORDERS.contains(&word) && !(apposed && commas == 0) => break,
            _ if cues::cue(word).is_some_and(|c| c != Cue::Call)
                && cues::noun(word).is_none()
                && !(apposed && commas == 0)
                && !words[start - 1].is_capitalised() =>
            {
                break;
            }
            _ => {}
        }
        start -= 1;
    }
    let mut start = start.min(end);
    // Apposition without its own name before it: "..., a spokesman, said" with nothing to lean on.
    if apposed && commas == 0 {
        start = start.max(low);
    }
    start = skip_lead(words, start, end);
    (start < end && plausible(words, start, end)).then_some((start..end, verb))
}

/// Steps over what stands before the subject in its clause: "On Tuesday the minister", "Later".
fn skip_lead(words: &[Word<'_>], from: usize, end: usize) -> usize {
    let mut start = from;
    while start < end {
        let word = lower(words, start);
        let prep = matches!(
            word,
            "in" | "on"
                | "at"
                | "during"
                | "after"
                | "for"
                | "from"
                | "with"
                | "by"
                | "to"
                | "under"
                | "since"
                | "last"
                | "amid"
                | "despite"
                | "about"
                | "like"
        );
        let lead = matches!(
            word,
            "and"
                | "but"
                | ","
                | "."
                | "then"
                | "meanwhile"
                | "so"
                | "yet"
                | "also"
                | "still"
                | "even"
                | "now"
                | "yesterday"
                | "today"
                | "once"
                | "there"
                | "indeed"
                | "q"
                | "”"
                | "\""
                | "’"
                | "'"
                | "-"
                | ")"
                | "or"
                | "as"
        );
        if lead
            || is_time(word) && words.get(start + 1).is_none_or(|w| cues::noun(&w.lower).is_none())
            || (word.ends_with("ly") && words[start].text.len() > 4 && start + 1 < end)
        {
            start += 1;
        } else if prep && start + 1 < end {
            // Behind a preposition the subject begins at the last article or name that follows it.
            let mut next = end;
            for i in (start + 2..end).rev() {
                let begins = is_article(lower(words, i))
                    || PRONOUNS.contains(&lower(words, i))
                    || (words[i].is_capitalised()
                        && !words[i - 1].is_capitalised()
                        && lower(words, i - 1) != "the");
                if begins
                    && !matches!(lower(words, i - 1), "of" | "for" | "in" | "at" | "on" | "with" | "from")
                {
                    next = i;
                    break;
                }
            }
            start = next;
        } else {
            break;
        }
    }
    start
}

/// Whether words can be a speaker: a name, pronoun, article and noun, or a noun of people.
fn plausible(words: &[Word<'_>], start: usize, end: usize) -> bool {
    let first = &words[start];
    let word = first.lower.as_ref();
    let people = words[start..end].iter().any(|w| cues::noun(&w.lower).is_some());
    let number = first.text.as_bytes()[0].is_ascii_digit();
    let wrong = matches!(
        word,
        "what"
            | "how"
            | "why"
            | "when"
            | "where"
            | "if"
            | "not"
            | "there"
            | "to"
            | "n't"
            | "'s"
            | "is"
            | "was"
    );
    let name = first.is_capitalised() && first.is_alphabetic();
    !wrong && (name || PRONOUNS.contains(&word) || is_article(word) || people || (number && end - start > 1))
}

/// The phrase that begins at `from` behind the verb, not reaching past `ceiling`.
pub(crate) fn behind(words: &[Word<'_>], from: usize, ceiling: usize) -> Option<Range<usize>> {
    if PRONOUNS.contains(&lower(words, from)) {
        return Some(from..from + 1);
    }
    let high = ceiling.min(from + LONGEST);
    let mut end = from;
    let mut apposed = false;
    let mut depth = 0;
    while end < high {
        let word = &words[end];
        let next = lower(words, end + 1);
        match word.lower.as_ref() {
            "(" | "[" => depth += 1,
            ")" | "]" if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            "," => {
                let party = matches!(next, "r" | "d" | "i") && lower(words, end + 2) == "-";
                let age = words.get(end + 1).is_some_and(|w| w.text.as_bytes()[0].is_ascii_digit())
                    && lower(words, end + 2) == ",";
                let noun = is_article(next)
                    || next == "who"
                    || next == "whose"
                    || words.get(end + 1).is_some_and(|w| {
                        w.is_alphabetic()
                            && !w.is_capitalised()
                            && !lexicon::is_closed(next)
                            && cues::cue(next).is_none()
                            && !next.ends_with("ing")
                            && !next.ends_with("ly")
                    });
                if !(party || age || (noun && !apposed)) {
                    break;
                }
                apposed |= noun && !party && !age;
            }
            "." | ";" | ":" | "—" | "–" | "--" | "“" | "”" | "\"" | "?" | "!" => break,
            "in" | "on" | "at" | "with" | "from" | "to" | "during" | "after" | "before" | "about" | "by"
            | "into"
                if !apposed =>
            {
                // "an analyst at the bank", "a professor in Texas": an office, if a noun of its own stands before.
                let office = matches!(word.lower.as_ref(), "at" | "with" | "in" | "from")
                    && end > from
                    && is_article(lower(words, from))
                    && !is_time(next)
                    && !matches!(next, "a" | "an" | "response" | "his" | "her");
                if !office {
                    break;
                }
            }
            "that" | "when" | "while" | "as" | "because" | "if" | "but" | "when," | "since" => break,
            "and" if !words.get(end + 1).is_some_and(Word::is_capitalised) && !apposed => break,
            w if is_time(w) && end > from => break,
            w if !apposed && cues::cue(w).is_some() && end > from && !word.is_capitalised() => break,
            w if w.ends_with("ing") && lower(words, end.wrapping_sub(1)) == "," => break,
            w if w.ends_with("ly") && !word.is_capitalised() && end > from => break,
            _ => {}
        }
        end += 1;
    }
    while end > from && matches!(lower(words, end - 1), "," | "and" | "'s") {
        end -= 1;
    }
    (end > from && plausible(words, from, end)).then_some(from..end)
}

/// The subject at the start of a clause, for verbs further on: a pronoun, name, or article and noun.
pub(crate) fn subject(words: &[Word<'_>], from: usize, ceiling: usize) -> Option<Range<usize>> {
    let start = skip_lead_simple(words, from, ceiling);
    if start >= ceiling {
        return None;
    }
    if PRONOUNS.contains(&lower(words, start)) {
        return Some(start..start + 1);
    }
    let noun = |i: usize| {
        let word = &words[i];
        word.is_alphabetic()
            && !lexicon::is_closed(&word.lower)
            && !word.lower.ends_with("ed")
            && cues::cue(&word.lower).is_none()
    };
    let mut end = start + usize::from(is_article(lower(words, start)));
    while end < ceiling.min(start + 8)
        && (noun(end) || (end > start && matches!(lower(words, end), "'s" | "’s" | "of")))
    {
        end += 1;
    }
    // What follows must look like the rest of a sentence, else the phrase was cut somewhere.
    let follows = end >= ceiling
        || matches!(words[end].text, "," | "(" | ":")
        || BETWEEN.contains(&lower(words, end))
        || words[end].lower.ends_with("ed")
        || cues::cue(lower(words, end)).is_some();
    (end > start && follows && plausible(words, start, end)).then_some(start..end)
}

fn skip_lead_simple(words: &[Word<'_>], from: usize, ceiling: usize) -> usize {
    let mut start = from;
    // "In a speech on Tuesday, the minister": the clause begins behind the comma.
    const LEADS: [&str; 17] = [
        "in", "on", "at", "during", "after", "for", "from", "with", "by", "under", "since", "as", "when",
        "while", "if", "speaking", "asked",
    ];
    let comma = (start..ceiling.min(start + 16)).find(|&i| lower(words, i) == ",");
    if let Some(comma) = comma.filter(|_| LEADS.contains(&lower(words, start))) {
        start = comma + 1;
    }
    while start < ceiling
        && matches!(lower(words, start), "and" | "but" | "," | "then" | "so" | "later" | "also" | "yet")
    {
        start += 1;
    }
    start
}

/// What sort of source a phrase names, by its head: the last word before a preposition or comma.
pub(crate) fn kind(words: &[Word<'_>], phrase: &Range<usize>) -> SourceKind {
    let mut head = phrase.start;
    for i in phrase.clone() {
        let word = words[i].lower.as_ref();
        if i > phrase.start
            && (matches!(
                word,
                "," | "("
                    | "of"
                    | "for"
                    | "at"
                    | "in"
                    | "from"
                    | "with"
                    | "who"
                    | "on"
                    | "familiar"
                    | "close"
                    | "briefed"
                    | "to"
            ))
        {
            break;
        }
        head = i;
    }
    let noun = &words[head];
    match cues::noun(&noun.lower) {
        // "Police Chief Ana Ruiz" ends in a name, "the White House Statement" does not.
        Some(kind) if !noun.is_capitalised() || head == phrase.start => kind,
        _ => SourceKind::Named,
    }
}
