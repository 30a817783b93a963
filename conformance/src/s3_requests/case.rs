//! A case: a call, and the request or the error that is expected.

use super::sent::{described, scope, scope_of, with_path};
use crate::equal::expected_and_got;
use serde_json::{Value, json};

/// A call with its expectation.
pub(super) struct Case {
    pub(super) name: String,
    /// The call, as the program reads it.
    pub(super) request: Value,
    expected: Expected,
}

enum Expected {
    /// A recorded request of botocore.
    Request { sent: Value, is_signed: bool },
    /// The beginning of the URL, and the scope of the signature.
    Endpoint { url: String, scope: String },
    /// Nothing is sent. A rule of the endpoint has this message.
    Error(Option<String>),
    /// The case cannot be run.
    Nothing(&'static str),
}

impl Case {
    /// Creates the case of a recorded call.
    pub(super) fn recorded(call: &Value) -> Self {
        let test = call["test"].as_str().unwrap_or_default();
        let test = test.rsplit_once("functional/").map_or(test, |(_, name)| name);
        let name = format!("{test}: {} {}", call["operation"], call["input"]["Bucket"]);
        let expected = expected_of_call(call);
        let mut input = call["input"].clone();
        if let Expected::Request { sent, .. } = &expected {
            let account = &sent["headers"]["x-amz-account-id"];
            // botocore takes it from an ARN, if there is one.
            if account.is_string() {
                input["AccountId"] = account.clone();
            }
        }
        let request = json!({
            "service": call["service"], "operation": call["operation"], "presigned": call["presigned"],
            "settings": call["settings"], "input": input,
        });
        Self { name, request, expected }
    }

    /// Creates a case from an endpoint test case and one of its inputs.
    pub(super) fn endpoint(service: &str, case: &Value, input: &Value) -> Self {
        let operation = input["operationName"].as_str().unwrap_or_default();
        let name = format!("{service} {operation}: {}", case["documentation"].as_str().unwrap_or_default());
        let builtins = input["builtInParams"].as_object().into_iter().flatten();
        let settings: Value = builtins
            .map(|(name, value)| (name.rsplit("::").next().unwrap_or_default().to_owned(), value.clone()))
            .collect();
        let region = settings["Region"].as_str().unwrap_or_default();
        let expected = match &case["expect"]["endpoint"] {
            Value::Null => Expected::Error(case["expect"]["error"].as_str().map(str::to_owned)),
            endpoint => Expected::Endpoint {
                url: with_host_prefix(
                    endpoint["url"].as_str().unwrap_or_default(),
                    &input["operationParams"],
                ),
                scope: expected_scope(&endpoint["properties"]["authSchemes"][0], region),
            },
        };
        let input = &input["operationParams"];
        let input = if input.is_null() { json!({}) } else { input.clone() };
        let request = json!({
            "service": service, "operation": operation, "settings": settings, "input": input,
        });
        Self { name, request, expected }
    }

    pub(super) fn is_of(&self, service: &str) -> bool {
        self.request["service"] == service
    }

    pub(super) fn operation(&self) -> &str {
        self.request["operation"].as_str().unwrap_or_default()
    }

    pub(super) fn is_presigned(&self) -> bool {
        self.request["presigned"] == true && self.left_out().is_none()
    }

    /// Returns why the case cannot be run.
    pub(super) fn left_out(&self) -> Option<&'static str> {
        match &self.expected {
            Expected::Nothing(reason) => Some(reason),
            _ => None,
        }
    }

    /// Compares the result of the program with the expectation and describes the difference.
    pub(super) fn difference(&self, got: &Value) -> Option<String> {
        let requests = got["requests"].as_array().map_or(&[][..], Vec::as_slice);
        let first = main_request(requests, self.operation());
        let error = got["error"].as_str().unwrap_or_default();
        let (expected, found) = match (&self.expected, first) {
            (Expected::Nothing(_), _) => return None,
            (Expected::Error(message), None) => {
                let same = message.as_ref().is_none_or(|message| error.ends_with(message.as_str()));
                (!same).then(|| (json!(message), json!(error)))
            }
            (Expected::Error(message), Some(request)) => {
                Some((json!({ "error": message }), described(request)))
            }
            (Expected::Request { sent, .. }, None) => Some((described(sent), json!({ "error": error }))),
            (Expected::Endpoint { url, scope }, None) => {
                Some((json!({ "url": url, "scope": scope }), json!({ "error": error })))
            }
            (Expected::Request { sent, is_signed }, Some(request)) => {
                let (mut expected, mut found) = (described(sent), described(request));
                if self.request["input"]["Key"].is_null() {
                    // botocore has no slash after the name of a bucket.
                    without_slash(&mut expected["url"]);
                    without_slash(&mut found["url"]);
                }
                if !is_signed {
                    expected["scope"] = Value::Null;
                    found["scope"] = Value::Null;
                }
                (expected != found).then_some((expected, found))
            }
            (Expected::Endpoint { url, scope: expected }, Some(request)) => {
                let (sent, found) = (request["url"].as_str().unwrap_or_default(), scope(request));
                let same = is_below(sent, url) && found.as_ref() == Some(expected);
                (!same).then(|| {
                    (json!({ "url": url, "scope": expected }), json!({ "url": sent, "scope": found }))
                })
            }
        }?;
        Some(expected_and_got(&self.request.to_string(), &expected.to_string(), &found.to_string()))
    }
}

/// Returns the URL of an endpoint with the prefix of the host that the input determines. The endpoint has the account ID already.
fn with_host_prefix(url: &str, input: &Value) -> String {
    let url = url.trim_end_matches('/');
    match (input["RequestRoute"].as_str(), url.split_once("://")) {
        (Some(route), Some((scheme, rest))) => format!("{scheme}://{route}.{rest}"),
        _ => url.to_owned(),
    }
}

/// Returns the first request of the operation itself, and not that of a session.
fn main_request<'a>(requests: &'a [Value], operation: &str) -> Option<&'a Value> {
    let is_session = |request: &&Value| {
        request["url"]
            .as_str()
            .and_then(|url| url.split_once('?'))
            .is_some_and(|(_, query)| query.starts_with("session"))
    };
    requests.iter().find(|request| operation == "CreateSession" || !is_session(request))
}

/// Returns whether a URL begins with an endpoint.
fn is_below(url: &str, endpoint: &str) -> bool {
    let rest = with_path(url.split('?').next().unwrap_or_default());
    rest.strip_prefix(endpoint).is_some_and(|rest| rest.starts_with('/'))
}

fn without_slash(url: &mut Value) {
    if let Some(short) = url.as_str().and_then(|url| url.strip_suffix('/')) {
        *url = short.into();
    }
}

fn expected_of_call(call: &Value) -> Expected {
    let requests = call["requests"].as_array().map_or(&[][..], Vec::as_slice);
    let Some(sent) = main_request(requests, call["operation"].as_str().unwrap_or_default()) else {
        return Expected::Error(None);
    };
    let url = sent["url"].as_str().unwrap_or_default();
    if call["unusable"].is_string() {
        return Expected::Nothing("the body is a Python object");
    }
    if call["input"]["CopySource"].is_object() {
        return Expected::Nothing("the source of the copy is a dict");
    }
    if call["presigned"] == true && !url.contains("X-Amz-Algorithm=") {
        return Expected::Nothing("a presigned URL of Signature Version 2, or one without a signature");
    }
    if url.starts_with("http://") && call["settings"]["Endpoint"].is_null() {
        return Expected::Nothing(
            "http without an endpoint URL (`use_ssl` in botocore), which no client in Rust has",
        );
    }
    Expected::Request { sent: sent.clone(), is_signed: call["signature"] == "s3v4" }
}

/// Returns the scope for an authentication scheme of an endpoint.
fn expected_scope(scheme: &Value, region: &str) -> String {
    let text = |key: &str, otherwise: &str| scheme[key].as_str().unwrap_or(otherwise).to_owned();
    let name = text("signingName", "s3");
    match scheme["name"].as_str() {
        Some("sigv4a") => {
            let set = scheme["signingRegionSet"].as_array().into_iter().flatten();
            let set: Vec<_> = set.filter_map(Value::as_str).collect();
            scope_of("AWS4-ECDSA-P256-SHA256", &set.join(","), &name, false)
        }
        scheme => {
            let is_session = scheme == Some("sigv4-s3express");
            scope_of("AWS4-HMAC-SHA256", &text("signingRegion", region), &name, is_session)
        }
    }
}

#[test]
fn requests_endpoints_and_errors_are_compared() {
    let authorization =
        |region: &str| format!("AWS4-HMAC-SHA256 Credential=A/20230101/{region}/s3/aws4_request, S");
    let sent = |url: &str, region: &str| json!({ "method": "GET", "url": url, "headers": { "authorization": authorization(region) } });
    let got = |url: &str, region: &str| json!({ "requests": [sent(url, region)] });
    let call = json!({
        "service": "s3", "operation": "GetObject", "settings": {}, "input": { "Key": "k" }, "signature": "s3v4",
        "requests": [sent("https://b.example.com/k", "eu-west-1")],
    });
    let case = Case::recorded(&call);
    assert_eq!(case.difference(&got("https://b.example.com/k", "eu-west-1")), None);
    for (url, region) in [
        ("https://b.example.com/k", "eu-west-2"),
        ("https://example.com/b/k", "eu-west-1"),
        ("https://b.example.com/k/", "eu-west-1"),
        ("https://b.example.com/k?versionId=1", "eu-west-1"),
    ] {
        assert!(case.difference(&got(url, region)).is_some(), "{url} {region}");
    }
    assert!(case.difference(&json!({ "requests": [], "error": "none" })).is_some());

    let rules = json!({ "expect": { "endpoint": { "url": "https://b.example.com" } } });
    let input = json!({ "operationName": "GetObject", "builtInParams": { "AWS::Region": "eu-west-1" } });
    let case = Case::endpoint("s3", &rules, &input);
    assert_eq!(case.difference(&got("https://b.example.com/k?a", "eu-west-1")), None);
    assert!(case.difference(&got("https://b.example.com.evil/k", "eu-west-1")).is_some());
    assert!(case.difference(&got("https://b.example.com/k", "eu-west-2")).is_some());

    let case = Case::endpoint("s3", &json!({ "expect": { "error": "No" } }), &input);
    assert_eq!(case.difference(&json!({ "requests": [], "error": "GetObject: No" })), None);
    assert!(case.difference(&json!({ "requests": [], "error": "GetObject: Other" })).is_some());
    assert!(case.difference(&got("https://b.example.com/k", "eu-west-1")).is_some());
}
