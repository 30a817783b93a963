//! The programs of the page `docs/src/waiters.md`.

use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, Server};
use crate::support::{IOT, config};
use crate::{waiters_blocking, waiters_client};
use aws::Operation;
use aws::lambda::GetFunctionConfigurationInput;
use smithereen::client::Fake;
use smithereen::{Response, StatusCode};
use std::cell::Cell;

#[tokio::test]
async fn the_client_waits_until_a_function_is_active() {
    let responses = [CannedResponse::new(200, r#"{"State": "Active"}"#)];
    let server = Server::responding(Account { service: "lambda", ..IOT }, responses);
    let client = aws::lambda::Client::new(&config().endpoint_url(server.url()).build());
    waiters_client::ready(&client, "f").await.unwrap();
    let request = &server.attempts(1)[0];
    assert_eq!((request.fault.as_deref(), request.path()), (None, "/2015-03-31/functions/f/configuration"));
}

#[tokio::test]
async fn a_fake_does_not_sleep() {
    let fake = Fake::responding(StatusCode::OK, r#"{"State": "Failed"}"#);
    let error = waiters_client::ready(&aws::lambda::Client::new(&fake.config()), "f").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "FunctionActive cannot be reached any more, after 1 call of GetFunctionConfiguration: `State` is `Failed`"
    );
}

#[test]
fn a_thread_waits_without_the_client() {
    let calls = Cell::new(0);
    let send = |input: &GetFunctionConfigurationInput| {
        assert_eq!(input.function_name, "f");
        calls.set(calls.get() + 1);
        GetFunctionConfigurationInput::parse(Response::new(r#"{"State": "Active"}"#.to_owned()))
    };
    waiters_blocking::wait("f", send).unwrap();
    assert_eq!(calls.get(), 1);
    let failed = |_: &GetFunctionConfigurationInput| {
        GetFunctionConfigurationInput::parse(Response::new(r#"{"State": "Failed"}"#.to_owned()))
    };
    assert!(waiters_blocking::wait("f", failed).unwrap_err().starts_with("not active: Ok("));
}
