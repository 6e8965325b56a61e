//! `relata export`: all rows of a kind, with every field.

use super::case;
use crate::flags::{Export, Flags, Format, Kind, Listing};
use crate::output::RowWriter;
use crate::{Outcome, ftm, select};
use anyhow::{Context, bail};
use relata_case::Case;
use relata_gazetteer::Gazetteer;
use relata_rows::RowKind;
use relata_rows::export::fields;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

pub(crate) fn run(flags: &Flags, export: &Export) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    if export.format == "ftm" && !matches!(export.rows, Some(Kind::Actors)) {
        bail!("the form ftm is for actors: --rows actors --format ftm");
    }
    match (export.rows, &export.out) {
        (Some(kind), None) => write(&case, kind.into(), export, BufWriter::new(std::io::stdout().lock()))?,
        (Some(kind), Some(path)) => to_file(&case, kind.into(), export, path)?,
        (None, Some(folder)) => {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
            for kind in RowKind::ALL {
                to_file(&case, kind, export, &folder.join(format!("{kind}.{}", export.format)))?;
            }
        }
        (None, None) => bail!("say which rows (--rows figures) or where all of them go (--out FOLDER)"),
    }
    Ok(Outcome::Fine)
}

fn to_file(case: &Case, kind: RowKind, export: &Export, path: &Path) -> anyhow::Result<()> {
    let name = || format!("cannot write {}", path.display());
    let file = File::create(path).with_context(name)?;
    write(case, kind, export, BufWriter::new(file)).with_context(name)
}

fn write(case: &Case, kind: RowKind, export: &Export, out: impl Write) -> anyhow::Result<()> {
    let mut rows = match export.format.as_str() {
        "ftm" => return case.snapshot(|case| follow_the_money(case, out)),
        "json" => RowWriter::json(out),
        "csv" => RowWriter::csv(out, fields(kind))?,
        _ => RowWriter::jsonl(out),
    };
    let all =
        Listing { document: None, limit: None, all_versions: export.all_versions, format: Format::Jsonl };
    // One state of the case, even while another process reads into it.
    case.snapshot(|case| select::rows(case, kind, &all, &mut |row| rows.write(row)))?;
    rows.finish()
}

/// Actors, and who works for whom among them.
fn follow_the_money(case: &Case, out: impl Write) -> anyhow::Result<()> {
    let gazetteer = Gazetteer::built_in();
    let mut rows = RowWriter::jsonl(out);
    let mut written = std::collections::BTreeSet::new();
    for actor in case.actors()? {
        let country = actor.country.as_deref().and_then(|c| gazetteer.country(c));
        if let Some(entity) = ftm::entity(&actor, country.and_then(|c| c.entry.country.as_deref())) {
            rows.write(&entity)?;
            written.insert(actor.id);
        }
    }
    for tie in case.ties()? {
        let both = written.contains(&tie.left) && tie.actor.as_ref().is_some_and(|a| written.contains(a));
        if let Some(entity) = ftm::employment(&tie).filter(|_| both) {
            rows.write(&entity)?;
        }
    }
    rows.finish()
}
