//! `relata check`: every figure of one document, with what stands beside it.

use super::case;
use super::listing::{short, writer};
use crate::Outcome;
use crate::across::{Beside, beside};
use crate::flags::{Check, Flags};
use crate::output::{Look, Style};
use crate::select::title;
use relata_rows::Verdict;
use relata_rows::export::Object;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write;

/// The fields of a row for programs, in order.
const FIELDS: &[&str] =
    &["figure", "doc", "text", "measure", "root", "appearances", "witnesses", "others", "record"];

/// Of one verdict so many others are shown to people.
const MOST: usize = 4;

pub(crate) fn run(flags: &Flags, check: &Check) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let filed = case::document(&case, &check.document)?;
    let found = case.snapshot(|case| beside(case, &filed))?;
    let wanted = |b: &&Beside| check.verdict.is_empty() || b.verdicts().any(|v| check.verdict.contains(&v));
    let found: Vec<&Beside> = found.iter().filter(wanted).collect();
    if let Some(mut rows) = writer(check.format, FIELDS)? {
        found.iter().try_for_each(|b| rows.write(&object(b)))?;
        rows.finish()?;
        return Ok(Outcome::Fine);
    }
    let style = Style::of_stdout(flags.color);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", style.paint(Look::Bold, &title(&filed)))?;
    for b in &found {
        figure(&mut out, b, check.all, style)?;
    }
    let with_other = found
        .iter()
        .filter(|b| b.verdicts().any(|v| !matches!(v, Verdict::NotComparable | Verdict::NoSeries)))
        .count();
    writeln!(out, "{} figures, {with_other} of them with something to hold them against", found.len())?;
    Ok(Outcome::Fine)
}

fn figure(out: &mut impl Write, b: &Beside, all: bool, style: Style) -> anyhow::Result<()> {
    let head = format!("{}  {}", style.paint(Look::Bold, &b.told.text), b.about());
    writeln!(out, "\n{} {head}", style.paint(Look::Grey, &short(b.told.row.as_str())))?;
    let witnesses = match (b.appearances, b.witnesses) {
        (1, _) => format!("on the word of {}", b.root),
        (n, 1) => format!("on the word of {}; told {n} times, by one witness", b.root),
        (n, w) => format!("on the word of {}; told {n} times, by {w} witnesses", b.root),
    };
    writeln!(out, "         {witnesses}")?;
    let mut told: BTreeMap<Verdict, usize> = BTreeMap::new();
    for other in b.others.iter().filter(|o| all || o.is_telling()) {
        let times = told.entry(other.verdict).or_default();
        *times += 1;
        if *times > MOST && !all {
            continue;
        }
        let arithmetic = other.arithmetic.as_ref().map_or_else(String::new, |a| format!("; {a}"));
        writeln!(
            out,
            "         {:16} {}: {} ({}{arithmetic})",
            style.paint(Look::Bold, other.verdict.name()),
            other.title,
            other.text,
            other.reason,
        )?;
    }
    for (verdict, times) in told.iter().filter(|(_, n)| **n > MOST && !all) {
        let more = format!("and {} more with --all", times - MOST);
        writeln!(out, "         {:16} {more}", style.paint(Look::Bold, verdict.name()))?;
    }
    let r = &b.record;
    if r.verdict == Verdict::NoSeries && !all {
        return Ok(());
    }
    let arithmetic = r.arithmetic.as_ref().map_or_else(String::new, |a| format!("; {a}"));
    let verdict = style.paint(Look::Bold, r.verdict.name());
    writeln!(out, "         {verdict:16} record: {}{arithmetic}", r.reason)?;
    Ok(())
}

fn object(b: &Beside) -> Object {
    let others: Vec<_> = b
        .others
        .iter()
        .map(|o| {
            json!({
                "figure": o.row, "doc": o.doc, "text": o.text, "verdict": o.verdict.name(), "reason": o.reason,
                "arithmetic": o.arithmetic, "root": o.root,
            })
        })
        .collect();
    let r = &b.record;
    let record = json!({
        "verdict": r.verdict.name(), "series": r.series, "name": r.name, "period": r.period, "vintage": r.vintage,
        "value": r.value, "arithmetic": r.arithmetic, "reason": r.reason, "score": r.score,
    });
    let row = json!({
        "figure": b.told.row.as_str(), "doc": b.told.doc.as_str(), "text": b.told.text,
        "measure": b.told.figure.measure.text, "root": b.root, "appearances": b.appearances,
        "witnesses": b.witnesses, "others": others, "record": record,
    });
    row.as_object().cloned().unwrap_or_default()
}
