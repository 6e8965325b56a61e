//! `relata export`: all rows of a kind, with every field.

use super::case;
use super::listing::{self, Selection};
use crate::Outcome;
use crate::flags::{Export, Flags};
use crate::output::RowWriter;
use anyhow::{Context, bail};
use relata_case::Case;
use relata_rows::RowKind;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

pub(crate) fn run(flags: &Flags, export: &Export) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let selection = Selection { all_versions: export.all_versions, ..Selection::default() };
    match (export.rows, &export.out) {
        (Some(kind), None) => write(&case, kind.into(), &export.format, &selection, std::io::stdout().lock())?,
        (Some(kind), Some(path)) => to_file(&case, kind.into(), &export.format, &selection, path)?,
        (None, Some(folder)) => {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
            for kind in RowKind::ALL {
                let path = folder.join(format!("{kind}.{}", export.format));
                to_file(&case, kind, &export.format, &selection, &path)?;
            }
        }
        (None, None) => bail!("say which rows (--rows figures) or where all of them go (--out FOLDER)"),
    }
    Ok(Outcome::Fine)
}

fn to_file(case: &Case, kind: RowKind, format: &str, selection: &Selection, path: &Path) -> anyhow::Result<()> {
    let name = || format!("cannot write {}", path.display());
    let file = File::create(path).with_context(name)?;
    write(case, kind, format, selection, BufWriter::new(file)).with_context(name)
}

fn write(case: &Case, kind: RowKind, format: &str, selection: &Selection, out: impl Write) -> anyhow::Result<()> {
    let mut rows = match format {
        "json" => RowWriter::json(out),
        "csv" => RowWriter::csv(out, kind)?,
        _ => RowWriter::jsonl(out),
    };
    listing::each(case, kind, selection, &mut |row| rows.write(&row.object))?;
    rows.finish()
}
