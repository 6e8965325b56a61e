//! The verdicts between figures of two documents that a reader annotated; skipped without them. The texts are read here
//! without the readers of files: paragraphs parted by empty lines, hard wraps joined; who wrote and published them is
//! taken from the annotation.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test says by failing")]

mod common;

use common::{joined, shared};
use jiff::civil::Date;
use relata_gazetteer::Gazetteer;
use relata_language::Analyser;
use relata_reconcile::actors::{Decisions, resolve};
use relata_reconcile::measures::{Told, compare, told};
use relata_rows::{Document, Findings, Published, Span, Verdict};
use serde_json::Value;
use std::path::Path;

/// A document of the examples with what is found in it.
struct Read {
    name: String,
    document: Document,
    findings: Findings,
}

fn read(analyser: &mut Analyser, folder: &Path, name: &str, day: Date) -> Read {
    let file = |ending: &str| std::fs::read_to_string(folder.join(format!("{name}.{ending}"))).unwrap();
    let text = joined(&file("txt"));
    let parts: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
    let mut document = Document::of_paragraphs(&parts);
    let gold: Value = serde_json::from_str(&file("json")).unwrap();
    let meta = &gold["meta"];
    document.metadata.authors = meta["authors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|a| a.as_str())
        .map(str::to_owned)
        .collect();
    document.metadata.publisher = meta["publisher"].as_str().map(str::to_owned);
    document.metadata.published =
        Some(Published { start: day, end: day.tomorrow().unwrap(), basis: "given".into() });
    let mut analysis = analyser.analyse(&document);
    analyser.deepen(&document, &mut analysis);
    let findings = relata_findings::find(&document, &analysis);
    Read { name: name.to_owned(), document, findings }
}

/// All figures of both, each with the number of its document and its span.
fn figures(read: &[Read]) -> Vec<(usize, Span, Told)> {
    let documents: Vec<relata_rows::Told> = read
        .iter()
        .map(|Read { document, findings, .. }| relata_rows::Told {
            doc: document.id.clone(),
            day: document.metadata.published.as_ref().map(|p| p.start),
            title: None,
            authors: document.metadata.authors.clone(),
            publisher: document.metadata.publisher.clone(),
            entities: findings
                .entities
                .iter()
                .enumerate()
                .map(|(i, e)| (e.clone(), findings.mentions.iter().filter(|m| m.body.entity == i).count()))
                .collect(),
        })
        .collect();
    let resolved = resolve(&documents, &Gazetteer::built_in(), &Decisions::default());
    let of = |(n, read): (usize, &Read)| {
        let words = |span: Span| span.get(&read.document.text).unwrap_or_default().to_owned();
        let all = told(&documents, n, &resolved, &read.findings.figures, &read.findings.mentions, &words);
        let spans: Vec<Span> = read.findings.figures.iter().map(|f| f.span).collect();
        spans.into_iter().zip(all).map(move |(span, told)| (n, span, told)).collect::<Vec<_>>()
    };
    read.iter().enumerate().flat_map(of).collect()
}

/// The verdict that the annotation's word stands for.
fn verdict(word: &str) -> Verdict {
    let name = match word {
        "agree" => "agrees",
        "conflict" => "differs",
        "same root source" => "same root",
        "different periods" => "other period",
        other => other,
    };
    Verdict::named(name).unwrap()
}

#[test]
fn the_verdicts_of_the_examples() {
    let Some(folder) = shared().map(|s| s.join("examples")).filter(|f| f.is_dir()) else {
        eprintln!("skipped: no examples (set RELATA_SHARED)");
        return;
    };
    let mut analyser = Analyser::new().unwrap();
    let days = [("003", "2023-03-18"), ("004", "2022-06-07")];
    let read: Vec<Read> =
        days.iter().map(|(name, day)| read(&mut analyser, &folder, name, day.parse().unwrap())).collect();
    let figures = figures(&read);
    if std::env::var_os("RELATA_SHOW").is_some() {
        for (n, _, told) in &figures {
            let f = &told.figure;
            eprintln!(
                "{} {} | {} {:?} {:?} of {:?} | {:?} {:?} | {:?} | {:?}",
                read[*n].name,
                told.text,
                f.measure.kind,
                f.measure.text,
                f.measure.qualifiers,
                f.measure.of,
                f.place.as_ref().map(|p| &p.text),
                f.period.as_ref().map(|p| (p.start, p.end, &p.basis)),
                told.credit,
                told.authors
            );
        }
    }
    let cross: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("cross.json")).unwrap()).unwrap();
    let one_line = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    // The figure under the first place where the annotated words stand.
    let figure = |mention: &Value| -> Option<&Told> {
        let doc = mention["doc"].as_str()?.trim_end_matches(".txt");
        let n = read.iter().position(|r| r.name == doc)?;
        let words = one_line(mention["span"].as_str()?);
        let at = read[n].document.text.find(&words)?;
        let span = Span::new(at, at + words.len());
        figures.iter().find(|(m, s, _)| *m == n && s.overlaps(span)).map(|(.., told)| told)
    };
    let (mut right, mut all) = (0, 0);
    for measure in cross["measures"].as_array().unwrap() {
        let mentions: Vec<Option<&Told>> =
            measure["mentions"].as_array().unwrap().iter().map(figure).collect();
        let wanted = verdict(measure["verdict"].as_str().unwrap());
        let [one, other] = mentions[..] else { panic!("{measure}") };
        let judged = one.zip(other).map(|(a, b)| compare(a, b));
        eprintln!(
            "{}: wanted {}, given {:?}",
            measure["measure"],
            wanted.name(),
            judged.as_ref().map(|j| (j.verdict.name(), &j.reason))
        );
        all += 1;
        right += usize::from(judged.is_some_and(|j| j.verdict == wanted));
    }
    eprintln!("{right} of {all} verdicts as annotated");
    // The third is of a superlative that is no figure ("the top source").
    assert!(right >= 2, "{right} of {all}");
    // Two tellings of one estimate, by the words of its head and of the body.
    let mention = |doc: &str, span: &str| serde_json::json!({ "doc": doc, "span": span });
    let third =
        figure(&mention("003.txt", "roughly a third")).zip(figure(&mention("004.txt", "30-35 percent")));
    let judged = third.map(|(a, b)| compare(a, b)).unwrap();
    assert_eq!(judged.verdict, Verdict::SameRoot, "{judged:?}");
}
