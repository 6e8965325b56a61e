//! Who takes part in what a verb tells.

use super::super::lexicon::Rule;
use super::super::tree;
use super::actors::{actors, acts, concerned, further, makers, one, warned};
use super::others::{before_whom, somebody, struck};
use super::{Roles, prepositions};
use crate::party::Scene;
use relata_language::Upos;
use relata_rows::{EventKind, Party};

/// Whether a rule tells of words: against somebody, or in somebody's favour.
fn says(rule: &Rule) -> bool {
    matches!(rule.kind, EventKind::Accuse | EventKind::Support | EventKind::Reject)
}

/// Those who take part by the tree of a verb, before it is asked what they can do.
pub(super) fn roles(scene: &Scene<'_>, verb: usize, rule: &Rule) -> Roles {
    let (text, places) = (scene.text, &rule.places);
    let mut subjects = tree::subjects(text, verb);
    // "The mob set upon them", where the tagger has a participle: what needs a preposition has no passive without "be".
    let helped = text.by(verb, "aux").next().is_some();
    if subjects.is_empty() && rule.preposition.is_some() && !helped && text.words[verb].head.is_none() {
        subjects.extend(text.by(verb, "nsubj"));
    }
    let mut agents: Vec<Party> = subjects.iter().flat_map(|&s| actors(scene, s, false)).collect();
    // "the ship's crew fired", "the ministry's decision bars": whose it is, where the subject is nobody.
    if agents.is_empty() {
        agents = subjects.iter().flat_map(|&s| makers(scene, s)).filter(|p| acts(scene, p)).take(1).collect();
    }
    // "The council's meeting with the envoys was held", "the plan strengthens our ties": whose it is takes part.
    if agents.is_empty() && places.both {
        let held = tree::objects(text, verb);
        let owners = held.iter().flat_map(|&o| text.children(o).collect::<Vec<_>>());
        let owners = owners.filter(|&c| text.words[c].relation == "nmod:poss");
        agents = owners.flat_map(|c| actors(scene, c, false)).filter(|p| acts(scene, p)).collect();
    }
    // "was lifted, as the ministry had promised": who meant to see it done.
    if agents.is_empty() && tree::is_passive(text, verb) {
        let meant = text.by(verb, "advcl").filter(|&c| tree::is_in("meant", &text.lemma(c)));
        let who = meant.flat_map(|c| text.by(c, "nsubj")).filter(|&s| {
            let first = text.phrase(s).start;
            first.checked_sub(1).is_some_and(|w| text.lower(w) == "as")
        });
        agents = who.flat_map(|s| actors(scene, s, false)).filter(|p| acts(scene, p)).collect();
    }
    let mut recipients: Vec<Party> = Vec::new();
    if !places.nobody {
        let mut usual = prepositions(rule).to_vec();
        if places.both {
            usual.push("between");
        }
        let usual: &[&str] = &usual;
        let mut words: Vec<usize> = Vec::new();
        words.extend(text.by(verb, "iobj"));
        // "offered the lake states the use of", where the tree has two objects: the first.
        let gives = matches!(rule.kind, EventKind::Agree | EventKind::Aid | EventKind::Reject);
        let two: Vec<usize> = text.by(verb, "obj").filter(|_| gives && !places.both).collect();
        if let [first, second] = two[..]
            && !scene.party(second).is_some_and(|p| acts(scene, &p))
            && scene.party(first).is_some_and(|p| acts(scene, &p))
        {
            words.push(first);
        }
        let mut objects = tree::objects_with(text, verb, rule.particle);
        // "A service between the two resumed": what begins or ends is begun or ended.
        let happens = objects.is_empty() && agents.is_empty() && tree::is_in("happens", &text.lemma(verb));
        if happens && !tree::is_passive(text, verb) {
            objects.extend(&subjects);
        }
        let direct = places.object && (rule.preposition.is_none() || tree::is_passive(text, verb));
        let mut behind: Vec<usize> = tree::behind(text, verb, usual).collect();
        // "met the envoy and resumed trade with Peru": what only the next verb has is not with whom they met.
        let shared = |o: &usize| places.both && text.words[*o].head != Some(verb) && !behind.is_empty();
        let beside = objects.iter().filter(|o| !shared(o)).flat_map(|&o| tree::behind(text, o, usual));
        behind.extend(beside.collect::<Vec<_>>());
        behind.retain(|w| !subjects.contains(w));
        // "met with and congratulated the winner": one object for both.
        let bare = text.children(verb).find(|&c| c == verb + 1 && usual.contains(&text.lower(c).as_str()));
        let next = bare.filter(|&c| behind.is_empty() && text.lower(c + 1) == "and");
        behind.extend(
            next.into_iter()
                .flat_map(|_| text.by(verb, "conj"))
                .flat_map(|v| text.by(v, "obj").take(1).collect::<Vec<_>>())
                .take(1),
        );
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
        // "denounced the council's sale of the forest": whose it is, before what it is of.
        let held = |&o: &usize| {
            let owners = text.children(o).filter(|&c| text.words[c].relation == "nmod:poss");
            scene.party(o).is_none() && owners.flat_map(|c| actors(scene, c, false)).any(|p| acts(scene, &p))
        };
        let of = |w: &usize| tree::case(text, *w).is_some_and(|c| c == "of");
        let owned = direct && says(rule) && objects.iter().any(held) && behind.iter().all(of);
        if !(owned || direct && words.iter().any(someone)) {
            words.splice(0..0, behind);
        }
        for &w in &words {
            let found = actors(scene, w, false);
            recipients.extend(found);
        }
        if !recipients.is_empty() {
            recipients.extend(further(scene, rule, &words, false));
        }
        // "turned down a request from the town", "ruled out talks with them": whose it is that is refused or granted.
        let answers = matches!(rule.kind, EventKind::Reject | EventKind::Concede | EventKind::Agree);
        if recipients.is_empty() && answers && !places.both {
            let asked = objects.iter().filter(|&&o| !scene.party(o).is_some_and(|p| acts(scene, &p)));
            recipients = asked
                .flat_map(|&o| tree::behind(text, o, &["from", "by", "with"]).collect::<Vec<_>>())
                .flat_map(|w| actors(scene, w, false))
                .filter(|p| acts(scene, p))
                .collect();
        }
        // "will pardon two debtors on his birthday": somebody who is an object, before whose a thing elsewhere is.
        if recipients.is_empty() && direct && !places.both {
            recipients = somebody(scene, rule, &objects);
        }
        if recipients.is_empty() && rule.kind == EventKind::Protest {
            recipients = before_whom(scene, verb);
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
        // "A bullet fired by a sentry killed a boy": with whom it meets.
        if recipients.is_empty() && rule.kind == EventKind::Assault {
            let weapon = text.words[verb].head.filter(|_| text.is(verb, "acl"));
            recipients = weapon.map(|w| struck(scene, rule, w)).unwrap_or_default();
        }
    }
    // "the broker, who was charged with fraud, and the clerk": the clerk stands behind the clause.
    let noun = text.words[verb].head.filter(|_| text.words[verb].relation == "acl:relcl");
    let late: Vec<usize> =
        noun.into_iter().flat_map(|n| tree::joined(text, n)).filter(|&w| w > verb).collect();
    agents.retain(|p| scene.head(p).is_none_or(|h| !late.contains(&h)));
    recipients.retain(|p| scene.head(p).is_none_or(|h| !late.contains(&h)));
    // "is committed to": a passive in form only.
    if rule.kind == EventKind::Agree && agents.is_empty() && tree::is_passive(text, verb) {
        std::mem::swap(&mut agents, &mut recipients);
    }
    // "is opposed to the mayor"
    if rule.preposition == Some("to") && rule.kind == EventKind::Reject && agents.is_empty() {
        let subject = text.by(verb, "nsubj").flat_map(|s| actors(scene, s, false));
        agents = subject.filter(|s| recipients.iter().all(|r| r.entity != s.entity)).collect();
    }
    if places.host {
        std::mem::swap(&mut agents, &mut recipients);
        // "hosted a round of talks between the clans": those who talk.
        if agents.is_empty() {
            let objects = tree::objects_with(text, verb, rule.particle);
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
