//! What stands between marks of quotation in one block.
//!
//! Curly, straight, angled and doubled single marks; single ones only where they cannot be apostrophes. Marks that
//! do not pair give nothing. A block that opens and does not close may be carried on by the next.

/// What stands for the mark that two single ones make.
const DOUBLED: char = '\u{2033}';

/// A stretch between two marks, in bytes of the block's text; the marks stand just outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// First byte behind the opening mark.
    pub start: usize,
    /// The closing mark's first byte, or the end of the block.
    pub end: usize,
    /// Whether a closing mark stands there.
    pub closed: bool,
}

/// The quotations of a block, in order, not overlapping; quotations inside quotations are not listed.
pub(crate) fn find(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    // Quotations of the same marks inside the open one.
    let mut inner = 0;
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, n)| n);
        let opening = opens_after(before) && !next.is_whitespace();
        // Two single marks stand for a double one.
        if matches!(c, '\'' | '’' | '‘') && matches!(next, '\'' | '’' | '‘') {
            chars.next();
            let inner = i + c.len_utf8() + next.len_utf8();
            let after = chars.peek().map_or(' ', |&(_, n)| n);
            match open {
                None if opens_after(before) && !after.is_whitespace() => open = Some((inner, DOUBLED)),
                Some((start, DOUBLED)) if i > start => {
                    found.push(Quoted { start, end: i, closed: true });
                    open = None;
                }
                _ => {}
            }
            before = next;
            continue;
        }
        match open {
            None => {
                let begins = match c {
                    '“' | '„' => !next.is_whitespace(),
                    '«' => true,
                    '»' => opening,
                    // Some pages close with an opening mark and open with a closing one.
                    '"' | '”' => opening,
                    '‘' | '\'' => {
                        opening && next.is_alphanumeric() && single_closes(&text[i + c.len_utf8()..], c)
                    }
                    _ => false,
                };
                if begins {
                    open = Some((i + c.len_utf8(), c));
                }
            }
            Some((_, '“')) if c == '“' && opening && nests(&text[i + c.len_utf8()..], inner) => {
                inner += 1
            }
            Some((_, '“')) if c == '”' && inner > 0 => inner -= 1,
            Some((start, mark)) => {
                let closes = match (mark, c) {
                    ('“', '”') | ('«', '»') | ('»', '«') | ('„', '“' | '”') => true,
                    ('“' | '”' | '"', '"' | '”') => !opening || next == ' ',
                    ('“', '“') => !before.is_whitespace() && !next.is_alphanumeric(),
                    ('‘', '’') | ('\'', '\'' | '’') => {
                        // Behind a plural it is a genitive, where another mark closes later.
                        !before.is_whitespace()
                            && !next.is_alphanumeric()
                            && (before != 's'
                                || matches!(next, ',' | '.' | ';' | ':' | '!' | '?')
                                || !single_closes(&text[i + c.len_utf8()..], mark))
                    }
                    _ => false,
                };
                if closes {
                    if i > start {
                        found.push(Quoted { start, end: i, closed: true });
                    }
                    open = None;
                }
            }
        }
        before = c;
    }
    if let Some((start, mark)) = open
        && !matches!(mark, '‘' | '\'' | DOUBLED)
        && start < text.len()
    {
        found.push(Quoted { start, end: text.len(), closed: false });
    }
    found
}

/// Whether what follows an opening mark closes it and all that are open around it, `inner` and the outermost.
fn nests(rest: &str, inner: usize) -> bool {
    // Longest quotation looked at, in characters; bounds the work.
    const REACH: usize = 3000;
    let count = |mark: char| rest.chars().take(REACH).filter(|&c| c == mark).count();
    count('”') >= count('“') + inner + 2
}

/// Whether a mark behind `c` may open a quotation.
fn opens_after(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | ':' | ',' | '/' | '…' | '“' | '"' | '‘')
}

/// Whether a single mark that opens is closed again within a few sentences; else it is an apostrophe.
fn single_closes(rest: &str, mark: char) -> bool {
    // Longest quotation in single marks looked for, in characters; bounds the work.
    const REACH: usize = 600;
    // "'em", "'90s": no quotation begins with them.
    if rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("em ") || rest.starts_with("til ") {
        return false;
    }
    // One letter between two marks is a word cut at both ends: rock 'n' roll.
    let cut = rest.chars().nth(1).is_some_and(|c| matches!(c, '\'' | '’'));
    if cut {
        return false;
    }
    let mut before = ' ';
    let mut chars = rest.chars().take(REACH).peekable();
    while let Some(c) = chars.next() {
        if matches!(c, '“' | '”' | '"') {
            return false;
        }
        let next = chars.peek().copied().unwrap_or(' ');
        let closing = if mark == '‘' { c == '’' } else { matches!(c, '\'' | '’') };
        // Behind a plural -s it may as well be a genitive: only with a stop before it does it close.
        let genitive = before == 's' && !matches!(next, ',' | '.' | ';' | ':' | '!' | '?');
        if closing && !before.is_whitespace() && !next.is_alphanumeric() && !genitive {
            return true;
        }
        before = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|q| &text[q.start..q.end]).collect()
    }

    #[test]
    fn marks_of_every_sort_pair() {
        assert_eq!(cut("“One,” she said. \"Two.\" «Three» „Four“"), ["One,", "Two.", "Three", "Four"]);
        assert_eq!(cut("He said 'yes, now.' and left"), ["yes, now."]);
        assert_eq!(cut("\"He said 'no' to me,\" she said"), ["He said 'no' to me,"]);
        assert_eq!(
            cut("“It is no “hell,” as he says,” she said. “Go on,” he said."),
            ["It is no “hell,” as he says,", "Go on,"]
        );
        assert_eq!(cut("« Six », »seven« and ''eight,'' she said"), [" Six ", "seven", "eight,"]);
        assert_eq!(
            cut("'It is the tenants' roof, not ours,' he said"),
            ["It is the tenants' roof, not ours,"]
        );
    }

    #[test]
    fn apostrophes_and_inches_are_no_marks() {
        for text in [
            "the dogs' home in the '90s",
            "rock 'n' roll isn't over",
            "5'10\" tall and 6'2\" wide",
            "O'Neil's",
        ] {
            assert_eq!(cut(text), Vec::<&str>::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn quotations_lie_inside_and_in_order(text in "[a-z \"'“”‘’«»„.,é]{0,80}") {
            let mut last = 0;
            for q in find(&text) {
                prop_assert!(last <= q.start && q.start < q.end && q.end <= text.len());
                prop_assert!(text.get(q.start..q.end).is_some());
                last = q.end;
            }
        }
    }
}
