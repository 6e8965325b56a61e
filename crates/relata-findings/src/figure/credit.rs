//! On whose word: the statement in which a figure stands, the one who counted, the source that opens its
//! paragraph, a note or link beside it; otherwise it is the author's.

use crate::lexicon;
use crate::text::Text;
use relata_language::Upos;
use relata_rows::{BlockKind, Credit, Extent, Figure, Row, SourceKind, Span, Statement};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

static WORDS: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, HashSet<&str>> = HashMap::new();
    for line in lexicon::lines(include_str!("../../data/en/credits.txt")) {
        if let Some((group, words)) = line.split_once(':') {
            all.entry(group).or_default().extend(words.split_whitespace());
        }
    }
    all
});

fn is(group: &str, word: &str) -> bool {
    WORDS.get(group).is_some_and(|words| words.contains(word))
}

/// Whether a verb, as its lemma, tells of a figure rather than of what is counted.
pub(super) fn tells(lemma: &str) -> bool {
    is("tells", lemma)
}

/// Whether a noun, as its lemma, is one for texts that hold figures: "statistics", "report".
pub(super) fn is_data(lemma: &str) -> bool {
    is("data", lemma)
}

/// No chain of a tree that a person wrote is longer.
const DEEPEST: usize = 8;

/// Ties each figure to the innermost statement inside whose content it stands, and to whoever is credited
/// with it. Both lists are in the order of the text.
pub(crate) fn bind(text: &Text<'_>, statements: &[Row<Statement>], figures: &mut [Row<Figure>]) {
    let frames = frames(text);
    let mut parts: Vec<(Span, usize)> = Vec::new();
    for (i, row) in statements.iter().enumerate() {
        parts.extend(row.body.content.parts.iter().map(|&p| (p, i)));
    }
    parts.sort_by_key(|&(p, i)| (p.start, std::cmp::Reverse(p.end), i));
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut next = parts.into_iter().peekable();
    for figure in figures {
        while let Some(part) = next.next_if(|(p, _)| p.start <= figure.span.start) {
            open.retain(|(o, _)| o.end > part.0.start);
            open.push(part);
        }
        let around =
            || open.iter().rev().filter(|(o, _)| o.contains(figure.span)).map(|&(_, i)| &statements[i]);
        figure.body.statement = around().next().map(|s| s.id.clone());
        let stated = around().find_map(|s| of_statement(text.text, &s.body));
        let word = text.words.partition_point(|w| w.span.start < figure.span.start);
        let at = (word < text.words.len()).then_some(word);
        figure.body.credit = stated
            .or_else(|| counted_by(text, at?))
            .or_else(|| according(text, at?))
            .or_else(|| trailing(text, at?))
            .or_else(|| paragraph(&frames, at?))
            .or_else(|| note(text, at?));
        let spoken = around().next().is_some_and(|s| turn(text.text, &s.body));
        let body = &mut figure.body;
        let told = body.credit.as_ref().is_some_and(|c| !matches!(c.basis.as_str(), "link" | "note"));
        // When somebody else said "now" is not known.
        body.period =
            body.period.take().filter(|p| !(told && !spoken && p.basis.starts_with(super::now::AT)));
    }
}

/// A turn of a transcript, whose label stands right before it: it is spoken on the day of the document.
fn turn(text: &str, statement: &Statement) -> bool {
    let label = statement.source.as_ref().map(|s| s.cover().end);
    let begins = statement.content.cover().start;
    statement.cue.is_none()
        && label
            .and_then(|end| text.get(end..begins))
            .is_some_and(|between| between.chars().all(|c| c.is_whitespace() || matches!(c, ':' | '.')))
}

fn credit(source: impl Into<Extent>, basis: &str) -> Option<Credit> {
    Some(Credit { source: source.into(), entity: None, basis: basis.to_owned() })
}

/// The holder of a statement, by the fullest name; nobody where it is the author's own or names none.
fn of_statement(text: &str, statement: &Statement) -> Option<Credit> {
    if statement.source_kind == SourceKind::Author {
        return None;
    }
    let source = statement.holder.clone().or_else(|| statement.source.clone())?;
    let cue = statement.cue.as_ref().and_then(|c| c.cover().get(text)).unwrap_or_default();
    let according = cue.to_lowercase().starts_with("according");
    credit(source, if according { "according to" } else { "statement" })
}

/// "The police recorded 300 thefts", "deaths, the ministry estimates": the subject of a verb of counting over
/// the figure.
fn counted_by(text: &Text<'_>, word: usize) -> Option<Credit> {
    let mut at = word;
    for _ in 0..DEEPEST {
        let head = text.words[at].head?;
        let verb = text.words[head].upos == Upos::Verb;
        // "There were 300 homes, statistics from the office show."
        let data = |s: usize| text.words[s].upos == Upos::Noun && is("data", &text.lemma(s).to_lowercase());
        if verb
            && is("show", &text.lemma(head))
            && ["ccomp", "parataxis"].iter().any(|r| text.is(at, r))
            && let Some(subject) = text.by(head, "nsubj").find(|&s| s != at && data(s))
        {
            return credit(phrase(text, subject)?, "reported");
        }
        // "300 homes burned, the service estimates": its own subject stands behind the clause.
        let over = text.is(at, "ccomp") || text.is(at, "parataxis");
        if verb && is("by", &text.lemma(head)) && !text.is(at, "nsubj") {
            let passive = text.by(head, "nsubj").any(|s| text.words[s].relation == "nsubj:pass");
            let agent = text.children(head).find(|&c| text.words[c].relation == "obl:agent");
            let subject =
                if passive { agent } else { text.by(head, "nsubj").find(|&s| s < head && s != at) }?;
            let named = matches!(text.words[subject].upos, Upos::Noun | Upos::Propn);
            return credit(phrase(text, subject).filter(|_| named)?, "reported");
        }
        let within = ["xcomp", "ccomp", "parataxis"].iter().any(|r| text.is(head, r));
        if verb && !within && !text.is(at, "obj") && !over {
            return None;
        }
        at = head;
    }
    None
}

/// "According to the port office, 40 ships came".
fn according(text: &Text<'_>, word: usize) -> Option<Credit> {
    let sentence = text.sentences[text.words[word].sentence].clone();
    let source = sentence.into_iter().find(|&w| text.by(w, "case").any(|c| text.lower(c) == "according"))?;
    credit(phrase(text, source)?, "according to")
}

/// "300 people were still in tents, a report by the charity suggests": who tells stands behind the last comma, with the
/// verb of telling at the very end, whatever the tree makes of either.
fn trailing(text: &Text<'_>, word: usize) -> Option<Credit> {
    // More words than that are a clause of their own.
    const LONGEST: usize = 14;
    let sentence = text.sentences[text.words[word].sentence].clone();
    let verb = sentence.clone().rev().find(|&w| text.is_word(w))?;
    let lemma = text.lemma(verb);
    let comma = sentence.clone().rev().find(|&w| w < verb && text.words[w].text == ",")?;
    let said = comma + 1..verb;
    let opens = matches!(text.words[comma + 1].upos, Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj)
        || text.words[comma + 1].xpos == "PRP$";
    let nouns = || said.clone().filter(|&w| matches!(text.words[w].upos, Upos::Noun | Upos::Propn));
    let finite = |w: usize| matches!(text.words[w].xpos, "VBD" | "VBZ" | "VBP" | "MD");
    // "The union that organised the march said".
    let relative =
        |w: usize| (said.start..w).any(|r| matches!(text.lower(r).as_str(), "that" | "which" | "who"));
    let clause = said.clone().any(|w| finite(w) && !relative(w)) || said.len() > LONGEST;
    let first = nouns().next()?;
    let data = is("data", &text.lemma(first).to_lowercase());
    const TELL: [&str; 8] = ["say", "claim", "state", "add", "warn", "argue", "estimate", "report"];
    // "The fire service estimates" may be tagged as a plural.
    let plain = text.lower(verb);
    let plural = plain.strip_suffix('s').filter(|_| text.words[verb].xpos == "NNS" && said.len() > 1);
    let tells = matches!(text.words[verb].xpos, "VBD" | "VBZ" | "VBP") && TELL.contains(&lemma.as_str())
        || plural.is_some_and(|s| matches!(s, "say" | "claim" | "estimate"));
    let shows = data && (is("show", &lemma) || is("show", &text.lower(verb)));
    if word > comma || !opens || clause || !(tells || shows) {
        return None;
    }
    let start = said.clone().find(|&w| text.words[w].upos != Upos::Det || text.lower(w) != "a")?;
    let start = if shows { said.start } else { start };
    credit(text.cover(&(start..verb)), "reported")
}

/// The noun phrase of a source, from its first to its last word.
fn phrase(text: &Text<'_>, noun: usize) -> Option<Span> {
    let words = super::measure::phrase(text, noun, &|_| false);
    // What is parted from the noun by a comma stands beside it.
    let apart = |w: usize| !words.contains(&w) && matches!(text.words[w].text, "," | ";");
    let first = words.iter().copied().filter(|&w| w <= noun).find(|&w| !(w..noun).any(apart))?;
    let last = words.iter().copied().filter(|&w| w >= noun).take_while(|&w| !(noun..w).any(apart)).last()?;
    Some(text.cover(&(first..last + 1)))
}

/// The source that opens a paragraph, from the sentence that names it to the end of its block.
struct Frame {
    words: Range<usize>,
    source: Span,
}

/// "Official statistics tell another story. ..."
fn frames(text: &Text<'_>) -> Vec<Frame> {
    let mut all: Vec<Frame> = Vec::new();
    for sentence in &text.sentences {
        let Some(root) = sentence.clone().find(|&w| text.words[w].head.is_none()) else { continue };
        let Some(subject) = text.by(root, "nsubj").next() else { continue };
        let lemma = text.lemma(subject).to_lowercase();
        let opens = is("data", &lemma)
            && is("show", &text.lemma(root))
            && text.words[subject].upos == Upos::Noun
            && text
                .children(subject)
                .any(|c| text.is(c, "amod") || text.is(c, "compound") || text.is(c, "nmod"));
        if let Some(source) = phrase(text, subject).filter(|_| opens) {
            let end = text.blocks[text.block(root)].words.end;
            all.push(Frame { words: sentence.end..end, source });
        }
    }
    all
}

fn paragraph(frames: &[Frame], word: usize) -> Option<Credit> {
    credit(frames.iter().rev().find(|f| f.words.contains(&word))?.source, "paragraph")
}

/// A link in the figure's sentence, or the note that its mark points at: "[3]", "³".
fn note(text: &Text<'_>, word: usize) -> Option<Credit> {
    let sentence = text.sentences[text.words[word].sentence].clone();
    let end = sentence.end;
    let link = |w: usize| ["http://", "https://", "www."].iter().any(|s| text.words[w].text.starts_with(s));
    if let Some(url) = (word..end).find(|&w| link(w)) {
        return credit(text.words[url].span, "link");
    }
    // The mark may stand behind the full stop.
    let until = (end + 3).min(text.blocks[text.block(word)].words.end);
    let mark = (word..until).find_map(|w| {
        let node = &text.words[w];
        let bracket = w > 0 && text.words[w - 1].text == "[" && node.text.bytes().all(|b| b.is_ascii_digit());
        if bracket {
            return node.text.parse().ok();
        }
        raised(node.text)
    })?;
    let block =
        text.blocks.iter().find(|b| b.kind == BlockKind::Footnote && number(text, b.span) == Some(mark))?;
    credit(block.span.trim(text.text), "note")
}

/// The number that begins a note.
fn number(text: &Text<'_>, note: Span) -> Option<u32> {
    let note = note.get(text.text)?.trim_start_matches(['[', '(']);
    let digits: String = note.chars().take_while(char::is_ascii_digit).take(4).collect();
    digits.parse().ok().or_else(|| raised(note.split_whitespace().next()?))
}

/// The number that raised digits write, at the end of a word: "deaths³".
fn raised(word: &str) -> Option<u32> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let tail: Vec<usize> =
        word.chars().rev().map_while(|c| DIGITS.iter().position(|&d| d == c)).take(4).collect();
    let number = tail.iter().rev().fold(0, |n, &d| n * 10 + d as u32);
    (!tail.is_empty()).then_some(number)
}
