//! `relata timeline --balance A B`: how often two actors worked together and against each other.

use super::entry::Teller;
use super::publishers;
use crate::Outcome;
use crate::actors::find;
use crate::commands::listing::Lister;
use crate::flags::{TimeUnit, Timeline};
use crate::output::Style;
use crate::select::{self, meets};
use crate::table::Column;
use crate::tellings::tellings;
use relata_case::Case;
use relata_reconcile::events::{By, Share, Telling, balance, join};
use relata_rows::export::Object;
use relata_rows::{Actor, ActorKind, DocId};
use serde_json::json;
use std::collections::BTreeSet;

/// The fields of one stretch of time, in order.
const FIELDS: &[&str] = &[
    "time",
    "verbal_cooperation",
    "material_cooperation",
    "verbal_conflict",
    "material_conflict",
    "documents",
    "witnesses",
];

pub(super) fn run(
    case: &Case,
    timeline: &Timeline,
    [a, b]: [&String; 2],
    style: Style,
) -> anyhow::Result<Outcome> {
    let actors = case.actors()?;
    let side = |name: &str| -> anyhow::Result<BTreeSet<String>> {
        let actor = find(&actors, name)?;
        Ok(side(&actors, actor, timeline.themselves))
    };
    let (a, b) = (side(a)?, side(b)?);
    let columns = vec![
        Column::fixed("TIME"),
        Column::number("TOGETHER IN WORDS"),
        Column::number("IN DEEDS"),
        Column::number("AGAINST IN WORDS"),
        Column::number("IN DEEDS"),
        Column::number("DOCS"),
        Column::number("WITNESSES"),
    ];
    let mut lister = Lister::new(&timeline.listing, "events between them", columns, FIELDS, style)?;
    let mut all: Vec<Telling> = Vec::new();
    let mut tellers: Vec<Teller> = Vec::new();
    let within = select::within(timeline.from, timeline.to);
    tellings(case, &timeline.listing, &mut |telling, told| {
        if within.is_none_or(|days| telling.date.as_ref().is_some_and(|date| meets(date, days))) {
            tellers.push(Teller::new(&told.row.id, told.filed));
            all.push(telling);
        }
        Ok(())
    })?;
    let publishers = publishers(tellers);
    let publisher = |doc: &DocId| publishers.get(doc.as_str()).cloned().flatten();
    let by = match timeline.by {
        TimeUnit::Month => By::Month,
        TimeUnit::Year => By::Year,
    };
    for share in balance(&all, &join(&all), [&a, &b], by, &publisher) {
        lister.row(|| cells(&share, by), || object(&share))?;
    }
    lister.finish()?;
    Ok(Outcome::Fine)
}

/// The ids that stand for an actor: of a country its persons and bodies too, unless only it `itself` is asked for.
pub(crate) fn side(actors: &[Actor], actor: &Actor, itself: bool) -> BTreeSet<String> {
    let belongs = |a: &&Actor| actor.kind == ActorKind::Place && a.country.as_deref() == Some(&actor.name);
    let own = actors.iter().filter(belongs).filter(|_| !itself);
    own.chain([actor]).map(|a| a.id.clone()).collect()
}

fn cells(share: &Share, by: By) -> Vec<String> {
    let open = match by {
        By::Month => "(no month)",
        By::Year => "(no year)",
    };
    let mut cells = vec![share.time.clone().unwrap_or_else(|| open.to_owned())];
    cells.extend(share.tally.events.iter().map(usize::to_string));
    cells.extend([share.tally.documents.len().to_string(), share.tally.witnesses.to_string()]);
    cells
}

fn object(share: &Share) -> Object {
    let counts = share.tally.events.into_iter().map(|n| json!(n));
    let rest = [json!(share.tally.documents.len()), json!(share.tally.witnesses)];
    let values = [json!(share.time)].into_iter().chain(counts).chain(rest);
    FIELDS.iter().map(|f| (*f).to_owned()).zip(values).collect()
}
