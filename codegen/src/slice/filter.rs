//! Removes entries from JSON text.

use crate::json::{Node, Object};

/// Returns `text` without the entries for which `keep` returns false. `root` is the parsed text.
///
/// `keep` gets the path of an entry from the root: keys, and an empty string for each array element. An object that loses
/// all of its entries has `empty` between its braces.
///
/// The text is valid JSON, because it was parsed. For any other text, the result is not JSON either.
pub(super) fn filter(
    text: &str,
    root: &Node<'_>,
    empty: &'static str,
    keep: &dyn Fn(&[&str], &Node<'_>) -> bool,
) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut filter =
        Filter { rest: text, out: String::with_capacity(text.len()), path: Vec::new(), empty, keep };
    filter.copy_whitespace();
    filter.value(root);
    filter.copy_whitespace();
    filter.out
}

struct Filter<'t, 'n, 'k> {
    rest: &'t str,
    out: String,
    path: Vec<&'n str>,
    empty: &'static str,
    keep: &'k dyn Fn(&[&str], &Node<'_>) -> bool,
}

impl<'t, 'n> Filter<'t, 'n, '_> {
    /// Copies a value. The recursion is bounded by the depth that the JSON parser allows.
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
        self.copy_token();
        // The whitespace between the last kept entry and its comma, and between the last entry and the brace.
        let (mut kept, mut end) = (None, self.whitespace_if(object.entries.is_empty()));
        for (key, value) in &object.entries {
            let before = self.out.len();
            if let Some(gap) = kept {
                self.out.push_str(gap);
                self.out.push(',');
            }
            self.path.push(key);
            self.entry(value);
            end = self.whitespace();
            if (self.keep)(&self.path, value) {
                kept = Some(end);
            } else {
                self.out.truncate(before);
            }
            self.path.pop();
            if self.rest.starts_with(',') {
                self.token();
            }
        }
        let is_emptied = kept.is_none() && !object.entries.is_empty();
        self.out.push_str(if is_emptied { self.empty } else { end });
        self.copy_token();
    }

    fn entry(&mut self, value: &'n Node<'_>) {
        self.copy_whitespace();
        self.copy_string();
        self.copy_whitespace();
        self.copy_token();
        self.copy_whitespace();
        self.value(value);
    }

    /// Copies all elements: only entries of objects are removed.
    fn array(&mut self, elements: &'n [Node<'_>]) {
        self.copy_token();
        self.copy_whitespace();
        self.path.push("");
        for element in elements {
            self.copy_whitespace();
            self.value(element);
            self.copy_whitespace();
            if self.rest.starts_with(',') {
                self.copy_token();
            }
        }
        self.path.pop();
        self.copy_token();
    }

    fn copy_string(&mut self) {
        self.copy_token();
        let mut escaped = false;
        let inner = self.take(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            !ends
        });
        self.out.push_str(inner);
        self.copy_token();
    }

    fn copy_whitespace(&mut self) {
        let whitespace = self.whitespace();
        self.out.push_str(whitespace);
    }

    fn copy_token(&mut self) {
        let token = self.token();
        self.out.push_str(token);
    }

    fn whitespace_if(&mut self, wanted: bool) -> &'t str {
        if wanted { self.whitespace() } else { "" }
    }

    fn whitespace(&mut self) -> &'t str {
        self.take(|c| c.is_ascii_whitespace())
    }

    /// Takes the next character: a bracket, a quote, a colon or a comma.
    fn token(&mut self) -> &'t str {
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
