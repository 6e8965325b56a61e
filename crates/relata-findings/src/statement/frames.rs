//! Frames around a clause that say whose it is: "according to X", "in X's view", "as X put it", "contrary to X",
//! "reportedly", "self-styled".

use super::draft::Draft;
use super::phrase::{run, trimmed, whole};
use super::{cues, source};
use crate::text::Text;
use relata_language::Upos;
use std::ops::Range;

/// The frame that begins with `word`, if one does.
pub(crate) fn told(text: &Text<'_>, word: usize) -> Option<Draft> {
    let lower = text.lower(word);
    match text.words[word].upos {
        Upos::Adv if cues::tells("hearsay", &lower) => hearsay(text, word),
        Upos::Verb if cues::tells("verb", &text.lemma(word)) || cues::tells("as", &text.lemma(word)) => {
            as_told(text, word)
        }
        _ if lower == "according" => according(text, word),
        _ if lower == "contrary" => contrary(text, word),
        _ if lower == "by" => by_estimate(text, word),
        _ if lower == "self" || lower.starts_with("self-") => self_styled(text, word),
        _ => None,
    }
}

/// A part of a sentence between semicolons: how far a frame reaches.
fn reach(text: &Text<'_>, word: usize) -> Range<usize> {
    let sentence = &text.sentences[text.words[word].sentence];
    let parts = |i: &usize| text.words[*i].text == ";";
    let start = (sentence.start..word).rev().find(parts).map_or(sentence.start, |i| i + 1);
    start..(word..sentence.end).find(parts).unwrap_or(sentence.end)
}

/// "According to the keeper, no ship has passed", "The wall, according to the survey, leans".
fn according(text: &Text<'_>, word: usize) -> Option<Draft> {
    let to = (text.lower(word + 1) == "to").then_some(word + 1)?;
    let reach = reach(text, word);
    let holder = text.words[word].head.filter(|&h| h > to && reach.contains(&h))?;
    let cue = word..to + 1;
    let source = source::phrase(text, holder, &cue, &[])?;
    let contents = around(text, word..source.end, &reach);
    Draft::shown(Some(source), cue, contents)
}

/// "By one estimate, the herd has doubled", "by his own admission": with an owner that is the holder, else the
/// estimate itself.
fn by_estimate(text: &Text<'_>, word: usize) -> Option<Draft> {
    // A few words before the noun.
    const NEAR: usize = 5;
    let reach = reach(text, word);
    let noun = (word + 1..reach.end.min(word + NEAR)).find(|&i| text.words[i].upos == Upos::Noun)?;
    let edge = |i: usize| i >= reach.end || !text.is_word(i);
    let apart = (word == reach.start || edge(word - 1)) && edge(noun + 1);
    if !apart || !cues::tells("by", &text.lemma(noun)) {
        return None;
    }
    let contents = around(text, word..noun + 1, &reach);
    let owner = source::owner(text, noun).filter(|o| (word..noun).contains(o));
    let (source, cue) = match owner.and_then(|o| source::phrase(text, o, &(noun..noun + 1), &[])) {
        Some(owner) => (owner, noun..noun + 1),
        None => (word + 1..noun + 1, word..word + 1),
    };
    Draft::shown(Some(source), cue, contents)
}

/// The clause around a frame: what goes before it, and what goes on behind its comma.
fn around(text: &Text<'_>, frame: Range<usize>, reach: &Range<usize>) -> Vec<Range<usize>> {
    let comma = |i: usize| i < reach.end && text.words[i].text == ",";
    let front = trimmed(text, reach.start..frame.start);
    let back = if comma(frame.end) { trimmed(text, frame.end + 1..reach.end) } else { None };
    front.into_iter().chain(back).collect()
}

/// Completes a content that stops at a frame in its midst: "The wall, according to the survey, | leans".
pub(crate) fn past_frame(text: &Text<'_>, draft: &mut Draft) {
    let (Some(cue), Some(source)) = (&draft.cue, &draft.source) else { return };
    let frame = cue.start.min(source.start)..cue.end.max(source.end);
    let reach = reach(text, cue.start);
    let [content] = draft.contents.as_slice() else { return };
    let comma = |i: usize| reach.contains(&i) && text.words[i].text == ",";
    if content.end > frame.start || !reach.contains(&content.start) || !comma(frame.end) {
        return;
    }
    let head = text.head(content);
    let Some(verb) = text.words[head].head.filter(|&v| v > frame.end && reach.contains(&v)) else { return };
    let own = text.head(cue);
    let goes_on = |i: usize| text.is_under(i, verb) && !text.is_under(i, own);
    if text.is(head, "nsubj") && verb != own {
        draft.contents.extend(run(text, frame.end + 1, goes_on).filter(|r| r.contains(&verb)));
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
    Draft::shown(Some(holder), cue, vec![content])
}

/// "The port will close, as the ministry announced": the clause that it goes with.
fn as_told(text: &Text<'_>, verb: usize) -> Option<Draft> {
    let subject = text.by(verb, "nsubj").find(|&s| s < verb && text.words[s].relation != "nsubj:pass")?;
    // The tree may hang "as" on another clause.
    let mark = whole(text, subject)?.start.checked_sub(1).filter(|&i| text.lower(i) == "as")?;
    let it = (text.lower(verb + 1) == "it").then_some(verb + 1);
    let object =
        text.children(verb).any(|i| Some(i) != it && ["obj", "ccomp", "xcomp"].iter().any(|r| text.is(i, r)));
    // "As you know, ..." reminds, it does not tell.
    let reminds = text.lower(subject) == "you" && matches!(text.lemma(verb).as_str(), "know" | "see");
    let clause = text.words[verb].head.filter(|_| text.is(verb, "advcl") && !object && !reminds)?;
    let cue = verb..it.map_or(verb + 1, |i| i + 1);
    let holder = source::phrase(text, subject, &cue, &[])?;
    let all = whole(text, clause)?;
    let sides = [all.start..mark.max(all.start), cue.end..all.end.max(cue.end)];
    // "And", "But" before the frame is no part of the clause.
    let told = |c: &Range<usize>| c.clone().any(|i| text.words[i].upos != Upos::Cconj && text.is_word(i));
    let contents: Vec<Range<usize>> =
        sides.into_iter().filter_map(|side| trimmed(text, side)).filter(told).collect();
    let contents =
        if clause < mark && it.is_none() { contents.into_iter().take(1).collect() } else { contents };
    Draft::shown(Some(holder), cue, contents)
}

/// "as one shareholder put it": "it" belongs to the cue and stands for the clause around.
pub(crate) fn put_it(text: &Text<'_>, draft: &mut Draft) {
    let Some(cue) = &draft.cue else { return };
    let verb = text.head(cue);
    let put = text.words[verb].upos == Upos::Verb && cues::tells("as", &text.lemma(verb));
    let it = verb + 1;
    let as_before = text.children(verb).any(|i| i < verb && text.lower(i) == "as");
    if !put || !as_before || text.lower(it) != "it" {
        return;
    }
    draft.contents.retain(|c| *c != (it..it + 1));
    draft.cue = Some(cue.start..it + 1);
    if draft.contents.is_empty()
        && let Some(told) = as_told(text, verb)
    {
        draft.contents = told.contents;
    }
}

/// "Contrary to the company's claims, the wells are dry": the others hold the opposite.
fn contrary(text: &Text<'_>, word: usize) -> Option<Draft> {
    let to = (text.lower(word + 1) == "to").then_some(word + 1)?;
    let sentence = Some(&text.sentences[text.words[word].sentence]).filter(|s| s.start == word)?;
    let comma = (to + 1..sentence.end).find(|&i| text.words[i].text == ",")?;
    let holder = trimmed(text, to + 1..comma)?;
    let content = trimmed(text, comma + 1..sentence.end)?;
    Draft::shown(Some(holder), word..to + 1, vec![content])
}

/// "The two sides have reportedly agreed": the clause without the adverb; of a relative clause with the noun
/// that it tells of ("the talks it reportedly plans").
fn hearsay(text: &Text<'_>, word: usize) -> Option<Draft> {
    let verb = text.words[word].head?;
    let sentence = &text.sentences[text.words[word].sentence];
    let subject = text.by(verb, "nsubj").find(|&s| s < word);
    // "the talks it plans": the tree may lose that the clause hangs on the noun.
    let bare = !text.by(verb, "obj").any(|o| o > verb) && !text.is(verb, "root");
    let noun = subject
        .and_then(|s| whole(text, s)?.start.checked_sub(1))
        .filter(|&n| bare && matches!(text.words[n].upos, Upos::Noun | Upos::Propn) && sentence.contains(&n));
    let relative = text.words[verb].head.filter(|_| text.is(verb, "acl")).or(noun);
    let top = relative.unwrap_or(verb);
    let from = match (relative, subject) {
        (None, Some(subject)) => whole(text, subject)?.start,
        _ => sentence.start,
    };
    let under = |i: usize| (text.is_under(i, top) || text.is_under(i, verb)) && text.is_word(i);
    let clause = |range: Range<usize>| -> Option<Range<usize>> {
        let mut some = range.filter(|&i| under(i));
        let first = some.next()?;
        Some(first..some.next_back().unwrap_or(first) + 1)
    };
    let contents: Vec<Range<usize>> =
        [clause(from..word), clause(word + 1..sentence.end)].into_iter().flatten().collect();
    Draft::shown(None, word..word + 1, contents)
}

/// Gives back to nobody what the model gave to the one it is told of: "he allegedly brandished a pistol".
pub(crate) fn hearsay_of(text: &Text<'_>, draft: &Draft) -> Option<Draft> {
    let cue = draft.cue.as_ref()?;
    let adverb = cue.clone().find(|&i| cues::tells("hearsay", &text.lower(i)))?;
    let speaks = cue.clone().any(|i| text.words[i].upos == Upos::Verb && cues::tells("verb", &text.lemma(i)));
    if speaks && draft.source.is_some() {
        return None;
    }
    hearsay(text, adverb).map(|told| Draft { parent: draft.parent, sure: draft.sure, ..told })
}

/// "The self-styled king of Corrie": whoever is named so says it.
fn self_styled(text: &Text<'_>, word: usize) -> Option<Draft> {
    let last = if text.words.get(word + 1)?.text == "-" { word + 2 } else { word };
    let spelt = text.lower(last);
    let noun = (last + 1..text.words.len().min(last + 4))
        .find(|&i| text.words[i].sentence == text.words[word].sentence && text.words[i].upos == Upos::Noun)?;
    if !cues::tells("self", spelt.trim_start_matches("self-")) {
        return None;
    }
    let name = text.by(noun, "appos").find(|&i| text.words[i].upos == Upos::Propn);
    let content =
        run(text, last + 1, |i| text.is_under(i, noun) && name.is_none_or(|n| !text.is_under(i, n)))?;
    let holder = name.and_then(|n| whole(text, n)).or_else(|| Some(content.clone()));
    Draft::shown(holder, word..last + 1, vec![content])
}
