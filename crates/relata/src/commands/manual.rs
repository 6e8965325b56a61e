//! `relata completions` and `relata man`: made from the table of flags.

use crate::Outcome;
use crate::flags::Flags;
use anyhow::Context;
use clap::CommandFactory;
use std::path::Path;

/// Prints a completion script.
pub(crate) fn completions(shell: clap_complete::Shell) -> anyhow::Result<Outcome> {
    clap_complete::generate(shell, &mut Flags::command(), "relata", &mut std::io::stdout().lock());
    Ok(Outcome::Fine)
}

/// Writes `relata.1` and one page for each command into `folder`.
pub(crate) fn man(folder: &Path) -> anyhow::Result<Outcome> {
    std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Flags::command(), folder))
        .with_context(|| format!("cannot write man pages into {}", folder.display()))?;
    Ok(Outcome::Fine)
}
