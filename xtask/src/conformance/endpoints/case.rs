//! A case for endpoint rules: parameters, and the endpoint or the error they have to lead to.

use crate::conformance::equal::told;
use serde_json::{Value, json};

/// The case's parameters, as our program takes them. Those that no SDK sets of itself are for rules that are
/// refused; where the rules do not ask for one, it says nothing.
pub(super) fn question(service: &str, case: &Value) -> Value {
    let params = &case["params"];
    json!({
        "service": service,
        "region": params["Region"],
        "use_fips": params["UseFIPS"],
        "use_dual_stack": params["UseDualStack"],
        "endpoint": params["Endpoint"],
    })
}

/// How an answer differs from what the case expects, if it does.
pub(super) fn difference(case: &Value, got: &Value) -> Option<String> {
    let expected = match &case["expect"]["endpoint"] {
        Value::Null => json!({ "error": case["expect"]["error"] }),
        endpoint => described(endpoint),
    };
    let same = expected == without_nulls(got);
    (!same).then(|| {
        told(&format!("with {}", case["params"]), &expected.to_string(), &without_nulls(got).to_string())
    })
}

/// An endpoint as our program describes one. The first way to sign counts; a slash at the end of a URL says nothing.
/// What else an endpoint may have (headers, ways to sign that are not ours) differs from anything we answer.
fn described(endpoint: &Value) -> Value {
    let url = endpoint["url"].as_str().unwrap_or_default();
    let mut out = json!({ "url": url.strip_suffix('/').unwrap_or(url) });
    let scheme = endpoint["properties"]["authSchemes"].get(0);
    for (key, value) in scheme.and_then(Value::as_object).into_iter().flatten() {
        match key.as_str() {
            "name" if value == "sigv4" => {}
            "signingRegion" => out["signing_region"] = value.clone(),
            "signingName" => out["signing_name"] = value.clone(),
            other => out[other] = value.clone(),
        }
    }
    let headers = endpoint["headers"].as_object().filter(|headers| !headers.is_empty());
    if let Some(headers) = headers {
        out["headers"] = headers.clone().into();
    }
    out
}

fn without_nulls(got: &Value) -> Value {
    let entries = got.as_object().into_iter().flatten();
    let set = entries.filter(|(_, value)| !value.is_null());
    set.map(|(key, value)| (key.clone(), value.clone())).collect()
}

#[test]
fn what_we_could_not_answer_is_a_difference() {
    let endpoint = |endpoint: Value| json!({ "expect": { "endpoint": endpoint } });
    let got = json!({ "url": "https://a", "signing_region": "eu-west-1", "signing_name": null });
    let sigv4 = json!([{ "name": "sigv4", "signingRegion": "eu-west-1" }]);
    let other = json!([{ "name": "sigv4a", "signingRegion": "eu-west-1" }]);
    let with = |schemes| endpoint(json!({ "url": "https://a/", "properties": { "authSchemes": schemes } }));
    assert_eq!(difference(&with(sigv4), &got), None);
    assert!(difference(&with(other), &got).is_some());
    assert!(difference(&endpoint(json!({ "url": "https://a" })), &got).is_some());
    assert!(difference(&json!({ "expect": { "error": "none" } }), &got).is_some());
}
