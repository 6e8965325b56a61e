//! Which rule a verb fits.

use super::parties::has_recipient;
use super::{Trigger, at, clauses, hyphenated};
use crate::event::around::{self, can_do, fits, in_sentence, is_abstract, needed, with};
use crate::event::lexicon::{Rule, Sort, lexicon, may};
use crate::event::tree;
use crate::party::Scene;
use crate::text::Text;
use relata_language::Upos;
use relata_language::lexicon::{self, Pos};
use relata_rows::EventKind;

/// Whether a word is a verb, or a participle told as an adjective: "the imprisoned poet".
pub(super) fn is_verb(text: &Text<'_>, word: usize) -> bool {
    let w = &text.words[word];
    // "was critical of"
    let told = w.upos == Upos::Adj && text.by(word, "cop").next().is_some();
    told || w.upos == Upos::Verb || w.upos == Upos::Adj && text.is(word, "amod") && w.text.ends_with("ed")
}

/// The rule that a verb fits, and the nouns that the rule asked for.
pub(super) fn verb(
    scene: &Scene<'_>,
    word: usize,
    known: &[Trigger<'_>],
) -> Option<(&'static Rule, Vec<usize>)> {
    let text = scene.text;
    let adjective = text.words[word].upos == Upos::Adj && !text.is(word, "amod");
    let lemma = lemma_of(text, word);
    let mut rules = rules_of(text, word);
    // "jointly": a word that such a rule asks for hangs on the verb.
    let beside = |rule: &&Rule| {
        text.children(word)
            .any(|c| rule.needs.with.iter().any(|s| matches!(s, Sort::Word(w) if *w == text.lower(c))))
    };
    rules.extend(lexicon().of_any_verb().iter().filter(|_| !adjective).filter(beside));
    if rules.is_empty() {
        return None;
    }
    let plain = objects(text, word, &lemma, None, None);
    let fit = |untold: bool| {
        rules.iter().find_map(|&rule| Some((rule, fit(scene, word, rule, &lemma, &plain, known, untold)?)))
    };
    let untold = || tree::is_passive(text, word) && tree::subjects(text, word).is_empty();
    fit(false).or_else(|| untold().then(|| fit(true)).flatten())
}

/// The lemma of a verb as the list may have it.
fn lemma_of(text: &Text<'_>, word: usize) -> String {
    let adjective = text.words[word].upos == Upos::Adj && !text.is(word, "amod");
    let lemma = match text.words[word].upos {
        // "has arrested and prosecuted", where the tagger has the participle for an infinitive.
        Upos::Verb if is_mistagged(text, word) => lexicon::lemma(text.words[word].text, Upos::Verb, "VBD"),
        Upos::Verb => text.lemma(word),
        _ if adjective => text.lower(word),
        _ => lexicon::lemma(text.words[word].text, Upos::Verb, "VBN"),
    };
    hyphenated(text, word, lemma)
}

/// The rules that the list has of a verb or adjective.
pub(super) fn rules_of(text: &Text<'_>, word: usize) -> Vec<&'static Rule> {
    lexicon().of(&lemma_of(text, word), pos_of(text, word))
}

/// What a verb or adjective may tell beside what the rules have it for.
pub(super) fn may_tell(text: &Text<'_>, word: usize) -> Vec<&'static Rule> {
    may().of(&lemma_of(text, word), pos_of(text, word))
}

fn pos_of(text: &Text<'_>, word: usize) -> Pos {
    let adjective = text.words[word].upos == Upos::Adj && !text.is(word, "amod");
    if adjective { Pos::Adjective } else { Pos::Verb }
}

/// What a verb is done to: its objects alone, then with what else stands in the place of one, with those joined to
/// each and what is counted by it.
type Objects = (Vec<usize>, Vec<usize>);

/// The objects of a verb with a particle and preposition.
fn objects(
    text: &Text<'_>,
    word: usize,
    lemma: &str,
    particle: Option<&str>,
    preposition: Option<&'static str>,
) -> Objects {
    let direct = tree::objects_with(text, word, particle);
    // "went through the files": what stands behind the preposition that makes it the verb it is.
    let nouns = preposition.filter(|_| direct.is_empty()).into_iter();
    let nouns: Vec<usize> = nouns.flat_map(|p| tree::behind(text, word, &[p]).collect::<Vec<_>>()).collect();
    // "The service resumed": what begins or ends is begun or ended.
    let happens = direct.is_empty() && tree::is_in("happens", lemma) && !tree::is_passive(text, word);
    let happens = if happens { tree::subjects(text, word) } else { Vec::new() };
    let all = direct.iter().copied().chain(nouns).chain(tree::beside(text, word)).chain(happens);
    let all = all.flat_map(|o| tree::joined(text, o)).map(|o| tree::counted(text, o)).collect();
    (direct, all)
}

/// Whether a past form has the tag of an infinitive.
fn is_mistagged(text: &Text<'_>, word: usize) -> bool {
    let lemma = text.lemma(word);
    text.words[word].xpos == "VB" && lemma.ends_with("ed") && !lexicon::knows(&lemma, Pos::Verb)
}

/// The nouns that a rule asked for, where it fits a verb. `plain`: its objects without particle and preposition.
/// `untold`: of a passive that tells nobody, also where the rule wants a subject.
fn fit(
    scene: &Scene<'_>,
    word: usize,
    rule: &Rule,
    lemma: &str,
    plain: &Objects,
    known: &[Trigger<'_>],
    untold: bool,
) -> Option<Vec<usize>> {
    let text = scene.text;
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
    // "handed in his badge", "stormed out of the hall", where the tree has the particle for a preposition.
    let asks = |lists: &[&Vec<Sort>]| lists.iter().any(|l| !l.is_empty());
    let needs = &rule.needs;
    let tied = |p: &str| {
        tree::tied(text, word, p).is_some_and(|(_, further)| {
            asks(&[&needs.object])
                || further && asks(&[&needs.subject, &needs.with, &needs.behind, &needs.about])
        })
    };
    if !rule.particle.is_none_or(|p| particle(p) || tied(p)) || other {
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
    let own;
    let (direct, objects) = match (rule.particle, rule.preposition) {
        (particle, preposition) if plain.0.is_empty() && (particle.is_some() || preposition.is_some()) => {
            own = objects(text, word, lemma, particle, preposition);
            &own
        }
        _ => plain,
    };
    // "made a great deal of progress": much of it.
    if objects.iter().any(|&o| is_much(text, o)) && rule.kind == EventKind::Agree {
        return None;
    }
    let wanted = needed(scene, rule, objects)?;
    let subjects = || -> Vec<usize> {
        tree::subjects(text, word).into_iter().flat_map(|s| tree::joined(text, s)).collect()
    };
    // "The village was shelled": who did it is not told, and what it was done to says enough.
    let wide =
        |s: &&Sort| matches!(s, Sort::Actor | Sort::Kind("person" | "group" | "organization" | "country"));
    let special: Vec<Sort> = needs.object.iter().filter(|s| !wide(s)).copied().collect();
    let untold = || untold && objects.iter().any(|&o| fits(scene, o, &special));
    let fitting = || subjects().iter().any(|&s| fits(scene, s, &needs.subject));
    if !needs.subject.is_empty() && !fitting() && !untold() {
        return None;
    }
    if !around::behind(scene, rule, word, objects) {
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
    // "seized on emails": what is seized is an object.
    let on = text.words.get(word + 1).is_some_and(|_| matches!(text.lower(word + 1).as_str(), "on" | "upon"));
    let plain = rule.preposition.is_none() && rule.particle.is_none() && rule.places.recipient.is_empty();
    if rule.kind == EventKind::Coerce && plain && on && direct.is_empty() && !tree::is_passive(text, word) {
        return None;
    }
    // "Build Back Together": a slogan inside a sentence that is written in small letters.
    if is_slogan(text, word) {
        return None;
    }
    if needs.no_object && direct.iter().any(|&o| text.words[o].upos != Upos::Pron) {
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
    // "told the men to go", where the tree hangs the clause on the men.
    let on_object =
        || objects.iter().flat_map(|&o| text.by(o, "acl")).filter(|&c| text.words[c].xpos == "VB");
    let infinitive = || {
        text.children(word).chain(on_object()).any(|c| {
            let hangs = ["xcomp", "ccomp", "advcl", "acl"].iter().any(|r| text.is(c, r));
            let deed = text.words[c].upos == Upos::Verb || !needs.deed;
            hangs && deed && text.by(c, "mark").any(|m| text.lower(m) == "to")
        })
    };
    if needs.done && !text.by(word, "xcomp").any(|c| tree::is_caused(text, c)) {
        return None;
    }
    if needs.infinitive && !infinitive() {
        return None;
    }
    if needs.clause && !clause() {
        return None;
    }
    if !needs.event.is_empty() {
        let yet = |c: &usize| {
            matches!(text.words[*c].xpos, "VB" | "VBN")
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
    told.then(|| wanted.into_iter().chain(with).collect())
}

/// Whether a verb in a sentence is written as a name is, before another such word, and the sentence's own verb is not.
fn is_slogan(text: &Text<'_>, word: usize) -> bool {
    let big = |w: usize| text.words.get(w).is_some_and(|n| n.text.starts_with(char::is_uppercase));
    let sentence = text.sentences[text.words[word].sentence].clone();
    let inside = word > sentence.start && text.is_word(word - 1);
    let root = sentence.clone().find(|&w| text.words[w].head.is_none());
    let small = root.is_some_and(|r| r != word && text.words[r].upos == Upos::Verb && !big(r));
    let shouted = text.words[word].text.chars().all(char::is_uppercase);
    inside && small && !shouted && big(word) && (big(word + 1) || big(word - 1) && word > sentence.start + 1)
}

/// "A great deal": an amount and no bargain.
fn is_much(text: &Text<'_>, noun: usize) -> bool {
    let size = |a: usize| matches!(text.lower(a).as_str(), "great" | "good");
    text.lower(noun) == "deal"
        && text.by(noun, "amod").any(size)
        && text.by(noun, "det").any(|d| text.lower(d) == "a")
}
