//! The transports of the runtime's guide: a blocking HTTP client, and the fake service.

use super::{IOT, KEY, REGION, SECRET, package};
use crate::loopback::{CannedResponse, Server};
use smithereen::client::Fake;
use smithereen::endpoint::Params;
use smithereen::sign::{Credentials, Signer};
use smithereen::{Bytes, Error, Response, StatusCode, TransportKind};
use smithereen_aws::iot::{self, UpdateProvisioningTemplateInput};

#[allow(unreachable_pub, reason = "as the guide shows it")]
#[path = "../../../runtime/src/guide/blocking.rs"]
mod blocking;

/// The server recomputes the signature.
#[test]
fn a_blocking_client_sends_a_signed_request() {
    let conflict = CannedResponse::error(409, "ConflictException", r#"{"message": "busy"}"#);
    let server = Server::responding(IOT, [CannedResponse::ok(), conflict]);
    let url = server.url();
    let config = Params { endpoint: Some(url), ..Params::region(REGION) };
    let signer = Signer::new(Credentials::new(KEY, SECRET));
    let input = UpdateProvisioningTemplateInput::new("a fleet/+é").enabled(true);
    blocking::call(&input, &config, &signer).unwrap();
    let error = blocking::call(&package(), &config, &signer).unwrap_err();
    assert!(error.to_string().contains("busy"), "{error}");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_fake_responds_and_records_requests() {
    let fake = Fake::responding(StatusCode::OK, "{}");
    let client = iot::Client::new(&fake.config());
    client
        .update_provisioning_template(&UpdateProvisioningTemplateInput::new("fleet").enabled(true))
        .await
        .unwrap();
    let requests = fake.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].uri(), "https://iot.us-east-1.amazonaws.com/provisioning-templates/fleet");
    assert_eq!(requests[0].body(), r#"{"enabled":true}"#);
    assert!(requests[0].headers().contains_key("authorization"));
}

#[tokio::test]
async fn a_disconnecting_fake_is_a_connection_error() {
    let fake = Fake::disconnecting();
    let error = iot::Client::new(&fake.config()).update_package_configuration(&package()).await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportKind::Connection),
        "{error}"
    );
    assert_eq!(fake.requests().len(), 3);
}

#[tokio::test]
async fn an_error_of_a_fake_is_retried_at_once() {
    let begun = std::time::Instant::now();
    let fake = Fake::new(|_| {
        let response =
            Response::builder().status(503).header("x-amzn-errortype", "ServiceUnavailableException");
        response.body(Bytes::from_static(br#"{"message": "later"}"#)).unwrap()
    });
    let error = iot::Client::new(&fake.config()).update_package_configuration(&package()).await.unwrap_err();
    assert!(matches!(&error, Error::Service(error) if error.message() == Some("later")), "{error}");
    let bodies: Vec<_> = fake.requests().into_iter().map(|request| request.into_body()).collect();
    assert_eq!(bodies.len(), 3);
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    assert!(begun.elapsed().as_millis() < 500, "the official runtime would wait for a second and more");
    assert_eq!(format!("{fake:?}"), "Fake");
}
