//! What readers note the events and proposals of real texts on, and what the forests of `models/events.md` learn from.
//!
//!     noted events|proposals FILE...   # sheets: each sentence with its place, how many rows it has, its mentions numbered
//!     noted own FILE...                # the same of the sentences of our own in `tests/events`
//!     noted rows FILE...               # a JSON object for each sentence: what was found, and what is seen of it
//!
//! FILE is Markdown, plain text or CoNLL-U with the texts in comments. Places are bytes of the text that is made of it.

#![allow(clippy::print_stdout, reason = "it prints")]

use relata_findings::eval::events::read;
use relata_findings::eval::noted;
use relata_language::{Analyser, Analysis};
use relata_rows::{Document, Findings, Mention, Row, Span};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [what, files @ ..] = args.as_slice() else {
        return Err("events, proposals, own or rows, then files".into());
    };
    let mut analyser = Analyser::new()?;
    for file in files {
        let raw = std::fs::read_to_string(file)?;
        if what == "own" {
            own(file, &raw, &mut analyser)?;
            continue;
        }
        let document = noted::document(file, &raw);
        let mut analysis = analyser.analyse(&document);
        analyser.deepen(&document, &mut analysis);
        match what.as_str() {
            "rows" => {
                let stretches = analyser.stretches(&document);
                rows(file, &document, &analysis, &stretches).for_each(|row| println!("{row}"));
            }
            _ => sheet(file, what == "proposals", &document, &analysis),
        }
    }
    Ok(())
}

/// The mentions inside a sentence in the order in which a sheet numbers them.
fn inside(findings: &Findings, span: Span) -> Vec<&Row<Mention>> {
    findings.mentions.iter().filter(|m| span.start <= m.span.start && m.span.end <= span.end).collect()
}

fn sentences(analysis: &Analysis) -> impl Iterator<Item = Span> + '_ {
    analysis.sentences.iter().filter_map(|s| Some(s.tokens.first()?.span.cover(s.tokens.last()?.span)))
}

fn rows<'a>(
    name: &'a str,
    document: &'a Document,
    analysis: &'a Analysis,
    stretches: &'a [Vec<(Span, bool)>],
) -> impl Iterator<Item = Value> + 'a {
    let found = relata_findings::find(document, analysis);
    let all = relata_findings::eval::weighed::weighed(document, analysis);
    let ruled = relata_findings::eval::weighed::proposals(document, analysis);
    sentences(analysis).map(move |span| {
        let mentions = inside(&found, span);
        let mentions: Vec<_> =
            mentions.iter().map(|m| json!([m.span.start, m.span.end, m.body.entity])).collect();
        let within = |s: Span| span.start <= s.start && s.end <= span.end;
        let triggers = all.iter().filter(|w| within(w.trigger));
        let triggers: Vec<_> = triggers
            .map(|w| {
                let parts = w.parts.iter().map(|p| {
                    json!({"head": p.head.start, "span": [p.party.span.start, p.party.span.end], "entity": p.party.entity, "agent": p.agent,
                        "recipient": p.recipient, "row": p.row})
                });
                let trigger = [w.trigger.start, w.trigger.end];
                json!({"trigger": trigger, "kind": w.kind, "modality": w.modality, "found": w.found, "row": w.row,
                    "manner": w.manner, "candidates": parts.collect::<Vec<_>>()})
            })
            .collect();
        let proposals = ruled.iter().filter(|(head, _)| within(*head)).map(|(head, row)| {
            let parts: Vec<_> = row.body.action.parts.iter().map(|p| [p.start, p.end]).collect();
            json!([head.start, row.body.kind.name(), parts])
        });
        let proposals: Vec<_> = proposals.collect();
        let around = stretches.iter().find(|s| s.iter().any(|w| w.0.start == span.start));
        let words: Vec<_> = around.into_iter().flatten().map(|(s, first)| json!([s.start, s.get(&document.text), first])).collect();
        json!({"words": words, "file": name, "at": span.start, "end": span.end, "mentions": mentions, "triggers": triggers,
            "proposals": proposals})
    })
}

/// The rows of sentences of our own, each with its events as a reader would note them.
fn own(file: &str, raw: &str, analyser: &mut Analyser) -> Result<(), String> {
    let mut tell = |text: &str, noted: Value| {
        let document = Document::of_paragraphs(&[text.to_owned()]);
        let mut analysis = analyser.analyse(&document);
        analyser.deepen(&document, &mut analysis);
        let stretches = analyser.stretches(&document);
        for mut row in rows(file, &document, &analysis, &stretches) {
            row["noted"] = noted.clone();
            println!("{row}");
        }
    };
    let place = |text: &str, words: &str| {
        let words = words.split(" = ").next().unwrap_or(words);
        text.find(words).map(|at| format!("{at}-{}", at + words.len()))
    };
    let parties = |text: &str, all: &[String]| {
        let found: Vec<String> = all.iter().filter_map(|p| place(text, p)).collect();
        if found.is_empty() { "-".to_owned() } else { found.join(",") }
    };
    for case in read(raw)? {
        let events = case.events.iter().filter_map(|e| {
            let kinds: Vec<&str> = e.kinds.iter().map(|k| k.name()).collect();
            let kinds = format!("{}{}", if e.optional { "?" } else { "" }, kinds.join("/"));
            let trigger = e.trigger.iter().find_map(|t| place(&case.text, t))?;
            let (agents, recipients) = (parties(&case.text, &e.agents), parties(&case.text, &e.recipients));
            Some(json!([trigger, kinds, agents, recipients, e.modality.name()]))
        });
        tell(&case.text, events.collect());
    }
    Ok(())
}

fn sheet(name: &str, of_proposals: bool, document: &Document, analysis: &Analysis) {
    let text = &document.text;
    let found = relata_findings::find(document, analysis);
    println!("== {name}");
    for span in sentences(analysis) {
        let within = |s: Span| span.start <= s.start && s.end <= span.end;
        let events = found.events.iter().filter(|e| within(e.body.trigger.cover())).count();
        let proposals = found.proposals.iter().filter(|p| within(p.body.action.cover())).count();
        let mut marks: Vec<(usize, usize, String)> = Vec::new();
        let mentions = inside(&found, span);
        for (n, m) in mentions.iter().enumerate() {
            let e = &found.entities[m.body.entity];
            let own = m.span.get(text).unwrap_or_default();
            let told = own.to_lowercase().contains(&e.name.to_lowercase()) || own.len() > 12;
            let known = if told { String::new() } else { format!(" ={}", e.name) };
            marks.push((m.span.start, usize::MAX - m.span.end, format!("[{} ", n + 1)));
            marks.push((m.span.end, 0, format!("{known}]")));
        }
        let rows = if of_proposals { proposals } else { events };
        println!("{}\t{rows}\t{}\t{}", span.start, mentions.len(), marked(text, span, marks));
    }
}

fn marked(text: &str, span: Span, mut marks: Vec<(usize, usize, String)>) -> String {
    // At one place closings come first, then the wider openings.
    marks.sort_by_key(|m| (m.0, m.1));
    let (mut out, mut at) = (String::new(), span.start);
    for (place, _, mark) in marks {
        out.push_str(text.get(at..place).unwrap_or_default());
        out.push_str(&mark);
        at = place;
    }
    out.push_str(text.get(at..span.end).unwrap_or_default());
    out
}
