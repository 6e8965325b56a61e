//! Whether an event has whom it needs to be told.

use super::Trigger;
use crate::event::lexicon::{Rule, Sort};
use crate::event::roles::{self, Roles};
use crate::event::tree;
use crate::party::Scene;
use crate::text::Text;
use relata_language::Upos;
use relata_rows::{EventKind, Party};

/// The manual's "requires recipient" where the deed alone says too little: "to fund", "stop the supply".
fn is_gift(kind: EventKind, mode: Option<&str>) -> bool {
    kind == EventKind::Aid || kind == EventKind::Sanction && mode == Some("discontinue")
}

/// Whether somebody is at the receiving end of what a rule tells only then, or several do it together.
pub(super) fn has_recipient(scene: &Scene<'_>, rule: &Rule, word: usize, light: Option<usize>) -> bool {
    let verb = rule.verb && scene.text.words[word].upos == Upos::Verb;
    let gift = verb && is_gift(rule.kind, rule.mode);
    if !rule.needs.recipient && !gift {
        return true;
    }
    let roles = roles::roles(scene, word, rule, light);
    if gift && !rule.needs.recipient {
        let passive = tree::is_passive(scene.text, word) && !roles.agents.is_empty();
        return passive || !roles.recipients.is_empty();
    }
    !roles.recipients.is_empty() || rule.places.both && roles.agents.len() > 1
}

/// Whether an event has whom it needs to be told: at the receiving end where the manual or the rule says so, and
/// anybody at all where a noun tells it.
pub(in super::super) fn has_its_parties(scene: &Scene<'_>, t: &Trigger<'_>, roles: &Roles) -> bool {
    let text = scene.text;
    let nobody = roles.agents.is_empty() && roles.recipients.is_empty();
    let gift = is_gift(t.kind, t.mode);
    let passive = !t.noun && tree::is_passive(text, t.word);
    if gift && !t.noun && roles.recipients.is_empty() && (!passive || roles.agents.is_empty()) {
        return false;
    }
    // "contact the news desk at": to whoever reads.
    if t.kind == EventKind::Consult && !t.noun && roles.agents.is_empty() && is_order(text, t.word) {
        return false;
    }
    // "a pleasure to meet you": of whom?
    let alone = !t.noun && t.rule.places.both && t.kind == EventKind::Consult;
    if alone && tree::subjects(text, t.word).is_empty() && !tree::is_passive(text, t.word) {
        return false;
    }
    // "a joint venture is to build": of whom?
    if t.kind == EventKind::Cooperate && t.noun && roles.agents.is_empty() {
        return false;
    }
    // "cooperation with Peru is central": of whom?
    if t.kind == EventKind::Cooperate && !roles.agents.is_empty() {
        let holders = [Some(t.word), t.light].into_iter().flatten();
        let with: Vec<usize> = holders
            .flat_map(|h| tree::behind(text, h, &["with"]).collect::<Vec<_>>())
            .flat_map(|w| tree::joined(text, w))
            .collect();
        let other = |p: &Party| scene.head(p).is_some_and(|h| with.contains(&h));
        if roles.agents.iter().all(other) {
            return false;
        }
    }
    // "a trip to the lake": of nobody.
    if t.noun && t.kind == EventKind::Consult && t.mode == Some("visit") && roles.agents.is_empty() {
        return false;
    }
    if t.noun && nobody && t.light.is_none() {
        // "Talks broke up", "the attack of Sunday": told as what happened; not "a meeting room".
        let verb =
            text.words[t.word].head.filter(|&h| text.is(t.word, "nsubj") && text.words[h].upos == Upos::Verb);
        // "such requests could include" tells none.
        let might = |v: usize| {
            text.by(v, "aux").any(|a| matches!(text.lower(a).as_str(), "can" | "could" | "may" | "might"))
        };
        let told = verb.is_some_and(|v| !might(v))
            || scene.dates.iter().any(|time| text.words[text.head(&time.words)].head == Some(t.word));
        return told;
    }
    if !t.noun && roles.agents.is_empty() {
        let infinitive =
            text.words[t.word].xpos == "VB" && text.by(t.word, "mark").any(|m| text.lower(m) == "to");
        // "enough to kill", "a way to fund it": of nobody.
        if infinitive
            && !tree::is_passive(text, t.word)
            && text.words[t.word].head.is_some()
            && !text.is(t.word, "conj")
        {
            return false;
        }
    }
    if !t.noun && nobody {
        let deed = matches!(
            t.kind,
            EventKind::Assault
                | EventKind::Coerce
                | EventKind::Concede
                | EventKind::Sanction
                | EventKind::Retreat
                | EventKind::Mobilize
                | EventKind::Aid
        );
        let subject = text
            .by(t.word, "nsubj")
            .any(|s| matches!(text.words[s].upos, Upos::Noun | Upos::Propn) || is_none(&text.lower(s)));
        // "no bank lent", "the chamber voted": a subject that no mention covers; of a passive, what it is done to.
        // "The motion was carried": what the list names as the object says enough.
        let listed =
            || text.children(t.word).any(|c| text.words[c].relation == "nsubj:pass" && t.with.contains(&c));
        let special = t.rule.needs.object.iter().any(|s| matches!(s, Sort::Word(_) | Sort::Class(_)));
        return subject && (deed || !tree::is_passive(text, t.word) || special && listed());
    }
    true
}

/// Whether a verb is an order to whoever reads, or a formula: "contact the desk", "thank you".
pub(in super::super) fn is_order(text: &Text<'_>, verb: usize) -> bool {
    matches!(text.words[verb].xpos, "VB" | "VBP")
        && text.by(verb, "nsubj").chain(text.by(verb, "mark")).chain(text.by(verb, "aux")).next().is_none()
        && text.words[verb].head.is_none_or(|_| text.is(verb, "parataxis"))
}

fn is_none(word: &str) -> bool {
    matches!(word, "nobody" | "none" | "neither")
}
