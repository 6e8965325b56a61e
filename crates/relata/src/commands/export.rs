//! `relata export`: all rows of a kind, with every field.

use super::case;
use crate::flags::{Export, Flags, Format, Kind, Listing};
use crate::gdelt::{self, Reported};
use crate::output::RowWriter;
use crate::tellings::{Told, best, tellings};
use crate::{Outcome, calendar, codes, ftm, plover, select};
use anyhow::{Context, bail};
use relata_case::Case;
use relata_gazetteer::Gazetteer;
use relata_reconcile::events::{join, witnesses};
use relata_rows::export::fields;
use relata_rows::{Modality, RowKind};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// The forms that are for one kind of rows.
const FORMS: [(&str, Kind); 4] =
    [("ftm", Kind::Actors), ("plover", Kind::Events), ("gdelt", Kind::Events), ("ics", Kind::Proposals)];

pub(crate) fn run(flags: &Flags, export: &Export) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    if let Some((form, kind)) = FORMS.iter().find(|(form, _)| *form == export.format)
        && export.rows != Some(*kind)
    {
        let rows = RowKind::from(*kind);
        bail!("the form {form} is for {rows}: --rows {rows} --format {form}");
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
    let all =
        Listing { document: None, limit: None, all_versions: export.all_versions, format: Format::Jsonl };
    let mut rows = match export.format.as_str() {
        "ftm" => return case.snapshot(|case| follow_the_money(case, out)),
        "plover" => return case.snapshot(|case| as_plover(case, &all, out)),
        "gdelt" => return case.snapshot(|case| as_gdelt(case, &all, export.any_modality, out)),
        "ics" => return case.snapshot(|case| as_calendar(case, &all, out)),
        "json" => RowWriter::json(out),
        "csv" => RowWriter::csv(out, fields(kind))?,
        _ => RowWriter::jsonl(out),
    };
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

/// Events, each as PLOVER JSON.
fn as_plover(case: &Case, all: &Listing, out: impl Write) -> anyhow::Result<()> {
    let known = codes::known(&case.actors()?, &Gazetteer::built_in());
    let mut rows = RowWriter::jsonl(out);
    select::events(case, all, &mut |f| match f.is_rejected() {
        true => Ok(()),
        false => rows.write(&plover::event(f.row, f.filed, f.exporter, &known)),
    })?;
    rows.finish()
}

/// Events, what several documents tell of one joined, as the event table of GDELT.
fn as_gdelt(case: &Case, all: &Listing, any_modality: bool, mut out: impl Write) -> anyhow::Result<()> {
    let known = codes::known(&case.actors()?, &Gazetteer::built_in());
    let (mut told, mut events) = (Vec::new(), Vec::new());
    tellings(case, all, &mut |telling, Told { row, filed }| {
        if any_modality || telling.modality == Modality::Actual {
            let source = filed.document.metadata.url.clone().unwrap_or_else(|| filed.path.clone());
            events.push((row.clone(), source, filed.document.metadata.publisher.clone()));
            told.push(telling);
        }
        Ok(())
    })?;
    writeln!(out, "{}", gdelt::COLUMNS.join("\t"))?;
    for occurrence in join(&told) {
        let Some(best) = best(&occurrence, &told) else { continue };
        let members = || occurrence.tellings.iter().map(|&n| &events[n]);
        let filed = case.document(told[best].doc.as_str())?;
        let (row, source, _) = &events[best];
        let reported = Reported {
            event: &row.body,
            id: members().map(|(row, _, _)| row.id.as_str()).min().unwrap_or_default(),
            text: &filed.document.text,
            source,
            mentions: members().map(|(row, _, _)| 1 + row.body.also.len()).sum(),
            articles: occurrence.tellings.len(),
            sources: witnesses(members().map(|(_, _, publisher)| publisher.clone())),
        };
        for cells in gdelt::rows(&reported, &known) {
            writeln!(out, "{}", cells.join("\t"))?;
        }
    }
    Ok(out.flush()?)
}

/// The due dates of proposals.
fn as_calendar(case: &Case, all: &Listing, mut out: impl Write) -> anyhow::Result<()> {
    let names = select::names(case)?;
    out.write_all(calendar::head().as_bytes())?;
    select::proposals(case, all, &mut |f| {
        let event = calendar::event(f.row, f.filed, &names).unwrap_or_default();
        Ok(out.write_all(event.as_bytes())?)
    })?;
    out.write_all(calendar::tail().as_bytes())?;
    Ok(out.flush()?)
}
