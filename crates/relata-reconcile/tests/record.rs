//! What the record says to figures of sentences of our own (`record/dev.txt`, whose head tells its form, and
//! `record/sealed.txt`): the right series, its verdict, and silence where there is none. From raw sentences, through
//! everything that reads them.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test says by failing")]

use jiff::civil::Date;
use relata_language::Analyser;
use relata_reconcile::record::{Check, Checker, Claim};
use relata_record::Record;
use relata_rows::{Document, Extent, Figure, Verdict};

/// A line of what is expected.
#[derive(Debug)]
struct Expected<'t> {
    table: &'t str,
    place: &'t str,
    period: &'t str,
    verdict: Verdict,
    numbers: Vec<f64>,
}

#[derive(Debug)]
struct Case<'t> {
    day: Date,
    raw: &'t str,
    expected: Vec<Expected<'t>>,
}

fn numbers(text: &str) -> Vec<f64> {
    let plain = text.replace(',', "");
    plain
        .split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
        .filter_map(|n| n.trim_end_matches('.').parse().ok())
        .collect()
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let blocks = text.split("\n\n").map(|b| b.lines().filter(|l| !l.starts_with('#')).collect::<Vec<_>>());
    blocks
        .filter(|lines| lines.first().is_some_and(|l| l.starts_with("@ ")))
        .map(|lines| Case {
            day: lines[0][2..].parse().unwrap(),
            raw: lines[1],
            expected: lines[2..]
                .iter()
                .filter_map(|l| l.strip_prefix("+ "))
                .map(|line| {
                    let parts: Vec<&str> = line.splitn(6, " | ").collect();
                    let [file, _, place, period, verdict, told] = parts[..] else { panic!("{line}") };
                    Expected {
                        table: file.trim_end_matches(".csv"),
                        place,
                        period,
                        verdict: Verdict::named(verdict).unwrap(),
                        numbers: numbers(told),
                    }
                })
                .collect(),
        })
        .collect()
}

/// The claim's figure in a sentence: the one that overlaps the brackets most.
fn read(analyser: &mut Analyser, case: &Case<'_>) -> (Document, Option<(Figure, std::ops::Range<usize>)>) {
    let (from, to) = (case.raw.find("[[").unwrap(), case.raw.find("]]").unwrap() - 2);
    let mut document = Document::of_paragraphs(&[case.raw.replace("[[", "").replace("]]", "")]);
    document.metadata.published = Some(relata_findings::eval::time::published(case.day));
    let mut analysis = analyser.analyse(&document);
    analyser.deepen(&document, &mut analysis);
    let found = relata_findings::find(&document, &analysis);
    let shared = |s: usize, e: usize| e.min(to).saturating_sub(s.max(from));
    let figure = found.figures.iter().max_by_key(|r| shared(r.span.start, r.span.end));
    let figure = figure.filter(|r| shared(r.span.start, r.span.end) > 0);
    (document, figure.map(|r| (r.body.clone(), r.span.start..r.span.end)))
}

fn words(document: &Document, extent: &Extent) -> String {
    extent.parts.iter().filter_map(|s| s.get(&document.text)).collect::<Vec<_>>().join(" ")
}

/// Whether two numbers are the same but for the unit's power of ten.
fn same(a: f64, b: f64) -> bool {
    [1e-9, 1e-6, 1e-3, 1.0, 1e3, 1e6, 1e9].iter().any(|p| (a.abs() - b.abs() * p).abs() <= 2e-3 * a.abs())
}

/// Whether the series is the one expected: of its table, and the value or what it was worked out of stands there.
fn is_right(check: &Check, record: &Record, expected: &Expected<'_>) -> bool {
    let id = check.series.as_deref().unwrap();
    let table = id.split([':', '.']).next().unwrap();
    let derived = !id.contains(':');
    // The tables have "Mexico: Guanajuato" where the record has "Guanajuato, Mexico".
    let called =
        expected.place.split_once(": ").map_or(expected.place.to_owned(), |(a, b)| format!("{b}, {a}"));
    let place = derived || record.find(id).unwrap().place == called;
    let value =
        check.operands.iter().chain(&check.value).any(|v| expected.numbers.iter().any(|n| same(*v, *n)));
    (derived || table == expected.table) && place && value && !expected.period.is_empty()
}

#[derive(Debug, Default)]
struct Score {
    /// Cases with a series, those of them for which one was given, right ones, and right verdicts of these.
    with: usize,
    given: usize,
    right: usize,
    verdicts: usize,
}

/// What the record says to a case; `None` where its figure is not found.
fn checked(analyser: &mut Analyser, checker: &Checker<'_>, case: &Case<'_>) -> Option<Check> {
    let (document, figure) = read(analyser, case);
    let (figure, at) = figure?;
    let credit = figure.credit.as_ref().map(|c| words(&document, &c.source));
    Some(checker.check(&Claim {
        figure: &figure,
        sentence: &document.text,
        at: &at,
        before: "",
        credit: credit.as_deref(),
        published: Some(case.day),
    }))
}

fn score(text: &str, show: bool) -> Score {
    let record = Record::starter();
    let checker = Checker::new(&record);
    let mut analyser = Analyser::new().unwrap();
    let mut score = Score::default();
    for case in cases(text) {
        score.with += usize::from(!case.expected.is_empty());
        let Some(check) = checked(&mut analyser, &checker, &case) else {
            if show {
                eprintln!("no figure: {}", case.raw);
            }
            continue;
        };
        let given = check.series.is_some();
        let right = case.expected.iter().find(|e| given && is_right(&check, &record, e));
        score.given += usize::from(given);
        score.right += usize::from(right.is_some());
        score.verdicts += usize::from(right.is_some_and(|e| e.verdict == check.verdict));
        if show && right.is_none_or(|e| e.verdict != check.verdict) && (given || !case.expected.is_empty()) {
            eprintln!(
                "{}\n  {} {:.2} {:?}: {}",
                case.raw,
                check.verdict.name(),
                check.score,
                check.series,
                check.reason
            );
        }
    }
    score
}

fn judge(name: &str, score: &Score, floors: [f64; 3]) {
    let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
    let precision = share(score.right, score.given);
    let recall = share(score.right, score.with);
    let verdicts = share(score.verdicts, score.right);
    eprintln!(
        "{name}: series precision {precision:.3} ({} of {}), recall {recall:.3} (of {}), verdicts {verdicts:.3}",
        score.right, score.given, score.with
    );
    assert!(precision >= floors[0], "{name}: precision of series {precision:.3}");
    assert!(recall >= floors[1], "{name}: recall of series {recall:.3}");
    assert!(verdicts >= floors[2], "{name}: verdicts {verdicts:.3}");
}

#[test]
fn sentences_of_our_own_are_checked() {
    let show = std::env::var_os("RELATA_SHOW").is_some();
    judge("dev", &score(include_str!("record/dev.txt"), show), [0.0, 0.0, 0.0]);
}

/// A sentence of `more.txt`: what is expected is how the id of the series begins, and the verdict.
#[test]
fn other_words_are_understood_too() {
    let show = std::env::var_os("RELATA_SHOW").is_some();
    let record = Record::starter();
    let checker = Checker::new(&record);
    let mut analyser = Analyser::new().unwrap();
    let mut score = Score::default();
    let text = include_str!("record/more.txt");
    let blocks = text.split("\n\n").map(|b| b.lines().filter(|l| !l.starts_with('#')).collect::<Vec<_>>());
    for lines in blocks.filter(|lines| lines.first().is_some_and(|l| l.starts_with("@ "))) {
        let case = Case { day: lines[0][2..].parse().unwrap(), raw: lines[1], expected: vec![] };
        let expected: Vec<(&str, Verdict)> = lines[2..]
            .iter()
            .filter_map(|l| l.strip_prefix("+ ")?.split_once(" | "))
            .map(|(id, verdict)| (id, Verdict::named(verdict).unwrap()))
            .collect();
        score.with += usize::from(!expected.is_empty());
        let check = checked(&mut analyser, &checker, &case);
        let id = check.as_ref().and_then(|c| c.series.as_deref());
        let right: Vec<_> =
            expected.iter().filter(|(start, _)| id.is_some_and(|id| id.starts_with(start))).collect();
        let verdict = check.as_ref().is_some_and(|c| right.iter().any(|(_, v)| *v == c.verdict));
        score.given += usize::from(id.is_some());
        score.right += usize::from(!right.is_empty());
        score.verdicts += usize::from(verdict);
        if show && !verdict && (id.is_some() || !expected.is_empty()) {
            let told = check
                .as_ref()
                .map(|c| format!("{} {:.2} {:?}: {}", c.verdict.name(), c.score, c.series, c.reason));
            eprintln!("{}\n  {}", case.raw, told.unwrap_or("no figure".into()));
        }
    }
    judge("more", &score, [0.0, 0.0, 0.0]);
}
