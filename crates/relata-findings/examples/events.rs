//! Prints the events of text files, one a line: type, mode, modality, trigger, agents, recipients, date, place, words.
//!
//!     cargo run --release -p relata-findings --example events -- FILE...

#![allow(clippy::print_stdout, reason = "it prints")]

use relata_language::Analyser;
use relata_rows::{Document, Party};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut analyser = Analyser::new()?;
    for path in std::env::args().skip(1) {
        let file = std::fs::read_to_string(&path)?;
        let parts = file.split("\n\n").map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "));
        let document = Document::of_paragraphs(&parts.filter(|p| !p.is_empty()).collect::<Vec<_>>());
        let mut analysis = analyser.analyse(&document);
        analyser.deepen(&document, &mut analysis);
        let text = &document.text;
        for row in relata_findings::find(&document, &analysis).events {
            let e = &row.body;
            let told = |parties: &[Party]| -> String {
                let all: Vec<_> = parties.iter().filter_map(|p| p.span.get(text)).collect();
                all.join("; ")
            };
            println!(
                "{path}\t{}\t{}\t{}:{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                row.id,
                row.span.start,
                e.kind.name(),
                e.mode.as_deref().unwrap_or("-"),
                e.modality.name(),
                e.trigger.cover().get(text).unwrap_or_default(),
                told(&e.agents),
                told(&e.recipients),
                e.date.as_ref().map_or("-", |d| &d.text),
                e.place.as_ref().map_or("-", |p| &p.text),
                row.span.get(text).unwrap_or_default(),
            );
        }
    }
    Ok(())
}
