//! Proposals across documents: the same one told twice, one against another, and what became of a promise.

use crate::alike::{Likeness, Terms, Weights};
use crate::events::Side;
use crate::sides::{self, Pair, Voice};
use jiff::ToSpan;
use jiff::civil::Date;
use relata_rows::{DocId, Link, LinkKind, Modality, Period, ProposalKind, Reason, RowId, Status, Why};
use std::collections::{BTreeMap, BTreeSet};

/// A proposal as reconciliation sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// The row.
    pub row: RowId,
    /// The document that tells it.
    pub doc: DocId,
    /// The first day on which that may have been published.
    pub day: Option<Date>,
    /// Which of the three.
    pub kind: ProposalKind,
    /// Who recommends, predicts or promises.
    pub holders: Side,
    /// Whose it is, for people.
    pub holder: String,
    /// Who should do it, or to whom it was promised.
    pub addressees: Side,
    /// Their names, as they are shown.
    pub addressed: String,
    /// What should, will or was promised to happen, in the words of the document.
    pub action: String,
    /// Whether it is that something should or will not happen.
    pub negative: bool,
    /// By when or at which time it is to be done.
    pub due: Option<Period>,
}

/// An act that may be what was promised: an event as a document tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed {
    /// The row.
    pub row: RowId,
    /// The document that tells it.
    pub doc: DocId,
    /// The day of the event, else the first on which the document may have been published.
    pub day: Option<Date>,
    /// Who did it.
    pub agents: Side,
    /// Whether it is told as done.
    pub modality: Modality,
    /// The words that tell the act: "returned".
    pub act: String,
    /// With what it was done to: its sentence.
    pub words: String,
}

/// What a later document tells of a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// The promise, by index.
    pub proposal: usize,
    /// What tells it: a row of another document.
    pub row: RowId,
    /// That document.
    pub doc: DocId,
    /// Kept or broken.
    pub status: Status,
    /// Why it is taken for that, in plain words.
    pub reason: Reason,
}

/// The weight that two proposals must share, of both together, to be one.
const SAME_PROPOSAL: f64 = 0.55;

/// The weight of a promise's words that must stand in the sentence that tells its fate.
const SAME_DEED: f64 = 0.6;

/// The least number of meaningful words that they share.
const LEAST_SHARED: usize = 3;

/// How much later than its time a promise may be kept, in days: what is told of a day is often told a little later.
const LATE: i32 = 31;

/// For how long an act without a time of its own is looked for, in days.
const WITHIN: i32 = 2 * 366;

/// Links between proposals of one kind in different documents; the same for every order of `all`.
///
/// `same root` where all have one holder, `agrees` where several want, expect or promise the same, `opposed` where one
/// wants or expects what another does not.
pub fn links(all: &[Proposed]) -> Vec<Link> {
    let mut all: Vec<&Proposed> = all.iter().collect();
    all.sort_by_key(|p| (&p.doc, &p.row));
    let voices: Vec<Voice<'_>> = all.iter().map(|p| voice(p)).collect();
    let terms: Vec<Terms> = all.iter().map(|p| Terms::of(&p.action)).collect();
    let weights = Weights::of(&terms);
    let alike = |a: usize, b: usize| {
        let Likeness { shared, of_both, .. } = weights.likeness(&terms[a], &terms[b]);
        let (x, y) = (all[a], all[b]);
        x.doc != y.doc
            && x.kind == y.kind
            && shared >= LEAST_SHARED
            && of_both >= SAME_PROPOSAL
            && (x.kind != ProposalKind::Recommendation || may_be_same(&x.addressees, &y.addressees))
    };
    let against = |n: usize| all[n].negative != terms[n].denied;
    let pairs: Vec<(usize, usize)> = weights
        .candidates(&terms.iter().collect::<Vec<_>>())
        .into_iter()
        .filter(|&(a, b)| alike(a, b))
        .collect();
    ProposalKind::ALL
        .into_iter()
        .flat_map(|kind| {
            let of_kind = pairs.iter().filter(|(a, _)| all[*a].kind == kind);
            let pair = |&(a, b): &(usize, usize)| {
                if against(a) == against(b) { Pair::Same(a, b) } else { Pair::Contrary(a, b) }
            };
            sides::links(LinkKind::Proposal, said(kind), &voices, &of_kind.map(pair).collect::<Vec<_>>())
        })
        .collect()
}

/// What a proposal of this kind is called in a reason.
fn said(kind: ProposalKind) -> Why {
    match kind {
        ProposalKind::Recommendation => Why::Recommendation,
        ProposalKind::Prediction => Why::Prediction,
        ProposalKind::Commitment => Why::Commitment,
    }
}

fn voice(p: &Proposed) -> Voice<'_> {
    let actor = p.holders.actors.first().or(p.holders.described.first());
    Voice { row: p.row.as_str(), name: &p.holder, who: actor.cloned().unwrap_or_default() }
}

/// What other documents tell of the commitments among `all`: an act of whoever promised, on a later day, in much the
/// same words, done or not done. Where several tell of one, the latest counts; of one day, the surest to have done
/// it. In the order of `all`.
pub fn fates(all: &[Proposed], deeds: &[Deed]) -> Vec<Fate> {
    let promises: Vec<(usize, Terms)> = all
        .iter()
        .enumerate()
        .filter(|(_, p)| p.kind == ProposalKind::Commitment && !p.negative)
        .map(|(n, p)| (n, Terms::of(&p.action)))
        .collect();
    let told: Vec<(&Deed, Terms, Terms)> = deeds
        .iter()
        .filter(|d| matches!(d.modality, Modality::Actual | Modality::Negated))
        .map(|d| (d, Terms::of(&d.act), Terms::of(&d.words)))
        .collect();
    let weights = Weights::of(promises.iter().map(|(_, t)| t).chain(told.iter().map(|(_, _, t)| t)));
    let mut by_agent: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, (deed, ..)) in told.iter().enumerate() {
        deed.agents.actors.iter().for_each(|a| by_agent.entry(a).or_default().push(n));
    }
    let fate = |(n, terms): &(usize, Terms)| -> Option<Fate> {
        let promise = &all[*n];
        let near: BTreeSet<usize> = promise
            .holders
            .actors
            .iter()
            .filter_map(|a| by_agent.get(a.as_str()))
            .flatten()
            .copied()
            .collect();
        let fitting = near.into_iter().map(|d| &told[d]).filter(|(deed, act, words)| {
            deed.doc != promise.doc
                && deed.day.is_some_and(|day| in_time(promise, day))
                && bears_on(&weights, terms, act, words)
        });
        let (deed, ..) =
            fitting.max_by_key(|(d, ..)| (d.day, d.modality == Modality::Actual, &d.doc, &d.row))?;
        let (status, why) = match deed.modality {
            Modality::Negated => (Status::Broken, Why::ToldNotDone),
            _ => (Status::Kept, Why::ToldDone),
        };
        let day = deed.day.map(|d| d.to_string()).unwrap_or_default();
        let reason = why.of([day]);
        Some(Fate { proposal: *n, row: deed.row.clone(), doc: deed.doc.clone(), status, reason })
    };
    promises.iter().filter_map(fate).collect()
}

/// Whether an act of this day may be what was promised: after the promise, and at its time where that is told.
fn in_time(promise: &Proposed, day: Date) -> bool {
    let Some(promised) = promise.day.filter(|&promised| promised < day) else { return false };
    let due = promise.due.as_ref();
    let not_before = due.and_then(|d| d.start).filter(|_| due.is_some_and(|d| d.end.is_some()));
    let late = |last: Date, days: i32| last.checked_add(days.days()).is_ok_and(|end| day < end);
    not_before.is_none_or(|start| start <= day)
        && match due.and_then(|d| d.end) {
            Some(end) => late(end, LATE),
            None => late(promised, WITHIN),
        }
}

/// Whether a sentence may tell what became of a promise: its act is the promised one, and it holds most of the rest
/// by weight.
fn bears_on(weights: &Weights, promise: &Terms, act: &Terms, told: &Terms) -> bool {
    let same_act = promise.order.first().is_some_and(|promised| act.order.contains(promised));
    let Likeness { shared, of_smaller, .. } = weights.likeness(promise, told);
    same_act && shared >= LEAST_SHARED && of_smaller >= SAME_DEED
}

/// Whether nothing speaks against two sides being the same.
fn may_be_same(a: &Side, b: &Side) -> bool {
    a.actors.is_empty() || b.actors.is_empty() || !a.actors.is_disjoint(&b.actors)
}
