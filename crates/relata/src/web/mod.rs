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
mod shelf;
mod timeline;
mod whole;

use crate::actors;
use crate::commands::actors::decide;
use crate::decided::Decisions;
use crate::flags::ActorsCommand;
use anyhow::{Context as _, anyhow};
use relata_case::{Case, CaseError, Fault};
use relata_language::Analyser;
use relata_rows::RowId;
use relata_web::{Ask, Deciding, Desk, Incoming, Reviewing, Told, Trouble, view};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use whole::Whole;

/// Entries of a long list on one page.
const PAGE: usize = 25;

/// How long a page waits for what is being made anew: a small case is made in less.
const PATIENCE: Duration = Duration::from_millis(60);

/// How long the first page waits: it has something to tell without.
const FIRST: Duration = Duration::from_millis(20);

/// Letters of a title, name or label on a page; the whole stands in the reading room.
const CLIP: usize = 240;

/// The desk of one case.
pub(crate) struct Room {
    path: PathBuf,
    read_only: bool,
    open: Mutex<Open>,
    front: Mutex<Front>,
    /// Of which state what all rooms need is wanted, and made; and what tells that this has turned.
    stage: Mutex<Stage>,
    turned: Condvar,
    intake: Arc<adding::Intake>,
    /// Reads questions; made with the first one.
    reader: Mutex<Option<Analyser>>,
}

/// The case once more, for what can be told before all is made.
struct Front {
    case: Case,
    /// The state in which it was last asked, and what was told of it.
    state: i64,
    told: view::Overview,
}

/// The states of the case of which what all rooms need is wanted, and was made last or could not be.
#[derive(Debug, Default)]
struct Stage {
    wanted: Option<i64>,
    done: Option<i64>,
}

impl Stage {
    fn is_done(&self) -> bool {
        self.wanted == self.done
    }
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
        let front = Case::open_read_only(&path)?;
        let (state, told) = (front.state()?, front.snapshot(overview::first)?);
        let intake = adding::Intake::new(path.clone());
        if !read_only {
            intake.take_up().context("files that were added before cannot be taken up")?;
        }
        Ok(Room {
            path,
            read_only,
            open: Mutex::new(Open { case, made: None, decided: None }),
            front: Mutex::new(Front { case: front, state, told }),
            stage: Mutex::default(),
            turned: Condvar::new(),
            intake,
            reader: Mutex::default(),
        })
    }

    /// Makes what all rooms need, and makes it anew whenever the case has changed; does not end. Pages are served
    /// meanwhile.
    pub(crate) fn keep_made(&self) {
        let _ = self.is_behind();
        loop {
            let stage = self.turned.wait_while(hold(&self.stage), |stage| stage.is_done());
            let wanted = stage.unwrap_or_else(PoisonError::into_inner).wanted;
            let former = hold(&self.open).made.as_ref().map(|(_, whole)| Arc::clone(whole));
            let make = || {
                let case = Case::open_read_only(&self.path)?;
                case.snapshot(|case| Whole::of(case, former.as_deref()))
            };
            // Where it cannot be made, whoever opens the first page is told why, and later ones show what there was.
            let made =
                catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|_| Err(anyhow!("cannot be made")));
            if let (Some(state), Ok(whole)) = (wanted, made) {
                // It may be of a later state even: then it is made once more. What there was is given back with
                // `former`, which takes a while; no page has to wait for that.
                hold(&self.open).made = Some((state, Arc::new(whole)));
            }
            hold(&self.stage).done = wanted;
            self.turned.notify_all();
        }
    }

    /// Asks for what all rooms need to be made of the present state, and waits for it a little; whether there is
    /// something to show, and whether that is of an earlier state.
    fn standing(&self, patience: Duration) -> Told<(bool, bool)> {
        let look = |open: &Open| {
            let state = open.case.state().map_err(|e| trouble(&e.into()))?;
            let of = open.made.as_ref().map(|(of, _)| *of);
            Ok((state, of.is_some(), of != Some(state)))
        };
        let (state, is_there, is_old) = look(&hold(&self.open))?;
        if !is_old {
            return Ok((is_there, false));
        }
        let mut stage = hold(&self.stage);
        if stage.wanted != Some(state) {
            stage.wanted = Some(state);
            self.turned.notify_all();
        }
        drop(self.turned.wait_timeout_while(stage, patience, |stage| !stage.is_done()));
        let (_, is_there, is_old) = look(&hold(&self.open))?;
        Ok((is_there, is_there && is_old))
    }

    /// What can be told at once.
    fn first(&self) -> Told<view::Overview> {
        let mut front = hold(&self.front);
        let state = front.case.state().map_err(|e| trouble(&e.into()))?;
        if state != front.state {
            front.told = front.case.snapshot(overview::first).map_err(|e| trouble(&e))?;
            front.state = state;
        }
        Ok(front.told.clone())
    }

    /// Does `work` on the case as it is now, with its present decisions; what was made of all rows may be of an earlier
    /// state, while it is made anew.
    fn look<T>(&self, work: impl FnOnce(&Scene<'_>) -> anyhow::Result<T>) -> Told<T> {
        // At the beginning there is nothing to show yet; how long making takes nobody knows.
        let (is_there, _) = self.standing(PATIENCE)?;
        if !is_there {
            drop(self.turned.wait_while(hold(&self.stage), |stage| !stage.is_done()));
        }
        let mut open = hold(&self.open);
        let Open { case, made, decided } = &mut *open;
        let state = case.state().map_err(|e| trouble(&e.into()))?;
        let known = made.clone();
        let taken = decided.take().filter(|(of, _)| *of == state).map(|(_, decisions)| decisions);
        let done = case.snapshot(|case| {
            let (of, whole) = match known {
                Some(known) => known,
                None => (state, Arc::new(Whole::of(case, None)?)),
            };
            let decisions = match taken {
                Some(decisions) => decisions,
                None => Arc::new(Decisions::of(case)?),
            };
            let done = work(&Scene { case, whole: &whole, decisions: &decisions });
            (*made, *decided) = (Some((of, whole)), Some((state, decisions)));
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
        let mut open = hold(&self.open);
        let before = open.case.state().map_err(|e| trouble(&e.into()))?;
        let attempt = || {
            let mut case = Case::open(&self.path)?;
            let done = work(&mut case)?;
            case.close()?;
            anyhow::Ok(done)
        };
        let (done, left) = attempt().map_err(|e| trouble(&e))?;
        let after = open.case.state().map_err(|e| trouble(&e.into()))?;
        if let Some((of, _)) = open.made.as_mut().filter(|(of, _)| left && *of == before) {
            *of = after;
        }
        Ok(done)
    }
}

/// What a lock holds, also after the thread of another page has failed: cases are only read under it.
fn hold<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
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
    fn is_behind(&self) -> bool {
        self.standing(Duration::ZERO).is_ok_and(|(_, is_old)| is_old)
    }

    fn name(&self) -> String {
        self.path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    fn overview(&self) -> Told<view::Overview> {
        let first = self.first()?;
        // At the beginning what can be told at once is told, and the rest when it is made.
        match self.standing(FIRST)? {
            (false, _) => Ok(first),
            (true, _) => self.look(|scene| overview::overview(scene, first)),
        }
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
