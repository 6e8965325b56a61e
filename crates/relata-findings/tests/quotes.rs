//! Who is found to say what: short texts of our own, and what must not come out.
//!
//! A case is a text (`¶` parts its paragraphs) and below it one line for each statement, begun with
//! `=`: `source | cue | speech polarity kind | content`, parts of a content joined by ` // `.
//! A text with no such line gives no statement; `!` says that a quotation without a speaker is reported.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use proptest::prelude::*;
use relata_rows::{BlockKind, Document, Extent, NoteCode};

const CASES: &str = r#"
"We will not yield," the mayor said.
= the mayor | said | direct said named | We will not yield
"We will not yield," said the mayor of Rome.
= the mayor of Rome | said | direct said named | We will not yield
“We will not yield,” said Ana Ruiz, a spokeswoman for the port.
= Ana Ruiz, a spokeswoman for the port | said | direct said named | We will not yield
“We will not yield,” Ana Ruiz, a spokeswoman for the port, said.
= Ana Ruiz, a spokeswoman for the port | said | direct said named | We will not yield
“We will not yield,” she told reporters on Monday.
= she | told | direct said named | We will not yield
The minister said, "The port is closed."
= The minister | said | direct said named | The port is closed.
The minister said: “The port is closed.”
= The minister | said | direct said named | The port is closed.
The minister told the council: "The port is closed."
= The minister | told | direct said named | The port is closed.
The minister said in a statement on Tuesday, “The port is closed.”
= The minister | said | direct said named | The port is closed.
On Tuesday, the minister said, “The port is closed.”
= the minister | said | direct said named | The port is closed.
“The port is closed,” according to the ministry.
= the ministry | according to | direct said named | The port is closed
According to the ministry, “the port is closed.”
= the ministry | According to | direct said named | the port is closed.
"We will," he said, "not yield."
= he | said | direct said named | We will // not yield.
"We will not," he said. "We never did. We can wait."
= he | said | direct said named | We will not // We never did. We can wait.
"Why now?" the clerk asked.
= the clerk | asked | direct asked named | Why now?
"Enough!" shouted one farmer.
= one farmer | shouted | direct said named | Enough!
The firm denied that it had "paid off" the judge.
= The firm | denied | mixed denied named | it had "paid off" the judge
The ministry called the plan "reckless and cruel."
= The ministry | called | mixed said named | the plan "reckless and cruel."
The ministry said the plan was "reckless and cruel" at best.
= The ministry | said | mixed said named | the plan was "reckless and cruel" at best
The ministry said that the plan was “reckless.”
= The ministry | said | mixed said named | the plan was “reckless.”
The plan is "reckless and cruel," the ministry said.
= the ministry | said | mixed said named | The plan is "reckless and cruel,"
Officials told the Daily Gazette that the plan “was never serious.”
= Officials | told | mixed said unnamed | the plan “was never serious.”
“Nobody asked us,” said a person familiar with the talks.
= a person familiar with the talks | said | direct said unnamed | Nobody asked us
“Funds were wasted,” the report said.
= the report | said | direct said document | Funds were wasted
«Nous partons», said the envoy.
= the envoy | said | direct said named | Nous partons
'We are leaving now,' said the envoy.
= the envoy | said | direct said named | We are leaving now
„We are leaving,“ said the envoy.
= the envoy | said | direct said named | We are leaving
"He told me 'no' and left," said the envoy.
= the envoy | said | direct said named | He told me 'no' and left
The envoy: "We are leaving."
= The envoy | - | direct said named | We are leaving.
“We are leaving.” — Ana Ruiz
= Ana Ruiz | - | direct said named | We are leaving.
The envoy was calm. "We are leaving," she later added.
= she | later added | direct said named | We are leaving
The envoy has repeatedly said, “We are leaving.”
= The envoy | has repeatedly said | direct said named | We are leaving.
The chair said the talks had failed. "We tried everything we could."
= The chair | said | direct said named | We tried everything we could.
“This is the first part of it,” the judge said. “It goes on. ¶ “And on, until here.”
= the judge | said | direct said named | This is the first part of it // It goes on. // And on, until here.
The judge said: ¶ “The law is plain.”
= The judge | said | direct said named | The law is plain.
The judge wrote: ¶ The law is plain and must be kept.
= The judge | wrote | direct said named | The law is plain and must be kept.
MR. ORTEGA: We open the port today. ¶ It will stay open. ¶ Q Until when? ¶ MR. ORTEGA: Until May.
= MR. ORTEGA | - | direct said named | We open the port today. // It will stay open.
= Q | - | direct asked unnamed | Until when?
= MR. ORTEGA | - | direct said named | Until May.
SENIOR ADMINISTRATION OFFICIAL: Thanks for joining. ¶ MODERATOR: First question.
= SENIOR ADMINISTRATION OFFICIAL | - | direct said unnamed | Thanks for joining.
= MODERATOR | - | direct said named | First question.
Ana Ruiz: Is it open? ¶ Leo Bauer: It is. ¶ Ana Ruiz: Since when? ¶ Leo Bauer: Since May.
= Ana Ruiz | - | direct said named | Is it open?
= Leo Bauer | - | direct said named | It is.
= Ana Ruiz | - | direct said named | Since when?
= Leo Bauer | - | direct said named | Since May.
# what must not come out
The so-called "truce" ended in May.
She sang in “The Long Road Home” and in “Winter” last year.
The dogs' home of the '90s wasn't O'Neil's.
He is 5'10" tall and the door is 6'2" wide.
The word "truce and a few more words of it" stood on the wall.
!
“Nobody knows who said these words here.”
!
FACT SHEET: The plan in short. ¶ NOTE: More to come.
He opened a mark "and never closed it.
" " “ ” '' ‘’ said nobody.
"#;

struct Case {
    text: String,
    statements: Vec<String>,
    reported: bool,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in CASES.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some(statement) = line.strip_prefix("= ") {
            cases.last_mut().unwrap().statements.push(statement.to_owned());
        } else if line == "!" {
            cases.last_mut().unwrap().reported = true;
        } else {
            cases.push(Case { text: line.replace(" ¶ ", "\n\n"), statements: vec![], reported: false });
        }
    }
    cases
}

/// The statements of a document as the table writes them.
fn written(doc: &Document) -> Vec<String> {
    let text =
        |e: &Extent| e.parts.iter().map(|p| p.get(&doc.text).unwrap()).collect::<Vec<_>>().join(" // ");
    let optional = |e: &Option<Extent>| e.as_ref().map_or("-".to_owned(), text);
    let found = common::find(doc);
    found
        .statements
        .iter()
        .map(|row| {
            let s = &row.body;
            let sort = format!("{} {} {}", s.speech.name(), s.polarity.name(), s.source_kind.name());
            format!("{} | {} | {sort} | {}", optional(&s.source), optional(&s.cue), text(&s.content))
        })
        .collect()
}

#[test]
fn texts_give_these_statements_and_no_others() {
    let cases = cases();
    let mut wrong = Vec::new();
    for case in &cases {
        let doc = common::paragraphs(&case.text);
        let got = written(&doc);
        let reported = common::find(&doc).report.iter().any(|n| n.code == NoteCode::NoSpeaker);
        if got != case.statements || reported != case.reported {
            wrong.push(format!(
                "{}\n   wants {:#?} reported {}\n   got   {got:#?} reported {reported}",
                case.text, case.statements, case.reported
            ));
        }
    }
    assert!(cases.len() >= 40, "only {} cases", cases.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn the_outlet_that_carries_an_unnamed_source_is_kept() {
    let doc = common::paragraphs("Officials told the Daily Gazette that the plan “was never serious.”");
    let found = common::find(&doc);
    let via = found.statements[0].body.via.as_ref().unwrap();
    assert_eq!(via.cover().get(&doc.text), Some("the Daily Gazette"));
}

#[test]
fn a_quotation_inside_a_turn_points_at_it() {
    let doc = common::paragraphs("MR. ORTEGA: “We lost,” the judge said. So it was.\n\nQ Why?");
    let found = common::find(&doc);
    let (turn, inner) = (&found.statements[0], &found.statements[1]);
    assert_eq!(inner.body.content.cover().get(&doc.text), Some("We lost"));
    assert_eq!(inner.body.parent.as_ref(), Some(&turn.id));
    assert_eq!(turn.body.parent, None);
}

#[test]
fn a_block_quotation_without_marks_is_the_speakers() {
    let doc = common::document(&[
        (BlockKind::Paragraph, "The court ruled:"),
        (BlockKind::Quotation, "The law is plain."),
        (BlockKind::Paragraph, "The port stayed closed."),
    ]);
    assert_eq!(written(&doc), ["The court | ruled | direct said named | The law is plain."]);
}

proptest! {
    #[test]
    fn any_text_gives_spans_inside_it(text in "([a-z]{1,6}|[ \"“”‘’'«».,:;!?—-]| said | he | Ana Ruiz |\n\n|é|MR. X:|Q |\\PC){0,80}") {
        let doc = common::paragraphs(&text);
        let found = common::find(&doc);
        for row in &found.statements {
            prop_assert!(row.span.get(&doc.text).is_some());
            let mut last = 0;
            for part in &row.body.content.parts {
                prop_assert!(part.get(&doc.text).is_some_and(|s| !s.is_empty()));
                prop_assert!(part.start >= last && row.span.contains(*part));
                last = part.end;
            }
        }
    }
}

/// Seconds that hostile text of that many repetitions takes: the best of three.
fn seconds(piece: &str, bytes: usize) -> f64 {
    let doc = common::paragraphs(&piece.repeat(bytes / piece.len()));
    (0..3)
        .map(|_| {
            let start = std::time::Instant::now();
            let found = common::find(&doc);
            assert!(found.figures.len() <= bytes);
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min)
}

/// A measurement, for a quiet machine: `cargo test -p relata-findings --test quotes -- --ignored`.
#[test]
#[ignore = "measures time"]
fn time_grows_with_the_text_and_not_faster() {
    for piece in [
        "\"",
        "“",
        "”",
        "' ",
        "“a”",
        "\"a\" ",
        "9",
        "9 ",
        "9,",
        "9.9.",
        "1-",
        "1-1 ",
        ".",
        "... ",
        "!",
        "one ",
        "a hundred ",
        "“a,” said b. ",
        "he said ",
        "said \"",
        "a ",
        "A ",
        "A. ",
        "(",
        "-",
        "$",
        "in 2020 ",
        "from 5 to ",
        "million ",
        ", and A ",
    ] {
        let (short, long) = (seconds(piece, 5_000), seconds(piece, 20_000));
        // Four times the text: sixteen times the time would be quadratic.
        if std::env::var_os("RELATA_SHOW").is_some() {
            eprintln!("{piece:?}: {short:.4} s, {long:.4} s");
        }
        assert!(long < short.max(0.005) * 10.0, "{piece:?}: {short:.3} s, then {long:.3} s");
    }
}
