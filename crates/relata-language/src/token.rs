//! One block's text to tokens, cut as in UD English.
//!
//! The conventions are those of the treebanks EWT and GUM (universaldependencies.org/en): clitics
//! and hyphenated words are parted, numbers with their commas, points and colons are whole, a
//! currency sign stands alone, addresses are whole, a stop belongs to its abbreviation.

use crate::words::{self, Abbreviation};
use relata_rows::Span;

/// The tokens of `text`, in order; between two of them stands nothing but white space.
pub(crate) fn tokens(text: &str) -> Vec<Span> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { break };
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let len = match c {
            _ if at_word_start(text, at) && address(rest) > 0 => address(rest),
            '0'..='9' => number(rest),
            '.' | ',' if digit_after(rest, c.len_utf8()) && !digit_before(text, at) && c == '.' => {
                1 + number(&rest[1..])
            }
            _ if c.is_alphanumeric() => word(text, at),
            '\'' | '’' => apostrophe(text, at),
            _ => run(rest, c),
        };
        let end = at + len.max(c.len_utf8());
        push(&mut out, text, at, end);
        at = end;
    }
    out
}

/// Adds the token, cut into its parts where it is a word with a clitic.
fn push(out: &mut Vec<Span>, text: &str, start: usize, end: usize) {
    let word = &text[start..end];
    let cut = clitic(word).or_else(|| words::cut(word));
    match cut.filter(|&c| c > 0 && c < word.len()) {
        Some(cut) => out.extend([Span::new(start, start + cut), Span::new(start + cut, end)]),
        None => out.push(Span::new(start, end)),
    }
}

/// The byte at which a clitic begins: "do|n't", "Ortega|'s", "they|'ll".
fn clitic(word: &str) -> Option<usize> {
    let (at, mark) = word.char_indices().rev().take(4).find(|&(_, c)| matches!(c, '\'' | '’'))?;
    let tail = &word[at + mark.len_utf8()..];
    if tail.eq_ignore_ascii_case("t") && word[..at].ends_with(['n', 'N']) {
        return Some(at - 1);
    }
    let known = ["s", "re", "ve", "ll", "d", "m"].iter().any(|t| tail.eq_ignore_ascii_case(t));
    (known || tail.is_empty()).then_some(at)
}

fn at_word_start(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "(<[\"'“‘:".contains(c))
}

fn digit_after(rest: &str, by: usize) -> bool {
    rest.as_bytes().get(by).is_some_and(u8::is_ascii_digit)
}

fn digit_before(text: &str, at: usize) -> bool {
    at > 0 && text.as_bytes()[at - 1].is_ascii_alphanumeric()
}

/// Bytes of the web or mail address or handle at the start of `rest`; 0 where there is none.
fn address(rest: &str) -> usize {
    const STARTS: [&str; 5] = ["http://", "https://", "ftp://", "www.", "mailto:"];
    if STARTS.iter().any(|s| rest.get(..s.len()).is_some_and(|r| r.eq_ignore_ascii_case(s))) {
        let ends = |c: char| c.is_whitespace() || "<>\"“”’‘".contains(c);
        let chunk = rest.split(ends).next().unwrap_or("");
        return chunk.trim_end_matches(TRAILING).len();
    }
    let bytes = rest.as_bytes();
    let of = |from: usize, also: &[u8]| {
        bytes[from..].iter().take_while(|b| b.is_ascii_alphanumeric() || also.contains(b)).count()
    };
    let user = of(0, b"._%+-");
    if bytes.get(user) != Some(&b'@') {
        return 0;
    }
    if user == 0 {
        let handle = of(1, b"_");
        return if handle > 0 { 1 + handle } else { 0 };
    }
    let host = &rest[user + 1..user + 1 + of(user + 1, b".-")].trim_end_matches(TRAILING);
    if host.contains('.') { user + 1 + host.len() } else { 0 }
}

/// Marks that end a sentence or bracket rather than an address.
const TRAILING: [char; 9] = ['.', ',', ';', ':', '!', '?', ')', ']', '\''];

/// Bytes of the number at the start of `rest`: digits with groups, decimals, clock times and slash
/// dates; with letters glued on that are no unit it is a name or an ordinal (20th, 1970s, 5G).
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let inner = matches!(bytes[end], b'.' | b',' | b':' | b'/') && end > 0 && digit_after(rest, end + 1);
        // A telephone number or ISO date: digits, hyphen, digits.
        if !(bytes[end].is_ascii_digit() || inner) {
            break;
        }
        end += 1;
    }
    let dashed = dashed_digits(rest);
    if dashed > end {
        return dashed;
    }
    let letters = rest[end..].chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    let tail = &rest[end..end + letters];
    if letters == 0 || words::is_unit(tail) { end } else { end + letters }
}

/// Bytes of a number written with at least two hyphens: telephone numbers and ISO dates.
fn dashed_digits(rest: &str) -> usize {
    // The longest of them is an international number with an extension.
    const LONGEST: usize = 32;
    let (mut end, mut hyphens) = (0, 0);
    let bytes = rest.as_bytes();
    while end < bytes.len().min(LONGEST) {
        match bytes[end] {
            b'0'..=b'9' => end += 1,
            b'-' if digit_after(rest, end + 1) => {
                hyphens += 1;
                end += 1;
            }
            _ => break,
        }
    }
    let whole = bytes.get(end).is_none_or(|b| !b.is_ascii_alphabetic());
    if hyphens >= 2 && whole { end } else { 0 }
}

/// Bytes of the word at byte `at`: letters, digits, marks, inner apostrophes and stops, a prefix
/// with its hyphen, and the stop of an abbreviation.
fn word(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let mut end = 0;
    let mut part = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let letter_next = next.is_some_and(char::is_alphanumeric);
        let goes_on = match c {
            '0'..='9' if i <= 3 && words::is_code(&rest[..i]) => false,
            _ if is_word_char(c) => true,
            '\'' | '’' => letter_next,
            '.' => letter_next && dotted(&rest[part..i], next),
            '&' => {
                letter_next
                    && i < 3
                    && rest[..i].chars().all(char::is_uppercase)
                    && next.is_some_and(char::is_uppercase)
            }
            '-' if letter_next && words::is_prefix(&rest[part..i]) && part == 0 => {
                part = i + 1;
                true
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        end = i + c.len_utf8();
    }
    if rest[end..].starts_with('.') && !rest[end..].starts_with("..") && keeps_stop(text, at, at + end) {
        end += 1;
    }
    end
}

fn is_word_char(c: char) -> bool {
    // Combining marks (U+0300 to U+036F) belong to the letter before them.
    c.is_alphanumeric() || c == '_' || ('\u{300}'..='\u{36F}').contains(&c)
}

/// Whether a stop with a letter after it is inside a word: "U.S", "p.m", "site.com", but not the
/// missing blank of "ended.Then".
fn dotted(before: &str, next: Option<char>) -> bool {
    let last = before.rsplit('.').next().unwrap_or(before);
    next.is_some_and(|n| n.is_lowercase() || n.is_ascii_digit()) || last.chars().count() <= 2
}

/// Whether the word `text[start..end]` keeps the stop that follows it.
fn keeps_stop(text: &str, start: usize, end: usize) -> bool {
    let word = &text[start..end];
    let after = text[end + 1..].chars().find(|c| !c.is_whitespace());
    match words::abbreviation(word) {
        Some(Abbreviation::Number) => {
            return after.is_some_and(|c| c.is_ascii_digit() || c == '§' || c == '#');
        }
        Some(Abbreviation::Title) => {
            return text[end + 1..].starts_with(|c: char| c.is_whitespace() || c == '-');
        }
        Some(_) => return true,
        None => {}
    }
    // Acronyms in stops: U.S., a.m., Ph.D.
    let acronym = word.contains('.')
        && word.split('.').all(|p| p.chars().count() <= 2 && p.chars().all(char::is_alphabetic));
    acronym || initial(text, start, end)
}

/// Whether one capital letter with a stop is the initial of a name: beside another capitalised word.
pub(crate) fn initial(text: &str, start: usize, end: usize) -> bool {
    let mut letters = text[start..end].chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return false };
    if !letter.is_uppercase() {
        return false;
    }
    let next = text[end + 1..].trim_start_matches(' ');
    let next_word = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let before = text[..start].trim_end_matches(' ');
    let named_before = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '.')).next().unwrap_or("");
    let named_before = named_before.starts_with(char::is_uppercase);
    let begins = next.starts_with(char::is_uppercase) && !words::starts_sentence(next_word);
    if letter == 'I' && !named_before {
        false
    } else {
        begins || (named_before && !next.is_empty() && !next.starts_with(char::is_uppercase))
    }
}

/// Bytes of the token that begins with an apostrophe: a clitic that stands apart ("'s"), a cut
/// decade ("'90s"), or the mark alone.
fn apostrophe(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let mark = rest.chars().next().map_or(1, char::len_utf8);
    let tail: &str = rest[mark..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let glued = text[..at].ends_with(char::is_alphanumeric);
    let clitic =
        ["s", "re", "ve", "ll", "d", "m", "em", "til", "cause"].iter().any(|t| tail.eq_ignore_ascii_case(t));
    let decade =
        tail.len() >= 2 && tail.as_bytes()[0].is_ascii_digit() && !glued && rest.starts_with(['\'', '’']);
    if (clitic && !tail.is_empty()) || decade {
        mark + tail.len()
    } else {
        repeated(rest, if rest.starts_with('\'') { '\'' } else { '’' })
    }
}

/// Bytes of the same mark written several times, where that is one token: "''", "...", "--".
fn repeated(rest: &str, c: char) -> usize {
    rest.chars().take_while(|&d| d == c).map(char::len_utf8).sum()
}

/// Bytes of the run of marks at the start of `rest`.
fn run(rest: &str, c: char) -> usize {
    match c {
        '.' | '!' | '?' => {
            let stops = rest.chars().take_while(|&d| d == '.').count();
            if c == '.' && stops >= 2 {
                return stops;
            }
            rest.chars().take_while(|d| matches!(d, '!' | '?')).count().max(1)
        }
        '-' | '*' | '=' | '_' | '<' | '>' | '#' | '~' | '+' | '`' | '…' | '$' => repeated(rest, c),
        _ => c.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).into_iter().filter_map(|s| s.get(text)).collect()
    }

    #[test]
    fn words_are_cut_as_in_ud_english() {
        for (text, expected) in [
            ("We don't; they'll, Ortega's dogs'.", "We do n't ; they 'll , Ortega 's dogs ' ."),
            ("a U.S.-Mexico 15-year pre-war plan", "a U.S. - Mexico 15 - year pre-war plan"),
            ("$4.6bn, 10.5% (1,000)", "$ 4.6 bn , 10.5 % ( 1,000 )"),
            ("on 9/11 at 5:30pm, the 20th, 1990s", "on 9/11 at 5:30 pm , the 20th , 1990s"),
            ("I cannot... go--now!?", "I can not ... go -- now !?"),
            ("see http://a.org/b?c=1. me@x.org,", "see http://a.org/b?c=1 . me@x.org ,"),
            ("and/or 555-123-4567 “yes”", "and / or 555-123-4567 “ yes ”"),
            ("J. K. Ortega, p.m. etc. end.", "J. K. Ortega , p.m. etc. end ."),
        ] {
            assert_eq!(cut(text).join(" "), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn tokens_are_all_but_the_white_space(text in "\\PC{0,200}") {
            let joined: String = cut(&text).concat();
            let solid: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(joined, solid);
        }
    }
}
