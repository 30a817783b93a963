//! Known differences of responses.

use super::{KnownDifference, documents, shapes};
use serde_json::json;
use smithereen_codegen::graph::Protocol;

/// The protocols whose errors are identified by the names of their shapes, whatever their codes under the query protocol.
const NAMED_ERRORS: &[Protocol] = &[Protocol::RpcV2Cbor, Protocol::AwsJson10, Protocol::AwsJson11];

/// The protocols that have documents.
const WITH_DOCUMENTS: &[Protocol] = &[Protocol::RestJson1, Protocol::AwsJson10, Protocol::AwsJson11];

pub(super) const KNOWN_DIFFERENCES: &[KnownDifference] = &[
    KnownDifference {
        reason: "botocore finds a modeled error by its `error.code` alone, and the protocol identifies it by its name",
        protocols: NAMED_ERRORS,
        concerns: shapes::has_error_code,
        share: 2,
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
    KnownDifference {
        reason: "a sensitive message is in the member of the error alone",
        protocols: &Protocol::ALL,
        concerns: shapes::has_sensitive_message,
        share: 5,
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
    KnownDifference {
        reason: "botocore reads the message of an error in XML from `Message` alone, and an empty one is none",
        protocols: &[Protocol::RestXml, Protocol::AwsQuery],
        concerns: |_, operation| !operation.errors.is_empty(),
        share: 2,
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
    KnownDifference {
        reason: "a null document is a value, and botocore leaves such a member out",
        protocols: WITH_DOCUMENTS,
        concerns: documents::has_document_member,
        share: 2,
        apply: |pair| documents::remove_nulls(&mut pair.ours, &pair.theirs),
    },
    KnownDifference {
        reason: "botocore reads an empty body as an empty payload, and this project as an unset one",
        protocols: &[Protocol::RestJson1, Protocol::RestXml],
        concerns: shapes::has_optional_payload,
        share: 5,
        apply: |pair| {
            let Some(ours) = pair.ours["output"].as_object() else { return false };
            let Some(theirs) = pair.theirs["output"].as_object_mut() else { return false };
            let before = theirs.len();
            theirs.retain(|name, value| !(*value == json!({}) || *value == "") || ours.contains_key(name));
            theirs.len() < before
        },
    },
];
