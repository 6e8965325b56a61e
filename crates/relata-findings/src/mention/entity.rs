//! Actors from chains: name, kind, aliases, acronyms, roles, country, gender.

use super::chain::{Chain, Chains};
use super::features::Field;
use super::further::is_listed_body;
use super::pronoun::{Number, Sex};
use super::role;
use super::titles;
use super::told::Marks;
use super::traits::{Mention, Role};
use crate::text::Text;
use relata_language::{MentionKind, NameKind, Upos, country};
use relata_rows::{ActorKind, Entity, Gender, MentionForm};
use std::collections::BTreeMap;

/// What the mentions of one chain say of their actor; `None` where they are pronouns alone, which name and
/// describe nobody, but for "I" and "we": whoever they are, they speak and act.
pub(crate) fn entity(field: &Field<'_>, chain: &Chain) -> Option<Entity> {
    let members: Vec<&Mention> = chain.members.iter().map(|&m| &field.mentions[m]).collect();
    let Some(kind) = kind(&members) else { return speaker(&members) };
    let names = names(field, chain);
    // "We are good neighbours" says of whom nothing is told what they are, not who.
    let told = |m: &&Mention| m.place.form != MentionForm::Pronoun && m.role != Role::Predicate;
    if let Some(we) =
        speaker(&members).filter(|_| names.is_empty() && !members.iter().copied().any(|m| told(&m)))
    {
        return Some(we);
    }
    let state = members.iter().find(|m| m.place.name == Some(NameKind::Country)).and_then(|m| m.country);
    let (name, named) = match (state, names.first()) {
        (Some(state), _) if kind == ActorKind::Place => (state.to_owned(), true),
        (_, Some(fullest)) => (fullest.clone(), true),
        _ => {
            // An event with its place and year is known by them in other documents too.
            let known = |m: &&&Mention| m.marks.as_ref().is_some_and(Marks::is_known_elsewhere);
            match members.iter().find(known) {
                Some(told) => (undetermined(field.scene.text, told), true),
                None => (description(&members)?, false),
            }
        }
    };
    let acronyms = acronyms(field, &members);
    let mut aliases: Vec<String> = names.into_iter().filter(|n| *n != name).collect();
    aliases.sort_unstable();
    let mut roles = Vec::new();
    for mention in &members {
        for found in role::roles(field.scene, mention) {
            let known =
                |r: &relata_rows::Role| r.title == found.title && r.of == found.of && r.tense == found.tense;
            if !roles.iter().any(known) {
                roles.push(found);
            }
        }
    }
    roles.sort_by_key(|r| r.span);
    // Whoever is told to hold a person's office is a person, whatever an unknown name was taken for.
    let office = |r: &relata_rows::Role| r.title.rsplit(' ').next().is_some_and(titles::is_office);
    let other = matches!(kind, ActorKind::Place | ActorKind::Organization);
    let misread = named && state.is_none() && other && !is_listed_body(&name);
    let kind = if misread && roles.iter().any(office) { ActorKind::Person } else { kind };
    let of_role = || roles.iter().find_map(|r| r.of.as_deref().and_then(country)).map(str::to_owned);
    let own = kind == ActorKind::Place && state.is_some();
    let land = if own { None } else { land(&members).or_else(of_role) };
    let gender = if kind == ActorKind::Person { gender(field, chain) } else { None };
    Some(Entity { kind, name, named, aliases, acronyms, roles, country: land, gender })
}

/// "I" or "we" of whom nothing else is told.
fn speaker(members: &[&Mention]) -> Option<Entity> {
    let first = members.first()?.text.to_lowercase();
    let (kind, name) = match first.as_str() {
        "i" | "me" | "my" | "mine" | "myself" => (ActorKind::Person, "I"),
        "we" | "us" | "our" | "ours" | "ourselves" => (ActorKind::Group, "we"),
        _ => return None,
    };
    Some(Entity {
        kind,
        name: name.to_owned(),
        named: false,
        aliases: Vec::new(),
        acronyms: Vec::new(),
        roles: Vec::new(),
        country: None,
        gender: None,
    })
}

/// What it is: what most of its names are, or, where it has none, of its descriptions.
fn kind(members: &[&Mention]) -> Option<ActorKind> {
    let of_form = |form| members.iter().filter(move |m| m.place.form == form);
    let mut votes: BTreeMap<ActorKind, usize> = BTreeMap::new();
    // Letters alone say little of what they stand for.
    let whole = |m: &Mention| !is_acronym(&m.text);
    let spelt = of_form(MentionForm::Name).any(|m| whole(m) && actor(m).is_some());
    for kind in of_form(MentionForm::Name).filter(|m| !spelt || whole(m)).filter_map(|m| actor(m)) {
        *votes.entry(kind).or_default() += 1;
    }
    if votes.is_empty() {
        for kind in of_form(MentionForm::Nominal).filter_map(|m| actor(m)) {
            *votes.entry(kind).or_default() += 1;
        }
    }
    votes.into_iter().max_by_key(|&(kind, n)| (n, std::cmp::Reverse(kind))).map(|(kind, _)| kind)
}

fn actor(mention: &Mention) -> Option<ActorKind> {
    let named = mention.place.name == Some(NameKind::Person);
    match (mention.place.name, mention.kind) {
        (Some(NameKind::Law), _) => Some(ActorKind::Law),
        (Some(NameKind::Work), _) => Some(ActorKind::Work),
        (Some(NameKind::Event), _) => Some(ActorKind::Event),
        (Some(NameKind::People), _) => Some(ActorKind::Group),
        (_, Some(MentionKind::Person)) if mention.number == Number::Many && !named => Some(ActorKind::Group),
        (_, Some(MentionKind::Person)) => Some(ActorKind::Person),
        (_, Some(MentionKind::Organization)) => Some(ActorKind::Organization),
        (_, Some(MentionKind::Place)) => Some(ActorKind::Place),
        _ => None,
    }
}

/// Its names as a reader writes them, each once, the fullest first: of the group of names that has the most
/// mentions the one of most words, acronyms last.
fn names(field: &Field<'_>, chain: &Chain) -> Vec<String> {
    let mut all: Vec<(String, bool, usize, usize)> = Vec::new();
    let size = |g: usize| chain.members.iter().filter(|&&m| group(field, m) == Some(g)).count();
    for &m in &chain.members {
        let mention = &field.mentions[m];
        let Some(group) = group(field, m).filter(|_| !mention.adjective) else { continue };
        let name = written(&mention.text, mention.kind == Some(MentionKind::Person));
        let acronym = is_acronym(&name);
        if !all.iter().any(|(n, ..)| *n == name) {
            let words = name.split(' ').count();
            all.push((name, acronym, size(group), words));
        }
    }
    // Stable: of equals the first in the text.
    all.sort_by_key(|&(_, acronym, size, words)| (acronym, std::cmp::Reverse((size, words))));
    all.into_iter().map(|(name, ..)| name).collect()
}

fn group(field: &Field<'_>, m: usize) -> Option<usize> {
    field.groups.of[m].as_ref().map(|(g, _)| *g)
}

fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    !name.contains(' ') && (2..9).contains(&letters) && !name.chars().any(char::is_lowercase)
}

/// A name on one line, mended where a line break cuts a word; one in capitals as it is written elsewhere.
fn written(name: &str, person: bool) -> String {
    let whole = name.replace("-\n", "");
    let words: Vec<&str> = whole.split_whitespace().collect();
    let shouted =
        !whole.chars().any(char::is_lowercase) && (words.len() > 1 || person && whole.chars().count() > 4);
    if !shouted {
        return words.join(" ");
    }
    let small = |(i, word): (usize, &str)| {
        let lower = word.to_lowercase();
        if i > 0 && role::is_small(&lower) || word.contains('.') {
            return if word.contains('.') { word.to_owned() } else { lower };
        }
        let mut begins = true;
        let raised = lower.chars().map(|c| {
            let now = if begins { c.to_uppercase().next().unwrap_or(c) } else { c };
            begins = !c.is_alphabetic();
            now
        });
        raised.collect()
    };
    words.into_iter().enumerate().map(small).collect::<Vec<String>>().join(" ")
}

/// The first description: "the Mexican president".
fn description(members: &[&Mention]) -> Option<String> {
    let first = members.iter().find(|m| m.place.form == MentionForm::Nominal)?;
    Some(first.text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A description without its article: "2021 invasion of Valdora".
fn undetermined(text: &Text<'_>, mention: &Mention) -> String {
    let core = &mention.place.core;
    let first = core.clone().find(|&i| text.words[i].upos != Upos::Det).unwrap_or(core.start);
    let written = text.cover(&(first..core.end)).get(text.text).unwrap_or_default();
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Acronyms that stand in brackets behind a name: "Organization of American States (OAS)".
fn acronyms(field: &Field<'_>, members: &[&Mention]) -> Vec<String> {
    let text = field.scene.text;
    let mut found: Vec<String> = Vec::new();
    for mention in members.iter().filter(|m| m.place.form == MentionForm::Name) {
        let at = mention.place.core.end;
        let inside = text.words.get(at + 1).filter(|_| text.lower(at) == "(" && text.lower(at + 2) == ")");
        // "(OAS)" behind "American States" is not theirs.
        let own = members.iter().any(|m| m.place.core == (at + 1..at + 2))
            || inside.is_some_and(|w| w.text.replace('.', "") == mention.initials);
        if let Some(word) = inside.filter(|w| own && is_acronym(w.text))
            && !found.iter().any(|f| f == word.text)
        {
            found.push(word.text.to_owned());
        }
    }
    found
}

/// The country that words beside its mentions tell: the one told most often, of equals the first.
fn land(members: &[&Mention]) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for land in members.iter().filter_map(|m| m.country.filter(|_| country(&m.text).is_none())) {
        match counts.iter_mut().find(|(known, _)| *known == land) {
            Some((_, n)) => *n += 1,
            None => counts.push((land, 1)),
        }
    }
    let most = counts.iter().map(|(_, n)| *n).max()?;
    counts.iter().find(|(_, n)| *n == most).map(|(land, _)| (*land).to_owned())
}

/// What most of its titles, given names and pronouns tell; nothing where they are even.
fn gender(field: &Field<'_>, chain: &Chain) -> Option<Gender> {
    let count = |sex: Sex| chain.members.iter().filter(|&&m| field.mentions[m].sex == sex).count();
    match count(Sex::Woman).cmp(&count(Sex::Man)) {
        std::cmp::Ordering::Greater => Some(Gender::Woman),
        std::cmp::Ordering::Less => Some(Gender::Man),
        std::cmp::Ordering::Equal => None,
    }
}

/// The actors of a document in the order of their first mentions, and the actor of each mention.
pub(crate) fn entities(field: &Field<'_>, chains: &Chains) -> (Vec<Entity>, Vec<Option<usize>>) {
    let mut order: Vec<usize> = (0..chains.all.len()).collect();
    let first = |c: &usize| {
        let starts = chains.all[*c].members.iter().map(|&m| field.mentions[m].place.core.start);
        (starts.min(), *c)
    };
    order.sort_by_key(first);
    let (mut entities, mut of) = (Vec::new(), vec![None; field.mentions.len()]);
    for chain in order.into_iter().map(|c| &chains.all[c]) {
        if let Some(entity) = entity(field, chain) {
            chain.members.iter().for_each(|&m| of[m] = Some(entities.len()));
            entities.push(entity);
        }
    }
    (entities, of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_a_reader_writes_them() {
        assert_eq!(written("NED\nPRICE", true), "Ned Price");
        assert_eq!(written("MARÍA DE LA CRUZ-ORTEGA", true), "María de la Cruz-Ortega");
        assert_eq!(written("J. M. Ortega", true), "J. M. Ortega");
        assert_eq!(written("OAS", false), "OAS");
        assert_eq!(written("Organi-\nzation of Ports", false), "Organization of Ports");
    }
}
