//! Property tests of serialization: each input can be read back from its request, or the error names its label.

use super::{cases, inputs, strict};
use proptest::prelude::*;
use smithereen::{Bytes, Dynamic, Endpoint, Operation, Request};

/// Returns the request, or none if the label cannot be a path segment.
fn request<O: Operation>(input: &O, label: (&str, &str)) -> Option<Request<Bytes>> {
    let endpoint = Endpoint::new(strict::URL).unwrap();
    let has_path = !matches!(label.1, "" | "." | "..");
    match input.to_http(&endpoint) {
        Ok(request) => {
            assert!(has_path);
            Some(request)
        }
        Err(error) => {
            assert!(!has_path, "{error}");
            assert_eq!(error.member(), label.0);
            None
        }
    }
}

/// The JSON of the input gives the same request.
fn is_same_from_json<O: Operation>(input: &O, request: &Request<Bytes>) {
    let text = String::from_utf8(smithereen::json::to_model(input).unwrap()).unwrap();
    let again = Dynamic::of::<O>().to_http(&text, &Endpoint::new(strict::URL).unwrap()).unwrap();
    assert_eq!(
        (again.method(), again.uri(), again.headers()),
        (request.method(), request.uri(), request.headers())
    );
    assert_eq!(again.body(), request.body());
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_package_configuration_is_read_back_from_its_request(input in inputs::package()) {
        let request = request(&input, ("", "no label")).unwrap();
        let read = strict::package(&request);
        if input.client_token.is_none() {
            // Only the idempotency token is generated.
            let token = read.client_token.clone().unwrap();
            prop_assert_eq!(token.len(), 36);
            prop_assert_eq!(&read, &input.clone().client_token(token));
        } else {
            prop_assert_eq!(&read, &input);
        }
        is_same_from_json(&read, &request);
    }

    #[test]
    fn a_template_is_read_back_from_its_request(input in inputs::template()) {
        if let Some(request) = request(&input, ("templateName", &input.template_name)) {
            prop_assert_eq!(&strict::template(&request), &input);
            is_same_from_json(&input, &request);
        }
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn a_thing_is_read_back_from_its_request(input in inputs::thing()) {
        if let Some(request) = request(&input, ("Identifier", &input.identifier)) {
            prop_assert_eq!(&strict::thing(&request), &input);
            is_same_from_json(&input, &request);
        }
    }
}
