//! Groups of nodes to actors: name, aliases, roles in time, ids.

use super::decide::Fixed;
use super::groups::Groups;
use super::join::Likely;
use super::known::Known;
use super::node::Node;
use relata_gazetteer::fold;
use relata_rows::{Actor, ActorKind, Candidate, Member, Office, Resolved, RoleTense, Sha256, Told};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The actors of the groups in which somebody is named or known by office, most mentioned first.
pub(crate) fn build(
    documents: &[Told],
    nodes: &[Node],
    groups: &Groups<'_>,
    likely: Vec<Likely>,
    fixed: &Fixed,
    known: &Known<'_>,
) -> Resolved {
    let mut made: Vec<(Actor, usize)> = groups
        .all()
        .filter(|(_, members)| members.iter().any(|&n| nodes[n].named || nodes[n].id.is_some()))
        .map(|(group, members)| (actor(documents, nodes, members, fixed, known), group))
        .collect();
    tell_apart(&mut made, documents, nodes, groups);
    made.sort_by(|(a, _), (b, _)| {
        (Reverse(a.mentions), &a.name, a.kind, &a.id).cmp(&(Reverse(b.mentions), &b.name, b.kind, &b.id))
    });
    let at: BTreeMap<usize, usize> = made.iter().enumerate().map(|(i, (_, group))| (*group, i)).collect();
    let members = nodes.iter().enumerate().filter_map(|(n, node)| {
        let actor = *at.get(&groups.of(n))?;
        let why = groups.why(n);
        Some(Member {
            doc: node.doc,
            part: node.part,
            actor,
            reason: why
                .map_or_else(|| node.office.clone().unwrap_or_else(|| "name".into()), |w| w.reason.clone()),
            confidence: why.map_or(0.97, |w| w.confidence),
        })
    });
    let members = members.collect();
    let candidates = candidates(likely, groups, &at);
    Resolved {
        actors: made.into_iter().map(|(a, _)| a).collect(),
        members,
        candidates,
        ..Resolved::default()
    }
}

/// The best reason for each pair of actors.
fn candidates(likely: Vec<Likely>, groups: &Groups<'_>, at: &BTreeMap<usize, usize>) -> Vec<Candidate> {
    let mut best: BTreeMap<(usize, usize), Candidate> = BTreeMap::new();
    for Likely { left, right, why } in likely {
        let (Some(&a), Some(&b)) = (at.get(&groups.of(left)), at.get(&groups.of(right))) else { continue };
        let may = groups.may(groups.of(left), groups.of(right));
        if a == b || !may {
            continue;
        }
        let (left, right) = (a.min(b), a.max(b));
        let new = Candidate { left, right, reason: why.reason, confidence: why.confidence };
        match best.get(&(left, right)) {
            Some(known) if known.confidence >= new.confidence => {}
            _ => drop(best.insert((left, right), new)),
        }
    }
    let mut all: Vec<Candidate> = best.into_values().collect();
    all.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then((a.left, a.right).cmp(&(b.left, b.right))));
    all
}

fn actor(documents: &[Told], nodes: &[Node], members: &[usize], fixed: &Fixed, known: &Known<'_>) -> Actor {
    let id = members.iter().filter_map(|&n| nodes[n].id.as_deref()).min();
    let listed = id.and_then(|id| known.kind_of(id));
    let kind = kind(nodes, members, fixed, listed);
    let name = members
        .iter()
        .filter_map(|&n| fixed.names[n].clone())
        .min()
        .or_else(|| id.and_then(|id| known.shown(id)))
        .unwrap_or_else(|| best_name(nodes, members));
    let mut aliases: BTreeSet<String> =
        members.iter().filter(|&&n| nodes[n].named).flat_map(|&n| nodes[n].written.iter().cloned()).collect();
    aliases.remove(&name);
    let days = || members.iter().filter_map(|&n| nodes[n].day);
    let mut countries: Vec<&str> = members.iter().filter_map(|&n| nodes[n].country.as_deref()).collect();
    countries.sort_unstable();
    let docs: BTreeSet<usize> = members.iter().map(|&n| nodes[n].doc).collect();
    debug_assert!(docs.iter().all(|&d| d < documents.len()), "nodes come from the documents");
    Actor {
        id: String::new(),
        kind,
        aliases: aliases.into_iter().collect(),
        roles: roles(nodes, members, id, known),
        external: id.map(|id| known.external(id)).unwrap_or_default(),
        country: id.and_then(|id| known.country_of(id)).or_else(|| most(&countries).map(str::to_owned)),
        mentions: members.iter().map(|&n| nodes[n].mentions).sum(),
        documents: docs.len(),
        first_seen: days().min(),
        last_seen: days().max(),
        name,
    }
}

/// The most frequent of sorted words, of equals the first.
fn most<'t>(sorted: &[&'t str]) -> Option<&'t str> {
    let runs = sorted.chunk_by(|a, b| a == b);
    runs.max_by_key(|run| (run.len(), Reverse(run[0]))).map(|run| run[0])
}

/// The kind given by a person, else the one of the list, else the one told most often; of equals the first in the
/// order of kinds.
fn kind(nodes: &[Node], members: &[usize], fixed: &Fixed, listed: Option<ActorKind>) -> ActorKind {
    if let Some(kind) = members.iter().filter_map(|&n| fixed.kinds[n]).max() {
        return kind;
    }
    if let Some(kind) = listed {
        return kind;
    }
    let mut told: BTreeMap<ActorKind, usize> = BTreeMap::new();
    for &n in members {
        *told.entry(nodes[n].kind).or_default() += 1 + nodes[n].mentions;
    }
    told.into_iter()
        .max_by_key(|&(kind, n)| (n, Reverse(kind)))
        .map_or(ActorKind::Organization, |(kind, _)| kind)
}

/// The name most often the fullest one of a document: of names that are used much, the longest; short forms
/// and capitals only where there is nothing else.
fn best_name(nodes: &[Node], members: &[usize]) -> String {
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    let named = members.iter().any(|&n| nodes[n].named);
    for &n in members.iter().filter(|&&n| nodes[n].named || !named) {
        *told.entry(&nodes[n].name).or_default() += 1;
    }
    let most = told.values().copied().max().unwrap_or(0);
    let shout = |name: &str| !name.chars().any(char::is_lowercase);
    let used = told.iter().filter(|(_, n)| **n * 4 >= most);
    let best = used.max_by_key(|(name, n)| {
        let words = name.split_whitespace().count();
        (!shout(name), words.min(4), **n, Reverse(name.len()), Reverse(**name))
    });
    best.map_or_else(String::new, |(name, _)| (*name).to_owned())
}

/// Roles of documents and lists, in the order of time. A role that documents tell holds from the first to the
/// last of them.
fn roles(nodes: &[Node], members: &[usize], id: Option<&str>, known: &Known<'_>) -> Vec<Office> {
    let mut told: BTreeMap<(String, Option<String>), Office> = BTreeMap::new();
    for &n in members {
        for role in &nodes[n].roles {
            let present = role.tense == RoleTense::Present;
            let day = nodes[n].day.filter(|_| present);
            let next = day.and_then(|d| d.tomorrow().ok());
            let title = if role.tense == RoleTense::Former {
                format!("former {}", role.title)
            } else {
                role.title.clone()
            };
            let office = told.entry((title.clone(), role.of.clone())).or_insert_with(|| Office {
                title,
                of: role.of.clone(),
                from: day,
                to: next,
                basis: "documents".into(),
            });
            office.from = office.from.into_iter().chain(day).min();
            office.to = office.to.into_iter().chain(next).max();
        }
    }
    let mut all: Vec<Office> =
        told.into_values().chain(id.into_iter().flat_map(|id| known.offices(id))).collect();
    all.sort_by(|a, b| (a.from, &a.title, &a.of, &a.basis).cmp(&(b.from, &b.title, &b.of, &b.basis)));
    all
}

/// Gives each actor its id, and those of one kind and name what tells them apart, in brackets: country, first
/// office, else the first document.
fn tell_apart(made: &mut [(Actor, usize)], documents: &[Told], nodes: &[Node], groups: &Groups<'_>) {
    let mut of_name: BTreeMap<(ActorKind, String), Vec<usize>> = BTreeMap::new();
    for (i, (actor, _)) in made.iter().enumerate() {
        of_name.entry((actor.kind, fold(&actor.name))).or_default().push(i);
    }
    for same in of_name.into_values().filter(|s| s.len() > 1) {
        for i in same {
            let (actor, group) = &mut made[i];
            let first = || groups.members(*group).iter().map(|&n| documents[nodes[n].doc].doc.as_str()).min();
            let mark = actor
                .country
                .clone()
                .or_else(|| actor.roles.first().map(|r| r.title.clone()))
                .or_else(|| first().map(|d| d[..8.min(d.len())].to_owned()));
            if let Some(mark) = mark.filter(|m| *m != actor.name) {
                actor.name = format!("{} ({mark})", actor.name);
            }
        }
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut order: Vec<usize> = (0..made.len()).collect();
    let first = |group: usize| {
        groups.members(group).iter().map(|&n| (&documents[nodes[n].doc].doc, nodes[n].part)).min()
    };
    order.sort_by_key(|&i| first(made[i].1));
    for i in order {
        let actor = &mut made[i].0;
        let key = match actor.external.first() {
            Some((scheme, id)) => format!("{}\t{scheme}:{id}", actor.kind.name()),
            None => format!("{}\t{}", actor.kind.name(), fold(&actor.name)),
        };
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        let key = if *count > 1 { format!("{key}\t{count}") } else { key };
        actor.id = Sha256::of(key.as_bytes()).as_str()[..16].to_owned();
    }
}
