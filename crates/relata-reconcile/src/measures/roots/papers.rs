//! Those whose papers or people a sentence names, though nothing in it says that they say so: "on Eurostat figures", "the
//! diary of Jonas Pell", "auditors from Hobb and Crane", "the body that runs the elections".

use super::names::{country, is};
use relata_gazetteer::fold;
use relata_language::lexicon::{Pos, knows};

/// So many words of an owner are read.
const WIDTH: usize = 8;

/// A word with what must be known of it.
struct Word<'t> {
    /// Without marks around it.
    bare: &'t str,
    /// In small letters, without `'s`.
    small: String,
    /// Whether a mark behind it ends a phrase.
    ends: bool,
    capital: bool,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let word = |w| -> Word<'_> {
        let mark = |c: char| !c.is_alphanumeric() && c != '&';
        let bare = str::trim_end_matches(w, |c: char| mark(c) && !is_apostrophe(c)).trim_start_matches(mark);
        // "The unions'" ends with it, a quotation does not.
        let plural = bare.trim_end_matches(is_apostrophe).ends_with('s');
        let bare = if plural { bare } else { bare.trim_end_matches(mark) };
        let own = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        Word {
            bare,
            small: own.trim_end_matches(is_apostrophe).to_lowercase(),
            ends: w.ends_with([',', ';', ':', ')', '!', '?']) || (w.ends_with('.') && !bare.contains('.')),
            capital: bare.starts_with(char::is_uppercase),
        }
    };
    text.split_whitespace().map(word).filter(|w| !w.bare.is_empty()).collect()
}

/// The sources that a text names by their papers or people, as it names them.
pub(super) fn named(text: &str) -> Vec<String> {
    let words = words(text);
    let mut found = Vec::new();
    for at in 0..words.len() {
        let small = words[at].small.as_str();
        if is("written", small) || is("counted", small) {
            found.extend(owner(&words, at));
            // "Numbers of refugees" count them, "numbers from the refugee council" are its.
            let sure = is("written", small) || rests(&words, at);
            let by: &[&str] = if sure { &["of", "by", "from", "against"] } else { &["by", "from"] };
            found.extend(made_by(&words, at, by));
            let own = words[..at].iter().rposition(|w| w.ends || !is("adjective", &w.small));
            if let Some(own) = own.filter(|&i| refers(&words[i].small)) {
                found.extend(subject(&words[..own]));
            }
        } else if is("teller", small) {
            found.extend(made_by(&words, at, &["of", "from", "at", "for", "with"]));
        } else if refers(small) && speaks(&words[at + 1..]) {
            found.extend(subject(&words[..at]));
        } else if is("made", small) {
            found.extend(made_by(&words, at, &["by"]));
        } else if is("body", small) && words.get(at + 1).is_some_and(|w| is_who(&w.small)) {
            found.extend(
                words.get(at + 2).filter(|w| is("runs", &w.small)).map(|_| described(&words[at + 3..])),
            );
        }
    }
    found.extend(last(&words));
    found.extend(teller(&words));
    found
}

/// Who opens a sentence and tells what follows: "The Lodra Herders' League counts 3,400 sheep".
fn teller(words: &[Word<'_>]) -> Option<String> {
    let start = words.iter().position(|w| !is_article(&w.small))?;
    let capitals = run_end(words, start);
    let small = words[capitals..].iter().take(3).take_while(|w| is("body", &w.small)).count();
    let end = capitals + small;
    let tells = !words[end - 1].ends && words.get(end).is_some_and(|w| is("tells", &w.small));
    let somebody = words[start].capital && is_somebody(words[start..end].iter(), start == 0 && end == 1);
    (tells && somebody).then(|| joined(&words[start..end]))
}

/// The bodies that a text names at all: "the Bank of Orland", "Statistics Tarn".
pub(super) fn bodies(text: &str) -> Vec<String> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !words[at].capital || is_little(&words[at].small) {
            at += 1;
            continue;
        }
        let end = run_end(&words, at);
        if words[at..end].iter().any(|w| is("body", &w.small)) || field(&words[at].small) {
            found.push(joined(&words[at..end]));
        }
        at = end;
    }
    found
}

/// The papers of which a matter has one that a text names, each with whether it is told as known: "the indictment".
pub(super) fn singles(text: &str) -> Vec<(String, bool)> {
    let words = words(text);
    let known = |at: usize| {
        let before = words[..at].iter().rev().take(4).take_while(|w| !w.ends);
        before.map(|w| w.small.as_str()).any(|w| w == "the" || refers(w))
    };
    let single = words.iter().enumerate().filter(|(_, w)| is("single", &w.small));
    single.map(|(at, w)| (w.small.clone(), known(at))).collect()
}

/// Whether a word before a paper says that something rests on it: "by the count of ...".
fn rests(words: &[Word<'_>], paper: usize) -> bool {
    let before = words[..paper].iter().rev().take_while(|w| !w.ends).take(WIDTH);
    let mut little = before.filter(|w| is_little(&w.small) && !is_article(&w.small));
    little.next().is_some_and(|w| is("rests", &w.small))
}

/// Whose paper it is by what stands before it: "the central bank's returns", "SIPRI data".
fn owner(words: &[Word<'_>], paper: usize) -> Option<String> {
    let mut from = paper;
    while from > 0 && paper - from < WIDTH {
        let word = &words[from - 1];
        let digits = word.small.chars().any(|c| c.is_ascii_digit());
        let stops = word.ends || (is_little(&word.small) && !is("adjective", &word.small));
        if stops || (digits && !dated(words, from - 1)) {
            break;
        }
        from -= 1;
    }
    let own: Vec<&Word<'_>> = words[from..paper]
        .iter()
        .filter(|w| !is("adjective", &w.small) && !w.small.chars().all(|c| c.is_ascii_digit()))
        .collect();
    let possessive = own.last().is_some_and(|w| w.bare.len() > w.small.len());
    let sure = possessive || is("written", &words[paper].small) || rests(words, paper);
    let text = own.iter().map(|w| w.bare).collect::<Vec<_>>().join(" ");
    (sure && is_somebody(own.iter().copied(), from == 0)).then_some(text)
}

/// Whether a word of digits is the year in the name of a paper: "the March 2010 Borealis survey".
fn dated(words: &[Word<'_>], at: usize) -> bool {
    words[at].small.chars().all(|c| c.is_ascii_digit()) && at > 0 && is("adjective", &words[at - 1].small)
}

/// Whose paper or people it is by what follows: "a survey by Tarbeck University", "auditors from Hobb and Crane".
fn made_by(words: &[Word<'_>], at: usize, by: &[&str]) -> Option<String> {
    if words[at].ends || !words.get(at + 1).is_some_and(|w| by.contains(&w.small.as_str())) {
        return None;
    }
    run(words, at + 2)
}

/// The name or body that begins at a word, behind articles and what somebody is called: "the sexton Jonas Pell".
fn run(words: &[Word<'_>], from: usize) -> Option<String> {
    let start = (from..words.len()).find(|&i| !is_article(&words[i].small))?;
    // "The interior ministry of Serbana": small words first.
    let small = words[start..].iter().take(3).take_while(|w| !w.capital && !is_little(&w.small));
    let mut name = start + small.count();
    let ended = words[start..name].iter().position(|w| w.ends);
    let body = (start..name).find(|&i| is("body", &words[i].small) || field(&words[i].small));
    if let Some(at) = ended {
        return body.filter(|b| *b <= start + at).map(|_| joined(&words[start..=start + at]));
    }
    if body.is_some() {
        let of = words.get(name).is_some_and(|w| matches!(w.small.as_str(), "of" | "in"));
        let capital = words.get(name + 1).is_some_and(|w| w.capital);
        let end = if of && capital { run_end(words, name + 1) } else { name };
        return Some(joined(&words[start..end]));
    }
    if words.get(name).is_some_and(|w| w.small == "in" || w.small == "of") {
        name += 1;
    }
    words.get(name).filter(|w| w.capital && !is_little(&w.small))?;
    let end = run_end(words, name);
    let next = words.get(end).filter(|_| !words[end - 1].ends);
    let is_modifier =
        end - name == 1 && next.is_some_and(|w| !w.capital && !is_little(&w.small) && noun(&w.small));
    if next.is_some_and(|w| is("body", &w.small)) {
        return Some(joined(&words[name..=end]));
    }
    let somebody = is_somebody(words[name..end].iter(), false);
    (somebody && !is_modifier).then(|| joined(&words[name..end]))
}

/// What stands at the end of a body told by what it does.
pub(super) const DESCRIBED: &str = " body";

/// A body by what it runs: "the port of Kesh", as far as the first name.
fn described(words: &[Word<'_>]) -> String {
    let end = words.iter().position(|w| w.ends || w.capital).map_or(words.len(), |at| at + 1);
    let end = end.min(WIDTH).min(words.len());
    let own = words[..end].iter().filter(|w| !is_article(&w.small));
    own.map(|w| w.bare).collect::<Vec<_>>().join(" ") + DESCRIBED
}

/// Where a run of capitalised words ends, with what joins them: "Bank of Orland", "Hobb & Crane".
fn run_end(words: &[Word<'_>], from: usize) -> usize {
    let mut end = from + 1;
    while end < words.len() && end - from < 2 * WIDTH && !words[end - 1].ends {
        let joins = matches!(words[end].small.as_str(), "of" | "for" | "and" | "&" | "the" | "de");
        let next = words.get(end + 1).is_some_and(|w| w.capital)
            || words.get(end + 1).is_some_and(|w| w.small == "the")
                && words.get(end + 2).is_some_and(|w| w.capital);
        let goes_on = words[end].capital || (joins && next);
        if !goes_on {
            break;
        }
        end += 1;
    }
    end
}

/// Who ends a sentence with what they do: "..., the Sahel Conflict Monitor calculates."
fn last(words: &[Word<'_>]) -> Option<String> {
    let (end, rest) = words.split_last()?;
    let from = rest.iter().rposition(|w| w.ends)? + 1;
    let who = &rest[from..];
    let verb = end.small.strip_suffix('s').or_else(|| end.small.strip_suffix("ed")).unwrap_or(&end.small);
    let is_verb = [verb, end.small.strip_suffix('d').unwrap_or(verb)].iter().any(|v| knows(v, Pos::Verb));
    let opens = who.first().is_some_and(|w| is_article(&w.small) || (w.capital && !is_little(&w.small)));
    let names = who.iter().skip_while(|w| is_article(&w.small));
    (opens && is_verb && who.len() <= WIDTH && is_somebody(names.clone(), false) && !end.capital)
        .then(|| names.map(|w| w.bare).collect::<Vec<_>>().join(" "))
}

/// Whether somebody of a body tells what stands before: "its chief executive told investors".
fn speaks(words: &[Word<'_>]) -> bool {
    let who = words.iter().take(4).position(|w| is("holder", &w.small) || is("body", &w.small));
    who.is_some_and(|at| words[at..].iter().take(4).any(|w| is("tells", &w.small)))
}

/// Whom "its report" means: the first name or body of the sentence.
fn subject(words: &[Word<'_>]) -> Option<String> {
    let start = words.iter().position(|w| !is_article(&w.small))?;
    let end = run_end(words, start);
    words[start].capital.then_some(())?;
    let body = words.get(end).filter(|w| !words[end - 1].ends && is("body", &w.small)).is_some();
    let end = if body { end + 1 } else { end };
    is_somebody(words[start..end].iter(), start == 0 && end == 1).then(|| joined(&words[start..end]))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn joined(words: &[Word<'_>]) -> String {
    words.iter().map(|w| w.bare).collect::<Vec<_>>().join(" ")
}

/// Whether words name a person or body: a capital that is no country's, or a word for a body. Where they begin a
/// sentence the first has a capital whatever it is.
fn is_somebody<'w, 't: 'w>(words: impl Iterator<Item = &'w Word<'t>>, first: bool) -> bool {
    words.enumerate().any(|(i, w)| {
        let name = w.capital && country(w.bare).is_none() && !is("adjective", &w.small);
        let opens = first && i == 0;
        let letters = w.bare.chars().filter(|c| c.is_uppercase()).count() > 1;
        is("body", &w.small)
            || name && (!opens || letters || w.bare.len() > w.small.len() || !is_known(&w.small))
    })
}

fn field(word: &str) -> bool {
    super::names::field(word).is_some()
}

fn is_known(word: &str) -> bool {
    [Pos::Noun, Pos::Verb, Pos::Adjective, Pos::Adverb].iter().any(|&p| knows(&fold(word), p))
        || is_little(word)
}

fn noun(word: &str) -> bool {
    knows(word.strip_suffix('s').unwrap_or(word), Pos::Noun)
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "its" | "their" | "his" | "her" | "our" | "country" | "group")
}

/// Whether a word points back to somebody.
fn refers(word: &str) -> bool {
    matches!(word, "its" | "their" | "his" | "her")
}

fn is_who(word: &str) -> bool {
    matches!(word, "that" | "which" | "who")
}

fn is_little(word: &str) -> bool {
    crate::alike::is_function(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_stand_before_their_papers() {
        assert_eq!(named("On Brevat figures, the port handled 40,000 boxes."), ["Brevat"]);
        assert_eq!(named("The prison held 900 men, per justice ministry records."), ["justice ministry"]);
        assert_eq!(named("Rents rose by a tenth, on the tenants' union's own count."), ["tenants' union's"]);
        assert_eq!(named("Support stood at 40 percent in the May 2019 Lodestar poll."), ["Lodestar"]);
        assert_eq!(named("Holm Council owes 4 million, its latest accounts show."), ["Holm Council"]);
        assert_eq!(named("Holm Motors cut 40 jobs, its managing director told a paper."), ["Holm Motors"]);
        assert_eq!(named("The Holm Herders' League counts 40 sheep."), ["Holm Herders' League"]);
    }

    #[test]
    fn makers_stand_behind_papers_and_people() {
        assert_eq!(named("The diary of the midwife Ane Torp lists 30 births."), ["Ane Torp"]);
        assert_eq!(named("Auditors from Pell & Marsh missed 3 million."), ["Pell & Marsh"]);
        assert_eq!(
            named("It lost 200 homes, by the count of the housing ministry of Soria."),
            ["housing ministry of Soria"]
        );
        assert_eq!(
            named("There were 60 arrests, said the agency that runs the port of Lume."),
            ["port of Lume body"]
        );
        assert_eq!(named("Raids killed 60 people, the Lume Rights Forum calculates."), ["Lume Rights Forum"]);
    }

    #[test]
    fn what_is_counted_is_no_source() {
        for text in [
            "The number of Sorian refugees fell to 400.",
            "Figures of 300 and 400 were heard in the market.",
            "A list of 40 villages was read out.",
            "Reports of Sorian troops near Brenn grew to 30.",
            "Raids killed 60 people, and the town mourned.",
            "The record rainfall cost 12 lives.",
        ] {
            assert!(named(text).is_empty(), "{text}: {:?}", named(text));
        }
    }

    #[test]
    fn long_texts_take_their_length_and_no_more() {
        let many = "Brevat data of ".repeat(20_000);
        assert!(!named(&many).is_empty());
    }
}
