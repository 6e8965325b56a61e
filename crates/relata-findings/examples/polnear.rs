//! Statements of plain-text articles in the form that attribution scorers for PolNeAR read.
//!
//!     cargo run --release -p relata-findings --example polnear -- TEXT_FOLDER > PRED.json
//!
//! Paragraphs are split at line breaks, so that offsets are those of the file.
#![allow(clippy::print_stdout)]

use relata_rows::{CodePoints, Document, Extent};
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder of .txt files")?;
    let mut all = Map::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let doc = Document::of_lines(std::fs::read_to_string(&path)?);
        let findings = relata_findings::find(&doc, &relata_language::sentences(&doc));
        let points = CodePoints::new(&doc.text);
        let spans = |e: &Option<Extent>| -> Value {
            let parts = e.iter().flat_map(|e| &e.parts);
            parts.map(|p| json!([points.at(p.start), points.at(p.end)])).collect()
        };
        let rows = findings.statements.iter().map(|row| {
            let s = &row.body;
            json!({"source": spans(&s.source), "cue": spans(&s.cue), "content": spans(&Some(s.content.clone())),
                   "speech": s.speech.name(), "confidence": row.confidence})
        });
        let id = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        all.insert(id, rows.collect());
    }
    all.sort_keys();
    println!("{}", Value::Object(all));
    Ok(())
}
