//! Which nodes are one actor: a union of sets in which what was forbidden never meets.

use super::node::Node;
use super::person::{Fit, PersonName};
use relata_rows::{ActorKind, Gender};
use std::collections::{BTreeMap, BTreeSet};

/// Why a node stands with the others of its actor, and how sure that is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Why {
    pub(crate) reason: String,
    pub(crate) confidence: f32,
}

impl Why {
    pub(crate) fn new(reason: impl Into<String>, confidence: f32) -> Self {
        Why { reason: reason.into(), confidence }
    }
}

/// The groups of nodes, each under its lowest node.
#[derive(Debug)]
pub(crate) struct Groups<'n> {
    nodes: &'n [Node],
    above: Vec<usize>,
    /// By group; the members in no order.
    members: BTreeMap<usize, (Vec<usize>, Facts<'n>)>,
    why: Vec<Option<Why>>,
    /// Pairs of folded names that a person has said are not one actor.
    never: BTreeSet<(String, String)>,
}

impl<'n> Groups<'n> {
    /// Every node alone.
    pub(crate) fn new(nodes: &'n [Node], never: BTreeSet<(String, String)>) -> Self {
        let members = nodes.iter().enumerate().map(|(i, n)| (i, (vec![i], Facts::of(n)))).collect();
        Groups { nodes, above: (0..nodes.len()).collect(), members, why: vec![None; nodes.len()], never }
    }

    /// The group of a node, named by its lowest node.
    pub(crate) fn of(&self, node: usize) -> usize {
        let mut at = node;
        while self.above[at] != at {
            at = self.above[at];
        }
        at
    }

    /// All groups with their members, in order.
    pub(crate) fn all(&self) -> impl Iterator<Item = (usize, &[usize])> {
        self.members.iter().map(|(&g, (m, _))| (g, m.as_slice()))
    }

    pub(crate) fn members(&self, group: usize) -> &[usize] {
        self.members.get(&group).map_or(&[], |(m, _)| m.as_slice())
    }

    /// Why a node stands in its group; `None` where its own name says so.
    pub(crate) fn why(&self, node: usize) -> Option<&Why> {
        self.why[node].as_ref()
    }

    /// How many mentions the nodes of a group have.
    pub(crate) fn weight(&self, group: usize) -> usize {
        self.facts(group).map_or(0, |f| f.mentions)
    }

    /// What the nodes of a group say together.
    pub(crate) fn facts(&self, group: usize) -> Option<&Facts<'n>> {
        self.members.get(&group).map(|(_, facts)| facts)
    }

    /// Joins the groups of two nodes, unless something speaks against it; whether they are one now. The
    /// lighter of the two carries the reason.
    pub(crate) fn join(&mut self, a: usize, b: usize, why: &Why) -> bool {
        let (a, b) = (self.of(a), self.of(b));
        if a == b {
            return true;
        }
        if !self.may(a, b) {
            return false;
        }
        self.unite(a, b, why);
        true
    }

    /// Joins two groups whatever speaks against it: a person has said so.
    pub(crate) fn unite(&mut self, a: usize, b: usize, why: &Why) {
        let (a, b) = (self.of(a), self.of(b));
        if a == b {
            return;
        }
        let lighter = if (self.weight(a), b) < (self.weight(b), a) { a } else { b };
        for &node in self.members.get(&lighter).into_iter().flat_map(|(m, _)| m) {
            if self.why[node].as_ref().is_none_or(|known| why.confidence < known.confidence) {
                self.why[node] = Some(why.clone());
            }
        }
        let (low, high) = (a.min(b), a.max(b));
        self.above[high] = low;
        let (Some(mut one), Some(mut two)) = (self.members.remove(&low), self.members.remove(&high)) else {
            return;
        };
        // The smaller goes into the larger, so that many joins cost little more than one.
        if one.0.len() < two.0.len() {
            std::mem::swap(&mut one, &mut two);
        }
        one.0.extend(two.0);
        one.1.add(two.1);
        self.members.insert(low, one);
    }

    /// Takes nodes out of their groups and makes them a group of their own.
    pub(crate) fn part(&mut self, nodes: &[usize], why: &Why) {
        let out: BTreeSet<usize> = nodes.iter().copied().collect();
        let touched: BTreeSet<usize> = nodes.iter().map(|&n| self.of(n)).collect();
        for group in touched {
            let all = self.members.remove(&group).map_or_else(Vec::new, |(m, _)| m);
            let rest: Vec<usize> = all.into_iter().filter(|n| !out.contains(n)).collect();
            self.set(rest);
        }
        out.iter().for_each(|&node| self.why[node] = Some(why.clone()));
        self.set(out.into_iter().collect());
    }

    fn set(&mut self, nodes: Vec<usize>) {
        let Some(&lowest) = nodes.iter().min() else { return };
        let mut facts = Facts::default();
        for &node in &nodes {
            self.above[node] = lowest;
            facts.add(Facts::of(&self.nodes[node]));
        }
        self.members.insert(lowest, (nodes, facts));
    }

    /// Whether two groups may be one actor.
    pub(crate) fn may(&self, a: usize, b: usize) -> bool {
        let (Some(a), Some(b)) = (self.facts(a), self.facts(b)) else { return false };
        let pair = |x: &str, y: &str| {
            if x <= y { (x.to_owned(), y.to_owned()) } else { (y.to_owned(), x.to_owned()) }
        };
        let forbidden = !self.never.is_empty()
            && a.names.iter().any(|x| b.names.iter().any(|y| self.never.contains(&pair(x, y))));
        let apart =
            |x: &BTreeSet<&str>, y: &BTreeSet<&str>| !x.is_empty() && !y.is_empty() && x.is_disjoint(y);
        let genders = a.genders.union(&b.genders).count() > 1;
        let persons = a.persons.iter().any(|x| b.persons.iter().any(|y| x.fit(y) == Fit::Apart));
        !(forbidden || apart(&a.ids, &b.ids) || apart(&a.countries, &b.countries) || genders || persons)
    }
}

/// What the nodes of a group say together.
#[derive(Debug, Default)]
pub(crate) struct Facts<'n> {
    pub(crate) names: BTreeSet<&'n str>,
    pub(crate) ids: BTreeSet<&'n str>,
    pub(crate) countries: BTreeSet<&'n str>,
    pub(crate) genders: BTreeSet<Gender>,
    /// Names of persons with more than a family name.
    pub(crate) persons: BTreeSet<&'n PersonName>,
    pub(crate) titles: BTreeSet<&'n str>,
    /// The documents in which it stands.
    pub(crate) docs: BTreeSet<usize>,
    pub(crate) mentions: usize,
}

impl<'n> Facts<'n> {
    fn of(node: &'n Node) -> Self {
        Facts {
            names: node.names.iter().map(String::as_str).collect(),
            ids: node.id.as_deref().into_iter().collect(),
            // A person may be told under several countries; a body belongs to one.
            countries: node
                .country
                .as_deref()
                .filter(|_| node.kind != ActorKind::Person)
                .into_iter()
                .collect(),
            genders: node.gender.into_iter().collect(),
            persons: node.person.iter().filter(|p| p.is_full()).collect(),
            titles: node.titles.iter().map(String::as_str).collect(),
            docs: BTreeSet::from([node.doc]),
            mentions: node.mentions,
        }
    }

    fn add(&mut self, other: Facts<'n>) {
        self.names.extend(other.names);
        self.ids.extend(other.ids);
        self.countries.extend(other.countries);
        self.genders.extend(other.genders);
        self.persons.extend(other.persons);
        self.titles.extend(other.titles);
        self.docs.extend(other.docs);
        self.mentions += other.mentions;
    }
}
