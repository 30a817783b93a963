//! The comparison of messages under one protocol, with rules for known differences. Each rule must be necessary.

mod documents;
mod lists;
mod numbers;
mod requests;
mod responses;
mod shapes;

use super::compression::uncompressed;
use super::requests::{are_headers, our_body, our_headers, with_one_token};
use super::{Case, Found, ServiceModel, differing, operations, responses as results};
use crate::body::{MapEntryNames, Media};
use crate::equal::{expected_and_got, is_uuid_4, pairs};
use crate::tally::Tally;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use smithereen_cli::report;
use smithereen_codegen::graph::{Model, Operation, Protocol};
use std::cell::Cell;

pub(super) use documents::without_null_documents;

/// The number of expected uses of a rule from which none is a failure. At this number, chance is no explanation.
const ENOUGH: usize = 20;

/// Both sides of a comparison: botocore's message and this project's. Bodies of requests are canonical text.
pub(super) struct Pair<'a> {
    model: &'a Model,
    operation: &'a Operation,
    theirs: Value,
    ours: Value,
}

impl<'a> Pair<'a> {
    fn new(case: &Case<'a>, theirs: Value, ours: Value) -> Self {
        Self { model: &case.service.model, operation: case.operation, theirs, ours }
    }
}

/// A known difference.
struct KnownDifference {
    reason: &'static str,
    protocols: &'static [Protocol],
    /// Returns whether the messages of the operation can have the difference.
    concerns: fn(&Model, &Operation) -> bool,
    /// The least share of the cases of such an operation that have it, in percent.
    share: usize,
    /// Removes the difference. Returns whether there was one.
    apply: fn(&mut Pair<'_>) -> bool,
}

/// The known differences of a suite, with the number of cases in which each was necessary.
pub(super) struct KnownDifferences {
    protocol: Protocol,
    rules: Vec<(&'static KnownDifference, Cell<usize>)>,
}

impl KnownDifferences {
    pub(super) fn of(protocol: Protocol, is_request: bool) -> Self {
        let rules = if is_request { requests::KNOWN_DIFFERENCES } else { responses::KNOWN_DIFFERENCES };
        let rules = rules.iter().filter(|rule| rule.protocols.contains(&protocol));
        Self { protocol, rules: rules.map(|rule| (rule, Cell::new(0))).collect() }
    }

    /// Compares two requests and describes the first difference.
    pub(super) fn requests(&self, case: &Case<'_>, theirs: &Value, ours: &Value) -> Option<Found> {
        match (theirs["raised"].is_string(), ours["error"].is_string()) {
            (true, _) => return differing("botocore rejects the input", theirs, ours),
            (false, true) => {
                let mut pair = Pair::new(case, theirs.clone(), ours.clone());
                self.apply(&mut pair);
                let is_known = pair.ours["error"].is_null();
                return if is_known {
                    None
                } else {
                    differing("this project rejects the input", theirs, ours)
                };
            }
            (false, false) => {}
        }
        let bytes = our_body(ours);
        let mut our_side = ours.clone();
        our_side["headers"] = our_headers(ours, bytes.len());
        let bytes = match uncompressed(case.operation, &mut our_side["headers"], bytes) {
            Ok(bytes) => bytes,
            Err(problem) => return Some(("compression".to_owned(), format!("  {problem}"))),
        };
        let their_bytes =
            STANDARD.decode(theirs["body_base64"].as_str().unwrap_or_default()).unwrap_or_default();
        let mut pair = Pair::new(case, theirs.clone(), our_side);
        let media = Media::of_requests(self.protocol);
        let text = |bytes: Vec<u8>| {
            let bytes = with_one_token_in(bytes);
            let text = media.canonical(&bytes, &MapEntryNames::new()).unwrap_or_else(|_| media.text(&bytes));
            // Parsed JSON and CBOR have no notation.
            if matches!(media, Media::Xml | Media::Form) {
                numbers::canonical_parts(&text, "\"")
            } else {
                text
            }
        };
        pair.theirs["body"] = text(their_bytes).into();
        pair.ours["body"] = text(bytes).into();
        self.apply(&mut pair);
        let Pair { theirs, ours, .. } = pair;
        for what in ["method", "host", "path", "body"] {
            if theirs[what] != ours[what] {
                let (theirs, ours) = (theirs[what].as_str(), ours[what].as_str());
                let text = expected_and_got(what, theirs.unwrap_or_default(), ours.unwrap_or_default());
                return Some((what.to_owned(), text));
            }
        }
        let query = |side: &Value| {
            let mut pairs = with_one_token(pairs(side["query"].as_str().unwrap_or_default()));
            pairs.iter_mut().for_each(|pair| *pair = numbers::canonical_parameter(pair));
            pairs
        };
        if query(&theirs) != query(&ours) {
            return differing("query", &theirs["query"], &ours["query"]);
        }
        match are_headers(&with_numbers(&theirs["headers"]), &with_numbers(&ours["headers"])) {
            true => None,
            false => differing("headers", &theirs["headers"], &ours["headers"]),
        }
    }

    /// Compares two results of parsing and describes the difference.
    pub(super) fn responses(&self, case: &Case<'_>, theirs: &Value, ours: &Value) -> Option<Found> {
        let mut pair = Pair::new(case, theirs.clone(), ours.clone());
        self.apply(&mut pair);
        results::difference(&pair.theirs, &pair.ours)
    }

    fn apply(&self, pair: &mut Pair<'_>) {
        for (rule, count) in &self.rules {
            if (rule.concerns)(pair.model, pair.operation) && (rule.apply)(pair) {
                count.set(count.get() + 1);
            }
        }
    }

    /// Reports the use of each rule. Fails for a rule that no case needs, although enough operations with the difference were
    /// sampled.
    pub(super) fn finish(&self, services: &[ServiceModel], cases: usize, tally: &mut Tally) {
        for (rule, count) in &self.rules {
            let sampled = operations(services).cycle().take(cases);
            let concerned =
                sampled.filter(|(service, operation)| (rule.concerns)(&service.model, operation)).count();
            match count.get() {
                0 if concerned * rule.share >= ENOUGH * 100 => {
                    tally.fail(rule.reason, format_args!("  none of {concerned} cases needs this rule"));
                }
                count if concerned > 0 => {
                    report::note(format_args!("{count} of {concerned} cases: {}", rule.reason));
                }
                _ => {}
            }
        }
    }
}

/// Returns the headers with numbers in one notation.
fn with_numbers(headers: &Value) -> Value {
    let headers = headers.as_object().into_iter().flatten();
    let number = |value: &Value| numbers::canonical_parts(value.as_str().unwrap_or_default(), ", ");
    headers.map(|(name, value)| (name.clone(), number(value).into())).collect::<Map<_, _>>().into()
}

/// Replaces generated idempotency tokens, which are of one length in every format.
pub(crate) fn with_one_token_in(mut body: Vec<u8>) -> Vec<u8> {
    const LENGTH: usize = 36;
    for at in 0..body.len() {
        if let Some(part) = body.get_mut(at..at + LENGTH)
            && std::str::from_utf8(part).is_ok_and(is_uuid_4)
        {
            part.fill(b'0');
        }
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use smithereen_codegen::{Source, whole};

    const XML: &str = r#"{
        "metadata": {"apiVersion": "1", "endpointPrefix": "t", "protocol": "rest-xml", "serviceId": "T"},
        "operations": {"Get": {"name": "Get", "http": {"method": "GET", "requestUri": "/"}, "input": {"shape": "In"}}},
        "shapes": {
            "In": {"type": "structure", "members": {
                "List": {"shape": "Texts", "location": "header", "locationName": "X-List"},
                "Text": {"shape": "Text", "location": "header", "locationName": "X-Text"}
            }},
            "Texts": {"type": "list", "member": {"shape": "Text"}},
            "Text": {"type": "string"}
        }
    }"#;

    fn service() -> ServiceModel {
        let source = Source { path: "model.json".to_owned(), text: XML.to_owned() };
        ServiceModel { name: "t".to_owned(), model: whole(&source).unwrap() }
    }

    fn request(headers: &Value) -> Value {
        json!({ "method": "GET", "host": "h", "path": "/", "query": "", "headers": headers })
    }

    #[test]
    fn a_rule_applies_to_the_shapes_that_it_concerns() {
        let service = service();
        let operation = &service.model.operations[0];
        let case = Case { service: &service, operation, request: Value::Null };
        let rules = KnownDifferences::of(Protocol::RestXml, true);
        let difference =
            |theirs: Value, ours: Value| rules.requests(&case, &request(&theirs), &request(&ours));
        assert_eq!(difference(json!({}), json!({ "x-list": "" })), None);
        assert_eq!(difference(json!({ "x-list": "a,b" }), json!({ "x-list": "a, b" })), None);
        assert!(difference(json!({ "x-list": "a,b" }), json!({ "x-list": "b, a" })).is_some());
        assert!(difference(json!({}), json!({ "x-text": "" })).is_some());
        assert!(difference(json!({ "x-text": "a,b" }), json!({ "x-text": "a, b" })).is_some());
    }

    #[test]
    fn a_rule_that_no_case_needs_is_a_failure_if_enough_cases_concern_it() {
        let services = [service()];
        let is_good = |cases| {
            let mut tally = Tally::begin("suite", 1);
            tally.pass();
            KnownDifferences::of(Protocol::RestXml, true).finish(&services, cases, &mut tally);
            tally.is_good()
        };
        assert!(is_good(399) && !is_good(400));
    }

    #[test]
    fn numbers_of_a_body_are_compared_by_value() {
        let service = service();
        let operation = &service.model.operations[0];
        let case = Case { service: &service, operation, request: Value::Null };
        let difference = |theirs: &str, ours: &str| {
            let theirs = json!({ "method": "GET", "headers": {}, "body_base64": STANDARD.encode(theirs) });
            let ours = json!({ "method": "GET", "headers": {}, "body": ours });
            KnownDifferences::of(Protocol::Ec2Query, true).requests(&case, &theirs, &ours)
        };
        assert_eq!(difference("A=1e%2B16", "A=1e16"), None);
        assert!(difference("A=1e%2B16", "A=1e17").is_some());
        assert!(difference("L.1=a&L.2=b", "L.1=b&L.2=a").is_some());
    }
}
