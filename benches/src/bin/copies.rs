//! Near-duplicates among made texts with planted edits, beside the crate gaoya: what is found, and texts a CPU-second.
//!
//!     cargo run --release --manifest-path benches/Cargo.toml --bin copies -- SIZE seen|held-back [FILE]
//!
//! FILE gets the texts and the planted pairs, for `copies.py`. All on one thread, in turns; the middle turn counts.

#[path = "../../../crates/relata-reconcile/tests/copies/made.rs"]
mod made;

use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32};
use made::{Corpus, HELD_BACK, SEEN, corpus};
use relata_reconcile::copies::{Held, Known, Sketch, Words, copies};
use relata_rows::DocId;
use std::collections::{BTreeMap, BTreeSet};

const TURNS: usize = 3;

type Pairs = BTreeSet<[usize; 2]>;

/// From the texts to the pairs; a text that is held beside another is read again, as a case would.
fn relata(texts: &[&str], exactly: bool) -> Pairs {
    let id = |n: usize| DocId::from_printed(&format!("{n:08}"));
    let number = |doc: &DocId| doc.as_str().parse::<usize>().expect("made above");
    let held: Vec<Held> = texts
        .iter()
        .enumerate()
        .map(|(n, text)| Held { doc: id(n), sketch: Sketch::of(&Words::of_text(text)), url: None })
        .collect();
    let words = |doc: &DocId| exactly.then(|| Words::of_text(texts[number(doc)]));
    copies(&held, Known::default(), &words)
        .iter()
        .map(|copy| {
            let mut pair = [number(&copy.left), number(&copy.right)];
            pair.sort_unstable();
            pair
        })
        .collect()
}

/// Words one by one, or every `n` that follow each other, in small letters.
fn shingles(text: &str, n: usize) -> Vec<String> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.windows(n).map(|w| w.join(" ")).collect()
}

fn gaoya(texts: &[&str], n: usize, [bands, width]: [usize; 2], threshold: f64) -> Pairs {
    let hasher = MinHasher32::new(bands * width);
    let mut index = MinHashIndex::new(bands, width, threshold);
    let mut pairs = Pairs::new();
    for (i, text) in texts.iter().enumerate() {
        let signature = hasher.create_signature(shingles(text, n).into_iter());
        pairs.extend(index.query(&signature).into_iter().map(|&other: &usize| [other, i]));
        index.insert(i, signature);
    }
    pairs
}

/// Recall of the pairs that share 40 % or more, and of those that share little more than that; precision, where a
/// planted pair that shares 25 to 40 % is neither right nor wrong.
fn figures(corpus: &Corpus, found: &Pairs) -> String {
    let share: BTreeMap<[usize; 2], f64> = corpus.pairs.iter().map(|p| (p.texts, p.share)).collect();
    let recall = |from: f64, to: f64| {
        let wanted: Vec<_> = share.iter().filter(|(_, s)| (from..to).contains(*s)).map(|(p, _)| p).collect();
        wanted.iter().filter(|p| found.contains(**p)).count() as f64 / wanted.len().max(1) as f64
    };
    let of = |pair: &[usize; 2]| share.get(pair).copied().unwrap_or_default();
    let right = found.iter().filter(|&p| of(p) >= 0.4).count();
    let wrong = found.iter().filter(|&p| of(p) < 0.25).count();
    let steps = [0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 1.01];
    let curve: Vec<String> =
        steps.windows(2).map(|w| format!("{:.0}% {:.3}", 100.0 * w[0], recall(w[0], w[1]))).collect();
    format!(
        "recall {:.4}, precision {:.4} ({right} right, {wrong} wrong); by what is shared, from: {}",
        recall(0.4, 2.0),
        right as f64 / (right + wrong).max(1) as f64,
        curve.join(", ")
    )
}

/// Recall by kind of edit, of the pairs of a text and its copy.
fn by_edit(corpus: &Corpus, found: &Pairs) -> String {
    let mut by: BTreeMap<_, [usize; 2]> = BTreeMap::new();
    for pair in corpus.pairs.iter().filter(|p| p.share >= 0.4) {
        if let [None, Some(edit)] = pair.edits {
            let count = by.entry(edit).or_default();
            count[0] += usize::from(found.contains(&pair.texts));
            count[1] += 1;
        }
    }
    let list = by.iter().map(|(edit, [found, all])| format!("{edit:?} {found} of {all}"));
    list.collect::<Vec<_>>().join(", ")
}

/// Processor time of this thread in seconds (Linux).
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split_whitespace().next().and_then(|n| n.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) / 1e9
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let size = arguments.first().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let held_back = arguments.get(1).is_some_and(|a| a == "held-back");
    let corpus = if held_back { corpus(2, size, &HELD_BACK) } else { corpus(1, size, &SEEN) };
    let texts: Vec<&str> = corpus.texts.iter().map(|t| t.text.as_str()).collect();
    let words: usize = corpus.texts.iter().map(|t| t.len()).sum();
    let families = corpus.texts.iter().map(|t| t.family).collect::<BTreeSet<_>>().len();
    println!("{size} texts of {} words, {families} families, {} pairs", words / size, corpus.pairs.len());
    if let Some(file) = arguments.get(2) {
        let pairs: Vec<_> = corpus.pairs.iter().map(|p| serde_json::json!([p.texts[0], p.texts[1], p.share])).collect();
        let json = serde_json::json!({"texts": texts, "pairs": pairs});
        std::fs::write(file, json.to_string()).expect("a file that can be written");
    }
    let programs: [(&str, &dyn Fn() -> Pairs); 4] = [
        ("relata", &|| relata(&texts, true)),
        ("relata, sketches alone", &|| relata(&texts, false)),
        ("gaoya, words, 42 bands of 3, 0.5 (its example)", &|| gaoya(&texts, 1, [42, 3], 0.5)),
        ("gaoya, 3 words, 64 bands of 2, 0.2", &|| gaoya(&texts, 3, [64, 2], 0.2)),
    ];
    let mut spent = [(); 4].map(|()| Vec::new());
    let mut found = [(); 4].map(|()| Pairs::new());
    for _ in 0..TURNS {
        for (n, (_, program)) in programs.iter().enumerate() {
            let before = cpu_seconds();
            found[n] = program();
            spent[n].push(cpu_seconds() - before);
        }
    }
    for (n, (name, _)) in programs.iter().enumerate() {
        spent[n].sort_by(f64::total_cmp);
        let speed = size as f64 / spent[n][TURNS / 2];
        println!("{name}: {speed:.0} texts a CPU-second; {}", figures(&corpus, &found[n]));
        println!("    {}", by_edit(&corpus, &found[n]));
    }
}
