//! Which rule a noun fits.

use super::hyphenated;
use super::parties::has_recipient;
use super::verb::is_verb;
use crate::event::around::{behind, in_sentence, needed, with};
use crate::event::lexicon::{Rule, lexicon, may};
use crate::event::{modality, tree};
use crate::party::Scene;
use crate::text::Text;
use relata_language::Upos;
use relata_language::lexicon::{Pos, derived, is_kind_of};
use relata_rows::{ActorKind, EventKind};

/// The rule that a noun fits.
pub(super) fn noun(scene: &Scene<'_>, word: usize) -> Option<&'static Rule> {
    let text = scene.text;
    let node = &text.words[word];
    // "the inquiry found": a body that tells, not that it is held.
    let tells = node.head.is_some_and(|h| {
        text.is(word, "nsubj")
            && text.words[h].upos == Upos::Verb
            && !tree::is_passive(text, h)
            && (crate::figure::tells(&text.lemma(h)) || text.lemma(h) == "allege")
            && !modality::happens(&text.lemma(h))
    });
    // "the conference asked the faithful": a body that says so.
    let tells = tells
        || node.head.is_some_and(|h| {
            text.is(word, "nsubj") && !tree::is_passive(text, h) && is_verb(text, h) && says(&text.lemma(h))
        });
    // "in consultation with the office": how something else is done; "in protest at": that it is one.
    let protest = text.lower(word) == "protest"
        && tree::behind(text, word, &["at", "against", "over"]).next().is_some();
    // "signed a letter in support of the judge": that they support.
    let sides = matches!(
        text.lower(word).as_str(),
        "support" | "solidarity" | "defiance" | "praise" | "defence" | "defense"
    );
    let manner = !(protest || sides)
        && tree::case(text, word).is_some_and(|c| c == "in")
        && text.by(word, "det").next().is_none()
        && tree::behind(text, word, &["with", "of"]).next().is_some();
    if tells || manner {
        return None;
    }
    let named = node.upos == Upos::Propn
        && (text.lower(word) == "summit"
            || scene.party(word).and_then(|p| scene.entity(&p)).is_some_and(|e| e.kind == ActorKind::Event));
    // "a police spokesman", "the strike committee": a noun before a noun says what sort it is.
    let gerund = is_noun_in_ing(text, word);
    if !(node.upos == Upos::Noun || named || gerund) || text.is(word, "compound") {
        return None;
    }
    // "the Attack of the Clones", a party or body of that name.
    if !named
        && scene
            .party(word)
            .and_then(|p| scene.entity(&p))
            .is_some_and(|e| e.named && e.kind != ActorKind::Event)
    {
        return None;
    }
    // "a shift away from cooperation": its end.
    let away = text
        .by(word, "case")
        .any(|c| text.lower(c) == "from" && c.checked_sub(1).is_some_and(|a| text.lower(a) == "away"));
    rules_of(text, word).into_iter().find(|rule| {
        if rule.particle.is_some()
            || rule.preposition.is_some()
            || rule.needs.no_object
            || rule.needs.verbal
            || rule.needs.yet
            || !rule.needs.subject.is_empty()
            || away && rule.kind == EventKind::Cooperate
        {
            return false;
        }
        let objects: Vec<usize> = tree::behind(text, word, &["of", "on", "against", "to"])
            .flat_map(|o| tree::joined(text, o))
            .chain(text.by(word, "compound").filter(|&c| c < word))
            .chain(text.children(word).filter(|&c| text.words[c].relation == "nmod:poss"))
            .collect();
        let needs = &rule.needs;
        let clause = || {
            let own = text.children(word).any(|c| {
                text.words[c].relation == "acl" && text.words[c].xpos == "VB" || text.is(c, "ccomp")
            });
            // "turned down an offer to mediate": the tree hangs it on the verb.
            own || text.words[word]
                .head
                .is_some_and(|h| text.by(h, "advcl").any(|c| c > word && text.words[c].xpos == "VB"))
        };
        let needs_event = !needs.event.is_empty() || !in_sentence(scene, rule, word);
        !needs_event
            && needed(scene, rule, &objects).is_some()
            && with(scene, rule, word).is_some()
            && behind(scene, rule, word, &[])
            && (!needs.clause || clause())
            && (!needs.plural || matches!(node.xpos, "NNS" | "NNPS"))
            && (!needs.state || tree::said_of(text, word).is_some())
            && (!needs.light || tree::light(text, word).is_some())
            && has_recipient(scene, rule, word, tree::light(text, word))
    })
}

/// What a noun may tell beside what the rules have it for.
pub(super) fn may_tell(text: &Text<'_>, word: usize) -> Vec<&'static Rule> {
    may().of(&lemma_of(text, word), Pos::Noun)
}

/// The lemma of a noun as the list may have it.
fn lemma_of(text: &Text<'_>, word: usize) -> String {
    let gerund = is_noun_in_ing(text, word);
    let lemma = if gerund { text.lower(word) } else { text.lemma(word).to_lowercase() };
    hyphenated(text, word, lemma)
}

/// The rules that the list has of a noun; where it has none, of the verbs whose doing it is.
pub(super) fn rules_of(text: &Text<'_>, word: usize) -> Vec<&'static Rule> {
    let lemma = lemma_of(text, word);
    let own = lexicon().of(&lemma, Pos::Noun);
    if !own.is_empty() {
        return own;
    }
    let verbs = verbs_of(&lemma, text.words[word].text);
    verbs.iter().flat_map(|v| lexicon().of(v, Pos::Verb)).collect()
}

/// Whether a verb in -ing is told as the noun that the list has, with nothing that a verb has: "fighting raged".
fn is_noun_in_ing(text: &Text<'_>, word: usize) -> bool {
    let verbal = ["obj", "aux", "mark", "nsubj", "xcomp", "ccomp", "advmod"];
    text.words[word].xpos == "VBG"
        && ["nsubj", "obj", "obl", "nmod"].iter().any(|r| text.is(word, r))
        && !text.children(word).any(|c| verbal.iter().any(|r| text.is(c, r)))
        && !lexicon().of(&text.lower(word), Pos::Noun).is_empty()
}

/// Whether a verb only tells words of somebody: "asked", "condemned".
fn says(verb: &str) -> bool {
    // "raged" is no word of anybody, "raged at" is.
    let mut rules = lexicon().of(verb, Pos::Verb);
    rules.retain(|r| r.preposition.is_none() && r.particle.is_none());
    let verbal = |r: &&Rule| {
        matches!(r.kind, EventKind::Request | EventKind::Accuse | EventKind::Support | EventKind::Agree)
    };
    !rules.is_empty() && rules.iter().all(verbal)
}

/// The verbs whose doing a noun is, by its ending or by WordNet's derivations: "massing", "eviction".
fn verbs_of(lemma: &str, form: &str) -> Vec<String> {
    if form.ends_with("ing") {
        return vec![relata_language::lexicon::lemma(form, Upos::Verb, "VBG")];
    }
    let deed = ["act", "event", "group action"].iter().any(|above| is_kind_of(lemma, above, Pos::Noun, 1));
    // A noun that is spelt as its verb has a line of its own where it tells a deed.
    let verbs = derived(lemma, Pos::Noun)
        .into_iter()
        .filter(|(verb, pos)| *pos == Pos::Verb && deed && *verb != lemma);
    verbs.map(|(verb, _)| verb.to_owned()).collect()
}
