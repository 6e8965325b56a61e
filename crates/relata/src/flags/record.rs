//! The flags of `relata record`.

use super::Format;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Record {
    /// What to do; without it the series are listed
    #[command(subcommand)]
    pub change: Option<RecordCommand>,
    #[command(flatten)]
    pub list: RecordList,
}

#[derive(Debug, Args)]
pub(crate) struct RecordList {
    /// Only series with these words in their names, places or agencies
    #[arg(value_name = "WORDS")]
    pub words: Option<String>,
    /// At most so many rows
    #[arg(long, short, value_name = "N")]
    pub limit: Option<usize>,
    /// A table for people, or rows for programs
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RecordCommand {
    /// Add the series of a file to the case: SDMX-CSV (of OECD, Eurostat, IMF, ILO, UN) or tidy CSV
    Add {
        /// The file
        file: PathBuf,
        /// What its series count: a sidecar, as docs/record.md has it
        #[arg(long, value_name = "FILE")]
        sidecar: Option<PathBuf>,
        /// Of a tidy table, which column is what: place=country,value=persons
        #[arg(long, value_name = "ROLE=COLUMN,...", default_value = "")]
        map: String,
        /// What to call it in the case [default: the name of the file]
        #[arg(long = "as", value_name = "NAME")]
        name: Option<String>,
    },
    /// Show a series: what it counts, its source and licence, and its values with their vintages
    Show {
        /// Its id, or a part of it or of its name
        series: String,
    },
    /// Take the series of a file out of the case
    Remove {
        /// What it is called in the case
        name: String,
    },
}
