//! Names that the model does not tell apart: countries, peoples, laws, events, works.
//!
//! No corpus at hand marks these, so they are rules over capitalised runs and lists of facts
//! (`data/en/countries.txt`, `data/en/known-names.txt`), written before they were measured on the
//! sentences of `tests/data/names.txt`. They refine the model's names and add what it has missed; where
//! a law, event or work overlaps a name of the model, the longer stays.

use crate::Name;
use crate::tags::{NameKind, Upos};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Longest name of a list, in words.
const LISTED: usize = 7;
/// Longest run of capitals that is looked at.
const RUN: usize = 24;

static LISTS: LazyLock<HashMap<String, NameKind>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    let lines = |data: &'static str| data.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    for line in lines(include_str!("../data/en/countries.txt")) {
        let (names, people) = line.split_once('|').unwrap_or((line, ""));
        for (list, kind) in [(names, NameKind::Country), (people, NameKind::People)] {
            all.extend(list.split(',').map(|n| (spaced(n), kind)).filter(|(n, _)| !n.is_empty()));
        }
    }
    for line in lines(include_str!("../data/en/known-names.txt")) {
        let Some((kind, names)) = line.split_once(':') else { continue };
        let Some(kind) = NameKind::parse(kind) else { continue };
        all.extend(names.split(',').map(|n| (spaced(n), kind)));
    }
    all
});

/// The first words of listed names.
static FIRSTS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| LISTS.keys().filter_map(|name| name.split(' ').next()).collect());

/// A listed name as the words that our cutting makes of it, with a space between them.
fn spaced(name: &str) -> String {
    let words = crate::token::tokens(name.trim());
    words.iter().filter_map(|w| w.get(name.trim())).collect::<Vec<_>>().join(" ")
}

fn set(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

/// Nouns at the end of the name of a law or treaty ("Clean Air Act"), and at its beginning before "of",
/// "on", "for" ("Treaty of Rome").
static LAWS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "Act Acts Treaty Treaties Agreement Agreements Accord Accords Convention Conventions Protocol Protocols \
         Pact Compact Constitution Amendment Amendments Law Laws Code Charter Covenant Covenants Statute Directive \
         Regulation Resolution Ordinance Decree Declaration Bill Proclamation Compacts Pacts Conventions Doctrine Rule Rules Concordat",
    )
});
/// What a number follows in the name of a law.
static NUMBERED: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "Title Section Sections Article Articles Chapter Resolution Resolutions Directive Regulation Order Law \
         Proposition Prop. Decree Protocol Amendment Annex Proclamation Bill H.R. S.B. H.B. SB HB Act Convention \
         Decision Statute",
    )
});
/// What stands before "Order", "Law", "Act" and the like when a number follows.
const ORDERS: [&str; 4] = ["Executive", "Public", "Council", "Framework"];
/// Nouns at the end of the name of an event, and before "of" or "on".
static EVENTS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "War Wars Revolution Uprising Summit Conference Olympics Games Cup Crisis Massacre Genocide Referendum Intifada \
         Earthquake Congress Rebellion Coup Famine Spring Festival Exposition Expo Championship Championships Ceasefire \
         Blockade Famine Siege Battle Armistice Invasion Riots Marathon Jubilee Inauguration",
    )
});
/// Events that have a name behind them.
const NAMED_EVENTS: [&str; 7] = ["Hurricane", "Typhoon", "Cyclone", "Storm", "COP", "Expo", "Davos"];
/// Nouns in lower case that end the name of an event after a name or a year.
static LOW_EVENTS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "pandemic war summit referendum massacre genocide earthquake uprising revolution election elections coup crisis \
         conference olympics invasion attacks bombing famine scandal disaster rebellion revolt",
    )
});
/// Nouns at the end of the title of a work that is printed without quotation marks.
static WORKS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "Report Reports Review Outlook Survey Assessment Yearbook Handbook Manifesto Encyclical Index Barometer \
         Papers Bulletin Almanac Estimate Factbook Communiqué",
    )
});
/// Nouns before a title: "the book", "a report titled".
static WORK_CUES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "titled entitled called book novel report film movie documentary article essay study song album series paper \
         memoir editorial op-ed column poem play podcast pamphlet biography bestseller dissertation brief column \
         manifesto headlined exhibition magazine thesis ballad painting drew painted wrote directed directs sang recorded title",
    )
});
/// Small words inside a name, when a capital follows.
static JOINS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("of on for and the in to against de del la with between & - 's ’s from by at y des du a")
});

/// Names and adjectives of countries, and the usual name of each: the first of its line.
static COUNTRIES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    let lines = include_str!("../data/en/countries.txt").lines();
    for line in lines.filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let (names, people) = line.split_once('|').unwrap_or((line, ""));
        let usual = names.split(',').next().unwrap_or(names).trim();
        all.extend(
            names
                .split(',')
                .chain(people.split(','))
                .map(|n| (n.trim(), usual))
                .filter(|(n, _)| !n.is_empty()),
        );
    }
    all
});

/// The usual English name of the country that `name` means, a name or what its people and things are
/// called: "United States" of "U.S." and of "American".
pub fn country(name: &str) -> Option<&'static str> {
    COUNTRIES.get(name).copied()
}

/// What a name that no pattern shows is, where it is on the lists: a law of "NAFTA", a country of "Chile".
pub fn listed_name(name: &str) -> Option<NameKind> {
    LISTS.get(&spaced(name)).copied()
}

/// Whether a word is a nationality or people.
pub(crate) fn is_people(word: &str) -> bool {
    LISTS.get(word) == Some(&NameKind::People)
}

/// The words of a sentence, with what is known of them.
pub(crate) struct Sentence<'t> {
    pub(crate) forms: Vec<&'t str>,
    pub(crate) upos: Vec<Upos>,
}

/// The names of a sentence: the model's, refined and added to; in order and apart.
pub(crate) fn refine(sentence: &Sentence<'_>, model: Vec<Name>) -> Vec<Name> {
    let mut found = Vec::new();
    works(sentence, &mut found);
    for run in runs(sentence) {
        laws(sentence, &run, &mut found);
        events(sentence, &run, &mut found);
        titles(sentence, &run, &mut found);
    }
    small_laws(sentence, &mut found);
    numbered_laws(sentence, &mut found);
    named_events(sentence, &mut found);
    listed(sentence, &model, &mut found);
    let mut kept = apart(found, model);
    kept.iter_mut().for_each(|name| last_touch(sentence, name));
    abbreviations(sentence, &mut kept);
    kept
}

/// Longer names first; of equals the rules' own; then none may overlap another.
fn apart(found: Vec<Name>, mut model: Vec<Name>) -> Vec<Name> {
    // "Iraqi Kurds" is two peoples, whatever else the model takes it for.
    model.retain(|m| {
        let listed = found.iter().filter(|f| matches!(f.kind, NameKind::People | NameKind::Country));
        let inside = listed.filter(|f| m.tokens.start <= f.tokens.start && f.tokens.end <= m.tokens.end);
        inside.map(|f| f.tokens.len()).sum::<usize>() < m.tokens.len()
    });
    let mut all: Vec<(bool, Name)> = found.into_iter().map(|n| (true, n)).collect();
    all.extend(model.into_iter().map(|n| (false, n)));
    all.sort_by_key(|(own, n)| (std::cmp::Reverse(n.tokens.len()), !own, n.tokens.start));
    let mut kept: Vec<Name> = Vec::new();
    for (_, name) in all {
        let free = |k: &Name| k.tokens.end <= name.tokens.start || name.tokens.end <= k.tokens.start;
        if kept.iter().all(free) {
            kept.push(name);
        }
    }
    kept.sort_by_key(|n| n.tokens.start);
    kept
}

/// A place of the model that is a country is one; a name without a kind that is a people is one.
fn last_touch(sentence: &Sentence<'_>, name: &mut Name) {
    if let (NameKind::Place | NameKind::Other, Some(kind)) =
        (name.kind, look_up(&sentence.forms[name.tokens.clone()]))
    {
        name.kind = kind;
    }
}

fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn roman(word: &str) -> bool {
    !word.is_empty() && word.len() < 7 && word.bytes().all(|b| b"IVXLC".contains(&b))
}

/// Whether the word belongs to a run: it has a capital and is not only so because the sentence begins.
fn names(sentence: &Sentence<'_>, at: usize) -> bool {
    let word = sentence.forms[at];
    let opening = matches!(
        sentence.upos[at],
        Upos::Det | Upos::Pron | Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Aux
    );
    // Inside a sentence a capital is meant.
    let first = at == 0 || at == 1 && !sentence.forms[0].chars().any(char::is_alphanumeric);
    capital(word)
        && !(first && opening && word.chars().count() > 1 && !word.chars().skip(1).any(char::is_uppercase))
}

/// Runs of capitalised words with small words between them.
fn runs(sentence: &Sentence<'_>) -> Vec<Range<usize>> {
    let n = sentence.forms.len();
    let mut out = Vec::new();
    let mut at = 0;
    while at < n {
        if !names(sentence, at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at + 1;
        while end < n && end - start < RUN {
            if names(sentence, end) {
                end += 1;
                continue;
            }
            let small = (end..n).take_while(|&i| JOINS.contains(sentence.forms[i])).count();
            let next = end + small;
            if (1..=3).contains(&small) && next < n && names(sentence, next) {
                end = next + 1;
            } else {
                break;
            }
        }
        out.push(start..end);
        at = end;
    }
    out
}

/// The start of the part of `run` that ends at `head`: not before a joining "and" that follows another head,
/// nor before the possessive of a name of its own.
fn part_before(sentence: &Sentence<'_>, run: &Range<usize>, head: usize, heads: &HashSet<&str>) -> usize {
    let mut start = head;
    while start > run.start {
        let before = sentence.forms[start - 1];
        let breaks = match before {
            "'s" | "’s" => true,
            "and" | "the" | "with" | "between" | "to" | "in" | "from" | "by" | "at" | "against" => {
                // "Trade and Cooperation Agreement", but not "NAFTA and the Paris Agreement".
                before != "and"
                    || start < 2
                    || heads.contains(sentence.forms[start - 2])
                    || LISTS.contains_key(sentence.forms[start - 2])
            }
            _ => false,
        };
        if breaks {
            break;
        }
        start -= 1;
    }
    start
}

/// The end of a name that goes on behind its head: "Treaty of Rome", "Convention on the Rights of the Child".
fn part_behind(sentence: &Sentence<'_>, run: &Range<usize>, head: usize) -> usize {
    let mut end = head + 1;
    let joins = |at: usize| {
        matches!(
            sentence.forms.get(at),
            Some(&("of" | "on" | "for" | "against" | "between" | "relating" | "concerning"))
        )
    };
    if !(joins(end) && end < run.end) {
        return end;
    }
    end = run.end;
    // Stops where another law begins.
    for at in head + 1..run.end {
        let word = sentence.forms[at];
        let next = matches!(word, "in" | "with" | "from" | "by" | "at")
            || word == "and"
                && (at + 1..run.end)
                    .any(|i| LAWS.contains(sentence.forms[i]) || LISTS.contains_key(sentence.forms[i]));
        if next || matches!(word, "'s" | "’s") {
            end = at;
            break;
        }
    }
    end
}

fn laws(sentence: &Sentence<'_>, run: &Range<usize>, found: &mut Vec<Name>) {
    let mut at = run.start;
    while at < run.end {
        let word = sentence.forms[at];
        if !LAWS.contains(word) {
            at += 1;
            continue;
        }
        let start = part_before(sentence, run, at, &LAWS);
        let mut end = part_behind(sentence, run, at);
        let political = word == "Convention" && at > run.start && sentence.forms[at - 1] == "National";
        let start = with_year(sentence, start);
        // A lone noun with a capital is "the Agreement" of this text, not a name, unless a year tells it from
        // others; there is one Constitution.
        let mut alone = end - start == 1;
        if alone
            && sentence.forms.get(end) == Some(&"of")
            && sentence.forms.get(end + 1).is_some_and(|w| year(w))
        {
            end += 2;
            alone = false;
        }
        if !alone || (word == "Constitution" && start > 0) {
            let kind = if political { NameKind::Event } else { NameKind::Law };
            found.push(Name { kind, tokens: start..end });
        }
        at = end.max(at + 1);
    }
}

fn year(word: &str) -> bool {
    word.len() == 4
        && word.bytes().all(|b| b.is_ascii_digit())
        && (word.starts_with('1') || word.starts_with("20"))
}

/// "Schengen agreement", "1951 refugee convention": a name or a year, then the noun in lower case.
fn small_laws(sentence: &Sentence<'_>, found: &mut Vec<Name>) {
    const NOUNS: [&str; 11] = [
        "agreement",
        "accord",
        "accords",
        "treaty",
        "convention",
        "protocol",
        "pact",
        "act",
        "regulation",
        "amendment",
        "declaration",
    ];
    let forms = &sentence.forms;
    for at in 1..forms.len() {
        if !NOUNS.contains(&forms[at]) || forms.get(at + 1) == Some(&"of") {
            continue;
        }
        let name = |i: usize| {
            sentence.upos[i] == Upos::Propn
                && capital(forms[i])
                && !matches!(look_up(&forms[i..=i]), Some(NameKind::Country | NameKind::People))
        };
        let mut start = at;
        while start > 0 && name(start - 1) {
            start -= 1;
        }
        let dated = at >= 2 && start == at && year(forms[at - 2]) && sentence.upos[at - 1] == Upos::Noun;
        if dated {
            start = at - 2;
        }
        if start < at {
            found.push(Name { kind: NameKind::Law, tokens: with_year(sentence, start)..at + 1 });
        }
    }
}

/// "Title 42", "Article 5(2)", "Executive Order 14194", "Resolution 1325".
fn numbered_laws(sentence: &Sentence<'_>, found: &mut Vec<Name>) {
    let forms = &sentence.forms;
    for at in 0..forms.len() {
        if !NUMBERED.contains(forms[at]) {
            continue;
        }
        let mut end = at + 1;
        if matches!(forms.get(end), Some(&("No." | "Nos." | "no."))) {
            end += 1;
        }
        let numeral = forms.get(end).is_some_and(|w| is_number(w) || roman(w));
        // A number of its own: not "Article 5 tonnes", not the years of a "Title".
        if !numeral {
            continue;
        }
        end += 1;
        // "Article 5(2)", "Section 1182(f)", "Resolution 2254 (2015)".
        while forms.get(end) == Some(&"(")
            && forms.get(end + 1).is_some_and(|w| w.len() <= 4 && w.chars().all(char::is_alphanumeric))
            && forms.get(end + 2) == Some(&")")
        {
            end += 3;
        }
        // "Directive 2008/115/EC".
        while forms.get(end) == Some(&"/") && forms.get(end + 1).is_some_and(|w| capital(w) || is_number(w)) {
            end += 2;
        }
        let mut start = at;
        if at > 0 && ORDERS.contains(&forms[at - 1]) {
            start -= 1;
        }
        // "Security Council Resolution 1325", "House Bill 4": bodies in front belong to it.
        while start > 0
            && matches!(sentence.upos[start - 1], Upos::Propn)
            && capital(forms[start - 1])
            && start + 5 > at
        {
            start -= 1;
        }
        // "Article 123 of the Mexican Constitution" is two names: the part, and the law.
        found.push(Name { kind: NameKind::Law, tokens: start..end });
    }
}

fn events(sentence: &Sentence<'_>, run: &Range<usize>, found: &mut Vec<Name>) {
    for at in run.clone() {
        let word = sentence.forms[at];
        if !EVENTS.contains(word) {
            continue;
        }
        let start = part_before(sentence, run, at, &EVENTS);
        let mut end = at + 1;
        let behind = matches!(sentence.forms.get(end), Some(&("of" | "on" | "for"))) && end < run.end;
        if behind {
            end = part_behind(sentence, run, at);
        } else if sentence.forms.get(end).is_some_and(|w| roman(w) || matches!(*w, "One" | "Two")) {
            end += 1;
        }
        // "War" alone is a headline, "National Congress" a parliament.
        let parliament = word == "Congress" && !behind && !sentence.forms[start..at].contains(&"World");
        let start = with_year(sentence, start);
        if end - start > 1 && !parliament {
            found.push(Name { kind: NameKind::Event, tokens: start..end });
        }
    }
}

/// A year in front belongs to the name of an event or a law.
fn with_year(sentence: &Sentence<'_>, start: usize) -> usize {
    if start > 0 && year(sentence.forms[start - 1]) { start - 1 } else { start }
}

/// "Hurricane Otis", "COP28", "the 2024 presidential election", "the COVID-19 pandemic".
fn named_events(sentence: &Sentence<'_>, found: &mut Vec<Name>) {
    let forms = &sentence.forms;
    for at in 0..forms.len() {
        let next = forms.get(at + 1);
        if NAMED_EVENTS.contains(&forms[at]) && next.is_some_and(|w| capital(w) || is_number(w)) {
            found.push(Name { kind: NameKind::Event, tokens: at..at + 2 });
        } else if forms[at].strip_prefix("COP").is_some_and(|n| !n.is_empty() && is_number(n)) {
            found.push(Name { kind: NameKind::Event, tokens: at..at + 1 });
        }
        if !LOW_EVENTS.contains(forms[at]) || at == 0 {
            continue;
        }
        // Back over adjectives and names to a year, or over names alone.
        let mut start = at;
        while start > 0
            && at - start < 5
            && (matches!(sentence.upos[start - 1], Upos::Propn | Upos::Adj | Upos::Noun)
                || matches!(forms[start - 1], "-" | "–") && start > 1 && capital(forms[start - 2])
                || is_number(forms[start - 1]) && start > 1 && forms[start - 2] == "-")
        {
            start -= 1;
        }
        let dated = start > 0 && year(forms[start - 1]);
        let first = if dated { start - 1 } else { (start..at).find(|&i| capital(forms[i])).unwrap_or(at) };
        let sized = at + 1 - first > 1;
        // Without a year a name must stand there, and the noun must be one of a kind.
        let unique = matches!(
            forms[at],
            "pandemic"
                | "massacre"
                | "genocide"
                | "invasion"
                | "war"
                | "earthquake"
                | "attacks"
                | "uprising"
                | "revolution"
                | "scandal"
                | "disaster"
        );
        let whole = (first..at).filter(|&i| capital(forms[i])).count() > 0
            && (first..at).all(|i| unique || LISTS.get(forms[i]).is_none_or(|k| *k != NameKind::People));
        if sized && (dated || (unique && whole)) {
            found.push(Name { kind: NameKind::Event, tokens: first..at + 1 });
        }
    }
}

/// "World Drug Report 2023", "Global Economic Outlook".
fn titles(sentence: &Sentence<'_>, run: &Range<usize>, found: &mut Vec<Name>) {
    for at in run.clone() {
        if !WORKS.contains(sentence.forms[at]) {
            continue;
        }
        // Titles hold any small word; only a possessive ends what stands before them.
        let owner = (run.start..at).rev().find(|&i| matches!(sentence.forms[i], "'s" | "’s"));
        let start = owner.map_or(run.start, |i| i + 1);
        let mut end = at + 1;
        if sentence.forms.get(end) == Some(&"on") && end < run.end {
            end = run.end;
        }
        if end - start < 2 {
            continue;
        }
        if sentence.forms.get(end).is_some_and(|w| year(w)) {
            end += 1;
        }
        found.push(Name { kind: NameKind::Work, tokens: start..end });
    }
}

/// Titles inside quotation marks.
fn works(sentence: &Sentence<'_>, found: &mut Vec<Name>) {
    let forms = &sentence.forms;
    let mut at = 0;
    while at < forms.len() {
        let closing = match forms[at] {
            "“" => "”",
            "\"" => "\"",
            "‘" => "’",
            "``" => "''",
            _ => {
                at += 1;
                continue;
            }
        };
        let Some(length) = forms[at + 1..].iter().take(RUN).position(|w| *w == closing) else {
            at += 1;
            continue;
        };
        let mut inside = at + 1..at + 1 + length;
        // "Report Title," with the mark of American printing inside.
        while inside.len() > 1 && matches!(forms[inside.end - 1], "," | ".") {
            inside.end -= 1;
        }
        let words = || inside.clone().filter(|&i| forms[i].chars().any(char::is_alphabetic));
        let long = words().filter(|&i| forms[i].chars().count() > 3).count();
        let capitals = words().filter(|&i| forms[i].chars().count() > 3 && capital(forms[i])).count();
        let owned = at > 0 && matches!(forms[at - 1], "'s" | "’s" | "’" | "'");
        let cued =
            owned || (at.saturating_sub(3)..at).any(|i| WORK_CUES.contains(forms[i].to_lowercase().as_str()));
        let starts = words().next().is_some_and(|i| capital(forms[i]));
        let titled = long >= 1 && capitals == long && starts;
        if titled && (cued || long >= 2 || inside.len() > 2)
            || cued && !owned && starts && capitals * 2 >= long
        {
            found.push(Name { kind: NameKind::Work, tokens: inside.clone() });
        }
        at = inside.end + 1;
    }
}

/// Names that are on a list. `model`: what the model found; it may say that a word is something else.
fn listed(sentence: &Sentence<'_>, model: &[Name], found: &mut Vec<Name>) {
    let n = sentence.forms.len();
    let mut at = 0;
    while at < n {
        let mut next = at + 1;
        if FIRSTS.contains(title_case(sentence.forms[at]).as_ref()) {
            for length in (1..=LISTED.min(n - at)).rev() {
                let here = at..at + length;
                let Some(kind) = look_up(&sentence.forms[here.clone()]) else { continue };
                let meets = |m: &&Name| m.tokens.start < here.end && here.start < m.tokens.end;
                let word = sentence.forms[at];
                // A part of a longer name of a person or body is that name's.
                let taken = model.iter().filter(meets).any(|m| {
                    let longer =
                        m.tokens != here && !(here.start <= m.tokens.start && m.tokens.end <= here.end);
                    let doubtful = m.tokens == here && DOUBTFUL.contains(&word);
                    (longer || doubtful) && matches!(m.kind, NameKind::Person | NameKind::Organization)
                });
                let tagged = here.clone().any(|i| {
                    matches!(sentence.upos[i], Upos::Propn | Upos::Adj | Upos::Noun | Upos::Num | Upos::X)
                });
                if !taken && tagged {
                    found.push(Name { kind, tokens: here });
                }
                next = at + length;
                break;
            }
        }
        at = next;
    }
}

/// Countries whose name people and states of a federation bear too.
const DOUBTFUL: [&str; 4] = ["Chad", "Jordan", "Georgia", "Israel"];

/// The kind of a listed name, also in a line of capitals.
fn look_up(forms: &[&str]) -> Option<NameKind> {
    let plain = forms.join(" ");
    LISTS.get(&plain).copied().or_else(|| {
        let shouted = plain.len() > 3 && plain.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let words: Vec<_> = forms.iter().map(|f| title_case(f)).collect();
        shouted.then(|| LISTS.get(&words.join(" ")).copied()).flatten()
    })
}

/// "MEXICO" as "Mexico"; other words and short ones as they are.
fn title_case(word: &str) -> std::borrow::Cow<'_, str> {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if word.len() > 3 && word.chars().all(|c| c.is_uppercase()) => {
            (first.to_string() + &chars.as_str().to_lowercase()).into()
        }
        _ => word.into(),
    }
}

/// An abbreviation in brackets right behind a name is of its kind: "the Trade Act (TA)".
fn abbreviations(sentence: &Sentence<'_>, names: &mut Vec<Name>) {
    let forms = &sentence.forms;
    let behind: Vec<Name> = names
        .iter()
        .filter(|n| {
            let at = n.tokens.end;
            let short = |w: &&str| w.chars().filter(|c| c.is_uppercase()).count() >= 2 && w.len() <= 10;
            forms.get(at) == Some(&"(")
                && forms.get(at + 1).is_some_and(short)
                && forms.get(at + 2) == Some(&")")
        })
        .map(|n| Name { kind: n.kind, tokens: n.tokens.end + 1..n.tokens.end + 2 })
        .collect();
    for short in behind {
        names.retain(|n| n.tokens.end <= short.tokens.start || short.tokens.end <= n.tokens.start);
        names.push(short);
    }
    names.sort_by_key(|n| n.tokens.start);
}
