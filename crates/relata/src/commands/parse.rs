//! `relata parse`: the language layer alone, as CoNLL-U.

use crate::flags::{Flags, Parse};
use crate::progress::Progress;
use crate::{Outcome, collect, output, pipeline, sources};
use anyhow::Context;
use relata_language::{Analyser, Model, conllu};
use relata_read::{Hints, Limits};
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

pub(crate) fn run(flags: &Flags, parse: &Parse) -> anyhow::Result<Outcome> {
    let mut analyser = analyser(parse.model.as_deref())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (hints, limits, progress) = (Hints::default(), Limits::default(), Progress::new(0, true));
    let mut outcome = Outcome::Fine;
    let mut written = Ok(());
    let mut fail = |path: &str, message: &str| {
        outcome = Outcome::Partly;
        if !flags.quiet {
            output::complain(&anyhow::anyhow!("{path}: {message}"));
        }
    };
    collect::walk(&parse.inputs, &mut |input| {
        let input = match input {
            Ok(input) => input,
            Err(mishap) => return fail(&mishap.path, &mishap.message),
        };
        let _ = sources::of(&input, &hints, &limits, &progress, &mut |path, source| {
            match source.and_then(|source| pipeline::read_source(&source, &limits)) {
                Ok(document) => {
                    let analysis = analyser.analyse(&document);
                    if written.is_ok() {
                        written = out.write_all(conllu::write(&document, &analysis, &path).as_bytes());
                    }
                }
                Err(message) => fail(&path, &message),
            }
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
    });
    written.and_then(|()| out.flush())?;
    Ok(outcome)
}

/// The analyser of the built-in model, or of the model in `file`.
pub(crate) fn analyser(file: Option<&Path>) -> anyhow::Result<Analyser> {
    let Some(path) = file else { return Ok(Analyser::plain()?) };
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let model = Model::from_bytes(&bytes).with_context(|| format!("cannot use {}", path.display()))?;
    Ok(Analyser::with(model))
}
