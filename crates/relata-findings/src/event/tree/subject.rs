//! Who does what a verb tells.

use super::noun::owners;
use super::object::is_caused;
use super::verb::{is_main, is_passive, is_predicate, mended, verb_above};
use super::{DEEPEST, antecedent, behind, case, is_in, objects, start};
use crate::text::Text;
use relata_language::Upos;
use std::ops::Range;

/// Who does what a verb tells: its subject, or who stands behind "by"; else that of the verb on which it hangs, or
/// the noun that it describes.
pub(in super::super) fn subjects(text: &Text<'_>, verb: usize) -> Vec<usize> {
    if let Some(noun) = mended(text, verb) {
        return text.by(noun, "nsubj").collect();
    }
    // "enough to kill ten men": nobody's.
    let to = text.by(verb, "mark").find(|&m| text.lower(m) == "to");
    if to.and_then(|t| t.checked_sub(1)).is_some_and(|w| text.lower(w) == "enough") {
        return Vec::new();
    }
    // "efforts to deter the mayor from passing it", wherever the tree hangs it: whoever stands before "from".
    if let Some(kept) = kept_from(text, verb) {
        return vec![kept];
    }
    let mut at = verb;
    for step in 0..DEEPEST {
        if is_passive(text, at) {
            let mut by: Vec<usize> = behind(text, at, &["by"]).collect();
            // "seized and burned by the police"
            let later = text.by(at, "conj").filter(|&c| is_passive(text, c));
            by.extend(later.flat_map(|c| behind(text, c, &["by"])).take(if by.is_empty() { 1 } else { 0 }));
            // "cartel-led", "minister-rejected"
            let hyphen = at.checked_sub(1).is_some_and(|h| matches!(text.words[h].text, "-" | "‐" | "‑"));
            by.extend(at.checked_sub(2).filter(|&w| hyphen && step == 0 && text.words[w].head == Some(at)));
            // "had the editor jailed": whoever has it done.
            let main = text.words[at]
                .head
                .filter(|&m| by.is_empty() && is_caused(text, at) && is_in("has_done", &text.lemma(m)));
            if let Some(main) = main {
                at = main;
                continue;
            }
            // Above the first, whom a passive is about does what hangs on it: "was ordered to leave".
            return if step == 0 { by } else { objects(text, at) };
        }
        // "Okarin's widely read letter", where the tree has the participle as what she does.
        let owns = |s: usize| text.by(s, "case").any(|c| text.words[c].xpos == "POS");
        let own = text.children(at).filter(|&c| text.is(c, "nsubj") && !owns(c));
        // Of two subjects the parser's last is the verb's own; the first is a frame before it.
        // Behind the verb's object and a comma stands no subject.
        let object = text.by(at, "obj").next();
        let late = |s: usize| object.is_some_and(|o| (o..s).any(|w| text.words[w].text == ","));
        let before: Vec<usize> = own.filter(|&s| s < at).collect();
        // "The mayor and President-elect Okarin agreed", where the tree has two subjects.
        if let [.., one, two] = before[..]
            && (one..two).any(|w| text.lower(w) == "and")
            && (!(one..two).any(|w| text.words[w].text == "," || text.words[w].upos == Upos::Verb)
                || all_named(text, one..two))
        {
            return vec![one, two];
        }
        let first = before.last().copied();
        if let Some(subject) = first.or_else(|| text.by(at, "nsubj").find(|&s| !late(s) && !owns(s))) {
            return vec![antecedent(text, at, subject)];
        }
        // "filmed him beating a guard", where the tree has him as a second object.
        let before =
            text.by(at, "obj").find(|&o| o + 1 == at && text.words[at].xpos == "VBG" && text.is(at, "xcomp"));
        if let Some(before) = before {
            return vec![before];
        }
        let fronted = fronted(text, at);
        if !fronted.is_empty() {
            return fronted;
        }
        let Some(head) = text.words[at].head else { return Vec::new() };
        let relation = text.words[at].relation;
        match relation {
            // "by cracking down on gangs and extraditing criminals", where the tree has it as a mark of its object.
            "amod"
                if text.words[at].xpos == "VBG"
                    && text.is(head, "conj")
                    && at + 1 == head
                    && bare(text, head) =>
            {
                at = match text.words[head].head.and_then(|h| verb_above(text, h)) {
                    Some(verb) => verb,
                    None => return Vec::new(),
                };
                continue;
            }
            "acl:relcl" | "acl" | "amod" => {
                if text.words[at].xpos == "VBG" || relation == "acl:relcl" || is_main(text, at) {
                    return vec![head];
                }
                // "a plan to close the border", "efforts to deter": whose plan it is.
                return owners(text, head);
            }
            // "enough to kill", "a way to close": nobody's.
            _ if ["xcomp", "advcl"].iter().any(|r| text.is(at, r)) && !is_predicate(text, head) => {
                return Vec::new();
            }
            _ if ["xcomp", "advcl", "ccomp"].iter().any(|r| text.is(at, r)) => {
                // "thanked him for agreeing", "was accused of hiding it": whoever is thanked or accused does it.
                let gerund = text.words[at].xpos == "VBG"
                    && text.by(at, "mark").any(|m| matches!(text.lower(m).as_str(), "for" | "of" | "with"));
                // "deterred him from passing it"
                let kept = text.words[at].xpos == "VBG"
                    && text.by(at, "mark").any(|m| text.lower(m) == "from")
                    && is_in("kept", &text.lemma(head));
                if gerund && is_in("held", &text.lemma(head)) || kept && text.by(head, "obj").next().is_some()
                {
                    return objects(text, head);
                }
                // "filmed him beating a guard", "left them fighting"
                let seen = text.words[at].xpos == "VBG" && text.by(at, "mark").next().is_none();
                if relation == "xcomp" && seen && is_in("seen", &text.lemma(head)) && !is_passive(text, head)
                {
                    let seen: Vec<usize> = text.by(head, "obj").filter(|&o| o < at).take(1).collect();
                    if !seen.is_empty() {
                        return seen;
                    }
                }
                // "gave the units equipment to search": those who get it do it.
                if relation == "advcl" && is_in("gives", &text.lemma(head)) && !is_passive(text, head) {
                    return behind(text, head, &["to", "for"]).chain(text.by(head, "iobj")).take(1).collect();
                }
                let does = is_in("object", &text.lemma(head));
                // "asked Secretary Li to go", where the tree has a second subject behind the verb.
                let before = text.by(head, "nsubj").any(|s| s < head);
                let second = text.by(head, "nsubj").find(|&s| s > head && s < at && before);
                let object = text.by(head, "obj").chain(text.by(head, "iobj")).next().or(second);
                if let Some(object) = object.filter(|_| does && !is_passive(text, head)) {
                    return vec![object];
                }
                let asked = is_in("asked", &text.lemma(head));
                let on = asked && matches!(text.lower(head + 1).as_str(), "on" | "upon");
                if let Some(object) = object.filter(|_| on) {
                    return vec![object];
                }
                // "called on the mayor to resign", not "called the mayor to thank her".
                if (does || asked)
                    && !is_passive(text, head)
                    && let Some(who) = behind(text, head, &["on", "upon", "for", "to"]).find(|&w| w < at)
                {
                    return vec![who];
                }
                at = head;
            }
            _ if text.is(at, "conj") => at = finite_above(text, at).unwrap_or(head),
            _ if text.is(at, "parataxis") && step == 0 => at = head,
            // "accused of bribing", "for blocking the road"
            _ if text.is(at, "obl") || text.is(at, "nmod") => at = head,
            _ => return Vec::new(),
        }
        if matches!(text.words[at].upos, Upos::Noun | Upos::Propn)
            && text.by(at, "nsubj").next().is_none()
            && text.by(at, "cop").next().is_none()
        {
            return owners(text, at);
        }
    }
    Vec::new()
}

/// "Minister Ana Ruiz, Secretary of Trade Leo Falk, and Envoy Ben Ort": nothing but names, offices and commas.
fn all_named(text: &Text<'_>, mut words: Range<usize>) -> bool {
    words.all(|w| {
        let capital = text.words[w].text.starts_with(char::is_uppercase);
        matches!(text.words[w].text, "," | "and" | "of" | "for" | "the")
            || capital && !matches!(text.words[w].upos, Upos::Verb | Upos::Aux | Upos::Pron)
    })
}

/// Who is kept from what a verb in -ing tells: the object right before "from".
fn kept_from(text: &Text<'_>, verb: usize) -> Option<usize> {
    let from = text.by(verb, "mark").find(|&m| text.words[verb].xpos == "VBG" && text.lower(m) == "from")?;
    let before = |o: &usize| text.is(*o, "obj") && text.phrase(*o).end.min(from) == from;
    let object = (text.sentences[text.words[verb].sentence].start..from).rev().find(before)?;
    let main = text.words[object].head.filter(|&m| is_in("kept", &text.lemma(m)) && m < object)?;
    (!is_passive(text, main) && from - object < 6).then_some(object)
}

/// "Accused the paper of lying and froze its account", where the tree joins a finite verb to one that is not: the
/// finite verb above.
fn finite_above(text: &Text<'_>, verb: usize) -> Option<usize> {
    let finite = |w: usize| matches!(text.words[w].xpos, "VBD" | "VBZ" | "VBP");
    let head =
        text.words[verb].head.filter(|&h| finite(verb) && matches!(text.words[h].xpos, "VBG" | "VB"))?;
    let helped = text.by(head, "aux").next().is_some();
    let chain = std::iter::successors(text.words[head].head.filter(|_| !helped), |&w| text.words[w].head);
    chain.take(DEEPEST).find(|&w| finite(w))
}

/// Whether a verb in -ing is all that stands before a noun: an "and" before it, no article.
fn bare(text: &Text<'_>, noun: usize) -> bool {
    let joined = text.by(noun, "cc").any(|c| c + 2 == noun);
    joined && !text.children(noun).any(|c| text.is(c, "det") || text.words[c].relation == "nmod:poss")
}

/// "Last year, the navy seized", "At the summit, the king and the pope said", where the tree joins the subject to
/// what stands in front of it: the subject.
fn fronted(text: &Text<'_>, verb: usize) -> Vec<usize> {
    let finite = matches!(text.words[verb].xpos, "VBD" | "VBZ" | "VBP") && !text.is(verb, "conj");
    let behind_comma = |first: usize| first.checked_sub(1).is_some_and(|w| text.words[w].text == ",");
    let front = text.by(verb, "obl").find(|&n| finite && n < verb);
    let Some(front) = front else { return Vec::new() };
    let joined = |&c: &usize| text.is(c, "conj") || text.is(c, "appos") && case(text, front).is_none();
    let all: Vec<usize> =
        text.children(front).filter(joined).filter(|&c| c < verb && case(text, c).is_none()).collect();
    if all.first().is_some_and(|&c| behind_comma(start(text, c))) { all } else { Vec::new() }
}
