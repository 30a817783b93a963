//! Writes waiters.

use super::writer::{entries, number, object, text};
use crate::graph::{Acceptor, Expected, Matcher, Waiter};
use crate::json::Node;

/// Returns the value of `waitable` for the waiters that it can describe, or nothing if there are none.
pub(super) fn waitable(waiters: &[Waiter]) -> Option<Node<'static>> {
    of(waiters.iter().filter(|waiter| waiter.is_plain()), |waiter| {
        let acceptors = waiter.acceptors.iter().map(|Acceptor { state, matcher }| {
            entries([("state", text(state.name())), ("matcher", of_smithy(matcher))])
        });
        entries([
            ("acceptors", Node::Array(acceptors.collect())),
            ("minDelay", number(waiter.min_delay)),
            ("maxDelay", number(waiter.max_delay)),
        ])
    })
}

/// Returns the value of `smithereen.botocore#waiters` for the other waiters, or nothing if there are none.
pub(super) fn others(waiters: &[Waiter]) -> Option<Node<'static>> {
    of(waiters.iter().filter(|waiter| !waiter.is_plain()), |waiter| {
        let acceptors = waiter.acceptors.iter().map(|Acceptor { state, matcher }| {
            let state = ("state".to_owned(), text(state.name()));
            object(std::iter::once(state).chain(of_botocore(matcher)))
        });
        entries([("acceptors", Node::Array(acceptors.collect())), ("delay", number(waiter.min_delay))])
    })
}

fn of<'w>(
    waiters: impl Iterator<Item = &'w Waiter>,
    value: impl Fn(&Waiter) -> Node<'static>,
) -> Option<Node<'static>> {
    let waiters: Vec<_> = waiters.map(|waiter| (waiter.name.clone(), value(waiter))).collect();
    (!waiters.is_empty()).then(|| object(waiters))
}

fn of_smithy(matcher: &Matcher) -> Node<'static> {
    match matcher {
        Matcher::Output(expression, expected) => entries([("output", path(&expression.text, expected))]),
        Matcher::InputOutput(expression, expected) => {
            entries([("inputOutput", path(&expression.text, expected))])
        }
        Matcher::Success(success) => entries([("success", Node::Bool(*success))]),
        Matcher::Error(code) => entries([("errorType", text(code))]),
        // Waiters with such a matcher are written in the other form.
        Matcher::Status(_) => object([]),
    }
}

fn path(expression: &str, expected: &Expected) -> Node<'static> {
    let (comparator, value) = match expected {
        Expected::String(value) => ("stringEquals", value.clone()),
        Expected::AllStrings(value) => ("allStringEquals", value.clone()),
        Expected::AnyString(value) => ("anyStringEquals", value.clone()),
        Expected::Bool(value) | Expected::AllBools(value) | Expected::AnyBool(value) => {
            ("booleanEquals", value.to_string())
        }
    };
    entries([("path", text(expression)), ("comparator", text(comparator)), ("expected", text(value))])
}

/// Returns the keys of a matcher in botocore's form. Those of `inputOutput` come from Smithy models alone.
fn of_botocore(matcher: &Matcher) -> Vec<(String, Node<'static>)> {
    let (kind, argument, expected) = match matcher {
        Matcher::Output(expression, expected) | Matcher::InputOutput(expression, expected) => {
            let (kind, value) = match expected {
                Expected::String(value) => ("path", text(value)),
                Expected::Bool(value) => ("path", Node::Bool(*value)),
                Expected::AllStrings(value) => ("pathAll", text(value)),
                Expected::AllBools(value) => ("pathAll", Node::Bool(*value)),
                Expected::AnyString(value) => ("pathAny", text(value)),
                Expected::AnyBool(value) => ("pathAny", Node::Bool(*value)),
            };
            (kind, Some(text(&expression.text)), value)
        }
        Matcher::Success(success) => ("error", None, Node::Bool(!success)),
        Matcher::Error(code) => ("error", None, text(code)),
        Matcher::Status(status) => ("status", None, number(*status)),
    };
    let keys = [("matcher", Some(text(kind))), ("argument", argument), ("expected", Some(expected))];
    keys.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}
