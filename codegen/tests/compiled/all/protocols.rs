//! A request, a response and an error of each protocol, in generated types. Smithy's conformance suites have the details.

use fixtures::smithereen::{Bytes, Endpoint, Operation, Response, Timestamp};

const NAMESPACE: &str = "http://test.example.com/doc/2020-01-01/";

fn request<O: Operation>(input: &O) -> fixtures::smithereen::Request<Bytes> {
    input.to_http(&Endpoint::new("https://example.com/base").unwrap()).unwrap()
}

/// Returns the request line, the headers of `names` and the body.
fn text<O: Operation>(input: &O, names: &[&str]) -> Vec<String> {
    let request = request(input);
    let mut lines = vec![format!("{} {}", request.method(), request.uri())];
    for name in names {
        let value = request.headers().get(*name).map(|value| value.to_str().unwrap());
        lines.push(format!("{name}: {}", value.unwrap_or("none")));
    }
    lines.push(String::from_utf8(request.body().to_vec()).unwrap());
    lines
}

fn response(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Response<Bytes> {
    let response = Response::builder().status(status);
    let response = headers.iter().fold(response, |response, (name, value)| response.header(*name, *value));
    response.body(body.into()).unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::new(seconds, 0)
}

fn string(text: &str) -> String {
    text.to_owned()
}

#[test]
fn aws_json_has_the_operation_in_a_header() {
    use fixtures::aws_json::*;
    let input = PutThingInput::new("n").token("t").parts([string("a")]).when(at(5));
    let expected = [
        "POST https://example.com/base/",
        "content-type: application/x-amz-json-1.0",
        "x-amz-target: Test_20200101.PutThing",
        "x-amzn-query-mode: true",
        r#"{"Name":"n","Token":"t","Parts":["a"],"When":5}"#,
    ];
    assert_eq!(text(&input, &["content-type", "x-amz-target", "x-amzn-query-mode"]), expected);
    let output = PutThingInput::parse(response(200, &[], r#"{"Id":"i","Document":"{\"a\":[1]}"}"#)).unwrap();
    assert_eq!(output.id.as_deref(), Some("i"));
    assert_eq!(output.document.unwrap(), serde_json::json!({"a": [1]}));
    let headers = [("x-amzn-query-error", "Test.ThingGone;Sender"), ("x-amzn-requestid", "r")];
    let body = r#"{"__type":"com.test#ThingGone","message":"m"}"#;
    let error = PutThingInput::parse(response(400, &headers, body)).unwrap_err();
    let Some(PutThingError::ThingGone(gone)) = error.as_service().map(|error| error.error()) else {
        panic!("{error:?}")
    };
    assert_eq!((gone.message.as_deref(), error.code()), (Some("m"), Some("Test.ThingGone")));
    assert_eq!(error.request_id(), Some("r"));
}

#[test]
fn rpc_v2_cbor_has_the_operation_in_the_path() {
    use fixtures::rpcv2_cbor::*;
    let input = PutThingInput::default().data(vec![0, 255]).when(at(5)).document("{}");
    let request = request(&input);
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap());
    assert_eq!(request.uri(), "https://example.com/base/service/TestService/operation/PutThing");
    assert_eq!(header("smithy-protocol"), Some("rpc-v2-cbor"));
    assert_eq!(header("content-type"), Some("application/cbor"));
    // Timestamps are doubles, with tag 1.
    let when = b"\x64When\xc1\xfb\x40\x14\x00\x00\x00\x00\x00\x00";
    let members: [&[u8]; 4] = [b"\xa3", b"\x64Data\x42\x00\xff", when, b"\x68Document\x62{}"];
    assert_eq!(request.body().as_ref(), members.concat());
    let ping = self::request(&PingInput::default());
    assert_eq!(ping.headers().get("content-type"), None);
    assert!(ping.body().is_empty());
    let headers = [("smithy-protocol", "rpc-v2-cbor")];
    // An indefinite map with a single-precision number.
    let output = PutThingInput::parse(response(200, &headers, &b"\xbf\x64Rate\xfa\x3f\xc0\x00\x00\xff"[..]));
    assert_eq!(output.unwrap().rate, Some(1.5));
    let body = b"\xa2\x66__type\x72com.test#ThingGone\x67message\x61m";
    let error = PutThingInput::parse(response(404, &headers, &body[..])).unwrap_err();
    let Some(PutThingError::ThingGone(gone)) = error.as_service().map(|error| error.error()) else {
        panic!("{error:?}")
    };
    assert_eq!((gone.message.as_deref(), error.code()), (Some("m"), Some("ThingGone")));
}

#[test]
fn rpc_v2_json_has_names_of_members_and_big_numbers_as_strings() {
    use fixtures::rpcv2_json::*;
    let total = "9223372036854775808".parse::<fixtures::smithereen::BigNumber>().unwrap();
    let input = PutThingInput::default().data(vec![0, 255]).when(at(5)).total(total).free(serde_json::json!([1]));
    let expected = [
        "POST https://example.com/base/service/TestService/operation/PutThing",
        "smithy-protocol: rpc-v2-json",
        "content-type: application/json",
        r#"{"Data":"AP8=","When":5,"Total":"9223372036854775808","Free":[1]}"#,
    ];
    assert_eq!(text(&input, &["smithy-protocol", "content-type"]), expected);
    let ping = self::request(&PingInput::default());
    assert_eq!(ping.headers().get("content-type"), None);
    assert!(ping.body().is_empty());
    let output = PutThingInput::parse(response(200, &[], r#"{"Rate":"0.10"}"#)).unwrap();
    assert_eq!(output.rate.unwrap().as_str(), "0.10");
    let body = r#"{"__type":"com.test#ThingGone","message":"m"}"#;
    let error = PutThingInput::parse(response(404, &[], body)).unwrap_err();
    let Some(PutThingError::ThingGone(gone)) = error.as_service().map(|error| error.error()) else {
        panic!("{error:?}")
    };
    assert_eq!((gone.message.as_deref(), error.code()), (Some("m"), Some("ThingGone")));
}

#[test]
fn aws_query_has_paths_as_names() {
    use fixtures::aws_query::*;
    let input = PutThingInput::default()
        .names([string("a b"), string("é&=")])
        .zones([string("z")])
        .items([Cluster::default().name("c").pending([string("p")])])
        .filters([string("f")])
        .tags([(string("k"), string("v"))])
        .attributes([(string("k"), at(5))])
        .times([at(5)])
        .tables([[(string("k"), string("v"))].into()]);
    let parameters = [
        "Action=PutThing",
        "Version=2020-01-01",
        "Names.member.1=a%20b",
        "Names.member.2=%C3%A9%26%3D",
        "Zones.Zone.1=z",
        "Item.1.Name=c",
        "Item.1.PendingItem.member.1=p",
        "Filter.1=f",
        "Tags.entry.1.Name=k",
        "Tags.entry.1.Value=v",
        "Attribute.1.K=k",
        "Attribute.1.value=1970-01-01T00%3A00%3A05Z",
        "Times.member.1=Thu%2C%2001%20Jan%201970%2000%3A00%3A05%20GMT",
        "Tables.member.1.entry.1.Name=k",
        "Tables.member.1.entry.1.Value=v",
    ];
    let form = "content-type: application/x-www-form-urlencoded";
    assert_eq!(
        text(&input, &["content-type"]),
        ["POST https://example.com/base/", form, &parameters.join("&")]
    );
    let body = format!(
        "<PutThingResponse xmlns=\"{NAMESPACE}\"><PutThingResult><Cluster><Name>c&amp;d</Name>\
         <PendingItem><member>p</member><member/></PendingItem></Cluster></PutThingResult>\
         <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PutThingResponse>"
    );
    let cluster = PutThingInput::parse(response(200, &[], body)).unwrap().cluster.unwrap();
    assert_eq!(cluster, Cluster::default().name("c&d").pending([string("p"), string("")]));
    let body = format!(
        "<ErrorResponse xmlns=\"{NAMESPACE}\"><Error><Type>Sender</Type><Code>ThingGone</Code>\
         <message>m</message></Error><RequestId>r</RequestId></ErrorResponse>"
    );
    let error = PutThingInput::parse(response(404, &[], body)).unwrap_err();
    let Some(PutThingError::ThingGoneFault(gone)) = error.as_service().map(|error| error.error()) else {
        panic!("{error:?}")
    };
    assert_eq!((gone.message.as_deref(), error.code()), (Some("m"), Some("ThingGone")));
    assert_eq!(error.request_id(), Some("r"));
}

#[test]
fn ec2_query_has_other_names_in_requests_than_in_responses() {
    use fixtures::ec2_query::*;
    let input = RunThingsInput::default().count(2).addresses([string("a"), string("b")]).kinds([string("k")]);
    let body = "Action=RunThings&Version=2020-01-01&Count=2&Addresses.1=a&Addresses.2=b&Kind.1=k";
    assert_eq!(text(&input, &[]), ["POST https://example.com/base/", body]);
    let body = "<RunThingsResponse xmlns=\"http://ec2.example.com/doc/2020-01-01\"><requestId>r</requestId>\
                <thingsSet><item><launchTime>1970-01-01T00:00:05.000Z</launchTime></item></thingsSet>\
                <ownerId>o</ownerId></RunThingsResponse>";
    let output = RunThingsInput::parse(response(200, &[], body)).unwrap();
    assert_eq!(output.owner_id.as_deref(), Some("o"));
    assert_eq!(output.things.unwrap()[0].launch_time, Some(at(5)));
    let body = "<Response><Errors><Error><Code>Bad</Code><Message>m</Message></Error></Errors>\
                <RequestID>r</RequestID></Response>";
    let error = RunThingsInput::parse(response(400, &[], body)).unwrap_err();
    assert_eq!((error.code(), error.message(), error.request_id()), (Some("Bad"), Some("m"), Some("r")));
}

#[test]
fn rest_xml_has_bindings_and_a_payload() {
    use fixtures::rest_xml::*;
    let encryption = Encryption::default().key("k<");
    let thing = ThingConfiguration::default().encryption(encryption).until(at(5));
    let input = PutThingInput::new("a/b", thing).mode("fast");
    let body = format!(
        "<Thing xmlns=\"{NAMESPACE}\"><SSE-Key><Key>k&lt;</Key></SSE-Key><Until>1970-01-01T00:00:05Z</Until></Thing>"
    );
    let head = ["PUT https://example.com/base/things/a%2Fb", "content-type: application/xml", "x-mode: fast"];
    assert_eq!(text(&input, &["content-type", "x-mode"]), [&head[..], &[body.as_str()]].concat());
    let body = "<Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"User\">\
                <Name>n</Name></Grantee>";
    let output = PutThingInput::parse(response(200, &[("etag", "\"e\"")], body)).unwrap();
    assert_eq!(output.e_tag.as_deref(), Some("\"e\""));
    let grantee = output.grantee.unwrap();
    assert_eq!((grantee.r#type.as_deref(), grantee.name.as_deref()), (Some("User"), Some("n")));
    let body = "<ErrorResponse><Error><Type>Sender</Type><Code>ThingGone</Code><Message>m</Message></Error>\
                <RequestId>r</RequestId></ErrorResponse>";
    let error = PutThingInput::parse(response(404, &[("retry-after", "9")], body)).unwrap_err();
    let Some(PutThingError::ThingGone(gone)) = error.as_service().map(|error| error.error()) else {
        panic!("{error:?}")
    };
    assert_eq!((gone.message.as_deref(), gone.retry_after), (Some("m"), Some(9)));
    assert_eq!((error.code(), error.request_id()), (Some("ThingGone"), Some("r")));
}

#[test]
fn rest_xml_has_attributes_namespaces_and_flattened_lists() {
    use fixtures::rest_xml::*;
    let input = PutConfigurationInput::default()
        .rules([Grantee::default().r#type("User").name("n"), Grantee::default().name("m")])
        .tags([string("t"), string("u")])
        .owners([string("o")])
        .limits([(string("k"), vec![string("v")])])
        .choice(Choice::One(string("1")))
        .nested(ThingConfiguration::default().until(at(5)));
    let xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    let elements = [
        format!("<PutConfigurationRequest xmlns=\"{NAMESPACE}\">"),
        format!("<Rule {xsi} xsi:type=\"User\"><Name>n</Name></Rule><Rule {xsi}><Name>m</Name></Rule>"),
        string("<Tags>t</Tags><Tags>u</Tags>"),
        string("<Owners><Owner>o</Owner></Owners>"),
        string("<Limits><entry><Name>k</Name><Values><Owner>v</Owner></Values></entry></Limits>"),
        string("<Choice><One>1</One></Choice>"),
        string("<Nested xmlns:o=\"urn:other\"><Until>1970-01-01T00:00:05Z</Until></Nested>"),
        string("</PutConfigurationRequest>"),
    ];
    assert_eq!(text(&input, &[]), ["PUT https://example.com/base/configuration", &elements.concat()]);
    let plain = format!("<PutPlainRequest xmlns=\"{NAMESPACE}\"><Name>p</Name></PutPlainRequest>");
    assert_eq!(text(&PutPlainInput::default().name("p"), &[])[1], plain);
}
