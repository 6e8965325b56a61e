//! How fast documents are filed, and what the case then weighs: `cargo run --release -p relata-case
//! --example speed -- 10000`. The documents are made here, so that nothing but the case is measured,
//! in processor time, which other work on the machine changes less (Linux only).

#![allow(clippy::print_stdout, reason = "what it measures is its output")]

use relata_case::{Case, Filter, Kept, Reading, Source, Versions};
use relata_rows::{
    Bound, DocId, Document, Figure, Findings, Interval, Measure, Row, RowId, RowKind, Sha256, Span, Unit,
};

/// Paragraphs of a document, and words of a paragraph: about 500 words, as a news report has.
const PARAGRAPHS: usize = 12;
const WORDS: usize = 42;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count: usize = std::env::args().nth(1).map_or(Ok(10_000), |n| n.parse())?;
    let path = std::env::temp_dir().join(format!("relata-speed-{}.relata", std::process::id()));
    let mut case = Case::create_or_open(&path)?;
    let (hints, versions) = (serde_json::json!({}), Versions { reader: 1, findings: 1 });

    let (mut making, mut packing, begun) = (0.0, 0.0, cpu());
    let mut batch = case.batch();
    for n in 0..count {
        let make = cpu();
        let (document, findings) = document(n);
        making += cpu() - make;
        let make = cpu();
        let kept = Kept::of(document.text.as_bytes())?;
        packing += cpu() - make;
        let path = format!("{n:07}.txt");
        let source = Source { path: &path, hints: &hints, versions };
        batch.file(&Reading { source, kept: &kept, document: &document, findings: &findings })?;
    }
    batch.finish()?;
    report("hashed and packed", count, packing);
    report("filed", count, cpu() - begun - making - packing);
    println!("peak of memory: {} kB", peak().unwrap_or_default());

    let begun = cpu();
    for n in 0..count {
        let path = format!("{n:07}.txt");
        let source = Source { path: &path, hints: &hints, versions };
        case.known(&source, &Sha256::of(path.as_bytes()))?;
    }
    report("known", count, cpu() - begun);

    let begun = cpu();
    let mut figures = 0;
    for filed in case.documents(&Filter::default()) {
        figures += case.figures(&filed?.document.id)?.len();
    }
    report("read back", count, cpu() - begun);
    println!("{figures} figures");

    let begun = cpu();
    let hits = case.search("w17 w23*", 20)?.len();
    println!("search: {hits} hits in {:.1} ms", (cpu() - begun) * 1e3);
    case.close()?;
    println!("{} bytes a document", std::fs::metadata(&path)?.len() / count.max(1) as u64);
    println!("peak of memory: {} kB", peak().unwrap_or_default());
    std::fs::remove_file(&path)?;
    Ok(())
}

fn report(what: &str, count: usize, seconds: f64) {
    println!("{what}: {:.0} documents a CPU-second", count as f64 / seconds);
}

/// Processor seconds of this thread so far: the first number of schedstat, in nanoseconds.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split_whitespace().next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1e9
}

/// The most memory the process ever had, in kB (Linux only).
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// A document of words drawn as texts have them: the r-th most frequent about 1/r as often.
fn document(n: usize) -> (Document, Findings) {
    let mut seed = n as u64 + 1;
    let mut word = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (seed >> 40) as f64 / (1_u64 << 24) as f64;
        format!("w{}", (40_000_f64.powf(share)) as u64)
    };
    let sentence =
        |word: &mut dyn FnMut() -> String| (0..WORDS).map(|_| word()).collect::<Vec<_>>().join(" ");
    let mut paragraphs: Vec<String> = (0..PARAGRAPHS).map(|_| sentence(&mut word)).collect();
    paragraphs.push(format!("number {n}"));
    let document = Document::of_paragraphs(&paragraphs);
    let figures = document.blocks.iter().map(|block| figure(&document.id, block.span)).collect();
    (document, Findings { figures, ..Findings::default() })
}

fn figure(doc: &DocId, span: Span) -> Row<Figure> {
    let interval = Interval {
        low: Some(2.25e6),
        high: Some(2.4e6),
        low_soft: false,
        high_soft: false,
        stated: Some(2.3e6),
        bound: Bound::Exact,
    };
    let body = Figure {
        interval,
        record: false,
        part_of: None,
        unit: Unit { code: "1".into(), label: "encounters".into(), price_year: None },
        measure: Measure { text: "encounters".into(), kind: "count".into(), ..Measure::default() },
        place: None,
        period: None,
        change: None,
        statement: None,
        credit: None,
        actor: None,
    };
    Row { id: RowId::of(RowKind::Figures, doc, span, ""), doc: doc.clone(), span, confidence: 0.9, body }
}
