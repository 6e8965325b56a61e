//! One block's tokens to sentences.
//!
//! A stop ends a sentence unless it belongs to an abbreviation or the text goes on in lower case;
//! what the stop of an abbreviation means is decided by its class and the next word.

use crate::token;
use crate::words::{self, Abbreviation};
use relata_rows::{BlockKind, Span};
use std::ops::Range;

/// What a line break inside a block means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lines {
    /// Rows of a table: every line is on its own.
    Apart,
    /// Running text: a break ends a sentence unless the next line goes on in lower case.
    Running,
}

impl Lines {
    /// The meaning in a block of this kind.
    pub(crate) fn of(kind: BlockKind) -> Self {
        if kind == BlockKind::Table { Lines::Apart } else { Lines::Running }
    }
}

/// Groups of `tokens` that are one sentence each: together they are all tokens, in order.
pub(crate) fn split(text: &str, tokens: &[Span], lines: Lines) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let mut end = at + 1;
        let mut ends = false;
        if is_terminal(text, tokens, at, start) {
            while end < tokens.len() && closes(text, tokens, end) {
                end += 1;
            }
            let casual = get(text, tokens, start).starts_with(char::is_lowercase);
            ends = end == tokens.len() || ends_here(text, tokens, at, end, casual);
        }
        if !ends && end < tokens.len() {
            ends = breaks_line(text, tokens, end, lines);
        }
        if ends {
            groups.push(start..end);
            start = end;
        }
        at = end;
    }
    if start < tokens.len() {
        groups.push(start..tokens.len());
    }
    groups
}

fn get<'t>(text: &'t str, tokens: &[Span], at: usize) -> &'t str {
    tokens.get(at).and_then(|s| s.get(text)).unwrap_or("")
}

/// Whether token `at` can end a sentence that began at token `start`.
fn is_terminal(text: &str, tokens: &[Span], at: usize, start: usize) -> bool {
    let t = get(text, tokens, at);
    if t == "." {
        // "1." or "a." at the start of a sentence numbers it.
        let label = at == start + 1 && at + 1 < tokens.len() && {
            let first = get(text, tokens, start);
            first.len() <= 3
                && (first.bytes().all(|b| b.is_ascii_digit())
                    || (first.len() == 1 && first.bytes().all(|b| b.is_ascii_lowercase())))
        };
        return !label;
    }
    t.ends_with(['.', '!', '?', '…']) && !t.starts_with("http")
}

/// Whether token `at` closes a quotation or bracket right behind the stop.
fn closes(text: &str, tokens: &[Span], at: usize) -> bool {
    let touches = tokens[at - 1].end == tokens[at].start;
    let t = get(text, tokens, at);
    // A straight mark closes only where no letter follows it.
    let free = tokens.get(at + 1).is_none_or(|n| n.start > tokens[at].end)
        || get(text, tokens, at + 1).starts_with([')', '"', '”', '\'', '’', ']']);
    let closing = matches!(t, "”" | "’" | ")" | "]" | "»" | "}" | "’’" | "''");
    touches && (closing || is_stop(t) || (matches!(t, "\"" | "'") && free))
}

fn is_stop(t: &str) -> bool {
    !t.is_empty() && t.chars().all(|c| matches!(c, '.' | '!' | '?' | '…'))
}

/// Whether the sentence whose stop is token `stop` ends before token `next`. In `casual` writing,
/// where the sentence itself began in lower case, the next one may too.
fn ends_here(text: &str, tokens: &[Span], stop: usize, next: usize, casual: bool) -> bool {
    let t = get(text, tokens, stop);
    let gap = tokens[next].start > tokens[next - 1].end;
    // The first word that is not an opening mark decides.
    let mut word_at = next;
    while word_at < tokens.len() && opens(get(text, tokens, word_at)) {
        word_at += 1;
    }
    let word = get(text, tokens, word_at);
    let first = word.chars().next().unwrap_or(' ');
    let quoted = next > stop + 1;
    if quoted && (goes_on_after_quote(text, tokens, next) || matches!(first, '―' | '—' | '–')) {
        return false;
    }
    if !gap && !quoted && word_at == next {
        // "end.Then": only a plain stop with a capital behind it.
        return t == "." && first.is_uppercase();
    }
    if !is_stop(t) {
        return abbreviation_ends(text, tokens, stop, word, first, word_at > next);
    }
    match t {
        "." => (casual || !first.is_lowercase()) && !matches!(first, ',' | ';' | ')' | ']' | '”'),
        _ if t.starts_with("..") || t.starts_with('…') => {
            first.is_uppercase() || opens(get(text, tokens, next))
        }
        _ => {
            (casual && !quoted || !first.is_lowercase())
                && !matches!(first, ',' | ';' | ')' | ']' | '”' | '—' | '–')
        }
    }
}

/// Whether the sentence ends at the abbreviation that is token `stop`.
fn abbreviation_ends(
    text: &str,
    tokens: &[Span],
    stop: usize,
    word: &str,
    first: char,
    opened: bool,
) -> bool {
    let span = tokens[stop];
    let spelt = get(text, tokens, stop).trim_end_matches('.');
    if first.is_lowercase() || first.is_ascii_digit() || ",;:)]-–—/%&'".contains(first) {
        return false;
    }
    match words::abbreviation(spelt) {
        Some(Abbreviation::Never | Abbreviation::Title | Abbreviation::Number) => false,
        _ if token::initial(text, span.start, span.end.saturating_sub(1)) => false,
        _ => opened || words::starts_sentence(word) || !first.is_alphanumeric(),
    }
}

fn opens(t: &str) -> bool {
    matches!(t, "\"" | "“" | "‘" | "'" | "(" | "[" | "«" | "„" | "``" | "¿" | "¡")
}

/// Whether the words after a closed quotation carry its sentence on: "?" she asked, "!" Ortega said.
fn goes_on_after_quote(text: &str, tokens: &[Span], next: usize) -> bool {
    // Name and title before the verb: "Foreign Minister Ana Ortega said".
    const REACH: usize = 6;
    let mut names = true;
    for at in next..(next + REACH).min(tokens.len()) {
        let t = get(text, tokens, at);
        if words::is_reporting(t) {
            return names;
        }
        let pronoun = at == next && matches!(t, "He" | "She" | "They" | "It" | "I" | "We");
        if pronoun || !t.starts_with(char::is_uppercase) || words::starts_sentence(t) {
            names = false;
        }
    }
    false
}

/// Whether a line break before token `next` ends the sentence.
fn breaks_line(text: &str, tokens: &[Span], next: usize, lines: Lines) -> bool {
    let gap = text.get(tokens[next - 1].end..tokens[next].start).unwrap_or("");
    if !gap.contains('\n') {
        return false;
    }
    lines == Lines::Apart || !get(text, tokens, next).starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences of one paragraph.
    fn cut(text: &str) -> Vec<&str> {
        let tokens = token::tokens(text);
        let groups = split(text, &tokens, Lines::Running);
        groups.into_iter().map(|g| &text[tokens[g.start].start..tokens[g.end - 1].end]).collect()
    }

    #[test]
    fn stops_that_end_nothing() {
        for one in [
            "Gen. Ana Ruiz of the U.S. Army met Sen. J. K. Ortega at No. 5, Calle 10.",
            "It rose 10.5 percent in Sept. 2021, i.e. faster than in Calif. or Texas.",
            "The Corp. of Engineers, e.g., said the meeting at 10 a.m. Eastern was off.",
            "\"Is it over?\" the clerk asked.",
            "\"Is it over?\" Ortega asked.",
            "See www.example.org. for more, or write to desk@example.org today.",
            "They waited ... and waited.",
        ] {
            assert_eq!(cut(one), [one]);
        }
    }

    #[test]
    fn stops_that_end_a_sentence() {
        assert_eq!(cut("It left the U.S. The port closed."), ["It left the U.S.", "The port closed."]);
        assert_eq!(
            cut("He said \"no.\" She left (at 5 p.m.). He stayed!"),
            ["He said \"no.\"", "She left (at 5 p.m.).", "He stayed!"]
        );
        assert_eq!(cut("The answer is no. Five left."), ["The answer is no.", "Five left."]);
        assert_eq!(cut("“Go.” “Why?” Nobody knew."), ["“Go.”", "“Why?”", "Nobody knew."]);
        assert_eq!(cut("1. Close the port. 2. Open it."), ["1. Close the port.", "2. Open it."]);
    }

    #[test]
    fn a_line_break_ends_a_sentence_unless_it_goes_on() {
        assert_eq!(cut("Trade\nAnd border"), ["Trade", "And border"]);
        assert_eq!(cut("The trade\nand the border"), ["The trade\nand the border"]);
    }
}
