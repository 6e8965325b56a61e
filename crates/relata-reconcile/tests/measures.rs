//! Figures given as facets: a table of verdicts by hand (`tests/verdicts.txt`), the algebra of intervals, units, groups,
//! and what no order changes.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test says by failing")]

use jiff::Span;
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::sample::Index;
use relata_reconcile::copies::{Passage, Shared};
use relata_reconcile::measures::interval::{self, Meeting};
use relata_reconcile::measures::verdict::by_rules;
use relata_reconcile::measures::{
    Judgement, Prepared, Source, Told, compare, join_shared, judge, reconcile, roots, unit,
};
use relata_rows::{
    Bound, Change, Direction, DocId, Figure, Interval, Measure, Period, PlaceRef, RowId, Unit, Verdict,
};
use std::path::Path;
use std::sync::Arc;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn period(text: &str, calendar: &str, basis: &str) -> Period {
    let (start, end) = match (text.len(), text.split_once('/')) {
        (_, Some((a, b))) => (day(a), day(b)),
        (4, _) => (day(&format!("{text}-01-01")), day(&format!("{text}-01-01")) + Span::new().years(1)),
        (7, _) => (day(&format!("{text}-01")), day(&format!("{text}-01")) + Span::new().months(1)),
        _ => (day(text), day(text).tomorrow().unwrap()),
    };
    let (calendar, basis) = (calendar.into(), basis.into());
    Period { text: text.into(), start: Some(start), end: Some(end), calendar, basis }
}

fn interval(text: &str) -> Interval {
    let (low, high) = text.split_once("..").unwrap();
    let side = |s: &str| s.trim_end_matches('~').parse().ok();
    let (l, h): (Option<f64>, Option<f64>) = (side(low), side(high));
    let (low_soft, high_soft) = (low.ends_with('~'), high.ends_with('~'));
    let stated = l.zip(h).filter(|(l, h)| l == h).map(|(l, _)| l);
    Interval { low: l, high: h, low_soft, high_soft, stated, bound: Bound::Exact }
}

fn change(text: &str) -> Change {
    let words: Vec<&str> = text.split(' ').collect();
    let number = |n: &str| n.parse().ok();
    let mut change =
        Change { direction: Direction::Up, by: None, from: None, to: None, base: None, since: None };
    match words[..] {
        ["up"] => {}
        ["up", by] => change.by = number(by),
        ["down", by] => (change.direction, change.by) = (Direction::Down, number(by)),
        ["to", to] => change.to = number(to),
        ["from", from, "to", to] => (change.from, change.to) = (number(from), number(to)),
        _ => panic!("{text}"),
    }
    change
}

fn told(n: usize, line: &str) -> Told {
    let mut parts = line.split(" | ");
    let interval = interval(parts.next().unwrap().trim());
    let mut figure = Figure {
        interval,
        record: false,
        part_of: None,
        unit: Unit { code: "1".into(), label: String::new(), price_year: None },
        measure: Measure { kind: "people".into(), ..Measure::default() },
        place: None,
        period: None,
        change: None,
        statement: None,
        credit: None,
        actor: None,
    };
    let source = |name: &str| Source { name: name.into(), ..Source::default() };
    let mut told = Told {
        row: RowId::from_printed(&format!("{n:016x}")),
        doc: DocId::from_printed(&format!("d{n}")),
        span: relata_rows::Span::new(40, 50),
        text: line.split(" | ").next().unwrap().to_owned(),
        figure: Arc::new(figure.clone()),
        day: None,
        names: Vec::new(),
        beside: Vec::new(),
        credit: None,
        authors: Vec::new(),
        publisher: None,
        sentence: String::new(),
        copies: None,
    };
    let mut calendar = "gregorian";
    for part in parts {
        let (key, value) = part.trim().split_once(' ').unwrap();
        let m = &mut figure.measure;
        match key {
            "stated" => figure.interval.stated = value.parse().ok(),
            "unit" => figure.unit.code = value.into(),
            "kind" => m.kind = value.into(),
            "what" => m.what = value.into(),
            "text" => m.text = value.into(),
            "q" => m.qualifiers = value.split(';').map(|q| q.trim().to_owned()).collect(),
            "of" => m.of = Some(value.into()),
            "basis" => m.basis = Some(value.into()),
            "place" => {
                figure.place =
                    Some(PlaceRef { entity: None, actor: None, text: value.into(), basis: "clause".into() });
            }
            "period" => figure.period = Some(period(value, calendar, "stated")),
            "now" => figure.period = Some(period(value, calendar, "at publication")),
            "calendar" => {
                calendar = value;
                figure.period.as_mut().unwrap().calendar = calendar.into();
            }
            "change" => figure.change = Some(change(value)),
            "year" => figure.unit.price_year = value.parse().ok(),
            "credit" => told.credit = Some(source(value)),
            "by" => told.publisher = Some(source(value)),
            "doc" => told.doc = DocId::from_printed(value),
            "sentence" => told.sentence = value.into(),
            "copies" => told.copies = Some(value.into()),
            "beside" => {
                let words: Vec<&str> = value.split(' ').collect();
                let [number, unit, what, when] = words[..] else { panic!("{value}") };
                let number: f64 = number.parse().unwrap();
                let mut other = figure.clone();
                other.interval = Interval {
                    low: Some(number),
                    high: Some(number),
                    low_soft: false,
                    high_soft: false,
                    stated: Some(number),
                    bound: Bound::Exact,
                };
                other.unit.code = unit.into();
                other.measure = Measure { what: what.into(), text: what.into(), ..Measure::default() };
                (other.change, other.period) = (None, Some(period(when, "gregorian", "stated")));
                told.beside.push(Arc::new(other));
            }
            _ => panic!("no key {key}"),
        }
    }
    if figure.measure.text.is_empty() {
        figure.measure.text.clone_from(&figure.measure.what);
    }
    told.figure = Arc::new(figure);
    told
}

struct Case {
    verdict: Verdict,
    holds: Option<String>,
    figures: [Told; 2],
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verdicts.txt");
    let file = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = file.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).collect();
    lines
        .chunks(3)
        .enumerate()
        .map(|(n, lines)| {
            let head = lines[0].strip_prefix("= ").unwrap();
            let (verdict, holds) =
                head.split_once(" ~ ").map_or((head, None), |(v, h)| (v, Some(h.to_owned())));
            let verdict = Verdict::named(verdict).unwrap();
            Case { verdict, holds, figures: [told(2 * n, lines[1]), told(2 * n + 1, lines[2])] }
        })
        .collect()
}

#[test]
fn the_table_of_verdicts_holds() {
    let mut wrong = Vec::new();
    for case in cases() {
        let [a, b] = &case.figures;
        // Most of these have no sentence to weigh: they are of the rules.
        let (one, other) = (ruled(a, b), ruled(b, a));
        let arithmetic = one.arithmetic.as_ref().map(ToString::to_string).unwrap_or_default();
        let said = format!("{arithmetic} {:?} {}", one.root, one.reason);
        let words =
            |m: &Told| format!("{} {} {:?}", m.text, m.figure.measure.text, m.figure.measure.qualifiers);
        let told = format!("{} / {}", words(a), words(b));
        if one.verdict != case.verdict
            || case.holds.is_some_and(|h| !said.to_uppercase().contains(&h.to_uppercase()))
        {
            wrong.push(format!("{}: {told}\n    {} {said}", case.verdict.name(), one.verdict.name()));
        }
        if one.verdict != other.verdict {
            wrong.push(format!("{told}: {} one way, {} the other", one.verdict.name(), other.verdict.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What two figures are to each other by rules alone.
fn ruled(a: &Told, b: &Told) -> Judgement {
    by_rules(&Prepared::of(a), &Prepared::of(b)).judgement
}

#[test]
fn every_unit_of_a_figure_turns_as_it_does_where_it_was_found() {
    for code in relata_findings::unit_codes() {
        let Some(scale) = unit::scale(code) else {
            assert!(code.starts_with('%') || code == "1", "{code} is not in the table");
            continue;
        };
        for other in relata_findings::unit_codes() {
            if let (Some(ours), Some(theirs)) =
                (unit::convert(7.0, code, other), relata_findings::convert(7.0, code, other))
            {
                assert!(
                    (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1e-9),
                    "{code} {other}: {ours} {theirs}"
                );
            }
        }
        assert!(scale.factor > 0.0);
    }
}

/// Any interval, sides in order.
fn any_interval() -> impl Strategy<Value = Interval> {
    let side = prop_oneof![1 => Just(None), 6 => (-1000i32..1000).prop_map(|v| Some(f64::from(v)))];
    (side.clone(), side, any::<bool>(), any::<bool>()).prop_map(|(a, b, low_soft, high_soft)| {
        let (low, high) = match (a, b) {
            (Some(x), Some(y)) if x > y => (b, a),
            _ => (a, b),
        };
        Interval { low, high, low_soft, high_soft, stated: None, bound: Bound::Exact }
    })
}

proptest! {
    #[test]
    fn intervals_meet_either_way(a in any_interval(), b in any_interval()) {
        prop_assert_eq!(interval::meeting(&a, &b), interval::meeting(&b, &a));
        prop_assert_eq!(interval::gap(&a, &b), interval::gap(&b, &a));
        prop_assert_eq!(interval::meeting(&a, &a), Meeting::Meet);
        prop_assert_eq!(interval::gap(&a, &b) > 0.0, interval::meeting(&a, &b) != Meeting::Meet);
        // Either way round a part is above its whole only where the two are apart.
        prop_assert!(!(interval::above(&a, &b) && interval::above(&b, &a)));
        prop_assert_eq!(interval::above(&a, &b) || interval::above(&b, &a), interval::apart(&a, &b));
    }

    #[test]
    fn what_lies_in_another_meets_it(a in any_interval(), inside in 0.0..1.0f64) {
        let (low, high) = (a.low.unwrap_or(-2000.0), a.high.unwrap_or(2000.0));
        let v = low + (high - low) * inside;
        let point = Interval { low: Some(v), high: Some(v), low_soft: false, high_soft: false, stated: Some(v), bound: Bound::Exact };
        prop_assert_eq!(interval::meeting(&a, &point), Meeting::Meet);
    }

    #[test]
    fn scaling_changes_no_meeting(a in any_interval(), b in any_interval(), factor in prop_oneof![-50.0..-0.01f64, 0.01..50.0f64]) {
        let scaled = |i: &Interval| interval::scaled(i, factor);
        prop_assert_eq!(interval::meeting(&scaled(&a), &scaled(&b)), interval::meeting(&a, &b));
    }

    #[test]
    fn a_rounded_number_meets_what_it_rounds(v in 1000u32..9_999_999, digits in 1u32..4) {
        // The admissible values of the number printed to so many digits: rounded and cut off.
        let unit = 10u32.pow(v.ilog10().saturating_sub(digits));
        let printed = f64::from((f64::from(v) / f64::from(unit)).round() as u32 * unit);
        let cut = f64::from(v / unit * unit);
        let admitted = |p: f64| Interval {
            low: Some(p - f64::from(unit) / 2.0), high: Some(p + f64::from(unit)), low_soft: false, high_soft: false,
            stated: Some(p), bound: Bound::Exact,
        };
        let exact = Interval { low: Some(f64::from(v)), high: Some(f64::from(v)), low_soft: false, high_soft: false, stated: Some(f64::from(v)), bound: Bound::Exact };
        prop_assert_eq!(interval::meeting(&admitted(printed), &exact), Meeting::Meet);
        prop_assert_eq!(interval::meeting(&admitted(cut), &exact), Meeting::Meet);
    }
}

/// All figures of the table.
fn all() -> Vec<Told> {
    cases().into_iter().flat_map(|c| c.figures).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_of_figures_does_not_show(picks in prop::collection::vec(any::<Index>(), 150)) {
        let told = all();
        let mut other = told.clone();
        for (i, pick) in picks.iter().enumerate() {
            let n = other.len();
            other.swap(i % n, pick.index(n));
        }
        prop_assert_eq!(reconcile(&told), reconcile(&other));
    }

    #[test]
    fn any_two_figures_have_one_verdict_either_way(a in any::<Index>(), b in any::<Index>()) {
        let told = all();
        let (a, b) = (&told[a.index(told.len())], &told[b.index(told.len())]);
        prop_assert_eq!(compare(a, b).verdict, compare(b, a).verdict);
        prop_assert_eq!(compare(a, b).gap, compare(b, a).gap);
    }
}

#[test]
fn figures_of_one_measure_share_a_key_and_a_group() {
    for case in cases() {
        let [a, b] = &case.figures;
        let verdict = judge(&Prepared::of(a), &Prepared::of(b));
        let (x, y) = (relata_reconcile::measures::keys(a), relata_reconcile::measures::keys(b));
        let kept = matches!(
            verdict.verdict,
            Verdict::Agrees | Verdict::Differs | Verdict::SameRoot | Verdict::OtherDefinition
        );
        let words = format!("{:?} {:?}", a.figure.measure, b.figure.measure);
        assert!(!kept || x.iter().any(|k| y.contains(k)), "{words}: {x:?} {y:?}");
        let found = reconcile(&case.figures);
        // Other places and times of one thing are kept where the two say it in one word.
        let may = kept || verdict.one_thing;
        let links = found.links.len();
        assert!(
            links >= usize::from(kept) && links <= usize::from(may),
            "{words} {verdict:?} {:?}",
            found.links
        );
        // Figures in the same words stand in one measure, though their sentences tell of two times or places.
        let elsewhere = matches!(verdict.verdict, Verdict::OtherPeriod | Verdict::OtherPlace);
        let by_sentence = elsewhere && a.figure.period == b.figure.period && a.figure.place == b.figure.place;
        assert!(
            by_sentence || found.measures.len() == if verdict.one_measure { 1 } else { 2 },
            "{words} {verdict:?}"
        );
    }
}

#[test]
fn copies_and_one_office_are_one_witness() {
    let line = |rest: &str| format!("40..40 | what death | place Kessaly | period 2020 | {rest}");
    let told: Vec<Told> = [
        "credit the interior ministry | by Meridian",
        "credit Kessaly's interior ministry | by Courier",
        "credit a spokeswoman for the interior ministry | by Gazette",
        "by Herald | copies 3",
        "by Tribune | copies 3",
        "by Ledger",
    ]
    .iter()
    .enumerate()
    .map(|(n, rest)| told(n, &line(rest)))
    .collect();
    let witnesses = roots::witnesses(&told.iter().collect::<Vec<_>>());
    assert_eq!((witnesses.appearances, witnesses.independent), (6, 3), "{witnesses:?}");
    assert_eq!(witnesses.groups, [vec![0, 1, 2], vec![3, 4], vec![5]]);
    let found = reconcile(&told);
    assert_eq!((found.measures.len(), found.measures[0].witnesses), (1, 3));
}

#[test]
fn figures_in_one_shared_passage_are_one_witness() {
    let three = || -> Vec<Told> {
        let line = |who: &str| format!("40..40 | what death | place Kessaly | period 2020 | by {who}");
        ["Herald", "Tribune", "Ledger"].iter().enumerate().map(|(n, who)| told(n, &line(who))).collect()
    };
    let independent = |told: &[Told]| roots::witnesses(&told.iter().collect::<Vec<_>>()).independent;
    let passage = |left: (usize, usize), quoted: bool| {
        let [left, right] = [left, (10, 90)].map(|(a, b)| relata_rows::Span::new(a, b));
        let doc = |n: usize| DocId::from_printed(&format!("d{n}"));
        let passages = vec![Passage { left, right, words: 14, quoted }];
        [Shared { left: doc(0), right: doc(1), passages }]
    };
    for (left, quoted, witnesses) in [((30, 80), false, 2), ((60, 80), false, 3), ((30, 80), true, 3)] {
        let mut told = three();
        join_shared(&mut told, &passage(left, quoted));
        assert_eq!(independent(&told), witnesses, "{left:?} {quoted}");
    }
    // The copies of one text are of the set too.
    let mut told = three();
    told[0].copies = Some("family".into());
    told[2].copies = Some("family".into());
    join_shared(&mut told, &passage((30, 80), false));
    assert_eq!(independent(&told), 1);
}

#[test]
fn an_interval_is_told_by_its_ends_or_by_its_number_where_only_the_last_digit_is_open() {
    let of = |low: f64, high: f64, stated: Option<f64>| relata_rows::Interval {
        low: Some(low),
        high: Some(high),
        low_soft: false,
        high_soft: false,
        stated,
        bound: relata_rows::Bound::Exact,
    };
    let shown = |i| interval::shown(&i).to_string();
    assert_eq!(shown(of(21888.5, 21890.0, Some(21889.0))), "21,889");
    assert_eq!(shown(of(27022.85, 27022.95, Some(27022.9))), "27,023");
    assert_eq!(shown(of(2.35e6, 2.45e6, Some(2.4e6))), "2,350,000 to 2,450,000");
    assert_eq!(shown(of(30.0, 35.0, None)), "30 to 35");
}
