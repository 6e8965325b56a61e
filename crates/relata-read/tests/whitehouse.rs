//! Markdown with front matter as an archive of statements has it; stands beside the project.

// Helpers of tests are not seen as tests by the lints.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use relata_read::{Hints, Limits, Source, read};
use std::collections::BTreeMap;
use std::path::PathBuf;

#[test]
fn every_statement_has_title_and_date_and_no_front_matter_in_its_text() {
    let root = std::env::var_os("RELATA_SHARED")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")));
    let folder = root.join("corpora/whitehouse");
    if !folder.exists() {
        eprintln!("skipped: no corpora/whitehouse beside the project (RELATA_SHARED)");
        return;
    }
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 88);
    let mut faults = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let raw = String::from_utf8(bytes.clone()).unwrap();
        let source = Source { path: name.clone(), bytes, hints: Hints::default() };
        let document = read(&source, &Limits::default()).unwrap();
        let mut fault = |what: &str| faults.push(format!("{name}: {what}"));
        if let Err(broken) = document.check() {
            fault(&broken);
        }
        if document.metadata.title.as_ref().is_none_or(|t| t.len() < 10 || t.contains(['\\', '"', '\u{a0}']))
        {
            fault("no clean title");
        }
        // The day stands in the file's name too.
        let day = name.split('_').nth(2).and_then(|n| n.get(..10)).unwrap_or_default();
        let published = document.metadata.published.as_ref().map(|p| p.start.to_string());
        if published.as_deref() != Some(day) {
            fault(&format!("dated {published:?}"));
        }
        if ["published_time", "modified_time", "source_url", "tags:", "---"]
            .iter()
            .any(|f| document.text.contains(f))
        {
            fault("front matter in the text");
        }
        if document.text.contains("**") || document.text.contains("](") || document.text.contains("<u>") {
            fault("markup in the text");
        }
        // Words of the source that touch no markup are in the text, as often; the numbers of lists are markup.
        let body = without_attributes(raw.splitn(3, "---\n").nth(2).unwrap());
        let mut counts: BTreeMap<&str, i32> = BTreeMap::new();
        let number = |w: &str| w.strip_suffix('.').is_some_and(|n| n.parse::<u32>().is_ok());
        let plain = |w: &&str| w.chars().all(|c| c.is_alphanumeric() || ".,’“”;?".contains(c)) && !number(w);
        body.split_whitespace().filter(plain).for_each(|w| *counts.entry(w).or_default() += 1);
        document.text.split_whitespace().for_each(|w| *counts.entry(w).or_default() -= 1);
        let lost: Vec<&str> = counts.into_iter().filter(|&(_, n)| n > 0).map(|(w, _)| w).collect();
        if !lost.is_empty() {
            fault(&format!("lost {lost:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The text without tags that have attributes, which are no words of it.
fn without_attributes(body: &str) -> String {
    let mut parts = body.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| match part.split_once('>') {
        Some((tag, rest)) if tag.contains('=') => text + "<>" + rest,
        _ => text + "<" + part,
    })
}
