//! The ways to make calls that the runtime's guide shows besides a client on a network.

use super::{IOT, KEY, REGION, SECRET, package};
use crate::loopback::{Answer, Server};
use aws_credential_types::Credentials;
use smithereen::client::Fake;
use smithereen::endpoint::Params;
use smithereen::{Bytes, Error, Response, StatusCode, TransportKind};
use smithereen_aws::iot::{self, UpdateProvisioningTemplateInput};

#[allow(unreachable_pub, reason = "as the guide shows it")]
#[path = "../../../runtime/src/guide/blocking.rs"]
mod blocking;

/// The service recomputes the signature.
#[test]
fn blocking() {
    let conflict = Answer::error(409, "ConflictException", r#"{"message": "busy"}"#);
    let server = Server::answering(IOT, [Answer::ok(), conflict]);
    let url = server.url();
    let config = Params { endpoint: Some(url), ..Params::region(REGION) };
    let credentials = || Credentials::new(KEY, SECRET, None, None, "test");
    let input = UpdateProvisioningTemplateInput::new("a fleet/+é").enabled(true);
    blocking::call(&input, &config, credentials()).unwrap();
    let refused = blocking::call(&package(), &config, credentials()).unwrap_err();
    assert!(refused.to_string().contains("busy"), "{refused}");
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_fake_answers_and_remembers() {
    let fake = Fake::answering(StatusCode::OK, "{}");
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
async fn a_fake_may_lose_connections() {
    let fake = Fake::losing();
    let error = iot::Client::new(&fake.config()).update_package_configuration(&package()).await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportKind::Connection),
        "{error}"
    );
    assert_eq!(fake.requests().len(), 3);
}

#[tokio::test]
async fn a_fake_may_fail_and_is_tried_again_at_once() {
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
