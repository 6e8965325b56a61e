//! Names and nouns of a list that the tree does not join: the second beside the first, the last beside the verb.

use super::super::tree;
use crate::party::Scene;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_rows::ActorKind;

/// "The king, the pope, and the queen", where the tree has the second beside the first: names of a list that has
/// an "and" behind them.
pub(super) fn listed(scene: &Scene<'_>, joined: &[usize]) -> Vec<usize> {
    let text = scene.text;
    let Some((&first, &last)) = joined.first().zip(joined.last()) else { return Vec::new() };
    let named = |w: usize| scene.party(w).and_then(|p| scene.entity(&p)).filter(|e| e.named);
    let Some(kind) = named(first).map(|e| e.kind) else { return Vec::new() };
    let other = |c: usize| {
        text.words[c].upos == Upos::Propn
            && c < last
            && named(c).is_some_and(|e| e.kind == kind)
            && scene.party(c).map(|p| p.entity) != scene.party(first).map(|p| p.entity)
    };
    // "Minister Ana Ruiz, Secretary of Trade Leo Falk, and ...": the name behind the office.
    let bearer = |c: usize| {
        let name = |n: &usize| {
            let beside = text.is(*n, "appos") || text.is(*n, "nmod") && tree::case(text, *n).is_none();
            *n > c && beside && other(*n)
        };
        let office = is_kind_of(&text.lower(c), "person", Pos::Noun, 2)
            && !named(c).is_some_and(|e| e.name.contains(text.words[c].text));
        text.children(c).find(|n| office && name(n)).or_else(|| other(c).then_some(c))
    };
    // "the king, the pope, the queen, and": the third may hang on the second.
    let mut row: Vec<usize> = text.by(first, "appos").collect();
    let mut at = 0;
    while let Some(&one) = row.get(at) {
        row.extend(text.by(one, "appos").filter(|&c| c > one && c < last && other(one)));
        at += 1;
    }
    let beside = row.into_iter().filter_map(bearer);
    let beside = beside.filter(|&c| !text.by(first, "conj").any(|j| j < c));
    beside.chain(before(scene, first)).collect()
}

/// "The mayor, the governor, and two guards", "the mayor, the governor and the guards", where the tree has the second
/// beside the first: nouns with an article, with what an "and" joins to either.
pub(super) fn enumerated(scene: &Scene<'_>, joined: &[usize]) -> Vec<usize> {
    let text = scene.text;
    let Some((&first, &last)) = joined.first().zip(joined.last()) else { return Vec::new() };
    let article = |w: usize| text.by(w, "det").any(|d| matches!(text.lower(d).as_str(), "the" | "a" | "an"));
    let and = |w: usize| text.by(w, "cc").any(|c| text.lower(c) == "and");
    let noun = |c: usize| text.words[c].upos == Upos::Noun && article(c) && c > first;
    let named = scene.party(first).and_then(|p| scene.entity(&p)).is_some_and(|e| e.named);
    let plain = |c: usize| !text.by(c, "appos").chain(text.by(c, "acl")).any(|n| n < last);
    let further = |c: usize| -> Option<Vec<usize>> {
        // "the governor, and two guards": joined to the first.
        if c < last && and(last) {
            return Some(vec![c]);
        }
        let own = tree::joined(text, c);
        own.get(1..)?.iter().any(|&w| and(w) && article(w)).then_some(own)
    };
    let beside = text.by(first, "appos").filter(|&c| !named && article(first) && noun(c) && plain(c));
    beside.filter_map(further).flatten().collect()
}

/// "Minister Ana Ruiz, Secretary of Trade Leo Falk, and Ambassador Ben Ort", where the tree joins the last to none of
/// the others: the persons named before it, parted by nothing but their offices, commas and an "and".
fn before(scene: &Scene<'_>, last: usize) -> Vec<usize> {
    let text = scene.text;
    let start = text.sentences[text.words[last].sentence].start;
    let person = |w: usize| {
        let entity = scene.party(w).and_then(|p| scene.entity(&p));
        entity.is_some_and(|e| e.named && e.kind == ActorKind::Person) && text.words[w].upos == Upos::Propn
    };
    if !person(last) {
        return Vec::new();
    }
    let of_row = |w: &usize| {
        let word = &text.words[*w];
        matches!(word.text, "," | "and" | "&")
            || word.text.starts_with(char::is_uppercase) && !matches!(word.upos, Upos::Verb | Upos::Pron)
            || matches!(text.lower(*w).as_str(), "of" | "for" | "the" | "to")
    };
    let row: Vec<usize> = (start..last).rev().take_while(of_row).collect();
    let Some(and) = row.iter().position(|&w| text.lower(w) == "and") else { return Vec::new() };
    // The "and" stands before the last, with nothing but its office between ("Secretary" may pass for somebody).
    let named = |w: usize| {
        let entity = scene.party(w).and_then(|p| scene.entity(&p));
        entity.is_some_and(|e| e.name.contains(text.words[w].text))
    };
    let office = |w: usize| is_kind_of(&text.lower(w), "person", Pos::Noun, 2) && !named(w);
    if row[..and].iter().any(|&w| text.words[w].text == "," || person(w) && !office(w)) {
        return Vec::new();
    }
    row[and..].iter().copied().filter(|&w| person(w) && !office(w)).collect()
}
