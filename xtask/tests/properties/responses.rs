//! Property tests of parsing: any response gives an output, a service error or a parse error, and any text gives an input
//! or an error.

use super::inputs::{self, document, text};
use super::{cases, strict};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;
use smithereen::{Bytes, Dynamic, Endpoint, Error, Operation, Response};
use smithereen_aws::iot::{UpdatePackageConfigurationInput, UpdateProvisioningTemplateInput};
use smithereen_aws::iot_managed_integrations::UpdateManagedThingInput;

/// Headers that services send, with any valid value.
fn header() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let names =
        ["x-amzn-errortype", "x-amzn-requestid", "x-amz-request-id", "content-type", "date", "x-other"];
    let codes =
        ["ConflictException", "ValidationException:http://x/", "ns#ThrottlingException", "#", ":", ""];
    let codes = prop::sample::select(codes.to_vec()).prop_map(|code| code.as_bytes().to_vec());
    let bytes = vec(prop_oneof![0x20u8..0x7f, 0x80..=0xffu8, Just(b'\t')], 0..20);
    (prop::sample::select(names.to_vec()), prop_oneof![codes, bytes])
}

/// Bytes, JSON, JSON with the members of an error, and JSON that is damaged in one place.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let error = (text(), document(), text(), document());
    let error =
        error.prop_map(|(code, message, key, any)| json!({ "__type": code, "message": message, key: any }));
    let json = prop_oneof![document(), error].prop_map(|value| value.to_string().into_bytes());
    let damaged =
        (json.clone(), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(mut json, at, byte)| {
            let at = at.index(json.len());
            json[at] = byte;
            json
        });
    prop_oneof![vec(any::<u8>(), 0..200), json, damaged]
}

/// HTTP status codes, also unassigned ones.
fn status() -> impl Strategy<Value = u16> {
    prop_oneof![200..300u16, 400..600u16, 100..1000u16]
}

fn response(status: u16, headers: &[(&'static str, Vec<u8>)], body: &[u8]) -> Response<Bytes> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, value.as_slice());
    }
    response.body(Bytes::copy_from_slice(body)).unwrap()
}

/// Parses the response, typed and as JSON, and formats the results.
fn read<O: Operation>(status: u16, headers: &[(&'static str, Vec<u8>)], body: &[u8]) {
    let typed = O::parse(response(status, headers, body)).map(drop);
    let dynamic = Dynamic::of::<O>().parse(response(status, headers, body)).map(drop);
    let is_success = (200..300).contains(&status);
    for is_right in [is_kind(is_success, &typed), is_kind(is_success, &dynamic)] {
        assert!(is_right, "{status}: {typed:?} {dynamic:?}");
    }
    assert_eq!(typed.is_ok(), dynamic.is_ok());
}

/// Returns whether the result is possible for the status. Calls every method of an error.
fn is_kind<E: std::fmt::Debug>(is_success: bool, result: &Result<(), Error<E>>) -> bool {
    let Err(error) = result else { return is_success };
    let _ = (error.to_string(), format!("{error:?}"), error.code(), error.message(), error.request_id());
    match error {
        Error::Service(_) => !is_success,
        Error::Response(_) => is_success,
        _ => false,
    }
}

/// Builds a request from a text, if it is a valid input.
fn write<O: Operation>(text: &str) {
    if let Err(error) = Dynamic::of::<O>().to_http(text, &Endpoint::new(strict::URL).unwrap()) {
        assert!(!error.reason().is_empty() && error.operation() == O::OPERATION.name);
    }
}

fn write_all(text: &str) {
    write::<UpdatePackageConfigurationInput>(text);
    write::<UpdateProvisioningTemplateInput>(text);
    write::<UpdateManagedThingInput>(text);
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_response_has_a_result(status in status(), headers in vec(header(), 0..5), body in body()) {
        read::<UpdatePackageConfigurationInput>(status, &headers, &body);
        read::<UpdateProvisioningTemplateInput>(status, &headers, &body);
        read::<UpdateManagedThingInput>(status, &headers, &body);
    }

    #[test]
    fn any_text_is_an_input_or_an_error(text in any::<String>()) {
        write_all(&text);
    }

    #[test]
    fn any_json_is_an_input_or_an_error(value in document()) {
        write_all(&value.to_string());
    }
}

proptest! {
    #![proptest_config(cases(100))]

    /// Replaces one value of a valid input.
    #[test]
    fn invalid_inputs_do_not_panic(input in inputs::thing(), at: prop::sample::Index, other in document()) {
        let text = smithereen::json::to_model(&input).unwrap();
        let mut value: serde_json::Value = serde_json::from_slice(&text).unwrap();
        let members = value.as_object_mut().unwrap();
        let key = members.keys().nth(at.index(members.len())).unwrap().clone();
        members.insert(key, other);
        write::<UpdateManagedThingInput>(&value.to_string());
    }
}

/// Nesting deeper than generated values, in inputs and in responses.
#[test]
fn a_hundred_thousand_levels_do_not_overflow_the_stack() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for text in [open.repeat(100_000), format!("{}1{}", open.repeat(100_000), close.repeat(100_000))] {
            write_all(&text);
            let schemas = format!("{{\"Identifier\": \"i\", \"CapabilitySchemas\": [{{\"Schema\": {text}");
            write::<UpdateManagedThingInput>(&schemas);
            for status in [200, 400] {
                read::<UpdateManagedThingInput>(status, &[], text.as_bytes());
                let within = format!("{{\"message\": {text}}}");
                read::<UpdateManagedThingInput>(
                    status,
                    &[("x-amzn-errortype", b"ConflictException".to_vec())],
                    within.as_bytes(),
                );
            }
        }
    }
}
