//! Known differences between official crates and generated code. Each must be necessary.

use serde_json::Value;

/// Both sides of a comparison. Bodies of requests are canonical text.
pub(super) struct Pair {
    pub(super) theirs: Value,
    pub(super) ours: Value,
    /// What the official crate returns for the same response without CDATA sections, if it has any.
    pub(super) without_cdata: Option<Value>,
}

/// A known difference.
pub(super) struct Rule {
    pub(super) reason: &'static str,
    pub(super) services: &'static [&'static str],
    pub(super) is_request: bool,
    /// Removes the difference. Returns whether there was one.
    pub(super) apply: fn(&mut Pair) -> bool,
}

/// The services whose responses are XML.
const XML: &[&str] = &["sts", "route53", "iam", "ec2"];

pub(super) const RULES: &[Rule] = &[
    Rule {
        reason: "the official crate reads a CDATA section as empty text",
        services: XML,
        is_request: false,
        apply: |pair| match pair.without_cdata.take() {
            Some(plain) if plain != pair.theirs => {
                pair.theirs = plain;
                true
            }
            _ => false,
        },
    },
    Rule {
        reason: "the official crate reads the message of an error from `Message` alone, and another spelling into the member",
        services: XML,
        is_request: false,
        apply: |pair| {
            let (theirs, ours) = (&pair.theirs["service_error"], &pair.ours["service_error"]);
            let message = &ours["message"];
            let in_member = ["message", "Message"].iter().any(|name| theirs["fields"][*name] == *message);
            let applies = theirs["message"].is_null() && message.is_string() && in_member;
            if applies {
                pair.theirs["service_error"]["message"] = message.clone();
            }
            applies
        },
    },
    Rule {
        reason: "the official crate reads the request ID of an error from headers alone",
        services: XML,
        is_request: false,
        apply: |pair| {
            let id = pair.ours["service_error"]["request_id"].clone();
            let applies = id.is_string() && pair.theirs["service_error"]["request_id"].is_null();
            let applies = applies && pair.theirs["service_error"].is_object();
            if applies {
                pair.theirs["service_error"]["request_id"] = id;
            }
            applies
        },
    },
    Rule {
        reason: "the official crate finds an error by its code of `awsQuery` alone, which botocore's model lacks; the name of its \
            shape is not enough",
        services: &["sqs"],
        is_request: false,
        apply: |pair| {
            let (theirs, ours) = (&pair.theirs["service_error"], &pair.ours["service_error"]);
            let fields = ours["fields"].clone();
            let is_empty = |fields: &Value| fields.as_object().is_some_and(|fields| fields.is_empty());
            let applies = is_empty(&theirs["fields"]) && !is_empty(&fields) && theirs["code"] == ours["code"];
            if applies {
                pair.theirs["service_error"]["fields"] = fields;
            }
            applies
        },
    },
    Rule {
        reason: "the official crate takes an empty text for an unset one if the endpoint rules can use it",
        services: &["dynamodb"],
        is_request: true,
        apply: |pair| {
            let raised = pair.theirs["raised"].as_str().unwrap_or_default();
            let applies = raised.contains("EndpointParamsInterceptor") && raised.contains("was missing");
            let applies = applies && pair.ours.get("method").is_some();
            if applies {
                pair.theirs = pair.ours.clone();
            }
            applies
        },
    },
    Rule {
        reason: "the official crate generates idempotency tokens with the variant of no UUID",
        services: &["dynamodb"],
        is_request: true,
        apply: |pair| {
            let body = pair.theirs["body"].as_str().unwrap_or_default();
            let replaced = without_tokens(body);
            let applies = replaced != body;
            if applies {
                pair.theirs["body"] = replaced.into();
            }
            applies
        },
    },
    Rule {
        reason: "the official crate cuts off a part of a microsecond that the double of a timestamp has",
        services: &["dynamodb"],
        is_request: false,
        apply: |pair| with_next_microsecond(&mut pair.theirs, &pair.ours),
    },
    Rule {
        reason: "the official crate has the default of the model where the response has no member",
        services: &["sqs", "dynamodb"],
        is_request: false,
        apply: |pair| {
            let output = pair.theirs.get_mut("output");
            output.is_some_and(|output| without_defaults(output, &pair.ours["output"]))
        },
    },
];

/// Removes zeros, empty texts and the like that the other side does not have. Returns whether there were any.
fn without_defaults(theirs: &mut Value, ours: &Value) -> bool {
    let mut applies = false;
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => {
            let before = theirs.len();
            theirs.retain(|name, value| ours.contains_key(name) || !is_default(value));
            applies = theirs.len() < before;
            for (name, value) in theirs {
                applies |= ours.get(name).is_some_and(|ours| without_defaults(value, ours));
            }
        }
        (Value::Array(theirs), Value::Array(ours)) => {
            for (theirs, ours) in theirs.iter_mut().zip(ours) {
                applies |= without_defaults(theirs, ours);
            }
        }
        _ => {}
    }
    applies
}

/// Replaces texts that are UUIDs of version 4 but for their variant by the placeholder of tokens.
fn without_tokens(body: &str) -> String {
    let is_token = |text: &str| {
        let mut bytes = text.bytes().enumerate();
        text.len() == 36
            && bytes.all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                14 => byte == b'4',
                _ => byte.is_ascii_hexdigit(),
            })
    };
    let parts = body.split('"').map(|part| if is_token(part) { "0".repeat(36) } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("\"")
}

/// Replaces timestamps that are one microsecond before those of the other side. Returns whether there were any.
fn with_next_microsecond(theirs: &mut Value, ours: &Value) -> bool {
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => {
            let pairs = theirs.iter_mut().filter_map(|(name, theirs)| Some((theirs, ours.get(name)?)));
            pairs.fold(false, |applies, (theirs, ours)| with_next_microsecond(theirs, ours) || applies)
        }
        (Value::Array(theirs), Value::Array(ours)) => {
            let pairs = theirs.iter_mut().zip(ours);
            pairs.fold(false, |applies, (theirs, ours)| with_next_microsecond(theirs, ours) || applies)
        }
        (theirs, ours) => {
            let micros = |value: &Value| {
                let (second, fraction) = value.as_str()?.strip_suffix('Z')?.split_once('.')?;
                Some((second.to_owned(), format!("{fraction:0<6}").parse::<u32>().ok()?))
            };
            let is_next =
                |((one, before), (other, after)): ((_, u32), (_, u32))| one == other && before + 1 == after;
            let applies = micros(theirs).zip(micros(ours)).is_some_and(is_next);
            if applies {
                *theirs = ours.clone();
            }
            applies
        }
    }
}

fn is_default(value: &Value) -> bool {
    [Value::from(0), Value::from(0.0), Value::from(false), Value::from("")].contains(value)
}
