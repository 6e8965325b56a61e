//! Which time expression is a figure's period: chosen by the tree.

use super::Seen;
use super::anchor::clause;
use super::change::Part;
use crate::mention::told::is_event;
use crate::text::{LONGEST, Text};
use relata_rows::Period;
use std::ops::Range;

/// One time expression with its place in the document's row of words.
#[derive(Debug, Clone)]
pub(super) struct When {
    pub words: Range<usize>,
    /// Whether it is the point from which a change is counted ("since 2020").
    pub since: bool,
    pub period: Period,
}

/// How far a chain of heads is followed.
const DEEPEST: usize = 12;

/// Verbs, as lemmas, that tell when something was told, not when it was so: "this year the office reported".
const TELLING: [&str; 16] = [
    "report", "announce", "say", "estimate", "publish", "release", "find", "tell", "note", "warn", "state",
    "write", "add", "disclose", "reveal", "confirm",
];

/// Whether a verb, as its lemma, tells when something was told.
pub(crate) fn tells(lemma: &str) -> bool {
    TELLING.contains(&lemma)
}

/// "Since the war began in 2021": the time of a clause that says since when is the beginning of a stretch.
pub(super) fn since_clauses(text: &Text<'_>, sentence: &Range<usize>, whens: &mut [When]) {
    if sentence.len() > LONGEST {
        return;
    }
    for when in whens.iter_mut().filter(|w| !w.since) {
        let Some(verb) = holder(text, when).and_then(|h| clause(text, h)) else { continue };
        if is_beginning(text, verb) && when.period.start.is_some() {
            when.period.end = None;
        }
    }
}

/// "In the week from 6 to 12 June": the week is told by its days.
pub(super) fn told_by_days(text: &Text<'_>, whens: &mut Vec<When>) {
    let digit = |w: &When| w.words.clone().any(|i| text.words[i].text.bytes().any(|b| b.is_ascii_digit()));
    for i in (1..whens.len()).rev() {
        let (bare, days) = (&whens[i - 1], &whens[i]);
        let beside = days.words.start.saturating_sub(bare.words.end) <= 1;
        if bare.words.len() <= 2 && !digit(bare) && digit(days) && beside && !bare.since {
            whens.remove(i - 1);
        }
    }
}

/// "In 2023 up to 15 December": the second closes the first.
pub(super) fn closed_by(text: &Text<'_>, whens: &mut Vec<When>) {
    for i in (1..whens.len()).rev() {
        let (whole, last) = (&whens[i - 1], &whens[i]);
        let between: Vec<String> = (whole.words.end..last.words.start).map(|w| text.lower(w)).collect();
        let until = matches!(between.join(" ").as_str(), "up to" | "until" | "till" | "through" | "to");
        let (start, end) = (whole.period.start, last.period.end);
        let fits =
            end.is_some_and(|e| whole.period.end.is_some_and(|w| e <= w) && start.is_some_and(|s| s < e));
        if until && fits && !whole.since && !last.since {
            let words = whole.words.start..last.words.end;
            let mut period = whole.period.clone();
            period.end = end;
            period.text = text.cover(&words).get(text.text).unwrap_or_default().to_owned();
            whens[i - 1] = When { words, since: false, period };
            whens.remove(i);
        }
    }
}

/// "A quarter quit within five years": how soon, counted from what happens to each, not from the day of the text; but
/// what will be done within five years is.
pub(super) fn without_limits(text: &Text<'_>, whens: &mut Vec<When>) {
    whens.retain(|when| {
        let within =
            when.words.clone().chain(when.words.start.checked_sub(1)).any(|w| text.lower(w) == "within");
        let digit = when
            .words
            .clone()
            .any(|w| text.words[w].text.len() == 4 && text.words[w].text.bytes().all(|b| b.is_ascii_digit()));
        let Some(verb) = holder(text, when).and_then(|h| clause(text, h)).filter(|_| within && !digit) else {
            return true;
        };
        // "Will be built within five years", "is to", "plans to".
        let ahead = |v: usize| {
            text.words[v].xpos == "VB"
                || text.children(v).any(|c| c < v && (text.words[c].xpos == "MD" || text.lower(c) == "to"))
        };
        ahead(verb)
    });
}

/// Whether a predicate is that of a clause that says since when: its time is of the clause above it.
fn is_beginning(text: &Text<'_>, predicate: usize) -> bool {
    text.is(predicate, "advcl") && text.by(predicate, "mark").any(|m| text.lower(m) == "since")
}

/// The word on which the expression hangs.
pub(super) fn holder(text: &Text<'_>, when: &When) -> Option<usize> {
    let top = when.words.clone().find(|&w| text.words[w].head.is_none_or(|h| !when.words.contains(&h)))?;
    text.words[top].head
}

/// The expression that says when a figure counts, and the one from which its change counts; indexes into
/// `whens`, the expressions of the sentence. `part`: what the figure is to a change.
pub(super) fn bind(
    text: &Text<'_>,
    seen: &[Seen],
    i: usize,
    parts: &[Option<Part>],
    whens: &[When],
) -> (Option<usize>, Option<usize>) {
    let since = parts[i].and_then(|_| {
        (0..whens.len())
            .filter(|&w| whens[w].since)
            .min_by_key(|&w| distance(&seen[i].words, &whens[w].words))
    });
    let own = (0..whens.len())
        .filter(|&w| !(whens[w].since && parts[i].is_some() || is_base(text, seen, parts, &whens[w])))
        .filter_map(|w| {
            // "Compared with 14,700 the year before": a time right behind a figure is its own.
            let right_behind = || {
                let held = compared(text, seen[i].anchor.top, &seen[i].words);
                let near = distance(&seen[i].words, &whens[w].words) == 0;
                let told = holder(text, &whens[w]).and_then(|h| clause(text, h));
                let told = told.is_some_and(|v| tells(&text.lemma(v)));
                near && !held && !told && claimed(text, seen, &whens[w]) == Some(i)
            };
            let rank = rank(text, seen, i, &whens[w]).or_else(|| right_behind().then_some(1))?;
            // A period right behind another figure is that one's: "from 5 in 2019 to 7 in 2020".
            let owner = claimed(text, seen, &whens[w]).filter(|&o| o != i);
            let foreign = owner.is_some_and(|o| parts[o] == Some(Part::From) || parts[i] == Some(Part::From));
            (!foreign).then_some((
                rank + u8::from(owner.is_some()),
                distance(&seen[i].words, &whens[w].words),
                w,
            ))
        })
        .min();
    (own.map(|(_, _, w)| w), since)
}

/// Whether a time is that with which a step is compared: "down 14 percent from a year earlier", "up 12 percent on 2021".
fn is_base(text: &Text<'_>, seen: &[Seen], parts: &[Option<Part>], when: &When) -> bool {
    let Some(lead) = when.words.start.checked_sub(1) else { return false };
    let behind = (0..seen.len()).any(|j| parts[j] == Some(Part::By) && seen[j].words.end == lead);
    let range =
        when.words.clone().any(|w| matches!(text.lower(w).as_str(), "to" | "until" | "through" | "-" | "–"));
    match text.lower(lead).as_str() {
        "from" => behind && !range,
        // "Up 12 percent on Monday" is no comparison.
        "on" => {
            behind && when.period.start.zip(when.period.end).is_some_and(|(s, e)| (e - s).get_days() > 27)
        }
        _ => false,
    }
}

/// The only expression of a sentence, where the tree hangs it on something else: nothing but the figure's period is left
/// for it to be. Not what says when something was told.
pub(super) fn only(text: &Text<'_>, seen: &Seen, part: Option<Part>, whens: &[When]) -> Option<usize> {
    let base = |w: usize| is_base(text, std::slice::from_ref(seen), &[part], &whens[w]);
    let mut own = (0..whens.len()).filter(|&w| !whens[w].since && !base(w));
    let one = own.next().filter(|_| own.next().is_none() && part != Some(Part::From))?;
    let when = &whens[one];
    // "310 people killed in the flood that struck on Monday": the time of what is counted, or of what it happened in.
    if let Some(clause) = holder(text, when).and_then(|h| clause(text, h))
        && text.words[clause].relation == "acl:relcl"
        && let Some(of) = text.words[clause].head
        && !(of..clause).any(|w| text.words[w].text == ",")
        && text.words[clause].xpos != "VB"
    {
        let own = Some(of) == seen.anchor.noun;
        let around = seen.anchor.noun.or(seen.anchor.clause).is_some_and(|a| text.is_under(of, a));
        if own && seen.reading.kind == "count" || around && is_event(text, of) {
            return Some(one);
        }
    }
    // What a clause of its own tells has its own time: "the bridge, which opened in 1931", "if the pact ends in 2030".
    let mut own_clause = false;
    let mut at = holder(text, when)?;
    for _ in 0..DEEPEST {
        // These tell of the time of what is told, whatever verb of telling stands above.
        if goes_on(text, at) || meanwhile(text, at) || is_beginning(text, at) {
            break;
        }
        // "The bridge, built in 1931, carries".
        let apart = text.words[at].relation == "acl"
            && text.words[at].head.is_some_and(|h| {
                (h..at).any(|w| text.words[w].text == ",")
                    && !text.is_under(seen.anchor.top, at)
                    && Some(h) != seen.anchor.noun
            });
        own_clause |= apart
            || tells(&text.lemma(at))
            || text.words[at].relation == "acl:relcl"
            || ["advcl", "ccomp"].iter().any(|r| text.is(at, r));
        match text.words[at].head {
            Some(head) => at = head,
            None => break,
        }
    }
    let remark = seen.anchor.clause.is_some_and(|c| is_remark(text, c));
    // "The lowest since 2015", "not since 1998".
    let ranked = is_ranked(text, when);
    let other = remark
        || ranked
        || compared(text, seen.anchor.top, &seen.words)
        || when.words.clone().any(|w| compared(text, w, &seen.words));
    (!own_clause && !other).then_some(one)
}

/// How many words stand between the two.
pub(super) fn distance(a: &Range<usize>, b: &Range<usize>) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

/// The figure right before an expression, with nothing but a preposition, its unit and its noun between.
fn claimed(text: &Text<'_>, seen: &[Seen], when: &When) -> Option<usize> {
    let end = |s: &Seen| {
        s.anchor.noun.filter(|&n| n >= s.words.end && n < when.words.start).map_or(s.words.end, |n| n + 1)
    };
    let parted = |w: usize| matches!(text.words[w].text, ";" | ":" | "." | "—" | "–");
    (0..seen.len())
        .rev()
        .find(|&i| seen[i].words.end <= when.words.start)
        .filter(|&i| when.words.start - end(&seen[i]) <= 2 && !(end(&seen[i])..when.words.start).any(parted))
}

/// Whether a predicate carries on another without a subject of its own: "attempted to cross in May", "drowned while
/// trying to cross in May".
fn continues(text: &Text<'_>, predicate: usize, of: Option<usize>) -> bool {
    let mut at = predicate;
    for _ in 0..DEEPEST {
        if Some(at) == of {
            return true;
        }
        match text.words[at].head.filter(|_| text.is(at, "xcomp") || goes_on(text, at)) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// The words that open an adverbial clause: "while", "when".
fn marks<'a>(text: &'a Text<'_>, predicate: usize) -> impl Iterator<Item = usize> + 'a {
    text.by(predicate, "mark").chain(text.by(predicate, "advmod").filter(move |&a| a < predicate))
}

/// Whether an adverbial clause tells of the same happening as what it hangs on: a gerund without a subject of its own,
/// with no conjunction but "while" or "when". "After crossing in May" is of another time.
fn goes_on(text: &Text<'_>, predicate: usize) -> bool {
    let mut marks = marks(text, predicate);
    // "Could not afford to heat their homes this winter".
    let to = text.words[predicate].xpos == "VB"
        && text
            .by(predicate, "mark")
            .any(|m| text.lower(m) == "to" && text.words[predicate].head.is_some_and(|h| h + 1 == m));
    text.is(predicate, "advcl")
        && (to
            || text.words[predicate].xpos == "VBG"
                && text.by(predicate, "nsubj").next().is_none()
                && marks.all(|m| matches!(text.lower(m).as_str(), "while" | "when")))
}

/// "... when the town came under fire on 3 May": a clause in the past that tells of the same time.
fn meanwhile(text: &Text<'_>, predicate: usize) -> bool {
    text.is(predicate, "advcl")
        && text.words[predicate].xpos == "VBD"
        && marks(text, predicate).any(|m| matches!(text.lower(m).as_str(), "when" | "as" | "while"))
}

/// How closely an expression hangs together with a figure, 0 the closest; `None` where it does not, or says
/// when something was told.
fn rank(text: &Text<'_>, seen: &[Seen], i: usize, when: &When) -> Option<u8> {
    let Seen { anchor, words, .. } = &seen[i];
    // "Higher in March than a year earlier".
    if when.words.clone().any(|w| compared(text, w, words)) {
        return None;
    }
    let holder = holder(text, when);
    if is_ranked(text, when) {
        return None;
    }
    let Some(held) = holder else { return Some(3) };
    if Some(held) == anchor.noun || held == anchor.top || words.contains(&held) {
        return Some(0);
    }
    let verb = clause(text, held);
    // "In May police found 12 boats": what is found itself was found then.
    let found = |v: usize| Some(v) == anchor.clause && text.lemma(v) == "find";
    // "The ministry reported 312 accidents in 2021": a stretch of time behind what was reported is its own.
    let reported = |v: usize| {
        let thing = anchor.noun.unwrap_or(anchor.top);
        let object = text.words[thing].head == Some(v) && text.is(thing, "obj");
        // "The number of cases reported in 2021 was 312": the verb hangs on what is counted.
        let described = text.words[v].relation == "acl" && is_told_of(text, v, anchor);
        // "312 accidents were reported in 2021".
        let passive = text.words[thing].head == Some(v) && text.words[thing].relation == "nsubj:pass";
        (object || described || passive) && when.words.start > thing && is_long(&when.period)
    };
    let telling = verb.is_some_and(|v| tells(&text.lemma(v)) && !found(v) && !reported(v));
    if compared(text, anchor.top, words) {
        return None;
    }
    // Up from the figure to the predicates around it.
    let mut at = anchor.noun.unwrap_or(anchor.top);
    for step in 0..DEEPEST as u8 {
        if at == held {
            return (!telling || step == 0).then_some(1 + u8::from(step > 3));
        }
        if compared(text, at, words) || is_remark(text, at) {
            return None;
        }
        let Some(head) = text.words[at].head else { break };
        at = head;
    }
    if telling {
        return None;
    }
    // Something else in the figure's own clause, or the head of a sentence in front of a comma.
    let same =
        verb.is_some() && (verb == anchor.clause || verb.is_some_and(|v| continues(text, v, anchor.clause)));
    let frame = when.words.start <= text.sentences[text.words[anchor.top].sentence].start + 2;
    let inside = anchor.noun.is_some_and(|n| within(text, held, n)) || text.is_under(held, anchor.top);
    (same || frame || inside).then_some(if same { 2 } else { 3 })
}

/// Whether a time only says since when something was not so: "the lowest since 2015", "not since 1998".
fn is_ranked(text: &Text<'_>, when: &When) -> bool {
    let open = when.since || when.period.end.is_none();
    let before = when.words.start.checked_sub(1).map(|w| text.lower(w)).unwrap_or_default();
    let first = text.lower(when.words.start);
    let not = match (before.as_str(), first.as_str()) {
        ("not", "since") => true,
        ("since", _) => when.words.start >= 2 && text.lower(when.words.start - 2) == "not",
        _ => false,
    };
    let superlative = |w: usize| matches!(text.words[w].xpos, "JJS" | "RBS");
    open && (not || holder(text, when).is_some_and(|h| superlative(h) || text.by(h, "amod").any(superlative)))
}

/// Whether a predicate is that of a relative clause behind a comma, which has its own time: "the union, which has 900
/// members, struck on Monday".
fn is_remark(text: &Text<'_>, predicate: usize) -> bool {
    text.words[predicate].relation == "acl:relcl"
        && text.words[predicate].xpos != "VBN"
        && text.words[predicate].head.is_some_and(|h| (h..predicate).any(|w| text.words[w].text == ","))
}

/// Whether a participle hangs on the figure's noun or top, or on what that counts: "the number of cases reported".
fn is_told_of(text: &Text<'_>, participle: usize, anchor: &super::anchor::Anchor) -> bool {
    let Some(held) = text.words[participle].head else { return false };
    let own = |w: usize| held == w || text.words[held].head == Some(w) && text.is(held, "nmod");
    anchor.noun.is_some_and(own) || own(anchor.top)
}

/// Whether a period is a week or longer: nobody takes so long to tell something.
fn is_long(period: &Period) -> bool {
    period.start.zip(period.end).is_some_and(|(start, end)| (end - start).get_days() > 6)
}

/// "More in the last two years than the five years before": what is compared with is of another time.
/// `own`: the words of the figure, which may have a "than" of their own ("more than 40").
pub(super) fn compared(text: &Text<'_>, word: usize, own: &Range<usize>) -> bool {
    let mut marks = text.by(word, "case").chain(text.by(word, "mark"));
    // "Twice as many as in 2019".
    let as_in = |m: usize| text.lower(m) == "as" && text.by(word, "case").any(|c| c == m + 1 && c < word);
    marks.any(|m| m < word && !own.contains(&m) && (text.lower(m) == "than" || as_in(m)))
}

/// Whether a word belongs to the phrase of a noun, not to a clause of its own in it: "arrests of people crossing
/// in May", not "people who crossed in May".
fn within(text: &Text<'_>, word: usize, noun: usize) -> bool {
    let mut at = word;
    for _ in 0..DEEPEST {
        if at == noun {
            return true;
        }
        match text.words[at].head.filter(|_| text.words[at].relation != "acl:relcl") {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}
