//! Bytes to text, and offsets in the text back to offsets in the bytes.
//!
//! Knows charsets and nothing of formats, but for the few bytes at the head of a page or an XML file
//! that state a charset.
//!
//! The order: byte order mark; valid UTF-8 (bytes above ASCII that happen to be valid UTF-8 are
//! UTF-8 whatever a header says: the chance of anything else falls by a factor of ten or more with
//! each character, see RFC 3629, section 1); what the carrier states; what the head of the page
//! states; UTF-8 with a few stray bytes; detection (`chardetng`, the detector of Firefox).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::{memchr, memmem};
use relata_rows::{Note, NoteCode};

/// Bytes of a page's head in which a charset is looked for. The HTML Standard asks for 1024
/// ("prescan a byte stream"); pages that state it later, behind scripts, are common.
const PRESCAN: usize = 8 << 10;

/// Bytes that the detector is shown, from the first line that is not ASCII.
const DETECT: usize = 256 << 10;

/// Characters between two checkpoints where a charset has a rule for each character.
const STRIDE: usize = 256;

/// Text decoded from bytes.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub text: String,
    /// What had to be guessed or replaced.
    pub note: Option<Note>,
    /// In order of `text`; the first begins at 0.
    pieces: Vec<Piece>,
    /// Length of the source.
    source_len: usize,
}

/// A stretch of text whose characters all take up source bytes by one rule.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    /// Where it begins in the text.
    text: usize,
    /// Where it begins in the source.
    source: usize,
    width: Width,
}

/// How many source bytes a character takes up.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Width {
    /// As many as in the text: UTF-8.
    Same,
    /// One: single-byte charsets.
    One,
    /// Two, or four outside the Basic Multilingual Plane.
    Utf16,
    /// Not known: everything in the piece counts as its beginning.
    Start,
}

impl Decoded {
    /// The byte of the source from which byte `at` of `text` came: exact for UTF-8, UTF-16 and
    /// single-byte charsets; in the multi-byte charsets of East Asia a line start at most 64 bytes
    /// before the start of its line. Offsets past the end count as the end.
    pub(crate) fn source_offset(&self, at: usize) -> usize {
        if at >= self.text.len() {
            return self.source_len;
        }
        let at = self.text.floor_char_boundary(at);
        let after = self.pieces.partition_point(|p| p.text <= at);
        let Some(piece) = after.checked_sub(1).map(|i| self.pieces[i]) else { return 0 };
        let between = || self.text.get(piece.text..at).unwrap_or_default().chars();
        let inside = match piece.width {
            Width::Same => at - piece.text,
            Width::One => between().count(),
            Width::Utf16 => between().map(|c| 2 * c.len_utf16()).sum(),
            Width::Start => 0,
        };
        (piece.source + inside).min(self.source_len)
    }

    fn whole(text: String, skip: usize, source_len: usize) -> Decoded {
        Decoded {
            text,
            note: None,
            pieces: vec![Piece { text: 0, source: skip, width: Width::Same }],
            source_len,
        }
    }
}

/// Decodes `bytes`: byte order mark, then `stated` (HTTP, mail), then what an HTML or XML head
/// states where `html` is set, then detection.
pub(crate) fn decode(bytes: &[u8], stated: Option<&str>, html: bool) -> Decoded {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return by_encoding(bytes, skip, encoding);
    }
    if let Some(encoding) = utf16_by_look(bytes) {
        return by_encoding(bytes, 0, encoding);
    }
    let label = |l: &str| Encoding::for_label_no_replacement(l.trim().as_bytes());
    let stated = stated
        .and_then(label)
        .or_else(|| if html { stated_in_head(bytes) } else { None })
        // Bytes in which a head could be read are not UTF-16 (HTML Standard, prescan, step on UTF-16).
        .map(|e| if e == UTF_16LE || e == UTF_16BE { UTF_8 } else { e });
    // Escape sequences are ASCII, so valid UTF-8 says nothing of this one.
    let escapes = stated.is_some_and(|e| e.name() == "ISO-2022-JP") && memchr(0x1B, bytes).is_some();
    if !escapes && let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded::whole(text.to_owned(), 0, bytes.len());
    }
    if stated.is_none_or(|e| e == UTF_8)
        && let Some(mended) = utf8_with_strays(bytes, 0)
    {
        return mended;
    }
    let stated = stated.filter(|&e| e != UTF_8);
    let first = by_encoding(bytes, 0, stated.unwrap_or_else(|| guess(bytes)));
    let Some(stated) = stated else {
        let name = guess(bytes).name();
        return with_note(first, &format!("no charset is stated that fits; read as {name} by its look"));
    };
    let lost = replaced(&first.text);
    if lost == 0 {
        return first;
    }
    let guessed = guess(bytes);
    let second = by_encoding(bytes, 0, guessed);
    if guessed == stated || replaced(&second.text) >= lost {
        return first;
    }
    let (stated, guessed) = (stated.name(), guessed.name());
    with_note(second, &format!("the stated charset {stated} does not fit; read as {guessed} by its look"))
}

fn replaced(text: &str) -> usize {
    memmem::find_iter(text.as_bytes(), "\u{FFFD}").count()
}

fn with_note(mut decoded: Decoded, message: &str) -> Decoded {
    let message = match &decoded.note {
        Some(note) => format!("{message}; {}", note.message),
        None => message.to_owned(),
    };
    decoded.note = Some(Note::new(NoteCode::Repaired, message));
    decoded
}

/// Whether bytes without a mark look like UTF-16.
pub(crate) fn is_wide(bytes: &[u8]) -> bool {
    utf16_by_look(bytes).is_some()
}

/// UTF-16 without a mark: text that is mostly ASCII has a zero in every second byte, and no other
/// text has. Needs four in five bytes of one parity to be zero, and one in eight at most of the other.
fn utf16_by_look(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    memchr(0, head)?;
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    let lopsided = |many: usize, few: usize| many * 5 >= pairs * 4 && few * 8 <= pairs;
    if lopsided(odd, even) {
        Some(UTF_16LE)
    } else if lopsided(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let ascii = Encoding::ascii_valid_up_to(bytes);
    let line =
        memchr::memrchr(b'\n', &bytes[..ascii]).map_or(0, |n| n + 1).max(ascii.saturating_sub(DETECT / 2));
    let shown = &bytes[line..bytes.len().min(line + DETECT)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(shown, line + shown.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// Decodes all of `bytes` after `skip` by one charset.
fn by_encoding(bytes: &[u8], skip: usize, encoding: &'static Encoding) -> Decoded {
    let body = &bytes[skip.min(bytes.len())..];
    if encoding == UTF_8 {
        return match std::str::from_utf8(body) {
            Ok(text) => Decoded::whole(text.to_owned(), skip, bytes.len()),
            Err(_) => mend_utf8(bytes, skip),
        };
    }
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let (text, pieces) = if wide || encoding.is_single_byte() {
        let text = encoding.decode_without_bom_handling(body).0.into_owned();
        let width = if wide { Width::Utf16 } else { Width::One };
        let pieces = checkpoints(&text, skip, width);
        (text, pieces)
    } else {
        by_lines(body, skip, encoding)
    };
    let note = match replaced(&text) {
        0 => None,
        n => Some(Note::new(
            NoteCode::Repaired,
            format!("{} not {} and stand as \u{FFFD}", count(n, "place is", "places are"), encoding.name()),
        )),
    };
    Decoded { text, note, pieces, source_len: bytes.len() }
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn checkpoints(text: &str, skip: usize, width: Width) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len() / STRIDE + 1);
    let mut source = skip;
    for (n, (at, c)) in text.char_indices().enumerate() {
        if n % STRIDE == 0 {
            pieces.push(Piece { text: at, source, width });
        }
        source += if width == Width::One { 1 } else { 2 * c.len_utf16() };
    }
    pieces
}

/// Decodes line by line: no charset of the web has a line feed inside a longer character
/// (Encoding Standard, indexes of the legacy multi-byte encodings).
fn by_lines(body: &[u8], skip: usize, encoding: &'static Encoding) -> (String, Vec<Piece>) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(body.len() + body.len() / 2);
    let mut pieces = vec![Piece { text: 0, source: skip, width: Width::Start }];
    let (mut at, mut marked) = (0, 0);
    for line in body.split_inclusive(|&b| b == b'\n') {
        if at - marked >= 64 {
            pieces.push(Piece { text: text.len(), source: skip + at, width: Width::Start });
            marked = at;
        }
        at += line.len();
        let last = at == body.len();
        // Never more than three bytes of UTF-8 for one of the source; `None` is overflow of usize.
        text.reserve(decoder.max_utf8_buffer_length(line.len()).unwrap_or(0));
        let _ = decoder.decode_to_string(line, &mut text, last);
    }
    (text, pieces)
}

/// Bytes that are UTF-8 but for some that are not, read by [`mend_utf8`]; `None` where they rather
/// look like another charset: fewer than one valid longer character for four faults, or more than
/// one fault in eight bytes.
fn utf8_with_strays(bytes: &[u8], skip: usize) -> Option<Decoded> {
    let (mut stray, mut valid) = (0, 0);
    for chunk in bytes[skip..].utf8_chunks() {
        stray += usize::from(!chunk.invalid().is_empty());
        // Lead bytes of two and more (RFC 3629, section 3).
        valid += chunk.valid().bytes().filter(|&b| b >= 0xC0).count();
    }
    let text = valid > 0 && valid * 4 >= stray && stray * 8 <= bytes.len();
    text.then(|| mend_utf8(bytes, skip))
}

/// Reads UTF-8 with bytes that are not. A single byte with a meaning in Windows-1252 is read as
/// that (a pasted quotation mark or accented letter, the usual cause); the rest of a character cut
/// short, and bytes without meaning, become U+FFFD.
fn mend_utf8(bytes: &[u8], skip: usize) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut pieces = Vec::new();
    let mut source = skip;
    let (mut foreign, mut lost) = (0, 0);
    let mark = |pieces: &mut Vec<Piece>, text: usize, source: usize, width: Width| {
        pieces.push(Piece { text, source, width });
    };
    for chunk in bytes[skip.min(bytes.len())..].utf8_chunks() {
        if !chunk.valid().is_empty() {
            mark(&mut pieces, text.len(), source, Width::Same);
            text.push_str(chunk.valid());
            source += chunk.valid().len();
        }
        let bad = chunk.invalid();
        if bad.is_empty() {
            continue;
        }
        let running = pieces.last().is_some_and(|p| p.width == Width::One);
        let cut = source + bad.len() == bytes.len() && bad[0] >= 0xC2;
        match bad {
            [byte] if !cut && *byte >= 0x80 && has_meaning_in_1252(*byte) => {
                foreign += 1;
                if !running {
                    mark(&mut pieces, text.len(), source, Width::One);
                }
                text.push_str(&WINDOWS_1252.decode_without_bom_handling(bad).0);
            }
            _ => {
                lost += 1;
                mark(&mut pieces, text.len(), source, Width::Start);
                text.push('\u{FFFD}');
            }
        }
        source += bad.len();
    }
    let mut said = Vec::new();
    if foreign > 0 {
        let bytes = count(foreign, "byte is", "bytes are");
        said.push(format!("{bytes} not UTF-8 and read as Windows-1252"));
    }
    if lost > 0 {
        said.push(format!("{} not UTF-8 and stand as \u{FFFD}", count(lost, "place is", "places are")));
    }
    let note = (!said.is_empty()).then(|| Note::new(NoteCode::Repaired, said.join("; ")));
    Decoded { text, note, pieces, source_len: bytes.len() }
}

/// The five bytes that Windows-1252 leaves open (Encoding Standard, index-windows-1252, maps them
/// to control characters).
fn has_meaning_in_1252(byte: u8) -> bool {
    !matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)
}

/// What the head of a page or XML file states of its charset: `<?xml ... encoding="x"?>`,
/// `<meta charset=x>` or `<meta http-equiv=content-type content="...; charset=x">`, outside comments
/// (HTML Standard, "prescan a byte stream to determine its encoding").
fn stated_in_head(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(PRESCAN)].to_ascii_lowercase();
    if head.starts_with(b"<?xml")
        && let Some(end) = memmem::find(&head, b"?>")
        && let Some(at) = memmem::find(&head[..end], b"encoding")
        && let Some(encoding) = label_after_equals(&head[at + b"encoding".len()..end])
    {
        return Some(encoding);
    }
    let mut rest = &head[..];
    while let Some(at) = memchr(b'<', rest) {
        rest = &rest[at..];
        let skip = if rest.starts_with(b"<!--") {
            memmem::find(&rest[2..], b"-->").map_or(rest.len(), |e| e + 5)
        } else if rest.starts_with(b"<meta") {
            let end = memchr(b'>', rest).unwrap_or(rest.len());
            let tag = &rest[..end];
            if let Some(encoding) = memmem::find_iter(tag, b"charset")
                .find_map(|at| label_after_equals(&tag[at + b"charset".len()..]))
            {
                return Some(encoding);
            }
            end
        } else {
            1
        };
        rest = &rest[skip.min(rest.len())..];
    }
    None
}

/// The charset named after an equals sign, with or without quotation marks.
fn label_after_equals(text: &[u8]) -> Option<&'static Encoding> {
    let value = text.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|b| b"\"'; \t\r\n/>?".contains(b)).unwrap_or(value.len());
    Encoding::for_label_no_replacement(&value[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn message(d: &Decoded) -> &str {
        d.note.as_ref().map_or("", |n| n.message.as_str())
    }

    #[test]
    fn utf8_passes_through_with_and_without_a_mark() {
        let plain = decode("Señal".as_bytes(), None, false);
        assert_eq!((plain.text.as_str(), message(&plain), plain.source_offset(4)), ("Señal", "", 4));
        let marked = decode(b"\xEF\xBB\xBFab", None, false);
        assert_eq!((marked.text.as_str(), marked.source_offset(0), marked.source_offset(2)), ("ab", 3, 5));
    }

    #[test]
    fn valid_utf8_beats_a_wrong_header() {
        assert_eq!(decode("México".as_bytes(), Some("iso-8859-1"), false).text, "México");
    }

    #[test]
    fn stray_windows_bytes_in_utf8_are_read_and_reported() {
        let bytes = b"The caf\xC3\xA9 owner \x93said\x94 so \xF0\x9F\x98 end";
        let d = decode(bytes, Some("utf-8"), false);
        assert_eq!(d.text, "The café owner \u{201C}said\u{201D} so \u{FFFD} end");
        assert!(message(&d).contains("2 bytes are not UTF-8 and read as Windows-1252"), "{}", message(&d));
        assert!(message(&d).contains("1 place is not UTF-8"), "{}", message(&d));
        let end = d.text.find("end").unwrap();
        assert_eq!(&bytes[d.source_offset(end)..], b"end");
        let said = d.text.find("said").unwrap();
        assert_eq!(&bytes[d.source_offset(said)..][..4], b"said");
    }

    #[test]
    fn a_character_cut_at_the_end_is_not_another_charset() {
        let d = decode(b"na\xC3\xAFve caf\xC3", None, false);
        assert_eq!(d.text, "naïve caf\u{FFFD}");
    }

    #[test]
    fn charset_is_taken_from_header_then_head_then_look() {
        let spanish = "El gobierno de México informó que las exportaciones crecieron el año pasado.";
        let latin: Vec<u8> = spanish.chars().map(|c| c as u8).collect();
        assert_eq!(decode(&latin, Some("ISO-8859-1"), false).text, spanish);
        let guessed = decode(&latin, None, false);
        assert_eq!(guessed.text, spanish);
        assert!(message(&guessed).contains("windows-1252"));
        for head in [
            "<meta charset=windows-1251>",
            "<!-- <meta charset=utf-8> --><META http-equiv='Content-Type' content='text/html; charset=windows-1251'>",
            "<?xml version='1.0' encoding='windows-1251'?>",
        ] {
            let mut page = head.as_bytes().to_vec();
            page.extend(b"\xCC\xE8\xF0");
            assert!(decode(&page, None, true).text.ends_with("Мир"), "{head}");
        }
    }

    #[test]
    fn a_stated_charset_that_does_not_fit_gives_way() {
        let d = decode(b"Se\xF1al y a\xF1o nuevo en Espa\xF1a", Some("utf-8"), false);
        assert_eq!(d.text, "Señal y año nuevo en España");
    }

    #[test]
    fn utf16_is_told_with_and_without_a_mark_and_keeps_offsets() {
        let text = "Two lines 😀\nof text";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> =
            [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        for (bytes, skip) in [(le, 0), (be, 2)] {
            let d = decode(&bytes, None, false);
            assert_eq!(d.text, text);
            // Ten units before the smiley, two for it, one line break.
            assert_eq!(d.source_offset(text.find("of").unwrap()), skip + 2 * 13);
        }
    }

    #[test]
    fn multi_byte_offsets_fall_on_a_line_start() {
        let line = "日本語の長い行がここにあります。まだまだ続きます。これは試験のための文章です。\n";
        let text = line.repeat(5);
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(&text);
        let d = decode(&bytes, Some("shift_jis"), false);
        assert_eq!(d.text, text);
        let width = bytes.len() / 5;
        assert_eq!(d.source_offset(3 * line.len()), 3 * width);
        assert_eq!(d.source_offset(3 * line.len() + 9), 3 * width);
    }

    proptest! {
        #[test]
        fn any_bytes_give_text_and_offsets_in_order(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            for stated in [None, Some("utf-8"), Some("gbk"), Some("utf-16le"), Some("koi8-r")] {
                let d = decode(&bytes, stated, true);
                let offsets: Vec<usize> = (0..=d.text.len()).map(|i| d.source_offset(i)).collect();
                prop_assert!(offsets.is_sorted());
                prop_assert!(offsets.last().is_none_or(|&o| o <= bytes.len()));
            }
        }

        #[test]
        fn single_byte_offsets_are_exact(bytes in proptest::collection::vec(0x20u8..=0xFF, 1..900)) {
            let d = by_encoding(&bytes, 0, WINDOWS_1252);
            for (n, (at, _)) in d.text.char_indices().enumerate() {
                prop_assert_eq!(d.source_offset(at), n);
            }
        }
    }
}
