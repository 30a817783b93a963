//! Signatures with the credentials of a session. The values are those of botocore 1.43.11 (`S3ExpressAuth` and `S3ExpressQueryAuth`).

use super::{credentials, part, time};
use http::Request;
use smithereen::Bytes;
use smithereen::sign::{Payload, SessionToken, Signer, SigningConfig};
use std::time::Duration;

const URL: &str = "https://bucket--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com/a%20b/..//c";

fn config() -> SigningConfig {
    SigningConfig::new("s3express", "us-west-2").as_sent().session_token(SessionToken::SessionToken)
}

fn signer() -> Signer {
    Signer::new(credentials(Some("a/token+==")))
}

#[test]
fn a_request_has_the_token_in_a_header_of_its_own() {
    let request = Request::put(URL).header("x-amz-checksum-crc32", "AAAAAA==").body(Bytes::from("text"));
    let mut request = request.unwrap();
    signer().sign(&mut request, &config(), time()).unwrap();
    let authorization = request.headers()["authorization"].to_str().unwrap();
    assert_eq!(
        part(authorization, "SignedHeaders"),
        "host;x-amz-checksum-crc32;x-amz-content-sha256;x-amz-date;x-amz-s3session-token"
    );
    assert_eq!(
        part(authorization, "Signature"),
        "963a120c55574b4bdf1ef53e9e850c3fd4c130534e75b61c9d39a3a2f82ad489"
    );
    assert_eq!(request.headers()["x-amz-s3session-token"], "a/token+==");
    assert!(!request.headers().contains_key("x-amz-security-token"));
}

#[test]
fn a_presigned_request_has_the_token_in_a_parameter_of_its_own() {
    let request = Request::get(URL).body(Bytes::new()).unwrap();
    let config = config().payload(Payload::Unsigned);
    let presigned = signer().presign(&request, &config, Duration::from_secs(300), time()).unwrap();
    let expected = format!(
        "{URL}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-west-2%2Fs3express%2Faws4_request\
         &X-Amz-Date=20150830T123600Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-S3session-Token=a%2Ftoken%2B%3D%3D\
         &X-Amz-Signature=798979830b04bf713f4310dcd5a4e5e5a0e99e0ed018e557991b6305be0c37a7"
    );
    assert_eq!(presigned.url(), expected);
}
