//! What two texts have word for word in common.

use super::sketch::GRAM;
use super::words::{Word, Words};
use relata_rows::Span;

/// Words of a passage, at least: the fingerprints find every run of so many.
pub const PASSAGE: usize = 12;
/// Runs of common words are one passage where no more words than these stand between them, in either text.
const GAP: usize = 8;
/// Places of one gram that are tried: a text of one word repeated has it everywhere.
const PLACES: usize = 8;

/// A passage that two texts have in common, perhaps with some words changed inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the left text, in bytes.
    pub left: Span,
    /// Where it stands in the right one.
    pub right: Span,
    /// How many words they have in common there, in runs of four or more.
    pub words: usize,
    /// Whether it is a quotation in both: both may have it from the speaker.
    pub quoted: bool,
}

/// Words that follow each other in two texts alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) len: usize,
}

/// The passages of at least [`PASSAGE`] common words, in the order of the left text. Where one has a passage twice,
/// one of its places is told. The same whichever text is left.
pub fn passages(left: &Words, right: &Words) -> Vec<Passage> {
    let long = chains(&runs(left, right)).into_iter().filter(|chain| common(chain) >= PASSAGE);
    let mut passages: Vec<Passage> = long.filter_map(|chain| passage(&chain, left, right)).collect();
    passages.sort_by_key(|p| (p.left, p.right));
    passages
}

fn passage(chain: &[Run], left: &Words, right: &Words) -> Option<Passage> {
    let (first, last) = (chain.first()?, chain.last()?);
    let [l, r] = [
        &left.as_slice()[first.left..last.left + last.len],
        &right.as_slice()[first.right..last.right + last.len],
    ];
    let span = |words: &[Word]| Some(words.first()?.span.cover(words.last()?.span));
    let quoted = l.iter().chain(r).all(|w| w.quoted);
    Some(Passage { left: span(l)?, right: span(r)?, words: common(chain), quoted })
}

/// How many words of a chain are common.
pub(super) fn common(chain: &[Run]) -> usize {
    chain.iter().map(|run| run.len).sum()
}

/// Runs of at least four common words, none of which overlap in the shorter text, in its order: from the front, at
/// each place the longest.
pub(super) fn runs(left: &Words, right: &Words) -> Vec<Run> {
    let order = |w: &Words| (w.len(), w.as_slice().iter().map(|w| w.hash).collect::<Vec<_>>());
    if left.len() > right.len() || (left.len() == right.len() && order(left) > order(right)) {
        let turned = |r: Run| Run { left: r.right, right: r.left, len: r.len };
        return runs(right, left).into_iter().map(turned).collect();
    }
    let places = Places::new(right.grams(GRAM));
    let grams = left.grams(GRAM);
    let (a, b) = (left.as_slice(), right.as_slice());
    let length =
        |i: usize, j: usize| a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x.hash == y.hash).count();
    let mut found: Vec<Run> = Vec::new();
    let mut i = 0;
    while let Some(&gram) = grams.get(i) {
        let same = places.of(gram).take(PLACES);
        // Of equally long ones that which goes on soonest after the last.
        let after = found.last().map_or(0, |r| r.right + r.len);
        let best = same.map(|j| (length(i, j), usize::MAX - j.wrapping_sub(after), j)).max();
        match best {
            Some((len, _, j)) if len >= GRAM => {
                found.push(Run { left: i, right: j, len });
                i += len;
            }
            _ => i += 1,
        }
    }
    found
}

/// Where grams stand in a text: a hash table whose chains run through `next`.
struct Places {
    grams: Vec<u64>,
    /// For each remainder of a gram its first place plus one, or 0.
    first: Vec<u32>,
    /// For each place the next one of the same remainder plus one, or 0.
    next: Vec<u32>,
}

impl Places {
    fn new(grams: Vec<u64>) -> Places {
        let mut first = vec![0_u32; (2 * grams.len()).next_power_of_two()];
        let mut next = vec![0_u32; grams.len()];
        let mask = first.len() - 1;
        for (i, &gram) in grams.iter().enumerate().rev() {
            next[i] = std::mem::replace(&mut first[gram as usize & mask], i as u32 + 1);
        }
        Places { grams, first, next }
    }

    /// The places of a gram, in order.
    fn of(&self, gram: u64) -> impl Iterator<Item = usize> + '_ {
        let place = |n: u32| (n as usize).checked_sub(1);
        let first = place(self.first[gram as usize & (self.first.len() - 1)]);
        let all = std::iter::successors(first, move |&i| place(self.next[i]));
        all.filter(move |&i| self.grams[i] == gram)
    }
}

/// Runs in the order of one text, put together where they follow each other closely in both.
pub(super) fn chains(runs: &[Run]) -> Vec<Vec<Run>> {
    let near = |from: usize, to: usize| to.checked_sub(from).is_some_and(|gap| gap <= GAP);
    let follows = |a: &Run, b: &Run| near(a.left + a.len, b.left) && near(a.right + a.len, b.right);
    runs.chunk_by(follows).map(<[Run]>::to_vec).collect()
}
