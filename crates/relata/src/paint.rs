//! Running text for a terminal: wrapped, indented, with stretches of it in other looks.

use crate::output::{Look, Style};
use relata_rows::Span;
use unicode_width::UnicodeWidthChar;

/// Wraps the stretch `span` of `text` at the style's width, `indent` blanks in front of each line;
/// each stretch of `marks` gets its look, later ones over earlier ones.
pub(crate) fn passage(text: &str, span: Span, marks: &[(Span, Look)], indent: usize, style: Style) -> String {
    let Some(stretch) = span.get(text) else { return String::new() };
    let look_at = |offset: usize| {
        let over = marks.iter().rev().find(|(s, _)| s.start <= offset && offset < s.end);
        over.map_or(Look::Plain, |&(_, look)| look)
    };
    let room = style.width.saturating_sub(indent).max(20);
    let mut out = String::new();
    for line in stretch.split_inclusive('\n') {
        let start = span.start + (line.as_ptr() as usize - stretch.as_ptr() as usize);
        for (from, to) in wrap(line.trim_end_matches('\n'), room) {
            out.push_str(&" ".repeat(indent));
            let chars = line[from..to].char_indices().map(|(i, c)| (c, look_at(start + from + i)));
            out.push_str(&painted(chars, style));
            out.push('\n');
        }
    }
    out
}

/// Byte ranges of the lines into which `line` is broken: at blanks, each at most `room` columns wide
/// where its words allow.
fn wrap(line: &str, room: usize) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let (mut from, mut to, mut width) = (0, 0, 0);
    for (start, word) in words(line) {
        let wide: usize = word.chars().map(|c| c.width().unwrap_or(0)).sum();
        let gap = start - to;
        if to > from && width + gap + wide > room {
            lines.push((from, to));
            (from, width) = (start, wide);
        } else {
            width += if to > from { gap + wide } else { wide };
            if to == from {
                from = start;
            }
        }
        to = start + word.len();
    }
    if to > from {
        lines.push((from, to));
    }
    lines
}

fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.split(char::is_whitespace)
        .filter(|w| !w.is_empty())
        .map(move |w| (w.as_ptr() as usize - line.as_ptr() as usize, w))
}

fn painted(chars: impl Iterator<Item = (char, Look)>, style: Style) -> String {
    let mut out = String::new();
    let mut run = String::new();
    let mut look = Look::Plain;
    for (c, next) in chars {
        if next != look {
            flush(&mut out, &mut run, look, style);
            look = next;
        }
        run.push(c);
    }
    flush(&mut out, &mut run, look, style);
    out
}

fn flush(out: &mut String, run: &mut String, look: Look, style: Style) {
    if !run.is_empty() {
        let plain = look == Look::Plain;
        out.push_str(&if plain { std::mem::take(run) } else { style.paint(look, &std::mem::take(run)) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wraps_at_blanks_and_paints_the_row() {
        let text = "The ministry said exports fell by a fifth in March.";
        let style = Style { width: 24, colours: true };
        let at = text.find("by a fifth").unwrap();
        let mark = (Span::new(at, at + "by a fifth".len()), Look::Row);
        let painted = passage(text, Span::new(0, text.len()), &[mark], 2, style);
        assert_eq!(
            painted,
            "  The ministry said\n  exports fell \x1b[1;33mby a\x1b[0m\n  \x1b[1;33mfifth\x1b[0m in March.\n"
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost_but_blanks(text in "[ a-zé—漢\n]{0,200}", width in 20_usize..60) {
            let style = Style { width, colours: false };
            let shown = passage(&text, Span::new(0, text.len()), &[], 2, style);
            let bare = |s: &str| s.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&shown), bare(&text));
        }
    }
}
