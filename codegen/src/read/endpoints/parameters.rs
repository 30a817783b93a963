//! Reads the parameters of a rule set.

use crate::diagnostic::{At, Diagnostics};
use crate::graph::rules::{Input, Parameter, ParameterType, ParameterValue, Source};
use crate::json::Node;
use crate::read::fields::{Fields, object, string};

/// The maximum number of parameters, since each rule can use all of them.
const PARAMETERS: usize = 256;

pub(super) fn read(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<Vec<Parameter>> {
    let entries = &object(node, at, out)?.entries;
    if entries.len() > PARAMETERS {
        out.error(at, format!("there are more than {PARAMETERS} parameters"));
        return None;
    }
    let entries = entries.iter();
    let all: Vec<_> = entries.map(|(name, node)| parameter(name, node, &at.key(name), out)).collect();
    all.into_iter().collect()
}

fn parameter(name: &str, node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<Parameter> {
    let mut fields = Fields::of(node, at, out)?;
    fields.ignore(&["documentation", "deprecated"]);
    let built_in = fields.string("builtIn");
    let kind = fields.require_string("type");
    let required = fields.flag("required");
    let default = fields.take("default");
    fields.finish();
    let (source, expected) = source(name, built_in);
    let kind = kind_of(kind?, expected, &at.key("type"), out)?;
    let mut input = Input::new(source, kind);
    if let Some(default) = default {
        let at = at.key("default");
        set_default(&mut input, constant(default, kind, &at, out)?, &at, out)?;
    }
    // A parameter with a default is always set.
    let required = required && input.may_be_missing();
    Some(Parameter { name: name.to_owned(), input, required })
}

/// Returns the source of a parameter, and its type if that is fixed. Built-ins of single services are set by the
/// caller, like the parameters that a model defines.
fn source(name: &str, built_in: Option<&str>) -> (Source, Option<ParameterType>) {
    let (source, kind) = match built_in {
        Some("AWS::Region") => (Source::Region, ParameterType::String),
        Some("AWS::UseFIPS") => (Source::UseFips, ParameterType::Boolean),
        Some("AWS::UseDualStack") => (Source::UseDualStack, ParameterType::Boolean),
        Some("SDK::Endpoint") => (Source::Endpoint, ParameterType::String),
        Some("AWS::Auth::AccountId") => (Source::AccountId, ParameterType::String),
        Some("AWS::Auth::AccountIdEndpointMode") => (Source::AccountIdEndpointMode, ParameterType::String),
        _ => return (Source::Named(name.to_owned()), None),
    };
    (source, Some(kind))
}

fn kind_of(
    kind: &str,
    expected: Option<ParameterType>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Option<ParameterType> {
    let found = match kind {
        "string" | "String" => ParameterType::String,
        "boolean" | "Boolean" => ParameterType::Boolean,
        "stringArray" => ParameterType::StringArray,
        other => {
            let help = "string, boolean and stringArray are known";
            out.error_help(at, format!("there are no parameters of the type `{other}`"), help);
            return None;
        }
    };
    if expected.is_some_and(|expected| expected != found) {
        out.error(at, format!("the type of this built-in is not `{kind}`"));
        return None;
    }
    Some(found)
}

/// Reads a constant of a type.
fn constant(node: &Node<'_>, kind: ParameterType, at: &At<'_>, out: &Diagnostics) -> Option<ParameterValue> {
    match (kind, node) {
        (ParameterType::String, Node::String(text)) => {
            Some(ParameterValue::String(text.clone().into_owned()))
        }
        (ParameterType::Boolean, Node::Bool(flag)) => Some(ParameterValue::Boolean(*flag)),
        (ParameterType::StringArray, Node::Array(nodes)) => {
            let nodes = nodes.iter().enumerate();
            let texts: Vec<_> = nodes.map(|(index, node)| string(node, &at.index(index), out)).collect();
            Some(ParameterValue::StringArray(
                texts.into_iter().map(|text| text.map(str::to_owned)).collect::<Option<_>>()?,
            ))
        }
        (kind, other) => {
            out.error(at, format!("expected {}, found {}", kind.name(), other.kind()));
            None
        }
    }
}

fn set_default(input: &mut Input, default: ParameterValue, at: &At<'_>, out: &Diagnostics) -> Option<()> {
    match input.source {
        // The runtime has the same default: these two are always set.
        Source::UseFips | Source::UseDualStack if default == ParameterValue::Boolean(false) => {}
        Source::UseFips | Source::UseDualStack => {
            out.error(at, "a default other than false is not supported yet for this built-in");
            return None;
        }
        _ => input.default = Some(default),
    }
    Some(())
}
