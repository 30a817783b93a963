//! What the caller gets for answers of all kinds.

use super::widgets::{self, GetWidgetInput};
use super::{IOT, PackageError, THINGS, config, iot_at, package, things_at, transport, update};
use crate::loopback::{Answer, Server};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::request_id::RequestId;
use smithereen::client::Caller;
use smithereen::{Error, ServiceError, TransportError, TransportKind};
use smithereen_aws::iot::{UpdatePackageConfigurationError, UpdateProvisioningTemplateInput};
use smithereen_aws::iot_managed_integrations::{UpdateManagedThingError, UpdateManagedThingInput};

fn error_of(error: &PackageError) -> Option<&UpdatePackageConfigurationError> {
    error.as_service().map(ServiceError::error)
}

#[tokio::test]
async fn an_error_has_its_members() {
    let body =
        r#"{"Message": "gone", "ResourceId": "thing-1", "ResourceType": "ManagedThing", "Later": [1]}"#;
    let answer = Answer::error(404, "ResourceNotFoundException", body).header("X-Amzn-RequestId", "id-1");
    let server = Server::answering(THINGS, [answer]);
    let error =
        things_at(&server).update_managed_thing(&UpdateManagedThingInput::new("thing-1")).await.unwrap_err();
    match error.as_service().map(ServiceError::error) {
        Some(UpdateManagedThingError::ResourceNotFoundException(missing)) => {
            assert_eq!(missing.message.as_deref(), Some("gone"));
            assert_eq!(missing.resource_id.as_deref(), Some("thing-1"));
            assert_eq!(missing.resource_type.as_deref(), Some("ManagedThing"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(error.request_id(), Some("id-1"));
    server.only();
}

#[tokio::test]
async fn the_traits_of_the_official_runtime_say_the_same() {
    let answer =
        Answer::error(409, "ConflictException", r#"{"message": "no"}"#).header("x-amzn-requestid", "id-1");
    let (result, _server) = update([answer]).await;
    let error = result.unwrap_err();
    assert_eq!(ProvideErrorMetadata::code(&error), Some("ConflictException"));
    assert_eq!(ProvideErrorMetadata::message(&error), Some("no"));
    assert_eq!(RequestId::request_id(&error), Some("id-1"));
    let service = error.as_service().unwrap();
    assert_eq!(ProvideErrorMetadata::code(service), Some("ConflictException"));
    assert_eq!(ProvideErrorMetadata::message(service), Some("no"));

    let error: PackageError = TransportError::new(TransportKind::Other, "no service").into();
    assert_eq!((ProvideErrorMetadata::code(&error), ProvideErrorMetadata::message(&error)), (None, None));
}

#[tokio::test]
async fn a_code_that_is_not_modelled_is_unknown() {
    for code in ["ServiceQuotaExceededException", "BrandNewException"] {
        let (result, server) = update([Answer::error(400, code, r#"{"message": "m"}"#)]).await;
        let error = result.unwrap_err();
        assert_eq!(error_of(&error), Some(&UpdatePackageConfigurationError::Unknown(code.to_owned())));
        assert_eq!((error.code(), error.message()), (Some(code), Some("m")));
        server.only();
    }
}

/// Bodies that cannot be read: HTML, cut off, no object, no UTF-8, a megabyte.
fn odd_bodies() -> Vec<Vec<u8>> {
    let texts =
        ["", " ", "<html><body>Sorry</body></html>", "{\"message\":", "[]", "\"text\"", "null", "hello"];
    let mut bodies: Vec<_> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    bodies.push(b"{\"message\": \"\xff\xfe\"}".to_vec());
    bodies.push(vec![b'x'; 1 << 20]);
    bodies
}

#[tokio::test]
async fn an_error_without_a_good_body_still_has_its_code_and_status() {
    for body in odd_bodies() {
        let told = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        let (result, server) = update([Answer::error(400, "ValidationException", body.clone())]).await;
        let error = result.unwrap_err();
        assert_eq!((error.code(), error.message()), (Some("ValidationException"), None), "{told}");
        let variant = UpdatePackageConfigurationError::ValidationException(Default::default());
        assert_eq!(error_of(&error), Some(&variant), "{told}");
        server.only();

        let (result, server) = update([Answer::new(404, body).header("x-amzn-requestid", "id-3")]).await;
        let error = result.unwrap_err();
        assert_eq!((error.code(), error.message(), error.request_id()), (None, None, Some("id-3")), "{told}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
        assert_eq!(error_of(&error), Some(&UpdatePackageConfigurationError::Unknown(String::new())));
        server.only();
    }
}

#[tokio::test]
async fn a_megabyte_of_message_is_read() {
    let message = "é".repeat(1 << 19);
    for answer in [false, true] {
        let body = serde_json::json!({ "message": message }).to_string();
        let whole = Answer::error(400, "ValidationException", body);
        let (result, server) = update([if answer { whole.chunked() } else { whole }]).await;
        assert_eq!(result.unwrap_err().message(), Some(message.as_str()));
        server.only();
    }
}

#[tokio::test]
async fn a_body_that_the_model_does_not_have_is_not_read() {
    for body in ["hello", "<html>", "[1]", "{", "{} {}", "\"text\""] {
        let server = Server::answering(IOT, [Answer::new(200, body)]);
        let input = UpdateProvisioningTemplateInput::new("fleet");
        let result = iot_at(&server).update_provisioning_template(&input).await;
        result.unwrap_or_else(|error| panic!("{body}: {error}"));
        server.only();
    }
}

#[tokio::test]
async fn a_success_that_cannot_be_parsed_is_not_retried() {
    for body in ["<html>", "{", r#"{"name": 5}"#] {
        let answer = Answer::new(200, body).header("x-amzn-requestid", "id-1");
        let server = Server::answering(IOT, [answer, Answer::ok()]);
        let caller = Caller::new(&widgets::SERVICE, &config().endpoint_url(server.url()).build());
        let error = caller.call(&GetWidgetInput {}).await.unwrap_err();
        assert!(matches!(&error, Error::Response(_)), "{body}: {error}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert_eq!((error.code(), error.request_id()), (None, Some("id-1")), "{body}");
        server.only();
    }
}

#[tokio::test]
async fn a_success_is_read_however_it_arrives() {
    let later = r#"{"later": [{"é": null}, 1e400, -0.0], "and": "more"}"#;
    for body in ["", "{}", " {} \r\n", "null", &later.replace("1e400", "1e40")] {
        for answer in [Answer::new(200, body), Answer::new(200, body).chunked(), Answer::new(202, body)] {
            let (result, server) = update([answer]).await;
            result.unwrap_or_else(|error| panic!("{body}: {error}"));
            server.only();
        }
    }
}

#[tokio::test]
async fn a_reset_in_the_middle_of_each_body_is_a_lost_connection() {
    let answer = Answer::new(200, format!("{{{}}}", " ".repeat(1000))).reset();
    let (result, server) = update([answer.clone(), answer.clone(), answer]).await;
    let error = transport(result);
    assert_eq!(error.kind(), TransportKind::Connection, "{error}");
    server.attempts(3);
}

#[tokio::test]
async fn connections_are_kept() {
    let server = Server::scripted(IOT, |_| Answer::ok());
    let client = iot_at(&server);
    for _ in 0..20 {
        client.update_package_configuration(&package()).await.unwrap();
    }
    assert_eq!(server.connections(), 1);
}
