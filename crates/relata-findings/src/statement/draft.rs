//! Attributions as the model gives them: parts joined, before anything is mended.

use relata_language::{Analysis, RoleKind};
use std::collections::HashMap;
use std::ops::Range;

/// How sure those are that only the tree shows: fewer of them are right than of the model's own
/// (`docs/figures.md`).
const SURE: f32 = 0.6;

/// One attribution in the making. Parts are ranges of the document's words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    pub source: Option<Range<usize>>,
    pub cue: Option<Range<usize>>,
    pub contents: Vec<Range<usize>>,
    /// The index of the draft inside whose content it was found.
    pub parent: Option<usize>,
    /// How sure the model is of its cue and contents.
    pub sure: f32,
}

impl Draft {
    /// One that only the tree shows; `None` where nothing is told.
    pub(crate) fn shown(
        source: Option<Range<usize>>,
        cue: Range<usize>,
        contents: Vec<Range<usize>>,
    ) -> Option<Self> {
        (!contents.is_empty()).then_some(Draft { source, cue: Some(cue), contents, parent: None, sure: SURE })
    }
}

/// The drafts of a document in the order of their cues, outer ones first. Contents without a cue near
/// are left out: marks of quotation may find them a holder.
pub(crate) fn drafts(analysis: &Analysis) -> Vec<Draft> {
    let roles = &analysis.roles;
    let mut drafts: Vec<Draft> = Vec::new();
    let mut of_cue = HashMap::new();
    for (i, role) in roles.iter().enumerate().filter(|(_, r)| r.kind == RoleKind::Cue) {
        of_cue.insert(i, drafts.len());
        drafts.push(Draft {
            source: role.to.map(|s| roles[s].words.clone()),
            cue: Some(role.words.clone()),
            contents: Vec::new(),
            parent: None,
            sure: role.sure,
        });
    }
    let mut owner = HashMap::new();
    for (i, role) in roles.iter().enumerate().filter(|(_, r)| r.kind == RoleKind::Content) {
        if let Some(&d) = role.to.and_then(|c| of_cue.get(&c)) {
            owner.insert(i, d);
            drafts[d].contents.push(role.words.clone());
            drafts[d].sure = drafts[d].sure.min(role.sure);
        }
    }
    for (&cue, &d) in &of_cue {
        drafts[d].parent = roles[cue].within.and_then(|content| owner.get(&content)).copied();
    }
    drafts
}
