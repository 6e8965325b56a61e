//! A figure with what must be known of its document to hold it against others.

use super::mend;
use jiff::civil::Date;
use relata_rows::{
    ActorKind, DocId, Extent, Figure, Mention, Part, RelationKind, Resolved, Right, Role, Row, RowId, Span,
    Told as Document,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A figure as one document tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The row.
    pub row: RowId,
    /// The document.
    pub doc: DocId,
    /// Where the figure stands in it, in bytes.
    pub span: Span,
    /// The figure as the text has it: "more than 70,000".
    pub text: String,
    /// The sentence in which it stands.
    pub sentence: String,
    /// What was found.
    pub figure: Arc<Figure>,
    /// The first day on which the document may have been published.
    pub day: Option<Date>,
    /// The places, bodies, persons and works named in the words of the measure and of the place.
    pub names: Vec<Named>,
    /// Other figures told in the same sentence or right beside it: a total, the level before, the same in dollars.
    pub beside: Vec<Arc<Figure>>,
    /// Whose word the figure rests on by the text; `None` where it is the author's.
    pub credit: Option<Source>,
    /// Who wrote the document.
    pub authors: Vec<Source>,
    /// Who published it.
    pub publisher: Option<Source>,
    /// The cluster of copies to which the document belongs, or the figure by a passage: copies are one witness.
    pub copies: Option<String>,
}

/// An actor named in the words of a measure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// As the measure has it.
    pub text: String,
    /// The fullest name in its document.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
}

/// Somebody on whose word a figure rests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The actor of the case, by id.
    pub actor: Option<String>,
    /// The fullest name or, of one without a name, the description.
    pub name: String,
    /// What else it is called, acronyms among it.
    pub aliases: Vec<String>,
    /// The bodies for which it works or to which it belongs, by name or id of the actor.
    pub of: Vec<String>,
    /// The offices that it holds, each with that of which it is one: "mayor", "Brenn".
    pub offices: Vec<(String, String)>,
    /// All that it is called beside its name: "justice minister", "army spokesman".
    pub titles: Vec<String>,
    /// Whether it is a person.
    pub person: bool,
}

/// The figures of one document of a case. `documents` are those that were resolved, `n` the one that is meant; `figures`
/// and `mentions` are its rows, and `words` gives the text under a span of it.
pub fn told(
    documents: &[Document],
    n: usize,
    resolved: &Resolved,
    figures: &[Row<Figure>],
    mentions: &[Row<Mention>],
    words: &dyn Fn(Span) -> String,
) -> Vec<Told> {
    let Some(document) = documents.get(n) else { return Vec::new() };
    let sources = Sources::of(n, resolved);
    let authors: Vec<Source> =
        document.authors.iter().enumerate().map(|(i, name)| sources.at(Part::Author(i), name, &[])).collect();
    let publisher = document.publisher.as_ref().map(|name| sources.at(Part::Publisher, name, &[]));
    let phrase =
        |extent: &Extent| -> String { extent.parts.iter().map(|&p| words(p)).collect::<Vec<_>>().join(" ") };
    let shared: Vec<Arc<Figure>> = figures.iter().map(|row| Arc::new(row.body.clone())).collect();
    figures
        .iter()
        .enumerate()
        .map(|(i, row)| {
            let credit = row.body.credit.as_ref().map(|credit| {
                let said = phrase(&credit.source);
                let entity = credit.entity.or_else(|| inside(document, mentions, &credit.source));
                match entity.and_then(|e| Some((e, document.entities.get(e)?))) {
                    Some((e, (entity, _))) => {
                        let mut source = sources.at(Part::Entity(e), &entity.name, &entity.roles);
                        source.aliases.extend(entity.aliases.iter().cloned());
                        source.aliases.push(said);
                        source.person = entity.kind == ActorKind::Person;
                        source
                    }
                    None => Source { name: said, ..Source::default() },
                }
            });
            let sentence = sentence(row.span, words);
            let figure = match mend::period(row.body.period.as_ref(), &sentence, document.day) {
                Some(period) => Arc::new(Figure { period: Some(period), ..row.body.clone() }),
                None => Arc::clone(&shared[i]),
            };
            Told {
                row: row.id.clone(),
                doc: document.doc.clone(),
                span: row.span,
                text: text(row.span, words),
                sentence,
                figure,
                names: named(document, &row.body),
                beside: beside(figures, i).map(|other| Arc::clone(&shared[other])).collect(),
                day: document.day,
                credit,
                authors: authors.clone(),
                publisher: publisher.clone(),
                copies: None,
            }
        })
        .collect()
}

/// The words of a figure, with those before it that turn it round: "all but two".
fn text(span: Span, words: &dyn Fn(Span) -> String) -> String {
    let own = words(span);
    let before = |lead: &str| {
        let start = span.start.checked_sub(lead.len())?;
        let text = words(Span::new(start, span.start));
        (text.to_lowercase() == lead).then(|| format!("{text}{own}"))
    };
    before("all but ").or_else(|| before("all except ")).unwrap_or(own)
}

/// How many bytes of a sentence are looked at on each side of a figure.
const SENTENCE: usize = 400;

/// The sentence around a span, as far as its marks tell: from behind the mark before it to the next one.
fn sentence(span: Span, words: &dyn Fn(Span) -> String) -> String {
    // A span that parts a letter, or goes beyond the text, gives nothing.
    let whole =
        |from: usize, to: usize| Some(words(Span::new(from, to))).filter(|t| !t.is_empty() || from == to);
    let first = span.start.saturating_sub(SENTENCE);
    let before = (first..span.start).find_map(|from| whole(from, span.start)).unwrap_or_default();
    let behind =
        (span.end..=span.end + SENTENCE).rev().find_map(|to| whole(span.end, to)).unwrap_or_default();
    let start = ends(&before).last().unwrap_or(0);
    let end = ends(&behind).next().unwrap_or(behind.len());
    format!("{}{}{}", &before[start..], words(span), &behind[..end]).trim().to_owned()
}

/// Where sentences end in a text: behind a mark with space and no small letter after it, and at line breaks. A point
/// behind a short word with a capital is none ("Mr. Ort", "the U.S. Army").
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter_map(move |(at, c)| {
        let behind = at + c.len_utf8();
        let rest = &text[behind..];
        let goes_on = !rest.is_empty()
            && (!rest.starts_with(char::is_whitespace) || rest.trim_start().starts_with(char::is_lowercase));
        let short = || {
            let word = text[..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            word.len() < 4 && word.starts_with(char::is_uppercase)
        };
        let is_end = c == '\n' || (matches!(c, '.' | '!' | '?') && !goes_on && !(c == '.' && short()));
        is_end.then_some(behind)
    })
}

/// The one whose paper is credited: "the company's annual report", "images by the space agency", "its figures".
fn inside(document: &Document, mentions: &[Row<Mention>], source: &Extent) -> Option<usize> {
    let from = mentions.partition_point(|m| m.span.start < source.cover().start);
    let within = mentions[from..].iter().take_while(|m| m.span.start < source.cover().end);
    let body = |m: &&Row<Mention>| {
        let kind = document.entities.get(m.body.entity).map(|(e, _)| e.kind);
        source.cover().contains(m.span) && matches!(kind, Some(ActorKind::Person | ActorKind::Organization))
    };
    within.filter(body).max_by_key(|m| (m.span.len(), usize::MAX - m.span.start)).map(|m| m.body.entity)
}

/// How many bytes from a figure others are beside it, and how many of them are kept, the nearest first.
const BESIDE: (usize, usize) = (240, 4);

/// The figures told beside one, by index.
fn beside(figures: &[Row<Figure>], i: usize) -> impl Iterator<Item = usize> {
    let own = figures[i].span;
    let far = |j: usize| {
        let other = figures[j].span;
        other.start.saturating_sub(own.end).max(own.start.saturating_sub(other.end))
    };
    let near = i.saturating_sub(2 * BESIDE.1)..(i + 2 * BESIDE.1 + 1).min(figures.len());
    let mut near: Vec<usize> = near.filter(|&j| j != i && far(j) <= BESIDE.0).collect();
    near.sort_by_key(|&j| (far(j), j));
    near.truncate(BESIDE.1);
    near.into_iter()
}

/// The actors of the document whose names stand in the words of the figure's measure or place, longest names first.
fn named(document: &Document, figure: &Figure) -> Vec<Named> {
    let measure = &figure.measure;
    let mut words = measure.text.clone();
    for more in measure.qualifiers.iter().chain(&measure.of).chain(figure.place.iter().map(|p| &p.text)) {
        words.push_str(" ; ");
        words.push_str(more);
    }
    let known = document.entities.iter().filter(|(e, _)| e.named);
    let mut all: Vec<Named> = known
        .flat_map(|(entity, _)| {
            let texts: BTreeSet<&String> = std::iter::once(&entity.name).chain(&entity.aliases).collect();
            texts.into_iter().map(|t| Named { text: t.clone(), name: entity.name.clone(), kind: entity.kind })
        })
        .collect();
    // The longest first; what stands inside a longer name is not named by itself.
    all.sort_by(|a, b| b.text.len().cmp(&a.text.len()).then_with(|| a.cmp(b)));
    all.retain(|named| {
        let found = contains_words(&words, &named.text);
        if found {
            words = words.replace(&named.text, "#");
        }
        found
    });
    all
}

/// Whether a name stands in a text, as whole words.
fn contains_words(text: &str, name: &str) -> bool {
    !name.is_empty()
        && text.match_indices(name).any(|(at, _)| {
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
            !letter(text[..at].chars().next_back()) && !letter(text[at + name.len()..].chars().next())
        })
}

/// Who is who in one document.
struct Sources<'a> {
    resolved: &'a Resolved,
    by_part: BTreeMap<Part, usize>,
    /// For each actor that works for others those others.
    bodies: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Sources<'a> {
    fn of(n: usize, resolved: &'a Resolved) -> Self {
        let members = resolved.members.iter().filter(|m| m.doc == n);
        let mut bodies: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for relation in resolved.relations.iter().filter(|r| r.kind == RelationKind::WorksFor) {
            if let Right::Actor(body) = relation.right {
                bodies.entry(relation.left).or_default().push(body);
            }
        }
        Sources { resolved, by_part: members.map(|m| (m.part, m.actor)).collect(), bodies }
    }

    /// The actor told there, or only the name where it is nobody of the case.
    fn at(&self, part: Part, name: &str, roles: &[Role]) -> Source {
        let mut of: Vec<String> = roles.iter().filter_map(|r| r.of.clone()).collect();
        let offices = roles.iter().filter_map(|r| Some((r.title.clone(), r.of.clone()?))).collect();
        let titles = roles.iter().map(|r| r.title.clone()).collect();
        let Some((index, actor)) =
            self.by_part.get(&part).and_then(|&i| Some((i, self.resolved.actors.get(i)?)))
        else {
            return Source { name: name.to_owned(), of, offices, titles, ..Source::default() };
        };
        let bodies =
            self.bodies.get(&index).into_iter().flatten().filter_map(|&b| self.resolved.actors.get(b));
        of.extend(bodies.flat_map(|b| [b.id.clone(), b.name.clone()]));
        of.sort();
        of.dedup();
        let mut aliases = actor.aliases.clone();
        if actor.name != name {
            aliases.push(name.to_owned());
        }
        Source {
            actor: Some(actor.id.clone()),
            name: actor.name.clone(),
            aliases,
            of,
            offices,
            titles,
            person: false,
        }
    }
}
