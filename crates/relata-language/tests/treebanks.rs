//! Sentences and tokens against UD treebanks, the way of the CoNLL 2018 shared task: a span is a
//! pair of offsets into the text without white space, and a system span is right if the gold has it.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use relata_language::sentences;
use relata_rows::{Block, BlockKind, DocId, Document, Metadata, Origin, Sha256, Span};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The folder of outside data: `RELATA_SHARED`, else `../shared` beside the workspace.
fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let dir = std::env::var_os("RELATA_SHARED").map_or_else(beside, PathBuf::from);
    dir.join("corpora").is_dir().then_some(dir)
}

/// A treebank's text in paragraphs, and its gold spans in characters without white space.
#[derive(Default)]
struct Gold {
    paragraphs: Vec<String>,
    sentences: HashSet<(usize, usize)>,
    words: HashSet<(usize, usize)>,
}

fn solid(s: &str) -> usize {
    s.chars().filter(|c| !c.is_whitespace()).count()
}

fn gold(files: &[PathBuf]) -> Gold {
    let mut gold = Gold::default();
    let mut at = 0;
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let mut opened = true;
        // The end of the surface token whose words are being read, and the id of its last word.
        let mut surface: Option<(usize, usize)> = None;
        for line in text.lines() {
            if line.starts_with("# newdoc") || line.starts_with("# newpar") && !line.starts_with("# newpar_")
            {
                opened = true;
            } else if let Some(sentence) = line.strip_prefix("# text = ") {
                match gold.paragraphs.last_mut().filter(|_| !opened) {
                    Some(last) => {
                        last.push(' ');
                        last.push_str(sentence.trim());
                    }
                    None => gold.paragraphs.push(sentence.trim().to_owned()),
                }
                opened = false;
                gold.sentences.insert((at, at + solid(sentence)));
            } else if let Some((id, rest)) = line.split_once('\t') {
                let form = rest.split('\t').next().unwrap_or("");
                if let Some((_, last)) = id.split_once('-') {
                    surface = Some((at + solid(form), last.parse().unwrap()));
                } else if !id.contains('.') {
                    let end = match surface {
                        // The last word of a surface token ends where it ends, whatever its spelling.
                        Some((end, last)) if id.parse() == Ok(last) => {
                            surface = None;
                            end
                        }
                        Some((end, _)) => (at + solid(form)).min(end),
                        None => at + solid(form),
                    };
                    gold.words.insert((at, end));
                    at = end;
                }
            }
        }
    }
    gold
}

fn document(paragraphs: &[String]) -> Document {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for p in paragraphs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(p);
        let (span, origin) = (Span::new(start, text.len()), Origin::Bytes { start, end: text.len() });
        blocks.push(Block { span, kind: BlockKind::Paragraph, level: 0, origin });
    }
    let sha256 = Sha256::of(text.as_bytes());
    Document {
        id: DocId::of(&sha256),
        sha256,
        media_type: "text/plain".into(),
        metadata: Metadata::default(),
        text,
        blocks,
        pages: vec![],
        report: vec![],
    }
}

fn f1(system: &HashSet<(usize, usize)>, gold: &HashSet<(usize, usize)>) -> f64 {
    2.0 * system.intersection(gold).count() as f64 / (system.len() + gold.len()) as f64
}

/// F1 of sentences and of tokens.
fn score(name: &str, files: &[PathBuf]) -> (f64, f64) {
    let gold = gold(files);
    let doc = document(&gold.paragraphs);
    let mut solids = Vec::with_capacity(doc.text.len() + 1);
    let mut count = 0;
    for (i, c) in doc.text.char_indices() {
        solids.resize(i + 1, count);
        count += usize::from(!c.is_whitespace());
        solids.resize(i + c.len_utf8() + 1, count);
    }
    let place = |s: Span| (solids[s.start], solids[s.end]);
    let found = sentences(&doc);
    let tokens: HashSet<_> = found.iter().flat_map(|s| &s.tokens).map(|t| place(t.span)).collect();
    let groups: HashSet<_> = found.iter().map(|s| place(s.span)).collect();
    if std::env::var_os("RELATA_SHOW").is_some() {
        let (mut wrong, mut extra) = (0, 0);
        for s in &found {
            if !gold.sentences.contains(&place(s.span)) && wrong < 150 {
                wrong += 1;
                eprintln!("{name} S: {}", s.span.get(&doc.text).unwrap().replace('\n', "⏎"));
            }
            for t in &s.tokens {
                if !gold.words.contains(&place(t.span)) && extra < 200 {
                    extra += 1;
                    let around =
                        doc.text.get(t.span.start.saturating_sub(12)..(t.span.end + 12).min(doc.text.len()));
                    eprintln!("{name} T: {:?} in {around:?}", t.span.get(&doc.text).unwrap());
                }
            }
        }
    }
    let scores = (f1(&groups, &gold.sentences), f1(&tokens, &gold.words));
    eprintln!("{name}: sentences F1 {:.4}, tokens F1 {:.4}", scores.0, scores.1);
    scores
}

#[test]
fn sentences_and_tokens_of_the_treebanks() {
    let Some(shared) = shared() else {
        eprintln!("skipped: no corpora (set RELATA_SHARED)");
        return;
    };
    let gum = |genre: &str| -> Vec<PathBuf> {
        let dir = shared.join("corpora/gum/dep/dev");
        let prefix = format!("GUM_{genre}_");
        let mut files: Vec<_> = std::fs::read_dir(dir)
            .unwrap()
            .map(|e| e.unwrap().path())
            .filter(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(&prefix)))
            .collect();
        files.sort();
        files
    };
    // Floors as measured, rounded down; they only rise.
    let cases = [
        ("EWT", vec![shared.join("corpora/ewt/dev.conllu")], 0.836, 0.989),
        ("GUM news", gum("news"), 0.999, 0.998),
        ("GUM interview", gum("interview"), 0.944, 0.998),
        ("GUM speech", gum("speech"), 0.983, 0.999),
    ];
    let mut low = Vec::new();
    for (name, files, sentence_floor, token_floor) in cases {
        let (sentences, tokens) = score(name, &files);
        if sentences < sentence_floor || tokens < token_floor {
            low.push(name);
        }
    }
    assert!(low.is_empty(), "below the floor: {low:?}");
}
