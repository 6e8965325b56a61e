//! The actors of a case: made anew when its documents, decisions or lists have changed.

use anyhow::{Context, bail};
use relata_case::Case;
use relata_gazetteer::Gazetteer;
use relata_reconcile::actors::{Decisions, resolve};
use relata_rows::Actor;

/// Version of everything from the rows of documents to actors, the lists included.
const VERSION: u32 = 2;

/// Makes the actors of the case anew, unless they are as they should be. Gives the decisions that met nobody.
pub(crate) fn refresh(case: &mut Case) -> anyhow::Result<Vec<String>> {
    if case.actors_are_fresh(VERSION)? {
        return Ok(Vec::new());
    }
    let documents = case.entities()?;
    let decisions = decisions(case)?;
    let resolved = resolve(&documents, &gazetteer(case)?, &decisions);
    let orphaned = resolved.orphaned.iter().map(|&n| decisions.0[n].to_string().replace('\t', " ")).collect();
    case.set_actors(&documents, &resolved, VERSION)?;
    Ok(orphaned)
}

/// The lists of the program, and those of the case.
fn gazetteer(case: &Case) -> anyhow::Result<Gazetteer> {
    let mut all = Gazetteer::built_in();
    for (name, csv) in case.lists()? {
        let list = Gazetteer::from_csv(&csv).with_context(|| format!("list {name} of the case"))?;
        all = all.with(list);
    }
    Ok(all)
}

/// What a person has decided, in order.
pub(crate) fn decisions(case: &Case) -> anyhow::Result<Decisions> {
    Decisions::parse(&case.decisions()?.join("\n")).context("decisions of the case")
}

/// Keeps decisions in the place of those before.
pub(crate) fn keep(case: &mut Case, decisions: &Decisions) -> anyhow::Result<()> {
    let lines: Vec<String> = decisions.0.iter().map(ToString::to_string).collect();
    Ok(case.set_decisions(&lines)?)
}

/// The actor that `name` means: the beginning of an id, its name, another of its names, or a part of one.
pub(crate) fn find<'a>(actors: &'a [Actor], name: &str) -> anyhow::Result<&'a Actor> {
    let folded = relata_gazetteer::fold(name);
    let is_id = name.len() >= 4 && name.bytes().all(|b| b.is_ascii_hexdigit());
    let names = |a: &Actor| -> Vec<String> {
        [&a.name].into_iter().chain(&a.aliases).map(|n| relata_gazetteer::fold(n)).collect()
    };
    let tests: [&dyn Fn(&Actor) -> bool; 4] = [
        &|a| is_id && a.id.starts_with(&name.to_lowercase()),
        &|a| a.name == name,
        &|a| names(a).contains(&folded),
        &|a| !folded.is_empty() && names(a).iter().any(|n| n.contains(&folded)),
    ];
    for test in tests {
        let found: Vec<&Actor> = actors.iter().filter(|a| test(a)).collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one),
            several => {
                let some: Vec<String> =
                    several.iter().take(5).map(|a| format!("{} ({})", a.name, &a.id[..8])).collect();
                bail!("{name:?} fits several actors: {}; give an id", some.join(", "));
            }
        }
    }
    bail!("no actor in the case has the id or name {name:?}; `relata actors` lists who is there")
}
