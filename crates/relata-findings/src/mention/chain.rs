//! Chains: the mentions joined so far, and what can no longer join them.

use super::features::{Field, Holder};
use super::names::Groups;
use super::pronoun::{Number, Pronoun, Sex, Sort};
use super::role;
use super::titles;
use super::traits::{Determiner, Mention, Role};
use relata_gazetteer::fold;
use relata_language::{MentionKind, NameKind};
use relata_rows::MentionForm;

/// How many of the last members are asked what forbids another.
const NEAR: usize = 24;

/// Mentions of one actor, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chain {
    pub members: Vec<usize>,
    pub sex: Option<Sex>,
    pub number: Option<Number>,
    /// The groups that its names belong to.
    pub groups: Vec<usize>,
    pub country: Option<&'static str>,
    /// Whether it is told by the label of turns alone: "MODERATOR".
    pub label: bool,
}

/// The chains of a document while they grow.
#[derive(Debug, Default)]
pub(crate) struct Chains {
    pub all: Vec<Chain>,
    /// The chain of each mention that has been placed.
    pub of: Vec<usize>,
    /// The earlier mention that each was joined to.
    pub to: Vec<Option<usize>>,
}

impl Chains {
    /// Places the next mention: into the chain of an earlier one, or into a new one.
    pub(crate) fn place(&mut self, mentions: &[Mention], groups: &Groups, earlier: Option<usize>) {
        let number = self.of.len();
        let chain = earlier.map_or_else(
            || {
                self.all.push(Chain::default());
                self.all.len() - 1
            },
            |a| self.of[a],
        );
        self.of.push(chain);
        self.to.push(earlier);
        let (chain, mention) = (&mut self.all[chain], &mentions[number]);
        chain.members.push(number);
        let group = groups.of[number].as_ref().map(|(g, _)| *g);
        if let Some(group) = group.filter(|g| !chain.groups.contains(g)) {
            chain.groups.push(group);
        }
        let by_group = || group.map(|g| groups.all[g].sex).filter(|s| *s != Sex::Any);
        let sex = Some(mention.sex).filter(|s| *s != Sex::Any).or_else(by_group);
        chain.sex = chain.sex.or(sex);
        chain.number = chain.number.or(Some(mention.number).filter(|n| *n != Number::Any));
        chain.country = chain.country.or(mention.country);
        chain.label |= mention.label;
    }

    /// Joins the chains of two mentions that have been placed.
    pub(crate) fn join(&mut self, one: usize, other: usize) {
        let (into, from) = (self.of[one], self.of[other]);
        if into == from {
            return;
        }
        let moved = std::mem::take(&mut self.all[from]);
        moved.members.iter().for_each(|&m| self.of[m] = into);
        let chain = &mut self.all[into];
        chain.members.extend(moved.members);
        chain.members.sort_unstable();
        let new = moved.groups.into_iter().filter(|g| !chain.groups.contains(g)).collect::<Vec<_>>();
        chain.groups.extend(new);
        chain.sex = chain.sex.or(moved.sex);
        chain.country = chain.country.or(moved.country);
        chain.label |= moved.label;
    }

    /// The chain of a mention that has been placed.
    pub(crate) fn chain(&self, mention: usize) -> &Chain {
        &self.all[self.of[mention]]
    }

    /// Whether mention `m`, not placed yet, cannot be of the chain of mention `a`.
    pub(crate) fn opposed(&self, field: &Field<'_>, m: usize, a: usize) -> bool {
        let (mentions, groups) = (field.mentions, field.groups);
        let (chain, mention) = (self.chain(a), &mentions[m]);
        if let Some((group, name)) = &groups.of[m] {
            let other = |g: &usize| g != group && groups.all[*g].fullest.bars(name);
            if chain.groups.iter().any(other) {
                return true;
            }
        }
        if sexes(chain.sex.unwrap_or(Sex::Any), mention.sex) == Some(false) {
            return true;
        }
        let person = mention.kind == Some(MentionKind::Person);
        let nominal = |x: &Mention| x.place.form == MentionForm::Nominal;
        let described = nominal(mention) && nominal(&mentions[a]);
        if described && mention.lemma == mentions[a].lemma && field.same_owner(m, a, self) == Some(false) {
            return true;
        }
        if described && mention.lemma == mentions[a].lemma && distinct(field, mention, &mentions[a]) {
            return true;
        }
        // "the previous administration" is not the administration.
        let before = |x: &Mention| {
            field.scene.text.by(x.place.head, "amod").any(|i| other_term(&field.scene.text.lower(i)))
        };
        if described && mention.lemma == mentions[a].lemma && before(mention) != before(&mentions[a]) {
            return true;
        }
        // Who leads a talk is told by that label, and says "I" in its turns, which a rule joins.
        if chain.label && chain.groups.is_empty() && !mention.label {
            return true;
        }
        if first_person(mention) && chain.members.iter().rev().take(NEAR).any(|&o| speaks_else(field, m, o)) {
            return true;
        }
        // "they" is nobody of whom "he" or "she" is said.
        let person_of = |c: &Chain| !c.groups.is_empty() && matches!(c.sex, Some(Sex::Man | Sex::Woman));
        if mention.pronoun.is_some_and(|p| p.person == 3 && p.number == Number::Many) && person_of(chain) {
            return true;
        }
        if chain.members.iter().rev().take(NEAR).any(|&o| ranks(field, mention, &mentions[o])) {
            return true;
        }
        // "we" and a noun in the plural are one only where it is told of them: "we are partners", "we farmers".
        let plural = |x: &Mention| {
            let told = matches!(x.role, Role::Predicate | Role::Apposition);
            nominal(x) && x.kind == Some(MentionKind::Person) && !told
        };
        // "the two leaders" are nobody's name.
        let several = nominal(mention) && has(field, mention, "nummod");
        let name = |&o: &usize| mentions[o].place.form == MentionForm::Name && mentions[o].country.is_none();
        let aside = |&o: &usize| {
            let o = &mentions[o];
            nominal(o) && matches!(o.role, Role::Possessor | Role::Compound) && !has(field, o, "nummod")
        };
        if several && mention.number == Number::Many && chain.members.iter().any(|o| name(o) || aside(o)) {
            return true;
        }
        let near = || chain.members.iter().rev().take(NEAR).map(|&o| &mentions[o]);
        if is_we(mention) && near().any(plural) || plural(mention) && near().any(is_we) {
            return true;
        }
        // "we" in a turn of a talk about a people is whoever speaks.
        let people = |&o: &usize| mentions[o].place.name == Some(NameKind::People) || is_we(&mentions[o]);
        let turn = || mention.voice.is_some_and(|v| field.scene.voices[v].turn.is_some());
        if is_we(mention) && (!is_own(field, m, chain) || turn() && chain.members.iter().all(people)) {
            return true;
        }
        // "the former president" is another than the president.
        let text = field.scene.text;
        let other_time =
            || text.by(mention.place.head, "amod").any(|i| role::is_of_other_time(&text.lower(i)));
        let office = || text.lower(mention.place.head);
        let holds = |h: &Holder| chain.groups.contains(&h.group) && h.office == office();
        if nominal(mention) && field.holders.iter().any(holds) && other_time() {
            return true;
        }
        // One is not several, where both are described or named.
        let told = |x: &Mention| x.place.form != MentionForm::Pronoun && x.number != Number::Any;
        let count = mentions[a].number;
        if person && told(mention) && told(&mentions[a]) && mention.number != count {
            return true;
        }
        let lands = mention.country.is_some() && chain.country.is_some() && mention.country != chain.country;
        if lands && !person && mention.place.form != MentionForm::Pronoun {
            return true;
        }
        // Nobody is a part of his own description: "his counterpart", "the president of Mexico". The last
        // members are the near ones.
        let near = chain.members.iter().rev().take_while(|&&o| mentions[o].sentence == mention.sentence);
        near.take(8).map(|&o| &mentions[o]).any(|o| {
            describes(mention, o) || describes(o, mention) || acts_on(mention, o) || acts_on(o, mention)
        })
    }
}

/// Whether an adjective says that another holder or term of an office or body is meant.
fn other_term(word: &str) -> bool {
    matches!(word, "previous" | "former" | "last" | "prior" | "outgoing" | "incoming" | "next" | "then")
}

/// Whether a word with this relation hangs on the head of a mention.
fn has(field: &Field<'_>, mention: &Mention, relation: &'static str) -> bool {
    field.scene.text.by(mention.place.head, relation).next().is_some()
}

/// What makes a holder of an office another one than who bears it without: "the vice president" is not the president.
const BELOW: [&str; 6] = ["vice", "deputy", "assistant", "under", "associate", "junior"];

/// Whether two mentions tell of an office of one word, but only one of them of that below it.
fn ranks(field: &Field<'_>, one: &Mention, other: &Mention) -> bool {
    let text = field.scene.text;
    let office = |x: &Mention| {
        let words = x.place.phrase.start..x.place.core.end.max(x.place.head + 1);
        words.rev().find(|&w| titles::is_office(&text.lower(w))).map(|w| {
            // "the deputy attorney general"
            let near = (x.place.phrase.start.max(w.saturating_sub(2))..w).map(|b| text.lower(b));
            (text.lower(w), near.rev().find(|b| BELOW.contains(&b.as_str())))
        })
    };
    let pronoun = |x: &Mention| x.place.form == MentionForm::Pronoun;
    if pronoun(one) || pronoun(other) {
        return false;
    }
    match (office(one), office(other)) {
        (Some((a, x)), Some((b, y))) => a == b && x != y,
        _ => false,
    }
}

fn first_person(mention: &Mention) -> bool {
    mention.pronoun.is_some_and(|p| p.person == 1)
}

fn is_we(mention: &Mention) -> bool {
    mention.pronoun.is_some_and(|p| p.person == 1 && p.number == Number::Many)
}

/// Whether "I" or "we" of one turn stands beside that of somebody else's turn.
fn speaks_else(field: &Field<'_>, m: usize, other: usize) -> bool {
    let turn = |x: usize| field.mentions[x].voice.and_then(|v| field.scene.voices[v].turn.as_ref());
    let (one, two) = (turn(m), turn(other));
    first_person(&field.mentions[other]) && one.is_some() && two.is_some() && one != two
}

/// Whether "we" may be the actor of a chain: no one person; a named body only where it speaks, which a rule tells, or
/// where the document is its own.
fn is_own(field: &Field<'_>, m: usize, chain: &Chain) -> bool {
    let near = || chain.members.iter().rev().take(NEAR).map(|&o| &field.mentions[o]);
    let named =
        |kind: MentionKind| near().filter(move |o| o.place.form == MentionForm::Name && o.kind == Some(kind));
    if named(MentionKind::Person).any(|o| o.number == Number::One) {
        return false;
    }
    let mut bodies = named(MentionKind::Organization).peekable();
    bodies.peek().is_none()
        || field.mentions[m].voice.is_none() && bodies.any(|o| field.scene.heads.contains(&fold(&o.text)))
}

/// Whether two definite descriptions are each told from others by adjectives of their own: "the old mayor", "the
/// new mayor".
fn distinct(field: &Field<'_>, one: &Mention, other: &Mention) -> bool {
    let text = field.scene.text;
    let told =
        |x: &Mention| -> Vec<String> { text.by(x.place.head, "amod").map(|i| text.lower(i)).collect() };
    let definite = |x: &Mention| x.determiner == Determiner::Definite;
    if !definite(one) || !definite(other) {
        return false;
    }
    let (x, y) = (told(one), told(other));
    !x.is_empty() && !y.is_empty() && !x.iter().any(|w| y.contains(w))
}

/// Whether `inner` is a part of the description `outer`.
fn describes(inner: &Mention, outer: &Mention) -> bool {
    let inside = outer.place.core.contains(&inner.place.head) && inner.place.head != outer.place.head;
    let same_words = outer.place.core == inner.place.core;
    inside && !same_words && !matches!(inner.role, Role::Apposition | Role::Predicate)
        || inner.place.head == outer.place.head && outer.joined != inner.joined
}

/// Whether one is the subject and the other the object of one verb, and no reflexive: two actors (principle B
/// of the theory of binding).
fn acts_on(subject: &Mention, object: &Mention) -> bool {
    let plain = |p: Pronoun| p.sort == Sort::Personal;
    // "The minister met with Minister Falk": two persons told of.
    let told = |x: &Mention| x.kind == Some(MentionKind::Person) && x.place.form != MentionForm::Pronoun;
    let persons = told(subject) && told(object) && matches!(object.role, Role::Object | Role::Oblique);
    subject.governor.is_some()
        && subject.governor == object.governor
        && subject.role == Role::Subject
        && (object.role == Role::Object && object.pronoun.is_some_and(plain) || persons)
}

/// Whether two genders agree; `None` where one is not known.
pub(crate) fn sexes(a: Sex, b: Sex) -> Option<bool> {
    (a != Sex::Any && b != Sex::Any).then_some(a == b)
}
