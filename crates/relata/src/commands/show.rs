//! `relata show`: one row in its paragraph, or one document with its furniture greyed.

use super::actor;
use super::case::{self, Named};
use super::report::heading;
use crate::Outcome;
use crate::flags::{Flags, Show};
use crate::output::{Look, Style};
use crate::paint::passage;
use relata_case::AnyRow;
use relata_rows::export::{Exporter, Filed, Object};
use relata_rows::{
    Block, BlockKind, Document, Event, Extent, Figure, Mention, Proposal, Row, Span, Statement,
};
use serde_json::Value;
use std::io::Write;

pub(crate) fn run(flags: &Flags, show: &Show) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let style = Style::of_stdout(flags.color);
    let text = match case::named(&case, &show.id)? {
        Named::Actor(actor) => {
            let page = actor::page(&case, &actor)?;
            if show.json { format!("{}\n", Value::Object(page)) } else { actor::show(&page, style) }
        }
        Named::Document(filed) => document(&filed, style),
        Named::Row(row) => match &*row {
            (filed, AnyRow::Statement(row)) => statement(row, filed, style),
            (filed, AnyRow::Figure(row)) => figure(row, filed, style),
            (filed, AnyRow::Event(row)) => event(row, filed, style),
            (filed, AnyRow::Proposal(row)) => proposal(row, filed, style),
            (filed, AnyRow::Mention(row)) => {
                let actors = case.actors_in(&filed.document.id)?;
                mention(row, actors.get(&row.body.entity).map(String::as_str), filed, style)
            }
        },
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Fine)
}

fn document(filed: &Filed, style: Style) -> String {
    let d = &filed.document;
    let mut text = heading(filed, style);
    let mut page = None;
    for block in &d.blocks {
        text.push('\n');
        let here = d.page_at(block.span.start);
        if here != page {
            page = here;
            text.push_str(&page.map_or(String::new(), |p| {
                format!("{}\n", style.paint(Look::Grey, &format!("— page {p} —")))
            }));
        }
        text.push_str(&block_text(d, block, &[], style));
    }
    text
}

/// One block as it is shown: headings bold, items behind a bullet, quotations further in, furniture grey.
fn block_text(d: &Document, block: &Block, marks: &[(Span, Look)], style: Style) -> String {
    let look = match block.kind {
        BlockKind::Heading => Some(Look::Bold),
        BlockKind::Furniture => Some(Look::Grey),
        _ => None,
    };
    let all: Vec<(Span, Look)> =
        look.map(|l| (block.span, l)).into_iter().chain(marks.iter().copied()).collect();
    let indent = match block.kind {
        BlockKind::Item => 2 + 2 * usize::from(block.level.clamp(1, 6)),
        BlockKind::Quotation => 6,
        _ => 2,
    };
    let mut text = passage(&d.text, block.span, &all, indent, style);
    let sign = match block.kind {
        BlockKind::Item => "•",
        // Grey alone says nothing where there are no colours.
        BlockKind::Furniture => "·",
        _ => return text,
    };
    text.replace_range(indent - 2..indent - 1, sign);
    text
}

fn statement(row: &Row<Statement>, filed: &Filed, style: Style) -> String {
    let s = &row.body;
    let look = |extent: &Option<Extent>, look| {
        extent.iter().flat_map(|e| e.parts.iter()).map(|&p| (p, look)).collect::<Vec<_>>()
    };
    let mut marks: Vec<(Span, Look)> = s.content.parts.iter().map(|&p| (p, Look::Row)).collect();
    marks.extend(look(&s.cue, Look::Cue));
    marks.extend(look(&s.source, Look::Source));
    row_text(row, filed, &marks, &Exporter::new(&filed.document.text).statement(row), style)
}

fn figure(row: &Row<Figure>, filed: &Filed, style: Style) -> String {
    row_text(row, filed, &[(row.span, Look::Row)], &Exporter::new(&filed.document.text).figure(row), style)
}

fn event(row: &Row<Event>, filed: &Filed, style: Style) -> String {
    let e = &row.body;
    let mut marks: Vec<(Span, Look)> = e.agents.iter().map(|p| (p.span, Look::Source)).collect();
    marks.extend(e.recipients.iter().map(|p| (p.span, Look::Cue)));
    marks.extend(e.trigger.parts.iter().map(|&p| (p, Look::Row)));
    row_text(row, filed, &marks, &Exporter::new(&filed.document.text).event(row), style)
}

fn proposal(row: &Row<Proposal>, filed: &Filed, style: Style) -> String {
    let p = &row.body;
    let mut marks: Vec<(Span, Look)> = p.action.parts.iter().map(|&p| (p, Look::Row)).collect();
    marks.extend(p.addressees.iter().map(|p| (p.span, Look::Cue)));
    marks.extend(p.holder.iter().map(|p| (p.span, Look::Source)));
    row_text(row, filed, &marks, &Exporter::new(&filed.document.text).proposal(row), style)
}

/// `actor`: the id of the one of the case that is meant, where there is one.
fn mention(row: &Row<Mention>, actor: Option<&str>, filed: &Filed, style: Style) -> String {
    let fields = Exporter::new(&filed.document.text).mention(row, actor);
    row_text(row, filed, &[(row.span, Look::Row)], &fields, style)
}

/// The blocks that the row stands in, then its fields.
fn row_text<T>(row: &Row<T>, filed: &Filed, marks: &[(Span, Look)], fields: &Object, style: Style) -> String {
    let d = &filed.document;
    let mut text = heading(filed, style);
    if let Some(page) = d.page_at(row.span.start) {
        text.push_str(&format!("  {:<10} {page}\n", "page"));
    }
    text.push('\n');
    for block in d.blocks.iter().filter(|b| b.span.overlaps(row.span)) {
        text.push_str(&block_text(d, block, marks, style));
    }
    text.push('\n');
    for (name, value) in fields.iter().filter(|(name, _)| *name != "doc") {
        if let Some(value) = for_people(value) {
            text.push_str(&format!("  {name:<12} {value}\n"));
        }
    }
    text
}

/// A field's value for people; `None` for what is not there.
fn for_people(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(s) => (!s.is_empty()).then(|| s.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(for_people).collect();
            (!items.is_empty()).then(|| items.join(", "))
        }
        Value::Object(o) => match o.get("text") {
            Some(Value::String(s)) if o.contains_key("end") && !o.contains_key("basis") => Some(s.clone()),
            _ => {
                let fields = o.iter().filter_map(|(k, v)| for_people(v).map(|v| format!("{k} {v}")));
                let text = fields.collect::<Vec<_>>().join("; ");
                (!text.is_empty()).then_some(text)
            }
        },
        other => Some(other.to_string()),
    }
}
