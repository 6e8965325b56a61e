//! `relata review`: what a person decides on rows.

use super::case;
use super::listing::{Lister, short};
use crate::flags::{Flags, Listing, Review};
use crate::output::Style;
use crate::reviewing::{self, Wish};
use crate::table::Column;
use crate::{Outcome, actors};
use anyhow::bail;
use relata_case::{Case, Reviewed};
use relata_rows::export::Object;
use relata_rows::{Decided, RowId};
use serde_json::{Value, json};
use std::io::Write;

/// The fields of a decision for programs, in order.
const FIELDS: &[&str] = &[
    "n",
    "row",
    "kind",
    "doc_sha256",
    "text",
    "beside",
    "beside_text",
    "verdict",
    "corrected",
    "note",
    "by",
    "at",
];

pub(crate) fn run(flags: &Flags, wanted: &Review) -> anyhow::Result<Outcome> {
    if wanted.list {
        return list(flags, wanted);
    }
    let Some(row) = &wanted.row else { bail!("say which row, or --list") };
    let mut case = case::open_to_write(flags)?;
    let done = decide(&mut case, row, wanted)?;
    actors::refresh(&mut case)?;
    case.close()?;
    if !flags.quiet {
        writeln!(std::io::stdout(), "{done}")?;
    }
    Ok(Outcome::Fine)
}

fn decide(case: &mut Case, row: &str, wanted: &Review) -> anyhow::Result<String> {
    if wanted.undo {
        return reviewing::undo(case, row);
    }
    let verdict = match (wanted.confirm, wanted.reject, wanted.verdict) {
        (true, ..) => Some(Decided::Confirmed),
        (_, true, _) => Some(Decided::Rejected),
        (.., Some(_)) => Some(Decided::Corrected),
        _ => None,
    };
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    if let Some(other) = &wanted.beside {
        let decided = verdict.unwrap_or(Decided::Noted);
        return reviewing::judge(case, row, other, decided, wanted.verdict, &text(&wanted.note));
    }
    let wish = Wish {
        verdict,
        note: text(&wanted.note),
        span: wanted.span,
        value: text(&wanted.value),
        unit: text(&wanted.unit),
        measure: text(&wanted.measure),
        actor: text(&wanted.actor),
        period: text(&wanted.period),
        recipients: wanted.recipients.join(";"),
        place: text(&wanted.place),
        kind: text(&wanted.kind),
        modality: text(&wanted.modality),
        polarity: text(&wanted.polarity),
        status: text(&wanted.status),
    };
    reviewing::decide(case, row, &wish)
}

fn list(flags: &Flags, wanted: &Review) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let columns = vec![
        Column::fixed("ROW"),
        Column::flexible("WORDS", 20, 4),
        Column::fixed("BESIDE"),
        Column::fixed("DECIDED"),
        Column::flexible("CORRECTED", 16, 3),
        Column::flexible("NOTE", 14, 3),
        Column::flexible("BY", 8, 1),
        Column::fixed("AT"),
    ];
    let listing = Listing { document: None, limit: wanted.limit, all_versions: false, format: wanted.format };
    let mut lister = Lister::new(&listing, "decisions", columns, FIELDS, Style::of_stdout(flags.color))?;
    for reviewed in case.reviews()? {
        lister.row(|| cells(&reviewed), || object(&reviewed))?;
    }
    lister.finish()?;
    Ok(Outcome::Fine)
}

/// The row that a decision is on today; for one that finds none any more, a mark.
fn today(id: Option<&RowId>) -> String {
    id.map_or_else(|| "(gone)".to_owned(), |id| short(id.as_str()))
}

fn cells(r: &Reviewed) -> Vec<String> {
    let corrected = r.review.correction.object(|s| (s.start, s.end)).into_iter();
    // Places are of use to programs only.
    let shown = corrected.filter(|(key, _)| !["start", "end", "actor"].contains(&key.as_str()));
    let word = |value: &Value| {
        let text = ["text", "label", "name"].iter().find_map(|key| value.get(key));
        text.and_then(Value::as_str).map_or_else(|| value.to_string(), str::to_owned)
    };
    let one = |(key, value): (String, Value)| match &value {
        Value::String(text) => format!("{key}: {text}"),
        Value::Array(all) => format!("{key}: {}", all.iter().map(word).collect::<Vec<_>>().join("; ")),
        other => format!("{key}: {}", word(other)),
    };
    vec![
        today(r.now.as_ref()),
        r.review.on.text.clone(),
        r.review.beside.as_ref().map_or_else(String::new, |_| today(r.beside_now.as_ref())),
        r.review.verdict.name().to_owned(),
        shown.map(one).collect::<Vec<_>>().join("; "),
        r.review.note.clone(),
        r.review.by.clone(),
        r.review.at.clone(),
    ]
}

fn object(r: &Reviewed) -> Object {
    // Places in the text leave by `relata export`, which has the text to count code points in.
    let mut corrected = r.review.correction.object(|s| (s.start, s.end));
    corrected.remove("start");
    corrected.remove("end");
    let recipients = corrected.get_mut("recipients").and_then(Value::as_array_mut).into_iter().flatten();
    for whom in recipients.filter_map(Value::as_object_mut) {
        whom.retain(|key, _| !["start", "end"].contains(&key.as_str()));
    }
    let row = json!({
        "n": r.n, "row": r.now.as_ref().map(RowId::as_str), "kind": r.review.on.kind.name(),
        "doc_sha256": r.review.on.sha256.as_str(), "text": r.review.on.text,
        "beside": r.beside_now.as_ref().map(RowId::as_str),
        "beside_text": r.review.beside.as_ref().map(|b| &b.text),
        "verdict": r.review.verdict.name(), "corrected": corrected, "note": r.review.note,
        "by": r.review.by, "at": r.review.at,
    });
    row.as_object().cloned().unwrap_or_default()
}
