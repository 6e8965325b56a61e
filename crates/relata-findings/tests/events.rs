//! Events of sentences of our own, in `tests/events`: what was written before the code and what is asked by the
//! manual of PLOVER. `RELATA_SHOW=1` prints what is not as expected.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use relata_findings::eval::events::{Case, Count, Scores, read, score};
use relata_rows::{Document, EventKind, Findings, Modality, Published};
use std::path::Path;

/// F1 of types on the sealed half, below what it was at last: 0.539 when it was opened, the rest by a wider vocabulary
/// that was written without reading it.
const SEALED: f64 = 0.70;

/// F1 of types on the half of the second set that was read, rounded down.
const SECOND: f64 = 0.90;

/// Of a hundred single sentences, those whose category comes out.
const SINGLE: usize = 77;

/// F1 of types on its sealed half, rounded down: 0.734 when it was opened, 0.764 by the rules alone, 0.760 with the forests.
const SEALED2: f64 = 0.75;

/// Of a hundred sentences for their recipients, those whose recipients come out.
const RECIPIENTS: usize = 85;

fn cases(name: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/events").join(name);
    read(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn found(case: &Case) -> (Document, Findings) {
    let mut document = common::paragraphs(&case.text);
    let end = case.day.tomorrow().unwrap();
    document.metadata.published = Some(Published { start: case.day, end, basis: "test".to_owned() });
    let findings = common::find(&document);
    (document, findings)
}

fn scores(name: &str) -> Scores {
    let mut all = Scores::default();
    for case in cases(name) {
        let (document, findings) = found(&case);
        let (scores, remarks) = score(&case, &document, &findings);
        all += scores;
        // What is sealed is scored and never shown.
        let show = std::env::var_os("RELATA_SHOW").is_some() && !name.starts_with("sealed");
        if !remarks.is_empty() && show {
            eprintln!("{}\n   {}\n", case.text, remarks.join("\n   "));
        }
    }
    let line = |what: &str, c: Count| {
        eprintln!(
            "{name:12} {what:10} F1 {:.3}  right {:4} found {:4} expected {:4}",
            c.f1(),
            c.right,
            c.found,
            c.expected
        );
    };
    line("trigger", all.trigger);
    line("type", all.kind);
    line("agents", all.agents);
    line("recipients", all.recipients);
    line("modality", all.modality);
    line("mode", all.mode);
    line("date", all.date);
    line("place", all.place);
    all
}

#[test]
fn events_come_out() {
    let dev = scores("dev.txt");
    let manual = scores("manual.txt");
    let contrast = scores("contrast.txt");
    // As measured, rounded down. The forests of `models/events.md` learnt from these sets, twelve times as much as from other
    // sentences, so that little is to be seen here of how good they are; of more events that are found fewer have their mode. Recipients of dev
    // were 0.95 before the branch, those of manual 0.93: who takes part is weighed by what readers noted in real texts, where it gains two
    // points of both parties right in 17,921 events; here one is lost of 76, one of 104.
    let floors = [
        ("type, dev", dev.kind, 0.96),
        ("agents, dev", dev.agents, 0.97),
        ("recipients, dev", dev.recipients, 0.93),
        ("modality, dev", dev.modality, 0.98),
        ("type, contrast", contrast.kind, 0.93),
        ("type, manual", manual.kind, 0.95),
        ("recipients, manual", manual.recipients, 0.91),
        ("mode, manual", manual.mode, 0.85),
    ];
    for (what, count, floor) in floors {
        assert!(count.f1() >= floor, "{what}: F1 {:.3} is below the floor {floor}", count.f1());
    }
}

#[test]
fn actors_of_events_are_mentions_and_what_is_denied_is_not_told_as_done() {
    for case in cases("dev.txt").into_iter().chain(cases("manual.txt")) {
        let (_, findings) = found(&case);
        for row in &findings.events {
            for party in row.body.agents.iter().chain(&row.body.recipients) {
                let told = |m: &relata_rows::Row<relata_rows::Mention>| {
                    m.span == party.span && Some(m.body.entity) == party.entity
                };
                assert!(findings.mentions.iter().any(told), "{}", case.text);
            }
        }
        for gold in case.events.iter().filter(|g| g.modality == Modality::Negated) {
            let told = |r: &&relata_rows::Row<relata_rows::Event>| {
                r.body.modality == Modality::Actual
                    && gold.kinds.contains(&r.body.kind)
                    && r.body
                        .trigger
                        .parts
                        .iter()
                        .any(|p| gold.trigger.iter().any(|t| p.get(&case.text) == Some(t)))
            };
            if let Some(row) = findings.events.iter().find(told) {
                panic!("told as done: {} in {}", row.body.kind.name(), case.text);
            }
        }
    }
}

/// What is no mention for itself is at the receiving end of what is done to it, and then is one.
#[test]
fn things_are_at_the_receiving_end() {
    let told = [
        ("Rebels shelled a bakery, two schools and a warehouse on Monday.", "a bakery"),
        ("The garrison ringed the law faculty.", "the law faculty"),
        ("Troops seized the ferry at dawn.", "the ferry"),
        ("The bishop is looking into claims that two monks robbed pilgrims.", "two monks"),
        ("Unless the guild pays, we will close the pass, the regent of Tarn warned.", "the guild"),
        ("The duke has been vocal on abuses in Norway and Chile.", "Chile"),
    ];
    for (sentence, wanted) in told {
        let document = common::paragraphs(sentence);
        let findings = common::find(&document);
        let recipients = || findings.events.iter().flat_map(|e| &e.body.recipients);
        let found = recipients().find(|p| p.span.get(&document.text) == Some(wanted));
        let party = found.unwrap_or_else(|| panic!("{wanted} in {sentence}: {:?}", findings.events));
        let mention =
            findings.mentions.iter().find(|m| m.span == party.span && Some(m.body.entity) == party.entity);
        assert!(mention.is_some(), "{sentence}");
        assert!(findings.mentions.iter().all(|m| m.body.entity < findings.entities.len()), "{sentence}");
    }
}

/// What the tree has in another place than the words are: particles, second objects, who is called for what.
#[test]
fn what_stands_in_another_place_is_found() {
    let told = [
        ("The treasurer of Lode handed in his badge.", "RETREAT", "The treasurer of Lode", None),
        ("The delegation of Tarn stormed out of the hall.", "REJECT", "The delegation of Tarn", None),
        ("The regent had the editor thrown into jail.", "COERCE", "The regent", Some("the editor")),
        ("The mayor told the bank to sell its office.", "REQUEST", "The mayor", Some("the bank")),
        ("Ana Ruiz called Leo Falk to congratulate him.", "SUPPORT", "Ana Ruiz", None),
        ("The drivers of Lode are on strike.", "PROTEST", "The drivers of Lode", None),
        ("Peru expelled three of Chile's envoys.", "SANCTION", "Peru", Some("Chile's envoys")),
    ];
    for (sentence, kind, agent, recipient) in told {
        let document = common::paragraphs(sentence);
        let findings = common::find(&document);
        let kind = EventKind::parse(kind).unwrap();
        let get = |p: &relata_rows::Party| p.span.get(&document.text).map(str::to_owned);
        let row = findings
            .events
            .iter()
            .find(|e| e.body.kind == kind && e.body.agents.iter().any(|p| get(p).as_deref() == Some(agent)));
        let row = row.unwrap_or_else(|| panic!("{sentence}: {:?}", findings.events));
        if let Some(recipient) = recipient {
            let found = row.body.recipients.iter().any(|p| get(p).as_deref() == Some(recipient));
            assert!(found, "{sentence}: {:?}", row.body.recipients);
        }
    }
}

/// Single sentences, many of them idioms: some event of the category that each line names comes out.
#[test]
fn single_sentences_tell_their_category() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/events/single.txt");
    let lines = std::fs::read_to_string(path).unwrap();
    let (mut right, mut all) = (0, 0);
    for line in lines.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (kind, sentence) = line.split_once(": ").unwrap();
        let wanted = EventKind::parse(kind).unwrap();
        let findings = common::find(&common::paragraphs(sentence));
        let told = findings.events.iter().any(|e| e.body.kind == wanted);
        all += 1;
        right += usize::from(told);
        if !told && std::env::var_os("RELATA_SHOW").is_some() {
            eprintln!("no {kind} in {sentence}");
        }
    }
    eprintln!("single.txt   category   right  {right} of {all}");
    // As measured, rounded down; it only rises.
    assert!(right * 100 >= all * SINGLE, "{right} of {all}");
}

/// Two hundred further sentences by yet another hand: this half was scored before it was read.
#[test]
fn events_of_the_second_set() {
    let second = scores("second.txt");
    assert!(second.kind.f1() >= SECOND, "type: F1 {:.3}", second.kind.f1());
    assert!(second.recipients.f1() >= 0.89, "recipients: F1 {:.3}", second.recipients.f1());
}

/// The other half of that set, scored once at the end.
#[test]
fn events_of_the_sealed_half_of_the_second_set() {
    let sealed = scores("sealed2.txt");
    assert!(sealed.kind.f1() >= SEALED2, "type: F1 {:.3}", sealed.kind.f1());
}

/// The half that nobody read while the finder was made.
#[test]
fn events_of_the_sealed_half() {
    let sealed = scores("sealed.txt");
    assert!(sealed.kind.f1() >= SEALED, "type: F1 {:.3}", sealed.kind.f1());
}

/// Who is at the receiving end of single events, by class: groups without a name, what prepositions and nouns hang them
/// on, second objects, passives, pronouns.
#[test]
fn recipients_of_single_sentences() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/events/recipients.txt");
    let lines = std::fs::read_to_string(path).unwrap();
    let (mut right, mut all) = (0, 0);
    for line in lines.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let parts: Vec<&str> = line.splitn(3, " | ").collect();
        let [kind, wanted, sentence] = parts[..] else { panic!("{line}") };
        let wanted: Vec<&str> = wanted.split("; ").filter(|w| *w != "-").collect();
        let kind = EventKind::parse(kind).unwrap();
        let document = common::paragraphs(sentence);
        let findings = common::find(&document);
        let told = |e: &relata_rows::Event| -> Vec<String> {
            let both = e.recipients.is_empty() && e.agents.len() > 1;
            let agents = e.agents.iter().filter(|_| both);
            let parties = e.recipients.iter().chain(agents);
            parties.filter_map(|p| p.span.get(&document.text)).map(str::to_lowercase).collect()
        };
        let fits = |got: &Vec<String>| {
            let each = |w: &&str| got.iter().any(|g| g.starts_with(&w.to_lowercase()));
            wanted.iter().all(each) && (!wanted.is_empty() || got.is_empty())
        };
        let got: Vec<Vec<String>> =
            findings.events.iter().filter(|e| e.body.kind == kind).map(|e| told(&e.body)).collect();
        all += 1;
        let fit = got.iter().any(fits);
        right += usize::from(fit);
        if !fit && std::env::var_os("RELATA_SHOW").is_some() {
            let rows: Vec<&str> = findings.events.iter().map(|e| e.body.kind.name()).collect();
            eprintln!("{} {wanted:?} in {sentence}: {got:?} of {rows:?}", kind.name());
        }
    }
    eprintln!("recipients.txt          right  {right} of {all}");
    assert!(right * 100 >= all * RECIPIENTS, "{right} of {all}");
}

/// Who does what is told beside others: whoever meant to see it done, not whoever would keep somebody from it; with whom
/// somebody met, not whom the next verb has; nobody where a paper says it.
#[test]
fn whoever_does_it_is_the_agent() {
    use EventKind::{Accuse, Concede, Consult, Cooperate, Request};
    let cases: [(EventKind, &[&str], &str); 11] = [
        (Concede, &["the ministry"], "The ban on grain was lifted in May, as the ministry had promised."),
        (Concede, &["the governor"], "If the curfew is lifted as the governor intended, shops will open."),
        (Accuse, &["the mayor"], "The bank dissuaded the mayor from suing the paper."),
        (Accuse, &["the union"], "The ministry tried to deter the union from suing the mill."),
        (
            Consult,
            &["The premier", "the envoy"],
            "The premier met with the envoy and resumed trade with Peru.",
        ),
        (Consult, &["The premier", "the rebels"], "The premier met with and congratulated the rebels."),
        (
            Consult,
            &["Rosa Vidal", "Jorge Ibarra", "Ana Ruiz", "Leo Marsh"],
            "Rosa Vidal met with Jorge Ibarra, Ana Ruiz, and Leo Marsh.",
        ),
        (
            Consult,
            &["Ana Ruiz", "Ben Ort", "Leo Falk"],
            "This week, National Security Advisor Ana Ruiz, Trade Secretary Leo Falk, and Under Secretary of State Ben Ort traveled to Peru.",
        ),
        (Request, &[], "The proclamation closes the port. It directs the navy to guard it."),
        (Request, &["It"], "Peru closed the port. It directed the navy to guard it."),
        (Cooperate, &["our", "the islands"], "The plan strengthens our partnerships with the islands."),
    ];
    for (kind, agents, sentence) in cases {
        let document = common::paragraphs(sentence);
        let findings = common::find(&document);
        let rows = findings.events.iter().filter(|e| e.body.kind == kind);
        let told: Vec<_> =
            rows.flat_map(|e| &e.body.agents).filter_map(|p| p.span.get(&document.text)).collect();
        assert_eq!(told, agents, "{sentence}");
    }
}

/// A meeting is for something that is yet to grow of it; what is told by calling is told.
#[test]
fn what_a_meeting_is_for_is_yet_to_come() {
    for (kind, wanted, sentence) in [
        (
            EventKind::Cooperate,
            Modality::Planned,
            "Vidal met the envoy to strengthen cooperation between Chile and Peru.",
        ),
        (EventKind::Support, Modality::Actual, "Vidal called the envoy to congratulate her."),
    ] {
        let found = common::find(&common::paragraphs(sentence));
        let told: Vec<_> =
            found.events.iter().filter(|e| e.body.kind == kind).map(|e| e.body.modality).collect();
        assert_eq!(told, [wanted], "{sentence}");
    }
}

/// What is an amount is no bargain, and aid that is ordered no demand.
#[test]
fn amounts_and_aid_are_no_bargains_and_demands() {
    for sentence in [
        "We have made a great deal of progress.",
        "The governor ordered federal aid to supplement the funds.",
    ] {
        let found = common::find(&common::paragraphs(sentence));
        let kinds: Vec<_> = found.events.iter().map(|e| e.body.kind.name()).collect();
        assert!(!kinds.contains(&"AGREE") && !kinds.contains(&"REQUEST"), "{sentence} {kinds:?}");
    }
}
