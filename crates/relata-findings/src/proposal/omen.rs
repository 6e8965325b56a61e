//! What is told of now and says what will come, and what a thing that is needed is to be like.

use super::clause::{self, own_subject};
use super::verbs::{is_told, prepositions};
use super::{Candidate, Means, cues, parties};
use crate::party::Scene;
use crate::text::Text;
use relata_language::Upos;
use relata_rows::ProposalKind::{Prediction, Recommendation};

/// "Is setting up a clash in 2031", "bodes ill for", "is heading for a split": what is told of now says what will come.
pub(super) fn omen(scene: &Scene<'_>, verb: usize, lemma: &str) -> Option<Candidate> {
    let text = scene.text;
    let now = matches!(text.words[verb].xpos, "VBZ" | "VBP")
        || text.words[verb].xpos == "VBG"
            && text.by(verb, "aux").any(|a| matches!(text.words[a].xpos, "VBZ" | "VBP"));
    let particle = text.by(verb, "compound").find(|&p| text.words[p].relation == "compound:prt");
    let phrase = particle.map_or(lemma.to_owned(), |p| format!("{lemma}-{}", text.lower(p)));
    let object = text.by(verb, "obj").find(|&o| o > verb);
    // "paves the way for": on the verb or on its object.
    let below = object.into_iter().flat_map(|o| prepositions(text, o, lemma));
    let mut behind = prepositions(text, verb, lemma).chain(below);
    let comes = |o: usize| cues::has("expect-ahead", text, o);
    let tells = cues::is("expect-omen", &phrase)
        || cues::is("expect-omen-of", &phrase) && object.is_some_and(comes)
        || behind.any(|(_, n)| {
            let case = text.by(n, "case").min().map(|c| text.lower(c));
            case.is_some_and(|c| cues::is("expect-toward", &format!("{lemma}-{c}"))) && comes(n)
        });
    let speaks = clause::subject(text, verb).is_some_and(|s| parties::is_first_person(text, s.word));
    let told = now && tells && !speaks && !clause::is_unreal(text, verb) && is_told(text, verb);
    let negative = clause::negation(text, verb).is_some();
    told.then(|| Candidate { negative, ..Candidate::new(Prediction, Means::Word, verb) })
}

/// "Needs a new approach, one that spares the poor and honours the law": what the thing needed is to be like.
pub(super) fn one_that(text: &Text<'_>, verb: usize, needed: &Candidate) -> Vec<Candidate> {
    let needs = matches!(text.lemma(verb).as_str(), "need" | "require" | "demand" | "want");
    if !needs || needed.kind != Recommendation || text.words[needed.head].upos != Upos::Noun {
        return Vec::new();
    }
    let sentence = text.sentences[text.words[verb].sentence].clone();
    let parted = |w: usize| w > needed.head + 1 && !text.is_word(w - 1);
    let one = (needed.head + 1..sentence.end).find(|&w| {
        text.lower(w) == "one" && parted(w) && matches!(text.lower(w + 1).as_str(), "that" | "which")
    });
    let relative = |o: usize| {
        let below = text.children(o).chain(text.children(needed.head));
        below.filter(|&c| c > o && text.words[c].relation == "acl:relcl").min()
    };
    let first = one.and_then(relative);
    let Some(first) = first.filter(|&f| clause::is_clause(text, f)) else { return Vec::new() };
    // The tree may join the second to the verb of the sentence.
    let rest = [first, verb].into_iter().flat_map(|v| text.by(v, "conj")).filter(|&c| {
        c > first && text.words[c].xpos == text.words[first].xpos && own_subject(text, c).is_none()
    });
    [first]
        .into_iter()
        .chain(rest)
        .map(|head| {
            let negative = clause::negation(text, head).is_some();
            Candidate { head, top: head, negative, ..needed.clone() }
        })
        .collect()
}
