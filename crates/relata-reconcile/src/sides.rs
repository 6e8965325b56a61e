//! Rows that say the same, and sides that stand against each other: pairs to links.

use relata_rows::{Arg, Link, LinkKind, Reason, Verdict, Why, link_id};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of one row.
pub(crate) struct Voice<'r> {
    /// Its id.
    pub(crate) row: &'r str,
    /// Whose word it is, for people; empty where nobody is known.
    pub(crate) name: &'r str,
    /// Whose word it is, to tell one from another.
    pub(crate) who: String,
}

/// Two rows that were compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pair {
    /// They say the same.
    Same(usize, usize),
    /// They say the contrary.
    Contrary(usize, usize),
}

/// One link for each set of rows that say the same, and one for each two sets that say the contrary. `what` is what
/// is said ([`Why::Claim`]). A set is everything that is joined, directly or through others.
pub(crate) fn links(kind: LinkKind, what: Why, voices: &[Voice<'_>], pairs: &[Pair]) -> Vec<Link> {
    let same = pairs.iter().filter_map(|p| if let Pair::Same(a, b) = p { Some((*a, *b)) } else { None });
    let set_of = sets(voices.len(), same);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    set_of.iter().enumerate().for_each(|(row, set)| members.entry(*set).or_default().push(row));
    let contrary: BTreeSet<(usize, usize)> = pairs
        .iter()
        .filter_map(|p| if let Pair::Contrary(a, b) = p { Some((set_of[*a], set_of[*b])) } else { None })
        .filter(|(a, b)| a != b)
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    let agreeing = members.values().filter(|rows| rows.len() > 1).map(|rows| {
        let who = who(voices, rows);
        let (verdict, reason) = match who.len() {
            0 | 1 => {
                (Verdict::SameRoot, Why::OneSaid.of([what.alone(), names(voices, rows), times(rows.len())]))
            }
            _ => (Verdict::Agrees, Why::SameSaid.of([what.alone(), names(voices, rows)])),
        };
        link(kind, voices, &rows[..1], &rows[1..], verdict, reason)
    });
    let opposed = contrary.iter().map(|(a, b)| {
        let (left, right) = (&members[a], &members[b]);
        let reason = Why::Against.of([names(voices, left), names(voices, right)]);
        link(kind, voices, left, right, Verdict::Opposed, reason)
    });
    opposed.chain(agreeing).collect()
}

/// For each of `n` rows, the first one that it is joined with.
pub(crate) fn sets(n: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut first: Vec<usize> = (0..n).collect();
    fn root(first: &mut [usize], mut n: usize) -> usize {
        while first[n] != n {
            first[n] = first[first[n]];
            n = first[n];
        }
        n
    }
    for (a, b) in pairs {
        let (a, b) = (root(&mut first, a), root(&mut first, b));
        first[a.max(b)] = a.min(b);
    }
    (0..n).map(|row| root(&mut first, row)).collect()
}

/// Those who are known, each once.
fn who<'v>(voices: &'v [Voice<'_>], rows: &[usize]) -> BTreeSet<&'v str> {
    rows.iter().map(|&r| voices[r].who.as_str()).filter(|who| !who.is_empty()).collect()
}

/// Their names, each once, in the order of the rows; the first of a crowd.
fn names(voices: &[Voice<'_>], rows: &[usize]) -> Reason {
    let mut seen = BTreeSet::new();
    let known =
        rows.iter().map(|&r| &voices[r]).filter(|v| !v.name.is_empty() && seen.insert(v.who.as_str()));
    let names: Vec<&str> = known.map(|v| v.name).collect();
    match names.as_slice() {
        [] => Why::Somebody.alone(),
        [one] => Reason::words(*one),
        [all @ .., last] if names.len() <= SHOWN => Why::And.of([all.join(", "), (*last).to_owned()]),
        all => Why::AndMore.of([Arg::from(all[..SHOWN].join(", ")), (all.len() - SHOWN).into()]),
    }
}

/// Names in one reason.
const SHOWN: usize = 4;

fn times(n: usize) -> Reason {
    if n == 2 { Why::Twice.alone() } else { Why::Times.of([n]) }
}

fn link(
    kind: LinkKind,
    voices: &[Voice<'_>],
    left: &[usize],
    right: &[usize],
    verdict: Verdict,
    reason: Reason,
) -> Link {
    let rows = |side: &[usize]| side.iter().map(|&r| voices[r].row.to_owned()).collect::<Vec<_>>();
    let both = [left, right].concat();
    let one = (verdict == Verdict::SameRoot).then(|| names(voices, &both).to_string());
    let (left, right) = (rows(left), rows(right));
    Link {
        id: link_id(kind, &left.join(" "), &right.join(" ")),
        kind,
        left,
        right,
        verdict: Some(verdict),
        reason,
        arithmetic: None,
        series: None,
        root: one,
        appearances: both.len(),
        witnesses: who(voices, &both).len().max(1),
    }
}
