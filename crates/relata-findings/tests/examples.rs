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
    // As measured; only to be lowered. The fifth of the first: networks that were no mention, and are one since they
    // take part in an event.
    for (name, most_split, most_merged) in [("003", 5, 1), ("004", 7, 1)] {
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

/// The events that the reader lists, that are not optional and are of a category of PLOVER: right is one of the type,
/// or an alternative, with its agent and its recipient where they are told. What comes out of words in a listed event
/// has its modality compared.
#[test]
fn events_of_the_examples() {
    let Some(shared) = common::shared().filter(|s| s.join("examples").is_dir()) else {
        eprintln!("skipped: no examples (set RELATA_SHARED)");
        return;
    };
    let (mut listed, mut typed, mut right, mut told, mut modal) = (0, 0, 0, 0, 0);
    for (name, start, end) in [("003", "2023-03-18", "2023-04-15"), ("004", "2022-06-07", "2022-06-12")] {
        let read = |ending: &str| {
            std::fs::read_to_string(shared.join("examples").join(format!("{name}.{ending}"))).unwrap()
        };
        let mut document = common::paragraphs(&joined(&read("txt")));
        let day = |s: &str| s.parse().unwrap();
        document.metadata.published =
            Some(Published { start: day(start), end: day(end), basis: "given".into() });
        let found = common::find(&document);
        let gold: serde_json::Value = serde_json::from_str(&read("json")).unwrap();
        let one_line = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        let ends = |name: &str| -> Vec<usize> {
            let actor = gold["actors"].as_array().unwrap().iter().find(|a| a["name"] == name);
            let forms =
                actor.iter().flat_map(|a| a["mentions"].as_array().unwrap()).filter_map(|m| m.as_str());
            let forms: Vec<String> = forms.map(one_line).chain([name.to_owned()]).collect();
            forms
                .iter()
                .flat_map(|f| document.text.match_indices(f).map(|(at, f)| at + f.len()).collect::<Vec<_>>())
                .collect()
        };
        // Whether one of the parties is one of the actors named.
        let among = |parties: &[relata_rows::Party], names: &[&str]| {
            names.iter().any(|n| {
                let ends = ends(n);
                parties.iter().any(|p| {
                    found
                        .mentions
                        .iter()
                        .any(|m| Some(m.body.entity) == p.entity && ends.contains(&m.span.end))
                })
            })
        };
        let line = |e: &relata_rows::Row<relata_rows::Event>| {
            let told = |p: &[relata_rows::Party]| -> Vec<_> {
                p.iter().map(|p| p.span.get(&document.text).unwrap_or_default().to_owned()).collect()
            };
            let (kind, modality) = (e.body.kind.name(), e.body.modality.name());
            let words = e.span.get(&document.text).unwrap_or_default();
            format!("{kind} {:?} {:?} {modality} | {words:?}", told(&e.body.agents), told(&e.body.recipients))
        };
        for event in gold["events"].as_array().unwrap() {
            if event["optional"] == true || event["boilerplate"] == true {
                continue;
            }
            let strings = |key: &str| -> Vec<&str> {
                event[key].as_array().into_iter().flatten().filter_map(|v| v.as_str()).collect()
            };
            let kinds: Vec<&str> = [event["type"].as_str().unwrap()]
                .into_iter()
                .chain(strings("alt_type"))
                .map(|k| if k == "YIELD" { "CONCEDE" } else { k })
                .collect();
            if kinds[0] == "OTHER" {
                continue;
            }
            listed += 1;
            let span = one_line(event["span"].as_str().unwrap());
            let Some(at) = document.text.find(&span) else { panic!("{span}") };
            let inside: Vec<_> = found
                .events
                .iter()
                .filter(|e| {
                    let t = e.body.trigger.cover();
                    at <= t.start && t.end <= at + span.len()
                })
                .collect();
            let fits: Vec<_> = inside.iter().filter(|e| kinds.contains(&e.body.kind.name())).collect();
            typed += usize::from(!fits.is_empty());
            let role = |key: &str| -> Vec<&str> {
                let one = event[key].as_str();
                one.into_iter()
                    .chain(strings(&format!("{key}_alt")))
                    .chain(strings(&format!("{key}s")))
                    .collect()
            };
            let holds =
                |names: Vec<&str>, parties: &[relata_rows::Party]| names.is_empty() || among(parties, &names);
            let nobody =
                |key: &str, parties: &[relata_rows::Party]| event[key].is_null() && parties.is_empty();
            let whole = fits.iter().find(|e| {
                (nobody("agent", &e.body.agents) || holds(role("agent"), &e.body.agents))
                    && (event["recipient_alt"].as_array().is_some_and(|a| a.iter().any(|v| v.is_null()))
                        || holds(role("recipient"), &e.body.recipients)
                        || e.body.agents.len() > 1 && holds(role("recipient"), &e.body.agents))
            });
            right += usize::from(whole.is_some());
            if let Some(e) = whole.or(fits.first()) {
                told += 1;
                let flag = |key: &str| event[key] == true;
                let wanted = if flag("negated") {
                    "negated"
                } else if flag("hypothetical") {
                    "hypothetical"
                } else if flag("future") {
                    "planned"
                } else {
                    "actual"
                };
                let got = e.body.modality.name();
                let same = got == wanted
                    || wanted == "actual" && got == "alleged"
                    || wanted == "hypothetical" && matches!(got, "planned" | "demanded");
                modal += usize::from(same);
                if !same {
                    eprintln!("modality {wanted}, got {got}: {span}");
                }
            }
            if whole.is_none() && std::env::var_os("RELATA_SHOW").is_some() {
                eprintln!("{kinds:?} {:?} -> {:?}: {span}", role("agent"), role("recipient"));
                inside.iter().for_each(|e| eprintln!("    {}", line(e)));
            }
        }
        if std::env::var_os("RELATA_SHOW").is_some() {
            found.events.iter().for_each(|e| eprintln!("ROW {name} {}", line(e)));
        }
    }
    eprintln!(
        "events: {listed} listed, {typed} of the type, {right} with agent and recipient; modality right in {modal} of {told}"
    );
    // As measured; only to be raised, but for twice: modalities were 35 before the branch of `models/events.md` ("is pursuing a strategic shift"
    // is planned now), whole events 29 before parties were asked with their rivals ("violated his country's commitments under" a treaty has the country).
    assert!(
        typed >= 38 && right >= 28 && modal >= 34,
        "{typed} of the type, {right} whole, {modal} modalities"
    );
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
