//! What the tree says of a time: whether its sentence looks back or forward, and whether it hangs on a verb of
//! reporting.

use super::resolve::Tense;
use crate::lexicon::Lists;
use crate::text::{LONGEST, Text};
use relata_language::Upos;
use std::ops::Range;
use std::sync::LazyLock;

static GOVERNING: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(include_str!("../../data/en/governing.txt")));

fn is_in(list: &str, lemma: &str) -> bool {
    GOVERNING.has(list, lemma)
}

/// The verb, or noun or adjective with a copula, on which the words hang.
pub(super) fn governor(text: &Text<'_>, words: &Range<usize>) -> Option<usize> {
    if text.sentences[text.words[words.start].sentence].len() > LONGEST {
        return None;
    }
    let mut at = text.head(words);
    // A tree has no more levels than its sentence words.
    for _ in 0..text.words.len() {
        let copular = text.by(at, "cop").next().is_some();
        if copular || !words.contains(&at) && matches!(text.words[at].upos, Upos::Verb | Upos::Aux) {
            return Some(at);
        }
        at = text.words[at].head?;
    }
    None
}

/// Whether what hangs on a verb, as its lemma, lies ahead: "plans 12 boats".
pub(crate) fn is_ahead(lemma: &str) -> bool {
    is_in("ahead", lemma)
}

/// Whether a verb is in the present perfect: "has lost". What is said beside it reaches to the present.
pub(super) fn is_perfect(text: &Text<'_>, governor: Option<usize>) -> bool {
    governor.is_some_and(|verb| {
        let helper = |c: usize| {
            text.is(c, "aux") && matches!(text.words[c].xpos, "VBZ" | "VBP") && text.lemma(c) == "have"
        };
        let modal = text.by(verb, "aux").any(|c| text.words[c].xpos == "MD");
        !modal && text.children(verb).any(helper)
    })
}

/// Whether a verb of reporting governs the words.
pub(super) fn is_reported(text: &Text<'_>, governor: Option<usize>) -> bool {
    governor.is_some_and(|g| text.words[g].upos == Upos::Verb && is_in("report", &text.lemma(g)))
}

/// Which way the verb looks. The past where nothing tells: news tells what was.
pub(super) fn tense(text: &Text<'_>, words: &Range<usize>, governor: Option<usize>) -> Tense {
    // "warned of a wave in the fall", "promised a vote in May": what the noun names lies ahead.
    if let Some(verb) = governor
        && text.words[text.head(words)].head.is_some_and(|h| h != verb && text.words[h].upos == Upos::Noun)
        && is_in("ahead", &text.lemma(verb))
    {
        return Tense::Future;
    }
    let mut at = governor;
    // Infinitives and participles look where the verbs above them do.
    for _ in 0..8 {
        let Some(verb) = at else { return Tense::Past };
        match own(text, verb) {
            Some(tense) => return tense,
            None => at = above(text, verb),
        }
    }
    Tense::Past
}

fn above(text: &Text<'_>, verb: usize) -> Option<usize> {
    let mut at = text.words[verb].head?;
    for _ in 0..64 {
        if matches!(text.words[at].upos, Upos::Verb | Upos::Aux) || text.by(at, "cop").next().is_some() {
            return Some(at);
        }
        at = text.words[at].head?;
    }
    None
}

/// What a verb's own form tells; `None` for an infinitive or participle that tells nothing.
fn own(text: &Text<'_>, verb: usize) -> Option<Tense> {
    let word = &text.words[verb];
    let helpers = || text.children(verb).filter(|&c| text.is(c, "aux") || text.is(c, "cop"));
    let is = |c: usize, forms: &[&str]| forms.iter().any(|f| text.words[c].text.eq_ignore_ascii_case(f));
    if helpers().any(|c| text.words[c].xpos == "MD") {
        let back = helpers().any(|c| is(c, &["have"]));
        let will = helpers().any(|c| is(c, &["will", "wo", "'ll", "’ll", "shall"]));
        // "Could not afford": of what will not be one says "cannot" or "may not".
        let unable = helpers().any(|c| is(c, &["could"]))
            && text.children(verb).any(|c| c < verb && is(c, &["not", "n't", "n’t"]));
        return Some(if back && !will || unable { Tense::Past } else { Tense::Future });
    }
    // "was scheduled for Thursday", "is expected in May".
    if word.xpos == "VBN" && is_in("ahead", &text.lemma(verb)) {
        return Some(Tense::Future);
    }
    if helpers().any(|c| text.words[c].xpos == "VBD" || is(c, &["has", "have", "'ve", "’ve", "having"])) {
        return Some(Tense::Past);
    }
    if helpers().any(|c| matches!(text.words[c].xpos, "VBZ" | "VBP")) {
        return Some(Tense::Future);
    }
    // "The trains run by the state in May": a participle, whatever its tag. A finite verb has a subject.
    let bare =
        text.is(verb, "acl") && text.children(verb).all(|c| !text.is(c, "nsubj") && !text.is(c, "mark"));
    match word.xpos {
        "VBP" if bare => None,
        "VBD" => Some(Tense::Past),
        // "The survey puts the number at the end of March at 700,000" looks back.
        "VBZ" | "VBP" if is_in("shows", &text.lemma(verb)) => Some(Tense::Past),
        "VBZ" | "VBP" => Some(Tense::Future),
        "VB" => {
            let to = text.children(verb).any(|c| text.words[c].text.eq_ignore_ascii_case("to"));
            let head = above(text, verb);
            match head {
                // "plans to sell", "a plan to sell".
                Some(h) if to && is_in("ahead", &text.lemma(h)) => Some(Tense::Future),
                None if to => Some(Tense::Future),
                // An imperative.
                None => Some(Tense::Future),
                _ => None,
            }
        }
        // "will remain closed until May" looks where the verb above does.
        "VBN" if text.is(verb, "xcomp") => None,
        "VBN" => Some(Tense::Past),
        // "is suspected of setting", "was praised for finding".
        "VBG" if text.children(verb).any(|c| is(c, &["of", "for", "after", "since"]) && c < verb) => {
            Some(Tense::Past)
        }
        "VBG" => above(text, verb).is_none().then_some(Tense::Future),
        // A noun or adjective with a copula has helpers; others look where the verb above does.
        _ => None,
    }
}
