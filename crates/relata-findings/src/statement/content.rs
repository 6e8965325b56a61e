//! How far a content goes: not over the end of its paragraph, nor into what the writer goes on to tell.

use crate::text::Text;
use relata_language::Upos;
use relata_rows::BlockKind;
use std::ops::Range;

/// Cuts contents at the ends of blocks. Told in the writer's words they stay in the block of their cue;
/// behind a colon, and in quotations, each paragraph is a part.
pub(crate) fn within_block(text: &Text<'_>, cue: &Range<usize>, contents: &mut Vec<Range<usize>>) {
    let home = text.block(cue.start);
    let brings_in = text.words[text.blocks[home].words.end - 1].text == ":";
    let mut parts = Vec::new();
    for content in contents.drain(..) {
        let mut from = content.start;
        for number in text.block(content.start)..=text.block(content.end - 1) {
            let block = &text.blocks[number];
            let to = content.end.min(block.words.end);
            let quoted = block.kind == BlockKind::Quotation
                || matches!(text.words[from].text, "“" | "\"" | "«" | "„" | "‘" | "''" | "'")
                || text.words[from].text.starts_with(['“', '"']);
            if from < to && (number == home || quoted || brings_in) {
                parts.push(from..to);
            }
            from = to;
        }
    }
    *contents = parts;
}

/// Cuts a content that a noun brings in before the verb whose subject or object the noun is: "his claim that
/// it failed | is old".
pub(crate) fn within_clause(text: &Text<'_>, cue: &Range<usize>, contents: &mut [Range<usize>]) {
    let noun = text.head(cue);
    let Some(verb) = text.words[noun]
        .head
        .filter(|_| text.words[noun].upos == Upos::Noun && (text.is(noun, "nsubj") || text.is(noun, "obj")))
    else {
        return;
    };
    for content in contents.iter_mut().filter(|c| c.start >= cue.end && c.contains(&verb) && c.start < verb) {
        let mut cut = verb;
        while cut > content.start + 1 && text.is_under(cut - 1, verb) && !text.is_under(cut - 1, noun) {
            cut -= 1;
        }
        content.end = cut;
    }
}

/// Cuts what is told inside a "that" clause before the next one: "said that the vet blamed the feed | and that
/// the merchant blamed the vet".
pub(crate) fn within_that(text: &Text<'_>, outer: &[Range<usize>], contents: &mut [Range<usize>]) {
    if !outer.iter().any(|c| text.lower(c.start) == "that") {
        return;
    }
    for content in contents.iter_mut().filter(|c| text.lower(c.start) != "that") {
        let next = (content.start + 1..content.end.saturating_sub(1))
            .find(|&i| text.is(i, "cc") && text.lower(i + 1) == "that");
        if let Some(mut cut) = next {
            while cut > content.start + 1 && !text.is_word(cut - 1) {
                cut -= 1;
            }
            content.end = cut;
        }
    }
}
