//! The steps by which nodes become groups, from what is certain to what is likely.
//!
//! Every step looks at all groups as the step before has left them, in the order of keys, and joins only where
//! the choice is the only one; so the order of the documents makes no difference. The confidences are judgements,
//! checked on the documents of `docs/figures.md`, "Actors".

use super::groups::{Groups, Why};
use super::known::Known;
use super::node::Node;
use super::person::{Fit, PersonName};
use relata_gazetteer::fold;
use relata_rows::ActorKind;
use std::collections::{BTreeMap, BTreeSet};

/// Below this a likeness is told, not joined.
pub(crate) const SURE: f32 = 0.7;
/// Groups that share a key and are compared with each other; a family name that more persons bear tells nothing.
const MOST: usize = 200;

/// Words that a name may have more or less of.
const SMALL: [&str; 6] = ["of", "for", "the", "and", "on", "to"];

/// Two groups, by one node of each, that may be one.
#[derive(Debug, Clone)]
pub(crate) struct Likely {
    pub(crate) left: usize,
    pub(crate) right: usize,
    pub(crate) why: Why,
}

/// Joins what is one, and gives what may be.
pub(crate) fn join(nodes: &[Node], groups: &mut Groups<'_>, known: &Known<'_>) -> Vec<Likely> {
    let mut likely = Vec::new();
    same_name(nodes, groups);
    same_entry(nodes, groups);
    acronyms(nodes, groups);
    same_words(nodes, groups);
    long_titles(nodes, groups);
    fuller_names(nodes, groups, &mut likely);
    short_names(nodes, groups, known, &mut likely);
    bodies_of_one_country(nodes, groups, &mut likely);
    likely
}

/// Joins the nodes of each key (one for each node, in order), as far as nothing speaks against it.
fn by_key<K: Ord>(
    nodes: &[Node],
    groups: &mut Groups<'_>,
    keys: impl IntoIterator<Item = Option<K>>,
    why: impl Fn(&Node) -> Why,
) {
    let mut keyed: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (i, key) in keys.into_iter().enumerate() {
        if let Some(key) = key {
            keyed.entry(key).or_default().push(i);
        }
    }
    for members in keyed.into_values() {
        // Where they are not all one (he and she of one name), each goes to the first that it may.
        let mut firsts: Vec<usize> = Vec::new();
        for node in members {
            if !firsts.iter().any(|&first| groups.join(first, node, &why(&nodes[node]))) {
                firsts.push(node);
            }
        }
    }
}

/// Kinds that one name may be taken for in different documents: a paper is a body and a work.
fn class(kind: ActorKind) -> u8 {
    match kind {
        ActorKind::Person => 0,
        ActorKind::Place => 1,
        ActorKind::Group => 2,
        ActorKind::Organization | ActorKind::Law | ActorKind::Work | ActorKind::Event => 3,
    }
}

fn same_name(nodes: &[Node], groups: &mut Groups<'_>) {
    let key = |node: &Node| {
        let name = node.names.first().filter(|_| node.named)?;
        // A family name alone says too little; a name of several words is one thing, whatever it is taken for.
        let alone = !name.contains(' ');
        let person = node.person.as_ref();
        if person.is_some_and(|p| !p.is_full()) && node.id.is_none() {
            return None;
        }
        let country = if node.kind == ActorKind::Person { None } else { node.country.clone() };
        let class = if alone || person.is_some() { class(node.kind) } else { 3 };
        Some((name.clone(), class, country, node.doubtful))
    };
    by_key(nodes, groups, nodes.iter().map(key), |_| Why::new("same name", 0.97));
}

/// The same entry of the lists, by name or, of one who is only described, by the office at the date of the text.
fn same_entry(nodes: &[Node], groups: &mut Groups<'_>) {
    let key = |node: &Node| node.id.clone();
    by_key(nodes, groups, nodes.iter().map(key), |node| match (&node.office, &node.id) {
        (Some(reason), _) => Why::new(reason.clone(), 0.85),
        (None, id) => Why::new(format!("same entry: {}", id.as_deref().unwrap_or_default()), 0.95),
    });
}

/// An acronym or other short form that a document gives for a longer name, met in another document alone.
fn acronyms(nodes: &[Node], groups: &mut Groups<'_>) {
    let mut meant: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (i, node) in nodes.iter().enumerate().filter(|(_, n)| n.named) {
        // A name in capitals beside one in small letters is a short form, defined or not.
        let short = |written: &str| !written.chars().any(char::is_lowercase) && !written.contains(' ');
        let used = node.written.iter().filter(|w| short(w) && !short(&node.name)).map(|w| fold(w));
        let used: BTreeSet<String> = used.collect();
        let names = node.names.iter().filter(|n| used.contains(*n)).chain(&node.acronyms);
        for name in names.filter(|n| n.len() > 1) {
            meant.entry(name).or_default().insert(i);
        }
    }
    for (i, node) in nodes.iter().enumerate().filter(|(_, n)| n.named) {
        let Some(defined) = node.names.first().and_then(|name| meant.get(name.as_str())) else { continue };
        let of: BTreeSet<usize> =
            defined.iter().map(|&d| groups.of(d)).filter(|&g| g != groups.of(i)).collect();
        if let ([one], true) = (of.iter().copied().collect::<Vec<_>>().as_slice(), of.len() == 1) {
            groups.join(*one, i, &Why::new("short form that another document defines", 0.9));
        }
    }
}

/// "Department of Justice" and "Justice Department", where nothing parts any two of that name.
fn same_words(nodes: &[Node], groups: &mut Groups<'_>) {
    let words = |name: &str| {
        let mut words: Vec<String> =
            name.split(' ').filter(|w| !SMALL.contains(w)).map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    let mut keyed: BTreeMap<(ActorKind, Vec<String>), BTreeSet<usize>> = BTreeMap::new();
    for (i, node) in nodes.iter().enumerate() {
        if let (true, Some(name)) = (node.named && class(node.kind) == 3, node.names.first()) {
            let words = words(name);
            if words.len() > 1 {
                keyed.entry((node.kind, words)).or_default().insert(groups.of(i));
            }
        }
    }
    let why = Why::new("the same words in another order", 0.85);
    for of in keyed.into_values() {
        let of: Vec<usize> = of.into_iter().collect();
        if of.iter().enumerate().all(|(n, &a)| of[n + 1..].iter().all(|&b| groups.may(a, b))) {
            for &group in of.iter().skip(1) {
                groups.join(of[0], group, &why);
            }
        }
    }
}

/// "Lakes Declaration" and "Lakes Declaration on Fishing and Trade": laws, events and works, where one longer title
/// fits.
fn long_titles(nodes: &[Node], groups: &mut Groups<'_>) {
    let titled = |n: &&Node| n.named && matches!(n.kind, ActorKind::Law | ActorKind::Event | ActorKind::Work);
    let mut by_beginning: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (i, node) in nodes.iter().enumerate().filter(|(_, n)| titled(n)) {
        let Some(name) = node.names.first() else { continue };
        let cuts = [" on ", " for ", " against ", " concerning ", " of "];
        if let Some(at) = cuts.iter().filter_map(|cut| name.find(cut)).min() {
            by_beginning.entry(name[..at].to_owned()).or_default().insert(groups.of(i));
        }
    }
    for (i, node) in nodes.iter().enumerate().filter(|(_, n)| titled(n)) {
        let Some(name) = node.names.first().filter(|n| n.contains(' ')) else { continue };
        let longer: BTreeSet<usize> = by_beginning
            .get(name)
            .into_iter()
            .flatten()
            .map(|&g| groups.of(g))
            .filter(|&g| g != groups.of(i))
            .collect();
        if let [one] = longer.into_iter().collect::<Vec<_>>()[..] {
            groups.join(one, i, &Why::new("the beginning of a longer title", 0.85));
        }
    }
}

/// The groups of persons by the family names that they may bear.
fn families(nodes: &[Node], groups: &Groups<'_>, full: bool) -> BTreeMap<String, BTreeSet<usize>> {
    let mut all: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (i, node) in nodes.iter().enumerate() {
        let Some(person) = node.person.as_ref().filter(|p| p.is_full() == full) else { continue };
        for key in person.keys() {
            all.entry(key.to_owned()).or_default().insert(groups.of(i));
        }
    }
    all
}

/// The best fit between a name and the full names of a group; apart where one of them is.
fn fit(person: &PersonName, groups: &Groups<'_>, group: usize) -> Fit {
    let names = groups.facts(group).map(|f| &f.persons);
    let fits = || names.into_iter().flatten().map(|other| person.fit(other));
    if fits().any(|f| f == Fit::Apart) { Fit::Apart } else { fits().max().unwrap_or(Fit::Apart) }
}

/// "Clara Rebollo" and "Clara Rebollo Pardo"; "Bob Kessler" and "Robert Kessler".
fn fuller_names(nodes: &[Node], groups: &mut Groups<'_>, likely: &mut Vec<Likely>) {
    for of in families(nodes, groups, true).into_values() {
        if of.len() < 2 || of.len() > MOST {
            continue;
        }
        let of: Vec<usize> = of.into_iter().collect();
        let mut fits: Vec<(usize, usize, Fit)> = Vec::new();
        for (n, &a) in of.iter().enumerate() {
            for &b in &of[n + 1..] {
                if groups.of(a) != groups.of(b) && groups.may(groups.of(a), groups.of(b)) {
                    let best = groups
                        .facts(groups.of(a))
                        .map(|f| f.persons.iter().map(|p| fit(p, groups, groups.of(b))).max());
                    fits.extend(best.flatten().map(|f| (a, b, f)));
                }
            }
        }
        // One that fits two who are not one ("J. Vale" beside John and James Vale) fits neither for sure.
        let rivals = |x: usize, y: usize, groups: &Groups<'_>| {
            fits.iter().any(|&(a, b, _)| {
                let other = if a == x {
                    b
                } else if b == x {
                    a
                } else {
                    return false;
                };
                other != y && groups.of(other) != groups.of(y) && !groups.may(groups.of(other), groups.of(y))
            })
        };
        for &(a, b, f) in &fits {
            let told = shared_title(groups, a, b);
            let (reason, confidence) = match (f, told) {
                (Fit::Close | Fit::Same, _) => ("a fuller form of the name", 0.9),
                (_, Some(_)) => ("a form of the name, and the same office", 0.85),
                (_, None) => ("a form of the name", 0.65),
            };
            let sure = !rivals(a, b, groups) && !rivals(b, a, groups);
            let why = Why::new(reason, if sure { confidence } else { confidence.min(0.5) });
            if why.confidence >= SURE {
                groups.join(a, b, &why);
            } else {
                likely.push(Likely { left: a, right: b, why });
            }
        }
    }
}

/// A title that two groups share.
fn shared_title<'g>(groups: &'g Groups<'_>, a: usize, b: usize) -> Option<&'g str> {
    let (a, b) = (groups.facts(groups.of(a))?, groups.facts(groups.of(b))?);
    a.titles.intersection(&b.titles).next().copied()
}

/// A family name alone, in a document that has no more: the one person of the case who bears it.
fn short_names(nodes: &[Node], groups: &mut Groups<'_>, known: &Known<'_>, likely: &mut Vec<Likely>) {
    let full = families(nodes, groups, true);
    for (i, node) in nodes.iter().enumerate() {
        let Some(person) = node.person.as_ref().filter(|p| !p.is_full()) else { continue };
        if groups.facts(groups.of(i)).is_some_and(|f| !f.persons.is_empty()) {
            continue;
        }
        let of: BTreeSet<usize> =
            person.keys().filter_map(|k| full.get(k)).flatten().map(|&g| groups.of(g)).collect();
        let fits =
            of.into_iter().filter(|&g| fit(person, groups, g) >= Fit::Loose && groups.may(groups.of(i), g));
        let mut fits: Vec<(f32, &str, usize)> = fits
            .map(|g| {
                let facts = groups.facts(g);
                let title = node.titles.iter().any(|t| facts.is_some_and(|f| f.titles.contains(t.as_str())));
                let in_office = facts.is_some_and(|f| f.ids.iter().any(|id| known.in_office(node, id)));
                let here = facts.is_some_and(|f| f.docs.contains(&node.doc));
                let documents = facts.map_or(0, |f| f.docs.len());
                let (confidence, reason) = match (in_office, title) {
                    (true, _) => (0.9, "family name and office at that date"),
                    (_, true) => (0.85, "family name and the same office"),
                    _ if here => (0.85, "family name of a person of the same document"),
                    _ if node.titles.is_empty() && documents >= 3 => {
                        (0.75, "family name that one person of the case bears")
                    }
                    _ => (0.55, "family name"),
                };
                (confidence, reason, g)
            })
            .collect();
        fits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
        match fits.as_slice() {
            [(confidence, reason, g)] if *confidence >= SURE => {
                groups.join(*g, i, &Why::new(*reason, *confidence));
            }
            // Of several, the one whose office it is; a name that several bear is nobody's by itself.
            [(first, reason, g), (second, ..), ..] if *first >= 0.85 && *first > *second => {
                groups.join(*g, i, &Why::new(*reason, *first));
            }
            all => likely.extend(all.iter().map(|(c, reason, g)| Likely {
                left: *g,
                right: i,
                why: Why::new(*reason, c.min(0.6)),
            })),
        }
    }
    // One family name in one document is one person, whatever its capitals.
    let bare = |n: &Node| n.person.clone().filter(|p| n.named && !p.is_full());
    let keys = nodes.iter().map(|n| Some((n.doc, bare(n)?)));
    by_key(nodes, groups, keys, |_| Why::new("the same name", 0.9));
    // What is left of one family name and one title is one person.
    let keys: Vec<_> = nodes
        .iter()
        .enumerate()
        .map(|(i, n)| {
            let free = groups.facts(groups.of(i)).is_some_and(|f| f.persons.is_empty());
            let person = n.person.clone().filter(|p| free && !p.is_full())?;
            Some((person, n.titles.first()?.clone(), n.roles.first()?.of.clone()))
        })
        .collect();
    by_key(nodes, groups, keys, |_| Why::new("the same family name and office", 0.8));
}

/// A body named without its country, where the case knows that body of one country only.
fn bodies_of_one_country(nodes: &[Node], groups: &mut Groups<'_>, likely: &mut Vec<Likely>) {
    let mut named: BTreeMap<&str, (BTreeSet<usize>, BTreeSet<usize>)> = BTreeMap::new();
    for (i, node) in nodes.iter().enumerate() {
        if let (ActorKind::Organization, Some(name)) = (node.kind, node.names.first().filter(|_| node.named))
        {
            let group = groups.of(i);
            let (with, without) = named.entry(name).or_default();
            let has = groups.facts(group).is_some_and(|f| !f.countries.is_empty());
            if has {
                with.insert(group)
            } else {
                without.insert(group)
            };
        }
    }
    for (with, without) in named.into_values() {
        let with: Vec<usize> = with.into_iter().collect();
        for group in without {
            match with.as_slice() {
                [] => {}
                [one] => {
                    groups.join(*one, group, &Why::new("the only body of that name in the case", 0.75));
                }
                several => likely.extend(several.iter().map(|&g| Likely {
                    left: g,
                    right: group,
                    why: Why::new("the same name, of a country that is not told", 0.5),
                })),
            }
        }
    }
}
