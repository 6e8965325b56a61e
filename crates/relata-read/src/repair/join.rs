//! What stands between two lines of one paragraph: a blank, nothing, or a cut word to mend.
//!
//! A hyphen at a line end either belongs to the word ("long-" / "term") or was put there by the
//! typesetter ("under-" / "estimate"). The rule, first answer wins:
//!
//! 1. the document writes one of the two forms elsewhere: that form, the more frequent one;
//! 2. a digit beside the hyphen, a capital after it (unless both parts are in capitals), a hyphen
//!    elsewhere in the word, or another list member to come ("short-" / "and long-term"): keep;
//! 3. the first part is a prefix that is written solid ([`SOLID`]): mend;
//! 4. the document writes other words with this first part and a hyphen: keep;
//! 5. the first part opens compounds, or the second one closes them ([`OPENERS`], [`CLOSERS`]): keep;
//! 6. both parts are words that the document uses by themselves: keep;
//! 7. otherwise the typesetter cut the word: mend.
//!
//! The lists follow the hyphenation guides of the U.S. GPO Style Manual (2016), chapters 6 and 7,
//! which are about which compounds are solid and which are hyphenated.

use std::collections::HashMap;

/// Prefixes written solid before a lower-case word (GPO Style Manual 6.7, 6.29).
const SOLID: &[&str] = &[
    "ab", "ac", "ad", "after", "ap", "as", "at", "be", "circum", "com", "con", "de", "dis", "em", "en", "ex",
    "fore", "hyper", "im", "in", "inter", "intra", "intro", "mis", "ob", "out", "over", "per", "pro", "re",
    "sub", "super", "sur", "trans", "ultra", "un", "under", "up",
];

/// First parts of compounds that keep their hyphen.
const OPENERS: &[&str] = &[
    "all", "best", "better", "co", "cross", "double", "eight", "eighty", "ex", "far", "fast", "fifty",
    "first", "five", "forty", "four", "free", "full", "great", "half", "hard", "high", "higher", "ill",
    "large", "late", "left", "less", "light", "long", "longer", "low", "lower", "middle", "most", "much",
    "multi", "near", "never", "nine", "ninety", "non", "often", "old", "one", "open", "part", "post", "pre",
    "quasi", "right", "second", "self", "semi", "seven", "seventy", "short", "single", "six", "sixty",
    "small", "so", "soft", "ten", "third", "thirty", "three", "top", "twenty", "two", "vice", "well", "wide",
    "worst", "year", "anti", "mid", "pro", "counter", "zero",
];

/// Last parts of compounds that keep their hyphen.
const CLOSERS: &[&str] = &[
    "aged",
    "backed",
    "based",
    "bound",
    "born",
    "called",
    "class",
    "controlled",
    "day",
    "driven",
    "elect",
    "end",
    "era",
    "faced",
    "family",
    "fifths",
    "five",
    "four",
    "free",
    "funded",
    "general",
    "going",
    "growing",
    "hand",
    "held",
    "hour",
    "income",
    "known",
    "lasting",
    "law",
    "led",
    "level",
    "like",
    "line",
    "long",
    "made",
    "member",
    "mile",
    "minded",
    "minute",
    "month",
    "nine",
    "old",
    "one",
    "oriented",
    "out",
    "owned",
    "page",
    "paid",
    "percent",
    "person",
    "point",
    "quality",
    "ranking",
    "rate",
    "related",
    "report",
    "resistant",
    "round",
    "run",
    "running",
    "scale",
    "seven",
    "six",
    "skilled",
    "specific",
    "speed",
    "sponsored",
    "standing",
    "state",
    "step",
    "style",
    "term",
    "thirds",
    "three",
    "time",
    "to",
    "two",
    "type",
    "wage",
    "week",
    "wide",
    "wing",
    "year",
];

/// Words that show that a hyphen waits for the second part of a later word ("short- and long-term").
const SUSPENDERS: &[&str] = &["and", "or", "to", "y", "o", "und", "oder", "et", "ou"];

/// What stands between two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seam {
    /// A blank.
    Blank,
    /// Nothing: the line end was no word end, and every character stays.
    Nothing,
    /// The hyphen at the end of the first line goes, then nothing.
    Mend,
}

/// How often the document writes the words that line ends leave in doubt.
#[derive(Debug, Default)]
pub(super) struct Joiner {
    counts: HashMap<String, u32>,
}

impl Joiner {
    /// Counts, over the texts of all lines, the words that the given seams (left line, right line) ask for.
    pub(super) fn new<'a>(
        seams: impl Iterator<Item = (&'a str, &'a str)>,
        lines: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut counts = HashMap::new();
        for (left, right) in seams {
            let Some((first, second)) = cut_word(left, right) else { continue };
            let (first, second) = (first.to_lowercase(), second.to_lowercase());
            for key in
                [format!("{first}{second}"), format!("{first}-{second}"), format!("{first}-"), first, second]
            {
                counts.insert(key, 0);
            }
        }
        if counts.is_empty() {
            return Joiner { counts };
        }
        for line in lines {
            count_words(line, &mut counts);
        }
        Joiner { counts }
    }

    /// What stands between `left` and the line `right` that follows it in the same paragraph.
    pub(super) fn seam(&self, left: &str, right: &str) -> Seam {
        let Some(last) = left.chars().next_back() else { return Seam::Blank };
        let before = left[..left.len() - last.len_utf8()].chars().next_back();
        let after_blank = before.is_none_or(char::is_whitespace);
        let next = right.chars().next().unwrap_or(' ');
        let url = left.rsplit(char::is_whitespace).next().is_some_and(|t| t.contains("://"));
        match last {
            '\u{AD}' => Seam::Mend,
            _ if url && "/_=&?%-".contains(last) => Seam::Nothing,
            '-' | '\u{2010}' if before == Some('-') => Seam::Nothing,
            '-' | '\u{2010}' if after_blank => Seam::Blank,
            '-' | '\u{2010}' => self.hyphen(left, right),
            '—' | '–' | '\u{2011}' | '/' if !after_blank => Seam::Nothing,
            _ if next == '—' && !right[next.len_utf8()..].starts_with(char::is_whitespace) => Seam::Nothing,
            _ if unspaced(last) && unspaced(next) => Seam::Nothing,
            _ => Seam::Blank,
        }
    }

    /// The rule of the module for a hyphen at the end of `left`.
    fn hyphen(&self, left: &str, right: &str) -> Seam {
        let Some((first, second)) = cut_word(left, right) else { return Seam::Nothing };
        let capital = second.starts_with(char::is_uppercase);
        let shouted = |s: &str| s.chars().count() > 1 && s.chars().all(char::is_uppercase);
        let rest = right[second.len()..].chars().next().unwrap_or(' ');
        let (x, y) = (first.to_lowercase(), second.to_lowercase());
        if SUSPENDERS.contains(&y.as_str()) && rest.is_whitespace() {
            return Seam::Blank;
        }
        let solid = self.count(&format!("{x}{y}"));
        let hyphenated = self.count(&format!("{x}-{y}"));
        if solid != hyphenated {
            return if solid > hyphenated { Seam::Mend } else { Seam::Nothing };
        }
        // A hyphen of three bytes (U+2010) is one too.
        let stem = left.strip_suffix(['-', '\u{2010}']).unwrap_or(left);
        let head = &stem[..stem.len() - first.len()];
        let compound = head.ends_with(['-', '.', '’', '\'']) || rest == '-';
        if compound || (capital && !(shouted(first) && shouted(second))) {
            return Seam::Nothing;
        }
        if SOLID.contains(&x.as_str()) && self.count(&format!("{x}-")) == 0 {
            return Seam::Mend;
        }
        let words = self.count(&x) > 0 && self.count(&y) > 0 && x.len() > 2 && y.len() > 2;
        let keep = self.count(&format!("{x}-")) > 0
            || OPENERS.contains(&x.as_str())
            || CLOSERS.contains(&y.as_str())
            || words;
        if keep { Seam::Nothing } else { Seam::Mend }
    }

    fn count(&self, word: &str) -> u32 {
        self.counts.get(word).copied().unwrap_or(0)
    }
}

/// The two parts of the word that a hyphen at the end of `left` may have cut; `None` where there is
/// no such hyphen or a digit or mark stands beside it.
fn cut_word<'a>(left: &'a str, right: &'a str) -> Option<(&'a str, &'a str)> {
    let stem = left.strip_suffix(['-', '\u{2010}'])?;
    let letters = |c: char| c.is_alphabetic();
    let first = &stem[stem.trim_end_matches(letters).len()..];
    let second = &right[..right.len() - right.trim_start_matches(letters).len()];
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_numeric());
    let beside = stem[..stem.len() - first.len()].chars().next_back();
    (!first.is_empty() && !second.is_empty() && !digit(beside)).then_some((first, second))
}

/// Adds to `counts` the words of one line that are asked for, and the first parts of its compounds,
/// leaving out what may be a fragment: the first and the last word of the line.
fn count_words(line: &str, counts: &mut HashMap<String, u32>) {
    let mut words =
        line.split(|c: char| !(c.is_alphabetic() || c == '-' || c == '\u{2010}')).filter(|w| !w.is_empty());
    let Some(mut word) = words.next() else { return };
    let mut first = true;
    for next in words.map(Some).chain([None]) {
        let fragment = first || (next.is_none() && word.ends_with(['-', '\u{2010}']));
        if !fragment {
            let lower = word.to_lowercase().replace('\u{2010}', "-");
            if let Some((opener, _)) = lower.split_once('-')
                && let Some(n) = counts.get_mut(&format!("{opener}-"))
            {
                *n += 1;
            }
            if let Some(n) = counts.get_mut(lower.as_str()) {
                *n += 1;
            }
        }
        first = false;
        let Some(next) = next else { break };
        word = next;
    }
}

/// Whether `c` belongs to a script written without blanks between words (Han, kana).
fn unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{3001}' | '\u{3002}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `left` and `right` joined in a document that also has the line `elsewhere`.
    fn joined(left: &str, right: &str, elsewhere: &str) -> String {
        let joiner = Joiner::new([(left, right)].into_iter(), [left, right, elsewhere].into_iter());
        match joiner.seam(left, right) {
            Seam::Blank => format!("{left} {right}"),
            Seam::Nothing => format!("{left}{right}"),
            Seam::Mend => {
                let cut = left.char_indices().next_back().map_or(0, |(i, _)| i);
                format!("{}{right}", &left[..cut])
            }
        }
    }

    #[test]
    fn cut_words_are_mended_and_compounds_kept() {
        for (left, right, whole) in [
            ("the inter-", "national body", "the international body"),
            ("a likely over-", "statement", "a likely overstatement"),
            ("its pro-", "duction", "its production"),
            ("agricul-", "ture", "agriculture"),
            ("a long-", "range plan", "a long-range plan"),
            ("rules-", "based order", "rules-based order"),
            ("the Anglo-", "Irish treaty", "the Anglo-Irish treaty"),
            ("COVID-", "19 came", "COVID-19 came"),
            ("mid-", "2019", "mid-2019"),
            ("a step-", "by-step way", "a step-by-step way"),
            ("the inter\u{2010}", "national body", "the international body"),
            ("the Anglo\u{2010}", "Irish treaty", "the Anglo\u{2010}Irish treaty"),
            ("short-", "and long-term loans", "short- and long-term loans"),
            ("INTERNA-", "TIONAL LAW", "INTERNATIONAL LAW"),
            ("soft\u{ad}", "ware", "software"),
        ] {
            assert_eq!(joined(left, right, ""), whole);
        }
    }

    #[test]
    fn the_document_itself_decides_first() {
        assert_eq!(joined("the under-", "secretary", "our under-secretary said so"), "the under-secretary");
        assert_eq!(joined("the land-", "owners", "all landowners pay"), "the landowners");
        assert_eq!(
            joined("the border-", "crossing", "it is a crossing of the border here"),
            "the border-crossing"
        );
    }

    #[test]
    fn dashes_and_addresses_need_no_blank() {
        assert_eq!(joined("the harbour—", "closed", ""), "the harbour—closed");
        assert_eq!(joined("the harbour", "—closed", ""), "the harbour—closed");
        assert_eq!(joined("the harbour –", "closed", ""), "the harbour – closed");
        assert_eq!(joined("see https://example.org/a/", "b.html", ""), "see https://example.org/a/b.html");
    }
}
