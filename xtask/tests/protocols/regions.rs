//! Buckets in another region than the client's: calls are repeated in the region that an error states.

use crate::loopback::sigv4::{self, Account};
use crate::loopback::{CannedResponse, Server};
use crate::support::{IOT, config, provider};
use aws::s3::{Client, GetObjectInput, HeadObjectInput, ListObjectsV2Input, PutObjectInput};
use http::{Request, Response};
use smithereen::client::Fake;
use smithereen::{Body, Bytes};
use std::time::Duration;

const OTHER: &str = "us-west-2";
const BUCKET: Account = Account { region: OTHER, service: "s3", escaped_twice: false, ..IOT };

fn put() -> PutObjectInput {
    PutObjectInput::new("bucket", "a b").body("text")
}

/// Returns a fake of S3 whose bucket is in another region. `wrong` responds to requests to the client's region.
fn elsewhere(wrong: impl Fn(&Request<Bytes>) -> Response<Bytes> + Send + Sync + 'static) -> (Fake, Client) {
    let fake = Fake::new(move |request| match request.uri().host().unwrap() {
        "bucket.s3.us-west-2.amazonaws.com" => Response::new(Bytes::new()),
        "bucket.s3.eu-west-1.amazonaws.com" => wrong(request),
        host => panic!("another host: {host}"),
    });
    let region = aws_types::region::Region::from_static("eu-west-1");
    let config = fake.config().to_builder().region(region).credentials_provider(provider(None)).build();
    (fake, Client::new(&config))
}

fn moved(status: u16, region: Option<&str>, body: &'static str) -> Response<Bytes> {
    let response = Response::builder().status(status);
    let response = match region {
        Some(region) => response.header("x-amz-bucket-region", region),
        None => response,
    };
    response.body(Bytes::from(body)).unwrap()
}

const PERMANENT: &str = "<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message></Error>";

/// Returns the method, the region and the path of each request, which is signed for that region.
fn requests(fake: &Fake) -> Vec<String> {
    let requests = fake.requests();
    let shown = requests.iter().map(|request| {
        let region = request.uri().host().unwrap().split('.').nth(2).unwrap().to_owned();
        let authorization = request.headers()["authorization"].to_str().unwrap();
        assert!(authorization.contains(&format!("/{region}/s3/aws4_request")), "{region}: {authorization}");
        format!("{} {region} {}", request.method(), request.uri().path_and_query().unwrap())
    });
    shown.collect()
}

#[tokio::test]
async fn a_call_is_repeated_in_the_region_of_the_header_and_the_region_is_kept() {
    for (status, body) in
        [(301, PERMANENT), (301, ""), (307, "<Error><Code>TemporaryRedirect</Code></Error>")]
    {
        let (fake, client) = elsewhere(move |_| moved(status, Some(OTHER), body));
        client.put_object(&put()).await.unwrap();
        assert_eq!(requests(&fake), ["PUT eu-west-1 /a%20b", "PUT us-west-2 /a%20b"]);
        let sent = fake.requests();
        assert_eq!(sent[0].body(), sent[1].body());
        assert_eq!(sent[0].headers()["x-amz-checksum-crc32"], sent[1].headers()["x-amz-checksum-crc32"]);
        client.list_objects_v2(&ListObjectsV2Input::new("bucket")).await.unwrap();
        assert_eq!(requests(&fake)[2..], ["GET us-west-2 /?list-type=2&encoding-type=url"]);
    }
}

#[tokio::test]
async fn the_region_of_a_bucket_is_asked_for_if_the_error_has_none() {
    let (fake, client) = elsewhere(|request| match request.method().as_str() {
        "HEAD" => moved(301, Some(OTHER), ""),
        _ => moved(301, None, PERMANENT),
    });
    client.put_object(&put()).await.unwrap();
    assert_eq!(requests(&fake), ["PUT eu-west-1 /a%20b", "HEAD eu-west-1 /", "PUT us-west-2 /a%20b"]);
}

#[tokio::test]
async fn a_response_without_a_body_is_a_redirect_too() {
    let (fake, client) = elsewhere(|request| match request.uri().path() {
        "/" => moved(400, Some(OTHER), ""),
        _ => moved(400, None, ""),
    });
    client.head_object(&HeadObjectInput::new("bucket", "k")).await.unwrap();
    assert_eq!(requests(&fake), ["HEAD eu-west-1 /k", "HEAD eu-west-1 /", "HEAD us-west-2 /k"]);
}

#[tokio::test]
async fn an_unknown_region_leaves_the_error() {
    for region in [None, Some("eu-west-1"), Some("b.example/")] {
        let (fake, client) = elsewhere(move |_| moved(301, region, PERMANENT));
        let error = client.get_object(&GetObjectInput::new("bucket", "k")).await.unwrap_err();
        assert_eq!((error.code(), error.status().unwrap().as_u16()), (Some("PermanentRedirect"), 301));
        assert!(requests(&fake).iter().all(|request| request.contains("eu-west-1")));
    }
    let denied = "<Error><Code>AccessDenied</Code></Error>";
    let (fake, client) = elsewhere(move |_| moved(403, Some(OTHER), denied));
    client.get_object(&GetObjectInput::new("bucket", "k")).await.unwrap_err();
    assert_eq!(requests(&fake).len(), 1);
}

#[tokio::test]
async fn a_stream_that_can_be_read_once_is_not_repeated() {
    let (fake, client) = elsewhere(|_| moved(301, Some(OTHER), PERMANENT));
    let once = || {
        let body = Body::from_reader(&b"text"[..]).with_length(4);
        PutObjectInput::new("bucket", "k").body(body)
    };
    let error = client.put_object(&once()).await.unwrap_err();
    assert_eq!(error.code(), Some("PermanentRedirect"));
    client.put_object(&once()).await.unwrap();
    assert_eq!(requests(&fake), ["PUT eu-west-1 /k", "PUT us-west-2 /k"]);
}

#[tokio::test]
async fn a_call_is_repeated_once() {
    let fake = Fake::new(|request| match request.uri().host().unwrap().contains("us-west-2") {
        true => moved(301, Some("eu-west-1"), PERMANENT),
        false => moved(301, Some(OTHER), PERMANENT),
    });
    let region = aws_types::region::Region::from_static("eu-west-1");
    let config = fake.config().to_builder().region(region).credentials_provider(provider(None)).build();
    let error = Client::new(&config).put_object(&put()).await.unwrap_err();
    assert_eq!((error.code(), requests(&fake).len()), (Some("PermanentRedirect"), 2));
}

#[tokio::test]
async fn a_custom_endpoint_gets_a_signature_for_the_stated_region() {
    let body = "<Error><Code>AuthorizationHeaderMalformed</Code><Message>wrong</Message><Region>us-west-2</Region></Error>";
    let server = Server::serving(Account::ANYBODY, move |_, request| match sigv4::check(request, &BUCKET) {
        Ok(()) => CannedResponse::new(200, ""),
        Err(fault) => {
            assert!(fault.contains("/eu-west-1/s3/"), "{fault}");
            CannedResponse::new(400, body)
        }
    });
    let client = Client::new(&config().endpoint_url(server.url()).build());
    client.put_object(&put()).await.unwrap();
    client.put_object(&put()).await.unwrap();
    let targets: Vec<_> = server.requests().into_iter().map(|request| request.target).collect();
    assert_eq!(targets, ["/bucket/a%20b"; 3]);
    // Links are for the region of the client: nothing is sent that could fail.
    let link =
        client.caller().presign(&GetObjectInput::new("bucket", "k"), Duration::from_secs(60)).await.unwrap();
    assert!(link.url().contains("%2Feu-west-1%2Fs3%2F"), "{}", link.url());
}
