//! Time expressions: news-like sentences marked by hand, phrases with their values and stretches, printed
//! dates read back, hostile input.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use proptest::prelude::*;
use relata_findings::eval::time::{self, Scores, Timex, timeml};
use relata_language::Analyser;
use relata_rows::Document;

fn expressions(document: &Document) -> Vec<Timex> {
    let mut analyser = Analyser::new().unwrap();
    let analysis = analyser.analyse(document);
    time::expressions(document, &analysis)
}

/// What a person reads of a difference.
fn show(document: &Document, ours: &[Timex], gold: &[Timex]) {
    let line = |t: &Timex| format!("[{}|{} {}]", t.span.get(&document.text).unwrap(), t.kind.name(), t.value);
    let near = |span: relata_rows::Span| {
        let from =
            (0..=span.start.saturating_sub(40)).rev().find(|&i| document.text.is_char_boundary(i)).unwrap();
        let to = (span.end + 25..)
            .find(|&i| i >= document.text.len() || document.text.is_char_boundary(i))
            .unwrap();
        document.text[from..to.min(document.text.len())].replace('\n', " ")
    };
    for g in
        gold.iter().filter(|g| !ours.iter().any(|o| (o.span, o.kind, &o.value) == (g.span, g.kind, &g.value)))
    {
        let own: Vec<_> = ours
            .iter()
            .filter(|o| o.span.start < g.span.end && g.span.start < o.span.end)
            .map(line)
            .collect();
        eprintln!("wants {} got {own:?}   in: {}", line(g), near(g.span));
    }
    for o in
        ours.iter().filter(|o| !gold.iter().any(|g| g.span.start < o.span.end && o.span.start < g.span.end))
    {
        eprintln!("extra {}   in: {}", line(o), near(o.span));
    }
}

#[test]
fn news_like_sentences() {
    let golds = timeml::read_plain(include_str!("time/news.txt")).unwrap();
    let mut scores = Scores::default();
    for gold in &golds {
        let ours = expressions(&gold.document);
        scores.add(&ours, &gold.timexes);
        if std::env::var_os("RELATA_SHOW").is_some() {
            show(&gold.document, &ours, &gold.timexes);
        }
    }
    // Floors as measured, rounded down; they only rise.
    let floors = [("strict", 0.98), ("relaxed", 0.99), ("value", 0.96), ("type", 0.99)];
    for ((name, count), (_, floor)) in scores.counts().into_iter().zip(floors) {
        let (p, r, f) = count.prf();
        eprintln!(
            "{name:8} P {p:.3} R {r:.3} F1 {f:.3}  ({} of {} and {})",
            count.right, count.ours, count.gold
        );
        assert!(f >= floor, "{name} F1 {f:.3} is below the floor");
    }
}

#[test]
fn values_of_recognizers() {
    let Some(shared) = common::shared() else {
        eprintln!("skipped: no corpora (set RELATA_SHARED)");
        return;
    };
    let path = shared.join("corpora/recognizers/DateTime/English/DateTimeModel.json");
    let cases = time::recognizers::read(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut analyser = Analyser::new().unwrap();
    let mut scores = time::recognizers::Scores::default();
    for case in &cases {
        let analysis = analyser.analyse(&case.document);
        for missed in scores.add(case, &analysis) {
            if std::env::var_os("RELATA_SHOW").is_some() {
                eprintln!("missed {missed}");
            }
        }
    }
    for (kind, right, of) in scores.counts() {
        let share = right as f64 / of.max(1) as f64;
        eprintln!("{kind}: {right} of {of}, {share:.3}");
        // Floors as measured, rounded down; they only rise.
        assert!(share >= 0.96, "{kind}: {share:.3} is below the floor");
    }
}

#[test]
fn timeml_is_read_with_its_marks() {
    let file = "<?xml version=\"1.0\" ?><TimeML><DOCID>a</DOCID><DCT><TIMEX3 tid=\"t0\" type=\"DATE\" \
        value=\"2013-03-22\">March 22, 2013</TIMEX3></DCT><TEXT>Smith &amp; Co. <EVENT eid=\"e1\">closed</EVENT> \
        <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2013-03-18\">Monday</TIMEX3>.</TEXT></TimeML>";
    let gold = timeml::read(file).unwrap();
    assert_eq!(gold.document.text, "Smith & Co. closed Monday.");
    assert_eq!(gold.document.metadata.published, Some(time::published("2013-03-22".parse().unwrap())));
    let ours = expressions(&gold.document);
    let mut scores = Scores::default();
    scores.add(&ours, &gold.timexes);
    assert!(scores.counts().iter().all(|(_, c)| c.prf().2 == 1.0), "{ours:?} {:?}", gold.timexes);
    assert!(
        timeml::read("<TEXT>no end").is_err() && timeml::read_plain("= 2013-03-22\n[Monday|DATE").is_err()
    );
}

/// A document of one paragraph, published on a day or on none.
fn one(text: &str, published: &str) -> Document {
    let mut document = common::paragraphs(text);
    document.metadata.published = published.parse().ok().map(time::published);
    document
}

#[test]
fn phrases_mean_these_days() {
    let mut analyser = Analyser::new().unwrap();
    let (mut cases, mut wrong) = (0, Vec::new());
    let lines = include_str!("time/phrases.txt").lines().filter(|l| !l.is_empty() && !l.starts_with("# "));
    for line in lines {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [marked, published, value, stretch] = parts[..] else { panic!("no case: {line}") };
        let (start, end) = (marked.find('[').unwrap(), marked.find(']').unwrap() - 1);
        let document = one(&marked.replace(['[', ']'], ""), published);
        let found = time::expressions(&document, &analyser.analyse(&document));
        let own = found.iter().find(|t| (t.span.start, t.span.end) == (start, end));
        let got = own.map_or_else(
            || {
                format!(
                    "none; found {:?}",
                    found.iter().map(|t| t.span.get(&document.text).unwrap()).collect::<Vec<_>>()
                )
            },
            |t| {
                let day = |d: Option<jiff::civil::Date>| d.map_or("..".to_owned(), |d| d.to_string());
                let stretch = t
                    .period
                    .as_ref()
                    .map_or("- -".to_owned(), |p| format!("{} {}", day(p.start), day(p.end)));
                format!("{} | {stretch}", t.value)
            },
        );
        cases += 1;
        if got != format!("{value} | {stretch}") {
            wrong.push(format!("{line}\n    got {got}"));
        }
    }
    assert!(cases >= 150, "only {cases} cases");
    assert!(wrong.is_empty(), "{} of {cases}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn other_words_are_no_times() {
    let mut analyser = Analyser::new().unwrap();
    let mut wrong = Vec::new();
    for line in include_str!("time/nothing.txt").lines().filter(|l| !l.starts_with("# ")) {
        let document = one(line, "2022-03-18");
        for t in time::expressions(&document, &analyser.analyse(&document)) {
            wrong.push(format!("{line}: {} {}", t.span.get(&document.text).unwrap(), t.value));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_time_of_reporting_is_marked() {
    let of =
        |text: &str| expressions(&one(text, "2022-03-18")).iter().map(|t| t.reported).collect::<Vec<_>>();
    assert_eq!(of("The agency reported last week that 40 ships sank."), [true]);
    assert_eq!(of("The agency said that 40 ships sank last week."), [false]);
}

#[test]
fn a_basis_says_how_a_day_is_known() {
    let of = |text: &str, published: &str| {
        expressions(&one(text, published))[0].period.as_ref().map(|p| p.basis.clone()).unwrap_or_default()
    };
    assert_eq!(of("They met in 2020.", "-"), "stated");
    assert_eq!(of("They met last year.", "2022-03-18"), "from publication");
    assert_eq!(of("They met last year.", "-"), "date of publication not known");
    assert_eq!(of("The U.S. office met in fiscal 2020.", "-"), "stated; country named in the sentence");
    let mut wide = one("They met last month.", "-");
    let day = |d: &str| d.parse().unwrap();
    wide.metadata.published = Some(relata_rows::Published {
        start: day("2022-01-01"),
        end: day("2023-01-01"),
        basis: "bounded".into(),
    });
    let found = expressions(&wide);
    let period = found[0].period.as_ref().unwrap();
    assert_eq!((period.start, period.basis.as_str()), (None, "date of publication not known closely enough"));
    let mut wide = one("They met last year.", "-");
    wide.metadata.published = Some(relata_rows::Published {
        start: day("2022-01-01"),
        end: day("2023-01-01"),
        basis: "bounded".into(),
    });
    assert_eq!(expressions(&wide)[0].value, "2021");
}

#[test]
fn furniture_and_hostile_input_give_no_wrong_day() {
    let furniture = common::document(&[(relata_rows::BlockKind::Furniture, "Posted on March 3, 2021.")]);
    assert!(expressions(&furniture).is_empty());
    for text in [
        "It ends in the year 99999.",
        "They met on Feb 30, 2021.",
        "They met on 2021-13-45.",
        "It ends in 1e999 years.",
        "It began 99999999999 years ago.",
        "It began 9999999 centuries ago and ends in 4000000 decades.",
        "They met on 31/31/2021.",
        "The last 99999999 weeks and the next 88888888 quarters were long.",
        "It was the 300th century, week 99, Q9 2020, FY99999.",
        "They met on the 99th of May and at 25:61 p.m. on March 0, 0000.",
    ] {
        for t in expressions(&one(text, "2022-03-18")) {
            let Some(period) = t.period else { continue };
            let sane = |d: Option<jiff::civil::Date>| d.is_none_or(|d| (1000..=3000).contains(&d.year()));
            assert!(sane(period.start) && sane(period.end), "{text}: {period:?}");
        }
    }
    let bad = expressions(&one("They met on Feb 30, 2021.", "2022-03-18"));
    assert!(bad.iter().all(|t| t.period.as_ref().is_none_or(|p| p.start.is_none())), "{bad:?}");
}

/// A day in the forms in which it is written.
fn forms(date: jiff::civil::Date) -> Vec<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (y, m, d) = (date.year(), date.month(), date.day());
    let name = MONTHS[m as usize - 1];
    let ordinal = match d {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    vec![
        format!("{name} {d}, {y}"),
        format!("{name} {d}{ordinal}, {y}"),
        format!("{d} {name} {y}"),
        format!("the {d}{ordinal} of {name}, {y}"),
        format!("{} {d}, {y}", if name.len() > 4 { format!("{}.", &name[..3]) } else { name.to_owned() }),
        format!("{m}/{d}/{y}"),
        format!("{y:04}-{m:02}-{d:02}"),
        format!("{d}-{}-{y}", &name[..3]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_day_is_read_back(day in 0i64..73_000) {
        let date = jiff::civil::date(1900, 1, 1) + jiff::Span::new().days(day);
        let mut analyser = Analyser::new().unwrap();
        for form in forms(date) {
            let document = one(&format!("The council met on {form} in the old hall."), "2022-03-18");
            let found = time::expressions(&document, &analyser.analyse(&document));
            prop_assert_eq!(found.len(), 1, "{}", &form);
            prop_assert_eq!(&found[0].value, &date.to_string(), "{}", &form);
            let period = found[0].period.clone().unwrap();
            prop_assert_eq!((period.start, period.end), (Some(date), date.tomorrow().ok()));
        }
    }

    #[test]
    fn stretches_begin_before_they_end_and_spans_are_on_borders(
        words in prop::collection::vec(prop::sample::select(vec![
            "the", "last", "next", "March", "May", "3", "12", "2021", "1998", "to", "from", "between", "and", "-", "of",
            "week", "weeks", "years", "ago", "later", "early", "late", "mid", "Monday", "quarter", "third", "'90s",
            "fiscal", "year", "since", "until", "by", "in", "on", "a", "half", "two", "noon", "p.m.", ",", "winter",
            "every", "Christmas", "century", "9/11", "3/4/2021", "q3", "they", "met", "will", "meet", "é", "“", "1e9",
        ]), 0..24),
        published in prop::option::of(0i64..73_000),
    ) {
        let mut document = common::paragraphs(&words.join(" "));
        let day = |n: i64| jiff::civil::date(1900, 1, 1) + jiff::Span::new().days(n);
        document.metadata.published = published.map(|n| time::published(day(n)));
        let mut last = 0;
        for t in expressions(&document) {
            prop_assert!(t.span.get(&document.text).is_some_and(|s| !s.is_empty()));
            prop_assert!(t.span.start >= last, "expressions overlap");
            last = t.span.end;
            if let Some(p) = t.period && let (Some(start), Some(end)) = (p.start, p.end) {
                prop_assert!(start < end, "{}: {start} {end}", document.text);
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "(\\PC|[0-9/.:' -]){0,120}") {
        for t in expressions(&common::paragraphs(&text)) {
            prop_assert!(!t.value.is_empty());
        }
    }
}
