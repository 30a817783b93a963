//! Known differences of events and their errors.

use super::Pair;
use serde_json::Value;

/// Returns the arrays of events, whose member is the same on both sides.
fn arrays(pair: &mut Pair) -> impl Iterator<Item = (&mut Vec<Value>, &Vec<Value>)> {
    let Pair { theirs, ours, .. } = pair;
    let members = theirs.get_mut("output").and_then(Value::as_object_mut).into_iter().flatten();
    members.filter_map(|(name, events)| Some((events.as_array_mut()?, ours["output"][name].as_array()?)))
}

/// Takes the name of an unknown event over.
pub(super) fn without_names(pair: &mut Pair) -> bool {
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

/// Takes the code of an exception over, which ours has from the header `:exception-type`.
pub(super) fn without_codes(pair: &mut Pair) -> bool {
    let code = pair.ours["service_error"]["code"].clone();
    let theirs = &pair.theirs["service_error"];
    let applies = code.is_string() && theirs.is_object() && theirs["code"].is_null();
    if applies {
        pair.theirs["service_error"]["code"] = code;
    }
    applies
}

/// Takes a message of the type `error` over.
pub(super) fn without_errors(pair: &mut Pair) -> bool {
    let theirs = pair.theirs["raised"].as_str().unwrap_or_default();
    let applies =
        theirs.contains("unrecognized `:message-type`: error") && pair.ours["service_error"].is_object();
    if applies {
        pair.theirs.clone_from(&pair.ours);
    }
    applies
}

/// Takes the request ID of the response over.
pub(super) fn without_request_ids(pair: &mut Pair) -> bool {
    let id = pair.ours["service_error"]["request_id"].clone();
    let theirs = &pair.theirs["service_error"];
    let applies = id.is_string() && theirs.is_object() && theirs["request_id"].is_null();
    if applies {
        pair.theirs["service_error"]["request_id"] = id;
    }
    applies
}

/// Removes the default of `performanceConfig.latency`.
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
