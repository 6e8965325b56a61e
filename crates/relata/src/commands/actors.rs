//! `relata actors`: who is in the documents, and what a person decides about them.

use super::case;
use super::listing::{Lister, short};
use crate::Outcome;
use crate::actors::{self, find};
use crate::flags::{Actors, ActorsCommand, ActorsList, Flags, Listing};
use crate::output::Style;
use crate::table::{Column, Table, counted};
use anyhow::{Context, bail};
use relata_case::Case;
use relata_gazetteer::Gazetteer;
use relata_reconcile::actors::{Decision, Decisions, Take, Verdict};
use relata_rows::{Actor, RowKind, export};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

pub(crate) fn run(flags: &Flags, actors: &Actors) -> anyhow::Result<Outcome> {
    match &actors.change {
        None => list(flags, &actors.list),
        Some(ActorsCommand::Candidates) => candidates(flags),
        Some(ActorsCommand::Relations) => relations(flags),
        Some(ActorsCommand::Decisions { undo: false, from: None }) => {
            let case = case::open(flags)?;
            write!(std::io::stdout(), "{}", actors::decisions(&case)?)?;
            Ok(Outcome::Fine)
        }
        Some(change) => {
            let mut case = case::open_to_write(flags)?;
            let done = decide(&mut case, change)?;
            let orphaned = actors::refresh(&mut case)?;
            case.close()?;
            if !flags.quiet {
                writeln!(std::io::stdout(), "{done}")?;
                for line in orphaned {
                    writeln!(std::io::stdout(), "meets nobody in this case: {line}")?;
                }
            }
            Ok(Outcome::Fine)
        }
    }
}

fn list(flags: &Flags, list: &ActorsList) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let columns = vec![
        Column::fixed("ID"),
        Column::flexible("NAME", 16, 4),
        Column::fixed("TYPE"),
        Column::flexible("ALSO", 12, 3),
        Column::flexible("ROLES", 12, 3),
        Column::number("MENTIONS"),
        Column::number("DOCS"),
    ];
    let listing = Listing { document: None, limit: list.limit, all_versions: false, format: list.format };
    let style = Style::of_stdout(flags.color);
    let mut lister = Lister::new(&listing, "actors", columns, export::fields(RowKind::Actors), style)?;
    let part = list.name.as_deref().map(relata_gazetteer::fold);
    for a in case.actors()? {
        let named = part.as_ref().is_none_or(|part| {
            [&a.name].into_iter().chain(&a.aliases).any(|n| relata_gazetteer::fold(n).contains(part))
        });
        if named && list.kind.is_none_or(|k| k == a.kind) {
            lister.row(|| cells(&a), || export::actor(&a))?;
        }
    }
    lister.finish()?;
    Ok(Outcome::Fine)
}

fn cells(a: &Actor) -> Vec<String> {
    let mut roles: Vec<String> = Vec::new();
    for role in &a.roles {
        let text = match &role.of {
            Some(of) => format!("{}, {of}", role.title),
            None => role.title.clone(),
        };
        if !roles.contains(&text) {
            roles.push(text);
        }
    }
    vec![
        short(&a.id),
        a.name.clone(),
        a.kind.name().to_owned(),
        a.aliases.join("; "),
        roles.join("; "),
        a.mentions.to_string(),
        a.documents.to_string(),
    ]
}

fn names(case: &Case) -> anyhow::Result<BTreeMap<String, String>> {
    Ok(case.actors()?.into_iter().map(|a| (a.id, a.name)).collect())
}

fn candidates(flags: &Flags) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let names = names(&case)?;
    let mut table = Table::new(vec![
        Column::fixed("SURE"),
        Column::flexible("ACTOR", 16, 3),
        Column::flexible("MAY BE", 16, 3),
        Column::flexible("BECAUSE", 16, 3),
    ]);
    let named = |id: &String| format!("{} ({})", names.get(id).map_or("", String::as_str), short(id));
    let all = case.actor_candidates()?;
    for pair in &all {
        let sure = format!("{:.0} %", pair.confidence * 100.0);
        table.push(vec![sure, named(&pair.left), named(&pair.right), pair.reason.clone()]);
    }
    let text = if all.is_empty() {
        "no candidates\n".to_owned()
    } else {
        table.render(Style::of_stdout(flags.color)) + "relata actors merge A B, or never A B\n"
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Fine)
}

fn relations(flags: &Flags) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let names = names(&case)?;
    let mut table = Table::new(vec![
        Column::flexible("ACTOR", 16, 3),
        Column::fixed("IS"),
        Column::flexible("WHOM OR WHAT", 16, 4),
        Column::flexible("AS", 12, 2),
        Column::number("DOCS"),
    ]);
    let named = |id: &String| names.get(id).cloned().unwrap_or_default();
    let all = case.ties()?;
    for tie in &all {
        let right = match (&tie.actor, &tie.document) {
            (Some(actor), _) => named(actor),
            (None, Some(doc)) => {
                let filed = case.document(doc.as_str())?;
                filed.document.metadata.title.unwrap_or(filed.path)
            }
            (None, None) => String::new(),
        };
        let kind = tie.kind.replace('_', " ");
        table.push(vec![named(&tie.left), kind, right, tie.basis.clone(), tie.documents.len().to_string()]);
    }
    let text = if all.is_empty() {
        "no relations\n".to_owned()
    } else {
        table.render(Style::of_stdout(flags.color))
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Fine)
}

/// Takes a decision over into the case; what was done, in words.
pub(crate) fn decide(case: &mut Case, change: &ActorsCommand) -> anyhow::Result<String> {
    let all = case.actors()?;
    let mut decisions = actors::decisions(case)?;
    let (actor, what, done) = match change {
        ActorsCommand::Merge { actor, other } => {
            let (a, b) = (find(&all, actor)?, find(&all, other)?);
            two(a, b)?;
            let done = format!("{} is {} from now on", b.name, a.name);
            (a, Verdict::Merge(b.name.clone()), done)
        }
        ActorsCommand::Never { actor, other } => {
            let a = find(&all, actor)?;
            // The other may be a name that was joined with it: that is what is to end.
            let is_own = |name: &String| relata_gazetteer::fold(name) == relata_gazetteer::fold(other);
            let joined = a.name != *other && a.aliases.iter().any(is_own);
            let b = find(&all, other).ok().filter(|b| b.id != a.id && !joined);
            let (one, two) = (told(case, a)?, b.map_or_else(|| Ok(other.clone()), |b| told(case, b))?);
            let done = format!("{} is never {}", b.map_or(other, |b| &b.name), a.name);
            let decision = Decision {
                what: Verdict::Never(two),
                kind: Some(a.kind),
                name: one,
                by: user(),
                at: case.now()?,
            };
            decisions.0.push(decision);
            actors::keep(case, &decisions)?;
            return Ok(done);
        }
        ActorsCommand::Split { actor, document, name, into } => {
            let a = find(&all, actor)?;
            let take = match (document, name) {
                (Some(doc), _) => Take::Document(case::document(case, doc)?.document.id),
                (None, Some(name)) => Take::Name(name.clone()),
                (None, None) => bail!("say what to take out: --document DOC or --name NAME"),
            };
            let done = format!("{into} is another than {}", a.name);
            (a, Verdict::Split { into: into.clone(), take }, done)
        }
        ActorsCommand::Rename { actor, name } => {
            let a = find(&all, actor)?;
            (a, Verdict::Rename(name.clone()), format!("{} is called {name}", a.name))
        }
        ActorsCommand::Type { actor, kind } => {
            let a = find(&all, actor)?;
            (a, Verdict::Type(*kind), format!("{} is of type {}", a.name, kind.name()))
        }
        ActorsCommand::Decisions { undo, from } => {
            return match from {
                Some(file) => take_over(case, file),
                None if *undo => undo_last(case),
                None => Ok(String::new()),
            };
        }
        ActorsCommand::Lists { add, remove } => return lists(case, add.as_deref(), remove.as_deref()),
        ActorsCommand::Candidates | ActorsCommand::Relations => return Ok(String::new()),
    };
    let (name, by) = (actor.name.clone(), user());
    let decision = Decision { what, kind: Some(actor.kind), name, by, at: case.now()? };
    decisions.0.push(decision);
    actors::keep(case, &decisions)?;
    Ok(done)
}

/// Who decides, as far as the system tells.
pub(crate) fn user() -> String {
    std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_default()
}

/// The name of an actor that documents have, where it is shown by another: what is never joined is told by it.
fn told(case: &Case, actor: &Actor) -> anyhow::Result<String> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for member in case.members(&actor.id)? {
        *names.entry(member.name).or_default() += 1;
    }
    let own = relata_gazetteer::fold(&actor.name);
    // What stands in brackets tells those of one name apart, and must not be lost.
    if actor.name.ends_with(')') || names.keys().any(|name| relata_gazetteer::fold(name) == own) {
        return Ok(actor.name.clone());
    }
    let most = names.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
    Ok(most.map_or_else(|| actor.name.clone(), |(name, _)| name))
}

fn two(a: &Actor, b: &Actor) -> anyhow::Result<()> {
    if a.id == b.id {
        bail!("both names mean {} ({})", a.name, short(&a.id));
    }
    Ok(())
}

/// Adds the decisions of a file behind those of the case; those that it has are not doubled.
pub(crate) fn take_over(case: &mut Case, file: &Path) -> anyhow::Result<String> {
    let name = || file.display().to_string();
    let text = std::fs::read_to_string(file).with_context(name)?;
    let new = Decisions::parse(&text).with_context(name)?;
    let mut all = actors::decisions(case)?;
    let before = all.0.len();
    for decision in new.0 {
        if !all.0.contains(&decision) {
            all.0.push(decision);
        }
    }
    let added = all.0.len() - before;
    if added > 0 {
        actors::keep(case, &all)?;
    }
    Ok(format!("{} taken over", counted(added, "decision")))
}

fn undo_last(case: &mut Case) -> anyhow::Result<String> {
    let mut all = actors::decisions(case)?;
    let Some(last) = all.0.pop() else { bail!("there is no decision to take back") };
    actors::keep(case, &all)?;
    Ok(format!("taken back: {}", last.to_string().replace('\t', " ")))
}

fn lists(case: &mut Case, add: Option<&Path>, remove: Option<&str>) -> anyhow::Result<String> {
    if let Some(file) = add {
        let name = || file.display().to_string();
        let text = std::fs::read_to_string(file).with_context(name)?;
        Gazetteer::from_csv(&text).with_context(name)?;
        let stem = file.file_name().map_or_else(name, |n| n.to_string_lossy().into_owned());
        case.set_list(&stem, Some(&text))?;
        return Ok(format!("{stem} is among the lists of this case"));
    }
    if let Some(name) = remove {
        case.set_list(name, None)?;
        return Ok(format!("{name} is no list of this case any more"));
    }
    let all = case.lists()?;
    let names: Vec<String> = all.into_iter().map(|(name, _)| name).collect();
    Ok(if names.is_empty() { "no lists of your own".to_owned() } else { names.join("\n") })
}
