//! Expressions of waiters and paginators: the runtime's evaluation and that of the Python package `jmespath`, on random documents.
//!
//! `jmespath/` has the documents, the conversion of expressions to those of the runtime, and their values. Sequences of calls belong to
//! `polling`.

pub(super) mod documents;
mod expression;
mod value;

use super::Problems;
use super::context::Context;
use super::equal::expected_and_got;
use super::random::Random;
use super::tally::Tally;
use documents::Documents;
use serde_json::{Value, json};
use smithereen::reflect::ValueRef;
use smithereen_cli::report;
use smithereen_codegen::graph::{Expected, Expression, Matcher, Model, Operation};
use smithereen_codegen::whole;
use value::{Dynamic, Schemas, to_json, without_nulls};

const EXPRESSIONS: &str = "expressions, jmespath";
pub(super) const SUITES: &[&str] = &[EXPRESSIONS];
const PEER: &str = include_str!("jmespath/peer.py");
/// The implementation to compare with.
const REQUIREMENTS: &[&str] = &["jmespath==1.1.0"];
/// The number of documents for each expression.
const DOCUMENTS: usize = 200;

/// What the documents were, so that a run that compares nulls alone is noticed.
#[derive(Default)]
struct Counts {
    documents: usize,
    /// Documents for which the value is not null.
    values: usize,
    /// Documents for which `jmespath` has an error, because the argument of `length` is null.
    lengths_of_null: usize,
}

/// Runs one case for each expression of each operation. It passes if the value is the same for all documents.
pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let python =
        context.python()?.with_packages(context.project, REQUIREMENTS).map_err(|problem| vec![problem])?;
    let mut peer = python.start(PEER)?;
    let named = &context.options.service;
    let services = context.models.services();
    let mut tally = Tally::begin(EXPRESSIONS, 0);
    let mut counts = Counts::default();
    for name in services.filter(|name| named.is_empty() || named.iter().any(|one| one == name)) {
        let Some(source) = context.models.newest(name).and_then(|version| version.model.as_ref()) else {
            continue;
        };
        let model = whole(source)?;
        let cases = cases(&model, name, context.options.seed);
        let requests: Vec<Value> = cases.iter().map(Case::request).collect();
        let mut schemas = Schemas::default();
        for (case, response) in cases.iter().zip(peer.exchange(&requests)?) {
            let difference = case.difference(&model, &response, &mut schemas, &mut counts);
            tally.note(format_args!("{name} {}: {}", case.operation.name, case.expression), difference);
        }
    }
    let Counts { documents, values, lengths_of_null } = counts;
    report::note(format_args!(
        "{documents} documents; {values} with a value, {lengths_of_null} with the length of null"
    ));
    Ok(vec![tally.end()])
}

/// An expression, and the documents that it is evaluated for.
struct Case<'m> {
    operation: &'m Operation,
    expression: Expression,
    documents: Vec<Value>,
}

/// Returns the cases of a service: one for each expression of each operation, with documents of the operation's output.
fn cases<'m>(model: &'m Model, service: &str, seed: u64) -> Vec<Case<'m>> {
    let mut cases: Vec<Case<'m>> = Vec::new();
    for operation in &model.operations {
        let Some(output) = operation.output else { continue };
        for (expression, expected) in expressions(operation) {
            let index =
                service.bytes().fold(cases.len(), |sum, byte| sum.wrapping_mul(31) + usize::from(byte));
            let random = Random::of_case(seed, index);
            let documents = Documents::new(model, random).with_expression(&expression);
            let mut documents = documents.with_texts(expected.map(String::as_str));
            let documents = (0..DOCUMENTS).map(|_| documents.next(output)).collect();
            cases.push(Case { operation, expression, documents });
        }
    }
    cases
}

/// Returns the expressions over outputs, with the text that a waiter expects.
fn expressions(operation: &Operation) -> Vec<(Expression, Option<&String>)> {
    let mut found = Vec::new();
    for acceptor in operation.waiters.iter().flat_map(|waiter| &waiter.acceptors) {
        if let Matcher::Output(expression, expected) = &acceptor.matcher {
            let (Expected::String(text) | Expected::AllStrings(text) | Expected::AnyString(text)) = expected
            else {
                found.push((expression.clone(), None));
                continue;
            };
            found.push((expression.clone(), Some(text)));
        }
    }
    if let Some(paginator) = &operation.paginator {
        let tokens = paginator.tokens.iter().map(|token| &token.output);
        let results = paginator.results.iter().cloned().map(Expression::path);
        let all = tokens.chain(&paginator.more_results).cloned().chain(results);
        found.extend(all.map(|expression| (expression, None)));
    }
    found
}

impl Case<'_> {
    fn request(&self) -> Value {
        json!({ "expression": self.expression.text, "documents": self.documents })
    }

    /// Describes the first document for which the values differ. The runtime evaluates each twice: as JSON, and as a value of
    /// generated types, where nulls of members are absent.
    fn difference(
        &self,
        model: &Model,
        response: &Value,
        schemas: &mut Schemas,
        counts: &mut Counts,
    ) -> Option<String> {
        let Some(results) = response["results"].as_array().filter(|all| all.len() == self.documents.len())
        else {
            return Some(format!("  jmespath: {response}"));
        };
        let expression = expression::to_static(&self.expression.node);
        let output = self.operation.output?;
        counts.lengths_of_null += response["lengths_of_null"].as_u64().unwrap_or_default() as usize;
        counts.documents += results.len();
        counts.values += results.iter().filter(|value| !value.is_null()).count();
        self.documents.iter().zip(results).find_map(|(document, expected)| {
            let as_json = to_json(&expression.evaluate(ValueRef::Document(document)));
            let typed = Dynamic::new(model, output, document, schemas);
            let typed = to_json(&expression.evaluate(typed.get()));
            let pairs = [
                ("JSON", expected.clone(), as_json),
                ("types", without_nulls(expected), without_nulls(&typed)),
            ];
            let (form, expected, got) =
                pairs.into_iter().find(|(_, expected, got)| !value::is_equal(expected, got))?;
            let what = format!("{form}: {document}");
            Some(expected_and_got(&what, &expected.to_string(), &got.to_string()))
        })
    }
}
