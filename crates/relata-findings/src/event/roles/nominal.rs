//! Who takes part in what a noun tells.

use super::super::lexicon::{Rule, Sort, lexicon};
use super::super::tree;
use super::actors::{actors, acts, claimed, further, one, whose};
use super::others::{before_whom, struck};
use super::{Roles, prepositions};
use crate::party::Scene;
use crate::text::Text;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_language::{Upos, country};
use relata_rows::{ActorKind, EventKind, Party, Quad};

/// Those who take part by the tree of a noun, before it is asked what they can do. `light`: the verb of which it is
/// the object.
pub(super) fn roles(scene: &Scene<'_>, noun: usize, rule: &Rule, light: Option<usize>) -> Roles {
    let (text, places) = (scene.text, &rule.places);
    let holders = tree::holders(text, noun);
    let of = |prepositions: &[&str]| -> Vec<Party> {
        let own = tree::behind(text, noun, prepositions).flat_map(|w| actors(scene, w, false));
        let mut found: Vec<Party> = own.collect();
        // "the arrest and prosecution of two men": what the second has, the first has too.
        let alone = tree::behind(text, noun, &["of", "by", "against", "on", "with"]).next().is_none();
        if found.is_empty() && alone {
            let next = text.by(noun, "conj").filter(|&c| c > noun && text.by(c, "det").next().is_none());
            let shared = next.flat_map(|c| tree::behind(text, c, prepositions).collect::<Vec<_>>());
            found = shared.flat_map(|w| actors(scene, w, false)).collect();
        }
        if !found.is_empty() || prepositions.contains(&"of") {
            return found;
        }
        // "a round of talks between", "the ratification of the treaty by the senate"
        let above = holders[1..].iter().copied();
        let below = tree::behind(text, noun, &["of"]).filter(|_| prepositions.contains(&"by"));
        let beside: Vec<usize> = above.chain(below).collect();
        beside
            .into_iter()
            .flat_map(|h| tree::behind(text, h, prepositions).collect::<Vec<_>>())
            .flat_map(|w| actors(scene, w, false))
            .collect()
    };
    let mut roles = Roles::default();
    // "The bakers are on strike", "the priest is on trial".
    if rule.needs.state {
        let said: Vec<Party> = tree::said_of(text, noun)
            .unwrap_or_default()
            .into_iter()
            .flat_map(|s| actors(scene, s, false))
            .collect();
        let suffers = places.possessor_suffers;
        let (agents, recipients) = if suffers { (Vec::new(), said) } else { (said, Vec::new()) };
        return Roles { agents, recipients };
    }
    // Words and gifts come from somebody: "the ultimatum from the lords", "calls came from both benches".
    let sent = matches!(rule.kind.quad(), Quad::VerbalCooperation | Quad::VerbalConflict)
        || rule.kind == EventKind::Aid;
    let mut by = of(&["by"]);
    // "The shelling of the town by the army resumed", where the tree hangs it on the verb.
    if by.is_empty()
        && let Some(verb) = text.words[noun].head.filter(|&v| text.is(noun, "nsubj") && noun < v)
    {
        by = tree::behind(text, verb, &["by"])
            .filter(|&w| w < verb)
            .flat_map(|w| actors(scene, w, false))
            .collect();
    }
    if by.is_empty() && sent && !places.recipient.contains(&"from") {
        by = of(&["from"]);
        let comes = text.words[noun].head.filter(|&v| text.is(noun, "nsubj") && text.lemma(v) == "come");
        by.extend(
            comes
                .into_iter()
                .flat_map(|v| tree::behind(text, v, &["from"]))
                .flat_map(|w| actors(scene, w, false)),
        );
        // "drew a rebuke from the council"
        let drawn = light.filter(|&v| by.is_empty() && tree::is_in("gets", &text.lemma(v)));
        let from = drawn.into_iter().flat_map(|v| tree::behind(text, v, &["from"]).collect::<Vec<_>>());
        by.extend(from.flat_map(|w| actors(scene, w, false)).collect::<Vec<_>>());
    }
    let mut between = of(&["between", "among"]);
    // "a gunfight involving two gangs"
    let involved = text.by(noun, "acl").filter(|&a| matches!(text.lemma(a).as_str(), "involve" | "include"));
    between.extend(involved.flat_map(|a| text.by(a, "obj")).flat_map(|w| actors(scene, w, false)));
    // "Summit of the Americas", "Leaders' Summit": its name says not who was there.
    let sentence = text.sentences[text.words[noun].sentence].start;
    let titled = noun > sentence && text.words[noun].text.starts_with(char::is_uppercase);
    let mut possessors: Vec<Party> = text
        .children(noun)
        .filter(|_| !titled)
        .filter(|&c| text.words[c].relation == "nmod:poss")
        .flat_map(|w| actors(scene, w, false))
        .collect();
    // "the Paris attacks", "the Lima protests": a town says where, a country who.
    let scenery = |p: &Party| {
        matches!(rule.kind, EventKind::Assault | EventKind::Protest)
            && scene.entity(p).is_some_and(|e| e.kind == ActorKind::Place && country(&e.name).is_none())
    };
    let named: Vec<Party> = if titled {
        Vec::new()
    } else {
        tree::modifiers(text, noun)
            .into_iter()
            .flat_map(|w| actors(scene, w, false))
            .filter(|p| acts(scene, p) && !scenery(p))
            .collect()
    };
    // "The tenants' eviction", but "the landlord's eviction of tenants".
    let suffers = (rule.verb && places.object || places.possessor_suffers)
        && tree::behind(text, noun, &["of"]).next().is_none();
    if suffers || !by.is_empty() {
        roles.recipients.append(&mut possessors);
    }
    let subject: Vec<Party> = light
        .map(|verb| tree::subjects(text, verb).into_iter().flat_map(|s| whose(scene, s)).collect())
        .unwrap_or_default();
    // "At the summit, two presidents agreed": those who are there.
    let there = || -> Vec<Party> {
        // "after eight months of talks"
        let lasts = |&h: &usize| is_kind_of(&text.lemma(h).to_lowercase(), "time period", Pos::Noun, 1);
        let of = tree::case(text, noun).is_some_and(|c| c == "of");
        let long = text.words[noun].head.filter(|h| of && lasts(h));
        let noun = long.unwrap_or(noun);
        let at = tree::case(text, noun).is_some_and(|c| match c.as_str() {
            "at" | "in" | "during" => true,
            "after" | "following" => long.is_some(),
            _ => false,
        });
        // "sailed into the gulf for a week of joint drills"
        // "broke the ring in a joint operation"
        let for_it = rule.kind == EventKind::Cooperate
            && tree::case(text, noun).is_some_and(|c| matches!(c.as_str(), "for" | "in" | "during"))
            // "thanked him for the cooperation": not of whoever thanks.
            && text.words[noun].head.is_none_or(|v| !tree::is_in("held", &text.lemma(v)));
        // "signed a letter in support of the judge", "walked out in protest at"
        let bare = text.by(noun, "det").next().is_none() && tree::case(text, noun).is_some_and(|c| c == "in");
        let side = bare && matches!(rule.kind, EventKind::Support | EventKind::Protest | EventKind::Reject);
        // "landed in Rabat for a visit"
        let one = text.by(noun, "det").next().is_some();
        let trip = rule.mode == Some("visit")
            && tree::case(text, noun).is_some_and(|c| c == "for" || c == "on" && one);
        // "is on a tour of the camps"
        if trip && text.by(noun, "cop").next().is_some() {
            return text.by(noun, "nsubj").flat_map(|s| actors(scene, s, false)).collect();
        }
        let at = at && rule.kind == EventKind::Consult || for_it || side || trip;
        // Of what hangs on the object of a verb, whoever is the verb's subject.
        let above = text.words[noun].head.filter(|&h| side && text.is(noun, "nmod") && text.is(h, "obj"));
        let verb = match above {
            Some(object) => text.words[object].head,
            None => text.words[noun].head.filter(|_| at && text.is(noun, "obl")),
        };
        // "hosted the envoys in a meeting of": the guests too.
        let hosts = |v: usize| matches!(text.lemma(v).as_str(), "host" | "welcome" | "receive" | "join");
        let guests = verb.filter(|&v| rule.kind == EventKind::Consult && hosts(v));
        let guests = guests.map(|v| tree::objects(text, v)).unwrap_or_default();
        let present = verb.into_iter().flat_map(|v| tree::subjects(text, v)).chain(guests);
        present.flat_map(|s| actors(scene, s, false)).collect()
    };
    // "seeks closer ties with Russia": the other one is the subject.
    let partner = || -> Vec<Party> {
        let mut top = noun;
        // "began the resumption of cooperation with"
        while let Some(h) =
            text.words[top].head.filter(|&h| text.is(top, "nmod") && text.words[h].upos == Upos::Noun)
        {
            top = h;
        }
        let verb =
            text.words[top].head.filter(|&v| text.words[v].upos == Upos::Verb && !text.is(top, "nsubj"));
        let verb = verb.filter(|&v| !tree::is_in("held", &text.lemma(v)));
        let subjects = verb.filter(|_| places.both).map(|v| tree::subjects(text, v)).unwrap_or_default();
        subjects.into_iter().flat_map(|s| whose(scene, s)).collect()
    };
    let there = if subject.is_empty() && between.is_empty() { there() } else { Vec::new() };
    // "has the support of Congress": the subject is at the receiving end.
    // "We have a commitment", "they have concerns": their own, where nobody else's is told.
    let own = |v: usize| text.lemma(v) == "have" && by.is_empty() && of(&["of"]).is_empty();
    let words = matches!(rule.kind, EventKind::Agree | EventKind::Accuse | EventKind::Request);
    let gets = light.is_some_and(|v| tree::is_in("gets", &text.lemma(v)) && !(words && own(v)));
    let (subject, got) = if gets && !places.both { (Vec::new(), subject) } else { (subject, Vec::new()) };
    roles.agents =
        [by, between, subject, possessors, there].into_iter().find(|l| !l.is_empty()).unwrap_or_default();
    if roles.agents.is_empty() && places.both && !of(&["with"]).is_empty() {
        roles.agents = partner();
    }
    let mut other = of(&["of"]);
    if titled {
        other.clear();
    }
    if !got.is_empty() {
        roles.recipients = got;
        roles.agents.append(&mut other);
    }
    if places.of_agent && roles.agents.is_empty() || places.both {
        roles.agents.append(&mut other);
    }
    if roles.agents.is_empty() {
        roles.agents = named;
    } else if !sent && !places.nobody && !places.both && roles.recipients.is_empty() && other.is_empty() {
        // "Kenya's Somali raid": rare, and the agent is told elsewhere.
        other = named.into_iter().filter(|n| roles.agents.iter().all(|a| a.entity != n.entity)).collect();
    }
    if !places.nobody && roles.recipients.is_empty() {
        let usual = prepositions(rule);
        let behind = usual.iter().map(|p| of(&[*p])).find(|l| !l.is_empty());
        // "a shift away from close ties with Peru": with whom the ties are.
        let ties = || {
            let tie = tree::behind(text, noun, usual).find(|&w| is_tie(text, w))?;
            let with = tree::behind(text, tie, &["with", "to"]).flat_map(|w| actors(scene, w, false));
            Some(with.filter(|p| acts(scene, p)).collect::<Vec<_>>())
        };
        let behind = behind.or_else(ties).unwrap_or_default();
        let around: Vec<Party> = light
            .map(|v| tree::behind(text, v, usual).flat_map(|w| actors(scene, w, false)).collect())
            .unwrap_or_default();
        // "the endorsement on her page": where words stand.
        let about: &[&str] = match (titled, sent) {
            (true, _) => &["on", "against"],
            (_, true) => &["of", "against"],
            _ => &["of", "on", "against"],
        };
        let things = tree::behind(text, noun, about)
            .filter(|_| !places.both)
            .flat_map(|w| one(scene, w, true))
            .take(1);
        let agent = |p: &Party| roles.agents.iter().any(|a| a.entity == p.entity);
        let found = [behind, other, around, things.collect()].into_iter().find(|l| !l.is_empty());
        let found = found.unwrap_or_default().into_iter().filter(|p| !agent(p)).collect::<Vec<_>>();
        roles.recipients.extend(found);
        let words: Vec<usize> =
            tree::behind(text, noun, about).chain(tree::behind(text, noun, usual)).collect();
        let nobody = roles.recipients.is_empty();
        if !places.both {
            roles.recipients.extend(further(scene, rule, &words, nobody));
        }
        if rule.kind == EventKind::Accuse && roles.recipients.is_empty() {
            let of_others = claimed(scene, &[noun]).into_iter();
            roles.recipients =
                of_others.filter(|p| roles.agents.iter().all(|a| a.entity != p.entity)).collect();
        }
        if rule.kind == EventKind::Protest && roles.recipients.is_empty() {
            let around = [Some(noun), light].into_iter().flatten();
            let found = around.map(|w| before_whom(scene, w)).find(|l| !l.is_empty());
            roles.recipients = found.unwrap_or_default();
        }
    }
    // "The raid killed two guards", "the ultimatum gives the regent a day".
    if roles.recipients.is_empty() && !places.nobody && !places.both {
        roles.recipients = struck(scene, rule, noun);
        let agent = |p: &Party| roles.agents.iter().any(|a| a.entity == p.entity);
        let own: Vec<Party> = roles.recipients.iter().filter(|p| !agent(p)).cloned().collect();
        roles.recipients = own;
    }
    roles
}

/// Whether a noun is a tie between two: cooperation, trade.
fn is_tie(text: &Text<'_>, word: usize) -> bool {
    lexicon().is(&text.lemma(word).to_lowercase(), false, Sort::Class("tie"))
}
