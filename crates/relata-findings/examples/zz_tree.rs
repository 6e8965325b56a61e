#![allow(clippy::print_stdout)]
use relata_language::Analyser;
use relata_rows::Document;
use std::io::Read;
fn main() {
    let mut s = String::new();
    std::io::stdin().read_to_string(&mut s).unwrap();
    let doc = Document::of_paragraphs(
        &s.lines().filter(|l| !l.trim().is_empty()).map(|l| l.trim().to_owned()).collect::<Vec<_>>(),
    );
    let mut a = Analyser::new().unwrap();
    let an = a.analyse(&doc);
    for (st, p) in an.sentences.iter().zip(&an.parses) {
        let mut line = String::new();
        for (i, (t, w)) in st.tokens.iter().zip(&p.words).enumerate() {
            let h = w.head as usize;
            let hw = if h == 0 { "ROOT" } else { st.tokens[h - 1].span.get(&doc.text).unwrap() };
            line +=
                &format!("{}/{}<{}-{}  ", t.span.get(&doc.text).unwrap(), w.upos.as_str(), w.relation, hw);
            let _ = i;
        }
        println!("{line}");
        let names: Vec<String> = p
            .names
            .iter()
            .map(|n| {
                format!(
                    "{}:{:?}",
                    st.tokens[n.tokens.clone()]
                        .iter()
                        .map(|t| t.span.get(&doc.text).unwrap())
                        .collect::<Vec<_>>()
                        .join(" "),
                    n.kind
                )
            })
            .collect();
        println!("    NAMES {names:?}");
    }
}
