//! Nouns with what somebody holds: "their fear that ...", "letters from growers about the levy", "her advice was
//! simple: ...".

use super::draft::Draft;
use super::phrase::{run, trimmed, whole};
use super::{cues, source};
use crate::text::Text;
use relata_language::Upos;
use std::ops::Range;

/// Whether nouns of these lists hold anything.
pub(crate) fn is_cue(text: &Text<'_>, word: usize) -> bool {
    let lemma = text.lemma(word);
    matches!(text.words[word].upos, Upos::Noun | Upos::Propn)
        && ["noun", "letter", "answer"].iter().any(|list| cues::tells(list, &lemma))
}

/// What the noun `word` tells; several where one noun has several holders.
pub(crate) fn told(text: &Text<'_>, word: usize) -> Vec<Draft> {
    let lemma = text.lemma(word);
    let mut all = Vec::new();
    if cues::tells("noun", &lemma) {
        all.extend(claim(text, word));
    }
    if all.is_empty() && cues::tells("answer", &lemma) {
        all.extend(before_colon(text, word));
    }
    if all.is_empty() && cues::tells("letter", &lemma) {
        all = letters(text, word);
        if all.is_empty() {
            all.extend(letter(text, word));
        }
    }
    all
}

/// "the fear of many growers that the wells would fall", "a consensus—that trade helps—", "its pledge to clear
/// the mines".
fn claim(text: &Text<'_>, word: usize) -> Option<Draft> {
    let sentence = &text.sentences[text.words[word].sentence];
    let cue = word..word + 1;
    let own = |verb: usize| text.words[verb].head == Some(word);
    let that = (word + 1..sentence.end)
        .find(|&i| text.lower(i) == "that" && text.is(i, "mark") && text.words[i].head.is_some_and(own));
    let content = match that.or_else(|| behind_dash(text, word)) {
        Some(that) => {
            let verb = text.words[that].head?;
            run(text, that, |i| i == that || text.is_under(i, verb))?
        }
        None => owned(text, word)?,
    };
    let holder = source::of_noun(text, word, &cue, std::slice::from_ref(&content));
    let end = content.clone().find(|&i| text.words[i].text == ":").unwrap_or(content.end);
    let content = trimmed(text, content.start..end)?;
    // The tree may lose all but the conjunction.
    if content.len() == 1 && Some(content.start) == that {
        return None;
    }
    Draft::shown(holder, cue, vec![content])
}

/// "its pledge to clear the mines", "his claims of thrift": only where the noun has an owner.
fn owned(text: &Text<'_>, word: usize) -> Option<Range<usize>> {
    source::owner(text, word).filter(|&o| source::can_hold(text, o))?;
    let to = |v: usize| text.is(v, "acl") && text.by(v, "mark").any(|m| text.lower(m) == "to");
    if let Some(verb) = text.children(word).find(|&v| v > word && to(v)) {
        return run(text, word + 1, |i| text.is_under(i, verb));
    }
    let of = (cues::tells("own", &text.lemma(word)) && text.lower(word + 1) == "of").then_some(word + 1)?;
    let thing = text.by(word, "nmod").find(|&n| text.words[of].head == Some(n))?;
    run(text, of + 1, |i| text.is_under(i, thing))
}

/// "a consensus in the capital—that ...—": the noun is the last of the list before the dash.
fn behind_dash(text: &Text<'_>, word: usize) -> Option<usize> {
    // A noun with a short phrase of its own.
    const NEAR: usize = 8;
    let sentence = &text.sentences[text.words[word].sentence];
    let dash = (word + 1..sentence.end.min(word + NEAR))
        .find(|&i| matches!(text.words[i].text, "—" | "–" | "--" | "-"))
        .filter(|&i| {
            text.lower(i + 1) == "that" && text.words.get(i + 1).is_some_and(|w| w.relation == "mark")
        })?;
    let other =
        (word + 1..dash).any(|i| text.words[i].upos == Upos::Noun && cues::tells("noun", &text.lemma(i)));
    (!other).then_some(dash + 1)
}

/// "The instructor's advice was simple: keep the rope dry", "they all share one theme: the fees".
fn before_colon(text: &Text<'_>, word: usize) -> Option<Draft> {
    // A few words between the noun and the colon.
    const NEAR: usize = 6;
    let sentence = &text.sentences[text.words[word].sentence];
    let colon = (word + 1..sentence.end.min(word + NEAR)).find(|&i| text.words[i].text == ":")?;
    let content = trimmed(text, colon + 1..sentence.end)?;
    let taken = std::slice::from_ref(&content);
    let verb = text.words[word].head.filter(|_| text.is(word, "obj"));
    let shared = verb.and_then(|v| {
        let subject = text.by(v, "nsubj").find(|&s| s < v && source::can_hold(text, s))?;
        Some((v, source::phrase(text, subject, &(v..word + 1), taken)?))
    });
    let (cue, holder) = match shared {
        Some((verb, holder)) => (verb..word + 1, holder),
        None => (word..word + 1, source::of_noun(text, word, &(word..word + 1), taken)?),
    };
    // Between noun and colon nothing else is told.
    let plain = (word + 1..colon).all(|i| !matches!(text.words[i].text, "," | ";"));
    if plain { Draft::shown(Some(holder), cue, vec![content]) } else { None }
}

/// Prepositions and participles between those who write and what they write about.
const ABOUT: [&str; 9] = ["about", "on", "over", "regarding", "concerning", "urging", "for", "against", "to"];

/// "letters from growers about the levy", "calls from growers for a ban".
fn letter(text: &Text<'_>, word: usize) -> Option<Draft> {
    let case = |i: usize, words: &[&str]| text.by(i, "case").any(|c| words.contains(&text.lower(c).as_str()));
    let from = text.by(word, "nmod").find(|&i| i > word && case(i, &["from"]))?;
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
    Draft::shown(holder, cue, vec![content])
}

/// "Letters arrive daily: from the growers' league; two from the mill; the carters; and the diocese—about the
/// levy": one statement for each who writes, with what closes the list.
fn letters(text: &Text<'_>, word: usize) -> Vec<Draft> {
    let sentence = &text.sentences[text.words[word].sentence];
    let from = (word + 1..sentence.end).find(|&i| text.lower(i) == "from" && text.is(i, "case"));
    let dash = |i: usize| matches!(text.words[i].text, "—" | "–" | "--" | ",");
    let closes = |&i: &usize| ABOUT[..6].contains(&text.lower(i).as_str()) && dash(i - 1);
    let Some(from) = from else { return Vec::new() };
    let Some(about) = (from + 1..sentence.end).rfind(closes) else { return Vec::new() };
    let parts = |mark: &str| {
        let mut parts = Vec::new();
        let mut start = from;
        for i in (from..about).filter(|&i| text.words[i].text == mark).chain([about - 1]) {
            parts.push(start..i);
            start = i + 1;
        }
        parts
    };
    let mut items = parts(";");
    if items.len() < 3 {
        items = parts(",");
    }
    let Some(content) = trimmed(text, about + 1..sentence.end).filter(|_| items.len() >= 3) else {
        return Vec::new();
    };
    // "along with many others and a letter from the diocese" names two.
    let last = items.pop().unwrap_or(about..about);
    let and = last.clone().skip(2).find(|&i| text.lower(i) == "and");
    match and.filter(|&and| (and + 1..last.end).any(|i| text.lower(i) == "from")) {
        Some(and) => items.extend([last.start..and, and + 1..last.end]),
        None => items.push(last),
    }
    let name = |item: Range<usize>| {
        let behind = item.clone().rev().find(|&i| matches!(text.lower(i).as_str(), "from" | "with"));
        let start = behind.map_or(item.start, |i| i + 1);
        let start = (start..item.end).find(|&i| text.is_word(i) && text.lower(i) != "and")?;
        let named = (start..item.end).any(|i| matches!(text.words[i].upos, Upos::Noun | Upos::Propn));
        named.then(|| trimmed(text, start..item.end)).flatten()
    };
    let draft = |holder| Draft::shown(Some(holder), word..word + 1, vec![content.clone()]);
    items.into_iter().filter_map(name).filter_map(draft).collect()
}
