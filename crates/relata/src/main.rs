//! The `relata` command: what a person types becomes calls into the rooms behind.
//!
//! Only this crate knows files and folders, the terminal, the network (loopback or an address the
//! user names) and threads. See `docs/commands.md` for exit codes.

mod across;
mod actors;
mod ask;
mod calendar;
mod codes;
mod collect;
mod commands;
mod decided;
mod fetch;
mod flags;
mod ftm;
mod gdelt;
mod isolated;
mod output;
mod paint;
mod pipeline;
mod plover;
mod progress;
mod record;
mod reviewing;
mod select;
mod sources;
mod table;
mod tellings;
mod typed;
mod web;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let flags = flags::Flags::parse();
    match commands::run(&flags) {
        Ok(outcome) => outcome.code(),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error);
            ExitCode::from(1)
        }
    }
}

/// What became of a command that did not fail as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All done.
    Fine,
    /// Done, but some inputs could not be read, or some anchors are broken.
    Partly,
}

impl Outcome {
    fn code(self) -> ExitCode {
        match self {
            Outcome::Fine => ExitCode::SUCCESS,
            Outcome::Partly => ExitCode::from(3),
        }
    }
}

/// Whether the reader of our output went away (`relata figures | head`): no fault of anybody.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|e| e.downcast_ref::<std::io::Error>())
        .any(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
