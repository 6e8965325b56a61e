//! Trends without a number: "homicides are rising", "record deaths", "a long-term decline in exports".
//!
//! A row only where a thing that has a size changes: a noun in the plural that names no persons, or one of
//! `data/en/measurable.txt`; so not "the minister rose to speak" nor "growing concern".

use super::anchor::{Anchor, Trees, clause, is_noun, subject, with_case};
use super::change;
use crate::lexicon;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_rows::{BlockKind, Bound, Direction, Interval};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

static MEASURABLE: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lexicon::set(include_str!("../../data/en/measurable.txt")));

/// What makes another sense of a verb of change.
const IDIOMS: [&str; 9] = ["outside", "under", "within", "into", "behind", "upon", "apart", "short", "off"];

/// One trend: its words, what changes, which way.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trend {
    pub words: Range<usize>,
    pub anchor: Anchor,
    /// `None` for what is only called a record.
    pub direction: Option<Direction>,
}

/// Of a trend: nothing is known of its values.
pub(super) const INTERVAL: Interval = Interval {
    low: None,
    high: None,
    low_soft: false,
    high_soft: false,
    stated: None,
    bound: Bound::Unquantified,
};

/// The trends of one sentence, in order. `used`: words of change and nouns that figures of the sentence have.
pub(super) fn find(
    trees: &Trees<'_, '_>,
    sentence: &Range<usize>,
    used: &dyn Fn(usize) -> bool,
) -> Vec<Trend> {
    let mut all: Vec<Trend> = Vec::new();
    for word in sentence.clone() {
        let found = record(trees, word, used).or_else(|| changed(trees, word, used));
        if let Some(trend) = found {
            let thing = |t: &Trend| t.anchor.noun;
            if all.iter().all(|t| thing(t) != thing(&trend)) {
                all.push(trend);
            }
        }
    }
    all
}

/// Whether a noun names something whose size may change.
fn measurable(trees: &Trees<'_, '_>, noun: usize) -> bool {
    let text = trees.text;
    if !is_noun(text, noun) || trees.figure[noun] != 0 {
        return false;
    }
    let lemma = text.lemma(noun).to_lowercase();
    if MEASURABLE.contains(lemma.as_str()) {
        return true;
    }
    let kind = |above: &str| is_kind_of(&lemma, above, Pos::Noun, 1);
    // Headings write nouns as names: "Record Overdose Deaths".
    let heading = text.blocks[text.block(noun)].kind == BlockKind::Heading;
    (text.words[noun].xpos == "NNS" || heading && text.words[noun].xpos == "NNPS")
        && ![
            "person",
            "people",
            "feeling",
            "attitude",
            "belief",
            "social group",
            "body part",
            "communication",
        ]
        .iter()
        .any(|a| kind(a))
}

/// A verb of change with a measurable subject, or a noun of change with a thing that changes.
fn changed(trees: &Trees<'_, '_>, word: usize, used: &dyn Fn(usize) -> bool) -> Option<Trend> {
    let text = trees.text;
    let lower = text.lower(word);
    let direction = change::direction(&lower).filter(|_| trees.figure[word] == 0 && !used(word))?;
    let thing = match text.words[word].upos {
        // The change is of the subject; with an object something else is meant ("exports gained ground").
        Upos::Verb if text.words[word].relation != "amod" => {
            if text.by(word, "obj").next().is_some() {
                return None;
            }
            let passive = text.by(word, "nsubj").any(|s| text.words[s].relation == "nsubj:pass");
            let done = passive
                && matches!(
                    lower.as_str(),
                    "reduced" | "cut" | "lowered" | "raised" | "expanded" | "increased"
                );
            let active = done || (!passive && (!change::has_object(&lower) || ongoing(trees, word)));
            // "Falls outside the rule", "fell behind": another sense.
            let idiom = text
                .by(word, "obl")
                .chain(text.by(word, "advmod"))
                .any(|o| text.by(o, "case").chain([o]).any(|c| IDIOMS.contains(&text.lower(c).as_str())));
            subject(text, word).filter(|_| active && !idiom)?
        }
        // "Rising prices", "increased seizures".
        Upos::Verb | Upos::Adj
            if text.is(word, "amod")
                && (lower.ends_with("ing") || matches!(lower.as_str(), "increased" | "reduced")) =>
        {
            text.words[word].head?
        }
        Upos::Noun if change::is_noun(&lower) => with_case(text, word, &["in", "of"]).or_else(|| {
            text.children(word)
                .find(|&c| c < word && (text.is(c, "compound") || text.words[c].relation == "nmod:poss"))
        })?,
        _ => return None,
    };
    if !measurable(trees, thing) || used(thing) {
        return None;
    }
    Some(Trend {
        words: covered(word, thing),
        anchor: anchor(trees, word, thing),
        direction: Some(direction),
    })
}

/// "Are expanding", "have grown": said of the subject itself.
fn ongoing(trees: &Trees<'_, '_>, verb: usize) -> bool {
    trees.text.by(verb, "aux").next().is_some() && matches!(trees.text.words[verb].xpos, "VBG" | "VBN")
}

/// "Record deaths", "a record low": called a record, with no number beside it.
fn record(trees: &Trees<'_, '_>, word: usize, used: &dyn Fn(usize) -> bool) -> Option<Trend> {
    let text = trees.text;
    // "Record overdose deaths": the record may hang on another word before the noun.
    let mut noun = text.words[word].head?;
    while let Some(head) = text.words[noun].head.filter(|&h| text.is(noun, "compound") && h > noun) {
        noun = head;
    }
    let fits = text.lower(word) == "record"
        && (text.is(word, "amod") || text.is(word, "compound"))
        && noun > word
        && trees.figure[word] == 0
        && !used(noun)
        && measurable(trees, noun);
    fits.then(|| Trend { words: word..noun + 1, anchor: anchor(trees, noun, noun), direction: None })
}

fn covered(word: usize, thing: usize) -> Range<usize> {
    word.min(thing)..word.max(thing) + 1
}

fn anchor(trees: &Trees<'_, '_>, top: usize, noun: usize) -> Anchor {
    Anchor { top, noun: Some(noun), clause: clause(trees.text, noun), ..Anchor::default() }
}
