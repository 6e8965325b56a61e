//! Whether what a verb or noun tells is told as having happened: by its helpers and by what stands above it.

use super::tree;
use crate::lexicon::Lists;
use crate::text::Text;
use relata_language::Upos;
use relata_rows::Modality;
use std::sync::LazyLock;

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("../../data/en/modality.txt")));

fn is_in(list: &str, word: &str) -> bool {
    LISTS.has(list, word)
}

/// Whether a verb, as its lemma, only says that its subject happens.
pub(super) fn happens(lemma: &str) -> bool {
    is_in("happen", lemma)
}

/// How far a chain of heads is followed.
const DEEPEST: usize = 10;

/// How the event of `trigger` is told; `light`: the verb of which a noun is the object.
pub(super) fn modality(text: &Text<'_>, trigger: usize, light: Option<usize>) -> Modality {
    let all = evidence(text, trigger, light);
    // "Should the militia hand over the port, flights could start": a condition without "if".
    if inverted(text, trigger) {
        return Modality::Hypothetical;
    }
    // What is told to be undone is undone, whatever else is said of it.
    if all.contains(&Modality::Negated) && conditional(text, trigger) {
        return Modality::Hypothetical;
    }
    let order =
        [Modality::Negated, Modality::Demanded, Modality::Hypothetical, Modality::Planned, Modality::Alleged];
    order.into_iter().find(|m| all.contains(m)).unwrap_or(Modality::Actual)
}

/// What the helpers of a trigger, its light verb and all that stands above say of how it is told.
pub(super) fn evidence(text: &Text<'_>, trigger: usize, light: Option<usize>) -> Vec<Modality> {
    let mut all: Vec<Modality> = own(text, trigger).into_iter().collect();
    let mut at = trigger;
    if let Some(verb) = light {
        all.extend(own(text, verb));
        at = verb;
    }
    for _ in 0..DEEPEST {
        let Some(head) = text.words[at].head else { break };
        match climb(text, at, head) {
            Step::Stop => break,
            Step::Through => {}
            Step::Colours(modality) => all.push(modality),
            Step::Shares => all.extend(own(text, head)),
            Step::SharesTime => all.extend(own(text, head).into_iter().filter(|m| *m != Modality::Negated)),
        }
        at = head;
    }
    if is_question(text, trigger) {
        all.push(Modality::Hypothetical);
    }
    all
}

/// Whether a word stands in the first clause of a sentence that "should" opens and a comma ends, which asks nothing.
fn inverted(text: &Text<'_>, trigger: usize) -> bool {
    let sentence = text.sentences[text.words[trigger].sentence].clone();
    let comma = sentence.clone().find(|&w| text.words[w].text == ",");
    let asks = sentence.clone().next_back().is_some_and(|w| text.words[w].text == "?");
    text.lower(sentence.start) == "should" && !asks && comma.is_some_and(|c| trigger < c)
}

/// "If they cannot agree": a condition, whatever it says.
fn conditional(text: &Text<'_>, trigger: usize) -> bool {
    text.by(trigger, "mark").any(|m| matches!(text.lower(m).as_str(), "if" | "unless"))
}

enum Step {
    Stop,
    /// What is above says nothing of whether it happened.
    Through,
    /// What is above says what it is.
    Colours(Modality),
    /// What holds of what is above holds of it.
    Shares,
    /// It is as far off as what is above, but not denied with it.
    SharesTime,
}

/// What the word above says of the one that hangs on it.
fn climb(text: &Text<'_>, word: usize, head: usize) -> Step {
    let relation = text.words[word].relation;
    let lemma = match text.words[head].upos {
        // "accused of"
        Upos::Adj if text.words[head].text.ends_with("ed") => {
            relata_language::lexicon::lemma(text.words[head].text, Upos::Verb, "VBN")
        }
        _ => text.lemma(head).to_lowercase(),
    };
    let verb = matches!(text.words[word].upos, Upos::Verb | Upos::Aux);
    let is = |r: &str| text.is(word, r);
    if is("conj") {
        // "did not arrest or beat": one helper for both; a subject or helper of its own parts them.
        let apart =
            verb && (text.by(word, "nsubj").next().is_some() || text.by(word, "aux").next().is_some());
        return if apart { Step::Through } else { Step::Shares };
    }
    if relation == "acl:relcl" {
        return Step::Stop;
    }
    if is("xcomp") && is_in("heard", &lemma) && tree::is_passive(text, head) {
        return Step::Colours(Modality::Alleged);
    }
    let yet = || text.by(head, "advmod").chain(text.by(word, "advmod")).any(|a| text.lower(a) == "yet");
    if is("xcomp") && matches!(lemma.as_str(), "have" | "be") && yet() {
        return Step::Colours(Modality::Negated);
    }
    // "I want to thank", "we would like to welcome"
    if matches!(lemma.as_str(), "want" | "like" | "wish" | "have" | "let")
        && is_in("perform", &text.lemma(word))
    {
        return Step::Stop;
    }
    // "called her to congratulate her"
    let phoned = lemma == "call" && text.by(head, "obj").next().is_some();
    let phoned = phoned && !matches!(text.lower(head + 1).as_str(), "on" | "upon");
    if phoned && (is("advcl") || is("xcomp")) && text.words[word].xpos == "VB" {
        return Step::Shares;
    }
    // "to ensure that they are paid": as far off as that.
    if lemma == "ensure" && (is("ccomp") || is("obj")) {
        return Step::Shares;
    }
    // "has to cooperate"; "had to resign" is done.
    if lemma == "have" && is("xcomp") && matches!(text.words[head].xpos, "VBZ" | "VBP" | "VB") {
        return Step::Colours(Modality::Demanded);
    }
    // "is going to meet"
    if lemma == "go" && is("xcomp") && text.words[head].xpos == "VBG" {
        return Step::Colours(Modality::Planned);
    }
    // "looks forward to working with"
    let forward = || text.by(head, "advmod").any(|a| text.lower(a) == "forward");
    if lemma == "look" && forward() && ["advcl", "xcomp", "ccomp", "obl"].iter().any(|r| is(r)) {
        return Step::Colours(Modality::Planned);
    }
    // "will be focused on working with"
    if is("advcl") && is_in("focus", &lemma) && tree::case(text, word).is_some_and(|c| c == "on") {
        return Step::Shares;
    }
    // "stopped supporting", "will never stop supporting"
    if is("xcomp") && is_in("cease", &lemma) && text.words[word].xpos == "VBG" {
        let denied = text.children(head).any(|c| is_in("never", &text.lower(c)));
        let will = text.by(head, "aux").any(|a| matches!(text.lower(a).as_str(), "will" | "'ll" | "wo"));
        return match (denied, will) {
            (false, _) => Step::Colours(Modality::Negated),
            (true, true) => Step::Colours(Modality::Planned),
            (true, false) => Step::Stop,
        };
    }
    // "must keep on cooperating"
    if is("advcl") && is_in("keep", &lemma) && tree::case(text, word).is_some_and(|c| c == "on") {
        return Step::Shares;
    }
    // "discussed working together"
    if (is("xcomp") || is("ccomp")) && is_in("explore", &lemma) && text.words[word].xpos == "VBG" {
        return Step::Colours(Modality::Hypothetical);
    }
    // "will improve the arrest of", "to support the investigation of": as far off as that.
    if !verb && is("obj") && is_in("foster", &lemma) {
        return Step::Shares;
    }
    // "wants the agency to stop": of somebody else.
    if lemma == "want" && is("xcomp") && text.by(head, "obj").next().is_some() {
        return Step::Colours(Modality::Demanded);
    }
    if is("nsubj") && text.words[head].upos == Upos::Adj && (is_in("may", &lemma) || is_in("no", &lemma)) {
        return Step::Colours(if is_in("no", &lemma) { Modality::Negated } else { Modality::Hypothetical });
    }
    // "ended the talks": they were held; "to end the violence": as far off as that.
    if is_in("end", &lemma) && is("obj") && !verb {
        return if matches!(text.words[head].xpos, "VBD" | "VBN") {
            Step::SharesTime
        } else {
            Step::Colours(Modality::Hypothetical)
        };
    }
    if is_in("curb", &lemma) && (is("obj") || is("obl")) && !verb {
        return Step::Colours(Modality::Hypothetical);
    }
    // "I hope that the senate supports you": a wish for what others do; "hopes to meet them" is a plan.
    if is("ccomp") && matches!(lemma.as_str(), "hope" | "wish") {
        return Step::Colours(Modality::Hypothetical);
    }
    if let Some(told) = above(text, &lemma, head) {
        // "an order barring entry" is given.
        let does =
            told == Modality::Demanded && text.words[word].xpos == "VBG" && tree::case(text, word).is_none();
        // "cannot predict when they will be vaccinated"
        let open = told == Modality::Negated && is_in("plan", &lemma);
        // "suggests that they support him": no demand.
        let finite = is("ccomp") && is_in("claim", &lemma) && states(text, word);
        // "the paper reported that they met": as it is told there; whose words they are the row says.
        let named = told == Modality::Alleged && lemma == "report" && !tree::is_passive(text, head);
        if told == Modality::Demanded && finite || named && is("ccomp") {
            return Step::Stop;
        }
        let asks = text.by(word, "advmod").any(|a| text.words[a].xpos == "WRB");
        // "asked whether they would meet"
        let whether =
            is("ccomp") && text.by(word, "mark").any(|m| matches!(text.lower(m).as_str(), "if" | "whether"));
        let told = if open && asks || whether { Modality::Hypothetical } else { told };
        // "tried to persuade them": they were asked.
        if is("xcomp") && is_in("tried", &lemma) && is_in("press", &text.lemma(word)) {
            return Step::Shares;
        }
        let argument = ["xcomp", "ccomp", "obj", "amod", "csubj"].iter().any(|r| is(r))
            || relation == "nsubj:pass"
            || relation == "acl" && text.words[word].xpos != "VBN" && !does
            || is_complement(text, word, told);
        if argument {
            // "will not threaten to": what is denied above is no more told than before.
            return Step::Colours(told);
        }
    }
    if is("advcl") {
        let infinitive =
            text.words[word].xpos == "VB" && text.by(word, "mark").any(|m| text.lower(m) == "to");
        if infinitive && is_in("meant", &lemma) && !is_in("aimed", &text.lemma(word)) {
            return Step::Shares;
        }
        // "sent police to clear the square": for that purpose.
        return if infinitive && verb { Step::Colours(Modality::Planned) } else { Step::Stop };
    }
    if is("xcomp") {
        return Step::Shares;
    }
    // "hopes to show that they fired": what is told stays as it is told.
    if is("ccomp") || is("parataxis") {
        return Step::Stop;
    }
    let happens = is_in("happen", &lemma) && (is("nsubj") || relation == "nsubj:pass");
    if happens || text.by(head, "cop").next().is_some() && is("nsubj") {
        return Step::Shares;
    }
    // "At the meeting they will discuss it": the meeting is to come as well.
    if is("obl") && !verb && tree::case(text, word).is_some_and(|c| matches!(c.as_str(), "at" | "during")) {
        return Step::SharesTime;
    }
    // "condemned the attack": it is told as known.
    if is("nmod") && !verb {
        return Step::Through;
    }
    if relation == "acl" {
        // "an approach to prosecute them" tells no prosecution; "efforts to deter him" do.
        let infinitive =
            text.words[word].xpos == "VB" && text.by(word, "mark").any(|m| text.lower(m) == "to");
        return if infinitive && !is_in("deed", &lemma) {
            Step::Colours(Modality::Planned)
        } else {
            Step::Through
        };
    }
    Step::Stop
}

/// Whether a phrase or clause behind a preposition is what the word above is about: "called for talks", "accused of
/// bribing"; not "asked about the talks".
fn is_complement(text: &Text<'_>, word: usize, told: Modality) -> bool {
    let hangs = ["obl", "nmod", "advcl", "acl"].iter().any(|r| text.is(word, r));
    let Some(case) = tree::case(text, word).filter(|_| hangs) else { return false };
    let prepositions: &[&str] = match told {
        Modality::Demanded => &["for", "to", "upon"],
        Modality::Planned => &["for", "to", "on", "of"],
        Modality::Negated => &["from", "of", "against", "to"],
        Modality::Alleged => &["of", "with", "for", "in", "against"],
        _ => &["of", "about", "for", "over", "against", "with"],
    };
    prepositions.contains(&case.as_str())
}

/// What a governing word makes of what hangs on it.
fn above(text: &Text<'_>, lemma: &str, head: usize) -> Option<Modality> {
    let particle = text.by(head, "compound:prt").next().map(|p| format!("{lemma}_{}", text.lower(p)));
    let phrase = particle.as_deref();
    let is = |list: &str| phrase.is_some_and(|p| is_in(list, p)) || is_in(list, lemma);
    let denied = text.children(head).any(|c| is_in("never", &text.lower(c)));
    if is("no") {
        // "did not fail to", "did not deny": as if it were told.
        return (!denied).then_some(Modality::Negated);
    }
    if is("ask") {
        return Some(Modality::Demanded);
    }
    if is("may") {
        return Some(Modality::Hypothetical);
    }
    if is("plan") {
        return Some(if denied { Modality::Negated } else { Modality::Planned });
    }
    is("say").then_some(Modality::Alleged)
}

/// What the helpers and small words that hang on a word say.
fn own(text: &Text<'_>, word: usize) -> Vec<Modality> {
    let mut all = Vec::new();
    let helpers: Vec<usize> = text.by(word, "aux").chain(text.by(word, "cop")).collect();
    let reported = text.words[word].head.is_some_and(|h| {
        text.is(word, "ccomp") && text.words[h].xpos.starts_with("VB") && !helpers.is_empty()
    });
    let perfect = helpers.iter().any(|&h| text.lower(h) == "have");
    for &h in &helpers {
        match text.lower(h).as_str() {
            "will" | "'ll" | "wo" | "shall" | "gonna" => all.push(Modality::Planned),
            "would" | "'d" if text.words[h].xpos == "MD" => {
                all.push(if reported && !perfect { Modality::Planned } else { Modality::Hypothetical });
            }
            "could" | "may" | "might" | "can" | "ca" => all.push(Modality::Hypothetical),
            "should" | "must" | "ought" if perfect => all.push(Modality::Negated),
            "should" | "must" | "ought" | "need" => all.push(Modality::Demanded),
            _ => {}
        }
    }
    for c in text.children(word) {
        let lower = text.lower(c);
        let small = ["advmod", "det", "case", "mark", "cc:preconj", "cc"].iter().any(|r| text.is(c, r));
        let subject = text.is(c, "nsubj");
        let none = subject && text.children(c).any(|n| n < c && text.lower(n) == "not");
        // "met nobody", "imposed no sanctions"
        let no_object = text.is(c, "obj") && is_no(text, c);
        // "not just an ally": no denial.
        let only = || matches!(text.lower(c + 1).as_str(), "just" | "only" | "merely" | "simply");
        if small && is_in("never", &lower) && !only() || none || subject && is_no(text, c) || no_object {
            all.push(Modality::Negated);
        }
        if text.is(c, "advmod") && is_in("hearsay", &lower) || text.is(c, "amod") && is_in("say", &lower) {
            all.push(Modality::Alleged);
        }
        if text.is(c, "advmod") && is_in("maybe", &lower) {
            all.push(Modality::Hypothetical);
        }
        if text.is(c, "amod") && (is_in("plan", &lower) || is_in("plan", &text.lemma(c))) {
            all.push(Modality::Planned);
        }
        if text.is(c, "amod") && is_in("may", &lower) {
            all.push(Modality::Hypothetical);
        }
        // "before we hold the meeting": yet to come, not so "before they held it".
        if text.is(c, "mark") && lower == "before" && matches!(text.words[word].xpos, "VB" | "VBP" | "VBZ") {
            all.push(Modality::Planned);
        }
        if text.is(c, "mark")
            && matches!(lower.as_str(), "if" | "unless" | "whether" | "lest" | "should" | "until")
        {
            all.push(Modality::Hypothetical);
        }
    }
    // "doctors are to be flown in"
    let to = text.by(word, "mark").find(|&m| text.lower(m) == "to");
    let is_to = |t: usize| {
        helpers.iter().any(|&h| h < t && text.lemma(h) == "be" && matches!(text.words[h].xpos, "VBZ" | "VBP"))
    };
    if to.is_some_and(is_to) {
        all.push(Modality::Planned);
    }
    // "Leaders to meet in June": an infinitive with nothing above it.
    let infinitive = text.words[word].xpos == "VB"
        && text.by(word, "mark").chain(text.by(word, "aux")).any(|m| text.lower(m) == "to");
    let free = text.words[word].head.is_none_or(|_| text.is(word, "parataxis"));
    if infinitive && free {
        all.push(Modality::Planned);
    }
    // An order to whoever reads.
    if text.words[word].xpos == "VB"
        && free
        && !infinitive
        && helpers.is_empty()
        && text.by(word, "nsubj").next().is_none()
    {
        all.push(Modality::Demanded);
    }
    all
}

/// Whether a clause is told as fact, not as asked for: "that they support", not "that they support" after "should" or
/// in the bare form.
fn states(text: &Text<'_>, word: usize) -> bool {
    let helper = |c: usize| {
        (text.is(c, "aux") || text.is(c, "cop")) && matches!(text.words[c].xpos, "VBZ" | "VBP" | "VBD")
    };
    matches!(text.words[word].xpos, "VBZ" | "VBP" | "VBD") || text.children(word).any(helper)
}

/// "no minister", "nobody", "none of them", "neither side".
fn is_no(text: &Text<'_>, word: usize) -> bool {
    is_in("never", &text.lower(word))
        || text.by(word, "det").chain(text.by(word, "cc")).any(|d| is_in("never", &text.lower(d)))
}

fn is_question(text: &Text<'_>, word: usize) -> bool {
    let sentence = &text.sentences[text.words[word].sentence];
    let asked = sentence.clone().rev().take(3).find(|&w| text.words[w].text == "?");
    // Sentences that were not parted: the question begins behind the last full stop.
    asked.is_some_and(|q| q > word && !(word..q).any(|w| text.words[w].text == "."))
}
