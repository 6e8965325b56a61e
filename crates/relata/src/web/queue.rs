//! All decisions, and the rows that wait for one.

use super::cite::Citer;
use super::row::{interval, percent};
use super::{CLIP, PAGE, Scene, clip};
use crate::reviewing::NONE;
use crate::typed::unit_name;
use relata_case::Reviewed;
use relata_rows::{Decided, ProposalKind, RowId, Status, Verdict, Whom};
use relata_web::Ask;
use relata_web::view::{self, Part};
use std::collections::{BTreeMap, BTreeSet};

/// A decision for people; on the page of the row `of`, the other row is the one beside it.
pub(super) fn review(r: Reviewed, of: Option<&RowId>, row: Option<view::Cited>) -> view::Review {
    let Reviewed {
        review: relata_rows::Review { on, verdict, correction, note, by, at, .. },
        now,
        beside_now,
        ..
    } = r;
    let beside = if of.is_some() && beside_now.as_ref() == of { now } else { beside_now };
    let c = &correction;
    let fields = [
        ("row-words", c.words.as_ref().map(|w| w.text.clone())),
        ("interval", c.value.map(|v| interval(&v.interval()))),
        ("unit", c.unit.as_ref().map(unit_name)),
        ("measure", c.measure.as_ref().map(|m| m.text.clone())),
        ("who", c.actor.as_ref().map(|a| a.name.clone())),
        ("period", c.period.as_ref().map(|p| p.text.clone())),
        ("recipients", c.recipients.as_ref().map(|all| typed(all))),
        ("place", c.place.as_ref().map(|p| if p.text.is_empty() { NONE.to_owned() } else { p.text.clone() })),
        ("type", c.kind.map(|k| k.name().to_owned())),
        ("modality", c.modality.map(|m| m.name().to_owned())),
        ("polarity", c.polarity.map(|p| p.name().to_owned())),
        ("status", c.status.map(|s| s.name().to_owned())),
    ];
    view::Review {
        verdict: verdict.name().to_owned(),
        fields: fields.into_iter().filter_map(|(key, value)| Some((key, clip(&value?, CLIP)))).collect(),
        beside: beside.map_or_else(String::new, |id| id.as_str().to_owned()),
        judged: c.verdict.map_or("", Verdict::name),
        note,
        by,
        at,
        words: clip(&on.text, CLIP),
        row,
    }
}

/// Recipients as they are typed.
fn typed(all: &[Whom]) -> String {
    let one = |whom: &Whom| match whom {
        Whom::Actor(known) => known.name.clone(),
        Whom::Words(words) => words.text.clone(),
    };
    if all.is_empty() { NONE.to_owned() } else { all.iter().map(one).collect::<Vec<_>>().join("; ") }
}

/// Why a row matters: in a difference, an open commitment, told by how many documents.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    differs: bool,
    open: bool,
    documents: usize,
}

impl Weight {
    /// How much it matters, by how unsure it is. A difference weighs three, an open commitment two, and what many tell
    /// up to two; the numbers say only which comes first.
    fn by(self, confidence: f32) -> f32 {
        let many = self.documents.min(10) as f32 / 5.0;
        let matters = 3.0 * f32::from(u8::from(self.differs)) + 2.0 * f32::from(u8::from(self.open)) + many;
        // Of a contradiction one side may be wrong, however sure the rows are.
        let doubt = (1.0 - confidence).max(if self.differs { 0.3 } else { 0.0 });
        matters * doubt.clamp(0.0, 1.0)
    }
}

/// The rows that wait for a decision, with why they matter.
fn waiting(scene: &Scene<'_>) -> Vec<(String, Weight, f32)> {
    let whole = scene.whole;
    let mut weights: BTreeMap<&str, Weight> = BTreeMap::new();
    let telling =
        |v: Verdict| matches!(v, Verdict::Differs | Verdict::Opposed | Verdict::Agrees | Verdict::SameRoot);
    let mut documents: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for link in whole.links.iter().filter(|l| l.verdict.is_some_and(telling)) {
        let rows = || link.left.iter().chain(&link.right).filter(|id| whole.rows.contains_key(*id));
        let docs: BTreeSet<&str> = rows().map(|id| whole.rows[id].doc.as_str()).collect();
        for row in rows() {
            let weight = weights.entry(row).or_default();
            weight.differs |= matches!(link.verdict, Some(Verdict::Differs | Verdict::Opposed));
            documents.entry(row).or_default().extend(&docs);
        }
    }
    for (row, docs) in documents {
        weights.entry(row).or_default().documents = docs.len();
    }
    let open = whole.ledger.proposed.iter().filter(|p| p.kind == ProposalKind::Commitment);
    for promise in open.filter(|p| !whole.fates.contains_key(&p.row)) {
        let is_open =
            whole.rows.get(promise.row.as_str()).is_some_and(|i| i.about.ends_with(Status::Open.name()));
        if is_open {
            weights.entry(promise.row.as_str()).or_default().open = true;
        }
    }
    let undecided = weights.into_iter().filter(|(id, _)| {
        let standing = scene.decisions.rows.get(&RowId::from_printed(id));
        standing.is_none_or(|s| s.last.verdict == Decided::Noted)
    });
    let mut all: Vec<(String, Weight, f32)> = undecided
        .filter_map(|(id, weight)| Some((id.to_owned(), weight, whole.rows.get(id)?.confidence)))
        .filter(|(_, weight, _)| weight.differs || weight.open || weight.documents > 2)
        .collect();
    all.sort_by(|a, b| b.1.by(b.2).total_cmp(&a.1.by(a.2)).then(a.0.cmp(&b.0)));
    all
}

/// Decisions, the latest first, and rows that wait for one.
pub(super) fn reviews(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Reviews> {
    let mut citer = Citer::new(scene);
    let all = waiting(scene);
    let left = all.len();
    let mut queue = Vec::new();
    for (id, Weight { differs, open, documents }, confidence) in all.into_iter().take(PAGE) {
        if let Some(row) = citer.cite(&id)? {
            queue.push(view::Waiting { row, confidence: percent(confidence), differs, open, documents });
        }
    }
    let all: Vec<Reviewed> = scene.case.reviews()?.into_iter().rev().collect();
    let list = Part::of(all, ask.part(), PAGE).make(|r| {
        let now = r.now.clone();
        let row = now.map_or(Ok(None), |id| citer.cite(id.as_str()))?;
        anyhow::Ok(review(r, None, row))
    })?;
    Ok(view::Reviews { waiting: queue, left, list })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_most_and_is_least_sure_comes_first() {
        let difference = Weight { differs: true, open: false, documents: 2 };
        let many = Weight { documents: 8, ..Weight::default() };
        assert!(difference.by(0.6) > many.by(0.6));
        assert!(many.by(0.3) > difference.by(0.9));
        assert!(Weight { open: true, ..many }.by(0.5) > many.by(0.5));
    }
}
