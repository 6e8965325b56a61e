//! Who is at the receiving end where neither an object nor a usual preposition tells it.

use super::super::lexicon::Rule;
use super::super::tree;
use super::actors::{actors, acts, further};
use crate::party::Scene;
use relata_language::Upos;
use relata_rows::{ActorKind, Gender, Party};

/// Of objects that are no mention those that mean somebody.
pub(super) fn somebody(scene: &Scene<'_>, rule: &Rule, objects: &[usize]) -> Vec<Party> {
    let people =
        |p: &Party| scene.entity(p).is_some_and(|e| matches!(e.kind, ActorKind::Person | ActorKind::Group));
    let found = further(scene, rule, objects, true);
    if found.iter().all(people) { found } else { Vec::new() }
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

/// Whom a pronoun means that is bound to nobody and stands as an object or behind a preposition: whoever alone can be
/// meant, in this sentence or the one before.
pub(super) fn alone(scene: &Scene<'_>, word: usize) -> Option<Party> {
    let text = scene.text;
    let third = matches!(text.lower(word).as_str(), "him" | "her" | "them" | "he" | "she" | "they");
    let stands = ["obj", "iobj", "obl", "nsubj"].iter().any(|r| text.is(word, r));
    if !third || !stands || text.words[word].upos != Upos::Pron {
        return None;
    }
    let subjects = text.words[word].head.map(|v| tree::subjects(text, v)).unwrap_or_default();
    let others = subjects.into_iter().filter(|&s| s != word);
    let not: Vec<Option<usize>> = others.flat_map(|s| actors(scene, s, false)).map(|p| p.entity).collect();
    let all = candidates(scene, word, &not);
    let first = all.first()?;
    all.iter().all(|p| p.entity == first.entity).then(|| first.clone())
}

/// Whom a pronoun means that cannot mean whoever does it ("the men burned their roofs" are others' roofs): the nearest
/// before it, in this sentence or the one before, who fits.
pub(super) fn other(scene: &Scene<'_>, pronoun: usize, not: &[Option<usize>]) -> Option<Party> {
    candidates(scene, pronoun, not).into_iter().next()
}

/// Whom a pronoun may mean, nearest first: those who take part in other clauses of its sentence and the one before.
fn candidates(scene: &Scene<'_>, pronoun: usize, not: &[Option<usize>]) -> Vec<Party> {
    let text = scene.text;
    let sentence = text.words[pronoun].sentence;
    let block = text.blocks.iter().find(|b| b.words.contains(&pronoun)).map_or(pronoun, |b| b.words.start);
    let from = text.sentences[sentence.saturating_sub(1)].start.max(block);
    let clause = |w: usize| {
        let mut chain = std::iter::successors(Some(w), |&w| text.words[w].head).take(6);
        chain.find(|&w| text.words[w].upos == Upos::Verb)
    };
    let own = clause(pronoun);
    let stands = |&w: &usize| {
        ["nsubj", "obj", "iobj", "obl"].iter().any(|r| text.is(w, r))
            && text.words[w].upos != Upos::Pron
            && clause(w) != own
    };
    let fits = |w: usize, p: &Party| {
        let Some(entity) = scene.entity(p) else { return false };
        let many = matches!(text.words[w].xpos, "NNS" | "NNPS") || entity.kind == ActorKind::Group;
        let body = matches!(entity.kind, ActorKind::Organization | ActorKind::Place);
        let person = entity.kind == ActorKind::Person && !many;
        match text.lower(pronoun).as_str() {
            "they" | "them" | "their" => many || tree::joined(text, w).len() > 1,
            "it" | "its" => body && !many,
            "he" | "him" | "his" => person && entity.gender != Some(Gender::Woman),
            "she" | "her" => person && entity.gender != Some(Gender::Man),
            _ => false,
        }
    };
    let near = (from..pronoun).rev().filter(stands).filter_map(|w| Some((w, scene.party(w)?)));
    let near = near.filter(|(_, p)| acts(scene, p) && !not.contains(&p.entity));
    near.filter(|(w, p)| fits(*w, p)).map(|(_, p)| p).collect()
}
