//! Checksums of requests and responses.

use fixtures::http_checksum::*;
use fixtures::smithereen::checksum::{Unchecked, When};
use fixtures::smithereen::{Bytes, Endpoint, Operation, Request, Response};

fn at() -> Endpoint {
    Endpoint::new("https://example.com/base").unwrap()
}

/// Returns the headers of a request that concern checksums, as `name: value`.
fn checksums(request: &Request<Bytes>) -> Vec<String> {
    let headers = request.headers().iter();
    let headers = headers.filter(|(name, _)| name.as_str().contains("checksum") || *name == "content-md5");
    headers.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect()
}

#[test]
fn the_checksum_of_a_request_is_crc32_by_default() {
    // The check value of CRC-32.
    let by_default = ["x-amz-sdk-checksum-algorithm: CRC32", "x-amz-checksum-crc32: y/Q5Jg=="];
    let store = StoreInput::new("k").body("123456789");
    assert_eq!(checksums(&store.to_http(&at()).unwrap()), by_default);
    let required = at().request_checksums(When::Required);
    assert_eq!(checksums(&store.to_http(&required).unwrap()), [""; 0]);
    let tag = TagInput::new("k").tag("t");
    let of_tag = ["x-amz-sdk-checksum-algorithm: CRC32", "x-amz-checksum-crc32: cwMfow=="];
    assert_eq!(checksums(&tag.to_http(&at()).unwrap()), of_tag);
    assert_eq!(checksums(&tag.to_http(&required).unwrap()), of_tag);
    let never = at().request_checksums(When::Never);
    assert_eq!(checksums(&tag.to_http(&never).unwrap()), [""; 0]);
    let empty = StoreInput::new("k").to_http(&at()).unwrap();
    assert_eq!(checksums(&empty)[1], "x-amz-checksum-crc32: AAAAAA==");
}

#[test]
fn a_selected_checksum_is_computed_or_refused() {
    let store = StoreInput::new("k").body("123456789").algorithm(Algorithm::Xxhash3);
    let expected = ["x-amz-sdk-checksum-algorithm: XXHASH3", "x-amz-checksum-xxhash3: ctyxi2ehff8="];
    for when in [When::Supported, When::Required] {
        let request = store.to_http(&at().request_checksums(when)).unwrap();
        assert_eq!(checksums(&request), expected, "{when:?}");
    }
    let error = store.algorithm(Algorithm::Crc128).to_http(&at()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Store: member `algorithm`: unknown checksum algorithm; expected one of XXHASH128, XXHASH3, CRC64NVME, XXHASH64, \
         CRC32C, CRC32, SHA1, SHA256, SHA512, MD5"
    );
}

#[test]
fn a_checksum_of_the_caller_is_sent_alone() {
    let store = StoreInput::new("k").body("123456789").crc32c("mine");
    assert_eq!(checksums(&store.to_http(&at()).unwrap()), ["x-amz-checksum-crc32c: mine"]);
    let request = store.algorithm(Algorithm::Sha256).to_http(&at()).unwrap();
    assert_eq!(checksums(&request), ["x-amz-sdk-checksum-algorithm: SHA256", "x-amz-checksum-crc32c: mine"]);
}

#[test]
fn the_checksum_of_a_response_is_requested_by_default() {
    let (fetch, required) = (FetchInput::new("k"), at().response_checksums(When::Required));
    let asks = |input: &FetchInput, endpoint: &Endpoint| {
        let request = input.to_http(endpoint).unwrap();
        let is_unchecked = request.extensions().get::<Unchecked>().is_some();
        (checksums(&request).join(", "), is_unchecked)
    };
    let enabled = ("x-amz-checksum-mode: ENABLED".to_owned(), false);
    assert_eq!(asks(&fetch, &at()), enabled);
    assert_eq!(asks(&fetch, &required), (String::new(), true));
    assert_eq!(asks(&fetch.mode(Mode::Enabled), &required), enabled);
}

/// Returns the body that was read from a response with these headers, or the error.
fn fetched(headers: &[(&str, &str)], body: &'static str) -> Result<String, String> {
    let response = headers.iter().fold(Response::builder(), |all, (name, value)| all.header(*name, *value));
    let response = response.body(Bytes::from_static(body.as_bytes())).unwrap();
    let output = FetchInput::parse(response).map_err(|error| error.to_string())?;
    Ok(String::from_utf8(output.body.unwrap().to_vec()).unwrap())
}

#[test]
fn a_response_is_compared_with_its_checksum() {
    let body = "123456789";
    let good = [("x-amz-checksum-crc32", "y/Q5Jg=="), ("x-amz-checksum-xxhash3", "ctyxi2ehff8=")];
    assert_eq!(fetched(&good, body).unwrap(), body);
    for (header, name) in [("x-amz-checksum-crc32", "CRC32"), ("x-amz-checksum-sha256", "SHA256")] {
        let error = fetched(&[(header, "AAAAAA==")], body).unwrap_err();
        let expected = format!("the {name} of the body is not that of the header `{header}`");
        assert_eq!(error, format!("Fetch: cannot parse the response (status 200): {expected}"));
    }
}

/// XXHASH3 is checked before CRC64NVME, which is checked before CRC32 and SHA256. The model has no CRC32C.
#[test]
fn one_checksum_of_a_response_is_checked_by_priority() {
    let body = "123456789";
    let header = |name: &'static str| (name, "AAAAAA==");
    let (xxh3, crc32) = (("x-amz-checksum-xxhash3", "ctyxi2ehff8="), ("x-amz-checksum-crc32", "y/Q5Jg=="));
    assert!(fetched(&[header("x-amz-checksum-crc32"), xxh3], body).is_ok());
    assert!(fetched(&[header("x-amz-checksum-sha256"), crc32], body).is_ok());
    assert!(fetched(&[header("x-amz-checksum-crc64nvme"), crc32], body).unwrap_err().contains("CRC64NVME"));
    assert!(fetched(&[header("x-amz-checksum-crc32c"), header("x-amz-checksum-md5")], body).is_ok());
}

/// Botocore does the same. The checksum of an object that was uploaded in parts is one of the checksums of its parts.
#[test]
fn a_composite_checksum_is_not_checked() {
    assert!(fetched(&[("x-amz-checksum-crc32", "AAAAAA==-2")], "123456789").is_ok());
    let both = [("x-amz-checksum-crc64nvme", "AAAAAA==-2"), ("x-amz-checksum-crc32", "AAAAAA==")];
    assert!(fetched(&both, "123456789").unwrap_err().contains("CRC32"));
}

#[test]
fn an_unchecked_response_and_an_error_are_not_compared() {
    let mut response =
        Response::builder().header("x-amz-checksum-crc32", "AAAAAA==").body(Bytes::from("x")).unwrap();
    *response.status_mut() = 404.try_into().unwrap();
    let error = FetchInput::parse(response.clone()).unwrap_err();
    assert!(error.as_service().is_some(), "{error}");
    *response.status_mut() = 200.try_into().unwrap();
    assert!(FetchInput::parse(response.clone()).is_err());
    response.extensions_mut().insert(Unchecked);
    assert!(FetchInput::parse(response).is_ok());
}
