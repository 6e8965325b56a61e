//! Whether the words around a verb or noun are as a rule of [`super::lexicon`] asks.

use super::lexicon::{Rule, Sort, lexicon};
use super::tree;
use crate::party::Scene;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of, knows};
use relata_rows::{ActorKind, EventKind};

/// The objects that a rule asks for; `None` where it does not fit them.
pub(super) fn needed(scene: &Scene<'_>, rule: &Rule, objects: &[usize]) -> Option<Vec<usize>> {
    let needs = &rule.needs;
    if objects.iter().any(|&o| fits(scene, o, &needs.not)) {
        return None;
    }
    if needs.object.is_empty() {
        return Some(Vec::new());
    }
    let found: Vec<usize> = objects.iter().copied().filter(|&o| fits(scene, o, &needs.object)).collect();
    (!found.is_empty()).then_some(found)
}

/// The word that a rule wants somewhere among those that hang on the verb or noun.
pub(super) fn with(scene: &Scene<'_>, rule: &Rule, word: usize) -> Option<Vec<usize>> {
    let sorts = &rule.needs.with;
    if sorts.is_empty() {
        return Some(Vec::new());
    }
    let text = scene.text;
    let sentence = text.sentences[text.words[word].sentence].clone();
    // "Calls are growing for a recount": what hangs on the verb that says that it happens.
    let happens = text.words[word].head.filter(|&h| {
        text.words[word].upos == Upos::Noun
            && text.words[word].relation == "nsubj"
            && tree::is_in("grows", &text.lemma(h))
    });
    let near = |w: &usize| {
        if Some(*w) == happens || *w == word {
            return false;
        }
        let mut at = text.words[*w].head;
        for _ in 0..3 {
            match at {
                Some(h) if h == word || Some(h) == happens => return true,
                Some(h) if !text.is(h, "acl") && !text.is(h, "conj") => at = text.words[h].head,
                _ => return false,
            }
        }
        false
    };
    // "the drone strike": what stands above a noun says its sort too.
    let above = text.words[word].head.filter(|_| text.words[word].upos == Upos::Noun && text.is(word, "obj"));
    // "created Joint Task Force Four": a word of a name says nothing of the deed.
    let named = |w: &usize| {
        text.words[*w].upos == Upos::Propn
            && scene.party(*w).is_none()
            && text.words[word].upos == Upos::Verb
            && text.words[*w]
                .head
                .is_some_and(|h| scene.party(h).and_then(|p| scene.entity(&p)).is_some_and(|e| e.named))
    };
    let found = sentence.filter(near).chain(above).filter(|w| !named(w)).find(|&w| fits(scene, w, sorts));
    found.map(|w| vec![w])
}

/// Whether a word behind a preposition is as a rule asks, that hangs on the verb or noun or on one of its objects.
pub(super) fn behind(scene: &Scene<'_>, rule: &Rule, word: usize, objects: &[usize]) -> bool {
    let sorts = &rule.needs.behind;
    let text = scene.text;
    let told = |at: usize| {
        text.children(at)
            .filter(|&c| text.words[c].relation != "nmod:poss")
            .filter(|&c| ["obl", "nmod", "advcl", "xcomp"].iter().any(|r| text.is(c, r)))
            .flat_map(|c| tree::joined(text, c))
            .map(|c| tree::counted(text, c))
            .any(|c| fits(scene, c, sorts))
    };
    sorts.is_empty() || [word].iter().chain(objects).any(|&at| told(at))
}

/// Whether the words of the sentence are as a rule asks.
pub(super) fn in_sentence(scene: &Scene<'_>, rule: &Rule, word: usize) -> bool {
    let any = |sorts: &[Sort]| {
        scene.text.sentences[scene.text.words[word].sentence].clone().any(|w| fits(scene, w, sorts))
    };
    (rule.needs.about.is_empty() || any(&rule.needs.about))
        && (rule.needs.unless.is_empty() || !any(&rule.needs.unless))
}

/// Whether a word is of one of the sorts.
pub(super) fn fits(scene: &Scene<'_>, word: usize, sorts: &[Sort]) -> bool {
    if sorts.is_empty() {
        return false;
    }
    let lemma = scene.text.lemma(word).to_lowercase();
    let written = scene.text.lower(word);
    // Of a plural that the tagger took for a singular.
    let lemma = lemma
        .strip_suffix('s')
        .filter(|one| one.len() > 3 && knows(one, Pos::Noun))
        .map_or(lemma.clone(), str::to_owned);
    let kind = |above: &str| is_kind_of(&lemma, above, Pos::Noun, 2);
    let somebody = scene.text.words[word].upos == Upos::Pron
        && matches!(
            written.as_str(),
            "he" | "him"
                | "she"
                | "her"
                | "they"
                | "them"
                | "we"
                | "us"
                | "i"
                | "me"
                | "who"
                | "whom"
                | "anyone"
                | "someone"
                | "anybody"
                | "somebody"
                | "everyone"
                | "everybody"
        );
    let actor = somebody || is_actor(scene, word) || kind("person") || kind("social group");
    let noun = matches!(scene.text.words[word].upos, Upos::Noun | Upos::Propn | Upos::Pron);
    sorts.iter().any(|&sort| match sort {
        Sort::Word(w) => w == lemma || w == written,
        Sort::Kind("person") => {
            somebody
                || noun
                    && (is_of(scene, word, &[ActorKind::Person, ActorKind::Group])
                        || lexicon().is(&lemma, actor, sort))
        }
        Sort::Kind("law") => {
            is_of(scene, word, &[ActorKind::Law]) || noun && lexicon().is(&lemma, actor, sort)
        }
        Sort::Class("rule" | "pact") if is_of(scene, word, &[ActorKind::Law]) => true,
        Sort::Kind("named") => scene
            .party(word)
            .and_then(|p| scene.entity(&p))
            .is_some_and(|e| e.named && e.kind == ActorKind::Person),
        Sort::Kind("country") => is_of(scene, word, &[ActorKind::Place]),
        Sort::Kind("organization") => {
            noun && (is_of(scene, word, &[ActorKind::Organization]) || lexicon().is(&lemma, actor, sort))
        }
        Sort::Kind("group") => noun && is_of(scene, word, &[ActorKind::Group, ActorKind::Organization]),
        Sort::Kind(_) => noun && lexicon().is(&lemma, actor, sort),
        _ => lexicon().is(&lemma, actor, sort),
    })
}

/// Whether a noun is neither somebody nor a thing, by its commonest sense.
pub(super) fn is_abstract(scene: &Scene<'_>, word: usize) -> bool {
    let lemma = scene.text.lemma(word).to_lowercase();
    let first = |above: &str| is_kind_of(&lemma, above, Pos::Noun, 1);
    scene.text.words[word].upos == Upos::Noun
        && !is_actor(scene, word)
        && first("abstraction")
        && !first("group")
}

fn is_of(scene: &Scene<'_>, word: usize, kinds: &[ActorKind]) -> bool {
    scene.party(word).and_then(|p| scene.entity(&p)).is_some_and(|e| kinds.contains(&e.kind))
}

fn is_actor(scene: &Scene<'_>, word: usize) -> bool {
    is_of(scene, word, &[ActorKind::Person, ActorKind::Organization, ActorKind::Group, ActorKind::Place])
}

/// Whether what stands as the subject can do what the rule tells: somebody, or of violence a weapon; where no
/// subject stands, anything.
pub(super) fn can_do(scene: &Scene<'_>, rule: &Rule, verb: usize, subjects: &[usize]) -> bool {
    let text = scene.text;
    if subjects.is_empty() || tree::is_passive(text, verb) {
        return true;
    }
    // "pushed through a bill that undermined": whoever makes the law does it.
    let deed =
        matches!(rule.kind, EventKind::Coerce | EventKind::Sanction | EventKind::Concede | EventKind::Aid);
    if deed && subjects.iter().any(|&s| !super::roles::makers(scene, s).is_empty()) {
        return true;
    }
    // "the wildfires destroyed homes": nobody's deed.
    if subjects.iter().all(|&s| fits(scene, s, &[Sort::Class("calamity")])) {
        return false;
    }
    subjects.iter().any(|&s| {
        let lemma = text.lemma(s).to_lowercase();
        let first = |above: &str| is_kind_of(&lemma, above, Pos::Noun, 1);
        let any = |above: &str| is_kind_of(&lemma, above, Pos::Noun, 3);
        let someone = is_actor(scene, s)
            || !(text.words[s].upos == Upos::Noun
                // "Fentanyl kills": a noun at the head of a sentence may pass for a name.
                || text.words[s].upos == Upos::Propn && scene.party(s).is_none() && knows(&lemma, Pos::Noun))
            || ["person", "organization", "social group", "people"].iter().any(|k| any(k))
            || lexicon().is(&lemma, false, Sort::Class("force"));
        let weapon = || ["weapon", "explosive", "vehicle", "weaponry", "projectile"].iter().any(|k| any(k));
        // "the minister's letter accuses": words of somebody.
        let told = || {
            let verbal = matches!(
                rule.kind,
                EventKind::Accuse | EventKind::Request | EventKind::Support | EventKind::Reject
            );
            verbal && (any("communication") || any("document"))
        };
        let asked = || fits(scene, s, &rule.needs.subject);
        let thing = || {
            [
                "artifact",
                "phenomenon",
                "substance",
                "abstraction",
                "process",
                "natural object",
                "plant",
                "animal",
            ]
            .iter()
            .any(|k| first(k))
        };
        someone || rule.kind == EventKind::Assault && weapon() || told() || asked() || !thing()
    })
}
