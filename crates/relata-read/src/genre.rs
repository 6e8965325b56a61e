//! What sort of text a document is, from a table of cues with weights.
//!
//! Each cue that a document shows adds its weight to a genre, once; the genre with the most wins
//! where it reaches [`ENOUGH`]. Weights were set by hand so that one cue that names the sort
//! decides alone and cues of style need company; shares on real texts stand in `docs/figures.md`.

use regex::Regex;
use relata_rows::{Block, BlockKind, Genre};
use std::sync::LazyLock;

/// Weight that a genre needs.
const ENOUGH: i32 = 3;

/// Blocks at either end in which cues of the head and foot are looked for.
const END_BLOCKS: usize = 8;

/// Words of a text from which its style is told.
const STYLE_WORDS: usize = 20_000;

/// Words of the format for the sort of text (JSON-LD types, sections, tags; in lower case, whole).
const WORDS: &[(&str, Genre, i32)] = &[
    ("opinionnewsarticle", Genre::Opinion, 7),
    ("opinion", Genre::Opinion, 6),
    ("opinions", Genre::Opinion, 6),
    ("opinión", Genre::Opinion, 6),
    ("op-ed", Genre::Opinion, 6),
    ("oped", Genre::Opinion, 6),
    ("editorial", Genre::Opinion, 6),
    ("editorials", Genre::Opinion, 6),
    ("commentary", Genre::Opinion, 5),
    ("column", Genre::Opinion, 5),
    ("columns", Genre::Opinion, 5),
    ("columnists", Genre::Opinion, 5),
    ("newsarticle", Genre::News, 3),
    ("reportagenewsarticle", Genre::News, 5),
    ("analysisnewsarticle", Genre::News, 4),
    ("backgroundnewsarticle", Genre::News, 4),
    ("news", Genre::News, 3),
    ("world", Genre::News, 2),
    ("politics", Genre::News, 2),
    ("press release", Genre::Statement, 6),
    ("press releases", Genre::Statement, 6),
    ("statement", Genre::Statement, 5),
    ("statements", Genre::Statement, 5),
    ("speech", Genre::Speech, 6),
    ("speeches", Genre::Speech, 6),
    ("remarks", Genre::Speech, 6),
    ("transcript", Genre::Interview, 4),
    ("interview", Genre::Interview, 6),
    ("interviews", Genre::Interview, 6),
    ("report", Genre::Policy, 3),
    ("scholarlyarticle", Genre::Policy, 3),
    ("policy brief", Genre::Policy, 6),
    ("legislation", Genre::Legal, 6),
    ("letter", Genre::Letter, 5),
    ("emailmessage", Genre::Letter, 6),
];

/// Cues in the title.
static TITLES: LazyLock<Vec<(Regex, Genre, i32)>> = LazyLock::new(|| {
    compiled(&[
        (
            r"^(opinion|op-ed|editorial|commentary|opinión|columna)\s*[:|–—-]|[|–—-]\s*(opinion|op-ed|editorial|commentary|opinión)$|\(opinion\)",
            Genre::Opinion,
            7,
        ),
        (
            r"^(readout|press release|news release|communiqu|comunicado|declaraci[oó]n)|\bfact sheet\b|^(joint |press |media )?(statement|declaration)\b|\bjoint (statement|declaration|communiqu)|\bstatement (from|by|on|of)\b|\bannounces?\b",
            Genre::Statement,
            5,
        ),
        (
            r"^(remarks|speech|address|keynote|discurso|palabras)\b|\b(remarks|speech|address) (by|of|to|at|before|on)\b|\binaugural address\b|state of the union",
            Genre::Speech,
            7,
        ),
        (
            r"\b(press (briefing|gaggle|conference|call|availability)|background (press )?call|interview|q ?& ?a|conversation with|entrevista|conferencia de prensa|on-the-record)\b|\bhearing\b.*\btranscript\b",
            Genre::Interview,
            8,
        ),
        (
            r"^(a )?(proclamation|executive order|presidential (determination|memorandum|permit)|memorandum (on|for|of)|notice (on|of|to)|order on|act\b|an act|treaty|resolution|decree|decreto|ley |sentencia|auto |ordinance|regulation)|\b(continuation of the national emergency|national emergency with respect to|v\.|disaster declaration)\b",
            Genre::Legal,
            6,
        ),
        (
            r"^(open )?letter\b|\b(open letter|letter to (the )?(congress|speaker|editor|president))|^carta\b|^re:",
            Genre::Letter,
            7,
        ),
        (
            r"\b(policy (brief|paper|memo)|white paper|working paper|issue brief|discussion paper|annual report|audit|recommendations?|backgrounder)\b",
            Genre::Policy,
            5,
        ),
    ])
});

/// Cues in the first blocks.
static HEAD: LazyLock<Vec<(Regex, Genre, i32)>> = LazyLock::new(|| {
    compiled(&[
        (
            r"^for (immediate )?release\b|^(press|news|media) release\b|^comunicado de prensa",
            Genre::Statement,
            5,
        ),
        (
            r"the following (joint )?statement|issued the following|^statement (by|from|of)\b",
            Genre::Statement,
            4,
        ),
        (
            r"^(today,? )?(president|vice president|secretary|prime minister|foreign minister)\b.{1,80}\b(spoke|met|signed|announced|hosted|issued|released|declared|amended|will (travel|meet|host))\b",
            Genre::Statement,
            2,
        ),
        (
            r"by the authority vested|^by the president of the united states|^a proclamation$|^be it enacted|^whereas\b|^section 1\.|\bhereby (order|proclaim|determine|certify|notify|enact)|pursuant to section",
            Genre::Legal,
            5,
        ),
        (
            r"^(dear|estimad[oa]s?|querid[oa])\s|^to whom it may concern|^(mr\.|madam) speaker:",
            Genre::Letter,
            5,
        ),
        (r"\((ap|reuters|afp|efe|upi|dpa|ansa|bss|xinhua)\)\s*(—|–|--|-)", Genre::News, 5),
        (
            r"^(executive summary|abstract|key findings|introduction and summary|resumen ejecutivo)\b",
            Genre::Policy,
            4,
        ),
        (r"^opinion\b|^op-ed\b|^editorial\b|^guest essay\b|^opinión\b", Genre::Opinion, 5),
        (r"^\d{1,2}:\d\d\s*[ap]\.?m\.?\b", Genre::Speech, 3),
    ])
});

/// Cues in the last blocks.
static FOOT: LazyLock<Vec<(Regex, Genre, i32)>> = LazyLock::new(|| {
    compiled(&[
        (
            r"views? (expressed|here).{0,60}\bown\b|opinions? expressed.{0,60}\b(own|author|writer)|\bis a (syndicated |regular )?columnist\b|\bopinion (contributor|columnist|writer)\b",
            Genre::Opinion,
            6,
        ),
        (r"^(about the (author|writer)s?)\b", Genre::Opinion, 2),
        (r"^#\s?#\s?#$|^\\?###$|^-30-$|media contacts?:", Genre::Statement, 3),
        (r"in witness whereof|not intended to,? and does not,? create any right", Genre::Legal, 7),
        (
            r"^(sincerely|yours (truly|faithfully|sincerely)|respectfully|best regards|kind regards|atentamente|saludos)\b",
            Genre::Letter,
            5,
        ),
        (
            r"\bis a product of\b.*\b(group|program|project|team|forum|institute|center)\b|\bnon-?profit (organi[sz]ation|research)|\bthink tank\b",
            Genre::Policy,
            4,
        ),
        (r"^end\s+\d{1,2}:\d\d\s*[ap]\.?m", Genre::Speech, 3),
        (r"reporting by\b|contributed to this report|associated press writers?", Genre::News, 5),
    ])
});

/// Headings inside the text.
static HEADINGS: LazyLock<Vec<(Regex, Genre, i32)>> = LazyLock::new(|| {
    compiled(&[
        (
            r"\b(policy )?recommendations?\b|^conclusions? and|^methodology\b|^findings$|^recomendaciones\b",
            Genre::Policy,
            4,
        ),
        (r"^(article|section|sec\.|title|artículo)\s+[ivx\d]+\b", Genre::Legal, 3),
    ])
});

/// A turn of a speaker: "Q", "MS. ROE:", "Interviewer:".
static TURN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W{0,4}(?P<q>Q:?\s|(?:QUESTION|REPORTER|INTERVIEWER|MODERATOR|Question|Interviewer|Reporter|Moderator|Pregunta)\W{0,3}:)|^\W{0,4}\p{Lu}[\p{Lu} .'’-]{2,50}:\s")
        .expect("a constant pattern")
});

static APPLAUSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[(\[](applause|laughter|crosstalk|inaudible|aplausos|risas)\.?[)\]]")
        .expect("a constant pattern")
});

fn compiled(cues: &[(&str, Genre, i32)]) -> Vec<(Regex, Genre, i32)> {
    let regex = |pattern: &str| Regex::new(&format!("(?i){pattern}")).expect("a constant pattern");
    cues.iter().map(|(pattern, genre, weight)| (regex(pattern), *genre, *weight)).collect()
}

/// The sort of text; `words` are those of the format for it.
pub(crate) fn genre(title: Option<&str>, text: &str, blocks: &[Block], words: &[String]) -> Genre {
    let mut scores = Scores::default();
    for word in words {
        let word = word.trim().to_lowercase();
        WORDS.iter().filter(|(w, ..)| *w == word).for_each(|&(_, genre, weight)| scores.add(genre, weight));
    }
    let of = |b: &Block| -> &str { b.span.get(text).unwrap_or_default() };
    let body: Vec<&Block> = blocks.iter().filter(|b| b.kind != BlockKind::Furniture).collect();
    let ends = END_BLOCKS.min(body.len());
    scores.show(&TITLES, title.into_iter());
    scores.show(&HEAD, body[..ends].iter().flat_map(|b| of(b).lines().take(3)));
    // Furniture counts at the foot: disclaimers and notes on the author are set aside there.
    let foot = blocks[blocks.len().saturating_sub(2 * END_BLOCKS)..].iter();
    scores.show(&FOOT, foot.map(of));
    scores.show(&HEADINGS, body.iter().filter(|b| b.kind == BlockKind::Heading).map(|b| of(b)));
    scores.style(&body.iter().map(|b| of(b)).collect::<Vec<_>>());
    scores.best()
}

/// Weights by genre.
#[derive(Debug, Default)]
struct Scores(Vec<(Genre, i32)>);

impl Scores {
    fn add(&mut self, genre: Genre, weight: i32) {
        match self.0.iter_mut().find(|(g, _)| *g == genre) {
            Some((_, sum)) => *sum += weight,
            None => self.0.push((genre, weight)),
        }
    }

    /// Adds each cue that one of the lines shows.
    fn show<'t>(&mut self, cues: &[(Regex, Genre, i32)], lines: impl Iterator<Item = &'t str>) {
        let lines: Vec<&str> = lines.collect();
        for (cue, genre, weight) in cues {
            if lines.iter().any(|l| cue.is_match(l)) {
                self.add(*genre, *weight);
            }
        }
    }

    /// Cues of the text as a whole: turns of speakers, applause, attribution, the writer's own voice.
    fn style(&mut self, body: &[&str]) {
        let turns: Vec<_> = body.iter().filter_map(|b| TURN.captures(b)).collect();
        let asked = turns.iter().filter(|c| c.name("q").is_some()).count();
        if turns.len() >= 4 && turns.len() * 6 >= body.len() {
            self.add(if asked >= 2 { Genre::Interview } else { Genre::Speech }, 4);
        }
        if asked >= 4 {
            self.add(Genre::Interview, 3);
        }
        if body.iter().map(|b| APPLAUSE.find_iter(b).count()).sum::<usize>() >= 2 {
            self.add(Genre::Speech, 3);
        }
        let words: Vec<&str> = body.iter().flat_map(|b| b.split_whitespace()).take(STYLE_WORDS).collect();
        let count = |list: &[&str]| {
            let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            words.iter().filter(|w| list.contains(&bare(w).as_str())).count()
        };
        let often = |n: usize, per_thousand: usize| n >= 3 && n * 1000 >= per_thousand * words.len();
        if often(count(&["said", "told", "dijo", "señaló"]), 5) {
            self.add(Genre::News, 3);
        }
        // Recommendations are also what op-eds end on, so this needs company.
        if often(count(&["should", "must", "recommend", "recommends"]), 10) {
            self.add(Genre::Policy, 1);
            self.add(Genre::Opinion, 1);
        }
    }

    /// The genre with the most weight; of equals the one that was shown first.
    fn best(&self) -> Genre {
        let best = self.0.iter().rev().max_by_key(|(_, weight)| *weight);
        best.filter(|(_, weight)| *weight >= ENOUGH).map_or(Genre::Other, |(genre, _)| *genre)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use relata_rows::{Origin, Span};

    fn of(title: Option<&str>, paragraphs: &[&str], words: &[&str]) -> Genre {
        let text = paragraphs.join("\n\n");
        let mut start = 0;
        let mut blocks = Vec::new();
        for p in paragraphs {
            let span = Span::new(start, start + p.len());
            let origin = Origin::Bytes { start: span.start, end: span.end };
            blocks.push(Block { span, kind: BlockKind::Paragraph, level: 0, origin });
            start = span.end + 2;
        }
        let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        genre(title, &text, &blocks, &words)
    }

    #[test]
    fn one_cue_that_names_the_sort_decides() {
        assert_eq!(of(Some("A Dam Too Far | Opinion"), &["The dam failed."], &[]), Genre::Opinion);
        assert_eq!(of(Some("Joint Statement on the River"), &["The dam failed."], &[]), Genre::Statement);
        assert_eq!(of(Some("Remarks by the Minister at the Dam"), &["Good morning."], &[]), Genre::Speech);
        assert_eq!(
            of(Some("The dam"), &["Dear Minister,", "It failed.", "Sincerely,", "Bo Ek"], &[]),
            Genre::Letter
        );
        assert_eq!(of(None, &["RIVERTON (AP) — The dam failed."], &[]), Genre::News);
        assert_eq!(
            of(Some("The dam"), &["It failed."], &["OpinionNewsArticle", "NewsArticle"]),
            Genre::Opinion
        );
    }

    #[test]
    fn a_text_without_cues_is_of_no_sort() {
        assert_eq!(of(Some("The dam"), &["It failed in the night."], &["article"]), Genre::Other);
    }

    #[test]
    fn questions_in_turns_are_an_interview() {
        let turns = [
            "Q: Did it hold?",
            "A. ROE: No.",
            "Q: When?",
            "A. ROE: At night.",
            "Q: Who knew?",
            "A. ROE: I did.",
        ];
        assert_eq!(of(Some("At the dam"), &turns, &[]), Genre::Interview);
    }
}
