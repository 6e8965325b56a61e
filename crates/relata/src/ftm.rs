//! Actors as entities of FollowTheMoney, one JSON object a line.
//!
//! Schemata and properties are those of followthemoney 4.11 (<https://followthemoney.tech/explorer/>). Persons,
//! bodies, groups and events have one there, and of places the countries, states and provinces of the lists; other
//! places, laws and works have none that says no more than we know, and are left out. Employment links persons to
//! the bodies they work for.

use relata_case::Tie;
use relata_rows::export::Object;
use relata_rows::{Actor, ActorKind};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The schema for an actor.
fn schema(a: &Actor) -> Option<&'static str> {
    match a.kind {
        ActorKind::Person => Some("Person"),
        ActorKind::Organization => Some("Organization"),
        ActorKind::Group => Some("LegalEntity"),
        ActorKind::Event => Some("Event"),
        ActorKind::Place if code(a).is_some() => Some("Territory"),
        ActorKind::Place | ActorKind::Law | ActorKind::Work => None,
    }
}

/// The code of a country, state or province of the lists (ISO 3166).
fn code(a: &Actor) -> Option<&str> {
    a.external.iter().find(|(scheme, _)| scheme == "iso").map(|(_, id)| id.as_str())
}

/// The entity of an actor; `None` where the model has no schema for it. `country`: ISO 3166 code
/// of its country.
pub(crate) fn entity(a: &Actor, country: Option<&str>) -> Option<Object> {
    let schema = schema(a)?;
    let own = code(a).filter(|_| schema == "Territory");
    let mut properties = Map::new();
    let mut put = |name: &str, values: Vec<String>| {
        if !values.is_empty() {
            properties.insert(name.to_owned(), json!(values));
        }
    };
    put("name", vec![a.name.clone()]);
    put("alias", a.aliases.clone());
    let of = |scheme: &str| a.external.iter().find(|(s, _)| s == scheme).map(|(_, id)| id.clone());
    put("wikidataId", of("wikidata").into_iter().collect());
    if schema == "Person" {
        let positions: BTreeSet<String> = a
            .roles
            .iter()
            .map(|r| r.of.as_ref().map_or_else(|| r.title.clone(), |of| format!("{}, {of}", r.title)))
            .collect();
        put("position", positions.into_iter().collect());
    }
    if let Some(own) = own {
        put("level", vec![if own.contains('-') { "adm1" } else { "country" }.to_owned()]);
    }
    let country = own.filter(|c| !c.contains('-')).or(country);
    put("country", country.into_iter().map(str::to_lowercase).collect());
    let mut o = Object::new();
    o.insert("id".into(), a.id.as_str().into());
    o.insert("schema".into(), schema.into());
    o.insert("properties".into(), Value::Object(properties));
    Some(o)
}

/// The entity of a relation between a person and the body that they work for; `None` for other relations.
pub(crate) fn employment(tie: &Tie) -> Option<Object> {
    let employer = tie.actor.as_ref().filter(|_| tie.kind == "works_for")?;
    let id = relata_rows::Sha256::of(format!("{}\t{employer}\t{}", tie.left, tie.basis).as_bytes());
    let mut o = Object::new();
    o.insert("id".into(), id.as_str()[..16].into());
    o.insert("schema".into(), "Employment".into());
    let properties = json!({"employee": [tie.left], "employer": [employer], "role": [tie.basis]});
    o.insert("properties".into(), properties);
    Some(o)
}
