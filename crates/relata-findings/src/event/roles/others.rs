//! Who is at the receiving end where neither an object nor a usual preposition tells it.

use super::super::lexicon::Rule;
use super::super::tree;
use super::actors::{actors, acts, further};
use crate::party::Scene;
use relata_language::Upos;
use relata_rows::{ActorKind, Gender, Party};

/// Of objects that are no mention those that mean somebody.
pub(super) fn somebody(scene: &Scene<'_>, rule: &Rule, objects: &[usize]) -> Vec<Party> {
    let place = |p: &Party| scene.entity(p).is_none_or(|e| e.kind == ActorKind::Place);
    let found = further(scene, rule, objects, true);
    if found.iter().any(place) { Vec::new() } else { found }
}

/// Before whose door somebody protests: "outside parliament", "in front of the embassy". A town is where it is.
pub(super) fn before_whom(scene: &Scene<'_>, word: usize) -> Vec<Party> {
    let text = scene.text;
    let front = tree::behind(text, word, &["in"]).filter(|&f| text.lower(f) == "front");
    let doors = front.flat_map(|f| tree::behind(text, f, &["of"]).collect::<Vec<_>>());
    let outside = tree::behind(text, word, &["outside"]);
    let found = outside.chain(doors).flat_map(|w| actors(scene, w, false));
    let body = |p: &Party| scene.entity(p).is_some_and(|e| e.kind != ActorKind::Place);
    found.filter(|p| acts(scene, p) && body(p)).collect()
}

/// With whom a deed or weapon meets that is the subject of such a verb: "the raid killed two guards", "the ultimatum
/// gives the regent a day".
pub(super) fn struck(scene: &Scene<'_>, rule: &Rule, noun: usize) -> Vec<Party> {
    let text = scene.text;
    let verb = text.words[noun].head.filter(|&v| {
        text.words[noun].relation == "nsubj"
            && tree::is_in("strikes", &text.lemma(v))
            && !tree::is_passive(text, v)
    });
    let met: Vec<usize> = verb
        .into_iter()
        .flat_map(|v| text.by(v, "iobj").chain(tree::objects(text, v)).collect::<Vec<_>>())
        .collect();
    let found = met.iter().map(|&w| actors(scene, w, false)).find(|l| !l.is_empty());
    found.unwrap_or_else(|| further(scene, rule, &met, true))
}

/// Whom a pronoun means that is bound to nobody, or to one whom it cannot mean because that one does it ("the men
/// burned their roofs" are others' roofs): the nearest before it, in this sentence or the one before, who fits.
pub(super) fn meant(scene: &Scene<'_>, pronoun: usize, not: &[Option<usize>]) -> Option<Party> {
    let text = scene.text;
    let sentence = text.words[pronoun].sentence;
    let from = text.sentences[sentence.saturating_sub(1)].start;
    let block = text.blocks.iter().find(|b| b.words.contains(&pronoun))?;
    let from = from.max(block.words.start);
    let clause = |w: usize| {
        std::iter::successors(Some(w), |&w| text.words[w].head)
            .take(6)
            .find(|&w| text.words[w].upos == Upos::Verb)
    };
    let own = clause(pronoun);
    let places = ["nsubj", "obj", "iobj"];
    let stands = |&w: &usize| {
        places.iter().any(|r| text.is(w, r)) && text.words[w].upos != Upos::Pron && clause(w) != own
    };
    let fits = |w: usize, p: &Party| {
        let Some(entity) = scene.entity(p) else { return false };
        let many = matches!(text.words[w].xpos, "NNS" | "NNPS");
        let body = matches!(entity.kind, ActorKind::Organization | ActorKind::Place);
        match text.lower(pronoun).as_str() {
            "they" | "them" | "their" => {
                many || entity.kind == ActorKind::Group || tree::joined(text, w).len() > 1
            }
            "it" | "its" => body && !many,
            "he" | "him" | "his" => entity.kind == ActorKind::Person && entity.gender != Some(Gender::Woman),
            "she" | "her" => entity.kind == ActorKind::Person && entity.gender != Some(Gender::Man),
            _ => false,
        }
    };
    let near = (from..pronoun).rev().filter(stands).filter_map(|w| Some((w, scene.party(w)?)));
    let mut found = near.filter(|(_, p)| acts(scene, p) && !not.contains(&p.entity));
    found.find(|(w, p)| fits(*w, p)).map(|(_, p)| p)
}
