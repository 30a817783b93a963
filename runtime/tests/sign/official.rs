//! Signatures of random requests, compared with those of `aws-sigv4`. `cargo xtask conformance --filter signer` compares more.

use super::{KEY, SECRET, credentials};
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningParams, SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4::{self, sign_chunk, sign_trailer};
use aws_smithy_runtime_api::client::identity::Identity;
use http::Request;
use proptest::prelude::*;
use smithereen::sign::{Payload, Signer, SigningConfig};
use smithereen::{Bytes, Timestamp};
use std::time::{Duration, SystemTime};

#[derive(Debug, Clone)]
struct Case {
    method: &'static str,
    uri: String,
    headers: Vec<(&'static str, String)>,
    body: String,
    config: SigningConfig,
    token: Option<String>,
    seconds: u64,
}

fn cases() -> impl Strategy<Value = Case> {
    let method = prop::sample::select(vec!["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]);
    let origin = prop::sample::select(vec![
        "https://example.com",
        "http://example.com:80",
        "http://example.com:8080",
        "https://example.com:443",
        "https://Example.com:80",
        "http://[::1]:4566",
        "http://127.0.0.1",
    ]);
    let path = "((/([a-zA-Z0-9._~!$&'()*+,;=:@-]|%[0-9A-F]{2}|ä){0,4}|/\\.|/\\.\\.|/){0,6})?";
    // A percent sign that begins no escape. The official signer replaces escapes that are not UTF-8, and sends them unchanged.
    let query = "(\\?(([a-zA-Z._~*-]|%20|%2F|%2f|%C3%A4|%[G-Z~]|\\+|/|:|ä){0,3}(=([a-z0-9A-Z~@]|%3D|%7E|\\+){0,4})?&?){0,5})?";
    let name = prop::sample::select(vec![
        "accept-encoding",
        "authorization",
        "content-length",
        "content-type",
        "date",
        "expect",
        "host",
        "range",
        "transfer-encoding",
        "user-agent",
        "x-amz-content-sha256",
        "x-amz-date",
        "x-amz-meta-a",
        "x-amz-meta-b",
        "x-amz-security-token",
        "x-amz-user-agent",
        "x-amz-checksum-mode",
        "x-amzn-trace-id",
        "z_z~z",
    ]);
    let headers =
        prop::collection::vec((name, " {0,2}[a-zA-Z0-9,;=\"\\t/-]{0,6}( {1,3}[a-z]{1,4}){0,3} {0,2}"), 0..8);
    let payload = prop::sample::select(vec![
        Payload::Hashed,
        Payload::Sha256([0xab; 32]),
        Payload::Unsigned,
        Payload::StreamingUnsignedTrailer,
        Payload::StreamingSignedTrailer,
    ]);
    let config = ("[a-z0-9-]{1,12}", "[a-z0-9-]{1,12}", any::<[bool; 3]>(), payload);
    let token = prop::option::of("[a-zA-Z0-9+/=]{1,40}");
    (method, origin, path, query, headers, ".{0,80}", config, token, 0..4_102_444_800_u64).prop_map(
        |(method, origin, path, query, headers, body, (service, region, flags, payload), token, seconds)| {
            let mut config = SigningConfig::new(service, region).payload(payload);
            [config.escapes_path, config.normalizes_path, config.content_sha256] = flags;
            let uri = format!("{origin}{path}{query}");
            Case { method, uri, headers, body, config, token, seconds }
        },
    )
}

impl Case {
    fn request(&self) -> Option<Request<Bytes>> {
        let mut request = Request::builder().method(self.method).uri(&self.uri);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(Bytes::from(self.body.clone())).ok()
    }

    fn official(&self, expires: Option<Duration>) -> Request<Bytes> {
        let identity = self.identity();
        let settings = self.settings(expires);
        let params = self.params(&identity).settings(settings).build().unwrap();
        self.official_with(&params.into())
    }

    fn identity(&self) -> Identity {
        aws_credential_types::Credentials::new(KEY, SECRET, self.token.clone(), None, "a test").into()
    }

    fn settings(&self, expires: Option<Duration>) -> SigningSettings {
        let mut settings = SigningSettings::default();
        settings.percent_encoding_mode =
            if self.config.escapes_path { PercentEncodingMode::Double } else { PercentEncodingMode::Single };
        settings.uri_path_normalization_mode = UriPathNormalizationMode::from(self.config.normalizes_path);
        if self.config.content_sha256 || self.config.payload != Payload::Hashed {
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        }
        if expires.is_some() {
            settings.signature_location = SignatureLocation::QueryParams;
        }
        settings.expires_in = expires;
        settings
    }

    fn official_with(&self, params: &SigningParams<'_>) -> Request<Bytes> {
        let mut request = self.request().unwrap();
        let body = match self.config.payload {
            Payload::Unsigned => SignableBody::UnsignedPayload,
            Payload::Sha256(_) => SignableBody::Precomputed("ab".repeat(32)),
            Payload::StreamingUnsignedTrailer => SignableBody::StreamingUnsignedPayloadTrailer,
            Payload::StreamingSignedTrailer => SignableBody::StreamingSignedPayloadTrailer,
            _ => SignableBody::Bytes(request.body()),
        };
        let headers = request.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
        let uri = request.uri().to_string();
        let signable = SignableRequest::new(self.method, uri, headers, body).unwrap();
        let (instructions, _) = sign(signable, params).unwrap().into_parts();
        instructions.apply_to_request_http1x(&mut request);
        request
    }

    fn params<'a, S: Default>(&'a self, identity: &'a Identity) -> v4::signing_params::Builder<'a, S> {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(self.seconds);
        v4::SigningParams::builder()
            .identity(identity)
            .region(&self.config.region)
            .name(&self.config.service)
            .time(time)
    }

    /// Signs with version 4a.
    #[cfg(feature = "sigv4a")]
    fn official_for(&self, regions: &str, expires: Option<Duration>) -> Request<Bytes> {
        let identity = self.identity();
        let params = aws_sigv4::sign::v4a::SigningParams::builder()
            .identity(&identity)
            .region_set(regions)
            .name(&self.config.service)
            .time(SystemTime::UNIX_EPOCH + Duration::from_secs(self.seconds))
            .settings(self.settings(expires));
        self.official_with(&params.build().unwrap().into())
    }

    fn signer(&self) -> Signer {
        Signer::new(credentials(self.token.as_deref()))
    }

    fn time(&self) -> Timestamp {
        Timestamp::new(self.seconds as i64, 0)
    }
}

fn sorted(query: &str) -> Vec<&str> {
    let mut parameters: Vec<_> = query.split('&').filter(|parameter| !parameter.is_empty()).collect();
    parameters.sort_unstable();
    parameters
}

/// Returns the authority and the path of a URL, and its parameters in an order that does not depend on the signer.
fn parts(uri: &http::Uri) -> (Option<&str>, &str, Vec<&str>) {
    (uri.authority().map(|authority| authority.as_str()), uri.path(), sorted(uri.query().unwrap()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_global_rejects: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn headers_are_the_official_ones(case in cases()) {
        prop_assume!(case.request().is_some());
        let mut ours = case.request().unwrap();
        case.signer().sign(&mut ours, &case.config, case.time()).unwrap();
        let official = case.official(None);
        prop_assert_eq!(ours.headers(), official.headers());
        prop_assert_eq!(ours.uri(), official.uri());
    }

    #[test]
    fn urls_are_the_official_ones(case in cases(), expires in 0..=604_800_u64) {
        prop_assume!(case.request().is_some());
        let expires = Duration::from_secs(expires);
        let ours = case.signer().presign(&case.request().unwrap(), &case.config, expires, case.time()).unwrap();
        let official = case.official(Some(expires));
        let uri: http::Uri = ours.url().parse().unwrap();
        prop_assert_eq!(parts(&uri), parts(official.uri()));
    }
}

#[cfg(feature = "sigv4a")]
proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// The nonce of `aws-sigv4` is deterministic (RFC 6979), so the signatures are the same too.
    #[test]
    fn urls_for_several_regions_are_the_official_ones(
        case in cases(),
        regions in "[a-z0-9*,-]{1,20}",
        expires in 0..=604_800_u64,
    ) {
        prop_assume!(case.request().is_some());
        let expires = Duration::from_secs(expires);
        let request = case.request().unwrap();
        let ours = case.signer().presign_v4a(&request, &case.config, &regions, expires, case.time()).unwrap();
        let official = case.official_for(&regions, Some(expires));
        let uri: http::Uri = ours.url().parse().unwrap();
        prop_assert_eq!(parts(&uri), parts(official.uri()));
    }

    #[test]
    fn headers_for_several_regions_are_the_official_ones(case in cases(), regions in "[a-z0-9*,-]{1,20}") {
        prop_assume!(case.request().is_some() && case.config.payload != Payload::StreamingSignedTrailer);
        let mut ours = case.request().unwrap();
        case.signer().sign_v4a(&mut ours, &case.config, &regions, case.time()).unwrap();
        let official = case.official_for(&regions, None);
        prop_assert_eq!(ours.headers(), official.headers());
        prop_assert_eq!(ours.uri(), official.uri());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn chunks_are_the_official_ones(case in cases(), chunks in prop::collection::vec(".{0,80}", 0..4)) {
        prop_assume!(case.request().is_some());
        let mut request = case.request().unwrap();
        let seed = case.signer().sign(&mut request, &case.config, case.time()).unwrap();
        let mut ours = case.signer().chunks(&case.config, seed, case.time()).unwrap();
        let identity = case.identity();
        let params = case.params::<()>(&identity).settings(()).build().unwrap();
        let mut prior = seed.to_string();
        for chunk in chunks {
            let chunk = Bytes::from(chunk);
            let (_, signature) = sign_chunk(&chunk, &prior, &params).unwrap().into_parts();
            prop_assert_eq!(ours.sign(&chunk).to_string(), signature.clone());
            prior = signature;
        }
        let trailers = [("x-amz-checksum-sha256", "b=="), ("x-amz-checksum-crc32", "a==")];
        let mut headers = aws_smithy_runtime_api::http::Headers::new();
        for (name, value) in trailers {
            headers.append(name, value);
        }
        let (_, signature) = sign_trailer(&headers, &prior, &params).unwrap().into_parts();
        prop_assert_eq!(ours.sign_trailers(trailers).to_string(), signature);
    }
}
