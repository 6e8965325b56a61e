//! Names of places in the words of a figure.

use super::{Mark, WORDS, canonical, is_little};

/// A name with what stands around it, where the gazetteer knows that: "Republic of the Congo" for "Congo", "Washington
/// D.C." for "Washington".
pub(super) fn fuller(name: &str, around: &str) -> String {
    let words: Vec<&str> = around.split_whitespace().map(|w| w.trim_matches([',', ';'])).collect();
    let own: Vec<&str> = name.split_whitespace().collect();
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    let starts = (0..words.len()).filter(|&i| !own.is_empty() && words[i..].starts_with(&own));
    let wider = starts.flat_map(|at| {
        let behind = at + own.len();
        (at.saturating_sub(4)..=at).flat_map(move |from| (behind..=behind + 2).map(move |to| (from, to)))
    });
    let known =
        wider.filter(|&(from, to)| to <= words.len() && to - from > own.len() && capital(words[from]));
    let names = known.map(|(from, to)| words[from..to].join(" "));
    names
        .filter(|n| canonical(n).starts_with("iso:"))
        .max_by_key(String::len)
        .unwrap_or_else(|| name.to_owned())
}

/// Places that words tell without a name of them being known: "the port of Halden", "the Kell pass".
pub(super) fn told(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mark = |w: &str| matches!(WORDS.get(w.to_lowercase().as_str()), Some(Mark::Admin | Mark::Feature));
    let name = |w: &str| {
        w.chars().next().is_some_and(char::is_uppercase) && !mark(w) && !is_little(&w.to_lowercase())
    };
    // "French port": what is called after a country is no name of a port.
    let own = |w: &str| {
        name(w) && relata_language::country(w).is_none() && !w.ends_with("'s") && !w.ends_with("’s")
    };
    let mut found = Vec::new();
    for at in 0..words.len() {
        if !mark(words[at]) {
            continue;
        }
        let small = words[at].chars().next().is_some_and(char::is_lowercase);
        if at > 0 && small && own(words[at - 1]) {
            let first = (0..at).rev().take_while(|&i| own(words[i])).last().unwrap_or(at - 1);
            found.push(words[first..=at].join(" "));
        }
        if at + 2 < words.len() && words[at + 1] == "of" && name(words[at + 2]) {
            let mut ended = false;
            let rest = words[at + 2..]
                .iter()
                .take_while(|w| name(w) && !std::mem::replace(&mut ended, w.ends_with([',', ';'])));
            let rest = rest.copied();
            found.push(rest.collect::<Vec<_>>().join(" ").trim_end_matches([',', ';']).to_owned());
        }
    }
    found
}
