//! What sentences say of where their figures count beyond the name of a place: a whole against a part of it, two sides
//! of one town, two campuses of one university, and what lies an hour from somewhere and so is not there.

use super::place;
use crate::lists::{Words, groups, phrases};
use relata_gazetteer::fold;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const DATA: &str = include_str!("../../data/en/spots.txt");

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(DATA));
static WHOLE: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| phrases(DATA, "whole"));
static NATION: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| phrases(DATA, "nation"));
static AGAINST: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let lines = groups(DATA).filter(|(group, _)| *group == "against");
    lines.flat_map(|(_, words)| words.split_whitespace()).filter_map(|w| w.split_once('=')).collect()
});

/// A word of a sentence.
struct Word<'t> {
    bare: &'t str,
    small: String,
    ends: bool,
}

impl Word<'_> {
    fn is_name(&self) -> bool {
        self.bare.starts_with(char::is_uppercase) && !place::is_mark(&self.small)
    }
}

fn words(sentence: &str) -> Vec<Word<'_>> {
    let word = |w| -> Word<'_> {
        let bare = str::trim_matches(w, |c: char| !c.is_alphanumeric());
        let own = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        Word {
            bare: own,
            small: fold(own),
            ends: w.ends_with([',', ';', ':', '.', ')']) || own.len() < bare.len(),
        }
    };
    sentence.split_whitespace().map(word).filter(|w| !w.bare.is_empty()).collect()
}

/// Whether a phrase stands somewhere; `X` in it is any word.
fn says(words: &[Word<'_>], phrase: &[&str]) -> bool {
    stand(words, phrase).next().is_some()
}

/// Where it stands.
fn stand<'w>(words: &'w [Word<'_>], phrase: &'w [&str]) -> impl Iterator<Item = usize> + use<'w> {
    let fits = move |w: &[Word<'_>]| w.iter().zip(phrase).all(|(w, p)| *p == "X" || w.small == *p);
    words.windows(phrase.len()).enumerate().filter(move |(_, w)| fits(w)).map(|(at, _)| at)
}

/// Whether all of something is told, and of no time: "the whole of 2025".
fn is_of_all(words: &[Word<'_>], phrases: &[Vec<&str>]) -> bool {
    let time =
        |w: &Word<'_>| super::mend::is_year(&w.small) || WORDS.has("time", w.small.trim_end_matches('s'));
    phrases.iter().any(|p| {
        stand(words, p).any(|at| {
            let mut behind = words[at + p.len()..]
                .iter()
                .skip_while(|w| matches!(w.small.as_str(), "of" | "the" | "last"));
            let after = !words[at + p.len() - 1].ends && behind.next().is_some_and(time);
            // "The five years taken together".
            let before = at > 0 && time(&words[at - 1]);
            !(after || before)
        })
    })
}

/// Two words that tell apart where two sentences count; `None` where nothing does. It is the same the other way round,
/// but for the order.
pub(super) fn apart(a: &str, b: &str) -> Option<(String, String)> {
    let (x, y) = (words(a), words(b));
    let told = opposed(&x, &y).or_else(|| sides(&x, &y)).or_else(|| elsewhere(&x, &y));
    told.or_else(|| greater(&x, &y)).or_else(|| out_of((a, &x), (b, &y)))
}

/// Whether the first sentence counts in all of something, the second in a part of it that the first does not name.
/// `place` are the names of the place of the second.
pub(super) fn is_whole_of(whole: &str, part: &str, place: &BTreeSet<String>) -> bool {
    let (all, own) = (words(whole), words(part));
    let nation = is_of_all(&all, &NATION);
    if !(nation || is_of_all(&all, &WHOLE)) || is_of_all(&own, &WHOLE) || is_of_all(&own, &NATION) {
        return false;
    }
    let told = |name: &str| all.iter().any(|w| w.small == name);
    let portion = own.iter().any(|w| {
        let word = w.small.as_str();
        WORDS.has("portion", word) && !told(word) && !told(&format!("{word}s"))
    });
    let old_town = says(&own, &["old", "town"]) && !says(&all, &["old", "town"]);
    // "Around the world", and a country; "nationwide", and a bay.
    let named = !place.is_empty()
        && place.iter().all(|n| n != "world" && !(nation && n.starts_with("iso:")))
        && !place.iter().any(|n| n.split(' ').any(told) || names_country(whole, n));
    // "In Tarvia", where that is known for no place.
    let inside = own.windows(2).any(|w| {
        let in_it = matches!(w[0].small.as_str(), "in" | "at" | "off" | "near") && w[1].is_name();
        let time = WORDS.has("time", &w[1].small) || told(&w[1].small);
        in_it && !time && !(nation && place::is_known(w[1].bare))
    });
    portion || old_town || named || (place.is_empty() && inside)
}

/// Whether a text names the country or part of one that an id means.
fn names_country(text: &str, id: &str) -> bool {
    id.starts_with("iso:") && {
        let words: Vec<&str> = text.split_whitespace().map(|w| w.trim_matches([',', '.', ';'])).collect();
        (1..4).any(|n| words.windows(n).any(|w| place::canonical(&w.join(" ")) == id))
    }
}

/// The names that a sentence tells to be elsewhere: "an hour from Montrose", "far from the capital Orlen".
pub(super) fn away(sentence: &str) -> BTreeSet<String> {
    let words = words(sentence);
    let mut found = BTreeSet::new();
    for at in 0..words.len() {
        let from = at > 0 && words[at].small == "from" && WORDS.has("distance", &words[at - 1].small);
        let far = from || WORDS.has("without", &words[at].small);
        if !far {
            continue;
        }
        let behind = words[at + 1..].iter().take_while(|w| {
            w.is_name() || matches!(w.small.as_str(), "the" | "capital") || place::is_mark(&w.small)
        });
        let mut ended = false;
        let names: Vec<&str> = behind
            .take_while(|w| !std::mem::replace(&mut ended, w.ends))
            .filter(|w| w.small != "the")
            .map(|w| w.small.as_str())
            .collect();
        found.extend(names.iter().map(|n| (*n).to_owned()));
        found.extend((names.len() > 1).then(|| names.join(" ")));
    }
    found
}

/// "On the mainland", "on the island of Mira".
fn opposed(a: &[Word<'_>], b: &[Word<'_>]) -> Option<(String, String)> {
    let has = |words: &[Word<'_>], word: &str| words.iter().any(|w| w.small == word && w.bare == word);
    AGAINST.iter().find_map(|&(first, second)| {
        let only = |x: &[Word<'_>], y: &[Word<'_>]| {
            has(x, first) && !has(x, second) && has(y, second) && !has(y, first)
        };
        if only(a, b) {
            Some((first.to_owned(), second.to_owned()))
        } else {
            only(b, a).then(|| (second.to_owned(), first.to_owned()))
        }
    })
}

/// What stands before one word of place: "the hill campus of Varga", "the lakeside campus of Varga"; "north of the
/// river", "the south bank"; "Upper Sedge", "Nether Sedge".
fn sides(a: &[Word<'_>], b: &[Word<'_>]) -> Option<(String, String)> {
    let (x, y) = (marked(a), marked(b));
    for (mark, head) in &x {
        for (other, same) in &y {
            let kept =
                |m: &String, h: &String, all: &[(String, String)]| all.iter().any(|(n, g)| n == m && g == h);
            if head == same && mark != other && !kept(mark, head, &y) && !kept(other, head, &x) {
                return Some((format!("{mark} {head}"), format!("{other} {head}")));
            }
        }
    }
    None
}

/// Marks, each with what it tells parts of: a direction and `side`, a direction and a name, a word and a kind of place with
/// its name.
fn marked(words: &[Word<'_>]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        let (mark, next) = (&words[at], words.get(at + 1).filter(|_| !words[at].ends));
        let Some(next) = next else { continue };
        if let Some(way) = place::direction(&mark.small) {
            let of = next.small == "of" && words.get(at + 2).is_some_and(|w| w.small == "the");
            if of || WORDS.has("side", &next.small) {
                found.push((way.to_owned(), "side".to_owned()));
            } else if mark.bare.starts_with(char::is_uppercase) && next.is_name() {
                found.push((way.to_owned(), next.small.clone()));
            }
        }
        // "Terminal 2"; "Sarrow's coastal villages".
        let number = next.small.len() < 4 && next.small.chars().all(|c| c.is_ascii_digit());
        let opens = mark.bare.starts_with(char::is_uppercase) && at == 0;
        if number && WORDS.has("numbered", &mark.small) && (opens || mark.bare != mark.small) {
            found.push((next.small.clone(), mark.small.clone()));
        }
        let kind = |w: &Word<'_>| {
            let one = w.small.strip_suffix('s').unwrap_or(&w.small);
            place::kind_of_place(&w.small).is_some() || place::kind_of_place(one).is_some()
        };
        if WORDS.has("terrain", &mark.small) && kind(next) {
            found.push((mark.small.clone(), next.small.clone()));
        }
        let of = words.get(at + 2).is_some_and(|w| w.small == "of") && !next.ends;
        let name = words.get(at + 3).filter(|w| of && w.is_name());
        let says = !crate::alike::is_function(&mark.small) && mark.small.chars().all(char::is_alphabetic);
        if let Some(name) = name.filter(|_| says && place::is_feature(&next.small)) {
            found.push((mark.small.clone(), format!("{} of {}", next.small, name.small)));
        }
    }
    found
}

/// "Greater Sennet", and Sennet.
fn greater(a: &[Word<'_>], b: &[Word<'_>]) -> Option<(String, String)> {
    let of = |words: &[Word<'_>]| -> BTreeSet<String> {
        let pairs = words.windows(2).filter(|w| w[0].bare == "Greater" && w[1].is_name());
        pairs.map(|w| w[1].small.clone()).collect()
    };
    let (x, y) = (of(a), of(b));
    let has = |words: &[Word<'_>], name: &String| words.iter().any(|w| w.small == *name);
    let shown = |name: &String| format!("greater {name}");
    let left = x.iter().find(|n| !y.contains(*n) && has(b, n)).map(|n| (shown(n), n.clone()));
    left.or_else(|| y.iter().find(|n| !x.contains(*n) && has(a, n)).map(|n| (n.clone(), shown(n))))
}

/// "Outside Sennet", and "in Sennet".
fn out_of((a, x): (&str, &[Word<'_>]), (b, y): (&str, &[Word<'_>])) -> Option<(String, String)> {
    let (left, right) = (away(a), away(b));
    let there = |words: &[Word<'_>], name: &str| {
        words.windows(2).any(|w| matches!(w[0].small.as_str(), "in" | "at" | "within") && w[1].small == name)
    };
    let found =
        left.iter().find(|n| !right.contains(*n) && there(y, n)).map(|n| (format!("outside {n}"), n.clone()));
    found.or_else(|| {
        right.iter().find(|n| !left.contains(*n) && there(x, n)).map(|n| (n.clone(), format!("outside {n}")))
    })
}

/// "In the capital", and "three hundred miles from the capital".
fn elsewhere(a: &[Word<'_>], b: &[Word<'_>]) -> Option<(String, String)> {
    let far = |words: &[Word<'_>]| {
        let mut pairs = words.windows(4).map(|w| (&w[0].small, &w[1].small, &w[2].small, &w[3].small));
        pairs.any(|(w, from, the, capital)| {
            WORDS.has("distance", w) && from == "from" && the == "the" && capital == "capital"
        }) || says(words, &["outside", "the", "capital"])
    };
    let there = |words: &[Word<'_>]| says(words, &["the", "capital"]) && !far(words);
    let capital = || "the capital".to_owned();
    match (there(a) && far(b), there(b) && far(a)) {
        (true, _) => Some((capital(), String::new())),
        (_, true) => Some((String::new(), capital())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(whole: &str, part: &str, place: &[&str]) -> bool {
        is_whole_of(whole, part, &place.iter().map(|p| (*p).to_owned()).collect())
    }

    #[test]
    fn wholes_have_parts() {
        assert!(part("Nationwide, 90 boats sank.", "In Osk Bay 4 boats sank.", &["osk"]));
        assert!(part("In the whole of the Skarn, 90 boats sank.", "On the western Skarn route 4 sank.", &[]));
        assert!(part("Around the world 900 reporters died.", "In Norway 3 reporters died.", &["iso:NO"]));
        // What may be the whole is no part of it, and all of a year is no place.
        assert!(!part("In the whole of 2019 90 boats sank.", "In Osk Bay 4 boats sank.", &["osk"]));
        assert!(!part("Nationwide, 90 boats sank.", "In Norway 80 boats sank.", &["iso:NO"]));
        assert!(!part("Across Brenn as a city, 90 fires burned.", "In Brenn 80 fires burned.", &["brenn"]));
        assert!(!part("In Brenn 90 fires burned.", "In Osk district 80 fires burned.", &["osk"]));
    }

    #[test]
    fn sides_are_told_apart_by_what_stands_before() {
        let told = |a: &str, b: &str| (apart(a, b).is_some(), apart(b, a).is_some());
        assert_eq!(
            told("The upper mill of Orla ground 40 sacks.", "The lower mill of Orla ground 60."),
            (true, true)
        );
        assert_eq!(
            told("East of the canal 4 shops closed.", "On the west side 6 shops closed."),
            (true, true)
        );
        assert_eq!(told("In Upper Thole 4 shops closed.", "In Lower Thole 6 shops closed."), (true, true));
        assert_eq!(
            told("The upper mill of Orla ground 40 sacks.", "Orla's upper mill ground 60."),
            (false, false)
        );
        assert_eq!(
            told("North of the river 4 shops closed.", "On the northern bank 6 closed."),
            (false, false)
        );
        assert_eq!(told("Terminal 1 took 40 ships.", "Terminal 2 took 60 ships."), (true, true));
        assert_eq!(told("In coastal villages 4 wells dried.", "In mountain villages 6 dried."), (true, true));
        assert_eq!(told("Greater Orla has 40 inns.", "Orla has 60 inns."), (true, true));
        assert_eq!(told("Outside Orla 40 inns closed.", "In Orla 60 inns closed."), (true, true));
        assert_eq!(told("In Orla 40 inns closed.", "In Orla 60 inns closed."), (false, false));
        assert_eq!(told("On the mainland 40 farms closed.", "On the island of Osk 6 closed."), (true, true));
    }

    #[test]
    fn what_is_far_from_a_place_is_not_there() {
        assert_eq!(away("The inn at Orla, an hour from Brenn, had 40 guests."), ["brenn".to_owned()].into());
        assert!(away("Forty men from Brenn came.").is_empty());
        assert!(apart("The capital had 40 fires.", "Orla, far from the capital, had 4 fires.").is_some());
        assert!(apart("The capital had 40 fires.", "Brenn had 44 fires.").is_none());
    }
}
