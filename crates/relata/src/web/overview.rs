//! What the pile is about.

use super::cite::Citer;
use super::lists::proposals;
use super::{CLIP, Scene, across, clip};
use jiff::civil::Date;
use relata_case::Case;
use relata_rows::{Actor, Verdict};
use relata_web::Ask;
use relata_web::chart::Columns;
use relata_web::view::{self, Counted};
use std::collections::BTreeMap;

/// Things of each sort on the overview.
const FEW: usize = 4;

/// What the pile is about; `first` is what could be told of it at once.
pub(super) fn overview(scene: &Scene<'_>, first: view::Overview) -> anyhow::Result<view::Overview> {
    let whole = scene.whole;
    let differ = |v: Option<Verdict>| matches!(v, Some(Verdict::Differs | Verdict::Opposed));
    let differing: Vec<usize> = (0..whole.links.len()).filter(|&n| differ(whole.links[n].verdict)).collect();
    let mut citer = Citer::new(scene);
    let shown = differing.iter().take(FEW);
    let differences = shown.map(|&n| across::difference(scene, &mut citer, &whole.links[n]));
    let differences = differences.collect::<anyhow::Result<_>>()?;
    let open = Ask { kind: "commitment".into(), status: "open".into(), ..Ask::default() };
    let mut commitments = proposals(scene, &open)?.list;
    commitments.items.truncate(FEW);
    Ok(view::Overview {
        making: false,
        differences,
        differing: differing.len(),
        open: commitments.total,
        commitments: commitments.items,
        ..first
    })
}

/// What can be told of a case at once, while the rest is being made.
pub(super) fn first(case: &Case) -> anyhow::Result<view::Overview> {
    let counts = case.counts()?;
    let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let days = case.days()?;
    let actors = case.first_actors(2 * FEW)?;
    let top = actors.first().map_or(1, |a| a.mentions).max(1);
    let actor = |a: &Actor| Counted {
        name: clip(&a.name, CLIP),
        href: format!("/actors/{}", a.id),
        count: a.mentions,
        share: a.mentions * 100 / top,
    };
    let gap =
        |(code, &n): (&String, &u64)| Counted { name: code.clone(), count: number(n), ..Counted::default() };
    Ok(view::Overview {
        making: true,
        counts: vec![
            ("documents", number(counts.documents)),
            ("statements", number(counts.statements)),
            ("figures", number(counts.figures)),
            ("events", number(counts.events)),
            ("proposals", number(counts.proposals)),
            ("actors", number(counts.actors)),
        ],
        days: days.first().cloned().zip(days.last().cloned()),
        over_time: over_time(&days),
        actors: actors.iter().map(actor).collect(),
        gaps: counts.notes.iter().map(gap).collect(),
        failures: case.failures()?.into_iter().take(20).map(|f| (f.path, f.message)).collect(),
        ..view::Overview::default()
    })
}

/// Documents by month; by year where they lie more than five years apart.
fn over_time(days: &[String]) -> Columns {
    let dates: Vec<Date> = days.iter().filter_map(|d| d.parse().ok()).collect();
    let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) else {
        return Columns::default();
    };
    let months = |d: &Date| i32::from(d.year()) * 12 + i32::from(d.month()) - 1;
    let by_year = months(last) - months(first) > 60;
    let step = |d: &Date| if by_year { i32::from(d.year()) } else { months(d) };
    let mut counts: BTreeMap<i32, usize> = (step(first)..=step(last)).map(|n| (n, 0)).collect();
    dates.iter().for_each(|d| *counts.entry(step(d)).or_default() += 1);
    let name = |n: i32| if by_year { n.to_string() } else { format!("{}-{:02}", n / 12, n % 12 + 1) };
    Columns::of(counts.into_iter().map(|(n, count)| (name(n), count)).collect())
}
