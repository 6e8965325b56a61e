//! `relata record`: official series to check figures against.

use super::case;
use super::listing::Lister;
use crate::Outcome;
use crate::flags::{Flags, Listing, RecordCommand, RecordList};
use crate::output::{Style, complain};
use crate::record;
use crate::table::{Column, Table, counted, grouped};
use anyhow::{Context, bail};
use relata_case::RecordFile;
use relata_record::{Mapping, Observation, Record, Series};
use relata_rows::export::{Object, SERIES_FIELDS};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;

pub(crate) fn run(flags: &Flags, wanted: &crate::flags::Record) -> anyhow::Result<Outcome> {
    match &wanted.change {
        None => list(flags, &wanted.list),
        Some(RecordCommand::Show { series }) => show(flags, series),
        Some(RecordCommand::Add { file, sidecar, map, name }) => {
            add(flags, file, sidecar.as_deref(), map, name.as_deref())
        }
        Some(RecordCommand::Remove { name }) => {
            let mut case = case::open_to_write(flags)?;
            case.remove_record_file(name)?;
            case.close()?;
            Ok(Outcome::Fine)
        }
    }
}

/// The record of the case that is meant; where there is none, what ships with the program.
fn open(flags: &Flags) -> anyhow::Result<Record> {
    case::open_if_any(flags)?.map_or_else(|| Ok(Record::starter()), |case| record::of(&case))
}

fn list(flags: &Flags, wanted: &RecordList) -> anyhow::Result<Outcome> {
    let columns = vec![
        Column::flexible("SERIES", 18, 3),
        Column::flexible("NAME", 24, 4),
        Column::flexible("AGENCY", 8, 2),
        Column::fixed("FROM"),
        Column::fixed("TO"),
        Column::number("VALUES"),
        Column::fixed("UNIT"),
    ];
    let listing = Listing { document: None, limit: wanted.limit, all_versions: false, format: wanted.format };
    let mut lister = Lister::new(&listing, "series", columns, SERIES_FIELDS, Style::of_stdout(flags.color))?;
    let record = open(flags)?;
    let words = wanted.words.as_deref().map(str::to_lowercase);
    for series in record.series() {
        let text = format!("{} {} {}", series.id, series.name(), series.definition.agency).to_lowercase();
        if words.as_ref().is_none_or(|words| words.split_whitespace().all(|word| text.contains(word))) {
            lister.row(|| cells(series), || object(series))?;
        }
    }
    lister.finish()?;
    Ok(Outcome::Fine)
}

fn cells(series: &Series) -> Vec<String> {
    let (first, last) = (series.observations.first(), series.observations.last());
    vec![
        series.id.clone(),
        series.name(),
        series.definition.agency.clone(),
        first.map_or_else(String::new, |o| period(series, o)),
        last.map_or_else(String::new, |o| period(series, o)),
        grouped(series.observations.len() as u64),
        series.definition.unit.clone(),
    ]
}

fn object(series: &Series) -> Object {
    let (d, m) = (&series.definition, &series.definition.measure);
    let calendars: Vec<&str> = series.calendars().into_iter().map(|c| c.name()).collect();
    let measure = json!({
        "text": m.text, "kind": m.kind, "what": m.what, "qualifiers": m.qualifiers, "of": m.of, "basis": m.basis,
    });
    let vintages = series.observations.iter().filter_map(|o| o.vintage.as_deref());
    let fields: [(&str, Value); 11] = [
        ("id", series.id.clone().into()),
        ("name", series.name().into()),
        ("agency", d.agency.clone().into()),
        ("measure", measure),
        ("place", series.place.clone().into()),
        ("who", series.who.clone().into()),
        ("calendar", calendars.into()),
        ("unit", d.unit.clone().into()),
        ("vintage", vintages.max().into()),
        ("licence", d.licence.clone().into()),
        ("url", d.url.clone().into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A period as short as it can be said.
fn period(series: &Series, o: &Observation) -> String {
    relata_record::period::label((o.start, o.end), series.definition.rolling)
}

fn show(flags: &Flags, part: &str) -> anyhow::Result<Outcome> {
    let record = open(flags)?;
    let low = part.to_lowercase();
    let fits = |s: &Series| s.id.to_lowercase().contains(&low) || s.name().to_lowercase().contains(&low);
    let exact = record.find(part).into_iter().collect::<Vec<_>>();
    let found = if exact.is_empty() { record.series().filter(|s| fits(s)).collect() } else { exact };
    let series = match found.as_slice() {
        [] => bail!("no series has {part:?} in its id or name; `relata record` lists them"),
        [one] => one,
        several => {
            let some: Vec<&str> = several.iter().take(5).map(|s| s.id.as_str()).collect();
            bail!("{part:?} fits {} series: {}, ...; give an id", several.len(), some.join(", "));
        }
    };
    let d = &series.definition;
    let m = &d.measure;
    let counts: Vec<&str> =
        [&m.what].into_iter().chain(&m.qualifiers).chain(&m.of).chain(&m.basis).map(String::as_str).collect();
    let counts = counts.join("; ");
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", series.name())?;
    let facts = [
        ("series", Some(&series.id)),
        ("agency", Some(&d.agency)),
        ("counts", Some(&counts)),
        ("place", Some(&series.place)),
        ("who", series.who.as_ref()),
        ("unit", Some(&d.unit)),
        ("licence", Some(&d.licence)),
        ("source", d.url.as_ref()),
        ("mind", d.mind.as_ref()),
    ];
    for (name, value) in facts {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            writeln!(out, "  {name:10} {value}")?;
        }
    }
    let mut table = Table::new(vec![
        Column::fixed("PERIOD"),
        Column::number("VALUE"),
        Column::flexible("VINTAGE", 10, 1),
    ]);
    for o in &series.observations {
        let vintage = [o.vintage.as_deref(), o.status.as_deref()].into_iter().flatten().collect::<Vec<_>>();
        table.push(vec![period(series, o), o.value.to_string(), vintage.join(", ")]);
    }
    writeln!(out)?;
    out.write_all(table.render(Style::of_stdout(flags.color)).as_bytes())?;
    Ok(Outcome::Fine)
}

fn add(
    flags: &Flags,
    file: &Path,
    sidecar: Option<&Path>,
    map: &str,
    name: Option<&str>,
) -> anyhow::Result<Outcome> {
    let read = |path: &Path| std::fs::read(path).with_context(|| path.display().to_string());
    let bytes = read(file)?;
    let sidecar =
        sidecar.map(|path| std::fs::read_to_string(path).with_context(|| path.display().to_string()));
    let sidecar = sidecar.transpose()?;
    let mapping = Mapping::parse(map)?;
    let parsed = Record::parse(&file.display().to_string(), &bytes, &mapping, sidecar.as_deref());
    for error in &parsed.errors {
        complain(&anyhow::anyhow!(error.to_string()));
    }
    if parsed.series.is_empty() {
        bail!("{}: no series could be read; nothing was added", file.display());
    }
    let stem = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let (csv, sidecar) = parsed.text();
    let kept = RecordFile { name: name.map_or(stem, str::to_owned), csv, sidecar: Some(sidecar) };
    let mut case = case::open_to_write(flags)?;
    case.set_record_file(&kept)?;
    case.close()?;
    if !flags.quiet {
        let values: usize = parsed.series.iter().map(|s| s.observations.len()).sum();
        writeln!(
            std::io::stdout(),
            "Added {} series with {} as {}",
            grouped(parsed.series.len() as u64),
            counted(values, "value"),
            kept.name
        )?;
    }
    Ok(if parsed.errors.is_empty() { Outcome::Fine } else { Outcome::Partly })
}
