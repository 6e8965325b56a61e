//! What no judgement by likeness may take from a plain text, and what its words show to be none of it
//! ([`crate::matter`]).

use crate::matter::{self, CREDITED, TAIL};
use crate::names;
use crate::repair::{Piece, shape};
use relata_rows::BlockKind;
use std::collections::HashSet;

/// Words of a block that is running text, so that the head of the text is over.
const RUNNING: usize = 30;

/// Blocks above the first running text among which headline and byline stand: what is further up is
/// menus, and a byline there belongs to another story.
const HEAD: usize = 30;

/// The same for a headline that no byline follows.
const NEAR: usize = 12;

/// Turns of speakers that make a text a record of what was said.
const TURNS: usize = 3;

/// Bytes of a word that says what a text is about, and how many of them are looked at.
const SUBJECT: usize = 5;
const ENOUGH: usize = 5000;

/// Gives back to the text what no judgement by likeness may take: turns of speakers, the first
/// byline, and the headline above it, or without a byline the line above the text that tells of what
/// the text is about. Returns the piece that is the headline.
pub(super) fn keep(pieces: &mut [Piece]) -> Option<usize> {
    if pieces.iter().filter(|p| shape::is_turn(&p.text)).take(TURNS).count() == TURNS {
        let turn = |p: &&mut Piece| p.kind == BlockKind::Furniture && shape::is_turn(&p.text);
        for piece in pieces.iter_mut().filter(turn).filter(|p| !matter::leads_elsewhere(&p.text)) {
            (piece.kind, piece.why) = (BlockKind::Paragraph, "");
        }
    }
    let running = |p: &Piece| p.text.split_whitespace().take(RUNNING).count() == RUNNING;
    let text = pieces.iter().position(|p| p.kind != BlockKind::Furniture && running(p));
    let head = text.unwrap_or(pieces.len().min(HEAD));
    let from = head.saturating_sub(HEAD);
    let by = |&i: &usize| pieces[i].text.len() <= 120 && names::byline(&pieces[i].text).is_some();
    let byline = (from.max(1)..head).find(by);
    let headline = |&i: &usize| {
        let text = &pieces[i].text;
        super::title_like(text)
            && text.split_whitespace().count() >= 3
            && pieces[i].mark.is_empty()
            && shape::marker(text).is_none()
            && !text.contains("://")
    };
    let headline = match byline {
        // A line of description may stand between the two.
        Some(byline) => (byline.saturating_sub(3)..byline).rev().find(headline)?,
        // Without one, the line that tells most of what the text is about, the last of equals.
        None => {
            let subjects = subjects(&pieces[text?..]);
            let near = head.saturating_sub(NEAR)..head;
            let told = |i: usize| Some((told_of(&pieces[i].text, &subjects)?, i));
            near.filter(headline).filter_map(told).max()?.1
        }
    };
    let byline = byline.unwrap_or(headline);
    for i in [headline, byline] {
        if pieces[i].kind == BlockKind::Furniture {
            (pieces[i].kind, pieces[i].why) = (BlockKind::Paragraph, "");
        }
    }
    Some(headline)
}

/// The words of the running text that say what it is about, as far as it takes to know them.
fn subjects(pieces: &[Piece]) -> HashSet<String> {
    let body = pieces.iter().filter(|p| p.kind != BlockKind::Furniture);
    let words = body.flat_map(|p| p.text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|w| w.len() >= SUBJECT).take(ENOUGH).map(str::to_lowercase).collect()
}

/// How many of the longer words of a line are among the text's `subjects`, where these are most of them
/// and three at least and the line is no path of a menu ("Home > Ports").
fn told_of(line: &str, subjects: &HashSet<String>) -> Option<usize> {
    let words = || line.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() >= SUBJECT);
    let told = words().filter(|w| subjects.contains(&w.to_lowercase())).count();
    let path = line.contains(['>', '/', '»', '›', '\t', '|', '&']);
    (!path && told >= 3 && told * 4 >= words().count() * 3).then_some(told)
}

/// Marks what the patterns know.
pub(super) fn mark(pieces: &mut [Piece]) {
    // Of two blocks with the same words beside each other, one cannot be text where the other is not.
    for i in 1..pieces.len() {
        let (a, b) = (&pieces[i - 1], &pieces[i]);
        if a.text == b.text && a.kind != b.kind && shape::ending(&a.text) == shape::Ending::Stop {
            let (text, why) = if b.kind == BlockKind::Furniture { (i - 1, b.why) } else { (i, a.why) };
            if !why.is_empty() {
                set(&mut pieces[text], why);
            }
        }
    }
    let body = |p: &Piece| p.kind != BlockKind::Furniture;
    let last: Vec<usize> = (0..pieces.len()).rev().filter(|&i| body(&pieces[i])).take(TAIL).collect();
    let count = pieces.iter().filter(|p| body(p)).count();
    for i in 0..pieces.len() {
        if !body(&pieces[i]) || pieces[i].kind == BlockKind::Footnote {
            continue;
        }
        let tail = count > TAIL && last.contains(&i);
        let Some(why) = matter::why(&pieces[i].text, tail) else { continue };
        // The line above a credit, where it is of the same group and no sentence, is the caption's title.
        let title = why == CREDITED
            && i > 0
            && body(&pieces[i - 1])
            && pieces[i].gap == 0
            && pieces[i - 1].text.len() <= 120
            && shape::ending(&pieces[i - 1].text) == shape::Ending::Open;
        if title {
            set(&mut pieces[i - 1], "photo caption");
        }
        set(&mut pieces[i], why);
    }
}

fn set(piece: &mut Piece, why: &'static str) {
    (piece.kind, piece.level, piece.why) = (BlockKind::Furniture, 0, why);
}
