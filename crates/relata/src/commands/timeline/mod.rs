//! `relata timeline`: what happened, was said and was counted, in the order of time.

mod balance;
mod entry;

pub(crate) use balance::side;
pub(crate) use entry::{Entry, Sort};

use super::case;
use super::listing::{Lister, short};
use crate::Outcome;
use crate::flags::{Flags, Listing, Timeline, TimelineRows};
use crate::output::Style;
use crate::select::{self, Sought, called, meets, names, words};
use crate::table::Column;
use crate::tellings::{best, tellings};
use entry::{FIELDS, Teller};
use relata_case::Case;
use relata_reconcile::events::{Aspect, Difference, Occurrence, Telling, differences, join, witnesses};
use relata_rows::{Figure, Modality, Period, Statement};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn run(flags: &Flags, timeline: &Timeline) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let style = Style::of_stdout(flags.color);
    if let [a, b] = timeline.balance.as_slice() {
        return case.snapshot(|case| balance::run(case, timeline, [a, b], style));
    }
    let columns = vec![
        Column::fixed("ID"),
        Column::fixed("WHEN"),
        Column::flexible("WHO", 12, 2),
        Column::flexible("WHAT", 24, 5),
        Column::flexible("DIFFERS", 13, 1),
        Column::number("DOCS"),
        Column::number("WITNESSES"),
        Column::flexible("DOCUMENT", 12, 1),
    ];
    let mut lister = Lister::new(&timeline.listing, "entries", columns, FIELDS, style)?;
    let mut entries = case.snapshot(|case| entries(case, timeline))?;
    entries.sort_by(|a, b| a.key().cmp(&b.key()));
    for entry in &entries {
        lister.row(|| cells(entry), || entry.object())?;
    }
    lister.finish()?;
    Ok(Outcome::Fine)
}

/// Everything that the flags let through, in no order.
pub(crate) fn entries(case: &Case, timeline: &Timeline) -> anyhow::Result<Vec<Entry>> {
    let wanted = |rows| timeline.rows.is_empty() || timeline.rows.contains(&rows);
    let sought = Sought::new(case, timeline.actor.as_ref())?;
    let mut all = Vec::new();
    if wanted(TimelineRows::Events) {
        all.extend(events(case, timeline, &sought)?);
    }
    // A type is one of events.
    if wanted(TimelineRows::Statements) && timeline.kind.is_none() {
        statements(case, &timeline.listing, &sought, &mut all)?;
    }
    if wanted(TimelineRows::Figures) && timeline.kind.is_none() {
        figures(case, &timeline.listing, &sought, &mut all)?;
    }
    if let Some(days) = select::within(timeline.from, timeline.to) {
        all.retain(|entry| entry.time.as_ref().is_some_and(|t| meets(&t.days, days)));
    }
    Ok(all)
}

/// The events, those that several documents tell once.
fn events(case: &Case, timeline: &Timeline, sought: &Sought) -> anyhow::Result<Vec<Entry>> {
    let names = names(case)?;
    let mut all: Vec<Telling> = Vec::new();
    let mut shown: Vec<(Entry, bool)> = Vec::new();
    tellings(case, &timeline.listing, &mut |telling, told| {
        if timeline.kind.is_some_and(|kind| kind != telling.kind) {
            return Ok(());
        }
        let (e, text) = (&told.row.body, &told.filed.document.text);
        let fits = sought.is_among(e.agents.iter().chain(&e.recipients), text);
        let entry = Entry {
            sort: Sort::Event,
            time: entry::time(e.date.as_ref(), told.filed),
            kind: Some(e.kind),
            modality: Some(e.modality),
            who: called(&e.agents, text, &names),
            what: words(Some(&e.trigger), text),
            whom: called(&e.recipients, text, &names),
            place: e.place.as_ref().map(|p| p.text.clone()),
            tellers: vec![Teller::new(&told.row.id, told.filed)],
            witnesses: 1,
            differs: Vec::new(),
        };
        all.push(telling);
        shown.push((entry, fits));
        Ok(())
    })?;
    let one = |o: &Occurrence| {
        if !o.tellings.iter().any(|&n| shown[n].1) {
            return None;
        }
        Some(joined(o, &all, &shown))
    };
    Ok(join(&all).iter().filter_map(one).collect())
}

/// One entry of what several documents tell: in the words of the one that tells most exactly when, and as a fact
/// where one does.
fn joined(o: &Occurrence, all: &[Telling], shown: &[(Entry, bool)]) -> Entry {
    let Some(best) = best(o, all) else { return Entry::default() };
    let mut entry = shown[best].0.clone();
    entry.tellers = o.tellings.iter().flat_map(|&n| shown[n].0.tellers.iter().cloned()).collect();
    entry.witnesses = witnesses(entry.tellers.iter().map(|t| t.publisher.clone()));
    let docs = |members: &[usize]| members.iter().map(|&n| all[n].doc.as_str().to_owned()).collect();
    entry.differs = differences(all, &o.tellings)
        .into_iter()
        .map(|Difference { aspect, told }| {
            (aspect, told.into_iter().map(|(value, members)| (value, docs(&members))).collect())
        })
        .collect();
    entry
}

fn statements(case: &Case, listing: &Listing, sought: &Sought, all: &mut Vec<Entry>) -> anyhow::Result<()> {
    select::statements(case, listing, &mut |found| {
        let s: &Statement = &found.row.body;
        let text = &found.filed.document.text;
        let (source, holder) = (words(s.source.as_ref(), text), words(s.holder.as_ref(), text));
        if !found.is_rejected() && (sought.is(s.actor.as_ref(), &source) || sought.is(None, &holder)) {
            let told = [holder, source].into_iter().find(|w| !w.is_empty());
            let who = found.actor().map(str::to_owned).or(told);
            all.push(Entry {
                sort: Sort::Statement,
                time: entry::time(None, found.filed),
                who: who.unwrap_or_else(|| format!("({})", s.source_kind.name())),
                what: format!("{}: {}", s.polarity.name(), words(Some(&s.content), text)),
                tellers: vec![Teller::new(&found.row.id, found.filed)],
                witnesses: 1,
                ..Entry::default()
            });
        }
        Ok(())
    })
}

/// The figures that have a period.
fn figures(case: &Case, listing: &Listing, sought: &Sought, all: &mut Vec<Entry>) -> anyhow::Result<()> {
    select::figures(case, listing, &mut |found| {
        let f: &Figure = &found.row.body;
        let text = &found.filed.document.text;
        let dated = f.period.as_ref().filter(|p: &&Period| p.start.is_some() || p.end.is_some());
        let credit = words(f.credit.as_ref().map(|c| &c.source), text);
        if dated.is_some() && !found.is_rejected() && sought.is(f.actor.as_ref(), &credit) {
            let told = found.row.span.get(text).unwrap_or_default();
            let figure = if found.has_other_value() { select::amount(f) } else { told.to_owned() };
            let credit = found.actor().map_or(credit, str::to_owned);
            all.push(Entry {
                sort: Sort::Figure,
                time: entry::time(dated, found.filed),
                who: if credit.is_empty() { "(the author)".to_owned() } else { credit },
                what: format!("{figure}: {}", f.measure.text),
                place: f.place.as_ref().map(|p| p.text.clone()),
                tellers: vec![Teller::new(&found.row.id, found.filed)],
                witnesses: 1,
                ..Entry::default()
            });
        }
        Ok(())
    })
}

fn cells(entry: &Entry) -> Vec<String> {
    let what = match entry.kind {
        None => entry.what.clone(),
        Some(kind) => {
            let modality = entry.modality.filter(|&m| m != Modality::Actual).map(Modality::name);
            let marks: Vec<&str> = [kind.name()].into_iter().chain(modality).collect();
            let whom = if entry.whom.is_empty() { String::new() } else { format!(": {}", entry.whom) };
            let place = entry.place.as_ref().map_or_else(String::new, |p| format!(", {p}"));
            format!("{} ({}){whom}{place}", entry.what, marks.join(", "))
        }
    };
    // Other words for the same say little; they stand in the forms for programs.
    let aspects = entry.differs.iter().map(|(aspect, _)| *aspect).filter(|&a| a != Aspect::Words);
    let differs: BTreeSet<&str> = aspects.map(Aspect::name).collect();
    vec![
        short(entry.id()),
        entry.when(),
        entry.who.clone(),
        what,
        differs.into_iter().collect::<Vec<_>>().join(", "),
        entry.tellers.len().to_string(),
        entry.witnesses.to_string(),
        entry.tellers.first().map_or_else(String::new, |t| t.title.clone()),
    ]
}

/// Who publishes each document that tells of something.
fn publishers(tellers: impl IntoIterator<Item = Teller>) -> BTreeMap<String, Option<String>> {
    tellers.into_iter().map(|t| (t.doc, t.publisher)).collect()
}
