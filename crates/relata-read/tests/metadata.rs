//! Title, authors and date of real pages against what a person noted of them.
//!
//! The pages are looked for in `RELATA_SHARED`, else in `../shared` beside the workspace; without
//! them the test says that it is skipped. What counts as right:
//!
//! - title: the same letters and digits in the same order, case, spaces, punctuation and quotes aside;
//! - date: the same day (a reading of several days is wrong);
//! - authors: the same set of names, each compared like a title, after both sides are parted at
//!   commas, semicolons, "and", "&" and "|" and degrees and offices behind a comma are dropped;
//!   looser, for information: at least one name in common.
//!
//! Pages whose annotation lacks an item do not count for it.

// Outside data that is there but cannot be read is a failure of the test.
#![allow(clippy::unwrap_used)]

use relata_read::{Hints, Limits, Source, read};
use relata_rows::{Genre, Metadata};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The folder of outside data, if it is there.
fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("RELATA_SHARED").map_or(beside, PathBuf::from);
    folder.join("corpora").is_dir().then_some(folder)
}

/// Letters and digits in lower case, words parted by single blanks.
fn key(text: &str) -> String {
    let spaced: String = text
        .chars()
        .filter(|c| !"'’‘`".contains(*c))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names in an author field, degrees and offices dropped.
fn names(field: &str) -> Vec<String> {
    let parted = field.replace(" and ", ",").replace(" & ", ",").replace(['|', ';'], ",");
    let is_degree = |part: &str| {
        let letters: Vec<char> = part.chars().filter(|c| c.is_alphabetic()).collect();
        letters.len() <= 6
            && letters.iter().filter(|c| c.is_uppercase()).count() * 2 >= letters.len()
            && !part.contains(' ')
    };
    let is_office = |part: &str| {
        part.to_lowercase()
            .split(' ')
            .any(|w| ["director", "expert", "writer", "editor", "ceo", "reporter", "lines"].contains(&w))
    };
    let mut names: Vec<String> = Vec::new();
    for part in parted.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        if names.is_empty() || (!is_degree(part) && !is_office(part)) {
            names.push(key(part));
        }
    }
    names.sort();
    names.dedup();
    names
}

/// Right and all, of one item.
#[derive(Debug, Default)]
struct Score {
    right: usize,
    of: usize,
}

impl Score {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    fn share(&self) -> f64 {
        self.right as f64 / self.of.max(1) as f64
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {} ({:.1} %)", self.right, self.of, 100.0 * self.share())
    }
}

#[test]
fn pages_state_title_date_and_authors() {
    let Some(shared) = shared() else {
        println!("skipped: no corpora (set RELATA_SHARED)");
        return;
    };
    let folder = shared.join("corpora/web");
    let mut truths: Vec<PathBuf> =
        std::fs::read_dir(folder.join("ground-truth")).unwrap().map(|e| e.unwrap().path()).collect();
    truths.sort();
    let [mut title, mut date, mut authors, mut overlap] = [(); 4].map(|()| Score::default());
    for path in truths {
        let truth: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let metadata = metadata(&folder, &id, truth["url"].as_str().unwrap_or_default());
        let noted = |item: &str| truth["ground_truth"][item].as_str().filter(|s| !s.trim().is_empty());
        let check = |score: &mut Score, item: &str, right: bool, found: &str| {
            score.count(right);
            if !right {
                println!("{id} {item}: {:?}, read {found:?}", noted(item).unwrap_or_default());
            }
        };
        if let Some(noted) = noted("title") {
            let found = metadata.title.as_deref().unwrap_or_default();
            check(&mut title, "title", key(noted) == key(found), found);
        }
        if let Some(noted) = noted("publish_date") {
            let published = metadata.published.as_ref();
            let found = published
                .filter(|p| p.start.tomorrow().is_ok_and(|t| t == p.end))
                .map(|p| p.start.to_string());
            let shown = published.map(|p| format!("{} {} {}", p.start, p.end, p.basis)).unwrap_or_default();
            check(&mut date, "publish_date", found.as_deref() == Some(noted), &shown);
        }
        if let Some(noted) = noted("author") {
            let (noted, found) = (names(noted), names(&metadata.authors.join("; ")));
            overlap.count(noted.iter().any(|n| found.contains(n)));
            check(&mut authors, "author", noted == found, &metadata.authors.join("; "));
        }
    }
    println!("title {title}, date {date}, authors {authors}, some author {overlap}");
    // Floors: what was reached; they only rise.
    assert!(title.share() >= 0.885, "title {title}");
    assert!(date.share() >= 0.85, "date {date}");
    assert!(authors.share() >= 0.855, "authors {authors}");
}

/// What is read of one page; nothing where it cannot be read.
fn metadata(folder: &Path, id: &str, url: &str) -> Metadata {
    let packed = std::fs::File::open(folder.join(format!("html/{id}.html.gz"))).unwrap();
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
    let hints =
        Hints { url: Some(url.to_owned()), media_type: Some("text/html".to_owned()), ..Hints::default() };
    let source = Source { path: format!("{id}.html"), bytes, hints };
    read(&source, &Limits::default()).map(|d| d.metadata).unwrap_or_default()
}

/// Which genres fit a section of the White House's site: a section holds texts of several sorts (a
/// letter to Congress among statements, a press conference among remarks).
const SECTIONS: &[(&str, &[Genre])] = &[
    ("articles", &[Genre::News, Genre::Statement]),
    ("fact-sheets", &[Genre::Statement]),
    ("presidential-actions", &[Genre::Legal, Genre::Statement]),
    ("press-briefings", &[Genre::Interview]),
    ("speeches-remarks", &[Genre::Speech, Genre::Interview]),
    ("statements-releases", &[Genre::Statement, Genre::Letter, Genre::Legal]),
];

#[test]
fn office_texts_have_genre_and_language_and_are_dated_without_their_front_matter() {
    let Some(shared) = shared() else {
        println!("skipped: no corpora (set RELATA_SHARED)");
        return;
    };
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(shared.join("corpora/whitehouse")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let [mut genre, mut language, mut dated, mut bounded] = [(); 4].map(|()| Score::default());
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let whole = std::fs::read_to_string(&path).unwrap();
        // Only the title stays of the front matter: its section would tell the genre.
        let hidden = ["tags:", "date:", "published_time:", "modified_time:", "source_url:"];
        let (head, body) = whole.trim_start_matches("---\n").split_once("\n---\n").unwrap();
        let head: Vec<&str> = head.lines().filter(|l| !hidden.iter().any(|h| l.starts_with(h))).collect();
        let bytes = format!("---\n{}\n---\n{body}", head.join("\n")).into_bytes();
        let source = Source { path: "text.md".into(), bytes, hints: Hints::default() };
        let metadata = read(&source, &Limits::default()).unwrap().metadata;
        let section = name.split('_').next().unwrap();
        let fits = SECTIONS.iter().find(|(s, _)| *s == section).unwrap().1;
        genre.count(fits.contains(&metadata.genre));
        if !fits.contains(&metadata.genre) {
            println!("genre {:?}: {name}", metadata.genre);
        }
        language.count(metadata.language.as_deref() == Some("en"));
        let date: jiff::civil::Date = name.split('_').nth(2).unwrap()[..10].parse().unwrap();
        dated.count(metadata.published.is_some());
        if let Some(found) = metadata.published {
            let right = found.start <= date && date < found.end;
            bounded.count(right);
            if !right {
                println!("date {date}, read [{}, {}) {}", found.start, found.end, found.basis);
            }
        }
    }
    println!(
        "genre {genre}, language {language}; dated from the text {dated}, the true day within {bounded}"
    );
    assert!(genre.share() >= 0.93, "genre {genre}");
    assert!(language.share() >= 0.98, "language {language}");
    // 19 of 26; the 27th was dated by the address of an image, which is no text.
    assert!(bounded.share() >= 0.73, "dates {bounded}");
}
