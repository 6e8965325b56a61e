//! `relata verify`: every row again, against the kept bytes.

use super::case;
use crate::Outcome;
use crate::flags::{Flags, Verify};
use crate::pipeline::{VERSIONS, read_source};
use crate::table::counted;
use relata_case::{Case, Filter};
use relata_read::{Limits, Source};
use relata_rows::export::Filed;
use relata_rows::{Document, Event, Extent, Figure, Proposal, RowId, Sha256, Span, Statement};
use serde_json::json;
use std::io::Write;

/// What came of reading the kept bytes again.
#[derive(Debug, Default)]
struct Findings {
    documents: usize,
    rows: usize,
    /// Rows whose words no longer stand where they stood.
    broken: Vec<Fault>,
    /// Documents whose text comes out otherwise now, by an older reader, with all their rows in place.
    stale: Vec<Fault>,
}

#[derive(Debug)]
struct Fault {
    path: String,
    row: Option<RowId>,
    what: String,
}

pub(crate) fn run(flags: &Flags, verify: &Verify) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let mut findings = Findings::default();
    let mut filter = Filter { former: true, ..Filter::default() };
    if let Some(name) = &verify.document {
        filter.id = Some(case::document(&case, name)?.document.id.as_str().to_owned());
    }
    for filed in case.documents(&filter) {
        let filed = filed?;
        if filed.duplicate_of.is_none() {
            document(&case, &filed, &mut findings)?;
        }
    }
    let mut out = std::io::stdout().lock();
    if verify.json {
        writeln!(out, "{}", as_json(&findings))?;
    } else if !flags.quiet || !findings.broken.is_empty() {
        out.write_all(for_people(&findings).as_bytes())?;
    }
    Ok(if findings.broken.is_empty() { Outcome::Fine } else { Outcome::Partly })
}

/// Checks one document: its bytes by their hash, its text by reading them again, its rows by their words.
fn document(case: &Case, filed: &Filed, findings: &mut Findings) -> anyhow::Result<()> {
    let kept = &filed.document;
    findings.documents += 1;
    let anchors = anchors(case, kept)?;
    findings.rows += anchors.len();
    let fault = |row, what: String| Fault { path: filed.path.clone(), row, what };
    let provenance = case.provenance(&kept.id)?;
    let bytes = case.bytes(&kept.sha256)?;
    if Sha256::of(&bytes) != kept.sha256 {
        findings.broken.push(fault(None, "the kept bytes are not those that were read".to_owned()));
        return Ok(());
    }
    let hints = serde_json::from_value(provenance.hints).unwrap_or_default();
    let source = Source { path: provenance.path, bytes, hints };
    // What was once within the limits is read whatever they are now.
    let limits = Limits { document_bytes: u64::MAX, ..Limits::default() };
    let again = match read_source(&source, &limits) {
        Ok(again) => again,
        Err(message) => {
            findings.broken.push(fault(None, format!("the kept bytes can no longer be read: {message}")));
            return Ok(());
        }
    };
    let older = provenance.versions.reader != VERSIONS.reader;
    if again.text != kept.text {
        let what = match older {
            true => "read by an older Relata; its text comes out otherwise now (`relata read` renews it)",
            false => "the same reader gives another text",
        };
        let list = if older { &mut findings.stale } else { &mut findings.broken };
        list.push(fault(None, what.to_owned()));
    }
    for (row, span) in anchors {
        if let Some(what) = moved(span, kept, &again) {
            findings.broken.push(fault(Some(row), what));
        }
    }
    Ok(())
}

/// What is wrong with the anchor of a row, if anything.
fn moved(span: Span, kept: &Document, again: &Document) -> Option<String> {
    let Some(words) = span.get(&kept.text) else {
        return Some("its span cuts a character or leaves the text".to_owned());
    };
    match span.get(&again.text) {
        Some(now) if now == words => None,
        _ => Some(format!("its words {words:?} no longer stand at its place")),
    }
}

/// Every span of every row of a document.
fn anchors(case: &Case, document: &Document) -> anyhow::Result<Vec<(RowId, Span)>> {
    let mut anchors = Vec::new();
    for row in case.statements(&document.id)? {
        let Statement { source, holder, cue, content, via, .. } = &row.body;
        let extents = [source, holder, cue, via].into_iter().flatten().chain([content]);
        let parts = extents.flat_map(|e: &Extent| e.parts.iter().copied());
        anchors.extend([row.span].into_iter().chain(parts).map(|span| (row.id.clone(), span)));
    }
    for row in case.figures(&document.id)? {
        let _: &Figure = &row.body;
        anchors.push((row.id, row.span));
    }
    for row in case.events(&document.id)? {
        let Event { trigger, agents, recipients, also, .. } = &row.body;
        let parties = agents.iter().chain(recipients).map(|p| p.span);
        let spans = trigger.parts.iter().chain(also).copied().chain(parties);
        anchors.extend([row.span].into_iter().chain(spans).map(|span| (row.id.clone(), span)));
    }
    for row in case.proposals(&document.id)? {
        let Proposal { holder, addressees, action, condition, status_basis, .. } = &row.body;
        let parties = holder.iter().chain(addressees).map(|p| p.span);
        let spans = action.parts.iter().chain(condition).chain(status_basis).copied().chain(parties);
        anchors.extend([row.span].into_iter().chain(spans).map(|span| (row.id.clone(), span)));
    }
    for row in case.mentions(&document.id)? {
        anchors.push((row.id, row.span));
    }
    Ok(anchors)
}

fn for_people(findings: &Findings) -> String {
    let mut text = format!(
        "{}, {}: {} broken, {} stale\n",
        counted(findings.documents, "document"),
        counted(findings.rows, "anchor"),
        findings.broken.len(),
        findings.stale.len(),
    );
    for (name, faults) in [("broken", &findings.broken), ("stale", &findings.stale)] {
        for fault in faults {
            let row = fault.row.as_ref().map_or(String::new(), |r| format!(" {r}"));
            text.push_str(&format!("  {name}: {}{row}: {}\n", fault.path, fault.what));
        }
    }
    text
}

fn as_json(findings: &Findings) -> serde_json::Value {
    let list = |faults: &[Fault]| {
        let one =
            |f: &Fault| json!({"path": f.path, "row": f.row.as_ref().map(RowId::as_str), "what": f.what});
        faults.iter().map(one).collect::<Vec<_>>()
    };
    json!({
        "documents": findings.documents, "rows": findings.rows,
        "broken": findings.broken.len(), "stale": findings.stale.len(),
        "faults": list(&findings.broken), "stale_documents": list(&findings.stale),
    })
}
