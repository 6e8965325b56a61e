//! Rows as persons have corrected them: what was found, with every decision on it applied, in one place for all that
//! works with rows.

use crate::actors::find;
use relata_case::{Case, CaseError};
use relata_rows::{
    Corrected, Correction, Decided, DocId, Event, Figure, Known, Link, Proposal, Review, Row, RowId,
    Standing, Statement, Verdict,
};
use std::collections::BTreeMap;

/// All decisions of a case on its rows, by the ids that rows have now.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Decisions {
    /// On single rows.
    pub(crate) rows: BTreeMap<RowId, Standing>,
    /// On two rows, the smaller id first.
    pub(crate) pairs: BTreeMap<(RowId, RowId), Standing>,
}

/// A decision on a link, and the verdict that it had before.
pub(crate) type Judged = (Review, Option<Verdict>);

impl Decisions {
    /// Those of the case, with the actors that their names mean now.
    pub(crate) fn of(case: &Case) -> anyhow::Result<Decisions> {
        let relata_case::Decided { rows, pairs } = case.decided()?;
        let mut all = Decisions { rows, pairs };
        let corrected = all.rows.values_mut().filter_map(|s| s.corrected.as_mut());
        let mut named: Vec<&mut Correction> =
            corrected.map(|c| &mut c.fields).filter(|f| f.actor.is_some()).collect();
        if !named.is_empty() {
            let actors = case.actors()?;
            for fields in &mut named {
                fields.actor = fields.actor.take().and_then(|known| {
                    let same = actors.iter().find(|a| a.id == known.id);
                    let now = same.or_else(|| find(&actors, &known.name).ok())?;
                    Some(Known { id: now.id.clone(), name: now.name.clone() })
                });
            }
        }
        Ok(all)
    }

    /// What of it changes rows and links: the rest says only that somebody has looked.
    pub(crate) fn effect(&self) -> Decisions {
        let tells = |s: &&Standing| s.is_rejected() || s.corrected.is_some();
        // Who said so when makes no difference to what holds.
        let plain = |s: &Standing| {
            let mut s = s.clone();
            (s.last.note, s.last.by, s.last.at) = Default::default();
            if s.last.verdict != Decided::Rejected {
                s.last.verdict = Decided::Corrected;
            }
            s.last.correction = Correction::default();
            s
        };
        Decisions {
            rows: self.rows.iter().filter(|(_, s)| tells(s)).map(|(id, s)| (id.clone(), plain(s))).collect(),
            pairs: self.pairs.clone(),
        }
    }

    /// What was corrected in a row.
    pub(crate) fn corrected(&self, id: &RowId) -> Option<&Corrected> {
        self.rows.get(id)?.corrected.as_ref()
    }

    /// The rows that a person has put on the word of this actor.
    pub(crate) fn rows_of(&self, actor: &str) -> impl Iterator<Item = &RowId> {
        let is_its = move |s: &Standing| {
            s.corrected.as_ref().and_then(|c| c.fields.actor.as_ref()).is_some_and(|a| a.id == actor)
        };
        self.rows.iter().filter(move |(_, s)| is_its(s)).map(|(id, _)| id)
    }

    /// Whether a row is wrong, as a person says.
    pub(crate) fn is_rejected(&self, id: &RowId) -> bool {
        self.rows.get(id).is_some_and(Standing::is_rejected)
    }

    /// The statements of a document as corrected, without those that are rejected.
    pub(crate) fn statements(&self, case: &Case, doc: &DocId) -> Result<Vec<Row<Statement>>, CaseError> {
        Ok(self.hold(case.statements(doc)?, Correction::statement))
    }

    /// As [`Decisions::statements`], figures.
    pub(crate) fn figures(&self, case: &Case, doc: &DocId) -> Result<Vec<Row<Figure>>, CaseError> {
        Ok(self.hold(case.figures(doc)?, Correction::figure))
    }

    /// As [`Decisions::statements`], events.
    pub(crate) fn events(&self, case: &Case, doc: &DocId) -> Result<Vec<Row<Event>>, CaseError> {
        Ok(self.hold(case.events(doc)?, Correction::event))
    }

    /// As [`Decisions::statements`], proposals.
    pub(crate) fn proposals(&self, case: &Case, doc: &DocId) -> Result<Vec<Row<Proposal>>, CaseError> {
        Ok(self.hold(case.proposals(doc)?, Correction::proposal))
    }

    fn hold<T>(&self, mut rows: Vec<Row<T>>, correct: fn(&Correction, &mut Row<T>)) -> Vec<Row<T>> {
        rows.retain(|row| !self.is_rejected(&row.id));
        rows.iter_mut().for_each(|row| self.correct(row, correct));
        rows
    }

    /// Puts what was corrected into a row.
    pub(crate) fn correct<T>(&self, row: &mut Row<T>, correct: fn(&Correction, &mut Row<T>)) {
        if let Some(corrected) = self.corrected(&row.id) {
            correct(&corrected.fields, row);
        }
    }

    /// What was decided on two rows.
    pub(crate) fn on(&self, one: &str, other: &str) -> Option<&Standing> {
        if self.pairs.is_empty() {
            return None;
        }
        let (one, other) = (RowId::from_printed(one), RowId::from_printed(other));
        self.pairs.get(&if one <= other { (one, other) } else { (other, one) })
    }

    /// The verdict of a person on two rows, in the place of `found`; `None` where they have nothing to do with each
    /// other.
    pub(crate) fn verdict(&self, one: &str, other: &str, found: Verdict) -> Option<Verdict> {
        let Some(standing) = self.on(one, other) else { return Some(found) };
        if standing.is_rejected() {
            return None;
        }
        Some(standing.corrected.as_ref().and_then(|c| c.fields.verdict).unwrap_or(found))
    }

    /// Puts what was decided on pairs of rows into their links, and takes out those that are none. Gives the decisions
    /// by the id of the link, each with the verdict that it had.
    pub(crate) fn judge(&self, links: &mut Vec<Link>) -> BTreeMap<String, Judged> {
        let mut judged = BTreeMap::new();
        if self.pairs.is_empty() {
            return judged;
        }
        links.retain_mut(|link| {
            let pairs = link.left.iter().flat_map(|a| link.right.iter().map(move |b| (a, b)));
            let Some(standing) = pairs.filter_map(|(a, b)| self.on(a, b)).next() else { return true };
            let was = link.verdict;
            if let Some(verdict) = standing.corrected.as_ref().and_then(|c| c.fields.verdict) {
                link.verdict = Some(verdict);
            }
            judged.insert(link.id.clone(), (standing.last.clone(), was));
            !standing.is_rejected()
        });
        judged
    }
}
