//! Text that stands inside another format: a mail's body, an entry of a feed, a field of a record.
//!
//! It is read by the reader of its own sort; offsets then count in the inner text, which is not what
//! is kept, so every block gets the place of the whole part instead.

use crate::draft::{Draft, DraftBlock};
use crate::{Hints, Limits, ReadError, Source, html, plain};
use relata_rows::{BlockKind, Origin};

/// Tags that hardly occur in plain text.
const TAGS: &[&str] =
    &["</p>", "<br", "</div>", "</a>", "<p>", "</li>", "</b>", "</strong>", "</em>", "</i>", "<img "];

/// Whether a text that may be plain or HTML rather is HTML.
pub(crate) fn looks_like_markup(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(64 << 10)];
    memchr::memchr(b'<', head.as_bytes()).is_some() && {
        let lower = head.to_ascii_lowercase();
        TAGS.iter().any(|t| lower.contains(t))
    }
}

/// Reads `text` as HTML or plain text on behalf of `outer`; all blocks get `origin`.
pub(crate) fn read(
    text: String,
    html: bool,
    url: Option<String>,
    outer: &Source,
    origin: Origin,
    limits: &Limits,
) -> Result<Draft, ReadError> {
    let media_type = if html { "text/html" } else { "text/plain" };
    let hints = Hints {
        media_type: Some(media_type.to_owned()),
        charset: Some("utf-8".to_owned()),
        url: url.or_else(|| outer.hints.url.clone()),
        ..outer.hints.clone()
    };
    let part = Source { path: outer.path.clone(), bytes: text.into_bytes(), hints };
    let mut draft = if html { html::read(&part, limits)? } else { plain::read(&part, limits)? };
    for block in &mut draft.blocks {
        block.origin = origin;
    }
    Ok(draft)
}

/// Puts a title that is stated beside the text before it, unless the text begins with it.
pub(crate) fn lead_with_title(draft: &mut Draft, title: Option<&str>, origin: Origin) {
    let Some(title) = title.filter(|t| !t.is_empty()) else { return };
    let same = |b: &DraftBlock| b.text.trim().eq_ignore_ascii_case(title);
    if !draft.blocks.iter().take(3).any(same) {
        let heading = DraftBlock { level: 1, ..DraftBlock::new(BlockKind::Heading, title, origin) };
        draft.blocks.insert(0, heading);
    }
}
