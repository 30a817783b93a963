//! Headers of one call.

use super::{Keyed, List, caller, header, is_signed, ok, run};
use http::StatusCode;
use smithereen::Error;
use smithereen::client::Fake;

#[test]
fn a_header_is_signed_and_sent_with_each_attempt() {
    let fake = Fake::responding(StatusCode::SERVICE_UNAVAILABLE, "{}");
    let call = caller(&fake).call(&List::default()).header("X-Trace", "a b");
    assert!(run(call).is_err());
    let requests = fake.requests();
    assert_eq!(requests.len(), 3);
    for request in &requests {
        assert_eq!(header(request, "x-trace"), Some("a b"));
        assert!(is_signed(request, "x-trace"));
    }
}

#[test]
fn a_header_replaces_the_one_of_the_input_and_the_one_before() {
    let fake = ok();
    let input = List { team: Some("red".to_owned()), token: None };
    run(caller(&fake).call(&input).header("x-team", "green").header("X-TEAM", "blue")).unwrap();
    let requests = fake.requests();
    let values: Vec<_> = requests[0].headers().get_all("x-team").iter().collect();
    assert_eq!(values, ["blue"]);
}

#[test]
fn an_invalid_or_reserved_header_is_an_error_without_its_value() {
    for (name, value, expected) in [
        ("a b", "s3cret", r#"header "a b": a name consists of letters, digits and `-`"#),
        ("x-note", "s3cret\n", "header `x-note`: a value consists of visible ASCII characters"),
        ("x-note", "s3crét", "header `x-note`: a value consists of visible ASCII characters"),
        ("Authorization", "s3cret", "header `authorization`: only the client can set it"),
        ("host", "s3cret", "header `host`: only the client can set it"),
        ("content-length", "3", "header `content-length`: only the client can set it"),
        ("X-Amz-Date", "s3cret", "header `x-amz-date`: only the client can set it"),
        ("x-amz-content-sha256", "s3cret", "header `x-amz-content-sha256`: only the client can set it"),
        ("x-amz-security-token", "s3cret", "header `x-amz-security-token`: only the client can set it"),
        ("user-agent", "s3cret", "header `user-agent`: only the client can set it"),
    ] {
        let fake = ok();
        let error = run(caller(&fake).call(&List::default()).header(name, value)).unwrap_err();
        assert_eq!(error.to_string(), format!("List: {expected}"));
        assert!(matches!(error, Error::Build(_)) && fake.requests().is_empty());
    }
}

#[test]
fn the_header_of_the_api_key_cannot_be_set() {
    let fake = ok();
    let caller = caller(&fake).with_api_key("the key");
    let error = run(caller.call(&Keyed {}).header("X-Key", "another")).unwrap_err();
    assert_eq!(error.to_string(), "Keyed: header `x-key`: it has the API key of the client");
    run(caller.call(&Keyed {}).header("x-other", "1")).unwrap();
    assert_eq!(header(&fake.requests()[0], "x-key"), Some("the key"));
}
