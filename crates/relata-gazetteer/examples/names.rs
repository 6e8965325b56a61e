//! What the built-in list knows of names: `cargo run -p relata-gazetteer --example names -- "Georgia" "SRE"`.

#![allow(clippy::print_stdout, reason = "an example prints")]

use relata_gazetteer::Gazetteer;

fn main() {
    let gazetteer = Gazetteer::built_in();
    for name in std::env::args().skip(1) {
        println!("{name}");
        for entry in gazetteer.named(&name) {
            println!("  {} {} {:?} ({})", entry.id, entry.name, entry.aliases, entry.kind.name());
            for held in gazetteer.held(&entry.id) {
                let day = |d: Option<jiff::civil::Date>| d.map_or_else(|| "?".to_owned(), |d| d.to_string());
                let (country, of) = (held.country.unwrap_or(""), held.of.unwrap_or(""));
                println!(
                    "    {} {country} {of} {}/{} {:?}",
                    held.office,
                    day(held.from),
                    day(held.to),
                    held.basis
                );
            }
        }
        for body in gazetteer.metonym(&name) {
            println!("  stands for {}", body.name);
        }
    }
}
