//! A noun phrase behind a number, read without a tree: enough to tell a count from a score.

use super::number;
use crate::lexicon;
use crate::words::Word;

/// Longest noun phrase looked at, in words.
const LONGEST: usize = 8;

/// The plural noun that heads the phrase beginning at `at`.
pub(super) fn plural(words: &[Word<'_>], at: usize) -> Option<usize> {
    for i in at..(at + LONGEST).min(words.len()) {
        let word = &words[i];
        let joined = i > at
            && (word.is_hyphen() || word.text == "/")
            && word.glued
            && words.get(i + 1).is_some_and(|w| w.glued && w.is_alphabetic());
        if joined {
            continue;
        }
        if !word.is_alphabetic() || lexicon::is_closed(&word.lower) || number::is_number_word(&word.lower) {
            return None;
        }
        if lexicon::is_plural(&word.lower) && !word.lower.ends_with("'s") {
            return Some(i);
        }
    }
    None
}
