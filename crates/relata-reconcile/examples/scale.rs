//! How long the resolution of many documents takes: made documents of thirty actors each, whose names grow in number
//! as the documents do.
//!
//!     cargo run --release -p relata-reconcile --example scale -- 1000 2000 4000 8000 16000
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "it measures and tells")]

use relata_gazetteer::Gazetteer;
use relata_reconcile::actors::{Decisions, resolve};
use relata_rows::{ActorKind, DocId, Entity, Told};
use std::time::Instant;

const GIVEN: [&str; 12] =
    ["Ada", "Bruno", "Clara", "Dario", "Edith", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Karla", "Leo"];

fn entity(kind: ActorKind, name: String) -> (Entity, usize) {
    let entity = Entity {
        kind,
        name,
        named: true,
        aliases: Vec::new(),
        acronyms: Vec::new(),
        roles: Vec::new(),
        country: None,
        gender: None,
    };
    (entity, 2)
}

/// Numbers that repeat themselves as names in news do: few are told often, many seldom.
fn draw(state: &mut u64, most: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let u = (*state >> 40) as f64 / (1u64 << 24) as f64;
    ((most as f64).powf(u) as usize).min(most - 1)
}

fn main() {
    let gazetteer = Gazetteer::built_in();
    // The lists are read once, when first asked.
    let _ = gazetteer.country("Mexico");
    for n in std::env::args().skip(1).map(|n| n.parse::<usize>().unwrap()) {
        let mut state = 7;
        let documents: Vec<Told> = (0..n)
            .map(|d| {
                let mut entities = Vec::new();
                for i in 0..30 {
                    let pick = draw(&mut state, 4 * n);
                    entities.push(match i % 5 {
                        0 => entity(ActorKind::Person, format!("{} Family{}", GIVEN[pick % 12], pick / 3)),
                        1 => entity(ActorKind::Person, format!("Family{}", pick / 3)),
                        2 => entity(ActorKind::Place, format!("Town{pick}")),
                        3 => entity(ActorKind::Organization, format!("Office of Matter{pick}")),
                        _ => entity(ActorKind::Place, "Mexico".to_owned()),
                    });
                }
                let doc = DocId::from_printed(&format!("{:016x}", d * 7919 % n));
                Told { doc, day: None, title: None, authors: Vec::new(), publisher: None, entities }
            })
            .collect();
        let start = Instant::now();
        let resolved = resolve(&documents, &gazetteer, &Decisions::default());
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{n} documents, {} actors: {seconds:.2} s, {:.2} ms a document",
            resolved.actors.len(),
            1e3 * seconds / n as f64
        );
    }
}
