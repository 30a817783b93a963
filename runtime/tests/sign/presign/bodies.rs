//! Presigned requests with JSON.

use super::{REGION, operation, options, pairs, presign, url};
use crate::sign::{signer, time};
use http::{Method, Request};
use smithereen::protocol::{AwsJson1_0, RestJson1};
use smithereen::{AuthScheme, Endpoint, Operation, Service};
use std::time::Duration;

static SPEECH: Service = Service::new("Speech", &RestJson1, |_| Endpoint::new("https://example.com"))
    .signing_name("polly")
    .auth(&[AuthScheme::SigV4]);
static TABLES: Service =
    Service::new("Tables", &AwsJson1_0::new("Tables"), |_| Endpoint::new("https://example.com"))
        .signing_name("dynamodb")
        .auth(&[AuthScheme::SigV4]);

#[derive(Clone, Default, PartialEq)]
struct Speak {
    lexicons: Option<Vec<String>>,
    format: Option<String>,
    text: Option<String>,
    voice: Option<String>,
    nested: Option<Vec<List>>,
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

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn members_of_json_become_the_query_of_a_request_without_a_body() {
    let speak = Speak {
        lexicons: Some(vec!["a".to_owned(), "b c".to_owned()]),
        format: text("mp3"),
        text: text("Grüße, Welt!"),
        voice: text("Vicki"),
        nested: None,
    };
    let endpoint = "https://polly.eu-central-1.amazonaws.com";
    let presigned = presign(&speak, endpoint, None, &options(3600).method(Method::GET)).unwrap();
    let head = "polly.eu-central-1.amazonaws.com/v1/speech?LexiconNames=a&LexiconNames=b%20c&OutputFormat=mp3\
        &Text=Gr%C3%BC%C3%9Fe%2C%20Welt%21&VoiceId=Vicki&";
    let signature = "X-Amz-Signature=198babd720c6d51446cbe5f088346614c46ca95021fcb322d66f7aa6fa09f27f";
    assert_eq!(presigned.url(), url(head, "polly", 3600, "host", signature));
    assert!(presigned.headers().is_empty() && presigned.body().is_empty());

    let nested = Speak { nested: Some(vec![List::default()]), ..speak.clone() };
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
