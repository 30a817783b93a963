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
];
