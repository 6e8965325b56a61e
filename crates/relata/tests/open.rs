//! `relata open`: who may come in, and that decisions are kept.

#![allow(clippy::unwrap_used, reason = "a test says by failing")]

mod common;

use common::Desk;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Stdio};

/// The program as it serves a case; ended with the test.
struct Open {
    child: Child,
    /// What it prints: were this closed, the program would end.
    _out: BufReader<ChildStdout>,
    host: String,
    cookie: String,
}

impl Drop for Open {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Open {
    fn new(desk: &Desk, flags: &[&str]) -> Open {
        let args: Vec<&str> = ["open", "--no-browser"].iter().chain(flags).copied().collect();
        let mut child = desk.command(&args).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let (host, token) = line.trim().strip_prefix("http://").unwrap().split_once("/?token=").unwrap();
        let port = host.split(':').next_back().unwrap();
        Open { cookie: format!("relata-{port}={token}"), host: host.to_owned(), _out: out, child }
    }

    /// Status line, head and body of an answer.
    fn ask(&self, method: &str, path: &str, form: &str) -> String {
        self.send(method, path, "application/x-www-form-urlencoded", form.as_bytes())
    }

    fn send(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let (host, cookie) = (&self.host, &self.cookie);
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nOrigin: http://{host}\r\n\
             Content-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        )
        .unwrap();
        stream.write_all(body).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// A page once what it shows has been made anew after the last change.
    fn page(&self, path: &str) -> String {
        loop {
            let page = self.at_once(path);
            if !page.contains("data-behind") {
                return page;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    }

    /// How files were read, once they are.
    fn added(&self) -> String {
        loop {
            let page = self.page("/add/progress");
            if !page.contains("data-running") {
                return page;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    }

    fn at_once(&self, path: &str) -> String {
        let answer = self.ask("GET", path, "");
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {}", &answer[..answer.len().min(400)]);
        answer
    }
}

#[test]
fn rooms_show_the_samples_and_decisions_outlive_another_reading() {
    let desk = Desk::new();
    desk.out(&["read", "-q", &common::samples()]);
    let open = Open::new(&desk, &[]);
    let rooms = [
        "/",
        "/documents",
        "/figures",
        "/differences",
        "/statements",
        "/actors",
        "/timeline",
        "/proposals",
        "/comparison",
        "/sources",
        "/record",
        "/search?q=border",
        "/reviews",
    ];
    rooms.iter().for_each(|path| assert!(open.page(path).contains("</html>")));
    for figure in desk.rows("figures").iter().take(3) {
        let page = open.page(&format!("/rows/{}", figure["id"].as_str().unwrap()));
        assert!(page.contains("code points"));
    }
    for document in desk.rows("documents") {
        open.page(&format!("/documents/{}", document["id"].as_str().unwrap()));
    }
    let actors = desk.rows("actors");
    actors.iter().take(5).for_each(|a| _ = open.page(&format!("/actors/{}", a["id"].as_str().unwrap())));

    let id = desk.rows("figures")[0]["id"].as_str().unwrap().to_owned();
    let decided = open.ask("POST", &format!("/rows/{id}/review"), "verdict=rejected&note=not+this");
    assert!(decided.starts_with("HTTP/1.1 303"), "{decided}");
    desk.out(&["read", "-q", &common::samples()]);
    assert!(open.page(&format!("/rows/{id}")).contains("not this"));
    let row = desk.rows("figures").into_iter().find(|r| r["id"] == *id).unwrap();
    assert_eq!((&row["review"]["verdict"], &row["review"]["note"]), (&"rejected".into(), &"not this".into()));
    open.ask("POST", &format!("/rows/{id}/review"), "verdict=undo");
    assert!(desk.rows("figures").iter().all(|r| r["review"].is_null()));

    let name = actors[0]["name"].as_str().unwrap();
    let path = format!("/actors/{}/decide", actors[0]["id"].as_str().unwrap());
    assert!(open.ask("POST", &path, "what=rename&into=Somebody+Else").contains("Somebody Else"));
    assert!(desk.out(&["actors", "decisions"]).contains(name));
    assert!(open.page("/actors?q=somebody").contains("Somebody Else"));
}

#[test]
fn after_a_decision_pages_come_at_once_and_the_rows_own_show_it() {
    let desk = Desk::new();
    desk.out(&["read", "-q", &common::samples()]);
    let open = Open::new(&desk, &[]);
    let link = |page: &str| {
        let at = page.find("<article class=\"card\" id=\"").unwrap();
        page[at..].split('"').nth(3).unwrap().to_owned()
    };
    let card = link(&open.page("/differences?kind=measure"));
    let links: Vec<serde_json::Value> =
        desk.out(&["links", "--format", "jsonl"]).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let found = links.iter().find(|l| card == format!("link-{}", l["id"].as_str().unwrap())).unwrap();
    let row = found["left"][0].as_str().unwrap();
    let waits = |page: &str| page.contains(&format!("action=\"/rows/{row}/review\""));
    assert!(waits(&open.page("/reviews")));

    open.ask("POST", &format!("/rows/{row}/review"), "verdict=rejected&note=of+another+year");
    // What is shown of all rows may be of before, and says so then.
    let page = open.at_once("/differences?kind=measure");
    assert_eq!(page.contains(&card), page.contains("data-behind"));
    assert!(!page.contains("data-behind") || !page.contains("name=\"judged\""));
    assert!(open.at_once(&format!("/rows/{row}")).contains("of another year"));
    assert!(!waits(&open.at_once("/reviews")));
    assert!(!open.page("/differences?kind=measure").contains(&card));

    // A correction is shown wherever the row is cited.
    open.ask("POST", &format!("/rows/{row}/review"), "verdict=undo");
    let back = open.page("/differences?kind=measure");
    assert!(back.contains(&card) && !back.contains("of another year"));
    open.ask("POST", &format!("/rows/{row}/review"), "verdict=corrected&value=123456789");
    assert!(open.at_once("/reviews").contains("123,456,789"));
    let page = open.at_once("/differences?kind=measure");
    assert!(!page.contains("data-behind") || page.contains("123,456,789"));
}

/// Files as a page sends them.
fn form_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut form = Vec::new();
    for (name, bytes) in files {
        let head = "--rim\r\nContent-Disposition: form-data; name=\"files\"; filename=";
        form.extend(format!("{head}\"{name}\"\r\n\r\n").bytes());
        form.extend(*bytes);
        form.extend(b"\r\n");
    }
    form.extend(b"--rim--\r\n");
    form
}

#[test]
fn files_added_on_a_page_give_the_rows_that_reading_gives() {
    let samples = std::path::PathBuf::from(common::samples());
    let names = ["op-ed-govern-the-border.html", "policy-paper-conditions.pdf", "letters.zip", "feed.xml"];
    let bytes = names.map(|name| std::fs::read(samples.join(name)).unwrap());
    let typed = Desk::new();
    let paths = names.map(|name| samples.join(name).to_str().unwrap().to_owned());
    typed.out(&["read", "-q", &paths[0], &paths[1], &paths[2], &paths[3]]);

    let desk = Desk::new();
    let first = desk.write("first.txt", "The minister said that 4,500 people came in 2022.\n");
    desk.out(&["read", "-q", first.to_str().unwrap()]);
    let open = Open::new(&desk, &[]);
    let mut files: Vec<(&str, &[u8])> = names.into_iter().zip(bytes.iter().map(Vec::as_slice)).collect();
    let broken: (&str, &[u8]) = ("broken.pdf", b"%PDF-1.7 and nothing more");
    let again: (&str, &[u8]) = ("again.txt", b"The minister said that 4,500 people came in 2022.\n");
    files.splice(1..1, [broken, ("empty.txt", b"")]);
    files.push(again);
    let sent = open.send("POST", "/add", "multipart/form-data; boundary=rim", &form_of(&files));
    assert!(sent.starts_with("HTTP/1.1 303"), "{sent}");
    let page = open.added();
    assert!(page.contains("7 / 7") && page.contains("the case has it already"), "{page}");
    assert_eq!(page.matches("class=\"a-failed\"").count(), 2, "{page}");

    let paths: Vec<String> =
        desk.rows("documents").iter().map(|d| d["path"].as_str().unwrap().to_owned()).collect();
    assert!(names[..2].iter().all(|name| paths.contains(&(*name).to_owned())), "{paths:?}");
    for kind in ["statements", "figures", "events", "proposals", "mentions"] {
        let own = |desk: &Desk| {
            let rows = desk.rows(kind).into_iter().filter(|row| row["text"] != "4,500 people");
            let mut ids: Vec<String> = rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect();
            ids.sort();
            ids
        };
        let (added, read) = (own(&desk), own(&typed));
        assert!(!read.is_empty() && read.iter().all(|id| added.contains(id)), "{kind}");
    }
    let (added, read) = (desk.rows("actors").len(), typed.rows("actors").len());
    assert!(added >= read, "actors are brought up to date: {added}, {read}");
    drop(open);
    let left = std::fs::read_dir(desk.path("")).unwrap().map(|f| f.unwrap().path());
    let files: usize = left.filter(|p| p.is_dir()).map(|p| std::fs::read_dir(p).unwrap().count()).sum();
    assert_eq!(files, 0, "what was taken in is gone when it is read");
}

#[test]
fn beside_a_year_what_has_no_date_is_counted_and_offered() {
    let desk = Desk::new();
    desk.write("a.txt", "The port authority counted 4,500 seized parcels in Sarrow in 2022.\n");
    desk.write("b.txt", "The customs union counted 6,200 seized parcels in Sarrow.\n");
    desk.write("c.txt", "The mayor counted 7,300 seized parcels in Sarrow in 2021.\n");
    desk.out(&["read", "-q", "a.txt", "b.txt", "c.txt"]);
    let open = Open::new(&desk, &[]);
    let page = open.page("/search?q=parcels&kind=figure&year=2022");
    let has = |page: &str, number: &str| page.contains(&format!("<mark class=\"figure\">{number}"));
    assert!(has(&page, "4,500") && !has(&page, "6,200") && !has(&page, "7,300"), "{page}");
    assert!(page.contains("class=\"undated\"") && page.contains("year=none"), "{page}");
    let page = open.page("/search?q=parcels&kind=figure&year=none");
    assert!(!has(&page, "4,500") && has(&page, "6,200") && !page.contains("class=\"undated\""), "{page}");
    // Nobody is kept out where no year is chosen.
    let page = open.page("/search?q=parcels&kind=figure");
    assert!(["4,500", "6,200", "7,300"].iter().all(|n| has(&page, n)) && !page.contains("class=\"undated\""));
}

/// The folders beside the case.
fn folders(desk: &Desk) -> usize {
    std::fs::read_dir(desk.path("")).unwrap().filter(|f| f.as_ref().unwrap().path().is_dir()).count()
}

#[test]
fn what_was_added_and_not_read_is_read_when_the_case_is_opened_again() {
    let desk = Desk::new();
    let first = desk.write("first.txt", "The minister said that 4,500 people came in 2022.\n");
    desk.out(&["read", "-q", first.to_str().unwrap()]);
    let open = Open::new(&desk, &[]);
    let samples = std::path::PathBuf::from(common::samples());
    let names = ["op-ed-govern-the-border.html", "policy-paper-conditions.pdf", "letters.zip", "feed.xml"];
    let bytes = names.map(|name| std::fs::read(samples.join(name)).unwrap());
    let files: Vec<(&str, &[u8])> = names.into_iter().zip(bytes.iter().map(Vec::as_slice)).collect();
    open.send("POST", "/add", "multipart/form-data; boundary=rim", &form_of(&files));
    // It is killed while they are read.
    drop(open);
    assert_eq!(folders(&desk), 1);
    let paths = || -> Vec<String> {
        desk.rows("documents").iter().map(|d| d["path"].as_str().unwrap().to_owned()).collect()
    };
    // Whoever only looks changes nothing.
    drop(Open::new(&desk, &["--read-only"]));
    assert_eq!(folders(&desk), 1);
    let open = Open::new(&desk, &[]);
    let page = open.added();
    assert!(page.contains(names[0]) && !page.contains("a-failed"), "{page}");
    assert!(names[..2].iter().all(|name| paths().contains(&(*name).to_owned())), "{:?}", paths());
    assert_eq!(folders(&desk), 0, "what was taken in is gone when it is read");

    // Files of a folder have their path in it; hidden ones and cases are left aside.
    let text: &[u8] = b"The mayor said that 70 boats left the port in 2023.\n";
    let files = [
        ("pile/2023/a.txt", text),
        ("pile/.hidden/b.txt", text),
        ("pile/other.relata", text),
        ("../../../c.txt", b"Nobody came."),
    ];
    open.send("POST", "/add", "multipart/form-data; boundary=rim", &form_of(&files));
    assert!(open.added().contains("pile/2023/a.txt"));
    assert!(paths().contains(&"pile/2023/a.txt".to_owned()) && paths().contains(&"c.txt".to_owned()));
    assert!(!paths().iter().any(|p| p.contains("hidden") || p.contains("other")), "{:?}", paths());
    let none = open.send("POST", "/add", "multipart/form-data; boundary=rim", &form_of(&files[1..2]));
    assert!(none.starts_with("HTTP/1.1 422") && none.contains("only hidden files"), "{none}");
}

#[test]
fn the_room_and_the_command_agree_on_what_was_corrected() {
    let desk = Desk::new();
    desk.write("one.txt", "The port authority counted 4,500 seized parcels in Sarrow in 2022.\n");
    desk.write("two.txt", "The customs union counted 6,200 seized parcels in Sarrow in 2022.\n");
    desk.out(&["read", "-q", "one.txt", "two.txt"]);
    let open = Open::new(&desk, &[]);
    let id = |words: &str| {
        let found = desk.rows("figures").into_iter().find(|r| r["text"] == words).unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    let (one, two) = (id("4,500"), id("6,200"));
    let differs = || {
        let page = open.page("/differences");
        (page.contains(&one[..8]), desk.out(&["links", "--verdict", "differs"]).contains("seized"))
    };
    assert_eq!(differs(), (true, true));
    // Corrected in the room.
    let form = format!("verdict=corrected&value=6200&back=%2Frows%2F{two}");
    let kept = open.ask("POST", &format!("/rows/{one}/review"), &form);
    assert!(kept.contains(&format!("location: /rows/{two}")), "{kept}");
    assert_eq!(differs(), (false, false));
    assert!(open.page(&format!("/rows/{one}")).contains("<ins><bdi>6,200</bdi></ins>"));
    assert!(open.page("/figures?q=parcels").contains("6,200 seized parcels · one.txt"));
    // Taken back, and what both are decided, by the command.
    desk.out(&["review", &one, "--undo"]);
    assert_eq!(differs(), (true, true));
    desk.out(&["review", &one, "--beside", &two, "--verdict", "not comparable", "--note", "other ports"]);
    assert_eq!(differs(), (false, false));
    assert!(open.page("/differences?verdict=not+comparable").contains("other ports"));
    // Place, in the room: another count.
    open.ask("POST", &format!("/rows/{one}/review"), "verdict=undo");
    open.ask("POST", &format!("/rows/{one}/review"), "verdict=corrected&place=Halden");
    assert_eq!(differs(), (false, false));
    let shown = open.page(&format!("/rows/{one}"));
    assert!(shown.contains("<ins><bdi>Halden (corrected)</bdi></ins>"), "{shown}");
    open.ask("POST", &format!("/rows/{one}/review"), "verdict=undo");
    desk.out(&["review", &one, "--beside", &two, "--verdict", "not comparable", "--note", "other ports"]);
    // Undone in the room, and rejected there: it is in no link, and still to be seen.
    open.ask("POST", &format!("/rows/{two}/review"), "verdict=undo");
    assert_eq!(differs(), (true, true));
    open.ask("POST", &format!("/rows/{two}/review"), "verdict=rejected");
    assert_eq!(differs(), (false, false));
    assert!(open.page(&format!("/rows/{two}")).contains("rejected"));
    let wrong = open.ask("POST", &format!("/rows/{one}/review"), "verdict=corrected&value=many");
    assert!(wrong.starts_with("HTTP/1.1 422"), "{wrong}");
}

#[test]
fn of_the_bytes_only_pdf_is_handed_out() {
    let desk = Desk::new();
    desk.out(&["read", "-q", &common::samples()]);
    let open = Open::new(&desk, &[]);
    for document in desk.rows("documents") {
        let path = format!("/documents/{}/original", document["id"].as_str().unwrap());
        let answer = open.ask("GET", &path, "");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        if document["media_type"] == "application/pdf" {
            assert!(head.contains("content-type: application/pdf") && body.starts_with("%PDF-"), "{head}");
        } else {
            assert!(head.starts_with("HTTP/1.1 404") && body.contains("is no PDF file"), "{head}");
        }
    }
}

#[test]
fn a_case_that_is_only_read_is_not_changed() {
    let desk = Desk::new();
    let file =
        desk.write("a.txt", "The minister said that 4,500 people came in 2022.\n\nShe denied it later.\n");
    desk.out(&["read", "-q", file.to_str().unwrap()]);
    let before = std::fs::read(desk.path("case.relata")).unwrap();
    let open = Open::new(&desk, &["--read-only"]);
    open.page("/figures");
    let id = desk.rows("figures")[0]["id"].as_str().unwrap().to_owned();
    let refused = open.ask("POST", &format!("/rows/{id}/review"), "verdict=rejected");
    assert!(refused.starts_with("HTTP/1.1 403"));
    assert_eq!(std::fs::read(desk.path("case.relata")).unwrap(), before);
}

#[test]
fn beyond_this_machine_a_password_is_demanded() {
    let desk = Desk::new();
    let file = desk.write("a.txt", "The minister said that 4,500 people came in 2022.\n");
    desk.out(&["read", "-q", file.to_str().unwrap()]);
    let refused = desk.run(&["open", "--no-browser", "--listen", "0.0.0.0:0"]);
    assert!(refused.code == 1 && refused.err.contains("--password-file") && refused.err.contains("TLS"));
    let empty = desk.write("empty", "\n");
    let args = ["open", "--no-browser", "--listen", "0.0.0.0:0", "--password-file", empty.to_str().unwrap()];
    assert!(desk.run(&args).err.contains("no password"));
}
