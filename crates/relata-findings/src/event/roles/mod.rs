//! Who did it, and to whom: what the tree of a verb ([`verbal`]) or a noun ([`nominal`]) says, read as [`actors`] of the
//! document, and what the category allows of it.

mod actors;
mod listed;
mod nominal;
mod others;
mod requested;
mod verbal;

pub(super) use actors::{acts, makers, one};
pub(super) use requested::requested;

use super::lexicon::Rule;
use super::tree;
use crate::party::Scene;
use actors::{actors, is_stuff, owned_thing};
use relata_language::Upos;
use relata_rows::{ActorKind, EventKind, Party, Quad};

/// Prepositions before who is at the receiving end, where a rule names none.
const USUAL: [&str; 6] = ["against", "on", "to", "toward", "towards", "upon"];

/// The same of gifts: "relief for the flooded cantons".
const GIFTS: [&str; 5] = ["to", "for", "toward", "towards", "on"];

/// Prepositions before who is at the receiving end, or takes part too, by a rule.
fn prepositions(rule: &Rule) -> &[&'static str] {
    match (rule.places.recipient.is_empty(), rule.places.both) {
        (false, _) => &rule.places.recipient,
        (true, true) => &["with"],
        (true, false) if rule.kind == EventKind::Aid => &GIFTS,
        (true, false) => &USUAL,
    }
}

/// Those who take part.
#[derive(Debug, Clone, Default)]
pub(super) struct Roles {
    pub agents: Vec<Party>,
    pub recipients: Vec<Party>,
}
/// Those who take part in what the verb or noun `word` tells by `rule`. `light`: the verb of which the noun is the
/// object.
pub(super) fn roles(scene: &Scene<'_>, word: usize, rule: &Rule, light: Option<usize>) -> Roles {
    let mut roles = match scene.text.words[word].upos {
        Upos::Noun | Upos::Propn => nominal::roles(scene, word, rule, light),
        _ if !rule.verb || tree::is_gerund(scene.text, word) => nominal::roles(scene, word, rule, light),
        _ => verbal::roles(scene, word, rule),
    };
    // What tells it takes no part in it.
    roles.agents.retain(|p| scene.head(p) != Some(word));
    roles.recipients.retain(|p| scene.head(p) != Some(word));
    let all = |parties: Vec<Party>| {
        let mut seen: Vec<Party> = Vec::new();
        // A name inside a longer one is no second party.
        let spans: Vec<_> = parties.iter().map(|p| p.span).collect();
        let inside =
            |s: relata_rows::Span| spans.iter().any(|o| *o != s && o.start <= s.start && s.end <= o.end);
        // "State Councillor Li Wen": an office right before its holder's name is the same one.
        let title = |s: relata_rows::Span| {
            let holder = parties.iter().find(|p| {
                let gap = scene.text.text.get(s.end..p.span.start.max(s.end)).unwrap_or("-");
                p.span.start > s.end && gap.trim().is_empty()
            });
            holder.and_then(|p| scene.entity(p)).is_some_and(|e| e.named && e.kind == ActorKind::Person)
        };
        let told: Vec<Party> =
            parties.iter().filter(|p| !inside(p.span) && !title(p.span)).cloned().collect();
        for p in told {
            if !seen.iter().any(|s| s.entity == p.entity) {
                seen.push(p);
            }
        }
        seen
    };
    roles.agents = all(std::mem::take(&mut roles.agents));
    roles.agents.retain(|p| acts(scene, p));
    roles.recipients = all(std::mem::take(&mut roles.recipients));
    if rule.places.both {
        let others = std::mem::take(&mut roles.recipients);
        roles.agents.extend(others.into_iter().filter(|p| acts(scene, p)));
        roles.agents = all(std::mem::take(&mut roles.agents));
    }
    // "Extra police were posted": whoever sent them is not told.
    if rule.kind == EventKind::Mobilize && roles.agents.is_empty() {
        roles.agents.append(&mut roles.recipients);
        if roles.agents.is_empty() && tree::is_passive(scene.text, word) {
            let sent = tree::objects(scene.text, word).into_iter().flat_map(|o| actors(scene, o, false));
            roles.agents = all(sent.filter(|p| acts(scene, p)).collect());
        }
    }
    if rule.kind == EventKind::Mobilize {
        // Who is raised or posted, and where, is nobody against whom it is.
        let raised = tree::objects(scene.text, word);
        let raised: Vec<usize> = raised.into_iter().flat_map(|o| tree::joined(scene.text, o)).collect();
        let place = |p: &Party| scene.entity(p).is_some_and(|e| !e.named && e.kind == ActorKind::Place);
        roles.recipients.retain(|p| !place(p) && scene.head(p).is_none_or(|h| !raised.contains(&h)));
    }
    // "seized a quarry owned by a company": the company, where it is told.
    if roles.recipients.iter().any(|p| acts(scene, p)) {
        let known = |p: &Party| p.entity.is_some_and(|e| e < scene.entities.len());
        roles.recipients.retain(|p| !(known(p) && owned_thing(scene, p)));
    }
    // Words are for somebody: "condemned the minister's plan" is against the minister.
    let material = matches!(rule.kind.quad(), Quad::MaterialCooperation | Quad::MaterialConflict)
        || rule.kind == EventKind::Threaten;
    let told = std::mem::take(&mut roles.recipients);
    roles.recipients = told
        .into_iter()
        .flat_map(|p| {
            let law = scene.entity(&p).is_some_and(|e| matches!(e.kind, ActorKind::Law | ActorKind::Work));
            let answer = matches!(rule.kind, EventKind::Support | EventKind::Reject);
            if answer && law && scene.entity(&p).is_some_and(|e| e.named) {
                return vec![p];
            }
            let word = scene.head(&p);
            // "cut off water to the strikers' huts": whose they are.
            let possessors = word.into_iter().flat_map(|w| scene.text.children(w).collect::<Vec<_>>());
            let possessors = possessors.filter(|&c| scene.text.words[c].relation == "nmod:poss");
            let own = |o: &Party| roles.agents.iter().any(|a| a.entity == o.entity);
            let holders = possessors.flat_map(|c| one(scene, c, false)).filter(|o| acts(scene, o) && !own(o));
            let holders: Vec<Party> = holders.collect();
            let taken = matches!(rule.kind, EventKind::Coerce | EventKind::Sanction | EventKind::Threaten);
            if taken && !law && owned_thing(scene, &p) && !holders.is_empty() {
                return holders;
            }
            if acts(scene, &p) || material && !law && !is_stuff(scene, &p) {
                return vec![p];
            }
            let owners = word.map(|w| tree::owners(scene.text, w)).unwrap_or_default();
            // A word of its name is nobody's.
            let inside = |w: &usize| {
                let at = scene.text.words[*w].span;
                p.span.start <= at.start
                    && at.end <= p.span.end
                    && scene.text.words[*w].relation != "nmod:poss"
            };
            let owners: Vec<usize> = owners.into_iter().filter(|w| !(law && inside(w))).collect();
            let owners = owners.into_iter().filter(|_| !material).flat_map(|w| one(scene, w, false));
            owners.filter(|o| acts(scene, o)).collect()
        })
        .collect();
    roles.recipients = all(std::mem::take(&mut roles.recipients));
    let text = scene.text;
    // "tapped its telephones": not their own.
    let own: Vec<Option<usize>> = roles.agents.iter().map(|p| p.entity).collect();
    let verbal = text.words[word].upos == Upos::Verb;
    for p in roles.recipients.iter_mut().filter(|_| verbal && !rule.places.both) {
        let Some(head) = scene.head(p).filter(|&h| text.words[h].upos == Upos::Pron) else { continue };
        let alone = scene.entity(p).is_some_and(|e| e.name.to_lowercase() == text.lower(head));
        let conflict = matches!(rule.kind.quad(), Quad::MaterialConflict | Quad::VerbalConflict);
        if alone || conflict && own.contains(&p.entity) {
            *p = others::other(scene, head, &own).unwrap_or_else(|| p.clone());
        }
    }
    // "the imprisoned poet Leda Marsh": one, told twice.
    let same = |p: &Party| {
        let head = scene.head(p);
        roles
            .agents
            .iter()
            .filter_map(|a| scene.head(a))
            .any(|a| text.words[a].head == head && head.is_some() && text.is(a, "appos"))
    };
    roles.recipients = roles.recipients.iter().filter(|p| !same(p)).cloned().collect();
    roles.recipients = all(std::mem::take(&mut roles.recipients));
    roles.recipients.retain(|p| !own.contains(&p.entity));
    roles
}
