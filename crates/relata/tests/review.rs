//! `relata review`: what a person corrects holds after another reading, in exports, and in everything that holds
//! documents beside each other.

#![allow(clippy::unwrap_used, reason = "a test says by failing")]

mod common;

use common::Desk;
use serde_json::{Value, json};

/// Two papers that count one thing, and differ; one that says something else.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write(
        "one.txt",
        "Harbour count\n\nThe port authority counted 4,500 seized parcels in Sarrow in 2022, \u{201c}a quiet year\u{201d}, \
         Ana Torvald said.\n\nThe mayor promised to reopen the north quay by June 2023.\n",
    );
    desk.write(
        "two.txt",
        "A second count\n\nThe customs union counted 6,200 seized parcels in Sarrow in 2022, according to its \
         yearbook. Tom Vale praised the inspectors.\n",
    );
    desk.out(&["read", "-q", "one.txt", "two.txt"]);
    desk
}

impl Desk {
    fn figure(&self, words: &str) -> Value {
        let all = self.rows("figures");
        let found = all.iter().find(|r| r["text"].as_str().unwrap().contains(words));
        found.unwrap_or_else(|| panic!("no figure {words}: {all:?}")).clone()
    }

    fn id(&self, words: &str) -> String {
        self.figure(words)["id"].as_str().unwrap().to_owned()
    }

    fn links(&self) -> Vec<Value> {
        let lines = self.out(&["links", "--kind", "measure", "--format", "jsonl"]);
        lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    }

    /// What the two counts are to each other.
    fn verdict(&self) -> Option<String> {
        let (one, two) = (self.id("4,500"), self.id("6,200"));
        let has = |l: &&Value, id: &str| {
            [&l["left"], &l["right"]].iter().any(|side| side.as_array().unwrap().contains(&json!(id)))
        };
        let links = self.links();
        let link = links.iter().find(|l| has(l, &one) && has(l, &two))?;
        Some(link["verdict"].as_str().unwrap().to_owned())
    }
}

#[test]
fn a_corrected_value_survives_reading_again_and_changes_what_it_is_to_others() {
    let desk = desk();
    assert_eq!(desk.verdict().as_deref(), Some("differs"));
    let id = desk.id("4,500");
    let said =
        desk.out(&["review", &id[..8], "--value", "6,200", "--note", "misprint, see the annual report"]);
    assert!(said.contains("is corrected"), "{said}");
    assert_ne!(desk.verdict().as_deref(), Some("differs"));
    let check = desk.out(&["check", "--document", "two.txt", "--format", "jsonl"]);
    assert!(check.contains("6,200 ") && !check.contains("\"differs\""), "{check}");

    // Another reading, with every row anew.
    desk.write("three.txt", "Nothing to see.\n");
    desk.out(&["read", "-q", "one.txt", "two.txt", "three.txt"]);
    let row = desk.figure("4,500");
    assert_eq!((&row["low"], &row["text"]), (&json!(4450), &json!("4,500")), "what was found stays");
    assert_eq!(row["review"]["verdict"], "corrected");
    assert_eq!(row["review"]["note"], "misprint, see the annual report");
    let corrected = &row["review"]["corrected"];
    assert_eq!((&corrected["low"], &corrected["high"]), (&json!(6200), &json!(6200)));
    assert!(!corrected["at"].as_str().unwrap().is_empty());
    assert!(desk.out(&["figures"]).contains("6,200"));

    desk.out(&["review", &id, "--undo"]);
    assert_eq!(desk.verdict().as_deref(), Some("differs"));
    assert!(desk.figure("4,500")["review"].is_null());
    assert_eq!(desk.run(&["review", &id, "--undo"]).code, 1);
}

#[test]
fn unit_period_words_and_actor_are_corrected_one_after_the_other() {
    let desk = desk();
    let id = desk.id("4,500");
    desk.out(&["review", &id, "--period", "2021", "--unit", "tonnes", "--measure", "seized freight"]);
    desk.out(&["review", &id, "--actor", "Ana Torvald"]);
    let start = desk.figure("4,500")["start"].as_u64().unwrap();
    desk.out(&["review", &id, "--span", &format!("{start}..{}", start + 20)]);
    let corrected = desk.figure("4,500")["review"]["corrected"].clone();
    assert_eq!(corrected["text"], "4,500 seized parcels");
    assert_eq!((&corrected["start"], &corrected["end"]), (&json!(start), &json!(start + 20)));
    assert_eq!(
        (&corrected["period"]["start"], &corrected["period"]["end"]),
        (&json!("2021-01-01"), &json!("2022-01-01"))
    );
    assert_eq!(corrected["unit"]["code"], "t");
    assert_eq!(
        (&corrected["measure"]["text"], &corrected["measure"]["what"]),
        (&json!("seized freight"), &json!("freight"))
    );
    assert_eq!(corrected["name"], "Ana Torvald");
    assert!(corrected["low"].is_null(), "what nobody corrected is not among it");
    assert_ne!(desk.verdict().as_deref(), Some("differs"), "tonnes of 2021 are no parcels of 2022");
    let ana = desk.out(&["show", "Ana Torvald", "--json"]);
    let ana: Value = serde_json::from_str(&ana).unwrap();
    assert!(ana["figures"].as_array().unwrap().iter().any(|f| f["id"] == *id));
    // A confirmation stands above the corrections, and leaves them.
    desk.out(&["review", &id, "--confirm"]);
    let review = desk.figure("4,500")["review"].clone();
    assert_eq!(
        (&review["verdict"], &review["corrected"]["name"]),
        (&json!("confirmed"), &json!("Ana Torvald"))
    );
}

#[test]
fn a_rejected_row_takes_part_in_nothing() {
    let desk = desk();
    desk.out(&["review", &desk.id("6,200"), "--reject"]);
    assert_eq!(desk.verdict(), None);
    assert!(!desk.out(&["timeline", "--rows", "figures"]).contains("6,200"));
    assert!(desk.out(&["figures"]).contains("6,200"), "it is still there to be looked at");
}

#[test]
fn what_two_rows_are_to_each_other_is_decided_and_marked() {
    let desk = desk();
    let (one, two) = (desk.id("4,500"), desk.id("6,200"));
    desk.out(&["review", &two, "--beside", &one, "--verdict", "other definition", "--note", "gross and net"]);
    assert_eq!(desk.verdict().as_deref(), Some("other definition"));
    let links = desk.links();
    let link = links.iter().find(|l| l["verdict"] == "other definition").unwrap();
    assert_eq!(
        (&link["review"]["was"], &link["review"]["note"]),
        (&json!("differs"), &json!("gross and net"))
    );
    assert!(desk.out(&["links"]).contains("[corrected"));
    desk.out(&["review", &one, "--beside", &two, "--reject"]);
    assert_eq!(desk.verdict(), None);
    let listed = desk.out(&["review", "--list", "--format", "jsonl"]);
    let listed: Vec<Value> = listed.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(listed.len(), 2);
    assert_eq!((&listed[0]["row"], &listed[0]["beside"]), (&json!(two), &json!(one)));
    assert_eq!(
        (&listed[0]["corrected"]["verdict"], &listed[1]["verdict"]),
        (&json!("other definition"), &json!("rejected"))
    );
    assert!(desk.out(&["review", "--list", "--format", "csv"]).contains("other definition"));
    desk.out(&["review", &two, "--undo"]);
    desk.out(&["review", &one, "--undo"]);
    assert_eq!(desk.verdict().as_deref(), Some("differs"));
}

#[test]
fn the_agent_of_an_event_and_the_holder_of_a_proposal_are_corrected() {
    let desk = desk();
    let event =
        desk.rows("events").into_iter().find(|e| e["text"].as_str().unwrap().contains("praised")).unwrap();
    let id = event["id"].as_str().unwrap();
    desk.out(&["review", id, "--actor", "Ana Torvald", "--period", "2022-03"]);
    let timeline = desk.out(&["timeline", "--actor", "Ana Torvald", "--rows", "events"]);
    assert!(timeline.contains("2022-03") && timeline.contains("praised"), "{timeline}");
    let promise = desk.rows("proposals").remove(0);
    desk.out(&["review", promise["id"].as_str().unwrap(), "--actor", "Tom Vale"]);
    assert!(desk.out(&["proposals"]).contains("Tom Vale"));
}

#[test]
fn place_type_modality_recipients_polarity_and_status_are_corrected() {
    let desk = desk();
    let found = |kind: &str, words: &str| {
        let has = |r: &Value| r["text"].as_str().unwrap().contains(words);
        desk.rows(kind).into_iter().find(has).unwrap_or_else(|| panic!("no {kind} {words}"))
    };
    let id = |row: &Value| row["id"].as_str().unwrap().to_owned();

    // Another place is another count.
    let figure = desk.id("4,500");
    desk.out(&["review", &figure, "--place", "Halden"]);
    assert_eq!(desk.figure("4,500")["review"]["corrected"]["place"]["text"], "Halden");
    assert_ne!(desk.verdict().as_deref(), Some("differs"));
    assert!(desk.out(&["figures", "--place", "Halden"]).contains("4,500"));
    desk.out(&["review", &figure, "--undo"]);
    assert_eq!(desk.verdict().as_deref(), Some("differs"));

    // An event as another one, of other people, and only planned.
    let event = id(&found("events", "praised"));
    let first = found("events", "praised")["recipients"][0].clone();
    let two = ["--recipient", "Ana Torvald", "--recipient", first["text"].as_str().unwrap()];
    let args =
        [&["review", &event, "--type", "consult", "--modality", "planned", "--place", "Sarrow"], &two[..]];
    desk.out(&args.concat());
    let corrected = found("events", "praised")["review"]["corrected"].clone();
    assert_eq!((&corrected["type"], &corrected["modality"]), (&json!("CONSULT"), &json!("planned")));
    // Who is no actor of the case stands there by the words of the text.
    let both = &corrected["recipients"];
    assert_eq!((&both[0]["name"], &both[1]["text"]), (&json!("Ana Torvald"), &first["text"]));
    assert_eq!((&both[1]["start"], &both[1]["end"]), (&first["start"], &first["end"]));
    assert_eq!(found("events", "praised")["type"], "SUPPORT", "what was found stays");
    let told = desk.out(&["timeline", "--rows", "events", "--actor", "Ana Torvald", "--format", "jsonl"]);
    let told: Value = serde_json::from_str(told.lines().find(|l| l.contains("praised")).unwrap()).unwrap();
    assert!(told["type"].as_str().unwrap().starts_with("CONSULT"), "{told}");
    assert_eq!((&told["modality"], &told["place"]), (&json!("planned"), &json!("Sarrow")));
    // Those who stand there may be told by their words; nobody, too.
    desk.out(&["review", &event, "--recipient", "-"]);
    assert!(!desk.out(&["timeline", "--rows", "events", "--actor", "Ana Torvald"]).contains("praised"));
    desk.out(&["read", "-q", "one.txt", "two.txt"]);
    assert_eq!(found("events", "praised")["review"]["corrected"]["recipients"], json!([]));

    // Who is said to deny what another says opposes him.
    let statement = id(&found("statements", "quiet year"));
    desk.out(&["review", &statement, "--polarity", "denied"]);
    assert_eq!(found("statements", "quiet year")["review"]["corrected"]["polarity"], "denied");
    assert!(desk.out(&["statements", "--polarity", "denied", "--format", "csv"]).contains("quiet year"));

    let promise = id(&found("proposals", "north quay"));
    desk.out(&["review", &promise, "--status", "kept", "--recipient", "Tom Vale"]);
    let listed = desk.out(&["proposals", "--status", "kept", "--addressee", "Tom Vale", "--format", "csv"]);
    assert!(listed.contains("north quay"), "{listed}");
    let list = desk.out(&["review", "--list", "--format", "csv"]);
    assert!(list.contains("kept") && list.contains("Tom Vale"), "{list}");
    let list = desk.out(&["review", "--list"]);
    assert!(list.contains("polarity: denied") && list.contains("recipients: Ana"), "{list}");
}

#[test]
fn what_cannot_be_is_told() {
    let desk = desk();
    let id = desk.id("4,500");
    let statement = desk.rows("statements")[0]["id"].as_str().unwrap().to_owned();
    let fails: [(&[&str], &str); 13] = [
        (&["review", &id, "--value", "many"], "is not a number"),
        (&["review", &id, "--value", "5000..4000"], "the smaller comes first"),
        (&["review", &id, "--value", "4450..4600"], "decided, corrected or noted"),
        (&["review", &id, "--actor", "Nobody At All"], "no actor in the case"),
        (&["review", &id, "--span", "9990..9999"], "no stretch of this text"),
        (&["review", &statement, "--value", "7"], "only figures"),
        (&["review", &statement, "--polarity", "sung"], "said, denied, asked"),
        (&["review", &statement, "--place", "Sarrow"], "only figures and events"),
        (&["review", &id, "--type", "ASSAULT"], "only events"),
        (&["review", &id, "--recipient", "Tom Vale"], "only events and proposals"),
        (&["review", &statement, "--status", "kept"], "only proposals"),
        (&["review", &id, "--beside", &id, "--verdict", "agrees"], "beside itself"),
        (&["review", "ffffffffffff", "--confirm"], "ffff"),
    ];
    for (args, why) in fails {
        let ran = desk.run(args);
        assert!(ran.code == 1 && ran.err.contains(why), "{args:?}: {}", ran.err);
    }
    assert_eq!(desk.run(&["review", &id, "--confirm", "--value", "7"]).code, 2);
    assert!(desk.out(&["review", "--list"]).contains("no decisions"));
}
