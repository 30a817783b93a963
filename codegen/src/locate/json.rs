//! Through a JSON text with a stack of its own. What is no JSON ends the walk: that was reported by others.

use super::wanted::{ROOT, Wanted};
use std::borrow::Cow;
use std::ops::Range;

/// Notes where the wanted ways lead.
pub(super) fn find(text: &str, wanted: &mut Wanted<'_>) {
    let at = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    let mut walk = Walk { text, at, open: Vec::new(), wanted };
    if walk.value(Some(ROOT), None).is_some() {
        while walk.step().is_some() {}
    }
}

struct Walk<'a, 't, 'p> {
    text: &'t str,
    at: usize,
    open: Vec<Open>,
    wanted: &'a mut Wanted<'p>,
}

/// An object or array that is being walked through, and whether anything in it is wanted.
#[derive(Clone, Copy)]
struct Open {
    node: Option<usize>,
    /// Of an array, how many elements were seen.
    elements: Option<usize>,
}

impl Walk<'_, '_, '_> {
    /// One entry, one element or one punctuation mark; nothing at the end.
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
        let node = open.node.and_then(|node| self.wanted.child(node, &self.key(&name)?));
        (self.peek()? == b':').then(|| self.at += 1)?;
        self.value(node, Some(name))
    }

    fn element(&mut self, open: Open, index: usize) -> Option<()> {
        if let Some(open) = self.open.last_mut() {
            open.elements = Some(index + 1);
        }
        let node = open.node.and_then(|node| self.wanted.child(node, &index.to_string()));
        self.value(node, None)
    }

    /// A value: all of it, or where others are in it, its beginning.
    fn value(&mut self, node: Option<usize>, name: Option<Range<usize>>) -> Option<()> {
        let first = self.peek()?;
        let start = self.at;
        let holds = matches!(first, b'{' | b'[');
        let bytes = match first {
            b'"' => self.string()?,
            _ if holds => {
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
            self.wanted.meet(node, name, bytes, holds);
        }
        Some(())
    }

    /// A string with its quotes.
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

    /// What a string says.
    fn key(&self, quoted: &Range<usize>) -> Option<Cow<'_, str>> {
        let quoted = self.text.get(quoted.clone())?;
        let inner = quoted.get(1..quoted.len().saturating_sub(1))?;
        if !inner.contains('\\') {
            return Some(inner.into());
        }
        serde_json::from_str::<String>(quoted).ok().map(Cow::Owned)
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let spaces = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))?;
        self.at += spaces;
        rest.get(spaces).copied()
    }
}
