//! What must hold of any text, hostile ones too: statements stay inside it, time grows as it does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod common;

use proptest::prelude::*;

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
        // Parents form a forest, and hold what is told inside them.
        for row in &found.statements {
            if let Some(id) = &row.body.parent {
                let parent = found.statements.iter().find(|r| r.id == *id).expect("the parent is a row");
                prop_assert!(parent.body.content.cover().contains(row.body.content.cover()));
            }
            let from = |row: &relata_rows::Row<relata_rows::Statement>| row.body.parent.clone();
            let mut steps = 0;
            let mut at = from(row);
            while let Some(id) = at {
                steps += 1;
                prop_assert!(steps <= found.statements.len());
                at = found.statements.iter().find(|r| r.id == id).and_then(from);
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

/// A measurement, for a quiet machine: `cargo test -p relata-findings --test hostile -- --ignored`.
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
        "building ports cost ",
        "12 percent more than ",
        "since it began in 2021 ",
        "died or went missing ",
    ] {
        let (short, long) = (seconds(piece, 5_000), seconds(piece, 20_000));
        // Four times the text: sixteen times the time would be quadratic.
        if std::env::var_os("RELATA_SHOW").is_some() {
            eprintln!("{piece:?}: {short:.4} s, {long:.4} s");
        }
        assert!(long < short.max(0.005) * 10.0, "{piece:?}: {short:.3} s, then {long:.3} s");
    }
}
