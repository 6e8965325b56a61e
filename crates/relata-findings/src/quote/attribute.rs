//! The speaker of each quotation: patterns of the words beside it, within its block.

use super::cues::{self, Cue};
use super::marks;
use super::source;
use super::{Found, Rule};
use crate::lexicon;
use crate::passage::Passage;
use crate::words::{Word, cover, lower};
use relata_rows::{BlockKind, Note, NoteCode, Polarity, SourceKind, Span, Speech};
use std::ops::Range;

/// How far from a quotation its verb is looked for, in words.
const REACH: usize = 40;

/// One quotation of a passage: word indices of its marks and of what stands between.
#[derive(Debug, Clone)]
struct Quote {
    /// The opening mark.
    open: usize,
    /// The words between the marks.
    inner: Range<usize>,
    /// One past the closing mark.
    close: usize,
    span: Span,
    closed: bool,
}

/// Speaker and verb beside a quotation.
#[derive(Debug, Clone)]
struct Attribution {
    source: Span,
    kind: SourceKind,
    cue: Option<Span>,
    polarity: Polarity,
    via: Option<Span>,
    rule: Rule,
    /// Where the content begins in the words before the quotation, if some of them belong to it.
    from: Option<usize>,
}

/// The quotations of all passages with their speakers, and blocks that are quotations as a whole.
/// Turns of a transcript are known already: what stands in them without a speaker is no remark.
pub(crate) fn find(
    text: &str,
    passages: &[Passage<'_>],
    turns: &[Found],
    report: &mut Vec<Note>,
) -> Vec<Found> {
    let mut finder = Finder { text, found: Vec::new(), carry: None, intro: None, turns: turns.len(), report };
    for passage in passages {
        finder.passage(passage);
    }
    finder.found
}

struct Finder<'t, 'r> {
    text: &'t str,
    found: Vec<Found>,
    /// The statement whose quotation the last block opened and did not close.
    carry: Option<usize>,
    /// Who is brought in at the end of the last block: "The minister said:".
    intro: Option<Attribution>,
    turns: usize,
    report: &'r mut Vec<Note>,
}

impl Finder<'_, '_> {
    fn passage(&mut self, p: &Passage<'_>) {
        let quotes = quotes(self.text, p);
        let first = self.found.len();
        let intro = self.intro.take();
        let mut done = 0;
        if let Some(intro) = &intro
            && quotes.is_empty()
            && matches!(p.kind, BlockKind::Quotation | BlockKind::Paragraph)
        {
            self.push(intro, vec![p.span.trim(self.text)], Speech::Direct, Rule::Block);
        }
        if self.carry.is_some() && quotes.first().is_none_or(|q| q.open != 0) {
            self.carry = None;
        }
        let mut i = 0;
        while i < quotes.len() {
            let q = &quotes[i];
            if i == 0
                && let Some(found) = self.carry
            {
                if let Some(found) = self.found.get_mut(found) {
                    found.content.push(trimmed(self.text, q.span));
                }
                self.carry = self.carry.filter(|_| !q.closed);
                done = q.close;
                i += 1;
                continue;
            }
            if q.open < done {
                i += 1;
                continue;
            }
            let (next, end) = self.quotation(p, &quotes, i, first, intro.as_ref());
            done = end;
            i = next;
        }
        self.intro = bring_in(p, &quotes);
    }

    /// One quotation and those that go on with it: the index of the next, and the word reached.
    fn quotation(
        &mut self,
        p: &Passage<'_>,
        quotes: &[Quote],
        i: usize,
        first: usize,
        intro: Option<&Attribution>,
    ) -> (usize, usize) {
        let q = &quotes[i];
        let words = &p.words;
        let beside = beside(p, quotes, i, self.turns > 0);
        let Some(a) = beside else {
            self.unattributed(p, quotes, i, first, intro);
            return (i + 1, q.close);
        };
        if let Some(from) = a.from {
            let sentence = p.sentence(q.inner.end.saturating_sub(1));
            let after = a.rule == Rule::After;
            let end = if after { q.close } else { clause_end(words, q, sentence.end) };
            let end = end.max(q.inner.end);
            let content = cover(words, from.min(q.open), end);
            let rule = if after {
                Rule::After
            } else if a.rule == Rule::Participle {
                a.rule
            } else {
                Rule::Mixed
            };
            let mut content = vec![trimmed(self.text, content)];
            let (next, done) =
                if after { self.further(p, quotes, i, &mut content) } else { (i + 1, end.max(q.close)) };
            self.push(&a, content, Speech::Mixed, rule);
            return (next, done);
        }
        let mut content = vec![trimmed(self.text, q.span)];
        let (j, done) = self.further(p, quotes, i, &mut content);
        self.push(&a, content, Speech::Direct, a.rule);
        if !quotes[j - 1].closed {
            self.carry = self.found.len().checked_sub(1);
        }
        (j, done)
    }

    /// Adds the quotations that go on with number `i`: the index of the next, and the word reached.
    fn further(
        &self,
        p: &Passage<'_>,
        quotes: &[Quote],
        i: usize,
        content: &mut Vec<Span>,
    ) -> (usize, usize) {
        let mut j = i + 1;
        while j < quotes.len() && goes_on(p, quotes, j) {
            content.push(trimmed(self.text, quotes[j].span));
            j += 1;
        }
        (j, quotes[j - 1].close)
    }

    /// A quotation without a speaker in its own sentence.
    fn unattributed(
        &mut self,
        p: &Passage<'_>,
        quotes: &[Quote],
        i: usize,
        first: usize,
        intro: Option<&Attribution>,
    ) {
        let q = &quotes[i];
        let sentence = p.sentence(q.open);
        let last = p.sentence(q.inner.end.saturating_sub(1));
        let whole = q.open == sentence.start && (q.close + 1 >= last.end || next_open(quotes, i) == q.close);
        let words = q.inner.len();
        let content = vec![trimmed(self.text, q.span)];
        if whole && q.closed | (q.open == 0) && words >= 2 {
            if let Some(intro) = intro.filter(|_| q.open == 0) {
                self.push(intro, content, Speech::Direct, Rule::Before);
            } else if let Some(before) = self.found.get(first..).and_then(<[_]>::last).filter(|_| i > 0) {
                let (source, kind, cue) = (before.source, before.source_kind, before.cue);
                let a = Attribution {
                    source,
                    kind,
                    cue,
                    polarity: Polarity::Said,
                    via: before.via,
                    rule: Rule::Carried,
                    from: None,
                };
                self.push(&a, content, Speech::Direct, Rule::Carried);
            } else if let Some(a) = (sentence.start > 0).then(|| speaker_of(p, sentence.start - 1)).flatten()
            {
                self.push(&a, content, Speech::Direct, Rule::Carried);
            } else if self.turns == 0 && words >= 4 {
                self.no_speaker(q);
            }
            if !q.closed && self.found.len() > first {
                self.carry = Some(self.found.len() - 1);
            }
        } else if q.closed && words >= 6 && self.turns == 0 {
            self.no_speaker(q);
        }
    }

    fn no_speaker(&mut self, q: &Quote) {
        self.report.push(Note::at(
            NoteCode::NoSpeaker,
            q.span,
            "a quotation whose speaker was not found beside it",
        ));
    }

    fn push(&mut self, a: &Attribution, content: Vec<Span>, speech: Speech, rule: Rule) {
        let content: Vec<Span> = content.into_iter().filter(|c| !c.is_empty()).collect();
        if content.is_empty() || content.iter().any(|c| c.overlaps(a.source)) {
            return;
        }
        self.found.push(Found {
            source: a.source,
            source_kind: a.kind,
            cue: a.cue.filter(|c| !content.iter().any(|s| s.overlaps(*c))),
            content,
            speech,
            polarity: a.polarity,
            via: a.via,
            rule,
        });
    }
}

/// The quotations of a passage as words.
fn quotes(text: &str, p: &Passage<'_>) -> Vec<Quote> {
    let Some(block) = p.span.get(text) else { return Vec::new() };
    marks::find(block)
        .into_iter()
        .filter_map(|q| {
            let span = Span::new(p.span.start + q.start, p.span.start + q.end);
            let inner = p.word_at(span.start)..p.word_at(span.end);
            let open = inner.start.checked_sub(1)?;
            let close = (inner.end + usize::from(q.closed)).min(p.words.len());
            (!inner.is_empty()).then_some(Quote { open, inner, close, span, closed: q.closed })
        })
        .collect()
}

/// A quotation without white space at its ends and without the comma that typography puts inside.
fn trimmed(text: &str, span: Span) -> Span {
    let span = span.trim(text);
    match span.get(text) {
        Some(s) if s.ends_with(',') => Span::new(span.start, span.end - 1),
        _ => span,
    }
}

fn next_open(quotes: &[Quote], i: usize) -> usize {
    quotes.get(i + 1).map_or(usize::MAX, |n| n.open)
}

/// The words behind a quotation in its sentence, up to the next one.
fn window_after(p: &Passage<'_>, quotes: &[Quote], i: usize) -> Range<usize> {
    let q = &quotes[i];
    let sentence = p.sentence(q.close.saturating_sub(1).max(q.inner.start));
    q.close..sentence.end.min(next_open(quotes, i)).max(q.close)
}

/// The words before a quotation in its sentence, from the last one on.
fn window_before(p: &Passage<'_>, quotes: &[Quote], i: usize) -> Range<usize> {
    let q = &quotes[i];
    let floor = i.checked_sub(1).map_or(0, |b| quotes[b].close);
    p.sentence(q.open).start.max(floor).min(q.open)..q.open
}

/// Speaker and verb of quotation `i`, from the words of its own sentence. `transcript`: whether the
/// document has turns.
fn beside(p: &Passage<'_>, quotes: &[Quote], i: usize, transcript: bool) -> Option<Attribution> {
    let words = &p.words;
    let (before, after) = (window_before(p, quotes, i), window_after(p, quotes, i));
    // In a transcript a name and colon at the start is the label of the whole turn.
    let lead = led_in(p, before.clone(), &quotes[i])
        .filter(|a| !(transcript && a.rule == Rule::Label && before.start == 0));
    // A verb with nothing but a mark between it and the quotation wins over what follows.
    if let Some(a) = lead.as_ref().filter(|a| a.from.is_none()) {
        let partial = !ends_clause(words, &quotes[i])
            && after.clone().any(|w| words[w].is_alphabetic())
            && a.rule != Rule::Label;
        return Some(Attribution { from: partial.then_some(quotes[i].open), ..a.clone() });
    }
    if let Some(a) = followed(p, after, &quotes[i]) {
        let said_before = lead.is_some();
        // What stands before a colon is no part of what is said.
        let own =
            before.clone().rev().find(|&w| words[w].text == ":").map_or(before.start, |colon| colon + 1);
        let lead_word = |w: usize| matches!(lower(words, w), "and" | "but" | "so");
        let outside = (own..before.end).any(|w| words[w].is_alphabetic() && !lead_word(w));
        let from = (outside && !said_before).then_some(own);
        return Some(Attribution { from, ..a });
    }
    lead
}

/// `"...," said X`, `"...," X said`, `"...," according to X`, `"..." — X`.
fn followed(p: &Passage<'_>, window: Range<usize>, q: &Quote) -> Option<Attribution> {
    let words = &p.words;
    let mut from = window.start;
    while from < window.end && matches!(words[from].text, "," | "’" | "'") {
        from += 1;
    }
    if matches!(lower(words, from), "―" | "—" | "–" | "--" | "-") {
        let short = window.end - from <= 10 && window.end >= words.len();
        let phrase = source::behind(words, from + 1, window.end)?;
        return short.then(|| attribution(p, &phrase, None, None, Rule::Label));
    }
    // What follows a quotation that ends like a clause is its frame; else it is part of a sentence.
    let ends = ends_clause(words, q) || lower(words, window.start) == ",";
    let lead =
        usize::from(words.get(from).is_some_and(|w| {
            w.lower.ends_with("ly") || matches!(w.lower.as_ref(), "then" | "also" | "later")
        }));
    if lower(words, from) == "according" && lower(words, from + 1) == "to" {
        let phrase = source::behind(words, from + 2, window.end)?;
        return Some(attribution(p, &phrase, Some((from, from + 2)), Some(Cue::Say), Rule::After));
    }
    if let Some(class) = cue_at(words, from + lead).filter(|c| ends && *c != Cue::Call)
        && let Some(phrase) = source::behind(words, from + lead + 1, window.end)
    {
        return Some(attribution(p, &phrase, Some((from + lead, from + lead + 1)), Some(class), Rule::After));
    }
    if !ends {
        return None;
    }
    for at in from + 1..window.end.min(from + REACH) {
        if matches!(words[at].text, ";" | "“" | "\"") {
            return None;
        }
        let Some(class) = cue_at(words, at).filter(|c| *c != Cue::Call) else { continue };
        let Some((phrase, verb)) = source::before(words, at, from) else { continue };
        if phrase.start > from + 1 {
            continue;
        }
        let mut a = attribution(p, &phrase, Some((verb, at + 1)), Some(class), Rule::After);
        a.via = via(words, at, class, window.end, a.kind);
        return Some(a);
    }
    None
}

/// Whether a quotation ends like a clause: with a stop or comma, if inside a quotation of its own.
fn ends_clause(words: &[Word<'_>], q: &Quote) -> bool {
    let last = q
        .inner
        .clone()
        .rev()
        .find(|&i| !matches!(words[i].text, "’" | "'" | "”" | "\"" | "’’" | "''" | ")" | "]"));
    last.is_some_and(|i| words[i].lower.ends_with([',', '?', '!', '.', '—', '…', '-']))
}

/// Whether a quotation is the title of a work or programme: all its longer words in capitals.
fn is_title(words: &[Word<'_>], q: &Quote) -> bool {
    let inner = &words[q.inner.clone()];
    let small = |w: &Word<'_>| !w.is_alphabetic() || w.is_capitalised() || lexicon::is_closed(&w.lower);
    inner.len() <= 10 && inner[0].is_capitalised() && inner.iter().all(small)
}

/// A finite verb of attribution at word `at`.
fn cue_at(words: &[Word<'_>], at: usize) -> Option<Cue> {
    let word = words.get(at)?;
    cues::cue(&word.lower).filter(|_| !word.lower.ends_with("ing") && is_verb(words, at))
}

/// Whether a word of the list is a verb here: not a noun behind an article or preposition ("those
/// reports", "secretary of state"), nor an infinitive, nor a passive ("was widely ridiculed").
fn is_verb(words: &[Word<'_>], at: usize) -> bool {
    if words[at].is_capitalised() {
        return false;
    }
    let mut before = at;
    let past = words[at].lower.ends_with("ed")
        || matches!(words[at].lower.as_ref(), "told" | "written" | "found" | "said");
    while before > 0 {
        match lower(words, before - 1) {
            "was" | "were" | "been" | "be" | "being" | "is" | "are" | "'s" if past => return false,
            w if w.ends_with("ly") && !words[before - 1].is_capitalised() => before -= 1,
            "to" | "the" | "a" | "an" | "those" | "these" | "his" | "her" | "its" | "their" | "of" | "in"
            | "by" | "with" | "such" | "no" => {
                return before < at && past;
            }
            _ => return true,
        }
    }
    true
}

/// `X said, "..."`, `X told Y that "..."`, `according to X, "..."`, `X: "..."`, `X called it "..."`.
fn led_in(p: &Passage<'_>, window: Range<usize>, q: &Quote) -> Option<Attribution> {
    let words = &p.words;
    if window.is_empty() {
        return None;
    }
    if lower(words, window.start) == "according" && lower(words, window.start + 1) == "to" {
        let comma =
            (window.start + 3..window.end.min(window.start + REACH)).find(|&i| lower(words, i) == ",")?;
        let phrase = window.start + 2..comma;
        let from = (phrase.end + 1 < window.end).then_some(phrase.end + 1);
        let cue = Some((window.start, window.start + 2));
        return Some(Attribution { from, ..attribution(p, &phrase, cue, Some(Cue::Say), Rule::Before) });
    }
    let sentence = p.sentence(q.open).start;
    for at in (window.clone()).rev().take(REACH) {
        if matches!(words[at].text, ";" | "”") {
            break;
        }
        let Some(class) = cues::cue(&words[at].lower).filter(|_| !words[at].is_capitalised()) else {
            continue;
        };
        if words[at].lower.ends_with("ing") {
            let aux = at > window.start
                && matches!(lower(words, at - 1), "is" | "are" | "was" | "were" | "been" | "'s");
            let found = if aux { source::before(words, at, sentence) } else { None };
            let participle = || source::subject(words, sentence, at).map(|s| (s, at));
            let Some((phrase, verb)) = found.or_else(participle) else { continue };
            let rule = if aux { Rule::Before } else { Rule::Participle };
            let a = attribution(p, &phrase, Some((verb, at + 1)), Some(class), rule);
            let from = content_start(words, at, class, q);
            return Some(Attribution { from, ..a });
        }
        let Some((phrase, verb)) = source::before(words, at, window.start) else { continue };
        // "what he called": the name is his, the sentence somebody else's.
        if phrase.start > 0 && lower(words, phrase.start - 1) == "what" {
            continue;
        }
        let mut a = attribution(p, &phrase, Some((verb, at + 1)), Some(class), Rule::Before);
        a.via = via(words, at, class, window.end, a.kind);
        a.from = content_start(words, at, class, q);
        // "a programme called "New Roads"": a name, no judgement.
        let name = class == Cue::Call && a.from.is_none() && is_title(words, q);
        if name || a.from.is_some_and(|f| is_setting(words, f, q)) {
            continue;
        }
        return Some(a);
    }
    label(p, window, sentence)
}

/// `Ana Ruiz: "..."`; `The ministry put out this: "..."`.
fn label(p: &Passage<'_>, window: Range<usize>, sentence: usize) -> Option<Attribution> {
    let words = &p.words;
    if lower(words, window.end - 1) != ":" || window.start != sentence {
        return None;
    }
    let phrase = source::subject(words, window.start, window.end - 1)?;
    Some(attribution(p, &phrase, None, None, Rule::Label))
}

/// Where the content begins behind the verb at `cue`; `None` where it is the quotation alone.
fn content_start(words: &[Word<'_>], cue: usize, class: Cue, q: &Quote) -> Option<usize> {
    let mut from = cue + 1;
    if matches!(class, Cue::Tell | Cue::Ask) {
        from = addressee_end(words, from, q.open);
    }
    let tail = from..q.open;
    if tail.is_empty() || tail.len() == 1 && matches!(lower(words, from), "," | ":" | "that" | "as" | "and") {
        return None;
    }
    let last = lower(words, q.open - 1);
    // "said in a statement on Tuesday, "...": what stands between tells when and where.
    let frame = matches!(last, "," | ":" | "that")
        && (matches!(
            lower(words, from),
            "in" | "on"
                | "at"
                | "during"
                | "of"
                | "to"
                | "last"
                | "this"
                | "after"
                | ","
                | "via"
                | "from"
                | "when"
                | "about"
                | "by"
        ) || words.get(from).is_some_and(|w| w.is_capitalised() || w.lower.ends_with("ly")));
    let that = tail.clone().find(|&i| lower(words, i) == "that");
    match that {
        Some(i) if i + 1 == q.open => None,
        Some(i) if i <= from + 12 => Some(i + 1),
        _ if frame => None,
        _ => Some(from + usize::from(matches!(lower(words, from), "," | ":"))),
    }
}

/// Whether the words from `from` to a title only tell where something was said: "said on "Morning Hour"".
fn is_setting(words: &[Word<'_>], from: usize, q: &Quote) -> bool {
    let time = matches!(
        lower(words, from),
        "in" | "on"
            | "at"
            | "during"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "today"
    );
    time && is_title(words, q)
}

/// One past the words that name the one who is told: "told reporters", "told the newspaper".
fn addressee_end(words: &[Word<'_>], from: usize, ceiling: usize) -> usize {
    let mut at = from;
    if lexicon::is_closed(lower(words, at))
        && !matches!(lower(words, at), "the" | "a" | "an" | "his" | "her" | "its" | "their")
    {
        return at + usize::from(matches!(lower(words, at), "me" | "him" | "us" | "them" | "you" | "her"));
    }
    while at < ceiling && at < from + 8 {
        let word = &words[at];
        let article =
            matches!(word.lower.as_ref(), "the" | "a" | "an" | "his" | "her" | "its" | "their" | "'s" | "’s");
        if !(article || word.is_capitalised() || (word.is_alphabetic() && !lexicon::is_closed(&word.lower))) {
            break;
        }
        at += 1;
        if !article && !word.is_capitalised() && lexicon::is_plural(&word.lower) {
            break;
        }
    }
    at
}

/// The outlet that an unnamed source told: a name right behind "told".
fn via(words: &[Word<'_>], cue: usize, class: Cue, ceiling: usize, kind: SourceKind) -> Option<Span> {
    if class != Cue::Tell || kind != SourceKind::Unnamed {
        return None;
    }
    let end = addressee_end(words, cue + 1, ceiling);
    let named = (cue + 1..end).any(|i| words[i].is_capitalised());
    named.then(|| cover(words, cue + 1, end))
}

/// Where a mixed content ends: before the stop of its sentence, or before a frame behind it.
fn clause_end(words: &[Word<'_>], q: &Quote, sentence_end: usize) -> usize {
    let mut end = q.close;
    while end < sentence_end {
        let word = lower(words, end);
        let framed = (matches!(word, "," | ";" | "—" | "–" | "--") || (word == "-" && !words[end].glued))
            && (cues::cue(lower(words, end + 1)).is_some()
                || matches!(
                    lower(words, end + 1),
                    "and" | "but" | "according" | "as" | "a" | "while" | "which"
                )
                || cues::cue(lower(words, end + 2)).is_some_and(|c| c != Cue::Call)
                || cues::cue(lower(words, end + 3)).is_some_and(|c| c == Cue::Say));
        if framed {
            break;
        }
        end += 1;
    }
    while end > q.inner.end && matches!(lower(words, end - 1), "." | "!" | "?" | ",") {
        end -= 1;
    }
    end
}

fn attribution(
    p: &Passage<'_>,
    phrase: &Range<usize>,
    cue: Option<(usize, usize)>,
    class: Option<Cue>,
    rule: Rule,
) -> Attribution {
    let words = &p.words;
    Attribution {
        source: cover(words, phrase.start, phrase.end),
        kind: source::kind(words, phrase),
        cue: cue.map(|(a, b)| cover(words, a, b)),
        polarity: class.map_or(Polarity::Said, Cue::polarity),
        via: None,
        rule,
        from: None,
    }
}

/// Whether quotation `j` goes on with the one before it: behind the frame of a split sentence, or as
/// the next sentences of the same speaker.
fn goes_on(p: &Passage<'_>, quotes: &[Quote], j: usize) -> bool {
    let words = &p.words;
    let (before, q) = (&quotes[j - 1], &quotes[j]);
    let start = p.sentence(q.open).start;
    let own = followed(p, window_after(p, quotes, j), q).is_some();
    if start < before.close {
        // In the same sentence: "We will," he said, "not yield."
        let gap = before.close..q.open;
        return !own
            && matches!(lower(words, gap.end.saturating_sub(1)), "," | ":" | "—" | ";")
            && gap.len() <= REACH
            && led_in(p, window_before(p, quotes, j), q).is_none_or(|a| a.from.is_none());
    }
    // The next sentence, if nothing but the frame stands between.
    let between = p.sentence(before.close.saturating_sub(1)).end;
    q.open == start && start <= between.max(before.close) && !own
}

/// Who is speaking in the sentence that holds word `at`, outside marks: "The minister said no."
fn speaker_of(p: &Passage<'_>, at: usize) -> Option<Attribution> {
    let words = &p.words;
    let sentence = p.sentence(at);
    for at in sentence.clone().take(REACH) {
        if matches!(words[at].text, "“" | "\"" | "”") {
            return None;
        }
        let Some(class) = cue_at(words, at).filter(|c| matches!(c, Cue::Say | Cue::Tell)) else { continue };
        let Some((phrase, verb)) = source::before(words, at, sentence.start) else { continue };
        return Some(attribution(p, &phrase, Some((verb, at + 1)), Some(class), Rule::Carried));
    }
    None
}

/// Who the last sentence of a passage brings in: "The minister said:", or any verb of saying where a
/// block quotation may follow.
fn bring_in(p: &Passage<'_>, quotes: &[Quote]) -> Option<Attribution> {
    let words = &p.words;
    let sentence = p.sentences.last()?.clone();
    let colon = words.last().is_some_and(|w| w.text == ":");
    let clear = quotes.last().is_none_or(|q| q.close <= sentence.start);
    if !colon || !clear {
        return None;
    }
    for at in sentence.clone().rev().take(REACH) {
        let Some(class) = cue_at(words, at) else { continue };
        let Some((phrase, verb)) = source::before(words, at, sentence.start) else { continue };
        // "said the following measures will apply:" brings in a list, not a speech.
        let object = words[at + 1..sentence.end].iter().filter(|w| w.is_alphabetic()).count();
        if object > 10 {
            return None;
        }
        return Some(attribution(p, &phrase, Some((verb, at + 1)), Some(class), Rule::Block));
    }
    None
}
