//! From text to a graph, one folder or file a format. After this no JSON is seen.

mod auth;
mod botocore;
mod calls;
mod context;
mod docs;
mod endpoints;
mod fields;
mod partitions;
mod path;
mod placeholder;
mod smithy;

pub(crate) use docs::{Docs, read as words};
pub(crate) use endpoints::{is_diagram, read as endpoints};
pub(crate) use partitions::read as partitions;
pub(crate) use smithy::{RULES, Spots};

use crate::diagnostic::{At, Diagnostics};
use crate::graph::rules::RuleSet;
use crate::graph::{Model, ShapeId};
use crate::json::Node;
use crate::source::{Content, ServiceSources, Source};
use calls::Calls;
use std::collections::HashSet;

/// All that there is of a service, as far as it can be read.
pub(crate) struct Read {
    pub(crate) model: Option<Model>,
    pub(crate) rules: Option<RuleSet>,
    pub(crate) docs: Option<Docs>,
    /// Where in the model's file things are, if not under the graph's names.
    pub(crate) spots: Option<Spots>,
}

/// Reads a service; what is wrong with it goes to `out`. Rules of a file of their own come before those in the model;
/// where there are neither, the caller says where to send requests.
/// Rules are for calls: types alone go nowhere, and nothing that concerns calls alone is reported of them.
pub(crate) fn service(sources: &ServiceSources, content: Content, out: &Diagnostics) -> Read {
    let before = out.errors();
    let is_called = content == Content::Whole;
    let own = sources.endpoints.as_ref().filter(|_| is_called);
    let (model, embedded, spots) = model(&sources.model, content, is_called && own.is_none(), out);
    let is_whole = out.errors() == before;
    let own = own.map(|rules| endpoints(rules, out));
    let docs = sources.docs.as_ref().and_then(|docs| words(docs, out));
    // Of a model that was read in part alone, nobody can say which words are missing or left over.
    Read { model, rules: own.unwrap_or(embedded), docs: docs.filter(|_| is_whole), spots }
}

/// A model alone, without the rules that it may bring, and where its file has things, if not under the graph's names.
pub(crate) fn whole(source: &Source, out: &Diagnostics) -> (Option<Model>, Option<Spots>) {
    let (model, _, spots) = model(source, Content::Whole, false, out);
    (model, spots)
}

fn parse<'t>(source: &'t Source, at: &At<'_>, out: &Diagnostics) -> Option<Node<'t>> {
    match Node::parse(&source.text) {
        Ok(node) => Some(node),
        Err(error) => {
            let end = Node::end_of(&source.text, &error);
            out.error_help(&at.bytes(end..end), format!("not JSON: {error}"), "a model is one JSON object");
            None
        }
    }
}

/// The model, the rules that it brings if they are wanted, and where things are. What it is in is told from what it
/// holds: Smithy's JSON AST begins by saying its version.
fn model(
    source: &Source,
    content: Content,
    wants_rules: bool,
    out: &Diagnostics,
) -> (Option<Model>, Option<RuleSet>, Option<Spots>) {
    let at = At::file(&source.path);
    let Some(node) = parse(source, &at, out) else { return (None, None, None) };
    let ignored = Diagnostics::default();
    let calls = Calls::new(content, out, &ignored);
    if !is_smithy(&node) {
        return (botocore::read(&source.path, &node, &at, calls, out), Some(RuleSet::by_url()), None);
    }
    let contents = smithy::read(&source.path, &node, &at, calls, out);
    let Some(contents) = contents else { return (None, None, None) };
    let rules = match contents.rules {
        Some((node, path)) if wants_rules => descend(&at, &path, |at| endpoints::rule_set(node, at, out)),
        _ => Some(RuleSet::by_url()),
    };
    (contents.model, rules, Some(contents.spots))
}

fn is_smithy(node: &Node<'_>) -> bool {
    matches!(node, Node::Object(object) if object.get("smithy").is_some())
}

/// The errors of an operation in their order, each once. Models list some twice, or once more for the whole service.
fn distinct(errors: impl IntoIterator<Item = ShapeId>) -> Vec<ShapeId> {
    let mut seen = HashSet::new();
    errors.into_iter().filter(|error| seen.insert(*error)).collect()
}

/// Hands on the spot at the end of a path of a few keys.
fn descend<R>(at: &At<'_>, path: &[&str], then: impl FnOnce(&At<'_>) -> R) -> R {
    match path {
        [] => then(at),
        [key, rest @ ..] => descend(&at.key(key), rest, Box::new(then) as Box<dyn FnOnce(&At<'_>) -> R>),
    }
}
