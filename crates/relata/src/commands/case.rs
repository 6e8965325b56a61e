//! Which case is meant, and which row or document in it.

use crate::flags::Flags;
use anyhow::{Context, bail};
use relata_case::{AnyRow, Case, Fault, Filter};
use relata_rows::Actor;
use relata_rows::export::Filed;
use std::path::{Path, PathBuf};

/// Where `read` makes a case where there is none.
const DEFAULT: &str = "case.relata";

/// Opens the case that is meant, to be read.
pub(crate) fn open(flags: &Flags) -> anyhow::Result<Case> {
    match open_if_any(flags)? {
        Some(case) => Ok(case),
        None => bail!("no case here; `relata read PATH` makes one, or name one with --case"),
    }
}

/// As [`open`], for what can do without a case.
pub(crate) fn open_if_any(flags: &Flags) -> anyhow::Result<Option<Case>> {
    Ok(path(flags)?.map(|path| Case::open_read_only(&path)).transpose()?)
}

/// Opens the case that is meant, to be changed.
pub(crate) fn open_to_write(flags: &Flags) -> anyhow::Result<Case> {
    match path(flags)? {
        Some(path) => Ok(Case::open(&path)?),
        None => bail!("no case here; `relata read PATH` makes one, or name one with --case"),
    }
}

/// The case that is meant, or where one is to be made.
pub(crate) fn path_for_reading(flags: &Flags) -> anyhow::Result<PathBuf> {
    Ok(path(flags)?.unwrap_or_else(|| DEFAULT.into()))
}

/// `--case`, else `RELATA_CASE`, else the one `*.relata` in this folder.
fn path(flags: &Flags) -> anyhow::Result<Option<PathBuf>> {
    if let Some(path) = &flags.case {
        return Ok(Some(path.clone()));
    }
    if let Some(path) = std::env::var_os("RELATA_CASE").filter(|p| !p.is_empty()) {
        return Ok(Some(path.into()));
    }
    let entries = std::fs::read_dir(".").context("cannot look into this folder")?;
    let is_case = |p: &Path| p.extension().is_some_and(|e| e == "relata") && p.is_file();
    let mut found: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| is_case(p)).collect();
    match found.len() {
        0 => Ok(None),
        1 => Ok(found.pop().and_then(|p| p.file_name().map(PathBuf::from))),
        n => bail!("{n} cases in this folder; say which with --case"),
    }
}

/// A document or a row with its document, whose id begins as given.
pub(crate) enum Named {
    Document(Box<Filed>),
    Row(Box<(Filed, AnyRow)>),
    Actor(Box<Actor>),
}

/// What `id` names: a row, an actor by its id, a document as [`document`] finds it, or an actor by name.
pub(crate) fn named(case: &Case, id: &str) -> anyhow::Result<Named> {
    match case.row(id) {
        Ok(row) => Ok(Named::Row(Box::new(row))),
        Err(error) => match error.fault {
            Fault::Unknown(_) => {
                let all = case.actors()?;
                let by_id = all.iter().find(|a| id.len() >= 4 && a.id.starts_with(&id.to_lowercase()));
                if let Some(actor) = by_id {
                    return Ok(Named::Actor(Box::new(actor.clone())));
                }
                document(case, id).map(|filed| Named::Document(Box::new(filed))).or_else(|error| {
                    let actor = crate::actors::find(&all, id).map_err(|_| error)?;
                    Ok(Named::Actor(Box::new(actor.clone())))
                })
            }
            _ => Err(error.into()),
        },
    }
}

/// The document that `name` means: the beginning of an id, else a part of a path or title.
pub(crate) fn document(case: &Case, name: &str) -> anyhow::Result<Filed> {
    match case.document(name) {
        Ok(filed) => return Ok(filed),
        Err(error) if matches!(error.fault, Fault::Unknown(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let by_path = Filter { path: Some(name.to_owned()), ..Filter::default() };
    let by_title = Filter { title: Some(name.to_owned()), ..Filter::default() };
    for filter in [by_path, by_title] {
        let mut found = case.documents(&filter).take(2);
        match (found.next().transpose()?, found.next().transpose()?) {
            (Some(one), None) => return Ok(one),
            (Some(one), Some(two)) => {
                let (one, two) = (one.document.id, two.document.id);
                bail!("{name:?} fits several documents, {one} and {two} among them; give an id")
            }
            (None, _) => {}
        }
    }
    bail!("nothing in the case has the id, path or title {name:?}; `relata documents` lists what is there")
}
