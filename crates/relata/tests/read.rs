//! `relata read` through the public command: incremental, deterministic, and never stopped by one bad file.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says by failing")]

mod common;

use common::{Desk, ran, samples};
use serde_json::Value;
use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

const REPORT: &str = "The ministry counted 412 permits in 2023.\n\nA spokesperson said: \"We expect more than 500 next year.\"\n";

fn exports(desk: &Desk) -> Vec<String> {
    ["documents", "statements", "figures"].map(|kind| desk.out(&["export", "--rows", kind])).to_vec()
}

#[test]
fn the_samples_read_twice_on_one_thread_and_on_two_give_the_same_bytes() {
    let one = Desk::new();
    one.out(&["read", "--threads", "1", &samples()]);
    let first = exports(&one);
    assert!(first.iter().all(|rows| !rows.is_empty()));
    let again = one.out(&["read", "--threads", "2", &samples()]);
    assert!(again.starts_with("Read 0 documents"), "{again}");
    assert_eq!(exports(&one), first);
    let two = Desk::new();
    two.out(&["read", "--threads", "2", &samples()]);
    assert_eq!(exports(&two), first);
}

#[test]
fn every_anchor_of_the_samples_holds() {
    let desk = Desk::new();
    desk.out(&["read", &samples()]);
    let verified: Value = serde_json::from_str(&desk.out(&["verify", "--json"])).unwrap();
    assert_eq!(verified["broken"], 0, "{verified}");
    assert!(verified["rows"].as_u64().unwrap() > 50, "{verified}");
}

#[test]
fn a_changed_page_becomes_a_new_version_and_the_old_one_stays() {
    let desk = Desk::new();
    desk.write("page.txt", REPORT);
    desk.out(&["read", "page.txt"]);
    desk.write("page.txt", REPORT.replace("412", "418"));
    assert!(desk.out(&["read", "page.txt"]).contains("1 of them new versions"));
    let current = desk.rows("figures");
    assert_eq!(current[0]["stated"], 418);
    let all = desk.out(&["export", "--rows", "figures", "--all-versions"]);
    assert!(all.contains("\"stated\":412") && all.contains("\"stated\":418"), "{all}");
}

#[test]
fn the_same_bytes_under_another_name_are_a_copy_without_rows() {
    let desk = Desk::new();
    desk.write("pile/a.txt", REPORT);
    desk.write("pile/b.txt", REPORT);
    assert!(desk.out(&["read", "pile"]).contains("copies        1"));
    let documents = desk.rows("documents");
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[1]["duplicate_of"], documents[0]["id"]);
    assert!(desk.rows("figures").iter().all(|f| f["doc"] == documents[0]["id"]));
}

#[test]
fn what_the_person_says_of_a_document_beats_what_it_says() {
    let desk = Desk::new();
    desk.write(
        "a.md",
        "---\ntitle: Permits\ndate: 2020-01-05\nauthor: A. Nobody\n---\n\nThere were 412 permits.\n",
    );
    desk.out(&[
        "read",
        "a.md",
        "--published",
        "2023-04",
        "--publisher",
        "The Register",
        "--author",
        "J. Roe",
    ]);
    let document = &desk.rows("documents")[0];
    assert_eq!(document["title"], "Permits");
    assert_eq!(document["published"]["start"], "2023-04-01");
    assert_eq!(document["published"]["end"], "2023-05-01");
    assert_eq!(document["publisher"], "The Register");
    assert_eq!(document["authors"], serde_json::json!(["J. Roe"]));
}

#[test]
fn standard_input_is_read() {
    let desk = Desk::new();
    let mut child =
        desk.command(&["read", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(REPORT.as_bytes()).unwrap();
    assert_eq!(ran(child.wait_with_output().unwrap()).code, 0);
    assert_eq!(desk.rows("documents")[0]["path"], "-");
}

#[test]
fn an_address_is_fetched_with_its_charset() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/nota", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        use std::io::Read;
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 1024];
        let _ = stream.read(&mut request).unwrap();
        // "Migración" in ISO 8859-1, which nothing but the header tells.
        let body = b"<html><head><title>Migraci\xf3n</title></head><body><p>Un texto sobre migraci\xf3n.</p></body></html>";
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        )
        .unwrap();
        stream.write_all(body).unwrap();
    });
    let desk = Desk::new();
    desk.out(&["read", &url]);
    server.join().unwrap();
    let document = &desk.rows("documents")[0];
    assert_eq!(document["title"], "Migración");
    assert_eq!(document["path"], url);
}

#[test]
fn one_bad_file_never_stops_the_rest() {
    let desk = Desk::new();
    desk.write("pile/a-empty.txt", "");
    desk.write("pile/b-truncated.pdf", &b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog"[..]);
    desk.write("pile/c-image.txt", &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"[..]);
    desk.write("pile/d-not-a.docx", &b"PK\x03\x04 not really"[..]);
    desk.write("pile/z-good.txt", REPORT);
    let ran = desk.run(&["read", "pile", "no-such-file.txt"]);
    assert_eq!(ran.code, 3, "{}{}", ran.out, ran.err);
    assert_eq!(desk.rows("documents").len(), 1);
    let failed = desk.out(&["documents", "--failed", "--format", "jsonl"]);
    let failed: Vec<Value> = failed.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let message = |path: &str| {
        let row =
            failed.iter().find(|f| f["path"] == path).unwrap_or_else(|| panic!("{path} not in {failed:?}"));
        row["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(failed.len(), 5);
    assert!(message("pile/a-empty.txt").contains("empty"));
    assert!(message("pile/b-truncated.pdf").contains("PDF"));
    assert!(message("pile/c-image.txt").contains("PNG"));
    assert!(message("no-such-file.txt").contains("no such file"));
}

#[test]
fn a_file_over_the_limit_names_the_option() {
    let desk = Desk::new();
    desk.write("long.txt", "word ".repeat(1000));
    let ran = desk.run(&["read", "long.txt", "--max-size", "1K"]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("--max-size"), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn a_file_mended_later_is_no_longer_a_failure() {
    let desk = Desk::new();
    desk.write("a.txt", "");
    assert_eq!(desk.run(&["read", "a.txt"]).code, 3);
    desk.write("a.txt", REPORT);
    desk.out(&["read", "a.txt"]);
    assert_eq!(desk.out(&["documents", "--failed", "--format", "jsonl"]), "");
}

#[test]
fn a_file_that_is_not_a_case_is_left_alone() {
    let desk = Desk::new();
    let notes = desk.write("notes.relata", "not a database at all, but my notes\n");
    let before = std::fs::read(&notes).unwrap();
    for args in [&["documents"][..], &["read", "notes.relata"], &["verify"]] {
        let ran = desk.run(&[args, &["--case", "notes.relata"]].concat());
        assert_eq!(ran.code, 1, "{args:?}");
        assert_eq!(ran.err.lines().count(), 1, "one line: {}", ran.err);
        assert!(ran.err.contains("notes.relata"), "{}", ran.err);
    }
    assert_eq!(std::fs::read(&notes).unwrap(), before);
}

#[test]
fn a_case_that_is_not_there_says_how_to_make_one() {
    let desk = Desk::new();
    let ran = desk.run(&["figures"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("relata read"), "{}", ran.err);
    desk.write("a.txt", REPORT);
    desk.out(&["read", "a.txt", "--case", "one.relata"]);
    desk.out(&["read", "a.txt", "--case", "two.relata"]);
    let ran = desk.run(&["figures"]);
    assert!(ran.err.contains("--case"), "two cases, no choice: {}", ran.err);
}

/// A pile of short documents that differ.
fn pile(desk: &Desk, n: usize) {
    for i in 0..n {
        desk.write(
            &format!("pile/{i:04}.txt"),
            format!("Note {i}\n\nThe office counted {} cases in 2023.\n", 1000 + i),
        );
    }
}

#[test]
fn killed_at_any_moment_the_case_is_whole_and_the_work_resumes() {
    let desk = Desk::new();
    pile(&desk, 400);
    // Moments from almost at once to near the end, so that walking, reading and filing are all hit.
    for milliseconds in [5, 20, 40, 80, 120, 200, 300] {
        let mut child = desk.command(&["read", "--quiet", "pile"]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        if desk.path("case.relata").exists() {
            let verified = desk.run(&["verify", "--json"]);
            // Killed before the first table was there, the case is still an empty file.
            let whole = verified.code == 0 || verified.err.contains("empty; `relata read` fills it");
            assert!(whole, "{}{}", verified.out, verified.err);
        }
    }
    desk.out(&["read", "pile"]);
    let documents = desk.rows("documents");
    assert_eq!(documents.len(), 400);
    let whole = Desk::new();
    pile(&whole, 400);
    whole.out(&["read", "pile"]);
    assert_eq!(exports(&desk), exports(&whole));
    assert!(!desk.path("case.relata-wal").exists(), "one file at rest");
}
