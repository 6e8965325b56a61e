//! What holds beyond its sentence: a time in front of a sentence holds for the next ones of its paragraph, the
//! noun and time of a heading for what stands under it.
//!
//! A phrase in front of its clause opens a frame in which the sentences after it stand, until another time is
//! named (Charolles 1997, "L'encadrement du discours").

use super::anchor::{self, is_noun, with_case};
use super::credit;
use super::now::{Finite, finite};
use super::when::{self, When};
use super::{REACH, Seen, Sentence};
use crate::text::Text;
use relata_language::Upos;
use relata_rows::{BlockKind, Period};
use std::ops::Range;

/// A heading that is a noun phrase.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// What it names: "Arrests by the harbour guard".
    pub noun: usize,
    /// When: "Fires in 2021".
    pub period: Option<Period>,
}

/// What was told before a sentence.
#[derive(Debug, Default)]
pub(super) struct Frames {
    /// The time in front of a sentence, with its block and the number of the sentence.
    told: Option<(usize, usize, Period)>,
    /// The time of the data that a sentence tells of: "released the figures for fiscal 2023".
    data: Option<(usize, Period)>,
    /// The last heading.
    pub heading: Option<Heading>,
}

impl Frames {
    /// Takes note of a heading.
    pub(super) fn enter(&mut self, text: &Text<'_>, sentence: &Sentence) {
        let block = text.block(sentence.words.start);
        if text.blocks[block].kind == BlockKind::Heading
            && text.blocks[block].words.start == sentence.words.start
        {
            self.heading = heading(text, sentence);
            (self.told, self.data) = (None, None);
        }
    }

    /// Takes note of the time in front of a sentence, which is the `number`th.
    pub(super) fn leave(&mut self, text: &Text<'_>, number: usize, sentence: &Sentence) {
        if let Some(period) = in_front(text, sentence) {
            self.told = Some((text.block(sentence.words.start), number, period.clone()));
        } else if !sentence.whens.is_empty() {
            self.told = None;
        }
        if !sentence.whens.is_empty() {
            self.data = of_data(text, sentence).map(|period| (number, period.clone()));
        }
    }

    /// The time that holds for a figure whose sentence names none.
    pub(super) fn period(
        &self,
        text: &Text<'_>,
        number: usize,
        sentence: &Sentence,
        seen: &Seen,
    ) -> Option<Period> {
        if !sentence.whens.is_empty() || seen.reading.kind == "duration" {
            return None;
        }
        let tense = seen.anchor.clause.map(|c| finite(text, c));
        let block = text.block(sentence.words.start);
        let near = self.told.as_ref().filter(|(b, n, _)| *b == block && n + REACH >= number);
        if let Some((_, _, period)) = near.filter(|_| tense == Some(Finite::Past)) {
            return Some(carried(period, "sentence before"));
        }
        let data = self.data.as_ref().filter(|(n, _)| n + REACH >= number);
        if let Some((_, period)) = data.filter(|_| tense == Some(Finite::Past)) {
            return Some(carried(period, "sentence before"));
        }
        let of_heading = self.heading.as_ref().and_then(|h| h.period.as_ref());
        let under = !matches!(text.blocks[block].kind, BlockKind::Heading | BlockKind::Quotation);
        of_heading
            .filter(|_| under && matches!(tense, None | Some(Finite::Past)))
            .map(|period| carried(period, "heading"))
    }
}

/// A period with the remark from where it was taken.
pub(super) fn carried(period: &Period, from: &str) -> Period {
    let ending = format!("; {from}");
    let mut period = period.clone();
    if !period.basis.ends_with(&ending) {
        period.basis += &ending;
    }
    period
}

/// Whether a time is one of the calendar, closed at both ends.
fn closed(when: &When) -> bool {
    let dated = when.period.basis.starts_with("stated") || when.period.basis.starts_with("from publication");
    dated && !when.since && when.period.start.is_some() && when.period.end.is_some()
}

/// The time with which a sentence about the past begins.
fn in_front<'s>(text: &Text<'_>, sentence: &'s Sentence) -> Option<&'s Period> {
    // "In", "during the", and a mark before them.
    const LEAD: usize = 3;
    let root = root(text, &sentence.words)?;
    let first = sentence.whens.first()?;
    let told = finite(text, root) == Finite::Past && !when::tells(&text.lemma(root));
    let front = first.words.start <= sentence.words.start + LEAD
        && when::holder(text, first) == Some(root)
        && (sentence.words.start..first.words.start).all(|w| !is_noun(text, w));
    (told && front && closed(first)).then_some(&first.period)
}

/// The time of the data that a sentence is about: its subject or object is a noun for texts that hold figures, and the
/// time stands behind that noun, in its phrase.
fn of_data<'s>(text: &Text<'_>, sentence: &'s Sentence) -> Option<&'s Period> {
    let root = root(text, &sentence.words)?;
    let mut about = text.children(root).filter(|&w| text.is(w, "nsubj") || text.is(w, "obj"));
    let data = about.find(|&w| credit::is_data(&text.lemma(w).to_lowercase()))?;
    let own = |when: &&When| {
        let top = text.head(&when.words);
        when.words.start > data && closed(when) && text.is_under(top, data)
    };
    sentence.whens.iter().find(own).map(|when| &when.period)
}

fn root(text: &Text<'_>, words: &Range<usize>) -> Option<usize> {
    words.clone().find(|&w| text.words[w].head.is_none())
}

/// A heading without a verb: its noun, and the time that stands alone, behind a preposition, or before a noun
/// for texts that hold figures. ("After the 2018 fire" is no time of what stands under it.)
fn heading(text: &Text<'_>, sentence: &Sentence) -> Option<Heading> {
    let root = root(text, &sentence.words)?;
    let verb = |w: usize| matches!(text.words[w].xpos, "VBD" | "VBZ" | "VBP" | "MD");
    if sentence.words.clone().any(verb) {
        return None;
    }
    let holds = |when: &&When| {
        let Some(held) = when::holder(text, when) else { return true };
        let top = text.head(&when.words);
        let case = text.by(top, "case").next().map_or(String::new(), |c| text.lower(c));
        match case.as_str() {
            "in" | "for" | "during" | "from" | "between" | "," => true,
            "" => credit::is_data(&text.lemma(held).to_lowercase()) || held < when.words.start,
            // "Release of fiscal year 2023 data": whatever the tree makes of it, the time is that of the data.
            "of" => before_data(text, when, sentence.words.end),
            _ => false,
        }
    };
    let period = sentence.whens.iter().filter(|w| closed(w)).find(holds).map(|w| w.period.clone());
    let noun = if anchor::is_empty(&text.lemma(root).to_lowercase()) {
        with_case(text, root, &["of"]).unwrap_or(root)
    } else {
        root
    };
    Some(Heading { noun, period })
}

/// Whether nothing but nouns stand between a time and a noun for texts that hold figures.
fn before_data(text: &Text<'_>, when: &When, end: usize) -> bool {
    (when.words.end..end)
        .take_while(|&w| matches!(text.words[w].upos, Upos::Noun | Upos::Propn | Upos::Adj))
        .any(|w| credit::is_data(&text.lemma(w).to_lowercase()))
}

/// Gives figures of fragments ("40 in 2021", "May 2021: 300") the noun of the heading above as what they count.
pub(super) fn under_headings(text: &Text<'_>, sentences: &mut [Sentence]) {
    let mut frames = Frames::default();
    for sentence in sentences {
        frames.enter(text, sentence);
        let Some(heading) = frames.heading.as_ref().filter(|h| is_noun(text, h.noun)) else { continue };
        let fragment = !sentence
            .words
            .clone()
            .any(|w| matches!(text.words[w].upos, Upos::Verb | Upos::Aux | Upos::Pron));
        let [seen] = sentence.seen.as_mut_slice() else { continue };
        let bare = seen.anchor.noun.is_none() && seen.anchor.back.is_none() && seen.anchor.owners.is_empty();
        if fragment && bare && seen.reading.kind == "count" && heading.noun < sentence.words.start {
            seen.anchor.noun = Some(heading.noun);
        }
    }
}
