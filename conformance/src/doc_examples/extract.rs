//! Finds the client's methods for paginators and waiters in generated code, with their documentation examples.

use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paginator,
    Waiter,
}

/// The types that the methods of each kind return.
const RETURNED: [(&str, Kind); 2] =
    [("smithereen::client::Paginator<", Kind::Paginator), ("smithereen::client::Waiting<", Kind::Waiter)];

/// A method of the client.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Method {
    pub(super) kind: Kind,
    /// The lines of its example, without those that only rustdoc reads.
    pub(super) example: Option<Vec<String>>,
}

/// Returns the methods by the name of their operation, each operation's in the order of its file.
pub(super) fn methods(files: &BTreeMap<String, String>) -> BTreeMap<String, Vec<Method>> {
    let files = files.values();
    files.filter_map(|text| Some((operation(text)?.to_owned(), in_file(text)))).collect()
}

/// Returns the name of the operation that a file implements.
fn operation(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("impl Operation for ")?;
    let (_, rest) = rest.split_once("OperationSchema::new(")?;
    rest.split('"').nth(1)
}

fn in_file(text: &str) -> Vec<Method> {
    let (mut methods, mut docs) = (Vec::new(), Vec::new());
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.strip_prefix(' ').unwrap_or(doc));
        } else if line.starts_with("pub fn ") {
            let mut signature = line.to_owned();
            while !signature.ends_with('{') {
                let Some(line) = lines.next() else { break };
                signature.push_str(line);
            }
            let returned = RETURNED.iter().find(|(name, _)| signature.contains(name));
            methods.extend(returned.map(|(_, kind)| Method { kind: *kind, example: example(&docs) }));
            docs.clear();
        } else if line.starts_with("#[") {
            // A long message of a deprecation is in a line of its own.
            if !line.ends_with(']') {
                lines.by_ref().take_while(|line| !line.ends_with(")]")).for_each(drop);
            }
        } else {
            docs.clear();
        }
    }
    methods
}

/// Returns the code of the example in a documentation comment. Lines that rustdoc hides are code too.
fn example(docs: &[&str]) -> Option<Vec<String>> {
    let mut rest = docs.iter().skip_while(|line| **line != "```no_run");
    rest.next()?;
    let code = rest.take_while(|line| **line != "```");
    let code: Vec<String> = code.map(|line| line.strip_prefix("# ").unwrap_or(line).to_owned()).collect();
    (!code.is_empty()).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
impl Operation for ListInput {
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&super::SERVICE, "List", "GET", "/");
}

impl super::Client {
    /// Calls it.
    ///
    /// ```no_run
    /// # async fn example() {
    /// client.list();
    /// # }
    /// ```
    #[deprecated(
        note = "Use something else."
    )]
    #[inline]
    pub fn list_paginator(
        &self,
        input: &ListInput,
    ) -> smithereen::client::Paginator<ListInput> {
        self.caller.paginate(input)
    }

    /// Waits.
    pub fn wait(&self, input: &ListInput) -> smithereen::client::Waiting<ListInput> {
    }

    pub fn list(&self, input: &ListInput) -> smithereen::client::Call<ListInput> {
    }
}
"#;

    #[test]
    fn methods_have_their_own_examples() {
        let files = BTreeMap::from([
            ("src/t/list.rs".to_owned(), FILE.to_owned()),
            ("src/lib.rs".to_owned(), "pub mod t;".to_owned()),
        ]);
        let code = ["async fn example() {", "client.list();", "}"].map(str::to_owned).to_vec();
        let expected = vec![
            Method { kind: Kind::Paginator, example: Some(code) },
            Method { kind: Kind::Waiter, example: None },
        ];
        assert_eq!(methods(&files), BTreeMap::from([("List".to_owned(), expected)]));
    }
}
