//! Who did what to whom, as PLOVER codes it.
//!
//! [`lexicon`] says which verbs and nouns tell which event, [`trigger`] which of them stand in the text, with what
//! must stand [`around`] them in the tree; [`roles`] finds who did it and to whom, [`modality`] whether it is told as
//! having happened, [`scene`] when and where; [`weigh`] leaves out, adds and changes what is unlikely, and [`same`] joins what is
//! told twice.
//!
//! Where the manual turns cooperation that is still to come into `AGREE`, the row keeps the category of the deed and
//! is `planned`: the deed and that it is yet to come are two things, and both are there.

mod around;
mod lexicon;
mod modality;
mod roles;
mod same;
mod scene;
mod tree;
mod trigger;
mod weigh;

use crate::party::Scene;
use crate::text::Text;
use relata_rows::{
    Event, EventKind, Extent, Modality, Party, Polarity, Row, RowId, RowKind, Span, Speech, Statement,
};
use roles::Roles;
use trigger::Trigger;
pub(crate) use weigh::weighed;
pub use weigh::{Part, Weighed};

/// A word that tells an event, or may, with what is read of it.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    trigger: Trigger<'static>,
    roles: Roles,
    modality: Modality,
    /// Whether the rules have it as an event.
    found: bool,
    /// How likely it tells one, as the forest weighs it; 1 before that.
    share: f32,
}

/// The events of a document, in the order of the text.
pub(crate) fn find(scene: &Scene<'_>) -> Vec<Row<Event>> {
    let (readings, all) = readings(scene, weigh::UNLIKELY);
    let told = weigh::told(scene, readings, &all);
    let mut rows: Vec<(usize, Row<Event>)> =
        told.into_iter().filter_map(|r| Some((r.trigger.word, row(scene, r, &all)?))).collect();
    rows.sort_by_key(|(_, r)| (r.span.start, r.span.end, r.body.trigger.cover()));
    same::join(scene, rows)
}

/// All words that tell an event by the rules and those that may, in the order of the text; and all triggers by the rules. Of
/// those that may, only words that the language model takes for one with more than a share of `unlikely`.
fn readings(scene: &Scene<'_>, unlikely: f32) -> (Vec<Reading>, Vec<Trigger<'static>>) {
    let (triggers, all) = trigger::find(scene);
    let mut readings: Vec<Reading> = triggers.into_iter().map(|t| read(scene, t, &all, true)).collect();
    let chances = trigger::chances(scene, &all, unlikely);
    readings.extend(chances.into_iter().map(|t| read(scene, t, &all, false)));
    readings.sort_by_key(|r| r.trigger.word);
    (readings, all)
}

fn read(scene: &Scene<'_>, trigger: Trigger<'static>, all: &[Trigger<'_>], by_rules: bool) -> Reading {
    let roles = parties(scene, &trigger, all);
    let modality = modality::modality(scene.text, trigger.word, trigger.light);
    let found = by_rules && trigger::has_its_parties(scene, &trigger, &roles);
    Reading { trigger, roles, modality, found, share: 1.0 }
}

/// Those who take part in what a trigger tells; the rules alone.
fn parties(scene: &Scene<'_>, t: &Trigger<'_>, all: &[Trigger<'_>]) -> Roles {
    let text = scene.text;
    let mut roles = roles::roles(scene, t.word, t.rule, t.light);
    // "we shall not sit down with them": those whom somebody refuses take no part.
    if t.kind == EventKind::Reject && t.rule.kind != t.kind && t.rule.places.both {
        let own: Vec<usize> =
            tree::subjects(text, t.word).into_iter().flat_map(|s| tree::joined(text, s)).collect();
        let does = |p: &Party| scene.head(p).is_some_and(|h| own.contains(&h));
        let (agents, others): (Vec<Party>, Vec<Party>) = roles.agents.into_iter().partition(does);
        roles.agents = agents;
        roles.recipients.extend(others);
    }
    // "refused to lend the island its tugs": whom what is refused or threatened would meet.
    // "plans to provide a grant to Mexico": who would get it.
    let answers = matches!(t.kind, EventKind::Reject | EventKind::Threaten | EventKind::Agree);
    if roles.recipients.is_empty() && answers && !t.rule.places.both {
        let content = all.iter().find(|o| o.word != t.word && text.words[o.word].head == Some(t.word));
        let gift = |o: &&Trigger<'_>| t.kind != EventKind::Agree || o.kind == EventKind::Aid;
        if let Some(o) = content.filter(gift) {
            let content = roles::roles(scene, o.word, o.rule, o.light);
            // "refused to meet the teachers": all take part in a meeting.
            let both = o.rule.places.both && content.recipients.is_empty();
            roles.recipients = if both { content.agents } else { content.recipients };
            roles.recipients.retain(|r| roles.agents.iter().all(|a| a.entity != r.entity));
        }
    }
    // "threw out the governor's request", "denied the charge": whoever answers was asked or accused.
    if t.noun && roles.recipients.is_empty() {
        roles.recipients = answering(scene, t, all);
        let agents: Vec<Option<usize>> = roles.agents.iter().map(|p| p.entity).collect();
        roles.recipients.retain(|r| !agents.contains(&r.entity));
    }
    roles::requested(scene, t, all, &mut roles);
    roles
}

fn row(scene: &Scene<'_>, reading: Reading, all: &[Trigger<'_>]) -> Option<Row<Event>> {
    let text = scene.text;
    let Reading { trigger: t, roles, mut modality, share, .. } = reading;
    let t = &t;
    let claimed = |word: usize| word != t.word && Some(word) != t.light && trigger::at(all, word).is_some();
    let taken = |word: usize| {
        scene
            .party(word)
            .is_some_and(|p| roles.agents.iter().chain(&roles.recipients).any(|r| r.span == p.span))
    };
    let span_of = |word: usize| text.words[word].span;
    let trigger = trigger_extent(scene, t);
    let sentence = text.sentences[text.words[t.word].sentence].clone();
    let bounds = span_of(sentence.start).cover(span_of(sentence.end - 1));
    let parties = roles.agents.iter().chain(&roles.recipients).map(|p| p.span);
    let span =
        parties.filter(|s| bounds.start <= s.start && s.end <= bounds.end).fold(trigger.cover(), Span::cover);
    let statement = scene.statement(trigger.cover());
    // A whole turn of questions has sentences that ask nothing.
    let asked = |s: &Row<Statement>| s.body.polarity == Polarity::Asked && s.body.speech != Speech::Direct;
    if modality == Modality::Actual && statement.is_some_and(asked) {
        modality = Modality::Hypothetical;
    }
    // "promised to declare an emergency": against nobody, no threat.
    let promise = t.kind == EventKind::Threaten
        && roles.recipients.is_empty()
        && matches!(text.lemma(t.word).as_str(), "promise" | "pledge");
    let kind = if promise { EventKind::Agree } else { t.kind };
    let mode = t.mode.or_else(|| content_mode(scene, t, all)).filter(|_| !promise).map(str::to_owned);
    // "we agree that this is a threat": a view that is shared.
    if kind == EventKind::Agree && is_view(text, t.word) {
        return None;
    }
    if matches!(kind, EventKind::Threaten | EventKind::Reject) && t.rule.kind != kind {
        modality = Modality::Actual;
    }
    // "I can promise", "I would agree": a way of speaking.
    let i = |p: &Party| matches!(p.span.get(text.text), Some("I"));
    if kind == EventKind::Agree
        && modality != Modality::Actual
        && roles.agents.iter().all(i)
        && !roles.agents.is_empty()
    {
        return None;
    }
    let body = Event {
        kind,
        mode,
        speech: scene.told_by(trigger.cover()).map(|s| s.id.clone()),
        statement: statement.map(|s| s.id.clone()),
        date: scene::date(scene, t.word, t.light, &claimed),
        place: scene::place(scene, t.word, t.light, &taken),
        agents: roles.agents,
        recipients: roles.recipients,
        modality,
        trigger,
        also: Vec::new(),
    };
    let doc = &scene.document.id;
    let rest = format!("{} {}", kind.name(), span_of(t.word).start);
    let id = RowId::of(RowKind::Events, doc, span, &rest);
    Some(Row { id, doc: doc.clone(), span, confidence: confidence(t, &body).min(share), body })
}

/// Whether what is agreed is how something is, not what somebody will do: "agreed that this is a threat".
fn is_view(text: &Text<'_>, verb: usize) -> bool {
    let told = text.lemma(verb) == "agree";
    let is = |c: usize| {
        let helped = text.by(c, "aux").next().is_some();
        text.by(c, "cop").any(|b| matches!(text.lower(b).as_str(), "is" | "are" | "was" | "were" | "'s"))
            && !helped
    };
    text.by(verb, "ccomp").any(|c| told && is(c) && text.by(c, "mark").all(|m| text.lower(m) == "that"))
}

/// Of words told as a noun, who rejects, accepts or denies them.
fn answering(scene: &Scene<'_>, t: &Trigger<'_>, all: &[Trigger<'_>]) -> Vec<Party> {
    let text = scene.text;
    let words = matches!(t.kind, EventKind::Request | EventKind::Accuse | EventKind::Agree);
    let object = text.is(t.word, "obj") || text.words[t.word].relation == "nsubj:pass";
    let verb = text.words[t.word].head.filter(|_| words && object && t.light.is_none());
    let answer = verb.and_then(|v| all.iter().find(|o| o.word == v && !o.noun));
    let answer = answer.filter(|o| {
        o.kind == EventKind::Reject || matches!(text.lemma(o.word).as_str(), "accept" | "grant" | "meet")
    });
    answer.map(|o| roles::roles(scene, o.word, o.rule, o.light).agents).unwrap_or_default()
}

/// The verb with its particle, or the noun with the light verb before it.
fn trigger_extent(scene: &Scene<'_>, t: &Trigger<'_>) -> Extent {
    let text = scene.text;
    let particle = t
        .rule
        .particle
        .and_then(|p| text.children(t.word).find(|&c| text.lower(c) == p).filter(|_| t.light.is_none()));
    let words = [t.light, Some(t.word), particle].into_iter().flatten().chain(t.with.iter().copied());
    let mut words: Vec<Span> = words.map(|w| text.words[w].span).collect();
    words.sort();
    words.dedup();
    Extent::of(words).unwrap_or_else(|| Extent::from(text.words[t.word].span))
}

/// What a demand, refusal or threat is about, by the event that hangs on it: the modes of these categories.
fn content_mode(scene: &Scene<'_>, t: &Trigger<'_>, all: &[Trigger<'_>]) -> Option<&'static str> {
    let kind = t.kind;
    if !matches!(kind, EventKind::Request | EventKind::Reject | EventKind::Threaten) {
        return None;
    }
    let text = scene.text;
    let depth = |word: usize| {
        (0..)
            .scan(Some(word), |at, n| {
                let now = (*at)?;
                *at = text.words[now].head;
                Some((n, now))
            })
            .find(|&(_, w)| w == t.word || Some(w) == t.light)
            .map(|(n, _)| n)
    };
    let same = text.words[t.word].sentence;
    let about = all
        .iter()
        .filter(|o| o.word != t.word && text.words[o.word].sentence == same)
        .filter_map(|o| Some((depth(o.word).filter(|&d| d > 0)?, o)))
        .min_by_key(|(d, o)| (*d, o.word))
        .map(|(_, o)| (o.kind, o.mode));
    match (kind, about?) {
        (EventKind::Threaten, (kind, mode)) => trigger::threatened(kind, mode)?.1,
        (_, (EventKind::Consult, _)) => Some("meet"),
        (_, (EventKind::Retreat, Some("resign"))) => Some("change"),
        (_, (EventKind::Retreat | EventKind::Concede, _)) => Some("yield"),
        (_, (EventKind::Aid | EventKind::Cooperate | EventKind::Support | EventKind::Agree, _)) => {
            Some("assist")
        }
        _ => None,
    }
}

/// The share of rows of this sort that are right; no row is surer than the forest is of it.
fn confidence(t: &Trigger<'_>, event: &Event) -> f32 {
    match (t.noun, event.agents.is_empty()) {
        (false, false) => 0.75,
        (false, true) => 0.65,
        (true, false) => 0.7,
        (true, true) => 0.55,
    }
}
