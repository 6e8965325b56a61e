//! How a verb is told: in the passive, as a noun, as what the tree has for something else.

use super::object::is_caused;
use super::{DEEPEST, behind};
use crate::text::Text;
use relata_language::Upos;

/// Whether a verb is in the passive, or a participle that describes what suffers it ("the seized boats").
pub(in super::super) fn is_passive(text: &Text<'_>, verb: usize) -> bool {
    // A past tense that the tree gives the subject of a passive is none.
    let past = matches!(text.words[verb].xpos, "VBD" | "VBZ" | "VBP");
    let marked = |c: usize| match text.words[c].relation {
        "aux:pass" => true,
        "nsubj:pass" | "csubj:pass" => !past,
        _ => false,
    };
    // "The mob chased the men", where the tagger has the past tense for a participle: an object, and no helper.
    let helped = text.children(verb).any(|c| text.is(c, "aux") || text.is(c, "cop"));
    let active = !helped && text.by(verb, "obj").next().is_some() && text.words[verb].head.is_none();
    if is_main(text, verb) || active {
        return false;
    }
    // "the widely criticized bill", where the tagger has an adjective.
    let like = text.words[verb].upos == Upos::Adj && text.words[verb].text.ends_with("ed");
    let participle = (text.words[verb].xpos == "VBN" || like && text.is(verb, "amod"))
        && ["acl", "amod", "advcl"].iter().any(|r| text.is(verb, r))
        && text.words[verb].relation != "acl:relcl"
        && text.by(verb, "nsubj").next().is_none();
    // "was shot and killed"
    let bare = text.is(verb, "conj")
        && text.words[verb].xpos == "VBN"
        && !text.children(verb).any(|c| text.is(c, "aux") || text.is(c, "nsubj"));
    let joined = bare
        && text.words[verb].head.is_some_and(|h| text.words[h].upos == Upos::Verb && is_passive(text, h));
    // "got invited"
    let got = text.words[verb].xpos == "VBN"
        && text.is(verb, "xcomp")
        && text.words[verb]
            .head
            .is_some_and(|h| text.lemma(h) == "get" && text.by(h, "obj").next().is_none());
    text.children(verb).any(marked) || participle || joined || got || is_caused(text, verb)
}

/// "Dockers in three ports downed tools", where the tree has the verb as a participle that describes its subject: the
/// noun is all that the sentence says, and an object or clause hangs on the verb.
pub(super) fn is_main(text: &Text<'_>, verb: usize) -> bool {
    let past = matches!(text.words[verb].xpos, "VBD" | "VBN") && text.words[verb].relation == "acl";
    let alone = |noun: usize| {
        text.words[noun].head.is_none()
            && text.by(noun, "cop").next().is_none()
            && text.by(noun, "nsubj").next().is_none()
    };
    past && text.words[verb].head.is_some_and(alone)
        && text.children(verb).any(|c| text.is(c, "obj") || text.is(c, "ccomp"))
}

/// Whether a verb is told as a noun: "the shelling of the harbour resumed".
pub(in super::super) fn is_gerund(text: &Text<'_>, verb: usize) -> bool {
    text.words[verb].xpos == "VBG"
        && ["nsubj", "obj", "obl", "nmod", "conj", "root"].iter().any(|r| text.is(verb, r))
        && text.by(verb, "aux").next().is_none()
        && text.by(verb, "nsubj").next().is_none()
        && behind(text, verb, &["of"]).next().is_some()
}

/// "Mexico is dismantling institutions", where the tree has the verb as a mark of the noun: that noun.
pub(super) fn mended(text: &Text<'_>, verb: usize) -> Option<usize> {
    let noun = text.words[verb].head.filter(|_| text.words[verb].xpos == "VBG" && text.is(verb, "amod"))?;
    let is = text.by(noun, "cop").any(|c| c + 1 == verb);
    (is && text.by(noun, "nsubj").next().is_some()).then_some(noun)
}

/// The nearest verb above a word.
pub(super) fn verb_above(text: &Text<'_>, word: usize) -> Option<usize> {
    let chain = std::iter::successors(Some(word), |&w| text.words[w].head).take(DEEPEST);
    chain.into_iter().find(|&w| text.words[w].upos == Upos::Verb)
}

/// Whether a word is what is said of somebody.
pub(super) fn is_predicate(text: &Text<'_>, word: usize) -> bool {
    matches!(text.words[word].upos, Upos::Verb | Upos::Aux)
        || text.by(word, "cop").next().is_some()
        || text.by(word, "nsubj").next().is_some()
}
