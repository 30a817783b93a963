//! Random scenarios: an input, and the responses to the calls with it.

use crate::jmespath::documents::Documents;
use crate::random::Random;
use crate::random::input::InputGenerator;
use crate::random::response;
use serde_json::{Value, json};
use smithereen_codegen::graph::{
    Acceptor, Expected, Expression, Kind, Matcher, Model, Operation, Paginator, ShapeId, Waiter,
};

/// The values of tokens: few, so that some come twice.
const TOKENS: [&str; 4] = ["token-a", "token-b", "token-c", "token-d"];
/// The longest sequence of responses.
const LONGEST: usize = 6;

/// Returns a scenario of a paginator.
pub(super) fn of_paginator(
    (service, model): (&str, &Model),
    operation: &Operation,
    paginator: &Paginator,
    mut random: Random,
) -> Value {
    let results: Vec<_> = paginator.results.iter().cloned().map(Expression::path).collect();
    let outputs = paginator.tokens.iter().map(|token| &token.output);
    let all: Vec<_> = outputs.chain(&paginator.more_results).chain(&results).collect();
    let mut input = input(model, operation, &mut random);
    for token in &paginator.tokens {
        input.as_object_mut().and_then(|members| members.remove(&token.input));
    }
    let count = 1 + random.below(LONGEST);
    let responses = (0..count).map(|_| match random.chance(4) {
        true => error(model, operation, "Broken", 400, &mut random),
        false => output(model, operation, &all, &TOKENS, &mut random),
    });
    let responses: Vec<_> = responses.collect();
    json!({
        "service": service, "operation": operation.name, "name": operation.name, "waiter": false,
        "input": input, "responses": responses,
    })
}

/// Returns a scenario of a waiter.
pub(super) fn of_waiter(
    (service, model): (&str, &Model),
    operation: &Operation,
    waiter: &Waiter,
    mut random: Random,
) -> Value {
    let matchers = || waiter.acceptors.iter().map(|acceptor| &acceptor.matcher);
    let count = 1 + random.below(LONGEST);
    let responses = (0..count).map(|_| {
        // The values of few acceptors, so that all elements of a list can be the same.
        let picked: Vec<_> = waiter.acceptors.iter().filter(|_| random.chance(40)).collect();
        let (expressions, texts) = expectations(&picked);
        let all: Vec<_> = matchers().filter_map(expression).chain(expressions).collect();
        match random.chance(30) {
            true => expected_error(model, operation, waiter, &mut random),
            false => output(model, operation, &all, &texts, &mut random),
        }
    });
    let responses: Vec<_> = responses.collect();
    let input = input(model, operation, &mut random);
    json!({
        "service": service, "operation": operation.name, "name": waiter.name, "waiter": true,
        "input": input, "responses": responses, "codes_of_shapes": codes_of_shapes(model, operation, waiter),
    })
}

fn expression(matcher: &Matcher) -> Option<&Expression> {
    match matcher {
        Matcher::Output(expression, _) => Some(expression),
        _ => None,
    }
}

/// Returns the codes of errors that the waiter names by their shape.
fn codes_of_shapes(model: &Model, operation: &Operation, waiter: &Waiter) -> Vec<String> {
    let is_named = |name: &str| {
        let mut matchers = waiter.acceptors.iter().map(|acceptor| &acceptor.matcher);
        matchers.any(|matcher| matches!(matcher, Matcher::Error(expected) if expected == name))
    };
    let named = operation.errors.iter().filter(|id| is_named(&model.shapes[**id].name));
    named.map(|id| code_of(model, *id)).filter(|code| !is_named(code)).collect()
}

/// Returns the expressions of acceptors, and the strings that they expect.
fn expectations<'a>(acceptors: &[&'a Acceptor]) -> (Vec<&'a Expression>, Vec<&'a str>) {
    let expected = acceptors.iter().filter_map(|acceptor| match &acceptor.matcher {
        Matcher::Output(
            _,
            Expected::String(text) | Expected::AllStrings(text) | Expected::AnyString(text),
        ) => Some(text.as_str()),
        _ => None,
    });
    (acceptors.iter().filter_map(|acceptor| expression(&acceptor.matcher)).collect(), expected.collect())
}

fn input(model: &Model, operation: &Operation, random: &mut Random) -> Value {
    let Some(id) = operation.input else { return json!({}) };
    let mut value = Documents::of_message(model, Random::new(random.next())).with_texts(["text"]).next(id);
    fill_texts(&mut value);
    value
}

/// Replaces empty texts, which cannot be sent in paths.
fn fill_texts(value: &mut Value) {
    match value {
        Value::String(text) if text.is_empty() => text.push_str("text"),
        Value::Array(items) => items.iter_mut().for_each(fill_texts),
        Value::Object(members) => members.values_mut().for_each(fill_texts),
        _ => {}
    }
}

fn output(
    model: &Model,
    operation: &Operation,
    expressions: &[&Expression],
    texts: &[&str],
    random: &mut Random,
) -> Value {
    let documents =
        Documents::of_message(model, Random::new(random.next())).with_texts(texts.iter().copied());
    let mut documents = expressions.iter().fold(documents, |documents, one| documents.with_expression(one));
    let value = operation.output.map_or_else(|| json!({}), |id| documents.next(id));
    let generator = InputGenerator::of_response(model, Random::new(random.next()));
    let mut response = response::output_of(generator, operation, &value);
    remove_body_of_head(operation, &mut response);
    response
}

/// Returns an error that an acceptor expects, another one of the operation, or one that is not in the model.
fn expected_error(model: &Model, operation: &Operation, waiter: &Waiter, random: &mut Random) -> Value {
    let (mut codes, mut statuses) = (vec!["NotInTheModel".to_owned()], vec![400, 404, 500]);
    for acceptor in &waiter.acceptors {
        match &acceptor.matcher {
            // Twice as often as others.
            Matcher::Error(code) => codes.extend([code.clone(), code.clone()]),
            Matcher::Status(status) if *status >= 300 => statuses.extend([*status; 3]),
            _ => {}
        }
    }
    codes.extend(operation.errors.first().map(|id| code_of(model, *id)));
    let code = random.pick(&codes).cloned().unwrap_or_default();
    let status = random.pick(&statuses).copied().unwrap_or(400);
    error(model, operation, &code, status, random)
}

/// Returns the response of an error: with its members, if the operation has an error with this code.
fn error(model: &Model, operation: &Operation, code: &str, status: u16, random: &mut Random) -> Value {
    let modeled = operation.errors.iter().find(|id| code_of(model, **id) == code);
    let mut response = match modeled {
        Some(id) => {
            let mut generator = InputGenerator::of_response(model, Random::new(random.next()));
            let value = response::error_value(&mut generator, *id);
            response::error_of(generator, *id, &value, random.chance(70))
        }
        None => response::error_with_code(model, code, status, Random::new(random.next())),
    };
    response["status"] = status.into();
    remove_body_of_head(operation, &mut response);
    response
}

/// Returns the code of an error in responses.
fn code_of(model: &Model, id: ShapeId) -> String {
    let shape = &model.shapes[id];
    let Kind::Structure { error, .. } = &shape.kind else { return shape.name.clone() };
    let code = error.as_ref().and_then(|traits| traits.code.clone());
    let has_codes = model.service.protocol.has_query_codes(false);
    code.filter(|_| has_codes).unwrap_or_else(|| shape.name.clone())
}

fn remove_body_of_head(operation: &Operation, response: &mut Value) {
    if operation.http.method == "HEAD" {
        response["body"] = "".into();
    }
}
