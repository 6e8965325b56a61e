//! One module for each command.

pub(crate) mod actor;
pub(crate) mod actors;
mod ask;
pub(crate) mod case;
mod check;
mod compare;
mod documents;
mod eval;
mod events;
mod export;
mod figures;
mod links;
mod listing;
mod manual;
mod open;
mod parse;
pub(crate) mod proposals;
mod read;
mod record;
mod report;
mod review;
mod show;
pub(crate) mod sources;
mod statements;
pub(crate) mod timeline;
mod verify;

use crate::Outcome;
use crate::flags::{Command, Flags};

/// Does what was asked.
pub(crate) fn run(flags: &Flags) -> anyhow::Result<Outcome> {
    match &flags.command {
        Command::Read(read) => read::run(flags, read),
        Command::Documents(documents) => documents::run(flags, documents),
        Command::Figures(figures) => figures::run(flags, figures),
        Command::Statements(statements) => statements::run(flags, statements),
        Command::Events(events) => events::run(flags, events),
        Command::Proposals(proposals) => proposals::run(flags, proposals),
        Command::Timeline(timeline) => timeline::run(flags, timeline),
        Command::Links(wanted) => links::run(flags, wanted),
        Command::Check(check) => check::run(flags, check),
        Command::Sources(sources) => sources::run(flags, sources),
        Command::Compare(compare) => compare::run(flags, compare),
        Command::Record(wanted) => record::run(flags, wanted),
        Command::Actors(actors) => actors::run(flags, actors),
        Command::Review(review) => review::run(flags, review),
        Command::Ask(wanted) => ask::run(flags, wanted),
        Command::Open(open) => open::run(flags, open),
        Command::Show(show) => show::run(flags, show),
        Command::Report(report) => report::run(flags, report),
        Command::Export(export) => export::run(flags, export),
        Command::Verify(verify) => verify::run(flags, verify),
        Command::Parse(parse) => parse::run(flags, parse),
        Command::Eval(eval) => eval::run(eval),
        Command::Completions { shell } => manual::completions(*shell),
        Command::Man { folder } => manual::man(folder),
        Command::Isolated => crate::isolated::serve().map(|()| Outcome::Fine),
    }
}
