//! Nouns that take what is proposed: "its promise to reopen", "their call for calm", "a risk that the strike spreads".

use super::clause::{self, own_subject};
use super::modal::addressees;
use super::{Candidate, Found, Holder, Means, cues, parties, status, verbs, veto};
use crate::party::Scene;
use crate::text::Text;
use relata_language::Upos;
use relata_rows::ProposalKind::{self, Commitment, Prediction, Recommendation};
use relata_rows::Status;
use std::ops::Range;

/// Adds what the nouns of a sentence propose.
pub(super) fn find(scene: &Scene<'_>, sentence: &Range<usize>, found: &mut Found) {
    let text = scene.text;
    let nouns = sentence.clone().filter(|&w| text.words[w].upos == Upos::Noun);
    for word in nouns.filter(|&w| !is_without(text, w) && clause::negation(text, w).is_none()) {
        let lemma = text.lemma(word).to_lowercase();
        let kinds =
            [("advise-noun", Recommendation), ("commit-noun", Commitment), ("expect-noun", Prediction)];
        let kind = kinds.into_iter().find(|(list, _)| cues::is(list, &lemma)).map(|(_, kind)| kind);
        let told = duty(scene, word, &lemma)
            .or_else(|| bound(scene, word))
            .or_else(|| undone(scene, word, &lemma))
            .or_else(|| noun(scene, word, &lemma, kind?));
        let idle = |c: &Candidate| veto::is_idle(scene, word) || veto::is_disowned(scene, word, c.kind);
        if let Some(candidate) = told.filter(|c| !idle(c)) {
            found.add_joined(scene, candidate);
        }
    }
}

/// "The states have a duty to protect them."
fn duty(scene: &Scene<'_>, noun: usize, lemma: &str) -> Option<Candidate> {
    let text = scene.text;
    let verb = text.words[noun].head.filter(|_| cues::is("duty", lemma) && text.is(noun, "obj"))?;
    let has = matches!(text.lemma(verb).as_str(), "have" | "bear")
        && matches!(text.words[verb].xpos, "VBZ" | "VBP");
    let subject = clause::subject(text, verb).filter(|_| has)?;
    let head = clause::infinitive(text, noun).or_else(|| clause::infinitive(text, verb))?;
    let negative = clause::negation(text, head).is_some();
    let told = !clause::is_unreal(text, verb) && !veto::is_habit(text, head);
    let addressees = vec![subject.word];
    told.then(|| Candidate { addressees, negative, ..Candidate::new(Recommendation, Means::Word, head) })
}

/// "The mandatory audit by the banks in 2031": what somebody is bound to do.
fn bound(scene: &Scene<'_>, noun: usize) -> Option<Candidate> {
    let text = scene.text;
    text.by(noun, "amod").find(|&a| cues::is("binding", &text.lower(a)))?;
    let above = text.words[noun].head.filter(|_| text.is(noun, "obj"));
    let by = |i: &usize| {
        let near = *i > noun && (*i - noun) < 6 && text.words[*i].xpos != "CD";
        near && text.by(*i, "case").any(|c| text.lower(c) == "by")
    };
    let agents = text.by(noun, "nmod").chain(above.into_iter().flat_map(|v| text.by(v, "obl")));
    let agent = agents.filter(by).find(|&i| parties::can_act(scene, i))?;
    Some(Candidate { holder: Holder::Word(agent), ..Candidate::new(Commitment, Means::Word, noun) })
}

/// "The mayor's housing agenda came to nothing": a programme of which only the end is told.
fn undone(scene: &Scene<'_>, noun: usize, lemma: &str) -> Option<Candidate> {
    let text = scene.text;
    let verb = text.words[noun].head.filter(|_| cues::is("programme", lemma) && text.is(noun, "nsubj"))?;
    let owner = text.children(noun).find(|&c| text.words[c].relation == "nmod:poss")?;
    let end = status::came_to_nothing(text, verb)?;
    let who = parties::can_act(scene, owner);
    let fate = Some((Status::Broken, end));
    who.then(|| Candidate {
        holder: Holder::Word(owner),
        fate,
        ..Candidate::new(Commitment, Means::Word, noun)
    })
}

/// "no promise", "without a call".
fn is_without(text: &Text<'_>, noun: usize) -> bool {
    text.by(noun, "det")
        .chain(text.by(noun, "case"))
        .any(|d| matches!(text.lower(d).as_str(), "no" | "without" | "any"))
}

fn noun(scene: &Scene<'_>, noun: usize, lemma: &str, kind: ProposalKind) -> Option<Candidate> {
    let text = scene.text;
    let fate = status::of_noun(text, noun);
    let content = complement(text, noun, lemma, kind);
    // "did not respond to a request for comment": what reporters ask for.
    if lemma == "request" && content.is_some_and(|c| cues::has("answer", text, c)) {
        return None;
    }
    let owner = owner(text, noun, content);
    if kind == Commitment && owner.is_none() {
        return None;
    }
    let head = match content {
        Some(head) => head,
        // A promise of which only the fate is told is one all the same.
        None => fate.as_ref().filter(|_| kind == Commitment).map(|_| noun)?,
    };
    let holder = owner.map_or(Holder::Around, Holder::Word);
    let negative = head != noun && clause::negation(text, head).is_some();
    let mut candidate = Candidate { holder, negative, fate, ..Candidate::new(kind, Means::Word, head) };
    if kind == Recommendation {
        let own = own_subject(text, head).filter(|_| clause::is_clause(text, head));
        candidate.addressees = addressees(scene, head, head, own, clause::is_passive(text, head));
        if candidate.addressees.is_empty() {
            candidate.addressees.extend(prepositional(text, noun, &["to", "on"]).filter(|&i| i != head));
        }
    }
    if kind == Commitment {
        candidate.addressees.extend(
            prepositional(text, noun, &["to"])
                .filter(|&i| i != head && clause::is_agentive(text, i) && i < head),
        );
    }
    Some(candidate)
}

/// What the noun takes: "to ...", "that ...", a gerund or noun behind its preposition, or the predicate: "the proposal is to ...".
fn complement(text: &Text<'_>, noun: usize, lemma: &str, kind: ProposalKind) -> Option<usize> {
    let to = |c: usize| text.by(c, "mark").any(|m| text.lower(m) == "to");
    let that = |c: usize| text.by(c, "mark").any(|m| text.lower(m) == "that");
    let wished = |c: usize| kind != Recommendation || verbs::is_wished(text, c);
    let clause = text.children(noun).find(|&c| {
        let relation = ["acl", "ccomp", "xcomp", "advcl"].iter().any(|r| text.is(c, r))
            && (text.words[c].relation != "acl:relcl" || that(c));
        c > noun
            && relation
            && clause::is_clause(text, c)
            && (to(c) && kind != Prediction
                || that(c) && wished(c)
                || text.words[c].xpos == "VBG" && of(text, c, lemma, kind))
    });
    let thing = || text.by(noun, "nmod").find(|&c| c > noun && of(text, c, lemma, kind));
    let predicate = || {
        let top = text.words[noun]
            .head
            .filter(|&h| text.is(noun, "nsubj") && text.by(h, "cop").next().is_some())?;
        (to(top) || that(top)).then_some(top)
    };
    clause.or_else(thing).or_else(predicate)
}

/// Whether what stands behind the preposition of a word is what the noun is of.
fn of(text: &Text<'_>, word: usize, lemma: &str, kind: ProposalKind) -> bool {
    let list = match kind {
        Recommendation => "advise-of",
        Commitment => "commit-of",
        Prediction => "expect-of",
    };
    text.by(word, "case")
        .chain(text.by(word, "mark"))
        .any(|c| cues::is(list, &format!("{lemma}-{}", text.lower(c))))
}

/// Whose it is: "its", "Peru's", "by the office", or the subject of the verb that gives or renews it.
fn owner(text: &Text<'_>, noun: usize, content: Option<usize>) -> Option<usize> {
    let poss = text.children(noun).find(|&c| text.words[c].relation == "nmod:poss");
    let by = || {
        let below = content.filter(|&c| !clause::is_clause(text, c));
        let named = prepositional(text, noun, &["by", "from", "of"]);
        named
            .filter(|&i| Some(i) != content)
            .or_else(|| below.and_then(|b| prepositional(text, b, &["by", "from"])))
    };
    let giver = || {
        let verb = text.words[noun].head.filter(|_| text.is(noun, "obj") || text.is(noun, "obl"))?;
        let gives = ["gives", "kept", "broken"].iter().any(|l| cues::has(l, text, verb))
            || status::of_noun(text, noun).is_some();
        clause::subject(text, verb).filter(|s| gives && !s.passive && s.word != noun).map(|s| s.word)
    };
    // "The mill broke its pledge": a possessive pronoun beside the verb's subject points at it.
    let bound = poss.filter(|&p| {
        text.words[p].xpos == "PRP$" && !matches!(text.lower(p).as_str(), "my" | "our" | "your")
    });
    let made = || text.by(noun, "acl").find_map(|c| clause::agent(text, c));
    bound.and_then(|_| giver()).or(poss).or_else(by).or_else(made).or_else(giver)
}

/// What hangs on a noun behind one of these prepositions.
fn prepositional(text: &Text<'_>, noun: usize, cases: &[&str]) -> Option<usize> {
    text.by(noun, "nmod").find(|&i| text.by(i, "case").any(|c| cases.contains(&text.lower(c).as_str())))
}
