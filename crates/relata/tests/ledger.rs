//! The commands on events and proposals, on a case whose rows are made by hand.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use common::Desk;
use relata_case::{Case, Kept, Reading, Source, Versions};
use relata_rows::{
    Actor, ActorKind, Block, BlockKind, Bound, DocId, Document, Entity, Event, EventKind, Extent, Figure,
    Findings, Genre, Interval, Measure, Member, Metadata, Modality, Origin, Part, Party, Period, PlaceRef,
    Polarity, Proposal, ProposalKind, Published, Resolved, Row, RowId, RowKind, Sha256, SourceKind, Span,
    Speech, Statement, Status, Unit,
};
use serde_json::{Value, json};

/// Actors of every document: by number of their entity.
const ACTORS: [(&str, ActorKind, Option<&str>); 4] = [
    ("Chile", ActorKind::Place, Some("CL")),
    ("Peru", ActorKind::Place, Some("PE")),
    ("Ana Ruiz", ActorKind::Person, None),
    ("Port Sel", ActorKind::Place, None),
];

/// A document with its rows.
struct Page {
    document: Document,
    findings: Findings,
}

impl Page {
    fn new(text: &str, published: &str, publisher: &str) -> Self {
        let sha256 = Sha256::of(text.as_bytes());
        let span = Span::new(0, text.len());
        let start = published.parse().unwrap();
        let metadata = Metadata {
            title: Some(format!("Report of {publisher}")),
            publisher: Some(publisher.into()),
            published: Some(Published { start, end: start.tomorrow().unwrap(), basis: "stated".into() }),
            language: Some("en".into()),
            genre: Genre::News,
            url: Some(format!("https://example.org/{published}")),
            ..Metadata::default()
        };
        let origin = Origin::Bytes { start: 0, end: text.len() };
        let entity = |(name, kind, _): (&str, ActorKind, Option<&str>)| Entity {
            kind,
            name: name.into(),
            named: true,
            aliases: vec![],
            acronyms: vec![],
            roles: vec![],
            country: None,
            gender: None,
        };
        let document = Document {
            id: DocId::of(&sha256),
            sha256,
            media_type: "text/plain".into(),
            metadata,
            text: text.into(),
            blocks: vec![Block { span, kind: BlockKind::Paragraph, level: 0, origin }],
            pages: vec![],
            report: vec![],
        };
        let entities = ACTORS.into_iter().map(entity).collect();
        Page { document, findings: Findings { entities, ..Findings::default() } }
    }

    fn at(&self, words: &str) -> Span {
        let start = self.document.text.find(words).unwrap_or_else(|| panic!("{words:?}"));
        Span::new(start, start + words.len())
    }

    fn party(&self, words: &str, entity: Option<usize>) -> Party {
        Party { span: self.at(words), entity, actor: None }
    }

    fn row<T>(&self, kind: RowKind, span: Span, rest: &str, body: T) -> Row<T> {
        let doc = self.document.id.clone();
        Row { id: RowId::of(kind, &doc, span, rest), doc, span, confidence: 0.8, body }
    }

    fn event(
        &mut self,
        kind: EventKind,
        trigger: &str,
        agent: Party,
        recipient: Party,
        date: Option<Period>,
    ) {
        let body = Event {
            kind,
            mode: None,
            trigger: self.at(trigger).into(),
            agents: vec![agent],
            recipients: vec![recipient],
            date,
            place: None,
            modality: Modality::Actual,
            statement: None,
            speech: None,
            also: vec![],
        };
        let span = Span::new(0, self.document.text.len());
        let row = self.row(RowKind::Events, span, trigger, body);
        self.findings.events.push(row);
    }

    fn people(&mut self, words: &str, n: f64) {
        let n = Some(n);
        let interval =
            Interval { low: n, high: n, low_soft: false, high_soft: false, stated: n, bound: Bound::Exact };
        let what = words.rsplit(' ').next().unwrap().trim_end_matches('s').to_owned();
        let body = Figure {
            interval,
            record: false,
            part_of: None,
            unit: Unit { code: "1".into(), label: String::new(), price_year: None },
            measure: Measure { text: words.into(), kind: "people".into(), what, ..Measure::default() },
            place: None,
            period: None,
            change: None,
            statement: None,
            credit: None,
            actor: None,
        };
        let row = self.row(RowKind::Figures, self.at(words), "", body);
        self.findings.figures.push(row);
    }

    fn promise(&mut self, holder: Party, addressee: Party, action: &str, due: Period) {
        let body = Proposal {
            kind: ProposalKind::Commitment,
            holder: Some(holder),
            addressees: vec![addressee],
            action: Extent::from(self.at(action)),
            condition: None,
            negative: false,
            due: Some(due),
            status: Status::Open,
            status_basis: None,
            parent: None,
            statement: None,
        };
        let row = self.row(RowKind::Proposals, self.at(action), "", body);
        self.findings.proposals.push(row);
    }

    fn said(&mut self, source: &str, entity: usize, content: &str) {
        let body = Statement {
            source: Some(self.at(source).into()),
            holder: None,
            entity: Some(entity),
            actor: None,
            source_kind: SourceKind::Named,
            cue: None,
            content: self.at(content).into(),
            speech: Speech::Indirect,
            polarity: Polarity::Said,
            parent: None,
            via: None,
        };
        let row = self.row(RowKind::Statements, self.at(content), "", body);
        self.findings.statements.push(row);
    }
}

fn days(text: &str, start: Option<&str>, end: Option<&str>) -> Period {
    let day = |d: &str| d.parse().unwrap();
    let (calendar, basis) = ("gregorian".into(), "stated".into());
    Period { text: text.into(), start: start.map(day), end: end.map(day), calendar, basis }
}

/// A folder with a case of three documents: two tell of one release, one of a promise and a plan.
fn desk() -> Desk {
    let third_of_may = || Some(days("3 May", Some("2024-05-03"), Some("2024-05-04")));
    let mut first = Page::new(
        "Chile released boats of Peru off Port Sel on 3 May with 12 sailors.",
        "2024-05-04",
        "Harbour Gazette",
    );
    first.event(
        EventKind::Retreat,
        "released",
        first.party("Chile", Some(0)),
        first.party("Peru", Some(1)),
        third_of_may(),
    );
    let place = PlaceRef { entity: Some(3), actor: None, text: "Port Sel".into(), basis: "clause".into() };
    first.findings.events[0].body.place = Some(place);
    first.people("12 sailors", 12.0);
    let mut second =
        Page::new("In May Chile freed boats of Peru with 20 sailors.", "2024-05-05", "The Ledger");
    let may = Some(days("In May", Some("2024-05-01"), Some("2024-06-01")));
    second.event(
        EventKind::Retreat,
        "freed",
        second.party("Chile", Some(0)),
        second.party("Peru", Some(1)),
        may,
    );
    second.people("20 sailors", 20.0);
    let mut third = Page::new(
        "Peru promised Chile to mark its boats by July, Ana Ruiz said; two men may block the port.",
        "2024-06-01",
        "Harbour Gazette",
    );
    third.promise(
        third.party("Peru", Some(1)),
        third.party("Chile", Some(0)),
        "mark its boats",
        days("by July", None, Some("2024-07-01")),
    );
    third.said("Ana Ruiz", 2, "Peru promised Chile to mark its boats by July");
    third.event(
        EventKind::Agree,
        "promised",
        third.party("Peru", Some(1)),
        third.party("Chile", Some(0)),
        None,
    );
    third.event(
        EventKind::Protest,
        "block",
        third.party("two men", None),
        third.party("the port", None),
        None,
    );
    third.findings.events[1].body.modality = Modality::Hypothetical;

    let desk = Desk::new();
    let mut case = Case::create_or_open(&desk.path("case.relata")).unwrap();
    for (n, page) in [first, second, third].iter().enumerate() {
        let versions = Versions { reader: 1, findings: 1 };
        let (path, hints) = (format!("{n}.txt"), json!({}));
        let kept = Kept::of(page.document.text.as_bytes()).unwrap();
        let source = Source { path: &path, hints: &hints, versions };
        let reading = Reading { source, kept: &kept, document: &page.document, findings: &page.findings };
        case.file(&reading).unwrap();
    }
    let documents = case.entities().unwrap();
    let actor = |(n, (name, kind, iso)): (usize, (&str, ActorKind, Option<&str>))| Actor {
        id: format!("{n}{n}{n}{n}ffffffffffff"),
        name: name.into(),
        kind,
        aliases: vec![],
        roles: vec![],
        external: iso.map(|code| ("iso".to_owned(), code.to_owned())).into_iter().collect(),
        country: None,
        mentions: 3,
        documents: 3,
        first_seen: None,
        last_seen: None,
    };
    let member =
        |doc, n| Member { doc, part: Part::Entity(n), actor: n, reason: "name".into(), confidence: 0.9 };
    let resolved = Resolved {
        actors: ACTORS.into_iter().enumerate().map(actor).collect(),
        members: (0..3).flat_map(|doc| (0..4).map(move |n| member(doc, n))).collect(),
        ..Resolved::default()
    };
    case.set_actors(&documents, &resolved, 1).unwrap();
    case.close().unwrap();
    desk
}

fn rows(desk: &Desk, args: &[&str]) -> Vec<Value> {
    let args: Vec<&str> = args.iter().copied().chain(["--format", "jsonl"]).collect();
    desk.out(&args).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn triggers(desk: &Desk, args: &[&str]) -> Vec<String> {
    let rows = rows(desk, &[&["events"], args].concat());
    rows.iter().map(|r| r["trigger"]["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn events_are_listed_as_asked_for() {
    let desk = desk();
    assert_eq!(triggers(&desk, &[]).len(), 4);
    assert_eq!(triggers(&desk, &["--type", "retreat"]), ["released", "freed"]);
    assert_eq!(triggers(&desk, &["--actor", "two men"]), ["block"]);
    assert_eq!(triggers(&desk, &["--actor", "perú"]).len(), 3);
    assert_eq!(triggers(&desk, &["--modality", "hypothetical"]), ["block"]);
    assert_eq!(triggers(&desk, &["--from", "2024-05-04"]), ["freed"]);
    assert_eq!(triggers(&desk, &["--to", "2024-05-02"]), ["freed"]);
    assert_eq!(triggers(&desk, &["--from", "2024-06"]), Vec::<String>::new());
    assert_eq!(desk.run(&["events", "--type", "attack"]).code, 2);
    let table = desk.out(&["events"]);
    assert!(table.contains("released (RETREAT)"), "{table}");
    assert!(table.contains("block (PROTEST, hypothetical)"), "{table}");
    let first = &rows(&desk, &["events", "--limit", "1"])[0];
    assert_eq!(first["agents"][0]["actor"], "0000ffffffffffff");
    assert_eq!(first["place"]["actor"], "3333ffffffffffff");
}

#[test]
fn proposals_are_listed_as_asked_for() {
    let desk = desk();
    let count = |args: &[&str]| rows(&desk, &[&["proposals"], args].concat()).len();
    assert_eq!(count(&[]), 1);
    assert_eq!(count(&["--kind", "commitment", "--holder", "Peru", "--addressee", "Chile"]), 1);
    assert_eq!(count(&["--holder", "Chile"]), 0);
    assert_eq!((count(&["--due", "2024-06"]), count(&["--due", "2024"])), (1, 1));
    assert_eq!((count(&["--due", "2024-07"]), count(&["--due", "2025"])), (0, 0));
    assert_eq!((count(&["--status", "open"]), count(&["--status", "kept"])), (1, 0));
    let table = desk.out(&["proposals"]);
    assert!(["mark its boats", "by July", "open"].iter().all(|w| table.contains(w)), "{table}");
}

#[test]
fn a_timeline_joins_what_two_documents_tell_and_says_what_differs() {
    let desk = desk();
    let all = rows(&desk, &["timeline"]);
    let sorts: Vec<(&str, &str)> =
        all.iter().map(|r| (r["start"].as_str().unwrap(), r["sort"].as_str().unwrap())).collect();
    assert_eq!(
        sorts,
        [
            ("2024-05-03", "event"),
            ("2024-06-01", "event"),
            ("2024-06-01", "event"),
            ("2024-06-01", "statement")
        ]
    );
    let release = &all[0];
    assert_eq!(release["what"], "released");
    assert_eq!(release["documents"].as_array().unwrap().len(), 2);
    assert_eq!(release["witnesses"], 2);
    let differs = release["differs"].as_array().unwrap();
    let told = |what: &str| -> Vec<&str> {
        let one = differs.iter().find(|d| d["what"] == what).unwrap();
        one["told"].as_array().unwrap().iter().map(|t| t["value"].as_str().unwrap()).collect()
    };
    assert_eq!(told("date"), ["2024-05", "2024-05-03"]);
    assert_eq!(told("persons"), ["12 sailors", "20 sailors"]);
    assert_eq!(told("words"), ["freed", "released"]);
    assert_eq!(differs.len(), 3);
    assert_eq!(all[1]["basis"], "publication");
    assert_eq!(rows(&desk, &["timeline", "--rows", "statements"]).len(), 1);
    assert_eq!(rows(&desk, &["timeline", "--actor", "Ana Ruiz"]).len(), 1);
    assert_eq!(rows(&desk, &["timeline", "--to", "2024-05"]).len(), 1);
    let table = desk.out(&["timeline"]);
    let line = |part: &str| table.lines().find(|l| l.contains(part)).unwrap_or_else(|| panic!("{table}"));
    assert!(line("2024-05-03").contains("date, persons") && line("2024-05-03").contains("Report of"));
    assert!(line("told 2024-06-01").contains("AGREE"));
}

#[test]
fn a_balance_has_a_line_for_each_month() {
    let desk = desk();
    let all = rows(&desk, &["timeline", "--balance", "Chile", "Peru"]);
    assert_eq!(
        all,
        [
            json!({"time": "2024-05", "verbal_cooperation": 0, "material_cooperation": 1, "verbal_conflict": 0,
                   "material_conflict": 0, "documents": 2, "witnesses": 2}),
            json!({"time": null, "verbal_cooperation": 1, "material_cooperation": 0, "verbal_conflict": 0,
                   "material_conflict": 0, "documents": 1, "witnesses": 1}),
        ]
    );
    assert_eq!(all, rows(&desk, &["timeline", "--balance", "Peru", "Chile"]));
    let years = rows(&desk, &["timeline", "--balance", "Chile", "Peru", "--by", "year"]);
    assert_eq!(years[0]["time"], "2024");
    assert!(desk.out(&["timeline", "--balance", "Chile", "Peru"]).contains("(no month)"));
    assert_eq!(desk.run(&["timeline", "--by", "year"]).code, 2);
}

#[test]
fn one_row_is_shown_with_its_words_and_an_actor_with_its_deeds() {
    let desk = desk();
    let id = rows(&desk, &["events", "--type", "retreat"])[0]["id"].as_str().unwrap().to_owned();
    let shown = desk.out(&["show", &id]);
    assert!(
        ["Chile released boats of Peru", "RETREAT", "material_cooperation"].iter().all(|w| shown.contains(w))
    );
    let id = rows(&desk, &["proposals"])[0]["id"].as_str().unwrap().to_owned();
    assert!(desk.out(&["show", &id]).contains("by July"));
    let peru = desk.out(&["show", "Peru"]);
    assert!(peru.contains("Does, or has done to it (3)") && peru.contains("Proposes, promises"), "{peru}");
    let report = desk.out(&["report"]);
    assert!(report.lines().any(|l| l.contains("commitments still open") && l.trim_end().ends_with('1')));
}

#[test]
fn every_span_of_events_and_proposals_is_verified() {
    let desk = desk();
    let found: Value = serde_json::from_str(&desk.out(&["verify", "--json"])).unwrap();
    // An event here has four spans (itself, trigger, agent, recipient), a proposal too (itself, action, holder,
    // addressee), a statement three, a figure one: 4 + 1, 4 + 1, 2 * 4 + 4 + 3.
    assert_eq!((&found["rows"], &found["broken"], &found["stale"]), (&json!(25), &json!(0), &json!(0)));
}

#[test]
fn events_leave_as_plover() {
    let desk = desk();
    let lines = desk.out(&["export", "--rows", "events", "--format", "plover"]);
    let all: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(all.len(), 4);
    let release = &all[0];
    assert_eq!(release["date"], "2024-05-03");
    assert_eq!(release.get("enddate"), None);
    assert_eq!(
        release["actor"],
        json!([{"code": "CHL", "entity_text": "Chile", "identifier_text": "Chile"}])
    );
    assert_eq!(release["recipient"][0]["code"], "PER");
    assert_eq!((&release["event"], &release["quad_code"]), (&json!(["RETREAT"]), &json!(2)));
    assert_eq!(release["event_scale"], 6.5);
    assert_eq!(release["event_loc"]["extracted_place"], "Port Sel");
    assert_eq!(release["text_info"], json!({"start": 0, "end": 67}));
    assert_eq!(release["cite_info"]["publication"], "Harbour Gazette");
    assert_eq!((&all[1]["date"], &all[1]["enddate"]), (&json!("2024-05-01"), &json!("2024-05-31")));
    assert_eq!(all[2]["date"], Value::Null);
    let blocked = all.iter().find(|e| e["event"] == json!(["PROTEST"])).unwrap();
    assert_eq!(blocked["context"], json!(["hypothetical"]));
}

#[test]
fn events_leave_as_gdelt_once_for_all_documents() {
    let desk = desk();
    let text = desk.out(&["export", "--rows", "events", "--format", "gdelt"]);
    let lines: Vec<Vec<&str>> = text.lines().map(|l| l.split('\t').collect()).collect();
    assert!(lines.iter().all(|l| l.len() == 61));
    assert_eq!(lines.len(), 3, "the names, the release, the promise");
    let column = |name: &str| lines[0].iter().position(|n| *n == name).unwrap();
    let told = |name: &str| lines[1][column(name)];
    let names = ["SQLDATE", "Actor1Name", "Actor1CountryCode", "Actor2CountryCode", "EventRootCode"];
    assert_eq!(names.map(told), ["20240503", "Chile", "CHL", "PER", "08"]);
    assert_eq!(["NumMentions", "NumSources", "NumArticles"].map(told), ["2", "2", "2"]);
    assert_eq!(told("SOURCEURL"), "https://example.org/2024-05-04");
    let any = desk.out(&["export", "--rows", "events", "--format", "gdelt", "--any-modality"]);
    assert_eq!(any.lines().count(), 4);
}

#[test]
fn due_dates_leave_as_a_calendar_that_is_the_same_every_time() {
    let desk = desk();
    let args = ["export", "--rows", "proposals", "--format", "ics"];
    let calendar = desk.out(&args);
    assert_eq!(calendar, desk.out(&args));
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert!(calendar.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    assert!(calendar.contains("\r\nDTSTART;VALUE=DATE:20240630\r\n"));
    assert!(calendar.contains("\r\nDTSTAMP:20240601T000000Z\r\n"));
    assert!(calendar.contains("\r\nSUMMARY:Peru: mark its boats\r\n"));
}

#[test]
fn forms_are_for_the_rows_that_they_know() {
    let desk = desk();
    for (rows, form) in [("figures", "gdelt"), ("proposals", "plover"), ("events", "ics"), ("events", "ftm")]
    {
        let ran = desk.run(&["export", "--rows", rows, "--format", form]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains(&format!("the form {form} is for")), "{}", ran.err);
    }
    let csv = desk.out(&["export", "--rows", "events", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 5);
    let all = desk.out(&["export", "--rows", "proposals"]);
    assert_eq!(all.lines().count(), 1);
}
