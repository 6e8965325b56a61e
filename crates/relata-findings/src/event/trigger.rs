//! Which words of a text tell an event: the rules of [`super::lexicon`] held against the tree.

use super::around::{can_do, fits, in_sentence, is_abstract, needed, with};
use super::lexicon::{Rule, lexicon};
use super::roles::Roles;
use super::tree;
use crate::party::Scene;
use crate::text::Text;
use relata_language::Upos;
use relata_language::lexicon::{Pos, derived, is_kind_of};
use relata_rows::{ActorKind, EventKind, Party};

/// A word that tells an event.
#[derive(Debug, Clone)]
pub(super) struct Trigger<'l> {
    pub word: usize,
    pub rule: &'l Rule,
    /// Its category: that of the rule, but for a threat told as what will be done.
    pub kind: EventKind,
    pub mode: Option<&'static str>,
    /// The light verb of which a noun is the object.
    pub light: Option<usize>,
    /// The nouns that tell the event with a verb: "sanctions" of "imposed sanctions".
    pub with: Vec<usize>,
    /// Whether it is a noun.
    pub noun: bool,
}

/// The trigger at a word, or whose light verb it is.
pub(super) fn at<'a, 'l>(all: &'a [Trigger<'l>], word: usize) -> Option<&'a Trigger<'l>> {
    let found = all.partition_point(|t| t.word < word);
    all.get(found).filter(|t| t.word == word).or_else(|| all.iter().find(|t| t.light == Some(word)))
}

/// The words that tell events, in order.
///
/// Those that are rows, and all of them, with what promises and threats are about.
pub(super) fn find(scene: &Scene<'_>) -> (Vec<Trigger<'static>>, Vec<Trigger<'static>>) {
    let first = read(scene, &[]);
    // What a promise or threat is about decides what it is, and is told by it.
    let all = read(scene, &first);
    let mut rows = all.clone();
    let told: Vec<usize> =
        all.iter().filter(|t| binds(t)).flat_map(|t| clauses(scene.text, t.word)).collect();
    rows.retain(|t| !told.contains(&t.light.unwrap_or(t.word)));
    (rows, all)
}

/// Whether what hangs on a trigger is told by it: a promise, a threat, a concession to come.
fn binds(t: &Trigger<'_>) -> bool {
    let kind = matches!(t.kind, EventKind::Agree | EventKind::Threaten)
        || t.kind == EventKind::Concede && !t.rule.needs.event.is_empty();
    kind && t.kind == t.rule.kind
}

/// The predicates of the clauses that hang on a word, with those joined to them.
fn clauses(text: &Text<'_>, word: usize) -> Vec<usize> {
    // "warned them that they would be jailed": a clause that the parser hangs on whom it is told.
    let told = text
        .by(word, "obj")
        .chain(text.by(word, "iobj"))
        .flat_map(|o| text.by(o, "acl"))
        .filter(|&c| text.by(c, "mark").any(|m| text.lower(m) == "that"));
    // "Unless they pay, we will close the pass, he warned."
    let said = text.words[word].head.filter(|&h| text.is(word, "parataxis") && h < word);
    let own = text
        .children(word)
        .filter(|&c| {
            ["xcomp", "ccomp"].iter().any(|r| text.is(c, r))
                || text.words[c].relation == "acl" && text.words[c].xpos == "VB"
        })
        .chain(told)
        .chain(said);
    own.flat_map(|c| [c].into_iter().chain(text.by(c, "conj"))).collect()
}

/// One reading of all words; `known`: what an earlier one found.
fn read(scene: &Scene<'_>, known: &[Trigger<'static>]) -> Vec<Trigger<'static>> {
    let text = scene.text;
    let mut all: Vec<Trigger<'static>> = Vec::new();
    // Nouns whose verb tells the event with them: "imposed sanctions".
    let mut used: Vec<usize> = Vec::new();
    for word in 0..text.words.len() {
        if is_verb(text, word)
            && let Some((rule, with)) = verb(scene, word, known)
        {
            // What is rejected or accepted somebody else has said: "turned down an offer".
            let answers = rule.kind == EventKind::Reject
                || rule.kind == EventKind::Agree && text.lemma(word) == "accept";
            if !answers {
                used.extend(&with);
            }
            let (kind, mode) = threat(text, word, rule)
                .or_else(|| refusal(text, word, rule))
                .unwrap_or((rule.kind, rule.mode));
            all.push(Trigger { word, rule, kind, mode, light: None, with, noun: false });
        }
    }
    for word in 0..text.words.len() {
        if !used.contains(&word)
            && let Some(rule) = noun(scene, word)
        {
            let light = tree::light(text, word)
                .or_else(|| announced(text, word, rule))
                .filter(|v| !all.iter().any(|t| t.word == *v));
            all.push(Trigger {
                word,
                rule,
                kind: rule.kind,
                mode: rule.mode,
                light,
                with: Vec::new(),
                noun: true,
            });
        }
    }
    all.sort_by_key(|t| t.word);
    all
}

/// The verb of "announced sanctions": who announces them imposes them; not so an arrest or a conviction.
fn announced(text: &Text<'_>, noun: usize, rule: &Rule) -> Option<usize> {
    let own = match rule.kind {
        EventKind::Sanction => rule.mode == Some("discontinue"),
        EventKind::Accuse => rule.mode == Some("allege"),
        EventKind::Aid | EventKind::Support | EventKind::Agree => true,
        _ => false,
    };
    let verb = text.words[noun].head.filter(|_| own && text.is(noun, "obj"))?;
    matches!(text.lemma(verb).as_str(), "announce" | "declare" | "unveil").then_some(verb)
}

/// A deed against somebody that will be done on a condition is a threat: "will recall its envoy unless ...".
fn threat(text: &Text<'_>, verb: usize, rule: &Rule) -> Option<(EventKind, Option<&'static str>)> {
    let will = text.by(verb, "aux").any(|a| matches!(text.lower(a).as_str(), "will" | "'ll" | "would"));
    let condition = text
        .by(verb, "advcl")
        .any(|c| text.by(c, "mark").any(|m| matches!(text.lower(m).as_str(), "if" | "unless")));
    if condition && rule.kind == EventKind::Agree && matches!(text.lemma(verb).as_str(), "vow" | "swear") {
        return Some((EventKind::Threaten, None));
    }
    (will && condition).then(|| threatened(rule.kind, rule.mode)).flatten()
}

/// What somebody will not do for others is refused: "we shall not sit down with them".
fn refusal(text: &Text<'_>, verb: usize, rule: &Rule) -> Option<(EventKind, Option<&'static str>)> {
    let will = text
        .by(verb, "aux")
        .any(|a| matches!(text.lower(a).as_str(), "will" | "wo" | "'ll" | "would" | "shall"));
    let not = text.by(verb, "advmod").any(|a| matches!(text.lower(a).as_str(), "not" | "n't" | "never"));
    let subject = text.by(verb, "nsubj").next().is_some() && !tree::is_passive(text, verb);
    let mode = match rule.kind {
        EventKind::Consult => Some("meet"),
        EventKind::Aid | EventKind::Cooperate => Some("assist"),
        EventKind::Retreat | EventKind::Concede => Some("yield"),
        EventKind::Support | EventKind::Agree => None,
        _ => return None,
    };
    (will && not && subject).then_some((EventKind::Reject, mode))
}

/// The mode of a threat, by what is threatened.
pub(super) fn threatened(
    kind: EventKind,
    mode: Option<&'static str>,
) -> Option<(EventKind, Option<&'static str>)> {
    let mode = match (kind, mode) {
        (EventKind::Coerce, Some("arrest")) => "arrest",
        (EventKind::Coerce, Some("seize")) => "territory",
        (EventKind::Assault | EventKind::Mobilize, _) => "violence",
        (EventKind::Sanction, Some("expel")) | (EventKind::Coerce, Some("deport")) => "expel",
        (EventKind::Protest | EventKind::Coerce, _) => "restrict",
        (EventKind::Sanction | EventKind::Reject, _) => "relations",
        _ => return None,
    };
    Some((EventKind::Threaten, Some(mode)))
}

/// Whether a word is a verb, or a participle told as an adjective: "the imprisoned poet".
fn is_verb(text: &Text<'_>, word: usize) -> bool {
    let w = &text.words[word];
    // "was critical of"
    let told = w.upos == Upos::Adj && text.by(word, "cop").next().is_some();
    told || w.upos == Upos::Verb || w.upos == Upos::Adj && text.is(word, "amod") && w.text.ends_with("ed")
}

/// The rule that a verb fits, and the nouns that the rule asked for.
fn verb(scene: &Scene<'_>, word: usize, known: &[Trigger<'_>]) -> Option<(&'static Rule, Vec<usize>)> {
    let text = scene.text;
    let adjective = text.words[word].upos == Upos::Adj && !text.is(word, "amod");
    let lemma = match text.words[word].upos {
        Upos::Verb => text.lemma(word),
        _ if adjective => text.lower(word),
        _ => relata_language::lexicon::lemma(text.words[word].text, Upos::Verb, "VBN"),
    };
    let lemma = hyphenated(text, word, lemma);
    lexicon().of(&lemma, if adjective { Pos::Adjective } else { Pos::Verb }).into_iter().find_map(|rule| {
        let particle = |p: &str| {
            text.children(word).any(|c| {
                text.lower(c) == p
                    && !matches!(text.words[c].upos, Upos::Noun | Upos::Propn)
                    && (text.is(c, "compound")
                        || text.is(c, "advmod")
                        || text.is(c, "obl")
                        || text.is(c, "xcomp")
                        || text.is(c, "obj"))
            }) || text.words.get(word + 1).is_some_and(|next| next.xpos == "RP" && text.lower(word + 1) == p)
        };
        // "back up": a particle makes another verb.
        let other = rule.particle.is_none()
            && rule.preposition.is_none()
            && text.children(word).any(|c| text.words[c].relation == "compound:prt");
        if !rule.particle.is_none_or(particle) || other {
            return None;
        }
        let behind = |p: &'static str| {
            tree::behind(text, word, &[p]).next().is_some()
                || text.lower(word + 1) == p && matches!(text.words[word + 1].upos, Upos::Adp | Upos::Sconj)
                || text.by(word, "ccomp").any(|c| text.by(c, "mark").any(|m| text.lower(m) == p))
        };
        if !rule.preposition.is_none_or(behind) {
            return None;
        }
        let objects: Vec<usize> = tree::objects(text, word)
            .into_iter()
            .flat_map(|o| tree::joined(text, o))
            .map(|o| tree::counted(text, o))
            .collect();
        let wanted = needed(scene, rule, &objects)?;
        let subjects = || -> Vec<usize> {
            tree::subjects(text, word).into_iter().flat_map(|s| tree::joined(text, s)).collect()
        };
        let needs = &rule.needs;
        if !needs.subject.is_empty() && !subjects().iter().any(|&s| fits(scene, s, &needs.subject)) {
            return None;
        }
        // "was met with cheers"
        if lemma == "meet" && tree::is_passive(text, word) {
            return None;
        }
        // "doing so helps us": a deed, not somebody.
        if text.children(word).any(|c| text.words[c].relation == "csubj") {
            return None;
        }
        // "tech shares were slaughtered": what has no body is not hurt.
        let unhurt = rule.kind == EventKind::Assault && needs.object.is_empty() && rule.preposition.is_none();
        if unhurt && !objects.is_empty() && objects.iter().all(|&o| is_abstract(scene, o)) {
            return None;
        }
        if needs.no_object && objects.iter().any(|&o| text.words[o].upos != Upos::Pron) {
            return None;
        }
        let plural = || {
            let subjects = subjects();
            subjects.len() > 1
                || subjects
                    .iter()
                    .any(|&s| matches!(text.words[s].xpos, "NNS" | "NNPS") || text.lower(s) == "they")
        };
        if needs.plural && !plural() {
            return None;
        }
        let will = |a: usize| matches!(text.lower(a).as_str(), "will" | "'ll" | "would" | "shall");
        if needs.yet && !text.by(word, "aux").any(will) {
            return None;
        }
        let clause = || {
            text.children(word).any(|c| {
                ["xcomp", "ccomp"].iter().any(|r| text.is(c, r))
                    || text.is(c, "advcl") && text.words[c].xpos == "VB"
            })
        };
        let infinitive = || {
            text.children(word).any(|c| {
                let hangs = ["xcomp", "ccomp", "advcl"].iter().any(|r| text.is(c, r));
                let deed = text.words[c].upos == Upos::Verb || !needs.deed;
                hangs && deed && text.by(c, "mark").any(|m| text.lower(m) == "to")
            })
        };
        if needs.infinitive && !infinitive() {
            return None;
        }
        if needs.clause && !clause() {
            return None;
        }
        if !needs.event.is_empty() {
            let yet = |c: &usize| {
                text.words[*c].xpos == "VB"
                    && text
                        .by(*c, "mark")
                        .chain(text.by(*c, "aux"))
                        .any(|m| matches!(text.lower(m).as_str(), "to" | "will" | "'ll" | "would"))
            };
            let told = |c: usize| at(known, c).is_some_and(|t| needs.event.contains(&t.kind));
            if !clauses(text, word).into_iter().filter(yet).any(told) {
                return None;
            }
        }
        if !in_sentence(scene, rule, word) {
            return None;
        }
        // "the sheltered life", "an approved plan": what something is like, not what was done.
        let deed = matches!(
            rule.kind,
            EventKind::Assault
                | EventKind::Coerce
                | EventKind::Retreat
                | EventKind::Sanction
                | EventKind::Reject
                | EventKind::Accuse
        );
        // "a restricted area", "historically oppressed peoples".
        let sort = rule.kind == EventKind::Coerce && rule.mode == Some("restrict");
        if text.is(word, "amod") && text.words[word].xpos != "VBG" && (!deed || sort) {
            return None;
        }
        let with = with(scene, rule, word)?;
        let told = can_do(scene, rule, word, &subjects()) && has_recipient(scene, rule, word, None);
        told.then(|| (rule, wanted.into_iter().chain(with).collect()))
    })
}

/// Whether a verb is an order to whoever reads.
fn is_order(text: &Text<'_>, verb: usize) -> bool {
    text.words[verb].xpos == "VB"
        && text.by(verb, "nsubj").chain(text.by(verb, "mark")).chain(text.by(verb, "aux")).next().is_none()
        && text.words[verb].head.is_none_or(|_| text.is(verb, "parataxis"))
}

/// The rule that a noun fits.
fn noun(scene: &Scene<'_>, word: usize) -> Option<&'static Rule> {
    let text = scene.text;
    let node = &text.words[word];
    // "the inquiry found": a body that tells, not that it is held.
    let tells = node.head.is_some_and(|h| {
        text.is(word, "nsubj")
            && text.words[h].upos == Upos::Verb
            && (crate::figure::tells(&text.lemma(h)) || text.lemma(h) == "allege")
            && !super::modality::happens(&text.lemma(h))
    });
    // "the conference asked the faithful": a body that says so.
    let tells = tells
        || node.head.is_some_and(|h| {
            text.is(word, "nsubj") && !tree::is_passive(text, h) && is_verb(text, h) && says(&text.lemma(h))
        });
    // "in consultation with the office": how something else is done; "in protest at": that it is one.
    let protest = text.lower(word) == "protest"
        && tree::behind(text, word, &["at", "against", "over"]).next().is_some();
    let manner = !protest
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
    if !(node.upos == Upos::Noun || named) || text.is(word, "compound") {
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
    let lemma = hyphenated(text, word, text.lemma(word).to_lowercase());
    let verbs = verbs_of(&lemma, text.words[word].text);
    let own = lexicon().of(&lemma, Pos::Noun);
    let verbal = own.is_empty().then(|| verbs.iter().flat_map(|v| lexicon().of(v, Pos::Verb)));
    own.iter().copied().chain(verbal.into_iter().flatten()).find(|rule| {
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
            && (!needs.clause || clause())
            && (!needs.plural || matches!(node.xpos, "NNS" | "NNPS"))
            && (!needs.light || tree::light(text, word).is_some())
            && has_recipient(scene, rule, word, tree::light(text, word))
    })
}

/// Whether a verb only tells words of somebody: "asked", "condemned".
fn says(verb: &str) -> bool {
    let rules = lexicon().of(verb, Pos::Verb);
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

/// A lemma with what a hyphen ties to it, where the list has it so: "sit-in", "tear-gas".
fn hyphenated(text: &Text<'_>, word: usize, lemma: String) -> String {
    let hyphen = word
        .checked_sub(2)
        .filter(|&w| matches!(text.words[w + 1].text, "-" | "‐" | "‑") && text.words[w].head == Some(word));
    let whole = hyphen.map(|w| format!("{}-{lemma}", text.lower(w)));
    whole.filter(|w| [Pos::Noun, Pos::Verb].iter().any(|p| !lexicon().of(w, *p).is_empty())).unwrap_or(lemma)
}

fn is_none(word: &str) -> bool {
    matches!(word, "nobody" | "none" | "neither")
}

/// Whether somebody is at the receiving end of what a rule tells only then, or several do it together.
fn has_recipient(scene: &Scene<'_>, rule: &Rule, word: usize, light: Option<usize>) -> bool {
    if !rule.needs.recipient {
        return true;
    }
    let roles = super::roles::roles(scene, word, rule, light);
    !roles.recipients.is_empty() || rule.places.both && roles.agents.len() > 1
}

/// Whether an event has whom it needs to be told: at the receiving end where the manual or the rule says so, and
/// anybody at all where a noun tells it.
pub(super) fn has_its_parties(scene: &Scene<'_>, t: &Trigger<'_>, roles: &Roles) -> bool {
    let text = scene.text;
    let nobody = roles.agents.is_empty() && roles.recipients.is_empty();
    // The manual's "requires recipient" where the deed alone says too little: "to fund", "stop the supply".
    let gift = t.kind == EventKind::Aid || t.kind == EventKind::Sanction && t.mode == Some("discontinue");
    let passive = !t.noun && tree::is_passive(text, t.word);
    if gift && !t.noun && roles.recipients.is_empty() && (!passive || roles.agents.is_empty()) {
        return false;
    }
    // "contact the news desk at": to whoever reads.
    if t.kind == EventKind::Consult && !t.noun && roles.agents.is_empty() && is_order(text, t.word) {
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
        return subject && (deed || !tree::is_passive(text, t.word));
    }
    true
}
