//! What the whole reader does with pages that the model has not seen. Not a test that holds anything:
//! it is one so that it can put the models of the folds in the place of the shipped one.
//!
//! `RELATA_INNERTEXT=LINES.jsonl RELATA_FOLDS=folder cargo test -p relata-read unseen_pages --
//! --ignored --nocapture`, with what `lines_label.py` and `lines_train.py --folds` wrote. Each page of
//! an article is read as one text with the model of its fold; `RELATA_MISSES=FILE` takes a line for
//! each line of a page whose block is judged otherwise than its label says, `RELATA_THRESHOLDS="0.5 0.6"`
//! other thresholds than the shipped one.

use super::THRESHOLD;
use super::page::{self, Page};
use crate::{Hints, Limits, Source, read};
use relata_model::Forest;
use relata_rows::{BlockKind, Document, Origin};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::Path;

thread_local! {
    /// The model of the fold that is measured.
    static FOLD: RefCell<Option<Forest>> = const { RefCell::new(None) };
    /// The threshold that is measured.
    static AT: Cell<f32> = const { Cell::new(THRESHOLD) };
}

/// The scores of the model of the fold, where one is set.
pub(super) fn judged(page: &Page) -> Option<Vec<f32>> {
    FOLD.with_borrow(|fold| {
        let model = fold.as_ref()?;
        // What is measured at another threshold comes out on its side of the shipped one.
        let side = |p: f32| if p >= AT.get() { p.max(THRESHOLD) } else { p.min(THRESHOLD.next_down()) };
        Some((0..page.len()).map(|i| side(model.probability(&page.row(i)))).collect())
    })
}

/// The Markdown of the statements, each read with the model of its fold: prints what is marked and
/// was no mark of its own (a ruled line, an end mark).
#[test]
#[ignore = "measures; see training/README.md"]
fn unseen_statements() {
    let named = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let folder = Path::new(&named("RELATA_FOLDS")).to_owned();
    let folds: HashMap<String, u32> =
        serde_json::from_str(&std::fs::read_to_string(folder.join("folds.json")).unwrap()).unwrap();
    let statements = Path::new(&named("RELATA_SHARED")).join("corpora/whitehouse");
    let (mut words, mut marked) = (0, 0);
    for entry in std::fs::read_dir(statements).unwrap() {
        let path = entry.unwrap().path();
        let Some(fold) = folds.get(&format!("whitehouse/{}", path.file_stem().unwrap().to_string_lossy()))
        else {
            continue;
        };
        let bytes = std::fs::read(folder.join(format!("{fold}.forest"))).unwrap();
        let model = Forest::from_bytes(&bytes, page::names().len()).unwrap();
        FOLD.with_borrow_mut(|place| *place = Some(model));
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let source = Source { path: name, bytes: std::fs::read(&path).unwrap(), hints: Hints::default() };
        let document = read(&source, &Limits::default()).unwrap();
        for block in &document.blocks {
            let text = block.span.get(&document.text).unwrap();
            let own = text.split_whitespace().count();
            words += own;
            if block.kind == BlockKind::Furniture && text.chars().any(char::is_alphabetic) {
                marked += own;
                println!("{text}");
            }
        }
    }
    println!("{marked} of {words} words marked");
}

#[derive(serde::Deserialize)]
struct Labelled {
    id: String,
    kind: String,
    blocks: Vec<String>,
    gaps: Vec<u8>,
    /// 0 body, 1 furniture, others not judged.
    labels: Vec<i8>,
}

#[derive(Debug, Default)]
struct Tally {
    pages: usize,
    furniture: usize,
    marked: usize,
    words: usize,
    lost: usize,
    by_page: Vec<f64>,
    lost_by_page: Vec<f64>,
}

#[test]
#[ignore = "measures; see training/README.md"]
fn unseen_pages() {
    let named = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let text = std::fs::read_to_string(named("RELATA_INNERTEXT")).unwrap();
    let folder = Path::new(&named("RELATA_FOLDS")).to_owned();
    let folds: HashMap<String, u32> =
        serde_json::from_str(&std::fs::read_to_string(folder.join("folds.json")).unwrap()).unwrap();
    let mut misses = std::env::var_os("RELATA_MISSES").map(|path| std::fs::File::create(path).unwrap());
    let mut pages: Vec<Labelled> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    pages.retain(|page| folds.contains_key(&page.id));
    pages.sort_by_key(|page| folds[&page.id]);
    let thresholds = std::env::var("RELATA_THRESHOLDS").unwrap_or_else(|_| THRESHOLD.to_string());
    for threshold in thresholds.split_whitespace() {
        AT.set(threshold.parse().unwrap());
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        let mut loaded = None;
        for page in &pages {
            let fold = folds[&page.id];
            if loaded != Some(fold) {
                let bytes = std::fs::read(folder.join(format!("{fold}.forest"))).unwrap();
                let model = Forest::from_bytes(&bytes, page::names().len()).unwrap();
                FOLD.with_borrow_mut(|place| *place = Some(model));
                loaded = Some(fold);
            }
            let (way, _) = page.id.split_once('/').unwrap();
            tallies.entry(format!("{} {way}", page.kind)).or_default().add(page, misses.as_mut());
        }
        println!("at {threshold}");
        tallies.iter().for_each(|(name, tally)| tally.print(name));
    }
}

impl Tally {
    fn print(&self, name: &str) {
        let mean = |shares: &[f64]| 100.0 * shares.iter().sum::<f64>() / shares.len().max(1) as f64;
        println!(
            "  {name}: {} texts, {:.1} % of {} furniture lines marked (mean of texts {:.1}), {:.2} % of {} body \
             words lost (mean of texts {:.2})",
            self.pages,
            100.0 * self.marked as f64 / self.furniture.max(1) as f64,
            self.furniture,
            mean(&self.by_page),
            100.0 * self.lost as f64 / self.words.max(1) as f64,
            self.words,
            mean(&self.lost_by_page),
        );
    }

    fn add(&mut self, page: &Labelled, mut misses: Option<&mut std::fs::File>) {
        let (mut text, mut starts) = (String::new(), Vec::new());
        for (line, gap) in page.blocks.iter().zip(&page.gaps) {
            text.push_str(if *gap > 0 { "\n\n" } else { "\n" });
            starts.push(text.len());
            text.push_str(line);
        }
        let hints = Hints { media_type: Some("text/plain".into()), ..Hints::default() };
        let source = Source { path: "page.txt".into(), bytes: text.into_bytes(), hints };
        let document = read(&source, &Limits::default()).unwrap();
        let before = (self.furniture, self.marked, self.words, self.lost);
        self.pages += 1;
        for ((start, line), label) in starts.into_iter().zip(&page.blocks).zip(&page.labels) {
            let words = line.split_whitespace().count();
            let block = block_at(&document, start);
            let marked = block.is_some_and(|b| document.blocks[b].kind == BlockKind::Furniture);
            match label {
                1 => {
                    self.furniture += 1;
                    self.marked += usize::from(marked);
                }
                0 => {
                    self.words += words;
                    self.lost += if marked { words } else { 0 };
                }
                _ => {}
            }
            if let Some(out) = &mut misses
                && (*label == 1 && !marked || *label == 0 && marked)
            {
                let block = block.map(|b| &document.blocks[b]);
                let kind = block.map_or("none", |b| b.kind.name());
                let block =
                    block.map_or("", |b| &document.text[b.span.start..b.span.end]).replace('\n', " / ");
                writeln!(out, "{}\t{}\t{label}\t{kind}\t{line}\t{block}", page.kind, page.id).unwrap();
            }
        }
        let share = |part: usize, all: usize| part as f64 / all as f64;
        if self.furniture > before.0 {
            self.by_page.push(share(self.marked - before.1, self.furniture - before.0));
        }
        if self.words > before.2 {
            self.lost_by_page.push(share(self.lost - before.3, self.words - before.2));
        }
    }
}

/// The block that holds a byte of the source; of several the first that is furniture.
fn block_at(document: &Document, at: usize) -> Option<usize> {
    let holds =
        |origin: &Origin| matches!(origin, Origin::Bytes { start, end } if (*start..*end).contains(&at));
    let mut holders = (0..document.blocks.len()).filter(|&b| holds(&document.blocks[b].origin));
    let first = holders.next()?;
    let others = std::iter::once(first).chain(holders);
    Some(others.into_iter().find(|&b| document.blocks[b].kind == BlockKind::Furniture).unwrap_or(first))
}
