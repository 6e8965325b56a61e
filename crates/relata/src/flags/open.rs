//! The flags of `relata open`.

use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Open {
    /// The port on this machine [default: one that is free]
    #[arg(long, value_name = "N", conflicts_with = "listen")]
    pub port: Option<u16>,
    /// Another address than this machine's own, as 0.0.0.0:4810; beyond this machine it needs --password-file
    ///
    /// What is sent is not encrypted: let a proxy in front do TLS.
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// A file whose first line is the password to ask for
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Print the address and start no browser
    #[arg(long)]
    pub no_browser: bool,
    /// Let nothing be changed
    #[arg(long)]
    pub read_only: bool,
}
