//! Nothing that a model calls sensitive, and no credential, is in any log event of a call, however it ends.

use super::errors::{answer, body};
use super::events::Log;
use super::filler::Filler;
use super::model::Model;
use super::redaction::{filled, is_silent};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_credential_types::provider::token::SharedTokenProvider;
use aws_credential_types::{Credentials, Token};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use smithereen::client::{Caller, Fake, SdkConfig};
use smithereen::reflect::{Shape, ValueRef, default_value};
use smithereen::{Bytes, Operation, Response};

/// Each with other variants of unions.
const ROUNDS: usize = 4;
/// The key id is no secret: it is part of each signature.
const CREDENTIALS: [&str; 2] = ["credential-of-no-log", "session-of-no-log"];
const TOKEN: &str = "token-of-no-log";
const API_KEY: &str = "key-of-no-log";

/// Calls the operation with all its members set, and has it end in each way there is. Gives how often it was sent.
pub fn operation<O: Operation>(model: &Model) -> usize {
    (0..ROUNDS).map(|round| calls::<O>(model, round)).sum()
}

/// How many requests were sent.
fn calls<O: Operation>(model: &Model, round: usize) -> usize {
    let (mut input, mut asked) = (default_value::<O>(), Filler::sendable(model, round));
    asked.shape(&mut input, false, 0);
    let (output, answered) = filled::<O::Output>(model, round, 0);
    let (error, refused) = filled::<O::Error>(model, round, 0);
    let mut hidden = [asked.hidden, answered.hidden, refused.hidden].concat();
    // As they are in headers and bodies.
    hidden.extend(hidden.iter().map(|text| STANDARD.encode(text)).collect::<Vec<_>>());
    hidden.extend(CREDENTIALS.into_iter().chain([TOKEN, API_KEY]).map(str::to_owned));
    let good = answer(200, "none", &output, text(&output));
    let mut answers = vec![None, good, Some(Response::new(Bytes::from_static(b"<html>")))];
    answers.extend([400, 503].map(|status| {
        let (code, shape) = modelled(&error)?;
        answer(status, code, shape, text(shape))
    }));
    answers.into_iter().map(|answer| call(&input, answer, &hidden)).sum()
}

fn text(shape: &dyn Shape) -> String {
    String::from_utf8(body(shape)).unwrap()
}

/// Returns the error that fills the variant, by its code.
fn modelled(error: &dyn Shape) -> Option<(&'static str, &dyn Shape)> {
    let members = error.schema().members.iter().enumerate();
    members
        .filter_map(|(index, member)| match error.get(index) {
            ValueRef::Shape(shape) => Some((member.wire, shape)),
            _ => None,
        })
        .next()
}

/// Makes one call, which is answered so, or whose connection is lost.
fn call<O: Operation>(input: &O, answer: Option<Response<Bytes>>, hidden: &[String]) -> usize {
    let fake = answer.map_or_else(Fake::disconnecting, |answer| Fake::new(move |_| answer.clone()));
    let log = Log::default();
    let listening = log.listen();
    let caller = Caller::new(O::OPERATION.service, &config(&fake)).with_api_key(API_KEY);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let outcome = runtime.block_on(caller.call(input));
    drop(listening);
    if let Err(error) = outcome {
        is_silent(&format!("{error} {error:?} {error:#?}"), hidden);
    }
    let (text, sent) = (log.text(), fake.requests().len());
    is_silent(&text, hidden);
    let is_logged = text.contains("transmitting request");
    assert_eq!(is_logged, sent > 0 && !O::OPERATION.suppress_logs, "{}:\n{text}", O::OPERATION.name);
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
