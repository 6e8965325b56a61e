//! What the record says to figures of sentences of our own (`record/dev.txt`, whose head tells its form, and
//! `record/sealed.txt`): the right series, its verdict, and silence where there is none. From raw sentences, through
//! everything that reads them.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test says by failing")]

use jiff::civil::Date;
use relata_language::Analyser;
use relata_reconcile::record::{Check, Checker, Claim};
use relata_record::{Mapping, Record};
use relata_rows::{Document, Extent, Figure, Verdict};
use std::path::Path;

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
    judge("dev", &score(include_str!("record/dev.txt"), show), [0.95, 0.90, 0.95]);
}

/// The half that nobody reads: it prints numbers and nothing else.
#[test]
#[ignore = "opened once, when the work is done: cargo test -p relata-reconcile --test record sealed -- --ignored --nocapture"]
fn sealed_sentences_are_checked() {
    judge("sealed", &score(include_str!("record/sealed.txt"), false), [0.95, 0.80, 0.95]);
}

/// Scores sentences of `more.txt` and `fresh.txt`: what is expected is how the id of the series begins, and the
/// verdict.
fn score_others(text: &str, show: bool) -> Score {
    let record = Record::starter();
    let checker = Checker::new(&record);
    let mut analyser = Analyser::new().unwrap();
    let mut score = Score::default();
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
    score
}

#[test]
fn other_words_are_understood_too() {
    let show = std::env::var_os("RELATA_SHOW").is_some();
    judge("more", &score_others(include_str!("record/more.txt"), show), [0.95, 0.90, 0.95]);
    judge("fresh", &score_others(include_str!("record/fresh.txt"), show), [0.95, 0.90, 0.95]);
    judge("again", &score_others(include_str!("record/again.txt"), show), [0.95, 0.90, 0.95]);
}

/// A sentence with its figure in brackets, on a day.
fn say(analyser: &mut Analyser, checker: &Checker<'_>, day: &str, raw: &str) -> Check {
    let case = Case { day: day.parse().unwrap(), raw, expected: vec![] };
    checked(analyser, checker, &case).unwrap_or_else(|| panic!("no figure in {raw}"))
}

/// What the notes on the tables say that a checker must know.
#[test]
fn cautions_are_heeded() {
    let record = Record::starter();
    let checker = Checker::new(&record);
    let mut analyser = Analyser::new().unwrap();
    // day, sentence, how the id begins ("" for none), verdict, what the reason or arithmetic must say
    for (day, raw, id, verdict, says) in [
        // Encounters are events; the southwest is a part of the nation.
        (
            "2023-11-02",
            "CBP had [[2,475,669]] encounters at the southwest land border in fiscal year 2023.",
            "cbp_sw",
            Verdict::Matches,
            "events, not people",
        ),
        (
            "2023-11-02",
            "CBP had [[2,475,669]] encounters nationwide in fiscal year 2023.",
            "cbp_nationwide",
            Verdict::Differs,
            "3,201,144",
        ),
        (
            "2023-11-02",
            "[[1.9 million]] different people were encountered at the southwest border in fiscal year 2023.",
            "",
            Verdict::NoSeries,
            "different",
        ),
        // Vintages: both counts of 2017 match, each by its own.
        (
            "2017-11-02",
            "CBP had [[415,191]] encounters at the southwest border in fiscal year 2017.",
            "cbp_sw",
            Verdict::Matches,
            "vintage 2017",
        ),
        (
            "2018-11-02",
            "CBP had [[415,517]] encounters at the southwest border in fiscal year 2017.",
            "cbp_sw",
            Verdict::Matches,
            "415,517",
        ),
        // Final counts and counts of twelve months; reported and predicted.
        (
            "2024-04-02",
            "In 2022, [[107,941]] people died of drug overdoses in the United States.",
            "cdc_drug_overdose_deaths:ALL_FINAL",
            Verdict::Matches,
            "residents",
        ),
        (
            "2023-05-18",
            "The CDC reported [[109,413]] overdose deaths for the 12 months ending December 2022.",
            "cdc_drug_overdose_deaths:ALL_REPORTED",
            Verdict::Matches,
            "12 months to 2022-12",
        ),
        (
            "2023-05-18",
            "The CDC predicted [[110,942]] overdose deaths for the 12 months ending December 2022.",
            "cdc_drug_overdose_deaths:ALL_PREDICTED",
            Verdict::Matches,
            "12 months to 2022-12",
        ),
        // Death certificates and prosecutors' files; femicides apart.
        (
            "2022-12-20",
            "Mexico had [[35,700]] homicides in 2021, INEGI said.",
            "mexico_homicides:INEGI",
            Verdict::Matches,
            "definitive",
        ),
        (
            "2022-07-27",
            "Mexico had [[35,625]] homicides in 2021, INEGI said.",
            "mexico_homicides:INEGI",
            Verdict::Matches,
            "preliminary",
        ),
        (
            "2023-02-20",
            "Mexico had [[30,979]] intentional homicides in 2022, SESNSP data show.",
            "mexico_homicides:INTENTIONAL.",
            Verdict::Matches,
            "prosecutors",
        ),
        (
            "2023-02-20",
            "Mexico had [[30,979]] femicides in 2022.",
            "mexico_homicides:FEMICIDE",
            Verdict::Differs,
            "983",
        ),
        // The DEA's pills and pounds are not those of CBP.
        (
            "2023-12-20",
            "The DEA seized [[27,000 pounds]] of fentanyl powder in 2023.",
            "dea_fentanyl_seizures:POWDER",
            Verdict::Differs,
            "12,000",
        ),
        // Goods alone, and each day.
        (
            "2023-03-27",
            "U.S. trade in goods and services with Mexico came to [[$779 billion]] in 2022.",
            "",
            Verdict::NoSeries,
            "services",
        ),
        (
            "2023-03-27",
            "U.S. goods trade with Mexico came to [[$779 billion]] in 2022.",
            "us_mexico_goods_trade:TOTAL",
            Verdict::Matches,
            "goods only",
        ),
        (
            "2023-03-27",
            "Goods worth [[$2.1 billion]] cross the border between Mexico and the United States every day, 2022 data show.",
            "us_mexico_goods_trade",
            Verdict::Matches,
            "2,134",
        ),
        // Carbon and carbon dioxide, tonnes and pounds, fiscal years and years, rates and counts.
        (
            "2021-12-01",
            "Germany emitted [[163 million tonnes]] of carbon dioxide from fossil fuels in 2020.",
            "world_co2_fossil",
            Verdict::Differs,
            "598",
        ),
        (
            "2023-12-20",
            "CBP seized [[12,257 kilograms]] of fentanyl in fiscal year 2023.",
            "cbp_drug_seizures:FENTANYL.",
            Verdict::Matches,
            "27,023 pounds",
        ),
        (
            "2023-02-20",
            "There were [[2.58 million]] encounters at the southwest land border in calendar year 2022.",
            "cbp_sw",
            Verdict::Matches,
            "sum of 12 months",
        ),
        (
            "2023-02-20",
            "There were [[2.58 million]] encounters at the southwest land border in fiscal year 2022.",
            "cbp_sw",
            Verdict::Differs,
            "2,378,944",
        ),
        (
            "2023-02-20",
            "The homicide rate in Mexico was [[26 per 100,000]] in 2022.",
            "mexico_homicides:RATE",
            Verdict::Matches,
            "25.88",
        ),
        // Beyond a side that the words leave open nothing differs.
        (
            "2023-02-20",
            "The DEA seized [[more than 10 million]] fentanyl pills in 2022.",
            "dea_fentanyl_seizures:PILLS",
            Verdict::NotComparable,
            "open",
        ),
        (
            "2023-02-20",
            "The DEA seized [[fewer than 10 million]] fentanyl pills in 2022.",
            "dea_fentanyl_seizures:PILLS",
            Verdict::Differs,
            "50,600,000",
        ),
    ] {
        let check = say(&mut analyser, &checker, day, raw);
        let told = format!(
            "{} {}",
            check.reason,
            check.arithmetic.as_ref().map(ToString::to_string).unwrap_or_default()
        );
        let begins = check.series.as_deref().map_or(id.is_empty(), |s| !id.is_empty() && s.starts_with(id));
        assert!(begins && check.verdict == verdict && told.contains(says), "{raw}\n{check:#?}");
    }
}

/// A user's own series, and that it goes before those built in.
#[test]
fn a_series_of_ones_own_is_checked_too() {
    let table = "period,place,value\n2021,Northmere,2312450\n2022,Northmere,2500000\n2022,Orrin,90000\n";
    let sidecar = "[museums]\nname: Visits to museums\nagency: Northmere Statistics\ncalled: statistics office\n\
        kind: events\nwhat: visit\ntold: visit & museum | museum visitor\nmay: city | visitor\nunit: 1\ntime: flow\nlicence: CC0\n";
    let mut analyser = Analyser::new().unwrap();
    for (sidecar, score) in [(Some(sidecar), 0.8), (None, 0.0)] {
        let read = Record::parse("museum_visits.csv", table.as_bytes(), &Default::default(), sidecar);
        assert_eq!(read.errors, []);
        let record = Record::starter().with(read);
        let checker = Checker::new(&record);
        let check = say(
            &mut analyser,
            &checker,
            "2022-03-01",
            "Northmere counted [[2.3 million]] museum visits in 2021.",
        );
        assert_eq!(check.verdict, Verdict::Matches, "{check:#?}");
        assert!(check.score >= score);
        let other = say(
            &mut analyser,
            &checker,
            "2022-03-01",
            "Halden counted [[2.3 million]] museum visits in 2021.",
        );
        assert_eq!(other.verdict, Verdict::NoSeries, "{other:#?}");
        let rose = say(
            &mut analyser,
            &checker,
            "2023-03-01",
            "Museum visits in Northmere rose by [[8 percent]] in 2022.",
        );
        assert_eq!(rose.verdict, Verdict::Matches, "{rose:#?}");
        assert_eq!(rose.operands, [2_500_000.0, 2_312_450.0]);
    }
}

/// The example in `docs/record.md` works as it says.
#[test]
fn the_example_of_the_docs_works() {
    let docs = include_str!("../../../docs/record.md");
    let block = |name: &str| {
        let (_, rest) = docs.split_once(&format!("```{name}\n")).unwrap();
        rest.split_once("```").unwrap().0
    };
    let mapping = Mapping::parse("period=year,place=port,value=tonnes,vintage=published").unwrap();
    let read = Record::parse("harbour.csv", block("csv").as_bytes(), &mapping, Some(block("sidecar")));
    assert_eq!(read.errors, []);
    let record = Record::starter().with(read);
    let checker = Checker::new(&record);
    let mut analyser = Analyser::new().unwrap();
    for (day, raw, verdict, vintage) in [
        (
            "2022-03-15",
            "Northmere handled [[1.31 million tonnes]] of cargo in 2021.",
            Verdict::Matches,
            "2022",
        ),
        (
            "2023-03-15",
            "Northmere handled [[1.32 million tonnes]] of cargo in 2021.",
            Verdict::Matches,
            "2023",
        ),
        (
            "2022-03-15",
            "The port of Northmere handled [[1.4 million tonnes]] of freight in 2020.",
            Verdict::Differs,
            "2021",
        ),
        ("2022-03-15", "Cargo handled in Northmere rose by [[9 percent]] in 2021.", Verdict::Matches, "2022"),
        ("2022-03-15", "Orrin handled [[402,000 tonnes]] of freight in 2021.", Verdict::Matches, "2022"),
        (
            "2022-03-15",
            "Northmere's ferries carried [[1.2 million]] passengers in 2021.",
            Verdict::NoSeries,
            "",
        ),
        (
            "2022-03-15",
            "Northmere handled [[1.31 million tonnes]] of container cargo in 2021.",
            Verdict::NoSeries,
            "",
        ),
    ] {
        let check = say(&mut analyser, &checker, day, raw);
        assert_eq!(check.verdict, verdict, "{raw} {check:#?}");
        assert!(check.vintage.unwrap_or_default().starts_with(vintage), "{raw}");
    }
}

/// Figures of the examples, as a reader checked them by hand. Runs where the examples are.
#[test]
fn the_examples_are_checked_as_by_hand() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let examples = std::env::var_os("RELATA_SHARED").map_or_else(beside, Into::into).join("examples");
    if !examples.is_dir() {
        eprintln!("skipped: no examples (set RELATA_SHARED)");
        return;
    }
    let record = Record::starter();
    let checker = Checker::new(&record);
    let mut analyser = Analyser::new().unwrap();
    // document, its day, words that begin the figure's, the table, the value that the record must give
    for (name, day, figure, table, value) in [
        ("003.txt", "2023-03-21", "a record 2.3 million", "cbp_sw_land_border_encounters", 2_378_944.0),
        ("003.txt", "2023-03-21", "More than 800,000", "cbp_sw_land_border_encounters", 808_339.0),
        ("003.txt", "2023-03-21", "172 percent", "cbp_sw_land_border_encounters", 171.5),
        ("003.txt", "2023-03-21", "more than 70,000", "cdc_drug_overdose_deaths", 73_000.0),
        ("004.txt", "2022-06-08", "nearly 106,000", "cdc_drug_overdose_deaths", 105_500.0),
        ("004.txt", "2022-06-08", "more than 70,000", "cdc_drug_overdose_deaths", 73_000.0),
    ] {
        let text = joined(&std::fs::read_to_string(examples.join(name)).unwrap());
        let day: Date = day.parse().unwrap();
        let paragraphs: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
        let mut document = Document::of_paragraphs(&paragraphs);
        document.metadata.published = Some(relata_findings::eval::time::published(day));
        let mut analysis = analyser.analyse(&document);
        analyser.deepen(&document, &mut analysis);
        let found = relata_findings::find(&document, &analysis);
        let row =
            found.figures.iter().find(|r| r.span.get(&document.text).unwrap().starts_with(figure)).unwrap();
        let is_around =
            |s: &&relata_language::Sentence| s.span.start <= row.span.start && row.span.end <= s.span.end;
        let sentence = analysis.sentences.iter().find(is_around).unwrap();
        let block = document.blocks[sentence.block].span;
        let credit = row.body.credit.as_ref().map(|c| words(&document, &c.source));
        let check = checker.check(&Claim {
            figure: &row.body,
            sentence: sentence.span.get(&document.text).unwrap(),
            at: &(row.span.start - sentence.span.start..row.span.end - sentence.span.start),
            before: document.text[block.start..sentence.span.start].trim(),
            credit: credit.as_deref(),
            published: Some(day),
        });
        assert_eq!(check.verdict, Verdict::Matches, "{name}, {figure}: {check:#?}");
        assert!(check.series.unwrap().starts_with(table));
        let off = (check.value.unwrap() - value).abs() / value;
        assert!(off < 0.06, "{figure}: {:?}", check.value);
    }
}

/// Paragraphs of a text whose lines are wrapped, and parted by empty ones.
fn joined(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let ended = out.trim_end().ends_with(['.', '?', '!', ':', ';']) || line.starts_with('•');
        out.push_str(if ended { "\n\n" } else { " " });
        out.push_str(line);
    }
    out
}
