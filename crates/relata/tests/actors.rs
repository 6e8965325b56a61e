//! Actors through the command: who is listed, and what a person decides survives.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says by failing, and what it skips")]

mod common;

use common::{Desk, shared};
use serde_json::Value;

const FIRST: &str = "Lake towns vote\n\nInes Okoro, the finance minister of Lakonia, said on Monday that the budget of \
    the Union of Lake Ports (ULP) would grow. Okoro said the ports needed money. The minister left for Brussels \
    later.\n";
const SECOND: &str = "Ports in debate\n\nThe ULP said on Tuesday that it would build a harbour. Robert Kessler, the \
    mayor of Solterra, doubted the plan. Kessler said the money was missing.\n";
const THIRD: &str = "A mayor resigns\n\nBob Kessler resigned on Friday. He said that he was tired.\n";

fn actors(desk: &Desk) -> Vec<Value> {
    let text = desk.out(&["actors", "--format", "jsonl"]);
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn named<'a>(all: &'a [Value], name: &str) -> Option<&'a Value> {
    all.iter().find(|a| a["name"] == name)
}

fn read_all(desk: &Desk) {
    desk.write("pile/a.txt", FIRST);
    desk.write("pile/b.txt", SECOND);
    desk.write("pile/c.txt", THIRD);
    desk.out(&["read", "pile", "--published", "2023-02-01"]);
}

#[test]
fn actors_are_listed_with_their_names_and_roles() {
    let desk = Desk::new();
    read_all(&desk);
    let all = actors(&desk);
    let okoro = named(&all, "Ines Okoro").unwrap();
    assert_eq!(okoro["type"], "person");
    assert_eq!(okoro["documents"], 1);
    assert!(okoro["mentions"].as_u64().unwrap() >= 3, "{okoro}");
    assert!(okoro["roles"].to_string().contains("finance minister"), "{okoro}");
    let union = named(&all, "Union of Lake Ports").unwrap();
    assert_eq!(union["documents"], 2, "{union}");
    let page = desk.out(&["show", "Okoro"]);
    assert!(page.contains("Says (2)"), "{page}");
    let statements = desk.out(&["statements", "--source", "Ines Okoro", "--format", "jsonl"]);
    assert_eq!(statements.lines().count(), 2);
    let first: Value = serde_json::from_str(statements.lines().next().unwrap()).unwrap();
    assert_eq!(first["actor"], okoro["id"]);
}

#[test]
fn a_mention_is_shown_in_its_paragraph() {
    let desk = Desk::new();
    read_all(&desk);
    let okoro = named(&actors(&desk), "Ines Okoro").unwrap()["id"].as_str().unwrap().to_owned();
    let lines = desk.out(&["export", "--rows", "mentions"]);
    let all: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let one = all.iter().find(|m| m["text"] == "The minister").unwrap();
    assert_eq!(one["actor"], okoro.as_str());
    let shown = desk.out(&["show", one["id"].as_str().unwrap()]);
    assert!(shown.contains("The minister left for Brussels"), "{shown}");
    assert!(shown.contains("nominal") && shown.contains(&okoro), "{shown}");
}

#[test]
fn decisions_survive_reading_again_with_changed_and_added_documents() {
    let desk = Desk::new();
    read_all(&desk);
    assert!(named(&actors(&desk), "Bob Kessler").is_some(), "a short form alone is no proof");
    assert!(desk.out(&["actors", "candidates"]).contains("Kessler"));
    let done = desk.out(&["actors", "merge", "Robert Kessler", "Bob Kessler"]);
    assert!(done.contains("Bob Kessler is Robert Kessler"), "{done}");
    desk.out(&["actors", "rename", "Union of Lake Ports", "Lake Ports Union"]);
    desk.out(&["actors", "split", "Lake Ports Union", "--document", "b.txt", "--as", "ULP of the south"]);
    desk.out(&["actors", "type", "Solterra", "organization"]);
    let holds = |desk: &Desk| {
        let all = actors(desk);
        assert!(named(&all, "Bob Kessler").is_none());
        assert_eq!(named(&all, "Robert Kessler").unwrap()["documents"], 2);
        assert!(named(&all, "Lake Ports Union").is_some());
        assert!(named(&all, "ULP of the south").is_some());
        assert_eq!(named(&all, "Solterra").unwrap()["type"], "organization");
    };
    holds(&desk);
    desk.write("pile/a.txt", FIRST.replace("on Monday", "on Wednesday"));
    desk.write("pile/d.txt", "A new post\n\nMary Ashcombe was named auditor of Lakonia on Monday.\n");
    desk.out(&["read", "pile", "--published", "2023-02-01"]);
    holds(&desk);
    assert!(named(&actors(&desk), "Mary Ashcombe").is_some());

    // Another case takes them over, whatever the order of its documents.
    let file = desk.out(&["actors", "decisions"]);
    let other = Desk::new();
    let path = other.write("decisions.txt", &file);
    other.write("pile/c.txt", THIRD);
    other.write("pile/b.txt", SECOND);
    other.write("pile/a.txt", FIRST);
    other.out(&["read", "pile", "--published", "2023-02-01", "--decisions", path.to_str().unwrap()]);
    holds(&other);

    desk.out(&["actors", "decisions", "--undo"]);
    assert_eq!(named(&actors(&desk), "Solterra").unwrap()["type"], "place");
}

#[test]
fn what_is_forbidden_is_not_joined() {
    let desk = Desk::new();
    read_all(&desk);
    desk.out(&["actors", "never", "Union of Lake Ports", "ULP"]);
    let all = actors(&desk);
    assert_eq!(named(&all, "Union of Lake Ports").unwrap()["documents"], 1, "{all:?}");
}

#[test]
fn an_actor_is_decided_on_by_the_name_that_is_shown_and_by_its_id() {
    let desk = Desk::new();
    // Shown by a name that the text has not.
    desk.write(
        "a.txt",
        "Border notes\n\nThe U.S. said on Monday that it would wait. The U.S. and Mexico met.\n",
    );
    desk.out(&["read", "a.txt", "--published", "2023-02-01"]);
    let id = |name: &str| named(&actors(&desk), name).unwrap()["id"].as_str().unwrap().to_owned();
    let renamed = desk.out(&["actors", "rename", "United States", "The States"]);
    assert!(!renamed.contains("meets nobody"), "{renamed}");
    assert!(named(&actors(&desk), "The States").is_some());
    desk.out(&["actors", "decisions", "--undo"]);
    // What is never joined is kept by names, never by an id.
    let (one, two) = (id("United States"), id("Mexico"));
    let said = desk.out(&["actors", "never", &one, &two]);
    assert!(said.contains("Mexico is never United States") && !said.contains("meets nobody"), "{said}");
    let kept = desk.out(&["actors", "decisions"]);
    assert!(kept.contains("never\tplace\tUnited States\tMexico"), "{kept}");
}

#[test]
fn the_order_of_reading_does_not_show() {
    let (one, two) = (Desk::new(), Desk::new());
    for (desk, order) in [(&one, ["a", "b", "c"]), (&two, ["c", "a", "b"])] {
        for name in order {
            let text =
                [("a", FIRST), ("b", SECOND), ("c", THIRD)].into_iter().find(|(n, _)| *n == name).unwrap().1;
            desk.write(&format!("{name}.txt"), text);
            desk.out(&["read", &format!("{name}.txt"), "--published", "2023-02-01"]);
        }
    }
    for rows in ["actors", "mentions", "statements"] {
        assert_eq!(one.out(&["export", "--rows", rows]), two.out(&["export", "--rows", rows]));
    }
}

#[test]
fn a_list_of_ones_own_makes_two_names_one() {
    let desk = Desk::new();
    desk.write("pile/a.txt", "The Harbour Guild said on Monday that fees would rise.\n");
    desk.write("pile/b.txt", "The Old Quay House said on Tuesday that fees would fall.\n");
    desk.out(&["read", "pile"]);
    assert!(named(&actors(&desk), "Old Quay House").is_some());
    let list =
        "name,type,aliases,country,id,office,from,to\nHarbour Guild,organization,Old Quay House,,,,,\n";
    let path = desk.write("guilds.csv", list);
    desk.out(&["actors", "lists", "--add", path.to_str().unwrap()]);
    assert_eq!(named(&actors(&desk), "Harbour Guild").unwrap()["documents"], 2);
    desk.write("broken.csv", "name,type\nHarbour Guild,ship\n");
    let failed = desk.run(&["actors", "lists", "--add", "broken.csv"]);
    assert_eq!(failed.code, 1);
    assert!(failed.err.contains("broken.csv"), "{}", failed.err);
}

#[test]
fn mistakes_are_told_plainly() {
    let desk = Desk::new();
    read_all(&desk);
    let error = |args: &[&str]| {
        let ran = desk.run(args);
        assert_eq!(ran.code, 1, "{args:?}");
        ran.err
    };
    assert!(error(&["actors", "merge", "Ines Okoro", "Nobody"]).contains("no actor in the case"));
    assert!(error(&["actors", "merge", "Ines Okoro", "Okoro"]).contains("both names mean"));
    assert!(error(&["actors", "merge", "Kess", "Okoro"]).contains("fits several actors"));
    assert!(error(&["actors", "decisions", "--undo"]).contains("no decision to take back"));
}

#[test]
fn actors_leave_as_entities_of_follow_the_money() {
    let desk = Desk::new();
    read_all(&desk);
    let lines = desk.out(&["export", "--rows", "actors", "--format", "ftm"]);
    let all: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let okoro = all.iter().find(|e| e["properties"]["name"][0] == "Ines Okoro").unwrap();
    assert_eq!(okoro["schema"], "Person");
    assert!(all.iter().all(|e| e["id"].is_string() && e["properties"]["name"].is_array() || e["schema"] == "Employment"));
}

/// The forty actors of `actors/whitehouse.txt`: each found, none split, none merged with another.
#[test]
fn forty_actors_of_white_house_documents_are_one_each() {
    let Some(shared) = shared() else {
        println!("skipped: no folder of outside data");
        return;
    };
    let desk = Desk::new();
    desk.out(&["read", shared.join("corpora/whitehouse").to_str().unwrap()]);
    let all = actors(&desk);
    let names = |a: &Value| -> Vec<String> {
        let aliases = a["aliases"].as_array().unwrap().iter().map(|n| n.as_str().unwrap().to_owned());
        aliases.chain([a["name"].as_str().unwrap().to_owned()]).collect()
    };
    let mut missed = Vec::new();
    let mut taken: Vec<(String, String)> = Vec::new();
    let wanted = include_str!("actors/whitehouse.txt").lines().filter(|l| !l.starts_with('#'));
    for line in wanted {
        let (kinds, spelt) = line.split_once(" | ").unwrap();
        let spelt: Vec<&str> = spelt.split("; ").collect();
        // A family name is also that of the family, and a people ("the Chinese") is no country.
        let bears = |a: &&Value| {
            let own = a["name"].as_str().is_some_and(|n| spelt.contains(&n));
            let alias =
                |n: &String| spelt.contains(&n.as_str()) && (n.contains(' ') || a["type"] != "person");
            (own || names(a).iter().any(alias)) && (a["type"] != "group" || kinds.contains("group"))
        };
        let found: Vec<&Value> = all.iter().filter(bears).collect();
        let Some(first) = found.first() else {
            missed.push(format!("{line}: not found"));
            continue;
        };
        if found.len() > 1 {
            let others: Vec<String> =
                found.iter().map(|a| format!("{} ({} {})", a["name"], a["type"], a["mentions"])).collect();
            missed.push(format!("{line}: split: {}", others.join(", ")));
        }
        if !kinds.split(", ").any(|k| first["type"] == k) {
            missed.push(format!("{line}: is taken for a {}", first["type"]));
        }
        for (id, other) in &taken {
            if first["id"] == id.as_str() {
                missed.push(format!("{line}: merged with {other}"));
            }
        }
        taken.push((first["id"].as_str().unwrap().to_owned(), line.to_owned()));
    }
    missed.iter().for_each(|m| println!("{m}"));
    println!("{} of 40 without a fault", 40 - missed.len());
    assert!(missed.is_empty(), "{} faults", missed.len());
}
