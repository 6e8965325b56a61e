//! The map holds: crates depend one way, and every dependency has an allowed licence and a reason.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says by failing")]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

/// What may depend on what inside the workspace; ARCHITECTURE.md has the same list.
const ARROWS: &[(&str, &[&str])] = &[
    ("relata-rows", &[]),
    ("relata-gazetteer", &["relata-rows"]),
    ("relata-model", &[]),
    ("relata-read", &["relata-model", "relata-rows"]),
    ("relata-language", &["relata-model", "relata-rows"]),
    ("relata-findings", &["relata-gazetteer", "relata-language", "relata-model", "relata-rows"]),
    (
        "relata-reconcile",
        &["relata-gazetteer", "relata-language", "relata-model", "relata-record", "relata-rows"],
    ),
    ("relata-record", &["relata-rows"]),
    ("relata-case", &["relata-rows"]),
    ("relata-web", &["relata-rows"]),
    (
        "relata",
        &[
            "relata-case",
            "relata-findings",
            "relata-gazetteer",
            "relata-language",
            "relata-read",
            "relata-reconcile",
            "relata-record",
            "relata-rows",
            "relata-web",
        ],
    ),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The machine's own platform: crates for others are not on it, and are not linked.
fn platform() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    told.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", &platform()])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// The normal (not dev) dependencies of each member of the workspace.
fn members(metadata: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let names = metadata["packages"].as_array().unwrap().iter().filter(|p| p["source"].is_null());
    names
        .map(|package| {
            let dependencies = package["dependencies"].as_array().unwrap().iter();
            let normal = dependencies.filter(|d| d["kind"].is_null()).map(|d| text(d, "name").to_owned());
            (text(package, "name").to_owned(), normal.collect())
        })
        .collect()
}

#[test]
fn arrows_point_one_way() {
    let members = members(&metadata());
    let expected: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(members.keys().map(String::as_str).collect::<BTreeSet<_>>(), expected);
    for (name, allowed) in ARROWS {
        for dependency in members[*name].iter().filter(|d| d.starts_with("relata")) {
            assert!(allowed.contains(&dependency.as_str()), "{name} must not depend on {dependency}");
        }
    }
}

#[test]
fn every_dependency_has_its_line_of_reason() {
    let reasons = std::fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    for (name, dependencies) in members(&metadata()) {
        for dependency in dependencies.iter().filter(|d| !d.starts_with("relata")) {
            let named = reasons.lines().any(|line| {
                line.starts_with('|')
                    && line
                        .split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')
                        .any(|w| w == dependency)
            });
            assert!(named, "docs/dependencies.md has no line for {dependency} (of {name})");
        }
    }
}

#[test]
fn every_licence_is_on_the_list() {
    let deny = std::fs::read_to_string(root().join("deny.toml")).unwrap();
    let list = deny.split("allow = [").nth(1).and_then(|s| s.split(']').next()).unwrap();
    let allowed: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
    assert!(allowed.contains("MIT"), "the list in deny.toml was not understood: {allowed:?}");
    for package in metadata()["packages"].as_array().unwrap() {
        let licence = text(package, "license");
        // SPDX: alternatives by OR (or the old slash), all of which an AND must grant.
        let fine = licence.replace('/', " OR ").split(" AND ").all(|part| {
            part.trim_matches(|c| c == '(' || c == ')')
                .split(" OR ")
                .any(|one| allowed.contains(one.trim().trim_matches(|c| c == '(' || c == ')')))
        });
        assert!(fine, "{}: licence {licence:?} is not on the list in deny.toml", text(package, "name"));
    }
}
