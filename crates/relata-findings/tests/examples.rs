//! Whole figures against two documents that a reader annotated; skipped without them. The texts are read here
//! without the readers of files: paragraphs parted by empty lines, hard wraps joined. `relata eval figures`
//! scores them as they are read by the program.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use relata_findings::eval::figures;
use relata_rows::{Mention, Published, Row, Span};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn figures_of_the_examples() {
    let Some(shared) = common::shared().filter(|s| s.join("examples").is_dir()) else {
        eprintln!("skipped: no examples (set RELATA_SHARED)");
        return;
    };
    let mut scores = figures::Scores::default();
    for (name, start, end) in [("003", "2023-03-18", "2023-04-15"), ("004", "2022-06-07", "2022-06-12")] {
        let read = |ending: &str| {
            std::fs::read_to_string(shared.join("examples").join(format!("{name}.{ending}"))).unwrap()
        };
        let mut document = common::paragraphs(&joined(&read("txt")));
        let day = |s: &str| s.parse().unwrap();
        document.metadata.published =
            Some(Published { start: day(start), end: day(end), basis: "given".into() });
        let gold = figures::read(&read("json")).unwrap();
        let found = common::find(&document).figures;
        let (pairs, extra) = scores.add(&document, &found, &gold.figures);
        if std::env::var_os("RELATA_SHOW").is_some() {
            for pair in pairs {
                let ours = pair.ours.map(|(i, right)| (&found[i].body, right));
                eprintln!(
                    "{:?} {:?} {:?} {:?} {:?} {:?}\n    {ours:?}",
                    pair.gold.span,
                    pair.gold.bound,
                    pair.gold.unit,
                    pair.gold.place,
                    pair.gold.period,
                    pair.gold.source
                );
            }
            for i in extra {
                eprintln!("extra {:?}", found[i].span.get(&document.text));
            }
        }
    }
    eprintln!("{scores:?}");
    // Floors as measured; they only rise.
    let floors = [18, 17, 18, 15, 15, 18];
    for ((name, right), floor) in scores.columns().into_iter().zip(floors) {
        assert!(right >= floor, "{name}: {right} right, {floor} were");
    }
    assert_eq!(scores.extra, 0, "a row where the reader has none");
}

/// The actors that the reader lists and that are not optional. Found is one of whom a mention of ours ends where one of
/// the listed forms does in the text. Split is one whose forms are mentions of several actors of ours; merged is one
/// of ours whose mentions are forms of several of the reader's.
#[test]
fn actors_of_the_examples() {
    let Some(shared) = common::shared().filter(|s| s.join("examples").is_dir()) else {
        eprintln!("skipped: no examples (set RELATA_SHARED)");
        return;
    };
    let (mut listed, mut found) = (0, 0);
    // As measured; only to be lowered.
    for (name, most_split, most_merged) in [("003", 4, 1), ("004", 7, 1)] {
        let read = |ending: &str| {
            std::fs::read_to_string(shared.join("examples").join(format!("{name}.{ending}"))).unwrap()
        };
        let document = common::paragraphs(&joined(&read("txt")));
        let ours = common::find(&document);
        let actors = annotated(&read("json"), &document.text);
        let (mut split, mut merged) = (Vec::new(), BTreeMap::<usize, Vec<&str>>::new());
        for actor in actors.iter().filter(|a| !a.all.is_empty()) {
            let hit = ours.mentions.iter().any(|m| actor.all.iter().any(|s| s.end == m.span.end));
            listed += 1;
            found += usize::from(hit);
            if !hit {
                eprintln!("{name} not found: {}", actor.name);
            }
            let own: BTreeSet<usize> =
                actor.own.iter().filter_map(|s| pointed_at(&ours.mentions, *s)).collect();
            own.iter().for_each(|&e| merged.entry(e).or_default().push(&actor.name));
            if own.len() > 1 {
                split.push((&actor.name, own));
            }
        }
        merged.retain(|_, names| names.len() > 1);
        let called = |e: &usize| &ours.entities[*e].name;
        for (actor, own) in &split {
            eprintln!("{name} split: {actor} is {:?}", own.iter().map(called).collect::<Vec<_>>());
        }
        for (e, names) in &merged {
            eprintln!("{name} merged: {:?} is {names:?}", called(e));
        }
        eprintln!("{name}: {} actors split, {} merged", split.len(), merged.len());
        assert!(split.len() <= most_split, "{name}: {} actors split, {most_split} were", split.len());
        assert!(merged.len() <= most_merged, "{name}: {} actors merged, {most_merged} were", merged.len());
    }
    eprintln!("actors found: {found} of {listed}");
    // As measured; only to be raised.
    assert!(found >= 123, "{found} actors found, 123 were");
}

/// An actor as the reader lists it.
struct Annotated {
    name: String,
    /// Where its forms stand in the text, without a possessive ending.
    all: Vec<Span>,
    /// Of these the stretches that are no other actor's too: neither a form of both, nor the end of a longer form
    /// ("Administration" of "Drug Enforcement Administration").
    own: Vec<Span>,
}

fn annotated(json: &str, text: &str) -> Vec<Annotated> {
    let gold: serde_json::Value = serde_json::from_str(json).unwrap();
    let actors = gold["actors"].as_array().unwrap().iter().filter(|a| a["optional"] != true);
    let mut all: Vec<Annotated> = actors
        .map(|actor| {
            let forms = actor["mentions"].as_array().unwrap().iter().filter_map(|m| m.as_str());
            let forms = forms.map(|f| f.split_whitespace().collect::<Vec<_>>().join(" "));
            let spans = forms.flat_map(|f| places(text, f.trim_end_matches("'s")).collect::<Vec<_>>());
            Annotated { name: actor["name"].as_str().unwrap().into(), all: spans.collect(), own: Vec::new() }
        })
        .collect();
    let taken: Vec<(usize, Span)> =
        all.iter().enumerate().flat_map(|(n, a)| a.all.iter().map(move |&s| (n, s))).collect();
    for (n, actor) in all.iter_mut().enumerate() {
        let shared =
            |s: &Span| taken.iter().any(|(other, t)| *other != n && t.end == s.end && t.start <= s.start);
        actor.own = actor.all.iter().copied().filter(|s| !shared(s)).collect();
    }
    all
}

/// Where a form stands as whole words.
fn places<'t>(text: &'t str, form: &'t str) -> impl Iterator<Item = Span> + 't {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(form).map(|(at, f)| Span::new(at, at + f.len())).filter(move |s| {
        !letter(text[..s.start].chars().next_back()) && !letter(text[s.end..].chars().next())
    })
}

/// The actor of ours that the words of a form point at: of the mentions that end with it and have their head in it,
/// that of the longest.
fn pointed_at(mentions: &[Row<Mention>], form: Span) -> Option<usize> {
    let inside = |m: &&Row<Mention>| m.span.end == form.end && m.body.head.start >= form.start;
    mentions.iter().filter(inside).min_by_key(|m| m.span.start).map(|m| m.body.entity)
}

/// The paragraphs of a text with hard wraps: a line goes on after one empty line where it ends in the middle of
/// a sentence.
fn joined(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let ended = out.trim_end().ends_with(['.', '?', '!', ':', ';'])
            || line.starts_with('•')
            || line.starts_with("http");
        out.push_str(if ended { "\n\n" } else { " " });
        out.push_str(line);
    }
    out
}
