//! What stands around a text that was copied or printed: credits of photographs, disclaimers, what a
//! publisher says of itself and how to reach it; and the headline and byline, which are text.
//!
//! These are forms of words that are much the same everywhere; what is left is for [`crate::lines`], which
//! learned it. Patterns look at whole blocks of at most [`LONGEST`] bytes.

use crate::names;
use crate::repair::{Piece, shape};
use regex::Regex;
use relata_rows::BlockKind;
use std::sync::LazyLock;

/// Bytes of a block that is looked at.
const LONGEST: usize = 600;

/// Body blocks at the end of a text among which a publisher may speak of itself.
const TAIL: usize = 6;

/// Words of a block that is running text, so that the head of the text is over.
const RUNNING: usize = 30;

/// Blocks above the first running text among which headline and byline stand: what is further up is
/// menus, and a byline there belongs to another story.
const HEAD: usize = 30;

/// Turns of speakers that make a text a record of what was said.
const TURNS: usize = 3;

/// A photographer before an agency: "Name/Agency", "Name via Agency", "Photo by Name, Agency".
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) (?: / | \bvia\s | ©\s? | \bphotos?(?:graph)?(?:\sby\b[^.]{0,60},|:)\s? | \bcredit:\s? | \bcourtesy\sof\s )
        (?: getty(?:\simages)? | afp | reuters | ap(?:\sphoto)? | associated\spress | bloomberg | epa(?:-efe)? | efe
          | shutterstock | istock | alamy | xinhua | upi | cuartoscuro | nurphoto | sopa\simages | anadolu(?:\sagency)?
          | zuma(?:\spress)? | picture\salliance | dpa | tass | sipa(?:\susa)? | redux | newscom | imago )
        [^.!?]{0,40} \)? \.? $",
    )
});

/// Wherever they stand.
static DISCLAIMER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:the )?(?:views?|opinions?)(?:,? (?:and|or) (?:views?|opinions?))? (?:and \w+ )?expressed (?:in this|in the|here|by|above|are|do)\b",
    )
});

/// What a body says of itself at the end: "X is a nonprofit organisation that ...".
static SELF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:About\s[^.]{2,80}$ | (?:The\s)?\p{Lu}[^.:;?!]{2,100}\sis\san?\s(?:independent|non-?profit|not-for-profit|nonpartisan|non-partisan|bipartisan|501\(c\)|private,|global|leading|public)[^.]{0,60}\b(?:organi[sz]ation|institut(?:e|ion)|think\stank|foundation|group|association|center|centre|newsroom|network|company|charity)\b)",
    )
});

/// How to reach it: "To learn more, ...", "Contact us".
static PROMPT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:want|would you like|like|do you want) to (?:learn|know|read|find out|hear)\b|(?:to|for) (?:learn more|find out more|more information|further information|media inquiries|press inquiries|media enquiries)\b|(?:media|press) contacts?:|contact us\b|follow us\b|sign up (?:for|to)\b|subscribe (?:to|now)\b|click here\b)",
    )
});

/// A line among the text that leads to another text: "RELATED: ...", "Read more: ...".
static ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?: (?i:related(?:\s(?:article|articles|content|coverage|link|links|post|posts|reading|stories|story))?
              | (?:read|see|learn|watch)\s(?:more|also|next) | also\sread
              | more\s(?:on|from)\s[^:.]{1,40} | further\sreading | you\smay\salso\slike | don['’]t\smiss | up\snext
              | lea\stambién | lee\stambién | leer\smás | te\spuede\sinteresar | relacionado | ver\stambién )
            | (?:READ|WATCH|LISTEN|MORE|OPINION|ALSO|VIDEO|PHOTOS) )
          \s?[:|>»]+ \s",
    )
});

/// The owner's mark at the foot of a document.
static OWNER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:©|\(c\) |copyright (?:©|\(c\)|(?:19|20)\d\d\b)).{0,160}$|\ball rights reserved\b.?$")
});

/// A pattern of this module, which its tests compile.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("patterns of this module are constants and compiled by its tests")
}

/// Gives back to the text what no judgement by likeness may take: turns of speakers, the first
/// byline, and the headline above it. Returns the piece that is the headline.
pub(super) fn keep(pieces: &mut [Piece]) -> Option<usize> {
    if pieces.iter().filter(|p| shape::is_turn(&p.text)).take(TURNS).count() == TURNS {
        let turn = |p: &&mut Piece| p.kind == BlockKind::Furniture && shape::is_turn(&p.text);
        for piece in pieces.iter_mut().filter(turn).filter(|p| !ELSEWHERE.is_match(&p.text)) {
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
        let note = pieces[i].kind == BlockKind::Footnote;
        let text = pieces[i].text.as_str();
        let turn = shape::is_turn(text) && !ELSEWHERE.is_match(text);
        if note || turn || !body(&pieces[i]) || text.len() > LONGEST {
            continue;
        }
        let tail = count > TAIL && last.contains(&i);
        let why = if CREDIT.is_match(text) {
            // The line above, where it is of the same group and no sentence, is the caption's title.
            let title = i > 0
                && body(&pieces[i - 1])
                && pieces[i].gap == 0
                && pieces[i - 1].text.len() <= 120
                && shape::ending(&pieces[i - 1].text) == shape::Ending::Open;
            if title {
                set(&mut pieces[i - 1], "photo caption");
            }
            "photo credit"
        } else if ELSEWHERE.is_match(text) && shape::ending(text) != shape::Ending::Stop {
            "related links"
        } else if OWNER.is_match(text) {
            "footer"
        } else if DISCLAIMER.is_match(text) {
            "disclaimer"
        } else if tail && SELF.is_match(text) {
            "about the publisher"
        } else if tail && PROMPT.is_match(text) {
            "contact"
        } else {
            continue;
        };
        set(&mut pieces[i], why);
    }
}

fn set(piece: &mut Piece, why: &'static str) {
    (piece.kind, piece.level, piece.why) = (BlockKind::Furniture, 0, why);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_words_that_stand_around_a_text() {
        for credit in
            ["A pier in June. Ana Vale/Getty Images", "Boats. (Photo by Jo Roe, AFP)", "Jo Roe via Reuters"]
        {
            assert!(CREDIT.is_match(credit), "{credit}");
        }
        for text in ["The minister told Reuters.", "It was sold to Getty Images", "He works for the AP."] {
            assert!(!CREDIT.is_match(text), "{text}");
        }
        assert!(DISCLAIMER.is_match("The views expressed in this essay are those of its author."));
        assert!(!DISCLAIMER.is_match("The views of the council were mixed."));
        assert!(SELF.is_match("The Harbour Forum (HF) is a non-profit organization that studies ports."));
        assert!(!SELF.is_match("Ana Vale is a director of the Harbour Forum."));
        assert!(!SELF.is_match("The port is a public place."));
        for link in ["RELATED: How the piers were built", "Read more: The lamp", "MORE ON PIERS: The lamp"] {
            assert!(ELSEWHERE.is_match(link), "{link}");
        }
        for text in ["Related to this: nothing", "Watch: the pier", "More: he said", "READ the notice"] {
            assert!(!ELSEWHERE.is_match(text), "{text}");
        }
        assert!(OWNER.is_match("© 2031 The Pier. Box 4.") && OWNER.is_match("Copyright 2031 The Pier"));
        assert!(!OWNER.is_match("Copyright was argued over for years."));
        assert!(PROMPT.is_match("Want to learn more about harbours? Contact us."));
        assert!(!PROMPT.is_match("Want of money closed the pier."));
    }
}
