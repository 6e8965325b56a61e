//! The entries of the gazetteer that a name of a source means, and which of them are parts of others.

use super::names::{NAMES, core, is};
use crate::measures::told::Source;
use relata_gazetteer::{Entry, fold};
use std::collections::BTreeSet;

/// What stands short in other names.
const SHORT: [(&str, &str); 4] =
    [("United Nations", "UN"), ("U.N.", "UN"), ("European Union", "EU"), ("United States", "US")];

/// The entries of the gazetteer that a name means.
pub(super) fn entries(name: &str) -> Vec<&'static Entry> {
    let bare = name.trim_start_matches("the ").trim_start_matches("The ");
    let mut all = NAMES.named(bare);
    all.extend(NAMES.acronym(bare));
    // "The United Nations refugee agency" is the UN refugee agency.
    for (long, short) in SHORT {
        if bare.contains(long) {
            all.extend(NAMES.named(&bare.replace(long, short)));
        }
    }
    all.extend(government(name));
    // "The UN refugee agency": a body by what it does.
    // In "the American space agency's measurements", "the UN refugee agency in Geneva" that is the beginning.
    let start = bare.split(" in ").next().unwrap_or(bare);
    let owner = bare.rfind("'s ").or_else(|| bare.rfind("’s ")).map_or(start, |at| &bare[..at]);
    let mut told = vec![bare, start, owner];
    told.dedup();
    for told in told.into_iter().filter(|t| t.contains(' ')) {
        all.extend(Some(NAMES.metonym(told)).filter(|m| m.len() == 1).into_iter().flatten());
    }
    all
}

/// The government whose papers are named: "official U.S. government statistics".
fn government(name: &str) -> Option<&'static Entry> {
    let at = name.to_lowercase().find("government")?;
    let own = name.get(..at)?.replace("'s", "").replace("’s", "");
    let words: Vec<&str> = own.split_whitespace().collect();
    (0..words.len()).find_map(|from| {
        let country = NAMES.country(&words[from..].join(" "))?;
        NAMES.named(&format!("Government of {}", country.entry.name)).into_iter().next()
    })
}

/// Whether one of `low` is a part of one of `high`: an agency of its government.
pub(super) fn above(high: &BTreeSet<String>, low: &BTreeSet<String>) -> bool {
    !high.is_empty()
        && low.iter().any(|id| {
            let mut at = NAMES.entry(id).and_then(|e| e.parent.clone());
            let mut steps = 0;
            while let Some(id) = at.filter(|_| steps < 8) {
                if high.contains(&id) {
                    return true;
                }
                steps += 1;
                at = NAMES.entry(&id).and_then(|e| e.parent.clone());
            }
            false
        })
}

/// The bodies for which a person speaks by what it is called: of the justice minister the justice ministry, of an army
/// spokesman the army. "A nurse" speaks for nobody.
pub(super) fn spoken_for(source: &Source) -> impl Iterator<Item = BTreeSet<String>> + use<'_> {
    let speaks = |title: &&String| {
        let mut words = title.split_whitespace().map(fold);
        title.contains(' ') && words.any(|w| is("holder", &w))
    };
    source.titles.iter().filter(speaks).map(|t| core(t)).filter(|c| !c.is_empty())
}
