//! Copies a JSON text without some of its entries.

use crate::json::{Node, Object};

/// The text that `root` was read from, without the entries that `keep` turns down.
///
/// `keep` is given the way to an entry from the top: keys, and an empty string for an element of an array. An object
/// that loses all its entries is left with `hollow` between its braces.
///
/// The text is known to be JSON, since it has been read. So nothing here can fail; were it no JSON after all, the
/// copy would be none either.
pub(super) fn carve(
    text: &str,
    root: &Node<'_>,
    hollow: &'static str,
    keep: &dyn Fn(&[&str], &Node<'_>) -> bool,
) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut carver =
        Carver { rest: text, out: String::with_capacity(text.len()), path: Vec::new(), hollow, keep };
    carver.copy_blank();
    carver.value(root);
    carver.copy_blank();
    carver.out
}

struct Carver<'t, 'n, 'k> {
    rest: &'t str,
    out: String,
    path: Vec<&'n str>,
    hollow: &'static str,
    keep: &'k dyn Fn(&[&str], &Node<'_>) -> bool,
}

impl<'t, 'n> Carver<'t, 'n, '_> {
    /// Copies a value. As deep as the tree is, which is as deep as the reader of JSON allows.
    fn value(&mut self, node: &'n Node<'_>) {
        match node {
            Node::Object(object) => self.object(object),
            Node::Array(elements) => self.array(elements),
            Node::String(_) => self.copy_string(),
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::HugeNumber(_) => {
                let scalar = self.take(|c| !c.is_ascii_whitespace() && !matches!(c, ',' | ']' | '}'));
                self.out.push_str(scalar);
            }
        }
    }

    fn object(&mut self, object: &'n Object<'_>) {
        self.copy_mark();
        // What stood between the last entry kept and its comma, and between the last entry and the brace.
        let (mut kept, mut end) = (None, self.blank_if(object.entries.is_empty()));
        for (key, value) in &object.entries {
            let before = self.out.len();
            if let Some(gap) = kept {
                self.out.push_str(gap);
                self.out.push(',');
            }
            self.path.push(key);
            self.entry(value);
            end = self.blank();
            if (self.keep)(&self.path, value) {
                kept = Some(end);
            } else {
                self.out.truncate(before);
            }
            self.path.pop();
            if self.rest.starts_with(',') {
                self.mark();
            }
        }
        let hollowed = kept.is_none() && !object.entries.is_empty();
        self.out.push_str(if hollowed { self.hollow } else { end });
        self.copy_mark();
    }

    fn entry(&mut self, value: &'n Node<'_>) {
        self.copy_blank();
        self.copy_string();
        self.copy_blank();
        self.copy_mark();
        self.copy_blank();
        self.value(value);
    }

    /// Elements are never dropped.
    fn array(&mut self, elements: &'n [Node<'_>]) {
        self.copy_mark();
        self.copy_blank();
        self.path.push("");
        for element in elements {
            self.copy_blank();
            self.value(element);
            self.copy_blank();
            if self.rest.starts_with(',') {
                self.copy_mark();
            }
        }
        self.path.pop();
        self.copy_mark();
    }

    fn copy_string(&mut self) {
        self.copy_mark();
        let mut escaped = false;
        let inner = self.take(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            !ends
        });
        self.out.push_str(inner);
        self.copy_mark();
    }

    fn copy_blank(&mut self) {
        let blank = self.blank();
        self.out.push_str(blank);
    }

    fn copy_mark(&mut self) {
        let mark = self.mark();
        self.out.push_str(mark);
    }

    fn blank_if(&mut self, wanted: bool) -> &'t str {
        if wanted { self.blank() } else { "" }
    }

    fn blank(&mut self) -> &'t str {
        self.take(|c| c.is_ascii_whitespace())
    }

    /// The next character: a bracket, a quote, a colon, a comma.
    fn mark(&mut self) -> &'t str {
        let mut first = true;
        self.take(|_| std::mem::take(&mut first))
    }

    fn take(&mut self, mut wanted: impl FnMut(char) -> bool) -> &'t str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}
