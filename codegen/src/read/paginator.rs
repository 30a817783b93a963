//! Reads paginators: botocore's, whose keys are the value of `smithereen.botocore#paginator` too, and Smithy's `paginated`.

use super::fields::{Fields, string};
use super::jmespath;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Expression, PageToken, Paginator};
use crate::json::Node;

/// Reads a paginator of botocore.
pub(super) fn of_botocore(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<Paginator> {
    let mut fields = Fields::of(node, at, out)?;
    // Values that botocore keeps of the first page when it merges all pages.
    fields.ignore(&["non_aggregate_keys", "py_input_token"]);
    let inputs = texts(&mut fields, "input_token", at, out);
    let outputs = texts(&mut fields, "output_token", at, out);
    let results = texts(&mut fields, "result_key", at, out);
    let page_size = fields.string("limit_key").map(str::to_owned);
    let more_results = fields.string("more_results");
    fields.finish();
    if inputs.is_empty() || inputs.len() != outputs.len() {
        let problem = format!(
            "expected as many `input_token` as `output_token`, found {} and {}",
            inputs.len(),
            outputs.len()
        );
        out.error(at, problem);
        return None;
    }
    let expression = |text: &str, key| jmespath::read(text, &at.key(key), out);
    let tokens = inputs.into_iter().zip(outputs).map(|(input, output)| {
        Some(PageToken { input: input.to_owned(), output: expression(output, "output_token")? })
    });
    let more_results = match more_results {
        Some(text) => Some(expression(text, "more_results")?),
        None => None,
    };
    let results = results.into_iter().map(|text| path(text, &at.key("result_key"), out));
    Some(Paginator {
        tokens: tokens.collect::<Option<_>>()?,
        page_size,
        more_results,
        results: results.collect::<Option<_>>()?,
    })
}

/// The trait `paginated`, of an operation or of the service.
#[derive(Clone, Copy, Default)]
pub(super) struct Paginated<'a> {
    input_token: Option<&'a str>,
    output_token: Option<&'a str>,
    page_size: Option<&'a str>,
    items: Option<&'a str>,
}

impl<'a> Paginated<'a> {
    /// Reads the keys of the trait.
    pub(super) fn read(fields: &mut Fields<'a, '_>) -> Self {
        Self {
            input_token: fields.string("inputToken"),
            output_token: fields.string("outputToken"),
            page_size: fields.string("pageSize"),
            items: fields.string("items"),
        }
    }

    /// Returns the paginator of an operation. Keys that it lacks are those of the service.
    pub(super) fn finish(self, service: Self, at: &At<'_>, out: &Diagnostics) -> Option<Paginator> {
        let tokens = self.input_token.or(service.input_token).zip(self.output_token.or(service.output_token));
        let Some((input, output)) = tokens else {
            out.error(at, "`inputToken` and `outputToken` are required, here or on the service");
            return None;
        };
        let output = Expression::path(path(output, &at.key("outputToken"), out)?);
        let items = self.items.or(service.items).map(|text| path(text, &at.key("items"), out));
        let results = match items {
            Some(items) => vec![items?],
            None => Vec::new(),
        };
        let page_size = self.page_size.or(service.page_size).map(str::to_owned);
        let tokens = vec![PageToken { input: input.to_owned(), output }];
        Some(Paginator { tokens, page_size, more_results: None, results })
    }
}

/// Reads a string, or an array of strings.
fn texts<'a>(fields: &mut Fields<'a, '_>, key: &str, at: &At<'_>, out: &Diagnostics) -> Vec<&'a str> {
    let at = at.key(key);
    match fields.take(key) {
        None => Vec::new(),
        Some(Node::Array(texts)) => {
            let texts = texts.iter().enumerate();
            texts.filter_map(|(index, node)| string(node, &at.index(index), out)).collect()
        }
        Some(node) => string(node, &at, out).into_iter().collect(),
    }
}

/// Splits a path of member names.
fn path(text: &str, at: &At<'_>, out: &Diagnostics) -> Option<Vec<String>> {
    let expression = jmespath::read(text, at, out)?;
    let found = expression.as_path();
    if found.is_none() {
        out.error(at, format!("expected the names of members with dots between them, found `{text}`"));
    }
    found.map(<[String]>::to_vec)
}
