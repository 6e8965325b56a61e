//! Which documents tell the same event, and what they tell differently.
//!
//! A telling is written `document | TYPE:mode modality | words | agents | recipients | date`; names in `<...>` are
//! actors of the case, other words describe somebody. A date is a day, a month, a year, or two days parted by `/`.

#![allow(clippy::unwrap_used, reason = "a test says by failing")]

use jiff::Span;
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::sample::Index;
use relata_reconcile::events::{
    Aspect, By, Days, Occurrence, Persons, Side, Telling, balance, differences, disputed, join, witnesses,
};
use relata_rows::{Bound, DocId, EventKind, Interval, Modality, Period, RowId};
use std::collections::BTreeSet;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn period(text: &str) -> Option<Period> {
    let (start, end) = match (text.len(), text.split_once('/')) {
        (0, _) => return None,
        (_, Some((a, b))) => (day(a), day(b).tomorrow().unwrap()),
        (4, _) => (day(&format!("{text}-01-01")), day(&format!("{text}-01-01")) + Span::new().years(1)),
        (7, _) => (day(&format!("{text}-01")), day(&format!("{text}-01")) + Span::new().months(1)),
        _ => (day(text), day(text).tomorrow().unwrap()),
    };
    let (calendar, basis) = ("gregorian".into(), "stated".into());
    Some(Period { text: text.into(), start: Some(start), end: Some(end), calendar, basis })
}

fn side(names: &str) -> Side {
    let mut side = Side::default();
    for name in names.split(';').map(str::trim).filter(|n| !n.is_empty()) {
        match name.strip_prefix('<').and_then(|n| n.strip_suffix('>')) {
            Some(actor) => side.actors.insert(actor.into()),
            None => side.described.insert(name.into()),
        };
    }
    side
}

fn telling(n: usize, line: &str) -> Telling {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [doc, kind, words, agents, recipients, date] = parts[..] else { panic!("{line}") };
    let (kind, modality) = kind.split_once(' ').unwrap_or((kind, "actual"));
    let (kind, mode) = kind.split_once(':').map_or((kind, None), |(k, m)| (k, Some(m.to_owned())));
    Telling {
        row: RowId::from_printed(&format!("{doc}-{n:04}")),
        doc: DocId::from_printed(doc),
        kind: EventKind::parse(kind).unwrap(),
        mode,
        modality: Modality::parse(modality).unwrap(),
        words: words.into(),
        agents: side(agents),
        recipients: side(recipients),
        date: period(date),
        persons: vec![],
    }
}

fn tellings(lines: &[&str]) -> Vec<Telling> {
    lines.iter().enumerate().map(|(n, line)| telling(n, line)).collect()
}

/// The occurrences of several tellings, as sets of rows.
fn joined(tellings: &[Telling], all: &[Occurrence]) -> BTreeSet<Vec<String>> {
    let rows = |o: &Occurrence| o.tellings.iter().map(|&n| tellings[n].row.to_string()).collect::<Vec<_>>();
    all.iter().map(rows).filter(|rows| rows.len() > 1).collect()
}

fn are_one(lines: &[&str]) -> bool {
    let all = tellings(lines);
    let occurrences = join(&all);
    assert_eq!(occurrences.iter().map(|o| o.tellings.len()).sum::<usize>(), all.len());
    occurrences.len() == 1
}

const SEIZED: &str = "a | COERCE:seize | seized | <navy> | <fishers> | 2024-05-03";

#[test]
fn one_event_told_by_two_documents_is_one() {
    for other in [
        "b | COERCE:seize | took | <navy> | <fishers> | 2024-05-03",
        "b | COERCE | seized | <navy> | | 2024-05-03",
        "b | COERCE | were seized | | <fishers> | 2024-05-03",
        "b | COERCE | seized | <navy> | three men | 2024-05-03",
        "b | COERCE | seized | <navy>; <coastguard> | <fishers> | 2024-05-03",
        "b | COERCE alleged | seized | <navy> | <fishers> | 2024-05-03",
        "b | COERCE | seized | <navy> | <fishers> | 2024-05",
        "b | COERCE | seized | <navy> | <fishers> | 2024-05-02/2024-05-04",
    ] {
        assert!(are_one(&[SEIZED, other]), "{other}");
    }
}

#[test]
fn what_contradicts_is_not_joined() {
    for other in [
        "a | COERCE:seize | seized | <navy> | <fishers> | 2024-05-03",
        "b | ASSAULT | seized | <navy> | <fishers> | 2024-05-03",
        "b | COERCE | seized | <navy> | <fishers> | 2024-05-04",
        "b | COERCE | seized | <navy> | <fishers> | ",
        "b | COERCE | seized | <navy> | <smugglers> | 2024-05-03",
        "b | COERCE | seized | <police> | <fishers> | 2024-05-03",
        "b | COERCE | seized | <fishers> | <navy> | 2024-05-03",
        "b | COERCE planned | seize | <navy> | <fishers> | 2024-05-03",
        "b | COERCE negated | seized | <navy> | <fishers> | 2024-05-03",
        "b | COERCE | seized | the navy | the fishers | 2024-05-03",
        "b | COERCE | seized | <navy> | <fishers> | 2021/2024"
            .replace("2021/2024", "2021-01-01/2024-12-31")
            .as_str(),
    ] {
        assert!(!are_one(&[SEIZED, other]), "{other}");
    }
    let struck = ["a | ASSAULT | struck | <army> | a school | 2024-05-03"];
    assert!(!are_one(&[struck[0], "b | ASSAULT | struck | <army> | a convoy | 2024-05-03"]));
    assert!(are_one(&[struck[0], "b | ASSAULT | struck | <army> | a school | 2024-05-03"]));
}

#[test]
fn those_who_meet_are_told_on_either_side() {
    let met = "a | CONSULT | met | <ortega>; <lindt> | | 2024-06-01";
    assert!(are_one(&[met, "b | CONSULT:visit | visited | <lindt> | <ortega> | 2024-06-01"]));
    assert!(!are_one(&[met, "b | CONSULT | met | <ortega>; <park> | | 2024-06-01"]));
    assert!(!are_one(&[met, "b | CONSULT:visit | visited | <lindt> | <park> | 2024-06-01"]));
    // Of what is done to others, all who stand among the agents do it.
    let banned = "a | SANCTION | banned | <north>; <west> | | 2024-06-01";
    assert!(are_one(&[banned, "b | SANCTION | banned | <north> | <firm> | 2024-06-01"]));
}

#[test]
fn what_fits_two_equally_joins_neither() {
    let two = ["a | COERCE | seized | <navy> | | 2024-05-03", "a | COERCE | seized | <navy> | | 2024-05-20"];
    let all = tellings(&[two[0], two[1], "b | COERCE | seized | <navy> | | 2024-05"]);
    assert_eq!(joined(&all, &join(&all)), BTreeSet::new());
    // The words tell which.
    let two = ["a | COERCE | arrested | <navy> | | 2024-05-03", two[1]];
    let all = tellings(&[two[0], two[1], "b | COERCE | Seized | <navy> | | 2024-05"]);
    assert_eq!(joined(&all, &join(&all)), BTreeSet::from([vec!["a-0001".into(), "b-0002".into()]]));
}

#[test]
fn a_third_document_must_fit_both() {
    // The first and the last contradict each other; the one between joins one of them alone.
    let all = tellings(&[
        "a | SANCTION | banned | <north>; <west> | <firm> | 2024-05-03",
        "b | SANCTION | banned | <north>; <east> | <firm> | 2024-05-03",
        "c | SANCTION | banned | <north> | <firm> | 2024-05-03",
    ]);
    let occurrences = join(&all);
    assert!(occurrences.iter().all(|o| !(o.tellings.contains(&0) && o.tellings.contains(&1))));
}

#[test]
fn what_is_told_differently_stands_side_by_side() {
    let mut all = tellings(&[
        "a | ASSAULT:firearms | shot | <guards> | <miners> | 2024-05-03",
        "b | ASSAULT alleged | killed | <guards> | <miners> | 2024-05",
        "c | ASSAULT:firearms | Shot | <guards> | <miners> | 2024-05-03",
    ]);
    let count = |text: &str, low, high, soft| Persons {
        text: text.into(),
        what: "miner".into(),
        interval: Interval {
            low: Some(low),
            high: Some(high),
            low_soft: false,
            high_soft: soft,
            stated: None,
            bound: Bound::Exact,
        },
    };
    all[0].persons = vec![count("12 miners", 12.0, 12.0, false)];
    all[1].persons = vec![count("more than a dozen miners", 13.0, 20.0, true)];
    all[2].persons = vec![count("twelve miners", 12.0, 12.0, false)];
    let occurrences = join(&all);
    assert_eq!(occurrences.len(), 1);
    let differ = differences(&all, &occurrences[0].tellings);
    let told = |aspect| differ.iter().find(|d| d.aspect == aspect).map(|d| d.told.clone());
    let pair = |a: (&str, &[usize]), b: (&str, &[usize])| {
        Some(vec![(a.0.to_owned(), a.1.to_vec()), (b.0.to_owned(), b.1.to_vec())])
    };
    assert_eq!(told(Aspect::Date), pair(("2024-05", &[1]), ("2024-05-03", &[0, 2])));
    assert_eq!(told(Aspect::Words), pair(("killed", &[1]), ("shot", &[0, 2])));
    assert_eq!(told(Aspect::Modality), pair(("actual", &[0, 2]), ("alleged", &[1])));
    assert_eq!(told(Aspect::Mode), None, "what one does not tell is no difference");
    let persons = told(Aspect::Persons).unwrap();
    assert_eq!(
        persons.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(),
        ["12 miners", "more than a dozen miners", "twelve miners"]
    );
    // Intervals that meet, or count others, do not differ.
    all[1].persons = vec![count("a dozen miners", 11.0, 13.0, false)];
    assert!(differences(&all, &[0, 1, 2]).iter().all(|d| d.aspect != Aspect::Persons));
    all[1].persons = vec![Persons { what: "bystander".into(), ..count("30 bystanders", 30.0, 30.0, false) }];
    assert!(differences(&all, &[0, 1, 2]).iter().all(|d| d.aspect != Aspect::Persons));
}

#[test]
fn a_balance_counts_occurrences_documents_and_witnesses() {
    let all = tellings(&[
        "a | CONSULT | met | <north>; <south> | | 2024-05-03",
        "b | CONSULT | met | <north>; <south> | | 2024-05-03",
        "a | ACCUSE:disapprove | blamed | <south> | <north> | 2024-05-20",
        "c | COERCE | seized | <north> | <south> | 2024-06-01",
        "c | AID | gave | <north> | <south> | 2024",
        "c | AID | gave | <north> | <south> | ",
        // None of these is between the two, or happened.
        "c | AID planned | give | <north> | <south> | 2024-06-03",
        "c | SANCTION | banned | <north>; <south> | <firm> | 2024-06-04",
        "c | SANCTION | banned | <north> | <firm> | 2024-06-05",
        "c | CONSULT | met | <north>; <west> | | 2024-06-06",
    ]);
    let publisher = |doc: &DocId| match doc.as_str() {
        "a" => Some("The Ledger".to_owned()),
        "b" => Some("the ledger".to_owned()),
        _ => None,
    };
    let side = |id: &str| BTreeSet::from([id.to_owned()]);
    let shares = balance(&all, &join(&all), [&side("north"), &side("south")], By::Month, &publisher);
    let flat: Vec<_> = shares
        .iter()
        .map(|s| (s.time.as_deref(), s.tally.events, s.tally.documents.len(), s.tally.witnesses))
        .collect();
    assert_eq!(
        flat,
        [
            (Some("2024-05"), [1, 0, 1, 0], 2, 1),
            (Some("2024-06"), [0, 0, 0, 1], 1, 1),
            (None, [0, 2, 0, 0], 1, 1),
        ]
    );
    let turned = balance(&all, &join(&all), [&side("south"), &side("north")], By::Month, &publisher);
    assert_eq!(turned, shares, "a balance has no sides");
    let years = balance(&all, &join(&all), [&side("north"), &side("south")], By::Year, &publisher);
    assert_eq!(years[0].time.as_deref(), Some("2024"));
    assert_eq!(years[0].tally.events, [1, 1, 1, 1]);
    assert_eq!(years[0].tally.documents.len(), 3);
    assert_eq!(balance(&all, &join(&all), [&side("north"), &side("north")], By::Year, &publisher), []);
}

#[test]
fn witnesses_are_publishers_and_the_unknown_add_nothing() {
    let count = |all: &[Option<&str>]| witnesses(all.iter().map(|p| p.map(str::to_owned)));
    assert_eq!(count(&[]), 0);
    assert_eq!(count(&[None, None]), 1);
    assert_eq!(count(&[Some("The Ledger"), Some("THE LEDGER"), Some("Harbour Gazette")]), 2);
    assert_eq!(count(&[Some("The Ledger"), None]), 1);
}

#[test]
fn days_are_written_as_short_as_they_allow() {
    let iso = |text: &str| Days::of(&period(text).unwrap()).unwrap().iso();
    for text in ["2024-05-03", "2024-05", "2024-12", "2024", "2024-05-03/2024-05-07", "2024-05-01/2024-06-30"]
    {
        assert_eq!(iso(text), text);
    }
    let open = Period { start: None, ..period("2024").unwrap() };
    assert_eq!(Days::of(&open), None);
}

#[test]
fn many_events_take_no_more_than_their_share() {
    // Twenty thousand events of two hundred actors: what compared all pairs would not end.
    let all: Vec<Telling> = (0..20_000)
        .map(|n| {
            let kind = EventKind::ALL[n % 16].name();
            let (x, y) = (n % 200, n / 7 % 199);
            let date = format!("2024-{:02}-{:02}", 1 + n % 12, 1 + n % 28);
            telling(n, &format!("{:05} | {kind} | did | <{x}> | <other{y}> | {date}", n / 3))
        })
        .collect();
    assert_eq!(join(&all).iter().map(|o| o.tellings.len()).sum::<usize>(), all.len());
}

prop_compose! {
    fn any_line()(
        doc in "[a-d]",
        kind in 0..2usize,
        modality in 0..3usize,
        words in prop::sample::select(vec!["met", "seized"]),
        agents in prop::sample::subsequence(vec!["<x>", "<y>", "<z>", "men"], 0..3),
        recipients in prop::sample::subsequence(vec!["<x>", "<y>", "<z>", "men"], 0..3),
        date in prop::sample::select(vec!["2024-05-03", "2024-05-04", "2024-05", "2024", "", "2024-05-02/2024-05-04"]),
    ) -> String {
        let kind = ["COERCE", "CONSULT"][kind];
        let modality = ["actual", "alleged", "planned"][modality];
        let (agents, recipients) = (agents.join(";"), recipients.join(";"));
        format!("{doc} | {kind} {modality} | {words} | {agents} | {recipients} | {date}")
    }
}

proptest! {
    #[test]
    fn the_order_of_documents_does_not_show(
        lines in prop::collection::vec(any_line(), 2..14),
        picks in prop::collection::vec(any::<Index>(), 14),
    ) {
        let straight: Vec<Telling> = lines.iter().enumerate().map(|(n, line)| telling(n, line)).collect();
        let mut shuffled = straight.clone();
        for (i, pick) in picks.iter().enumerate() {
            let n = shuffled.len();
            shuffled.swap(i % n, pick.index(n));
        }
        let (a, b) = (join(&straight), join(&shuffled));
        let as_rows = |tellings: &[Telling], all: &[Occurrence]| -> Vec<(Vec<String>, Option<Days>)> {
            let rows = |o: &Occurrence| o.tellings.iter().map(|&n| tellings[n].row.to_string()).collect();
            all.iter().map(|o| (rows(o), o.days)).collect()
        };
        prop_assert_eq!(as_rows(&straight, &a), as_rows(&shuffled, &b));
        for o in &a {
            let docs: BTreeSet<_> = o.tellings.iter().map(|&n| &straight[n].doc).collect();
            prop_assert_eq!(docs.len(), o.tellings.len(), "two events of one document are two");
            let kinds: BTreeSet<_> = o.tellings.iter().map(|&n| straight[n].kind).collect();
            prop_assert_eq!(kinds.len(), 1);
        }
    }
}

/// Whether two tellings are taken for one event of two days.
fn is_disputed(lines: &[&str]) -> bool {
    let all: Vec<Telling> = lines.iter().enumerate().map(|(n, line)| telling(n, line)).collect();
    !disputed(&all, &join(&all)).is_empty()
}

#[test]
fn one_act_told_of_two_days_is_named() {
    let third = "a | ASSAULT | shelled | <Vellmark> | <Sarrow> | 2024-05-03";
    assert!(is_disputed(&[third, "b | ASSAULT | shelled | <Vellmark> | <Sarrow> | 2024-05-04"]));
    assert!(!is_disputed(&[third, "b | ASSAULT | shelled | <Vellmark> | <Sarrow> | 2024-05-20"]), "too far");
    assert!(!is_disputed(&[third, "b | ASSAULT | shelled | <Vellmark> | <Ostmar> | 2024-05-04"]), "others");
    assert!(
        !is_disputed(&[third, "b | ASSAULT | stormed | <Vellmark> | <Sarrow> | 2024-05-04"]),
        "another act"
    );
    let both = "a | ASSAULT | shelled | <Vellmark> | <Sarrow> | 2024-05-04";
    assert!(!is_disputed(&[third, both]), "one document tells both");
}
