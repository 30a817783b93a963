//! Signatures of the client with SigV4a: the regions that they are valid in. Needs the features `client` and `sigv4a`.
#![cfg(all(feature = "client", feature = "sigv4a"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use smithereen::client::{Caller, Fake};
use smithereen::endpoint::EndpointAuthScheme;
use smithereen::protocol::RestJson1;
use smithereen::{AuthScheme, Endpoint, Operation, OperationSchema, Service, StatusCode};
use std::future::IntoFuture;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

static SERVICE: Service = Service::new("Objects", &RestJson1, |params| {
    let endpoint = Endpoint::new("https://example.com")?;
    Ok(match params.string("Regions") {
        Some(regions) => {
            endpoint.auth_scheme(EndpointAuthScheme::new("sigv4a").signing_region_in(regions.to_owned()))
        }
        None => endpoint.auth_scheme(EndpointAuthScheme::new("sigv4a")),
    })
})
.signing_name("objects")
.auth(&[AuthScheme::SigV4]);
static GET: OperationSchema = OperationSchema::new(&SERVICE, "Get", "GET", "/");

#[derive(Clone, Default, PartialEq)]
struct Get {}

smithereen::structure!(Get = "Get" {});

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

impl Operation for Get {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &GET;
}

fn caller(fake: &Fake, of_endpoint: Option<&'static str>, configured: Option<&'static str>) -> Caller {
    let mut config = fake.config().into_builder();
    config.set_sigv4a_signing_region_set(configured);
    let mut caller = Caller::new(&SERVICE, &config.build());
    if let Some(regions) = of_endpoint {
        caller = caller.endpoint_param("Regions", regions);
    }
    caller
}

/// Returns the regions that a request is signed for.
fn regions(of_endpoint: Option<&'static str>, configured: Option<&'static str>) -> String {
    let fake = Fake::responding(StatusCode::OK, "{}");
    let caller = caller(&fake, of_endpoint, configured);
    let mut call = pin!(caller.call(&Get {}).into_future());
    // The fake never waits.
    assert!(matches!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(Ok(()))));
    let requests = fake.requests();
    let header =
        |name: &str| requests.first().unwrap().headers().get(name).unwrap().to_str().unwrap().to_owned();
    assert!(header("authorization").starts_with("AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/"));
    header("x-amz-region-set")
}

#[test]
fn a_signature_is_valid_in_the_regions_of_the_endpoint() {
    assert_eq!(regions(Some("*"), None), "*");
    assert_eq!(regions(Some("us-*"), None), "us-*");
    assert_eq!(regions(None, None), "us-east-1");
}

#[test]
fn configured_regions_take_precedence() {
    assert_eq!(regions(Some("*"), Some("eu-west-1,eu-west-3")), "eu-west-1,eu-west-3");
    assert_eq!(regions(None, Some("*")), "*");
}

#[test]
fn presigned_requests_have_the_same_regions() {
    for (of_endpoint, configured, expected) in [
        (Some("*"), None, "%2A"),
        (None, None, "us-east-1"),
        (Some("*"), Some("eu-west-1,eu-west-3"), "eu-west-1%2Ceu-west-3"),
    ] {
        let fake = Fake::responding(StatusCode::OK, "{}");
        let caller = caller(&fake, of_endpoint, configured);
        let mut presigned = pin!(caller.presign(&Get {}, Duration::from_secs(60)));
        let Poll::Ready(Ok(presigned)) = presigned.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        else {
            panic!("it is not presigned");
        };
        assert!(
            presigned
                .url()
                .contains("?X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F")
        );
        assert!(presigned.url().contains(&format!("&X-Amz-Region-Set={expected}&")), "{}", presigned.url());
        assert_eq!(fake.requests().len(), 0);
    }
}
