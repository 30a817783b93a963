//! Writes the parameters of the endpoint rules.

use super::writer::{Traits, Writer, entries, object, text, texts};
use crate::graph::rules::ParameterValue;
use crate::graph::{ContextValue, Operation, Service, expression};
use crate::json::Node;

impl Writer<'_> {
    /// Adds the parameters that an operation passes to the rules.
    pub(super) fn add_context(&self, operation: &Operation, traits: &mut Traits<'_>) {
        let (mut paths, mut constants) = (Vec::new(), Vec::new());
        for param in &operation.context {
            match &param.value {
                ContextValue::Path(steps) => {
                    paths.push((param.name.clone(), entries([("path", text(expression(steps)))])));
                }
                ContextValue::Static(value) => {
                    constants.push((param.name.clone(), entries([("value", constant(value))])));
                }
            }
        }
        let mut add = |name: &str, params: Vec<(String, Node<'static>)>| {
            traits.add_some(name, (!params.is_empty()).then(|| object(params)));
        };
        add("smithy.rules#operationContextParams", paths);
        add("smithy.rules#staticContextParams", constants);
    }
}

/// Returns `clientContextParams`, with the types that the rules declare.
pub(super) fn client(service: &Service, rules: Option<&Node<'_>>) -> Option<Node<'static>> {
    let known = rules.and_then(|rules| rules.as_object()?.get("parameters")?.as_object());
    let kind = |name: &str| match known?.get(name)?.as_object()?.get("type")? {
        Node::String(kind) if kind.eq_ignore_ascii_case("boolean") => Some("boolean"),
        Node::String(kind) if kind.eq_ignore_ascii_case("stringArray") => Some("stringArray"),
        _ => None,
    };
    let param = |name: &String| (name.clone(), entries([("type", text(kind(name).unwrap_or("string")))]));
    (!service.client_params.is_empty()).then(|| object(service.client_params.iter().map(param)))
}

fn constant(value: &ParameterValue) -> Node<'static> {
    match value {
        ParameterValue::String(value) => text(value),
        ParameterValue::Boolean(value) => Node::Bool(*value),
        ParameterValue::StringArray(values) => texts(values),
    }
}
