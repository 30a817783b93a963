//! Finds paths in JSON text. It ends at the first syntax error, which the parser has reported.

use super::path_tree::{PathTree, ROOT};
use std::borrow::Cow;
use std::ops::Range;

/// Records the locations of all paths.
pub(super) fn find(text: &str, paths: &mut PathTree<'_>) {
    let at = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    let mut walk = Walk { text, at, open: Vec::new(), paths };
    if walk.value(Some(ROOT), None).is_some() {
        while walk.step().is_some() {}
    }
}

struct Walk<'a, 't, 'p> {
    text: &'t str,
    at: usize,
    open: Vec<Open>,
    paths: &'a mut PathTree<'p>,
}

/// An object or array that contains the current position, with its node in the tree of paths.
#[derive(Clone, Copy)]
struct Open {
    node: Option<usize>,
    /// The number of elements so far, in an array.
    elements: Option<usize>,
}

impl Walk<'_, '_, '_> {
    /// Reads an entry, an element or a punctuation mark. Returns `None` at the end.
    fn step(&mut self) -> Option<()> {
        let open = *self.open.last()?;
        match self.peek()? {
            b'}' | b']' => {
                self.at += 1;
                self.open.pop();
                Some(())
            }
            b',' => {
                self.at += 1;
                Some(())
            }
            _ => match open.elements {
                None => self.entry(open),
                Some(index) => self.element(open, index),
            },
        }
    }

    fn entry(&mut self, open: Open) -> Option<()> {
        let name = self.string()?;
        let node = open.node.and_then(|node| self.paths.child(node, &self.key(&name)?));
        (self.peek()? == b':').then(|| self.at += 1)?;
        self.value(node, Some(name))
    }

    fn element(&mut self, open: Open, index: usize) -> Option<()> {
        if let Some(open) = self.open.last_mut() {
            open.elements = Some(index + 1);
        }
        let node = open.node.and_then(|node| self.paths.child(node, &index.to_string()));
        self.value(node, None)
    }

    /// Reads a scalar, or the start of an object or array.
    fn value(&mut self, node: Option<usize>, name: Option<Range<usize>>) -> Option<()> {
        let first = self.peek()?;
        let start = self.at;
        let is_container = matches!(first, b'{' | b'[');
        let bytes = match first {
            b'"' => self.string()?,
            _ if is_container => {
                self.at += 1;
                let elements = (first == b'[').then_some(0);
                self.open.push(Open { node, elements });
                start..self.at
            }
            _ => {
                let rest = self.text.as_bytes().get(start..)?;
                let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b':' | b'"') || *byte <= b' ';
                self.at += rest.iter().position(ends).unwrap_or(rest.len());
                (self.at > start).then_some(start..self.at)?
            }
        };
        if let Some(node) = node {
            self.paths.record(node, name, bytes, is_container);
        }
        Some(())
    }

    /// Reads a string. The range includes the quotes.
    fn string(&mut self) -> Option<Range<usize>> {
        (self.peek()? == b'"').then_some(())?;
        let start = self.at;
        let mut bytes = self.text.as_bytes().get(start + 1..)?.iter().enumerate();
        while let Some((index, byte)) = bytes.next() {
            match byte {
                b'\\' => drop(bytes.next()),
                b'"' => {
                    self.at = start + index + 2;
                    return Some(start..self.at);
                }
                _ => {}
            }
        }
        None
    }

    /// Decodes a string.
    fn key(&self, quoted: &Range<usize>) -> Option<Cow<'_, str>> {
        let quoted = self.text.get(quoted.clone())?;
        let inner = quoted.get(1..quoted.len().saturating_sub(1))?;
        if !inner.contains('\\') {
            return Some(inner.into());
        }
        serde_json::from_str::<String>(quoted).ok().map(Cow::Owned)
    }

    /// Skips whitespace and returns the next byte.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let spaces = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))?;
        self.at += spaces;
        rest.get(spaces).copied()
    }
}
