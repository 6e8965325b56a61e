//! Whatever a reader may give is read back equal, and the order of reading does not show.

use crate::samples::{Sample, everything};
use jiff::civil::Date;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use relata_case::Case;
use relata_rows::{
    ActorKind, BlockKind, Bound, Change, Direction, Entity, Extent, Figure, Gender, Genre, Interval, Measure,
    Mention, MentionForm, Metadata, Note, NoteCode, Origin, PageStart, Period, PlaceRef, Polarity, Published,
    Role, RoleTense, Row, RowId, RowKind, SourceKind, Span, Speech, Statement, Unit,
};

fn word() -> impl Strategy<Value = String> {
    "\\PC{0,12}"
}

fn number() -> impl Strategy<Value = Option<f64>> {
    of(prop_oneof![
        -1e12..1e12f64,
        any::<i32>().prop_map(f64::from),
        prop::num::f64::NORMAL | prop::num::f64::ZERO
    ])
}

fn date() -> impl Strategy<Value = Date> {
    (1..=9999i16, 1..=12i8, 1..=28i8).prop_map(|(year, month, day)| Date::constant(year, month, day))
}

fn period() -> impl Strategy<Value = Option<Period>> {
    let period = (word(), of(date()), of(date()), word(), word());
    of(period.prop_map(|(text, start, end, calendar, basis)| Period { text, start, end, calendar, basis }))
}

/// Two places in a text, to be put on character borders once the text is known.
type Ends = (Index, Index);

fn span(text: &str, ends: &Ends) -> Span {
    let borders: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let (a, b) = (*ends.0.get(&borders), *ends.1.get(&borders));
    Span::new(a.min(b), a.max(b))
}

fn extent(text: &str, parts: &[Ends]) -> Option<Extent> {
    Extent::of(parts.iter().map(|ends| span(text, ends)).collect())
}

fn metadata() -> impl Strategy<Value = Metadata> {
    let published = (date(), date(), word()).prop_map(|(start, end, basis)| Published { start, end, basis });
    let genre = select(Genre::ALL.to_vec());
    let names = prop::collection::vec(word(), 0..3);
    (of(word()), names, of(word()), of(published), of(word()), genre, of(word())).prop_map(
        |(title, authors, publisher, published, language, genre, url)| Metadata {
            title,
            authors,
            publisher,
            published,
            language,
            genre,
            url,
        },
    )
}

fn figure() -> impl Strategy<Value = Figure> {
    let bounds =
        [Bound::Exact, Bound::About, Bound::AtLeast, Bound::AtMost, Bound::Range, Bound::Unquantified];
    let interval = (number(), number(), any::<(bool, bool)>(), number(), select(bounds.to_vec()));
    let unit = (word(), word(), of(any::<i16>()));
    let qualifiers = prop::collection::vec(word(), 0..3);
    let measure = (word(), word(), word(), qualifiers, of(word()), of(word()));
    let place = (of(0..9usize), word(), word());
    let directions = [Direction::Up, Direction::Down, Direction::Flat];
    let change = (select(directions.to_vec()), number(), number(), number(), number(), period());
    (interval, any::<bool>(), unit, measure, of(place), period(), of(change)).prop_map(
        |(interval, record, unit, measure, place, period, change)| {
            let (low, high, (low_soft, high_soft), stated, bound) = interval;
            let (code, label, price_year) = unit;
            let (text, kind, what, qualifiers, of, basis) = measure;
            Figure {
                interval: Interval { low, high, low_soft, high_soft, stated, bound },
                record,
                part_of: None,
                unit: Unit { code, label, price_year },
                measure: Measure { text, kind, what, qualifiers, of, basis },
                place: place.map(|(entity, text, basis)| PlaceRef { entity, actor: None, text, basis }),
                period,
                change: change.map(|(direction, by, from, to, base, since)| Change {
                    direction,
                    by,
                    from,
                    to,
                    base,
                    since,
                }),
                statement: None,
                credit: None,
                actor: None,
            }
        },
    )
}

/// A statement whose spans are to be placed.
#[derive(Debug, Clone)]
struct Loose {
    at: Ends,
    source: Vec<Ends>,
    cue: Vec<Ends>,
    content: Vec<Ends>,
    via: Vec<Ends>,
    entity: Option<usize>,
    names: (SourceKind, Speech, Polarity),
}

fn statement() -> impl Strategy<Value = Loose> {
    let parts = |least| prop::collection::vec(any::<Ends>(), least..4);
    let kinds = [SourceKind::Named, SourceKind::Unnamed, SourceKind::Author, SourceKind::Document];
    let names = (
        select(kinds.to_vec()),
        select(vec![Speech::Direct, Speech::Indirect, Speech::Mixed]),
        select(vec![Polarity::Said, Polarity::Denied, Polarity::Asked]),
    );
    (any::<Ends>(), parts(0), parts(0), parts(1), parts(0), of(0..9usize), names).prop_map(
        |(at, source, cue, content, via, entity, names)| Loose {
            at,
            source,
            cue,
            content,
            via,
            entity,
            names,
        },
    )
}

fn entity() -> impl Strategy<Value = Entity> {
    let words = || prop::collection::vec(word(), 0..3);
    let tenses = [RoleTense::Present, RoleTense::Former, RoleTense::Then, RoleTense::Future];
    let role = (word(), of(word()), select(tenses.to_vec())).prop_map(|(title, of, tense)| Role {
        title,
        of,
        tense,
        span: Span::new(0, 1),
    });
    let roles = prop::collection::vec(role, 0..3);
    let genders = of(select(vec![Gender::Woman, Gender::Man]));
    (select(ActorKind::ALL.to_vec()), word(), any::<bool>(), words(), words(), roles, of(word()), genders)
        .prop_map(|(kind, name, named, aliases, acronyms, roles, country, gender)| Entity {
            kind,
            name,
            named,
            aliases,
            acronyms,
            roles,
            country,
            gender,
        })
}

fn paragraphs() -> impl Strategy<Value = String> {
    prop::collection::vec("\\PC{0,20}[\\p{L}\"'%]\\PC{0,20}", 1..6).prop_map(|all| all.join("\n\n"))
}

prop_compose! {
    fn any_sample()(
        text in paragraphs(),
        metadata in metadata(),
        kinds in prop::collection::vec((select(vec![
            BlockKind::Paragraph, BlockKind::Heading, BlockKind::Item, BlockKind::Quotation,
            BlockKind::Caption, BlockKind::Table, BlockKind::Footnote, BlockKind::Furniture,
        ]), any::<u8>(), any::<(u32, u32)>()), 6),
        pages in prop::collection::vec(any::<(Index, u32)>(), 0..4),
        notes in prop::collection::vec((select(vec![
            NoteCode::Furniture, NoteCode::Repaired, NoteCode::Lost, NoteCode::Undated,
            NoteCode::NoSpeaker, NoteCode::NoReading, NoteCode::Language,
        ]), of(any::<Ends>()), word()), 0..4),
        figures in prop::collection::vec((any::<Ends>(), 0.0..1.0f32, figure()), 0..4),
        statements in prop::collection::vec((0.0..1.0f32, statement()), 0..4),
        entities in prop::collection::vec(entity(), 9),
        mentions in prop::collection::vec((any::<Ends>(), 0.0..1.0f32, 0..9usize, select(vec![
            MentionForm::Name, MentionForm::Nominal, MentionForm::Pronoun,
        ])), 0..4),
    ) -> Sample {
        let mut sample = Sample::new("a.txt", &format!("The {text}"));
        let document = &mut sample.document;
        document.metadata = metadata;
        for (block, (kind, level, (first, last))) in document.blocks.iter_mut().zip(kinds) {
            (block.kind, block.level) = (kind, level);
            if level % 2 == 0 {
                block.origin = Origin::Pages { first, last };
            }
        }
        let text = &document.text;
        document.pages = pages.iter().map(|(at, page)| {
            PageStart { offset: span(text, &(*at, *at)).start, page: *page }
        }).collect();
        document.pages.sort_by_key(|page| page.offset);
        document.report = notes.iter().map(|(code, ends, message)| {
            Note { code: *code, span: ends.as_ref().map(|ends| span(text, ends)), message: message.clone() }
        }).collect();
        let id = |kind, span, n: usize| RowId::of(kind, &document.id, span, &n.to_string());
        let mut rows = Vec::new();
        for (n, (confidence, loose)) in statements.into_iter().enumerate() {
            let span = span(text, &loose.at);
            let (source_kind, speech, polarity) = loose.names;
            let body = Statement {
                source: extent(text, &loose.source),
                holder: extent(text, &loose.via),
                entity: loose.entity,
                actor: None,
                source_kind,
                cue: extent(text, &loose.cue),
                content: extent(text, &loose.content).unwrap(),
                speech,
                polarity,
                parent: rows.last().map(|row: &Row<Statement>| row.id.clone()),
                via: extent(text, &loose.via),
            };
            let doc = document.id.clone();
            rows.push(Row { id: id(RowKind::Statements, span, n), doc, span, confidence, body });
        }
        let holder = rows.first().map(|row| row.id.clone());
        rows.sort_by(|a, b| (a.span.start, &a.id).cmp(&(b.span.start, &b.id)));
        sample.findings.statements = rows;
        let mut rows = Vec::new();
        for (n, (ends, confidence, mut body)) in figures.into_iter().enumerate() {
            let span = span(text, &ends);
            body.statement = holder.clone();
            body.part_of = rows.last().map(|row: &Row<Figure>| row.id.clone());
            let doc = document.id.clone();
            rows.push(Row { id: id(RowKind::Figures, span, n), doc, span, confidence, body });
        }
        rows.sort_by(|a, b| (a.span.start, &a.id).cmp(&(b.span.start, &b.id)));
        sample.findings.figures = rows;
        let mentions = mentions.into_iter().enumerate().map(|(n, (ends, confidence, entity, form))| {
            let span = span(text, &ends);
            let body = Mention { entity, form, head: span };
            Row { id: id(RowKind::Mentions, span, n), doc: document.id.clone(), span, confidence, body }
        });
        let mut rows: Vec<_> = mentions.collect();
        rows.sort_by(|a, b| (a.span.start, &a.id).cmp(&(b.span.start, &b.id)));
        sample.findings.mentions = rows;
        sample.findings.entities = entities;
        sample
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_reading_is_read_back_equal(sample in any_sample()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.relata");
        let mut case = Case::create_or_open(&path).unwrap();
        case.file(&sample.reading()).unwrap();
        case.close().unwrap();
        let case = Case::open_read_only(&path).unwrap();
        let id = &sample.document.id;
        prop_assert_eq!(&case.document(id.as_str()).unwrap().document, &sample.document);
        prop_assert_eq!(case.statements(id).unwrap(), sample.findings.statements);
        prop_assert_eq!(case.figures(id).unwrap(), sample.findings.figures);
        prop_assert_eq!(case.mentions(id).unwrap(), sample.findings.mentions.clone());
        let told = case.entities().unwrap().remove(0);
        let count = |n| sample.findings.mentions.iter().filter(|m| m.body.entity == n).count();
        let told_of = sample.findings.entities.iter().enumerate().map(|(n, e)| (e.clone(), count(n)));
        prop_assert_eq!(told.entities, told_of.collect::<Vec<_>>());
        prop_assert_eq!(told.authors, sample.document.metadata.authors);
    }

    /// A few files, some with the same text, read in any order and any number of times.
    #[test]
    fn the_order_of_reading_does_not_show(
        texts in prop::collection::vec(0..4usize, 6),
        order in prop::collection::vec(0..6usize, 0..12),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let samples: Vec<Sample> = texts
            .iter()
            .enumerate()
            .map(|(n, text)| {
                // The hints are the place's own and show in the reading.
                let mut sample = Sample::new(&format!("{n}.txt"), &format!("Text {text}."));
                sample.hints = serde_json::json!({"publisher": n});
                sample.document.metadata.publisher = Some(n.to_string());
                sample
            })
            .collect();
        let mut straight = Case::create_or_open(&folder.path().join("a.relata")).unwrap();
        samples.iter().for_each(|sample| _ = sample.read_into(&mut straight));
        let mut shuffled = Case::create_or_open(&folder.path().join("b.relata")).unwrap();
        order.iter().for_each(|&n| _ = samples[n].read_into(&mut shuffled));
        samples.iter().rev().for_each(|sample| _ = sample.read_into(&mut shuffled));
        prop_assert_eq!(everything(&shuffled), everything(&straight));
    }
}
