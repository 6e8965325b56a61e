//! Changes of a level, from the tree: "rose 12 percent", "a 172 percent increase", "fell from 5 to 3".

use super::Seen;
use super::anchor::Trees;
use super::read::Reading;
use crate::lexicon;
use crate::text::LONGEST;
use relata_language::Upos;
use relata_rows::{Change, Direction};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words of `data/en/changes.txt`.
struct Words {
    ways: HashMap<&'static str, Direction>,
    nouns: HashSet<&'static str>,
    objects: HashSet<&'static str>,
    compared: HashMap<&'static str, Direction>,
    amounts: HashSet<&'static str>,
    times: HashSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let data = include_str!("../../data/en/changes.txt");
    let group = |name: &'static str| {
        lexicon::lines(data)
            .filter_map(move |l| l.split_once(':').filter(|(group, _)| *group == name))
            .flat_map(|(_, words)| words.split_whitespace())
    };
    let way = |name, direction| group(name).map(move |w| (w, direction));
    Words {
        ways: way("up", Direction::Up).chain(way("down", Direction::Down)).collect(),
        nouns: group("noun").collect(),
        objects: group("object").collect(),
        compared: way("more", Direction::Up).chain(way("less", Direction::Down)).collect(),
        amounts: group("amount").collect(),
        times: group("time").collect(),
    }
});

/// The direction that `word` (lower case) tells.
pub(crate) fn direction(word: &str) -> Option<Direction> {
    WORDS.ways.get(word).copied()
}

/// Whether `word` (lower case) is a noun of change: "an increase", "a drop".
pub(crate) fn is_noun(word: &str) -> bool {
    WORDS.nouns.contains(word)
}

/// Whether `word` (lower case) is a verb that may take an object ("raised $5 million").
pub(super) fn has_object(word: &str) -> bool {
    WORDS.objects.contains(word)
}

/// The direction that `word` (lower case) tells behind a share: "25 percent more visitors".
fn compared(word: &str) -> Option<Direction> {
    WORDS.compared.get(word).copied()
}

/// Whether `word` (lower case) stands before what there is more or less of: "more visitors", "less in rent".
pub(super) fn is_amount(word: &str) -> bool {
    WORDS.amounts.contains(word)
}

/// What a figure is to a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// By how much.
    By,
    /// From which level.
    From,
    /// To which level.
    To,
}

impl Part {
    /// The part of what stands behind a preposition, or behind none.
    pub(super) fn behind(preposition: &str) -> Part {
        match preposition {
            "to" | "at" => Part::To,
            "from" => Part::From,
            _ => Part::By,
        }
    }
}

/// The part of one figure in a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    /// The word that tells of the change.
    pub word: usize,
    pub direction: Direction,
    pub part: Part,
    /// Whether the words say so by themselves; else it may be an object ("raised $5 million") unless the
    /// level reached stands beside it ("climbed 11 cents to $3").
    sure: bool,
}

/// "Doubled", "twice as many"; not "300 times a minute", which counts.
fn is_multiple(reading: &Reading) -> bool {
    reading.kind == "rate" && reading.unit.label == "times"
}

/// No chain of a tree that a person wrote is longer.
const DEEPEST: usize = 8;

/// So many words behind "than" may say that two times are compared, with the last of them left out.
const NEAR: usize = 7;

/// The part that a figure has in a change.
fn of(trees: &Trees<'_, '_>, seen: &Seen) -> Option<Shift> {
    let adverb = seen.words.start.checked_sub(1).is_some_and(|w| is_adverb(trees, w) || is_missed(trees, w));
    let beside = adverb.then(|| right_before(trees, seen)).flatten();
    beside
        .or_else(|| from_before(trees, seen))
        .or_else(|| more(trees, seen))
        .or_else(|| dearer(trees, seen))
        .or_else(|| named(trees, seen))
        .or_else(|| in_tree(trees, seen))
        .or_else(|| right_before(trees, seen))
        .or_else(|| listed(seen))
}

/// "The drop in emissions was 4 percent": a noun of change of which the figure is said.
fn named(trees: &Trees<'_, '_>, seen: &Seen) -> Option<Shift> {
    let text = trees.text;
    let word = seen.anchor.noun?;
    let lower = text.lower(word);
    let sized = matches!(seen.reading.kind, "share" | "money" | "amount");
    let subject = text.is(word, "nsubj") && word < seen.words.start && text.words[word].xpos == "NN";
    let way = direction(&lower).filter(|_| sized && subject && is_noun(&lower))?;
    Some(Shift { word, direction: way, part: Part::By, sure: true })
}

/// "25 percent more visitors", "a tenth less in rent": a share of what there was before.
fn more(trees: &Trees<'_, '_>, seen: &Seen) -> Option<Shift> {
    let text = trees.text;
    let word = seen.words.end;
    let end = text.sentences[text.words[seen.anchor.top].sentence].end;
    if seen.reading.kind != "share" || word >= end {
        return None;
    }
    // "20 percent likelier to fall ill".
    if let Some(likelier) = trees.likelier(&seen.words) {
        let less = matches!(text.lower(word).as_str(), "less");
        let direction = if less { Direction::Down } else { Direction::Up };
        return Some(Shift { word: likelier, direction, part: Part::By, sure: true });
    }
    let direction = compared(&text.lower(word))?;
    // "10 percent more than the law allows" holds two things beside each other, not two times.
    let time = |w: usize| {
        let lower = text.lower(w);
        let year = lower.len() == 4 && lower.bytes().all(|b| b.is_ascii_digit());
        year || WORDS.times.contains(lower.as_str())
    };
    let than = (word + 1..end).take(LONGEST).find(|&w| text.lower(w) == "than");
    let of_times = than.is_none_or(|t| (t + 1..end.min(t + NEAR)).any(time));
    of_times.then_some(Shift { word, direction, part: Part::By, sure: true })
}

/// "Became dearer by a fifth", "were higher by 3 points".
fn dearer(trees: &Trees<'_, '_>, seen: &Seen) -> Option<Shift> {
    let text = trees.text;
    let word = seen.words.start.checked_sub(2).filter(|_| text.lower(seen.words.start - 1) == "by")?;
    let one = text.words[word].sentence == text.words[seen.anchor.top].sentence;
    let direction = compared(&text.lower(word)).filter(|_| one && text.words[word].xpos == "JJR")?;
    Some(Shift { word, direction, part: Part::By, sure: true })
}

/// "420 flats in 2022, up from 310": the level before, behind an adverb.
fn from_before(trees: &Trees<'_, '_>, seen: &Seen) -> Option<Shift> {
    let text = trees.text;
    let word = seen.words.start.checked_sub(2).filter(|_| text.lower(seen.words.start - 1) == "from")?;
    let one = text.words[word].sentence == text.words[seen.anchor.top].sentence;
    let way = direction(&text.lower(word)).filter(|_| one && is_adverb(trees, word))?;
    Some(Shift { word, direction: way, part: Part::From, sure: true })
}

/// "Up 58 points": an adverb that is of the figure behind it, wherever the tree has either.
fn is_adverb(trees: &Trees<'_, '_>, word: usize) -> bool {
    matches!(trees.text.lower(word).as_str(), "up" | "down") && !is_particle(trees, word)
}

/// "Handed down 214 sentences": a word that belongs to its verb, unless that says that something moves ("went up 5
/// percent").
fn is_particle(trees: &Trees<'_, '_>, word: usize) -> bool {
    const MOVES: [&str; 22] = [
        "go", "come", "move", "be", "edge", "creep", "tick", "inch", "end", "close", "finish", "open",
        "start", "settle", "stand", "stay", "remain", "trade", "trend", "head", "drift", "nudge",
    ];
    let text = trees.text;
    let particle = text.words[word].relation == "compound:prt";
    let verb = text.words[word].head.filter(|&h| particle || text.words[word].xpos == "RP" && h + 1 == word);
    verb.is_some_and(|v| !MOVES.contains(&text.lemma(v).as_str()) && direction(&text.lower(v)).is_none())
}

/// "Starlight advanced 8%": a word of change that the tree takes for no verb.
fn is_missed(trees: &Trees<'_, '_>, word: usize) -> bool {
    let lower = trees.text.lower(word);
    direction(&lower).is_some() && !is_noun(&lower) && trees.text.words[word].upos == Upos::Propn
}

/// "Harbour Index -1.3%": a share below nothing in a list, where no verb says what is so much.
fn listed(seen: &Seen) -> Option<Shift> {
    let below = seen.reading.kind == "share" && seen.reading.interval.stated.is_some_and(|v| v < 0.0);
    (below && seen.anchor.clause.is_none()).then_some(Shift {
        word: seen.anchor.top,
        direction: Direction::Down,
        part: Part::By,
        sure: true,
    })
}

/// "Up 58 points", "advanced 8%": a word of change right before a figure, for trees that have it elsewhere.
fn right_before(trees: &Trees<'_, '_>, seen: &Seen) -> Option<Shift> {
    let text = trees.text;
    let start = text.sentences[text.words[seen.anchor.top].sentence].start;
    let word = (start..seen.words.start).rev().take(2).find(|&w| text.lower(w) != "by")?;
    let lower = text.lower(word);
    // "A lower 10 percent tariff" compares, nothing changes.
    let compares =
        text.words[word].upos == Upos::Adj && text.words[word].head.is_some_and(|h| h >= seen.words.end);
    let particle = is_particle(trees, word);
    let direction = direction(&lower)
        .filter(|_| trees.figure[word] == 0 && !is_noun(&lower) && !compares && !particle)?;
    let noun = seen.anchor.noun.unwrap_or(seen.anchor.top);
    let sure = word + 1 < seen.words.start || bare(&seen.reading, &lower, &text.lower(noun));
    Some(Shift { word, direction, part: Part::By, sure })
}

fn in_tree(trees: &Trees<'_, '_>, seen: &Seen) -> Option<Shift> {
    let text = trees.text;
    let top = seen.anchor.top;
    let reading = &seen.reading;
    if is_multiple(reading) {
        let down = reading.interval.stated.is_some_and(|v| v < 1.0);
        let direction = if down { Direction::Down } else { Direction::Up };
        return Some(Shift { word: top, direction, part: Part::By, sure: true });
    }
    // A counted noun of its own stands between the number and the verb: "fell by 300 boxes".
    let from = seen
        .anchor
        .noun
        .filter(|&n| text.words[top].head == Some(n) && text.is(top, "nummod"))
        .unwrap_or(top);
    let own = || seen.words.clone().find_map(|w| text.by(w, "case").find(|&c| c <= seen.words.start));
    // Where the tree has the preposition elsewhere, the word before the figure tells.
    let flat = || {
        let before = text.lower(seen.words.start.checked_sub(1)?);
        matches!(before.as_str(), "from" | "to" | "by").then_some(before)
    };
    let preposition =
        own().map(|c| text.lower(c)).filter(|c| matches!(c.as_str(), "from" | "to" | "by" | "of" | "at"));
    // "Nine children fell ill": those who are counted do it, it is not done to their number.
    // "Nineteen of the elephants fell to poachers", "in May there fell 300 soldiers": the same.
    let doer = |w: usize| {
        let there = |h: usize| text.by(h, "expl").next().is_some();
        text.words[w].relation == "nsubj" && text.words[w].head.is_some_and(|h| h > w || there(h))
    };
    let counted =
        seen.anchor.noun == Some(from) || seen.anchor.whole || seen.anchor.noun.is_some_and(|n| n > top);
    if reading.kind == "count" && counted && doer(from) {
        return None;
    }
    let (mut at, mut preposition, mut end) = (from, preposition.or_else(flat), false);
    // "Fell for the first time in five years": when, not by how much.
    if reading.kind == "duration" && preposition.is_none() {
        return None;
    }
    for _ in 0..DEEPEST {
        preposition = preposition.or_else(|| text.by(at, "case").next().map(|c| text.lower(c)));
        let head = text.words[at].head?;
        // "Rain fell: 640 millimetres a year".
        if (head..at).any(|w| matches!(text.words[w].text, ":" | ";")) {
            return None;
        }
        let word = text.lower(head);
        let part = if end { Part::To } else { Part::behind(preposition.as_deref().unwrap_or_default()) };
        if let Some(direction) = direction(&word).filter(|_| trees.figure[head] == 0) {
            let noun = matches!(text.words[head].upos, Upos::Noun | Upos::Propn);
            let by = preposition.as_deref() == Some("by");
            let sure = noun || part != Part::By || by || bare(reading, &word, &text.lower(from));
            let fits = !noun
                || (is_noun(&word)
                    && (["compound", "nummod", "amod"].iter().any(|r| text.is(at, r))
                        || matches!(preposition.as_deref(), Some("of" | "to" | "from" | "by"))));
            return fits.then_some(Shift { word: head, direction, part, sure });
        }
        // On the way up: figures and what modifies a noun of change, or "to end at 300" under "rose".
        let modifier = ["compound", "nummod", "amod"].iter().any(|r| text.is(at, r));
        let level = ["end", "close", "finish", "settle", "stand"].contains(&text.lemma(head).as_str());
        end |= level && part != Part::From;
        if trees.figure[head] == 0 && !modifier && !level {
            return None;
        }
        at = head;
    }
    None
}

/// Whether a figure right behind a verb of change tells by how much: percent and points always, what may as
/// well be an object only where the verb takes none.
fn bare(reading: &Reading, verb: &str, noun: &str) -> bool {
    let points = matches!(noun, "point" | "points" | "pips" | "places" | "notches");
    reading.kind == "share" || points || !has_object(verb)
}

/// The changes of the figures of one sentence. Figures whose words of change hang together are parts of one
/// change, and a noun of change in apposition tells of the level before it ("800 were citizens, a 12 percent
/// rise").
pub(super) fn changes(trees: &Trees<'_, '_>, seen: &[Seen]) -> Vec<Option<(Shift, Change)>> {
    let mut shifts: Vec<Option<Shift>> = seen.iter().map(|s| of(trees, s)).collect();
    for i in 1..seen.len() {
        if shifts[i].is_none() && super::joint::again(trees.text, &seen[i - 1], &seen[i]) {
            shifts[i] = shifts[i - 1];
        }
    }
    for i in 1..seen.len() {
        // "420 flats in 2022, up from 310".
        if let Some(step) = shifts[i].filter(|s| s.part == Part::From && shifts[i - 1].is_none())
            && step.word + 2 == seen[i].words.start
            && seen[i - 1].reading.unit.code == seen[i].reading.unit.code
            && (seen[i - 1].words.end..step.word)
                .any(|w| matches!(trees.text.words[w].text, "," | "-" | "–" | "—" | "("))
        {
            shifts[i - 1] = Some(Shift { part: Part::To, sure: true, ..step });
        }
        // "2,100 cases in 2022, down 14 percent from a year earlier".
        if let Some(step) = shifts[i].filter(|s| s.part == Part::By && shifts[i - 1].is_none())
            && is_told_before(trees, &seen[i - 1], &seen[i], step.word)
        {
            shifts[i - 1] = Some(Shift { part: Part::To, sure: true, ..step });
        }
        // "At 812, up 9 points": the level stands right before the adverb.
        if let Some(step) = shifts[i].filter(|s| s.part == Part::By && shifts[i - 1].is_none())
            && is_level(trees, &seen[i - 1], &seen[i], step.word)
        {
            shifts[i - 1] = Some(Shift { part: Part::To, sure: true, ..step });
        }
        // "Rose 5 percent to 300", "down 5 percent at 300": the level stands right behind the step.
        let between = seen[i - 1].words.end..seen[i].words.start;
        if let Some(step) = shifts[i - 1].filter(|s| s.part == Part::By)
            && between.len() == 1
            && matches!(trees.text.lower(between.start).as_str(), "to" | "at")
        {
            shifts[i] = Some(Shift { part: Part::To, sure: true, ..step });
        }
    }
    for i in 0..seen.len() {
        let Some(Shift { word, direction, sure, .. }) = shifts[i] else { continue };
        if !sure && !shifts.iter().flatten().any(|s| s.word == word && s.part == Part::To) {
            shifts[i] = None;
            continue;
        }
        // An apposition may come out as a conjunct without a conjunction.
        let joined = trees.text.is(word, "conj") && trees.text.by(word, "cc").next().is_none();
        let apart = joined || ["appos", "parataxis", "nsubj"].iter().any(|r| trees.text.is(word, r));
        let Some(head) = trees.text.words[word].head.filter(|_| apart && is_noun(&trees.text.lower(word)))
        else {
            continue;
        };
        let level = (0..i).rev().find(|&j| {
            let a = &seen[j].anchor;
            shifts[j].is_none() && (a.noun == Some(head) || a.top == head || a.clause == Some(head))
        });
        if let Some(j) = level {
            shifts[j] = Some(Shift { word, direction, part: Part::To, sure: true });
        }
    }
    (0..seen.len()).map(|i| shifts[i].map(|own| (own, joined(trees, seen, &shifts, i, own)))).collect()
}

/// Whether a figure is the level of a share behind it that an adverb right behind a comma leads in, with what it is from
/// behind: "2,100 cases in 2022, down 14 percent from a year earlier".
fn is_told_before(trees: &Trees<'_, '_>, level: &Seen, step: &Seen, word: usize) -> bool {
    let text = trees.text;
    let led = is_adverb(trees, word) && word + 1 == step.words.start && text.lower(word - 1) == ",";
    let from = matches!(text.lower(step.words.end).as_str(), "from" | "on" | "compared");
    let counted = matches!(level.reading.kind, "count" | "money" | "amount");
    let one = (level.words.end..word - 1).all(|w| !matches!(text.words[w].text, "," | ";" | ":"));
    led && from && counted && one && step.reading.kind == "share"
}

/// Whether a figure is the level to which the step behind it led: "812, up 9 points", "$40, down 3 percent".
fn is_level(trees: &Trees<'_, '_>, level: &Seen, step: &Seen, word: usize) -> bool {
    let text = trees.text;
    let adverb = is_adverb(trees, word) && word + 1 == step.words.start;
    let between = level.words.end..word;
    let one = level.reading.unit.code == step.reading.unit.code || step.reading.kind == "share";
    adverb && one && between.len() <= 1 && between.clone().all(|w| text.words[w].text == ",")
}

/// The change of figure `i` with the other parts of the same change.
fn joined(trees: &Trees<'_, '_>, seen: &[Seen], shifts: &[Option<Shift>], i: usize, own: Shift) -> Change {
    let text = trees.text;
    // "Fell to 300, down from 450": one hangs on the other and has no subject of its own.
    let under = |a: usize, b: usize| text.words[a].head == Some(b) && text.by(a, "nsubj").next().is_none();
    let related = |other: usize| other == own.word || under(other, own.word) || under(own.word, other);
    let value = |j: usize| seen[j].reading.interval.stated.or(seen[j].reading.interval.low);
    let find = |part: Part| {
        if own.part == part {
            return Some(i);
        }
        (0..seen.len()).find(|&j| {
            shifts[j].is_some_and(|s| s.part == part && s.direction == own.direction && related(s.word))
        })
    };
    let (by, from, to) = (find(Part::By), find(Part::From), find(Part::To));
    let mut change = Change {
        direction: own.direction,
        by: by.and_then(value).map(f64::abs),
        from: from.and_then(value),
        to: to.and_then(value),
        base: None,
        since: None,
    };
    if let (Some(by), Some(to), None) = (by, to, from) {
        change.base = base(&seen[by].reading, &seen[to].reading, own.direction);
    }
    change
}

/// The level before: see [`Change::base`].
fn base(by: &Reading, to: &Reading, direction: Direction) -> Option<f64> {
    let sign = if direction == Direction::Down { -1.0 } else { 1.0 };
    let (step, level) = (by.interval.stated?, to.interval.stated?);
    let base = if is_multiple(by) {
        level / step
    } else if by.unit.code == to.unit.code && (by.kind != "share" || by.unit.label.contains("point")) {
        level - sign * step
    } else if by.kind == "share" {
        level / (1.0 + sign * step / 100.0)
    } else {
        return None;
    };
    Some(super::interval::tidy(base)).filter(|b| b.is_finite() && *b >= 0.0)
}
