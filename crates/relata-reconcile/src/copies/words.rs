//! A text as words to compare: letters folded, punctuation and spacing dropped.

use relata_rows::{Block, BlockKind, Document, Span};
use std::sync::Arc;

/// The words of one text, in order; a clone is the same text, not another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Arc<[Word]>);

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Hash of its letters and digits, folded: "São" and "sao" have the same. The same on every machine.
    pub hash: u64,
    /// Where it stands in the text, in bytes.
    pub span: Span,
    /// Whether it lies between quotation marks or in a block quotation.
    pub quoted: bool,
}

impl Words {
    /// The words of a document outside its furniture.
    pub fn of(document: &Document) -> Words {
        let mut words = Vec::with_capacity(document.text.len() / 6);
        for &Block { span, kind, .. } in document.body() {
            if let Some(text) = span.get(&document.text) {
                read(text, span.start, kind == BlockKind::Quotation, &mut words);
            }
        }
        Words(words.into())
    }

    /// The words of a plain text; a line is a block.
    pub fn of_text(text: &str) -> Words {
        let mut words = Vec::with_capacity(text.len() / 6);
        let mut start = 0;
        for line in text.split('\n') {
            read(line, start, false, &mut words);
            start += line.len() + 1;
        }
        Words(words.into())
    }

    /// All of them.
    pub fn as_slice(&self) -> &[Word] {
        &self.0
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Hashes of every `n` words that follow each other, one for each place where they begin; none where there are
    /// fewer words.
    pub(super) fn grams(&self, n: usize) -> Vec<u64> {
        // A polynomial in the hashes of the words, so that the next one follows from the last.
        const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
        let top = (1..n).fold(1_u64, |power, _| power.wrapping_mul(BASE));
        let mut sum = 0_u64;
        let mut grams = Vec::with_capacity(self.len().saturating_sub(n - 1));
        for (i, word) in self.0.iter().enumerate() {
            if let Some(gone) = i.checked_sub(n) {
                sum = sum.wrapping_sub(self.0[gone].hash.wrapping_mul(top));
            }
            sum = sum.wrapping_mul(BASE).wrapping_add(word.hash);
            if i + 1 >= n {
                grams.push(mix(sum));
            }
        }
        grams
    }

    /// Hash of all words in their order.
    pub(super) fn whole(&self) -> u64 {
        self.0.iter().fold(0, |hash, word| mix(hash ^ word.hash))
    }
}

/// Spreads the bits of a number: the last step of SplitMix64 (Steele, Lea, Flood 2014).
pub(super) fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Appends the words of one block that begins at byte `from`.
fn read(text: &str, from: usize, quoted: bool, words: &mut Vec<Word>) {
    let mut closing = None;
    let mut word: Option<Open> = None;
    let mut before = ' ';
    let bytes = text.as_bytes();
    let mut i = 0;
    while let Some(&first) = bytes.get(i) {
        // Most of a text is letters that need no folding, and spaces.
        if first.is_ascii_alphanumeric() {
            let open = word.get_or_insert_with(|| Open::at(i, quoted || closing.is_some()));
            let plain = bytes[i..].iter().take_while(|b| b.is_ascii_alphanumeric());
            plain.for_each(|b| {
                open.byte(b.to_ascii_lowercase());
                i += 1;
            });
            open.end = i;
            before = char::from(bytes[i - 1]);
            continue;
        }
        if first == b' ' {
            words.extend(word.take().map(|open| open.close(from)));
            before = ' ';
            i += 1;
            continue;
        }
        let Some(c) = text[i..].chars().next() else { break };
        let end = i + c.len_utf8();
        if !c.is_ascii() && (c.is_alphanumeric() || is_accent(c)) {
            let open = word.get_or_insert_with(|| Open::at(i, quoted || closing.is_some()));
            open.put(c);
            open.end = end;
            if is_word_itself(c) {
                words.extend(word.take().map(|open| open.close(from)));
            }
        } else {
            let next = text[end..].chars().next().unwrap_or(' ');
            if word.is_none() || !joins(before, c, next) {
                words.extend(word.take().map(|open| open.close(from)));
                closing = quotation(closing, before, c, next);
            }
        }
        before = c;
        i = end;
    }
    words.extend(word.map(|open| open.close(from)));
}

/// A word that has begun.
struct Open {
    hash: u64,
    start: usize,
    end: usize,
    quoted: bool,
}

impl Open {
    fn at(start: usize, quoted: bool) -> Open {
        Open { hash: 0xcbf2_9ce4_8422_2325, start, end: start, quoted }
    }

    fn put(&mut self, c: char) {
        if !is_accent(c) {
            let folded = relata_gazetteer::fold(c.encode_utf8(&mut [0; 4]));
            folded.bytes().for_each(|b| self.byte(b));
        }
    }

    /// FNV-1a (Fowler, Noll, Vo), 64 bits.
    fn byte(&mut self, byte: u8) {
        self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    fn close(self, from: usize) -> Word {
        let span = Span::new(from + self.start, from + self.end);
        Word { hash: mix(self.hash), span, quoted: self.quoted }
    }
}

/// Combining diacritical marks: letters taken apart are the same letters.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Letters of scripts that put no spaces between words: Thai, Lao, Khmer, kana, Chinese characters.
fn is_word_itself(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// Whether a sign does not end a word: "don't", "well-known", "U.S.", "4,000".
fn joins(before: char, c: char, next: char) -> bool {
    match c {
        '\'' | '’' | '-' | '\u{2010}' | '\u{2011}' => next.is_alphanumeric(),
        '\u{ad}' => true,
        ',' => before.is_ascii_digit() && next.is_ascii_digit(),
        // A point between capitals or digits; at the end of a sentence a small letter stands before it.
        '.' => next.is_alphanumeric() && (before.is_ascii_digit() || before.is_uppercase()),
        _ => false,
    }
}

/// The mark that closes the quotation we are in after `c`, if we are in one.
fn quotation(closing: Option<char>, before: char, c: char, next: char) -> Option<char> {
    match closing {
        // A bracket mark of the kind closes, an apostrophe does not.
        Some('’') if c == '’' && before.is_alphanumeric() && next.is_alphanumeric() => closing,
        Some(mark) if c == mark => None,
        Some(_) => closing,
        None => match c {
            '“' => Some('”'),
            '"' => Some('"'),
            '«' => Some('»'),
            '„' => Some('“'),
            '‘' => Some('’'),
            _ => None,
        },
    }
}
