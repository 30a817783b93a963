//! The cases in a Smithy model: `smithy.test#httpRequestTests`, `smithy.test#httpResponseTests` and
//! `smithy.test#eventStreamTests`. They are converted to
//! botocore's form, so that one harness runs both.

mod events;
mod projection;

use super::model::Suite;
use super::{ENDPOINT, Run, accept, build};
use crate::Problems;
use crate::context::LocalContext;
use crate::tally::Tally;
use events::streamed;
use projection::{projected, reference};
use serde_json::{Value, json};
use smithereen_codegen::ServiceSources;
use smithereen_codegen::graph::{Model, Operation, Protocol};
use std::collections::{BTreeMap, HashMap};

/// An endpoint and a case, or the reason why the case is left out.
type Case = Result<(String, Value), String>;

/// A Smithy model with cases.
pub(crate) struct SmithyModel {
    pub(crate) service: ServiceSources,
    pub(crate) model: Model,
    pub(crate) ast: Value,
}

/// Runs the cases of all models. There is one suite for the requests and one for the responses of each protocol. A suite without
/// cases has no tally.
pub(crate) fn run(local: &LocalContext<'_>, models: &[SmithyModel]) -> Result<Vec<Tally>, Problems> {
    let (mut services, mut unsupported) = (Vec::new(), HashMap::new());
    for SmithyModel { service, model, ast } in models {
        if sent(model, ast).is_empty() && read(model, ast).is_empty() {
            continue;
        }
        let names: Vec<String> = model.operations.iter().map(|operation| operation.name.clone()).collect();
        accept(local, service.clone(), &names, &mut services, &mut unsupported);
    }
    if services.is_empty() && unsupported.is_empty() {
        return Ok(Vec::new());
    }
    let run = Run { program: build(local, services)?, unsupported };
    let mut tallies = Vec::new();
    for protocol in Protocol::ALL {
        for kind in [Cases::Requests, Cases::Responses, Cases::Events] {
            tallies.extend(run_cases(&run, models, protocol, kind)?);
        }
    }
    Ok(tallies)
}

/// The kinds of cases, each of which has a suite.
#[derive(Clone, Copy)]
enum Cases {
    Requests,
    Responses,
    Events,
}

impl Cases {
    fn name(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Responses => "responses",
            Self::Events => "event streams",
        }
    }

    fn of(self, model: &SmithyModel) -> Vec<Case> {
        match self {
            Self::Requests => sent(&model.model, &model.ast),
            Self::Responses => read(&model.model, &model.ast),
            Self::Events => streamed(&model.model, &model.ast),
        }
    }
}

/// Runs the cases of one kind of all models with a protocol. Returns `None` if there are none.
fn run_cases(
    run: &Run,
    models: &[SmithyModel],
    protocol: Protocol,
    kind: Cases,
) -> Result<Option<Tally>, Problems> {
    let models = models.iter().filter(|model| model.model.service.protocol == protocol);
    let cases: Vec<_> = models.map(|model| (model, kind.of(model))).collect();
    let total: usize = cases.iter().map(|(_, cases)| cases.len()).sum();
    if total == 0 {
        return Ok(None);
    }
    let name = suite_name(protocol, kind.name());
    let mut tally = Tally::begin(&name, total);
    let is_input = matches!(kind, Cases::Requests);
    let suites: Vec<Suite> =
        cases.into_iter().flat_map(|(model, cases)| suites(model, cases, is_input, &mut tally)).collect();
    run.add(&name, &suites, &mut tally)?;
    Ok(Some(tally.end()))
}

fn suite_name(protocol: Protocol, cases: &str) -> String {
    format!("{} {cases} of models", protocol.plain_name())
}

/// Returns a suite for each endpoint of the cases.
fn suites(of: &SmithyModel, cases: Vec<Case>, is_input: bool, tally: &mut Tally) -> Vec<Suite> {
    let mut by_endpoint = BTreeMap::<String, Vec<Value>>::new();
    for case in cases {
        match case {
            Ok((endpoint, case)) => by_endpoint.entry(endpoint).or_default().push(case),
            Err(reason) => tally.leave(reason),
        }
    }
    let shapes = projected(&of.model);
    let suite = |(endpoint, cases)| Suite {
        name: of.service.name.clone(),
        is_input,
        protocol: of.model.service.protocol,
        endpoint,
        model: json!({ "shapes": shapes }),
        cases,
    };
    by_endpoint.into_iter().map(suite).collect()
}

/// Returns the entries of a test trait, with the name of the shape that has it.
fn carried<'v>(ast: &'v Value, name: &'static str) -> impl Iterator<Item = (&'v str, &'v Value)> {
    let shapes = ast["shapes"].as_object().into_iter().flatten();
    shapes.flat_map(move |(id, shape)| {
        let shape_name = id.split_once('#').map_or(id.as_str(), |(_, name)| name);
        let cases = shape["traits"][name].as_array().into_iter().flatten();
        cases.map(move |case| (shape_name, case))
    })
}

/// Cases that are never run: the trait, the name of the suite, and the reason.
const NEVER_RUN: [(&str, &str, &str); 1] = [(
    "smithy.test#httpMalformedRequestTests",
    "malformed requests of models",
    "for servers: the rejection of malformed requests",
)];

/// Returns the tallies of the cases that are never run, with their IDs.
pub(crate) fn never_run(models: &[SmithyModel]) -> Vec<Tally> {
    let tallies = NEVER_RUN.into_iter().filter_map(|(of_trait, suite, reason)| {
        let cases = models.iter().flat_map(|model| carried(&model.ast, of_trait));
        let ids = cases.map(|(shape, case)| case["id"].as_str().unwrap_or(shape).to_owned());
        let ids: Vec<String> = ids.collect();
        (!ids.is_empty()).then(|| Tally::left_out(suite, reason, &ids))
    });
    tallies.collect()
}

/// Returns the tally of a model none of whose protocols is supported: its cases are left out, except those for servers alone.
pub(crate) fn of_unsupported_protocol(ast: &Value) -> Option<Tally> {
    let shapes = ast["shapes"].as_object()?;
    let service = shapes.values().find(|shape| shape["type"] == "service")?;
    let names: Vec<&str> = service["traits"].as_object()?.keys().map(String::as_str).collect();
    let is_known = |name: &&str| Protocol::ALL.iter().any(|known| known.name() == *name);
    if names.iter().any(is_known) {
        return None;
    }
    let tests = ["smithy.test#httpRequestTests", "smithy.test#httpResponseTests"];
    let cases = tests.into_iter().flat_map(|of_trait| carried(ast, of_trait));
    let ids = cases.filter(|(_, case)| case["appliesTo"] != "server").map(|(_, case)| case["id"].as_str());
    let ids: Vec<String> = ids.map(|id| id.unwrap_or("unnamed case").to_owned()).collect();
    let protocol = carried(ast, tests[0]).find_map(|(_, case)| case["protocol"].as_str())?;
    let plain = protocol.split_once('#').map_or(protocol, |(_, plain)| plain);
    let reason = format!("no AWS service uses the protocol `{protocol}`, which is not supported");
    Some(Tally::left_out(format!("{plain} of models"), &reason, &ids))
}

/// Returns the reason why a case is left out.
fn left_out(model: &Model, case: &Value) -> Option<String> {
    let id = case["id"].as_str().unwrap_or_default();
    if case["protocol"].as_str() != Some(model.service.protocol.name()) {
        return Some(format!("of another protocol ({id})"));
    }
    (case["appliesTo"] == "server").then(|| format!("for servers ({id})"))
}

fn sent(model: &Model, ast: &Value) -> Vec<Case> {
    let cases = carried(ast, "smithy.test#httpRequestTests").filter_map(|(name, case)| {
        let operation = model.operations.iter().find(|operation| operation.name == name)?;
        Some(match left_out(model, case) {
            Some(reason) => Err(reason),
            None => Ok(request(operation, case)),
        })
    });
    cases.collect()
}

fn request(operation: &Operation, case: &Value) -> (String, Value) {
    let query: Vec<&str> =
        case["queryParams"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let uri = case["uri"].as_str().unwrap_or_default();
    let uri = if query.is_empty() { uri.to_owned() } else { format!("{uri}?{}", query.join("&")) };
    let endpoint =
        case["host"].as_str().map_or_else(|| ENDPOINT.to_owned(), |host| format!("https://{host}"));
    let case = json!({
        "id": case["id"],
        "given": { "name": operation.name, "input": reference(operation.input) },
        "params": case.get("params").cloned().unwrap_or_else(|| json!({})),
        "serialized": {
            "method": case["method"], "uri": uri, "headers": case["headers"], "body": case["body"],
            "requireHeaders": case["requireHeaders"], "forbidHeaders": case["forbidHeaders"],
            "requireQueryParams": case["requireQueryParams"], "forbidQueryParams": case["forbidQueryParams"],
            "bodyMediaType": case["bodyMediaType"],
            "host": case["resolvedHost"],
        },
    });
    (endpoint, case)
}

fn read(model: &Model, ast: &Value) -> Vec<Case> {
    let cases = carried(ast, "smithy.test#httpResponseTests").filter_map(|(name, case)| {
        let is_error =
            |operation: &&Operation| operation.errors.iter().any(|id| model.shapes[*id].name == name);
        let operation = model.operations.iter().find(|operation| operation.name == name);
        let (operation, is_error) = match operation {
            Some(operation) => (operation, false),
            None => (model.operations.iter().find(is_error)?, true),
        };
        Some(match left_out(model, case) {
            Some(reason) => Err(reason),
            None => Ok((ENDPOINT.to_owned(), response(operation, name, case, is_error))),
        })
    });
    cases.collect()
}

fn response(operation: &Operation, name: &str, case: &Value, is_error: bool) -> Value {
    let params = case.get("params").cloned().unwrap_or_else(|| json!({}));
    let mut out = json!({
        "id": case["id"],
        "given": { "name": operation.name, "output": reference(operation.output) },
        "response": { "status_code": case["code"], "body": case["body"] },
    });
    if case["headers"].is_object() {
        out["response"]["headers"] = case["headers"].clone();
    }
    if !is_error {
        out["result"] = params;
        return out;
    }
    out["errorCode"] = case["vendorParams"]["code"].as_str().unwrap_or(name).into();
    out["errorShape"] = name.into();
    let message = ["message", "Message"].iter().find_map(|key| params[key].as_str());
    out["errorMessage"] = message.into();
    out["error"] = params;
    out
}
