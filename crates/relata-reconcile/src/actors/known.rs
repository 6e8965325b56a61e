//! What the lists know of a node: its entry, its country, who held its office.

use super::node::Node;
use super::person::PersonName;
use jiff::civil::Date;
use relata_gazetteer::{Basis, Entry, Gazetteer, Holder};
use relata_rows::{ActorKind, Entity, Office, Part, RoleTense};
use std::collections::BTreeMap;

/// Years after an office within which somebody is still told of by name alone.
const REMEMBERED: i16 = 30;

/// The lists, as the steps of the resolution ask them.
pub(crate) struct Known<'g> {
    gazetteer: &'g Gazetteer,
}

impl<'g> Known<'g> {
    pub(crate) fn new(gazetteer: &'g Gazetteer) -> Self {
        Known { gazetteer }
    }

    /// ISO 3166-1 code of a country by a name or demonym.
    fn code(&self, country: &str) -> Option<&'g str> {
        self.gazetteer.country(country)?.entry.country.as_deref()
    }

    /// The usual name of a country by its code.
    fn country_name(&self, code: &str) -> Option<&'g str> {
        self.gazetteer.entry(&format!("iso:{code}")).map(|e| e.name.as_str())
    }

    /// The country that the name of a body begins or ends with: "Mexican Navy", "Bank of Mexico"; of a state or
    /// province its country.
    pub(crate) fn country_in(&self, name: &str) -> Option<String> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let longest = words.len().min(4);
        let behind = words.iter().rposition(|w| matches!(*w, "of" | "in"));
        let tails = behind.map(|at| words[at + 1..].join(" "));
        let heads = (1..longest).rev().map(|n| words[..n].join(" "));
        heads.chain(tails).find_map(|part| {
            let part = part.trim_end_matches("'s").trim_end_matches("’s").trim_start_matches("the ");
            let region = self.gazetteer.region(part).filter(|_| part.len() > 2);
            let code = match region {
                Some(region) => region.country.as_deref(),
                None => self.code(part),
            };
            code.and_then(|c| self.country_name(c)).map(str::to_owned)
        })
    }

    /// What an entity is: as its document takes it, unless letters that the lists know for a body, or the noun at the
    /// end of a name ("... Agreement"), say otherwise.
    pub(crate) fn kind(&self, entity: &Entity) -> ActorKind {
        const LAWS: [&str; 8] =
            ["Act", "Agreement", "Treaty", "Accord", "Accords", "Convention", "Protocol", "Pact"];
        let words: Vec<&str> = entity.name.split_whitespace().collect();
        let letters =
            words.len() == 1 && entity.name.len() > 1 && !entity.name.chars().any(char::is_lowercase);
        match entity.kind {
            ActorKind::Person if letters => match self.gazetteer.acronym(&entity.name).as_slice() {
                [one] => one.kind,
                _ => ActorKind::Person,
            },
            ActorKind::Organization if words.len() > 1 && words.last().is_some_and(|w| LAWS.contains(w)) => {
                ActorKind::Law
            }
            kind => kind,
        }
    }

    /// A folded name without the country that it begins with: "ambassador" of "us ambassador".
    pub(crate) fn without_country<'t>(&self, folded: &'t str) -> &'t str {
        let cuts = folded.match_indices(' ').map(|(at, _)| at).take(3);
        cuts.filter(|&at| self.code(&folded[..at]).is_some() || matches!(&folded[..at], "us" | "uk"))
            .last()
            .map_or(folded, |at| &folded[at + 1..])
    }

    /// The entries that a node may be by its names, kind and country.
    pub(crate) fn entries(&self, node: &Node) -> Vec<&'g Entry> {
        for (n, name) in node.written.iter().enumerate() {
            // A family name alone is everybody's.
            let short = !name.chars().any(char::is_lowercase);
            let bare = node.kind == ActorKind::Person
                && PersonName::of(name).is_none_or(|p| !p.is_full())
                && !(n > 0 && short);
            // A short form beside a full name that is in no list is of somebody else in the lists.
            let others = node.kind != ActorKind::Person && n > 0 && short && node.name.contains(' ');
            if bare || others {
                continue;
            }
            let mut found = self.gazetteer.named(name);
            if found.is_empty() && node.kind == ActorKind::Place {
                // "Mexican" names the country.
                found = self.gazetteer.countries(name).into_iter().map(|c| c.entry).collect();
            }
            found.retain(|e| self.fits(e, node));
            // "Washington" is a city and a state; of the two nobody knows.
            if node.kind == ActorKind::Place && self.gazetteer.capital(name).is_some() {
                found.retain(|e| !e.is_region());
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The one entry that a node is.
    pub(crate) fn entry_of(&self, node: &Node) -> Option<String> {
        let found = self.entries(node);
        let only = match found.as_slice() {
            [one] => *one,
            _ if node.kind == ActorKind::Person => {
                let mut bearers = found.iter().filter(|e| self.in_office(node, &e.id));
                match (bearers.next(), bearers.next()) {
                    (Some(one), None) => one,
                    _ => return None,
                }
            }
            _ => return None,
        };
        (node.kind != ActorKind::Person || self.is_of_the_time(node, only)).then(|| only.id.clone())
    }

    fn fits(&self, entry: &Entry, node: &Node) -> bool {
        // A name of several words that is in a list is that entry, whatever a document took it for.
        let whole = node.written.first().is_some_and(|name| name.contains(' '));
        let kind = match (entry.kind, node.kind) {
            (a, b) if a == b => true,
            (a, b) if whole && a != ActorKind::Person && b != ActorKind::Person => true,
            (ActorKind::Organization, ActorKind::Work | ActorKind::Law | ActorKind::Group) => true,
            (ActorKind::Law | ActorKind::Work | ActorKind::Group, ActorKind::Organization) => true,
            _ => false,
        };
        let countries = (node.country.as_deref().and_then(|c| self.code(c)), entry.country.as_deref());
        kind && match countries {
            (Some(a), Some(b)) if node.kind != ActorKind::Person => a == b,
            _ => true,
        }
    }

    /// Whether somebody of an entry is told of at the time of a document: in office then, or not too long before;
    /// where only some past office is known, the document must name one.
    fn is_of_the_time(&self, node: &Node, entry: &Entry) -> bool {
        let held = self.gazetteer.held(&entry.id);
        let Some(day) = node.day else { return held.iter().any(|h| h.basis != Basis::Undated) };
        let near = |h: &Holder<'_>| {
            h.basis != Basis::Undated
                && h.from.is_none_or(|f| f.year() <= day.year() + 1)
                && h.to.is_none_or(|t| t.year() + REMEMBERED >= day.year())
        };
        held.iter().any(near)
            || (!held.is_empty() && !node.titles.is_empty() && self.in_office(node, &entry.id))
    }

    /// Whether a person of the lists held, at the date of the node's document, an office that it gives the node.
    pub(crate) fn in_office(&self, node: &Node, id: &str) -> bool {
        let Some(day) = node.day else { return false };
        let present = || node.roles.iter().filter(|r| r.tense == RoleTense::Present);
        self.gazetteer.held(id).iter().any(|h| {
            present().any(|role| {
                let of = role.of.as_deref().and_then(|of| self.code(of));
                of.is_none_or(|of| h.country == Some(of))
                    && self.gazetteer.holders(&role.title, h.country, day).iter().any(|x| x.person.id == id)
            })
        })
    }

    /// Who held the office that describes a node, at the date of its document, where only one did; and in words why.
    pub(crate) fn holder(&self, node: &Node) -> Option<(String, String)> {
        let day = node.day?;
        if node.kind != ActorKind::Person {
            return None;
        }
        node.roles.iter().filter(|r| r.tense == RoleTense::Present).find_map(|role| {
            let country = role.of.as_deref().and_then(|of| self.code(of))?;
            match self.gazetteer.holders(&role.title, Some(country), day).as_slice() {
                [one] => {
                    let reason = format!("office at {day}: {} of {}", role.title, role.of.as_deref()?);
                    Some((one.person.id.clone(), reason))
                }
                _ => None,
            }
        })
    }

    /// The body that a document means by the name of the place where it sits ("Washington", "the Kremlin"), where the
    /// lists have only one; and in words why.
    pub(crate) fn stands_for(&self, node: &Node) -> Option<(String, String)> {
        // A paper may be called "The Hill".
        if node.kind != ActorKind::Organization || !matches!(node.part, Part::Entity(_)) {
            return None;
        }
        match self.gazetteer.metonym(&node.name).as_slice() {
            [one] => Some((one.id.clone(), format!("stands for {}", one.name))),
            _ => None,
        }
    }

    /// What an entry is.
    pub(crate) fn kind_of(&self, id: &str) -> Option<ActorKind> {
        self.gazetteer.entry(id).map(|e| e.kind)
    }

    /// The usual name of an entry.
    pub(crate) fn shown(&self, id: &str) -> Option<String> {
        self.gazetteer.entry(id).map(|e| e.name.clone())
    }

    /// The ids of an entry, its own first, as scheme and id.
    pub(crate) fn external(&self, id: &str) -> Vec<(String, String)> {
        let same = self.gazetteer.entry(id).map(|e| e.same.as_slice()).unwrap_or_default();
        let all: BTreeMap<&str, &str> = same.iter().filter_map(|s| s.split_once(':')).collect();
        let own = id.split_once(':').into_iter();
        own.chain(all.into_iter().filter(|(scheme, _)| !id.starts_with(&format!("{scheme}:"))))
            .map(|(scheme, id)| (scheme.to_owned(), id.to_owned()))
            .collect()
    }

    /// The country of an entry that is not one itself, by its usual name.
    pub(crate) fn country_of(&self, id: &str) -> Option<String> {
        let entry = self.gazetteer.entry(id).filter(|e| !e.is_country())?;
        self.country_name(entry.country.as_deref()?).map(str::to_owned)
    }

    /// The code of the country whose capital a city is.
    pub(crate) fn capital(&self, city: &str) -> Option<&'g str> {
        self.gazetteer.capital(city)?.country.as_deref()
    }

    /// The country that an entry is or belongs to, by its code.
    pub(crate) fn code_of(&self, id: &str) -> Option<&'g str> {
        self.gazetteer.entry(id)?.country.as_deref()
    }

    /// The id of what an entry is a part of.
    pub(crate) fn parent(&self, id: &str) -> Option<String> {
        self.gazetteer.entry(id)?.parent.clone()
    }

    /// The offices of an entry.
    pub(crate) fn offices(&self, id: &str) -> Vec<Office> {
        let next = |d: Date| d.tomorrow().unwrap_or(d);
        let offices = self.gazetteer.held(id).into_iter().map(|h| Office {
            title: h.office.to_owned(),
            of: h
                .of
                .and_then(|of| self.shown(of))
                .or_else(|| h.country.and_then(|c| self.country_name(c)).map(str::to_owned)),
            from: h.from,
            to: h.to.map(next),
            basis: id.to_owned(),
        });
        offices.collect()
    }
}
