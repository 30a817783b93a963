//! Presigned requests of operations. The URLs are those that botocore 1.44.5 makes for the same input (`generate_presigned_url` of S3,
//! STS and Polly, `generate_db_auth_token` of RDS), at 2015-08-30T12:36:00Z in eu-central-1.

use super::{credentials, signer, time};
use http::{HeaderMap, Request};
use smithereen::sign::{PresignOptions, Presigned, Signer, SigningConfig};
use smithereen::{BuildError, Bytes, Endpoint, Operation};
use std::time::Duration;

mod bodies;
#[cfg(feature = "query")]
mod forms;
mod objects;

const REGION: &str = "eu-central-1";

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

macro_rules! operation {
    ($input:ident, $service:expr, $method:literal, $uri:literal) => {
        impl smithereen::Operation for $input {
            type Output = ();
            type Error = crate::sign::presign::Failure;
            const OPERATION: &'static smithereen::OperationSchema =
                &smithereen::OperationSchema::new(&$service, stringify!($input), $method, $uri);
        }
    };
}

use operation;

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

/// Returns the URL that botocore makes.
fn url(head: &str, service: &str, expires: u32, headers: &str, tail: &str) -> String {
    format!(
        "https://{head}X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Feu-central-1%2F{service}%2Faws4_request\
         &X-Amz-Date=20150830T123600Z&X-Amz-Expires={expires}&X-Amz-SignedHeaders={headers}&{tail}"
    )
}

fn pairs(headers: &HeaderMap) -> Vec<(&str, &str)> {
    headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect()
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
