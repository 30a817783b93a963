//! Selection of authentication schemes, and errors for missing credentials before anything is sent.
//!
//! All generated operations use SigV4, so the operations here are written by hand.

use super::events::Log;
use super::secrets::all_text;
use super::{IOT, config, provider, transport, without_credentials};
use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, RecordedRequest, Server};
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
    Endpoint::new(params.endpoint.ok_or_else(|| EndpointError::new("no endpoint URL"))?)
})
.signing_name("iot")
.version("2020-01-01")
.auth(&[AuthScheme::Bearer]);

/// Operations without input, each with its authentication schemes. Without schemes, an operation has the service's.
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
    ServiceDefault "/";
    Unsigned "/" => AuthScheme::None;
    OptionallySigned "/" => AuthScheme::SigV4, AuthScheme::None;
    TokenOrSignature "/" => AuthScheme::Bearer, AuthScheme::SigV4;
    KeyOrToken "/" => AuthScheme::ApiKey(ApiKey::header("X-Key")), AuthScheme::Bearer;
    KeyInHeader "/" => AuthScheme::ApiKey(ApiKey::header("X-Key"));
    KeyWithScheme "/" => AuthScheme::ApiKey(ApiKey::header("Authorization").with_scheme("Key"));
    KeyInQuery "/" => AuthScheme::ApiKey(ApiKey::query("api key"));
    KeyInQueryWithOthers "/?fixed=1" => AuthScheme::ApiKey(ApiKey::query("key"));
    KeyInInvalidHeader "/" => AuthScheme::ApiKey(ApiKey::header("no header"));
}

/// Returns a configuration with a token provider and without credentials.
fn with_token() -> Builder {
    without_credentials().token_provider(SharedTokenProvider::new(Token::new(TOKEN, None)))
}

fn at(server: &Server, config: Builder) -> Caller {
    Caller::new(&SERVICE, &config.endpoint_url(server.url()).build())
}

/// Returns the request of a call that succeeds. The request is not signed.
async fn sent<O: Operation<Output = (), Error = ()>>(
    config: Builder,
    key: Option<&str>,
    input: &O,
) -> RecordedRequest {
    let server = Server::responding(Account::ANYBODY, [CannedResponse::ok()]);
    let caller = at(&server, config);
    let caller = key.into_iter().fold(caller, |caller, key| caller.with_api_key(key));
    caller.call(input).await.unwrap();
    let seen = server.only();
    for header in ["x-amz-date", "x-amz-content-sha256", "x-amz-security-token"] {
        assert_eq!(seen.header(header), None);
    }
    seen
}

/// Returns the error of a call that sends nothing.
async fn unsent<O: Operation<Output = (), Error = ()>>(
    config: Builder,
    key: Option<&str>,
    input: &O,
) -> TransportError {
    let server = Server::responding(Account::ANYBODY, []);
    let caller = at(&server, config);
    let caller = key.into_iter().fold(caller, |caller, key| caller.with_api_key(key));
    let error = transport(caller.call(input).await);
    assert_eq!(server.connections(), 0);
    error
}

#[tokio::test]
async fn a_token_is_sent_in_the_authorization_header() {
    for seen in [
        sent(with_token(), None, &ServiceDefault {}).await,
        // The credentials are not used.
        sent(with_token().credentials_provider(provider(None)), None, &ServiceDefault {}).await,
        sent(with_token().credentials_provider(provider(None)), None, &TokenOrSignature {}).await,
        sent(with_token(), None, &KeyOrToken {}).await,
    ] {
        assert_eq!(seen.header("authorization"), Some(&*format!("Bearer {TOKEN}")));
    }
}

#[tokio::test]
async fn an_api_key_is_sent_in_its_header() {
    let seen = sent(without_credentials(), Some("a-key"), &KeyInHeader {}).await;
    assert_eq!(seen.header("x-key"), Some("a-key"));
    assert_eq!(seen.header("authorization"), None);
    let seen = sent(config(), Some("a-key"), &KeyWithScheme {}).await;
    assert_eq!(seen.header("authorization"), Some("Key a-key"));
    let seen = sent(with_token(), Some("a-key"), &KeyOrToken {}).await;
    assert_eq!((seen.header("x-key"), seen.header("authorization")), (Some("a-key"), None));
}

#[tokio::test]
async fn an_api_key_is_percent_encoded_in_the_query() {
    let seen = sent(without_credentials(), Some(API_KEY), &KeyInQuery {}).await;
    assert_eq!(seen.target, "/?api%20key=key-of-no-log%2F%2B%20%C3%A9");
    let seen = sent(without_credentials(), Some("a-key"), &KeyInQueryWithOthers {}).await;
    assert_eq!(seen.target, "/?fixed=1&key=a-key");
    assert_eq!((seen.header("authorization"), seen.header("x-key")), (None, None));
}

#[tokio::test]
async fn a_second_api_key_replaces_the_first() {
    let server = Server::responding(Account::ANYBODY, [CannedResponse::ok()]);
    let caller = at(&server, without_credentials()).with_api_key("old").with_api_key("new");
    caller.call(&KeyInQuery {}).await.unwrap();
    assert_eq!(server.only().target, "/?api%20key=new");
}

/// Whatever credentials the client has.
#[tokio::test]
async fn an_operation_without_authentication_sends_no_credentials() {
    for config in [without_credentials(), config(), with_token()] {
        let seen = sent(config, Some("a-key"), &Unsigned {}).await;
        assert_eq!((seen.header("authorization"), seen.header("x-key")), (None, None));
        assert_eq!(seen.target, "/");
    }
}

#[tokio::test]
async fn the_first_scheme_with_credentials_is_used() {
    let seen = sent(without_credentials(), None, &OptionallySigned {}).await;
    assert_eq!(seen.header("authorization"), None);
    // This server checks the signature.
    let server = Server::responding(IOT, [CannedResponse::ok(), CannedResponse::ok()]);
    at(&server, config()).call(&OptionallySigned {}).await.unwrap();
    at(&server, config()).call(&TokenOrSignature {}).await.unwrap();
    assert!(server.requests().iter().all(|seen| seen.fault.is_none()));
}

#[tokio::test]
async fn the_auth_scheme_preference_is_respected() {
    let server = Server::responding(IOT, [CannedResponse::ok()]);
    let both = with_token().credentials_provider(provider(None));
    let preferring = both.auth_scheme_preference([AuthSchemeId::from("sigv4")]);
    at(&server, preferring).call(&TokenOrSignature {}).await.unwrap();
    // The server checked the signature.
    server.only();
}

#[tokio::test]
async fn missing_credentials_are_an_error_before_anything_is_sent() {
    let error = unsent(config(), Some("a-key"), &ServiceDefault {}).await;
    assert_eq!(error.kind(), TransportKind::Credentials);
    assert!(error.to_string().contains("the configuration has no token provider"), "{error}");
    let error = unsent(with_token(), None, &KeyInHeader {}).await;
    assert_eq!(error.kind(), TransportKind::Credentials);
    assert!(error.to_string().contains("the client has no API key"), "{error}");
    let error = unsent(config(), None, &KeyOrToken {}).await.to_string();
    let missing = "the client has no API key and the configuration has no token provider";
    assert!(error.contains(missing), "{error}");
}

#[tokio::test]
async fn a_retry_has_the_api_key_once() {
    let server = Server::responding(Account::ANYBODY, [CannedResponse::new(503, ""), CannedResponse::ok()]);
    at(&server, config()).with_api_key("a-key").call(&KeyInQuery {}).await.unwrap();
    let attempts = server.attempts(2);
    assert!(attempts.iter().all(|seen| seen.target == "/?api%20key=a-key"), "{attempts:#?}");
}

/// Neither for a request that succeeds nor for one that fails, at the service or before.
#[tokio::test]
async fn keys_and_tokens_are_neither_logged_nor_in_debug_nor_in_errors() {
    let silent = |text: &str| {
        for secret in [TOKEN, "key-of-no-log"] {
            assert!(!text.contains(secret), "{secret} is in: {text}");
        }
    };
    let log = Log::default();
    let guard = log.listen();
    let server = Server::scripted(Account::ANYBODY, |index| match index % 2 {
        0 => CannedResponse::ok(),
        _ => CannedResponse::error(400, "ValidationException", "{}"),
    });
    let caller = at(&server, with_token()).with_api_key("key-of-no-log");
    silent(&format!("{caller:?} {caller:#?}"));
    for _ in 0..2 {
        let calls = [
            caller.call(&ServiceDefault {}).await.err().map(|error| all_text(&error)),
            caller.call(&KeyInHeader {}).await.err().map(|error| all_text(&error)),
            caller.call(&KeyWithScheme {}).await.err().map(|error| all_text(&error)),
            caller.call(&KeyInQuery {}).await.err().map(|error| all_text(&error)),
            caller.call(&KeyInInvalidHeader {}).await.err().map(|error| all_text(&error)),
        ];
        calls.iter().flatten().for_each(|error| silent(error));
    }
    // A line break is invalid in a header.
    let broken = at(&server, with_token()).with_api_key("key-of-no-log\n");
    let error = broken.call(&KeyInHeader {}).await.unwrap_err();
    assert!(error.to_string().contains("a character that is invalid in a header"), "{error}");
    silent(&all_text(&error));
    drop(guard);
    assert_eq!(server.requests().len(), 8, "an invalid header is not sent");
    let text = log.text();
    assert!(text.contains("TRACE") && text.contains("transmitting request"), "the log is empty: {text}");
    silent(&text);
}
