//! Text of web pages by several programs: word F1 by page type, and pages per CPU-second.
//!
//!     cargo run --release --manifest-path benches/Cargo.toml -- CORPUS
//!
//! CORPUS as in `crates/relata-read/tests/web.rs`. Each program reads all pages in turn on one
//! thread; only the extraction is timed, by the clock of this thread's processor time (Linux).

use relata_read::{Hints, Limits, Source};
use relata_rows::BlockKind;
use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::Path;

struct Page {
    kind: String,
    html: Vec<u8>,
    wanted: Vec<String>,
    with: Vec<String>,
    without: Vec<String>,
}

fn words(text: &str) -> Vec<String> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    text.to_lowercase().split(|c| !word(c)).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

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

fn pages(corpus: &Path) -> Vec<Page> {
    let json = |path: std::path::PathBuf| -> serde_json::Value {
        serde_json::from_str(&std::fs::read_to_string(path).expect("readable")).expect("JSON")
    };
    let about = json(corpus.join("metadata.json"));
    let mut pages = Vec::new();
    for (name, page) in about.as_object().expect("an object") {
        let truth = &json(corpus.join(format!("ground-truth/{name}.json")))["ground_truth"];
        let mut html = Vec::new();
        let file = std::fs::File::open(corpus.join(format!("html/{name}.html.gz"))).expect("readable");
        flate2::read::GzDecoder::new(file).read_to_end(&mut html).expect("gzip");
        let list = |key: &str| {
            let list = truth[key].as_array().into_iter().flatten().filter_map(|s| s.as_str());
            list.map(|s| words(s).join(" ")).collect()
        };
        let wanted = words(truth["main_content"].as_str().unwrap_or_default());
        if !wanted.is_empty() {
            let kind = page["page_type"].as_str().unwrap_or_default().to_owned();
            pages.push(Page { kind, html, wanted, with: list("with"), without: list("without") });
        }
    }
    pages
}

/// Processor time of this thread in seconds: user and system ticks, fields 14 and 15 of
/// proc_pid_stat(5), at 100 ticks a second.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn relata(html: &[u8], title_too: bool) -> String {
    let source = Source { path: "page.html".into(), bytes: html.to_vec(), hints: Hints::default() };
    let Ok(document) = relata_read::read(&source, &Limits::default()) else { return String::new() };
    let title = document.metadata.title.as_deref().map(words);
    let mut out = String::new();
    for block in document.body() {
        let text = block.span.get(&document.text).unwrap_or_default();
        let heading = block.kind == BlockKind::Heading && block.level == 1;
        if title_too || !heading || title.as_ref() != Some(&words(text)) {
            out.push_str(text);
            out.push('\n');
        }
    }
    out
}

fn smoothie(html: &[u8]) -> String {
    let html = String::from_utf8_lossy(html);
    let config = dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
    let article = dom_smoothie::Readability::new(&*html, None, Some(config)).and_then(|mut r| r.parse());
    article.map(|a| a.text_content.to_string()).unwrap_or_default()
}

fn trafilatura(html: &[u8]) -> String {
    let html = String::from_utf8_lossy(html);
    let mut options = trafilatura::Options::default();
    options.enable_fallback = true;
    options.exclude_comments = true;
    trafilatura::extract(&html, &options).map(|r| r.content_text).unwrap_or_default()
}

fn main() {
    let corpus = std::env::args().nth(1).expect("the folder of the corpus");
    let pages = pages(Path::new(&corpus));
    let programs: [(&str, fn(&[u8]) -> String); 4] = [
        ("relata", |html| relata(html, false)),
        ("relata, title counted", |html| relata(html, true)),
        ("dom_smoothie", smoothie),
        ("trafilatura (crate)", trafilatura),
    ];
    for (name, program) in programs {
        let before = cpu_seconds();
        let texts: Vec<String> = pages.iter().map(|page| program(&page.html)).collect();
        let spent = cpu_seconds() - before;
        println!("{name}: {:.0} pages per CPU-second", pages.len() as f64 / spent);
        let mut by: BTreeMap<&str, [Vec<f64>; 3]> = BTreeMap::new();
        for (page, text) in pages.iter().zip(&texts) {
            let got = words(text);
            let flat = got.join(" ");
            let sums = by.entry(&page.kind).or_default();
            sums[0].push(f1(&got, &page.wanted));
            sums[1].extend(page.with.iter().map(|s| f64::from(u8::from(flat.contains(s)))));
            sums[2].extend(page.without.iter().map(|s| f64::from(u8::from(!flat.contains(s)))));
        }
        for (kind, sums) in by {
            let mean = |list: &[f64]| list.iter().sum::<f64>() / (list.len() as f64).max(1.0);
            let [f1, with, without] = sums.each_ref().map(|list| mean(list));
            println!("  {kind:14} {:4} F1 {f1:.4} with {with:.4} without {without:.4}", sums[0].len());
        }
    }
}
