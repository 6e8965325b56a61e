//! Who leans on whom, down to the roots: copies on what they copy, documents on whom they cite, these on the bodies for
//! which they work.

use super::whole::Whole;
use super::{Scene, clip};
use crate::commands::sources::Root;
use relata_reconcile::measures::Told;
use relata_rows::{Arg, Link, LinkKind, Reason, RelationKind};
use relata_web::graph::{Edge, Layers, Node};
use std::collections::{BTreeMap, BTreeSet};

/// Sources, lines between documents, and documents that a picture has room for.
const MOST: (usize, usize, usize) = (14, 24, 28);

/// Letters of what a line rests on.
const TITLE: usize = 160;

/// A picture that is being put together: things by what tells them apart.
#[derive(Default)]
struct Picture {
    nodes: Vec<Node>,
    by_key: BTreeMap<String, usize>,
    edges: Vec<Edge>,
    documents: usize,
}

impl Picture {
    fn add(&mut self, key: String, make: impl FnOnce() -> Node) -> usize {
        *self.by_key.entry(key).or_insert_with(|| {
            self.nodes.push(make());
            self.nodes.len() - 1
        })
    }

    /// A document; `None` where there is no more room.
    fn document(&mut self, scene: &Scene<'_>, id: &str) -> Option<usize> {
        if !self.by_key.contains_key(id) {
            if self.documents == MOST.2 {
                return None;
            }
            self.documents += 1;
        }
        let doc = scene.whole.doc(id);
        // Many releases have one title.
        let name = format!("{} {}", doc.day.trim_end_matches('…'), doc.title).trim().to_owned();
        let node = || Node { name, href: format!("/documents/{id}"), kind: "document" };
        Some(self.add(id.to_owned(), node))
    }
}

/// The picture of these sources, and of the documents that lean on each other.
pub(super) fn layers(scene: &Scene<'_>, roots: &[&Root]) -> anyhow::Result<Layers> {
    let whole = scene.whole;
    let mut picture = Picture::default();
    let of = |kind| {
        whole
            .links
            .iter()
            .filter(move |l| l.kind == kind)
            .filter_map(|l| turned(whole, l))
            .collect::<Vec<_>>()
    };
    let (mut copies, mut passages) = (of(LinkKind::Copy), of(LinkKind::Passage));
    copies.sort();
    // Of a family of copies each leans on the first that it copies.
    let mut copying: BTreeSet<&str> = BTreeSet::new();
    copies.retain(|(_, _, _, from, _)| copying.insert(from));
    // A large pile has very many; no more than these are drawn.
    if passages.len() > MOST.1 {
        passages.select_nth_unstable(MOST.1);
        passages.truncate(MOST.1);
    }
    passages.sort();
    for (kind, _, to, from, reason) in copies.into_iter().chain(passages).take(MOST.1) {
        let (Some(a), Some(b)) = (picture.document(scene, from), picture.document(scene, to)) else {
            continue;
        };
        let (kind, href) = match kind {
            LinkKind::Passage => ("passage", passage(scene, from, reason)?),
            _ => ("copy", format!("/documents/{from}")),
        };
        picture.edges.push(Edge { from: a, to: b, kind, weight: 1, href, title: reason.clone() });
    }
    for line in &whole.lines {
        let Some(first) = &line.copy_of else { continue };
        let (Some(a), Some(b)) = (picture.document(scene, &line.doc.id), picture.document(scene, &first.id))
        else {
            continue;
        };
        let (href, title) = (format!("/documents/{}", line.doc.id), Reason::words(&line.doc.title));
        picture.edges.push(Edge { from: a, to: b, kind: "copy", weight: 1, href, title });
    }
    let told: BTreeMap<&str, &Told> = whole.ledger.told.iter().map(|t| (t.row.as_str(), t)).collect();
    for root in roots.iter().take(MOST.0) {
        cited(scene, &mut picture, root, &told);
    }
    Ok(Layers::of(picture.nodes, picture.edges))
}

/// Who leans on whom by a link between two documents: the kind, the day of the second, the second, the first, and why.
fn turned<'l>(whole: &'l Whole, l: &'l Link) -> Option<(LinkKind, &'l str, &'l str, &'l str, &'l Reason)> {
    let (left, right) = (l.left.first()?.as_str(), l.right.first()?.as_str());
    let days = [left, right].map(|id| whole.day(id));
    // Whoever came later leans; where a day is not known, the shorter text, which stands on the left.
    let is_turned = days.iter().all(|d| !d.is_empty()) && days[0] < days[1];
    let (from, to) = if is_turned { (right, left) } else { (left, right) };
    Some((l.kind, whole.day(to), to, from, &l.reason))
}

/// A source with the documents that cite it, and those for whom it works.
fn cited(scene: &Scene<'_>, picture: &mut Picture, root: &Root, told: &BTreeMap<&str, &Told>) {
    let whole = scene.whole;
    let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in root.figures.iter().chain(&root.statements) {
        // What a document tells on its own author's word cites nobody.
        let own = told.get(row.as_str()).is_some_and(|t| t.credit.is_none());
        if let Some(info) = whole.rows.get(row).filter(|_| !own) {
            rows.entry(info.doc.as_str()).or_default().push(row);
        }
    }
    if rows.is_empty() {
        return;
    }
    let key = |actor: &Option<String>, name: &str| actor.clone().unwrap_or_else(|| name.to_lowercase());
    let href = |actor: &Option<String>| match actor {
        Some(id) => format!("/actors/{id}"),
        None => format!("/sources?q={}", relata_web::encoded(&root.name)),
    };
    let node = || Node { name: root.name.clone(), href: href(&root.actor), kind: "source" };
    let source = picture.add(key(&root.actor, &root.name), node);
    for (doc, rows) in rows {
        let Some(from) = picture.document(scene, doc) else { continue };
        let first = rows.iter().min_by_key(|row| whole.rows[**row].span).copied().unwrap_or_default();
        let title = whole.rows.get(first).map_or("", |info| info.words.as_str());
        picture.edges.push(Edge {
            from,
            to: source,
            kind: "cites",
            weight: rows.len(),
            href: format!("/documents/{doc}#row-{first}"),
            title: Reason::words(clip(title, TITLE)),
        });
    }
    let works = |kind: &str| kind == RelationKind::WorksFor.name();
    let ties = whole.ties.iter().filter(|t| works(&t.kind) && root.actor.as_ref() == Some(&t.left));
    for tie in ties.take(3) {
        let Some(body) = tie.actor.as_ref().and_then(|id| whole.actor(id)) else { continue };
        let node = || Node { name: body.name.clone(), href: format!("/actors/{}", body.id), kind: "body" };
        let to = picture.add(body.id.clone(), node);
        let (href, title) = (href(&root.actor), Reason::words(clip(&tie.basis, TITLE)));
        picture.edges.push(Edge { from: source, to, kind: "of", weight: 1, href, title });
    }
}

/// The block of a document that holds the words of a shared passage, which the reason of its link quotes.
fn passage(scene: &Scene<'_>, doc: &str, reason: &Reason) -> anyhow::Result<String> {
    let quoted = reason.parts().iter().rev().find_map(|part| match part {
        Arg::Words(words) => Some(words.as_str()),
        _ => None,
    });
    let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    // How it begins is enough, and stands in one block.
    let begins: String = plain(quoted.unwrap_or_default()).chars().take(60).collect();
    let document = scene.case.document(doc)?.document;
    let block = document.blocks.iter().position(|b| {
        !begins.is_empty() && b.span.get(&document.text).is_some_and(|t| plain(t).contains(&begins))
    });
    Ok(block.map_or_else(|| format!("/documents/{doc}"), |n| format!("/documents/{doc}#b{n}")))
}
