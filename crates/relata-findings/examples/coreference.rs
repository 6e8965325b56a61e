//! What the model of coreference is trained on, and scores of a model.
//!
//!     coreference dump gold|own FILE... > ROWS     # CoNLL-U with `Entity=`, one document a file
//!     coreference score MODEL|- FILE...            # `-`: the model that ships
//!
//! ROWS: the names of the features with semicolons between them and a line break; then for each pair, as 32-bit
//! floats, the number of the file, of the mention and of the earlier one (-1: none), 1 where it is right, and
//! the features. Scores are one line a file: the numerators and denominators of recall and precision of
//! mentions, MUC, B³ and CEAF-e, of the gold's mentions, of ours, and of ours by their heads.
#![allow(clippy::print_stdout)]

use relata_findings::eval::coreference::{self, metrics::Counts};
use relata_language::Analyser;
use relata_model::Forest;
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [mode, which, files @ ..] = args.as_slice() else { return Err("dump or score, then files".into()) };
    let mut analyser = Analyser::new()?;
    let names = coreference::feature_names(&mut analyser);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let read = |file: &String| -> Result<_, Box<dyn std::error::Error>> {
        let text = std::fs::read_to_string(file)?;
        coreference::read(&text).map_err(|(line, why)| format!("{file}:{line}: {why}").into())
    };
    match mode.as_str() {
        "dump" => {
            writeln!(out, "{}", names.join(";"))?;
            for (number, file) in files.iter().enumerate() {
                let gold = read(file)?;
                let mut bytes: Vec<u8> = Vec::new();
                coreference::training_rows(&mut analyser, &gold, which == "own", |m, a, right, features| {
                    let head = [number as f32, m as f32, a.map_or(-1.0, |a| a as f32), f32::from(right)];
                    head.iter().chain(features).for_each(|x| bytes.extend(x.to_le_bytes()));
                });
                out.write_all(&bytes)?;
            }
        }
        "score" => {
            let model = match which.as_str() {
                "-" => None,
                file => Some(Forest::from_bytes(&std::fs::read(file)?, names.len())?),
            };
            for file in files {
                let gold = read(file)?;
                let outcome = coreference::gold_mentions(&mut analyser, &gold, model.as_ref());
                let own = coreference::own_mentions(&mut analyser, &gold, model.as_ref());
                let (all, right) = outcome.pronouns;
                let [gold, exact, heads] = [&outcome.counts, &own.exact, &own.heads].map(line);
                writeln!(out, "{file}\t{all} {right}\t{gold}\t{exact}\t{heads}")?;
            }
        }
        _ => return Err("dump or score".into()),
    }
    Ok(())
}

fn line(counts: &Counts) -> String {
    let all = [counts.mentions, counts.muc, counts.b3, counts.ceaf_e];
    let numbers = all.iter().flat_map(|r| [r.recall.0, r.recall.1, r.precision.0, r.precision.1]);
    numbers.map(|n| n.to_string()).collect::<Vec<_>>().join(" ")
}
