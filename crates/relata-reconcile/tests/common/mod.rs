//! What tests of outside data share.

#![allow(dead_code, unreachable_pub, reason = "not every test takes all of it")]

use std::path::{Path, PathBuf};

/// The folder of outside data: `RELATA_SHARED`, else `../shared` beside the workspace.
pub fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let dir = std::env::var_os("RELATA_SHARED").map_or_else(beside, PathBuf::from);
    dir.is_dir().then_some(dir)
}

/// A text whose lines are wrapped, in paragraphs parted by empty lines: a line carries on the one before that does not
/// end a sentence.
pub fn joined(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let ended = out.trim_end().ends_with(['.', '?', '!', ':', ';'])
            || line.starts_with('•')
            || line.starts_with("http");
        out.push_str(if ended { "\n\n" } else { " " });
        out.push_str(line);
    }
    out.trim().to_owned()
}
