//! Who takes part in what somebody asks for or answers.

use super::super::tree;
use super::super::trigger::Trigger;
use super::{Roles, roles};
use crate::party::Scene;
use relata_rows::{EventKind, Party};

/// Adds who asked: "Peru asked Chile for loans, but Chile refused" is refused to Peru; "asked the guild for its
/// endorsement" is for whoever asks. `all`: the events of the document, in order.
pub(in super::super) fn requested(scene: &Scene<'_>, t: &Trigger<'_>, all: &[Trigger<'_>], told: &mut Roles) {
    let text = scene.text;
    if !told.recipients.is_empty() {
        return;
    }
    let asks = |o: &&Trigger<'_>| o.kind == EventKind::Request && !o.noun && o.word < t.word;
    let parties = |o: &Trigger<'_>| roles(scene, o.word, o.rule, o.light);
    let among = |p: &Party, list: &[Party]| list.iter().any(|o| o.entity == p.entity);
    if t.noun {
        // What is asked for is theirs who are asked, for whoever asks.
        let gift = matches!(t.kind, EventKind::Aid | EventKind::Support | EventKind::Concede);
        let hangs = gift && tree::case(text, t.word).is_some_and(|c| c == "for");
        let verb = text.words[t.word].head.filter(|_| hangs && t.light.is_none());
        let Some(request) = verb.and_then(|v| all.iter().filter(asks).find(|o| o.word == v)) else { return };
        let asked = parties(request);
        let theirs = told.agents.iter().all(|a| among(a, &asked.recipients));
        if theirs && !asked.recipients.is_empty() {
            told.agents = asked.recipients;
            told.recipients = asked.agents;
        }
        return;
    }
    let answer = match t.kind {
        EventKind::Reject | EventKind::Concede => true,
        EventKind::Agree => matches!(text.lemma(t.word).as_str(), "agree" | "consent" | "accept"),
        _ => false,
    };
    if !answer || told.agents.is_empty() {
        return;
    }
    let sentence = text.words[t.word].sentence;
    let from = text.sentences[sentence.saturating_sub(1)].start;
    let block = text.blocks.iter().find(|b| b.words.contains(&t.word)).map_or(from, |b| b.words.start);
    let near = all.iter().rev().filter(asks).take_while(|o| o.word >= from.max(block));
    let found = near.map(parties).find(|asked| told.agents.iter().any(|a| among(a, &asked.recipients)));
    if let Some(asked) = found {
        told.recipients = asked.agents.into_iter().filter(|p| !among(p, &told.agents)).collect();
    }
}
