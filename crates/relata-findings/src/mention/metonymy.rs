//! Places that stand for bodies: "Washington refused", "to appease the Kremlin", but not "they met in Washington".

use super::further::seats;
use super::pronoun::Sex;
use super::scene::Scene;
use super::traits::{Mention, Role};
use crate::lexicon::lines;
use relata_language::{MentionKind, NameKind, Upos, country};
use relata_rows::MentionForm;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words of `data/en/metonymy.txt` with their list.
static WORDS: LazyLock<HashSet<(&str, &str)>> = LazyLock::new(|| {
    lines(include_str!("../../data/en/metonymy.txt"))
        .filter_map(|l| l.split_once(": "))
        .flat_map(|(list, words)| words.split(' ').map(move |w| (list, w)))
        .collect()
});

/// Whether a mention is the name of a place in which a body sits, and does what only the body can.
pub(crate) fn acts(scene: &Scene<'_>, mention: &Mention) -> bool {
    let text = scene.text;
    let place = &mention.place;
    let named = place.form == MentionForm::Name
        && !matches!(place.name, Some(NameKind::Person | NameKind::Country | NameKind::People))
        && country(&mention.text).is_none();
    let Some(above) = mention.governor.filter(|_| named) else { return false };
    let lemma = text.lemma(above).to_lowercase();
    let does = || {
        // "needs to be firm", "wants", "will reject", and what it is joined to: "Washington and Ottawa signed".
        text.words[above].upos == Upos::Verb && WORDS.contains(&("verb", lemma.as_str()))
    };
    let acting = match mention.role {
        Role::Subject | Role::Object => does(),
        Role::Possessor => WORDS.contains(&("noun", text.lower(above).as_str())),
        _ => false,
    };
    acting && seats(&mention.text)
}

/// Makes a mention one of the body.
pub(crate) fn turn(mention: &mut Mention) {
    mention.place.name = Some(NameKind::Organization);
    (mention.kind, mention.sex) = (Some(MentionKind::Organization), Sex::Thing);
    mention.body = true;
}
