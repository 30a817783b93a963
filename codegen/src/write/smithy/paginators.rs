//! Writes paginators.

use super::writer::{object, text};
use crate::graph::Paginator;
use crate::json::Node;

/// Returns the value of `paginated`, or that of `smithereen.botocore#paginator` for what Smithy's trait cannot describe.
pub(super) fn value(paginator: &Paginator) -> Node<'static> {
    let Paginator { tokens, page_size, more_results, results } = paginator;
    let results = texts(results.iter().map(|path| path.join(".")));
    let inputs = texts(tokens.iter().map(|token| token.input.clone()));
    let outputs = texts(tokens.iter().map(|token| token.output.to_string()));
    let page_size = page_size.as_ref().map(text);
    let more_results = more_results.as_ref().map(|more| text(more.to_string()));
    let keys = match paginator.is_plain() {
        true => vec![
            ("inputToken", inputs),
            ("outputToken", outputs),
            ("items", results),
            ("pageSize", page_size),
        ],
        false => vec![
            ("input_token", inputs),
            ("output_token", outputs),
            ("result_key", results),
            ("limit_key", page_size),
            ("more_results", more_results),
        ],
    };
    object(keys.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))))
}

/// Returns one string as itself, several as an array, and nothing for none.
fn texts(texts: impl Iterator<Item = String>) -> Option<Node<'static>> {
    let mut texts: Vec<Node<'static>> = texts.map(text).collect();
    match texts.len() {
        0 | 1 => texts.pop(),
        _ => Some(Node::Array(texts)),
    }
}
