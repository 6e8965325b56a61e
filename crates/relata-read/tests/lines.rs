//! Furniture of plain text copied from web pages, through the public reader.
//!
//! `RELATA_INNERTEXT` names the file of labelled lines that `training/lines_label.py` makes from
//! pages rendered by `training/lines_render.mjs`; without it the test says so and is skipped. The
//! shipped models have seen these pages, so the floors here only guard the way from text to block;
//! the figures that count are cross-validated by `training/lines_train.py` (see
//! `models/plain-lines.md`).

use relata_read::{Hints, Limits, Source, read};
use relata_rows::{BlockKind, Document, Origin};

#[derive(serde::Deserialize)]
struct Page {
    id: String,
    kind: String,
    blocks: Vec<String>,
    gaps: Vec<u8>,
    /// 0 body, 1 furniture, -1 not judged.
    labels: Vec<i8>,
}

/// What the reader did with the lines of some pages.
#[derive(Debug, Default)]
struct Tally {
    pages: usize,
    furniture: usize,
    marked: usize,
    words: usize,
    lost: usize,
}

impl Tally {
    fn marked(&self) -> f64 {
        100.0 * self.marked as f64 / self.furniture.max(1) as f64
    }

    fn lost(&self) -> f64 {
        100.0 * self.lost as f64 / self.words.max(1) as f64
    }

    fn add(&mut self, page: &Page) {
        let mut text = String::new();
        let mut starts = Vec::new();
        for (line, gap) in page.blocks.iter().zip(&page.gaps) {
            text.push_str(if *gap > 0 { "\n\n" } else { "\n" });
            starts.push(text.len());
            text.push_str(line);
        }
        let hints = Hints { media_type: Some("text/plain".into()), ..Hints::default() };
        let source = Source { path: format!("{}.txt", page.id), bytes: text.into_bytes(), hints };
        let document = read(&source, &Limits::default()).expect("a text is read");
        self.pages += 1;
        for ((start, line), label) in starts.into_iter().zip(&page.blocks).zip(&page.labels) {
            let words = line.split_whitespace().count();
            let marked = is_furniture(&document, start);
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
        }
    }
}

/// Whether the block that holds a byte of the source is furniture.
fn is_furniture(document: &Document, at: usize) -> bool {
    document.blocks.iter().any(|block| {
        block.kind == BlockKind::Furniture
            && matches!(block.origin, Origin::Bytes { start, end } if (start..end).contains(&at))
    })
}

#[test]
fn copied_pages_lose_their_furniture_and_keep_their_body() {
    let Some(path) = std::env::var_os("RELATA_INNERTEXT") else {
        println!("skipped: RELATA_INNERTEXT does not name a file of labelled lines");
        return;
    };
    let text = std::fs::read_to_string(path).expect("the file of RELATA_INNERTEXT can be read");
    let (mut articles, mut clean) = (Tally::default(), Tally::default());
    for line in text.lines() {
        let page: Page = serde_json::from_str(line).expect("labelled lines of lines_label.py");
        match page.kind.as_str() {
            "article" => articles.add(&page),
            "whitehouse" | "truth" => clean.add(&page),
            _ => {}
        }
    }
    println!(
        "{} pages: {:.1} % of furniture lines marked, {:.2} % of body words lost",
        articles.pages,
        articles.marked(),
        articles.lost()
    );
    println!("{} clean texts: {:.2} % of words marked", clean.pages, clean.lost());
    assert!(articles.marked() >= 90.0 && articles.lost() <= 2.0, "{articles:?}");
    assert!(clean.lost() <= 0.5, "{clean:?}");
}
