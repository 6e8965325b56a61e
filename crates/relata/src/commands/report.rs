//! `relata report`: what a reading found, left out and did not understand.

use super::case;
use crate::Outcome;
use crate::flags::{Flags, Report};
use crate::output::{Look, Style};
use crate::table::{counted, cut, grouped};
use relata_case::Case;
use relata_rows::NoteCode;
use relata_rows::export::{self, Filed};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write;

pub(crate) fn run(flags: &Flags, report: &Report) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let style = Style::of_stdout(flags.color);
    let mut out = std::io::stdout().lock();
    match &report.document {
        Some(name) => {
            let filed = case::document(&case, name)?;
            if report.json {
                writeln!(out, "{}", as_json(&filed))?;
            } else {
                out.write_all(of_document(&filed, style).as_bytes())?;
            }
        }
        None => whole_case(&case, report.json, style, &mut out)?,
    }
    Ok(Outcome::Fine)
}

/// The sorts of notes and what to call them.
const SORTS: &[(NoteCode, &str)] = &[
    (NoteCode::Lost, "Not read"),
    (NoteCode::Repaired, "Repaired"),
    (NoteCode::Undated, "Date"),
    (NoteCode::Language, "Language"),
    (NoteCode::NoSpeaker, "Quotations without a speaker"),
    (NoteCode::NoReading, "Numbers without a reading"),
    (NoteCode::Furniture, "Set aside as furniture"),
];

fn of_document(filed: &Filed, style: Style) -> String {
    let d = &filed.document;
    let mut text = heading(filed, style);
    let kinds = d.blocks.iter().fold(BTreeMap::new(), |mut kinds: BTreeMap<&str, usize>, b| {
        *kinds.entry(b.kind.name()).or_default() += 1;
        kinds
    });
    let kinds: Vec<String> = kinds.into_iter().map(|(kind, n)| format!("{n} {kind}")).collect();
    text.push_str(&format!("  blocks     {}\n", kinds.join(", ")));
    for (code, name) in SORTS {
        let notes: Vec<_> = d.report.iter().filter(|n| n.code == *code).collect();
        if notes.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{} ({})\n", style.paint(Look::Bold, name), notes.len()));
        for note in notes {
            let quoted = note.span.and_then(|s| s.get(&d.text)).map(|t| {
                cut(
                    &t.split_whitespace().collect::<Vec<_>>().join(" "),
                    style.width.saturating_sub(30).max(20),
                )
            });
            let line = match quoted {
                Some(quoted) => format!("  {}: {quoted}", note.message),
                None => format!("  {}", note.message),
            };
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}

/// What a document says of itself, for people.
pub(crate) fn heading(filed: &Filed, style: Style) -> String {
    let d = &filed.document;
    let m = &d.metadata;
    let mut text = String::new();
    let title = m.title.as_deref().unwrap_or("(no title stated)");
    text.push_str(&format!("{}\n", style.paint(Look::Bold, title)));
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("  {name:<10} {value}\n"));
        }
    };
    line("document", d.id.as_str());
    line("path", &filed.path);
    line("address", m.url.as_deref().unwrap_or_default());
    line("authors", &m.authors.join(", "));
    line("publisher", m.publisher.as_deref().unwrap_or_default());
    line("published", &m.published.as_ref().map_or_else(|| "not known".to_owned(), days));
    let pages = d.pages.last().map_or(String::new(), |p| format!(", {}", counted(p.page as usize, "page")));
    let language = m.language.as_deref().unwrap_or("language not known");
    line(
        "text",
        &format!("{}, {language}, {}{pages}, {}", m.genre.name(), counted(d.words(), "word"), d.media_type),
    );
    line("copy of", filed.duplicate_of.as_ref().map_or("", |d| d.as_str()));
    text
}

/// "2023-03-18 (stated: ...)" or "2023-03-18 to 2023-04-15 (bounded: ...)".
fn days(p: &relata_rows::Published) -> String {
    let last = p.end.yesterday().unwrap_or(p.end);
    let days = if last == p.start { p.start.to_string() } else { format!("{} to {last}", p.start) };
    format!("{days} ({})", p.basis)
}

fn as_json(filed: &Filed) -> serde_json::Value {
    let mut object = export::document(filed);
    object.shift_remove("text");
    object.into()
}

/// The whole case: how much there is, what was not read, what was left open.
fn whole_case(case: &Case, json: bool, style: Style, out: &mut impl Write) -> anyhow::Result<()> {
    let counts = case.counts()?;
    let failures = case.failures()?;
    if json {
        let failures: Vec<_> =
            failures.iter().map(|f| json!({"path": f.path, "message": f.message})).collect();
        let object = json!({
            "documents": counts.documents, "copies": counts.copies, "former": counts.former,
            "words": counts.words, "bytes": counts.bytes, "statements": counts.statements,
            "figures": counts.figures, "events": counts.events, "proposals": counts.proposals,
            "open_commitments": counts.open_commitments, "notes": counts.notes, "failures": failures,
        });
        writeln!(out, "{object}")?;
        return Ok(());
    }
    let line = |name: &str, n: u64| format!("  {name:<30} {:>10}\n", grouped(n));
    let mut text = format!("{}\n", style.paint(Look::Bold, &case.path().display().to_string()));
    text.push_str(&line("documents", counts.documents));
    text.push_str(&line("copies of them", counts.copies));
    text.push_str(&line("former versions", counts.former));
    text.push_str(&line("words", counts.words));
    text.push_str(&line("statements", counts.statements));
    text.push_str(&line("figures", counts.figures));
    text.push_str(&line("events", counts.events));
    text.push_str(&line("proposals", counts.proposals));
    text.push_str(&line("commitments still open", counts.open_commitments));
    for (code, name) in SORTS {
        if let Some(&n) = counts.notes.get(code.name()) {
            text.push_str(&line(&name.to_lowercase(), n));
        }
    }
    if !failures.is_empty() {
        text.push_str(&format!("\n{} ({})\n", style.paint(Look::Bold, "Could not be read"), failures.len()));
        for failure in failures {
            text.push_str(&format!("  {}: {}\n", failure.path, failure.message));
        }
    }
    out.write_all(text.as_bytes())?;
    Ok(())
}
