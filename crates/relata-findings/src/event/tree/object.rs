//! What a verb is done to.

use super::verb::{is_passive, mended};
use super::{antecedent, case, is_in, is_relative, start, subjects};
use crate::text::Text;
use relata_language::Upos;

/// What a verb with its particle is done to: its object, else the noun before which the tree has the particle for a
/// preposition, "handed in his badge".
pub(in super::super) fn objects_with(text: &Text<'_>, verb: usize, particle: Option<&str>) -> Vec<usize> {
    let own = objects(text, verb);
    let tied = particle.filter(|_| own.is_empty()).and_then(|p| tied(text, verb, p));
    tied.filter(|(_, further)| !further).map_or(own, |(noun, _)| vec![noun])
}

/// The noun behind a verb and its particle, where the tree has the particle for a preposition; and whether a further
/// preposition stands between: "stormed out of the hall", "threw them out of the league".
pub(in super::super) fn tied(text: &Text<'_>, verb: usize, particle: &str) -> Option<(usize, bool)> {
    text.by(verb, "obl").find_map(|noun| {
        let p =
            text.by(noun, "case").find(|&p| text.words[p].upos == Upos::Adp && text.lower(p) == particle)?;
        let further = text.by(p, "fixed").next().is_some() || text.by(noun, "case").any(|w| w == p + 1);
        (p == verb + 1 || further && p > verb).then_some((noun, further))
    })
}

/// "Had the editor thrown into jail", where the participle hangs on "had": whom or what it is done to.
fn caused(text: &Text<'_>, verb: usize) -> Option<usize> {
    let main = text.words[verb].head.filter(|_| text.words[verb].xpos == "VBN" && text.is(verb, "xcomp"))?;
    text.by(main, "obj").find(|&o| main < o && o < verb).filter(|_| is_in("caused", &text.lemma(main)))
}

/// Nouns that stand beside a verb as objects do, where the tree has them for something else: "told the bank to sell",
/// "gave them a week", "cried foul".
pub(in super::super) fn beside(text: &Text<'_>, verb: usize) -> Vec<usize> {
    let noun = |c: usize| matches!(text.words[c].upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let near = |c: usize| match text.words[c].relation {
        "iobj" => true,
        "obl:unmarked" => c > verb,
        // Right behind the verb and without an article: "cried foul".
        "xcomp" => c == verb + 1,
        _ => false,
    };
    text.children(verb).filter(|&c| noun(c) && near(c)).collect()
}

/// Whether somebody has a thing done that the participle tells: "had the editor jailed".
pub(in super::super) fn is_caused(text: &Text<'_>, verb: usize) -> bool {
    caused(text, verb).is_some()
}

/// The object of a verb, or what is said of it in the passive.
pub(in super::super) fn objects(text: &Text<'_>, verb: usize) -> Vec<usize> {
    if let Some(noun) = mended(text, verb) {
        return vec![noun];
    }
    if let Some(object) = caused(text, verb) {
        return vec![object];
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
