//! Valid responses: random outputs and errors of the fixture's operations under each protocol.

use crate::Problems;
use crate::random::input::InputGenerator;
use crate::random::{Random, response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use every_shape::{MODEL, PROTOCOLS, operations};
use serde_json::Value;
use smithereen_cli::report;
use smithereen_codegen::graph::{Model, Operation};
use smithereen_codegen::{ServiceSources, Source, graph};

/// The text that every string, every key of a map and every header value of a valid response begins with.
pub(super) const MARKER: &str = "zq-value-zq";

/// A response.
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, Vec<u8>)>,
    pub(super) body: Vec<u8>,
}

impl Response {
    /// Returns the length of the headers and the body in bytes.
    pub(super) fn length(&self) -> usize {
        let headers = self.headers.iter().map(|(name, value)| name.len() + value.len());
        headers.sum::<usize>() + self.body.len()
    }
}

/// The model under one protocol.
pub(super) struct Service {
    /// The name of the generated module.
    pub(super) module: &'static str,
    pub(super) model: Model,
}

/// Returns the services of some protocols.
pub(super) fn services(protocols: &[&str]) -> Result<Vec<Service>, Problems> {
    let wanted = PROTOCOLS.into_iter().filter(|(_, protocol)| protocols.contains(protocol));
    wanted.map(|(module, protocol)| service(module, protocol)).collect()
}

/// Reads the model without its other protocols.
fn service(module: &'static str, protocol: &str) -> Result<Service, Problems> {
    const PATH: &str = "fixtures/shapes/model.json";
    let unreadable = |error| vec![report::error(PATH, format!("not JSON: {error}"))];
    let mut ast: Value = serde_json::from_str(MODEL).map_err(unreadable)?;
    let is_other = |name: &str| {
        PROTOCOLS.iter().any(|(_, known)| *known != protocol && name.ends_with(&format!("#{known}")))
    };
    if let Some(traits) = ast.pointer_mut("/shapes/shapes#Shapes/traits").and_then(Value::as_object_mut) {
        traits.retain(|name, _| !is_other(name));
    }
    let source = Source { path: PATH.to_owned(), text: ast.to_string() };
    let operations = operations(protocol).into();
    let sources =
        ServiceSources { name: module.to_owned(), model: source, endpoints: None, docs: None, operations };
    Ok(Service { module, model: graph(&sources)? })
}

/// Returns a response of an operation: an output, or one of its errors.
pub(super) fn response(service: &Service, operation: &Operation, is_error: bool, random: Random) -> Response {
    let generator = InputGenerator::of_response(&service.model, random).with_marker(MARKER);
    let value = match is_error {
        true => response::random_error(generator, operation),
        false => response::random_output(generator, operation),
    };
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let body = match (text("body"), text("body_base64")) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, Some(encoded)) => STANDARD.decode(encoded).unwrap_or_default(),
        (None, None) => Vec::new(),
    };
    let headers = value.get("headers").and_then(Value::as_object).into_iter().flatten();
    let headers = headers.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.into())));
    let status = value
        .get("status")
        .and_then(Value::as_u64)
        .and_then(|status| u16::try_from(status).ok())
        .unwrap_or(200);
    Response { status, headers: headers.collect(), body }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzz::codecs::codec::Codec;

    #[test]
    fn texts_of_valid_bodies_have_the_marker() {
        for codec in Codec::ALL {
            for service in services(codec.protocols()).unwrap() {
                let operations = &service.model.operations;
                let collections = operations.iter().find(|one| one.name == "GetCollections").unwrap();
                let bodies = (0..20).map(|case| {
                    response(&service, collections, case % 2 == 0, Random::of_case(1, case)).body
                });
                let marked = bodies.filter(|body| String::from_utf8_lossy(body).contains(MARKER)).count();
                assert!(marked > 10, "{}: {marked}", service.module);
            }
        }
    }
}
