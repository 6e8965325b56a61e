//! What is kept of each document so that it meets only those that it has to do with, and which documents are copies.

use super::rows;
use crate::decided::Decisions;
use relata_case::{Case, Copied, Prepared};
use relata_reconcile::copies::{Copy, CopyKind, Held, Index, Known, Shared, Sketch, Words};
use relata_rows::DocId;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Version of what makes sketches and keys.
const VERSION: u32 = 3;

/// Documents prepared in one transaction.
const AT_ONCE: usize = 256;

/// Prepares the documents that are new or changed, and looks for copies anew where there are any.
pub(crate) fn refresh(case: &mut Case) -> anyhow::Result<()> {
    let new = case.unprepared(VERSION)?;
    let decisions = if new.is_empty() { Decisions::default() } else { Decisions::of(case)? };
    for some in new.chunks(AT_ONCE) {
        let prepared: Vec<Prepared> =
            some.iter().map(|id| prepare(case, id, &decisions)).collect::<anyhow::Result<_>>()?;
        case.prepare(&prepared, VERSION)?;
    }
    if !new.is_empty() {
        let copies = copies(case)?;
        case.set_copies(&copies)?;
    }
    Ok(())
}

/// Keeps the keys of a document's figures anew: a person has decided on one of them.
pub(crate) fn rekey(case: &mut Case, id: &DocId) -> anyhow::Result<()> {
    let keys = rows::keys(case, &case.document(id.as_str())?, &Decisions::of(case)?)?;
    Ok(case.set_keys(id, &keys)?)
}

fn prepare(case: &Case, id: &DocId, decisions: &Decisions) -> anyhow::Result<Prepared> {
    let filed = case.document(id.as_str())?;
    let sketch = Sketch::of(&Words::of(&filed.document)).to_bytes();
    Ok(Prepared { doc: id.clone(), sketch, keys: rows::keys(case, &filed, decisions)? })
}

/// The sketches of the current documents.
fn held(case: &Case) -> anyhow::Result<Vec<Held>> {
    let held = |s: relata_case::Sketched| {
        Some(Held { doc: s.doc, sketch: Sketch::from_bytes(&s.sketch)?, url: s.url })
    };
    Ok(case.sketches()?.into_iter().filter_map(held).collect())
}

/// The words of documents of the case, each read once where not too many are wanted.
struct Texts<'c> {
    case: &'c Case,
    read: RefCell<Read>,
}

/// What was read, and how many words it has.
#[derive(Default)]
struct Read {
    texts: HashMap<DocId, Option<Words>>,
    words: usize,
}

impl<'c> Texts<'c> {
    fn of(case: &'c Case) -> Texts<'c> {
        Texts { case, read: RefCell::default() }
    }

    /// The words of a document; `None` where it cannot be read.
    fn words(&self, id: &DocId) -> Option<Words> {
        // 32 bytes each: 256 MB.
        const MOST: usize = 8_000_000;
        let mut read = self.read.borrow_mut();
        if let Some(known) = read.texts.get(id) {
            return known.clone();
        }
        let words = self.case.document(id.as_str()).ok().map(|filed| Words::of(&filed.document));
        let count = words.as_ref().map_or(0, Words::len);
        if read.words + count > MOST {
            *read = Read::default();
        }
        read.words += count;
        read.texts.insert(id.clone(), words.clone());
        words
    }
}

/// The passages that documents share which are no copies; of all, or of those among `only`.
pub(crate) fn shared(case: &Case, only: Option<&BTreeSet<DocId>>) -> anyhow::Result<Vec<Shared>> {
    let mut held = held(case)?;
    held.retain(|h| only.is_none_or(|only| only.contains(&h.doc)));
    let texts = Texts::of(case);
    Ok(relata_reconcile::copies::shared(&held, &known(case)?, &|id| texts.words(id)))
}

/// The passages that one document shares with others.
pub(super) fn shared_by(case: &Case, document: &DocId) -> anyhow::Result<Vec<Shared>> {
    let held = held(case)?;
    let Some(own) = held.iter().find(|h| h.doc == *document) else { return Ok(Vec::new()) };
    let near = Index::new(held.iter().map(|h| &h.sketch)).near(&own.sketch).into_keys();
    let near: BTreeSet<DocId> = near.map(|n| held[n].doc.clone()).chain([document.clone()]).collect();
    let mut shared = shared(case, Some(&near))?;
    shared.retain(|s| [&s.left, &s.right].contains(&document));
    Ok(shared)
}

fn copies(case: &Case) -> anyhow::Result<Vec<Copied>> {
    let held = held(case)?;
    let before: Option<BTreeSet<DocId>> = case.held()?.map(|held| held.into_iter().collect());
    let known = known(case)?;
    let texts = Texts::of(case);
    let known = Known { documents: before.as_ref(), copies: &known };
    let found = relata_reconcile::copies::copies(&held, known, &|id| texts.words(id)).into_iter();
    let copied = |Copy { left, right, share, kind }| Copied {
        left,
        right,
        share: share as f32,
        kind: kind.name().to_owned(),
    };
    Ok(found.map(copied).collect())
}

/// The copies that the case knows of.
fn known(case: &Case) -> anyhow::Result<Vec<Copy>> {
    let kinds = [CopyKind::Same, CopyKind::Revision, CopyKind::Reprint, CopyKind::Extract];
    let kind = |name: &str| kinds.into_iter().find(|k| k.name() == name);
    let copies = case.copies()?.into_iter().filter_map(|Copied { left, right, share, kind: name }| {
        Some(Copy { left, right, share: f64::from(share), kind: kind(&name)? })
    });
    Ok(copies.collect())
}

/// For each document that has copies, the first of its family in the order of ids: one witness.
pub(crate) fn families(case: &Case) -> anyhow::Result<BTreeMap<DocId, DocId>> {
    let families = relata_reconcile::copies::families(&known(case)?).into_iter();
    let with_first = families.flat_map(|family| {
        let first = family.first().cloned();
        family.into_iter().filter_map(move |doc| Some((doc, first.clone()?)))
    });
    Ok(with_first.collect())
}
