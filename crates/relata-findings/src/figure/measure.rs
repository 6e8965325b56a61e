//! What a figure counts, as facets, read from the tree around it.

use super::anchor::{self, Anchor, VERBS, all_with_case, is_noun, is_time};
use super::change;
use super::noun::{LONGEST, clause, described, parts, rate_word};
pub(super) use super::noun::{join, phrase};
use super::number;
use super::read::Reading;
use crate::lexicon;
use crate::text::Text;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_rows::Measure;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

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
        let told =
            text.by(noun, "acl").filter(|&c| (text.words[c].xpos == "VBN" || relative(c)) && !taken(c));
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
    // "70,000 of those attributed to opioids".
    let pointed = anchor.back.into_iter().flat_map(|b| text.by(b, "acl"));
    qualifiers.extend(pointed.map(|c| join(text, &clause(text, c, taken))));
    qualifiers.extend(doing(text, anchor, taken));
    let full = anchor.noun.map(|n| described(text, n, &thing, taken)).unwrap_or_default();
    let mut said: Vec<String> = std::iter::once(&full).chain(&owners).map(|w| join(text, w)).collect();
    said.retain(|s| !s.is_empty());
    let verb = anchor.clause.filter(|&c| text.words[c].upos == Upos::Verb && reading.kind != "count");
    let multiple = reading.kind == "rate";
    let what =
        what.or_else(|| anchor.owners.first().copied().filter(|_| verb.is_none() || multiple)).or(verb);
    let what = what.map(|w| lemma(text, w)).unwrap_or_default();
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
    let particle = matches!(
        text.lower(word).trim_end_matches('s'),
        "in" | "out" | "up" | "down" | "off" | "by" | "over" | "on" | "away" | "through"
    );
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

/// What the counted thing does or what is done to it: "attempted to cross illegally", "seized"; nothing
/// where the verb only says that there is so much of it.
fn doing(text: &Text<'_>, anchor: &Anchor, taken: &dyn Fn(usize) -> bool) -> Option<String> {
    let from = anchor.noun.unwrap_or(anchor.top);
    let verb = anchor.clause?;
    if text.words[verb].upos != Upos::Verb {
        return being(text, anchor, verb, taken);
    }
    let lemma = text.lemma(verb);
    // "Had no power", "had debts": what they have says more than that they are.
    let has = lemma == "have"
        && text.is(from, "nsubj")
        && text
            .by(verb, "obj")
            .any(|o| o > verb && o != anchor.top && !taken(o) && !text.is_under(anchor.top, o));
    // "Gave a first dose to 40 people": what they were given.
    let given =
        text.is(from, "obl") && text.by(verb, "obj").any(|o| o > verb && !taken(o) && o != anchor.top);
    // "Were taken prisoner", "were given shelter".
    let passive = text.words[from].relation == "nsubj:pass"
        && ["xcomp", "obj"].iter().any(|r| text.by(verb, r).any(|x| x > verb && !taken(x)));
    // "Went unanswered", "remained closed".
    let becomes = text.is(from, "nsubj")
        && text.by(verb, "xcomp").any(|x| {
            x > verb && (text.words[x].upos == Upos::Adj || text.words[x].xpos == "VBN") && !taken(x)
        });
    // "Were held on remand", "went to the polls": verbs that mean nothing without what stands behind their preposition.
    let moves = matches!(lemma.as_str(), "go" | "hold" | "put" | "keep" | "take" | "remain" | "get" | "give");
    let somewhere = moves
        && !text.is(anchor.top, "obl")
        && text.by(verb, "obl").any(|o| {
            o > verb && text.words[o].upos != Upos::Propn && !taken(o) && !is_time(text, o) && o != anchor.top
        });
    // "Left 136 people dead or homeless": what they are left as.
    let left = text.by(verb, "xcomp").find(|&x| lemma == "leave" && x > from && !taken(x));
    if let Some(state) = left.filter(|_| text.is(from, "obj") || text.is(anchor.top, "obj")) {
        return Some(join(text, &clause(text, state, taken)));
    }
    // "Claimed 87 lives".
    let claims = lemma == "claim" && anchor.noun.is_some_and(|n| text.lemma(n) == "life");
    let level = !claims
        && (VERBS.light.contains(lemma.as_str()) && !has && !given && !passive && !becomes && !somewhere)
        || change::direction(&text.lower(verb)).is_some_and(|_| !change::has_object(&text.lower(verb)));
    let argument =
        |w: usize| text.words[w].head == Some(verb) && ["nsubj", "obj", "obl"].iter().any(|r| text.is(w, r));
    if level
        || !(argument(from) || argument(anchor.top) || fraction(text, from).is_some_and(argument))
        || (is_noun(text, from) && anchor.owners.contains(&from))
    {
        return None;
    }
    const INNER: [&str; 10] =
        ["xcomp", "advmod", "obl", "obj", "iobj", "mark", "case", "compound", "amod", "nmod"];
    let mut all = vec![verb];
    let mut at = 0;
    while at < all.len() && all.len() < LONGEST {
        let word = all[at];
        at += 1;
        for child in text.children(word) {
            let inner = INNER.iter().any(|r| text.is(child, r)) || (word != verb && text.is(child, "det"));
            let pronoun = text.words[child].upos == Upos::Pron;
            let before = word == verb && child < verb && !text.is(child, "advmod");
            let thing = child == from || child == anchor.top || text.is_under(anchor.top, child);
            let told = text.by(child, "case").any(|c| text.lower(c) == "according");
            if inner
                && !told
                && !pronoun
                && !before
                && !thing
                && !taken(child)
                && !anchor.owners.contains(&child)
            {
                all.push(child);
            }
        }
    }
    // "Died or went missing", "by force or with help": the other thing that may have happened to them.
    for word in all.clone() {
        for other in text.by(word, "conj").filter(|&o| o > word) {
            if let Some(or) = text.by(other, "cc").find(|&c| text.lower(c) == "or") {
                all.push(or);
                all.extend(text.by(other, "case"));
                all.extend(clause(text, other, taken));
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    Some(join(text, &all))
}

/// "One in five teachers", "a total of 80 teachers": the word on which the whole hangs.
fn fraction(text: &Text<'_>, from: usize) -> Option<usize> {
    let empty = |h: usize| text.words[h].upos == Upos::Num || anchor::is_empty(&text.lemma(h));
    text.words[from].head.filter(|&h| text.is(from, "nmod") && empty(h) && h < from)
}

/// What the counted thing is said to be: "out of work", "homeless", "without power"; nothing of what a figure is said to
/// be.
fn being(text: &Text<'_>, anchor: &Anchor, said: usize, taken: &dyn Fn(usize) -> bool) -> Option<String> {
    const INNER: [&str; 10] =
        ["amod", "compound", "fixed", "nmod", "case", "obl", "acl", "advcl", "mark", "obj"];
    let from = anchor.noun.unwrap_or(anchor.top);
    let subject = text.is(from, "nsubj") || text.is(anchor.top, "nsubj");
    let at = |w: usize| text.words[w].head == Some(said);
    let somehow = text.words[said].upos == Upos::Adj || text.by(said, "case").next().is_some();
    let figure =
        said == anchor.top || taken(said) || text.is_under(anchor.top, said) && !(at(from) || at(anchor.top));
    if !(subject && (at(from) || at(anchor.top)) && somehow && text.by(said, "cop").next().is_some())
        || figure
    {
        return None;
    }
    let mut all = vec![said];
    let mut next = 0;
    while next < all.len() && all.len() < LONGEST {
        let word = all[next];
        next += 1;
        let inner =
            |c: &usize| INNER.iter().any(|r| text.is(*c, r)) && !taken(*c) && (word != said || *c > from);
        all.extend(text.children(word).filter(inner));
    }
    all.sort_unstable();
    Some(join(text, &all))
}

/// For how long or for how many the figure holds: "a day", "per 100,000", "annual", "every day" at the end
/// of the clause.
fn basis(
    text: &Text<'_>,
    reading: &Reading,
    own: &Range<usize>,
    anchor: &Anchor,
    taken: &dyn Fn(usize) -> bool,
) -> Option<String> {
    let end = text.sentences[text.words[anchor.top].sentence].end;
    if let Some(base) = &reading.base {
        let shift = own.start - reading.start;
        let words: Vec<usize> = (base.start + 1..base.end).map(|w| shift + w).filter(|&w| w < end).collect();
        return Some(format!("per {}", join(text, &words)));
    }
    let reach = anchor.noun.unwrap_or(own.end).max(own.end);
    let near = [own.end, reach + 1].into_iter().find_map(|i| rate(text, i, end));
    let inside = || anchor.noun.and_then(|n| text.children(n).find_map(|c| rate_word(&text.lower(c))));
    // "A third of them spend 20 hours a day": the rate is that of the figure before it.
    let foreign = |c: usize| {
        let article = text.by(c, "det").next().unwrap_or(c);
        let before = article.checked_sub(2).filter(|&w| w >= own.end);
        before.is_some_and(|w| taken(w) || taken(w + 1))
    };
    let clause = || {
        text.children(anchor.clause?)
            .filter(|&c| c >= own.end && (text.is(c, "obl") || text.is(c, "advmod")) && !foreign(c))
            .find_map(|c| rate(text, text.by(c, "det").next().unwrap_or(c), end))
    };
    // "Every month some 260 tonnes are burned".
    let before = || {
        let each = |c: &usize| text.by(*c, "det").any(|d| matches!(text.lower(d).as_str(), "every" | "each"));
        let led = |c: &usize| *c < own.start && text.by(*c, "case").next().is_none();
        let time = text.children(anchor.clause?).filter(led).find(each)?;
        rate(text, text.by(time, "det").next()?, end)
    };
    // "€1.80 a copy": what money is told for.
    let piece = || {
        let noun = own.end + 1;
        let word = |i: usize| (i < end).then(|| &text.words[i]);
        let led = word(own.end).is_some_and(|w| matches!(w.text, "a" | "an"));
        let single = word(noun).is_some_and(|w| w.xpos == "NN") && !is_noun_at(text, noun + 1, end);
        (reading.kind == "money" && led && single).then(|| format!("per {}", text.lemma(noun).to_lowercase()))
    };
    near.or_else(|| inside().map(str::to_owned)).or_else(clause).or_else(before).or_else(piece)
}

/// Whether a noun stands at word `at`, before `end`.
fn is_noun_at(text: &Text<'_>, at: usize, end: usize) -> bool {
    at < end && (is_noun(text, at) || text.lower(at) == "of")
}

/// A rate at word `at`.
fn rate(text: &Text<'_>, at: usize, end: usize) -> Option<String> {
    const TIMES: [&str; 10] =
        ["day", "week", "month", "year", "hour", "minute", "second", "quarter", "night", "decade"];
    const THINGS: [&str; 17] = [
        "barrel",
        "share",
        "gallon",
        "head",
        "pound",
        "kilo",
        "kilogram",
        "ounce",
        "ton",
        "tonne",
        "person",
        "household",
        "acre",
        "bushel",
        "pill",
        "dose",
        "litre",
    ];
    if at >= end {
        return None;
    }
    let word = |i: usize| if i < end { text.lower(i) } else { String::new() };
    let (lead, next) = (word(at), word(at + 1));
    if let Some(basis) = rate_word(&lead) {
        return Some(basis.to_owned());
    }
    let time = TIMES.contains(&next.as_str());
    match lead.as_str() {
        // "Per square metre".
        "per" if at + 2 < end && matches!(next.as_str(), "square" | "cubic") => {
            Some(format!("per {next} {}", text.lemma(at + 2).to_lowercase()))
        }
        "per" if at + 1 < end && !number::is_number_word(&next) => {
            Some(format!("per {}", text.lemma(at + 1).to_lowercase()))
        }
        // "a year earlier" is a time.
        "a" | "an"
            if time && !matches!(word(at + 2).as_str(), "earlier" | "ago" | "before" | "later" | "after") =>
        {
            Some(format!("per {next}"))
        }
        "a" | "an" if THINGS.contains(&next.as_str()) => Some(format!("per {next}")),
        "each" | "every" | "/" if time => Some(format!("per {next}")),
        _ => None,
    }
}
