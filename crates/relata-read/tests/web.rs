//! Text of real pages against what people marked as their main text.
//!
//! Needs the Web Content Extraction Benchmark (see `models/html-blocks.md`) in
//! `corpora/web` under `RELATA_SHARED`, else `../shared`; skips where it is absent. The shipped model
//! learnt from these pages: the floors catch what breaks, they say nothing of unseen pages. The
//! figures for those stand in `docs/figures.md`.

use relata_read::{Hints, Limits, Source, read};
use relata_rows::{BlockKind, Document};
use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Page type, least mean F1, least share of wanted and of unwanted snippets handled right. Floors
/// only rise.
const FLOORS: [(&str, f64, f64, f64); 6] = [
    ("article", 0.965, 0.96, 0.97),
    ("documentation", 0.94, 0.97, 0.96),
    ("forum", 0.845, 0.93, 0.98),
    ("listing", 0.79, 0.81, 0.93),
    ("product", 0.55, 0.90, 0.87),
    ("collection", 0.67, 0.63, 0.96),
];

fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("RELATA_SHARED").map_or(beside, PathBuf::from);
    Some(shared.join("corpora/web")).filter(|folder| folder.is_dir())
}

fn words(text: &str) -> Vec<String> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    text.to_lowercase().split(|c| !word(c)).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// The body's words. The page's title is left out: it is in the marked text of 5 of the 209 articles
/// that have it as their first heading.
fn body(document: &Document) -> Vec<String> {
    let title = document.metadata.title.as_deref().map(words);
    let is_title = |kind, level, text: &str| {
        kind == BlockKind::Heading && level == 1 && title.as_ref().is_some_and(|title| *title == words(text))
    };
    let blocks = document.body().filter_map(|b| Some((b, b.span.get(&document.text)?)));
    blocks.filter(|(b, text)| !is_title(b.kind, b.level, text)).flat_map(|(_, text)| words(text)).collect()
}

/// Harmonic mean of precision and recall over words, each as often as it occurs.
fn f1(got: &[String], wanted: &[String]) -> f64 {
    let mut count: HashMap<&str, usize> = HashMap::new();
    wanted.iter().for_each(|w| *count.entry(w).or_default() += 1);
    let mut common = 0;
    for word in got {
        if let Some(left) = count.get_mut(word.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            common += 1;
        }
    }
    2.0 * f64::from(common) / ((got.len() + wanted.len()) as f64).max(1.0)
}

#[derive(Default)]
struct Tally {
    f1: Vec<f64>,
    with: Vec<f64>,
    without: Vec<f64>,
}

fn mean(list: &[f64]) -> f64 {
    list.iter().sum::<f64>() / (list.len() as f64).max(1.0)
}

#[test]
fn main_text_of_real_pages() {
    let Some(corpus) = corpus() else {
        eprintln!("skipped: no corpora/web under RELATA_SHARED or ../shared");
        return;
    };
    let json = |path: PathBuf| -> serde_json::Value {
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let about = json(corpus.join("metadata.json"));
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for (name, page) in about.as_object().unwrap() {
        let truth = &json(corpus.join(format!("ground-truth/{name}.json")))["ground_truth"];
        let wanted = words(truth["main_content"].as_str().unwrap());
        if wanted.is_empty() {
            continue;
        }
        let file = std::fs::File::open(corpus.join(format!("html/{name}.html.gz"))).unwrap();
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
        let source = Source { path: format!("{name}.html"), bytes, hints: Hints::default() };
        let got = read(&source, &Limits::default()).map(|d| body(&d)).unwrap_or_default();
        let text = got.join(" ");
        let found = |key: &str, right: bool| -> Vec<f64> {
            let snippets = truth[key].as_array().into_iter().flatten().filter_map(|s| s.as_str());
            let inside = |s: &str| text.contains(&words(s).join(" "));
            snippets.map(|s| if inside(s) == right { 1.0 } else { 0.0 }).collect()
        };
        let tally = tallies.entry(page["page_type"].as_str().unwrap().to_owned()).or_default();
        tally.f1.push(f1(&got, &wanted));
        tally.with.extend(found("with", true));
        tally.without.extend(found("without", false));
    }
    for (kind, t) in &tallies {
        let (n, f1) = (t.f1.len(), mean(&t.f1));
        eprintln!("{kind:14} {n:4} F1 {f1:.4} with {:.4} without {:.4}", mean(&t.with), mean(&t.without));
    }
    for (kind, least, with, without) in FLOORS {
        let t = &tallies[kind];
        assert!(mean(&t.f1) >= least, "{kind}: F1 {}", mean(&t.f1));
        assert!(mean(&t.with) >= with, "{kind}: with {}", mean(&t.with));
        assert!(mean(&t.without) >= without, "{kind}: without {}", mean(&t.without));
    }
}
