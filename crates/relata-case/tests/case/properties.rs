//! Whatever a reader may give is read back equal, and the order of reading does not show.

use crate::samples::{Sample, everything};
use jiff::civil::Date;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use relata_case::Case;
use relata_rows::{
    ActorKind, BlockKind, Bound, Change, Direction, Entity, Event, EventKind, Extent, Figure, Gender, Genre,
    Interval, Measure, Mention, MentionForm, Metadata, Modality, Note, NoteCode, Origin, PageStart, Party,
    Period, PlaceRef, Polarity, Proposal, ProposalKind, Published, Role, RoleTense, Row, RowId, RowKind,
    SourceKind, Span, Speech, Statement, Status, Unit,
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

/// Words of somebody that are to be placed, and who it is.
type LooseParty = (Ends, Option<usize>);

fn parties() -> impl Strategy<Value = Vec<LooseParty>> {
    prop::collection::vec((any::<Ends>(), of(0..9usize)), 0..4)
}

fn party(text: &str, (ends, entity): &LooseParty) -> Party {
    Party { span: span(text, ends), entity: *entity, actor: None }
}

/// An event whose spans are to be placed.
#[derive(Debug, Clone)]
struct LooseEvent {
    at: Ends,
    kind: EventKind,
    mode: Option<String>,
    trigger: Vec<Ends>,
    agents: Vec<LooseParty>,
    recipients: Vec<LooseParty>,
    date: Option<Period>,
    place: Option<(Option<usize>, String, String)>,
    modality: Modality,
    also: Vec<Ends>,
}

prop_compose! {
    fn event()(
        at in any::<Ends>(),
        kind in select(EventKind::ALL.to_vec()),
        mode in of(word()),
        trigger in prop::collection::vec(any::<Ends>(), 1..4),
        agents in parties(),
        recipients in parties(),
        date in period(),
        place in of((of(0..9usize), word(), word())),
        modality in select(Modality::ALL.to_vec()),
        also in prop::collection::vec(any::<Ends>(), 0..4),
    ) -> LooseEvent {
        LooseEvent { at, kind, mode, trigger, agents, recipients, date, place, modality, also }
    }
}

/// A proposal whose spans are to be placed.
#[derive(Debug, Clone)]
struct LooseProposal {
    at: Ends,
    kind: ProposalKind,
    holder: Option<LooseParty>,
    addressees: Vec<LooseParty>,
    action: Vec<Ends>,
    condition: Option<Ends>,
    negative: bool,
    due: Option<Period>,
    status: Status,
    status_basis: Option<Ends>,
}

prop_compose! {
    fn proposal()(
        at in any::<Ends>(),
        kind in select(ProposalKind::ALL.to_vec()),
        holder in of((any::<Ends>(), of(0..9usize))),
        addressees in parties(),
        action in prop::collection::vec(any::<Ends>(), 1..4),
        condition in of(any::<Ends>()),
        negative in any::<bool>(),
        due in period(),
        status in select(Status::ALL.to_vec()),
        status_basis in of(any::<Ends>()),
    ) -> LooseProposal {
        LooseProposal { at, kind, holder, addressees, action, condition, negative, due, status, status_basis }
    }
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
        events in prop::collection::vec((0.0..1.0f32, event()), 0..4),
        proposals in prop::collection::vec((0.0..1.0f32, proposal()), 0..4),
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
        let events = events.into_iter().enumerate().map(|(n, (confidence, e))| {
            let at = span(text, &e.at);
            let body = Event {
                kind: e.kind,
                mode: e.mode,
                trigger: extent(text, &e.trigger).unwrap(),
                agents: e.agents.iter().map(|p| party(text, p)).collect(),
                recipients: e.recipients.iter().map(|p| party(text, p)).collect(),
                date: e.date,
                place: e.place.map(|(entity, text, basis)| PlaceRef { entity, actor: None, text, basis }),
                modality: e.modality,
                statement: holder.clone(),
                speech: holder.clone().filter(|_| n % 2 == 0),
                also: e.also.iter().map(|ends| span(text, ends)).collect(),
            };
            Row { id: id(RowKind::Events, at, n), doc: document.id.clone(), span: at, confidence, body }
        });
        let mut rows: Vec<Row<Event>> = events.collect();
        rows.sort_by(|a, b| (a.span.start, &a.id).cmp(&(b.span.start, &b.id)));
        sample.findings.events = rows;
        let mut rows: Vec<Row<Proposal>> = Vec::new();
        for (n, (confidence, p)) in proposals.into_iter().enumerate() {
            let at = span(text, &p.at);
            let body = Proposal {
                kind: p.kind,
                holder: p.holder.as_ref().map(|p| party(text, p)),
                addressees: p.addressees.iter().map(|p| party(text, p)).collect(),
                action: extent(text, &p.action).unwrap(),
                condition: p.condition.map(|ends| span(text, &ends)),
                negative: p.negative,
                due: p.due,
                status: p.status,
                status_basis: p.status_basis.map(|ends| span(text, &ends)),
                parent: rows.last().map(|row| row.id.clone()),
                statement: holder.clone(),
            };
            let doc = document.id.clone();
            rows.push(Row { id: id(RowKind::Proposals, at, n), doc, span: at, confidence, body });
        }
        rows.sort_by(|a, b| (a.span.start, &a.id).cmp(&(b.span.start, &b.id)));
        sample.findings.proposals = rows;
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
        prop_assert_eq!(case.events(id).unwrap(), sample.findings.events.clone());
        prop_assert_eq!(case.proposals(id).unwrap(), sample.findings.proposals.clone());
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
