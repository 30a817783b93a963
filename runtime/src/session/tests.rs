use crate::auth::AuthScheme;
use crate::endpoint::{Endpoint, EndpointAuthScheme, EndpointError, ParamSource, Params};
use crate::error::Error;
use crate::protocol::RestXml;
use crate::service::{OperationSchema, Service, Sessions};
use crate::timestamp::Timestamp;
use http::Response;

static SERVICE: Service = Service::new("Boxes", &RestXml::new(), endpoint)
    .auth(&[AuthScheme::SigV4])
    .signing_name("boxes")
    .signs_as_sent()
    .sessions(&SESSIONS);
static CREATE: OperationSchema = OperationSchema::new(&SERVICE, "CreateSession", "GET", "/?session")
    .endpoint_params(&[("Plain", ParamSource::Boolean(true)), ("Box", ParamSource::Member("Box"))]);
static SESSIONS: Sessions = Sessions::new(&CREATE, "Box");
static PUT: OperationSchema = OperationSchema::new(&SERVICE, "Put", "PUT", "/")
    .endpoint_params(&[("Box", ParamSource::Member("Name"))]);

fn endpoint(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    let name = params.string("Box").ok_or_else(|| EndpointError::new("no box"))?;
    let scheme = if params.boolean("Plain") == Some(true) { "sigv4" } else { "sigv4-s3express" };
    let scheme = EndpointAuthScheme::new(scheme).signing_name("boxesexpress");
    Ok(Endpoint::new(&format!("https://{name}.example.com"))?.auth_scheme(scheme))
}

#[derive(Default)]
struct Put {
    name: Option<String>,
}

crate::structure! {
    Put = "Put" { 0 name => Member::new("Name") }
}

const BODY: &str = "<CreateSessionResult><Credentials><SessionToken>tok+/=</SessionToken>\
                    <SecretAccessKey>s3cret</SecretAccessKey><AccessKeyId>AKID</AccessKeyId>\
                    <Expiration>2024-01-29T18:53:01Z</Expiration></Credentials></CreateSessionResult>";

#[test]
fn the_request_for_a_session_goes_to_the_endpoint_of_the_resource() {
    let input = Put { name: Some("blue".to_owned()) };
    let resource = SESSIONS.resource(&PUT, &input).unwrap();
    let endpoint = SESSIONS.to_endpoint(&resource, &Params::region("us-west-2")).unwrap();
    let request = SESSIONS.to_http(&endpoint).unwrap();
    assert_eq!(
        (request.method().as_str(), request.uri().to_string().as_str()),
        ("GET", "https://blue.example.com/?session")
    );
    let config = SESSIONS.operation.signing(&endpoint, "us-west-2").unwrap();
    assert_eq!(
        (config.service.as_ref(), config.session_token.header()),
        ("boxesexpress", "x-amz-security-token")
    );
    assert_eq!(SESSIONS.resource(&PUT, &Put::default()), None);
    let required = (SERVICE.endpoint)(&Params::default().with("Box", "blue")).unwrap();
    assert_eq!(PUT.signing(&required, "us-west-2").unwrap().session_token.header(), "x-amz-s3session-token");
}

#[test]
fn the_response_has_credentials_that_debug_does_not_show() {
    let session = SESSIONS.parse(Response::new(BODY)).unwrap();
    assert_eq!(session.expires, Timestamp::new(1_706_554_381, 0));
    let credentials = &session.credentials;
    assert_eq!((credentials.access_key_id(), credentials.session_token()), ("AKID", Some("tok+/=")));
    let shown = format!("{session:?}");
    assert!(!shown.contains("AKID") && !shown.contains("tok") && !shown.contains("s3cret"), "{shown}");
}

#[test]
fn errors_and_incomplete_credentials_are_errors() {
    let refused =
        "<ErrorResponse><Error><Code>NoSuchBucket</Code><Message>none</Message></Error></ErrorResponse>";
    let refused = Response::builder().status(404).body(refused).unwrap();
    let Error::Service(error) = SESSIONS.parse(refused).unwrap_err() else { panic!("no service error") };
    assert_eq!((error.code(), error.message()), (Some("NoSuchBucket"), Some("none")));
    for (from, to) in [
        ("<AccessKeyId>AKID</AccessKeyId>", ""),
        ("AKID", ""),
        ("<Expiration>2024-01-29T18:53:01Z</Expiration>", ""),
        ("2024", "soon"),
        ("<CreateSessionResult>", "<"),
    ] {
        let error = SESSIONS.parse(Response::new(BODY.replace(from, to))).unwrap_err();
        assert!(matches!(error, Error::Response(_)), "{from}: {error}");
        assert!(!error.to_string().contains("s3cret"), "{error}");
    }
}
