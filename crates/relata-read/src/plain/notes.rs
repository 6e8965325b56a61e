//! Notes at the end of a text: a run of blocks numbered from 1 to which the text refers.
//!
//! Both are needed: numbered blocks alone are a list, and numbers behind words alone are nothing. The
//! number stays in front of the note, since its sign stays in the text.

use crate::repair::{Piece, shape};
use relata_rows::BlockKind;
use std::collections::HashSet;

/// Blocks without a number of their own that may stand between two notes: the rest of the first.
const BETWEEN: usize = 2;

/// Notes stand at the end: what follows them has at most this share of the words before them.
const AFTER: f32 = 0.25;

/// How the number of a note is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// "[1] Text", "(1) Text"
    Bracket,
    /// "¹ Text"
    Raised,
    /// "1 Text"
    Bare,
    /// "1. Text", "1) Text"
    Dotted,
}

const STYLES: [Style; 4] = [Style::Bracket, Style::Raised, Style::Bare, Style::Dotted];

/// Marks the notes of a text as footnotes, whatever they were taken for.
pub(super) fn mark(pieces: &mut [Piece]) {
    let labels: Vec<Option<(Style, u32)>> = pieces.iter().map(label).collect();
    if labels.iter().all(Option::is_none) {
        return;
    }
    let mut words = vec![0];
    for piece in pieces.iter() {
        let own = if piece.kind == BlockKind::Furniture { 0 } else { piece.text.split_whitespace().count() };
        words.push(words.last().copied().unwrap_or(0) + own);
    }
    let at_end = |run: &[usize]| {
        let (first, last) = (run[0], run[run.len() - 1]);
        let after = words[pieces.len()] - words[last + 1];
        after as f32 <= AFTER * words[first] as f32
    };
    let notes = STYLES.into_iter().filter_map(|style| {
        let run = last_run(&labels, style)?;
        // One bare number alone is too little of a sign.
        let enough = run.len() > 1 || matches!(style, Style::Bracket | Style::Raised);
        if !enough || !at_end(&run) {
            return None;
        }
        let mut found = HashSet::new();
        pieces[..run[0]].iter().for_each(|piece| references(&piece.text, &mut found));
        let cited = (1..=run.len() as u32).filter(|n| found.contains(n)).count();
        (cited * 2 >= run.len() && cited >= run.len().min(2)).then_some(run)
    });
    let Some(run) = notes.max_by_key(Vec::len) else { return };
    let last = run[run.len() - 1];
    for piece in &mut pieces[run[0]..=last] {
        // Marks and page numbers that are told by themselves stay what they are.
        if piece.kind == BlockKind::Furniture && label(piece).is_none() {
            continue;
        }
        (piece.kind, piece.level, piece.why) = (BlockKind::Footnote, 0, "");
        let mark = std::mem::take(&mut piece.mark);
        piece.page_starts.iter_mut().filter(|(at, _)| *at > 0).for_each(|(at, _)| *at += mark.len());
        piece.text.insert_str(0, &mark);
    }
}

/// The last run of blocks numbered 1, 2, 3, ... in one style.
fn last_run(labels: &[Option<(Style, u32)>], style: Style) -> Option<Vec<usize>> {
    let (mut best, mut run): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for (i, label) in labels.iter().enumerate() {
        let Some((_, number)) = label.filter(|(s, _)| *s == style) else { continue };
        let near = run.last().is_some_and(|&last| i - last <= 1 + BETWEEN);
        if near && number as usize == run.len() + 1 {
            run.push(i);
        } else if number == 1 {
            best = std::mem::replace(&mut run, vec![i]);
        }
    }
    // The run before counts where the last "1" begins nothing.
    if run.len() < 2 && best.len() > 1 {
        run = best;
    }
    (!run.is_empty()).then_some(run)
}

/// The number with which a block begins as a note does.
fn label(piece: &Piece) -> Option<(Style, u32)> {
    let text = if piece.mark.is_empty() { &piece.text } else { &piece.mark };
    let number = shape::note_number(text).filter(|n| (1..1000).contains(n))?;
    let rest = text.trim_start_matches(['[', '(']);
    let opened = rest.len() < text.len();
    let raised = rest.starts_with(shape::RAISED);
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || shape::RAISED.contains(&c));
    let next = rest.chars().next()?;
    let words = |rest: &str| {
        let first = rest.trim_start().chars().next();
        rest.starts_with(char::is_whitespace)
            && first.is_some_and(|c| {
                c.is_uppercase() || "“\"‘«".contains(c) || rest.trim_start().starts_with("http")
            })
    };
    let style = match next {
        ']' | ')' if opened => (rest.len() > 1).then_some(Style::Bracket),
        _ if opened => None,
        _ if raised => Some(Style::Raised),
        '.' | ')' => rest[1..].starts_with(char::is_whitespace).then_some(Style::Dotted),
        _ => words(rest).then_some(Style::Bare),
    }?;
    Some((style, number))
}

/// Adds the numbers by which a text refers to notes: "[1]", "word¹", "word1", "word.1".
fn references(text: &str, found: &mut HashSet<u32>) {
    let numeric = |c: char| c.is_ascii_digit() || shape::RAISED.contains(&c);
    let mut at = 0;
    while let Some(start) = text[at..].find(numeric).map(|i| at + i) {
        let raised = text[start..].starts_with(shape::RAISED);
        let inside = |c: char| if raised { shape::RAISED.contains(&c) } else { c.is_ascii_digit() };
        let end = start + text[start..].find(|c| !inside(c)).unwrap_or(text.len() - start);
        at = end;
        let digits = &text[start..end];
        if digits.chars().count() > 3 {
            continue;
        }
        let Some(number) = shape::note_number(digits) else { continue };
        let mut before = text[..start].chars().rev();
        let mut after = text[end..].chars();
        let refers = match (before.next(), after.next()) {
            (Some('['), Some(']')) => true,
            (Some(_), _) if raised => true,
            (Some(_), Some(c)) if c.is_alphanumeric() || matches!(c, '%' | '-' | '–' | '/' | ':') => false,
            (Some(_), Some('.' | ',')) if after.next().is_some_and(|c| c.is_ascii_digit()) => false,
            (Some(c), _) if c.is_lowercase() => true,
            (Some('.' | ',' | ';' | '!' | '?' | '"' | '”' | '’' | ')' | ']'), _) => {
                before.next().is_some_and(|c| !c.is_numeric() && !c.is_whitespace())
            }
            _ => false,
        };
        if refers {
            found.insert(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_refer_to_notes() {
        let of = |text: &str| {
            let mut found = HashSet::new();
            references(text, &mut found);
            let mut found: Vec<u32> = found.into_iter().collect();
            found.sort_unstable();
            found
        };
        assert_eq!(of("It rose.[1] It fell,2 he said.”3 So it was⁴ and ended.12"), [1, 2, 3, 4, 12]);
        assert_eq!(
            of("In 2020 it was 3.5 or 4,100, 5 or $6; 7% of p.m. 8:30, a 9-day trip to B12"),
            [] as [u32; 0]
        );
    }
}
