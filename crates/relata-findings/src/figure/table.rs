//! Figures in the cells of a table: the header of the column and the label of the row say what is counted, in
//! what unit, where and when.
//!
//! A table comes as a block with rows on lines and cells parted by tabs. The tree of such a line tells nothing,
//! so cells are read one by one. A table whose cells are running text is left to the sentences.

use super::anchor::is_empty;
use super::frame::{Heading, carried};
use super::measure;
use super::money::{self, Plain};
use super::number::{self, Style};
use super::place::{self, Places};
use super::quantity::{Quantity, Setting};
use super::read::{self, Reading};
use super::veto;
use super::when::When;
use crate::text::{Block, Text};
use crate::time;
use crate::words::Word;
use relata_language::lexicon::{self, Pos, is_kind_of};
use relata_language::{Upos, country};
use relata_rows::{Figure, Measure, Period};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

/// More words in a cell are running text.
const LONGEST: usize = 8;

/// A table as the words of its cells, row by row; empty where a cell is.
pub(super) struct Grid {
    rows: Vec<Vec<Range<usize>>>,
    /// How many rows at the top are one cell, the title.
    title: usize,
}

/// How many cells of a row hold anything.
fn filled(row: &[Range<usize>]) -> usize {
    row.iter().filter(|c| !c.is_empty()).count()
}

/// What a header or label says.
#[derive(Debug, Clone)]
enum Head {
    Time(Period),
    Place(String),
    /// What is counted.
    Thing(Range<usize>),
}

/// A figure of a table.
pub(super) struct Cell {
    /// Its words in the document.
    pub words: Range<usize>,
    pub figure: Figure,
}

impl Grid {
    /// The cells of a block, where it is a table of two columns and rows at least and none of its cells is running text.
    pub(super) fn of(text: &Text<'_>, block: &Block) -> Option<Grid> {
        let mut rows: Vec<Vec<Range<usize>>> = Vec::new();
        let mut last = block.span.start;
        for word in block.words.clone() {
            let span = text.words[word].span;
            let gap = text.text.get(last..span.start).unwrap_or_default();
            last = span.end;
            let begins = rows.is_empty() || gap.contains('\n');
            if begins {
                rows.push(Vec::new());
            }
            let row = rows.last_mut()?;
            let tabs = gap.rsplit('\n').next().map_or(0, |g| g.matches('\t').count());
            row.extend(std::iter::repeat_n(word..word, tabs + usize::from(begins)));
            row.last_mut()?.end = word + 1;
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        // A title over the whole table may be long.
        let title = rows.iter().take_while(|row| filled(row) < 2).count();
        let running = rows.iter().skip(title).flatten().any(|c| c.len() > LONGEST);
        (rows.len() > title + 1 && columns > 1 && !running).then_some(Grid { rows, title })
    }

    fn cell(&self, row: usize, column: usize) -> Option<Range<usize>> {
        self.rows.get(row)?.get(column).filter(|c| !c.is_empty()).cloned()
    }
}

/// What is known around the table.
pub(super) struct Around<'a, 't> {
    pub text: &'a Text<'t>,
    pub plain: &'a Plain,
    pub places: &'a Places,
    /// The time expressions of the table.
    pub whens: Vec<When>,
    /// The heading above it.
    pub heading: Option<&'a Heading>,
    /// Who published the document.
    pub publisher: &'a str,
    /// The countries that the document names, where a fiscal year asks for them.
    pub countries: OnceCell<time::Countries>,
}

impl Around<'_, '_> {
    /// The figures of a table, row by row.
    pub(super) fn cells(&self, grid: &Grid) -> Vec<Cell> {
        let header = self.header(grid);
        let top = grid.title;
        // "Catches in 2021" over the table.
        let over = grid.rows[..top].iter().flatten();
        let over = over.flat_map(|c| self.whens.iter().find(|w| c.contains(&w.words.start))).next();
        let mut found = Vec::new();
        for row in top + usize::from(header)..grid.rows.len() {
            let label = self.label(grid, row);
            // Where the label is no text, other cells of the row may say when.
            let times = grid.rows[row].iter().enumerate().find_map(|(c, words)| {
                let fiscal = header && grid.cell(top, c).is_some_and(|h| self.is_fiscal(&h));
                let time = self.time(words)?;
                Some((c, if fiscal { self.fiscal(words, time) } else { time }))
            });
            for column in 0..grid.rows[row].len() {
                let Some(words) = grid.cell(row, column).filter(|_| label != Some(column)) else { continue };
                if times.as_ref().is_some_and(|(c, _)| *c == column) || self.time(&words).is_some() {
                    continue;
                }
                let head = if header { grid.cell(top, column) } else { None };
                if head.as_ref().is_some_and(|h| self.is_number_of_rows(h)) {
                    continue;
                }
                let Some((words, reading)) = self.reading(&words, head.as_ref()) else { continue };
                let named = label.and_then(|l| grid.cell(row, l));
                let title = if header { label.and_then(|l| grid.cell(top, l)) } else { None };
                let mut heads: Vec<Head> = Vec::new();
                heads.extend(head.and_then(|h| self.head(&h, None)));
                heads.extend(times.as_ref().map(|(_, t)| Head::Time(t.clone())));
                heads.extend(named.and_then(|n| self.head(&n, title.as_ref())));
                heads.extend(over.map(|w| Head::Time(w.period.clone())));
                found.push(Cell { figure: self.figure(&reading, &heads), words });
            }
        }
        found
    }

    /// Whether the first row below the title says what stands in the columns: no cell of it is a quantity.
    fn header(&self, grid: &Grid) -> bool {
        let quantity = |c: &Range<usize>| self.time(c).is_none() && self.reading(c, None).is_some();
        grid.rows.get(grid.title).is_some_and(|row| !row.iter().skip(1).any(quantity) && filled(row) > 0)
    }

    /// The column that names a row: the first that holds words or a time.
    fn label(&self, grid: &Grid, row: usize) -> Option<usize> {
        let words =
            |c: &Range<usize>| c.clone().any(|w| self.text.words[w].text.starts_with(char::is_alphabetic));
        let fits = |c: &Range<usize>| {
            !c.is_empty() && (self.time(c).is_some() || words(c) && self.reading(c, None).is_none())
        };
        grid.rows[row].iter().take(2).position(fits)
    }

    /// "No.", "Rank", "#": a column that counts the rows.
    fn is_number_of_rows(&self, head: &Range<usize>) -> bool {
        let word = self.text.lower(head.start);
        head.len() <= 2
            && matches!(word.trim_end_matches('.'), "#" | "no" | "nr" | "rank" | "row" | "position" | "id")
    }

    /// The time that a cell is: an expression that covers it, or a bare year.
    fn time(&self, cell: &Range<usize>) -> Option<Period> {
        let bare = self.bare(cell);
        let near = self.whens.partition_point(|w| w.words.end < bare.end);
        let covers = |w: &&When| w.words.start <= bare.start && bare.end <= w.words.end && !bare.is_empty();
        self.whens.get(near).filter(covers).map(|w| w.period.clone()).or_else(|| {
            let [only] = &time::row(self.text, &bare)[..] else { return None };
            let year = veto::year(only).filter(|y| (1800..=2100).contains(y))?;
            let day = |y: i16| jiff::civil::Date::new(y, 1, 1).ok();
            Some(Period {
                text: only.text.to_owned(),
                start: day(year),
                end: day(year + 1),
                calendar: "gregorian".to_owned(),
                basis: "stated".to_owned(),
            })
        })
    }

    /// "Fiscal year", "FY" over a column of years.
    fn is_fiscal(&self, head: &Range<usize>) -> bool {
        head.clone().any(|w| matches!(self.text.lower(w).as_str(), "fiscal" | "financial" | "fy"))
    }

    /// A bare year as the fiscal year of that name; open where it is not known whose.
    fn fiscal(&self, cell: &Range<usize>, year: Period) -> Period {
        let Some(name) = year.start.map(|d| d.year()).filter(|_| year.basis == "stated") else { return year };
        let found = self
            .countries
            .get_or_init(|| time::Countries::of(self.text, self.publisher))
            .at(self.text, cell.start, None);
        let day = |y: i16| found.and_then(|(f, _)| f.first_day(y));
        Period {
            start: day(name),
            end: day(name + 1),
            calendar: found.map_or("fiscal".to_owned(), |(f, _)| format!("fiscal:{}", f.country)),
            basis: found.map_or("stated; country not known".to_owned(), |(_, how)| format!("stated; {how}")),
            ..year
        }
    }

    /// A cell without what stands in brackets at its end, and without marks of notes.
    fn bare(&self, cell: &Range<usize>) -> Range<usize> {
        let open = cell.clone().skip(1).find(|&w| matches!(self.text.words[w].text, "(" | "["));
        let mut end = open.unwrap_or(cell.end);
        while end > cell.start + 1 && !self.text.is_word(end - 1) && self.text.words[end - 1].text != "%" {
            end -= 1;
        }
        cell.start..end
    }

    /// The quantity that a cell is, read as if the unit of its header stood with it; with its words.
    fn reading(&self, cell: &Range<usize>, head: Option<&Range<usize>>) -> Option<(Range<usize>, Reading)> {
        let bare = self.bare(cell);
        let own = time::row(self.text, &bare);
        let from = (0..own.len()).find(|&i| super::digits::starts(own[i].text))?;
        // What stands before the digits is a sign, a bound or a minus.
        let marks = own[..from].iter().all(|w| {
            !w.is_alphabetic()
                || money::is_sign(w.text)
                || matches!(w.lower.as_ref(), "about" | "c." | "ca." | "us" | "mx" | "some")
        });
        let setting = Setting { plain: self.plain, style: Style::Document };
        let numeral = number::at(&own, from, Style::Document).filter(|_| marks)?;
        let plain = Quantity::read(&own, numeral, setting, 0);
        let whole = |q: &Quantity, words: &[Word<'_>]| {
            words[q.words.end..].iter().all(|w| !w.text.chars().any(char::is_alphanumeric))
        };
        let mut quantity = plain;
        if !whole(&quantity, &own) {
            return None;
        }
        if !quantity.is_named()
            && let Some(head) = head
        {
            let (words, shift) = with_unit(&own, from, &time::row(self.text, head));
            let read = number::at(&words, from + shift, Style::Document)
                .map(|n| Quantity::read(&words, n, setting, 0))
                .filter(|q| q.is_named() && whole(q, &words));
            quantity = read.unwrap_or(quantity);
        }
        let reading = read::of_cell(&quantity, bare.len());
        Some((bare, reading))
    }

    /// What a header or label says; `title` is the header above the label.
    fn head(&self, cell: &Range<usize>, title: Option<&Range<usize>>) -> Option<Head> {
        if let Some(period) = self.time(cell) {
            return Some(Head::Time(period));
        }
        let bare = self.bare(cell);
        let written = self.text.cover(&bare).get(self.text.text)?;
        // "Port", "Country", "Region" over the labels.
        let located = title.and_then(|t| self.noun(t)).is_some_and(|(_, lemma)| {
            is_kind_of(&lemma, "location", Pos::Noun, 2)
                || is_kind_of(&lemma, "administrative district", Pos::Noun, 3)
                || is_kind_of(&lemma, "municipality", Pos::Noun, 1)
        });
        if located || self.places.is_place(&bare) || country(written).is_some() {
            return Some(Head::Place(country(written).unwrap_or(written).to_owned()));
        }
        Some(Head::Thing(bare))
    }

    /// The noun of a header, with its lemma: the last before a preposition, or behind one where that says only
    /// how much: "number of fires", "% of farms".
    fn noun(&self, cell: &Range<usize>) -> Option<(usize, String)> {
        let text = self.text;
        let bare = self.bare(cell);
        let parts = bare.clone().filter(|&w| w > bare.start && text.words[w].upos == Upos::Adp);
        let ends = parts.chain([bare.end]);
        let mut start = bare.start;
        let mut last = None;
        for end in ends {
            let letters = |w: &usize| text.words[*w].text.starts_with(char::is_alphabetic);
            let tagged = |w: &usize| letters(w) && super::anchor::is_noun(text, *w);
            let word = (start..end).rfind(tagged).or_else(|| (start..end).rfind(letters));
            let noun = word.map(|word| {
                let plural = crate::lexicon::is_plural(&text.lower(word));
                let tag = if plural { "NNS" } else { "NN" };
                (word, lexicon::lemma(&text.lower(word), Upos::Noun, tag))
            });
            start = end + 1;
            last = noun.or(last);
            if last.as_ref().is_some_and(|(_, lemma)| !is_empty(lemma) && !is_part(lemma)) {
                break;
            }
        }
        last
    }

    fn figure(&self, reading: &Reading, heads: &[Head]) -> Figure {
        let said = |c: &Range<usize>| self.text.cover(c).get(self.text.text).unwrap_or_default().to_owned();
        let things: Vec<(&Range<usize>, String)> = heads
            .iter()
            .filter_map(|h| match h {
                Head::Thing(words) => Some((words, self.noun(words)?.1)),
                _ => None,
            })
            .collect();
        let full = things.iter().position(|(_, lemma)| !is_empty(lemma));
        let above = self.heading.map(|h| (h.noun, self.text.lemma(h.noun).to_lowercase()));
        let what = match (full, &above) {
            (Some(i), _) => things[i].1.clone(),
            (None, Some((_, lemma))) => lemma.clone(),
            (None, None) => things.first().map(|t| t.1.clone()).unwrap_or_default(),
        };
        let mut named: Vec<String> = things.iter().map(|(words, _)| said(words)).collect();
        if full.is_none()
            && let Some((noun, _)) = above
        {
            named.insert(0, measure::join(self.text, &measure::phrase(self.text, noun, &|_| false)));
        }
        let qualifiers = things
            .iter()
            .enumerate()
            .filter(|(i, t)| Some(*i) != full && !is_empty(&t.1))
            .map(|(_, t)| said(t.0));
        let qualifiers = qualifiers.collect();
        let place = heads.iter().find_map(|h| match h {
            Head::Place(name) => Some(place::found(name, "table")),
            _ => None,
        });
        let of_heading = || self.places.of_noun(self.text, self.heading?.noun);
        let period = heads.iter().find_map(|h| match h {
            Head::Time(period) => Some(carried(period, "table")),
            _ => None,
        });
        let mut unit = reading.unit.clone();
        if reading.kind == "count" {
            unit.label = full.map(|i| said(things[i].0)).unwrap_or_default();
        }
        Figure {
            interval: reading.interval,
            record: reading.record,
            part_of: None,
            unit,
            measure: Measure {
                text: named.join("; "),
                kind: measure::kind(reading, &what, None).to_owned(),
                what,
                qualifiers,
                of: None,
                basis: None,
            },
            place: place.or_else(of_heading),
            period: period.or_else(|| Some(carried(self.heading?.period.as_ref()?, "heading"))),
            change: None,
            statement: None,
            credit: None,
            actor: None,
        }
    }
}

/// Nouns, as lemmas, for a part of a whole.
fn is_part(lemma: &str) -> bool {
    matches!(lemma, "share" | "percent" | "percentage" | "proportion" | "part")
}

/// The words of a cell with the unit that its header has in brackets, or its percent sign: "2.4" under "Cost ($
/// million)" is "$ 2.4 million". Also by how many words the number has moved.
fn with_unit<'w>(cell: &[Word<'w>], number: usize, head: &[Word<'w>]) -> (Vec<Word<'w>>, usize) {
    let open = head.iter().position(|w| matches!(w.text, "(" | "["));
    let inner = match open {
        Some(open) => {
            let end = head.iter().position(|w| matches!(w.text, ")" | "]")).filter(|e| *e > open);
            &head[open + 1..end.unwrap_or(head.len())]
        }
        None => {
            let percent = head.iter().position(|w| matches!(w.text, "%") || w.lower == "percent");
            percent.map_or(&head[..0], |p| &head[p..=p])
        }
    };
    let inner = if inner.first().is_some_and(|w| w.lower == "in") { &inner[1..] } else { inner };
    let signs = inner.iter().take_while(|w| w.text.chars().any(|c| "$€£¥₹".contains(c))).count();
    // "thousands" in a header multiplies as "thousand" does behind a number.
    let plain = |w: &Word<'w>| {
        let scale = match w.lower.as_ref() {
            "thousands" | "000s" | "000" | "'000" | "’000" => "thousand",
            "millions" | "mn" => "million",
            "billions" => "billion",
            _ => return w.clone(),
        };
        Word { text: scale, lower: Cow::Borrowed(scale), ..w.clone() }
    };
    let mut words = cell[..number].to_vec();
    words.extend(inner[..signs].iter().cloned());
    words.extend(cell[number..].iter().cloned());
    words.extend(inner[signs..].iter().map(plain));
    (words, signs)
}
