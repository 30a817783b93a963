//! Sensitive members and secret keys are neither in `Debug`, nor in errors, nor in log events.

use super::{KEY, SECRET, THINGS, config, provider, things_at};
use crate::events::Log;
use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, Server};
use aws_credential_types::Credentials;
use aws_smithy_types::timeout::TimeoutConfig;
use smithereen_aws::iot_managed_integrations::{self as things, UpdateManagedThingInput};
use std::error::Error as StdError;
use std::fmt::Write as _;
use std::time::Duration;

const OWNER: &str = "Ada-of-no-log";
const SERIAL: &str = "SN-of-no-log";
const MODEL: &str = "Model-of-no-log";
const SESSION: &str = "session-of-no-log";
const ACCOUNT: Account = Account { token: Some(SESSION), ..THINGS };

fn thing() -> UpdateManagedThingInput {
    UpdateManagedThingInput::new("thing-1").owner(OWNER).serial_number(SERIAL).brand(MODEL).model(MODEL)
}

#[track_caller]
fn assert_silent(text: &str) {
    for secret in [OWNER, SERIAL, MODEL, SECRET, SESSION] {
        let around =
            text.find(secret).map(|at| &text[text[..at].rfind('\n').map_or(0, |line| line + 1)..][..]);
        let line = around.and_then(|line| line.lines().next());
        assert!(line.is_none(), "{secret} is in: {}", line.unwrap_or_default());
    }
}

/// Returns everything that an error and its causes can show.
pub(super) fn all_text(error: &impl StdError) -> String {
    let mut text = format!("{error}\n{error:?}\n{error:#?}\n");
    let mut cause = error.source();
    while let Some(error) = cause {
        writeln!(text, "{error}\n{error:?}").unwrap();
        cause = error.source();
    }
    text
}

fn client(server: &Server) -> things::Client {
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_millis(250)).build();
    let config = config().endpoint_url(server.url()).timeout_config(timeouts);
    things::Client::new(&config.credentials_provider(provider(ACCOUNT.token)).build())
}

#[tokio::test]
async fn debug_shows_nothing_sensitive() {
    let body = r#"{"Message": "no"}"#;
    let server = Server::responding(ACCOUNT, [CannedResponse::error(400, "ValidationException", body)]);
    let client = client(&server);
    let input = thing();
    let call = client.update_managed_thing(&input);
    let shown = format!("{client:?}{client:#?}{call:?}{call:#?}{input:?}{input:#?}{:?}", client.caller());
    assert_silent(&shown);
    assert!(shown.contains("thing-1") && shown.contains("[redacted]"), "other members are shown: {shown}");
    assert_silent(&all_text(&call.await.unwrap_err()));
    assert!(String::from_utf8(server.only().body).unwrap().contains(OWNER), "the value is sent");
}

#[tokio::test]
async fn a_build_error_shows_nothing_sensitive() {
    let server = Server::responding(ACCOUNT, []);
    let mut input = thing();
    input.identifier.clear();
    assert_silent(&all_text(&client(&server).update_managed_thing(&input).await.unwrap_err()));
}

/// Each kind of failure, with all log events of the call.
#[tokio::test]
async fn log_events_of_a_failed_call_show_nothing_sensitive() {
    let responses = [
        CannedResponse::new(503, ""),
        CannedResponse::error(400, "ThrottlingException", r#"{"Message": "slow"}"#),
        CannedResponse::error(400, "ValidationException", r#"{"Message": "no"}"#),
        CannedResponse::never(),
        CannedResponse::hung_up(),
        CannedResponse::new(200, " ".repeat(1000)).reset(),
    ];
    for response in responses {
        let log = Log::default();
        let guard = log.listen();
        let server = Server::scripted(ACCOUNT, move |_| response.clone());
        let error = client(&server).update_managed_thing(&thing()).await.unwrap_err();
        drop(guard);
        assert_silent(&all_text(&error));
        let text = log.text();
        assert!(text.contains("TRACE") && text.contains("UpdateManagedThing"), "the log is empty: {text}");
        assert_silent(&text);
    }
}

#[tokio::test]
async fn log_events_of_a_successful_call_show_nothing_sensitive() {
    let log = Log::default();
    let guard = log.listen();
    let server = Server::responding(THINGS, [CannedResponse::new(204, "")]);
    things_at(&server).update_managed_thing(&thing()).await.unwrap();
    drop(guard);
    assert!(log.text().contains("UpdateManagedThing"));
    assert_silent(&log.text());
}

/// A service may repeat a value of the input in its message, which the caller gets and the log does not.
#[tokio::test]
async fn log_events_show_no_response_body() {
    let message = serde_json::json!({ "Message": format!("no such owner: {OWNER}") }).to_string();
    for response in [
        CannedResponse::new(503, message.clone()),
        CannedResponse::error(400, "ValidationException", message),
    ] {
        let log = Log::default();
        let guard = log.listen();
        let server = Server::scripted(ACCOUNT, move |_| response.clone());
        let error =
            client(&server).update_managed_thing(&UpdateManagedThingInput::new("t")).await.unwrap_err();
        drop(guard);
        assert_eq!(error.message(), Some(format!("no such owner: {OWNER}").as_str()));
        assert_silent(&log.text());
    }
}

/// The official runtime logs headers and its components at the level `TRACE`, and so may an HTTP client.
#[tokio::test]
async fn log_events_show_neither_headers_nor_credentials_of_a_call() {
    let log = Log::default();
    let guard = log.listen();
    let server = Server::scripted(ACCOUNT, |_| CannedResponse::new(503, ""));
    let call = client(&server).update_managed_thing(&UpdateManagedThingInput::new("t"));
    let own = Credentials::new(KEY, SECRET, Some(SESSION.to_owned()), None, "test");
    let call = call.header("x-owner", OWNER).credentials(own);
    assert_silent(&format!("{call:?}"));
    assert_silent(&all_text(&call.await.unwrap_err()));
    let call = client(&server).update_managed_thing(&UpdateManagedThingInput::new("t"));
    assert_silent(&all_text(&call.header("x-owner\n", OWNER).await.unwrap_err()));
    drop(guard);
    let requests = server.requests();
    assert!(requests.len() == 3 && requests.iter().all(|request| request.header("x-owner") == Some(OWNER)));
    assert!(log.text().contains("attempt failed, retrying"), "attempts are logged");
    assert_silent(&log.text());
}
