//! What a case keeps of a text to find its copies: some hundred bytes, a pure function of the text.

use super::words::Words;

/// Words in a fingerprint.
pub(super) const GRAM: usize = 4;
/// One fingerprint of so many that follow each other is kept, at least.
const WINDOW: usize = 9;
/// The first byte of a stored sketch; goes up whenever the same text gives other fingerprints.
const VERSION: u8 = 1;

/// Fingerprints of a text: hashes of four words that follow each other, chosen by winnowing (Schleimer, Wilkerson,
/// Aiken 2003: the least of every nine neighbours), so that any twelve words that two texts have in common leave a
/// fingerprint that both have; one in five places is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    /// How many words the text has.
    pub words: u32,
    /// Hash of all of them: equal for equal texts.
    pub whole: u64,
    /// Sorted by hash, each hash once, at its first place.
    pub prints: Vec<Print>,
}

/// One fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Print {
    /// Hash of its words.
    pub hash: u32,
    /// Number of its first word in the text, from 0.
    pub place: u32,
}

impl Sketch {
    /// The sketch of a text. One of fewer than four words has no fingerprints.
    pub fn of(words: &Words) -> Sketch {
        let grams = words.grams(GRAM);
        let mut prints: Vec<Print> = winnow(&grams)
            .map(|i| Print { hash: (grams[i] >> 32) as u32, place: u32::try_from(i).unwrap_or(u32::MAX) })
            .collect();
        prints.sort_unstable();
        prints.dedup_by_key(|p| p.hash);
        let count = u32::try_from(words.len()).unwrap_or(u32::MAX);
        Sketch { words: count, whole: words.whole(), prints }
    }

    /// The form in which a case keeps it: version, words, hash of the whole, then each fingerprint as the step from
    /// the last hash and its place; numbers in LEB128. Some six bytes a fingerprint.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        put(&mut out, self.words);
        out.extend(self.whole.to_le_bytes());
        let mut last = 0;
        for print in &self.prints {
            put(&mut out, print.hash - last);
            put(&mut out, print.place);
            last = print.hash;
        }
        out
    }

    /// Reads what [`to_bytes`](Sketch::to_bytes) wrote; `None` for anything else, and for another version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        let (&version, mut rest) = bytes.split_first()?;
        let words = take(&mut rest)?;
        let (whole, mut rest) = rest.split_first_chunk()?;
        let mut prints: Vec<Print> = Vec::new();
        while !rest.is_empty() {
            let step = take(&mut rest)?;
            let hash = prints.last().map_or(Some(step), |last| last.hash.checked_add(step))?;
            prints.push(Print { hash, place: take(&mut rest)? });
        }
        let sorted = prints.is_sorted_by(|a, b| a.hash < b.hash);
        (version == VERSION && sorted).then_some(Sketch { words, whole: u64::from_le_bytes(*whole), prints })
    }

    /// The places of the fingerprints that two texts have in common.
    pub fn common(&self, other: &Sketch) -> Vec<(u32, u32)> {
        let (mut a, mut b) = (self.prints.as_slice(), other.prints.as_slice());
        let mut common = Vec::new();
        while let (Some(x), Some(y)) = (a.first(), b.first()) {
            if x.hash == y.hash {
                common.push((x.place, y.place));
            }
            a = &a[usize::from(x.hash <= y.hash)..];
            b = &b[usize::from(y.hash <= x.hash)..];
        }
        common
    }
}

/// The places of the least of each [`WINDOW`] neighbours, of equal ones the last; each place once, in order. Where
/// there are fewer, the least of all.
fn winnow(grams: &[u64]) -> impl Iterator<Item = usize> + '_ {
    let mut least = 0;
    let mut told = None;
    grams.iter().enumerate().filter_map(move |(i, &gram)| {
        let start = (i + 1).saturating_sub(WINDOW);
        if gram <= grams[least] {
            least = i;
        } else if least < start {
            least = (start..=i).rev().min_by_key(|&n| grams[n]).unwrap_or(i);
        }
        let full = i + 1 >= WINDOW.min(grams.len());
        let new = (full && told != Some(least)).then_some(least);
        told = new.or(told);
        new
    })
}

/// Appends a number in LEB128.
fn put(out: &mut Vec<u8>, mut n: u32) {
    while n >= 0x80 {
        out.push((n & 0x7f) as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Takes a number in LEB128 from the front.
fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut n = 0_u32;
    for shift in (0..32).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        n |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(n);
        }
    }
    None
}
