//! When: the time expressions of a document, what they say and where on the calendar they lie.
//!
//! [`lex`] gives the words of a sentence a class, [`grammar`] finds the longest expression at a word,
//! [`resolve`] puts it on the calendar from the day of publication, from what was told before it and by the
//! tense that [`tense`] reads off the tree; [`lead`] reads the prepositions and joins ranges, and [`value`]
//! writes the result as TIMEX3 has it. What cannot be known stays open, and the basis says why: a day is
//! never taken from the clock.

mod absolute;
mod amount;
pub(crate) mod calendar;
mod clock;
mod closed;
mod fiscal;
mod grammar;
pub(crate) mod holidays;
mod lead;
mod lex;
pub(crate) mod meaning;
mod parts;
mod relative;
pub(crate) mod resolve;
mod tense;
pub(crate) mod value;

pub(crate) use fiscal::Countries;
pub(crate) use lead::{Lead, RangeEnd, Stretch, stretches};
pub(crate) use lex::is_weekday;
pub(crate) use tense::is_ahead;

use crate::text::Text;
use crate::words::Word;
use grammar::{Match, Parser};
use jiff::civil::Date;
use lex::Lexeme;
use meaning::{Anchor, Meaning, Modifier, RunFrom, Year};
use relata_rows::{Document, Period, Published, Span};
use resolve::{Days, Frame, Grain, Tense};
use std::borrow::Cow;
use std::ops::Range;

/// The types of TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A day or longer stretch of the calendar, or the present, past or future.
    Date,
    /// A time of day.
    Time,
    /// A length, or a stretch that is told by its length.
    Duration,
    /// What is repeated.
    Set,
}

impl Kind {
    /// As TIMEX3 writes it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Date => "DATE",
            Kind::Time => "TIME",
            Kind::Duration => "DURATION",
            Kind::Set => "SET",
        }
    }
}

/// What is known of a document that its times are resolved against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'d> {
    /// When it was published.
    pub published: Option<&'d Published>,
    /// Who published it.
    pub publisher: Option<&'d str>,
    /// Whether a date in digits begins with the day; see [`Context::of`].
    pub day_first: bool,
}

impl<'d> Context<'d> {
    /// What a document says of itself. Dates in digits are read in the American order, month first, unless
    /// most of those whose order is plain (one number above 12) begin with the day.
    pub(crate) fn of(document: &'d Document) -> Self {
        let (mut day, mut month) = (0, 0);
        for word in document.text.split(|c: char| c.is_whitespace() || "()[],;".contains(c)) {
            if !word.starts_with(|c: char| c.is_ascii_digit()) || !word.contains(['/', '.', '-']) {
                continue;
            }
            let mut parts = word.split(['/', '.', '-']).map(str::parse::<u16>);
            let (Some(Ok(a)), Some(Ok(b)), Some(Ok(_))) = (parts.next(), parts.next(), parts.next()) else {
                continue;
            };
            match (a, b) {
                (13..=31, 1..=12) => day += 1,
                (1..=12, 13..=31) => month += 1,
                _ => {}
            }
        }
        Context {
            published: document.metadata.published.as_ref(),
            publisher: document.metadata.publisher.as_deref(),
            day_first: day > month,
        }
    }
}

/// One time expression.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    /// Its words in the document's row; it may begin or end inside the outer ones ("mid-May").
    pub words: Range<usize>,
    pub span: Span,
    pub kind: Kind,
    /// As TIMEX3 writes it: `2022-03-03`, `2022-Q2`, `P3M`, `XXXX-WXX-5` where open.
    pub value: String,
    pub modifier: Option<Modifier>,
    /// The preposition of time before it.
    pub lead: Lead,
    /// Its place in a range, with its partner beside it among the expressions.
    pub range: Option<RangeEnd>,
    /// What it says, before it was resolved.
    pub meaning: Meaning,
    /// Whose fiscal year it is, where it is one.
    fiscal: Option<fiscal::Fiscal>,
    /// Where it lies by itself.
    pub days: Option<Days>,
    /// The stretch that is meant, with its preposition, what it modifies, and its partner in a range; open at
    /// an end that is not said or not known. `None` for lengths and sets.
    pub period: Option<Period>,
    /// Whether it hangs on a verb of reporting: "the agency said last week".
    pub reported: bool,
}

/// All time expressions of a document, in order.
pub(crate) fn find(text: &Text<'_>, context: &Context<'_>) -> Vec<Expression> {
    let mut found = Vec::new();
    let (mut told, mut last) = (None, None);
    let (mut countries, mut fiscal, mut named) = (None, None, None);
    let mut finder = Finder {
        text,
        context,
        told: &mut told,
        last: &mut last,
        countries: &mut countries,
        fiscal: &mut fiscal,
        named: &mut named,
    };
    for sentence in &text.sentences {
        finder.sentence(sentence, &mut found);
    }
    found
}

/// A date that was told, and in which sentence.
#[derive(Debug, Clone, Copy)]
struct Told {
    days: Days,
    sentence: usize,
}

/// What is carried from sentence to sentence.
struct Finder<'f, 't> {
    text: &'f Text<'t>,
    context: &'f Context<'f>,
    /// The last date of the story: one that is not when somebody reported.
    told: &'f mut Option<Told>,
    /// The last date of any sort.
    last: &'f mut Option<Told>,
    /// The countries that the document names, where somebody asked.
    countries: &'f mut Option<fiscal::Countries>,
    /// Whose fiscal year was told last, and in which block.
    fiscal: &'f mut Option<(usize, fiscal::Fiscal)>,
    /// The number by which the last fiscal year was called, which "the fiscal year" means from then on.
    named: &'f mut Option<i16>,
}

impl Finder<'_, '_> {
    fn sentence(&mut self, sentence: &Range<usize>, found: &mut Vec<Expression>) {
        let words = row(self.text, sentence);
        let mut pieces = Vec::with_capacity(words.len() + 4);
        lex::pieces(&words, &mut pieces);
        if !(0..pieces.len()).any(|i| is_trigger(&pieces, i) || holidays::at(&pieces[i..]).is_some()) {
            return;
        }
        let parser = Parser {
            pieces: &pieces,
            words: &words,
            text: self.text,
            first: sentence.start,
            day_first: self.context.day_first,
        };
        let mut matches: Vec<Match> = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            match parser.expression(at) {
                Some(hit) => {
                    at = hit.end.max(at + 1);
                    matches.push(hit);
                }
                None => at += 1,
            }
        }
        let read = lead::leads(&parser, matches);
        for (hit, lead, range) in read {
            let expression = self.complete(&parser, hit, lead, range);
            let sentence = self.text.words[expression.words.start].sentence;
            found.push(expression);
            lead::join(found);
            // A later "year before" is told from the whole stretch.
            if let Some(days) = closed::join(self.text.text, found) {
                *self.told = Some(Told { days, sentence });
                *self.last = *self.told;
            }
        }
    }

    /// Puts what was read on the calendar.
    fn complete(
        &mut self,
        parser: &Parser<'_>,
        hit: Match,
        lead: Lead,
        range: Option<RangeEnd>,
    ) -> Expression {
        let text = self.text;
        let (first, last) = (&parser.pieces[hit.start], &parser.pieces[hit.end - 1]);
        let words = parser.first + first.word..parser.first + last.word + 1;
        let span = first.span.cover(last.span);
        let governor = tense::governor(text, &words);
        let reported = tense::is_reported(text, governor);
        let sentence = text.words[words.start].sentence;
        // "the same day" is told from any date, "the following day" from one of the story.
        let same = matches!(hit.meaning, Meaning::Shifted { by: 0, from: Anchor::Told, .. });
        let told = if same { *self.last } else { *self.told }.map(|t| t.days);
        let country = match hit.meaning {
            Meaning::Fiscal { .. } => {
                let publisher = self.context.publisher.unwrap_or_default();
                let countries = self.countries.get_or_insert_with(|| fiscal::Countries::of(text, publisher));
                let block = text.block(words.start);
                let before = self.fiscal.filter(|(b, _)| *b == block).map(|(_, f)| f);
                let found = countries.at(text, words.start, before);
                *self.fiscal = found.map(|(f, _)| (block, f)).or(*self.fiscal);
                found
            }
            _ => None,
        };
        let tense = lead.tense().unwrap_or_else(|| tense::tense(text, &words, governor));
        let published = self.context.published;
        // "on Oct. 3. She saw him at 2 a.m.": a time is of the day told just before.
        let begun = |t: &Told| {
            published.is_none_or(|p| t.days.start.is_none_or(|s| s < p.end) == (tense == Tense::Past))
        };
        let near = self.told.filter(|t| {
            sentence <= t.sentence + 1
                && t.days.grain == Grain::Unit(meaning::Unit::Day)
                && (sentence == t.sentence || begun(t))
        });
        let meaning = match hit.meaning {
            Meaning::Time { clock, day: None } if near.is_some() => {
                let day = Meaning::Shifted { unit: meaning::Unit::Day, by: 0, from: Anchor::Told };
                Meaning::Time { clock, day: Some(Box::new(day)) }
            }
            Meaning::Fiscal { year: Year::Open, quarter, school } if self.named.is_some() => {
                Meaning::Fiscal { year: self.named.map_or(Year::Open, Year::Given), quarter, school }
            }
            // "In 2019 there were 12 fires. In the year, two people died": the year told before.
            Meaning::Shifted { unit: meaning::Unit::Year, by: 0, from: Anchor::Published }
                if parser.is(hit.start, "the") && lead.holds() && self.in_told_year(sentence) =>
            {
                Meaning::Shifted { unit: meaning::Unit::Year, by: 0, from: Anchor::Told }
            }
            other => other,
        };
        let hit = Match { meaning, ..hit };
        let frame =
            |today: Option<Date>| Frame { today, told: told.as_ref(), tense, fiscal: country.map(|c| c.0) };
        let days_of = published.and_then(|p| Some((p.start, p.end.yesterday().ok()?)));
        // A stretch that would lie elsewhere for another possible day of publication is not known.
        let (today, known) = match days_of {
            Some((start, last)) => (
                Some(start),
                frame(Some(start)).resolve(&hit.meaning) == frame(Some(last)).resolve(&hit.meaning),
            ),
            None => (None, true),
        };
        let frame = frame(today.filter(|_| known));
        let days = frame.resolve(&hit.meaning);
        let value = value::value(&hit.meaning, days.as_ref(), &frame);
        let kind = kind(&hit.meaning);
        let basis = basis(&hit.meaning, days.as_ref(), told.as_ref(), published, known, country.map(|c| c.1));
        let period = match self.back(parser, &hit, lead, governor) {
            Some((start, end)) => Some(Period {
                text: span.get(text.text).unwrap_or_default().to_owned(),
                start: Some(start),
                end: Some(end),
                calendar: "gregorian".to_owned(),
                basis: "counted back from publication".to_owned(),
            }),
            None => self.period(span, &hit, days, lead, &frame, country.map(|c| c.0), basis),
        };
        if let Some(Days { grain: Grain::Fiscal(name, None), .. }) = days {
            *self.named = Some(name);
        }
        // "Down from a year earlier": what is compared with is not what goes on being told of.
        let compared =
            matches!(
                hit.meaning,
                Meaning::Distance { back: true, from: Anchor::Told, .. }
                    | Meaning::Shifted { by: ..=-1, from: Anchor::Told, .. }
            ) && matches!(parser.before(hit.start), "from" | "than" | "with" | "against" | "on" | "over");
        if let (Kind::Date | Kind::Time, Some(days)) = (kind, days)
            && !compared
            && days.start.is_some()
        {
            let now = Some(Told { days: Days { grain: told_grain(days.grain), ..days }, sentence });
            *self.last = now;
            // Nobody says in a fiscal year that something was so: it is what is told of.
            if !reported || matches!(days.grain, Grain::Fiscal(..)) {
                *self.told = now;
            }
        }
        Expression {
            words,
            span,
            kind,
            value,
            modifier: hit.modifier,
            lead,
            range,
            meaning: hit.meaning,
            fiscal: country.map(|c| c.0),
            days,
            period,
            reported,
        }
    }

    /// Whether the last date told before a sentence is a year, and was told not long ago.
    fn in_told_year(&self, sentence: usize) -> bool {
        const NEAR: usize = 4;
        self.told.is_some_and(|t| {
            t.days.grain == Grain::Unit(meaning::Unit::Year) && sentence <= t.sentence + NEAR
        })
    }

    /// The stretch from so long before publication up to it: "has lost 900 farms in five years", "in the past
    /// decade". Where the day of publication is only bounded, from the first to the last day possible, if these
    /// lie no further apart than the length is told: by a month for months, by a year for years.
    fn back(
        &self,
        parser: &Parser<'_>,
        hit: &Match,
        lead: Lead,
        governor: Option<usize>,
    ) -> Option<(Date, Date)> {
        let amount = match &hit.meaning {
            Meaning::Duration(amount) if tense::is_perfect(self.text, governor) => {
                let over = || ["over", "for", "during", "throughout"].contains(&parser.before(hit.start));
                matches!(lead, Lead::In | Lead::Within | Lead::After)
                    .then_some(amount)
                    .or(over().then_some(amount))?
            }
            Meaning::Run { amount, which: meaning::Which::Last, from: RunFrom::Published }
                if matches!(lead, Lead::None | Lead::In | Lead::Within | Lead::Other) =>
            {
                amount
            }
            _ => return None,
        };
        let published = self.context.published?;
        let (first, last) = (published.start, published.end.yesterday().ok()?);
        let mut start = first;
        for part in &amount.parts {
            start = calendar::add(start, part.unit, -part.count?)?;
        }
        let near = first == last || calendar::add(first, amount.unit(), 1.0).is_some_and(|next| last <= next);
        (near && start < first).then_some((start, last))
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one row, named once")]
    fn period(
        &self,
        span: Span,
        hit: &Match,
        days: Option<Days>,
        lead: Lead,
        frame: &Frame<'_>,
        country: Option<fiscal::Fiscal>,
        basis: Cow<'static, str>,
    ) -> Option<Period> {
        let calendar = match hit.meaning {
            Meaning::Fiscal { school: false, .. } => {
                country.map_or("fiscal".to_owned(), |c| format!("fiscal:{}", c.country))
            }
            _ => "gregorian".to_owned(),
        };
        let dated = !matches!(
            hit.meaning,
            Meaning::Duration(_) | Meaning::Age(_) | Meaning::Set(_) | Meaning::Reference(_)
        );
        let length = matches!(hit.meaning, Meaning::Duration(_));
        let basis = if length { "from publication".into() } else { basis };
        let part = matches!(hit.meaning, Meaning::Run { from: RunFrom::Part, .. });
        let days = match &hit.meaning {
            // "within three months", "in two weeks": from the day of publication.
            Meaning::Duration(amount) => lead.ahead(amount, frame)?,
            _ if !dated || part => return None,
            _ => days.map_or(Days { start: None, end: None, grain: Grain::Stretch }, |d| {
                frame.narrowed(d, hit.modifier)
            }),
        };
        // "Before the end of the year" is within it: its end is a moment, not the last months.
        let to_the_end = lead == Lead::Before && hit.modifier == Some(Modifier::End);
        let lead = if to_the_end { Lead::By } else { lead };
        let (start, end) = lead.apply(days.start, days.end);
        let text = span.get(self.text.text).unwrap_or_default().to_owned();
        Some(Period { text, start, end, calendar, basis: basis.into_owned() })
    }
}

/// The words of a sentence, or a part of one, in one row.
pub(crate) fn row<'t>(text: &Text<'t>, sentence: &Range<usize>) -> Vec<Word<'t>> {
    let mut last = None;
    let word = |node: &crate::text::Node<'t>| {
        let plain = node.text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
        let lower = if plain {
            Cow::Borrowed(node.text)
        } else {
            Cow::Owned(node.text.replace('’', "'").to_lowercase())
        };
        let glued = last == Some(node.span.start);
        last = Some(node.span.end);
        Word { span: node.span, text: node.text, lower, glued }
    };
    text.words[sentence.clone()].iter().map(word).collect()
}

/// Whether a piece makes it worth while to look at its sentence.
fn is_trigger(pieces: &[lex::Piece<'_>], at: usize) -> bool {
    let piece = &pieces[at];
    let next = |n: usize| pieces.get(at + n).map_or("", |p| p.text);
    match piece.lexeme {
        Lexeme::Int { digits: 4 | 8, .. } => true,
        // "the 70's", "4-22", "the 27".
        Lexeme::Int { digits: 2, .. } if matches!(next(1), "'s" | "s") => true,
        Lexeme::Int { digits: 1 | 2, .. } => {
            let digits = |p: &str| p.starts_with(|c: char| c.is_ascii_digit());
            matches!(next(1), "-" | "/") && digits(next(2)) || at > 0 && pieces[at - 1].text == "the"
        }
        Lexeme::Int { .. } => false,
        Lexeme::Pair(a, b) => a <= 31 && b <= 31,
        Lexeme::Ordinal(_) => piece.text.starts_with(|c: char| c.is_ascii_digit()),
        Lexeme::Other | Lexeme::Mark(_) | Lexeme::Which(_) | Lexeme::Zone => {
            matches!(
                piece.text,
                "past"
                    | "future"
                    | "moment"
                    | "present"
                    | "recent"
                    | "q"
                    | "h"
                    | "fy"
                    | "sy"
                    | "eoy"
                    | "eom"
                    | "nineteen"
                    | "eighteen"
                    | "twenty"
                    | "thousand"
                    | "thousands"
            )
        }
        _ => true,
    }
}

fn kind(meaning: &Meaning) -> Kind {
    match meaning {
        Meaning::Duration(_) | Meaning::Age(_) | Meaning::Run { .. } => Kind::Duration,
        Meaning::Set(_) => Kind::Set,
        Meaning::Time { .. } => Kind::Time,
        Meaning::Shifted { unit: meaning::Unit::Fortnight, .. } => Kind::Duration,
        _ => Kind::Date,
    }
}

/// What a later "that year" or "the following day" is told from.
fn told_grain(grain: Grain) -> Grain {
    match grain {
        Grain::Fiscal(_, None) => Grain::Unit(meaning::Unit::Year),
        Grain::Fiscal(_, Some(_)) => Grain::Unit(meaning::Unit::Quarter),
        other => other,
    }
}

/// How the place on the calendar is known.
fn basis(
    meaning: &Meaning,
    days: Option<&Days>,
    told: Option<&Days>,
    published: Option<&Published>,
    known: bool,
    country: Option<&'static str>,
) -> Cow<'static, str> {
    if let Meaning::Fiscal { school, .. } = meaning {
        return match country {
            _ if *school => "stated; school years differ".into(),
            Some(how) => format!("stated; {how}").into(),
            None => "stated; country not known".into(),
        };
    }
    let from_told = |anchor: Anchor| anchor == Anchor::Told && told.is_some();
    let stated = match meaning {
        Meaning::Calendar { year: Year::Given(_) | Year::Short(_), .. }
        | Meaning::Decade { .. }
        | Meaning::Century(_) => true,
        Meaning::WeekOf(inner) => return basis(inner, days, told, published, known, country),
        Meaning::Time { day: Some(day), .. } => return basis(day, days, told, published, known, country),
        _ => false,
    };
    let narrative = match meaning {
        Meaning::Shifted { from, .. } | Meaning::Distance { from, .. } => from_told(*from),
        _ => false,
    };
    match (stated, narrative, published) {
        (true, ..) if days.is_none() => "stated; no such day".into(),
        (true, ..) => "stated".into(),
        (_, true, _) => "from the time told before".into(),
        (_, _, None) => "date of publication not known".into(),
        _ if !known => "date of publication not known closely enough".into(),
        _ if days.is_none() => "not said".into(),
        _ => "from publication".into(),
    }
}
