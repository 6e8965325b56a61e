//! Figures that hold at the moment of publication: in the present tense, beside "now", "so far", "in its second
//! year". The day is that of publication, which the document gives; without it nothing is said.
//!
//! The present of somebody else's words is not that of the document: [`super::credit`] takes it away again.

use super::Seen;
use super::anchor::{Anchor, VERBS};
use super::change::Part;
use super::credit;
use super::when::{self, When};
use crate::lexicon;
use crate::text::Text;
use crate::time;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_rows::{BlockKind, Measure, Period, Published};
use std::ops::Range;
use std::sync::LazyLock;

/// What a period's basis says where the figure holds on the day of publication.
pub(super) const AT: &str = "at publication";
/// What it says where all until then is counted.
const UNTIL: &str = "up to publication";

/// How a finite verb tells when something is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finite {
    Past,
    Present {
        /// "is falling".
        ongoing: bool,
    },
    /// "has fallen".
    Perfect,
    /// Modal, infinitive, participle, or no verb at all.
    Other,
}

/// The tense of a predicate, by its own form and its helpers.
pub(super) fn finite(text: &Text<'_>, predicate: usize) -> Finite {
    let mut at = predicate;
    // "Continue to cost", "are living and working": the tense is that of the verb above.
    for _ in 0..3 {
        let found = own(text, at);
        let above = text.words[at].head.filter(|&h| {
            text.is(at, "conj") && matches!(text.words[at].xpos, "VBG" | "VBN")
                || text.is(at, "xcomp") && matches!(text.lemma(h).as_str(), "continue" | "keep")
        });
        match (found, above) {
            (Finite::Other, Some(head)) => at = head,
            _ => return found,
        }
    }
    Finite::Other
}

fn own(text: &Text<'_>, verb: usize) -> Finite {
    let helpers = || text.children(verb).filter(|&c| text.is(c, "aux") || text.is(c, "cop"));
    let any = |tags: &[&str]| helpers().any(|c| tags.contains(&text.words[c].xpos));
    let has =
        |c: usize| matches!(text.lower(c).as_str(), "has" | "have" | "'ve" | "'s") && text.lemma(c) == "have";
    if any(&["MD"]) {
        Finite::Other
    } else if helpers().any(has) || helpers().any(|c| text.lower(c) == "been") && any(&["VBZ", "VBP"]) {
        Finite::Perfect
    } else if any(&["VBD"]) || text.words[verb].xpos == "VBD" {
        Finite::Past
    } else if any(&["VBZ", "VBP"]) {
        Finite::Present { ongoing: text.words[verb].xpos == "VBG" }
    } else if matches!(text.words[verb].xpos, "VBZ" | "VBP") {
        Finite::Present { ongoing: false }
    } else {
        Finite::Other
    }
}

/// What a phrase of `data/en/now.txt` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Now,
    Until,
}

static MARKS: LazyLock<Vec<(Vec<&'static str>, Mark)>> = LazyLock::new(|| {
    let mut all: Vec<(Vec<&str>, Mark)> = Vec::new();
    for (group, phrases) in
        lexicon::lines(include_str!("../../data/en/now.txt")).filter_map(|l| l.split_once(':'))
    {
        let mark = if group == "now" { Mark::Now } else { Mark::Until };
        all.extend(phrases.split(',').map(|p| (p.split_whitespace().collect(), mark)));
    }
    all.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    all
});

/// Adds to the time expressions of a sentence those that name the moment of publication, and ends at it those
/// that "so far" stands with: "so far this year".
pub(super) fn mark(
    text: &Text<'_>,
    sentence: &Range<usize>,
    published: Option<&Published>,
    whens: &mut Vec<When>,
) {
    let Some(published) = published else { return };
    let mut at = sentence.start;
    while at < sentence.end {
        let fits = |phrase: &[&str]| {
            let word = |i: usize| &text.words[at + i].text;
            at + phrase.len() <= sentence.end
                && phrase.iter().enumerate().all(|(i, w)| word(i).eq_ignore_ascii_case(w))
        };
        let Some((phrase, mark)) = MARKS.iter().find(|(phrase, _)| fits(phrase)) else {
            at += 1;
            continue;
        };
        let words = at..at + phrase.len();
        at = words.end;
        let known = whens.iter().any(|w| w.words.start < words.end && words.start < w.words.end);
        match mark {
            Mark::Now if !known && holds_now(text, &words) => {
                let period = period(text, &words, Some(published), AT);
                whens.push(When { words, since: false, period });
            }
            Mark::Until if !ended(&words, published, whens) => {
                let period = period(text, &words, Some(published), UNTIL);
                whens.push(When { words, since: false, period });
            }
            _ => {}
        }
    }
    whens.sort_by_key(|w| w.words.start);
}

/// Whether "so far" only says of another expression that it goes on: then that one ends at publication.
fn ended(mark: &Range<usize>, published: &Published, whens: &mut [When]) -> bool {
    let mut found = false;
    for when in whens.iter_mut().filter(|w| !w.since) {
        let Period { start: Some(start), end: Some(end), .. } = when.period else { continue };
        if start < published.end && published.end < end {
            when.period.end = Some(published.end);
            when.period.basis = format!("{}; {UNTIL}", when.period.basis);
            found = true;
        } else {
            found |= when::distance(mark, &when.words) <= 1;
        }
    }
    found
}

/// Whether the clause of a phrase is in the present, or says since when it has been so.
fn holds_now(text: &Text<'_>, words: &Range<usize>) -> bool {
    let verb = super::anchor::clause(text, text.head(words));
    verb.is_some_and(|v| matches!(finite(text, v), Finite::Present { .. } | Finite::Perfect))
}

fn period(text: &Text<'_>, words: &Range<usize>, published: Option<&Published>, basis: &str) -> Period {
    Period {
        text: text.cover(words).get(text.text).unwrap_or_default().to_owned(),
        start: published.filter(|_| basis == AT).map(|p| p.start),
        end: published.map(|p| p.end),
        calendar: "gregorian".to_owned(),
        basis: basis.to_owned(),
    }
}

/// The day of publication, for a figure of a clause in the present that says how much there is of what. `part`:
/// what the figure is to a change.
pub(super) fn present(
    text: &Text<'_>,
    seen: &Seen,
    measure: &Measure,
    part: Option<Part>,
    kind: BlockKind,
    published: Option<&Published>,
) -> Option<Period> {
    let published = Some(published?);
    let clause = seen.anchor.clause?;
    // Headlines tell in the present what has happened.
    if !matches!(kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Footnote) {
        return None;
    }
    let tense = finite(text, clause);
    let ongoing = match tense {
        Finite::Present { ongoing } => ongoing,
        // "Has entered its third week".
        Finite::Perfect if nth(seen) => true,
        _ => return None,
    };
    let lemma = text.lemma(clause);
    let timed = measure.basis.as_deref().is_some_and(per_time);
    let fits = match seen.reading.kind {
        "duration" => {
            return (nth(seen) && !conditional(text, clause)).then(|| verb(text, clause, published));
        }
        // A lake has its size whenever.
        "amount" => timed,
        _ => part.is_none() || ongoing || timed || text.words[clause].upos != relata_language::Upos::Verb,
    };
    let telling = credit::tells(&lemma) || when::tells(&lemma) || time::is_ahead(&lemma);
    let asked =
        text.sentences[text.words[clause].sentence].clone().last().is_some_and(|w| text.words[w].text == "?");
    let written =
        super::anchor::subject(text, clause).is_some_and(|s| is_text(&text.lemma(s).to_lowercase()));
    if !fits || telling || written || asked || conditional(text, clause) || !said(text, &seen.anchor, clause)
    {
        return None;
    }
    Some(verb(text, clause, published))
}

/// Whether a noun names what is written: "the bill includes $3 million" is so whenever it is read.
fn is_text(lemma: &str) -> bool {
    is_kind_of(lemma, "writing", Pos::Noun, 2) || is_kind_of(lemma, "legal document", Pos::Noun, 2)
}

/// The verb group as what says when.
fn verb(text: &Text<'_>, clause: usize, published: Option<&Published>) -> Period {
    let helper = text.children(clause).find(|&c| text.is(c, "aux") || text.is(c, "cop"));
    let word = helper.unwrap_or(clause);
    period(text, &(word..word + 1), published, AT)
}

/// "In its second year": the ordinal of a stretch that goes on, which is more than the one before and at most
/// this one.
fn nth(seen: &Seen) -> bool {
    let interval = &seen.reading.interval;
    seen.reading.kind == "duration"
        && interval.bound == relata_rows::Bound::Exact
        && interval.low.zip(interval.high).is_some_and(|(low, high)| high - low == 1.0)
        && interval.stated == interval.high
}

/// "per day", "per year", not "per 100,000".
fn per_time(basis: &str) -> bool {
    ["hour", "day", "night", "week", "month", "quarter", "year", "decade"].iter().any(|t| basis.ends_with(t))
}

/// "If 40 ships arrive": nothing that is so.
fn conditional(text: &Text<'_>, clause: usize) -> bool {
    const MARKS: [&str; 9] =
        ["if", "unless", "whether", "until", "once", "when", "whenever", "before", "provided"];
    let marked = |c: usize| {
        text.by(c, "mark")
            .chain(text.by(c, "advmod"))
            .any(|m| m < c && MARKS.contains(&text.lower(m).as_str()))
    };
    marked(clause) || text.by(clause, "advcl").any(marked)
}

/// Whether the clause says of its figure that there is so much: as object, predicate, level, or subject that
/// was not told of before ("the 300 thefts worry the shops" says nothing of when).
fn said(text: &Text<'_>, anchor: &Anchor, clause: usize) -> bool {
    let from = |word: usize| {
        let mut at = word;
        for _ in 0..6 {
            if at == clause {
                return true;
            }
            let Some(head) = text.words[at].head else { return false };
            let case = || text.by(at, "case").next().map_or(String::new(), |c| text.lower(c));
            let known = || {
                let pointing =
                    |c: usize| matches!(text.lower(c).as_str(), "the" | "these" | "those" | "this" | "both");
                text.by(at, "det").any(pointing)
                    || text.by(at, "nmod").any(|c| text.words[c].relation == "nmod:poss")
            };
            let level = || VERBS.has("level", &text.lemma(head));
            let up = match () {
                _ if text.is(at, "nsubj") => head == clause && !known(),
                _ if text.is(at, "obl") => matches!(case().as_str(), "" | "of") || level(),
                _ if text.is(at, "nmod") => case() == "of",
                _ => [
                    "obj",
                    "nummod",
                    "conj",
                    "appos",
                    "xcomp",
                    "amod",
                    "compound",
                    "dep",
                    "parataxis",
                    "advmod",
                ]
                .iter()
                .any(|r| text.is(at, r)),
            };
            if !up {
                return false;
            }
            at = head;
        }
        false
    };
    from(anchor.top) || anchor.noun.is_some_and(|n| set_off(text, anchor.top, n, clause))
}

/// A number set off by dashes that says how large the subject before it is.
fn set_off(text: &Text<'_>, top: usize, noun: usize, clause: usize) -> bool {
    text.words[noun].head == Some(clause)
        && text.is(noun, "nsubj")
        && noun < top
        && text.is_under(top, noun)
        && text.by(noun, "det").next().is_none()
}
