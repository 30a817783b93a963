//! Sessions of a client with a fake service, and the setting that disables them.

#![cfg(all(feature = "client", feature = "xml"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use http::{Request, Response};
use smithereen::client::{Caller, Fake};
use smithereen::endpoint::{EndpointAuthScheme, ParamSource, Params};
use smithereen::protocol::RestXml;
use smithereen::{
    AuthScheme, Bytes, Endpoint, EndpointError, Error, Operation, OperationSchema, Service, Sessions,
    TransportKind,
};
use std::error::Error as StdError;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

static BOXES: Service = Service::new("Boxes", &RestXml::new(), endpoint)
    .auth(&[AuthScheme::SigV4])
    .signing_name("boxes")
    .signs_as_sent()
    .sessions(&SESSIONS)
    .settings(&[("Plain", "boxes_disable_sessions")]);
static CREATE: OperationSchema = OperationSchema::new(&BOXES, "CreateSession", "GET", "/?session")
    .endpoint_params(&[("Box", ParamSource::Member("Box")), ("Plain", ParamSource::Boolean(true))]);
static SESSIONS: Sessions = Sessions::new(&CREATE, "Box");

fn endpoint(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    let name = params.string("Box").ok_or_else(|| EndpointError::new("no box"))?;
    let scheme = if params.boolean("Plain") == Some(true) { "sigv4" } else { "sigv4-s3express" };
    let scheme = EndpointAuthScheme::new(scheme).signing_name("boxesexpress").signing_region("us-west-2");
    Ok(Endpoint::new(&format!("https://{name}.example.com"))?.auth_scheme(scheme))
}

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

#[derive(Clone, Default, PartialEq)]
struct Put {
    name: Option<String>,
}

smithereen::structure!(Put = "Put" { 0 name => Member::new("Name").query("name") });

impl Operation for Put {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&BOXES, "Put", "PUT", "/item")
        .endpoint_params(&[("Box", ParamSource::Member("Name"))]);
}

fn put(name: &str) -> Put {
    Put { name: Some(name.to_owned()) }
}

/// Runs a future to its end. The fake never waits.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
}

/// A session that expires in an hour.
fn session() -> Response<Bytes> {
    let expires = SystemTime::now() + Duration::from_secs(3600);
    let expires = smithereen::Timestamp::from(expires);
    let expires = expires.format(smithereen::schema::TimestampFormat::DateTime);
    Response::new(Bytes::from(format!(
        "<Result><Credentials><AccessKeyId>AKIDSESSION</AccessKeyId><SecretAccessKey>s3cret</SecretAccessKey>\
         <SessionToken>tok</SessionToken><Expiration>{expires}</Expiration></Credentials></Result>"
    )))
}

fn fake() -> Fake {
    Fake::new(|request| match request.uri().query() {
        Some("session") => session(),
        _ => Response::new(Bytes::new()),
    })
}

fn config(fake: &Fake) -> aws_types::sdk_config::Builder {
    let credentials = Credentials::new("AKIDEXAMPLE", "wJalr", None, None, "test");
    let provider = SharedCredentialsProvider::new(credentials);
    fake.config().to_builder().credentials_provider(provider)
}

fn scope(request: &Request<Bytes>) -> (String, bool) {
    let authorization = request.headers()["authorization"].to_str().unwrap();
    let credential = authorization.split_once("Credential=").unwrap().1;
    let mut parts = credential.split('/');
    let (id, service) = (parts.next().unwrap(), parts.nth(2).unwrap());
    (format!("{id} {service}"), request.headers().contains_key("x-amz-s3session-token"))
}

fn scopes(fake: &Fake) -> Vec<(String, bool)> {
    fake.requests().iter().map(scope).collect()
}

#[test]
fn each_resource_has_a_session_of_its_own() {
    let fake = fake();
    let caller = Caller::new(&BOXES, &config(&fake).build());
    for name in ["blue", "blue", "red"] {
        block_on(caller.call(&put(name))).unwrap();
    }
    let own = ("AKIDEXAMPLE boxesexpress".to_owned(), false);
    let session = ("AKIDSESSION boxesexpress".to_owned(), true);
    assert_eq!(scopes(&fake), [&own, &session, &session, &own, &session].map(Clone::clone));
}

#[test]
fn a_refused_session_is_the_source_of_the_error() {
    let body = "<Error><Code>AccessDenied</Code><Message>not yours</Message></Error>";
    let fake = Fake::new(move |_| Response::builder().status(403).body(Bytes::from(body)).unwrap());
    let caller = Caller::new(&BOXES, &config(&fake).build());
    let Error::Transport(error) = block_on(caller.call(&put("blue"))).unwrap_err() else {
        panic!("no transport error")
    };
    assert_eq!(error.kind(), TransportKind::Credentials);
    let source = error.source().unwrap().source().unwrap().downcast_ref::<Error<()>>().unwrap();
    assert_eq!((source.code(), source.status().unwrap().as_u16()), (Some("AccessDenied"), 403));
    assert!(
        error.to_string().contains("`CreateSession`, which returns the credentials of a session, failed")
    );
    assert_eq!(fake.requests().len(), 1);
}

#[derive(Clone, Debug)]
struct Profile(&'static str);

impl LoadServiceConfig for Profile {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let asked = (key.env(), key.profile());
        (asked == ("AWS_BOXES_DISABLE_SESSIONS", "boxes_disable_sessions")).then(|| self.0.to_owned())
    }
}

#[test]
fn a_setting_sets_a_parameter_of_the_rules() {
    let plain = [("AKIDEXAMPLE boxesexpress".to_owned(), false)];
    let fake_of = |value| {
        let fake = fake();
        let config = config(&fake).service_config(Profile(value)).build();
        (fake, config)
    };
    let (fake, config) = fake_of("True");
    block_on(Caller::new(&BOXES, &config).call(&put("blue"))).unwrap();
    assert_eq!(scopes(&fake), plain);
    let (fake, config) = fake_of("yes");
    let caller = Caller::new(&BOXES, &config);
    let error = block_on(caller.call(&put("blue"))).unwrap_err().to_string();
    let expected = "`boxes_disable_sessions` (environment variable `AWS_BOXES_DISABLE_SESSIONS`) is \"yes\"; only `true` and `false` are valid";
    assert!(error.ends_with(expected), "{error}");
    assert!(fake.requests().is_empty());
    block_on(caller.endpoint_param("Plain", true).call(&put("blue"))).unwrap();
    assert_eq!(scopes(&fake), plain);
    for value in ["false", " "] {
        let (fake, config) = fake_of(value);
        block_on(Caller::new(&BOXES, &config).call(&put("blue"))).unwrap();
        assert_eq!(scopes(&fake).len(), 2, "{value:?}");
    }
}
