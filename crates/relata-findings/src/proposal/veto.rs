//! What looks like a proposal and is none: rules of the house, sayings, plots, remarks, certainty about the past.

use super::{clause, cues};
use crate::party::Scene;
use crate::text::Text;
use relata_language::Upos;
use relata_rows::{Polarity, ProposalKind};

/// Whether nothing in the sentence of a word is said to be so or wanted: a question, a proverb, the plot of a story,
/// where to write.
pub(super) fn is_idle(scene: &Scene<'_>, word: usize) -> bool {
    let text = scene.text;
    clause::is_question(text, word) || is_saying(scene, word) || is_plot(text, word) || is_contact(text, word)
}

/// "Contact the press office at press@example.org."
fn is_contact(text: &Text<'_>, word: usize) -> bool {
    let mut sentence = text.sentences[text.words[word].sentence].clone();
    sentence.any(|i| {
        let word = text.lower(i);
        word.split_once('@').is_some_and(|(name, site)| !name.is_empty() && site.contains('.'))
            || word.starts_with("www.")
            || word.starts_with("http")
    })
}

/// Whether the holder of the statement around a word denies it or only asks.
pub(super) fn is_disowned(scene: &Scene<'_>, word: usize, kind: ProposalKind) -> bool {
    match super::parties::statement(scene, word).map(|s| s.body.polarity) {
        None | Some(Polarity::Said) => false,
        Some(Polarity::Denied) => kind != ProposalKind::Prediction,
        Some(Polarity::Asked) => true,
    }
}

/// "must have left", "may have been lost".
pub(super) fn is_perfect(text: &Text<'_>, head: usize) -> bool {
    text.by(head, "aux").any(|a| text.lemma(a) == "have" && a > 0 && text.words[a].xpos == "VB")
}

/// "has yet to decide", "is yet to be seen": what is still open.
pub(super) fn is_yet_to(text: &Text<'_>, head: usize) -> bool {
    let to = text.by(head, "mark").find(|&m| text.lower(m) == "to");
    to.is_some_and(|to| to > 0 && text.lower(to - 1) == "yet")
}

/// "must sign every cheque": how things are done, not what somebody ought to do now.
pub(super) fn is_habit(text: &Text<'_>, head: usize) -> bool {
    let sentence = text.sentences[text.words[head].sentence].clone();
    let others: Vec<usize> =
        text.by(head, "conj").filter(|&c| clause::own_subject(text, c).is_some()).collect();
    sentence
        .filter(|&i| text.is_under(i, head) && !others.iter().any(|&c| text.is_under(i, c)))
        .any(|i| cues::is("habit", &text.lower(i)) && !is_each_party(text, i))
}

/// "each Party shall": a duty of every one of them.
fn is_each_party(text: &Text<'_>, word: usize) -> bool {
    text.words[word].head.is_some_and(|h| text.is(h, "nsubj"))
}

/// "It must be said that": a remark of the writer's.
pub(super) fn is_remark(text: &Text<'_>, head: usize, passive: bool) -> bool {
    let nobody = text.by(head, "expl").next().is_some()
        || clause::own_subject(text, head)
            .is_some_and(|s| matches!(text.lower(s.word).as_str(), "it" | "i" | "we" | "one"));
    let plain = text.words[head].upos == Upos::Adj;
    let spoken = passive || plain || text.by(head, "nsubj").any(|s| text.lower(s) != "it");
    nobody && spoken && cues::has("remark", text, head)
}

/// "should the court strike it down": a condition without "if". Behind "under no circumstances" it is none.
pub(super) fn is_inverted(text: &Text<'_>, head: usize) -> bool {
    let modal = text.by(head, "aux").find(|&a| cues::is("should", &text.lower(a)));
    let subject = clause::own_subject(text, head).map(|s| s.word);
    let before = modal.zip(subject).is_some_and(|(m, s)| m < s);
    before && clause::negation(text, head).is_none_or(|n| modal.is_some_and(|m| n > m))
}

fn is_saying(scene: &Scene<'_>, word: usize) -> bool {
    let text = scene.text;
    let mut sentence = text.sentences[text.words[word].sentence].clone();
    sentence.any(|i| text.is(i, "nsubj") && cues::has("saying", text, i))
}

/// "In the third chapter she will meet him again."
fn is_plot(text: &Text<'_>, word: usize) -> bool {
    let mut sentence = text.sentences[text.words[word].sentence].clone();
    sentence.any(|i| {
        text.is(i, "obl")
            && cues::has("plot", text, i)
            && text.by(i, "case").any(|c| matches!(text.lower(c).as_str(), "in" | "throughout"))
    })
}
