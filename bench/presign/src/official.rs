//! `aws-sigv4`, which builds no requests: ours is signed.

use crate::object::{EXPIRES, GetObject, KEY, KEY_ID, REGION, SECRET, endpoint, put};
use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4::SigningParams;
use smithereen::{Bytes, Endpoint, Operation, Request};
use std::time::SystemTime;

pub(crate) struct Signing {
    credentials: Credentials,
    endpoint: Endpoint,
}

impl Signing {
    pub(crate) fn new(token: Option<&str>) -> Self {
        let credentials = Credentials::new(KEY_ID, SECRET, token.map(str::to_owned), None, "benchmark");
        Self { credentials, endpoint: endpoint() }
    }

    pub(crate) fn presign(&self) -> String {
        let input = GetObject { key: KEY.to_owned(), ..GetObject::default() };
        let mut request = input.to_http(&self.endpoint).expect("it is valid");
        request.headers_mut().clear();
        let mut settings = settings();
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(EXPIRES);
        self.apply(&mut request, settings, SignableBody::UnsignedPayload);
        request.uri().to_string()
    }

    pub(crate) fn sign(&self) -> Request<Bytes> {
        let mut request = put();
        let body = request.body().clone();
        let mut settings = settings();
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        self.apply(&mut request, settings, SignableBody::Bytes(&body));
        request
    }

    fn apply(&self, request: &mut Request<Bytes>, settings: SigningSettings, body: SignableBody<'_>) {
        let identity = self.credentials.clone().into();
        let params = SigningParams::builder().identity(&identity).region(REGION).name("s3");
        let params =
            params.time(SystemTime::now()).settings(settings).build().expect("it is complete").into();
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.as_str(), value.to_str().expect("it is text")));
        let signable =
            SignableRequest::new(request.method().as_str(), request.uri().to_string(), headers, body);
        let signed = sign(signable.expect("it is valid"), &params).expect("it is signed");
        signed.into_parts().0.apply_to_request_http1x(request);
    }
}

fn settings() -> SigningSettings {
    let mut settings = SigningSettings::default();
    settings.percent_encoding_mode = PercentEncodingMode::Single;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    settings
}
