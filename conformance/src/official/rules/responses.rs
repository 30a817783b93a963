//! Known differences of outputs and errors.

use super::KnownDifference;
use super::defaults::without_defaults;
use super::events;
use serde_json::Value;

/// The services whose responses are XML.
const XML: &[&str] = &["sts", "route53", "iam", "ec2"];

/// The services of which responses with event streams are compared.
const STREAMING: &[&str] = &["kinesis", "lambda", "logs", "bedrock-runtime", "s3", "transcribe-streaming"];

pub(crate) const KNOWN_DIFFERENCES: &[KnownDifference] = &[
    KnownDifference {
        reason: "the official crate reads a CDATA section as empty text",
        services: XML,
        apply: |pair| match pair.without_cdata.take() {
            Some(plain) if plain != pair.theirs => {
                pair.theirs = plain;
                true
            }
            _ => false,
        },
    },
    KnownDifference {
        reason: "the official crate reads the message of an error from `Message` alone, and another spelling into the member",
        services: &["sts", "route53", "iam"],
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
    KnownDifference {
        reason: "the official crate reads the request ID of an error from headers alone",
        services: XML,
        apply: |pair| {
            let id = pair.ours["service_error"]["request_id"].clone();
            let theirs = &pair.theirs["service_error"];
            let applies = id.is_string() && theirs.is_object() && theirs["request_id"].is_null();
            if applies {
                pair.theirs["service_error"]["request_id"] = id;
            }
            applies
        },
    },
    KnownDifference {
        reason: "the official crate finds an error by its code of `awsQuery` alone; the name of its shape is not enough",
        services: &["sqs", "cloudwatch"],
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
    KnownDifference {
        reason: "the official crate cuts off a part of a microsecond that the double of a timestamp has",
        services: &["dynamodb", "kms", "iot", "kinesis"],
        apply: |pair| {
            let is_next = |theirs: Moment<'_>, ours: Moment<'_>| {
                theirs.second == ours.second && theirs.micros + 1 == ours.micros
            };
            adopt_moments(&mut pair.theirs, &pair.ours, &is_next)
        },
    },
    KnownDifference {
        reason: "the official crate truncates timestamps in CBOR to milliseconds, as the protocol recommends",
        services: &["cloudwatch"],
        apply: |pair| {
            let is_cut = |theirs: Moment<'_>, ours: Moment<'_>| {
                theirs.second == ours.second && theirs.micros == ours.micros / 1000 * 1000
            };
            adopt_moments(&mut pair.theirs, &pair.ours, &is_cut)
        },
    },
    KnownDifference {
        reason: "sizes of pages are numbers in Smithy's model of Route 53, and required texts in botocore's",
        services: &["route53"],
        apply: |pair| {
            let is_unset = pair.theirs["output"].get("MaxItems").is_none();
            let ours = pair.ours.get_mut("output").and_then(Value::as_object_mut);
            ours.is_some_and(|ours| {
                let applies = is_unset && ours.get("MaxItems").is_some_and(|size| size == "");
                if applies {
                    ours.remove("MaxItems");
                }
                applies
            })
        },
    },
    KnownDifference {
        reason: "the official crate has the default of the model where the response has no member",
        services: &["sqs", "dynamodb", "route53", "iam", "kms", "iot", "logs", "transcribe-streaming"],
        apply: |pair| {
            let output = pair.theirs.get_mut("output");
            output.is_some_and(|output| without_defaults(output, &pair.ours["output"]))
        },
    },
    KnownDifference {
        reason: "the official crate does not keep the name of an unknown event",
        services: STREAMING,
        apply: events::copy_names,
    },
    KnownDifference {
        reason: "the official crate takes the code of an exception in a stream from its payload alone, not from `:exception-type`",
        services: STREAMING,
        apply: events::copy_codes,
    },
    // Before the request IDs, since the official error has none.
    KnownDifference {
        reason: "the official crate cannot parse messages of the type `error`",
        services: STREAMING,
        apply: events::copy_error_messages,
    },
    KnownDifference {
        reason: "the official crate has no request ID in an exception in a stream",
        services: STREAMING,
        apply: events::copy_request_ids,
    },
    KnownDifference {
        reason: "the official crate has the default of the model where an event has no latency",
        services: &["bedrock-runtime"],
        apply: events::without_latencies,
    },
];

/// A timestamp in text.
#[derive(Clone, Copy)]
struct Moment<'a> {
    second: &'a str,
    micros: u32,
}

impl<'a> Moment<'a> {
    fn of(value: &'a Value) -> Option<Self> {
        let text = value.as_str()?.strip_suffix('Z')?;
        let (second, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_time = second.len() >= 19 && second.as_bytes().get(10) == Some(&b'T');
        let micros = format!("{fraction:0<6}").parse().ok()?;
        is_time.then_some(Self { second, micros })
    }
}

/// Replaces the timestamps that are related to different ones of the other side. Returns whether there were any.
fn adopt_moments(
    theirs: &mut Value,
    ours: &Value,
    are_related: &dyn Fn(Moment<'_>, Moment<'_>) -> bool,
) -> bool {
    let mut applies = false;
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => {
            for (name, theirs) in theirs {
                applies |= ours.get(name).is_some_and(|ours| adopt_moments(theirs, ours, are_related));
            }
        }
        (Value::Array(theirs), Value::Array(ours)) => {
            for (theirs, ours) in theirs.iter_mut().zip(ours) {
                applies |= adopt_moments(theirs, ours, are_related);
            }
        }
        (theirs, ours) => {
            let moments = Moment::of(theirs).zip(Moment::of(ours));
            applies = theirs != ours && moments.is_some_and(|(theirs, ours)| are_related(theirs, ours));
            if applies {
                *theirs = ours.clone();
            }
        }
    }
    applies
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_related_moments_are_adopted() {
        let ours = json!(["2023-11-14T22:13:20.475474Z", "2023-11-14T22:13:20.5Z", "a.5Z"]);
        let mut theirs = json!(["2023-11-14T22:13:20.475473Z", "2023-11-14T22:13:21.5Z", "a.4Z"]);
        let is_next = |theirs: Moment<'_>, ours: Moment<'_>| {
            theirs.second == ours.second && theirs.micros + 1 == ours.micros
        };
        assert!(adopt_moments(&mut theirs, &ours, &is_next));
        assert_eq!(theirs, json!(["2023-11-14T22:13:20.475474Z", "2023-11-14T22:13:21.5Z", "a.4Z"]));
    }
}
