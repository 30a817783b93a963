//! Removes entries from JSON text.

use crate::json::{Node, Object};

/// Returns `text` without the entries of objects and the elements of arrays for which `keep` returns false. `root` is the
/// parsed text.
///
/// `keep` gets the path of an entry or element from the root: keys, and an empty string for each array element. An object
/// that loses all of its entries has `empty` between its braces; an array has nothing.
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

/// The whitespace around the items of an object or array.
struct Kept<'t> {
    /// Between the last item that was kept and its comma.
    last: Option<&'t str>,
    /// Between the last item and the closing bracket.
    end: &'t str,
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
        let mut kept = self.begin(object.entries.is_empty());
        for (key, value) in &object.entries {
            self.path.push(key);
            self.item(&mut kept, value, |filter| filter.entry(value));
            self.path.pop();
        }
        self.end(kept, !object.entries.is_empty(), self.empty);
    }

    fn array(&mut self, elements: &'n [Node<'_>]) {
        let mut kept = self.begin(elements.is_empty());
        self.path.push("");
        for element in elements {
            self.item(&mut kept, element, |filter| {
                filter.copy_whitespace();
                filter.value(element);
            });
        }
        self.path.pop();
        self.end(kept, !elements.is_empty(), "");
    }

    fn begin(&mut self, is_empty: bool) -> Kept<'t> {
        self.copy_token();
        Kept { last: None, end: self.whitespace_if(is_empty) }
    }

    /// Copies the entry or element at the current path, and its comma if another one was kept before it.
    fn item(&mut self, kept: &mut Kept<'t>, value: &'n Node<'_>, copy: impl FnOnce(&mut Self)) {
        let before = self.out.len();
        if let Some(gap) = kept.last {
            self.out.push_str(gap);
            self.out.push(',');
        }
        copy(self);
        kept.end = self.whitespace();
        if (self.keep)(&self.path, value) {
            kept.last = Some(kept.end);
        } else {
            self.out.truncate(before);
        }
        if self.rest.starts_with(',') {
            self.token();
        }
    }

    fn end(&mut self, kept: Kept<'t>, had_items: bool, empty: &str) {
        let is_emptied = kept.last.is_none() && had_items;
        self.out.push_str(if is_emptied { empty } else { kept.end });
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
