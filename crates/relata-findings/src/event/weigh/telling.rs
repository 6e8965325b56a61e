//! What is seen of a word that may tell an event.

use super::super::Reading;
use super::super::around::fits;
use super::super::lexicon::{Sort, lexicon};
use super::super::roles::acts;
use super::super::tree;
use super::super::trigger::{self, Trigger};
use super::marks::TAGS;
use super::part::{trigger as at_trigger, verb_above};
use crate::party::Scene;
use crate::text::Text;
use crate::weigh::{fields, yes};
use relata_language::Leaning;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_rows::{ActorKind, Modality};

/// How many numbers [`features`] gives, and [`leaning`] after them.
const SEEN: usize = 199;
pub(super) const FEATURES: usize = SEEN + 8;

const BEHIND: [&str; 12] =
    ["of", "by", "with", "to", "against", "on", "for", "from", "in", "between", "over", "about"];
const SORTS: [&str; 8] =
    ["act", "group", "cognition", "communication", "state", "possession", "artifact", "event"];

/// What the language model takes the word for: the share of the trigger's category, of no event at all, and of each modality.
pub(super) fn leaning(text: &Text<'_>, t: &Trigger<'_>) -> Vec<f32> {
    let leans = &text.leans[t.word];
    [trigger::lean(text, t), leans.shares(Leaning::Event)[0]]
        .into_iter()
        .chain(leans.shares(Leaning::Modality))
        .collect()
}

/// The numbers of a word.
pub(super) fn features(scene: &Scene<'_>, reading: &Reading, contents: &[Trigger<'_>]) -> Vec<f32> {
    let text = scene.text;
    let Reading { trigger: t, roles, modality, found, .. } = reading;
    let (modality, found) = (*modality, *found);
    let word = &text.words[t.word];
    let mut out = vec![yes(found), yes(trigger::has_its_parties(scene, t, roles))];
    at_trigger(text, t, modality, &mut out);
    out.extend(TAGS.iter().map(|&tag| yes(word.xpos == tag)));
    out.extend(Modality::ALL.iter().map(|&m| yes(m == modality)));
    // What the lists say of the word, and what the rule asks for.
    let lemma = text.lemma(t.word).to_lowercase();
    let nouns = lexicon().of(&lemma, Pos::Noun);
    let verbs = lexicon().of(&lemma, Pos::Verb);
    let kinds = |rules: &[&super::super::lexicon::Rule]| {
        let mut kinds: Vec<_> = rules.iter().map(|r| r.kind).collect();
        kinds.sort();
        kinds.dedup();
        kinds.len() as f32
    };
    out.extend([kinds(&nouns), kinds(&verbs), nouns.len() as f32, verbs.len() as f32]);
    let n = &t.rule.needs;
    let asks = [&n.object, &n.not, &n.with, &n.behind, &n.subject, &n.about, &n.unless];
    out.extend(asks.iter().map(|l| yes(!l.is_empty())));
    out.extend(
        [
            n.clause,
            n.infinitive,
            n.no_object,
            n.recipient,
            n.verbal,
            n.plural,
            n.yet,
            n.deed,
            n.done,
            n.light,
            n.state,
        ]
        .map(yes),
    );
    out.push(yes(!n.event.is_empty()));
    let objects: Vec<usize> = if t.noun {
        tree::behind(text, t.word, &["of", "on", "against", "to"]).collect()
    } else {
        tree::objects_with(text, t.word, t.rule.particle)
    };
    let subjects = if t.noun { Vec::new() } else { tree::subjects(text, t.word) };
    let any = |words: &[usize], sorts: &[Sort]| yes(words.iter().any(|&w| fits(scene, w, sorts)));
    out.extend([any(&objects, &n.object), any(&objects, &n.not), any(&subjects, &n.subject)]);
    out.extend([any(&objects, &[Sort::Actor]), any(&subjects, &[Sort::Actor])]);
    let children: Vec<usize> = text.children(t.word).collect();
    out.push(any(&children, &n.with));
    out.push(any(&children, &n.behind));
    out.extend([objects.len(), subjects.len()].map(|l| l as f32));
    let parties = |words: &[usize]| words.iter().filter_map(|&w| scene.party(w)).collect::<Vec<_>>();
    for words in [&objects, &subjects] {
        let found = parties(words);
        out.push(yes(found.iter().any(|p| acts(scene, p))));
        let entity = |f: &dyn Fn(&relata_rows::Entity) -> bool| {
            yes(found.iter().filter_map(|p| scene.entity(p)).any(f))
        };
        out.push(entity(&|e| e.named));
        out.push(entity(&|e| matches!(e.kind, ActorKind::Law | ActorKind::Work | ActorKind::Event)));
        out.push(yes(words.iter().any(|&w| text.words[w].upos == Upos::Pron)));
        out.push(yes(words.iter().any(|&w| matches!(text.lower(w).as_str(), "you" | "i" | "we"))));
    }
    for p in BEHIND {
        let words: Vec<usize> = tree::behind(text, t.word, &[p]).collect();
        out.extend([yes(!words.is_empty()), yes(!parties(&words).is_empty())]);
    }
    // Determiners and what describes it.
    let det = |list: &[&str]| {
        yes(children.iter().any(|&c| text.is(c, "det") && list.contains(&text.lower(c).as_str())))
    };
    out.extend([
        det(&["the"]),
        det(&["a", "an"]),
        det(&["this", "that", "these", "those"]),
        det(&["no", "any"]),
    ]);
    let by = |r: &'static str| text.by(t.word, r).count() as f32;
    out.extend([
        by("amod"),
        by("compound"),
        by("nummod"),
        by("advmod"),
        by("aux"),
        by("xcomp"),
        by("ccomp"),
        by("conj"),
        by("acl"),
        by("advcl"),
    ]);
    out.push(yes(children.iter().any(|&c| text.words[c].relation == "nmod:poss")));
    out.push(yes(t.word.checked_sub(1).is_some_and(|w| text.lower(w) == "to")));
    // What it hangs on.
    let head = word.head;
    let above = verb_above(text, t);
    out.push(yes(above != t.word && trigger::at(contents, above).is_some()));
    out.push(yes(above != t.word && trigger::at(contents, above).is_some_and(|o| o.kind == t.kind)));
    out.push(yes(head.is_some_and(|h| trigger::at(contents, h).is_some())));
    out.push(yes(head.is_some_and(|h| text.words[h].upos == Upos::Verb)));
    out.push(yes(head.is_some_and(|h| scene.party(h).is_some())));
    out.push(yes(scene.party(t.word).is_some()));
    out.push(yes(scene.party(t.word).and_then(|p| scene.entity(&p)).is_some_and(|e| e.named)));
    let light = text.lemma(above);
    out.push(yes(["have", "make", "take", "hold", "give", "do", "get"].contains(&light.as_str())));
    out.push(yes(["be", "seem", "become", "remain"].contains(&light.as_str())));
    out.push(if above == t.word { 0.0 } else { lexicon().of(&light, Pos::Verb).len() as f32 });
    let sort = |s: &str| yes(is_kind_of(&lemma, s, Pos::Noun, 1));
    out.extend(SORTS.iter().map(|s| sort(s)));
    let sentence = text.sentences[word.sentence].clone();
    out.push(sentence.len() as f32);
    out.push(contents.iter().filter(|o| sentence.contains(&o.word)).count() as f32);
    out.push(sentence.clone().filter(|&w| scene.party(w).is_some()).count() as f32);
    out.push((t.word - sentence.start) as f32);
    out.push(yes(scene.statement(word.span).is_some()));
    out.push(yes(scene.told_by(word.span).is_some()));
    out.push(yes(word.text.starts_with(char::is_uppercase) && t.word > sentence.start));
    out.push(yes(scene.dates.iter().any(|d| text.words[text.head(&d.words)].head == Some(t.word))));
    out.push(yes(text.by(t.word, "nsubj").next().is_some()));
    out.push(yes(text.by(t.word, "obj").next().is_some()));
    fields(&lemma, &mut out);
    debug_assert_eq!(out.len(), SEEN);
    out
}
