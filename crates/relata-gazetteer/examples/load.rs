//! How long the built-in list takes to read, and one look-up: `cargo run --release -p relata-gazetteer --example load`.

#![allow(clippy::print_stdout, reason = "an example prints")]

use relata_gazetteer::Gazetteer;
use std::time::Instant;

fn main() {
    let gazetteer = Gazetteer::built_in();
    let begun = Instant::now();
    let found = gazetteer.named("Mexico").len();
    println!("read in {:.1} ms ({found} found)", begun.elapsed().as_secs_f64() * 1e3);
    let begun = Instant::now();
    let rounds = 1_000;
    let found: usize = (0..rounds).map(|_| gazetteer.named("Andrés Manuel López Obrador").len()).sum();
    println!("one look-up {:.2} µs ({found} found)", begun.elapsed().as_secs_f64() * 1e6 / f64::from(rounds));
}
