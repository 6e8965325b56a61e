//! Stretches of words that belong together in the tree.

use crate::text::Text;
use relata_language::Upos;
use std::ops::Range;

/// A range without marks at its ends; `None` where nothing is left.
pub(crate) fn trimmed(text: &Text<'_>, mut words: Range<usize>) -> Option<Range<usize>> {
    while words.start < words.end && !text.is_word(words.start) {
        words.start += 1;
    }
    while words.start < words.end && !text.is_word(words.end - 1) {
        words.end -= 1;
    }
    (!words.is_empty()).then_some(words)
}

/// A word with all that hangs on it, where that stands together.
pub(crate) fn whole(text: &Text<'_>, head: usize) -> Option<Range<usize>> {
    trimmed(text, text.phrase(head))
}

/// The words from the first at or behind `from` that fit on to the first that does not; marks fit wherever
/// words do.
pub(crate) fn run(text: &Text<'_>, from: usize, fits: impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let sentence = &text.sentences[text.words.get(from)?.sentence];
    let start = (from..sentence.end).find(|&i| fits(i) && text.is_word(i))?;
    let mut end = start;
    while end < sentence.end && (fits(end) || !text.is_word(end)) {
        end += 1;
    }
    trimmed(text, start..end)
}

/// A verb or adjective with the helping words and adverbs before it, not before `floor`.
pub(crate) fn group(text: &Text<'_>, verb: usize, floor: usize) -> Range<usize> {
    let helps = |i: usize| {
        let own = text.words[i].head == Some(verb) || text.words[i].head.is_some_and(|h| h > i && h < verb);
        own && (text.is(i, "aux")
            || text.is(i, "cop")
            || text.words[i].upos == Upos::Adv
            || matches!(text.lower(i).as_str(), "n't" | "not" | "no"))
    };
    let mut start = verb;
    while start > floor && helps(start - 1) {
        start -= 1;
    }
    start..verb + 1
}

/// The words above a word in the tree: its head, the head of that, and so on.
pub(crate) fn above<'a>(text: &'a Text<'_>, word: usize) -> impl Iterator<Item = usize> + 'a {
    let head = |w: usize| text.words.get(w).and_then(|w| w.head);
    std::iter::successors(head(word), move |&w| head(w))
}
