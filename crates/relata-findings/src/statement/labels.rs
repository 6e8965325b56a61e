//! Labels before a colon in running text and headlines: "The majority: the tram can be built".

use super::draft::Draft;
use super::phrase::trimmed;
use super::{source, turns};
use crate::text::Text;
use relata_language::Upos;
use std::ops::Range;

/// Longest label, in words.
const LONGEST: usize = 8;

/// What the sentence that begins with `word` tells behind its label.
pub(crate) fn told(text: &Text<'_>, word: usize) -> Option<Draft> {
    let sentence = text.sentences[text.words[word].sentence].clone();
    if sentence.start != word {
        return None;
    }
    let colon = (word + 1..sentence.end.min(word + LONGEST + 1)).find(|&i| text.words[i].text == ":")?;
    let label = trimmed(text, word..colon)?;
    let content = trimmed(text, colon + 1..sentence.end)?;
    let head = text.head(&label);
    if turns::labels_nobody(&text.lower(head)) {
        return None;
    }
    let nominal = label.clone().all(|i| {
        !matches!(
            text.words[i].upos,
            Upos::Verb | Upos::Aux | Upos::Pron | Upos::Sconj | Upos::Adv | Upos::Num
        )
    });
    let somebody = text.words[head].upos == Upos::Noun && source::is_somebody(text, head);
    if !nominal || !somebody || !is_clause(text, &content) {
        return None;
    }
    Draft::shown(Some(label), colon..colon + 1, vec![content])
}

/// Whether a stretch holds a verb in a tense with its subject.
pub(crate) fn is_clause(text: &Text<'_>, content: &Range<usize>) -> bool {
    content.clone().any(|i| {
        let above = text.words[i].head.filter(|v| content.contains(v));
        let finite = |v: usize| {
            matches!(text.words[v].xpos, "VBD" | "VBZ" | "VBP")
                || text.children(v).any(|c| {
                    matches!(text.words[c].xpos, "MD" | "VBD" | "VBZ" | "VBP")
                        && (text.is(c, "aux") || text.is(c, "cop"))
                })
        };
        text.is(i, "nsubj") && above.is_some_and(finite)
    })
}
