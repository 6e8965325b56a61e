//! What one line shows by itself: counts of its words, marks and phrases.
//!
//! Knows no other line of the text; [`super::page`] looks around.

use super::words::{CALENDAR, FUNCTION_WORDS, PHRASES, Sort, VERBS, VISITOR};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words of a line that are looked at; what lies beyond changes no feature much, and a text may be
/// one line of many megabytes.
const MOST_WORDS: usize = 2000;

/// A line with this many words and the end of a sentence counts as running text. The shortest
/// paragraphs of news have about so many; menu entries and headlines seldom do.
pub(super) const LONG_WORDS: f32 = 20.0;

/// Counts of one line. Shares are of its words unless said otherwise, 0 where it has none.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facts {
    /// 1 where a blank line stands before it; told by the text, not by the line.
    pub gap: f32,
    pub words: f32,
    /// Code points.
    pub chars: f32,
    pub word_length: f32,
    /// 1 where the line ends as a sentence does.
    pub ends_sentence: f32,
    pub ends_question: f32,
    pub ends_colon: f32,
    pub starts_lower: f32,
    pub starts_digit: f32,
    /// 1 where it begins with a bullet, an arrow or another mark that is no quotation mark.
    pub starts_mark: f32,
    pub capital_share: f32,
    pub all_capitals_share: f32,
    /// Of the code points.
    pub digit_share: f32,
    pub function_share: f32,
    pub verb_share: f32,
    pub visitor_share: f32,
    /// Ends of sentences inside the line.
    pub sentences: f32,
    pub commas: f32,
    pub quotes: f32,
    /// Addresses, e-mail addresses, handles and hash tags.
    pub addresses: f32,
    /// Bars, bullets, arrows between words.
    pub separators: f32,
    /// Tabs and line breaks.
    pub cells: f32,
    pub copyright: f32,
    pub year: f32,
    pub calendar: f32,
    pub clock: f32,
    pub money: f32,
    /// Shares of the words that lie in phrases of each [`Sort`].
    pub sorts: [f32; Sort::ALL.len()],
    /// 1 for each sort of which a phrase begins the line.
    pub begins: [f32; Sort::ALL.len()],
    /// 1 where the line ends with a phrase of [`Sort::Photo`], as credits do.
    pub ends_photo: f32,
    /// Share of the words that lie in a phrase of any sort.
    pub covered: f32,
}

impl Facts {
    /// Whether it reads as running text: long, and ended as a sentence.
    pub(super) fn is_long(&self) -> bool {
        self.words >= LONG_WORDS && self.ends_sentence > 0.0
    }

    /// Looks at one line. `lower` is the line in lower case, `words` its words there ([`words_of`]).
    pub(super) fn of(line: &str, words: &[&str]) -> Facts {
        let mut facts = Facts { words: words.len() as f32, ..Facts::default() };
        facts.count_characters(line);
        facts.count_words(line, words);
        facts.count_phrases(words);
        facts
    }

    fn count_characters(&mut self, line: &str) {
        let mut before = ' ';
        let (mut digits, mut stops) = (0.0, 0.0);
        for c in line.chars() {
            self.chars += 1.0;
            match c {
                '0'..='9' => digits += 1.0,
                ',' | ';' => self.commas += 1.0,
                '"' | '“' | '”' | '«' | '»' => self.quotes += 1.0,
                '|' | '•' | '·' | '›' | '→' | '>' | '/' | '–' | '—' => self.separators += 1.0,
                '\t' | '\n' => self.cells += 1.0,
                '©' => self.copyright = 1.0,
                '$' | '€' | '£' => self.money = 1.0,
                '@' => self.addresses += 1.0,
                '#' if before == ' ' => self.addresses += 1.0,
                ' ' if matches!(before, '.' | '!' | '?') => stops += 1.0,
                _ => {}
            }
            before = c;
        }
        self.addresses +=
            ["http:", "https:", "www."].iter().map(|s| line.matches(s).count() as f32).sum::<f32>();
        self.digit_share = digits / self.chars.max(1.0);
        let end = line.trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»')
        });
        let last = end.chars().next_back().unwrap_or(' ');
        let flag = |yes: bool| f32::from(u8::from(yes));
        self.ends_sentence = flag(matches!(last, '.' | '!' | '?' | '…' | '。'));
        self.ends_question = flag(last == '?');
        self.ends_colon = flag(last == ':');
        self.sentences = stops + self.ends_sentence;
        let first = line.chars().next().unwrap_or(' ');
        self.starts_lower = flag(first.is_lowercase());
        self.starts_digit = flag(first.is_numeric());
        self.starts_mark = flag(
            !first.is_alphanumeric()
                && !matches!(first, '"' | '“' | '«' | '\'' | '‘' | '¿' | '¡' | '(' | '$'),
        );
    }

    fn count_words(&mut self, line: &str, words: &[&str]) {
        let (mut capital, mut all_capitals, mut letters) = (0.0, 0.0, 0.0);
        for word in words_of(line).take(MOST_WORDS) {
            let mut chars = word.chars();
            letters += word.chars().count() as f32;
            if chars.next().is_some_and(char::is_uppercase) {
                capital += 1.0;
                let rest = chars.as_str();
                if !rest.is_empty() && rest.chars().all(|c| !c.is_lowercase()) {
                    all_capitals += 1.0;
                }
            }
        }
        let n = self.words.max(1.0);
        self.capital_share = capital / n;
        self.all_capitals_share = all_capitals / n;
        self.word_length = letters / n;
        let share = |set: &HashSet<&str>| words.iter().filter(|w| set.contains(**w)).count() as f32 / n;
        self.function_share = share(&SETS.function);
        self.verb_share = share(&SETS.verbs);
        self.visitor_share = share(&SETS.visitor);
        self.calendar = f32::from(u8::from(words.iter().any(|w| SETS.calendar.contains(*w))));
        let number = |w: &str| w.bytes().all(|b| b.is_ascii_digit());
        self.year = f32::from(u8::from(
            words.iter().any(|w| w.len() == 4 && number(w) && (w.starts_with("19") || w.starts_with("20"))),
        ));
        self.clock = f32::from(u8::from(
            words.iter().any(|w| matches!(*w, "am" | "pm" | "gmt" | "utc" | "est" | "edt")),
        ));
    }

    fn count_phrases(&mut self, words: &[&str]) {
        let n = self.words.max(1.0);
        // For each sort, and for all at the end, the first word not yet in a phrase of it.
        let mut free = [0usize; Sort::ALL.len() + 1];
        let mut counts = [0usize; Sort::ALL.len() + 1];
        let any = Sort::ALL.len();
        for at in 0..words.len() {
            let Some(phrases) = SETS.phrases.get(words[at]) else { continue };
            for (sort, phrase) in phrases {
                if !words[at..].starts_with(phrase) {
                    continue;
                }
                let end = at + phrase.len();
                if at == 0 {
                    self.begins[*sort as usize] = 1.0;
                }
                if end == words.len() && *sort == Sort::Photo {
                    self.ends_photo = 1.0;
                }
                for k in [*sort as usize, any] {
                    counts[k] += end.saturating_sub(at.max(free[k]));
                    free[k] = free[k].max(end);
                }
            }
        }
        for (share, count) in self.sorts.iter_mut().zip(counts) {
            *share = count as f32 / n;
        }
        self.covered = counts[any] as f32 / n;
    }
}

/// The words of a line: runs of letters and digits. An apostrophe parts a word in two.
pub(super) fn words_of(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

/// The words of a line in lower case, up to the most that are looked at.
pub(super) fn lower_words(lower: &str) -> Vec<&str> {
    words_of(lower).take(MOST_WORDS).collect()
}

/// The tables of [`super::words`], made ready for looking up.
struct Sets {
    function: HashSet<&'static str>,
    verbs: HashSet<&'static str>,
    visitor: HashSet<&'static str>,
    calendar: HashSet<&'static str>,
    /// By first word.
    phrases: HashMap<&'static str, Vec<(Sort, Vec<&'static str>)>>,
}

static SETS: LazyLock<Sets> = LazyLock::new(|| {
    let mut phrases: HashMap<&str, Vec<(Sort, Vec<&str>)>> = HashMap::new();
    for (sort, list) in PHRASES {
        for phrase in *list {
            let words: Vec<&str> = phrase.split(' ').collect();
            phrases.entry(words[0]).or_default().push((*sort, words));
        }
    }
    let set = |list: &[&'static str]| list.iter().copied().collect();
    Sets {
        function: set(FUNCTION_WORDS),
        verbs: set(VERBS),
        visitor: set(VISITOR),
        calendar: set(CALENDAR),
        phrases,
    }
});

/// Whether a word says nothing of the subject.
pub(super) fn is_function_word(word: &str) -> bool {
    SETS.function.contains(word)
}
