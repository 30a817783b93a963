//! Endpoint resolution with parameters of the operation and its input.

use fixtures::endpoint_params::*;
use fixtures::smithereen::endpoint::{EndpointAuthScheme, Params};
use fixtures::smithereen::{Document, Endpoint, Operation};

fn found<O: Operation>(input: &O) -> Endpoint {
    input.to_endpoint(&Params::region("eu-west-1")).unwrap()
}

fn url<O: Operation>(input: &O) -> String {
    found(input).url()
}

#[test]
fn an_operation_sets_constants() {
    let endpoint = found(&GetPlaneInput::default());
    assert_eq!(endpoint.url(), "https://quick.control.eu-west-1.example.com");
    assert_eq!(
        endpoint.auth_schemes(),
        [EndpointAuthScheme::new("sigv4a").signing_region_in("*"), EndpointAuthScheme::new("sigv4")]
    );
    // A constant takes precedence over the client's parameter and over the member.
    let params = Params::default().with("Plane", "data");
    assert_eq!(
        GetPlaneInput::default().to_endpoint(&params).unwrap().url(),
        "https://quick.control.us-east-1.example.com"
    );
    assert_eq!(
        url(&ListTablesInput::default().tables(["mine".to_owned()])),
        "https://always.tables.example.com"
    );
}

#[test]
fn a_member_sets_a_parameter() {
    assert_eq!(url(&GetStreamInput::default()), "https://eu-west-1.example.com");
    let params = Params::region("eu-west-1").with("Plane", "p");
    let quick = |quick| GetStreamInput::default().quick(quick).to_endpoint(&params).unwrap().url();
    assert_eq!(quick(true), "https://quick.p.eu-west-1.example.com");
    assert_eq!(quick(false), "https://eu-west-1.example.com");
    let slow = GetStreamInput::default().quick(false).to_endpoint(&params.clone().with("Plane", "data"));
    assert_eq!(slow.unwrap().url(), "https://data.eu-west-1.example.com");
    let error = GetStreamInput::default().arn("none").to_endpoint(&params).unwrap_err();
    assert_eq!(error.to_string(), "no such stream");
}

#[test]
fn an_endpoint_has_headers_and_authentication_schemes() {
    let input =
        GetStreamInput::default().arn("arn:aws:streams:us-west-2:123456789012:stream/one").owner("mine");
    let endpoint = found(&input);
    assert_eq!(endpoint.url(), "https://123456789012.us-west-2.example.com");
    let own = EndpointAuthScheme::new("sigv4")
        .signing_name("streams")
        .signing_region("us-west-2")
        .disable_double_encoding();
    assert_eq!(endpoint.auth_schemes(), [EndpointAuthScheme::new("sigv4a").signing_region_in("*"), own]);
    assert_eq!(endpoint.properties(), [("backend", Document::from("streams"))]);
    let request = input.to_http(&endpoint).unwrap();
    assert_eq!(request.uri().host(), Some("123456789012.us-west-2.example.com"));
    let values = |name: &str| -> Vec<_> { request.headers().get_all(name).iter().cloned().collect() };
    assert_eq!(values("x-owner"), ["123456789012"]);
    assert_eq!(values("x-name"), ["one", "streams"]);
    // A value that is invalid in a header is rejected and not in the error.
    let error = GetStreamInput::default()
        .arn("arn:aws:streams:us-west-2:1:stream/\n")
        .to_endpoint(&Params::default());
    assert_eq!(error.unwrap_err().to_string(), "the endpoint's header `x-name` has an invalid value");
}

#[test]
fn parts_of_an_input_are_found() {
    let tables = |first: &str| format!("https://{first}.tables.example.com");
    let item = |table: &str| Item::default().get_(Get::default().table(table));
    assert_eq!(url(&TransactInput::default()), "https://eu-west-1.example.com");
    assert_eq!(
        url(&TransactInput::default().items([Item::default(), item("a").name("b"), item("c")])),
        tables("a")
    );
    assert_eq!(url(&TransactInput::default().items([Item::default().name("b"), item("c")])), tables("b"));
    let params = Params::region("eu-west-1").with("Quick", true);
    let planned = TransactInput::default().options(Options::default().plane("data"));
    assert_eq!(planned.to_endpoint(&params).unwrap().url(), "https://quick.data.eu-west-1.example.com");
    let by_name = [("y".to_owned(), Item::default()), ("x".to_owned(), Item::default())];
    assert_eq!(url(&TransactByNameInput::default().by_name(by_name)), tables("x"));
}

#[test]
fn members_of_each_union_in_a_list_are_found() {
    let by = |requests: &[Request]| url(&TransactByRequestInput::default().requests(requests.to_vec()));
    let get = Request::Get(Get::default().table("got"));
    assert_eq!(by(&[get.clone(), Request::Table("b".to_owned())]), "https://got.tables.example.com");
    assert_eq!(
        by(&[Request::Get(Get::default()), Request::Table("b".to_owned()), get]),
        "https://b.tables.example.com"
    );
    // An empty list sets the parameter, and has no first element; an unset member leaves the parameter unset.
    assert_eq!(by(&[]), "https://eu-west-1.example.com");
    let params = Params::region("eu-west-1").with("Tables", vec!["caller"]);
    let endpoint = |input: &TransactByRequestInput| input.to_endpoint(&params).unwrap().url();
    assert_eq!(endpoint(&TransactByRequestInput::default().requests([])), "https://eu-west-1.example.com");
    assert_eq!(endpoint(&TransactByRequestInput::default()), "https://caller.tables.example.com");
}

#[test]
fn values_that_would_move_the_host_are_rejected() {
    let region =
        |region| GetStreamInput::default().to_endpoint(&Params::region(region)).unwrap_err().to_string();
    for invalid in ["attacker.example/", "us-east-1#", "a b", "u@h"] {
        let expected =
            format!("invalid region {invalid:?}: a region consists of letters, digits and hyphens");
        assert_eq!(region(invalid), expected);
        assert_eq!(endpoint(&Params::region(invalid)).unwrap_err().to_string(), expected);
    }
    assert_eq!(region(""), "the region is empty");
    let named = |name: &str| {
        format!("`{name}` cannot be part of a host name: letters, digits, hyphens, dots and underscores can")
    };
    let at = Params::region("eu-west-1");
    let arn = |account: &str| {
        GetStreamInput::default().arn(format!("arn:aws:streams:us-west-2:{account}:stream/s"))
    };
    assert_eq!(arn("1/").to_endpoint(&at).unwrap_err().to_string(), named("arn#accountId"));
    let plane = TransactInput::default().options(Options::default().plane("x#"));
    assert_eq!(plane.to_endpoint(&at.with("Quick", true)).unwrap_err().to_string(), named("Plane"));
    let at = Params::region("eu-west-1");
    let tables = |first: &str| {
        let item = Item::default().get_(Get::default().table(first));
        TransactInput::default().items([item]).to_endpoint(&at).unwrap_err().to_string()
    };
    assert_eq!(tables("attacker.example/"), named("first"));
    assert_eq!(tables(""), "`first` leaves a label of the host name empty");
}

#[test]
fn dynamic_and_typed_operations_have_the_same_endpoint() {
    use fixtures::smithereen::Dynamic;
    let dynamic = Dynamic::of::<GetStreamInput>();
    let params = Params::region("eu-west-1");
    let found = |input: &str| dynamic.to_endpoint(input, &params);
    let endpoint = found(r#"{"arn": "arn:aws:streams:us-west-2:123456789012:stream/one"}"#).unwrap();
    assert_eq!(endpoint.url(), "https://123456789012.us-west-2.example.com");
    assert_eq!(found(r#"{"arn": "x"}"#).unwrap_err().to_string(), "GetStream: no such stream");
    assert_eq!(found(r#"{"arn": 1}"#).unwrap_err().member(), "arn");
}
