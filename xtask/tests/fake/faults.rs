//! Faults of connections and bodies.

use all_protocols::lambda::{self, GetFunctionConfigurationInput as Get};
use all_protocols::s3;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use smithereen::client::{Fake, Reply, SdkConfig};
use smithereen::{Error, StatusCode, TransportError, TransportKind};
use std::time::Duration;

const BODY: &str = r#"{"FunctionName": "f"}"#;

fn once(config: SdkConfig) -> aws_types::sdk_config::Builder {
    config.into_builder().retry_config(RetryConfig::disabled())
}

/// Makes one attempt of a call that gets the reply.
async fn call(
    reply: Reply,
    config: impl Fn(aws_types::sdk_config::Builder) -> aws_types::sdk_config::Builder,
) -> (Result<(), Error<lambda::GetFunctionConfigurationError>>, Fake) {
    let fake = Fake::default();
    fake.on::<Get>().replies(reply);
    let client = lambda::Client::new(&config(once(fake.config())).build());
    (client.get_function_configuration(&Get::new("f")).await.map(|_| ()), fake)
}

fn transport<E>(result: Result<(), Error<E>>) -> TransportError {
    match result {
        Err(Error::Transport(error)) => error,
        _ => panic!("a transport error"),
    }
}

#[tokio::test]
async fn a_connection_is_closed_before_the_response() {
    let (result, fake) = call(Reply::disconnect().after(Duration::from_secs(3)), |config| config).await;
    let error = transport(result);
    assert_eq!(error.kind(), TransportKind::Connection);
    assert!(error.to_string().contains("the fake closed the connection"), "{error}");
    assert_eq!((fake.elapsed(), fake.requests().len()), (Duration::from_secs(3), 1));
}

#[tokio::test]
async fn a_connection_is_reset_in_the_body() {
    for bytes in [0, 5, 1000] {
        let (result, _) = call(Reply::new(StatusCode::OK, BODY).reset_after(bytes), |config| config).await;
        let error = transport(result);
        assert_eq!(error.kind(), TransportKind::Connection, "{error}");
        assert!(error.to_string().contains("the fake reset the connection"), "{error}");
    }
}

#[tokio::test]
async fn a_reset_connection_is_a_reason_for_a_retry() {
    let fake = Fake::default();
    let complete = Reply::new(StatusCode::OK, BODY);
    fake.on::<Get>().sequence([complete.clone().reset_after(5), complete]);
    let output = lambda::Client::new(&fake.config()).get_function_configuration(&Get::new("f")).await;
    assert_eq!(output.unwrap().function_name.as_deref(), Some("f"));
    fake.verify().unwrap();
}

#[tokio::test]
async fn a_body_is_shorter_than_its_content_length() {
    let reply = Reply::new(StatusCode::OK, BODY).truncated_after(5);
    let (result, _) = call(reply, |config| config).await;
    let error = transport(result);
    assert_eq!(error.kind(), TransportKind::Connection);
    assert!(error.to_string().contains("Expected 21 bytes but 5 bytes were received"), "{error}");

    let fake = Fake::default();
    fake.on::<s3::GetObjectInput>().replies(Reply::new(StatusCode::OK, "content").truncated_after(3));
    let client = s3::Client::new(&once(fake.config()).build());
    let output = client.get_object(&s3::GetObjectInput::new("b", "k")).await.unwrap();
    assert_eq!(output.content_length, Some(7));
    let body = output.body.collect().await;
    assert!(body.is_err(), "{body:?}");
}

#[tokio::test]
async fn a_stalled_body_is_ended_by_a_timeout() {
    let reply = Reply::new(StatusCode::OK, BODY).stalled_after(5);
    let limits = TimeoutConfig::builder().operation_timeout(Duration::from_secs(30)).build();
    let (result, fake) = call(reply, |config| config.timeout_config(limits.clone())).await;
    assert_eq!(transport(result).kind(), TransportKind::Timeout);
    assert_eq!(fake.elapsed(), Duration::from_secs(30));
}

#[tokio::test]
async fn a_stalled_body_is_ended_by_stalled_stream_protection() {
    let reply = Reply::new(StatusCode::OK, BODY).stalled_after(5);
    let protection = StalledStreamProtectionConfig::enabled().grace_period(Duration::from_secs(5)).build();
    let (result, fake) = call(reply, |config| config.stalled_stream_protection(protection.clone())).await;
    assert_eq!(transport(result).kind(), TransportKind::Connection);
    assert!(
        fake.elapsed() >= Duration::from_secs(5) && fake.elapsed() < Duration::from_secs(30),
        "{:?}",
        fake.elapsed()
    );
}

#[tokio::test]
async fn a_stalled_body_ends_after_an_hour() {
    let (result, fake) = call(Reply::new(StatusCode::OK, BODY).stalled_after(5), |config| config).await;
    let error = transport(result);
    assert!(error.to_string().contains("an hour of silence"), "{error}");
    assert_eq!(fake.elapsed(), Duration::from_secs(3600));
}

#[tokio::test]
async fn a_connection_does_not_come_about() {
    let (result, fake) = call(Reply::connect_timeout(), |config| config).await;
    let error = transport(result);
    assert_eq!((error.kind(), fake.elapsed()), (TransportKind::Timeout, Duration::from_millis(3100)));
    assert!(error.to_string().contains("connect timeout"), "{error}");
    assert!(fake.requests().is_empty());

    let (result, fake) =
        call(Reply::connect_timeout(), |config| config.timeout_config(TimeoutConfig::disabled())).await;
    assert_eq!(
        (transport(result).kind(), fake.elapsed()),
        (TransportKind::Connection, Duration::from_secs(3600))
    );
}

#[tokio::test]
async fn garbage_is_no_response_of_the_operation() {
    let (result, _) = call(Reply::garbage(), |config| config).await;
    let error = result.unwrap_err();
    assert!(matches!(&error, Error::Response(_)), "{error}");
}

#[tokio::test]
async fn an_unavailable_service_states_when_to_retry() {
    let (result, fake) = call(Reply::unavailable(Duration::from_millis(1500)), |config| config).await;
    let error = result.unwrap_err();
    let headers = error.raw_response().unwrap().headers();
    assert_eq!(
        (&headers["x-amz-retry-after"], &headers["retry-after"]),
        (&"1500".parse().unwrap(), &"2".parse().unwrap())
    );
    assert!(error.status() == Some(StatusCode::SERVICE_UNAVAILABLE) && error.is_retryable());
    assert_eq!(fake.elapsed(), Duration::ZERO);
}
