//! Fiscal years by the country concerned; the table is `data/en/fiscal.txt`.

use super::calendar;
use crate::lexicon;
use crate::text::Text;
use jiff::civil::Date;
use relata_language::lexicon::{Pos, is_kind_of};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

/// The fiscal year of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fiscal {
    /// ISO 3166-1 code.
    pub country: &'static str,
    month: u8,
    /// Whether it is named after the calendar year in which it ends.
    by_end: bool,
}

impl Fiscal {
    /// The first day of the year of this name.
    pub(crate) fn first_day(self, name: i16) -> Option<Date> {
        let before = i16::from(self.by_end && self.month > 1);
        calendar::day(name.checked_sub(before)?, self.month, 1)
    }

    /// The name of the fiscal year in which a day falls.
    pub(super) fn year_of(self, date: Date) -> i16 {
        let begun = date.month().unsigned_abs() >= self.month;
        match (self.by_end && self.month > 1, begun) {
            (true, true) => date.year().saturating_add(1),
            (true, false) | (false, true) => date.year(),
            (false, false) => date.year().saturating_sub(1),
        }
    }
}

/// A name of a country or of a body of it.
struct Named {
    /// As the table writes it; with capitals, it counts only so.
    words: Vec<&'static str>,
    fiscal: Fiscal,
}

/// Names by their first word in small letters.
type Names = HashMap<String, Vec<Named>>;

static TABLE: LazyLock<Names> = LazyLock::new(|| {
    let mut table = Names::new();
    for line in lexicon::lines(include_str!("../../data/en/fiscal.txt")) {
        let Some((rule, names)) = line.split_once(':') else { continue };
        let mut rule = rule.split_whitespace();
        let (Some(country), Some(Ok(month)), Some(named)) =
            (rule.next(), rule.next().map(str::parse), rule.next())
        else {
            continue;
        };
        let fiscal = Fiscal { country, month, by_end: named == "end" };
        for name in names.split(',') {
            let words: Vec<&str> = name.split_whitespace().collect();
            if let Some(first) = words.first() {
                table.entry(first.to_lowercase()).or_default().push(Named { words, fiscal });
            }
        }
    }
    table
});

/// One country named in a document.
#[derive(Debug, Clone, Copy)]
struct Mention {
    word: usize,
    fiscal: Fiscal,
    /// Whether it only says of what sort a thing is: "Indian rice".
    sort: bool,
}

/// The countries that a document names, but not those whose people are told of: "300 Mexican nationals".
#[derive(Debug)]
pub(crate) struct Countries {
    /// In the order of the text.
    mentions: Vec<Mention>,
    /// The one in the publisher's name.
    publisher: Option<Fiscal>,
    /// The one named most whose fiscal year is not the calendar's, if there is one; of equals the one named last.
    most: Option<Fiscal>,
}

/// How a country that the sentence names stands to what is counted in it, from who counts to the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// "According to the Pentagon", the subject of a verb above.
    Source,
    Subject,
    /// "At the U.S. border".
    Place,
    Other,
}

impl Countries {
    pub(crate) fn of(text: &Text<'_>, publisher: &str) -> Self {
        let mention = |word: usize| {
            let fiscal = named(text, word)?;
            let noun = described(text, word);
            let people = noun.is_some_and(|n| is_people(text, n))
                || matches!(text.words[word].xpos, "NNS" | "NNPS") && text.lower(word).ends_with("ns");
            (!people).then_some(Mention { word, fiscal, sort: noun.is_some() })
        };
        let mentions: Vec<Mention> = (0..text.words.len()).filter_map(mention).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for m in &mentions {
            *counts.entry(m.fiscal.country).or_default() += 1;
        }
        let own = |m: &&Mention| m.fiscal.month > 1;
        let most = |among: &dyn Fn(&&Mention) -> bool| {
            mentions.iter().filter(among).max_by_key(|m| counts.get(m.fiscal.country)).map(|m| m.fiscal)
        };
        let most = most(&own).or_else(|| most(&|_| true));
        Countries { mentions, publisher: written(publisher), most }
    }

    fn within(&self, range: &Range<usize>) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.word < range.start);
        let to = self.mentions.partition_point(|m| m.word < range.end);
        self.mentions.get(from..to).unwrap_or_default()
    }

    /// The country whose fiscal year is meant at a word, and how that is known: of those named in the sentence
    /// the one who counts, then the place, then the nearest; else the one whose year was told `before` in the
    /// paragraph, the last one named there, the publisher's, the one that the document names most. One that
    /// only says what is counted comes last; so does one outside the sentence whose year begins in January, which is
    /// seldom called fiscal.
    pub(crate) fn at(
        &self,
        text: &Text<'_>,
        word: usize,
        before: Option<Fiscal>,
    ) -> Option<(Fiscal, &'static str)> {
        let sentence = text.sentences.get(text.words.get(word)?.sentence)?;
        let roles = Roles::of(text, word);
        let role = |m: &&Mention| (roles.of_word(text, m.word), m.word.abs_diff(word));
        let here = || self.within(sentence).iter();
        let own = here().filter(|m| !m.sort || role(m).0 <= Role::Place).min_by_key(role);
        if let Some(m) = own {
            return Some((m.fiscal, "country named in the sentence"));
        }
        if let Some(fiscal) = before {
            return Some((fiscal, "fiscal year told before in the paragraph"));
        }
        let block = text.blocks.get(text.block(word)).map(|b| b.words.start..word)?;
        if let Some(m) = self.within(&block).iter().rfind(|m| !m.sort && m.fiscal.month > 1) {
            return Some((m.fiscal, "country named before in the paragraph"));
        }
        if let Some(fiscal) = self.publisher {
            return Some((fiscal, "country of the publisher"));
        }
        if let Some(m) = here().min_by_key(role).filter(|m| self.most.is_none_or(|f| f == m.fiscal)) {
            return Some((m.fiscal, "country named in the sentence"));
        }
        Some((self.most?, "country named most in the document"))
    }
}

/// The words of a sentence that tell who counts.
struct Roles {
    /// The subjects of the verbs above the expression, the nearest first.
    subjects: Vec<usize>,
    according: Option<usize>,
}

impl Roles {
    /// Of the sentence of the fiscal year at `word`.
    fn of(text: &Text<'_>, word: usize) -> Self {
        // No chain of a tree that a person wrote is longer.
        const DEEPEST: usize = 12;
        let sentence = text.sentences[text.words[word].sentence].clone();
        let mut subjects = Vec::new();
        let mut at = word;
        for _ in 0..DEEPEST {
            let Some(head) = text.words[at].head else { break };
            at = head;
            let agent = text.by(at, "obl").filter(|&c| text.words[c].relation == "obl:agent");
            subjects.extend(text.by(at, "nsubj").chain(agent));
        }
        // In a sentence of more words than anybody writes the tree tells nothing, and costs its square.
        let according =
            sentence.take(400).find(|&w| text.lower(w) == "according").and_then(|w| text.words[w].head);
        Roles { subjects, according }
    }

    fn of_word(&self, text: &Text<'_>, word: usize) -> Role {
        let under = |above: usize| text.is_under(word, above);
        if self.according.is_some_and(under) || self.subjects.iter().skip(1).any(|&s| under(s)) {
            return Role::Source;
        }
        if self.subjects.first().is_some_and(|&s| under(s)) {
            return Role::Subject;
        }
        let mut at = word;
        for _ in 0..4 {
            let case = text.by(at, "case").next().map_or(String::new(), |c| text.lower(c));
            match case.as_str() {
                "in" | "at" | "across" | "along" | "into" | "within" | "throughout" | "on" => {
                    return Role::Place;
                }
                "" => {}
                _ => break,
            }
            match text.words[at].head {
                Some(head) => at = head,
                None => break,
            }
        }
        Role::Other
    }
}

/// The noun that a country's name or adjective stands before.
fn described(text: &Text<'_>, word: usize) -> Option<usize> {
    let before = text.is(word, "amod") || text.is(word, "compound");
    text.words[word].head.filter(|&h| before && h > word)
}

/// Whether a noun names people who are counted, not those who act or an office: "300 Mexican sailors", "arrests of
/// Indian students", not "U.S. agents arrested", "the U.S. envoy".
fn is_people(text: &Text<'_>, noun: usize) -> bool {
    let counted = text.by(noun, "nummod").next().is_some() || text.words[noun].relation != "nsubj";
    counted && text.words[noun].xpos == "NNS" && is_kind_of(&text.lemma(noun), "person", Pos::Noun, 1)
}

/// The country in a name that is no part of the text.
fn written(name: &str) -> Option<Fiscal> {
    let words: Vec<&str> = name.split_whitespace().collect();
    (0..words.len()).find_map(|at| look_up(|i| words.get(at + i).copied().unwrap_or_default()))
}

/// The country that is named at a word.
fn named(text: &Text<'_>, at: usize) -> Option<Fiscal> {
    let word = text.words[at].text;
    // "us" is nobody's country, "US" is.
    if !word.starts_with(char::is_uppercase) && word != "federal" || word == "Us" {
        return None;
    }
    look_up(|i| text.words.get(at + i).map_or("", |w| w.text))
}

/// The country of a name whose words `word` gives, from 0.
fn look_up<'w>(word: impl Fn(usize) -> &'w str) -> Option<Fiscal> {
    let names = TABLE.get(word(0).to_lowercase().as_str())?;
    let same = |i: usize, known: &str| {
        word(i) == known || !known.contains(char::is_uppercase) && word(i).to_lowercase() == known
    };
    let fits = |n: &&Named| n.words.iter().enumerate().all(|(i, known)| same(i, known));
    names.iter().find(fits).map(|n| n.fiscal)
}
