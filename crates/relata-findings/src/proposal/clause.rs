//! What the tree says of a clause: its subject, whether it is passive, negated, a question, a condition.

use super::cues;
use crate::text::Text;
use relata_language::Upos;
use std::ops::Range;

/// Steps up the tree that are looked at; no clause anybody writes lies deeper.
pub(super) const DEEP: usize = 12;

/// The one who does what a verb or predicate tells, and whether it is the subject of a passive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Subject {
    pub word: usize,
    pub passive: bool,
}

/// The subject of a verb or predicate: its own, that of the verb that it is joined to, or the noun that it tells
/// of. Not the subject that another verb controls.
pub(super) fn subject(text: &Text<'_>, head: usize) -> Option<Subject> {
    let mut at = head;
    for _ in 0..DEEP {
        if let Some(own) = own_subject(text, at) {
            return Some(own);
        }
        let above = text.words[at].head?;
        if text.is(at, "acl") && text.words[at].xpos != "VB" {
            return Some(Subject { word: above, passive: text.words[at].xpos == "VBN" });
        }
        if !["conj", "xcomp", "advcl"].iter().any(|r| text.is(at, r)) {
            return None;
        }
        at = above;
    }
    None
}

/// The subject that hangs on a word itself; of "who" and "that" the noun that they stand for.
pub(super) fn own_subject(text: &Text<'_>, head: usize) -> Option<Subject> {
    let word = text.by(head, "nsubj").find(|&s| text.words[s].relation != "nsubj:outer")?;
    let passive = text.words[word].relation == "nsubj:pass";
    let relative = matches!(text.words[word].xpos, "WDT" | "WP") || text.lower(word) == "that";
    let named = text.words[head].head.filter(|_| relative && text.is(head, "acl"));
    Some(Subject { word: named.unwrap_or(word), passive })
}

/// Who does it, of a passive: "by the council".
pub(super) fn agent(text: &Text<'_>, head: usize) -> Option<usize> {
    let by = |i: &usize| text.by(*i, "case").any(|c| text.lower(c) == "by");
    text.children(head).find(|&i| {
        text.words[i].relation == "obl:agent"
            || is_passive(text, head) && text.is(i, "obl") && by(&i) && is_agentive(text, i)
    })
}

/// Whether a verb is passive.
pub(super) fn is_passive(text: &Text<'_>, head: usize) -> bool {
    text.children(head).any(|i| matches!(text.words[i].relation, "aux:pass" | "nsubj:pass"))
}

/// The words that deny a verb, or "no" of its subject.
pub(super) fn negation(text: &Text<'_>, head: usize) -> Option<usize> {
    let denies = |i: usize| matches!(text.lower(i).as_str(), "not" | "n't" | "never" | "nor" | "neither");
    let longer = |i: usize| text.lower(i) == "longer" && i > 0 && text.lower(i - 1) == "no";
    let nobody = |i: usize| {
        text.is(i, "nsubj")
            && (matches!(text.lower(i).as_str(), "nobody" | "none" | "nothing")
                || text.by(i, "det").any(|d| text.lower(d) == "no"))
    };
    let circumstances = |i: usize| text.is(i, "obl") && text.by(i, "det").any(|d| text.lower(d) == "no");
    text.children(head).find(|&i| denies(i) || longer(i) || nobody(i) || circumstances(i))
}

/// Whether a noun or pronoun is somebody who can act: a person, a body, a people, a state.
pub(super) fn is_agentive(text: &Text<'_>, word: usize) -> bool {
    use relata_language::lexicon::{Pos, is_kind_of};
    let w = &text.words[word];
    match w.upos {
        Upos::Propn => true,
        Upos::Pron => !matches!(
            text.lower(word).as_str(),
            "it" | "this" | "that" | "these" | "those" | "which" | "what" | "there" | "something" | "nothing"
        ),
        Upos::Noun | Upos::Adj | Upos::Num => {
            let lemma = text.lemma(word).to_lowercase();
            ["person", "organization", "social group", "people"]
                .iter()
                .any(|a| is_kind_of(&lemma, a, Pos::Noun, 2))
        }
        _ => false,
    }
}

/// The infinitive with "to" that a word governs, behind it; nearest first. It may hang on the word's object.
pub(super) fn infinitive(text: &Text<'_>, governor: usize) -> Option<usize> {
    // The tagger may take the verb for a noun: "to ring-fence it".
    let clause = |c: usize| is_clause(text, c) || text.is(c, "xcomp");
    let to = |c: usize| c > governor && text.by(c, "mark").any(|m| text.lower(m) == "to") && clause(c);
    let below = |o: usize| {
        let object = o > governor && ["obj", "iobj", "obl"].iter().any(|r| text.is(o, r));
        text.children(o).filter(move |&c| object && text.is(c, "acl"))
    };
    text.children(governor)
        .filter(|&c| ["xcomp", "ccomp", "advcl", "acl", "csubj"].iter().any(|r| text.is(c, r)))
        .chain(text.children(governor).flat_map(below))
        .filter(|&c| to(c))
        .min()
}

/// Whether a word is the head of a clause: a verb, or a predicate.
pub(super) fn is_clause(text: &Text<'_>, word: usize) -> bool {
    // The two tags of a word are given apart, and may differ.
    let verb =
        matches!(text.words[word].upos, Upos::Verb | Upos::Aux) || text.words[word].xpos.starts_with("VB");
    verb || text.by(word, "cop").next().is_some()
}

/// The verbs and predicates joined to one that have no subject of their own and the same form: "publish it, sell it
/// and go", "to publish it, and to go".
pub(super) fn joined(text: &Text<'_>, head: usize) -> Vec<usize> {
    let form = |i: usize| match text.words[i].xpos {
        "VBP" => "VB",
        other => other,
    };
    let joins = |c: usize| {
        is_clause(text, c)
            && own_subject(text, c).is_none()
            && !text.by(c, "aux").any(|a| text.words[a].xpos == "MD")
            && (form(c) == form(head) || text.words[c].upos != Upos::Verb)
    };
    // "bar them" of "publish the list, bar them and close it" may hang there as an aside.
    let listed = |at: usize, c: usize| {
        text.is(c, "parataxis")
            && form(c) == form(head)
            && text.words[c].upos == Upos::Verb
            && text.phrase(c).start.checked_sub(1).is_some_and(|i| text.words[i].text == ",")
            && text.by(at, "conj").chain(text.by(c, "conj")).any(|d| d > c && has_and(text, d))
    };
    let mut all = series(text, head);
    let mut open: Vec<usize> = std::iter::once(head).chain(all.iter().copied()).collect();
    // Trees hang the third verb on the first or on the second.
    while let Some(at) = open.pop() {
        let next = text.children(at).filter(|&c| c > at && (text.is(c, "conj") || listed(at, c)) && joins(c));
        for next in next.filter(|c| !all.contains(c)).collect::<Vec<_>>() {
            all.push(next);
            open.push(next);
        }
    }
    all
}

/// The infinitives that follow one in a row, wherever the tree hangs them: "to withdraw" and "to release" of "called on them to
/// compensate the owners, to withdraw their boats, and to release the crew".
fn series(text: &Text<'_>, head: usize) -> Vec<usize> {
    let to = |c: usize| text.by(c, "mark").find(|&m| text.lower(m) == "to");
    let Some(governor) = text.words[head].head.filter(|_| to(head).is_some()) else { return Vec::new() };
    let sentence = &text.sentences[text.words[head].sentence];
    let mut all = vec![head];
    for c in head + 1..sentence.end {
        let Some(mark) = to(c).filter(|&m| m > head && is_clause(text, c)) else { continue };
        let before = text.words[mark - 1].text;
        let parted = before == "," || before == ";" || text.is(mark - 1, "cc");
        let near = text.words[c].head.is_some_and(|h| all.contains(&h) || h == governor && to(h).is_none());
        let hangs = ["advcl", "conj", "xcomp", "parataxis"].iter().any(|r| text.is(c, r));
        if parted && near && hangs && own_subject(text, c).is_none() {
            all.push(c);
        }
    }
    // What follows without an "and" is what for: "close the road, to spare the town".
    all.truncate(all.iter().rposition(|&c| c != head && has_and(text, c)).map_or(0, |last| last + 1));
    all.retain(|&c| c != head);
    all
}

/// Whether "and" or the like stands before a clause.
fn has_and(text: &Text<'_>, head: usize) -> bool {
    text.by(head, "cc").any(|c| c < head)
}

/// The clauses joined to one that have a subject of their own, all of them under "that" or "for": "that the state build it and
/// that the firms pay".
pub(super) fn sisters(text: &Text<'_>, head: usize) -> Vec<usize> {
    let marked = |h: usize| text.by(h, "mark").any(|m| matches!(text.lower(m).as_str(), "that" | "for"));
    let joins = |c: usize| is_clause(text, c) && own_subject(text, c).is_some() && marked(c);
    text.by(head, "conj").filter(|&c| marked(head) && c > head && joins(c)).collect()
}

/// Whether two joined verbs are one act, the first without anything of its own: "accelerate and expand the programme".
pub(super) fn is_one_act(text: &Text<'_>, first: usize, second: usize) -> bool {
    (first + 1..second).all(|i| text.is(i, "cc") || text.is(i, "advmod") || !text.is_word(i))
        && text.by(first, "obj").chain(text.by(second, "obj")).next().is_some()
        && text.by(first, "obj").all(|o| o > second)
}

/// Whether a clause is told as not being so: under "if", "whether", "when", in a question, as a relative clause that only
/// picks one out.
pub(super) fn is_unreal(text: &Text<'_>, head: usize) -> bool {
    let mut at = head;
    for step in 0..DEEP {
        let word = &text.words[at];
        let opens = || text.children(at).filter(|&c| c < at);
        let marked = |list| {
            opens().any(|c| {
                (text.is(c, "mark") || text.is(c, "advmod") && text.words[c].xpos == "WRB")
                    && cues::is(list, &text.lower(c))
            })
        };
        // "when it pledged to", "after it had pledged to" tell what was.
        let had = || {
            let helped = text.by(at, "aux").any(|a| text.words[a].xpos == "VBD" && text.lemma(a) == "have");
            helped
                && opens().any(|c| text.is(c, "mark") && matches!(text.lower(c).as_str(), "after" | "once"))
        };
        let was = || {
            had()
                || word.xpos == "VBD"
                    && !opens().any(|c| text.is(c, "mark") && cues::is("asks", &text.lower(c)))
        };
        let in_case = || {
            let case = |m: usize| text.by(m, "fixed").any(|f| text.lower(f) == "case");
            text.is(at, "advcl") && opens().any(|c| text.is(c, "mark") && text.lower(c) == "in" && case(c))
        };
        if in_case() {
            return true;
        }
        if (text.is(at, "advcl") || step == 0) && marked("hypothetical") && !was() {
            return true;
        }
        // "what it will do", "how it would work".
        let asking = |c: usize| text.words[c].xpos.starts_with('W') && cues::is("asks", &text.lower(c));
        let clause = ["ccomp", "csubj", "obl", "obj", "acl"].iter().any(|r| text.is(at, r));
        let relative = || text.by(at, "nsubj").any(|s| matches!(text.words[s].xpos, "WP" | "WDT"));
        if step == 0 && (word.relation == "acl:relcl" || relative()) && !is_apart(text, at) {
            return true;
        }
        if clause
            && word.relation != "acl:relcl"
            && (marked("asks") || opens().any(|c| asking(c) || text.by(c, "det").any(asking)))
        {
            return true;
        }
        match word.head {
            Some(above) => at = above,
            None => return false,
        }
    }
    false
}

/// Whether a relative clause stands behind a comma, and tells more of its noun.
fn is_apart(text: &Text<'_>, head: usize) -> bool {
    let first = text.sentences[text.words[head].sentence].clone().find(|&i| text.is_under(i, head));
    first.is_some_and(|f| {
        f > 0 && text.words[f].text != "that" && (text.words[f].text == "," || text.words[f - 1].text == ",")
    })
}

/// Whether the sentence of a word asks.
pub(super) fn is_question(text: &Text<'_>, word: usize) -> bool {
    let sentence = &text.sentences[text.words[word].sentence];
    let last =
        sentence.clone().rev().take(3).find(|&i| !matches!(text.words[i].text, "\"" | "”" | "’" | ")" | "'"));
    last.is_some_and(|i| text.words[i].text.contains('?'))
}

/// The condition of a verb: the clause under "if", "unless", "provided".
pub(super) fn condition(text: &Text<'_>, head: usize) -> Option<Range<usize>> {
    whole(text, conditional(text, head)?)
}

/// The word that heads it.
pub(super) fn conditional(text: &Text<'_>, head: usize) -> Option<usize> {
    let marked = |&c: &usize| text.by(c, "mark").any(|m| cues::is("condition", &text.lower(m)));
    text.by(head, "advcl").find(marked)
}

/// A word with all that hangs on it, where that stands together, without marks at its ends.
pub(super) fn whole(text: &Text<'_>, head: usize) -> Option<Range<usize>> {
    trimmed(text, text.phrase(head))
}

/// A range without marks at its ends; `None` where nothing is left.
pub(super) fn trimmed(text: &Text<'_>, mut words: Range<usize>) -> Option<Range<usize>> {
    let sign = |i: usize| text.words[i].text.chars().any(|c| matches!(c, '%' | '$' | '€' | '£'));
    while words.start < words.end && !text.is_word(words.start) && !sign(words.start) {
        words.start += 1;
    }
    while words.start < words.end && !text.is_word(words.end - 1) && !sign(words.end - 1) {
        words.end -= 1;
    }
    (!words.is_empty()).then_some(words)
}
