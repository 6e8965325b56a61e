//! Attributions of text files as the scoring of PolNeAR wants them, and how fast they were found.
//!
//!     cargo run --release -p relata-language --example polnear -- FOLDER > PRED.json
//!
//! FOLDER holds `*.txt`. One JSON object: the name of each file without its ending, to a list of
//! `{"source": [[start, end]], "cue": [...], "content": [...]}` in code points. Standard error gets the
//! words a second of processor time, reading of the files left out.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

use relata_language::{Analyser, RoleKind};
use relata_rows::{CodePoints, Document};
use std::collections::BTreeMap;
use std::time::Instant;

fn main() {
    let folder = std::env::args().nth(1).expect("the folder of text files");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let started = Instant::now();
    let mut analyser = Analyser::plain().unwrap();
    analyser.analyse(&Document::of_paragraphs(&["Ready.".to_owned()]));
    eprintln!("ready in {:.0} ms", started.elapsed().as_secs_f64() * 1e3);
    let (mut words, mut seconds) = (0, 0.0);
    let mut out = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let document = Document::of_lines(text);
        let started = Instant::now();
        let analysis = analyser.analyse(&document);
        seconds += started.elapsed().as_secs_f64();
        words += analysis.sentences.iter().map(|s| s.tokens.len()).sum::<usize>();
        let points = CodePoints::new(&document.text);
        // Attributions by their cue, with its source; a content without a cue stands alone.
        let mut groups: BTreeMap<usize, [Vec<String>; 3]> = BTreeMap::new();
        let place = |i: usize| {
            let span = analysis.roles[i].span;
            format!("[{},{}]", points.at(span.start), points.at(span.end))
        };
        for (i, role) in analysis.roles.iter().enumerate().filter(|(_, r)| r.within.is_none()) {
            match role.kind {
                RoleKind::Source => {}
                RoleKind::Cue => {
                    let group = groups.entry(i).or_default();
                    group[0].extend(role.to.map(place));
                    group[1].push(place(i));
                }
                RoleKind::Content => groups.entry(role.to.unwrap_or(i)).or_default()[2].push(place(i)),
            }
        }
        let list: Vec<String> = groups
            .values()
            .map(|[s, q, c]| {
                let list = |v: &[String]| v.join(",");
                format!("{{\"source\":[{}],\"cue\":[{}],\"content\":[{}]}}", list(s), list(q), list(c))
            })
            .collect();
        out.push(format!("{:?}:[{}]", path.file_stem().unwrap().to_string_lossy(), list.join(",")));
    }
    println!("{{{}}}", out.join(",\n"));
    eprintln!("{words} words in {seconds:.2} s: {:.0} a second", words as f64 / seconds);
}
