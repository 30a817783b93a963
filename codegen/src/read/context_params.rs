//! Reads the traits that set endpoint parameters: `smithy.rules#staticContextParams`,
//! `smithy.rules#operationContextParams`, `smithy.rules#contextParam` and `smithy.rules#clientContextParams`. Their form
//! is the same in botocore's format.

use super::fields::{Fields, object, string};
use super::path;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::rules::ParameterValue;
use crate::graph::{ContextParam, ContextValue};
use crate::json::Node;

/// Reads `staticContextParams`.
pub(super) fn constants(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Vec<ContextParam> {
    params(node, at, out, |fields, at| {
        let node = fields.require("value")?;
        static_value(node, &at.key("value"), out).map(ContextValue::Static)
    })
}

/// Reads `operationContextParams`.
pub(super) fn paths(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Vec<ContextParam> {
    params(node, at, out, |fields, at| {
        let text = fields.require_string("path")?;
        match path::read(text) {
            Ok(path) => Some(ContextValue::Path(path)),
            Err((column, reason)) => {
                let problem = format!("{text:?} cannot be evaluated: {reason}, at character {column}");
                let help = "members, `[*]`, `[]`, `.*`, `keys(..)` and `.[a, b]` are supported";
                out.error_help(&at.key("path"), problem, help);
                None
            }
        }
    })
}

/// Reads `contextParam`: the name of the parameter.
pub(super) fn member(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<String> {
    let mut fields = Fields::of(node, at, out)?;
    let name = fields.require_string("name").map(str::to_owned);
    fields.finish();
    name
}

/// Reads `clientContextParams`: the names of the parameters. Their types and documentation are in the rules.
pub(super) fn client(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Vec<String> {
    let entries = object(node, at, out).map(|object| object.entries.iter()).into_iter().flatten();
    let names = entries.filter_map(|(name, node)| {
        let at = at.key(name);
        let mut fields = Fields::of(node, &at, out)?;
        fields.ignore(&["documentation"]);
        fields.require_string("type");
        fields.finish();
        Some(name.clone().into_owned())
    });
    names.collect()
}

fn params(
    node: &Node<'_>,
    at: &At<'_>,
    out: &Diagnostics,
    value: impl Fn(&mut Fields<'_, '_>, &At<'_>) -> Option<ContextValue>,
) -> Vec<ContextParam> {
    let entries = object(node, at, out).map(|object| object.entries.iter()).into_iter().flatten();
    let params = entries.filter_map(|(name, node)| {
        let at = at.key(name);
        let mut fields = Fields::of(node, &at, out)?;
        let value = value(&mut fields, &at);
        fields.finish();
        Some(ContextParam { name: name.clone().into_owned(), value: value? })
    });
    params.collect()
}

fn static_value(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<ParameterValue> {
    match node {
        Node::String(text) => Some(ParameterValue::String(text.clone().into_owned())),
        Node::Bool(flag) => Some(ParameterValue::Boolean(*flag)),
        Node::Array(nodes) => {
            let nodes = nodes.iter().enumerate();
            let texts: Vec<_> = nodes.map(|(index, node)| string(node, &at.index(index), out)).collect();
            texts
                .into_iter()
                .map(|text| text.map(str::to_owned))
                .collect::<Option<_>>()
                .map(ParameterValue::StringArray)
        }
        other => {
            out.error(at, format!("expected a string, a boolean or an array, found {}", other.kind()));
            None
        }
    }
}
