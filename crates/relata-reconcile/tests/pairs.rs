//! Pairs of figures in raw texts, and the verdict between them: `tests/pairs/*.txt`, whose head says what is what.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test says by failing")]

#[path = "pairs/read.rs"]
mod read;

use read::{figures, pairs};
use relata_gazetteer::Gazetteer;
use relata_language::Analyser;
use relata_reconcile::measures::{Judgement, Told, compare};
use relata_rows::Verdict;

/// The verdicts of the benchmark, in the order of its head.
const VERDICTS: [Verdict; 7] = [
    Verdict::Agrees,
    Verdict::Differs,
    Verdict::OtherDefinition,
    Verdict::OtherPlace,
    Verdict::OtherPeriod,
    Verdict::SameRoot,
    Verdict::NotComparable,
];

/// Scores a file: how many verdicts are right, how many pairs, and how many `agrees` stand for `other definition`.
/// Prints a table of what was wanted (lines) and what was given; with `show`, what went wrong.
fn score(file: &str, show: bool) -> (usize, usize, usize) {
    let mut analyser = Analyser::new().unwrap();
    let gazetteer = Gazetteer::built_in();
    let all = pairs(file);
    let mut table = [[0usize; 8]; 7];
    let place = |verdict: Verdict| VERDICTS.iter().position(|v| *v == verdict).unwrap();
    for pair in &all {
        let (figures, meant) = figures(&mut analyser, &gazetteer, &pair.texts);
        let judged = meant[0].zip(meant[1]).map(|(a, b)| compare(&figures[a], &figures[b]));
        let turned = meant[0].zip(meant[1]).map(|(a, b)| compare(&figures[b], &figures[a]));
        let verdict = |j: &Option<Judgement>| j.as_ref().map(|j| j.verdict);
        assert_eq!(verdict(&judged), verdict(&turned), "the other way round: {}", pair.why);
        let given = judged.as_ref().map_or(7, |j| place(j.verdict));
        table[place(pair.verdict)][given] += 1;
        if show && given != place(pair.verdict) {
            let name = judged.as_ref().map_or("not found", |j| j.verdict.name());
            eprintln!("\n= {} GIVEN {name} ~ {}", pair.verdict.name(), pair.why);
            if let Some(j) = &judged {
                eprintln!("  {} | {:?} | {:?}", j.reason, j.arithmetic, j.root);
            }
            for (n, text) in pair.texts.iter().enumerate() {
                eprintln!("  {} {}", text.day.unwrap(), text.paragraphs[0]);
                if let Some(i) = meant[n] {
                    eprintln!("    {}", show_figure(&figures[i]));
                }
            }
        }
    }
    let right: usize = (0..7).map(|i| table[i][i]).sum();
    let loose = table[2][0];
    eprintln!("{file}: {right} of {} right, {loose} `agrees` for `other definition`", all.len());
    eprintln!("{:18} agr dif def pla per roo not none", "wanted");
    for (i, line) in table.iter().enumerate() {
        let counts: String = line.iter().map(|n| format!("{n:4}")).collect();
        eprintln!("{:16}{counts}", VERDICTS[i].name());
    }
    (right, all.len(), loose)
}

/// The sets, how many pairs each has, and how many verdicts were right when they were last counted: floors only rise. The
/// forest of `models/one-thing.md` learnt from all of them: what it does for others stands there, and in `docs/figures.md`.
const SETS: [(&str, usize, usize); 22] = [
    ("dev", 210, 206),
    ("further", 57, 54),
    ("third", 63, 63),
    ("fourth", 63, 61),
    ("fifth", 105, 95),
    ("sixth", 70, 67),
    ("seventh", 70, 59),
    ("eighth", 70, 64),
    ("ninth", 70, 69),
    ("tenth", 70, 66),
    ("eleventh", 70, 65),
    ("fourteenth", 140, 127),
    ("fifteenth", 140, 117),
    ("sixteenth", 140, 119),
    ("paraphrases", 140, 106),
    ("whence", 126, 113),
    ("eighteenth", 140, 117),
    ("nineteenth", 140, 100),
    ("twentieth", 140, 97),
    ("twelfth", 70, 57),
    ("thirteenth", 70, 59),
    ("seventeenth", 140, 109),
];

#[test]
fn the_verdicts_of_pairs() {
    let show = std::env::var_os("RELATA_SHOW").is_some();
    let only = std::env::var("RELATA_SET").ok();
    for (set, pairs, floor) in SETS.into_iter().filter(|(set, ..)| only.as_deref().is_none_or(|o| o == *set))
    {
        let (right, all, loose) = score(&format!("{set}.txt"), show);
        assert_eq!(all, pairs, "{set}");
        assert!(right >= floor, "{set}: {right} of {all}, {floor} were");
        // Every fifth pair of the paraphrases has near words and one number, so as to mislead.
        let most = if set == "paraphrases" { 5 } else { all / 50 };
        assert!(loose <= most, "{set}: {loose} `agrees` for `other definition`");
    }
}

/// The other half of `dev.txt`: scored four times, for its numbers alone.
#[test]
#[ignore = "opened four times; what it gave stands in docs/figures.md"]
fn the_verdicts_of_sealed_pairs() {
    let (_, all, _) = score("sealed.txt", false);
    assert_eq!(all, 210);
}

fn show_figure(told: &Told) -> String {
    let f = &told.figure;
    let i = &f.interval;
    let m = &f.measure;
    let mut out = format!(
        "[{:?}{} {:?}{}] {:?} | {} | {} {:?} what={} q={:?}",
        i.low.unwrap_or(f64::NEG_INFINITY),
        if i.low_soft { "~" } else { "" },
        i.high.unwrap_or(f64::INFINITY),
        if i.high_soft { "~" } else { "" },
        i.stated.unwrap_or(f64::NAN),
        f.unit.code,
        m.kind,
        m.text,
        m.what,
        m.qualifiers
    );
    if let Some(of) = &m.of {
        out += &format!(" OF={of}");
    }
    if let Some(basis) = &m.basis {
        out += &format!(" BASIS={basis}");
    }
    if let Some(p) = &f.place {
        out += &format!(" | PLACE={} ({}) {:?}", p.text, p.basis, p.entity);
    }
    if let Some(p) = &f.period {
        out += &format!(" | PERIOD={} {:?}..{:?} {} {}", p.text, p.start, p.end, p.calendar, p.basis);
    }
    if let Some(c) = &f.change {
        out += &format!(
            " | CHANGE={:?} by {:?} from {:?} to {:?} base {:?} since {:?}",
            c.direction,
            c.by,
            c.from,
            c.to,
            c.base,
            c.since.as_ref().map(|s| s.start)
        );
    }
    if let Some(c) = &told.credit {
        out += &format!(" | CREDIT={} {:?} of {:?}", c.name, c.aliases, c.of);
    }
    if let Some(p) = &f.part_of {
        out += &format!(" | PART {p:?}");
    }
    out
}
