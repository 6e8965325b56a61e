//! Attributions that the tree shows where the model saw none: nouns with what they hold ("their fear that
//! ..."), verbs with a clause inside somebody's words ("I think that ..."), which no corpus marks, and adverbs
//! of hearsay ("reportedly").

use super::draft::Draft;
use super::{cues, source};
use crate::text::Text;
use relata_language::Upos;
use std::ops::Range;

/// How sure these are: the share that is right is lower than that of the model's own (`docs/figures.md`).
const SURE: f32 = 0.6;

/// Adds what the tree shows outside the drafts.
pub(crate) fn add(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let mut held = vec![false; text.words.len()];
    for draft in drafts.iter() {
        for part in draft.contents.iter().chain(&draft.cue).chain(&draft.source) {
            held[part.clone()].fill(true);
        }
    }
    told_inside(text, drafts);
    for word in 0..text.words.len() {
        if held[word] {
            continue;
        }
        let found = match text.words[word].upos {
            Upos::Noun
                if cues::tells("noun", &text.lemma(word)) || cues::tells("letter", &text.lemma(word)) =>
            {
                noun(text, word).or_else(|| letter(text, word))
            }
            Upos::Adv if cues::tells("hearsay", &text.lower(word)) => hearsay(text, word),
            Upos::Verb if cues::tells("verb", &text.lemma(word)) || cues::tells("as", &text.lemma(word)) => {
                as_told(text, word)
            }
            _ if text.lower(word) == "contrary" => contrary(text, word),
            _ => None,
        };
        let Some(draft) = found else { continue };
        if !draft.contents.iter().any(|c| held[c.clone()].iter().any(|h| *h)) {
            drafts.push(draft);
        }
    }
}

/// "In the words of its founder, a bakery is a clock", "In our view, ...": takes the sentence from whomever the
/// model gave it to.
pub(crate) fn in_words_of(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    for sentence in &text.sentences {
        let Some(draft) = in_words(text, sentence) else { continue };
        let whole = draft.contents[0].clone();
        let elsewhere = |d: &Draft| d.cue.as_ref().is_none_or(|c| !sentence.contains(&c.start));
        for other in drafts.iter_mut().filter(|d| elsewhere(d)) {
            other.contents.retain(|c| c.end <= whole.start || c.start >= whole.end);
        }
        if !drafts.iter().any(|d| d.contents.iter().any(|c| c.start < whole.end && whole.start < c.end)) {
            drafts.push(draft);
        }
    }
}

fn in_words(text: &Text<'_>, sentence: &Range<usize>) -> Option<Draft> {
    // The noun stands within the first few words.
    const NEAR: usize = 6;
    let noun = (sentence.start + 1..sentence.end.min(sentence.start + NEAR))
        .find(|&i| text.words[i].upos == Upos::Noun && cues::tells("in", &text.lemma(i)))?;
    if text.lower(sentence.start) != "in" {
        return None;
    }
    let holder = source::of_noun(text, noun, &(noun..noun + 1), &[])?;
    let start = holder.clone().find(|&i| text.lower(i) != "of")?;
    let holder = trimmed(text, start..holder.end)?;
    let comma = (noun.max(holder.end - 1) + 1..sentence.end).next().filter(|&i| text.words[i].text == ",")?;
    let content = trimmed(text, comma + 1..sentence.end)?;
    // "in the words of X" is the cue but for X; of "in our view" only the noun is.
    let cue = if holder.start > noun { sentence.start..holder.start } else { noun..noun + 1 };
    let (source, cue) = (Some(holder), Some(cue));
    Some(Draft { source, cue, contents: vec![content], parent: None, sure: SURE })
}

/// Gives back to nobody what the model gave to the one it is told of: "he allegedly brandished a pistol".
pub(crate) fn hearsay_of(text: &Text<'_>, draft: &Draft) -> Option<Draft> {
    let cue = draft.cue.as_ref()?;
    let adverb = cue.clone().find(|&i| cues::tells("hearsay", &text.lower(i)))?;
    let speaks = cue.clone().any(|i| text.words[i].upos == Upos::Verb && cues::tells("verb", &text.lemma(i)));
    if speaks {
        return None;
    }
    hearsay(text, adverb).map(|told| Draft { parent: draft.parent, sure: draft.sure, ..told })
}

/// What the words of somebody tell of others, or of themselves: "I think that the dam holds".
fn told_inside(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let mut cue = vec![false; text.words.len()];
    let mut inside = vec![false; text.words.len()];
    for draft in drafts.iter() {
        draft.cue.iter().for_each(|c| cue[c.clone()].fill(true));
        draft.contents.iter().for_each(|c| inside[c.clone()].fill(true));
    }
    for word in 0..text.words.len() {
        let verb = inside[word] && !cue[word] && text.words[word].upos == Upos::Verb;
        if verb && cues::tells("verb", &text.lemma(word)) {
            drafts.extend(verb_with_clause(text, word));
        }
    }
}

/// "the foreman had told her that the gate was open": subject, verb group, clause.
fn verb_with_clause(text: &Text<'_>, verb: usize) -> Option<Draft> {
    let clause = text.by(verb, "ccomp").find(|&c| c > verb)?;
    // "used to say", "came and said": the subject may be that of the verb above.
    let subject_of = |v: usize| {
        text.by(v, "nsubj").find(|&s| s < v && text.words[s].relation != "nsubj:pass").map(|s| (v, s))
    };
    let above = || {
        let joined = text.is(verb, "xcomp") || text.is(verb, "conj");
        text.words[verb].head.filter(|_| joined).and_then(subject_of)
    };
    let (first, subject) = subject_of(verb).or_else(above)?;
    let sentence = &text.sentences[text.words[verb].sentence];
    let mut start = if text.is(verb, "xcomp") { first } else { verb };
    let helps = |i: usize| {
        text.words[i].head == Some(verb)
            && (text.is(i, "aux") || text.words[i].upos == Upos::Adv || text.lower(i) == "n't")
    };
    while start > subject + 1 && helps(start - 1) {
        start -= 1;
    }
    let under = |i: usize| text.is_under(i, clause);
    let from = (verb + 1..sentence.end).find(|&i| under(i) && text.is_word(i))?;
    let mut end = from;
    while end < sentence.end && (under(end) || !text.is_word(end)) {
        end += 1;
    }
    while end > from && !text.is_word(end - 1) {
        end -= 1;
    }
    let (cue, content) = (start..verb + 1, from..end);
    if content.is_empty() || content.contains(&verb) {
        return None;
    }
    let holder = source::phrase(text, subject, &cue, std::slice::from_ref(&content));
    holder.map(|holder| Draft {
        source: Some(holder),
        cue: Some(cue),
        contents: vec![content],
        parent: None,
        sure: SURE,
    })
}

/// "the fear of many growers that the wells would fall".
fn noun(text: &Text<'_>, word: usize) -> Option<Draft> {
    let sentence = &text.sentences[text.words[word].sentence];
    let that = (word + 1..sentence.end).find(|&i| {
        text.lower(i) == "that"
            && text.is(i, "mark")
            && text.words[i].head.is_some_and(|verb| text.words[verb].head == Some(word))
    })?;
    let verb = text.words[that].head?;
    let mut end = that + 1;
    while end < sentence.end && (text.is_under(end, verb) || !text.is_word(end)) {
        end += 1;
    }
    while end > that + 1 && !text.is_word(end - 1) {
        end -= 1;
    }
    let (cue, content) = (word..word + 1, that..end);
    let holder = source::of_noun(text, word, &cue, std::slice::from_ref(&content));
    Some(Draft { source: holder, cue: Some(cue), contents: vec![content], parent: None, sure: SURE })
}

/// "letters from growers about the levy", "calls from growers for a ban".
fn letter(text: &Text<'_>, word: usize) -> Option<Draft> {
    let case = |i: usize, words: &[&str]| text.by(i, "case").any(|c| words.contains(&text.lower(c).as_str()));
    let from = text.by(word, "nmod").find(|&i| i > word && case(i, &["from"]))?;
    const ABOUT: [&str; 8] = ["about", "on", "over", "regarding", "concerning", "for", "against", "to"];
    let about = text.children(word).chain(text.children(from)).find(|&i| {
        i > word
            && (text.is(i, "nmod") && case(i, &ABOUT)
                || text.words[i].relation == "acl" && text.by(i, "mark").any(|m| text.lower(m) == "to"))
    })?;
    let content = whole(text, about)?;
    // The preposition is no part of what is told.
    let start = content.clone().find(|&i| !text.is(i, "case"))?;
    let (cue, content) = (word..word + 1, start..content.end);
    let holder = source::phrase(text, from, &cue, std::slice::from_ref(&content))?;
    let start = holder.clone().find(|&i| !text.is(i, "case"))?;
    let holder = Some(start..holder.end);
    Some(Draft { source: holder, cue: Some(cue), contents: vec![content], parent: None, sure: SURE })
}

/// "The port will close, as the ministry announced": the clause that it goes with.
fn as_told(text: &Text<'_>, verb: usize) -> Option<Draft> {
    let mark = text.children(verb).find(|&i| i < verb && text.lower(i) == "as")?;
    let subject = text.by(verb, "nsubj").find(|&s| s > mark && text.words[s].relation != "nsubj:pass")?;
    let object = text.children(verb).any(|i| ["obj", "ccomp", "xcomp"].iter().any(|r| text.is(i, r)));
    let clause = text.words[verb].head.filter(|_| text.is(verb, "advcl") && !object)?;
    let all = whole(text, clause)?;
    let content = if clause < mark { all.start..mark } else { verb + 1..all.end };
    let content = trimmed(text, content)?;
    let cue = verb..verb + 1;
    let holder = source::phrase(text, subject, &cue, std::slice::from_ref(&content))?;
    Some(Draft { source: Some(holder), cue: Some(cue), contents: vec![content], parent: None, sure: SURE })
}

/// "Contrary to the company's claims, the wells are dry": the others hold the opposite.
fn contrary(text: &Text<'_>, word: usize) -> Option<Draft> {
    let to = (text.lower(word + 1) == "to").then_some(word + 1)?;
    let sentence = &text.sentences[text.words[word].sentence];
    let comma = (to + 1..sentence.end).find(|&i| text.words[i].text == ",")?;
    let holder = trimmed(text, to + 1..comma)?;
    let content = trimmed(text, comma + 1..sentence.end)?;
    let cue = Some(word..to + 1);
    (word == sentence.start).then_some(Draft {
        source: Some(holder),
        cue,
        contents: vec![content],
        parent: None,
        sure: SURE,
    })
}

/// A word with all that hangs on it, where that stands together.
fn whole(text: &Text<'_>, head: usize) -> Option<Range<usize>> {
    let sentence = &text.sentences[text.words[head].sentence];
    let (mut start, mut end) = (head, head + 1);
    while start > sentence.start && text.is_under(start - 1, head) {
        start -= 1;
    }
    while end < sentence.end && text.is_under(end, head) {
        end += 1;
    }
    trimmed(text, start..end)
}

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

/// What a passive cue goes on with, where the content is only its subject: "flows are expected | to double".
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
    let clause = text.by(head, "xcomp").find(|&i| i >= cue.end)?;
    whole(text, clause).map(|c| c.start.max(cue.end)..c.end).filter(|c| !c.is_empty())
}

/// "The two sides have reportedly agreed": the clause without the adverb.
fn hearsay(text: &Text<'_>, word: usize) -> Option<Draft> {
    let verb = text.words[word].head?;
    let sentence = &text.sentences[text.words[word].sentence];
    let under = |i: usize| text.is_under(i, verb) && text.is_word(i);
    let clause = |range: Range<usize>| -> Option<Range<usize>> {
        let mut some = range.filter(|&i| under(i));
        let first = some.next()?;
        Some(first..some.next_back().unwrap_or(first) + 1)
    };
    let contents: Vec<Range<usize>> =
        [clause(sentence.start..word), clause(word + 1..sentence.end)].into_iter().flatten().collect();
    (!contents.is_empty()).then(|| Draft {
        source: None,
        cue: Some(word..word + 1),
        contents,
        parent: None,
        sure: SURE,
    })
}
