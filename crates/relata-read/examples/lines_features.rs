//! Writes the numbers that the models of plain-text furniture read, for their training.
//!
//! Reads JSON Lines from standard input, each with `blocks` (strings), `gaps` (as many numbers, 1
//! where a blank line stands before the block) and, for the second pass, `scores` (as many). Writes the rows of all lines in order, as 32-bit little-endian
//! floats without any header; `--names` writes the names of the columns instead, one a line, those
//! of the second pass after `--second`.

use relata_read::lines::Line;
use std::io::{BufWriter, Error, Read, Write};

#[derive(serde::Deserialize)]
struct Text {
    blocks: Vec<String>,
    gaps: Vec<u8>,
    scores: Option<Vec<f32>>,
}

fn main() -> Result<(), Error> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.iter().any(|a| a == "--names") {
        let (first, second) = relata_read::lines::names();
        let names = if arguments.iter().any(|a| a == "--second") { second } else { first };
        return writeln!(out, "{}", names.join("\n"));
    }
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    for line in input.lines() {
        let text: Text = serde_json::from_str(line)?;
        let blocks: Vec<Line<'_>> =
            text.blocks.iter().zip(&text.gaps).map(|(text, gap)| Line { text, gap: *gap > 0 }).collect();
        if blocks.len() != text.blocks.len() || text.scores.as_ref().is_some_and(|s| s.len() != blocks.len())
        {
            return Err(Error::other("as many gaps and scores as blocks are needed"));
        }
        for value in relata_read::lines::rows(&blocks, text.scores.as_deref()).iter().flatten() {
            out.write_all(&value.to_le_bytes())?;
        }
    }
    out.flush()
}
