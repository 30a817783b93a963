//! Reads waiters: botocore's, whose form `smithereen.botocore#waiters` has too, and Smithy's `waitable`.

use super::fields::{Fields, object};
use super::jmespath;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Acceptor, AcceptorState, Expected, Matcher, Waiter};
use crate::json::Node;

/// Reads a waiter of botocore, and the name of its operation, which the trait of that form lacks.
pub(super) fn of_botocore(
    name: &str,
    node: &Node<'_>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Option<(Waiter, Option<String>)> {
    let mut fields = Fields::of(node, at, out)?;
    // Callers decide how long to wait, so the number of calls does not matter.
    fields.ignore(&["description", "maxAttempts"]);
    let operation = fields.string("operation").map(str::to_owned);
    let min_delay = fields.small("delay").map_or(Waiter::DELAYS.0, u32::from);
    let acceptors = acceptors(&mut fields, at, out, matcher_of_botocore);
    fields.finish();
    let max_delay = Waiter::DELAYS.1.max(min_delay);
    Some((Waiter { name: name.to_owned(), acceptors: acceptors?, min_delay, max_delay }, operation))
}

/// Reads the waiters in the value of `waitable`.
pub(super) fn of_smithy(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Vec<Waiter> {
    let waiters = object(node, at, out).map(|object| object.entries.iter()).into_iter().flatten();
    waiters.filter_map(|(name, node)| waiter_of_smithy(name, node, &at.key(name), out)).collect()
}

fn waiter_of_smithy(name: &str, node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<Waiter> {
    let mut fields = Fields::of(node, at, out)?;
    fields.ignore(&["deprecated", "documentation", "tags"]);
    let min_delay = fields.small("minDelay").map_or(Waiter::DELAYS.0, u32::from);
    let max_delay = fields.small("maxDelay").map_or(Waiter::DELAYS.1.max(min_delay), u32::from);
    let acceptors = acceptors(&mut fields, at, out, matcher_of_smithy);
    fields.finish();
    if min_delay > max_delay {
        out.error(at, format!("`minDelay` ({min_delay} s) is longer than `maxDelay` ({max_delay} s)"));
    }
    Some(Waiter { name: name.to_owned(), acceptors: acceptors?, min_delay, max_delay })
}

/// Reads a matcher from the fields of an acceptor.
type ReadMatcher = for<'a, 't> fn(&mut Fields<'a, 't>, &At<'_>, &Diagnostics) -> Option<Matcher>;

fn acceptors(
    fields: &mut Fields<'_, '_>,
    at: &At<'_>,
    out: &Diagnostics,
    matcher: ReadMatcher,
) -> Option<Vec<Acceptor>> {
    let at = at.key("acceptors");
    let acceptors = fields.array("acceptors").iter().enumerate().map(|(index, node)| {
        let at = at.index(index);
        let mut fields = Fields::of(node, &at, out)?;
        // Text for people, which some models have.
        fields.ignore(&["message"]);
        let state = fields.require_string("state").and_then(|name| state(name, &at.key("state"), out));
        let matcher = matcher(&mut fields, &at, out);
        fields.finish();
        Some(Acceptor { state: state?, matcher: matcher? })
    });
    acceptors.collect()
}

fn state(name: &str, at: &At<'_>, out: &Diagnostics) -> Option<AcceptorState> {
    let found = AcceptorState::ALL.into_iter().find(|state| state.name() == name);
    if found.is_none() {
        out.error(at, format!("expected `success`, `failure` or `retry`, found `{name}`"));
    }
    found
}

fn matcher_of_botocore(fields: &mut Fields<'_, '_>, at: &At<'_>, out: &Diagnostics) -> Option<Matcher> {
    let kind = fields.require_string("matcher");
    let argument = fields.string("argument");
    let expected = fields.require("expected")?;
    let wrong = |what: &str| {
        out.error(&at.key("expected"), format!("expected {what}, found {}", expected.kind()));
        None
    };
    let path = |of: &dyn Fn(&Node<'_>) -> Option<Expected>| {
        let Some(argument) = argument else {
            out.error(at, "`argument` is missing");
            return None;
        };
        let expression = jmespath::read(argument, &at.key("argument"), out)?;
        match of(expected) {
            Some(expected) => Some(Matcher::Output(expression, expected)),
            None => wrong("a string or a boolean"),
        }
    };
    let value = |text: fn(String) -> Expected, bool: fn(bool) -> Expected| {
        move |node: &Node<'_>| match node {
            Node::String(value) => Some(text(value.clone().into_owned())),
            Node::Bool(value) => Some(bool(*value)),
            _ => None,
        }
    };
    match (kind?, expected) {
        ("path", _) => path(&value(Expected::String, Expected::Bool)),
        ("pathAll", _) => path(&value(Expected::AllStrings, Expected::AllBools)),
        ("pathAny", _) => path(&value(Expected::AnyString, Expected::AnyBool)),
        ("error", Node::String(code)) => Some(Matcher::Error(code.clone().into_owned())),
        ("error", Node::Bool(is_error)) => Some(Matcher::Success(!is_error)),
        ("error", _) => wrong("a string or a boolean"),
        ("status", Node::Number(number)) => {
            number.as_u64().and_then(|status| u16::try_from(status).ok()).map(Matcher::Status)
        }
        ("status", _) => wrong("a number"),
        (other, _) => {
            out.error(&at.key("matcher"), format!("unknown matcher `{other}`"));
            None
        }
    }
}

fn matcher_of_smithy(fields: &mut Fields<'_, '_>, at: &At<'_>, out: &Diagnostics) -> Option<Matcher> {
    let at = at.key("matcher");
    let mut fields = Fields::of(fields.require("matcher")?, &at, out)?;
    let success = fields.take("success");
    let error = fields.string("errorType");
    let output = fields.take("output").map(|node| path_of_smithy(node, &at.key("output"), out));
    let both = fields.take("inputOutput").map(|node| path_of_smithy(node, &at.key("inputOutput"), out));
    fields.finish();
    match (success, error, output, both) {
        (Some(Node::Bool(success)), None, None, None) => Some(Matcher::Success(*success)),
        (None, Some(id), None, None) => {
            // The name of a shape, absolute or not.
            Some(Matcher::Error(id.rsplit('#').next().unwrap_or(id).to_owned()))
        }
        (None, None, Some(path), None) => {
            path.map(|(expression, expected)| Matcher::Output(expression, expected))
        }
        (None, None, None, Some(path)) => {
            path.map(|(expression, expected)| Matcher::InputOutput(expression, expected))
        }
        _ => {
            out.error(&at, "expected one of `success`, `errorType`, `output` and `inputOutput`");
            None
        }
    }
}

fn path_of_smithy(
    node: &Node<'_>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Option<(crate::graph::Expression, Expected)> {
    let mut fields = Fields::of(node, at, out)?;
    let path = fields.require_string("path");
    let comparator = fields.require_string("comparator");
    let expected = fields.require_string("expected");
    fields.finish();
    let expression = jmespath::read(path?, &at.key("path"), out)?;
    let text = expected?.to_owned();
    let expected = match comparator? {
        "stringEquals" => Expected::String(text),
        "allStringEquals" => Expected::AllStrings(text),
        "anyStringEquals" => Expected::AnyString(text),
        "booleanEquals" => match text.as_str() {
            "true" => Expected::Bool(true),
            "false" => Expected::Bool(false),
            _ => {
                out.error(&at.key("expected"), format!("expected `true` or `false`, found `{text}`"));
                return None;
            }
        },
        other => {
            let problem = format!("unknown comparator `{other}`");
            let help = "the comparators are `stringEquals`, `booleanEquals`, `allStringEquals` and `anyStringEquals`";
            out.error_help(&at.key("comparator"), problem, help);
            return None;
        }
    };
    Some((expression, expected))
}
