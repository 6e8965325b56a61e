//! Stretches of a text, and the way from bytes to code points.

use serde::{Deserialize, Serialize};

/// A stretch of a document's text: UTF-8 byte offsets, end exclusive, on character borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forwards: {start}..{end}");
        Span { start, end }
    }

    /// Bytes covered.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing is covered.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text under the span; `None` where it runs past the end or cuts a character.
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }

    /// The span without white space at either side.
    pub fn trim(self, text: &str) -> Span {
        let Some(s) = self.get(text) else { return self };
        let start = self.start + (s.len() - s.trim_start().len());
        Span { start, end: start.max(self.start + s.trim_end().len()) }
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(r: std::ops::Range<usize>) -> Self {
        Span::new(r.start, r.end)
    }
}

/// What a row's source, cue or content covers: one span, or several where the text interrupts it
/// ("We will", he said, "not yield"). Parts are in order and do not overlap; there is at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// The parts, in the order of the text.
    pub parts: Vec<Span>,
}

impl Extent {
    /// The extent of `parts`, sorted; `None` where there are none.
    pub fn of(mut parts: Vec<Span>) -> Option<Self> {
        parts.sort_unstable();
        (!parts.is_empty()).then_some(Extent { parts })
    }

    /// From the first byte of the first part to the last byte of the last.
    pub fn cover(&self) -> Span {
        Span { start: self.parts[0].start, end: self.parts[self.parts.len() - 1].end }
    }
}

impl From<Span> for Extent {
    fn from(span: Span) -> Self {
        Extent { parts: vec![span] }
    }
}

/// Turns byte offsets of one text into code-point offsets and back.
///
/// Remembers every 64th byte, so that a look-up costs at most 64 bytes of counting whatever the
/// length of the text.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points that begin before byte `64 * i`.
    marks: Vec<u32>,
}

const STRIDE: usize = 64;

fn begins_char(byte: u8) -> bool {
    // Continuation bytes of UTF-8 are 10xxxxxx (RFC 3629, section 3).
    byte & 0xC0 != 0x80
}

impl<'t> CodePoints<'t> {
    /// Prepares `text`, which may hold at most `u32::MAX` code points.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            marks.push(count);
            count += chunk.iter().filter(|&&b| begins_char(b)).count() as u32;
        }
        marks.push(count);
        CodePoints { text, marks }
    }

    /// The number of code points before byte `offset`; offsets past the end count as the end.
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let mark = offset / STRIDE;
        let rest = &self.text.as_bytes()[mark * STRIDE..offset];
        self.marks[mark] as usize + rest.iter().filter(|&&b| begins_char(b)).count()
    }

    /// The byte at which code point number `point` begins; the end of the text where there are fewer.
    pub fn byte(&self, point: usize) -> usize {
        let mark = self.marks.partition_point(|&m| m as usize <= point).saturating_sub(1);
        let start = (mark * STRIDE).min(self.text.len());
        let mut left = point - self.marks[mark].min(point as u32) as usize;
        for (i, &b) in self.text.as_bytes()[start..].iter().enumerate() {
            if begins_char(b) {
                if left == 0 {
                    return start + i;
                }
                left -= 1;
            }
        }
        self.text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn trims_white_space() {
        assert_eq!(Span::new(0, 7).trim("  ab \n x"), Span::new(2, 4));
        assert_eq!(Span::new(0, 2).trim("  "), Span::new(2, 2));
    }

    #[test]
    fn a_span_that_cuts_a_character_has_no_text() {
        assert_eq!(Span::new(0, 1).get("é"), None);
        assert_eq!(Span::new(0, 9).get("é"), None);
    }

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "\\PC{0,300}") {
            let points = CodePoints::new(&text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte), n);
                prop_assert_eq!(points.byte(n), byte);
            }
            prop_assert_eq!(points.at(text.len()), text.chars().count());
            prop_assert_eq!(points.byte(text.chars().count()), text.len());
        }
    }
}
