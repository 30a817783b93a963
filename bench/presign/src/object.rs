//! The object, the credentials, and the shape of the input.

use http::Request;
use smithereen::protocol::RestJson1;
use smithereen::{AuthScheme, Bytes, Endpoint, Operation, OperationSchema, Service};
use std::time::Duration;

pub(crate) const KEY_ID: &str = "AKIDEXAMPLE";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
/// A session token of the length that such tokens have.
pub(crate) const TOKEN: &str = concat!(
    "IQoJb3JpZ2luX2VjEJr//////////wEaDGV1LWNlbnRyYWwtMSJHMEUCIQDexampleexampleexampleexampleexampleexample+example/",
    "exampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexample",
    "exampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexample=="
);
pub(crate) const REGION: &str = "eu-central-1";
pub(crate) const ORIGIN: &str = "https://bucket.s3.eu-central-1.amazonaws.com";
pub(crate) const KEY: &str = "photos/2026/01/a picture (1).jpg";
pub(crate) const EXPIRES: Duration = Duration::from_secs(3600);

static SERVICE: Service = Service::new("S3", &RestJson1, |_| Endpoint::new(ORIGIN))
    .signing_name("s3")
    .auth(&[AuthScheme::SigV4])
    .signs_as_sent();

/// The input of `GetObject`, with the members that its path and query need.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct GetObject {
    pub(crate) key: String,
    pub(crate) range: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) version: Option<String>,
}

smithereen::structure!(GetObject = "GetObjectRequest" {
    0 key => Member::new("Key").label("Key").required(),
    1 range => Member::new("Range").header("Range"),
    2 content_type => Member::new("ResponseContentType").query("response-content-type"),
    3 version => Member::new("VersionId").query("versionId"),
});

#[derive(Clone, PartialEq)]
pub(crate) enum GetObjectError {
    Unknown(String),
}

smithereen::operation_error!(GetObjectError = "GetObjectError" {});

impl Operation for GetObject {
    type Output = ();
    type Error = GetObjectError;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&SERVICE, "GetObject", "GET", "/{Key+}");
}

pub(crate) fn endpoint() -> Endpoint {
    Endpoint::new(ORIGIN).expect("it is valid")
}

/// Returns the request of an upload.
pub(crate) fn put() -> Request<Bytes> {
    static BODY: [u8; 1024] = [b'a'; 1024];
    let request = Request::put("https://bucket.s3.eu-central-1.amazonaws.com/photos/2026/01/picture.jpg");
    let request = request.header("content-type", "image/jpeg").header("content-length", "1024");
    let request = request.header("x-amz-storage-class", "STANDARD_IA").header("x-amz-meta-album", "January");
    request.body(Bytes::from_static(&BODY)).expect("it is valid")
}

/// Returns the origin, the path and the sorted parameters of a URL, without the values of those that depend on the time.
pub(crate) fn parameters(url: &str) -> Vec<String> {
    let (head, query) = url.split_once('?').expect("it has a query");
    let mut parameters = vec![head.to_owned()];
    for parameter in query.split('&') {
        let varies = ["X-Amz-Date=", "X-Amz-Signature=", "X-Amz-Credential="];
        let fixed = varies.into_iter().find(|name| parameter.starts_with(name)).unwrap_or(parameter);
        parameters.push(fixed.to_owned());
    }
    parameters.sort_unstable();
    parameters
}
