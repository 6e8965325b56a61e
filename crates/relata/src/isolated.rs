//! Reading one source in a process of its own, for formats whose readers may hang, overflow the
//! stack or ask for all memory: things that no fence inside a process stops.

use relata_read::{Hints, Limits, Source};
use relata_rows::Document;
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// How long one source may take. The slowest of 35 real PDFs took two seconds.
const TIME: Duration = Duration::from_secs(120);

/// What goes to the child before the bytes, as one line of JSON.
#[derive(Debug, Serialize, Deserialize)]
struct Question {
    path: String,
    hints: Hints,
    limits: Limits,
}

/// What the child answers, as JSON.
#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    Document(Box<Document>),
    Error(String),
}

/// Reads `source` in a child process.
///
/// # Errors
/// One line for a person: the reader's own, or what became of the child.
pub(crate) fn read(source: &Source, limits: &Limits) -> Result<Document, String> {
    let failed = |what: &str| format!("the reader {what}; please report it with the file if you can");
    let program = std::env::current_exe().map_err(|e| format!("cannot start a reader: {e}"))?;
    let mut child = Command::new(program)
        .arg("isolated")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("cannot start a reader: {e}"))?;
    let (Some(mut to_child), Some(mut from_child)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(failed("has no pipes"));
    };
    let question = Question { path: source.path.clone(), hints: source.hints.clone(), limits: *limits };
    let (sender, answer) = mpsc::channel();
    let received = std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut line = serde_json::to_vec(&question).unwrap_or_default();
            line.push(b'\n');
            // A child that died has closed its pipe; what became of it is told below.
            let _ = to_child.write_all(&line).and_then(|()| to_child.write_all(&source.bytes));
        });
        scope.spawn(move || {
            let mut bytes = Vec::new();
            let _ = from_child.read_to_end(&mut bytes);
            let _ = sender.send(bytes);
        });
        let received = answer.recv_timeout(TIME);
        if received.is_err() {
            let _ = child.kill();
        }
        received
    });
    let status = child.wait().map_err(|e| format!("cannot wait for the reader: {e}"))?;
    let Ok(bytes) = received else {
        return Err(failed(&format!("took longer than {} seconds", TIME.as_secs())));
    };
    match serde_json::from_slice(&bytes) {
        Ok(Answer::Document(document)) => Ok(*document),
        Ok(Answer::Error(message)) => Err(message),
        Err(_) => Err(failed(&format!("stopped ({status})"))),
    }
}

/// The child's side: question and bytes from standard input, answer to standard output.
pub(crate) fn serve() -> anyhow::Result<()> {
    let mut input = Vec::new();
    std::io::stdin().read_to_end(&mut input)?;
    let end = input.iter().position(|&b| b == b'\n').unwrap_or(input.len());
    let question: Question = serde_json::from_slice(&input[..end])?;
    let bytes = input.split_off((end + 1).min(input.len()));
    let source = Source { path: question.path, bytes, hints: question.hints };
    let answer = match relata_read::read(&source, &question.limits) {
        Ok(document) => Answer::Document(Box::new(document)),
        Err(error) => Answer::Error(error.to_string()),
    };
    serde_json::to_writer(std::io::stdout().lock(), &answer)?;
    Ok(())
}
