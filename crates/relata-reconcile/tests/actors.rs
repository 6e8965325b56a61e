//! Who is who across documents: `actors.txt` says what is shown and expected.

#![allow(clippy::unwrap_used, reason = "a test says by failing")]

use proptest::prelude::*;
use proptest::sample::Index;
use relata_gazetteer::Gazetteer;
use relata_reconcile::actors::{Decisions, resolve};
use relata_rows::{
    ActorKind, DocId, Entity, Gender, Part, RelationKind, Resolved, Right, Role, RoleTense, Span, Told,
};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default)]
struct Case {
    title: String,
    documents: Vec<Told>,
    /// By label, document and entity.
    labels: BTreeMap<String, (usize, usize)>,
    wanted: Vec<String>,
}

fn cases() -> Vec<Case> {
    let mut all: Vec<Case> = Vec::new();
    for line in include_str!("actors.txt").lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        if let Some(title) = line.strip_prefix("--- ") {
            all.push(Case { title: title.to_owned(), ..Case::default() });
            continue;
        }
        let case = all.last_mut().unwrap();
        if let Some(head) = line.strip_prefix("doc ") {
            let (head, title) = head.split_once(" titled ").map_or((head, None), |(h, t)| (h, Some(t)));
            let (head, publisher) = head.split_once(" from ").map_or((head, None), |(h, p)| (h, Some(p)));
            let (head, author) = head.split_once(" by ").map_or((head, None), |(h, a)| (h, Some(a)));
            let (id, day) = head.split_once(' ').unwrap();
            case.documents.push(Told {
                doc: DocId::from_printed(id),
                day: (day != "-").then(|| day.parse().unwrap()),
                title: title.map(str::to_owned),
                authors: author.into_iter().map(str::to_owned).collect(),
                publisher: publisher.map(str::to_owned),
                entities: Vec::new(),
            });
        } else if let Some((label, text)) = line.split_once(": ") {
            let doc = case.documents.len() - 1;
            let entities = &mut case.documents[doc].entities;
            case.labels.insert(label.to_owned(), (doc, entities.len()));
            entities.push((entity(text), 2));
        } else {
            case.wanted.push(line.to_owned());
        }
    }
    all
}

fn entity(text: &str) -> Entity {
    let fields: Vec<&str> = text.split('|').map(str::trim).collect();
    let field = |n: usize| fields.get(n).copied().unwrap_or_default();
    let list =
        |n: usize| field(n).split(';').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect();
    let described = field(1).strip_prefix('[').and_then(|n| n.strip_suffix(']'));
    let roles: Vec<String> = list(4);
    let roles = roles.into_iter().map(|role| {
        let (role, former) = role.strip_suffix(" former").map_or((role.as_str(), false), |r| (r, true));
        let (title, of) = role.split_once(" of ").map_or((role, None), |(t, o)| (t, Some(o)));
        Role {
            title: title.to_owned(),
            of: of.map(str::to_owned),
            tense: if former { RoleTense::Former } else { RoleTense::Present },
            span: Span::new(0, 1),
        }
    });
    Entity {
        kind: ActorKind::parse(field(0)).unwrap(),
        name: described.unwrap_or(field(1)).to_owned(),
        named: described.is_none(),
        aliases: list(2),
        acronyms: list(3),
        roles: roles.collect(),
        country: Some(field(5).to_owned()).filter(|c| !c.is_empty()),
        gender: match field(6) {
            "woman" => Some(Gender::Woman),
            "man" => Some(Gender::Man),
            _ => None,
        },
    }
}

fn actor_of(resolved: &Resolved, (doc, entity): (usize, usize)) -> Option<usize> {
    resolved.members.iter().find(|m| m.doc == doc && m.part == Part::Entity(entity)).map(|m| m.actor)
}

/// Whether what is wanted came out.
fn holds(case: &Case, resolved: &Resolved, wanted: &str) -> bool {
    let words: Vec<&str> = wanted.splitn(3, ' ').collect();
    let actor = |label: &str| actor_of(resolved, case.labels[label]);
    match words[..] {
        ["one", a, b] => actor(a).is_some() && actor(a) == actor(b),
        ["apart", a, b] => actor(a) != actor(b),
        ["maybe", a, b] => {
            let (a, b) = (actor(a).unwrap(), actor(b).unwrap());
            let pair = |c: &relata_rows::Candidate| (c.left, c.right) == (a.min(b), a.max(b));
            a != b && resolved.candidates.iter().any(pair)
        }
        ["name", a, name] => actor(a).is_some_and(|a| resolved.actors[a].name == name),
        ["nobody", a] => actor(a).is_none(),
        ["works", a, b] => {
            let (a, b) = (actor(a).unwrap(), actor(b).unwrap());
            let tie = |r: &relata_rows::Relation| {
                r.left == a && r.kind == RelationKind::WorksFor && r.right == Right::Actor(b)
            };
            resolved.relations.iter().any(tie)
        }
        _ => panic!("{wanted}"),
    }
}

#[test]
fn what_is_wanted_comes_out() {
    let gazetteer = Gazetteer::built_in();
    let mut missed = Vec::new();
    for case in cases() {
        let resolved = resolve(&case.documents, &gazetteer, &Decisions::default());
        for wanted in &case.wanted {
            if !holds(&case, &resolved, wanted) {
                missed.push(format!(
                    "{}: {wanted}\n    {:?}",
                    case.title,
                    resolved.actors.iter().map(|a| &a.name).collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Id and name of an actor, and its members by document.
type Summary = (String, String, Vec<(String, Part)>);

/// Actors with their members by name, apart from any order.
fn summary(documents: &[Told], resolved: &Resolved) -> Vec<Summary> {
    let mut all: Vec<_> = resolved
        .actors
        .iter()
        .enumerate()
        .map(|(i, a)| {
            let own = resolved.members.iter().filter(|m| m.actor == i);
            let mut own: Vec<_> = own.map(|m| (documents[m.doc].doc.as_str().to_owned(), m.part)).collect();
            own.sort();
            (a.id.clone(), a.name.clone(), own)
        })
        .collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_documents_does_not_show(picks in prop::collection::vec(any::<Index>(), 60), cut in 1..6usize) {
        // The documents of several cases together, in two orders.
        let gazetteer = Gazetteer::built_in();
        let all = cases();
        let mut documents: Vec<Told> = Vec::new();
        for (n, case) in all.iter().enumerate().filter(|(n, _)| n % cut == 0) {
            documents.extend(case.documents.iter().cloned().map(|mut d| {
                d.doc = DocId::from_printed(&format!("{n:02}{}", d.doc));
                d
            }));
        }
        let mut other = documents.clone();
        for (i, pick) in picks.iter().enumerate() {
            let n = other.len();
            other.swap(i % n, pick.index(n));
        }
        let (a, b) = (resolve(&documents, &gazetteer, &Decisions::default()), resolve(&other, &gazetteer, &Decisions::default()));
        prop_assert_eq!(summary(&documents, &a), summary(&other, &b));
    }
}

fn case(title: &str) -> Case {
    cases().into_iter().find(|c| c.title == title).unwrap()
}

fn decided(case: &Case, lines: &str) -> Resolved {
    resolve(&case.documents, &Gazetteer::built_in(), &Decisions::parse(lines).unwrap())
}

#[test]
fn a_person_can_merge_split_forbid_rename_and_type() {
    let robin = case("he and she of one name");
    let merged = decided(&robin, "merge\tperson\tRobin Marsh\tRobin Marsh\n");
    assert_eq!(merged.orphaned, Vec::<usize>::new());

    let kessler = case("a short form of the given name alone is a candidate");
    let merged = decided(&kessler, "merge\tperson\tRobert Kessler\tBob Kessler\n");
    assert!(holds(&kessler, &merged, "one a b"));
    assert!(merged.candidates.is_empty());
    assert!(merged.members.iter().any(|m| m.reason == "decision" && m.confidence == 1.0));

    let okoro = case("a family name with the same office");
    let never = decided(&okoro, "never\tperson\tInes Okoro\tOkoro\n");
    assert!(holds(&okoro, &never, "apart a b"));
    assert!(never.candidates.is_empty(), "what is forbidden is not offered again");

    let split = decided(&okoro, "split\tperson\tInes Okoro\tOkoro the elder\tdoc:d2\n");
    assert!(holds(&okoro, &split, "apart a b"));
    assert!(holds(&okoro, &split, "name b Okoro the elder"));

    let back =
        "split\tperson\tInes Okoro\tOkoro the elder\tdoc:d2\nmerge\tperson\tInes Okoro\tOkoro the elder\n";
    assert!(holds(&okoro, &decided(&okoro, back), "one a b"));

    let named = decided(
        &okoro,
        "rename\tperson\tInes Okoro\tI. Okoro, minister\ntype\tperson\tI. Okoro, minister\tgroup\n",
    );
    assert!(holds(&okoro, &named, "name a I. Okoro, minister"));
    assert_eq!(named.actors[0].kind, ActorKind::Group);
}

#[test]
fn whoever_has_a_name_is_found_by_the_name_that_is_shown() {
    for case in cases() {
        let plain = decided(&case, "");
        for (n, actor) in plain.actors.iter().enumerate() {
            let entities = plain.members.iter().filter(|m| m.actor == n && matches!(m.part, Part::Entity(_)));
            let named = entities.clone().any(|m| match m.part {
                Part::Entity(e) => case.documents[m.doc].entities[e].0.named,
                _ => false,
            });
            if !named {
                continue;
            }
            let line = format!("rename\t{}\t{}\tSomebody Else\n", actor.kind.name(), actor.name);
            let renamed = decided(&case, &line);
            assert_eq!(renamed.orphaned, Vec::<usize>::new(), "{}: {}", case.title, actor.name);
            assert!(
                renamed.actors.iter().any(|a| a.name == "Somebody Else"),
                "{}: {}",
                case.title,
                actor.name
            );
        }
    }
}

#[test]
fn a_decision_about_nobody_waits() {
    let okoro = case("a family name with the same office");
    let resolved = decided(&okoro, "merge\tperson\tInes Okoro\tNobody Here\n");
    assert_eq!(resolved.orphaned, [0]);
}

#[test]
fn many_documents_take_no_more_than_their_share() {
    // Ten thousand documents of a few names each, most of them the same: what would be quadratic does not end.
    let name = |n: usize| format!("Person{} Family{}", n % 4000, n % 1500);
    let documents: Vec<Told> = (0..10_000)
        .map(|n| Told {
            doc: DocId::from_printed(&format!("{n:016x}")),
            day: None,
            title: None,
            authors: vec![],
            publisher: Some("Harbour Gazette".into()),
            entities: vec![
                (entity("place | Mexico"), 3),
                (entity(&format!("person | {}", name(n))), 2),
                (entity(&format!("person | Family{}", n % 1500)), 1),
                (entity(&format!("organization | Board {} | | | | Chile", n % 700)), 2),
                (entity("organization | Union of Lake Ports | ULP | ULP"), 1),
                (entity("organization | ULP"), 1),
            ],
        })
        .collect();
    let resolved = resolve(&documents, &Gazetteer::built_in(), &Decisions::default());
    let mexico = resolved.actors.iter().find(|a| a.name == "Mexico").unwrap();
    assert_eq!(mexico.documents, 10_000);
}
