//! What no judgement by likeness may take from a plain text, and what its words show to be none of it
//! ([`crate::matter`]).

use crate::matter::{self, CREDITED, TAIL};
use crate::names;
use crate::repair::{Piece, shape};
use relata_rows::BlockKind;

/// Words of a block that is running text, so that the head of the text is over.
const RUNNING: usize = 30;

/// Blocks above the first running text among which headline and byline stand: what is further up is
/// menus, and a byline there belongs to another story.
const HEAD: usize = 30;

/// Turns of speakers that make a text a record of what was said.
const TURNS: usize = 3;

/// Gives back to the text what no judgement by likeness may take: turns of speakers, the first
/// byline, and the headline above it. Returns the piece that is the headline.
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
    let byline = (head.saturating_sub(HEAD).max(1)..head)
        .find(|&i| pieces[i].text.len() <= 120 && names::byline(&pieces[i].text).is_some())?;
    // A line of description may stand between the two.
    let above = byline.saturating_sub(3)..byline;
    let headline = above.rev().find(|&i| {
        let text = &pieces[i].text;
        super::title_like(text)
            && text.split_whitespace().count() >= 3
            && pieces[i].mark.is_empty()
            && shape::marker(text).is_none()
            && !text.contains("://")
    })?;
    for i in [headline, byline] {
        if pieces[i].kind == BlockKind::Furniture {
            (pieces[i].kind, pieces[i].why) = (BlockKind::Paragraph, "");
        }
    }
    Some(headline)
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
