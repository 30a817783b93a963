//! Vectors with a note show behavior of botocore that generated code does not share. The table lists its results.

use super::{Expect, Vector};
use serde_json::{Map, Value, json};

/// An intended difference from botocore.
pub(crate) struct Entry {
    /// A part of the vector's note.
    pub(crate) note: &'static str,
    /// The end of the vectors' names, if a note covers several cases.
    pub(crate) name: &'static str,
    /// The result of generated code.
    pub(super) ours: fn(&Vector) -> Expect,
}

/// The first matching entry of a vector applies.
pub(crate) static TABLE: &[Entry] = &[
    // Requests.
    all("a null at its top level", as_botocore),
    all("A token that is given as null", token_made_all_the_same),
    all("null inside of a nested structure,", null_dropped),
    those("null inside of a list, a map or", "-map-value-null", |_| {
        refused("`MetaData[..]`: null is not allowed here")
    }),
    those("null inside of a list, a map or", "-list-null", |_| {
        refused("properties[1]`: null is not allowed here")
    }),
    those("null inside of a list, a map or", "-timeout-null", null_dropped),
    those("null inside of a list, a map or", "-node-id-null", null_dropped),
    // Successful responses.
    // None of the outputs has members in the body.
    all("The body is no JSON object", |_| empty_output()),
    // The code of an error.
    all("names no error", code_none),
    all("Nothing is left once the extras are cut off", code_none),
    all("for a null `__type`", code_none),
    all("None of the names that botocore reads a code from", code_none),
    all("a `__type` that is neither text nor null", code_none_but_the_message),
    all("does not trim, so the code is unknown", code_trimmed),
    all("the case of a code matters", as_botocore),
    all("reads `Code` like `code`", as_botocore),
    those("the response contradicts itself", "-null-code-and-upper-code", |vector| {
        code_of_the_body(vector, "Code")
    }),
    those("the response contradicts itself", "-empty-code-and-type", |vector| {
        code_of_the_body(vector, "__type")
    }),
    those("the response contradicts itself", "-empty-header-and-type", |vector| {
        code_of_the_body(vector, "__type")
    }),
    all("the response contradicts itself", as_botocore),
    all("error of the service that this operation does not list", fields_none),
    // The message and the members of an error.
    all("The response has no message", message_none),
    all("a `message` wins over `Message` even if it is null", message_under_the_other_name),
    all("only under the model's own spelling", message_in_the_member),
    all("keeps the last of doubles", as_botocore),
    those("The value has the wrong JSON type", "-code-number", code_none),
    those("The value has the wrong JSON type", "-message-number", message_and_fields_none),
    those("The value has the wrong JSON type", "-message-object", message_and_fields_none),
    all("The value has the wrong JSON type", as_botocore),
    // Errors with an unreadable body.
    all("The response has neither", headers_alone),
    all("for a blank body or one that starts with <html>", headers_alone),
    all("The body is not JSON", headers_alone),
    all("takes for granted that the body is a JSON object", headers_alone),
    // The request ID.
    those("reads no header but x-amzn-requestid", "-amz-request-id", |vector| {
        id_of(vector, "x-amz-request-id")
    }),
    those("reads no header but x-amzn-requestid", "-amzn-request-id", |vector| {
        id_of(vector, "x-amzn-request-id")
    }),
    those("reads no header but x-amzn-requestid", "-amz-id-2", as_botocore),
    // An empty ID is no ID.
    all("an empty header is an empty id", |vector| error(vector, |error| error["request_id"] = Value::Null)),
];

const fn all(note: &'static str, ours: fn(&Vector) -> Expect) -> Entry {
    those(note, "", ours)
}

const fn those(note: &'static str, name: &'static str, ours: fn(&Vector) -> Expect) -> Entry {
    Entry { note, name, ours }
}

/// Returns the entry of a vector with a note.
pub(crate) fn find(vector: &Vector) -> Option<&'static Entry> {
    let note = vector.note()?;
    TABLE.iter().find(|entry| note.contains(entry.note) && vector.name().ends_with(entry.name))
}

fn as_botocore(vector: &Vector) -> Expect {
    Expect::botocore(vector)
}

fn refused(text: &'static str) -> Expect {
    Expect::Error(["member ", text])
}

fn unreadable(text: &'static str) -> Expect {
    Expect::Error(["cannot parse the response (status 200): ", text])
}

fn empty_output() -> Expect {
    Expect::Output(json!({ "output": {} }))
}

fn null_dropped(vector: &Vector) -> Expect {
    request(vector, |request| {
        let body = request["body"].as_str().unwrap_or_default();
        let mut body = serde_json::from_str(body).unwrap_or_default();
        drop_nulls(&mut body);
        request["body"] = body.to_string().into();
    })
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        Value::Object(members) => {
            members.retain(|_, value| !value.is_null());
            members.values_mut().for_each(drop_nulls);
        }
        _ => {}
    }
}

fn token_made_all_the_same(vector: &Vector) -> Expect {
    request(vector, |request| request["query"] = "clientToken={token}".into())
}

fn request(vector: &Vector, change: impl FnOnce(&mut Value)) -> Expect {
    let mut request = vector.0["request"].clone();
    change(&mut request);
    Expect::Request(request)
}

fn code_none(vector: &Vector) -> Expect {
    error(vector, |error| error["code"] = Value::Null)
}

fn message_none(vector: &Vector) -> Expect {
    error(vector, |error| error["message"] = Value::Null)
}

fn fields_none(vector: &Vector) -> Expect {
    error(vector, |error| error["fields"] = json!({}))
}

fn message_and_fields_none(vector: &Vector) -> Expect {
    error(vector, |error| {
        error["message"] = Value::Null;
        error["fields"] = json!({});
    })
}

fn message_under_the_other_name(vector: &Vector) -> Expect {
    error(vector, |error| {
        error["message"] = body(vector)["Message"].clone();
        error["fields"] = json!({ message_name(vector): error["message"] });
    })
}

fn message_in_the_member(vector: &Vector) -> Expect {
    error(vector, |error| error["fields"] = json!({ message_name(vector): error["message"] }))
}

fn code_trimmed(vector: &Vector) -> Expect {
    error(vector, |error| {
        error["code"] = error["code"].as_str().map(str::trim).into();
        error["fields"] = modeled_message(vector);
    })
}

fn code_of_the_body(vector: &Vector, name: &str) -> Expect {
    error(vector, |error| {
        error["code"] = body(vector)[name].clone();
        error["fields"] = modeled_message(vector);
    })
}

fn id_of(vector: &Vector, header: &str) -> Expect {
    error(vector, |error| error["request_id"] = header_of(vector, header))
}

fn code_none_but_the_message(vector: &Vector) -> Expect {
    error(vector, |error| {
        *error = only_headers(vector);
        error["message"] = body(vector)["message"].clone();
    })
}

fn headers_alone(vector: &Vector) -> Expect {
    error(vector, |error| *error = only_headers(vector))
}

fn error(vector: &Vector, change: impl FnOnce(&mut Value)) -> Expect {
    let mut error = vector.0["expect"]["service_error"].clone();
    change(&mut error);
    Expect::Output(json!({ "service_error": error }))
}

fn only_headers(vector: &Vector) -> Value {
    json!({
        "code": header_of(vector, "x-amzn-errortype"),
        "message": null,
        "request_id": header_of(vector, "x-amzn-requestid"),
        "status": vector.response()["status"],
        "fields": {},
    })
}

fn header_of(vector: &Vector, name: &str) -> Value {
    let none = Map::new();
    let mut headers = vector.response()["headers"].as_object().unwrap_or(&none).iter();
    headers.find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone()).into()
}

fn body(vector: &Vector) -> Value {
    vector.response()["body"].as_str().and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default()
}

/// Returns the message of the body, under the member name of the service's models.
fn modeled_message(vector: &Vector) -> Value {
    let name = message_name(vector);
    json!({ name: body(vector)[name] })
}

fn message_name(vector: &Vector) -> &'static str {
    if vector.service() == "iot" { "message" } else { "Message" }
}
