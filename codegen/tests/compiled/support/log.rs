//! Checks that log events of a call contain no sensitive members and no credentials, whatever the result.

use super::errors::{body, response_of};
use super::events::Log;
use super::filler::Filler;
use super::model::Model;
use super::redaction::{assert_hidden, filled};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_credential_types::provider::token::SharedTokenProvider;
use aws_credential_types::{Credentials, Token};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use smithereen::client::{Caller, Fake, SdkConfig};
use smithereen::reflect::{Shape, ValueRef, default_value};
use smithereen::{Bytes, Operation, OperationSchema, Response};

/// The number of rounds, each with other union variants.
const ROUNDS: usize = 4;
/// The key ID is not secret: it is part of each signature.
const CREDENTIALS: [&str; 2] = ["credential-of-no-log", "session-of-no-log"];
const TOKEN: &str = "token-of-no-log";
const API_KEY: &str = "key-of-no-log";

/// Calls the operation with all members set, once for each kind of result. Returns the number of requests.
pub fn operation<O: Operation>(model: &Model) -> usize {
    let of_round = |round| {
        let (mut input, mut filler) = (default_value::<O>(), Filler::sendable(model, round));
        filler.shape(&mut input, false, 0);
        let (output, of_output) = filled::<O::Output>(model, round, 0);
        let (error, of_error) = filled::<O::Error>(model, round, 0);
        let hidden = [filler.hidden, of_output.hidden, of_error.hidden].concat();
        let send = |caller: Caller| {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let error = runtime.block_on(caller.call(&input)).err()?;
            Some(format!("{error} {error:?} {error:#?}"))
        };
        calls(O::OPERATION, &output, &error, hidden, round == 0, &send)
    };
    (0..ROUNDS).map(of_round).sum()
}

/// Makes a call, and returns the text of its error.
type Send<'a> = &'a dyn Fn(Caller) -> Option<String>;

/// Makes the calls of a round, and returns the number of requests. Only with `fails`, some calls get no response that the
/// model has: they are repeated, and log the same input each time.
fn calls(
    operation: &OperationSchema,
    output: &dyn Shape,
    error: &dyn Shape,
    mut hidden: Vec<String>,
    fails: bool,
    send: Send<'_>,
) -> usize {
    // Headers and bodies contain some values encoded in base64.
    hidden.extend(hidden.iter().map(|text| STANDARD.encode(text)).collect::<Vec<_>>());
    hidden.extend(CREDENTIALS.into_iter().chain([TOKEN, API_KEY]).map(str::to_owned));
    let good = response_of(200, "none", output, text(output));
    let of_error = |status| {
        let (code, shape) = modeled(error)?;
        response_of(status, code, shape, text(shape))
    };
    let mut responses: Vec<_> = [good, of_error(400)].into_iter().filter(Option::is_some).collect();
    if fails {
        responses.extend([None, Some(Response::new(Bytes::from_static(b"<html>"))), of_error(503)]);
    }
    responses.into_iter().map(|response| call(operation, response, &hidden, send)).sum()
}

fn text(shape: &dyn Shape) -> String {
    String::from_utf8(body(shape)).unwrap()
}

/// Returns the modeled error of the variant with its code.
fn modeled(error: &dyn Shape) -> Option<(&'static str, &dyn Shape)> {
    let members = error.schema().members.iter().enumerate();
    members
        .filter_map(|(index, member)| match error.get(index) {
            ValueRef::Shape(shape) => Some((member.wire, shape)),
            _ => None,
        })
        .next()
}

/// Makes a call with a canned response, or with a lost connection. Returns the number of requests.
fn call(
    operation: &OperationSchema,
    response: Option<Response<Bytes>>,
    hidden: &[String],
    send: Send<'_>,
) -> usize {
    let fake = response.map_or_else(Fake::disconnecting, |response| Fake::new(move |_| response.clone()));
    let log = Log::default();
    let listening = log.listen();
    let error = send(Caller::new(operation.service, &config(&fake)).with_api_key(API_KEY));
    drop(listening);
    if let Some(error) = error {
        assert_hidden(&error, hidden);
    }
    let (text, sent) = (log.text(), fake.requests().len());
    assert_hidden(&text, hidden);
    let is_logged = text.contains("transmitting request");
    assert_eq!(is_logged, sent > 0 && !operation.suppress_logs, "{}:\n{text}", operation.name);
    sent
}

fn config(fake: &Fake) -> SdkConfig {
    let [secret, session] = CREDENTIALS;
    let credentials = Credentials::new("AKIDEXAMPLE", secret, Some(session.to_owned()), None, "a test");
    fake.config()
        .into_builder()
        .endpoint_url("https://example.com")
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .token_provider(SharedTokenProvider::new(Token::new(TOKEN, None)))
        .build()
}
