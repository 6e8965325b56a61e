//! With whom an actor has to do: by what they did together and to each other, and by what they say of each other.

use super::cite::Citer;
use super::{Scene, clip};
use relata_rows::{Actor, Span};
use relata_web::graph::{Partner, Ring};
use relata_web::view::Cited;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Partners that a picture has room for, rows of each, and documents that are looked through for statements.
const MOST: (usize, usize, usize) = (12, 12, 200);

/// What lies between an actor and another: counts as in [`Partner::counts`], and the rows.
#[derive(Default)]
struct Between {
    counts: [usize; 3],
    rows: BTreeSet<String>,
}

/// Partners, each with the rows between both.
type WithRows = Vec<(Partner, Vec<Cited>)>;

/// Those with whom an actor has to do, most first: as a picture, and each with the rows between both.
pub(super) fn partners(scene: &Scene<'_>, id: &str) -> anyhow::Result<(Ring, WithRows)> {
    let whole = scene.whole;
    let Some(own) = whole.actor(id) else { return Ok(Default::default()) };
    let mut all: BTreeMap<String, Between> = BTreeMap::new();
    let mut add = |other: &str, count: usize, row: &str| {
        if other != id {
            let between = all.entry(other.to_owned()).or_default();
            between.counts[count] += 1;
            between.rows.insert(row.to_owned());
        }
    };
    for t in &whole.ledger.tellings {
        let (acts, meets) = (&t.agents.actors, &t.recipients.actors);
        let others: BTreeSet<&String> = match (acts.contains(id), meets.contains(id)) {
            // Without anybody to whom it is done, those who take part do it with each other.
            (true, _) if meets.is_empty() => acts.iter().collect(),
            (true, _) => meets.iter().collect(),
            (false, true) => acts.iter().collect(),
            (false, false) => continue,
        };
        let count = if t.kind.quad().is_cooperation() { 0 } else { 1 };
        others.into_iter().for_each(|other| add(other, count, t.row.as_str()));
    }
    statements(scene, own, &mut |other, row| add(other, 2, row))?;
    let mut all: Vec<(&Actor, Between)> =
        all.into_iter().filter_map(|(other, between)| Some((whole.actor(&other)?, between))).collect();
    all.sort_by_key(|(actor, b)| {
        (Reverse(b.counts.iter().sum::<usize>()), actor.name.clone(), actor.id.clone())
    });
    let mut citer = Citer::new(scene);
    let mut partners = Vec::new();
    for (actor, between) in all.into_iter().take(MOST.0) {
        let partner = Partner {
            name: clip(&actor.name, 120),
            href: format!("/actors/{}", actor.id),
            rows: format!("#with-{}", actor.id),
            counts: between.counts,
        };
        partners.push((partner, citer.all(between.rows.iter().take(MOST.1).map(String::as_str))?));
    }
    let ring = Ring::of(&own.name, partners.iter().map(|(partner, _)| partner.clone()).collect());
    Ok((ring, partners))
}

/// What the actor says of others, and others say of it: whoever is named in what is said.
fn statements(scene: &Scene<'_>, own: &Actor, add: &mut dyn FnMut(&str, &str)) -> anyhow::Result<()> {
    let docs: BTreeSet<_> = scene.case.members(&own.id)?.into_iter().map(|m| m.doc).collect();
    for doc in docs.into_iter().take(MOST.2) {
        let actors = scene.case.actors_in(&doc)?;
        let named: Vec<(Span, &String)> = scene
            .case
            .mentions(&doc)?
            .into_iter()
            .filter_map(|m| Some((m.span, actors.get(&m.body.entity)?)))
            .collect();
        for row in scene.decisions.statements(scene.case, &doc)? {
            let Some(speaker) = &row.body.actor else { continue };
            let within = |span: &Span| row.body.content.parts.iter().any(|p| p.contains(*span));
            let of: BTreeSet<&String> =
                named.iter().filter(|(span, _)| within(span)).map(|(_, actor)| *actor).collect();
            if *speaker == own.id {
                of.into_iter().for_each(|other| add(other, row.id.as_str()));
            } else if of.contains(&own.id) {
                add(speaker, row.id.as_str());
            }
        }
    }
    Ok(())
}
