//! Any bytes as an English text through everything that is found in one: no panic, spans on borders, intervals in
//! order, mentions of somebody, the same rows twice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use relata_language::Analyser;
use relata_rows::Document;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let paragraphs: Vec<String> =
        text.split('\n').map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect();
    let document = Document::of_paragraphs(&paragraphs);
    let mut analyser = Analyser::new().expect("the built-in model");
    let mut analysis = analyser.analyse(&document);
    analyser.deepen(&document, &mut analysis);
    let found = relata_findings::find(&document, &analysis);
    assert_eq!(found, relata_findings::find(&document, &analysis));
    let inside = |span: relata_rows::Span| span.get(&document.text).is_some();
    for row in &found.figures {
        let i = &row.body.interval;
        assert!(inside(row.span) && i.low.is_none_or(f64::is_finite) && i.high.is_none_or(f64::is_finite));
        if let (Some(low), Some(high)) = (i.low, i.high) {
            assert!(low <= high, "{:?}", row.span.get(&document.text));
        }
        let period = row.body.period.as_ref();
        if let Some((Some(start), Some(end))) = period.map(|p| (p.start, p.end)) {
            assert!(start < end);
        }
    }
    for row in &found.statements {
        assert!(inside(row.span) && row.body.content.parts.iter().all(|&p| inside(p)));
    }
    for row in &found.mentions {
        assert!(inside(row.span) && inside(row.body.head) && row.body.entity < found.entities.len());
    }
});
