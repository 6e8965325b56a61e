//! Where: the place that a figure concerns, from the names around it.

use super::anchor::{Anchor, is_noun};
use super::measure::{join, phrase};
use super::money;
use crate::text::Text;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_language::{Analysis, NameKind, Upos, country};
use relata_rows::{BlockKind, Document, Figure, Measure, PlaceRef};
use std::collections::BTreeMap;
use std::ops::Range;

/// A name that is a place, or of a country's people, or begins with a country.
#[derive(Debug, Clone)]
struct Named {
    words: Range<usize>,
    /// The word on which the others hang.
    head: usize,
    kind: NameKind,
    /// The place: the name itself, or the country that an adjective means.
    place: String,
}

/// The places of a document.
#[derive(Debug)]
pub(super) struct Places {
    names: Vec<Named>,
    /// The country that the whole text is about.
    frame: Option<&'static str>,
}

/// Share of all mentions of countries, in hundredths, that makes a text one about a country.
const MAINLY: usize = 67;
/// Fewer mentions say nothing.
const FEWEST: usize = 3;

impl Places {
    /// The places that `analysis` names in the document.
    pub(super) fn of(document: &Document, text: &Text<'_>, analysis: &Analysis) -> Self {
        let mut names = Vec::new();
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for (parse, sentence) in analysis.parses.iter().zip(&text.sentences) {
            for name in &parse.names {
                let words = sentence.start + name.tokens.start..sentence.start + name.tokens.end;
                if words.is_empty() || words.end > sentence.end {
                    continue;
                }
                let written = text.cover(&words).get(text.text).unwrap_or_default();
                let nation = country(written);
                // "U.S. Northern Command": a body that bears its country in front.
                let of = nation.or_else(|| country(text.words[words.start].text));
                let place = match name.kind {
                    NameKind::Place => Some(written),
                    // "In Sorena, 74 women were elected": nobody is a person's place.
                    NameKind::Person if stands_in(text, sentence, &words) => Some(written),
                    NameKind::Country | NameKind::People => nation.or(Some(written)),
                    NameKind::Organization => of,
                    _ => None,
                };
                if let Some(nation) = of {
                    *counts.entry(nation).or_default() += 1;
                }
                if let Some(place) = place {
                    let head = text.head(&words);
                    let kind = if name.kind == NameKind::Person { NameKind::Place } else { name.kind };
                    names.push(Named { words, head, kind, place: place.to_owned() });
                }
            }
        }
        Places { names, frame: frame(document, &counts) }
    }

    /// Where a figure is counted; `None` where only the whole document could tell.
    pub(super) fn find(
        &self,
        text: &Text<'_>,
        anchor: &Anchor,
        taken: &dyn Fn(usize) -> bool,
    ) -> Option<PlaceRef> {
        let sentence = &text.sentences[text.words[anchor.top].sentence];
        let from = self.names.partition_point(|n| n.words.start < sentence.start);
        let names: Vec<&Named> =
            self.names[from..].iter().take_while(|n| n.words.start < sentence.end).collect();
        // "FY21" is no place, whatever a model of names takes it for.
        let names: Vec<&Named> = names.into_iter().filter(|n| !taken(n.head)).collect();
        let thing = anchor.noun.unwrap_or(anchor.top);
        self.modifier(text, &names, thing)
            .or_else(|| self.living(text, &names, thing, taken))
            .or_else(|| self.clause(text, &names, anchor, taken))
            .or_else(|| anchor.owners.iter().find_map(|&o| self.modifier(text, &names, o)).map(actor))
            .or_else(|| self.around(text, &names, anchor))
    }

    /// The country that the document is about, for a figure of its running text that counts what happens or
    /// stands somewhere, or is in the money of the country.
    pub(super) fn frame(&self, kind: BlockKind, figure: &Figure) -> Option<PlaceRef> {
        let frame = self.frame?;
        let running = matches!(kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Quotation);
        let own = || match figure.measure.kind.as_str() {
            "money" => money::names(&figure.unit.code).iter().any(|n| of_country(n, frame)),
            _ => is_located(&figure.measure),
        };
        (running && own()).then(|| found(frame, "document"))
    }

    /// Whether some words are the name of a place.
    pub(super) fn is_place(&self, words: &Range<usize>) -> bool {
        let from = self.names.partition_point(|n| n.words.start < words.start);
        self.names.get(from).is_some_and(|n| n.words == *words && is_place(n.kind))
    }

    /// The place in the phrase of a noun: "thefts in Bergen".
    pub(super) fn of_noun(&self, text: &Text<'_>, noun: usize) -> Option<PlaceRef> {
        let sentence = &text.sentences[text.words[noun].sentence];
        let from = self.names.partition_point(|n| n.words.start < sentence.start);
        let names: Vec<&Named> =
            self.names[from..].iter().take_while(|n| n.words.start < sentence.end).collect();
        self.modifier(text, &names, noun)
    }

    /// "U.S. deaths", "deaths in Peru", "Peru's exports": a name in the phrase of a noun. The people counted
    /// tell who, not where: "Peruvian citizens".
    fn modifier(&self, text: &Text<'_>, names: &[&Named], noun: usize) -> Option<PlaceRef> {
        let people = is_noun(text, noun) && is_kind_of(&text.lemma(noun), "person", Pos::Noun, 1);
        // Where the people counted come from is not where they are counted.
        let origin = |n: &Named| {
            let from = text.by(n.head, "case").any(|c| text.lower(c) == "from");
            // "Asterran refugees": an adjective, though the model of names has it as a place.
            let adjective = n.head + 1 == noun
                && country(&n.place) != Some(n.place.as_str())
                && ["an", "ese", "ish"].iter().any(|e| n.place.ends_with(e));
            people && (from || adjective)
        };
        names
            .iter()
            .filter(|n| {
                !(origin(n) || people && n.kind == NameKind::People) && n.kind != NameKind::Organization
            })
            .filter_map(|n| Some((way(text, n.head, noun)?, n)))
            .min_by_key(|(rank, n)| (*rank, n.words.start))
            .map(|(_, n)| found(&n.place, "modifier"))
    }

    /// "Refugees from Peru living in Chile": where a participle says that the people counted are.
    fn living(
        &self,
        text: &Text<'_>,
        names: &[&Named],
        noun: usize,
        taken: &dyn Fn(usize) -> bool,
    ) -> Option<PlaceRef> {
        let inside = |p: usize| self.told_in(text, names, p, taken).filter(|(rank, ..)| *rank == 0);
        let place = text.by(noun, "acl").filter(|&p| p > noun).find_map(inside)?;
        Some(found(&place.3, "clause"))
    }

    /// "... in Lima", "at the border": what tells where the clause happens; the nearest clause first.
    fn clause(
        &self,
        text: &Text<'_>,
        names: &[&Named],
        anchor: &Anchor,
        taken: &dyn Fn(usize) -> bool,
    ) -> Option<PlaceRef> {
        let mut at = anchor.clause?;
        for _ in 0..4 {
            if let Some((_, _, _, place)) = self.told_in(text, names, at, taken) {
                return Some(found(&place, "clause"));
            }
            let up = ["conj", "xcomp", "advcl", "acl", "ccomp"].iter().any(|r| text.is(at, r));
            at = text.words[at].head.filter(|_| up)?;
        }
        None
    }

    /// The place behind a preposition that hangs on a word, with its rank, whether it stands before, and where.
    fn told_in(
        &self,
        text: &Text<'_>,
        names: &[&Named],
        at: usize,
        taken: &dyn Fn(usize) -> bool,
    ) -> Option<(u8, usize, usize, String)> {
        let behind = |o: usize| {
            let case = text.by(o, "case").next().map(|c| text.lower(c))?;
            let rank = preposition(&case)?;
            let named = names.iter().find(|n| n.words.contains(&o) && is_place(n.kind));
            let place = match named {
                Some(n) => n.place.clone(),
                None if rank == 0 && is_location(text, o) => join(text, &phrase(text, o, taken)),
                None => return None,
            };
            Some((rank, usize::from(o < at), o, place))
        };
        let places = text.by(at, "obl").chain(text.by(at, "nmod")).filter(|&o| !taken(o));
        // "The longest in the country" compares, it does not happen there.
        let superlative = |&w: &usize| text.words[w].xpos == "JJS";
        let itself = superlative(&at);
        let first = text.by(at, "amod").find(superlative);
        let compared = |o: usize| itself || first.is_some_and(|a| a < o);
        places.filter(|&o| !compared(o)).filter_map(behind).min()
    }

    /// The country whose actor or thing stands in the clause: its subject first, then the rest.
    fn around(&self, text: &Text<'_>, names: &[&Named], anchor: &Anchor) -> Option<PlaceRef> {
        let clause = anchor.clause?;
        let subject = super::anchor::subject(text, clause);
        // The people counted tell who, not where.
        let who =
            |n: &Named| n.kind == NameKind::People && anchor.noun.is_some_and(|t| text.is_under(n.head, t));
        // "The port, run by the same firm as Merrow's": what a clause inside the phrase tells of stands elsewhere.
        let aside = |n: &Named, top: usize| {
            let mut at = n.head;
            while at != top {
                if text.is(at, "acl") || text.is(at, "parataxis") && text.words[at].upos != Upos::Verb {
                    return true;
                }
                let Some(head) = text.words[at].head else { break };
                at = head;
            }
            false
        };
        // "In all nine countries, Velmar among them".
        let among = |n: &Named| {
            text.lower(n.words.end) == "among"
                && matches!(text.lower(n.words.end + 1).as_str(), "them" | "these")
        };
        // "An area the size of Lorne".
        let compared = |n: &Named| text.words[n.head].head.is_some_and(|h| text.lemma(h) == "size");
        let near = |n: &&&Named| text.is_under(n.head, clause) && !who(n) && !among(n) && !compared(n);
        let by_subject = |n: &&&Named| {
            subject.is_some_and(|s| text.is_under(n.head, s) && !aside(n, s)) && !who(n) && !among(n)
        };
        let near = |n: &&&Named| near(n) && !subject.is_some_and(|s| text.is_under(n.head, s) && aside(n, s));
        let found = names.iter().find(by_subject).or_else(|| names.iter().find(near))?;
        Some(actor(self::found(&found.place, "")))
    }
}

/// Whether a name of one word stands behind "in" where nobody trusts or invests in a person.
fn stands_in(text: &Text<'_>, sentence: &Range<usize>, name: &Range<usize>) -> bool {
    const FEELS: [&str; 14] = [
        "trust",
        "confidence",
        "faith",
        "belief",
        "interest",
        "believe",
        "invest",
        "investment",
        "stake",
        "share",
        "role",
        "confide",
        "friend",
        "star",
    ];
    let feels = |w: usize| FEELS.contains(&text.lemma(w).to_lowercase().as_str());
    let one = name.len() == 1 && name.start > sentence.start && text.lower(name.start - 1) == "in";
    let head = text.words[name.start].head;
    one && text.is(name.start - 1, "case") && head.is_none_or(|h| !feels(h) && !text.by(h, "obj").any(feels))
}

/// A place as it is written, not yet resolved to an actor.
pub(super) fn found(place: &str, basis: &str) -> PlaceRef {
    PlaceRef { entity: None, actor: None, text: place.to_owned(), basis: basis.to_owned() }
}

fn actor(place: PlaceRef) -> PlaceRef {
    PlaceRef { basis: "actor".to_owned(), ..place }
}

fn is_place(kind: NameKind) -> bool {
    matches!(kind, NameKind::Place | NameKind::Country)
}

/// "The border", "the port": a common noun for a place, with the article of one that is known.
fn is_location(text: &Text<'_>, word: usize) -> bool {
    let known =
        text.by(word, "det").any(|d| text.lower(d) == "the") || text.by(word, "compound").next().is_some();
    // Parts of things and of stories, which the taxonomy has as locations.
    const PARTS: [&str; 14] = [
        "end",
        "start",
        "beginning",
        "top",
        "bottom",
        "side",
        "front",
        "back",
        "point",
        "head",
        "heart",
        "middle",
        "center",
        "line",
    ];
    let part = PARTS.contains(&text.lemma(word).as_str());
    is_noun(text, word)
        && known
        && !part
        // "In the country": which, the text says elsewhere.
        && !matches!(text.lemma(word).as_str(), "country" | "nation" | "world")
        && is_kind_of(&text.lemma(word).to_lowercase(), "location", Pos::Noun, 2)
}

/// How surely a preposition says where something is: 0 for "in", higher for directions; `None` for others.
fn preposition(word: &str) -> Option<u8> {
    Some(match word {
        "in" | "at" | "across" | "throughout" | "along" | "near" | "inside" | "within" | "around" => 0,
        "on" | "outside" | "over" | "through" => 1,
        "to" | "into" | "against" | "of" | "by" => 2,
        "from" | "between" => 3,
        _ => return None,
    })
}

/// How a name modifies a noun: 0 where it is, 1 whose it is, more for directions; `None` where it does not.
fn way(text: &Text<'_>, name: usize, noun: usize) -> Option<u8> {
    if name == noun {
        return None;
    }
    let mut at = name;
    let mut best = u8::MAX;
    for _ in 0..6 {
        let head = text.words[at].head?;
        // No name stands before its noun with a comma between: "one of Hallmoor's poorest, turnout in the election".
        if at < head && (at..head).any(|w| text.words[w].text == ",") && !text.is(at, "conj") {
            return None;
        }
        let rank = match text.by(at, "case").next().filter(|_| text.is(at, "nmod") || text.is(at, "obl")) {
            Some(case) if text.words[case].xpos != "POS" => {
                preposition(&text.lower(case)).map(|r| r + u8::from(r > 0))
            }
            _ => ["compound", "amod", "nmod", "flat", "conj", "appos"]
                .iter()
                .any(|r| text.is(at, r))
                .then_some(1),
        };
        best = best.min(rank?);
        if head == noun {
            return Some(best);
        }
        at = head;
    }
    None
}

/// Whether a measure counts what happens or stands somewhere: people, acts, bodies; or a share, level or length
/// of something. No countries, texts, rules.
fn is_located(measure: &Measure) -> bool {
    let what = measure.what.to_lowercase();
    let is = |above: &str, senses: usize| is_kind_of(&what, above, Pos::Noun, senses);
    let placeless =
        is("communication", 1) || is("speech act", 1) || is("time period", 1) || is("location", 1);
    match measure.kind.as_str() {
        "people" => true,
        "events" => !placeless,
        "things" | "amount" => !placeless && (is("physical object", 1) || is("matter", 1)),
        "share" | "rate" | "level" => !what.is_empty() && !placeless,
        // A length is that of something which goes on there: "eight months of talks".
        "duration" => true,
        _ => false,
    }
}

/// Whether the name of a currency is that of a country's: "Norwegian krone".
fn of_country(currency: &str, frame: &str) -> bool {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|c| c.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    let nation =
        |word: &str| country(&capital(word)) == Some(frame) || country(&word.to_uppercase()) == Some(frame);
    currency.split_whitespace().any(nation)
}

/// The country in the title, where it names only one and no other is named more often; else the one that
/// most of all mentions of countries mean.
fn frame(document: &Document, counts: &BTreeMap<&'static str, usize>) -> Option<&'static str> {
    let title = document.metadata.title.as_deref().unwrap_or_default();
    let words: Vec<&str> = title
        .split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '\'' || c == '’'))
        .map(|w| w.trim_end_matches("'s").trim_end_matches("’s"))
        .filter(|w| !w.is_empty())
        .collect();
    // "New Mexico" is another place.
    let mut titled: Vec<&'static str> = (0..words.len())
        .filter(|&i| i == 0 || words[i - 1] != "New")
        .filter_map(|i| country(words[i]))
        .collect();
    titled.sort_unstable();
    titled.dedup();
    let all: usize = counts.values().sum();
    if let [only] = titled[..] {
        let own = counts.get(only).copied().unwrap_or(0) + 1;
        let most = counts.iter().filter(|(c, _)| **c != only).map(|(_, n)| *n).max().unwrap_or(0);
        return Some(only).filter(|_| most <= own);
    }
    counts.iter().find(|(_, n)| **n >= FEWEST && **n * 100 >= all * MAINLY).map(|(c, _)| *c)
}
