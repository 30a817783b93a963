//! Reads the names of a model's operations, and nothing else.

use super::parse::{is_smithy, parse};
use crate::Source;
use crate::diagnostic::{At, Diagnostic, Diagnostics};
use crate::json::{Node, Object};

/// Returns the names of the operations of a model in either format, sorted. An operation without properties, which a slice
/// keeps to reserve names, does not count.
///
/// # Errors
/// If the text is not a JSON object.
pub fn operations(source: &Source) -> Result<Vec<String>, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let Some(root) = parse(source, &At::file(&source.path), &out) else { return Err(out.into_sorted()) };
    let section = |key: &str| root.as_object().and_then(|root| root.get(key)).and_then(Node::as_object);
    let mut names: Vec<String> = match is_smithy(&root) {
        true => {
            let shapes = section("shapes").into_iter().flat_map(|shapes| &shapes.entries);
            let is_operation = |object: &Object<'_>| matches!(object.get("type"), Some(Node::String(kind)) if kind == "operation");
            let operations = shapes.filter(|(_, node)| {
                node.as_object().is_some_and(|object| is_operation(object) && object.entries.len() > 1)
            });
            operations
                .map(|(id, _)| id.split_once('#').map_or(id.as_ref(), |(_, name)| name).to_owned())
                .collect()
        }
        false => {
            let operations = section("operations").into_iter().flat_map(|operations| &operations.entries);
            let is_whole = |node: &Node<'_>| node.as_object().is_none_or(|object| object.entries.len() > 1);
            operations.filter(|(_, node)| is_whole(node)).map(|(name, _)| name.to_string()).collect()
        }
    };
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        operations(&Source { path: "m.json".to_owned(), text: text.to_owned() }).unwrap()
    }

    #[test]
    fn operations_of_both_formats_are_listed() {
        let botocore = r#"{"operations":{"B":{"name":"B","http":{}},"A":{"name":"A","http":{}},"Stub":{"name":"Stub"}}}"#;
        assert_eq!(names(botocore), ["A", "B"]);
        let smithy = r#"{"smithy":"2.0","shapes":{"a#B":{"type":"operation","input":{"target":"a#I"}},"a#I":{"type":"structure","members":{}},
            "a#Stub":{"type":"operation"}}}"#;
        assert_eq!(names(smithy), ["B"]);
        assert!(names("{}").is_empty());
        assert!(operations(&Source { path: "m.json".to_owned(), text: "[".to_owned() }).is_err());
    }
}
