//! What a document tells twice is one event with several stretches.

use crate::party::Scene;
use relata_language::Upos;
use relata_language::lexicon::{Pos, derived};
use relata_rows::{Event, Modality, Party, Period, Row};

/// Joins rows that tell the same event; each comes with the word that tells it. The fullest stays, with the other
/// stretches beside it.
pub(super) fn join(scene: &Scene<'_>, rows: Vec<(usize, Row<Event>)>) -> Vec<Row<Event>> {
    let mut kept: Vec<(usize, Row<Event>)> = Vec::new();
    for (word, row) in rows {
        match kept.iter_mut().rev().find(|(other, old)| is_same(scene, (*other, old), (word, &row))) {
            Some((_, old)) => {
                let fuller = weight(&row.body) > weight(&old.body);
                let (span, mut body) = (row.span, row.body);
                if fuller {
                    // The first telling stays the row; what only the other knows is added.
                    std::mem::swap(&mut body.date, &mut old.body.date);
                }
                fill(&mut old.body, body);
                if !old.body.also.contains(&span) && span != old.span {
                    old.body.also.push(span);
                }
            }
            None => kept.push((word, row)),
        }
    }
    kept.into_iter().map(|(_, row)| row).collect()
}

fn weight(e: &Event) -> usize {
    e.agents.len() + e.recipients.len() + usize::from(e.date.is_some()) + usize::from(e.place.is_some())
}

/// Takes over what an event does not tell itself.
fn fill(event: &mut Event, other: Event) {
    if event.agents.is_empty() {
        event.agents = other.agents;
    }
    if event.recipients.is_empty() {
        let agents: Vec<_> = event.agents.iter().map(|p| p.entity).collect();
        event.recipients = other.recipients.into_iter().filter(|p| !agents.contains(&p.entity)).collect();
    }
    event.date = event.date.take().or(other.date);
    event.place = event.place.take().or(other.place);
    event.mode = event.mode.take().or(other.mode);
}

fn is_same(scene: &Scene<'_>, (word, old): (usize, &Row<Event>), (next, new): (usize, &Row<Event>)) -> bool {
    let (a, b) = (&old.body, &new.body);
    let told = |m: Modality| matches!(m, Modality::Actual | Modality::Planned | Modality::Alleged);
    if a.kind != b.kind || a.modality != b.modality || !told(a.modality) || a.statement != b.statement {
        return false;
    }
    if a.mode.is_some() && b.mode.is_some() && a.mode != b.mode || !meet(a.date.as_ref(), b.date.as_ref()) {
        return false;
    }
    let (agents, recipients) = (shared(&a.agents, &b.agents), shared(&a.recipients, &b.recipients));
    if agents == Some(false) || recipients == Some(false) {
        return false;
    }
    let text = scene.text;
    let (x, y) = (text.lemma(word).to_lowercase(), text.lemma(next).to_lowercase());
    let pos = |w: usize| if text.words[w].upos == Upos::Verb { Pos::Verb } else { Pos::Noun };
    let akin = x == y || derived(&x, pos(word)).iter().any(|(w, p)| *w == y && *p == pos(next));
    // "The attack", said again of what was told; or the same two told by the same word.
    let back = text.words[next].upos == Upos::Noun
        && text.by(next, "det").any(|d| matches!(text.lower(d).as_str(), "the" | "this" | "that"));
    let dated = a.date.is_some() && b.date.is_some();
    let both = agents == Some(true) && recipients == Some(true);
    akin && (back && (agents == Some(true) || recipients == Some(true) || weight(b) == 0)
        || both && (dated || a.date.is_none() && b.date.is_none())
        || dated && agents == Some(true))
}

/// Whether two lists share somebody; `None` where one is empty.
fn shared(a: &[Party], b: &[Party]) -> Option<bool> {
    (!a.is_empty() && !b.is_empty()).then(|| a.iter().any(|p| b.iter().any(|q| p.entity == q.entity)))
}

fn meet(a: Option<&Period>, b: Option<&Period>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    a.start.zip(b.end).is_none_or(|(s, e)| s < e) && b.start.zip(a.end).is_none_or(|(s, e)| s < e)
}
