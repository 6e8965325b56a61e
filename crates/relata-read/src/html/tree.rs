//! Markup to a tree: html5ever's tree builder over one flat arena.
//!
//! Every node knows where in the decoded text it came from. html5ever does not say; so the text is
//! fed in slices that begin at each `<`, and the sink notes the slice at hand. Nothing here knows
//! what is body and what is furniture, and nothing recurses.

use super::names::{Attr, Tag};
use crate::Limits;
use html5ever::interface::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::ops::Range;

/// A node's place in its tree. Nodes are numbered as they were met, the document is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(u32);

impl NodeId {
    /// The document itself.
    pub(crate) const ROOT: NodeId = NodeId(0);
    /// Stands for "no node" inside the arena.
    const NONE: NodeId = NodeId(u32::MAX);

    /// As an index for tables beside the tree.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    fn some(self) -> Option<NodeId> {
        (self != NodeId::NONE).then_some(self)
    }
}

/// One element or text.
#[derive(Debug, Clone)]
struct Node {
    tag: Tag,
    depth: u16,
    parent: NodeId,
    first: NodeId,
    last: NodeId,
    prev: NodeId,
    next: NodeId,
    /// Of a text: its range in [`Tree::texts`]. Of an element: its attributes in [`Tree::attrs`].
    from: u32,
    to: u32,
    /// The bytes of the decoded text it came from: of an element the slice of its start tag.
    source: (u32, u32),
}

/// A parsed page.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// All text, entities resolved, in the order met.
    texts: String,
    /// Kept attributes: name and range in `values`.
    attrs: Vec<(Attr, u32, u32)>,
    values: String,
    /// Tags that were left out because they lay too deep or multiplied.
    pub dropped_tags: usize,
}

impl Tree {
    /// Number of nodes, and the length of tables beside the tree.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// What the node is; text is [`Tag::Text`].
    pub(crate) fn tag(&self, id: NodeId) -> Tag {
        self.nodes[id.index()].tag
    }

    /// How many elements lie above it; not kept up to date where broken markup was mended.
    pub(crate) fn depth(&self, id: NodeId) -> u16 {
        self.nodes[id.index()].depth
    }

    /// The text of a text node; empty for an element.
    pub(crate) fn text(&self, id: NodeId) -> &str {
        let node = &self.nodes[id.index()];
        if node.tag == Tag::Text { &self.texts[node.from as usize..node.to as usize] } else { "" }
    }

    /// The value of an attribute of an element.
    pub(crate) fn attr(&self, id: NodeId, name: Attr) -> Option<&str> {
        let node = &self.nodes[id.index()];
        if node.tag == Tag::Text {
            return None;
        }
        let attrs = &self.attrs[node.from as usize..node.to as usize];
        let &(_, from, to) = attrs.iter().find(|&&(n, ..)| n == name)?;
        Some(&self.values[from as usize..to as usize])
    }

    /// The bytes of the decoded text that the node came from: of a text node from the tag before it
    /// to the tag after it, of an element its start tag and the text after that.
    pub(crate) fn source(&self, id: NodeId) -> Range<usize> {
        let (start, end) = self.nodes[id.index()].source;
        start as usize..end as usize
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].parent.some()
    }

    pub(crate) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].first.some()
    }

    pub(crate) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].next.some()
    }

    pub(crate) fn prev_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].prev.some()
    }

    /// The children of a node, in order.
    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.first_child(id), |&child| self.next_sibling(child))
    }

    /// The node's parent, its parent, and so on up to the document.
    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(id), |&up| self.parent(up))
    }

    /// Everything below a node, in document order.
    pub(crate) fn descendants(&self, top: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.first_child(top), move |&at| {
            self.first_child(at).or_else(|| self.after(at, top))
        })
    }

    /// The node that follows `at` and all below it, in document order within `top`.
    pub(crate) fn after(&self, mut at: NodeId, top: NodeId) -> Option<NodeId> {
        loop {
            if at == top {
                return None;
            }
            if let Some(next) = self.next_sibling(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
    }

    /// All text below a node (or of it), white space as it stands.
    pub(crate) fn text_content(&self, id: NodeId) -> String {
        let mut out = self.text(id).to_owned();
        self.descendants(id).for_each(|d| out.push_str(self.text(d)));
        out
    }
}

/// Parses a decoded page. Never fails: any text is some page.
///
/// Elements deeper than `limits.markup_depth` are left out (their text stays, with the innermost
/// element that was kept): the tree builder searches its stack of open elements at every tag, which
/// is quadratic in depth. So are tags once the builder has made far more nodes than it was given
/// tags, as it does when it reopens long lists of unclosed formatting elements for each paragraph.
/// What stands in scripts, styles and comments is not fed at all, except data (JSON) in scripts.
pub(crate) fn parse(text: &str, limits: &Limits) -> Tree {
    // Offsets are kept in 32 bits.
    let text = &text[..text.floor_char_boundary(u32::MAX as usize - 1)];
    let whole = StrTendril::from_slice(text);
    let options = TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..Default::default() };
    let tokenizer =
        Tokenizer::new(TreeBuilder::new(Sink::new(text.len()), options), TokenizerOpts::default());
    let queue = BufferQueue::default();
    let sink = &tokenizer.sink.sink;
    let feed = |from: usize, to: usize| {
        if from < to {
            sink.slice.set((from as u32, to as u32));
            queue.push_back(whole.subtendril(from as u32, (to - from) as u32));
            while !matches!(tokenizer.feed(&queue), html5ever::TokenizerResult::Done) {}
        }
    };
    let bytes = text.as_bytes();
    let next_tag = |from: usize| memchr::memchr(b'<', &bytes[from..]).map_or(text.len(), |i| from + i);
    let depth = limits.markup_depth.min(u32::from(u16::MAX) - 1);
    let (mut tags, mut dropped, mut dropped_open) = (0usize, 0usize, 0usize);
    let mut at = next_tag(0);
    feed(0, at);
    while at < text.len() {
        tags += 1;
        let tag = Markup::at(&bytes[at..]);
        let overgrown = sink.len() > 100_000 && sink.len() > 8 * tags;
        let from = match tag {
            Markup::Comment => {
                memchr::memmem::find(&bytes[at + 2..], b"-->").map_or(text.len(), |i| at + i + 5)
            }
            Markup::Open { void: false } if overgrown || sink.depth.get() >= depth => {
                dropped += 1;
                dropped_open += 1;
                tag_end(bytes, at)
            }
            Markup::Close if overgrown || dropped_open > 0 => {
                dropped_open = dropped_open.saturating_sub(1);
                tag_end(bytes, at)
            }
            _ => at,
        };
        at = next_tag(from.max(at + 1));
        feed(from, at);
        if let Some(script) = sink.raw.take() {
            let from = at;
            at = memchr::memchr_iter(b'<', &bytes[at..])
                .map(|i| from + i)
                .find(|&i| closes(&bytes[i..], script.name))
                .unwrap_or(text.len());
            if script.keep {
                sink.slice.set((from as u32, at as u32));
                sink.add_text(script.node, &text[from..at]);
            }
        }
    }
    tokenizer.end();
    let mut tree = tokenizer.sink.sink.finish();
    tree.dropped_tags = dropped;
    tree
}

/// What a `<` begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    Open { void: bool },
    Close,
    Comment,
    Other,
}

impl Markup {
    /// Looks at the bytes from a `<` on.
    pub(super) fn at(bytes: &[u8]) -> Markup {
        match bytes {
            [_, b'!', b'-', b'-', ..] => Markup::Comment,
            [_, b'/', c, ..] if c.is_ascii_alphabetic() => Markup::Close,
            [_, c, ..] if c.is_ascii_alphabetic() => {
                let name = bytes[1..].split(|b| !b.is_ascii_alphanumeric()).next().unwrap_or_default();
                let name = String::from_utf8_lossy(&name[..name.len().min(8)]).to_ascii_lowercase();
                Markup::Open { void: Tag::html(&name).is_void() }
            }
            _ => Markup::Other,
        }
    }
}

/// Where the tag that begins at `at` ends (one past its `>`), quoted attribute values skipped. A tag
/// with no end ends at the next `<`.
pub(super) fn tag_end(bytes: &[u8], at: usize) -> usize {
    let mut quote = None;
    let mut value = false;
    for (i, &b) in bytes[at + 1..].iter().enumerate() {
        match (quote, b) {
            (Some(q), b) if b == q => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if value => quote = Some(b),
            (None, b'>') => return at + i + 2,
            (None, b'<') => return at + i + 1,
            _ => {}
        }
        if !b.is_ascii_whitespace() {
            value = b == b'=';
        }
    }
    bytes.len()
}

/// Whether `bytes` begin with the end tag of `name`.
fn closes(bytes: &[u8], name: &str) -> bool {
    bytes.get(1) == Some(&b'/')
        && bytes.get(2..2 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
}

/// A script or style element that was just opened.
struct Raw {
    node: NodeId,
    name: &'static str,
    /// Whether its text is kept: it holds data.
    keep: bool,
}

/// Takes what html5ever's tree builder makes.
struct Sink {
    tree: RefCell<Tree>,
    /// Full names, as the builder wants them back; one for each node.
    names: RefCell<Vec<(Namespace, LocalName)>>,
    /// The slice at hand.
    slice: Cell<(u32, u32)>,
    /// Depth of the innermost open element.
    depth: Cell<u32>,
    raw: RefCell<Option<Raw>>,
}

impl Sink {
    fn new(bytes: usize) -> Sink {
        let tree = Tree {
            nodes: Vec::with_capacity(bytes / 64),
            texts: String::with_capacity(bytes / 8),
            attrs: Vec::with_capacity(bytes / 128),
            values: String::with_capacity(bytes / 16),
            dropped_tags: 0,
        };
        let sink = Sink {
            tree: RefCell::new(tree),
            names: RefCell::new(Vec::with_capacity(bytes / 64)),
            slice: Cell::new((0, 0)),
            depth: Cell::new(0),
            raw: RefCell::new(None),
        };
        sink.add(Tag::Document, (ns!(), local_name!("")), (0, 0));
        sink
    }

    fn len(&self) -> usize {
        self.tree.borrow().len()
    }

    fn add(&self, tag: Tag, name: (Namespace, LocalName), (from, to): (u32, u32)) -> NodeId {
        let none = NodeId::NONE;
        let nodes = &mut self.tree.borrow_mut().nodes;
        let id = NodeId(nodes.len() as u32);
        let source = self.slice.get();
        nodes.push(Node {
            tag,
            depth: 0,
            parent: none,
            first: none,
            last: none,
            prev: none,
            next: none,
            from,
            to,
            source,
        });
        self.names.borrow_mut().push(name);
        id
    }

    /// Puts `child`, which has no parent, under `parent`, before `before` or at the end.
    fn link(&self, parent: NodeId, child: NodeId, before: Option<NodeId>) {
        let nodes = &mut self.tree.borrow_mut().nodes;
        let last = nodes[parent.index()].last;
        let prev = before.map_or(last, |b| nodes[b.index()].prev);
        let next = before.unwrap_or(NodeId::NONE);
        let depth = nodes[parent.index()].depth.saturating_add(1);
        let node = &mut nodes[child.index()];
        (node.parent, node.prev, node.next, node.depth) = (parent, prev, next, depth);
        let is_element = node.tag != Tag::Text;
        match prev.some() {
            Some(prev) => nodes[prev.index()].next = child,
            None => nodes[parent.index()].first = child,
        }
        match next.some() {
            Some(next) => nodes[next.index()].prev = child,
            None => nodes[parent.index()].last = child,
        }
        if is_element {
            self.depth.set(depth.into());
        }
    }

    fn unlink(&self, child: NodeId) {
        let nodes = &mut self.tree.borrow_mut().nodes;
        let node = &mut nodes[child.index()];
        let (parent, prev, next) = (node.parent, node.prev, node.next);
        (node.parent, node.prev, node.next) = (NodeId::NONE, NodeId::NONE, NodeId::NONE);
        let Some(parent) = parent.some() else { return };
        match prev.some() {
            Some(prev) => nodes[prev.index()].next = next,
            None => nodes[parent.index()].first = next,
        }
        match next.some() {
            Some(next) => nodes[next.index()].prev = prev,
            None => nodes[parent.index()].last = prev,
        }
    }

    /// Adds text at the end of `parent`.
    fn add_text(&self, parent: NodeId, text: &str) {
        self.insert_text(parent, text, None);
    }

    /// Adds text under `parent` before `before`, to the text that stands there if it is the newest.
    fn insert_text(&self, parent: NodeId, text: &str, before: Option<NodeId>) {
        let range = {
            let tree = &mut *self.tree.borrow_mut();
            let from = tree.texts.len() as u32;
            tree.texts.push_str(text);
            let to = tree.texts.len() as u32;
            let beside = match before {
                Some(before) => tree.nodes[before.index()].prev,
                None => tree.nodes[parent.index()].last,
            };
            if let Some(beside) = beside.some() {
                let node = &mut tree.nodes[beside.index()];
                if node.tag == Tag::Text && node.to == from {
                    node.to = to;
                    node.source.1 = self.slice.get().1;
                    return;
                }
            }
            (from, to)
        };
        let id = self.add(Tag::Text, (ns!(), local_name!("")), range);
        self.link(parent, id, before);
    }

    fn insert(&self, parent: NodeId, child: NodeOrText<NodeId>, before: Option<NodeId>) {
        match child {
            NodeOrText::AppendNode(node) => {
                self.unlink(node);
                self.link(parent, node, before);
            }
            NodeOrText::AppendText(text) => {
                let tag = self.tree.borrow().tag(parent);
                let data = tag != Tag::Style && (tag != Tag::Script || is_data(&self.tree.borrow(), parent));
                if data {
                    self.insert_text(parent, &text, before);
                }
            }
        }
    }

    /// Keeps the known attributes; gives their range.
    fn keep(&self, attrs: &[Attribute]) -> (u32, u32) {
        let tree = &mut *self.tree.borrow_mut();
        let first = tree.attrs.len() as u32;
        for attr in attrs {
            if let Some(name) = Attr::kept(&attr.name.local) {
                let from = tree.values.len() as u32;
                tree.values.push_str(&attr.value);
                tree.attrs.push((name, from, tree.values.len() as u32));
            }
        }
        (first, tree.attrs.len() as u32)
    }
}

/// Whether a script holds data (JSON) instead of a program.
fn is_data(tree: &Tree, script: NodeId) -> bool {
    tree.attr(script, Attr::Type).is_some_and(|t| t.to_ascii_lowercase().contains("json"))
}

/// An element's name, as the tree builder wants it.
#[derive(Debug)]
struct Name(Namespace, LocalName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0
    }

    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId::ROOT
    }

    fn elem_name(&self, target: &NodeId) -> Name {
        let (ns, local) = &self.names.borrow()[target.index()];
        Name(ns.clone(), local.clone())
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        let tag = match name.ns {
            ns!(html) => Tag::html(&name.local),
            _ if name.local == local_name!("svg") => Tag::Svg,
            _ if name.local == local_name!("math") => Tag::Math,
            _ => Tag::Foreign,
        };
        let range = self.keep(&attrs);
        let id = self.add(tag, (name.ns, name.local), range);
        if let Tag::Script | Tag::Style = tag {
            let name = if tag == Tag::Script { "script" } else { "style" };
            let keep = tag == Tag::Script && is_data(&self.tree.borrow(), id);
            *self.raw.borrow_mut() = Some(Raw { node: id, name, keep });
        }
        id
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Tag::Foreign, (ns!(), local_name!("")), (0, 0))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Tag::Foreign, (ns!(), local_name!("")), (0, 0))
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, child, None);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, prev: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.tree.borrow().parent(*element);
        match parent {
            Some(parent) => self.insert(parent, child, Some(*element)),
            None => self.insert(*prev, child, None),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template's contents are no part of the page and hang in the air, except those of a
    /// declarative shadow root, which browsers show.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        if self.tree.borrow().attr(*target, Attr::ShadowRootMode).is_some() {
            return *target;
        }
        self.add(Tag::Template, (ns!(), local_name!("")), (0, 0))
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, node: NodeOrText<NodeId>) {
        let parent = self.tree.borrow().parent(*sibling);
        if let Some(parent) = parent {
            self.insert(parent, node, Some(*sibling));
        }
    }

    fn add_attrs_if_missing(&self, _: &NodeId, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &NodeId) {
        self.unlink(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let children: Vec<NodeId> = self.tree.borrow().children(*node).collect();
        for child in children {
            self.unlink(child);
            self.link(*new_parent, child, None);
        }
    }

    fn pop(&self, node: &NodeId) {
        let depth = self.tree.borrow().depth(*node);
        self.depth.set(u32::from(depth).saturating_sub(1));
    }
}
