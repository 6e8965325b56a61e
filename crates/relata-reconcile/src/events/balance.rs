//! How often two actors worked together and against each other, by time.

use super::{Days, Occurrence, Side, Telling};
use relata_rows::{DocId, Modality, Quad};
use std::collections::{BTreeMap, BTreeSet};

/// How time is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By months of the Gregorian calendar.
    Month,
    /// By years.
    Year,
}

/// What passed between two actors in one stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// `2024-05` or `2024`; `None` for what is not told so exactly.
    pub time: Option<String>,
    /// How much.
    pub tally: Tally,
}

/// Counts of events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Events of each quad category, in the order of [`Quad`]'s numbers.
    pub events: [usize; 4],
    /// The documents that tell them.
    pub documents: BTreeSet<DocId>,
    /// How many of these are independent of each other: see [`witnesses`].
    pub witnesses: usize,
}

/// Counts the occurrences in which one of two sides did something to the other, or both did something together, by
/// time, what is not told so exactly last. Only what some document tells as having happened counts. `publisher`
/// gives who publishes a document, where that is known.
pub fn balance(
    tellings: &[Telling],
    occurrences: &[Occurrence],
    between: [&BTreeSet<String>; 2],
    by: By,
    publisher: &dyn Fn(&DocId) -> Option<String>,
) -> Vec<Share> {
    let mut shares: BTreeMap<(bool, Option<String>), Tally> = BTreeMap::new();
    for o in occurrences.iter().filter(|o| concerns(tellings, o, between)) {
        let Some(&first) = o.tellings.first() else { continue };
        let time = o.days.and_then(|days| time(days, by));
        let tally = shares.entry((time.is_none(), time)).or_default();
        tally.events[place(tellings[first].kind.quad())] += 1;
        tally.documents.extend(o.tellings.iter().map(|&n| tellings[n].doc.clone()));
    }
    let counted = shares.into_iter().map(|((_, time), mut tally)| {
        tally.witnesses = witnesses(tally.documents.iter().map(publisher));
        Share { time, tally }
    });
    counted.collect()
}

/// How many of some documents are certainly independent, by their publishers: as many as there are publishers among
/// them. Documents whose publisher is not known add nothing to others, since they may be anybody's; by themselves
/// they are one. A case holds no rows for copies, so copies do not come in here.
pub fn witnesses(publishers: impl Iterator<Item = Option<String>>) -> usize {
    let all: Vec<Option<String>> = publishers.collect();
    let known: BTreeSet<String> = all.iter().flatten().map(|p| relata_gazetteer::fold(p)).collect();
    known.len().max(usize::from(!all.is_empty()))
}

fn concerns(tellings: &[Telling], o: &Occurrence, [a, b]: [&BTreeSet<String>; 2]) -> bool {
    let all = || o.tellings.iter().map(|&n| &tellings[n]);
    let does = |side: &BTreeSet<String>| all().any(|t| !t.agents.actors.is_disjoint(side));
    let meets = |side: &BTreeSet<String>| all().any(|t| !t.recipients.actors.is_disjoint(side));
    // Two who do something to a third do nothing to each other.
    let together = does(a) && does(b) && all().all(|t| t.recipients == Side::default());
    let told = all().any(|t| t.modality == Modality::Actual);
    told && a.is_disjoint(b) && ((does(a) && meets(b)) || (does(b) && meets(a)) || together)
}

/// The month or year in which all days lie.
fn time(days: Days, by: By) -> Option<String> {
    let (start, last) = (days.start, days.last());
    let same_year = start.year() == last.year();
    match by {
        By::Year => same_year.then(|| format!("{:04}", start.year())),
        By::Month => (same_year && start.month() == last.month())
            .then(|| format!("{:04}-{:02}", start.year(), start.month())),
    }
}

fn place(quad: Quad) -> usize {
    quad as usize - 1
}
