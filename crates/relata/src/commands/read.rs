//! `relata read`: inputs into a case, then ten lines a person can use.

use super::case;
use crate::flags::{Flags, Read};
use crate::pipeline::{self, Job, Tally, Walk};
use crate::progress::Progress;
use crate::table::{counted, grouped};
use crate::{Outcome, collect};
use relata_case::Case;
use relata_read::{Hints, Limits};
use serde_json::json;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

pub(crate) fn run(flags: &Flags, read: &Read) -> anyhow::Result<Outcome> {
    let path = case::path_for_reading(flags)?;
    let mut case = Case::create_or_open(&path)?;
    let started = Instant::now();
    let mut total = 0;
    collect::walk(&read.inputs, &mut |input| total += input.map_or(0, |i| i.size()));
    let progress = Progress::new(total, flags.quiet || read.json);
    let inputs = |each: &mut dyn FnMut(_)| collect::walk(&read.inputs, each);
    let tally = pipeline::run(&job(read, &inputs), &mut case, &progress);
    progress.finish();
    let tally = tally?;
    if let Some(file) = &read.decisions {
        super::actors::take_over(&mut case, file)?;
    }
    crate::actors::refresh(&mut case)?;
    crate::across::refresh(&mut case)?;
    let actors = case.counts()?.actors;
    case.close()?;
    if read.json {
        writeln!(std::io::stdout(), "{}", as_json(&tally, &path, actors))?;
    } else if !flags.quiet {
        std::io::stdout().write_all(summary(&tally, &path, actors, started.elapsed()).as_bytes())?;
    }
    Ok(if tally.failed == 0 { Outcome::Fine } else { Outcome::Partly })
}

fn job<'a>(read: &Read, inputs: Walk<'a>) -> Job<'a> {
    let hints = Hints {
        authors: read.author.clone(),
        publisher: read.publisher.clone(),
        published: read.published,
        fields: read.fields.clone().unwrap_or_default(),
        ..Hints::default()
    };
    Job {
        inputs,
        hints,
        limits: Limits { document_bytes: read.max_size, ..Limits::default() },
        threads: read.threads.map_or_else(pipeline::machine, usize::from),
    }
}

/// What was read, what was not and why, what was found, and where to look next.
fn summary(tally: &Tally, case: &Path, actors: u64, took: Duration) -> String {
    let mut lines = Vec::new();
    let new = match tally.changed {
        0 => String::new(),
        n => format!(", {} of them new versions", grouped(n as u64)),
    };
    lines.push(format!(
        "Read {} ({} words){new} into {} in {:.1} s",
        counted(tally.read, "document"),
        grouped(tally.words as u64),
        case.display(),
        took.as_secs_f64(),
    ));
    if tally.unchanged > 0 {
        lines.push(format!("  unchanged     {} in the case already", grouped(tally.unchanged as u64)));
    }
    if tally.copies > 0 {
        lines.push(format!(
            "  copies        {} of the same bytes under another name",
            grouped(tally.copies as u64)
        ));
    }
    if tally.failed > 0 {
        lines.push(format!("  not read      {}", grouped(tally.failed as u64)));
        for mishap in &tally.mishaps {
            lines.push(format!("                {}: {}", mishap.path, mishap.message));
        }
        let more = tally.failed - tally.mishaps.len();
        if more > 0 {
            lines.push(format!(
                "                and {} more: relata documents --failed",
                grouped(more as u64)
            ));
        }
    }
    lines.push(format!("  statements    {}", grouped(tally.statements as u64)));
    lines.push(format!("  figures       {}", grouped(tally.figures as u64)));
    lines.push(format!("  events        {}", grouped(tally.events as u64)));
    lines.push(format!(
        "  proposals     {}, {} among them",
        grouped(tally.proposals as u64),
        counted(tally.open_commitments, "open commitment"),
    ));
    lines.push(format!("  actors        {} in the case", grouped(actors)));
    if tally.no_speaker + tally.no_reading > 0 {
        lines.push(format!(
            "  left open     {} without a speaker, {} without a reading",
            counted(tally.no_speaker, "quotation"),
            counted(tally.no_reading, "number"),
        ));
    }
    if tally.read + tally.unchanged > 0 {
        lines.push("Next: relata figures, statements, events, proposals, actors: what was found".to_owned());
        lines.push("      relata timeline     all of it in the order of time".to_owned());
        lines.push("      relata show ID      one row in its paragraph".to_owned());
        lines.push("      relata report DOC   what a reading left out, and why".to_owned());
    }
    lines.join("\n") + "\n"
}

fn as_json(tally: &Tally, case: &Path, actors: u64) -> serde_json::Value {
    let mishaps: Vec<_> =
        tally.mishaps.iter().map(|m| json!({"path": m.path, "message": m.message})).collect();
    json!({
        "case": case.display().to_string(), "read": tally.read, "changed": tally.changed,
        "unchanged": tally.unchanged, "copies": tally.copies, "failed": tally.failed,
        "first_failures": mishaps, "words": tally.words, "statements": tally.statements,
        "figures": tally.figures, "events": tally.events, "proposals": tally.proposals,
        "open_commitments": tally.open_commitments, "actors": actors, "quotations_without_speaker": tally.no_speaker,
        "numbers_without_reading": tally.no_reading,
    })
}
