//! Attributions that the tree shows where the model saw none, in the text itself and inside what is told: verbs
//! and adjectives ([`clauses`]), nouns ([`nouns`]), frames ([`frames`]) and labels ([`labels`]).

use super::draft::Draft;
use super::phrase::{run, whole};
use super::quotes::{self, Quotation};
use super::{clauses, cues, frames, labels, nouns};
use crate::text::Text;
use relata_language::Upos;
use std::ops::Range;

/// Adds what the tree shows outside the drafts, and inside their contents.
///
/// What stands between marks and is nobody's yet stays so: whose "I" it is, nothing tells.
pub(crate) fn add(text: &Text<'_>, quotations: &[Quotation], drafts: &mut Vec<Draft>) {
    fill(text, drafts);
    let mut quoted = vec![false; text.words.len()];
    for quotation in quotations.iter().filter(|q| q.closed && quotes::is_long(text, q)) {
        quoted[quotation.words.clone()].fill(true);
    }
    let mut held = vec![false; text.words.len()];
    for draft in drafts.iter().filter(|d| !d.contents.is_empty()) {
        for part in parts(draft) {
            held[part.clone()].fill(true);
        }
    }
    for word in 0..text.words.len() {
        if held[word] || quoted[word] {
            continue;
        }
        let found = match told(text, word) {
            found if !found.is_empty() => found,
            _ => labels::told(text, word).into_iter().filter(is_sound).collect(),
        };
        let free = |d: &Draft| !d.contents.iter().chain(&d.cue).any(|c| held[c.clone()].contains(&true));
        let first = drafts.len();
        drafts.extend(found.into_iter().filter(free));
        for part in drafts[first..].iter().flat_map(parts) {
            held[part.clone()].fill(true);
        }
    }
    inside(text, drafts);
}

fn parts(draft: &Draft) -> impl Iterator<Item = &Range<usize>> {
    draft.contents.iter().chain(&draft.cue).chain(&draft.source)
}

/// What begins with a word or hangs on it.
fn told(text: &Text<'_>, word: usize) -> Vec<Draft> {
    let framed = frames::told(text, word);
    let mut found = match framed.or_else(|| clauses::told(text, word)) {
        Some(draft) => vec![draft],
        None if nouns::is_cue(text, word) => nouns::told(text, word),
        None => Vec::new(),
    };
    found.retain(is_sound);
    found
}

/// Whether every part begins before it ends: in a wrong tree what hangs on a cue from the left may end it, or
/// begin behind what cuts it off.
fn is_sound(draft: &Draft) -> bool {
    parts(draft).all(|part| part.start < part.end)
}

/// Gives cues of which the model saw no content what the tree gives them.
fn fill(text: &Text<'_>, drafts: &mut [Draft]) {
    for d in 0..drafts.len() {
        let Some(cue) = drafts[d].cue.clone().filter(|_| drafts[d].contents.is_empty()) else { continue };
        let around = |o: &Draft| o.contents.iter().any(|c| c.start <= cue.start && cue.end <= c.end);
        let parent = drafts.iter().position(around);
        let draft = &mut drafts[d];
        let Some(told) = told(text, text.head(&cue)).into_iter().next() else { continue };
        if told.contents.iter().all(|c| c.end <= cue.start || c.start >= cue.end) {
            draft.source = told.source.or(draft.source.take());
            draft.parent = draft.parent.or(parent);
            (draft.cue, draft.contents, draft.sure) = (told.cue, told.contents, told.sure.min(draft.sure));
        }
    }
}

/// What the words of somebody tell of others, or of themselves: "I think that the dam holds".
fn inside(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let mut cue = vec![false; text.words.len()];
    let mut within: Vec<Option<(usize, Range<usize>)>> = vec![None; text.words.len()];
    for (d, draft) in drafts.iter().enumerate().filter(|(_, d)| !d.contents.is_empty()) {
        draft.cue.iter().for_each(|c| cue[c.clone()].fill(true));
        for content in &draft.contents {
            within[content.clone()].fill(Some((d, content.clone())));
        }
    }
    for word in 0..text.words.len() {
        let Some((parent, content)) = within[word].clone().filter(|_| !cue[word]) else { continue };
        let wholly = |d: &Draft| parts(d).all(|p| p.start >= content.start && p.end <= content.end);
        let known = |d: &Draft| drafts.iter().any(|o| o.contents == d.contents && o.source == d.source);
        let told: Vec<Draft> =
            told(text, word).into_iter().filter(|d| wholly(d) && d.source.is_some() && !known(d)).collect();
        drafts.extend(told.into_iter().map(|d| Draft { parent: Some(parent), ..d }));
    }
}

/// What a passive cue goes on with, where the content is only its subject: "flows are expected | to double",
/// "it was announced | that the chapel would close".
pub(crate) fn clause_of(
    text: &Text<'_>,
    cue: &Range<usize>,
    contents: &[Range<usize>],
) -> Option<Range<usize>> {
    let head = text.head(cue);
    let passive = text.by(head, "aux").any(|i| text.words[i].relation == "aux:pass");
    if !passive || contents.iter().any(|c| c.end > cue.end) {
        return None;
    }
    let clause = text
        .children(head)
        .find(|&i| i >= cue.end && ["xcomp", "ccomp", "csubj"].iter().any(|r| text.is(i, r)));
    let Some(clause) = clause else {
        // The tree may lose the infinitive: "are expected | to more than double".
        let sentence = &text.sentences[text.words[head].sentence];
        let presumed = cues::tells("presume", &text.lemma(head)) && text.lower(cue.end) == "to";
        let stops = |i: &usize| !text.is_word(*i) || text.lower(*i) == "as";
        let end = (cue.end..sentence.end).find(stops).unwrap_or(sentence.end);
        return (presumed && cue.end < end).then_some(cue.end..end);
    };
    let content = whole(text, clause).map(|c| c.start.max(cue.end)..c.end).filter(|c| !c.is_empty());
    content.or_else(|| run(text, cue.end, |i| text.is_under(i, clause)))
}

/// Whether a word can stand for the whole clause that follows: "it was announced that ...".
pub(crate) fn is_empty(text: &Text<'_>, content: &Range<usize>) -> bool {
    content.len() == 1 && text.words[content.start].upos == Upos::Pron && text.lower(content.start) == "it"
}
