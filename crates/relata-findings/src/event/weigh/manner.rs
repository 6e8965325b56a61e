//! What is seen of how an event is told: of its verb and of the verb above that.

use super::super::Reading;
use super::super::modality;
use super::super::tree;
use super::marks::{RELATIONS, TAGS, relation};
use crate::party::Scene;
use crate::text::Text;
use crate::weigh::{FIELDS, fields, yes};
use relata_language::Upos;
use relata_rows::{Genre, Modality, Polarity, Speech};

/// Helpers that are told apart, by what they say.
const HELPERS: [&[&str]; 10] = [
    &["will", "'ll", "wo", "shall"],
    &["would", "'d"],
    &["could"],
    &["can", "ca"],
    &["may", "might"],
    &["should", "ought"],
    &["must", "need"],
    &["have", "has", "had", "having", "'ve"],
    &["do", "does", "did"],
    &["be", "is", "are", "was", "were", "been", "being", "'s", "'re"],
];

const MARKS: [&str; 12] =
    ["to", "if", "unless", "whether", "that", "because", "before", "after", "since", "while", "until", "for"];

/// The sorts of text that were learnt from in numbers; another counts as none of them.
const GENRES: [Genre; 6] =
    [Genre::News, Genre::Opinion, Genre::Statement, Genre::Speech, Genre::Policy, Genre::Legal];

/// How many numbers [`features`] gives.
pub(super) const FEATURES: usize =
    Modality::ALL.len() + 2 * CLAUSE + FIELDS.len() + RELATIONS.len() + GENRES.len() + SENTENCE;
/// So many of them are of the whole sentence.
const SENTENCE: usize = 12;
const CLAUSE: usize = HELPERS.len() + MARKS.len() + TAGS.len() + 6;

/// The numbers of an event.
pub(super) fn features(scene: &Scene<'_>, reading: &Reading) -> Vec<f32> {
    let text = scene.text;
    let t = &reading.trigger;
    let verb = t.light.unwrap_or(t.word);
    let up = |word: usize| {
        let heads = std::iter::successors(text.words[word].head, |&w| text.words[w].head);
        heads.take(8).find(|&w| matches!(text.words[w].upos, Upos::Verb | Upos::Aux))
    };
    let above = up(verb);
    let evidence = modality::evidence(text, t.word, t.light);
    let mut out: Vec<f32> = Modality::ALL.iter().map(|m| yes(evidence.contains(m))).collect();
    clause(text, Some(verb), &mut out);
    clause(text, above, &mut out);
    fields(&above.map(|w| text.lemma(w).to_lowercase()).unwrap_or_default(), &mut out);
    relation(text, Some(verb), &mut out);
    out.extend(GENRES.iter().map(|&g| yes(g == scene.document.metadata.genre)));
    let sentence = text.sentences[text.words[t.word].sentence].clone();
    let before =
        |words: &[&str]| yes((sentence.start..t.word).any(|w| words.contains(&text.lower(w).as_str())));
    let inside = |words: &[&str]| yes(sentence.clone().any(|w| words.contains(&text.lower(w).as_str())));
    let told = scene.statement(text.words[t.word].span);
    out.extend([
        yes(told.is_some()),
        yes(told.is_some_and(|s| s.body.speech == Speech::Direct)),
        yes(told.is_some_and(|s| s.body.polarity == Polarity::Asked)),
        inside(&["?"]),
        before(&["if", "unless"]),
        before(&["would", "could", "might"]),
        before(&["will", "'ll"]),
        before(&["should", "must"]),
        inside(&["allegedly", "reportedly", "alleged", "accused", "suspected", "claimed"]),
        before(&["no", "not", "n't", "never", "nobody", "without"]),
        above.map_or(0.0, |a| (verb.abs_diff(a) as f32).min(20.0)),
        yes(above.and_then(up).is_some()),
    ]);
    debug_assert_eq!(out.len(), FEATURES);
    out
}

/// What stands beside a verb.
fn clause(text: &Text<'_>, verb: Option<usize>, out: &mut Vec<f32>) {
    let Some(verb) = verb else {
        out.extend([0.0; CLAUSE]);
        return;
    };
    let has = |relations: &[&str], words: &[&str]| {
        let mut children = text.children(verb);
        yes(children
            .any(|c| relations.iter().any(|r| text.is(c, r)) && words.contains(&text.lower(c).as_str())))
    };
    out.extend(HELPERS.iter().map(|words| has(&["aux", "cop"], words)));
    out.extend(MARKS.iter().map(|&mark| has(&["mark", "case", "advmod"], &[mark])));
    out.extend(TAGS.iter().map(|&tag| yes(text.words[verb].xpos == tag)));
    out.extend([
        has(&["advmod", "det", "cc"], &["not", "n't", "never", "no", "neither"]),
        has(&["advmod"], &["when", "where", "how", "why"]),
        yes(text.by(verb, "nsubj").next().is_some()),
        yes(text.by(verb, "obj").next().is_some()),
        yes(tree::is_passive(text, verb)),
        yes(text.words[verb].head.is_none()),
    ]);
}
