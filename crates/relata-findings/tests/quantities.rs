//! Values and units of figures: phrases of our own with what they are to give (`quantities/*.txt`), and what
//! holds of every number.
#![allow(clippy::unwrap_used)]

mod common;

use proptest::prelude::*;
use relata_rows::{Bound, Figure, NoteCode};
use std::path::Path;

/// A figure as the tables write it.
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

/// The tables' own spelling with numbers in plain form, so that 2e6 and 2000000 are one.
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

/// The lines of a table without comments.
fn table(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quantities").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned).collect()
}

/// Holds the figures of a table's sentences against what it says.
fn check(name: &str, least: usize) {
    let lines = table(name);
    let mut wrong = Vec::new();
    for line in &lines {
        let (phrase, expected) = line.split_once("=>").unwrap();
        let found = common::find(&common::paragraphs(phrase.trim()));
        let expected: Vec<String> =
            expected.split(';').map(str::trim).filter(|e| !e.is_empty()).map(plain).collect();
        // Trends without a number have no value to hold against a table.
        let valued = found.figures.iter().filter(|r| r.body.interval.bound != Bound::Unquantified);
        let got: Vec<String> = valued.map(|r| written(&r.body)).collect();
        let same = got.len() == expected.len()
            && got.iter().zip(&expected).all(|(g, e)| {
                // Without a label in the table any label will do.
                let g: Vec<&str> = g.split_whitespace().collect();
                let e: Vec<&str> = e.split_whitespace().collect();
                g == e || (e.len() == 5 && g.len() >= 5 && g[..5] == e[..])
            });
        if !same {
            wrong.push(format!("{}\n   wants {expected:?}\n   got   {got:?}", phrase.trim()));
        }
    }
    assert!(lines.len() >= least, "only {} lines", lines.len());
    assert!(wrong.is_empty(), "{name}: {} of {}:\n{}", wrong.len(), lines.len(), wrong.join("\n"));
}

#[test]
fn counts() {
    check("counts.txt", 55);
}

#[test]
fn bounds() {
    check("bounds.txt", 65);
}

#[test]
fn shares() {
    check("shares.txt", 40);
}

#[test]
fn money() {
    check("money.txt", 65);
}

#[test]
fn ranges() {
    check("ranges.txt", 30);
}

#[test]
fn units() {
    check("units.txt", 70);
}

#[test]
fn multiples() {
    check("multiples.txt", 14);
}

#[test]
fn what_is_no_figure() {
    check("none.txt", 65);
}

#[test]
fn a_number_that_is_not_understood_is_reported() {
    for line in table("unread.txt") {
        let found = common::find(&common::paragraphs(&line));
        let codes: Vec<_> = found.report.iter().map(|n| n.code).collect();
        assert!(found.figures.is_empty(), "{line}");
        assert!(codes.contains(&NoteCode::NoReading), "{line}: {codes:?}");
    }
}

#[test]
fn the_year_of_prices_stands_in_the_unit() {
    for text in ["It cost $20 million in 2015 dollars.", "It cost 20 million 2015 dollars."] {
        let found = common::find(&common::paragraphs(text));
        assert_eq!(found.figures[0].body.unit.price_year, Some(2015), "{text}");
    }
    let found = common::find(&common::paragraphs("It cost 2015 dollars."));
    assert_eq!(found.figures[0].body.unit.price_year, None);
}

#[test]
fn lines_that_are_all_about_numbers() {
    let values = |text: &str| relata_findings::numbers(text).iter().map(|n| n.1).collect::<Vec<_>>();
    assert_eq!(values("one over twenty"), [0.05]);
    assert_eq!(values("10^3 and 2.5x10^-1"), [1000.0, 0.25]);
    assert_eq!(values("minus forty-five"), [-45.0]);
    assert_eq!(values("call 555-123-4567"), [555.0, 123.0, 4567.0]);
    assert_eq!(values("which one?"), [0.0; 0]);
    let found = relata_findings::quantities("more than 40 and at most 60 kg");
    let ends = |e: relata_findings::End| (e.value, e.included);
    assert_eq!((found[0].low.map(ends), found[0].high.map(ends)), (Some((40.0, false)), Some((60.0, true))));
    assert_eq!(found[0].unit.code, "kg");
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
    let with = |mark: char| grouped.replace(',', &mark.to_string());
    let other = |zero: char| {
        let digit = |c: char| c.to_digit(10).and_then(|d| char::from_u32(zero as u32 + d)).unwrap_or(c);
        plain.chars().map(digit).collect::<String>()
    };
    let mut forms =
        vec![grouped.clone(), words(n), with('\''), with('\u{2019}'), with(' '), other('٠'), other('０')];
    if n >= 1_000_000 {
        forms.push(with('.'));
    }
    forms
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
    fn units_convert_there_and_back(value in -1e6f64..1e6, from in 0usize..1000, to in 0usize..1000) {
        let codes: Vec<&str> = relata_findings::unit_codes().collect();
        let (from, to) = (codes[from % codes.len()], codes[to % codes.len()]);
        if let Some(there) = relata_findings::convert(value, from, to) {
            let back = relata_findings::convert(there, to, from).unwrap();
            // An offset of 273 costs some digits of small values.
            prop_assert!((back - value).abs() <= 1e-9 * value.abs().max(1000.0), "{value} {from} = {there} {to}");
        }
    }

    #[test]
    fn any_line_gives_numbers_with_spans_on_borders(text in "(\\PC|[0-9.,$%^/xe½٣ -]|one |half |fifths ){0,60}") {
        for (span, value) in relata_findings::numbers(&text) {
            prop_assert!(value.is_finite() && span.get(&text).is_some(), "{span:?} of {text:?}");
        }
        for q in relata_findings::quantities(&text) {
            prop_assert!(q.span.get(&text).is_some() && q.value.is_none_or(f64::is_finite));
        }
    }
}
