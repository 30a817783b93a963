//! The ways that are looked for, as a tree: a walk through a text goes down it, and notes what it comes across.

use std::collections::BTreeMap;
use std::ops::Range;

/// The node that every way begins at.
pub(super) const ROOT: usize = 0;

/// A tree of keys.
pub(super) struct Wanted<'p> {
    nodes: Vec<Node<'p>>,
}

#[derive(Default)]
struct Node<'p> {
    parent: usize,
    children: BTreeMap<&'p str, usize>,
    /// The first time that the way was met, which is the one that counts.
    first: Option<Met>,
    /// The key of the last time.
    last_name: Option<Range<usize>>,
}

struct Met {
    name: Option<Range<usize>>,
    value: Range<usize>,
    /// Whether the value holds others, so that its key says more than its bracket.
    holds: bool,
}

impl Default for Wanted<'_> {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl<'p> Wanted<'p> {
    /// Adds a way, and tells the node at its end.
    pub(super) fn add(&mut self, way: &'p [String]) -> usize {
        way.iter().fold(ROOT, |parent, key| self.child(parent, key).unwrap_or_else(|| self.grow(parent, key)))
    }

    fn grow(&mut self, parent: usize, key: &'p str) -> usize {
        let child = self.nodes.len();
        self.nodes.push(Node { parent, ..Node::default() });
        if let Some(node) = self.nodes.get_mut(parent) {
            node.children.insert(key, child);
        }
        child
    }

    /// The node that a key leads to.
    pub(super) fn child(&self, node: usize, key: &str) -> Option<usize> {
        self.nodes.get(node)?.children.get(key).copied()
    }

    /// The keys that are wanted of a node, and where they lead.
    pub(super) fn children(&self, node: usize) -> Vec<(&'p str, usize)> {
        let children = self.nodes.get(node).map(|node| &node.children);
        children.into_iter().flatten().map(|(key, child)| (*key, *child)).collect()
    }

    /// Notes that a node was come across.
    pub(super) fn meet(&mut self, node: usize, name: Option<Range<usize>>, value: Range<usize>, holds: bool) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.last_name = name.clone().or(node.last_name.take());
            node.first.get_or_insert(Met { name, value, holds });
        }
    }

    /// What is held at the end of a way, or the key of it where that is more than fits a line.
    pub(super) fn value(&self, end: usize) -> Option<Range<usize>> {
        let (_, met) = self.nearest(end)?;
        let name = met.name.as_ref().filter(|_| met.holds);
        Some(name.unwrap_or(&met.value).clone())
    }

    /// The key that leads to the end of a way.
    pub(super) fn name(&self, end: usize) -> Option<Range<usize>> {
        let (node, met) = self.nearest(end)?;
        node.last_name.clone().or_else(|| met.name.clone()).or_else(|| Some(met.value.clone()))
    }

    /// The node, or the nearest one above it that was met; not the root, which is the file as a whole.
    fn nearest(&self, end: usize) -> Option<(&Node<'p>, &Met)> {
        let mut at = end;
        while at != ROOT {
            let node = self.nodes.get(at)?;
            if let Some(met) = &node.first {
                return Some((node, met));
            }
            at = node.parent;
        }
        None
    }
}
