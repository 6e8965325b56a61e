//! When and where an event took place, by the words beside it.

use super::tree;
use crate::party::Scene;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_rows::{ActorKind, Period, PlaceRef};

/// How far a chain of heads is followed.
const DEEPEST: usize = 8;

/// The time that stands with an event: in its own phrase, in its clause, or at the head of its sentence. Never
/// the day of publication alone. `claimed`: whether another event stands closer to a word.
pub(super) fn date(
    scene: &Scene<'_>,
    trigger: usize,
    light: Option<usize>,
    claimed: &dyn Fn(usize) -> bool,
) -> Option<Period> {
    let text = scene.text;
    let sentence = text.sentences[text.words[trigger].sentence].clone();
    let from = scene.dates.partition_point(|t| t.words.start < sentence.start);
    let times = scene.dates[from..].iter().take_while(|t| t.words.start < sentence.end);
    times
        .filter_map(|time| {
            let top = text.head(&time.words);
            let mut at = Some(top);
            for step in 0..DEEPEST {
                let word = at?;
                if word == trigger || Some(word) == light {
                    return Some((usize::from(step > 2), distance(trigger, &time.words), time));
                }
                // Up to the first verb or event; that one owns it.
                if step > 0 && claimed(word) {
                    break;
                }
                if step > 0 && matches!(text.words[word].upos, Upos::Verb | Upos::Aux) {
                    break;
                }
                at = text.words[word].head;
            }
            let owner = at?;
            let telling = crate::figure::tells(&text.lemma(owner));
            // In the clause above: "will meet next month to discuss", "in talks that began in May".
            // "asked on 3 May to receive it": that day is the asking's.
            let other =
                claimed(owner) && !(text.is(trigger, "conj") && text.words[trigger].head == Some(owner));
            let shares = !other && text.is_under(trigger, owner) && chain(scene, trigger, owner);
            let frame = time.words.start <= sentence.start + 2 && !claimed(owner);
            (shares && !telling || frame && !telling && text.is_under(trigger, owner)).then_some((
                2 + usize::from(!shares),
                distance(trigger, &time.words),
                time,
            ))
        })
        .min_by_key(|(rank, far, _)| (*rank, *far))
        .map(|(_, _, time)| time.period.clone())
}

/// Whether a word carries on a verb above without a subject of its own.
fn chain(scene: &Scene<'_>, word: usize, above: usize) -> bool {
    let text = scene.text;
    let mut at = word;
    for _ in 0..DEEPEST {
        if at == above {
            return true;
        }
        let own = text.by(at, "nsubj").next().is_some();
        let carries = ["xcomp", "conj", "obj", "nsubj", "obl", "nmod", "acl"].iter().any(|r| text.is(at, r))
            && text.words[at].relation != "acl:relcl";
        match text.words[at].head.filter(|_| carries && !own) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

fn distance(word: usize, words: &std::ops::Range<usize>) -> usize {
    if word < words.start { words.start - word } else { word.saturating_sub(words.end) }
}

/// Prepositions of place.
const PLACES: [&str; 17] = [
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "off",
    "across",
    "along",
    "around",
    "within",
    "throughout",
    "over",
    "on",
    "by",
    "into",
    "from",
    "beyond",
];

/// The place where an event took place: in its own phrase first, then in its clause.
pub(super) fn place(
    scene: &Scene<'_>,
    trigger: usize,
    light: Option<usize>,
    taken: &dyn Fn(usize) -> bool,
) -> Option<PlaceRef> {
    let holders = [Some(trigger), light].into_iter().flatten();
    let own = holders.flat_map(|h| {
        let around = tree::objects(scene.text, h).into_iter().chain(tree::subjects(scene.text, h));
        [h].into_iter().chain(around)
    });
    own.filter_map(|holder| {
        let basis = if holder == trigger && scene.text.words[trigger].upos != Upos::Verb {
            "modifier"
        } else {
            "clause"
        };
        tree::behind(scene.text, holder, &PLACES).filter(|&w| !taken(w)).find_map(|w| named(scene, w, basis))
    })
    .next()
}

fn named(scene: &Scene<'_>, word: usize, basis: &str) -> Option<PlaceRef> {
    let text = scene.text;
    let party = scene.party(word);
    let entity = party.as_ref().and_then(|p| scene.entity(p));
    let strict =
        tree::case(text, word).is_some_and(|c| matches!(c.as_str(), "on" | "over" | "by" | "from" | "into"));
    let lemma = text.lemma(word).to_lowercase();
    let kind = |above: &str| is_kind_of(&lemma, above, Pos::Noun, 1);
    let ground = kind("geological formation") || kind("body of water") || kind("road") || kind("bridge");
    let location = ground || !strict && (kind("location") || kind("structure"));
    let placed = entity.is_some_and(|e| e.kind == ActorKind::Place);
    if !(placed || location) {
        return None;
    }
    let written = match &party {
        Some(p) => p.span.get(text.text)?.to_owned(),
        None => {
            let first = text
                .children(word)
                .filter(|&c| c < word && !text.is(c, "case") && !text.is(c, "det"))
                .min()
                .unwrap_or(word);
            text.words[first].span.cover(text.words[word].span).get(text.text)?.to_owned()
        }
    };
    Some(PlaceRef {
        entity: party.filter(|_| placed).and_then(|p| p.entity),
        actor: None,
        text: written,
        basis: basis.to_owned(),
    })
}
