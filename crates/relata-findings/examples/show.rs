//! The figures, statements, proposals and actors of a plain-text file, one a line: to look at, not a format.
//!
//!     cargo run -p relata-findings --example show -- FILE
#![allow(clippy::print_stdout)]

use relata_language::Analyser;
use relata_rows::{Document, Span};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let raw = std::fs::read_to_string(std::env::args().nth(1).ok_or("name a file")?)?;
    let tidy = |p: &str| p.split_whitespace().collect::<Vec<_>>().join(" ");
    let paragraphs: Vec<String> = raw.split("\n\n").map(tidy).filter(|p| !p.is_empty()).collect();
    let doc = Document::of_paragraphs(&paragraphs);
    let mut analyser = Analyser::new()?;
    let mut analysis = analyser.analyse(&doc);
    analyser.deepen(&doc, &mut analysis);
    let findings = relata_findings::find(&doc, &analysis);
    let get = |s: Span| s.get(&doc.text).unwrap_or_default();
    for row in &findings.figures {
        let f = &row.body;
        println!(
            "FIGURE {:?} {:?} unit {:?} {:?} place {:?} period {:?} change {:?} record {} part {} in statement {}",
            get(row.span),
            f.interval,
            f.unit.code,
            f.measure,
            f.place.as_ref().map(|p| &p.text),
            f.period.as_ref().map(|p| (&p.text, p.start, p.end)),
            f.change.as_ref().map(|c| (c.direction, c.by, c.from, c.to, c.since.as_ref().map(|s| &s.text))),
            f.record,
            f.part_of.is_some(),
            f.statement.is_some()
        );
    }
    for row in &findings.statements {
        let s = &row.body;
        let text = |e: &Option<relata_rows::Extent>| e.as_ref().map(|e| get(e.cover()).to_owned());
        println!(
            "STATEMENT {}{:?} = {:?} [{}] cue {:?} {} {}: {:?}",
            if s.parent.is_some() { "inside " } else { "" },
            text(&s.source),
            text(&s.holder),
            s.source_kind.name(),
            text(&s.cue),
            s.speech.name(),
            s.polarity.name(),
            s.content.parts.iter().map(|&p| get(p)).collect::<Vec<_>>()
        );
    }
    for row in &findings.proposals {
        let p = &row.body;
        println!(
            "PROPOSAL {} of {:?} for {:?}{}: {:?} due {:?} {} {:?}",
            p.kind.name(),
            p.holder.as_ref().map(|h| get(h.span)),
            p.addressees.iter().map(|a| get(a.span)).collect::<Vec<_>>(),
            if p.negative { " not" } else { "" },
            p.action.parts.iter().map(|&part| get(part)).collect::<Vec<_>>(),
            p.due.as_ref().map(|d| (&d.text, d.start, d.end)),
            p.status.name(),
            p.status_basis.map(get),
        );
    }
    for (number, entity) in findings.entities.iter().enumerate() {
        let own = findings.mentions.iter().filter(|m| m.body.entity == number);
        let spans: Vec<&str> = own.map(|m| get(m.span)).collect();
        println!("ACTOR {entity:?}: {spans:?}");
    }
    for note in &findings.report {
        println!("NOTE {} {:?}", note.code.name(), note.span.map(get));
    }
    Ok(())
}
