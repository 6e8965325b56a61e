//! What a number's neighbours are by words alone, for those who read numbers before there is a tree: whether a
//! plural noun follows, whether a word of change stands beside it.

use super::change::{self, Part};
use super::number;
use crate::lexicon;
use crate::words::{Word, lower};
use relata_rows::Direction;

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

/// The part that the figure at words `start..end` has in a change. `relative`: whether it is in percent or
/// points.
pub(super) fn change(
    words: &[Word<'_>],
    start: usize,
    end: usize,
    relative: bool,
) -> Option<(Direction, Part)> {
    behind(words, end).or_else(|| before(words, start, relative))
}

/// "a 172 percent increase", "a 5-point drop".
fn behind(words: &[Word<'_>], end: usize) -> Option<(Direction, Part)> {
    // One or two adjectives between: "a 12 percent annual increase".
    for word in words.iter().skip(end).take(3) {
        if let Some(direction) = change::direction(&word.lower) {
            return change::is_noun(&word.lower).then_some((direction, Part::By));
        }
        if !word.is_alphabetic() && !word.is_hyphen() || lexicon::is_closed(&word.lower) {
            return None;
        }
    }
    None
}

/// "rose 12 percent", "rose by 12", "an increase of 12", "fell to 3", "up from 2".
fn before(words: &[Word<'_>], start: usize, relative: bool) -> Option<(Direction, Part)> {
    let last = start.checked_sub(1)?;
    let part = Part::behind(lower(words, last));
    // How far back the word of change may stand: right before, or, for an end of it, some words.
    let reach = if part == Part::By { 2 } else { 9 };
    for i in (0..=last).rev().take(reach + 1) {
        let word = lower(words, i);
        if matches!(word, ";" | ":" | "—" | "." | "who" | "which") {
            return None;
        }
        let Some(direction) = change::direction(word) else {
            let light = matches!(word, "by" | "of" | "another" | "a" | "an" | "the" | "from" | "to")
                || word.ends_with("ly");
            if part == Part::By && !light {
                return None;
            }
            continue;
        };
        // "an escalating scale of fines" tells no change of them.
        let article = i > 0 && matches!(lower(words, i - 1), "a" | "an" | "the" | "its" | "their");
        if part != Part::By && article && word.ends_with("ing") {
            continue;
        }
        let weak = change::has_object(word) && !relative && lower(words, last) != "by" && part == Part::By;
        return (!weak).then_some((direction, part));
    }
    None
}
