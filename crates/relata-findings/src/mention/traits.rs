//! What the words of a mention tell of whom it points at.

use super::detect::{self, Place};
use super::metonymy;
use super::pronoun::{Number, Pronoun, Sex, Sort, pronoun};
use super::scene::{Scene, Spoken};
use super::told::{self, Marks};
use crate::statement::{given_to_woman, woman};
use crate::text::Text;
use relata_language::{MentionKind, NameKind, Upos, country};
use relata_rows::MentionForm;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What stands before a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Determiner {
    None,
    Definite,
    Indefinite,
    This,
    Possessive,
    Quantity,
}

/// What its head does in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Other,
    Subject,
    Passive,
    Object,
    Oblique,
    Modifier,
    Possessor,
    Apposition,
    Joined,
    Compound,
    Predicate,
}

/// A mention and what is known of it.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub place: Place,
    pub sentence: usize,
    pub block: usize,
    pub pronoun: Option<Pronoun>,
    pub kind: Option<MentionKind>,
    pub number: Number,
    pub sex: Sex,
    pub determiner: Determiner,
    pub role: Role,
    /// The word that it depends on.
    pub governor: Option<usize>,
    /// Its head's lemma in small letters, as a number.
    pub lemma: u32,
    /// Its words of content in small letters, the head among them, as numbers, in order.
    pub words: Vec<u32>,
    /// All its core without article in small letters, as a number.
    pub spelt: u32,
    /// The country that it names, or whose it is said to be.
    pub country: Option<&'static str>,
    /// The innermost voice that says it.
    pub voice: Option<usize>,
    /// Whose words it stands in.
    pub spoken: Spoken,
    /// Whether it is several joined by "and".
    pub joined: bool,
    /// "his counterpart", "another minister": somebody else than who was told of.
    pub other: bool,
    /// Whether its head is an adjective: "Mexican".
    pub adjective: bool,
    /// How many mentions it stands inside of.
    pub depth: usize,
    /// First letters of the capitalised words of a name, for acronyms.
    pub initials: String,
    /// Its core as it is written.
    pub text: String,
    /// Whether it is the name of a place and stands for the body that sits there: "Washington refused".
    pub body: bool,
    /// Whether it is the label of a turn and no name: "MODERATOR".
    pub label: bool,
    /// Of an event or law what tells it apart from others of its noun.
    pub marks: Option<Marks>,
}

impl Mention {
    /// Whether it is an event or law that a noun tells of, and no name: the model knows nothing of such.
    pub(crate) fn is_told(&self) -> bool {
        self.marks.as_ref().is_some_and(Marks::is_told)
    }

    /// "he", "their", "themselves": a pronoun of the third person that stands for one told of.
    pub(crate) fn stands_for_another(&self) -> bool {
        let sorts = [Sort::Personal, Sort::Possessive, Sort::Reflexive];
        self.pronoun.is_some_and(|p| p.person == 3 && sorts.contains(&p.sort))
    }
}

/// Strings as numbers, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Interner(HashMap<String, u32>);

impl Interner {
    pub(crate) fn number(&mut self, text: String) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(text).or_insert(next)
    }
}

/// Words that say that somebody else is meant than who was told of.
const OTHERS: [&str; 7] =
    ["other", "another", "counterpart", "counterparts", "different", "fellow", "second"];

/// The mentions at these places, with what their words tell.
///
/// They come in the order of their heads, an outer one before an inner one of the same head.
pub(crate) fn describe(scene: &Scene<'_>, mut places: Vec<Place>) -> Vec<Mention> {
    let mut interner = Interner::default();
    let (voices, spoken) = (scene.voice_of_words(), scene.spoken_words());
    places.sort_by_key(|p| (p.phrase.start, std::cmp::Reverse(p.phrase.end)));
    let mut all: Vec<Mention> = Vec::with_capacity(places.len());
    // Ends of the phrases that the next one may stand inside.
    let mut open: Vec<usize> = Vec::new();
    for place in places {
        open.retain(|&end| end > place.phrase.start);
        let depth = open.iter().filter(|&&end| end >= place.phrase.end).count();
        open.push(place.phrase.end);
        let voice = voices[place.head];
        let spoken = spoken[place.head];
        all.push(Mention { spoken, ..mention(scene, place, voice, depth, &mut interner) });
    }
    surnames(scene.text, &mut all);
    letters(scene.text, &mut all);
    all.iter_mut().filter(|m| metonymy::acts(scene, m)).for_each(metonymy::turn);
    all.sort_by_key(|m| (m.place.head, std::cmp::Reverse(m.place.phrase.len())));
    all
}

/// What bears the name of the one person who leads it.
const LED: [&str; 5] = ["administration", "presidency", "campaign", "cabinet", "transition"];

/// A name that ends the name of a person of the document is a person's, whatever it alone looks like: "the
/// Brandt government" beside Ada Brandt. So is one before "administration" that is no country's or place's.
fn surnames(text: &Text<'_>, mentions: &mut [Mention]) {
    let person = |m: &&Mention| m.place.name == Some(NameKind::Person) && m.words.len() > 1;
    let known: HashSet<Vec<u32>> = mentions
        .iter()
        .filter(person)
        .flat_map(|m| (1..m.words.len()).map(|i| m.words[i..].to_vec()))
        .collect();
    for mention in mentions.iter_mut().filter(|m| m.place.form == MentionForm::Name) {
        let other = matches!(mention.place.name, None | Some(NameKind::Organization | NameKind::Place));
        let leads = mention.place.name.is_none()
            && mention.place.core.len() == 1
            && mention.country.is_none()
            && mention.kind != Some(MentionKind::Place)
            && LED.contains(&text.lower(mention.place.core.end).as_str());
        if other && (leads || known.contains(&mention.words)) {
            mention.place.name = Some(NameKind::Person);
            (mention.kind, mention.sex) = (Some(MentionKind::Person), Sex::Any);
        }
    }
}

/// Letters in brackets behind a person's name are that person's wherever they stand, though they look like a body's:
/// "Ana Ruiz Vidal (ARV)".
fn letters(text: &Text<'_>, mentions: &mut [Mention]) {
    let short = |m: &&Mention| {
        let core = &m.place.core;
        core.len() == 1 && m.text.chars().count() > 1 && m.text.chars().all(char::is_uppercase)
    };
    let bracketed = |m: &&Mention| {
        let core = &m.place.core;
        core.start > 1 && text.lower(core.start - 1) == "(" && text.lower(core.end) == ")"
    };
    let bearer = |m: &Mention| {
        mentions.iter().find(|o| {
            o.place.core.end + 1 == m.place.core.start
                && o.words.len() > 1
                && o.initials.chars().next() == m.initials.chars().next()
        })
    };
    let mut known: HashMap<u32, Option<Sex>> = HashMap::new();
    for m in mentions.iter().filter(short).filter(bracketed) {
        let Some(bearer) = bearer(m) else { continue };
        let person = bearer.place.name == Some(NameKind::Person);
        known
            .entry(m.spelt)
            .and_modify(|s| *s = s.filter(|_| person))
            .or_insert(person.then_some(bearer.sex));
    }
    for m in mentions.iter_mut().filter(|m| m.place.form == MentionForm::Name && short(&&**m)) {
        if let Some(Some(sex)) = known.get(&m.spelt) {
            m.place.name = Some(NameKind::Person);
            (m.kind, m.sex) = (Some(MentionKind::Person), *sex);
        }
    }
}

fn mention(
    scene: &Scene<'_>,
    place: Place,
    voice: Option<usize>,
    depth: usize,
    interner: &mut Interner,
) -> Mention {
    let text = scene.text;
    let head = place.head;
    let node = &text.words[head];
    let kind = kind(scene, &place);
    let pronoun = pronoun(&text.lower(head)).filter(|_| place.form == MentionForm::Pronoun);
    let joined = place.phrase.len() > 1
        && text.by(head, "conj").any(|c| place.phrase.contains(&c))
        && text.words[place.phrase.clone()].iter().any(|w| w.upos == Upos::Cconj);
    let contents = |i: &usize| {
        text.is_word(*i)
            && !matches!(text.words[*i].upos, Upos::Det | Upos::Adp | Upos::Part | Upos::Punct | Upos::Cconj)
    };
    let words: Vec<u32> =
        place.core.clone().filter(contents).map(|i| interner.number(key(text, i))).collect();
    let spelt = place.core.clone().skip_while(|&i| text.words[i].upos == Upos::Det && i != head);
    let spelt: Vec<String> = spelt.map(|i| text.lower(i)).collect();
    let lemma = match place.form {
        MentionForm::Name => text.lower(place.core.end - 1),
        _ => text.lemma(head).to_lowercase(),
    };
    let other = place.core.clone().any(|i| OTHERS.contains(&text.lower(i).as_str()));
    let written = text.cover(&place.core).get(text.text).unwrap_or_default().to_owned();
    Mention {
        sentence: node.sentence,
        block: text.block(head),
        pronoun,
        kind,
        number: number(text, &place, pronoun, joined),
        sex: sex(text, &place, pronoun, kind),
        determiner: determiner(text, &place),
        role: role(text, head),
        governor: node.head,
        lemma: interner.number(lemma),
        words,
        spelt: interner.number(spelt.join(" ")),
        country: country_of(scene, &place, &written),
        voice,
        spoken: Spoken::Written,
        joined,
        other,
        // "pre-NAFTA" is one to the tagger.
        adjective: node.upos == Upos::Adj && !(text.is_tied(head) && country(&written).is_none()),
        depth,
        initials: initials(text, &place.core),
        text: written,
        body: false,
        label: place.form == MentionForm::Nominal && scene.is_label(head),
        marks: told::marks(scene, &place),
        place,
    }
}

/// A word as it is compared: a noun by its lemma, a country and its adjective by its usual name.
fn key(text: &Text<'_>, word: usize) -> String {
    if let Some(land) = country(text.words[word].text) {
        return land.to_owned();
    }
    match text.words[word].upos {
        Upos::Noun => text.lemma(word).to_lowercase(),
        _ => text.lower(word),
    }
}

/// What it is: by the kind of its name, else by what the model says of its head.
fn kind(scene: &Scene<'_>, place: &Place) -> Option<MentionKind> {
    match place.name {
        Some(NameKind::Person | NameKind::People) => Some(MentionKind::Person),
        Some(NameKind::Organization) => Some(MentionKind::Organization),
        Some(NameKind::Place | NameKind::Country) => Some(MentionKind::Place),
        Some(NameKind::Law) => Some(MentionKind::Abstract),
        Some(NameKind::Event) => Some(MentionKind::Event),
        Some(NameKind::Work) => Some(MentionKind::Object),
        Some(NameKind::Other) | None => scene.kinds[place.head],
    }
}

fn number(text: &Text<'_>, place: &Place, pronoun: Option<Pronoun>, joined: bool) -> Number {
    if joined {
        return Number::Many;
    }
    if let Some(pronoun) = pronoun {
        return pronoun.number;
    }
    let node = &text.words[place.head];
    let listed = crate::lexicon::is_listed_plural(&text.lower(place.head));
    match node.xpos {
        // "the United States", "the Philippines": one, whatever the ending.
        // "Republicans" are many.
        _ if place.form == MentionForm::Name && (node.xpos != "NNPS" || place.name.is_some()) => {
            let people = place.name == Some(NameKind::People);
            if people && node.xpos == "NNPS" { Number::Many } else { Number::One }
        }
        "NNS" | "NNPS" => Number::Many,
        _ if listed => Number::Many,
        "NN" | "NNP" => Number::One,
        _ => Number::Any,
    }
}

fn sex(text: &Text<'_>, place: &Place, pronoun: Option<Pronoun>, kind: Option<MentionKind>) -> Sex {
    if let Some(pronoun) = pronoun {
        return pronoun.sex;
    }
    let told = |woman: bool| if woman { Sex::Woman } else { Sex::Man };
    if kind.is_some_and(|k| k != MentionKind::Person) {
        return Sex::Thing;
    }
    if place.form == MentionForm::Nominal {
        return woman(&text.lower(place.head))
            .or_else(|| woman(&text.lemma(place.head)))
            .map_or(Sex::Any, told);
    }
    // "Mrs. Okarin", "spokeswoman Ada Brandt".
    let titles = (place.phrase.start..place.core.start).chain(beside(text, place.head));
    let by_title = titles.filter_map(|i| woman(&text.lower(i))).next();
    let given = || (place.core.len() > 1).then(|| given_to_woman(&text.lower(place.core.start))).flatten();
    // "First Lady"
    let noun = || woman(&text.lower(place.core.end - 1));
    by_title.or_else(given).or_else(noun).map_or(Sex::Any, told)
}

/// Nouns that stand with a name as titles or appositions.
pub(crate) fn beside<'a>(text: &'a Text<'_>, head: usize) -> impl Iterator<Item = usize> + 'a {
    let above = text.words[head].head.filter(|_| text.is(head, "appos"));
    let under = text
        .children(head)
        .filter(|&i| ["compound", "appos", "nmod:desc", "flat"].contains(&text.words[i].relation));
    under.chain(above)
}

fn determiner(text: &Text<'_>, place: &Place) -> Determiner {
    let before = text.children(place.head).filter(|&c| c < place.head && c >= place.phrase.start);
    let mut found = Determiner::None;
    for child in before {
        let word = text.lower(child);
        let relation = text.words[child].relation;
        found = match (relation, word.as_str()) {
            ("det", "the") => Determiner::Definite,
            ("det", "a" | "an") => Determiner::Indefinite,
            ("det", "this" | "that" | "these" | "those") => Determiner::This,
            ("det" | "nummod" | "det:predet", _) if found == Determiner::None => Determiner::Quantity,
            _ if relation.starts_with("nmod:poss") => Determiner::Possessive,
            _ => found,
        };
    }
    found
}

fn role(text: &Text<'_>, head: usize) -> Role {
    if text.by(head, "cop").next().is_some() {
        return Role::Predicate;
    }
    let relation = text.words[head].relation;
    match relation.split(':').next().unwrap_or_default() {
        "nsubj" | "csubj" if relation.ends_with("pass") => Role::Passive,
        "nsubj" | "csubj" => Role::Subject,
        "obj" | "iobj" => Role::Object,
        "obl" => Role::Oblique,
        "nmod" if relation == "nmod:poss" => Role::Possessor,
        "nmod" => Role::Modifier,
        "appos" => Role::Apposition,
        "conj" => Role::Joined,
        "compound" | "amod" | "flat" => Role::Compound,
        _ => Role::Other,
    }
}

/// The country that a name means or that a description tells: "the Mexican president", "the navy of
/// Chile", "Chile's navy".
fn country_of(scene: &Scene<'_>, place: &Place, written: &str) -> Option<&'static str> {
    let text = scene.text;
    if let Some(own) = country(written) {
        return Some(own);
    }
    if place.form == MentionForm::Pronoun {
        return None;
    }
    let near = |c: &usize| {
        place.phrase.contains(c) && ["amod", "compound", "nmod", "flat"].iter().any(|r| text.is(*c, r))
    };
    // "New Mexico's governor" is not Mexico's: the whole name counts.
    text.children(place.head).filter(near).find_map(|c| {
        let words = scene.name_at(c).map_or(c..c + 1, |n| n.words.clone());
        country(text.cover(&detect::bare(text, words, false)).get(text.text)?)
    })
}

fn initials(text: &Text<'_>, core: &Range<usize>) -> String {
    let capitals =
        core.clone().filter_map(|i| text.words[i].text.chars().next()).filter(|c| c.is_uppercase());
    capitals.collect()
}
