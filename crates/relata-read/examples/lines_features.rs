//! Writes the numbers that the model of plain-text furniture reads, for its training.
//!
//! Reads JSON Lines from standard input, each with `blocks` (strings) and `gaps` (as many numbers,
//! 1 where a blank line stands before the block). Writes the rows of all blocks in order, as 32-bit
//! little-endian floats without any header; `--names` writes the names of the columns instead, one
//! a line.

use relata_read::lines::Line;
use std::io::{BufWriter, Error, Read, Write};

#[derive(serde::Deserialize)]
struct Text {
    blocks: Vec<String>,
    gaps: Vec<u8>,
}

fn main() -> Result<(), Error> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    if std::env::args().any(|a| a == "--names") {
        return writeln!(out, "{}", relata_read::lines::names().join("\n"));
    }
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    for line in input.lines() {
        let text: Text = serde_json::from_str(line)?;
        let blocks: Vec<Line<'_>> =
            text.blocks.iter().zip(&text.gaps).map(|(text, gap)| Line { text, gap: *gap > 0 }).collect();
        if blocks.len() != text.blocks.len() {
            return Err(Error::other("as many gaps as blocks are needed"));
        }
        for value in relata_read::lines::rows(&blocks).iter().flatten() {
            out.write_all(&value.to_le_bytes())?;
        }
    }
    out.flush()
}
