//! `relata eval`: the standard scores of the language model, of statements, figures, numbers and times.

use super::parse::analyser;
use crate::flags::{Eval, Task};
use crate::{Outcome, pipeline};
use anyhow::{Context, anyhow, bail};
use relata_findings::eval as attribution;
use relata_findings::eval::coreference::{self, metrics::Counts};
use relata_findings::eval::{figures as annotated, newsquant, recognizers, time, wanted::Wanted};
use relata_language::{Analyser, conllu, eval};
use relata_read::{Hints, Limits, Source};
use relata_rows::{CodePoints, Document};
use serde_json::{Map, Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

/// One line of the table.
struct Score {
    name: String,
    precision: f64,
    recall: f64,
    f1: f64,
    /// How many of ours are right; shares of spans are summed.
    right: f64,
    ours: usize,
    gold: usize,
}

pub(crate) fn run(flags: &Eval) -> anyhow::Result<Outcome> {
    let mut analyser = analyser(flags.model.as_deref())?;
    let listed = |path: &PathBuf| path.extension().is_some_and(|e| e == "json");
    let mut missed = Vec::new();
    let (scores, attributions) = match flags.what {
        Task::Statements if flags.files.iter().all(listed) => {
            (listed_statements(&mut analyser, &flags.files, &mut missed)?, None)
        }
        Task::Statements => statements(&mut analyser, &flags.files).map(|(lines, all)| (lines, Some(all)))?,
        Task::Figures => (figures(&mut analyser, &flags.files)?, None),
        Task::Numbers => (numbers(&flags.files)?, None),
        Task::Time => (times(&mut analyser, &flags.files)?, None),
        Task::Coreference => (mentions(&mut analyser, &flags.files)?, None),
        _ => (language(&mut analyser, flags)?, None),
    };
    let mut out = std::io::stdout().lock();
    if flags.json {
        let row = |s: &Score| json!({ "precision": s.precision, "recall": s.recall, "f1": s.f1, "right": s.right, "ours": s.ours, "gold": s.gold });
        let mut rows: Map<_, _> = scores.iter().map(|s| (s.name.clone(), row(s))).collect();
        if let Some(all) = &attributions {
            rows.insert("calibration_error".to_owned(), all.calibration_error().into());
        }
        if !missed.is_empty() {
            rows.insert("missed".to_owned(), missed.into());
        }
        writeln!(out, "{}", Value::Object(rows))?;
    } else {
        let titles = ["", "precision", "recall", "F1", "ours", "gold"];
        writeln!(
            out,
            "{:24}{:>10}{:>10}{:>10}{:>10}{:>10}",
            titles[0], titles[1], titles[2], titles[3], titles[4], titles[5]
        )?;
        for s in &scores {
            let [p, r, f] = [s.precision, s.recall, s.f1].map(|x| format!("{:.2}", 100.0 * x));
            writeln!(out, "{:24}{p:>10}{r:>10}{f:>10}{:>10}{:>10}", s.name, s.ours, s.gold)?;
        }
        if let Some(all) = &attributions {
            writeln!(out, "\n{:24}{:>10}{:>10}", "confidence", "right", "rows")?;
            for bin in all.reliability().iter().filter(|b| b.rows > 0) {
                writeln!(out, "{:<24.2}{:>10.2}{:>10}", bin.confidence, bin.right, bin.rows)?;
            }
            writeln!(out, "expected calibration error {:.3}", all.calibration_error())?;
        }
        for line in &missed {
            writeln!(out, "missed {line}")?;
        }
    }
    Ok(Outcome::Fine)
}

/// The measures of coreference, on the gold's mentions and on our own, over all files.
fn mentions(analyser: &mut Analyser, files: &[PathBuf]) -> anyhow::Result<Vec<Score>> {
    let (mut gold, mut own, mut heads) = (Counts::default(), Counts::default(), Counts::default());
    let (mut pronouns, mut joined) = (0, 0);
    for path in files {
        let name = || path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(name)?;
        let document = coreference::read(&text)
            .map_err(|(line, what)| anyhow!("{}, line {line}: {what}", path.display()))?;
        let outcome = coreference::gold_mentions(analyser, &document, None);
        (pronouns, joined) = (pronouns + outcome.pronouns.0, joined + outcome.pronouns.1);
        gold.add(&outcome.counts);
        let ours = coreference::own_mentions(analyser, &document, None);
        own.add(&ours.exact);
        heads.add(&ours.heads);
    }
    let mut scores = Vec::new();
    for (name, counts) in [("gold mentions", &gold), ("own mentions", &own), ("own, by head", &heads)] {
        let all =
            [("found", counts.mentions), ("MUC", counts.muc), ("B3", counts.b3), ("CEAF-e", counts.ceaf_e)];
        for (measure, ratio) in all {
            let (precision, recall, f1) = ratio.prf();
            let name = format!("{name} {measure}");
            let (ours, of) = (ratio.precision.1 as usize, ratio.recall.1 as usize);
            scores.push(Score { name, precision, recall, f1, right: ratio.recall.0, ours, gold: of });
        }
        // The mean of the three has no precision of its own.
        let (name, f1) = (format!("{name} CoNLL"), counts.conll());
        scores.push(Score { name, precision: f1, recall: f1, f1, right: 0.0, ours: 0, gold: 0 });
    }
    let share = joined as f64 / pronouns.max(1) as f64;
    let name = "pronouns of persons".to_owned();
    let right = joined as f64;
    scores.push(Score {
        name,
        precision: share,
        recall: share,
        f1: share,
        right,
        ours: pronouns,
        gold: pronouns,
    });
    Ok(scores)
}

fn language(analyser: &mut Analyser, flags: &Eval) -> anyhow::Result<Vec<Score>> {
    let mut text = String::new();
    for path in &flags.files {
        text += &read(path)?;
        text.push('\n');
    }
    let wrong = |(line, why): (usize, &str)| match &flags.files[..] {
        [file] => anyhow!("{}, line {line}: {why}", file.display()),
        _ => anyhow!("line {line} of the files together: {why}"),
    };
    let mut scores = if flags.what == Task::Ner {
        eval::names(analyser, &eval::GoldNames::read(&text).map_err(wrong)?)
    } else {
        let cutting = if flags.gold_words { eval::Cutting::Gold } else { eval::Cutting::Own };
        eval::parse(analyser, &conllu::read(&text).map_err(wrong)?, cutting)
    };
    if flags.what == Task::Tags {
        scores.retain(|(name, _)| ["Sentences", "Words", "UPOS", "XPOS", "Lemmas"].contains(name));
    }
    let line = |(name, s): (&'static str, eval::Score)| Score {
        name: name.to_owned(),
        precision: s.precision(),
        recall: s.recall(),
        f1: s.f1(),
        right: s.right as f64,
        ours: s.given,
        gold: s.gold,
    };
    Ok(scores.into_iter().map(line).collect())
}

fn statements(
    analyser: &mut Analyser,
    folders: &[PathBuf],
) -> anyhow::Result<(Vec<Score>, attribution::Scores)> {
    let mut all = attribution::Scores::default();
    for folder in folders {
        let annotated = files(&folder.join("attributions"), "ann")?;
        for path in files(&folder.join("text"), "txt")? {
            // Where several people marked an article, the first counts.
            let stem = format!("{}_", path.file_stem().unwrap_or_default().to_string_lossy());
            let own = |p: &&PathBuf| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(&stem));
            let Some(gold) = annotated.iter().find(own) else { continue };
            let text = read(&path)?;
            let gold = attribution::brat(&read(gold)?)
                .map_err(|line| anyhow!("{}, line {line}: no brat annotation", gold.display()))?;
            let document = Document::of_lines(text.clone());
            let found = pipeline::find(&document, analyser);
            let ours = attribution::outermost(&found.statements, &CodePoints::new(&document.text));
            all.add(&text, &ours, &gold);
        }
    }
    let line = |(name, count): &(&'static str, attribution::Count)| {
        let (precision, recall, f1) = count.prf();
        Score {
            name: (*name).to_owned(),
            precision,
            recall,
            f1,
            right: count.right,
            ours: count.ours as usize,
            gold: count.gold as usize,
        }
    };
    let mut scores: Vec<Score> = all.counts().iter().map(line).collect();
    if scores.is_empty() {
        bail!("no text/*.txt with its attributions/*.ann in the folders: name the folder above both");
    }
    let (n, right) = all.speakers();
    let share = right as f64 / n.max(1) as f64;
    scores.push(Score {
        name: "speaker of matched".to_owned(),
        precision: share,
        recall: share,
        f1: share,
        right: right as f64,
        ours: n,
        gold: n,
    });
    Ok((scores, all))
}

/// Scores documents, each beside the JSON file that lists its statements; `missed` takes the ones not found with
/// their holder.
fn listed_statements(
    analyser: &mut Analyser,
    lists: &[PathBuf],
    missed: &mut Vec<String>,
) -> anyhow::Result<Vec<Score>> {
    // Content, and content with holder: of the list, then of ours.
    let mut right = [[0usize; 2]; 2];
    let (mut ours, mut gold) = (0, 0);
    for path in lists {
        let list: Value = serde_json::from_str(&read(path)?)
            .with_context(|| format!("{} is no JSON file", path.display()))?;
        let name = list["doc"].as_str().with_context(|| format!("{} names no \"doc\"", path.display()))?;
        let text = path.with_file_name(name);
        let bytes = std::fs::read(&text).with_context(|| format!("cannot read {}", text.display()))?;
        let source = Source { path: name.to_owned(), bytes, hints: Hints::default() };
        let document = relata_read::read(&source, &Limits::default())?;
        let wanted: Vec<Wanted> = list["statements"].as_array().into_iter().flatten().map(wanted).collect();
        let rows = pipeline::find(&document, analyser).statements;
        let (found, judged) = attribution::wanted::judge(&document, &rows, &wanted);
        for (w, o) in wanted.iter().zip(&found).filter(|(w, _)| !w.optional) {
            gold += 1;
            right[0][0] += usize::from(o.content);
            right[0][1] += usize::from(o.holder);
            if !o.holder {
                let what = w.contents.first().map(String::as_str).unwrap_or_default();
                let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
                missed.push(format!("{name}: {}: {what}", w.holders.first().map_or("-", String::as_str)));
            }
        }
        ours += rows.len();
        right[1][0] += judged.iter().filter(|o| o.content).count();
        right[1][1] += judged.iter().filter(|o| o.holder).count();
    }
    let share = |part: usize, all: usize| part as f64 / all.max(1) as f64;
    let lines = ["listed content", "listed, with holder"].into_iter().enumerate();
    Ok(lines
        .map(|(i, name)| {
            let (precision, recall) = (share(right[1][i], ours), share(right[0][i], gold));
            let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
            Score { name: name.to_owned(), precision, recall, f1, right: right[0][i] as f64, ours, gold }
        })
        .collect())
}

/// One entry of such a list: `source`, its fuller names, `content`, and what is as good (`*_alt`).
fn wanted(entry: &Value) -> Wanted {
    let texts = |keys: &[&str]| -> Vec<String> {
        let values = keys.iter().flat_map(|key| match &entry[*key] {
            Value::Array(all) => all.iter().collect(),
            one => vec![one],
        });
        values.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut holders =
        texts(&["source", "source_canonical", "sources_canonical", "source_alt", "source_canonical_alt"]);
    let named = holders.len();
    holders.retain(|h| h != "anonymous");
    Wanted {
        anonymous: entry["source"].is_null() || holders.len() < named,
        holders,
        contents: texts(&["content", "content_alt"]),
        optional: entry["optional"] == true,
    }
}

/// A file that begins with a list is NewsQuant; any other is the annotation of one document, whose text stands
/// beside it.
fn figures(analyser: &mut Analyser, files: &[PathBuf]) -> anyhow::Result<Vec<Score>> {
    let mut sentences = newsquant::Scores::default();
    let mut documents = annotated::Scores::default();
    for path in files {
        let json = read(path)?;
        let form = || format!("{}: no annotated figures", path.display());
        if json.trim_start().starts_with('[') {
            for item in newsquant::read(&json).with_context(form)? {
                let document = Document::of_paragraphs(std::slice::from_ref(&item.text));
                sentences.add(&item, &pipeline::find(&document, analyser).figures);
            }
        } else {
            let annotation = annotated::read(&json).with_context(form)?;
            let text = annotation
                .doc
                .as_ref()
                .map_or_else(|| path.with_extension("txt"), |d| path.with_file_name(d));
            let bytes = std::fs::read(&text).with_context(|| format!("cannot read {}", text.display()))?;
            let source = Source { path: text.display().to_string(), bytes, hints: Hints::default() };
            let document = pipeline::read_source(&source, &Limits::default()).map_err(|e| anyhow!(e))?;
            documents.add(&document, &pipeline::find(&document, analyser).figures, &annotation.figures);
        }
    }
    let mut scores = Vec::new();
    if sentences.gold > 0 {
        scores.extend(sentences.columns().map(|(name, right)| {
            let (precision, recall, f1) = sentences.prf(right);
            Score {
                name: name.to_owned(),
                precision,
                recall,
                f1,
                right: right as f64,
                ours: sentences.ours,
                gold: sentences.gold,
            }
        }));
    }
    if documents.gold > 0 {
        scores.extend(documents.columns().map(|(name, right)| {
            // Values against all that is annotated; the rest against the values that were found.
            let (ours, gold) = match name {
                "value" => (documents.value + documents.extra, documents.gold),
                _ => (documents.value, documents.value),
            };
            let share = |of: usize| right as f64 / of.max(1) as f64;
            let (precision, recall) = (share(ours), share(gold));
            let f1 = if right > 0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
            Score { name: name.to_owned(), precision, recall, f1, right: right as f64, ours, gold }
        }));
    }
    Ok(scores)
}

/// Each file of Recognizers-Text alone; its name says what is asked for.
fn numbers(files: &[PathBuf]) -> anyhow::Result<Vec<Score>> {
    let score = |path: &PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let model = recognizers::Model::named(&name)
            .with_context(|| format!("{}: not named as a model of Recognizers-Text", path.display()))?;
        let form = || format!("{}: no cases of Recognizers-Text", path.display());
        let cases = recognizers::read(&read(path)?).with_context(form)?;
        let right = cases.iter().filter(|c| recognizers::is_right(model, c)).count() as f64;
        let share = right / cases.len().max(1) as f64;
        let (ours, gold) = (cases.len(), cases.len());
        Ok(Score { name, precision: share, recall: share, f1: share, right, ours, gold })
    };
    files.iter().map(score).collect()
}

/// Time expressions of annotated text (TimeML, or the plain form of a `.txt`), and values of the cases of a
/// `.json` of Recognizers-Text.
fn times(analyser: &mut Analyser, inputs: &[PathBuf]) -> anyhow::Result<Vec<Score>> {
    let (mut marked, mut values) = (time::Scores::default(), time::recognizers::Scores::default());
    let mut paths = Vec::new();
    for input in inputs {
        if input.is_dir() { paths.extend(files(input, "tml")?) } else { paths.push(input.clone()) }
    }
    for path in &paths {
        let text = read(path)?;
        let golds = match path.extension().and_then(|e| e.to_str()) {
            Some("json") => {
                let cases = time::recognizers::read(&text).map_err(|e| anyhow!("{}: {e}", path.display()))?;
                for case in &cases {
                    values.add(case, &analyser.analyse(&case.document));
                }
                continue;
            }
            Some("txt") => time::timeml::read_plain(&text)
                .map_err(|line| anyhow!("{}, line {line}: no annotated text", path.display()))?,
            _ => vec![time::timeml::read(&text).map_err(|why| anyhow!("{}: {why}", path.display()))?],
        };
        for gold in &golds {
            let analysis = analyser.analyse(&gold.document);
            marked.add(&time::expressions(&gold.document, &analysis), &gold.timexes);
        }
    }
    let line = |(name, count): (&'static str, attribution::Count)| {
        let (precision, recall, f1) = count.prf();
        let (ours, gold) = (count.ours as usize, count.gold as usize);
        Score { name: name.to_owned(), precision, recall, f1, right: count.right, ours, gold }
    };
    let mut scores: Vec<Score> = marked.counts().into_iter().filter(|c| c.1.gold > 0.0).map(line).collect();
    for (name, right, of) in values.counts().into_iter().filter(|c| c.2 > 0) {
        let share = right as f64 / of as f64;
        scores.push(Score {
            name: name.to_owned(),
            precision: share,
            recall: share,
            f1: share,
            right: right as f64,
            ours: of,
            gold: of,
        });
    }
    if scores.is_empty() {
        bail!(
            "nothing annotated in the files: name TimeML files (.tml), or specifications of Recognizers-Text (.json)"
        );
    }
    Ok(scores)
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The files of a folder that end so, in order of their names.
fn files(folder: &Path, ending: &str) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == ending))
        .collect();
    paths.sort();
    Ok(paths)
}
