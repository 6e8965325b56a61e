//! Any bytes as text through the language model: no panic, every word in one tree.
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
    assert_eq!(analysis, analyser.analyse(&document));
    analyser.deepen(&document, &mut analysis);
    assert!(analysis.roles.iter().all(|r| r.span.get(&document.text).is_some()));
    for parse in &analysis.parses {
        assert_eq!(parse.words.iter().filter(|w| w.head == 0).count(), 1);
    }
});
