//! Statements across documents: the same quotation, the same claim, a claim and its denial.

use crate::alike::{Terms, Weights, tokens};
use relata_rows::{DocId, Link, LinkKind, Polarity, RowId, Speech, Verdict, link_id};
use std::collections::{BTreeMap, BTreeSet};

/// A statement as reconciliation sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The row.
    pub row: RowId,
    /// The document that tells it.
    pub doc: DocId,
    /// Whose it is: the actor of the case.
    pub actor: Option<String>,
    /// Whose it is, for people: the actor's name, else the words of the document.
    pub speaker: String,
    /// Said, denied or asked.
    pub polarity: Polarity,
    /// In whose words.
    pub speech: Speech,
    /// What is said, as the document has it.
    pub content: String,
}

/// Words of a quotation that are looked up together.
const SHINGLE: usize = 4;

/// The shortest quotation, in words, that is the same as another by its words alone.
const SHORTEST: usize = 6;

/// The share of the shorter quotation's shingles that must stand in the other.
const SAME_QUOTATION: f64 = 0.6;

/// The weight that two claims must share, of both together, to be one claim or a claim and its denial.
const SAME_CLAIM: f64 = 0.6;

/// The least number of meaningful words that they share.
const LEAST_SHARED: usize = 3;

/// More quotations with one shingle than this are a formula, not a quotation.
const FORMULA: usize = 500;

/// Links between statements of different documents; the same for every order of `all`.
///
/// Two quotations in nearly the same words are one, with `same root`, or `differs` where they are given to two
/// speakers. Two claims of different speakers in much the same words `agree`, or are `opposed` where one of them is
/// denied.
pub fn links(all: &[Said]) -> Vec<Link> {
    let mut all: Vec<&Said> = all.iter().collect();
    all.sort_by_key(|s| (&s.doc, &s.row));
    let quotations = quotations(&all);
    let of_one: BTreeSet<(usize, usize)> = quotations.iter().map(|(pair, _)| *pair).collect();
    let claims = claims(&all).into_iter().filter(|(pair, _)| !of_one.contains(pair));
    quotations.into_iter().chain(claims).map(|(_, link)| link).collect()
}

fn quotations(all: &[&Said]) -> Vec<((usize, usize), Link)> {
    let quoted: Vec<Vec<String>> = all.iter().map(|s| quoted(s)).collect();
    let shingles: Vec<BTreeSet<&[String]>> =
        quoted.iter().map(|words| words.windows(SHINGLE).collect()).collect();
    let mut holders: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (n, own) in shingles.iter().enumerate().filter(|(n, _)| quoted[*n].len() >= SHORTEST) {
        own.iter().for_each(|s| holders.entry(s).or_default().push(n));
    }
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for who in holders.into_values().filter(|who| who.len() <= FORMULA) {
        for (i, &a) in who.iter().enumerate() {
            who[i + 1..].iter().filter(|&&b| all[a].doc != all[b].doc).for_each(|&b| {
                *common.entry((a, b)).or_default() += 1;
            });
        }
    }
    let same = common.into_iter().filter(|((a, b), n)| {
        let shorter = shingles[*a].len().min(shingles[*b].len());
        *n as f64 >= SAME_QUOTATION * shorter as f64
    });
    same.map(|((a, b), _)| {
        let in_words = if quoted[a] == quoted[b] { "word for word" } else { "in slightly other words" };
        let (x, y) = (all[a], all[b]);
        let one = same_speaker(x, y);
        let (verdict, reason) = if one {
            (Verdict::SameRoot, format!("the same quotation of {}, {in_words}", x.speaker))
        } else {
            let reason = format!("the same quotation, {in_words}, of {} and of {}", x.speaker, y.speaker);
            (Verdict::Differs, reason)
        };
        ((a, b), link(x, y, verdict, reason, one.then(|| x.speaker.clone())))
    })
    .collect()
}

/// The words between quotation marks; all words where a statement is in the holder's words without marks.
fn quoted(said: &Said) -> Vec<String> {
    if said.speech == Speech::Indirect {
        return Vec::new();
    }
    let marks = |c: char| matches!(c, '"' | '“' | '”' | '«' | '»');
    let parts: Vec<&str> = said.content.split(marks).collect();
    if parts.len() < 2 {
        tokens(&said.content)
    } else {
        parts.into_iter().skip(1).step_by(2).flat_map(tokens).collect()
    }
}

fn claims(all: &[&Said]) -> Vec<((usize, usize), Link)> {
    let terms: Vec<Terms> = all.iter().map(|s| Terms::of(&s.content)).collect();
    let weights = Weights::of(&terms);
    let asked = |n: usize| all[n].polarity == Polarity::Asked;
    let pairs = weights.candidates(&terms.iter().collect::<Vec<_>>());
    let of_two = pairs.into_iter().filter(|&(a, b)| {
        all[a].doc != all[b].doc && !same_speaker(all[a], all[b]) && !asked(a) && !asked(b)
    });
    of_two
        .filter(|&(a, b)| {
            let likeness = weights.likeness(&terms[a], &terms[b]);
            likeness.shared >= LEAST_SHARED && likeness.of_both >= SAME_CLAIM
        })
        .map(|(a, b)| {
            let denied = |n: usize| terms[n].denied != (all[n].polarity == Polarity::Denied);
            let (x, y) = (all[a], all[b]);
            let (verdict, reason) = match (denied(a), denied(b)) {
                (false, true) => {
                    (Verdict::Opposed, format!("{} says it, {} denies it", x.speaker, y.speaker))
                }
                (true, false) => {
                    (Verdict::Opposed, format!("{} says it, {} denies it", y.speaker, x.speaker))
                }
                (true, true) => (Verdict::Agrees, format!("{} and {} deny the same", x.speaker, y.speaker)),
                _ => (Verdict::Agrees, format!("{} and {} say the same", x.speaker, y.speaker)),
            };
            ((a, b), link(x, y, verdict, reason, None))
        })
        .collect()
}

/// Whether two statements may be of one speaker: of one actor, or, where an actor is not known, of the same words.
/// Nobody knows who "officials" are, so these are taken for the same.
fn same_speaker(a: &Said, b: &Said) -> bool {
    match (&a.actor, &b.actor) {
        (Some(x), Some(y)) => x == y,
        _ => a.speaker.to_lowercase() == b.speaker.to_lowercase(),
    }
}

fn link(a: &Said, b: &Said, verdict: Verdict, reason: String, root: Option<String>) -> Link {
    let (left, right) = (a.row.as_str().to_owned(), b.row.as_str().to_owned());
    Link {
        id: link_id(LinkKind::Statement, &left, &right),
        kind: LinkKind::Statement,
        left: vec![left],
        right: vec![right],
        verdict: Some(verdict),
        reason,
        arithmetic: None,
        series: None,
        witnesses: if root.is_some() { 1 } else { 2 },
        root,
        appearances: 2,
    }
}
