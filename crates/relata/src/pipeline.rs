//! From inputs to filed documents, on several threads and in a fixed order.
//!
//! One thread walks and unpacks, several read, and the caller's thread files. Every source gets a
//! number when it is unpacked and is filed in that order, so that neither the number of threads nor
//! their luck decides which of two copies came first. At most [`IN_FLIGHT`] sources for each thread
//! are under way at once: memory does not grow with the number of documents.

use crate::collect::{self, Input, Mishap};
use crate::isolated;
use crate::progress::Progress;
use relata_case::{Case, Known, Reading};
use relata_read::{Hints, Limits, Source};
use relata_rows::{Document, Findings, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// What is to be read, and how.
pub(crate) struct Job<'a> {
    pub inputs: &'a [String],
    pub hints: Hints,
    pub limits: Limits,
    pub threads: usize,
    /// Seconds since 1970, kept with every document of this run.
    pub now: i64,
}

/// What became of the sources of one run.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub read: usize,
    /// Of those read, new versions of documents that were there before.
    pub changed: usize,
    /// Same path, same bytes: nothing done.
    pub unchanged: usize,
    /// Same bytes as another document.
    pub copies: usize,
    pub failed: usize,
    /// The first failures, for the summary; all are in the case.
    pub mishaps: Vec<Mishap>,
    pub bytes: u64,
    pub words: usize,
    pub statements: usize,
    pub figures: usize,
    pub no_speaker: usize,
    pub no_reading: usize,
}

/// Failures named in the summary.
const NAMED_MISHAPS: usize = 5;
/// Sources under way for each thread.
const IN_FLIGHT: usize = 8;

/// One source on its way, with its number.
enum Task {
    Read { source: Box<Source>, sha256: Sha256 },
    Done(Done),
}

/// One source at the end of its way.
enum Done {
    Read { source: Box<Source>, document: Box<Document>, findings: Box<Findings> },
    Failed { path: String, sha256: Option<Sha256>, message: String },
    Unchanged,
}

/// Reads everything and files it in `case`, whose file is at `case_path`.
///
/// # Errors
/// Only where the case itself fails (disk full, file gone): then nothing more can be saved. What was
/// filed before stays.
pub(crate) fn run(job: &Job<'_>, case: &mut Case, case_path: &Path, progress: &Progress) -> anyhow::Result<Tally> {
    let window = IN_FLIGHT * job.threads;
    let (permits, returned) = sync_channel::<()>(window);
    let (tasks, waiting) = sync_channel::<(u64, Task)>(window);
    let (results, done) = sync_channel::<(u64, Done)>(window);
    let waiting = Mutex::new(waiting);
    // The walker asks what is known through a connection of its own, while the filer writes.
    let known = Case::open_read_only(case_path)?;
    std::thread::scope(|scope| {
        for _ in 0..job.threads {
            let results = results.clone();
            let waiting = &waiting;
            let limits = &job.limits;
            scope.spawn(move || work(waiting, &results, limits));
        }
        drop(results);
        scope.spawn(move || {
            let mut walker = Walker { job, known, permits, tasks, progress, number: 0 };
            walker.walk();
        });
        // Dropping `done` and `returned` on an error ends the other threads at their next send.
        file_all(case, done, returned, job, progress)
    })
}

/// Walks the inputs and unpacks them into numbered tasks.
struct Walker<'a> {
    job: &'a Job<'a>,
    known: Case,
    permits: SyncSender<()>,
    tasks: SyncSender<(u64, Task)>,
    progress: &'a Progress,
    number: u64,
}

impl Walker<'_> {
    fn walk(&mut self) {
        let inputs = self.job.inputs;
        // The walk cannot be broken off, but after a failed send every further one fails at once.
        collect::walk(inputs, &mut |found| {
            let _ = match found {
                Ok(input) => self.open(&input),
                Err(Mishap { path, message }) => self.fail(path, message),
            };
        });
    }

    fn open(&mut self, input: &Input) -> ControlFlow<()> {
        let name = input.name();
        let hints = self.job.hints.clone();
        match input {
            Input::File(path) => match File::open(path) {
                Ok(file) => {
                    let mut file = Counted { inner: file, progress: self.progress };
                    self.unpack(&name, relata_read::Input::File(&mut file), &hints)
                }
                Err(error) => self.fail(name, collect::file_message(&error)),
            },
            Input::Stdin => {
                let mut stdin = Counted { inner: std::io::stdin().lock(), progress: self.progress };
                self.unpack(&name, relata_read::Input::Stream(&mut stdin), &hints)
            }
            Input::Url(url) => match crate::fetch::fetch(url, &hints) {
                Ok(fetched) => {
                    let mut body = Counted { inner: fetched.body, progress: self.progress };
                    self.unpack(&name, relata_read::Input::Stream(&mut body), &fetched.hints)
                }
                Err(message) => self.fail(name, message),
            },
        }
    }

    fn unpack(&mut self, name: &str, input: relata_read::Input<'_>, hints: &Hints) -> ControlFlow<()> {
        let limits = self.job.limits;
        relata_read::unpack(name, input, hints, &limits, &mut |path, source| match source {
            Ok(source) => self.source(source),
            Err(error) => self.fail(path, error.to_string()),
        })
    }

    fn source(&mut self, source: Source) -> ControlFlow<()> {
        let sha256 = Sha256::of(&source.bytes);
        match self.known.known(&source.path, &sha256, &version()) {
            Ok(Known::Unchanged) => self.send(Task::Done(Done::Unchanged)),
            // An error here is met again, and told, when the document is filed.
            _ => self.send(Task::Read { source: Box::new(source), sha256 }),
        }
    }

    fn fail(&mut self, path: String, message: String) -> ControlFlow<()> {
        self.send(Task::Done(Done::Failed { path, sha256: None, message }))
    }

    fn send(&mut self, task: Task) -> ControlFlow<()> {
        let number = self.number;
        self.number += 1;
        match self.permits.send(()).and_then(|()| self.tasks.send((number, task)).map_err(|_| std::sync::mpsc::SendError(()))) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

/// Reads tasks until there are no more.
fn work(waiting: &Mutex<Receiver<(u64, Task)>>, results: &SyncSender<(u64, Done)>, limits: &Limits) {
    loop {
        let task = match waiting.lock() {
            Ok(waiting) => waiting.recv(),
            Err(_) => return,
        };
        let Ok((number, task)) = task else { return };
        let done = match task {
            Task::Done(done) => done,
            Task::Read { source, sha256 } => read(source, sha256, limits),
        };
        if results.send((number, done)).is_err() {
            return;
        }
    }
}

fn read(source: Box<Source>, sha256: Sha256, limits: &Limits) -> Done {
    match read_source(&source, limits) {
        Ok(document) => {
            let findings = find(&document);
            Done::Read { source, document: Box::new(document), findings: Box::new(findings) }
        }
        Err(message) => Done::Failed { path: source.path, sha256: Some(sha256), message },
    }
}

/// Reads one source, in a process of its own where its format asks for that.
pub(crate) fn read_source(source: &Source, limits: &Limits) -> Result<Document, String> {
    if relata_read::wants_isolation(source) {
        isolated::read(source, limits)
    } else {
        relata_read::read(source, limits).map_err(|e| e.to_string())
    }
}

/// Everything that is found in a document.
pub(crate) fn find(document: &Document) -> Findings {
    relata_findings::find(document, &relata_language::sentences(document))
}

/// Files what is done, in order of number.
fn file_all(
    case: &mut Case,
    done: Receiver<(u64, Done)>,
    permits: Receiver<()>,
    job: &Job<'_>,
    progress: &Progress,
) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, one) in done {
        early.insert(number, one);
        while let Some(one) = early.remove(&next) {
            next += 1;
            file(case, one, job, &mut tally)?;
            progress.document();
            let _ = permits.recv();
        }
    }
    case.commit()?;
    Ok(tally)
}

fn file(case: &mut Case, done: Done, job: &Job<'_>, tally: &mut Tally) -> anyhow::Result<()> {
    match done {
        Done::Unchanged => tally.unchanged += 1,
        Done::Failed { path, sha256, message } => {
            case.file_failure(&path, sha256.as_ref(), &message, job.now)?;
            tally.failed += 1;
            if tally.mishaps.len() < NAMED_MISHAPS {
                tally.mishaps.push(Mishap { path, message });
            }
        }
        Done::Read { source, document, findings } => {
            let _ = (case, source, document, findings, tally, Reading::default);
        }
    }
    Ok(())
}

/// The version of everything that makes rows from bytes.
fn version() -> String {
    format!("read {}", relata_read::READER_VERSION)
}

/// Counts the bytes taken from a file or stream.
struct Counted<'a, R> {
    inner: R,
    progress: &'a Progress,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.progress.bytes(n as u64);
        Ok(n)
    }
}

impl<R: Seek> Seek for Counted<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.inner.seek(to)
    }
}
