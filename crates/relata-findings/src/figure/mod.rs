//! How much: the figures of a document.
//!
//! Two halves. By words alone, sentence by sentence: [`number`] reads numerals, [`veto`] sets aside what is
//! no quantity, [`unit`] and [`money`] say in what it is counted, [`interval`] which values the words admit;
//! [`read`] joins these. Then by the tree: [`anchor`] finds the noun and clause of each figure, [`measure`]
//! what it counts ([`predicate`] what the clause says of that, [`basis`] for how long or for how many), [`change`] whether it is a change, [`when`], [`now`] and [`frame`] when, and [`place`] where;
//! [`trend`] adds the changes that have no number, [`table`] the cells of tables, [`credit`] says on whose word a
//! figure rests; [`joint`] is what the figures of one sentence take from each other. Nothing is carried from one
//! document to another.

mod anchor;
mod basis;
mod bounds;
mod change;
mod credit;
mod denomination;
mod digits;
mod fraction;
mod frame;
mod interval;
mod joint;
mod measure;
mod money;
mod noun;
mod now;
pub(crate) mod number;
mod phrase;
mod place;
mod predicate;
mod quantity;
mod read;
mod request;
mod subject;
mod table;
mod trend;
mod unit;
mod veto;
mod when;

pub(crate) use change::is_noun as is_change_noun;
pub(crate) use credit::bind as credit;
pub use interval::End;
pub(crate) use money::{coin_worth, names as currency_names, noun as money_noun};
pub use request::{QuantityKind, TextQuantity, numbers, quantities};
pub(crate) use unit::name as unit_name;
pub use unit::{codes as unit_codes, convert};
pub(crate) use when::tells;

use crate::passage::Passage;
use crate::text::{Block, Text};
use crate::time;
use anchor::{Anchor, Trees};
use frame::Frames;
use money::Plain;
use place::Places;
use read::Reading;
use relata_language::Analysis;
use relata_rows::{BlockKind, Change, Document, Figure, Note, NoteCode, Row, RowId, RowKind, Span, Unit};
use std::cell::OnceCell;
use std::ops::Range;
use table::{Around, Grid};
use trend::Trend;
use when::When;

/// One figure with its place in the tree.
#[derive(Debug)]
struct Seen {
    reading: Reading,
    /// Its words in the document.
    words: Range<usize>,
    anchor: Anchor,
}

/// One sentence with what was read in it.
struct Sentence {
    words: Range<usize>,
    seen: Vec<Seen>,
    /// For each of these figures its part in a change.
    shifts: Vec<Option<(change::Shift, Change)>>,
    whens: Vec<When>,
}

/// What the stages on the tree look at.
struct Scene<'a, 't> {
    document: &'a Document,
    trees: Trees<'a, 't>,
    places: Places,
    /// What plain currencies mean.
    plain: &'a Plain,
    /// For each word whether it belongs to a figure or a time expression.
    taken: Vec<bool>,
}

/// How many sentences back a figure that names nothing of its own takes up another.
const REACH: usize = 2;

/// Finds the figures of `document`, in the order of the text; remarks go to `report`.
pub(crate) fn find(
    document: &Document,
    analysis: &Analysis,
    text: &Text<'_>,
    passages: &[Passage<'_>],
    times: &[time::Expression],
    report: &mut Vec<Note>,
) -> Vec<Row<Figure>> {
    let plain = Plain::of(text.text);
    let mut sentences = read_all(document, text, passages, times, &plain, report);
    let mut figure = vec![0; text.words.len()];
    let mut taken = vec![false; text.words.len()];
    for (n, seen) in (1..).zip(sentences.iter().flat_map(|s| &s.seen)) {
        figure[seen.words.clone()].fill(n);
        taken[seen.words.clone()].fill(true);
        // "12 per 100,000 inhabitants".
        if let Some(base) = &seen.reading.base {
            let end = (seen.words.start + base.end - seen.reading.start).min(taken.len());
            taken[seen.words.end.min(end)..end].fill(true);
        }
    }
    for when in sentences.iter().flat_map(|s| &s.whens) {
        taken[when.words.clone()].fill(true);
    }
    let trees = Trees { text, figure: &figure };
    sentences.iter_mut().for_each(|s| joint::hang(&trees, &mut s.seen));
    frame::under_headings(text, &mut sentences);
    for sentence in &mut sentences {
        sentence.shifts = change::changes(&trees, &sentence.seen);
        joint::level_nouns(&trees, &mut sentence.seen, &sentence.shifts);
        joint::level_units(&trees, &mut sentence.seen, &sentence.shifts);
    }
    let scene = Scene { document, trees, places: Places::of(document, text, analysis), plain: &plain, taken };
    let mut rows: Vec<(usize, Row<Figure>)> = Vec::new();
    let mut frames = Frames::default();
    for (number, sentence) in sentences.iter().enumerate() {
        frames.enter(text, sentence);
        scene.sentence(number, sentence, &frames, &mut rows);
        let block = &text.blocks[text.block(sentence.words.start)];
        if block.kind == BlockKind::Table && block.words.start == sentence.words.start {
            scene.table(block, &sentences[number..], &frames, &mut rows);
        }
        frames.leave(text, number, sentence);
    }
    let mut rows: Vec<Row<Figure>> = rows.into_iter().map(|(_, row)| row).collect();
    rows.sort_by_key(|r| (r.span.start, r.span.end));
    // The same words are one figure: "Record Exports" may be read as a heading and as a trend.
    rows.dedup_by_key(|r| r.span);
    rows
}

/// Reads the numbers and times of every sentence.
fn read_all(
    document: &Document,
    text: &Text<'_>,
    passages: &[Passage<'_>],
    expressions: &[time::Expression],
    plain: &Plain,
    report: &mut Vec<Note>,
) -> Vec<Sentence> {
    let stretches = time::stretches(expressions);
    // "6 to 12 June" is a stretch whose first number is no date by itself.
    let dates = expressions.iter().filter(|e| matches!(e.kind, time::Kind::Date | time::Kind::Time));
    let dated: Vec<Range<usize>> = dates.map(|e| e.words.clone()).collect();
    let named = |words: &Range<usize>| words.clone().any(|w| veto::month(&text.lower(w)).is_some());
    let mut ranges: Vec<Range<usize>> = stretches.iter().map(|s| s.words.clone()).filter(named).collect();
    ranges.sort_by_key(|d| (d.end, d.start));
    // No figure stands inside a date, but a length may: "three years ago".
    let inside = |all: &[Range<usize>], start: usize, end: usize| {
        let next = all.partition_point(|d| d.end < end);
        all.get(next).is_some_and(|d| d.start <= start && end <= d.end)
    };
    let in_date = |words: &Range<usize>| inside(&dated, words.start, words.end);
    // "Between 6 and 12 June": from its first number on.
    let in_range = |words: &Range<usize>| {
        let digit = |w: usize| text.words[w].text.starts_with(|c: char| c.is_ascii_digit());
        inside(&ranges, words.clone().find(|&w| digit(w)).unwrap_or(words.start), words.end)
    };
    let mut times = stretches.into_iter().peekable();
    let published = document.metadata.published.as_ref();
    // Cells are read by themselves.
    let cells = |p: &Passage<'_>| {
        let block = text.blocks.partition_point(|b| b.span.start < p.span.start);
        p.kind == BlockKind::Table && text.blocks.get(block).is_some_and(|b| Grid::of(text, b).is_some())
    };
    let sentences = passages.iter().flat_map(|p| {
        let cells = cells(p);
        p.sentences
            .iter()
            .map(move |s| if cells { (&[][..], false) } else { (&p.words[s.clone()], s.start == 0) })
    });
    let read = |((words, opens), range): ((&[_], bool), &Range<usize>)| {
        let seen = read::sentence(words, plain, opens, report).into_iter().map(|reading| {
            let words = range.start + reading.start..range.start + reading.end;
            Seen { reading, words, anchor: Anchor::default() }
        });
        let seen: Vec<Seen> = seen
            .filter(|s| match s.reading.kind {
                "duration" => true,
                "count" => !in_date(&s.words) && !in_range(&s.words),
                _ => !in_date(&s.words),
            })
            .collect();
        let own = std::iter::from_fn(|| times.next_if(|t| t.words.start < range.end));
        let mut whens: Vec<When> =
            own.map(|t| When { words: t.words, since: t.since, period: t.period }).collect();
        when::since_clauses(text, range, &mut whens);
        when::told_by_days(text, &mut whens);
        when::closed_by(text, &mut whens);
        when::without_limits(text, &mut whens);
        now::mark(text, range, published, &mut whens);
        Sentence { words: range.clone(), seen, shifts: Vec::new(), whens }
    };
    sentences.zip(&text.sentences).map(read).collect()
}

impl Scene<'_, '_> {
    /// Adds the rows of one sentence to those of the sentences before, each with its sentence's number.
    fn sentence(
        &self,
        number: usize,
        sentence: &Sentence,
        frames: &Frames,
        rows: &mut Vec<(usize, Row<Figure>)>,
    ) {
        let Sentence { seen, shifts, whens, words } = sentence;
        let text = self.trees.text;
        let parts: Vec<_> = shifts.iter().map(|s| s.as_ref().map(|(shift, _)| shift.part)).collect();
        let mut told: Vec<usize> = shifts.iter().flatten().map(|(shift, _)| shift.word).collect();
        for i in 0..seen.len() {
            let (period, since) = when::bind(text, seen, i, &parts, whens);
            let change = shifts[i]
                .as_ref()
                .map(|(_, c)| Change { since: since.map(|w| whens[w].period.clone()), ..c.clone() });
            let mut figure = self.figure(&seen[i]);
            let period = period.or_else(|| {
                let alone = seen.len() == 1;
                alone.then(|| when::only(text, &seen[i], parts[i], whens)).flatten()
            });
            figure.period = period.map(|w| whens[w].period.clone());
            figure.change = change;
            self.carry(number, &seen[i], &mut figure, rows);
            if figure.period.is_none() {
                let kind = text.blocks[text.block(words.start)].kind;
                let published = self.document.metadata.published.as_ref();
                figure.period = now::present(text, &seen[i], &figure.measure, parts[i], kind, published)
                    .or_else(|| frames.period(text, number, sentence, &seen[i]));
            }
            told.extend(seen[i].anchor.noun);
            let last = seen[i].reading.base.as_ref().map_or(seen[i].words.end, |b| words.start + b.end);
            rows.push((number, self.row(&(seen[i].words.start..last), figure)));
        }
        self.share(rows, seen.len(), shifts);
        for trend in trend::find(&self.trees, words, &|w| told.contains(&w)) {
            let figure = self.trend(&trend, whens);
            rows.push((number, self.row(&trend.words, figure)));
        }
    }

    /// Adds the rows of a table, whose lines are the sentences `lines` as far as its block goes.
    fn table(
        &self,
        block: &Block,
        lines: &[Sentence],
        frames: &Frames,
        rows: &mut Vec<(usize, Row<Figure>)>,
    ) {
        let text = self.trees.text;
        let Some(grid) = Grid::of(text, block) else { return };
        let whens = lines.iter().take_while(|l| l.words.start < block.words.end).flat_map(|l| &l.whens);
        let around = Around {
            text,
            plain: self.plain,
            places: &self.places,
            whens: whens.cloned().collect(),
            heading: frames.heading.as_ref(),
            publisher: self.document.metadata.publisher.as_deref().unwrap_or_default(),
            countries: OnceCell::new(),
        };
        // No sentence carries on what a cell says.
        rows.extend(around.cells(&grid).into_iter().map(|c| (0, self.row(&c.words, c.figure))));
    }

    /// Figures of one change are of one place and time: by how much, with the level reached. `count`: how many
    /// rows at the end are of this sentence.
    fn share(
        &self,
        rows: &mut [(usize, Row<Figure>)],
        count: usize,
        shifts: &[Option<(change::Shift, Change)>],
    ) {
        let first = rows.len().saturating_sub(count);
        for (i, own) in shifts.iter().enumerate() {
            let Some((own, _)) = own.as_ref().filter(|(s, _)| s.part == change::Part::By) else { continue };
            let level = shifts.iter().position(|s| {
                s.as_ref().is_some_and(|(s, _)| s.part == change::Part::To && s.word == own.word)
            });
            let Some(level) = level.and_then(|l| rows.get(first + l)).map(|(_, r)| r.body.clone()) else {
                continue;
            };
            let Some((_, row)) = rows.get_mut(first + i) else { continue };
            row.body.period = row.body.period.take().or(level.period);
            let own = row.body.place.take().filter(|p| p.basis == "modifier" || level.place.is_none());
            row.body.place = own.or(level.place);
        }
    }

    fn row(&self, words: &Range<usize>, body: Figure) -> Row<Figure> {
        let span = self.trees.text.cover(words);
        let doc = self.document.id.clone();
        let id = RowId::of(RowKind::Figures, &doc, span, "");
        Row { id, doc, span, confidence: confidence(&body), body }
    }

    /// A figure with what its own sentence says of it, but for time and change.
    fn figure(&self, seen: &Seen) -> Figure {
        let Seen { reading, words, anchor } = seen;
        let text = self.trees.text;
        let taken = |w: usize| self.taken[w];
        let mut measure = measure::facets(text, reading, words, anchor, &taken);
        let mut unit = reading.unit.clone();
        // What stands before the number is its unit only where it counts: "arrests reached 300", not "the index
        // closed at 300" nor "prices rose by 300".
        let counts = |n: &usize| {
            *n >= words.end || (matches!(text.words[*n].xpos, "NNS" | "NNPS") && measure.kind != "level")
        };
        let unnamed = reading.kind == "count" && unit.label.is_empty();
        if let Some(noun) = anchor.noun.filter(|n| unnamed && counts(n)) {
            unit.label = noun::label(&self.trees, words, noun);
        }
        let place = self.places.find(text, anchor, &taken);
        // What says where does not say what as well.
        if let Some(place) = place.as_ref().filter(|p| p.basis == "modifier") {
            measure
                .qualifiers
                .retain(|q| *q != place.text && relata_language::country(q) != Some(&place.text));
        }
        Figure {
            interval: reading.interval,
            record: reading.record || self.is_record(anchor),
            part_of: None,
            unit,
            measure,
            place,
            period: None,
            change: None,
            statement: None,
            credit: None,
            actor: None,
        }
    }

    /// What a figure that names nothing of its own takes from the one before: "more than 70,000 of those", "the
    /// 4,100 of the season before", "800 were citizens".
    fn carry(&self, number: usize, seen: &Seen, figure: &mut Figure, rows: &[(usize, Row<Figure>)]) {
        let text = self.trees.text;
        let anchor = &seen.anchor;
        let block = text.block(anchor.top);
        let plain = seen.reading.kind == "count";
        let over = |n: usize| text.by(n, "cop").any(|c| c >= seen.words.end && c < n);
        let bare = plain && anchor.noun.is_none() && anchor.back.is_none();
        let subject = plain && (text.is(anchor.top, "nsubj") || anchor.noun.is_some_and(over));
        let before = rows.iter().rev().take_while(|(n, _)| n + REACH >= number).map(|(_, r)| r).find(|r| {
            let same = text.blocks[block].span.contains(r.span);
            let counted = matches!(r.body.measure.kind.as_str(), "people" | "events" | "things" | "count");
            same && r.body.interval.bound != relata_rows::Bound::Unquantified && (!plain || counted)
        });
        if let Some(before) = before.filter(|_| anchor.back.is_some() || bare || subject) {
            if anchor.back.is_some() {
                figure.part_of = Some(before.id.clone());
            }
            // "Killed 40 fighters and captured seven": the noun is that of before, what was done is not.
            let elliptic = bare
                && !(anchor.owners.is_empty() && figure.measure.qualifiers.is_empty())
                && (figure.measure.what.is_empty()
                    || figure.measure.what == "people" && before.body.measure.kind == "people")
                && (text.words[seen.words.start].sentence == self.sentence_of(before.span)
                    // "Agents made the other 1,530".
                    || seen.words.start.checked_sub(1).is_some_and(|w| {
                        matches!(text.lower(w).as_str(), "other" | "another" | "remaining")
                    }));
            if elliptic {
                figure.unit = before.body.unit.clone();
                let whole = before.body.measure.text.split("; ").next().unwrap_or_default();
                let noun = before.body.measure.qualifiers.iter().filter(|q| whole.contains(*q)).cloned();
                let own = std::mem::take(&mut figure.measure.qualifiers);
                figure.measure.qualifiers = noun.chain(own).collect();
                figure.measure.text = whole.to_owned();
                figure.measure.what.clone_from(&before.body.measure.what);
                figure.measure.kind.clone_from(&before.body.measure.kind);
            }
            if (anchor.back.is_some() && anchor.noun.is_none() && plain)
                || (bare && anchor.owners.is_empty() && !elliptic)
            {
                figure.unit = before.body.unit.clone();
                let basis = figure.measure.basis.take();
                let own = std::mem::take(&mut figure.measure.qualifiers);
                figure.measure = before.body.measure.clone();
                figure.measure.basis = basis.or(figure.measure.basis.take());
                let further = own.into_iter().filter(|q| !before.body.measure.qualifiers.contains(q));
                figure.measure.qualifiers.extend(further);
            }
            let (period, place) = (&mut figure.period, &mut figure.place);
            if period.is_none() && !when::compared(text, anchor.top, &seen.words) {
                *period = before.body.period.as_ref().map(|p| frame::carried(p, "sentence before"));
            }
            if place.is_none() {
                *place = before.body.place.clone().map(|mut p| {
                    p.basis = "sentence before".to_owned();
                    p
                });
            }
        }
        if figure.place.is_none() {
            figure.place = self.places.frame(text.blocks[block].kind, figure);
        }
    }

    /// The sentence in which a stretch begins.
    fn sentence_of(&self, span: Span) -> usize {
        let words = &self.trees.text.words;
        let at = words.partition_point(|w| w.span.start < span.start);
        words.get(at).map_or(usize::MAX, |w| w.sentence)
    }

    /// A trend as a row.
    fn trend(&self, trend: &Trend, whens: &[When]) -> Figure {
        let reading = Reading::new(0, 0, trend::INTERVAL, false);
        let seen = [Seen { reading, words: trend.words.clone(), anchor: trend.anchor.clone() }];
        let part = trend.direction.map(|_| change::Part::By);
        let (period, since) = when::bind(self.trees.text, &seen, 0, &[part], whens);
        let mut figure = self.figure(&seen[0]);
        figure.period = period.map(|w| whens[w].period.clone());
        figure.unit = Unit::default();
        figure.record |= trend.direction.is_none();
        figure.change = trend.direction.map(|direction| Change {
            direction,
            by: None,
            from: None,
            to: None,
            base: None,
            since: since.map(|w| whens[w].period.clone()),
        });
        figure
    }

    /// "Record harvests of almost 40,000 tons", "5 percent, the highest since 1982".
    fn is_record(&self, anchor: &Anchor) -> bool {
        let text = self.trees.text;
        let called = |w: usize| text.children(w).any(|c| c < w && text.lower(c) == "record");
        let superlative = |w: usize| {
            text.children(w).any(|c| {
                let all = || text.children(c).chain([c]);
                all().any(|x| {
                    matches!(
                        text.lower(x).as_str(),
                        "highest" | "lowest" | "largest" | "biggest" | "most" | "fewest" | "worst"
                    )
                }) && text.sentences[text.words[c].sentence]
                    .clone()
                    .filter(|&x| x > c && text.is_under(x, c))
                    .any(|x| matches!(text.lower(x).as_str(), "since" | "ever" | "record" | "history"))
            })
        };
        anchor.noun.is_some_and(called)
            || [Some(anchor.top), anchor.noun, anchor.clause].into_iter().flatten().any(superlative)
    }
}

/// Share of rows whose value is right, by kind, measured on NewsQuant dev (see `docs/figures.md`); of trends,
/// which have no value, the share that are trends.
fn confidence(figure: &Figure) -> f32 {
    if figure.interval.bound == relata_rows::Bound::Unquantified {
        return 0.8;
    }
    match figure.measure.kind.as_str() {
        "share" | "amount" | "level" => 0.98,
        "people" => 0.96,
        "events" | "duration" => 0.93,
        "money" => 0.91,
        _ => 0.85,
    }
}

/// A remark on a number that was seen and not understood.
fn unread(span: Span) -> Note {
    Note::at(NoteCode::NoReading, span, "a number that could not be read as a quantity")
}
