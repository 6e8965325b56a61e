//! What a figure counts, as facets, read from the tree around it.

use super::anchor::{self, Anchor, VERBS, all_with_case, is_noun};
use super::basis::basis;
use super::change;
use super::noun::{clause, described, parts};
use super::predicate::doing;
use super::read::Reading;
use crate::lexicon;
use crate::text::Text;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_rows::Measure;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) use super::noun::{join, phrase};

static KINDS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    lexicon::lines(include_str!("../../data/en/kinds.txt"))
        .filter_map(|l| l.split_once(':'))
        .flat_map(|(kind, words)| words.split_whitespace().map(move |w| (w, kind)))
        .collect()
});

/// The facets of one figure. `own`: its words in the document; `taken`: whether a word belongs to a figure
/// or a time expression, which say nothing about what is counted.
pub(super) fn facets(
    text: &Text<'_>,
    reading: &Reading,
    own: &Range<usize>,
    anchor: &Anchor,
    taken: &dyn Fn(usize) -> bool,
) -> Measure {
    let thing = anchor.noun.map(|n| phrase(text, n, taken)).unwrap_or_default();
    let used = |w: usize| taken(w) || Some(w) == anchor.noun || thing.contains(&w);
    let owners: Vec<Vec<usize>> = anchor.owners.iter().map(|&o| phrase(text, o, &used)).collect();
    let mut qualifiers = Vec::new();
    let mut what = anchor.noun;
    if let Some(noun) = anchor.noun {
        // "A 172 percent increase in arrests": the arrests are measured.
        if change::is_noun(&text.lower(noun)) {
            let apart =
                text.is(noun, "appos") || (text.is(noun, "conj") && text.by(noun, "cc").next().is_none());
            let apposed = text.words[noun].head.filter(|&h| apart && is_noun(text, h));
            // "A drop of 0.6% in the population": what stands behind another preposition than the number's.
            what = all_with_case(text, noun, &["in", "of", "for"])
                .find(|&w| !taken(w))
                .or_else(|| all_with_case(text, anchor.top, &["in", "for"]).find(|&w| !taken(w)))
                .or(anchor.owners.first().copied().filter(|&o| !taken(o)))
                .or(apposed)
                .or(what);
        }
        // "People who applied for asylum"; what stands behind a comma describes all of them.
        let relative = |c: usize| {
            text.words[c].relation == "acl:relcl"
                && text.words[c].upos == Upos::Verb
                && !change::is_noun(&text.lower(noun))
                && !(noun..c).any(|w| text.words[w].text == ",")
        };
        // "People awaiting trial".
        let doing = |c: usize| {
            text.words[c].xpos == "VBG"
                && text.by(c, "mark").next().is_none()
                && c > noun
                && !(noun..c).any(|w| text.words[w].text == ",")
        };
        let told = text
            .by(noun, "acl")
            .filter(|&c| (text.words[c].xpos == "VBN" || doing(c) || relative(c)) && !taken(c));
        qualifiers.extend(told.map(|c| clause(text, c, taken)));
        for side in thing.split(|&w| w == noun) {
            qualifiers.extend(
                parts(text, noun, side).into_iter().filter(|p| !what.is_some_and(|w| p.contains(&w))),
            );
        }
    }
    qualifiers.extend(owners.iter().filter(|o| !what.is_some_and(|w| o.contains(&w))).cloned());
    // "People registered as jobless made up 6 percent of the labour force".
    let of_share = |&o: &usize| reading.kind == "share" && text.words[o].upos == Upos::Noun;
    for owner in anchor.owners.iter().copied().filter(of_share) {
        let told =
            text.by(owner, "acl").filter(|&c| c == owner + 1 && text.words[c].xpos == "VBN" && !taken(c));
        qualifiers.extend(told.map(|c| clause(text, c, taken)));
    }
    let mut qualifiers: Vec<String> =
        qualifiers.iter().map(|q| join(text, q)).filter(|q| !q.is_empty() && !q.ends_with('-')).collect();
    // "At 4.2 percent, inflation was low": no thing is its own owner.
    if thing.len() > 1 {
        let whole = join(text, &thing);
        qualifiers.retain(|q| *q != whole);
    }
    // "70,000 of those attributed to opioids".
    let pointed = anchor.back.into_iter().flat_map(|b| text.by(b, "acl"));
    qualifiers.extend(pointed.map(|c| join(text, &clause(text, c, taken))));
    qualifiers.extend(doing(text, anchor, taken));
    let full = anchor.noun.map(|n| described(text, n, &thing, taken)).unwrap_or_default();
    let mut said: Vec<String> = std::iter::once(&full).chain(&owners).map(|w| join(text, w)).collect();
    said.retain(|s| !s.is_empty());
    let verb = anchor.clause.filter(|&c| text.words[c].upos == Upos::Verb && reading.kind != "count");
    let multiple = reading.kind == "rate";
    // "Storm kills 14": the subject is not what is counted.
    let acted = reading.kind == "count"
        && anchor.noun.is_none()
        && (["obj", "obl"].iter().any(|r| text.is(anchor.top, r))
            || text.words[anchor.top].relation == "nsubj:pass")
        && anchor
            .clause
            .is_some_and(|c| text.words[c].upos == Upos::Verb && !VERBS.has("level", &text.lemma(c)));
    let what = what
        .or_else(|| anchor.owners.first().copied().filter(|_| (verb.is_none() || multiple) && !acted))
        .or(verb);
    // "Passenger numbers fell to 3.4 million".
    let counted = what.filter(|&w| anchor::is_empty(&text.lemma(w))).and_then(|w| {
        text.by(w, "compound").filter(|&c| c + 1 == w && text.words[c].upos == Upos::Noun).last()
    });
    let what = counted.or(what).map(|w| lemma(text, w)).unwrap_or_default();
    let people = acted
        && (text.is(anchor.top, "obj") || text.words[anchor.top].relation == "nsubj:pass")
        && anchor.clause.is_some_and(|c| VERBS.has("persons", &text.lemma(c)));
    let what = if people && what.is_empty() { "people".to_owned() } else { what };
    let basis = basis(text, reading, own, anchor, taken);
    // "Three in five voters": the noun is the whole, as behind "of".
    let among = own.clone().any(|w| text.lower(w) == "in") && anchor.noun.is_some_and(|n| n >= own.end);
    Measure {
        text: said.join("; "),
        kind: kind(reading, &what, basis.as_deref()).to_owned(),
        of: Some(join(text, &thing))
            .filter(|t| (anchor.whole || among) && reading.kind == "share" && !t.is_empty()),
        what,
        qualifiers,
        basis,
    }
}

/// A common noun as its lemma; a name as its form. Of "break-ins" and "start-ups" the whole.
fn lemma(text: &Text<'_>, word: usize) -> String {
    let glued = |w: usize| w > 0 && text.words[w - 1].span.end == text.words[w].span.start;
    // "Fifteen-year-olds", "under-fives".
    if let Some(first) = super::noun::aged(text, word) {
        let whole: String = (first..=word).map(|w| text.lower(w)).collect();
        return whole.trim_end_matches('s').to_owned();
    }
    let particle = VERBS.has("particle", text.lower(word).trim_end_matches('s'));
    if particle && word > 1 && glued(word) && glued(word - 1) && text.words[word - 1].text == "-" {
        let stem = text.lower(word - 2);
        return format!("{stem}-{}", text.lower(word).trim_end_matches('s'));
    }
    let lemma = text.lemma(word);
    if text.words[word].upos == Upos::Propn { lemma } else { lemma.to_lowercase() }
}

/// The quantity kind: `people`, `events`, `things` or, where it is not known what is counted, `count`;
/// `money`, `share`, `duration`, `amount`; `rate` of so many per so many; `level` of a scale.
pub(super) fn kind(reading: &Reading, what: &str, basis: Option<&str>) -> &'static str {
    let per_number =
        basis.is_some_and(|b| b.starts_with("per ") && b.as_bytes().get(4).is_some_and(u8::is_ascii_digit));
    match reading.kind {
        "count" if per_number => "rate",
        "count" if what.is_empty() || anchor::is_empty(what) => "count",
        // "The 63 detained".
        "count" if VERBS.has("alone", what) => "people",
        "count" => KINDS.get(what).copied().unwrap_or_else(|| taxonomy(what)),
        "amount"
            if matches!(reading.unit.code.as_str(), "Cel" | "[degF]" | "K" | "km/h" | "[mi_i]/h" | "m/s") =>
        {
            "level"
        }
        other => other,
    }
}

/// People, events or things, by the first senses of the word; what is called after a country is its people.
fn taxonomy(what: &str) -> &'static str {
    let is = |above: &str, senses: usize| is_kind_of(what, above, Pos::Noun, senses);
    if is("person", 1) || is("people", 1) || relata_language::country(what).is_some() {
        "people"
    } else if is("act", 1) || is("event", 1) {
        "events"
    } else {
        "things"
    }
}
