//! `relata parse` and `relata eval` through the public command.

#![allow(clippy::unwrap_used, reason = "a test says by failing")]

mod common;

use common::{Desk, samples};
use serde_json::Value;

#[test]
fn parse_prints_conllu_whose_ranges_are_the_words_of_the_text() {
    let desk = Desk::new();
    let text = "Señor Pérez said exports fell.\n\nNobody in Mexico City answered.\n";
    desk.write("note.txt", text);
    let out = desk.out(&["parse", "note.txt"]);
    assert!(out.starts_with("# newdoc id = note.txt\n# newpar\n"), "{out}");
    assert_eq!(out.matches("# newpar\n").count(), 2);
    let points: Vec<char> = text.chars().collect();
    let words: Vec<Vec<&str>> = out
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .map(|l| l.split('\t').collect())
        .collect();
    assert_eq!(words.len(), 12);
    for word in &words {
        assert_eq!(word.len(), 10, "{word:?}");
        let range = word[9].split('|').find_map(|m| m.strip_prefix("TokenRange=")).unwrap();
        let (from, to) = range.split_once(':').unwrap();
        let form: String = points[from.parse().unwrap()..to.parse().unwrap()].iter().collect();
        assert_eq!(form, word[1]);
    }
    let misc = |form: &str| words.iter().find(|w| w[1] == form).unwrap()[9];
    assert!(misc("Mexico").contains("NER=B-place"), "{out}");
    assert!(misc("City").contains("NER=I-place"), "{out}");
    assert!(misc("said").contains("Role=B-cue"), "{out}");
}

#[test]
fn every_sample_parses_and_twice_the_same() {
    let desk = Desk::new();
    let out = desk.out(&["parse", &samples()]);
    assert!(out.matches("# newdoc").count() >= 17);
    assert_eq!(out, desk.out(&["parse", &samples()]));
    let roots = out.lines().filter(|l| l.split('\t').nth(6) == Some("0")).count();
    assert_eq!(roots, out.matches("# sent_id").count());
}

/// Two sentences marked by hand.
const GOLD: &str = "# newdoc
# text = The talks failed.
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
2\ttalks\ttalk\tNOUN\tNNS\t_\t3\tnsubj\t_\t_
3\tfailed\tfail\tVERB\tVBD\t_\t0\troot\t_\t_
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# text = Nobody knows why.
1\tNobody\tnobody\tPRON\tNN\t_\t2\tnsubj\t_\t_
2\tknows\tknow\tVERB\tVBZ\t_\t0\troot\t_\t_
3\twhy\twhy\tADV\tWRB\t_\t1\tadvmod\t_\t_
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
";

#[test]
fn eval_counts_what_is_right() {
    let desk = Desk::new();
    desk.write("gold.conllu", GOLD);
    for extra in [&[][..], &["--gold-words"]] {
        let command = [&["eval", "parse", "gold.conllu", "--json"], extra].concat();
        let scores: Value = serde_json::from_str(&desk.out(&command)).unwrap();
        // The head of "why" is wrong in the file on purpose.
        assert_eq!(scores["LAS"]["right"], 7.0, "{scores}");
        assert_eq!(scores["LAS"]["gold"], 8);
        assert_eq!(scores["Lemmas"]["f1"], 1.0);
    }
    assert!(desk.out(&["eval", "tags", "gold.conllu"]).contains("Sentences"));
    desk.write("names.txt", "Officials\tO\nin\tO\nMexico\tB-country\nCity\tI-country\nspoke\tO\n.\tO\n\nPeru\tB-person\nslept\tO\n.\tO\n");
    let scores: Value = serde_json::from_str(&desk.out(&["eval", "ner", "names.txt", "--json"])).unwrap();
    assert_eq!(
        (&scores["all"]["right"], &scores["all"]["gold"], &scores["all"]["ours"]),
        (&1.0.into(), &2.into(), &2.into())
    );
}

#[test]
fn eval_scores_statements_against_brat_files() {
    let desk = Desk::new();
    desk.write("dev/text/a.txt", "The minister said that the port is closed.\n");
    let gold = "T1\tSource 0 12\tThe minister\nT2\tCue 13 17\tsaid\nT3\tContent 18 41\tthat ...\nE1\tCue:T2 Source:T1 Content:T3\n";
    desk.write("dev/attributions/a_b.ann", gold);
    let scores: Value = serde_json::from_str(&desk.out(&["eval", "statements", "dev", "--json"])).unwrap();
    for name in ["cue exact", "source exact", "content exact", "all three exact", "speaker of matched"] {
        assert_eq!(scores[name]["f1"], 1.0, "{name}: {scores}");
    }
    assert!(scores["calibration_error"].as_f64().unwrap() < 0.5);
    let table = desk.out(&["eval", "statements", "dev"]);
    assert!(table.contains("all three exact") && table.contains("expected calibration error"), "{table}");
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    let desk = Desk::new();
    desk.write("gold.conllu", "# text = a\n1\ta\tb\n");
    let ran = desk.run(&["eval", "parse", "gold.conllu"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("gold.conllu, line 2: a word has ten fields"), "{}", ran.err);
    desk.write("not.model", "hello");
    let ran = desk.run(&["parse", "gold.conllu", "--model", "not.model"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("not.model") && ran.err.contains("not a Relata model"), "{}", ran.err);
    let ran = desk.run(&["parse", "missing.txt"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("missing.txt: no such file"), "{}", ran.err);
}
