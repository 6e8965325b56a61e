//! Chains: the mentions joined so far, and what can no longer join them.

use super::names::{Groups, Likeness};
use super::pronoun::{Number, Sex};
use super::traits::{Mention, Role};
use relata_language::MentionKind;
use relata_rows::MentionForm;

/// Mentions of one actor, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chain {
    pub members: Vec<usize>,
    pub sex: Option<Sex>,
    pub number: Option<Number>,
    /// The groups that its names belong to.
    pub groups: Vec<usize>,
    pub country: Option<&'static str>,
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
    }

    /// The chain of a mention that has been placed.
    pub(crate) fn chain(&self, mention: usize) -> &Chain {
        &self.all[self.of[mention]]
    }

    /// Whether mention `m`, not placed yet, cannot be of the chain of mention `a`.
    pub(crate) fn opposed(&self, mentions: &[Mention], groups: &Groups, m: usize, a: usize) -> bool {
        let (chain, mention) = (self.chain(a), &mentions[m]);
        if let Some((group, name)) = &groups.of[m] {
            let other = |g: &usize| g != group && groups.all[*g].fullest.likeness(name) == Likeness::Opposed;
            if chain.groups.iter().any(other) {
                return true;
            }
        }
        if sexes(chain.sex.unwrap_or(Sex::Any), mention.sex) == Some(false) {
            return true;
        }
        let firm = |k: Option<MentionKind>| k != Some(MentionKind::Person);
        let lands = mention.country.is_some() && chain.country.is_some() && mention.country != chain.country;
        if lands && firm(mention.kind) && mention.place.form != MentionForm::Pronoun {
            return true;
        }
        // Nobody is a part of his own description: "his counterpart", "the president of Mexico". The last
        // members are the near ones.
        let near = chain.members.iter().rev().take_while(|&&o| mentions[o].sentence == mention.sentence);
        near.take(8).any(|&o| describes(mention, &mentions[o]) || describes(&mentions[o], mention))
    }
}

/// Whether `inner` is a part of the description `outer`.
fn describes(inner: &Mention, outer: &Mention) -> bool {
    let inside = outer.place.core.contains(&inner.place.head) && inner.place.head != outer.place.head;
    let same_words = outer.place.core == inner.place.core;
    inside && !same_words && !matches!(inner.role, Role::Apposition | Role::Predicate)
        || inner.place.head == outer.place.head && outer.joined != inner.joined
}

/// Whether two genders agree; `None` where one is not known.
pub(crate) fn sexes(a: Sex, b: Sex) -> Option<bool> {
    (a != Sex::Any && b != Sex::Any).then_some(a == b)
}
