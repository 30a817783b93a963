//! Requests prove whose they are in the way that their operation asks for, and in no other; what is not there to prove
//! it with is said before anything is sent.
//!
//! The operations of `generated/` are all signed, so here are some written by hand.

use super::events::Log;
use super::secrets::all_of;
use super::{IOT, config, provider, transport, without_credentials};
use crate::loopback::sigv4::Account;
use crate::loopback::{Answer, Seen, Server};
use aws_credential_types::Token;
use aws_credential_types::provider::token::SharedTokenProvider;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_types::sdk_config::Builder;
use smithereen::client::Caller;
use smithereen::protocol::RestJson1;
use smithereen::{
    ApiKey, AuthScheme, Endpoint, EndpointError, Operation, OperationSchema, Service, TransportError,
    TransportKind,
};

const TOKEN: &str = "token-of-no-log";
const API_KEY: &str = "key-of-no-log/+ é";

static SERVICE: Service = Service::new("Own", &RestJson1, |params| {
    Endpoint::new(params.endpoint.ok_or_else(|| EndpointError::new("there is no URL"))?)
})
.signing_name("iot")
.version("2020-01-01")
.auth(&[AuthScheme::Bearer]);

/// Operations without input, each with what proves whose its requests are; as the service's where nothing is said.
macro_rules! operations {
    ($($name:ident $uri:literal $(=> $($auth:expr),+)?;)*) => {$(
        #[derive(Clone, Default, PartialEq)]
        struct $name {}
        smithereen::structure! { $name = "Nothing" {} }
        impl Operation for $name {
            type Output = ();
            type Error = ();
            const OPERATION: &'static OperationSchema =
                &OperationSchema::new(&SERVICE, stringify!($name), "GET", $uri)$(.override_auth(&[$($auth),+]))?;
        }
    )*};
}

operations! {
    AsTheService "/";
    Unsigned "/" => AuthScheme::None;
    SignedIfPossible "/" => AuthScheme::SigV4, AuthScheme::None;
    TokenOrSignature "/" => AuthScheme::Bearer, AuthScheme::SigV4;
    KeyOrToken "/" => AuthScheme::ApiKey(ApiKey::header("X-Key")), AuthScheme::Bearer;
    KeyInHeader "/" => AuthScheme::ApiKey(ApiKey::header("X-Key"));
    KeyWithScheme "/" => AuthScheme::ApiKey(ApiKey::header("Authorization").with_scheme("Key"));
    KeyInQuery "/" => AuthScheme::ApiKey(ApiKey::query("api key"));
    KeyInQueryToo "/?fixed=1" => AuthScheme::ApiKey(ApiKey::query("key"));
    KeyInNoHeader "/" => AuthScheme::ApiKey(ApiKey::header("no header"));
}

/// Without credentials, with a token.
fn with_token() -> Builder {
    without_credentials().token_provider(SharedTokenProvider::new(Token::new(TOKEN, None)))
}

fn at(server: &Server, config: Builder) -> Caller {
    Caller::new(&SERVICE, &config.endpoint_url(server.url()).build())
}

/// The request of a call that succeeds. It was not signed.
async fn sent<O: Operation<Output = (), Error = ()>>(config: Builder, key: Option<&str>, input: &O) -> Seen {
    let server = Server::answering(Account::ANYBODY, [Answer::ok()]);
    let caller = at(&server, config);
    let caller = key.into_iter().fold(caller, |caller, key| caller.with_api_key(key));
    caller.call(input).await.unwrap();
    let seen = server.only();
    for header in ["x-amz-date", "x-amz-content-sha256", "x-amz-security-token"] {
        assert_eq!(seen.header(header), None);
    }
    seen
}

/// Why a call was not made: nothing was sent.
async fn unsent<O: Operation<Output = (), Error = ()>>(
    config: Builder,
    key: Option<&str>,
    input: &O,
) -> TransportError {
    let server = Server::answering(Account::ANYBODY, []);
    let caller = at(&server, config);
    let caller = key.into_iter().fold(caller, |caller, key| caller.with_api_key(key));
    let error = transport(caller.call(input).await);
    assert_eq!(server.connections(), 0);
    error
}

#[tokio::test]
async fn a_token_goes_into_authorization() {
    for seen in [
        sent(with_token(), None, &AsTheService {}).await,
        // Credentials are not asked for.
        sent(with_token().credentials_provider(provider(None)), None, &AsTheService {}).await,
        sent(with_token().credentials_provider(provider(None)), None, &TokenOrSignature {}).await,
        sent(with_token(), None, &KeyOrToken {}).await,
    ] {
        assert_eq!(seen.header("authorization"), Some(&*format!("Bearer {TOKEN}")));
    }
}

#[tokio::test]
async fn a_key_goes_into_its_header() {
    let seen = sent(without_credentials(), Some("a-key"), &KeyInHeader {}).await;
    assert_eq!(seen.header("x-key"), Some("a-key"));
    assert_eq!(seen.header("authorization"), None);
    let seen = sent(config(), Some("a-key"), &KeyWithScheme {}).await;
    assert_eq!(seen.header("authorization"), Some("Key a-key"));
    let seen = sent(with_token(), Some("a-key"), &KeyOrToken {}).await;
    assert_eq!((seen.header("x-key"), seen.header("authorization")), (Some("a-key"), None));
}

#[tokio::test]
async fn a_key_goes_into_the_query() {
    let seen = sent(without_credentials(), Some(API_KEY), &KeyInQuery {}).await;
    assert_eq!(seen.target, "/?api%20key=key-of-no-log%2F%2B%20%C3%A9");
    let seen = sent(without_credentials(), Some("a-key"), &KeyInQueryToo {}).await;
    assert_eq!(seen.target, "/?fixed=1&key=a-key");
    assert_eq!((seen.header("authorization"), seen.header("x-key")), (None, None));
}

#[tokio::test]
async fn the_last_key_counts() {
    let server = Server::answering(Account::ANYBODY, [Answer::ok()]);
    let caller = at(&server, without_credentials()).with_api_key("old").with_api_key("new");
    caller.call(&KeyInQuery {}).await.unwrap();
    assert_eq!(server.only().target, "/?api%20key=new");
}

/// Whatever else there is to prove it with.
#[tokio::test]
async fn what_is_unsigned_proves_nothing() {
    for config in [without_credentials(), config(), with_token()] {
        let seen = sent(config, Some("a-key"), &Unsigned {}).await;
        assert_eq!((seen.header("authorization"), seen.header("x-key")), (None, None));
        assert_eq!(seen.target, "/");
    }
}

#[tokio::test]
async fn the_first_way_that_there_is_something_for_is_taken() {
    let seen = sent(without_credentials(), None, &SignedIfPossible {}).await;
    assert_eq!(seen.header("authorization"), None);
    // These check the signature.
    let server = Server::answering(IOT, [Answer::ok(), Answer::ok()]);
    at(&server, config()).call(&SignedIfPossible {}).await.unwrap();
    at(&server, config()).call(&TokenOrSignature {}).await.unwrap();
    assert!(server.seen().iter().all(|seen| seen.fault.is_none()));
}

#[tokio::test]
async fn what_the_configuration_prefers_goes_first() {
    let server = Server::answering(IOT, [Answer::ok()]);
    let both = with_token().credentials_provider(provider(None));
    let preferring = both.auth_scheme_preference([AuthSchemeId::from("sigv4")]);
    at(&server, preferring).call(&TokenOrSignature {}).await.unwrap();
    // It checked the signature.
    server.only();
}

#[tokio::test]
async fn what_there_is_nothing_for_is_not_sent() {
    let error = unsent(config(), Some("a-key"), &AsTheService {}).await;
    assert_eq!(error.kind(), TransportKind::Credentials);
    assert!(error.to_string().contains("the configuration has no token provider"), "{error}");
    let error = unsent(with_token(), None, &KeyInHeader {}).await;
    assert_eq!(error.kind(), TransportKind::Credentials);
    assert!(error.to_string().contains("the client was given no API key"), "{error}");
    let error = unsent(config(), None, &KeyOrToken {}).await.to_string();
    let lacking = "the client was given no API key and the configuration has no token provider";
    assert!(error.contains(lacking), "{error}");
}

#[tokio::test]
async fn a_retry_has_the_key_once() {
    let server = Server::answering(Account::ANYBODY, [Answer::new(503, ""), Answer::ok()]);
    at(&server, config()).with_api_key("a-key").call(&KeyInQuery {}).await.unwrap();
    let attempts = server.attempts(2);
    assert!(attempts.iter().all(|seen| seen.target == "/?api%20key=a-key"), "{attempts:#?}");
}

/// Neither in a request that arrives nor in one that fails, whether at the service or before.
#[tokio::test]
async fn keys_and_tokens_are_shown_nowhere() {
    let silent = |text: &str| {
        for secret in [TOKEN, "key-of-no-log"] {
            assert!(!text.contains(secret), "{secret} is in: {text}");
        }
    };
    let log = Log::default();
    let guard = log.listen();
    let server = Server::scripted(Account::ANYBODY, |index| match index % 2 {
        0 => Answer::ok(),
        _ => Answer::error(400, "ValidationException", "{}"),
    });
    let caller = at(&server, with_token()).with_api_key("key-of-no-log");
    silent(&format!("{caller:?} {caller:#?}"));
    for _ in 0..2 {
        let calls = [
            caller.call(&AsTheService {}).await.err().map(|error| all_of(&error)),
            caller.call(&KeyInHeader {}).await.err().map(|error| all_of(&error)),
            caller.call(&KeyWithScheme {}).await.err().map(|error| all_of(&error)),
            caller.call(&KeyInQuery {}).await.err().map(|error| all_of(&error)),
            caller.call(&KeyInNoHeader {}).await.err().map(|error| all_of(&error)),
        ];
        calls.iter().flatten().for_each(|error| silent(error));
    }
    // A line break can be in no header.
    let broken = at(&server, with_token()).with_api_key("key-of-no-log\n");
    let error = broken.call(&KeyInHeader {}).await.unwrap_err();
    assert!(error.to_string().contains("a character that no header can have"), "{error}");
    silent(&all_of(&error));
    drop(guard);
    assert_eq!(server.seen().len(), 8, "what has no place in a request is not sent");
    let text = log.text();
    assert!(text.contains("TRACE") && text.contains("transmitting request"), "the log is empty: {text}");
    silent(&text);
}
