//! Fiscal years by the country concerned; the table is `data/en/fiscal.txt`.

use super::calendar;
use crate::lexicon;
use crate::text::Text;
use jiff::civil::Date;
use std::collections::HashMap;
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

/// The countries that a document names, by word.
pub(crate) fn countries(text: &Text<'_>) -> Vec<(usize, Fiscal)> {
    (0..text.words.len())
        .filter_map(|at| {
            let word = text.words[at].text;
            if !word.starts_with(char::is_uppercase) && word != "federal" || word == "Us" {
                return None;
            }
            let names = TABLE.get(text.lower(at).as_str())?;
            let fits = |rest: &[&str]| rest.iter().enumerate().all(|(i, w)| text.lower(at + 1 + i) == *w);
            names.iter().find(|(rest, _)| fits(rest)).map(|(_, fiscal)| (at, *fiscal))
        })
        .collect()
}

/// The country whose fiscal year is meant at a word, and how that is known: the nearest one named in the
/// sentence, else the last one named before in the block, else the one that the document names most.
pub(crate) fn country(
    text: &Text<'_>,
    countries: &[(usize, Fiscal)],
    word: usize,
) -> Option<(Fiscal, &'static str)> {
    let sentence = text.sentences.get(text.words.get(word)?.sentence)?;
    let within = |range: &std::ops::Range<usize>| {
        countries.iter().filter(|(at, _)| range.contains(at)).collect::<Vec<_>>()
    };
    if let Some((_, fiscal)) = within(sentence).into_iter().min_by_key(|(at, _)| at.abs_diff(word)) {
        return Some((*fiscal, "country named in the sentence"));
    }
    let block = text.blocks.get(text.block(word)).map(|b| b.words.start..word)?;
    if let Some((_, fiscal)) = within(&block).last() {
        return Some((*fiscal, "country named before in the paragraph"));
    }
    let count = |f: &Fiscal| countries.iter().filter(|(_, g)| g == f).count();
    let (_, fiscal) = countries.iter().rev().max_by_key(|(_, f)| count(f))?;
    Some((*fiscal, "country named most in the document"))
}
