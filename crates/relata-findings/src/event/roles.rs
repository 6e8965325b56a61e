//! Who did it, and to whom: from the words around to the actors of the document.

use super::lexicon::{Rule, Sort};
use super::tree;
use crate::party::Scene;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_rows::{ActorKind, EventKind, Party, Quad};

/// Prepositions before who is at the receiving end, where a rule names none.
const USUAL: [&str; 6] = ["against", "on", "to", "toward", "towards", "upon"];

/// Those who take part.
#[derive(Debug, Clone, Default)]
pub(super) struct Roles {
    pub agents: Vec<Party>,
    pub recipients: Vec<Party>,
}

/// The actors that a word means, with those joined to it: a mention; else who is counted in it; else, for what is
/// nobody, whose it is (`owned`).
fn actors(scene: &Scene<'_>, word: usize, owned: bool) -> Vec<Party> {
    let text = scene.text;
    let all = tree::joined(text, word);
    let listed = listed(scene, &all);
    all.into_iter().chain(listed).flat_map(|w| one(scene, w, owned)).collect()
}

/// "The king, the pope, and the queen", where the tree has the second beside the first: names of a list that has
/// an "and" behind them.
fn listed(scene: &Scene<'_>, joined: &[usize]) -> Vec<usize> {
    let text = scene.text;
    let Some((&first, &last)) = joined.first().zip(joined.last()) else { return Vec::new() };
    let named = |w: usize| scene.party(w).and_then(|p| scene.entity(&p)).filter(|e| e.named);
    let Some(kind) = named(first).map(|e| e.kind) else { return Vec::new() };
    let other = |c: usize| {
        text.words[c].upos == Upos::Propn
            && c < last
            && named(c).is_some_and(|e| e.kind == kind)
            && scene.party(c).map(|p| p.entity) != scene.party(first).map(|p| p.entity)
    };
    text.by(first, "appos").filter(|&c| other(c) && !text.by(first, "conj").any(|j| j < c)).collect()
}

fn one(scene: &Scene<'_>, word: usize, owned: bool) -> Vec<Party> {
    let text = scene.text;
    let counted = tree::counted(text, word);
    if counted != word && scene.party(counted).is_some() {
        return actors(scene, counted, owned);
    }
    // "with one another": whoever does it already.
    let before = word.checked_sub(1).map(|w| text.lower(w)).unwrap_or_default();
    if matches!((before.as_str(), text.lower(word).as_str()), ("one", "another") | ("each", "other")) {
        return Vec::new();
    }
    // "no bank": nobody.
    if text.by(word, "det").any(|d| matches!(text.lower(d).as_str(), "no" | "neither")) {
        return Vec::new();
    }
    // What happened is nobody: "condemned the invasion" is against whoever invaded.
    let happened = |p: &Party| scene.entity(p).is_some_and(|e| e.kind == ActorKind::Event && !e.named);
    if let Some(party) = scene.party(word).filter(|p| !happened(p)) {
        // "a port owned by a company": of what is nobody itself, who has it.
        let held = text.by(word, "acl").filter(|&a| tree::is_in("has", &text.lemma(a)));
        // "National Security Adviser Li Wen": who holds the office, right behind it.
        let holder = text.by(word, "appos").filter(|&c| text.words[c].upos == Upos::Propn);
        let holder = holder
            .filter(|&c| (word..c).all(|w| text.is_word(w)))
            .filter_map(|c| scene.party(c))
            .find(|p| scene.entity(p).is_some_and(|e| e.named && e.kind == ActorKind::Person));
        let office = is_kind_of(&text.lemma(word).to_lowercase(), "person", Pos::Noun, 2);
        if let Some(holder) = holder.filter(|_| office) {
            return vec![holder];
        }
        let owner = held.flat_map(|a| tree::behind(text, a, &["by"])).find_map(|w| scene.party(w));
        return vec![owner.filter(|_| owned_thing(scene, &party)).unwrap_or(party)];
    }
    // "Japan said it had lent": whoever says so.
    if matches!(text.lower(word).as_str(), "it" | "they" | "he" | "she") && text.is(word, "nsubj") {
        let said = text.words[word].head.filter(|&v| text.is(v, "ccomp")).and_then(|v| text.words[v].head);
        let teller = said.filter(|&s| crate::figure::tells(&text.lemma(s)));
        let tellers = teller.map(|s| tree::subjects(text, s)).unwrap_or_default();
        return tellers
            .into_iter()
            .filter_map(|s| scene.party(s))
            .filter(|p| acts(scene, p))
            .take(1)
            .collect();
    }
    // "the broker Nils Vaart": the name beside the noun.
    let beside =
        text.children(word).filter(|&c| ["appos", "flat", "nmod:desc"].iter().any(|r| text.is(c, r)));
    if let Some(party) = beside.filter_map(|c| scene.party(c)).find(|p| acts(scene, p)) {
        return vec![party];
    }
    if !owned {
        return Vec::new();
    }
    let own = tree::owners(text, word).into_iter().flat_map(|w| one(scene, w, false));
    let found: Vec<Party> = own.collect();
    if !found.is_empty() {
        return found;
    }
    let bearer = tree::behind(text, word, &["of"]).flat_map(|w| actors(scene, w, false));
    let held = text
        .by(word, "acl")
        .filter(|&a| tree::is_in("has", &text.lemma(a)))
        .flat_map(|a| tree::behind(text, a, &["by"]))
        .flat_map(|w| actors(scene, w, false));
    let named = tree::modifiers(text, word).into_iter().filter_map(|w| scene.party(w));
    held.chain(bearer).chain(named).take(1).collect()
}

/// What a word and those joined to it mean where they are no mention: "the law faculty", "two smugglers". A place only
/// where harm is done or threatened, and nothing that is the content of the deed ("dismantled institutions").
fn things(scene: &Scene<'_>, rule: &Rule, word: usize) -> Vec<Party> {
    let text = scene.text;
    let harm = rule.kind.quad() == Quad::MaterialConflict || rule.kind == EventKind::Threaten;
    let content = |w: usize| {
        let lemma = text.lemma(w).to_lowercase();
        rule.needs.object.iter().any(|s| matches!(s, Sort::Word(word) if *word == lemma))
    };
    let all = tree::joined(text, word).into_iter().map(|w| tree::counted(text, w)).filter(|&w| !content(w));
    let fits = |p: &Party| harm || scene.entity(p).is_some_and(|e| e.kind != ActorKind::Place);
    all.filter_map(|w| scene.thing(w)).filter(fits).collect()
}

/// Of words for who is at the receiving end those that are no mention: joined to one ("a bakery, two schools"), else,
/// where there is nobody so far, the first.
fn further(scene: &Scene<'_>, rule: &Rule, words: &[usize], nobody: bool) -> Vec<Party> {
    let mixed = |w: usize| tree::joined(scene.text, w).into_iter().any(|j| scene.party(j).is_some());
    let beside = words.iter().filter(|&&w| !nobody && mixed(w)).flat_map(|&w| things(scene, rule, w));
    let alone = words.iter().filter(|_| nobody).map(|&w| things(scene, rule, w)).find(|l| !l.is_empty());
    beside.chain(alone.unwrap_or_default()).collect()
}

/// Whom words against something abstract are about where it is told only where that is: "vocal on challenges in Peru";
/// "claims that guards whipped inmates".
fn concerned(scene: &Scene<'_>, words: &[usize]) -> Vec<Party> {
    let text = scene.text;
    let land = |p: &Party| scene.entity(p).is_some_and(|e| e.named && e.kind == ActorKind::Place);
    let within = words
        .iter()
        .filter(|&&w| scene.party(w).is_none())
        .flat_map(|&w| tree::behind(text, w, &["in"]))
        .flat_map(|w| actors(scene, w, false))
        .filter(land);
    let claimed = words
        .iter()
        .flat_map(|&w| text.by(w, "acl").chain(text.by(w, "ccomp")))
        .filter(|&c| text.by(c, "mark").any(|m| text.lower(m) == "that"))
        .flat_map(|c| text.by(c, "nsubj"))
        .flat_map(|s| {
            let told = actors(scene, s, false);
            if told.is_empty() { scene.thing(s).into_iter().collect() } else { told }
        });
    let claimed: Vec<Party> = claimed.collect();
    if claimed.is_empty() { within.collect() } else { claimed }
}

/// Who is to do something lest a threat come true: "unless the garrison yields, we will level the town, he warned".
fn warned(scene: &Scene<'_>, verb: usize) -> Vec<Party> {
    let text = scene.text;
    let clauses = text.children(verb).filter(|&c| ["ccomp", "xcomp"].iter().any(|r| text.is(c, r)));
    let above = text.words[verb].head.filter(|_| text.is(verb, "parataxis"));
    let conditions = [verb]
        .into_iter()
        .chain(clauses)
        .chain(above)
        .flat_map(|v| text.by(v, "advcl"))
        .filter(|&c| text.by(c, "mark").any(|m| matches!(text.lower(m).as_str(), "if" | "unless")));
    conditions.flat_map(|c| text.by(c, "nsubj")).flat_map(|s| actors(scene, s, false)).collect()
}

/// Whether a mention is of a thing that somebody has: a building, a vessel.
fn owned_thing(scene: &Scene<'_>, party: &Party) -> bool {
    scene.entity(party).is_some_and(|e| !e.named && !acts(scene, party))
}

/// Whether a mention is of a substance or of money, which nobody has as a recipient.
fn is_stuff(scene: &Scene<'_>, party: &Party) -> bool {
    let lemma = scene.head(party).map(|h| scene.text.lemma(h).to_lowercase()).unwrap_or_default();
    let unnamed = scene.entity(party).is_some_and(|e| !e.named);
    unnamed && ["substance", "money", "drug"].iter().any(|k| is_kind_of(&lemma, k, Pos::Noun, 1))
}

/// Who makes what is nobody itself: who has it, or whose deed it is the object of ("passed a law that ...").
pub(super) fn makers(scene: &Scene<'_>, word: usize) -> Vec<Party> {
    let text = scene.text;
    if scene.party(word).is_some_and(|p| acts(scene, &p)) {
        return Vec::new();
    }
    let own: Vec<Party> = tree::owners(text, word).into_iter().flat_map(|w| one(scene, w, false)).collect();
    if !own.is_empty() {
        return own;
    }
    // Only of what is made to bind others: "causes that compel" are nobody's.
    let lemma = text.lemma(word).to_lowercase();
    let binds = ["law", "legal document", "order", "rule", "policy", "decision", "tariff"]
        .iter()
        .any(|k| is_kind_of(&lemma, k, Pos::Noun, 2));
    let verb = text.words[word].head.filter(|&v| {
        binds && text.words[v].upos == Upos::Verb && (text.is(word, "obj") || text.is(word, "obl"))
    });
    let subjects = verb.map(|v| tree::subjects(text, v)).unwrap_or_default();
    subjects.into_iter().flat_map(|s| one(scene, s, false)).filter(|p| acts(scene, p)).collect()
}

/// The actors that a subject means, or who makes what is nobody.
fn whose(scene: &Scene<'_>, word: usize) -> Vec<Party> {
    let own = actors(scene, word, false);
    if own.is_empty() { makers(scene, word) } else { own }
}

/// Whether an actor can do anything: somebody, or a country or body; not "a drone", "a storm".
fn acts(scene: &Scene<'_>, party: &Party) -> bool {
    let Some(entity) = scene.entity(party) else { return false };
    let someone = matches!(
        entity.kind,
        ActorKind::Person | ActorKind::Organization | ActorKind::Group | ActorKind::Place
    );
    let lemma = scene.head(party).map(|h| scene.text.lemma(h).to_lowercase()).unwrap_or_default();
    let kind = |above: &str| is_kind_of(&lemma, above, Pos::Noun, 1);
    let body = |above: &str| is_kind_of(&lemma, above, Pos::Noun, 3);
    let thing: &[&str] = match entity.kind {
        ActorKind::Place => &["artifact", "natural phenomenon", "abstraction"],
        _ => &["weapon", "vehicle", "natural phenomenon", "possession", "substance", "drug"],
    };
    // "I" is iodine too.
    let pronoun = scene.head(party).is_some_and(|h| scene.text.words[h].upos == Upos::Pron);
    let thing = !pronoun && thing.iter().any(|k| kind(k));
    someone && (entity.named || !thing || body("person") || body("organization") || body("social group"))
}

/// Those who take part in what the verb or noun `word` tells by `rule`. `light`: the verb of which the noun is the
/// object.
pub(super) fn roles(scene: &Scene<'_>, word: usize, rule: &Rule, light: Option<usize>) -> Roles {
    let mut roles = match scene.text.words[word].upos {
        Upos::Noun | Upos::Propn => nominal(scene, word, rule, light),
        _ if tree::is_gerund(scene.text, word) => nominal(scene, word, rule, light),
        _ => verbal(scene, word, rule),
    };
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
            if acts(scene, &p) || material && !law && !is_stuff(scene, &p) {
                return vec![p];
            }
            let word = scene.head(&p);
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
    let own: Vec<Option<usize>> = roles.agents.iter().map(|p| p.entity).collect();
    roles.recipients.retain(|p| !own.contains(&p.entity));
    roles
}

fn verbal(scene: &Scene<'_>, verb: usize, rule: &Rule) -> Roles {
    let (text, places) = (scene.text, &rule.places);
    let subjects = tree::subjects(text, verb);
    let mut agents: Vec<Party> = subjects.iter().flat_map(|&s| actors(scene, s, false)).collect();
    // "the ship's crew fired", "the ministry's decision bars": whose it is, where the subject is nobody.
    if agents.is_empty() {
        agents = subjects.iter().flat_map(|&s| makers(scene, s)).filter(|p| acts(scene, p)).take(1).collect();
    }
    let mut recipients: Vec<Party> = Vec::new();
    if !places.nobody {
        let usual: &[&str] = if places.recipient.is_empty() { &USUAL } else { &places.recipient };
        let mut words: Vec<usize> = Vec::new();
        words.extend(text.by(verb, "iobj"));
        let objects = tree::objects(text, verb);
        let direct = places.object && (rule.preposition.is_none() || tree::is_passive(text, verb));
        let behind: Vec<usize> = tree::behind(text, verb, usual)
            .chain(objects.iter().flat_map(|&o| tree::behind(text, o, usual)))
            .filter(|w| !subjects.contains(w))
            .collect();
        // "the countries that we work with"
        let relative = text.words[verb].relation == "acl:relcl" && text.by(verb, "nsubj").next().is_some();
        let left = |c: &usize| {
            text.words[*c].upos == Upos::Adp
                && usual.contains(&text.lower(*c).as_str())
                && text.children(*c).next().is_none()
        };
        let other = text.words[verb].head.is_some_and(|h| !subjects.contains(&h));
        let stranded = text.children(verb).find(left).filter(|_| relative && other);
        words.extend(stranded.and(text.words[verb].head));
        match (direct, places.recipient.is_empty()) {
            (true, _) if words.iter().all(|&w| actors(scene, w, false).is_empty()) => words.extend(&objects),
            _ => {}
        }
        let someone = |w: &usize| !actors(scene, *w, false).is_empty();
        if !(direct && words.iter().any(someone)) {
            words.splice(0..0, behind);
        }
        for &w in &words {
            let found = actors(scene, w, false);
            recipients.extend(found);
        }
        if !recipients.is_empty() {
            recipients.extend(further(scene, rule, &words, false));
        }
        if recipients.is_empty() && !places.both {
            // Whose it is, where the thing itself is nobody: "shut the paper's office".
            let things = words.iter().chain(objects.iter());
            let owned = things.filter(|&&w| scene.party(w).is_none()).flat_map(|&w| one(scene, w, true));
            recipients = owned.take(1).collect();
        }
        if recipients.is_empty() && rule.kind == EventKind::Accuse {
            recipients = concerned(scene, &words);
        }
        if recipients.is_empty() && rule.kind == EventKind::Threaten {
            recipients = warned(scene, verb);
        }
        if recipients.is_empty() && !places.both {
            recipients = further(scene, rule, &words, true);
        }
        // "demanded that the council resign", "urged it to": who is to do it.
        if recipients.is_empty() && rule.kind == EventKind::Request {
            let clause = text.by(verb, "ccomp").chain(text.by(verb, "xcomp")).next();
            recipients = clause
                .into_iter()
                .flat_map(|c| text.by(c, "nsubj"))
                .flat_map(|s| actors(scene, s, false))
                .collect();
        }
    }
    // "is committed to": a passive in form only.
    if rule.kind == EventKind::Agree && agents.is_empty() && tree::is_passive(text, verb) {
        std::mem::swap(&mut agents, &mut recipients);
    }
    if places.host {
        std::mem::swap(&mut agents, &mut recipients);
        // "hosted a round of talks between the clans": those who talk.
        if agents.is_empty() {
            let objects = tree::objects(text, verb);
            let within = objects.iter().flat_map(|&o| tree::behind(text, o, &["of"])).collect::<Vec<_>>();
            agents = objects
                .iter()
                .chain(&within)
                .flat_map(|&o| tree::behind(text, o, &["between", "among", "with"]).collect::<Vec<_>>())
                .flat_map(|w| actors(scene, w, false))
                .collect();
        }
    }
    Roles { agents, recipients }
}

fn nominal(scene: &Scene<'_>, noun: usize, rule: &Rule, light: Option<usize>) -> Roles {
    let (text, places) = (scene.text, &rule.places);
    let holders = tree::holders(text, noun);
    let of = |prepositions: &[&str]| -> Vec<Party> {
        let own = tree::behind(text, noun, prepositions).flat_map(|w| actors(scene, w, false));
        let found: Vec<Party> = own.collect();
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
    let named: Vec<Party> = if titled {
        Vec::new()
    } else {
        tree::modifiers(text, noun)
            .into_iter()
            .flat_map(|w| actors(scene, w, false))
            .filter(|p| acts(scene, p))
            .collect()
    };
    // A verb's noun: "the tenants' eviction", but "the landlord's eviction of tenants".
    let suffers = rule.verb && places.object && tree::behind(text, noun, &["of"]).next().is_none();
    if places.possessor_suffers || suffers || !by.is_empty() {
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
        let verb =
            text.words[noun].head.filter(|_| at && text.is(noun, "obl") && rule.kind == EventKind::Consult);
        verb.into_iter().flat_map(|v| tree::subjects(text, v)).flat_map(|s| actors(scene, s, false)).collect()
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
        let subjects = verb.filter(|_| places.both).map(|v| tree::subjects(text, v)).unwrap_or_default();
        subjects.into_iter().flat_map(|s| whose(scene, s)).collect()
    };
    let subject = if subject.is_empty() && between.is_empty() { there() } else { subject };
    // "has the support of Congress": the subject is at the receiving end.
    let gets = light.is_some_and(|v| tree::is_in("gets", &scene.text.lemma(v)));
    let (subject, got) = if gets && !places.both { (Vec::new(), subject) } else { (subject, Vec::new()) };
    roles.agents = [by, between, subject, possessors].into_iter().find(|l| !l.is_empty()).unwrap_or_default();
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
        let usual: &[&str] = if places.recipient.is_empty() { &USUAL } else { &places.recipient };
        let behind = usual.iter().map(|p| of(&[*p])).find(|l| !l.is_empty()).unwrap_or_default();
        let around: Vec<Party> = light
            .map(|v| tree::behind(text, v, usual).flat_map(|w| actors(scene, w, false)).collect())
            .unwrap_or_default();
        let about: &[&str] = if titled { &["on", "against"] } else { &["of", "on", "against"] };
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
    }
    roles
}
