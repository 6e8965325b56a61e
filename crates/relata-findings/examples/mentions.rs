//! How long actors take beside the analysis: seconds for each, over plain-text files read as one document each.
//!
//!     cargo run --release -p relata-findings --example mentions -- FILE...
#![allow(clippy::print_stdout)]

use relata_language::Analyser;
use relata_rows::Document;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut analyser = Analyser::new()?;
    // Analysis, deepening, statements and figures and actors, actors alone.
    let mut spent = [0.0; 4];
    let mut bytes = 0;
    for file in std::env::args().skip(1) {
        let document = Document::of_lines(std::fs::read_to_string(file)?);
        bytes += document.text.len();
        let start = Instant::now();
        let mut analysis = analyser.analyse(&document);
        let parsed = start.elapsed();
        analyser.deepen(&document, &mut analysis);
        let deepened = start.elapsed();
        let findings = relata_findings::find(&document, &analysis);
        let found = start.elapsed();
        let actors = relata_findings::actors(&document, &analysis, &findings.statements);
        let all = start.elapsed();
        for (sum, time) in spent.iter_mut().zip([parsed, deepened - parsed, found - deepened, all - found]) {
            *sum += time.as_secs_f64();
        }
        if actors.1.len() != findings.mentions.len() {
            return Err("the same document gave other mentions".into());
        }
    }
    let [parse, deep, all, actors] = spent;
    println!(
        "{bytes} bytes: analysis {parse:.2} s, contents {deep:.2} s, all findings {all:.2} s, actors {actors:.3} s"
    );
    println!("actors take {:.1} % of the analysis", 100.0 * actors / parse);
    Ok(())
}
