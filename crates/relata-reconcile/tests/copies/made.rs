//! Made-up news texts, some of them edited copies of others: the same seed gives the same texts.
//!
//! A text is about a matter, which has names, nouns and a quotation of its own that its texts have in common; it uses
//! stock phrases and may end with the foot of an outlet, so that texts which are no copies share passages too. Words
//! are drawn as in natural texts: few often, many seldom. Each word of a copy knows from which word of the first text
//! it came, so what is shared is known from the making and not found by comparing.

/// One text and where its words came from.
pub(crate) struct Made {
    pub(crate) text: String,
    /// The texts of one family come from one text.
    pub(crate) family: usize,
    words: Vec<Tok>,
}

/// Two texts of one family.
pub(crate) struct Pair {
    pub(crate) texts: [usize; 2],
    /// Share of the words of the shorter that stand in runs of four or more which the other has too.
    pub(crate) share: f64,
    /// How they were edited; the first text of a family was not.
    pub(crate) edits: [Option<Edit>; 2],
}

/// Texts and the pairs among them that are of one family.
pub(crate) struct Corpus {
    pub(crate) texts: Vec<Made>,
    pub(crate) pairs: Vec<Pair>,
}

/// How a copy is made. The amount is the share of words that change, 0.05 to 0.7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Edit {
    /// Words here and there become others, one to three at a time.
    Replace,
    /// Words here and there go.
    Delete,
    /// A part from somewhere inside is all that is left.
    Cut,
    /// Another head and another foot.
    HeadFoot,
    /// New words here and there.
    Insert,
    /// Sentences in another order, some words become others.
    Shuffle,
    /// Whole sentences are written anew.
    Rewrite,
    /// A part stands within a longer text of the same matter.
    Embed,
    /// A part is left, and in it words go, come and become others.
    Mixed,
}

/// Those looked at while the program was made.
pub(crate) const SEEN: [Edit; 4] = [Edit::Replace, Edit::Delete, Edit::Cut, Edit::HeadFoot];
/// Those held back for the last measurement.
pub(crate) const HELD_BACK: [Edit; 5] =
    [Edit::Insert, Edit::Shuffle, Edit::Rewrite, Edit::Embed, Edit::Mixed];

/// `size` texts: half of them in families of a text and one to three copies made by `edits`, the others alone.
pub(crate) fn corpus(seed: u64, size: usize, edits: &[Edit]) -> Corpus {
    let mut draw = Draw(seed);
    let vocabulary = Vocabulary::new(&mut draw);
    let matters: Vec<Matter<'_>> = (0..size / 20 + 1).map(|_| Matter::new(&vocabulary, &mut draw)).collect();
    let mut texts: Vec<Made> = Vec::with_capacity(size);
    let mut pairs = Vec::new();
    let mut family = 0;
    while texts.len() < size {
        let matter = &matters[draw.below(matters.len())];
        let length = 100 + draw.below(200);
        let mut first = matter.text(length, &mut draw);
        first.iter_mut().zip(0..).for_each(|(tok, n)| tok.origin = Some(n));
        let copies = if texts.len() < size / 2 { 1 + draw.below(3) } else { 0 };
        let start = texts.len();
        let mut made: Vec<Option<Edit>> = vec![None];
        let mut all = vec![first];
        for _ in 0..copies {
            let edit = edits[draw.below(edits.len())];
            let amount = 0.05 + 0.65 * draw.unit();
            all.push(edited(&all[0], edit, amount, matter, &mut draw));
            made.push(Some(edit));
        }
        for (i, a) in all.iter().enumerate() {
            for (j, b) in all.iter().enumerate().skip(i + 1) {
                let texts = [start + i, start + j];
                pairs.push(Pair { texts, share: share(a, b), edits: [made[i], made[j]] });
            }
        }
        texts.extend(all.into_iter().map(|words| Made { text: print(&words), family, words }));
        family += 1;
    }
    texts.truncate(size);
    pairs.retain(|p| p.texts[1] < size);
    Corpus { texts, pairs }
}

impl Made {
    /// How many words it has.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }
}

/// A word, what stands after it, and the place in the first text of the family from which it came.
#[derive(Clone)]
struct Tok {
    word: String,
    after: &'static str,
    origin: Option<usize>,
}

fn share(a: &[Tok], b: &[Tok]) -> f64 {
    let most = a.iter().chain(b).filter_map(|t| t.origin).max().map_or(0, |n| n + 1);
    let mut place = vec![None; most];
    b.iter().enumerate().for_each(|(j, t)| {
        if let Some(n) = t.origin {
            place[n] = Some(j);
        }
    });
    let places: Vec<Option<usize>> = a.iter().map(|t| t.origin.and_then(|n| place[n])).collect();
    let runs = places.chunk_by(|x, y| x.is_some_and(|x| *y == Some(x + 1)));
    let shared: usize = runs.filter(|r| r[0].is_some() && r.len() >= 4).map(<[_]>::len).sum();
    shared as f64 / a.len().min(b.len()).max(1) as f64
}

fn print(words: &[Tok]) -> String {
    words.iter().flat_map(|t| [t.word.as_str(), t.after]).collect::<String>().trim_end().to_owned()
}

fn sentences(words: &[Tok]) -> Vec<Vec<Tok>> {
    words.split_inclusive(|t| t.after.contains(['.', '\n'])).map(<[_]>::to_vec).collect()
}

fn edited(first: &[Tok], edit: Edit, amount: f64, matter: &Matter<'_>, draw: &mut Draw) -> Vec<Tok> {
    let mut words = first.to_vec();
    let new = |share: f64, draw: &mut Draw| matter.text((share * first.len() as f64) as usize, draw);
    match edit {
        Edit::Replace => words = here_and_there(&words, amount, [true, true], matter, draw),
        Edit::Delete => words = here_and_there(&words, amount, [true, false], matter, draw),
        Edit::Insert => words = here_and_there(&words, amount, [false, true], matter, draw),
        Edit::Cut => words = part(&words, amount, draw),
        Edit::HeadFoot => {
            let more = amount / (1.0 - amount);
            let at = draw.unit();
            words = [new(more * at, draw), words, new(more * (1.0 - at), draw)].concat();
        }
        Edit::Shuffle => {
            let mut parts = sentences(&here_and_there(&words, amount / 2.0, [true, true], matter, draw));
            (1..parts.len()).rev().for_each(|i| parts.swap(i, draw.below(i + 1)));
            words = parts.concat();
        }
        Edit::Rewrite => {
            let parts = sentences(&words).into_iter();
            let parts = parts.map(|s| if draw.unit() < amount { matter.sentence(draw) } else { s });
            words = parts.collect::<Vec<_>>().concat();
        }
        Edit::Embed => {
            let (before, after) = (1.5 * draw.unit(), 1.5 * draw.unit());
            words = [new(before, draw), part(&words, amount, draw), new(after, draw)].concat();
        }
        Edit::Mixed => {
            words = part(&words, amount / 3.0, draw);
            for how in [[true, true], [true, false], [false, true]] {
                words = here_and_there(&words, amount / 6.0, how, matter, draw);
            }
        }
    }
    // Another house sets the same words otherwise.
    if draw.unit() < 0.5 {
        for tok in &mut words {
            tok.word = tok.word.replace(['“', '”'], "\"");
            if tok.after == ", " && draw.unit() < 0.3 {
                tok.after = " – ";
            }
        }
    }
    words
}

/// Where a change falls, one to three words go, as many come, or both.
fn here_and_there(
    words: &[Tok],
    amount: f64,
    how: [bool; 2],
    matter: &Matter<'_>,
    draw: &mut Draw,
) -> Vec<Tok> {
    let [go, come] = how;
    // Half as many places as words that change, since a change is two words long as a rule; and where words go, no
    // change falls on these.
    let often = if go { amount / (2.0 - amount) } else { amount / 2.0 };
    let mut out = Vec::with_capacity(words.len());
    let mut i = 0;
    while i < words.len() {
        let changes = draw.unit() < often;
        let length = 1 + draw.below(3);
        if changes && come {
            out.extend((0..length).map(|_| tok(matter.word(draw))));
        }
        if changes && go {
            i += length;
        } else {
            out.push(words[i].clone());
            i += 1;
        }
    }
    out
}

/// A part of the text without `amount` of its words.
fn part(words: &[Tok], amount: f64, draw: &mut Draw) -> Vec<Tok> {
    let cut = (amount * words.len() as f64) as usize;
    let start = draw.below(cut + 1);
    words[start..words.len() - (cut - start)].to_vec()
}

fn tok(word: &str) -> Tok {
    Tok { word: word.into(), after: " ", origin: None }
}

/// Numbers by chance (SplitMix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// From 0 to 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Less than `n`, all as often.
    fn below(&mut self, n: usize) -> usize {
        ((self.unit() * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// One of a list, the first ones most often (Zipf).
    fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        let n = (list.len() as f64 + 1.0).powf(self.unit()) as usize;
        &list[n.clamp(1, list.len()) - 1]
    }

    /// One of a list, all as often.
    fn any<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }
}

/// Words of all matters, the common ones first.
struct Vocabulary {
    nouns: Vec<String>,
    verbs: Vec<String>,
    adjectives: Vec<String>,
    names: Vec<String>,
    feet: Vec<String>,
}

/// What texts of one matter have in common.
struct Matter<'v> {
    vocabulary: &'v Vocabulary,
    nouns: Vec<&'v str>,
    people: Vec<String>,
    places: Vec<&'v str>,
    stock: Vec<&'static str>,
    quotation: Vec<Tok>,
}

impl Vocabulary {
    fn new(draw: &mut Draw) -> Vocabulary {
        let mut list = |common: &str, rare: usize, endings: &[&str]| -> Vec<String> {
            let mut words: Vec<String> = common.split_whitespace().map(str::to_owned).collect();
            words.extend((0..rare).map(|_| word(draw) + endings[draw.below(endings.len())]));
            words
        };
        let nouns = list(NOUNS, 2000, &["", "er", "ment", "ion", "ity"]);
        let verbs = list(VERBS, 300, &["ed"]);
        let adjectives = list(ADJECTIVES, 400, &["al", "ous", "ive", "y"]);
        let names = list("", 1500, &["", "a", "o", "ez", "son"]).iter().map(|w| capital(w)).collect();
        let mut vocabulary = Vocabulary { nouns, verbs, adjectives, names, feet: Vec::new() };
        let feet = (0..40).map(|_| {
            let [a, b, c] = [0; 3].map(|_| draw.any(&vocabulary.names).clone());
            draw.any(&FEET).replace("{a}", &a).replace("{b}", &b).replace("{c}", &c)
        });
        vocabulary.feet = feet.collect();
        vocabulary
    }
}

impl<'v> Matter<'v> {
    fn new(vocabulary: &'v Vocabulary, draw: &mut Draw) -> Matter<'v> {
        let name = |draw: &mut Draw| draw.any(&vocabulary.names).as_str();
        let mut matter = Matter {
            vocabulary,
            nouns: (0..60).map(|_| draw.of(&vocabulary.nouns).as_str()).collect(),
            people: (0..5).map(|_| format!("{} {}", name(draw), name(draw))).collect(),
            places: (0..4).map(|_| name(draw)).collect(),
            stock: (0..12).map(|_| *draw.any(&STOCK)).collect(),
            quotation: Vec::new(),
        };
        let mut said = [matter.clause(draw), matter.clause(draw)].join(" and ");
        said.insert(0, '“');
        said.push('”');
        said.push(',');
        matter.quotation = words(&said, " ");
        matter
    }

    /// A word of the matter or of any.
    fn word<'s>(&'s self, draw: &mut Draw) -> &'s str {
        match draw.below(4) {
            0 => draw.any::<&str>(&LITTLE),
            1 => draw.of::<String>(&self.vocabulary.adjectives),
            _ => draw.any::<&str>(&self.nouns),
        }
    }

    /// About `length` words: a title, sentences, perhaps a foot. Nothing for fewer than eight.
    fn text(&self, length: usize, draw: &mut Draw) -> Vec<Tok> {
        let mut out = Vec::new();
        if length < 8 {
            return out;
        }
        out.extend(words(&capital(&self.clause(draw)), "\n\n"));
        if draw.unit() < 0.15 {
            out.extend(self.quotation.iter().cloned());
            out.extend(words(&format!("{} said", draw.of(&self.people)), ". "));
        }
        while out.len() < length {
            out.extend(self.sentence(draw));
        }
        if length > 80 && draw.unit() < 0.4 {
            out.extend(words(draw.of::<String>(&self.vocabulary.feet), "."));
        }
        out
    }

    fn sentence(&self, draw: &mut Draw) -> Vec<Tok> {
        let text = match draw.below(12) {
            0 => format!("{}, {}", draw.any(&OPENINGS), self.clause(draw)),
            1 => format!("{} said that {}", draw.of(&self.people), self.clause(draw)),
            2 => format!(
                "“{},” said {}, {}",
                capital(&self.clause(draw)),
                draw.of(&self.people),
                self.noun(draw)
            ),
            3 => format!("In {}, {} {}", draw.any(&self.places), self.clause(draw), draw.any(&self.stock)),
            4 => format!("There was {} because {}", self.noun(draw), self.clause(draw)),
            5 => format!("{}, but {}", self.clause(draw), self.clause(draw)),
            6 => format!("{} {}", self.clause(draw), draw.any(&self.stock)),
            7 => format!("{} and {}", self.noun(draw), self.clause(draw)),
            8 => {
                format!("{}, who {} {},", self.clause(draw), draw.of(&self.vocabulary.verbs), self.noun(draw))
            }
            9 => format!("When {}, {}", self.clause(draw), self.clause(draw)),
            _ => self.clause(draw),
        };
        let end = if draw.unit() < 0.25 { ".\n\n" } else { ". " };
        words(&capital(&text), end)
    }

    fn clause(&self, draw: &mut Draw) -> String {
        let subject = self.noun(draw);
        let verb = draw.of(&self.vocabulary.verbs).clone();
        let verb = match draw.below(5) {
            0 => format!("has {verb}"),
            1 => format!("had not {verb}"),
            _ => verb,
        };
        let object = self.noun(draw);
        let place = match draw.below(3) {
            0 => format!(" {} {}", draw.any(&["in", "near", "from"]), draw.any(&self.places)),
            1 => format!(" {} {}", draw.any(&["after", "for", "with", "against"]), self.noun(draw)),
            _ => String::new(),
        };
        format!("{subject} {verb} {object}{place}")
    }

    fn noun(&self, draw: &mut Draw) -> String {
        let noun = if draw.unit() < 0.6 {
            draw.any(&self.nouns).to_string()
        } else {
            draw.of(&self.vocabulary.nouns).clone()
        };
        match draw.below(8) {
            0 => draw.of(&self.people).clone(),
            1 => format!("{} {noun}s", 2 + draw.below(900)),
            2 => format!("the {noun} of {}", draw.any(&self.places)),
            3 => format!("a {} {noun}", draw.of(&self.vocabulary.adjectives)),
            4 => format!("the {} {noun}", draw.of(&self.vocabulary.adjectives)),
            5 => format!("{} {noun}s", draw.any(&["some", "many", "most", "their", "these"])),
            6 => format!("the {noun} and the {}", draw.any(&self.nouns)),
            _ => format!("the {noun}"),
        }
    }
}

fn words(text: &str, end: &'static str) -> Vec<Tok> {
    let mut out: Vec<Tok> = text.split_whitespace().map(tok).collect();
    if let Some(last) = out.last_mut() {
        last.after = end;
    }
    for tok in &mut out {
        if let Some(bare) = tok.word.strip_suffix(',') {
            tok.word = bare.into();
            tok.after = ", ";
        }
    }
    out
}

fn word(draw: &mut Draw) -> String {
    let length = 2 + draw.below(2);
    let mut word: String =
        (0..length).map(|_| format!("{}{}", draw.any(&BEGINNINGS), draw.any(&VOWELS))).collect();
    word.push_str(draw.any::<&str>(&ENDS));
    word
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

const BEGINNINGS: [&str; 16] =
    ["b", "br", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v"];
const VOWELS: [&str; 7] = ["a", "e", "i", "o", "u", "ai", "ou"];
const ENDS: [&str; 6] = ["n", "r", "l", "t", "s", "nd"];
const LITTLE: [&str; 16] = [
    "the", "of", "and", "to", "in", "a", "for", "on", "with", "by", "at", "more", "also", "now", "only",
    "still",
];
const NOUNS: &str = "government year country state minister border people official report law month week police \
    president program agreement company plan court group policy report trade security price market worker water \
    union school election party leader army family city region crime drug migrant tariff bank tax budget export \
    import farm harvest factory road port river bridge hospital doctor nurse teacher student judge lawyer prosecutor \
    witness victim soldier officer guard patrol fence crossing visa permit asylum camp shelter treaty summit meeting \
    visit speech statement letter decree vote ballot campaign candidate senator deputy mayor governor council \
    committee agency ministry embassy office department service system network project contract loan debt fund grant \
    subsidy fee fine penalty sentence prison trial appeal ruling charge arrest search seizure shipment truck train \
    ship plane airport station pipeline plant mine field forest coast island valley storm flood drought fire quake";
const VERBS: &str = "said told announced approved rejected signed opened closed raised cut called asked urged warned \
    accused blamed praised met visited left joined backed opposed planned promised offered sent received paid bought \
    sold built moved held led won lost changed ended began continued reported confirmed denied questioned reviewed \
    suspended cancelled extended expanded reduced doubled delayed blocked seized arrested charged released";
const ADJECTIVES: &str = "new national federal local public foreign former senior military economic political legal \
    illegal private regional recent major high low large small long short strong weak early late common joint \
    official special general main final free open safe rural urban northern southern eastern western annual monthly";
const OPENINGS: [&str; 20] = [
    "According to people familiar with the matter",
    "In a statement released on Tuesday",
    "For the first time in more than a decade",
    "At a news conference on Monday morning",
    "As part of a wider effort to calm markets",
    "Speaking on condition of anonymity",
    "Under the terms of the agreement",
    "In the months before the election",
    "On the other side of the border",
    "Despite repeated requests for comment",
    "In a sharp break with the past",
    "After two days of talks behind closed doors",
    "To the surprise of many in the capital",
    "At the heart of the dispute is the question of who pays",
    "As the rest of the world looked on",
    "On the eve of the anniversary",
    "In response to questions from lawmakers",
    "With only days to go before the deadline",
    "In the first move of its kind",
    "Over the course of the last ten years",
];
const STOCK: [&str; 32] = [
    "in an interview with reporters on Thursday",
    "as the two sides prepared for another round of talks",
    "who spoke on condition of anonymity because of the sensitivity of the matter",
    "and did not immediately respond to a request for comment",
    "according to figures released by the ministry last week",
    "in what officials described as a sign of good will",
    "for the second time in as many months",
    "in the latest sign of tension between the two countries",
    "a spokesperson for the ministry declined to comment",
    "at the end of the first quarter of the year",
    "more than twice as many as in the year before",
    "the highest level since records began two decades ago",
    "and could not be independently confirmed",
    "on the sidelines of the annual meeting",
    "in accordance with national and international law",
    "by the end of the fiscal year",
    "as first reported by a newspaper in the capital",
    "and pledged to work together on issues of common concern",
    "in the face of growing pressure from both parties",
    "which has long been a sore point between the two governments",
    "as negotiators raced to reach a deal before midnight",
    "with no end to the crisis in sight",
    "a move that critics say will do little to solve the problem",
    "and promised a full and transparent investigation",
    "in one of the largest operations of its kind to date",
    "under pressure to show results at home",
    "but offered no evidence to support the claim",
    "as part of a plan to create jobs and attract investment",
    "one of the most important partners in the region",
    "to tackle the root causes of the problem",
    "in a speech that lasted more than an hour",
    "and thanked the men and women in uniform for their service",
];
const FEET: [&str; 5] = [
    "Reporting by {a} {b} in {c}; editing by the desk of the {c} Courier",
    "The {a} Times and its partners are members of the {b} group of newspapers. All rights reserved",
    "{a} {b} contributed to this report from {c}. Write to us with questions and corrections",
    "This text first appeared in the {a} letter. Sign up to get the news of {b} each morning before seven",
    "About the {a} institute: it is an independent house of research in {b} that takes no money from parties",
];
