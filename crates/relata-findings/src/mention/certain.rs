//! Mentions that need no model: what grammar, spelling or an office says.

use super::chain::Chains;
use super::detect::antecedent;
use super::features::Field;
use super::link::{ALIKE, Index, NEAR, party};
use super::names::{Likeness, Name};
use super::pronoun::{Pronoun, Sex, Sort};
use super::titles;
use super::told::{self, Marks};
use super::traits::{Determiner, Mention};
use relata_language::{MentionKind, NameKind, country};
use relata_rows::MentionForm;

/// How many sentences a label is looked for behind.
const LABELS: usize = 200;

/// The mention that needs no model: of a relative pronoun the noun of its clause, of a country's name or
/// adjective and of a full name the last one, of "I" in a quotation its speaker, of an acronym in brackets the name
/// before it, of an office with its country the one person of the document who holds it.
pub(crate) fn by_rule(field: &Field<'_>, index: &Index, m: usize) -> Option<usize> {
    let one = &field.mentions[m];
    let text = field.scene.text;
    let headed = |word: usize| {
        let at = field.mentions.partition_point(|x| x.place.head < word);
        field.mentions.get(at).filter(|x| x.place.head == word && at < m).map(|_| at)
    };
    if one.pronoun.is_some_and(|p| p.sort == Sort::Relative) {
        return antecedent(text, one.place.head).and_then(headed);
    }
    if let Some(who) = one.voice.and_then(|v| party(field, one, v)).filter(|&s| s < m) {
        return Some(who);
    }
    if let Some(before) = again(field, m) {
        return Some(before);
    }
    // "MODERATOR" is who bore that label before.
    if one.label {
        let back = (0..m).rev().take_while(|&a| field.mentions[a].sentence + LABELS > one.sentence);
        return back.into_iter().find(|&a| field.mentions[a].label && field.mentions[a].lemma == one.lemma);
    }
    let Some(group) = field.groups.of[m].as_ref().map(|(g, _)| *g) else { return holder(field, index, m) };
    if one.place.name == Some(NameKind::Country) {
        return index.by_group.get(&group)?.last().copied();
    }
    // A full name, or a name of no person, is the one that was spelt so before.
    if one.words.len() > 1 || one.kind != Some(MentionKind::Person) {
        let before = index.by_group.get(&group).into_iter().flatten().rev().take(ALIKE);
        // Two names of a person in one group are one, with accents or without.
        let person = |x: &Mention| x.kind == Some(MentionKind::Person) && x.words.len() > 1;
        let same = |a: &usize| {
            let other = &field.mentions[*a];
            other.spelt == one.spelt || person(one) && person(other) || is_handle(one) || is_handle(other)
        };
        if let Some(same) = before.copied().find(same) {
            return Some(same);
        }
    }
    let start = one.place.core.start;
    let letters = one.place.core.len() == 1 && !one.text.chars().any(char::is_lowercase);
    let bracketed = start > 1 && text.lower(start - 1) == "(" && text.lower(start + 1) == ")";
    let own = Name::of(text, one)?;
    // Of names of several words that end there the one whose letters they are, else the longest that begins
    // alike: "WASHINGTON (AP)" is no acronym.
    let before = |&a: &usize| {
        let other = &field.mentions[a];
        // "Ana Ruiz Vidal's (ARV) refusal".
        let end = other.place.core.end;
        let behind = if text.lower(end) == "'s" { end + 1 } else { end };
        behind == start - 1
            && other.place.core.len() > 1
            && other.initials.chars().next() == one.initials.chars().next()
    };
    let fit = |&a: &usize| {
        let like = Name::of(text, &field.mentions[a]).map(|name| name.likeness(&own));
        (like == Some(Likeness::Acronym), field.mentions[a].place.core.len())
    };
    (letters && bracketed).then(|| (m.saturating_sub(6)..m).filter(before).max_by_key(fit)).flatten()
}

/// "He" of whom the same sentence and voice has said "he" before: the same person, but for subject and object of one
/// verb.
fn again(field: &Field<'_>, m: usize) -> Option<usize> {
    let one = &field.mentions[m];
    let own = |p: Pronoun| p.person == 3 && matches!(p.sex, Sex::Man | Sex::Woman);
    let sex = one.pronoun.filter(|p| own(*p))?.sex;
    let back = (0..m).rev().take_while(|&a| field.mentions[a].sentence == one.sentence);
    let same = |a: &usize| {
        let other = &field.mentions[*a];
        other.voice == one.voice && other.pronoun.is_some_and(|p| own(p) && p.sex == sex)
    };
    let before = back.into_iter().find(same)?;
    let other = &field.mentions[before];
    let plain = |x: &Mention| x.pronoun.is_some_and(|p| p.sort == Sort::Personal);
    (!(plain(one) && plain(other)) || one.governor != other.governor).then_some(before)
}

/// "@AnaRuiz".
fn is_handle(mention: &Mention) -> bool {
    mention.text.starts_with('@')
}

/// Whom "the Mexican president" describes: the one person whom the document names with that office of that country.
fn holder(field: &Field<'_>, index: &Index, m: usize) -> Option<usize> {
    let one = &field.mentions[m];
    let text = field.scene.text;
    let described = one.place.form == MentionForm::Nominal
        && one.kind == Some(MentionKind::Person)
        && matches!(one.determiner, Determiner::Definite | Determiner::Possessive)
        && !one.other;
    let office = text.lower(one.place.head);
    let land = one.country.filter(|_| described && titles::is_office(&office))?;
    let told = text.by(one.place.head, "amod").any(|i| country(text.words[i].text).is_none());
    let mut holders =
        field.holders.iter().filter(|h| h.office == office && h.country == land).map(|h| h.group);
    let group = holders.next().filter(|g| !told && holders.all(|h| h == *g))?;
    index.by_group.get(&group)?.last().copied()
}

/// "his country": the country that whoever "his" stands for is told to be of.
pub(crate) fn own_country(field: &Field<'_>, chains: &Chains, index: &Index, m: usize) -> Option<usize> {
    let one = &field.mentions[m];
    let noun = field.scene.text.lemma(one.place.head);
    let owner = field.owners[m].filter(|&o| field.mentions[o].pronoun.is_some_and(|p| p.person == 3))?;
    let chain = chains.all.get(*chains.of.get(owner)?)?;
    let office = || field.holders.iter().find(|h| chain.groups.contains(&h.group)).map(|h| h.country);
    let of = chain.country.or_else(office);
    let land = of.filter(|_| matches!(noun.as_str(), "country" | "nation" | "homeland"))?;
    index.countries.get(land).copied()
}

/// The earlier mention of the event or law with these marks.
pub(crate) fn event(field: &Field<'_>, index: &Index, chains: &Chains, marks: &Marks) -> Option<usize> {
    let marks_of = |m: usize| field.mentions[m].marks.as_ref();
    let earlier = index.told.iter().rev().take(NEAR).filter_map(|&t| Some((t, marks_of(t)?)));
    told::before(marks, earlier, |t| chains.chain(t).members.iter().filter_map(|&o| marks_of(o)).collect())
}
