//! How far a content goes: not over the end of its paragraph, nor into what the writer goes on to tell.

use super::draft::Draft;
use super::{phrase, source};
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

/// "By insisting that the well was safe, | the foreman lost his crew": a clause in front ends before the subject of
/// the one it hangs on, and that subject tells it.
pub(crate) fn in_front(text: &Text<'_>, draft: &mut Draft) {
    let Some(cue) = &draft.cue else { return };
    let head = text.head(cue);
    let [content] = draft.contents.as_mut_slice() else { return };
    let bare = matches!(text.words[head].xpos, "VBG" | "VBN" | "JJ") && !text.by(head, "nsubj").any(|s| s < head);
    let sentence = &text.sentences[text.words[head].sentence];
    // At most a preposition before it.
    if draft.source.is_some() || !bare || cue.start > sentence.start + 1 || content.start < cue.end {
        return;
    }
    let subject = (content.start + 1..sentence.end).find(|&i| {
        let comma = (content.start..i).rev().find(|&k| !text.is_under(k, i)).filter(|&k| text.words[k].text == ",");
        text.is(i, "nsubj") && comma.is_some() && text.words[i].head.is_some_and(|v| v > i)
    });
    let Some(subject) = subject else { return };
    let Some(start) = phrase::whole(text, subject).map(|w| w.start).filter(|&s| s > content.start) else { return };
    content.end = content.end.min(start);
    let taken = std::slice::from_ref(&*content);
    draft.source = source::phrase(text, subject, cue, taken);
}

/// "says the island is empty | and Valdora insists that ...": what is told beside a cue, not under it, is no
/// part of its content, and stands beside it.
pub(crate) fn beside(text: &Text<'_>, drafts: &mut [Draft]) {
    for d in 0..drafts.len() {
        let Some(outer) = drafts[d].parent else { continue };
        let (Some(cue), Some(above)) = (&drafts[d].cue, &drafts[outer].cue) else { continue };
        let (head, top) = (text.head(cue), text.head(above));
        let joined = ["conj", "parataxis"].iter().any(|r| text.is(head, r))
            || (text.is(head, "advcl") && text.by(head, "mark").any(|m| text.lower(m) == "while"));
        if text.words[head].head != Some(top) || !joined || head < top || drafts[d].contents.is_empty() {
            continue;
        }
        let subject = text.by(head, "nsubj").find(|&s| s < head);
        let mut cut = subject.and_then(|s| phrase::whole(text, s)).map_or(cue.start, |s| s.start.min(cue.start));
        let joins = |i: usize| !text.is_word(i) || text.is(i, "cc") || text.is(i, "mark");
        while cut > above.end && joins(cut - 1) && !matches!(text.words[cut - 1].text, "”" | "\"" | "''") {
            cut -= 1;
        }
        let shared = drafts[outer].source.clone();
        let contents = &mut drafts[outer].contents;
        contents.retain(|c| c.start < cut);
        contents.iter_mut().for_each(|c| c.end = c.end.min(cut));
        drafts[d].parent = drafts[outer].parent;
        drafts[d].contents.retain(|c| c.start >= cut);
        if subject.is_none() {
            drafts[d].source = shared;
        }
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
