//! What a verb is done to.

use super::verb::{is_passive, mended};
use super::{antecedent, case, is_relative, start, subjects};
use crate::text::Text;
use relata_language::Upos;

/// The object of a verb, or what is said of it in the passive.
pub(in super::super) fn objects(text: &Text<'_>, verb: usize) -> Vec<usize> {
    if let Some(noun) = mended(text, verb) {
        return vec![noun];
    }
    if is_passive(text, verb) {
        let told: Vec<usize> =
            text.children(verb).filter(|&c| text.words[c].relation == "nsubj:pass").collect();
        if !told.is_empty() {
            // "was denied passage", "was shown the door"
            let noun = |&c: &usize| matches!(text.words[c].upos, Upos::Noun | Upos::Propn);
            let second = text.by(verb, "obj").chain(text.by(verb, "xcomp").filter(noun));
            return told.into_iter().map(|s| antecedent(text, verb, s)).chain(second).collect();
        }
        let above = text.words[verb].head;
        return match above {
            Some(noun) if text.is(verb, "acl") || text.is(verb, "amod") => vec![noun],
            // "was seized and burned": of the same clause.
            Some(first) if text.is(verb, "conj") => objects(text, first),
            Some(main) if text.is(verb, "xcomp") || text.is(verb, "advcl") => subjects(text, main),
            _ => Vec::new(),
        };
    }
    let before = |o: usize| o + 1 == verb && text.words[verb].xpos == "VBG" && text.is(verb, "xcomp");
    let own: Vec<usize> =
        text.by(verb, "obj").filter(|&o| !before(o)).map(|o| antecedent(text, verb, o)).collect();
    if !own.is_empty() {
        return own;
    }
    // "to do more than file cases", where the tree hangs the object on the verb before.
    let next = |o: &usize| *o > verb && start(text, *o) == verb + 1;
    let above = text.words[verb].head.filter(|&h| h < verb && text.words[verb].upos == Upos::Verb);
    if let Some(object) = above.and_then(|h| text.by(h, "obj").find(next)) {
        return vec![object];
    }
    // "asked Secretary Li to travel", where the tree has a second subject behind the verb.
    let before = text.by(verb, "nsubj").any(|s| s < verb);
    if let Some(second) = text.by(verb, "nsubj").find(|&s| s > verb && before) {
        return vec![second];
    }
    // "dropped her demand": what the parser takes for a predicate of the subject.
    let noun = |&c: &usize| {
        text.words[c].upos == Upos::Noun
            && text
                .by(c, "det")
                .chain(text.children(c).filter(|&d| text.words[d].relation == "nmod:poss"))
                .next()
                .is_some()
            && case(text, c).is_none()
    };
    if let Some(noun) = text.by(verb, "xcomp").find(noun) {
        return vec![noun];
    }
    // "the boats that the navy seized"
    let relative = text.words[verb].relation == "acl:relcl";
    match text.words[verb].head.filter(|_| relative && text.by(verb, "nsubj").any(|s| !is_relative(text, s)))
    {
        Some(noun) => vec![noun],
        // "arrested and deported two men", also of the second of three.
        None => text
            .by(verb, "conj")
            .chain(
                text.words[verb]
                    .head
                    .filter(|_| text.is(verb, "conj"))
                    .into_iter()
                    .flat_map(|h| text.by(h, "conj").filter(|&c| c > verb).collect::<Vec<_>>()),
            )
            .find_map(|c| {
                let shares = text.words[c].upos == Upos::Verb && text.by(c, "nsubj").next().is_none();
                text.by(c, "obj").next().filter(|_| shares && text.words[verb].upos == Upos::Verb)
            })
            .into_iter()
            .collect(),
    }
}
