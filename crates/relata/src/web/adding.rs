//! Adding documents from a page: files are put beside the case as they come in, and read by the pipeline of
//! `relata read` on a thread of its own, one lot after the other.

use super::shelf::{self, Shelf};
use super::trouble;
use crate::collect::{Input, Mishap, is_left_aside};
use crate::pipeline::{self, Job};
use crate::progress::{Fate, Watch};
use relata_case::Case;
use relata_read::{Hints, Limits};
use relata_rows::DocId;
use relata_web::view::{Added, AddedDocument, Adding};
use relata_web::{Incoming, Told, Trouble};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Bytes of one file that is taken in; archives and mailboxes are larger than documents may be.
const FILE: u64 = 1 << 30;
/// Bytes and files that are taken in at once.
const LOT: u64 = 4 << 30;
const FILES: usize = 2000;
/// Files of which the page tells, and documents and failures of each.
const SHOWN: usize = 500;
const NAMED: usize = 20;

/// The files that were added, and the thread that reads them.
pub(super) struct Intake {
    case: PathBuf,
    queue: Mutex<Queue>,
}

#[derive(Default)]
struct Queue {
    /// In the order in which they came.
    files: Vec<Held>,
    running: bool,
    /// How many lots are just coming in.
    coming: usize,
    /// Where they lie; `None` while there are none.
    shelf: Option<Shelf>,
    trouble: String,
}

/// A file that was taken in.
struct Held {
    shown: Added,
    /// Where it lies until it is read; `None` for one that was not taken.
    at: Option<PathBuf>,
}

impl Intake {
    /// For the case at `case`. Nothing is written before a file comes.
    pub(super) fn new(case: PathBuf) -> Arc<Intake> {
        Arc::new(Intake { case, queue: Mutex::default() })
    }

    /// Takes up what was added and not read when a program ended or was killed, and has it read.
    pub(super) fn take_up(self: &Arc<Self>) -> io::Result<()> {
        let left = shelf::left(&self.case);
        if left.is_empty() {
            return Ok(());
        }
        let mut queue = self.queue();
        for (at, name) in queue.shelf(&self.case)?.take_up(left)? {
            let name = queue.free(name);
            queue.files.push(Held::waiting(name, at));
        }
        queue.shelf = queue.shelf.take().filter(|_| queue.waits());
        self.start(queue);
        Ok(())
    }

    /// The files, also after a thread has failed: each stands for itself.
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes files in and has them read.
    pub(super) fn take(self: &Arc<Self>, files: &mut dyn Incoming) -> Told<()> {
        self.queue().coming += 1;
        let taken = self.take_all(files);
        let mut queue = self.queue();
        queue.coming -= 1;
        // What has come before the sending broke off is read.
        self.start(queue);
        taken
    }

    fn take_all(&self, files: &mut dyn Incoming) -> Told<()> {
        let (mut bytes, mut count, mut aside) = (0, 0, false);
        while let Some(name) = files.next()? {
            let name = tidy(&name);
            // As in folders that are read by their names.
            if name.contains('/') && name.split('/').any(is_left_aside) {
                aside = true;
                continue;
            }
            count += 1;
            let most = FILE.min(LOT - bytes);
            let kept = if count > FILES { Ok(None) } else { self.keep(&name, files, most) };
            let kept =
                kept.map_err(|error| trouble(&anyhow::Error::new(error).context("the file cannot be kept")))?;
            let mut queue = self.queue();
            let held = match kept {
                Some((at, size)) => {
                    bytes += size;
                    let name = queue.free(name);
                    Held::waiting(name, at)
                }
                None => Held::refused(name),
            };
            queue.files.push(held);
        }
        match (count, aside) {
            (0, true) => Err(Trouble::Wrong("there are only hidden files and case files in it".to_owned())),
            (0, false) => Err(Trouble::Wrong("no file was chosen".to_owned())),
            _ => Ok(()),
        }
    }

    /// Has what waits read, where nobody does so already.
    fn start(self: &Arc<Self>, mut queue: MutexGuard<'_, Queue>) {
        if !queue.running && queue.waits() {
            queue.running = true;
            let intake = Arc::clone(self);
            std::thread::spawn(move || intake.read_all());
        }
    }

    /// Writes the present file beside the case; `None` where it is larger than `most` bytes.
    fn keep(&self, name: &str, file: &mut dyn Incoming, most: u64) -> io::Result<Option<(PathBuf, u64)>> {
        let at = self.queue().shelf(&self.case)?.place();
        Ok(shelf::keep(&at, name, file, most)?.map(|size| (at, size)))
    }

    /// Reads what waits until nothing does.
    fn read_all(&self) {
        loop {
            let lot: Vec<(PathBuf, String)> = {
                let queue = self.queue();
                let waiting = queue.files.iter().filter(|f| f.shown.state == "waiting");
                waiting.filter_map(|f| Some((f.at.clone()?, f.shown.name.clone()))).collect()
            };
            let done = if lot.is_empty() { Ok(()) } else { self.read(&lot) };
            lot.iter().for_each(|(at, _)| shelf::remove(at));
            let mut queue = self.queue();
            if let Err(error) = done {
                queue.trouble = format!("{error:#}");
            }
            let names: Vec<String> = lot.into_iter().map(|(_, name)| name).collect();
            queue.files.iter_mut().filter(|f| names.contains(&f.shown.name)).for_each(Held::end);
            queue.running = queue.waits();
            if !queue.running {
                queue.shelf = queue.shelf.take().filter(|_| queue.coming > 0);
                return;
            }
        }
    }

    /// Reads files as `relata read` does, and brings up to date what is made of all documents.
    fn read(&self, lot: &[(PathBuf, String)]) -> anyhow::Result<()> {
        let mut case = Case::open(&self.case)?;
        let inputs = |each: &mut dyn FnMut(Result<Input, Mishap>)| {
            lot.iter()
                .for_each(|(path, name)| each(Ok(Input::Kept { path: path.clone(), name: name.clone() })));
        };
        let job = Job {
            inputs: &inputs,
            hints: Hints::default(),
            limits: Limits::default(),
            // The pages are to be served meanwhile.
            threads: pipeline::machine().div_ceil(2),
        };
        pipeline::run(&job, &mut case, self)?;
        self.queue().files.iter_mut().filter(|f| f.shown.state == "reading").for_each(Held::end);
        crate::actors::refresh(&mut case)?;
        crate::across::refresh(&mut case)?;
        Ok(case.close()?)
    }

    /// How far everything is.
    pub(super) fn shown(&self) -> Adding {
        let queue = self.queue();
        let ended = queue.files.iter().filter(|f| matches!(f.shown.state, "done" | "failed")).count();
        Adding {
            files: queue.files.iter().rev().take(SHOWN).map(|f| f.shown.clone()).collect(),
            ended,
            total: queue.files.len(),
            running: queue.running,
            trouble: queue.trouble.clone(),
        }
    }
}

/// Sources have the name of their file, and of those inside one the place behind it ("letters.zip!a.txt", "feed.xml#2").
impl Watch for Intake {
    fn begun(&self, path: &str) {
        if let Some(file) = self.queue().file_of(path) {
            file.state = "reading";
        }
    }

    fn ended(&self, path: &str, fate: &Fate<'_>) {
        let mut queue = self.queue();
        let Some(file) = queue.file_of(path) else { return };
        let document = match fate {
            Fate::Read { document, findings, changed } => AddedDocument {
                id: document.id.as_str().to_owned(),
                title: document.metadata.title.clone().unwrap_or_else(|| path.to_owned()),
                how: if *changed { "changed" } else { "new" },
                rows: [
                    findings.statements.len(),
                    findings.figures.len(),
                    findings.events.len(),
                    findings.proposals.len(),
                ],
            },
            Fate::There(sha256) => AddedDocument {
                id: DocId::of(sha256).as_str().to_owned(),
                title: path.to_owned(),
                how: "there",
                ..AddedDocument::default()
            },
            Fate::Failed(message) => {
                if file.failures.len() < NAMED {
                    file.failures.push((path.to_owned(), (*message).to_owned()));
                }
                if file.name == path {
                    file.state = "failed";
                }
                return;
            }
        };
        if file.documents.len() < NAMED {
            file.documents.push(document);
        } else {
            file.more += 1;
        }
        file.state = if file.name == path { "done" } else { "reading" };
    }
}

impl Queue {
    /// Whether a file waits to be read.
    fn waits(&self) -> bool {
        self.files.iter().any(|f| f.shown.state == "waiting")
    }

    /// Where files lie, made with the first.
    fn shelf(&mut self, case: &Path) -> io::Result<&mut Shelf> {
        let shelf = match self.shelf.take() {
            Some(shelf) => shelf,
            None => Shelf::new(case)?,
        };
        Ok(self.shelf.insert(shelf))
    }

    /// The file in which a source stands that is being read.
    fn file_of(&mut self, path: &str) -> Option<&mut Added> {
        let inside = |name: &str| {
            path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['!', '#']))
        };
        let open =
            self.files.iter_mut().map(|f| &mut f.shown).filter(|f| matches!(f.state, "waiting" | "reading"));
        open.filter(|f| inside(&f.name)).max_by_key(|f| f.name.len())
    }

    /// A name that no file has that waits: one of the same name would be taken for its new version.
    fn free(&self, name: String) -> String {
        let taken =
            |name: &str| self.files.iter().any(|f| f.shown.name == name && f.shown.state == "waiting");
        if !taken(&name) {
            return name;
        }
        let (stem, end) = match name.rsplit_once('.') {
            Some((stem, end)) if !stem.is_empty() && !end.contains('/') => (stem, format!(".{end}")),
            _ => (name.as_str(), String::new()),
        };
        let numbered = (2..).map(|n| format!("{stem} ({n}){end}"));
        numbered.into_iter().find(|name| !taken(name)).unwrap_or(name)
    }
}

impl Held {
    fn waiting(name: String, at: PathBuf) -> Held {
        Held { shown: Added { name, state: "waiting", ..Added::default() }, at: Some(at) }
    }

    /// One that is too large.
    fn refused(name: String) -> Held {
        let why = format!(
            "too much: a page takes {} GB a file, {} GB and {FILES} files at once; use `relata read`",
            FILE >> 30,
            LOT >> 30
        );
        let failures = vec![(name.clone(), why)];
        Held { shown: Added { name, state: "failed", failures, ..Added::default() }, at: None }
    }

    /// Says what became of it, now that nothing more will.
    fn end(&mut self) {
        let shown = &mut self.shown;
        if !matches!(shown.state, "waiting" | "reading") {
            return;
        }
        if shown.documents.is_empty() && shown.failures.is_empty() {
            shown.failures.push((shown.name.clone(), "nothing to read in it".to_owned()));
        }
        shown.state = if shown.documents.is_empty() { "failed" } else { "done" };
    }
}

/// Letters of each part of a name, and parts of it.
const LETTERS: usize = 200;
const DEPTH: usize = 40;

/// The name of a file in the folder that was sent with it, without what leads elsewhere and without characters that no
/// name should have. What stands before a backslash are folders of the other machine.
fn tidy(name: &str) -> String {
    let name = name.rsplit('\\').next().unwrap_or_default();
    let clean = |part: &str| -> String {
        let kept: String = part.chars().filter(|c| !c.is_control()).take(LETTERS).collect();
        kept.trim().to_owned()
    };
    let parts: Vec<String> =
        name.split('/').map(clean).filter(|p| !matches!(p.as_str(), "" | "." | ".." | "-")).collect();
    let parts = &parts[parts.len().saturating_sub(DEPTH)..];
    if parts.is_empty() { "file".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        let names = ["../../etc/passwd", "C:\\mail\\a.eml", "a\nb.txt", "..", "", "/"].map(tidy);
        assert_eq!(names, ["etc/passwd", "a.eml", "ab.txt", "file", "file", "file"]);
        assert_eq!(["pile//2022/./a.txt", "/pile/a .txt "].map(tidy), ["pile/2022/a.txt", "pile/a .txt"]);
        assert_eq!(tidy(&"x/".repeat(90)).len(), 2 * DEPTH - 1);
    }

    #[test]
    fn files_of_one_name_are_kept_apart() {
        let mut queue = Queue::default();
        let mut add = |name: &str| {
            let name = queue.free(name.to_owned());
            let shown = Added { name: name.clone(), state: "waiting", ..Added::default() };
            queue.files.push(Held { shown, at: None });
            name
        };
        assert_eq!(
            ["a.txt", "a.txt", "a.txt", "b", "b", "a.b/c", "a.b/c"].map(&mut add),
            ["a.txt", "a (2).txt", "a (3).txt", "b", "b (2)", "a.b/c", "a.b/c (2)"]
        );
    }
}
