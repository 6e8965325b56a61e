//! What a question asks for.

use super::words::{Language, plain};
use jiff::civil::Date;
use relata_language::lexicon;
use relata_language::{Analyser, Upos};
use relata_rows::{Document, Span};

/// A question in plain words, understood as far as it can be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Question {
    pub(crate) language: Language,
    /// What sort of thing it asks for.
    pub(crate) wanted: Wanted,
    /// What it is about: the words that rows should have.
    pub(crate) words: Vec<Word>,
    /// On whose word the answer should rest; empty where it does not say.
    pub(crate) source: Vec<Word>,
    /// The days that it asks for, the end exclusive.
    pub(crate) time: Option<(Date, Date)>,
    /// Of a proposal, whether it should be, rather than will be or was promised.
    pub(crate) ought: bool,
    /// Whether the number asked for is a change of a level, a part of a whole, or how long something takes.
    pub(crate) change: bool,
    pub(crate) share: bool,
    pub(crate) lasting: bool,
}

/// What sort of thing a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// How many, how much.
    Figure,
    /// What somebody said, or who said something.
    Statement,
    /// What somebody will or should do, or has promised.
    Proposal,
    /// When something happened or will happen.
    Time,
    /// Who did something, what happened, and all else.
    Any,
}

/// A word that rows should have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// As it was asked, in small letters.
    pub(crate) text: String,
    /// As rows are compared by.
    pub(crate) stem: String,
    /// Whether it is, or is part of, a name.
    pub(crate) name: bool,
}

/// Whether somebody asks, rather than looks for words: by the mark, or by how it begins.
pub(crate) fn is_question(text: &str) -> bool {
    let text = text.trim();
    let first = plain(text).into_iter().next().unwrap_or_default();
    let begins = Language::English.lists("begin", &first) || Language::Spanish.lists("begin", &first);
    text.contains(['?', '¿']) || begins && text.split_whitespace().count() > 3
}

impl Question {
    /// Reads a question. The parser reads English ones; of Spanish ones the words and their order tell.
    pub(crate) fn read(text: &str, analyser: &mut Analyser) -> Question {
        match language(text) {
            Language::English => English::new(text, analyser).read(),
            Language::Spanish => spanish(text),
        }
    }
}

/// Spanish where more of its words are those of Spanish questions than of English ones.
fn language(text: &str) -> Language {
    let words = plain(text);
    let spanish = words.iter().filter(|w| Language::Spanish.lists("empty", w)).count();
    let english = words.iter().filter(|w| Language::English.stems(w).is_empty()).count();
    if text.contains('¿') || spanish > english { Language::Spanish } else { Language::English }
}

/// One word of an English question with its place in the tree.
struct Token {
    text: String,
    lemma: String,
    span: Span,
    upos: Upos,
    head: Option<usize>,
    relation: &'static str,
}

struct English {
    tokens: Vec<Token>,
    /// Words that are told of already: of a time, of a source.
    used: Vec<bool>,
    time: Option<(Date, Date)>,
}

impl English {
    fn new(text: &str, analyser: &mut Analyser) -> English {
        let document = Document::of_paragraphs(&[text.to_owned()]);
        let analysis = analyser.analyse(&document);
        let mut tokens: Vec<Token> = Vec::new();
        for (sentence, parse) in analysis.sentences.iter().zip(&analysis.parses) {
            let first = tokens.len();
            tokens.extend(sentence.tokens.iter().zip(&parse.words).map(|(token, word)| {
                let form = token.span.get(&document.text).unwrap_or_default();
                let text = form.to_lowercase();
                Token {
                    lemma: lexicon::lemma(&text, word.upos, word.xpos).to_lowercase(),
                    text,
                    span: token.span,
                    // The parser takes some parts of names for what they are elsewhere: "United", "National".
                    upos: if word.xpos.starts_with("NNP") { Upos::Propn } else { word.upos },
                    head: (word.head as usize).checked_sub(1).map(|h| first + h),
                    relation: word.relation,
                }
            }));
        }
        let mut english = English { used: vec![false; tokens.len()], time: None, tokens };
        for (span, period) in relata_findings::times(&document, &analysis) {
            english.times(span, period.start, period.end);
        }
        let year = (0..english.tokens.len()).find(|&i| year(&english.tokens[i].text).is_some());
        if let (None, Some(i)) = (english.time, year) {
            // A fiscal year of nobody knows whom: most of it lies in the year that names it.
            english.time = self::year(&english.tokens[i].text);
            let before = i.checked_sub(2).filter(|&b| english.tokens[b].text == "fiscal").unwrap_or(i);
            english.used[before..=i].fill(true);
        }
        english
    }

    /// Takes note of a time and passes over its words. Of several the first counts.
    fn times(&mut self, span: Span, start: Option<Date>, end: Option<Date>) {
        if start.is_none() && end.is_none() {
            return;
        }
        self.time = self.time.or(Some((start.unwrap_or(Date::MIN), end.unwrap_or(Date::MAX))));
        for (token, used) in self.tokens.iter().zip(&mut self.used) {
            *used |= span.contains(token.span);
        }
    }

    fn is(&self, list: &str, i: usize) -> bool {
        Language::English.lists(list, &self.tokens[i].lemma)
            || Language::English.lists(list, &self.tokens[i].text)
    }

    fn at(&self, i: usize, text: &str) -> bool {
        self.tokens.get(i).is_some_and(|t| t.text == text)
    }

    /// Whether a word hangs on another, over any number of steps.
    fn hangs(&self, mut i: usize, on: usize) -> bool {
        // No way in a tree is longer than the tree.
        for _ in 0..self.tokens.len() {
            match self.tokens[i].head {
                _ if i == on => return true,
                Some(head) => i = head,
                None => return false,
            }
        }
        false
    }

    fn read(mut self) -> Question {
        let all = 0..self.tokens.len();
        let root = all.clone().find(|&i| self.tokens[i].head.is_none()).unwrap_or(0);
        let count = all.clone().find(|&i| self.asks_number(i));
        let modal = all.clone().any(|i| self.is("modal", i) && self.tokens[i].head == Some(root));
        let has = |list: &str, of: &English| !of.tokens.is_empty() && of.is(list, root);
        let when = all.clone().any(|i| self.at(i, "when") && self.tokens[i].head == Some(root));
        let wanted = match () {
            () if count.is_some() => Wanted::Figure,
            () if when => Wanted::Time,
            () if modal || has("promise", &self) => Wanted::Proposal,
            () if has("say", &self) || has("cue", &self) => Wanted::Statement,
            () => Wanted::Any,
        };
        let ought =
            all.clone().any(|i| self.is("ought", i) && (i == root || self.tokens[i].head == Some(root)));
        let share = all.clone().any(|i| self.is("share", i));
        let lasting = count.is_some_and(|i| self.at(i + 1, "long"));
        let by = count.is_some_and(|i| i > 0 && self.at(i - 1, "by"));
        let change = by && all.clone().any(|i| self.is("change", i));
        let source = self.source(wanted, root);
        let words = self.words(wanted, root, count);
        Question {
            language: Language::English,
            wanted,
            words,
            source,
            time: self.time,
            ought,
            change,
            share,
            lasting,
        }
    }

    /// Whether a number is asked for at a word: "how many", "what number of".
    fn asks_number(&self, i: usize) -> bool {
        let next = i + 1;
        next < self.tokens.len()
            && (self.at(i, "how") && self.is("amount", next)
                || ["what", "which"].iter().any(|w| self.at(i, w))
                    && (next..(next + 3).min(self.tokens.len())).any(|n| self.is("measure", n)))
    }

    /// Whose word is asked for: behind "according to", else the subject of a verb of saying or promising.
    fn source(&mut self, wanted: Wanted, root: usize) -> Vec<Word> {
        let all = 0..self.tokens.len();
        let according = all.clone().find(|&i| self.at(i, "according") && self.at(i + 1, "to"));
        let own: Vec<usize> = match according {
            Some(i) => {
                let rest = i + 2..self.tokens.len();
                rest.take_while(|&n| self.tokens[n].upos != Upos::Punct && !self.used[n]).collect()
            }
            None => {
                let holds = |i: usize| match wanted {
                    Wanted::Figure | Wanted::Time => self.is("say", i) && self.tokens[i].upos == Upos::Verb,
                    Wanted::Statement => i == root,
                    Wanted::Proposal => i == root && self.is("promise", i),
                    Wanted::Any => false,
                };
                let subject = all.clone().find(|&n| {
                    let token = &self.tokens[n];
                    token.relation == "nsubj" && token.upos != Upos::Pron && token.head.is_some_and(holds)
                });
                subject.map_or_else(Vec::new, |s| all.clone().filter(|&n| self.hangs(n, s)).collect())
            }
        };
        let words = own.iter().filter_map(|&n| self.word(n)).collect();
        own.into_iter()
            .chain(according.into_iter().flat_map(|i| [i, i + 1]))
            .for_each(|n| self.used[n] = true);
        words
    }

    /// The words that are left: what the question is about. A verb that says nothing of that is left out, unless
    /// nothing else is there.
    fn words(&self, wanted: Wanted, root: usize, count: Option<usize>) -> Vec<Word> {
        let told = |i: usize| {
            let token = &self.tokens[i];
            let frame = count.is_some_and(|c| i > c && i < c + 4)
                && (self.is("amount", i) || self.is("measure", i) && !self.is("change", i));
            let asks = wanted == Wanted::Statement && i == root && self.is("say", i)
                || wanted == Wanted::Proposal && i == root && self.is("promise", i);
            let light = token.upos == Upos::Verb && self.is("light", i);
            let carries = matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::X)
                || token.text.starts_with(|c: char| c.is_ascii_digit());
            carries && !self.used[i] && !frame && !asks && !light && !self.is("begin", i)
        };
        let all = 0..self.tokens.len();
        all.filter(|&i| told(i)).filter_map(|i| self.word(i)).collect()
    }

    fn word(&self, i: usize) -> Option<Word> {
        let token = &self.tokens[i];
        let stem = Language::English.stems(&token.text).into_iter().next()?;
        Some(Word { text: token.text.clone(), stem, name: token.upos == Upos::Propn })
    }
}

/// The days of a year in four digits.
fn year(text: &str) -> Option<(Date, Date)> {
    let n: i16 = text.parse().ok().filter(|n| (1000..2200).contains(n) && text.len() == 4)?;
    Some((Date::new(n, 1, 1).ok()?, Date::new(n + 1, 1, 1).ok()?))
}

/// Reads a Spanish question.
fn spanish(text: &str) -> Question {
    let es = Language::Spanish;
    let spelt: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let folded: Vec<String> = spelt.iter().map(|w| relata_gazetteer::fold(w)).collect();
    let has = |list: &str| folded.iter().any(|w| es.lists(list, w));
    let wanted = match () {
        () if has("amount") || has("measure") => Wanted::Figure,
        () if folded.iter().any(|w| w == "cuando") => Wanted::Time,
        () if has("promise") => Wanted::Proposal,
        () if has("say") => Wanted::Statement,
        () => Wanted::Any,
    };
    let time = folded.iter().find_map(|w| year(w));
    let word = |i: usize| {
        let stem = es.stems(&folded[i]).into_iter().next()?;
        // Behind the first word, names alone begin with a large letter.
        let name = i > 0 && spelt[i].starts_with(char::is_uppercase);
        Some(Word { text: folded[i].clone(), stem, name })
    };
    let asks =
        |i: usize| ["amount", "measure", "say", "promise"].iter().any(|list| es.lists(list, &folded[i]));
    let all = (0..folded.len()).filter(|&i| !asks(i) && year(&folded[i]).is_none());
    let share = folded.iter().any(|w| w == "porcentaje" || w == "proporcion");
    let words = all.filter_map(word).collect();
    Question {
        language: es,
        wanted,
        words,
        source: Vec::new(),
        time,
        ought: false,
        change: false,
        share,
        lasting: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Question {
        Question::read(text, &mut Analyser::plain().unwrap())
    }

    fn texts(words: &[Word]) -> Vec<&str> {
        words.iter().map(|w| w.text.as_str()).collect()
    }

    #[test]
    fn a_number_is_asked_for_with_its_time_and_source() {
        let q = read("How many people crossed in 2022 according to the government?");
        assert_eq!(
            (q.wanted, texts(&q.words), texts(&q.source)),
            (Wanted::Figure, vec!["people", "crossed"], vec!["government"])
        );
        let year = |n| Date::new(n, 1, 1).unwrap();
        assert_eq!(q.time, Some((year(2022), year(2023))));
        assert!(
            read("By how much did exports fall?").change
                && read("What share of voters stayed at home?").share
        );
    }

    #[test]
    fn statements_promises_and_times_are_told_apart() {
        let q = read("What did the finance minister say about the tax?");
        assert_eq!(
            (q.wanted, texts(&q.words), texts(&q.source)),
            (Wanted::Statement, vec!["tax"], vec!["finance", "minister"])
        );
        let q = read("Who accused the council of waste?");
        assert_eq!((q.wanted, q.source.len()), (Wanted::Statement, 0));
        assert_eq!(texts(&q.words), ["accused", "council", "waste"]);
        assert_eq!(read("What should the council do?").wanted, Wanted::Proposal);
        assert_eq!(texts(&read("What did the mayor promise?").source), ["mayor"]);
        assert_eq!(read("When was the treaty signed?").wanted, Wanted::Time);
    }

    #[test]
    fn spanish_questions_are_read_by_their_words() {
        let q = read("¿Cuántos homicidios hubo en México en 2022?");
        assert_eq!(
            (q.language, q.wanted, texts(&q.words)),
            (Language::Spanish, Wanted::Figure, vec!["homicidios", "mexico"])
        );
        assert!(q.time.is_some() && q.words[1].name);
        assert_eq!(read("¿Qué dijo la comisión?").wanted, Wanted::Statement);
    }

    #[test]
    fn words_alone_are_no_question() {
        for text in ["border crossings", "how", "\"we will not\" -tariff", "who said"] {
            assert!(!is_question(text), "{text}");
        }
        for text in ["how many people crossed in 2022", "Tariffs?", "quién firmó el acuerdo en 2020"] {
            assert!(is_question(text), "{text}");
        }
    }
}
