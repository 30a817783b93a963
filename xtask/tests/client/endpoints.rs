//! Operations with endpoint parameters: each call has its own endpoint, with headers and an authentication scheme.

use super::{IOT, config};
use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, Server};
use smithereen::client::Caller;
use smithereen::endpoint::{EndpointAuthScheme, ParamSource, Params};
use smithereen::protocol::RestJson1;
use smithereen::{Endpoint, EndpointError, Error, Operation, OperationSchema, Service};

static SERVICE: Service = Service::new("Test", &RestJson1, rules)
    .signing_name("test")
    .version("2020-01-01")
    .auth(&[smithereen::AuthScheme::SigV4]);

fn rules(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    let endpoint = Endpoint::new(params.endpoint.unwrap_or_default())?;
    let asymmetric = EndpointAuthScheme::new("sigv4a").signing_region_in("*");
    match (params.string("Plane"), params.account_id_endpoint_mode) {
        (Some("own"), Some("preferred")) => {
            let own = EndpointAuthScheme::new("sigv4").signing_name("own").signing_region("us-west-2");
            endpoint
                .auth_scheme(asymmetric)
                .auth_scheme(own.disable_double_encoding())
                .header("x-plane", "of the endpoint")
        }
        (Some("asymmetric"), _) => Ok(endpoint.auth_scheme(asymmetric)),
        (Some("none"), _) => Err(EndpointError::new("unknown plane")),
        (Some(_), _) => Ok(endpoint),
        (None, _) => Err(EndpointError::new("no plane is set")),
    }
}

#[derive(Clone, PartialEq)]
struct GetInput {
    plane: Option<String>,
    name: String,
}

smithereen::structure! {
    GetInput = "GetInput" {
        0 plane => Member::new("plane").header("x-plane"),
        1 name => Member::new("name").label("name").required(),
    }
}

#[derive(Clone, PartialEq)]
enum GetError {
    Unknown(String),
}

smithereen::union! {
    GetError = "GetError" {}
}

impl Operation for GetInput {
    type Output = ();
    type Error = GetError;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&SERVICE, "Get", "GET", "/{name}")
        .endpoint_params(&[("Plane", ParamSource::Member("plane"))]);
}

const OWN: Account = Account { region: "us-west-2", service: "own", escaped_twice: false, ..IOT };

fn input(plane: &str) -> GetInput {
    GetInput { plane: Some(plane.to_owned()), name: "a b/c".to_owned() }
}

fn caller(server: &Server) -> Caller {
    Caller::new(&SERVICE, &config().endpoint_url(server.url()).build())
}

#[tokio::test]
async fn the_endpoint_sets_the_signature_and_headers() {
    let server = Server::responding(OWN, [CannedResponse::ok()]);
    let () = caller(&server).call(&input("own")).await.unwrap();
    let seen = server.only();
    assert_eq!(seen.target, "/a%20b%2Fc");
    assert_eq!(seen.header("x-plane"), Some("of the endpoint"));
    // Another call has another endpoint.
    let server = Server::responding(Account { service: "test", ..IOT }, [CannedResponse::ok()]);
    let () = caller(&server).call(&input("other")).await.unwrap();
    assert_eq!(server.only().header("x-plane"), Some("other"));
}

/// A regression test of the test server, which distinguishes the two encodings of a path.
#[tokio::test]
async fn a_path_with_the_wrong_encoding_is_rejected() {
    let server = Server::responding(Account { escaped_twice: true, ..OWN }, [CannedResponse::ok()]);
    let error = caller(&server).call(&input("own")).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidSignatureException"));
}

#[tokio::test]
async fn an_endpoint_error_is_a_build_error_and_nothing_is_sent() {
    let server = Server::responding(IOT, []);
    let unsupported = "the endpoint requires a signature with sigv4a, which needs the feature `sigv4a` of `smithereen`: add it to \
                       the dependency in Cargo.toml, `features = [\"sigv4a\"]`";
    for (input, reason) in [
        (input("asymmetric"), unsupported),
        (input("none"), "unknown plane"),
        (GetInput { plane: None, ..input("") }, "no plane is set"),
    ] {
        match caller(&server).call(&input).await {
            Err(Error::Build(error)) => assert_eq!((error.operation(), error.reason()), ("Get", reason)),
            other => panic!("{input:?}: {other:?}"),
        }
    }
    assert_eq!(caller(&server).endpoint().unwrap_err().to_string(), "no plane is set");
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn the_caller_sets_parameters_that_the_input_leaves_unset() {
    let server = Server::responding(OWN, [CannedResponse::ok()]);
    let caller =
        caller(&server).endpoint_param("Plane", "asymmetric".to_owned()).endpoint_param("Plane", "own");
    assert_eq!(caller.endpoint().unwrap().auth_schemes().len(), 2);
    let () = caller.call(&GetInput { plane: None, ..input("") }).await.unwrap();
    server.only();
}
