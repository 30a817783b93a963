//! Nothing that the model calls sensitive is shown, nor the secret key: not by `Debug`, and not in the log.

use super::{SECRET, THINGS, config, provider, things_at};
use crate::events::Log;
use crate::loopback::sigv4::Account;
use crate::loopback::{Answer, Server};
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

/// All that can be shown of an error.
pub(super) fn all_of(error: &impl StdError) -> String {
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
    let server = Server::answering(ACCOUNT, [Answer::error(400, "ValidationException", body)]);
    let client = client(&server);
    let input = thing();
    let call = client.update_managed_thing(&input);
    let shown = format!("{client:?}{client:#?}{call:?}{call:#?}{input:?}{input:#?}{:?}", client.caller());
    assert_silent(&shown);
    assert!(
        shown.contains("thing-1") && shown.contains("[redacted]"),
        "what is not sensitive is shown: {shown}"
    );
    assert_silent(&all_of(&call.await.unwrap_err()));
    assert!(String::from_utf8(server.only().body).unwrap().contains(OWNER), "it was sent nevertheless");
}

#[tokio::test]
async fn a_build_error_shows_nothing_sensitive() {
    let server = Server::answering(ACCOUNT, []);
    let mut input = thing();
    input.identifier.clear();
    assert_silent(&all_of(&client(&server).update_managed_thing(&input).await.unwrap_err()));
}

/// Each way in which a call fails, with everything that is logged meanwhile.
#[tokio::test]
async fn the_log_of_a_failing_call_shows_nothing_sensitive() {
    let answers = [
        Answer::new(503, ""),
        Answer::error(400, "ThrottlingException", r#"{"Message": "slow"}"#),
        Answer::error(400, "ValidationException", r#"{"Message": "no"}"#),
        Answer::never(),
        Answer::hung_up(),
        Answer::new(200, " ".repeat(1000)).reset(),
    ];
    for answer in answers {
        let log = Log::default();
        let guard = log.listen();
        let server = Server::scripted(ACCOUNT, move |_| answer.clone());
        let error = client(&server).update_managed_thing(&thing()).await.unwrap_err();
        drop(guard);
        assert_silent(&all_of(&error));
        let text = log.text();
        assert!(text.contains("TRACE") && text.contains("UpdateManagedThing"), "the log is empty: {text}");
        assert_silent(&text);
    }
}

#[tokio::test]
async fn the_log_of_a_good_call_shows_nothing_sensitive() {
    let log = Log::default();
    let guard = log.listen();
    let server = Server::answering(THINGS, [Answer::new(204, "")]);
    things_at(&server).update_managed_thing(&thing()).await.unwrap();
    drop(guard);
    assert!(log.text().contains("UpdateManagedThing"));
    assert_silent(&log.text());
}

/// A service may repeat what it was sent. Its message is for the caller to see, and not for the log.
#[tokio::test]
async fn the_log_shows_no_answers() {
    let message = serde_json::json!({ "Message": format!("no such owner: {OWNER}") }).to_string();
    for answer in [Answer::new(503, message.clone()), Answer::error(400, "ValidationException", message)] {
        let log = Log::default();
        let guard = log.listen();
        let server = Server::scripted(ACCOUNT, move |_| answer.clone());
        let error =
            client(&server).update_managed_thing(&UpdateManagedThingInput::new("t")).await.unwrap_err();
        drop(guard);
        assert_eq!(error.message(), Some(format!("no such owner: {OWNER}").as_str()));
        assert_silent(&log.text());
    }
}
