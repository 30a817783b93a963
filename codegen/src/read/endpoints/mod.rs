//! The endpoint rules of a service: botocore's `endpoint-rule-set-1.json`, which is the value of Smithy's trait
//! `smithy.rules#endpointRuleSet`, or the value of `smithy.rules#endpointBdd`, an equivalent decision diagram.
//!
//! This folder parses rules and checks them as [`graph::rules`](crate::graph) states. It generates no code.

mod attributes;
mod calls;
mod choices;
mod diagram;
mod nodes;
mod parameters;
mod reader;
mod result;
mod scope;
#[cfg(test)]
mod tests;
mod values;

use super::fields::Fields;
use crate::diagnostic::{At, Diagnostics};
use crate::format::is_diagram;
use crate::graph::rules::{Logic, RuleSet};
use crate::json::Node;
use crate::source::Source;
use reader::Reader;
use scope::Scope;

/// The supported versions of the rules engine.
const VERSIONS: [&str; 2] = ["1.0", "1.1"];

/// Reads a file of endpoint rules, and reports what is wrong with it.
pub(crate) fn read(source: &Source, out: &Diagnostics) -> Option<RuleSet> {
    let at = At::file(&source.path);
    match Node::parse(&source.text) {
        // A JSON text has at most 128 levels.
        Ok(node) => rule_set(&node, &at, out),
        Err(error) => {
            let end = Node::end_of(&source.text, &error);
            out.error_help(
                &at.bytes(end..end),
                format!("not JSON: {error}"),
                "endpoint rules are one JSON object",
            );
            None
        }
    }
}

/// Reads endpoint rules from a file or a trait. The node has at most 128 levels.
pub(crate) fn rule_set(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<RuleSet> {
    let mut fields = Fields::of(node, at, out)?;
    if let Some(version) = fields.require_string("version").filter(|version| !VERSIONS.contains(version)) {
        let problem = format!("version {version} of endpoint rules is not supported yet");
        out.error_help(&at.key("version"), problem, "the versions 1.0 and 1.1 are supported");
    }
    if is_diagram(node) {
        return diagram::read(fields, at, out);
    }
    let parameters = fields.require("parameters");
    let rules = fields.require("rules");
    fields.finish();
    let parameters = parameters::read(parameters?, &at.key("parameters"), out)?;
    let reader = Reader { out };
    let rules = reader.rules(rules?, &at.key("rules"), &Scope::new(&parameters));
    Some(RuleSet { logic: Logic::Rules(rules?), parameters })
}
