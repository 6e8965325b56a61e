//! What stands around a text whatever its format: credits of photographs, disclaimers, links to other
//! texts, the owner's mark, what a publisher says of itself and how to reach it.
//!
//! These are forms of words that are much the same everywhere; what is left is for [`crate::lines`],
//! which learned it. Patterns look at whole blocks of at most [`LONGEST`] bytes.

use crate::draft::DraftBlock;
use crate::repair::shape::{self, Ending};
use regex::Regex;
use relata_rows::BlockKind;
use std::sync::LazyLock;

/// Bytes of a block that is looked at.
const LONGEST: usize = 600;

/// Body blocks at the end of a text among which a publisher may speak of itself.
pub(crate) const TAIL: usize = 6;

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

/// The reason of [`CREDIT`]: a title may stand above one.
pub(crate) const CREDITED: &str = "photo credit";

/// The reason of [`PROMPT`].
const CONTACT: &str = "contact";

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
        r"(?i)^(?:(?:want|would you like|like|do you want) to (?:learn|know|read|find out|hear)\b|(?:to|for) (?:learn more|find out more|more information|further information|media inquiries|press inquiries|media enquiries)\b|(?:media|press) contacts?:|contact us\b|click here\b)",
    )
});

/// What a site wants of its readers.
static SIGN_UP: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:follow us|sign up (?:for|to)|subscribe (?:to|now))\b"));

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

/// Why a block is no text, where its words say so; `tail` for one of the last [`TAIL`] of a text that
/// has more.
pub(crate) fn why(text: &str, tail: bool) -> Option<&'static str> {
    if text.len() > LONGEST {
        return None;
    }
    let elsewhere = ELSEWHERE.is_match(text) && shape::ending(text) != Ending::Stop;
    if shape::is_turn(text) && !elsewhere {
        None
    } else if CREDIT.is_match(text) {
        Some(CREDITED)
    } else if elsewhere {
        Some("related links")
    } else if OWNER.is_match(text) {
        Some("footer")
    } else if DISCLAIMER.is_match(text) {
        Some("disclaimer")
    } else if tail && SELF.is_match(text) {
        Some("about the publisher")
    } else if tail && SIGN_UP.is_match(text) {
        Some("sign-up prompt")
    } else if tail && PROMPT.is_match(text) {
        Some(CONTACT)
    } else {
        None
    }
}

/// Whether a line with the form of a speaker's turn leads to another text.
pub(crate) fn leads_elsewhere(text: &str) -> bool {
    ELSEWHERE.is_match(text)
}

/// Marks what the patterns know among the paragraphs and items of a format that has no lines of a
/// page, and what the model is `sure` of. How to reach the writer stays: on paper it belongs to the text.
pub(crate) fn mark(blocks: &mut [DraftBlock], sure: &[Option<&'static str>]) {
    let count = blocks.iter().filter(|b| b.kind != BlockKind::Furniture).count();
    let mut left = count;
    for (i, block) in blocks.iter_mut().enumerate() {
        if block.kind == BlockKind::Furniture {
            continue;
        }
        let tail = count > TAIL && left <= TAIL;
        left -= 1;
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
            continue;
        }
        let learnt = || sure.get(i).copied().flatten().filter(|_| !shape::is_turn(&block.text));
        if let Some(why) = why(&block.text, tail).filter(|why| *why != CONTACT).or_else(learnt) {
            (block.kind, block.level, block.why) = (BlockKind::Furniture, 0, why);
        }
    }
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
        assert!(
            SIGN_UP.is_match("Subscribe to the Pier") && !SIGN_UP.is_match("Subscribers to the Pier left")
        );
        assert!(!PROMPT.is_match("Want of money closed the pier."));
    }
}
