use super::{relocate, try_clone};
use crate::body::Body;
use crate::endpoint::Endpoint;
use http::Request;

fn moved(uri: &str, endpoint: &Endpoint) -> String {
    let request = Request::builder().uri(uri).body(Body::default()).unwrap();
    relocate(request, ("endpoint.invalid", ""), endpoint).unwrap().uri().to_string()
}

#[test]
fn a_request_moves_with_its_path_query_and_host_prefix() {
    let endpoint = Endpoint::new("http://cell1.example.com:8080/base").unwrap();
    for (from, to) in [
        ("https://endpoint.invalid/", "http://cell1.example.com:8080/base/"),
        ("https://endpoint.invalid/a%2Fb?x=1", "http://cell1.example.com:8080/base/a%2Fb?x=1"),
        ("https://data.endpoint.invalid/", "http://data.cell1.example.com:8080/base/"),
        ("https://own.example.com/path", "https://own.example.com/path"),
    ] {
        assert_eq!(moved(from, &endpoint), to);
    }
    let to = moved("https://data.endpoint.invalid/", &endpoint.without_host_prefix());
    assert_eq!(to, "http://cell1.example.com:8080/base/");
    let address = Endpoint::new("http://127.0.0.1").unwrap();
    assert_eq!(moved("https://data.endpoint.invalid/", &address), "http://127.0.0.1/");
}

#[test]
fn a_request_gets_the_headers_of_its_endpoint() {
    let endpoint = Endpoint::new("https://a.example.com").unwrap().header("x-cell", "1").unwrap();
    let request = Request::builder().uri("https://endpoint.invalid/").header("x-cell", "0");
    let request =
        relocate(request.body(Body::default()).unwrap(), ("endpoint.invalid", ""), &endpoint).unwrap();
    let values: Vec<_> = request.headers().get_all("x-cell").iter().collect();
    assert_eq!(values, ["1"]);
}

#[test]
fn a_request_is_repeated_as_it_was() {
    let request = Request::builder().method("PUT").uri("https://endpoint.invalid/a?b").header("x-a", "1");
    let request = request.extension(7_u8).body(Body::from("text")).unwrap();
    let again = try_clone(&request).unwrap();
    assert_eq!((again.method(), again.uri()), (request.method(), request.uri()));
    assert_eq!((again.headers(), again.extensions().get()), (request.headers(), Some(&7_u8)));
    assert_eq!(again.body().as_bytes(), request.body().as_bytes());
}

#[test]
fn a_request_moves_between_endpoints_with_a_prefix_of_the_path() {
    let old = Endpoint::new("http://a.example.com:1/bucket").unwrap();
    let new = Endpoint::new("https://bucket.b.example.com").unwrap();
    let request = |uri: &str| Request::builder().uri(uri).body(Body::default()).unwrap();
    let moved = |uri: &str| relocate(request(uri), (old.authority(), old.path()), &new);
    let uri = |uri: &str| moved(uri).unwrap().uri().to_string();
    assert_eq!(uri("http://a.example.com:1/bucket/k?x"), "https://bucket.b.example.com/k?x");
    assert_eq!(uri("http://a.example.com:1/bucket/"), "https://bucket.b.example.com/");
    assert_eq!(uri("http://route.a.example.com:1/bucket/k"), "https://route.bucket.b.example.com/k");
    assert!(moved("http://a.example.com:1/other").is_none());
}
