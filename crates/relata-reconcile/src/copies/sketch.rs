//! What a case keeps of a text to find its copies: some hundred bytes, a pure function of the text.

use super::words::Words;

/// Words in a fingerprint. With three, texts that have nothing to do with each other share five times as many; with
/// five, of texts that share four words in ten every tenth pair goes unseen.
pub(super) const GRAM: usize = 4;
/// Every gram is kept whose hash lies in the lowest third ...
const RATE: u64 = u64::MAX / 3;
/// ... and, of so many that follow each other, the one with the least hash at any rate.
const WINDOW: usize = 9;
/// The first byte of a stored sketch; goes up whenever the same text gives other fingerprints.
const VERSION: u8 = 1;

/// Fingerprints of a text: hashes of some of its grams, which are four words that follow each other. A third of all
/// grams is chosen by their hash alone, so that two texts choose the same ones even where they have but five words in
/// common at a time; winnowing (Schleimer, Wilkerson, Aiken 2003) adds a few more, so that any twelve words which two
/// texts have in common leave a fingerprint that both have.
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
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let grams = words.grams(GRAM);
        let mut prints: Vec<Print> = chosen(&grams)
            .map(|place| Print { hash: (grams[place] >> 32) as u32, place: number(place) })
            .collect();
        prints.sort_unstable();
        prints.dedup_by_key(|p| p.hash);
        Sketch { words: number(words.len()), whole: words.whole(), prints }
    }

    /// The form in which a case keeps it: version, words, hash of the whole, then each fingerprint as the step from
    /// the last hash and its place; numbers in LEB128. Between five and six bytes a fingerprint.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        put(&mut out, self.words);
        out.extend(self.whole.to_le_bytes());
        let mut last = 0;
        for print in &self.prints {
            put(&mut out, print.hash.wrapping_sub(last));
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
        let inside = prints.iter().all(|p| p.place < words);
        let whole = u64::from_le_bytes(*whole);
        (version == VERSION && sorted && inside).then_some(Sketch { words, whole, prints })
    }

    /// The places of the fingerprints that two texts have in common, here and there.
    pub fn common(&self, other: &Sketch) -> Vec<(u32, u32)> {
        let (a, b) = (&self.prints, &other.prints);
        let (mut i, mut j) = (0, 0);
        let mut common = Vec::new();
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            if x.hash == y.hash {
                common.push((x.place, y.place));
            }
            i += usize::from(x.hash <= y.hash);
            j += usize::from(y.hash <= x.hash);
        }
        common
    }
}

/// The fingerprints of one document, made ready to be looked up: it is held beside many.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The document, by its number.
    document: Option<usize>,
    /// A hash table with open addresses: a fingerprint stands at its hash, or at the next free place.
    table: Vec<Option<Print>>,
}

impl Places {
    /// Those of a document; made anew where it is another than before.
    pub(super) fn of(&mut self, document: usize, sketch: &Sketch) -> &Places {
        if self.document != Some(document) {
            self.document = Some(document);
            self.table.clear();
            self.table.resize((4 * sketch.prints.len()).next_power_of_two(), None);
            let mask = self.table.len() - 1;
            for print in &sketch.prints {
                let mut at = print.hash as usize & mask;
                while self.table[at].is_some() {
                    at = (at + 1) & mask;
                }
                self.table[at] = Some(*print);
            }
        }
        self
    }

    /// The places of the fingerprints that it has in common with another document, there and here.
    pub(super) fn common(&self, other: &Sketch) -> Vec<(u32, u32)> {
        let mask = self.table.len().saturating_sub(1);
        let mut common = Vec::new();
        for print in &other.prints {
            let mut at = print.hash as usize & mask;
            while let Some(Some(own)) = self.table.get(at) {
                if own.hash == print.hash {
                    common.push((print.place, own.place));
                    break;
                }
                at = (at + 1) & mask;
            }
        }
        common
    }
}

/// The places of the grams that are kept, each once.
fn chosen(grams: &[u64]) -> impl Iterator<Item = usize> + '_ {
    let low = grams.iter().enumerate().filter(|&(_, &gram)| gram < RATE).map(|(i, _)| i);
    winnowed(grams).filter(|&i| grams[i] >= RATE).chain(low)
}

/// The places of the least of each [`WINDOW`] neighbours, of equal ones the last; each place once, in order. Where
/// there are fewer, the least of all.
fn winnowed(grams: &[u64]) -> impl Iterator<Item = usize> + '_ {
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
    let mut n = 0_u64;
    for shift in (0..32).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        n |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return u32::try_from(n).ok();
        }
    }
    None
}
