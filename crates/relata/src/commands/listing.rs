//! What the listing commands share: rows as a table for people, or in a form for programs.

use crate::flags::{Format, Listing};
use crate::output::{Look, RowWriter, Style};
use crate::table::{Column, Table, grouped};
use relata_rows::export::Object;
use std::io::{StdoutLock, Write};

/// Rows of a table where `--limit` does not say how many: more than a person reads at once.
const TABLE_ROWS: usize = 200;

/// Takes rows one after the other and prints them in the form that was asked for.
pub(crate) struct Lister {
    form: Form,
    limit: usize,
    seen: usize,
    style: Style,
    /// "figures": what the rows are called where there are none.
    noun: &'static str,
}

enum Form {
    Table(Table),
    Rows(RowWriter<StdoutLock<'static>>),
}

impl Lister {
    /// For rows with these columns as a table and these fields as CSV.
    pub(crate) fn new(
        listing: &Listing,
        noun: &'static str,
        columns: Vec<Column>,
        fields: &'static [&'static str],
        style: Style,
    ) -> anyhow::Result<Self> {
        let form = match writer(listing.format, fields)? {
            Some(rows) => Form::Rows(rows),
            None => Form::Table(Table::new(columns)),
        };
        let most = if listing.format == Format::Table { TABLE_ROWS } else { usize::MAX };
        Ok(Lister { form, limit: listing.limit.unwrap_or(most), seen: 0, style, noun })
    }

    /// Takes one row: its cells where a table is wanted, else its object.
    pub(crate) fn row(
        &mut self,
        cells: impl FnOnce() -> Vec<String>,
        object: impl FnOnce() -> Object,
    ) -> anyhow::Result<()> {
        self.seen += 1;
        if self.seen <= self.limit {
            match &mut self.form {
                Form::Table(table) => table.push(cells()),
                Form::Rows(rows) => rows.write(&object())?,
            }
        }
        Ok(())
    }

    /// Prints what is left to print.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self.form {
            Form::Rows(rows) => rows.finish(),
            Form::Table(table) => {
                let mut out = std::io::stdout().lock();
                if self.seen == 0 {
                    writeln!(out, "no {}", self.noun)?;
                    return Ok(());
                }
                out.write_all(table.render(self.style).as_bytes())?;
                let more = self.seen.saturating_sub(self.limit);
                if more > 0 {
                    let line = format!(
                        "… and {} more; --limit shows them, a filter narrows them",
                        grouped(more as u64)
                    );
                    writeln!(out, "{}", self.style.paint(Look::Grey, &line))?;
                }
                Ok(())
            }
        }
    }
}

/// What writes rows with these fields in a form for programs to standard output; `None` where a table is wanted.
pub(crate) fn writer(
    format: Format,
    fields: &'static [&'static str],
) -> anyhow::Result<Option<RowWriter<StdoutLock<'static>>>> {
    let out = || std::io::stdout().lock();
    Ok(match format {
        Format::Table => None,
        Format::Json => Some(RowWriter::json(out())),
        Format::Jsonl => Some(RowWriter::jsonl(out())),
        Format::Csv => Some(RowWriter::csv(out(), fields)?),
    })
}

/// The beginning of an id that is enough for a person to type.
pub(crate) fn short(id: &str) -> String {
    id.get(..8).unwrap_or(id).to_owned()
}
