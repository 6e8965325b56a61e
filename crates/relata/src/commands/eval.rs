//! `relata eval`: the standard scores of the language model on an annotated file.

use super::parse::analyser;
use crate::Outcome;
use crate::flags::{Eval, Task};
use anyhow::{Context, anyhow};
use relata_language::conllu;
use relata_language::eval::{self, Score};
use serde_json::{Map, json};
use std::io::Write;

pub(crate) fn run(flags: &Eval) -> anyhow::Result<Outcome> {
    let mut analyser = analyser(flags.model.as_deref())?;
    let mut text = String::new();
    for path in &flags.files {
        text += &std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        text.push('\n');
    }
    let wrong = |(line, why): (usize, &str)| match &flags.files[..] {
        [file] => anyhow!("{}, line {line}: {why}", file.display()),
        _ => anyhow!("line {line} of the files together: {why}"),
    };
    let mut scores = match flags.what {
        Task::Ner => eval::names(&mut analyser, &eval::GoldNames::read(&text).map_err(wrong)?),
        Task::Parse | Task::Tags => {
            let cutting = if flags.gold_words { eval::Cutting::Gold } else { eval::Cutting::Own };
            eval::parse(&mut analyser, &conllu::read(&text).map_err(wrong)?, cutting)
        }
    };
    if flags.what == Task::Tags {
        scores.retain(|(name, _)| ["Sentences", "Words", "UPOS", "XPOS", "Lemmas"].contains(name));
    }
    let mut out = std::io::stdout().lock();
    if flags.json {
        let rows: Map<_, _> = scores.iter().map(|(name, s)| ((*name).to_owned(), row(s))).collect();
        writeln!(out, "{}", serde_json::Value::Object(rows))?;
    } else {
        writeln!(
            out,
            "{:20}{:>10}{:>10}{:>10}{:>10}{:>10}",
            "", "precision", "recall", "F1", "ours", "gold"
        )?;
        for (name, s) in &scores {
            let percent = |x: f64| format!("{:.2}", 100.0 * x);
            let (p, r, f) = (percent(s.precision()), percent(s.recall()), percent(s.f1()));
            writeln!(out, "{name:20}{p:>10}{r:>10}{f:>10}{:>10}{:>10}", s.given, s.gold)?;
        }
    }
    Ok(Outcome::Fine)
}

fn row(s: &Score) -> serde_json::Value {
    json!({ "precision": s.precision(), "recall": s.recall(), "f1": s.f1(), "right": s.right, "ours": s.given, "gold": s.gold })
}
