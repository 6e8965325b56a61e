//! What happened, was said and was counted in the order of time.

use super::lists::has;
use super::whole::Whole;
use super::{CLIP, Scene, clip};
use crate::commands::timeline::{Entry, Sort, side};
use jiff::civil::Date;
use relata_reconcile::events::{Aspect, By, balance};
use relata_rows::{Actor, ActorKind, DocId, Modality};
use relata_web::Ask;
use relata_web::chart::Stacks;
use relata_web::view::{self, Part};

fn entry(e: &Entry) -> view::Entry {
    let kind = match e.sort {
        Sort::Event => "event",
        Sort::Statement => "statement",
        Sort::Figure => "figure",
    };
    let modality = e.modality.filter(|&m| m != Modality::Actual).map(Modality::name);
    let sort: Vec<&str> = e.kind.map(|k| k.name()).into_iter().chain(modality).collect();
    let differs = e.differs.iter().filter(|(aspect, _)| *aspect != Aspect::Words).map(|(aspect, told)| {
        let values: Vec<&str> = told.iter().map(|(value, _)| value.as_str()).collect();
        format!("{}: {}", aspect.name(), values.join(" / "))
    });
    view::Entry {
        id: e.id().to_owned(),
        kind,
        when: e.when().trim_start_matches("told ").to_owned(),
        told: e.time.as_ref().is_some_and(|t| t.told),
        who: clip(&e.who, CLIP),
        what: clip(e.what.trim_end().trim_end_matches(':'), CLIP),
        whom: clip(&e.whom, CLIP),
        sort: sort.join(", "),
        differs: differs.collect::<Vec<_>>().join("; "),
        tellers: e.tellers.iter().map(|t| (t.row.clone(), clip(&t.title, 80))).collect(),
        witnesses: e.witnesses,
    }
}

/// A day from what a person typed: `2020`, `2020-05`, `2020-05-03`; its first, or its last.
fn day(text: &str, last: bool) -> Option<Date> {
    let mut parts = text.trim().split('-').map(str::parse::<i16>);
    let year = parts.next()?.ok()?;
    let small = |part: Option<Result<i16, _>>| part.and_then(Result::ok).and_then(|n| i8::try_from(n).ok());
    let (month, day) = (small(parts.next()), small(parts.next()));
    let first = Date::new(year, month.unwrap_or(if last { 12 } else { 1 }), day.unwrap_or(1)).ok()?;
    Some(if last && day.is_none() { first.last_of_month() } else { first })
}

/// What happened, was said and was counted in the order of time.
pub(super) fn timeline(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Timeline> {
    let whole = scene.whole;
    let (from, to) = (day(&ask.from, false), day(&ask.to, true));
    let fits = |e: &&view::Entry, days: Option<(Option<Date>, Option<Date>)>| {
        let in_time = |(start, end): (Option<Date>, Option<Date>)| {
            from.is_none_or(|from| end.is_none_or(|end| end > from))
                && to.is_none_or(|to| start.is_none_or(|start| start <= to))
        };
        (ask.kind.is_empty() || e.kind == ask.kind)
            && (from.is_none() && to.is_none() || days.is_some_and(in_time))
            && has(&format!("{} {} {} {}", e.who, e.what, e.whom, e.sort), &ask.q)
    };
    let days = |e: &Entry| e.time.as_ref().map(|t| (t.days.start, t.days.end));
    let found: Vec<view::Entry> = whole
        .entries
        .iter()
        .filter_map(|e| {
            let shown = entry(e);
            fits(&&shown, days(e)).then_some(shown)
        })
        .collect();
    let acting: Vec<&Actor> = whole
        .actors
        .iter()
        .filter(|a| matches!(a.kind, ActorKind::Place | ActorKind::Organization | ActorKind::Person))
        .take(40)
        .collect();
    let between = match (whole.actor(&ask.a), whole.actor(&ask.b)) {
        (Some(a), Some(b)) => Some((a, b)),
        _ => busiest(whole, &acting),
    };
    let stacks = between.map_or_else(Vec::new, |(a, b)| shares(whole, a, b));
    Ok(view::Timeline {
        list: Part::of(found, ask.part(), 100),
        balance: Stacks::of(stacks),
        actors: acting.iter().map(|a| (a.id.clone(), clip(&a.name, 60))).collect(),
        between: between.map(|(a, b)| (a.id.clone(), b.id.clone())).unwrap_or_default(),
    })
}

/// How often two actors worked together and against each other, by month; months without a date in them are left out.
fn shares(whole: &Whole, a: &Actor, b: &Actor) -> Vec<(String, [usize; 4])> {
    let publisher =
        |doc: &DocId| whole.ledger.documents.get(doc).and_then(|d| Some(d.publisher.as_ref()?.name.clone()));
    let sides = [a, b].map(|actor| side(&whole.actors, actor, false));
    let all =
        balance(&whole.ledger.tellings, &whole.occurrences, [&sides[0], &sides[1]], By::Month, &publisher);
    all.into_iter().filter_map(|share| Some((share.time?, share.tally.events))).collect()
}

/// The two among the most mentioned countries between whom most is told; else among all who act.
fn busiest<'a>(whole: &Whole, acting: &[&'a Actor]) -> Option<(&'a Actor, &'a Actor)> {
    let places: Vec<&Actor> = acting.iter().filter(|a| a.kind == ActorKind::Place).copied().take(5).collect();
    let few = if places.len() > 1 { places } else { acting.iter().copied().take(5).collect() };
    let pairs = few.iter().enumerate().flat_map(|(n, a)| few[n + 1..].iter().map(move |b| (*a, *b)));
    let told = |(a, b): &(&Actor, &Actor)| {
        shares(whole, a, b).iter().map(|s| s.1.iter().sum::<usize>()).sum::<usize>()
    };
    pairs.rev_max(told)
}

/// The first of the greatest.
trait First: Iterator + Sized {
    fn rev_max<K: Ord>(self, key: impl Fn(&Self::Item) -> K) -> Option<Self::Item> {
        self.fold(None, |best: Option<(K, Self::Item)>, item| {
            let new = key(&item);
            match best {
                Some((known, kept)) if known >= new => Some((known, kept)),
                _ => Some((new, item)),
            }
        })
        .map(|(_, item)| item)
    }
}

impl<I: Iterator> First for I {}
