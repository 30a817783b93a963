//! Requests of each construct of the fixtures.
#![allow(deprecated, reason = "some of what is tested is")]

use fixtures::smithereen::{Bytes, Dynamic, Endpoint, Operation, Response, Timestamp};

use serde_json::{Value, json};
use std::collections::BTreeMap;

fn at() -> Endpoint {
    Endpoint::new("https://example.com/base").unwrap()
}

/// Returns the method, URI and body of the request for an input.
fn request<O: Operation>(input: &O) -> (String, Value) {
    let request = input.to_http(&at()).unwrap();
    let body = match request.body().as_ref() {
        b"" => Value::Null,
        body => serde_json::from_slice(body).unwrap(),
    };
    (format!("{} {}", request.method(), request.uri()), body)
}

fn body<O: Operation>(input: &O) -> Value {
    request(input).1
}

/// Returns the reason why the input is rejected.
fn rejection<O: Operation>(input: &O) -> String {
    input.to_http(&at()).unwrap_err().to_string()
}

#[test]
fn members_are_serialized_by_their_binding() {
    use fixtures::bindings::*;
    let input = GetPartInput::new("a/b c", "x/y z/é")
        .limit(7)
        .unnamed("&=+")
        .ids(["1".to_owned(), "2".to_owned()])
        .filters([("k y".to_owned(), "v".to_owned()), ("max-results".to_owned(), "not this".to_owned())])
        .r#match("\"etag\"")
        .meta([("Color".to_owned(), "red".to_owned())]);
    let uri = "https://example.com/base/parts/a%2Fb%20c/x/y%20z/%C3%A9\
               ?fixed=1&max-results=7&unnamed=%26%3D%2B&id=1&id=2&k%20y=v";
    assert_eq!(request(&input), (format!("GET {uri}"), Value::Null));
    let request = input.to_http(&at()).unwrap();
    let header = |name| request.headers().get(name).map(|value| value.to_str().unwrap());
    assert_eq!(header("if-match"), Some("\"etag\""));
    assert_eq!(header("x-meta-color"), Some("red"));
    assert_eq!((header("content-type"), header("content-length")), (None, None));
}

#[test]
fn members_without_a_binding_are_in_the_body() {
    use fixtures::bindings::*;
    let input = PutPartInput::new("1").renamed("r").part(Part::default().text("t"));
    assert_eq!(body(&input), json!({"wireName": "r", "part": {"text": "t"}}));
    assert_eq!(body(&PutPartInput::new("1")), json!({}));
    assert_eq!(body(&PutDataInput::default().part(Part::default().text("t"))), json!({"text": "t"}));
    assert_eq!(body(&PutDataInput::default()), json!({}));
}

#[test]
fn the_media_type_of_a_payload_is_the_content_type() {
    use fixtures::media_type::*;
    let content_type = |request: fixtures::smithereen::Request<Bytes>| {
        request.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned())
    };
    let text = PutTextInput::default().body("t".as_bytes().to_vec());
    assert_eq!(content_type(text.to_http(&at()).unwrap()).as_deref(), Some("text/plain"));
    let own = text.content_type("text/html").to_http(&at()).unwrap();
    assert_eq!(content_type(own).as_deref(), Some("text/html"));
    let config = PutConfigInput::default().body("{}").to_http(&at()).unwrap();
    assert_eq!(config.body().as_ref(), b"{}");
    assert_eq!(content_type(config).as_deref(), Some("application/json"));
    let data = PutDataInput::default().body("d".as_bytes().to_vec()).to_http(&at()).unwrap();
    assert_eq!(content_type(data).as_deref(), Some("application/octet-stream"));
    assert_eq!(content_type(PutTextInput::default().to_http(&at()).unwrap()), None);
}

#[test]
fn labels_that_would_change_the_path_are_rejected() {
    use fixtures::bindings::*;
    for label in ["", ".", ".."] {
        assert!(
            rejection(&PutPartInput::new(label)).starts_with("PutPart: member `partId`: a label"),
            "{label}"
        );
    }
    for path in ["", "a/../b", "./a", ".."] {
        assert!(
            rejection(&GetPartInput::new("1", path)).starts_with("GetPart: member `path`: a label"),
            "{path}"
        );
    }
    for value in ["a\r\nb: c", "a\0", "é"] {
        let rejection = rejection(&GetPartInput::new("1", "p").r#match(value));
        assert_eq!(
            rejection,
            "GetPart: member `match`: a header can contain visible ASCII characters, spaces and tabs only"
        );
    }
}

#[test]
fn a_host_label_is_a_prefix_of_the_host() {
    use fixtures::host_prefix::*;
    assert_eq!(request(&PublishInput::new("me-1")).0, "POST https://me-1.data.example.com/base/publish");
    assert_eq!(request(&PublishInput::new("a.b-1")).0, "POST https://a.b-1.data.example.com/base/publish");
    for tenant in ["", ".", "a.", ".a", "a..b", "a.-b", "-a", "a/", "é", &"a".repeat(64)] {
        assert!(
            rejection(&PublishInput::new(tenant))
                .starts_with("Publish: member `tenant`: each host label consists of")
        );
    }
}

#[test]
fn a_host_prefix_can_be_disabled_and_is_not_added_to_ip_addresses() {
    use fixtures::host_prefix::*;
    let host = |endpoint: &Endpoint| {
        PublishInput::new("me-1").to_http(endpoint).unwrap().uri().host().unwrap().to_owned()
    };
    let endpoint = |url: &str| Endpoint::new(url).unwrap();
    assert_eq!(host(&endpoint("http://localhost:4566")), "me-1.data.localhost");
    assert_eq!(host(&endpoint("http://localhost:4566").without_host_prefix()), "localhost");
    assert_eq!(host(&endpoint("http://127.0.0.1:4566")), "127.0.0.1");
    assert_eq!(host(&endpoint("http://[::1]:4566")), "[::1]");
}

#[test]
fn scalars_round_trip() {
    use fixtures::scalars::*;
    let mut input = MeasureInput::new(Bytes::from_static(b"\0\xff"), true);
    (input.tiny, input.small, input.number, input.large) =
        (Some(-128), Some(32767), Some(i32::MIN), Some(i64::MAX));
    (input.half, input.whole, input.letter) = (Some(0.1), Some(1e300), Some("é".to_owned()));
    let expected = json!({
        "flag": true, "data": "AP8=", "tiny": -128, "small": 32767, "number": i32::MIN, "large": i64::MAX,
        "half": 0.1, "whole": 1e300, "letter": "é",
    });
    assert_eq!(body(&input), expected);
    let input = MeasureInput::new("", false).half(f32::NAN).whole(f64::NEG_INFINITY);
    assert_eq!(body(&input), json!({"flag": false, "data": "", "half": "NaN", "whole": "-Infinity"}));
}

/// Digits beyond Rust's number types are sent and parsed.
#[test]
fn big_numbers_keep_their_digits() {
    use fixtures::big_numbers::*;
    use fixtures::smithereen::BigNumber;
    let big = |text: &str| text.parse::<BigNumber>().unwrap();
    let (count, weight) = ("340282366920938463463374607431768211456", "0.1000000000000000000000000000010");
    let input =
        WeighInput::new(big(count)).limit(big("1e400")).weight(big(weight)).weights([big("-0"), 5.into()]);
    let sent = input.to_http(&at()).unwrap();
    assert_eq!(sent.uri().to_string(), format!("https://example.com/base/{count}?limit=1e400"));
    assert_eq!(sent.body(), &format!(r#"{{"weight":{weight},"weights":[-0,5]}}"#));
    for body in [format!(r#"{{"total":{weight}}}"#), format!(r#"{{"total":"{weight}"}}"#)] {
        let response = Response::builder().header("x-seen", count).body(Bytes::from(body)).unwrap();
        let output = WeighInput::parse(response).unwrap();
        assert_eq!((output.total, output.seen), (big(weight), Some(big(count))));
    }
    let response = Response::new(Bytes::from_static(br#"{"total":"much"}"#));
    let error = WeighInput::parse(response).unwrap_err().to_string();
    assert!(error.contains("member `total`: expected a number") && !error.contains("much"), "{error}");
    let shown = format!("{:?}", WeighInput::new(7).weight(big("1.50")).secret(8));
    assert_eq!(shown, r#"WeighInput { count: 7, weight: 1.50, secret: [redacted] }"#);
}

/// In serde's formats, numbers that would lose digits are strings.
#[test]
fn serde_keeps_the_digits_of_big_numbers() {
    use fixtures::big_numbers::*;
    for (written, expected) in [
        ("5", json!(5)),
        ("18446744073709551615", json!(u64::MAX)),
        ("0.5", json!(0.5)),
        ("0.50", json!("0.50")),
        ("18446744073709551616", json!("18446744073709551616")),
        ("1e400", json!("1e400")),
    ] {
        let output = WeighOutput::new(written.parse::<fixtures::smithereen::BigNumber>().unwrap());
        let value = serde_json::to_value(&output).unwrap();
        assert_eq!(value, json!({"total": expected}));
        assert_eq!(serde_json::from_value::<WeighOutput>(value).unwrap(), output);
    }
    let error = serde_json::from_str::<WeighOutput>(r#"{"total":"much"}"#).unwrap_err().to_string();
    assert!(error.contains("expected a finite number") && !error.contains("much"), "{error}");
}

#[test]
fn timestamps_have_the_format_of_their_trait() {
    use fixtures::timestamps::*;
    let time = Timestamp::new(1_398_796_238, 520_000_000);
    let input = ScheduleInput::default()
        .plain(time)
        .dated(time)
        .http(time)
        .epoch(Timestamp::new(1, 0))
        .own(time)
        .list(vec![time])
        .by_name([("k".to_owned(), vec![time])]);
    let (dated, http) = ("2014-04-29T18:30:38.52Z", "Tue, 29 Apr 2014 18:30:38 GMT");
    let expected = json!({
        "plain": 1398796238.52, "dated": dated, "http": http, "epoch": 1, "own": http, "list": [dated],
        "byName": {"k": [dated]},
    });
    assert_eq!(body(&input), expected);
}

/// The format of an element takes precedence over that of its target, in each part of a message.
#[test]
fn elements_have_timestamp_formats_of_their_own() {
    use fixtures::timestamps::*;
    let times = vec![Timestamp::new(1_398_796_238, 0), Timestamp::new(1, 500_000_000)];
    let input = ScheduleInput::default()
        .times(times.clone())
        .times_by_name([("k".to_owned(), times[0])])
        .header(times.clone())
        .query(times);
    let http = "Tue, 29 Apr 2014 18:30:38 GMT";
    assert_eq!(body(&input), json!({"times": [1398796238, 1.5], "timesByName": {"k": http}}));
    let request = input.to_http(&at()).unwrap();
    assert_eq!(request.headers().get("x-times").unwrap(), "1398796238, 1.5");
    assert_eq!(request.uri().query(), Some("times=1398796238&times=1.5"));
}

#[test]
fn bindings_of_nested_structures_have_no_effect() {
    use fixtures::nested_bindings::*;
    let nested = Nested::default().head("1").heads([("a".to_owned(), "b".to_owned())]).query("2").label("3");
    let nested = nested.params([("c".to_owned(), "d".to_owned())]).pay(Part::default().text("p")).status(4);
    let nested = nested.when(Timestamp::new(5, 0));
    let input = PutInput::new("me").nested(nested).either(Either::Head("6".to_owned())).status(7);
    let request = input.to_http(&at()).unwrap();
    assert_eq!(request.uri(), "https://example.com/base/things/me");
    assert!(!request.headers().keys().any(|name| name.as_str().starts_with("x-")), "{:?}", request.headers());
    let expected = json!({
        "nested": {
            "x-head": "1", "x-": {"a": "b"}, "qq": "2", "params": {"c": "d"}, "label": "3", "pay": {"text": "p"},
            "status": 4, "when": 5,
        },
        "either": {"x-head": "6"},
        "status": 7,
    });
    assert_eq!(body(&input), expected);
}

#[test]
fn json_in_a_string_is_a_document_in_lists_and_maps_too() {
    use fixtures::documents::*;
    let mut input = DescribeInput::new(json!(1));
    input.jsons = Some(vec![json!({"a": 1}), json!("b")]);
    input.json_by_name = Some([("k".to_owned(), json!([2]))].into());
    assert_eq!(
        body(&input),
        json!({"needed": 1, "jsons": ["{\"a\":1}", "\"b\""], "jsonByName": {"k": "[2]"}})
    );
}

#[test]
fn documents_are_serialized_unchanged() {
    use fixtures::documents::*;
    let mut input = DescribeInput::new(Value::Null);
    assert_eq!(body(&input), json!({"needed": null}));
    let any = json!({"a": [null, 1e300, 9007199254740993_i64, {"": {}}]});
    (input.any, input.list, input.json) =
        (Some(any.clone()), Some(vec![any.clone(), Value::Null]), Some(json!([1])));
    assert_eq!(body(&input), json!({"needed": null, "any": any, "list": [any, null], "json": "[1]"}));
    input.header = Some(json!({"a": 1}));
    let request = input.to_http(&at()).unwrap();
    assert_eq!(request.headers().get("x-json").unwrap(), "eyJhIjoxfQ==");
}

#[test]
fn a_document_that_is_nested_too_deeply_is_rejected() {
    use fixtures::documents::*;
    let nested = |levels| (0..levels).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
    assert!(DescribeInput::new(nested(127)).to_http(&at()).is_ok());
    let rejection = rejection(&DescribeInput::new(nested(128)));
    assert_eq!(rejection, "Describe: member `needed`: nested deeper than 128 levels");
    // Dropped level by level, because a recursive drop would overflow the stack.
    let input = DescribeInput::new(nested(20_000));
    assert!(input.to_http(&at()).is_err());
    let mut rest = input.needed;
    while let Value::Array(mut inner) = rest {
        rest = inner.pop().unwrap_or_default();
    }
}

#[test]
fn recursive_types_are_serialized() {
    use fixtures::recursion::*;
    let leaf = Tree::default();
    let tree = Tree::default().left(leaf.clone()).children([leaf.clone()]).by_name([("k".to_owned(), leaf)]);
    let not = Expression::Not(Box::new(Expression::All(vec![Expression::Value("v".to_owned())])));
    let expected = json!({
        "tree": {"left": {}, "children": [{}], "byName": {"k": {}}},
        "expression": {"not": {"all": [{"value": "v"}]}},
    });
    assert_eq!(body(&NestInput::default().tree(tree).expression(not)), expected);
    let mut deep = Tree::default();
    for _ in 0..200 {
        deep = Tree::default().left(deep);
    }
    assert!(rejection(&NestInput::default().tree(deep)).ends_with("nested deeper than 128 levels"));
}

#[test]
fn enums_and_unions_are_serialized() {
    use fixtures::open_enums::*;
    let input =
        PaintInput::default().color(Color::Red2).colors(["dark.blue".into(), "new".into(), Color::Empty]);
    assert_eq!(body(&input), json!({"color": "RED", "colors": ["dark.blue", "new", ""]}));
    assert_eq!(Color::from("Unknown"), Color::UnknownValue);
    assert_eq!("zzz".parse(), Ok(Color::Unknown("zzz".to_owned())));
    assert_eq!(Size::T2Micro2.to_string(), "t2_micro");
    use fixtures::union::*;
    assert_eq!(
        body(&ChooseInput::new(Choice::Point(Point::new(1, -1)))),
        json!({"choice": {"point": {"x": 1, "y": -1}}})
    );
    assert_eq!(
        body(&ChooseInput::new(Choice::UnknownValue("u".to_owned()))),
        json!({"choice": {"unknown": "u"}})
    );
    let rejection = rejection(&ChooseInput::new(Choice::Unknown("later".to_owned())));
    assert_eq!(rejection, "Choose: member `choice`: a union's unknown variant cannot be sent");
}

#[test]
fn integer_enums_are_serialized() {
    use fixtures::int_enum::*;
    let input = GradeInput::new(Level::High)
        .least(Level::from(7))
        .levels([Level::Low, Level::Unknown(3), Level::UnknownValue])
        .by_name([("a".to_owned(), Level::Low)]);
    let body = json!({"levels": [1, 3, -1], "byName": {"a": 1}});
    assert_eq!(request(&input), ("POST https://example.com/base/grades/20?least=7".to_owned(), body));
    assert_eq!((Level::from(20), Level::from(21)), (Level::High, Level::Unknown(21)));
    assert_eq!((Level::UnknownValue.as_i32(), Level::Low.to_string().as_str()), (-1, "1"));
    assert_eq!(format!("{:?} {:?}", Level::High, Mood::Good), "Level(20) Mood([redacted])");
}

#[test]
fn dense_and_sparse_collections_are_serialized() {
    use fixtures::collections::*;
    let input = CollectInput::default()
        .matrix(vec![vec![1, 2], vec![]])
        .sparse(vec![Some("a".to_owned()), None])
        .by_name([("p".to_owned(), Point::default().x(1))])
        .sparse_by_name([("a".to_owned(), None), ("b".to_owned(), Some(String::new()))])
        .lists(BTreeMap::new());
    let expected = json!({
        "matrix": [[1, 2], []], "sparse": ["a", null], "byName": {"p": {"x": 1}},
        "sparseByName": {"a": null, "b": ""}, "lists": {},
    });
    assert_eq!(body(&input), expected);
}

#[test]
fn a_missing_idempotency_token_is_generated() {
    use fixtures::idempotency_token::*;
    let token = |input: &StartInput| body(input)["clientToken"].as_str().unwrap().to_owned();
    let empty = StartInput::default().name("n");
    assert_eq!(token(&empty).len(), 36);
    assert_ne!(token(&empty), token(&empty));
    assert_eq!(token(&empty.client_token("mine")), "mine");
}

#[test]
fn a_missing_required_idempotency_token_is_generated() {
    use fixtures::idempotency_token::*;
    let path = |input: &CreateInput| input.to_http(&at()).unwrap().uri().path().to_owned();
    let input = CreateInput::new("n", Nested::new("nested"));
    let (one, other) = (path(&input), path(&input));
    assert_eq!(one.len(), "/base/things/n/".len() + 36);
    assert_ne!(one, other);
    assert_eq!(path(&input.token("mine")), "/base/things/n/mine");
    // JSON inputs may omit the token too; a token in a nested structure is not generated.
    let operation = Dynamic::of::<CreateInput>();
    assert!(operation.to_http(r#"{"name":"n","nested":{"token":"t"}}"#, &at()).is_ok());
}

#[test]
fn a_required_checksum_is_sent() {
    use fixtures::checksum::*;
    let request = StoreInput::default().text("t").to_http(&at()).unwrap();
    assert_eq!(request.body().as_ref(), br#"{"text":"t"}"#);
    assert_eq!(request.headers().get("content-md5").unwrap(), "3G7xEAxjaEQtKxC0RcYkNA==");
}

#[test]
fn a_large_body_is_compressed_if_the_model_allows_it() {
    use fixtures::compression::*;
    let encoding = |length: usize, endpoint: &Endpoint| {
        let request = ReportInput::default().text("x".repeat(length)).to_http(endpoint).unwrap();
        let length = request.headers().get("content-length").unwrap().to_str().unwrap();
        assert_eq!(length, request.body().len().to_string());
        request.headers().get("content-encoding").map(|value| value.to_str().unwrap().to_owned())
    };
    assert_eq!(encoding(10_240 - "{'text':''}".len() - 1, &at()), None);
    assert_eq!(encoding(10_240 - "{'text':''}".len(), &at()), Some("gzip".to_owned()));
    assert_eq!(encoding(20_000, &at().min_compression_size(usize::MAX)), None);
}

#[test]
fn operations_without_input_or_output_are_called() {
    use fixtures::empty::*;
    let request = PingInput::default().to_http(&at()).unwrap();
    assert_eq!((request.uri().path(), request.body().len(), request.headers().len()), ("/base/ping", 0, 1));
    assert_eq!(request.headers()["accept-encoding"], "identity");
}

#[test]
fn names_on_the_wire_are_those_of_the_model() {
    use fixtures::obstacle_course::ObstacleInput;
    let input = ObstacleInput::new("underscore", "new", "type");
    let sent = body(&input);
    assert_eq!(sent, json!({"type": "type", "new": "new", "_": "underscore"}));
    // Members have the names of the model on the wire, whatever their Rust names are.
    let schema = fixtures::smithereen::reflect::Shape::schema(&input);
    let all: serde_json::Map<_, _> =
        schema.members.iter().map(|member| (member.name.to_owned(), member.name.into())).collect();
    let operation = Dynamic::of::<ObstacleInput>();
    let request = operation.to_http(&Value::Object(all.clone()).to_string(), &at()).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(request.body()).unwrap(), Value::Object(all));
}

/// Names are written without escapes, unless the generator marks them as needing some.
#[test]
fn names_are_escaped_in_json() {
    use fixtures::hostile::PutInput;
    let input = PutInput::default().wire("value");
    let body = fixtures::smithereen::json::to_body(&input).unwrap();
    let body: BTreeMap<String, String> = serde_json::from_slice(&body).unwrap();
    let [(name, value)] = <[_; 1]>::try_from(Vec::from_iter(body)).unwrap();
    assert_eq!(value, "value");
    assert!(name.starts_with("x\"]; fn main() {} //\n/*{}*/") && name.ends_with('\r'), "{name}");
}

#[test]
fn values_at_the_depth_limit_round_trip() {
    use fixtures::documents::DescribeInput;
    let operation = Dynamic::of::<DescribeInput>();
    let input = |levels| format!("{{\"needed\":{}1{}}}", "[".repeat(levels), "]".repeat(levels));
    assert_eq!(operation.to_http(&input(127), &at()).unwrap().body(), &input(127));
    let rejection = operation.to_http(&input(128), &at()).unwrap_err();
    assert_eq!((rejection.member(), rejection.reason()), ("needed", "nested deeper than 128 levels"));
}

#[test]
fn the_operation_that_returns_endpoints_is_called_for_others() {
    use fixtures::endpoint_discovery::*;
    let input = OpenDoorInput::new("blue").note("hush");
    let operation = OpenDoorInput::OPERATION;
    assert!(operation.requires_endpoint_discovery && !LookAroundInput::OPERATION.requires_endpoint_discovery);
    let discovery = operation.endpoint_discovery.unwrap();
    let request = discovery.to_http(operation, discovery.identifiers(&input), &at()).unwrap();
    assert_eq!(request.uri(), "https://example.com/base/endpoints");
    assert_eq!(request.headers()["x-amz-api-version"], "2020-01-01");
    let body: Value = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(body, json!({"Operation": "OpenDoor", "Identifiers": {"Room": "blue"}}));
    let response = r#"{"Endpoints":[{"Address":"cell1.example.com","CachePeriodInMinutes":1440}]}"#;
    let found = discovery.parse(Response::new(Bytes::from(response))).unwrap();
    let request = input.to_http(&found[0].at(&at()).unwrap()).unwrap();
    assert_eq!(request.uri(), "https://cell1.example.com/base/open");
    assert!(request.headers().get("x-amz-api-version").is_none());
    // The types of the operation are the same request, if it is selected.
    let same = DescribeEndpointsInput::default().to_http(&at()).unwrap();
    assert_eq!(same.headers()["x-amz-api-version"], "2020-01-01");
}
