//! The comparison of messages under one protocol, with rules for known differences. Each rule must be necessary.

use super::requests::{are_headers, our_body, our_headers, with_one_token};
use super::{Found, differing, responses};
use crate::body::{Entries, Media};
use crate::equal::{expected_and_got, is_uuid_4, pairs};
use crate::options::Options;
use crate::tally::Tally;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use smithereen_codegen::graph::Protocol;
use std::cell::Cell;

/// The number of cases from which every rule must have been necessary.
const ENOUGH: usize = 2_000;

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
        reason: "botocore sends XML without its content type",
        protocols: &[Protocol::RestXml],
        is_request: true,
        apply: |pair| {
            let unset = pair.theirs["headers"].get("content-type").is_none();
            unset && replace_header(&mut pair.ours, "application/xml", |_| None)
        },
    },
    Rule {
        reason: "botocore finds a modeled error by `error.code` alone, so that the name of its shape is not enough",
        protocols: &[Protocol::RpcV2Cbor],
        is_request: false,
        apply: |pair| {
            let has_none =
                pair.theirs["service_error"]["fields"].as_object().is_some_and(|all| all.is_empty());
            let fields = pair.ours["service_error"]["fields"].clone();
            let is_found = has_none && fields.as_object().is_some_and(|all| !all.is_empty());
            if is_found {
                pair.theirs["service_error"]["fields"] = fields;
            }
            is_found
        },
    },
    Rule {
        reason: "botocore's client adds checksums after the request is serialized",
        protocols: &[Protocol::RestXml],
        is_request: true,
        apply: |pair| {
            pair.ours["headers"].as_object_mut().is_some_and(|all| all.remove("content-md5").is_some())
        },
    },
    Rule {
        reason: "botocore writes carriage returns in XML as they are, and parsers read them as line feeds",
        protocols: &[Protocol::RestXml],
        is_request: true,
        apply: |pair| {
            let has_any = pair.ours["body"].as_str().is_some_and(|body| body.contains("\\r"));
            for side in [&mut pair.theirs, &mut pair.ours] {
                let body = side["body"].as_str().unwrap_or_default();
                side["body"] = body.replace("\\r\\n", "\\n").replace("\\r", "\\n").into();
            }
            has_any
        },
    },
    Rule {
        reason: "botocore sends no body if none of its members is set, and this project its root element",
        protocols: &[Protocol::RestXml],
        is_request: true,
        apply: |pair| {
            let body = pair.ours["body"].as_str().unwrap_or_default();
            let applies = pair.theirs["body"] == "" && body.ends_with('>') && body.matches('<').count() == 2;
            if applies {
                pair.ours["body"] = "".into();
            }
            applies
        },
    },
    Rule {
        reason: "Python writes the exponent of a number with a sign",
        protocols: &[Protocol::RestXml, Protocol::Ec2Query],
        is_request: true,
        apply: |pair| {
            let plain = |body: &str| body.split('"').map(without_exponent).collect::<Vec<_>>().join("\"");
            let mut applies = false;
            for side in [&mut pair.theirs, &mut pair.ours] {
                let body = side["body"].as_str().unwrap_or_default();
                let changed = plain(body);
                applies |= changed != body;
                side["body"] = changed.into();
            }
            applies
        },
    },
    Rule {
        reason: "a sensitive message is in the member of the error alone",
        protocols: &[Protocol::RestJson1],
        is_request: false,
        apply: |pair| {
            let (theirs, ours) = (&pair.theirs["service_error"], &pair.ours["service_error"]);
            let message = &theirs["message"];
            let in_member = ["message", "Message"].iter().any(|name| ours["fields"][*name] == *message);
            let applies = message.is_string() && ours["message"].is_null() && in_member;
            if applies {
                pair.ours["service_error"]["message"] = message.clone();
            }
            applies
        },
    },
    Rule {
        reason: "botocore reads the message of an error in XML from `Message` alone, and an empty one is none",
        protocols: &[Protocol::RestXml, Protocol::AwsQuery],
        is_request: false,
        apply: |pair| {
            let (theirs, ours) = (&pair.theirs["service_error"], &pair.ours["service_error"]);
            let is_unset = matches!(theirs["message"].as_str(), None | Some(""));
            let message = &ours["message"];
            let is_modeled = ["message", "Message"].iter().any(|name| theirs["fields"][*name] == *message);
            let applies = is_unset && message.is_string() && theirs["message"] != *message;
            let applies = applies && (is_modeled || *message == "");
            if applies {
                pair.theirs["service_error"]["message"] = message.clone();
            }
            applies
        },
    },
    Rule {
        reason: "botocore reads an empty body as an empty payload, and this project as an unset one",
        protocols: &[Protocol::RestXml],
        is_request: false,
        apply: |pair| {
            let Some(ours) = pair.ours["output"].as_object() else { return false };
            let Some(theirs) = pair.theirs["output"].as_object_mut() else { return false };
            let before = theirs.len();
            theirs.retain(|name, value| *value != serde_json::json!({}) || ours.contains_key(name));
            theirs.len() < before
        },
    },
];

/// Returns a number that has an exponent in one notation, and other text as it is.
fn without_exponent(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && text.contains('e') => format!("{number:?}"),
        _ => text.to_owned(),
    }
}

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

    /// Fails for each rule that was not necessary in the default selection of operations.
    pub(super) fn finish(&self, options: &Options, tally: &mut Tally) {
        let is_default = options.seed == 1 && options.service.is_empty() && options.cases >= ENOUGH;
        for (rule, count) in &self.rules {
            if is_default && count.get() == 0 {
                tally.fail(rule.reason, "  no case needs this rule");
            }
        }
    }
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
