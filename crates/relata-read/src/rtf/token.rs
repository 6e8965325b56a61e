//! The tokens of RTF ("RTF Syntax" in the specification).

/// One token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` with its number; the blank that ends it is part of it.
    Word(&'a str, Option<i32>),
    /// `\` and one character that is no letter.
    Symbol(u8),
    /// A byte of text, as it is or as `\'hh`.
    Byte(u8),
    /// Binary data (`\binN`) or a line break of the file.
    Skipped,
}

/// Goes through the tokens of some bytes.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { bytes, at: 0 }
    }

    /// The first byte after the last token.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(match byte {
            b'{' => Token::Open,
            b'}' => Token::Close,
            b'\r' | b'\n' | 0 => Token::Skipped,
            b'\\' => self.control()?,
            byte => Token::Byte(byte),
        })
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let rest = &self.bytes[self.at..];
        let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        if letters == 0 {
            let symbol = *rest.first()?;
            self.at += 1;
            if symbol != b'\'' {
                return Some(Token::Symbol(symbol));
            }
            let hex = rest.get(1..3).and_then(|h| std::str::from_utf8(h).ok());
            let Some(byte) = hex.and_then(|h| u8::from_str_radix(h, 16).ok()) else {
                return Some(Token::Skipped);
            };
            self.at += 2;
            return Some(Token::Byte(byte));
        }
        // Words have at most 32 letters; longer ones are no words anybody knows.
        let word = std::str::from_utf8(&rest[..letters.min(64)]).unwrap_or_default();
        let minus = usize::from(rest.get(letters) == Some(&b'-'));
        let digits = rest[letters + minus..].iter().take_while(|b| b.is_ascii_digit()).count();
        let mut length = letters;
        let mut value = None;
        if digits > 0 {
            length += minus + digits;
            let number = rest[letters + minus..length]
                .iter()
                .fold(0i32, |n, d| n.saturating_mul(10).saturating_add(i32::from(d - b'0')));
            value = Some(if minus > 0 { -number } else { number });
        }
        length += usize::from(rest.get(length) == Some(&b' '));
        self.at += length;
        if word == "bin" {
            let data = usize::try_from(value.unwrap_or(0)).unwrap_or(0);
            self.at = self.at.saturating_add(data).min(self.bytes.len());
            return Some(Token::Skipped);
        }
        Some(Token::Word(word, value))
    }
}
