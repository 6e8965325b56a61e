//! Fiscal years by the country concerned; the table is `data/en/fiscal.txt`.

use super::calendar;
use crate::lexicon;
use crate::text::Text;
use jiff::civil::Date;
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
    pub(super) fn first_day(self, name: i16) -> Option<Date> {
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

/// Names of countries by their first word, the rest of the name, and whose they are.
type Names = HashMap<&'static str, Vec<(Vec<&'static str>, Fiscal)>>;

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
            let mut words = name.split_whitespace();
            if let Some(first) = words.next() {
                table.entry(first).or_default().push((words.collect(), fiscal));
            }
        }
    }
    table
});

/// The countries that a document names.
#[derive(Debug)]
pub(crate) struct Countries {
    /// By word, in order.
    mentions: Vec<(usize, Fiscal)>,
    /// The one named most; of equals the one named last.
    most: Option<Fiscal>,
}

impl Countries {
    pub(crate) fn of(text: &Text<'_>) -> Self {
        let mentions: Vec<(usize, Fiscal)> =
            (0..text.words.len()).filter_map(|at| Some((at, named(text, at)?))).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, fiscal) in &mentions {
            *counts.entry(fiscal.country).or_default() += 1;
        }
        let most = mentions.iter().max_by_key(|(_, f)| counts.get(f.country)).map(|(_, f)| *f);
        Countries { mentions, most }
    }

    fn within(&self, range: &Range<usize>) -> &[(usize, Fiscal)] {
        let from = self.mentions.partition_point(|(at, _)| *at < range.start);
        let to = self.mentions.partition_point(|(at, _)| *at < range.end);
        self.mentions.get(from..to).unwrap_or_default()
    }

    /// The country whose fiscal year is meant at a word, and how that is known: the nearest one named in the
    /// sentence, else the last one named before in the block, else the one that the document names most.
    pub(crate) fn at(&self, text: &Text<'_>, word: usize) -> Option<(Fiscal, &'static str)> {
        let sentence = text.sentences.get(text.words.get(word)?.sentence)?;
        let mentions = self.within(sentence);
        let after = mentions.partition_point(|(at, _)| *at < word);
        let beside = [after.checked_sub(1).and_then(|b| mentions.get(b)), mentions.get(after)];
        if let Some((_, fiscal)) = beside.into_iter().flatten().min_by_key(|(at, _)| at.abs_diff(word)) {
            return Some((*fiscal, "country named in the sentence"));
        }
        let block = text.blocks.get(text.block(word)).map(|b| b.words.start..word)?;
        if let Some((_, fiscal)) = self.within(&block).last() {
            return Some((*fiscal, "country named before in the paragraph"));
        }
        Some((self.most?, "country named most in the document"))
    }
}

/// The country that is named at a word.
fn named(text: &Text<'_>, at: usize) -> Option<Fiscal> {
    let word = text.words[at].text;
    // "us" is nobody's country, "US" is.
    if !word.starts_with(char::is_uppercase) && word != "federal" || word == "Us" {
        return None;
    }
    let names = TABLE.get(text.lower(at).as_str())?;
    let fits = |rest: &[&str]| rest.iter().enumerate().all(|(i, w)| text.lower(at + 1 + i) == *w);
    names.iter().find(|(rest, _)| fits(rest)).map(|(_, fiscal)| *fiscal)
}
