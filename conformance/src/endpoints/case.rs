//! An endpoint test case: parameters, and the expected endpoint or error.

use crate::equal::expected_and_got;
use serde_json::{Value, json};

/// Returns the parameters in the form that the program reads: those of the runtime by member, others by name.
pub(super) fn request(service: &str, parameters: &Value, case: &Value) -> Value {
    let mut request = json!({ "service": service, "more": {} });
    for (name, value) in case["params"].as_object().into_iter().flatten() {
        let member = match parameters[name]["builtIn"].as_str() {
            Some("AWS::Region") => "region",
            Some("AWS::UseFIPS") => "use_fips",
            Some("AWS::UseDualStack") => "use_dual_stack",
            Some("SDK::Endpoint") => "endpoint",
            Some("AWS::Auth::AccountId") => "account_id",
            Some("AWS::Auth::AccountIdEndpointMode") => "account_id_endpoint_mode",
            _ => {
                request["more"][name] = value.clone();
                continue;
            }
        };
        request[member] = value.clone();
    }
    request
}

/// Compares a result with the expected one and describes the difference.
pub(super) fn difference(case: &Value, got: &Value) -> Option<String> {
    let expected = match &case["expect"]["endpoint"] {
        Value::Null => json!({ "error": case["expect"]["error"] }),
        endpoint => described(endpoint),
    };
    let same = expected == without_nulls(got);
    (!same).then(|| {
        expected_and_got(
            &format!("with {}", case["params"]),
            &expected.to_string(),
            &without_nulls(got).to_string(),
        )
    })
}

/// Converts an expected endpoint to the program's form. A trailing slash of the URL and false members of an
/// authentication scheme have no meaning and are removed.
fn described(endpoint: &Value) -> Value {
    let url = endpoint["url"].as_str().unwrap_or_default();
    let mut out = json!({ "url": url.strip_suffix('/').unwrap_or(url) });
    for part in ["headers", "properties"] {
        let entries = endpoint[part].as_object().filter(|entries| !entries.is_empty());
        if let Some(entries) = entries {
            out[part] = entries.clone().into();
        }
    }
    let schemes = out.pointer_mut("/properties/authSchemes").and_then(Value::as_array_mut);
    for scheme in schemes.into_iter().flatten().filter_map(Value::as_object_mut) {
        scheme.retain(|_, value| *value != Value::Bool(false));
    }
    out
}

fn without_nulls(got: &Value) -> Value {
    let entries = got.as_object().into_iter().flatten();
    let set = entries.filter(|(_, value)| !value.is_null());
    set.map(|(key, value)| (key.clone(), value.clone())).collect()
}

#[test]
fn differing_endpoints_and_errors_are_described() {
    let endpoint = |endpoint: Value| json!({ "expect": { "endpoint": endpoint } });
    let with =
        |schemes: Value| endpoint(json!({ "url": "https://a/", "properties": { "authSchemes": schemes } }));
    let got = |scheme: Value| json!({ "url": "https://a", "properties": { "authSchemes": [scheme] }, "error": null });
    let sigv4 = json!({ "name": "sigv4", "signingRegion": "eu-west-1" });
    let single = json!({ "name": "sigv4", "signingRegion": "eu-west-1", "disableDoubleEncoding": true });
    let double = json!({ "name": "sigv4", "signingRegion": "eu-west-1", "disableDoubleEncoding": false });
    assert_eq!(difference(&with(json!([sigv4])), &got(sigv4.clone())), None);
    assert_eq!(difference(&with(json!([double])), &got(sigv4.clone())), None);
    for expected in [
        with(json!([single])),
        with(json!([sigv4, sigv4])),
        with(json!([{ "name": "sigv4a", "signingRegion": "eu-west-1" }])),
        endpoint(json!({ "url": "https://a" })),
        json!({ "expect": { "error": "none" } }),
    ] {
        assert!(difference(&expected, &got(sigv4.clone())).is_some(), "{expected}");
    }
    let headers = endpoint(json!({ "url": "https://a", "headers": { "x": ["1"] } }));
    assert_eq!(difference(&headers, &json!({ "url": "https://a", "headers": { "x": ["1"] } })), None);
    assert!(difference(&headers, &json!({ "url": "https://a", "headers": { "x": ["2"] } })).is_some());
}

#[test]
fn parameters_are_passed_by_builtin_or_name() {
    let parameters = json!({ "Region": { "builtIn": "AWS::Region" }, "AccountId": { "type": "string" } });
    let case = json!({ "params": { "Region": "eu-west-1", "AccountId": "1", "Other": true } });
    let expected =
        json!({ "service": "s", "region": "eu-west-1", "more": { "AccountId": "1", "Other": true } });
    assert_eq!(request("s", &parameters, &case), expected);
}
