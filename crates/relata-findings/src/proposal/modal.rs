//! Modals: "must", "should", "needs to" advise, "will", "shall" promise or foretell, "are to" promises, "may", "could" foretell;
//! in an order "shall" advises, and "may" gives leave.

use super::clause::{self, Subject};
use super::parties::{self, can_act};
use super::promise::{promised, promiser};
use super::{Candidate, Found, Holder, Means, cues, veto};
use crate::party::Scene;
use crate::text::Text;
use relata_language::Upos;
use relata_rows::{ActorKind, Genre, ProposalKind, Speech, Statement};
use std::ops::Range;

/// What a modal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Force {
    Should,
    Must,
    /// "needs to", "has to".
    Oblige,
    /// "would do well to", "cannot afford to".
    Advise,
    Will,
    Shall,
    /// "are to be reopened": what has been settled.
    Settled,
    May,
}

/// A modal with its predicate.
#[derive(Debug, Clone, Copy)]
struct Modal {
    force: Force,
    head: usize,
    /// The verb on which subject and negation hang.
    top: usize,
    /// Whether what it says is not to be.
    negative: bool,
}

/// Adds what the modals of a sentence propose.
pub(super) fn find(scene: &Scene<'_>, sentence: &Range<usize>, found: &mut Found) {
    for word in sentence.clone() {
        if let Some(modal) = modal(scene, word).or_else(|| verb(scene.text, word))
            && !veto::is_idle(scene, modal.top)
            && !veto::is_yet_to(scene.text, modal.head)
            && !clause::is_unreal(scene.text, modal.top)
            && let Some(candidate) = candidate(scene, modal)
            && !veto::is_disowned(scene, modal.head, candidate.kind)
        {
            found.add_joined(scene, candidate);
        }
    }
}

/// Whether a word is a modal of which the rules know what to think.
pub(super) fn is_modal(scene: &Scene<'_>, word: usize) -> bool {
    modal(scene, word).is_some()
}

/// The modal that a word is.
fn modal(scene: &Scene<'_>, word: usize) -> Option<Modal> {
    let text = scene.text;
    let form = text.lower(word);
    // The helper stands before the "to" of its verb.
    let to = |h: usize| text.by(h, "mark").any(|m| m > word && text.lower(m) == "to");
    let helper = text.is(word, "aux") || text.is(word, "cop");
    if let Some(head) = text.words[word].head.filter(|&h| helper && is_or_are(text, word) && to(h)) {
        let negative = clause::negation(text, head).is_some();
        return Some(Modal { force: Force::Settled, head, top: head, negative });
    }
    let head = text.words[word].head.filter(|_| text.is(word, "aux"))?;
    let listed = |list| cues::is(list, &form);
    let negative = clause::negation(text, head).is_some();
    let plain = |force| Some(Modal { force, head, top: head, negative });
    if listed("should") {
        return plain(Force::Should);
    }
    if listed("must") || form == "need" && text.words[word].xpos == "MD" {
        return plain(Force::Must);
    }
    if matches!(form.as_str(), "shall" | "sha") {
        return plain(Force::Shall);
    }
    if listed("will") {
        return plain(Force::Will);
    }
    if listed("may") && text.words[word].xpos == "MD" && !matches!(form.as_str(), "could") {
        return plain(Force::May);
    }
    if form == "could" && !negative && !cues::has("ability", text, head) {
        return plain(Force::May);
    }
    if listed("would") && text.words[word].xpos == "MD" {
        let well = |w: usize| {
            text.lemma(w) == "do" && text.by(w, "advmod").any(|a| cues::is("do-well", &text.lower(a)))
        };
        let wise = |w: usize| text.words[w].upos == Upos::Adj && cues::has("advise-adjective", text, w);
        if (well(head) || wise(head))
            && clause::own_subject(text, head).is_some_and(|s| can_act(scene, s.word))
        {
            let inner = clause::infinitive(text, head)?;
            let negative = clause::negation(text, inner).is_some();
            return Some(Modal { force: Force::Advise, head: inner, top: head, negative });
        }
        // Told by another, "I" becomes "he": "I would" is no shifted "I will"; "he'd battled" is "had".
        let own = clause::subject(text, head).is_some_and(|s| parties::is_first_person(text, s.word));
        let had = text.words[head].xpos == "VBN" && !text.by(head, "aux").any(|a| a != word);
        let told = parties::statement(scene, head).filter(|_| !own && !had);
        let often = text.by(head, "advmod").any(|a| cues::is("often", &text.lower(a)));
        let shifted = !often && told.is_some_and(|s| parties::is_shifted(scene, &s.body));
        if !shifted && !had && !own && !often && is_foreseen(scene.text, head) {
            return plain(Force::May);
        }
        return if shifted { plain(Force::Will) } else { None };
    }
    None
}

/// "If it fails, prices would rise": what would follow of what may yet be, not of what is otherwise ("if I were", "if it had").
fn is_foreseen(text: &Text<'_>, head: usize) -> bool {
    let inverted = || text.by(head, "advcl").find(|&c| veto::is_inverted(text, c));
    let otherwise = |c: usize| {
        text.by(c, "aux").any(|a| text.lower(a) == "had")
            || text.by(c, "cop").any(|b| text.lower(b) == "were")
    };
    clause::conditional(text, head).or_else(inverted).is_some_and(|c| !otherwise(c))
}

fn is_or_are(text: &Text<'_>, word: usize) -> bool {
    matches!(text.lower(word).as_str(), "is" | "are")
}

/// The modal that a verb with "to" stands for: "needs to", "has to", "have got to", "is to", "is going to",
/// "cannot afford to".
fn verb(text: &Text<'_>, word: usize) -> Option<Modal> {
    let upos = text.words[word].upos;
    if !matches!(upos, Upos::Verb | Upos::Aux) {
        return None;
    }
    let lemma = text.lower(word);
    let lemma = if lemma == "ought" { lemma } else { text.lemma(word) };
    let inner =
        || text.by(word, "xcomp").find(|&c| c > word && text.by(c, "mark").any(|m| text.lower(m) == "to"));
    let denied = clause::negation(text, word).is_some();
    match lemma.as_str() {
        "need" | "have" if matches!(text.words[word].xpos, "VBZ" | "VBP") => {
            // "does not have to", "has nothing to".
            let object = text.by(word, "obj").next().is_some();
            // "prices have to do with the war"
            let with = |i: usize| text.by(i, "case").any(|c| text.lower(c) == "with");
            let idiom = |h: usize| text.lemma(h) == "do" && text.by(h, "obl").any(with);
            let head = inner().filter(|&h| !denied && !object && !idiom(h))?;
            Some(Modal {
                force: Force::Oblige,
                head,
                top: word,
                negative: clause::negation(text, head).is_some(),
            })
        }
        // "we have got to change it"
        "get" if text.by(word, "aux").any(|a| text.lemma(a) == "have" && text.words[a].xpos != "VBD") => {
            let head = inner().filter(|_| text.lower(word) == "got" && !denied)?;
            let negative = clause::negation(text, head).is_some();
            Some(Modal { force: Force::Oblige, head, top: word, negative })
        }
        "go" if text.words[word].xpos == "VBG"
            && text.by(word, "aux").any(|a| matches!(text.words[a].xpos, "VBZ" | "VBP")) =>
        {
            let head = inner()?;
            Some(Modal { force: Force::Will, head, top: word, negative: denied })
        }
        "be" if is_or_are(text, word) => {
            Some(Modal { force: Force::Settled, head: inner()?, top: word, negative: denied })
        }
        "ought" => {
            let head = inner()?;
            let negative = denied || clause::negation(text, head).is_some();
            Some(Modal { force: Force::Should, head, top: word, negative })
        }
        "afford" if denied => Some(Modal { force: Force::Advise, head: inner()?, top: word, negative: true }),
        _ => None,
    }
}

fn candidate(scene: &Scene<'_>, modal: Modal) -> Option<Candidate> {
    let text = scene.text;
    let Modal { force, head, top, negative } = modal;
    let subject = clause::subject(text, top);
    let passive = clause::is_passive(text, head);
    let made = |kind| Candidate { top, negative, ..Candidate::new(kind, Means::Modal, head) };
    let perfect = veto::is_perfect(text, head);
    let commitment = || {
        if perfect {
            return None;
        }
        let whose = subject.filter(|_| !passive).and_then(|s| promiser(scene, head, s));
        let holder = whose.or_else(|| (passive && is_settled(scene, head)).then_some(Holder::Around))?;
        Some(Candidate { holder, ..promised(scene, made(ProposalKind::Commitment)) })
    };
    match force {
        Force::Should | Force::Must | Force::Oblige | Force::Advise => {
            if perfect || veto::is_remark(text, head, passive) || veto::is_inverted(text, head) {
                return None;
            }
            if force == Force::Should && is_hope(scene, modal, subject, passive) {
                return Some(made(ProposalKind::Prediction));
            }
            if matches!(force, Force::Must | Force::Oblige) && is_certainty(text, head, force)
                || matches!(force, Force::Must | Force::Oblige) && veto::is_habit(text, head)
            {
                return None;
            }
            // "I must admit": what one has to do oneself is no advice.
            if subject.is_some_and(|s| text.lower(s.word) == "i") {
                return None;
            }
            Some(Candidate {
                addressees: addressees(scene, head, top, subject, passive),
                ..made(ProposalKind::Recommendation)
            })
        }
        Force::Shall if is_duty(scene, modal, subject) => {
            if subject.is_some_and(|s| is_order(scene, s)) {
                let addressees = addressees(scene, head, top, subject, passive);
                return Some(Candidate { addressees, ..made(ProposalKind::Recommendation) });
            }
            let holder = match subject.filter(|_| !passive) {
                Some(s) => Holder::Word(s.word),
                None => clause::agent(text, head).map_or(Holder::Around, Holder::Word),
            };
            Some(Candidate { holder, ..promised(scene, made(ProposalKind::Commitment)) })
        }
        Force::Will | Force::Shall => {
            if subject.is_some_and(|s| text.lower(s.word) == "i") && cues::has("talk", text, head) {
                return None;
            }
            if force == Force::Shall
                && subject.is_none_or(|s| !matches!(text.lower(s.word).as_str(), "i" | "we"))
            {
                return None;
            }
            commitment().or_else(|| Some(made(ProposalKind::Prediction)))
        }
        Force::Settled => commitment(),
        Force::May => {
            // "The Secretary may make an exception": an order gives leave.
            let may = text.by(head, "aux").any(|a| text.lower(a) == "may");
            let legal = scene.document.metadata.genre == Genre::Legal;
            if legal && may && subject.is_some_and(|s| can_act(scene, s.word)) {
                return None;
            }
            // "I might add"
            if subject.is_some_and(|s| text.lower(s.word) == "i")
                && (cues::has("talk", text, head) || cues::has("remark", text, head))
            {
                return None;
            }
            // "so they could use it", "as may be needed": what for, or how.
            let reason = |m: usize| matches!(text.lower(m).as_str(), "because" | "since");
            if text.is(top, "advcl") && !text.by(top, "mark").any(reason) {
                return None;
            }
            let predicate = text.by(head, "cop").next().is_some();
            // "may be ill" guesses at what is; so does "may be working".
            let now = predicate || text.words[head].xpos == "VBG" && !has_time(scene, head);
            (!perfect && (!now || has_time(scene, head)) && !cues::has("ability", text, head))
                .then(|| made(ProposalKind::Prediction))
        }
    }
}

/// Who is to do what is advised: the subject, of a passive the one behind "by".
pub(super) fn addressees(
    scene: &Scene<'_>,
    head: usize,
    top: usize,
    subject: Option<Subject>,
    passive: bool,
) -> Vec<usize> {
    let text = scene.text;
    if passive {
        return clause::agent(text, head).into_iter().collect();
    }
    let there = text.by(top, "expl").next().is_some();
    let empty =
        |w: usize| matches!(text.lower(w).as_str(), "it" | "this" | "that") && scene.party(w).is_none();
    let named = subject.filter(|s| !there && !s.passive && !empty(s.word));
    named.map(|s| s.word).into_iter().collect()
}

/// "The letters should arrive tomorrow", "the law should help": what is expected of a thing, not asked of anybody.
fn is_hope(scene: &Scene<'_>, modal: Modal, subject: Option<Subject>, passive: bool) -> bool {
    let thing = subject.is_some_and(|s| !can_act(scene, s.word));
    let predicate = scene.text.by(modal.head, "cop").next().is_some();
    thing && !passive && !predicate && cues::has("happen", scene.text, modal.head)
}

/// "must be joking", "must be the wind".
fn is_certainty(text: &Text<'_>, head: usize, force: Force) -> bool {
    let progressive = text.words[head].xpos == "VBG" && text.by(head, "aux").any(|a| text.lower(a) == "be");
    force == Force::Must && progressive
}

/// Whether "shall" lays a duty on a party: not "nothing shall be construed", "this treaty shall enter into force".
fn is_duty(scene: &Scene<'_>, modal: Modal, subject: Option<Subject>) -> bool {
    let text = scene.text;
    let Some(subject) = subject else { return false };
    let nothing =
        matches!(text.lower(subject.word).as_str(), "nothing" | "it" | "this" | "which" | "i" | "we");
    !nothing && !cues::has("lasting", text, modal.head)
}

/// Whether "shall" is an order of the one who issues the text, to an office or a licensee, not a duty that the parties to a
/// treaty take on: a treaty names these.
fn is_order(scene: &Scene<'_>, subject: Subject) -> bool {
    let party = cues::has("contracting", scene.text, subject.word)
        || parties::entity(scene, subject.word).is_some_and(|(_, e)| e.kind == ActorKind::Place);
    let treaty = || ["Party", "Parties"].iter().any(|name| scene.document.text.contains(name));
    scene.document.metadata.genre == Genre::Legal && !party && !treaty()
}

/// "A fund will be set up", in the words of a statement itself or of an announcement: what those whose it is have settled.
fn is_settled(scene: &Scene<'_>, head: usize) -> bool {
    let statement = parties::statement(scene, head);
    let announced = |s: &Statement| {
        let cue = s.cue.as_ref().filter(|_| s.speech != Speech::Direct && s.source.is_some());
        cue.is_some_and(|cue| parties::words(scene.text, cue).any(|i| cues::has("tells", scene.text, i)))
    };
    let own = match statement {
        None => scene.document.metadata.genre == Genre::Statement,
        Some(row) => announced(&row.body),
    };
    own && !cues::has("unwilled", scene.text, head) && clause::agent(scene.text, head).is_none()
}

/// Whether a time hangs on a predicate.
fn has_time(scene: &Scene<'_>, head: usize) -> bool {
    super::due::own(scene, head, head).is_some()
}
