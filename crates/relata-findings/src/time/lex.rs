//! The words of a sentence as pieces with a class: months, units, numbers, dates in digits. A word may be
//! several pieces ("mid-May", "Dec31", "3pm"); table in `data/en/time.txt`.

use super::meaning::{DayPart, Season, Unit, Which};
use crate::lexicon;
use crate::words::Word;
use relata_rows::Span;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a piece may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Lexeme {
    Month(u8),
    Weekday {
        day: u8,
        plural: bool,
    },
    Unit {
        unit: Unit,
        plural: bool,
    },
    Season(Season),
    Part(DayPart),
    /// The first year of a decade; below 100 where the century is not written: "the '90s".
    Decade(i16),
    /// Digits without marks: value and number of digits.
    Int {
        value: u32,
        digits: u8,
    },
    /// Two digits behind an apostrophe: '98.
    ShortYear(u8),
    /// Digits with one stop, as two numbers: 5.12.
    Pair(u32, u32),
    Ordinal(u8),
    /// Numbers parted by slashes, stops or hyphens: 3/3/2022, 2022-03-03.
    Numbers {
        parts: [u16; 3],
        digits: [u8; 3],
        count: u8,
        mark: u8,
    },
    /// 5:30, 17:30:05.
    Clock {
        hour: u8,
        minute: u8,
        second: Option<u8>,
    },
    /// "weeklong".
    Long(Unit),
    /// "noon": the hour.
    Hour(u8),
    /// Whether after noon.
    Half {
        pm: bool,
    },
    /// "today": days from the day of publication.
    Day(i8),
    Tonight,
    /// "weekly": every so many units.
    Often(Unit, u8),
    Zone,
    Which(Which),
    Present,
    Past,
    Future,
    Mark(char),
    Other,
}

/// A word or part of one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'w> {
    pub lexeme: Lexeme,
    /// In small letters.
    pub text: &'w str,
    pub span: Span,
    /// Its word in the sentence.
    pub word: usize,
    /// Whether no white space stands before it.
    pub glued: bool,
}

/// What a word means alone, and glued to a number.
struct Table {
    whole: HashMap<&'static str, Lexeme>,
    glued: HashMap<&'static str, Lexeme>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { whole: HashMap::new(), glued: HashMap::new() };
    for line in lexicon::lines(include_str!("../../data/en/time.txt")) {
        let Some((class, forms)) = line.split_once(':') else { continue };
        let mut class = class.split_whitespace();
        let (Some(name), value, count) = (class.next(), class.next().unwrap_or(""), class.next()) else {
            continue;
        };
        let Some(lexeme) = lexeme(name, value, count.unwrap_or("")) else { continue };
        let into = if name == "glued" { &mut table.glued } else { &mut table.whole };
        into.extend(forms.split_whitespace().map(|f| (f, lexeme)));
    }
    table
});

/// Whether a word (lower case) is the full name of a day of the week.
pub(crate) fn is_weekday(word: &str) -> bool {
    let named = matches!(TABLE.whole.get(word), Some(Lexeme::Weekday { plural: false, .. }));
    named && word.ends_with("day")
}

fn lexeme(name: &str, value: &str, count: &str) -> Option<Lexeme> {
    let number = || value.parse::<u8>().ok();
    Some(match name {
        "month" => Lexeme::Month(number()?),
        "weekday" | "weekdays" => Lexeme::Weekday { day: number()?, plural: name == "weekdays" },
        "unit" | "units" | "glued" => Lexeme::Unit { unit: unit(value)?, plural: name == "units" },
        "season" => Lexeme::Season(
            [Season::Spring, Season::Summer, Season::Fall, Season::Winter]
                [usize::from(number()?).checked_sub(1)?],
        ),
        "part" => Lexeme::Part(part(number()?)?),
        "tens" => Lexeme::Decade(value.parse().ok()?),
        "ordinal" => Lexeme::Ordinal(number()?),
        "often" => Lexeme::Often(unit(value)?, count.parse().ok()?),
        "long" => Lexeme::Long(unit(value)?),
        "clock" => Lexeme::Hour(number()?),
        "ampm" => Lexeme::Half { pm: value == "pm" },
        "day" => Lexeme::Day(value.parse().ok()?),
        "tonight" => Lexeme::Tonight,
        "present" => Lexeme::Present,
        "past" => Lexeme::Past,
        "future" => Lexeme::Future,
        "zone" => Lexeme::Zone,
        "which" => Lexeme::Which(match value {
            "last" => Which::Last,
            "this" => Which::This,
            "next" => Which::Next,
            _ => Which::Coming,
        }),
        _ => return None,
    })
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "workday" => Unit::Workday,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        "millennium" => Unit::Millennium,
        _ => return None,
    })
}

fn part(number: u8) -> Option<DayPart> {
    [DayPart::Morning, DayPart::Midday, DayPart::Afternoon, DayPart::Evening, DayPart::Night]
        .get(usize::from(number).checked_sub(1)?)
        .copied()
}

/// The pieces of a sentence, into `out`.
pub(super) fn pieces<'w>(words: &'w [Word<'_>], out: &mut Vec<Piece<'w>>) {
    for (index, word) in words.iter().enumerate() {
        let whole = Piece {
            lexeme: Lexeme::Other,
            text: word.lower.as_ref(),
            span: word.span,
            word: index,
            glued: word.glued,
        };
        push(out, whole, 2);
    }
}

/// Adds a word as it is, or its parts; parts of parts are not cut further than `depth`.
fn push<'w>(out: &mut Vec<Piece<'w>>, piece: Piece<'w>, depth: u8) {
    let text = piece.text;
    if let Some(&lexeme) = TABLE.whole.get(text) {
        return out.push(Piece { lexeme, ..piece });
    }
    let mut chars = text.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return };
    if first.is_ascii_digit() {
        return digits(out, piece, depth);
    }
    if matches!(first, '\'' | '‘') && second.is_some_and(|c| c.is_ascii_digit()) {
        let rest = &text[first.len_utf8()..];
        let lexeme = match rest.parse::<u8>() {
            Ok(year) if rest.len() == 2 => Lexeme::ShortYear(year),
            _ => decade(rest).unwrap_or(Lexeme::Other),
        };
        return out.push(Piece { lexeme, ..piece });
    }
    if second.is_none() && !first.is_alphanumeric() {
        return out.push(Piece { lexeme: Lexeme::Mark(first), ..piece });
    }
    if depth > 0 && text.is_ascii() && text.len() == piece.span.end - piece.span.start {
        if let Some(at) = text.find('-').filter(|&at| at > 0 && at + 1 < text.len()) {
            push(out, cut(piece, 0, at), depth - 1);
            out.push(Piece { lexeme: Lexeme::Mark('-'), ..cut(piece, at, at + 1) });
            return push(out, cut(piece, at + 1, text.len()), depth - 1);
        }
        // "Dec31", "FY2022", "Q3".
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let known = || {
            let head = &text[..letters];
            matches!(head, "q" | "h" | "fy" | "cy" | "w")
                || matches!(TABLE.whole.get(head), Some(Lexeme::Month(_)))
        };
        if letters > 0
            && letters < text.len()
            && text[letters..].bytes().all(|b| b.is_ascii_digit())
            && known()
        {
            push(out, cut(piece, 0, letters), 0);
            return push(out, cut(piece, letters, text.len()), 0);
        }
    }
    out.push(piece);
}

/// A part of a piece by bytes.
fn cut(piece: Piece<'_>, from: usize, to: usize) -> Piece<'_> {
    let span = Span::new(piece.span.start + from, piece.span.start + to);
    Piece {
        lexeme: Lexeme::Other,
        text: &piece.text[from..to],
        span,
        glued: from > 0 || piece.glued,
        ..piece
    }
}

fn decade(text: &str) -> Option<Lexeme> {
    let digits = text.strip_suffix("'s").or_else(|| text.strip_suffix('s'))?;
    let year: i16 = digits.parse().ok()?;
    (matches!(digits.len(), 2 | 4) && year % 10 == 0).then_some(Lexeme::Decade(year))
}

/// A word that begins with a digit.
fn digits<'w>(out: &mut Vec<Piece<'w>>, piece: Piece<'w>, depth: u8) {
    let text = piece.text;
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[end..];
    let lexeme = match rest.bytes().next() {
        None => int(text),
        Some(b':') => clock(text),
        Some(b'-') if text.matches('-').count() == 5 => return two_dates(out, piece),
        Some(mark @ (b'/' | b'-' | b'.')) => numbers(text, mark),
        Some(b',') => None,
        _ if matches!(rest, "st" | "nd" | "rd" | "th") => text[..end].parse().ok().map(Lexeme::Ordinal),
        _ => decade(text),
    };
    if let Some(at) = two_years(text) {
        out.push(Piece { lexeme: int(&text[..at]).unwrap_or(Lexeme::Other), ..cut(piece, 0, at) });
        out.push(Piece { lexeme: Lexeme::Mark('-'), ..cut(piece, at, at + 1) });
        let second = int(&text[at + 1..]).unwrap_or(Lexeme::Other);
        return out.push(Piece { lexeme: second, ..cut(piece, at + 1, text.len()) });
    }
    if let Some(lexeme) = lexeme {
        return out.push(Piece { lexeme, ..piece });
    }
    // "3pm", "10d", "2016h2": the number and what is glued to it.
    let same = text.is_ascii() && text.len() == piece.span.end - piece.span.start;
    if depth == 0 || !same || rest.is_empty() || !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return out.push(piece);
    }
    let (number, tail) = (cut(piece, 0, end), cut(piece, end, text.len()));
    let glued = TABLE.glued.get(rest).or_else(|| TABLE.whole.get(rest)).copied();
    match (int(number.text), glued) {
        (Some(lexeme), Some(of_tail)) => {
            out.push(Piece { lexeme, ..number });
            out.push(Piece { lexeme: of_tail, ..tail });
        }
        (Some(lexeme), None) if rest.starts_with(['q', 'h']) => {
            out.push(Piece { lexeme, ..number });
            push(out, tail, depth - 1);
        }
        _ => out.push(piece),
    }
}

/// "2022/23": where the mark stands between a year and the next one, which is no month.
fn two_years(text: &str) -> Option<usize> {
    let (first, second) = text.split_once('/')?;
    let (year, next): (u16, u16) = (first.parse().ok()?, second.parse().ok()?);
    let fits = first.len() == 4 && second.len() == 2 && year % 100 + 1 == next && next > 12;
    fits.then_some(first.len())
}

/// "10-1-2018-10-7-2018": two dates with the same mark between.
fn two_dates<'w>(out: &mut Vec<Piece<'w>>, piece: Piece<'w>) {
    let middle = piece.text.match_indices('-').nth(2).map(|(at, _)| at);
    let parts = middle
        .and_then(|m| Some((m, numbers(&piece.text[..m], b'-')?, numbers(&piece.text[m + 1..], b'-')?)));
    let Some((middle, first, second)) = parts else { return out.push(piece) };
    out.push(Piece { lexeme: first, ..cut(piece, 0, middle) });
    out.push(Piece { lexeme: Lexeme::Mark('-'), ..cut(piece, middle, middle + 1) });
    out.push(Piece { lexeme: second, ..cut(piece, middle + 1, piece.text.len()) });
}

fn int(text: &str) -> Option<Lexeme> {
    let digits = u8::try_from(text.len()).ok().filter(|&d| d <= 9)?;
    Some(Lexeme::Int { value: text.parse().ok()?, digits })
}

fn clock(text: &str) -> Option<Lexeme> {
    let mut parts = text.split(':').map(|p| p.parse::<u8>().ok().filter(|_| p.len() <= 2));
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = match parts.next() {
        Some(second) => Some(second?),
        None => None,
    };
    let two = text.split(':').nth(1).is_some_and(|m| m.len() == 2);
    let fits = two && hour <= 24 && minute < 60 && second.is_none_or(|s| s < 60) && parts.next().is_none();
    fits.then_some(Lexeme::Clock { hour, minute, second })
}

fn numbers(text: &str, mark: u8) -> Option<Lexeme> {
    let (mut parts, mut digits, mut count) = ([0; 3], [0; 3], 0);
    for part in text.split(char::from(mark)) {
        if count == 3 || part.len() > 4 {
            return None;
        }
        parts[count] = part.parse().ok()?;
        digits[count] = part.len() as u8;
        count += 1;
    }
    match (count, mark) {
        (2, b'.') => Some(Lexeme::Pair(parts[0].into(), parts[1].into())),
        (2 | 3, _) => Some(Lexeme::Numbers { parts, digits, count: count as u8, mark }),
        _ => None,
    }
}
