//! What the figures of one sentence take from each other: a unit said once for several, the tree of one said
//! in two units, the unit of a level from the change that leads to it.

use super::anchor::{Anchor, Trees};
use super::change::{Part, Shift};
use super::{Seen, interval, money, noun};
use crate::text::Text;
use relata_language::Upos;
use relata_rows::Change;

/// How many times one bare number may be another to be of the same unit: "60 pence ... and 51 for the small one".
const NEAR: f64 = 10.0;

/// Puts the figures of a sentence into its tree. "12, 15 and 20 people", "from 5 to 7 percent": a bare number
/// joined to one with a noun or unit shares it; "87 miles (140 km)": a figure said in another unit hangs where
/// the first does, and is bounded as it is.
pub(super) fn hang(trees: &Trees<'_, '_>, seen: &mut [Seen]) {
    for s in seen.iter_mut() {
        s.anchor = trees.anchor(&s.words, s.reading.kind == "count");
    }
    for i in (1..seen.len()).rev() {
        let (left, right) = seen.split_at_mut(i);
        let (Some(before), Some(after)) = (left.last_mut(), right.first()) else { continue };
        let bare = before.reading.kind == "count"
            && before.anchor.noun.is_none_or(|n| n >= after.words.start)
            && before.anchor.back.is_none();
        if after.reading.joined && bare {
            // A share or amount is rounded where a plain count is not.
            if after.reading.kind != "count" && after.reading.kind != "rate" {
                interval::loosen(&mut before.reading.interval);
            }
            before.reading.kind = after.reading.kind;
            before.reading.unit = after.reading.unit.clone();
            before.anchor = Anchor { top: before.anchor.top, ..after.anchor.clone() };
        }
    }
    for i in 1..seen.len() {
        let (left, right) = seen.split_at_mut(i);
        let (Some(before), Some(own)) = (left.last(), right.first_mut()) else { continue };
        if converted(trees.text, before, own) {
            own.reading.unit.code = money::USUAL_DOLLAR.to_owned();
        }
        // "1,200 jobs, or 8 percent of its workforce": the whole is its own.
        if again(trees.text, before, own) && !(own.anchor.whole && own.anchor.noun.is_some()) {
            own.anchor = Anchor { top: own.anchor.top, ..before.anchor.clone() };
            interval::bound_as(&mut own.reading.interval, &before.reading.interval);
            // "162 points, or 2 percent": the points are a unit of the index.
            if before.reading.kind == "count" && !own.anchor.owners.is_empty() {
                own.anchor.noun = Some(own.anchor.owners.remove(0));
            }
        }
    }
    held_against(trees, seen);
    for i in 1..seen.len() {
        let parallel = (0..i).rev().find(|&j| is_parallel(trees, &seen[j], &seen[i]));
        if let Some(j) = parallel {
            take_unit(trees, seen, j, i);
        }
    }
}

/// "27,000 pounds in the year, compared with 14,700 pounds the year before": what is held against a figure of the same
/// unit measures the same.
fn held_against(trees: &Trees<'_, '_>, seen: &mut [Seen]) {
    let text = trees.text;
    for i in 1..seen.len() {
        let start = seen[i].words.start;
        let before = |n: usize| start.checked_sub(n).map(|w| text.lower(w)).unwrap_or_default();
        let held = matches!((before(2).as_str(), before(1).as_str()), ("compared", "with" | "to"))
            || matches!(before(1).as_str(), "against" | "versus") && before(2) == ",";
        let own = seen[i].anchor.noun.is_some_and(|n| n >= seen[i].words.end);
        let one = seen[i - 1].reading.unit.code == seen[i].reading.unit.code
            && seen[i - 1].reading.kind == seen[i].reading.kind;
        if held && !own && one && seen[i - 1].anchor.noun.is_some() {
            seen[i].anchor = Anchor { top: seen[i].anchor.top, ..seen[i - 1].anchor.clone() };
        }
    }
}

/// Whether a figure says the one before in another unit: "87 miles (140 km)", "162 points, or 2 percent".
pub(super) fn again(text: &Text<'_>, before: &Seen, own: &Seen) -> bool {
    let between = before.anchor.noun.filter(|&n| n < own.words.start).map_or(before.words.end, |n| n + 1);
    let between = between.max(before.words.end)..own.words.start;
    between.len() <= 2
        && between.clone().any(|w| matches!(text.lower(w).as_str(), "(" | "/" | "[" | "or"))
        && own.reading.kind != "count"
        && own.reading.unit.code != before.reading.unit.code
}

/// "3 million Canadian dollars ($2 million)": a plain sum in brackets behind one whose currency is named is
/// said in another money, whatever plain dollars are elsewhere in the text.
fn converted(text: &Text<'_>, before: &Seen, own: &Seen) -> bool {
    let plain = |s: &Seen| {
        let mut words = s.words.clone();
        words.any(|w| text.words[w].text == "$" && (w == s.words.start || text.words[w - 1].text.len() == 1))
            && s.reading.unit.label.is_empty()
    };
    let bracket =
        own.words.start.checked_sub(1).is_some_and(|w| w >= before.words.end && text.lower(w) == "(");
    bracket
        && own.words.start - before.words.end == 1
        && own.reading.kind == "money"
        && own.reading.unit.code == before.reading.unit.code
        && plain(own)
        && !plain(before)
}

/// Whether nothing says of what a number is one: no unit, no noun behind it.
fn is_bare(seen: &Seen) -> bool {
    seen.reading.kind == "count"
        && seen.reading.unit.label.is_empty()
        && seen.anchor.noun.is_none_or(|n| n < seen.words.start)
        && seen.anchor.back.is_none()
}

/// Whether both are of one order of size.
fn is_near(a: &Seen, b: &Seen) -> bool {
    let size = |s: &Seen| s.reading.interval.stated.or(s.reading.interval.high).map(f64::abs);
    let coin = |s: &Seen| money::coin_worth(&s.reading.unit.label).unwrap_or(1.0);
    match (size(a), size(b)) {
        (Some(x), Some(y)) if x > 0.0 && y > 0.0 => {
            let (x, y) = (x / coin(a), y / coin(b));
            x / y <= NEAR && y / x <= NEAR
        }
        _ => false,
    }
}

/// "A large jar is 60 pence, and a small one 51": a bare number in one row with a measured one.
fn is_parallel(trees: &Trees<'_, '_>, before: &Seen, own: &Seen) -> bool {
    let text = trees.text;
    let top = own.anchor.top;
    let joined =
        text.is(top, "conj") && text.words[top].head.is_some_and(|h| text.is_under(before.anchor.top, h));
    joined && is_bare(own) && !is_bare(before) && before.reading.kind != "rate" && is_near(before, own)
}

/// Gives figure `own` the unit of figure `from`.
fn take_unit(trees: &Trees<'_, '_>, seen: &mut [Seen], from: usize, own: usize) {
    let kind = seen[from].reading.kind;
    let mut unit = seen[from].reading.unit.clone();
    if kind == "count" && unit.label.is_empty() {
        let counted = seen[from].anchor.noun.filter(|&n| n >= seen[from].words.end);
        unit.label = counted.map(|n| noun::label(trees, &seen[from].words, n)).unwrap_or_default();
    }
    let own = &mut seen[own].reading;
    if kind != "count" {
        interval::loosen(&mut own.interval);
        interval::scale(&mut own.interval, money::coin_worth(&unit.label).filter(|_| kind == "money"));
    }
    (own.kind, own.unit) = (kind, unit);
}

/// What a verb of change says to have changed is what its steps and levels measure, but for those that count a
/// noun of their own: "the port cut its fee for the quarter ended in May to $40".
pub(super) fn level_nouns(trees: &Trees<'_, '_>, seen: &mut [Seen], shifts: &[Option<(Shift, Change)>]) {
    let text = trees.text;
    for i in 1..seen.len() {
        // "Fined 1,200 drivers, twice as many as in 2019".
        let multiple = seen[i].reading.kind == "rate"
            && seen[i].reading.unit.label == "times"
            && text.lower(seen[i].words.end) == "as"
            && text.words[seen[i].anchor.top].upos != Upos::Verb;
        // "420 flats in 2022, up from 310", "3 million tonnes of maize, 12 percent less than in 2021".
        let Some((shift, _)) = shifts[i].as_ref() else { continue };
        let beside = shift.part == Part::From && shift.word + 2 == seen[i].words.start
            || shift.word == seen[i].words.end && seen[i].anchor.noun.is_none()
            || multiple;
        let adverb = shift.part == Part::By
            && shift.word + 1 == seen[i].words.start
            && shifts[i - 1].as_ref().is_some_and(|(s, _)| s.word == shift.word && s.part == Part::To);
        let beside = beside || adverb;
        let between = seen[i - 1].words.end..seen[i].words.start;
        let parted = between.clone().any(|w| text.words[w].text == ",");
        let clause = between.clone().any(|w| matches!(text.words[w].text, ";" | ":"));
        let own = seen[i].anchor.noun.is_some_and(|n| n >= seen[i].words.end);
        if beside && parted && !clause && !own && seen[i - 1].anchor.noun.is_some() {
            seen[i].anchor = Anchor { top: seen[i].anchor.top, whole: false, ..seen[i - 1].anchor.clone() };
        }
    }
    for (own, shift) in seen.iter_mut().zip(shifts) {
        let Some((shift, _)) = shift.as_ref().filter(|(s, _)| text.words[s.word].upos == Upos::Verb) else {
            continue;
        };
        let counted = own.anchor.noun.is_some_and(|n| n >= own.words.end && own.reading.kind == "count");
        if counted || own.anchor.whole || own.anchor.back.is_some() {
            continue;
        }
        if let Some((noun, owners)) = trees.changed(shift.word, own.anchor.top)
            && own.anchor.noun != Some(noun)
        {
            own.anchor = Anchor { noun: Some(noun), owners, ..own.anchor.clone() };
        }
    }
}

/// "Gained 9 points to 812", "grew to 800 sheep, up from 650", "rose by 2 percent, and the
/// other fell by 1": a bare part of a change is in the unit of the others, or of the same part of the change
/// before.
pub(super) fn level_units(trees: &Trees<'_, '_>, seen: &mut [Seen], shifts: &[Option<(Shift, Change)>]) {
    for i in 0..seen.len() {
        let Some((own, change)) = shifts[i].as_ref().filter(|_| is_bare(&seen[i])) else { continue };
        let measured = |j: usize| match seen[j].reading.kind {
            "count" => seen[j].anchor.noun.is_some_and(|n| n >= seen[j].words.end),
            kind => kind != "rate",
        };
        let found = (0..seen.len()).filter(|&j| j != i && measured(j)).find(|&j| {
            let Some((other, _)) = shifts[j].as_ref() else { return false };
            let value = seen[j].reading.interval.stated.map(f64::abs);
            let beside = i.abs_diff(j) == 1;
            match (other.part, own.part) {
                // A step in percent is no unit of the level.
                (Part::By, Part::From | Part::To) => change.by == value && seen[j].reading.kind == "count",
                (Part::From, Part::To) | (Part::To, Part::From) => {
                    beside && other.direction == own.direction && is_near(&seen[j], &seen[i])
                }
                (Part::By, Part::By) => beside && j < i && is_near(&seen[j], &seen[i]),
                _ => j < i && is_near(&seen[j], &seen[i]),
            }
        });
        if let Some(j) = found {
            take_unit(trees, seen, j, i);
        }
    }
}
