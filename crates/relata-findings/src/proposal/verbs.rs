//! Verbs that take what is proposed: "urged the board to close it", "agreed to share them", "recommends that ...".

use super::adjectives::{adjective, phrase, time_for};
use super::clause::{self, own_subject};
use super::modal::addressees;
use super::omen::{omen, one_that};
use super::parties::can_act;
use super::promise::promised;
use super::{Candidate, Found, Holder, Means, cues, parties, veto};
use crate::party::Scene;
use crate::text::Text;
use relata_language::Upos;
use relata_rows::ProposalKind::{self, Commitment, Prediction, Recommendation};
use std::ops::Range;

/// Adds what the verbs and adjectives of a sentence propose.
pub(super) fn find(scene: &Scene<'_>, sentence: &Range<usize>, found: &mut Found) {
    let text = scene.text;
    for word in sentence.clone() {
        let candidate = match text.words[word].upos {
            Upos::Verb => verb(scene, word).or_else(|| adjective(scene, word)),
            Upos::Adj | Upos::Noun => adjective(scene, word),
            Upos::Adp => phrase(text, word),
            _ => None,
        };
        if let Some(candidate) =
            candidate.filter(|c| !veto::is_idle(scene, word) && !veto::is_disowned(scene, word, c.kind))
        {
            for part in one_that(text, word, &candidate) {
                found.add(part);
            }
            // "It is time for candour and for the bank to act": the thing as well.
            if let Some(thing) = time_for(text, word).filter(|&t| t != candidate.head) {
                found.add(Candidate { addressees: Vec::new(), top: thing, head: thing, ..candidate.clone() });
            }
            found.add_joined(scene, candidate);
        }
    }
}

fn verb(scene: &Scene<'_>, verb: usize) -> Option<Candidate> {
    let text = scene.text;
    let lemma = text.lemma(verb).to_lowercase();
    if let Some(found) = omen(scene, verb, &lemma) {
        return Some(found);
    }
    let takes = |kind: &str, frame: &str| cues::is(&format!("{kind}-{frame}"), &lemma);
    if !["advise", "commit", "expect"].iter().any(|k| FRAMES.iter().any(|f| takes(k, f)))
        && !prepositions(text, verb, &lemma).any(|p| p.0.is_some())
        && !matches!(lemma.as_str(), "need" | "require")
    {
        return None;
    }
    if !is_told(text, verb) {
        return None;
    }
    let passive = clause::is_passive(text, verb);
    let subject = clause::subject(text, verb);
    // The tagger may take the infinitive for a noun: "undertook to staff the station", "expected to more than double".
    let noun = || {
        text.by(verb, "obl")
            .find(|&o| o > verb && text.lower(verb + 1) == "to" && text.by(o, "case").any(|c| c == verb + 1))
            .filter(|&o| {
                let verbal = o == verb + 2 && text.words[o].xpos == "NN";
                takes("commit", "to") && verbal && !cues::is("commit-prep", &format!("{lemma}-to"))
                    || takes("expect", "passive")
            })
    };
    let inner = clause::infinitive(text, verb).or_else(noun);
    // "vowed never to sign" denies what is vowed.
    let denies = clause::negation(text, verb);
    let denied = denies.is_some_and(|n| n < verb);
    let holder = match (passive, subject) {
        (false, Some(s)) if !s.passive => Holder::Word(s.word),
        _ => clause::agent(text, verb).map_or(Holder::Around, Holder::Word),
    };
    let made = |kind: ProposalKind, head: usize| {
        let own = clause::negation(text, head).is_some() || denies.is_some_and(|n| n > verb && n < head);
        let negative = own != (denied && kind == Prediction);
        Candidate { holder, negative, ..Candidate::new(kind, Means::Word, head) }
    };
    // Not to promise or to ask is nothing; not to expect is to expect the contrary.
    let keeps = |kind| !denied || kind == Prediction;
    if let Some(head) = inner {
        // "was expected to": what was foretold once, unless somebody just said so.
        let once = text.by(verb, "aux").any(|a| text.words[a].xpos == "VBD");
        let told = || parties::statement(scene, verb).is_some_and(|s| parties::is_shifted(scene, &s.body));
        if passive && takes("expect", "passive") && (!once || told()) {
            return Some(Candidate { top: verb, ..made(Prediction, head) });
        }
        if takes("commit", "bind") && keeps(Commitment) {
            let binds = if passive { clause::agent(text, verb) } else { subject.map(|s| s.word) };
            let whom = if passive { subject.map(|s| s.word) } else { whom(scene, verb, head) };
            if let (Some(_), Some(whom)) = (binds.filter(|&b| is_pact(text, b)), whom) {
                return Some(promised(
                    scene,
                    Candidate { holder: Holder::Word(whom), ..made(Commitment, head) },
                ));
            }
        }
        if takes("advise", "whom-to") && keeps(Recommendation) && (!passive || subject.is_some()) {
            let whom = if passive { subject.map(|s| s.word) } else { whom(scene, verb, head) };
            if let Some(whom) = whom.filter(|&w| can_act(scene, w)) {
                let passive = clause::is_passive(text, head);
                let addressees =
                    if passive { clause::agent(text, head).into_iter().collect() } else { vec![whom] };
                return Some(Candidate { addressees, ..made(Recommendation, head) });
            }
        }
        if takes("expect", "whom-to") && !passive && whom(scene, verb, head).is_some() {
            return Some(Candidate { top: verb, ..made(Prediction, head) });
        }
        let object = text.by(verb, "obj").any(|o| o > verb && o < head);
        let committed = passive && lemma == "commit" && clause::agent(text, verb).is_none();
        if takes("commit", "to") && keeps(Commitment) && !object && (!passive || committed) {
            // "rules that promise to change the trade" bind nobody.
            if subject.is_some_and(|s| !can_act(scene, s.word)) {
                return (lemma == "promise").then(|| Candidate {
                    holder: Holder::Around,
                    top: verb,
                    ..made(Prediction, head)
                });
            }
            let holder = subject.map_or(holder, |s| Holder::Word(s.word));
            return Some(promised(scene, Candidate { holder, ..made(Commitment, head) }));
        }
    }
    that(scene, verb, &lemma, passive, denied, holder)
        .or_else(|| prepositional(scene, verb, &lemma, passive, denied, holder))
        .or_else(|| object(scene, verb, &lemma, passive, denied, holder))
}

/// The frames of verbs in `data/en/proposals.txt`.
const FRAMES: [&str; 8] = ["whom-to", "that", "ing", "thing", "to", "bind", "passive", "against"];

/// Whether a verb is told as done: without a modal, not under "if", not as an order or a purpose.
pub(super) fn is_told(text: &Text<'_>, verb: usize) -> bool {
    let modal = text.by(verb, "aux").any(|a| text.words[a].xpos == "MD");
    let me = || own_subject(text, verb).is_some_and(|s| parties::is_first_person(text, s.word));
    let to = text.by(verb, "mark").any(|m| text.lower(m) == "to");
    let above = text.words[verb].head;
    let done = !to
        || text.is(verb, "advcl")
        || text.is(verb, "xcomp") && above.is_some_and(|a| cues::has("goes-on", text, a));
    let bare = text.words[verb].xpos == "VB" && !to && !modal && clause::subject(text, verb).is_none();
    // "failed to pledge"
    let undone = above.is_some_and(|a| text.is(verb, "xcomp") && cues::has("undone", text, a));
    (!modal || me())
        && done
        && !bare
        && !undone
        && (!clause::is_unreal(text, verb) || text.words[verb].relation == "acl:relcl")
}

/// Who is asked, between the verb and what it asks: its object, or behind "on", "to", "for" where the verb takes that.
fn whom(scene: &Scene<'_>, verb: usize, inner: usize) -> Option<usize> {
    let text = scene.text;
    let through = cues::has("whom-through", text, verb);
    let asked = |i: &usize| {
        let case = || {
            let cases = ["on", "upon", "to", "for", "with", "of", "from"];
            text.by(*i, "case").any(|c| cases.contains(&text.lower(c).as_str()))
        };
        let object = !through && (text.is(*i, "obj") || text.is(*i, "iobj"));
        *i > verb && *i < inner && (object || text.is(*i, "obl") && case())
    };
    let own = || own_subject(text, inner).map(|s| s.word).filter(|&s| s > verb && !through);
    text.children(verb).find(asked).or_else(own).filter(|&w| !text.words[w].xpos.starts_with('W'))
}

/// Whether a noun is a treaty, law or rule.
fn is_pact(text: &Text<'_>, word: usize) -> bool {
    use relata_language::lexicon::{Pos, is_kind_of};
    let lemma = text.lemma(word).to_lowercase();
    let none = text.by(word, "det").any(|d| text.lower(d) == "no");
    !none
        && ["agreement", "legal document", "law", "rule"].iter().any(|a| is_kind_of(&lemma, a, Pos::Noun, 3))
}

/// "recommends that the state build it", "promised that it would stay", "predict that rents will fall".
fn that(
    scene: &Scene<'_>,
    verb: usize,
    lemma: &str,
    passive: bool,
    denied: bool,
    holder: Holder,
) -> Option<Candidate> {
    let text = scene.text;
    let head = text.children(verb).find(|&c| c > verb && ["ccomp", "csubj"].iter().any(|r| text.is(c, r)))?;
    let negative = clause::negation(text, head).is_some();
    let modal = text.by(head, "aux").find(|&a| text.words[a].xpos == "MD").map(|a| text.lower(a));
    let modal_is = |lists: &[&str]| modal.as_deref().is_some_and(|m| lists.iter().any(|l| cues::is(l, m)));
    if cues::is("advise-that", lemma)
        && !denied
        && (is_subjunctive(text, head) || modal_is(&["should", "must"]))
    {
        let subject = own_subject(text, head);
        let addressees = addressees(scene, head, head, subject, clause::is_passive(text, head));
        return Some(Candidate {
            holder,
            addressees,
            negative,
            ..Candidate::new(Recommendation, Means::Word, head)
        });
    }
    // "agreed that they would meet" binds, "agreed that the rich would gain" does not.
    let itself = || own_subject(text, head).is_some_and(|s| text.words[s.word].upos == Upos::Pron);
    if lemma == "agree" && !itself() {
        return None;
    }
    if cues::is("commit-that", lemma)
        && !denied
        && !passive
        && (modal_is(&["will", "would"]) && clause::own_subject(text, head).is_some())
    {
        let told = text.by(verb, "iobj").chain(text.by(verb, "obj")).find(|&o| o > verb && o < head);
        let addressees = told.into_iter().collect();
        return Some(Candidate {
            holder,
            addressees,
            negative,
            ..Candidate::new(Commitment, Means::Word, head)
        });
    }
    // "think it would be" weighs a thing that nobody foretells; "thought it would be" once foretold.
    let past = matches!(text.words[verb].xpos, "VBD" | "VBN");
    if modal_is(&["would"]) && !past {
        return None;
    }
    if cues::is("expect-that", lemma) && modal_is(&["will", "would", "may"]) && !clause::is_unreal(text, head)
    {
        let doubted = denied || cues::is("doubt", lemma);
        return Some(Candidate {
            holder,
            negative: negative != doubted,
            ..Candidate::new(Prediction, Means::Word, head)
        });
    }
    None
}

/// Whether a clause tells what is wished: in the subjunctive, or with "should".
pub(super) fn is_wished(text: &Text<'_>, head: usize) -> bool {
    let modal = |a: usize| cues::is("should", &text.lower(a)) || cues::is("must", &text.lower(a));
    is_subjunctive(text, head) || text.by(head, "aux").any(modal)
}

/// Whether the verb of a clause under a wish is in the subjunctive: "that the state build", "that it be sold".
fn is_subjunctive(text: &Text<'_>, head: usize) -> bool {
    let first = text.by(head, "cop").chain(text.by(head, "aux")).min().unwrap_or(head);
    let singular = own_subject(text, head).is_some_and(|s| {
        matches!(text.words[s.word].xpos, "NN" | "NNP")
            || matches!(text.lower(s.word).as_str(), "it" | "he" | "she")
    });
    match text.words[first].xpos {
        "VB" => true,
        "VBP" => text.lower(first) == "be" || singular && text.lower(first) != "are",
        _ => false,
    }
}

/// What stands behind a listed preposition of a verb, by kind and whether it is against it.
pub(super) fn prepositions<'a>(
    text: &'a Text<'_>,
    verb: usize,
    lemma: &'a str,
) -> impl Iterator<Item = (Option<(ProposalKind, bool)>, usize)> + 'a {
    text.children(verb).filter(move |&c| c > verb).filter_map(move |c| {
        let case = text.by(c, "case").chain(text.by(c, "mark")).min()?;
        let phrase = format!("{lemma}-{}", text.lower(case));
        let kind = if cues::is("advise-prep", &phrase) {
            Some((Recommendation, false))
        } else if cues::is("advise-against", &phrase) {
            Some((Recommendation, true))
        } else if cues::is("commit-prep", &phrase) {
            Some((Commitment, false))
        } else {
            None
        };
        Some((kind, c))
    })
}

/// "called for an inquiry", "is committed to cutting it", "advised the town against reopening it".
fn prepositional(
    scene: &Scene<'_>,
    verb: usize,
    lemma: &str,
    passive: bool,
    denied: bool,
    holder: Holder,
) -> Option<Candidate> {
    let text = scene.text;
    let below = text.by(verb, "obj").filter(|&o| o > verb).flat_map(|o| prepositions(text, o, lemma));
    let (kind, against, head) =
        prepositions(text, verb, lemma).chain(below).find_map(|(kind, c)| kind.map(|(k, a)| (k, a, c)))?;
    let subject = clause::subject(text, verb);
    // "called a strike for Monday"
    let called = || lemma == "call" && text.by(verb, "obj").any(|o| o > verb && o < head);
    if denied || passive && lemma != "commit" || called() {
        return None;
    }
    let mut candidate = Candidate { holder, negative: against, ..Candidate::new(kind, Means::Word, head) };
    match kind {
        Commitment => {
            let own = subject.map_or(holder, |s| Holder::Word(s.word));
            candidate = promised(scene, Candidate { holder: own, ..candidate });
        }
        _ => {
            // "called for it to stay": the infinitive says what.
            let inner = clause::infinitive(text, verb)
                .or_else(|| text.by(head, "acl").find(|&c| text.by(c, "mark").any(|m| text.lower(m) == "to")))
                .filter(|&i| i > head);
            if let Some(inner) = inner.filter(|&i| {
                !against && text.by(i, "mark").any(|m| text.lower(m) == "for") || text.is(i, "xcomp")
            }) {
                candidate.head = inner;
                candidate.top = inner;
                candidate.addressees = vec![own_subject(text, inner).map_or(head, |s| s.word)];
            } else {
                let told = text.by(verb, "obj").chain(text.by(verb, "iobj")).find(|&o| o > verb && o < head);
                candidate.addressees = told.into_iter().collect();
            }
        }
    }
    Some(candidate)
}

/// "demanded an inquiry", "pledged 40 million to the fund", "recommended closing it", "risks losing it".
fn object(
    scene: &Scene<'_>,
    verb: usize,
    lemma: &str,
    passive: bool,
    denied: bool,
    holder: Holder,
) -> Option<Candidate> {
    let text = scene.text;
    if passive || clause::subject(text, verb).is_none() {
        return None;
    }
    let gerund = text.children(verb).find(|&c| {
        c > verb
            && text.words[c].xpos == "VBG"
            && ["xcomp", "ccomp", "obj", "advcl"].iter().any(|r| text.is(c, r))
            && text.by(c, "mark").next().is_none()
    });
    // "the recommended dose" recommends nothing here.
    if text.is(verb, "amod") || text.words[verb].relation == "acl" {
        return None;
    }
    let relative = || {
        let noun = text.words[verb].head.filter(|_| text.words[verb].relation == "acl:relcl")?;
        let other = own_subject(text, verb).is_some_and(|s| s.word != noun);
        (other && text.by(verb, "obj").all(|o| o < verb)).then_some(noun)
    };
    let thing = text.by(verb, "obj").find(|&o| {
        o > verb
            && matches!(text.words[o].upos, Upos::Noun | Upos::Propn)
            && !text.words[o].xpos.starts_with('W')
    });
    let made = |kind, head| Candidate { holder, ..Candidate::new(kind, Means::Word, head) };
    if let Some(head) = gerund {
        if cues::is("advise-ing", lemma) && !denied {
            return Some(made(Recommendation, head));
        }
        if cues::is("expect-ing", lemma) {
            return Some(Candidate {
                holder: Holder::Around,
                negative: denied,
                top: verb,
                ..made(Prediction, head)
            });
        }
        if cues::is("advise-against", lemma) && !denied {
            return Some(Candidate { negative: true, ..made(Recommendation, head) });
        }
    }
    // "needs a new approach", "requires attention from the council": who is to give it.
    let now = matches!(text.words[verb].xpos, "VBZ" | "VBP") && !denied;
    if let Some(head) = thing.filter(|&t| now && matches!(lemma, "need" | "require") && is_deed(text, t)) {
        let subject = clause::subject(text, verb).map(|s| s.word).filter(|_| lemma == "need");
        let from = |i: &usize| {
            (text.is(*i, "nmod") || text.is(*i, "obl"))
                && text.by(*i, "case").any(|c| matches!(text.lower(c).as_str(), "from" | "by"))
        };
        let giver =
            || text.children(head).chain(text.children(verb)).find(from).filter(|_| lemma == "require");
        let who = subject.or_else(giver).filter(|&w| can_act(scene, w))?;
        return Some(Candidate {
            holder: Holder::Around,
            addressees: vec![who],
            ..made(Recommendation, head)
        });
    }
    if let Some(head) = thing.filter(|_| cues::is("advise-thing", lemma) && !denied) {
        let from = |i: &usize| {
            text.is(*i, "obl") && text.by(*i, "case").any(|c| matches!(text.lower(c).as_str(), "from" | "of"))
        };
        let addressees = text.children(verb).find(from).into_iter().collect();
        return Some(Candidate { addressees, ..made(Recommendation, head) });
    }
    let promised_thing = || relative().filter(|_| cues::is("commit-thing", lemma) && !denied);
    if let Some(head) = promised_thing() {
        return Some(Candidate { fate: super::status::of_noun(text, head), ..made(Commitment, head) });
    }
    let head = thing.filter(|&t| !cues::has("advise-noun", text, t) && !cues::has("commit-noun", text, t))?;
    // "planned an attack" tells a plot.
    if cues::is("commit-thing", lemma) && !denied && (lemma != "plan" || text.words[verb].xpos != "VBD") {
        let told = text.by(verb, "iobj").next();
        return Some(match told {
            Some(told) => Candidate { addressees: vec![told], ..made(Commitment, head) },
            None => {
                let to = |i: &usize| text.is(*i, "obl") && text.by(*i, "case").any(|c| text.lower(c) == "to");
                let addressees = text.children(verb).find(to).into_iter().collect();
                Candidate { addressees, ..made(Commitment, head) }
            }
        });
    }
    cues::is("expect-thing", lemma).then(|| Candidate { negative: denied, ..made(Prediction, head) })
}

/// Whether a noun names what is done or thought out, not what is had: "a reform", "a plan", not "foreign credit".
fn is_deed(text: &Text<'_>, noun: usize) -> bool {
    use relata_language::lexicon::{Pos, is_kind_of};
    let lemma = text.lemma(noun).to_lowercase();
    ["act", "event", "idea"].iter().any(|above| is_kind_of(&lemma, above, Pos::Noun, 2))
}
