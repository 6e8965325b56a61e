//! The flags of `relata actors`.

use super::Format;
use super::values::actor_kind;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Actors {
    /// What to do; without it the actors are listed
    #[command(subcommand)]
    pub change: Option<ActorsCommand>,
    #[command(flatten)]
    pub list: ActorsList,
}

#[derive(Debug, Args)]
pub(crate) struct ActorsList {
    /// Only actors with this in one of their names
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Only this type: person, organization, group, place, law, work, event
    #[arg(long = "type", value_name = "TYPE", value_parser = actor_kind)]
    pub kind: Option<relata_rows::ActorKind>,
    /// At most so many rows
    #[arg(long, short, value_name = "N")]
    pub limit: Option<usize>,
    /// A table for people, or rows for programs
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

/// What a person does with actors. An actor is given by its name, one of its names, or the beginning of its id.
#[derive(Debug, Subcommand)]
pub(crate) enum ActorsCommand {
    /// Two actors are one; the name of the first stays
    Merge {
        /// The actor whose name stays
        actor: String,
        /// The other
        other: String,
    },
    /// Part of what is told of an actor is of another
    Split {
        /// The actor
        actor: String,
        /// What this document tells; an id, the beginning of one, or a part of a path or title
        #[arg(long, short, value_name = "DOC", required_unless_present = "name")]
        document: Option<String>,
        /// What is told under this name
        #[arg(long, value_name = "NAME", conflicts_with = "document")]
        name: Option<String>,
        /// What the new actor is called
        #[arg(long = "as", value_name = "NAME")]
        into: String,
    },
    /// Two actors are not one, whatever future documents look like
    Never {
        /// One
        actor: String,
        /// The other
        other: String,
    },
    /// An actor is called otherwise
    Rename {
        /// The actor
        actor: String,
        /// Its name from now on
        name: String,
    },
    /// An actor is of another type
    Type {
        /// The actor
        actor: String,
        /// person, organization, group, place, law, work or event
        #[arg(value_parser = actor_kind)]
        kind: relata_rows::ActorKind,
    },
    /// Actors that may be one, likeliest first
    Candidates,
    /// What holds between actors and with documents: who wrote, published, works for whom
    Relations,
    /// Print the decisions as a text file that `read --decisions` takes
    Decisions {
        /// Take back the last one
        #[arg(long)]
        undo: bool,
        /// Take over those of a file
        #[arg(long, value_name = "FILE", conflicts_with = "undo")]
        from: Option<PathBuf>,
    },
    /// Names of your own for this case: a CSV file with name,type,aliases,country,id,office,from,to
    Lists {
        /// Add this file, or put it in the place of one of the same name
        #[arg(long, value_name = "FILE")]
        add: Option<PathBuf>,
        /// Leave out the list of this name
        #[arg(long, value_name = "NAME")]
        remove: Option<String>,
    },
}
