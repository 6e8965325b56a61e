//! Which words of a text tell an event: the rules of [`super::lexicon`] held against the tree.

mod chances;
mod noun;
mod parties;
mod turned;
mod verb;

use super::lexicon::{Rule, lexicon};
use super::tree;
use crate::party::Scene;
use crate::text::Text;
use noun::noun;
use relata_language::lexicon::Pos;
use relata_rows::EventKind;
use turned::{announced, refusal, threat};
use verb::{is_verb, verb};

pub(super) use chances::{chances, lean};
pub(super) use parties::{has_its_parties, is_order};
pub(super) use turned::threatened;

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
            && !all.iter().any(|t| t.word == word)
            && let Some(rule) = noun(scene, word)
            && !all.iter().any(|t| {
                is_manner(text, word) && text.words[word].head == Some(t.word) && t.kind == rule.kind
            })
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

/// "Stopped eating in protest": how a verb is done.
fn is_manner(text: &Text<'_>, noun: usize) -> bool {
    tree::case(text, noun).is_some_and(|c| c == "in") && text.by(noun, "det").next().is_none()
}

/// A lemma with what a hyphen ties to it, where the list has it so: "sit-in", "tear-gas".
fn hyphenated(text: &Text<'_>, word: usize, lemma: String) -> String {
    let hyphen = word
        .checked_sub(2)
        .filter(|&w| matches!(text.words[w + 1].text, "-" | "‐" | "‑") && text.words[w].head == Some(word));
    let whole = hyphen.map(|w| format!("{}-{lemma}", text.lower(w)));
    whole.filter(|w| [Pos::Noun, Pos::Verb].iter().any(|p| !lexicon().of(w, *p).is_empty())).unwrap_or(lemma)
}
