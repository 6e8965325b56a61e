//! Word pieces: BERT's uncased cutting of one word (Devlin et al. 2019; the vocabulary of MiniLM).

use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most pieces that stand for one word: a link or a row of symbols is known by its beginning.
const MOST: usize = 8;
/// No piece of the vocabulary is longer (bytes).
const LONGEST: usize = 32;

/// A vocabulary.
#[derive(Debug)]
pub(crate) struct Pieces {
    /// Pieces that begin a word, and those that go on ("##" left out).
    first: HashMap<&'static [u8], u32>,
    next: HashMap<&'static [u8], u32>,
    unknown: u32,
    /// Stands before every stretch of words.
    pub(crate) start: u32,
}

impl Pieces {
    /// From the pieces one a line, in the order of their numbers; `None` where a needed one is missing.
    pub(crate) fn new(lines: &'static str) -> Option<Self> {
        let (mut first, mut next) = (HashMap::new(), HashMap::new());
        for (i, piece) in lines.lines().enumerate() {
            match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => next.insert(rest.as_bytes(), i as u32),
                _ => first.insert(piece.as_bytes(), i as u32),
            };
        }
        let special = |name: &[u8]| first.get(name).copied();
        let (unknown, start) = (special(b"[UNK]")?, special(b"[CLS]")?);
        Some(Pieces { first, next, unknown, start })
    }

    /// Appends the pieces of `word` to `out`: at least one, at most [`MOST`]. `plain` is working space.
    pub(crate) fn cut(&self, word: &str, plain: &mut String, out: &mut Vec<u32>) {
        let begin = out.len();
        plain.clear();
        if word.is_ascii() {
            plain.push_str(word);
            plain.make_ascii_lowercase();
        } else {
            plain.extend(word.to_lowercase().nfd().filter(|&c| !is_combining_mark(c)));
        }
        let mut from = None;
        for (i, c) in plain.char_indices() {
            let alone = is_mark(c);
            if alone || c.is_whitespace() {
                if let Some(start) = from.take() {
                    self.longest(&plain[start..i], out);
                }
                if alone {
                    self.longest(&plain[i..i + c.len_utf8()], out);
                }
            } else if from.is_none() {
                from = Some(i);
            }
            if out.len() - begin > MOST {
                break;
            }
        }
        if let Some(start) = from {
            self.longest(&plain[start..], out);
        }
        if out.len() == begin {
            out.push(self.unknown);
        }
        out.truncate(begin + MOST);
    }

    /// The longest pieces from the left; one unknown where some part has none.
    fn longest(&self, part: &str, out: &mut Vec<u32>) {
        let begin = out.len();
        let bytes = part.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let table = if at == 0 { &self.first } else { &self.next };
            let top = bytes.len().min(at + LONGEST);
            let hit = (at + 1..=top).rev().find_map(|end| Some((end, *table.get(&bytes[at..end])?)));
            let Some((end, id)) = hit else {
                out.truncate(begin);
                out.push(self.unknown);
                return;
            };
            out.push(id);
            at = end;
        }
    }
}

/// Punctuation as BERT counts it: the symbols of ASCII and the category P of Unicode.
fn is_mark(c: char) -> bool {
    match c {
        '!'..='/' | ':'..='@' | '['..='`' | '{'..='~' => true,
        c if c.is_ascii() => false,
        c => {
            let at = OTHER_MARKS.partition_point(|&(_, last)| last < c);
            OTHER_MARKS.get(at).is_some_and(|&(first, _)| first <= c)
        }
    }
}

include!("marks.rs");
