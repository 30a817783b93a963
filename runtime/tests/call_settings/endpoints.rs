//! Repeated calls have the endpoint of the rules without their evaluation, and never that of other parameters.

use super::services::{BOXES, Get, TABLES, access_key_id, credentials};
use super::{Failure, run};
use aws_credential_types::provider::SharedCredentialsProvider;
use http::StatusCode;
use smithereen::client::{Caller, Fake};
use smithereen::endpoint::{ParamSource, Params};
use smithereen::protocol::RestXml;
use smithereen::{AuthScheme, Endpoint, EndpointError, Operation, OperationSchema, Service};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

static SHELVES: Service = Service::new("Shelves", &RestXml::new(), shelves).auth(&[AuthScheme::None]);
/// The number of endpoints that were resolved for shelves whose names begin with `counted`.
static COUNTED: AtomicUsize = AtomicUsize::new(0);

/// All parameters are part of the URL.
fn shelves(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    let shelf = params.string("Shelf").ok_or_else(|| EndpointError::new("no shelf"))?;
    if shelf.starts_with("counted") {
        COUNTED.fetch_add(1, Ordering::Relaxed);
    }
    let (region, fips) = (params.region.unwrap_or_default(), params.use_fips);
    let (stack, deep) = (params.use_dual_stack, params.boolean("Deep"));
    let host = params.endpoint.unwrap_or("https://example.com");
    Endpoint::new(&format!("{host}/{shelf}/{region}/{fips}/{stack}/{}", deep.unwrap_or_default()))
}

#[derive(Clone, Default, PartialEq)]
struct Look {
    shelf: Option<String>,
}

smithereen::structure!(Look = "Look" { 0 shelf => Member::new("Shelf").query("shelf") });

impl Operation for Look {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&SHELVES, "Look", "GET", "/item")
        .endpoint_params(&[("Shelf", ParamSource::Member("Shelf"))])
        .region_redirects("Shelf");
}

/// An operation on the same shelves with another constant.
#[derive(Clone, Default, PartialEq)]
struct LookDeep {
    shelf: Option<String>,
}

smithereen::structure!(LookDeep = "LookDeep" { 0 shelf => Member::new("Shelf").query("shelf") });

impl Operation for LookDeep {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&SHELVES, "LookDeep", "GET", "/item")
        .endpoint_params(&[("Shelf", ParamSource::Member("Shelf")), ("Deep", ParamSource::Boolean(true))]);
}

fn look(shelf: &str) -> Look {
    Look { shelf: Some(shelf.to_owned()) }
}

fn deep(shelf: &str) -> LookDeep {
    LookDeep { shelf: Some(shelf.to_owned()) }
}

/// Returns the last path that a fake got, without that of the operation.
fn path(fake: &Fake) -> String {
    let path = fake.requests().last().unwrap().uri().path().to_owned();
    path.strip_suffix("/item").unwrap().to_owned()
}

#[test]
fn an_endpoint_is_resolved_once_for_clones_of_a_client() {
    let fake = Fake::responding(StatusCode::OK, "");
    let caller = Caller::new(&SHELVES, &fake.config());
    let calls = |caller: &Caller, shelf| {
        for _ in 0..5 {
            run(caller.clone().call(&look(shelf)).timeout(Duration::from_secs(5))).unwrap();
        }
        COUNTED.load(Ordering::Relaxed)
    };
    assert_eq!(calls(&caller, "counted-a"), 1);
    assert_eq!(calls(&caller, "counted-b"), 2);
    assert_eq!(calls(&caller, "counted-a"), 2, "both are kept");
    assert_eq!(
        calls(&caller.with_region("eu-west-1"), "counted-a"),
        3,
        "another client has a cache of its own"
    );
    assert_eq!(calls(&caller, "counted-a"), 3);
    for index in 0..100 {
        run(caller.call(&look(&format!("counted-{index}")))).unwrap();
    }
    assert_eq!(calls(&caller, "counted-a"), 104, "the number of entries is bounded");
    assert!(!format!("{caller:?}").contains("counted"), "{caller:?}");
}

#[test]
fn a_change_of_any_parameter_changes_the_endpoint() {
    let fake = Fake::responding(StatusCode::OK, "");
    let of = |caller: &Caller| {
        // The second one is that of the cache.
        for _ in 0..2 {
            run(caller.call(&look("a"))).unwrap();
        }
        path(&fake)
    };
    let caller = Caller::new(&SHELVES, &fake.config());
    let region = fake.config().region().unwrap().to_string();
    assert_eq!(of(&caller), format!("/a/{region}/false/false/false"));
    assert_eq!(of(&caller.with_region("eu-west-1")), "/a/eu-west-1/false/false/false");
    assert_eq!(of(&caller.with_region("eu-west-2")), "/a/eu-west-2/false/false/false");
    let elsewhere = caller.with_region("eu-west-1").with_endpoint_url("https://local.example.com/base");
    assert_eq!(of(&elsewhere), "/base/a/eu-west-1/false/false/false");
    assert_eq!(of(&caller.clone().endpoint_param("Deep", true)), format!("/a/{region}/false/false/true"));
    run(caller.call(&deep("a"))).unwrap();
    assert_eq!(path(&fake), format!("/a/{region}/false/false/true"), "another operation");
    run(caller.call(&deep("b"))).unwrap();
    assert_eq!(path(&fake), format!("/b/{region}/false/false/true"), "another input");
    assert_eq!(of(&caller), format!("/a/{region}/false/false/false"));
    let config = || fake.config().into_builder();
    assert_eq!(
        of(&Caller::new(&SHELVES, &config().use_fips(true).build())),
        format!("/a/{region}/true/false/false")
    );
    assert_eq!(
        of(&Caller::new(&SHELVES, &config().use_dual_stack(true).build())),
        format!("/a/{region}/false/true/false")
    );
}

#[test]
fn an_error_of_the_rules_is_not_kept() {
    let fake = Fake::responding(StatusCode::OK, "");
    let caller = Caller::new(&SHELVES, &fake.config());
    for _ in 0..2 {
        assert_eq!(run(caller.call(&Look::default())).unwrap_err().to_string(), "Look: no shelf");
        run(caller.call(&look("a"))).unwrap();
    }
    assert_eq!(fake.requests().len(), 2);
}

#[test]
fn the_credentials_of_a_call_decide_on_the_account_id() {
    let fake = Fake::responding(StatusCode::OK, "{}");
    let config = fake.config().into_builder();
    let provider = SharedCredentialsProvider::new(credentials("AKIDA", "s3cret"));
    let caller = Caller::new(&TABLES, &config.credentials_provider(provider).build());
    for (id, account) in [("AKIDB", '2'), ("AKIDC", '3'), ("AKIDB", '2'), ("AKIDA", '1')] {
        run(caller.call(&Get {}).credentials(credentials(id, "s3cret"))).unwrap();
        let request = fake.requests().last().unwrap().clone();
        assert_eq!(access_key_id(&request), id);
        assert!(request.uri().host().unwrap().starts_with(&account.to_string().repeat(12)), "{id}");
        run(caller.call(&Get {})).unwrap();
        let host = fake.requests().last().unwrap().uri().host().unwrap().to_owned();
        assert!(host.starts_with("111111111111."), "the client's: {host}");
    }
}

#[test]
fn a_redirected_call_has_the_endpoint_of_its_region() {
    let fake = Fake::new(|request| {
        let is_there =
            !request.uri().path().starts_with("/moved/") || request.uri().path().contains("/eu-west-3/");
        let status = if is_there { StatusCode::OK } else { StatusCode::MOVED_PERMANENTLY };
        let mut response = Fake::response(status, "<Error><Code>PermanentRedirect</Code></Error>");
        response.headers_mut().insert("x-amz-bucket-region", "eu-west-3".parse().unwrap());
        response
    });
    let caller = Caller::new(&SHELVES, &fake.config());
    let region = fake.config().region().unwrap().to_string();
    for (shelf, paths) in [
        ("here", vec![region.as_str()]),
        ("moved", vec![&region, "eu-west-3"]),
        ("moved", vec!["eu-west-3"]),
        ("here", vec![&region]),
        ("moved", vec!["eu-west-3"]),
    ] {
        let before = fake.requests().len();
        run(caller.call(&look(shelf))).unwrap();
        let sent = fake.requests();
        let sent: Vec<_> = sent[before..].iter().map(|request| request.uri().path()).collect();
        let expected: Vec<_> =
            paths.iter().map(|region| format!("/{shelf}/{region}/false/false/false/item")).collect();
        assert_eq!(sent, expected);
    }
}

#[test]
fn presigned_requests_have_the_endpoint_of_their_input() {
    let fake = Fake::responding(StatusCode::OK, "");
    let provider = SharedCredentialsProvider::new(credentials("AKIDA", "s3cret"));
    let config = fake.config().into_builder().credentials_provider(provider).build();
    let caller = Caller::new(&PLAIN_BOXES, &config);
    let url = |caller: &Caller, name: &str| {
        let input = Peek { name: Some(name.to_owned()) };
        run(caller.presign(&input, Duration::from_secs(60))).unwrap().url().to_owned()
    };
    let europe = caller.with_region("eu-west-1");
    for _ in 0..2 {
        assert!(url(&caller, "blue").starts_with("https://blue.us-east-1.example.com/"));
        assert!(url(&caller, "green").starts_with("https://green.us-east-1.example.com/"));
        assert!(url(&europe, "blue").starts_with("https://blue.eu-west-1.example.com/"));
    }
}

static PLAIN_BOXES: Service = Service::new("PlainBoxes", &RestXml::new(), |params| {
    let with_signature = params.clone().with("Plain", true);
    (BOXES.endpoint)(&with_signature)
})
.auth(&[AuthScheme::SigV4])
.signing_name("boxes")
.signs_as_sent();

#[derive(Clone, Default, PartialEq)]
struct Peek {
    name: Option<String>,
}

smithereen::structure!(Peek = "Peek" { 0 name => Member::new("Name").query("name") });

impl Operation for Peek {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&PLAIN_BOXES, "Peek", "GET", "/item")
        .endpoint_params(&[("Box", ParamSource::Member("Name"))]);
}
