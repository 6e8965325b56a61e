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
fn looks_like_markup(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(64 << 10)];
    memchr::memchr(b'<', head.as_bytes()).is_some() && {
        let lower = head.to_ascii_lowercase();
        TAGS.iter().any(|t| lower.contains(t))
    }
}

/// What an inner text is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Plain,
    /// A piece of a page, without the page around it.
    Fragment,
    /// A whole page.
    Page,
}

impl Form {
    /// The form of a text that may be any: a whole page says so at its beginning.
    pub(crate) fn of(text: &str) -> Form {
        if !looks_like_markup(text) {
            return Form::Plain;
        }
        let head = text[..text.floor_char_boundary(4 << 10)].to_ascii_lowercase();
        let whole = ["<!doctype", "<html", "<head", "<body"].iter().any(|t| head.contains(t));
        if whole { Form::Page } else { Form::Fragment }
    }
}

/// Reads `text` on behalf of `outer`; all blocks get `origin`.
pub(crate) fn read(
    text: String,
    form: Form,
    url: Option<String>,
    outer: &Source,
    origin: Origin,
    limits: &Limits,
) -> Result<Draft, ReadError> {
    let media_type = if form == Form::Plain { "text/plain" } else { "text/html" };
    let hints = Hints {
        media_type: Some(media_type.to_owned()),
        charset: Some("utf-8".to_owned()),
        url: url.or_else(|| outer.hints.url.clone()),
        ..outer.hints.clone()
    };
    let part = Source { path: outer.path.clone(), bytes: text.into_bytes(), hints };
    let mut draft = match form {
        Form::Plain => plain::read(&part, limits)?,
        Form::Fragment => html::read_fragment(&part, limits)?,
        Form::Page => html::read(&part, limits)?,
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_page_says_so_at_its_beginning() {
        assert_eq!(Form::of("Rain, then sun: 3 < 4."), Form::Plain);
        assert_eq!(Form::of("<p>Rain, then sun.</p>"), Form::Fragment);
        assert_eq!(Form::of("<!DOCTYPE html>\n<title>Rain</title><p>Rain, then sun.</p>"), Form::Page);
    }
}
