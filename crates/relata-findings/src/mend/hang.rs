//! Words that hang on the wrong clause: on whoever tells instead of on what is told, before a colon instead of behind it,
//! on a step instead of on the verb.

use super::{hangs, root};
use crate::text::{LONGEST, Node};
use relata_language::Upos;
use std::ops::Range;

/// "The median wait was long", "building it cost $3 million": where one tag has a noun and the other a verb, the finer
/// one tells.
pub(super) fn nouns(words: &mut [Node<'_>], sentence: &Range<usize>) {
    for word in &mut words[sentence.clone()] {
        word.upos = match (word.upos, word.xpos) {
            (Upos::Verb, "NN" | "NNS") => Upos::Noun,
            // "Trust in the courts fell": no bare infinitive is a subject.
            (Upos::Verb, "VB") if word.relation == "nsubj" => Upos::Noun,
            (Upos::Noun, "VBD" | "VBP" | "VBZ") => Upos::Verb,
            (upos, _) => upos,
        };
    }
}

/// "By evening the fire had burned 300 homes, the league said": what stands in front of a clause that is told before the
/// one who tells it is of that clause.
pub(super) fn told_before(words: &mut [Node<'_>], sentence: &Range<usize>) {
    const FRAMES: [&str; 6] = ["obl", "advmod", "advcl", "nmod", "nsubj", "parataxis"];
    let Some(teller) = root(words, sentence).filter(|&r| words[r].upos == Upos::Verb) else { return };
    let Some(told) = (sentence.start..teller).rev().find(|&c| hangs(words, c, teller, "ccomp")) else {
        return;
    };
    // Whoever tells stands between the two: "the league said".
    if !(told..teller).any(|s| hangs(words, s, teller, "nsubj") && words[s + 1..=teller].len() <= 12) {
        return;
    }
    let first = sentence.clone().find(|&w| under(words, w, told)).unwrap_or(told);
    let own = sentence.clone().any(|s| hangs(words, s, told, "nsubj"));
    let frames: Vec<usize> = (sentence.start..told)
        .filter(|&w| FRAMES.iter().any(|r| hangs(words, w, teller, r)))
        .filter(|&w| !hangs(words, w, teller, "nsubj") || !own)
        // "The league, which watches fires, said": the frame stands before all of the clause.
        .filter(|&w| w < first || !hangs(words, w, teller, "parataxis"))
        .collect();
    for frame in frames {
        words[frame].head = Some(told);
    }
    // "There fell, the ministry said, 300 soldiers": behind the one who tells, what there was.
    let there = sentence.clone().any(|e| hangs(words, e, told, "expl"));
    let bare = !sentence.clone().any(|s| ["nsubj", "obj"].iter().any(|r| hangs(words, s, told, r)));
    let behind = (teller + 1..sentence.end).find(|&w| {
        words[w].upos == Upos::Noun
            && ["ccomp", "obj", "parataxis"].iter().any(|r| hangs(words, w, teller, r))
    });
    if let Some(noun) = behind.filter(|_| there && bare) {
        (words[noun].head, words[noun].relation) = (Some(told), "nsubj");
    }
}

/// Whether a word hangs on another, at whatever depth.
fn under(words: &[Node<'_>], word: usize, top: usize) -> bool {
    let mut at = word;
    for _ in 0..LONGEST {
        if at == top {
            return true;
        }
        match words[at].head {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// "They say otherwise: from March to May, pay rose": what opens the clause behind a colon is of that clause.
pub(super) fn behind_colon(words: &mut [Node<'_>], sentence: &Range<usize>) {
    let Some(colon) = sentence.clone().find(|&w| matches!(words[w].text, ":" | ";")) else { return };
    let before = |h: Option<usize>| h.is_some_and(|h| h < colon);
    let clause = |&w: &usize| {
        words[w].upos == Upos::Verb
            && before(words[w].head)
            && sentence.clone().any(|s| s > colon && s < w && hangs(words, s, w, "nsubj"))
    };
    let Some(verb) = (colon + 1..sentence.end).find(clause) else { return };
    let subject = (colon..verb).find(|&s| hangs(words, s, verb, "nsubj")).unwrap_or(verb);
    let frames: Vec<usize> = (colon + 1..subject)
        .filter(|&w| {
            before(words[w].head) && (words[w].relation == "nmod" || words[w].relation.starts_with("obl"))
        })
        .collect();
    for frame in frames {
        (words[frame].head, words[frame].relation) = (Some(verb), "obl");
    }
}

/// "Letters show that the wait was 19 weeks": where both the noun and what is said of it hang on the verb of telling,
/// the noun is the subject.
pub(super) fn subject_in_content(words: &mut [Node<'_>], sentence: &Range<usize>) {
    for said in sentence.clone() {
        let Some(teller) = words[said].head.filter(|&h| hangs(words, said, h, "ccomp") && h < said) else {
            continue;
        };
        let child = |relation: &str| sentence.clone().find(|&w| hangs(words, w, said, relation));
        let (Some(mark), Some(copula)) = (child("mark"), child("cop")) else { continue };
        if child("nsubj").is_some() || child("csubj").is_some() || child("expl").is_some() {
            continue;
        }
        let noun = (mark..copula)
            .find(|&w| matches!(words[w].upos, Upos::Noun | Upos::Propn) && hangs(words, w, teller, "ccomp"));
        if let Some(noun) = noun {
            (words[noun].head, words[noun].relation) = (Some(said), "nsubj");
        }
    }
}

/// "Counted 24 drones brought down over the town": a participle right behind an object, without a subject or a
/// conjunction, describes that object.
pub(super) fn participle_of_object(words: &mut [Node<'_>], sentence: &Range<usize>) {
    for at in sentence.clone().skip(1) {
        let object = at - 1;
        let Some(verb) = words[at].head.filter(|&h| hangs(words, at, h, "advcl") && h < object) else {
            continue;
        };
        let bare = !sentence.clone().any(|c| {
            c < at && ["mark", "nsubj", "advmod", "aux", "cc"].iter().any(|r| hangs(words, c, at, r))
        });
        let participle = words[at].upos == Upos::Verb && matches!(words[at].xpos, "VBN" | "VBD");
        if bare && participle && hangs(words, object, verb, "obj") {
            (words[at].head, words[at].relation, words[at].xpos) = (Some(object), "acl", "VBN");
        }
    }
}

/// "The march drew 900 people": a noun with its number right behind a verb that has its subject is the object.
pub(super) fn object_behind(words: &mut [Node<'_>], sentence: &Range<usize>) {
    for noun in sentence.clone() {
        let Some(verb) = words[noun].head.filter(|&h| {
            words[noun].relation == "nsubj" && words[h].upos == Upos::Verb && h < noun && noun - h <= 6
        }) else {
            continue;
        };
        let before = (sentence.start..verb).any(|s| hangs(words, s, verb, "nsubj"));
        let number = (verb + 1..noun).find(|&n| hangs(words, n, noun, "nummod"));
        let other =
            sentence.clone().any(|o| ["obj", "expl", "ccomp"].iter().any(|r| hangs(words, o, verb, r)));
        if before && !other && number.is_some_and(|n| n == verb + 1) {
            words[noun].relation = "obj";
        }
    }
}

/// "Raised the rate by half a point to 6.5 percent": the level hangs on the verb, not on the step.
pub(super) fn level_behind_step(words: &mut [Node<'_>], sentence: &Range<usize>) {
    let led = |words: &[Node<'_>], w: usize, by: &str| {
        sentence.clone().any(|c| hangs(words, c, w, "case") && words[c].text == by)
    };
    for level in sentence.clone() {
        let Some(step) = words[level].head.filter(|&h| h < level && hangs(words, level, h, "nmod")) else {
            continue;
        };
        let Some(verb) = words[step].head.filter(|&v| v < step && hangs(words, step, v, "obl")) else {
            continue;
        };
        if words[verb].upos == Upos::Verb && led(words, level, "to") && led(words, step, "by") {
            (words[level].head, words[level].relation) = (Some(verb), "obl");
        }
    }
}
