//! The turns of a transcript: a label at the start of a paragraph, and what follows until the next.
//!
//! Labels are what transcripts of briefings and interviews use: a name or office in capitals with a
//! colon ("MR. ORTEGA:"), "Q" and "A", and names in mixed case that come back as labels.

use super::{Found, cues};
use crate::passage::Passage;
use crate::words::{Word, lower};
use relata_rows::{BlockKind, Polarity, SourceKind, Span, Speech};
use std::collections::HashMap;
use std::ops::Range;

/// Capitals with a colon that label no speaker.
const NOT_LABELS: [&str; 30] = [
    "fact sheet",
    "note",
    "update",
    "background",
    "contact",
    "contacts",
    "related",
    "read more",
    "what",
    "who",
    "when",
    "where",
    "why",
    "how",
    "subject",
    "to",
    "from",
    "date",
    "re",
    "washington",
    "for immediate release",
    "warning",
    "summary",
    "source",
    "sources",
    "photo",
    "image",
    "editor's note",
    "more",
    "p.s.",
];

/// Whether words before a colon (small letters) label nobody's speech.
pub(crate) fn labels_nobody(spelt: &str) -> bool {
    NOT_LABELS.contains(&spelt)
}

/// What the label of a turn is worth: a judgement, as PolNeAR marks no turns.
const SURE: f32 = 0.95;
/// Longest label, in words.
const LONGEST: usize = 8;

/// The turns of a document; none unless at least two labels are seen. `names_person`: whether a
/// stretch holds a name, and whether it is a person's.
pub(crate) fn find(
    text: &str,
    passages: &[Passage<'_>],
    names_person: impl Fn(Span) -> Option<bool>,
) -> Vec<Found> {
    let labels: Vec<Option<Label>> = passages.iter().map(label).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for label in labels.iter().flatten() {
        *counts.entry(label.name.as_str()).or_default() += 1;
    }
    // Capitals that come once are as often the heading of a fact sheet: they count where another
    // label comes back, or where they name an office. Names in mixed case are a dialogue only where
    // two of them come back.
    let repeated = |l: &Label| counts.get(l.name.as_str()).is_some_and(|&n| n >= 2);
    let dialogue = labels.iter().flatten().any(|l| repeated(l) && l.capitals);
    let names = counts.values().filter(|&&n| n >= 2).count() >= 2;
    // Voices set beside each other ("Ana Ruiz, 34, baker: ..."): three or more persons, each once.
    let person = |l: &Label| !l.capitals && names_person(l.span) == Some(true);
    let voices = labels.iter().flatten().filter(|l| person(l)).count() >= 3
        || labels.iter().flatten().filter(|l| l.aged).count() >= 2;
    // "Pros:" and "Cons:" come back too: in a dialogue somebody has a name.
    let named = |l: &Label| l.office || names_person(l.span).is_some();
    let somebody = labels.iter().flatten().any(|l| repeated(l) && !l.capitals && named(l));
    let sure = |l: &Label| {
        let mixed = || repeated(l) && (dialogue || (names && somebody) || l.name.starts_with('@'));
        (if l.capitals { dialogue || l.office } else { mixed() }) || (voices && (l.aged || person(l)))
    };
    let seen = labels.iter().flatten().filter(|l| sure(l)).count();
    // In a transcript turns are frequent; two labels in a long article are something else.
    if seen < 2 || seen * 12 < passages.len() {
        return Vec::new();
    }
    let mut found: Vec<Found> = Vec::new();
    for (p, label) in passages.iter().zip(&labels) {
        match label.as_ref().filter(|l| sure(l)) {
            Some(label) => {
                let Some(first) = p.words.get(label.content) else { continue };
                found.push(Found {
                    source: Some(label.span),
                    holder: None,
                    source_kind: label.kind,
                    cue: None,
                    content: vec![Span::new(first.span.start, p.span.end)],
                    speech: Speech::Direct,
                    polarity: Polarity::Said,
                    via: None,
                    confidence: SURE,
                });
            }
            // A heading or footnote is nobody's turn.
            None if matches!(p.kind, BlockKind::Heading | BlockKind::Footnote | BlockKind::Caption) => {}
            None if stage_direction(p) => {}
            None => {
                if let Some(turn) = found.last_mut() {
                    turn.content.push(p.span);
                }
            }
        }
    }
    for turn in &mut found {
        let asks = |s: &str| s.ends_with('?') && !s.trim_end_matches('?').contains(['.', '!']);
        let label = turn.source.and_then(|s| s.get(text)).unwrap_or_default();
        let spelt = label.trim_end_matches('.').to_lowercase();
        let whole = turn.content.iter().all(|c| c.get(text).is_some_and(asks));
        if matches!(spelt.as_str(), "q" | "question") || whole {
            turn.polarity = Polarity::Asked;
        }
    }
    found
}

/// A label: its words, what it is called, and where the speech begins.
struct Label {
    span: Span,
    name: String,
    content: usize,
    kind: SourceKind,
    /// Whether it is written in capitals.
    capitals: bool,
    /// Whether it names an office or bears a title.
    office: bool,
    /// Whether an age stands behind the name.
    aged: bool,
}

fn label(p: &Passage<'_>) -> Option<Label> {
    // Some transcripts set every turn in marks: "WALLACE: Let us begin."
    let marked = usize::from(p.words.first().is_some_and(|w| matches!(w.text, "\"" | "“")));
    let words = &p.words[marked..];
    let first = words.first()?;
    if matches!(first.text, "Q" | "A" | "Q." | "A.") && words.len() > 2 {
        let mark = usize::from(matches!(lower(words, 1), ":" | "." | ")"));
        // "A" without a mark is an article.
        if first.text.starts_with('Q') || mark == 1 {
            let kind = SourceKind::Unnamed;
            return Some(Label {
                span: first.span,
                name: first.lower.trim_end_matches('.').to_owned(),
                content: marked + 1 + mark,
                kind,
                capitals: true,
                office: true,
                aged: false,
            });
        }
        return None;
    }
    let colon = (1..words.len().min(LONGEST + 1)).find(|&i| words[i].text == ":")?;
    let name = &words[..colon];
    let span = first.span.cover(words[colon - 1].span);
    let spelt = name.iter().map(|w| w.lower.as_ref()).collect::<Vec<_>>().join(" ");
    let capitals = name
        .iter()
        .all(|w| w.text.chars().all(|c| !c.is_lowercase()) || matches!(w.text, "Mc" | "de" | "Mr." | "Ms."));
    let lettered = name.iter().any(|w| w.is_alphabetic() && w.text.len() > 1);
    // "@quillbay: ..."
    let handle = name.len() == 1 && first.text.starts_with('@');
    // "Ana Ruiz, 34, baker: ...": what stands behind the first comma describes her.
    let comma = name.iter().position(|w| w.text == ",").filter(|&c| c >= 2);
    let aged = comma.is_some_and(|c| name[c..].iter().any(|w| w.text.parse::<u8>().is_ok()));
    let names = name[..comma.unwrap_or(name.len())].iter().all(|w| {
        w.is_capitalised() || handle || matches!(w.text, "." | "-" | "(" | ")" | "de" | "of" | "the")
    });
    let title = |w: &Word<'_>| {
        matches!(w.lower.as_ref(), "mr." | "mr" | "mrs." | "ms." | "ms" | "dr." | "gen." | "sen." | "rep.")
    };
    let office = handle
        || name.iter().any(|w| title(w) || cues::noun(&w.lower).is_some_and(|k| k != SourceKind::Document));
    if labels_nobody(&spelt) || !(lettered || handle) || !(capitals || names) || colon + 1 >= words.len() {
        return None;
    }
    Some(Label {
        span,
        name: spelt,
        content: marked + colon + 1,
        kind: kind(words, 0..colon),
        capitals,
        office,
        aged,
    })
}

fn kind(words: &[Word<'_>], phrase: Range<usize>) -> SourceKind {
    // Capitals make every office look like a name; an unnamed one is told by its last word alone.
    match cues::noun(lower(words, phrase.end - 1)) {
        Some(SourceKind::Unnamed) => SourceKind::Unnamed,
        _ => SourceKind::Named,
    }
}

/// "(Laughter.)", "[Applause]", "END 3:40 P.M. EDT".
fn stage_direction(p: &Passage<'_>) -> bool {
    let first = p.words.first().map_or("", |w| w.text);
    let last = p.words.last().map_or("", |w| w.text);
    (matches!(first, "(" | "[") && matches!(last, ")" | "]") && p.words.len() <= 12)
        || (first == "END" && p.words.len() <= 8)
}
