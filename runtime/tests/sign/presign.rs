//! Presigned requests of operations. The URLs are those that botocore 1.44.5 makes for the same input (`generate_presigned_url` of S3,
//! STS and Polly, `generate_db_auth_token` of RDS), at 2015-08-30T12:36:00Z in eu-central-1.

use super::{credentials, signer, time};
use http::{HeaderMap, Method, Request};
use smithereen::protocol::{AwsJson1_0, RestJson1};
use smithereen::sign::{PresignOptions, Presigned, Signer, SigningConfig};
use smithereen::{AuthScheme, BuildError, Bytes, Endpoint, Operation, OperationSchema, Service};
use std::collections::BTreeMap;
use std::time::Duration;

const REGION: &str = "eu-central-1";

static OBJECTS: Service = Service::new("Objects", &RestJson1, |_| Endpoint::new("https://example.com"))
    .signing_name("s3")
    .auth(&[AuthScheme::SigV4])
    .signs_as_sent();
static SPEECH: Service = Service::new("Speech", &RestJson1, |_| Endpoint::new("https://example.com"))
    .signing_name("polly")
    .auth(&[AuthScheme::SigV4]);
static TABLES: Service =
    Service::new("Tables", &AwsJson1_0::new("Tables"), |_| Endpoint::new("https://example.com"))
        .signing_name("dynamodb")
        .auth(&[AuthScheme::SigV4]);

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

macro_rules! operation {
    ($input:ident, $service:expr, $method:literal, $uri:literal) => {
        impl Operation for $input {
            type Output = ();
            type Error = Failure;
            const OPERATION: &'static OperationSchema =
                &OperationSchema::new(&$service, stringify!($input), $method, $uri);
        }
    };
}

#[derive(Clone, Default, PartialEq)]
struct Get {
    key: Option<String>,
    content_type: Option<String>,
    version: Option<String>,
}

smithereen::structure!(Get = "Get" {
    0 key => Member::new("Key").label("Key"),
    1 content_type => Member::new("ResponseContentType").query("response-content-type"),
    2 version => Member::new("VersionId").query("versionId"),
});
operation!(Get, OBJECTS, "GET", "/{Key+}");

#[derive(Clone, Default, PartialEq)]
struct Put {
    key: Option<String>,
    content_type: Option<String>,
    content_length: Option<i64>,
    acl: Option<String>,
    metadata: Option<BTreeMap<String, String>>,
    body: Option<Bytes>,
}

smithereen::structure!(Put = "Put" {
    0 key => Member::new("Key").label("Key"),
    1 content_type => Member::new("ContentType").header("Content-Type"),
    2 content_length => Member::new("ContentLength").header("Content-Length"),
    3 acl => Member::new("ACL").header("x-amz-acl"),
    4 metadata => Member::new("Metadata").prefix_headers("x-amz-meta-"),
    5 body => Member::new("Body").payload(),
});
operation!(Put, OBJECTS, "PUT", "/{Key+}");

#[derive(Clone, Default, PartialEq)]
struct Speak {
    lexicons: Option<Vec<String>>,
    format: Option<String>,
    text: Option<String>,
    voice: Option<String>,
    nested: Option<Vec<Get>>,
}

smithereen::structure!(Speak = "Speak" {
    0 lexicons => Member::new("LexiconNames"),
    1 format => Member::new("OutputFormat"),
    2 text => Member::new("Text"),
    3 voice => Member::new("VoiceId"),
    4 nested => Member::new("Nested"),
});
operation!(Speak, SPEECH, "POST", "/v1/speech");

#[derive(Clone, Default, PartialEq)]
struct List {
    limit: Option<i32>,
}

smithereen::structure!(List = "List" { 0 limit => Member::new("Limit") });
operation!(List, TABLES, "POST", "/");

fn options(seconds: u64) -> PresignOptions {
    PresignOptions::new(Duration::from_secs(seconds), time())
}

fn presign<O: Operation>(
    input: &O,
    url: &str,
    token: Option<&str>,
    options: &PresignOptions,
) -> Result<Presigned, BuildError> {
    input.presign(&Endpoint::new(url).unwrap(), REGION, &Signer::new(credentials(token)), options)
}

/// Presigns a request with a session token to a bucket.
fn object<O: Operation>(input: &O, options: &PresignOptions) -> Presigned {
    presign(input, "https://bucket.s3.eu-central-1.amazonaws.com", Some("a/token+=="), options).unwrap()
}

/// Returns the URL that botocore makes.
fn url(head: &str, service: &str, expires: u32, headers: &str, tail: &str) -> String {
    format!(
        "https://{head}X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Feu-central-1%2F{service}%2Faws4_request\
         &X-Amz-Date=20150830T123600Z&X-Amz-Expires={expires}&X-Amz-SignedHeaders={headers}&{tail}"
    )
}

fn object_url(head: &str, expires: u32, headers: &str, signature: &str) -> String {
    let head = format!("bucket.s3.eu-central-1.amazonaws.com/{head}");
    let tail = format!("X-Amz-Security-Token=a%2Ftoken%2B%3D%3D&X-Amz-Signature={signature}");
    url(&head, "s3", expires, headers, &tail)
}

fn pairs(headers: &HeaderMap) -> Vec<(&str, &str)> {
    headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect()
}

fn key(key: &str) -> Option<String> {
    Some(key.to_owned())
}

#[test]
fn a_download_is_presigned() {
    let get =
        Get { key: key("a b/ü+~%//c"), content_type: key("text/plain; charset=utf-8"), version: key("v/1") };
    let presigned = object(&get, &options(3600));
    let head =
        "a%20b/%C3%BC%2B~%25//c?response-content-type=text%2Fplain%3B%20charset%3Dutf-8&versionId=v%2F1&";
    let signature = "2da23cb47d76eb86cbfe27cfda7fcfae9db9ee7c4dbacd52cae3dd49390ef70d";
    assert_eq!(presigned.url(), object_url(head, 3600, "host", signature));
    assert_eq!(presigned.method(), Method::GET);
    assert!(presigned.headers().is_empty() && presigned.body().is_empty() && !presigned.is_body_signed());
}

#[test]
fn another_method_is_presigned() {
    let get = Get { key: key("k"), ..Get::default() };
    let presigned = object(&get, &options(3600).method(Method::HEAD));
    let signature = "f93396ddaee1e9e631ad8f4591d39e37e652158e00420c7a72b2a5018ebebd67";
    assert_eq!(presigned.url(), object_url("k?", 3600, "host", signature));
    assert_eq!(presigned.method(), Method::HEAD);
}

#[test]
fn an_upload_is_presigned_with_the_headers_of_its_members() {
    let put = Put {
        key: key("k"),
        content_type: key("text/plain"),
        content_length: Some(5),
        acl: key("public-read"),
        metadata: Some(BTreeMap::from([("a".to_owned(), "1 2".to_owned())])),
        body: None,
    };
    let presigned = object(&put, &options(60));
    let headers = "content-length%3Bcontent-type%3Bhost%3Bx-amz-acl%3Bx-amz-meta-a";
    let signature = "dc45be0da5728913e928c7ff17221c028152c568eb483455f4c8ef01de65ca75";
    assert_eq!(presigned.url(), object_url("k?", 60, headers, signature));
    let mut sent = pairs(presigned.headers());
    sent.sort_unstable();
    let expected = [
        ("content-length", "5"),
        ("content-type", "text/plain"),
        ("x-amz-acl", "public-read"),
        ("x-amz-meta-a", "1 2"),
    ];
    assert_eq!(sent, expected);
}

#[test]
fn the_body_of_an_upload_is_not_signed() {
    let empty = Put { key: key("k"), ..Put::default() };
    let full = Put { body: Some(Bytes::from_static(b"text")), ..empty.clone() };
    let signature = "305964decdd781d5c933d340d9dffd9691afb62108fee881fd6b93b8d3191184";
    for (put, body) in [(empty, ""), (full, "text")] {
        let presigned = object(&put, &options(60));
        assert_eq!(presigned.url(), object_url("k?", 60, "host", signature));
        assert!(presigned.headers().is_empty() && !presigned.is_body_signed());
        assert_eq!(presigned.body(), body);
    }
}

#[test]
fn members_of_json_become_the_query_of_a_request_without_a_body() {
    let speak = Speak {
        lexicons: Some(vec!["a".to_owned(), "b c".to_owned()]),
        format: key("mp3"),
        text: key("Grüße, Welt!"),
        voice: key("Vicki"),
        nested: None,
    };
    let endpoint = "https://polly.eu-central-1.amazonaws.com";
    let presigned = presign(&speak, endpoint, None, &options(3600).method(Method::GET)).unwrap();
    let head = "polly.eu-central-1.amazonaws.com/v1/speech?LexiconNames=a&LexiconNames=b%20c&OutputFormat=mp3\
        &Text=Gr%C3%BC%C3%9Fe%2C%20Welt%21&VoiceId=Vicki&";
    let signature = "X-Amz-Signature=198babd720c6d51446cbe5f088346614c46ca95021fcb322d66f7aa6fa09f27f";
    assert_eq!(presigned.url(), url(head, "polly", 3600, "host", signature));
    assert!(presigned.headers().is_empty() && presigned.body().is_empty());

    let nested = Speak { nested: Some(vec![Get::default()]), ..speak.clone() };
    let error = presign(&nested, endpoint, None, &options(3600).method(Method::GET)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Speak: member `Nested`: only scalars and lists of scalars fit in a presigned URL"
    );

    // With the method of the model, the body stays, and the signature covers it.
    let presigned = presign(&speak, endpoint, None, &options(3600)).unwrap();
    assert_eq!(pairs(presigned.headers()), [("content-type", "application/json")]);
    assert!(presigned.is_body_signed() && presigned.body().starts_with(b"{\"LexiconNames\":"));
    assert_eq!(presigned.method(), Method::POST);
}

/// botocore moves the body to the query, where the service does not read it.
#[test]
fn the_body_of_an_rpc_request_is_signed() {
    let presigned =
        presign(&List { limit: Some(5) }, "https://tables.example.com", None, &options(60)).unwrap();
    assert!(presigned.is_body_signed() && presigned.body() == "{\"Limit\":5}");
    let mut headers = pairs(presigned.headers());
    headers.sort_unstable();
    assert_eq!(headers, [("content-type", "application/x-amz-json-1.0"), ("x-amz-target", "Tables.List")]);
    assert!(presigned.url().contains("&X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-target&"));
}

/// The signature is that of the same request, signed with its body.
#[test]
fn a_presigned_body_has_the_signature_of_the_request_with_it() {
    let endpoint = Endpoint::new("https://tables.example.com").unwrap();
    let input = List { limit: Some(5) };
    let presigned = input.presign(&endpoint, REGION, &signer(), &options(60)).unwrap();
    let mut request = Request::post("https://tables.example.com/").body(presigned.body().clone()).unwrap();
    *request.headers_mut() = presigned.headers().clone();
    let config = List::signing(&endpoint, REGION).unwrap();
    let again = signer().presign(&request, &config, Duration::from_secs(60), time()).unwrap();
    assert_eq!(again.url(), presigned.url());
}

#[test]
fn a_request_with_another_body_cannot_lose_it() {
    let put = Put { key: key("k"), body: Some(Bytes::from_static(b"{}")), ..Put::default() };
    let error = presign(&put, "https://example.com", None, &options(60).method(Method::GET)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Put: the request has a body, which a presigned request without one cannot have"
    );
}

#[test]
fn errors_name_the_operation() {
    let get = Get { key: key("k"), ..Get::default() };
    let error = presign(&get, "https://example.com", None, &options(604_801)).unwrap_err();
    assert_eq!(error.to_string(), "Get: a presigned request expires after at most 604800 seconds (a week)");
    let error = presign(&Get::default(), "https://example.com", None, &options(1)).unwrap_err();
    assert_eq!(error.member(), "Key");
}

#[test]
fn a_token_of_a_database_user_is_presigned() {
    let request = Request::get("https://prod.example.com:3306/?Action=connect&DBUser=admin");
    let config = SigningConfig::new("rds-db", REGION);
    let request = request.body(Bytes::new()).unwrap();
    let presigned = signer().presign(&request, &config, Duration::from_secs(900), time()).unwrap();
    let head = "prod.example.com:3306/?Action=connect&DBUser=admin&";
    let signature = "X-Amz-Signature=0e54ebbccfb6ae65ea65123840c5927b99d14e0b08993763590c22ad53836d27";
    assert_eq!(presigned.url(), url(head, "rds-db", 900, "host", signature));
}

#[cfg(feature = "query")]
mod forms {
    use super::*;
    use smithereen::protocol::AwsQuery;

    static TOKENS: Service = Service::new("Tokens", &AwsQuery, |_| Endpoint::new("https://example.com"))
        .version("2011-06-15")
        .signing_name("sts")
        .auth(&[AuthScheme::SigV4]);

    #[derive(Clone, Default, PartialEq)]
    struct GetCallerIdentity {}

    smithereen::structure!(GetCallerIdentity = "GetCallerIdentity" {});
    operation!(GetCallerIdentity, TOKENS, "POST", "/");

    #[derive(Clone, Default, PartialEq)]
    struct Tag {
        key: Option<String>,
        value: Option<String>,
    }

    smithereen::structure!(Tag = "Tag" { 0 key => Member::new("Key"), 1 value => Member::new("Value") });

    #[derive(Clone, Default, PartialEq)]
    struct AssumeRole {
        arn: Option<String>,
        session: Option<String>,
        tags: Option<Vec<Tag>>,
    }

    smithereen::structure!(AssumeRole = "AssumeRole" {
        0 arn => Member::new("RoleArn"),
        1 session => Member::new("RoleSessionName"),
        2 tags => Member::new("Tags"),
    });
    operation!(AssumeRole, TOKENS, "POST", "/");

    fn check<O: Operation>(input: &O, options: &PresignOptions, form: &str, signature: &str) {
        let presigned = presign(input, "https://sts.eu-central-1.amazonaws.com", None, options).unwrap();
        let head = format!("sts.eu-central-1.amazonaws.com/?{form}&");
        let tail = format!("X-Amz-Signature={signature}");
        assert_eq!(presigned.url(), url(&head, "sts", 3600, "host", &tail));
        assert!(presigned.headers().is_empty() && presigned.body().is_empty());
        assert_eq!(*presigned.method(), options.method.clone().unwrap_or(Method::POST));
    }

    #[test]
    fn forms_become_the_query() {
        let caller = GetCallerIdentity {};
        let form = "Action=GetCallerIdentity&Version=2011-06-15";
        let signature = "31995d04bee2f0e23b375c7679b88cae2485af11e13e6e805e3129db33318ec1";
        check(&caller, &options(3600), form, signature);
        let signature = "d94e1f43b3b736352affba4116404513e655cb8c0607b9e3d047759ed6c5f253";
        check(&caller, &options(3600).method(Method::GET), form, signature);
        let assume = AssumeRole {
            arn: key("arn:aws:iam::123456789012:role/a b+*"),
            session: key("session"),
            tags: Some(vec![Tag { key: key("k"), value: key("v & w") }]),
        };
        let form = "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fa%20b%2B%2A\
            &RoleSessionName=session&Tags.member.1.Key=k&Tags.member.1.Value=v%20%26%20w";
        let signature = "f36489e4a7a427763129348aa0e97171ccc1372edd0af54374cd35ce882a36e8";
        check(&assume, &options(3600), form, signature);
    }
}
