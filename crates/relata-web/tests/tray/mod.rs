//! A desk on which everything that can hold text holds one text.

use relata_rows::{Arg, Reason, Why};
use relata_web::chart::{Mark, Small, Strip};
use relata_web::graph::{Edge, Layers, Node, Partner, Ring};
use relata_web::view::*;
use relata_web::{Ask, Deciding, Desk, Incoming, Reviewing, Told, Trouble};
use std::io::Read;
use std::sync::Mutex;

/// The text of a desk that shows what was before.
pub(crate) const BEHIND: &str = "before";

/// A desk on which everything that can hold text holds `text`.
pub(crate) struct Tray {
    pub(crate) text: String,
    pub(crate) decisions: Mutex<Vec<Reviewing>>,
    pub(crate) files: Mutex<Vec<(String, Vec<u8>)>>,
}

impl Tray {
    fn doc(&self) -> DocRef {
        let text = || self.text.clone();
        DocRef {
            id: "0123456789abcdef".into(),
            title: text(),
            maker: text(),
            day: "2024-05-03".into(),
            lang: text(),
        }
    }

    fn cited(&self) -> Cited {
        let text = || self.text.clone();
        let (before, words, after, who, about) = (text(), text(), text(), text(), text());
        let (id, doc) = ("fedcba9876543210".to_owned(), self.doc());
        let fix = Some(Fix {
            by: text(),
            day: "2026-01-31".into(),
            changes: vec![Change { field: "interval", was: text(), now: text() }],
        });
        Cited { id, kind: "figure", doc, before, words, after, who, about, review: "corrected".into(), fix }
    }

    fn partner(&self) -> Partner {
        let (href, rows) = ("/actors/ab".into(), "#with-ab".into());
        Partner { name: self.text.clone(), href, rows, counts: [3, 1, 2] }
    }

    fn pair(&self) -> Option<Pair> {
        let text = || self.text.clone();
        let judged = Judged {
            decided: "corrected".into(),
            was: "differs",
            note: text(),
            by: text(),
            day: "2026-01-31".into(),
        };
        let (one, other) = ("fedcba9876543210".to_owned(), "0123456789abcdef".to_owned());
        Some(Pair { one, other, judged: Some(judged) })
    }

    fn editing(&self) -> Editing {
        let text = || self.text.clone();
        let word = |start, within| Word { start, end: start + 4, text: text(), gap: " ".into(), within };
        let field =
            |name| Field { name, label: "unit", value: text(), known: vec![text()], ..Field::default() };
        let modality = Field { name: "modality", label: "modality", sort: "how", ..Field::default() };
        let modality = Field { value: "planned".into(), choices: vec!["actual", "planned"], ..modality };
        Editing {
            words: vec![word(0, false), word(5, true), word(10, true), word(15, false)],
            fields: ["value", "unit", "measure", "actor", "period"]
                .map(field)
                .into_iter()
                .chain([modality])
                .collect(),
        }
    }

    fn official(&self) -> Official {
        let text = || self.text.clone();
        let (series, name, period, value) = ("a/b".to_owned(), text(), text(), Reason::words(text()));
        Official {
            verdict: "close",
            series,
            name,
            period,
            value,
            reason: Reason::words(text()),
            arithmetic: Some(Reason::words(text())),
        }
    }

    fn difference(&self) -> Difference {
        Difference {
            id: "0011223344556677".into(),
            kind: "measure",
            verdict: "differs",
            left: Some(self.cited()),
            left_more: 2,
            right: Some(self.cited()),
            documents: vec![self.doc()],
            reason: Why::Also.of([Why::Apart.of([self.text.as_str(), "5"]), Reason::words(&self.text)]),
            arithmetic: Some(Why::PercentOf.with(["3".into(), Arg::Number("1,200.5".into()), "36".into()])),
            root: self.text.clone(),
            official: vec![self.official()],
            pair: self.pair(),
            ..Difference::default()
        }
    }

    fn counted(&self) -> Counted {
        Counted { name: self.text.clone(), href: "/search".into(), count: 1200, share: 50 }
    }

    fn line(&self) -> ActorLine {
        let text = || self.text.clone();
        let id = "0123456789abcdef".to_owned();
        ActorLine {
            id,
            name: text(),
            kind: "person",
            aliases: text(),
            roles: text(),
            mentions: 1,
            documents: 2,
        }
    }

    fn proposal(&self) -> Proposal {
        let text = || self.text.clone();
        Proposal {
            row: self.cited(),
            kind: "commitment",
            holder: text(),
            addressees: text(),
            action: text(),
            negative: true,
            due: text(),
            status: "open",
            told_later: Some(("0123456789abcdef".into(), Reason::words(text()))),
        }
    }

    fn review_of(&self) -> Review {
        let text = || self.text.clone();
        Review {
            verdict: "corrected".into(),
            fields: vec![("unit", text())],
            beside: "0123456789abcdef".into(),
            judged: "agrees",
            note: text(),
            by: text(),
            at: text(),
            words: text(),
            row: None,
        }
    }
}

fn part<T>(one: T) -> Part<T> {
    Part { items: vec![one], total: 60, part: 2, parts: 3 }
}

impl Desk for Tray {
    fn is_behind(&self) -> bool {
        self.text == BEHIND
    }

    fn name(&self) -> String {
        self.text.clone()
    }
    fn overview(&self) -> Told<Overview> {
        Ok(Overview {
            counts: vec![("documents", 3), ("events", 1)],
            actors: vec![self.counted()],
            differences: vec![self.difference()],
            commitments: vec![self.proposal()],
            failures: vec![(self.text.clone(), self.text.clone())],
            ..Overview::default()
        })
    }
    fn documents(&self, _: &Ask) -> Told<Documents> {
        let line = DocumentLine { doc: self.doc(), genre: self.text.clone(), ..DocumentLine::default() };
        Ok(Documents { list: part(line), genres: vec![self.text.clone()] })
    }
    fn document(&self, id: &str, ask: &Ask) -> Told<Reading> {
        if id != "0123456789abcdef" {
            return Err(Trouble::Missing(format!("no document {id}")));
        }
        let segment = Segment { text: self.text.clone(), kinds: "figure".into(), begin: vec!["ab".into()] };
        let margin =
            Margin { id: "ab".into(), kind: "figure", label: self.text.clone(), ..Margin::default() };
        let margin = Margin { citation: self.text.clone(), ..margin };
        let kinds = ["statement", "figure", "event"].into_iter();
        let shown = kinds.filter(|kind| ask.kind.split(',').any(|wanted| wanted == *kind)).collect();
        let block = |kind| Block {
            kind,
            segments: vec![segment.clone()],
            margin: vec![margin.clone()],
            ..Block::default()
        };
        let table = Block { cells: vec![vec![vec![segment.clone()]]], ..block("table") };
        Ok(Reading {
            doc: self.doc(),
            facts: vec![("file", self.text.clone())],
            blocks: vec![block("heading"), block("paragraph"), block("furniture"), table],
            report: vec![("lost".into(), self.text.clone())],
            counts: vec![("statement", 1), ("figure", 2), ("event", 3)],
            shown,
            paper: true,
            before: Some(self.doc()),
            citation: self.text.clone(),
            ..Reading::default()
        })
    }
    fn paper(&self, id: &str) -> Told<Vec<u8>> {
        match id {
            "0123456789abcdef" => Ok(b"%PDF-1.7\n".to_vec()),
            _ => Err(Trouble::Missing(self.text.clone())),
        }
    }
    fn row(&self, _: &str) -> Told<RowPage> {
        let other = Some(self.cited());
        Ok(RowPage {
            row: self.cited(),
            facts: vec![("unit", self.text.clone())],
            beside: vec![Beside {
                reason: Reason::words(&self.text),
                other,
                pair: self.pair(),
                ..Beside::default()
            }],
            official: Some(self.official()),
            reviews: vec![self.review_of()],
            citation: self.text.clone(),
            edit: Some(self.editing()),
            neighbours: ("ab".into(), "cd".into()),
            original: Some("https://paper.example/#:~:text=4%2C500".into()),
            ..RowPage::default()
        })
    }
    fn measures(&self, _: &Ask) -> Told<Measures> {
        let text = || self.text.clone();
        let mark = Mark {
            low: Some(1.0),
            label: text(),
            group: text(),
            title: text(),
            href: "/".into(),
            ..Mark::default()
        };
        let multiples = Small::of(vec![(text(), "/figures".into(), vec![mark.clone()])]);
        let strip = Strip::of(vec![mark], vec![(2.0, text())]);
        let figures = vec![self.cited()];
        Ok(Measures {
            list: part(Measure { about: text(), strip, figures, multiples, ..Measure::default() }),
        })
    }
    fn differences(&self, _: &Ask) -> Told<Differences> {
        Ok(Differences {
            list: part(self.difference()),
            kinds: vec![("measure", 3)],
            verdicts: vec![("differs", 3)],
        })
    }
    fn statements(&self, _: &Ask) -> Told<Statements> {
        Ok(Statements {
            list: part(self.cited()),
            targets: vec![self.text.clone()],
            speakers: vec![self.counted()],
            cues: vec![self.counted()],
        })
    }
    fn actors(&self, _: &Ask) -> Told<Actors> {
        Ok(Actors { list: part(self.line()), kinds: vec!["person"] })
    }
    fn actor(&self, _: &str) -> Told<ActorPage> {
        let text = || self.text.clone();
        Ok(ActorPage {
            actor: self.line(),
            facts: vec![("country", text())],
            roles: vec![(text(), text(), text())],
            documents: vec![(self.doc(), 3, text())],
            relations: vec![(text(), "works_for".into(), text(), text())],
            rows: vec![("says", 1, vec![self.cited()])],
            ring: Ring::of(&text(), vec![self.partner()]),
            partners: vec![(self.partner(), vec![self.cited()])],
            candidates: vec![("0123456789abcdef".into(), text(), text())],
            decisions: vec![text()],
            ..ActorPage::default()
        })
    }
    fn timeline(&self, _: &Ask) -> Told<Timeline> {
        let text = || self.text.clone();
        let tellers = vec![("ab".to_owned(), text()), ("cd".to_owned(), text())];
        let (who, what, whom, sort, differs) = (text(), text(), text(), text(), text());
        let entry = Entry {
            id: "ab".into(),
            kind: "event",
            who,
            what,
            whom,
            sort,
            differs,
            tellers,
            ..Entry::default()
        };
        Ok(Timeline { list: part(entry), actors: vec![("ab".into(), text())], ..Timeline::default() })
    }
    fn proposals(&self, _: &Ask) -> Told<Proposals> {
        let tally = vec![("commitment", vec![1])];
        Ok(Proposals { list: part(self.proposal()), tally, statuses: vec!["open"] })
    }
    fn comparison(&self, _: &Ask) -> Told<Comparison> {
        let cells = vec![Some((self.text.clone(), "/rows/ab".to_owned())), None];
        let compared =
            Compared { what: self.text.clone(), sort: "measure", differs: Reason::words(&self.text), cells };
        Ok(Comparison { documents: vec![self.doc(), self.doc()], hidden: 1, list: part(compared) })
    }
    fn sources(&self, _: &Ask) -> Told<Sources> {
        let source = Source {
            name: self.text.clone(),
            of: self.text.clone(),
            documents: vec![self.doc()],
            ..Source::default()
        };
        let node = || Node { name: self.text.clone(), href: "/documents/ab".into(), kind: "document" };
        let (href, title) = ("/documents/ab#row-cd".into(), Reason::words(&self.text));
        let edge = Edge { from: 0, to: 1, kind: "cites", weight: 2, href, title };
        Ok(Sources { list: part(source), layers: Layers::of(vec![node(), node()], vec![edge]) })
    }
    fn record(&self, _: &Ask) -> Told<SeriesList> {
        Ok(SeriesList {
            list: part(SeriesLine { id: "a/b".into(), name: self.text.clone(), ..SeriesLine::default() }),
        })
    }
    fn series(&self, id: &str) -> Told<SeriesPage> {
        assert_eq!(id, "a/b");
        Ok(SeriesPage {
            facts: vec![("licence", self.text.clone())],
            figures: vec![self.cited()],
            ..SeriesPage::default()
        })
    }
    fn search(&self, ask: &Ask) -> Told<Found> {
        let passage = Passage { doc: self.doc(), block: 1, pieces: vec![(self.text.clone(), true)] };
        let text = || self.text.clone();
        if ask.q == "question" {
            let answer = Answer {
                undated: 1,
                kind: "figure",
                about: text(),
                documents: 2,
                rows: vec![self.cited()],
                passages: vec![passage],
                more: 1,
            };
            let words = "/search?q=x".to_owned();
            return Ok(Found { question: true, answers: vec![answer], words, ..Found::default() });
        }
        let choice = |chosen| Choice { value: text(), count: 2, href: "/search?q=x".into(), chosen };
        let facet = |name| Facet { name, choices: vec![choice(true), choice(false)] };
        Ok(Found {
            facets: ["kind", "how", "who", "genre", "maker", "year", "lang"].map(facet).to_vec(),
            total: 3,
            passages: vec![passage],
            rows: vec![("figure", 2, vec![self.cited()], "/search?q=x&kind=figure".into())],
            list: part(self.cited()),
            actors: vec![self.line()],
            ..Found::default()
        })
    }
    fn reviews(&self, _: &Ask) -> Told<Reviews> {
        let row = self.cited();
        let waiting = Waiting { row, confidence: 30, differs: true, open: true, documents: 3 };
        Ok(Reviews { waiting: vec![waiting], left: 1, list: part(self.review_of()) })
    }
    fn review(&self, _: &str, decision: &Reviewing) -> Told<()> {
        self.decisions.lock().unwrap().push(decision.clone());
        Ok(())
    }
    fn decide(&self, _: &str, _: &Deciding) -> Told<String> {
        Ok(self.text.clone())
    }
    fn add(&self, files: &mut dyn Incoming) -> Told<()> {
        while let Some(name) = files.next()? {
            // Of one of them, the rest is left.
            let most = if name == "long.bin" { 3 } else { u64::MAX };
            let mut bytes = Vec::new();
            (&mut *files).take(most).read_to_end(&mut bytes).unwrap();
            self.files.lock().unwrap().push((name, bytes));
        }
        Ok(())
    }
    fn adding(&self) -> Told<Adding> {
        let text = || self.text.clone();
        let document =
            |how| AddedDocument { id: "0123456789abcdef".into(), title: text(), how, rows: [1, 2, 3, 4] };
        let file = |state| Added {
            name: text(),
            state,
            documents: vec![document("new"), document("changed"), document("there")],
            more: 1,
            failures: vec![(text(), text())],
        };
        let files = ["waiting", "reading", "done", "failed"].map(file).to_vec();
        Ok(Adding { files, total: 4, ended: 2, running: true, trouble: text() })
    }
}
