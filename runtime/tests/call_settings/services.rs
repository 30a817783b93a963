//! Services whose endpoints depend on credentials: with account IDs, discovery and sessions; and one with several schemes.

use super::Failure;
use aws_credential_types::Credentials;
use http::{Request, Response, StatusCode};
use smithereen::client::Fake;
use smithereen::endpoint::{EndpointAuthScheme, ParamSource, Params};
use smithereen::protocol::{AwsJson1_0, RestXml};
use smithereen::schema::TimestampFormat;
use smithereen::{
    AuthScheme, Bytes, Endpoint, EndpointDiscovery, EndpointError, Operation, OperationSchema, Service,
    Sessions, Timestamp,
};
use std::time::{Duration, SystemTime};

pub(super) static TABLES: Service = Service::new("Tables", &AwsJson1_0::new("Tables"), tables)
    .signing_name("tables")
    .auth(&[AuthScheme::SigV4])
    .account_id_endpoints();
pub(super) static ROOMS: Service = Service::new("Rooms", &AwsJson1_0::new("Rooms"), |params| {
    Endpoint::new(params.endpoint.unwrap_or("https://rooms.example.com"))
})
.signing_name("rooms")
.auth(&[AuthScheme::SigV4]);
pub(super) static BOXES: Service = Service::new("Boxes", &RestXml::new(), boxes)
    .auth(&[AuthScheme::SigV4])
    .signing_name("boxes")
    .signs_as_sent()
    .sessions(&SESSIONS);
pub(super) static MAIL: Service =
    Service::new("Mail", &AwsJson1_0::new("Mail"), |_| Endpoint::new("https://mail.example.com"))
        .signing_name("mail")
        .auth(&[AuthScheme::Bearer, AuthScheme::SigV4]);

static DISCOVERY: EndpointDiscovery =
    EndpointDiscovery::new(const { &OperationSchema::new(&ROOMS, "DescribeEndpoints", "POST", "/") });
static CREATE: OperationSchema = OperationSchema::new(&BOXES, "CreateSession", "GET", "/?session")
    .endpoint_params(&[("Box", ParamSource::Member("Box")), ("Plain", ParamSource::Boolean(true))]);
static SESSIONS: Sessions = Sessions::new(&CREATE, "Box");

/// The account ID is part of the host.
fn tables(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    match (params.endpoint, params.account_id, params.region) {
        (Some(url), ..) => Endpoint::new(url),
        (None, Some(account), Some(region)) => {
            Endpoint::new(&format!("https://{account}.{region}.example.com"))
        }
        _ => Err(EndpointError::new("no account ID")),
    }
}

fn boxes(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    let name = params.string("Box").ok_or_else(|| EndpointError::new("no box"))?;
    let region = params.region.unwrap_or_default().to_owned();
    let scheme = if params.boolean("Plain") == Some(true) { "sigv4" } else { "sigv4-s3express" };
    let scheme = EndpointAuthScheme::new(scheme).signing_name("boxes").signing_region(region.clone());
    Ok(Endpoint::new(&format!("https://{name}.{region}.example.com"))?.auth_scheme(scheme))
}

#[derive(Clone, Default, PartialEq)]
pub(super) struct Put {
    name: Option<String>,
}

smithereen::structure!(Put = "Put" { 0 name => Member::new("Name").query("name") });

impl Operation for Put {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&BOXES, "Put", "PUT", "/item")
        .endpoint_params(&[("Box", ParamSource::Member("Name"))]);
}

/// The input of an operation with a session for the box `blue`.
pub(super) fn put() -> Put {
    Put { name: Some("blue".to_owned()) }
}

macro_rules! operations {
    ($($input:ident of $service:ident $(.$method:ident($($argument:expr)?))*;)*) => {
        $(
            #[derive(Clone, Default, PartialEq)]
            pub(super) struct $input {}

            smithereen::structure!($input = "Input" {});

            impl Operation for $input {
                type Output = ();
                type Error = Failure;
                const OPERATION: &'static OperationSchema =
                    &OperationSchema::new(&$service, stringify!($input), "POST", "/")$(.$method($($argument)?))*;
            }
        )*
    };
}

operations! {
    Get of TABLES;
    Enter of ROOMS.required_endpoint_discovery(&DISCOVERY);
    Send of MAIL;
}

/// Credentials with the account ID `111111111111` for the access key `AKIDA`, and so on.
pub(super) fn credentials(id: &str, secret: &str) -> Credentials {
    let digit = (id.bytes().last().unwrap() - b'A' + 1).to_string();
    let credentials = Credentials::builder().provider_name("test").access_key_id(id);
    credentials.secret_access_key(secret).account_id(digit.repeat(12)).build()
}

/// Returns a fake of all these services. Endpoints and sessions depend on the access key of the request.
pub(super) fn fake() -> Fake {
    Fake::new(|request| {
        let id = access_key_id(request).to_owned();
        let target = request.headers().get("x-amz-target").map(|target| target.to_str().unwrap());
        match (request.uri().query(), target) {
            (Some("session"), _) => session(&format!("{id}-session")),
            (_, Some(target)) if target.ends_with("DescribeEndpoints") => Fake::response(
                StatusCode::OK,
                format!(
                    r#"{{"Endpoints":[{{"Address":"{}.example.com","CachePeriodInMinutes":10}}]}}"#,
                    id.to_lowercase()
                ),
            ),
            (_, Some(_)) => Fake::response(StatusCode::OK, "{}"),
            _ => Response::new(Bytes::new()),
        }
    })
}

/// A session that expires in an hour.
fn session(id: &str) -> Response<Bytes> {
    let expires = Timestamp::from(SystemTime::now() + Duration::from_secs(3600));
    let expires = expires.format(TimestampFormat::DateTime);
    Response::new(Bytes::from(format!(
        "<Result><Credentials><AccessKeyId>{id}</AccessKeyId><SecretAccessKey>s3cret</SecretAccessKey>\
         <SessionToken>tok</SessionToken><Expiration>{expires}</Expiration></Credentials></Result>"
    )))
}

/// Returns the ID of the access key that a request is signed with; the token of a request that has one instead.
pub(super) fn access_key_id(request: &Request<Bytes>) -> &str {
    let authorization = request.headers()["authorization"].to_str().unwrap();
    let credential = authorization.split_once("Credential=").map_or(authorization, |(_, rest)| rest);
    credential.split('/').next().unwrap()
}

/// Returns access key and host of each request.
pub(super) fn sent(fake: &Fake) -> Vec<String> {
    let text =
        |request: &Request<Bytes>| format!("{} {}", access_key_id(request), request.uri().host().unwrap());
    fake.requests().iter().map(text).collect()
}
