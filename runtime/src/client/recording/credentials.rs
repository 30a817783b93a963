//! Finds credentials and signatures in bodies, such as in the messages of errors about signatures.

use crate::auth::{ApiKey, AuthScheme};
use crate::service::OperationSchema;
use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Request, StatusCode};

/// Shorter values are no credentials, and could be anywhere.
const MIN_LENGTH: usize = 8;

/// The reason for the removal of a body.
pub(super) const REPEATED: &str = "it contains a part of the credentials or of the signature of the request";

/// The values that authenticate a request.
pub(super) struct Credentials {
    secrets: Vec<String>,
    /// The ID of the access key, which is removed from errors alone: other responses may be about keys.
    key_id: Option<String>,
}

impl Credentials {
    /// Returns the values in the headers of a request.
    pub(super) fn of(operation: &OperationSchema, request: &Request<Bytes>) -> Self {
        let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        let authorization = text(AUTHORIZATION.as_str()).unwrap_or_default();
        let field = |name: &str| authorization.split_once(name)?.1.split(',').next();
        let token = authorization.split_once(' ').map(|(_, token)| token);
        let keys = operation.auth().iter().filter_map(|scheme| match scheme {
            AuthScheme::ApiKey(ApiKey::Header { name, .. }) => text(name),
            _ => None,
        });
        let secrets =
            ["x-amz-security-token", "x-amz-s3session-token", "cookie"].into_iter().filter_map(text);
        let secrets = secrets.chain(keys).chain(token).chain(field("Signature="));
        let key_id = field("Credential=").and_then(|scope| scope.split('/').next());
        let is_long = |value: &&str| value.len() >= MIN_LENGTH;
        Self {
            secrets: secrets.filter(is_long).map(str::to_owned).collect(),
            key_id: key_id.filter(is_long).map(str::to_owned),
        }
    }

    /// Returns whether a body contains one of the values.
    pub(super) fn are_in(&self, body: &[u8], status: StatusCode) -> bool {
        let key_id = self.key_id.iter().filter(|_| !status.is_success());
        let contains = |value: &String| body.windows(value.len()).any(|part| part == value.as_bytes());
        self.secrets.iter().chain(key_id).any(contains)
    }
}
