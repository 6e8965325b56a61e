//! Telling how far the reading is: a bar on a terminal, plain lines elsewhere.

use indicatif::{ProgressBar, ProgressStyle};
use relata_rows::{Document, Findings, Sha256};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Hears how far a reading is, on the threads that do it.
pub(crate) trait Watch: Sync {
    /// More bytes of the inputs have been taken in.
    fn bytes(&self, _n: u64) {}
    /// The source at this place is being read.
    fn begun(&self, _path: &str) {}
    /// The source at this place is done with.
    fn ended(&self, path: &str, fate: &Fate<'_>);
}

/// What became of a source.
pub(crate) enum Fate<'f> {
    /// It was read: a document more, or a new version of one that stood at its place.
    Read { document: &'f Document, findings: &'f Findings, changed: bool },
    /// The case has its bytes already.
    There(&'f Sha256),
    /// It could not be read, and why.
    Failed(&'f str),
}

/// Shows documents, bytes, rate and time left on standard error.
pub(crate) struct Progress {
    face: Face,
    documents: AtomicU64,
}

enum Face {
    Bar(ProgressBar),
    Lines { started: Instant, last: std::sync::Mutex<Instant>, bytes: AtomicU64, total: u64 },
    Silent,
}

/// How often plain lines come.
const LINE_EVERY: Duration = Duration::from_secs(10);

impl Progress {
    /// For `total` bytes (0 where not known); silent where `quiet`.
    pub(crate) fn new(total: u64, quiet: bool) -> Self {
        let face = if quiet {
            Face::Silent
        } else if std::io::stderr().is_terminal() {
            Face::Bar(bar(total))
        } else {
            let now = Instant::now();
            Face::Lines { started: now, last: now.into(), bytes: AtomicU64::new(0), total }
        };
        Progress { face, documents: AtomicU64::new(0) }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Face::Bar(bar) = &self.face {
            bar.finish_and_clear();
        }
    }
}

impl Watch for Progress {
    fn bytes(&self, n: u64) {
        match &self.face {
            Face::Bar(bar) => bar.inc(n),
            Face::Lines { bytes, .. } => {
                bytes.fetch_add(n, Ordering::Relaxed);
            }
            Face::Silent => {}
        }
    }

    fn ended(&self, _: &str, _: &Fate<'_>) {
        let documents = self.documents.fetch_add(1, Ordering::Relaxed) + 1;
        match &self.face {
            Face::Bar(bar) => bar.set_message(format!("{documents} documents")),
            Face::Lines { started, last, bytes, total } => {
                let Ok(mut last) = last.try_lock() else { return };
                if last.elapsed() >= LINE_EVERY {
                    *last = Instant::now();
                    plain_line(documents, bytes.load(Ordering::Relaxed), *total, started.elapsed());
                }
            }
            Face::Silent => {}
        }
    }
}

fn bar(total: u64) -> ProgressBar {
    let known = "{bar:30} {msg} · {bytes} of {total_bytes} · {bytes_per_sec} · {eta} left";
    let unknown = "{spinner} {msg} · {bytes} · {bytes_per_sec}";
    let (bar, template) = match total {
        0 => (ProgressBar::new_spinner(), unknown),
        n => (ProgressBar::new(n), known),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

#[expect(clippy::print_stderr, reason = "progress goes where complaints go, rows do not")]
fn plain_line(documents: u64, bytes: u64, total: u64, elapsed: Duration) {
    let rate = bytes as f64 / elapsed.as_secs_f64().max(0.001);
    let left = match total.checked_sub(bytes) {
        Some(rest) if total > 0 && rate > 0.0 => format!(", {:.0} s left", rest as f64 / rate),
        _ => String::new(),
    };
    eprintln!("{documents} documents, {:.1} MB, {:.1} MB/s{left}", bytes as f64 / 1e6, rate / 1e6);
}
