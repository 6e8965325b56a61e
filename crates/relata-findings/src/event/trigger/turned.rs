//! What a deed becomes by how it is told: a threat, a refusal, the deed of whoever announces it.

use crate::event::lexicon::Rule;
use crate::event::tree;
use crate::text::Text;
use relata_rows::EventKind;

/// The verb of "announced sanctions": who announces them imposes them; not so an arrest or a conviction.
pub(super) fn announced(text: &Text<'_>, noun: usize, rule: &Rule) -> Option<usize> {
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
pub(super) fn threat(text: &Text<'_>, verb: usize, rule: &Rule) -> Option<(EventKind, Option<&'static str>)> {
    let will = text.by(verb, "aux").any(|a| matches!(text.lower(a).as_str(), "will" | "'ll" | "would"));
    let condition = text
        .by(verb, "advcl")
        .any(|c| text.by(c, "mark").any(|m| matches!(text.lower(m).as_str(), "if" | "unless")));
    if condition && rule.kind == EventKind::Agree && matches!(text.lemma(verb).as_str(), "vow" | "swear") {
        return Some((EventKind::Threaten, None));
    }
    // "will press them in public if they go on": words, too, where somebody is to stop what they do.
    let goes_on = |c: usize| {
        let marked = text.by(c, "mark").any(|m| matches!(text.lower(m).as_str(), "if" | "unless"));
        marked && tree::is_in("goes_on", &text.lemma(c))
    };
    let words = matches!(rule.kind, EventKind::Request | EventKind::Accuse);
    if will && words && text.by(verb, "advcl").any(goes_on) {
        return Some((EventKind::Threaten, None));
    }
    (will && condition).then(|| threatened(rule.kind, rule.mode)).flatten()
}

/// What somebody will not do for others is refused: "we shall not sit down with them".
pub(super) fn refusal(
    text: &Text<'_>,
    verb: usize,
    rule: &Rule,
) -> Option<(EventKind, Option<&'static str>)> {
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
pub(in super::super) fn threatened(
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
