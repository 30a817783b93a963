//! `rusty-s3` and `reqsign`.

use crate::object::{EXPIRES, GetObject, KEY, KEY_ID, ORIGIN, REGION, SECRET, endpoint, put};
use http::request::Parts;
use reqsign::aws::{Credential, RequestSigner};
use reqsign::{Context, SignRequest};
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use smithereen::Operation;
use std::pin::pin;
use std::task::{Context as TaskContext, Poll, Waker};

pub(crate) struct RustyS3 {
    bucket: Bucket,
    credentials: Credentials,
}

impl RustyS3 {
    pub(crate) fn new(token: Option<&str>) -> Self {
        let url = ORIGIN.replace("bucket.", "").parse().expect("it is a URL");
        let bucket = Bucket::new(url, UrlStyle::VirtualHost, "bucket", REGION).expect("it is valid");
        let credentials = match token {
            Some(token) => Credentials::new_with_token(KEY_ID, SECRET, token),
            None => Credentials::new(KEY_ID, SECRET),
        };
        Self { bucket, credentials }
    }

    pub(crate) fn presign(&self) -> String {
        self.bucket.get_object(Some(&self.credentials), KEY).sign(EXPIRES).into()
    }
}

/// It builds no requests: a URL that is parsed already is signed.
pub(crate) struct Reqsign {
    signer: RequestSigner,
    credential: Credential,
    context: Context,
    parts: Parts,
}

impl Reqsign {
    pub(crate) fn new(token: Option<&str>) -> Self {
        let signer = RequestSigner::new("s3", REGION);
        let credential = Credential {
            access_key_id: KEY_ID.to_owned(),
            secret_access_key: SECRET.to_owned(),
            session_token: token.map(str::to_owned),
            ..Credential::default()
        };
        let input = GetObject { key: KEY.to_owned(), ..GetObject::default() };
        let (mut parts, _) = input.to_http(&endpoint()).expect("it is valid").into_parts();
        parts.headers.clear();
        Self { signer, credential, context: Context::new(), parts }
    }

    pub(crate) fn presign(&self) -> String {
        let mut parts = self.parts.clone();
        self.run(&mut parts, Some(EXPIRES));
        parts.uri.to_string()
    }

    pub(crate) fn sign(&self) -> Parts {
        let (mut parts, _) = put().into_parts();
        self.run(&mut parts, None);
        parts
    }

    /// The signer never waits.
    fn run(&self, parts: &mut Parts, expires: Option<std::time::Duration>) {
        let signed = self.signer.sign_request(&self.context, parts, Some(&self.credential), expires);
        match pin!(signed).poll(&mut TaskContext::from_waker(Waker::noop())) {
            Poll::Ready(signed) => signed.expect("it is signed"),
            Poll::Pending => unreachable!("it does no I/O"),
        }
    }
}
