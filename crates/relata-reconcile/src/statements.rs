//! Statements across documents: the same quotation, the same claim, a claim and its denial.

use crate::alike::{Terms, Weights, names_nobody, tokens};
use crate::measures::roots::body;
use crate::sides::{self, Pair, Voice};
use relata_rows::{DocId, Link, LinkKind, Polarity, RowId, Speech, Why};
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
/// Quotations in nearly the same words are one, with `same root`, or `agrees` where they are given to several speakers;
/// so are claims in much the same words, with the same verdicts. A claim of one and its denial by another are `opposed`.
pub fn links(all: &[Said]) -> Vec<Link> {
    let mut all: Vec<&Said> = all.iter().collect();
    all.sort_by_key(|s| (&s.doc, &s.row));
    let voices: Vec<Voice<'_>> = all.iter().map(|s| voice(s)).collect();
    let quotations = quotations(&all);
    let of_one: BTreeSet<(usize, usize)> = quotations.iter().copied().collect();
    let same: Vec<Pair> = quotations.into_iter().map(|(a, b)| Pair::Same(a, b)).collect();
    let claims: Vec<Pair> = claims(&all, &voices, &of_one);
    let quoted = sides::links(LinkKind::Statement, Why::Quotation, &voices, &same);
    let claimed = sides::links(LinkKind::Statement, Why::Claim, &voices, &claims);
    quoted.into_iter().chain(claimed).collect()
}

/// Whose word a statement is: the actor, else the words for it. Nobody knows who "officials" are, so these are taken
/// for the same; who "they" are is not known.
fn voice(s: &Said) -> Voice<'_> {
    let is_known = s.actor.is_some() || !names_nobody(&s.speaker);
    let who = s.actor.clone().unwrap_or_else(|| body(&s.speaker));
    let (name, who) = if is_known { (s.speaker.as_str(), who) } else { ("", String::new()) };
    Voice { row: s.row.as_str(), name, who }
}

/// Pairs of quotations in nearly the same words.
fn quotations(all: &[&Said]) -> Vec<(usize, usize)> {
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
            let others = who[i + 1..].iter().filter(|&&b| all[a].doc != all[b].doc);
            others.for_each(|&b| *common.entry((a, b)).or_default() += 1);
        }
    }
    let same = common.into_iter().filter(|((a, b), n)| {
        let shorter = shingles[*a].len().min(shingles[*b].len());
        *n as f64 >= SAME_QUOTATION * shorter as f64
    });
    same.map(|(pair, _)| pair).collect()
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

/// Pairs of claims in much the same words, but for those that are quotations of one. Who is told to have said a thing
/// and its contrary opposes nobody: one of the two may be a later word, or a misreading.
fn claims(all: &[&Said], voices: &[Voice<'_>], of_one: &BTreeSet<(usize, usize)>) -> Vec<Pair> {
    let terms: Vec<Terms> = all.iter().map(|s| Terms::of(&s.content)).collect();
    let weights = Weights::of(&terms);
    let asked = |n: usize| all[n].polarity == Polarity::Asked;
    let denied = |n: usize| terms[n].denied != (all[n].polarity == Polarity::Denied);
    let told = |a: usize, b: usize| {
        let (x, y) = (&voices[a].who, &voices[b].who);
        let may = x != y || denied(a) == denied(b);
        all[a].doc != all[b].doc && !x.is_empty() && !y.is_empty() && may && !asked(a) && !asked(b)
    };
    let alike = |a: usize, b: usize| {
        let likeness = weights.likeness(&terms[a], &terms[b]);
        likeness.shared >= LEAST_SHARED && likeness.of_both >= SAME_CLAIM
    };
    weights
        .candidates(&terms.iter().collect::<Vec<_>>())
        .into_iter()
        .filter(|&(a, b)| told(a, b) && !of_one.contains(&(a, b)) && alike(a, b))
        .map(|(a, b)| if denied(a) == denied(b) { Pair::Same(a, b) } else { Pair::Contrary(a, b) })
        .collect()
}
