//! What can be seen of two mentions, or of one that may be the first of its actor, as numbers.
//!
//! The features are the usual ones of mention ranking (Bengtson and Roth 2008; Denis and Baldridge 2008;
//! Durrett and Klein 2013), with the names of the document grouped beforehand and with what is known of the
//! chain that the earlier mention belongs to.

use super::chain::{Chains, sexes};
use super::kin::Kin;
use super::names::{Groups, Likeness};
use super::pronoun::{Number, Pronoun, Sex, Sort};
use super::role;
use super::scene::Scene;
use super::traits::{Mention, Role};
use relata_language::{MentionKind, Upos, country};
use relata_rows::{MentionForm, RoleTense};
use std::collections::HashMap;

/// Takes the features, each under its name.
pub(crate) trait Sink {
    fn put(&mut self, name: &'static str, value: f32);
}

impl Sink for Vec<f32> {
    fn put(&mut self, _: &'static str, value: f32) {
        self.push(value);
    }
}

/// Their names alone.
impl Sink for Vec<&'static str> {
    fn put(&mut self, name: &'static str, _: f32) {
        self.push(name);
    }
}

/// A document's mentions with all that features look at.
pub(crate) struct Field<'a> {
    pub scene: &'a Scene<'a>,
    pub mentions: &'a [Mention],
    pub groups: &'a Groups,
    pub kin: Kin,
    /// For each mention, how many before it have its lemma, and how many its spelling.
    seen: Vec<(u32, u32)>,
    /// For each voice, the mention that is its source.
    pub speakers: Vec<Option<usize>>,
    /// For each mention, whether it is the source of a voice, and the last such mention before it.
    speaking: Vec<bool>,
    last_speaker: Vec<Option<usize>>,
    /// For each mention, the mention whose its actor is said to be: "Chile" of "Chile's navy".
    pub owners: Vec<Option<usize>>,
    /// Who is named with an office of a country.
    pub holders: Vec<Holder>,
}

/// A person named with an office: "Mexican President X".
#[derive(Debug)]
pub(crate) struct Holder {
    /// In small letters.
    pub office: String,
    pub country: &'static str,
    /// The group of the name.
    pub group: usize,
}

impl<'a> Field<'a> {
    pub(crate) fn new(scene: &'a Scene<'a>, mentions: &'a [Mention], groups: &'a Groups) -> Self {
        let mut counts: HashMap<(bool, u32), u32> = HashMap::new();
        let mut count = |key| {
            let n = counts.entry(key).or_default();
            std::mem::replace(n, *n + 1)
        };
        let seen = mentions.iter().map(|m| (count((true, m.lemma)), count((false, m.spelt)))).collect();
        let speaker = |source: &std::ops::Range<usize>| {
            let head = scene.text.head(source);
            let first = mentions.partition_point(|m| m.place.head < head);
            mentions.get(first).filter(|m| m.place.head == head).map(|_| first)
        };
        let speakers: Vec<_> = scene.voices.iter().map(|v| v.source.as_ref().and_then(speaker)).collect();
        let mut speaking = vec![false; mentions.len()];
        speakers.iter().flatten().for_each(|&s| speaking[s] = true);
        let mut last_speaker = Vec::with_capacity(mentions.len());
        for m in 0..mentions.len() {
            let before = m.checked_sub(1);
            last_speaker.push(before.and_then(|b| if speaking[b] { Some(b) } else { last_speaker[b] }));
        }
        let at = |head: usize| {
            let first = mentions.partition_point(|m| m.place.head < head);
            mentions.get(first).filter(|m| m.place.head == head).map(|_| first)
        };
        let text = scene.text;
        let owns = |head: usize, child: usize| match text.words[child].relation {
            "nmod:poss" | "compound" | "amod" => true,
            "nmod" | "nmod:of" => text.by(child, "case").any(|c| text.lower(c) == "of"),
            _ => false,
        } && text.words[head].upos == Upos::Noun;
        let owner = |m: &Mention| text.children(m.place.head).filter(|&c| owns(m.place.head, c)).find_map(at);
        let owners = mentions.iter().map(owner).collect();
        let kin = Kin::new(scene.text, mentions);
        let holder = |(m, mention): (usize, &Mention)| {
            let (group, _) = groups.of[m].as_ref().filter(|(_, name)| name.is_person())?;
            let role = role::roles(scene, mention).into_iter().find(|r| r.tense == RoleTense::Present)?;
            let office = role.title.rsplit(' ').next()?.to_owned();
            Some(Holder { office, country: role.of.as_deref().and_then(country)?, group: *group })
        };
        let holders = mentions.iter().enumerate().filter_map(holder).collect();
        Field { scene, mentions, groups, kin, seen, speakers, speaking, last_speaker, owners, holders }
    }

    /// The features of mention `m` with the earlier mention `a`, or as the first of its actor.
    pub(crate) fn put(&self, m: usize, a: Option<usize>, chains: &Chains, sink: &mut impl Sink) {
        self.own(m, sink);
        sink.put("first", f32::from(a.is_none()));
        match a {
            Some(a) => {
                self.earlier(a, m, sink);
                self.words(m, a, sink);
                self.place(m, a, sink);
                self.chain(m, a, chains, sink);
            }
            // Of the first of an actor nothing can be seen of a pair.
            None => (0..OF_PAIRS).for_each(|_| sink.put("", -9.0)),
        }
    }

    fn own(&self, m: usize, sink: &mut impl Sink) {
        let one = &self.mentions[m];
        let (lemma, spelt) = self.seen[m];
        sink.put("form", one.place.form as u8 as f32);
        sink.put("pronoun", sort(one.pronoun));
        sink.put("person", one.pronoun.map_or(0.0, |p| f32::from(p.person)));
        sink.put("number", one.number as u8 as f32);
        sink.put("sex", one.sex as u8 as f32);
        sink.put("kind", kind(one.kind));
        sink.put("determiner", one.determiner as u8 as f32);
        sink.put("role", one.role as u8 as f32);
        sink.put("length", capped(one.place.phrase.len()));
        sink.put("content words", capped(one.words.len()));
        sink.put("clauses", f32::from(one.place.phrase.end > one.place.core.end + 1));
        sink.put("sentence", capped(one.sentence));
        sink.put("lemma seen", capped(lemma as usize));
        sink.put("spelling seen", capped(spelt as usize));
        let group = self.groups.of[m].as_ref().map(|(g, _)| &self.groups.all[*g]);
        sink.put("group seen", group.map_or(-1.0, |g| capped(g.members.partition_point(|&i| i < m))));
        sink.put("voice", f32::from(one.voice.is_some()));
        sink.put("depth", capped(one.depth));
        sink.put("joined", f32::from(one.joined));
        sink.put("other", f32::from(one.other));
        sink.put("country", f32::from(one.country.is_some()));
        sink.put("speaks", f32::from(self.speaking[m]));
    }

    fn earlier(&self, a: usize, m: usize, sink: &mut impl Sink) {
        let one = &self.mentions[a];
        sink.put("a form", one.place.form as u8 as f32);
        sink.put("a pronoun", sort(one.pronoun));
        sink.put("a person", one.pronoun.map_or(0.0, |p| f32::from(p.person)));
        sink.put("a number", one.number as u8 as f32);
        sink.put("a sex", one.sex as u8 as f32);
        sink.put("a kind", kind(one.kind));
        sink.put("a determiner", one.determiner as u8 as f32);
        sink.put("a role", one.role as u8 as f32);
        sink.put("a length", capped(one.place.phrase.len()));
        sink.put("a content words", capped(one.words.len()));
        sink.put("a joined", f32::from(one.joined));
        sink.put("a depth", capped(one.depth));
        let group = self.groups.of[a].as_ref().map(|(g, _)| &self.groups.all[*g]);
        sink.put("a group", group.map_or(-1.0, |g| capped(g.members.partition_point(|&i| i < m))));
    }

    /// What their words say.
    fn words(&self, m: usize, a: usize, sink: &mut impl Sink) {
        let (one, two) = (&self.mentions[m], &self.mentions[a]);
        sink.put("same spelling", f32::from(one.spelt == two.spelt));
        sink.put("same lemma", f32::from(one.lemma == two.lemma));
        sink.put("lemma inside a", f32::from(two.words.contains(&one.lemma)));
        sink.put("a's lemma inside", f32::from(one.words.contains(&two.lemma)));
        let missing = |x: &Mention, y: &Mention| x.words.iter().filter(|w| !y.words.contains(w)).count();
        sink.put("words of its own", capped(missing(one, two)));
        sink.put("words of a's own", capped(missing(two, one)));
        let like = match (&self.groups.of[m], &self.groups.of[a]) {
            (Some((g, x)), Some((h, y))) if g != h => x.likeness(y) as u8 as f32,
            (Some(_), Some(_)) => Likeness::Same as u8 as f32 + 1.0,
            _ => -1.0,
        };
        sink.put("likeness", like);
        let lands = match (one.country, two.country) {
            (Some(x), Some(y)) => f32::from(x == y) * 2.0 - 1.0,
            (None, None) => 0.0,
            _ => 0.5,
        };
        sink.put("same country", lands);
        sink.put("same sex", agree(sexes(one.sex, two.sex)));
        sink.put("same number", agree(numbers(one.number, two.number)));
        let kinds = one.kind.zip(two.kind).map(|(x, y)| x == y);
        sink.put("same kind", agree(kinds));
        sink.put("kin", self.kin.of(one, two));
        sink.put("office", f32::from(self.office(one, a) || self.office(two, m)));
        let persons = match (one.pronoun, two.pronoun) {
            (Some(x), Some(y)) if x.person == y.person && x.number == y.number && x.sex == y.sex => 2.0,
            (Some(x), Some(y)) => f32::from(x.person == y.person),
            _ => -1.0,
        };
        sink.put("same person", persons);
    }

    /// Whether a description is an office that the other's names bear.
    fn office(&self, one: &Mention, other: usize) -> bool {
        one.place.form == MentionForm::Nominal
            && self.groups.of[other].as_ref().is_some_and(|(g, _)| {
                let lemma = self.scene.text.lower(one.place.head);
                self.groups.all[*g].offices.contains(&lemma)
            })
    }

    /// Where they stand to each other.
    fn place(&self, m: usize, a: usize, sink: &mut impl Sink) {
        let (one, two) = (&self.mentions[m], &self.mentions[a]);
        let text = self.scene.text;
        sink.put("sentences between", capped(one.sentence.abs_diff(two.sentence)));
        sink.put("blocks between", capped(one.block.abs_diff(two.block)));
        sink.put("mentions between", log(m.saturating_sub(a)));
        sink.put("words between", log(one.place.head.abs_diff(two.place.head)));
        let (x, y) = (&one.place, &two.place);
        sink.put("inside a", f32::from(y.phrase.contains(&x.head)));
        sink.put("a inside", f32::from(x.phrase.contains(&y.head)));
        let apposed = one.role == Role::Apposition && one.governor == Some(y.head)
            || two.role == Role::Apposition && two.governor == Some(x.head);
        sink.put("apposition", f32::from(apposed));
        let predicate = |p: &Mention, s: &Mention| {
            p.role == Role::Predicate && s.role == Role::Subject && s.governor == Some(p.place.head)
        };
        sink.put("predicate", f32::from(predicate(one, two) || predicate(two, one)));
        let same = one.governor.is_some() && one.governor == two.governor;
        sink.put("same governor", f32::from(same));
        sink.put("same role", f32::from(one.role == two.role));
        sink.put(
            "governs",
            f32::from(one.governor == Some(y.head)) - f32::from(two.governor == Some(x.head)),
        );
        sink.put("joined with a", f32::from(text.is(x.head, "conj") && one.governor == Some(y.head)));
        // Between agreeing mentions the nearest subject is meant.
        sink.put("agreeing between", capped(self.agreeing(m, a)));
        let first = text.sentences[two.sentence].start;
        sink.put("a begins", f32::from(y.phrase.start <= first + 1));
        self.voices(one, two, m, a, sink);
    }

    /// How many mentions between the two agree with the later one in number, gender and kind, up to 8.
    fn agreeing(&self, m: usize, a: usize) -> usize {
        let one = &self.mentions[m];
        let agrees = |o: &&Mention| {
            sexes(one.sex, o.sex) != Some(false)
                && numbers(one.number, o.number) != Some(false)
                && one.kind.zip(o.kind).is_none_or(|(x, y)| x == y)
        };
        self.mentions[a + 1..m.max(a + 1)].iter().rev().take(40).filter(agrees).take(8).count()
    }

    /// How many other chains that agree with `m` were last seen between the two, up to 6.
    fn agreeing_chains(&self, m: usize, a: usize, chains: &Chains) -> usize {
        let one = &self.mentions[m];
        let mut seen: Vec<usize> = Vec::new();
        for other in (a + 1..m).rev().take(40) {
            let (chain, mention) = (chains.of[other], &self.mentions[other]);
            let agrees = sexes(one.sex, chains.all[chain].sex.unwrap_or(mention.sex)) != Some(false)
                && numbers(one.number, mention.number) != Some(false)
                && one.kind.zip(mention.kind).is_none_or(|(x, y)| x == y);
            if agrees && chain != chains.of[a] && !seen.contains(&chain) {
                seen.push(chain);
            }
            if seen.len() == 6 {
                break;
            }
        }
        seen.len()
    }

    /// Whether both are said to be one actor's ("his son", "her son"; "the president of Chile", "the president
    /// of Peru"); `None` where one is nobody's.
    pub(crate) fn same_owner(&self, m: usize, a: usize, chains: &Chains) -> Option<bool> {
        // "of Chile" stands behind its president and has no chain yet: then its group of names tells.
        let group = |o: usize| self.groups.of[o].as_ref().map(|(g, _)| *g);
        let (x, y) = (self.owners[m]?, self.owners[a]?);
        match (chains.of.get(x), chains.of.get(y)) {
            (Some(x), Some(y)) => Some(x == y),
            _ => Some(group(x)? == group(y)?),
        }
    }

    fn voices(&self, one: &Mention, two: &Mention, m: usize, a: usize, sink: &mut impl Sink) {
        let speaker = |x: &Mention| x.voice.and_then(|v| self.speakers[v]);
        let relation = match (one.voice, two.voice) {
            (None, None) => 0.0,
            (Some(v), Some(w)) if v == w => 1.0,
            (Some(_), None) => 2.0,
            (None, Some(_)) => 3.0,
            _ => 4.0,
        };
        sink.put("voices", relation);
        sink.put("a speaks", f32::from(speaker(one) == Some(a)) - f32::from(speaker(two) == Some(m)));
        let direct = one.voice.is_some_and(|v| self.scene.voices[v].direct);
        sink.put("direct", f32::from(direct));
        let same = match (speaker(one), speaker(two)) {
            (Some(x), Some(y)) if x == y => 1.0,
            (Some(x), Some(y)) => {
                let group = |s: usize| self.groups.of[s].as_ref().map(|(g, _)| *g);
                if group(x).is_some() && group(x) == group(y) { 1.0 } else { -1.0 }
            }
            _ => 0.0,
        };
        sink.put("same speaker", same);
    }

    /// What is known of the chain of the earlier one.
    fn chain(&self, m: usize, a: usize, chains: &Chains, sink: &mut impl Sink) {
        let one = &self.mentions[m];
        let chain = chains.chain(a);
        sink.put("size", log(chain.members.len()));
        sink.put("named", f32::from(!chain.groups.is_empty()));
        sink.put("c sex", agree(sexes(one.sex, chain.sex.unwrap_or(Sex::Any))));
        sink.put("c number", agree(numbers(one.number, chain.number.unwrap_or(Number::Any))));
        sink.put("since", log(m.saturating_sub(chain.members.last().copied().unwrap_or(a))));
        let own = self.groups.of[m].as_ref().map(|(g, _)| *g);
        let group = own.map_or(0.0, |g| match chain.groups.contains(&g) {
            true => 1.0,
            false if chain.groups.is_empty() => 0.0,
            false => -1.0,
        });
        sink.put("c group", group);
        let lands = one.country.zip(chain.country).map(|(x, y)| x == y);
        sink.put("c country", agree(lands));
        let lemma = chain.members.iter().rev().take(12).any(|&o| self.mentions[o].lemma == one.lemma);
        sink.put("c lemma", f32::from(lemma));
        sink.put("same owner", agree(self.same_owner(m, a, chains)));
        let spoken = one.voice.and_then(|v| self.speakers[v]).filter(|&s| s < m);
        sink.put("c speaks", spoken.map_or(0.0, |s| if chains.of[s] == chains.of[a] { 1.0 } else { -1.0 }));
        let last = self.last_speaker[m].map(|s| chains.of[s] == chains.of[a]);
        sink.put("c spoke last", agree(last));
        sink.put("agreeing chains", capped(self.agreeing_chains(m, a, chains)));
    }
}

/// How many features there are of the later mention, and of a pair beside these.
const OWN: usize = 21;
const OF_PAIRS: usize = 13 + 14 + 18 + 12;
/// How many features [`Field::put`] gives.
pub(crate) const COUNT: usize = OWN + 1 + OF_PAIRS;

fn sort(pronoun: Option<Pronoun>) -> f32 {
    pronoun.map_or(0.0, |p| match p.sort {
        Sort::Personal => 1.0,
        Sort::Possessive => 2.0,
        Sort::Reflexive => 3.0,
        Sort::Relative => 4.0,
        Sort::Demonstrative => 5.0,
        Sort::Indefinite => 6.0,
    })
}

fn kind(kind: Option<MentionKind>) -> f32 {
    match kind {
        Some(MentionKind::Person) => 1.0,
        Some(MentionKind::Organization) => 2.0,
        Some(MentionKind::Place) => 3.0,
        Some(_) => 4.0,
        None => 0.0,
    }
}

/// Whether two numbers agree; `None` where one is not known.
pub(crate) fn numbers(a: Number, b: Number) -> Option<bool> {
    (a != Number::Any && b != Number::Any).then_some(a == b)
}

fn agree(agreement: Option<bool>) -> f32 {
    agreement.map_or(0.0, |yes| if yes { 1.0 } else { -1.0 })
}

fn capped(count: usize) -> f32 {
    count.min(20) as f32
}

fn log(count: usize) -> f32 {
    ((count + 1) as f32).log2()
}

#[cfg(test)]
mod tests {
    use super::COUNT;

    #[test]
    fn every_feature_has_a_name_of_its_own_and_is_counted() {
        let mut analyser = relata_language::Analyser::new().unwrap();
        let mut names = crate::eval::coreference::feature_names(&mut analyser);
        assert_eq!(names.len(), COUNT);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COUNT);
        assert!(crate::mention::model().is_some(), "the model that ships fits the features");
    }
}
