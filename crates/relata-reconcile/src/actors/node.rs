//! What is to be resolved: each actor of each document, and those whom a document's head names, as one node.

use super::known::Known;
use super::person::PersonName;
use jiff::civil::Date;
use relata_gazetteer::fold;
use relata_rows::{ActorKind, Entity, Gender, Part, Role, Told};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// One actor as one document knows it, with what its name alone tells.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// Index of its document.
    pub(crate) doc: usize,
    pub(crate) part: Part,
    pub(crate) kind: ActorKind,
    /// As the document writes it.
    pub(crate) name: String,
    pub(crate) named: bool,
    /// All its names as the document writes them, `name` first.
    pub(crate) written: Vec<String>,
    /// Those, folded.
    pub(crate) names: Vec<String>,
    /// Acronyms that the document defines, folded.
    pub(crate) acronyms: Vec<String>,
    /// Of a person: its fullest name, cut.
    pub(crate) person: Option<PersonName>,
    pub(crate) gender: Option<Gender>,
    /// The country that words beside its name tell, or that its name holds ("Mexican Navy").
    pub(crate) country: Option<String>,
    pub(crate) roles: Vec<Role>,
    /// The titles of its roles.
    pub(crate) titles: Vec<String>,
    /// The entry of the lists that it is, where name, kind, country and date leave only one.
    pub(crate) id: Option<String>,
    /// Whether the lists have several that it may be, and nothing tells which.
    pub(crate) doubtful: bool,
    /// Where something else than its name tells `id`, the office at the date of the text or what a place stands for:
    /// in words.
    pub(crate) office: Option<String>,
    pub(crate) day: Option<Date>,
    pub(crate) mentions: usize,
}

/// The nodes of all documents, in the order of the documents' ids, so that their own order does not matter.
pub(crate) fn nodes(documents: &[Told], known: &Known<'_>) -> Vec<Node> {
    let mut all = Vec::new();
    let mut order: Vec<(usize, &Told)> = documents.iter().enumerate().collect();
    order.sort_by_key(|(_, told)| &told.doc);
    for (doc, told) in order {
        for (number, (entity, mentions)) in told.entities.iter().enumerate() {
            all.push(of_entity(doc, told, number, entity, *mentions, known));
        }
        for (number, name) in told.authors.iter().enumerate() {
            // A paper or an office signs too; a name of two to four capitalised words is a person's.
            let kind = if reads_as_person(name) { ActorKind::Person } else { ActorKind::Organization };
            all.extend(of_head(doc, told, Part::Author(number), kind, name, known));
        }
        if let Some(name) = &told.publisher {
            all.extend(of_head(doc, told, Part::Publisher, ActorKind::Organization, name, known));
        }
    }
    persons(&mut all, known);
    places(&mut all, known);
    all
}

/// A body or group that bears the full name of a person of the case, or the family name of one of its own document,
/// was taken for what it is not.
fn persons(nodes: &mut [Node], known: &Known<'_>) {
    let mut full: BTreeSet<String> = BTreeSet::new();
    let mut families: BTreeSet<(usize, String)> = BTreeSet::new();
    for node in nodes.iter() {
        let Some(person) = &node.person else { continue };
        if person.is_full() {
            full.extend(node.names.first().cloned());
        }
        families.extend(person.keys().map(|k| (node.doc, k.to_owned())));
    }
    for node in nodes.iter_mut().filter(|n| matches!(n.kind, ActorKind::Organization | ActorKind::Group)) {
        // "Biden" is no name of the Biden administration.
        let doc = node.doc;
        let family = |name: &String| !name.contains(' ') && families.contains(&(doc, fold(name)));
        let first = node.written.first().cloned();
        node.written.retain(|w| Some(w) == first.as_ref() || !family(w));
        let first = node.names.first().cloned();
        node.names.retain(|n| Some(n) == first.as_ref() || !family(n));
        let Some(name) = node.names.first().filter(|_| node.named && node.id.is_none()) else { continue };
        let family = !name.contains(' ') && families.contains(&(node.doc, name.clone()));
        if family || (name.contains(' ') && full.contains(name)) {
            node.kind = ActorKind::Person;
            node.person = PersonName::of(untitled(&node.name));
            node.id = known.entry_of(node);
        }
    }
}

/// A place whose name several have (Georgia) is the one of the country that its document tells of most.
fn places(nodes: &mut [Node], known: &Known<'_>) {
    let mut told: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for node in nodes.iter() {
        let capital = || known.capital(&node.name).filter(|_| node.kind == ActorKind::Place);
        if let Some(code) = node.id.as_deref().and_then(|id| known.code_of(id)).or_else(capital) {
            *told.entry((node.doc, code)).or_default() += node.mentions;
        }
    }
    for node in nodes.iter_mut().filter(|n| n.kind == ActorKind::Place && n.named && n.id.is_none()) {
        let mut meant: Vec<(usize, &str)> = known
            .entries(node)
            .into_iter()
            .map(|e| {
                (
                    e.country.as_deref().and_then(|c| told.get(&(node.doc, c))).copied().unwrap_or(0),
                    e.id.as_str(),
                )
            })
            .collect();
        meant.sort_unstable_by(|a, b| b.cmp(a));
        if let [(first, id), (second, _), ..] = meant.as_slice()
            && first > second
        {
            node.id = Some((*id).to_owned());
        }
        node.doubtful = node.id.is_none() && meant.len() > 1;
    }
}

fn of_entity(
    doc: usize,
    told: &Told,
    number: usize,
    entity: &Entity,
    mentions: usize,
    known: &Known<'_>,
) -> Node {
    let named = [&entity.name].into_iter().chain(&entity.aliases).chain(&entity.acronyms).cloned();
    let titled = told.title.as_deref().filter(|_| entity.kind == ActorKind::Person && entity.named);
    let titled = titled.and_then(|title| in_title(title, &entity.name));
    let written: Vec<String> = titled.into_iter().chain(named).collect();
    let mut node = Node {
        doc,
        part: Part::Entity(number),
        kind: if entity.named { known.kind(entity) } else { entity.kind },
        name: written[0].clone(),
        named: entity.named,
        names: Vec::new(),
        acronyms: entity.acronyms.iter().map(|a| fold(a)).collect(),
        person: None,
        gender: entity.gender,
        country: entity.country.clone(),
        titles: entity.roles.iter().map(|r| r.title.clone()).collect(),
        roles: entity.roles.clone(),
        id: None,
        doubtful: false,
        office: None,
        day: told.day,
        mentions,
        written,
    };
    finish(&mut node, known);
    node
}

/// The given and family name of a person of whom the text has the family name alone, where the title has both:
/// "Edith Sallow" of "Briefing by Press Secretary Edith Sallow".
fn in_title(title: &str, name: &str) -> Option<String> {
    let family = fold(name);
    let words: Vec<&str> = title.split_whitespace().collect();
    let clean = |w: &'_ str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let at =
        words.iter().position(|w| fold(&clean(w)) == family).filter(|&at| at > 0 && !family.contains(' '))?;
    let given = words[at - 1];
    let reads =
        given.chars().next().is_some_and(char::is_uppercase) && given.chars().all(char::is_alphabetic);
    (reads && !GENERIC.contains(fold(given).as_str())).then(|| format!("{given} {}", clean(words[at])))
}

/// An author or publisher that the head of a document names; none where the name has no word.
fn of_head(
    doc: usize,
    told: &Told,
    part: Part,
    kind: ActorKind,
    name: &str,
    known: &Known<'_>,
) -> Option<Node> {
    if fold(name).is_empty() {
        return None;
    }
    let mut node = Node {
        doc,
        part,
        kind,
        name: name.to_owned(),
        named: true,
        written: vec![name.to_owned()],
        names: Vec::new(),
        acronyms: Vec::new(),
        person: None,
        gender: None,
        country: None,
        roles: Vec::new(),
        titles: Vec::new(),
        id: None,
        doubtful: false,
        office: None,
        day: told.day,
        mentions: 0,
    };
    finish(&mut node, known);
    Some(node)
}

/// Titles, and nouns for bodies, that name nobody by themselves.
static GENERIC: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/generic.txt").lines().filter(|l| !l.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Whether a folded name has no word that names anybody.
fn is_generic(folded: &str) -> bool {
    folded.split(' ').all(|w| GENERIC.contains(w) || matches!(w, "the" | "of" | "and" | "to" | "for"))
}

/// What follows from the names.
fn finish(node: &mut Node, known: &Known<'_>) {
    let mut folded: Vec<String> = Vec::new();
    for name in &node.written {
        let name = shortened(bare(&fold(name)));
        if !name.is_empty() && !folded.contains(&name) {
            folded.push(name);
        }
    }
    node.names = folded;
    // "Navy" of a known country is a name of a body; "Vice President" of one is nobody's.
    let first = node.names.first().map_or("", String::as_str);
    let person = node.kind == ActorKind::Person;
    let generic = is_generic(if person { known.without_country(first) } else { first });
    if generic && (person || (node.country.is_none() && known.entries(node).is_empty())) {
        node.named = false;
    }
    if !node.named {
        if let Some((id, office)) = known.holder(node) {
            (node.id, node.office) = (Some(id), Some(office));
        }
        return;
    }
    if node.kind == ActorKind::Person {
        node.person = PersonName::of(untitled(&node.name));
    }
    if node.country.is_none() && node.kind != ActorKind::Person {
        node.country = known.country_in(&node.name);
    }
    node.id = known.entry_of(node);
    if node.id.is_none()
        && let Some((id, reason)) = known.stands_for(node)
    {
        (node.id, node.office) = (Some(id), Some(reason));
    }
}

/// A name without the titles before it: "Ned Price" of "Ambassador Ned Price".
fn untitled(name: &str) -> &str {
    let mut rest = name.trim();
    while let Some((word, behind)) = rest.split_once(' ') {
        if !GENERIC.contains(fold(word).as_str()) {
            break;
        }
        rest = behind.trim_start();
    }
    rest
}

/// A folded name without the article.
pub(crate) fn bare(folded: &str) -> &str {
    folded.strip_prefix("the ").unwrap_or(folded)
}

/// A folded name with the two countries that news abbreviates by their letters, so that both forms are one name.
fn shortened(folded: &str) -> String {
    let padded = format!(" {folded} ");
    let short = padded.replace(" united states of america ", " us ").replace(" united states ", " us ");
    short.replace(" united kingdom ", " uk ").replace(" united nations ", " un ").trim().to_owned()
}

/// Whether a byline looks like a person's name: two to five words, none of which names a body.
fn reads_as_person(name: &str) -> bool {
    const BODIES: [&str; 22] = [
        "staff",
        "desk",
        "office",
        "board",
        "committee",
        "department",
        "ministry",
        "agency",
        "press",
        "news",
        "institute",
        "center",
        "centre",
        "council",
        "house",
        "group",
        "team",
        "the",
        "commission",
        "association",
        "foundation",
        "times",
    ];
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').collect();
    (2..=5).contains(&words.len())
        && !words.iter().any(|w| BODIES.contains(w) || w.chars().any(char::is_numeric))
}
