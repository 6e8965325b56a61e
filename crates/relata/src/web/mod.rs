//! The case behind the pages of `relata open`: a [`Room`] answers what they ask.

mod across;
mod adding;
mod cite;
mod lists;
mod matching;
mod overview;
mod reading;
mod record;
mod row;
mod search;
mod timeline;
mod whole;

use crate::actors;
use crate::commands::actors::decide;
use crate::flags::ActorsCommand;
use anyhow::bail;
use relata_case::{Case, CaseError, Fault};
use relata_language::Analyser;
use relata_rows::{Decided, Review, RowId};
use relata_web::{Ask, Deciding, Desk, Incoming, Reviewing, Told, Trouble, view};
use std::collections::BTreeMap;
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

/// The case, opened to be read, and what was made of its rows in one of its states.
struct Open {
    case: Case,
    made: Option<(i64, Arc<Whole>)>,
}

/// What the rooms work with: one state of the case.
pub(super) struct Scene<'c> {
    case: &'c Case,
    whole: &'c Whole,
    /// The last decision on each row.
    reviews: BTreeMap<RowId, Review>,
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
            open: Mutex::new(Open { case, made: None }),
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
        let Open { case, made } = &mut *open;
        let state = case.state().map_err(|e| trouble(&e.into()))?;
        let known = made.take().filter(|(of, _)| *of == state).map(|(_, whole)| whole);
        let done = case.snapshot(|case| {
            let whole = match known {
                Some(whole) => whole,
                None => Arc::new(Whole::of(case)?),
            };
            let done = work(&Scene { case, whole: &whole, reviews: case.decided()? });
            *made = Some((state, whole));
            done
        });
        done.map_err(|e| trouble(&e))
    }

    /// Does `work` on the case opened to be written. What was made of the rows stays where `work` leaves them alone.
    fn write<T>(&self, leaves_rows: bool, work: impl FnOnce(&mut Case) -> anyhow::Result<T>) -> Told<T> {
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
        let done = attempt().map_err(|e| trouble(&e))?;
        let after = open.case.state().map_err(|e| trouble(&e.into()))?;
        open.made =
            open.made.take().filter(|(of, _)| leaves_rows && *of == before).map(|(_, whole)| (after, whole));
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

/// Who decides, as far as the system tells.
fn user() -> String {
    std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_default()
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
        self.look(|scene| lists::actor(scene, id))
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
        self.look(|scene| Ok(across::sources(scene, ask)))
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
        self.look(|scene| row::reviews(scene, ask))
    }

    fn review(&self, id: &str, decision: &Reviewing) -> Told<()> {
        self.write(true, |case| {
            let (filed, row) = case.row(id)?;
            let (kind, id, span) = row::place(&row);
            if decision.verdict == "undo" {
                let last = case.reviews()?.into_iter().rfind(|r| r.now.as_ref() == Some(id));
                return Ok(last.map_or(Ok(()), |last| case.remove_review(last.n))?);
            }
            let Some(verdict) = Decided::parse(&decision.verdict) else { bail!("no such decision") };
            let review = Review {
                row: id.clone(),
                kind,
                sha256: filed.document.sha256.clone(),
                span,
                text: span.get(&filed.document.text).unwrap_or_default().to_owned(),
                verdict,
                note: clip(decision.note.trim(), 4000),
                by: user(),
                at: case.now()?,
            };
            Ok(case.add_review(&review)?)
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
        self.write(false, |case| {
            let mut done = decide(case, &change)?;
            for line in actors::refresh(case)? {
                done.push_str(&format!("; meets nobody in this case: {line}"));
            }
            Ok(done)
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
