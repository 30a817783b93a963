//! The comparison of messages under one protocol, with rules for known differences. Each rule must be necessary.

use super::requests::{are_headers, our_body, our_headers, with_one_token};
use super::{Found, differing, responses};
use crate::body::{Entries, Media};
use crate::equal::{expected_and_got, is_uuid_4, pairs};
use crate::tally::Tally;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use smithereen_codegen::graph::Protocol;
use std::cell::Cell;

/// The number of cases from which every rule must have been necessary.
const ENOUGH: usize = 500;

/// Both sides of a comparison: botocore's message and this project's. Bodies of requests are canonical text.
pub(super) struct Pair {
    theirs: Value,
    ours: Value,
}

/// A known difference.
struct Rule {
    reason: &'static str,
    protocols: &'static [Protocol],
    is_request: bool,
    /// Removes the difference. Returns whether there was one.
    apply: fn(&mut Pair) -> bool,
}

const FORMS: &[Protocol] = &[Protocol::AwsQuery, Protocol::Ec2Query];
const XML: &[Protocol] = &[Protocol::RestXml, Protocol::AwsQuery, Protocol::Ec2Query];

const RULES: &[Rule] = &[
    Rule {
        reason: "botocore adds a charset to the content type of forms",
        protocols: FORMS,
        is_request: true,
        apply: |pair| {
            replace_header(&mut pair.theirs, "application/x-www-form-urlencoded; charset=utf-8", |_| {
                Some("application/x-www-form-urlencoded".into())
            })
        },
    },
    Rule {
        reason: "botocore sends no content type that the protocol defines for XML, text and bytes",
        protocols: &[Protocol::RestXml, Protocol::RestJson1],
        is_request: true,
        apply: |pair| {
            let unset = pair.theirs["headers"].get("content-type").is_none();
            unset
                && ["application/xml", "application/octet-stream", "text/plain"]
                    .iter()
                    .any(|name| replace_header(&mut pair.ours, name, |_| None))
        },
    },
];

fn replace_header(side: &mut Value, from: &str, to: fn(()) -> Option<Value>) -> bool {
    let Some(headers) = side["headers"].as_object_mut() else { return false };
    if headers.get("content-type").is_none_or(|value| value != from) {
        return false;
    }
    match to(()) {
        Some(value) => drop(headers.insert("content-type".to_owned(), value)),
        None => drop(headers.remove("content-type")),
    }
    true
}

/// The rules of a suite, with the number of cases in which each was necessary.
pub(super) struct Rules {
    protocol: Protocol,
    rules: Vec<(&'static Rule, Cell<usize>)>,
}

impl Rules {
    pub(super) fn of(protocol: Protocol, is_request: bool) -> Self {
        let rules = RULES.iter().filter(|rule| rule.protocols.contains(&protocol));
        let rules = rules.filter(|rule| rule.is_request == is_request);
        Self { protocol, rules: rules.map(|rule| (rule, Cell::new(0))).collect() }
    }

    /// Compares two requests and describes the first difference.
    pub(super) fn requests(&self, theirs: &Value, ours: &Value) -> Option<Found> {
        match (theirs["raised"].is_string(), ours["error"].is_string()) {
            (true, _) => return differing("botocore rejects the input", theirs, ours),
            (false, true) => return differing("this project rejects the input", theirs, ours),
            (false, false) => {}
        }
        let bytes = our_body(ours);
        let mut our_side = ours.clone();
        our_side["headers"] = our_headers(ours, bytes.len());
        let their_bytes =
            STANDARD.decode(theirs["body_base64"].as_str().unwrap_or_default()).unwrap_or_default();
        let mut pair = Pair { theirs: theirs.clone(), ours: our_side };
        let media = Media::of_requests(self.protocol);
        let text = |bytes: Vec<u8>| {
            let bytes = with_one_token_in(bytes);
            media.canonical(&bytes, &Entries::new()).unwrap_or_else(|_| media.text(&bytes))
        };
        pair.theirs["body"] = text(their_bytes).into();
        pair.ours["body"] = text(bytes).into();
        self.apply(&mut pair);
        let Pair { theirs, ours } = pair;
        for what in ["method", "host", "path", "body"] {
            if theirs[what] != ours[what] {
                let (theirs, ours) = (theirs[what].as_str(), ours[what].as_str());
                let text = expected_and_got(what, theirs.unwrap_or_default(), ours.unwrap_or_default());
                return Some((what.to_owned(), text));
            }
        }
        let query = |side: &Value| with_one_token(pairs(side["query"].as_str().unwrap_or_default()));
        if query(&theirs) != query(&ours) {
            return differing("query", &theirs["query"], &ours["query"]);
        }
        match are_headers(&theirs["headers"], &ours["headers"]) {
            true => None,
            false => differing("headers", &theirs["headers"], &ours["headers"]),
        }
    }

    /// Compares two results of parsing and describes the difference.
    pub(super) fn responses(&self, theirs: &Value, ours: &Value) -> Option<Found> {
        let mut pair = Pair { theirs: theirs.clone(), ours: ours.clone() };
        self.apply(&mut pair);
        responses::difference(&pair.theirs, &pair.ours)
    }

    fn apply(&self, pair: &mut Pair) {
        for (rule, count) in &self.rules {
            if (rule.apply)(pair) {
                count.set(count.get() + 1);
            }
        }
    }

    /// Fails for each rule that was not necessary.
    pub(super) fn finish(&self, cases: usize, tally: &mut Tally) {
        for (rule, count) in &self.rules {
            if cases >= ENOUGH && count.get() == 0 {
                tally.fail(rule.reason, "  no case needs this rule");
            }
        }
    }
}

/// Replaces generated idempotency tokens, which are of one length in every format.
fn with_one_token_in(mut body: Vec<u8>) -> Vec<u8> {
    const LENGTH: usize = 36;
    for at in 0..body.len() {
        if let Some(part) = body.get_mut(at..at + LENGTH) {
            if std::str::from_utf8(part).is_ok_and(is_uuid_4) {
                part.fill(b'0');
            }
        }
    }
    body
}
