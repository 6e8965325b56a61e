//! What can be seen of a block and its place on the page, as numbers for the forest.
//!
//! The order of the numbers is the file format between this module and the model in `models/`:
//! whoever changes it trains again (`training/README.md`).

use super::blocks::{Page, Raw};
use super::names::{Attr, Tag};
use super::tree::{NodeId, Tree};
use super::words::{self, Groups, NAMES, PHRASES};
use relata_rows::BlockKind;
use std::collections::HashMap;

/// What a text looks like, from one pass over its bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Looks {
    pub words: f32,
    pub bytes: f32,
    /// Share of it in links, in bold type.
    pub link: f32,
    bold: f32,
    /// Full stops, question and exclamation marks at the end of a word.
    stops: f32,
    commas: f32,
    digits: f32,
    /// Words that begin with a capital.
    capitals: f32,
    /// Words of at most three bytes: mostly articles, prepositions, auxiliaries in many languages.
    short: f32,
    /// How it ends: 0 otherwise, 1 sentence, 2 colon, 3 ellipsis.
    end: f32,
    quotes: f32,
    bars: f32,
    pub phrases: Groups,
}

impl Looks {
    fn of(text: &str, block: &Raw) -> Looks {
        let bytes = text.as_bytes();
        let mut looks = Looks { bytes: bytes.len() as f32, ..Looks::default() };
        let mut length = 0;
        for (i, &b) in bytes.iter().enumerate() {
            let begins = length == 0;
            match b {
                b' ' | b'\n' | b'\t' => {
                    looks.short += f32::from(u8::from(length > 0 && length <= 3));
                    length = 0;
                    continue;
                }
                b'.' | b'!' | b'?' => {
                    let ends =
                        bytes.get(i + 1).is_none_or(|next| matches!(next, b' ' | b'\n' | b'"' | 0x80..));
                    looks.stops += f32::from(u8::from(ends && !begins));
                }
                b',' | b';' => looks.commas += 1.0,
                b'0'..=b'9' => looks.digits += 1.0,
                b'A'..=b'Z' if begins => looks.capitals += 1.0,
                b'"' => looks.quotes += 1.0,
                b'|' | b'>' | b'/' => looks.bars += 1.0,
                _ => {}
            }
            looks.words += f32::from(u8::from(begins));
            length += 1;
        }
        let of = |part: usize| part as f32 / looks.bytes.max(1.0);
        (looks.link, looks.bold) = (of(block.links), of(block.bold));
        let end = text.trim_end_matches(['"', '\u{201d}', '\u{2019}', ')', '\'']);
        looks.end = match end.as_bytes().last() {
            _ if end.ends_with("...") || end.ends_with('\u{2026}') => 3.0,
            Some(b'.' | b'!' | b'?') => 1.0,
            Some(b':') => 2.0,
            _ => 0.0,
        };
        // Phrases tell something of short texts only; of a long one its beginning is looked at.
        looks.phrases = words::groups_of_text(&text[..text.floor_char_boundary(160)]);
        looks
    }

    /// Whether it looks like running text: this many words, few in links.
    pub(super) fn is_prose(&self) -> bool {
        self.words >= 12.0 && self.link < 0.34 && self.stops > 0.0
    }
}

/// Sums over everything below an element.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    blocks: f32,
    bytes: f32,
    links: f32,
    /// Bytes that look like running text.
    prose: f32,
}

/// What the page says of itself in its head, for comparison with its blocks.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// The title element and what social networks are told.
    pub title: String,
    pub description: String,
    /// The text of the article, where structured data hold it.
    pub body: String,
}

/// Letters and digits of a text in lower case, for comparison.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

const NEAR: [(Tag, Tag); 16] = [
    (Tag::Article, Tag::Article),
    (Tag::Main, Tag::Main),
    (Tag::Nav, Tag::Menu),
    (Tag::Aside, Tag::Aside),
    (Tag::Footer, Tag::Footer),
    (Tag::Header, Tag::Header),
    (Tag::Section, Tag::Section),
    (Tag::Form, Tag::Fieldset),
    (Tag::Figure, Tag::Figcaption),
    (Tag::Td, Tag::Th),
    (Tag::Ul, Tag::Ol),
    (Tag::Li, Tag::Dd),
    (Tag::P, Tag::Pre),
    (Tag::Button, Tag::Label),
    (Tag::Blockquote, Tag::Q),
    (Tag::Custom, Tag::Details),
];

/// Ancestors that are looked at.
const REACH: usize = 24;
/// Stands for "no such ancestor".
const FAR: f32 = 30.0;
/// Levels above a block whose sums and siblings are looked at.
const LEVELS: [usize; 6] = [0, 1, 2, 3, 4, 6];

/// Number of features, the first ones, that describe the text of one block by itself.
pub(super) const LOOKS: usize = 15;

/// Number of features that describe one block.
pub(super) const COUNT: usize =
    LOOKS + PHRASES.len() + 6 * 5 + 6 + 5 + NEAR.len() + NAMES.len() + 13 + LEVELS.len() * 5 + 6 + 6 + 8;

/// Everything that the features of one page are computed from.
pub(super) struct View<'p> {
    tree: &'p Tree,
    page: &'p Page,
    pub looks: Vec<Looks>,
    sums: Vec<Sums>,
    total: Sums,
    /// Groups of an element's names; a set top bit means not looked up yet.
    names: Vec<Groups>,
    /// Number of siblings with the same tag and classes; 0 means not counted yet.
    alike: Vec<u32>,
    /// The innermost element that holds most of the running text.
    main: NodeId,
    main_depth: usize,
    h1: Option<usize>,
    /// Letters of each block, its number among blocks of the same letters, and how many there are.
    same: Vec<(u32, u32)>,
    in_title: Vec<bool>,
    in_description: Vec<bool>,
    in_body: Vec<bool>,
    has_body: bool,
}

const UNKNOWN: Groups = 1 << 31;

impl<'p> View<'p> {
    pub(super) fn new(tree: &'p Tree, page: &'p Page, stated: &Stated) -> Self {
        let blocks = &page.blocks;
        let looks: Vec<Looks> = blocks.iter().map(|b| Looks::of(page.text_of(b), b)).collect();
        let mut sums = vec![Sums::default(); tree.len()];
        for (block, looks) in blocks.iter().zip(&looks) {
            let prose = if looks.is_prose() && !block.hidden { looks.bytes } else { 0.0 };
            for node in std::iter::once(block.owner).chain(tree.ancestors(block.owner)) {
                let sum = &mut sums[node.index()];
                sum.blocks += 1.0;
                sum.bytes += looks.bytes;
                sum.links += block.links as f32;
                sum.prose += prose;
            }
        }
        let total = sums[NodeId::ROOT.index()];
        // Down from the top, as long as one child holds most of it.
        let mut main = NodeId::ROOT;
        let mut main_depth = 0;
        while let Some(child) =
            tree.children(main).find(|c| sums[c.index()].prose > 0.6 * sums[main.index()].prose.max(1.0))
        {
            main = child;
            main_depth += 1;
        }
        let letters: Vec<String> = blocks.iter().map(|b| letters(page.text_of(b))).collect();
        let mut count: HashMap<&str, u32> = HashMap::with_capacity(blocks.len());
        let nth: Vec<u32> = letters
            .iter()
            .map(|l| {
                let n = count.entry(l).or_default();
                *n += 1;
                *n
            })
            .collect();
        let same = letters.iter().zip(&nth).map(|(l, &n)| (n, count[l.as_str()])).collect();
        let within = |text: &str, least: usize| -> Vec<bool> {
            let finder = |l: &String| {
                let head = &l[..l.floor_char_boundary(60)];
                l.len() >= least && memchr::memmem::find(text.as_bytes(), head.as_bytes()).is_some()
            };
            letters.iter().map(finder).collect()
        };
        let h1 = (0..blocks.len()).filter(|&i| blocks[i].kind == BlockKind::Heading && blocks[i].level == 1);
        let in_title = within(&stated.title, 8);
        let h1 = h1.clone().find(|&i| in_title[i]).or_else(|| h1.clone().next());
        View {
            tree,
            page,
            sums,
            total,
            names: vec![UNKNOWN; tree.len()],
            alike: vec![0; tree.len()],
            main,
            main_depth,
            h1,
            in_title,
            in_description: within(&stated.description, 8),
            in_body: within(&stated.body, 20),
            has_body: stated.body.len() > 200,
            same,
            looks,
        }
    }

    /// Which copy of its text the block is, counted from 1.
    pub(super) fn copy(&self, block: usize) -> u32 {
        self.same[block].0
    }

    /// How many blocks of the page have its text.
    pub(super) fn copies(&self, block: usize) -> u32 {
        self.same[block].1
    }

    /// Whether the block is the heading that repeats the page's stated title.
    pub(super) fn is_title(&self, block: usize) -> bool {
        self.h1 == Some(block) && self.in_title[block] && !self.page.blocks[block].hidden
    }

    /// Groups of the names of an element (class, id, role, test hooks).
    pub(super) fn names(&mut self, node: NodeId) -> Groups {
        let known = self.names[node.index()];
        if known != UNKNOWN {
            return known;
        }
        let tree = self.tree;
        let found = [Attr::Class, Attr::Id, Attr::Role, Attr::Itemprop, Attr::AriaLabel]
            .into_iter()
            .filter_map(|name| tree.attr(node, name))
            .fold(0, |found, value| found | words::groups_of_name(value));
        self.names[node.index()] = found & !UNKNOWN;
        found & !UNKNOWN
    }

    /// How many siblings are built like this element (itself included).
    fn alike(&mut self, node: NodeId) -> f32 {
        if self.alike[node.index()] == 0
            && let Some(parent) = self.tree.parent(node)
        {
            let tree = self.tree;
            let mut count: HashMap<(Tag, Option<&str>), u32> = HashMap::new();
            let key = |c| (tree.tag(c), tree.attr(c, Attr::Class));
            tree.children(parent).for_each(|c| *count.entry(key(c)).or_default() += 1);
            tree.children(parent).for_each(|c| self.alike[c.index()] = count[&key(c)]);
        }
        self.alike[node.index()].max(1) as f32
    }

    /// The features of every block, one row of [`COUNT`] after the other.
    pub(super) fn rows(&mut self) -> Vec<f32> {
        let n = self.page.blocks.len();
        let mut rows = Vec::with_capacity(n * COUNT);
        let mut before = Before::default();
        for i in 0..n {
            self.row(i, &before, &mut rows);
            before.see(i, &self.page.blocks[i], &self.looks[i]);
        }
        rows
    }

    fn row(&mut self, i: usize, before: &Before, out: &mut Vec<f32>) {
        let blocks = &self.page.blocks;
        let (block, n) = (&blocks[i], blocks.len());
        let looks = self.looks[i];
        let per_word = |x: f32| x / looks.words.max(1.0);
        // The text itself.
        out.extend([
            ln(looks.bytes),
            looks.words,
            looks.link,
            looks.bold,
            looks.bytes / looks.words.max(1.0),
            looks.stops,
            per_word(looks.stops),
            per_word(looks.commas),
            looks.digits / looks.bytes.max(1.0),
            per_word(looks.capitals),
            per_word(looks.short),
            looks.end,
            looks.quotes,
            looks.bars,
            block.breaks as f32,
        ]);
        out.extend((0..PHRASES.len()).map(|group| f32::from((looks.phrases >> group & 1) as u8)));
        // Its neighbours.
        for step in [-3, -2, -1, 1, 2, 3] {
            match i.checked_add_signed(step).and_then(|j| Some((self.looks.get(j)?, blocks.get(j)?))) {
                Some((looks, block)) => out.extend([
                    ln(looks.bytes),
                    looks.link,
                    looks.stops.min(5.0),
                    kind_code(block),
                    (looks.phrases & 0b1111_1111).count_ones() as f32,
                ]),
                None => out.extend([-1.0; 5]),
            }
        }
        // The heading above it.
        let (heading, phrases) = before.heading.map_or((0.0, 0), |(j, p)| ((i - j) as f32, p));
        out.push(heading);
        out.extend([0, 1, 2, 4, 15].map(|group| f32::from((phrases >> group & 1) as u8)));
        // What it is.
        out.extend([
            kind_code(block),
            f32::from(block.level),
            f32::from(u8::from(block.hidden)),
            f32::from(u8::from(self.names(block.owner) != 0)),
            f32::from(u8::from(self.tree.attr(block.owner, Attr::Class).is_some())),
        ]);
        // What it stands in.
        let mut near = [FAR; NEAR.len()];
        let mut named = [FAR; NAMES.len()];
        let mut chain = [block.owner; 8];
        let mut to_main = FAR;
        let above = std::iter::once(block.owner).chain(self.tree.ancestors(block.owner)).take(REACH);
        for (up, node) in above.enumerate() {
            let distance = up as f32;
            let tag = self.tree.tag(node);
            for (slot, &(a, b)) in near.iter_mut().zip(&NEAR) {
                if *slot == FAR && (tag == a || tag == b) {
                    *slot = distance;
                }
            }
            let mut groups = self.names(node);
            while groups != 0 {
                let slot = &mut named[groups.trailing_zeros() as usize];
                *slot = slot.min(distance);
                groups &= groups - 1;
            }
            if let Some(slot) = chain.get_mut(up..) {
                slot.fill(node);
            }
            if node == self.main {
                to_main = distance;
            }
        }
        out.extend(near);
        out.extend(named);
        // Where it stands.
        let from_h1 = self.h1.map_or(-99.0, |h1| i as f32 - h1 as f32);
        let share = |part: f32, whole: f32| part / whole.max(1.0);
        out.extend([
            i as f32 / n as f32,
            ln(i as f32),
            ln((n - i) as f32),
            share(before.bytes, self.total.bytes),
            share(before.prose, self.total.prose),
            ln(before.prose),
            ln((self.total.prose - before.prose).max(0.0)),
            from_h1.clamp(-99.0, 200.0),
            before.since_prose.min(50) as f32,
            f32::from(u8::from(self.in_title[i])),
            f32::from(self.tree.depth(block.owner)),
            share(self.total.prose - before.prose, self.total.prose) - share(looks.bytes, self.total.bytes),
            f32::from(u8::from(self.h1.is_some())),
        ]);
        // What stands around it, level by level.
        let mut half = FAR;
        let mut most = FAR;
        for (up, node) in chain.iter().enumerate() {
            let part = share(self.sums[node.index()].prose, self.total.prose);
            half = if part >= 0.5 { half.min(up as f32) } else { half };
            most = if part >= 0.8 { most.min(up as f32) } else { most };
        }
        for level in LEVELS {
            let node = chain[level];
            let sum = self.sums[node.index()];
            out.extend([
                share(sum.links, sum.bytes),
                share(sum.prose, self.total.prose),
                share(sum.prose, sum.bytes),
                ln(sum.blocks),
                self.alike(node).min(30.0),
            ]);
        }
        let last_common = self.tree.ancestors(block.owner).position(|a| self.sums[a.index()].prose > 0.0);
        out.extend([
            half,
            most,
            to_main,
            f32::from(self.tree.depth(block.owner)) - self.main_depth as f32,
            last_common.map_or(FAR, |up| up as f32),
            kind_code(block) * 10.0 + self.tag_code(block.owner),
        ]);
        // What is said elsewhere too.
        let (nth, all) = self.same[i];
        out.extend([
            nth.min(5) as f32,
            all.min(5) as f32,
            f32::from(u8::from(self.in_description[i])),
            f32::from(u8::from(self.in_body[i])),
            f32::from(u8::from(self.has_body)),
            f32::from(u8::from(looks.is_prose())),
        ]);
        // The page.
        out.extend([
            ln(n as f32),
            ln(self.total.bytes),
            ln(self.total.prose),
            share(self.total.links, self.total.bytes),
            share(self.total.prose, self.total.bytes),
            share(self.sums[self.main.index()].prose, self.total.prose),
            ln(self.sums[self.main.index()].blocks),
            share(self.sums[self.main.index()].links, self.sums[self.main.index()].bytes),
        ]);
    }

    fn tag_code(&self, node: NodeId) -> f32 {
        match self.tree.tag(node) {
            Tag::P => 0.0,
            Tag::Li => 1.0,
            Tag::Td | Tag::Th => 2.0,
            Tag::Div => 3.0,
            Tag::Button => 4.0,
            Tag::Section | Tag::Article | Tag::Main | Tag::Body => 5.0,
            tag if tag.heading_level() > 0 => 6.0,
            Tag::Custom => 7.0,
            _ => 8.0,
        }
    }
}

/// What was seen before the block at hand.
#[derive(Debug, Default)]
struct Before {
    bytes: f32,
    prose: f32,
    since_prose: usize,
    /// The last heading: its number and the phrases in it.
    heading: Option<(usize, Groups)>,
}

impl Before {
    fn see(&mut self, i: usize, block: &Raw, looks: &Looks) {
        self.bytes += looks.bytes;
        self.since_prose += 1;
        if looks.is_prose() && !block.hidden {
            self.prose += looks.bytes;
            self.since_prose = 0;
        }
        if block.kind == BlockKind::Heading {
            self.heading = Some((i, looks.phrases));
        }
    }
}

fn kind_code(block: &Raw) -> f32 {
    match block.kind {
        BlockKind::Paragraph => 0.0,
        BlockKind::Heading => 1.0,
        BlockKind::Item => 2.0,
        BlockKind::Quotation => 3.0,
        BlockKind::Caption => 4.0,
        BlockKind::Table => 5.0,
        BlockKind::Footnote | BlockKind::Furniture => 6.0,
    }
}

/// Natural logarithm that takes 0.
fn ln(x: f32) -> f32 {
    (x.max(0.0) + 1.0).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    #[test]
    fn every_block_has_all_features_and_each_is_a_number() {
        let html =
            "<title>Trade</title><body><h1>Trade</h1><p>Exports grew, the office said.</p><p></p><ul><li>x";
        let tree = super::super::tree::parse(html, &Limits::default());
        let page = super::super::blocks::blocks(&tree, html);
        let rows = View::new(&tree, &page, &Stated::default()).rows();
        assert_eq!(page.blocks.len(), 3);
        assert_eq!(rows.len(), 3 * COUNT);
        assert!(rows.iter().all(|x| x.is_finite()));
    }
}
