//! Readers: each parses a format into the graph, and reports problems of the text. Later phases use no JSON.
//!
//! A folder for each model format, and files for the parts that the formats share. Selecting operations and rejecting unsupported
//! features belong in the passes.

mod auth;
mod botocore;
mod calls;
mod checksum;
mod context_params;
mod docs;
mod documentation;
mod endpoints;
mod errors;
mod fields;
mod jmespath;
mod paginator;
mod partitions;
mod path;
mod placeholder;
mod protocols;
mod roots;
mod smithy;
mod waiter;

pub(crate) use docs::read as docs;
pub(crate) use documentation::read as documentation;
pub(crate) use endpoints::read as endpoints;
pub(crate) use partitions::read as partitions;

use crate::diagnostic::{At, Diagnostics};
use crate::docs::Docs;
use crate::format::ModelFormat;
use crate::graph::Model;
use crate::graph::rules::RuleSet;
use crate::json::Node;
use crate::location::Render;
use crate::source::{Content, ServiceSources, Source};
use calls::Calls;

/// A service, as far as it could be read.
pub(crate) struct Read {
    pub(crate) model: Option<Model>,
    pub(crate) rules: Option<RuleSet>,
    pub(crate) docs: Option<Docs>,
    pub(crate) locations: Locations,
}

/// Renders the locations of the model that was read.
pub(crate) type Locations = Box<dyn Render + Send>;

/// Reads a service and reports its problems. `protocol` is the name of the protocol to use in place of the preferred one. A
/// file of endpoint rules takes precedence over rules in the model; without either, callers configure the endpoint. If only
/// types are generated, parts that only calls need are neither read nor reported.
pub(crate) fn service(
    sources: &ServiceSources,
    protocol: Option<&str>,
    content: Content,
    out: &Diagnostics,
) -> Read {
    let before = out.errors();
    let is_called = content == Content::Whole;
    let own = sources.endpoints.as_ref().filter(|_| is_called);
    let rules_out = (is_called && own.is_none()).then_some(out);
    let (model, embedded, locations) = model(&sources.model, protocol, content, rules_out, out);
    let is_complete = out.errors() == before;
    let own = own.map(|rules| endpoints(rules, out));
    let docs = sources.docs.as_ref().and_then(|source| docs::read(source, out));
    // With a model that was read in part, missing and unused documentation cannot be told apart.
    Read { model, rules: own.unwrap_or(embedded), docs: docs.filter(|_| is_complete), locations }
}

/// Reads a model, without its endpoint rules. `protocol` is the name of the protocol to use in place of the preferred one.
pub(crate) fn whole(
    source: &Source,
    protocol: Option<&str>,
    out: &Diagnostics,
) -> (Option<Model>, Locations) {
    let (model, _, locations) = model(source, protocol, Content::Whole, None, out);
    (model, locations)
}

/// Reads a model with the endpoint rules in it. Problems of the rules are reported to `rules_out`.
pub(crate) fn with_embedded_rules(
    source: &Source,
    protocol: Option<&str>,
    out: &Diagnostics,
    rules_out: &Diagnostics,
) -> (Option<Model>, Option<RuleSet>, Locations) {
    model(source, protocol, Content::Whole, Some(rules_out), out)
}

/// Reads a model with its endpoint rules: those of `own`, or else those in the model. Problems of the rules are reported to
/// `rules_out`.
pub(crate) fn with_rules(
    source: &Source,
    own: Option<&Source>,
    protocol: Option<&str>,
    out: &Diagnostics,
    rules_out: &Diagnostics,
) -> (Option<Model>, Option<RuleSet>) {
    let embedded_out = own.is_none().then_some(rules_out);
    let (model, embedded, _) = model(source, protocol, Content::Whole, embedded_out, out);
    (model, own.map_or(embedded, |own| endpoints(own, rules_out)))
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

/// Reads a model, and its endpoint rules if problems of them can be reported to `rules_out`.
fn model(
    source: &Source,
    protocol: Option<&str>,
    content: Content,
    rules_out: Option<&Diagnostics>,
    out: &Diagnostics,
) -> (Option<Model>, Option<RuleSet>, Locations) {
    let at = At::file(&source.path);
    let no_locations = Box::new(botocore::Locations);
    let Some(node) = parse(source, &at, out) else { return (None, None, no_locations) };
    let ignored = Diagnostics::default();
    let calls = Calls::new(content, out, &ignored);
    if ModelFormat::of(&node) == ModelFormat::Botocore {
        let mut model = botocore::read(&source.path, &node, &at, protocol, calls, out);
        model.iter_mut().for_each(roots::normalize);
        return (model, Some(RuleSet::by_url()), Box::new(botocore::Locations));
    }
    let contents = smithy::read(&source.path, &node, &at, protocol, calls, out);
    let Some(mut contents) = contents else { return (None, None, no_locations) };
    contents.model.iter_mut().for_each(roots::normalize);
    let rules = match contents.rules.zip(rules_out) {
        Some(((node, path), out)) => descend(&at, &path, |at| endpoints::rule_set(node, at, out)),
        None => Some(RuleSet::by_url()),
    };
    (contents.model, rules, Box::new(contents.locations))
}

/// Calls `then` with the location at the end of a path of a few keys.
fn descend<R>(at: &At<'_>, path: &[&str], then: impl FnOnce(&At<'_>) -> R) -> R {
    match path {
        [] => then(at),
        [key, rest @ ..] => descend(&at.key(key), rest, Box::new(then) as Box<dyn FnOnce(&At<'_>) -> R>),
    }
}
