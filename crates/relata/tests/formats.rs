//! Each format through the public command: what a person sees of each sample document.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says by failing")]

mod common;

use common::{Desk, samples};

/// Reads one sample and shows every document in it, with its blocks and what was set aside.
fn shown(name: &str) -> String {
    let desk = Desk::new();
    std::fs::copy(format!("{}/{name}", samples()), desk.path(name)).unwrap();
    desk.out(&["read", name]);
    let ids = desk.rows("documents").into_iter().map(|d| d["id"].as_str().unwrap().to_owned());
    ids.map(|id| desk.out(&["show", &id])).collect::<Vec<_>>().join("\n========\n\n")
}

macro_rules! sample {
    ($($test:ident: $file:literal),* $(,)?) => {
        $(#[test]
        fn $test() {
            insta::assert_snapshot!(shown($file));
        })*

        #[test]
        fn every_sample_has_its_test() {
            let tested = [$($file),*];
            for entry in std::fs::read_dir(samples()).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                assert!(tested.contains(&name.as_str()), "{name} has no test here");
            }
        }
    };
}

sample! {
    transcript: "briefing-transcript.txt",
    feed: "feed.xml",
    rtf: "joint-statement.rtf",
    zip: "letters.zip",
    mail: "mail-data-question.eml",
    html_news: "news-encounters-fell.html",
    markdown: "news-reprint.md",
    copied_page: "op-ed-copied-from-browser.txt",
    html_plain_markup: "op-ed-govern-the-border.html",
    html_full_page: "op-ed-press-releases.html",
    html_spanish_windows_1252: "opinion-frontera.html",
    docx: "policy-brief-partnership.docx",
    pdf: "policy-paper-conditions.pdf",
    mbox: "readers-letters.mbox",
    odt: "statement-ministry.odt",
    html_statement: "statement-us-office.html",
    json_lines: "wire-records.jsonl",
}
