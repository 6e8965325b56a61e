//! What leaves the program: text for people, rows for programs, complaints.

use crate::flags::When;
use relata_rows::export::Object;
use serde_json::Value;
use std::io::{IsTerminal, Write};

/// Prints an error and what led to it as one line on standard error.
#[expect(clippy::print_stderr, reason = "the one place that complains")]
pub(crate) fn complain(error: &anyhow::Error) {
    let line = error.chain().map(ToString::to_string).collect::<Vec<_>>().join(": ");
    eprintln!("relata: {}", line.replace('\n', " "));
}

/// How text for people is written: how wide, and whether in colours.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub width: usize,
    pub colours: bool,
}

/// Columns where neither a terminal nor `COLUMNS` says how many.
const DEFAULT_WIDTH: usize = 100;

impl Style {
    /// The style for standard output: `COLUMNS` or the terminal's width; colours only on a terminal
    /// and where `NO_COLOR` (no-color.org) is not set, unless asked for.
    pub(crate) fn of_stdout(when: When) -> Style {
        let stated = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        let terminal = || terminal_size::terminal_size().map(|(w, _)| usize::from(w.0));
        let tty = std::io::stdout().is_terminal();
        let colours = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => tty && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        };
        let width = stated.or_else(|| terminal().filter(|_| tty)).unwrap_or(DEFAULT_WIDTH).clamp(40, 400);
        Style { width, colours }
    }

    /// `text` in the given look, where colours are wanted.
    pub(crate) fn paint(&self, look: Look, text: &str) -> String {
        if self.colours { format!("\x1b[{}m{text}\x1b[0m", look.code()) } else { text.to_owned() }
    }
}

/// The looks in use, as SGR parameters (ECMA-48, 8.3.117).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Plain,
    Bold,
    Grey,
    /// The row itself.
    Row,
    /// Who says it.
    Source,
    /// The words that make it an attribution.
    Cue,
}

impl Look {
    fn code(self) -> &'static str {
        match self {
            Look::Plain => "0",
            Look::Bold => "1",
            Look::Grey => "90",
            Look::Row => "1;33",
            Look::Source => "1;36",
            Look::Cue => "1;35",
        }
    }
}

/// Writes rows one after another in one of the forms for programs.
pub(crate) enum RowWriter<W: Write> {
    Json { out: W, any: bool },
    Jsonl { out: W },
    Csv { out: Box<csv::Writer<W>>, fields: &'static [&'static str] },
}

impl<W: Write> RowWriter<W> {
    /// Begins a JSON array.
    pub(crate) fn json(out: W) -> Self {
        RowWriter::Json { out, any: false }
    }

    /// Begins JSON Lines.
    pub(crate) fn jsonl(out: W) -> Self {
        RowWriter::Jsonl { out }
    }

    /// Begins CSV (RFC 4180) with the names of the fields.
    pub(crate) fn csv(out: W, fields: &'static [&'static str]) -> anyhow::Result<Self> {
        let mut out = Box::new(csv::Writer::from_writer(out));
        out.write_record(fields)?;
        Ok(RowWriter::Csv { out, fields })
    }

    /// Writes one row.
    pub(crate) fn write(&mut self, row: &Object) -> anyhow::Result<()> {
        match self {
            RowWriter::Json { out, any } => {
                out.write_all(if *any { b",\n" } else { b"[\n" })?;
                *any = true;
                serde_json::to_writer(out, row)?;
            }
            RowWriter::Jsonl { out } => {
                serde_json::to_writer(&mut *out, row)?;
                out.write_all(b"\n")?;
            }
            RowWriter::Csv { out, fields } => {
                out.write_record(fields.iter().map(|&f| cell(row.get(f).unwrap_or(&Value::Null))))?;
            }
        }
        Ok(())
    }

    /// Ends the output.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            RowWriter::Json { mut out, any } => {
                out.write_all(if any { b"\n]\n" } else { b"[]\n" })?;
                out.flush()?;
            }
            RowWriter::Jsonl { mut out } => out.flush()?,
            RowWriter::Csv { mut out, .. } => out.flush()?,
        }
        Ok(())
    }
}

/// One CSV cell: text as it is, the rest as JSON. Text that a spreadsheet would take for a formula
/// gets an apostrophe in front (OWASP, "CSV Injection").
pub(crate) fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(s) if s.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{s}"),
        Value::String(s) => s.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        assert_eq!(cell(&json!("=1+1")), "'=1+1");
        assert_eq!(cell(&json!("@name")), "'@name");
        assert_eq!(cell(&json!(-5)), "-5");
        assert_eq!(cell(&json!({"a": 1})), r#"{"a":1}"#);
        assert_eq!(cell(&Value::Null), "");
    }

    #[test]
    fn an_empty_array_is_json_too() {
        let mut bytes = Vec::new();
        RowWriter::json(&mut bytes).finish().unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), json!([]));
    }
}
