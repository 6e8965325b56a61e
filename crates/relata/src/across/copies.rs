//! What is kept of each document so that it meets only those that it has to do with, and which documents are copies.

use relata_case::{Case, Copied, Prepared};
use relata_reconcile::copies::{Copy, CopyKind, Held, Known, Sketch, Words};
use relata_rows::DocId;
use std::collections::{BTreeMap, BTreeSet};

/// Version of what makes sketches and keys.
const VERSION: u32 = 1;

/// Documents prepared in one transaction.
const AT_ONCE: usize = 256;

/// Prepares the documents that are new or changed, and looks for copies anew where there are any.
pub(crate) fn refresh(case: &mut Case) -> anyhow::Result<()> {
    let new = case.unprepared(VERSION)?;
    for some in new.chunks(AT_ONCE) {
        let prepared: Vec<Prepared> =
            some.iter().map(|id| prepare(case, id)).collect::<anyhow::Result<_>>()?;
        case.prepare(&prepared, VERSION)?;
    }
    if !new.is_empty() {
        let copies = copies(case)?;
        case.set_copies(&copies)?;
    }
    Ok(())
}

fn prepare(case: &Case, id: &DocId) -> anyhow::Result<Prepared> {
    let document = case.document(id.as_str())?.document;
    let sketch = Sketch::of(&Words::of(&document)).to_bytes();
    Ok(Prepared { doc: id.clone(), sketch, keys: Vec::new() })
}

fn copies(case: &Case) -> anyhow::Result<Vec<Copied>> {
    let sketches = case.sketches()?.into_iter();
    let held: Vec<Held> = sketches
        .filter_map(|s| Some(Held { doc: s.doc, sketch: Sketch::from_bytes(&s.sketch)?, url: s.url }))
        .collect();
    let words = |id: &DocId| case.document(id.as_str()).ok().map(|filed| Words::of(&filed.document));
    let before: Option<BTreeSet<DocId>> = case.held()?.map(|held| held.into_iter().collect());
    let known = known(case)?;
    let known = Known { documents: before.as_ref(), copies: &known };
    let found = relata_reconcile::copies::copies(&held, known, &words).into_iter();
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
