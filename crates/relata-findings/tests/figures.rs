//! What figures are read from phrases, and what is no figure: one line each, phrases of our own.
//!
//! A line is `phrase => figure; figure`, where a figure is
//! `[low, high] stated bound unit label`: `~` before or behind an end marks it soft, `_` stands for
//! an open end and for nothing stated, the label may be left out.
#![allow(clippy::unwrap_used)]

mod common;

use proptest::prelude::*;
use relata_rows::{Figure, NoteCode};

const CASES: &str = "
# what ends in another digit than nought, or is spelled out, is itself
Two bridges were closed. => [2, 2] 2 exact 1 bridges
The port lost 206 workers. => [206, 206] 206 exact 1 workers
About nothing else, 12 judges agreed. => [12, 12] 12 exact 1 judges
Police found 1,204 pills. => [1204, 1204] 1204 exact 1 pills
There were three hundred and six trucks. => [306, 306] 306 exact 1 trucks
The town has two hundred and six thousand people. => [205500, 207000] 206000 exact 1 people
Twenty-six ships left. => [26, 26] 26 exact 1 ships
A hundred farmers marched. => [100, 100] 100 exact 1 farmers
A dozen trucks waited. => [12, 12] 12 exact 1 trucks
Two dozen ships waited. => [24, 24] 24 exact 1 ships
One in the crowd saw four dogs. => [4, 4] 4 exact 1 dogs
# round ones are rounded or cut off at their last digit that is not nought
They counted 7,500 crossings. => [7450, 7600] 7500 exact 1 crossings
They counted 70,000 crossings. => [65000, 80000] 70000 exact 1 crossings
# multipliers: the printed digits decide
Some 2.3 million tonnes moved. => [~2.25e6, 2.4e6~] 2.3e6 about t tonnes
The town shipped 2.3 million boxes. => [2.25e6, 2.4e6] 2.3e6 exact 1 boxes
The town shipped two million boxes. => [1.5e6, 3e6] 2e6 exact 1 boxes
The state sent 3.45 billion letters. => [3.445e9, 3.46e9] 3.45e9 exact 1 letters
It took one and a half million votes. => [1.45e6, 1.6e6] 1.5e6 exact 1 votes
It took two and a half million votes. => [2.45e6, 2.6e6] 2.5e6 exact 1 votes
Half a million homes lost power. => [450000, 600000] 500000 exact 1 homes
It drew 3 lakh visitors. => [250000, 400000] 300000 exact 1 visitors
# approximators
Nearly 106,000 parcels came. => [105000, 106000] 106000 about 1 parcels
Almost 1,000 parcels came. => [900, 1000] 1000 about 1 parcels
Just under 40 ships came. => [30, 40] 40 about 1 ships
More than 70,000 parcels came. => [70000, 80000~] 70000 at_least 1 parcels
Over 2.3 million parcels came. => [2.3e6, 3e6~] 2.3e6 at_least 1 parcels
Upwards of 150 ships came. => [150, 200~] 150 at_least 1 ships
In excess of 900 ships came. => [900, 1000~] 900 at_least 1 ships
At least 12 ships came. => [12, 20~] 12 at_least 1 ships
No fewer than 12 ships came. => [12, 20~] 12 at_least 1 ships
Twelve or more ships came. => [12, 20~] 12 at_least 1
Up to 40 ships came. => [_, 40] 40 at_most 1 ships
As many as 40 ships came. => [_, 40] 40 at_most 1 ships
At most 40 ships came. => [_, 40] 40 at_most 1 ships
No more than 40 ships came. => [_, 40] 40 at_most 1 ships
Fewer than 30 ships came. => [~20, 30] 30 at_most 1 ships
Less than 1,000 ships came. => [~900, 1000] 1000 at_most 1 ships
Under 50 ships came. => [~40, 50] 50 at_most 1 ships
About 400 ships came. => [~350, 500~] 400 about 1 ships
Roughly 450 ships came. => [~445, 460~] 450 about 1 ships
Some 300 ships came. => [~250, 400~] 300 about 1 ships
Around 20 ships came. => [~15, 30~] 20 about 1 ships
An estimated 20 ships came. => [~15, 30~] 20 about 1 ships
Twenty or so ships came. => [~15, 30~] 20 about 1
Just over 40 ships came. => [40, 50~] 40 about 1 ships
Slightly more than 40 ships came. => [40, 50~] 40 about 1 ships
Only 40 ships came. => [35, 50] 40 exact 1 ships
Exactly 40 ships came. => [40, 40] 40 exact 1 ships
They filed four and counting. => [4, 5~] 4 at_least 1
A 20-plus year truce ended. => [20, 30~] 20 at_least a
# shares
Inflation was 5 percent. => [4.5, 6] 5 exact %
Inflation was 5.2%. => [5.15, 5.3] 5.2 exact %
Some 60 per cent of homes burned. => [~55, 70~] 60 about %
It fell 3 percentage points. => [2.5, 4] 3 exact %{points}
It fell 25 basis points. => [24.5, 26] 25 exact %{basis}
They hold 30-35 percent of the land. => [30, 35] _ range %
They hold 30 to 35 percent of the land. => [30, 35] _ range %
Prices rise between 5% and 6%. => [5, 6] _ range %
Roughly a third of the land is dry. => [~32.8333333333, 34.3333333333~] 33.3333333333 about %
Two-thirds of the land is dry. => [66.1666666667, 67.6666666667] 66.6666666667 exact %
Half of the land is dry. => [49.5, 51] 50 exact %
More than half of voters stayed home. => [50, 60~] 50 at_least %
Three quarters of voters stayed home. => [74.5, 76] 75 exact %
One in five voters stayed home. => [19.5, 21] 20 exact %
Nine out of ten voters stayed home. => [89.5, 91] 90 exact %
Nearly one in three voters stayed home. => [32.3333333333, 33.3333333333] 33.3333333333 about %
Most of the ships left. =>
Yields were -1.5% lower. => [-1.6, -1.45] -1.5 exact %
# money
It cost $799. => [798.5, 800] 799 exact USD
It cost $4.6bn. => [4.55e9, 4.7e9] 4.6e9 exact USD
It cost $2.3 million. => [2.25e6, 2.4e6] 2.3e6 exact USD
It cost US$5 million. => [4.5e6, 6e6] 5e6 exact USD
It cost MX$500. => [450, 600] 500 exact MXN
It cost 300 pesos. => [250, 400] 300 exact MXN
It cost 300 Colombian pesos. => [250, 400] 300 exact COP
It cost €20. => [15, 30] 20 exact EUR
It cost 20 euros. => [15, 30] 20 exact EUR
It cost £3m. => [2.5e6, 4e6] 3e6 exact GBP
It cost 40 Canadian dollars. => [35, 50] 40 exact CAD
It cost C$40. => [35, 50] 40 exact CAD
It cost $5-6 million. => [5e6, 6e6] _ range USD
It cost between $3 million and $4 million. => [3e6, 4e6] _ range USD
It cost $160 to $180. => [160, 180] _ range USD
It cost USD10m. => [5e6, 2e7] 1e7 exact USD
More than $340 million was lost. => [3.4e8, 4e8~] 3.4e8 at_least USD
Up to 20 million yen was lost. => [_, 2e7] 2e7 at_most JPY
# ranges
Between 3 and 4 million boxes came. => [3e6, 4e6] _ range 1 boxes
From 5 to 7 ships came. => [5, 7] _ range 1 ships
They wait 40 to 50 hours. => [40, 50] _ range h
Three or four ships came. => [3, 4] _ range 1 ships
They sell 3-4k tickets. => [3000, 4000] _ range 1 tickets
About 20 to 30 ships came. => [~20, 30~] _ range 1 ships
# vague ones
Dozens of ships came. => [24, 100~] _ about 1 ships
They lost billions of dollars. => [2e9, 1e12~] _ about USD dollars
Tens of thousands of boxes came. => [20000, 100000~] _ about 1 boxes
Hundreds of boxes came. => [200, 1000~] _ about 1 boxes
# durations, ages, amounts
Talks took eight months. => [8, 8] 8 exact mo
It came only a year before the vote. => [1, 1] 1 exact a
It took nearly an hour. => [0.9, 1] 1 about h
They left within three days. => [~2, 3] 3 at_most d days
It took half an hour. => [0.45, 0.6] 0.5 exact h
A 15-year-old boy spoke. => [15, 15] 15 exact a year-old
The clerk is 35 years old. => [35, 35] 35 exact a
They seized 12.5 kilograms. => [12.45, 12.6] 12.5 exact kg
They seized 900 pounds of it. => [850, 1000] 900 exact [lb_av]
The wall is 30 feet high. => [25, 40] 30 exact [ft_i]
It ran 100 km/h. => [50, 200] 100 exact km/h km/h
# multiples
Exports more than doubled. => [2, 3~] 2 at_least 1 times
Arrivals could double if it rains. => [1.5, 3] 2 exact 1 times
# changes
Exports rose from 5 to 7 percent. => [4.5, 6] 5 exact %; [6.5, 8] 7 exact %
Exports fell from $5 million to $3 million. => [4.5e6, 6e6] 5e6 exact USD; [2.5e6, 4e6] 3e6 exact USD
# lists
The ports hold 12, 15 and 20 cranes. => [12, 12] 12 exact 1 cranes; [15, 15] 15 exact 1 cranes; [15, 30] 20 exact 1 cranes
# no figures at all
The treaty came in 2022. =>
The 2018 elections were calm. =>
Since 1994 trade has grown. =>
They met on March 3 and on 5 May. =>
They met on March 3-5, 2021. =>
They met on March, 3, 2021. =>
It was the hundred and forty-first meeting. =>
They marked the two hundred and forty-ninth year. =>
They met at 10:30 and at 5 p.m. =>
Title 42 and Article 31 stand. =>
Section 301 and H.R. 1234 stand. =>
Sections 2, 5 and 9 stand. =>
The Boeing 737 took Route 66. =>
The G20 met after COVID-19. =>
The F-35 flew over Super Tuesday 3. =>
Call 555-123-4567 or (555) 123-4567. =>
See page 12 and Figure 3. =>
She came 20th in the 1990s. =>
The third party held the second half. =>
No one came, and one of them left. =>
One day this one will end. =>
Write to desk5@example.org or https://a.org/2020/5. =>
The score was 3-1. =>
It works 24/7, on 9/11 too. =>
Number 10 had no comment. =>
See note [12] for more. =>
The iPhone 12 is old. =>
World War II and Apollo 11 ended. =>
# numbers that are not understood
It read 1,3 on the dial. =>
";

/// A figure as the table writes it.
fn written(f: &Figure) -> String {
    let i = &f.interval;
    let end = |v: Option<f64>| v.map_or("_".to_owned(), |v| v.to_string());
    let soft = |s: bool| if s { "~" } else { "" };
    format!(
        "[{}{}, {}{}] {} {} {} {}",
        soft(i.low_soft),
        end(i.low),
        end(i.high),
        soft(i.high_soft),
        end(i.stated),
        i.bound.name(),
        f.unit.code,
        f.unit.label
    )
}

/// The table's own spelling with numbers in plain form, so that 2e6 and 2000000 are one.
fn plain(line: &str) -> String {
    let number = |word: &str| {
        let bare = word.trim_matches(['[', ']', ',', '~']);
        match bare.parse::<f64>() {
            Ok(v) if !bare.is_empty() => word.replace(bare, &v.to_string()),
            _ => word.to_owned(),
        }
    };
    line.split_whitespace().map(number).collect::<Vec<_>>().join(" ")
}

#[test]
fn phrases_give_these_figures_and_no_others() {
    let mut wrong = Vec::new();
    let mut cases = 0;
    for line in CASES.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (phrase, expected) = line.split_once("=>").unwrap();
        cases += 1;
        let found = common::find(&common::paragraphs(phrase.trim()));
        let expected: Vec<String> =
            expected.split(';').map(str::trim).filter(|e| !e.is_empty()).map(plain).collect();
        let got: Vec<String> = found.figures.iter().map(|r| written(&r.body)).collect();
        let same = got.len() == expected.len()
            && got.iter().zip(&expected).all(|(g, e)| {
                let words = e.split_whitespace().count();
                // Without a label in the table any label will do.
                let g: Vec<&str> = g.split_whitespace().collect();
                let e: Vec<&str> = e.split_whitespace().collect();
                g == e || (words == 5 && g.len() >= 5 && g[..5] == e[..])
            });
        if !same {
            wrong.push(format!("{}\n   wants {expected:?}\n   got   {got:?}", phrase.trim()));
        }
    }
    assert!(cases >= 120, "only {cases} cases");
    assert!(wrong.is_empty(), "{} of {cases}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_number_that_is_not_understood_is_reported() {
    let found = common::find(&common::paragraphs("It read 1,3 on the dial."));
    assert_eq!(found.report.iter().map(|n| n.code).collect::<Vec<_>>(), [NoteCode::NoReading]);
}

/// The only figure of a sentence.
fn one(text: &str) -> (Figure, String) {
    let doc = common::paragraphs(text);
    let mut found = common::find(&doc);
    assert_eq!(found.figures.len(), 1, "{text}");
    let row = found.figures.remove(0);
    let span = row.span.get(&doc.text).unwrap().to_owned();
    (row.body, span)
}

#[test]
fn the_measure_says_what_is_counted() {
    let (f, span) = one("The more than 70,000 annual Italian deaths from heart disease went on.");
    assert_eq!(span, "more than 70,000");
    assert_eq!((f.measure.what.as_str(), f.measure.kind.as_str()), ("death", "count"));
    assert_eq!(f.measure.text, "annual Italian deaths from heart disease");
    assert_eq!(f.measure.qualifiers, ["Italian", "heart disease"]);
    assert_eq!(f.measure.basis.as_deref(), Some("per year"));
    let (f, _) = one("The clans hold 30 percent of Italian farmland.");
    assert_eq!(f.measure.of.as_deref(), Some("Italian farmland"));
    let (f, _) = one("Some 5,000 parcels a day arrive.");
    assert_eq!((f.measure.what.as_str(), f.measure.basis.as_deref()), ("parcel", Some("per day")));
    let (f, span) = one("The rate was 12 deaths per 100,000 people.");
    assert_eq!((f.measure.basis.as_deref(), span.as_str()), (Some("per 100,000"), "12 deaths per 100,000"));
    let (f, _) = one("Arrests reached 340.");
    assert_eq!(f.measure.what, "arrest");
    let (f, _) = one("More than 800 were Italian citizens.");
    assert_eq!((f.measure.text.as_str(), f.measure.what.as_str()), ("Italian citizens", "citizen"));
}

#[test]
fn records_parts_places_and_periods() {
    let (f, _) = one("A record 2.3 million parcels came to Rome in 2021.");
    assert!(f.record);
    let p = f.period.unwrap();
    assert_eq!((p.text.as_str(), p.calendar.as_str()), ("2021", "gregorian"));
    assert_eq!(p.start.unwrap().to_string(), "2021-01-01");
    assert_eq!(p.end.unwrap().to_string(), "2022-01-01");
    let (f, _) = one("The U.S. port moved 40 ships in fiscal year 2022.");
    let p = f.period.unwrap();
    assert_eq!((p.calendar.as_str(), p.start.unwrap().to_string().as_str()), ("fiscal:US", "2021-10-01"));
    let (f, _) = one("The firm moved 40 ships in fiscal year 2022.");
    assert_eq!(f.period.unwrap().start, None);
    let (f, _) = one("Some 40 ships sank in Lake Como.");
    assert_eq!(f.place.unwrap().text, "Lake Como");
    let doc = common::paragraphs("The port counted 900 boxes; more than 300 of those were empty.");
    let found = common::find(&doc);
    assert_eq!(found.figures[1].body.part_of.as_ref(), Some(&found.figures[0].id));
    assert_eq!(found.figures[1].body.measure.what, "box");
}

#[test]
fn last_year_is_resolved_from_publication_only() {
    let text = "The port moved 40 ships last year.";
    let (f, _) = one(text);
    assert_eq!(f.period.unwrap().start, None);
    let mut doc = common::paragraphs(text);
    let day = |s: &str| s.parse().unwrap();
    doc.metadata.published = Some(relata_rows::Published {
        start: day("2023-03-18"),
        end: day("2023-03-19"),
        basis: "stated".into(),
    });
    let period = common::find(&doc).figures[0].body.period.clone().unwrap();
    assert_eq!(period.start, Some(day("2022-01-01")));
    assert_eq!(period.end, Some(day("2023-01-01")));
    assert_eq!(period.basis, "from publication");
}

#[test]
fn changes_have_their_parts() {
    use relata_rows::Direction::{Down, Up};
    let change = |text: &str, n: usize| {
        let found = common::find(&common::paragraphs(text));
        let c = found.figures[n].body.change.clone();
        c.map(|c| (c.direction, c.by, c.from, c.to, c.since.map(|s| s.text)))
    };
    assert_eq!(change("Exports rose 12 percent.", 0), Some((Up, Some(12.0), None, None, None)));
    assert_eq!(change("Exports fell by 300 boxes.", 0), Some((Down, Some(300.0), None, None, None)));
    assert_eq!(
        change("It was a 172 percent increase since 2020.", 0),
        Some((Up, Some(172.0), None, None, Some("2020".into())))
    );
    assert_eq!(
        change("Exports fell from $5 million to $3 million.", 1),
        Some((Down, None, Some(5e6), Some(3e6), None))
    );
    assert_eq!(change("The port raised $5 million.", 0), None);
}

#[test]
fn a_figure_points_at_the_statement_it_stands_in() {
    let doc = common::paragraphs("“We lost 300 jobs,” the mayor said. The port has 40 cranes.");
    let found = common::find(&doc);
    assert_eq!(found.figures[0].body.statement.as_ref(), Some(&found.statements[0].id));
    assert_eq!(found.figures[1].body.statement, None);
}

#[test]
fn plain_dollars_are_what_the_document_says() {
    let doc = common::paragraphs("The fund holds Canadian dollars.\n\nIt holds $200 today.");
    assert_eq!(common::find(&doc).figures[0].body.unit.code, "CAD");
}

#[test]
fn another_language_gives_a_remark_and_nothing_else() {
    let mut doc = common::paragraphs("El puerto movió 40 barcos.");
    doc.metadata.language = Some("es".into());
    let found = common::find(&doc);
    assert!(found.figures.is_empty() && found.statements.is_empty());
    assert_eq!(found.report[0].code, NoteCode::Language);
}

#[test]
fn furniture_gives_nothing() {
    let doc = common::document(&[(relata_rows::BlockKind::Furniture, "Share 40 stories. “Go,” she said.")]);
    assert_eq!(common::find(&doc), relata_rows::Findings::default());
}

/// A number in the forms that are read.
fn forms(n: u64) -> Vec<String> {
    let plain = n.to_string();
    let mut grouped = String::new();
    for (i, c) in plain.chars().enumerate() {
        if i > 0 && (plain.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(c);
    }
    vec![grouped, words(n)]
}

/// A number below a billion in words.
fn words(n: u64) -> String {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    match n {
        0..20 => SMALL[n as usize].to_owned(),
        20..100 if n.is_multiple_of(10) => TENS[n as usize / 10].to_owned(),
        20..100 => format!("{}-{}", TENS[n as usize / 10], SMALL[n as usize % 10]),
        100..1000 if n.is_multiple_of(100) => format!("{} hundred", words(n / 100)),
        100..1000 => format!("{} hundred and {}", words(n / 100), words(n % 100)),
        1000..1_000_000 if n.is_multiple_of(1000) => format!("{} thousand", words(n / 1000)),
        1000..1_000_000 => format!("{} thousand {}", words(n / 1000), words(n % 1000)),
        _ if n.is_multiple_of(1_000_000) => format!("{} million", words(n / 1_000_000)),
        _ => format!("{} million {}", words(n / 1_000_000), words(n % 1_000_000)),
    }
}

proptest! {
    #[test]
    fn a_printed_number_is_read_back(n in 2u64..1_000_000_000) {
        for form in forms(n) {
            let found = common::find(&common::paragraphs(&format!("They moved {form} boxes.")));
            prop_assert_eq!(found.figures.len(), 1, "{}", &form);
            let i = found.figures[0].body.interval;
            prop_assert_eq!(i.stated, Some(n as f64), "{}", &form);
            prop_assert!(i.low.is_none_or(|l| l <= n as f64) && i.high.is_none_or(|h| h >= n as f64));
        }
    }

    #[test]
    fn intervals_hold_what_is_stated(
        how in prop::sample::select(vec!["", "about ", "nearly ", "more than ", "up to ", "just over ", "fewer than "]),
        n in 2u32..100_000,
        decimals in 0usize..3,
        unit in prop::sample::select(vec![" boxes", " percent", " million boxes", " kg", " million dollars"]),
    ) {
        let printed = format!("{:.*}", decimals, f64::from(n) / 100.0);
        let found = common::find(&common::paragraphs(&format!("They moved {how}{printed}{unit} there.")));
        for row in &found.figures {
            let i = row.body.interval;
            let v = i.stated.unwrap();
            let eps = v.abs() * 1e-9;
            prop_assert!(i.low.is_none_or(|l| l <= v + eps) && i.high.is_none_or(|h| h >= v - eps), "{i:?}");
        }
    }

    #[test]
    fn any_text_is_read_with_spans_on_borders(text in "(\\PC|[0-9.,$%\"“” -]){0,200}") {
        let doc = common::paragraphs(&text);
        let found = common::find(&doc);
        for row in &found.figures {
            prop_assert!(row.span.get(&doc.text).is_some_and(|s| !s.is_empty()));
        }
        for note in &found.report {
            prop_assert!(note.span.is_none_or(|s| s.get(&doc.text).is_some()));
        }
    }
}
