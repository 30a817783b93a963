//! Compares the results of calls with the matchers of a waiter.

use super::{Acceptor, Expected, Matcher};
use crate::error::{Error, active_variant};
use crate::jmespath::{Expression, Node};
use crate::reflect::{Map, Shape, Slot, ValueRef};

/// The result of a call, without its types.
#[derive(Clone, Copy)]
pub(super) enum Outcome<'a> {
    Output(&'a dyn Shape),
    /// An error of the service: its code, its status and its modeled members.
    Error {
        code: Option<&'a str>,
        status: u16,
        error: &'a dyn Shape,
    },
    /// Any other error. No matcher selects it.
    Failure,
}

impl<'a> Outcome<'a> {
    pub(super) fn of<T: Shape, E: Shape>(result: &'a Result<T, Error<E>>) -> Self {
        match result {
            Ok(output) => Self::Output(output),
            Err(Error::Service(error)) => {
                Self::Error { code: error.code(), status: error.status().as_u16(), error: error.error() }
            }
            Err(_) => Self::Failure,
        }
    }
}

/// Returns the first acceptor that a result matches.
pub(super) fn accepting<'w>(
    acceptors: &'w [Acceptor],
    input: &dyn Shape,
    outcome: Outcome<'_>,
) -> Option<&'w Acceptor> {
    acceptors.iter().find(|acceptor| matches(&acceptor.matcher, input, outcome))
}

fn matches(matcher: &Matcher, input: &dyn Shape, outcome: Outcome<'_>) -> bool {
    match (matcher, outcome) {
        (Matcher::Output(expression, expected), Outcome::Output(output)) => {
            has_value(expression, ValueRef::Shape(output), *expected)
        }
        (Matcher::InputOutput(expression, expected), Outcome::Output(output)) => {
            has_value(expression, ValueRef::Map(&Exchange { input, output }), *expected)
        }
        (Matcher::Success(is_output), Outcome::Output(_)) => *is_output,
        (Matcher::Success(is_output), Outcome::Error { .. }) => !is_output,
        (Matcher::Status(expected), Outcome::Output(_)) => *expected == 200,
        (Matcher::Status(expected), Outcome::Error { status, .. }) => *expected == status,
        (Matcher::Error(expected), Outcome::Error { code, error, .. }) => {
            code == Some(expected)
                || active_variant(error).is_some_and(|shape| shape.schema().name == *expected)
        }
        _ => false,
    }
}

fn has_value(expression: &Expression, value: ValueRef<'_>, expected: Expected) -> bool {
    let found = expression.evaluate(value);
    let all = |is_one: &dyn Fn(&Node<'_>) -> bool| {
        found.element_count().is_some_and(|count| count > 0)
            && found.elements().all(|element| is_one(&element))
    };
    let any = |is_one: &dyn Fn(&Node<'_>) -> bool| found.elements().any(|element| is_one(&element));
    match expected {
        Expected::String(text) => found.as_str() == Some(text),
        Expected::Bool(value) => found.as_bool() == Some(value),
        Expected::AllStrings(text) => all(&|element| element.as_str() == Some(text)),
        Expected::AnyString(text) => any(&|element| element.as_str() == Some(text)),
        Expected::AllBools(value) => all(&|element| element.as_bool() == Some(value)),
        Expected::AnyBool(value) => any(&|element| element.as_bool() == Some(value)),
    }
}

/// An object with the members `input` and `output`.
struct Exchange<'a> {
    input: &'a dyn Shape,
    output: &'a dyn Shape,
}

/// Read only: nothing is inserted.
impl Map for Exchange<'_> {
    fn len(&self) -> usize {
        2
    }
    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a str, ValueRef<'a>) -> bool) {
        if visit("input", ValueRef::Shape(self.input)) {
            visit("output", ValueRef::Shape(self.output));
        }
    }
    fn clear(&mut self) {}
    fn insert(&mut self, _: String) -> Slot<'_> {
        Slot::Skip
    }
    fn insert_null(&mut self, _: String) -> bool {
        false
    }
}
