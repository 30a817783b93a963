//! Known differences in events and in their errors. Each function changes the official result so that it equals ours, and returns
//! whether it had to. The reasons are in `responses.rs`.

use super::Pair;
use serde_json::{Value, json};

/// Returns the arrays of events, whose member is the same on both sides.
fn arrays(pair: &mut Pair) -> impl Iterator<Item = (&mut Vec<Value>, &Vec<Value>)> {
    let Pair { theirs, ours, .. } = pair;
    let members = theirs.get_mut("output").and_then(Value::as_object_mut).into_iter().flatten();
    members.filter_map(|(name, events)| Some((events.as_array_mut()?, ours["output"][name].as_array()?)))
}

/// Copies the names of unknown events from our result into the official one.
pub(super) fn copy_names(pair: &mut Pair) -> bool {
    let mut applies = false;
    for (theirs, ours) in arrays(pair) {
        for (theirs, ours) in theirs.iter_mut().zip(ours) {
            let is_unknown = |(name, value): (&String, &Value)| name.starts_with("Next.") && value.is_null();
            let ours_is_unknown =
                ours.as_object().is_some_and(|ours| ours.len() == 1 && ours.iter().all(is_unknown));
            if ours_is_unknown && theirs.as_object().is_some_and(|theirs| theirs.is_empty()) {
                theirs.clone_from(ours);
                applies = true;
            }
        }
    }
    applies
}

/// Copies the code of an exception, which is that of the header `:exception-type`, from our result into the official one.
pub(super) fn copy_codes(pair: &mut Pair) -> bool {
    let code = pair.ours["service_error"]["code"].clone();
    let theirs = &pair.theirs["service_error"];
    let applies = code.is_string() && theirs.is_object() && theirs["code"].is_null();
    if applies {
        pair.theirs["service_error"]["code"] = code;
    }
    applies
}

/// Replaces the official failure to parse a message of the type `error` by a service error with the code and the message of ours,
/// which the official crate cannot have. The rest is still compared: our error must be unmodeled, so it has no members, and its
/// request ID is left to [`copy_request_ids`].
pub(super) fn copy_error_messages(pair: &mut Pair) -> bool {
    let theirs = pair.theirs["raised"].as_str().unwrap_or_default();
    let ours = &pair.ours["service_error"];
    let applies = theirs.contains("unrecognized `:message-type`: error") && ours.is_object();
    if applies {
        let (code, message) = (&ours["code"], &ours["message"]);
        pair.theirs = json!({
            "service_error": { "code": code, "message": message, "request_id": null, "fields": {} },
        });
    }
    applies
}

/// Copies the request ID, which is that of the response, from our error into the official one.
pub(super) fn copy_request_ids(pair: &mut Pair) -> bool {
    let id = pair.ours["service_error"]["request_id"].clone();
    let theirs = &pair.theirs["service_error"];
    let applies = id.is_string() && theirs.is_object() && theirs["request_id"].is_null();
    if applies {
        pair.theirs["service_error"]["request_id"] = id;
    }
    applies
}

/// Removes the default of `performanceConfig.latency` from the official result where ours has no latency.
pub(super) fn without_latencies(pair: &mut Pair) -> bool {
    const LATENCY: &str = "/metadata/performanceConfig/latency";
    let mut applies = false;
    for (theirs, ours) in arrays(pair) {
        for (theirs, ours) in theirs.iter_mut().zip(ours) {
            let is_default = theirs.pointer(LATENCY).is_some_and(|value| value == "standard");
            if is_default && ours.pointer(LATENCY).is_none() {
                theirs["metadata"]["performanceConfig"]
                    .as_object_mut()
                    .map(|config| config.remove("latency"));
                applies = true;
            }
        }
    }
    applies
}

#[test]
fn error_messages_are_compared_without_code_and_message() {
    let applied = |raised: &str, ours: Value| {
        let mut pair = Pair { theirs: json!({ "raised": raised }), ours, without_cdata: None };
        let applies = copy_error_messages(&mut pair) && copy_request_ids(&mut pair);
        (applies, pair.theirs == pair.ours)
    };
    let ours = |fields: Value| json!({ "service_error": { "code": "C", "message": "m", "request_id": "r", "fields": fields } });
    let raised = "failed: unrecognized `:message-type`: error";
    assert_eq!(applied(raised, ours(json!({}))), (true, true));
    assert_eq!(applied(raised, ours(json!({ "Message": "m" }))), (true, false));
    assert_eq!(applied("another failure", ours(json!({}))), (false, false));
}
