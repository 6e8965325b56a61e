//! Forty documents of our own, with every verdict planted among them and two that only look independent: what the
//! commands say of them. The documents and what is expected were written before they were first read.

#![allow(clippy::unwrap_used, reason = "a test says by failing")]

use serde_json::Value;
use std::path::Path;
use std::process::Command;

const COLLECTION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/across/collection.jsonl");

/// Runs the program in a folder; its standard output.
fn relata(folder: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_relata")).args(args).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn rows(folder: &Path, args: &[&str]) -> Vec<Value> {
    let args: Vec<&str> = args.iter().copied().chain(["--format", "jsonl"]).collect();
    relata(folder, &args).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A case of the collection, and the name of each document in it ("agree-1a") by its id.
struct Planted {
    folder: tempfile::TempDir,
    names: std::collections::BTreeMap<String, String>,
}

impl Planted {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        relata(folder.path(), &["read", COLLECTION, "--quiet"]);
        let name = |d: &Value| {
            let url = d["url"].as_str().unwrap();
            url.trim_start_matches("https://").trim_end_matches(".example/").to_owned()
        };
        let documents = rows(folder.path(), &["documents"]);
        let names = documents.iter().map(|d| (d["id"].as_str().unwrap().to_owned(), name(d))).collect();
        Planted { folder, names }
    }

    /// The name of the document in which a row stands; a document stands in itself.
    fn name_of(&self, id: &str, docs: &std::collections::BTreeMap<String, String>) -> String {
        let doc = docs.get(id).map_or(id, String::as_str);
        self.names.get(doc).cloned().unwrap_or_else(|| panic!("no document {doc}"))
    }

    /// All links as (kind, verdict, names of the documents on both sides, the link).
    fn links(&self) -> Vec<(String, String, Vec<String>, Value)> {
        let mut docs = std::collections::BTreeMap::new();
        for kind in ["figures", "statements", "events", "proposals"] {
            for row in rows(self.folder.path(), &["export", "--rows", kind]) {
                docs.insert(row["id"].as_str().unwrap().to_owned(), row["doc"].as_str().unwrap().to_owned());
            }
        }
        let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        let link = |l: Value| {
            let ids = l["left"].as_array().unwrap().iter().chain(l["right"].as_array().unwrap());
            let mut names: Vec<String> = ids.map(|id| self.name_of(id.as_str().unwrap(), &docs)).collect();
            names.sort();
            names.dedup();
            (text(&l["kind"]), text(&l["verdict"]), names, l)
        };
        rows(self.folder.path(), &["links"]).into_iter().map(link).collect()
    }

    /// What the record says to the figure with these words in a document.
    fn record(&self, name: &str, figure: &str) -> Value {
        let (id, _) = self.names.iter().find(|(_, n)| n.as_str() == name).unwrap();
        let checks = rows(self.folder.path(), &["check", "--document", id]);
        let check = checks.iter().find(|c| c["text"].as_str().unwrap().contains(figure));
        check.unwrap_or_else(|| panic!("no figure {figure} in {name}"))["record"].clone()
    }
}

#[test]
fn every_planted_verdict_comes_out() {
    let planted = Planted::new();
    let links = planted.links();
    let mut missing = Vec::new();
    for (kind, verdict, pair) in [
        ("measure", "agrees", "agree-1"),
        ("measure", "agrees", "agree-2"),
        ("measure", "differs", "differ-1"),
        ("measure", "differs", "differ-2"),
        ("measure", "other period", "period-1"),
        ("measure", "other place", "place-1"),
        ("measure", "other definition", "definition-1"),
        ("measure", "not comparable", "loose-1"),
        ("measure", "same root", "root-1"),
        ("measure", "same root", "root-2"),
        ("measure", "same root", "wire-1"),
        ("measure", "same root", "commander-1"),
        ("statement", "opposed", "claim-1"),
        ("statement", "same root", "quote-1"),
        ("statement", "same root", "root-1"),
        ("copy", "same root", "wire-1"),
        ("proposal", "", "promise-1"),
        ("proposal", "", "promise-2"),
        ("event", "differs", "event-1"),
        ("event", "agrees", "event-2"),
    ] {
        let wanted = [format!("{pair}a"), format!("{pair}b")];
        if !links.iter().any(|(k, v, names, _)| k == kind && v == verdict && *names == wanted) {
            missing.push(format!("{kind} {verdict} {pair}"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    let pair = |name: &str| name.trim_end_matches(['a', 'b']).to_owned();
    let telling = |v: &str| matches!(v, "agrees" | "differs" | "opposed" | "same root");
    let astray: Vec<_> = links
        .iter()
        .filter(|(_, v, names, _)| telling(v) && names.iter().any(|n| pair(n) != pair(&names[0])))
        .collect();
    assert!(astray.is_empty(), "documents of other matters are held together: {astray:#?}");
}

#[test]
fn what_only_looks_independent_is_one_witness() {
    let planted = Planted::new();
    for pair in ["wire-1", "commander-1", "root-1", "root-2"] {
        let (id, _) = planted.names.iter().find(|(_, n)| **n == format!("{pair}a")).unwrap();
        let checks = rows(planted.folder.path(), &["check", "--document", id]);
        let told_twice: Vec<&Value> =
            checks.iter().filter(|c| c["appearances"].as_u64().unwrap() > 1).collect();
        assert!(!told_twice.is_empty(), "{pair}: nothing is told twice");
        assert!(told_twice.iter().all(|c| c["witnesses"] == 1), "{pair}: {told_twice:#?}");
    }
    let (id, _) = planted.names.iter().find(|(_, n)| n.as_str() == "agree-1a").unwrap();
    let checks = rows(planted.folder.path(), &["check", "--document", id]);
    let visitors = checks.iter().find(|c| c["text"] == "about 2.3 million").unwrap();
    assert_eq!((&visitors["appearances"], &visitors["witnesses"]), (&Value::from(2), &Value::from(2)));
}

#[test]
fn the_record_stands_beside_the_figures() {
    let planted = Planted::new();
    assert_eq!(planted.record("record-1", "2.4 million")["verdict"], "matches");
    assert_eq!(planted.record("record-2", "104,000")["verdict"], "close");
    assert_eq!(planted.record("record-3", "5.1 million")["verdict"], "differs");
    assert_eq!(planted.record("record-4", "71,238")["verdict"], "no series");
}

#[test]
fn what_becomes_of_promises_is_shown() {
    let planted = Planted::new();
    let proposals = rows(planted.folder.path(), &["proposals", "--kind", "commitment"]);
    let status = |words: &str| {
        let promise =
            proposals.iter().find(|p| p["action"]["text"].as_str().unwrap().contains(words)).unwrap();
        (promise["status"].as_str().unwrap(), promise["told_later"]["doc"].as_str().unwrap().to_owned())
    };
    let (kept, by) = status("return the seized trawlers");
    assert_eq!((kept, planted.names[&by].as_str()), ("kept", "promise-1b"));
    let (broken, by) = status("release the arrested sailors");
    assert_eq!((broken, planted.names[&by].as_str()), ("broken", "promise-2b"));
}

#[test]
fn series_of_the_users_own_are_checked_too() {
    let planted = Planted::new();
    let csv = planted.folder.path().join("licences.csv");
    std::fs::write(&csv, "place,period,value\nSarrow,2022,71238\n").unwrap();
    let sidecar = planted.folder.path().join("licences.txt");
    let words = "[licences]\nname: Driving licences taken\nagency: Ministry of Roads of Sarrow\nkind: count\n\
                 what: licence\ntold: licence & driver\nplace: Sarrow\n";
    std::fs::write(&sidecar, words).unwrap();
    let args = ["record", "add", "licences.csv", "--sidecar", "licences.txt"];
    let said = relata(planted.folder.path(), &args);
    assert!(said.starts_with("Added 1 series with 1 value as licences"), "{said}");
    let listed = rows(planted.folder.path(), &["record", "Driving licences"]);
    assert_eq!(listed.len(), 1);
    assert_eq!(planted.record("record-4", "71,238")["verdict"], "matches");
    relata(planted.folder.path(), &["record", "remove", "licences"]);
    assert!(rows(planted.folder.path(), &["record", "Driving licences"]).is_empty());
}

#[test]
fn the_order_of_reading_does_not_show() {
    let text = std::fs::read_to_string(COLLECTION).unwrap();
    let files: Vec<String> = (0..text.lines().count()).map(|n| format!("{n:02}.jsonl")).collect();
    let case = |order: &[Vec<&String>]| {
        let folder = tempfile::tempdir().unwrap();
        for (name, line) in files.iter().zip(text.lines()) {
            std::fs::write(folder.path().join(name), format!("{line}\n")).unwrap();
        }
        for some in order {
            let mut args = vec!["read", "--quiet"];
            args.extend(some.iter().map(|name| name.as_str()));
            relata(folder.path(), &args);
        }
        (relata(folder.path(), &["links", "--format", "jsonl"]), relata(folder.path(), &["sources"]))
    };
    let at_once = case(&[files.iter().collect()]);
    let backwards: Vec<&String> = files.iter().rev().collect();
    let bit_by_bit = case(&backwards.chunks(7).map(<[&String]>::to_vec).collect::<Vec<_>>());
    assert_eq!(at_once, bit_by_bit);
}

#[test]
fn two_figures_are_held_against_each_other_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let text = |name: &str, words: &str| std::fs::write(folder.path().join(name), words).unwrap();
    text("2023-05-02-a.txt", "In Orsel, 1,240 reporters were detained in April 2023.\n");
    text("2023-05-03-b.txt", "Authorities in Orsel detained 1,180 journalists in April 2023.\n");
    text("2023-05-04-c.txt", "The bakery of Brenn sold 86 loaves on 2 May 2023.\n");
    relata(folder.path(), &["read", ".", "--quiet"]);
    let figures = rows(folder.path(), &["figures"]);
    let id = |words: &str| -> &str {
        let row = figures.iter().find(|f| f["measure"]["text"].as_str().unwrap().contains(words));
        &row.unwrap_or_else(|| panic!("no figure of {words}"))["id"].as_str().unwrap()[..12]
    };
    let (reporters, journalists, loaves) = (id("reporters"), id("journalists"), id("loaves"));
    for (one, other) in [(reporters, journalists), (journalists, reporters)] {
        let links = rows(folder.path(), &["links", "--between", one, other]);
        let [link] = links.as_slice() else { panic!("{links:?}") };
        assert_eq!(link["verdict"], "differs", "{link}");
    }
    let links = rows(folder.path(), &["links", "--between", reporters, loaves]);
    assert_eq!(links[0]["verdict"], "not comparable", "{links:?}");
    let output = Command::new(env!("CARGO_BIN_EXE_relata"))
        .args(["links", "--between", reporters, reporters])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("a row is not beside itself"));
}
