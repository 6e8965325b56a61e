//! The sample collection against the rows that were written by hand before the program was run on it
//! (`samples/expected`, whose README says what each column means).
//!
//! Where the reading falls short of the hand-written rows, the floors say by how much; they only rise.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says by failing")]

mod common;

use common::{Desk, root, samples};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// Least share of the required figures found, of those found with the right interval, unit and bound,
/// and of all figures output that are not mistakes.
const FIGURES_FOUND: f64 = 0.97;
const FIGURES_RIGHT: f64 = 0.97;
const FIGURES_PRECISE: f64 = 0.96;
/// Least share of the required quotations found, and of those found with the right source.
const QUOTATIONS_FOUND: f64 = 0.99;
const QUOTATIONS_RIGHT: f64 = 0.99;

/// Least share of what documents say of themselves (title, authors, publisher, language, genre, date,
/// basis, number of paragraphs) that is as a reader has it, and of furniture kept out of the text.
const METADATA_RIGHT: f64 = 0.87;
const FURNITURE_OUT: f64 = 0.98;

/// A row of a table of expected rows: column name to cell.
type Expected = HashMap<String, String>;

/// What the program made of the collection.
struct Case {
    documents: BTreeMap<String, Value>,
    figures: Vec<Value>,
    statements: Vec<Value>,
    events: Vec<Value>,
    proposals: Vec<Value>,
}

static CASE: LazyLock<Case> = LazyLock::new(|| {
    let desk = Desk::new();
    desk.out(&["read", "--quiet", &samples()]);
    let prefix = format!("{}/", samples());
    let documents = desk.rows("documents").into_iter();
    let documents = documents.map(|d| (d["path"].as_str().unwrap().replace(&prefix, ""), d)).collect();
    Case {
        documents,
        figures: desk.rows("figures"),
        statements: desk.rows("statements"),
        events: desk.rows("events"),
        proposals: desk.rows("proposals"),
    }
});

impl Case {
    fn document(&self, name: &str) -> &Value {
        self.documents.get(name).unwrap_or_else(|| panic!("{name} was not read: {:?}", self.documents.keys()))
    }

    /// The rows of one document.
    fn of<'c>(&self, rows: &'c [Value], name: &str) -> Vec<&'c Value> {
        let id = &self.document(name)["id"];
        rows.iter().filter(|r| &r["doc"] == id).collect()
    }
}

fn expected(table: &str) -> Vec<Expected> {
    let text = std::fs::read_to_string(root().join("samples/expected").join(table)).unwrap();
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let rows = lines.map(|line| {
        head.iter().map(|h| (*h).to_owned()).zip(line.split('\t').map(str::to_owned)).collect::<Expected>()
    });
    let rows: Vec<Expected> = rows.collect();
    assert!(rows.len() > 10, "{table} was not understood");
    rows
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Code-point range of `text` where it first stands at or after the beginning of `sentence`.
fn place(document: &Value, sentence: &str, text: &str) -> Option<(u64, u64)> {
    let all: Vec<char> = document["text"].as_str().unwrap().chars().collect();
    let find = |from: usize, words: &str| {
        let words: Vec<char> = words.chars().collect();
        (from..all.len().saturating_sub(words.len() - 1)).find(|&i| {
            (0..words.len())
                .all(|k| all[i + k] == words[k] || (words[k] == ' ' && all[i + k].is_whitespace()))
        })
    };
    let start = find(find(0, sentence)?, text)?;
    Some((start as u64, (start + text.chars().count()) as u64))
}

fn bounds(row: &Value) -> (u64, u64) {
    (row["start"].as_u64().unwrap(), row["end"].as_u64().unwrap())
}

fn overlap(a: (u64, u64), b: (u64, u64)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Says which share was reached and what was missed, and fails below the floor.
fn judge(what: &str, right: usize, of: usize, floor: f64, missed: &[String]) {
    let share = right as f64 / of.max(1) as f64;
    println!("{what}: {right} of {of} ({share:.3})");
    for line in missed {
        println!("  {line}");
    }
    assert!(of > 0, "{what}: nothing was asked");
    assert!(share >= floor, "{what}: {share:.3} is below the floor of {floor}");
}

#[test]
fn what_each_document_says_of_itself() {
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for row in expected("documents.tsv") {
        let name = &row["doc"];
        let d = CASE.document(name);
        let mut check = |what: &str, fine: bool, found: &Value| {
            asked += 1;
            if !fine {
                wrong.push(format!("{name}: {what} is {found}, not {:?}", row.get(what)));
            }
        };
        let cell = |column: &str| row[column].as_str();
        check("title", d["title"].as_str().unwrap_or_default() == cell("title"), &d["title"]);
        if !cell("authors").is_empty() {
            let authors: Vec<&str> =
                d["authors"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            check("authors", authors.join(";") == cell("authors").replace("; ", ";"), &d["authors"]);
        }
        if !cell("publisher").is_empty() {
            check("publisher", d["publisher"].as_str() == Some(cell("publisher")), &d["publisher"]);
        }
        check("language", d["language"].as_str() == Some(cell("language")), &d["language"]);
        check("genre", cell("genre").split('|').any(|g| d["genre"] == g), &d["genre"]);
        let published = &d["published"];
        let day = |end: &str| published[end].as_str().unwrap_or_default().to_owned();
        let dated = if cell("basis") == "stated" {
            day("start") == cell("published_start") && day("end") == cell("published_end")
        } else {
            // A bounded date is right where it meets the days that a reader allows.
            day("start").as_str() < cell("published_end") && cell("published_start") < day("end").as_str()
        };
        check("published_start", dated, published);
        let basis = published["basis"].as_str().unwrap_or_default();
        check("basis", basis.starts_with(cell("basis")), &published["basis"]);
        let blocks = d["blocks"].as_array().unwrap();
        let paragraphs = blocks.iter().filter(|b| b["kind"] == "paragraph").count();
        let (least, most) =
            (cell("paragraphs_min").parse().unwrap(), cell("paragraphs_max").parse().unwrap());
        let fits = (least..=most).contains(&paragraphs);
        check("paragraphs_min", fits, &Value::from(paragraphs));
    }
    judge("what documents say of themselves", asked - wrong.len(), asked, METADATA_RIGHT, &wrong);
}

#[test]
fn furniture_never_stands_in_the_text() {
    let mut wrong = Vec::new();
    let rows: Vec<Expected> = expected("furniture.tsv").into_iter().filter(|r| r["must"] == "yes").collect();
    for row in &rows {
        let d = CASE.document(&row["doc"]);
        let text: Vec<char> = d["text"].as_str().unwrap().chars().collect();
        for block in d["blocks"].as_array().unwrap().iter().filter(|b| b["kind"] != "furniture") {
            let (start, end) = bounds(block);
            let words = folded(&text[start as usize..end as usize].iter().collect::<String>());
            if words.contains(&row["words"]) {
                wrong.push(format!(
                    "{}: {} {:?} in a {}",
                    row["doc"], row["sort"], row["words"], block["kind"]
                ));
            }
        }
    }
    judge("furniture kept out of the text", rows.len() - wrong.len(), rows.len(), FURNITURE_OUT, &wrong);
}

/// English documents: the findings cover no other language.
fn is_covered(name: &str) -> bool {
    CASE.document(name)["language"] == "en"
}

#[test]
fn figures() {
    let rows: Vec<Expected> = expected("figures.tsv").into_iter().filter(|r| is_covered(&r["doc"])).collect();
    let (mut found, mut right, mut asked) = (0, 0, 0);
    let (mut missed, mut off) = (Vec::new(), Vec::new());
    for row in &rows {
        let d = CASE.document(&row["doc"]);
        let label = format!("{}: {:?} in {:?}", row["doc"], row["text"], row["sentence"]);
        let Some(at) = place(d, &row["sentence"], &row["number"]) else {
            missed.push(format!("{label}: not in the text"));
            asked += usize::from(row["must"] == "yes");
            continue;
        };
        if row["must"] != "yes" {
            continue;
        }
        asked += 1;
        match CASE.of(&CASE.figures, &row["doc"]).into_iter().find(|f| overlap(bounds(f), at)) {
            None => missed.push(label),
            Some(figure) => {
                found += 1;
                match difference(row, figure) {
                    None => right += 1,
                    Some(difference) => off.push(format!("{label}: {difference}")),
                }
            }
        }
    }
    judge("figures found", found, asked, FIGURES_FOUND, &missed);
    judge("figures right in interval, unit and bound", right, found, FIGURES_RIGHT, &off);
}

/// What differs between an expected figure and the one found, if anything.
fn difference(row: &Expected, figure: &Value) -> Option<String> {
    let number = |column: &str| row[column].parse::<f64>().ok();
    let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0),
        (a, b) => a == b,
    };
    let (low, high) = (figure["low"].as_f64(), figure["high"].as_f64());
    if figure["unit"]["code"] != row["unit"].as_str() {
        return Some(format!("unit {}, not {}", figure["unit"]["code"], row["unit"]));
    }
    if row["rule"] == "words" {
        let meets = low.unwrap_or(f64::MIN) <= number("high").unwrap_or(f64::MAX)
            && number("low").unwrap_or(f64::MIN) <= high.unwrap_or(f64::MAX);
        return (!meets)
            .then(|| format!("{low:?} to {high:?} does not meet {} to {}", row["low"], row["high"]));
    }
    if figure["bound"] != row["bound"].as_str() {
        return Some(format!("bound {}, not {}", figure["bound"], row["bound"]));
    }
    if !near(low, number("low")) || !near(high, number("high")) {
        return Some(format!("{low:?} to {high:?}, not {} to {}", row["low"], row["high"]));
    }
    let soft = |key: &str| if figure[key] == true { "yes" } else { "no" };
    if soft("low_soft") != row["low_soft"] || soft("high_soft") != row["high_soft"] {
        return Some(format!(
            "soft {} {}, not {} {}",
            soft("low_soft"),
            soft("high_soft"),
            row["low_soft"],
            row["high_soft"]
        ));
    }
    None
}

/// Trends without a number are rows too, and the rows written by hand have none.
fn is_trend(figure: &Value) -> bool {
    figure["bound"] == "unquantified"
}

#[test]
fn nothing_else_comes_out_as_a_figure() {
    let mut wrong = Vec::new();
    for row in expected("not-figures.tsv").iter().filter(|r| r["must"] == "not" && is_covered(&r["doc"])) {
        let d = CASE.document(&row["doc"]);
        let Some(at) = place(d, &row["sentence"], &row["text"]) else { continue };
        if let Some(f) = CASE.of(&CASE.figures, &row["doc"]).into_iter().find(|f| overlap(bounds(f), at)) {
            wrong.push(format!("{}: {} ({}) came out as {}", row["doc"], row["text"], row["why"], f["text"]));
        }
    }
    let known: Vec<(String, (u64, u64))> = expected("figures.tsv")
        .iter()
        .filter_map(|r| {
            Some((r["doc"].clone(), place(CASE.document(&r["doc"]), &r["sentence"], &r["text"])?))
        })
        .chain(expected("not-figures.tsv").iter().filter(|r| r["must"] == "may").filter_map(|r| {
            Some((r["doc"].clone(), place(CASE.document(&r["doc"]), &r["sentence"], &r["text"])?))
        }))
        .collect();
    let mut stray = Vec::new();
    for (name, document) in &CASE.documents {
        for figure in CASE.figures.iter().filter(|f| f["doc"] == document["id"] && !is_trend(f)) {
            if !known.iter().any(|(doc, at)| doc == name && overlap(*at, bounds(figure))) {
                stray.push(format!("{name}: {}", figure["text"]));
            }
        }
    }
    let all = CASE.figures.iter().filter(|f| !is_trend(f)).count();
    judge("figures output that a reader has too", all - stray.len(), all, FIGURES_PRECISE, &stray);
    assert!(wrong.is_empty(), "came out as figures and are none:\n{}", wrong.join("\n"));
}

/// Words without the marks and stops at their edges.
fn core(text: &str) -> String {
    folded(text).trim_matches(|c: char| !c.is_alphanumeric() && !"$€%".contains(c)).to_owned()
}

#[test]
fn quotations() {
    let rows = expected("quotations.tsv");
    let rows: Vec<&Expected> = rows.iter().filter(|r| r["must"] == "yes" && is_covered(&r["doc"])).collect();
    let (mut found, mut right) = (0, 0);
    let (mut missed, mut off) = (Vec::new(), Vec::new());
    for row in &rows {
        let wanted: Vec<String> = row["content"].split("|||").map(core).collect();
        let statements = CASE.of(&CASE.statements, &row["doc"]);
        let label = format!("{}: {:?}", row["doc"], row["content"]);
        let holds = |s: &&Value| {
            let text = folded(s["content"]["text"].as_str().unwrap());
            wanted.iter().all(|part| text.contains(part.as_str()))
        };
        // The statement with the shortest content that holds all parts.
        let best =
            statements.into_iter().filter(holds).min_by_key(|s| s["content"]["text"].as_str().unwrap().len());
        match best {
            None => missed.push(label),
            Some(statement) => {
                found += 1;
                let source = core(statement["source"]["text"].as_str().unwrap_or_default());
                let same = source == core(&row["source"])
                    || (!source.is_empty()
                        && (core(&row["source"]).contains(&source)
                            || source.contains(&core(&row["source"]))));
                if same && statement["polarity"] == row["polarity"].as_str() {
                    right += 1;
                } else {
                    off.push(format!(
                        "{label}: {source:?} {}, not {:?} {}",
                        statement["polarity"], row["source"], row["polarity"]
                    ));
                }
            }
        }
    }
    judge("quotations found", found, rows.len(), QUOTATIONS_FOUND, &missed);
    judge("with the right source and polarity", right, found, QUOTATIONS_RIGHT, &off);
}

/// What a joint statement and an opinion piece tell, read off their sentences by hand.
#[test]
fn events_and_proposals() {
    let told = |name: &str, rows: &'static [Value], holds: &dyn Fn(&Value) -> bool| {
        let rows = CASE.of(rows, name);
        assert!(rows.iter().any(|row| holds(row)), "{name} has no such row among {}", rows.len());
    };
    let is = |value: &Value, text: &str| value.as_str() == Some(text);
    told("joint-statement.rtf", &CASE.events, &|e| {
        is(&e["type"], "CONSULT")
            && is(&e["modality"], "actual")
            && is(&e["agents"][0]["text"], "The two offices")
            && is(&e["date"]["start"], "2024-06-14")
            && is(&e["place"]["text"], "San Antonio")
    });
    // Eighteen months from the day of the statement.
    told("joint-statement.rtf", &CASE.proposals, &|p| {
        is(&p["kind"], "commitment")
            && is(&p["holder"]["text"], "The two offices")
            && p["action"]["text"].as_str().unwrap().starts_with("build a joint register")
            && is(&p["due"]["end"], "2025-12-14")
    });
    told("op-ed-press-releases.html", &CASE.events, &|e| {
        is(&e["type"], "MOBILIZE")
            && is(&e["agents"][0]["text"], "Mexico")
            && is(&e["date"]["start"], "2019-01-01")
    });
}
