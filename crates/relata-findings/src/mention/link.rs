//! Each mention to the earlier one that the model thinks likeliest, or to nothing before it.
//!
//! A mention looks back at those that can be meant: the near ones for pronouns, those with a word in
//! common for names and descriptions, at any distance. Their number is capped, so that the work grows in
//! proportion to the text.

use super::certain::{by_rule, event, own_country};
use super::chain::{Chains, sexes};
use super::features::{COUNT, Field, numbers};
use super::pronoun::{Number, Pronoun, Sex, Sort};
use super::scene::Spoken;
use super::traits::{Mention, Role};
use relata_language::{MentionKind, NameKind};
use relata_model::Forest;
use relata_rows::MentionForm;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How far back pronouns and others look, in sentences and in mentions.
const PRONOUN_SENTENCES: usize = 5;
const OTHER_SENTENCES: usize = 3;
const MENTIONS_BACK: usize = 60;
/// How many mentions are looked at: near ones, and ones with a word in common, the last ones first.
pub(crate) const NEAR: usize = 24;
pub(crate) const ALIKE: usize = 10;

/// How many trees give the rough score, and how many mentions are then looked at by all: more for pronouns,
/// whose candidates lie close together.
const ROUGH: usize = 32;
const KEPT: usize = 4;
const KEPT_FOR_PRONOUNS: usize = 6;

/// What the score of standing for nobody before loses where a pronoun of the third person is asked. Cross-validated
/// on GUM train: 0.7 and 1.4 join 0.9 and 1.5 points more of these pronouns rightly, CoNLL scores stay.
const RELUCTANCE: f32 = 1.4;

static MODEL: LazyLock<Option<Forest>> =
    LazyLock::new(|| Forest::from_bytes(include_bytes!("../../../../models/coreference.forest"), COUNT).ok());

/// The model that ships with the program.
pub(crate) fn model() -> Option<&'static Forest> {
    MODEL.as_ref()
}

/// The mentions that have each word in common, while they are gone through.
#[derive(Debug, Default)]
pub(crate) struct Index {
    by_word: HashMap<u32, Vec<usize>>,
    pub(crate) by_group: HashMap<usize, Vec<usize>>,
    /// Events and laws whose noun is known.
    pub(crate) told: Vec<usize>,
    /// The last mention of each country by name.
    pub(crate) countries: HashMap<&'static str, usize>,
}

impl Index {
    fn add(&mut self, field: &Field<'_>, m: usize) {
        let mention = &field.mentions[m];
        if let Some(land) = mention.country.filter(|_| mention.place.name == Some(NameKind::Country)) {
            self.countries.insert(land, m);
        }
        if mention.marks.is_some() {
            self.told.push(m);
        }
        if mention.place.form == MentionForm::Pronoun || mention.is_told() {
            return;
        }
        for &word in &mention.words {
            self.by_word.entry(word).or_default().push(m);
        }
        if let Some((group, _)) = &field.groups.of[m] {
            self.by_group.entry(*group).or_default().push(m);
        }
    }

    /// Earlier mentions that `m` may point at the same actor as, in order.
    pub(crate) fn candidates(&self, field: &Field<'_>, m: usize) -> Vec<usize> {
        let one = &field.mentions[m];
        let mut found: Vec<usize> = Vec::new();
        let reach = if one.pronoun.is_some() { PRONOUN_SENTENCES } else { OTHER_SENTENCES };
        let near = (m.saturating_sub(MENTIONS_BACK)..m).rev();
        let near = near.take_while(|&a| field.mentions[a].sentence + reach >= one.sentence);
        found.extend(near.filter(|&a| may_be(one, &field.mentions[a])).take(NEAR));
        match one.pronoun {
            // A speaker goes on as "I" over whole pages.
            Some(p) if p.person < 3 => {
                let own = (m.saturating_sub(4 * MENTIONS_BACK)..m).rev().filter(|&a| {
                    let other = &field.mentions[a];
                    other.pronoun.is_some_and(|q| q.person == p.person && q.number == p.number)
                        && !aside_in_quotation(one, other)
                });
                found.extend(own.take(4));
                found.extend(one.voice.and_then(|v| field.speakers[v]).filter(|&s| s < m));
            }
            Some(_) => {}
            None => {
                let group = field.groups.of[m].as_ref().and_then(|(g, _)| self.by_group.get(g));
                found.extend(group.into_iter().flatten().rev().take(ALIKE));
                let words = one.words.iter().filter_map(|w| self.by_word.get(w));
                for list in words {
                    let fit = list.iter().rev().take(4 * ALIKE).filter(|&&a| may_be(one, &field.mentions[a]));
                    found.extend(fit.take(ALIKE));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether "I" cannot be an earlier mention for who says it: one in a quotation is not the one outside, and the author is
/// nobody of whom the text tells after its first blocks.
fn aside_in_quotation(one: &Mention, earlier: &Mention) -> bool {
    let me = |x: &Mention| x.pronoun.is_some_and(|p| p.person == 1 && p.number == Number::One);
    let quoted = |x: &Mention| x.spoken == Spoken::Quoted;
    let told = earlier.pronoun.is_none_or(|p| p.person == 3) && earlier.block >= FIRST;
    me(one) && (me(earlier) && quoted(one) != quoted(earlier) || one.spoken == Spoken::Written && told)
}

/// Blocks in which an author may be named: a title, a byline.
const FIRST: usize = 3;

/// What no agreement forbids.
fn may_be(one: &Mention, earlier: &Mention) -> bool {
    // Who leads a talk is nobody told of, but by that word.
    if earlier.is_told() || earlier.label && earlier.lemma != one.lemma {
        return false;
    }
    if sexes(one.sex, earlier.sex) == Some(false) && (one.pronoun.is_some() || earlier.pronoun.is_some()) {
        return false;
    }
    // "I" in somebody's quotation is not the "I" around it.
    if aside_in_quotation(one, earlier) {
        return false;
    }
    let persons = |p: Pronoun, q: Pronoun| p.person == q.person || p.person < 3 && q.person < 3;
    match (one.pronoun, earlier.pronoun) {
        (Some(p), Some(q)) => persons(p, q) || one.voice != earlier.voice,
        // "they" may be a body; "he" is no two.
        (Some(p), None) => {
            let single = p.person == 3 && p.sort != Sort::Relative && p.number == Number::One;
            !single || numbers(one.number, earlier.number) != Some(false)
        }
        _ => true,
    }
}

/// Joins the mentions of a document, in their order, into chains.
pub(crate) fn link(field: &Field<'_>, model: &Forest) -> Chains {
    let mut chains = Chains::default();
    let mut index = Index::default();
    for m in 0..field.mentions.len() {
        let told = || field.mentions[m].marks.as_ref().filter(|marks| marks.is_told());
        let to =
            told().map_or_else(|| by_rule(field, &index, m), |marks| event(field, &index, &chains, marks));
        let to = to.or_else(|| own_country(field, &chains, &index, m));
        let to = to.or_else(|| {
            if told().is_some() || field.mentions[m].label {
                return None;
            }
            // Whose speaker comes behind it waits for that.
            let one = &field.mentions[m];
            if let Some(who) = one.voice.and_then(|v| party(field, one, v)) {
                let same = |&a: &usize| {
                    let other = &field.mentions[a];
                    other.voice.and_then(|v| party(field, other, v)) == Some(who)
                };
                return (m.saturating_sub(MENTIONS_BACK)..m).rev().find(same);
            }
            let all = index.candidates(field, m).into_iter();
            let fit = all.filter(|&a| !chains.opposed(field, m, a)).map(Some);
            let to = likeliest(field, model, &chains, m, std::iter::once(None).chain(fit));
            to.map(|a| carried_on(field, &chains, m, a))
        });
        chains.place(field.mentions, field.groups, to);
        index.add(field, m);
    }
    speech(field, &mut chains);
    chains
}

/// "He" as the subject of a clause that "and" joins to another goes on with the subject of that one, rather than with
/// whoever only stands in it as an owner or behind a preposition: "Okarin condemned Falk's raid, and he left"
/// (parallelism: Smyth 1994). So does "its" in the subject of a clause under "as" or "while": "Ardania took a seat on the
/// council of the league, just as its fleet sailed".
fn carried_on(field: &Field<'_>, chains: &Chains, m: usize, a: usize) -> usize {
    let (one, other) = (&field.mentions[m], &field.mentions[a]);
    let text = field.scene.text;
    let Some(pronoun) = one.pronoun.filter(|p| p.person == 3 && p.number == Number::One) else { return a };
    let thing = pronoun.sex == Sex::Thing;
    let nested = matches!(other.role, Role::Possessor | Role::Modifier | Role::Compound);
    // "in the league" is where it is; "with the league" takes part.
    let place = |c: usize| matches!(text.lower(c).as_str(), "on" | "in" | "at" | "of");
    let within = || text.by(other.place.head, "case").any(place);
    let aside = nested || other.role == Role::Oblique && (!thing || within());
    let verb = match (pronoun.sort, thing) {
        (Sort::Personal, false) if one.role == Role::Subject => one.governor.filter(|&v| text.is(v, "conj")),
        (Sort::Possessive, true) => {
            let noun = one.governor.filter(|&n| text.is(n, "nsubj"));
            let whiles = |v: &usize| {
                text.by(*v, "mark").any(|c| matches!(text.lower(c).as_str(), "as" | "while" | "when"))
            };
            noun.and_then(|n| text.words[n].head).filter(|&v| text.is(v, "advcl")).filter(whiles)
        }
        _ => None,
    };
    let Some(first) = verb.filter(|_| aside).and_then(|v| text.words[v].head) else { return a };
    let fits = |kind: Option<MentionKind>| match thing {
        true => matches!(kind, Some(MentionKind::Organization | MentionKind::Place)),
        false => kind == Some(MentionKind::Person),
    };
    let subject = (0..m).rev().take_while(|&s| field.mentions[s].sentence == one.sentence).find(|&s| {
        let x = &field.mentions[s];
        x.governor == Some(first)
            && matches!(x.role, Role::Subject | Role::Passive)
            && fits(x.kind)
            && x.number != Number::Many
            && sexes(x.sex, one.sex) != Some(false)
            && !chains.opposed(field, m, s)
    });
    subject.unwrap_or(a)
}

/// Of the earlier mentions, and none, the one with the highest score. The first trees alone choose those that
/// all trees look at.
fn likeliest(
    field: &Field<'_>,
    model: &Forest,
    chains: &Chains,
    m: usize,
    earlier: impl Iterator<Item = Option<usize>>,
) -> Option<usize> {
    let (reluctance, kept) = match field.mentions[m].stands_for_another() {
        true => (RELUCTANCE, KEPT_FOR_PRONOUNS),
        false => (0.0, KEPT),
    };
    let mut rough: Vec<(f32, Option<usize>, Vec<f32>)> = earlier
        .map(|a| {
            let mut row = Vec::with_capacity(COUNT);
            field.put(m, a, chains, &mut row);
            let start = if a.is_none() { -reluctance } else { 0.0 };
            (start + model.sum(&row, 0..ROUGH), a, row)
        })
        .collect();
    // Stable, so that of equals the nearest stays: they come in the order of the text.
    rough.reverse();
    rough.sort_by(|x, y| y.0.total_cmp(&x.0));
    rough.truncate(kept);
    let full = rough.into_iter().map(|(first, a, row)| (first + model.sum(&row, ROUGH..usize::MAX), a));
    full.max_by(|x, y| x.0.total_cmp(&y.0)).and_then(|(_, a)| a)
}

/// Joins who speaks or is spoken to with the "I" and "you" of the words quoted, where these stand before:
/// “I will not sign,” Brandt said.
fn speech(field: &Field<'_>, chains: &mut Chains) {
    for (m, one) in field.mentions.iter().enumerate() {
        let who = one.voice.and_then(|v| party(field, one, v)).filter(|&s| s > m);
        if let Some(s) = who.filter(|&s| chains.chain(m).members.iter().all(|&o| o != s)) {
            let named = |x: usize| !chains.chain(x).groups.is_empty();
            let sex = |x: usize| chains.chain(x).sex.unwrap_or(Sex::Any);
            if !(named(m) && named(s)) && sexes(sex(m), sex(s)) != Some(false) {
                chains.join(s, m);
            }
        }
    }
}

/// Whom "I" or "you" in words that are quoted points at: the speaker, or the one spoken to where the verb of
/// speaking has a person for its object ("told Vane"). "We" is a body that speaks.
pub(crate) fn party(field: &Field<'_>, one: &Mention, voice: usize) -> Option<usize> {
    let pronoun = one.pronoun.filter(|_| field.scene.voices[voice].direct)?;
    let speaker = field.speakers[voice]?;
    let source = &field.mentions[speaker];
    match (pronoun.person, pronoun.number) {
        (1, Number::One) => Some(speaker),
        (1, Number::Many) => (source.kind == Some(MentionKind::Organization)).then_some(speaker),
        (2, _) => {
            let spoken = |&x: &usize| {
                let x = &field.mentions[x];
                x.role == Role::Object && x.governor.is_some() && x.governor == source.governor
            };
            (speaker.saturating_sub(4)..(speaker + 5).min(field.mentions.len())).find(spoken)
        }
        _ => None,
    }
}

/// Goes through the mentions as [`link`] does, with chains that are known: calls `row` with each mention,
/// each earlier one that it would look at (or none) and their features.
pub(crate) fn go_through(
    field: &Field<'_>,
    known: &[Option<usize>],
    mut row: impl FnMut(usize, Option<usize>, &[f32]),
) {
    let mut chains = Chains::default();
    let mut index = Index::default();
    let mut last: HashMap<usize, usize> = HashMap::new();
    let mut features = Vec::with_capacity(COUNT);
    for (m, actor) in known.iter().enumerate().take(field.mentions.len()) {
        if by_rule(field, &index, m).is_none() {
            for a in std::iter::once(None).chain(index.candidates(field, m).into_iter().map(Some)) {
                features.clear();
                field.put(m, a, &chains, &mut features);
                row(m, a, &features);
            }
        }
        let earlier = actor.and_then(|k| last.insert(k, m));
        chains.place(field.mentions, field.groups, earlier);
        index.add(field, m);
    }
}
