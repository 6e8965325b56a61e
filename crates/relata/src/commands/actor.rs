//! One actor with all that concerns it: names, offices, documents, what it says, what is said of it, figures on
//! its word.

use super::listing::short;
use crate::decided::Decisions;
use crate::output::{Look, Style};
use crate::table::counted;
use relata_case::{Case, Membership};
use relata_rows::export::{self, Exporter, Filed, Object};
use relata_rows::{Actor, Part, Party, Row, Span, Statement};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of each sort that are shown to people; the object has all.
const SHOWN: usize = 12;

/// All that concerns an actor, as one object.
pub(crate) fn page(case: &Case, actor: &Actor) -> anyhow::Result<Object> {
    let mut page = export::actor(actor);
    let decisions = Decisions::of(case)?;
    let mut documents = Vec::new();
    let (mut says, mut said_of, mut figures) = (Vec::new(), Vec::new(), Vec::new());
    let (mut events, mut proposals) = (Vec::new(), Vec::new());
    let mut by_doc: BTreeMap<_, Vec<Membership>> = BTreeMap::new();
    for member in case.members(&actor.id)? {
        by_doc.entry(member.doc.clone()).or_default().push(member);
    }
    // What a person has put on its word may stand where it is not named.
    for id in decisions.rows_of(&actor.id) {
        by_doc.entry(case.row(id.as_str())?.0.document.id).or_default();
    }
    for (doc, members) in by_doc {
        let filed = case.document(doc.as_str())?;
        let exporter = Exporter::new(&filed.document.text).reviewed(&decisions.rows);
        let own: BTreeSet<usize> = members.iter().filter_map(entity).collect();
        let mentions: Vec<Span> =
            case.mentions(&doc)?.iter().filter(|m| own.contains(&m.body.entity)).map(|m| m.span).collect();
        for row in decisions.statements(case, &doc)? {
            if row.body.actor.as_deref() == Some(&actor.id) {
                says.push(told(&exporter.statement(&row), &filed));
            } else if names(&row, &mentions) {
                said_of.push(told(&exporter.statement(&row), &filed));
            }
        }
        for row in decisions.figures(case, &doc)? {
            if row.body.actor.as_deref() == Some(&actor.id) {
                figures.push(told(&exporter.figure(&row), &filed));
            }
        }
        let is_own = |p: &Party| p.actor.as_deref() == Some(&actor.id);
        for row in decisions.events(case, &doc)? {
            if row.body.agents.iter().chain(&row.body.recipients).any(is_own) {
                events.push(told(&exporter.event(&row), &filed));
            }
        }
        for row in decisions.proposals(case, &doc)? {
            if row.body.holder.iter().chain(&row.body.addressees).any(is_own) {
                proposals.push(told(&exporter.proposal(&row), &filed));
            }
        }
        if !members.is_empty() {
            documents.push(in_document(&filed, &members, mentions.len()));
        }
    }
    page.insert("in_documents".into(), Value::Array(documents));
    page.insert("relations".into(), relations(case, actor)?);
    page.insert("says".into(), Value::Array(says));
    page.insert("said_of".into(), Value::Array(said_of));
    page.insert("figures".into(), Value::Array(figures));
    page.insert("events".into(), Value::Array(events));
    page.insert("proposals".into(), Value::Array(proposals));
    Ok(page)
}

fn entity(member: &Membership) -> Option<usize> {
    match member.part {
        Part::Entity(n) => Some(n),
        Part::Author(_) | Part::Publisher => None,
    }
}

/// Whether the content of a statement names the actor.
fn names(row: &Row<Statement>, mentions: &[Span]) -> bool {
    row.body.content.parts.iter().any(|part| mentions.iter().any(|m| part.overlaps(*m)))
}

fn told(row: &Object, filed: &Filed) -> Value {
    let mut row = row.clone();
    row.insert("document".into(), title(filed).into());
    Value::Object(row)
}

fn title(filed: &Filed) -> String {
    filed.document.metadata.title.clone().unwrap_or_else(|| filed.path.clone())
}

fn in_document(filed: &Filed, members: &[Membership], mentions: usize) -> Value {
    let why: Vec<Value> = members
        .iter()
        .map(|m| {
            let part = match m.part {
                Part::Entity(_) => "text",
                Part::Author(_) => "author",
                Part::Publisher => "publisher",
            };
            let confidence: f64 = m.confidence.to_string().parse().unwrap_or(0.0);
            json!({"name": m.name, "part": part, "reason": m.reason, "confidence": confidence})
        })
        .collect();
    json!({"doc": filed.document.id.as_str(), "title": title(filed), "mentions": mentions, "as": why})
}

fn relations(case: &Case, actor: &Actor) -> anyhow::Result<Value> {
    let names: BTreeMap<String, String> = case.actors()?.into_iter().map(|a| (a.id, a.name)).collect();
    let named = |id: &String| names.get(id).cloned().unwrap_or_default();
    let mut all = Vec::new();
    for tie in case.ties()? {
        if tie.left != actor.id && tie.actor.as_ref() != Some(&actor.id) {
            continue;
        }
        let right = match (&tie.actor, &tie.document) {
            (Some(id), _) => named(id),
            (None, Some(doc)) => title(&case.document(doc.as_str())?),
            (None, None) => String::new(),
        };
        all.push(json!({"left": named(&tie.left), "kind": tie.kind, "right": right, "basis": tie.basis}));
    }
    Ok(Value::Array(all))
}

/// The page for people.
pub(crate) fn show(page: &Object, style: Style) -> String {
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let list = |v: &Value| v.as_array().cloned().unwrap_or_default();
    let mut out = style.paint(Look::Bold, &text(&page["name"])) + "\n";
    let mut line = |name: &str, value: String| {
        if !value.is_empty() {
            out.push_str(&format!("  {name:<12} {value}\n"));
        }
    };
    line("id", text(&page["id"]));
    line("type", text(&page["type"]));
    line("also", list(&page["aliases"]).iter().map(text).collect::<Vec<_>>().join("; "));
    line("country", text(&page["country"]));
    let external = page["external"].as_object().into_iter().flatten();
    line("elsewhere", external.map(|(k, v)| format!("{k} {}", text(v))).collect::<Vec<_>>().join("; "));
    let seen = [text(&page["first_seen"]), text(&page["last_seen"])];
    line("seen", if seen[0] == seen[1] { seen[0].clone() } else { seen.join(" to ") });
    for role in list(&page["roles"]) {
        let of = text(&role["of"]);
        let title =
            if of.is_empty() { text(&role["title"]) } else { format!("{}, {of}", text(&role["title"])) };
        let time = match (text(&role["from"]), text(&role["to"])) {
            (from, to) if from.is_empty() && to.is_empty() => String::new(),
            (from, to) => format!(" ({from} to {to})"),
        };
        line("role", format!("{title}{time}, by {}", text(&role["basis"])));
    }
    for r in list(&page["relations"]) {
        let kind = text(&r["kind"]).replace('_', " ");
        line(
            "relation",
            format!("{} {kind} {} ({})", text(&r["left"]), text(&r["right"]), text(&r["basis"])),
        );
    }
    for d in list(&page["in_documents"]) {
        let why: BTreeSet<String> =
            list(&d["as"]).iter().map(|w| format!("{}: {}", text(&w["name"]), text(&w["reason"]))).collect();
        let mentions = counted(d["mentions"].as_u64().unwrap_or(0) as usize, "mention");
        let why = why.into_iter().collect::<Vec<_>>().join("; ");
        line("document", format!("{} ({mentions}; {why})", text(&d["title"])));
    }
    for (head, key, field) in [
        ("Says", "says", "content"),
        ("Is said of it", "said_of", "content"),
        ("Figures on its word", "figures", "text"),
        ("Does, or has done to it", "events", "text"),
        ("Proposes, promises, or should do", "proposals", "text"),
    ] {
        let rows = list(&page[key]);
        if rows.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{}\n", style.paint(Look::Bold, &format!("{head} ({})", rows.len()))));
        for row in rows.iter().take(SHOWN) {
            let words = if field == "content" { text(&row["content"]["text"]) } else { text(&row["text"]) };
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let source = text(&row["source"]["text"]);
            let who =
                if key == "said_of" && !source.is_empty() { format!("{source}: ") } else { String::new() };
            out.push_str(&format!(
                "  {}  {who}{words}\n",
                style.paint(Look::Grey, &short(&text(&row["id"])))
            ));
        }
        if rows.len() > SHOWN {
            out.push_str(&format!("  … and {} more; --json shows all\n", rows.len() - SHOWN));
        }
    }
    out
}
