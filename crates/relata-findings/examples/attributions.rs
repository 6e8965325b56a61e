//! Statements of plain-text articles in the form that attribution scorers for PolNeAR read.
//!
//!     cargo run --release -p relata-findings --example attributions -- TEXT_FOLDER > PRED.json
//!
//! Paragraphs are split at line breaks, so that offsets are those of the file. Standard error says how long it
//! took.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use relata_language::Analyser;
use relata_rows::{CodePoints, Document, Extent};
use serde_json::{Map, Value, json};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder of .txt files")?;
    let mut analyser = Analyser::new()?;
    let mut all = Map::new();
    // Seconds for the analysis, and for all that comes after it.
    let mut spent = [0.0; 2];
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let doc = Document::of_lines(std::fs::read_to_string(&path)?);
        let started = Instant::now();
        let mut analysis = analyser.analyse(&doc);
        let parsed = Instant::now();
        analyser.deepen(&doc, &mut analysis);
        let findings = relata_findings::find(&doc, &analysis);
        spent[0] += (parsed - started).as_secs_f64();
        spent[1] += parsed.elapsed().as_secs_f64();
        let points = CodePoints::new(&doc.text);
        let spans = |e: &Option<Extent>| -> Value {
            let parts = e.iter().flat_map(|e| &e.parts);
            parts.map(|p| json!([points.at(p.start), points.at(p.end)])).collect()
        };
        let rows = findings.statements.iter().filter(|row| row.body.parent.is_none()).map(|row| {
            let s = &row.body;
            json!({"source": spans(&s.source), "cue": spans(&s.cue), "content": spans(&Some(s.content.clone())),
                   "speech": s.speech.name(), "confidence": row.confidence})
        });
        let id = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        all.insert(id, rows.collect());
    }
    all.sort_keys();
    println!("{}", Value::Object(all));
    eprintln!("analysis {:.2} s, statements and figures {:.2} s", spent[0], spent[1]);
    Ok(())
}
