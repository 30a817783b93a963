//! What rules may decide by.

use crate::diagnostic::{At, Diagnostics};
use crate::graph::rules::{Input, Parameter};
use crate::json::Node;
use crate::read::fields::{Fields, object};

pub(super) fn read(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<Vec<Parameter>> {
    let entries = object(node, at, out)?.entries.iter();
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
    let input = built_in.and_then(input);
    check_type(kind?, input, &at.key("type"), out)?;
    if let (Some(input), Some(default)) = (input, default) {
        check_default(input, default, &at.key("default"), out)?;
    }
    // True or false is there in any case.
    let required = required && input.is_some_and(Input::may_be_missing);
    Some(Parameter { name: name.to_owned(), input, required })
}

fn input(built_in: &str) -> Option<Input> {
    Some(match built_in {
        "AWS::Region" => Input::Region,
        "AWS::UseFIPS" => Input::UseFips,
        "AWS::UseDualStack" => Input::UseDualStack,
        "SDK::Endpoint" => Input::Endpoint,
        _ => return None,
    })
}

fn check_type(kind: &str, input: Option<Input>, at: &At<'_>, out: &Diagnostics) -> Option<()> {
    let is_text = match kind {
        "string" | "String" => true,
        "boolean" | "Boolean" => false,
        "stringArray" if input.is_none() => return Some(()),
        other => {
            let help = "string and boolean are known, and stringArray for what is no built-in";
            out.error_help(at, format!("there are no parameters of the type `{other}`"), help);
            return None;
        }
    };
    if input.is_some_and(|input| input.may_be_missing() != is_text) {
        out.error(at, format!("the type of this built-in is not `{kind}`"));
        return None;
    }
    Some(())
}

/// The runtime's own defaults are false and nothing.
fn check_default(input: Input, default: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<()> {
    if !input.may_be_missing() && *default == Node::Bool(false) {
        return Some(());
    }
    out.error(at, "a default other than false is not supported yet for a built-in");
    None
}
