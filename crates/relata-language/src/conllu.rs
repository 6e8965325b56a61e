//! Analyses as CoNLL-U (universaldependencies.org/format.html), and back.
//!
//! Our words are syntactic words, so no multiword-token lines are written. MISC holds
//! `TokenRange=start:end` (code points in the document's text, end exclusive, as UDPipe writes it),
//! `SpaceAfter=No`, `NER=B-place` (names), `Mention=person` (the word heads a mention of that kind) and
//! `Role=B-content` (attribution).

use crate::{Analysis, Sentence, Token, lexicon};
use relata_rows::{CodePoints, Document, Span};
use std::fmt::Write;

/// An analysis as CoNLL-U, with `# newdoc`, `# newpar` (each block), `# sent_id` and `# text`.
pub fn write(document: &Document, analysis: &Analysis, name: &str) -> String {
    let points = CodePoints::new(&document.text);
    let mut out = format!("# newdoc id = {}\n", name.replace(['\n', '\r'], " "));
    let mut block = usize::MAX;
    let mut roles = analysis.roles.iter().filter(|r| r.within.is_none()).peekable();
    for (n, (sentence, parse)) in analysis.sentences.iter().zip(&analysis.parses).enumerate() {
        if std::mem::replace(&mut block, sentence.block) != sentence.block {
            out.push_str("# newpar\n");
        }
        let text = sentence.span.get(&document.text).unwrap_or_default();
        let _ = writeln!(out, "# sent_id = {}\n# text = {}", n + 1, one_line(text));
        let mut names = parse.names.iter().peekable();
        for (i, (token, word)) in sentence.tokens.iter().zip(&parse.words).enumerate() {
            let form = token.span.get(&document.text).unwrap_or_default();
            let lemma = lexicon::lemma(form, word.upos, word.xpos);
            let (from, to) = (points.at(token.span.start), points.at(token.span.end));
            let mut misc = format!("TokenRange={from}:{to}");
            let next = sentence.tokens.get(i + 1);
            if next.is_some_and(|n| n.span.start == token.span.end) {
                misc.push_str("|SpaceAfter=No");
            }
            while names.next_if(|name| name.tokens.end <= i).is_some() {}
            if let Some(name) = names.peek().filter(|name| name.tokens.contains(&i)) {
                let begins = if name.tokens.start == i { 'B' } else { 'I' };
                let _ = write!(misc, "|NER={begins}-{}", name.kind);
            }
            if let Some(kind) = word.mention {
                let _ = write!(misc, "|Mention={kind}");
            }
            while roles.next_if(|role| role.span.end <= token.span.start).is_some() {}
            if let Some(role) = roles.peek().filter(|role| role.span.start <= token.span.start) {
                let begins = if role.span.start == token.span.start { 'B' } else { 'I' };
                let _ = write!(misc, "|Role={begins}-{}", role.kind);
            }
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t{misc}",
                i + 1,
                one_line(form),
                one_line(&lemma),
                word.upos,
                word.xpos,
                word.head,
                word.relation
            );
        }
        out.push('\n');
    }
    out
}

/// No tabs and line breaks inside a field.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c }).collect()
}

/// A CoNLL-U file as text with its gold analysis: what [`crate::eval`] compares with.
#[derive(Debug, Default)]
pub struct Gold {
    /// The text of each paragraph: its sentences with a space between them.
    pub paragraphs: Vec<String>,
    /// The sentences in order, all paragraphs one after the other.
    pub sentences: Vec<GoldSentence>,
}

/// One sentence of a CoNLL-U file. Places are counted in characters that are no white space, over the
/// whole file, as in the CoNLL 2018 shared task.
#[derive(Debug)]
pub struct GoldSentence {
    /// Where it stands.
    pub place: (usize, usize),
    /// Index of its paragraph in [`Gold::paragraphs`].
    pub paragraph: usize,
    /// Its syntactic words.
    pub words: Vec<GoldWord>,
}

/// One word of a CoNLL-U file.
#[derive(Debug)]
pub struct GoldWord {
    /// Where it stands; the words of a multiword token share its letters in order.
    pub place: (usize, usize),
    /// FORM, LEMMA, UPOS, XPOS.
    pub form: String,
    /// LEMMA.
    pub lemma: String,
    /// UPOS.
    pub upos: String,
    /// XPOS.
    pub xpos: String,
    /// HEAD: 0 for the root, else the number of the word in its sentence.
    pub head: usize,
    /// DEPREL.
    pub relation: String,
    /// MISC.
    pub misc: String,
}

/// Number of characters of `text` that are no white space.
pub(crate) fn solid(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Reads CoNLL-U with `# text` comments. Paragraphs begin at `# newdoc` and `# newpar`.
///
/// # Errors
/// The number of the first line that is not CoNLL-U, and why.
pub fn read(text: &str) -> Result<Gold, (usize, &'static str)> {
    let mut gold = Gold::default();
    let mut opened = true;
    let mut at = 0;
    // The end of the multiword token that is being read, and the number of its last word.
    let mut surface: Option<(usize, usize)> = None;
    for (n, line) in text.lines().enumerate() {
        let wrong = |why| (n + 1, why);
        if line.starts_with("# newdoc") || (line.starts_with("# newpar") && !line.starts_with("# newpar_")) {
            opened = true;
        } else if let Some(sentence) = line.strip_prefix("# text = ") {
            match gold.paragraphs.last_mut().filter(|_| !opened) {
                Some(last) => {
                    last.push(' ');
                    last.push_str(sentence.trim());
                }
                None => gold.paragraphs.push(sentence.trim().to_owned()),
            }
            opened = false;
            let place = (at, at + solid(sentence));
            let paragraph = gold.paragraphs.len() - 1;
            gold.sentences.push(GoldSentence { place, paragraph, words: Vec::new() });
        } else if !line.is_empty() && !line.starts_with('#') {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[id, form, lemma, upos, xpos, _, head, relation, _, misc] = fields.as_slice() else {
                return Err(wrong("a word has ten fields with tabs between them"));
            };
            if let Some((_, last)) = id.split_once('-') {
                surface = Some((at + solid(form), last.parse().map_err(|_| wrong("ID is no number"))?));
                continue;
            }
            if id.contains('.') {
                continue;
            }
            let number: usize = id.parse().map_err(|_| wrong("ID is no number"))?;
            let end = match surface {
                // The last word of a surface token ends where that ends, whatever its spelling.
                Some((end, last)) if number == last => {
                    surface = None;
                    end
                }
                Some((end, _)) => (at + solid(form)).min(end),
                None => at + solid(form),
            };
            let sentence = gold.sentences.last_mut().ok_or_else(|| wrong("a word before any `# text =`"))?;
            sentence.words.push(GoldWord {
                place: (at, end),
                form: form.to_owned(),
                lemma: lemma.to_owned(),
                upos: upos.to_owned(),
                xpos: xpos.to_owned(),
                head: head.parse().map_err(|_| wrong("HEAD is no number"))?,
                relation: relation.to_owned(),
                misc: misc.to_owned(),
            });
            at = end;
        }
    }
    Ok(gold)
}

impl Gold {
    /// The paragraphs as one document.
    pub fn document(&self) -> Document {
        Document::of_paragraphs(&self.paragraphs)
    }

    /// The words as one document, with a space between two of them, and the sentences in it.
    pub fn words_apart(&self) -> (Document, Vec<Sentence>) {
        let paragraph = |s: &GoldSentence| s.paragraph;
        let forms = |s: &GoldSentence| s.words.iter().map(|w| w.form.clone()).collect();
        words_apart(self.sentences.iter().map(|s| (paragraph(s), forms(s))))
    }
}

/// A document of words with a space between two of them, from (paragraph, words) of each sentence.
pub(crate) fn words_apart(
    sentences: impl Iterator<Item = (usize, Vec<String>)>,
) -> (Document, Vec<Sentence>) {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut places: Vec<(usize, Vec<Span>)> = Vec::new();
    let mut now = usize::MAX;
    for (paragraph, words) in sentences.filter(|(_, words)| !words.is_empty()) {
        if std::mem::replace(&mut now, paragraph) != paragraph {
            paragraphs.push(String::new());
        }
        let block = paragraphs.len() - 1;
        let Some(text) = paragraphs.last_mut() else { continue };
        let mut spans = Vec::with_capacity(words.len());
        for word in words {
            if !text.is_empty() {
                text.push(' ');
            }
            spans.push(Span::new(text.len(), text.len() + word.len()));
            text.push_str(&word);
        }
        places.push((block, spans));
    }
    let document = Document::of_paragraphs(&paragraphs);
    let sentences = places.into_iter().filter_map(|(block, spans)| {
        let start = document.blocks[block].span.start;
        let moved = spans.iter().map(|s| Token { span: Span::new(start + s.start, start + s.end) });
        let tokens: Vec<Token> = moved.collect();
        Some(Sentence { span: tokens.first()?.span.cover(tokens.last()?.span), block, tokens })
    });
    let sentences = sentences.collect();
    (document, sentences)
}

/// Where each byte border of a text lies in characters that are no white space: what two cuttings of one text are
/// compared by.
#[derive(Debug, Clone)]
pub struct Solids(Vec<usize>);

impl Solids {
    /// Of this text.
    pub fn of(text: &str) -> Self {
        let mut all = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for c in text.chars() {
            all.extend(std::iter::repeat_n(count, c.len_utf8()));
            count += usize::from(!c.is_whitespace());
        }
        all.push(count);
        Solids(all)
    }

    /// A span of the text (bytes) as such characters, end exclusive.
    pub fn place(&self, span: Span) -> (usize, usize) {
        (self.0[span.start], self.0[span.end])
    }
}
