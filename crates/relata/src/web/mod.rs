//! The case behind the pages of `relata open`: a [`Room`] answers what they ask.

mod across;
mod adding;
mod cite;
mod edit;
mod fragment;
mod leans;
mod lists;
mod matching;
mod overview;
mod partners;
mod queue;
mod reading;
mod record;
mod row;
mod search;
mod timeline;
mod whole;

use crate::actors;
use crate::commands::actors::decide;
use crate::decided::Decisions;
use crate::flags::ActorsCommand;
use relata_case::{Case, CaseError, Fault};
use relata_language::Analyser;
use relata_rows::RowId;
use relata_web::{Ask, Deciding, Desk, Incoming, Reviewing, Told, Trouble, view};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use whole::Whole;

/// Entries of a long list on one page.
const PAGE: usize = 25;

/// Letters of a title, name or label on a page; the whole stands in the reading room.
const CLIP: usize = 240;

/// The desk of one case.
pub(crate) struct Room {
    path: PathBuf,
    read_only: bool,
    open: Mutex<Open>,
    intake: Arc<adding::Intake>,
    /// Reads questions; made with the first one.
    reader: Mutex<Option<Analyser>>,
}

/// The case, opened to be read, and what was made of its rows and decisions, each in one of its states.
struct Open {
    case: Case,
    made: Option<(i64, Arc<Whole>)>,
    decided: Option<(i64, Arc<Decisions>)>,
}

/// What the rooms work with: one state of the case.
pub(super) struct Scene<'c> {
    case: &'c Case,
    whole: &'c Whole,
    /// What persons decided.
    decisions: &'c Decisions,
}

impl Scene<'_> {
    /// What was corrected in a row, and by whom.
    fn fix(&self, id: &RowId, changes: &[view::Change]) -> Option<view::Fix> {
        let corrected = self.decisions.corrected(id).filter(|_| !changes.is_empty())?;
        Some(view::Fix { by: corrected.by.clone(), day: day(&corrected.at), changes: changes.to_vec() })
    }
}

/// The day of a time.
fn day(at: &str) -> String {
    at.get(..10).unwrap_or(at).to_owned()
}

impl Room {
    /// Opens the case at `path`; brings an older one up to date where it may be written.
    pub(crate) fn open(path: PathBuf, read_only: bool) -> anyhow::Result<Room> {
        if !read_only {
            let mut case = Case::open(&path)?;
            actors::refresh(&mut case)?;
            crate::across::refresh(&mut case)?;
            case.close()?;
        }
        let case = Case::open_read_only(&path)?;
        let intake = adding::Intake::new(path.clone());
        Ok(Room {
            path,
            read_only,
            open: Mutex::new(Open { case, made: None, decided: None }),
            intake,
            reader: Mutex::default(),
        })
    }

    /// Makes what all rooms need.
    pub(crate) fn prepare(&self) {
        // Whoever opens the first page is told what went wrong.
        let _ = self.look(|_| Ok(()));
    }

    /// The case, also after another page's thread has failed: it was only read.
    fn hold(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does `work` on one state of the case.
    fn look<T>(&self, work: impl FnOnce(&Scene<'_>) -> anyhow::Result<T>) -> Told<T> {
        let mut open = self.hold();
        let Open { case, made, decided } = &mut *open;
        let state = case.state().map_err(|e| trouble(&e.into()))?;
        let known = made.take().filter(|(of, _)| *of == state).map(|(_, whole)| whole);
        let taken = decided.take().filter(|(of, _)| *of == state).map(|(_, decisions)| decisions);
        let done = case.snapshot(|case| {
            let whole = match known {
                Some(whole) => whole,
                None => Arc::new(Whole::of(case)?),
            };
            let decisions = match taken {
                Some(decisions) => decisions,
                None => Arc::new(Decisions::of(case)?),
            };
            let done = work(&Scene { case, whole: &whole, decisions: &decisions });
            (*made, *decided) = (Some((state, whole)), Some((state, decisions)));
            done
        });
        done.map_err(|e| trouble(&e))
    }

    /// Does `work` on the case opened to be written, which also says whether it left rows and links as they were: what
    /// was made of them stays then.
    fn write<T>(&self, work: impl FnOnce(&mut Case) -> anyhow::Result<(T, bool)>) -> Told<T> {
        if self.read_only {
            return Err(Trouble::Wrong("this case is only read here".to_owned()));
        }
        let mut open = self.hold();
        let before = open.case.state().map_err(|e| trouble(&e.into()))?;
        let attempt = || {
            let mut case = Case::open(&self.path)?;
            let done = work(&mut case)?;
            case.close()?;
            anyhow::Ok(done)
        };
        let (done, left) = attempt().map_err(|e| trouble(&e))?;
        let after = open.case.state().map_err(|e| trouble(&e.into()))?;
        open.made = open.made.take().filter(|(of, _)| left && *of == before).map(|(_, whole)| (after, whole));
        Ok(done)
    }
}

/// What went wrong, for a page.
fn trouble(error: &anyhow::Error) -> Trouble {
    let message = format!("{error:#}");
    match error.downcast_ref::<CaseError>().map(|e| &e.fault) {
        Some(Fault::Unknown(_) | Fault::Ambiguous { .. }) => Trouble::Missing(message),
        Some(_) => Trouble::Failed(message),
        None => Trouble::Wrong(message),
    }
}

/// The beginning of a text that is too long for its place.
fn clip(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl Desk for Room {
    fn name(&self) -> String {
        self.path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    fn overview(&self) -> Told<view::Overview> {
        self.look(overview::overview)
    }

    fn documents(&self, ask: &Ask) -> Told<view::Documents> {
        self.look(|scene| Ok(lists::documents(scene, ask)))
    }

    fn document(&self, id: &str, ask: &Ask) -> Told<view::Reading> {
        self.look(|scene| reading::reading(scene, id, ask))
    }

    fn paper(&self, id: &str) -> Told<Vec<u8>> {
        let found = self.look(|scene| reading::paper(scene.case, id))?;
        found.ok_or_else(|| Trouble::Missing(format!("{id} is no PDF file")))
    }

    fn row(&self, id: &str) -> Told<view::RowPage> {
        self.look(|scene| row::page(scene, id))
    }

    fn measures(&self, ask: &Ask) -> Told<view::Measures> {
        self.look(|scene| across::measures(scene, ask))
    }

    fn differences(&self, ask: &Ask) -> Told<view::Differences> {
        self.look(|scene| across::differences(scene, ask))
    }

    fn statements(&self, ask: &Ask) -> Told<view::Statements> {
        self.look(|scene| lists::statements(scene, ask))
    }

    fn actors(&self, ask: &Ask) -> Told<view::Actors> {
        self.look(|scene| Ok(lists::actors(scene, ask)))
    }

    fn actor(&self, id: &str) -> Told<view::ActorPage> {
        self.look(|scene| {
            let (ring, partners) = partners::partners(scene, id)?;
            Ok(view::ActorPage { ring, partners, ..lists::actor(scene, id)? })
        })
    }

    fn timeline(&self, ask: &Ask) -> Told<view::Timeline> {
        self.look(|scene| timeline::timeline(scene, ask))
    }

    fn proposals(&self, ask: &Ask) -> Told<view::Proposals> {
        self.look(|scene| lists::proposals(scene, ask))
    }

    fn comparison(&self, ask: &Ask) -> Told<view::Comparison> {
        self.look(|scene| Ok(across::comparison(scene, ask)))
    }

    fn sources(&self, ask: &Ask) -> Told<view::Sources> {
        self.look(|scene| across::sources(scene, ask))
    }

    fn record(&self, ask: &Ask) -> Told<view::SeriesList> {
        self.look(|scene| Ok(record::list(scene, ask)))
    }

    fn series(&self, id: &str) -> Told<view::SeriesPage> {
        let found = self.look(|scene| record::page(scene, id))?;
        found.ok_or_else(|| Trouble::Missing(format!("no series {id}")))
    }

    fn search(&self, ask: &Ask) -> Told<view::Found> {
        self.look(|scene| search::search(scene, ask, &self.reader))
    }

    fn reviews(&self, ask: &Ask) -> Told<view::Reviews> {
        self.look(|scene| queue::reviews(scene, ask))
    }

    fn review(&self, id: &str, decision: &Reviewing) -> Told<()> {
        self.write(|case| {
            let before = Decisions::of(case)?.effect();
            edit::decide(case, id, decision)?;
            let left = Decisions::of(case)?.effect() == before;
            Ok(((), left))
        })
    }

    fn decide(&self, actor: &str, decision: &Deciding) -> Told<String> {
        let Deciding { what, other, document, name, into } = decision.clone();
        let actor = actor.to_owned();
        let some = |text: String| Some(text).filter(|t| !t.is_empty());
        let change = match what.as_str() {
            "merge" => ActorsCommand::Merge { actor, other },
            "never" => ActorsCommand::Never { actor, other },
            "split" => ActorsCommand::Split { actor, document: some(document), name: some(name), into },
            "rename" => ActorsCommand::Rename { actor, name: into },
            "undo" => ActorsCommand::Decisions { undo: true, from: None },
            _ => return Err(Trouble::Wrong("no such decision".to_owned())),
        };
        self.write(|case| {
            let mut done = decide(case, &change)?;
            for line in actors::refresh(case)? {
                done.push_str(&format!("; meets nobody in this case: {line}"));
            }
            Ok((done, false))
        })
    }

    fn add(&self, files: &mut dyn Incoming) -> Told<()> {
        if self.read_only {
            return Err(Trouble::Wrong("this case is only read here".to_owned()));
        }
        self.intake.take(files)
    }

    fn adding(&self) -> Told<view::Adding> {
        Ok(self.intake.shown())
    }
}
