//! What stands around a noun: whose it is, what holds it, the verb of which it is the object.

use super::{behind, case, is_in, is_relative, subjects};
use crate::text::Text;
use relata_language::Upos;

/// Who possesses a noun or does it: "the navy's", "naval", "by the navy"; with "of", where nothing else tells.
pub(in super::super) fn owners(text: &Text<'_>, noun: usize) -> Vec<usize> {
    let by: Vec<usize> = behind(text, noun, &["by"]).collect();
    if !by.is_empty() {
        return by;
    }
    let possessor: Vec<usize> =
        text.children(noun).filter(|&c| text.words[c].relation == "nmod:poss").collect();
    if !possessor.is_empty() {
        return possessor;
    }
    // "administration efforts"
    text.children(noun).filter(|&c| c < noun && text.is(c, "compound")).collect()
}

/// A noun with those above it that only say that it takes place: "cases of rape", "a round of talks"; what stands
/// beside these stands beside it.
pub(in super::super) fn holders(text: &Text<'_>, noun: usize) -> Vec<usize> {
    let mut all = vec![noun];
    let mut at = noun;
    while let Some(above) = text.words[at].head {
        let of = text.is(at, "nmod") && case(text, at).is_some_and(|c| c == "of");
        if !(of && is_in("clear", &text.lemma(above).to_lowercase())) || all.len() > 3 {
            break;
        }
        all.push(above);
        at = above;
    }
    all
}

/// Words before a noun that may name who does it: "Russian", "police".
pub(in super::super) fn modifiers(text: &Text<'_>, noun: usize) -> Vec<usize> {
    let before = |&c: &usize| {
        c < noun && (text.is(c, "amod") || text.is(c, "compound") || text.is(c, "nmod"))
            // Who possesses it may suffer it: "his arrest".
            && text.words[c].relation != "nmod:poss"
    };
    text.children(noun).filter(before).collect()
}

/// The light verb of which a noun is the object: "carried out" of "carried out an attack".
pub(in super::super) fn light(text: &Text<'_>, noun: usize) -> Option<usize> {
    let verb = text.words[noun].head.unwrap_or(noun);
    let object = text.is(noun, "obj") || text.words[noun].relation == "nsubj:pass";
    let lemma = text.lemma(verb);
    // "took part in talks", "entered into negotiations"
    let within = || {
        let part = || text.by(verb, "obj").any(|o| matches!(text.lower(o).as_str(), "part" | "place"));
        text.is(noun, "obl")
            && case(text, noun).is_some_and(|c| matches!(c.as_str(), "in" | "into" | "on" | "to"))
            && (is_in("within", &lemma) || lemma == "take" && part())
    };
    let light = text.words[verb].upos == Upos::Verb && (object && is_in("light", &lemma) || within());
    light.then_some(verb).or_else(|| {
        // "the talks that it held with": the verb of a clause that describes the noun.
        let holds = |&v: &usize| {
            text.words[v].relation == "acl:relcl"
                && is_in("light", &text.lemma(v))
                && text.by(v, "nsubj").any(|s| !is_relative(text, s))
                && text.by(v, "obj").all(|o| is_relative(text, o))
        };
        // "the talks it plans with", where the tree has the clause beside that of the noun.
        let beside = |&v: &usize| {
            is_in("light", &text.lemma(v))
                && text.by(v, "obj").next().is_none()
                && text.by(v, "nsubj").any(|s| s == noun + 1)
        };
        text.by(noun, "acl").find(holds).or_else(|| text.by(verb, "parataxis").find(beside))
    })
}

/// Of whom a noun behind "on", "under" or "in" is said: "the bakers are on strike", "went on trial".
pub(in super::super) fn said_of(text: &Text<'_>, noun: usize) -> Option<Vec<usize>> {
    let within = case(text, noun).is_some_and(|c| matches!(c.as_str(), "on" | "under" | "in"));
    if !within || text.by(noun, "det").any(|d| matches!(text.lower(d).as_str(), "a" | "an" | "the")) {
        return None;
    }
    if text.by(noun, "cop").next().is_some() {
        return Some(text.by(noun, "nsubj").collect());
    }
    let verb = text.words[noun].head.filter(|_| text.is(noun, "obl"))?;
    is_in("states", &text.lemma(verb)).then(|| subjects(text, verb))
}
