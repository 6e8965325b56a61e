//! Documents beside each other: who tells what, who tells it otherwise, and who leaves it out.

use super::{Ledger, Wanted};
use crate::tellings::best;
use relata_case::Case;
use relata_reconcile::events::{Aspect, Telling, differences, join};
use relata_reconcile::{proposals, statements};
use relata_rows::{DocId, Link, Reason, Verdict, Why};
use std::collections::{BTreeMap, BTreeSet};

/// What documents may be compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub(crate) enum By {
    /// Figures of one measure
    Measures,
    /// Events
    Events,
    /// Claims and quotations
    Claims,
    /// Recommendations, predictions and commitments
    Proposals,
    /// Actors
    Actors,
}

impl By {
    /// One thing of that sort.
    pub(crate) fn one(self) -> &'static str {
        match self {
            By::Measures => "measure",
            By::Events => "event",
            By::Claims => "claim",
            By::Proposals => "proposal",
            By::Actors => "actor",
        }
    }
}

/// One thing that some of the documents tell.
pub(crate) struct Item {
    pub(crate) by: By,
    /// What it is, in the words of one of them.
    pub(crate) what: String,
    /// In what words each document tells it, and by which rows.
    pub(crate) told: BTreeMap<DocId, (String, Vec<String>)>,
    /// How far they tell it differently: 1 where one says what another denies, of numbers the gap as a share of the
    /// larger, 0 where they agree.
    pub(crate) gap: f64,
    /// In what they differ, in plain words.
    pub(crate) differs: Reason,
}

impl Item {
    /// The documents among `all` that leave it out.
    pub(crate) fn left_out<'d>(&self, all: &'d BTreeSet<DocId>) -> Vec<&'d DocId> {
        all.iter().filter(|doc| !self.told.contains_key(doc)).collect()
    }
}

/// What several of the documents tell, the widest disagreements first, then what most of them have and few leave out.
/// `only`: the documents to compare; all of the case where there are none.
pub(crate) fn compare(
    case: &Case,
    by: &[By],
    only: Option<&BTreeSet<DocId>>,
) -> anyhow::Result<(Ledger, Vec<Item>)> {
    let any = |of| by.contains(&of);
    let wanted = Wanted {
        figures: any(By::Measures),
        statements: any(By::Claims),
        proposals: any(By::Proposals),
        events: any(By::Events),
    };
    let ledger = Ledger::of(case, wanted, only)?;
    let items = compared(case, &ledger, by)?;
    Ok((ledger, items))
}

/// As [`compare`], of the documents whose rows are in the ledger.
pub(crate) fn compared(case: &Case, ledger: &Ledger, by: &[By]) -> anyhow::Result<Vec<Item>> {
    let mut items = Vec::new();
    for by in by {
        match by {
            By::Measures => items.extend(super::measures::items(ledger)),
            By::Events => items.extend(events(ledger)),
            By::Claims => items.extend(linked(By::Claims, ledger, statements::links(&ledger.said))),
            By::Proposals => items.extend(linked(By::Proposals, ledger, proposals::links(&ledger.proposed))),
            By::Actors => items.extend(actors(case, ledger)?),
        }
    }
    items.retain(|item| item.told.len() > 1);
    // Two documents cannot show what most of them have.
    let share = |item: &Item| item.told.len() as f64 / ledger.documents.len().max(1) as f64;
    let telling = |item: &Item| if share(item) < 1.0 { share(item) } else { 0.0 };
    items.sort_by(|a, b| {
        b.gap
            .total_cmp(&a.gap)
            .then(telling(b).total_cmp(&telling(a)))
            .then(b.told.len().cmp(&a.told.len()))
            .then_with(|| (a.by, &a.what).cmp(&(b.by, &b.what)))
    });
    Ok(items)
}

fn events(ledger: &Ledger) -> Vec<Item> {
    let all = &ledger.tellings;
    let item = |occurrence: &relata_reconcile::events::Occurrence| {
        let first = best(occurrence, all)?;
        let mut told: BTreeMap<DocId, (String, Vec<String>)> = BTreeMap::new();
        for &n in &occurrence.tellings {
            let row = all[n].row.as_str();
            let entry = told.entry(all[n].doc.clone()).or_default();
            entry.0 = ledger.words_of(row).to_owned();
            entry.1.push(row.to_owned());
        }
        let (differ, contradicts) = told_differently(all, &occurrence.tellings);
        Some(Item {
            by: By::Events,
            what: ledger.words_of(all[first].row.as_str()).to_owned(),
            told,
            gap: if contradicts { 0.5 } else { 0.0 },
            differs: differ.unwrap_or_default(),
        })
    };
    join(all).iter().filter_map(item).collect()
}

/// What the tellings of one event tell differently, in plain words, and whether they contradict each other.
pub(super) fn told_differently(all: &[Telling], members: &[usize]) -> (Option<Reason>, bool) {
    let differ = differences(all, members).into_iter().filter(|d| d.aspect != Aspect::Words);
    let (mut parts, mut contradicts) = (Vec::new(), false);
    for difference in differ {
        contradicts |= difference.aspect.contradicts();
        let values: Vec<String> = difference.told.into_iter().map(|(value, _)| value).collect();
        let why = match difference.aspect {
            Aspect::Date => Why::AspectDate,
            Aspect::Persons => Why::AspectPersons,
            Aspect::Words => Why::AspectWords,
            Aspect::Mode => Why::AspectMode,
            Aspect::Modality => Why::AspectModality,
        };
        parts.push(why.of([values.join(" / ")]));
    }
    (parts.into_iter().reduce(|one, other| Why::Also.of([one, other])), contradicts)
}

/// Items of rows that are linked: each set that says the same, with the sets that say the contrary.
fn linked(by: By, ledger: &Ledger, mut links: Vec<Link>) -> Vec<Item> {
    ledger.decisions.judge(&mut links);
    let item = |link: &Link| {
        let opposed = link.verdict == Some(Verdict::Opposed);
        let mut told: BTreeMap<DocId, (String, Vec<String>)> = BTreeMap::new();
        for row in link.left.iter().chain(&link.right) {
            let entry = told.entry(DocId::from_printed(ledger.doc_of(row))).or_default();
            if entry.0.is_empty() {
                entry.0 = ledger.words_of(row).to_owned();
            }
            entry.1.push(row.clone());
        }
        Item {
            by,
            what: link.left.first().map_or("", |row| ledger.words_of(row)).to_owned(),
            told,
            gap: if opposed { 1.0 } else { 0.0 },
            differs: if opposed { link.reason.clone() } else { Reason::default() },
        }
    };
    links.iter().map(item).collect()
}

fn actors(case: &Case, ledger: &Ledger) -> anyhow::Result<Vec<Item>> {
    let mut told: BTreeMap<String, BTreeMap<DocId, (String, Vec<String>)>> = BTreeMap::new();
    for doc in ledger.documents.keys() {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let actors = case.actors_in(doc)?;
        for mention in case.mentions(doc)? {
            if let Some(actor) = actors.get(&mention.body.entity) {
                *counts.entry(actor.clone()).or_default() += 1;
            }
        }
        for (actor, n) in counts {
            let times = if n == 1 { "once".to_owned() } else { format!("{n} times") };
            told.entry(actor.clone()).or_default().insert(doc.clone(), (times, vec![actor]));
        }
    }
    let names = crate::select::names(case)?;
    let items = told.into_iter().map(|(actor, told)| Item {
        by: By::Actors,
        what: names.get(&actor).cloned().unwrap_or(actor),
        told,
        gap: 0.0,
        differs: Reason::default(),
    });
    Ok(items.collect())
}
