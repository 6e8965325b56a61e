//! Rows as persons have corrected them: what was found, with every decision on it applied, in one place for all that
//! works with rows.

use crate::actors::find;
use relata_case::{Case, CaseError};
use relata_rows::{
    Corrected, Correction, Decided, DocId, Event, Figure, Known, Link, Proposal, Review, Row, RowId,
    Standing, Statement, Verdict, Whom, link_id,
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
        let named = |fields: &mut Correction| fields.actors().next().is_some() || fields.place.is_some();
        let mut named: Vec<&mut Correction> =
            corrected.map(|c| &mut c.fields).filter_map(|f| named(f).then_some(f)).collect();
        if !named.is_empty() {
            let actors = case.actors()?;
            let now = |known: Known| {
                let same = actors.iter().find(|a| a.id == known.id);
                let now = same.or_else(|| find(&actors, &known.name).ok())?;
                Some(Known { id: now.id.clone(), name: now.name.clone() })
            };
            let whom = |whom: Whom| match whom {
                Whom::Actor(known) => now(known).map(Whom::Actor),
                words => Some(words),
            };
            for fields in &mut named {
                fields.actor = fields.actor.take().and_then(now);
                fields.recipients =
                    fields.recipients.take().map(|all| all.into_iter().filter_map(whom).collect());
                if let Some(site) = &mut fields.place {
                    site.actor = site.actor.take().filter(|id| actors.iter().any(|a| a.id == *id));
                }
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
    ///
    /// The first rows of both sides stand for the others, which say the same: what is decided on them holds of the link.
    /// What is decided on another of its rows parts that row from it.
    pub(crate) fn judge(&self, links: &mut Vec<Link>) -> BTreeMap<String, Judged> {
        let mut judged = BTreeMap::new();
        if self.pairs.is_empty() {
            return judged;
        }
        let mut parted = Vec::new();
        for link in links.iter_mut() {
            self.part(link, &mut parted);
        }
        links.append(&mut parted);
        links.retain_mut(|link| {
            let firsts = link.left.first().zip(link.right.first());
            let Some(standing) = firsts.and_then(|(a, b)| self.on(a, b)) else { return true };
            let was = link.verdict;
            if let Some(verdict) = standing.corrected.as_ref().and_then(|c| c.fields.verdict) {
                link.verdict = Some(verdict);
            }
            judged.insert(link.id.clone(), (standing.last.clone(), was));
            !standing.is_rejected()
        });
        judged
    }

    /// Takes the rows out of a link that are something else to its first row than the others; those that are something
    /// to it are linked with it by themselves.
    fn part(&self, link: &mut Link, parted: &mut Vec<Link>) {
        let firsts = [link.left.first().cloned(), link.right.first().cloned()];
        let [Some(left), Some(right)] = firsts else { return };
        let found = (link.kind, link.verdict, link.reason.clone());
        for (side, first) in [(&mut link.right, left), (&mut link.left, right)] {
            let mut n = 0;
            side.retain(|row| {
                n += 1;
                let Some(standing) = self.on(&first, row).filter(|_| n > 1) else { return true };
                let other = standing.corrected.as_ref().is_some_and(|c| c.fields.verdict.is_some());
                if other && !standing.is_rejected() {
                    let (kind, verdict, reason) = found.clone();
                    parted.push(Link {
                        id: link_id(kind, &first, row),
                        kind,
                        left: vec![first.clone()],
                        right: vec![row.clone()],
                        verdict,
                        reason,
                        arithmetic: None,
                        series: None,
                        root: None,
                        appearances: 2,
                        witnesses: 1,
                    });
                }
                !(other || standing.is_rejected())
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use relata_rows::{Anchor, LinkKind, RowKind, Sha256, Span, Why};

    const IDS: [&str; 4] = ["00000000000000aa", "00000000000000bb", "00000000000000cc", "00000000000000dd"];

    fn standing(one: usize, two: usize, verdict: Decided, judged: Option<Verdict>) -> Decisions {
        let anchor = |n: usize| Anchor {
            row: RowId::from_printed(IDS[n]),
            kind: RowKind::Events,
            sha256: Sha256::of(b""),
            span: Span::new(0, 1),
            text: "x".to_owned(),
        };
        let review = Review {
            on: anchor(one),
            beside: Some(anchor(two)),
            verdict,
            correction: Correction { verdict: judged, ..Correction::default() },
            note: String::new(),
            by: "Ana".to_owned(),
            at: "2026-01-31T12:00:00Z".to_owned(),
        };
        let key = (RowId::from_printed(IDS[one.min(two)]), RowId::from_printed(IDS[one.max(two)]));
        let pairs = BTreeMap::from([(key, Standing::after(None, review))]);
        Decisions { pairs, ..Decisions::default() }
    }

    fn link(left: &[usize], right: &[usize]) -> Link {
        let ids = |ns: &[usize]| ns.iter().map(|&n| IDS[n].to_owned()).collect::<Vec<_>>();
        Link {
            id: "0011223344556677".to_owned(),
            kind: LinkKind::Event,
            left: ids(left),
            right: ids(right),
            verdict: Some(Verdict::Agrees),
            reason: Why::EventAlike.of(["event"]),
            arithmetic: None,
            series: None,
            root: None,
            appearances: 2,
            witnesses: 2,
        }
    }

    /// The rows of each link with its verdict.
    type Seen = Vec<(Vec<String>, Option<Verdict>)>;

    fn judged(decisions: &Decisions, link: Link) -> (Seen, usize) {
        let mut links = vec![link];
        let judged = decisions.judge(&mut links);
        let rows = links.into_iter().map(|l| (l.left.into_iter().chain(l.right).collect(), l.verdict));
        (rows.collect(), judged.len())
    }

    #[test]
    fn a_decision_on_the_first_rows_holds_of_the_link() {
        let all = |ns: &[usize]| ns.iter().map(|&n| IDS[n].to_owned()).collect::<Vec<_>>();
        let differs = standing(1, 0, Decided::Corrected, Some(Verdict::Differs));
        let expected = (vec![(all(&[0, 1, 2]), Some(Verdict::Differs))], 1);
        assert_eq!(judged(&differs, link(&[0], &[1, 2])), expected);
        let confirmed = standing(0, 1, Decided::Confirmed, None);
        assert_eq!(judged(&confirmed, link(&[0], &[1])), (vec![(all(&[0, 1]), Some(Verdict::Agrees))], 1));
        let none = standing(0, 1, Decided::Rejected, None);
        assert_eq!(judged(&none, link(&[0], &[1])), (vec![], 1));
        assert_eq!(judged(&none, link(&[2], &[3])), (vec![(all(&[2, 3]), Some(Verdict::Agrees))], 0));
    }

    #[test]
    fn a_decision_on_another_row_parts_it_from_the_others() {
        let all = |ns: &[usize]| ns.iter().map(|&n| IDS[n].to_owned()).collect::<Vec<_>>();
        let none = standing(0, 2, Decided::Rejected, None);
        assert_eq!(
            judged(&none, link(&[0], &[1, 2, 3])),
            (vec![(all(&[0, 1, 3]), Some(Verdict::Agrees))], 0)
        );
        let differs = standing(2, 0, Decided::Corrected, Some(Verdict::Differs));
        let expected = vec![(all(&[0, 1]), Some(Verdict::Agrees)), (all(&[0, 2]), Some(Verdict::Differs))];
        assert_eq!(judged(&differs, link(&[0], &[1, 2])), (expected, 1));
        let noted = standing(0, 2, Decided::Noted, None);
        assert_eq!(judged(&noted, link(&[0], &[1, 2])).0, [(all(&[0, 1, 2]), Some(Verdict::Agrees))]);
    }
}
