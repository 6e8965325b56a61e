//! The same proposal in two documents, one against another, and what became of a promise.
//!
//! A proposal is written `document day | kind | holder | addressee | action`, a deed `document day | agent |
//! modality | act | words`; names in `<...>` are actors of the case.

#![allow(clippy::unwrap_used, reason = "a test says by failing")]

use relata_reconcile::events::Side;
use relata_reconcile::proposals::{Deed, Proposed, fates, links};
use relata_rows::{DocId, Modality, Period, ProposalKind, RowId, Status, Verdict};

fn side(name: &str) -> Side {
    let mut side = Side::default();
    match name.strip_prefix('<').and_then(|n| n.strip_suffix('>')) {
        Some(actor) => side.actors.insert(actor.into()),
        None => !name.is_empty() && side.described.insert(name.into()),
    };
    side
}

fn proposed(line: &str) -> Proposed {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [head, kind, holder, addressee, action] = parts[..] else { panic!("{line}") };
    let (doc, day) = head.split_once(' ').unwrap();
    Proposed {
        row: RowId::from_printed(&format!("row-{doc}")),
        doc: DocId::from_printed(doc),
        day: Some(day.parse().unwrap()),
        kind: ProposalKind::parse(kind.trim_end_matches(" not")).unwrap(),
        holders: side(holder),
        holder: holder.to_owned(),
        addressees: side(addressee),
        addressed: String::new(),
        action: action.to_owned(),
        negative: kind.ends_with(" not"),
        due: None,
    }
}

fn deed(line: &str) -> Deed {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [head, agent, modality, act, words] = parts[..] else { panic!("{line}") };
    let (doc, day) = head.split_once(' ').unwrap();
    Deed {
        row: RowId::from_printed(&format!("deed-{doc}")),
        doc: DocId::from_printed(doc),
        day: Some(day.parse().unwrap()),
        agents: side(agent),
        modality: Modality::parse(modality).unwrap(),
        act: act.to_owned(),
        words: words.to_owned(),
    }
}

fn verdict(a: &str, b: &str) -> Option<Verdict> {
    let straight = links(&[proposed(a), proposed(b)]);
    assert_eq!(straight, links(&[proposed(b), proposed(a)]), "the order shows");
    straight.first().and_then(|l| l.verdict)
}

const SHIPS: &str =
    "p 2024-03-01 | commitment | <Vellmark> | <Sarrow> | return the seized trawlers by summer";

fn fate(deeds: &[&str]) -> Option<Status> {
    fate_by(None, deeds)
}

/// What becomes of the promise where it is due from one day to another.
fn fate_by(due: Option<(&str, &str)>, deeds: &[&str]) -> Option<Status> {
    let deeds: Vec<Deed> = deeds.iter().map(|d| deed(d)).collect();
    let due = due.map(|(start, end)| Period {
        text: String::new(),
        start: Some(start.parse().unwrap()),
        end: Some(end.parse().unwrap()),
        calendar: "gregorian".into(),
        basis: "stated".into(),
    });
    fates(&[Proposed { due, ..proposed(SHIPS) }], &deeds).first().map(|f| f.status)
}

#[test]
fn the_same_advice_of_two_and_the_contrary() {
    let a =
        "a 2024-01-01 | recommendation | <Harbour Union> | <government> | raise the fuel tax for trawlers";
    let b =
        "b 2024-01-02 | recommendation | <Green Coast> | <government> | to raise the fuel tax on trawlers";
    let c = "c 2024-01-03 | recommendation not | <Fishers' League> | <government> | raise the fuel tax for trawlers";
    let d =
        "d 2024-01-03 | recommendation | <Green Coast> | <port authority> | raise the fuel tax for trawlers";
    assert_eq!(verdict(a, b), Some(Verdict::Agrees));
    assert_eq!(verdict(a, c), Some(Verdict::Opposed));
    assert_eq!(verdict(a, d), None, "another should do it");
    let again =
        "e 2024-02-01 | recommendation | <Harbour Union> | <government> | raise the trawlers' fuel tax";
    assert_eq!(verdict(a, again), Some(Verdict::SameRoot));
}

#[test]
fn a_later_document_tells_what_became_of_a_promise() {
    let kept = "k 2024-06-20 | <Vellmark> | actual | returned | Vellmark returned the seized trawlers to their owners";
    let broken =
        "b 2024-09-01 | <Vellmark> | negated | returned | Vellmark has not returned the seized trawlers";
    assert_eq!(fate(&[kept]), Some(Status::Kept));
    assert_eq!(fate(&[broken]), Some(Status::Broken));
    assert_eq!(fate(&[kept, broken]), Some(Status::Broken), "the latest counts");
}

#[test]
fn what_came_before_or_is_planned_or_is_another_act_tells_nothing() {
    let before = "e 2024-02-20 | <Vellmark> | actual | returned | Vellmark returned the seized trawlers";
    let planned = "f 2024-06-20 | <Vellmark> | planned | return | Vellmark will return the seized trawlers";
    let other_act = "g 2024-06-20 | <Vellmark> | actual | inspected | Vellmark inspected the trawlers to return them, seized ones too, by summer";
    let other_agent = "h 2024-06-20 | <Ostmar> | actual | returned | Ostmar returned the seized trawlers";
    for line in [before, planned, other_act, other_agent] {
        assert_eq!(fate(&[line]), None, "{line}");
    }
}

#[test]
fn a_promise_with_a_time_is_kept_at_that_time() {
    let done = "k 2024-06-20 | <Vellmark> | actual | returned | Vellmark returned the seized trawlers to their owners";
    assert_eq!(fate_by(Some(("2024-06-01", "2024-07-01")), &[done]), Some(Status::Kept));
    assert_eq!(fate_by(Some(("2024-04-01", "2024-05-01")), &[done]), None, "that is another time");
    let years_later = "k 2027-06-20 | <Vellmark> | actual | returned | Vellmark returned the seized trawlers to their owners";
    assert_eq!(fate(&[years_later]), None);
}
