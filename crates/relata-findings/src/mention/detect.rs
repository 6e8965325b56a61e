//! Where actors are named or pointed at: names, noun phrases whose head the model takes for a person, body
//! or place, and pronouns.

use super::names;
use super::pronoun::{Sort, pronoun};
use super::scene::{Scene, is_anybody};
use super::{further, titles, told};
use crate::text::Text;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_language::{MentionKind, NameKind, Upos, country};
use relata_rows::MentionForm;
use std::ops::Range;

/// A mention where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Everything that hangs on its head, as corpora of coreference mark it: with relative clauses and the
    /// possessive ending, without appositions and what is joined by "and".
    pub phrase: Range<usize>,
    /// What a reader would mark: a name without title and possessive, a description without clauses.
    pub core: Range<usize>,
    pub head: usize,
    pub form: MentionForm,
    /// The kind of its name.
    pub name: Option<NameKind>,
}

/// Relations that never belong to the phrase of their head: what is joined to it or stands beside it, and
/// what a noun governs as a predicate.
const OUTSIDE: [&str; 16] = [
    "conj",
    "cc",
    "parataxis",
    "discourse",
    "vocative",
    "dislocated",
    "reparandum",
    "punct",
    "appos",
    "cop",
    "nsubj",
    "aux",
    "mark",
    "expl",
    "csubj",
    "orphan",
];
/// Clauses that describe a noun.
const CLAUSES: [&str; 3] = ["acl", "advcl", "ccomp"];

/// The mentions of a document, in the order of their first words, an outer one before those inside it.
pub(crate) fn places(scene: &Scene<'_>) -> Vec<Place> {
    let text = scene.text;
    let mut found: Vec<Place> = Vec::new();
    let mut headed = vec![false; text.words.len()];
    for name in &scene.names {
        let head = text.head(&name.words);
        // "Jr." and "President" alone are no names.
        let empty = |i: usize| !text.is_word(i) || is_office(text, i) || names::is_suffix(&text.lower(i));
        if name.words.clone().all(empty) || !name.words.clone().any(|i| capital(text, i)) {
            continue;
        }
        let place = match name.kind {
            NameKind::Other if told::is_event(text, head) => {
                Some(named(text, &name.words, head, NameKind::Event))
            }
            NameKind::Other if !is_actor(scene.kinds[head]) => {
                unknown(text, &name.words).map(|kind| named(text, &name.words, head, kind))
            }
            NameKind::People if text.words[head].upos == Upos::Adj => demonym(text, head),
            // "Mexico City officials", "a Biden supporter": the name is inside another phrase, and that is
            // a mention of its own.
            _ => Some(named(text, &name.words, head, name.kind)),
        };
        if let Some(place) = place {
            headed[place.head] = true;
            found.push(place);
        }
    }
    for word in 0..text.words.len() {
        // "Q" is nobody by name.
        let asks = || scene.is_label(word) && is_anybody(&text.lower(word));
        if !headed[word] && !asks() {
            found.extend(unnamed(scene, word, &headed));
        }
    }
    found.extend(told::again(scene, &found));
    found.sort_by_key(|p| (p.phrase.start, std::cmp::Reverse(p.phrase.end), p.head));
    found.dedup_by(|b, a| a.phrase == b.phrase);
    found
}

/// What a name is that the model knows no kind of: as the lists have it; of one that does something in a word
/// ("Brandt-backed") a body where it is an acronym, else a person.
fn unknown(text: &Text<'_>, words: &Range<usize>) -> Option<NameKind> {
    let mut words = words.clone();
    let hyphen = text.words[words.end - 1].text == "-" && words.len() > 1;
    words.end -= usize::from(hyphen);
    let after = words.end + 1;
    let acts = text.lower(words.end) == "-"
        && text.words.get(after).is_some_and(|w| matches!(w.upos, Upos::Verb | Upos::Adj))
        && !capital(text, after);
    let short = !text.words[words.end - 1].text.contains(char::is_lowercase);
    let actor = if short { NameKind::Organization } else { NameKind::Person };
    further::known(text, &words).or_else(|| (acts && words.len() < 3).then_some(actor))
}

/// The mention that the words of `phrase` are; for stretches that are known from elsewhere.
pub(crate) fn place(scene: &Scene<'_>, phrase: Range<usize>) -> Place {
    let text = scene.text;
    let head = text.head(&phrase);
    if pronoun(&text.lower(head)).is_some_and(|p| text.words[head].upos != Upos::Noun || p.person < 3) {
        return Place { core: phrase.clone(), phrase, head, form: MentionForm::Pronoun, name: None };
    }
    let name = scene.name_at(head).filter(|n| n.words.start < phrase.end && phrase.start < n.words.end);
    match name {
        // The name itself heads the phrase, or stands around it.
        Some(n) if n.words.contains(&head) && (text.head(&n.words) == head || !within(&n.words, &phrase)) => {
            let whole = n.words.start.max(phrase.start)..n.words.end.min(phrase.end);
            let kind = if within(&n.words, &phrase) { Some(n.kind) } else { None };
            Place {
                core: bare(text, whole, n.kind == NameKind::Person),
                phrase,
                head,
                form: MentionForm::Name,
                name: kind,
            }
        }
        _ if text.words[head].upos == Upos::Propn => {
            let person = scene.kinds[head] == Some(MentionKind::Person);
            let core = bare(text, propers(text, head).start.max(phrase.start)..head + 1, person);
            Place { core, phrase, head, form: MentionForm::Name, name: None }
        }
        _ => {
            let core = described(text, head);
            Place { core: clip(&core, &phrase), phrase, head, form: MentionForm::Nominal, name: None }
        }
    }
}

fn capital(text: &Text<'_>, word: usize) -> bool {
    text.words[word].text.contains(char::is_uppercase)
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn clip(range: &Range<usize>, to: &Range<usize>) -> Range<usize> {
    let start = range.start.clamp(to.start, to.end - 1);
    start..range.end.clamp(start + 1, to.end)
}

/// Whether an actor can be of this kind.
pub(crate) fn is_actor(kind: Option<MentionKind>) -> bool {
    matches!(kind, Some(MentionKind::Person | MentionKind::Organization | MentionKind::Place))
}

/// "the Mexican navy" names Mexico.
fn demonym(text: &Text<'_>, head: usize) -> Option<Place> {
    country(text.words[head].text)?;
    let own = head..head + 1;
    let (form, name) = (MentionForm::Name, Some(NameKind::Country));
    Some(Place { phrase: own.clone(), core: own, head, form, name })
}

fn named(text: &Text<'_>, words: &Range<usize>, head: usize, kind: NameKind) -> Place {
    let mut around = phrase(text, head, Clauses::Kept);
    // "his brother Emil Renner" is one mention, whichever of the two nouns hangs on the other.
    let title = words.start.checked_sub(1).filter(|&t| text.words[t].sentence == text.words[head].sentence);
    if kind == NameKind::Person
        && let Some(title) = title.filter(|&t| is_title(text, t, head))
    {
        around.start = around.start.min(phrase(text, title, Clauses::Cut).start);
    }
    let phrase = around.start.min(words.start)..around.end.max(words.end);
    Place {
        phrase,
        core: bare(text, words.clone(), kind == NameKind::Person),
        head,
        form: MentionForm::Name,
        name: Some(kind),
    }
}

/// The mention that a word heads which heads no name.
fn unnamed(scene: &Scene<'_>, word: usize, headed: &[bool]) -> Option<Place> {
    let text = scene.text;
    let node = &text.words[word];
    let actor = is_actor(scene.kinds[word]);
    let free = text.by(word, "det").next().is_none();
    if matches!(node.upos, Upos::Pron | Upos::Det)
        && free
        && let Some(pronoun) = pronoun(&text.lower(word))
    {
        let points = match (pronoun.sort, pronoun.person) {
            (Sort::Relative, _) => node.xpos.starts_with('W') && follows_actor(scene, word, headed),
            (_, 1 | 2) => true,
            _ if node.relation == "det" => false,
            _ if pronoun.sex == super::pronoun::Sex::Man || pronoun.sex == super::pronoun::Sex::Woman => true,
            _ => actor,
        };
        let whole = match pronoun.sort {
            Sort::Indefinite | Sort::Demonstrative => phrase(text, word, Clauses::Kept),
            _ => word..word + 1,
        };
        let core = word..word + 1;
        return points.then_some(Place {
            phrase: whole,
            core,
            head: word,
            form: MentionForm::Pronoun,
            name: None,
        });
    }
    if let Some(event) = told::place(scene, word) {
        return Some(event);
    }
    if !actor
        || text.is(word, "flat")
        || !matches!(node.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
    {
        return None;
    }
    if titles_name(scene, word) {
        return None;
    }
    let whole = phrase(text, word, Clauses::Kept);
    if scene.name_at(word).is_some_and(|n| n.words.start < word && text.lower(word - 1) == "-") {
        return None;
    }
    if let Some(core) = body(scene, word) {
        let name = Some(NameKind::Organization);
        let phrase = whole.start.min(core.start)..whole.end.max(core.end);
        return Some(Place { phrase, core, head: word, form: MentionForm::Name, name });
    }
    // A word inside a name that names something of its own: "Mexico" in "Bank of Mexico". An office with a capital
    // is a description, and so is "the Republican".
    let member = scene.kinds[word] == Some(MentionKind::Person) && !free && scene.name_at(word).is_none();
    if node.upos == Upos::Propn && !is_office(text, word) && !member {
        let person = scene.kinds[word] == Some(MentionKind::Person);
        let core = bare(text, propers(text, word), person);
        // The whole of a name is there already.
        let whole_name = |n: &super::scene::NameAt| within(&bare(text, n.words.clone(), person), &core);
        if scene.name_at(word).is_some_and(whole_name) {
            return None;
        }
        let name = country(core_text(text, &core)).map(|_| NameKind::Country);
        return Some(Place { phrase: whole, core, head: word, form: MentionForm::Name, name });
    }
    let core = described(text, word);
    Some(Place { phrase: whole, core, head: word, form: MentionForm::Nominal, name: None })
}

/// Whether a word is the title before a person's name, and so a part of that mention.
fn titles_name(scene: &Scene<'_>, word: usize) -> bool {
    let next = scene.name_at(word + 1).filter(|n| n.words.start == word + 1 && n.kind == NameKind::Person);
    next.is_some_and(|n| is_title(scene.text, word, scene.text.head(&n.words)))
}

/// Whether a noun right before a person's name is a title of it: an office, or a noun for a person that is
/// joined to it in the tree.
fn is_title(text: &Text<'_>, noun: usize, head: usize) -> bool {
    let joined = text.words[noun].head == Some(head) || text.words[head].head == Some(noun);
    let named = text.words[noun].upos == Upos::Noun;
    is_office(text, noun)
        || named && joined && is_kind_of(&text.lemma(noun).to_lowercase(), "person", Pos::Noun, 2)
}

/// Whether a noun, with a capital or without, is an office or a trade.
fn is_office(text: &Text<'_>, word: usize) -> bool {
    let lemma = text.lemma(word).to_lowercase();
    let singular = lemma.strip_suffix('s').unwrap_or(&lemma);
    titles::is_office(&lemma) || titles::is_office(singular)
}

/// A body by a name of the form "Institute for River Studies", where the model sees no name as a whole.
fn body(scene: &Scene<'_>, word: usize) -> Option<Range<usize>> {
    let text = scene.text;
    let capital = |i: usize| text.words[i].text.starts_with(char::is_uppercase);
    let sentence = text.sentences[text.words[word].sentence].clone();
    if scene.kinds[word] != Some(MentionKind::Organization) || !capital(word) || word == sentence.start {
        return None;
    }
    let of = matches!(text.lower(word + 1).as_str(), "of" | "for") && word + 2 < sentence.end;
    let small = |i: usize| matches!(text.lower(i).as_str(), "of" | "for" | "the" | "and" | "on");
    let mut end = word + 2;
    while of && end < sentence.end && (capital(end) || small(end) && end + 1 < sentence.end) {
        end += 1;
    }
    while end > word + 2 && !capital(end - 1) {
        end -= 1;
    }
    let mut start = word;
    while start > sentence.start + 1 && capital(start - 1) && text.words[start - 1].upos == Upos::Propn {
        start -= 1;
    }
    (of && end > word + 2).then_some(start..end)
}

fn core_text<'t>(text: &Text<'t>, core: &Range<usize>) -> &'t str {
    text.cover(core).get(text.text).unwrap_or_default()
}

/// Whether the relative clause of a pronoun hangs on an actor.
fn follows_actor(scene: &Scene<'_>, word: usize, headed: &[bool]) -> bool {
    antecedent(scene.text, word).is_some_and(|noun| headed[noun] || is_actor(scene.kinds[noun]))
}

/// The noun that the relative clause of a relative pronoun hangs on.
pub(crate) fn antecedent(text: &Text<'_>, word: usize) -> Option<usize> {
    let mut at = word;
    while let Some(above) = text.words[at].head {
        if text.words[at].relation == "acl:relcl" {
            return Some(above);
        }
        at = above;
    }
    None
}

/// Whether clauses that describe a noun belong to its phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clauses {
    Kept,
    Cut,
}

/// The phrase that a noun heads.
fn phrase(text: &Text<'_>, head: usize, clauses: Clauses) -> Range<usize> {
    let sentence = text.sentences[text.words[head].sentence].clone();
    let predicate = text.by(head, "cop").next();
    // What stands before the article, the possessor or the preposition is the sentence's.
    let opens_with = |c: &usize| ["det", "nmod:poss", "case"].iter().any(|r| text.is(*c, r)) && *c < head;
    let opening = text.children(head).find(opens_with);
    let belongs = |child: usize| {
        let relation = |names: &[&str]| names.iter().any(|r| text.is(child, r));
        // "More than a thousand were nurses": what stands before the verb is no part of the predicate.
        let before_verb = predicate.is_some_and(|verb| verb < head && child < verb);
        if relation(&OUTSIDE) || before_verb || relation(&CLAUSES[1..]) && predicate.is_some() {
            return false;
        }
        if clauses == Clauses::Cut && (relation(&CLAUSES) || child > head && relation(&["case"])) {
            return false;
        }
        if relation(&["case"]) {
            return child > head && matches!(text.lower(child).as_str(), "'s" | "'");
        }
        let before = opening.is_some_and(|o| child < o) && !relation(&["det"]);
        let adverb = relation(&["advmod", "obl"]) && child < head;
        !(before || adverb && predicate.is_some())
    };
    let (mut first, mut last) = (head, head);
    for child in text.children(head).filter(|&c| belongs(c)) {
        let (from, to) = reach(text, child, &sentence);
        (first, last) = (first.min(from), last.max(to));
    }
    while first < head && (!text.is_word(first) && !opens(text.words[first].text)) {
        first += 1;
    }
    while last > head && matches!(text.words[last].text, "," | ";" | "-" | "–" | "—" | ":") {
        last -= 1;
    }
    first..last + 1
}

fn opens(word: &str) -> bool {
    matches!(word, "\"" | "“" | "(" | "[" | "‘" | "$")
}

/// The first and last word of all that hangs on a word, without the marks at its ends.
fn reach(text: &Text<'_>, top: usize, sentence: &Range<usize>) -> (usize, usize) {
    let (mut first, mut last) = (top, top);
    // Trees of sentences are short; each word looks up once.
    for word in sentence.clone().filter(|&w| !text.is(w, "punct")) {
        if (word < first || word > last) && text.is_under(word, top) {
            (first, last) = (first.min(word), last.max(word));
        }
    }
    // A closing mark belongs to what it closes.
    if last + 1 < sentence.end
        && matches!(text.words[last + 1].text, ")" | "]" | "”")
        && text.words[last + 1].head.is_some_and(|h| (first..=last).contains(&h))
    {
        last += 1;
    }
    (first, last)
}

/// A description without the clauses and the possessive: "the then foreign minister of Chile".
pub(crate) fn described(text: &Text<'_>, head: usize) -> Range<usize> {
    let whole = phrase(text, head, Clauses::Cut);
    // A possessive ending belongs to what stands before it.
    let opens = |i: usize| text.is_word(i) && text.words[i].upos != Upos::Part;
    let start = (whole.start..head).find(|&i| opens(i)).unwrap_or(head);
    // ", including the electoral court" names some of them.
    let some = |&i: &usize| {
        text.words[i].text == ","
            && matches!(text.lower(i + 1).as_str(), "including" | "notably" | "especially")
    };
    let end = (head + 1..whole.end).find(some).unwrap_or(whole.end);
    start..end.max(head + 1)
}

/// The run of proper nouns that ends at `head` and hangs on it.
fn propers(text: &Text<'_>, head: usize) -> Range<usize> {
    let mut start = head;
    while start > 0
        && matches!(text.words[start - 1].upos, Upos::Propn | Upos::Adj)
        && capital(text, start - 1)
        && text.words[start - 1].head == Some(head)
        && text.words[start - 1].sentence == text.words[head].sentence
    {
        start -= 1;
    }
    start..head + 1
}

/// A name without titles before it, and without article, possessive and marks at its ends. Of persons' names
/// offices are titles, where something else is left.
pub(crate) fn bare(text: &Text<'_>, words: Range<usize>, person: bool) -> Range<usize> {
    let (mut start, mut end) = (words.start, words.end);
    let titled = |first: &str, at: usize| {
        let mut rest = at + 1..words.end;
        person
            && titles::is_office(first)
            && rest.any(|i| text.is_word(i) && !titles::is_office(&text.lower(i)))
    };
    while end - start > 1 {
        let last = text.lower(end - 1);
        let first = text.lower(start);
        if matches!(last.as_str(), "'s" | "'") || !text.is_word(end - 1) && last != ")" {
            end -= 1;
        } else if titles::is_courtesy(&first)
            || titled(&first, start)
            || first == "the"
            || !text.is_word(start)
        {
            start += 1;
        } else {
            break;
        }
    }
    start..end
}
