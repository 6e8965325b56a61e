//! Trees that cannot be English, mended.
//!
//! A finite verb without a subject or a relative pronoun describes no noun before it: "the dog barked loudly" is a
//! clause, whatever the tree says (a relative clause without a pronoun has a subject of its own, "the dog I saw";
//! Huddleston & Pullum 2002, 12.3.3). Parsers take the subject for the root where something strange stands before or
//! in it ("In 2022, 24,511 people applied", "Norway as a whole exported").

mod hang;

use crate::text::{LONGEST, Node};
use relata_language::Upos;
use std::ops::Range;

/// Mends the tree of one sentence, but of one that is too long to have one.
pub(crate) fn mend(words: &mut [Node<'_>], sentence: &Range<usize>) {
    if sentence.len() > LONGEST {
        return;
    }
    hang::nouns(words, sentence);
    hang::told_before(words, sentence);
    hang::behind_colon(words, sentence);
    clause_for_subject(words, sentence);
    hang::subject_in_content(words, sentence);
    hang::participle_of_object(words, sentence);
    hang::object_behind(words, sentence);
    hang::level_behind_step(words, sentence);
    number_for_root(words, sentence);
    frame_for_root(words, sentence);
    subject_for_root(words, sentence);
    clause_for_aside(words, sentence);
    deed_of_promise(words, sentence);
}

/// The word of a sentence that hangs on none.
fn root(words: &[Node<'_>], sentence: &Range<usize>) -> Option<usize> {
    sentence.clone().find(|&w| words[w].head.is_none())
}

/// Whether a word hangs on another by a relation or a subtype of it.
fn hangs(words: &[Node<'_>], word: usize, head: usize, relation: &str) -> bool {
    let node = &words[word];
    let own = node.relation;
    let is = own == relation || own.strip_prefix(relation).is_some_and(|r| r.starts_with(':'));
    node.head == Some(head) && is
}

/// Whether a tag is that of a finite verb.
fn is_finite(xpos: &str) -> bool {
    matches!(xpos, "VBD" | "VBZ" | "VBP")
}

/// "Building the port cost 5 million": a gerund in front of a finite verb without a subject, and no comma between, is
/// its subject.
fn clause_for_subject(words: &mut [Node<'_>], sentence: &Range<usize>) {
    let modal = |v: usize| sentence.clone().any(|a| hangs(words, a, v, "aux") && words[a].xpos == "MD");
    let finite = |v: usize| words[v].upos == Upos::Verb && (is_finite(words[v].xpos) || modal(v));
    // "Rebuilding the port, the ministry says, will take four years": two commas around whoever tells.
    let teller = root(words, sentence);
    let open = |g: usize, v: usize| {
        let commas: Vec<usize> = (g..v).filter(|&w| words[w].text == ",").collect();
        match commas[..] {
            [] => true,
            [first, last] => {
                teller.is_some_and(|t| first < t && t + 1 == last && hangs(words, v, t, "ccomp"))
            }
            _ => false,
        }
    };
    let own =
        |v: usize| sentence.clone().any(|s| ["nsubj", "csubj", "expl"].iter().any(|r| hangs(words, s, v, r)));
    let marked =
        |g: usize| sentence.clone().any(|m| hangs(words, m, g, "mark") || hangs(words, m, g, "advmod"));
    let gerund = |v: usize| {
        (sentence.start..v)
            .find(|&g| hangs(words, g, v, "advcl") && words[g].xpos == "VBG" && !marked(g) && open(g, v))
    };
    let found: Vec<(usize, usize)> =
        sentence.clone().filter(|&v| finite(v) && !own(v)).filter_map(|v| Some((v, gerund(v)?))).collect();
    for (verb, clause) in found {
        words[clause].relation = "csubj";
        // What stands before the verb is the gerund's, what stands behind it the verb's.
        for object in clause + 1..verb {
            if hangs(words, object, verb, "obj") {
                words[object].head = Some(clause);
            }
        }
        for object in verb + 1..sentence.end {
            if hangs(words, object, clause, "obj") {
                words[object].head = Some(verb);
            }
        }
    }
}

/// "24,511 people": the noun behind a number is no apposition to it.
fn number_for_root(words: &mut [Node<'_>], sentence: &Range<usize>) {
    let Some(number) = root(words, sentence).filter(|&r| words[r].upos == Upos::Num) else { return };
    let noun = number + 1;
    let counted = noun < sentence.end
        && words[noun].upos == Upos::Noun
        && (hangs(words, noun, number, "appos") || hangs(words, noun, number, "nmod"));
    if counted {
        turn(words, sentence, number, noun, "nummod");
    }
}

/// "Norway as a whole exported": the verb is the root, and the noun its subject.
fn subject_for_root(words: &mut [Node<'_>], sentence: &Range<usize>) {
    let Some(subject) = root(words, sentence) else { return };
    // A root with a copula is a predicate already.
    let said = sentence.clone().any(|c| hangs(words, c, subject, "cop") || hangs(words, c, subject, "nsubj"));
    if let Some(verb) = headless(words, sentence, subject).filter(|_| !said) {
        let relation = as_subject(words, sentence, verb);
        turn(words, sentence, subject, verb, relation);
    }
}

/// "In 2022, 24,511 people applied": what stands behind a preposition is no root, nor is the subject an apposition to it.
fn frame_for_root(words: &mut [Node<'_>], sentence: &Range<usize>) {
    let Some(frame) = root(words, sentence) else { return };
    let placed = sentence.clone().any(|c| c < frame && hangs(words, c, frame, "case"));
    let subject = sentence.clone().find(|&n| n > frame && hangs(words, n, frame, "appos"));
    let Some(subject) = subject.filter(|_| placed) else { return };
    if let Some(verb) = headless(words, sentence, subject) {
        let relation = as_subject(words, sentence, verb);
        turn(words, sentence, frame, verb, "obl");
        let node = &mut words[subject];
        (node.head, node.relation) = (Some(verb), relation);
    }
}

/// Verbs of asides: "the levy it says will go".
const SAYS: [&str; 6] = ["say", "says", "said", "think", "thinks", "thought"];

/// "Postponed the talks it plans with Peru": a clause with a pronoun for its subject and no object of its own, right
/// behind a noun, tells which one is meant (a relative clause without a pronoun); it is no aside.
fn clause_for_aside(words: &mut [Node<'_>], sentence: &Range<usize>) {
    let noun_before = |v: usize| -> Option<usize> {
        let head = words[v].head.filter(|_| words[v].relation == "parataxis")?;
        let subject = (sentence.start..v).find(|&s| hangs(words, s, v, "nsubj"))?;
        let noun = subject.checked_sub(1).filter(|&n| n > head && words[n].upos == Upos::Noun)?;
        let between = (subject + 1..v).all(|w| matches!(words[w].upos, Upos::Adv | Upos::Aux));
        let own = |w: usize| ["obj", "ccomp", "xcomp"].iter().any(|r| hangs(words, w, v, r));
        let object = ["obj", "obl", "nsubj:pass"].iter().any(|r| hangs(words, noun, head, r));
        let pronoun = words[subject].upos == Upos::Pron;
        (pronoun && between && object && !sentence.clone().any(own)).then_some(noun)
    };
    let verbs = sentence.clone().filter(|&v| {
        words[v].upos == Upos::Verb
            && is_finite(words[v].xpos)
            && !SAYS.iter().any(|s| words[v].text.eq_ignore_ascii_case(s))
    });
    let found: Vec<(usize, usize)> = verbs.filter_map(|v| Some((v, noun_before(v)?))).collect();
    for (verb, noun) in found {
        (words[verb].head, words[verb].relation) = (Some(noun), "acl:relcl");
    }
}

/// Verbs of what somebody meant to do.
const MEANT: [&str; 5] = ["intended", "planned", "promised", "pledged", "vowed"];

/// "If the ban is lifted as the cabinet intended": what was meant is the deed right before "as".
fn deed_of_promise(words: &mut [Node<'_>], sentence: &Range<usize>) {
    let deed = |v: usize| -> Option<usize> {
        let subject = (sentence.start..v).find(|&s| hangs(words, s, v, "nsubj"))?;
        let mark = (sentence.start..subject).rev().take(4).find(|&m| words[m].text == "as")?;
        let before = (sentence.start..mark).rev().find(|&w| words[w].upos != Upos::Punct)?;
        let own = hangs(words, v, words[v].head?, "advcl");
        let verb = words[before].upos == Upos::Verb && words[v].head != Some(before);
        (own && verb).then_some(before)
    };
    let verbs = sentence.clone().filter(|&v| MEANT.contains(&words[v].text));
    let found: Vec<(usize, usize)> = verbs.filter_map(|v| Some((v, deed(v)?))).collect();
    for (verb, deed) in found {
        words[verb].head = Some(deed);
    }
}

/// What a subject is to its verb.
fn as_subject(words: &[Node<'_>], sentence: &Range<usize>, verb: usize) -> &'static str {
    let passive = sentence.clone().any(|a| hangs(words, a, verb, "aux:pass"));
    if passive { "nsubj:pass" } else { "nsubj" }
}

/// The finite verb that hangs on a noun as if it described it, with neither a subject nor a relative pronoun.
fn headless(words: &[Node<'_>], sentence: &Range<usize>, noun: usize) -> Option<usize> {
    if !matches!(words[noun].upos, Upos::Noun | Upos::Propn) {
        return None;
    }
    let child = |word: usize, head: usize, relation: &str| hangs(words, word, head, relation);
    // "Complaints numbered 4,750": a participle that is none, with a number right behind it.
    let numbered = |v: usize| {
        words[v].xpos == "JJ" && words.get(v + 1).is_some_and(|n| n.upos == Upos::Num && n.head == Some(v))
    };
    let finite = |v: usize| {
        let helper = |a: usize| child(a, v, "aux") && (is_finite(words[a].xpos) || words[a].xpos == "MD");
        words[v].upos == Upos::Verb
            && (is_finite(words[v].xpos) || numbered(v) || sentence.clone().any(helper))
    };
    let own = |v: usize| {
        sentence.clone().any(|s| ["nsubj", "csubj", "expl", "mark"].iter().any(|r| child(s, v, r)))
    };
    let relative = |v: usize| {
        (noun..v).any(|w| matches!(words[w].xpos, "WDT" | "WP" | "WP$" | "WRB"))
            || sentence
                .clone()
                .any(|w| words[w].head == Some(v) && words[w].text.eq_ignore_ascii_case("that"))
    };
    // "The port, run by the firm, handled": the second comma closes what the first opens.
    let commas = |v: usize| (noun..v).filter(|&w| words[w].text == ",").count();
    let comma = |v: usize| {
        (noun..v).any(|w| words[w].text == "," && words[w].head == Some(v))
            && !(words[v].xpos == "VBD" && commas(v) == 2 && words[v - 1].text == ",")
    };
    sentence.clone().find(|&v| {
        let inner = |h: usize| h > noun && words[h].head == Some(noun) && words[h].relation == "nmod";
        let hung = child(v, noun, "acl")
            // "Rents in the town average €14".
            || is_finite(words[v].xpos) && child(v, noun, "amod")
            || numbered(v) && words[v].relation.starts_with("acl") && words[v].head.is_some_and(inner);
        v > noun && hung && finite(v) && !own(v) && !relative(v) && !comma(v)
    })
}

/// Makes `new` the root and hangs the old root on it; what stands before the old root behind a comma, and the last
/// mark, go over to the new one.
fn turn(words: &mut [Node<'_>], sentence: &Range<usize>, old: usize, new: usize, relation: &'static str) {
    let frames: Vec<usize> = sentence
        .clone()
        .filter(|&w| words[w].head == Some(old) && w != new)
        .filter(|&w| {
            let before = w < old && (w..old).any(|c| words[c].text == ",");
            let clause = ["obl", "advcl", "parataxis", "ccomp"].iter().any(|r| hangs(words, w, old, r));
            before || clause || words[w].upos == Upos::Punct && w > new
        })
        .collect();
    for frame in frames {
        words[frame].head = Some(new);
        // What hung on a noun and now hangs on a verb.
        if words[frame].relation == "nmod" {
            words[frame].relation = "obl";
        }
    }
    let node = &mut words[new];
    (node.head, node.relation) = (None, "root");
    let node = &mut words[old];
    (node.head, node.relation) = (Some(new), relation);
}

#[cfg(test)]
mod tests {
    use super::*;
    use relata_rows::Span;

    /// Words as `form/UPOS/XPOS/head/relation`, heads from 1, 0 for the root.
    fn mended(sentence: &str) -> Vec<String> {
        let mut words: Vec<Node<'_>> = Vec::new();
        for word in sentence.split(' ') {
            let parts: Vec<&str> = word.split('/').collect();
            let upos = match parts[1] {
                "NOUN" => Upos::Noun,
                "PROPN" => Upos::Propn,
                "VERB" => Upos::Verb,
                "NUM" => Upos::Num,
                "PUNCT" => Upos::Punct,
                "AUX" => Upos::Aux,
                "PRON" => Upos::Pron,
                _ => Upos::Adp,
            };
            let known =
                ["VBD", "VBZ", "VBN", "VBG", "WDT", "MD"].into_iter().find(|x| *x == parts[2]).unwrap_or("X");
            const RELATIONS: [&str; 17] = [
                "ccomp",
                "root",
                "case",
                "nummod",
                "acl",
                "acl:relcl",
                "obl",
                "appos",
                "nsubj",
                "nmod",
                "aux:pass",
                "aux",
                "advcl",
                "csubj",
                "mark",
                "obj",
                "parataxis",
            ];
            let relation = RELATIONS.into_iter().find(|r| *r == parts[4]).unwrap_or("dep");
            words.push(Node {
                span: Span::new(0, 0),
                text: parts[0],
                upos,
                xpos: known,
                head: parts[3].parse::<usize>().ok().and_then(|h| h.checked_sub(1)),
                relation,
                sentence: 0,
            });
        }
        let all = 0..words.len();
        mend(&mut words, &all);
        words.iter().map(|w| format!("{}<{}:{}", w.text, w.head.map_or(0, |h| h + 1), w.relation)).collect()
    }

    #[test]
    fn a_finite_verb_without_a_subject_is_the_root() {
        let tree = mended("Norway/PROPN/NNP/0/root exported/VERB/VBD/1/acl:relcl wood/NOUN/NN/2/obj");
        assert_eq!(tree[..2], ["Norway<2:nsubj", "exported<0:root"]);
    }

    #[test]
    fn a_number_before_its_noun_is_no_root() {
        let tree = mended(
            "In/ADP/IN/2/case 2022/NUM/CD/5/obl 24,511/NUM/CD/0/root people/NOUN/NNS/3/appos applied/VERB/VBD/4/acl",
        );
        assert_eq!(tree[1..], ["2022<5:obl", "24,511<4:nummod", "people<5:nsubj", "applied<0:root"]);
    }

    #[test]
    fn what_stands_behind_a_preposition_is_no_root() {
        let tree = mended(
            "In/ADP/IN/2/case 2022/NUM/CD/0/root 500/NUM/CD/4/nummod people/NOUN/NNS/2/appos applied/VERB/VBD/4/acl",
        );
        assert_eq!(tree[1..], ["2022<5:obl", "500<4:nummod", "people<5:nsubj", "applied<0:root"]);
    }

    #[test]
    fn relative_clauses_and_participles_stay() {
        let relative = "boats/NOUN/NNS/0/root that/ADP/WDT/3/nsubj sank/VERB/VBD/1/acl:relcl";
        assert_eq!(mended(relative)[0], "boats<0:root");
        let own = "boats/NOUN/NNS/0/root they/ADP/PRP/3/nsubj sank/VERB/VBD/1/acl:relcl";
        assert_eq!(mended(own)[0], "boats<0:root");
        let participle = "boats/NOUN/NNS/0/root sunk/VERB/VBN/1/acl";
        assert_eq!(mended(participle)[0], "boats<0:root");
    }

    #[test]
    fn a_gerund_before_a_verb_without_a_subject_is_its_subject() {
        let tree =
            mended("Building/VERB/VBG/3/advcl ports/NOUN/NNS/1/obj cost/VERB/VBD/0/root 5/NUM/CD/3/obj");
        assert_eq!(tree[0], "Building<3:csubj");
        let marked = "While/ADP/IN/2/mark building/VERB/VBG/3/advcl fell/VERB/VBD/0/root";
        assert_eq!(mended(marked)[1], "building<3:advcl");
        let comma = "Building/VERB/VBG/4/advcl ports/NOUN/NNS/1/obj ,/PUNCT/,/4/dep fell/VERB/VBD/0/root";
        assert_eq!(mended(comma)[0], "Building<4:advcl");
    }

    #[test]
    fn what_stands_before_whoever_tells_is_of_what_is_told() {
        let tree = mended(
            "Yesterday/NOUN/NN/5/obl boats/NOUN/NNS/3/nsubj sank/VERB/VBD/5/ccomp guards/NOUN/NNS/5/nsubj said/VERB/VBD/0/root",
        );
        assert_eq!(tree[0], "Yesterday<3:obl");
    }

    #[test]
    fn a_level_hangs_on_the_verb() {
        let tree = mended(
            "rose/VERB/VBD/0/root by/ADP/IN/3/case points/NOUN/NNS/1/obl to/ADP/IN/5/case 9/NUM/CD/3/nmod",
        );
        assert_eq!(tree[4], "9<1:obl");
    }

    #[test]
    fn a_clause_right_behind_a_noun_tells_which_one() {
        let tree = mended(
            "postponed/VERB/VBD/0/root talks/NOUN/NNS/1/obj it/PRON/PRP/4/nsubj plans/VERB/VBZ/1/parataxis",
        );
        assert_eq!(tree[3], "plans<2:acl:relcl");
        let aside = "cut/VERB/VBD/0/root tax/NOUN/NN/1/obj it/PRON/PRP/4/nsubj said/VERB/VBD/1/parataxis";
        assert_eq!(mended(aside)[3], "said<1:parataxis");
    }

    #[test]
    fn a_sentence_of_more_words_than_anybody_writes_is_left() {
        let first = "Norway/PROPN/NNP/0/root exported/VERB/VBD/1/acl:relcl";
        let long = format!("{first}{}", " wood/NOUN/NN/2/obj".repeat(LONGEST));
        assert_eq!(mended(&long)[0], "Norway<0:root");
    }
}
