//! The time expressions of a text, one a line: words, type, value, stretch, basis.
//!
//!     cargo run --release -p relata-findings --example times -- DATE FILE...
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use relata_findings::eval::time;
use relata_language::Analyser;
use relata_rows::Document;
use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let day = arguments.next().and_then(|d| d.parse().ok());
    let mut analyser = Analyser::new().unwrap();
    let (mut parse, mut find) = (0.0, 0.0);
    for path in arguments {
        let mut document = Document::of_lines(std::fs::read_to_string(&path).unwrap());
        document.metadata.published = day.map(time::published);
        let start = Instant::now();
        let analysis = analyser.analyse(&document);
        parse += start.elapsed().as_secs_f64();
        let start = Instant::now();
        let found = time::expressions(&document, &analysis);
        find += start.elapsed().as_secs_f64();
        for t in found {
            let words = t.span.get(&document.text).unwrap_or_default().replace('\n', " ");
            let period = t.period.map(|p| {
                let end = |d: Option<jiff::civil::Date>| d.map_or("..".to_owned(), |d| d.to_string());
                format!("{} {} {} ({})", end(p.start), end(p.end), p.calendar, p.basis)
            });
            let reported = if t.reported { " reported" } else { "" };
            println!("{words}\t{} {}\t{}{reported}", t.kind.name(), t.value, period.unwrap_or_default());
        }
    }
    println!("# parsed in {parse:.2} s, times found in {find:.3} s");
}
