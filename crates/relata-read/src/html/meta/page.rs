//! The parts of a page that may say something of it, collected in one walk over the tree.

use crate::html::names::{Attr, Tag};
use crate::html::tree::{NodeId, Tree};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// A line of the page as a reader sees it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub text: String,
    /// Whether it stands in navigation, a footer, comments or links to other texts.
    pub aside: bool,
}

/// An element that says by its attributes what it holds.
#[derive(Debug, Clone)]
pub(super) struct Marked {
    /// Its text, or what `content` or `datetime` says instead.
    pub text: String,
    /// A machine's form of the date, where the element has one.
    pub datetime: Option<String>,
    pub marks: String,
    /// Number of the line in which it begins.
    pub line: usize,
    pub tag: Tag,
    pub aside: bool,
}

/// What one walk over a page collects.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Name (or property, or itemprop; in lower case) and content of `meta`, in document order.
    metas: Vec<(String, String)>,
    pub scripts: Vec<String>,
    /// Of the `title` element.
    pub title: Option<String>,
    /// Of the `h1` elements, with the number of their line.
    pub headings: Vec<(usize, String)>,
    pub lines: Vec<Line>,
    pub marked: Vec<Marked>,
    pub language: Option<String>,
    canonical: Option<String>,
}

/// Lines longer than this say nothing of the page, they belong to its text (code points).
pub(super) const LINE_MAX: usize = 300;

/// Words in class and id that mark a part as not belonging to the text at hand.
const ASIDE_MARKS: &[&str] = &[
    "comment",
    "related",
    "sidebar",
    "footer",
    "recommend",
    "popular",
    "trending",
    "widget",
    "teaser",
    "promo",
    "newsletter",
    "also-like",
    "read-more",
    "read-next",
    "next-post",
    "prev-post",
    "more-stories",
    "more-from",
    "latest",
    "navigation",
    "breadcrumb",
    "menu",
    "cookie",
    "disqus",
    "reply",
];

/// Words in class, id and the like that mark an element as holding a date, or an author.
const DATE_MARKS: &[&str] = &["date", "publish", "time", "posted"];
const NAME_MARKS: &[&str] =
    &["author", "byline", "by-line", "writer", "contributor", "creator", "written", "username"];

/// Finds all of the marks at once; the numbers of its patterns run through the three lists in turn.
static ALL_MARKS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = ASIDE_MARKS.iter().chain(DATE_MARKS).chain(NAME_MARKS);
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).expect("a few constant words")
});

/// Which marks an element bears.
#[derive(Debug, Clone, Copy, Default)]
struct Bears {
    aside: bool,
    date: bool,
    name: bool,
}

impl Bears {
    fn of(tree: &Tree, id: NodeId) -> Bears {
        let mut bears = Bears::default();
        for value in MARK_ATTRS.into_iter().filter_map(|n| attr(tree, id, n)) {
            for found in ALL_MARKS.find_overlapping_iter(value) {
                let n = found.pattern().as_usize();
                bears.aside |= n < ASIDE_MARKS.len();
                bears.name |= n >= ASIDE_MARKS.len() + DATE_MARKS.len();
                bears.date |= (ASIDE_MARKS.len()..ASIDE_MARKS.len() + DATE_MARKS.len()).contains(&n);
            }
        }
        bears
    }
}

/// Attributes in which sites and machines say what an element is.
const MARK_ATTRS: [Attr; 6] = [Attr::Class, Attr::Id, Attr::Rel, Attr::Itemprop, Attr::Property, Attr::Name];

impl Page {
    pub(super) fn of(tree: &Tree) -> Page {
        let mut page = Page::default();
        // Of each node: the nearest element that makes a line of its own, and whether it stands aside.
        let mut block = vec![NodeId::ROOT; tree.len()];
        let mut aside = vec![false; tree.len()];
        let around_heading = above_headings(tree);
        // The block of the last line, while that can go on.
        let mut line_of = None;
        for id in tree.descendants(NodeId::ROOT) {
            let tag = tree.tag(id);
            let parent = tree.parent(id).unwrap_or(NodeId::ROOT);
            block[id.index()] = if is_inline(tag) { block[parent.index()] } else { id };
            let bears = if tag == Tag::Text { Bears::default() } else { Bears::of(tree, id) };
            aside[id.index()] =
                aside[parent.index()] || (!around_heading[id.index()] && stands_aside(tag, bears));
            let here = Place { tree, id, aside: aside[id.index()], next_line: page.lines.len() };
            match tag {
                Tag::Meta => page.add_meta(tree, id),
                Tag::Link => page.add_link(tree, id),
                Tag::Html => page.language = attr(tree, id, Attr::Lang).map(str::to_owned),
                Tag::Title if page.title.is_none() => page.title = Some(tidy(&tree.text_content(id))),
                Tag::Script => page.add_script(tree, id),
                Tag::H1 => page.add_heading(here),
                Tag::Br | Tag::Hr => line_of = None,
                Tag::Text => {
                    let goes_on = line_of == Some(block[id.index()]);
                    if page.add_text(here, tree.tag(parent), goes_on) {
                        line_of = Some(block[id.index()]);
                    }
                }
                _ if bears.date || bears.name || tag == Tag::Time => page.add_marked(here, bears),
                _ => {}
            }
        }
        for line in &mut page.lines {
            line.text = tidy(&line.text);
        }
        page
    }

    fn add_script(&mut self, tree: &Tree, id: NodeId) {
        let kind = attr(tree, id, Attr::Type).unwrap_or_default();
        if kind.to_ascii_lowercase().contains("ld+json") {
            self.scripts.push(tree.text_content(id));
        }
    }

    fn add_meta(&mut self, tree: &Tree, id: NodeId) {
        let names = [Attr::Property, Attr::Name, Attr::Itemprop, Attr::HttpEquiv];
        let Some(content) = attr(tree, id, Attr::Content) else { return };
        for name in names.into_iter().filter_map(|n| attr(tree, id, n)) {
            self.metas.push((name.to_lowercase(), tidy(content)));
        }
    }

    fn add_link(&mut self, tree: &Tree, id: NodeId) {
        let rel = attr(tree, id, Attr::Rel).unwrap_or_default();
        if rel.eq_ignore_ascii_case("canonical") && self.canonical.is_none() {
            self.canonical = attr(tree, id, Attr::Href).map(str::to_owned);
        }
    }

    fn add_heading(&mut self, here: Place<'_>) {
        let text = tidy(&spaced_text(here.tree, here.id, LINE_MAX * 4, false));
        if !text.is_empty() {
            self.headings.push((here.next_line, text));
        }
    }

    /// Adds text to the last line, where it goes on, else to one of its own; says whether there is a
    /// line now.
    fn add_text(&mut self, here: Place<'_>, parent: Tag, goes_on: bool) -> bool {
        let text = here.tree.text(here.id);
        if matches!(parent, Tag::Script | Tag::Style | Tag::Title | Tag::Template | Tag::Noscript) {
            return false;
        }
        match self.lines.last_mut().filter(|_| goes_on) {
            Some(line) if line.text.len() < LINE_MAX * 8 => line.text.push_str(text),
            Some(_) => {}
            None if text.trim().is_empty() => return false,
            None => {
                let short = &text[..text.floor_char_boundary(text.len().min(LINE_MAX * 8))];
                self.lines.push(Line { text: short.to_owned(), aside: here.aside });
            }
        }
        true
    }

    fn add_marked(&mut self, here: Place<'_>, bears: Bears) {
        let (tree, id) = (here.tree, here.id);
        let tag = tree.tag(id);
        let content = attr(tree, id, Attr::Content).map(str::to_owned);
        let named = || if bears.name { inner_name(tree, id) } else { None };
        let text = named().or(content).unwrap_or_else(|| spaced_text(tree, id, LINE_MAX, true));
        let datetime = attr(tree, id, Attr::Datetime).map(str::to_owned);
        let marks = marks(tree, id);
        let marked =
            Marked { text: tidy(&text), datetime, marks, line: here.next_line, tag, aside: here.aside };
        if !marked.text.is_empty() || marked.datetime.is_some() {
            self.marked.push(marked);
        }
    }

    /// The content of the first `meta` of that name (in lower case) that has any.
    pub(super) fn meta(&self, name: &str) -> Option<&str> {
        self.metas_of(name).next()
    }

    /// The contents of every `meta` of that name.
    pub(super) fn metas_of(&self, name: &str) -> impl Iterator<Item = &str> {
        self.metas.iter().filter(move |(n, c)| n == name && !c.is_empty()).map(|(_, c)| c.as_str())
    }

    /// Everything that may be the title.
    pub(super) fn titles(&self) -> impl Iterator<Item = &str> {
        let tags = ["og:title", "twitter:title"].into_iter().filter_map(|t| self.meta(t));
        self.headings.iter().map(|(_, t)| t.as_str()).chain(self.title.as_deref()).chain(tags)
    }

    /// The number of the line that shows the title, else that of the first heading, else 0.
    pub(super) fn title_line(&self, title: Option<&str>) -> usize {
        let title = title.map(super::title::key);
        let shown = |text: &str| title.as_deref() == Some(super::title::key(text).as_str());
        let heading = self.headings.iter().find(|(_, h)| shown(h)).map(|(line, _)| *line);
        let line = || self.lines.iter().position(|l| !l.aside && shown(&l.text));
        heading.or_else(line).or_else(|| self.headings.first().map(|(line, _)| *line)).unwrap_or(0)
    }

    /// The page's own address, else the one its bytes came from.
    pub(super) fn address(&self, from: Option<&str>) -> Option<String> {
        let stated = self.canonical.as_deref().into_iter().chain(self.meta("og:url"));
        stated.filter(|u| u.starts_with("http")).chain(from).next().map(str::to_owned)
    }
}

/// A node on the walk, and where the walk stands.
#[derive(Clone, Copy)]
struct Place<'t> {
    tree: &'t Tree,
    id: NodeId,
    aside: bool,
    next_line: usize,
}

fn attr(tree: &Tree, id: NodeId, name: Attr) -> Option<&str> {
    tree.attr(id, name).map(str::trim).filter(|v| !v.is_empty())
}

/// What an element says of itself for style and for machines, in lower case.
fn marks(tree: &Tree, id: NodeId) -> String {
    let said: Vec<&str> = MARK_ATTRS.into_iter().filter_map(|n| attr(tree, id, n)).collect();
    said.join(" ").to_lowercase()
}

/// The `itemprop=name` below an element of microdata, as far as the first few nodes tell.
fn inner_name(tree: &Tree, id: NodeId) -> Option<String> {
    let name = tree.descendants(id).take(12).find(|&d| attr(tree, d, Attr::Itemprop) == Some("name"))?;
    let text = attr(tree, name, Attr::Content)
        .map_or_else(|| spaced_text(tree, name, LINE_MAX, true), str::to_owned);
    (!text.trim().is_empty()).then_some(text)
}

fn stands_aside(tag: Tag, bears: Bears) -> bool {
    match tag {
        Tag::Nav | Tag::Footer | Tag::Aside | Tag::Form | Tag::Dialog => true,
        Tag::Div | Tag::Section | Tag::Ul | Tag::Ol => bears.aside,
        _ => false,
    }
}

/// Elements that stand within a line.
fn is_inline(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::A
            | Tag::Abbr
            | Tag::B
            | Tag::Cite
            | Tag::Code
            | Tag::Em
            | Tag::Font
            | Tag::I
            | Tag::Q
            | Tag::S
            | Tag::Samp
            | Tag::Small
            | Tag::Span
            | Tag::Strong
            | Tag::Sub
            | Tag::Sup
            | Tag::Text
            | Tag::Time
            | Tag::U
            | Tag::Wbr
            | Tag::Img
            | Tag::Svg
            | Tag::Foreign
    )
}

/// The text below a node up to about `limit` bytes. With `parted` a blank goes between any two
/// elements, so that `<span>By</span><span>Ana</span>` is two words; else only at a line break.
fn spaced_text(tree: &Tree, id: NodeId, limit: usize, parted: bool) -> String {
    let mut out = String::new();
    for node in tree.descendants(id) {
        match tree.tag(node) {
            Tag::Text
                if !matches!(
                    tree.parent(node).map(|p| tree.tag(p)),
                    Some(Tag::Style | Tag::Script | Tag::Svg | Tag::Foreign)
                ) =>
            {
                let text = tree.text(node);
                let words_touch =
                    text.starts_with(char::is_alphanumeric) && out.ends_with(char::is_alphanumeric);
                if parted && words_touch {
                    out.push(' ');
                }
                out.push_str(text);
            }
            Tag::Text => {}
            tag if !is_inline(tag) => out.push(' '),
            _ => {}
        }
        if out.len() > limit {
            break;
        }
    }
    out
}

/// Of each node whether a main heading lies in it.
fn above_headings(tree: &Tree) -> Vec<bool> {
    let mut above = vec![false; tree.len()];
    for id in tree.descendants(NodeId::ROOT).filter(|&id| tree.tag(id) == Tag::H1) {
        for up in tree.ancestors(id) {
            if std::mem::replace(&mut above[up.index()], true) {
                break;
            }
        }
    }
    above
}

/// Runs of white space become one blank, those at either end go.
pub(super) fn tidy(text: &str) -> String {
    let visible = |c: &char| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}');
    let text: String = text.chars().filter(visible).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The host of an address, without port and user.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    authority.rsplit('@').next()?.split(':').next().filter(|h| !h.is_empty())
}
