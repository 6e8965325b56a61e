//! `relata open`: the case in a browser.

use super::case;
use crate::Outcome;
use crate::flags::{Flags, Open};
use crate::web::Room;
use anyhow::{Context, bail};
use relata_web::{Door, Password, Settings, Token, router};
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Command, Stdio};
use std::sync::Arc;

pub(crate) fn run(flags: &Flags, open: &Open) -> anyhow::Result<Outcome> {
    let address = open.listen.unwrap_or((Ipv4Addr::LOCALHOST, open.port.unwrap_or(0)).into());
    let password = password(open, address)?;
    let room = Room::open(case::path_for_reading(flags)?, open.read_only)?;
    let listener =
        std::net::TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let token = Token::new().context("the system gives no randomness for the key")?;
    let door = Door { address, token, password };
    let url = door.url();
    writeln!(std::io::stdout(), "{url}")?;
    if !flags.quiet {
        writeln!(
            std::io::stdout(),
            "Ctrl+C ends it. Whoever has this address may come in from this machine."
        )?;
    }
    if !open.no_browser {
        browse(&url);
    }
    let room = Arc::new(room);
    let ahead = Arc::clone(&room);
    // The first page should not have to wait for what all pages need.
    std::thread::spawn(move || ahead.keep_made());
    let pages = router(room, Settings { door, read_only: open.read_only });
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let end = async { _ = tokio::signal::ctrl_c().await };
        tokio::select! {
            done = relata_web::serve(listener, pages) => done,
            () = end => Ok(()),
        }
    })?;
    Ok(Outcome::Fine)
}

/// The password to ask for: beyond this machine there must be one.
fn password(open: &Open, address: SocketAddr) -> anyhow::Result<Option<Password>> {
    let Some(file) = &open.password_file else {
        if address.ip().is_loopback() {
            return Ok(None);
        }
        bail!(
            "others could come in at {address}: give --password-file FILE, and put a proxy that does TLS in front, \
             since passwords and pages are sent as they are"
        );
    };
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let password = Password::new(text.lines().next().unwrap_or_default().trim_end());
    Ok(Some(password.with_context(|| format!("{}: its first line is no password", file.display()))?))
}

/// Has the system's browser open an address. Where there is none, the address stands on the screen.
fn browse(url: &str) {
    let (program, first): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    let _ = command.args(first).arg(url).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}
