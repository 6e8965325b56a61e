//! Adjectives and set phrases that take what is proposed: "is likely to rise", "it is vital that ...", "on course to".

use super::clause::{self, own_subject};
use super::modal::addressees;
use super::verbs::is_wished;
use super::{Candidate, Means, cues};
use crate::party::Scene;
use crate::text::Text;
use relata_language::Upos;
use relata_rows::ProposalKind::{Prediction, Recommendation};

/// "is likely to rise", "is set to open", "looks inevitable", "it is vital that ...", "it is time for the board to ...".
pub(super) fn adjective(scene: &Scene<'_>, word: usize) -> Option<Candidate> {
    let text = scene.text;
    let lemma = text.lemma(word).to_lowercase();
    let form = text.lower(word);
    let is = |list: &str| cues::is(list, &lemma) || cues::is(list, &form);
    let copula = text.by(word, "cop").next().is_some() || clause::is_passive(text, word);
    let copula_past = text.by(word, "cop").chain(text.by(word, "aux")).any(|c| text.words[c].xpos == "VBD");
    let denied = clause::negation(text, word).is_some();
    let it = text
        .by(word, "expl")
        .chain(text.by(word, "nsubj"))
        .any(|s| matches!(text.lower(s).as_str(), "it" | "'s"));
    if clause::is_unreal(text, word) {
        return None;
    }
    if is("expect-look") && text.is(word, "xcomp") {
        let top = text.words[word]
            .head
            .filter(|&v| matches!(text.lemma(v).as_str(), "look" | "seem" | "appear"))?;
        let negative = form == "unlikely" || denied;
        return (text.words[top].xpos != "VBD").then(|| Candidate {
            top,
            negative,
            ..Candidate::new(Prediction, Means::Word, word)
        });
    }
    let clause_of = |relations: &[&str]| {
        text.children(word)
            .find(|&c| c > word && relations.iter().any(|r| text.is(c, r)) && clause::is_clause(text, c))
    };
    if copula && is("expect-adjective") && !copula_past {
        let inner = clause::infinitive(text, word);
        let that = || clause_of(&["csubj", "ccomp"]).filter(|_| it);
        let head = inner.or_else(that)?;
        let negative = (form == "unlikely") != denied;
        return Some(Candidate { top: word, negative, ..Candidate::new(Prediction, Means::Word, head) });
    }
    // "is not conducive to a calm vote in 2031", "is ripe for a split"
    if copula && !copula_past {
        let toward = |c: &usize| {
            let case = text.by(*c, "case").min().map(|p| text.lower(p));
            *c > word && case.is_some_and(|p| cues::is("expect-toward", &format!("{lemma}-{p}")))
        };
        let ahead = |c: &usize| cues::has("expect-ahead", text, *c);
        if text.children(word).filter(toward).any(|c| ahead(&c)) {
            return Some(Candidate { negative: denied, ..Candidate::new(Prediction, Means::Word, word) });
        }
    }
    // "Respecting the truce is vital."
    if is("advise-adjective") && copula && !it && !denied && !copula_past && lemma != "time" {
        let gerund = |c: &usize| text.words[*c].xpos == "VBG" && *c < word;
        let head = text.by(word, "csubj").find(gerund)?;
        let marked = text.by(head, "mark").next().is_some();
        let negative = clause::negation(text, head).is_some();
        return (!marked)
            .then(|| Candidate { negative, ..Candidate::new(Recommendation, Means::Word, head) });
    }
    if is("advise-adjective") && copula && it && !denied && !copula_past {
        let joined = || {
            let to = |c: usize| text.by(c, "mark").any(|m| text.lower(m) == "to");
            clause_of(&["conj"]).filter(|&c| lemma == "time" && to(c))
        };
        let clause = clause_of(&["csubj", "ccomp", "advcl", "acl", "xcomp"]).or_else(joined);
        let Some(head) = clause else {
            // "It is time for a new approach."
            let thing = time_for(text, word)?;
            return Some(Candidate::new(Recommendation, Means::Word, thing));
        };
        let to = text.by(head, "mark").any(|m| text.lower(m) == "to");
        let fits = to || is_wished(text, head);
        let subject = own_subject(text, head);
        let passive = clause::is_passive(text, head);
        let negative = clause::negation(text, head).is_some();
        // "for the board": before the infinitive, or on the adjective.
        let on =
            || text.children(word).find(|&i| i < head && text.by(i, "case").any(|c| text.lower(c) == "for"));
        let mut addressees = addressees(scene, head, head, subject, passive);
        if addressees.is_empty() && !passive {
            addressees.extend(on());
        }
        return fits.then(|| Candidate {
            addressees,
            negative,
            ..Candidate::new(Recommendation, Means::Word, head)
        });
    }
    None
}

/// What "it is time for", where that is a thing.
pub(super) fn time_for(text: &Text<'_>, word: usize) -> Option<usize> {
    let for_it =
        |i: &usize| !clause::is_clause(text, *i) && text.by(*i, "case").any(|c| text.lower(c) == "for");
    text.children(word)
        .find(for_it)
        .filter(|_| text.lemma(word) == "time" && text.by(word, "cop").next().is_some())
}

/// "on course to", "on track to", "on the brink of", "about to".
pub(super) fn phrase(text: &Text<'_>, word: usize) -> Option<Candidate> {
    let at = |n: usize| text.lower(word + n);
    let length = match (text.lower(word).as_str(), at(1).as_str(), at(2).as_str()) {
        ("on", "course" | "track" | "pace" | "schedule", "to") => 3,
        ("on", "the", "verge" | "brink" | "cusp") if at(3) == "of" => 4,
        ("about", "to", _) => 2,
        _ => return None,
    };
    let sentence = &text.sentences[text.words[word].sentence];
    let head = (word + length..sentence.end).take(4).find(|&i| text.words[i].upos == Upos::Verb)?;
    let past =
        (sentence.start..word).any(|i| text.lemma(i) == "be" && text.words[i].xpos == "VBD" && i + 3 > word);
    let top = std::iter::successors(Some(head), |&w| text.words[w].head)
        .take(4)
        .find(|&w| text.by(w, "nsubj").next().is_some());
    let negative = top.is_some_and(|t| clause::negation(text, t).is_some());
    (!past && !clause::is_unreal(text, head)).then(|| Candidate {
        top: top.unwrap_or(head),
        negative,
        ..Candidate::new(Prediction, Means::Word, head)
    })
}
