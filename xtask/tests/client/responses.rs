//! Results of calls for responses of all kinds: errors with and without a model, unreadable bodies, torn connections.

use super::widgets::{self, GetWidgetInput};
use super::{IOT, PackageError, THINGS, config, iot_at, package, things_at, transport, update};
use crate::loopback::{CannedResponse, Server};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::request_id::RequestId;
use smithereen::client::Caller;
use smithereen::{Error, ServiceError, TransportError, TransportKind, Validation};
use smithereen_aws::iot::{UpdatePackageConfigurationError, UpdateProvisioningTemplateInput};
use smithereen_aws::iot_managed_integrations::{UpdateManagedThingError, UpdateManagedThingInput};

fn error_of(error: &PackageError) -> Option<&UpdatePackageConfigurationError> {
    error.as_service().map(ServiceError::error)
}

#[tokio::test]
async fn members_of_a_modeled_error_are_parsed() {
    let body =
        r#"{"Message": "gone", "ResourceId": "thing-1", "ResourceType": "ManagedThing", "Later": [1]}"#;
    let response =
        CannedResponse::error(404, "ResourceNotFoundException", body).header("X-Amzn-RequestId", "id-1");
    let server = Server::responding(THINGS, [response]);
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
async fn the_official_error_traits_give_code_message_and_request_id() {
    let response = CannedResponse::error(409, "ConflictException", r#"{"message": "no"}"#)
        .header("x-amzn-requestid", "id-1");
    let (result, _server) = update([response]).await;
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
async fn an_unmodeled_code_is_the_unknown_variant() {
    for code in ["ServiceQuotaExceededException", "BrandNewException"] {
        let (result, server) = update([CannedResponse::error(400, code, r#"{"message": "m"}"#)]).await;
        let error = result.unwrap_err();
        assert_eq!(error_of(&error), Some(&UpdatePackageConfigurationError::Unknown(code.to_owned())));
        assert_eq!((error.code(), error.message()), (Some(code), Some("m")));
        server.only();
    }
}

/// Bodies that cannot be parsed: HTML, truncated, no object, no UTF-8, a megabyte.
fn unreadable_bodies() -> Vec<Vec<u8>> {
    let texts =
        ["", " ", "<html><body>Sorry</body></html>", "{\"message\":", "[]", "\"text\"", "null", "hello"];
    let mut bodies: Vec<_> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    bodies.push(b"{\"message\": \"\xff\xfe\"}".to_vec());
    bodies.push(vec![b'x'; 1 << 20]);
    bodies
}

#[tokio::test]
async fn an_error_with_an_unreadable_body_has_code_and_status() {
    for body in unreadable_bodies() {
        let case = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        let (result, server) =
            update([CannedResponse::error(400, "ValidationException", body.clone())]).await;
        let error = result.unwrap_err();
        assert_eq!((error.code(), error.message()), (Some("ValidationException"), None), "{case}");
        let variant = UpdatePackageConfigurationError::ValidationException(Default::default());
        assert_eq!(error_of(&error), Some(&variant), "{case}");
        server.only();

        let (result, server) =
            update([CannedResponse::new(404, body).header("x-amzn-requestid", "id-3")]).await;
        let error = result.unwrap_err();
        assert_eq!((error.code(), error.message(), error.request_id()), (None, None, Some("id-3")), "{case}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
        assert_eq!(error_of(&error), Some(&UpdatePackageConfigurationError::Unknown(String::new())));
        server.only();
    }
}

#[tokio::test]
async fn a_message_of_100_kilobytes_is_parsed() {
    let message = "é".repeat(50_000);
    for is_chunked in [false, true] {
        let body = serde_json::json!({ "message": message }).to_string();
        let whole = CannedResponse::error(400, "ValidationException", body);
        let (result, server) = update([if is_chunked { whole.chunked() } else { whole }]).await;
        assert_eq!(result.unwrap_err().message(), Some(message.as_str()));
        server.only();
    }
}

#[tokio::test]
async fn the_body_of_an_output_without_body_members_is_not_parsed() {
    for body in ["hello", "<html>", "[1]", "{", "{} {}", "\"text\""] {
        let server = Server::responding(IOT, [CannedResponse::new(200, body)]);
        let input = UpdateProvisioningTemplateInput::new("fleet");
        let result = iot_at(&server).update_provisioning_template(&input).await;
        result.unwrap_or_else(|error| panic!("{body}: {error}"));
        server.only();
    }
}

#[tokio::test]
async fn a_success_that_cannot_be_parsed_is_not_retried() {
    for body in ["<html>", "{", r#"{"name": 5}"#] {
        let response = CannedResponse::new(200, body).header("x-amzn-requestid", "id-1");
        let server = Server::responding(IOT, [response, CannedResponse::ok()]);
        let caller = Caller::new(&widgets::SERVICE, &config().endpoint_url(server.url()).build());
        let error = caller.call(&GetWidgetInput {}).await.unwrap_err();
        assert!(matches!(&error, Error::Response(_)), "{body}: {error}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert_eq!((error.code(), error.request_id()), (None, Some("id-1")), "{body}");
        server.only();
    }
}

#[tokio::test]
async fn strict_validation_of_a_call_rejects_an_output_without_a_required_member() {
    for (body, is_complete) in [(r#"{"size": 1}"#, true), (r#"{"name": "n"}"#, false), ("", false)] {
        let server =
            Server::responding(IOT, [CannedResponse::new(200, body), CannedResponse::new(200, body)]);
        let caller = Caller::new(&widgets::SERVICE, &config().endpoint_url(server.url()).build());
        let lenient = caller.call(&GetWidgetInput {}).await.unwrap();
        assert_eq!(lenient.size, i32::from(is_complete), "{body}");
        let strict = caller.call(&GetWidgetInput {}).validation(Validation::Strict).await;
        match strict {
            Ok(output) => assert!(is_complete && output == lenient, "{body}"),
            Err(Error::Response(error)) => assert_eq!((error.member(), is_complete), ("size", false)),
            Err(error) => panic!("{body}: {error}"),
        }
    }
}

#[tokio::test]
async fn a_success_is_parsed_with_a_length_in_chunks_and_with_any_success_status() {
    let later = r#"{"later": [{"é": null}, 1e400, -0.0], "and": "more"}"#;
    for body in ["", "{}", " {} \r\n", "null", &later.replace("1e400", "1e40")] {
        for response in [
            CannedResponse::new(200, body),
            CannedResponse::new(200, body).chunked(),
            CannedResponse::new(202, body),
        ] {
            let (result, server) = update([response]).await;
            result.unwrap_or_else(|error| panic!("{body}: {error}"));
            server.only();
        }
    }
}

#[tokio::test]
async fn a_connection_reset_within_the_body_is_a_connection_error() {
    let response = CannedResponse::new(200, format!("{{{}}}", " ".repeat(1000))).reset();
    let (result, server) = update([response.clone(), response.clone(), response]).await;
    let error = transport(result);
    assert_eq!(error.kind(), TransportKind::Connection, "{error}");
    server.attempts(3);
}

#[tokio::test]
async fn connections_are_reused() {
    let server = Server::scripted(IOT, |_| CannedResponse::ok());
    let client = iot_at(&server);
    for _ in 0..20 {
        client.update_package_configuration(&package()).await.unwrap();
    }
    assert_eq!(server.connections(), 1);
}
