//! Events and laws that a noun tells of with a place or a date: "the invasion of Ukraine", "a 2021 electricity law".
//!
//! They are no names, and the model of coreference has not learnt them: what joins two of them is that nothing
//! tells them apart. Nouns and what each needs stand in `data/en/happenings.txt`.

use super::detect::{Place, described};
use super::scene::Scene;
use crate::lexicon::lines;
use crate::text::Text;
use relata_language::{MentionKind, NameKind, Upos, country};
use relata_rows::MentionForm;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

/// Words of `data/en/happenings.txt`: each list with its words, and the first word of each one's line.
static LISTS: LazyLock<HashMap<(&str, &str), &str>> = LazyLock::new(|| {
    lines(include_str!("../../data/en/happenings.txt"))
        .filter_map(|l| l.split_once(": "))
        .flat_map(|(list, words)| {
            let first = words.split(' ').next().unwrap_or(words);
            words.split(' ').map(move |w| ((list, w), first))
        })
        .collect()
});

fn listed(list: &'static str, word: &str) -> Option<&'static str> {
    LISTS.get(&(list, word)).copied()
}

/// Whether a word (small letters) ends the name of a programme or policy.
pub(crate) fn is_programme(word: &str) -> bool {
    listed("programme", word).is_some()
}

/// What must stand beside a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// A name or a date.
    Mark,
    Date,
    /// A date, or a name and what it is about.
    Topic,
}

/// A noun for an event or law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Noun {
    kind: NameKind,
    /// The word under which those that mean the same stand.
    sense: &'static str,
    needs: Needs,
}

/// The noun that a word is, or ends: "run-off" is three words.
fn noun(text: &Text<'_>, word: usize) -> Option<Noun> {
    if !matches!(text.words[word].upos, Upos::Noun | Upos::Propn) {
        return None;
    }
    let own = text.lower(word);
    let whole =
        (word > 1 && text.words[word - 1].text == "-").then(|| format!("{}-{own}", text.lower(word - 2)));
    whole.into_iter().chain([own]).find_map(|spelt| {
        let lists = [
            ("event", NameKind::Event, Needs::Mark),
            ("dated", NameKind::Event, Needs::Date),
            ("law", NameKind::Law, Needs::Topic),
        ];
        let found = |(list, kind, needs)| Some(Noun { kind, sense: listed(list, &spelt)?, needs });
        lists.into_iter().find_map(found)
    })
}

/// What tells an event or law apart from others of its noun.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// The noun; of all that mean the same the first of the list.
    pub sense: &'static str,
    /// Names beside it, in small letters; countries by their usual name.
    names: BTreeSet<String>,
    years: BTreeSet<String>,
    /// Months, days, "last week's".
    dates: BTreeSet<String>,
    /// What it is about or of what sort: "presidential", "civil", "electricity".
    topics: BTreeSet<String>,
    /// "the next", "the last".
    order: Option<&'static str>,
    /// Whether the noun begins with a capital: the end of a name.
    capital: bool,
    /// Whether nothing but an article stands before it.
    bare: bool,
}

impl Marks {
    /// Whether it can be told in another text: by a name and a year, or by a name alone where there is one of its
    /// noun at a place.
    pub(crate) fn is_known_elsewhere(&self) -> bool {
        !self.names.is_empty() && (!self.years.is_empty() || listed("unique", self.sense).is_some())
    }

    /// Whether the noun alone tells of it: no name that ends with it.
    pub(crate) fn is_told(&self) -> bool {
        self.bare || !self.capital
    }

    /// Whether a later mention with these marks can be of the same event or law as an earlier one.
    fn fits(&self, earlier: &Marks) -> bool {
        let apart =
            |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        let order = self.order.is_some() && earlier.order.is_some() && self.order != earlier.order;
        self.sense == earlier.sense
            && (self.bare || !earlier.capital && !self.capital)
            && !apart(&self.names, &earlier.names)
            && !apart(&self.years, &earlier.years)
            && !apart(&self.dates, &earlier.dates)
            && !apart(&self.topics, &earlier.topics)
            && !order
    }
}

/// The marks of a mention, where it is an event or law whose noun is known.
pub(crate) fn marks(scene: &Scene<'_>, place: &Place) -> Option<Marks> {
    let text = scene.text;
    let noun = noun(text, place.head).filter(|_| is_told(place))?;
    let mut marks = read(scene, place.head, &place.core);
    marks.sense = noun.sense;
    Some(marks)
}

/// The earlier mention that one with these marks is of: the last whose chain tells nothing else. `earlier`: number and
/// marks of those that came before, the last first; `chain`: the marks of all that one is joined with.
pub(crate) fn before<'m>(
    marks: &Marks,
    mut earlier: impl Iterator<Item = (usize, &'m Marks)>,
    chain: impl Fn(usize) -> Vec<&'m Marks>,
) -> Option<usize> {
    earlier.find(|(m, e)| marks.fits(e) && chain(*m).iter().all(|o| marks.fits(o))).map(|(m, _)| m)
}

/// The event or law that a word heads and tells apart from others.
pub(crate) fn place(scene: &Scene<'_>, word: usize) -> Option<Place> {
    let text = scene.text;
    let noun = noun(text, word)?;
    // "Summit" may be a town, "conference" a league.
    let other = matches!(
        scene.kinds[word],
        Some(MentionKind::Person | MentionKind::Organization | MentionKind::Place | MentionKind::Animal)
    );
    if other
        || text.is(word, "compound")
        || text.is(word, "flat")
        || text.words[word].text.starts_with(char::is_uppercase)
    {
        return None;
    }
    let core = near(text, word, described(text, word));
    let marks = read(scene, word, &core);
    let dated = !marks.years.is_empty() || !marks.dates.is_empty();
    let determiners = || text.by(word, "det").filter(|d| core.contains(d)).map(|d| text.lower(d));
    let vague = determiners().any(|d| !matches!(d.as_str(), "the" | "this" | "that" | "these" | "those"));
    let definite = determiners().count() > 0 || text.by(word, "nmod:poss").next().is_some();
    if !(dated || definite && !vague) {
        return None;
    }
    let told = match noun.needs {
        Needs::Date => dated,
        Needs::Mark => dated || !marks.names.is_empty() || marks.order.is_some(),
        Needs::Topic => !marks.years.is_empty() || !marks.names.is_empty() && !marks.topics.is_empty(),
    };
    told.then(|| of(text, word, core, noun.kind))
}

/// Longest description before its noun and behind it, in words.
const LONGEST: usize = 8;

/// The part of a description that tells its noun apart: what stands before it without marks between, and what is
/// behind up to the next mark. In lists and titles trees reach far.
fn near(text: &Text<'_>, head: usize, core: Range<usize>) -> Range<usize> {
    let stops = |i: usize| !text.is_word(i) && !matches!(text.words[i].text, "'" | "’" | "-" | "–" | ".");
    let first = (core.start..head).rev().take(LONGEST).take_while(|&i| !stops(i)).last().unwrap_or(head);
    let last = (head..core.end).take(LONGEST + 1).take_while(|&i| !stops(i)).last().unwrap_or(head);
    // Cut in the middle only the noun's own words are sure to be its.
    let own = |i: &usize| text.words[*i].head == Some(head);
    let cut = first > core.start && first + LONGEST <= head;
    let first = if cut { (first..head).find(own).unwrap_or(head) } else { first };
    let first = (first..head).find(|&i| text.words[i].upos != Upos::Adp).unwrap_or(head);
    let whole = if last + 1 < core.end && last >= head + LONGEST { head } else { last };
    first..whole + 1
}

/// How many sentences behind another word for it "the law" may stand for it: of laws in general it is said as often.
const LAW_REACH: usize = 3;

/// "the war", "this law": the noun alone, which points back where one of its sort is told before in `places`.
pub(crate) fn again(scene: &Scene<'_>, places: &[Place]) -> Vec<Place> {
    let text = scene.text;
    let mut heads: Vec<(usize, Noun)> =
        places.iter().filter(|p| is_told(p)).filter_map(|p| Some((p.head, noun(text, p.head)?))).collect();
    heads.sort_unstable_by_key(|(head, _)| *head);
    let mut heads = heads.into_iter().peekable();
    // The sentence in which each was told last.
    let mut last: HashMap<&str, usize> = HashMap::new();
    let mut found = Vec::new();
    for word in 1..text.words.len() {
        let sentence = text.words[word].sentence;
        if let Some((_, noun)) = heads.next_if(|(head, _)| *head == word) {
            last.insert(noun.sense, sentence);
            continue;
        }
        let joined = word > 2 && text.words[word - 1].text == "-";
        let before = if joined { word - 3 } else { word - 1 };
        let definite = matches!(text.lower(before).as_str(), "the" | "this" | "that");
        let Some(noun) = noun(text, word).filter(|_| definite) else { continue };
        let reach = if noun.kind == NameKind::Law { LAW_REACH } else { usize::MAX };
        let near = last.get(noun.sense).is_some_and(|&told| sentence - told <= reach);
        let part = ["compound", "flat"].iter().any(|r| text.is(word, r)) || scene.name_at(word).is_some();
        let core = described(text, word);
        if near && !part && core == (before..word + 1) {
            last.insert(noun.sense, sentence);
            found.push(of(text, word, core, noun.kind));
        }
    }
    found
}

/// Whether a word ends the name of an event.
pub(crate) fn is_event(text: &Text<'_>, word: usize) -> bool {
    noun(text, word).is_some_and(|n| n.kind == NameKind::Event && n.needs == Needs::Mark)
}

fn is_told(place: &Place) -> bool {
    matches!(place.name, Some(NameKind::Event | NameKind::Law))
}

fn of(text: &Text<'_>, word: usize, core: Range<usize>, kind: NameKind) -> Place {
    debug_assert!(core.contains(&word) && core.end <= text.words.len(), "a phrase holds its head");
    Place { phrase: core.clone(), core, head: word, form: MentionForm::Nominal, name: Some(kind) }
}

/// What the words of a phrase tell of its head.
fn read(scene: &Scene<'_>, head: usize, core: &Range<usize>) -> Marks {
    let text = scene.text;
    let mut marks = Marks {
        capital: text.words[head].text.starts_with(char::is_uppercase),
        bare: core.end == head + 1
            && (core.len() <= 2 || core.len() == 4 && text.words[head - 1].text == "-"),
        ..Marks::default()
    };
    let mut at = core.start;
    while at < core.end {
        let lower = text.lower(at);
        let raised = text.words[at].text.starts_with(char::is_uppercase);
        let owner = matches!(text.lower(at + 1).as_str(), "'s" | "'");
        if is_year(&lower) {
            marks.years.insert(lower);
        } else if raised && listed("time", &lower).is_some() || owner && listed("owner", &lower).is_some() {
            let order =
                at.checked_sub(1).map(|b| text.lower(b)).filter(|b| core.contains(&(at - 1)) && b != "the");
            marks.dates.insert(format!("{} {lower}", order.unwrap_or_default()).trim().to_owned());
        } else if let Some(name) = scene.name_at(at).filter(|n| !n.words.contains(&head)) {
            let words = name.words.start.max(at)..name.words.end.min(core.end);
            let written = text.cover(&words).get(text.text).unwrap_or_default();
            marks.names.insert(country(written).map_or_else(|| written.to_lowercase(), str::to_owned));
            at = words.end;
            continue;
        } else if at != head && raised && text.words[at].upos == Upos::Propn {
            marks.names.insert(country(text.words[at].text).map_or(lower, str::to_owned));
        } else if text.words[at].head == Some(head) && at < head {
            match ["before", "after"].into_iter().find(|o| listed(o, &lower).is_some()) {
                Some(order) => marks.order = Some(order),
                None if matches!(text.words[at].upos, Upos::Adj | Upos::Noun | Upos::Verb) => {
                    marks.topics.insert(lower.replace('-', ""));
                }
                None => {}
            }
        }
        at += 1;
    }
    marks
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && word.bytes().all(|b| b.is_ascii_digit())
        && matches!(&word[..2], "17" | "18" | "19" | "20")
}
