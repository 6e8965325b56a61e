//! The noun of a figure, read off the row of words beside it, wherever the tree has hung it.

use super::{Trees, VERBS, is_noun, is_time};
use crate::figure::{basis, change};
use relata_language::Upos;
use std::ops::Range;

impl Trees<'_, '_> {
    /// The noun right behind a number by its tags alone, where the tree has it elsewhere: adjectives and
    /// nouns in one row, the last a plural, or any noun behind "one" and a hyphen.
    pub(super) fn behind(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let end = text.sentences[text.words[words.start].sentence].end;
        let hyphen = |i: usize| i == words.end && matches!(text.words[i].text, "-" | "–" | "‑");
        // "41 reported attacks".
        let participle =
            |i: usize| i == words.end && matches!(text.words[i].xpos, "VBN" | "VBD") && i + 1 < end;
        let row = (words.end..end).take_while(|&i| {
            hyphen(i)
                || participle(i)
                || (self.figure[i] == 0 && matches!(text.words[i].upos, Upos::Adj | Upos::Noun | Upos::Propn))
        });
        let one = text.lower(words.end - 1) == "one" || (words.end < end && hyphen(words.end));
        row.filter(|&i| is_noun(text, i) && (one || matches!(text.words[i].xpos, "NNS" | "NNPS"))).last()
    }

    /// "A $3,500 a month mortgage": the noun behind a rate.
    pub(super) fn behind_rate(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let end = text.sentences[text.words[words.start].sentence].end;
        let at = words.end;
        let rate = at + 2 < end
            && matches!(text.lower(at).as_str(), "a" | "per" | "an")
            && is_time(text, at + 1)
            && words.start > 0
            && matches!(text.lower(words.start - 1).as_str(), "a" | "the" | "its" | "their" | "his" | "her");
        let row = (at + 2..end)
            .take_while(|&i| self.figure[i] == 0 && (is_noun(text, i) || text.words[i].upos == Upos::Adj));
        row.filter(|&i| rate && is_noun(text, i)).last()
    }

    /// "Harbour Index -1.3%", "Starlight advanced 8%" where the tree has no verb: the noun before a signed figure
    /// or before a word of change.
    pub(super) fn named_before(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let start = text.sentences[text.words[words.start].sentence].start;
        let last = words.start.checked_sub(1).filter(|&w| w >= start)?;
        let signed = text.words[words.start].text.starts_with(['-', '−', '+']);
        let lower = text.lower(last);
        let moved = change::direction(&lower).is_some()
            && !change::is_noun(&lower)
            && matches!(text.words[last].upos, Upos::Adj | Upos::Propn | Upos::Noun);
        let noun = if moved { last.checked_sub(1).filter(|&w| w >= start)? } else { last };
        ((signed || moved) && self.is_thing(noun) && !is_time(text, noun)).then_some(noun)
    }

    /// "A 5 kW solar panel", "its 30 percent stake": the noun right behind a measure that an article opens.
    pub(super) fn attributive(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let end = text.sentences[text.words[words.start].sentence].end;
        let opener = words.start.checked_sub(1)?;
        let opened =
            matches!(text.words[opener].upos, Upos::Det) || matches!(text.words[opener].xpos, "PRP$" | "POS");
        let row = (words.end..end).take_while(|&i| {
            self.figure[i] == 0 && matches!(text.words[i].upos, Upos::Adj | Upos::Noun | Upos::Propn)
        });
        row.filter(|&i| opened && is_noun(text, i) && !is_time(text, i)).last()
    }

    /// "Half the town's shops": what stands behind the article.
    pub(super) fn half_of(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let end = text.sentences[text.words[words.start].sentence].end;
        let half = words.len() == 1 && text.lower(words.start) == "half" && words.end < end;
        let opened = half
            && (text.words[words.end].upos == Upos::Det
                || matches!(text.words[words.end].xpos, "PRP$" | "DT"));
        let row = (words.end + 1..end).take_while(|&i| {
            self.figure[i] == 0
                && (matches!(text.words[i].upos, Upos::Adj | Upos::Noun | Upos::Propn)
                    || text.words[i].xpos == "POS")
        });
        row.filter(|&i| opened && is_noun(text, i)).last().filter(|&n| !is_time(text, n))
    }

    /// "1.8 million barrels a day of oil": what stands behind the rate.
    pub(super) fn behind_rate_of(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let end = text.sentences[text.words[words.start].sentence].end;
        let of = words.end + 2;
        let time = |w: usize| basis::is_time(&text.lower(w));
        let rate = of < end
            && matches!(text.lower(words.end).as_str(), "a" | "an" | "per" | "each" | "every")
            && time(words.end + 1);
        let governs = rate && text.lower(of) == "of" && text.is(of, "case");
        text.words.get(of)?.head.filter(|&h| governs && h > of && self.is_thing(h) && !is_time(text, h))
    }

    /// "20 percent likelier to fall ill", "20 percent more likely to": what is likelier.
    pub(in crate::figure) fn likelier(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let end = text.sentences[text.words[words.start].sentence].end;
        let at = (words.end..end.min(words.end + 2))
            .find(|&w| matches!(text.lower(w).as_str(), "likely" | "likelier"))?;
        text.words[words.end..at].iter().all(|w| change::is_amount(&w.text.to_lowercase())).then_some(())?;
        text.children(at).find(|&v| {
            v > at && text.words[v].upos == Upos::Verb && text.by(v, "mark").any(|m| text.lower(m) == "to")
        })
    }

    /// The noun that is said of a figure whose copula stands at a word: "800 were sailors". What stands behind a
    /// preposition tells how they are: "620 were in favour".
    pub(super) fn behind_copula(&self, at: usize) -> Option<usize> {
        let text = self.text;
        let copula = at < text.words.len() && text.is(at, "cop");
        text.words.get(at)?.head.filter(|&h| {
            copula
                && h > at
                && self.is_thing(h)
                && text.lemma(h) != "record"
                && text.by(h, "case").next().is_none()
        })
    }

    /// "25 percent more visitors", "a tenth less in rent": what there is more of.
    pub(super) fn more(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let end = text.sentences[text.words[words.start].sentence].end;
        let more = words.end < end && change::is_amount(&text.lower(words.end));
        let from =
            words.end + 1 + usize::from(matches!(text.lower(words.end + 1).as_str(), "in" | "on" | "for"));
        let row = (from..end).take_while(|&i| {
            self.figure[i] == 0 && matches!(text.words[i].upos, Upos::Adj | Upos::Noun | Upos::Propn)
        });
        // "More in rent today".
        let now =
            |&i: &usize| matches!(text.lower(i).as_str(), "today" | "yesterday" | "tomorrow" | "tonight");
        row.take_while(|i| !now(i)).filter(|&i| more && is_noun(text, i) && !is_time(text, i)).last()
    }

    /// "Exported goods worth $84 billion": what is worth so much. Where it is the subject, its verb says what the sum is of.
    pub(super) fn worth(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let start = text.sentences[text.words[words.start].sentence].start;
        let worth = words.start.checked_sub(1).filter(|&w| w >= start && text.lower(w) == "worth")?;
        // Of "goods and services worth" the first.
        let first =
            |n: usize| text.words[n].head.filter(|&h| text.is(n, "conj") && h < n && is_noun(text, h));
        worth
            .checked_sub(1)
            .map(|n| first(n).unwrap_or(n))
            .filter(|&n| n >= start && self.is_thing(n) && !is_time(text, n) && !text.is(n, "nsubj"))
    }

    /// "Of the 24,000 requests, half were refused": the whole stands in front of its clause.
    pub(super) fn of_before(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let start = text.sentences[text.words[words.start].sentence].start;
        let noun = text.words[start].head.filter(|_| text.lower(start) == "of" && text.is(start, "case"))?;
        let parted = (noun..words.start).any(|w| text.words[w].text == ",");
        (noun < words.start && parted && self.is_thing(noun) && !is_time(text, noun)).then_some(noun)
    }

    /// "211,400 unemployed", "38 injured": an adjective right behind the number that stands for persons.
    pub(super) fn alone(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let end = text.sentences[text.words[words.start].sentence].end;
        // "182,000 registered unemployed".
        let described = |w: usize| w + 1 < end && matches!(text.words[w].xpos, "VBN" | "VBD" | "JJ");
        let skip = usize::from(
            words.end < end && described(words.end) && VERBS.has("alone", &text.lower(words.end + 1)),
        );
        let at = Some(words.end + skip).filter(|&w| w < end && self.figure[w] == 0)?;
        let noun = at + 1 < end && (is_noun(text, at + 1) || text.words[at + 1].upos == Upos::Adj);
        (VERBS.has("alone", &text.lower(at)) && !noun).then_some(at)
    }

    /// "A case or two": the noun before "or".
    pub(super) fn or_two(&self, words: &Range<usize>) -> Option<usize> {
        let or = words.start.checked_sub(1).filter(|&w| self.text.lower(w) == "or")?;
        or.checked_sub(1).filter(|&n| self.text.words[n].xpos == "NN" && self.is_thing(n))
    }
}
