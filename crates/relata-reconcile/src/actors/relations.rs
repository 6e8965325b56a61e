//! What holds between actors, and between actors and documents, as far as it matters for who is independent of
//! whom: who wrote, who published, who works for whom, what is a part of what.

use super::known::Known;
use super::node::{Node, bare};
use relata_gazetteer::fold;
use relata_rows::{ActorKind, Part, Relation, RelationKind, Resolved, Right, Role, Told};
use std::collections::{BTreeMap, BTreeSet};

/// The relations among resolved actors, in order.
pub(crate) fn relations(
    documents: &[Told],
    nodes: &[Node],
    resolved: &Resolved,
    known: &Known<'_>,
) -> Vec<Relation> {
    let mut found: BTreeMap<(usize, RelationKind, Right, String), BTreeSet<usize>> = BTreeMap::new();
    let mut add = |left, kind, right, basis: String, doc: Option<usize>| {
        found.entry((left, kind, right, basis)).or_default().extend(doc);
    };
    let by_part: BTreeMap<(usize, Part), usize> =
        resolved.members.iter().map(|m| ((m.doc, m.part), m.actor)).collect();
    let bodies = bodies(resolved);
    for node in nodes {
        let Some(&actor) = by_part.get(&(node.doc, node.part)) else { continue };
        match node.part {
            Part::Author(_) => {
                add(
                    actor,
                    RelationKind::AuthorOf,
                    Right::Document(node.doc),
                    "byline".into(),
                    Some(node.doc),
                );
            }
            Part::Publisher => {
                add(
                    actor,
                    RelationKind::Publishes,
                    Right::Document(node.doc),
                    "publisher".into(),
                    Some(node.doc),
                );
            }
            Part::Entity(_) if node.kind == ActorKind::Person => {
                for role in &node.roles {
                    if let Some(body) = body_of(role, node.doc, documents, &by_part, &bodies)
                        && body != actor
                    {
                        add(
                            actor,
                            RelationKind::WorksFor,
                            Right::Actor(body),
                            role.title.clone(),
                            Some(node.doc),
                        );
                    }
                }
            }
            Part::Entity(_) => {}
        }
    }
    let by_entry: BTreeMap<String, usize> = resolved
        .actors
        .iter()
        .enumerate()
        .flat_map(|(i, a)| a.external.iter().map(move |(scheme, id)| (format!("{scheme}:{id}"), i)))
        .collect();
    for (id, &actor) in &by_entry {
        if let Some(&above) = known.parent(id).and_then(|p| by_entry.get(&p))
            && above != actor
        {
            add(above, RelationKind::ParentOf, Right::Actor(actor), id.clone(), None);
        }
    }
    found
        .into_iter()
        .map(|((left, kind, right, basis), docs)| Relation {
            left,
            kind,
            right,
            documents: docs.into_iter().collect(),
            basis,
        })
        .collect()
}

/// Actors that one can work for, by every folded name that only one of them bears.
fn bodies(resolved: &Resolved) -> BTreeMap<String, usize> {
    let mut all: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for (i, actor) in resolved.actors.iter().enumerate() {
        if !matches!(actor.kind, ActorKind::Organization | ActorKind::Work) {
            continue;
        }
        let names: BTreeSet<String> =
            [&actor.name].into_iter().chain(&actor.aliases).map(|n| bare(&fold(n)).to_owned()).collect();
        for name in names {
            all.entry(name).and_modify(|known| *known = None).or_insert(Some(i));
        }
    }
    all.into_iter().filter_map(|(name, actor)| Some((name, actor?))).collect()
}

/// The body in which a role is held: the one of that name in the same document, else the only one of the case.
fn body_of(
    role: &Role,
    doc: usize,
    documents: &[Told],
    by_part: &BTreeMap<(usize, Part), usize>,
    bodies: &BTreeMap<String, usize>,
) -> Option<usize> {
    let of = fold(role.of.as_deref()?);
    let of = bare(&of);
    let here = documents[doc].entities.iter().enumerate().find(|(_, (entity, _))| {
        entity.kind == ActorKind::Organization
            && [&entity.name].into_iter().chain(&entity.aliases).any(|n| bare(&fold(n)) == of)
    });
    here.and_then(|(number, _)| by_part.get(&(doc, Part::Entity(number)))).or_else(|| bodies.get(of)).copied()
}
