//! What a person has decided about actors: kept apart from what was found, applied after every reading, and
//! written as a small text file that other cases can take.
//!
//! A decision names actors by kind and name, not by id or place, so that it holds for documents that are
//! not read yet. The file has one decision a line, its fields parted by tabs:
//!
//! ```text
//! merge   person        Ana Torvald   A. M. Torvald
//! never   organization  Navy (Chile)  Navy (Peru)
//! split   person        Tom Vale      Tom Vale (mayor)   doc:0123456789abcdef
//! rename  place         Ivory Coast   Côte d'Ivoire
//! type    work          The Clarion   organization
//! ```
//!
//! Behind these may stand who decided it and when. `split` takes what a document (`doc:` and its id) or a name
//! (`name:` and the name) brings, and makes it an actor of its own.

use super::groups::{Groups, Why};
use super::known::Known;
use super::node::Node;
use relata_gazetteer::fold;
use relata_rows::{ActorKind, DocId};
use std::collections::BTreeSet;
use std::fmt;

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// What is decided.
    pub what: Verdict,
    /// Of what kind the actor is; `None` for any.
    pub kind: Option<ActorKind>,
    /// The actor, by its name as it is shown.
    pub name: String,
    /// Who decided it; may be empty.
    pub by: String,
    /// When, ISO 8601; may be empty.
    pub at: String,
}

/// What may be decided of an actor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It and another are one.
    Merge(String),
    /// It and another are not one.
    Never(String),
    /// What a document or a name brings is another actor, of this name.
    Split {
        /// The name of the new actor.
        into: String,
        /// What is taken out.
        take: Take,
    },
    /// It is called this.
    Rename(String),
    /// It is of this kind.
    Type(ActorKind),
}

/// What a split takes out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Take {
    /// All that this document tells of the actor.
    Document(DocId),
    /// All that is told under this name.
    Name(String),
}

/// The decisions of a case, in the order in which they were taken: a later one overrules an earlier one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions(pub Vec<Decision>);

/// A line that is no decision.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct DecisionError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub what: String,
}

impl Decisions {
    /// From the text of a file.
    ///
    /// # Errors
    /// Names the first line that is no decision.
    pub fn parse(text: &str) -> Result<Self, DecisionError> {
        let lines = text.lines().enumerate().map(|(n, line)| (n + 1, line.trim_end_matches('\r')));
        let meant = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        meant
            .map(|(line, text)| text.parse().map_err(|what| DecisionError { line, what }))
            .collect::<Result<_, _>>()
            .map(Decisions)
    }

    /// Pairs of folded names that are not one actor, the lesser first.
    pub(crate) fn never(&self) -> BTreeSet<(String, String)> {
        let pair = |d: &Decision| match &d.what {
            Verdict::Never(other) => {
                let (a, b) = (fold(&d.name), fold(other));
                Some(if a <= b { (a, b) } else { (b, a) })
            }
            _ => None,
        };
        self.0.iter().filter_map(pair).collect()
    }
}

impl fmt::Display for Decisions {
    /// The text of a file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# Decisions about actors: verb, kind, name, other, what is taken, by, at; parted by tabs"
        )?;
        self.0.iter().try_for_each(|d| writeln!(f, "{d}"))
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, other, take) = match &self.what {
            Verdict::Merge(other) => ("merge", other.clone(), String::new()),
            Verdict::Never(other) => ("never", other.clone(), String::new()),
            Verdict::Split { into, take: Take::Document(doc) } => {
                ("split", into.clone(), format!("doc:{doc}"))
            }
            Verdict::Split { into, take: Take::Name(name) } => {
                ("split", into.clone(), format!("name:{name}"))
            }
            Verdict::Rename(to) => ("rename", to.clone(), String::new()),
            Verdict::Type(kind) => ("type", kind.name().to_owned(), String::new()),
        };
        let kind = self.kind.map_or("-", ActorKind::name);
        let fields = [verb, kind, &self.name, &other, &take, &self.by, &self.at];
        let line = fields.map(|field| field.replace(['\t', '\n', '\r'], " ")).join("\t");
        f.write_str(line.trim_end_matches('\t'))
    }
}

impl std::str::FromStr for Decision {
    type Err = String;

    fn from_str(line: &str) -> Result<Self, String> {
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        let field = |n: usize| fields.get(n).copied().unwrap_or_default();
        let told = |n: usize, what: &str| match field(n) {
            "" => Err(format!("{what} is missing; fields are parted by tabs")),
            text => Ok(text.to_owned()),
        };
        let kinds = || ActorKind::ALL.map(ActorKind::name).join(", ");
        let kind_of =
            |text: &str| ActorKind::parse(text).ok_or_else(|| format!("{text:?} is none of {}", kinds()));
        let kind = match field(1) {
            "-" | "" => None,
            text => Some(kind_of(text)?),
        };
        let name = told(2, "the name of the actor")?;
        let what = match field(0) {
            "merge" => Verdict::Merge(told(3, "the other actor")?),
            "never" => Verdict::Never(told(3, "the other actor")?),
            "rename" => Verdict::Rename(told(3, "the new name")?),
            "type" => Verdict::Type(kind_of(field(3))?),
            "split" => {
                let into = told(3, "the name of the new actor")?;
                let take = match field(4).split_once(':') {
                    Some(("doc", id)) => Take::Document(DocId::from_printed(id)),
                    Some(("name", name)) => Take::Name(name.to_owned()),
                    _ => return Err("a split takes doc:ID or name:NAME as fifth field".to_owned()),
                };
                Verdict::Split { into, take }
            }
            other => return Err(format!("{other:?} is none of merge, never, split, rename, type")),
        };
        Ok(Decision { what, kind, name, by: field(5).to_owned(), at: field(6).to_owned() })
    }
}

/// What decisions fix for single nodes, whatever group they end in.
#[derive(Debug, Default)]
pub(crate) struct Fixed {
    /// By node, the name it was given last.
    pub(crate) names: Vec<Option<String>>,
    /// By node, the kind it was given last.
    pub(crate) kinds: Vec<Option<ActorKind>>,
    /// Decisions that met nothing.
    pub(crate) orphaned: Vec<usize>,
}

/// Applies the decisions in their order. `docs`: the ids of the documents.
pub(crate) fn apply(
    decisions: &Decisions,
    docs: &[&DocId],
    nodes: &[Node],
    groups: &mut Groups<'_>,
    known: &Known<'_>,
) -> Fixed {
    let mut fixed =
        Fixed { names: vec![None; nodes.len()], kinds: vec![None; nodes.len()], orphaned: Vec::new() };
    let find = |groups: &Groups<'_>, fixed: &Fixed, kind: Option<ActorKind>, name: &str| {
        Finder { docs, nodes, known, groups, fixed }.find(kind, name)
    };
    for (number, decision) in decisions.0.iter().enumerate() {
        let kind = decision.kind;
        let done = match find(groups, &fixed, kind, &decision.name) {
            None => false,
            Some(one) => match &decision.what {
                Verdict::Merge(other) => find(groups, &fixed, None, other).is_some_and(|two| {
                    groups.unite(one, two, &Why::new("decision", 1.0));
                    // The name of the first stays.
                    let members = groups.members(groups.of(one)).iter();
                    members.for_each(|&n| fixed.names[n] = Some(decision.name.clone()));
                    true
                }),
                Verdict::Never(other) => {
                    // Where one document has taken them for one already, the other name goes out.
                    let other = fold(other);
                    let out: Vec<usize> = groups
                        .members(one)
                        .iter()
                        .copied()
                        .filter(|&n| nodes[n].names.first() == Some(&other))
                        .collect();
                    if !out.is_empty() && out.len() < groups.members(one).len() {
                        groups.part(&out, &Why::new("decision", 1.0));
                    }
                    true
                }
                Verdict::Split { into, take } => {
                    let taken = |n: &usize| match take {
                        Take::Document(doc) => docs.get(nodes[*n].doc).is_some_and(|d| *d == doc),
                        Take::Name(name) => nodes[*n].names.first() == Some(&fold(name)),
                    };
                    let out: Vec<usize> = groups.members(one).iter().copied().filter(taken).collect();
                    if !out.is_empty() {
                        let there = find(groups, &fixed, None, into);
                        groups.part(&out, &Why::new("decision", 1.0));
                        out.iter().for_each(|&n| fixed.names[n] = Some(into.clone()));
                        if let (Some(there), Some(&first)) = (there, out.first()) {
                            groups.unite(there, first, &Why::new("decision", 1.0));
                        }
                    }
                    !out.is_empty()
                }
                Verdict::Rename(to) => {
                    groups.members(one).iter().for_each(|&n| fixed.names[n] = Some(to.clone()));
                    true
                }
                Verdict::Type(to) => {
                    groups.members(one).iter().for_each(|&n| fixed.kinds[n] = Some(*to));
                    true
                }
            },
        };
        if !done {
            fixed.orphaned.push(number);
        }
    }
    fixed
}

/// Finds groups by the names that people see.
struct Finder<'a> {
    docs: &'a [&'a DocId],
    nodes: &'a [Node],
    known: &'a Known<'a>,
    groups: &'a Groups<'a>,
    fixed: &'a Fixed,
}

impl Finder<'_> {
    /// The group that a kind and a name mean: by a name given, by the first name of a node, by the name that lists have
    /// for it and no document need have, by any of its names; behind the name may stand in brackets what tells it from
    /// others of that name. Of several, the one most mentioned.
    fn find(&self, kind: Option<ActorKind>, name: &str) -> Option<usize> {
        let (plain, mark) = match name.strip_suffix(')').and_then(|n| n.rsplit_once(" (")) {
            Some((plain, mark)) => (plain, Some(mark)),
            None => (name, None),
        };
        let (whole, plain) = (fold(name), fold(plain));
        let of = |test: &dyn Fn(usize) -> bool| {
            let fits = |n: &usize| kind.is_none_or(|k| self.is_of(*n, k)) && test(*n);
            let found: BTreeSet<usize> =
                (0..self.nodes.len()).filter(fits).map(|n| self.groups.of(n)).collect();
            found.into_iter().max_by_key(|&g| (self.groups.weight(g), std::cmp::Reverse(g)))
        };
        let here = |n: usize| mark.is_none_or(|mark| self.is_marked(n, mark));
        let first =
            |n: usize, name: &String| self.nodes[n].named && self.nodes[n].names.first() == Some(name);
        let any = |n: usize| self.nodes[n].named && self.nodes[n].names.contains(&plain);
        of(&|n| self.fixed.names[n].as_ref().is_some_and(|given| fold(given) == whole))
            .or_else(|| of(&|n| first(n, &whole)))
            .or_else(|| of(&|n| self.is_shown_as(n, &whole)))
            .or_else(|| of(&|n| here(n) && first(n, &plain)))
            .or_else(|| of(&|n| here(n) && self.is_shown_as(n, &plain)))
            .or_else(|| of(&|n| here(n) && any(n)))
            .or_else(|| of(&|n| here(n) && self.nodes[n].written.iter().any(|name| fold(name) == plain)))
    }

    /// Whether a node is of a kind: as a person says, else as the document or the lists have it.
    fn is_of(&self, n: usize, kind: ActorKind) -> bool {
        let node = &self.nodes[n];
        match self.fixed.kinds[n] {
            Some(given) => given == kind,
            None => node.kind == kind || node.id.as_ref().and_then(|id| self.known.kind_of(id)) == Some(kind),
        }
    }

    /// Whether lists have this name, folded, for what a node is.
    fn is_shown_as(&self, n: usize, name: &str) -> bool {
        let shown = self.nodes[n].id.as_ref().and_then(|id| self.known.shown(id));
        shown.is_some_and(|shown| fold(&shown) == name)
    }

    /// Whether a node has what tells actors of one name apart: a country, an office, the beginning of a document's id.
    fn is_marked(&self, n: usize, mark: &str) -> bool {
        let node = &self.nodes[n];
        node.country.as_deref() == Some(mark)
            || node.titles.iter().any(|title| title == mark)
            || node.id.as_ref().is_some_and(|id| {
                self.known.country_of(id).as_deref() == Some(mark)
                    || self.known.offices(id).iter().any(|office| office.title == mark)
            })
            || self
                .docs
                .get(node.doc)
                .is_some_and(|doc| doc.as_str().get(..8).unwrap_or(doc.as_str()) == mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_written_as_they_are_read() {
        let text = "merge\tperson\tAna Torvald\tA. M. Torvald\t\tkim\t2026-01-02T03:04:05Z\n\
                    never\t-\tNavy (Chile)\tNavy (Peru)\n\
                    split\tperson\tTom Vale\tTom Vale (mayor)\tdoc:0123456789abcdef\n\
                    rename\tplace\tIvory Coast\tCôte d'Ivoire\n\
                    type\twork\tThe Clarion\torganization\n";
        let decisions = Decisions::parse(text).unwrap();
        assert_eq!(decisions.0.len(), 5);
        let written = decisions.to_string();
        assert_eq!(written.lines().skip(1).collect::<Vec<_>>(), text.lines().collect::<Vec<_>>());
        assert_eq!(Decisions::parse(&written), Ok(decisions));
    }

    #[test]
    fn a_line_that_is_no_decision_is_named() {
        let error = |text: &str| Decisions::parse(text).unwrap_err().to_string();
        assert_eq!(
            error("# head\n\njoin\tperson\tA\tB\n"),
            "line 3: \"join\" is none of merge, never, split, rename, type"
        );
        assert_eq!(
            error("merge\tperson\tA\n"),
            "line 1: the other actor is missing; fields are parted by tabs"
        );
        assert_eq!(
            error("split\tperson\tA\tB\n"),
            "line 1: a split takes doc:ID or name:NAME as fifth field"
        );
    }
}
