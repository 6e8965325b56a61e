//! Events as PLOVER JSON, one object a line: the names of the fields are those of the tables of the manual's chapter on
//! its JSON format. `modality` and `confidence` are ours; the manual lets data sets add fields.

use crate::codes::{self, Known};
use crate::select;
use relata_rows::export::{Exporter, Filed, Object};
use relata_rows::{Event, Modality, Party, Row};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One event of a document; `known`: the actors of the case by id.
pub(crate) fn event(
    row: &Row<Event>,
    filed: &Filed,
    exporter: &Exporter<'_>,
    known: &BTreeMap<String, Known>,
) -> Object {
    let e = &row.body;
    let text = &filed.document.text;
    let m = &filed.document.metadata;
    let entities = |parties: &[Party]| -> Value {
        parties.iter().map(|p| Value::Object(entity(p, text, known))).collect()
    };
    let start = e.date.as_ref().and_then(|d| d.start);
    let last = e.date.as_ref().and_then(|d| d.end).and_then(|end| end.yesterday().ok());
    let place = e.place.as_ref().map(|place| {
        let actor = place.actor.as_ref().and_then(|id| known.get(id));
        without_nulls(json!({
            "extracted_place": place.text,
            "resolved_place": actor.map(|a| &a.name),
            "country_code": actor.and_then(|a| a.country),
        }))
    });
    let span = exporter.span(row.span);
    let cite = json!({
        "citation": filed.document.id.as_str(), "url": m.url, "title": m.title, "language": m.language,
        "publication": m.publisher,
    });
    let confidence: Option<f64> = row.confidence.to_string().parse().ok();
    let object = json!({
        "id": row.id.as_str(),
        "date": start.map(|d| d.to_string()),
        "enddate": last.filter(|&last| Some(last) != start).map(|d| d.to_string()),
        "actor": entities(&e.agents),
        "recipient": entities(&e.recipients),
        "event": [e.kind.name()],
        "mode": e.mode.as_ref().map(|mode| [mode]),
        "context": auxiliary(e.modality).map(|name| [name]),
        "quad_code": e.kind.quad() as u8,
        "event_scale": codes::code(e.kind, e.mode.as_deref()).score,
        "event_loc": place,
        "event_text": [select::words(Some(&e.trigger), text)],
        "text": span["text"],
        "text_info": {"start": span["start"], "end": span["end"]},
        "cite_info": without_nulls(cite),
        "modality": e.modality.name(),
        "confidence": confidence,
    });
    let mut object = without_nulls(object);
    // The one field that must be there and may not be known.
    object.entry("date").or_insert(Value::Null);
    object
}

/// The manual's auxiliary mode for what is not told as having happened, where it has one.
fn auxiliary(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::Planned => Some("future"),
        Modality::Hypothetical => Some("hypothetical"),
        Modality::Negated => Some("negation"),
        Modality::Actual | Modality::Demanded | Modality::Alleged => None,
    }
}

fn entity(party: &Party, text: &str, known: &BTreeMap<String, Known>) -> Object {
    let actor = party.actor.as_ref().and_then(|id| known.get(id));
    without_nulls(json!({
        "code": actor.and_then(|a| a.country),
        "entity_text": party.span.get(text),
        "identifier_id": actor.and_then(|a| a.wikidata.as_ref()),
        "identifier_text": actor.map(|a| &a.name),
    }))
}

fn without_nulls(value: Value) -> Object {
    match value {
        Value::Object(fields) => fields.into_iter().filter(|(_, v)| !v.is_null()).collect(),
        _ => Object::new(),
    }
}
