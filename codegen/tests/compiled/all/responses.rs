//! Parsed responses of each construct of the fixtures, and their errors.

use fixtures::Error;
use fixtures::smithereen::{Bytes, Operation, Response, Timestamp};
use serde_json::{Value, json};

fn canned(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.into()).unwrap()
}

fn parse<O: Operation>(body: Value) -> O::Output {
    O::parse(canned(200, &[], body.to_string())).unwrap()
}

fn failure<O: Operation>(body: &str) -> String {
    O::parse(canned(200, &[], body.to_owned())).map(drop).unwrap_err().to_string()
}

#[test]
fn status_headers_and_payload_are_parsed() {
    use fixtures::bindings::*;
    let output = GetPartInput::parse(canned(206, &[("etag", "\"x\"")], vec![0, 255])).unwrap();
    assert_eq!((output.status, output.etag.as_deref()), (Some(206), Some("\"x\"")));
    assert_eq!(output.body.as_deref(), Some(&[0, 255][..]));
    let headers = [("x-amzn-errortype", "Gone"), ("x-when", "Tue, 29 Apr 2014 18:30:38 GMT")];
    let error = PutPartInput::parse(canned(410, &headers, r#"{"message":"m"}"#)).unwrap_err();
    let PutPartError::Gone(gone) = error.as_service().unwrap().error() else { panic!("{error:?}") };
    assert_eq!(gone.when, Some(Timestamp::new(1_398_796_238, 0)));
    assert_eq!((error.code(), error.message()), (Some("Gone"), Some("m")));
}

#[test]
fn an_error_has_the_response_that_it_is_from() {
    use fixtures::bindings::*;
    let headers = [("x-amzn-requestid", "r1"), ("x-amz-id-2", "x2"), ("x-other", "o")];
    let error = PutPartInput::parse(canned(503, &headers, r#"{"__type":"SlowDown","more":1}"#)).unwrap_err();
    assert_eq!((error.request_id(), error.extended_request_id()), (Some("r1"), Some("x2")));
    assert!(error.is_throttling() && error.is_retryable() && !error.is_not_found());
    assert_eq!(error.to_string(), "SlowDown (status 503, request id r1, extended request id x2)");
    let response = error.raw_response().unwrap();
    assert_eq!(
        (response.status().as_u16(), response.headers()["x-other"].as_bytes()),
        (503, b"o".as_slice())
    );
    assert_eq!(response.body().as_ref(), br#"{"__type":"SlowDown","more":1}"#);
    assert!(!format!("{error:?}").contains("x-other"));
    let PutPartError::Unknown(code) = error.as_modeled().unwrap() else { panic!("{error:?}") };
    assert_eq!(code, "SlowDown");
}

#[test]
fn request_bindings_in_responses_have_no_effect() {
    use fixtures::nested_bindings::*;
    let body = json!({
        "nested": {"x-head": "1", "status": 4, "when": 5, "pay": {"text": "p"}},
        "X-Match": "not here", "q": "2", "params": {"c": "d"}, "label": "3", "last": {"Retry-After": 8},
    });
    let output =
        PutInput::parse(canned(200, &[("x-match", "m"), ("retry-after", "9")], body.to_string())).unwrap();
    let nested = output.nested.unwrap();
    assert_eq!(
        (nested.head.as_deref(), nested.status, nested.when),
        (Some("1"), Some(4), Some(Timestamp::new(5, 0)))
    );
    assert_eq!(nested.pay.unwrap().text.as_deref(), Some("p"));
    assert_eq!((output.query.as_deref(), output.label.as_deref()), (Some("2"), Some("3")));
    assert_eq!(output.params.unwrap()["c"], "d");
    assert_eq!(output.r#match.as_deref(), Some("m"));
    assert_eq!(output.last.unwrap().retry_after, Some(8));
}

/// The same structure is an error and is nested in an output.
#[test]
fn headers_of_an_error_are_parsed_even_if_an_output_contains_its_shape() {
    use fixtures::nested_bindings::*;
    let headers = [("x-amzn-errortype", "Gone"), ("retry-after", "9")];
    let error = PutInput::parse(canned(410, &headers, r#"{"Retry-After":8}"#)).unwrap_err();
    let PutError::Gone(gone) = error.as_service().unwrap().error() else { panic!("{error:?}") };
    assert_eq!(gone.retry_after, Some(9));
}

#[test]
fn outputs_are_parsed_leniently() {
    use fixtures::structure::*;
    let thing =
        parse::<PutThingInput>(json!({"thing": {"revision": 1.0, "owner": null, "more": [{}]}})).thing;
    assert_eq!((thing.name.as_str(), thing.revision, thing.owner), ("", Some(1), None));
    assert_eq!(parse::<PutThingInput>(json!({})).thing, Thing::new(""));
    for body in ["", " \n", "null", "{}"] {
        assert!(PutThingInput::parse(canned(200, &[], body)).is_ok(), "{body:?}");
    }
    // The last of duplicate keys is used.
    let twice = r#"{"thing":{"name":"a","owner":{"id":"1","note":"n"}},"thing":{"owner":{"id":"2"}}}"#;
    let thing = PutThingInput::parse(canned(200, &[], twice)).unwrap().thing;
    assert_eq!((thing.name.as_str(), thing.owner), ("", Some(Owner::default().id("2"))));
}

#[test]
fn type_errors_name_the_member_and_not_the_value() {
    use fixtures::structure::*;
    for (body, expected) in [
        (r#"{"thing":{"name":7}}"#, "member `thing.name`: expected a string at line 1 column 18"),
        (r#"{"thing":{"revision":1.5}}"#, "member `thing.revision`: expected an integer of 64 bits"),
        (
            r#"{"thing":{"revision":9223372036854775808}}"#,
            "member `thing.revision`: expected an integer of 64 bits",
        ),
        (r#"{"thing":[]}"#, "member `thing`: expected an object"),
        ("<html>", "not JSON: a value is missing at line 1 column 1"),
        (r#"{"thing":{"revision":01}}"#, "not JSON: a number begins with a zero"),
        ("{} x", "not JSON: there is something after the value"),
        (r#"{"thing""#, "not JSON: the text ends too early"),
    ] {
        let failure = failure::<PutThingInput>(body);
        assert!(failure.starts_with("PutThing: cannot parse the response (status 200)"), "{failure}");
        assert!(failure.contains(expected), "{failure}");
    }
}

#[test]
fn an_unreadable_response_has_its_request_id_and_status() {
    use fixtures::structure::*;
    let error = PutThingInput::parse(canned(200, &[("x-amzn-requestid", "id-2")], "<html>")).unwrap_err();
    assert!(matches!(error, Error::Response(_)), "{error:?}");
    let status = error.status().map(|status| status.as_u16());
    assert_eq!((error.request_id(), status, error.code()), (Some("id-2"), Some(200), None));
}

#[test]
fn nesting_is_limited_even_in_unknown_members() {
    use fixtures::union::*;
    let deep = "[".repeat(100_000);
    assert!(failure::<ChooseInput>(&format!("{{\"choices\":{deep}")).contains("expected an object"));
    assert!(failure::<ChooseInput>(&format!("{{\"passed over\":{deep}")).contains("not JSON"));
    let closed = format!("{{\"passed over\":{deep}{}}}", "]".repeat(100_000));
    assert_eq!(ChooseInput::parse(canned(200, &[], closed)).unwrap(), ChooseOutput::default());
    let documents = format!("{deep}{}", "]".repeat(100_000));
    let rejection =
        serde_json::from_str::<fixtures::documents::DescribeInput>(&format!("{{\"any\":{documents}}}"));
    assert!(rejection.unwrap_err().to_string().contains("recursion limit"));
}

#[test]
fn unmodeled_bodies_are_ignored() {
    use fixtures::empty::*;
    for body in [&b""[..], b"<html>", b"\xff"] {
        assert!(PingInput::parse(canned(200, &[], Bytes::from_static(body))).is_ok(), "{body:?}");
    }
}

#[test]
fn unknown_union_members_are_kept_by_name() {
    use fixtures::union::*;
    let choices = json!({"choices": [
        {"text": "t"}, {"__type": "x", "number": 1}, {"later": {"a": 1}}, {"text": null, "point": {"x": 1}}, {}, null,
    ]});
    let expected = vec![
        Choice::Text("t".to_owned()),
        Choice::Number(1),
        Choice::Unknown("later".to_owned()),
        Choice::Point(Point::new(1, 0)),
        Choice::Unknown(String::new()),
    ];
    assert_eq!(parse::<ChooseInput>(choices).choices, Some(expected));
}

#[test]
fn maps_with_enum_keys_are_parsed() {
    use fixtures::open_enums::*;
    let output = parse::<PaintInput>(json!({"byColor": {"RED": "t2.micro", "new": "x", "red": null}}));
    let by_color = output.by_color.unwrap();
    assert_eq!(by_color.get(&Color::Red2), Some(&Size::T2Micro));
    assert_eq!(by_color.get(&"new".into()), Some(&"x".into()));
    assert_eq!(by_color.len(), 2);
}

#[test]
fn integer_enums_are_open() {
    use fixtures::int_enum::*;
    let response =
        canned(200, &[("X-Level", "20")], r#"{"levels": [1, -1, 5, null], "best": 1.0}"#.to_owned());
    let output = GradeInput::parse(response).unwrap();
    assert_eq!(output.level, Some(Level::High));
    assert_eq!(output.levels, Some(vec![Level::Low, Level::UnknownValue, Level::Unknown(5)]));
    assert_eq!(output.best, Some(Level::Low));
    for wrong in [r#"{"best": "1"}"#, r#"{"best": 1.5}"#, r#"{"best": 2147483648}"#] {
        assert!(failure::<GradeInput>(wrong).contains("expected an integer of 32 bits"), "{wrong}");
    }
    let output =
        GradeInput::parse(canned(200, &[("X-Level", "high")], r#"{"best": 20}"#.to_owned())).unwrap();
    assert_eq!((output.level, output.best), (None, Some(Level::High)));
    assert_eq!(serde_json::to_value(Level::High).unwrap(), json!(20));
    assert_eq!(serde_json::from_value::<Level>(json!(4)).unwrap(), Level::Unknown(4));
}

#[test]
fn errors_are_matched_by_code() {
    use fixtures::modelled_errors::*;
    let error = |headers: &[(&str, &str)], body: &str| {
        FailInput::parse(canned(400, headers, body.to_owned())).unwrap_err()
    };
    let throttled = error(&[("retry-after", "7")], r#"{"__type":"ns#Throttled:http://x/","message":"m"}"#);
    let mut expected = Throttled::default();
    (expected.message, expected.retry_after) = (Some("m".to_owned()), Some(7));
    assert_eq!(throttled.as_service().unwrap().error(), &FailError::Throttled(expected.clone()));
    let coded = error(&[("x-amzn-errortype", "Wire.Code")], "");
    assert_eq!(coded.as_service().unwrap().error(), &FailError::Coded(Coded::new("")));
    let dated =
        error(&[("retry-after", "Tue, 29 Apr 2014 18:30:38 GMT")], r#"{"__type":"Throttled","Message":"m"}"#);
    expected.retry_after = None;
    assert_eq!(dated.as_service().unwrap().error(), &FailError::Throttled(expected));
    let unknown = error(&[("x-amzn-requestid", "id-1")], r#"{"code":"Other","Message":"m"}"#);
    assert_eq!(unknown.as_service().unwrap().error(), &FailError::Unknown("Other".to_owned()));
    assert_eq!(unknown.to_string(), "Other: m (status 400, request id id-1)");
    assert_eq!(error(&[], "<html>").to_string(), "an error without a code (status 400)");
    assert!(matches!(error(&[], ""), Error::Service(_)));
}

#[test]
fn errors_show_their_code_and_message() {
    use fixtures::modelled_errors::*;
    use std::error::Error;
    let of = |error: &dyn Error| error.to_string();
    let throttled = |message: Option<&str>| {
        let mut throttled = Throttled::default();
        throttled.message = message.map(str::to_owned);
        throttled
    };
    let mut broken = Broken::default();
    broken.message = Some("m".to_owned());
    let mut coded = Coded::new("id");
    coded.message = Some("m".to_owned());
    for (error, expected) in [
        (&throttled(Some("m")) as &dyn Error, "Throttled: m"),
        (&throttled(Some("")), "Throttled"),
        (&throttled(None), "Throttled"),
        (&EmptyError::default(), "EmptyError"),
        (&FailError::Broken(broken), "Broken: m"),
        (&FailError::Coded(coded), "Wire.Code: m"),
        (&FailError::EmptyError(EmptyError::default()), "EmptyError"),
        (&FailError::Unknown("Other".to_owned()), "Other"),
        (&FailError::Unknown(String::new()), "an error without a code"),
    ] {
        assert_eq!(of(error), expected);
        assert!(error.source().is_none());
    }
}

#[test]
fn errors_show_no_sensitive_message() {
    use fixtures::sensitive_everywhere::*;
    let response = |code: &str| {
        let body = r#"{"message":"hidden","reason":"hidden"}"#.to_owned();
        HideInput::parse(canned(400, &[("x-amzn-errortype", code)], body)).unwrap_err()
    };
    for code in ["Refused", "Sealed"] {
        assert_eq!(response(code).as_service().unwrap().error().to_string(), code);
    }
    assert_eq!(response("Plain").as_service().unwrap().error().to_string(), "Plain: hidden");
}

#[test]
fn sensitive_values_are_redacted() {
    use fixtures::sensitive::*;
    let input = LoginInput::default()
        .user("shown")
        .password("hidden")
        .hints(["hidden".to_owned()])
        .by_name([("hidden".to_owned(), "hidden".to_owned())])
        .card(Card::default().number("hidden").name("shown"))
        .level(Level::from("hidden"));
    let shown = "LoginInput { user: \"shown\", password: [redacted], hints: [redacted], byName: [redacted], \
                 card: Card { number: [redacted], name: \"shown\" }, level: [redacted] }";
    assert_eq!(format!("{input:?}"), shown);
    let output = parse::<LoginInput>(json!({"secret": {"value": "hidden"}}));
    assert_eq!(format!("{output:?}"), "LoginOutput { secret: [redacted] }");
    assert_eq!(format!("{:?}", output.secret.unwrap()), "Secret([redacted])");
    assert_eq!(format!("{:?}", Level::from("hidden")), "Level([redacted])");
    let failure = failure::<LoginInput>(r#"{"secret": {"value": ["hidden"]}}"#);
    assert!(
        failure.contains("secret.value: expected a string") || failure.contains("`secret.value`"),
        "{failure}"
    );
    assert!(!failure.contains("hidden"), "{failure}");
}

#[test]
fn serde_uses_the_names_of_the_model() {
    use fixtures::bindings::*;
    let input = PutPartInput::new("1").renamed("r").part(Part::default().text("t"));
    let value = serde_json::to_value(&input).unwrap();
    assert_eq!(value, json!({"partId": "1", "renamed": "r", "part": {"text": "t"}}));
    assert_eq!(serde_json::from_value::<PutPartInput>(value).unwrap(), input);
    use fixtures::open_enums::Color;
    assert_eq!(serde_json::to_value([Color::Red2, "new".into()]).unwrap(), json!(["RED", "new"]));
    assert_eq!(serde_json::from_value::<Vec<Color>>(json!(["RED"])).unwrap(), [Color::Red2]);
    let error = serde_json::from_value::<fixtures::sensitive::LoginInput>(json!({"password": {"hidden": 1}}))
        .unwrap_err();
    assert!(!error.to_string().contains("hidden"), "{error}");
}
