//! From the words around an event to the actors of the document: who is meant, who makes or has what is nobody.

use super::super::lexicon::{Rule, Sort, lexicon};
use super::super::tree;
use super::listed::{enumerated, listed};
use crate::party::Scene;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_rows::{ActorKind, EventKind, Party, Quad};

/// The actors that a word means, with those joined to it: a mention; else who is counted in it; else, for what is
/// nobody, whose it is (`owned`).
pub(super) fn actors(scene: &Scene<'_>, word: usize, owned: bool) -> Vec<Party> {
    let text = scene.text;
    let all = tree::joined(text, word);
    let listed: Vec<usize> = listed(scene, &all).into_iter().chain(enumerated(scene, &all)).collect();
    all.into_iter().chain(listed).flat_map(|w| one(scene, w, owned)).collect()
}

/// Whom one word means; nobody, where it is denied or what happened. `owned`: of what is nobody, whose it is.
pub(in super::super) fn one(scene: &Scene<'_>, word: usize, owned: bool) -> Vec<Party> {
    let text = scene.text;
    let counted = tree::counted(text, word);
    if counted != word && scene.party(counted).is_some() {
        return actors(scene, counted, owned);
    }
    // "with them, to one another": whoever does it already.
    let pair = (text.lower(word), text.lower(word + 1));
    let again = matches!((pair.0.as_str(), pair.1.as_str()), ("one", "another") | ("each", "other"));
    let head = text.words[word].head;
    if again && head.is_some_and(|h| text.by(h, "obl").any(|o| o != word && o < word)) {
        return Vec::new();
    }
    // "with one another"
    let before = word.checked_sub(1).map(|w| text.lower(w)).unwrap_or_default();
    // "one on one"
    let pair = text.lower(word) == "one" && text.lower(word + 1) == "on" && text.lower(word + 2) == "one";
    if pair || matches!((before.as_str(), text.lower(word).as_str()), ("one", "another") | ("each", "other"))
    {
        return Vec::new();
    }
    // "no bank": nobody.
    if text.by(word, "det").any(|d| matches!(text.lower(d).as_str(), "no" | "neither")) {
        return Vec::new();
    }
    if let Some(several) = several(scene, word) {
        return several;
    }
    if goes_on_with_paper(scene, word) {
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
        // "a yacht belonging to the firm"
        let belongs = text.by(word, "acl").filter(|&a| text.lemma(a) == "belong");
        let owner = held
            .flat_map(|a| tree::behind(text, a, &["by"]))
            .chain(belongs.flat_map(|a| tree::behind(text, a, &["to"])))
            .find_map(|w| scene.party(w));
        return vec![owner.filter(|_| owned_thing(scene, &party)).unwrap_or(party)];
    }
    if let Some(found) = carried(scene, word) {
        return vec![found];
    }
    if let Some(found) = super::others::alone(scene, word) {
        return vec![found];
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
    // "a ban on timber from Peru"
    let origin = tree::behind(text, word, &["from"]);
    // "on timber from Peru and Chile": both.
    let origin = origin.flat_map(|w| tree::joined(text, w)).filter_map(|w| scene.party(w));
    let from: Vec<Party> =
        origin.filter(|p| scene.entity(p).is_some_and(|e| e.named && e.kind != ActorKind::Person)).collect();
    let first: Vec<Party> = held.chain(bearer).chain(named).take(1).collect();
    if first.is_empty() { from } else { first }
}

/// Who a pronoun without a chain stands for, where it is the subject of a clause that hangs on another: whoever is the
/// subject there. "Japan said it had lent", "Peru expelled two men whom it accuses".
fn carried(scene: &Scene<'_>, word: usize) -> Option<Party> {
    let text = scene.text;
    let pronoun = text.lower(word);
    if !matches!(pronoun.as_str(), "it" | "they" | "he" | "she") || !text.is(word, "nsubj") {
        return None;
    }
    let clause = text.words[word].head?;
    let above = ["ccomp", "advcl", "acl", "conj"].iter().any(|r| text.is(clause, r));
    let chain = std::iter::successors(text.words[clause].head.filter(|_| above), |&w| text.words[w].head);
    let verb = chain.take(4).find(|&w| text.words[w].upos == Upos::Verb)?;
    let person = |p: &Party| scene.entity(p).is_some_and(|e| e.kind == ActorKind::Person);
    let fits = |p: &Party| match pronoun.as_str() {
        "it" => !person(p) && scene.entity(p).is_some_and(|e| e.kind != ActorKind::Group),
        "they" => !person(p),
        _ => person(p),
    };
    let subjects = tree::subjects(text, verb);
    subjects.into_iter().filter_map(|s| scene.party(s)).find(|p| acts(scene, p) && fits(p))
}

/// "The order bans exports. It directs the navy to ...": a pronoun that opens a sentence as its subject goes on with the paper
/// that is the subject of the sentence before, whatever it is bound to; what papers say nobody does.
fn goes_on_with_paper(scene: &Scene<'_>, word: usize) -> bool {
    let text = scene.text;
    let sentence = text.words[word].sentence;
    let opens = text.lower(word) == "it"
        && text.is(word, "nsubj")
        && !(text.sentences[sentence].start..word)
            .any(|w| matches!(text.words[w].upos, Upos::Verb | Upos::Noun));
    let Some(before) = sentence.checked_sub(1).filter(|_| opens) else { return false };
    let root = text.sentences[before].clone().find(|&w| text.words[w].head.is_none());
    let subject = root.and_then(|r| text.by(r, "nsubj").next());
    let paper = |s: usize| {
        let lemma = text.lemma(s).to_lowercase();
        let it = text.lower(s) == "it" && goes_on_with_paper(scene, s);
        let kinds = ["legal document", "law", "order", "proclamation", "report", "agreement", "document"];
        it || kinds.iter().any(|k| is_kind_of(&lemma, k, Pos::Noun, 2))
            && !scene.party(s).is_some_and(|p| acts(scene, &p))
    };
    subject.is_some_and(paper)
}

/// How many sentences back several are looked for that a pronoun stands for.
const BACK: usize = 2;

/// Whom "they" stands for where it is bound to no group: of those told before, two or more that "and" joins, or that a
/// deed of both sides had ("the king met the pope, and they signed"). Where it is bound to one person and nobody else
/// is found, nobody.
fn several(scene: &Scene<'_>, word: usize) -> Option<Vec<Party>> {
    let text = scene.text;
    if !matches!(text.lower(word).as_str(), "they" | "them" | "their" | "both")
        || text.words[word].upos != Upos::Pron
    {
        return None;
    }
    let entity = scene.party(word).and_then(|p| scene.entity(&p));
    let verb = text.words[word].head;
    // "Peru and Chile reaffirmed their commitment": of both who do it.
    let owner = text.words[word].relation == "nmod:poss" && text.lower(word) == "their";
    let clause = std::iter::successors(verb, |&w| text.words[w].head).take(4);
    let clause = clause.into_iter().find(|&w| text.words[w].upos == Upos::Verb).filter(|_| owner);
    if let Some(clause) = clause {
        let subjects = text.by(clause, "nsubj").filter(|&s| s < word).flat_map(|s| tree::joined(text, s));
        let two: Vec<Party> = subjects.filter_map(|w| scene.party(w)).filter(|p| acts(scene, p)).collect();
        if two.len() > 1 {
            return Some(two);
        }
    }
    // At the head of a sentence it goes on with the two who are the subject of the one before.
    let sentence = text.words[word].sentence;
    let opens = text.is(word, "nsubj")
        && !(text.sentences[sentence].start..word)
            .any(|w| matches!(text.words[w].upos, Upos::Verb | Upos::Aux));
    let root = || text.sentences[sentence.checked_sub(1)?].clone().find(|&w| text.words[w].head.is_none());
    if let Some(root) = opens.then(root).flatten() {
        let subjects = tree::subjects(text, root);
        let two: Vec<usize> = subjects
            .into_iter()
            .flat_map(|s| tree::joined(text, s))
            .filter(|&w| scene.party(w).is_some())
            .collect();
        let named = |&w: &usize| scene.party(w).and_then(|p| scene.entity(&p)).is_some_and(|e| e.named);
        let body = entity.is_some_and(|e| matches!(e.kind, ActorKind::Organization | ActorKind::Place));
        let group = |&w: &usize| {
            scene.party(w).and_then(|p| scene.entity(&p)).is_some_and(|e| e.kind == ActorKind::Group)
        };
        if two.len() > 1 && two.iter().all(named) || body && !two.is_empty() && two.iter().all(group) {
            return Some(two.into_iter().filter_map(|w| scene.party(w)).collect());
        }
    }
    if entity.is_some_and(|e| e.kind != ActorKind::Person) {
        return None;
    }
    let from = text.sentences[text.words[word].sentence.saturating_sub(BACK)].start;
    let all = |words: Vec<usize>| -> Vec<Party> {
        let parties = words.into_iter().filter_map(|w| scene.party(w)).filter(|p| acts(scene, p));
        let mut seen: Vec<Party> = Vec::new();
        parties.for_each(|p| {
            if seen.iter().all(|s| s.entity != p.entity) {
                seen.push(p)
            }
        });
        seen
    };
    let found = (from..word).rev().filter(|&w| text.words[w].head != verb).find_map(|w| {
        let both = text.words[w].upos == Upos::Verb
            && lexicon().of(&text.lemma(w), Pos::Verb).iter().any(|r| r.places.both);
        let words = if both {
            let with = tree::behind(text, w, &["with"]);
            tree::subjects(text, w).into_iter().chain(text.by(w, "obj")).chain(with).collect()
        } else if text.is(w, "conj") {
            Vec::new()
        } else {
            tree::joined(text, w)
        };
        Some(all(words)).filter(|parties| parties.len() > 1)
    });
    found.or_else(|| entity.is_some_and(|e| e.named).then(Vec::new))
}

/// What a word and those joined to it mean where they are no mention: "the law faculty", "two smugglers". A place only
/// where harm is done or threatened, and nothing that is the content of the deed ("dismantled institutions").
fn things(scene: &Scene<'_>, rule: &Rule, word: usize) -> Vec<Party> {
    let text = scene.text;
    let harm = rule.kind.quad() == Quad::MaterialConflict || rule.kind == EventKind::Threaten;
    // "the blockade of the refinery", not of the road.
    let barred = |w: usize| {
        rule.mode == Some("obstruct")
            && !lexicon().is(&text.lemma(w).to_lowercase(), false, Sort::Class("road"))
    };
    let content = |w: usize| {
        let lemma = text.lemma(w).to_lowercase();
        rule.needs.object.iter().any(|s| matches!(s, Sort::Word(word) if *word == lemma))
    };
    // "any boat that crosses": whichever it will be.
    let any = |w: usize| text.by(w, "det").any(|d| text.lower(d) == "any");
    let all = tree::joined(text, word).into_iter().map(|w| tree::counted(text, w));
    let all = all.filter(|&w| !content(w) && !any(w));
    let fits = |p: &Party| harm || scene.entity(p).is_some_and(|e| e.kind != ActorKind::Place);
    let told = all.filter_map(|w| Some((barred(w), scene.thing(w)?)));
    told.filter(|(barred, p)| *barred || fits(p)).map(|(_, p)| p).collect()
}

/// Of words for who is at the receiving end those that are no mention: joined to one ("a bakery, two schools"), else,
/// where there is nobody so far, the first.
pub(super) fn further(scene: &Scene<'_>, rule: &Rule, words: &[usize], nobody: bool) -> Vec<Party> {
    let mixed = |w: usize| tree::joined(scene.text, w).into_iter().any(|j| scene.party(j).is_some());
    let beside = words.iter().filter(|&&w| !nobody && mixed(w)).flat_map(|&w| things(scene, rule, w));
    let alone = words.iter().filter(|_| nobody).map(|&w| things(scene, rule, w)).find(|l| !l.is_empty());
    beside.chain(alone.unwrap_or_default()).collect()
}

/// Whom words against something abstract are about where it is told only where that is: "vocal on challenges in Peru";
/// "claims that guards whipped inmates".
pub(super) fn concerned(scene: &Scene<'_>, words: &[usize]) -> Vec<Party> {
    let text = scene.text;
    let land = |p: &Party| scene.entity(p).is_some_and(|e| e.named && e.kind == ActorKind::Place);
    let within = words
        .iter()
        .filter(|&&w| scene.party(w).is_none())
        .flat_map(|&w| tree::behind(text, w, &["in"]))
        .flat_map(|w| actors(scene, w, false))
        .filter(land);
    let claimed = claimed(scene, words);
    if claimed.is_empty() { within.collect() } else { claimed }
}

/// Of whom something is claimed: "claims that guards whipped inmates", "his complaint that the mayor was unfair".
pub(super) fn claimed(scene: &Scene<'_>, words: &[usize]) -> Vec<Party> {
    let text = scene.text;
    let told = words
        .iter()
        .flat_map(|&w| text.by(w, "acl").chain(text.by(w, "ccomp")))
        .filter(|&c| text.by(c, "mark").any(|m| text.lower(m) == "that"))
        .flat_map(|c| text.by(c, "nsubj"))
        .flat_map(|s| {
            let own = actors(scene, s, false);
            if own.is_empty() { scene.thing(s).into_iter().collect() } else { own }
        });
    told.collect()
}

/// Who is to do something lest a threat come true: "unless the garrison yields, we will level the town, he warned".
pub(super) fn warned(scene: &Scene<'_>, verb: usize) -> Vec<Party> {
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
pub(super) fn owned_thing(scene: &Scene<'_>, party: &Party) -> bool {
    scene.entity(party).is_some_and(|e| !e.named && !acts(scene, party))
}

/// Whether a mention is of a substance or of money, which nobody has as a recipient.
pub(super) fn is_stuff(scene: &Scene<'_>, party: &Party) -> bool {
    let lemma = scene.head(party).map(|h| scene.text.lemma(h).to_lowercase()).unwrap_or_default();
    let unnamed = scene.entity(party).is_some_and(|e| !e.named);
    let kind = |k: &&str| is_kind_of(&lemma, k, Pos::Noun, 1);
    unnamed
        && (["substance", "money", "drug"].iter().any(kind)
            || lexicon().is(&lemma, false, Sort::Class("drug")))
}

/// Who makes what is nobody itself: who has it, or whose deed it is the object of ("passed a law that ...").
pub(in super::super) fn makers(scene: &Scene<'_>, word: usize) -> Vec<Party> {
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
pub(super) fn whose(scene: &Scene<'_>, word: usize) -> Vec<Party> {
    let own = actors(scene, word, false);
    if own.is_empty() { makers(scene, word) } else { own }
}

/// Whether an actor can do anything: somebody, or a country or body; not "a drone", "a storm".
pub(in super::super) fn acts(scene: &Scene<'_>, party: &Party) -> bool {
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
    // "fentanyl" at the head of a sentence passes for a name.
    let drug = lexicon().is(&lemma, false, Sort::Class("drug"));
    if drug {
        return false;
    }
    let thing = !pronoun && thing.iter().any(|k| kind(k));
    // "the lake states": places that are their people.
    let peopled = ["political unit", "administrative district"];
    let peopled = || peopled.iter().any(|above| is_kind_of(&lemma, above, Pos::Noun, 4));
    let group = ["person", "organization", "social group"];
    // "dogs helped to find them"
    let animal = kind("animal") || lemma == "canine";
    if !entity.named && !pronoun && animal && !body("person") && !body("social group") {
        return false;
    }
    someone && (entity.named || !thing || group.iter().any(|g| body(g)) || peopled())
}
