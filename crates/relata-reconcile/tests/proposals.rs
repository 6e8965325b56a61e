//! The same proposal in two documents, one against another, and what became of a promise.
//!
//! A proposal is written `document day | kind | holder | addressee | action`, a deed `document day | agent |
//! modality | words`; names in `<...>` are actors of the case.

#![allow(clippy::unwrap_used, reason = "a test says by failing")]

use relata_reconcile::events::Side;
use relata_reconcile::proposals::{Deed, Proposed, fates, links};
use relata_rows::{DocId, Modality, ProposalKind, RowId, Status, Verdict};

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
        action: action.to_owned(),
        negative: kind.ends_with(" not"),
        status: Status::Unknown,
    }
}

fn deed(line: &str) -> Deed {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [head, agent, modality, words] = parts[..] else { panic!("{line}") };
    let (doc, day) = head.split_once(' ').unwrap();
    Deed {
        row: RowId::from_printed(&format!("deed-{doc}")),
        doc: DocId::from_printed(doc),
        day: Some(day.parse().unwrap()),
        agents: side(agent),
        modality: Modality::parse(modality).unwrap(),
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
    let deeds: Vec<Deed> = deeds.iter().map(|d| deed(d)).collect();
    fates(&[proposed(SHIPS)], &deeds).first().map(|f| f.status)
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
    let kept = "k 2024-06-20 | <Vellmark> | actual | Vellmark returned the seized trawlers to their owners";
    let broken = "b 2024-09-01 | <Vellmark> | negated | Vellmark has not returned the seized trawlers";
    assert_eq!(fate(&[kept]), Some(Status::Kept));
    assert_eq!(fate(&[broken]), Some(Status::Broken));
    assert_eq!(fate(&[kept, broken]), Some(Status::Broken), "the latest counts");
}

#[test]
fn what_came_before_or_is_planned_or_is_another_act_tells_nothing() {
    let before = "e 2024-02-20 | <Vellmark> | actual | Vellmark returned the seized trawlers";
    let planned = "f 2024-06-20 | <Vellmark> | planned | Vellmark will return the seized trawlers";
    let other_act =
        "g 2024-06-20 | <Vellmark> | actual | Vellmark inspected the seized trawlers before summer";
    let other_agent = "h 2024-06-20 | <Ostmar> | actual | Ostmar returned the seized trawlers";
    for line in [before, planned, other_act, other_agent] {
        assert_eq!(fate(&[line]), None, "{line}");
    }
}
