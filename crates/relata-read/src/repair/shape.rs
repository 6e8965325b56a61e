//! What a line or block is, told by how it looks: bullets, numbers, turns of speakers, headings, marks.
//!
//! Everything here looks at one line (at most its first [`LOOK`] bytes), never at its neighbours.

use regex::Regex;
use std::sync::LazyLock;

/// Bytes of a line that are looked at: no marker is longer, and a line may be megabytes long.
const LOOK: usize = 200;

/// Marks that can only be bullets; the last two are what symbol fonts leave in PDF text.
const BULLETS: &[char] =
    &['•', '◦', '▪', '▫', '‣', '●', '○', '■', '□', '►', '▸', '➢', '✓', '⁃', '\u{F0B7}', '\u{F0A7}'];

/// Marks that may also be a dash or a sign.
const SOFT_BULLETS: &[char] = &['-', '*', '–', '·', '+'];

/// Most words that a heading told from its words alone has.
const HEADING_WORDS: usize = 14;

/// Whole lines that close a release or part a text; matched without regard to case.
static END_MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:\\?#(?: ?#){0,5}|[-–—*]+ ?(?:30|end|ends|fin|more) ?[-–—*]+|\(more\)|- ?more ?-)$")
});
static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[_\-=*~–—·• ]{3,}$"));
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:page|p\.|página|pág\.|seite) ?\d{1,4}(?: ?(?:of|/|de|von) ?\d{1,4})?|[-–—] ?\d{1,4} ?[-–—]|\d{1,4} ?(?:of|/) ?\d{1,4}|\d{1,4} ?\| ?page)$",
    )
});
/// Dots that lead to a page number.
static CONTENTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:\. ?|…){5,}[ \t]*(?:\d{1,4}|[ivxl]{1,6})$"));
static URL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^<?(?:https?://|www\.)[^\s<>]+>?[.,;]?$"));
static ENUMERATOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:\((?:\d{1,3}|[a-z]|[ivxl]{1,5})\)|(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|[A-Z]\))[ \t]+\S")
});
static SECTION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|[IVX]{1,5}\.|[A-H]\.)[ \t]+\p{Lu}"));
static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:Figure|Fig\.|Table|Chart|Exhibit|Map|Box|Figura|Tabla|Cuadro|Gráfico) ?[A-Z]?\d{1,3}(?:[.:–—-]|\t| [A-Z–—-])|(?:Source|Sources|Fuente|Note):)",
    )
});
/// "MR. ORTEGA:", "SENATOR VALE (R-XX):", "Q:", and "Q" set off by blanks.
static TURN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:\p{Lu}[\p{Lu}.'’-]+|\p{Lu}\.)(?: (?:\p{Lu}[\p{Lu}\p{Ll}.'’-]*|of|de|for|the|and|\([^)]{1,20}\)|\d{1,2})){0,6}(?: ?\([^)]{1,30}\))?:|[QAPR](?::|\.?[ \x{A0}]{2,}|\t))(?:\s|$)",
    )
});

/// A pattern of this module, which its tests compile.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("patterns of this module are constants and compiled by its tests")
}

/// The first [`LOOK`] bytes, cut at a character.
fn look(text: &str) -> &str {
    &text[..text.floor_char_boundary(LOOK)]
}

fn short(text: &str) -> Option<&str> {
    (text.len() <= LOOK).then_some(text)
}

/// How a line of a list begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    /// A bullet of this sort; the first `usize` bytes go.
    Bullet(char, usize),
    /// A mark that is a bullet only where a new line was to be expected.
    Soft(char, usize),
    /// A number or letter, which stays; the `char` tells sorts apart.
    Number(char),
}

/// The marker at the beginning of `text`, if it has one.
pub(crate) fn marker(text: &str) -> Option<Marker> {
    let head = look(text);
    let first = head.chars().next()?;
    let rest = &head[first.len_utf8()..];
    let words = rest.trim_start();
    let width = first.len_utf8() + rest.len() - words.len();
    if !words.is_empty() && BULLETS.contains(&first) {
        return Some(Marker::Bullet(first, width));
    }
    let apart = rest.starts_with(char::is_whitespace) && !words.is_empty();
    if apart && SOFT_BULLETS.contains(&first) {
        return Some(Marker::Soft(first, width));
    }
    if !ENUMERATOR.is_match(head) {
        return None;
    }
    let sort = head.chars().find(|c| c.is_alphanumeric()).unwrap_or('1');
    Some(Marker::Number(if sort.is_numeric() {
        '1'
    } else if sort.is_uppercase() {
        'A'
    } else {
        'a'
    }))
}

/// The number with which an item of a list that counts begins ("2.", "2)"), and the bytes up to its text.
pub(crate) fn counter(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix(['.', ')'])?;
    let words = rest.trim_start();
    let apart = words.len() < rest.len() && !words.is_empty() && digits <= 3;
    apart.then(|| Some((text[..digits].parse().ok()?, text.len() - words.len())))?
}

/// Whether a speaker's turn begins here.
pub(crate) fn is_turn(text: &str) -> bool {
    TURN.is_match(look(text))
}

/// A label of up to five capitalised words before a colon, which is a speaker's if it comes again.
pub(crate) fn label(text: &str) -> Option<&str> {
    let head = look(text);
    let label = &head[..head.find(':').filter(|&i| i <= 60)?];
    let rest = &head[label.len() + 1..];
    let capital = |w: &str| w.starts_with(|c: char| c.is_uppercase());
    let fits = label.split(' ').count() <= 5
        && label.split(' ').all(|w| capital(w) || matches!(w, "of" | "de" | "the"));
    (fits && (rest.is_empty() || rest.starts_with(char::is_whitespace))).then_some(label)
}

/// Whether the line is the caption of a figure or table, or the line that credits its source.
pub(crate) fn is_caption(text: &str) -> bool {
    CAPTION.is_match(look(text))
}

/// Whether the line is a numbered heading of a section ("2.1 Methods", "IV. Findings").
pub(crate) fn is_section(text: &str) -> bool {
    short(text).is_some_and(|t| SECTION.is_match(t))
}

/// Whether the line is one address and nothing else.
pub(crate) fn is_url(text: &str) -> bool {
    // An address may be longer than what is looked at of other lines.
    text.len() <= 2000 && URL.is_match(text)
}

/// Whether the line says a page number in words or marks ("Page 3 of 9", "- 3 -").
pub(crate) fn is_page_number(text: &str) -> bool {
    short(text).is_some_and(|t| PAGE.is_match(t))
}

/// Whether the line is one of a table of contents, with dots that lead to a page number.
pub(crate) fn is_contents(text: &str) -> bool {
    text.len() <= 2 * LOOK && CONTENTS.is_match(text)
}

/// The number, where the line is a bare one of at most four digits or a small Roman one.
pub(crate) fn bare_number(text: &str) -> Option<u32> {
    if text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    const ROMAN: &[&str] =
        &["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"];
    ROMAN.iter().position(|&r| r == text).map(|i| i as u32 + 1)
}

/// Why a whole line is a mark and no text: a release's end mark ("###", "-30-") or a ruled line.
pub(crate) fn end_mark(text: &str) -> Option<&'static str> {
    let text = short(text)?;
    if END_MARK.is_match(text) {
        Some("end mark")
    } else if RULE.is_match(text) {
        Some("ruled line")
    } else {
        None
    }
}

/// Whether a footnote begins: with a number or sign.
pub(crate) fn starts_note(text: &str) -> bool {
    let digits = text.chars().take_while(|c| c.is_numeric()).count();
    let rest = text.chars().nth(digits);
    let number = (1..=3).contains(&digits)
        && rest.is_some_and(|c| c.is_whitespace() || c.is_alphabetic() || ".)“\"‘".contains(c));
    number || text.starts_with(['*', '†', '‡', '§', '[', '¹', '²', '³'])
}

/// The digits that Unicode has as raised signs, in order of their value.
pub(crate) const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The number at the beginning of a note, in plain or raised digits, perhaps in brackets.
pub(crate) fn note_number(text: &str) -> Option<u32> {
    let value = |c: char| c.to_digit(10).or_else(|| RAISED.iter().position(|&r| r == c).map(|v| v as u32));
    let digits: Vec<u32> = text.trim_start_matches(['[', '(']).chars().map_while(value).take(4).collect();
    (!digits.is_empty()).then(|| digits.into_iter().fold(0, |n, d| n * 10 + d))
}

/// How a text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// A full stop, question mark or the like, perhaps before closing quotes and brackets.
    Stop,
    /// A colon.
    Colon,
    /// In the middle of a sentence.
    Open,
}

/// How `text` ends.
pub(crate) fn ending(text: &str) -> Ending {
    let closers = [
        '"', '”', '’', '\'', ')', ']', '»', '*', ' ', '\u{a0}', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹',
        '⁰',
    ];
    match text.trim_end_matches(closers).chars().next_back() {
        Some('.' | '?' | '!' | '…' | '。' | '؟') => Ending::Stop,
        Some(':') => Ending::Colon,
        _ => Ending::Open,
    }
}

/// Whether `text` begins as only the inside of a sentence does: with a letter that is not a capital.
pub(crate) fn begins_inside(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_uppercase())
}

/// Whether a block that stands alone reads as a heading: short, no stop at its end, begun with a
/// capital or digit, and either all in capitals, mostly in title case, or at most six words.
pub(crate) fn heading_like(text: &str) -> bool {
    let Some(text) = short(text) else { return false };
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends = text.ends_with(['.', ';', ',', '—', '–', '-', '…', '"', '”', '!']);
    let begins = text.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“\"¿¡‘".contains(c));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if words.is_empty()
        || words.len() > HEADING_WORDS
        || ends
        || !begins
        || letters < 3
        || text.contains('\t')
    {
        return false;
    }
    let long = || words.iter().filter(|w| w.chars().count() > 3);
    let titled =
        long().filter(|w| w.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase()));
    words.len() <= 6 || titled.count() * 10 >= long().count() * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_lists() {
        assert_eq!(marker("• Grain"), Some(Marker::Bullet('•', 4)));
        assert_eq!(marker("\u{F0B7}\tGrain"), Some(Marker::Bullet('\u{F0B7}', 4)));
        assert_eq!(marker("- grain"), Some(Marker::Soft('-', 2)));
        assert_eq!(marker("-5 degrees"), None);
        assert_eq!(marker("2. Grain"), Some(Marker::Number('1')));
        assert_eq!(marker("(b) grain"), Some(Marker::Number('a')));
        assert_eq!(marker("J. Ortega"), None);
        assert_eq!(marker("2.5 million"), None);
        assert_eq!(marker("2020. A year"), None);
        assert_eq!(counter("12. Grain"), Some((12, 4)));
        assert_eq!(counter("3)\tGrain"), Some((3, 3)));
        for text in ["(3) Grain", "3.5 million", "a) Grain", "3.", "2020. A year", ""] {
            assert_eq!(counter(text), None, "{text}");
        }
    }

    #[test]
    fn turns_of_speakers() {
        for turn in [
            "MR. ORTEGA: Yes.",
            "THE CHAIR:",
            "Q    And now?",
            "Q\u{a0} \u{a0} And now?",
            "Q: And now?",
            "SENATOR VALE (I-XX): No.",
        ] {
            assert!(is_turn(turn), "{turn}");
        }
        for text in ["Question: why", "A quiet year", "NATO said: no", "WARNING signs: none"] {
            assert!(!is_turn(text), "{text}");
        }
        assert_eq!(label("Deputy Minister Ortega: Yes."), Some("Deputy Minister Ortega"));
        assert_eq!(label("he said: yes"), None);
    }

    #[test]
    fn marks_are_no_text() {
        for mark in ["###", "# # #", "\\###", "-30-", "-- END --", "(more)", "* * *", "_____"] {
            assert!(end_mark(mark).is_some(), "{mark}");
        }
        for text in ["30", "the end", "End", "#1", "more"] {
            assert_eq!(end_mark(text), None, "{text}");
        }
        assert!(is_page_number("Page 3 of 12") && is_page_number("- 4 -") && !is_page_number("3 of us"));
        assert!(
            is_contents("2.1 Methods . . . . . . . 12")
                && is_contents("Notes.......iv")
                && !is_contents("He left... in 12")
        );
        assert!(is_url("https://example.org/a?b=c") && !is_url("https://example.org/ a"));
        assert!(is_caption("Figure 2: Grain") && is_caption("Table 3. Grain") && !is_caption("Figures rose"));
        assert!(is_section("2.1 Methods") && is_section("IV. Findings") && !is_section("2.5 million"));
        assert!(
            bare_number("iv") == Some(4) && bare_number("12") == Some(12) && bare_number("12a").is_none()
        );
    }

    #[test]
    fn headings_by_their_words() {
        for heading in ["Why Prices Rose", "WHAT WE FOUND", "What the harbour needs", "2. Findings"] {
            assert!(heading_like(heading), "{heading}");
        }
        for text in [
            "Prices rose.",
            "and prices rose",
            "He went to the old harbour and saw that the water was high",
            "12",
        ] {
            assert!(!heading_like(text), "{text}");
        }
    }
}
