//! Where: whether two figures are of the same place.
//!
//! Countries, states and provinces are known by any of their names through the gazetteer; other places by their names
//! alone. Words beside a name tell apart what shares it: the county and the town, the northern border and the
//! southern (`data/en/places.txt`).

mod names;

use names::{fuller, told};
use relata_gazetteer::{Gazetteer, fold};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// How one place lies to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The same.
    Same,
    /// It is a part of the other.
    Within,
    /// The other is a part of it.
    Around,
    /// Neither.
    Other,
    /// One of the two is not known.
    Unknown,
}

/// A place, as far as words tell it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Countries and their parts by id (`iso:US`, `iso:US-NM`), others by folded name, `world` for everywhere.
    pub names: BTreeSet<String>,
    /// Words beside the name: level, part, feature and direction.
    marks: BTreeSet<(Mark, String)>,
    /// Whether several places are told as one: "the provinces of Kasmir and Derin".
    joint: bool,
}

/// What a word beside a name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Mark {
    Admin,
    Part,
    Feature,
    Way,
    All,
}

static WORDS: LazyLock<HashMap<&str, Mark>> = LazyLock::new(|| {
    let lines = include_str!("../../data/en/places.txt").lines().filter(|l| !l.starts_with('#'));
    let groups = lines.filter_map(|l| l.split_once(':')).filter(|(group, _)| *group != "area");
    let words = groups.flat_map(|(group, words)| {
        let mark = match group {
            "admin" => Mark::Admin,
            "part" => Mark::Part,
            "feature" => Mark::Feature,
            "way" => Mark::Way,
            _ => Mark::All,
        };
        words.split_whitespace().map(move |w| (w, mark))
    });
    words.collect()
});

/// Parts of the world by name, with what they are parts of.
static AREAS: LazyLock<HashMap<String, Option<String>>> = LazyLock::new(|| {
    let lines = include_str!("../../data/en/places.txt").lines().filter_map(|l| l.strip_prefix("area:"));
    let areas = lines.flat_map(|l| l.split(','));
    areas
        .map(|area| match area.split_once('<') {
            Some((name, whole)) => (fold(name), Some(fold(whole))),
            None => (fold(area), None),
        })
        .collect()
});

static NAMES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::built_in);

impl Place {
    /// The place of these names ("Northmere", "the port of Halden"), with what `around` says beside them: the words
    /// of the measure.
    pub fn of<'t>(names: impl IntoIterator<Item = &'t str>, around: &str) -> Place {
        let mut place = Place::default();
        let written = around;
        let around = tokens(around);
        for name in names {
            let name = fuller(name, written);
            place.add(&name, &around);
        }
        for name in told(written) {
            if !place.names.iter().any(|n| n.contains(&fold(&name))) {
                place.add(&name, &around);
            }
        }
        place.areas(&around);
        place.alone(&around);
        // "England" of the United Kingdom is England.
        let wide: Vec<String> =
            place.names.iter().filter(|w| place.names.iter().any(|n| inside(n, w))).cloned().collect();
        place.names.retain(|n| !wide.contains(n));
        if place.names.is_empty() && around.iter().any(|w| WORDS.get(w.as_str()) == Some(&Mark::All)) {
            place.names.insert("world".to_owned());
        }
        place
    }

    fn add(&mut self, name: &str, around: &[String]) {
        // "The provinces of Kasmir and Derin together" are two.
        let parts: Vec<&str> = name.split(" and ").collect();
        let list = parts.len() > 1 && parts.iter().all(|n| n.contains(char::is_uppercase));
        // "Trinidad and Tobago" is one.
        if list && !Place::is_known(name) {
            self.joint = true;
            for part in parts {
                self.add_named(part.trim_end_matches(" together").trim_end_matches(" combined"), around);
            }
        } else {
            self.add_named(name, around);
        }
    }

    /// A place that is no list of several.
    fn add_named(&mut self, name: &str, around: &[String]) {
        let whole = canonical(name);
        let words = tokens(name);
        let own = |w: &String| WORDS.get(w.as_str()).copied();
        if whole.starts_with("iso:") {
            self.names.insert(whole);
            self.beside(&words, around);
            return;
        }
        // "the port of Halden", "Tarn pit", "Lake Ferro", "Greater Brenn": the name is what is left.
        let bare: Vec<String> = words.iter().filter(|w| own(w).is_none() && !is_little(w)).cloned().collect();
        for word in &words {
            match own(word) {
                Some(Mark::All) if bare.is_empty() => {
                    self.names.insert("world".to_owned());
                }
                Some(mark) if mark != Mark::All => {
                    self.marks.insert((mark, word.clone()));
                }
                _ => {}
            }
        }
        // "Northern Region", "Harbour ward": a name of words that tell a place alone.
        let named = words.len() > 1 && name.trim_start_matches("the ").starts_with(char::is_uppercase);
        let bare = if bare.is_empty() && named { words } else { bare };
        if !bare.is_empty() {
            self.names.insert(canonical(&bare.join(" ")));
            self.beside(&bare, around);
        }
    }

    /// Parts of the world named in the words.
    fn areas(&mut self, around: &[String]) {
        let text = format!(" {} ", around.join(" ").replace('-', " "));
        let named = AREAS.keys().filter(|area| text.contains(&format!(" {area} ")));
        // "Sub-Saharan Africa" is not Africa.
        let named: Vec<&String> = named.collect();
        let longest = |a: &&String| !named.iter().any(|b| b.len() > a.len() && b.contains(a.as_str()));
        for area in named.iter().copied().filter(longest) {
            self.names.retain(|n| !area.contains(n.as_str()));
            self.names.insert(area.clone());
        }
    }

    /// Directions and parts that stand before a feature without a name: "the southern border", "the harbour district".
    fn alone(&mut self, around: &[String]) {
        let mark = |w: &String| WORDS.get(w.as_str()).copied();
        for pair in around.windows(2) {
            match (mark(&pair[0]), mark(&pair[1])) {
                (Some(Mark::Way), Some(second @ (Mark::Feature | Mark::Part))) => {
                    self.marks.insert((Mark::Way, pair[0].clone()));
                    self.marks.insert((second, pair[1].clone()));
                }
                (Some(Mark::Feature | Mark::Admin), Some(Mark::Part)) => {
                    self.marks.insert((Mark::Part, pair[1].clone()));
                }
                _ => {}
            }
        }
    }

    /// The marks that stand right before or behind the name: "the southern border of Vellmark", "Brenn market".
    fn beside(&mut self, name: &[String], around: &[String]) {
        let Some(first) = name.first() else { return };
        for at in (0..around.len()).filter(|&i| &around[i] == first && around[i..].starts_with(name)) {
            let before =
                around[..at].iter().rev().take_while(|w| is_little(w) || WORDS.contains_key(w.as_str()));
            let behind =
                around[at + name.len()..].iter().take_while(|w| *w == "s" || WORDS.contains_key(w.as_str()));
            for word in before.chain(behind) {
                if let Some(&mark) = WORDS.get(word.as_str()).filter(|m| **m != Mark::All) {
                    self.marks.insert((mark, word.clone()));
                }
            }
        }
    }

    /// Whether the gazetteer knows a name for a country or a part of one.
    pub fn is_known(name: &str) -> bool {
        canonical(name).starts_with("iso:")
    }

    /// The country of which a name is that of the capital, by id.
    pub fn capital_of(name: &str) -> Option<String> {
        NAMES.capital(name).map(|c| c.id.clone())
    }

    /// Whether a word of a name says that it is a place: "port of Halden".
    pub fn is_told_by(name: &str) -> bool {
        tokens(name)
            .iter()
            .any(|w| matches!(WORDS.get(w.as_str()), Some(Mark::Admin | Mark::Feature | Mark::Part)))
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether both have the same names, and no word that tells a part or a direction.
    pub fn is_one_but_for_features(&self, other: &Place) -> bool {
        let whole = |p: &Place| p.marks.iter().all(|(m, _)| matches!(m, Mark::Feature | Mark::Admin));
        !self.names.is_empty() && self.names == other.names && whole(self) && whole(other)
    }

    /// As people write it: the usual names of countries, other names as they are folded.
    pub fn shown(&self) -> String {
        let name = |n: &String| NAMES.entry(n).map_or_else(|| n.clone(), |e| e.name.clone());
        self.names.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    /// Names alone, as a key.
    pub(crate) fn key(&self) -> String {
        self.names.iter().map(String::as_str).collect::<Vec<_>>().join("+")
    }

    /// How it lies to another.
    pub fn hold(&self, other: &Place) -> Spot {
        if self.names.is_empty() || other.names.is_empty() {
            // A part of something, against what is told as a whole.
            let part = |p: &Place| p.marks.iter().any(|(m, _)| *m == Mark::Part);
            return match (part(self) && self.names.is_empty(), part(other) && other.names.is_empty()) {
                (true, false) if !part(other) && !other.names.is_empty() => Spot::Within,
                (false, true) if !part(self) && !self.names.is_empty() => Spot::Around,
                _ => Spot::Unknown,
            };
        }
        let shared = self.names.iter().any(|n| other.has(n));
        if !shared {
            return self.kin(other);
        }
        let (left, right) = (self.rest(other), other.rest(self));
        // Two provinces, and one of them.
        match (self.joint && !left.is_empty(), other.joint && !right.is_empty()) {
            (true, false) if right.is_empty() => return Spot::Around,
            (false, true) if left.is_empty() => return Spot::Within,
            _ => {}
        }
        // A town named with its country, against the country.
        let own = |rest: &[&String]| rest.iter().any(|n| !n.starts_with("iso:") && *n != "world");
        if self.names.intersection(&other.names).all(|n| n.starts_with("iso:")) && own(&left) != own(&right) {
            return if own(&left) { Spot::Within } else { Spot::Around };
        }
        if !left.is_empty()
            && !right.is_empty()
            && !left.iter().any(|a| right.iter().any(|b| inside(a, b) || inside(b, a)))
        {
            return Spot::Other;
        }
        self.told_apart(other)
    }

    /// The names that the other has not.
    fn rest(&self, other: &Place) -> Vec<&String> {
        self.names.iter().filter(|n| !other.has(n)).collect()
    }

    /// Whether it has a name, or one of which that is derived: "Sabria" for "Sabrian".
    fn has(&self, name: &str) -> bool {
        self.names.contains(name) || self.names.iter().any(|n| derived(n, name) || derived(name, n))
    }

    /// Of places that share no name: a state and its country, a country and the world.
    fn kin(&self, other: &Place) -> Spot {
        let any = |a: &Place, b: &Place| a.names.iter().any(|x| b.names.iter().any(|y| inside(x, y)));
        match (any(self, other), any(other, self)) {
            (true, false) => Spot::Within,
            (false, true) => Spot::Around,
            _ => Spot::Other,
        }
    }

    /// Of places that share a name: what the words beside it tell apart.
    fn told_apart(&self, other: &Place) -> Spot {
        let of = |place: &Place, mark: Mark| -> BTreeSet<String> {
            place.marks.iter().filter(|(m, _)| *m == mark).map(|(_, w)| way(w).to_owned()).collect()
        };
        for mark in [Mark::Way, Mark::Part, Mark::Admin, Mark::Feature] {
            let (a, b) = (of(self, mark), of(other, mark));
            let whole = mark == Mark::Way || mark == Mark::Part;
            match (a.is_empty(), b.is_empty()) {
                (false, false) if a.is_disjoint(&b) => return Spot::Other,
                // "Greater Brenn" is more than Brenn, any other direction less.
                (false, true) if whole => {
                    return if a.contains("greater") { Spot::Around } else { Spot::Within };
                }
                (true, false) if whole => {
                    return if b.contains("greater") { Spot::Within } else { Spot::Around };
                }
                _ => {}
            }
        }
        Spot::Same
    }
}

/// Whether a long name is a short one with the ending of those who are of it.
pub(super) fn derived(long: &str, short: &str) -> bool {
    const ENDINGS: [&str; 9] = ["n", "an", "ian", "ish", "ese", "er", "i", "ers", "ns"];
    let short = if short.len() > 4 { short.trim_end_matches(['a', 'e', 'y', 'o']) } else { short };
    short.len() >= 4 && long.strip_prefix(short).is_some_and(|rest| ENDINGS.contains(&rest))
}

/// Whether the gazetteer knows a name for a country or a part of one.
pub(super) fn is_known(name: &str) -> bool {
    Place::is_known(name)
}

/// The direction that a word tells, north for "northern".
pub(super) fn direction(word: &str) -> Option<&str> {
    let known = WORDS.get(word) == Some(&Mark::Way);
    known.then(|| way(word)).filter(|w| !matches!(*w, "land" | "maritime" | "rural" | "urban" | "greater"))
}

/// Whether a word is one for a kind of place within others.
pub(super) fn is_feature(word: &str) -> bool {
    WORDS.get(word) == Some(&Mark::Feature)
}

/// "northern" and "north" are one.
fn way(word: &str) -> &str {
    word.strip_suffix("ern").filter(|w| w.ends_with("th") || w.ends_with("st")).unwrap_or(word)
}

/// Whether one lies in the other: a state in its country, everything in the world.
fn inside(a: &str, b: &str) -> bool {
    let mut at = AREAS.get(a).and_then(Option::as_ref);
    while let Some(whole) = at {
        if whole == b {
            return true;
        }
        at = AREAS.get(whole).and_then(Option::as_ref);
    }
    (b == "world" && a != "world")
        || (b.starts_with("iso:") && a.strip_prefix(b).is_some_and(|rest| rest.starts_with('-')))
}

/// The one name of a place: the id of a country or of a part of one, else the folded name without "the".
pub fn canonical(name: &str) -> String {
    let name = name.trim().trim_start_matches("the ").trim_start_matches("The ");
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    match (NAMES.country(name), NAMES.region(name)) {
        (Some(country), None) => country.entry.id.clone(),
        // "Washington" is a state and a capital.
        (None, Some(region)) if name.len() > 2 && NAMES.capital(name).is_none() => region.id.clone(),
        _ => fold(name),
    }
}

/// Whether a word only tells one place from another of its name: "upper", "port".
pub(crate) fn is_mark(word: &str) -> bool {
    WORDS.contains_key(word)
}

/// Whether a word behind a name says that it is a place, and whether one of many in a larger one ("district").
pub(crate) fn kind_of_place(word: &str) -> Option<bool> {
    match WORDS.get(word)? {
        Mark::Admin | Mark::Part => Some(true),
        Mark::Feature => Some(false),
        Mark::Way | Mark::All => None,
    }
}

fn is_little(word: &str) -> bool {
    matches!(word, "the" | "of" | "a" | "an" | "in" | "at" | "s" | "and" | "alone" | "its" | "all")
}

/// Words in small letters; `'s` is one of its own; hyphens stay.
fn tokens(text: &str) -> Vec<String> {
    let text = text.replace("'s", " s").replace("’s", " s");
    text.split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|w| !w.is_empty())
        .map(|w| if w.contains('-') { w.to_lowercase() } else { fold(w) })
        .collect()
}
