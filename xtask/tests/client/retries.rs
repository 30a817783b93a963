//! Retries: which failures, how often, and the final result.

use super::{IOT, THINGS, config, package, things_at, update};
use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, Server};
use aws_smithy_types::retry::RetryConfig;
use aws_types::region::Region;
use smithereen::ServiceError;
use smithereen_aws::iot::{self, UpdatePackageConfigurationError};
use smithereen_aws::iot_managed_integrations::UpdateManagedThingInput;
use std::time::Duration;

#[tokio::test]
async fn server_errors_are_retried() {
    for status in [500, 502, 503, 504] {
        let (result, server) = update([CannedResponse::new(status, ""), CannedResponse::ok()]).await;
        result.unwrap_or_else(|error| panic!("{status}: {error}"));
        let attempts = server.attempts(2);
        assert!(attempts[0].query().starts_with("clientToken=") && !attempts[0].body.is_empty());
        let (result, server) = update([
            CannedResponse::new(status, "{}"),
            CannedResponse::new(status, "<html>"),
            CannedResponse::ok(),
        ])
        .await;
        result.unwrap_or_else(|error| panic!("{status}: {error}"));
        server.attempts(3);
    }
}

/// The connection may lead to a host that is out of order.
#[tokio::test]
async fn a_server_error_is_retried_on_a_new_connection() {
    let (result, server) = update([CannedResponse::new(503, ""), CannedResponse::ok()]).await;
    result.unwrap();
    server.attempts(2);
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn throttling_errors_are_retried() {
    let in_the_body =
        CannedResponse::new(400, r#"{"__type": "com.amazonaws.iot#ThrottlingException", "message": "slow"}"#);
    for throttled in [
        CannedResponse::error(400, "ThrottlingException", r#"{"message": "slow"}"#),
        CannedResponse::error(429, "ThrottlingException:http://internal.amazon.com/", "{}"),
        CannedResponse::error(429, "TooManyRequestsException", "{}"),
        CannedResponse::error(400, "TooManyRequestsException", ""),
        in_the_body,
    ] {
        let case = format!("{throttled:?}");
        let (result, server) = update([throttled, CannedResponse::ok()]).await;
        result.unwrap_or_else(|error| panic!("{case}: {error}"));
        server.attempts(2);
    }
}

#[tokio::test]
async fn an_operation_without_an_idempotency_token_is_retried() {
    let busy = CannedResponse::error(503, "ServiceUnavailableException", r#"{"Message": "busy"}"#);
    let server = Server::responding(THINGS, [busy, CannedResponse::new(204, "")]);
    let input = UpdateManagedThingInput::new("a/b").owner("somebody");
    things_at(&server).update_managed_thing(&input).await.unwrap();
    server.attempts(2);
}

#[tokio::test]
async fn a_closed_connection_is_retried() {
    let body = format!("{{\"later\": \"{}\"}}", "x".repeat(1000));
    for lost in [CannedResponse::hung_up(), CannedResponse::new(200, body).reset()] {
        let case = format!("{lost:.60?}");
        let (result, server) = update([lost, CannedResponse::ok()]).await;
        result.unwrap_or_else(|error| panic!("{case}: {error}"));
        server.attempts(2);
    }
}

#[tokio::test]
async fn client_errors_are_not_retried() {
    let body = r#"{"message": "roleArn is too short"}"#;
    let (result, server) = update([CannedResponse::error(400, "ValidationException", body)]).await;
    let error = result.unwrap_err();
    match error.as_service().map(ServiceError::error) {
        Some(UpdatePackageConfigurationError::ValidationException(exception)) => {
            assert_eq!(exception.message.as_deref(), Some("roleArn is too short"));
        }
        other => panic!("{other:?}"),
    }
    server.only();
    for status in [400, 401, 403, 404, 409, 429] {
        let (result, server) = update([CannedResponse::new(status, "{}")]).await;
        assert_eq!(result.unwrap_err().status().map(|status| status.as_u16()), Some(status));
        server.only();
    }
}

#[tokio::test]
async fn the_last_response_is_the_result() {
    let first = CannedResponse::new(500, "");
    let last = CannedResponse::error(503, "InternalServerException", r#"{"message": "third"}"#);
    let (result, server) = update([first.clone(), first, last, CannedResponse::ok()]).await;
    let error = result.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("InternalServerException"), Some("third")));
    let variant = error.as_service().unwrap().error();
    assert!(matches!(variant, UpdatePackageConfigurationError::InternalServerException(_)), "{variant:?}");
    server.attempts(3);
}

#[tokio::test]
async fn the_retry_configuration_sets_the_number_of_attempts() {
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    // The retry quota is shared by all clients of a service and region, so this test has a region of its own.
    let account = Account { region: "eu-north-1", ..IOT };
    for (retries, attempts) in [(RetryConfig::disabled(), 1), (retries.clone().with_max_attempts(6), 6)] {
        let server = Server::scripted(account, |_| CannedResponse::new(503, ""));
        let config = config().endpoint_url(server.url()).retry_config(retries);
        let config = config.region(Region::from_static(account.region)).build();
        let error = iot::Client::new(&config).update_package_configuration(&package()).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
        server.attempts(attempts);
    }
}

#[tokio::test]
async fn each_call_has_its_own_idempotency_token() {
    let server = Server::scripted(IOT, |_| CannedResponse::ok());
    let client = super::iot_at(&server);
    let input = package();
    client.update_package_configuration(&input).await.unwrap();
    client.update_package_configuration(&input).await.unwrap();
    let seen = server.requests();
    assert_eq!(seen.len(), 2);
    assert_ne!(seen[0].query(), seen[1].query());
    assert_ne!(seen[0].header("amz-sdk-invocation-id"), seen[1].header("amz-sdk-invocation-id"));
}

#[tokio::test]
async fn clock_skew_is_corrected() {
    let skewed = CannedResponse::error(403, "RequestTimeTooSkewed", "{}")
        .header("date", "Tue, 15 Nov 1994 08:12:31 GMT");
    let (result, server) = update([skewed, CannedResponse::ok()]).await;
    result.unwrap();
    let time = server.attempts(2)[1].header("x-amz-date").unwrap().to_owned();
    assert!(time.starts_with("19941115T0812"), "{time}");
}
