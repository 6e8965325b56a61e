//! From inputs to filed documents, on several threads.
//!
//! One thread walks the inputs and unpacks them, several read, and the caller's thread files. The
//! case comes out the same whatever order the readings arrive in. The channels between the threads
//! are short, so memory does not grow with the number of documents.

use crate::collect::{Input, Mishap};
use crate::progress::{Fate, Watch};
use crate::{isolated, sources};
use relata_case::{Batch, Case, CaseError, Failed, Fault, Kept, Known, Outcome, Reading, Versions};
use relata_language::Analyser;
use relata_read::{Hints, Limits, Source};
use relata_rows::{Document, Findings, Note, NoteCode, Proposal, ProposalKind, Row, Sha256, Status};
use serde_json::Value;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What makes rows from bytes here and now.
pub(crate) const VERSIONS: Versions =
    Versions { reader: relata_read::READER_VERSION, findings: relata_findings::FINDINGS_VERSION };

/// Hands over the inputs one at a time, in a fixed order.
pub(crate) type Walk<'a> = &'a (dyn Fn(&mut dyn FnMut(Result<Input, Mishap>)) + Sync);

/// What is to be read, and how.
pub(crate) struct Job<'a> {
    pub inputs: Walk<'a>,
    pub hints: Hints,
    pub limits: Limits,
    pub threads: usize,
}

/// What became of the sources of one run.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Documents read, new versions of old ones among them.
    pub read: usize,
    /// New versions of documents that were there before.
    pub changed: usize,
    /// Same place, same bytes: nothing done.
    pub unchanged: usize,
    /// Same bytes as another document.
    pub copies: usize,
    pub failed: usize,
    /// The first failures, for the summary; all are in the case.
    pub mishaps: Vec<Mishap>,
    pub words: usize,
    pub statements: usize,
    pub figures: usize,
    pub events: usize,
    pub proposals: usize,
    /// Commitments that the documents tell to be open.
    pub open_commitments: usize,
    pub no_speaker: usize,
    pub no_reading: usize,
}

/// Failures named in the summary.
const NAMED_MISHAPS: usize = 5;
/// Sources that wait between two threads, for each reading thread.
const WAITING: usize = 4;
/// How long the filer waits for a reading before it saves what it has.
const PATIENCE: Duration = Duration::from_millis(200);

/// One source that is to be read.
struct Task {
    source: Source,
    sha256: Sha256,
}

/// One source at the end of its way.
enum Done {
    Read(Box<ReadSource>),
    Failed {
        path: String,
        hints: Value,
        sha256: Option<Sha256>,
        message: String,
    },
    /// The bytes are in the case; they stand at this place too.
    Placed {
        path: String,
        hints: Value,
        sha256: Sha256,
    },
    Unchanged {
        path: String,
        sha256: Sha256,
    },
}

struct ReadSource {
    path: String,
    hints: Value,
    kept: Kept,
    document: Document,
    findings: Findings,
}

/// As many threads as this machine runs at once.
pub(crate) fn machine() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Reads everything and files it in `case`.
///
/// # Errors
/// Only where the case itself fails (disk full, file gone): then nothing more can be saved. What was
/// filed before stays.
pub(crate) fn run(job: &Job<'_>, case: &mut Case, progress: &dyn Watch) -> anyhow::Result<Tally> {
    let room = WAITING * job.threads;
    let (tasks, waiting) = sync_channel::<Task>(room);
    let (results, done) = sync_channel::<Done>(room);
    // Held by the reading threads alone, so that the walker hears when the last of them has ended.
    let waiting = Arc::new(Mutex::new(waiting));
    let path = case.path().to_owned();
    let analysers = (0..job.threads).map(|_| Analyser::new()).collect::<Result<Vec<_>, _>>()?;
    std::thread::scope(|scope| {
        for analyser in analysers {
            let (waiting, results, limits) = (Arc::clone(&waiting), results.clone(), &job.limits);
            scope.spawn(move || read_all(&waiting, &results, limits, analyser, progress));
        }
        drop(waiting);
        scope.spawn(move || Walker::walk(job, &path, tasks, results, progress));
        let tally = file_all(case, &done, progress);
        // After an error nobody takes results any more: the other threads end at their next send.
        drop(done);
        tally
    })
}

/// Walks the inputs, unpacks them, and asks of each source whether it is to be read at all.
struct Walker<'a> {
    job: &'a Job<'a>,
    /// A connection of its own: the filer writes meanwhile. `None` where it could not be had; then
    /// everything is read, and the filer finds out what was there.
    known: Option<Case>,
    tasks: SyncSender<Task>,
    results: SyncSender<Done>,
    progress: &'a dyn Watch,
}

impl Walker<'_> {
    fn walk(
        job: &Job<'_>,
        case: &Path,
        tasks: SyncSender<Task>,
        results: SyncSender<Done>,
        progress: &dyn Watch,
    ) {
        let walker = Walker { job, known: Case::open_read_only(case).ok(), tasks, results, progress };
        // The walk itself cannot be broken off, but after one failed send the next ones fail at once.
        (job.inputs)(&mut |found| {
            let _ = match found {
                Ok(input) => walker.open(&input),
                Err(Mishap { path, message }) => walker.fail(path, message),
            };
        });
    }

    fn open(&self, input: &Input) -> ControlFlow<()> {
        sources::of(input, &self.job.hints, &self.job.limits, self.progress, &mut |path, source| match source
        {
            Ok(source) => self.source(source),
            Err(message) => self.fail(path, message),
        })
    }

    fn source(&self, source: Source) -> ControlFlow<()> {
        let sha256 = Sha256::of(&source.bytes);
        let hints = as_json(&source.hints);
        let asked = relata_case::Source { path: &source.path, hints: &hints, versions: VERSIONS };
        let known = self.known.as_ref().and_then(|case| case.known(&asked, &sha256).ok());
        match known {
            Some(Known::Unchanged) => self.done(Done::Unchanged { path: source.path, sha256 }),
            Some(Known::Failed(message)) => {
                self.done(Done::Failed { path: source.path, hints, sha256: Some(sha256), message })
            }
            Some(Known::Held(_)) => self.done(Done::Placed { path: source.path, hints, sha256 }),
            _ => flow(self.tasks.send(Task { source, sha256 }).is_ok()),
        }
    }

    fn fail(&self, path: String, message: String) -> ControlFlow<()> {
        self.done(Done::Failed { path, hints: as_json(&self.job.hints), sha256: None, message })
    }

    fn done(&self, done: Done) -> ControlFlow<()> {
        flow(self.results.send(done).is_ok())
    }
}

fn flow(goes_on: bool) -> ControlFlow<()> {
    if goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

/// Hints as the case keeps them.
fn as_json(hints: &Hints) -> Value {
    serde_json::to_value(hints).unwrap_or_default()
}

/// Reads tasks until there are no more.
fn read_all(
    waiting: &Mutex<Receiver<Task>>,
    results: &SyncSender<Done>,
    limits: &Limits,
    mut analyser: Analyser,
    progress: &dyn Watch,
) {
    loop {
        let task = match waiting.lock() {
            Ok(waiting) => waiting.recv(),
            Err(_) => return,
        };
        let Ok(task) = task else { return };
        progress.begun(&task.source.path);
        if results.send(read(task, limits, &mut analyser)).is_err() {
            return;
        }
    }
}

fn read(task: Task, limits: &Limits, analyser: &mut Analyser) -> Done {
    let Task { source, sha256 } = task;
    let hints = as_json(&source.hints);
    let kept = Kept::of(&source.bytes).map_err(|e| e.to_string());
    match read_source(&source, limits).and_then(|document| Ok((document, kept?))) {
        Ok((document, kept)) => {
            let findings = find(&document, analyser);
            Done::Read(Box::new(ReadSource { path: source.path, hints, kept, document, findings }))
        }
        Err(message) => Done::Failed { path: source.path, hints, sha256: Some(sha256), message },
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

/// Everything that is found in a document. A fault of ours costs the rows of this document, which its report says,
/// and nothing else.
pub(crate) fn find(document: &Document, analyser: &mut Analyser) -> Findings {
    let mut work = || {
        let mut analysis = analyser.analyse(document);
        analyser.deepen(document, &mut analysis);
        relata_findings::find(document, &analysis)
    };
    match relata_read::fence("findings", || Ok(work())) {
        Ok(findings) => findings,
        Err(error) => {
            // Its working space may be half written.
            if let Ok(fresh) = Analyser::new() {
                *analyser = fresh;
            }
            let message = format!("no rows: {error}; the text is kept, please report this");
            Findings { report: vec![Note::new(NoteCode::Lost, message)], ..Findings::default() }
        }
    }
}

/// Files what is done as it comes.
fn file_all(case: &mut Case, done: &Receiver<Done>, progress: &dyn Watch) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    let mut batch = case.batch();
    loop {
        match done.recv_timeout(PATIENCE) {
            Ok(one) => {
                file(&mut batch, &one, &mut tally, progress)?;
            }
            Err(RecvTimeoutError::Timeout) => batch.commit()?,
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    batch.finish()?;
    Ok(tally)
}

fn file(batch: &mut Batch<'_>, done: &Done, tally: &mut Tally, progress: &dyn Watch) -> anyhow::Result<()> {
    let place = |path, hints| relata_case::Source { path, hints, versions: VERSIONS };
    match done {
        Done::Unchanged { path, sha256 } => {
            tally.unchanged += 1;
            progress.ended(path, &Fate::There(sha256));
        }
        Done::Placed { path, hints, sha256 } => {
            let outcome = batch.place(&place(path, hints), sha256)?;
            tally.count(&outcome);
            progress.ended(path, &Fate::There(sha256));
        }
        Done::Failed { path, hints, sha256, message } => {
            batch.fail(&Failed { source: place(path, hints), sha256: sha256.as_ref(), message })?;
            tally.fail(path, message);
            progress.ended(path, &Fate::Failed(message));
        }
        Done::Read(read) => {
            let ReadSource { path, hints, kept, document, findings } = &**read;
            let reading = Reading { source: place(path, hints), kept, document, findings };
            let outcome = match batch.file(&reading) {
                Ok(outcome) => outcome,
                // A fault of ours in this document; the others are none the worse for it.
                Err(CaseError { fault: fault @ Fault::Unsound { .. }, .. }) => {
                    let message = fault.to_string();
                    let sha256 = Some(kept.sha256());
                    batch.fail(&Failed { source: place(path, hints), sha256, message: &message })?;
                    tally.fail(path, &message);
                    progress.ended(path, &Fate::Failed(&message));
                    return Ok(());
                }
                Err(error) => return Err(error.into()),
            };
            tally.count(&outcome);
            let changed = outcome == Outcome::Changed;
            if changed || matches!(outcome, Outcome::New | Outcome::Renewed) {
                tally.count_rows(document, findings);
                progress.ended(path, &Fate::Read { document, findings, changed });
            } else {
                progress.ended(path, &Fate::There(&document.sha256));
            }
        }
    }
    Ok(())
}

impl Tally {
    fn fail(&mut self, path: &str, message: &str) {
        self.failed += 1;
        if self.mishaps.len() < NAMED_MISHAPS {
            self.mishaps.push(Mishap { path: path.to_owned(), message: message.to_owned() });
        }
    }

    fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::New | Outcome::Renewed => self.read += 1,
            Outcome::Changed => {
                self.read += 1;
                self.changed += 1;
            }
            Outcome::Copy(_) => self.copies += 1,
        }
    }

    fn count_rows(&mut self, document: &Document, findings: &Findings) {
        let notes = |code| findings.report.iter().filter(|n| n.code == code).count();
        self.words += document.words();
        self.statements += findings.statements.len();
        self.figures += findings.figures.len();
        self.events += findings.events.len();
        self.proposals += findings.proposals.len();
        let is_open =
            |p: &&Row<Proposal>| p.body.kind == ProposalKind::Commitment && p.body.status == Status::Open;
        self.open_commitments += findings.proposals.iter().filter(is_open).count();
        self.no_speaker += notes(NoteCode::NoSpeaker);
        self.no_reading += notes(NoteCode::NoReading);
    }
}
