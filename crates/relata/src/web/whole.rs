//! What is made once of one state of a case, since most rooms need it.

use super::cite::{self, Info};
use super::{CLIP, clip};
use crate::across::{By, Item, Ledger, compared, families, links_between, promises, shared};
use crate::commands::sources::{Root, roots};
use crate::commands::timeline::{Entry, entries};
use crate::decided::Decisions;
use crate::flags::{Format, Listing, TimeUnit, Timeline};
use crate::select;
use relata_case::{Case, Filter, Pair, Tie};
use relata_reconcile::copies::Shared;
use relata_reconcile::events::{Occurrence, join};
use relata_reconcile::proposals::Fate;
use relata_reconcile::record::Check;
use relata_record::Record;
use relata_rows::{Actor, DocId, Link, Measured, RowId, Verdict};
use relata_web::view::{DocRef, DocumentLine, SeriesLine};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is made of all rows.
pub(super) struct Whole {
    /// The documents, copies among them, in the order of their paths.
    pub(super) lines: Vec<DocumentLine>,
    /// By id, where each stands in `lines`.
    pub(super) places: BTreeMap<String, usize>,
    /// The rows but mentions, by id.
    pub(super) rows: BTreeMap<String, Info>,
    /// The rows in the order of documents and texts.
    pub(super) order: Vec<String>,
    pub(super) ledger: Ledger,
    /// The passages that documents share.
    shared: Arc<Vec<Shared>>,
    /// The decisions that it was made with; there may be others by now.
    pub(super) decisions: Decisions,
    /// All links but those to the record, the gravest first.
    pub(super) links: Vec<Link>,
    /// By row, the links in which it is, by number.
    pub(super) links_of: BTreeMap<String, Vec<usize>>,
    pub(super) measures: Vec<Measured>,
    pub(super) items: Vec<Item>,
    pub(super) roots: Vec<Root>,
    pub(super) actors: Vec<Actor>,
    pub(super) candidates: Vec<Pair>,
    pub(super) ties: Vec<Tie>,
    pub(super) entries: Vec<Entry>,
    pub(super) occurrences: Vec<Occurrence>,
    pub(super) fates: BTreeMap<RowId, Fate>,
    pub(super) record: Record,
    /// Its series, for lists: their names are made of many parts.
    pub(super) series: Vec<SeriesLine>,
    /// What the record says to figures, where it says something, by row.
    pub(super) checks: BTreeMap<String, Check>,
}

/// By what documents are compared.
const COMPARED: [By; 5] = [By::Measures, By::Events, By::Claims, By::Proposals, By::Actors];

impl Whole {
    /// Makes everything of the case as it is now; what rests on texts alone is taken from the `former` one where the
    /// documents are the same.
    pub(super) fn of(case: &Case, former: Option<&Whole>) -> anyhow::Result<Whole> {
        let (names, decisions) = (select::names(case)?, Decisions::of(case)?);
        let (mut lines, mut places, mut rows, mut order) =
            (Vec::new(), BTreeMap::new(), BTreeMap::new(), Vec::new());
        let mut copies = Vec::new();
        for filed in case.documents(&Filter::default()) {
            let filed = filed?;
            let doc = cite::doc_ref(&filed);
            let mut line = DocumentLine {
                doc,
                genre: filed.document.metadata.genre.name().to_owned(),
                words: filed.document.words(),
                ..DocumentLine::default()
            };
            match &filed.duplicate_of {
                Some(first) => copies.push((lines.len(), first.clone())),
                None => {
                    for (id, info) in cite::infos(case, &filed, &names, &decisions)? {
                        let kinds = ["statement", "figure", "event", "proposal"];
                        if let Some(n) = kinds.iter().position(|k| *k == info.kind) {
                            line.rows[n] += 1;
                        }
                        order.push(id.clone());
                        rows.insert(id, info);
                    }
                }
            }
            places.insert(filed.document.id.as_str().to_owned(), lines.len());
            lines.push(line);
        }
        for (n, first) in copies {
            let first = places.get(first.as_str()).map(|&at: &usize| lines[at].doc.clone());
            lines[n].copy_of = first;
        }
        let ids = |lines: &[DocumentLine]| lines.iter().map(|l| l.doc.id.clone()).collect::<Vec<_>>();
        let shared = match former.filter(|former| ids(&former.lines) == ids(&lines)) {
            Some(former) => Arc::clone(&former.shared),
            None => Arc::new(shared(case, None)?),
        };
        let (ledger, mut links) = links_between(case, shared.to_vec())?;
        links.sort_by_key(|link| (rank(link.verdict), link.kind));
        let mut links_of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, link) in links.iter().enumerate() {
            link.left
                .iter()
                .chain(&link.right)
                .for_each(|id| links_of.entry(id.clone()).or_default().push(n));
        }
        let items = compared(case, &ledger, &COMPARED)?;
        let listing = Listing { document: None, limit: None, all_versions: false, format: Format::Table };
        let timeline = Timeline {
            listing,
            rows: Vec::new(),
            actor: None,
            kind: None,
            from: None,
            to: None,
            balance: Vec::new(),
            themselves: false,
            by: TimeUnit::Month,
        };
        let mut entries = entries(case, &timeline)?;
        entries.sort_by(|a, b| a.key().cmp(&b.key()));
        let record = crate::record::of(case)?;
        let checks = super::record::checks(case, &ledger, &record)?;
        Ok(Whole {
            lines,
            places,
            rows,
            order,
            links,
            links_of,
            measures: ledger.reconciled().measures.clone(),
            items,
            roots: roots(&ledger, &families(case)?),
            actors: case.actors()?,
            candidates: case.actor_candidates()?,
            ties: case.ties()?,
            entries,
            occurrences: join(&ledger.tellings),
            fates: promises(case)?,
            series: record.series().map(|s| super::record::line(s)).collect(),
            record,
            checks,
            ledger,
            shared,
            decisions,
        })
    }

    /// A document by its id; one without a name where it is not there.
    pub(super) fn doc(&self, id: &str) -> DocRef {
        let doc = self.places.get(id).map(|&n| self.lines[n].doc.clone());
        doc.unwrap_or_else(|| DocRef { id: id.to_owned(), title: clip(id, CLIP), ..DocRef::default() })
    }

    /// The day of a document by its id; empty where none is known.
    pub(super) fn day(&self, id: &str) -> &str {
        self.places.get(id).map_or("", |&n| self.lines[n].doc.day.as_str())
    }

    /// As [`Whole::doc`], by a typed id.
    pub(super) fn document(&self, id: &DocId) -> DocRef {
        self.doc(id.as_str())
    }

    /// The actor with this id.
    pub(super) fn actor(&self, id: &str) -> Option<&Actor> {
        self.actors.iter().find(|a| a.id == id)
    }

    /// The links in which a row is, the gravest first.
    pub(super) fn links_of(&self, row: &str) -> impl Iterator<Item = &Link> {
        self.links_of.get(row).into_iter().flatten().map(|&n| &self.links[n])
    }
}

/// What a person wants to see first comes first: contradictions, then agreement, then what only looks alike.
pub(super) fn rank(verdict: Option<Verdict>) -> usize {
    match verdict {
        Some(Verdict::Opposed) => 0,
        Some(Verdict::Differs) => 1,
        Some(Verdict::Agrees) => 2,
        Some(Verdict::SameRoot) => 3,
        None => 4,
        Some(Verdict::OtherDefinition) => 5,
        Some(Verdict::OtherPeriod | Verdict::OtherPlace) => 6,
        Some(_) => 7,
    }
}
