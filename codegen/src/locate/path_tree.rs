//! The paths to find, as a tree that is descended in step with the text.

use std::collections::BTreeMap;
use std::ops::Range;

/// The root, which stands for the whole text.
pub(super) const ROOT: usize = 0;

/// A tree of keys with the locations at which they were found.
pub(super) struct PathTree<'p> {
    nodes: Vec<Node<'p>>,
}

#[derive(Default)]
struct Node<'p> {
    parent: usize,
    children: BTreeMap<&'p str, usize>,
    /// The first occurrence, which readers of duplicate keys use.
    first: Option<Occurrence>,
    /// The key of the last occurrence.
    last_name: Option<Range<usize>>,
}

struct Occurrence {
    name: Option<Range<usize>>,
    value: Range<usize>,
    /// Whether the value is an object or array, for which the location of the key is more useful.
    is_container: bool,
}

impl Default for PathTree<'_> {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl<'p> PathTree<'p> {
    /// Adds a path and returns the node at its end.
    pub(super) fn add(&mut self, path: &'p [String]) -> usize {
        path.iter()
            .fold(ROOT, |parent, key| self.child(parent, key).unwrap_or_else(|| self.grow(parent, key)))
    }

    fn grow(&mut self, parent: usize, key: &'p str) -> usize {
        let child = self.nodes.len();
        self.nodes.push(Node { parent, ..Node::default() });
        if let Some(node) = self.nodes.get_mut(parent) {
            node.children.insert(key, child);
        }
        child
    }

    /// Returns the child with a key.
    pub(super) fn child(&self, node: usize, key: &str) -> Option<usize> {
        self.nodes.get(node)?.children.get(key).copied()
    }

    /// Returns the keys and children of a node.
    pub(super) fn children(&self, node: usize) -> Vec<(&'p str, usize)> {
        let children = self.nodes.get(node).map(|node| &node.children);
        children.into_iter().flatten().map(|(key, child)| (*key, *child)).collect()
    }

    /// Records an occurrence of a node.
    pub(super) fn record(
        &mut self,
        node: usize,
        name: Option<Range<usize>>,
        value: Range<usize>,
        is_container: bool,
    ) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.last_name = name.clone().or(node.last_name.take());
            node.first.get_or_insert(Occurrence { name, value, is_container });
        }
    }

    /// Returns the location of the value at the end of a path, or of its key if the value is an object or array.
    pub(super) fn value(&self, end: usize) -> Option<Range<usize>> {
        let (_, occurrence) = self.nearest(end)?;
        let name = occurrence.name.as_ref().filter(|_| occurrence.is_container);
        Some(name.unwrap_or(&occurrence.value).clone())
    }

    /// Returns the location of the last key of a path.
    pub(super) fn name(&self, end: usize) -> Option<Range<usize>> {
        let (node, occurrence) = self.nearest(end)?;
        node.last_name.clone().or_else(|| occurrence.name.clone()).or_else(|| Some(occurrence.value.clone()))
    }

    /// Returns the node or its nearest ancestor that occurred, except for the root.
    fn nearest(&self, end: usize) -> Option<(&Node<'p>, &Occurrence)> {
        let mut at = end;
        while at != ROOT {
            let node = self.nodes.get(at)?;
            if let Some(occurrence) = &node.first {
                return Some((node, occurrence));
            }
            at = node.parent;
        }
        None
    }
}
