use super::{DiscoveredEndpoint, EndpointDiscovery};
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::protocol::AwsJson1_0;
use crate::service::{OperationSchema, Service};
use bytes::Bytes;
use http::Response;
use std::collections::BTreeMap;
use std::time::Duration;

static SERVICE: Service =
    Service::new("Rooms", &AwsJson1_0::new("Rooms_20181101"), |_| Endpoint::new("https://rooms.example.com"))
        .version("2018-11-01");
static DESCRIBE: OperationSchema =
    OperationSchema::new(&SERVICE, "DescribeEndpoints", "POST", "/").api_version_header();
static OPEN: OperationSchema = OperationSchema::new(&SERVICE, "OpenDoor", "POST", "/");

#[derive(Default)]
struct OpenDoor {
    room: Option<String>,
    note: Option<String>,
    door: Option<Door>,
}

#[derive(Default)]
struct Door {
    wing: Option<String>,
}

crate::structure! {
    OpenDoor = "OpenDoorRequest" {
        0 room => Member::new("Room").with(Flag::EndpointDiscoveryId),
        1 note => Member::new("Note"),
        2 door => Member::new("Door"),
    }
}

crate::structure! {
    Door = "Door" { 0 wing => Member::new("Wing").with(Flag::EndpointDiscoveryId) }
}

fn input() -> OpenDoor {
    let door = Door { wing: Some("east".to_owned()) };
    OpenDoor { room: Some("blue".to_owned()), note: Some("hush".to_owned()), door: Some(door) }
}

fn body(discovery: &EndpointDiscovery, identifiers: BTreeMap<String, String>) -> String {
    let endpoint = Endpoint::new("https://rooms.example.com").unwrap();
    let request = discovery.to_http(&OPEN, identifiers, &endpoint).unwrap();
    assert_eq!(request.uri(), "https://rooms.example.com/");
    assert_eq!(request.headers()["x-amz-target"], "Rooms_20181101.DescribeEndpoints");
    assert_eq!(request.headers()["x-amz-api-version"], "2018-11-01");
    String::from_utf8(request.into_body().to_vec()).unwrap()
}

#[test]
fn the_request_has_the_identifiers_of_the_input_and_of_structures_in_it() {
    let discovery = EndpointDiscovery::new(&DESCRIBE).with_identifiers();
    let identifiers = discovery.identifiers(&input());
    assert_eq!(
        body(&discovery, identifiers),
        r#"{"Operation":"OpenDoor","Identifiers":{"Room":"blue","Wing":"east"}}"#
    );
    assert_eq!(body(&discovery, discovery.identifiers(&OpenDoor::default())), "{}");
}

#[test]
fn an_operation_without_members_for_identifiers_is_sent_none() {
    let discovery = EndpointDiscovery::new(&DESCRIBE);
    assert_eq!(discovery.identifiers(&input()), BTreeMap::new());
    assert_eq!(body(&discovery, BTreeMap::from([("Room".to_owned(), "blue".to_owned())])), "{}");
}

fn parse(status: u16, body: &'static str) -> Result<Vec<DiscoveredEndpoint>, Error<()>> {
    let response = Response::builder().status(status).body(Bytes::from_static(body.as_bytes())).unwrap();
    EndpointDiscovery::new(&DESCRIBE).parse(response)
}

#[test]
fn endpoints_are_parsed_in_their_order() {
    let found = parse(
        200,
        r#"{"Endpoints":[
            {"Address":"","CachePeriodInMinutes":1},
            {"Address":"cell2.rooms.example.com","CachePeriodInMinutes":1440},
            {"Address":"http://[::1]:80/ignored","CachePeriodInMinutes":-1},
            {"Address":"cell3","CachePeriodInMinutes":9223372036854775807}
        ]}"#,
    )
    .unwrap();
    let base = Endpoint::new("https://rooms.example.com/base").unwrap().signing_name("rooms");
    let urls: Vec<_> = found.iter().map(|one| one.at(&base).unwrap().url()).collect();
    assert_eq!(urls, ["https://cell2.rooms.example.com/base", "http://[::1]:80/base", "https://cell3/base"]);
    let periods: Vec<_> = found.iter().map(|one| one.cache_period).collect();
    assert_eq!(periods, [24 * 60 * 60, 0, 365 * 24 * 60 * 60].map(Duration::from_secs));
    assert_eq!(found[0].at(&base).unwrap().auth_schemes(), base.auth_schemes());
}

#[test]
fn a_response_without_an_endpoint_is_an_error() {
    for body in [r#"{"Endpoints":[]}"#, "{}", r#"{"Endpoints":[{"CachePeriodInMinutes":1}]}"#] {
        let error = parse(200, body).unwrap_err().to_string();
        assert_eq!(
            error,
            "DescribeEndpoints: cannot parse the response (status 200): member `Endpoints`: \
             has no endpoint with an address"
        );
    }
    let error = parse(400, r#"{"__type":"AccessDeniedException","message":"no"}"#).unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("AccessDeniedException"), Some("no")));
}

#[test]
fn an_address_that_is_no_host_is_an_error() {
    let base = Endpoint::new("https://rooms.example.com").unwrap();
    for address in ["ftp://a", "a b", "a?b", "user@host"] {
        let found = DiscoveredEndpoint { address: address.to_owned(), cache_period: Duration::ZERO };
        assert!(found.at(&base).is_err(), "{address}");
    }
}
